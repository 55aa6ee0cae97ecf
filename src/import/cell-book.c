/* cell-book.c: shared strings, styles, limits over all sheets, and cells in their places; see cell-book.h. O(1) a cell, O(bytes) a text. */
#include "cell-book.h"

#include "i18n.h"

void
posko_cell_book_init (PoskoCellBook *self)
{
  *self = (PoskoCellBook){ .texts = g_byte_array_new (), .starts = g_array_new (FALSE, FALSE, sizeof (guint32)), .formats = g_byte_array_new () };
}

void
posko_cell_book_clear (PoskoCellBook *self)
{
  g_clear_pointer (&self->texts, g_byte_array_unref);
  g_clear_pointer (&self->starts, g_array_unref);
  g_clear_pointer (&self->formats, g_byte_array_unref);
}

gboolean
posko_cell_book_end_string (PoskoCellBook *self, guint start, GError **error)
{
  const gsize length = self->texts->len - start;

  g_byte_array_append (self->texts, (const guint8 *) "", 1);
  g_array_append_val (self->starts, start);
  if (length > POSKO_SHEET_MAX_FIELD)
    g_set_error_literal (error, POSKO_ERROR, POSKO_ERROR_LIMIT, _ ("a shared string over 1 MiB"));
  else if (self->starts->len > POSKO_BOOK_MAX_STRINGS)
    g_set_error_literal (error, POSKO_ERROR, POSKO_ERROR_LIMIT, _ ("more than 50 million shared strings"));
  else
    return TRUE;
  return FALSE;
}

const char *
posko_cell_book_string (const PoskoCellBook *self, gint64 i, gsize *length)
{
  if (i < 0 || i >= (gint64) self->starts->len)
    return NULL;
  const guint32 start = g_array_index (self->starts, guint32, (guint) i);
  const guint32 end = i + 1 < (gint64) self->starts->len ? g_array_index (self->starts, guint32, (guint) i + 1) : self->texts->len;
  *length = end - start - 1;
  return (const char *) self->texts->data + start;
}

PoskoCellFormat
posko_cell_book_format (const PoskoCellBook *self, guint i)
{
  return i < self->formats->len ? (PoskoCellFormat) self->formats->data[i] : POSKO_CELL_NUMBER;
}

gboolean
posko_cell_book_take (PoskoCellBook *self, guint n, gsize bytes, GError **error)
{
  self->n_cells += n;
  self->n_bytes += bytes;
  if (self->n_cells <= POSKO_SHEET_MAX_CELLS && self->n_bytes <= POSKO_SHEET_MAX_BYTES)
    return TRUE;
  g_set_error_literal (error, POSKO_ERROR, POSKO_ERROR_LIMIT,
                       self->n_cells > POSKO_SHEET_MAX_CELLS ? _ ("more than 100 million cells in all sheets")
                                                             : _ ("cells over 1 GiB in all sheets"));
  return FALSE;
}

PoskoSheetKind
posko_cell_book_show (const PoskoCellBook *self, gdouble value, PoskoCellFormat format, GString *text)
{
  g_string_truncate (text, 0);
  if (format != POSKO_CELL_NUMBER && posko_cell_append_date (text, value, format, self->is_1904))
    return POSKO_SHEET_DATE;
  posko_cell_append_number (text, value);
  return POSKO_SHEET_NUMBER;
}

/* "AB" */
static void
append_letters (GString *text, guint column)
{
  char letters[4] = "";
  guint n = 0;
  for (guint rest = column; rest > 0 && n < 3; rest = (rest - 1) / 26)
    letters[n++] = (char) ('A' + (rest - 1) % 26);
  while (n > 0)
    g_string_append_c (text, letters[--n]);
}

static void
tell (const PoskoSheetFill *self, const PoskoCellPlace *place, const char *code, const char *found, const char *remedy)
{
  g_autoptr (GString) name = g_string_new (posko_sheet_name (self->sheet));

  g_string_append_c (name, '!');
  append_letters (name, place->column);
  posko_import_log_add (self->source->log, &(PoskoImportEvent){ .action = POSKO_IMPORT_MARKED,
                                                                .code = code,
                                                                .file = self->source->file,
                                                                .line = place->row,
                                                                .column = name->str,
                                                                .found = found,
                                                                .remedy = remedy });
}

void
posko_sheet_fill_tell_missing (const PoskoSheetFill *self, const PoskoCellPlace *place)
{
  tell (self, place, "formula-without-value", NULL,
        _ ("open the file in a spreadsheet program and save it there, so that the formula is worked out"));
}

/* Begins the row in the sheet, after the blank rows before it. */
static gboolean
begin_row (PoskoSheetFill *self, const PoskoCellPlace *place, GError **error)
{
  const guint gap = place->row - self->begun - 1;

  if (!posko_cell_book_take (self->book, gap > POSKO_BOOK_MAX_GAP ? 1 : gap + 1, 0, error))
    return FALSE;
  for (guint line = gap > POSKO_BOOK_MAX_GAP ? place->row : self->begun + 1; line <= place->row; line++)
    if (!posko_sheet_begin_row (self->sheet, line, error))
      return FALSE;
  self->begun = place->row;
  self->width = 0;
  if (place->is_hidden)
    posko_import_log_add (self->source->log, &(PoskoImportEvent){ .action = POSKO_IMPORT_NOTE,
                                                                  .code = "rows-hidden",
                                                                  .file = self->source->file,
                                                                  .line = place->row,
                                                                  .found = posko_sheet_name (self->sheet) });
  return TRUE;
}

gboolean
posko_sheet_fill_set (PoskoSheetFill *self, const PoskoCellPlace *place, PoskoSheetKind kind, const char *text, gsize length, GError **error)
{
  if (length == 0)
    return TRUE;
  if (kind == POSKO_SHEET_ERROR)
    tell (self, place, "formula-error", text, _ ("mend the formula, or write the value itself"));
  if ((self->begun != place->row && !begin_row (self, place, error))
      || !posko_cell_book_take (self->book, place->column - self->width, length, error)
      || !posko_sheet_set (self->sheet, place->column - 1, kind, text, length, error))
    {
      g_prefix_error (error, _ ("sheet “%s”: "), posko_sheet_name (self->sheet));
      return FALSE;
    }
  self->width = place->column;
  return TRUE;
}

void
posko_sheet_fill_hide (PoskoSheetFill *self, guint first, guint last)
{
  for (guint column = MAX (first, 1); column <= MIN (last, POSKO_BOOK_COLUMNS); column++)
    self->hidden[(column - 1) / 8] |= (guint8) (1u << (column - 1) % 8);
}

void
posko_sheet_fill_tell_hidden (const PoskoSheetFill *self)
{
  g_autoptr (GString) columns = g_string_new (NULL);

  for (guint column = 1; column <= MIN (posko_sheet_n_columns (self->sheet), POSKO_BOOK_COLUMNS); column++)
    if (self->hidden[(column - 1) / 8] >> (column - 1) % 8 & 1)
      {
        g_string_append (columns, columns->len > 0 ? ", " : "");
        append_letters (columns, column);
      }
  if (columns->len > 0)
    posko_import_log_add (self->source->log, &(PoskoImportEvent){ .action = POSKO_IMPORT_NOTE,
                                                                  .code = "columns-hidden",
                                                                  .file = self->source->file,
                                                                  .column = posko_sheet_name (self->sheet),
                                                                  .found = columns->str });
}
