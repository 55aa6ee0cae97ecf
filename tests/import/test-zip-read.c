/* test-zip-read.c: zip files within their limits: bombs are refused before they are inflated, told by the bytes that were. */
#include <string.h>

#include "workbook.h"
#include "zip-make.h"
#include "zip-read.h"

static void
write_little (guint8 *at, guint64 value, guint n)
{
  for (guint i = 0; i < n; i++)
    at[i] = (guint8) (value >> (8 * i));
}

/* The last place of @magic in the file. */
static guint8 *
find_last (guint8 *data, gsize length, const char *magic)
{
  for (gsize at = length - 4;; at--)
    if (memcmp (data + at, magic, 4) == 0)
      return data + at;
}

static void
assert_refused (GBytes *bytes, int code, const char *words)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (posko_zip_open (bytes, &error));
  g_assert_error (error, POSKO_ERROR, code);
  g_assert_nonnull (strstr (error->message, words));
}

static gboolean
collect (gpointer user_data, const char *data, gsize length, GError **error)
{
  g_string_append_len (user_data, data, (gssize) length);
  return TRUE;
}

static gboolean
refuse (gpointer user_data, const char *data, gsize length, GError **error)
{
  g_set_error_literal (error, POSKO_ERROR, POSKO_ERROR_INPUT, "enough");
  return FALSE;
}

/* One file of @n zeros. */
static GBytes *
make_zeros (gsize n, gint32 method)
{
  g_autofree char *zeros = g_strnfill (n, '0');
  const char *const parts[] = { "nol.xml", zeros, NULL };

  return make_zip_packed (parts, method);
}

static void
test_read (void)
{
  const char *const parts[] = { "satu", "isi satu", "Dua/tiga.xml", "isi", NULL };
  g_autoptr (GBytes) bytes = make_zip (parts);
  g_autoptr (GError) error = NULL;
  g_autoptr (PoskoZip) zip = posko_zip_open (bytes, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  g_assert_cmpint (posko_zip_find (zip, "empat"), ==, -1);
  g_assert_true (posko_zip_read (zip, posko_zip_find (zip, "dua/TIGA.xml"), collect, text, NULL, &error));
  g_assert_cmpstr (text->str, ==, "isi");
  g_assert_cmpuint (posko_zip_n_inflated (zip), ==, 3);
  g_assert_false (posko_zip_read (zip, posko_zip_find (zip, "satu"), refuse, NULL, NULL, &error));
  g_assert_cmpstr (error->message, ==, "enough");
}

static void
test_bomb (void)
{
  g_autoptr (GBytes) small = make_zeros (POSKO_ZIP_MIN_SUSPECT - 1, ZIP_CM_DEFLATE), large = make_zeros (POSKO_ZIP_MIN_SUSPECT, ZIP_CM_DEFLATE);
  g_autoptr (GError) error = NULL;
  g_autoptr (PoskoZip) zip = posko_zip_open (small, &error);

  g_assert_no_error (error);
  g_assert_cmpint (posko_zip_find (zip, "nol.xml"), ==, 0);
  g_assert_cmpuint (g_bytes_get_size (large), <, POSKO_ZIP_MIN_SUSPECT / POSKO_ZIP_MAX_RATIO);
  assert_refused (large, POSKO_ERROR_LIMIT, "zip bomb");
}

/* The directory says 10 bytes, the entry holds 15 million: inflating stops after one piece. */
static void
test_lying_directory (void)
{
  g_autoptr (GBytes) honest = make_zeros (15000000, ZIP_CM_DEFLATE);
  gsize length;
  guint8 *const data = g_memdup2 (g_bytes_get_data (honest, NULL), length = g_bytes_get_size (honest));
  write_little (find_last (data, length, "PK\1\2") + 24, 10, 4);
  g_autoptr (GBytes) bytes = g_bytes_new_take (data, length);
  g_autoptr (GError) error = NULL;
  g_autoptr (PoskoZip) zip = posko_zip_open (bytes, &error);
  g_autoptr (GString) text = g_string_new (NULL);

  g_assert_no_error (error);
  g_assert_false (posko_zip_read (zip, 0, collect, text, NULL, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_INPUT);
  g_assert_cmpuint (posko_zip_n_inflated (zip), <=, 1 << 16);
  g_assert_cmpuint (text->len, ==, 0);
}

/* Claimed sizes: one over 1 GiB, and three that are together. They claim packed sizes to match, so that no ratio is odd. */
static void
test_claimed (void)
{
  const char *const parts[] = { "a", "x", "b", "x", "c", "x", NULL };
  const guint64 sizes[][3] = { { POSKO_ZIP_MAX_BYTES + 1, 1, 1 }, { POSKO_ZIP_MAX_BYTES / 2, POSKO_ZIP_MAX_BYTES / 2, 1 } };

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr (GBytes) honest = make_zip (parts);
      const gsize length = g_bytes_get_size (honest);
      guint8 *const data = g_memdup2 (g_bytes_get_data (honest, NULL), length);
      gsize rest = length;
      for (guint entry = 3; entry-- > 0;)
        {
          guint8 *const record = find_last (data, rest, "PK\1\2");
          write_little (record + 20, sizes[i][entry] / 10 + 1, 4);
          write_little (record + 24, sizes[i][entry], 4);
          rest = (gsize) (record - data);
        }
      g_autoptr (GBytes) bytes = g_bytes_new_take (data, length);
      assert_refused (bytes, POSKO_ERROR_LIMIT, "1 GiB");
    }
}

static gboolean
pass (gpointer user_data, const char *data, gsize length, GError **error)
{
  return TRUE;
}

/* Read again and again, as a workbook with one part for 256 sheets would: the sum is limited. Not packed, so that it is quick. */
static void
test_repeated (void)
{
  g_autoptr (GBytes) bytes = make_zeros (POSKO_ZIP_MAX_BYTES / 8, ZIP_CM_STORE);
  g_autoptr (PoskoZip) zip = posko_zip_open (bytes, NULL);
  g_autoptr (GError) error = NULL;
  guint n = 0;

  for (; error == NULL; n++)
    posko_zip_read (zip, 0, pass, NULL, NULL, &error);
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_LIMIT);
  g_assert_cmpuint (n, ==, 9);
}

static void
test_entries (void)
{
  const char *const parts[] = { "a", "x", NULL };
  g_autoptr (GBytes) honest = make_zip (parts);
  const gsize length = g_bytes_get_size (honest);

  for (guint field = 8; field <= 10; field += 2)
    {
      guint8 *const data = g_memdup2 (g_bytes_get_data (honest, NULL), length);
      write_little (find_last (data, length, "PK\5\6") + field, POSKO_ZIP_MAX_ENTRIES + 1, 2);
      g_autoptr (GBytes) bytes = g_bytes_new_take (data, length);
      assert_refused (bytes, POSKO_ERROR_LIMIT, "more than 10000 files");
    }
  g_autoptr (GPtrArray) many = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i <= POSKO_ZIP_MAX_ENTRIES; i++)
    {
      g_ptr_array_add (many, g_strdup_printf ("%u", i));
      g_ptr_array_add (many, g_strdup (""));
    }
  g_ptr_array_add (many, NULL);
  g_autoptr (GBytes) bytes = make_zip ((const char *const *) many->pdata);
  assert_refused (bytes, POSKO_ERROR_LIMIT, "more than 10000 files");
}

/* A zip64 end record states the true number; what the old record says does not hide it. */
static void
test_entries_zip64 (void)
{
  guint8 data[56 + 20 + 22] = { 0 };
  memcpy (data, "PK\6\6", 4);
  write_little (data + 4, 44, 8);
  write_little (data + 24, 5000000, 8);
  write_little (data + 32, 5000000, 8);
  memcpy (data + 56, "PK\6\7", 4);
  write_little (data + 56 + 16, 1, 4);
  memcpy (data + 76, "PK\5\6", 4);
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, sizeof data);
  assert_refused (bytes, POSKO_ERROR_LIMIT, "more than 10000 files");
}

static void
test_encrypted (void)
{
  const char *const parts[] = { "rahasia.xml", "isi isi isi isi isi", NULL };
  g_autoptr (GBytes) honest = make_zip (parts);
  const gsize length = g_bytes_get_size (honest);
  guint8 *const data = g_memdup2 (g_bytes_get_data (honest, NULL), length);
  find_last (data, length, "PK\1\2")[8] |= 1;
  data[6] |= 1;
  g_autoptr (GBytes) bytes = g_bytes_new_take (data, length);
  assert_refused (bytes, POSKO_ERROR_INPUT, "rahasia.xml is encrypted");
}

static void
test_damaged (void)
{
  const char *const parts[] = { "a.xml", "isi isi isi isi isi isi isi isi", NULL };
  g_autoptr (GBytes) honest = make_zip (parts);
  const gsize length = g_bytes_get_size (honest);
  guint8 *const data = g_memdup2 (g_bytes_get_data (honest, NULL), length), *const packed = g_memdup2 (data, length);
  write_little (find_last (data, length, "PK\1\2") + 16, 12345, 4); /* checksum */
  write_little (find_last (packed, length, "PK\1\2") + 10, 12, 2); /* bzip2 */
  write_little (packed + 8, 12, 2);
  g_autoptr (GBytes) bytes = g_bytes_new_take (data, length), odd = g_bytes_new_take (packed, length), none = g_bytes_new_static ("PK\3\4", 4);
  g_autoptr (PoskoZip) zip = posko_zip_open (bytes, NULL), other = posko_zip_open (odd, NULL);
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL, other_error = NULL;

  g_assert_false (posko_zip_read (zip, 0, collect, text, NULL, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_INPUT);
  g_assert_false (posko_zip_read (other, 0, collect, text, NULL, &other_error));
  g_assert_error (other_error, POSKO_ERROR, POSKO_ERROR_INPUT);
  g_assert_nonnull (strstr (other_error->message, "not known"));
  assert_refused (none, POSKO_ERROR_INPUT, "damaged zip file");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/zip/read", test_read);
  g_test_add_func ("/zip/bomb", test_bomb);
  g_test_add_func ("/zip/lying-directory", test_lying_directory);
  g_test_add_func ("/zip/claimed", test_claimed);
  g_test_add_func ("/zip/repeated", test_repeated);
  g_test_add_func ("/zip/entries", test_entries);
  g_test_add_func ("/zip/entries-zip64", test_entries_zip64);
  g_test_add_func ("/zip/encrypted", test_encrypted);
  g_test_add_func ("/zip/damaged", test_damaged);
  return g_test_run ();
}
