/* test-boundary-found.c: layers as offices send them, streamed from the disk: swapped, in metres, without codes. */
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#include "boundary.h"
#include "error.h"

#define FEATURE(name, geometry) "{\"type\":\"Feature\",\"properties\":{\"WADMKC\":\"" name "\",\"KDCPUM\":\" \"},\"geometry\":" geometry "}"
#define CRS(name) "\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"" name "\"}}"
#define LAYER(features) "{\"type\":\"FeatureCollection\",\"features\":[" features "]}"
#define LAYER_CRS(features, crs) "{\"type\":\"FeatureCollection\",\"features\":[" features "]," CRS (crs) "}"
#define POLYGON(coordinates) "{\"type\":\"Polygon\",\"coordinates\":" coordinates "}"
#define SOUND POLYGON ("[[[106,-2],[107,-2],[107,-1],[106,-1],[106,-2]]]")
#define SWAPPED POLYGON ("[[[-2,106],[-2,107],[-1,107],[-1,106],[-2,106]]]")
#define BOW_TIE POLYGON ("[[[106,-2],[107,-1],[107,-2],[106,-1],[106,-2]]]")
#define OPEN POLYGON ("[[[106,-2],[107,-2],[107,-1],[106,-1]]]")
/* About 105.9, -2.1 in zone 48 S, and in Web Mercator. */
#define UTM POLYGON ("[[[600000,9767800],[601000,9767800],[601000,9768800],[600000,9767800]]]")
#define MERCATOR POLYGON ("[[[11788800,-233800],[11789800,-233800],[11789800,-232800],[11788800,-233800]]]")

static void
note_fault (const PoskoBoundaryFault *fault, gpointer user_data)
{
  GString *codes = user_data;
  g_string_append_printf (codes, "%s%s%s%s%s", codes->len > 0 ? " " : "", fault->is_error ? "E:" : "", fault->code,
                          fault->name != NULL ? "=" : "", fault->name != NULL ? fault->name : "");
  g_assert_nonnull (fault->remedy);
}

/* Reads @text from a file, and from memory, which must say the same. */
static PoskoBoundary *
read_layer (const char *text, const PoskoBoundaryReading *reading, char **codes)
{
  g_autofree char *folder = g_dir_make_tmp ("posko-XXXXXX", NULL), *path = g_build_filename (folder, "a.geojson", NULL);
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GString) told = g_string_new (NULL), told_again = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PoskoBoundary) again = NULL;
  PoskoBoundary *boundary;

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  boundary = posko_boundary_read_file (path, reading, note_fault, told, NULL, &error);
  g_assert_no_error (error);
  again = posko_boundary_read_bytes (bytes, reading, note_fault, told_again, NULL);
  g_assert_cmpstr (told->str, ==, told_again->str);
  g_assert_cmpuint (boundary != NULL ? posko_boundary_n (boundary) : 0, ==, again != NULL ? posko_boundary_n (again) : 0);
  g_assert_cmpint (g_remove (path) | g_rmdir (folder), ==, 0);
  *codes = g_strdup (told->str);
  return boundary;
}

static const struct
{
  const char *name, *text;
  guint n;                          /* features left with repairs; 0 = NULL */
  const char *codes;                /* with repairs */
  guint n_unrepaired;
  const char *codes_unrepaired;
  gdouble lon, lat;                 /* of the south-western corner, with repairs; 0 = not asked */
} layers[] = {
  { "sound", LAYER (FEATURE ("A", SOUND)), 1, "", 1, "", 106, -2 },
  { "swapped", LAYER (FEATURE ("A", SWAPPED) "," FEATURE ("B", SWAPPED)), 2, "geojson-swapped", 0, "E:geojson-swapped", 106, -2 },
  { "one-swapped", LAYER (FEATURE ("A", SOUND) "," FEATURE ("B", SWAPPED)), 2, "geojson-swapped=B", 1, "E:geojson-swapped=B", 106, -2 },
  { "utm", LAYER_CRS (FEATURE ("A", UTM), "urn:ogc:def:crs:EPSG::32748"), 1, "geojson-crs", 1, "geojson-crs", 105.899, -2.101 },
  { "dgn95", LAYER_CRS (FEATURE ("A", UTM), "EPSG:23878"), 1, "geojson-crs", 1, "geojson-crs", 105.899, -2.101 },
  { "srgi2013-utm", LAYER_CRS (FEATURE ("A", UTM), "EPSG:9488"), 1, "geojson-crs", 1, "geojson-crs", 105.899, -2.101 },
  { "srgi2013", LAYER_CRS (FEATURE ("A", SOUND), "urn:ogc:def:crs:EPSG::9470"), 1, "geojson-datum", 1, "geojson-datum", 106, -2 },
  { "dgn95-degrees", LAYER_CRS (FEATURE ("A", SOUND), "EPSG:4755"), 1, "geojson-datum", 1, "geojson-datum", 106, -2 },
  { "mercator", LAYER_CRS (FEATURE ("A", MERCATOR), "EPSG:3857"), 1, "geojson-crs", 1, "geojson-crs", 105.9, -2.1 },
  { "tm3", LAYER_CRS (FEATURE ("A", UTM), "EPSG:23834"), 0, "E:geojson-crs", 0, "E:geojson-crs", 0, 0 },
  { "metres", LAYER (FEATURE ("A", UTM)), 0, "E:geojson-range=A", 0, "E:geojson-range=A", 0, 0 },
  { "metres-called-degrees", LAYER_CRS (FEATURE ("A", UTM), "urn:ogc:def:crs:OGC:1.3:CRS84"), 0, "E:geojson-range=A", 0, "E:geojson-range=A", 0, 0 },
  { "degrees-called-metres", LAYER_CRS (FEATURE ("A", SOUND), "EPSG:32748"), 1, "", 1, "", 106, -2 },
  { "utm-far-off", LAYER_CRS (FEATURE ("A", POLYGON ("[[[6e8,1],[7e8,1],[7e8,2],[6e8,1]]]")), "EPSG:32748"), 0, "geojson-crs E:geojson-range=A", 0, "geojson-crs E:geojson-range=A", 0, 0 },
  { "no-area", LAYER (FEATURE ("A", SOUND) "," FEATURE ("B", "null") "," FEATURE ("C", POLYGON ("[]")) "," FEATURE ("D", POLYGON ("[[[1,1],[2,2],[1,1]]]"))), 1,
    "geojson-no-area=B geojson-no-area=C geojson-ring-short=D geojson-no-area=D", 1,
    "geojson-no-area=B geojson-no-area=C geojson-ring-short=D geojson-no-area=D", 0, 0 },
  { "bow-tie", LAYER (FEATURE ("A", BOW_TIE)), 1, "geojson-invalid=A", 0, "E:geojson-invalid=A", 0, 0 },
  { "open", LAYER (FEATURE ("A", OPEN)), 1, "geojson-ring-open=A", 0, "E:geojson-ring-open=A", 0, 0 },
  { "topology", "{\"type\":\"Topology\",\"objects\":{}}", 0, "E:geojson-not-collection", 0, "E:geojson-not-collection", 0, 0 },
};

static void
test_layer (gconstpointer data)
{
  const guint i = GPOINTER_TO_UINT (data);

  for (guint repair = 0; repair < 2; repair++)
    {
      const PoskoBoundaryReading reading = { .needs_area = TRUE, .as_found = TRUE, .repair = repair };
      g_autofree char *codes = NULL;
      g_autoptr (PoskoBoundary) boundary = read_layer (layers[i].text, &reading, &codes);
      g_assert_cmpstr (codes, ==, repair ? layers[i].codes : layers[i].codes_unrepaired);
      g_assert_cmpuint (boundary != NULL ? posko_boundary_n (boundary) : 0, ==, repair ? layers[i].n : layers[i].n_unrepaired);
      if (!repair || layers[i].lon == 0)
        continue;
      PoskoLonLat south_west, north_east;
      posko_boundary_bounds (boundary, &south_west, &north_east);
      g_assert_cmpfloat_with_epsilon (south_west.lon, layers[i].lon, 0.001);
      g_assert_cmpfloat_with_epsilon (south_west.lat, layers[i].lat, 0.001);
      g_assert_cmpstr (posko_boundary_property (boundary, 0, "wadmkc"), ==, "A");
      g_assert_cmpstr (posko_boundary_property (boundary, 0, "KDCPUM"), ==, "");
    }
}

static void
note_line (const PoskoBoundaryFault *fault, gpointer user_data)
{
  g_string_append_printf (user_data, "%u ", fault->line);
}

/* Lines over many pieces of a file: one bad feature every 1,000 lines. */
static void
test_lines (void)
{
  const PoskoBoundaryReading reading = { .needs_area = TRUE, .as_found = TRUE, .repair = TRUE };
  g_autofree char *folder = g_dir_make_tmp ("posko-XXXXXX", NULL), *path = g_build_filename (folder, "a.geojson", NULL);
  g_autoptr (GString) text = g_string_new ("{\"features\":["), lines = g_string_new (NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (PoskoBoundary) boundary = NULL;

  for (guint line = 2; line <= 20001; line++)
    g_string_append_printf (text, "%s\n%s", line > 2 ? "," : "", line % 5000 == 0 ? FEATURE ("B", "null") : FEATURE ("A", SOUND));
  g_string_append (text, "]}");
  g_assert_cmpuint (text->len, >, 2 << 20);
  g_assert_true (g_file_set_contents (path, text->str, -1, NULL));
  boundary = posko_boundary_read_file (path, &reading, note_line, lines, NULL, &error);
  g_assert_cmpstr (lines->str, ==, "5000 10000 15000 20000 ");
  g_assert_cmpuint (posko_boundary_n (boundary), ==, 19996);
  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_null (posko_boundary_read_file (path, &reading, note_line, lines, NULL, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_INPUT);
  g_clear_error (&error);
  g_assert_null (posko_boundary_read_file (folder, &reading, note_line, lines, NULL, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_INPUT);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* A text that never ends is not held. */
static void
test_silence (void)
{
  const PoskoBoundaryReading reading = { .needs_area = TRUE };
  g_autoptr (GString) codes = g_string_new (NULL), text = g_string_new ("{\"features\":[], \"x\": \"");
  g_autoptr (GBytes) bytes = NULL;

  g_string_set_size (text, (gsize) 18 << 20);
  memset (text->str + 22, 'a', text->len - 22);
  bytes = g_bytes_new_static (text->str, text->len);
  g_assert_null (posko_boundary_read_bytes (bytes, &reading, note_fault, codes, NULL));
  g_assert_cmpstr (codes->str, ==, "E:geojson-limit");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (layers); i++)
    {
      g_autofree char *path = g_strconcat ("/boundary-found/", layers[i].name, NULL);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_layer);
    }
  g_test_add_func ("/boundary-found/lines", test_lines);
  g_test_add_func ("/boundary-found/silence", test_silence);
  return g_test_run ();
}
