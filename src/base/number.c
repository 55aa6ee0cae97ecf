/* number.c: numbers as tables and layers write them; see number.h.
 *
 * A number of at most 15 digits and a power of ten of at most 22 is one exact integer divided or multiplied by one exact power:
 * a single rounding, so the nearest double (Clinger, "How to Read Floating Point Numbers Accurately", 1990,
 * doi:10.1145/93542.93557). That is every coordinate and every rupiah; the rest goes to g_ascii_strtod(). O(length).
 */
#include "number.h"

#include <math.h>
#include <string.h>

#define MAX_LENGTH 400 /* longer texts are no numbers that a person or a program writes */
#define FAST_DIGITS 15

typedef struct
{
  const char *at, *end;
  guint64 digits;    /* the first 19 significant digits */
  guint n_digits;    /* significant ones */
  gint scale;        /* power of ten of @digits */
  gboolean any;      /* at least one digit was there */
} Reading;

static void
read_digits (Reading *self, gboolean fraction)
{
  for (; self->at < self->end && g_ascii_isdigit (*self->at); self->at++)
    {
      self->any = TRUE;
      if (self->n_digits < 19)
        {
          self->digits = self->digits * 10 + (guint64) (*self->at - '0');
          self->n_digits += self->digits > 0;
          self->scale -= fraction;
        }
      else
        {
          self->n_digits++;
          self->scale += !fraction;
        }
    }
}

/* An exponent up to 9999; more digits are over any double's range, and are left to g_ascii_strtod(). */
static gboolean
read_exponent (Reading *self, gint *exponent)
{
  gboolean negative = FALSE;
  gint value = 0;
  const char *first;

  *exponent = 0;
  if (self->at == self->end || (*self->at != 'e' && *self->at != 'E'))
    return TRUE;
  self->at++;
  if (self->at < self->end && (*self->at == '+' || *self->at == '-'))
    negative = *self->at++ == '-';
  for (first = self->at; self->at < self->end && g_ascii_isdigit (*self->at); self->at++)
    value = MIN (value * 10 + (*self->at - '0'), 9999);
  *exponent = negative ? -value : value;
  return self->at > first;
}

static gboolean
read_slowly (const char *text, gsize length, char mark, gdouble *value)
{
  char copy[MAX_LENGTH + 1];
  gdouble number;

  memcpy (copy, text, length);
  copy[length] = '\0';
  if (mark != '.')
    {
      char *comma = strchr (copy, mark);
      if (comma != NULL)
        *comma = '.';
    }
  number = g_ascii_strtod (copy, NULL);
  if (!isfinite (number))
    return FALSE;
  *value = number;
  return TRUE;
}

gboolean
posko_number_read_decimal (const char *text, gsize length, char mark, gdouble *value)
{
  static const gdouble powers[] = { 1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
                                    1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22 };
  Reading reading = { .at = text, .end = text + length };
  gboolean negative = FALSE;
  gint exponent;
  gdouble number;

  if (length == 0 || length > MAX_LENGTH)
    return FALSE;
  if (*reading.at == '+' || *reading.at == '-')
    negative = *reading.at++ == '-';
  read_digits (&reading, FALSE);
  if (reading.at < reading.end && *reading.at == mark)
    {
      reading.at++;
      read_digits (&reading, TRUE);
    }
  if (!reading.any || !read_exponent (&reading, &exponent) || reading.at != reading.end)
    return FALSE;
  reading.scale += exponent;
  if (reading.n_digits > FAST_DIGITS || reading.scale < -22 || reading.scale > 22)
    return read_slowly (text, length, mark, value);
  number = (gdouble) reading.digits;
  number = reading.scale < 0 ? number / powers[-reading.scale] : number * powers[reading.scale];
  *value = negative ? -number : number;
  return TRUE;
}

gboolean
posko_number_read_integer (const char *text, gsize length, gint64 *value)
{
  const char *at = text, *end = text + length;
  gboolean negative = FALSE;
  guint64 number = 0;

  if (length > 0 && (*at == '+' || *at == '-'))
    negative = *at++ == '-';
  if (at == end)
    return FALSE;
  for (; at < end; at++)
    {
      guint64 digit = (guint64) (*at - '0');
      if (!g_ascii_isdigit (*at) || number > (G_MAXINT64 - digit) / 10)
        return FALSE;
      number = number * 10 + digit;
    }
  *value = negative ? -(gint64) number : (gint64) number;
  return TRUE;
}
