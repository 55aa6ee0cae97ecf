/* routing-model.c: a routing problem laid out for the search.
 *
 * Times become 32-bit numbers, equal vehicles one kind, and each stop gets two lists of neighbours: the nearest by
 * travel out and back, and the nearest by travel, a fifth of the waiting and the lateness that going straight from one
 * to the other costs at least (the proximity of Vidal et al. 2013, doi:10.1016/j.cor.2012.07.018). Granular search
 * looks nowhere else (Toth & Vigo, "The granular tabu search", 2003, doi:10.1287/ijoc.15.4.333.24890).
 *
 * O(f n log k) time for the lists of f stops that are not locked, O(n k) memory: nothing here needs a matrix.
 */
#include "routing-private.h"

#define NEAR_LENGTH 100 /* ruins of ten strings rarely look further (Christiaens & Vanden Berghe 2020) */
#define INSERT_LENGTH 30
#define NEAR_DEPOTS 4
#define DEPOT_REACH 2 /* times as far as the listed neighbours */

/* ---- kinds ---- */

static PoskoRoutingProfile
profile_of (const PoskoRoutingProblem *problem, guint travel_class, guint percent)
{
  return (PoskoRoutingProfile){ .matrix = problem->travel[travel_class].matrix,
                                .func = problem->travel[travel_class].func,
                                .user_data = problem->travel[travel_class].user_data,
                                .n_locations = problem->n_locations,
                                .percent = percent,
                                .symmetric = problem->travel[travel_class].symmetric };
}

static void
kind_init (PoskoRoutingKind *kind, const PoskoRoutingProblem *problem, const PoskoRoutingVehicle *v)
{
  const PoskoRoutingDepot *d = &g_array_index (problem->depots, PoskoRoutingDepot, v->depot);
  kind->profile = profile_of (problem, v->travel_class, v->time_percent);
  kind->depot = (gint32) v->depot;
  kind->location = (gint32) d->location;
  kind->capacity = (gint32) v->capacity;
  kind->from = (gint32) MAX (v->from_seconds, d->ready_seconds);
  kind->to = (gint32) v->to_seconds;
  kind->loading = (gint32) v->loading_seconds;
  kind->max_trip = (gint32) v->max_trip_seconds;
  kind->max_trips = v->max_trips;
  kind->skills = v->skills;
  kind->fixed_cost = v->fixed_cost;
  kind->running_cost = v->running_cost_per_second;
}

/* The same but for the hour when they may begin. */
static gboolean
is_like (const PoskoRoutingKind *a, const PoskoRoutingKind *b)
{
  return a->depot == b->depot && a->capacity == b->capacity && a->fixed_cost == b->fixed_cost
         && a->running_cost == b->running_cost && a->profile.matrix == b->profile.matrix
         && a->profile.func == b->profile.func && a->profile.user_data == b->profile.user_data
         && a->profile.percent == b->profile.percent && a->to == b->to && a->loading == b->loading
         && a->max_trip == b->max_trip && a->max_trips == b->max_trips && a->skills == b->skills;
}

/* A trip that leaves before the window of its first stop less the way there only waits: it could leave then and do all
 * it does, at the same hours. Loading for the earliest of these departures is the first that is of any use. */
static gint32
find_opening (const PoskoRoutingModel *self, const PoskoRoutingKind *kind)
{
  gint32 opens = G_MAXINT32;
  for (guint i = 0; i < self->n_stops; i++)
    {
      const gint32 there = posko_routing_travel (&kind->profile, kind->location, self->location[i]);
      if (there <= POSKO_ROUTING_INF)
        opens = MIN (opens, self->single[i].ready - self->single[i].duration - there - kind->loading);
    }
  return opens == G_MAXINT32 ? G_MININT32 : opens;
}

/* The number of the kind that equals @kind once its beginning is put off to the first useful hour: one of those there
 * are, or a new one. Vehicles that come home at different hours from an earlier errand are thus one kind when all are
 * home in time, and the search tries one of them instead of each. */
static guint
intern_kind (PoskoRoutingModel *self, PoskoRoutingKind *kind)
{
  gboolean known = FALSE;
  for (guint k = 0; k < self->n_kinds; k++)
    {
      if (!is_like (&self->kinds[k], kind))
        continue;
      known = TRUE;
      kind->opens = self->kinds[k].opens;
      if (self->kinds[k].from == MAX (kind->from, kind->opens))
        return k;
    }
  if (!known)
    kind->opens = find_opening (self, kind);
  kind->from = MAX (kind->from, kind->opens);
  self->kinds[self->n_kinds] = *kind;
  return self->n_kinds++;
}

/* O(vehicles x kinds + stops x kinds); a fleet has few kinds. */
static void
build_kinds (PoskoRoutingModel *self)
{
  const GArray *vehicles = self->problem->vehicles;
  self->kind_of = g_new0 (guint, self->n_vehicles + 1);
  self->kinds = g_new0 (PoskoRoutingKind, self->n_vehicles + 1);
  for (guint v = 0; v < self->n_vehicles; v++)
    {
      PoskoRoutingKind kind = { 0 };
      kind_init (&kind, self->problem, &g_array_index (vehicles, PoskoRoutingVehicle, v));
      self->kind_of[v] = intern_kind (self, &kind);
      self->kinds[self->kind_of[v]].n_vehicles++;
    }
  self->kinds = g_renew (PoskoRoutingKind, self->kinds, self->n_kinds + 1);
  for (guint k = 0; k < self->n_kinds; k++)
    {
      self->kinds[k].vehicles = g_new (guint, self->kinds[k].n_vehicles);
      self->kinds[k].n_vehicles = 0;
    }
  for (guint v = 0; v < self->n_vehicles; v++)
    {
      PoskoRoutingKind *const kind = &self->kinds[self->kind_of[v]];
      kind->vehicles[kind->n_vehicles++] = v;
    }
}

/* ---- stops and depots ---- */

static void
build_stops (PoskoRoutingModel *self)
{
  const guint n = self->n_stops;
  self->single = g_new (PoskoRoutingSegment, n + 1);
  self->location = g_new (gint32, n + 1);
  self->demand = g_new (gint32, n + 1);
  self->skills = g_new (guint64, n + 1);
  self->penalty = g_new (gint64, n + 1);
  for (guint i = 0; i < n; i++)
    {
      const PoskoRoutingStop *s = &g_array_index (self->problem->stops, PoskoRoutingStop, i);
      const gint32 service = (gint32) s->service_seconds, from = (gint32) s->from_seconds;
      const gint32 fresh = (gint32) s->fresh_seconds;
      self->single[i] = (PoskoRoutingSegment){ .duration = service,
                                               .ready = from + service,
                                               .latest = (gint32) s->to_seconds,
                                               .aged = -fresh,
                                               .hold = from - fresh };
      self->location[i] = (gint32) s->location;
      self->demand[i] = (gint32) s->demand;
      self->skills[i] = s->skills;
      self->penalty[i] = s->penalty * self->unserved_weight;
      if (s->from_seconds > 0 || s->to_seconds < POSKO_ROUTING_INFINITE)
        self->has_windows = TRUE;
    }
  self->depot_capacity = g_new (gint64, self->n_depots + 1);
  self->depot_stops = g_new (gint64, self->n_depots + 1);
  for (guint d = 0; d < self->n_depots; d++)
    {
      const PoskoRoutingDepot *depot = &g_array_index (self->problem->depots, PoskoRoutingDepot, d);
      self->depot_capacity[d] = depot->capacity == POSKO_ROUTING_INFINITE ? G_MAXINT64 / 2 : depot->capacity;
      self->depot_stops[d] = depot->max_stops == POSKO_ROUTING_INFINITE ? G_MAXINT64 / 2 : depot->max_stops;
    }
}

/* ---- neighbours ---- */

static inline gboolean
is_before (const PoskoRoutingRanked *a, const PoskoRoutingRanked *b)
{
  return a->key != b->key ? a->key < b->key : a->stop < b->stop;
}

int
posko_routing_ranked_compare (const void *a, const void *b)
{
  return is_before (a, b) ? -1 : is_before (b, a);
}

/* Keeps the @limit smallest candidates in a heap whose top is the largest of them. */
static void
heap_offer (PoskoRoutingRanked *heap, guint *n, guint limit, PoskoRoutingRanked c)
{
  guint i;
  if (*n < limit)
    {
      for (i = (*n)++; i > 0 && is_before (&heap[(i - 1) / 2], &c); i = (i - 1) / 2)
        heap[i] = heap[(i - 1) / 2];
      heap[i] = c;
      return;
    }
  if (limit == 0 || !is_before (&c, &heap[0]))
    return;
  for (i = 0; 2 * i + 1 < limit;)
    {
      guint child = 2 * i + 1;
      if (child + 1 < limit && is_before (&heap[child], &heap[child + 1]))
        child++;
      if (!is_before (&c, &heap[child]))
        break;
      heap[i] = heap[child];
      i = child;
    }
  heap[i] = c;
}

static void
heap_write (PoskoRoutingRanked *heap, guint n, gint32 *list)
{
  qsort (heap, n, sizeof *heap, posko_routing_ranked_compare);
  for (guint i = 0; i < n; i++)
    list[i] = heap[i].stop;
}

/* Travel plus what the windows make of it, from @i straight to @j. */
static inline gint64
proximity (const PoskoRoutingModel *self, gint32 i, gint32 j, gint64 travel)
{
  const PoskoRoutingSegment *a = &self->single[i], *b = &self->single[j];
  const gint64 waiting = (gint64) b->ready - b->duration - travel - a->duration - a->latest;
  const gint64 lateness = (gint64) a->ready + travel - b->latest;
  return travel + MAX (0, waiting) / 5 + MAX (0, lateness);
}

/* The nearest depots, if they are not much further from @stop out and back than @furthest seconds. */
static void
find_near_depots (PoskoRoutingModel *self, gint32 stop, gint64 furthest)
{
  const PoskoRoutingProfile *profile = &self->kinds[0].profile;
  PoskoRoutingRanked near[NEAR_DEPOTS];
  gint32 *const list = self->near_depots + (gsize) stop * self->n_near_depots;
  guint n = 0;
  for (guint d = 0; d < self->n_depots; d++)
    {
      const gint32 at = (gint32) g_array_index (self->problem->depots, PoskoRoutingDepot, d).location;
      const gint64 there = posko_routing_travel (profile, at, self->location[stop]);
      const gint64 back = posko_routing_travel (profile, self->location[stop], at);
      if (there + back <= DEPOT_REACH * furthest)
        heap_offer (near, &n, self->n_near_depots, (PoskoRoutingRanked){ there + back, (gint32) d });
    }
  heap_write (near, n, list);
  for (guint k = n; k < self->n_near_depots; k++)
    list[k] = -1;
}

/* Lists @stop's neighbours; @near and @insert are room for them. */
static void
link_stop (PoskoRoutingModel *self, gint32 stop, const guint8 *locked, gboolean open, PoskoRoutingRanked *near,
           PoskoRoutingRanked *insert)
{
  const PoskoRoutingProfile *profile = &self->kinds[0].profile;
  guint n_near = 0, n_insert = 0;
  for (gint32 j = 0; j < (gint32) self->n_stops; j++)
    {
      if (j == stop || (locked[j] && !open))
        continue;
      const gint64 out = posko_routing_travel (profile, self->location[stop], self->location[j]);
      const gint64 back = posko_routing_travel (profile, self->location[j], self->location[stop]);
      if (!locked[j])
        heap_offer (near, &n_near, self->n_near, (PoskoRoutingRanked){ out + back, j });
      heap_offer (insert, &n_insert, self->n_insert,
                  (PoskoRoutingRanked){ MIN (proximity (self, stop, j, out), proximity (self, j, stop, back)), j });
    }
  heap_write (near, n_near, self->near + (gsize) stop * self->n_near);
  heap_write (insert, n_insert, self->insert + (gsize) stop * self->n_insert);
  find_near_depots (self, stop, n_near > 0 ? near[MIN (n_near, self->n_insert) - 1].key : 0);
}

gboolean
posko_routing_model_link (PoskoRoutingModel *self, const guint8 *locked, gboolean open, GCancellable *cancellable)
{
  guint n_free = 0;
  for (guint i = 0; i < self->n_stops; i++)
    n_free += !locked[i];
  if (n_free == 0 || self->n_kinds == 0)
    return TRUE;
  self->n_near = MIN (NEAR_LENGTH, n_free - 1);
  self->n_insert = MIN (INSERT_LENGTH, (open ? self->n_stops : n_free) - 1);
  self->n_near_depots = MIN (NEAR_DEPOTS, self->n_depots);
  self->near = g_renew (gint32, self->near, (gsize) self->n_stops * self->n_near + 1);
  self->insert = g_renew (gint32, self->insert, (gsize) self->n_stops * self->n_insert + 1);
  self->near_depots = g_renew (gint32, self->near_depots, (gsize) self->n_stops * self->n_near_depots + 1);
  g_autofree PoskoRoutingRanked *near = g_new (PoskoRoutingRanked, self->n_near + 1);
  g_autofree PoskoRoutingRanked *insert = g_new (PoskoRoutingRanked, self->n_insert + 1);
  for (gint32 i = 0; i < (gint32) self->n_stops; i++)
    {
      if (i % 64 == 0 && g_cancellable_is_cancelled (cancellable))
        return FALSE;
      if (!locked[i])
        link_stop (self, i, locked, open, near, insert);
    }
  return TRUE;
}

static void
build_remote (PoskoRoutingModel *self)
{
  self->remote = g_new (gint32, self->n_stops + 1);
  for (guint i = 0; i < self->n_stops; i++)
    {
      self->remote[i] = G_MAXINT32;
      for (guint k = 0; k < self->n_kinds; k++)
        {
          const PoskoRoutingKind *kind = &self->kinds[k];
          const gint32 there = posko_routing_travel (&kind->profile, kind->location, self->location[i]);
          const gint32 back = posko_routing_travel (&kind->profile, self->location[i], kind->location);
          self->remote[i] = MIN (self->remote[i], there + back);
        }
    }
}

PoskoRoutingModel *
posko_routing_model_new (const PoskoRoutingProblem *problem)
{
  PoskoRoutingModel *self = g_new0 (PoskoRoutingModel, 1);
  self->problem = problem;
  self->n_stops = problem->stops->len;
  self->n_depots = problem->depots->len;
  self->n_vehicles = problem->vehicles->len;
  self->unserved_weight
      = problem->unserved_weight > 0 ? problem->unserved_weight : posko_routing_problem_default_weight (problem);
  build_stops (self);
  build_kinds (self);
  build_remote (self);
  return self;
}

void
posko_routing_model_free (PoskoRoutingModel *self)
{
  if (self == NULL)
    return;
  for (guint k = 0; k < self->n_kinds; k++)
    g_free (self->kinds[k].vehicles);
  g_free (self->kinds);
  g_free (self->kind_of);
  g_free (self->single);
  g_free (self->location);
  g_free (self->demand);
  g_free (self->skills);
  g_free (self->penalty);
  g_free (self->remote);
  g_free (self->depot_capacity);
  g_free (self->depot_stops);
  g_free (self->near);
  g_free (self->insert);
  g_free (self->near_depots);
  g_free (self);
}
