/* test-gdal.c: what GDAL's own writers make is read back: areas as SHP, zipped SHP, GPKG, KML and in UTM, tables as DBF, ODS and points. */
#include <cpl_conv.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <glib/gstdio.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <math.h>
#include <string.h>

#include "boundary-import.h"
#include "error.h"
#include "gdal-read.h"

static char *folder;

static char *
in_folder (const char *name)
{
  return g_build_filename (folder, name, NULL);
}

typedef struct
{
  const char *driver, *file, *layer;
  guint epsg;       /* 0 = none */
  const char *name; /* of the first area */
  gboolean points;
  gboolean append;  /* a further layer of the file */
} Making;

static void
add_feature (OGRLayerH layer, const char *code, const char *name, const char *text, OGRCoordinateTransformationH way)
{
  OGRFeatureH feature = OGR_F_Create (OGR_L_GetLayerDefn (layer));
  OGRGeometryH geometry = NULL;
  char *rest = (char *) text;

  OGR_F_SetFieldString (feature, OGR_F_GetFieldIndex (feature, "kode"), code);
  OGR_F_SetFieldString (feature, OGR_F_GetFieldIndex (feature, "nama"), name);
  if (text != NULL)
    {
      g_assert_cmpint (OGR_G_CreateFromWkt (&rest, NULL, &geometry), ==, OGRERR_NONE);
      if (way != NULL)
        g_assert_cmpint (OGR_G_Transform (geometry, way), ==, OGRERR_NONE);
      OGR_F_SetGeometryDirectly (feature, geometry);
    }
  g_assert_cmpint (OGR_L_CreateFeature (layer, feature), ==, OGRERR_NONE);
  OGR_F_Destroy (feature);
}

static char *
make (const Making *making)
{
  char *path = in_folder (making->file);
  GDALDriverH driver = GDALGetDriverByName (making->driver);
  GDALDatasetH dataset = making->append ? GDALOpenEx (path, GDAL_OF_VECTOR | GDAL_OF_UPDATE, NULL, NULL, NULL) : GDALCreate (driver, path, 0, 0, 0, GDT_Unknown, NULL);
  OGRSpatialReferenceH degrees = OSRNewSpatialReference (NULL), reference = making->epsg > 0 ? OSRNewSpatialReference (NULL) : NULL;
  OGRCoordinateTransformationH way = NULL;
  const gboolean table = strcmp (making->driver, "ODS") == 0;
  OGRLayerH layer;

  g_assert_nonnull (dataset);
  OSRImportFromEPSG (degrees, 4326);
  OSRSetAxisMappingStrategy (degrees, OAMS_TRADITIONAL_GIS_ORDER);
  if (reference != NULL)
    {
      OSRImportFromEPSG (reference, (int) making->epsg);
      OSRSetAxisMappingStrategy (reference, OAMS_TRADITIONAL_GIS_ORDER);
      way = making->epsg != 4326 ? OCTNewCoordinateTransformation (degrees, reference) : NULL;
    }
  layer = GDALDatasetCreateLayer (dataset, making->layer, reference, table ? wkbNone : making->points ? wkbPoint : wkbPolygon, NULL);
  g_assert_nonnull (layer);
  for (guint i = 0; i < 2; i++)
    {
      OGRFieldDefnH field = OGR_Fld_Create (i == 0 ? "kode" : "nama", OFTString);
      OGR_L_CreateField (layer, field, TRUE);
      OGR_Fld_Destroy (field);
    }
  add_feature (layer, "19.71.01", making->name, table ? NULL : making->points ? "POINT(106.1 -2.1)" : "POLYGON((106 -2,106.01 -2,106.01 -1.99,106 -1.99,106 -2))", way);
  add_feature (layer, "19.71.02", "B", table ? NULL : making->points ? "POINT(106.2 -2.2)" : "POLYGON((106.01 -2,106.02 -2,106.02 -1.99,106.01 -1.99,106.01 -2))", way);
  GDALClose (dataset);
  if (way != NULL)
    OCTDestroyCoordinateTransformation (way);
  OSRDestroySpatialReference (degrees);
  if (reference != NULL)
    OSRDestroySpatialReference (reference);
  return path;
}

/* Imports a file of boundaries. Returns: "code name, …" or the error's message */
static char *
import (const char *path, const char *layer_name, gdouble *west)
{
  const PoskoBoundaryImportParams params = { path, NULL, layer_name, TRUE };
  g_autoptr (PoskoImportLog) log = posko_import_log_new ();
  g_autoptr (PoskoBoundary) kecamatan = NULL, kelurahan = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  PoskoLonLat south_west, north_east;

  if (!posko_boundary_import (&params, log, &kecamatan, &kelurahan, NULL, &error))
    return g_strdup (error->message);
  for (guint i = 0; i < posko_boundary_n (kecamatan); i++)
    g_string_append_printf (text, "%s%s %s", i > 0 ? ", " : "", posko_boundary_code (kecamatan, i), posko_boundary_name (kecamatan, i));
  posko_boundary_bounds (kecamatan, &south_west, &north_east);
  if (west != NULL)
    *west = south_west.lon;
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static const struct
{
  const char *name;
  Making making;
} areas[] = {
  { "shp", { "ESRI Shapefile", "a.shp", "a", 4326, "Pangkal Balam", FALSE, FALSE } },
  { "shp-no-prj", { "ESRI Shapefile", "b.shp", "b", 0, "Pangkal Balam", FALSE, FALSE } },
  { "shp-utm", { "ESRI Shapefile", "c.shp", "c", 32748, "Pangkal Balam", FALSE, FALSE } },
  { "gpkg", { "GPKG", "d.gpkg", "d", 4326, "Pangkal Balam", FALSE, FALSE } },
  { "gpkg-mercator", { "GPKG", "e.gpkg", "e", 3857, "Pangkal Balam", FALSE, FALSE } },
  { "kml", { "LIBKML", "f.kml", "f", 4326, "Pangkal Balam", FALSE, FALSE } },
  { "kmz", { "LIBKML", "g.kmz", "g", 4326, "Pangkal Balam", FALSE, FALSE } },
};

static void
test_areas (gconstpointer data)
{
  const guint i = GPOINTER_TO_UINT (data);
  g_autofree char *path = make (&areas[i].making);
  gdouble west = 0;
  g_autofree char *found = import (path, NULL, &west);

  g_assert_cmpstr (found, ==, "19.71.01 Pangkal Balam, 19.71.02 B");
  g_assert_cmpfloat_with_epsilon (west, 106, 1e-6);
}

/* The bytes of a name in a .dbf are what they are: no .cpg means Windows-1252, or UTF-8 where they are that. */
static void
test_encoding (void)
{
  const Making making = { "ESRI Shapefile", "h.shp", "h", 4326, "Caf\xc3\xa9", FALSE, FALSE };
  g_autofree char *path = make (&making), *cpg = in_folder ("h.cpg"), *dbf = in_folder ("h.dbf"), *text = NULL, *found = NULL, *again = NULL;
  gsize length;

  found = import (path, NULL, NULL);
  g_assert_cmpstr (found, ==, "19.71.01 Caf\xc3\xa9, 19.71.02 B");
  g_assert_true (g_file_get_contents (dbf, &text, &length, NULL));
  for (gsize at = 0; at + 5 < length; at++)
    if (memcmp (text + at, "Caf", 3) == 0)
      memcpy (text + at, "Caf\xe9 ", 5);
  g_assert_true (g_file_set_contents (dbf, text, (gssize) length, NULL));
  g_remove (cpg);
  again = import (path, NULL, NULL);
  g_assert_cmpstr (again, ==, "19.71.01 Caf\xc3\xa9, 19.71.02 B");
}

static void
zip (const char *archive, const char *const *files)
{
  g_autofree char *path = in_folder (archive);
  void *made = CPLCreateZip (path, NULL);

  for (guint i = 0; files[i] != NULL; i++)
    {
      g_autofree char *full = in_folder (files[i]), *inside = g_strconcat ("dalam/", files[i], NULL), *text = NULL;
      gsize length;
      g_assert_true (g_file_get_contents (full, &text, &length, NULL));
      g_assert_cmpint (CPLCreateFileInZip (made, inside, NULL), ==, CE_None);
      g_assert_cmpint (CPLWriteFileInZip (made, text, (int) length), ==, CE_None);
      CPLCloseFileInZip (made);
    }
  CPLCloseZip (made);
}

static void
test_zip (void)
{
  static const char *const one[] = { "i.shp", "i.shx", "i.dbf", "i.prj", NULL }, *const two[] = { "i.shp", "i.shx", "i.dbf", "i.prj", "j.shp", "j.shx", "j.dbf", NULL };
  const Making first = { "ESRI Shapefile", "i.shp", "i", 4326, "A", FALSE, FALSE }, second = { "ESRI Shapefile", "j.shp", "j", 0, "J", FALSE, FALSE };
  g_autofree char *a = make (&first), *b = make (&second), *single = in_folder ("satu.zip"), *both = in_folder ("dua.zip");

  g_assert_true (g_file_test (a, G_FILE_TEST_EXISTS) && g_file_test (b, G_FILE_TEST_EXISTS));
  zip ("satu.zip", one);
  zip ("dua.zip", two);
  g_autofree char *found = import (single, NULL, NULL), *many = import (both, NULL, NULL), *chosen = import (both, "J", NULL), *none = import (both, "k", NULL);
  g_assert_cmpstr (found, ==, "19.71.01 A, 19.71.02 B");
  g_assert_nonnull (strstr (many, "dalam/i.shp, dalam/j.shp"));
  g_assert_cmpstr (chosen, ==, "19.71.01 J, 19.71.02 B");
  g_assert_true (g_str_has_prefix (none, "dua.zip: "));
}

static void
test_layers (void)
{
  const Making first = { "GPKG", "k.gpkg", "utara", 4326, "A", FALSE, FALSE }, second = { "GPKG", "k.gpkg", "selatan", 4326, "S", FALSE, TRUE };
  const Making points = { "GPKG", "k.gpkg", "titik", 4326, "P", TRUE, TRUE };
  g_autofree char *path = make (&first), *other = in_folder ("k.data");

  g_free (make (&points));
  g_autofree char *only = import (path, NULL, NULL); /* points are no areas */
  g_assert_cmpstr (only, ==, "19.71.01 A, 19.71.02 B");
  g_free (make (&second));
  g_autofree char *many = import (path, NULL, NULL), *chosen = import (path, "SELATAN", NULL), *none = import (path, "timur", NULL);
  g_assert_nonnull (strstr (many, "utara, selatan"));
  g_assert_cmpstr (chosen, ==, "19.71.01 S, 19.71.02 B");
  g_assert_true (g_str_has_prefix (none, "k.gpkg: "));
  g_assert_cmpint (g_rename (path, other), ==, 0); /* a wrong ending does not matter */
  g_autofree char *renamed = import (other, "utara", NULL);
  g_assert_cmpstr (renamed, ==, "19.71.01 A, 19.71.02 B");
}

static void
test_metres (void)
{
  const Making making = { "ESRI Shapefile", "m.shp", "m", 32748, "A", FALSE, FALSE };
  g_autofree char *path = make (&making), *prj = in_folder ("m.prj");

  g_assert_cmpint (g_remove (prj), ==, 0);
  g_autofree char *found = import (path, NULL, NULL);
  g_assert_nonnull (strstr (found, "EPSG:4326"));
}

/* BIG's degrees are taken as they are: PROJ would move them by 20 cm. */
static void
test_srgi2013 (void)
{
  const Making wgs84 = { "GPKG", "w.gpkg", "w", 4326, "A", FALSE, FALSE }, srgi2013 = { "GPKG", "g.gpkg", "g", 9470, "A", FALSE, FALSE };
  g_autofree char *same = make (&wgs84), *path = make (&srgi2013);
  const PoskoBoundaryImportParams params = { path, NULL, NULL, TRUE };
  g_autoptr (PoskoImportLog) log = posko_import_log_new ();
  g_autoptr (PoskoBoundary) kecamatan = NULL, kelurahan = NULL;
  g_autoptr (GError) error = NULL;
  PoskoLonLat south_west, north_east;
  gdouble west = 0;

  g_free (import (same, NULL, &west));
  g_assert_true (posko_boundary_import (&params, log, &kecamatan, &kelurahan, NULL, &error));
  g_assert_cmpuint (posko_import_log_count_of (log, "boundary-datum"), ==, 1);
  posko_boundary_bounds (kecamatan, &south_west, &north_east);
  /* the file was made by PROJ: its numbers, not PROJ's way back, are what is read */
  g_assert_cmpfloat (fabs (south_west.lon - west), >, 1e-6);
  g_assert_cmpfloat (fabs (south_west.lon - west), <, 1e-5);
}

/* The parts of a shapefile are found by its name. */
static void
test_shapefile_names (void)
{
  const Making making = { "ESRI Shapefile", "n.shp", "n", 4326, "A", FALSE, FALSE };
  g_autofree char *path = make (&making), *other = in_folder ("n.dat"), *index = in_folder ("n.shx");

  g_assert_cmpint (g_rename (path, other), ==, 0);
  g_autofree char *renamed = import (other, NULL, NULL);
  g_assert_true (g_str_has_prefix (renamed, "n.dat: a shapefile is several files"));
  g_assert_cmpint (g_rename (other, path), ==, 0);
  g_assert_cmpint (g_remove (index), ==, 0);
  g_autofree char *alone = import (path, NULL, NULL);
  g_assert_true (g_str_has_prefix (alone, "n.shp: a shapefile is several files"));
}

static void
test_damaged (void)
{
  const Making making = { "GPKG", "n.gpkg", "n", 4326, "A", FALSE, FALSE };
  g_autofree char *path = make (&making), *text = NULL;
  gsize length;

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  for (gsize cut = 200; cut < length; cut += length / 16)
    {
      g_assert_true (g_file_set_contents (path, text, (gssize) cut, NULL));
      g_autofree char *found = import (path, NULL, NULL);
      g_assert_true (g_str_has_prefix (found, "n.gpkg") || g_str_has_prefix (found, "19.71.0"));
    }
}

static PoskoSheet *
read_first (const char *path, const char *file)
{
  g_autoptr (PoskoImportLog) log = posko_import_log_new ();
  g_autoptr (GPtrArray) sheets = g_ptr_array_new ();
  g_autoptr (GError) error = NULL;

  g_assert_true (posko_gdal_read_sheets (path, file, sheets, log, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (sheets->len, ==, 1);
  return sheets->pdata[0];
}

static void
test_ods (void)
{
  const Making making = { "ODS", "o.ods", "DPT", 0, "A", FALSE, FALSE };
  g_autofree char *path = make (&making);
  g_autoptr (PoskoSheet) sheet = read_first (path, "o.ods");

  g_assert_cmpstr (posko_sheet_name (sheet), ==, "DPT");
  g_assert_cmpuint (posko_sheet_n_rows (sheet), ==, 3);
  g_assert_cmpstr (posko_sheet_text (sheet, 0, 1), ==, "nama");
  g_assert_cmpstr (posko_sheet_text (sheet, 1, 0), ==, "19.71.01");
  g_assert_cmpstr (posko_sheet_text (sheet, 2, 1), ==, "B");
}

static void
test_points (void)
{
  const Making making = { "ESRI Shapefile", "p.shp", "p", 32748, "A", TRUE, FALSE };
  g_autofree char *path = make (&making), *dbf = in_folder ("p.dbf");
  g_autoptr (PoskoSheet) sheet = read_first (path, "p.shp"), table = read_first (dbf, "p.dbf");

  g_assert_cmpuint (posko_sheet_n_columns (sheet), ==, 4);
  g_assert_cmpstr (posko_sheet_text (sheet, 0, 2), ==, "lat");
  g_assert_cmpint (posko_sheet_kind (sheet, 1, 2), ==, POSKO_SHEET_NUMBER);
  g_assert_cmpfloat_with_epsilon (g_ascii_strtod (posko_sheet_text (sheet, 1, 2), NULL), -2.1, 1e-6);
  g_assert_cmpfloat_with_epsilon (g_ascii_strtod (posko_sheet_text (sheet, 2, 3), NULL), 106.2, 1e-6);
  g_assert_cmpstr (posko_sheet_text (table, 1, 0), ==, "19.71.01");
}

int
main (int argc, char **argv)
{
  g_autoptr (GDir) files = NULL;
  const char *name;
  int result;

  g_test_init (&argc, &argv, NULL);
  GDALAllRegister ();
  folder = g_dir_make_tmp ("posko-XXXXXX", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (areas); i++)
    {
      g_autofree char *path = g_strconcat ("/gdal/", areas[i].name, NULL);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_areas);
    }
  g_test_add_func ("/gdal/encoding", test_encoding);
  g_test_add_func ("/gdal/zip", test_zip);
  g_test_add_func ("/gdal/layers", test_layers);
  g_test_add_func ("/gdal/metres", test_metres);
  g_test_add_func ("/gdal/srgi2013", test_srgi2013);
  g_test_add_func ("/gdal/shapefile-names", test_shapefile_names);
  g_test_add_func ("/gdal/damaged", test_damaged);
  g_test_add_func ("/gdal/ods", test_ods);
  g_test_add_func ("/gdal/points", test_points);
  result = g_test_run ();
  files = g_dir_open (folder, 0, NULL);
  while ((name = g_dir_read_name (files)) != NULL)
    {
      g_autofree char *path = in_folder (name);
      g_remove (path);
    }
  g_rmdir (folder);
  g_free (folder);
  return result;
}
