/* routing-construct.c: the first plan, by savings; or new trips for what a plan leaves unserved.
 *
 * Each stop goes to a depot: the nearest with capacity left, those first that lose most by going elsewhere. Then trips
 * are joined end to start in the order of savings s(i, j) = c(i, depot) + c(depot, j) - c(i, j) (Clarke & Wright,
 * "Scheduling of vehicles from a central depot to a number of delivery points", 1964, doi:10.1287/opre.12.4.568), over
 * neighbour lists only, as long as the joined trip keeps windows, hot-food limit and hours of the depot's largest
 * vehicle. The trips are then packed into vehicles, longest first: a later trip of a used vehicle where time permits,
 * else a new vehicle. What finds no vehicle stays unserved for the insertions of the search.
 *
 * O(n k log (n k)) for n stops with lists of k.
 */
#include "routing-private.h"

typedef struct
{
  gint32 first, last; /* stops */
  gint32 load;
  PoskoRoutingSegment segment; /* without the depot */
  gint64 travel;               /* between its stops */
} Chain;

typedef struct
{
  const PoskoRoutingModel *model;
  const PoskoRoutingState *state;
  gint32 *depot_of;  /* by stop; -1 = none, or served already */
  gint32 *chain_of;  /* by stop; valid for first and last stops of a chain, through find_chain() for others too */
  gint32 *parent;    /* by chain: union-find */
  gint32 *successor; /* by stop; -1 at the end */
  Chain *chains;     /* by chain; as many as stops */
  const PoskoRoutingKind **kind_of_depot;
} Savings;

/* ---- which depot ---- */

/* The kind that the trips of each depot are made for: the one that holds most. */
static void
choose_kinds (Savings *self)
{
  const PoskoRoutingModel *model = self->model;
  for (guint k = 0; k < model->n_kinds; k++)
    {
      const PoskoRoutingKind *kind = &model->kinds[k];
      const PoskoRoutingKind **chosen = &self->kind_of_depot[kind->depot];
      if (*chosen == NULL || kind->capacity > (*chosen)->capacity)
        *chosen = kind;
    }
}

/* Seconds out and back if @stop alone is feasible from @depot, else -1. */
static gint64
alone (const Savings *self, gint32 stop, guint depot)
{
  const PoskoRoutingKind *kind = self->kind_of_depot[depot];
  PoskoRoutingSegment whole;
  gint64 travel, load;
  if (kind == NULL || !posko_routing_sequence_segment (self->model, kind, &stop, 1, &whole, &travel, &load)
      || load > kind->capacity || !posko_routing_fits (&whole, kind, kind->from + kind->loading, kind->to))
    return -1;
  return travel;
}

static void
assign_depots (Savings *self)
{
  const PoskoRoutingModel *model = self->model;
  g_autofree PoskoRoutingRanked *order = g_new (PoskoRoutingRanked, model->n_stops);
  g_autofree gint64 *load = g_memdup2 (self->state->depot_load, model->n_depots * sizeof *load);
  g_autofree gint64 *count = g_memdup2 (self->state->depot_count, model->n_depots * sizeof *count);
  guint n = 0;
  for (gint32 i = 0; i < (gint32) model->n_stops; i++)
    {
      gint64 best = G_MAXINT64 / 2, second = G_MAXINT64 / 2;
      self->depot_of[i] = -1;
      if (self->state->nodes[i].trip >= 0)
        continue;
      for (guint d = 0; d < model->n_depots; d++)
        {
          const gint64 travel = alone (self, i, d);
          if (travel >= 0 && travel < best)
            second = best, best = travel;
          else if (travel >= 0 && travel < second)
            second = travel;
        }
      order[n++] = (PoskoRoutingRanked){ best - second, i }; /* most regret first */
    }
  qsort (order, n, sizeof *order, posko_routing_ranked_compare);
  for (guint k = 0; k < n; k++)
    {
      const gint32 i = order[k].stop;
      gint64 best = G_MAXINT64;
      for (guint d = 0; d < model->n_depots; d++)
        {
          const gint64 travel = alone (self, i, d);
          if (travel < 0 || travel >= best || load[d] + model->demand[i] > model->depot_capacity[d]
              || count[d] + 1 > model->depot_stops[d])
            continue;
          best = travel;
          self->depot_of[i] = (gint32) d;
        }
      if (self->depot_of[i] >= 0)
        {
          load[self->depot_of[i]] += model->demand[i];
          count[self->depot_of[i]]++;
        }
    }
}

/* ---- joining ---- */

typedef struct
{
  gint64 saving;
  gint32 i, j;
} Saving;

static int
compare_savings (const void *a, const void *b)
{
  const Saving *x = a, *y = b;
  if (x->saving != y->saving)
    return x->saving > y->saving ? -1 : 1;
  if (x->i != y->i)
    return x->i < y->i ? -1 : 1;
  return x->j < y->j ? -1 : x->j > y->j;
}

static GArray *
list_savings (const Savings *self)
{
  const PoskoRoutingModel *model = self->model;
  GArray *list = g_array_new (FALSE, FALSE, sizeof (Saving));
  for (gint32 i = 0; i < (gint32) model->n_stops; i++)
    {
      const gint32 depot = self->depot_of[i];
      if (depot < 0)
        continue;
      const PoskoRoutingKind *kind = self->kind_of_depot[depot];
      const gint32 back = posko_routing_travel (&kind->profile, model->location[i], kind->location);
      for (guint k = 0; k < model->n_near; k++)
        {
          const gint32 j = model->near[(gsize) i * model->n_near + k];
          if (self->depot_of[j] != depot)
            continue;
          const gint64 out = posko_routing_travel (&kind->profile, kind->location, model->location[j]);
          const gint64 between = posko_routing_travel (&kind->profile, model->location[i], model->location[j]);
          const Saving s = { back + out - between, i, j };
          if (s.saving > 0 && between <= POSKO_ROUTING_INF)
            g_array_append_val (list, s);
        }
    }
  g_array_sort (list, compare_savings);
  return list;
}

static gint32
find_chain (Savings *self, gint32 chain)
{
  while (self->parent[chain] != chain)
    {
      self->parent[chain] = self->parent[self->parent[chain]];
      chain = self->parent[chain];
    }
  return chain;
}

static void
try_join (Savings *self, const Saving *s)
{
  const PoskoRoutingModel *model = self->model;
  const gint32 a = find_chain (self, s->i), b = find_chain (self, s->j);
  Chain *const x = &self->chains[a];
  const Chain *const y = &self->chains[b];
  const PoskoRoutingKind *kind = self->kind_of_depot[self->depot_of[s->i]];
  if (a == b || x->last != s->i || y->first != s->j || (gint64) x->load + y->load > kind->capacity)
    return;

  const gint32 between = posko_routing_travel (&kind->profile, model->location[s->i], model->location[s->j]);
  PoskoRoutingSegment joined = x->segment;
  if (!posko_routing_segment_join (&joined, between, &y->segment) || joined.duration > POSKO_ROUTING_INF)
    return;
  const PoskoRoutingSegment depot = POSKO_ROUTING_SEGMENT_DEPOT;
  PoskoRoutingSegment whole = depot;
  if (!posko_routing_segment_join (
          &whole, posko_routing_travel (&kind->profile, kind->location, model->location[x->first]), &joined)
      || !posko_routing_segment_join (
          &whole, posko_routing_travel (&kind->profile, model->location[y->last], kind->location), &depot)
      || !posko_routing_fits (&whole, kind, kind->from + kind->loading, kind->to))
    return;
  x->segment = joined;
  x->load += y->load;
  x->travel += y->travel + between;
  self->successor[x->last] = y->first;
  x->last = y->last;
  self->parent[b] = a;
}

/* ---- packing ---- */

static int
compare_chains (const void *a, const void *b)
{
  const Chain *x = a, *y = b;
  if (x->segment.duration != y->segment.duration)
    return x->segment.duration > y->segment.duration ? -1 : 1;
  return x->first < y->first ? -1 : x->first > y->first;
}

static void
pack_chains (Savings *self, PoskoRoutingState *state)
{
  const PoskoRoutingModel *model = self->model;
  guint n_chains = 0;
  for (gint32 i = 0; i < (gint32) model->n_stops; i++)
    if (self->depot_of[i] >= 0 && self->parent[i] == i)
      self->chains[n_chains++] = self->chains[i];
  qsort (self->chains, n_chains, sizeof *self->chains, compare_chains);

  g_autoptr (GArray) stops = g_array_new (FALSE, FALSE, sizeof (gint32));
  for (guint c = 0; c < n_chains; c++)
    {
      PoskoRoutingPlace place = { .delta = G_MAXINT64 };
      g_array_set_size (stops, 0);
      for (gint32 i = self->chains[c].first; i >= 0; i = self->successor[i])
        g_array_append_val (stops, i);
      const gint32 *sequence = (const gint32 *) (gpointer) stops->data;
      posko_routing_place_trip (state, sequence, stops->len, -1, &place);
      if (place.delta == G_MAXINT64)
        continue;
      posko_routing_state_journal (state, place.vehicle);
      const gint32 trip = posko_routing_state_add_trip (state, place.vehicle, place.order);
      posko_routing_state_set_sequence (state, trip, sequence, stops->len);
    }
}

/* New trips for the stops that @state leaves unserved. */
void
posko_routing_construct (PoskoRoutingState *state)
{
  const PoskoRoutingModel *model = state->model;
  const guint n = model->n_stops;
  if (state->unserved->len == 0 || model->n_kinds == 0)
    return;
  g_autofree gint32 *depot_of = g_new (gint32, n);
  g_autofree gint32 *parent = g_new (gint32, n);
  g_autofree gint32 *successor = g_new (gint32, n);
  g_autofree Chain *chains = g_new (Chain, n);
  g_autofree const PoskoRoutingKind **kind_of_depot = g_new0 (const PoskoRoutingKind *, model->n_depots);
  Savings savings = { .model = model,
                      .state = state,
                      .depot_of = depot_of,
                      .parent = parent,
                      .successor = successor,
                      .chains = chains,
                      .kind_of_depot = kind_of_depot };
  choose_kinds (&savings);
  assign_depots (&savings);
  for (gint32 i = 0; i < (gint32) n; i++)
    {
      parent[i] = i;
      successor[i] = -1;
      chains[i] = (Chain){ .first = i, .last = i, .load = model->demand[i], .segment = model->single[i] };
    }
  g_autoptr (GArray) list = list_savings (&savings);
  for (guint s = 0; s < list->len; s++)
    try_join (&savings, &g_array_index (list, Saving, s));
  posko_routing_state_begin (state);
  pack_chains (&savings, state);
}

/* ---- fewer vehicles ---- */

static gboolean
move_trip (PoskoRoutingState *state, gint32 trip)
{
  const gint32 vehicle = state->trips[trip].vehicle, departure = posko_routing_departure_node (state, trip);
  const PoskoRoutingKind *kind = posko_routing_trip_kind (state, trip);
  g_autoptr (GArray) stops = g_array_new (FALSE, FALSE, sizeof (gint32));
  for (gint32 i = state->nodes[departure].next; i != departure + 1; i = state->nodes[i].next)
    g_array_append_val (stops, i);
  const gint32 *sequence = (const gint32 *) (gpointer) stops->data;

  posko_routing_state_journal (state, vehicle);
  posko_routing_state_set_sequence (state, trip, NULL, 0);
  posko_routing_state_drop_trip (state, trip);
  const gint64 most = kind->fixed_cost + 1 + kind->running_cost * (gint64) POSKO_ROUTING_INF;
  PoskoRoutingPlace place = { .delta = most };
  posko_routing_place_trip (state, sequence, stops->len, vehicle, &place);
  if (place.delta == most || state->vehicle_trips[place.vehicle]->len == 0)
    return FALSE;
  posko_routing_state_journal (state, place.vehicle);
  const gint32 moved = posko_routing_state_add_trip (state, place.vehicle, place.order);
  posko_routing_state_set_sequence (state, moved, sequence, stops->len);
  return TRUE;
}

/* Moves all trips of a vehicle into gaps of other used ones, if the value does not rise: whole trips, so O(trips x
 * vehicles). */
void
posko_routing_pack (PoskoRoutingState *state)
{
  for (gint32 v = 0; v < (gint32) state->model->n_vehicles; v++)
    {
      gboolean moved = state->vehicle_trips[v]->len > 0 && !posko_routing_is_locked (state, v);
      const guint n_used = state->n_used;
      posko_routing_state_begin (state);
      while (moved && state->vehicle_trips[v]->len > 0)
        moved = move_trip (state, g_array_index (state->vehicle_trips[v], gint32, 0));
      if (state->journal->len > 0 && (!moved || state->value > state->journal_value || state->n_used >= n_used))
        posko_routing_state_undo (state);
    }
}
