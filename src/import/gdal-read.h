/* gdal-read.h: the formats that GDAL reads for us: SHP, DBF, GPKG, KML, KMZ, FileGDB, ODS, zipped ones too. The only file that knows GDAL.
 *
 * GDAL is optional (meson option `gdal`); without it posko_gdal_is_there() is FALSE and the others fail with a message that says how to
 * get on. Layers are turned to WGS 84, longitude first; a layer with no reference system is taken as degrees when its coordinates are,
 * else refused by name.
 */
#pragma once
#include "import-log.h"
#include "sheet.h"
G_BEGIN_DECLS

gboolean posko_gdal_is_there (void);

/**
 * posko_gdal_read_sheets:
 * @sheets: (element-type PoskoSheet): gets one sheet a layer: the attributes as text, and for points two columns `lat` and `lon` at the end
 *
 * Returns: %FALSE with @error set to %POSKO_ERROR_INPUT or %POSKO_ERROR_LIMIT
 */
gboolean posko_gdal_read_sheets (const char *path, const char *file, GPtrArray *sheets, PoskoImportLog *log, GCancellable *cancellable, GError **error);

/**
 * posko_gdal_to_geojson:
 * @layer: (nullable): of this name; %NULL = the only layer with areas (an error names them when there are several)
 *
 * Returns: (transfer full) (nullable): the layer as GeoJSON in WGS 84, or %NULL with @error set as above
 */
GBytes *posko_gdal_to_geojson (const char *path, const char *file, const char *layer, PoskoImportLog *log, GCancellable *cancellable, GError **error);

G_END_DECLS
