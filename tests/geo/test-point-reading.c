/* test-point-reading.c: two numbers in each other reading. */
#include <math.h>

#include "point-reading.h"

static const struct
{
  const char *code;
  PoskoPointReading reading;
  PoskoLonLat written, meant;
} cases[] = {
  { "coordinate-swapped", POSKO_READING_SWAPPED, { -2.1309, 106.1344 }, { 106.1344, -2.1309 } },
  { "coordinate-minus", POSKO_READING_MINUS, { 106.1344, 2.1309 }, { 106.1344, -2.1309 } },
  { "coordinate-swapped-minus", POSKO_READING_SWAPPED_MINUS, { 2.1309, 106.1344 }, { 106.1344, -2.1309 } },
  { "coordinate-point", POSKO_READING_POINT, { 106134400, -2130900 }, { 106.1344, -2.1309 } },
  { "coordinate-point", POSKO_READING_POINT, { 119412345, -949123 }, { 119.412345, -0.949123 } },
};

static void
test_readings (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const PoskoLonLat made = posko_point_read_as (cases[i].written, cases[i].reading);
      g_test_message ("%u", i);
      g_assert_cmpstr (posko_point_reading_code (cases[i].reading), ==, cases[i].code);
      g_assert_cmpfloat_with_epsilon (made.lon, cases[i].meant.lon, 1e-9);
      g_assert_cmpfloat_with_epsilon (made.lat, cases[i].meant.lat, 1e-9);
    }
}

static void
test_on_earth (void)
{
  g_assert_true (posko_point_is_on_earth ((PoskoLonLat) { 180, -90 }));
  g_assert_false (posko_point_is_on_earth ((PoskoLonLat) { -2.1, 106.1 }));
  g_assert_false (posko_point_is_on_earth ((PoskoLonLat) { 180.5, 0 }));
  g_assert_false (posko_point_is_on_earth ((PoskoLonLat) { (gdouble) NAN, 0 }));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/point-reading/readings", test_readings);
  g_test_add_func ("/point-reading/on-earth", test_on_earth);
  return g_test_run ();
}
