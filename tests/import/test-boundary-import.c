/* test-boundary-import.c: layers as offices send them: their property names, codes and levels; what is told of each; twice gives the same. */
#include <glib/gstdio.h>
#include <string.h>

#include "boundary-import.h"
#include "error.h"

/* Unit cells of 0.01 degrees in a row: cell 0 begins at 106.00 E. */
#define CELL_0 "[[[106.00,-2],[106.01,-2],[106.01,-1.99],[106.00,-1.99],[106.00,-2]]]"
#define CELL_1 "[[[106.01,-2],[106.02,-2],[106.02,-1.99],[106.01,-1.99],[106.01,-2]]]"
#define CELL_2 "[[[106.02,-2],[106.03,-2],[106.03,-1.99],[106.02,-1.99],[106.02,-2]]]"
#define CELL_1_SLIVER "[[[106.01004,-2],[106.02,-2],[106.02,-1.99],[106.01004,-1.99],[106.01004,-2]]]" /* 4 m to cell 0 */
#define CELL_1_WIDE "[[[106.009,-2],[106.02,-2],[106.02,-1.99],[106.009,-1.99],[106.009,-2]]]"          /* 111 m into cell 0 */
#define RING_LEFT "[[[106,-2],[106.03,-2],[106.03,-1.99],[106.01,-1.99],[106.01,-1.98],[106,-1.98],[106,-2]]]"
#define RING_RIGHT "[[[106.03,-1.99],[106.03,-1.97],[106,-1.97],[106,-1.98],[106.02,-1.98],[106.02,-1.99],[106.03,-1.99]]]" /* 1 cell is in neither */
#define FEATURE(properties, coordinates) "{\"type\":\"Feature\",\"properties\":{" properties "},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":" coordinates "}}"
#define NONE(properties) "{\"type\":\"Feature\",\"properties\":{" properties "},\"geometry\":null}"
#define LAYER(features) "{\"type\":\"FeatureCollection\",\"features\":[" features "]}"

static const struct
{
  const char *name, *text;
  const char *kecamatan; /* "code name, …"; NULL = refused */
  const char *kelurahan; /* "code name (kecamatan), …"; "" = none */
  const char *kinds;     /* but for boundary-format and boundary-level */
} layers[] = {
  { "plain", LAYER (FEATURE ("\"kode\":\"19.71.01\",\"nama\":\"A\"", CELL_0) "," FEATURE ("\"kode\":\"19.71.02\",\"nama\":\"B\"", CELL_1)),
    "19.71.01 A, 19.71.02 B", "", "" },
  { "two-names", LAYER (FEATURE ("\"kode\":\"19.71.01\",\"nama\":\"A\"", CELL_0) "," FEATURE ("\"kode\":\"19.71.01\",\"nama\":\"B\"", CELL_1)),
    "19.71.01 A", "", "boundary-two-names boundary-dissolved" },
  { "undotted", LAYER (FEATURE ("\"KODE\":197101,\"NAMA\":\"A\"", CELL_0)), "19.71.01 A", "", "" },
  { "own-codes", LAYER (FEATURE ("\"kode\":\"K1\",\"nama\":\"A\"", CELL_0)), "K1 A", "", "" },
  { "big-kecamatan", LAYER (FEATURE ("\"NAMOBJ\":\"A\",\"WADMKC\":\"A\",\"WADMKD\":\" \",\"WADMKK\":\"Kota\",\"KDCPUM\":\"19.71.01\",\"KDEPUM\":null,\"KDCBPS\":\"1971010\"", CELL_0)),
    "19.71.01 A", "", "" },
  { "big-desa", LAYER (FEATURE ("\"NAMOBJ\":\"X\",\"WADMKC\":\"A\",\"WADMKD\":\"X\",\"KDCPUM\":\"19.71.01\",\"KDEPUM\":\"19.71.01.1001\"", CELL_0) "," FEATURE ("\"NAMOBJ\":\"Y\",\"WADMKC\":\"A\",\"WADMKD\":\"Y\",\"KDCPUM\":\"19.71.01\",\"KDEPUM\":\"19.71.01.1002\"", CELL_1)),
    "19.71.01 A", "19.71.01.1001 X (19.71.01 A), 19.71.01.1002 Y (19.71.01 A)", "boundary-dissolved" },
  { "codes-only", LAYER (FEATURE ("\"kode\":\"19.71.01.1001\",\"nama\":\"X\"", CELL_0) "," FEATURE ("\"kode\":\"19.71.02.1001\",\"nama\":\"Y\"", CELL_1)),
    "19.71.01 19.71.01, 19.71.02 19.71.02", "19.71.01.1001 X (19.71.01 19.71.01), 19.71.02.1001 Y (19.71.02 19.71.02)", "boundary-no-name" },
  { "bps", LAYER (FEATURE ("\"kdepum\":\"\",\"KDEBPS\":\"1971010004\",\"KECAMATAN\":\"A\",\"DESA\":\"X\"", CELL_0) "," FEATURE ("\"KDEBPS\":\"1971020001\",\"KECAMATAN\":\"B\",\"DESA\":\"Y\"", CELL_1)),
    "1971010 A, 1971020 B", "1971010004 X (1971010 A), 1971020001 Y (1971020 B)", "" },
  { "names-only", LAYER (FEATURE ("\"NAME_3\":\"Bukit Intan\",\"NAME_4\":\"X\",\"id\":7", CELL_0) "," FEATURE ("\"NAME_3\":\"Bukit Intan\",\"NAME_4\":\"Y\",\"id\":8", CELL_1)),
    "BUKITINTAN Bukit Intan", "BUKITINTAN.X X (BUKITINTAN Bukit Intan), BUKITINTAN.Y Y (BUKITINTAN Bukit Intan)", "boundary-no-code boundary-dissolved" },
  { "rw", LAYER (FEATURE ("\"RW\":\"01\",\"kode_desa\":\"1971011001\",\"desa\":\"X\",\"kecamatan\":\"A\"", CELL_0) "," FEATURE ("\"RW\":\"02\",\"kode_desa\":\"1971011001\",\"desa\":\"X\",\"kecamatan\":\"A\"", CELL_1)),
    "19.71.01 A", "19.71.01.1001 X (19.71.01 A)", "boundary-dissolved" },
  { "spellings", LAYER (FEATURE ("\"kode\":\"19.71.01.1001\",\"nama\":\"X\",\"kecamatan\":\"BUKITINTAN\"", CELL_0) "," FEATURE ("\"kode\":\"19.71.01.1002\",\"nama\":\"Y\",\"kecamatan\":\"Bukit Intan\"", CELL_1) "," FEATURE ("\"kode\":\"19.71.01.1003\",\"nama\":\"Z\",\"kecamatan\":\"Bukit Intan\"", CELL_2)),
    "19.71.01 Bukit Intan", "19.71.01.1001 X (19.71.01 Bukit Intan), 19.71.01.1002 Y (19.71.01 Bukit Intan), 19.71.01.1003 Z (19.71.01 Bukit Intan)", "boundary-dissolved" },
  { "sliver", LAYER (FEATURE ("\"kode\":\"19.71.01.1001\",\"nama\":\"X\",\"kecamatan\":\"A\"", CELL_0) "," FEATURE ("\"kode\":\"19.71.01.1002\",\"nama\":\"Y\",\"kecamatan\":\"A\"", CELL_1_SLIVER)),
    "19.71.01 A", "19.71.01.1001 X (19.71.01 A), 19.71.01.1002 Y (19.71.01 A)", "boundary-dissolved" },
  { "overlap", LAYER (FEATURE ("\"kode\":\"19.71.01\",\"nama\":\"A\"", CELL_0) "," FEATURE ("\"kode\":\"19.71.02\",\"nama\":\"B\"", CELL_1_WIDE)),
    "19.71.01 A, 19.71.02 B", "", "boundary-overlap" },
  { "gap", LAYER (FEATURE ("\"kode\":\"19.71.01\",\"nama\":\"A\"", RING_LEFT) "," FEATURE ("\"kode\":\"19.71.02\",\"nama\":\"B\"", RING_RIGHT)),
    "19.71.01 A, 19.71.02 B", "", "boundary-gap" },
  { "no-area", LAYER (FEATURE ("\"kode\":\"19.71.01\",\"nama\":\"A\"", CELL_0) "," NONE ("\"kode\":\"19.71.02\",\"nama\":\"B\"")),
    "19.71.01 A", "", "boundary-no-area" },
  { "nameless", LAYER (FEATURE ("\"luas\":5", CELL_0)), NULL, "", "boundary-unknown" },
  { "empty", LAYER (""), NULL, "", "geojson-empty" },
  { "not-json", "{\"features\":", NULL, "", "geojson-syntax" },
};

static char *
import (const char *boundaries, const char *kelurahan, gboolean repair, PoskoBoundary **upper, PoskoBoundary **lower, GError **error)
{
  const PoskoBoundaryImportParams params = { boundaries, kelurahan, NULL, repair };
  g_autoptr (PoskoImportLog) log = posko_import_log_new ();
  g_autoptr (GString) kinds = g_string_new (NULL);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  posko_boundary_import (&params, log, upper, lower, NULL, error);
  for (guint i = 0; i < posko_import_log_n_kinds (log); i++)
    {
      const char *code = posko_import_log_kind (log, i)->code;
      if (strcmp (code, "boundary-format") != 0 && strcmp (code, "boundary-level") != 0 && g_hash_table_add (seen, g_strdup (code)))
        g_string_append_printf (kinds, "%s%s", kinds->len > 0 ? " " : "", code);
    }
  return g_string_free (g_steal_pointer (&kinds), FALSE);
}

static char *
list (const PoskoBoundary *layer, gboolean is_kelurahan)
{
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint i = 0; layer != NULL && i < posko_boundary_n (layer); i++)
    {
      g_string_append_printf (text, "%s%s %s", i > 0 ? ", " : "", posko_boundary_code (layer, i), posko_boundary_name (layer, i));
      if (is_kelurahan)
        g_string_append_printf (text, " (%s %s)", posko_boundary_property (layer, i, "kecamatan_kode"), posko_boundary_property (layer, i, "kecamatan"));
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static char *
write_layer (const char *folder, const char *name, const PoskoBoundary *layer)
{
  char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GString) text = posko_boundary_to_geojson (layer, name);
  g_assert_true (g_file_set_contents (path, text->str, (gssize) text->len, NULL));
  return path;
}

static void
assert_same (const PoskoBoundary *a, const PoskoBoundary *b)
{
  g_autoptr (GString) x = posko_boundary_to_geojson (a, ""), y = posko_boundary_to_geojson (b, "");
  g_assert_cmpstr (x->str, ==, y->str);
}

/* What was written comes back as the very same bytes: from both files, and from the kelurahan alone. */
static void
check_again (const char *folder, const PoskoBoundary *upper, const PoskoBoundary *lower)
{
  g_autofree char *first = write_layer (folder, "kecamatan.geojson", upper);
  g_autofree char *second = lower != NULL ? write_layer (folder, "kelurahan.geojson", lower) : NULL;

  for (guint only = 0; only <= (lower != NULL ? 1u : 0u); only++)
    {
      g_autoptr (PoskoBoundary) kecamatan = NULL, kelurahan = NULL;
      g_autoptr (GError) error = NULL;
      g_autofree char *kinds = import (only ? second : first, only ? NULL : second, TRUE, &kecamatan, &kelurahan, &error);
      g_assert_no_error (error);
      g_assert_null (strstr (kinds, "boundary-swapped")); /* what we wrote needs no repair */
      assert_same (upper, kecamatan);
      if (lower != NULL)
        assert_same (lower, kelurahan);
    }
  g_assert_cmpint (g_remove (first), ==, 0);
  if (second != NULL)
    g_assert_cmpint (g_remove (second), ==, 0);
}

static void
test_layer (gconstpointer data)
{
  const guint i = GPOINTER_TO_UINT (data);
  g_autofree char *folder = g_dir_make_tmp ("posko-XXXXXX", NULL), *path = g_build_filename (folder, "batas.geojson", NULL);
  g_autoptr (PoskoBoundary) upper = NULL, lower = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (path, layers[i].text, -1, NULL));
  g_autofree char *kinds = import (path, NULL, TRUE, &upper, &lower, &error);
  g_autofree char *kecamatan = list (upper, FALSE), *kelurahan = list (lower, TRUE);
  g_assert_cmpstr (kinds, ==, layers[i].kinds);
  if (layers[i].kecamatan == NULL)
    {
      g_assert_error (error, POSKO_ERROR, POSKO_ERROR_INPUT);
      g_assert_true (g_str_has_prefix (error->message, "batas.geojson"));
    }
  else
    {
      g_assert_no_error (error);
      g_assert_cmpstr (kecamatan, ==, layers[i].kecamatan);
      check_again (folder, upper, lower);
    }
  g_assert_cmpstr (kelurahan, ==, layers[i].kelurahan);
  g_assert_cmpint (g_remove (path) | g_rmdir (folder), ==, 0);
}

static guint
find_case (const char *name)
{
  guint i = 0;
  while (strcmp (layers[i].name, name) != 0)
    i++;
  return i;
}

/* Two cells with 4 m between them become one whole without a crack: 2 cells of area, one ring. */
static void
test_sliver (void)
{
  g_autofree char *folder = g_dir_make_tmp ("posko-XXXXXX", NULL), *path = g_build_filename (folder, "a.geojson", NULL), *whole = NULL;
  g_autoptr (PoskoBoundary) upper = NULL, lower = NULL;

  g_assert_true (g_file_set_contents (path, layers[find_case ("sliver")].text, -1, NULL));
  g_free (import (path, NULL, TRUE, &upper, &lower, NULL));
  g_assert_cmpfloat_with_epsilon (posko_boundary_area_km2 (upper, 0), 2 * 1.2295, 0.002);
  g_autoptr (GString) text = posko_boundary_to_geojson (upper, "");
  whole = g_strdup (strstr (text->str, "MultiPolygon"));
  g_assert_null (strstr (whole, "]],")); /* one ring, one part */
  g_assert_cmpint (g_remove (path) | g_rmdir (folder), ==, 0);
}

/* Kelurahan that do not say their kecamatan, or by another code, get the one in which they lie. */
static void
test_second_file (void)
{
  static const char upper_text[] = LAYER (FEATURE ("\"kode\":\"19.71.01\",\"nama\":\"A\"", CELL_0) "," FEATURE ("\"kode\":\"19.71.02\",\"nama\":\"B\"", CELL_1));
  static const char lower_text[] = LAYER (FEATURE ("\"desa\":\"X\",\"kecamatan\":\"B\"", CELL_1) "," FEATURE ("\"desa\":\"Y\"", CELL_0));
  g_autofree char *folder = g_dir_make_tmp ("posko-XXXXXX", NULL);
  g_autofree char *first = g_build_filename (folder, "a.geojson", NULL), *second = g_build_filename (folder, "b.geojson", NULL);
  g_autoptr (PoskoBoundary) upper = NULL, lower = NULL, third = NULL, none = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_true (g_file_set_contents (first, upper_text, -1, NULL) && g_file_set_contents (second, lower_text, -1, NULL));
  g_autofree char *kinds = import (first, second, TRUE, &upper, &lower, &error), *kelurahan = list (lower, TRUE);
  g_assert_no_error (error);
  g_assert_cmpstr (kinds, ==, "boundary-kecamatan-by-place boundary-no-code");
  g_assert_cmpstr (kelurahan, ==, "B.X X (19.71.02 B), Y Y (19.71.01 A)");
  /* A second file of kecamatan is refused, the first one is used. */
  g_autofree char *refused = import (first, first, TRUE, &third, &none, &error);
  g_assert_no_error (error);
  g_assert_nonnull (refused);
  g_assert_null (none);
  g_assert_cmpuint (posko_boundary_n (third), ==, 2);
  g_assert_cmpint (g_remove (first) | g_remove (second) | g_rmdir (folder), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (layers); i++)
    {
      g_autofree char *path = g_strconcat ("/boundary-import/", layers[i].name, NULL);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_layer);
    }
  g_test_add_func ("/boundary-import/close-sliver", test_sliver);
  g_test_add_func ("/boundary-import/second-file", test_second_file);
  return g_test_run ();
}
