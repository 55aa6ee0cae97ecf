/* number.h: numbers as tables and layers write them, read exactly and fast, in every locale. */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/**
 * posko_number_read_integer:
 * @text: (array length=length): an optional sign and digits, nothing else: no blanks, no thousands
 *
 * Returns: whether @text is such a number of 64 bits; G_MININT64, which stands for "missing" in tables, is none
 */
gboolean posko_number_read_integer (const char *text, gsize length, gint64 *value);

/**
 * posko_number_read_decimal:
 * @text: (array length=length): an optional sign, digits, at most one @mark, an optional exponent; nothing else
 * @mark: '.' or ','
 *
 * Correctly rounded (round half to even), like strtod in the C locale. No hexadecimal, no nan, no infinity.
 *
 * Returns: whether @text is such a number and finite
 */
gboolean posko_number_read_decimal (const char *text, gsize length, char mark, gdouble *value);

G_END_DECLS
