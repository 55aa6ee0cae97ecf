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

/* A sheet is fed and finished by functions of its own, which read plain rows without the XML parser. */
typedef struct _PoskoXlsxSheet PoskoXlsxSheet;
PoskoXlsxSheet *posko_xlsx_sheet_new (PoskoCellBook *book, const PoskoWorkbookSource *source, const char *name);
gboolean posko_xlsx_sheet_feed (PoskoXlsxSheet *self, const char *data, gsize length, GError **error);
gboolean posko_xlsx_sheet_finish (PoskoXlsxSheet *self, GError **error);
/** For tests: the whole sheet, also its plain rows, goes through the XML parser. Call before anything is fed. */
void posko_xlsx_sheet_use_parser (PoskoXlsxSheet *self);
/** After posko_xlsx_sheet_finish(). Returns: (transfer full) (nullable): %NULL with @error set to %POSKO_ERROR_LIMIT where merged ranges overlap out of all measure */
PoskoSheet *posko_xlsx_sheet_steal (PoskoXlsxSheet *self, GError **error);
void posko_xlsx_sheet_free (PoskoXlsxSheet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoXlsxSheet, posko_xlsx_sheet_free)

/* What a sheet asks of the attributes of a row or cell; "" where one is not there. */
typedef struct
{
  char r[16], s[16], t[16], hidden[16];
} PoskoXlsxAttributes;

/* What is told of a plain row: its tag, then each cell with its text in the value given; FALSE from @cell ends the row. */
typedef struct
{
  void (*row) (gpointer user_data, const PoskoXlsxAttributes *attributes);
  gboolean (*cell) (gpointer user_data, const PoskoXlsxAttributes *attributes, gboolean has_formula);
} PoskoXlsxRowHandlers;

/**
 * posko_xlsx_scan_row:
 * @text: UTF-8, at "<row"
 * @value: set to the text of the cell before each call of the cell's handler
 *
 * Returns: the length of the row, after telling all of it; 0, with nothing told, where it is not all there or not plain
 */
gsize posko_xlsx_scan_row (const char *text, gsize length, const PoskoXlsxRowHandlers *handlers, gpointer user_data, GString *value);

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
