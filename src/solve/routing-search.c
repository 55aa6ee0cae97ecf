/* routing-search.c: ruin and recreate under annealing, and the solve as a whole.
 *
 * Slack induction by string removals (Christiaens & Vanden Berghe, "Slack induction by string removals for vehicle
 * routing problems", 2020, doi:10.1287/trsc.2019.0914): strings of stops are taken from a few neighbouring trips and
 * put back one by one, each at its cheapest feasible place, where each place is overlooked with a chance of 1 %.
 * Departures: places are looked for beside listed neighbours only (and at the ends of trips for stops near a depot), so
 * that a step costs the same for 300 stops as for 10,000 (Accorsi & Vigo, "A fast and scalable heuristic for the
 * solution of large-scale capacitated vehicle routing problems", 2021, doi:10.1287/trsc.2021.1059, from where we take
 * the range of temperatures too: from a share of the mean arc to a fraction of that); a new trip is a place like any
 * other; whole vehicles are ruined now and then where a vehicle has a fixed cost; stops that are unserved for lack of
 * means join the insertions.
 *
 * A step is undone by restoring the touched vehicles. O(1) per place, O(trip length) per insertion.
 */
#include "routing-private.h"
#include <math.h>
#include <time.h>

#define STRING_LENGTH 10  /* L max of the paper */
#define RUINED_STOPS 10   /* mean number of removed stops, c bar of the paper */
#define SPLIT_MORE 0.01   /* beta */
#define BLINK_ONE_IN 100  /* 1 / the paper's blink rate */
#define UNSERVED_TRIES 10 /* unserved stops that join a step */
#define WARM 0.7          /* first temperature in mean arcs ... */
#define COLD 0.02         /* ... and the last */
#define WHOLE_VEHICLE_ONE_IN 50
#define PACK_EVERY 2000
#define POLL_EVERY 128
#define DEFAULT_STEPS_PER_STOP 80
#define DEFAULT_STEPS_LEAST 10000

typedef struct
{
  PoskoRoutingState *state;
  PoskoRandom random;
  guint blink;     /* places until the next one that is overlooked */
  GArray *removed; /* (element-type Removed) */
  guint64 *ruined; /* by trip slot: the step that ruined it */
  gint32 *loose;   /* stops that are not locked */
  guint n_loose;
  gboolean any_fixed;
} Search;

typedef struct
{
  gint64 key;
  guint64 tie;
  gint32 stop;
} Removed;

/* ---- ruin ---- */

static void
remove_stop (Search *self, gint32 stop)
{
  const Removed r = { .stop = stop };
  posko_routing_state_unlink (self->state, stop);
  g_array_append_val (self->removed, r);
}

static void
close_ruined_trip (Search *self, gint32 trip)
{
  posko_routing_state_refresh (self->state, trip);
  if (self->state->trips[trip].n_stops == 0)
    posko_routing_state_drop_trip (self->state, trip);
}

/* Takes @length stops out of the trip of @stop, a run that holds @stop; with @kept stops in its middle spared. */
static void
remove_string (Search *self, gint32 stop, gint32 length, gint32 kept)
{
  PoskoRoutingState *state = self->state;
  const gint32 trip = state->nodes[stop].trip;
  const gint32 n = state->trips[trip].n_stops, at = state->nodes[stop].position;
  const gint32 span = length + kept;
  posko_routing_state_journal (state, state->trips[trip].vehicle);

  /* positions 1 .. n; the run starts where it holds @stop and stays inside */
  const gint32 lowest = MAX (1, at - span + 1), highest = MIN (at, n - span + 1);
  const gint32 start = lowest + (gint32) posko_random_below (&self->random, (guint32) (highest - lowest + 1));
  gint32 node = stop;
  for (gint32 p = at; p > start; p--)
    node = state->nodes[node].prev;
  const gint32 spare_from = kept > 0 ? (gint32) posko_random_below (&self->random, (guint32) length) + 1 : span;
  for (gint32 i = 0; i < span; i++)
    {
      const gint32 next = state->nodes[node].next;
      if ((kept == 0 || i < spare_from || i >= spare_from + kept) && !state->locked[node])
        remove_stop (self, node);
      node = next;
    }
  self->ruined[trip] = state->stamp;
  close_ruined_trip (self, trip);
}

static void
ruin_string_of (Search *self, gint32 stop, gdouble longest)
{
  const PoskoRoutingState *state = self->state;
  const gint32 n = state->trips[state->nodes[stop].trip].n_stops;
  const gdouble most = MIN ((gdouble) n, longest);
  const gint32 length = (gint32) MIN (most, 1.0 + floor (posko_random_unit (&self->random) * most));
  gint32 kept = 0;
  if (length > 1 && length < n && posko_random_below (&self->random, 2) == 0)
    for (kept = 1; length + kept < n && posko_random_unit (&self->random) < SPLIT_MORE;)
      kept++;
  remove_string (self, stop, length, kept);
}

static void
ruin_vehicle (Search *self, gint32 vehicle)
{
  PoskoRoutingState *state = self->state;
  posko_routing_state_journal (state, vehicle);
  while (state->vehicle_trips[vehicle]->len > 0)
    {
      const gint32 t = g_array_index (state->vehicle_trips[vehicle], gint32, state->vehicle_trips[vehicle]->len - 1);
      const gint32 departure = posko_routing_departure_node (state, t);
      while (state->nodes[departure].next != departure + 1)
        remove_stop (self, state->nodes[departure].next);
      close_ruined_trip (self, t);
    }
}

static void
ruin (Search *self)
{
  PoskoRoutingState *state = self->state;
  const PoskoRoutingModel *model = state->model;
  const guint n_served = model->n_stops - state->unserved->len;
  gint32 seed = self->loose[posko_random_below (&self->random, self->n_loose)];
  /* Half of the steps look at the surroundings of a stop that is short. */
  if (state->unserved->len > 0 && posko_random_below (&self->random, 2) == 0)
    seed = g_array_index (state->unserved, gint32, posko_random_below (&self->random, state->unserved->len));
  if (n_served == 0)
    return;
  const gdouble longest = MIN (STRING_LENGTH, (gdouble) n_served / state->active_trips->len);
  const guint n_strings
      = 1 + (guint) (posko_random_unit (&self->random) * (4.0 * RUINED_STOPS / (1.0 + longest) - 1.0));
  guint done = 0;
  if (self->any_fixed && state->nodes[seed].trip >= 0 && posko_random_below (&self->random, WHOLE_VEHICLE_ONE_IN) == 0
      && !posko_routing_is_locked (state, state->trips[state->nodes[seed].trip].vehicle))
    {
      ruin_vehicle (self, state->trips[state->nodes[seed].trip].vehicle);
      done++;
    }
  for (guint k = 0; k <= model->n_near && done < n_strings; k++)
    {
      const gint32 stop = k == 0 ? seed : model->near[(gsize) seed * model->n_near + k - 1];
      const gint32 trip = state->nodes[stop].trip;
      if (trip < 0 || self->ruined[trip] == state->stamp)
        continue;
      ruin_string_of (self, stop, longest);
      done++;
    }
}

/* ---- recreate ---- */

static inline gboolean
blinks (Search *self)
{
  if (G_LIKELY (self->blink-- > 0))
    return FALSE;
  /* As many places until the next as a chance of 1 / BLINK_ONE_IN at each would give, on average. */
  self->blink = posko_random_below (&self->random, 2 * BLINK_ONE_IN - 1);
  return TRUE;
}

/* Is @stop after @after better than @place, and feasible? */
static inline void
try_place (Search *self, gint32 stop, gint32 after, PoskoRoutingPlace *place)
{
  const PoskoRoutingState *state = self->state;
  const PoskoRoutingModel *model = state->model;
  const PoskoRoutingNode *p = &state->nodes[after], *s = &state->nodes[p->next];
  const PoskoRoutingTripState *trip = &state->trips[p->trip];
  const PoskoRoutingKind *kind = &model->kinds[trip->kind];
  const gint32 at = model->location[stop];
  const gint32 out = posko_routing_travel (&kind->profile, at, s->location);
  const gint32 in = kind->profile.symmetric ? posko_routing_travel (&kind->profile, at, p->location)
                                            : posko_routing_travel (&kind->profile, p->location, at);
  gint64 delta = kind->running_cost * ((gint64) in + out - p->to_next);
  if (delta >= place->delta || !posko_routing_is_open (state, trip) || trip->load + model->demand[stop] > kind->capacity
      || (model->skills[stop] & ~kind->skills) != 0 || in > POSKO_ROUTING_INF || out > POSKO_ROUTING_INF)
    return;
  if (state->depot_load[kind->depot] + model->demand[stop] > model->depot_capacity[kind->depot]
      || state->depot_count[kind->depot] + 1 > model->depot_stops[kind->depot])
    return;
  PoskoRoutingSegment whole = p->forward;
  if (!posko_routing_segment_join (&whole, in, &model->single[stop])
      || !posko_routing_segment_join (&whole, out, &s->backward)
      || !posko_routing_fits (&whole, kind, trip->earliest, trip->latest) || blinks (self))
    return;
  delta += posko_routing_disturbance (trip, kind, p, &whole);
  if (delta >= place->delta)
    return;
  place->delta = delta;
  place->after = after;
}

static void
find_place (Search *self, gint32 stop, PoskoRoutingPlace *place)
{
  const PoskoRoutingState *state = self->state;
  const PoskoRoutingModel *model = state->model;
  const gint32 *list = model->insert + (gsize) stop * model->n_insert;
  for (guint k = 0; k < model->n_insert; k++)
    {
      const gint32 neighbour = list[k];
      if (state->nodes[neighbour].trip < 0)
        continue;
      try_place (self, stop, neighbour, place);
      try_place (self, stop, state->nodes[neighbour].prev, place);
    }
  const gint32 *depots = model->near_depots + (gsize) stop * model->n_near_depots;
  for (guint k = 0; k < model->n_near_depots && depots[k] >= 0; k++)
    for (guint i = 0; i < state->depot_trips[depots[k]]->len; i++)
      {
        const gint32 trip = g_array_index (state->depot_trips[depots[k]], gint32, i);
        const gint32 departure = posko_routing_departure_node (state, trip);
        try_place (self, stop, departure, place);
        try_place (self, stop, state->nodes[departure + 1].prev, place);
      }
  posko_routing_place_trip (state, &stop, 1, -1, place);
}

static void
insert_stop (Search *self, gint32 stop)
{
  PoskoRoutingPlace place = { .delta = self->state->model->penalty[stop], .after = -1, .vehicle = -1 };
  find_place (self, stop, &place);
  if (place.after >= 0 || place.vehicle >= 0)
    posko_routing_insert (self->state, stop, &place);
}

static int
compare_removed (const void *a, const void *b)
{
  const Removed *x = a, *y = b;
  if (x->key != y->key)
    return x->key < y->key ? -1 : 1;
  return x->tie < y->tie ? -1 : x->tie > y->tie;
}

/* The orders of the paper, and by window: random 4, demand 4, far 2, close 1, narrow 2, early 2, late 2. */
static gint64
removed_key (const PoskoRoutingModel *model, guint order, gint32 stop)
{
  const PoskoRoutingSegment *s = &model->single[stop];
  const gint64 opens = (gint64) s->ready - s->duration;
  if (order < 4)
    return 0;
  if (order < 8)
    return -(gint64) model->demand[stop];
  if (order < 10)
    return -(gint64) model->remote[stop];
  if (order < 11)
    return model->remote[stop];
  if (order < 13)
    return s->latest - opens;
  return order < 15 ? s->latest : -opens;
}

static void
recreate (Search *self)
{
  const PoskoRoutingModel *model = self->state->model;
  const guint order = posko_random_below (&self->random, model->has_windows ? 17 : 11);
  /* Where something was short before the step, what is dearest to leave out goes first every other time. */
  const guint n_short = self->state->unserved->len - self->removed->len;
  const gboolean dearest = n_short > 0 && posko_random_below (&self->random, 2) == 0;
  for (guint i = 0; i < MIN (UNSERVED_TRIES, n_short); i++)
    {
      const gint32 stop = g_array_index (self->state->unserved, gint32,
                                         posko_random_below (&self->random, self->state->unserved->len));
      const Removed r = { .stop = stop };
      g_array_append_val (self->removed, r);
    }
  for (guint i = 0; i < self->removed->len; i++)
    {
      Removed *r = &g_array_index (self->removed, Removed, i);
      r->key = dearest ? -model->penalty[r->stop] : removed_key (model, order, r->stop);
      r->tie = posko_random_next (&self->random);
    }
  g_array_sort (self->removed, compare_removed);
  for (guint i = 0; i < self->removed->len; i++)
    {
      const gint32 stop = g_array_index (self->removed, Removed, i).stop;
      if (self->state->nodes[stop].trip < 0) /* a stop may be listed twice */
        insert_stop (self, stop);
    }
}

/* ---- annealing ---- */

static gdouble
cpu_seconds (void)
{
  struct timespec t;
  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &t);
  return (gdouble) t.tv_sec + 1e-9 * (gdouble) t.tv_nsec;
}

/* Mean cost of an arc of the plan as it stands. */
static gdouble
mean_arc (const PoskoRoutingState *state)
{
  gdouble cost = 0.0, arcs = 1.0;
  for (guint i = 0; i < state->active_trips->len; i++)
    {
      const gint32 t = g_array_index (state->active_trips, gint32, i);
      cost += (gdouble) posko_routing_trip_kind (state, t)->running_cost * state->trips[t].travel;
      arcs += state->trips[t].n_stops + 1;
    }
  return cost / arcs;
}

/* Returns %FALSE when the best plan leaves so little unserved that no more is asked for. */
static gboolean
step (Search *self, gdouble temperature)
{
  PoskoRoutingState *state = self->state;
  posko_routing_state_begin (state);
  g_array_set_size (self->removed, 0);
  ruin (self);
  recreate (self);
  const gdouble threshold = -temperature * log (1.0 - posko_random_unit (&self->random));
  if ((gdouble) (state->value - state->journal_value) >= threshold && state->value >= state->journal_value)
    posko_routing_state_undo (state);
  else if (state->value < state->best_value)
    {
      posko_routing_state_keep_best (state);
      return state->enough < 0 || posko_routing_unserved_units (state) > state->enough;
    }
  return TRUE;
}

/* Returns the reason it stopped, or -1 when cancelled. */
static int
anneal (Search *self, const PoskoSolveParams *params, guint64 steps, gdouble started, guint64 *done)
{
  PoskoRoutingState *state = self->state;
  const gdouble arc = mean_arc (state);
  gdouble temperature = WARM * arc;
  for (*done = 0; *done < steps; (*done)++)
    {
      if (*done % POLL_EVERY == 0)
        {
          gdouble fraction = (gdouble) *done / (gdouble) steps;
          if (params->time_limit_seconds > 0.0)
            fraction = MAX (fraction, (cpu_seconds () - started) / params->time_limit_seconds);
          if (g_cancellable_is_cancelled (params->cancellable))
            return -1;
          if (fraction >= 1.0)
            return POSKO_STOP_TIME;
          temperature = WARM * arc * pow (COLD / WARM, fraction);
          if (*done % (16 * POLL_EVERY) == 0)
            posko_progress_report (params->progress, "routing", fraction);
        }
      if (self->any_fixed && *done % PACK_EVERY == PACK_EVERY - 1)
        {
          posko_routing_pack (state);
          if (state->value < state->best_value)
            posko_routing_state_keep_best (state);
        }
      if (!step (self, temperature))
        break;
    }
  return POSKO_STOP_EFFORT;
}

static gboolean
any_fixed_cost (const PoskoRoutingModel *model)
{
  for (guint k = 0; k < model->n_kinds; k++)
    if (model->kinds[k].fixed_cost > 0)
      return TRUE;
  return FALSE;
}

int
posko_routing_improve (PoskoRoutingState *state, const PoskoSolveParams *params, guint64 steps, gdouble started,
                       guint64 *done)
{
  const PoskoRoutingModel *model = state->model;
  g_autofree guint64 *ruined = g_new0 (guint64, state->n_trip_slots);
  g_autofree gint32 *loose = g_new (gint32, model->n_stops + 1);
  g_autoptr (GArray) removed = g_array_new (FALSE, FALSE, sizeof (Removed));
  Search self
      = { .state = state, .removed = removed, .ruined = ruined, .loose = loose, .any_fixed = any_fixed_cost (model) };
  int stop = POSKO_STOP_EFFORT;
  guint64 steps_done = 0;
  posko_random_init (&self.random, params->seed, 0);
  for (gint32 i = 0; i < (gint32) model->n_stops; i++)
    if (!state->locked[i])
      loose[self.n_loose++] = i;
  posko_routing_construct (state);
  posko_routing_fill (state);
  if (!posko_routing_descend (state, params->cancellable))
    return -1;
  posko_routing_state_keep_best (state);
  if (self.n_loose > 0 && model->n_kinds > 0
      && (state->enough < 0 || posko_routing_unserved_units (state) > state->enough))
    stop = anneal (&self, params, steps, started, &steps_done);
  *done += steps_done;
  if (stop < 0)
    return -1;
  posko_routing_state_load_best (state);
  posko_routing_pack (state);
  posko_routing_fill (state);
  if (!posko_routing_descend (state, params->cancellable))
    return -1;
  return stop;
}

/* Returns the reason it stopped, or -1 when cancelled. */
static int
search (PoskoRoutingState *state, PoskoRoutingModel *model, const PoskoSolveParams *params, gdouble started,
        guint64 *done)
{
  const guint64 steps = params->iterations > 0
                            ? params->iterations
                            : MAX (DEFAULT_STEPS_LEAST, (guint64) model->n_stops * DEFAULT_STEPS_PER_STOP);
  if (model->problem->start->len > 0)
    return posko_routing_restart (state, model, params, steps, started, done);
  if (!posko_routing_model_link (model, state->locked, FALSE, params->cancellable))
    return -1;
  return posko_routing_improve (state, params, steps, started, done);
}

PoskoRoutingSolution *
posko_routing_solve (const PoskoRoutingProblem *problem, const PoskoSolveParams *params, GError **error)
{
  const gdouble started = cpu_seconds ();
  guint64 done = 0;
  if (!posko_routing_problem_check (problem, error))
    return NULL;
  g_autoptr (PoskoRoutingModel) model = posko_routing_model_new (problem);
  g_autoptr (PoskoRoutingState) state = posko_routing_state_new (model);
  const int stop = search (state, model, params, started, &done);
  if (stop < 0)
    {
      posko_set_error_if_cancelled (params->cancellable, error);
      return NULL;
    }
  g_autoptr (PoskoRoutingSolution) solution = posko_routing_solution_new (state);
  solution->result.iterations = done;
  solution->result.stop = (PoskoStopReason) stop;
  posko_routing_release (state); /* why a stop is left out has nothing to do with the earlier plan */
  posko_routing_explain (state, solution);
  solution->result.status = posko_routing_bound (model, solution, params->cancellable);
  if (solution->result.status == POSKO_SOLVE_OPTIMAL)
    solution->result.stop = POSKO_STOP_PROVEN;
  if (posko_set_error_if_cancelled (params->cancellable, error))
    return NULL;
  return g_steal_pointer (&solution);
}
