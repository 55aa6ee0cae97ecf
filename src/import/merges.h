/* merges.h: the merged ranges of a spreadsheet, which its file lists after the cells. */
#pragma once
#include "sheet.h"
G_BEGIN_DECLS

typedef struct _PoskoMerges PoskoMerges;

PoskoMerges *posko_merges_new (void);
void posko_merges_free (PoskoMerges *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoMerges, posko_merges_free)

/**
 * posko_merges_add:
 *
 * Rows and columns from 1, as the spreadsheet numbers them. Returns: %FALSE where the range is none, or there are a million already
 */
gboolean posko_merges_add (PoskoMerges *self, guint first_row, guint first_column, guint last_row, guint last_column);

/**
 * posko_merges_apply:
 * @sheet: (transfer full): with the rows' numbers as lines, rising
 *
 * Makes the cells of each range read as its first. Rows that end before a range does get cells up to the widest row's end. O(cells + merged cells).
 *
 * Returns: (transfer full) (nullable): the sheet, or another one with the same rows; %NULL with @error set to %POSKO_ERROR_LIMIT
 *   where the ranges cover more than %POSKO_SHEET_MAX_CELLS cells (they overlap, which no spreadsheet program lets them)
 */
PoskoSheet *posko_merges_apply (const PoskoMerges *self, PoskoSheet *sheet, GError **error);

G_END_DECLS
