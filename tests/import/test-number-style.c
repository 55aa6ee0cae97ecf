/* test-number-style.c: one row a column of numbers: how it is read, and what one cell of it becomes. */
#include "number-style.h"

#include <string.h>

typedef struct
{
  const char *name;
  PoskoNumberUse use;
  const char *cells;           /* with | between; "#1.5" is a spreadsheet's number, "=…" a total row */
  const char *decimal, *thousands;
  gboolean percent, doubtful;
  const char *text;            /* a cell of the column … */
  gdouble value;               /* … and what it is; -1 = no number */
} Row;

static const Row rows[] = {
  { "plain", POSKO_NUMBER_COUNT, "12|345|7", "", "", FALSE, FALSE, "345", 345 },
  { "points are thousands", POSKO_NUMBER_COUNT, "6.801|2.356|980", "", ".", FALSE, FALSE, "6.801", 6801 },
  { "commas are thousands", POSKO_NUMBER_COUNT, "6,801|2,356", "", ",", FALSE, FALSE, "13,870", 13870 },
  { "two groups", POSKO_NUMBER_COUNT, "1.234.567", "", ".", FALSE, FALSE, "1.234.567", 1234567 },
  { "blanks are thousands", POSKO_NUMBER_COUNT, "1 234|12 500", "", " ", FALSE, FALSE, "12 500", 12500 },
  { "no-break blanks", POSKO_NUMBER_COUNT, "1\u00a0234|12\u202f500", "", " ", FALSE, FALSE, "12\u202f500", 12500 },
  { "apostrophes", POSKO_NUMBER_COUNT, "1'234|12\u2019500", "", "'", FALSE, FALSE, "12\u2019500", 12500 },
  { "whole decimals", POSKO_NUMBER_COUNT, "12.0|345.0", ".", "", FALSE, FALSE, "345.0", 345 },
  { "whole decimals, comma", POSKO_NUMBER_COUNT, "12,00|345,00", ",", "", FALSE, FALSE, "345,00", 345 },
  { "both marks", POSKO_NUMBER_COUNT, "1.234,00|17,00", ",", ".", FALSE, FALSE, "1.234,00", 1234 },
  { "both marks, English", POSKO_NUMBER_COUNT, "1,234.00|17.00", ".", ",", FALSE, FALSE, "1,234.00", 1234 },
  { "both readings", POSKO_NUMBER_COUNT, "1.234|12.0", "", ".", FALSE, TRUE, "1.234", 1234 },
  { "two thousands marks", POSKO_NUMBER_COUNT, "1.234|1,234|2.345", "", ".", FALSE, TRUE, "1.234", 1234 },
  { "a fraction is no evidence", POSKO_NUMBER_COUNT, "1.234|12.5", "", ".", FALSE, FALSE, "12.5", -1 },
  { "the total is evidence", POSKO_NUMBER_COUNT, "231|244|=8.151", "", ".", FALSE, FALSE, "8.151", 8151 },
  { "units", POSKO_NUMBER_COUNT, "231 orang|1.244 jiwa", "", ".", FALSE, FALSE, "1.244 jiwa", 1244 },
  { "exponent", POSKO_NUMBER_COUNT, "1e3", "", "", FALSE, FALSE, "1e3", 1000 },
  { "numbers of a spreadsheet", POSKO_NUMBER_COUNT, "#1234|#12.0|1.234", "", ".", FALSE, FALSE, "#12.0", 12 },
  { "minus in counts", POSKO_NUMBER_COUNT, "12", "", "", FALSE, FALSE, "-120", -1 },
  { "plus in counts", POSKO_NUMBER_COUNT, "12", "", "", FALSE, FALSE, "+120", -1 },
  { "20 digits", POSKO_NUMBER_COUNT, "12", "", "", FALSE, FALSE, "99999999999999999999", -1 },
  { "16 digits", POSKO_NUMBER_COUNT, "12", "", "", FALSE, FALSE, "1234567890123456", -1 },
  { "15 digits", POSKO_NUMBER_COUNT, "12", "", "", FALSE, FALSE, "123456789012345", 123456789012345 },
  { "nan", POSKO_NUMBER_COUNT, "12", "", "", FALSE, FALSE, "NaN", -1 },
  { "error of a spreadsheet", POSKO_NUMBER_COUNT, "12", "", "", FALSE, FALSE, "#N/A", -1 },
  { "hexadecimal", POSKO_NUMBER_COUNT, "12", "", "", FALSE, FALSE, "0x12", -1 },
  { "other words", POSKO_NUMBER_COUNT, "12", "", "", FALSE, FALSE, "12A", -1 },
  { "percent of people", POSKO_NUMBER_COUNT, "12", "", "", FALSE, FALSE, "12%", -1 },
  { "blank in the midst", POSKO_NUMBER_COUNT, "12", "", "", FALSE, FALSE, "12 34", -1 },
  { "short groups", POSKO_NUMBER_COUNT, "1.234", "", ".", FALSE, FALSE, "1.23.456", -1 },
  { "mark at the end", POSKO_NUMBER_COUNT, "1.234", "", ".", FALSE, FALSE, "234.", -1 },
  { "no cell", POSKO_NUMBER_COUNT, "", "", "", FALSE, FALSE, "", -1 },
  { "degrees", POSKO_NUMBER_DEGREES, "-2.116541|106.118827", ".", "", FALSE, FALSE, "-2.116541", -2.116541 },
  { "degrees, comma", POSKO_NUMBER_DEGREES, "-2,116541|106,118827", ",", "", FALSE, FALSE, "-2,116541", -2.116541 },
  { "degrees of three decimals", POSKO_NUMBER_DEGREES, "-2,116|-2,117", ",", "", FALSE, FALSE, "-2,116", -2.116 },
  { "dash as minus", POSKO_NUMBER_DEGREES, "\u22122.5|\u20132.5", ".", "", FALSE, FALSE, "\u20132.5", -2.5 },
  { "degrees grouped by a spreadsheet", POSKO_NUMBER_DEGREES, "-2.130.934|-21.309", "", ".", FALSE, FALSE, "-21.309", -21309 },
  { "degrees both ways", POSKO_NUMBER_DEGREES, "-2.130.934|-2.13|-2.14", ".", "", FALSE, TRUE, "-2.13", -2.13 },
  { "hemispheres", POSKO_NUMBER_DEGREES, "2,1309 LS|S 2,1310", ",", "", FALSE, FALSE, "-2,1", -2.1 },
  { "no numbers are no evidence", POSKO_NUMBER_DEGREES, "-2,13|-2.1.3|nan|inf|1e309", ",", "", FALSE, FALSE, "-2.1.3", -1 },
  { "17 digits", POSKO_NUMBER_DEGREES, "106.12832000000001", ".", "", FALSE, FALSE, "106.12832000000001", 106.12832000000001 },
  { "too large", POSKO_NUMBER_DEGREES, "-2.1", ".", "", FALSE, FALSE, "1e309", -1 },
  { "metres", POSKO_NUMBER_METRES, "612.345,67|9.764.321,10", ",", ".", FALSE, FALSE, "612.345,67", 612345.67 },
  { "metres of groups", POSKO_NUMBER_METRES, "612.345", "", ".", FALSE, FALSE, "612.345", 612345 },
  { "metres with a fraction", POSKO_NUMBER_METRES, "612345.123", ".", "", FALSE, FALSE, "612345.123", 612345.123 },
  { "shares", POSKO_NUMBER_SHARE, "0,75|0,8", ",", "", FALSE, FALSE, "0,75", 0.75 },
  { "shares of three decimals", POSKO_NUMBER_SHARE, "0.755|1.000", ".", "", FALSE, FALSE, "1.000", 1 },
  { "percent signs", POSKO_NUMBER_SHARE, "75%|80,5 %", ",", "", TRUE, FALSE, "80,5 %", 80.5 },
  { "percent without a sign", POSKO_NUMBER_SHARE, "75|80.5|0", ".", "", TRUE, FALSE, "80.5", 80.5 },
  { "one sign among shares", POSKO_NUMBER_SHARE, "75%|0.8", ".", "", FALSE, FALSE, "75%", 0.75 },
  { "over 100 is no percent", POSKO_NUMBER_SHARE, "75|180", "", "", FALSE, FALSE, "75", 75 },
};

static void
add_row (PoskoSheet *sheet, guint line, const char *text)
{
  const gboolean is_number = text[0] == '#' && g_ascii_isdigit (text[1]);
  g_assert_true (posko_sheet_begin_row (sheet, line, NULL));
  text += is_number || text[0] == '=';
  g_assert_true (posko_sheet_set (sheet, 0, is_number ? POSKO_SHEET_NUMBER : POSKO_SHEET_TEXT, text, strlen (text), NULL));
}

static PoskoNumberStyle
decide (const char *cells, PoskoNumberUse use, PoskoImportLog *log)
{
  g_autoptr (PoskoSheet) sheet = posko_sheet_new ("");
  g_auto (GStrv) texts = g_strsplit (cells, "|", -1);
  char *headers[] = { (char *) "kolom" };
  g_autofree guint8 *kinds = g_new0 (guint8, g_strv_length (texts) + 1);

  add_row (sheet, 1, "kolom");
  kinds[0] = POSKO_ROW_HEADER;
  for (guint i = 0; texts[i] != NULL; i++)
    {
      add_row (sheet, i + 2, texts[i]);
      kinds[i + 1] = texts[i][0] == '=' ? POSKO_ROW_TOTAL : POSKO_ROW_DATA;
    }
  const PoskoLayout layout = { .n_columns = 1, .headers = headers, .kinds = kinds, .n_data = g_strv_length (texts), .n_recognised = 1 };
  return posko_number_style_decide (sheet, &layout, 0, use, "daftar.csv", log);
}

static char
only (const char *mark)
{
  return mark[0];
}

static void
test_column (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (PoskoImportLog) log = posko_import_log_new ();
  const PoskoNumberStyle style = decide (row->cells, row->use, log);
  const gboolean is_number = row->text[0] == '#' && g_ascii_isdigit (row->text[1]);
  const PoskoSheetKind kind = is_number ? POSKO_SHEET_NUMBER : POSKO_SHEET_TEXT;
  gdouble value = -1;
  gint64 count = -1;

  g_assert_cmpint (style.decimal, ==, only (row->decimal));
  g_assert_cmpint (style.thousands, ==, only (row->thousands));
  g_assert_cmpint (style.percent, ==, row->percent);
  g_assert_cmpint (style.doubtful, ==, row->doubtful);
  g_assert_cmpuint (posko_import_log_count_of (log, "number-style-doubtful"), ==, row->doubtful ? 2 : 0);
  const gboolean plain = only (row->decimal) != ',' && only (row->thousands) == '\0' && !row->percent;
  g_assert_cmpuint (posko_import_log_count_of (log, "number-style"), ==, plain || row->doubtful ? 0 : 1);
  if (row->use == POSKO_NUMBER_COUNT)
    {
      posko_number_style_read_count (&style, kind, row->text + is_number, &count);
      value = (gdouble) count;
    }
  else
    posko_number_style_read (&style, kind, row->text + is_number, &value);
  g_assert_cmpfloat_with_epsilon (value, row->value, 1e-12);
}

static void
test_evidence (void)
{
  g_autoptr (PoskoImportLog) log = posko_import_log_new ();
  const PoskoNumberStyle style = decide ("980|6.801||x|2.356|12", POSKO_NUMBER_COUNT, log);

  g_assert_cmpuint (style.n_cells, ==, 4);
  g_assert_cmpuint (style.n_for, ==, 2);
  g_assert_cmpuint (style.line, ==, 3);
  g_assert_cmpstr (style.example, ==, "6.801");
  const PoskoImportKind *kind = posko_import_log_kind (log, 0);
  g_assert_cmpuint (posko_import_log_n_kinds (log), ==, 1);
  g_assert_cmpstr (kind->code, ==, "number-style");
  g_assert_cmpstr (kind->examples[0].column, ==, "kolom");
  g_assert_cmpstr (kind->examples[0].found, ==, "6.801");
  g_assert_cmpstr (kind->examples[0].became, ==, "6801");
}

/* A fault shows the first cell of each reading with what it would be. */
static void
test_doubt (void)
{
  g_autoptr (PoskoImportLog) log = posko_import_log_new ();
  decide ("12.0|1.234", POSKO_NUMBER_COUNT, log);

  const PoskoImportKind *kind = posko_import_log_kind (log, 0);
  g_assert_cmpint (kind->action, ==, POSKO_IMPORT_FAULT);
  g_assert_cmpstr (kind->lines, ==, "2-3");
  g_assert_cmpstr (kind->examples[0].found, ==, "12.0");
  g_assert_cmpstr (kind->examples[0].became, ==, "12");
  g_assert_cmpstr (kind->examples[1].found, ==, "1.234");
  g_assert_cmpstr (kind->examples[1].became, ==, "1234");
}

/* What became of an example is plain whatever the use: hemispheres, percent, long texts. */
static void
test_examples (void)
{
  static const struct
  {
    PoskoNumberUse use;
    const char *cells, *became;
  } cases[] = {
    { POSKO_NUMBER_DEGREES, "2,1309 LS", "2.1309" },
    { POSKO_NUMBER_DEGREES, "-2,1309", "-2.1309" },
    { POSKO_NUMBER_SHARE, "80,5 %", "0.805" },
    { POSKO_NUMBER_METRES, "612.345,67", "612345.67" },
    { POSKO_NUMBER_COUNT, "\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0\u00a0 6.801", "6801" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PoskoImportLog) log = posko_import_log_new ();
      const PoskoNumberStyle style = decide (cases[i].cells, cases[i].use, log);
      g_assert_cmpuint (posko_import_log_n_kinds (log), ==, 1);
      g_assert_cmpstr (posko_import_log_kind (log, 0)->examples[0].became, ==, cases[i].became);
      g_assert_true (g_utf8_validate (style.example, -1, NULL));
    }
}

/* A style of zeros, as for a column without evidence, reads the plain notation. */
static void
test_plain (void)
{
  const PoskoNumberStyle style = { .decimal = '\0' };
  gdouble value = 0;

  g_assert_true (posko_number_style_read (&style, POSKO_SHEET_TEXT, " -2.5 ", &value));
  g_assert_cmpfloat (value, ==, -2.5);
  g_assert_false (posko_number_style_read (&style, POSKO_SHEET_TEXT, "-2,5", &value));
  g_assert_false (posko_number_style_read (&style, POSKO_SHEET_DATE, "2025-01-02", &value));
  g_assert_false (posko_number_style_read (&style, POSKO_SHEET_BOOLEAN, "true", &value));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strdup_printf ("/number-style/column/%s", rows[i].name);
      g_test_add_data_func (path, &rows[i], test_column);
    }
  g_test_add_func ("/number-style/evidence", test_evidence);
  g_test_add_func ("/number-style/doubt", test_doubt);
  g_test_add_func ("/number-style/examples", test_examples);
  g_test_add_func ("/number-style/plain", test_plain);
  return g_test_run ();
}
