/* workbook.h: a file as an office sent it, whatever its format and its name's ending: recognised by content, read into sheets.
 *
 * CSV, TSV and text in any usual encoding; XLSX; XLS (BIFF); and, where posko was built with GDAL, SHP (also zipped), DBF, GPKG, KML, KMZ,
 * FileGDB (also zipped) and ODS. What cannot be read is refused by its name ("an HTML page named .xls"), with the way out.
 */
#pragma once
#include "import-log.h"
#include "sheet.h"
G_BEGIN_DECLS

#define POSKO_WORKBOOK_MAX_BYTES ((gsize) 1 << 30) /* of the file */
#define POSKO_WORKBOOK_MAX_SHEETS 256u
#define POSKO_ZIP_MAX_RATIO 200u                   /* an entry that inflates to more than so many times its size is a bomb … */
#define POSKO_ZIP_MIN_SUSPECT ((gsize) 1 << 24)    /* … from this size on */
#define POSKO_ZIP_MAX_BYTES ((gsize) 1 << 30)      /* inflated, all entries that are read */
#define POSKO_ZIP_MAX_ENTRIES 10000u
#define POSKO_XML_MAX_DEPTH 256u

typedef enum
{
  POSKO_FORMAT_EMPTY,   /* 0 bytes, or blanks only */
  POSKO_FORMAT_TEXT,    /* CSV and its kin: what is text and nothing below */
  POSKO_FORMAT_XLSX,
  POSKO_FORMAT_XLS,     /* BIFF in an OLE2 container, or bare BIFF */
  POSKO_FORMAT_ODS,
  POSKO_FORMAT_GEOJSON, /* JSON: an object, or an array of them; also TopoJSON, which is refused by the boundary reader */
  POSKO_FORMAT_SHP,     /* a .shp (magic 9994), or its .dbf/.shx */
  POSKO_FORMAT_DBF,
  POSKO_FORMAT_GPKG,    /* SQLite with the application id of GeoPackage */
  POSKO_FORMAT_KML,
  POSKO_FORMAT_KMZ,
  POSKO_FORMAT_GDB,     /* a folder *.gdb */
  POSKO_FORMAT_ZIP_SHP, /* a zip with a .shp inside */
  POSKO_FORMAT_ZIP_GDB,
  POSKO_FORMAT_HTML,    /* refused: "save it as XLSX" */
  POSKO_FORMAT_XML_SHEET, /* SpreadsheetML 2003, refused */
  POSKO_FORMAT_ENCRYPTED, /* an XLSX with a password (OLE2 with EncryptedPackage), refused */
  POSKO_FORMAT_DOCX,    /* refused, as are the next */
  POSKO_FORMAT_PDF,
  POSKO_FORMAT_IMAGE,   /* a scan */
  POSKO_FORMAT_ZIP,     /* any other zip, RAR, 7z, gzip */
  POSKO_FORMAT_SQLITE,  /* any other database; also MDB */
  POSKO_FORMAT_UNKNOWN,
} PoskoFileFormat;

/**
 * posko_file_format_detect:
 * @path: a file, or a folder (FileGDB)
 *
 * Looks at the content (the first 64 KiB, and a zip's directory), never at the ending alone.
 *
 * Returns: the format; %POSKO_FORMAT_UNKNOWN with @error set when the file cannot be read
 */
PoskoFileFormat posko_file_format_detect (const char *path, GError **error);

/** Returns: (transfer none): the format in a few translated words: "an Excel workbook (XLSX)" */
const char *posko_file_format_title (PoskoFileFormat format);

/** Returns: whether this build can read tables / boundaries of @format (GDAL's formats only with GDAL) */
gboolean posko_file_format_has_tables (PoskoFileFormat format);
gboolean posko_file_format_has_shapes (PoskoFileFormat format);

/** Returns: (transfer none): how to turn a file of a format that cannot be read into one that can; translated */
const char *posko_file_format_remedy (PoskoFileFormat format);

typedef struct
{
  PoskoFileFormat format;
  GPtrArray *sheets; /* PoskoSheet; at least one, in the file's order; hidden sheets come last */
} PoskoWorkbook;

void posko_workbook_free (PoskoWorkbook *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoWorkbook, posko_workbook_free)

/**
 * posko_workbook_read:
 * @sheet: (nullable): read only the sheet or layer of this name (any case) or number from 1
 * @log: told: encoding, delimiter, damaged records with their lines (they are left out), formulas that failed, limits
 *
 * Returns: (transfer full) (nullable): %NULL with @error set to %POSKO_ERROR_INPUT (a format that holds no table, damaged, no such
 *   sheet: the message names those there are), %POSKO_ERROR_LIMIT or %POSKO_ERROR_CANCELLED; the message begins with the base name
 */
PoskoWorkbook *posko_workbook_read (const char *path, const char *sheet, PoskoImportLog *log, GCancellable *cancellable, GError **error);

G_END_DECLS
