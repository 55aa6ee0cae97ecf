/* xlsx-private.h: the parts of an XLSX file, one reader each; read-xlsx.c puts them together.
 *
 * ECMA-376 part 1 (SpreadsheetML), strict and transitional. Each part is XML that is fed piece by piece, so that tests and fuzzers can come with the
 * XML alone.
 */
#pragma once
#include "cell-format.h"
#include "workbook-private.h"
#include "xml-read.h"
G_BEGIN_DECLS

#define POSKO_XLSX_MAX_STRINGS 50000000u /* shared */
#define POSKO_XLSX_MAX_ROW 1048576u
#define POSKO_XLSX_MAX_COLUMN 16384u /* XFD */
#define POSKO_XLSX_MAX_GAP 1000u     /* rows that a file leaves out are blank rows up to so many together; more are another place of the sheet */

/* What the cells of all sheets refer to, and what all sheets may take together. */
typedef struct
{
  GByteArray *texts; /* the shared strings, each with its NUL */
  GArray *starts;    /* guint32: of each in @texts */
  GByteArray *formats; /* PoskoCellFormat of each cell style */
  gboolean is_1904;
  guint64 n_cells, n_bytes; /* of the sheets read so far */
} PoskoXlsxBook;

void posko_xlsx_book_init (PoskoXlsxBook *self);
void posko_xlsx_book_clear (PoskoXlsxBook *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PoskoXlsxBook, posko_xlsx_book_clear)

/* A reader of one part: feed @xml, finish it, then take what it made. */
typedef struct _PoskoXlsxStrings PoskoXlsxStrings;
PoskoXlsxStrings *posko_xlsx_strings_new (PoskoXlsxBook *book);
PoskoXml *posko_xlsx_strings_xml (PoskoXlsxStrings *self);
void posko_xlsx_strings_free (PoskoXlsxStrings *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoXlsxStrings, posko_xlsx_strings_free)

typedef struct _PoskoXlsxStyles PoskoXlsxStyles;
PoskoXlsxStyles *posko_xlsx_styles_new (PoskoXlsxBook *book);
PoskoXml *posko_xlsx_styles_xml (PoskoXlsxStyles *self);
void posko_xlsx_styles_free (PoskoXlsxStyles *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoXlsxStyles, posko_xlsx_styles_free)

typedef struct _PoskoXlsxSheet PoskoXlsxSheet;
PoskoXlsxSheet *posko_xlsx_sheet_new (PoskoXlsxBook *book, const PoskoWorkbookSource *source, const char *name);
PoskoXml *posko_xlsx_sheet_xml (PoskoXlsxSheet *self);
/** After posko_xml_finish(). Returns: (transfer full) (nullable): %NULL with @error set to %POSKO_ERROR_LIMIT where merged ranges overlap out of all measure */
PoskoSheet *posko_xlsx_sheet_steal (PoskoXlsxSheet *self, GError **error);
void posko_xlsx_sheet_free (PoskoXlsxSheet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoXlsxSheet, posko_xlsx_sheet_free)

/* An <si> or <is>: its text without the phonetic runs. @depth counts from the element itself, 0. */
typedef struct
{
  gboolean in_run;
  gboolean in_text;
} PoskoXlsxRichText;

/** Returns: whether the element opens text of the string; keeps @self in step */
gboolean posko_xlsx_rich_text_start (PoskoXlsxRichText *self, guint depth, const char *name);
void posko_xlsx_rich_text_end (PoskoXlsxRichText *self, guint depth);

/** Replaces what Excel writes for characters XML cannot hold ("_x000D_") by the character, in place; those that no text may hold go. Returns: the length */
gsize posko_xlsx_unescape (char *text, gsize length);

/** Adds @n cells and @bytes of text to what the workbook holds; %FALSE with @error set to %POSKO_ERROR_LIMIT where that is too much. */
gboolean posko_xlsx_book_take (PoskoXlsxBook *self, guint n, gsize bytes, GError **error);

G_END_DECLS
