/* repair-table.c: a table file written anew: the same rows and columns in the same order, every cell in its plain form.
 *
 * The records are read as they stand. Repairs that a single cell cannot show (repair-place.c, exact copies) are made on them; then the table
 * reader itself says what each cell means, codes are restored between the tables as a case's are (table-restore.c), and that reading is
 * written: so the copy says what posko read, no more. The cells of
 * a row that the reader refuses keep their text, save for the marks of numbers that have one reading. O(bytes).
 */
#include <string.h>

#include "csv-read.h"
#include "number.h"
#include "repair-private.h"

/* Blanks of all kinds off both ends. The guard of our own writers stays: the table reader wants to see it. */
static const char *
clean (PoskoRepairSheet *self, const char *text)
{
  const char *first = text, *last = text + strlen (text);

  while (*first != '\0' && g_unichar_isspace (g_utf8_get_char (first)))
    first = g_utf8_next_char (first);
  while (last > first && g_unichar_isspace (g_utf8_get_char (g_utf8_prev_char (last))))
    last = g_utf8_prev_char (last);
  g_autofree char *trimmed = g_strndup (first, (gsize) (last - first));
  return g_string_chunk_insert_const (self->texts, trimmed);
}

static void
read_header (PoskoRepairSheet *self, const PoskoRepairRecord *header)
{
  self->columns = g_new (gint, self->width);
  if (posko_header_match (self->schema, header->after, self->width, self->columns) < posko_header_enough (self->schema))
    self->unsafe = TRUE; /* a title above the header, or another table */
  for (guint i = 0; i < self->width; i++)
    for (guint j = 0; j < i; j++)
      if (self->columns[i] != POSKO_HEADER_NONE && self->columns[j] == self->columns[i])
        self->unsafe = TRUE; /* a column twice: which one counts is for a person */
}

gint
posko_repair_cell_of (const PoskoRepairSheet *self, const char *name)
{
  for (guint i = 0; i < self->width; i++)
    if (self->columns[i] != POSKO_HEADER_NONE && strcmp (self->schema->columns[self->columns[i]].field.name, name) == 0)
      return (gint) i;
  return -1;
}

/* Cells beyond the header count only when they hold something. */
static gboolean
fits (const PoskoRepairSheet *self, const PoskoCsvField *fields, guint n_fields)
{
  for (guint i = self->width; i < n_fields; i++)
    if (fields[i].length > 0)
      return FALSE;
  return n_fields >= self->width;
}

static gboolean
on_record (const PoskoCsvField *fields, guint n_fields, gsize line, gsize offset, gpointer user_data)
{
  PoskoRepairSheet *self = user_data;
  const gboolean is_header = self->records->len == 0;
  PoskoRepairRecord record = { .line = (guint) MIN (line, G_MAXUINT), .left_out = TRUE };

  if (is_header)
    self->width = n_fields;
  for (guint i = 0; i < n_fields && record.left_out; i++)
    record.left_out = g_strcmp0 (clean (self, fields[i].text), "") == 0;
  if (!record.left_out && !fits (self, fields, n_fields))
    {
      self->unsafe = TRUE;
      return FALSE;
    }
  if (record.left_out && !is_header)
    {
      posko_repair_note_cell (self, record.line, NULL, NULL, NULL, "row-blank");
      return TRUE;
    }
  if (n_fields > self->width)
    posko_repair_note_cell (self, record.line, NULL, NULL, NULL, "cell-surplus");
  record.left_out = FALSE;
  record.after = g_new (const char *, self->width);
  for (guint i = 0; i < self->width; i++)
    record.after[i] = clean (self, fields[i].text);
  g_array_append_val (self->records, record);
  for (guint i = 0; i < self->width; i++)
    if (strlen (record.after[i]) != fields[i].length)
      posko_repair_note_cell (self, record.line, posko_repair_record (self, 0)->after[i], fields[i].text, record.after[i], "cell-blanks");
  if (is_header)
    read_header (self, &record);
  return !self->unsafe;
}

static gboolean
on_fault (const PoskoCsvFault *fault, gpointer user_data)
{
  PoskoRepairSheet *self = user_data;

  if (fault->kind != POSKO_CSV_NOTICE_BLANK_LINE && fault->kind != POSKO_CSV_NOTICE_STRAY_CR)
    self->unsafe = TRUE;
  else if (fault->kind == POSKO_CSV_NOTICE_BLANK_LINE)
    posko_repair_note_cell (self, (guint) fault->line, NULL, NULL, NULL, "row-blank");
  return !self->unsafe;
}

/* One text of all the cells that stand for the row, to tell exact copies. */
static char *
row_key (const PoskoRepairSheet *self, const PoskoRepairRecord *record)
{
  GString *key = g_string_new (NULL);
  for (guint i = 0; i < self->width; i++)
    {
      g_string_append (key, record->after[i]);
      g_string_append_c (key, '\x1f');
    }
  return g_string_free (key, FALSE);
}

static void
leave_out_copies (PoskoRepairSheet *self)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 1; i < self->records->len; i++)
    {
      PoskoRepairRecord *record = posko_repair_record (self, i);
      char *key = row_key (self, record);
      record->left_out = !g_hash_table_add (seen, key);
      if (record->left_out)
        posko_repair_note_cell (self, record->line, NULL, record->after[0], "", "row-copy");
    }
}

/* Quotes as RFC 4180 wants them, and nothing else: the reader shall see the cells, not what a writer of ours makes of them. */
static void
append_cell (GString *text, const char *cell, char delimiter)
{
  const char marks[] = { delimiter, '"', '\r', '\n', ' ', '\t', '\0' };

  if (strpbrk (cell, marks) == NULL && !g_str_has_prefix (cell, "\xef\xbb\xbf"))
    {
      g_string_append (text, cell);
      return;
    }
  g_string_append_c (text, '"');
  for (; *cell != '\0'; cell++)
    {
      if (*cell == '"')
        g_string_append_c (text, '"');
      g_string_append_c (text, *cell);
    }
  g_string_append_c (text, '"');
}

/* The records as a text that the table reader reads. */
static void
append_record (PoskoRepairSheet *self, guint i, GString *text)
{
  const PoskoRepairRecord *record = posko_repair_record (self, i);
  const gsize start = text->len;
  guint lines = 1;

  for (guint c = 0; c < self->width; c++)
    {
      if (c > 0)
        g_string_append_c (text, self->delimiter);
      append_cell (text, record->after[c], self->delimiter);
    }
  for (const char *at = text->str + start; *at != '\0'; at++)
    lines += *at == '\n' || (*at == '\r' && at[1] != '\n');
  g_string_append_c (text, '\n');
  const guint first = self->by_line->len;
  g_array_set_size (self->by_line, first + lines);
  g_array_index (self->by_line, guint, first) = i;
}

static PoskoTable *
read_meaning (PoskoRepairSheet *self, const PoskoTableType *type, const PoskoTableContext *context, GCancellable *cancellable)
{
  g_autoptr (PoskoDiagnostics) scratch = posko_diagnostics_new ();
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; i < self->records->len; i++)
    if (!posko_repair_record (self, i)->left_out)
      append_record (self, i, text);
  g_autoptr (GBytes) bytes = g_bytes_new (text->str, text->len);
  return posko_table_read_within (type, bytes, self->file, context, scratch, cancellable);
}

/* Row of each record, or -1. */
static gint *
rows_of_records (const PoskoRepairSheet *self)
{
  gint *rows = g_new (gint, self->records->len);

  for (guint i = 0; i < self->records->len; i++)
    rows[i] = -1;
  for (guint r = 0; r < posko_table_n (self->table); r++)
    {
      const guint line = posko_table_line (self->table, r);
      if (line >= 1 && line <= self->by_line->len)
        rows[g_array_index (self->by_line, guint, line - 1)] = (gint) r;
    }
  return rows;
}

/* The fewest decimals, at least those that stand there, which give the number back. */
static guint
decimals_of (const char *text, gdouble value)
{
  const char *mark = strpbrk (text, ".,");
  guint decimals = mark != NULL ? (guint) MIN (strspn (mark + 1, "0123456789"), POSKO_CSV_MAX_DECIMALS) : 0;

  for (; decimals < POSKO_CSV_MAX_DECIMALS; decimals++)
    {
      g_autofree char *shown = g_strdup_printf ("%.*f", (int) decimals, value);
      gdouble again = 0;
      if (posko_number_read_decimal (shown, strlen (shown), '.', &again) && again == value) /* exactly: the same bits */
        break;
    }
  return decimals;
}

/* A cell that is going to be written. */
typedef struct
{
  PoskoFieldType type;
  PoskoCell value;
  const char *text; /* what stood there, without blanks and guard */
  gboolean typed;   /* value counts, else the text */
} Meaning;

static Meaning
meaning_of (const PoskoRepairSheet *self, gint row, const PoskoRepairRecord *record, guint cell)
{
  const gint index = self->columns[cell];
  const char *stands = record->after[cell];
  const PoskoColumn *column = index != POSKO_HEADER_NONE ? &self->schema->columns[index] : NULL;
  Meaning meaning = { .type = POSKO_FIELD_STRING, .text = posko_csv_unguard (record->after[cell]) };

  if (column == NULL || meaning.text[0] == '\0' || (self->table->guessed != NULL && self->table->guessed[index]))
    return meaning; /* what is a guess is for a person */
  meaning.type = column->field.type;
  if (row >= 0 && column->field.offset >= 0)
    {
      meaning.value = posko_table_cell (self->table, (guint) row, column);
      meaning.typed = !posko_cell_is_missing (meaning.type, meaning.value);
    }
  else if (meaning.type == POSKO_FIELD_NUMBER)
    meaning.typed = posko_number_read_decimal (stands, strlen (stands), strchr (stands, ',') != NULL ? ',' : '.', &meaning.value.number);
  else if (meaning.type == POSKO_FIELD_INTEGER)
    meaning.typed = posko_number_read_integer (stands, strlen (stands), &meaning.value.integer);
  return meaning;
}

static void
write_cell (PoskoCsvWriter *writer, const Meaning *meaning)
{
  g_autofree char *text = NULL;

  if (!meaning->typed)
    posko_csv_writer_text (writer, meaning->text);
  else if (meaning->type == POSKO_FIELD_INTEGER)
    posko_csv_writer_integer (writer, meaning->value.integer);
  else if (meaning->type == POSKO_FIELD_NUMBER)
    posko_csv_writer_number (writer, meaning->value.number, decimals_of (meaning->text, meaning->value.number));
  else if (meaning->type == POSKO_FIELD_BOOLEAN)
    posko_csv_writer_boolean (writer, meaning->value.integer != 0);
  else if (meaning->type == POSKO_FIELD_TIME)
    posko_csv_writer_clock (writer, meaning->value.integer);
  else
    {
      text = posko_cell_text (meaning->type, meaning->value);
      posko_csv_writer_text (writer, text);
    }
}

/* The cell in a style, as it stands in a file but for quotes. */
static char *
written (const Meaning *meaning, PoskoCsvStyle style)
{
  g_autoptr (PoskoCsvWriter) writer = posko_csv_writer_new (style);
  const char *text;
  gsize start, length;

  posko_csv_writer_data (writer, &start);
  if (!meaning->typed || meaning->type == POSKO_FIELD_STRING)
    return g_strdup (meaning->typed ? meaning->value.text : meaning->text);
  write_cell (writer, meaning);
  text = posko_csv_writer_data (writer, &length);
  return g_strndup (text + start, length - start);
}

static const char *
code_of (const Meaning *meaning)
{
  switch (meaning->type)
    {
    case POSKO_FIELD_INTEGER:
    case POSKO_FIELD_NUMBER:
      return "number-plain";
    case POSKO_FIELD_DATE:
      return "date-plain";
    case POSKO_FIELD_TIME:
      return "time-plain";
    case POSKO_FIELD_BOOLEAN:
      return "boolean-plain";
    case POSKO_FIELD_STRING:
    default:
      return "text-restored";
    }
}

/* Notes a cell that none of our writers would have written so. Marks that go with the file's delimiter are its dialect, told once a column. */
static void
note_cell (PoskoRepairSheet *self, const PoskoRepairRecord *record, guint cell, const Meaning *meaning, gboolean *told)
{
  const char *before = record->after[cell], *name = posko_repair_record (self, 0)->after[cell];
  g_autofree char *plain = written (meaning, POSKO_CSV_PLAIN), *excel = written (meaning, POSKO_CSV_EXCEL_ID);
  const gboolean may_be_excel = self->delimiter == ';' || self->delimiter == '\t' || meaning->type == POSKO_FIELD_BOOLEAN;
  const char *after = self->style == POSKO_CSV_EXCEL_ID ? excel : plain;
  const gboolean is_dialect = strcmp (posko_csv_unguard (before), plain) == 0 || (may_be_excel && strcmp (before, excel) == 0);

  if (!is_dialect)
    posko_repair_note_cell (self, record->line, name, before, after, code_of (meaning));
  else if (!told[cell] && meaning->type != POSKO_FIELD_STRING && strcmp (before, after) != 0)
    {
      posko_repair_note_cell (self, 0, name, before, after, "dialect");
      told[cell] = TRUE;
    }
}

static GBytes *
write_sheet (PoskoRepairSheet *self, const gint *rows)
{
  g_autoptr (PoskoCsvWriter) writer = posko_csv_writer_new (self->style);
  g_autofree const char **names = g_new0 (const char *, self->width + 1);
  g_autofree gboolean *told = g_new0 (gboolean, self->width);
  const PoskoRepairRecord *header = posko_repair_record (self, 0);
  gsize length;

  for (guint c = 0; c < self->width; c++)
    names[c] = header->after[c];
  posko_csv_writer_header (writer, names);
  for (guint i = 1; i < self->records->len; i++)
    {
      const PoskoRepairRecord *record = posko_repair_record (self, i);
      if (record->left_out)
        continue;
      for (guint c = 0; c < self->width; c++)
        {
          const Meaning meaning = meaning_of (self, rows[i], record, c);
          note_cell (self, record, c, &meaning, told);
          write_cell (writer, &meaning);
        }
      posko_csv_writer_end_row (writer);
    }
  const char *data = posko_csv_writer_data (writer, &length);
  return g_bytes_new (data, length);
}

static char *
describe_dialect (PoskoTextEncoding encoding, char delimiter, gboolean sep_line, gboolean crlf, gboolean quotes)
{
  const char mark[] = { delimiter, '\0' };
  return g_strdup_printf ("%s, %s%s, %s%s", posko_text_encoding_name (encoding), delimiter == '\t' ? "TAB" : mark, sep_line ? ", sep=" : "", crlf ? "CRLF" : "LF",
                          quotes ? ", \"…\"" : "");
}

/* How the whole file is written, in one line. Line ends and quotes alone are no reason to write it anew. */
static void
note_dialect (PoskoRepairSheet *self, GBytes *mended)
{
  const gboolean people = self->style == POSKO_CSV_EXCEL_ID;
  const PoskoTextEncoding encoding = people ? POSKO_TEXT_UTF8_BOM : POSKO_TEXT_UTF8;
  const char delimiter = people ? ';' : ',';
  gsize length;
  const char *data = g_bytes_get_data (mended, &length);
  const gboolean other = self->encoding != encoding || self->delimiter != delimiter || self->sep_line;
  g_autofree char *before = describe_dialect (self->encoding, self->delimiter, self->sep_line, self->has_crlf, self->has_quotes);
  g_autofree char *after = describe_dialect (encoding, delimiter, FALSE, memmem (data, length, "\r\n", 2) != NULL, memchr (data, '"', length) != NULL);

  if ((other || self->n_noted > 0) && strcmp (before, after) != 0)
    posko_repair_note_cell (self, 0, NULL, before, after, "dialect");
}

PoskoTable *
posko_repair_read_table (PoskoRepairSheet *self, const PoskoTableType *type, GBytes *bytes, const PoskoTableContext *context,
                         const PoskoCsvStyle *style, GCancellable *cancellable, GError **error)
{
  g_autoptr (GBytes) text = posko_text_decode (bytes, &self->encoding);
  const guint changes_before = posko_table_n (self->repair->changes);
  gsize length;
  const char *data = g_bytes_get_data (text, &length);

  if (posko_table_is_foreign (bytes, text, self->file, NULL))
    return NULL;
  const PoskoCsvDialect dialect = posko_csv_detect (data, length);
  self->delimiter = dialect.delimiter;
  self->sep_line = dialect.sep_line;
  self->has_crlf = length > 0 && memmem (data, length, "\r\n", 2) != NULL;
  self->has_quotes = length > 0 && memchr (data, '"', length) != NULL;
  self->style = style != NULL ? *style : dialect.delimiter == ';' || context->delimiter == ';' ? POSKO_CSV_EXCEL_ID : POSKO_CSV_PLAIN;
  posko_csv_read (data, length, &dialect, on_record, on_fault, self);
  if (self->unsafe || self->records->len == 0)
    {
      while (posko_table_n (self->repair->changes) > changes_before)
        posko_table_drop_last (self->repair->changes); /* nothing of it is written */
      return NULL;
    }
  if (!posko_repair_places (self, error))
    return NULL;
  leave_out_copies (self);
  self->table = read_meaning (self, type, context, cancellable);
  if (self->table->guessed != NULL)
    self->style = POSKO_CSV_EXCEL_ID; /* the guess rests on the delimiter */
  return self->table;
}

GBytes *
posko_repair_write_table (PoskoRepairSheet *self)
{
  g_autofree gint *rows = rows_of_records (self);
  GBytes *mended = write_sheet (self, rows);

  note_dialect (self, mended);
  if (self->n_noted == 0)
    g_clear_pointer (&mended, g_bytes_unref); /* not a byte of it changes without a word */
  return mended;
}
