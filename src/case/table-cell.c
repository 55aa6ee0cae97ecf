/* table-cell.c: one cell: from text to its 8 bytes by type and constraints, and what to tell a person when it cannot be.
 *
 * Called for every cell of a national table (10 million), so it allocates nothing while all is well.
 */
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "i18n.h"
#include "notation.h"
#include "number.h"
#include "table-private.h"

PoskoCell
posko_cell_missing (PoskoFieldType type)
{
  PoskoCell cell = { .integer = POSKO_MISSING };
  if (type == POSKO_FIELD_STRING)
    cell.text = "";
  else if (type == POSKO_FIELD_NUMBER)
    cell.number = (gdouble) NAN;
  return cell;
}

gboolean
posko_cell_is_missing (PoskoFieldType type, PoskoCell cell)
{
  if (type == POSKO_FIELD_STRING)
    return cell.text == NULL || cell.text[0] == '\0';
  return type == POSKO_FIELD_NUMBER ? isnan (cell.number) : cell.integer == POSKO_MISSING;
}

PoskoCellState
posko_column_check_range (const PoskoColumn *column, gdouble value)
{
  if (value < column->minimum)
    return POSKO_CELL_MINIMUM;
  return value > column->maximum ? POSKO_CELL_MAXIMUM : POSKO_CELL_GOOD;
}

static PoskoCellState
parse_number (const PoskoColumn *column, PoskoColumnNotes *notes, const char *text, gsize length, gdouble *value)
{
  char mark = '.';
  for (gsize i = 0; i < length; i++)
    if (text[i] == '.' || text[i] == ',')
      {
        mark = text[i];
        if (notes->mark != 0 && notes->mark != mark)
          return POSKO_CELL_MARK;
        if (!posko_number_read_decimal (text, length, mark, value))
          return POSKO_CELL_TYPE;
        notes->mark = mark;
        return posko_column_check_range (column, *value);
      }
  return posko_number_read_decimal (text, length, mark, value) ? posko_column_check_range (column, *value) : POSKO_CELL_TYPE;
}

/* @any_case: a spreadsheet turns true into TRUE, in Indonesian into BENAR */
static gboolean
is_one_of (char **choices, const char *text, gsize length, gboolean any_case)
{
  for (guint i = 0; choices != NULL && choices[i] != NULL; i++)
    if ((any_case ? g_ascii_strncasecmp (choices[i], text, length) : strncmp (choices[i], text, length)) == 0 && choices[i][length] == '\0')
      return TRUE;
  return FALSE;
}

gboolean
posko_cell_trim (const char **text, gsize *length)
{
  static const char *const blanks[] = { " ", "\t", "\r", "\n", "\v", "\f", "\xc2\xa0", "\xe2\x80\x89", "\xe2\x80\xaf", "\xef\xbb\xbf" };
  const gsize before = *length;
  gsize last;

  do
    {
      last = *length;
      for (guint i = 0; i < G_N_ELEMENTS (blanks); i++)
        {
          const gsize bytes = strlen (blanks[i]);
          if (*length >= bytes && memcmp (*text, blanks[i], bytes) == 0)
            {
              *text += bytes;
              *length -= bytes;
            }
          if (*length >= bytes && memcmp (*text + *length - bytes, blanks[i], bytes) == 0)
            *length -= bytes;
        }
    }
  while (*length < last);
  return *length != before;
}

/* YYYY-MM-DD; whatever else means a date is read by table-saved.c, by the column. */
static gboolean
parse_date (const char *text, gsize length, gint64 *julian)
{
  char copy[16];
  guint day;

  if (length != 10 || text[0] == '0')
    return FALSE;
  memcpy (copy, text, length);
  copy[length] = '\0';
  if (!posko_notation_read_day (copy, &day))
    return FALSE;
  *julian = day;
  return TRUE;
}

/* HH:MM, also H:MM; hours 0 .. 47. */
static gboolean
parse_time (const char *text, gsize length, gint64 *minutes)
{
  guint hour = 0;
  gsize at = 0;

  for (; at < length && at < 2 && g_ascii_isdigit (text[at]); at++)
    hour = hour * 10 + (guint) g_ascii_digit_value (text[at]);
  if (at == 0 || length != at + 3 || text[at] != ':' || !g_ascii_isdigit (text[at + 1]) || !g_ascii_isdigit (text[at + 2]))
    return FALSE;
  const gint minute = g_ascii_digit_value (text[at + 1]) * 10 + g_ascii_digit_value (text[at + 2]);
  if (minute > 59 || hour > 47)
    return FALSE;
  *minutes = hour * 60 + minute;
  return TRUE;
}

/* Whether a spreadsheet wrote this because it had no value to show. */
static gboolean
is_failed (const char *text, gsize length)
{
  static const char *const words[] = { "#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#GETTING_DATA" };

  if (length == 0 || text[0] != '#')
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strlen (words[i]) == length && memcmp (words[i], text, length) == 0)
      return TRUE;
  gsize hashes = 0;
  while (hashes < length && text[hashes] == '#')
    hashes++;
  return hashes == length && length >= 3;
}

static PoskoCellState
check_text (const PoskoColumn *column, const char *text, gsize length)
{
  if (column->choices != NULL && !is_one_of (column->choices, text, length, FALSE))
    return POSKO_CELL_CHOICE;
  if (column->max_length != G_MAXINT64 && length > (gsize) column->max_length && g_utf8_strlen (text, (gssize) length) > column->max_length)
    return POSKO_CELL_LENGTH;
  if (column->min_length > 0 && g_utf8_strlen (text, (gssize) length) < column->min_length)
    return POSKO_CELL_LENGTH;
  if (column->pattern != NULL && !g_regex_match_full (column->pattern, text, (gssize) length, 0, 0, NULL, NULL))
    return POSKO_CELL_PATTERN;
  return POSKO_CELL_GOOD;
}

PoskoCellState
posko_cell_parse (const PoskoColumn *column, PoskoColumnNotes *notes, const char *text, gsize length, PoskoCell *cell)
{
  if (length == 0)
    return POSKO_CELL_MISSING;
  if (is_failed (text, length))
    return POSKO_CELL_FAILED;
  switch (column->field.type)
    {
    case POSKO_FIELD_STRING:
      cell->text = text;
      return check_text (column, text, length);
    case POSKO_FIELD_INTEGER:
      if (!posko_number_read_integer (text, length, &cell->integer))
        return POSKO_CELL_TYPE;
      return posko_column_check_range (column, (gdouble) cell->integer);
    case POSKO_FIELD_NUMBER:
      return parse_number (column, notes, text, length, &cell->number);
    case POSKO_FIELD_BOOLEAN:
      cell->integer = is_one_of (column->true_values, text, length, TRUE);
      return cell->integer || is_one_of (column->false_values, text, length, TRUE) ? POSKO_CELL_GOOD : POSKO_CELL_TYPE;
    case POSKO_FIELD_DATE:
      return parse_date (text, length, &cell->integer) ? POSKO_CELL_GOOD : POSKO_CELL_TYPE;
    case POSKO_FIELD_TIME:
      return parse_time (text, length, &cell->integer) ? POSKO_CELL_GOOD : POSKO_CELL_TYPE;
    default:
      g_assert_not_reached ();
    }
}

PoskoCell
posko_column_default (const PoskoColumn *column)
{
  PoskoCell cell = posko_cell_missing (column->field.type);
  PoskoColumnNotes notes = { 0 };

  if (column->default_text != NULL &&
      posko_cell_parse (column, &notes, column->default_text, strlen (column->default_text), &cell) != POSKO_CELL_GOOD)
    g_error ("the default of column %s does not fit its schema", column->field.name);
  return cell;
}

static char *
expected_number (const PoskoColumn *column)
{
  gboolean whole = column->field.type == POSKO_FIELD_INTEGER;
  char low[G_ASCII_DTOSTR_BUF_SIZE], high[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_formatd (low, sizeof low, "%.12g", column->minimum);
  g_ascii_formatd (high, sizeof high, "%.12g", column->maximum);
  if (isfinite (column->minimum) && isfinite (column->maximum))
    return g_strdup_printf (whole ? _ ("a whole number from %s to %s") : _ ("a number from %s to %s"), low, high);
  if (isfinite (column->minimum))
    return g_strdup_printf (whole ? _ ("a whole number, %s or more") : _ ("a number, %s or more"), low);
  return g_strdup (whole ? _ ("a whole number") : _ ("a number"));
}

char *
posko_column_expected (const PoskoColumn *column)
{
  switch (column->field.type)
    {
    case POSKO_FIELD_INTEGER:
    case POSKO_FIELD_NUMBER:
      return expected_number (column);
    case POSKO_FIELD_BOOLEAN:
      return g_strdup (_ ("ya or tidak"));
    case POSKO_FIELD_DATE:
      return g_strdup (_ ("a date like 2025-08-27"));
    case POSKO_FIELD_TIME:
      return g_strdup (_ ("a time from 00:00 to 47:59, like 06:30 (25:00 is 01:00 of the next day)"));
    case POSKO_FIELD_STRING:
    default:
      break;
    }
  if (column->choices != NULL)
    {
      g_autofree char *choices = g_strjoinv (", ", column->choices);
      return g_strdup_printf (_ ("one of %s"), choices);
    }
  if (column->pattern_text != NULL)
    return g_strdup_printf (_ ("a text of the form %s"), column->pattern_text);
  if (column->max_length != G_MAXINT64)
    return g_strdup_printf (_ ("a text of at most %" PRId64 " characters"), column->max_length);
  return g_strdup (_ ("a text"));
}

static const char *
cell_code (const PoskoColumn *column, PoskoCellState state)
{
  static const char *const types[] = { "type-string", "type-integer", "type-number", "type-boolean", "type-date", "type-time" };

  switch (state)
    {
    case POSKO_CELL_MISSING:
      return "cell-required";
    case POSKO_CELL_MARK:
      return "decimal-mark-mixed";
    case POSKO_CELL_MINIMUM:
      return "value-minimum";
    case POSKO_CELL_MAXIMUM:
      return "value-maximum";
    case POSKO_CELL_CHOICE:
      return "value-enum";
    case POSKO_CELL_LENGTH:
      return "value-length";
    case POSKO_CELL_PATTERN:
      return "value-pattern";
    case POSKO_CELL_FAILED:
      return "cell-failed";
    case POSKO_CELL_WAITS:
    case POSKO_CELL_GOOD:
    case POSKO_CELL_TYPE:
    default:
      return types[column->field.type];
    }
}

/* A remedy where a likely cause is known. */
static const char *
cell_remedy (const PoskoColumn *column, PoskoCellState state)
{
  gboolean coordinate = strcmp (column->field.name, "lat") == 0 || strcmp (column->field.name, "lon") == 0;

  if (state == POSKO_CELL_FAILED)
    return _ ("the spreadsheet had no value to show: mend the formula or widen the column, and save again");
  if (state == POSKO_CELL_MARK)
    return _ ("write the whole column with one decimal mark");
  if (coordinate && (state == POSKO_CELL_MINIMUM || state == POSKO_CELL_MAXIMUM))
    return _ ("look whether lat and lon are swapped, or the minus sign of the south is missing");
  if (state == POSKO_CELL_MISSING)
    return _ ("fill the cell");
  if (state == POSKO_CELL_TYPE && column->field.type == POSKO_FIELD_INTEGER)
    return _ ("write digits only, without a mark of thousands or decimals");
  if (state == POSKO_CELL_TYPE && column->field.type == POSKO_FIELD_NUMBER)
    return _ ("write decimal degrees or a plain number; leave no text such as #N/A or nan");
  return _ ("mend the cell");
}

void
posko_cell_report (PoskoDiagnostics *diagnostics, const PoskoColumn *column, PoskoCellState state, const char *file, guint line,
                   const char *where, const char *found, const PoskoTableContext *context)
{
  g_autofree char *expected = posko_column_expected (column);
  g_autofree char *quoted = found[0] != '\0' ? g_strdup_printf ("\"%s\"", found) : g_strdup (_ ("an empty cell"));
  g_autofree char *advice = posko_cell_advice (column, found, context);
  posko_diagnostics_report (diagnostics, POSKO_SEVERITY_ERROR, cell_code (column, state), file, line, where, quoted, expected,
                            advice != NULL ? advice : cell_remedy (column, state));
}

char *
posko_cell_text (PoskoFieldType type, PoskoCell cell)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (posko_cell_is_missing (type, cell))
    return g_strdup ("");
  switch (type)
    {
    case POSKO_FIELD_STRING:
      return g_strdup (cell.text);
    case POSKO_FIELD_NUMBER:
      return g_strdup (g_ascii_formatd (number, sizeof number, "%.15g", cell.number));
    case POSKO_FIELD_BOOLEAN:
      return g_strdup (cell.integer ? "true" : "false");
    case POSKO_FIELD_DATE:
      {
        GDate date;
        if (cell.integer < 1 || cell.integer > 3652059)
          return g_strdup_printf ("%" G_GINT64_FORMAT, cell.integer);
        g_date_clear (&date, 1);
        g_date_set_julian (&date, (guint32) cell.integer);
        return g_strdup_printf ("%04u-%02u-%02u", (guint) g_date_get_year (&date), (guint) g_date_get_month (&date),
                                (guint) g_date_get_day (&date));
      }
    case POSKO_FIELD_TIME:
      return g_strdup_printf ("%02" G_GINT64_FORMAT ":%02" G_GINT64_FORMAT, cell.integer / 60, cell.integer % 60);
    case POSKO_FIELD_INTEGER:
    default:
      return g_strdup_printf ("%" G_GINT64_FORMAT, cell.integer);
    }
}
