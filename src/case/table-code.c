/* table-code.c: what a spreadsheet may have made of a code, and which known code it was.
 *
 * A code that looks like a number, a date or a time is one to a spreadsheet: 007 becomes 7, 101 becomes 101.0 beside empty cells (by way
 * of a data frame), 1971010001001 is shown as 1,97101E+12, of 3201010001000123 fifteen digits are kept, 12.10 becomes 12.1, 11.01.02 a day
 * and 1-2 the second of January. Nothing is undone by rule: each way back is tried against the codes that are known, and
 * counts only when exactly one of them is met. O(log n) a look-up; at most POSKO_CODE_STEPS codes of one beginning are compared.
 */
#include <string.h>

#include "table-private.h"

#define CODE_MAX 64u         /* as the schemas have it */
#define KEPT_DIGITS 15u      /* of a double, in spreadsheets */
#define POSKO_CODE_STEPS 4096u
#define LOST_ZEROS_MAX 4u    /* at the end of 12.10 */

static gboolean
is_digits (const char *text)
{
  return text[0] != '\0' && text[strspn (text, "0123456789")] == '\0';
}

/* 1,97101E+12. Returns: whether it is; @digits: those of the mantissa; @length: digits of the number in full */
static gboolean
read_exponent (const char *text, char digits[CODE_MAX + 1], guint *length)
{
  const char *at = text;
  gsize n = 0;

  if (!g_ascii_isdigit (*at) || *at == '0' || strlen (text) > CODE_MAX)
    return FALSE;
  digits[n++] = *at++;
  if (*at == '.' || *at == ',')
    for (at++; g_ascii_isdigit (*at); at++)
      digits[n++] = *at;
  digits[n] = '\0';
  if ((*at != 'E' && *at != 'e') || at[1] != '+' || !g_ascii_isdigit (at[2]) || !g_ascii_isdigit (at[3]) || at[4] != '\0')
    return FALSE;
  *length = (guint) g_ascii_strtoull (at + 2, NULL, 10) + 1;
  return *length >= n && *length <= CODE_MAX;
}

/* A day as spreadsheets show one: up to three numbers, in the order of the text, a month's name as its number. */
typedef struct
{
  guint n;
  guint64 parts[3];
  gboolean named, iso;
} Day;

static gboolean
read_day (const char *text, Day *day)
{
  gsize widths[3] = { 0 };
  char mark = '\0';

  *day = (Day) { 0 };
  for (const char *at = text; day->n < 3; at++)
    {
      const gsize digits = strspn (at, "0123456789"), width = digits > 0 ? digits : strcspn (at, "-/ ");
      const guint month = digits > 0 ? 0 : posko_month_read (at, width);
      if (width > 4 || (digits == 0 && (month == 0 || day->named)))
        return FALSE;
      day->named = day->named || month > 0;
      widths[day->n] = width;
      day->parts[day->n++] = month > 0 ? month : g_ascii_strtoull (at, NULL, 10);
      at += width;
      if (*at == '\0' || strcmp (at, " 00:00:00") == 0 || strcmp (at, " 0:00") == 0)
        break;
      if (strchr ("-/", *at) == NULL || (mark != '\0' && *at != mark) || day->n == 3)
        return FALSE;
      mark = *at;
    }
  day->iso = day->n == 3 && widths[0] == 4 && mark == '-';
  if (day->named)
    return day->n >= 2;
  return day->n == 3 && (day->iso || (widths[2] == 4 && widths[0] <= 2 && widths[1] <= 2));
}

PoskoCodeForm
posko_code_form (const char *code)
{
  const gsize digits = strspn (code, "0123456789");
  char mantissa[CODE_MAX + 1];
  guint length;
  Day day;

  if (digits > 0 && code[digits] == '\0')
    return digits > KEPT_DIGITS && strspn (code + KEPT_DIGITS, "0") == digits - KEPT_DIGITS ? POSKO_CODE_ROUNDED : POSKO_CODE_DIGITS;
  if (digits > 0 && (code[digits] == '.' || code[digits] == ',') && is_digits (code + digits + 1))
    return strspn (code + digits + 1, "0") == strlen (code + digits + 1) ? POSKO_CODE_POINT_ZERO : POSKO_CODE_DECIMAL;
  if (digits > 0 && strchr (".,Ee", code[digits]) != NULL && read_exponent (code, mantissa, &length))
    return POSKO_CODE_EXPONENT;
  if ((digits > 0 && strchr ("-/", code[digits]) != NULL) || (digits == 0 && posko_month_read (code, strcspn (code, "-")) > 0))
    return !read_day (code, &day) ? POSKO_CODE_PLAIN : day.iso ? POSKO_CODE_ISO_DAY : POSKO_CODE_DAY;
  return POSKO_CODE_PLAIN;
}

/* The codes that were met: two different ones are several. */
typedef struct
{
  const char *const *known;
  guint n;
  gssize met;
} Search;

/* Returns: the first of the known codes that is not before @text */
static guint
lower_bound (const Search *self, const char *text)
{
  guint low = 0, high = self->n;
  while (low < high)
    {
      const guint middle = low + (high - low) / 2;
      if (strcmp (self->known[middle], text) < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return low;
}

static void
meet (Search *self, guint index)
{
  if (self->met != (gssize) index)
    self->met = self->met == POSKO_CODE_UNKNOWN ? (gssize) index : POSKO_CODE_SEVERAL;
}

static void
try_code (Search *self, const char *code)
{
  const guint at = lower_bound (self, code);
  if (at < self->n && strcmp (self->known[at], code) == 0)
    meet (self, at);
}

/* @text with zeros before it. */
static void
try_zeros (Search *self, const char *text, guint at_least)
{
  const gsize length = strlen (text);
  char padded[CODE_MAX + 1];

  for (gsize zeros = at_least; zeros + length <= CODE_MAX; zeros++)
    {
      memset (padded, '0', zeros);
      memcpy (padded + zeros, text, length + 1);
      try_code (self, padded);
      /* No known code goes on from so many zeros: none from more. */
      padded[zeros] = '\0';
      const guint at = lower_bound (self, padded);
      if (zeros > 0 && (at == self->n || strncmp (self->known[at], padded, zeros) != 0))
        return;
    }
}

/* Codes of @length digits that begin with @first, or were rounded up to it. */
static void
try_rounded (Search *self, const char *first, guint length)
{
  const gsize kept = strlen (first);
  char below[CODE_MAX + 1];
  gsize at = kept;

  memcpy (below, first, kept + 1);
  while (at > 0 && below[at - 1] == '0')
    below[--at] = '9';
  if (at > 0)
    below[at - 1]--;
  for (guint up = 0; up < 2; up++)
    {
      const char *const start = up == 0 ? first : below;
      guint steps = 0;
      for (guint i = lower_bound (self, start); i < self->n && strncmp (self->known[i], start, kept) == 0; i++)
        {
          if (steps++ == POSKO_CODE_STEPS)
            {
              self->met = POSKO_CODE_SEVERAL;
              return;
            }
          const char *const code = self->known[i];
          if (strlen (code) == length && is_digits (code) && (up == 0 || (kept < length && code[kept] >= '5')))
            meet (self, i);
        }
    }
}

/* Each way to write the numbers with a mark between: with and without zeros, the year with two digits and four. */
static void
try_parts (Search *self, const guint64 *parts, guint n)
{
  static const char marks[] = ".-/";

  for (guint m = 0; m < 3; m++)
    for (guint form = 0; form < 1u << n; form++)
      {
        char code[CODE_MAX + 1];
        gsize length = 0;
        for (guint i = 0; i < n; i++)
          {
            if (i > 0)
              code[length++] = marks[m];
            length += (gsize) g_snprintf (code + length, sizeof code - length, "%0*" G_GUINT64_FORMAT, (form >> i & 1) != 0 ? 2 : 1, parts[i]);
          }
        try_code (self, code);
      }
}

static void
try_day (Search *self, const Day *day)
{
  static const guint orders[][3] = { { 0, 1, 2 }, { 1, 0, 2 }, { 2, 1, 0 }, { 2, 0, 1 }, { 0, 2, 1 }, { 1, 2, 0 } };

  if (day->n == 2)
    {
      try_parts (self, (const guint64[]) { day->parts[0], day->parts[1] }, 2);
      try_parts (self, (const guint64[]) { day->parts[1], day->parts[0] }, 2);
      return;
    }
  for (guint years = 0; years < 2; years++)
    for (guint o = 0; o < G_N_ELEMENTS (orders); o++)
      {
        guint64 parts[3];
        for (guint i = 0; i < 3; i++)
          {
            const guint64 part = day->parts[orders[o][i]];
            parts[i] = years == 0 ? part : part % 100;
          }
        try_parts (self, parts, 3);
      }
}

gssize
posko_code_find (const char *shown, const char *const *known, guint n)
{
  Search search = { .known = known, .n = n, .met = POSKO_CODE_UNKNOWN };
  char text[CODE_MAX + 1];
  guint length;
  Day day;

  if (n == 0 || strlen (shown) > CODE_MAX)
    return POSKO_CODE_UNKNOWN;
  g_strlcpy (text, shown, sizeof text);
  switch (posko_code_form (shown))
    {
    case POSKO_CODE_ROUNDED:
      text[KEPT_DIGITS] = '\0';
      try_rounded (&search, text, (guint) strlen (shown));
      break;
    case POSKO_CODE_DIGITS:
      try_zeros (&search, text, 1);
      break;
    case POSKO_CODE_POINT_ZERO:
      text[strcspn (text, ".,")] = '\0';
      try_zeros (&search, text, 0);
      break;
    case POSKO_CODE_DECIMAL:
      text[strcspn (text, ",.")] = '.';
      for (guint lost = 0; lost <= LOST_ZEROS_MAX && strlen (text) < CODE_MAX; lost++)
        {
          if (strcmp (text, shown) != 0)
            try_code (&search, text);
          try_zeros (&search, text, 1);
          strcat (text, "0");
        }
      break;
    case POSKO_CODE_EXPONENT:
      if (read_exponent (shown, text, &length))
        try_rounded (&search, text, length);
      break;
    case POSKO_CODE_ISO_DAY:
    case POSKO_CODE_DAY:
      if (read_day (shown, &day))
        try_day (&search, &day);
      break;
    case POSKO_CODE_PLAIN:
    default:
      break;
    }
  return search.met;
}
