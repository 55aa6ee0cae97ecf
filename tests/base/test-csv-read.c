/* test-csv-read.c: records, line numbers, faults and limits of the CSV reader. */
#include <string.h>

#include "csv-read.h"
#include "random.h"

/* What a text gives, spelled out: "line:field|field;" for a record, "!kind@line,character;" for a fault. */
static gboolean
spell_record (const PoskoCsvField *fields, guint n_fields, gsize line, gsize offset, gpointer user_data)
{
  GString *const log = user_data;
  g_string_append_printf (log, "%zu:", line);
  for (guint i = 0; i < n_fields; i++)
    {
      g_assert_cmpuint (strlen (fields[i].text), ==, fields[i].length);
      g_string_append_printf (log, "%s%s", i == 0 ? "" : "|", fields[i].text);
    }
  g_string_append_c (log, ';');
  return TRUE;
}

static gboolean
spell_fault (const PoskoCsvFault *fault, gpointer user_data)
{
  static const char *const kinds[] = { "unclosed", "stray", "nul", "utf8", "long", "columns", "rows", "bytes", "cr" };
  g_assert_cmpstr (posko_csv_fault_describe (fault->kind), !=, "");
  if (fault->kind == POSKO_CSV_NOTICE_BLANK_LINE)
    return TRUE;
  g_string_append_printf (user_data, "!%s@%zu,%zu;", kinds[fault->kind], fault->line, fault->character);
  return TRUE;
}

static char *
spell (const char *data, gsize length, char delimiter)
{
  const PoskoCsvDialect dialect = { .delimiter = delimiter };
  GString *const log = g_string_new (NULL);
  const gboolean sound = posko_csv_read (data, length, &dialect, spell_record, spell_fault, log);
  g_autoptr (GString) faults = g_string_new (log->str);
  g_string_replace (faults, "!cr", "", 0);
  g_assert_cmpint (sound, ==, strchr (faults->str, '!') == NULL);
  return g_string_free (log, FALSE);
}

typedef struct
{
  const char *name;
  const char *text;
  gsize length; /* 0: up to the NUL */
  const char *expected;
} Row;

static const Row rows[] = {
  { "empty", "", 0, "" },
  { "plain", "a,b\n1,2\n", 0, "1:a|b;2:1|2;" },
  { "no-last-line-end", "a,b\n1,2", 0, "1:a|b;2:1|2;" },
  { "crlf", "a,b\r\n1,2\r\n", 0, "1:a|b;2:1|2;" },
  { "cr", "a,b\r1,2\r", 0, "1:a|b;2:1|2;" },
  { "cr-before-delimiter", "a,b\n1\r,2\r\n3,4\n", 0, "1:a|b;!cr@2,2;2:1|2;3:3|4;" },
  { "cr-after-quotes", "a,b\n\"1\"\r,2\n", 0, "1:a|b;!cr@2,4;2:1|2;" },
  { "cr-in-quotes", "a,b\n\"1\r,\",\"2\"\r,3\n", 0, "1:a|b;!cr@2,10;2:1\r,|2|3;" },
  { "cr-in-quotes-of-lines", "a,b\n\"1\n\r,\",2\n3\r,4\n", 0, "1:a|b;2:1\n\r,|2;!cr@4,2;4:3|4;" },
  { "cr-in-every-row", "a\r,b\r,c\n1\r,2\r,3\n", 0, "!cr@1,2;!cr@1,5;1:a|b|c;!cr@2,2;!cr@2,5;2:1|2|3;" },
  { "cr-before-delimiter-at-end", "a,b\n1\r,", 0, "1:a|b;!cr@2,2;2:1|;" },
  { "cr-cr-lf", "a,b\n1,2\r\r\n3,4\n", 0, "1:a|b;2:1|2;3:3|4;" },
  { "cr-cr-lf-everywhere", "a,b\r\r\n1,2\r\r\n", 0, "1:a|b;2:1|2;" },
  { "cr-ends-a-line", "a,b\r\n1,2\r3,4\r\n5,6\r\n", 0, "1:a|b;2:1|2;3:3|4;4:5|6;" },
  { "mac-with-empty-first-cells", "a,b\r,2\r,3\r", 0, "1:a|b;2:|2;3:|3;" },
  { "mixed-line-ends", "a\rb\nc\r\nd\n\re\n", 0, "1:a;2:b;3:c;4:d;6:e;" },
  { "blank-lines-count", "a\n\n  \n\t\n\r\nb\n", 0, "1:a;6:b;" },
  { "empty-fields", ",\n,,\n", 0, "1:|;2:||;" },
  { "blanks-stay", " a , b\n", 0, "1: a | b;" },
  { "quoted", "\"a,b\",\"c\"\"d\",\"\"\n", 0, "1:a,b|c\"d|;" },
  { "line-end-in-quotes", "x,\"a\nb\r\nc\"\ny\n", 0, "1:x|a\nb\r\nc;4:y;" },
  { "blank-line-in-quotes", "\"a\n\n\nb\"\ny\n", 0, "1:a\n\n\nb;5:y;" },
  { "stray-quote", "a\"b,c\nd,e\n", 0, "!stray@1,2;2:d|e;" },
  { "stray-quote-counts-characters", "\xC3\xA9\xC3\xA9\"b\nd\n", 0, "!stray@1,3;2:d;" },
  { "text-after-quote", "\"a\"b,c\nd,e\n", 0, "!stray@1,4;2:d|e;" },
  { "unclosed-at-end", "a,b\n1,\"2\n3,4\n5,6\n", 0, "1:a|b;!unclosed@2,3;3:3|4;4:5|6;" },
  { "unclosed-then-quote", "a\n1,\"2\n3,4\n5,\"6\"\n", 0, "1:a;!stray@4,4;3:3|4;4:5|6;" },
  { "unclosed-after-sound-lines", "\"a\nb\",\"c\nd\n", 0, "!unclosed@2,4;3:d;" },
  { "two-unclosed", "\"a\nb\n\"c\nd\n", 0, "!stray@3,2;2:b;!unclosed@3,1;4:d;" },
  { "lone-quote", "\"", 0, "!unclosed@1,1;" },
  { "nul", "a,b\n1,\0002\n3,4\n", 12, "1:a|b;!nul@2,3;3:3|4;" },
  { "nul-in-quotes", "a\n\"1\n\0\n\"\n3\n", 11, "1:a;!nul@3,1;5:3;" },
  { "not-utf8", "a\nb\xE9z\nc\n", 0, "1:a;!utf8@2,2;3:c;" },
  { "cut-utf8-at-end", "a\nb\xC3", 0, "1:a;!utf8@2,2;" },
  { "overlong-utf8", "\xC0\x80\nc\n", 0, "!utf8@1,1;2:c;" },
  { "bad-bytes-are-told-once", "\"\xE9\n\xE9\nx\n", 0, "!utf8@1,2;!utf8@2,1;!unclosed@1,1;3:x;" },
};

static void
test_row (gconstpointer data)
{
  const Row *const row = data;
  g_autofree char *log = spell (row->text, row->length == 0 ? strlen (row->text) : row->length, ',');
  g_assert_cmpstr (log, ==, row->expected);
}

static void
test_delimiters (void)
{
  g_autofree char *semicolon = spell ("a;b,c\n\"x;y\";z\n", 14, ';');
  g_assert_cmpstr (semicolon, ==, "1:a|b,c;2:x;y|z;");
  g_autofree char *tab = spell ("a\tb\n\t\n  \nc\n", 11, '\t');
  g_assert_cmpstr (tab, ==, "1:a|b;2:|;4:c;");
}

static gboolean
keep_offsets (const PoskoCsvField *fields, guint n_fields, gsize line, gsize offset, gpointer user_data)
{
  g_array_append_val ((GArray *) user_data, offset);
  return TRUE;
}

static void
test_sep_line (void)
{
  static const char text[] = "sep=;\r\na,b;c\r\n";
  const PoskoCsvDialect dialect = posko_csv_detect (text, strlen (text));
  g_autoptr (GString) log = g_string_new (NULL);

  g_assert_true (dialect.sep_line);
  g_assert_true (posko_csv_read (text, strlen (text), &dialect, spell_record, spell_fault, log));
  g_assert_cmpstr (log->str, ==, "2:a,b|c;");
}

static gboolean
spell_blank (const PoskoCsvFault *fault, gpointer user_data)
{
  g_assert_cmpint (fault->kind, ==, POSKO_CSV_NOTICE_BLANK_LINE);
  g_string_append_printf (user_data, "!%zu;", fault->line);
  return TRUE;
}

static void
test_blank_lines (void)
{
  static const char text[] = "a\n\n \t\n\"b\n\n\"\n\n";
  const PoskoCsvDialect dialect = { .delimiter = ',' };
  g_autoptr (GString) log = g_string_new (NULL);

  g_assert_true (posko_csv_read (text, strlen (text), &dialect, spell_record, spell_blank, log));
  g_assert_cmpstr (log->str, ==, "1:a;!2;!3;4:b\n\n;!7;");
}

static void
test_offset (void)
{
  static const char text[] = "a,b\r\n\r\n\"c\nd\",e\nf\n";
  const PoskoCsvDialect dialect = { .delimiter = ',' };
  g_autoptr (GArray) offsets = g_array_new (FALSE, FALSE, sizeof (gsize));

  g_assert_true (posko_csv_read (text, strlen (text), &dialect, keep_offsets, NULL, offsets));
  g_assert_cmpuint (offsets->len, ==, 3);
  g_assert_cmpuint (g_array_index (offsets, gsize, 0), ==, 0);
  g_assert_cmpuint (g_array_index (offsets, gsize, 1), ==, 7);
  g_assert_cmpuint (g_array_index (offsets, gsize, 2), ==, 15);
}

static gboolean
stop_at_second (const PoskoCsvField *fields, guint n_fields, gsize line, gsize offset, gpointer user_data)
{
  return ++*(guint *) user_data < 2;
}

static gboolean
stop_at_fault (const PoskoCsvFault *fault, gpointer user_data)
{
  *(guint *) user_data += 100;
  return FALSE;
}

static void
test_stop (void)
{
  const PoskoCsvDialect dialect = { .delimiter = ',' };
  guint n = 0;

  g_assert_false (posko_csv_read ("a\nb\nc\n", 6, &dialect, stop_at_second, NULL, &n));
  g_assert_cmpuint (n, ==, 2);
  n = 0;
  g_assert_false (posko_csv_read ("a\nb\"\nc\"\nd\n", 10, &dialect, stop_at_second, stop_at_fault, &n));
  g_assert_cmpuint (n, ==, 101);
}

/* A text of @n times @unit between @before and @after. */
static GString *
repeat (const char *before, const char *unit, gsize n, const char *after)
{
  GString *const text = g_string_sized_new (strlen (before) + n * strlen (unit) + strlen (after));
  g_string_append (text, before);
  for (gsize i = 0; i < n; i++)
    g_string_append (text, unit);
  g_string_append (text, after);
  return text;
}

typedef struct
{
  gsize n_records, n_fields, last_line, longest;
  guint faults[POSKO_CSV_N_FAULTS];
  gsize fault_line;
} Count;

static gboolean
count_record (const PoskoCsvField *fields, guint n_fields, gsize line, gsize offset, gpointer user_data)
{
  Count *const count = user_data;
  count->n_records++;
  count->n_fields += n_fields;
  for (guint i = 0; i < n_fields; i++)
    count->longest = MAX (count->longest, fields[i].length);
  count->last_line = line;
  return TRUE;
}

static gboolean
count_fault (const PoskoCsvFault *fault, gpointer user_data)
{
  Count *const count = user_data;
  count->faults[fault->kind]++;
  count->fault_line = fault->line;
  return TRUE;
}

static Count
count_all (const char *data, gsize length)
{
  const PoskoCsvDialect dialect = { .delimiter = ',' };
  Count count = { 0 };
  posko_csv_read (data, length, &dialect, count_record, count_fault, &count);
  return count;
}

static void
test_limit_field (void)
{
  g_autoptr (GString) fits = repeat ("h\n", "x", POSKO_CSV_MAX_FIELD, "\nend\n");
  const Count whole = count_all (fits->str, fits->len);
  g_assert_cmpuint (whole.n_records, ==, 3);
  g_assert_cmpuint (whole.longest, ==, POSKO_CSV_MAX_FIELD);

  g_autoptr (GString) over = repeat ("h\n", "x", POSKO_CSV_MAX_FIELD + 1, "\nend\n");
  const Count cut = count_all (over->str, over->len);
  g_assert_cmpuint (cut.n_records, ==, 2);
  g_assert_cmpuint (cut.faults[POSKO_CSV_FAULT_FIELD_TOO_LONG], ==, 1);
  g_assert_cmpuint (cut.fault_line, ==, 2);
  g_assert_cmpuint (cut.last_line, ==, 3);
}

static void
test_limit_huge_field (void)
{
  /* A quote that would swallow all: noticed after a megabyte, and the lines it swallowed are read. */
  const gsize n_lines = 1000000;
  g_autoptr (GString) text = repeat ("h\n\"open\n", "1,2\n", n_lines, "");
  const Count count = count_all (text->str, text->len);
  g_assert_cmpuint (count.faults[POSKO_CSV_FAULT_FIELD_TOO_LONG], ==, 1);
  g_assert_cmpuint (count.fault_line, ==, 2);
  g_assert_cmpuint (count.n_records, ==, n_lines + 1);
  g_assert_cmpuint (count.last_line, ==, n_lines + 2);

  g_autofree char *unit = g_strnfill (1 << 20, 'x');
  g_autoptr (GString) one_line = repeat ("h\n", unit, 200, "\nend\n");
  const Count big = count_all (one_line->str, one_line->len);
  g_assert_cmpuint (big.faults[POSKO_CSV_FAULT_FIELD_TOO_LONG], ==, 1);
  g_assert_cmpuint (big.n_records, ==, 2);
}

static void
test_limit_record (void)
{
  g_autofree char *cell = g_strnfill (POSKO_CSV_MAX_FIELD - 1, 'x');
  g_autofree char *unit = g_strconcat (cell, ",", NULL);
  g_autoptr (GString) text = repeat ("h\n", unit, 20, "\nend\n");
  const Count count = count_all (text->str, text->len);
  g_assert_cmpuint (count.faults[POSKO_CSV_FAULT_FIELD_TOO_LONG], ==, 1);
  g_assert_cmpuint (count.n_records, ==, 2);
}

static void
test_limit_columns (void)
{
  g_autoptr (GString) fits = repeat ("", ",", POSKO_CSV_MAX_COLUMNS - 1, "\nend\n");
  g_assert_cmpuint (count_all (fits->str, fits->len).n_fields, ==, POSKO_CSV_MAX_COLUMNS + 1);

  g_autoptr (GString) over = repeat ("h\n", ",", POSKO_CSV_MAX_COLUMNS, "\nend\n");
  const Count count = count_all (over->str, over->len);
  g_assert_cmpuint (count.faults[POSKO_CSV_FAULT_TOO_MANY_COLUMNS], ==, 1);
  g_assert_cmpuint (count.fault_line, ==, 2);
  g_assert_cmpuint (count.n_records, ==, 2);
}

static void
test_limit_rows (void)
{
  g_autoptr (GString) text = repeat ("", "1\n", POSKO_CSV_MAX_ROWS, "2\n3\n");
  const Count count = count_all (text->str, text->len);
  g_assert_cmpuint (count.n_records, ==, POSKO_CSV_MAX_ROWS);
  g_assert_cmpuint (count.faults[POSKO_CSV_FAULT_TOO_MANY_ROWS], ==, 1);
  g_assert_cmpuint (count.fault_line, ==, POSKO_CSV_MAX_ROWS + 1);
}

static void
test_limit_bytes (void)
{
  /* The size alone decides: the bytes are not looked at. */
  const Count count = count_all ("a", POSKO_CSV_MAX_BYTES + 1);
  g_assert_cmpuint (count.faults[POSKO_CSV_FAULT_TOO_MANY_BYTES], ==, 1);
  g_assert_cmpuint (count.n_records, ==, 0);
}

/* Texts made to cost a naive reader the square of their size. */
static void
test_linear (void)
{
  static const char *const units[]
      = { "\r", "\"", "\"\n", "\"a\n", "\"\"\"\n", "a\"\n", "\"\n\",", "\"\"\n", ",\"\n", "\xE9\n", "\n", "\r,", "\"\r,\n", "\r,\n", "\r\r\n" };
  for (guint i = 0; i < G_N_ELEMENTS (units); i++)
    {
      g_autoptr (GString) text = repeat ("", units[i], (1 << 20) / strlen (units[i]), "");
      const gint64 start = g_get_monotonic_time ();
      count_all (text->str, text->len);
      g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_USEC_PER_SEC);
    }
}

static void
test_random_bytes (void)
{
  static const char bytes[] = "\"\",;\n\r\ta b\xC3\xA9\xEF\xBB\xBF\0";
  PoskoRandom random;

  posko_random_init (&random, 1, 0);
  for (guint round = 0; round < 2000; round++)
    {
      const gsize length = posko_random_below (&random, 200);
      g_autofree char *text = g_malloc (length + 1);
      for (gsize i = 0; i < length; i++)
        text[i] = round % 2 == 0 ? bytes[posko_random_below (&random, sizeof bytes)]
                                 : (char) posko_random_below (&random, 256);
      const PoskoCsvDialect dialect = posko_csv_detect (text, length);
      g_assert_nonnull (strchr (",;\t|", dialect.delimiter));
      g_autofree char *log = spell (text, length, dialect.delimiter);
      g_autofree char *again = spell (text, length, dialect.delimiter);
      g_assert_cmpstr (log, ==, again);
    }
}

static void
test_detect (void)
{
  static const struct
  {
    const char *text;
    char delimiter;
  } cases[] = {
    { "a,b,c\n1,2,3\n", ',' },
    { "a;b;c\n1,5;2,5;3,5\n", ';' },
    { "a\tb\n1\t2,5\n", '\t' },
    { "a|b\n1|2,5\n", '|' },
    { "\"a;b;c;d\",e\n\"x\n;;;;\",f\n", ',' },
    { "nama,catatan\nx,a;b\ny,c;d\n", ',' },
    { "\n\na;b\n", ';' },
    { "a\n1\n", ',' },
    { "", ',' },
    /* Titles above the table do not decide, whatever they hold. */
    { "\"Daftar TPS, Kota Contoh, 2024\"\nKota, x, y\n\na;b;c\n1;2;3\n4;5;6\n", ';' },
    { "Daftar;;\nKota;;\na;b;c;d\n1;2;-2,1;106,1\n4;5;-2,2;106,2\n", ';' },
    { "judul\na\tb\n1,5\t2\n1,6\t2\n", '\t' },
    /* Decimal commas agree on more lines than the header has cells in common. */
    { "a;b;c;d;e\n1;2;3,1\n1;3,2\n1;2;3;4,1\n", ';' },
    { "1,2\n3,4\n", ',' },
    /* A quote that is no delimiter of a cell. */
    { "a|b\n5\"|c\n6|d\n", '|' },
    { "\"a|b\n5|c\n6|d\n", '|' },
    { "sep=|\na,b,c|d\n1,2,3\n", '|' },
    { "sep=x\na,b\n", ',' },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const PoskoCsvDialect dialect = posko_csv_detect (cases[i].text, strlen (cases[i].text));
      g_assert_cmpint (dialect.delimiter, ==, cases[i].delimiter);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/csv-read/row/", rows[i].name, NULL);
      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/csv-read/delimiters", test_delimiters);
  g_test_add_func ("/csv-read/sep-line", test_sep_line);
  g_test_add_func ("/csv-read/blank-lines", test_blank_lines);
  g_test_add_func ("/csv-read/offset", test_offset);
  g_test_add_func ("/csv-read/stop", test_stop);
  g_test_add_func ("/csv-read/limit/field", test_limit_field);
  g_test_add_func ("/csv-read/limit/huge-field", test_limit_huge_field);
  g_test_add_func ("/csv-read/limit/record", test_limit_record);
  g_test_add_func ("/csv-read/limit/columns", test_limit_columns);
  g_test_add_func ("/csv-read/limit/rows", test_limit_rows);
  g_test_add_func ("/csv-read/limit/bytes", test_limit_bytes);
  g_test_add_func ("/csv-read/linear", test_linear);
  g_test_add_func ("/csv-read/random-bytes", test_random_bytes);
  g_test_add_func ("/csv-read/detect", test_detect);
  return g_test_run ();
}
