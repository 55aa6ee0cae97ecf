/* test-boundary.c: layers sound and broken, and points against a brute-force even-odd rule. */
#include <math.h>
#include <string.h>

#include "boundary.h"
#include "random.h"

#define FEATURE(kode, nama, geometry) \
  "{\"type\":\"Feature\",\"properties\":{\"kode\":\"" kode "\",\"nama\":\"" nama "\"},\"geometry\":" geometry "}"
#define LAYER(features) "{\"type\":\"FeatureCollection\",\"features\":[" features "]}"
#define POLYGON(coordinates) "{\"type\":\"Polygon\",\"coordinates\":" coordinates "}"
#define SQUARE "[[106,-2],[107,-2],[107,-1],[106,-1],[106,-2]]"

/* What a reading told: codes joined by blanks, errors in capitals of their first letter "E:". */
static void
note_fault (const PoskoBoundaryFault *fault, gpointer user_data)
{
  GString *codes = user_data;
  g_string_append_printf (codes, "%s%s%s", codes->len > 0 ? " " : "", fault->is_error ? "E:" : "", fault->code);
  g_assert_nonnull (fault->found);
  g_assert_nonnull (fault->remedy);
}

static PoskoBoundary *
read_layer (const char *text, gboolean needs_area, char **codes)
{
  g_autoptr (GBytes) bytes = g_bytes_new (text, strlen (text));
  GString *told = g_string_new (NULL);
  PoskoBoundary *boundary = posko_boundary_read (bytes, needs_area, note_fault, told, NULL);
  *codes = g_string_free (told, FALSE);
  return boundary;
}

static const struct
{
  const char *name, *text;
  gboolean needs_area;
  guint n; /* features left; 0 = NULL */
  const char *codes;
} layers[] = {
  { "good", LAYER (FEATURE ("1", "A", POLYGON ("[" SQUARE "]"))), TRUE, 1, "" },
  { "type-last", LAYER (FEATURE ("1", "A", "{\"coordinates\":[" SQUARE "],\"type\":\"Polygon\"}")), TRUE, 1, "" },
  { "multi", LAYER (FEATURE ("1", "A", "{\"type\":\"MultiPolygon\",\"coordinates\":[[" SQUARE "],[[[108,-2],[109,-2],[109,-1],[108,-2]]]]}")), TRUE, 1, "" },
  { "heights", LAYER (FEATURE ("1", "A", POLYGON ("[[[106,-2,5],[107,-2,5],[107,-1,5],[106,-2,5]]]"))), TRUE, 1, "" },
  { "mark", "\xef\xbb\xbf" LAYER (FEATURE ("1", "A", POLYGON ("[" SQUARE "]"))), TRUE, 1, "geojson-mark" },
  { "old-crs", "{\"crs\":{\"type\":\"name\",\"properties\":{\"name\":\"x\"}}," "\"features\":[" FEATURE ("1", "A", POLYGON ("[" SQUARE "]")) "]}", TRUE, 1, "" },
  { "open-ring", LAYER (FEATURE ("1", "A", POLYGON ("[[[106,-2],[107,-2],[107,-1],[106,-1]]]"))), TRUE, 1, "geojson-ring-open" },
  { "bow-tie", LAYER (FEATURE ("1", "A", POLYGON ("[[[106,-2],[107,-1],[107,-2],[106,-1],[106,-2]]]"))), TRUE, 1, "geojson-invalid" },
  { "short-hole", LAYER (FEATURE ("1", "A", POLYGON ("[" SQUARE ",[[106.2,-1.5],[106.3,-1.5]]]"))), TRUE, 1, "geojson-ring-short" },
  { "parts", LAYER (FEATURE ("1", "A", POLYGON ("[" SQUARE "]")) "," FEATURE ("1", "A", POLYGON ("[[[108,-2],[109,-2],[109,-1],[108,-2]]]"))), TRUE, 1, "geojson-merged" },
  { "points", LAYER (FEATURE ("1", "A", "{\"type\":\"Point\",\"coordinates\":[106,-2]}")), FALSE, 1, "" },
  { "lines", LAYER (FEATURE ("", "", "{\"type\":\"LineString\",\"coordinates\":[[106,-2],[107,-2]]}")), FALSE, 1, "" },
  { "no-features-needed", LAYER (""), FALSE, 0, "" },
  { "empty", "", TRUE, 0, "E:geojson-syntax" },
  { "no-features", LAYER (""), TRUE, 0, "E:geojson-empty" },
  { "cut", "{\"features\":[{\"type\":", TRUE, 0, "E:geojson-syntax" },
  { "trailing", LAYER (FEATURE ("1", "A", POLYGON ("[" SQUARE "]"))) "x", TRUE, 0, "E:geojson-syntax" },
  { "not-utf8", "{\"features\":[\"\xff\"]}", TRUE, 0, "E:geojson-syntax" },
  { "array", "[1,2]", TRUE, 0, "E:geojson-not-collection" },
  { "number", "5", TRUE, 0, "E:geojson-not-collection" },
  { "swapped", LAYER (FEATURE ("1", "A", POLYGON ("[[[-2,106],[-2,107],[-1,107],[-2,106]]]"))), TRUE, 0, "E:geojson-swapped" },
  { "metres", LAYER (FEATURE ("1", "A", POLYGON ("[[[500000,9700000],[500100,9700000],[500100,9700100],[500000,9700000]]]"))), TRUE, 0, "E:geojson-range" },
  { "huge", LAYER (FEATURE ("1", "A", POLYGON ("[[[1e999,-2],[107,-2],[107,-1],[106,-2]]]"))), TRUE, 0, "E:geojson-coordinates" },
  { "text-in-coordinates", LAYER (FEATURE ("1", "A", POLYGON ("[[[\"106\",-2],[107,-2],[107,-1],[106,-2]]]"))), TRUE, 0, "E:geojson-coordinates" },
  { "wrong-depth", LAYER (FEATURE ("1", "A", POLYGON (SQUARE))), TRUE, 0, "E:geojson-coordinates" },
  { "mixed-depth", LAYER (FEATURE ("1", "A", POLYGON ("[[[106,-2],[107,[-2]],[107,-1],[106,-2]]]"))), TRUE, 0, "E:geojson-coordinates" },
  { "one-number", LAYER (FEATURE ("1", "A", POLYGON ("[[[106],[107],[107],[106]]]"))), TRUE, 0, "E:geojson-coordinates" },
  { "no-geometry", LAYER (FEATURE ("1", "A", "null")), TRUE, 0, "E:geojson-no-area" },
  { "empty-geometry", LAYER (FEATURE ("1", "A", POLYGON ("[]"))), TRUE, 0, "E:geojson-no-area" },
  { "line-for-area", LAYER (FEATURE ("1", "A", "{\"type\":\"LineString\",\"coordinates\":[[106,-2],[107,-2]]}")), TRUE, 0, "E:geojson-no-area" },
  { "collection", LAYER (FEATURE ("1", "A", "{\"type\":\"GeometryCollection\",\"geometries\":[]}")), TRUE, 0, "E:geojson-no-area" },
  { "two-points", LAYER (FEATURE ("1", "A", POLYGON ("[[[106,-2],[107,-2]]]"))), TRUE, 0, "geojson-ring-short E:geojson-no-area" },
  { "flat", LAYER (FEATURE ("1", "A", POLYGON ("[[[106,-2],[107,-2],[108,-2],[106,-2]]]"))), TRUE, 0, "geojson-invalid E:geojson-no-area" },
  { "no-name", LAYER (FEATURE ("1", " ", POLYGON ("[" SQUARE "]"))), TRUE, 0, "E:geojson-property" },
  { "two-names", LAYER (FEATURE ("1", "A", POLYGON ("[" SQUARE "]")) "," FEATURE ("1", "B", POLYGON ("[" SQUARE "]"))), TRUE, 1, "E:geojson-code-twice" },
};

static void
test_layer (gconstpointer data)
{
  const guint i = GPOINTER_TO_UINT (data);
  g_autofree char *codes = NULL;
  g_autoptr (PoskoBoundary) boundary = read_layer (layers[i].text, layers[i].needs_area, &codes);

  g_assert_cmpstr (codes, ==, layers[i].codes);
  g_assert_cmpuint (boundary != NULL ? posko_boundary_n (boundary) : 0, ==, layers[i].n);
  if (layers[i].codes[0] == '\0')
    g_assert_nonnull (boundary);
}

static void
test_depth (void)
{
  g_autoptr (GString) text = g_string_new ("{\"features\":[{\"geometry\":{\"coordinates\":");
  g_autofree char *codes = NULL, *lone = g_strnfill (100000, '[');
  g_autofree char *other = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append_c (text, '[');
  g_assert_null (read_layer (text->str, TRUE, &codes));
  g_assert_cmpstr (codes, ==, "E:geojson-depth");
  g_assert_null (read_layer (lone, TRUE, &other));
  g_assert_cmpstr (other, ==, "E:geojson-depth");
}

static void
note_line (const PoskoBoundaryFault *fault, gpointer user_data)
{
  *(guint *) user_data = fault->line;
}

static void
test_line (void)
{
  static const char text[] = "{\"features\":[\n" FEATURE ("1", "A", POLYGON ("[" SQUARE "]")) ",\n\n" FEATURE ("2", "B", "null") "]}";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  guint line = 0;
  g_autoptr (PoskoBoundary) boundary = posko_boundary_read (bytes, TRUE, note_line, &line, NULL);

  g_assert_nonnull (boundary);
  g_assert_cmpuint (line, ==, 4);
}

/* A ring of 24 corners round a centre, with a hole, in degrees. */
typedef struct
{
  PoskoLonLat outer[25], hole[25];
} Star;

static void
make_star (PoskoRandom *random, PoskoLonLat centre, Star *star)
{
  for (guint i = 0; i < 24; i++)
    {
      const gdouble angle = 2 * G_PI * i / 24, radius = 0.03 + 0.05 * posko_random_unit (random);
      star->outer[i] = (PoskoLonLat) { centre.lon + radius * cos (angle), centre.lat + radius * sin (angle) };
      star->hole[i] = (PoskoLonLat) { centre.lon + radius * 0.3 * cos (angle), centre.lat + radius * 0.3 * sin (angle) };
    }
  star->outer[24] = star->outer[0];
  star->hole[24] = star->hole[0];
}

static void
append_ring (GString *text, const PoskoLonLat *ring)
{
  g_string_append_c (text, '[');
  for (guint i = 0; i < 25; i++)
    g_string_append_printf (text, "%s[%.12f,%.12f]", i > 0 ? "," : "", ring[i].lon, ring[i].lat);
  g_string_append_c (text, ']');
}

static gboolean
is_inside (const PoskoLonLat *ring, PoskoLonLat point)
{
  gboolean inside = FALSE;
  for (guint i = 0; i < 24; i++)
    if ((ring[i].lat > point.lat) != (ring[i + 1].lat > point.lat) &&
        point.lon < ring[i].lon + (point.lat - ring[i].lat) * (ring[i + 1].lon - ring[i].lon) / (ring[i + 1].lat - ring[i].lat))
      inside = !inside;
  return inside;
}

static guint
brute_force (const Star *stars, guint n, PoskoLonLat point)
{
  for (guint i = 0; i < n; i++)
    if (is_inside (stars[i].outer, point) && !is_inside (stars[i].hole, point))
      return i;
  return POSKO_BOUNDARY_NONE;
}

#define N_STARS 40u
#define N_POINTS 60000u

/* Overlapping stars with holes: the lowest index wins, for any number of threads. */
static void
test_brute_force (void)
{
  static Star stars[N_STARS];
  g_autoptr (GString) text = g_string_new ("{\"features\":[");
  g_autofree PoskoLonLat *points = g_new (PoskoLonLat, N_POINTS);
  g_autofree guint *one = g_new (guint, N_POINTS), *four = g_new (guint, N_POINTS);
  g_autofree char *codes = NULL;
  g_autoptr (GError) error = NULL;
  PoskoRandom random;
  guint inside = 0;

  posko_random_init (&random, 7, 0);
  for (guint i = 0; i < N_STARS; i++)
    {
      make_star (&random, (PoskoLonLat) { 106 + 0.4 * posko_random_unit (&random), -2 + 0.4 * posko_random_unit (&random) }, &stars[i]);
      g_string_append_printf (text, "%s{\"properties\":{\"kode\":\"%03u\",\"nama\":\"S%u\"},\"geometry\":{\"type\":\"Polygon\",\"coordinates\":[", i > 0 ? "," : "", i, i);
      append_ring (text, stars[i].outer);
      g_string_append_c (text, ',');
      append_ring (text, stars[i].hole);
      g_string_append (text, "]}}");
    }
  g_string_append (text, "]}");
  g_autoptr (PoskoBoundary) boundary = read_layer (text->str, TRUE, &codes);
  g_assert_cmpstr (codes, ==, "");
  for (guint i = 0; i < N_POINTS; i++)
    points[i] = (PoskoLonLat) { 105.9 + 0.6 * posko_random_unit (&random), -2.1 + 0.6 * posko_random_unit (&random) };
  g_assert_true (posko_boundary_locate (boundary, points, N_POINTS, one, 1, NULL, &error));
  g_assert_true (posko_boundary_locate (boundary, points, N_POINTS, four, 4, NULL, &error));
  for (guint i = 0; i < N_POINTS; i++)
    {
      g_assert_cmpuint (one[i], ==, brute_force (stars, N_STARS, points[i]));
      g_assert_cmpuint (one[i], ==, four[i]);
      inside += one[i] != POSKO_BOUNDARY_NONE;
    }
  g_assert_cmpuint (inside, >, N_POINTS / 10);
  g_assert_cmpuint (inside, <, N_POINTS);
}

static void
test_shared_border (void)
{
  static const char text[] = LAYER (FEATURE ("2", "B", POLYGON ("[[[107,-2],[108,-2],[108,-1],[107,-1],[107,-2]]]")) "," FEATURE ("1", "A", POLYGON ("[" SQUARE "]")));
  const PoskoLonLat points[] = { { 107, -1.5 }, { 106, -2 }, { 108, -1 }, { 105.999999, -1.5 } };
  guint areas[4];
  g_autofree char *codes = NULL;
  g_autoptr (PoskoBoundary) boundary = read_layer (text, TRUE, &codes);

  g_assert_cmpstr (posko_boundary_code (boundary, 0), ==, "1"); /* sorted by code */
  g_assert_true (posko_boundary_locate (boundary, points, 4, areas, 1, NULL, NULL));
  g_assert_cmpuint (areas[0], ==, 0);
  g_assert_cmpuint (areas[1], ==, 0);
  g_assert_cmpuint (areas[2], ==, 1);
  g_assert_cmpuint (areas[3], ==, POSKO_BOUNDARY_NONE);
}

static void
test_names (void)
{
  static const char text[] = LAYER (FEATURE ("19.71.01", "Bukit Intan", POLYGON ("[" SQUARE "]")) "," FEATURE ("19.71.02", "Sukamaju", POLYGON ("[" SQUARE "]")) ","
                                      FEATURE ("19.71.03", "SUKA MAJU", POLYGON ("[" SQUARE "]")));
  g_autofree char *codes = NULL;
  g_autoptr (PoskoBoundary) boundary = read_layer (text, TRUE, &codes);
  guint found[1] = { 9 };

  g_assert_cmpuint (posko_boundary_find (boundary, "BUKITINTAN"), ==, 0);
  g_assert_cmpuint (posko_boundary_find (boundary, "bukit-intan"), ==, 0);
  g_assert_cmpuint (posko_boundary_find (boundary, "19.71.03"), ==, 2);
  g_assert_cmpuint (posko_boundary_find (boundary, "Rangkui"), ==, POSKO_BOUNDARY_NONE);
  g_assert_cmpuint (posko_boundary_find_all (boundary, "Suka Maju", found, 1), ==, 2);
  g_assert_cmpuint (found[0], ==, 1);
  g_assert_cmpuint (posko_boundary_find_all (boundary, "", found, 1), ==, 0);
}

static void
test_measures (void)
{
  static const char text[] = LAYER (FEATURE ("1", "A", POLYGON ("[[[106,-0.01],[106.02,-0.01],[106.02,0.01],[106,0.01],[106,-0.01]],"
                                                                "[[106.005,-0.005],[106.015,-0.005],[106.015,0.005],[106.005,0.005],[106.005,-0.005]]]")));
  g_autofree char *codes = NULL;
  g_autoptr (PoskoBoundary) boundary = read_layer (text, TRUE, &codes);
  PoskoPlane plane;
  PoskoLonLat inner;
  guint area;

  posko_plane_init (&plane, (PoskoLonLat) { 106.01, 0 });
  g_assert_cmpfloat_with_epsilon (posko_boundary_area_km2 (boundary, 0), 3 * 0.01 * 0.01 * 110.574 * 111.319, 0.001);
  g_assert_cmpfloat (posko_boundary_distance (boundary, 0, &plane, (PoskoLonLat) { 106.002, 0 }), ==, 0);
  g_assert_cmpfloat_with_epsilon (posko_boundary_distance (boundary, 0, &plane, (PoskoLonLat) { 106.01, 0 }), 0.005 * 110574.3, 1);
  g_assert_cmpfloat_with_epsilon (posko_boundary_distance (boundary, 0, &plane, (PoskoLonLat) { 106.03, 0 }), 0.01 * 111319.5, 1);
  inner = posko_boundary_inner_point (boundary, 0);
  g_assert_true (posko_boundary_locate (boundary, &inner, 1, &area, 1, NULL, NULL));
  g_assert_cmpuint (area, ==, 0);
}

/* What is written is read back as the same layer. */
static void
test_round_trip (void)
{
  static const char text[] = LAYER (FEATURE ("1", "A \\\"x\\\"", "{\"type\":\"MultiPolygon\",\"coordinates\":[[" SQUARE ",[[106.2,-1.5],[106.3,-1.5],[106.3,-1.4],[106.2,-1.5]]]]}"));
  g_autofree char *codes = NULL, *other_codes = NULL;
  g_autoptr (PoskoBoundary) boundary = read_layer (text, TRUE, &codes);
  g_autoptr (GString) written = posko_boundary_to_geojson (boundary, "kecamatan");
  g_autoptr (PoskoBoundary) again = read_layer (written->str, TRUE, &other_codes);
  g_autoptr (GString) rewritten = posko_boundary_to_geojson (again, "kecamatan");

  g_assert_cmpstr (other_codes, ==, "");
  g_assert_cmpstr (posko_boundary_name (again, 0), ==, "A \"x\"");
  g_assert_cmpstr (written->str, ==, rewritten->str);
}

static void
test_properties (void)
{
  static const char text[] = "{\"features\":[{\"properties\":{\"KODE\":\"1\",\"Nama\":\"A\",\"penyangga_m\":50,\"ada\":true,\"x\":{\"nama\":\"B\"},\"y\":null},"
                             "\"geometry\":" POLYGON ("[" SQUARE "]") "}]}";
  g_autofree char *codes = NULL;
  g_autoptr (PoskoBoundary) boundary = read_layer (text, TRUE, &codes);

  g_assert_cmpstr (posko_boundary_name (boundary, 0), ==, "A");
  g_assert_cmpstr (posko_boundary_property (boundary, 0, "penyangga_m"), ==, "50");
  g_assert_cmpstr (posko_boundary_property (boundary, 0, "ada"), ==, "true");
  g_assert_null (posko_boundary_property (boundary, 0, "x"));
  g_assert_null (posko_boundary_property (boundary, 0, "y"));
}

static void
test_cancel (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *codes = NULL;
  g_autoptr (PoskoBoundary) boundary = read_layer (LAYER (FEATURE ("1", "A", POLYGON ("[" SQUARE "]"))), TRUE, &codes);
  const PoskoLonLat point = { 106.5, -1.5 };
  guint area;

  g_cancellable_cancel (cancellable);
  g_assert_false (posko_boundary_locate (boundary, &point, 1, &area, 1, cancellable, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_CANCELLED);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (layers); i++)
    {
      g_autofree char *path = g_strconcat ("/boundary/layer/", layers[i].name, NULL);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_layer);
    }
  g_test_add_func ("/boundary/depth", test_depth);
  g_test_add_func ("/boundary/line", test_line);
  g_test_add_func ("/boundary/brute-force", test_brute_force);
  g_test_add_func ("/boundary/shared-border", test_shared_border);
  g_test_add_func ("/boundary/names", test_names);
  g_test_add_func ("/boundary/measures", test_measures);
  g_test_add_func ("/boundary/round-trip", test_round_trip);
  g_test_add_func ("/boundary/properties", test_properties);
  g_test_add_func ("/boundary/cancel", test_cancel);
  return g_test_run ();
}
