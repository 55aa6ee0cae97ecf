/* xlsx-sheet.c: the rows and cells of one sheet, straight into a PoskoSheet; see xlsx-private.h.
 *
 * ECMA-376 part 1, 18.3.1. A row and a cell may leave out where they stand: they follow the one before. Only cells that hold something are kept; rows
 * that a file leaves out, or in which nothing stands, are blank rows of the sheet as long as data follow soon. O(bytes + cells).
 */
#include <string.h>

#include "i18n.h"
#include "merges.h"
#include "number.h"
#include "xlsx-private.h"

#define MAX_HELD ((gsize) 1 << 20) /* bytes of a row that is scanned */
#define EXACT_DIGITS 15u /* a decimal number of so many digits is its own shortest spelling */

typedef enum
{
  PART_OTHER,
  PART_ROWS,
  PART_MERGES,
  PART_COLUMNS,
} Part;

/* Who reads what is fed: expat up to the rows, then the scanner, then, from the first odd thing on, expat again. */
typedef enum
{
  FEED_HEAD,
  FEED_ROWS,
  FEED_PARSER,
} Feed;

struct _PoskoXlsxSheet
{
  PoskoSheetFill fill;
  PoskoXml *xml;
  PoskoMerges *merges;
  Part part;
  PoskoCellPlace place; /* of the open row and cell, of the last one after its end */
  gboolean in_row, in_cell, in_text, in_inline, has_formula;
  PoskoXlsxRichText rich;
  PoskoXlsxAttributes cell; /* of the open cell */
  GString *value;       /* of the open cell */
  GString *shown;       /* scratch */
  Feed feed;
  GString *held;        /* the beginning of a row that is not all there */
};

static void
fail_input (PoskoXlsxSheet *self, const char *message)
{
  posko_xml_fail (self->xml, g_error_new (POSKO_ERROR, POSKO_ERROR_INPUT, _ ("sheet “%s”, row %u: %s"),
                                          posko_sheet_name (self->fill.sheet), self->place.row, message));
}

/* Reads "AB12" from @text; each part may be missing and is then 0. Returns the end, NULL where a number is out of bounds. */
static const char *
read_reference (const char *text, guint *column, guint *row)
{
  *column = *row = 0;
  for (; *text == '$' || g_ascii_isalpha (*text); text++)
    {
      if (*text != '$')
        *column = *column * 26 + (guint) (g_ascii_toupper (*text) - 'A') + 1;
      if (*column > POSKO_XLSX_MAX_COLUMN)
        return NULL;
    }
  for (; *text == '$' || g_ascii_isdigit (*text); text++)
    {
      if (*text != '$')
        *row = *row * 10 + (guint) (*text - '0');
      if (*row > POSKO_XLSX_MAX_ROW)
        return NULL;
    }
  return text;
}

static void
set_cell (PoskoXlsxSheet *self, PoskoSheetKind kind, const char *text, gsize length)
{
  GError *error = NULL;

  if (!posko_sheet_fill_set (&self->fill, &self->place, kind, text, length, &error))
    posko_xml_fail (self->xml, error);
}

/* Whether the text of a number can stay: an integer without needless zeros, or a short decimal. */
static gboolean
is_plain_number (const char *text, gsize length)
{
  const gsize sign = *text == '-';
  const gsize whole = strspn (text + sign, "0123456789");

  if (whole == 0 || (text[sign] == '0' && (whole > 1 || (sign == 1 && length == 2))))
    return FALSE;
  if (sign + whole == length)
    return TRUE;
  const gsize part = length - sign - whole - 1;
  return text[sign + whole] == '.' && part > 0 && whole + part <= EXACT_DIGITS && strspn (text + sign + whole + 1, "0123456789") == part
         && text[length - 1] != '0';
}

static guint
read_style (const char *text)
{
  return (guint) MIN (g_ascii_strtoull (text, NULL, 10), G_MAXUINT);
}

static void
set_number (PoskoXlsxSheet *self)
{
  g_strstrip (self->value->str);
  const char *const text = self->value->str;
  const gsize length = strlen (text);
  const PoskoCellFormat format = posko_cell_book_format (self->fill.book, read_style (self->cell.s));
  gdouble value;

  if (format == POSKO_CELL_NUMBER && is_plain_number (text, length))
    set_cell (self, POSKO_SHEET_NUMBER, text, length);
  else if (!posko_number_read_decimal (text, length, '.', &value))
    set_cell (self, POSKO_SHEET_TEXT, text, length); /* "NaN", "1e999": for whoever reads the column to refuse */
  else
    {
      const PoskoSheetKind kind = posko_cell_book_show (self->fill.book, value, format, self->shown);
      set_cell (self, kind, self->shown->str, self->shown->len);
    }
}

static void
set_shared (PoskoXlsxSheet *self)
{
  const char *text;
  gsize length;
  gint64 i;

  g_strstrip (self->value->str);
  if (!posko_number_read_integer (self->value->str, strlen (self->value->str), &i)
      || (text = posko_cell_book_string (self->fill.book, i, &length)) == NULL)
    fail_input (self, _ ("damaged, a shared string that is not in the file"));
  else
    set_cell (self, POSKO_SHEET_TEXT, text, length);
}

static void
set_text (PoskoXlsxSheet *self)
{
  g_string_truncate (self->value, posko_xlsx_unescape (self->value->str, self->value->len));
  set_cell (self, POSKO_SHEET_TEXT, self->value->str, self->value->len);
}

static void
set_iso_date (PoskoXlsxSheet *self)
{
  g_string_truncate (self->shown, 0);
  if (posko_cell_append_iso_date (self->shown, self->value->str))
    set_cell (self, POSKO_SHEET_DATE, self->shown->str, self->shown->len);
  else
    set_text (self);
}

static void
end_cell (PoskoXlsxSheet *self)
{
  const char *const type = self->cell.t;

  if (self->value->len == 0)
    {
      if (self->has_formula && strcmp (type, "str") != 0)
        posko_sheet_fill_tell_missing (&self->fill, &self->place);
    }
  else if (*type == '\0' || strcmp (type, "n") == 0)
    set_number (self);
  else if (strcmp (type, "s") == 0)
    set_shared (self);
  else if (strcmp (type, "b") == 0)
    {
      const gboolean yes = strcmp (self->value->str, "1") == 0 || strcmp (self->value->str, "true") == 0;
      set_cell (self, POSKO_SHEET_BOOLEAN, yes ? "true" : "false", yes ? 4 : 5);
    }
  else if (strcmp (type, "e") == 0)
    set_cell (self, POSKO_SHEET_ERROR, self->value->str, self->value->len);
  else if (strcmp (type, "d") == 0)
    set_iso_date (self);
  else if (strcmp (type, "str") == 0 || strcmp (type, "inlineStr") == 0)
    set_text (self);
  else
    fail_input (self, _ ("damaged, a cell of a kind that is not known"));
}

static void
start_row (gpointer user_data, const PoskoXlsxAttributes *attributes)
{
  PoskoXlsxSheet *const self = user_data;
  guint row = self->place.row + 1;
  gint64 number;

  if (attributes->r[0] != '\0')
    {
      if (!posko_number_read_integer (attributes->r, strlen (attributes->r), &number) || number < (gint64) row)
        {
          fail_input (self, _ ("damaged, the rows after it are not in order"));
          return;
        }
      row = (guint) MIN (number, (gint64) POSKO_XLSX_MAX_ROW + 1);
    }
  if (row > POSKO_XLSX_MAX_ROW)
    {
      posko_xml_fail (self->xml, g_error_new (POSKO_ERROR, POSKO_ERROR_LIMIT, _ ("sheet “%s”: a row after %u"), posko_sheet_name (self->fill.sheet), POSKO_XLSX_MAX_ROW));
      return;
    }
  self->place.row = row;
  self->place.column = 0;
  self->place.is_hidden = strcmp (attributes->hidden, "1") == 0 || strcmp (attributes->hidden, "true") == 0;
}

/* Takes the place of the cell whose attributes are in @cell. Returns FALSE where it cannot stand there. */
static gboolean
place_cell (PoskoXlsxSheet *self)
{
  guint column = 0, row = 0;

  if (self->cell.r[0] != '\0')
    {
      const char *const end = read_reference (self->cell.r, &column, &row);
      if (end == NULL || *end != '\0' || column <= self->place.column || row != self->place.row)
        {
          fail_input (self, _ ("damaged, its cells are not in order"));
          return FALSE;
        }
    }
  self->place.column = column > 0 ? column : self->place.column + 1;
  return TRUE;
}

/* A whole cell of a plain row; its text is in @value already. */
static gboolean
take_cell (gpointer user_data, const PoskoXlsxAttributes *attributes, gboolean has_formula)
{
  PoskoXlsxSheet *const self = user_data;

  if (posko_xml_has_failed (self->xml))
    return FALSE;
  self->cell = *attributes;
  self->has_formula = has_formula;
  if (place_cell (self))
    end_cell (self);
  return !posko_xml_has_failed (self->xml);
}

/* The attributes that are asked for, from expat's. One that is longer than makes sense is cut, and then makes none. */
static PoskoXlsxAttributes
pick (const char **attributes)
{
  PoskoXlsxAttributes picked = { .r = "" };

  for (; *attributes != NULL; attributes += 2)
    if (strcmp (*attributes, "r") == 0)
      g_strlcpy (picked.r, attributes[1], sizeof picked.r);
    else if (strcmp (*attributes, "s") == 0)
      g_strlcpy (picked.s, attributes[1], sizeof picked.s);
    else if (strcmp (*attributes, "t") == 0)
      g_strlcpy (picked.t, attributes[1], sizeof picked.t);
    else if (strcmp (*attributes, "hidden") == 0)
      g_strlcpy (picked.hidden, attributes[1], sizeof picked.hidden);
  return picked;
}

static void
start_cell (PoskoXlsxSheet *self, const char **attributes)
{
  g_string_truncate (self->value, 0);
  self->cell = pick (attributes);
  self->has_formula = FALSE;
  self->in_cell = place_cell (self);
}

static void
start_merge (PoskoXlsxSheet *self, const char *reference)
{
  guint first_row = 0, first_column = 0, last_row = 0, last_column = 0;
  const char *end = reference == NULL ? NULL : read_reference (reference, &first_column, &first_row);

  if (end != NULL && *end == ':')
    end = read_reference (end + 1, &last_column, &last_row);
  if (end == NULL || *end != '\0' || !posko_merges_add (self->merges, first_row, first_column, last_row, last_column))
    fail_input (self, _ ("damaged, a range of merged cells that is none"));
}

/* <col min="3" max="4" hidden="1"/> */
static void
start_column (PoskoXlsxSheet *self, const char **attributes)
{
  const char *hidden = posko_xml_attribute (attributes, "hidden"), *min = posko_xml_attribute (attributes, "min"), *max = posko_xml_attribute (attributes, "max");
  gint64 first, last;

  if (hidden == NULL || (strcmp (hidden, "1") != 0 && strcmp (hidden, "true") != 0) || min == NULL || max == NULL)
    return;
  if (posko_number_read_integer (min, strlen (min), &first) && posko_number_read_integer (max, strlen (max), &last) && first >= 1)
    posko_sheet_fill_hide (&self->fill, (guint) MIN (first, G_MAXINT), (guint) CLAMP (last, 0, G_MAXINT));
}

static void
start_in_cell (PoskoXlsxSheet *self, guint depth, const char *name)
{
  if (depth == 5)
    {
      self->in_text = strcmp (name, "v") == 0;
      self->in_inline = strcmp (name, "is") == 0;
      self->has_formula |= strcmp (name, "f") == 0;
      self->rich = (PoskoXlsxRichText){ 0 };
    }
  else if (self->in_inline)
    self->in_text = posko_xlsx_rich_text_start (&self->rich, depth - 5, name);
}

static void
on_start (PoskoXml *xml, gpointer user_data, guint depth, const char *name, const char **attributes)
{
  PoskoXlsxSheet *const self = user_data;

  if (depth == 1)
    posko_xml_expect (xml, name, "worksheet");
  else if (depth == 2)
    self->part = strcmp (name, "sheetData") == 0 ? PART_ROWS : strcmp (name, "mergeCells") == 0 ? PART_MERGES : strcmp (name, "cols") == 0 ? PART_COLUMNS : PART_OTHER;
  else if (self->in_cell)
    start_in_cell (self, depth, name);
  else if (self->part == PART_ROWS && depth == 3 && strcmp (name, "row") == 0)
    {
      const PoskoXlsxAttributes picked = pick (attributes);
      self->in_row = TRUE;
      start_row (self, &picked);
    }
  else if (depth == 4 && self->in_row && strcmp (name, "c") == 0)
    start_cell (self, attributes);
  else if (self->part == PART_MERGES && depth == 3 && strcmp (name, "mergeCell") == 0)
    start_merge (self, posko_xml_attribute (attributes, "ref"));
  else if (self->part == PART_COLUMNS && depth == 3 && strcmp (name, "col") == 0)
    start_column (self, attributes);
}

static void
on_end (PoskoXml *xml, gpointer user_data, guint depth)
{
  PoskoXlsxSheet *const self = user_data;

  if (depth == 3)
    self->in_row = FALSE;
  if (!self->in_cell)
    return;
  self->in_text = FALSE;
  if (self->in_inline && depth > 5)
    posko_xlsx_rich_text_end (&self->rich, depth - 5);
  if (self->value->len > POSKO_SHEET_MAX_FIELD)
    posko_xml_fail (xml, g_error_new (POSKO_ERROR, POSKO_ERROR_LIMIT, _ ("row %u: a cell over 1 MiB"), self->place.row));
  else if (depth == 4)
    end_cell (self);
  if (depth == 4)
    self->in_cell = FALSE;
}

static void
on_text (gpointer user_data, const char *text, gsize length)
{
  PoskoXlsxSheet *const self = user_data;

  if (self->in_text && self->value->len <= POSKO_SHEET_MAX_FIELD)
    g_string_append_len (self->value, text, (gssize) length);
}

PoskoXlsxSheet *
posko_xlsx_sheet_new (PoskoCellBook *book, const PoskoWorkbookSource *source, const char *name)
{
  static const PoskoXmlHandlers handlers = { on_start, on_end, on_text };
  PoskoXlsxSheet *const self = g_new0 (PoskoXlsxSheet, 1);

  self->fill = (PoskoSheetFill){ .book = book, .source = source, .sheet = posko_sheet_new (name) };
  self->merges = posko_merges_new ();
  self->value = g_string_new (NULL);
  self->shown = g_string_new (NULL);
  self->held = g_string_new (NULL);
  self->xml = posko_xml_new (&handlers, self);
  return self;
}

void
posko_xlsx_sheet_use_parser (PoskoXlsxSheet *self)
{
  self->feed = FEED_PARSER;
}

static gboolean
feed_held (PoskoXlsxSheet *self, GError **error)
{
  const gboolean good = posko_xml_feed (self->xml, self->held->str, self->held->len, error);

  g_string_truncate (self->held, 0);
  return good;
}

/* Whether what comes after "<sheetData>" can be scanned: UTF-8, and the tag is one (not in a comment), which expat tells. */
static gboolean
feed_head (PoskoXlsxSheet *self, const char *data, gsize length, gsize *used, GError **error)
{
  static const char tag[] = "<sheetData>";
  const gsize tag_length = sizeof tag - 1;
  const char *const at = memmem (data, length, tag, tag_length), *const encoding = memmem (data, MIN (length, 100), "encoding=", 9);
  const gboolean is_utf8 = encoding == NULL || (gsize) (data + length - encoding) < 15 || g_ascii_strncasecmp (encoding + 10, "UTF-8", 5) == 0;

  *used = length;
  if (at == NULL || !is_utf8)
    {
      self->feed = is_utf8 ? FEED_HEAD : FEED_PARSER;
      return posko_xml_feed (self->xml, data, length, error);
    }
  *used = (gsize) (at - data) + tag_length;
  if (!posko_xml_feed (self->xml, data, (gsize) (at - data), error))
    return FALSE;
  const Part before = self->part;
  if (!posko_xml_feed (self->xml, at, tag_length, error))
    return FALSE;
  self->feed = before != PART_ROWS && self->part == PART_ROWS ? FEED_ROWS : FEED_PARSER;
  return TRUE;
}

/* Scans plain rows. What is over is kept where it may be the beginning of one; else expat has its turn. */
static gboolean
feed_rows (PoskoXlsxSheet *self, const char *data, gsize length, gsize *used, GError **error)
{
  static const PoskoXlsxRowHandlers handlers = { start_row, take_cell };
  gsize at = 0;

  for (gsize n = 1; n > 0; at += n)
    {
      while (at < length && (data[at] == ' ' || data[at] == '\n' || data[at] == '\t'))
        at++;
      n = posko_xlsx_scan_row (data + at, length - at, &handlers, self, self->value);
      if (posko_xml_take_error (self->xml, error))
        return FALSE;
    }
  const gsize rest = length - at;
  const gboolean may_be_row = memcmp (data + at, "<row", MIN (rest, 4)) == 0 && memmem (data + at, rest, "</row>", 6) == NULL;
  if (!may_be_row || rest > MAX_HELD)
    self->feed = FEED_PARSER;
  posko_xml_skip (self->xml, at);
  *used = at;
  return TRUE;
}

gboolean
posko_xlsx_sheet_feed (PoskoXlsxSheet *self, const char *data, gsize length, GError **error)
{
  gsize used = 0;

  if (self->feed == FEED_HEAD)
    {
      if (!feed_head (self, data, length, &used, error))
        return FALSE;
      data += used;
      length -= used;
    }
  if (self->feed == FEED_HEAD || length == 0)
    return TRUE;
  if (self->feed == FEED_PARSER)
    return posko_xml_feed (self->xml, data, length, error);
  g_string_append_len (self->held, data, (gssize) length);
  if (!feed_rows (self, self->held->str, self->held->len, &used, error))
    return FALSE;
  g_string_erase (self->held, 0, (gssize) used);
  return self->feed == FEED_ROWS || feed_held (self, error);
}

gboolean
posko_xlsx_sheet_finish (PoskoXlsxSheet *self, GError **error)
{
  if (!feed_held (self, error) || !posko_xml_finish (self->xml, error))
    return FALSE;
  posko_sheet_fill_tell_hidden (&self->fill);
  return TRUE;
}

void
posko_xlsx_sheet_free (PoskoXlsxSheet *self)
{
  if (self == NULL)
    return;
  posko_sheet_free (self->fill.sheet);
  posko_xml_free (self->xml);
  posko_merges_free (self->merges);
  g_string_free (self->value, TRUE);
  g_string_free (self->shown, TRUE);
  g_string_free (self->held, TRUE);
  g_free (self);
}

PoskoSheet *
posko_xlsx_sheet_steal (PoskoXlsxSheet *self, GError **error)
{
  return posko_merges_apply (self->merges, g_steal_pointer (&self->fill.sheet), error);
}
