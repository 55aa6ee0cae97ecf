/* test-xls.c: XLS as xlwt writes it and from records by hand; damage of any kind. Usage: test-xls FOLDER (of make-workbooks.py) */
#include <string.h>

#include "ole-read.h"
#include "read-workbook.h"
#include "xls-make.h"
#include "xls-private.h"

static const char *folder;

static void
assert_shows (GByteArray *stream, const char *expected)
{
  g_autoptr (GBytes) bytes = g_byte_array_free_to_bytes (stream);

  assert_reader_shows (posko_read_xls, bytes, expected);
}

static void
assert_refused (GByteArray *stream, int code, const char *words)
{
  g_autoptr (GBytes) bytes = g_byte_array_free_to_bytes (stream);

  assert_reader_refuses (posko_read_xls, bytes, code, words);
}

static void
test_xlwt (void)
{
  g_auto (Reading) reading = read_file (posko_read_xls, folder, "xlwt.xls");
  g_assert_no_error (reading.error);
  g_assert_cmpuint (reading.sheets->len, ==, 3);
  const char *const names[] = { "TPS", "Lain", "Rahasia" };
  for (guint i = 0; i < 3; i++)
    g_assert_cmpstr (posko_sheet_name (reading.sheets->pdata[i]), ==, names[i]);
  g_autofree char *shown = show_sheet (reading.sheets->pdata[0]);
  g_assert_true (g_str_has_prefix (shown, "1|t:REKAPITULASI TPS – Kota Pangkalpinang|tm:REKAPITULASI TPS – Kota Pangkalpinang|"));
  g_assert_cmpstr (strchr (shown, '\n') + 1, ==,
                   "2\n3|t:Kecamatan|t:Kelurahan|t:No TPS|t:Lintang|t:Bujur|t:L|t:P|t:Tanggal|t:Jam|t:Porsi|t:Aktif|t:Kode\n"
                   "4|t:Bukit Intan|t:Air Itam|n:1|n:-2.130912345678|n:106.13468100000001|n:120|n:131|d:2025-08-27|d:07:30|n:0.475|b:true|t:0001\n"
                   "5|tm:Bukit Intan|tm:Air Itam|n:2|n:-2.5|n:106|n:99|n:101|d:1900-03-01|d:23:59:30|n:1|b:false|t:é–½\n"
                   "6|tm:Bukit Intan|t:Ketapang|n:3|n:0.000001|n:1000000000000000|n:3273012345678901|n:0|d:2024-02-29 13:05||n:0.1||t: tepi \n");
  g_assert_cmpuint (posko_import_log_count_of (reading.log, "sheet-hidden"), ==, 1);
  g_assert_cmpuint (posko_import_log_count_of (reading.log, "rows-hidden"), ==, 1);
  g_assert_cmpuint (posko_import_log_count_of (reading.log, "columns-hidden"), ==, 1);
  g_assert_cmpuint (posko_import_log_count_of (reading.log, "formula-without-value"), ==, 1);
  g_auto (Reading) mac = read_file (posko_read_xls, folder, "mac-1904.xls");
  g_assert_no_error (mac.error);
  g_assert_cmpstr (posko_sheet_text (mac.sheets->pdata[0], 0, 0), ==, "2025-08-27");
}

/* Version 5 without a container, as web programs write it: texts as they are, cells in any order, the later one counts. */
static void
test_bare (void)
{
  GByteArray *const stream = begin_stream (5, 0x10);
  add_record (stream, 0x204, "wwwt", 1, 0, 0, "Pangkalpinang é");
  add_record (stream, 0x203, "wwwd", 0, 1, 0, 7.0);
  add_record (stream, 0x204, "wwwt", 0, 0, 0, "dua");
  add_record (stream, 0x203, "wwwd", 0, 0, 0, 1.5);
  add_record (stream, 0x204, "wwwt", 2, 0, 0, "");
  add_record (stream, 0x204, "wwwb", 3, 0, 0, "\xe9\x96");
  add_record (stream, 0x0a, "");
  assert_shows (stream, "1|n:1.5|n:7\n2|t:Pangkalpinang é\n3\n4|t:é–\n");

  GByteArray *const paged = begin_stream (5, 0x10);
  add_record (paged, 0x42, "w", 437);
  add_record (paged, 0x42, "w", 1252); /* only the first counts */
  add_record (paged, 0x204, "wwwb", 0, 0, 0, "\x82");
  add_record (paged, 0x0a, "");
  assert_shows (paged, "1|t:é\n");
}

static void
test_old_versions (void)
{
  GByteArray *const two = begin_stream (2, 0x10);
  add_record (two, 0x1e, "cc", 1, '0');
  add_record (two, 0x1e, "cccc", 3, 'y', 'y', 'y');
  add_record (two, 0x02, "wwcccw", 0, 0, 0, 0, 0, 77);
  add_record (two, 0x02, "wwcccw", 0, 1, 0, 1, 0, 45896);
  add_record (two, 0x03, "wwcccd", 1, 0, 0, 0, 0, 2.25);
  add_record (two, 0x04, "wwccccc", 1, 1, 0, 0, 0, 1, 'x');
  add_record (two, 0x05, "wwccccc", 1, 2, 0, 0, 0, 0x2a, 1);
  add_record (two, 0x0a, "");
  assert_shows (two, "1|n:77|d:2025-08-27\n2|n:2.25|t:x|e:#N/A\n");

  GByteArray *const three = begin_stream (3, 0x10);
  add_record (three, 0x1e, "cccc", 3, 'y', 'y', 'y');
  add_record (three, 0x243, "cc", 0, 0);
  add_record (three, 0x203, "wwwd", 0, 0, 0, 45896.0);
  add_record (three, 0x206, "wwwdw", 1, 0, 9, 3.0, 0);
  add_record (three, 0x0a, "");
  assert_shows (three, "1|d:2025-08-27\n2|n:3\n");
}

static void
test_cells (void)
{
  GByteArray *const stream = begin_stream (8, 0x10);
  add_record (stream, 0xe0, "ww", 0, 0);
  add_record (stream, 0xe0, "ww", 0, 14);
  add_record (stream, 0x27e, "wwwl", 0, 0, 0, (123u << 2) | 2);
  add_record (stream, 0x27e, "wwwl", 0, 1, 0, (12345u << 2) | 3);
  add_record (stream, 0x27e, "wwwl", 0, 2, 0, 0x3ff80000u); /* 1.5 */
  add_record (stream, 0x27e, "wwwl", 0, 3, 0, 0xfffffffeu); /* -1 */
  add_record (stream, 0xbd, "wwwlwlw", 1, 0, 0, (1u << 2) | 2, 1, (45896u << 2) | 2, 1);
  add_record (stream, 0x205, "wwwcc", 2, 0, 0, 1, 0);
  add_record (stream, 0x205, "wwwcc", 2, 1, 0, 0x07, 1);
  add_record (stream, 0x205, "wwwcc", 2, 2, 0, 0x99, 1);
  add_record (stream, 0x06, "wwwdw", 3, 0, 0, 2.0, 0);
  add_record (stream, 0x06, "wwwccccccww", 3, 1, 0, 0, 0, 0, 0, 0, 0, 0xffff, 0); /* text, in the STRING */
  add_record (stream, 0x4bc, "w", 0);                                              /* a shared formula between */
  add_record (stream, 0x207, "wccc", 2, 0, 'o', 'k');
  add_record (stream, 0x06, "wwwccccccww", 3, 2, 0, 1, 0, 1, 0, 0, 0, 0xffff, 0);
  add_record (stream, 0x06, "wwwccccccww", 3, 3, 0, 2, 0, 0x17, 0, 0, 0, 0xffff, 0);
  add_record (stream, 0x06, "wwwccccccww", 3, 4, 0, 3, 0, 0, 0, 0, 0, 0xffff, 0); /* "" */
  add_record (stream, 0x809, "ww", 0x600, 0x20);                                   /* a chart within */
  add_record (stream, 0x203, "wwwd", 0, 0, 0, 9.0);
  add_record (stream, 0x0a, "");
  add_record (stream, 0x203, "wwwl", 4, 0, 0, 0);
  stream->data[stream->len - 12] = 14; /* a number that is not: four bytes more */
  g_byte_array_append (stream, (const guint8 *) "\0\0\xf8\x7f", 4);
  add_record (stream, 0x0a, "");
  assert_shows (stream, "1|n:123|n:123.45|n:1.5|n:-1\n2|n:1|d:2025-08-27\n3|b:true|e:#DIV/0!|e:#ERROR!\n4|n:2|t:ok|b:true|e:#REF!\n5|e:#NUM!\n");
}

/* Shared texts that go on in the next record: narrow first, wide there; with runs and phonetics that are passed over; half a pair. */
static GByteArray *
make_book (guint16 flags)
{
  GByteArray *const stream = begin_stream (8, 0x05);
  add_record (stream, flags, "w", 0);
  add_record (stream, 0xfc, "llwcc", 4, 4, 4, 0, 'a');
  add_record (stream, 0x3c, "cwww", 1, 0x2013, 0xd83d, 0xde00);
  add_record (stream, 0x3c, "wcwlc", 1, 0x0c, 1, 2, 'r');
  add_record (stream, 0x3c, "cccccc", 1, 2, 3, 4, 5, 6);
  add_record (stream, 0x3c, "wcw", 1, 1, 0xd83d);
  add_record (stream, 0x3c, "wc", 0, 0);
  const guint at = stream->len + 4;
  add_record (stream, 0x85, "lwccc", 0, 0, 1, 0, 'S');
  add_record (stream, 0x0a, "");
  const guint32 start = stream->len;
  memcpy (stream->data + at, &start, 4);
  add_record (stream, 0x809, "ww", 0x600, 0x10);
  return stream;
}

static void
test_shared (void)
{
  GByteArray *const stream = make_book (0x12);
  for (guint i = 0; i < 4; i++)
    add_record (stream, 0xfd, "wwwl", 0, i, 0, i);
  add_record (stream, 0x0a, "");
  assert_shows (stream, "1|t:a–😀|t:r|t:\357\277\275\n");

  GByteArray *const over = make_book (0x12);
  add_record (over, 0xfd, "wwwl", 0, 0, 0, 4);
  add_record (over, 0x0a, "");
  assert_refused (over, POSKO_ERROR_INPUT, "shared text that is not in the file");
  assert_refused (make_book (0x12), POSKO_ERROR_INPUT, "“S” is cut short");
  assert_refused (make_book (0x2f), POSKO_ERROR_INPUT, "has a password");
}

static void
test_refused (void)
{
  GByteArray *stream = begin_stream (8, 0x10);
  add_record (stream, 0x203, "wwwd", 0, 256, 0, 1.0);
  assert_refused (stream, POSKO_ERROR_INPUT, "a column that cannot be");
  stream = begin_stream (8, 0x10);
  add_record (stream, 0x203, "www", 0, 0, 0);
  assert_refused (stream, POSKO_ERROR_INPUT, "a cell is cut short");
  stream = begin_stream (8, 0x10);
  add_record (stream, 0x204, "wwwwcc", 0, 0, 0, 9, 0, 'a');
  assert_refused (stream, POSKO_ERROR_INPUT, "a text is cut short");
  stream = begin_stream (8, 0x10);
  add_record (stream, 0xe5, "wwwww", 1, 2, 1, 0, 0);
  assert_refused (stream, POSKO_ERROR_INPUT, "merged");
  assert_refused (begin_stream (8, 0x20), POSKO_ERROR_INPUT, "without a sheet");
  assert_refused (begin_stream (8, 0x05), POSKO_ERROR_INPUT, "cut short");
  assert_refused (g_byte_array_new (), POSKO_ERROR_INPUT, "does not begin as a workbook");
  stream = begin_stream (8, 0x05);
  for (guint i = 0; i <= POSKO_WORKBOOK_MAX_SHEETS; i++)
    add_record (stream, 0x85, "lwccc", i, 0, 1, 0, 'S');
  assert_refused (stream, POSKO_ERROR_LIMIT, "more than 256 sheets");
  stream = begin_stream (8, 0x05);
  for (guint i = 0; i < 2; i++)
    add_record (stream, 0x85, "lwccc", 0, 0, 1, 0, 'S');
  add_record (stream, 0x0a, "");
  assert_refused (stream, POSKO_ERROR_INPUT, "not where it says");
}

/* More cells than a sheet has places; here a sheet of five. */
static void
test_too_many_cells (void)
{
  for (guint n = 5; n <= 6; n++)
    {
      g_autoptr (GByteArray) stream = begin_stream (8, 0x10);
      for (guint i = 0; i < n; i++)
        add_record (stream, 0x203, "wwwd", 0, 0, 0, 1.0);
      add_record (stream, 0x0a, "");
      g_auto (PoskoXlsSettings) settings;
      g_autoptr (PoskoImportLog) log = posko_import_log_new ();
      PoskoXlsRecords records = { .data = stream->data, .end = stream->len };
      g_autoptr (GError) error = NULL;
      posko_xls_settings_init (&settings);
      g_assert_cmpuint (settings.max_cells, ==, 65536 * 256);
      settings.max_cells = 5;
      g_assert_true (posko_xls_next (&records));
      g_autoptr (PoskoSheet) sheet = posko_xls_read_sheet (&records, &settings, &(PoskoWorkbookSource){ "x", "x", NULL, log, NULL }, "x", &error);
      g_assert_true ((sheet != NULL) == (n == 5));
      g_assert_true (n == 5 || g_error_matches (error, POSKO_ERROR, POSKO_ERROR_LIMIT));
    }
}

static void
test_container (void)
{
  GByteArray *stream = begin_stream (8, 0x10);
  add_record (stream, 0x203, "wwwd", 0, 0, 0, 1.0);
  add_record (stream, 0x0a, "");
  static const char *const names[] = { "Book", "Workbook", "EncryptedPackage" };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (GBytes) bytes = make_ole (names[i], stream);
      if (i == 2)
        assert_reader_refuses (posko_read_xls, bytes, POSKO_ERROR_INPUT, "has a password");
      else
        assert_reader_shows (posko_read_xls, bytes, "1|n:1\n");
    }
  g_autoptr (GBytes) foreign = make_ole ("WordDocument", stream);
  assert_reader_refuses (posko_read_xls, foreign, POSKO_ERROR_INPUT, "no workbook in the file");
  for (guint fault = 0; fault < 3; fault++)
    {
      g_autoptr (GBytes) good = make_ole ("Workbook", stream);
      GByteArray *const damaged = g_bytes_unref_to_array (g_bytes_ref (good));
      const guint places[] = { 512 + 4 * 2, 76, 48 }; /* the stream's second sector follows itself; the FAT, the folder outside of the file */
      const guint32 values[] = { 2, 99, 99 };
      memcpy (damaged->data + places[fault], &values[fault], 4);
      g_autoptr (GBytes) bytes = g_byte_array_free_to_bytes (damaged);
      g_auto (Reading) reading = read_bytes (posko_read_xls, bytes);
      g_assert_true (fault == 0 || reading.error != NULL);
    }
  g_byte_array_unref (stream);
}

static void
test_damage (void)
{
  g_autoptr (GBytes) whole = load (folder, "xlwt.xls");
  damage (posko_read_xls, whole, 1000);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  folder = argv[1];
  g_test_add_func ("/xls/xlwt", test_xlwt);
  g_test_add_func ("/xls/bare", test_bare);
  g_test_add_func ("/xls/old-versions", test_old_versions);
  g_test_add_func ("/xls/cells", test_cells);
  g_test_add_func ("/xls/shared", test_shared);
  g_test_add_func ("/xls/refused", test_refused);
  g_test_add_func ("/xls/too-many-cells", test_too_many_cells);
  g_test_add_func ("/xls/container", test_container);
  g_test_add_func ("/xls/damage", test_damage);
  return g_test_run ();
}
