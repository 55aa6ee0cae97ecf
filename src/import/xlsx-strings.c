/* xlsx-strings.c: the shared strings of a workbook, and the texts of strings everywhere; see xlsx-private.h.
 *
 * ECMA-376 part 1, 18.4: a string is one <t>, or runs <r> with a <t> each; phonetic runs <rPh> say how it is read aloud and are no part of it.
 * 22.9.2.19 (ST_Xstring): _xHHHH_ stands for the character of that code. All in one arena. O(bytes).
 */
#include <string.h>

#include "xlsx-private.h"

#define ESCAPE_LENGTH 7u /* _xHHHH_ */

struct _PoskoXlsxStrings
{
  PoskoCellBook *book;
  PoskoXml *xml;
  PoskoXlsxRichText rich;
  gboolean in_string;
  guint start; /* of the open string in the arena */
};

gboolean
posko_xlsx_rich_text_start (PoskoXlsxRichText *self, guint depth, const char *name)
{
  if (depth == 1 && strcmp (name, "r") == 0)
    self->in_run = TRUE;
  else if (strcmp (name, "t") == 0 && (depth == 1 || (depth == 2 && self->in_run)))
    self->in_text = TRUE;
  return self->in_text;
}

void
posko_xlsx_rich_text_end (PoskoXlsxRichText *self, guint depth)
{
  self->in_text = FALSE;
  if (depth == 1)
    self->in_run = FALSE;
}

/* The code of an escape at @text, -1 where there is none. */
static gint
escape_at (const char *text, gsize left)
{
  gint code = 0;

  if (left < ESCAPE_LENGTH || text[0] != '_' || text[1] != 'x' || text[6] != '_')
    return -1;
  for (guint i = 2; i < 6; i++)
    {
      if (!g_ascii_isxdigit (text[i]))
        return -1;
      code = code * 16 + g_ascii_xdigit_value (text[i]);
    }
  return code;
}

gsize
posko_xlsx_unescape (char *text, gsize length)
{
  gsize to = 0;

  if (memchr (text, '_', length) == NULL)
    return length;
  for (gsize from = 0; from < length;)
    {
      const gint code = escape_at (text + from, length - from);
      if (code < 0 || (code >= 0xd800 && code <= 0xdfff))
        text[to++] = text[from++];
      else
        {
          if (code > 0)
            to += (gsize) g_unichar_to_utf8 ((gunichar) code, text + to);
          from += ESCAPE_LENGTH;
        }
    }
  return to;
}

static void
on_start (PoskoXml *xml, gpointer user_data, guint depth, const char *name, const char **attributes)
{
  PoskoXlsxStrings *const self = user_data;

  if (depth == 1)
    posko_xml_expect (xml, name, "sst");
  else if (depth == 2)
    {
      self->in_string = strcmp (name, "si") == 0;
      self->start = self->book->texts->len;
    }
  else if (self->in_string)
    posko_xlsx_rich_text_start (&self->rich, depth - 2, name);
}

static void
on_end (PoskoXml *xml, gpointer user_data, guint depth)
{
  PoskoXlsxStrings *const self = user_data;
  GByteArray *const texts = self->book->texts;
  GError *error = NULL;

  if (self->in_string && depth > 2)
    posko_xlsx_rich_text_end (&self->rich, depth - 2);
  if (!self->in_string || depth != 2)
    return;
  const gsize length = texts->len > self->start ? posko_xlsx_unescape ((char *) texts->data + self->start, texts->len - self->start) : 0;
  g_byte_array_set_size (texts, self->start + (guint) length);
  self->in_string = FALSE;
  if (!posko_cell_book_end_string (self->book, self->start, &error))
    posko_xml_fail (xml, error);
}

static void
on_text (gpointer user_data, const char *text, gsize length)
{
  PoskoXlsxStrings *const self = user_data;

  if (self->rich.in_text)
    g_byte_array_append (self->book->texts, (const guint8 *) text, (guint) length);
}

PoskoXlsxStrings *
posko_xlsx_strings_new (PoskoCellBook *book)
{
  static const PoskoXmlHandlers handlers = { on_start, on_end, on_text };
  PoskoXlsxStrings *const self = g_new0 (PoskoXlsxStrings, 1);

  self->book = book;
  self->xml = posko_xml_new (&handlers, self);
  return self;
}

PoskoXml *
posko_xlsx_strings_xml (PoskoXlsxStrings *self)
{
  return self->xml;
}

void
posko_xlsx_strings_free (PoskoXlsxStrings *self)
{
  posko_xml_free (self->xml);
  g_free (self);
}
