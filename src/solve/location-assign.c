/* location-assign.c: the best assignment of all points to given open sites, capacities kept; see location-private.h.
 *
 * A minimum-cost flow: points → open sites → sink. It is solved by successive shortest paths (Ahuja, Magnanti & Orlin,
 * "Network Flows", 1993, ch. 9.7) on a graph whose nodes are the open sites and the sink alone, an arc a → b costing
 * the cheapest change of a point now at a (Tokuyama & Nakano, "Efficient algorithms for the Hitchcock transportation
 * problem", 1995, doi:10.1137/S0097539792231355). Each site keeps a price from the last run: every point starts at the
 * site that is cheapest with its price on top, which is optimal but for sites with too many points, or with too few for
 * their price; these are evened out along shortest paths. So a set of sites that differs little from the last one takes
 * few paths. Any prices lead to an optimum, though among equals perhaps to another one. Two nodes more stand for "no
 * site": one with the room that the caller grants, one for the rest. Costs are pairs compared lexicographically, so the
 * result is optimal level by level, and the prices are duals of each. O(n p) + paths × (p² rounds + p × load of the
 * sites on the path). Ties go to the lower index.
 */
#include "location-private.h"
#include <string.h>

#define NO_POINT G_MAXUINT32

/* An arc of the site graph. */
typedef struct
{
  PoskoLocationCost cost;
  guint32 point; /* the one to move; NO_POINT: no arc */
} Arc;

struct _PoskoLocationAssign
{
  const PoskoLocationProblem *problem; /* (borrowed) */
  PoskoAssignMode mode;
  guint unserved_room;
  guint n_nodes;  /* open sites, then the room for unserved, then the rest; the sink is one more */
  guint32 *sites; /* of each node; POSKO_LOCATION_NONE for the last two */
  guint32 *capacity, *load;
  guint32 *flow;                 /* by node: to the sink, at most the capacity */
  PoskoLocationCost *site_price; /* by site, then the room, then the rest: of the last run that had it */
  PoskoLocationCost *price;      /* by node */
  guint32 *node_of;              /* by point */
  GArray **members;              /* by node, guint32 points */
  guint32 *place;                /* by point: its place among its node's members */
  Arc *arcs;                     /* n_nodes × n_nodes */
  PoskoLocationCost *distance;
  guint32 *before;
  guint8 *settled;
  guint32 *path; /* by node: the point that moves to it */
};

PoskoLocationAssign *
posko_location_assign_new (const PoskoLocationProblem *problem, PoskoAssignMode mode, guint unserved_room)
{
  PoskoLocationAssign *self = g_new0 (PoskoLocationAssign, 1);
  const guint most = problem->n_sites + 2;
  self->problem = problem;
  self->mode = mode;
  self->unserved_room = unserved_room;
  self->sites = g_new (guint32, most);
  self->capacity = g_new (guint32, most);
  self->load = g_new (guint32, most);
  self->flow = g_new (guint32, most);
  self->site_price = g_new0 (PoskoLocationCost, most);
  self->price = g_new (PoskoLocationCost, most + 1);
  self->node_of = g_new (guint32, problem->n_points);
  self->place = g_new (guint32, problem->n_points);
  self->distance = g_new (PoskoLocationCost, most + 1);
  self->before = g_new (guint32, most + 1);
  self->settled = g_new (guint8, most + 1);
  self->path = g_new (guint32, most + 1);
  self->members = g_new0 (GArray *, most);
  return self;
}

void
posko_location_assign_free (PoskoLocationAssign *self)
{
  if (self == NULL)
    return;
  for (guint k = 0; k < self->problem->n_sites + 2; k++)
    if (self->members[k] != NULL)
      g_array_unref (self->members[k]);
  g_free (self->members);
  g_free (self->sites);
  g_free (self->capacity);
  g_free (self->load);
  g_free (self->flow);
  g_free (self->site_price);
  g_free (self->price);
  g_free (self->node_of);
  g_free (self->place);
  g_free (self->distance);
  g_free (self->before);
  g_free (self->settled);
  g_free (self->path);
  g_free (self->arcs);
  g_free (self);
}

static inline gboolean
is_room (const PoskoLocationAssign *self, guint node)
{
  return node == self->n_nodes - 2;
}

/* POSKO_LOCATION_WORST when the point cannot be at the node. */
static inline PoskoLocationCost
cost_at (const PoskoLocationAssign *self, guint point, guint node)
{
  const PoskoLocationProblem *p = self->problem;
  const guint32 site = self->sites[node];
  if (site == POSKO_LOCATION_NONE)
    {
      if (self->mode == POSKO_ASSIGN_ALL)
        return posko_location_unserved_cost (p, point);
      if (self->mode == POSKO_ASSIGN_SERVED)
        return (PoskoLocationCost){ 1, 0 };
      return (PoskoLocationCost){ p->weights[point] + (is_room (self, node) ? 0 : p->penalty), 0 };
    }
  const guint32 travel = posko_location_travel (p, point, site);
  if (travel == POSKO_LOCATION_UNREACHABLE)
    return POSKO_LOCATION_WORST;
  if (self->mode == POSKO_ASSIGN_ALL)
    return posko_location_served_cost (p, point, travel);
  const gboolean uncovered = self->mode == POSKO_ASSIGN_COVERED && travel > p->standard;
  return (PoskoLocationCost){ uncovered ? p->weights[point] : 0, 0 };
}

static void
list_nodes (PoskoLocationAssign *self, const guint8 *open)
{
  const PoskoLocationProblem *p = self->problem;
  guint n = 0;
  for (guint32 j = 0; j < p->n_sites; j++)
    if (open[j])
      {
        self->sites[n] = j;
        self->price[n] = self->site_price[j];
        self->capacity[n++] = p->capacities[j];
      }
  self->sites[n] = self->sites[n + 1] = POSKO_LOCATION_NONE;
  self->capacity[n] = self->mode == POSKO_ASSIGN_COVERED ? MIN (self->unserved_room, p->n_points) : 0;
  self->capacity[n + 1] = p->n_points;
  self->price[n] = self->site_price[p->n_sites];
  self->price[n + 1] = self->price[n + 2] = (PoskoLocationCost){ 0, 0 }; /* the rest is never full; the sink */
  self->n_nodes = n + 2;
  memset (self->load, 0, self->n_nodes * sizeof *self->load);
}

/* More points than go on to the sink, or fewer. The sink is node n_nodes. */
static gint64
excess_of (const PoskoLocationAssign *self, guint node)
{
  gint64 arriving = -(gint64) self->problem->n_points;
  if (node < self->n_nodes)
    return (gint64) self->load[node] - self->flow[node];
  for (guint k = 0; k < self->n_nodes; k++)
    arriving += self->flow[k];
  return arriving;
}

/* Every point to the node that is cheapest with its price, to a site rather than to none. Returns whether that is all.
 */
static gboolean
go_nearest (PoskoLocationAssign *self)
{
  const guint last = self->n_nodes - 1;
  gboolean even = TRUE;
  for (guint i = 0; i < self->problem->n_points; i++)
    {
      PoskoLocationCost best = cost_at (self, i, last);
      guint node = last;
      for (guint k = 0; k < last; k++)
        {
          PoskoLocationCost cost = self->capacity[k] > 0 ? cost_at (self, i, k) : POSKO_LOCATION_WORST;
          if (cost.first == G_MAXINT64)
            continue;
          cost = posko_location_cost_add (cost, self->price[k]);
          if (posko_location_cost_less (cost, best) || (node == last && !posko_location_cost_less (best, cost)))
            {
              best = cost;
              node = k;
            }
        }
      self->node_of[i] = node;
      self->load[node]++;
    }
  for (guint k = 0; k < self->n_nodes; k++)
    {
      const gboolean priced = posko_location_cost_less ((PoskoLocationCost){ 0, 0 }, self->price[k]);
      self->flow[k] = priced ? self->capacity[k] : MIN (self->load[k], self->capacity[k]);
      even = even && self->flow[k] == self->load[k];
    }
  return even;
}

/* Takes @point, which is at @from for @here, as the one to move from there to @to, if no other is cheaper. */
static inline void
offer (PoskoLocationAssign *self, guint from, guint to, guint32 point, PoskoLocationCost here)
{
  Arc *arc = &self->arcs[(gsize) from * self->n_nodes + to];
  const PoskoLocationCost there
      = to != from && self->capacity[to] > 0 ? cost_at (self, point, to) : POSKO_LOCATION_WORST;
  if (there.first == G_MAXINT64)
    return;
  const PoskoLocationCost change = posko_location_cost_subtract (there, here);
  if (arc->point == NO_POINT || posko_location_cost_less (change, arc->cost)
      || (point < arc->point && !posko_location_cost_less (arc->cost, change)))
    *arc = (Arc){ change, point };
}

static void
offer_to_all (PoskoLocationAssign *self, guint from, guint32 point)
{
  const PoskoLocationCost here = cost_at (self, point, from);
  for (guint k = 0; k < self->n_nodes; k++)
    offer (self, from, k, point, here);
}

/* Finds other points for the arcs from @from that were @gone's. */
static void
replace (PoskoLocationAssign *self, guint from, guint32 gone)
{
  const GArray *members = self->members[from];
  for (guint k = 0; k < self->n_nodes; k++)
    {
      Arc *arc = &self->arcs[(gsize) from * self->n_nodes + k];
      if (arc->point != gone)
        continue;
      *arc = (Arc){ POSKO_LOCATION_WORST, NO_POINT };
      for (guint m = 0; m < members->len; m++)
        {
          const guint32 i = g_array_index (members, guint32, m);
          offer (self, from, k, i, cost_at (self, i, from));
        }
    }
}

static void
build_arcs (PoskoLocationAssign *self)
{
  self->arcs = g_renew (Arc, self->arcs, (gsize) self->n_nodes * self->n_nodes);
  for (guint k = 0; k < self->n_nodes; k++)
    {
      if (self->members[k] == NULL)
        self->members[k] = g_array_new (FALSE, FALSE, sizeof (guint32));
      g_array_set_size (self->members[k], 0);
    }
  for (guint32 i = 0; i < self->problem->n_points; i++)
    {
      GArray *members = self->members[self->node_of[i]];
      self->place[i] = members->len;
      g_array_append_val (members, i);
    }
  for (gsize k = 0; k < (gsize) self->n_nodes * self->n_nodes; k++)
    self->arcs[k] = (Arc){ POSKO_LOCATION_WORST, NO_POINT };
  for (guint32 i = 0; i < self->problem->n_points; i++)
    offer_to_all (self, self->node_of[i], i);
}

static void
move_point (PoskoLocationAssign *self, guint32 point, guint to)
{
  GArray *from = self->members[self->node_of[point]];
  const guint32 last = g_array_index (from, guint32, from->len - 1);
  g_array_index (from, guint32, self->place[point]) = last;
  self->place[last] = self->place[point];
  g_array_set_size (from, from->len - 1);
  self->load[self->node_of[point]]--;
  self->node_of[point] = to;
  self->load[to]++;
  self->place[point] = self->members[to]->len;
  g_array_append_val (self->members[to], point);
}

/* The length that prices leave of an arc is never below 0: that is what makes Dijkstra's way of searching right. */
static void
relax (PoskoLocationAssign *self, guint from, guint to, PoskoLocationCost length)
{
  const PoskoLocationCost left
      = posko_location_cost_subtract (posko_location_cost_add (length, self->price[to]), self->price[from]);
  const PoskoLocationCost through = posko_location_cost_add (self->distance[from], left);
  if (!posko_location_cost_less (through, self->distance[to]))
    return;
  self->distance[to] = through;
  self->before[to] = from;
}

static void
relax_from (PoskoLocationAssign *self, guint from)
{
  const guint sink = self->n_nodes;
  const PoskoLocationCost nothing = { 0, 0 };
  if (from < sink && self->flow[from] < self->capacity[from] && !self->settled[sink])
    relax (self, from, sink, nothing);
  for (guint to = 0; to < sink; to++)
    {
      if (self->settled[to])
        continue;
      if (from == sink && self->flow[to] > 0)
        relax (self, from, to, nothing);
      else if (from < sink && self->arcs[(gsize) from * sink + to].point != NO_POINT)
        relax (self, from, to, self->arcs[(gsize) from * sink + to].cost);
    }
}

/* The unsettled node at the least distance; NO_POINT when none is within reach. */
static guint
next_node (const PoskoLocationAssign *self)
{
  guint best = NO_POINT;
  for (guint k = 0; k <= self->n_nodes; k++)
    if (!self->settled[k] && self->distance[k].first < G_MAXINT64
        && (best == NO_POINT || posko_location_cost_less (self->distance[k], self->distance[best])))
      best = k;
  return best;
}

/* The nearest node that has too little, from any that has too much (Dijkstra); prices move so that arcs keep lengths of
 * 0 or more. NO_POINT when all is even. */
static guint
find_path (PoskoLocationAssign *self)
{
  guint to;
  for (guint k = 0; k <= self->n_nodes; k++)
    {
      self->distance[k] = excess_of (self, k) > 0 ? (PoskoLocationCost){ 0, 0 } : POSKO_LOCATION_WORST;
      self->before[k] = NO_POINT;
      self->settled[k] = FALSE;
    }
  while ((to = next_node (self)) != NO_POINT && excess_of (self, to) >= 0)
    {
      self->settled[to] = TRUE;
      relax_from (self, to);
    }
  for (guint k = 0; k <= self->n_nodes && to != NO_POINT; k++)
    if (self->settled[k])
      self->price[k] = posko_location_cost_add (self->price[k],
                                                posko_location_cost_subtract (self->distance[to], self->distance[k]));
  return to;
}

/* Pushes one point's worth along the cheapest path from where there is too much to where there is too little. Returns
 * FALSE when all is even. */
static gboolean
push_one (PoskoLocationAssign *self)
{
  const guint sink = self->n_nodes;
  const guint to = find_path (self);
  if (to == NO_POINT)
    return FALSE;
  /* the arcs' points are those of before, so note the whole path's first */
  for (guint k = to; self->before[k] != NO_POINT; k = self->before[k])
    self->path[k]
        = k == sink || self->before[k] == sink ? NO_POINT : self->arcs[(gsize) self->before[k] * sink + k].point;
  for (guint k = to; self->before[k] != NO_POINT; k = self->before[k])
    if (k == sink)
      self->flow[self->before[k]]++;
    else if (self->before[k] == sink)
      self->flow[k]--;
    else
      move_point (self, self->path[k], k);
  for (guint k = to; self->before[k] != NO_POINT; k = self->before[k])
    if (self->path[k] != NO_POINT)
      {
        replace (self, self->before[k], self->path[k]);
        offer_to_all (self, k, self->path[k]);
      }
  return TRUE;
}

/* Prices as seen from the sink, for this run's duals and the next one's start: 0 where there is room. */
static void
keep_prices (PoskoLocationAssign *self)
{
  const PoskoLocationCost base = self->price[self->n_nodes], nothing = { 0, 0 };
  for (guint k = 0; k < self->n_nodes; k++)
    {
      const PoskoLocationCost price = posko_location_cost_subtract (self->price[k], base);
      const gboolean full = self->load[k] > 0 && self->load[k] == self->capacity[k];
      self->price[k] = full ? price : nothing;
      if (k + 1 < self->n_nodes)
        self->site_price[self->sites[k] == POSKO_LOCATION_NONE ? self->problem->n_sites : self->sites[k]]
            = self->price[k];
    }
}

PoskoLocationCost
posko_location_assign_run (PoskoLocationAssign *self, const guint8 *open, guint32 *first)
{
  PoskoLocationCost total = { 0, 0 };
  list_nodes (self, open);
  if (!go_nearest (self))
    {
      build_arcs (self);
      while (push_one (self))
        ;
      keep_prices (self);
    }
  for (guint i = 0; i < self->problem->n_points; i++)
    {
      total = posko_location_cost_add (total, cost_at (self, i, self->node_of[i]));
      if (first != NULL)
        first[i] = self->sites[self->node_of[i]];
    }
  if (self->mode == POSKO_ASSIGN_ALL)
    total.first += posko_location_change_cost (self->problem, open);
  return total;
}

/* What the point's cheapest node costs with that node's price on top. */
void
posko_location_assign_prices (PoskoLocationAssign *self, gint64 *prices)
{
  for (guint i = 0; i < self->problem->n_points; i++)
    {
      PoskoLocationCost best = POSKO_LOCATION_WORST;
      for (guint k = 0; k < self->n_nodes; k++)
        {
          const PoskoLocationCost cost = self->capacity[k] > 0 ? cost_at (self, i, k) : POSKO_LOCATION_WORST;
          if (cost.first == G_MAXINT64)
            continue;
          const PoskoLocationCost through = posko_location_cost_add (cost, self->price[k]);
          if (posko_location_cost_less (through, best))
            best = through;
        }
      prices[i] = best.first;
    }
}
