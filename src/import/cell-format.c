/* cell-format.c: number formats, shortest numbers, serial dates; see cell-format.h.
 *
 * Dates by ECMA-376 part 1 (5th edition, 2016), 18.17.4 and 18.8.30-31. O(length of the text).
 */
#include "cell-format.h"

#include <math.h>
#include <string.h>

#include "notation.h"
#include "number.h"

#define SECONDS_OF_DAY 86400
#define FALSE_LEAP_DAY 60    /* 29 February 1900 */
#define MAX_SERIAL 2958466.0 /* 1 January 10000 in the 1900 system */
#define JULIAN_1900 693594   /* GDate's number of 30 December 1899: day 0 of serials from 61 on */
#define JULIAN_1904 695056   /* of 1 January 1904 */

PoskoCellFormat
posko_cell_format_of_id (guint id)
{
  if (id == 46)
    return POSKO_CELL_ELAPSED;
  if ((id >= 18 && id <= 21) || id == 45 || id == 47)
    return POSKO_CELL_TIME;
  return (id >= 14 && id <= 17) || id == 22 ? POSKO_CELL_DATE : POSKO_CELL_NUMBER;
}

/* The end of the bracket that opens at @at. "[h]", "[mm]", "[s]" are elapsed time; colours, conditions and locales are not. */
static const char *
skip_bracket (const char *at, gboolean *is_elapsed)
{
  const gsize length = strcspn (at, "]");

  if (length > 1 && strspn (at + 1, "hHmMsS") == length - 1)
    *is_elapsed = TRUE;
  return at[length] == '\0' ? at + length - 1 : at + length;
}

PoskoCellFormat
posko_cell_format_of_code (const char *code)
{
  gboolean has_day = FALSE, has_month = FALSE, has_clock = FALSE, is_elapsed = FALSE;

  for (const char *at = code; *at != '\0' && *at != ';'; at++)
    {
      const char letter = g_ascii_tolower (*at);
      if ((*at == '\\' || *at == '_' || *at == '*') && at[1] != '\0')
        at++;
      else if (*at == '"')
        {
          const gsize quoted = strcspn (at + 1, "\"");
          at += quoted + (at[quoted + 1] != '\0');
        }
      else if (*at == '[')
        at = skip_bracket (at, &is_elapsed);
      else if (g_ascii_strncasecmp (at, "General", 7) == 0)
        at += 6;
      has_day |= letter == 'y' || letter == 'd';
      has_month |= letter == 'm';
      has_clock |= letter == 'h' || letter == 's';
    }
  if (is_elapsed)
    return POSKO_CELL_ELAPSED;
  if (has_day || (has_month && !has_clock))
    return POSKO_CELL_DATE;
  return has_clock ? POSKO_CELL_TIME : POSKO_CELL_NUMBER;
}

/* Appends what "%.*e" gave as plain digits: d.ddde±xx. */
static void
append_plain (GString *text, const char *scientific)
{
  char digits[32];
  guint n = 0;

  if (*scientific == '-')
    g_string_append_c (text, *scientific++);
  const char *const e = strchr (scientific, 'e');
  const gint exponent = (gint) g_ascii_strtoll (e + 1, NULL, 10);
  for (const char *at = scientific; at < e; at++)
    if (*at != '.')
      digits[n++] = *at;
  while (n > 1 && digits[n - 1] == '0')
    n--;
  if (exponent < 0)
    g_string_append (text, "0.");
  for (gint i = exponent; i < -1; i++)
    g_string_append_c (text, '0');
  for (guint i = 0; i < n; i++)
    {
      if (exponent >= 0 && (gint) i == exponent + 1)
        g_string_append_c (text, '.');
      g_string_append_c (text, digits[i]);
    }
  for (gint i = (gint) n; i <= exponent; i++)
    g_string_append_c (text, '0');
}

void
posko_cell_append_number (GString *text, gdouble value)
{
  static const char *const formats[] = { "%.14e", "%.15e", "%.16e" };
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  gdouble back;

  if (value == 0.0)
    {
      g_string_append_c (text, '0');
      return;
    }
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      g_ascii_formatd (buffer, sizeof buffer, formats[i], value);
      if (posko_number_read_decimal (buffer, strlen (buffer), '.', &back) && back == value)
        break;
    }
  append_plain (text, buffer);
}

static void
append_clock (GString *text, gint64 seconds)
{
  g_string_append_printf (text, "%02d:%02d", (int) (seconds / 3600), (int) (seconds / 60 % 60));
  if (seconds % 60 != 0)
    g_string_append_printf (text, ":%02d", (int) (seconds % 60));
}

static void
append_day (GString *text, gint64 days, gboolean is_1904)
{
  GDate date;

  if (!is_1904 && days == FALSE_LEAP_DAY)
    {
      g_string_append (text, "1900-02-29"); /* as the spreadsheet shows it: whoever reads a day there refuses it */
      return;
    }
  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) (is_1904 ? JULIAN_1904 + days : JULIAN_1900 + days + (days < FALSE_LEAP_DAY)));
  g_string_append_printf (text, "%04d-%02d-%02d", g_date_get_year (&date), (int) g_date_get_month (&date), g_date_get_day (&date));
}

gboolean
posko_cell_append_date (GString *text, gdouble serial, PoskoCellFormat format, gboolean is_1904)
{
  const gint64 epoch_days = is_1904 ? JULIAN_1904 - JULIAN_1900 : 0;

  if (!(serial >= 0.0 && serial < MAX_SERIAL - (gdouble) epoch_days))
    return FALSE;
  const gint64 rounded = (gint64) floor (serial * SECONDS_OF_DAY + 0.5);
  const gint64 seconds = format == POSKO_CELL_TIME && serial < 1.0 ? MIN (rounded, SECONDS_OF_DAY - 1) : rounded; /* a clock shows no 24:00 */
  const gint64 days = seconds / SECONDS_OF_DAY, clock = seconds % SECONDS_OF_DAY;
  if (format == POSKO_CELL_ELAPSED)
    append_clock (text, seconds);
  else if (days == 0 && (format == POSKO_CELL_TIME || (clock != 0 && !is_1904)))
    append_clock (text, clock);
  else if (days + epoch_days >= (gint64) MAX_SERIAL || (days == 0 && !is_1904))
    return FALSE;
  else
    {
      append_day (text, days, is_1904);
      if (clock != 0 || format == POSKO_CELL_TIME)
        {
          g_string_append_c (text, ' ');
          append_clock (text, clock);
        }
    }
  return TRUE;
}

/* Whether @iso starts with HH:MM or HH:MM:SS, perhaps with a fraction and a Z, and ends there. */
static gboolean
read_iso_clock (const char *iso, gint64 *seconds)
{
  g_autofree char *clock = g_strndup (iso, 5);
  const char *rest = iso + strlen (clock);
  guint minutes;

  if (!posko_notation_read_clock (clock, &minutes))
    return FALSE;
  *seconds = (gint64) minutes * 60;
  if (rest[0] == ':' && rest[1] >= '0' && rest[1] <= '5' && g_ascii_isdigit (rest[2]))
    {
      *seconds += (rest[1] - '0') * 10 + (rest[2] - '0');
      rest += 3;
      if (*rest == '.')
        rest += 1 + strspn (rest + 1, "0123456789");
    }
  return *rest == '\0' || strcmp (rest, "Z") == 0;
}

gboolean
posko_cell_append_iso_date (GString *text, const char *iso)
{
  g_autofree char *day = g_strndup (iso, 10);
  gint64 seconds;

  if (read_iso_clock (iso, &seconds))
    {
      append_clock (text, seconds);
      return TRUE;
    }
  if (!posko_notation_read_day (day, NULL))
    return FALSE;
  const char *const rest = iso + strlen (day);
  if (*rest != '\0' && (*rest != 'T' || !read_iso_clock (rest + 1, &seconds)))
    return FALSE;
  g_string_append (text, day);
  if (*rest == 'T' && seconds != 0)
    {
      g_string_append_c (text, ' ');
      append_clock (text, seconds);
    }
  return TRUE;
}
