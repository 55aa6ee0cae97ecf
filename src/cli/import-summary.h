/* import-summary.h: what an import did, on one screen: what must be mended first, then what was guessed. */
#pragma once
#include "boundary-import.h"
#include "tps-import.h"
G_BEGIN_DECLS

#define POSKO_IMPORT_SUMMARY_LINES 60u /* of a terminal of 100 columns, at most; impor.json holds the rest */

/**
 * posko_import_summary:
 * @result: (nullable): the counts of rows; %NULL when the table could not be read at all
 * @everything: (nullable): the path of the impor.json that was written; %NULL when there is none
 *
 * The files with their formats, the rows by what became of them, then each kind: faults and refused rows first, marked ones, repairs, what
 * was left out, notes. Of a kind the lines (shortened), the first examples and how to mend it; the more kinds, the fewer examples.
 *
 * Returns: (transfer full): translated text of at most %POSKO_IMPORT_SUMMARY_LINES lines
 */
char *posko_import_summary (const PoskoTpsImport *result, const PoskoTpsImportParams *tps, const PoskoBoundaryImportParams *boundaries,
                            PoskoImportLog *log, const char *everything);

G_END_DECLS
