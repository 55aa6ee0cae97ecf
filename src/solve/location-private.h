/* location-private.h: the location problem as its own files see it.
 *
 * Files: location.c (problem, solution, order of the levels), location-rules.c (side rules), location-assign.c (best
 * assignment to given sites), location-search.c (greedy and interchange), location-cover.c (bounds of the first two
 * levels), location-lagrange.c and location-branch.c (the travel level).
 */
#pragma once
#include "location.h"
G_BEGIN_DECLS

struct _PoskoLocationProblem
{
  guint n_points, n_sites, max_open, n_groups;
  guint32 standard;
  gint64 budget;
  gboolean counts[POSKO_LOCATION_N_LEVELS]; /* levels asked for */
  gboolean capacitated;                     /* some site cannot serve all points */
  gint64 penalty;                           /* of a point unserved: more than all weights together */
  gint64 *weights;
  guint32 *travel;     /* n_points × n_sites, row by row */
  guint32 *capacities; /* at most n_points */
  gint64 *costs;
  guint8 *states; /* PoskoSiteState */
  guint32 *groups, *group_minimum, *group_maximum;
  guint32 *neighbour_starts, *neighbours; /* exclusions by site */
  guint8 *previous;                       /* (nullable) */
  guint n_previous, max_changes;
  gint64 change_price; /* as far as it makes a difference: see location.c */
  gint64 price_rest;   /* and what it is cut by */
};

/* Two levels in one cost, and the third: compared in this order. `first` is penalty × unserved + weight uncovered. */
typedef struct
{
  gint64 first, second;
} PoskoLocationCost;

#define POSKO_LOCATION_WORST ((PoskoLocationCost){ G_MAXINT64, G_MAXINT64 })

static inline gboolean
posko_location_cost_less (PoskoLocationCost a, PoskoLocationCost b)
{
  return a.first < b.first || (a.first == b.first && a.second < b.second);
}

static inline PoskoLocationCost
posko_location_cost_add (PoskoLocationCost a, PoskoLocationCost b)
{
  return (PoskoLocationCost){ a.first + b.first, a.second + b.second };
}

static inline PoskoLocationCost
posko_location_cost_subtract (PoskoLocationCost a, PoskoLocationCost b)
{
  return (PoskoLocationCost){ a.first - b.first, a.second - b.second };
}

static inline guint32
posko_location_travel (const PoskoLocationProblem *p, guint point, guint site)
{
  return p->travel[(gsize) point * p->n_sites + site];
}

/* Of a point served by a site that can reach it. */
static inline PoskoLocationCost
posko_location_served_cost (const PoskoLocationProblem *p, guint point, guint32 travel)
{
  const gint64 weight = p->weights[point];
  return (PoskoLocationCost){ p->counts[POSKO_LOCATION_UNCOVERED] && travel > p->standard ? weight : 0,
                              p->counts[POSKO_LOCATION_TRAVEL] ? weight * travel : 0 };
}

static inline PoskoLocationCost
posko_location_unserved_cost (const PoskoLocationProblem *p, guint point)
{
  return (PoskoLocationCost){ (p->counts[POSKO_LOCATION_UNSERVED] ? p->penalty : 0)
                                  + (p->counts[POSKO_LOCATION_UNCOVERED] ? p->weights[point] : 0),
                              0 };
}

/* --- changes against the sites that were open before --- */

/* What opening the site adds to the number of changes: 1, or -1 where it was open. */
static inline gint
posko_location_change_step (const PoskoLocationProblem *p, guint site)
{
  return p->previous == NULL ? 0 : p->previous[site] ? -1 : 1;
}

static inline guint
posko_location_count_changes (const PoskoLocationProblem *p, const guint8 *open)
{
  gint n = (gint) p->n_previous;
  for (guint j = 0; j < p->n_sites && p->previous != NULL; j++)
    n += open[j] ? posko_location_change_step (p, j) : 0;
  return (guint) n;
}

/* What an open site costs at the uncovered level, beside the points; change_price × n_previous come on top of all. */
static inline gint64
posko_location_opening_cost (const PoskoLocationProblem *p, guint site)
{
  return p->change_price * posko_location_change_step (p, site);
}

static inline gint64
posko_location_change_cost (const PoskoLocationProblem *p, const guint8 *open)
{
  return p->change_price == 0 ? 0 : p->change_price * posko_location_count_changes (p, open);
}

/* --- location-rules.c: sets of open sites that keep the side rules --- */

typedef struct
{
  const PoskoLocationProblem *problem; /* (borrowed) */
  guint8 *open;                        /* n_sites */
  guint32 *in_group;
  guint32 *blocked; /* by site: open sites that exclude it */
  guint n_open;
  gint64 n_changes;
  gint64 cost;
} PoskoLocationSet;

void posko_location_set_init (PoskoLocationSet *self, const PoskoLocationProblem *problem, const guint8 *open);
void posko_location_set_clear (PoskoLocationSet *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PoskoLocationSet, posko_location_set_clear)
void posko_location_set_open (PoskoLocationSet *self, guint site);
void posko_location_set_close (PoskoLocationSet *self, guint site);
gboolean posko_location_set_may_open (const PoskoLocationSet *self, guint site);
gboolean posko_location_set_may_swap (const PoskoLocationSet *self, guint out, guint in);
/** Returns: whether all side rules are kept, the groups' minima and fixed sites too */
gboolean posko_location_set_is_allowed (const PoskoLocationSet *self);

/* --- location-assign.c --- */

typedef enum
{
  POSKO_ASSIGN_ALL,     /* the whole lexicographic cost; unserved at the penalty */
  POSKO_ASSIGN_COVERED, /* weight uncovered only; @unserved_room points may go unserved, each uncovered */
  POSKO_ASSIGN_SERVED,  /* number of points unserved only */
} PoskoAssignMode;

typedef struct _PoskoLocationAssign PoskoLocationAssign; /* buffers for many runs; one thread */

PoskoLocationAssign *posko_location_assign_new (const PoskoLocationProblem *problem, PoskoAssignMode mode,
                                                guint unserved_room);
void posko_location_assign_free (PoskoLocationAssign *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoLocationAssign, posko_location_assign_free)

/** Returns: the cost of the best assignment to the sites of @open, with all levels the price of its changes too;
 * @first: (out) (optional): n_points */
PoskoLocationCost posko_location_assign_run (PoskoLocationAssign *self, const guint8 *open, guint32 *first);

/** @prices: (out) (array): n_points, an optimal dual of the last run's `first` cost: what serving the point is worth */
void posko_location_assign_prices (PoskoLocationAssign *self, gint64 *prices);

/* --- location-search.c --- */

/**
 * posko_location_start:
 * @open: (out) (array): a set that keeps the side rules; with a limit on changes, one with no more than the limit or,
 * where no set keeps that, one with the fewest
 * @feasible: (out): %FALSE when there is none, proven
 */
gboolean posko_location_start (const PoskoLocationProblem *problem, const PoskoSolveParams *params, guint8 *open,
                               gboolean *feasible, GError **error);

/**
 * posko_location_improve:
 * @open: (inout) (array): keeps the side rules, before and after; not worse afterwards
 * @cost: (out): of the best assignment
 */
gboolean posko_location_improve (const PoskoLocationProblem *problem, GCancellable *cancellable, guint8 *open,
                                 PoskoLocationCost *cost, GError **error);

/* --- location-cover.c --- */

/**
 * posko_location_solve_cover:
 * @level: any but %POSKO_LOCATION_TRAVEL
 * @open: (inout) (array): the best set so far
 * @cost: (inout): its cost
 */
gboolean posko_location_solve_cover (const PoskoLocationProblem *problem, const PoskoSolveParams *params,
                                     PoskoLocationLevel level, guint8 *open, PoskoLocationCost *cost,
                                     PoskoSolveResult *result, GError **error);

/** The levels of a cost apart; that of the changes is no part of a cost, so 0. */
gint64 posko_location_cost_level (const PoskoLocationProblem *problem, PoskoLocationCost cost,
                                  PoskoLocationLevel level);

/** Adds to @mip one whole column a site (0 .. n_sites - 1) and the side rules; @mip must be empty. */
typedef struct _PoskoMip PoskoMip;
void posko_location_add_rules (const PoskoLocationProblem *problem, PoskoMip *mip);

/* --- location-branch.c --- */

/** As posko_location_solve_cover(), for %POSKO_LOCATION_TRAVEL. */
gboolean posko_location_solve_travel (const PoskoLocationProblem *problem, const PoskoSolveParams *params, guint8 *open,
                                      PoskoLocationCost *cost, PoskoSolveResult *result, GError **error);

G_END_DECLS
