/* merges.c: merged ranges onto a sheet whose rows are all there; see merges.h.
 *
 * A sheet only takes cells at the end of its last row, so where a range is wider than one of its rows (a program wrote no cells beneath it) the
 * sheet is written again with rows wide enough. O(cells + merged cells).
 */
#include "merges.h"

#include <string.h>

#include "i18n.h"

#define MAX_RANGES 1000000u

typedef struct
{
  guint first_row, first_column, last_row, last_column; /* from 1; of apply(): rows of the sheet and columns from 0 */
} Range;

struct _PoskoMerges
{
  GArray *ranges;
};

PoskoMerges *
posko_merges_new (void)
{
  PoskoMerges *const self = g_new (PoskoMerges, 1);

  self->ranges = g_array_new (FALSE, FALSE, sizeof (Range));
  return self;
}

void
posko_merges_free (PoskoMerges *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->ranges);
  g_free (self);
}

gboolean
posko_merges_add (PoskoMerges *self, guint first_row, guint first_column, guint last_row, guint last_column)
{
  const Range range = { first_row, first_column, last_row, last_column };

  if (first_row == 0 || first_column == 0 || last_row < first_row || last_column < first_column || self->ranges->len == MAX_RANGES)
    return FALSE;
  g_array_append_val (self->ranges, range);
  return TRUE;
}

/* The first row of the sheet with that line or a later one. */
static guint
row_from_line (const PoskoSheet *sheet, guint line)
{
  guint low = 0, high = posko_sheet_n_rows (sheet);

  while (low < high)
    {
      const guint middle = low + (high - low) / 2;
      if (posko_sheet_line (sheet, middle) < line)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

/* The range in the sheet's own rows and columns, cut to it. Returns FALSE where its first cell is not in the sheet, or it is one cell. */
static gboolean
cut (const PoskoSheet *sheet, const Range *range, Range *into)
{
  const guint first = row_from_line (sheet, range->first_row), after = row_from_line (sheet, range->last_row + 1);

  if (first >= after || posko_sheet_line (sheet, first) != range->first_row || range->first_column > posko_sheet_n_columns (sheet))
    return FALSE;
  *into = (Range){ first, range->first_column - 1, after - 1, MIN (range->last_column, posko_sheet_n_columns (sheet)) - 1 };
  return into->first_row < into->last_row || into->first_column < into->last_column;
}

/* A copy of the sheet with at least @widths[row] cells in each row. */
static PoskoSheet *
widen (const PoskoSheet *sheet, const guint *widths, GError **error)
{
  g_autoptr (PoskoSheet) wide = posko_sheet_new (posko_sheet_name (sheet));

  for (guint row = 0; row < posko_sheet_n_rows (sheet); row++)
    {
      const guint width = posko_sheet_width (sheet, row);
      if (!posko_sheet_begin_row (wide, posko_sheet_line (sheet, row), error))
        return NULL;
      for (guint column = 0; column < width; column++)
        {
          const char *const text = posko_sheet_text (sheet, row, column);
          if (!posko_sheet_set (wide, column, posko_sheet_kind (sheet, row, column), text, strlen (text), error))
            return NULL;
        }
      if (widths[row] > width && !posko_sheet_set (wide, widths[row] - 1, POSKO_SHEET_EMPTY, "", 0, error))
        return NULL;
    }
  return g_steal_pointer (&wide);
}

/* Cuts all ranges, and says how wide each row must be. Returns NULL where they cover too many cells. */
static GArray *
cut_all (const PoskoMerges *self, const PoskoSheet *sheet, guint *widths, gboolean *is_wider, GError **error)
{
  g_autoptr (GArray) cuts = g_array_new (FALSE, FALSE, sizeof (Range));
  guint64 n_cells = 0;

  for (guint i = 0; i < self->ranges->len; i++)
    {
      Range range;
      if (!cut (sheet, &g_array_index (self->ranges, Range, i), &range))
        continue;
      g_array_append_val (cuts, range);
      n_cells += (guint64) (range.last_row - range.first_row + 1) * (range.last_column - range.first_column + 1);
      if (n_cells > POSKO_SHEET_MAX_CELLS)
        {
          g_set_error (error, POSKO_ERROR, POSKO_ERROR_LIMIT, _ ("sheet “%s”: its merged ranges overlap"), posko_sheet_name (sheet));
          return NULL;
        }
      for (guint row = range.first_row; row <= range.last_row; row++)
        {
          widths[row] = MAX (widths[row], range.last_column + 1);
          *is_wider |= widths[row] > posko_sheet_width (sheet, row);
        }
    }
  return g_steal_pointer (&cuts);
}

PoskoSheet *
posko_merges_apply (const PoskoMerges *self, PoskoSheet *sheet, GError **error)
{
  g_autoptr (PoskoSheet) owned = sheet;
  g_autofree guint *widths = g_new0 (guint, MAX (posko_sheet_n_rows (sheet), 1));
  gboolean is_wider = FALSE;
  g_autoptr (GArray) cuts = cut_all (self, sheet, widths, &is_wider, error);

  if (cuts == NULL)
    return NULL;
  g_autoptr (PoskoSheet) wide = is_wider ? widen (sheet, widths, error) : g_steal_pointer (&owned);
  if (wide == NULL)
    return NULL;
  for (guint i = 0; i < cuts->len; i++)
    {
      const Range *const range = &g_array_index (cuts, Range, i);
      posko_sheet_merge (wide, range->first_row, range->first_column, range->last_row, range->last_column);
    }
  return g_steal_pointer (&wide);
}
