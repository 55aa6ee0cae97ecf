/* test-point.c: distances against geodesics of the WGS 84 ellipsoid (Vincenty, "Direct and inverse solutions of
 * geodesics on the ellipsoid", Survey Review 23(176), 1975). */
#include <math.h>

#include "point.h"

/* Solved by Vincenty's inverse formula, metres. */
static const struct
{
  PoskoLonLat from, to;
  gdouble metres;
} geodesics[] = {
  { { 106.11, -2.13 }, { 106.14, -2.1 }, 4705.533 },
  { { 106.0, -2.2 }, { 106.3, -2.0 }, 40035.908 },
  { { 106.11, -2.13 }, { 106.11, -2.131 }, 110.576 },
  { { 116.8, -1.2 }, { 117.1, -1.0 }, 40049.265 },
  { { 107.54, -6.88 }, { 107.55, -6.91 }, 3496.949 },
  { { 122.51, -3.97 }, { 122.6, -4.05 }, 13347.142 },
  { { 95.3, 5.5 }, { 95.6, 5.3 }, 39932.737 },
  { { 109.3, 0 }, { 109.5, 0.2 }, 31380.663 },
  { { 123.5, -10.2 }, { 123.9, -10.1 }, 45209.421 },
  { { 140.4, -8.5 }, { 140.2, -8.3 }, 31216.157 },
};

static void
test_geodesics (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (geodesics); i++)
    {
      PoskoPlane plane;
      PoskoLonLat middle = { (geodesics[i].from.lon + geodesics[i].to.lon) / 2, (geodesics[i].from.lat + geodesics[i].to.lat) / 2 };
      posko_plane_init (&plane, middle);
      g_test_message ("%u: %.3f m", i, geodesics[i].metres);
      g_assert_cmpfloat_with_epsilon (posko_plane_distance (&plane, geodesics[i].from, geodesics[i].to), geodesics[i].metres,
                                      geodesics[i].metres * 0.0005);
    }
}

static void
test_degrees (void)
{
  PoskoPlane plane;

  posko_plane_init (&plane, (PoskoLonLat) { 106, 0 }); /* 110,574.276 m a degree of latitude, 111,319.491 m of longitude at the equator */
  g_assert_cmpfloat_with_epsilon (plane.metres_per_lat, 110574.276, 0.01);
  g_assert_cmpfloat_with_epsilon (plane.metres_per_lon, 111319.491, 0.01);
}

static void
test_symmetry (void)
{
  PoskoPlane plane;
  const PoskoLonLat a = { 106.1, -2.1 }, b = { 106.2, -2.2 };

  posko_plane_init (&plane, a);
  g_assert_cmpfloat (posko_plane_distance (&plane, a, b), ==, posko_plane_distance (&plane, b, a));
  g_assert_cmpfloat (posko_plane_distance (&plane, a, a), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/point/geodesics", test_geodesics);
  g_test_add_func ("/point/degrees", test_degrees);
  g_test_add_func ("/point/symmetry", test_symmetry);
  return g_test_run ();
}
