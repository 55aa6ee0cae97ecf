/* routing-explain.c: why a stop is unserved, and the smallest addition that would mend it.
 *
 * First the stop alone: is there any vehicle that could serve it on a day of its own? If not, the first limit that
 * binds (skill, capacity, window, freshness, duration, hours) is the reason, for the vehicle that misses by least. If
 * there is one, the plan's means are short: portions or stops of the depots, else the fleet. O(kinds) a stop and O(n)
 * for the fleet.
 */
#include "routing-private.h"

/* What keeps @kind, with a free day and a full depot, from serving @stop; FLEET when nothing does. */
static PoskoRoutingReason
obstacle (const PoskoRoutingModel *model, const PoskoRoutingKind *kind, gint32 stop, gint64 *missing)
{
  const PoskoRoutingStop *s = &g_array_index (model->problem->stops, PoskoRoutingStop, stop);
  const gint64 there = posko_routing_travel (&kind->profile, kind->location, model->location[stop]);
  const gint64 back = posko_routing_travel (&kind->profile, model->location[stop], kind->location);
  const gint64 arrival = (gint64) kind->from + kind->loading + there;
  const gint64 end = MAX (arrival, s->from_seconds) + s->service_seconds + back;
  *missing = 0;
  if (there > POSKO_ROUTING_INF || back > POSKO_ROUTING_INF)
    return POSKO_ROUTING_REASON_NO_VEHICLE;
  if ((s->skills & ~kind->skills) != 0)
    return POSKO_ROUTING_REASON_SKILL;
  if ((*missing = s->demand - kind->capacity) > 0)
    return POSKO_ROUTING_REASON_VEHICLE_CAPACITY;
  if ((*missing = arrival - s->to_seconds) > 0)
    return POSKO_ROUTING_REASON_WINDOW;
  if ((*missing = there - s->fresh_seconds) > 0)
    return POSKO_ROUTING_REASON_FRESHNESS;
  if ((*missing = there + s->service_seconds + back - kind->max_trip) > 0)
    return POSKO_ROUTING_REASON_TRIP_DURATION;
  if ((*missing = end - kind->to) > 0)
    return POSKO_ROUTING_REASON_VEHICLE_HOURS;
  *missing = 0;
  return POSKO_ROUTING_REASON_FLEET;
}

gboolean
posko_routing_is_servable (const PoskoRoutingModel *model, gint32 stop)
{
  gint64 missing;
  for (guint k = 0; k < model->n_kinds; k++)
    if (obstacle (model, &model->kinds[k], stop, &missing) == POSKO_ROUTING_REASON_FLEET)
      return TRUE;
  return FALSE;
}

/* The further a reason stands in this order, the nearer the vehicle comes to serving the stop. */
static gboolean
is_nearer (PoskoRoutingReason reason, gint64 missing, const PoskoRoutingUnserved *than)
{
  const gboolean timed = reason >= POSKO_ROUTING_REASON_WINDOW && reason <= POSKO_ROUTING_REASON_TRIP_DURATION;
  const gboolean other_timed
      = than->reason >= POSKO_ROUTING_REASON_WINDOW && than->reason <= POSKO_ROUTING_REASON_TRIP_DURATION;
  if (reason == than->reason || (timed && other_timed))
    return missing < than->missing;
  return reason > than->reason;
}

static void
set_reason (PoskoRoutingUnserved *u, PoskoRoutingReason reason, const PoskoRoutingKind *kind, gint64 missing)
{
  u->reason = reason;
  u->missing = missing;
  u->depot = kind != NULL ? (guint) kind->depot : POSKO_ROUTING_NONE;
  u->vehicle = kind != NULL ? kind->vehicles[0] : POSKO_ROUTING_NONE;
}

/* @kind could serve the stop: is it the depot that has nothing left? */
static PoskoRoutingReason
depot_obstacle (const PoskoRoutingState *state, const PoskoRoutingKind *kind, gint32 stop, gint64 *missing)
{
  const PoskoRoutingModel *model = state->model;
  *missing = state->depot_count[kind->depot] + 1 - model->depot_stops[kind->depot];
  if (*missing > 0)
    return POSKO_ROUTING_REASON_DEPOT_STOPS;
  *missing = state->depot_load[kind->depot] + model->demand[stop] - model->depot_capacity[kind->depot];
  if (*missing > 0)
    return POSKO_ROUTING_REASON_DEPOT_CAPACITY;
  *missing = 1;
  return POSKO_ROUTING_REASON_FLEET;
}

static gint64
alone_cost (const PoskoRoutingModel *model, const PoskoRoutingKind *kind, gint32 stop)
{
  const gint64 there = posko_routing_travel (&kind->profile, kind->location, model->location[stop]);
  const gint64 back = posko_routing_travel (&kind->profile, model->location[stop], kind->location);
  return kind->fixed_cost + kind->running_cost * (there + back);
}

static void
explain_short (const PoskoRoutingState *state, gint32 stop, PoskoRoutingUnserved *u)
{
  const PoskoRoutingModel *model = state->model;
  gint64 cheapest = G_MAXINT64, unused;
  gboolean found = FALSE;
  for (guint k = 0; k < model->n_kinds; k++)
    {
      const PoskoRoutingKind *kind = &model->kinds[k];
      gint64 missing;
      if (obstacle (model, kind, stop, &unused) != POSKO_ROUTING_REASON_FLEET)
        continue;
      const PoskoRoutingReason reason = depot_obstacle (state, kind, stop, &missing);
      const gint64 cost = alone_cost (model, kind, stop);
      const gboolean better
          = !found || (reason == POSKO_ROUTING_REASON_FLEET) > (u->reason == POSKO_ROUTING_REASON_FLEET)
            || (reason == u->reason && (missing < u->missing || (missing == u->missing && cost < cheapest)));
      if (!better)
        continue;
      found = TRUE;
      cheapest = cost;
      set_reason (u, reason, kind, missing);
    }
  PoskoRoutingPlace place = { .delta = G_MAXINT64, .after = -1, .vehicle = -1 };
  const gint64 window = posko_routing_scan (state, stop, &place);
  if (place.delta < G_MAXINT64)
    set_reason (u, POSKO_ROUTING_REASON_DECLINED, NULL, place.delta);
  else if (u->reason == POSKO_ROUTING_REASON_FLEET)
    u->window_seconds = window;
}

static void
explain_stop (const PoskoRoutingState *state, gint32 stop, PoskoRoutingUnserved *u)
{
  const PoskoRoutingModel *model = state->model;
  *u = (PoskoRoutingUnserved){ .stop = (guint) stop, .window_seconds = -1 };
  set_reason (u, POSKO_ROUTING_REASON_NO_VEHICLE, NULL, G_MAXINT64);
  for (guint k = 0; k < model->n_kinds; k++)
    {
      gint64 missing;
      const PoskoRoutingReason reason = obstacle (model, &model->kinds[k], stop, &missing);
      if (is_nearer (reason, missing, u))
        set_reason (u, reason, &model->kinds[k], missing);
    }
  if (u->reason == POSKO_ROUTING_REASON_FLEET)
    explain_short (state, stop, u);
  else if (u->reason < POSKO_ROUTING_REASON_VEHICLE_CAPACITY)
    set_reason (u, u->reason, NULL, 0);
}

void
posko_routing_explain (const PoskoRoutingState *state, PoskoRoutingSolution *solution)
{
  for (gint32 i = 0; i < (gint32) state->model->n_stops; i++)
    {
      PoskoRoutingUnserved u;
      if (state->nodes[i].trip >= 0)
        continue;
      explain_stop (state, i, &u);
      g_array_append_val (solution->unserved, u);
    }
}
