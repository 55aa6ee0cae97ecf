/* test-csv-write.c: the bytes of both styles, the guard and its inverse, and that the reader reads what the writer
 * wrote. */
#include <locale.h>
#include <math.h>
#include <string.h>

#include "csv-read.h"
#include "csv-write.h"
#include "random.h"
#include "text-decode.h"

static void
test_bytes (void)
{
  static const char *const names[] = { "kode", "nama", "n", "lat", "buka", NULL };
  static const struct
  {
    PoskoCsvStyle style;
    const char *expected;
  } cases[] = {
    { POSKO_CSV_PLAIN,
      "kode,nama,n,lat,buka\r\n19.71.01,\"Bukit \"\"A\"\", timur\",-3,-2.100000,true\r\n,,0,0.000000,false\r\n" },
    { POSKO_CSV_EXCEL_ID, "\xEF\xBB\xBFkode;nama;n;lat;buka\r\n'19.71.01;\"Bukit \"\"A\"\", timur\";-3;-2,100000;ya\r\n"
                          ";;0;0,000000;tidak\r\n" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (PoskoCsvWriter) writer = posko_csv_writer_new (cases[i].style);
      gsize length;

      posko_csv_writer_header (writer, names);
      posko_csv_writer_text (writer, "19.71.01");
      posko_csv_writer_text (writer, "Bukit \"A\", timur");
      posko_csv_writer_integer (writer, -3);
      posko_csv_writer_number (writer, -2.1, 6);
      posko_csv_writer_boolean (writer, TRUE);
      posko_csv_writer_end_row (writer);
      posko_csv_writer_empty (writer);
      posko_csv_writer_text (writer, NULL);
      posko_csv_writer_integer (writer, 0);
      posko_csv_writer_number (writer, -0.0000001, 6);
      posko_csv_writer_boolean (writer, FALSE);
      posko_csv_writer_end_row (writer);
      g_assert_cmpstr (posko_csv_writer_data (writer, &length), ==, cases[i].expected);
      g_assert_cmpuint (length, ==, strlen (cases[i].expected));
      g_assert_cmpuint (posko_csv_writer_rows (writer), ==, 2);
    }
}

static void
test_guard (void)
{
  static const struct
  {
    const char *text, *plain, *excel;
  } cases[] = {
    /* would be run */
    { "=1+1", "'=1+1", "'=1+1" },
    { "+62812", "'+62812", "'+62812" },
    { "-5", "'-5", "'-5" },
    { "@SUM(A1)", "'@SUM(A1)", "'@SUM(A1)" },
    { "\tx", "'\tx", "'\tx" },
    { "\rx", "'\rx", "'\rx" },
    { "\nx", "'\nx", "'\nx" },
    { "  =1", "'  =1", "'  =1" },
    { "\xEF\xBC\x9D"
      "1",
      "'\xEF\xBC\x9D"
      "1",
      "'\xEF\xBC\x9D"
      "1" },
    /* would be rewritten */
    { "001", "001", "'001" },
    { "1971010011234567", "1971010011234567", "'1971010011234567" },
    { "19.11.01", "19.11.01", "'19.11.01" },
    { "19.71.01", "19.71.01", "'19.71.01" },
    { "1.2", "1.2", "'1.2" },
    { "1.234.567.890", "1.234.567.890", "'1.234.567.890" },
    { "1/2", "1/2", "'1/2" },
    { "1-2", "1-2", "'1-2" },
    { "2E5", "2E5", "'2E5" },
    { "7:3", "7:3", "'7:3" },
    { "24:00", "24:00", "'24:00" },
    { "2024-02-30", "2024-02-30", "'2024-02-30" },
    { "5%", "5%", "'5%" },
    /* stays */
    { "", "", "" },
    { "0", "0", "0" },
    { "1971011", "1971011", "1971011" },
    { "19.71.01.1001.001", "19.71.01.1001.001", "19.71.01.1001.001" },
    { "07:00", "07:00", "07:00" },
    { "2024-11-27", "2024-11-27", "2024-11-27" },
    { "H-1", "H-1", "H-1" },
    { "Perawat 014", "Perawat 014", "Perawat 014" },
    { "'Aisyiyah", "'Aisyiyah", "'Aisyiyah" },
    { "Jum'at", "Jum'at", "Jum'at" },
    { "'", "'", "'" },
    /* looks guarded already */
    { "'001", "''001", "''001" },
    { "'=1", "''=1", "''=1" },
    { "''=1", "'''=1", "'''=1" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *plain = posko_csv_guard (cases[i].text, POSKO_CSV_PLAIN);
      g_autofree char *excel = posko_csv_guard (cases[i].text, POSKO_CSV_EXCEL_ID);
      g_assert_cmpstr (plain, ==, cases[i].plain);
      g_assert_cmpstr (excel, ==, cases[i].excel);
      g_assert_cmpstr (posko_csv_unguard (plain), ==, cases[i].text);
      g_assert_cmpstr (posko_csv_unguard (excel), ==, cases[i].text);
    }
}

/* A random text, most often one that tempts a spreadsheet. */
static char *
random_text (PoskoRandom *random)
{
  static const char *const parts[]
      = { "'",    "=", "-", "+", "@", "\t", "\r", "\n", " ", "0", "1",        "12",           "345",
          ".",    ",", ";", ":", "/", "\"", "e",  "E",  "a", "%", "\xC3\xA9", "\xEF\xBC\x8B", "2024-11-27",
          "07:00" };
  GString *const text = g_string_new (NULL);
  const guint n = posko_random_below (random, 7);
  for (guint i = 0; i < n; i++)
    g_string_append (text, parts[posko_random_below (random, G_N_ELEMENTS (parts))]);
  return g_string_free (text, FALSE);
}

static void
test_guard_round_trip (void)
{
  PoskoRandom random;

  posko_random_init (&random, 2, 0);
  for (guint i = 0; i < 200000; i++)
    {
      g_autofree char *text = random_text (&random);
      for (PoskoCsvStyle style = POSKO_CSV_PLAIN; style <= POSKO_CSV_EXCEL_ID; style++)
        {
          g_autofree char *cell = posko_csv_guard (text, style);
          g_assert_cmpstr (posko_csv_unguard (cell), ==, text);
          g_assert_null (*cell == '\0' ? NULL : strchr ("=+-@\t\r\n", *cell));
        }
    }
}

static gboolean
compare_record (const PoskoCsvField *fields, guint n_fields, gsize line, gsize offset, gpointer user_data)
{
  GPtrArray *const texts = user_data;
  for (guint i = 0; i < n_fields; i++)
    {
      g_assert_cmpuint (texts->len, >, 0);
      g_assert_cmpstr (posko_csv_unguard (fields[i].text), ==, texts->pdata[0]);
      g_ptr_array_remove_index (texts, 0);
    }
  return TRUE;
}

static void
test_read_back (void)
{
  PoskoRandom random;

  posko_random_init (&random, 3, 0);
  for (guint round = 0; round < 2000; round++)
    {
      const PoskoCsvStyle style = round % 2 == 0 ? POSKO_CSV_PLAIN : POSKO_CSV_EXCEL_ID;
      g_autoptr (PoskoCsvWriter) writer = posko_csv_writer_new (style);
      g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
      const guint n_columns = 1 + posko_random_below (&random, 4);
      gsize length;

      for (guint i = 0; i < 5 * n_columns; i++)
        {
          g_ptr_array_add (texts, random_text (&random));
          posko_csv_writer_text (writer, texts->pdata[i]);
          if ((i + 1) % n_columns == 0)
            posko_csv_writer_end_row (writer);
        }
      const char *data = posko_csv_writer_data (writer, &length);
      g_autoptr (GBytes) written = g_bytes_new_static (data, length);
      PoskoTextEncoding encoding;
      g_autoptr (GBytes) decoded = posko_text_decode (written, &encoding);
      const PoskoCsvDialect dialect = { .delimiter = style == POSKO_CSV_PLAIN ? ',' : ';' };

      g_assert_cmpint (encoding, ==, style == POSKO_CSV_PLAIN ? POSKO_TEXT_UTF8 : POSKO_TEXT_UTF8_BOM);
      data = g_bytes_get_data (decoded, &length);
      g_assert_true (posko_csv_read (data, length, &dialect, compare_record, NULL, texts));
      g_assert_cmpuint (texts->len, ==, 0);
    }
}

static void
test_misuse (void)
{
  static const char *const names[] = { "a", "b", NULL };
  g_autoptr (PoskoCsvWriter) writer = posko_csv_writer_new (POSKO_CSV_PLAIN);

  posko_csv_writer_header (writer, names);
  posko_csv_writer_integer (writer, 1);
  g_test_expect_message ("posko", G_LOG_LEVEL_CRITICAL, "*1 cells*of 2*");
  posko_csv_writer_end_row (writer);
  g_test_assert_expected_messages ();
  g_test_expect_message ("posko", G_LOG_LEVEL_CRITICAL, "*isfinite*");
  posko_csv_writer_number (writer, NAN, 2);
  g_test_assert_expected_messages ();
}

static void
test_extremes (void)
{
  g_autoptr (PoskoCsvWriter) writer = posko_csv_writer_new (POSKO_CSV_PLAIN);

  posko_csv_writer_integer (writer, G_MININT64);
  posko_csv_writer_integer (writer, G_MAXINT64);
  posko_csv_writer_number (writer, 0.5, 0);
  posko_csv_writer_number (writer, 1234567.125, 2);
  posko_csv_writer_number (writer, 1e15, 1);
  g_assert_cmpstr (posko_csv_writer_data (writer, NULL), ==,
                   "-9223372036854775808,9223372036854775807,0,1234567.12,1000000000000000.0");
  posko_csv_writer_number (writer, G_MAXDOUBLE, 9);
  g_assert_cmpuint (strlen (posko_csv_writer_data (writer, NULL)), >, 300);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/csv-write/bytes", test_bytes);
  g_test_add_func ("/csv-write/guard", test_guard);
  g_test_add_func ("/csv-write/guard-round-trip", test_guard_round_trip);
  g_test_add_func ("/csv-write/read-back", test_read_back);
  g_test_add_func ("/csv-write/misuse", test_misuse);
  g_test_add_func ("/csv-write/extremes", test_extremes);
  return g_test_run ();
}
