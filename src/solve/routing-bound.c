/* routing-bound.c: what no plan can go below.
 *
 * Penalty: stops that no vehicle could serve alone, and the cheapest demand above what the depots can give (as a
 * fractional knapsack). Trips: demand over the largest vehicle. Vehicles: trips over the most trips of one, and work
 * (service and the shortest way to each stop) over the hours of one, or over the span of all windows. Travel: each trip
 * without its dearer depot arc makes, with all others, a spanning tree over the stops and one merged depot; so travel
 * is at least the least spanning tree with at least m depot arcs plus one depot arc for each of at least m trips at
 * different stops, with these degrees and that of every stop (two) priced by Lagrange multipliers (Held & Karp, "The
 * traveling-salesman problem and minimum spanning trees", 1970, doi:10.1287/opre.18.6.1138; Fisher, "Optimal solution
 * of vehicle routing problems using minimum K-trees", 1994, doi:10.1287/opre.42.4.626); and at least the radial bound:
 * a trip is as long as the way to its furthest stop and back, so as the mean of these ways weighted by demand over
 * capacity (Haimovich & Rinnooy Kan, "Bounds and heuristics for capacitated routing problems", 1985,
 * doi:10.1287/moor.10.4.527), with shortest ways, for tables need not keep the triangle inequality. Arcs count the
 * cheaper direction and fastest vehicle, so it holds for asymmetric travel and mixed fleets. All integers.
 *
 * O(n^2) per subgradient step (Prim), and as many steps as PAIRS allow.
 */
#include "routing-private.h"
#include <math.h>

#define SCALE 16 /* multipliers are sixteenths of a second */
#define PAIRS 50000000u
#define MOST_STEPS 150u

typedef struct
{
  const PoskoRoutingModel *model;
  PoskoRoutingProfile profiles[POSKO_ROUTING_MAX_CLASSES]; /* the fastest of each class */
  guint n_profiles;
  guint n;             /* servable stops */
  gint32 *stops;       /* (array) */
  gint64 *depot_arc;   /* by place in @stops: scaled, cheapest to or from any depot */
  gint64 *shortest_in; /* by place in @stops: seconds */
  gint64 *price;       /* by place in @stops: the multiplier of its degree */
  gint64 depot_price;  /* 0 or more: taken off each depot arc of the tree, of which there are as many as trips */
  gint64 tree_depot_arcs;
  gint64 *degree, *key;
  gint32 *from;
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
supply (const PoskoRoutingModel *model, const gint64 *limits)
{
  gint64 total = 0;
  for (guint d = 0; d < model->n_depots; d++)
    total = MIN (G_MAXINT64 / 4, total + MIN (limits[d], G_MAXINT64 / 4));
  return total;
}

/* Sets @unservable to the part that is due to stops nobody could serve. */
static gint64
penalty_bound (const Bounds *self, gint64 *unservable)
{
  const PoskoRoutingModel *model = self->model;
  g_autofree Shed *list = g_new (Shed, self->n + 1);
  gint64 demand = 0, all = 0;
  guint n = 0;
  for (guint i = 0; i < model->problem->stops->len; i++)
    all += g_array_index (model->problem->stops, PoskoRoutingStop, i).penalty;
  *unservable = all;
  for (guint k = 0; k < self->n; k++)
    {
      const PoskoRoutingStop *s = &g_array_index (model->problem->stops, PoskoRoutingStop, self->stops[k]);
      *unservable -= s->penalty;
      demand += s->demand;
      if (s->demand > 0)
        list[n++] = (Shed){ s->penalty, s->demand, self->stops[k] };
    }
  const gint64 portions = shed_bound (list, n, demand - supply (model, model->depot_capacity));
  for (guint k = 0; k < self->n; k++)
    list[k]
        = (Shed){ g_array_index (model->problem->stops, PoskoRoutingStop, self->stops[k]).penalty, 1, self->stops[k] };
  const gint64 stops = shed_bound (list, self->n, (gint64) self->n - supply (model, model->depot_stops));
  return *unservable + MAX (portions, stops);
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
  gint64 work = 0, opens = G_MAXINT64, closes = 0, longest_service = 0, longest_in = 0;
  for (guint k = 0; k < self->n; k++)
    {
      const PoskoRoutingSegment *s = &model->single[self->stops[k]];
      work += s->duration + self->shortest_in[k];
      opens = MIN (opens, (gint64) s->ready - s->duration);
      closes = MAX (closes, s->latest);
      longest_service = MAX (longest_service, s->duration);
      longest_in = MAX (longest_in, self->shortest_in[k]);
    }
  if (self->n == 0)
    return 0;
  for (guint k = 0; k < model->n_kinds; k++)
    offers[k] = (Offer){ MIN ((gint64) model->kinds[k].max_trips, n_trips), model->kinds[k].n_vehicles };
  const gint64 by_trips = count_offers (offers, model->n_kinds, n_trips);
  for (guint k = 0; k < model->n_kinds; k++)
    {
      const PoskoRoutingKind *kind = &model->kinds[k];
      const gint64 hours = MAX (0, (gint64) kind->to - kind->from - kind->loading);
      offers[k] = (Offer){ MIN (hours, closes - opens + longest_service + longest_in), kind->n_vehicles };
    }
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

/* ---- travel ---- */

static void
choose_profiles (Bounds *self)
{
  const PoskoRoutingModel *model = self->model;
  for (guint k = 0; k < model->n_kinds; k++)
    {
      const PoskoRoutingProfile *p = &model->kinds[k].profile;
      guint i = 0;
      while (i < self->n_profiles
             && (self->profiles[i].matrix != p->matrix || self->profiles[i].func != p->func
                 || self->profiles[i].user_data != p->user_data))
        i++;
      if (i == self->n_profiles)
        self->profiles[self->n_profiles++] = *p;
      else if (p->percent < self->profiles[i].percent)
        self->profiles[i] = *p;
    }
}

static inline gint64
fastest (const Bounds *self, gint32 from, gint32 to)
{
  gint64 seconds = POSKO_ROUTING_NO_WAY;
  for (guint i = 0; i < self->n_profiles; i++)
    seconds = MIN (seconds, posko_routing_travel (&self->profiles[i], from, to));
  return seconds;
}

/* The cheaper direction, scaled. */
static inline gint64
edge (const Bounds *self, gint32 a, gint32 b)
{
  gint64 seconds = fastest (self, a, b);
  if (self->n_profiles != 1 || !self->profiles[0].symmetric)
    seconds = MIN (seconds, fastest (self, b, a));
  return seconds * SCALE;
}

static void
measure (Bounds *self)
{
  const PoskoRoutingModel *model = self->model;
  for (guint i = 0; i < self->n; i++)
    {
      const gint32 at = model->location[self->stops[i]];
      self->depot_arc[i] = G_MAXINT64;
      self->shortest_in[i] = POSKO_ROUTING_NO_WAY;
      for (guint k = 0; k < model->n_kinds; k++)
        {
          self->depot_arc[i] = MIN (self->depot_arc[i], edge (self, model->kinds[k].location, at));
          self->shortest_in[i] = MIN (self->shortest_in[i], fastest (self, model->kinds[k].location, at));
        }
      for (guint j = 0; j < self->n; j++)
        if (j != i)
          self->shortest_in[i] = MIN (self->shortest_in[i], fastest (self, model->location[self->stops[j]], at));
    }
}

/* The place with the least key among those not done (self->from -2). */
static gint32
cheapest_key (const Bounds *self)
{
  gint32 best = -1;
  for (gint32 i = 0; i < (gint32) self->n; i++)
    if (self->from[i] != -2 && (best < 0 || self->key[i] < self->key[best]))
      best = i;
  return best;
}

/* Shortest ways from any depot to each stop, or back, into self->key: Dijkstra on the complete graph. */
static void
shortest_ways (Bounds *self, gboolean back)
{
  const PoskoRoutingModel *model = self->model;
  for (guint i = 0; i < self->n; i++)
    {
      const gint32 at = model->location[self->stops[i]];
      self->from[i] = 0;
      self->key[i] = POSKO_ROUTING_NO_WAY;
      for (guint k = 0; k < model->n_kinds; k++)
        self->key[i] = MIN (self->key[i], back ? fastest (self, at, model->kinds[k].location)
                                               : fastest (self, model->kinds[k].location, at));
    }
  for (guint round = 0; round < self->n; round++)
    {
      const gint32 best = cheapest_key (self);
      const gint32 at = model->location[self->stops[best]];
      self->from[best] = -2; /* settled */
      for (guint j = 0; j < self->n; j++)
        if (self->from[j] != -2)
          {
            const gint32 to = model->location[self->stops[j]];
            const gint64 way = self->key[best] + (back ? fastest (self, to, at) : fastest (self, at, to));
            self->key[j] = MIN (self->key[j], way);
          }
    }
}

static gint64
radial_bound (Bounds *self)
{
  const PoskoRoutingModel *model = self->model;
  gint64 total = 0, capacity = 1; /* at most 1e5 stops x 2^28 portions x 2^30 seconds: hence the saturation */
  for (guint k = 0; k < model->n_kinds; k++)
    capacity = MAX (capacity, model->kinds[k].capacity);
  for (int back = 0; back < 2; back++)
    {
      shortest_ways (self, back);
      for (guint i = 0; i < self->n; i++)
        total = MIN (G_MAXINT64 / 2, total + MIN (G_MAXINT64 / 4, model->demand[self->stops[i]] * self->key[i]));
    }
  return total >= G_MAXINT64 / 2 ? 0 : ceil_div (total, capacity);
}

/* Least spanning tree over the depot and all stops at present prices, by Prim; counts degrees. */
static gint64
spanning_tree (Bounds *self)
{
  const PoskoRoutingModel *model = self->model;
  gint64 total = 0;
  self->tree_depot_arcs = 0;
  for (guint i = 0; i < self->n; i++)
    {
      self->key[i] = self->depot_arc[i] + self->price[i] - self->depot_price;
      self->from[i] = -1;
      self->degree[i] = 0;
    }
  for (guint round = 0; round < self->n; round++)
    {
      const gint32 best = cheapest_key (self);
      total += self->key[best];
      self->degree[best]++;
      if (self->from[best] >= 0)
        self->degree[self->from[best]]++;
      else
        self->tree_depot_arcs++;
      self->from[best] = -2; /* in the tree */
      const gint32 at = model->location[self->stops[best]];
      for (guint j = 0; j < self->n; j++)
        {
          if (self->from[j] == -2)
            continue;
          const gint64 cost = edge (self, at, model->location[self->stops[j]]) + self->price[best] + self->price[j];
          if (cost < self->key[j])
            {
              self->key[j] = cost;
              self->from[j] = best;
            }
        }
    }
  return total;
}

/* The closing depot arcs: the @n_trips cheapest, and any further ones that would lower the sum. */
static gint64
closing_arcs (Bounds *self, gint64 n_trips)
{
  g_autofree PoskoRoutingRanked *arcs = g_new (PoskoRoutingRanked, self->n + 1);
  gint64 total = 0;
  for (guint i = 0; i < self->n; i++)
    arcs[i] = (PoskoRoutingRanked){ self->depot_arc[i] + self->price[i], (gint32) i };
  qsort (arcs, self->n, sizeof *arcs, posko_routing_ranked_compare);
  for (guint i = 0; i < self->n && (i < n_trips || arcs[i].key < 0); i++)
    {
      total += arcs[i].key;
      self->degree[arcs[i].stop]++;
    }
  return total;
}

static gint64
travel_bound (Bounds *self, gint64 n_trips, gint64 upper, GCancellable *cancellable)
{
  const guint64 pairs = (guint64) self->n * self->n;
  const guint steps = (guint) CLAMP (PAIRS / MAX (1, pairs), 1, MOST_STEPS);
  gint64 best = 0;
  gdouble length = 1.0;
  for (guint s = 0; s < steps && self->n > 0 && !g_cancellable_is_cancelled (cancellable); s++)
    {
      gint64 value = spanning_tree (self) + closing_arcs (self, n_trips) + self->depot_price * n_trips;
      const gint64 missing = n_trips - self->tree_depot_arcs;
      gint64 norm = missing * missing;
      for (guint i = 0; i < self->n; i++)
        {
          value -= 2 * self->price[i];
          norm += (self->degree[i] - 2) * (self->degree[i] - 2);
        }
      if (value > best)
        best = value;
      else
        length *= 0.95;
      if (norm == 0)
        break;
      const gdouble step = length * MAX (0.0, (gdouble) (upper * SCALE - value)) / (gdouble) norm;
      for (guint i = 0; i < self->n; i++)
        self->price[i] += (gint64) floor (step * (gdouble) (self->degree[i] - 2) + 0.5);
      self->depot_price = MAX (0, self->depot_price + (gint64) floor (step * (gdouble) missing + 0.5));
    }
  return ceil_div (best, SCALE);
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

PoskoSolveStatus
posko_routing_bound (const PoskoRoutingModel *model, PoskoRoutingSolution *solution, GCancellable *cancellable)
{
  g_autofree gint32 *stops = g_new (gint32, model->n_stops + 1);
  g_autofree gint64 *numbers = g_new0 (gint64, 5 * (gsize) model->n_stops + 1);
  g_autofree gint32 *from = g_new (gint32, model->n_stops + 1);
  Bounds self = { .model = model,
                  .stops = stops,
                  .depot_arc = numbers,
                  .shortest_in = numbers + model->n_stops,
                  .price = numbers + 2 * (gsize) model->n_stops,
                  .degree = numbers + 3 * (gsize) model->n_stops,
                  .key = numbers + 4 * (gsize) model->n_stops,
                  .from = from };
  gint64 unservable;
  for (gint32 i = 0; i < (gint32) model->n_stops; i++)
    if (posko_routing_is_servable (model, i))
      stops[self.n++] = i;
  choose_profiles (&self);
  measure (&self);
  solution->bound_unserved_penalty = penalty_bound (&self, &unservable);
  solution->bound_trips = trip_bound (&self);
  solution->bound_vehicles = vehicle_bound (&self, solution->bound_trips);
  solution->bound_trips = MAX (solution->bound_trips, solution->bound_vehicles);
  solution->bound_travel_seconds
      = MAX (travel_bound (&self, solution->bound_trips, solution->travel_seconds, cancellable), radial_bound (&self));
  solution->result.bound = value_bound (&self, solution, unservable);
  return solution->result.bound == solution->result.value ? POSKO_SOLVE_OPTIMAL : POSKO_SOLVE_BOUNDED;
}
