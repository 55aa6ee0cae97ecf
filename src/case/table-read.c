/* table-read.c: reads a CSV file into a table by its schema; see table.h.
 *
 * One pass over the records. The header maps the file's columns to the schema's; each cell is then converted in place. A text that
 * repeats the one of the row above (kelurahan, kecamatan) is not looked up again, and keys, which do not repeat, are not
 * interned: that keeps a national table of 10 million cells cheap. O(bytes) and O(rows log rows) where rows are not in key order.
 */
#include <string.h>

#include "csv-read.h"
#include "csv-write.h"
#include "i18n.h"
#include "nearest.h"
#include "table-private.h"
#include "text-decode.h"

#define NOT_OURS -1
#define ROWS_BETWEEN_CANCEL_CHECKS 4096u

typedef struct
{
  PoskoTable *table;
  const PoskoTableSchema *schema;
  const char *file;
  PoskoDiagnostics *diagnostics;
  GCancellable *cancellable;
  gint *columns; /* of the schema, by column of the file; NULL until the header was read */
  guint n_columns;
  guint rows;
  gboolean *present;       /* by column of the schema */
  gboolean *is_key;
  PoskoCell *defaults;
  PoskoCell *above;        /* the text of the row above, and its length */
  gsize *above_length;
  PoskoColumnNotes *notes;
  gboolean cancelled;
  gboolean unusable; /* a column is missing: cells are checked, rows are not kept */
} Reader;

static void
report (Reader *self, PoskoSeverity severity, const char *code, gsize line, const char *column, const char *found, const char *expected,
        const char *remedy)
{
  posko_diagnostics_report (self->diagnostics, severity, code, self->file, (guint) MIN (line, G_MAXUINT), column, found, expected, remedy);
}

/* Takes blanks off both ends. Returns: whether there were any */
static gboolean
trim (const char **text, gsize *length)
{
  gsize before = *length;
  while (*length > 0 && g_ascii_isspace ((*text)[*length - 1]))
    (*length)--;
  while (*length > 0 && g_ascii_isspace (**text))
    {
      (*text)++;
      (*length)--;
    }
  return *length != before;
}

static gint
find_column (const PoskoTableSchema *schema, const char *name)
{
  for (guint i = 0; i < schema->n_columns; i++)
    if (strcmp (schema->columns[i].field.name, name) == 0)
      return (gint) i;
  return NOT_OURS;
}

static void
read_header_cell (Reader *self, guint i, const PoskoCsvField *field, gsize line)
{
  const char *text = field->text;
  gsize length = field->length;
  g_autofree char *name = NULL;
  gint column;

  trim (&text, &length);
  name = g_strndup (text, length);
  column = find_column (self->schema, name);
  self->columns[i] = NOT_OURS;
  if (column == NOT_OURS)
    {
      g_autofree char *found = g_strdup_printf ("\"%s\"", name);
      report (self, POSKO_SEVERITY_INFO, "column-unknown", line, name, found, _ ("a column of the schema"), _ ("nothing: it is not read"));
    }
  else if (self->present[column])
    report (self, POSKO_SEVERITY_ERROR, "column-duplicate", line, name, _ ("the column stands twice in the header"),
            _ ("each column once"), _ ("take one of them out"));
  else
    {
      self->columns[i] = column;
      self->present[column] = TRUE;
    }
}

/* A missing column is reported with the header that may have been meant. */
static void
report_missing_column (Reader *self, const PoskoColumn *column, const PoskoCsvField *fields, guint n_fields, gsize line)
{
  g_autofree const char **names = g_new (const char *, n_fields);
  g_autofree char *remedy = NULL;
  const char *near;

  for (guint i = 0; i < n_fields; i++)
    names[i] = fields[i].text;
  near = posko_nearest (column->field.name, names, n_fields);
  remedy = near != NULL ? g_strdup_printf (_ ("rename the column \"%s\", if that is the one"), near)
                        : g_strdup_printf (_ ("add the column: %s"), column->field.title);
  report (self, POSKO_SEVERITY_ERROR, "column-missing", line, column->field.name, _ ("no such column"), column->field.title, remedy);
}

static void
read_header (Reader *self, const PoskoCsvField *fields, guint n_fields, gsize line)
{
  self->columns = g_new (gint, n_fields);
  self->n_columns = n_fields;
  for (guint i = 0; i < n_fields; i++)
    read_header_cell (self, i, &fields[i], line);
  for (guint i = 0; i < self->schema->n_columns; i++)
    if (!self->present[i] && !self->schema->columns[i].optional)
      {
        report_missing_column (self, &self->schema->columns[i], fields, n_fields, line);
        self->unusable = TRUE;
      }
}

static const char *
keep_text (Reader *self, guint column, const char *text, gsize length)
{
  const char *plain = text;
  gsize plain_length = length;

  if (self->above_length[column] == length && memcmp (self->above[column].text, text, length) == 0)
    return self->above[column].text;
  if (text[0] == '\'')
    {
      g_autofree char *copy = g_strndup (text, length);
      plain = posko_table_intern (self->table, posko_csv_unguard (copy));
    }
  else if (self->is_key[column])
    plain = g_string_chunk_insert_len (self->table->texts, text, (gssize) plain_length);
  else
    {
      g_autofree char *copy = g_strndup (text, length);
      plain = posko_table_intern (self->table, copy);
    }
  /* Remembered as it stood in the file only where that is what was kept. */
  if (text[0] != '\'')
    {
      self->above[column].text = plain;
      self->above_length[column] = length;
    }
  return plain;
}

static gboolean
read_cell (Reader *self, guint column_index, const PoskoCsvField *field, gsize line)
{
  const PoskoColumn *column = &self->schema->columns[column_index];
  const char *text = field->text;
  gsize length = field->length;
  PoskoCell cell = self->defaults[column_index];
  PoskoCellState state;

  if (length > 0 && (g_ascii_isspace (text[0]) || g_ascii_isspace (text[length - 1])))
    self->notes[column_index].blanks += trim (&text, &length);
  state = posko_cell_parse (column, &self->notes[column_index], text, length, &cell);
  if (state != POSKO_CELL_GOOD && (state != POSKO_CELL_MISSING || column->required))
    {
      g_autofree char *found = g_strndup (text, MIN (length, 200));
      posko_cell_report (self->diagnostics, column, state, self->file, (guint) line, column->field.name, found);
      return FALSE;
    }
  if (state == POSKO_CELL_GOOD && column->field.type == POSKO_FIELD_STRING)
    cell.text = keep_text (self, column_index, text, length);
  if (column->field.offset >= 0)
    posko_table_set_cell (self->table, self->table->n - 1, column, cell);
  return TRUE;
}

static gboolean
check_width (Reader *self, const PoskoCsvField *fields, guint n_fields, gsize line)
{
  gboolean sound = n_fields >= self->n_columns;
  for (guint i = self->n_columns; i < n_fields; i++)
    sound = sound && fields[i].length == 0;
  if (!sound)
    {
      g_autofree char *found = g_strdup_printf (ngettext ("%u cell", "%u cells", n_fields), n_fields);
      g_autofree char *expected = g_strdup_printf (ngettext ("%u cell", "%u cells", self->n_columns), self->n_columns);
      report (self, POSKO_SEVERITY_ERROR, "row-width", line, NULL, found, expected,
              _ ("look for a missing cell, or a mark inside a text that has no quotes round it"));
    }
  return sound;
}

static gboolean
is_blank (const PoskoCsvField *fields, guint n_fields)
{
  for (guint i = 0; i < n_fields; i++)
    for (gsize j = 0; j < fields[i].length; j++)
      if (!g_ascii_isspace (fields[i].text[j]))
        return FALSE;
  return TRUE;
}

static void
read_row (Reader *self, const PoskoCsvField *fields, guint n_fields, gsize line)
{
  gboolean sound = TRUE;

  if (is_blank (fields, n_fields))
    {
      report (self, POSKO_SEVERITY_INFO, "row-blank", line, NULL, _ ("a row of empty cells"), NULL, _ ("nothing: it is skipped"));
      return;
    }
  self->rows++;
  if (!check_width (self, fields, n_fields, line))
    {
      self->table->partial = TRUE;
      return;
    }
  posko_table_extend (self->table, (guint) line);
  for (guint i = 0; i < self->n_columns; i++)
    if (self->columns[i] != NOT_OURS)
      sound = read_cell (self, (guint) self->columns[i], &fields[i], line) && sound;
  for (guint i = 0; i < self->schema->n_columns; i++)
    if (!self->present[i] && self->schema->columns[i].field.offset >= 0)
      posko_table_set_cell (self->table, self->table->n - 1, &self->schema->columns[i], self->defaults[i]);
  if (sound && !self->unusable)
    return;
  posko_table_drop_last (self->table);
  self->table->partial = TRUE;
}

static gboolean
on_record (const PoskoCsvField *fields, guint n_fields, gsize line, gsize offset, gpointer user_data)
{
  Reader *self = user_data;

  if (self->columns == NULL)
    read_header (self, fields, n_fields, line);
  else
    read_row (self, fields, n_fields, line);
  if (self->rows % ROWS_BETWEEN_CANCEL_CHECKS == 0 && g_cancellable_is_cancelled (self->cancellable))
    self->cancelled = TRUE;
  return !self->cancelled;
}

static gboolean
on_fault (const PoskoCsvFault *fault, gpointer user_data)
{
  Reader *self = user_data;
  const gboolean notice = fault->kind == POSKO_CSV_NOTICE_STRAY_CR;

  if (fault->kind == POSKO_CSV_NOTICE_BLANK_LINE)
    return TRUE;
  report (self, notice ? POSKO_SEVERITY_INFO : POSKO_SEVERITY_ERROR, posko_csv_fault_code (fault->kind), fault->line, NULL,
          posko_csv_fault_describe (fault->kind), notice ? NULL : _ ("a CSV table in UTF-8 (RFC 4180)"), posko_csv_fault_remedy (fault->kind));
  self->table->partial = self->table->partial || !notice;
  return TRUE;
}

/* Says what was guessed of the file's dialect, unless it is the plain one. */
static void
report_dialect (Reader *self, const PoskoCsvDialect *dialect, PoskoTextEncoding encoding)
{
  gboolean comma = FALSE;
  g_autofree char *found = NULL, *how = NULL;
  char shown[] = "\",\"";

  shown[1] = dialect->delimiter;
  for (guint i = 0; i < self->schema->n_columns; i++)
    comma = comma || self->notes[i].mark == ',';
  if (dialect->delimiter == ',' && encoding == POSKO_TEXT_UTF8 && !comma)
    return;
  how = encoding == POSKO_TEXT_UTF8 ? g_strdup ("") : g_strdup_printf (_ (", the encoding is %s"), posko_text_encoding_name (encoding));
  found = g_strdup_printf (_ ("cells end at %s, decimals are written with %s%s"), dialect->delimiter == '\t' ? "TAB" : shown,
                           comma ? "\",\"" : "\".\"", how);
  report (self, POSKO_SEVERITY_INFO, "dialect", 0, NULL, found, NULL, _ ("look whether that is right"));
}

static void
report_notes (Reader *self)
{
  for (guint i = 0; i < self->schema->n_columns; i++)
    {
      const PoskoColumnNotes *notes = &self->notes[i];
      const char *name = self->schema->columns[i].field.name;
      if (notes->blanks > 0)
        {
          g_autofree char *found = g_strdup_printf (ngettext ("%u cell with blanks round it", "%u cells with blanks round them", notes->blanks),
                                                    notes->blanks);
          report (self, POSKO_SEVERITY_INFO, "cell-blanks", 0, name, found, NULL, _ ("nothing: the blanks are taken off"));
        }
      if (notes->day_first > 0)
        {
          g_autofree char *found = g_strdup_printf (ngettext ("%u date with slashes, read as day/month/year", "%u dates with slashes, read as day/month/year",
                                                              notes->day_first),
                                                    notes->day_first);
          report (self, POSKO_SEVERITY_INFO, "date-day-first", 0, name, found, _ ("a date like 2025-08-27"), _ ("look whether that is right"));
        }
      if (notes->dotted_times > 0)
        {
          g_autofree char *found = g_strdup_printf (ngettext ("%u time with a dot, read as hour.minute", "%u times with a dot, read as hour.minute",
                                                              notes->dotted_times),
                                                    notes->dotted_times);
          report (self, POSKO_SEVERITY_INFO, "time-dot", 0, name, found, _ ("a time like 06:30"), _ ("look whether that is right"));
        }
    }
}

static void
prepare (Reader *self)
{
  guint n = self->schema->n_columns;

  self->present = g_new0 (gboolean, n);
  self->is_key = g_new0 (gboolean, n);
  self->defaults = g_new0 (PoskoCell, n);
  self->above = g_new0 (PoskoCell, n);
  self->above_length = g_new0 (gsize, n);
  self->notes = g_new0 (PoskoColumnNotes, n);
  for (guint k = 0; k < self->schema->n_keys; k++)
    self->is_key[self->schema->keys[k]] = TRUE;
  for (guint i = 0; i < n; i++)
    {
      const PoskoColumn *column = &self->schema->columns[i];
      self->above[i].text = "";
      self->defaults[i] = posko_column_default (column);
    }
}

static void
clear (Reader *self)
{
  g_free (self->columns);
  g_free (self->present);
  g_free (self->is_key);
  g_free (self->defaults);
  g_free (self->above);
  g_free (self->above_length);
  g_free (self->notes);
}

static void
report_empty (Reader *self, gboolean has_header)
{
  g_autofree char *expected = g_strdup_printf (_ ("a header and at least one row of %s"), self->table->type->name);
  report (self, POSKO_SEVERITY_ERROR, "table-empty", has_header ? 1 : 0, NULL, has_header ? _ ("a header and no rows") : _ ("an empty file"),
          expected, _ ("look whether this is the right file, and whether it was saved"));
  self->table->partial = TRUE;
}

PoskoTable *
posko_table_read (const PoskoTableType *type, GBytes *bytes, const char *file, PoskoDiagnostics *diagnostics, GCancellable *cancellable)
{
  g_return_val_if_fail (type != NULL && bytes != NULL && file != NULL && diagnostics != NULL, NULL);

  PoskoTable *table = posko_table_new (type);
  Reader reader = { .table = table, .schema = table->schema, .file = file, .diagnostics = diagnostics, .cancellable = cancellable };
  gsize length;
  PoskoTextEncoding encoding;
  g_autoptr (GBytes) text = posko_text_decode (bytes, &encoding);
  const char *data = g_bytes_get_data (text, &length);
  PoskoCsvDialect dialect = posko_csv_detect (data, length);

  prepare (&reader);
  posko_csv_read (data, length, &dialect, on_record, on_fault, &reader);
  report_dialect (&reader, &dialect, encoding);
  report_notes (&reader);
  if (reader.rows == 0 && !reader.cancelled && !(table->schema->may_be_empty && reader.columns != NULL))
    report_empty (&reader, reader.columns != NULL);
  posko_table_check_keys (table, file, diagnostics);
  clear (&reader);
  return table;
}
