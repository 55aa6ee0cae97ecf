/* table-likely.c: what a number was before a spreadsheet took its decimal point for a mark of thousands, or showed it with an exponent.
 *
 * -2.129 becomes -2129, 106.129123 becomes 106.129.123: the digits are all there, the point is not. It is put back where the value then lies
 * where the city lies, which one place alone does for a city that is far smaller than its distance from the equator. 1.35E+02 is 135 where
 * the digits reach the last place; else those behind are lost. The value is named; only repair-place.c writes a point, with its own proof.
 * O(digits²).
 */
#include <string.h>

#include "i18n.h"
#include "number.h"
#include "table-private.h"

#define DIGITS_MAX 15u
#define MARGIN_DEGREES 0.05

/* The sign and the digits of a number without a mark, or with several of one kind. Returns: FALSE for another */
static gboolean
read_digits (const char *text, char digits[DIGITS_MAX + 2])
{
  gsize n = 0;
  guint marks[2] = { 0 };

  if (*text == '-' || *text == '+')
    digits[n++] = *text++;
  for (; *text != '\0'; text++)
    if (g_ascii_isdigit (*text) && n < DIGITS_MAX)
      digits[n++] = *text;
    else if (*text == '.' || *text == ',')
      marks[*text == ',']++;
    else
      return FALSE;
  digits[n] = '\0';
  return n > 1 && (marks[0] == 0 || marks[1] == 0) && marks[0] != 1 && marks[1] != 1;
}

char *
posko_degrees_likely (const char *text, const gdouble range[2])
{
  char digits[DIGITS_MAX + 2];
  g_autofree char *likely = NULL;

  if (!read_digits (text, digits))
    return NULL;
  const gsize sign = digits[0] == '-' || digits[0] == '+', n = strlen (digits);
  for (gsize whole = sign + 1; whole < n; whole++)
    {
      g_autofree char *tried = g_strdup_printf ("%.*s.%s", (int) whole, digits, digits + whole);
      gdouble value;
      if (!posko_number_read_decimal (tried, strlen (tried), '.', &value) || !(value >= range[0] - MARGIN_DEGREES && value <= range[1] + MARGIN_DEGREES))
        continue;
      if (likely != NULL)
        return NULL; /* two places for the point */
      likely = g_steal_pointer (&tried);
    }
  return g_steal_pointer (&likely);
}

/* 1.35E+02 in a column of whole numbers. */
static char *
advise_exponent (const char *text)
{
  const char *const mark = strpbrk (text, "Ee");
  const gsize head = mark != NULL ? (gsize) (mark - text) : 0;
  char digits[DIGITS_MAX + 2] = "";
  gsize n = 0;
  gint64 exponent;

  if (head == 0 || head > DIGITS_MAX || !posko_number_read_integer (mark + 1, strlen (mark + 1), &exponent) || exponent < 0 || exponent > (gint64) DIGITS_MAX)
    return NULL;
  for (gsize i = 0; i < head; i++)
    if (g_ascii_isdigit (text[i]))
      digits[n++] = text[i];
    else if (i != 1 || (text[i] != '.' && text[i] != ','))
      return NULL;
  const gboolean whole = (gint64) n == exponent + 1;
  while ((gint64) n < exponent + 1 && n < DIGITS_MAX)
    digits[n++] = '0';
  digits[n] = '\0';
  if ((gint64) n != exponent + 1)
    return NULL;
  return whole ? g_strdup_printf (_ ("most likely %s: write that, and format the column as a number without an exponent"), digits)
               : g_strdup_printf (_ ("about %s, whose last digits the spreadsheet left out: take the number from its source"), digits);
}

char *
posko_cell_advice (const PoskoColumn *column, const char *text, const PoskoTableContext *context)
{
  const gboolean lat = strcmp (column->field.name, "lat") == 0, lon = strcmp (column->field.name, "lon") == 0;

  if (column->field.type == POSKO_FIELD_INTEGER)
    return advise_exponent (text);
  if (!lat && !lon)
    return NULL;
  const gdouble *known = context == NULL ? NULL : lat ? context->lat : context->lon;
  const gdouble of_column[2] = { column->minimum, column->maximum };
  g_autofree char *likely = posko_degrees_likely (text, known != NULL && !isnan (known[0]) ? known : of_column);
  return likely == NULL ? NULL : g_strdup_printf (_ ("most likely %s, whose decimal point was taken for a mark of thousands: write that, in a column formatted as text"), likely);
}

const char *
posko_boolean_likely (const char *word)
{
  static const char *const yes[] = { "y", "yes", "iya", "ada", "v", "on", "betul" };
  static const char *const no[] = { "t", "n", "no", "tdk", "tak", "bukan", "-", "off", "tidak ada" };

  for (guint i = 0; i < G_N_ELEMENTS (yes); i++)
    if (g_ascii_strcasecmp (yes[i], word) == 0)
      return "ya";
  for (guint i = 0; i < G_N_ELEMENTS (no); i++)
    if (g_ascii_strcasecmp (no[i], word) == 0)
      return "tidak";
  return NULL;
}
