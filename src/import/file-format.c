/* file-format.c: what a file is by its content; see workbook.h.
 *
 * Marks at fixed places first (PDF, SQLite, pictures …), then the two containers that hold several formats: a ZIP is told by the names in
 * its directory (libzip), an OLE2 file by those in its own ([MS-CFB] 2.6), which is how an encrypted XLSX differs from an XLS. What is
 * left is text when few of its characters are control characters; HTML, XML and JSON are told by what they begin with.
 *
 * O(1) for most (64 KiB are looked at); an OLE2 file is read whole, a ZIP's directory is bounded by POSKO_ZIP_MAX_ENTRIES.
 */
#include <string.h>
#include <zip.h>

#include "file.h"
#include "gdal-read.h"
#include "i18n.h"
#include "text-decode.h"
#include "workbook-private.h"

#define HEAD_BYTES ((gsize) 1 << 16)
#define PDF_MARK_WITHIN ((gsize) 1024)
#define OLE2_MARK "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"
#define OLE2_HEADER_BYTES ((gsize) 512)
#define OLE2_ENTRY_BYTES ((gsize) 128)
#define OLE2_HEADER_TABLES 109u /* sectors of the allocation table that the header names */
#define OLE2_MAX_SECTORS 1024u  /* of its directory */
#define TEXT_PER_CONTROL 20u    /* one control character in so many is still text */
#define SQLITE_ID_AT 68u

typedef enum
{
  HAS_TABLES = 1 << 0,
  HAS_SHAPES = 1 << 1,
  NEEDS_GDAL = 1 << 2,
} Ability;

#define SAVE_AS N_ ("open it in Excel or LibreOffice and save it as XLSX or CSV")
#define GDAL_WAY N_ ("this posko was built without GDAL: save a table as XLSX or CSV, boundaries as GeoJSON")

static const struct
{
  const char *title;
  const char *remedy;
  const char *endings; /* each with a blank before and after; NULL where any ending is as good */
  Ability abilities;
} formats[] = {
  [POSKO_FORMAT_EMPTY] = { N_ ("an empty file"), N_ ("look whether it was saved, and sent whole"), NULL, 0 },
  [POSKO_FORMAT_TEXT] = { N_ ("a table as text (CSV)"), N_ ("save the boundaries as GeoJSON"), " csv tsv txt tab dat asc prn ", HAS_TABLES },
  [POSKO_FORMAT_XLSX] = { N_ ("an Excel workbook (XLSX)"), N_ ("save the boundaries as GeoJSON"), " xlsx xlsm xltx xltm ", HAS_TABLES },
  [POSKO_FORMAT_XLS] = { N_ ("an old Excel workbook (XLS)"), N_ ("save the boundaries as GeoJSON"), " xls xlt ", HAS_TABLES },
  [POSKO_FORMAT_ODS] = { N_ ("a LibreOffice spreadsheet (ODS)"), GDAL_WAY, " ods ots ", HAS_TABLES | NEEDS_GDAL },
  [POSKO_FORMAT_GEOJSON] = { N_ ("a JSON file (GeoJSON)"), N_ ("it belongs to the boundaries; save the table as XLSX or CSV"), " geojson json topojson ", HAS_SHAPES },
  [POSKO_FORMAT_SHP] = { N_ ("a shapefile (SHP)"), GDAL_WAY, " shp shx ", HAS_TABLES | HAS_SHAPES | NEEDS_GDAL },
  [POSKO_FORMAT_DBF] = { N_ ("a dBASE table (DBF)"), GDAL_WAY, " dbf ", HAS_TABLES | NEEDS_GDAL },
  [POSKO_FORMAT_GPKG] = { N_ ("a GeoPackage (GPKG)"), GDAL_WAY, " gpkg ", HAS_TABLES | HAS_SHAPES | NEEDS_GDAL },
  [POSKO_FORMAT_KML] = { N_ ("a Google Earth file (KML)"), GDAL_WAY, " kml ", HAS_TABLES | HAS_SHAPES | NEEDS_GDAL },
  [POSKO_FORMAT_KMZ] = { N_ ("a zipped Google Earth file (KMZ)"), GDAL_WAY, " kmz zip ", HAS_TABLES | HAS_SHAPES | NEEDS_GDAL },
  [POSKO_FORMAT_GDB] = { N_ ("a file geodatabase (GDB)"), GDAL_WAY, " gdb ", HAS_TABLES | HAS_SHAPES | NEEDS_GDAL },
  [POSKO_FORMAT_ZIP_SHP] = { N_ ("a zipped shapefile"), GDAL_WAY, " zip shz ", HAS_TABLES | HAS_SHAPES | NEEDS_GDAL },
  [POSKO_FORMAT_ZIP_GDB] = { N_ ("a zipped file geodatabase"), GDAL_WAY, " zip gdbz ", HAS_TABLES | HAS_SHAPES | NEEDS_GDAL },
  [POSKO_FORMAT_HTML] = { N_ ("an HTML page"), SAVE_AS, " html htm xhtml mht mhtml ", 0 },
  [POSKO_FORMAT_XML_SHEET] = { N_ ("a spreadsheet of a kind that is not read (Excel XML 2003, XLSB, flat ODS)"), SAVE_AS, " xml xlsb fods ", 0 },
  [POSKO_FORMAT_ENCRYPTED] = { N_ ("an Excel workbook with a password"), N_ ("open it in Excel or LibreOffice with its password and save it again without"), NULL, 0 },
  [POSKO_FORMAT_DOCX] = { N_ ("a text document or presentation (Word, LibreOffice, PowerPoint)"), N_ ("copy its table into a spreadsheet and save that as XLSX or CSV"),
                          " docx doc odt rtf pptx ppt odp docm ", 0 },
  [POSKO_FORMAT_PDF] = { N_ ("a PDF document"), N_ ("ask for the table it was printed from, as XLSX or CSV"), " pdf ", 0 },
  [POSKO_FORMAT_IMAGE] = { N_ ("a picture"), N_ ("ask for the table it shows, as XLSX or CSV"), " jpg jpeg png gif tif tiff bmp webp heic ", 0 },
  [POSKO_FORMAT_ZIP] = { N_ ("an archive (ZIP, RAR, 7z, gzip)"), N_ ("unpack it and give the file inside"), " zip rar 7z gz tgz bz2 xz zst ", 0 },
  [POSKO_FORMAT_SQLITE] = { N_ ("a database (SQLite, Access)"), N_ ("export its table as XLSX or CSV"), " sqlite sqlite3 db mdb accdb ", 0 },
  [POSKO_FORMAT_UNKNOWN] = { N_ ("a file of an unknown kind"), N_ ("look whether this is the right file; save the table as XLSX or CSV"), NULL, 0 },
};

const char *
posko_file_format_title (PoskoFileFormat format)
{
  g_return_val_if_fail ((guint) format < G_N_ELEMENTS (formats), "");
  return _ (formats[format].title);
}

const char *
posko_file_format_remedy (PoskoFileFormat format)
{
  g_return_val_if_fail ((guint) format < G_N_ELEMENTS (formats), "");
  return _ (formats[format].remedy);
}

static gboolean
is_able (PoskoFileFormat format, Ability ability)
{
  g_return_val_if_fail ((guint) format < G_N_ELEMENTS (formats), FALSE);
  return (formats[format].abilities & ability) != 0 && ((formats[format].abilities & NEEDS_GDAL) == 0 || posko_gdal_is_there ());
}

gboolean
posko_file_format_has_tables (PoskoFileFormat format)
{
  return is_able (format, HAS_TABLES);
}

gboolean
posko_file_format_has_shapes (PoskoFileFormat format)
{
  return is_able (format, HAS_SHAPES);
}

gboolean
posko_file_format_needs_gdal (PoskoFileFormat format)
{
  return (formats[format].abilities & NEEDS_GDAL) != 0;
}

/* "daftar.XLS" -> "xls"; NULL where the name has no ending. */
gboolean
posko_is_same_name (const char *a, const char *b)
{
  g_autofree char *x = g_utf8_casefold (a, -1), *y = g_utf8_casefold (b, -1);
  return strcmp (x, y) == 0;
}

char *
posko_file_ending (const char *name)
{
  const char *const dot = strrchr (name, '.');
  const gboolean has_one = dot != NULL && dot != name && dot[1] != '\0' && strchr (dot, '/') == NULL;
  return has_one ? g_ascii_strdown (dot + 1, -1) : NULL;
}

gboolean
posko_file_format_fits_ending (PoskoFileFormat format, const char *ending)
{
  if (ending == NULL || formats[format].endings == NULL)
    return TRUE;
  g_autofree char *word = g_strdup_printf (" %s ", ending);
  return strstr (formats[format].endings, word) != NULL;
}

static gboolean
starts_with (const guint8 *data, gsize length, const char *mark, gsize mark_length)
{
  return length >= mark_length && memcmp (data, mark, mark_length) == 0;
}

static gboolean
holds (const void *data, gsize length, const char *word)
{
  return data != NULL && length > 0 && memmem (data, length, word, strlen (word)) != NULL;
}

static guint
little_16 (const guint8 *data)
{
  return (guint) data[0] | (guint) data[1] << 8;
}

static guint32
little_32 (const guint8 *data)
{
  return (guint32) little_16 (data) | (guint32) little_16 (data + 2) << 16;
}

/* A dBASE header: version, a date, lengths that fit one another. */
static gboolean
is_dbf (const guint8 *data, gsize length)
{
  static const guint8 versions[] = { 0x03, 0x30, 0x31, 0x32, 0x43, 0x83, 0x8B, 0xF5 };
  if (length < 33 || memchr (versions, data[0], sizeof versions) == NULL || data[2] > 12 || data[3] > 31)
    return FALSE;
  const guint header = little_16 (data + 8);
  return header >= 33 && little_16 (data + 10) >= 2 && (header > length || data[header - 1] == 0x0D || (header > 264 && data[header - 264] == 0x0D));
}

/* The stream [MS-XLS] of before 1997: a record that begins the file, of the length that it has. */
static gboolean
is_bare_biff (const guint8 *data, gsize length)
{
  return length >= 6 && data[0] == 0x09 && (data[1] == 0 || data[1] == 2 || data[1] == 4 || data[1] == 8) && data[2] >= 4 && data[2] <= 16 && data[3] == 0;
}

static PoskoFileFormat
detect_sqlite (const guint8 *data, gsize length)
{
  if (length >= SQLITE_ID_AT + 4 && (memcmp (data + SQLITE_ID_AT, "GPKG", 4) == 0 || memcmp (data + SQLITE_ID_AT, "GP1", 3) == 0))
    return POSKO_FORMAT_GPKG;
  return holds (data, length, "gpkg_contents") ? POSKO_FORMAT_GPKG : POSKO_FORMAT_SQLITE;
}

/* What a mark at a fixed place tells; POSKO_FORMAT_UNKNOWN when none does. */
static PoskoFileFormat
detect_mark (const guint8 *data, gsize length)
{
#define MARK(format, text) { format, text, sizeof text - 1 }
  static const struct
  {
    PoskoFileFormat format;
    const char *mark;
    gsize length;
  } marks[] = {
    MARK (POSKO_FORMAT_SHP, "\x00\x00\x27\x0A\0\0\0\0"), MARK (POSKO_FORMAT_IMAGE, "\x89PNG\r\n\x1A\n"), MARK (POSKO_FORMAT_IMAGE, "\xFF\xD8\xFF"),
    MARK (POSKO_FORMAT_IMAGE, "GIF87a"), MARK (POSKO_FORMAT_IMAGE, "GIF89a"), MARK (POSKO_FORMAT_IMAGE, "II*\0"), MARK (POSKO_FORMAT_IMAGE, "MM\0*"),
    MARK (POSKO_FORMAT_ZIP, "Rar!\x1A\x07"), MARK (POSKO_FORMAT_ZIP, "7z\xBC\xAF\x27\x1C"), MARK (POSKO_FORMAT_ZIP, "\x1F\x8B\x08"),
    MARK (POSKO_FORMAT_ZIP, "\xFD" "7zXZ\0"), MARK (POSKO_FORMAT_ZIP, "\x28\xB5\x2F\xFD"), MARK (POSKO_FORMAT_ZIP, "BZh91AY&SY"),
    MARK (POSKO_FORMAT_SQLITE, "\0\1\0\0Standard Jet DB"), MARK (POSKO_FORMAT_SQLITE, "\0\1\0\0Standard ACE DB"), MARK (POSKO_FORMAT_DOCX, "{\\rtf"),
  };
#undef MARK
  for (guint i = 0; i < G_N_ELEMENTS (marks); i++)
    if (starts_with (data, length, marks[i].mark, marks[i].length))
      return marks[i].format;
  if (starts_with (data, length, "SQLite format 3\0", 16))
    return detect_sqlite (data, length);
  if (holds (data, MIN (length, PDF_MARK_WITHIN), "%PDF-"))
    return POSKO_FORMAT_PDF;
  if (length >= 12 && ((memcmp (data, "RIFF", 4) == 0 && memcmp (data + 8, "WEBP", 4) == 0) || memcmp (data + 4, "ftyphei", 7) == 0))
    return POSKO_FORMAT_IMAGE;
  if (length >= 14 && memcmp (data, "BM", 2) == 0 && little_32 (data + 6) == 0)
    return POSKO_FORMAT_IMAGE;
  if (is_bare_biff (data, length))
    return POSKO_FORMAT_XLS;
  return is_dbf (data, length) ? POSKO_FORMAT_DBF : POSKO_FORMAT_UNKNOWN;
}

/* The kind that an entry's name in an OLE2 directory tells. */
static PoskoFileFormat
detect_ole2_entry (const guint8 *entry)
{
  static const struct
  {
    const char *name;
    PoskoFileFormat format;
  } names[] = {
    { "EncryptedPackage", POSKO_FORMAT_ENCRYPTED }, { "Workbook", POSKO_FORMAT_XLS },  { "Book", POSKO_FORMAT_XLS },
    { "WordDocument", POSKO_FORMAT_DOCX },          { "PowerPoint Document", POSKO_FORMAT_DOCX },
  };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const gsize n = strlen (names[i].name);
      gsize same = 0;
      while (same < n && entry[2 * same] == (guint8) names[i].name[same] && entry[2 * same + 1] == 0)
        same++;
      if (same == n && little_16 (entry + 64) == 2 * n + 2)
        return names[i].format;
    }
  return POSKO_FORMAT_UNKNOWN;
}

/* The sector after @sector by the allocation table, or one beyond the end of the file. */
static guint32
next_sector (const guint8 *data, gsize length, gsize size, guint32 sector)
{
  const gsize per_table = size / 4, table = sector / per_table;
  if (table >= OLE2_HEADER_TABLES)
    return G_MAXUINT32;
  const gsize at = ((gsize) little_32 (data + 76 + 4 * table) + 1) * size + 4 * (sector % per_table);
  return at + 4 <= length ? little_32 (data + at) : G_MAXUINT32;
}

/* What cannot be followed is left to the reader of XLS, which says what is damaged. */
static PoskoFileFormat
detect_ole2 (const guint8 *data, gsize length)
{
  static const char encrypted[] = "E\0n\0c\0r\0y\0p\0t\0e\0d\0P\0a\0c\0k\0a\0g\0e";

  if (length < OLE2_HEADER_BYTES || (data[30] != 9 && data[30] != 12))
    return memmem (data, length, encrypted, sizeof encrypted) != NULL ? POSKO_FORMAT_ENCRYPTED : POSKO_FORMAT_XLS;
  const gsize size = (gsize) 1 << data[30];
  guint32 sector = little_32 (data + 48);
  gboolean seen = FALSE;

  for (guint n = 0; n < OLE2_MAX_SECTORS && ((gsize) sector + 2) * size <= length; n++)
    {
      for (gsize at = 0; at < size; at += OLE2_ENTRY_BYTES)
        {
          const PoskoFileFormat format = detect_ole2_entry (data + ((gsize) sector + 1) * size + at);
          if (format != POSKO_FORMAT_UNKNOWN)
            return format;
        }
      seen = TRUE;
      sector = next_sector (data, length, size, sector);
    }
  return seen && ((gsize) sector + 1) * size > length ? POSKO_FORMAT_UNKNOWN : POSKO_FORMAT_XLS;
}

static PoskoFileFormat
detect_open_document (zip_t *zip)
{
  char type[64] = "";
  zip_file_t *file = zip_fopen (zip, "mimetype", 0);
  if (file == NULL)
    return POSKO_FORMAT_UNKNOWN;
  const zip_int64_t n = zip_fread (file, type, sizeof type - 1);
  zip_fclose (file);
  type[MAX (n, 0)] = '\0';
  if (g_str_has_prefix (type, "application/vnd.oasis.opendocument.spreadsheet"))
    return POSKO_FORMAT_ODS;
  return g_str_has_prefix (type, "application/vnd.oasis.opendocument.") ? POSKO_FORMAT_DOCX : POSKO_FORMAT_UNKNOWN;
}

/* The first kind of the list of which the directory has an entry. */
static PoskoFileFormat
detect_zip_names (zip_t *zip)
{
  static const struct
  {
    PoskoFileFormat format;
    const char *prefix, *suffix;
  } names[] = {
    { POSKO_FORMAT_XML_SHEET, "xl/", "workbook.bin" }, { POSKO_FORMAT_XLSX, "xl/", ".xml" }, { POSKO_FORMAT_DOCX, "word/", ".xml" },
    { POSKO_FORMAT_DOCX, "ppt/", ".xml" },             { POSKO_FORMAT_ZIP_GDB, "", ".gdbtable" }, { POSKO_FORMAT_ZIP_SHP, "", ".shp" },
    { POSKO_FORMAT_KMZ, "", ".kml" },
  };
  const zip_int64_t n = MIN (zip_get_num_entries (zip, 0), (zip_int64_t) POSKO_ZIP_MAX_ENTRIES);
  guint best = G_N_ELEMENTS (names);

  for (zip_int64_t i = 0; i < n; i++)
    {
      const char *const name = zip_get_name (zip, (zip_uint64_t) i, ZIP_FL_ENC_GUESS);
      g_autofree char *lower = name != NULL ? g_ascii_strdown (name, -1) : NULL;
      for (guint k = 0; k < best && lower != NULL; k++)
        if (g_str_has_prefix (lower, names[k].prefix) && g_str_has_suffix (lower, names[k].suffix))
          best = k;
    }
  return best < G_N_ELEMENTS (names) ? names[best].format : POSKO_FORMAT_UNKNOWN;
}

/* @source: taken */
static PoskoFileFormat
detect_zip (zip_source_t *source, const guint8 *data, gsize length)
{
  PoskoFileFormat format = POSKO_FORMAT_UNKNOWN;
  zip_t *zip = source != NULL ? zip_open_from_source (source, ZIP_RDONLY, NULL) : NULL;

  if (zip == NULL)
    {
      zip_source_free (source);
      /* Cut short: the names stand in the file as well, before each entry. The reader says what is damaged. */
      return holds (data, length, "[Content_Types].xml") || holds (data, length, "xl/") ? POSKO_FORMAT_XLSX : POSKO_FORMAT_ZIP;
    }
  format = detect_open_document (zip);
  if (format == POSKO_FORMAT_UNKNOWN)
    format = detect_zip_names (zip);
  zip_discard (zip);
  return format == POSKO_FORMAT_UNKNOWN ? POSKO_FORMAT_ZIP : format;
}

static gboolean
is_html (const char *text)
{
  static const char *const tags[] = { "<!doctype html", "<html", "<table", "<head", "<body", "<meta ", "<style" };
  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    if (strstr (text, tags[i]) != NULL)
      return TRUE;
  return FALSE;
}

/* @text: lower case, from its first character that is no blank */
static PoskoFileFormat
detect_markup (const char *text)
{
  if (*text != '<')
    return strstr (text, "<table") != NULL && strstr (text, "<tr") != NULL && strstr (text, "<td") != NULL ? POSKO_FORMAT_HTML : POSKO_FORMAT_TEXT;
  if (strstr (text, "<kml") != NULL)
    return POSKO_FORMAT_KML;
  if (strstr (text, "urn:schemas-microsoft-com:office:spreadsheet") != NULL && strstr (text, "<workbook") != NULL)
    return POSKO_FORMAT_XML_SHEET;
  if (strstr (text, "opendocument.spreadsheet") != NULL)
    return POSKO_FORMAT_XML_SHEET;
  if (is_html (text))
    return POSKO_FORMAT_HTML;
  return g_str_has_prefix (text, "<?xml") ? POSKO_FORMAT_UNKNOWN : POSKO_FORMAT_TEXT;
}

/* An object, or an array of objects. */
static gboolean
is_json (const char *text)
{
  const gboolean array = *text == '[';
  if (*text != '{' && !array)
    return FALSE;
  text++;
  while (g_ascii_isspace (*text))
    text++;
  return array ? *text == '{' : *text == '"' || *text == '}';
}

static PoskoFileFormat
detect_text (GBytes *head)
{
  PoskoTextEncoding encoding;
  gsize length, n_control = 0;
  g_autoptr (GBytes) decoded = posko_text_decode (head, &encoding);
  const char *const data = g_bytes_get_data (decoded, &length);

  for (gsize i = 0; i < length; i++)
    n_control += (guint8) data[i] < 0x20 && (data[i] == '\0' || strchr ("\t\n\v\f\r\x1A", data[i]) == NULL);
  if (n_control > length / TEXT_PER_CONTROL + 1)
    return POSKO_FORMAT_UNKNOWN;
  g_autofree char *text = g_ascii_strdown (length > 0 ? data : "", (gssize) length);
  const char *start = text;
  while (g_ascii_isspace (*start))
    start++;
  if (*start == '\0' && (gsize) (start - text) == length)
    return POSKO_FORMAT_EMPTY;
  if (g_str_has_prefix (start, "mime-version:") && strstr (start, "text/html") != NULL)
    return POSKO_FORMAT_HTML;
  return is_json (start) ? POSKO_FORMAT_GEOJSON : detect_markup (start);
}

PoskoFileFormat
posko_file_format_of_bytes (GBytes *bytes)
{
  gsize length;
  const guint8 *const data = g_bytes_get_data (bytes, &length);
  const gsize head_length = MIN (length, HEAD_BYTES);

  if (length == 0)
    return POSKO_FORMAT_EMPTY;
  if (starts_with (data, length, OLE2_MARK, 8))
    return detect_ole2 (data, length);
  if (starts_with (data, length, "PK\x03\x04", 4) || starts_with (data, length, "PK\x05\x06", 4))
    return detect_zip (zip_source_buffer_create (data, length, 0, NULL), data, head_length);
  const PoskoFileFormat format = detect_mark (data, head_length);
  if (format != POSKO_FORMAT_UNKNOWN)
    return format;
  g_autoptr (GBytes) head = g_bytes_new_from_bytes (bytes, 0, head_length);
  return detect_text (head);
}

/* A FileGDB is a folder of tables. */
static gboolean
is_gdb_folder (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  for (const char *name; folder != NULL && (name = g_dir_read_name (folder)) != NULL;)
    if (g_str_has_suffix (name, ".gdbtable"))
      return TRUE;
  return FALSE;
}

/* Keeps the first chunk. */
static gboolean
take_head (const char *chunk, gsize length, gpointer user_data)
{
  g_byte_array_append (user_data, (const guint8 *) chunk, (guint) MIN (length, HEAD_BYTES));
  return FALSE;
}

PoskoFileFormat
posko_file_format_detect (const char *path, GError **error)
{
  g_return_val_if_fail (path != NULL, POSKO_FORMAT_UNKNOWN);

  g_autoptr (GByteArray) start = g_byte_array_new ();
  if (g_file_test (path, G_FILE_TEST_IS_DIR) && is_gdb_folder (path))
    return POSKO_FORMAT_GDB;
  if (!posko_file_stream (path, G_MAXSSIZE - 1, take_head, start, error))
    return POSKO_FORMAT_UNKNOWN;
  gsize length;
  g_autoptr (GBytes) head = g_byte_array_free_to_bytes (g_steal_pointer (&start));
  const guint8 *const data = g_bytes_get_data (head, &length);
  if (starts_with (data, length, "PK\x03\x04", 4))
    return detect_zip (zip_source_file_create (path, 0, 0, NULL), data, length);
  if (!starts_with (data, length, OLE2_MARK, 8))
    return posko_file_format_of_bytes (head);
  g_autoptr (GBytes) whole = posko_file_read (path, POSKO_WORKBOOK_MAX_BYTES, error);
  return whole == NULL ? POSKO_FORMAT_UNKNOWN : posko_file_format_of_bytes (whole);
}
