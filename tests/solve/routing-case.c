/* routing-case.c: routing problems for tests; see routing-case.h. */
#include "routing-case.h"

static guint32
travel (const RoutingCase *c, const PoskoRoutingVehicle *v, guint from, guint to)
{
  const guint32 plain = c->seconds[from * (c->n_depots + c->n_stops) + to];
  return (guint32) (((guint64) plain * v->time_percent + 50) / 100);
}

static guint32
travel_on_the_fly (guint from, guint to, gpointer user_data)
{
  const RoutingCase *c = user_data;
  return c->seconds[from * (c->n_depots + c->n_stops) + to];
}

PoskoRoutingProblem *
case_build (RoutingCase *c, gboolean on_the_fly)
{
  const guint n = c->n_depots + c->n_stops;
  PoskoRoutingProblem *problem = posko_routing_problem_new (n);
  if (on_the_fly)
    posko_routing_problem_set_travel (problem, 0, travel_on_the_fly, c);
  else
    posko_routing_problem_take_matrix (problem, 0, g_memdup2 (c->seconds, (gsize) n * n * sizeof *c->seconds));
  for (guint d = 0; d < c->n_depots; d++)
    {
      c->depots[d].location = d;
      g_assert_cmpuint (posko_routing_problem_add_depot (problem, &c->depots[d]), ==, d);
    }
  for (guint v = 0; v < c->n_vehicles; v++)
    g_assert_cmpuint (posko_routing_problem_add_vehicle (problem, &c->vehicles[v]), ==, v);
  for (guint i = 0; i < c->n_stops; i++)
    {
      c->stops[i].location = c->n_depots + i;
      g_assert_cmpuint (posko_routing_problem_add_stop (problem, &c->stops[i]), ==, i);
    }
  return problem;
}

PoskoRoutingSolution *
case_solve (RoutingCase *c, guint64 seed, guint64 iterations)
{
  PoskoSolveParams params = POSKO_SOLVE_PARAMS_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (PoskoRoutingProblem) problem = case_build (c, FALSE);
  params.seed = seed;
  params.iterations = iterations;
  PoskoRoutingSolution *solution = posko_routing_solve (problem, &params, &error);
  g_assert_no_error (error);
  return solution;
}

/* ---- the checker ---- */

static void
check_trip (const RoutingCase *c, const PoskoRoutingSolution *solution, const PoskoRoutingTrip *trip, gint64 free_at,
            guint *times_served)
{
  const PoskoRoutingVehicle *v = &c->vehicles[trip->vehicle];
  gint64 now = trip->departure_seconds, load = 0, driven = 0;
  guint at = v->depot;
  g_assert_cmpuint (trip->depot, ==, v->depot);
  g_assert_cmpuint (trip->n_visits, >, 0);
  g_assert_cmpint (trip->loading_start_seconds, >=, MAX (free_at, c->depots[v->depot].ready_seconds));
  g_assert_cmpint (trip->departure_seconds, ==, trip->loading_start_seconds + v->loading_seconds);
  for (guint i = 0; i < trip->n_visits; i++)
    {
      const PoskoRoutingVisit *visit = &g_array_index (solution->visits, PoskoRoutingVisit, trip->first_visit + i);
      const PoskoRoutingStop *s = &c->stops[visit->stop];
      now += travel (c, v, at, s->location);
      driven += travel (c, v, at, s->location);
      g_assert_cmpint (visit->arrival_seconds, ==, now);
      now = MAX (now, s->from_seconds);
      g_assert_cmpint (visit->start_seconds, ==, now);
      g_assert_cmpint (now, <=, s->to_seconds);
      g_assert_cmpint (now - trip->departure_seconds, <=, s->fresh_seconds);
      g_assert_cmphex (s->skills & ~v->skills, ==, 0);
      now += s->service_seconds;
      load += s->demand;
      at = s->location;
      times_served[visit->stop]++;
    }
  now += travel (c, v, at, v->depot);
  driven += travel (c, v, at, v->depot);
  g_assert_cmpint (trip->return_seconds, ==, now);
  g_assert_cmpint (now, <=, v->to_seconds);
  g_assert_cmpint (now - trip->departure_seconds, <=, v->max_trip_seconds);
  g_assert_cmpint (load, <=, v->capacity);
  g_assert_cmpint (trip->load, ==, load);
  g_assert_cmpint (trip->travel_seconds, ==, driven);
  g_assert_cmpint (trip->slack_seconds, >=, 0);
}

static void
check_unserved (const RoutingCase *c, const PoskoRoutingSolution *solution, const guint *times_served)
{
  gint64 penalty = 0;
  guint listed = 0;
  for (guint i = 0; i < c->n_stops; i++)
    {
      g_assert_cmpuint (times_served[i], <=, 1);
      if (times_served[i] == 1)
        continue;
      penalty += c->stops[i].penalty;
      g_assert_cmpuint (listed, <, solution->unserved->len);
      g_assert_cmpuint (g_array_index (solution->unserved, PoskoRoutingUnserved, listed++).stop, ==, i);
    }
  g_assert_cmpuint (solution->unserved->len, ==, listed);
  g_assert_cmpint (solution->unserved_penalty, ==, penalty);
}

/* Every rule, every sum and every bound. */
void
case_check (const RoutingCase *c, const PoskoRoutingSolution *solution)
{
  guint times_served[CASE_MAX_STOPS] = { 0 }, used = 0;
  gint64 given[CASE_MAX_DEPOTS] = { 0 }, fed[CASE_MAX_DEPOTS] = { 0 }, cost = 0, driven = 0, free_at = 0;
  const PoskoRoutingTrip *before = NULL;
  for (guint t = 0; t < solution->trips->len; t++)
    {
      const PoskoRoutingTrip *trip = &g_array_index (solution->trips, PoskoRoutingTrip, t);
      const PoskoRoutingVehicle *v = &c->vehicles[trip->vehicle];
      const gboolean same = before != NULL && before->vehicle == trip->vehicle;
      g_assert_true (before == NULL || before->vehicle <= trip->vehicle);
      g_assert_cmpuint (trip->number, ==, same ? before->number + 1 : 0);
      g_assert_cmpuint (trip->number, <, v->max_trips);
      g_assert_cmpuint (trip->first_visit, ==, before != NULL ? before->first_visit + before->n_visits : 0);
      free_at = same ? before->return_seconds : v->from_seconds;
      check_trip (c, solution, trip, free_at, times_served);
      cost += v->running_cost_per_second * trip->travel_seconds + (same ? 0 : v->fixed_cost);
      driven += trip->travel_seconds;
      used += same ? 0 : 1;
      given[v->depot] += trip->load;
      fed[v->depot] += trip->n_visits;
      before = trip;
    }
  for (guint d = 0; d < c->n_depots; d++)
    {
      if (c->depots[d].capacity < POSKO_ROUTING_INFINITE)
        g_assert_cmpint (given[d], <=, c->depots[d].capacity);
      g_assert_cmpint (fed[d], <=, c->depots[d].max_stops);
    }
  check_unserved (c, solution, times_served);
  g_assert_cmpint (solution->cost, ==, cost);
  g_assert_cmpint (solution->travel_seconds, ==, driven);
  g_assert_cmpuint (solution->n_vehicles_used, ==, used);
  g_assert_cmpint (solution->result.value, ==, solution->unserved_penalty * solution->unserved_weight + cost);
  g_assert_cmpint (solution->result.bound, <=, solution->result.value);
  g_assert_cmpint (solution->bound_unserved_penalty, <=, solution->unserved_penalty);
  if (solution->unserved->len == 0)
    {
      g_assert_cmpint (solution->bound_vehicles, <=, used);
      g_assert_cmpint (solution->bound_trips, <=, solution->trips->len);
      g_assert_cmpint (solution->bound_travel_seconds, <=, driven);
    }
}

PoskoRoutingSolution *
case_solve_and_check (RoutingCase *c)
{
  PoskoRoutingSolution *solution = case_solve (c, 1, 2000);
  case_check (c, solution);
  return solution;
}

/* ---- brute force ---- */

#define TINY 5u

/* Earliest return of one trip over @order that leaves at @earliest or later, or -1; by trying each departure. */
static gint64
earliest_return (const RoutingCase *c, const PoskoRoutingVehicle *v, const guint *order, guint n, gint64 earliest)
{
  for (gint64 departure = earliest; departure <= v->to_seconds; departure++)
    {
      gint64 now = departure;
      guint at = v->depot, i = 0;
      for (; i < n; i++)
        {
          const PoskoRoutingStop *s = &c->stops[order[i]];
          now = MAX (now + travel (c, v, at, s->location), s->from_seconds);
          if (now > s->to_seconds || now - departure > s->fresh_seconds)
            break;
          now += s->service_seconds;
          at = s->location;
        }
      now += travel (c, v, at, v->depot);
      if (i == n && now <= v->to_seconds && now - departure <= v->max_trip_seconds)
        return now;
    }
  return -1;
}

/* Travel of driving @order, cut into trips after the stops of @cuts, or -1. */
static gint64
drive (const RoutingCase *c, const PoskoRoutingVehicle *v, const guint *order, guint n, guint cuts)
{
  gint64 free_at = v->from_seconds, driven = 0, load = 0;
  guint begin = 0, n_trips = 0;
  for (guint i = 0; i < n; i++)
    {
      load += c->stops[order[i]].demand;
      driven += travel (c, v, i == begin ? v->depot : c->stops[order[i - 1]].location, c->stops[order[i]].location);
      if (load > v->capacity)
        return -1;
      if (i + 1 < n && (cuts >> i & 1) == 0)
        continue;
      const gint64 earliest = MAX (free_at, c->depots[v->depot].ready_seconds) + v->loading_seconds;
      driven += travel (c, v, c->stops[order[i]].location, v->depot);
      free_at = earliest_return (c, v, order + begin, i + 1 - begin, earliest);
      if (free_at < 0 || ++n_trips > v->max_trips)
        return -1;
      begin = i + 1;
      load = 0;
    }
  return driven;
}

/* Least cost of @v serving exactly the stops of @set, or -1; @order is built up recursively. */
static gint64
best_of_set (const RoutingCase *c, const PoskoRoutingVehicle *v, guint set, guint *order, guint n)
{
  gint64 best = -1;
  if (set == 0)
    {
      for (guint cuts = 0; cuts < 1u << (n - 1); cuts++)
        {
          const gint64 driven = drive (c, v, order, n, cuts);
          if (driven >= 0 && (best < 0 || driven < best))
            best = driven;
        }
      return best;
    }
  for (guint i = 0; i < c->n_stops; i++)
    {
      if ((set >> i & 1) == 0)
        continue;
      if ((c->stops[i].skills & ~v->skills) != 0)
        return -1;
      order[n] = i;
      const gint64 found = best_of_set (c, v, set & ~(1u << i), order, n + 1);
      if (found >= 0 && (best < 0 || found < best))
        best = found;
    }
  return best;
}

/* Least value over all ways to give each stop to a vehicle or to nobody. */
gint64
case_brute_force (const RoutingCase *c, gint64 weight)
{
  gint64 table[4][1u << TINY], best = G_MAXINT64;
  guint order[TINY], ways = 1;
  g_assert_cmpuint (c->n_vehicles, <=, 4);
  for (guint v = 0; v < c->n_vehicles; v++)
    for (guint set = 1; set < 1u << c->n_stops; set++)
      table[v][set] = best_of_set (c, &c->vehicles[v], set, order, 0);
  for (guint i = 0; i < c->n_stops; i++)
    ways *= c->n_vehicles + 1;
  for (guint w = 0; w < ways; w++)
    {
      guint set[5] = { 0 }, rest = w;
      gint64 load[CASE_MAX_DEPOTS] = { 0 }, count[CASE_MAX_DEPOTS] = { 0 }, value = 0;
      for (guint i = 0; i < c->n_stops; i++, rest /= c->n_vehicles + 1)
        {
          const guint who = rest % (c->n_vehicles + 1);
          set[who] |= 1u << i;
          value += who == c->n_vehicles ? weight * c->stops[i].penalty : 0;
          if (who < c->n_vehicles)
            {
              load[c->vehicles[who].depot] += c->stops[i].demand;
              count[c->vehicles[who].depot]++;
            }
        }
      gboolean feasible = TRUE;
      for (guint d = 0; d < c->n_depots; d++)
        feasible = feasible && load[d] <= c->depots[d].capacity && count[d] <= c->depots[d].max_stops;
      for (guint v = 0; v < c->n_vehicles && feasible; v++)
        if (set[v] != 0)
          {
            feasible = table[v][set[v]] >= 0;
            value += c->vehicles[v].fixed_cost + c->vehicles[v].running_cost_per_second * table[v][set[v]];
          }
      if (feasible && value < best)
        best = value;
    }
  return best;
}

gint64
case_between (PoskoRandom *random, gint64 low, gint64 high)
{
  return low + (gint64) posko_random_below (random, (guint32) (high - low + 1));
}

/* Points in a square with noise that differs by direction. */
void
case_scatter (RoutingCase *c, PoskoRandom *random, gint64 side, gint64 noise)
{
  const guint n = c->n_depots + c->n_stops;
  gint64 x[CASE_MAX_PLACES], y[CASE_MAX_PLACES];
  for (guint i = 0; i < n; i++)
    {
      x[i] = case_between (random, 0, side);
      y[i] = case_between (random, 0, side);
    }
  for (guint i = 0; i < n; i++)
    for (guint j = 0; j < n; j++)
      c->seconds[i * n + j]
          = i == j ? 0 : (guint32) (ABS (x[i] - x[j]) + ABS (y[i] - y[j]) + case_between (random, 1, noise));
}

void
case_fill_plain (RoutingCase *c, guint n_depots, guint n_vehicles, guint n_stops)
{
  c->n_depots = n_depots;
  c->n_vehicles = n_vehicles;
  c->n_stops = n_stops;
  for (guint d = 0; d < n_depots; d++)
    c->depots[d] = (PoskoRoutingDepot) POSKO_ROUTING_DEPOT_INIT;
  for (guint v = 0; v < n_vehicles; v++)
    {
      c->vehicles[v] = (PoskoRoutingVehicle) POSKO_ROUTING_VEHICLE_INIT;
      c->vehicles[v].depot = v % n_depots;
      c->vehicles[v].to_seconds = 1000;
    }
  for (guint i = 0; i < n_stops; i++)
    {
      c->stops[i] = (PoskoRoutingStop) POSKO_ROUTING_STOP_INIT;
      c->stops[i].demand = 1;
    }
}

void
case_fill_random (RoutingCase *c, PoskoRandom *random, guint rules)
{
  for (guint d = 0; d < c->n_depots; d++)
    {
      if (rules & 1)
        c->depots[d].capacity = case_between (random, 4, 12);
      if (rules & 2)
        c->depots[d].max_stops = case_between (random, 1, 3);
      c->depots[d].ready_seconds = case_between (random, 0, 10);
    }
  for (guint v = 0; v < c->n_vehicles; v++)
    {
      PoskoRoutingVehicle *vehicle = &c->vehicles[v];
      vehicle->capacity = case_between (random, 4, 9);
      vehicle->to_seconds = case_between (random, 60, 120);
      vehicle->running_cost_per_second = case_between (random, 1, 3);
      if (rules & 4)
        vehicle->max_trips = (guint) case_between (random, 1, 3);
      if (rules & 8)
        vehicle->fixed_cost = case_between (random, 0, 60);
      if (rules & 16)
        vehicle->time_percent = (guint) case_between (random, 80, 150);
      if (rules & 32)
        vehicle->max_trip_seconds = case_between (random, 40, 70);
      if (rules & 64)
        vehicle->skills = posko_random_below (random, 4);
      vehicle->from_seconds = case_between (random, 0, 8);
      vehicle->loading_seconds = case_between (random, 0, 5);
    }
  for (guint i = 0; i < c->n_stops; i++)
    {
      PoskoRoutingStop *stop = &c->stops[i];
      stop->demand = case_between (random, 1, 4);
      stop->service_seconds = case_between (random, 0, 6);
      stop->penalty = case_between (random, 1, 4);
      if (rules & 128)
        {
          stop->from_seconds = case_between (random, 0, 60);
          stop->to_seconds = stop->from_seconds + case_between (random, 5, 50);
        }
      if (rules & 256)
        stop->fresh_seconds = case_between (random, 12, 40);
      if (rules & 64)
        stop->skills = posko_random_below (random, 8) == 0 ? 1 : 0;
    }
}

void
case_fill_city (RoutingCase *c, guint64 seed)
{
  PoskoRandom random;
  posko_random_init (&random, seed, 9);
  case_fill_plain (c, 3, 18, 150);
  case_scatter (c, &random, 600, 20);
  for (guint v = 0; v < c->n_vehicles; v++)
    {
      c->vehicles[v].capacity = 60 + 40 * (v % 2);
      c->vehicles[v].to_seconds = 9000;
      c->vehicles[v].max_trips = 3;
      c->vehicles[v].loading_seconds = 120;
      c->vehicles[v].fixed_cost = 5000;
    }
  for (guint i = 0; i < c->n_stops; i++)
    {
      c->stops[i].demand = case_between (&random, 5, 12);
      c->stops[i].service_seconds = 90;
      c->stops[i].from_seconds = 3000;
      c->stops[i].to_seconds = 7000;
      c->stops[i].fresh_seconds = 3600;
      c->stops[i].penalty = case_between (&random, 1, 3);
    }
}

char *
case_print (const PoskoRoutingSolution *solution)
{
  GString *text = g_string_new (NULL);
  for (guint t = 0; t < solution->trips->len; t++)
    {
      const PoskoRoutingTrip *trip = &g_array_index (solution->trips, PoskoRoutingTrip, t);
      g_string_append_printf (text, "\n%u.%u %" G_GINT64_FORMAT ":", trip->vehicle, trip->number,
                              trip->departure_seconds);
      for (guint i = 0; i < trip->n_visits; i++)
        g_string_append_printf (text, " %u",
                                g_array_index (solution->visits, PoskoRoutingVisit, trip->first_visit + i).stop);
    }
  g_string_append_printf (text, "\n%" G_GINT64_FORMAT " %" G_GINT64_FORMAT, solution->result.value,
                          solution->result.bound);
  return g_string_free (text, FALSE);
}
