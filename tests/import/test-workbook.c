/* test-workbook.c: files told by their content, text tables read into sheets, what cannot be read refused by its name. */
#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zip.h>

#include "csv-read.h"
#include "gdal-read.h"
#include "workbook-private.h"

#define MARK "\xEF\xBB\xBF"

typedef struct
{
  char *folder;
  GPtrArray *paths; /* to take away */
} Place;

static void
place_init (Place *self)
{
  self->folder = g_dir_make_tmp ("posko-workbook-XXXXXX", NULL);
  self->paths = g_ptr_array_new_with_free_func (g_free);
  g_assert_nonnull (self->folder);
}

static const char *
place_path (Place *self, const char *name)
{
  g_ptr_array_add (self->paths, g_build_filename (self->folder, name, NULL));
  return self->paths->pdata[self->paths->len - 1];
}

static const char *
place_write (Place *self, const char *name, const void *data, gsize length)
{
  const char *path = place_path (self, name);
  g_assert_true (g_file_set_contents (path, data, (gssize) length, NULL));
  return path;
}

static void
place_clear (Place *self)
{
  for (guint i = self->paths->len; i > 0; i--)
    g_remove (self->paths->pdata[i - 1]);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_ptr_array_unref (self->paths);
  g_free (self->folder);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Place, place_clear)

typedef struct
{
  const char *name;
  PoskoFileFormat format;
  const char *bytes;
  gsize length;
} Known;

#define BYTES(text) text, sizeof text - 1

static const Known known[] = {
  { "empty", POSKO_FORMAT_EMPTY, BYTES ("") },
  { "blanks", POSKO_FORMAT_EMPTY, BYTES (" \r\n\t\n") },
  { "mark-only", POSKO_FORMAT_EMPTY, BYTES (MARK) },
  { "csv", POSKO_FORMAT_TEXT, BYTES ("a,b\n1,2\n") },
  { "csv-utf16", POSKO_FORMAT_TEXT, BYTES ("\xFF\xFE" "a\0\t\0b\0\n\0") },
  { "csv-windows-1252", POSKO_FORMAT_TEXT, BYTES ("kota,caf\xE9\n") },
  { "csv-with-a-zero", POSKO_FORMAT_TEXT, BYTES ("a,b\n1,\0002\n3,4\n") },
  { "csv-of-tags", POSKO_FORMAT_TEXT, BYTES ("<no>,<nama>\n1,<b>x</b>\n") },
  { "csv-of-brackets", POSKO_FORMAT_TEXT, BYTES ("[1],[2]\n") },
  { "geojson", POSKO_FORMAT_GEOJSON, BYTES (MARK " {\n \"type\": \"FeatureCollection\"}") },
  { "json-array", POSKO_FORMAT_GEOJSON, BYTES ("[ {\"tps\": 1}]") },
  { "html", POSKO_FORMAT_HTML, BYTES ("\r\n<HTML xmlns:o=\"x\"><body><TABLE>") },
  { "html-doctype", POSKO_FORMAT_HTML, BYTES ("<!DOCTYPE html>\n") },
  { "html-utf16", POSKO_FORMAT_HTML, BYTES ("\xFF\xFE<\0h\0t\0m\0l\0>\0") },
  { "html-xml", POSKO_FORMAT_HTML, BYTES ("<?xml version='1.0'?><html>") },
  { "html-after-words", POSKO_FORMAT_HTML, BYTES ("Daftar TPS<br><table><tr><td>1</td></tr></table>") },
  { "mht", POSKO_FORMAT_HTML, BYTES ("MIME-Version: 1.0\nContent-Type: multipart/related; type=\"text/html\"\n") },
  { "xml-2003", POSKO_FORMAT_XML_SHEET, BYTES ("<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>"
                                               "<Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\">") },
  { "flat-ods", POSKO_FORMAT_XML_SHEET, BYTES ("<?xml version=\"1.0\"?><office:document office:mimetype=\"application/vnd.oasis.opendocument.spreadsheet\">") },
  { "kml", POSKO_FORMAT_KML, BYTES ("<?xml version=\"1.0\"?>\n<kml xmlns=\"http://www.opengis.net/kml/2.2\">") },
  { "other-xml", POSKO_FORMAT_UNKNOWN, BYTES ("<?xml version=\"1.0\"?>\n<gpx>") },
  { "shp", POSKO_FORMAT_SHP, BYTES ("\0\0\x27\x0A\0\0\0\0\0\0\0\0") },
  { "dbf", POSKO_FORMAT_DBF, BYTES ("\x03\x7D\x08\x1B\x01\0\0\0\x41\0\x0B\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0"
                                    "KODE\0\0\0\0\0\0\0C\0\0\0\0\x0A\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x0D 1") },
  { "bare-biff", POSKO_FORMAT_XLS, BYTES ("\x09\x08\x08\x00\x00\x05\x10\x00") },
  { "pdf", POSKO_FORMAT_PDF, BYTES ("%PDF-1.4\n") },
  { "pdf-after-junk", POSKO_FORMAT_PDF, BYTES ("\r\n\r\n%PDF-1.4\n") },
  { "png", POSKO_FORMAT_IMAGE, BYTES ("\x89PNG\r\n\x1A\n") },
  { "jpeg", POSKO_FORMAT_IMAGE, BYTES ("\xFF\xD8\xFF\xE0") },
  { "gif", POSKO_FORMAT_IMAGE, BYTES ("GIF89a") },
  { "tiff", POSKO_FORMAT_IMAGE, BYTES ("II*\0") },
  { "webp", POSKO_FORMAT_IMAGE, BYTES ("RIFF\x10\0\0\0WEBPVP8 ") },
  { "heic", POSKO_FORMAT_IMAGE, BYTES ("\0\0\0\x18" "ftypheic") },
  { "bmp", POSKO_FORMAT_IMAGE, BYTES ("BM\x36\0\0\0\0\0\0\0\x36\0\0\0") },
  { "rar", POSKO_FORMAT_ZIP, BYTES ("Rar!\x1A\x07\x01\0") },
  { "7z", POSKO_FORMAT_ZIP, BYTES ("7z\xBC\xAF\x27\x1C") },
  { "gzip", POSKO_FORMAT_ZIP, BYTES ("\x1F\x8B\x08\0") },
  { "empty-zip", POSKO_FORMAT_ZIP, BYTES ("PK\x05\x06\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0") },
  { "zip-cut", POSKO_FORMAT_ZIP, BYTES ("PK\x03\x04\x14\0\0\0") },
  { "xlsx-cut", POSKO_FORMAT_XLSX, BYTES ("PK\x03\x04\x14\0\0\0\x08\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x13\0\0\0[Content_Types].xml") },
  { "rtf", POSKO_FORMAT_DOCX, BYTES ("{\\rtf1\\ansi") },
  { "mdb", POSKO_FORMAT_SQLITE, BYTES ("\0\1\0\0Standard Jet DB\0") },
  { "accdb", POSKO_FORMAT_SQLITE, BYTES ("\0\1\0\0Standard ACE DB\0") },
  { "sqlite", POSKO_FORMAT_SQLITE, BYTES ("SQLite format 3\0\x10\0\1\1") },
  { "gpkg-without-id", POSKO_FORMAT_GPKG, BYTES ("SQLite format 3\0\x10\0 CREATE TABLE gpkg_contents (") },
  { "ole2-cut", POSKO_FORMAT_XLS, BYTES ("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0") },
  { "binary", POSKO_FORMAT_UNKNOWN, BYTES ("\x7F" "ELF\1\1\1\0\0\0\0\0\0\0\0\0") },
};

static void
test_known (gconstpointer data)
{
  const Known *const one = data;
  g_auto (Place) place;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static (one->bytes, one->length);

  place_init (&place);
  g_assert_cmpint (posko_file_format_of_bytes (bytes), ==, one->format);
  /* Neither the name nor where the bytes come from makes a difference. */
  g_assert_cmpint (posko_file_format_detect (place_write (&place, "x.csv", one->bytes, one->length), &error), ==, one->format);
  g_assert_no_error (error);
  g_assert_cmpint (posko_file_format_detect (place_write (&place, "x.xlsx", one->bytes, one->length), &error), ==, one->format);
}

static void
test_gpkg (void)
{
  static const char *const ids[] = { "GPKG", "GP10", "GP11" };
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      char head[100] = "SQLite format 3";
      memcpy (head + 68, ids[i], 4);
      g_autoptr (GBytes) bytes = g_bytes_new_static (head, sizeof head);
      g_assert_cmpint (posko_file_format_of_bytes (bytes), ==, POSKO_FORMAT_GPKG);
    }
}

/* A zip of the entries @names (up to NULL), each with @content. */
static const char *
write_zip (Place *place, const char *file, const char *const *names, const char *content)
{
  const char *path = place_path (place, file);
  zip_t *zip = zip_open (path, ZIP_CREATE | ZIP_TRUNCATE, NULL);

  g_assert_nonnull (zip);
  for (guint i = 0; names[i] != NULL; i++)
    {
      zip_source_t *source = zip_source_buffer (zip, content, strlen (content), 0);
      const zip_int64_t at = zip_file_add (zip, names[i], source, ZIP_FL_ENC_UTF_8);
      g_assert_cmpint (at, >=, 0);
      g_assert_cmpint (zip_set_file_compression (zip, (zip_uint64_t) at, ZIP_CM_STORE, 0), ==, 0);
    }
  g_assert_cmpint (zip_close (zip), ==, 0);
  return path;
}

static void
test_zips (void)
{
  static const struct
  {
    PoskoFileFormat format;
    const char *names[4];
    const char *content;
  } zips[] = {
    { POSKO_FORMAT_XLSX, { "[Content_Types].xml", "xl/workbook.xml" }, "x" },
    { POSKO_FORMAT_XLSX, { "XL/Workbook.xml", "docProps/app.xml" }, "x" },
    { POSKO_FORMAT_XML_SHEET, { "xl/styles.xml", "xl/workbook.bin" }, "x" },
    { POSKO_FORMAT_ODS, { "mimetype", "content.xml" }, "application/vnd.oasis.opendocument.spreadsheet" },
    { POSKO_FORMAT_DOCX, { "mimetype", "content.xml" }, "application/vnd.oasis.opendocument.text" },
    { POSKO_FORMAT_DOCX, { "[Content_Types].xml", "word/document.xml" }, "x" },
    { POSKO_FORMAT_DOCX, { "ppt/presentation.xml" }, "x" },
    { POSKO_FORMAT_KMZ, { "doc.kml" }, "x" },
    { POSKO_FORMAT_ZIP_SHP, { "batas/batas.dbf", "batas/batas.SHP" }, "x" },
    { POSKO_FORMAT_ZIP_GDB, { "batas.gdb/a00000001.gdbtable", "batas.gdb/gdb" }, "x" },
    { POSKO_FORMAT_ZIP, { "tps.csv", "xl" }, "x" },
  };
  g_auto (Place) place;

  place_init (&place);
  for (guint i = 0; i < G_N_ELEMENTS (zips); i++)
    {
      g_autoptr (GError) error = NULL;
      const char *path = write_zip (&place, "a.csv", zips[i].names, zips[i].content);
      g_assert_cmpint (posko_file_format_detect (path, &error), ==, zips[i].format);
      g_assert_no_error (error);
      g_autofree char *whole = NULL;
      gsize length;
      g_assert_true (g_file_get_contents (path, &whole, &length, NULL));
      g_autoptr (GBytes) bytes = g_bytes_new (whole, length);
      g_assert_cmpint (posko_file_format_of_bytes (bytes), ==, zips[i].format);
    }
}

/* An OLE2 file of 512-byte sectors: the allocation table, then two directory sectors of which the second holds @name. */
static void
make_ole2 (guint8 *file, const char *name)
{
  memset (file, 0, 4 * 512);
  memcpy (file, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
  file[30] = 9;
  file[48] = 1;       /* the directory starts in sector 1 … */
  file[512 + 4] = 2;  /* … goes on in sector 2 … */
  memset (file + 512 + 8, 0xFF, 3);
  file[512 + 8] = 0xFE; /* … and ends */
  file[512 + 11] = 0xFF;
  for (gsize i = 0; i < strlen (name); i++)
    file[3 * 512 + 128 + 2 * i] = (guint8) name[i];
  file[3 * 512 + 128 + 64] = (guint8) (2 * strlen (name) + 2);
}

static PoskoFileFormat
format_of (const guint8 *data, gsize length)
{
  g_autofree guint8 *copy = g_memdup2 (data, length); /* of that size, for the address sanitizer */
  g_autoptr (GBytes) bytes = g_bytes_new_static (copy, length);
  return posko_file_format_of_bytes (bytes);
}

static void
test_ole2 (void)
{
  static const struct
  {
    const char *name;
    PoskoFileFormat format;
  } names[] = {
    { "Workbook", POSKO_FORMAT_XLS },      { "Book", POSKO_FORMAT_XLS },        { "EncryptedPackage", POSKO_FORMAT_ENCRYPTED },
    { "WordDocument", POSKO_FORMAT_DOCX }, { "Workbooks", POSKO_FORMAT_UNKNOWN }, { "PowerPoint Document", POSKO_FORMAT_DOCX },
  };
  guint8 file[4 * 512];

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      make_ole2 (file, names[i].name);
      g_assert_cmpint (format_of (file, sizeof file), ==, names[i].format);
      for (gsize cut = 8; cut < sizeof file; cut += 37)
        format_of (file, cut);
    }
  make_ole2 (file, "Nothing");
  file[512 + 8] = 1; /* a directory that goes round ends all the same */
  memset (file + 512 + 9, 0, 3);
  format_of (file, sizeof file);
}

static PoskoWorkbook *
read_file (const char *path, const char *sheet, PoskoImportLog *log, GError **error)
{
  g_autoptr (PoskoImportLog) own = log == NULL ? posko_import_log_new () : NULL;
  return posko_workbook_read (path, sheet, log != NULL ? log : own, NULL, error);
}

static void
expect_failure (const char *path, PoskoErrorCode code, const char *pattern)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PoskoWorkbook) book = read_file (path, NULL, NULL, &error);

  g_assert_null (book);
  g_assert_error (error, POSKO_ERROR, (gint) code);
  g_test_message ("%s", error->message);
  g_assert_true (g_pattern_match_simple (pattern, error->message));
}

static void
test_places (void)
{
  g_auto (Place) place;
  g_autoptr (GError) error = NULL;

  place_init (&place);
  const char *folder = place_path (&place, "a.gdb"), *fifo = place_path (&place, "pipa.csv");
  g_assert_cmpint (g_mkdir (folder, 0700), ==, 0);
  g_assert_cmpint (mkfifo (fifo, 0600), ==, 0);
  expect_failure (folder, POSKO_ERROR_INPUT, "a.gdb: is a folder*");
  expect_failure (fifo, POSKO_ERROR_INPUT, "pipa.csv: is not a regular file*");
  expect_failure (place_path (&place, "tidak-ada.csv"), POSKO_ERROR_INPUT, "tidak-ada.csv: No such file*");
  expect_failure (place_write (&place, "kosong.csv", "", 0), POSKO_ERROR_INPUT, "kosong.csv: the file is empty; *");
  expect_failure (place_write (&place, "kosong.xlsx", " \n", 2), POSKO_ERROR_INPUT, "kosong.xlsx: the file is empty; *");
  place_write (&place, "a.gdb/a00000001.gdbtable", "x", 1);
  g_assert_cmpint (posko_file_format_detect (folder, &error), ==, POSKO_FORMAT_GDB);
  g_assert_no_error (error);
}

/* What holds no table says what it is, how it is named and the way out. */
static void
test_refusals (void)
{
  g_auto (Place) place;
  guint8 ole2[4 * 512];

  place_init (&place);
  expect_failure (place_write (&place, "dpt.xls", BYTES ("<html><table>")), POSKO_ERROR_INPUT, "dpt.xls: this is an HTML page named .xls; open it in Excel*");
  expect_failure (place_write (&place, "dpt.html", BYTES ("<html><table>")), POSKO_ERROR_INPUT, "dpt.html: this is an HTML page; open it in Excel*");
  expect_failure (place_write (&place, "dpt.csv", BYTES ("%PDF-1.7")), POSKO_ERROR_INPUT, "dpt.csv: this is a PDF document named .csv; ask for*");
  expect_failure (place_write (&place, "dpt", BYTES ("%PDF-1.7")), POSKO_ERROR_INPUT, "dpt: this is a PDF document; ask for*");
  expect_failure (place_write (&place, "dpt.zip", BYTES ("Rar!\x1A\x07")), POSKO_ERROR_INPUT, "dpt.zip: this is an archive*; unpack it*");
  expect_failure (place_write (&place, "x.json", BYTES ("{\"a\":1}")), POSKO_ERROR_INPUT, "x.json: this is a JSON file*boundaries*");
  expect_failure (place_write (&place, "x.csv", BYTES ("\1\2\3\4\5")), POSKO_ERROR_INPUT, "x.csv: this is a file of an unknown kind; *");
  make_ole2 (ole2, "EncryptedPackage");
  expect_failure (place_write (&place, "x.xlsx", ole2, sizeof ole2), POSKO_ERROR_INPUT, "x.xlsx: this is an Excel workbook with a password; *");
  if (!posko_gdal_is_there ())
    expect_failure (place_write (&place, "x.kml", BYTES ("<kml>")), POSKO_ERROR_INPUT, "x.kml: this is a Google Earth file (KML); *without GDAL*");
}

/* Every format has its words, and what it holds. */
static void
test_titles (void)
{
  for (guint i = 0; i <= POSKO_FORMAT_UNKNOWN; i++)
    {
      g_assert_cmpstr (posko_file_format_title (i), !=, "");
      g_assert_cmpstr (posko_file_format_remedy (i), !=, "");
    }
  g_assert_true (posko_file_format_has_tables (POSKO_FORMAT_TEXT) && posko_file_format_has_tables (POSKO_FORMAT_XLSX));
  g_assert_true (posko_file_format_has_shapes (POSKO_FORMAT_GEOJSON) && !posko_file_format_has_tables (POSKO_FORMAT_GEOJSON));
  g_assert_false (posko_file_format_has_tables (POSKO_FORMAT_HTML) || posko_file_format_has_shapes (POSKO_FORMAT_TEXT));
  g_assert_cmpint (posko_file_format_has_tables (POSKO_FORMAT_ODS), ==, posko_gdal_is_there ());
  g_assert_cmpint (posko_file_format_has_shapes (POSKO_FORMAT_GPKG), ==, posko_gdal_is_there ());
}

/* A sheet spelled out: "line:cell|cell;" */
static char *
spell (const PoskoWorkbook *book)
{
  const PoskoSheet *sheet = book->sheets->pdata[0];
  GString *text = g_string_new (NULL);

  g_assert_cmpuint (book->sheets->len, ==, 1);
  for (guint r = 0; r < posko_sheet_n_rows (sheet); r++)
    {
      g_string_append_printf (text, "%u:", posko_sheet_line (sheet, r));
      for (guint c = 0; c < posko_sheet_width (sheet, r); c++)
        g_string_append_printf (text, "%s%s", c > 0 ? "|" : "", posko_sheet_text (sheet, r, c));
      g_string_append_c (text, ';');
    }
  return g_string_free (text, FALSE);
}

typedef struct
{
  const char *name;
  const char *bytes;
  gsize length;
  const char *expected;
  const char *told; /* "action code lines: found -> became\n" of each kind */
} Text;

static const Text texts[] = {
  { "plain", BYTES ("a,b\n1,2\n"), "1:a|b;2:1|2;", "" },
  { "semicolon", BYTES (MARK "a;b\r\n1;-2,5\r\n"), "1:a|b;2:1|-2,5;",
    "catatan text-delimiter : \";\" -> -\ncatatan text-encoding : UTF-8 (BOM) -> UTF-8\n" },
  { "utf16", BYTES ("\xFF\xFE" "a\0\t\0\xE9\0\n\0"), "1:a|\xC3\xA9;", "catatan text-delimiter : TAB -> -\ncatatan text-encoding : UTF-16 LE -> UTF-8\n" },
  { "windows-1252", BYTES ("a,b\ncaf\xE9,\x96\n"), "1:a|b;2:caf\xC3\xA9|\xE2\x80\x93;", "catatan text-encoding : Windows-1252 -> UTF-8\n" },
  { "sep-line", BYTES ("sep=|\na|b\n"), "2:a|b;", "catatan text-delimiter 1: \"|\" -> -\n" },
  { "blank-lines", BYTES ("a,b\n\n1,2\n,\n  \n"), "1:a|b;3:1|2;4:|;", "dilewati row-blank 2, 5: - -> -\n" },
  { "stray-quote", BYTES ("a,b\n1,2\"x\n3,4\n5,6\"y\n"), "1:a|b;3:3|4;", "ditolak csv-quote-stray 2, 4: 1,2\"x -> -\n" },
  { "unclosed-quote", BYTES ("a,b\n1,\"2\n3,4\n"), "1:a|b;3:3|4;", "ditolak csv-quote-unclosed 2: 1,\"2 -> -\n" },
  { "zero", BYTES ("a,b\n1,\0002\n3,4\n"), "1:a|b;3:3|4;", "ditolak csv-nul 2: 1, -> -\n" },
  { "not-utf8", BYTES ("a,caf\xC3\xA9\n1,\xE9\n3,4\n"), "1:a|caf\xC3\xA9;3:3|4;", "ditolak csv-not-utf8 2: 1,\xEF\xBF\xBD -> -\n" },
  { "half-a-pair", BYTES ("\xFF\xFE" "a\0\n\0\0\xD8\n\0b\0\n\0"), "1:a;3:b;",
    "ditolak csv-not-utf8 2: \xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD -> -\ncatatan text-encoding : UTF-16 LE -> UTF-8\n" },
  { "stray-cr", BYTES ("a,b\n1\r,2\n3,4\r\r\n5,6\r7,8\n"), "1:a|b;2:1|2;3:3|4;4:5|6;5:7|8;", "catatan csv-cr-stray 2: - -> -\n" },
  { "mac", BYTES ("a,b\r1,2\r"), "1:a|b;2:1|2;", "" },
  { "apostrophes", BYTES ("kode,nama\n'001,'Aisyiyah\n'=1+1,'\n"), "1:kode|nama;2:001|'Aisyiyah;3:=1+1|';", "catatan text-apostrophe 2: ' -> 2\n" },
  { "line-ends-in-cells", BYTES ("a,\"b\r\nc\"\nd,e\n"), "1:a|b\r\nc;3:d|e;", "" },
  { "formulas-are-text", BYTES ("=1+1,@SUM(A1),\t=1\n"), "1:=1+1|@SUM(A1)|\t=1;", "" },
};

static char *
spell_log (PoskoImportLog *log)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < posko_import_log_n_kinds (log); i++)
    {
      const PoskoImportKind *kind = posko_import_log_kind (log, i);
      const PoskoImportEvent *first = &kind->examples[0];
      g_string_append_printf (text, "%s %s %s: %s -> %s\n", posko_import_action_code (kind->action), kind->code, kind->lines,
                              first->found != NULL ? first->found : "-", first->became != NULL ? first->became : "-");
      g_assert_cmpstr (kind->file, ==, "daftar.csv");
    }
  return g_string_free (text, FALSE);
}

static void
test_text (gconstpointer data)
{
  const Text *const one = data;
  g_auto (Place) place;
  g_autoptr (PoskoImportLog) log = posko_import_log_new ();
  g_autoptr (GError) error = NULL;

  place_init (&place);
  g_autoptr (PoskoWorkbook) book = read_file (place_write (&place, "daftar.csv", one->bytes, one->length), NULL, log, &error);
  g_assert_no_error (error);
  g_assert_cmpint (book->format, ==, POSKO_FORMAT_TEXT);
  g_autofree char *rows = spell (book), *told = spell_log (log);
  g_assert_cmpstr (rows, ==, one->expected);
  g_assert_cmpstr (told, ==, one->told);
}

/* The ending is told where it is not what the content is. */
static void
test_ending (void)
{
  static const struct
  {
    const char *name;
    gboolean told;
  } names[] = { { "a.csv", FALSE }, { "a.TXT", FALSE }, { "a", FALSE }, { ".csv", FALSE }, { "a.", FALSE }, { "a.xlsx", TRUE }, { "a.csv.xls", TRUE } };
  g_auto (Place) place;

  place_init (&place);
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr (PoskoImportLog) log = posko_import_log_new ();
      g_autoptr (PoskoWorkbook) book = read_file (place_write (&place, names[i].name, BYTES ("a,b\n1,2\n")), NULL, log, NULL);
      g_assert_nonnull (book);
      g_assert_cmpuint (posko_import_log_count_of (log, "format-by-content"), ==, names[i].told ? 1 : 0);
    }
}

static void
test_choice (void)
{
  g_auto (Place) place;
  g_autoptr (GError) error = NULL;

  place_init (&place);
  const char *path = place_write (&place, "a.csv", BYTES ("a,b\n"));
  g_autoptr (PoskoWorkbook) first = read_file (path, "1", NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (first);
  g_assert_null (read_file (path, "2", NULL, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_INPUT);
  g_assert_cmpstr (error->message, ==, "a.csv: no sheet '2': this is one table without sheets");
  g_clear_error (&error);
  g_assert_null (read_file (path, "\xFF", NULL, &error));
  g_assert_true (g_utf8_validate (error->message, -1, NULL));
}

static void
test_cancelled (void)
{
  g_auto (Place) place;
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (PoskoImportLog) log = posko_import_log_new ();
  g_autoptr (GString) text = g_string_new (NULL);

  place_init (&place);
  for (guint i = 0; i < 5000; i++)
    g_string_append (text, "1,2\n");
  g_cancellable_cancel (cancellable);
  g_assert_null (posko_workbook_read (place_write (&place, "a.csv", text->str, text->len), NULL, log, cancellable, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_CANCELLED);
}

static GString *
repeat (const char *before, const char *unit, gsize n, const char *after)
{
  GString *const text = g_string_sized_new (strlen (before) + n * strlen (unit) + strlen (after));
  g_string_append (text, before);
  for (gsize i = 0; i < n; i++)
    g_string_append (text, unit);
  return g_string_append (text, after);
}

/* A record over a limit of its own is refused by its line, the others are read. */
static void
test_limit_record (void)
{
  static const struct
  {
    const char *code, *unit;
    gsize n;
  } records[] = { { "csv-field-long", "x", POSKO_CSV_MAX_FIELD + 1 }, { "csv-columns-many", ",", POSKO_CSV_MAX_COLUMNS } };
  g_auto (Place) place;

  place_init (&place);
  for (guint i = 0; i < G_N_ELEMENTS (records); i++)
    {
      g_autoptr (GString) text = repeat ("a,b\n", records[i].unit, records[i].n, "\n1,2\n");
      g_autoptr (PoskoImportLog) log = posko_import_log_new ();
      g_autoptr (PoskoWorkbook) book = read_file (place_write (&place, "a.csv", text->str, text->len), NULL, log, NULL);
      g_autofree char *rows = spell (book);
      g_assert_cmpstr (rows, ==, "1:a|b;3:1|2;");
      g_assert_cmpuint (posko_import_log_count (log, POSKO_IMPORT_REFUSED), ==, 1);
      g_assert_cmpstr (posko_import_log_kind (log, 0)->code, ==, records[i].code);
      g_assert_cmpstr (posko_import_log_kind (log, 0)->lines, ==, "2");
    }
}

/* Over a limit of the whole nothing is taken: a list that is cut would look whole. */
static void
test_limit_rows (void)
{
  g_auto (Place) place;
  g_autoptr (GString) text = repeat ("", "1\n", POSKO_CSV_MAX_ROWS, "2\n");

  place_init (&place);
  expect_failure (place_write (&place, "a.csv", text->str, text->len), POSKO_ERROR_LIMIT, "a.csv: more than 10 million rows*");
}

static void
test_limit_bytes (void)
{
  g_auto (Place) place;

  place_init (&place);
  const char *path = place_write (&place, "a.csv", BYTES ("a,b\n1,2\n"));
  g_assert_cmpint (truncate (path, (off_t) POSKO_WORKBOOK_MAX_BYTES + 1), ==, 0); /* a hole: it takes no room */
  g_autoptr (GString) text = repeat ("a,b\n", "1,2\n", 20000, "");
  const int descriptor = g_open (path, O_WRONLY, 0);
  g_assert_cmpint (pwrite (descriptor, text->str, text->len, 0), ==, (gssize) text->len);
  close (descriptor);
  expect_failure (path, POSKO_ERROR_LIMIT, "a.csv: is larger than 1073741824 bytes");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (known); i++)
    {
      g_autofree char *path = g_strconcat ("/workbook/format/", known[i].name, NULL);
      g_test_add_data_func (path, &known[i], test_known);
    }
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autofree char *path = g_strconcat ("/workbook/text/", texts[i].name, NULL);
      g_test_add_data_func (path, &texts[i], test_text);
    }
  g_test_add_func ("/workbook/format/gpkg", test_gpkg);
  g_test_add_func ("/workbook/format/zips", test_zips);
  g_test_add_func ("/workbook/format/ole2", test_ole2);
  g_test_add_func ("/workbook/places", test_places);
  g_test_add_func ("/workbook/refusals", test_refusals);
  g_test_add_func ("/workbook/titles", test_titles);
  g_test_add_func ("/workbook/ending", test_ending);
  g_test_add_func ("/workbook/choice", test_choice);
  g_test_add_func ("/workbook/cancelled", test_cancelled);
  g_test_add_func ("/workbook/limit/record", test_limit_record);
  g_test_add_func ("/workbook/limit/rows", test_limit_rows);
  g_test_add_func ("/workbook/limit/bytes", test_limit_bytes);
  return g_test_run ();
}
