/* sheet.c: rows of text cells in one arena; see sheet.h. O(1) a cell. */
#include "sheet.h"

#include <string.h>

#include "i18n.h"

#define MERGED_BIT 0x80u
#define FIRST_BYTES ((gsize) 4096)
#define FIRST_CELLS 256u

struct _PoskoSheet
{
  char *name;
  char *texts;        /* each with its NUL; offset 0 is "" */
  gsize n_bytes, max_bytes;
  guint32 *offsets;   /* of each cell, in texts */
  guint8 *kinds;      /* PoskoSheetKind of each cell, with MERGED_BIT */
  guint n_cells, max_cells;
  GArray *row_starts; /* guint: in offsets */
  GArray *lines;      /* guint */
  guint n_columns;
};

PoskoSheet *
posko_sheet_new (const char *name)
{
  PoskoSheet *self = g_new0 (PoskoSheet, 1);

  self->name = g_strdup (name);
  self->max_bytes = FIRST_BYTES;
  self->texts = g_malloc0 (self->max_bytes);
  self->n_bytes = 1;
  self->row_starts = g_array_new (FALSE, FALSE, sizeof (guint));
  self->lines = g_array_new (FALSE, FALSE, sizeof (guint));
  return self;
}

void
posko_sheet_free (PoskoSheet *self)
{
  if (self == NULL)
    return;
  g_free (self->name);
  g_free (self->texts);
  g_free (self->offsets);
  g_free (self->kinds);
  g_array_unref (self->row_starts);
  g_array_unref (self->lines);
  g_free (self);
}

static guint
row_start (const PoskoSheet *self, guint row)
{
  return row < self->row_starts->len ? g_array_index (self->row_starts, guint, row) : self->n_cells;
}

gboolean
posko_sheet_begin_row (PoskoSheet *self, guint line, GError **error)
{
  if (self->row_starts->len == POSKO_SHEET_MAX_ROWS)
    {
      g_set_error (error, POSKO_ERROR, POSKO_ERROR_LIMIT, _ ("row %u: more than 10 million rows"), line);
      return FALSE;
    }
  g_array_append_val (self->row_starts, self->n_cells);
  g_array_append_val (self->lines, line);
  return TRUE;
}

/* Grown by half, not doubled: a national list is a quarter of the room that its import may take. */
static void
append (PoskoSheet *self, guint8 kind, guint32 offset)
{
  if (self->n_cells == self->max_cells)
    {
      self->max_cells = self->max_cells > 0 ? self->max_cells + self->max_cells / 2 : FIRST_CELLS;
      self->offsets = g_renew (guint32, self->offsets, self->max_cells);
      self->kinds = g_renew (guint8, self->kinds, self->max_cells);
    }
  self->offsets[self->n_cells] = offset;
  self->kinds[self->n_cells++] = kind;
}

/* Returns: where @text was put */
static guint32
append_text (PoskoSheet *self, const char *text, gsize length)
{
  const gsize offset = self->n_bytes;

  if (offset + length + 1 > self->max_bytes)
    {
      self->max_bytes = MAX (self->max_bytes + self->max_bytes / 2, offset + length + 1);
      self->texts = g_realloc (self->texts, self->max_bytes);
    }
  memcpy (self->texts + offset, text, length);
  self->texts[offset + length] = '\0';
  self->n_bytes += length + 1;
  return (guint32) offset;
}

/* The offset of the same text in the row above, 0 where it has another there. */
static guint32
offset_above (const PoskoSheet *self, guint column, const char *text, gsize length)
{
  const guint row = self->row_starts->len - 1;
  guint32 offset;

  if (row == 0 || column >= row_start (self, row) - row_start (self, row - 1))
    return 0;
  offset = self->offsets[row_start (self, row - 1) + column];
  return offset > 0 && self->texts[offset] == text[0] && strncmp (self->texts + offset, text, length) == 0 && self->texts[offset + length] == '\0' ? offset : 0;
}

static gboolean
check_limits (const PoskoSheet *self, guint column, gsize length, GError **error)
{
  const guint line = g_array_index (self->lines, guint, self->lines->len - 1);

  if (column >= POSKO_SHEET_MAX_COLUMNS)
    g_set_error (error, POSKO_ERROR, POSKO_ERROR_LIMIT, _ ("row %u: more than 1,024 columns"), line);
  else if (self->n_cells > POSKO_SHEET_MAX_CELLS - POSKO_SHEET_MAX_COLUMNS)
    g_set_error (error, POSKO_ERROR, POSKO_ERROR_LIMIT, _ ("row %u: more than 100 million cells"), line);
  else if (length > POSKO_SHEET_MAX_FIELD)
    g_set_error (error, POSKO_ERROR, POSKO_ERROR_LIMIT, _ ("row %u: a cell over 1 MiB"), line);
  else if (self->n_bytes + length + 1 > POSKO_SHEET_MAX_BYTES)
    g_set_error (error, POSKO_ERROR, POSKO_ERROR_LIMIT, _ ("row %u: cells over 1 GiB in all"), line);
  else
    return TRUE;
  return FALSE;
}

gboolean
posko_sheet_set (PoskoSheet *self, guint column, PoskoSheetKind kind, const char *text, gsize length, GError **error)
{
  guint32 offset = 0;

  g_return_val_if_fail (self->row_starts->len > 0, FALSE);
  guint width = posko_sheet_width (self, self->row_starts->len - 1);
  g_return_val_if_fail (column >= width, FALSE);

  if (!check_limits (self, column, length, error))
    return FALSE;
  for (; width < column; width++)
    append (self, POSKO_SHEET_EMPTY, 0);
  if (length > 0)
    {
      offset = offset_above (self, column, text, length);
      if (offset == 0)
        offset = append_text (self, text, length);
    }
  append (self, length > 0 ? (guint8) kind : POSKO_SHEET_EMPTY, offset);
  self->n_columns = MAX (self->n_columns, column + 1);
  return TRUE;
}

void
posko_sheet_merge (PoskoSheet *self, guint first_row, guint first_column, guint last_row, guint last_column)
{
  if (first_row >= posko_sheet_n_rows (self) || first_column >= posko_sheet_width (self, first_row))
    return;
  const guint from = row_start (self, first_row) + first_column;
  const guint32 offset = self->offsets[from];
  const guint8 kind = self->kinds[from] & (guint8) ~MERGED_BIT;

  for (guint row = first_row; row <= last_row && row < posko_sheet_n_rows (self); row++)
    for (guint column = first_column; column <= last_column && column < posko_sheet_width (self, row); column++)
      {
        const guint to = row_start (self, row) + column;
        if (to == from)
          continue;
        self->offsets[to] = offset;
        self->kinds[to] = kind | MERGED_BIT;
      }
}

const char *
posko_sheet_name (const PoskoSheet *self)
{
  return self->name;
}

guint
posko_sheet_n_rows (const PoskoSheet *self)
{
  return self->row_starts->len;
}

guint
posko_sheet_n_columns (const PoskoSheet *self)
{
  return self->n_columns;
}

guint
posko_sheet_width (const PoskoSheet *self, guint row)
{
  return row_start (self, row + 1) - row_start (self, row);
}

guint
posko_sheet_line (const PoskoSheet *self, guint row)
{
  return g_array_index (self->lines, guint, row);
}

PoskoSheetKind
posko_sheet_kind (const PoskoSheet *self, guint row, guint column)
{
  if (row >= posko_sheet_n_rows (self) || column >= posko_sheet_width (self, row))
    return POSKO_SHEET_EMPTY;
  return (PoskoSheetKind) (self->kinds[row_start (self, row) + column] & ~MERGED_BIT);
}

const char *
posko_sheet_text (const PoskoSheet *self, guint row, guint column)
{
  if (row >= posko_sheet_n_rows (self) || column >= posko_sheet_width (self, row))
    return "";
  return self->texts + self->offsets[row_start (self, row) + column];
}

gboolean
posko_sheet_is_merged (const PoskoSheet *self, guint row, guint column)
{
  if (row >= posko_sheet_n_rows (self) || column >= posko_sheet_width (self, row))
    return FALSE;
  return (self->kinds[row_start (self, row) + column] & MERGED_BIT) != 0;
}
