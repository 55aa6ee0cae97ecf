/* cell-format.h: what a spreadsheet's cell shows, as the text a sheet keeps: numbers in plain notation, days and clock times. */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/**
 * PoskoCellFormat: what a number format makes of a number.
 * @POSKO_CELL_NUMBER: a number, also percent, money and fractions
 * @POSKO_CELL_DATE: a day, a clock time or both, counted in days
 * @POSKO_CELL_TIME: a clock time alone
 * @POSKO_CELL_ELAPSED: hours and minutes that may pass 24 ("[h]:mm")
 */
typedef enum
{
  POSKO_CELL_NUMBER,
  POSKO_CELL_DATE,
  POSKO_CELL_TIME,
  POSKO_CELL_ELAPSED,
} PoskoCellFormat;

/** Returns: what the built-in format @id means (ECMA-376 part 1, 18.8.30); ids that are not built in are numbers */
PoskoCellFormat posko_cell_format_of_id (guint id);

/** Returns: what the format code means by its first section: y, m, d, h and s outside of quotes, escapes and brackets */
PoskoCellFormat posko_cell_format_of_code (const char *code);

/** Appends @value, finite, in the fewest digits that read back as the same number, never in E notation. */
void posko_cell_append_number (GString *text, gdouble value);

/**
 * posko_cell_append_date:
 * @serial: days since the epoch; a day's part is its clock time, rounded to seconds
 * @is_1904: the epoch is 1 January 1904 = 0, else 1 January 1900 = 1 with the 29 February 1900 that never was as 60
 *
 * Appends YYYY-MM-DD, HH:MM or both with a blank between; seconds only where they are not zero.
 *
 * Returns: %FALSE, with nothing appended, where there is no such date (before the epoch, after the year 9999)
 */
gboolean posko_cell_append_date (GString *text, gdouble serial, PoskoCellFormat format, gboolean is_1904);

/** Appends "YYYY-MM-DDTHH:MM:SS" (ISO 8601, also its parts, with a fraction or a Z) as posko_cell_append_date() does; %FALSE where it is none. */
gboolean posko_cell_append_iso_date (GString *text, const char *iso);

G_END_DECLS
