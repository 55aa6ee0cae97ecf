/* xls-private.h: the records of an XLS workbook (BIFF 2 to 8), and what read-xls.c and xls-strings.c make of them. */
#pragma once
#include "cell-book.h"
G_BEGIN_DECLS

#define POSKO_XLS_MAX_CELLS (65536u * 256u) /* the places of a sheet: more cells are there twice */

/* Types of records, [MS-XLS] 2.3 and, before BIFF 5, OpenOffice.org's Documentation of the Microsoft Excel File Format (D. Rentz, 2008), chapter 5. */
typedef enum
{
  XLS_BLANK_2 = 0x0001,
  XLS_INTEGER_2 = 0x0002,
  XLS_NUMBER_2 = 0x0003,
  XLS_LABEL_2 = 0x0004,
  XLS_BOOLERR_2 = 0x0005,
  XLS_FORMULA = 0x0006,
  XLS_STRING_2 = 0x0007,
  XLS_ROW_2 = 0x0008,
  XLS_BOF_2 = 0x0009,
  XLS_EOF = 0x000a,
  XLS_FORMAT_2 = 0x001e,
  XLS_DATEMODE = 0x0022,
  XLS_FILEPASS = 0x002f,
  XLS_CONTINUE = 0x003c,
  XLS_CODEPAGE = 0x0042,
  XLS_COLINFO = 0x007d,
  XLS_BOUNDSHEET = 0x0085,
  XLS_MULRK = 0x00bd,
  XLS_RSTRING = 0x00d6,
  XLS_XF = 0x00e0,
  XLS_MERGEDCELLS = 0x00e5,
  XLS_SST = 0x00fc,
  XLS_LABELSST = 0x00fd,
  XLS_NUMBER = 0x0203,
  XLS_LABEL = 0x0204,
  XLS_BOOLERR = 0x0205,
  XLS_FORMULA_3 = 0x0206,
  XLS_STRING = 0x0207,
  XLS_ROW = 0x0208,
  XLS_BOF_3 = 0x0209,
  XLS_XF_3 = 0x0243,
  XLS_RK = 0x027e,
  XLS_FORMULA_4 = 0x0406,
  XLS_BOF_4 = 0x0409,
  XLS_FORMAT = 0x041e,
  XLS_XF_4 = 0x0443,
  XLS_BOF = 0x0809,
} PoskoXlsType;

/* Walks the records of a stream. After posko_xls_next(): the record's type and body. */
typedef struct
{
  const guint8 *data;
  gsize end, at; /* @at: of the record after this one */
  guint16 type;
  const guint8 *body;
  guint size;
} PoskoXlsRecords;

/** Returns: whether there is another whole record; FALSE at the end of the stream, and where the next is cut short */
gboolean posko_xls_next (PoskoXlsRecords *self);

/** Returns: the number at @at of the record's body, 0 where the record is shorter */
guint16 posko_xls_word (const PoskoXlsRecords *self, guint at);
guint32 posko_xls_long (const PoskoXlsRecords *self, guint at);
gdouble posko_xls_double (const PoskoXlsRecords *self, guint at);

/* What texts before BIFF 8 are written in. */
typedef struct
{
  guint version;  /* of BIFF: 2, 3, 4, 5 (also 7), 8 */
  GIConv decoder; /* from the code page; (GIConv) -1 where it is not known: Windows-1252 */
} PoskoXlsTexts;

/** Takes the code page of a CODEPAGE record. */
void posko_xls_texts_set_page (PoskoXlsTexts *self, guint page);
void posko_xls_texts_clear (PoskoXlsTexts *self);

/**
 * posko_xls_append_text:
 * @at: where in the record the text's length stands
 * @wide: whether the length has two bytes
 *
 * Appends the text to @into as UTF-8 without zero bytes. A text longer than its record goes on in CONTINUE records after it, which are passed.
 *
 * Returns: %FALSE where the records end before the text does
 */
gboolean posko_xls_append_text (const PoskoXlsTexts *self, PoskoXlsRecords *records, guint at, gboolean wide, GByteArray *into);

/** Reads the shared strings of an SST record and its CONTINUE records into @book. Returns: %FALSE with @error set: damaged, limits */
gboolean posko_xls_read_strings (PoskoXlsRecords *records, PoskoCellBook *book, GError **error);

/* What the records at a workbook's beginning (before version 5: at a sheet's) say of all that follows. */
typedef struct
{
  PoskoXlsTexts texts;
  PoskoCellBook book;
  GHashTable *formats; /* id + 1 -> PoskoCellFormat + 1 */
  guint n_formats;     /* before version 5 a format's id is its place */
  gboolean has_page;
  guint max_cells;     /* of a sheet: POSKO_XLS_MAX_CELLS; a test takes fewer */
} PoskoXlsSettings;

void posko_xls_settings_init (PoskoXlsSettings *self);
void posko_xls_settings_clear (PoskoXlsSettings *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PoskoXlsSettings, posko_xls_settings_clear)

/** Returns: whether a record of that type begins a workbook, sheet or chart */
gboolean posko_xls_is_start (guint16 type);

/** Takes a record if it is a setting. Returns: %FALSE with @error set: a password, damage, limits */
gboolean posko_xls_take_setting (PoskoXlsSettings *self, PoskoXlsRecords *records, GError **error);

/** Reads the sheet whose start record was read last, to its end. Returns: (transfer full) (nullable): %NULL with @error set: damage, limits, cancelled */
PoskoSheet *posko_xls_read_sheet (PoskoXlsRecords *records, PoskoXlsSettings *settings, const PoskoWorkbookSource *source, const char *name, GError **error);

G_END_DECLS
