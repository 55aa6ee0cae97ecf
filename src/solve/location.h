/* location.h: which places to open, and which place serves whom: p-median, covering and what lies between.
 *
 * Points (demand) are served by sites (candidate places). Opened sites must keep the side rules: at most `max_open`, at
 * least and at most so many of each group, fixed and forbidden sites, a budget, pairs that exclude each other. A point
 * has one site or none; a site serves at most its capacity of points. The objective is lexicographic:
 *
 *   1. POSKO_LOCATION_UNSERVED   fewest points without a site (for want of capacity or of a way)
 *   2. POSKO_LOCATION_CHANGES    fewest sites that are open now or were open before, not both; only with @previous
 *   3. POSKO_LOCATION_UNCOVERED  least weight of points not served within the standard; a point without a site is
 * uncovered. A price on changes is added here.
 *   4. POSKO_LOCATION_TRAVEL     least Σ weight × travel over the served points
 *
 * A level that is not asked for is passed over. So {UNSERVED, TRAVEL} is the (capacitated) p-median, {UNCOVERED} with
 * no capacities is maximal covering (MCLP), and all are the health-post model that stays close to an earlier one. Every
 * level has a value and a proven bound. Pure numbers; the problem never changes once built and may be shared between
 * threads.
 */
#pragma once
#include "solve.h"
G_BEGIN_DECLS

#define POSKO_LOCATION_UNREACHABLE G_MAXUINT32 /* as a travel: this site cannot serve this point */
#define POSKO_LOCATION_NONE G_MAXUINT32        /* as a site: none; as a group: in no group */
#define POSKO_LOCATION_NO_LIMIT G_MAXUINT32    /* as a capacity or a group's maximum */
#define POSKO_LOCATION_MAX_PAIRS (200u * 1000 * 1000)
#define POSKO_LOCATION_MAX_TOTAL ((gint64) 1 << 50) /* Σ weight × largest travel stays below it */

typedef enum
{
  POSKO_LOCATION_UNSERVED,
  POSKO_LOCATION_CHANGES,
  POSKO_LOCATION_UNCOVERED,
  POSKO_LOCATION_TRAVEL,
  POSKO_LOCATION_N_LEVELS,
} PoskoLocationLevel;

typedef enum
{
  POSKO_SITE_FREE,
  POSKO_SITE_OPEN,      /* fixed open: counts towards max_open, groups and budget */
  POSKO_SITE_FORBIDDEN, /* never open */
} PoskoSiteState;

/**
 * PoskoLocationSpec:
 * @n_points: 1 or more
 * @n_sites: 1 or more
 * @weights: (array): n_points, 0 or more
 * @travel: (array): n_points × n_sites, row by row, in one unit (seconds, metres); %POSKO_LOCATION_UNREACHABLE where
 * there is no way. Or, with @row_starts, only the ways there are (sparse).
 * @row_starts: (nullable) (array): n_points + 1; the ways of point i are entries row_starts[i] .. row_starts[i + 1] - 1
 * of
 *   @row_sites and @travel. %NULL: @travel is the full table.
 * @row_sites: (nullable) (array): the site of each entry; none twice in a row
 * @standard: a point is covered when it is served with a travel of at most this
 * @max_open: at most so many open sites; %POSKO_LOCATION_NO_LIMIT for any number
 * @states: (nullable) (array): n_sites; %NULL: all free
 * @capacities: (nullable) (array): n_sites, in points, %POSKO_LOCATION_NO_LIMIT for none; %NULL: no site has one
 * @costs: (nullable) (array): n_sites, 0 or more (rupiah)
 * @budget: the open sites' costs together are at most this; below 0: no budget
 * @n_groups: number of groups (kecamatan)
 * @groups: (nullable) (array): n_sites, the group of each site, %POSKO_LOCATION_NONE for none
 * @group_minimum: (nullable) (array): n_groups, hard: the caller lowers what its sites cannot give
 * @group_maximum: (nullable) (array): n_groups, %POSKO_LOCATION_NO_LIMIT for none
 * @n_exclusions: number of pairs of which at most one may be open
 * @exclusions: (nullable) (array): n_exclusions × 2 sites, two different ones each
 * @previous: (nullable) (array): n_sites, 1 where the site was open before; %NULL: nothing is said of changes, and the
 * two members below are not looked at
 * @max_changes: at most so many changes, %POSKO_LOCATION_NO_LIMIT for any number; where the other side rules allow no
 * set with so few, the fewest they allow take its place
 * @change_price: 0 or more, in units of weight: added to level UNCOVERED for each change
 * @skip_levels: bits 1 << PoskoLocationLevel that are not asked for; 0 = all count. UNSERVED may only be passed
 *   over together with TRAVEL (to leave everybody unserved would be no travel at all).
 *
 * Everything is copied.
 */
typedef struct
{
  guint n_points, n_sites;
  const gint64 *weights;
  const guint32 *travel;
  const guint32 *row_starts;
  const guint32 *row_sites;
  guint32 standard;
  guint max_open;
  const PoskoSiteState *states;
  const guint32 *capacities;
  const gint64 *costs;
  gint64 budget;
  guint n_groups;
  const guint32 *groups;
  const guint32 *group_minimum;
  const guint32 *group_maximum;
  guint n_exclusions;
  const guint32 *exclusions;
  const guint8 *previous;
  guint max_changes;
  gint64 change_price;
  guint skip_levels;
} PoskoLocationSpec;

#define POSKO_LOCATION_SPEC_INIT                                                                                       \
  {                                                                                                                    \
    .standard = POSKO_LOCATION_UNREACHABLE - 1, .max_open = POSKO_LOCATION_NO_LIMIT, .budget = -1,                     \
    .max_changes = POSKO_LOCATION_NO_LIMIT                                                                             \
  }

typedef struct _PoskoLocationProblem PoskoLocationProblem;

/**
 * posko_location_problem_new:
 *
 * Returns: (transfer full) (nullable): the problem; %NULL with %POSKO_ERROR_LIMIT (too many pairs, sums over
 *   %POSKO_LOCATION_MAX_TOTAL) or %POSKO_ERROR_INPUT (a negative weight, cost or price, an index out of range)
 */
PoskoLocationProblem *posko_location_problem_new (const PoskoLocationSpec *spec, GError **error);
PoskoLocationProblem *posko_location_problem_ref (PoskoLocationProblem *self);
void posko_location_problem_unref (PoskoLocationProblem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoLocationProblem, posko_location_problem_unref)

/**
 * PoskoLocationSolution:
 * @status: of the whole: %POSKO_SOLVE_INFEASIBLE when no set of sites keeps the side rules (then nothing else is set),
 * OPTIMAL when every level is proven, else BOUNDED or FEASIBLE
 * @levels: value, bound and status of each level. A level's bound holds for all sets of sites that are no worse in the
 * levels before it. A level that was passed over has value = bound = 0 and is OPTIMAL.
 * @open: (array): n_sites, 1 or 0
 * @first: (array): n_points, the site that serves it or %POSKO_LOCATION_NONE; given the open sites, no other assignment
 * is better
 * @backup: (array): n_points, the nearest other open site, capacity not counted, ties by index; %POSKO_LOCATION_NONE
 * when none
 * @loads: (array): n_sites, points served
 * @n_changes: sites that are open now or were before, not both; 0 when nothing was said of before
 */
typedef struct
{
  guint n_points, n_sites;
  PoskoSolveStatus status;
  PoskoSolveResult levels[POSKO_LOCATION_N_LEVELS];
  guint8 *open;
  guint32 *first;
  guint32 *backup;
  guint32 *loads;
  guint n_changes;
} PoskoLocationSolution;

void posko_location_solution_free (PoskoLocationSolution *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoLocationSolution, posko_location_solution_free)

/**
 * posko_location_solve:
 * @params: `iterations` is the number of subgradient steps the last level may spend (0 = by size: some seconds at
 * most); a tenth of it is the node limit of the covering programs
 *
 * Finds the best set of sites in the lexicographic order above, with a bound at each level; see location.c for the
 * method. Made for up to some 10,000 points × 500 sites with travel, and far more points without. Deterministic;
 * renumbering points or sites changes no value of a proven level.
 *
 * Returns: (transfer full) (nullable): the solution; %NULL with %POSKO_ERROR_CANCELLED or %POSKO_ERROR_SOLVER
 */
PoskoLocationSolution *posko_location_solve (const PoskoLocationProblem *problem, const PoskoSolveParams *params,
                                             GError **error);

/**
 * posko_location_evaluate:
 * @open: (array): n_sites, 1 or 0; need not keep the side rules
 *
 * The best assignment for a given set of open sites: what a plan would be worth with one site more, or less.
 * The levels' values are set, each with itself as bound.
 *
 * Returns: (transfer full): a solution, never %NULL
 */
PoskoLocationSolution *posko_location_evaluate (const PoskoLocationProblem *problem, const guint8 *open);

G_END_DECLS
