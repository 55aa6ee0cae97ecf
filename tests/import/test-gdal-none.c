/* test-gdal-none.c: without GDAL its formats are refused by name, with the way out. */
#include <string.h>

#include "error.h"
#include "gdal-read.h"

static void
test_refused (void)
{
  g_autoptr (PoskoImportLog) log = posko_import_log_new ();
  g_autoptr (GPtrArray) sheets = g_ptr_array_new ();
  g_autoptr (GError) error = NULL, other = NULL;

  g_assert_false (posko_gdal_is_there ());
  g_assert_null (posko_gdal_to_geojson ("x/batas.gpkg", "batas.gpkg", NULL, log, NULL, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_INPUT);
  g_assert_true (g_str_has_prefix (error->message, "batas.gpkg: the format GPKG "));
  g_assert_nonnull (strstr (error->message, "GeoJSON"));
  g_assert_false (posko_gdal_read_sheets ("daftar.ods", "daftar.ods", sheets, log, NULL, &other));
  g_assert_nonnull (strstr (other->message, "XLSX"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/gdal-none/refused", test_refused);
  return g_test_run ();
}
