/* test-travel.c: travel times as docs/model.md states them, and the interface for other sources. */
#include <math.h>

#include "travel.h"

static void
test_straight (void)
{
  const PoskoLonLat centre = { 106.1, -2.1 }, there = { 106.12, -2.13 };
  g_autoptr (PoskoTravel) travel = posko_travel_new_straight (centre, 1.35);
  PoskoPlane plane;
  gdouble metres;

  posko_plane_init (&plane, centre);
  metres = posko_plane_distance (&plane, centre, there);
  g_assert_cmpuint (posko_travel_metres (travel, centre, there), ==, (guint32) floor (metres * 1.35 + 0.5));
  g_assert_cmpuint (posko_travel_seconds (travel, centre, there, 40), ==, (guint32) floor (metres * 1.35 / (40 / 3.6) + 0.5));
  g_assert_cmpuint (posko_travel_seconds (travel, there, there, 40), ==, 0);
}

static void
test_far (void)
{
  g_autoptr (PoskoTravel) travel = posko_travel_new_straight ((PoskoLonLat) { 106, -2 }, 1000);
  g_assert_cmpuint (posko_travel_metres (travel, (PoskoLonLat) { -180, -90 }, (PoskoLonLat) { 180, 90 }), ==, POSKO_TRAVEL_UNREACHABLE);
}

static void
test_matrix (void)
{
  const PoskoLonLat from[] = { { 106.1, -2.1 }, { 106.2, -2.2 } };
  const PoskoLonLat to[] = { { 106.1, -2.1 }, { 106.15, -2.1 }, { 106.2, -2.2 } };
  g_autoptr (PoskoTravel) travel = posko_travel_new_straight (from[0], 1.2);
  g_autoptr (GError) error = NULL;
  g_autofree guint32 *seconds = posko_travel_matrix (travel, from, 2, to, 3, 30, &error);

  g_assert_no_error (error);
  for (guint i = 0; i < 2; i++)
    for (guint j = 0; j < 3; j++)
      g_assert_cmpuint (seconds[i * 3 + j], ==, posko_travel_seconds (travel, from[i], to[j], 30));
  g_assert_cmpuint (seconds[0], ==, 0);
  g_assert_cmpuint (seconds[5], ==, 0);
}

static void
test_limit (void)
{
  g_autoptr (PoskoTravel) travel = posko_travel_new_straight ((PoskoLonLat) { 106, -2 }, 1);
  g_autoptr (GError) error = NULL;
  const PoskoLonLat one = { 106, -2 };

  g_assert_null (posko_travel_matrix (travel, &one, G_MAXUINT, &one, G_MAXUINT, 30, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_LIMIT);
}

static guint32
constant (gconstpointer data, PoskoLonLat from, PoskoLonLat to)
{
  return *(const guint32 *) data;
}

static guint32
constant_seconds (gconstpointer data, PoskoLonLat from, PoskoLonLat to, gdouble speed_kmh)
{
  return *(const guint32 *) data * 2;
}

static void
test_other_source (void)
{
  static const PoskoTravelSource source = { constant, constant_seconds, g_free };
  guint32 *data = g_new (guint32, 1);
  const PoskoLonLat one = { 106, -2 };

  *data = 21;
  g_autoptr (PoskoTravel) travel = posko_travel_new (&source, data);
  g_autoptr (PoskoTravel) other = posko_travel_ref (travel);
  g_assert_cmpuint (posko_travel_metres (other, one, one), ==, 21);
  g_assert_cmpuint (posko_travel_seconds (other, one, one, 5), ==, 42);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/travel/straight", test_straight);
  g_test_add_func ("/travel/far", test_far);
  g_test_add_func ("/travel/matrix", test_matrix);
  g_test_add_func ("/travel/limit", test_limit);
  g_test_add_func ("/travel/other-source", test_other_source);
  return g_test_run ();
}
