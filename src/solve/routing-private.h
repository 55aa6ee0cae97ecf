/* routing-private.h: what the files of the routing engine share.
 *
 * routing-problem    the caller's numbers, checked
 * routing-model      the same numbers laid out for the search: 32-bit times, kinds of vehicles, neighbour lists
 * routing-state      a plan under change: linked trips with cached segments
 * routing-undo       taking back a step, the best plan
 * routing-construct  savings and packing
 * routing-insert     every place held against one stop
 * routing-descent    local search
 * routing-search     ruin and recreate under annealing
 * routing-start      an earlier plan to begin from, and what of it may change when
 * routing-arcs       the cheapest ways and what travel cannot go below
 * routing-bound, routing-explain, routing-solution: what is handed out
 *
 * A segment is a run of nodes driven without a break. It is summed up in five numbers (after Vidal, Crainic, Gendreau &
 * Prins, "A hybrid genetic algorithm with adaptive diversity management for a large class of vehicle routing problems
 * with time-windows", 2013, doi:10.1016/j.cor.2012.07.018, but for hard windows: nothing late is ever kept, so there is
 * no time warp). With x the start of service at its first node, the service of its last node ends at max (x + duration,
 * ready), and x <= latest keeps all windows. The hot-food rule start_i <= departure + fresh_i is start_i = max (x +
 * a_i, r_i) with constants a_i, r_i, so it asks departure >= x + max (a_i - fresh_i) =: x + aged and departure >= max
 * (r_i - fresh_i) =: hold. For a whole trip x is the departure: the rule becomes aged <= 0 and a lower bound `hold` on
 * the departure; a limit on the duration of a trip is another, ready - limit. All joins are O(1).
 */
#pragma once
#include "routing.h"
G_BEGIN_DECLS

#define POSKO_ROUTING_INF ((gint32) POSKO_ROUTING_INFINITE)

typedef struct
{
  gint32 duration; /* travel and service without waiting */
  gint32 ready;    /* earliest end of the last service */
  gint32 latest;   /* latest start of the first service */
  gint32 aged;
  gint32 hold;
} PoskoRoutingSegment;

/* Both ends of a trip: no window of their own, the trip's hours are held against the whole. */
#define POSKO_ROUTING_SEGMENT_DEPOT                                                                                    \
  ((PoskoRoutingSegment){ 0, -POSKO_ROUTING_INF, POSKO_ROUTING_INF, -2 * POSKO_ROUTING_INF, -2 * POSKO_ROUTING_INF })

/* Appends @next after @travel seconds. Returns %FALSE, with @self spoilt, when a window would be missed. */
static inline gboolean
posko_routing_segment_join (PoskoRoutingSegment *self, gint32 travel, const PoskoRoutingSegment *next)
{
  const gint32 arrival = self->ready + travel;
  const gint32 reach = self->duration + travel;
  if (arrival > next->latest)
    return FALSE;
  self->latest = MIN (self->latest, next->latest - reach);
  self->aged = MAX (self->aged, reach + next->aged);
  self->hold = MAX (self->hold, MAX (arrival + next->aged, next->hold));
  self->ready = MAX (arrival + next->duration, next->ready);
  self->duration = reach + next->duration;
  return TRUE;
}

/* Travel times as one kind of vehicle sees them. */
typedef struct
{
  const guint32 *matrix; /* borrowed; NULL when computed */
  PoskoRoutingTravelFunc func;
  gpointer user_data;
  guint n_locations;
  guint percent;
  gboolean symmetric; /* a look-up may take the transposed cell, which is likelier to be in the cache */
} PoskoRoutingProfile;

/* More than any limit, so that a trip over it can never be feasible. */
#define POSKO_ROUTING_NO_WAY (POSKO_ROUTING_INF + 1)

static inline gint32
posko_routing_travel (const PoskoRoutingProfile *self, gint32 from, gint32 to)
{
  guint32 seconds;
  if (self->matrix != NULL)
    seconds = self->matrix[(gsize) from * self->n_locations + (gsize) to];
  else
    seconds = self->func ((guint) from, (guint) to, self->user_data);
  if (G_UNLIKELY (seconds > (guint32) POSKO_ROUTING_INF))
    return POSKO_ROUTING_NO_WAY;
  if (G_LIKELY (self->percent == 100))
    return (gint32) seconds;
  return (gint32) MIN (((guint64) seconds * self->percent + 50) / 100, (guint64) POSKO_ROUTING_NO_WAY);
}

struct _PoskoRoutingProblem
{
  guint n_locations;
  struct
  {
    guint32 *matrix; /* owned */
    PoskoRoutingTravelFunc func;
    gpointer user_data;
    gboolean symmetric;
  } travel[POSKO_ROUTING_MAX_CLASSES];
  GArray *depots, *vehicles, *stops;
  GArray *start;       /* (element-type PoskoRoutingStart): their stops are here: */
  GArray *start_stops; /* (element-type guint): one trip after the other */
  gint64 penalty_unit;
  gint64 unserved_weight; /* 0 = larger than all costs */
};

/* A stop in some order: by key, equal keys by stop. For qsort() and g_array_sort(). */
typedef struct
{
  gint64 key;
  gint32 stop;
} PoskoRoutingRanked;
int posko_routing_ranked_compare (const void *a, const void *b);

/* ---- model: immutable during a search; a search from an earlier plan links it anew for each step ---- */

/* Vehicles that are the same in every number that matters. */
typedef struct
{
  PoskoRoutingProfile profile;
  gint32 depot, location;
  gint32 capacity;
  gint32 from, to; /* earliest loading that can be of use, latest return; the depot's ready time is in it */
  gint32 opens;    /* loading before this is of no use to any stop */
  gint32 loading, max_trip;
  guint max_trips;
  guint64 skills;
  gint64 fixed_cost, running_cost;
  guint n_vehicles;
  guint *vehicles; /* (array): ascending, owned */
} PoskoRoutingKind;

typedef struct
{
  const PoskoRoutingProblem *problem; /* borrowed */
  guint n_stops, n_depots, n_vehicles, n_kinds;
  PoskoRoutingKind *kinds;
  guint *kind_of; /* by vehicle */
  /* by stop */
  PoskoRoutingSegment *single;
  gint32 *location, *demand;
  guint64 *skills;
  gint64 *penalty; /* already weighted */
  gint32 *remote;  /* seconds out and back to the nearest depot that has vehicles */
  /* by depot */
  gint64 *depot_capacity, *depot_stops;
  gint64 unserved_weight;
  gboolean has_windows;
  guint n_near, n_insert; /* length of the lists below, equal for all stops */
  gint32 *near;           /* n_stops x n_near: nearest by travel both ways, for ruins and savings */
  gint32 *insert;         /* n_stops x n_insert: nearest by travel and waiting, for insertion and descent */
  guint n_near_depots;
  gint32 *near_depots; /* n_stops x n_near_depots: depots about as near as the listed neighbours, then -1 */
} PoskoRoutingModel;

/* Without neighbours. */
PoskoRoutingModel *posko_routing_model_new (const PoskoRoutingProblem *problem);

/* Lists the neighbours of each stop that is not locked: @near among such stops, @insert among those stops beside which
 * it may go, all if @open. Returns %FALSE when cancelled. */
gboolean posko_routing_model_link (PoskoRoutingModel *self, const guint8 *locked, gboolean open,
                                   GCancellable *cancellable);
void posko_routing_model_free (PoskoRoutingModel *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoRoutingModel, posko_routing_model_free)

gint64 posko_routing_problem_default_weight (const PoskoRoutingProblem *self);

/* ---- state ---- */

/* Nodes 0 .. n_stops - 1 are stops; n_stops + 2t and + 2t + 1 are the departure and the return of trip slot t. One
 * cache line. */
typedef struct
{
  gint32 prev, next;
  gint32 trip;     /* -1 = unserved */
  gint32 position; /* 0 = departure */
  gint32 location;
  gint32 to_next;               /* travel seconds to the next node */
  PoskoRoutingSegment forward;  /* departure .. this node */
  PoskoRoutingSegment backward; /* this node .. return */
} PoskoRoutingNode;

typedef struct
{
  gint32 vehicle; /* -1 = free slot */
  gint32 kind;
  guint order;                   /* 0 = the vehicle's first trip */
  guint active, active_of_depot; /* places in the lists of active trips */
  gint32 n_stops, load, travel;
  gint32 earliest;  /* departure not before: after the trip before this one, and loading */
  gint32 latest;    /* return not after: so that the next trip can keep its rules */
  gint32 held;      /* departure it should keep, or POSKO_ROUTING_NOT_HELD */
  gint32 departure; /* the one that is held, as far as that can be, else the first that returns earliest */
  gboolean locked;  /* one of its stops is */
  PoskoRoutingSegment whole;
} PoskoRoutingTripState;
#define POSKO_ROUTING_NOT_HELD G_MAXINT32

typedef struct
{
  const PoskoRoutingModel *model;
  PoskoRoutingNode *nodes;
  PoskoRoutingTripState *trips;
  guint n_trip_slots;
  GArray *free_trips, *active_trips; /* (element-type gint32) */
  GArray **depot_trips;              /* by depot: (element-type gint32), those of the active trips */
  GArray **vehicle_trips;            /* by vehicle: (element-type gint32), in the order of driving */
  gint64 *depot_load, *depot_count;
  gint64 value; /* the whole objective */
  guint n_used;
  GArray *unserved;    /* (element-type gint32) */
  gint32 *unserved_at; /* by stop: place in @unserved or -1 */
  /* an earlier plan */
  guint8 *locked; /* by stop: it may not leave its trip */
  gboolean open;  /* stops may be put in between locked ones */
  gint32 *home;   /* by stop: the vehicle it had, or -1 */
  gint32 *held;   /* by stop: when its trip with that vehicle should leave, or POSKO_ROUTING_NOT_HELD */
  gint64 enough;  /* units of penalty at which a search may end; -1 = it goes on */
  gboolean holds; /* all this counts, and when vehicles are wanted elsewhere */
  /* undo */
  GArray *journal; /* vehicles as they were before the step */
  gint64 journal_value;
  guint64 *journal_stamp; /* by vehicle */
  guint64 stamp;
  /* best */
  GArray **best; /* by vehicle: a coded plan */
  gint64 best_value;
  GArray *dirty; /* vehicles changed since the best was kept */
  gboolean *is_dirty;
} PoskoRoutingState;

PoskoRoutingState *posko_routing_state_new (const PoskoRoutingModel *model);
void posko_routing_state_free (PoskoRoutingState *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoRoutingState, posko_routing_state_free)

static inline gint32
posko_routing_departure_node (const PoskoRoutingState *self, gint32 trip)
{
  return (gint32) self->model->n_stops + 2 * trip;
}

static inline const PoskoRoutingKind *
posko_routing_trip_kind (const PoskoRoutingState *self, gint32 trip)
{
  return &self->model->kinds[self->trips[trip].kind];
}

static inline gboolean
posko_routing_is_stop (const PoskoRoutingState *self, gint32 node)
{
  return node < (gint32) self->model->n_stops;
}

/* May a trip with segment @whole leave at @earliest or later, return by @latest and keep its kind's rules? */
static inline gboolean
posko_routing_fits (const PoskoRoutingSegment *whole, const PoskoRoutingKind *kind, gint32 earliest, gint32 latest)
{
  const gint32 first = MAX (earliest, MAX (whole->hold, whole->ready - kind->max_trip));
  const gint32 last = MIN (whole->latest, latest - whole->duration);
  return whole->aged <= 0 && whole->duration <= kind->max_trip && whole->ready <= latest && first <= last;
}

/* Every change: journal the vehicle, relink, refresh the trip; drop it when it is empty. */
void posko_routing_state_begin (PoskoRoutingState *self);
void posko_routing_state_journal (PoskoRoutingState *self, gint32 vehicle);
void posko_routing_state_undo (PoskoRoutingState *self);
void posko_routing_state_keep_best (PoskoRoutingState *self);
void posko_routing_state_load_best (PoskoRoutingState *self);
/* All vehicles coded (element-type gint32), and back to that. */
GArray *posko_routing_state_save (const PoskoRoutingState *self);
void posko_routing_state_restore (PoskoRoutingState *self, const GArray *code);

gint32 posko_routing_state_add_trip (PoskoRoutingState *self, gint32 vehicle, guint order);
void posko_routing_state_drop_trip (PoskoRoutingState *self, gint32 trip);
void posko_routing_state_link (PoskoRoutingState *self, gint32 stop, gint32 after);
void posko_routing_state_unlink (PoskoRoutingState *self, gint32 stop);
void posko_routing_state_refresh (PoskoRoutingState *self, gint32 trip);
void posko_routing_state_set_sequence (PoskoRoutingState *self, gint32 trip, const gint32 *stops, guint n);

/* The hours that a trip at place @order among @vehicle's trips would have. Returns %FALSE when no further trip is
 * allowed. */
gboolean posko_routing_state_gap (const PoskoRoutingState *self, gint32 vehicle, guint order, gint32 *earliest,
                                  gint32 *latest);

/* The segment of a whole trip over @stops by @kind and its travel; %FALSE when a window or a skill is missed. */
gboolean posko_routing_sequence_segment (const PoskoRoutingModel *model, const PoskoRoutingKind *kind,
                                         const gint32 *stops, guint n, PoskoRoutingSegment *whole, gint64 *travel,
                                         gint64 *load);

/* Where a stop (or a whole trip) goes best. */
typedef struct
{
  gint64 delta; /* cost; G_MAXINT64 = nowhere */
  gint32 after; /* node, or -1 = as a new trip of: */
  gint32 vehicle;
  guint order;
} PoskoRoutingPlace;

/* A new trip over @stops where it costs least, below @place->delta; @skip_vehicle is left alone (-1 = none). */
void posko_routing_place_trip (const PoskoRoutingState *self, const gint32 *stops, guint n, gint32 skip_vehicle,
                               PoskoRoutingPlace *place);

/* Tries every place of the plan. Returns by how many seconds @stop's window is too short for the best of them without
 * its end (0 = none), or -1 when it fits nowhere even so; sets @place when one costs less than @place->delta. */
gint64 posko_routing_scan (const PoskoRoutingState *state, gint32 stop, PoskoRoutingPlace *place);
void posko_routing_insert (PoskoRoutingState *state, gint32 stop, const PoskoRoutingPlace *place);
/* Inserts unserved stops, dearest first, wherever they fit. */
void posko_routing_fill (PoskoRoutingState *state);

/* The first and the last departure by which @trip keeps its rules and the hours of those around it. */
static inline gint32
posko_routing_first_departure (const PoskoRoutingTripState *trip, const PoskoRoutingKind *kind)
{
  return MAX (trip->earliest, MAX (trip->whole.hold, trip->whole.ready - kind->max_trip));
}

static inline gint32
posko_routing_last_departure (const PoskoRoutingTripState *trip)
{
  return MIN (trip->whole.latest, trip->latest - trip->whole.duration);
}

/* When it leaves: as late as the earliest return allows, unless it is held. */
static inline gint32
posko_routing_departure (const PoskoRoutingTripState *trip, const PoskoRoutingKind *kind)
{
  if (trip->held != POSKO_ROUTING_NOT_HELD)
    return trip->departure;
  return CLAMP (trip->whole.ready - trip->whole.duration, posko_routing_first_departure (trip, kind),
                posko_routing_last_departure (trip));
}

/* Must @vehicle keep some of its stops? */
static inline gboolean
posko_routing_is_locked (const PoskoRoutingState *self, gint32 vehicle)
{
  const GArray *list = self->vehicle_trips[vehicle];
  for (guint i = 0; i < list->len; i++)
    if (self->trips[g_array_index (list, gint32, i)].locked)
      return TRUE;
  return FALSE;
}

/* May other stops join @trip? */
static inline gboolean
posko_routing_is_open (const PoskoRoutingState *self, const PoskoRoutingTripState *trip)
{
  return !trip->locked || self->open;
}

/* What a stop behind @node of @trip, then as @whole, costs on top when it changes the hours of locked ones: a minute of
 * driving for each of them. It ranks places and is in no value. */
static inline gint64
posko_routing_disturbance (const PoskoRoutingTripState *trip, const PoskoRoutingKind *kind,
                           const PoskoRoutingNode *node, const PoskoRoutingSegment *whole)
{
  if (!trip->locked)
    return 0;
  const gboolean keeps = MIN (whole->latest, trip->latest - whole->duration) >= trip->departure
                         && MAX (whole->hold, whole->ready - kind->max_trip) <= trip->departure;
  return 60 * kind->running_cost * (keeps ? trip->n_stops - node->position : trip->n_stops);
}

void posko_routing_construct (PoskoRoutingState *self);
/* Returns %FALSE when cancelled. */
gboolean posko_routing_descend (PoskoRoutingState *self, GCancellable *cancellable);
/* Empties vehicles whose trips fit into others; only what does not raise the value. */
void posko_routing_pack (PoskoRoutingState *self);

/* The stops that some vehicle could serve, and the cheapest arcs between them whatever the vehicle. */
typedef struct
{
  const PoskoRoutingModel *model;                          /* borrowed */
  PoskoRoutingProfile profiles[POSKO_ROUTING_MAX_CLASSES]; /* the fastest of each class */
  guint n_profiles;
  gboolean symmetric;
  guint n;
  gint32 *stops;
  /* by place in @stops: */
  gint32 *depot_arc;   /* scaled: cheapest to or from any depot */
  gint32 *shortest_in; /* seconds from the nearest depot or stop */
} PoskoRoutingArcs;

PoskoRoutingArcs *posko_routing_arcs_new (const PoskoRoutingModel *model);
void posko_routing_arcs_free (PoskoRoutingArcs *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoRoutingArcs, posko_routing_arcs_free)
/* Seconds of travel that no plan goes below that serves all of them in @n_trips trips or more. @upper: what some plan
 * takes, which the steps aim at. */
gint64 posko_routing_arcs_bound (const PoskoRoutingArcs *self, gint64 n_trips, gint64 upper, GCancellable *cancellable);

/* From the plan as it stands: savings for what is unserved, insertions, descent and @steps of annealing, with the locks
 * as they are. Returns the reason it stopped, or -1 when cancelled. */
int posko_routing_improve (PoskoRoutingState *state, const PoskoSolveParams *params, guint64 steps, gdouble started,
                           guint64 *done);
/* The same from the problem's start trips, giving up locks as far as that serves more; @steps as if no stop was locked.
 */
int posko_routing_restart (PoskoRoutingState *state, PoskoRoutingModel *model, const PoskoSolveParams *params,
                           guint64 steps, gdouble started, guint64 *done);
/* Penalty of the stops that are unserved, in whole units. */
gint64 posko_routing_unserved_units (const PoskoRoutingState *state);
/* Lets go of all locks and hours. */
void posko_routing_release (PoskoRoutingState *state);

/* Penalty that no plan goes below. */
gint64 posko_routing_penalty_bound (const PoskoRoutingModel *model);
PoskoSolveStatus posko_routing_bound (const PoskoRoutingModel *model, PoskoRoutingSolution *solution,
                                      GCancellable *cancellable);
/* Could any vehicle serve @stop on a day of its own? */
gboolean posko_routing_is_servable (const PoskoRoutingModel *model, gint32 stop);
void posko_routing_explain (const PoskoRoutingState *state, PoskoRoutingSolution *solution);
PoskoRoutingSolution *posko_routing_solution_new (const PoskoRoutingState *state);

G_END_DECLS
