/* gdal-read.c: SHP, DBF, GPKG, KML, KMZ, FileGDB and ODS through GDAL 3.6's C API; see gdal-read.h. The only file that knows GDAL.
 *
 * Six drivers are registered and no other, so that no bytes of a file can make GDAL speak to a network or follow another format; the
 * driver is chosen by the format that was detected, never by GDAL. What the process' environment says to these drivers is overridden. A
 * zip is looked over by zip-read.h before GDAL sees it. Texts of a shapefile without .cpg are UTF-8 where they are, else Windows-1252.
 * O(features · vertices); the text of the whole layer is held.
 */
#include "gdal-read.h"

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>
#include <cpl_vsi.h>
#include <gdal.h>
#include <glib/gstdio.h>
#include <math.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>
#include <string.h>
#include <unistd.h>

#include "boundary.h"
#include "file.h"
#include "i18n.h"
#include "workbook-private.h"
#include "zip-read.h"

/* ogrsf_frmts.h, which declares them, is C++. */
extern void RegisterOGRShape (void);
extern void RegisterOGRGeoPackage (void);
extern void RegisterOGRLIBKML (void);
extern void RegisterOGROpenFileGDB (void);
extern void RegisterOGRODS (void);

#define SHAPEFILE_WAY _ ("a shapefile is several files: give them one name with their own endings (.shp, .shx, .dbf, .prj), side by side, and give the .shp")

typedef struct
{
  const char *path, *file;
  PoskoFileFormat format;
  GCancellable *cancellable;
  char *folder, *link;      /* (nullable): a link to the file with the ending that its driver wants */
  char *zip_entry;          /* (nullable): GDAL's path of what is opened */
  GDALDatasetH dataset;
  gboolean is_windows_1252; /* texts that are not UTF-8 are */
} Source;

gboolean
posko_gdal_is_there (void)
{
  return TRUE;
}

static void
set_up (void)
{
  static gsize done;
  static const char *const options[][2] = {
    { "OGR_ODS_HEADERS", "DISABLE" }, { "OGR_ODS_FIELD_TYPES", "STRING" }, { "OGR_SQLITE_LOAD_EXTENSIONS", "" }, { "OGR_ENABLE_PARTIAL_REPROJECTION", "NO" },
    { "LIBKML_EXTERNAL_STYLE", "" },  { "LIBKML_RESOLVE_STYLE", "NO" },    { "CPL_DEBUG", "OFF" },                { "GDAL_NUM_THREADS", "1" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (options); i++)
    CPLSetThreadLocalConfigOption (options[i][0], options[i][1]);
  if (!g_once_init_enter (&done))
    return;
  RegisterOGRShape ();
  RegisterOGRGeoPackage ();
  RegisterOGRLIBKML ();
  RegisterOGROpenFileGDB ();
  RegisterOGRODS ();
  OSRSetPROJEnableNetwork (0);
  g_once_init_leave (&done, 1);
}

static void
source_clear (Source *self)
{
  if (self->dataset != NULL)
    GDALClose (self->dataset);
  if (self->link != NULL)
    g_unlink (self->link);
  if (self->folder != NULL)
    g_rmdir (self->folder);
  g_free (self->link);
  g_free (self->folder);
  g_free (self->zip_entry);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Source, source_clear)

static gboolean
fail (const Source *self, GError **error, const char *what)
{
  g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, "%s: %s", self->file, what);
  return FALSE;
}

static gboolean
has_ending (const char *name, const char *ending)
{
  const gsize n = strlen (name), k = strlen (ending);
  return n >= k && g_ascii_strcasecmp (name + n - k, ending) == 0;
}

/* Whether the entry is the one to open: of the ending, and of the layer's name where one is given. */
static gboolean
is_wanted (const char *entry, const char *ending, const char *layer)
{
  g_autofree char *base = g_path_get_basename (entry);

  if (!has_ending (entry, ending) || strstr (entry, "__MACOSX") != NULL)
    return FALSE;
  if (layer == NULL || strcmp (ending, ".gdb") == 0 || g_ascii_strcasecmp (base, "doc.kml") == 0)
    return TRUE;
  base[strlen (base) - strlen (ending)] = '\0';
  return posko_is_same_name (base, layer);
}

static gint
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* The entries of a zip in the order of their names: for .gdb the folders. */
static GPtrArray *
list_entries (const char *root, const char *ending, const char *layer)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  char **all = VSIReadDirRecursive (root);

  for (int i = 0; all != NULL && all[i] != NULL; i++)
    {
      g_autofree char *name = g_strdup (all[i]);
      while (name[0] != '\0' && name[strlen (name) - 1] == '/')
        name[strlen (name) - 1] = '\0';
      if (is_wanted (name, ending, layer))
        g_ptr_array_add (names, g_steal_pointer (&name));
    }
  CSLDestroy (all);
  g_ptr_array_sort (names, compare_names);
  return names;
}

/* A KMZ of several files has doc.kml as their index, with links that are not followed. */
static void
drop_index (GPtrArray *names)
{
  for (guint i = 0; i < names->len; i++)
    if (g_ascii_strcasecmp (names->pdata[i], "doc.kml") == 0)
      {
        g_ptr_array_remove_index (names, i);
        return;
      }
}

/* Finds what to open in a zip. */
static gboolean
enter_zip (Source *self, const char *ending, const char *layer, GError **error)
{
  g_autoptr (GBytes) bytes = posko_file_read (self->path, POSKO_WORKBOOK_MAX_BYTES, error);
  g_autoptr (PoskoZip) zip = bytes != NULL ? posko_zip_open (bytes, error) : NULL;
  g_autofree char *full = g_canonicalize_filename (self->path, NULL), *root = g_strdup_printf ("/vsizip/{%s}", full);
  g_autoptr (GPtrArray) names = NULL;

  if (zip == NULL)
    {
      g_prefix_error (error, "%s: ", self->file);
      return FALSE;
    }
  names = list_entries (root, ending, layer);
  if (names->len > 1 && strcmp (ending, ".kml") == 0)
    drop_index (names);
  if (names->len == 1)
    {
      self->zip_entry = g_strdup_printf ("%s/%s", root, (const char *) names->pdata[0]);
      return TRUE;
    }
  if (names->len == 0)
    return fail (self, error, _ ("no such layer in the zip"));
  g_ptr_array_add (names, NULL);
  g_autofree char *list = g_strjoinv (", ", (char **) names->pdata);
  g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("%s holds several layers (%s): choose one with --layer"), self->file, list);
  return FALSE;
}

/* Gives the file the ending without which its driver does not look at it. */
static gboolean
link_file (Source *self, const char *ending, GError **error)
{
  g_autofree char *full = g_canonicalize_filename (self->path, NULL), *name = NULL;

  if (has_ending (self->path, ending))
    return TRUE;
  self->folder = g_dir_make_tmp ("posko-XXXXXX", error);
  if (self->folder == NULL)
    return FALSE;
  name = g_strconcat ("layer", ending, NULL);
  self->link = g_build_filename (self->folder, name, NULL);
  return symlink (full, self->link) == 0 || fail (self, error, _ ("no temporary folder"));
}

/* Whether an encoding is stated beside the shapefile. */
static gboolean
has_code_page (const char *path)
{
  static const char *const endings[] = { ".cpg", ".CPG", ".Cpg" };
  g_autofree char *stem = g_strdup (path);
  VSIStatBufL status;

  if (strlen (stem) > 4)
    stem[strlen (stem) - 4] = '\0';
  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      g_autofree char *beside = g_strconcat (stem, endings[i], NULL);
      if (VSIStatL (beside, &status) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
prepare (Source *self, const char *layer, const char **driver, GError **error)
{
  switch (self->format)
    {
    case POSKO_FORMAT_SHP:
    case POSKO_FORMAT_DBF:
      *driver = "ESRI Shapefile";
      /* its parts are found by its name: a link would not find them */
      return has_ending (self->path, self->format == POSKO_FORMAT_SHP ? ".shp" : ".dbf") || fail (self, error, SHAPEFILE_WAY);
    case POSKO_FORMAT_ZIP_SHP:
      *driver = "ESRI Shapefile";
      return enter_zip (self, ".shp", layer, error);
    case POSKO_FORMAT_GPKG:
      *driver = "GPKG";
      return link_file (self, ".gpkg", error);
    case POSKO_FORMAT_KML:
      *driver = "LIBKML";
      return link_file (self, ".kml", error);
    case POSKO_FORMAT_KMZ:
      *driver = "LIBKML";
      return enter_zip (self, ".kml", layer, error);
    case POSKO_FORMAT_GDB:
      *driver = "OpenFileGDB";
      return TRUE;
    case POSKO_FORMAT_ZIP_GDB:
      *driver = "OpenFileGDB";
      return enter_zip (self, ".gdb", NULL, error);
    case POSKO_FORMAT_ODS:
      *driver = "ODS";
      return link_file (self, ".ods", error);
    default:
      return fail (self, error, posko_file_format_remedy (self->format));
    }
}

/* Whether the .shx is beside a .shp. */
static gboolean
has_index (const Source *self)
{
  g_autofree char *stem = g_strndup (self->path, strlen (self->path) - strlen (".shp"));
  g_autofree char *lower = g_strconcat (stem, ".shx", NULL), *upper = g_strconcat (stem, ".SHX", NULL);
  return g_file_test (lower, G_FILE_TEST_EXISTS) || g_file_test (upper, G_FILE_TEST_EXISTS);
}

static gboolean
open_source (Source *self, const char *layer, GError **error)
{
  const char *drivers[2] = { NULL, NULL }, *options[2] = { NULL, NULL };
  const char *opened;

  set_up ();
  self->format = posko_file_format_detect (self->path, error);
  if ((self->format == POSKO_FORMAT_UNKNOWN && error != NULL && *error != NULL) || !prepare (self, layer, &drivers[0], error))
    return FALSE;
  opened = self->zip_entry != NULL ? self->zip_entry : self->link != NULL ? self->link : self->path;
  if (strcmp (drivers[0], "ESRI Shapefile") == 0 && !has_code_page (opened))
    {
      options[0] = "ENCODING=";
      self->is_windows_1252 = TRUE;
    }
  self->dataset = GDALOpenEx (opened, GDAL_OF_VECTOR | GDAL_OF_READONLY, drivers, options, NULL);
  if (self->dataset != NULL)
    return TRUE;
  g_autofree char *reason = g_utf8_make_valid (CPLGetLastErrorMsg (), -1);
  if (self->format == POSKO_FORMAT_SHP && !has_index (self))
    return fail (self, error, SHAPEFILE_WAY);
  return fail (self, error, reason[0] != '\0' ? reason : _ ("damaged, or parts of it are missing"));
}

/* Returns: (transfer full): a text of the file in UTF-8 */
static char *
decode (const Source *self, const char *text)
{
  char *converted = NULL;

  if (self->is_windows_1252 && !g_utf8_validate (text, -1, NULL))
    converted = g_convert (text, -1, "UTF-8", "WINDOWS-1252", NULL, NULL, NULL);
  return converted != NULL ? converted : g_utf8_make_valid (text, -1);
}

/* KML's own fields, which say nothing of the place. */
static gboolean
is_own_field (const Source *self, const char *name)
{
  static const char *const own[] = { "timestamp", "begin", "end", "altitudeMode", "tessellate", "extrude", "visibility", "drawOrder", "icon", "snippet" };

  for (guint i = 0; i < G_N_ELEMENTS (own) && (self->format == POSKO_FORMAT_KML || self->format == POSKO_FORMAT_KMZ); i++)
    if (strcmp (own[i], name) == 0)
      return TRUE;
  return FALSE;
}

static OGRSpatialReferenceH
new_wgs84 (void)
{
  OGRSpatialReferenceH reference = OSRNewSpatialReference (NULL);

  OSRImportFromEPSG (reference, 4326);
  OSRSetAxisMappingStrategy (reference, OAMS_TRADITIONAL_GIS_ORDER);
  return reference;
}

/* The EPSG code of degrees that are taken as they are although they are not called WGS 84; 0 for all else. */
static guint
degrees_alike (OGRSpatialReferenceH from)
{
  const char *code = from != NULL && OSRIsGeographic (from) ? OSRGetAuthorityCode (from, NULL) : NULL;
  const guint epsg = code != NULL ? (guint) g_ascii_strtoull (code, NULL, 10) : 0;

  return posko_boundary_is_like_wgs84 (epsg) ? epsg : 0;
}

/* How the layer's coordinates become degrees. Returns: FALSE with @error set when nobody can say what they are; @way may be NULL: they are */
static gboolean
find_way (const Source *self, OGRLayerH layer, OGRCoordinateTransformationH *way, GError **error)
{
  OGRSpatialReferenceH from = OGR_L_GetSpatialRef (layer), to;
  OGREnvelope bounds = { 0 };

  *way = NULL;
  if (from == NULL)
    {
      if (OGR_L_GetExtent (layer, &bounds, TRUE) != OGRERR_NONE ||
          (fabs (bounds.MinX) <= 180 && fabs (bounds.MaxX) <= 180 && fabs (bounds.MinY) <= 180 && fabs (bounds.MaxY) <= 180))
        return TRUE;
      return fail (self, error, _ ("coordinates that are no degrees, and no reference system (.prj) says what they are: export the layer as EPSG:4326"));
    }
  if (degrees_alike (from) > 0)
    return TRUE;
  to = new_wgs84 ();
  from = OSRClone (from);
  OSRSetAxisMappingStrategy (from, OAMS_TRADITIONAL_GIS_ORDER);
  if (!OSRIsSame (from, to))
    *way = OCTNewCoordinateTransformation (from, to);
  const gboolean found = *way != NULL || OSRIsSame (from, to);
  OSRDestroySpatialReference (from);
  OSRDestroySpatialReference (to);
  return found || fail (self, error, _ ("a reference system that cannot be turned to WGS 84: export the layer as EPSG:4326"));
}

/* Appends to @text, as JSON. */
static void
append_text (GString *text, const char *value)
{
  g_string_append_c (text, '"');
  for (; *value != '\0'; value++)
    if (*value == '"' || *value == '\\')
      g_string_append_printf (text, "\\%c", *value);
    else if ((guchar) *value < 0x20)
      g_string_append_printf (text, "\\u%04x", (guint) (guchar) *value);
    else
      g_string_append_c (text, *value);
  g_string_append_c (text, '"');
}

static void
append_properties (const Source *self, GString *text, OGRFeatureH feature)
{
  guint n = 0;

  for (int i = 0; i < OGR_F_GetFieldCount (feature); i++)
    {
      const char *name = OGR_Fld_GetNameRef (OGR_F_GetFieldDefnRef (feature, i));
      if (!OGR_F_IsFieldSetAndNotNull (feature, i) || is_own_field (self, name))
        continue;
      g_autofree char *key = decode (self, name), *value = decode (self, OGR_F_GetFieldAsString (feature, i));
      g_string_append (text, n++ > 0 ? "," : "");
      append_text (text, key);
      g_string_append_c (text, ':');
      append_text (text, value);
    }
}

static void
append_geometry (GString *text, OGRGeometryH geometry, OGRCoordinateTransformationH way)
{
  char *options[] = { (char *) "COORDINATE_PRECISION=9", NULL };
  OGRGeometryH copy = geometry == NULL                       ? NULL
                      : OGR_G_HasCurveGeometry (geometry, 0) ? OGR_G_GetLinearGeometry (geometry, 0, NULL)
                                                             : OGR_G_Clone (geometry);
  char *json = NULL;

  if (copy != NULL && (way == NULL || OGR_G_Transform (copy, way) == OGRERR_NONE))
    {
      OGR_G_AssignSpatialReference (copy, NULL);
      json = OGR_G_ExportToJsonEx (copy, options);
    }
  g_string_append (text, json != NULL ? json : "null");
  CPLFree (json);
  if (copy != NULL)
    OGR_G_DestroyGeometry (copy);
}

/* Returns: (transfer full) (nullable): the layer as GeoJSON */
static GBytes *
write_layer (const Source *self, OGRLayerH layer, GError **error)
{
  const guint epsg = degrees_alike (OGR_L_GetSpatialRef (layer));
  g_autoptr (GString) text = g_string_new ("{\"type\":\"FeatureCollection\",");
  OGRCoordinateTransformationH way;
  OGRFeatureH feature;
  guint n = 0;

  if (!find_way (self, layer, &way, error))
    return NULL;
  if (epsg > 0)
    g_string_append_printf (text, "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"EPSG:%u\"}},", epsg);
  g_string_append (text, "\"features\":[");
  OGR_L_ResetReading (layer);
  while (text->len <= POSKO_BOUNDARY_MAX_BYTES && !g_cancellable_is_cancelled (self->cancellable) && (feature = OGR_L_GetNextFeature (layer)) != NULL)
    {
      g_string_append (text, n++ > 0 ? ",\n{\"type\":\"Feature\",\"properties\":{" : "\n{\"type\":\"Feature\",\"properties\":{");
      append_properties (self, text, feature);
      g_string_append (text, "},\"geometry\":");
      append_geometry (text, OGR_F_GetGeometryRef (feature), way);
      g_string_append_c (text, '}');
      OGR_F_Destroy (feature);
    }
  if (way != NULL)
    OCTDestroyCoordinateTransformation (way);
  g_string_append (text, "\n]}\n");
  if (posko_set_error_if_cancelled (self->cancellable, error))
    return NULL;
  if (text->len > POSKO_BOUNDARY_MAX_BYTES)
    {
      g_set_error (error, POSKO_ERROR, POSKO_ERROR_LIMIT, _ ("%s: more than 512 MiB as GeoJSON: simplify the layer"), self->file);
      return NULL;
    }
  return g_string_free_to_bytes (g_steal_pointer (&text));
}

static gboolean
may_have_areas (OGRLayerH layer)
{
  const OGRwkbGeometryType type = OGR_GT_Flatten (OGR_L_GetGeomType (layer));
  return type == wkbUnknown || type == wkbGeometryCollection || OGR_GT_IsSubClassOf (type, wkbSurface) || OGR_GT_IsSubClassOf (type, wkbMultiSurface);
}

/* Returns: (nullable): the layer that is meant */
static OGRLayerH
choose_layer (const Source *self, const char *wanted, GError **error)
{
  const int n = GDALDatasetGetLayerCount (self->dataset);
  g_autoptr (GString) names = g_string_new (NULL);
  OGRLayerH chosen = NULL;
  guint n_fit = 0;

  for (int i = 0; i < n; i++)
    {
      OGRLayerH layer = GDALDatasetGetLayer (self->dataset, i);
      g_autofree char *name = decode (self, OGR_L_GetName (layer));
      if (wanted != NULL ? !posko_is_same_name (name, wanted) && self->format != POSKO_FORMAT_ZIP_SHP : !may_have_areas (layer))
        continue;
      g_string_append_printf (names, "%s%s", n_fit++ > 0 ? ", " : "", name);
      chosen = layer;
    }
  if (n_fit == 1)
    return chosen;
  if (n_fit > 1)
    g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("%s holds several layers (%s): choose one with --layer"), self->file, names->str);
  else
    fail (self, error, wanted != NULL ? _ ("no layer of that name") : _ ("no layer with areas"));
  return NULL;
}

GBytes *
posko_gdal_to_geojson (const char *path, const char *file, const char *layer, PoskoImportLog *log, GCancellable *cancellable, GError **error)
{
  g_auto (Source) self = { .path = path, .file = file, .cancellable = cancellable };
  GError *failure = NULL;
  GBytes *bytes = NULL;
  OGRLayerH chosen;

  CPLPushErrorHandler (CPLQuietErrorHandler);
  chosen = open_source (&self, layer, &failure) ? choose_layer (&self, layer, &failure) : NULL;
  if (chosen != NULL)
    {
      const char *driver = GDALGetDriverShortName (GDALGetDatasetDriver (self.dataset));
      g_autofree char *name = decode (&self, OGR_L_GetName (chosen));
      posko_import_log_add (log, &(PoskoImportEvent){ .action = POSKO_IMPORT_NOTE, .code = "boundary-format", .file = file, .found = driver, .became = name });
      bytes = write_layer (&self, chosen, &failure);
    }
  CPLPopErrorHandler ();
  if (failure != NULL)
    g_propagate_error (error, failure);
  return bytes;
}

/* One cell more; empty ones cost nothing. */
static gboolean
set_cell (const Source *self, PoskoSheet *sheet, guint column, PoskoSheetKind kind, const char *text, GError **error)
{
  g_autofree char *decoded = decode (self, text);
  return decoded[0] == '\0' || posko_sheet_set (sheet, column, kind, decoded, strlen (decoded), error);
}

static gboolean
add_header (const Source *self, PoskoSheet *sheet, OGRFeatureDefnH fields, gboolean has_points, GError **error)
{
  guint column = 0;

  if (self->format == POSKO_FORMAT_ODS) /* its rows are all there as they stand */
    return TRUE;
  if (!posko_sheet_begin_row (sheet, 1, error))
    return FALSE;
  for (int i = 0; i < OGR_FD_GetFieldCount (fields); i++)
    {
      const char *name = OGR_Fld_GetNameRef (OGR_FD_GetFieldDefn (fields, i));
      if (!is_own_field (self, name) && !set_cell (self, sheet, column++, POSKO_SHEET_TEXT, name, error))
        return FALSE;
    }
  return !has_points || (set_cell (self, sheet, column, POSKO_SHEET_TEXT, "lat", error) && set_cell (self, sheet, column + 1, POSKO_SHEET_TEXT, "lon", error));
}

static gboolean
add_place (const Source *self, PoskoSheet *sheet, guint column, OGRGeometryH geometry, OGRCoordinateTransformationH way, GError **error)
{
  OGRGeometryH copy = geometry != NULL && OGR_GT_Flatten (OGR_G_GetGeometryType (geometry)) == wkbPoint && !OGR_G_IsEmpty (geometry)
                          ? OGR_G_Clone (geometry)
                          : NULL;
  gboolean done = TRUE;

  if (copy != NULL && (way == NULL || OGR_G_Transform (copy, way) == OGRERR_NONE))
    {
      char lat[G_ASCII_DTOSTR_BUF_SIZE], lon[G_ASCII_DTOSTR_BUF_SIZE];
      g_ascii_formatd (lat, sizeof lat, "%.9g", OGR_G_GetY (copy, 0));
      g_ascii_formatd (lon, sizeof lon, "%.9g", OGR_G_GetX (copy, 0));
      done = set_cell (self, sheet, column, POSKO_SHEET_NUMBER, lat, error) && set_cell (self, sheet, column + 1, POSKO_SHEET_NUMBER, lon, error);
    }
  if (copy != NULL)
    OGR_G_DestroyGeometry (copy);
  return done;
}

static gboolean
add_row (const Source *self, PoskoSheet *sheet, OGRFeatureH feature, gboolean has_points, OGRCoordinateTransformationH way, GError **error)
{
  const guint line = posko_sheet_n_rows (sheet) + 1;
  guint column = 0;

  if (!posko_sheet_begin_row (sheet, line, error))
    return FALSE;
  for (int i = 0; i < OGR_F_GetFieldCount (feature); i++)
    {
      OGRFieldDefnH field = OGR_F_GetFieldDefnRef (feature, i);
      const OGRFieldType type = OGR_Fld_GetType (field);
      const gboolean is_number = type == OFTInteger || type == OFTInteger64 || type == OFTReal;
      if (is_own_field (self, OGR_Fld_GetNameRef (field)))
        continue;
      if (OGR_F_IsFieldSetAndNotNull (feature, i) &&
          !set_cell (self, sheet, column, is_number ? POSKO_SHEET_NUMBER : POSKO_SHEET_TEXT, OGR_F_GetFieldAsString (feature, i), error))
        return FALSE;
      column++;
    }
  return !has_points || add_place (self, sheet, column, OGR_F_GetGeometryRef (feature), way, error);
}

/* Returns: (transfer full) (nullable): a layer's attributes */
static PoskoSheet *
read_sheet (const Source *self, OGRLayerH layer, GError **error)
{
  g_autofree char *name = decode (self, OGR_L_GetName (layer));
  g_autoptr (PoskoSheet) sheet = posko_sheet_new (name);
  const OGRwkbGeometryType type = OGR_GT_Flatten (OGR_L_GetGeomType (layer));
  const gboolean has_points = type == wkbPoint || type == wkbUnknown;
  OGRCoordinateTransformationH way = NULL;
  OGRFeatureH feature;
  gboolean good = (!has_points || find_way (self, layer, &way, error)) && add_header (self, sheet, OGR_L_GetLayerDefn (layer), has_points, error);

  OGR_L_ResetReading (layer);
  while (good && (feature = OGR_L_GetNextFeature (layer)) != NULL)
    {
      good = !posko_set_error_if_cancelled (self->cancellable, error) && add_row (self, sheet, feature, has_points, way, error);
      OGR_F_Destroy (feature);
    }
  if (way != NULL)
    OCTDestroyCoordinateTransformation (way);
  return good ? g_steal_pointer (&sheet) : NULL;
}

static gboolean
read_sheets (const Source *self, GPtrArray *sheets, GError **error)
{
  const int n = GDALDatasetGetLayerCount (self->dataset);

  if (n == 0)
    return fail (self, error, _ ("no sheet or layer in it"));
  for (int i = 0; i < n && i < (int) POSKO_WORKBOOK_MAX_SHEETS; i++)
    {
      PoskoSheet *sheet = read_sheet (self, GDALDatasetGetLayer (self->dataset, i), error);
      if (sheet == NULL)
        return FALSE;
      g_ptr_array_add (sheets, sheet);
    }
  return TRUE;
}

gboolean
posko_gdal_read_sheets (const char *path, const char *file, GPtrArray *sheets, PoskoImportLog *log, GCancellable *cancellable, GError **error)
{
  g_auto (Source) self = { .path = path, .file = file, .cancellable = cancellable };
  GError *failure = NULL;
  gboolean done;

  CPLPushErrorHandler (CPLQuietErrorHandler);
  done = open_source (&self, NULL, &failure) && read_sheets (&self, sheets, &failure);
  CPLPopErrorHandler ();
  if (failure != NULL)
    g_propagate_error (error, failure);
  return done;
}
