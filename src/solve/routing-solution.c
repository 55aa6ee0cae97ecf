/* routing-solution.c: a plan as it is handed out: clock times, loads, sums.
 *
 * Vehicle by vehicle, trip by trip, each trip returns as early as it can, and leaves as late as that allows: the driver
 * does not wait on the road, and the food is as fresh as possible. A trip of an earlier plan leaves when it left there.
 * O(n).
 */
#include "routing-private.h"

static void
append_visits (const PoskoRoutingState *state, gint32 trip, gint64 departure, PoskoRoutingSolution *solution)
{
  const PoskoRoutingModel *model = state->model;
  gint64 now = departure;
  gint32 at = posko_routing_departure_node (state, trip);
  for (gint32 s = state->nodes[at].next; posko_routing_is_stop (state, s); at = s, s = state->nodes[s].next)
    {
      const PoskoRoutingSegment *single = &model->single[s];
      PoskoRoutingVisit visit = { .stop = (guint) s, .arrival_seconds = now + state->nodes[at].to_next };
      visit.start_seconds = MAX (visit.arrival_seconds, (gint64) single->ready - single->duration);
      now = visit.start_seconds + single->duration;
      g_array_append_val (solution->visits, visit);
    }
}

static void
append_trip (const PoskoRoutingState *state, gint32 vehicle, guint number, PoskoRoutingSolution *solution)
{
  const gint32 t = g_array_index (state->vehicle_trips[vehicle], gint32, number);
  const PoskoRoutingTripState *trip = &state->trips[t];
  const PoskoRoutingKind *kind = posko_routing_trip_kind (state, t);
  const PoskoRoutingSegment *w = &trip->whole;
  const gint32 departure = posko_routing_departure (trip, kind);
  const PoskoRoutingTrip out = { .vehicle = (guint) vehicle,
                                 .depot = (guint) kind->depot,
                                 .number = number,
                                 .first_visit = solution->visits->len,
                                 .n_visits = (guint) trip->n_stops,
                                 .load = trip->load,
                                 .travel_seconds = trip->travel,
                                 .loading_start_seconds = (gint64) departure - kind->loading,
                                 .departure_seconds = departure,
                                 .return_seconds = MAX (departure + w->duration, w->ready),
                                 .slack_seconds = (gint64) posko_routing_last_departure (trip) - departure };
  solution->travel_seconds += trip->travel;
  solution->cost += kind->running_cost * trip->travel + (number == 0 ? kind->fixed_cost : 0);
  append_visits (state, t, departure, solution);
  g_array_append_val (solution->trips, out);
}

/* Everything but the bounds and the reasons. */
PoskoRoutingSolution *
posko_routing_solution_new (const PoskoRoutingState *state)
{
  const PoskoRoutingModel *model = state->model;
  PoskoRoutingSolution *self = g_new0 (PoskoRoutingSolution, 1);
  self->trips = g_array_new (FALSE, FALSE, sizeof (PoskoRoutingTrip));
  self->visits = g_array_new (FALSE, FALSE, sizeof (PoskoRoutingVisit));
  self->unserved = g_array_new (FALSE, FALSE, sizeof (PoskoRoutingUnserved));
  self->unserved_weight = model->unserved_weight;
  for (gint32 v = 0; v < (gint32) model->n_vehicles; v++)
    for (guint i = 0; i < state->vehicle_trips[v]->len; i++)
      append_trip (state, v, i, self);
  for (gint32 i = 0; i < (gint32) model->n_stops; i++)
    if (state->nodes[i].trip < 0)
      self->unserved_penalty += g_array_index (model->problem->stops, PoskoRoutingStop, i).penalty;
  self->n_vehicles_used = state->n_used;
  self->result.value = self->unserved_penalty * model->unserved_weight + self->cost;
  g_assert (self->result.value == state->value);
  return self;
}

void
posko_routing_solution_free (PoskoRoutingSolution *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->trips);
  g_array_unref (self->visits);
  g_array_unref (self->unserved);
  g_free (self);
}
