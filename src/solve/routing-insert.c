/* routing-insert.c: every place of a plan held against one stop.
 *
 * The search looks only beside neighbours; here all places are tried, so that "does not fit" is a fact when a stop is
 * given up. O(n) per stop.
 */
#include "routing-private.h"

/* How late service at @stop would start after node @p, if its window had no end; G_MAXINT64 when it would not fit even
 * so. Sets @disturbance for when it is not late. */
static gint64
lateness_after (const PoskoRoutingState *state, gint32 stop, gint32 p, gint32 in, gint32 out, gint64 *disturbance)
{
  const PoskoRoutingNode *node = &state->nodes[p];
  const PoskoRoutingTripState *trip = &state->trips[node->trip];
  const PoskoRoutingKind *kind = &state->model->kinds[trip->kind];
  PoskoRoutingSegment open = state->model->single[stop], whole = node->forward;
  const gint32 due = open.latest;
  open.latest = POSKO_ROUTING_INF;
  if (!posko_routing_segment_join (&whole, in, &open)
      || !posko_routing_segment_join (&whole, out, &state->nodes[node->next].backward)
      || !posko_routing_fits (&whole, kind, trip->earliest, trip->latest))
    return G_MAXINT64;
  whole.latest = MIN (whole.latest, due - node->forward.duration - in);
  *disturbance = posko_routing_disturbance (trip, kind, node, &whole);
  const gint64 departure = MAX (trip->earliest, MAX (whole.hold, whole.ready - kind->max_trip));
  const gint64 arrival = MAX (departure + node->forward.duration, node->forward.ready) + in;
  return MAX (0, arrival - due);
}

gint64
posko_routing_scan (const PoskoRoutingState *state, gint32 stop, PoskoRoutingPlace *place)
{
  const PoskoRoutingModel *model = state->model;
  gint64 window = G_MAXINT64;
  for (guint i = 0; i < state->active_trips->len; i++)
    {
      const gint32 t = g_array_index (state->active_trips, gint32, i);
      const PoskoRoutingKind *kind = posko_routing_trip_kind (state, t);
      if (!posko_routing_is_open (state, &state->trips[t])
          || state->trips[t].load + model->demand[stop] > kind->capacity || (model->skills[stop] & ~kind->skills) != 0
          || state->depot_load[kind->depot] + model->demand[stop] > model->depot_capacity[kind->depot]
          || state->depot_count[kind->depot] + 1 > model->depot_stops[kind->depot])
        continue;
      for (gint32 p = posko_routing_departure_node (state, t); state->nodes[p].next >= 0; p = state->nodes[p].next)
        {
          const PoskoRoutingNode *node = &state->nodes[p], *next = &state->nodes[node->next];
          const gint32 in = posko_routing_travel (&kind->profile, node->location, model->location[stop]);
          const gint32 out = posko_routing_travel (&kind->profile, model->location[stop], next->location);
          if (in > POSKO_ROUTING_INF || out > POSKO_ROUTING_INF)
            continue;
          gint64 disturbance = 0;
          const gint64 late = lateness_after (state, stop, p, in, out, &disturbance);
          const gint64 delta = kind->running_cost * ((gint64) in + out - node->to_next) + disturbance;
          window = MIN (window, late);
          if (late > 0 || delta >= place->delta)
            continue;
          place->delta = delta;
          place->after = p;
        }
    }
  const gint64 before = place->delta;
  posko_routing_place_trip (state, &stop, 1, -1, place);
  if (place->delta < before)
    place->after = -1;
  return window == G_MAXINT64 ? -1 : window;
}

void
posko_routing_insert (PoskoRoutingState *state, gint32 stop, const PoskoRoutingPlace *place)
{
  gint32 after = place->after;
  if (after < 0)
    {
      posko_routing_state_journal (state, place->vehicle);
      after = posko_routing_departure_node (state, posko_routing_state_add_trip (state, place->vehicle, place->order));
    }
  const gint32 trip = state->nodes[after].trip;
  posko_routing_state_journal (state, state->trips[trip].vehicle);
  posko_routing_state_link (state, stop, after);
  posko_routing_state_refresh (state, trip);
}

void
posko_routing_fill (PoskoRoutingState *state)
{
  g_autoptr (GArray) wanted = g_array_new (FALSE, FALSE, sizeof (PoskoRoutingRanked));
  for (guint i = 0; i < state->unserved->len; i++)
    {
      const gint32 stop = g_array_index (state->unserved, gint32, i);
      const PoskoRoutingRanked w = { -state->model->penalty[stop], stop };
      g_array_append_val (wanted, w);
    }
  g_array_sort (wanted, posko_routing_ranked_compare);
  posko_routing_state_begin (state);
  for (guint i = 0; i < wanted->len; i++)
    {
      const PoskoRoutingRanked *w = &g_array_index (wanted, PoskoRoutingRanked, i);
      PoskoRoutingPlace place = { .delta = -w->key, .after = -1, .vehicle = -1 };
      posko_routing_scan (state, w->stop, &place);
      if (place.after >= 0 || place.vehicle >= 0)
        posko_routing_insert (state, w->stop, &place);
    }
}
