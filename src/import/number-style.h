/* number-style.h: how a column writes its numbers: decided for the column, never for a cell, with the evidence stated. */
#pragma once
#include "layout.h"
G_BEGIN_DECLS

typedef enum
{
  POSKO_NUMBER_COUNT,   /* whole numbers: voters, people, TPS: "1.234" is one thousand two hundred thirty-four */
  POSKO_NUMBER_DEGREES, /* -2,1309 */
  POSKO_NUMBER_METRES,  /* UTM: 612.345,67 */
  POSKO_NUMBER_SHARE,   /* 0..1, or percent */
} PoskoNumberUse;

/**
 * PoskoNumberStyle:
 * @decimal: '.' or ','; 0 when no cell had a decimal mark
 * @thousands: '.', ',', ' ' or '\''; 0 when none
 * @percent: cells end in %, or all lie over 1 and at most at 100 where a share is meant; a cell with a sign is one in any case
 * @doubtful: some cells can only be read one way and others only the other way: a person must decide
 * @fractional: of a column of counts: a fourth or more of its numbers are no whole ones ("44,5" thousand), so none of them is a count
 * @n_cells: how many cells hold a number; @n_for: how many of them only this style reads (the evidence)
 * @line: of the first such cell, 0 when none; @example: that cell
 */
typedef struct
{
  char decimal, thousands;
  gboolean percent, doubtful, fractional;
  guint n_cells, n_for, line;
  char example[32];
} PoskoNumberStyle;

/**
 * posko_number_style_decide:
 * @log: (nullable): told the style with its evidence where it is not the plain one (note `number-style`), and both readings of a
 *   doubtful column (fault `number-style-doubtful`)
 *
 * Decides the style of a column over its data rows; total rows are evidence for its marks too ("8.151" beneath "231"). O(rows).
 */
PoskoNumberStyle posko_number_style_decide (const PoskoSheet *sheet, const PoskoLayout *layout, guint column, PoskoNumberUse use, const char *file,
                                            PoskoImportLog *log);

/**
 * posko_number_style_read:
 * @kind: a %POSKO_SHEET_NUMBER is in plain notation whatever the style
 *
 * Blanks (also the no-break ones) round it and a unit after it ("orang", "%") are passed over. No nan, no infinity, no hexadecimal, no
 * more than 15 digits before the decimal mark. In a column of percents @value is in percent, for the caller to divide; a lone percent
 * among shares is divided here. A style of zeros reads the plain notation.
 *
 * Returns: whether @text is a finite number of that style: thousands in groups of three, one decimal mark
 */
gboolean posko_number_style_read (const PoskoNumberStyle *self, PoskoSheetKind kind, const char *text, gdouble *value);

/** The same for counts: whole, without a sign, below 2^53; "1e3" and "12.0" of a spreadsheet are whole; no percent */
gboolean posko_number_style_read_count (const PoskoNumberStyle *self, PoskoSheetKind kind, const char *text, gint64 *value);

G_END_DECLS
