/* notation.h: numbers, days and clock times as files write them: the same bytes in every locale and time zone. */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/**
 * posko_notation_append_number:
 * @value: finite
 * @decimals: 0 .. 17, always all of them, after a point; rounded as printf does; what rounds to -0 is written as 0
 */
void posko_notation_append_number (GString *text, gdouble value, guint decimals);

/** Appends @value in digits, a minus before it where it is negative. */
void posko_notation_append_integer (GString *text, gint64 value);

/**
 * posko_notation_read_day:
 * @text: YYYY-MM-DD, nothing else, of a day that exists, 0001 .. 9999
 * @julian: (out) (optional): days since 1 January of year 1, which is 1 (GDate's count), so that days can be subtracted
 *
 * Returns: whether @text is such a day
 */
gboolean posko_notation_read_day (const char *text, guint *julian);

/**
 * posko_notation_read_clock:
 * @text: HH:MM, nothing else, 00:00 .. 23:59
 * @minutes: (out) (optional): minutes since midnight
 *
 * Returns: whether @text is such a time
 */
gboolean posko_notation_read_clock (const char *text, guint *minutes);

/** Returns: whether @text follows @pattern, in which '0' stands for any digit and any other byte for itself */
gboolean posko_notation_matches (const char *text, const char *pattern);

G_END_DECLS
