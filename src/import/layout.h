/* layout.h: which rows of a sheet are its header, its data, and what only people need: titles, column numbers, totals, signatures. */
#pragma once
#include "import-log.h"
#include "sheet.h"
G_BEGIN_DECLS

typedef enum
{
  POSKO_ROW_TITLE,   /* above the header */
  POSKO_ROW_HEADER,
  POSKO_ROW_NUMBERS, /* 1, 2, 3 … or (1), (2), a, b beneath the header */
  POSKO_ROW_BLANK,
  POSKO_ROW_DATA,
  POSKO_ROW_TOTAL,   /* JUMLAH, TOTAL, SUBTOTAL, JUMLAH KECAMATAN …: its sums are held against the rows (tps-import.h) */
  POSKO_ROW_NOTE,    /* beneath the data: place and date, signature, "Sumber: …" */
  POSKO_ROW_REPEAT,  /* the header again, as on each printed page */
  POSKO_ROW_AREA,    /* only the name of a kecamatan or kelurahan, of the rows beneath it */
  POSKO_ROW_OTHER,   /* a second table with another header, and its rows: refused by name */
} PoskoRowKind;

#define POSKO_LAYOUT_HEADER_ROWS 60u /* so far down a header is looked for */

typedef struct
{
  guint header_first, header_last; /* rows; a header of two rows ("DPT" above "L", "P") is joined: "DPT L" */
  guint n_columns;
  char **headers;    /* (array length=n_columns): joined, blanks collapsed; "" where there is none */
  guint8 *kinds;     /* PoskoRowKind of each row of the sheet */
  guint n_data;
  guint n_recognised; /* columns that the alias table knows: of two sheets the one with more is the TPS list */
} PoskoLayout;

void posko_layout_free (PoskoLayout *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoLayout, posko_layout_free)

/**
 * posko_layout_read_area:
 * @kecamatan, @kelurahan: (out) (optional) (nullable): the names without the word before them, %NULL where the row has none
 *
 * Returns: whether @row only names a kecamatan, a kelurahan or both: "KECAMATAN BUKIT INTAN", "Kel. : Air Itam"
 */
gboolean posko_layout_read_area (const PoskoSheet *sheet, guint row, char **kecamatan, char **kelurahan);

/**
 * posko_layout_read_title:
 * @kecamatan: (inout) (transfer full): set if it is %NULL and the line names one
 * @kelurahan: (inout) (transfer full): the same
 *
 * What a line above the header says of the whole list: "DAFTAR TPS KELURAHAN MELONG KECAMATAN CIMAHI SELATAN". The names
 * may stand anywhere in it, each after the word for its level.
 */
void posko_layout_read_title (const PoskoSheet *sheet, guint row, char **kecamatan, char **kelurahan);

/**
 * posko_layout_find:
 * @log: (nullable): told which rows are header, titles, numbers, totals, notes, blanks (%POSKO_IMPORT_NOTE, %POSKO_IMPORT_LEFT_OUT); %NULL to try a sheet
 *
 * The header is the row (or pair of rows) whose cells the alias table knows best (columns.h); data follow it. O(cells).
 *
 * Returns: (transfer full) (nullable): %NULL with @error set to %POSKO_ERROR_INPUT when no row looks like a header (the message shows the first rows)
 */
PoskoLayout *posko_layout_find (const PoskoSheet *sheet, const char *file, PoskoImportLog *log, GError **error);

G_END_DECLS
