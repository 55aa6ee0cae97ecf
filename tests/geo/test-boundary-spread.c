/* test-boundary-spread.c: places spread in areas wide, thin, of many islands and none. */
#include <math.h>
#include <string.h>

#include "boundary.h"

#define LAYER(type, coordinates)                                                                                                      \
  "{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":{\"kode\":\"1\",\"nama\":\"A\"},\"geometry\":" \
  "{\"type\":\"" type "\",\"coordinates\":" coordinates "}}]}"

static PoskoBoundary *
read_layer (const char *text)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  PoskoBoundary *boundary = posko_boundary_read (bytes, FALSE, NULL, NULL, NULL);
  g_assert_nonnull (boundary);
  return boundary;
}

static const struct
{
  const char *name, *text;
  guint n;
  guint different;    /* places at least that are no copies */
  gdouble clear_m;    /* metres from the border at least */
  gdouble cell_share; /* of the envelope's 10 x 10 cells, how many are met at least */
} areas[] = {
  { "square", LAYER ("Polygon", "[[[106,-2],[106.1,-2],[106.1,-1.9],[106,-1.9],[106,-2]]]"), 400, 400, 49, 1 },
  { "hole", LAYER ("Polygon", "[[[106,-2],[106.1,-2],[106.1,-1.9],[106,-1.9],[106,-2]],[[106.02,-1.98],[106.02,-1.92],[106.08,-1.92],[106.08,-1.98],[106.02,-1.98]]]"), 300, 300, 49, 0.6 },
  { "triangle", LAYER ("Polygon", "[[[106,-2],[106.1,-2],[106,-1.9],[106,-2]]]"), 200, 200, 49, 0.5 },
  { "strip", LAYER ("Polygon", "[[[106,-2],[106.1,-1.9],[106.1,-1.9002],[106,-2.0002],[106,-2]]]"), 5, 5, 0, 0 },
  { "islands", LAYER ("MultiPolygon", "[[[[106,-2],[106.001,-2],[106.001,-1.999],[106,-2]]],[[[109,-4],[109.002,-4],[109.002,-3.999],[109,-4]]]]"), 50, 50, 0, 0 },
  { "needle", LAYER ("Polygon", "[[[106,-2],[107,-1.0000001],[107,-1],[106,-2]]]"), 3, 1, 0, 0 },
  { "point", LAYER ("Point", "[106.5,-2.5]"), 3, 1, 0, 0 },
};

static void
test_area (gconstpointer data)
{
  const guint a = GPOINTER_TO_UINT (data), n = areas[a].n;
  g_autoptr (PoskoBoundary) boundary = read_layer (areas[a].text);
  g_autofree PoskoLonLat *points = g_new (PoskoLonLat, n), *fewer = g_new (PoskoLonLat, n);
  g_autofree gboolean *met = g_new0 (gboolean, 100);
  PoskoLonLat south_west, north_east;
  PoskoPlane plane;
  guint different = 0, cells = 0;

  posko_boundary_spread (boundary, 0, n, points);
  posko_boundary_bounds (boundary, &south_west, &north_east);
  posko_plane_init (&plane, south_west);
  for (guint i = 0; i < n; i++)
    {
      const guint column = MIN (9, (guint) (10 * (points[i].lon - south_west.lon) / (north_east.lon - south_west.lon)));
      const guint row = MIN (9, (guint) (10 * (points[i].lat - south_west.lat) / (north_east.lat - south_west.lat)));
      gboolean new = TRUE;
      for (guint k = 0; k < i; k++)
        new = new && memcmp (&points[i], &points[k], sizeof *points) != 0;
      different += new;
      cells += strcmp (areas[a].name, "point") != 0 && !met[row * 10 + column];
      met[row * 10 + column] = TRUE;
      g_assert_cmpfloat (posko_boundary_distance (boundary, 0, &plane, points[i]), <=, 0.001);
      for (guint side = 0; side < 4 && areas[a].clear_m > 0; side++)
        {
          PoskoLonLat beside = points[i];
          *(side < 2 ? &beside.lon : &beside.lat) += (side % 2 ? 1 : -1) * areas[a].clear_m / plane.metres_per_lat;
          g_assert_cmpfloat (posko_boundary_distance (boundary, 0, &plane, beside), ==, 0);
        }
    }
  g_assert_cmpuint (different, >=, areas[a].different);
  g_assert_cmpfloat (cells, >=, 100 * areas[a].cell_share);
  /* Always the same, the first ones of a smaller number. */
  posko_boundary_spread (boundary, 0, MIN (n, 3), fewer);
  g_assert_cmpmem (points, MIN (n, 3) * sizeof *points, fewer, MIN (n, 3) * sizeof *points);
}

/* The first places of a square by hand: 0.5 + k/p and 0.5 + k/p² with x³ = x + 1, without whole parts. */
static void
test_sequence (void)
{
  g_autoptr (PoskoBoundary) boundary = read_layer (LAYER ("Polygon", "[[[100,0],[101,0],[101,1],[100,1],[100,0]]]"));
  PoskoLonLat points[2];

  posko_boundary_spread (boundary, 0, 2, points);
  g_assert_cmpfloat_with_epsilon (points[0].lon, 100.2548776662, 1e-9);
  g_assert_cmpfloat_with_epsilon (points[0].lat, 0.0698402910, 1e-9);
  g_assert_cmpfloat_with_epsilon (points[1].lon, 100.0097553325, 1e-9);
  g_assert_cmpfloat_with_epsilon (points[1].lat, 0.6396805820, 1e-9);
  posko_boundary_spread (boundary, 0, 0, NULL);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/boundary-spread/sequence", test_sequence);
  for (guint i = 0; i < G_N_ELEMENTS (areas); i++)
    {
      g_autofree char *path = g_strconcat ("/boundary-spread/", areas[i].name, NULL);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_area);
    }
  return g_test_run ();
}
