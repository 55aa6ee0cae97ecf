/* test-routing-rules.c: each hard rule of the routing engine deciding alone, to the second, and numbers that are
 * refused. */
#include "routing-case.h"

/* ---- each hard rule alone ---- */

/* One depot, stops on a line 10 seconds apart: stop i lies 10 (i + 1) from the depot. */
static RoutingCase *
line (guint n_vehicles, guint n_stops)
{
  RoutingCase *c = g_new0 (RoutingCase, 1);
  case_fill_plain (c, 1, n_vehicles, n_stops);
  for (guint i = 0; i <= n_stops; i++)
    for (guint j = 0; j <= n_stops; j++)
      c->seconds[i * (n_stops + 1) + j] = 10 * (i > j ? i - j : j - i);
  return c;
}

static const PoskoRoutingUnserved *
only_unserved (const PoskoRoutingSolution *solution, guint stop, PoskoRoutingReason reason, gint64 missing)
{
  g_assert_cmpuint (solution->unserved->len, ==, 1);
  const PoskoRoutingUnserved *u = &g_array_index (solution->unserved, PoskoRoutingUnserved, 0);
  g_assert_cmpuint (u->stop, ==, stop);
  g_assert_cmpint (u->reason, ==, reason);
  g_assert_cmpint (u->missing, ==, missing);
  return u;
}

static void
test_plain (void)
{
  g_autofree RoutingCase *c = line (3, 3);
  g_autoptr (PoskoRoutingSolution) s = case_solve_and_check (c);
  g_assert_cmpuint (s->unserved->len, ==, 0);
  g_assert_cmpint (s->travel_seconds, ==, 60);
  g_assert_cmpuint (s->n_vehicles_used, ==, 1);
  g_assert_cmpint (s->result.status, ==, POSKO_SOLVE_OPTIMAL);
  g_assert_cmpint (s->result.stop, ==, POSKO_STOP_PROVEN);
}

static void
test_vehicle_capacity (void)
{
  g_autofree RoutingCase *c = line (2, 3);
  c->vehicles[0].capacity = c->vehicles[1].capacity = 2;
  g_autoptr (PoskoRoutingSolution) two = case_solve_and_check (c);
  g_assert_cmpuint (two->n_vehicles_used, ==, 2);
  g_assert_cmpint (two->travel_seconds, ==, 80);
  g_assert_cmpint (two->bound_vehicles, ==, 2);
  c->stops[1].demand = 5;
  g_autoptr (PoskoRoutingSolution) large = case_solve_and_check (c);
  only_unserved (large, 1, POSKO_ROUTING_REASON_VEHICLE_CAPACITY, 3);
  g_assert_cmpint (large->bound_unserved_penalty, ==, 1);
}

static void
test_window (void)
{
  g_autofree RoutingCase *c = line (1, 3);
  c->stops[2].to_seconds = 29;
  g_autoptr (PoskoRoutingSolution) late = case_solve_and_check (c);
  only_unserved (late, 2, POSKO_ROUTING_REASON_WINDOW, 1);
  c->stops[2].to_seconds = 30; /* the boundary itself is in time */
  g_autoptr (PoskoRoutingSolution) just = case_solve_and_check (c);
  g_assert_cmpuint (just->unserved->len, ==, 0);
  c->stops[0].from_seconds = 500;
  g_autoptr (PoskoRoutingSolution) wait = case_solve_and_check (c);
  const PoskoRoutingVisit *last = &g_array_index (wait->visits, PoskoRoutingVisit, 2);
  g_assert_cmpuint (last->stop, ==, 0);
  g_assert_cmpint (last->start_seconds, ==, 500);
}

static void
test_freshness (void)
{
  g_autofree RoutingCase *c = line (1, 3);
  for (guint i = 0; i < 3; i++)
    {
      c->stops[i].fresh_seconds = 29;
      c->stops[i].from_seconds = 300;
      c->stops[i].to_seconds = 400;
    }
  g_autoptr (PoskoRoutingSolution) stale = case_solve_and_check (c);
  only_unserved (stale, 2, POSKO_ROUTING_REASON_FRESHNESS, 1);
  const PoskoRoutingTrip *trip = &g_array_index (stale->trips, PoskoRoutingTrip, 0);
  g_assert_cmpint (trip->departure_seconds, >=, 271); /* put off, although it could have loaded at 0 */
  c->stops[2].fresh_seconds = 30;
  g_autoptr (PoskoRoutingSolution) fresh = case_solve_and_check (c);
  g_assert_cmpuint (fresh->unserved->len, ==, 0);
}

static void
test_hours_and_duration (void)
{
  g_autofree RoutingCase *c = line (1, 3);
  c->vehicles[0].to_seconds = 59;
  g_autoptr (PoskoRoutingSolution) hours = case_solve_and_check (c);
  only_unserved (hours, 2, POSKO_ROUTING_REASON_VEHICLE_HOURS, 1);
  c->vehicles[0].to_seconds = 60;
  c->vehicles[0].max_trip_seconds = 57;
  g_autoptr (PoskoRoutingSolution) duration = case_solve_and_check (c);
  only_unserved (duration, 2, POSKO_ROUTING_REASON_TRIP_DURATION, 3);
  c->vehicles[0].max_trip_seconds = 60;
  g_autoptr (PoskoRoutingSolution) both = case_solve_and_check (c);
  g_assert_cmpuint (both->unserved->len, ==, 0);
  c->depots[0].ready_seconds = 1; /* then the day is a second too short */
  g_autoptr (PoskoRoutingSolution) ready = case_solve_and_check (c);
  only_unserved (ready, 2, POSKO_ROUTING_REASON_VEHICLE_HOURS, 1);
}

static void
test_skill (void)
{
  g_autofree RoutingCase *c = line (2, 3);
  c->stops[1].skills = 6;
  c->vehicles[0].skills = 2;
  c->vehicles[1].skills = 4;
  g_autoptr (PoskoRoutingSolution) none = case_solve_and_check (c);
  const PoskoRoutingUnserved *u = only_unserved (none, 1, POSKO_ROUTING_REASON_SKILL, 0);
  g_assert_cmpuint (u->vehicle, ==, POSKO_ROUTING_NONE);
  c->vehicles[1].skills = 6;
  g_autoptr (PoskoRoutingSolution) one = case_solve_and_check (c);
  g_assert_cmpuint (one->unserved->len, ==, 0);
  g_assert_cmpuint (g_array_index (one->trips, PoskoRoutingTrip, 0).vehicle, ==, 1);
}

static void
test_depot_limits (void)
{
  g_autofree RoutingCase *c = line (1, 3);
  c->depots[0].capacity = 8;
  c->stops[0].demand = c->stops[1].demand = c->stops[2].demand = 3;
  c->stops[0].penalty = c->stops[2].penalty = 2;
  g_autoptr (PoskoRoutingSolution) portions = case_solve_and_check (c);
  const PoskoRoutingUnserved *u = only_unserved (portions, 1, POSKO_ROUTING_REASON_DEPOT_CAPACITY, 1);
  g_assert_cmpuint (u->depot, ==, 0);
  g_assert_cmpint (portions->bound_unserved_penalty, ==, 1);
  c->depots[0].capacity = POSKO_ROUTING_INFINITE;
  c->depots[0].max_stops = 2;
  g_autoptr (PoskoRoutingSolution) stops = case_solve_and_check (c);
  only_unserved (stops, 1, POSKO_ROUTING_REASON_DEPOT_STOPS, 1);
  g_assert_cmpint (stops->bound_unserved_penalty, ==, 1);
}

static void
test_fleet (void)
{
  g_autofree RoutingCase *c = line (1, 3);
  c->vehicles[0].capacity = 2;
  c->stops[1].penalty = c->stops[2].penalty = 9;
  g_autoptr (PoskoRoutingSolution) full = case_solve_and_check (c);
  const PoskoRoutingUnserved *u = only_unserved (full, 0, POSKO_ROUTING_REASON_FLEET, 1);
  g_assert_cmpuint (u->depot, ==, 0);
  g_assert_cmpuint (u->vehicle, ==, 0);
  g_assert_cmpint (u->window_seconds, ==, -1);

  /* In time for one of two far ends: the other misses by what the detour takes. */
  c->vehicles[0].capacity = 10;
  c->stops[0].from_seconds = c->stops[0].to_seconds = 10;
  c->stops[2].from_seconds = 0;
  c->stops[2].to_seconds = 30;
  c->stops[1].from_seconds = c->stops[1].to_seconds = 35;
  c->stops[1].penalty = 1;
  g_autoptr (PoskoRoutingSolution) late = case_solve_and_check (c);
  g_assert_cmpint (only_unserved (late, 1, POSKO_ROUTING_REASON_FLEET, 1)->window_seconds, ==, 5);
}

static void
test_unreachable (void)
{
  g_autofree RoutingCase *c = line (1, 2);
  c->seconds[0 * 3 + 2] = c->seconds[1 * 3 + 2] = POSKO_ROUTING_UNREACHABLE;
  g_autoptr (PoskoRoutingSolution) s = case_solve_and_check (c);
  only_unserved (s, 1, POSKO_ROUTING_REASON_NO_VEHICLE, 0);
}

static void
test_several_trips (void)
{
  g_autofree RoutingCase *c = line (2, 3);
  for (guint v = 0; v < 2; v++)
    {
      c->vehicles[v].capacity = 1;
      c->vehicles[v].fixed_cost = 1000;
      c->vehicles[v].max_trips = G_MAXUINT;
      c->vehicles[v].loading_seconds = 7;
      c->vehicles[v].to_seconds = 20 + 40 + 60 + 3 * 7;
    }
  g_autoptr (PoskoRoutingSolution) one = case_solve_and_check (c);
  g_assert_cmpuint (one->unserved->len, ==, 0);
  g_assert_cmpuint (one->n_vehicles_used, ==, 1);
  g_assert_cmpuint (one->trips->len, ==, 3);
  c->vehicles[0].to_seconds--;
  c->vehicles[1].to_seconds--;
  g_autoptr (PoskoRoutingSolution) two = case_solve_and_check (c);
  g_assert_cmpuint (two->unserved->len, ==, 0);
  g_assert_cmpuint (two->n_vehicles_used, ==, 2);
  c->vehicles[0].max_trips = c->vehicles[1].max_trips = 1;
  g_autoptr (PoskoRoutingSolution) single = case_solve_and_check (c);
  g_assert_cmpuint (single->unserved->len, ==, 1);
}

static void
test_speed_and_cost (void)
{
  g_autofree RoutingCase *c = line (2, 2);
  c->vehicles[0].time_percent = 200;
  g_autoptr (PoskoRoutingSolution) fast = case_solve_and_check (c);
  g_assert_cmpuint (g_array_index (fast->trips, PoskoRoutingTrip, 0).vehicle, ==, 1);
  g_assert_cmpint (fast->cost, ==, 40);
  c->vehicles[1].running_cost_per_second = 3;
  g_autoptr (PoskoRoutingSolution) cheap = case_solve_and_check (c);
  g_assert_cmpuint (g_array_index (cheap->trips, PoskoRoutingTrip, 0).vehicle, ==, 0);
  g_assert_cmpint (cheap->cost, ==, 80);
}

/* ---- bad numbers ---- */

static void
refused (RoutingCase *c, int code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PoskoRoutingProblem) problem = case_build (c, FALSE);
  g_assert_false (posko_routing_problem_check (problem, &error));
  g_assert_error (error, POSKO_ERROR, code);
}

static void
test_refused (void)
{
  g_autofree RoutingCase *good = line (2, 2);
  g_autofree RoutingCase *c = g_memdup2 (good, sizeof *good);
  c->vehicles[1].depot = 1;
  refused (c, POSKO_ERROR_INPUT);
  *c = *good;
  c->vehicles[0].travel_class = 3;
  refused (c, POSKO_ERROR_INPUT);
  *c = *good;
  c->vehicles[0].from_seconds = c->vehicles[0].to_seconds + 1;
  refused (c, POSKO_ERROR_INPUT);
  *c = *good;
  c->vehicles[0].time_percent = 0;
  refused (c, POSKO_ERROR_INPUT);
  *c = *good;
  c->stops[0].demand = -1;
  refused (c, POSKO_ERROR_INPUT);
  *c = *good;
  c->stops[1].to_seconds = POSKO_ROUTING_INFINITE + 1;
  refused (c, POSKO_ERROR_INPUT);
  *c = *good;
  c->stops[1].penalty = 0;
  refused (c, POSKO_ERROR_INPUT);
  *c = *good;
  c->depots[0].capacity = -5;
  refused (c, POSKO_ERROR_INPUT);
  *c = *good;
  c->stops[0].penalty = POSKO_ROUTING_MAX_PENALTY;
  c->vehicles[0].fixed_cost = POSKO_ROUTING_MAX_FIXED_COST; /* together more than 64 bits hold */
  refused (c, POSKO_ERROR_LIMIT);
}

/* Every number at its limit: no overflow (the sanitizers watch), and a plan. */
static void
test_extremes (void)
{
  g_autofree RoutingCase *c = line (2, 4);
  for (guint i = 0; i < 25; i++)
    c->seconds[i] = i % 2 == 0 ? (guint32) POSKO_ROUTING_INFINITE : POSKO_ROUTING_INFINITE / 3;
  for (guint v = 0; v < 2; v++)
    {
      c->vehicles[v].to_seconds = POSKO_ROUTING_INFINITE;
      c->vehicles[v].max_trips = G_MAXUINT;
      c->vehicles[v].time_percent = v == 0 ? 10000 : 1;
      c->vehicles[v].loading_seconds = v == 0 ? POSKO_ROUTING_INFINITE : 0;
    }
  for (guint i = 0; i < 4; i++)
    {
      c->stops[i].demand = POSKO_ROUTING_INFINITE / 2;
      c->stops[i].service_seconds = i == 0 ? POSKO_ROUTING_INFINITE : POSKO_ROUTING_INFINITE / 4;
    }
  g_autoptr (PoskoRoutingSolution) s = case_solve_and_check (c);
  g_assert_cmpuint (s->unserved->len, >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/routing-rules/plain", test_plain);
  g_test_add_func ("/routing-rules/vehicle-capacity", test_vehicle_capacity);
  g_test_add_func ("/routing-rules/window", test_window);
  g_test_add_func ("/routing-rules/freshness", test_freshness);
  g_test_add_func ("/routing-rules/hours-and-duration", test_hours_and_duration);
  g_test_add_func ("/routing-rules/skill", test_skill);
  g_test_add_func ("/routing-rules/depot-limits", test_depot_limits);
  g_test_add_func ("/routing-rules/fleet", test_fleet);
  g_test_add_func ("/routing-rules/unreachable", test_unreachable);
  g_test_add_func ("/routing-rules/several-trips", test_several_trips);
  g_test_add_func ("/routing-rules/speed-and-cost", test_speed_and_cost);
  g_test_add_func ("/routing-rules/refused", test_refused);
  g_test_add_func ("/routing-rules/extremes", test_extremes);
  return g_test_run ();
}
