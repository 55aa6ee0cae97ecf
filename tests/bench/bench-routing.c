/* bench-routing.c: solves public routing instances and prints one JSON line each.
 *
 *   bench-routing [--seconds S | --iterations N] [--seed N] [--threads N] [--bks FILE] FILE...
 *
 * The cost is in the unit of the instance's convention. `feasible` is the verdict of a checker that walks the routes
 * with the instance's own numbers and shares nothing with the solver. `bound` is the proven lower bound of the travel.
 */
#include "bench-instances.h"
#include "routing.h"
#include <math.h>
#include <sys/resource.h>
#include <time.h>

#define MATRIX_LOCATIONS 5000u /* larger instances are computed on the fly */

static guint32
travel_of (guint from, guint to, gpointer user_data)
{
  return bench_instance_travel (user_data, from, to);
}

static PoskoRoutingProblem *
make_problem (BenchInstance *instance)
{
  const guint n = instance->points->len;
  PoskoRoutingProblem *problem = posko_routing_problem_new (n);
  if (n <= MATRIX_LOCATIONS)
    {
      guint32 *seconds = g_new (guint32, (gsize) n * n);
      for (guint i = 0; i < n; i++)
        for (guint j = 0; j < n; j++)
          seconds[(gsize) i * n + j] = bench_instance_travel (instance, i, j);
      posko_routing_problem_take_matrix (problem, 0, seconds);
    }
  else
    posko_routing_problem_set_travel (problem, 0, travel_of, instance);
  for (guint d = 0; d < instance->n_depots; d++)
    {
      PoskoRoutingDepot depot = POSKO_ROUTING_DEPOT_INIT;
      depot.location = d;
      posko_routing_problem_add_depot (problem, &depot);
    }
  for (guint i = 0; i < instance->vehicles->len; i++)
    {
      const BenchVehicle *v = &g_array_index (instance->vehicles, BenchVehicle, i);
      PoskoRoutingVehicle vehicle = POSKO_ROUTING_VEHICLE_INIT;
      vehicle.depot = v->depot;
      vehicle.capacity = v->capacity;
      vehicle.from_seconds = v->from;
      vehicle.to_seconds = v->to;
      vehicle.max_trip_seconds = v->max_duration;
      posko_routing_problem_add_vehicle (problem, &vehicle);
    }
  for (guint i = 0; i < instance->stops->len; i++)
    {
      const BenchStop *s = &g_array_index (instance->stops, BenchStop, i);
      PoskoRoutingStop stop = POSKO_ROUTING_STOP_INIT;
      stop.location = s->location;
      stop.demand = s->demand;
      stop.service_seconds = s->service;
      stop.from_seconds = s->from;
      stop.to_seconds = s->to;
      stop.fresh_seconds = instance->fresh;
      posko_routing_problem_add_stop (problem, &stop);
    }
  return problem;
}

/* ---- the checker ---- */

/* One route from its departure; adds its travel to @cost. */
static gboolean
check_route (const BenchInstance *instance, const PoskoRoutingTrip *trip, const PoskoRoutingVisit *visits,
             gboolean *seen, gint64 *cost)
{
  const BenchVehicle *v = &g_array_index (instance->vehicles, BenchVehicle, trip->vehicle);
  gint64 now = trip->departure_seconds, load = 0;
  guint at = v->depot;
  if (trip->departure_seconds < v->from)
    return FALSE;
  for (guint i = 0; i < trip->n_visits; i++)
    {
      const guint which = visits[trip->first_visit + i].stop;
      const BenchStop *s = &g_array_index (instance->stops, BenchStop, which);
      if (seen[which])
        return FALSE;
      seen[which] = TRUE;
      now += bench_instance_travel (instance, at, s->location);
      *cost += bench_instance_travel (instance, at, s->location);
      now = MAX (now, s->from);
      if (now > s->to || now - trip->departure_seconds > instance->fresh)
        return FALSE;
      now += s->service;
      load += s->demand;
      at = s->location;
    }
  now += bench_instance_travel (instance, at, v->depot);
  *cost += bench_instance_travel (instance, at, v->depot);
  return load <= v->capacity && now <= v->to && now - trip->departure_seconds <= v->max_duration;
}

static gboolean
check_answer (const BenchInstance *instance, const PoskoRoutingSolution *solution, gint64 *cost)
{
  g_autofree gboolean *seen = g_new0 (gboolean, instance->stops->len + 1);
  g_autofree gboolean *driven = g_new0 (gboolean, instance->vehicles->len + 1);
  gboolean feasible = TRUE;
  *cost = 0;
  for (guint i = 0; i < solution->trips->len; i++)
    {
      const PoskoRoutingTrip *trip = &g_array_index (solution->trips, PoskoRoutingTrip, i);
      feasible = check_route (instance, trip, (const PoskoRoutingVisit *) (gpointer) solution->visits->data, seen, cost)
                 && !driven[trip->vehicle] && feasible;
      driven[trip->vehicle] = TRUE;
    }
  for (guint i = 0; i < instance->stops->len; i++)
    feasible = feasible && seen[i];
  return feasible;
}

/* ---- output ---- */

/* Best-known cost of @name in a table set,instance,n,bks_cost,...; NaN-free: negative when unknown. */
static gdouble
best_known (const char *table, const char *name)
{
  g_auto (GStrv) lines = g_strsplit (table != NULL ? table : "", "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[i], ",", 5);
      if (g_strv_length (cells) >= 4 && g_strcmp0 (cells[1], name) == 0)
        return g_ascii_strtod (cells[3], NULL);
    }
  return -1.0;
}

static gdouble
cpu_seconds (void)
{
  struct timespec t;
  clock_gettime (CLOCK_PROCESS_CPUTIME_ID, &t);
  return (gdouble) t.tv_sec + 1e-9 * (gdouble) t.tv_nsec;
}

static void
print_line (const BenchInstance *instance, const PoskoRoutingSolution *solution, gdouble seconds, const char *table)
{
  int decimals;
  const gdouble scale = (gdouble) bench_instance_scale (instance, &decimals);
  const gdouble known = best_known (table, instance->name);
  struct rusage usage;
  gint64 cost;
  const gboolean feasible = check_answer (instance, solution, &cost);
  getrusage (RUSAGE_SELF, &usage);
  g_print ("{\"instance\":\"%s\",\"cost\":%.*f,\"routes\":%u,\"feasible\":%s,\"unserved\":%u,\"cpu_seconds\":%.2f",
           instance->name, decimals, (gdouble) cost / scale, solution->trips->len, feasible ? "true" : "false",
           solution->unserved->len, seconds);
  g_print (",\"iterations\":%" G_GUINT64_FORMAT ",\"bound\":%.*f,\"bound_vehicles\":%" G_GINT64_FORMAT
           ",\"max_rss_mib\":%ld",
           solution->result.iterations, decimals, (gdouble) solution->bound_travel_seconds / scale,
           solution->bound_vehicles, usage.ru_maxrss / 1024);
  if (known > 0.0)
    g_print (",\"best_known\":%.*f,\"gap_percent\":%.3f", decimals, known,
             floor (1e5 * ((gdouble) cost / scale - known) / known + 0.5) / 1e3 + 0.0);
  g_print ("}\n");
}

static gboolean
run (const char *path, const PoskoSolveParams *params, const char *table, GError **error)
{
  g_autoptr (BenchInstance) instance = bench_instance_read (path, error);
  if (instance == NULL)
    return FALSE;
  const gdouble started = cpu_seconds ();
  g_autoptr (PoskoRoutingProblem) problem = make_problem (instance);
  g_autoptr (PoskoRoutingSolution) solution = posko_routing_solve (problem, params, error);
  if (solution == NULL)
    return FALSE;
  print_line (instance, solution, cpu_seconds () - started, table);
  return TRUE;
}

int
main (int argc, char **argv)
{
  gint64 iterations = 0, seed = 1;
  gdouble seconds = 0.0;
  int threads = 1;
  g_autofree char *bks = NULL;
  g_autofree char *table = NULL;
  g_autoptr (GError) error = NULL;
  const GOptionEntry entries[] = {
    { "seconds", 0, 0, G_OPTION_ARG_DOUBLE, &seconds, "Stop after so many seconds of CPU", "S" },
    { "iterations", 0, 0, G_OPTION_ARG_INT64, &iterations, "Steps of the search (default: by size)", "N" },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &seed, "Seed (default: 1)", "N" },
    { "threads", 0, 0, G_OPTION_ARG_INT, &threads, "Threads", "N" },
    { "bks", 0, 0, G_OPTION_ARG_FILENAME, &bks, "Table of best-known costs", "FILE" },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GOptionContext) context = g_option_context_new ("FILE...");
  g_option_context_add_main_entries (context, entries, NULL);
  if (!g_option_context_parse (context, &argc, &argv, &error)
      || (bks != NULL && !g_file_get_contents (bks, &table, NULL, &error)))
    {
      g_printerr ("bench-routing: %s\n", error->message);
      return 2;
    }
  PoskoSolveParams params = POSKO_SOLVE_PARAMS_INIT;
  params.seed = (guint64) seed;
  params.n_threads = (guint) MAX (1, threads);
  params.time_limit_seconds = seconds;
  params.iterations = seconds > 0.0 && iterations == 0 ? G_MAXUINT64 : (guint64) iterations;
  for (int i = 1; i < argc; i++)
    if (!run (argv[i], &params, table, &error))
      {
        g_printerr ("bench-routing: %s\n", error->message);
        return 1;
      }
  return 0;
}
