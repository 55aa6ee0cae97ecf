/* routing-state.c: a routing plan under change.
 *
 * Trips are doubly linked lists of nodes between a departure and a return node. Each node carries the segment from the
 * departure to itself and from itself to the return, so that an insertion is judged in O(1) (see routing-private.h) and
 * a change costs O(length of its trip). The trips of one vehicle follow each other:
 *
 *   loading | trip 0 | loading | trip 1 | ...
 *
 * A trip may leave no earlier than the one before it lets it and must be back early enough for the next; both limits
 * are kept per trip (`earliest`, `latest`), so changes of one trip never break another.
 *
 * A trip of an earlier plan may have a departure that is to be kept (`held`). It then leaves at that time if it can,
 * and as soon as it can if that is over; the limits of the trips before it are such that it is delayed no further. All
 * hours follow from the order of the stops alone, so that a step that is taken back gives the old hours.
 *
 * Every plan that these functions leave behind keeps every hard rule, provided that what is linked was checked.
 */
#include "routing-private.h"

PoskoRoutingState *
posko_routing_state_new (const PoskoRoutingModel *model)
{
  PoskoRoutingState *self = g_new0 (PoskoRoutingState, 1);
  const guint n = model->n_stops;
  self->model = model;
  self->n_trip_slots = n + 1; /* no trip is empty */
  self->nodes = g_new0 (PoskoRoutingNode, n + 2 * (gsize) self->n_trip_slots);
  self->trips = g_new0 (PoskoRoutingTripState, self->n_trip_slots);
  self->free_trips = g_array_new (FALSE, FALSE, sizeof (gint32));
  self->active_trips = g_array_new (FALSE, FALSE, sizeof (gint32));
  for (gint32 t = (gint32) self->n_trip_slots - 1; t >= 0; t--)
    {
      self->trips[t].vehicle = -1;
      g_array_append_val (self->free_trips, t);
    }
  self->depot_trips = g_new0 (GArray *, model->n_depots + 1);
  for (guint d = 0; d < model->n_depots; d++)
    self->depot_trips[d] = g_array_new (FALSE, FALSE, sizeof (gint32));
  self->vehicle_trips = g_new0 (GArray *, model->n_vehicles + 1);
  self->best = g_new0 (GArray *, model->n_vehicles + 1);
  for (guint v = 0; v < model->n_vehicles; v++)
    {
      self->vehicle_trips[v] = g_array_new (FALSE, FALSE, sizeof (gint32));
      self->best[v] = g_array_new (FALSE, FALSE, sizeof (gint32));
    }
  self->depot_load = g_new0 (gint64, model->n_depots + 1);
  self->depot_count = g_new0 (gint64, model->n_depots + 1);
  self->unserved = g_array_new (FALSE, FALSE, sizeof (gint32));
  self->unserved_at = g_new0 (gint32, n + 1);
  for (gint32 i = 0; i < (gint32) n; i++)
    {
      self->nodes[i].trip = -1;
      self->nodes[i].location = model->location[i];
      self->unserved_at[i] = i;
      self->value += model->penalty[i];
      g_array_append_val (self->unserved, i);
    }
  self->enough = -1;
  self->locked = g_new0 (guint8, n + 1);
  self->home = g_new (gint32, n + 1);
  self->held = g_new (gint32, n + 1);
  for (guint i = 0; i < n; i++)
    {
      self->home[i] = -1;
      self->held[i] = POSKO_ROUTING_NOT_HELD;
    }
  self->journal = g_array_new (FALSE, FALSE, sizeof (gint32));
  self->journal_stamp = g_new0 (guint64, model->n_vehicles + 1);
  self->best_value = G_MAXINT64;
  self->dirty = g_array_new (FALSE, FALSE, sizeof (gint32));
  self->is_dirty = g_new0 (gboolean, model->n_vehicles + 1);
  return self;
}

void
posko_routing_state_free (PoskoRoutingState *self)
{
  if (self == NULL)
    return;
  for (guint v = 0; v < self->model->n_vehicles; v++)
    {
      g_array_unref (self->vehicle_trips[v]);
      g_array_unref (self->best[v]);
    }
  for (guint d = 0; d < self->model->n_depots; d++)
    g_array_unref (self->depot_trips[d]);
  g_free (self->depot_trips);
  g_free (self->vehicle_trips);
  g_free (self->best);
  g_free (self->nodes);
  g_free (self->trips);
  g_array_unref (self->free_trips);
  g_array_unref (self->active_trips);
  g_free (self->depot_load);
  g_free (self->depot_count);
  g_array_unref (self->unserved);
  g_free (self->unserved_at);
  g_free (self->locked);
  g_free (self->home);
  g_free (self->held);
  g_array_unref (self->journal);
  g_free (self->journal_stamp);
  g_array_unref (self->dirty);
  g_free (self->is_dirty);
  g_free (self);
}

/* ---- who is served ---- */

/* Puts the last number of @list in place of the one @at. Returns: which that was */
static gint32
take_out (GArray *list, guint at)
{
  const gint32 last = g_array_index (list, gint32, list->len - 1);
  g_array_index (list, gint32, at) = last;
  g_array_set_size (list, list->len - 1);
  return last;
}

static void
mark_served (PoskoRoutingState *self, gint32 stop)
{
  const gint32 at = self->unserved_at[stop];
  if (at < 0)
    return;
  self->unserved_at[take_out (self->unserved, (guint) at)] = at;
  self->unserved_at[stop] = -1;
}

static void
mark_unserved (PoskoRoutingState *self, gint32 stop)
{
  if (self->unserved_at[stop] >= 0)
    return;
  self->unserved_at[stop] = (gint32) self->unserved->len;
  g_array_append_val (self->unserved, stop);
}

/* ---- the hours of the trips of one vehicle ---- */

static gint32
trip_return (const PoskoRoutingTripState *trip)
{
  return MAX (trip->departure + trip->whole.duration, trip->whole.ready);
}

/* By when new work on @vehicle must end. */
static gint32
vehicle_end (const PoskoRoutingState *self, gint32 vehicle)
{
  const gint32 to = self->model->kinds[self->model->kind_of[vehicle]].to;
  if (!self->holds)
    return to;
  return (gint32) MIN (to, g_array_index (self->model->problem->vehicles, PoskoRoutingVehicle, vehicle).wanted_seconds);
}

static void
refresh_hours (PoskoRoutingState *self, gint32 vehicle)
{
  const PoskoRoutingKind *kind = &self->model->kinds[self->model->kind_of[vehicle]];
  const GArray *list = self->vehicle_trips[vehicle];
  gint32 free_at = kind->from, back_by = vehicle_end (self, vehicle);
  for (guint i = list->len; i-- > 0;)
    {
      PoskoRoutingTripState *trip = &self->trips[g_array_index (list, gint32, i)];
      trip->latest = back_by;
      back_by = MIN (trip->held, posko_routing_last_departure (trip)) - kind->loading;
    }
  for (guint i = 0; i < list->len; i++)
    {
      PoskoRoutingTripState *trip = &self->trips[g_array_index (list, gint32, i)];
      trip->order = i;
      trip->earliest = free_at + kind->loading;
      trip->departure = posko_routing_first_departure (trip, kind);
      if (trip->held != POSKO_ROUTING_NOT_HELD)
        trip->departure = MAX (trip->departure, MIN (trip->held, posko_routing_last_departure (trip)));
      free_at = trip_return (trip);
      trip->latest = MAX (trip->latest, free_at); /* later than is wished for already */
    }
}

/* The latest that loading for @trip may begin without delaying it or a later one that is held. */
static gint32
trip_latest_loading (const PoskoRoutingTripState *trip, const PoskoRoutingKind *kind)
{
  const gint32 last = posko_routing_last_departure (trip);
  return (trip->held != POSKO_ROUTING_NOT_HELD ? MIN (MAX (trip->held, trip->departure), last) : last) - kind->loading;
}

gboolean
posko_routing_state_gap (const PoskoRoutingState *self, gint32 vehicle, guint order, gint32 *earliest, gint32 *latest)
{
  const PoskoRoutingKind *kind = &self->model->kinds[self->model->kind_of[vehicle]];
  const GArray *list = self->vehicle_trips[vehicle];
  if (list->len >= kind->max_trips)
    return FALSE;
  gint32 free_at = kind->from;
  if (order > 0)
    free_at = trip_return (&self->trips[g_array_index (list, gint32, order - 1)]);
  *earliest = free_at + kind->loading;
  *latest = order < list->len ? trip_latest_loading (&self->trips[g_array_index (list, gint32, order)], kind)
                              : vehicle_end (self, vehicle);
  return *earliest <= *latest;
}

/* ---- change ---- */

static void
count_vehicle (PoskoRoutingState *self, gint32 vehicle, gboolean used)
{
  const gint64 fixed = self->model->kinds[self->model->kind_of[vehicle]].fixed_cost;
  self->value += used ? fixed : -fixed;
  self->n_used += used ? 1 : -1u;
}

gint32
posko_routing_state_add_trip (PoskoRoutingState *self, gint32 vehicle, guint order)
{
  GArray *list = self->vehicle_trips[vehicle];
  const gint32 t = g_array_index (self->free_trips, gint32, self->free_trips->len - 1);
  g_array_set_size (self->free_trips, self->free_trips->len - 1);
  if (list->len == 0)
    count_vehicle (self, vehicle, TRUE);
  g_array_insert_val (list, order, t);

  const PoskoRoutingKind *kind = &self->model->kinds[self->model->kind_of[vehicle]];
  PoskoRoutingTripState *trip = &self->trips[t];
  *trip = (PoskoRoutingTripState){ .vehicle = vehicle,
                                   .kind = (gint32) self->model->kind_of[vehicle],
                                   .order = order,
                                   .held = POSKO_ROUTING_NOT_HELD,
                                   .active = self->active_trips->len,
                                   .active_of_depot = self->depot_trips[kind->depot]->len,
                                   .whole = POSKO_ROUTING_SEGMENT_DEPOT };
  g_array_append_val (self->active_trips, t);
  g_array_append_val (self->depot_trips[kind->depot], t);
  const gint32 departure = posko_routing_departure_node (self, t);
  self->nodes[departure]
      = (PoskoRoutingNode){ .prev = -1, .next = departure + 1, .trip = t, .location = kind->location };
  self->nodes[departure + 1]
      = (PoskoRoutingNode){ .prev = departure, .next = -1, .trip = t, .location = kind->location };
  return t;
}

/* @trip must be empty, and refreshed since it became so. */
void
posko_routing_state_drop_trip (PoskoRoutingState *self, gint32 trip)
{
  PoskoRoutingTripState *state = &self->trips[trip];
  const gint32 vehicle = state->vehicle;
  GArray *list = self->vehicle_trips[vehicle];
  g_assert (state->n_stops == 0 && state->travel == 0);
  g_array_remove_index (list, state->order);
  if (list->len == 0)
    count_vehicle (self, vehicle, FALSE);

  self->trips[take_out (self->active_trips, state->active)].active = state->active;
  GArray *const of_depot = self->depot_trips[posko_routing_trip_kind (self, trip)->depot];
  self->trips[take_out (of_depot, state->active_of_depot)].active_of_depot = state->active_of_depot;
  state->vehicle = -1;
  g_array_append_val (self->free_trips, trip);
  refresh_hours (self, vehicle);
}

/* Links only: the caller refreshes the trip when it is done with it. */
void
posko_routing_state_link (PoskoRoutingState *self, gint32 stop, gint32 after)
{
  PoskoRoutingNode *node = &self->nodes[stop];
  node->trip = self->nodes[after].trip;
  node->prev = after;
  node->next = self->nodes[after].next;
  self->nodes[node->next].prev = stop;
  self->nodes[after].next = stop;
  self->value -= self->model->penalty[stop];
  mark_served (self, stop);
}

void
posko_routing_state_unlink (PoskoRoutingState *self, gint32 stop)
{
  PoskoRoutingNode *node = &self->nodes[stop];
  self->nodes[node->prev].next = node->next;
  self->nodes[node->next].prev = node->prev;
  node->trip = -1;
  self->value += self->model->penalty[stop];
  mark_unserved (self, stop);
}

static void
refresh_backward (PoskoRoutingState *self, gint32 departure)
{
  PoskoRoutingNode *nodes = self->nodes;
  gint32 b = departure + 1;
  nodes[b].backward = POSKO_ROUTING_SEGMENT_DEPOT;
  for (gint32 a = nodes[b].prev; a >= 0; b = a, a = nodes[a].prev)
    {
      nodes[a].backward = posko_routing_is_stop (self, a) ? self->model->single[a] : POSKO_ROUTING_SEGMENT_DEPOT;
      const gboolean fits = posko_routing_segment_join (&nodes[a].backward, nodes[a].to_next, &nodes[b].backward);
      g_assert (fits);
    }
}

/* What the stops of an earlier plan ask of their trip: the first that is still with its vehicle tells the departure. */
static void
refresh_holds (const PoskoRoutingState *self, PoskoRoutingTripState *trip, gint32 departure)
{
  for (gint32 s = self->nodes[departure].next; posko_routing_is_stop (self, s); s = self->nodes[s].next)
    {
      trip->locked = trip->locked || self->locked[s];
      if (trip->held == POSKO_ROUTING_NOT_HELD && self->home[s] == trip->vehicle)
        trip->held = self->held[s];
    }
}

/* Recomputes the segments of @trip and all sums after its links changed. The new trip must have been found feasible. */
void
posko_routing_state_refresh (PoskoRoutingState *self, gint32 trip)
{
  const PoskoRoutingKind *kind = posko_routing_trip_kind (self, trip);
  PoskoRoutingTripState *state = &self->trips[trip];
  PoskoRoutingNode *nodes = self->nodes;
  const gint32 departure = posko_routing_departure_node (self, trip);
  gint32 travel = 0, load = 0, n_stops = 0;

  nodes[departure].forward = POSKO_ROUTING_SEGMENT_DEPOT;
  for (gint32 a = departure, b = nodes[a].next; b >= 0; a = b, b = nodes[b].next)
    {
      const gboolean stop = posko_routing_is_stop (self, b);
      const PoskoRoutingSegment depot = POSKO_ROUTING_SEGMENT_DEPOT;
      /* An empty trip does not drive, whatever the matrix says of staying where one is. */
      nodes[a].to_next
          = stop || n_stops > 0 ? posko_routing_travel (&kind->profile, nodes[a].location, nodes[b].location) : 0;
      nodes[b].forward = nodes[a].forward;
      const gboolean fits
          = posko_routing_segment_join (&nodes[b].forward, nodes[a].to_next, stop ? &self->model->single[b] : &depot);
      g_assert (fits);
      nodes[b].position = nodes[a].position + 1;
      nodes[b].trip = trip;
      travel += nodes[a].to_next;
      load += stop ? self->model->demand[b] : 0;
      n_stops += stop;
    }
  refresh_backward (self, departure);

  self->depot_load[kind->depot] += load - state->load;
  self->depot_count[kind->depot] += n_stops - state->n_stops;
  self->value += kind->running_cost * (travel - state->travel);
  state->load = load;
  state->n_stops = n_stops;
  state->travel = travel;
  state->whole = nodes[departure + 1].forward;
  state->locked = FALSE;
  state->held = POSKO_ROUTING_NOT_HELD;
  if (self->holds)
    refresh_holds (self, state, departure);
  refresh_hours (self, state->vehicle);
}

/* Makes @trip serve exactly @stops; those that it serves now and that are not among them become unserved. */
void
posko_routing_state_set_sequence (PoskoRoutingState *self, gint32 trip, const gint32 *stops, guint n)
{
  const gint32 departure = posko_routing_departure_node (self, trip);
  while (self->nodes[departure].next != departure + 1)
    posko_routing_state_unlink (self, self->nodes[departure].next);
  gint32 after = departure;
  for (guint i = 0; i < n; i++)
    {
      posko_routing_state_link (self, stops[i], after);
      after = stops[i];
    }
  posko_routing_state_refresh (self, trip);
}

/* ---- whole trips ---- */

gboolean
posko_routing_sequence_segment (const PoskoRoutingModel *model, const PoskoRoutingKind *kind, const gint32 *stops,
                                guint n, PoskoRoutingSegment *whole, gint64 *travel, gint64 *load)
{
  const PoskoRoutingSegment depot = POSKO_ROUTING_SEGMENT_DEPOT;
  gint32 at = kind->location;
  *whole = depot;
  *travel = *load = 0;
  for (guint i = 0; i <= n; i++)
    {
      const gint32 to = i < n ? model->location[stops[i]] : kind->location;
      const gint32 seconds = posko_routing_travel (&kind->profile, at, to);
      if (i < n && (model->skills[stops[i]] & ~kind->skills) != 0)
        return FALSE;
      if (seconds > POSKO_ROUTING_INF || whole->duration > POSKO_ROUTING_INF
          || !posko_routing_segment_join (whole, seconds, i < n ? &model->single[stops[i]] : &depot))
        return FALSE;
      *travel += seconds;
      *load += i < n ? model->demand[stops[i]] : 0;
      at = to;
    }
  return TRUE;
}

/* The first vehicle of @kind, used or not, with a gap for a trip like @whole. A used one costs no fixed cost. */
static gboolean
find_gap (const PoskoRoutingState *self, const PoskoRoutingKind *kind, const PoskoRoutingSegment *whole, gboolean used,
          gint32 skip_vehicle, PoskoRoutingPlace *place)
{
  gint32 earliest, latest;
  for (guint i = 0; i < kind->n_vehicles; i++)
    {
      const gint32 v = (gint32) kind->vehicles[i];
      const guint n_trips = self->vehicle_trips[v]->len;
      if ((n_trips > 0) != used || v == skip_vehicle)
        continue;
      for (guint k = 0; k <= n_trips; k++)
        {
          const guint order = self->holds ? n_trips - k : k; /* behind the trips that drivers know */
          if (!posko_routing_state_gap (self, v, order, &earliest, &latest)
              || !posko_routing_fits (whole, kind, earliest, latest))
            continue;
          place->after = -1;
          place->vehicle = v;
          place->order = order;
          return TRUE;
        }
      if (!used && !self->holds)
        return FALSE; /* all unused ones of a kind are alike, but for other work */
    }
  return FALSE;
}

void
posko_routing_place_trip (const PoskoRoutingState *self, const gint32 *stops, guint n, gint32 skip_vehicle,
                          PoskoRoutingPlace *place)
{
  const PoskoRoutingModel *model = self->model;
  const gint32 first = model->location[stops[0]], last = model->location[stops[n - 1]];
  for (guint k = 0; k < model->n_kinds; k++)
    {
      const PoskoRoutingKind *kind = &model->kinds[k];
      const gint64 ends = (gint64) posko_routing_travel (&kind->profile, kind->location, first)
                          + posko_routing_travel (&kind->profile, last, kind->location);
      PoskoRoutingSegment whole;
      gint64 travel, load;
      if (kind->running_cost * ends >= place->delta)
        continue;
      if (self->depot_count[kind->depot] + n > model->depot_stops[kind->depot]
          || !posko_routing_sequence_segment (model, kind, stops, n, &whole, &travel, &load) || load > kind->capacity
          || self->depot_load[kind->depot] + load > model->depot_capacity[kind->depot])
        continue;
      const gint64 running = kind->running_cost * travel;
      if (running < place->delta && kind->max_trips > 1 && find_gap (self, kind, &whole, TRUE, skip_vehicle, place))
        place->delta = running;
      else if (running + kind->fixed_cost < place->delta && find_gap (self, kind, &whole, FALSE, skip_vehicle, place))
        place->delta = running + kind->fixed_cost;
    }
}
