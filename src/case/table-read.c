/* table-read.c: reads a CSV file into a table by its schema; see table.h.
 *
 * One pass over the records. The header, found among the first ones (table-header.c), maps the file's columns to the schema's; each cell
 * is then converted in place. A cell that is not in plain notation is tried in those of spreadsheets (table-saved.c); what only the whole
 * column can decide waits for its end (table-settle.c), codes that a spreadsheet has spoilt for the whole table (table-restore.c). A text that
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

#define HEADER_RECORDS 5u /* among so many the header is looked for */
#define ROWS_BETWEEN_CANCEL_CHECKS 4096u

static const PoskoCsvField no_field = { "", 0 };

typedef struct
{
  PoskoTable *table;
  const PoskoTableSchema *schema;
  const char *file;
  PoskoDiagnostics *diagnostics;
  const PoskoTableContext *context;
  GCancellable *cancellable;
  GPtrArray *candidates; /* (element-type Candidate): records in which the header is looked for */
  gint *columns; /* of the schema, by column of the file; NULL until the header was read */
  gboolean *unnamed; /* by column of the file: it has no name */
  gsize header_line, short_line, unnamed_line;
  guint n_unnamed, n_in_unnamed; /* columns without a name, cells in them */
  guint n_short;                 /* rows that lack optional cells at their end */
  guint n_columns;
  guint rows;
  gboolean *present;       /* by column of the schema */
  gboolean *is_key, *is_code;
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

/* Tells what the header has that the schema has not, or has otherwise. */
static void
report_header_cell (Reader *self, const char *name, gint column, gsize line)
{
  g_autofree char *found = g_strdup_printf ("\"%s\"", name);

  if (column == POSKO_HEADER_NONE)
    report (self, POSKO_SEVERITY_INFO, "column-unknown", line, name, found, _ ("a column of the schema"), _ ("nothing: it is not read"));
  else if (strcmp (self->schema->columns[column].field.name, name) != 0)
    report (self, POSKO_SEVERITY_INFO, "column-renamed", line, self->schema->columns[column].field.name, found,
            self->schema->columns[column].field.name, _ ("look whether that is right"));
}

/* A missing column is reported with the header that may have been meant. */
static void
report_missing_column (Reader *self, const PoskoColumn *column, const char *const *names, guint n_names, gsize line)
{
  const char *near = posko_nearest (column->field.name, names, n_names);
  g_autofree char *remedy = near != NULL ? g_strdup_printf (_ ("rename the column \"%s\", if that is the one"), near)
                                         : g_strdup_printf (_ ("add the column: %s"), column->field.title);

  report (self, POSKO_SEVERITY_ERROR, "column-missing", line, column->field.name, _ ("no such column"), column->field.title, remedy);
}

static void
read_header (Reader *self, const char *const *names, guint n_names, gsize line)
{
  self->columns = g_new (gint, n_names);
  self->n_columns = n_names;
  posko_header_match (self->schema, names, n_names, self->columns);
  for (guint i = 0; i < n_names; i++)
    {
      const gint column = self->columns[i];
      if (column != POSKO_HEADER_NONE && self->present[column])
        {
          report (self, POSKO_SEVERITY_ERROR, "column-duplicate", line, self->schema->columns[column].field.name,
                  _ ("the column stands twice in the header"), _ ("each column once"), _ ("take one of them out"));
          self->columns[i] = POSKO_HEADER_NONE;
          continue;
        }
      if (names[i][0] != '\0') /* a spreadsheet's empty columns at the end are looked at row by row */
        report_header_cell (self, names[i], column, line);
      else
        self->n_unnamed++;
      if (column != POSKO_HEADER_NONE)
        self->present[column] = TRUE;
    }
  for (guint i = 0; i < self->schema->n_columns; i++)
    if (!self->present[i] && !self->schema->columns[i].optional)
      {
        report_missing_column (self, &self->schema->columns[i], names, n_names, line);
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
  if (self->is_code[column] && !self->table->suspect[column])
    self->table->suspect[column] = posko_code_form (plain) != POSKO_CODE_PLAIN;
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
  PoskoColumnNotes *notes = &self->notes[column_index];
  const char *text = field->text;
  gsize length = field->length;
  PoskoCell cell = self->defaults[column_index];
  PoskoCellState state;

  /* Bytes above 127 at either end may be a no-break blank. */
  if (length > 0 && ((guchar) (text[0] - 33) > 93 || (guchar) (text[length - 1] - 33) > 93) && posko_cell_trim (&text, &length))
    posko_column_notes_see (notes, POSKO_SEEN_BLANKS, (guint) line, field->text, field->length);
  state = posko_cell_parse (column, notes, text, length, &cell);
  if (state == POSKO_CELL_TYPE)
    state = posko_cell_parse_saved (column, notes, self->table->n - 1, (guint) line, text, length, &cell);
  if (state == POSKO_CELL_TYPE && column->field.type == POSKO_FIELD_BOOLEAN)
    {
      posko_column_notes_add_word (notes, (guint) line, text, length);
      return FALSE;
    }
  if (state != POSKO_CELL_GOOD && state != POSKO_CELL_WAITS && (state != POSKO_CELL_MISSING || column->required))
    {
      g_autofree char *found = g_strndup (text, MIN (length, 200));
      posko_cell_report (self->diagnostics, column, state, self->file, (guint) line, column->field.name, found, self->context);
      return FALSE;
    }
  if (state == POSKO_CELL_GOOD && column->field.type == POSKO_FIELD_STRING)
    cell.text = keep_text (self, column_index, text, length);
  if (column->field.offset >= 0)
    posko_table_set_cell (self->table, self->table->n - 1, column, cell);
  return TRUE;
}

/* Whether only cells are missing that may be empty: spreadsheets drop delimiters at the end of rows. */
static gboolean
may_be_short (const Reader *self, guint n_fields)
{
  for (guint i = n_fields; i < self->n_columns; i++)
    if (self->columns[i] != POSKO_HEADER_NONE && self->schema->columns[self->columns[i]].required)
      return FALSE;
  return TRUE;
}

static gboolean
check_width (Reader *self, const PoskoCsvField *fields, guint n_fields, gsize line)
{
  gboolean sound = n_fields >= self->n_columns || may_be_short (self, n_fields);
  for (guint i = self->n_columns; i < n_fields; i++)
    sound = sound && fields[i].length == 0;
  if (sound && n_fields < self->n_columns && self->n_short++ == 0)
    self->short_line = line;
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

/* A row of totals is refused by name, not cell by cell. */
static gboolean
is_total (Reader *self, const PoskoCsvField *fields, guint n_fields, gsize line)
{
  g_autofree const char **cells = NULL;
  guint first = 0;

  while (first < n_fields && fields[first].length == 0)
    first++;
  if (first == n_fields || strchr ("jJtTsSgG", fields[first].text[0]) == NULL)
    return FALSE;
  cells = g_new (const char *, self->n_columns);
  for (guint i = 0; i < self->n_columns; i++)
    cells[i] = i < n_fields ? fields[i].text : "";
  if (!posko_row_is_total (self->schema, self->columns, cells, self->n_columns))
    return FALSE;
  g_autofree char *found = g_strdup_printf ("\"%s\"", fields[first].text);
  report (self, POSKO_SEVERITY_ERROR, "row-total", line, NULL, found, _ ("rows of the table only"),
          _ ("take the row of totals out: posko makes its own sums"));
  return TRUE;
}

/* What the row left waiting stays as evidence for its column. */
static void
drop_row (Reader *self)
{
  const guint row = self->table->n - 1;

  for (guint i = 0; i < self->schema->n_columns; i++)
    {
      const GArray *waiting = self->notes[i].waiting;
      PoskoWaitingCell *last = waiting != NULL && waiting->len > 0 ? &g_array_index (waiting, PoskoWaitingCell, waiting->len - 1) : NULL;
      if (last != NULL && last->row == row)
        last->row = G_MAXUINT;
    }
  posko_table_drop_last (self->table);
  self->table->partial = TRUE;
}

static void
look_at_unnamed (Reader *self, const PoskoCsvField *fields, guint n_fields, gsize line)
{
  for (guint i = 0; i < MIN (n_fields, self->n_columns); i++)
    if (self->columns[i] == POSKO_HEADER_NONE && fields[i].length > 0 && self->unnamed[i] && self->n_in_unnamed++ == 0)
      self->unnamed_line = line;
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
  if (is_total (self, fields, n_fields, line) || !check_width (self, fields, n_fields, line))
    {
      self->table->partial = TRUE;
      return;
    }
  if (self->n_unnamed > 0)
    look_at_unnamed (self, fields, n_fields, line);
  posko_table_extend (self->table, (guint) line);
  for (guint i = 0; i < self->n_columns; i++)
    if (self->columns[i] != POSKO_HEADER_NONE)
      sound = read_cell (self, (guint) self->columns[i], i < n_fields ? &fields[i] : &no_field, line) && sound;
  for (guint i = 0; i < self->schema->n_columns; i++)
    if (!self->present[i] && self->schema->columns[i].field.offset >= 0)
      posko_table_set_cell (self->table, self->table->n - 1, &self->schema->columns[i], self->defaults[i]);
  if (!sound || self->unusable)
    drop_row (self);
}

/* A record above the header, or that may be the header. */
typedef struct
{
  char **cells;
  guint n, n_matches;
  gsize line;
} Candidate;

static void
candidate_free (gpointer data)
{
  Candidate *self = data;
  g_strfreev (self->cells);
  g_free (self);
}

static Candidate *
candidate_new (const Reader *self, const PoskoCsvField *fields, guint n_fields, gsize line)
{
  Candidate *candidate = g_new0 (Candidate, 1);
  g_autofree gint *columns = g_new (gint, n_fields);

  candidate->cells = g_new0 (char *, n_fields + 1);
  candidate->n = n_fields;
  candidate->line = line;
  for (guint i = 0; i < n_fields; i++)
    {
      const char *text = fields[i].text;
      gsize length = fields[i].length;
      posko_cell_trim (&text, &length);
      candidate->cells[i] = g_strndup (text, length);
    }
  candidate->n_matches = posko_header_match (self->schema, (const char *const *) candidate->cells, n_fields, columns);
  return candidate;
}

/* The candidate that names the most columns is the header; what stands above it is a title, what stands beneath are rows. */
static void
take_header (Reader *self)
{
  guint best = 0;

  for (guint i = 1; i < self->candidates->len; i++)
    if (((const Candidate *) self->candidates->pdata[i])->n_matches > ((const Candidate *) self->candidates->pdata[best])->n_matches)
      best = i;
  const Candidate *header = self->candidates->pdata[best], *first = self->candidates->pdata[0];
  self->header_line = header->line;
  self->unnamed = g_new0 (gboolean, header->n);
  for (guint i = 0; i < header->n; i++)
    self->unnamed[i] = header->cells[i][0] == '\0';
  if (best > 0)
    {
      g_autofree char *found = g_strdup_printf (ngettext ("%u line above the header: \"%s\"", "%u lines above the header, the first \"%s\"", best),
                                                best, first->cells[0]);
      report (self, POSKO_SEVERITY_INFO, "title-lines", first->line, NULL, found, _ ("the header in the first line"),
              _ ("look whether that is right"));
    }
  read_header (self, (const char *const *) header->cells, header->n, header->line);
  for (guint i = best + 1; i < self->candidates->len; i++)
    {
      const Candidate *row = self->candidates->pdata[i];
      g_autofree PoskoCsvField *fields = g_new (PoskoCsvField, row->n);
      for (guint c = 0; c < row->n; c++)
        fields[c] = (PoskoCsvField) { row->cells[c], strlen (row->cells[c]) };
      read_row (self, fields, row->n, row->line);
    }
}

static void
look_for_header (Reader *self, const PoskoCsvField *fields, guint n_fields, gsize line)
{
  Candidate *candidate = candidate_new (self, fields, n_fields, line);

  g_ptr_array_add (self->candidates, candidate);
  if (candidate->n_matches >= posko_header_enough (self->schema) || self->candidates->len == HEADER_RECORDS)
    take_header (self);
}

static gboolean
on_record (const PoskoCsvField *fields, guint n_fields, gsize line, gsize offset, gpointer user_data)
{
  Reader *self = user_data;

  if (self->columns == NULL)
    look_for_header (self, fields, n_fields, line);
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

/* Whether posko wrote the file so: plain, or for people where its package says so. */
static gboolean
is_own_dialect (const Reader *self, char delimiter, PoskoTextEncoding encoding)
{
  const char mark = delimiter == ';' ? '.' : ',';
  gboolean ours = delimiter == ',' ? encoding == POSKO_TEXT_UTF8 && self->context->delimiter != ';' : delimiter == ';' && delimiter == self->context->delimiter && encoding == POSKO_TEXT_UTF8_BOM;

  for (guint i = 0; i < self->schema->n_columns; i++)
    ours = ours && self->notes[i].mark != mark;
  return ours;
}

/* The decimal mark, or both with their columns. */
static char *
describe_marks (const Reader *self)
{
  g_autoptr (GString) with_comma = g_string_new (NULL), with_point = g_string_new (NULL);

  for (guint i = 0; i < self->schema->n_columns; i++)
    {
      GString *names = self->notes[i].mark == ',' ? with_comma : self->notes[i].mark == '.' ? with_point : NULL;
      if (names != NULL)
        g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", self->schema->columns[i].field.name);
    }
  if (with_comma->len > 0 && with_point->len > 0)
    return g_strdup_printf ("\",\" (%s), \".\" (%s)", with_comma->str, with_point->str);
  return g_strdup (with_comma->len > 0 ? "\",\"" : "\".\"");
}

/* Says what was guessed of the file's dialect, unless it is posko's own. */
static void
report_dialect (Reader *self, const PoskoCsvDialect *dialect, PoskoTextEncoding encoding)
{
  g_autofree char *found = NULL, *how = NULL, *marks = describe_marks (self);
  char shown[] = "\",\"";

  shown[1] = dialect->delimiter;
  if (is_own_dialect (self, dialect->delimiter, encoding))
    return;
  how = encoding == POSKO_TEXT_UTF8 ? g_strdup ("") : g_strdup_printf (_ (", the encoding is %s"), posko_text_encoding_name (encoding));
  found = g_strdup_printf (_ ("cells end at %s, decimals are written with %s%s"), dialect->delimiter == '\t' ? "TAB" : shown,
                           marks, how);
  report (self, POSKO_SEVERITY_INFO, "dialect", 0, NULL, found, NULL, _ ("look whether that is right"));
}

static void
report_shape (Reader *self)
{
  if (self->n_short > 0)
    {
      g_autofree char *found = g_strdup_printf (ngettext ("%u row that ends early", "%u rows that end early", self->n_short), self->n_short);
      report (self, POSKO_SEVERITY_INFO, "row-short", self->short_line, NULL, found, NULL, _ ("nothing: the missing cells may be empty"));
    }
  if (self->n_in_unnamed > 0)
    {
      g_autofree char *found = g_strdup_printf (ngettext ("%u cell in a column without a name", "%u cells in columns without a name", self->n_in_unnamed),
                                                self->n_in_unnamed);
      report (self, POSKO_SEVERITY_INFO, "column-unnamed", self->unnamed_line, NULL, found, _ ("a column of the schema"), _ ("nothing: it is not read"));
    }
}

static void
prepare (Reader *self)
{
  guint n = self->schema->n_columns;

  self->present = g_new0 (gboolean, n);
  self->is_key = g_new0 (gboolean, n);
  self->is_code = g_new0 (gboolean, n);
  self->defaults = g_new0 (PoskoCell, n);
  self->above = g_new0 (PoskoCell, n);
  self->above_length = g_new0 (gsize, n);
  self->notes = g_new0 (PoskoColumnNotes, n);
  self->candidates = g_ptr_array_new_with_free_func (candidate_free);
  for (guint k = 0; k < self->schema->n_keys; k++)
    self->is_key[self->schema->keys[k]] = TRUE;
  for (guint i = 0; i < n; i++)
    {
      const PoskoColumn *column = &self->schema->columns[i];
      self->is_code[i] = posko_column_is_code (self->schema, i);
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
  g_free (self->is_code);
  g_free (self->defaults);
  g_free (self->above);
  g_free (self->above_length);
  for (guint i = 0; i < self->schema->n_columns; i++)
    posko_column_notes_clear (&self->notes[i]);
  g_free (self->notes);
  g_free (self->unnamed);
  g_ptr_array_unref (self->candidates);
}

static void
report_empty (Reader *self, gboolean has_header)
{
  g_autofree char *expected = g_strdup_printf (_ ("a header and at least one row of %s"), self->table->type->name);
  report (self, POSKO_SEVERITY_ERROR, "table-empty", (gsize) (has_header ? self->header_line : 0), NULL, has_header ? _ ("a header and no rows") : _ ("an empty file"),
          expected, _ ("look whether this is the right file, and whether it was saved"));
  self->table->partial = TRUE;
}

PoskoTable *
posko_table_read (const PoskoTableType *type, GBytes *bytes, const char *file, PoskoDiagnostics *diagnostics, GCancellable *cancellable)
{
  return posko_table_read_within (type, bytes, file, NULL, diagnostics, cancellable);
}

PoskoTable *
posko_table_read_within (const PoskoTableType *type, GBytes *bytes, const char *file, const PoskoTableContext *context,
                         PoskoDiagnostics *diagnostics, GCancellable *cancellable)
{
  g_return_val_if_fail (type != NULL && bytes != NULL && file != NULL && diagnostics != NULL, NULL);

  static const PoskoTableContext nothing = POSKO_TABLE_CONTEXT_INIT;
  PoskoTable *table = posko_table_new (type);
  Reader reader = { .table = table,
                    .schema = table->schema,
                    .file = file,
                    .diagnostics = diagnostics,
                    .context = context != NULL ? context : &nothing,
                    .cancellable = cancellable };
  gsize length;
  PoskoTextEncoding encoding;
  g_autoptr (GBytes) text = posko_text_decode (bytes, &encoding);
  const char *data = g_bytes_get_data (text, &length);
  if (posko_table_is_foreign (bytes, text, file, diagnostics))
    {
      table->partial = TRUE;
      return table;
    }
  const PoskoCsvDialect dialect = posko_csv_detect (data, length);
  const PoskoTableSource source = { .file = file, .delimiter = dialect.delimiter, .context = reader.context, .diagnostics = diagnostics };

  prepare (&reader);
  posko_csv_read (data, length, &dialect, on_record, on_fault, &reader);
  if (reader.columns == NULL && reader.candidates->len > 0)
    take_header (&reader);
  report_dialect (&reader, &dialect, encoding);
  report_shape (&reader);
  posko_table_settle (table, reader.notes, &source);
  if (reader.rows == 0 && !reader.cancelled && !(table->schema->may_be_empty && reader.columns != NULL))
    report_empty (&reader, reader.columns != NULL);
  posko_table_restore_own_codes (table, file, diagnostics);
  posko_table_check_keys (table, file, diagnostics);
  clear (&reader);
  return table;
}
