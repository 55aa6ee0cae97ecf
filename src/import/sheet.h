/* sheet.h: a table as a file holds it, before anybody knows what it means: rows of text cells, whatever the format was.
 *
 * Every reader (text, XLSX, XLS, GDAL) fills one; everything after it looks at nothing else. Cells are kept as text in one arena with
 * a 4-byte offset each and a text that repeats the cell above it is kept once, so that a national list of 10 million cells costs little
 * more than its own bytes. Rows and columns count from 0; a cell beyond the end of its row is empty.
 */
#pragma once
#include "error.h"
G_BEGIN_DECLS

#define POSKO_SHEET_MAX_ROWS 10000000u
#define POSKO_SHEET_MAX_COLUMNS 1024u
#define POSKO_SHEET_MAX_CELLS 100000000u         /* empty ones before the last of a row included */
#define POSKO_SHEET_MAX_FIELD ((gsize) 1 << 20)  /* bytes of one cell */
#define POSKO_SHEET_MAX_BYTES ((gsize) 1 << 30)  /* of all cells */

/**
 * PoskoSheetKind: what the file itself says of a cell.
 * @POSKO_SHEET_EMPTY: nothing there
 * @POSKO_SHEET_TEXT: text; all cells of a text file are
 * @POSKO_SHEET_NUMBER: a number of a spreadsheet: its text is in plain notation with a point, whatever the locale was
 * @POSKO_SHEET_DATE: a date or time of a spreadsheet: YYYY-MM-DD, HH:MM or both with a blank between (HH:MM:SS where the seconds are not zero)
 * @POSKO_SHEET_BOOLEAN: "true" or "false"
 * @POSKO_SHEET_ERROR: a formula that failed: "#N/A", "#REF!"
 */
typedef enum
{
  POSKO_SHEET_EMPTY,
  POSKO_SHEET_TEXT,
  POSKO_SHEET_NUMBER,
  POSKO_SHEET_DATE,
  POSKO_SHEET_BOOLEAN,
  POSKO_SHEET_ERROR,
} PoskoSheetKind;

typedef struct _PoskoSheet PoskoSheet; /* one thread at a time while it is filled */

/** @name: of the sheet or layer in its file, "" for a text file */
PoskoSheet *posko_sheet_new (const char *name);
void posko_sheet_free (PoskoSheet *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoSheet, posko_sheet_free)

/**
 * posko_sheet_begin_row:
 * @line: for people: the line of the text file on which the record starts, the row number of a spreadsheet, from 1
 *
 * Returns: %FALSE with @error set to %POSKO_ERROR_LIMIT when there are %POSKO_SHEET_MAX_ROWS rows
 */
gboolean posko_sheet_begin_row (PoskoSheet *self, guint line, GError **error);

/**
 * posko_sheet_set:
 * @column: at or after the end of the last row; cells between are empty
 * @text: (array length=length): UTF-8 without a zero byte
 *
 * Appends a cell to the last row. Returns: %FALSE with @error set to %POSKO_ERROR_LIMIT (columns, bytes of a field, bytes in all)
 */
gboolean posko_sheet_set (PoskoSheet *self, guint column, PoskoSheetKind kind, const char *text, gsize length, GError **error);

/** Makes all cells of a merged range read as its first cell; ranges outside the sheet are cut. Call when all rows are there. */
void posko_sheet_merge (PoskoSheet *self, guint first_row, guint first_column, guint last_row, guint last_column);

const char *posko_sheet_name (const PoskoSheet *self);
guint posko_sheet_n_rows (const PoskoSheet *self);
guint posko_sheet_n_columns (const PoskoSheet *self);                      /* of its widest row */
guint posko_sheet_width (const PoskoSheet *self, guint row);               /* cells of that row, trailing empty ones included */
guint posko_sheet_line (const PoskoSheet *self, guint row);
PoskoSheetKind posko_sheet_kind (const PoskoSheet *self, guint row, guint column);
const char *posko_sheet_text (const PoskoSheet *self, guint row, guint column); /* "" when empty; as long as the sheet */
gboolean posko_sheet_is_merged (const PoskoSheet *self, guint row, guint column); /* its text came from the range's first cell */

G_END_DECLS
