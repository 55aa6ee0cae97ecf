/* xlsx-private.h: the parts of an XLSX file, one reader each; read-xlsx.c puts them together.
 *
 * ECMA-376 part 1 (SpreadsheetML), strict and transitional. Each part is XML that is fed piece by piece, so that tests and fuzzers can come with the
 * XML alone.
 */
#pragma once
#include "cell-book.h"
#include "xml-read.h"
G_BEGIN_DECLS

#define POSKO_XLSX_MAX_ROW 1048576u
#define POSKO_XLSX_MAX_COLUMN 16384u /* XFD */

/* A reader of one part: feed @xml, finish it, then take what it made. */
typedef struct _PoskoXlsxStrings PoskoXlsxStrings;
PoskoXlsxStrings *posko_xlsx_strings_new (PoskoCellBook *book);
PoskoXml *posko_xlsx_strings_xml (PoskoXlsxStrings *self);
void posko_xlsx_strings_free (PoskoXlsxStrings *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoXlsxStrings, posko_xlsx_strings_free)

typedef struct _PoskoXlsxStyles PoskoXlsxStyles;
PoskoXlsxStyles *posko_xlsx_styles_new (PoskoCellBook *book);
PoskoXml *posko_xlsx_styles_xml (PoskoXlsxStyles *self);
void posko_xlsx_styles_free (PoskoXlsxStyles *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoXlsxStyles, posko_xlsx_styles_free)

typedef struct _PoskoXlsxSheet PoskoXlsxSheet;
PoskoXlsxSheet *posko_xlsx_sheet_new (PoskoCellBook *book, const PoskoWorkbookSource *source, const char *name);
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

G_END_DECLS
