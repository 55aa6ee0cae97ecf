/* routing-descent.c: local search on a routing plan.
 *
 * First improvement over pairs (u, v) of listed neighbours: or-opt (one to three stops beside v, also reversed), swap
 * (one or two stops for one or two), 2-opt within a trip and 2-opt* between two trips (Potvin & Rousseau, "An exchange
 * heuristic for routeing problems with time windows", 1995, doi:10.1057/jors.1995.204). A move is written as what each
 * of the one or two trips becomes: a list of pieces of present trips. A piece that is the head or the tail of a trip of
 * the same kind is joined in O(1) from its cached segment, a short middle piece stop by stop; so most moves are judged
 * in O(1).
 *
 * A pair is looked at again only when one of its trips changed. Trips of one vehicle are not changed together, for each
 * one's hours depend on the other.
 */
#include "routing-private.h"

#define LONGEST_RUN 3

/* Stops from .. to in the order of driving, driven backwards if @reversed. Nothing when @from is -1. */
typedef struct
{
  gint32 from, to;
  gboolean reversed;
} Piece;

#define MAX_PIECES 5

typedef struct
{
  gint32 trip;
  guint n;
  Piece pieces[MAX_PIECES];
  /* filled by judge() */
  gint64 load, service, n_stops, travel;
} Change;

typedef struct
{
  PoskoRoutingState *state;
  gint64 *load, *service; /* by node: sums from the departure to it */
  guint64 clock;
  guint64 *changed;    /* by trip slot */
  guint64 *tested;     /* by stop */
  GArray *sequence[2]; /* (element-type gint32) */
} Descent;

static void
sum_trip (Descent *self, gint32 trip)
{
  const PoskoRoutingState *state = self->state;
  const gint32 departure = posko_routing_departure_node (state, trip);
  self->load[departure] = self->service[departure] = 0;
  for (gint32 a = departure, b = state->nodes[a].next; b >= 0; a = b, b = state->nodes[b].next)
    {
      const gboolean stop = posko_routing_is_stop (state, b);
      self->load[b] = self->load[a] + (stop ? state->model->demand[b] : 0);
      self->service[b] = self->service[a] + (stop ? state->model->single[b].duration : 0);
    }
}

static inline gint32
stop_or_none (const Descent *self, gint32 node)
{
  return posko_routing_is_stop (self->state, node) ? node : -1;
}

static inline gint32
next_of (const Descent *self, gint32 stop)
{
  return stop_or_none (self, self->state->nodes[stop].next);
}

static inline gint32
previous_of (const Descent *self, gint32 stop)
{
  return stop_or_none (self, self->state->nodes[stop].prev);
}

/* ---- the pieces of a change ---- */

static void
change_init (Change *change, gint32 trip)
{
  change->trip = trip;
  change->n = 0;
}

static void
add_piece (Change *change, gint32 from, gint32 to, gboolean reversed)
{
  if (from >= 0 && to >= 0)
    change->pieces[change->n++] = (Piece){ from, to, reversed };
}

/* From the first stop of @trip to @to. */
static void
add_head (const Descent *self, Change *change, gint32 trip, gint32 to)
{
  if (to >= 0)
    add_piece (change, self->state->nodes[posko_routing_departure_node (self->state, trip)].next, to, FALSE);
}

/* From @from to the last stop of @trip. */
static void
add_tail (const Descent *self, Change *change, gint32 trip, gint32 from)
{
  if (from >= 0)
    add_piece (change, from, self->state->nodes[posko_routing_departure_node (self->state, trip) + 1].prev, FALSE);
}

/* ---- judging ---- */

static gboolean
join_stop (const PoskoRoutingModel *model, const PoskoRoutingKind *kind, gint32 *at, gint32 stop,
           PoskoRoutingSegment *whole)
{
  const gint32 seconds = posko_routing_travel (&kind->profile, *at, model->location[stop]);
  *at = model->location[stop];
  return (model->skills[stop] & ~kind->skills) == 0 && seconds <= POSKO_ROUTING_INF
         && whole->duration <= POSKO_ROUTING_INF && posko_routing_segment_join (whole, seconds, &model->single[stop]);
}

/* Joins piece @i of @change; sets @closed when the return to the depot is in it. */
static gboolean
join_piece (const Descent *self, const Change *change, guint i, gint32 *at, PoskoRoutingSegment *whole,
            gboolean *closed)
{
  const PoskoRoutingState *state = self->state;
  const PoskoRoutingKind *kind = posko_routing_trip_kind (state, change->trip);
  const Piece *piece = &change->pieces[i];
  const gint32 trip = state->nodes[piece->from].trip;
  const gboolean same_kind = state->trips[trip].kind == state->trips[change->trip].kind;
  if (same_kind && !piece->reversed && i == 0 && previous_of (self, piece->from) < 0)
    {
      *whole = state->nodes[piece->to].forward;
      *at = state->nodes[piece->to].location;
      return TRUE;
    }
  if (same_kind && !piece->reversed && i + 1 == change->n && next_of (self, piece->to) < 0)
    {
      const gint32 seconds = posko_routing_travel (&kind->profile, *at, state->nodes[piece->from].location);
      *closed = TRUE;
      return seconds <= POSKO_ROUTING_INF && whole->duration <= POSKO_ROUTING_INF
             && posko_routing_segment_join (whole, seconds, &state->nodes[piece->from].backward);
    }
  const gint32 first = piece->reversed ? piece->to : piece->from, last = piece->reversed ? piece->from : piece->to;
  for (gint32 s = first;; s = piece->reversed ? state->nodes[s].prev : state->nodes[s].next)
    {
      if (!join_stop (state->model, kind, at, s, whole))
        return FALSE;
      if (s == last)
        return TRUE;
    }
}

static void
sum_pieces (const Descent *self, Change *change)
{
  const PoskoRoutingNode *nodes = self->state->nodes;
  change->load = change->service = change->n_stops = 0;
  for (guint i = 0; i < change->n; i++)
    {
      const gint32 before = nodes[change->pieces[i].from].prev, to = change->pieces[i].to;
      change->load += self->load[to] - self->load[before];
      change->service += self->service[to] - self->service[before];
      change->n_stops += nodes[to].position - nodes[before].position;
    }
}

/* Is the trip feasible as it would become? Sets its sums. The limits of depots are the caller's. */
static gboolean
judge (const Descent *self, Change *change)
{
  const PoskoRoutingState *state = self->state;
  const PoskoRoutingKind *kind = posko_routing_trip_kind (state, change->trip);
  const PoskoRoutingTripState *trip = &state->trips[change->trip];
  const PoskoRoutingSegment depot = POSKO_ROUTING_SEGMENT_DEPOT;
  PoskoRoutingSegment whole = depot;
  gint32 at = kind->location;
  gboolean closed = FALSE;
  sum_pieces (self, change);
  change->travel = 0;
  if (change->n == 0)
    return TRUE;
  if (change->load > kind->capacity)
    return FALSE;
  for (guint i = 0; i < change->n; i++)
    if (!join_piece (self, change, i, &at, &whole, &closed))
      return FALSE;
  if (!closed)
    {
      const gint32 seconds = posko_routing_travel (&kind->profile, at, kind->location);
      if (seconds > POSKO_ROUTING_INF || whole.duration > POSKO_ROUTING_INF
          || !posko_routing_segment_join (&whole, seconds, &depot))
        return FALSE;
    }
  change->travel = whole.duration - change->service;
  return posko_routing_fits (&whole, kind, trip->earliest, trip->latest);
}

static gboolean
depots_allow (const Descent *self, const Change *x, const Change *y)
{
  const PoskoRoutingState *state = self->state;
  const gint32 a = posko_routing_trip_kind (state, x->trip)->depot, b = posko_routing_trip_kind (state, y->trip)->depot;
  if (a == b)
    return TRUE;
  const gint64 *capacity = state->model->depot_capacity, *stops = state->model->depot_stops;
  const PoskoRoutingTripState *t = &state->trips[x->trip], *u = &state->trips[y->trip];
  return state->depot_load[a] + x->load - t->load <= capacity[a]
         && state->depot_load[b] + y->load - u->load <= capacity[b]
         && state->depot_count[a] + x->n_stops - t->n_stops <= stops[a]
         && state->depot_count[b] + y->n_stops - u->n_stops <= stops[b];
}

static gint64
change_delta (const Descent *self, const Change *change)
{
  const PoskoRoutingState *state = self->state;
  const PoskoRoutingTripState *trip = &state->trips[change->trip];
  const PoskoRoutingKind *kind = posko_routing_trip_kind (state, change->trip);
  const gboolean frees = change->n == 0 && state->vehicle_trips[trip->vehicle]->len == 1;
  return kind->running_cost * (change->travel - trip->travel) - (frees ? kind->fixed_cost : 0);
}

/* ---- applying ---- */

static void
collect (const Descent *self, const Change *change, GArray *sequence)
{
  const PoskoRoutingNode *nodes = self->state->nodes;
  g_array_set_size (sequence, 0);
  for (guint i = 0; i < change->n; i++)
    {
      const Piece *p = &change->pieces[i];
      const gint32 last = p->reversed ? p->from : p->to;
      for (gint32 s = p->reversed ? p->to : p->from;; s = p->reversed ? nodes[s].prev : nodes[s].next)
        {
          g_array_append_val (sequence, s);
          if (s == last)
            break;
        }
    }
}

static void
apply (Descent *self, Change *const changes[], guint n)
{
  PoskoRoutingState *state = self->state;
  posko_routing_state_begin (state);
  for (guint i = 0; i < n; i++)
    {
      posko_routing_state_journal (state, state->trips[changes[i]->trip].vehicle);
      collect (self, changes[i], self->sequence[i]);
    }
  for (guint i = 0; i < n; i++)
    posko_routing_state_set_sequence (state, changes[i]->trip, NULL, 0);
  self->clock++;
  for (guint i = 0; i < n; i++)
    {
      const gint32 trip = changes[i]->trip;
      self->changed[trip] = self->clock;
      posko_routing_state_set_sequence (state, trip, (const gint32 *) (gpointer) self->sequence[i]->data,
                                        self->sequence[i]->len);
      sum_trip (self, trip);
      if (self->sequence[i]->len == 0)
        posko_routing_state_drop_trip (state, trip);
    }
}

static gboolean
try_one (Descent *self, Change *x)
{
  Change *const changes[] = { x };
  if (!judge (self, x) || change_delta (self, x) >= 0)
    return FALSE;
  apply (self, changes, 1);
  return TRUE;
}

static gboolean
try_two (Descent *self, Change *x, Change *y)
{
  Change *const changes[] = { x, y };
  if (!judge (self, x) || !judge (self, y) || change_delta (self, x) + change_delta (self, y) >= 0
      || !depots_allow (self, x, y))
    return FALSE;
  apply (self, changes, 2);
  return TRUE;
}

/* ---- moves between trips: the run u .. w of trip a, and v of trip b ---- */

/* Trip a gets v2 .. v3 (nothing if -1) for u .. w; trip b gets u .. w between @head and @tail. */
static gboolean
exchange (Descent *self, gint32 u, gint32 w, gint32 v2, gint32 v3, gint32 b, gint32 head, gint32 tail,
          gboolean reversed)
{
  const gint32 a = self->state->nodes[u].trip;
  Change x, y;
  change_init (&x, a);
  add_head (self, &x, a, previous_of (self, u));
  add_piece (&x, v2, v3, FALSE);
  add_tail (self, &x, a, next_of (self, w));
  change_init (&y, b);
  add_head (self, &y, b, head);
  add_piece (&y, u, w, reversed);
  add_tail (self, &y, b, tail);
  return try_two (self, &x, &y);
}

/* u .. w goes behind v. */
static gboolean
move_behind (Descent *self, gint32 u, gint32 w, gint32 v, gboolean reversed)
{
  return exchange (self, u, w, -1, -1, self->state->nodes[v].trip, v, next_of (self, v), reversed);
}

static gboolean
move_before (Descent *self, gint32 u, gint32 w, gint32 v, gboolean reversed)
{
  return exchange (self, u, w, -1, -1, self->state->nodes[v].trip, previous_of (self, v), v, reversed);
}

/* u .. w changes places with the run v2 .. v3 behind v. */
static gboolean
swap_runs (Descent *self, gint32 u, gint32 w, gint32 v, gint32 v2, gint32 v3)
{
  return exchange (self, u, w, v2, v3, self->state->nodes[v].trip, v, next_of (self, v3), FALSE);
}

static gboolean
swap_tails (Descent *self, gint32 u, gint32 v)
{
  const gint32 a = self->state->nodes[u].trip, b = self->state->nodes[v].trip;
  Change x, y;
  change_init (&x, a);
  add_head (self, &x, a, u);
  add_tail (self, &x, b, v);
  change_init (&y, b);
  add_head (self, &y, b, previous_of (self, v));
  add_tail (self, &y, a, next_of (self, u));
  return try_two (self, &x, &y);
}

static gboolean
try_between (Descent *self, gint32 u, gint32 v)
{
  gint32 w = u;
  for (guint length = 1; length <= LONGEST_RUN && w >= 0; length++, w = next_of (self, w))
    {
      if (move_behind (self, u, w, v, FALSE) || move_before (self, u, w, v, FALSE)
          || (length > 1 && (move_behind (self, u, w, v, TRUE) || move_before (self, u, w, v, TRUE))))
        return TRUE;
      if (length > 2)
        continue;
      gint32 v2 = next_of (self, v), v3 = v2;
      for (guint other = 1; other <= 2 && v3 >= 0; other++, v3 = next_of (self, v3))
        if (swap_runs (self, u, w, v, v2, v3))
          return TRUE;
    }
  return swap_tails (self, u, v);
}

/* ---- moves within a trip ---- */

static gboolean
move_run_within (Descent *self, gint32 u, gint32 w, gint32 v, gboolean reversed)
{
  const PoskoRoutingNode *nodes = self->state->nodes;
  const gint32 a = nodes[u].trip;
  if (nodes[v].position >= nodes[u].position && nodes[v].position <= nodes[w].position)
    return FALSE;
  Change x;
  change_init (&x, a);
  if (nodes[v].position < nodes[u].position)
    {
      add_head (self, &x, a, v);
      add_piece (&x, u, w, reversed);
      if (nodes[v].next != u)
        add_piece (&x, nodes[v].next, nodes[u].prev, FALSE);
      add_tail (self, &x, a, next_of (self, w));
    }
  else
    {
      add_head (self, &x, a, previous_of (self, u));
      add_piece (&x, nodes[w].next, v, FALSE);
      add_piece (&x, u, w, reversed);
      add_tail (self, &x, a, next_of (self, v));
    }
  return try_one (self, &x);
}

static gboolean
reverse_between (Descent *self, gint32 from, gint32 to)
{
  const gint32 a = self->state->nodes[from].trip;
  Change x;
  change_init (&x, a);
  add_head (self, &x, a, previous_of (self, from));
  add_piece (&x, from, to, TRUE);
  add_tail (self, &x, a, next_of (self, to));
  return try_one (self, &x);
}

static gboolean
swap_within (Descent *self, gint32 u, gint32 v)
{
  const PoskoRoutingNode *nodes = self->state->nodes;
  const gint32 a = nodes[u].trip;
  const gint32 p = nodes[u].position < nodes[v].position ? u : v, q = p == u ? v : u;
  Change x;
  if (nodes[p].next == q)
    return FALSE; /* a move of one */
  change_init (&x, a);
  add_head (self, &x, a, previous_of (self, p));
  add_piece (&x, q, q, FALSE);
  add_piece (&x, nodes[p].next, nodes[q].prev, FALSE);
  add_piece (&x, p, p, FALSE);
  add_tail (self, &x, a, next_of (self, q));
  return try_one (self, &x);
}

static gboolean
try_within (Descent *self, gint32 u, gint32 v)
{
  const PoskoRoutingNode *nodes = self->state->nodes;
  gint32 w = u;
  for (guint length = 1; length <= LONGEST_RUN && w >= 0; length++, w = next_of (self, w))
    if (move_run_within (self, u, w, v, FALSE) || (length > 1 && move_run_within (self, u, w, v, TRUE)))
      return TRUE;
  if (nodes[u].position < nodes[v].position ? reverse_between (self, nodes[u].next, v)
                                            : reverse_between (self, v, nodes[u].prev))
    return TRUE;
  const gint32 after = next_of (self, v);
  return after >= 0 && after != u && swap_within (self, u, after);
}

static gboolean
try_pair (Descent *self, gint32 u, gint32 v)
{
  const PoskoRoutingState *state = self->state;
  const gint32 a = state->nodes[u].trip, b = state->nodes[v].trip;
  if (b < 0 || state->trips[a].locked || state->trips[b].locked
      || (self->changed[a] < self->tested[u] && self->changed[b] < self->tested[u]))
    return FALSE;
  if (a == b)
    return try_within (self, u, v);
  return state->trips[a].vehicle != state->trips[b].vehicle && try_between (self, u, v);
}

static gboolean
pass (Descent *self, GCancellable *cancellable, gboolean *improved)
{
  const PoskoRoutingState *state = self->state;
  const PoskoRoutingModel *model = state->model;
  *improved = FALSE;
  for (gint32 u = 0; u < (gint32) model->n_stops; u++)
    {
      const gint32 *list = model->insert + (gsize) u * model->n_insert;
      const guint64 started = self->clock;
      if (state->locked[u])
        continue;
      for (guint k = 0; k < model->n_insert && state->nodes[u].trip >= 0; k++)
        while (try_pair (self, u, list[k]))
          *improved = TRUE;
      if (self->clock == started)
        self->tested[u] = ++self->clock; /* later than all changes so far */
      if (u % 32 == 0 && g_cancellable_is_cancelled (cancellable))
        return FALSE;
    }
  return TRUE;
}

/* Ends in a plan that no move of any listed pair betters. */
gboolean
posko_routing_descend (PoskoRoutingState *state, GCancellable *cancellable)
{
  const gsize n_nodes = state->model->n_stops + 2 * (gsize) state->n_trip_slots;
  g_autofree gint64 *load = g_new0 (gint64, n_nodes);
  g_autofree gint64 *service = g_new0 (gint64, n_nodes);
  g_autofree guint64 *changed = g_new0 (guint64, state->n_trip_slots);
  g_autofree guint64 *tested = g_new0 (guint64, state->model->n_stops + 1);
  g_autoptr (GArray) first = g_array_new (FALSE, FALSE, sizeof (gint32));
  g_autoptr (GArray) second = g_array_new (FALSE, FALSE, sizeof (gint32));
  Descent self = { .state = state,
                   .load = load,
                   .service = service,
                   .changed = changed,
                   .tested = tested,
                   .sequence = { first, second } };
  gboolean improved = TRUE;
  for (guint i = 0; i < state->active_trips->len; i++)
    sum_trip (&self, g_array_index (state->active_trips, gint32, i));
  while (improved)
    if (!pass (&self, cancellable, &improved))
      return FALSE;
  return TRUE;
}
