/* test-text-decode.c: encodings recognised and turned to UTF-8, damage left for the reader of the lines. */
#include <string.h>

#include "random.h"
#include "text-decode.h"

#define BYTES(text) text, sizeof text - 1
#define MARK "\xEF\xBB\xBF"

typedef struct
{
  const char *name;
  const char *bytes;
  gsize length;
  PoskoTextEncoding encoding;
  const char *expected;
  gsize expected_length;
} Row;

static const Row rows[] = {
  { "empty", BYTES (""), POSKO_TEXT_UTF8, BYTES ("") },
  { "ascii", BYTES ("a,b\r\n"), POSKO_TEXT_UTF8, BYTES ("a,b\r\n") },
  { "utf8", BYTES ("caf\xC3\xA9"), POSKO_TEXT_UTF8, BYTES ("caf\xC3\xA9") },
  { "mark", BYTES (MARK "a"), POSKO_TEXT_UTF8_BOM, BYTES ("a") },
  { "mark-alone", BYTES (MARK), POSKO_TEXT_UTF8_BOM, BYTES ("") },
  { "two-marks", BYTES (MARK MARK "a"), POSKO_TEXT_UTF8_BOM, BYTES ("a") },
  { "mark-inside", BYTES ("a" MARK), POSKO_TEXT_UTF8, BYTES ("a" MARK) },
  { "half-a-mark", BYTES ("\xEF\xBB"), POSKO_TEXT_WINDOWS_1252, BYTES ("\xC3\xAF\xC2\xBB") },
  { "utf16-le", BYTES ("\xFF\xFE" "a\0\n\0\xE9\0\x13\x20"), POSKO_TEXT_UTF16_LE, BYTES ("a\n\xC3\xA9\xE2\x80\x93") },
  { "utf16-be", BYTES ("\xFE\xFF\0a\0\n\0\xE9\x20\x13"), POSKO_TEXT_UTF16_BE, BYTES ("a\n\xC3\xA9\xE2\x80\x93") },
  { "utf16-pair", BYTES ("\xFF\xFE\x3D\xD8\x0A\xDE"), POSKO_TEXT_UTF16_LE, BYTES ("\xF0\x9F\x98\x8A") },
  { "utf16-half-pair", BYTES ("\xFF\xFE\x3D\xD8" "a\0"), POSKO_TEXT_UTF16_LE, BYTES ("\xED\xA0\xBD" "a") },
  { "utf16-half-pair-last", BYTES ("\xFF\xFE" "a\0\x3D\xD8"), POSKO_TEXT_UTF16_LE, BYTES ("a\xED\xA0\xBD") },
  { "utf16-half-unit", BYTES ("\xFF\xFE" "a\0b"), POSKO_TEXT_UTF16_LE, BYTES ("a\xFF") },
  { "utf16-zero", BYTES ("\xFF\xFE" "a\0\0\0b\0"), POSKO_TEXT_UTF16_LE, BYTES ("a\0b") },
  { "utf16-le-unmarked", BYTES ("n\0o\0;\0\x13\x20\r\0\n\0"), POSKO_TEXT_UTF16_LE, BYTES ("no;\xE2\x80\x93\r\n") },
  { "utf16-be-unmarked", BYTES ("\0n\0o\0;\x20\x13\0\r\0\n"), POSKO_TEXT_UTF16_BE, BYTES ("no;\xE2\x80\x93\r\n") },
  { "zeros-are-no-utf16", BYTES ("\0\0\0\0\0\0"), POSKO_TEXT_UTF8, BYTES ("\0\0\0\0\0\0") },
  { "one-zero-is-no-utf16", BYTES ("a,b\n1,\0002\n"), POSKO_TEXT_UTF8, BYTES ("a,b\n1,\0002\n") },
  { "windows-1252", BYTES ("\x80\x81\x91\x92\x96\x9F\xA0\xBD\xE9\xFF\n"), POSKO_TEXT_WINDOWS_1252,
    BYTES ("\xE2\x82\xAC\xC2\x81\xE2\x80\x98\xE2\x80\x99\xE2\x80\x93\xC5\xB8\xC2\xA0\xC2\xBD\xC3\xA9\xC3\xBF\n") },
  { "windows-1252-after-a-mark", BYTES (MARK "a\xE9"), POSKO_TEXT_WINDOWS_1252, BYTES ("a\xC3\xA9") },
  /* As many outside as inside is damaged UTF-8, one more is Windows-1252. */
  { "damaged-utf8", BYTES ("\xC3\xA9\xE9 \xE9"), POSKO_TEXT_UTF8, BYTES ("\xC3\xA9\xE9 \xE9") },
  { "damaged-windows-1252", BYTES ("\xC3\xA9\xE9 \xE9 \xE9"), POSKO_TEXT_WINDOWS_1252,
    BYTES ("\xC3\x83\xC2\xA9\xC3\xA9 \xC3\xA9 \xC3\xA9") },
  { "overlong", BYTES ("\xC0\x80"), POSKO_TEXT_WINDOWS_1252, BYTES ("\xC3\x80\xE2\x82\xAC") },
};

static void
test_row (gconstpointer data)
{
  const Row *const row = data;
  g_autoptr (GBytes) bytes = g_bytes_new_static (row->bytes, row->length);
  PoskoTextEncoding encoding;
  g_autoptr (GBytes) text = posko_text_decode (bytes, &encoding);
  gsize length;
  const char *const decoded = g_bytes_get_data (text, &length);

  g_assert_cmpint (encoding, ==, row->encoding);
  g_assert_cmpmem (decoded, length, row->expected, row->expected_length);
  g_assert_cmpstr (posko_text_encoding_name (encoding), !=, "");
}

/* What needs nothing is not copied: a national list is 74 MB. */
static void
test_not_copied (void)
{
  g_autoptr (GBytes) plain = g_bytes_new_static (BYTES ("a,caf\xC3\xA9\n")), marked = g_bytes_new_static (BYTES (MARK "a"));
  PoskoTextEncoding encoding;
  g_autoptr (GBytes) same = posko_text_decode (plain, &encoding), tail = posko_text_decode (marked, &encoding);

  g_assert_true (same == plain);
  g_assert_true (g_bytes_get_data (tail, NULL) == (const char *) g_bytes_get_data (marked, NULL) + 3);
}

/* Against GLib's converter: a random text in each encoding comes back as it was. */
static void
test_round_trip (void)
{
  static const struct
  {
    const char *name, *mark;
    PoskoTextEncoding encoding;
  } ways[] = { { "UTF-16LE", "\xFF\xFE", POSKO_TEXT_UTF16_LE }, { "UTF-16BE", "\xFE\xFF", POSKO_TEXT_UTF16_BE }, { "WINDOWS-1252", "", POSKO_TEXT_WINDOWS_1252 } };
  PoskoRandom random;

  posko_random_init (&random, 7, 0);
  for (guint round = 0; round < 300; round++)
    {
      const guint way = round % G_N_ELEMENTS (ways);
      g_autoptr (GString) text = g_string_new ("\xC3\xA9");
      g_autoptr (GByteArray) coded = g_byte_array_new ();
      gsize length = 0;
      for (guint i = posko_random_below (&random, 200); i > 0; i--)
        g_string_append_unichar (text, way == 2 || i % 3 > 0 ? 1 + posko_random_below (&random, 127) : 0x10000 + posko_random_below (&random, 0x100000));
      g_autofree char *body = g_convert (text->str, (gssize) text->len, ways[way].name, "UTF-8", NULL, &length, NULL);
      g_assert_nonnull (body);
      g_byte_array_append (coded, (const guint8 *) ways[way].mark, (guint) strlen (ways[way].mark));
      g_byte_array_append (coded, (const guint8 *) body, (guint) length);
      g_autoptr (GBytes) bytes = g_bytes_new (coded->data, coded->len);
      PoskoTextEncoding encoding;
      g_autoptr (GBytes) decoded = posko_text_decode (bytes, &encoding);
      g_assert_cmpint (encoding, ==, ways[way].encoding);
      g_assert_cmpmem (g_bytes_get_data (decoded, NULL), g_bytes_get_size (decoded), text->str, text->len);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *path = g_strconcat ("/text-decode/row/", rows[i].name, NULL);
      g_test_add_data_func (path, &rows[i], test_row);
    }
  g_test_add_func ("/text-decode/not-copied", test_not_copied);
  g_test_add_func ("/text-decode/round-trip", test_round_trip);
  return g_test_run ();
}
