/* xls-make.h: XLS files in memory for tests, record by record. */
#pragma once
#include <glib.h>
#include <string.h>

/*
 * Appends a record. @format: a letter a value, little-endian: c a byte, w two bytes, l four, d a double, t a text after its length in two bytes,
 * b the same (for bytes that are no UTF-8).
 */
static inline void
add_record (GByteArray *stream, guint16 type, const char *format, ...)
{
  const guint start = stream->len;
  const guint8 head[4] = { (guint8) type, (guint8) (type >> 8) };
  va_list values;

  g_byte_array_append (stream, head, 4);
  va_start (values, format);
  for (; *format != '\0'; format++)
    if (*format == 'd')
      {
        const gdouble number = va_arg (values, gdouble);
        g_byte_array_append (stream, (const guint8 *) &number, 8);
      }
    else if (*format == 't' || *format == 'b')
      {
        const char *const text = va_arg (values, const char *);
        const guint8 length[2] = { (guint8) strlen (text), 0 };
        g_byte_array_append (stream, length, 2);
        g_byte_array_append (stream, (const guint8 *) text, (guint) strlen (text));
      }
    else
      {
        const guint32 number = va_arg (values, guint32);
        const guint8 bytes[4] = { (guint8) number, (guint8) (number >> 8), (guint8) (number >> 16), (guint8) (number >> 24) };
        g_byte_array_append (stream, bytes, *format == 'c' ? 1 : *format == 'w' ? 2 : 4);
      }
  va_end (values);
  const guint size = stream->len - start - 4;
  stream->data[start + 2] = (guint8) size;
  stream->data[start + 3] = (guint8) (size >> 8);
}

/* A stream that begins with the start record of that version and kind (0x05 a workbook, 0x10 a sheet). */
static inline GByteArray *
begin_stream (guint version, guint kind)
{
  GByteArray *const stream = g_byte_array_new ();
  add_record (stream, version == 2 ? 0x009 : version == 3 ? 0x209 : version == 4 ? 0x409 : 0x809, "ww", version == 8 ? 0x600 : 0, kind);
  return stream;
}

/* An OLE2 file with one stream of that name, of at least 4096 bytes. */
static inline GBytes *
make_ole (const char *name, const GByteArray *stream)
{
  const guint n = MAX (8, (stream->len + 511) / 512);
  GByteArray *const file = g_byte_array_new ();

  g_byte_array_set_size (file, 512 * (3 + n));
  memset (file->data, 0, file->len);
  memset (file->data + 76, 0xff, 436);
  memcpy (file->data, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8);
  file->data[26] = 3;
  file->data[30] = 9;
  file->data[48] = 1;                     /* the folder; the FAT is sector 0 */
  memset (file->data + 60, 0xfe, 4);
  memset (file->data + 68, 0xfe, 4);
  memset (file->data + 76, 0, 4);
  memset (file->data + 512, 0xff, 512);
  for (guint i = 2; i < n + 1; i++)
    file->data[512 + 4 * i] = (guint8) (i + 1);
  for (guint i = 2; i < n + 1; i++)
    memset (file->data + 512 + 4 * i + 1, 0, 3);
  guint8 *const root = file->data + 1024, *const entry = root + 128;
  root[66] = 5;
  memset (root + 68, 0xff, 8);
  root[76] = 1;
  for (guint i = 0; name[i] != '\0'; i++)
    entry[2 * i] = (guint8) name[i];
  entry[64] = (guint8) (2 * (strlen (name) + 1));
  entry[66] = 2;
  memset (entry + 68, 0xff, 12);
  entry[116] = 2;
  entry[120] = (guint8) (n * 512);
  entry[121] = (guint8) (n * 512 >> 8);
  memcpy (file->data + 1536, stream->data, stream->len);
  return g_byte_array_free_to_bytes (file);
}
