/* make-layer.c: a test's boundary file in a format of GDAL's, made out of GeoJSON. Usage: make-layer IN.geojson OUT "ESRI Shapefile"|GPKG|KML|OpenFileGDB
 *
 * What ogr2ogr does, by the same function of GDAL's, so that the tests need no further package. Not part of the program.
 */
#include <gdal.h>
#include <gdal_utils.h>
#include <glib.h>

int
main (int argc, char **argv)
{
  if (argc != 4)
    return 2;
  GDALAllRegister ();
  GDALDatasetH source = GDALOpenEx (argv[1], GDAL_OF_VECTOR, NULL, NULL, NULL);
  char format[] = "-f";
  char *words[] = { format, argv[3], NULL };
  GDALVectorTranslateOptions *options = GDALVectorTranslateOptionsNew (words, NULL);
  GDALDatasetH made = source == NULL ? NULL : GDALVectorTranslate (argv[2], NULL, 1, &source, options, NULL);
  const gboolean done = made != NULL;
  GDALVectorTranslateOptionsFree (options);
  GDALClose (made);
  GDALClose (source);
  return done ? 0 : 1;
}
