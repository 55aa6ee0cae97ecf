/* routing.h: vehicles that leave depots, serve stops and come back, several times a day if they may.
 *
 * Pure numbers: locations 0..n-1 with whole seconds of travel between them (asymmetric; a matrix, or a function that
 * computes them so that memory stays linear), depots, vehicles and stops. All at once: several depots with a capacity,
 * a ready time and a ceiling on stops; mixed vehicles (capacity, costs, speed, working hours, home depot, several trips
 * with loading time); service time and a hard window for the START of service at each stop; a limit on the seconds from
 * departure (the end of loading) to the start of service, the hot-food rule; a limit on the duration of a trip; stops
 * that only some vehicles can serve; stops that may stay unserved at a price.
 *
 * Objective, exact in gint64: value = unserved_weight x (sum of the unserved stops' penalties) + cost, where
 * cost = fixed cost of the used vehicles + running cost of each second of travel. The weight is by default so large
 * that one unit of penalty outweighs every cost: first shortage in the order of the penalties, then cost. "Fewest
 * vehicles, then least time" is fixed_cost = a large number and running_cost_per_second = 1; rupiah are given as they
 * are.
 *
 * Every hard rule holds in every solution; what cannot be served is listed with the limit that binds and the smallest
 * addition that would mend it. Sizes: made for 10 to 10,000 stops. Times are seconds after any common zero hour.
 */
#pragma once
#include "solve.h"
G_BEGIN_DECLS

#define POSKO_ROUTING_NONE G_MAXUINT
/* Times, durations, capacities and demands are 0 .. POSKO_ROUTING_INFINITE; this value means "no limit". */
#define POSKO_ROUTING_INFINITE ((gint64) 1 << 28)
#define POSKO_ROUTING_UNREACHABLE G_MAXUINT32 /* a travel time: no way leads there */
#define POSKO_ROUTING_MAX_LOCATIONS 200000u
#define POSKO_ROUTING_MAX_STOPS 100000u
#define POSKO_ROUTING_MAX_DEPOTS 1000u
#define POSKO_ROUTING_MAX_VEHICLES 100000u
#define POSKO_ROUTING_MAX_CLASSES 8u
#define POSKO_ROUTING_MAX_MATRIX_BYTES ((gsize) 1 << 31)
#define POSKO_ROUTING_MAX_FIXED_COST ((gint64) 1000000000000)
#define POSKO_ROUTING_MAX_RUNNING_COST ((gint64) 1000000)
#define POSKO_ROUTING_MAX_PENALTY ((gint64) 1000000000)

typedef struct
{
  guint location;
  gint64 capacity;      /* portions it can give in all; POSKO_ROUTING_INFINITE = no limit */
  gint64 ready_seconds; /* loading may begin */
  gint64 max_stops;     /* how many stops it may feed; POSKO_ROUTING_INFINITE = no limit */
} PoskoRoutingDepot;
#define POSKO_ROUTING_DEPOT_INIT                                                                                       \
  {                                                                                                                    \
    .capacity = POSKO_ROUTING_INFINITE, .max_stops = POSKO_ROUTING_INFINITE                                            \
  }

typedef struct
{
  guint depot; /* index of the home depot: each trip starts and ends there */
  gint64 capacity;
  gint64 fixed_cost;              /* once, if the vehicle is used at all */
  gint64 running_cost_per_second; /* of travel, not of service or waiting */
  guint travel_class;             /* which travel times it follows */
  guint time_percent; /* of those times: 100 as given, 125 a quarter slower (rounded to the nearest second) */
  gint64 from_seconds, to_seconds; /* working hours: first loading begins, last return ends */
  gint64 loading_seconds;          /* before each departure */
  gint64 max_trip_seconds;         /* from departure to return of one trip */
  guint max_trips;                 /* 1 = may not reload; G_MAXUINT = as often as time permits */
  guint64 skills;                  /* bits */
  gint64 wanted_seconds; /* it has other work from then on: beside start trips nothing is put on it that ends later */
} PoskoRoutingVehicle;
#define POSKO_ROUTING_VEHICLE_INIT                                                                                     \
  {                                                                                                                    \
    .capacity = POSKO_ROUTING_INFINITE, .running_cost_per_second = 1, .time_percent = 100,                             \
    .to_seconds = POSKO_ROUTING_INFINITE, .max_trip_seconds = POSKO_ROUTING_INFINITE, .max_trips = 1,                  \
    .wanted_seconds = POSKO_ROUTING_INFINITE                                                                           \
  }

typedef struct
{
  guint location;
  gint64 demand; /* portions, 0 or more, never split */
  gint64 service_seconds;
  gint64 from_seconds, to_seconds; /* window for the start of service; a vehicle may wait for it */
  gint64 fresh_seconds;            /* most seconds from departure to the start of service */
  guint64 skills;                  /* bits that the vehicle must have, all of them */
  gint64 penalty; /* of leaving it unserved, in the caller's units: 1 or more, larger is served first */
} PoskoRoutingStop;
#define POSKO_ROUTING_STOP_INIT                                                                                        \
  {                                                                                                                    \
    .to_seconds = POSKO_ROUTING_INFINITE, .fresh_seconds = POSKO_ROUTING_INFINITE, .penalty = 1                        \
  }

/* Travel seconds between two locations; POSKO_ROUTING_UNREACHABLE for no way. Must be pure: it is called often. */
typedef guint32 (*PoskoRoutingTravelFunc) (guint from, guint to, gpointer user_data);

typedef struct _PoskoRoutingProblem
    PoskoRoutingProblem; /* built by one thread; never changes once it is being solved */

/** Returns: (transfer full): an empty problem over @n_locations places, none reachable until travel times are set */
PoskoRoutingProblem *posko_routing_problem_new (guint n_locations);
void posko_routing_problem_free (PoskoRoutingProblem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoRoutingProblem, posko_routing_problem_free)

/**
 * posko_routing_problem_take_matrix:
 * @travel_class: 0 .. POSKO_ROUTING_MAX_CLASSES - 1
 * @seconds: (transfer full) (array): from g_malloc, n_locations x n_locations, row = from
 */
void posko_routing_problem_take_matrix (PoskoRoutingProblem *self, guint travel_class, guint32 *seconds);

/**
 * posko_routing_problem_set_travel:
 * @user_data: (nullable): must outlive the problem
 */
void posko_routing_problem_set_travel (PoskoRoutingProblem *self, guint travel_class, PoskoRoutingTravelFunc func,
                                       gpointer user_data);

/** Return the new one's index: 0, 1, 2, ... in the order of adding. */
guint posko_routing_problem_add_depot (PoskoRoutingProblem *self, const PoskoRoutingDepot *depot);
guint posko_routing_problem_add_vehicle (PoskoRoutingProblem *self, const PoskoRoutingVehicle *vehicle);
guint posko_routing_problem_add_stop (PoskoRoutingProblem *self, const PoskoRoutingStop *stop);

/* ---- a plan to begin from ---- */

/* A trip of an earlier plan. Those of one vehicle are given in the order of driving. */
typedef struct
{
  guint vehicle;
  guint n_stops;
  const guint *stops;       /* borrowed during the call; no stop in two trips */
  gboolean locked;          /* it stays as it is */
  gint64 departure_seconds; /* it leaves then if the rules let it; -1 = when it suits best */
} PoskoRoutingStart;

/**
 * posko_routing_problem_add_start_trip:
 *
 * Begins the search from an earlier plan instead of an empty one. The trips are taken over in the order of adding, each
 * after the earlier ones of its vehicle, and repaired where they no longer keep every rule (another window, another
 * place, fewer portions, other hours): first, if the trip can go on without one stop, that one leaves it, of several
 * the one that saves most driving; else each stop in turn leaves that cannot follow those before it. Stops that leave a
 * trip are free, as are those that no start trip names.
 *
 * A locked trip keeps its vehicle, its stops and their order, and it leaves at its hour, or as soon after it as the
 * vehicle is there; other trips are put on its vehicle only where they delay it no further. Only while stops are
 * unserved that the bound does not prove to be lost anyway, locks are given up, step by step: free stops may go in
 * between the stops of locked trips (an end is preferred, for it delays nobody); the trips nearest to the unserved
 * stops become free, a few, then more; at last everything. A step is kept only if it leaves a smaller penalty (in whole
 * units, see posko_routing_problem_set_penalty_unit()). So the penalty is never larger than what the same search finds
 * from the same trips with nothing locked, with the same seed and as many steps as the free stops are due, but at most
 * a sixteenth of `iterations`. That is a promise about this search, not a proof: neither the penalty nor the number of
 * changed trips is proven least.
 *
 * With a start, `iterations` count for a problem in which every stop is free, and are scaled to the share of stops that
 * are; with none there is no search at all. A start trip that is not locked is a plan to better: the result is never
 * worse than it. The bounds are those of the whole problem, whatever is locked.
 */
void posko_routing_problem_add_start_trip (PoskoRoutingProblem *self, const PoskoRoutingStart *trip);

/** @penalty: what locks are given up for: penalties of plans are compared in whole units of it; 1 unless set */
void posko_routing_problem_set_penalty_unit (PoskoRoutingProblem *self, gint64 penalty);

/** @weight: cost of one unit of penalty; 0 (the default) = larger than all costs together */
void posko_routing_problem_set_unserved_weight (PoskoRoutingProblem *self, gint64 weight);

/**
 * posko_routing_problem_check:
 *
 * Holds every number against its range and every index against its table. posko_routing_solve() does it too.
 *
 * Returns: %FALSE with @error set to %POSKO_ERROR_INPUT or %POSKO_ERROR_LIMIT
 */
gboolean posko_routing_problem_check (const PoskoRoutingProblem *self, GError **error);

/* ---- the solution ---- */

typedef struct
{
  guint stop;
  gint64 arrival_seconds, start_seconds; /* service starts; ends service_seconds later */
} PoskoRoutingVisit;

typedef struct
{
  guint vehicle, depot;
  guint number;                /* 0 for the vehicle's first trip */
  guint first_visit, n_visits; /* in the solution's visits, in the order of driving */
  gint64 load;
  gint64 travel_seconds;
  gint64 loading_start_seconds, departure_seconds, return_seconds;
  gint64 slack_seconds; /* how much later it could leave without breaking any rule of this or a later trip */
} PoskoRoutingTrip;

typedef enum
{
  POSKO_ROUTING_REASON_NO_VEHICLE,       /* there is no vehicle or no way at all */
  POSKO_ROUTING_REASON_SKILL,            /* no vehicle has the skills */
  POSKO_ROUTING_REASON_VEHICLE_CAPACITY, /* missing: portions that the largest suitable vehicle lacks */
  POSKO_ROUTING_REASON_WINDOW,           /* missing: seconds that the window should end later */
  POSKO_ROUTING_REASON_FRESHNESS,        /* missing: seconds that the limit from departure is too short */
  POSKO_ROUTING_REASON_VEHICLE_HOURS,    /* missing: seconds that the vehicle should work longer */
  POSKO_ROUTING_REASON_TRIP_DURATION,    /* missing: seconds that a trip should be allowed longer */
  POSKO_ROUTING_REASON_DEPOT_CAPACITY,   /* missing: portions at @depot */
  POSKO_ROUTING_REASON_DEPOT_STOPS,      /* missing: stops that @depot may not feed */
  POSKO_ROUTING_REASON_FLEET,            /* missing: 1 vehicle like @vehicle at @depot, or @window_seconds */
  POSKO_ROUTING_REASON_DECLINED,         /* it would fit, but costs more than its penalty */
} PoskoRoutingReason;

typedef struct
{
  guint stop;
  PoskoRoutingReason reason;
  guint depot;    /* where the addition is cheapest, or POSKO_ROUTING_NONE */
  guint vehicle;  /* the vehicle (or one like it) that would do, or POSKO_ROUTING_NONE */
  gint64 missing; /* in the unit that the reason names */
  gint64
      window_seconds; /* FLEET: the stop fits the plan as it is if its window ends so much later; -1 = it would not */
} PoskoRoutingUnserved;

typedef struct
{
  PoskoSolveResult result; /* value and bound of the whole objective */
  gint64 unserved_weight;  /* the weight that was used */
  gint64 unserved_penalty;
  gint64 cost; /* fixed + running */
  gint64 travel_seconds;
  guint n_vehicles_used;
  GArray *trips;    /* (element-type PoskoRoutingTrip): by vehicle, then number; only vehicles that drive */
  GArray *visits;   /* (element-type PoskoRoutingVisit) */
  GArray *unserved; /* (element-type PoskoRoutingUnserved): by stop */
  /* What no plan can go below, whatever the method; the last three hold for plans that serve every stop. */
  gint64 bound_unserved_penalty;
  gint64 bound_vehicles;
  gint64 bound_trips;
  gint64 bound_travel_seconds;
} PoskoRoutingSolution;

/**
 * posko_routing_solve:
 * @params: `iterations` are ruin-and-recreate steps (with a start: see posko_routing_problem_add_start_trip()); 0 = 80
 * a stop, at least 10,000. With a time limit the annealing is timed to end with whichever of the two comes first
 *
 * Savings construction, local search, then ruin and recreate under annealing, in the calling thread.
 *
 * Returns: (transfer full): a plan that keeps every rule, or %NULL with @error (%POSKO_ERROR_CANCELLED, or what
 *   posko_routing_problem_check() says)
 */
PoskoRoutingSolution *posko_routing_solve (const PoskoRoutingProblem *problem, const PoskoSolveParams *params,
                                           GError **error);

/**
 * posko_routing_unserved_bound:
 * @bound: (out): the penalty of unserved stops that no plan can go below: the solution's `bound_unserved_penalty`, without a solution
 *
 * Returns: %FALSE with @error as posko_routing_problem_check()
 */
gboolean posko_routing_unserved_bound (const PoskoRoutingProblem *problem, gint64 *bound, GError **error);
void posko_routing_solution_free (PoskoRoutingSolution *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoRoutingSolution, posko_routing_solution_free)

G_END_DECLS
