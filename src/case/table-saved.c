/* table-saved.c: a cell as a spreadsheet saved it, or a person typed it, where the plain notation does not read it.
 *
 * Numbers: marks of thousands, money, percent, whole numbers with a fraction of nought. In a column of whole numbers a mark before exactly
 * three digits is one of thousands, a mark that occurs twice too; with two kinds the later one is the decimal mark; fractions must be
 * nought. A column has one of each: the second kind is a fault of its cell, never a guess.
 *
 * Dates and times that have two readings (day/month or month/day; hour.minute or a fraction of a day) wait until the whole column was read:
 * table-settle.c. Serial numbers of days are those of the 1900 system, 25569 being 1970-01-01 (ECMA-376-1:2016, 18.17.4.1). Two digits of a
 * year are of this century. O(length) a cell; only cells that are not plain come here.
 */
#include <math.h>
#include <string.h>

#include "number.h"
#include "table-private.h"

#define TEXT_MAX 63u
#define SERIAL_OF_1970 25569
#define SERIAL_MIN 36526 /* 2000-01-01 */
#define SERIAL_MAX 73050 /* 2099-12-31 */
#define JULIAN_OF_1970 719163 /* GDate's */
#define LAST_MINUTE (48 * 60 - 1)
#define FRACTION_ERROR 0.02 /* minutes: 0.27083 is 06:30 with five digits */
#define MIN_MONTH_LETTERS 3u

/* The cell without blanks, blanks between digits as ' ', in ASCII. */
static gboolean
flatten (const char *text, gsize length, char *flat)
{
  gsize n = 0;

  for (gsize i = 0; i < length && n < TEXT_MAX; i++)
    {
      const char *const blanks[] = { "\xc2\xa0", "\xe2\x80\x89", "\xe2\x80\xaf" };
      gsize wide = 0;
      for (guint b = 0; b < G_N_ELEMENTS (blanks) && wide == 0; b++)
        if (length - i >= strlen (blanks[b]) && memcmp (text + i, blanks[b], strlen (blanks[b])) == 0)
          wide = strlen (blanks[b]);
      if (wide == 0 && (text[i] & 0x80) != 0)
        return FALSE;
      flat[n++] = wide > 0 ? ' ' : text[i];
      i += wide > 0 ? wide - 1 : 0;
    }
  flat[n] = '\0';
  return n > 0 && n < TEXT_MAX;
}

/* Takes "Rp" and ",-" off. Returns: whether there was any */
static gboolean
strip_money (char *text)
{
  static const char *const before[] = { "Rp.", "Rp", "IDR" };
  static const char *const after[] = { ",-", ".-", ",--" };
  gboolean money = FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (before) && !money; i++)
    if (g_ascii_strncasecmp (text, before[i], strlen (before[i])) == 0)
      {
        memmove (text, text + strlen (before[i]), strlen (text + strlen (before[i])) + 1);
        money = TRUE;
      }
  for (guint i = 0; i < G_N_ELEMENTS (after); i++)
    if (g_str_has_suffix (text, after[i]))
      {
        text[strlen (text) - strlen (after[i])] = '\0';
        money = TRUE;
        break;
      }
  g_strstrip (text);
  return money;
}

/* Which of the marks in a number of digits are of thousands, which is the decimal one; 0 where there is none. */
static void
find_marks (const char *text, char *thousands, char *decimal)
{
  static const char kinds[] = ".,' ";
  const char *last = NULL;
  guint n_kinds = 0, n_last = 0;

  *thousands = *decimal = '\0';
  for (guint k = 0; kinds[k] != '\0'; k++)
    {
      const char *const at = strrchr (text, kinds[k]);
      n_kinds += at != NULL;
      if (at != NULL && (last == NULL || at > last))
        last = at;
    }
  if (last == NULL)
    return;
  for (const char *at = text; *at != '\0'; at++)
    n_last += *at == *last;
  const gsize behind = strlen (last + 1), ahead = (gsize) (last - text);
  const gboolean grouped = behind == 3 && (ahead > 3 || (ahead > 0 && text[0] != '0'));
  if (n_last > 1 || *last == '\'' || *last == ' ' || (n_kinds == 1 && grouped))
    *thousands = *last;
  else
    *decimal = *last;
  for (const char *at = text; *at != '\0' && n_kinds == 2; at++)
    if (*at != *last && strchr (kinds, *at) != NULL)
      *thousands = *decimal != '\0' ? *at : '?';
}

/* Digits in groups of three behind the first. */
static gboolean
is_grouped (const char *text, gsize length, char mark)
{
  gsize group = 0;
  gboolean first = TRUE;

  for (gsize i = 0; i <= length; i++)
    if (i == length || (mark != '\0' && text[i] == mark))
      {
        if (group == 0 || (!first && group != 3) || (first && i < length && group > 3))
          return FALSE;
        first = FALSE;
        group = 0;
      }
    else if (g_ascii_isdigit (text[i]))
      group++;
    else
      return FALSE;
  return TRUE;
}

static PoskoCellState
parse_whole (const PoskoColumn *column, PoskoColumnNotes *notes, guint line, char *text, gint64 *value)
{
  g_autofree char *shown = g_strdup (text);
  const gboolean money = strip_money (text);
  const gboolean negative = text[0] == '-';
  char *digits = text + (negative || text[0] == '+');
  char thousands, decimal;
  gsize n = 0;

  find_marks (digits, &thousands, &decimal);
  char *const fraction = decimal != '\0' ? strrchr (digits, decimal) : NULL;
  const gsize whole = fraction != NULL ? (gsize) (fraction - digits) : strlen (digits);
  if (!is_grouped (digits, whole, thousands) || (fraction != NULL && (fraction[1] == '\0' || fraction[1 + strspn (fraction + 1, "0")] != '\0')))
    return POSKO_CELL_TYPE;
  if ((thousands != '\0' && ((notes->thousands != '\0' && notes->thousands != thousands) || notes->mark == thousands)) ||
      (decimal != '\0' && ((notes->mark != '\0' && notes->mark != decimal) || notes->thousands == decimal)))
    return POSKO_CELL_MARK;
  notes->thousands = thousands != '\0' ? thousands : notes->thousands;
  notes->sure = notes->sure || (thousands != '\0' && strchr (digits, thousands) != strrchr (digits, thousands));
  notes->mark = decimal != '\0' ? decimal : notes->mark;
  for (gsize i = 0; i < whole; i++)
    if (g_ascii_isdigit (digits[i]))
      digits[n++] = digits[i];
  if (!posko_number_read_integer (digits, n, value))
    return POSKO_CELL_TYPE;
  *value = negative ? -*value : *value;
  if (money)
    posko_column_notes_see (notes, POSKO_SEEN_MONEY, line, shown, strlen (shown));
  if (thousands != '\0')
    posko_column_notes_see (notes, POSKO_SEEN_THOUSANDS, line, shown, strlen (shown));
  if (decimal != '\0')
    posko_column_notes_see (notes, POSKO_SEEN_WHOLE, line, shown, strlen (shown));
  return posko_column_check_range (column, (gdouble) *value);
}

/* 47,5% where shares are meant: exactly 0.475, by its decimal notation. */
static PoskoCellState
parse_share (const PoskoColumn *column, PoskoColumnNotes *notes, guint line, char *text, gdouble *value)
{
  const gsize length = strlen (text);
  const char mark = strchr (text, ',') != NULL ? ',' : '.';
  const gboolean marked = strchr (text, mark) != NULL;
  g_autofree char *number = NULL;

  if (length < 2 || text[length - 1] != '%' || column->maximum > 1 || strpbrk (text, "eE") != NULL)
    return POSKO_CELL_TYPE;
  posko_column_notes_see (notes, POSKO_SEEN_PERCENT, line, text, length);
  text[length - 1] = '\0';
  g_strstrip (text);
  if (marked && notes->mark != '\0' && notes->mark != mark)
    return POSKO_CELL_MARK;
  number = g_strconcat (text, "e-2", NULL);
  if (!posko_number_read_decimal (number, strlen (number), mark, value))
    return POSKO_CELL_TYPE;
  notes->mark = marked ? mark : notes->mark;
  return posko_column_check_range (column, *value);
}

guint
posko_month_read (const char *word, gsize length)
{
  static const struct
  {
    const char *name;
    guint month;
  } names[] = { { "januari", 1 },   { "january", 1 },   { "februari", 2 },  { "february", 2 }, { "pebruari", 2 }, { "maret", 3 },
                { "march", 3 },     { "april", 4 },     { "mei", 5 },       { "may", 5 },      { "juni", 6 },     { "june", 6 },
                { "juli", 7 },      { "july", 7 },      { "agustus", 8 },   { "agt", 8 },      { "ags", 8 },      { "august", 8 },
                { "september", 9 }, { "oktober", 10 },  { "october", 10 },  { "november", 11 }, { "nopember", 11 }, { "desember", 12 },
                { "december", 12 } };

  if (length < MIN_MONTH_LETTERS)
    return 0;
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strncasecmp (names[i].name, word, length) == 0)
      return names[i].month;
  return 0;
}

static gboolean
is_weekday (const char *word)
{
  static const char *const names[] = { "senin", "selasa", "rabu", "kamis", "jumat", "jum'at", "sabtu", "minggu", "ahad", "monday", "tuesday",
                                       "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue", "wed", "thu", "fri", "sat", "sun" };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_ascii_strcasecmp (names[i], word) == 0)
      return TRUE;
  return FALSE;
}

static gint64
julian_of (guint64 year, guint64 month, guint64 day)
{
  GDate date;

  if (year < 100)
    year += 2000;
  if (year < 1000 || year > 9999 || month < 1 || month > 12 || day < 1 || day > 31 ||
      !g_date_valid_dmy ((GDateDay) day, (GDateMonth) month, (GDateYear) year))
    return POSKO_MISSING;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) day, (GDateMonth) month, (GDateYear) year);
  return g_date_get_julian (&date);
}

/* A time of 0:00 behind the day, as "2025-08-27 00:00:00" has it. Returns: whether it was taken off */
static gboolean
strip_midnight (char *text)
{
  static const char *const clocks[] = { "00:00:00", "0:00:00", "00:00", "0:00", "00.00.00", "0.00.00", "00.00", "0.00", "12:00:00 AM", "12:00 AM", "00:00:00.000" };

  for (guint i = 0; i < G_N_ELEMENTS (clocks); i++)
    {
      const gsize length = strlen (text), clock = strlen (clocks[i]);
      if (length > clock + 1 && strcmp (text + length - clock, clocks[i]) == 0 && strchr (" T", text[length - clock - 1]) != NULL)
        {
          text[length - clock - 1] = '\0';
          return TRUE;
        }
    }
  return FALSE;
}

static void
wait_for_column (PoskoColumnNotes *notes, const PoskoWaitingCell *cell, const char *shown)
{
  PoskoWaitingCell copy = *cell;
  if (notes->waiting == NULL)
    notes->waiting = g_array_new (FALSE, FALSE, sizeof copy);
  g_strlcpy (copy.text, shown, sizeof copy.text);
  g_array_append_val (notes->waiting, copy);
}

#define MAX_WORDS 5u

/* Cuts a date into words of digits or letters. Returns: how many, 0 where that is no date; @mark: the first byte between two words */
static guint
cut_date (char *text, char *words[MAX_WORDS], char *mark)
{
  guint n = 0;
  gboolean inside = FALSE;

  *mark = '\0';
  for (char *at = text; *at != '\0'; at++)
    {
      const gboolean letter = g_ascii_isalnum (*at) || *at == '\'';
      if (!letter && strchr ("/-. ,", *at) == NULL)
        return 0;
      if (letter && !inside && n == MAX_WORDS)
        return 0;
      if (letter && !inside)
        words[n++] = at;
      if (!letter && n == 1 && *mark == '\0')
        *mark = *at;
      if (!letter)
        *at = '\0';
      inside = letter;
    }
  return n;
}

/* Up to four digits, or %G_MAXUINT64. */
static guint64
digits_of (const char *word)
{
  const gsize length = strlen (word);
  return length >= 1 && length <= 4 && strspn (word, "0123456789") == length ? g_ascii_strtoull (word, NULL, 10) : G_MAXUINT64;
}

static PoskoCellState
parse_words (PoskoColumnNotes *notes, guint row, guint line, char *text, const char *shown, gint64 *julian)
{
  char *all[MAX_WORDS] = { NULL };
  char mark;
  const guint n_all = cut_date (text, all, &mark);
  const guint skip = n_all == 4 && is_weekday (all[0]);
  char **words = all + skip;

  if (n_all - skip != 3)
    return POSKO_CELL_TYPE;
  const guint64 a = digits_of (words[0]), b = digits_of (words[1]), c = digits_of (words[2]);
  const guint named_second = posko_month_read (words[1], strlen (words[1])), named_first = posko_month_read (words[0], strlen (words[0]));
  PoskoWaitingCell cell = { .row = row, .line = line, .readings = { POSKO_MISSING, POSKO_MISSING } };
  *julian = POSKO_MISSING;
  if (c == G_MAXUINT64 || strlen (words[2]) == 3)
    return POSKO_CELL_TYPE;
  if (a != G_MAXUINT64 && named_second > 0 && strlen (words[2]) != 1)
    *julian = julian_of (c, named_second, a);
  else if (named_first > 0 && b != G_MAXUINT64 && strlen (words[2]) != 1)
    *julian = julian_of (c, named_first, b);
  if (*julian != POSKO_MISSING)
    {
      posko_column_notes_see (notes, POSKO_SEEN_DATE_WORDS, line, shown, strlen (shown));
      return POSKO_CELL_GOOD;
    }
  if (a == G_MAXUINT64 || b == G_MAXUINT64 || skip > 0)
    return POSKO_CELL_TYPE;
  if (strlen (words[0]) == 4)
    {
      *julian = julian_of (a, b, c);
      posko_column_notes_see (notes, POSKO_SEEN_DATE_YEAR, line, shown, strlen (shown));
      return *julian != POSKO_MISSING ? POSKO_CELL_GOOD : POSKO_CELL_TYPE;
    }
  if (strlen (words[0]) > 2 || strlen (words[1]) > 2 || (strlen (words[2]) != 2 && strlen (words[2]) != 4))
    return POSKO_CELL_TYPE;
  cell.readings[0] = julian_of (c, b, a);
  cell.readings[1] = mark == '.' ? POSKO_MISSING : julian_of (c, a, b); /* nobody writes 8.27.2025 */
  if (cell.readings[0] == POSKO_MISSING && cell.readings[1] == POSKO_MISSING)
    return POSKO_CELL_TYPE;
  posko_column_notes_see (notes, POSKO_SEEN_DATE_ORDER, line, shown, strlen (shown));
  wait_for_column (notes, &cell, shown);
  return POSKO_CELL_WAITS;
}

static PoskoCellState
parse_day (PoskoColumnNotes *notes, guint row, guint line, char *text, gint64 *julian)
{
  g_autofree char *shown = g_strdup (text);
  const gsize digits = strspn (text, "0123456789");

  if (digits == 5 && (text[5] == '\0' || (strchr (".,", text[5]) != NULL && text[6 + strspn (text + 6, "0")] == '\0')))
    {
      const gint64 serial = (gint64) g_ascii_strtoull (text, NULL, 10);
      if (serial < SERIAL_MIN || serial > SERIAL_MAX)
        return POSKO_CELL_TYPE;
      *julian = serial - SERIAL_OF_1970 + JULIAN_OF_1970;
      posko_column_notes_see (notes, POSKO_SEEN_DATE_SERIAL, line, shown, strlen (shown));
      return POSKO_CELL_GOOD;
    }
  if (strip_midnight (text))
    posko_column_notes_see (notes, POSKO_SEEN_DATE_CLOCK, line, shown, strlen (shown));
  if (strlen (text) == 10 && text[4] == '-' && text[7] == '-' && strspn (text, "0123456789-") == 10)
    {
      *julian = julian_of (g_ascii_strtoull (text, NULL, 10), g_ascii_strtoull (text + 5, NULL, 10), g_ascii_strtoull (text + 8, NULL, 10));
      return *julian != POSKO_MISSING ? POSKO_CELL_GOOD : POSKO_CELL_TYPE;
    }
  return parse_words (notes, row, line, text, shown, julian);
}

/* H<mark>MM or H<mark>MM<mark>00. Returns: minutes of the day, or POSKO_MISSING */
static gint64
read_clock (const char *text, char mark)
{
  const gsize hours = strspn (text, "0123456789");
  const char *const rest = text + hours;

  if (hours < 1 || hours > 2 || rest[0] != mark || !g_ascii_isdigit (rest[1]) || !g_ascii_isdigit (rest[2]))
    return POSKO_MISSING;
  if (rest[3] != '\0' && !(rest[3] == mark && strcmp (rest + 4, "00") == 0))
    return POSKO_MISSING;
  const gint64 hour = g_ascii_strtoll (text, NULL, 10), minute = g_ascii_strtoll (rest + 1, NULL, 10);
  return hour > 47 || minute > 59 ? POSKO_MISSING : hour * 60 + minute;
}

/* 6:30 AM, 12.05.00 pm */
static gint64
read_half_day (char *text)
{
  const gsize length = strlen (text);
  const gboolean afternoon = length > 3 && g_ascii_strcasecmp (text + length - 2, "PM") == 0;

  if (!afternoon && !(length > 3 && g_ascii_strcasecmp (text + length - 2, "AM") == 0))
    return POSKO_MISSING;
  text[length - 2] = '\0';
  g_strchomp (text);
  const gint64 clock = MAX (read_clock (text, ':'), read_clock (text, '.'));
  return clock == POSKO_MISSING || clock < 60 || clock >= 13 * 60 ? POSKO_MISSING : clock % (12 * 60) + (afternoon ? 12 * 60 : 0);
}

static PoskoCellState
parse_clock (PoskoColumnNotes *notes, guint row, guint line, char *text, gint64 *minutes)
{
  g_autofree char *shown = g_strdup (text);
  PoskoWaitingCell cell = { .row = row, .line = line, .readings = { read_clock (text, '.'), POSKO_MISSING } };
  gdouble days;

  *minutes = read_clock (text, ':');
  if (*minutes != POSKO_MISSING)
    {
      posko_column_notes_see (notes, POSKO_SEEN_TIME_SECONDS, line, shown, strlen (shown));
      return POSKO_CELL_GOOD;
    }
  *minutes = read_half_day (text);
  if (*minutes != POSKO_MISSING)
    {
      posko_column_notes_see (notes, POSKO_SEEN_TIME_HALF_DAYS, line, shown, strlen (shown));
      return POSKO_CELL_GOOD;
    }
  const gsize length = strlen (text);
  const gboolean padded = length > 1 && text[0] == '0' && g_ascii_isdigit (text[1]); /* no number is shown as 06.30 */
  if (!padded && g_ascii_isdigit (text[0]) && posko_number_read_decimal (text, length, strchr (text, ',') != NULL ? ',' : '.', &days) && days < 2)
    {
      const gdouble exact = days * 24 * 60, whole = round (exact);
      if (fabs (exact - whole) <= FRACTION_ERROR && whole <= LAST_MINUTE)
        cell.readings[1] = (gint64) whole;
    }
  cell.weak = strspn (text, "0123456789") == length;
  if (cell.readings[0] == POSKO_MISSING && cell.readings[1] == POSKO_MISSING)
    return POSKO_CELL_TYPE;
  posko_column_notes_see (notes, POSKO_SEEN_TIME_ORDER, line, shown, strlen (shown));
  wait_for_column (notes, &cell, shown);
  return POSKO_CELL_WAITS;
}

PoskoCellState
posko_cell_parse_saved (const PoskoColumn *column, PoskoColumnNotes *notes, guint row, guint line, const char *text, gsize length,
                        PoskoCell *cell)
{
  char flat[TEXT_MAX + 1];
  const gsize guard = length > 1 && text[0] == '\'';

  if (column->field.type == POSKO_FIELD_STRING || column->field.type == POSKO_FIELD_BOOLEAN || !flatten (text + guard, length - guard, flat))
    return POSKO_CELL_TYPE;
  switch (column->field.type)
    {
    case POSKO_FIELD_INTEGER:
      return parse_whole (column, notes, line, flat, &cell->integer);
    case POSKO_FIELD_NUMBER:
      if (guard > 0)
        return posko_cell_parse (column, notes, text + guard, length - guard, cell);
      return parse_share (column, notes, line, flat, &cell->number);
    case POSKO_FIELD_DATE:
      return parse_day (notes, row, line, flat, &cell->integer);
    case POSKO_FIELD_TIME:
      return guard > 0 && posko_cell_parse (column, notes, flat, strlen (flat), cell) == POSKO_CELL_GOOD ? POSKO_CELL_GOOD
                                                                                                       : parse_clock (notes, row, line, flat, &cell->integer);
    case POSKO_FIELD_STRING:
    case POSKO_FIELD_BOOLEAN:
    default:
      return POSKO_CELL_TYPE;
    }
}
