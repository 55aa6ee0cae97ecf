/* xls-strings.c: records and texts of an XLS workbook; see xls-private.h.
 *
 * [MS-XLS] 2.5.293 (XLUnicodeRichExtendedString), 2.4.265 (SST), 2.4.58 (Continue): a text is UTF-16, or its low bytes alone where all high ones are
 * zero; it may go on in the next CONTINUE record, which begins with a byte that says anew which of the two. O(bytes).
 */
#include <string.h>

#include "i18n.h"
#include "xls-private.h"

#define FLAG_WIDE 0x01u
#define FLAG_PHONETIC 0x04u
#define FLAG_RICH 0x08u
#define RUN_LENGTH 4u
#define REPLACEMENT 0xfffdu

gboolean
posko_xls_next (PoskoXlsRecords *self)
{
  if (self->end - self->at < 4)
    return FALSE;
  const guint8 *const head = self->data + self->at;
  const guint size = (guint) head[2] | (guint) head[3] << 8;
  if (self->end - self->at - 4 < size)
    return FALSE;
  self->type = (guint16) (head[0] | head[1] << 8);
  self->size = size;
  self->body = head + 4;
  self->at += 4 + (gsize) size;
  return TRUE;
}

static guint64
number_at (const PoskoXlsRecords *self, guint at, guint n)
{
  guint64 value = 0;

  if (self->size < n || at > self->size - n)
    return 0;
  for (guint i = 0; i < n; i++)
    value |= (guint64) self->body[at + i] << (8 * i);
  return value;
}

guint16
posko_xls_word (const PoskoXlsRecords *self, guint at)
{
  return (guint16) number_at (self, at, 2);
}

guint32
posko_xls_long (const PoskoXlsRecords *self, guint at)
{
  return (guint32) number_at (self, at, 4);
}

gdouble
posko_xls_double (const PoskoXlsRecords *self, guint at)
{
  const guint64 bits = number_at (self, at, 8);
  gdouble value;

  memcpy (&value, &bits, sizeof value);
  return value;
}

void
posko_xls_texts_set_page (PoskoXlsTexts *self, guint page)
{
  g_autofree char *name = page == 10000 || page == 0x8000 ? g_strdup ("MACINTOSH") : g_strdup_printf ("CP%u", page == 0x8001 ? 1252 : page);

  posko_xls_texts_clear (self);
  self->decoder = g_iconv_open ("UTF-8", name);
}

void
posko_xls_texts_clear (PoskoXlsTexts *self)
{
  if (self->decoder != (GIConv) -1)
    g_iconv_close (self->decoder);
  self->decoder = (GIConv) -1;
}

/* The next part of a text or list that goes on over CONTINUE records. */
typedef struct
{
  PoskoXlsRecords *records;
  guint at; /* in the record's body */
} Cursor;

static gboolean
cross (Cursor *cursor)
{
  const PoskoXlsRecords before = *cursor->records;

  if (posko_xls_next (cursor->records) && cursor->records->type == XLS_CONTINUE)
    {
      cursor->at = 0;
      return TRUE;
    }
  *cursor->records = before;
  return FALSE;
}

static gboolean
read_byte (Cursor *cursor, guint8 *byte)
{
  while (cursor->at == cursor->records->size)
    if (!cross (cursor))
      return FALSE;
  *byte = cursor->records->body[cursor->at++];
  return TRUE;
}

static gboolean
read_number (Cursor *cursor, guint n, guint32 *value)
{
  guint8 byte;

  *value = 0;
  for (guint i = 0; i < n; i++)
    {
      if (!read_byte (cursor, &byte))
        return FALSE;
      *value |= (guint32) byte << (8 * i);
    }
  return TRUE;
}

static gboolean
skip (Cursor *cursor, guint64 n)
{
  while (n > 0)
    {
      const guint part = (guint) MIN (n, cursor->records->size - cursor->at);
      cursor->at += part;
      n -= part;
      if (n > 0 && !cross (cursor))
        return FALSE;
    }
  return TRUE;
}

static void
append_character (GByteArray *into, gunichar character)
{
  char utf8[6];

  if (character != 0)
    g_byte_array_append (into, (const guint8 *) utf8, (guint) g_unichar_to_utf8 (character, utf8));
}

/* Appends one unit of UTF-16; @high is the first half of a pair that waits for its second. */
static void
append_unit (GByteArray *into, gunichar unit, gunichar *high)
{
  const gboolean is_second = unit >= 0xdc00 && unit <= 0xdfff;

  if (*high != 0)
    append_character (into, is_second ? 0x10000 + ((*high - 0xd800) << 10) + (unit - 0xdc00) : REPLACEMENT);
  else if (is_second)
    append_character (into, REPLACEMENT);
  *high = unit >= 0xd800 && unit <= 0xdbff ? unit : 0;
  if (*high == 0 && !is_second)
    append_character (into, unit);
}

/* Appends @n characters; where they go on in another record, its first byte says how wide they are there. */
static gboolean
read_characters (Cursor *cursor, guint32 n, guint8 flags, GByteArray *into)
{
  gunichar high = 0;

  for (guint32 i = 0; i < n; i++)
    {
      guint32 unit;
      if (cursor->at == cursor->records->size && (!cross (cursor) || !read_byte (cursor, &flags)))
        return FALSE;
      if (!read_number (cursor, (flags & FLAG_WIDE) ? 2 : 1, &unit))
        return FALSE;
      append_unit (into, unit, &high);
    }
  if (high != 0)
    append_character (into, REPLACEMENT);
  return TRUE;
}

/* A whole Unicode text after its length. */
static gboolean
read_unicode (Cursor *cursor, guint32 n, GByteArray *into)
{
  guint32 flags, n_runs = 0, n_phonetic = 0;

  return read_number (cursor, 1, &flags) && (!(flags & FLAG_RICH) || read_number (cursor, 2, &n_runs))
         && (!(flags & FLAG_PHONETIC) || read_number (cursor, 4, &n_phonetic)) && read_characters (cursor, n, (guint8) flags, into)
         && skip (cursor, (guint64) n_runs * RUN_LENGTH + n_phonetic);
}

/* Bytes of the code page. A file that names none may hold UTF-8 (web programs write such), else Windows-1252; what is not of its page is Latin-1. */
static void
append_bytes (const PoskoXlsTexts *self, const guint8 *bytes, guint n, GByteArray *into)
{
  const char *const text = (const char *) bytes;
  gsize length = n;
  g_autofree char *utf8 = NULL;

  if (self->decoder != (GIConv) -1)
    utf8 = g_convert_with_iconv (text, n, self->decoder, NULL, &length, NULL);
  else
    utf8 = g_utf8_validate_len (text, n, NULL) ? g_strndup (text, n) : g_convert (text, n, "UTF-8", "CP1252", NULL, &length, NULL);
  if (utf8 == NULL)
    for (guint i = 0; i < n; i++)
      append_character (into, bytes[i]);
  for (gsize i = 0; utf8 != NULL && i < length; i++)
    if (utf8[i] != '\0')
      g_byte_array_append (into, (const guint8 *) utf8 + i, 1);
}

gboolean
posko_xls_append_text (const PoskoXlsTexts *self, PoskoXlsRecords *records, guint at, gboolean wide, GByteArray *into)
{
  Cursor cursor = { records, MIN (at, records->size) };
  guint32 n;

  if (!read_number (&cursor, wide ? 2 : 1, &n))
    return FALSE;
  if (self->version == 8)
    return read_unicode (&cursor, n, into);
  if (records->size - cursor.at < n)
    return FALSE;
  append_bytes (self, records->body + cursor.at, n, into);
  return TRUE;
}

gboolean
posko_xls_read_strings (PoskoXlsRecords *records, PoskoCellBook *book, GError **error)
{
  Cursor cursor = { records, MIN (8, records->size) };
  const guint32 n = posko_xls_long (records, 4);

  for (guint32 i = 0; i < n; i++)
    {
      const guint start = book->texts->len;
      guint32 length;
      if (!read_number (&cursor, 2, &length) || !read_unicode (&cursor, length, book->texts))
        {
          g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("damaged workbook: %s"), _ ("its shared texts are cut short"));
          return FALSE;
        }
      if (!posko_cell_book_end_string (book, start, error))
        return FALSE;
    }
  return TRUE;
}
