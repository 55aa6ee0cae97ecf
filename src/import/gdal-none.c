/* gdal-none.c: stands in for gdal-read.c where posko is built without GDAL: says what is missing and how to get on. */
#include "gdal-read.h"

#include <string.h>

#include "i18n.h"

gboolean
posko_gdal_is_there (void)
{
  return FALSE;
}

static gboolean
refuse (const char *path, const char *file, GError **error)
{
  const char *ending = strrchr (path, '.');
  g_autofree char *format = g_ascii_strup (ending != NULL && ending[1] != '\0' ? ending + 1 : "?", -1);

  g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT,
               _ ("%s: the format %s needs GDAL, which this posko was built without: save boundaries as GeoJSON in EPSG:4326 (QGIS does), tables as XLSX or CSV"),
               file, format);
  return FALSE;
}

gboolean
posko_gdal_read_sheets (const char *path, const char *file, GPtrArray *sheets, PoskoImportLog *log, GCancellable *cancellable, GError **error)
{
  return refuse (path, file, error);
}

GBytes *
posko_gdal_to_geojson (const char *path, const char *file, const char *layer, PoskoImportLog *log, GCancellable *cancellable, GError **error)
{
  refuse (path, file, error);
  return NULL;
}
