/* routing-problem.c: the caller's routing problem and the check of its numbers.
 *
 * Plain arrays in the order of adding; O(n) memory beside a travel matrix that the caller may hand over. Checking is
 * O(depots + vehicles + stops).
 */
#include "routing-private.h"

PoskoRoutingProblem *
posko_routing_problem_new (guint n_locations)
{
  PoskoRoutingProblem *self = g_new0 (PoskoRoutingProblem, 1);
  self->n_locations = n_locations;
  self->penalty_unit = 1;
  self->depots = g_array_new (FALSE, FALSE, sizeof (PoskoRoutingDepot));
  self->vehicles = g_array_new (FALSE, FALSE, sizeof (PoskoRoutingVehicle));
  self->stops = g_array_new (FALSE, FALSE, sizeof (PoskoRoutingStop));
  self->start = g_array_new (FALSE, FALSE, sizeof (PoskoRoutingStart));
  self->start_stops = g_array_new (FALSE, FALSE, sizeof (guint));
  return self;
}

void
posko_routing_problem_free (PoskoRoutingProblem *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < POSKO_ROUTING_MAX_CLASSES; i++)
    g_free (self->travel[i].matrix);
  g_array_unref (self->depots);
  g_array_unref (self->vehicles);
  g_array_unref (self->stops);
  g_array_unref (self->start);
  g_array_unref (self->start_stops);
  g_free (self);
}

static gboolean
matrix_is_symmetric (const guint32 *seconds, gsize n)
{
  for (gsize i = 0; i < n; i++)
    for (gsize j = 0; j < i; j++)
      if (seconds[i * n + j] != seconds[j * n + i])
        return FALSE;
  return TRUE;
}

void
posko_routing_problem_take_matrix (PoskoRoutingProblem *self, guint travel_class, guint32 *seconds)
{
  g_return_if_fail (travel_class < POSKO_ROUTING_MAX_CLASSES && seconds != NULL);
  g_free (self->travel[travel_class].matrix);
  self->travel[travel_class].matrix = seconds;
  self->travel[travel_class].func = NULL;
  self->travel[travel_class].symmetric = matrix_is_symmetric (seconds, self->n_locations);
}

void
posko_routing_problem_set_travel (PoskoRoutingProblem *self, guint travel_class, PoskoRoutingTravelFunc func,
                                  gpointer user_data)
{
  g_return_if_fail (travel_class < POSKO_ROUTING_MAX_CLASSES && func != NULL);
  g_clear_pointer (&self->travel[travel_class].matrix, g_free);
  self->travel[travel_class].func = func;
  self->travel[travel_class].user_data = user_data;
}

guint
posko_routing_problem_add_depot (PoskoRoutingProblem *self, const PoskoRoutingDepot *depot)
{
  g_array_append_vals (self->depots, depot, 1);
  return self->depots->len - 1;
}

guint
posko_routing_problem_add_vehicle (PoskoRoutingProblem *self, const PoskoRoutingVehicle *vehicle)
{
  g_array_append_vals (self->vehicles, vehicle, 1);
  return self->vehicles->len - 1;
}

guint
posko_routing_problem_add_stop (PoskoRoutingProblem *self, const PoskoRoutingStop *stop)
{
  g_array_append_vals (self->stops, stop, 1);
  return self->stops->len - 1;
}

void
posko_routing_problem_add_start_trip (PoskoRoutingProblem *self, const PoskoRoutingStart *trip)
{
  g_array_append_vals (self->start, trip, 1);
  g_array_append_vals (self->start_stops, trip->stops, trip->n_stops);
  g_array_index (self->start, PoskoRoutingStart, self->start->len - 1).stops = NULL; /* the caller's */
}

void
posko_routing_problem_set_penalty_unit (PoskoRoutingProblem *self, gint64 penalty)
{
  g_return_if_fail (penalty > 0);
  self->penalty_unit = penalty;
}

void
posko_routing_problem_set_unserved_weight (PoskoRoutingProblem *self, gint64 weight)
{
  g_return_if_fail (weight >= 0);
  self->unserved_weight = weight;
}

/* ---- the check ---- */

static gboolean
check_range (const char *what, guint index, const char *field, gint64 value, gint64 low, gint64 high, GError **error)
{
  if (value >= low && value <= high)
    return TRUE;
  g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT,
               "routing: %s %u: %s is %" G_GINT64_FORMAT ", expected %" G_GINT64_FORMAT " to %" G_GINT64_FORMAT, what,
               index, field, value, low, high);
  return FALSE;
}

static gboolean
check_count (const char *what, guint count, guint limit, GError **error)
{
  if (count <= limit)
    return TRUE;
  g_set_error (error, POSKO_ERROR, POSKO_ERROR_LIMIT, "routing: %u %s are over the limit of %u", count, what, limit);
  return FALSE;
}

static gboolean
check_depot (const PoskoRoutingProblem *self, guint i, GError **error)
{
  const PoskoRoutingDepot *d = &g_array_index (self->depots, PoskoRoutingDepot, i);
  return check_range ("depot", i, "location", d->location, 0, (gint64) self->n_locations - 1, error)
         && check_range ("depot", i, "capacity", d->capacity, 0, POSKO_ROUTING_INFINITE, error)
         && check_range ("depot", i, "ready time", d->ready_seconds, 0, POSKO_ROUTING_INFINITE, error)
         && check_range ("depot", i, "number of stops", d->max_stops, 0, POSKO_ROUTING_INFINITE, error);
}

static gboolean
check_vehicle (const PoskoRoutingProblem *self, guint i, GError **error)
{
  const PoskoRoutingVehicle *v = &g_array_index (self->vehicles, PoskoRoutingVehicle, i);
  if (!check_range ("vehicle", i, "depot", v->depot, 0, (gint64) self->depots->len - 1, error)
      || !check_range ("vehicle", i, "capacity", v->capacity, 0, POSKO_ROUTING_INFINITE, error)
      || !check_range ("vehicle", i, "fixed cost", v->fixed_cost, 0, POSKO_ROUTING_MAX_FIXED_COST, error)
      || !check_range ("vehicle", i, "running cost", v->running_cost_per_second, 0, POSKO_ROUTING_MAX_RUNNING_COST,
                       error)
      || !check_range ("vehicle", i, "travel class", v->travel_class, 0, POSKO_ROUTING_MAX_CLASSES - 1, error)
      || !check_range ("vehicle", i, "time percentage", v->time_percent, 1, 10000, error)
      || !check_range ("vehicle", i, "start of work", v->from_seconds, 0, POSKO_ROUTING_INFINITE, error)
      || !check_range ("vehicle", i, "end of work", v->to_seconds, v->from_seconds, POSKO_ROUTING_INFINITE, error)
      || !check_range ("vehicle", i, "loading time", v->loading_seconds, 0, POSKO_ROUTING_INFINITE, error)
      || !check_range ("vehicle", i, "longest trip", v->max_trip_seconds, 0, POSKO_ROUTING_INFINITE, error)
      || !check_range ("vehicle", i, "number of trips", v->max_trips, 1, G_MAXUINT, error)
      || !check_range ("vehicle", i, "beginning of other work", v->wanted_seconds, 0, POSKO_ROUTING_INFINITE, error))
    return FALSE;
  if (self->travel[v->travel_class].matrix != NULL || self->travel[v->travel_class].func != NULL)
    return TRUE;
  g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, "routing: vehicle %u: no travel times are set for class %u", i,
               v->travel_class);
  return FALSE;
}

static gboolean
check_stop (const PoskoRoutingProblem *self, guint i, GError **error)
{
  const PoskoRoutingStop *s = &g_array_index (self->stops, PoskoRoutingStop, i);
  return check_range ("stop", i, "location", s->location, 0, (gint64) self->n_locations - 1, error)
         && check_range ("stop", i, "demand", s->demand, 0, POSKO_ROUTING_INFINITE, error)
         && check_range ("stop", i, "service time", s->service_seconds, 0, POSKO_ROUTING_INFINITE, error)
         && check_range ("stop", i, "start of window", s->from_seconds, 0, POSKO_ROUTING_INFINITE, error)
         && check_range ("stop", i, "end of window", s->to_seconds, s->from_seconds, POSKO_ROUTING_INFINITE, error)
         && check_range ("stop", i, "limit from departure", s->fresh_seconds, 0, POSKO_ROUTING_INFINITE, error)
         && check_range ("stop", i, "penalty", s->penalty, 1, POSKO_ROUTING_MAX_PENALTY, error);
}

/* Indices and hours of the trips to begin from, and that no stop is in two of them. */
static gboolean
check_start (const PoskoRoutingProblem *self, GError **error)
{
  g_autofree guint8 *seen = g_new0 (guint8, self->stops->len + 1);
  const guint *stops = (const guint *) (gpointer) self->start_stops->data;
  for (guint t = 0; t < self->start->len; t++)
    {
      const PoskoRoutingStart *trip = &g_array_index (self->start, PoskoRoutingStart, t);
      if (!check_range ("start trip", t, "vehicle", trip->vehicle, 0, (gint64) self->vehicles->len - 1, error)
          || !check_range ("start trip", t, "number of stops", trip->n_stops, 1, self->stops->len, error)
          || !check_range ("start trip", t, "departure", trip->departure_seconds, -1, POSKO_ROUTING_INFINITE, error))
        return FALSE;
      for (guint i = 0; i < trip->n_stops; i++)
        {
          const guint stop = *stops++;
          if (!check_range ("start trip", t, "stop", stop, 0, (gint64) self->stops->len - 1, error))
            return FALSE;
          if (seen[stop]++ == 0)
            continue;
          g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, "routing: start trip %u: stop %u was in a trip before", t,
                       stop);
          return FALSE;
        }
    }
  return TRUE;
}

static gint64
penalty_total (const PoskoRoutingProblem *self)
{
  gint64 total = 0; /* at most 1e5 x 1e9 */
  for (guint i = 0; i < self->stops->len; i++)
    total += g_array_index (self->stops, PoskoRoutingStop, i).penalty;
  return total;
}

/* One more than any feasible plan can cost: every vehicle used, and driving all its hours. Saturates instead of
 * overflowing. */
gint64
posko_routing_problem_default_weight (const PoskoRoutingProblem *self)
{
  gint64 total
      = 1; /* at most 1e5 x (1e12 + 1e6 x 2^28), far below 2^63 only for the first term: hence the saturation */
  for (guint i = 0; i < self->vehicles->len; i++)
    {
      const PoskoRoutingVehicle *v = &g_array_index (self->vehicles, PoskoRoutingVehicle, i);
      const gint64 most = v->fixed_cost + v->running_cost_per_second * (v->to_seconds - v->from_seconds);
      total = total > G_MAXINT64 - most ? G_MAXINT64 : total + most;
    }
  return total;
}

gboolean
posko_routing_problem_check (const PoskoRoutingProblem *self, GError **error)
{
  if (!check_count ("locations", self->n_locations, POSKO_ROUTING_MAX_LOCATIONS, error)
      || !check_count ("depots", self->depots->len, POSKO_ROUTING_MAX_DEPOTS, error)
      || !check_count ("vehicles", self->vehicles->len, POSKO_ROUTING_MAX_VEHICLES, error)
      || !check_count ("stops", self->stops->len, POSKO_ROUTING_MAX_STOPS, error))
    return FALSE;
  for (guint i = 0; i < self->depots->len; i++)
    if (!check_depot (self, i, error))
      return FALSE;
  for (guint i = 0; i < self->vehicles->len; i++)
    if (!check_vehicle (self, i, error))
      return FALSE;
  for (guint i = 0; i < self->stops->len; i++)
    if (!check_stop (self, i, error))
      return FALSE;
  if (!check_start (self, error))
    return FALSE;

  /* The whole objective must fit: penalties x weight and all costs. */
  const gint64 costs = posko_routing_problem_default_weight (self);
  const gint64 weight = self->unserved_weight > 0 ? self->unserved_weight : costs;
  const gint64 penalties = MAX (1, penalty_total (self));
  if (costs > G_MAXINT64 / 4 || weight > G_MAXINT64 / 4 / penalties)
    {
      g_set_error (error, POSKO_ERROR, POSKO_ERROR_LIMIT,
                   "routing: penalties of %" G_GINT64_FORMAT " in all, each worth %" G_GINT64_FORMAT
                   " of cost, are too large to add up; use smaller penalties, costs or working hours",
                   penalties, weight);
      return FALSE;
    }
  return TRUE;
}
