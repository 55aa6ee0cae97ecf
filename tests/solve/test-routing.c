/* test-routing.c: the routing engine against brute force, and its promises: bounds, same bytes, shortage in order. */
#include "routing-case.h"

static void
test_brute_force (void)
{
  g_autofree RoutingCase *c = g_new0 (RoutingCase, 1);
  PoskoRandom random;
  guint best = 0;
  const guint total = 120;
  posko_random_init (&random, 20, 1);
  for (guint round = 0; round < total; round++)
    {
      const guint n_depots = 1 + round % 2;
      case_fill_plain (c, n_depots, 2 + round % 2, 3 + round % 3);
      case_scatter (c, &random, 14, 4);
      case_fill_random (c, &random, posko_random_below (&random, 512));
      g_autoptr (PoskoRoutingSolution) solution = case_solve (c, 1, 600);
      case_check (c, solution);
      const gint64 optimum = case_brute_force (c, solution->unserved_weight);
      g_assert_cmpint (solution->result.value, >=, optimum);
      g_assert_cmpint (solution->result.bound, <=, optimum);
      best += solution->result.value == optimum ? 1 : 0;
      if (solution->result.status == POSKO_SOLVE_OPTIMAL)
        g_assert_cmpint (solution->result.value, ==, optimum);
    }
  g_test_message ("%u of %u optimal", best, total);
  g_assert_cmpuint (best, >=, total * 97 / 100);
}

/* Prizes small enough that leaving a stop out may pay. */
static void
test_declined (void)
{
  g_autofree RoutingCase *c = g_new0 (RoutingCase, 1);
  PoskoSolveParams params = POSKO_SOLVE_PARAMS_INIT;
  PoskoRandom random;
  guint declined = 0;
  params.iterations = 600;
  posko_random_init (&random, 21, 1);
  for (guint round = 0; round < 20; round++)
    {
      case_fill_plain (c, 1, 2, 4);
      case_scatter (c, &random, 14, 4);
      for (guint i = 0; i < c->n_stops; i++)
        c->stops[i].penalty = case_between (&random, 5, 40);
      for (guint v = 0; v < c->n_vehicles; v++)
        c->vehicles[v].to_seconds = 200;
      g_autoptr (PoskoRoutingProblem) problem = case_build (c, FALSE);
      posko_routing_problem_set_unserved_weight (problem, 1);
      g_autoptr (PoskoRoutingSolution) solution = posko_routing_solve (problem, &params, NULL);
      case_check (c, solution);
      g_assert_cmpint (solution->result.value, ==, case_brute_force (c, 1));
      for (guint i = 0; i < solution->unserved->len; i++)
        {
          const PoskoRoutingUnserved *u = &g_array_index (solution->unserved, PoskoRoutingUnserved, i);
          g_assert_cmpint (u->reason, ==, POSKO_ROUTING_REASON_DECLINED);
          g_assert_cmpint (u->missing, >=, c->stops[u->stop].penalty);
          declined++;
        }
    }
  g_assert_cmpuint (declined, >, 0);
}

/* ---- promises ---- */

static char *
solve_and_print (RoutingCase *c, guint n_threads, gboolean on_the_fly)
{
  PoskoSolveParams params = POSKO_SOLVE_PARAMS_INIT;
  g_autoptr (PoskoRoutingProblem) problem = case_build (c, on_the_fly);
  params.iterations = 1500;
  params.n_threads = n_threads;
  g_autoptr (PoskoRoutingSolution) solution = posko_routing_solve (problem, &params, NULL);
  case_check (c, solution);
  return case_print (solution);
}

static void
test_same_bytes (void)
{
  g_autofree RoutingCase *c = g_new0 (RoutingCase, 1);
  case_fill_city (c, 3);
  g_autofree char *first = solve_and_print (c, 1, FALSE);
  g_autofree char *again = solve_and_print (c, 1, FALSE);
  g_autofree char *two_threads = solve_and_print (c, 2, FALSE);
  g_autofree char *on_the_fly = solve_and_print (c, 1, TRUE);
  g_assert_cmpstr (first, ==, again);
  g_assert_cmpstr (first, ==, two_threads);
  g_assert_cmpstr (first, ==, on_the_fly);
}

static void
test_city (void)
{
  g_autofree RoutingCase *c = g_new0 (RoutingCase, 1);
  for (guint64 seed = 1; seed <= 3; seed++)
    {
      case_fill_city (c, seed);
      g_autoptr (PoskoRoutingSolution) s = case_solve (c, 1, 3000);
      case_check (c, s);
      g_assert_cmpuint (s->unserved->len, ==, 0);
      g_assert_cmpuint (s->result.iterations, ==, 3000);
      g_assert_cmpint (s->result.stop, ==, POSKO_STOP_EFFORT);
      g_assert_cmpint (s->bound_vehicles, >=, 4);
      g_assert_cmpint (s->n_vehicles_used, <=, 2 * s->bound_vehicles);
      g_assert_cmpint (s->travel_seconds, <=, 2 * s->bound_travel_seconds);
    }
}

/* Half of the portions that are asked for: still a plan, and shortage in the order of the penalties. */
static void
test_shortage (void)
{
  g_autofree RoutingCase *c = g_new0 (RoutingCase, 1);
  gint64 left[3] = { 0 };
  case_fill_city (c, 5);
  for (guint i = 0; i < c->n_stops; i++)
    c->stops[i].penalty = i % 3 == 0 ? 10000 : i % 3 == 1 ? 100 : 1;
  for (guint d = 0; d < c->n_depots; d++)
    c->depots[d].capacity = 200;
  c->n_vehicles = 6;
  g_autoptr (PoskoRoutingSolution) s = case_solve_and_check (c);
  g_assert_cmpuint (s->unserved->len, >, 30);
  for (guint i = 0; i < s->unserved->len; i++)
    left[g_array_index (s->unserved, PoskoRoutingUnserved, i).stop % 3]++;
  g_assert_cmpint (left[0], ==, 0);
  g_assert_cmpint (left[1], >, 0);
  g_assert_cmpint (left[2], >, left[1]);
  g_assert_cmpint (s->bound_unserved_penalty, >, 0);
  g_assert_cmpint (s->unserved_penalty, <=, s->bound_unserved_penalty * 11 / 10);
}

static void
test_reordered (void)
{
  g_autofree RoutingCase *c = g_new0 (RoutingCase, 1);
  g_autofree RoutingCase *turned = g_new0 (RoutingCase, 1);
  PoskoRandom random;
  posko_random_init (&random, 8, 8);
  case_fill_plain (c, 1, 2, 5);
  case_scatter (c, &random, 300, 30);
  *turned = *c;
  for (guint i = 0; i < 6; i++)
    for (guint j = 0; j < 6; j++)
      turned->seconds[i * 6 + j] = c->seconds[(i == 0 ? 0 : 6 - i) * 6 + (j == 0 ? 0 : 6 - j)];
  c->vehicles[0].to_seconds = c->vehicles[1].to_seconds = turned->vehicles[0].to_seconds
      = turned->vehicles[1].to_seconds = 100000;
  g_autoptr (PoskoRoutingSolution) a = case_solve_and_check (c);
  g_autoptr (PoskoRoutingSolution) b = case_solve_and_check (turned);
  g_assert_cmpint (a->result.value, ==, b->result.value);
}

static void
test_empty (void)
{
  PoskoSolveParams params = POSKO_SOLVE_PARAMS_INIT;
  g_autoptr (PoskoRoutingProblem) nothing = posko_routing_problem_new (1);
  g_autoptr (PoskoRoutingSolution) none = posko_routing_solve (nothing, &params, NULL);
  g_assert_cmpint (none->result.value, ==, 0);
  g_assert_cmpint (none->result.status, ==, POSKO_SOLVE_OPTIMAL);

  const PoskoRoutingStop stop = POSKO_ROUTING_STOP_INIT;
  posko_routing_problem_add_stop (nothing, &stop);
  g_autoptr (PoskoRoutingSolution) no_vehicle = posko_routing_solve (nothing, &params, NULL);
  g_assert_cmpuint (no_vehicle->unserved->len, ==, 1);
  g_assert_cmpint (g_array_index (no_vehicle->unserved, PoskoRoutingUnserved, 0).reason, ==,
                   POSKO_ROUTING_REASON_NO_VEHICLE);
}

static void
test_stopping (void)
{
  g_autofree RoutingCase *c = g_new0 (RoutingCase, 1);
  PoskoSolveParams params = POSKO_SOLVE_PARAMS_INIT;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  case_fill_city (c, 4);
  g_autoptr (PoskoRoutingProblem) problem = case_build (c, FALSE);
  params.iterations = G_MAXUINT64;
  params.time_limit_seconds = 0.2;
  g_autoptr (PoskoRoutingSolution) timed = posko_routing_solve (problem, &params, NULL);
  case_check (c, timed);
  g_assert_cmpint (timed->result.stop, ==, POSKO_STOP_TIME);
  params.cancellable = cancellable;
  g_cancellable_cancel (cancellable);
  g_assert_null (posko_routing_solve (problem, &params, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/routing/brute-force", test_brute_force);
  g_test_add_func ("/routing/declined", test_declined);
  g_test_add_func ("/routing/same-bytes", test_same_bytes);
  g_test_add_func ("/routing/city", test_city);
  g_test_add_func ("/routing/shortage", test_shortage);
  g_test_add_func ("/routing/reordered", test_reordered);
  g_test_add_func ("/routing/empty", test_empty);
  g_test_add_func ("/routing/stopping", test_stopping);
  return g_test_run ();
}
