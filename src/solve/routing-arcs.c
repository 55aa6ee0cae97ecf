/* routing-arcs.c: the cheapest ways between stops, and what the travel of no plan can go below.
 *
 * Each trip without its dearer depot arc makes, with all others, a spanning tree over the stops and one merged depot;
 * so travel is at least the least spanning tree with at least m depot arcs plus one depot arc for each of at least m
 * trips at different stops, with these degrees and that of every stop (two) priced by Lagrange multipliers (Held &
 * Karp, "The traveling-salesman problem and minimum spanning trees", 1970, doi:10.1287/opre.18.6.1138; Fisher,
 * "Optimal solution of vehicle routing problems using minimum K-trees", 1994, doi:10.1287/opre.42.4.626); and at least
 * the radial bound: a trip is as long as the way to its furthest stop and back, so as the mean of these ways weighted
 * by demand over capacity (Haimovich & Rinnooy Kan, "Bounds and heuristics for capacitated routing problems", 1985,
 * doi:10.1287/moor.10.4.527), with shortest ways, for tables need not keep the triangle inequality. Arcs count the
 * cheaper direction and fastest vehicle, so it holds for asymmetric travel and mixed fleets. All integers.
 *
 * O(n^2) per subgradient step (Prim), and as many steps as PAIRS allow. Up to KEPT stops the arcs are laid out once as
 * a table, and the inner loop of Prim is written without branches over 32-bit numbers for the compiler to vectorise.
 * Scaled arcs and multipliers are held within limits that keep every sum in
 * 32 bits: a longer arc counts as MOST_ARC, a multiplier stops at MOST_PRICE, and both only make the bound lower.
 */
#include "routing-private.h"
#include <math.h>

#define SCALE 16 /* multipliers are sixteenths of a second */
#define MOST_ARC (1 << 28)
#define MOST_PRICE (1 << 27)
#define SHUT (1 << 30) /* above any priced arc */
#define KEPT 4000u     /* 64 MB */
#define PAIRS 100000000u
#define MOST_STEPS 300u

/* ---- arcs ---- */

static void
choose_profiles (PoskoRoutingArcs *self)
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
  self->symmetric = TRUE;
  for (guint i = 0; i < self->n_profiles; i++)
    self->symmetric = self->symmetric && self->profiles[i].symmetric;
}

static inline gint32
fastest (const PoskoRoutingArcs *self, gint32 from, gint32 to)
{
  gint32 seconds = POSKO_ROUTING_NO_WAY;
  for (guint i = 0; i < self->n_profiles; i++)
    seconds = MIN (seconds, posko_routing_travel (&self->profiles[i], from, to));
  return seconds;
}

/* The cheaper direction, scaled. */
static inline gint32
arc (const PoskoRoutingArcs *self, gint32 a, gint32 b)
{
  gint32 seconds = fastest (self, a, b);
  if (!self->symmetric)
    seconds = MIN (seconds, fastest (self, b, a));
  return MIN (seconds, MOST_ARC / SCALE) * SCALE;
}

static inline gint32
place (const PoskoRoutingArcs *self, guint i)
{
  return self->model->location[self->stops[i]];
}

PoskoRoutingArcs *
posko_routing_arcs_new (const PoskoRoutingModel *model)
{
  PoskoRoutingArcs *self = g_new0 (PoskoRoutingArcs, 1);
  self->model = model;
  self->stops = g_new (gint32, model->n_stops + 1);
  for (gint32 i = 0; i < (gint32) model->n_stops; i++)
    if (posko_routing_is_servable (model, i))
      self->stops[self->n++] = i;
  self->depot_arc = g_new (gint32, self->n + 1);
  self->shortest_in = g_new (gint32, self->n + 1);
  choose_profiles (self);
  for (guint i = 0; i < self->n; i++)
    {
      gint32 depot_arc = MOST_ARC, shortest_in = POSKO_ROUTING_NO_WAY;
      for (guint k = 0; k < model->n_kinds; k++)
        {
          depot_arc = MIN (depot_arc, arc (self, model->kinds[k].location, place (self, i)));
          shortest_in = MIN (shortest_in, fastest (self, model->kinds[k].location, place (self, i)));
        }
      for (guint j = 0; j < self->n; j++)
        if (j != i)
          shortest_in = MIN (shortest_in, self->symmetric ? fastest (self, place (self, i), place (self, j))
                                                          : fastest (self, place (self, j), place (self, i)));
      self->depot_arc[i] = depot_arc;
      self->shortest_in[i] = shortest_in;
    }
  return self;
}

void
posko_routing_arcs_free (PoskoRoutingArcs *self)
{
  if (self == NULL)
    return;
  g_free (self->stops);
  g_free (self->depot_arc);
  g_free (self->shortest_in);
  g_free (self);
}

/* ---- the radial bound ---- */

/* Sum over the stops of demand times the shortest way from any depot, or @back: Dijkstra on the complete graph. */
static gint64
weigh_ways (const PoskoRoutingArcs *self, gboolean back)
{
  const PoskoRoutingModel *model = self->model;
  g_autofree gint64 *way = g_new (gint64, self->n + 1);
  g_autofree guint *open = g_new (guint, self->n + 1);
  gint64 total = 0; /* at most 1e5 stops x 2^28 portions x 2^30 seconds: hence the saturation */
  for (guint i = 0; i < self->n; i++)
    {
      const gint32 at = place (self, i);
      open[i] = i;
      way[i] = POSKO_ROUTING_NO_WAY;
      for (guint k = 0; k < model->n_kinds; k++)
        way[i] = MIN (way[i], back ? fastest (self, at, model->kinds[k].location)
                                   : fastest (self, model->kinds[k].location, at));
    }
  for (guint left = self->n; left > 0; left--)
    {
      guint nearest = 0;
      for (guint j = 1; j < left; j++)
        if (way[open[j]] < way[open[nearest]])
          nearest = j;
      const guint i = open[nearest];
      const gint32 at = place (self, i);
      open[nearest] = open[left - 1];
      total = MIN (G_MAXINT64 / 2, total + MIN (G_MAXINT64 / 4, model->demand[self->stops[i]] * way[i]));
      for (guint j = 0; j < left - 1; j++)
        {
          const gint32 to = place (self, open[j]);
          way[open[j]] = MIN (way[open[j]],
                              way[i] + (back && !self->symmetric ? fastest (self, to, at) : fastest (self, at, to)));
        }
    }
  return total;
}

static gint64
radial_bound (const PoskoRoutingArcs *self)
{
  const PoskoRoutingModel *model = self->model;
  gint64 capacity = 1;
  for (guint k = 0; k < model->n_kinds; k++)
    capacity = MAX (capacity, model->kinds[k].capacity);
  const gint64 out = weigh_ways (self, FALSE), in = self->symmetric ? out : weigh_ways (self, TRUE);
  return out + in >= G_MAXINT64 / 2 ? 0 : (out + in + capacity - 1) / capacity;
}

/* ---- the tree bound ---- */

typedef struct
{
  const PoskoRoutingArcs *arcs;
  gint32 *table; /* (nullable): n x n scaled arcs */
  gint32 *row;   /* for one row where there is no table */
  gint32 *price; /* the multiplier of each stop's degree */
  gint32 *key, *from, *degree;
  gint32 *shut;       /* 0, or SHUT once it is in the tree */
  gint32 depot_price; /* 0 or more: taken off each depot arc of the tree, of which there are as many as trips */
  gint64 tree_depot_arcs;
} Tree;

static void
fill_row (const PoskoRoutingArcs *arcs, guint i, gint32 *row)
{
  for (guint j = 0; j < arcs->n; j++)
    row[j] = arc (arcs, place (arcs, i), place (arcs, j));
}

static const gint32 *
row_of (const Tree *self, guint i)
{
  if (self->table != NULL)
    return self->table + (gsize) i * self->arcs->n;
  fill_row (self->arcs, i, self->row);
  return self->row;
}

/* Offers @stop's arcs to the places outside the tree. Returns: the least key among those */
static gint32
offer_arcs (const gint32 *restrict row, gint32 stop, guint n, const gint32 *restrict price, const gint32 *restrict shut,
            gint32 *restrict key, gint32 *restrict from)
{
  const gint32 own = price[stop];
  gint32 least = G_MAXINT32;
  for (guint j = 0; j < n; j++)
    {
      const gint32 cost = row[j] + own + price[j] + shut[j];
      const gint32 old = key[j];
      from[j] = cost < old ? stop : from[j];
      key[j] = cost < old ? cost : old;
      const gint32 now = key[j] + shut[j];
      least = now < least ? now : least;
    }
  return least;
}

/* Least spanning tree over the depot and all stops at present prices, by Prim; counts degrees. */
static gint64
spanning_tree (Tree *self)
{
  const guint n = self->arcs->n;
  gint64 total = 0;
  gint32 least = G_MAXINT32;
  self->tree_depot_arcs = 0;
  for (guint i = 0; i < n; i++)
    {
      self->key[i] = self->arcs->depot_arc[i] + self->price[i] - self->depot_price;
      self->from[i] = -1;
      self->shut[i] = self->degree[i] = 0;
      least = MIN (least, self->key[i]);
    }
  for (guint round = 0; round < n; round++)
    {
      gint32 best = 0;
      while (self->key[best] + self->shut[best] != least)
        best++;
      total += least;
      self->degree[best]++;
      if (self->from[best] >= 0)
        self->degree[self->from[best]]++;
      else
        self->tree_depot_arcs++;
      self->shut[best] = SHUT;
      least = offer_arcs (row_of (self, (guint) best), best, n, self->price, self->shut, self->key, self->from);
    }
  return total;
}

/* The closing depot arcs: the @n_trips cheapest, and any further ones that would lower the sum. */
static gint64
closing_arcs (Tree *self, gint64 n_trips)
{
  const guint n = self->arcs->n;
  g_autofree PoskoRoutingRanked *arcs = g_new (PoskoRoutingRanked, n + 1);
  gint64 total = 0;
  for (guint i = 0; i < n; i++)
    arcs[i] = (PoskoRoutingRanked){ (gint64) self->arcs->depot_arc[i] + self->price[i], (gint32) i };
  qsort (arcs, n, sizeof *arcs, posko_routing_ranked_compare);
  for (guint i = 0; i < n && (i < n_trips || arcs[i].key < 0); i++)
    {
      total += arcs[i].key;
      self->degree[arcs[i].stop]++;
    }
  return total;
}

static gint32
move_price (gint32 price, gdouble by, gint32 least)
{
  return (gint32) CLAMP ((gdouble) price + floor (by + 0.5), (gdouble) least, (gdouble) MOST_PRICE);
}

static gint64
climb (Tree *self, gint64 n_trips, gint64 upper, GCancellable *cancellable)
{
  const guint n = self->arcs->n;
  const guint steps = (guint) CLAMP (PAIRS / ((guint64) n * n), 1, MOST_STEPS);
  gint64 best = 0;
  gdouble length = 1.0;
  for (guint s = 0; s < steps && !g_cancellable_is_cancelled (cancellable); s++)
    {
      gint64 value = spanning_tree (self) + closing_arcs (self, n_trips) + self->depot_price * n_trips;
      const gint64 missing = n_trips - self->tree_depot_arcs;
      gint64 norm = missing * missing;
      for (guint i = 0; i < n; i++)
        {
          value -= 2 * (gint64) self->price[i];
          norm += (gint64) (self->degree[i] - 2) * (self->degree[i] - 2);
        }
      if (value > best)
        best = value;
      else
        length *= 0.95;
      if (norm == 0)
        break;
      const gdouble step = length * MAX (0.0, (gdouble) (upper * SCALE - value)) / (gdouble) norm;
      for (guint i = 0; i < n; i++)
        self->price[i] = move_price (self->price[i], step * (gdouble) (self->degree[i] - 2), -MOST_PRICE);
      self->depot_price = move_price (self->depot_price, step * (gdouble) missing, 0);
    }
  return (best + SCALE - 1) / SCALE;
}

static gint64
tree_bound (const PoskoRoutingArcs *arcs, gint64 n_trips, gint64 upper, GCancellable *cancellable)
{
  const guint n = arcs->n;
  g_autofree gint32 *numbers = g_new0 (gint32, 6 * (gsize) n);
  g_autofree gint32 *table = n <= KEPT ? g_new (gint32, (gsize) n * n) : NULL;
  Tree self = { .arcs = arcs,
                .table = table,
                .row = numbers,
                .price = numbers + n,
                .key = numbers + 2 * (gsize) n,
                .from = numbers + 3 * (gsize) n,
                .degree = numbers + 4 * (gsize) n,
                .shut = numbers + 5 * (gsize) n };
  for (guint i = 0; i < n && table != NULL; i++)
    fill_row (arcs, i, table + (gsize) i * n);
  return climb (&self, n_trips, upper, cancellable);
}

gint64
posko_routing_arcs_bound (const PoskoRoutingArcs *self, gint64 n_trips, gint64 upper, GCancellable *cancellable)
{
  if (self->n == 0)
    return 0;
  const gint64 tree = tree_bound (self, n_trips, upper, cancellable), radial = radial_bound (self);
  return MAX (tree, radial);
}
