/* xls-sheet.c: the cells of one sheet of an XLS workbook; see xls-private.h.
 *
 * [MS-XLS] 2.4, and for older versions Rentz (2008). Records come in any order (programs that write XLS by hand go column by column), so cells
 * are collected and sorted; of two in one place the later one counts, as in Excel. O(records + cells log cells), O(cells) where they are in order.
 */
#include <math.h>
#include <string.h>

#include "i18n.h"
#include "merges.h"
#include "xls-private.h"

#define MAX_COLUMNS 256u
#define N_ROWS 65536u
#define ROW_HIDDEN 0x20u
#define COLUMN_HIDDEN 0x0001

typedef struct
{
  guint16 row, column;  /* from 0 */
  guint8 kind;          /* PoskoSheetKind; empty: a formula without a value */
  gboolean is_shared;   /* its text lies with the workbook's */
  guint32 start, length;
} Cell;

typedef struct
{
  PoskoXlsTexts *texts;
  PoskoCellBook *book;
  GByteArray *arena;    /* texts of the cells */
  GArray *cells;        /* Cell */
  GString *shown;       /* scratch */
  PoskoMerges *merges;
  guint8 hidden[N_ROWS / 8];
  PoskoSheetFill columns; /* hidden ones only */
  gint pending;         /* the cell that waits for its STRING, -1 */
  guint n_formulas;     /* with a value */
  guint max_cells;
  gboolean is_sorted;
} Sheet;

static void
sheet_clear (Sheet *self)
{
  g_byte_array_unref (self->arena);
  g_array_unref (self->cells);
  g_string_free (self->shown, TRUE);
  posko_merges_free (self->merges);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Sheet, sheet_clear)

static gboolean
set_damaged (GError **error, const char *what)
{
  g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("damaged workbook: %s"), what);
  return FALSE;
}

static gboolean
add_cell (Sheet *self, guint row, guint column, PoskoSheetKind kind, gboolean is_shared, gsize start, gsize length, GError **error)
{
  const Cell cell = { (guint16) row, (guint16) column, (guint8) kind, is_shared, (guint32) start, (guint32) length };

  if (column >= MAX_COLUMNS)
    return set_damaged (error, _ ("a cell in a column that cannot be"));
  if (self->cells->len >= self->max_cells || self->arena->len > POSKO_SHEET_MAX_BYTES)
    {
      g_set_error_literal (error, POSKO_ERROR, POSKO_ERROR_LIMIT, _ ("more cells than a sheet has"));
      return FALSE;
    }
  if (self->cells->len > 0)
    {
      const Cell *const last = &g_array_index (self->cells, Cell, self->cells->len - 1);
      self->is_sorted &= cell.row > last->row || (cell.row == last->row && cell.column > last->column);
    }
  g_array_append_val (self->cells, cell);
  return TRUE;
}

static gboolean
add_text (Sheet *self, guint row, guint column, PoskoSheetKind kind, const char *text, GError **error)
{
  const guint start = self->arena->len;
  const gsize length = strlen (text);

  g_byte_array_append (self->arena, (const guint8 *) text, (guint) length + 1);
  return add_cell (self, row, column, kind, FALSE, start, length, error);
}

static gboolean
add_number (Sheet *self, guint row, guint column, PoskoCellFormat format, gdouble value, GError **error)
{
  if (!isfinite (value))
    return add_text (self, row, column, POSKO_SHEET_ERROR, "#NUM!", error);
  const PoskoSheetKind kind = posko_cell_book_show (self->book, value, format, self->shown);
  return add_text (self, row, column, kind, self->shown->str, error);
}

static gboolean
add_boolean_or_error (Sheet *self, guint row, guint column, guint8 value, gboolean is_error, GError **error)
{
  static const struct
  {
    guint8 code;
    const char *text;
  } errors[] = { { 0x00, "#NULL!" }, { 0x07, "#DIV/0!" }, { 0x0f, "#VALUE!" }, { 0x17, "#REF!" }, { 0x1d, "#NAME?" }, { 0x24, "#NUM!" }, { 0x2a, "#N/A" } };
  const char *text = "#ERROR!";

  if (!is_error)
    return add_text (self, row, column, POSKO_SHEET_BOOLEAN, value != 0 ? "true" : "false", error);
  for (guint i = 0; i < G_N_ELEMENTS (errors); i++)
    if (errors[i].code == value)
      text = errors[i].text;
  return add_text (self, row, column, POSKO_SHEET_ERROR, text, error);
}

static gdouble
decode_rk (guint32 rk)
{
  const guint64 bits = (guint64) (rk & ~3u) << 32;
  gdouble value;

  if (rk & 2)
    value = (gint32) rk >> 2;
  else
    memcpy (&value, &bits, sizeof value);
  return (rk & 1) ? value / 100.0 : value;
}

static gboolean
add_rks (Sheet *self, const PoskoXlsRecords *records, GError **error)
{
  const guint row = posko_xls_word (records, 0), first = posko_xls_word (records, 2);

  for (guint at = 4, column = first; at + 6 <= records->size - 2; at += 6, column++)
    if (!add_number (self, row, column, posko_cell_book_format (self->book, posko_xls_word (records, at)), decode_rk (posko_xls_long (records, at + 2)), error))
      return FALSE;
  return TRUE;
}

/* The result of a formula: a number, or what the last two bytes ffff announce. */
static gboolean
add_formula (Sheet *self, const PoskoXlsRecords *records, guint row, guint column, PoskoCellFormat format, guint at, GError **error)
{
  if (posko_xls_word (records, at + 6) != 0xffff)
    {
      self->n_formulas++;
      return add_number (self, row, column, format, posko_xls_double (records, at), error);
    }
  const guint8 what = records->body[at];
  self->n_formulas += what <= 2;
  if (what == 1 || what == 2)
    return add_boolean_or_error (self, row, column, records->body[at + 2], what == 2, error);
  if (what == 0)
    self->pending = (gint) self->cells->len;
  return add_cell (self, row, column, POSKO_SHEET_EMPTY, FALSE, 0, 0, error);
}

/* The text of a LABEL, or of the formula before a STRING. */
static gboolean
read_text (Sheet *self, PoskoXlsRecords *records, guint at, gboolean wide, guint32 *start, guint32 *length, GError **error)
{
  *start = self->arena->len;
  if (!posko_xls_append_text (self->texts, records, at, wide, self->arena))
    return set_damaged (error, _ ("a text is cut short"));
  *length = self->arena->len - *start;
  g_byte_array_append (self->arena, (const guint8 *) "", 1);
  return TRUE;
}

static gboolean
add_label (Sheet *self, PoskoXlsRecords *records, guint at, gboolean wide, GError **error)
{
  const guint row = posko_xls_word (records, 0), column = posko_xls_word (records, 2);
  guint32 start, length;

  return read_text (self, records, at, wide, &start, &length, error)
         && (length == 0 || add_cell (self, row, column, POSKO_SHEET_TEXT, FALSE, start, length, error));
}

static gboolean
add_shared (Sheet *self, const PoskoXlsRecords *records, GError **error)
{
  gsize length;
  const char *const text = posko_cell_book_string (self->book, posko_xls_long (records, 6), &length);

  if (text == NULL)
    return set_damaged (error, _ ("a shared text that is not in the file"));
  return length == 0
         || add_cell (self, posko_xls_word (records, 0), posko_xls_word (records, 2), POSKO_SHEET_TEXT, TRUE, (gsize) (text - (const char *) self->book->texts->data),
                      length, error);
}

static gboolean
end_formula (Sheet *self, PoskoXlsRecords *records, gboolean wide, GError **error)
{
  guint32 start, length;

  if (self->pending < 0)
    return TRUE;
  if (!read_text (self, records, 0, wide, &start, &length, error))
    return FALSE;
  Cell *const cell = &g_array_index (self->cells, Cell, self->pending);
  cell->kind = POSKO_SHEET_TEXT;
  cell->start = start;
  cell->length = length;
  self->pending = -1;
  return TRUE;
}

static gboolean
add_merges (Sheet *self, const PoskoXlsRecords *records, GError **error)
{
  for (guint i = 0, at = 2; i < posko_xls_word (records, 0) && at + 8 <= records->size; i++, at += 8)
    if (!posko_merges_add (self->merges, posko_xls_word (records, at) + 1u, posko_xls_word (records, at + 4) + 1u, posko_xls_word (records, at + 2) + 1u,
                           posko_xls_word (records, at + 6) + 1u))
      return set_damaged (error, _ ("a range of merged cells that is none"));
  return TRUE;
}

/* How long a record of a cell must be at least; 0 for the others. Version 2 has three bytes of attributes where the others have a style. */
static guint
shortest (guint16 type)
{
  switch (type)
    {
    case XLS_INTEGER_2:
      return 9;
    case XLS_NUMBER_2:
      return 15;
    case XLS_BOOLERR_2:
      return 9;
    case XLS_LABEL_2:
    case XLS_LABEL:
    case XLS_RSTRING:
    case XLS_BOOLERR:
      return 8;
    case XLS_NUMBER:
      return 14;
    case XLS_FORMULA:
    case XLS_FORMULA_3:
    case XLS_FORMULA_4:
      return 16;
    case XLS_RK:
    case XLS_LABELSST:
      return 10;
    case XLS_MULRK:
      return 6;
    default:
      return 0;
    }
}

/* A cell's style; version 2 names the format itself. */
static PoskoCellFormat
format_of (const Sheet *self, const PoskoXlsRecords *records)
{
  return posko_cell_book_format (self->book, self->texts->version == 2 ? records->body[5] & 0x3fu : posko_xls_word (records, 4));
}

static gboolean
add_record (Sheet *self, PoskoXlsRecords *records, GError **error)
{
  const guint row = posko_xls_word (records, 0), column = posko_xls_word (records, 2);
  const guint value = self->texts->version == 2 ? 7 : 6;

  if (records->size < shortest (records->type))
    return set_damaged (error, _ ("a cell is cut short"));
  switch (records->type)
    {
    case XLS_INTEGER_2:
      return add_number (self, row, column, format_of (self, records), posko_xls_word (records, value), error);
    case XLS_NUMBER_2:
    case XLS_NUMBER:
      return add_number (self, row, column, format_of (self, records), posko_xls_double (records, value), error);
    case XLS_RK:
      return add_number (self, row, column, format_of (self, records), decode_rk (posko_xls_long (records, value)), error);
    case XLS_MULRK:
      return add_rks (self, records, error);
    case XLS_LABEL_2:
      return add_label (self, records, value, FALSE, error);
    case XLS_LABEL:
    case XLS_RSTRING:
      return add_label (self, records, value, TRUE, error);
    case XLS_LABELSST:
      return add_shared (self, records, error);
    case XLS_BOOLERR_2:
    case XLS_BOOLERR:
      return add_boolean_or_error (self, row, column, (guint8) (posko_xls_word (records, value) & 0xff), posko_xls_word (records, value) >> 8 != 0, error);
    case XLS_FORMULA:
    case XLS_FORMULA_3:
    case XLS_FORMULA_4:
      return add_formula (self, records, row, column, format_of (self, records), value, error);
    case XLS_STRING_2:
    case XLS_STRING:
      return end_formula (self, records, records->type == XLS_STRING, error);
    case XLS_ROW:
      if (posko_xls_word (records, 12) & ROW_HIDDEN)
        self->hidden[row / 8] |= (guint8) (1u << row % 8);
      return TRUE;
    case XLS_COLINFO: /* first, last, width, format, flags */
      if (posko_xls_word (records, 8) & COLUMN_HIDDEN)
        posko_sheet_fill_hide (&self->columns, row + 1u, column + 1u);
      return TRUE;
    case XLS_MERGEDCELLS:
      return add_merges (self, records, error);
    default:
      return TRUE;
    }
}

static gint
compare_places (gconstpointer a, gconstpointer b)
{
  const Cell *const x = a, *const y = b;

  return x->row != y->row ? (gint) x->row - y->row : (gint) x->column - y->column;
}

/* The cells in order into a sheet. */
static PoskoSheet *
fill (Sheet *self, const PoskoWorkbookSource *source, const char *name, GError **error)
{
  g_autoptr (PoskoSheet) sheet = posko_sheet_new (name);
  PoskoSheetFill into = self->columns;

  into.book = self->book;
  into.source = source;
  into.sheet = sheet;

  if (!self->is_sorted)
    g_array_sort (self->cells, compare_places); /* keeps the order of equals */
  for (guint i = 0; i < self->cells->len; i++)
    {
      const Cell *const cell = &g_array_index (self->cells, Cell, i);
      const PoskoCellPlace place = { cell->row + 1u, cell->column + 1u, (self->hidden[cell->row / 8] >> cell->row % 8 & 1) != 0 };
      if (i + 1 < self->cells->len && compare_places (cell, cell + 1) == 0)
        continue;
      if (cell->kind == POSKO_SHEET_EMPTY && self->n_formulas == 0)
        posko_sheet_fill_tell_missing (&into, &place); /* no formula of the sheet was ever worked out; else it is "" */
      const GByteArray *const texts = cell->is_shared ? self->book->texts : self->arena;
      if (cell->kind != POSKO_SHEET_EMPTY
          && !posko_sheet_fill_set (&into, &place, (PoskoSheetKind) cell->kind, (const char *) texts->data + cell->start, cell->length, error))
        return NULL;
    }
  posko_sheet_fill_tell_hidden (&into);
  return posko_merges_apply (self->merges, g_steal_pointer (&sheet), error);
}

PoskoSheet *
posko_xls_read_sheet (PoskoXlsRecords *records, PoskoXlsSettings *settings, const PoskoWorkbookSource *source, const char *name, GError **error)
{
  g_auto (Sheet) self = { .texts = &settings->texts, .book = &settings->book, .max_cells = settings->max_cells, .pending = -1, .is_sorted = TRUE };
  guint depth = 1, n = 0;

  self.arena = g_byte_array_new ();
  self.cells = g_array_new (FALSE, FALSE, sizeof (Cell));
  self.shown = g_string_new (NULL);
  self.merges = posko_merges_new ();
  while (depth > 0 && posko_xls_next (records))
    {
      if ((++n & 0xffff) == 0 && posko_set_error_if_cancelled (source->cancellable, error))
        return NULL;
      if (posko_xls_is_start (records->type))
        depth++; /* a chart within the sheet */
      else if (records->type == XLS_EOF)
        depth--;
      else if (depth == 1 && (!posko_xls_take_setting (settings, records, error) || !add_record (&self, records, error)))
        {
          g_prefix_error (error, _ ("sheet “%s”: "), name);
          return NULL;
        }
    }
  if (depth == 0)
    return fill (&self, source, name, error);
  g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("damaged workbook: sheet “%s” is cut short"), name);
  return NULL;
}
