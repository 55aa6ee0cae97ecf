/* routing-bound.c: what no plan can go below.
 *
 * Penalty: stops that no vehicle could serve alone, and the cheapest demand above what the depots can give (as a
 * fractional knapsack; no demand is split, so a depot gives wholes of what divides all demands), or the cheapest work
 * above what the vehicles can do. Trips: demand over the largest vehicle. Vehicles: trips over the most trips of one, and
 * work (service and the shortest way to each stop) over the hours of one, or over the span of all windows. Travel:
 * routing-arcs.c. All integers. O(n log n) besides.
 */
#include "routing-private.h"

typedef struct
{
  const PoskoRoutingModel *model;
  guint n;                   /* servable stops */
  const gint32 *stops;       /* (array) */
  const gint32 *shortest_in; /* (nullable) by place in @stops: seconds; NULL: 0 */
} Bounds;

/* ---- penalty ---- */

typedef struct
{
  gint64 penalty, amount;
  gint32 stop;
} Shed;

/* Cheapest penalty per unit first; exact by cross multiplication (2^30 x 2^28). */
static int
compare_shed (const void *a, const void *b)
{
  const Shed *x = a, *y = b;
  const gint64 left = x->penalty * y->amount, right = y->penalty * x->amount;
  if (left != right)
    return left < right ? -1 : 1;
  return x->stop < y->stop ? -1 : x->stop > y->stop;
}

/* Least penalty of leaving out @excess units at least. */
static gint64
shed_bound (Shed *list, guint n, gint64 excess)
{
  gint64 total = 0;
  qsort (list, n, sizeof *list, compare_shed);
  for (guint i = 0; i < n && excess > 0; i++)
    {
      if (list[i].amount > excess)
        return total + (list[i].penalty * excess + list[i].amount - 1) / list[i].amount;
      total += list[i].penalty;
      excess -= list[i].amount;
    }
  return total;
}

static gint64
common_divisor (gint64 a, gint64 b)
{
  return b == 0 ? a : common_divisor (b, a % b);
}

/* What the depots can give in wholes of @grain. */
static gint64
supply (const PoskoRoutingModel *model, const gint64 *limits, gint64 grain)
{
  gint64 total = 0;
  for (guint d = 0; d < model->n_depots; d++)
    total = MIN (G_MAXINT64 / 4, total + MIN (limits[d] - limits[d] % grain, G_MAXINT64 / 4));
  return total;
}

static gint64
way_to (const Bounds *self, guint k)
{
  return self->shortest_in != NULL ? self->shortest_in[k] : 0;
}

/* Seconds of service and way to a stop that one vehicle of @kind can do: within its hours, or within the span of all windows. */
static gint64
work_of_kind (const Bounds *self, const PoskoRoutingKind *kind)
{
  const PoskoRoutingModel *model = self->model;
  gint64 opens = G_MAXINT64, closes = 0, longest_service = 0, longest_in = 0;
  for (guint k = 0; k < self->n; k++)
    {
      const PoskoRoutingSegment *s = &model->single[self->stops[k]];
      opens = MIN (opens, (gint64) s->ready - s->duration);
      closes = MAX (closes, s->latest);
      longest_service = MAX (longest_service, s->duration);
      longest_in = MAX (longest_in, way_to (self, k));
    }
  const gint64 hours = MAX (0, (gint64) kind->to - kind->from - kind->loading);
  return MIN (hours, closes - opens + longest_service + longest_in);
}

/* Least penalty for want of vehicles: the work of the servable stops above that of all vehicles with room for the smallest demand. */
static gint64
fleet_bound (const Bounds *self, Shed *list)
{
  const PoskoRoutingModel *model = self->model;
  gint64 smallest = G_MAXINT64, work = 0, offered = 0;
  guint n = 0;
  for (guint k = 0; k < self->n; k++)
    {
      const gint32 stop = self->stops[k];
      const gint64 amount = model->single[stop].duration + way_to (self, k);
      smallest = MIN (smallest, model->demand[stop]);
      work += amount;
      if (amount > 0)
        list[n++] = (Shed){ g_array_index (model->problem->stops, PoskoRoutingStop, stop).penalty, amount, stop };
    }
  for (guint k = 0; k < model->n_kinds && self->n > 0; k++)
    if (model->kinds[k].capacity >= smallest)
      offered += work_of_kind (self, &model->kinds[k]) * model->kinds[k].n_vehicles;
  return shed_bound (list, n, work - offered);
}

/* Sets @unservable to the part that is due to stops nobody could serve. */
static gint64
penalty_bound (const Bounds *self, gint64 *unservable)
{
  const PoskoRoutingModel *model = self->model;
  g_autofree Shed *list = g_new (Shed, self->n + 1);
  gint64 demand = 0, all = 0, grain = 0;
  guint n = 0;
  for (guint i = 0; i < model->problem->stops->len; i++)
    all += g_array_index (model->problem->stops, PoskoRoutingStop, i).penalty;
  *unservable = all;
  for (guint k = 0; k < self->n; k++)
    {
      const PoskoRoutingStop *s = &g_array_index (model->problem->stops, PoskoRoutingStop, self->stops[k]);
      *unservable -= s->penalty;
      demand += s->demand;
      grain = common_divisor (grain, s->demand);
      if (s->demand > 0)
        list[n++] = (Shed){ s->penalty, s->demand, self->stops[k] };
    }
  const gint64 portions = shed_bound (list, n, demand - supply (model, model->depot_capacity, MAX (1, grain)));
  for (guint k = 0; k < self->n; k++)
    list[k]
        = (Shed){ g_array_index (model->problem->stops, PoskoRoutingStop, self->stops[k]).penalty, 1, self->stops[k] };
  const gint64 stops = shed_bound (list, self->n, (gint64) self->n - supply (model, model->depot_stops, 1));
  return *unservable + MAX (MAX (portions, stops), fleet_bound (self, list));
}

/* ---- trips and vehicles ---- */

static gint64
ceil_div (gint64 a, gint64 b)
{
  return (a + b - 1) / b;
}

static gint64
trip_bound (const Bounds *self)
{
  gint64 demand = 0, capacity = 0;
  for (guint k = 0; k < self->n; k++)
    demand += self->model->demand[self->stops[k]];
  for (guint k = 0; k < self->model->n_kinds; k++)
    capacity = MAX (capacity, self->model->kinds[k].capacity);
  return MAX (self->n > 0, capacity > 0 ? ceil_div (demand, capacity) : 0);
}

typedef struct
{
  gint64 amount; /* work it can do, or trips, or cost */
  gint64 count;  /* vehicles like it */
} Offer;

static int
compare_offers (const void *a, const void *b)
{
  const Offer *x = a, *y = b;
  return x->amount > y->amount ? -1 : x->amount < y->amount;
}

/* How many of the largest offers make @need; all of them when even they do not. */
static gint64
count_offers (Offer *offers, guint n, gint64 need)
{
  gint64 count = 0;
  qsort (offers, n, sizeof *offers, compare_offers);
  for (guint i = 0; i < n && need > 0 && offers[i].amount > 0; i++)
    {
      const gint64 wanted = MIN (offers[i].count, ceil_div (need, offers[i].amount));
      count += wanted;
      need -= wanted * offers[i].amount;
    }
  return count;
}

static gint64
vehicle_bound (const Bounds *self, gint64 n_trips)
{
  const PoskoRoutingModel *model = self->model;
  g_autofree Offer *offers = g_new (Offer, model->n_kinds + 1);
  gint64 work = 0;
  for (guint k = 0; k < self->n; k++)
    work += model->single[self->stops[k]].duration + way_to (self, k);
  if (self->n == 0)
    return 0;
  for (guint k = 0; k < model->n_kinds; k++)
    offers[k] = (Offer){ MIN ((gint64) model->kinds[k].max_trips, n_trips), model->kinds[k].n_vehicles };
  const gint64 by_trips = count_offers (offers, model->n_kinds, n_trips);
  for (guint k = 0; k < model->n_kinds; k++)
    offers[k] = (Offer){ work_of_kind (self, &model->kinds[k]), model->kinds[k].n_vehicles };
  return MAX (MAX (1, by_trips), count_offers (offers, model->n_kinds, work));
}

static int
compare_offers_cheap (const void *a, const void *b)
{
  return compare_offers (b, a);
}

static gint64
fixed_cost_bound (const PoskoRoutingModel *model, gint64 n_vehicles)
{
  g_autofree Offer *offers = g_new (Offer, model->n_kinds + 1);
  gint64 cost = 0;
  for (guint k = 0; k < model->n_kinds; k++)
    offers[k] = (Offer){ model->kinds[k].fixed_cost, model->kinds[k].n_vehicles };
  qsort (offers, model->n_kinds, sizeof *offers, compare_offers_cheap);
  for (guint k = 0; k < model->n_kinds && n_vehicles > 0; k++)
    {
      cost += offers[k].amount * MIN (n_vehicles, offers[k].count);
      n_vehicles -= MIN (n_vehicles, offers[k].count);
    }
  return cost;
}

/* ---- all together ---- */

static gint64
cheapest_second (const PoskoRoutingModel *model)
{
  gint64 cost = G_MAXINT64;
  for (guint k = 0; k < model->n_kinds; k++)
    cost = MIN (cost, model->kinds[k].running_cost);
  return model->n_kinds > 0 ? cost : 0;
}

/* Below which the value of no plan lies: either all servable stops are served, or one at least is paid for. */
static gint64
value_bound (const Bounds *self, const PoskoRoutingSolution *solution, gint64 unservable)
{
  const PoskoRoutingModel *model = self->model;
  const gint64 weight = solution->unserved_weight;
  if (solution->bound_unserved_penalty > unservable)
    return solution->bound_unserved_penalty * weight;
  gint64 bound
      = fixed_cost_bound (model, solution->bound_vehicles) + cheapest_second (model) * solution->bound_travel_seconds;
  for (guint i = 0; i < self->n; i++)
    bound = MIN (bound, model->penalty[self->stops[i]]);
  return unservable * weight + bound;
}

gint64
posko_routing_penalty_bound (const PoskoRoutingModel *model)
{
  g_autofree gint32 *stops = g_new (gint32, model->n_stops + 1);
  Bounds self = { .model = model, .stops = stops };
  gint64 unservable;
  for (gint32 i = 0; i < (gint32) model->n_stops; i++)
    if (posko_routing_is_servable (model, i))
      stops[self.n++] = i;
  return penalty_bound (&self, &unservable);
}

gboolean
posko_routing_unserved_bound (const PoskoRoutingProblem *problem, gint64 *bound, GError **error)
{
  gint64 unservable;
  if (!posko_routing_problem_check (problem, error))
    return FALSE;
  g_autoptr (PoskoRoutingModel) model = posko_routing_model_new (problem);
  g_autoptr (PoskoRoutingArcs) arcs = posko_routing_arcs_new (model);
  const Bounds self = { .model = model, .n = arcs->n, .stops = arcs->stops, .shortest_in = arcs->shortest_in };
  *bound = penalty_bound (&self, &unservable);
  return TRUE;
}

PoskoSolveStatus
posko_routing_bound (const PoskoRoutingModel *model, PoskoRoutingSolution *solution, GCancellable *cancellable)
{
  g_autoptr (PoskoRoutingArcs) arcs = posko_routing_arcs_new (model);
  const Bounds self = { .model = model, .n = arcs->n, .stops = arcs->stops, .shortest_in = arcs->shortest_in };
  gint64 unservable;
  solution->bound_unserved_penalty = penalty_bound (&self, &unservable);
  solution->bound_trips = trip_bound (&self);
  solution->bound_vehicles = vehicle_bound (&self, solution->bound_trips);
  solution->bound_trips = MAX (solution->bound_trips, solution->bound_vehicles);
  /* Where the depots cannot feed all that could be served, no plan is there for which the bound on travel would hold. */
  if (solution->bound_unserved_penalty == unservable)
    solution->bound_travel_seconds
        = posko_routing_arcs_bound (arcs, solution->bound_trips, solution->travel_seconds, cancellable);
  solution->result.bound = value_bound (&self, solution, unservable);
  return solution->result.bound == solution->result.value ? POSKO_SOLVE_OPTIMAL : POSKO_SOLVE_BOUNDED;
}
