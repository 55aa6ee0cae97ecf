/* test-utm.c: UTM against figures of PROJ 9.1 (+proj=utm +ellps=WGS84), in all zones of Indonesia and on both sides of
 * the equator. */
#include <math.h>

#include "utm.h"

static const struct
{
  guint zone;
  gboolean south;
  gdouble easting, northing, lon, lat;
} figures[] = {
  { 46, FALSE, 644590.0168, 211254.1989, 94.300000, 1.910781 },
  { 46, FALSE, 555561.5904, 333477.7069, 93.500000, 3.016934 },
  { 46, TRUE, 832836.2759, 9917545.5021, 95.990000, -0.744969 },
  { 46, TRUE, 555319.7531, 9319823.2855, 93.500000, -6.153301 },
  { 47, FALSE, 502216.9423, 557400.9077, 99.020000, 5.042850 },
  { 47, FALSE, 500000.0000, 154537.6709, 99.000000, 1.398148 },
  { 47, TRUE, 233519.8769, 9553639.4035, 96.600000, -4.034743 },
  { 47, TRUE, 170463.9208, 8974907.3954, 96.001000, -9.260963 },
  { 48, FALSE, 502224.8851, 149295.7623, 105.020000, 1.350723 },
  { 48, FALSE, 500000.0000, 577225.5887, 105.000000, 5.222196 },
  { 48, TRUE, 502198.4906, 9009015.4928, 105.020000, -8.965016 },
  { 48, TRUE, 166305.2953, 9795683.1800, 102.001000, -1.845965 },
  { 49, FALSE, 502220.2481, 436594.6790, 111.020000, 3.949946 },
  { 49, FALSE, 878541.4788, 60492.5348, 114.400000, 0.546325 },
  { 49, TRUE, 233439.0506, 9581942.9387, 108.600000, -3.778908 },
  { 49, TRUE, 555368.0905, 9373617.0541, 111.500000, -5.666682 },
  { 50, FALSE, 644616.7969, 172265.2233, 118.300000, 1.558130 },
  { 50, FALSE, 878540.4245, 62325.7199, 120.400000, 0.562881 },
  { 50, TRUE, 236439.1242, 8958563.8454, 114.600000, -9.413182 },
  { 50, TRUE, 500000.0000, 8874758.1655, 117.000000, -10.179347 },
  { 51, FALSE, 233659.0529, 491296.4078, 120.600000, 4.440914 },
  { 51, FALSE, 876921.0795, 591585.8484, 126.400000, 5.342678 },
  { 51, TRUE, 233054.6593, 9758232.9467, 120.600000, -2.185402 },
  { 51, TRUE, 555259.8376, 9258522.2583, 123.500000, -6.707820 },
  { 52, FALSE, 422200.8601, 314334.4919, 128.300000, 2.843646 },
  { 52, FALSE, 166319.8302, 212755.1105, 126.001000, 1.922203 },
  { 52, TRUE, 832822.6763, 9899495.9394, 131.990000, -0.908045 },
  { 52, TRUE, 555224.4178, 9224549.3562, 129.500000, -7.015128 },
  { 53, FALSE, 502221.9024, 361314.9607, 135.020000, 3.268894 },
  { 53, FALSE, 555474.1457, 488077.7243, 135.500000, 4.415536 },
  { 53, TRUE, 641946.5687, 8764964.2430, 136.300000, -11.169523 },
  { 53, TRUE, 166160.8909, 9917639.7859, 132.001000, -0.744111 },
  { 54, FALSE, 644319.6609, 442310.1639, 142.300000, 4.000620 },
  { 54, FALSE, 555612.6872, 192409.8274, 141.500000, 1.740720 },
  { 54, TRUE, 502217.4780, 9460340.1673, 141.020000, -4.882353 },
  { 54, TRUE, 875663.6306, 9213192.9796, 144.400000, -7.105640 },
  /* Farther than any TPS: the series holds there too. */
  { 50, TRUE, 777415.9835, 6244878.7571, 120, -33.9 },
  { 50, TRUE, 346216.6660, 3289631.3837, 114.2, -60.5 },
};

static void
test_proj (void)
{
  gdouble worst = 0;
  for (guint i = 0; i < G_N_ELEMENTS (figures); i++)
    {
      PoskoLonLat place;
      gdouble north, east;
      g_assert_true (
          posko_utm_to_degrees (figures[i].zone, figures[i].south, figures[i].easting, figures[i].northing, &place));
      north = (place.lat - figures[i].lat) * 111000;
      east = (place.lon - figures[i].lon) * 111320 * cos (figures[i].lat * G_PI / 180);
      worst = MAX (worst, hypot (north, east));
      g_assert_cmpfloat (hypot (north, east), <, 0.001);
    }
  g_test_message ("worst of %u points: %.3f mm", (guint) G_N_ELEMENTS (figures), worst * 1000);
}

/* The central meridian and the equator are exact, and the two hemispheres mirror each other. */
static void
test_exact (void)
{
  PoskoLonLat north, south;
  g_assert_true (posko_utm_to_degrees (48, TRUE, 500000, 10000000, &south));
  g_assert_true (posko_utm_to_degrees (48, FALSE, 500000, 0, &north));
  g_assert_cmpfloat (south.lon, ==, 105);
  g_assert_cmpfloat (south.lat, ==, 0);
  g_assert_cmpfloat (north.lat, ==, 0);
  g_assert_true (posko_utm_to_degrees (54, TRUE, 712345, 10000000 - 123456, &south));
  g_assert_true (posko_utm_to_degrees (54, FALSE, 712345, 123456, &north));
  g_assert_cmpfloat_with_epsilon (south.lat, -north.lat, 1e-12);
  g_assert_cmpfloat_with_epsilon (south.lon, north.lon, 1e-12);
}

static void
test_range (void)
{
  static const struct
  {
    guint zone;
    gdouble easting, northing;
  } bad[] = {
    { 0, 500000, 1 },         { 61, 500000, 1 }, { 48, 99999, 1 },    { 48, 900001, 1 },   { 48, 500000, -1 },
    { 48, 500000, 10000001 }, { 48, NAN, 1 },    { 48, 500000, NAN }, { 48, INFINITY, 1 }, { 48, 500000, 4550 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      PoskoLonLat place;
      g_assert_false (posko_utm_to_degrees (bad[i].zone, TRUE, bad[i].easting, bad[i].northing, &place));
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/utm/proj", test_proj);
  g_test_add_func ("/utm/exact", test_exact);
  g_test_add_func ("/utm/range", test_range);
  return g_test_run ();
}
