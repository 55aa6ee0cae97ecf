/* import-city.h: a small city for the tests of the import: two kecamatan side by side, two kelurahan in each, all squares.
 *
 *          106.10      106.15      106.20
 *   -2.10    +-----------+-----------+
 *            | Air Itam  | Kejaksaan |
 *   -2.15    +-----------+-----------+
 *            | Bacang    | Opas Indah|
 *   -2.20    +-----------+-----------+
 *            Bukit Intan   Taman Sari
 */
#pragma once
#include "boundary.h"
#include "tps-import.h"
G_BEGIN_DECLS

/** Returns: (transfer full): the kecamatan, or the kelurahan */
PoskoBoundary *import_city_kecamatan (void);
PoskoBoundary *import_city_kelurahan (void);

/** Imports a text as the file @name in a temporary folder. @with_kelurahan: with both layers. Asserts that it could be read. */
void import_city_run (const char *name, const char *text, gsize length, gboolean with_kelurahan, const PoskoTpsImportParams *base, PoskoImportLog *log,
                      PoskoTpsImport *result, GError **error);

G_END_DECLS
