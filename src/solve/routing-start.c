/* routing-start.c: a search that begins from an earlier plan, and what of it may change when.
 *
 * The earlier trips are taken over one by one, each judged as it stands; a trip that no longer keeps every rule loses
 * as few stops as these two tries find: any single one, then each in turn that cannot follow those before it. What is
 * locked stays as it is while the stops that are left over are given to new trips. As long as more is unserved than the
 * bound proves to be lost, locks are given up in steps, each a ruin-and-recreate search over what is free
 * (routing-search.c): a large neighbourhood around the shortage that grows until it is the whole plan (after Pisinger &
 * Ropke, "Large neighborhood search", 2019, doi:10.1007/978-3-319-91086-4_4; the idea of freeing what lies near is that
 * of Shaw, "Using constraint programming and local search methods to solve vehicle routing problems", 1998,
 * doi:10.1007/3-540-49481-2_30). How much of the earlier plan changes is a heuristic's result, with no bound.
 *
 * O(n) to take the plan over, O(length^2) for a broken trip of up to REPAIR_LONGEST stops; the search costs what its
 * steps cost, and these are as many as the share of the free stops.
 */
#include "routing-private.h"

#define REPAIR_LONGEST 300u /* stops of a trip of which each is tried without */
#define LOOKED_AT 500u      /* unserved stops round which locks are given up */
/* Giving up locks takes at most a sixteenth of a search from nothing each time: where much falls out, more steps found
 * little more (one to five vehicles of 26, a kitchen of five: the same shortage within one TPS in a hundred). */
#define WIDEN_SHARE 16

typedef struct
{
  PoskoRoutingState *state;
  PoskoRoutingModel *model;
  const PoskoSolveParams *params;
  guint64 steps;
  gdouble started;
  guint64 *done;
  gint32 *departure; /* by stop: of its start trip */
  gint64 least;      /* units of penalty that no plan goes below */
} Restart;

/* ---- taking the earlier plan over ---- */

/* Where a trip is to go: behind the trips that @vehicle has. */
typedef struct
{
  const PoskoRoutingState *state;
  const PoskoRoutingKind *kind;
  gint32 vehicle, earliest;
  gint64 capacity, n_most; /* that vehicle and depot leave it */
} Slot;

static gboolean
slot_init (Slot *self, const PoskoRoutingState *state, gint32 vehicle)
{
  const PoskoRoutingModel *model = state->model;
  const PoskoRoutingKind *kind = &model->kinds[model->kind_of[vehicle]];
  const guint n_trips = state->vehicle_trips[vehicle]->len;
  gint32 latest;
  *self = (Slot){ .state = state,
                  .kind = kind,
                  .vehicle = vehicle,
                  .capacity
                  = MIN ((gint64) kind->capacity, model->depot_capacity[kind->depot] - state->depot_load[kind->depot]),
                  .n_most = model->depot_stops[kind->depot] - state->depot_count[kind->depot] };
  if (n_trips >= kind->max_trips)
    return FALSE;
  posko_routing_state_gap (state, vehicle, n_trips, &self->earliest, &latest);
  return TRUE;
}

/* Does a trip over @stops keep every rule there? Sets its travel. */
static gboolean
slot_takes (const Slot *self, const gint32 *stops, guint n, gint64 *travel)
{
  PoskoRoutingSegment whole;
  gint64 load;
  return n <= self->n_most
         && posko_routing_sequence_segment (self->state->model, self->kind, stops, n, &whole, travel, &load)
         && load <= self->capacity && posko_routing_fits (&whole, self->kind, self->earliest, self->kind->to);
}

/* Drops the one stop without which the trip goes on, with the least travel. Returns %FALSE if there is none. */
static gboolean
drop_one (const Slot *self, gint32 *stops, guint *n)
{
  gint64 best = G_MAXINT64, travel;
  guint dropped = *n;
  if (*n < 2 || *n > REPAIR_LONGEST)
    return FALSE;
  g_autofree gint32 *rest = g_memdup2 (stops + 1, (*n - 1) * sizeof *rest);
  for (guint i = 0; i < *n; i++) /* @rest is all but the i-th */
    {
      if (slot_takes (self, rest, *n - 1, &travel) && travel < best)
        best = travel, dropped = i;
      if (i + 1 < *n)
        rest[i] = stops[i];
    }
  if (dropped == *n)
    return FALSE;
  memmove (stops + dropped, stops + dropped + 1, (*n - dropped - 1) * sizeof *stops);
  (*n)--;
  return TRUE;
}

/* Keeps each stop that can follow those kept before it. */
static void
keep_in_turn (const Slot *self, gint32 *stops, guint *n)
{
  const PoskoRoutingModel *model = self->state->model;
  const PoskoRoutingProfile *profile = &self->kind->profile;
  const PoskoRoutingSegment depot = POSKO_ROUTING_SEGMENT_DEPOT;
  PoskoRoutingSegment so_far = depot;
  gint64 load = 0;
  gint32 at = self->kind->location;
  guint kept = 0;
  for (guint i = 0; i < *n && kept < self->n_most; i++)
    {
      const gint32 stop = stops[i];
      const gint32 there = posko_routing_travel (profile, at, model->location[stop]);
      const gint32 back = posko_routing_travel (profile, model->location[stop], self->kind->location);
      PoskoRoutingSegment longer = so_far;
      if ((model->skills[stop] & ~self->kind->skills) != 0 || load + model->demand[stop] > self->capacity
          || there > POSKO_ROUTING_INF || back > POSKO_ROUTING_INF || longer.duration > POSKO_ROUTING_INF
          || !posko_routing_segment_join (&longer, there, &model->single[stop]) || longer.duration > POSKO_ROUTING_INF)
        continue;
      PoskoRoutingSegment whole = longer;
      if (!posko_routing_segment_join (&whole, back, &depot)
          || !posko_routing_fits (&whole, self->kind, self->earliest, self->kind->to))
        continue;
      so_far = longer;
      load += model->demand[stop];
      at = model->location[stop];
      stops[kept++] = stop;
    }
  *n = kept;
}

/* The hour at which the stops' trip is to leave: what the start says, or what suits it now. */
static void
note_start (Restart *self, const PoskoRoutingStart *start, gint32 trip, const gint32 *stops, guint n)
{
  PoskoRoutingState *state = self->state;
  gint32 departure = (gint32) start->departure_seconds;
  if (departure < 0)
    departure = start->locked ? posko_routing_departure (&state->trips[trip], posko_routing_trip_kind (state, trip))
                              : POSKO_ROUTING_NOT_HELD;
  for (guint i = 0; i < n; i++)
    {
      state->home[stops[i]] = (gint32) start->vehicle;
      self->departure[stops[i]] = departure;
      if (!start->locked || !state->holds)
        continue;
      state->locked[stops[i]] = 1;
      state->held[stops[i]] = departure;
    }
  posko_routing_state_refresh (state, trip);
}

static void
load_trip (Restart *self, const PoskoRoutingStart *start, gint32 *stops)
{
  PoskoRoutingState *state = self->state;
  const gint32 vehicle = (gint32) start->vehicle;
  guint n = start->n_stops;
  gint64 travel;
  Slot slot;
  if (!slot_init (&slot, state, vehicle))
    return;
  if (!slot_takes (&slot, stops, n, &travel) && !drop_one (&slot, stops, &n))
    keep_in_turn (&slot, stops, &n);
  if (n == 0)
    return;
  posko_routing_state_journal (state, vehicle);
  const gint32 trip = posko_routing_state_add_trip (state, vehicle, state->vehicle_trips[vehicle]->len);
  posko_routing_state_set_sequence (state, trip, stops, n);
  note_start (self, start, trip, stops, n);
}

/* Into an empty state; with locks and hours if the state holds them. */
static void
load_start (Restart *self)
{
  const PoskoRoutingProblem *problem = self->model->problem;
  const guint *next = (const guint *) (gpointer) problem->start_stops->data;
  g_autofree gint32 *stops = g_new (gint32, self->model->n_stops + 1);
  posko_routing_state_begin (self->state);
  for (guint t = 0; t < problem->start->len; t++)
    {
      const PoskoRoutingStart *start = &g_array_index (problem->start, PoskoRoutingStart, t);
      for (guint i = 0; i < start->n_stops; i++)
        stops[i] = (gint32) *next++;
      load_trip (self, start, stops);
    }
}

/* ---- locks ---- */

static void
refresh_all (PoskoRoutingState *state)
{
  for (guint i = 0; i < state->active_trips->len; i++)
    posko_routing_state_refresh (state, g_array_index (state->active_trips, gint32, i));
}

void
posko_routing_release (PoskoRoutingState *state)
{
  memset (state->locked, 0, state->model->n_stops);
  state->holds = FALSE;
  refresh_all (state);
}

/* Every trip that is still a start trip, or like one, leaves at its hour again, as far as the others let it. */
static void
hold_all (Restart *self)
{
  memcpy (self->state->held, self->departure, self->model->n_stops * sizeof *self->departure);
  self->state->holds = TRUE;
  refresh_all (self->state);
}

static void
unlock_trip (Restart *self, gint32 trip)
{
  PoskoRoutingState *state = self->state;
  for (gint32 s = state->nodes[posko_routing_departure_node (state, trip)].next; posko_routing_is_stop (state, s);
       s = state->nodes[s].next)
    {
      state->locked[s] = 0;
      state->held[s] = POSKO_ROUTING_NOT_HELD;
    }
}

/* Unlocks the @n_trips trips that come nearest to each unserved stop. */
static void
unlock_near (Restart *self, guint n_trips)
{
  PoskoRoutingState *state = self->state;
  const PoskoRoutingModel *model = self->model;
  const PoskoRoutingProfile *profile = &model->kinds[0].profile;
  const guint n_active = state->active_trips->len;
  g_autofree PoskoRoutingRanked *near = g_new (PoskoRoutingRanked, n_active + 1);
  for (guint u = 0; u < MIN (LOOKED_AT, state->unserved->len); u++)
    {
      const gint32 at = model->location[g_array_index (state->unserved, gint32, u)];
      for (guint i = 0; i < n_active; i++)
        near[i] = (PoskoRoutingRanked){ G_MAXINT64, g_array_index (state->active_trips, gint32, i) };
      for (guint s = 0; s < model->n_stops; s++)
        {
          const gint32 trip = state->nodes[s].trip;
          if (trip < 0)
            continue;
          const gint64 way = posko_routing_travel (profile, at, model->location[s]);
          near[state->trips[trip].active].key = MIN (near[state->trips[trip].active].key, way);
        }
      qsort (near, n_active, sizeof *near, posko_routing_ranked_compare);
      for (guint i = 0; i < MIN (n_trips, n_active); i++)
        unlock_trip (self, near[i].stop);
    }
  refresh_all (state);
}

/* ---- the steps ---- */

gint64
posko_routing_unserved_units (const PoskoRoutingState *state)
{
  const PoskoRoutingProblem *problem = state->model->problem;
  gint64 penalty = 0;
  for (guint i = 0; i < state->unserved->len; i++)
    penalty += g_array_index (problem->stops, PoskoRoutingStop, g_array_index (state->unserved, gint32, i)).penalty;
  return penalty / problem->penalty_unit;
}

static int
link_and_improve (Restart *self)
{
  PoskoRoutingState *state = self->state;
  if (!posko_routing_model_link (self->model, state->locked, state->open, self->params->cancellable))
    return -1;
  return posko_routing_improve (state, self->params, self->steps, self->started, self->done);
}

/* Free stops in between locked ones, where they fit at once. */
static int
step_fill (Restart *self)
{
  self->state->open = TRUE;
  posko_routing_fill (self->state);
  return POSKO_STOP_EFFORT;
}

static int
step_near (Restart *self)
{
  unlock_near (self, 2);
  return link_and_improve (self);
}

static int
step_far (Restart *self)
{
  unlock_near (self, 8);
  return link_and_improve (self);
}

/* What the same search finds when nothing is locked. */
static int
step_all (Restart *self)
{
  PoskoRoutingState *state = self->state;
  g_autoptr (GArray) nothing = g_array_new (FALSE, FALSE, sizeof (gint32));
  for (gint32 v = 0; v < (gint32) self->model->n_vehicles; v++)
    {
      const gint32 empty[] = { v, 0 };
      g_array_append_vals (nothing, empty, 2);
    }
  posko_routing_release (state);
  posko_routing_state_restore (state, nothing);
  load_start (self);
  return link_and_improve (self);
}

/* Gives up locks until nothing more is proven to be gained, or tried. */
static int
widen (Restart *self)
{
  static int (*const STEPS[]) (Restart *) = { step_fill, step_near, step_far, step_all };
  int stop = POSKO_STOP_EFFORT;
  self->state->enough = self->least;
  for (guint i = 0; i < G_N_ELEMENTS (STEPS) && posko_routing_unserved_units (self->state) > self->least; i++)
    {
      const gint64 units = posko_routing_unserved_units (self->state), value = self->state->value;
      g_autoptr (GArray) before = posko_routing_state_save (self->state);
      stop = STEPS[i](self);
      if (posko_routing_unserved_units (self->state) >= units || self->state->value >= value)
        posko_routing_state_restore (self->state, before);
      if (stop < 0 || stop == POSKO_STOP_TIME)
        return stop;
    }
  return stop;
}

/* Nothing may be called unserved that fits a plan without locks. */
static void
fill_rest (Restart *self)
{
  if (self->state->unserved->len == 0)
    return;
  posko_routing_release (self->state);
  posko_routing_fill (self->state);
}

int
posko_routing_restart (PoskoRoutingState *state, PoskoRoutingModel *model, const PoskoSolveParams *params,
                       guint64 steps, gdouble started, guint64 *done)
{
  const gint64 least = posko_routing_penalty_bound (model) / model->problem->penalty_unit;
  g_autofree gint32 *departure = g_new (gint32, model->n_stops + 1);
  Restart self = { .state = state,
                   .model = model,
                   .params = params,
                   .started = started,
                   .done = done,
                   .departure = departure,
                   .least = least };
  guint64 n_free = 0;
  for (guint i = 0; i < model->n_stops; i++)
    departure[i] = POSKO_ROUTING_NOT_HELD;
  state->holds = TRUE;
  load_start (&self);
  for (guint i = 0; i < model->n_stops; i++)
    n_free += !state->locked[i];
  self.steps = (guint64) ((gdouble) steps * (gdouble) n_free / MAX (1, model->n_stops) + 0.5);
  if (n_free == model->n_stops)
    posko_routing_release (state); /* no lock, no hour to keep while searching */
  int stop = n_free > 0 ? link_and_improve (&self) : POSKO_STOP_EFFORT;
  self.steps = MIN (self.steps, MAX (1, steps / WIDEN_SHARE));
  if (stop >= 0 && stop != POSKO_STOP_TIME && n_free < model->n_stops)
    stop = widen (&self);
  if (stop < 0)
    return stop;
  fill_rest (&self);
  hold_all (&self);
  return stop;
}
