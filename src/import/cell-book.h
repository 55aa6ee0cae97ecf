/* cell-book.h: what the cells of a workbook's sheets refer to and share, and how they get into a sheet; for read-xlsx.c and read-xls.c. */
#pragma once
#include "cell-format.h"
#include "workbook-private.h"
G_BEGIN_DECLS

#define POSKO_BOOK_MAX_STRINGS 50000000u /* shared */
#define POSKO_BOOK_COLUMNS 16384u /* XFD */
#define POSKO_BOOK_MAX_GAP 1000u /* rows that a file leaves out are blank rows up to so many together; more are another place of the sheet */

typedef struct
{
  GByteArray *texts;   /* the shared strings, each with its NUL */
  GArray *starts;      /* guint32: of each in @texts */
  GByteArray *formats; /* PoskoCellFormat of each cell style */
  gboolean is_1904;
  guint64 n_cells, n_bytes; /* of the sheets read so far */
} PoskoCellBook;

void posko_cell_book_init (PoskoCellBook *self);
void posko_cell_book_clear (PoskoCellBook *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PoskoCellBook, posko_cell_book_clear)

/**
 * posko_cell_book_end_string:
 * @start: where in @texts the string begins that was appended last, without its NUL
 *
 * Makes it the next shared string. Returns: %FALSE with @error set to %POSKO_ERROR_LIMIT (its bytes, the number of strings)
 */
gboolean posko_cell_book_end_string (PoskoCellBook *self, guint start, GError **error);

/** Returns: (nullable): shared string @i and its length in bytes; %NULL where there is none */
const char *posko_cell_book_string (const PoskoCellBook *self, gint64 i, gsize *length);

/** Returns: what style @i makes of a number */
PoskoCellFormat posko_cell_book_format (const PoskoCellBook *self, guint i);

/** Adds @n cells and @bytes of text to what the workbook holds; %FALSE with @error set to %POSKO_ERROR_LIMIT where that is too much. */
gboolean posko_cell_book_take (PoskoCellBook *self, guint n, gsize bytes, GError **error);

/* A sheet that is filled cell by cell, in rising order. Rows and columns count from 1 here, as the spreadsheet shows them. */
typedef struct
{
  PoskoCellBook *book;
  const PoskoWorkbookSource *source;
  PoskoSheet *sheet;
  guint begun; /* the last row that was begun */
  guint width; /* of that row */
  guint8 hidden[POSKO_BOOK_COLUMNS / 8]; /* columns, by bit */
} PoskoSheetFill;

/* Where a cell stands. */
typedef struct
{
  guint row, column;
  gboolean is_hidden; /* its row: told to the log once */
} PoskoCellPlace;

/**
 * posko_sheet_fill_set:
 *
 * Sets a cell, after the blank rows before it; an empty text is passed over. A failed formula (%POSKO_SHEET_ERROR) is told to the log.
 *
 * Returns: %FALSE with @error set to %POSKO_ERROR_LIMIT
 */
gboolean posko_sheet_fill_set (PoskoSheetFill *self, const PoskoCellPlace *place, PoskoSheetKind kind, const char *text, gsize length, GError **error);

/** Notes that columns @first to @last, from 1, are hidden; what is no column is passed over. */
void posko_sheet_fill_hide (PoskoSheetFill *self, guint first, guint last);

/** Tells the log which columns of the whole sheet are hidden: they are read as any other. */
void posko_sheet_fill_tell_hidden (const PoskoSheetFill *self);

/** Tells the log of a formula whose value the file does not hold. */
void posko_sheet_fill_tell_missing (const PoskoSheetFill *self, const PoskoCellPlace *place);

/** Sets @text to the number, or to the date that @format makes of it. Returns: which of them */
PoskoSheetKind posko_cell_book_show (const PoskoCellBook *self, gdouble value, PoskoCellFormat format, GString *text);

G_END_DECLS
