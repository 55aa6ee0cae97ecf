/* test-routing-start.c: searches that begin from an earlier plan: what stays, what is repaired, what is given up when.
 */
#include "routing-case.h"

/* The trips of @from as start trips of @problem, without those of vehicle @gone. */
static void
add_starts (PoskoRoutingProblem *problem, const PoskoRoutingSolution *from, guint gone, gboolean locked)
{
  guint stops[CASE_MAX_STOPS];
  for (guint t = 0; t < from->trips->len; t++)
    {
      const PoskoRoutingTrip *trip = &g_array_index (from->trips, PoskoRoutingTrip, t);
      for (guint i = 0; i < trip->n_visits; i++)
        stops[i] = g_array_index (from->visits, PoskoRoutingVisit, trip->first_visit + i).stop;
      if (trip->vehicle != gone)
        posko_routing_problem_add_start_trip (problem,
                                              &(PoskoRoutingStart){ .vehicle = trip->vehicle,
                                                                    .n_stops = trip->n_visits,
                                                                    .stops = stops,
                                                                    .locked = locked,
                                                                    .departure_seconds = trip->departure_seconds });
    }
}

/* Solves from @from without the trips of @gone, and checks every rule. */
static PoskoRoutingSolution *
solve_from (RoutingCase *c, const PoskoRoutingSolution *from, guint gone, gboolean locked, guint64 iterations)
{
  PoskoSolveParams params = POSKO_SOLVE_PARAMS_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (PoskoRoutingProblem) problem = case_build (c, FALSE);
  params.iterations = iterations;
  add_starts (problem, from, gone, locked);
  PoskoRoutingSolution *solution = posko_routing_solve (problem, &params, &error);
  g_assert_no_error (error);
  case_check (c, solution);
  return solution;
}

/* Is there a trip of @b with the vehicle, stops and departure of @trip of @a? */
static gboolean
has_trip (const PoskoRoutingSolution *b, const PoskoRoutingSolution *a, const PoskoRoutingTrip *trip)
{
  for (guint t = 0; t < b->trips->len; t++)
    {
      const PoskoRoutingTrip *other = &g_array_index (b->trips, PoskoRoutingTrip, t);
      gboolean same = other->vehicle == trip->vehicle && other->n_visits == trip->n_visits
                      && other->departure_seconds == trip->departure_seconds;
      for (guint i = 0; i < trip->n_visits && same; i++)
        same = g_array_index (b->visits, PoskoRoutingVisit, other->first_visit + i).stop
               == g_array_index (a->visits, PoskoRoutingVisit, trip->first_visit + i).stop;
      if (same)
        return TRUE;
    }
  return FALSE;
}

/* How many trips of @a, but those of @gone, @b does not have. */
static guint
count_changed (const PoskoRoutingSolution *a, const PoskoRoutingSolution *b, guint gone)
{
  guint n = 0;
  for (guint t = 0; t < a->trips->len; t++)
    {
      const PoskoRoutingTrip *trip = &g_array_index (a->trips, PoskoRoutingTrip, t);
      n += trip->vehicle != gone && !has_trip (b, a, trip);
    }
  return n;
}

/* ---- what stays ---- */

static void
test_nothing_to_do (void)
{
  g_autofree RoutingCase *c = g_new0 (RoutingCase, 1);
  case_fill_city (c, 4);
  g_autoptr (PoskoRoutingSolution) first = case_solve (c, 1, 1500);
  g_autoptr (PoskoRoutingSolution) again = solve_from (c, first, POSKO_ROUTING_NONE, TRUE, 1500);
  g_autofree char *a = case_print (first);
  g_autofree char *b = case_print (again);
  g_assert_cmpstr (a, ==, b);
  g_assert_cmpuint (again->result.iterations, ==, 0);
  g_assert_cmpint (again->bound_travel_seconds, ==, first->bound_travel_seconds);
}

static void
test_vehicle_gone (void)
{
  g_autofree RoutingCase *c = g_new0 (RoutingCase, 1);
  for (guint64 seed = 1; seed <= 2; seed++)
    {
      case_fill_city (c, seed);
      g_autoptr (PoskoRoutingSolution) first = case_solve (c, 1, 1500);
      const guint gone = g_array_index (first->trips, PoskoRoutingTrip, 1).vehicle;
      c->vehicles[gone].capacity = 0;
      g_autoptr (PoskoRoutingSolution) second = solve_from (c, first, gone, TRUE, 1500);
      g_assert_cmpuint (second->unserved->len, ==, 0);
      g_assert_cmpuint (count_changed (first, second, gone), ==, 0);
      g_assert_cmpuint (second->result.iterations, >, 0);
      g_assert_cmpuint (second->result.iterations, <, 600);
      g_autoptr (PoskoRoutingSolution) same = solve_from (c, first, gone, TRUE, 1500);
      g_autofree char *a = case_print (second);
      g_autofree char *b = case_print (same);
      g_assert_cmpstr (a, ==, b);
    }
}

/* A start that nothing holds is a plan to better. */
static void
test_never_worse (void)
{
  g_autofree RoutingCase *c = g_new0 (RoutingCase, 1);
  for (guint64 seed = 1; seed <= 2; seed++)
    {
      case_fill_city (c, seed);
      g_autoptr (PoskoRoutingSolution) poor = case_solve (c, 1, 1);
      g_autoptr (PoskoRoutingSolution) better = solve_from (c, poor, POSKO_ROUTING_NONE, FALSE, 1000);
      g_assert_cmpint (better->result.value, <, poor->result.value);
      g_assert_cmpuint (better->result.iterations, ==, 1000);
      g_autoptr (PoskoRoutingSolution) little = solve_from (c, better, POSKO_ROUTING_NONE, FALSE, 1);
      g_assert_cmpint (little->result.value, <=, better->result.value);
    }
}

/* ---- hours ---- */

/* One depot at 0, stops 100 seconds from it and from each other, one vehicle with a long day. */
static void
fill_star (RoutingCase *c, guint n_stops)
{
  case_fill_plain (c, 1, 1, n_stops);
  for (guint i = 0; i <= n_stops; i++)
    for (guint j = 0; j <= n_stops; j++)
      c->seconds[i * (n_stops + 1) + j] = i == j ? 0 : 100;
  c->vehicles[0].to_seconds = 10000;
  c->vehicles[0].max_trips = 9;
}

static PoskoRoutingSolution *
solve_star (RoutingCase *c, const PoskoRoutingStart *starts, guint n)
{
  PoskoSolveParams params = POSKO_SOLVE_PARAMS_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (PoskoRoutingProblem) problem = case_build (c, FALSE);
  params.iterations = 200;
  for (guint t = 0; t < n; t++)
    posko_routing_problem_add_start_trip (problem, &starts[t]);
  PoskoRoutingSolution *solution = posko_routing_solve (problem, &params, &error);
  g_assert_no_error (error);
  case_check (c, solution);
  return solution;
}

/* A new trip goes where it delays no trip of the earlier plan, though that could wait. */
static void
test_hour_is_kept (void)
{
  g_autofree RoutingCase *c = g_new0 (RoutingCase, 1);
  const guint kept[] = { 0 };
  const PoskoRoutingStart start
      = { .vehicle = 0, .n_stops = 1, .stops = kept, .locked = TRUE, .departure_seconds = 150 };
  fill_star (c, 2);
  g_autoptr (PoskoRoutingSolution) s = solve_star (c, &start, 1);
  g_assert_cmpuint (s->trips->len, ==, 2);
  g_assert_cmpint (g_array_index (s->trips, PoskoRoutingTrip, 0).departure_seconds, ==, 150);
  g_assert_cmpuint (g_array_index (s->visits, PoskoRoutingVisit, 0).stop, ==, 0);

  /* until the other stop must be reached before 200: then the locked trip leaves as soon as it can */
  c->stops[1].to_seconds = 200;
  c->vehicles[0].capacity = 1;
  g_autoptr (PoskoRoutingSolution) late = solve_star (c, &start, 1);
  g_assert_cmpuint (late->unserved->len, ==, 0);
  g_assert_cmpuint (g_array_index (late->visits, PoskoRoutingVisit, 0).stop, ==, 1);
  g_assert_cmpint (g_array_index (late->trips, PoskoRoutingTrip, 1).departure_seconds, ==,
                   g_array_index (late->trips, PoskoRoutingTrip, 0).return_seconds);
}

/* The trip before it loses its stop: it does not leave earlier for that. */
static void
test_hour_after_gap (void)
{
  g_autofree RoutingCase *c = g_new0 (RoutingCase, 1);
  const guint first[] = { 0 }, second[] = { 1 };
  const PoskoRoutingStart starts[]
      = { { .vehicle = 0, .n_stops = 1, .stops = first, .locked = TRUE, .departure_seconds = 0 },
          { .vehicle = 0, .n_stops = 1, .stops = second, .locked = TRUE, .departure_seconds = 200 } };
  fill_star (c, 2);
  c->stops[0].demand = 5;
  c->vehicles[0].capacity = 4;
  g_autoptr (PoskoRoutingSolution) s = solve_star (c, starts, 2);
  g_assert_cmpuint (s->unserved->len, ==, 1);
  g_assert_cmpuint (s->trips->len, ==, 1);
  g_assert_cmpint (g_array_index (s->trips, PoskoRoutingTrip, 0).departure_seconds, ==, 200);
}

/* Other work: nothing new that ends later, but what is locked stays, and a shortage outweighs it. */
static void
test_wanted_elsewhere (void)
{
  g_autofree RoutingCase *c = g_new0 (RoutingCase, 1);
  const guint kept[] = { 0 };
  const PoskoRoutingStart start = { .vehicle = 0, .n_stops = 1, .stops = kept, .locked = TRUE, .departure_seconds = 0 };
  fill_star (c, 2);
  c->n_vehicles = 2;
  c->vehicles[1] = c->vehicles[0];
  c->vehicles[1].fixed_cost = 100000;
  g_autoptr (PoskoRoutingSolution) free = solve_star (c, &start, 1);
  g_assert_cmpuint (free->n_vehicles_used, ==, 1);
  c->vehicles[0].wanted_seconds = 300;
  g_autoptr (PoskoRoutingSolution) wanted = solve_star (c, &start, 1);
  g_assert_cmpuint (wanted->n_vehicles_used, ==, 2);
  c->n_vehicles = 1;
  g_autoptr (PoskoRoutingSolution) alone = solve_star (c, &start, 1);
  g_assert_cmpuint (alone->unserved->len, ==, 0);
}

/* ---- repair ---- */

static void
test_repair_one (void)
{
  g_autofree RoutingCase *c = g_new0 (RoutingCase, 1);
  const guint stops[] = { 0, 1, 2, 3 };
  const PoskoRoutingStart start
      = { .vehicle = 0, .n_stops = 4, .stops = stops, .locked = TRUE, .departure_seconds = -1 };
  fill_star (c, 4);
  c->stops[1].to_seconds = 50; /* nobody comes there in time */
  g_autoptr (PoskoRoutingSolution) s = solve_star (c, &start, 1);
  g_assert_cmpuint (s->unserved->len, ==, 1);
  g_assert_cmpuint (s->trips->len, ==, 1);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint (g_array_index (s->visits, PoskoRoutingVisit, i).stop, ==, i == 0 ? 0 : i + 1);
}

/* Starts that have nothing to do with the rules: any stops, in any order, for any vehicle. */
static void
add_nonsense (PoskoRoutingProblem *problem, const RoutingCase *c, PoskoRandom *random, gboolean locked)
{
  guint order[CASE_MAX_STOPS];
  for (guint i = 0; i < c->n_stops; i++)
    {
      const guint j = posko_random_below (random, i + 1);
      order[i] = order[j];
      order[j] = i;
    }
  for (guint from = 0, n; from < c->n_stops; from += n)
    {
      n = 1 + posko_random_below (random, c->n_stops - from);
      const PoskoRoutingStart start = { .vehicle = posko_random_below (random, c->n_vehicles),
                                        .n_stops = n,
                                        .stops = order + from,
                                        .locked = locked,
                                        .departure_seconds = case_between (random, -1, 80) };
      if (posko_random_below (random, 4) > 0)
        posko_routing_problem_add_start_trip (problem, &start);
    }
}

/* Every rule and bound, and the best value where nothing is held. */
static void
test_brute_force (void)
{
  g_autofree RoutingCase *c = g_new0 (RoutingCase, 1);
  PoskoSolveParams params = POSKO_SOLVE_PARAMS_INIT;
  PoskoRandom random;
  const guint total = 60;
  guint best = 0, kept = 0;
  params.iterations = 600;
  posko_random_init (&random, 31, 1);
  for (guint round = 0; round < total; round++)
    {
      case_fill_plain (c, 1 + round % 2, 2 + round % 2, 3 + round % 3);
      case_scatter (c, &random, 14, 4);
      case_fill_random (c, &random, posko_random_below (&random, 512));
      g_autoptr (PoskoRoutingProblem) problem = case_build (c, FALSE);
      add_nonsense (problem, c, &random, round % 4 != 0);
      g_autoptr (PoskoRoutingSolution) solution = posko_routing_solve (problem, &params, NULL);
      case_check (c, solution);
      const gint64 optimum = case_brute_force (c, solution->unserved_weight);
      g_assert_cmpint (solution->result.value, >=, optimum);
      g_assert_cmpint (solution->result.bound, <=, optimum);
      best += round % 4 == 0 && solution->result.value == optimum;
      kept += round % 4 != 0
              && solution->result.value / solution->unserved_weight == optimum / solution->unserved_weight;
    }
  g_test_message ("%u of %u optimal, %u of %u with the least shortage", best, total / 4, kept, total * 3 / 4);
  g_assert_cmpuint (best, >=, total / 4 * 95 / 100);
  g_assert_cmpuint (kept, >=, total * 3 / 4 * 95 / 100);
}

/* ---- giving up locks ---- */

/* As many portions as one vehicle brings are lost, and no vehicle is idle. */
static void
test_shortage (void)
{
  g_autofree RoutingCase *c = g_new0 (RoutingCase, 1);
  guint n_served_again = 0;
  for (guint64 seed = 1; seed <= 4; seed++)
    {
      case_fill_city (c, seed);
      for (guint v = 0; v < c->n_vehicles; v++)
        c->vehicles[v].max_trips = 2;
      c->n_vehicles = 11;
      g_autoptr (PoskoRoutingSolution) first = case_solve (c, 1, 2000);
      case_check (c, first);
      const guint gone = g_array_index (first->trips, PoskoRoutingTrip, 1).vehicle;
      guint n_free = first->unserved->len;
      for (guint t = 0; t < first->trips->len; t++)
        if (g_array_index (first->trips, PoskoRoutingTrip, t).vehicle == gone)
          n_free += g_array_index (first->trips, PoskoRoutingTrip, t).n_visits;
      c->vehicles[gone].capacity = 0;
      const guint64 iterations = 2000,
                    steps = MIN ((iterations * n_free + c->n_stops / 2) / c->n_stops, iterations / 16);
      g_autoptr (PoskoRoutingSolution) close = solve_from (c, first, gone, TRUE, iterations);
      g_autoptr (PoskoRoutingSolution) loose = solve_from (c, first, gone, FALSE, steps);
      g_assert_cmpint (close->unserved_penalty, <=, loose->unserved_penalty);
      n_served_again += n_free - MIN (n_free, close->unserved->len);
    }
  g_assert_cmpuint (n_served_again, >, 0);
}

/* One portion more fits the only vehicle, in between or behind: nobody is moved, an end is taken. */
static void
test_room_in_a_trip (void)
{
  g_autofree RoutingCase *c = g_new0 (RoutingCase, 1);
  const guint stops[] = { 0, 1 };
  const PoskoRoutingStart start
      = { .vehicle = 0, .n_stops = 2, .stops = stops, .locked = TRUE, .departure_seconds = 40 };
  fill_star (c, 3);
  c->vehicles[0].max_trips = 1;
  g_autoptr (PoskoRoutingSolution) s = solve_star (c, &start, 1);
  g_assert_cmpuint (s->unserved->len, ==, 0);
  g_assert_cmpint (g_array_index (s->trips, PoskoRoutingTrip, 0).departure_seconds, ==, 40);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpuint (g_array_index (s->visits, PoskoRoutingVisit, i).stop, ==, i);
}

/* Less shortage, but not by a whole unit: not worth a change. */
static void
test_penalty_unit (void)
{
  g_autofree RoutingCase *c = g_new0 (RoutingCase, 1);
  const guint stops[] = { 0 };
  PoskoSolveParams params = POSKO_SOLVE_PARAMS_INIT;
  fill_star (c, 2);
  c->vehicles[0].capacity = 1;
  c->vehicles[0].max_trips = 1;
  c->stops[0].penalty = 10;
  c->stops[1].penalty = 13; /* served instead it would save 3 */
  for (guint unit = 1; unit <= 10; unit += 9)
    {
      g_autoptr (PoskoRoutingProblem) problem = case_build (c, FALSE);
      posko_routing_problem_set_penalty_unit (problem, unit);
      posko_routing_problem_add_start_trip (
          problem,
          &(PoskoRoutingStart){ .vehicle = 0, .n_stops = 1, .stops = stops, .locked = TRUE, .departure_seconds = -1 });
      params.iterations = 800;
      g_autoptr (PoskoRoutingSolution) s = posko_routing_solve (problem, &params, NULL);
      case_check (c, s);
      g_assert_cmpuint (g_array_index (s->visits, PoskoRoutingVisit, 0).stop, ==, unit == 1 ? 1 : 0);
    }
}

/* ---- input ---- */

static void
assert_refused (const PoskoRoutingStart *starts, guint n)
{
  g_autofree RoutingCase *c = g_new0 (RoutingCase, 1);
  g_autoptr (GError) error = NULL;
  fill_star (c, 3);
  g_autoptr (PoskoRoutingProblem) problem = case_build (c, FALSE);
  for (guint t = 0; t < n; t++)
    posko_routing_problem_add_start_trip (problem, &starts[t]);
  g_assert_false (posko_routing_problem_check (problem, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_INPUT);
}

static void
test_bad_input (void)
{
  const guint good[] = { 0, 1, 2 }, twice[] = { 2, 1, 2 }, beyond[] = { 3 };
  const PoskoRoutingStart sound = { .vehicle = 0, .n_stops = 2, .stops = good, .departure_seconds = -1 };
  PoskoRoutingStart bad[2] = { sound, sound };
  assert_refused (bad, 2); /* the same stops in both */
  bad[0] = (PoskoRoutingStart){ .vehicle = 0, .n_stops = 3, .stops = twice, .departure_seconds = -1 };
  assert_refused (bad, 1);
  bad[0] = (PoskoRoutingStart){ .vehicle = 0, .n_stops = 1, .stops = beyond, .departure_seconds = -1 };
  assert_refused (bad, 1);
  bad[0] = (PoskoRoutingStart){ .vehicle = 1, .n_stops = 3, .stops = good, .departure_seconds = -1 };
  assert_refused (bad, 1);
  bad[0] = (PoskoRoutingStart){ .vehicle = 0, .n_stops = 0, .stops = good, .departure_seconds = -1 };
  assert_refused (bad, 1);
  bad[0] = (PoskoRoutingStart){ .vehicle = 0, .n_stops = 3, .stops = good, .departure_seconds = -2 };
  assert_refused (bad, 1);
}

static void
test_cancelled (void)
{
  g_autofree RoutingCase *c = g_new0 (RoutingCase, 1);
  PoskoSolveParams params = POSKO_SOLVE_PARAMS_INIT;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  const guint stops[] = { 0, 1 };
  fill_star (c, 3);
  g_autoptr (PoskoRoutingProblem) problem = case_build (c, FALSE);
  posko_routing_problem_add_start_trip (
      problem,
      &(PoskoRoutingStart){ .vehicle = 0, .n_stops = 2, .stops = stops, .locked = TRUE, .departure_seconds = -1 });
  params.cancellable = cancellable;
  g_cancellable_cancel (cancellable);
  g_assert_null (posko_routing_solve (problem, &params, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/routing-start/nothing-to-do", test_nothing_to_do);
  g_test_add_func ("/routing-start/vehicle-gone", test_vehicle_gone);
  g_test_add_func ("/routing-start/never-worse", test_never_worse);
  g_test_add_func ("/routing-start/hour-is-kept", test_hour_is_kept);
  g_test_add_func ("/routing-start/hour-after-gap", test_hour_after_gap);
  g_test_add_func ("/routing-start/wanted-elsewhere", test_wanted_elsewhere);
  g_test_add_func ("/routing-start/repair-one", test_repair_one);
  g_test_add_func ("/routing-start/brute-force", test_brute_force);
  g_test_add_func ("/routing-start/shortage", test_shortage);
  g_test_add_func ("/routing-start/room-in-a-trip", test_room_in_a_trip);
  g_test_add_func ("/routing-start/penalty-unit", test_penalty_unit);
  g_test_add_func ("/routing-start/bad-input", test_bad_input);
  g_test_add_func ("/routing-start/cancelled", test_cancelled);
  return g_test_run ();
}
