/* text-decode.c: bytes of a text file to UTF-8; see text-decode.h.
 *
 * Order of the questions: a byte order mark; the zero bytes of UTF-16 without one (every second byte of a text in western letters);
 * UTF-8. What is no UTF-8 is counted: a UTF-8 file with a damaged line has far more bytes inside sequences than outside, a file of a
 * one-byte code has none inside but by accident. Windows-1252 is decoded as the WHATWG Encoding Standard says (the five unused bytes are
 * control characters); it contains ISO 8859-1.
 *
 * What is damaged in UTF-16 (half a surrogate pair, half a unit at the end) becomes bytes that are no UTF-8, so that the reader of the
 * lines reports the line, as it does for UTF-8. O(bytes).
 */
#include "text-decode.h"

#include <string.h>

#define MARK "\xEF\xBB\xBF"
#define SAMPLE_BYTES ((gsize) 1 << 16) /* looked at for zero bytes */
#define MIN_UTF16_BYTES 4u             /* fewer say nothing */
#define NO_UTF8 '\xFF'

/* Of the bytes 0x80 to 0x9F; the others are their own code points. */
static const guint16 windows_1252[] = {
  0x20AC, 0x0081, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039, 0x0152, 0x008D, 0x017D, 0x008F,
  0x0090, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x009D, 0x017E, 0x0178,
};

/* Appends a code point below 0x110000, also half of a surrogate pair: its three bytes are then no UTF-8. */
static void
append (GString *text, guint32 c)
{
  if (c < 0x80)
    g_string_append_c (text, (gchar) c);
  else
    g_string_append_unichar (text, c);
}

static GBytes *
take (GString *text)
{
  return g_string_free_to_bytes (text);
}

static guint32
unit_at (const guint8 *data, gsize i, gboolean big)
{
  return big ? (guint32) data[i] << 8 | data[i + 1] : (guint32) data[i + 1] << 8 | data[i];
}

static GBytes *
decode_utf16 (const guint8 *data, gsize length, gboolean big)
{
  GString *text = g_string_sized_new (length / 2 + 1);
  gsize i = 0;

  while (i + 1 < length)
    {
      guint32 c = unit_at (data, i, big);
      i += 2;
      if ((c & 0xFC00) == 0xD800 && i + 1 < length && (unit_at (data, i, big) & 0xFC00) == 0xDC00)
        {
          c = 0x10000 + ((c & 0x3FF) << 10) + (unit_at (data, i, big) & 0x3FF);
          i += 2;
        }
      append (text, c);
    }
  if (i < length)
    g_string_append_c (text, NO_UTF8);
  return take (text);
}

static GBytes *
decode_windows_1252 (const guint8 *data, gsize length)
{
  GString *text = g_string_sized_new (length + length / 8 + 1);

  for (gsize i = 0; i < length; i++)
    append (text, data[i] >= 0x80 && data[i] < 0xA0 ? windows_1252[data[i] - 0x80] : data[i]);
  return take (text);
}

/* Whether most pairs of bytes have their zero at the place where UTF-16 of that order has it, and few at the other. */
static gboolean
has_zeros_of_utf16 (const guint8 *data, gsize length, gboolean big)
{
  const gsize n_pairs = MIN (length, SAMPLE_BYTES) / 2;
  gsize high = 0, low = 0;

  if (length < MIN_UTF16_BYTES)
    return FALSE;
  for (gsize i = 0; i < n_pairs; i++)
    {
      const guint32 unit = unit_at (data, 2 * i, big);
      high += unit < 0x100;
      low += (unit & 0xFF) == 0;
    }
  return 2 * high > n_pairs && 16 * low < high;
}

/* Whether more bytes above 127 stand outside of UTF-8 sequences than inside. */
static gboolean
is_one_byte_code (const char *data, gsize length)
{
  const char *const end = data + length;
  gsize inside = 0, outside = 0;

  for (const char *at = data; at < end; at++)
    {
      const char *bad;
      g_utf8_validate_len (at, (gsize) (end - at), &bad);
      for (; at < bad; at++)
        inside += (guint8) *at >= 0x80;
      if (at < end)
        outside += (guint8) *at >= 0x80;
    }
  return outside > inside;
}

static GBytes *
without_first (GBytes *bytes, gsize n)
{
  return n == 0 ? g_bytes_ref (bytes) : g_bytes_new_from_bytes (bytes, n, g_bytes_get_size (bytes) - n);
}

GBytes *
posko_text_decode (GBytes *bytes, PoskoTextEncoding *encoding)
{
  g_return_val_if_fail (bytes != NULL && encoding != NULL, NULL);

  gsize length, mark = 0;
  const guint8 *const data = g_bytes_get_data (bytes, &length);
  const gboolean little = length >= 2 && memcmp (data, "\xFF\xFE", 2) == 0, big = length >= 2 && memcmp (data, "\xFE\xFF", 2) == 0;

  if (little || big)
    {
      *encoding = big ? POSKO_TEXT_UTF16_BE : POSKO_TEXT_UTF16_LE;
      return decode_utf16 (data + 2, length - 2, big);
    }
  /* Programs that put a mark before a text that has one are common. */
  while (length - mark >= strlen (MARK) && memcmp (data + mark, MARK, strlen (MARK)) == 0)
    mark += strlen (MARK);
  *encoding = mark > 0 ? POSKO_TEXT_UTF8_BOM : POSKO_TEXT_UTF8;
  if (length == mark || g_utf8_validate_len ((const char *) data + mark, length - mark, NULL))
    return without_first (bytes, mark);
  if (mark == 0 && (has_zeros_of_utf16 (data, length, FALSE) || has_zeros_of_utf16 (data, length, TRUE)))
    {
      *encoding = has_zeros_of_utf16 (data, length, TRUE) ? POSKO_TEXT_UTF16_BE : POSKO_TEXT_UTF16_LE;
      return decode_utf16 (data, length, *encoding == POSKO_TEXT_UTF16_BE);
    }
  if (!is_one_byte_code ((const char *) data + mark, length - mark))
    return without_first (bytes, mark);
  *encoding = POSKO_TEXT_WINDOWS_1252;
  return decode_windows_1252 (data + mark, length - mark);
}

const char *
posko_text_encoding_name (PoskoTextEncoding encoding)
{
  static const char *const names[] = {
    [POSKO_TEXT_UTF8] = "UTF-8",           [POSKO_TEXT_UTF8_BOM] = "UTF-8 (BOM)",         [POSKO_TEXT_UTF16_LE] = "UTF-16 LE",
    [POSKO_TEXT_UTF16_BE] = "UTF-16 BE", [POSKO_TEXT_WINDOWS_1252] = "Windows-1252",
  };
  g_return_val_if_fail ((guint) encoding < G_N_ELEMENTS (names), "");
  return names[encoding];
}
