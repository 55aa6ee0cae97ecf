/* csv-write.c: CSV tables for people and for programs; see csv-write.h.
 *
 * The guard's two questions, asked of a text cell:
 *   would it be run?       its first character (blanks aside) is = + - @, TAB, CR or LF, or a full-width = + - @
 *                          (OWASP, "CSV Injection"; East Asian settings read full-width signs as their narrow kin)
 *   would it be rewritten? see is_rewritten() below
 * To be undone exactly, a text is also guarded if it begins with an apostrophe and what follows would be guarded: then
 * taking off one apostrophe where, and only where, the rest would be guarded is the inverse. (If x was guarded, the
 * cell is 'x and x would be guarded: taken off. If x was not guarded, it is no apostrophe before such a rest: left
 * alone.) Since a table of either style may come back, "would be guarded" there means by the stricter rule, that of
 * POSKO_CSV_EXCEL_ID.
 *
 * Cost: O(bytes written).
 */
#include "csv-write.h"

#include <math.h>
#include <string.h>

#include "notation.h"

#define BYTE_ORDER_MARK "\xEF\xBB\xBF"
#define FIRST_SAFE_DAY "1900-03-01" /* before it, spreadsheets count days differently or not at all */
#define GENERAL_DIGITS 11           /* a spreadsheet's "General" format shows more digits as 1.23E+12 */

struct _PoskoCsvWriter
{
  PoskoCsvStyle style;
  char delimiter;
  GString *text;
  guint n_columns; /* of the header */
  guint n_cells;   /* in the row being written */
  gsize n_rows;
  gsize row_start; /* in text */
  gboolean has_header;
};

static gboolean
is_run (const char *text)
{
  static const char *const full_width[] = { "\xEF\xBC\x9D", "\xEF\xBC\x8B", "\xEF\xBC\x8D", "\xEF\xBC\xA0" };

  text += strspn (text, " ");
  if (*text != '\0' && strchr ("=+-@\t\r\n", *text) != NULL)
    return TRUE;
  if (*text != full_width[0][0])
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (full_width); i++)
    if (g_str_has_prefix (text, full_width[i]))
      return TRUE;
  return FALSE;
}

/* What a spreadsheet reads as the very moment it means. */
static gboolean
is_clock_or_day (const char *text)
{
  return posko_notation_read_clock (text, NULL)
         || (posko_notation_read_day (text, NULL) && strcmp (text, FIRST_SAFE_DAY) >= 0);
}

/* Whether @text, of digits and dots, has four groups or more and cannot be a number with thousands marked. No
   spreadsheet takes that for anything: a day or a clock time has three groups at most, and thousands have three digits
   each. */
static gboolean
is_dotted_code (const char *text)
{
  guint groups = 1;
  gboolean short_group = FALSE;

  for (const char *dot = strchr (text, '.'); dot != NULL; groups++)
    {
      const char *const next = strchr (dot + 1, '.');
      const gsize digits = next == NULL ? strlen (dot + 1) : (gsize) (next - dot - 1);
      short_group |= digits < 3;
      dot = next;
    }
  return groups >= 4 && short_group;
}

/* Whether a spreadsheet, in Indonesian or English, might show or save other characters than these. */
static gboolean
is_rewritten (const char *text)
{
  const gsize length = strlen (text), digits = strspn (text, "0123456789");

  if (length == 0 || strpbrk (text, "0123456789") == NULL)
    return FALSE;
  if (digits == length)
    return length > GENERAL_DIGITS || (length > 1 && text[0] == '0');
  if (strspn (text, "0123456789.") == length)
    return !is_dotted_code (text);
  if (strspn (text, "0123456789.,:/- eE%()") < length)
    return FALSE;
  return !is_clock_or_day (text);
}

static gboolean
needs_guard (const char *text, PoskoCsvStyle style)
{
  if (is_run (text) || (style == POSKO_CSV_EXCEL_ID && is_rewritten (text)))
    return TRUE;
  if (*text != '\'')
    return FALSE;
  while (*text == '\'')
    text++;
  return is_run (text) || is_rewritten (text);
}

char *
posko_csv_guard (const char *text, PoskoCsvStyle style)
{
  g_return_val_if_fail (text != NULL, NULL);
  return needs_guard (text, style) ? g_strconcat ("'", text, NULL) : g_strdup (text);
}

const char *
posko_csv_unguard (const char *text)
{
  g_return_val_if_fail (text != NULL, NULL);
  return *text == '\'' && needs_guard (text + 1, POSKO_CSV_EXCEL_ID) ? text + 1 : text;
}

PoskoCsvWriter *
posko_csv_writer_new (PoskoCsvStyle style)
{
  PoskoCsvWriter *self = g_new0 (PoskoCsvWriter, 1);
  self->style = style;
  self->delimiter = style == POSKO_CSV_EXCEL_ID ? ';' : ',';
  self->text = g_string_new (style == POSKO_CSV_EXCEL_ID ? BYTE_ORDER_MARK : "");
  self->row_start = self->text->len;
  return self;
}

void
posko_csv_writer_free (PoskoCsvWriter *self)
{
  if (self == NULL)
    return;
  g_string_free (self->text, TRUE);
  g_free (self);
}

static void
begin_cell (PoskoCsvWriter *self)
{
  if (self->n_cells++ > 0)
    g_string_append_c (self->text, self->delimiter);
}

void
posko_csv_writer_text (PoskoCsvWriter *self, const char *text)
{
  g_return_if_fail (self != NULL);

  begin_cell (self);
  if (text == NULL)
    return;
  const gboolean guarded = needs_guard (text, self->style);
  /* Every delimiter is quoted in both styles, so that a change of style can never change what is a cell; so are blanks
     at either end, which many readers trim from a cell without quotes, and a byte order mark, which is one only without
     them. */
  const gsize length = strlen (text);
  const gboolean quoted = strpbrk (text, "\",;\t|\r\n") != NULL || strncmp (text, BYTE_ORDER_MARK, strlen (BYTE_ORDER_MARK)) == 0
                          || (length > 0 && (text[0] == ' ' || text[length - 1] == ' '));
  if (quoted)
    g_string_append_c (self->text, '"');
  if (guarded)
    g_string_append_c (self->text, '\'');
  for (const char *quote; (quote = strchr (text, '"')) != NULL; text = quote + 1)
    {
      g_string_append_len (self->text, text, quote - text + 1);
      g_string_append_c (self->text, '"');
    }
  g_string_append (self->text, text);
  if (quoted)
    g_string_append_c (self->text, '"');
}

void
posko_csv_writer_integer (PoskoCsvWriter *self, gint64 value)
{
  g_return_if_fail (self != NULL);

  begin_cell (self);
  posko_notation_append_integer (self->text, value);
}

void
posko_csv_writer_clock (PoskoCsvWriter *self, gint64 minutes)
{
  g_return_if_fail (self != NULL && minutes >= 0);

  begin_cell (self);
  g_string_append_printf (self->text, "%02" G_GINT64_FORMAT ":%02" G_GINT64_FORMAT, minutes / 60, minutes % 60);
}

void
posko_csv_writer_number (PoskoCsvWriter *self, gdouble value, guint decimals)
{
  g_return_if_fail (self != NULL);

  begin_cell (self);
  g_return_if_fail (isfinite (value) && decimals <= POSKO_CSV_MAX_DECIMALS);

  const gsize start = self->text->len;
  posko_notation_append_number (self->text, value, decimals);
  char *const point = strchr (self->text->str + start, '.');
  if (point != NULL && self->style == POSKO_CSV_EXCEL_ID)
    *point = ',';
}

void
posko_csv_writer_boolean (PoskoCsvWriter *self, gboolean value)
{
  g_return_if_fail (self != NULL);

  begin_cell (self);
  if (self->style == POSKO_CSV_EXCEL_ID)
    g_string_append (self->text, value ? "ya" : "tidak");
  else
    g_string_append (self->text, value ? "true" : "false");
}

void
posko_csv_writer_empty (PoskoCsvWriter *self)
{
  g_return_if_fail (self != NULL);
  begin_cell (self);
}

static void
end_line (PoskoCsvWriter *self)
{
  /* The only cell of a row, and empty: without quotes it would be a blank line, which readers skip. */
  if (self->n_cells == 1 && self->text->len == self->row_start)
    g_string_append (self->text, "\"\"");
  g_string_append (self->text, "\r\n");
  self->n_cells = 0;
  self->row_start = self->text->len;
}

void
posko_csv_writer_header (PoskoCsvWriter *self, const char *const *names)
{
  g_return_if_fail (self != NULL && names != NULL && names[0] != NULL);
  g_return_if_fail (!self->has_header && self->n_rows == 0 && self->n_cells == 0);

  for (guint i = 0; names[i] != NULL; i++)
    posko_csv_writer_text (self, names[i]);
  self->n_columns = self->n_cells;
  self->has_header = TRUE;
  end_line (self);
}

void
posko_csv_writer_end_row (PoskoCsvWriter *self)
{
  g_return_if_fail (self != NULL);

  if (self->has_header && self->n_cells != self->n_columns)
    g_critical ("a row of %u cells under a header of %u", self->n_cells, self->n_columns);
  self->n_rows++;
  end_line (self);
}

gsize
posko_csv_writer_rows (const PoskoCsvWriter *self)
{
  g_return_val_if_fail (self != NULL, 0);
  return self->n_rows;
}

const char *
posko_csv_writer_data (const PoskoCsvWriter *self, gsize *length)
{
  g_return_val_if_fail (self != NULL, NULL);
  if (length != NULL)
    *length = self->text->len;
  return self->text->str;
}

char *
posko_csv_writer_finish (PoskoCsvWriter *self, gsize *length)
{
  g_return_val_if_fail (self != NULL, NULL);
  if (length != NULL)
    *length = self->text->len;
  char *const text = g_string_free (g_steal_pointer (&self->text), FALSE);
  g_free (self);
  return text;
}
