/* notation.c: numbers, days and clock times as files write them; see notation.h. */
#include "notation.h"

#include <math.h>
#include <string.h>

#define LONGEST_NUMBER 400 /* DBL_MAX has 309 digits before the point */
#define MOST_PLAIN 0x1p40

/* Appends @n with its last @decimals digits behind a point. */
static void
append_scaled (GString *text, guint64 n, guint decimals)
{
  char number[LONGEST_NUMBER], *at = number + sizeof number;
  guint written = 0;

  while (n > 0 || written <= decimals)
    {
      if (written == decimals && decimals > 0)
        *--at = '.';
      *--at = (char) ('0' + n % 10);
      n /= 10;
      written++;
    }
  g_string_append_len (text, at, number + sizeof number - at);
}

/* Writes what is no nearer to the middle of two numbers of so many decimals than the product's error (2^-53 of less than 2^40) can
   matter: then printf, which rounds the exact value, comes to the same digits. A tenth of printf's time. */
static gboolean
append_plain (GString *text, gdouble value, guint decimals)
{
  static const gdouble tens[] = { 1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8 };
  if (decimals >= G_N_ELEMENTS (tens) || fabs (value) * tens[decimals] >= MOST_PLAIN)
    return FALSE;
  const gdouble scaled = fabs (value) * tens[decimals], whole = floor (scaled), rest = scaled - whole;
  if (fabs (rest - 0.5) < 1e-3)
    return FALSE;
  const guint64 n = (guint64) whole + (rest > 0.5 ? 1 : 0);
  if (value < 0 && n > 0)
    g_string_append_c (text, '-');
  append_scaled (text, n, decimals);
  return TRUE;
}

void
posko_notation_append_integer (GString *text, gint64 value)
{
  g_return_if_fail (text != NULL);
  if (value < 0)
    g_string_append_c (text, '-');
  append_scaled (text, value < 0 ? -(guint64) value : (guint64) value, 0);
}

void
posko_notation_append_number (GString *text, gdouble value, guint decimals)
{
  char format[8], number[LONGEST_NUMBER];
  g_return_if_fail (text != NULL && isfinite (value) && decimals <= 17);

  if (append_plain (text, value, decimals))
    return;
  g_snprintf (format, sizeof format, "%%.%uf", decimals);
  g_ascii_formatd (number, sizeof number, format, value);
  const gboolean minus_zero = number[0] == '-' && strspn (number, "-0.") == strlen (number);
  g_string_append (text, minus_zero ? number + 1 : number);
}

gboolean
posko_notation_matches (const char *text, const char *pattern)
{
  g_return_val_if_fail (text != NULL && pattern != NULL, FALSE);

  for (; *pattern != '\0'; text++, pattern++)
    if (*pattern == '0' ? !g_ascii_isdigit (*text) : *text != *pattern)
      return FALSE;
  return *text == '\0';
}

/* The number in the first @n_digits of @digits. */
static guint
read_digits (const char *digits, guint n_digits)
{
  guint value = 0;
  for (guint i = 0; i < n_digits; i++)
    value = value * 10 + (guint) g_ascii_digit_value (digits[i]);
  return value;
}

gboolean
posko_notation_read_day (const char *text, guint *julian)
{
  GDate date;

  if (!posko_notation_matches (text, "0000-00-00"))
    return FALSE;
  const guint year = read_digits (text, 4), month = read_digits (text + 5, 2), day = read_digits (text + 8, 2);
  if (month < 1 || month > 12 || !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return FALSE;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  if (julian != NULL)
    *julian = g_date_get_julian (&date);
  return TRUE;
}

gboolean
posko_notation_read_clock (const char *text, guint *minutes)
{
  if (!posko_notation_matches (text, "00:00"))
    return FALSE;
  const guint hour = read_digits (text, 2), minute = read_digits (text + 3, 2);
  if (hour > 23 || minute > 59)
    return FALSE;
  if (minutes != NULL)
    *minutes = hour * 60 + minute;
  return TRUE;
}
