/* coverage.h: where to put things that are seen or reached from afar: ambulances on bases, billboards at roads.
 *
 * Each site takes a number of copies (ambulances at a base: up to its room; a billboard: one). A copy gives each point
 * in the site's range some sightings (an ambulance: one). A point's n-th sighting is worth weight × benefit[n], and
 * benefits fall with n. Beside the range there may be a limit: a wider reach in which every point should have at least
 * one copy. Lexicographic:
 *
 *   1. POSKO_COVERAGE_SHORTFALL  least Σ over groups of copies missing to the group's minimum (as far as rules and
 * budget allow)
 *   2. POSKO_COVERAGE_UNREACHED  least weight of points without a copy within their limit
 *   3. POSKO_COVERAGE_CHANGES    fewest changes against the copies that stood before; only with @previous. A copy that
 * goes from one site to another is one change: with @place_all, copies at a site above those that stood there are
 * counted; else (they may also come and go) those above and those below.
 *   4. POSKO_COVERAGE_BENEFIT    most benefit, in weight × per mille, less the price of changes: this level is
 * MAXIMISED, its bound is an upper one
 *
 * With ambulances and benefit[n] = (1 - q) qⁿ⁻¹ this is MEXCLP (Daskin, "A maximum expected covering location model",
 * 1983, doi:10.1287/trsc.17.1.48); with billboards it is budgeted maximal covering with a diminishing return. Pure
 * numbers; the problem never changes once built and may be shared between threads.
 */
#pragma once
#include "solve.h"
G_BEGIN_DECLS

#define POSKO_COVERAGE_NONE G_MAXUINT32     /* as a group: in no group */
#define POSKO_COVERAGE_NO_LIMIT G_MAXUINT32 /* as a number of copies */
#define POSKO_COVERAGE_MAX_PAIRS (200u * 1000 * 1000)
#define POSKO_COVERAGE_MAX_BENEFITS 64
#define POSKO_COVERAGE_MAX_TOTAL ((gint64) 1 << 53) /* Σ weight × Σ benefits stays below it */

typedef enum
{
  POSKO_COVERAGE_SHORTFALL,
  POSKO_COVERAGE_UNREACHED,
  POSKO_COVERAGE_CHANGES,
  POSKO_COVERAGE_BENEFIT,
  POSKO_COVERAGE_N_LEVELS,
} PoskoCoverageLevel;

/**
 * PoskoCoverageSpec:
 * @n_points: 1 or more
 * @n_sites: 1 or more
 * @weights: (array): n_points, 0 or more
 * @range_starts: (array): n_points + 1; the sites that see point i are entries range_starts[i] .. range_starts[i + 1] -
 * 1 of
 *   @range_sites
 * @range_sites: (array): sites, none twice for one point
 * @limit_starts: (nullable) (array): n_points + 1, as above, for the limit; %NULL: there is no limit, level 2 is 0
 * @limit_sites: (nullable) (array): sites, none twice for one point
 * @benefit_permil: (array): n_benefits, worth of the 1st, 2nd … sighting in per mille, 0 or more, none larger than the
 * one before
 * @n_benefits: 1 .. %POSKO_COVERAGE_MAX_BENEFITS; later sightings are worth nothing
 * @rooms: (nullable) (array): n_sites, copies a site can take, 0 for a forbidden site; %NULL: one each
 * @sightings: (nullable) (array): n_sites, sightings one copy gives, 1 or more; %NULL: one each
 * @max_copies: copies on all sites together, at most
 * @place_all: place exactly min (@max_copies, Σ rooms) copies, also where one brings nothing (an ambulance must stand
 * somewhere). Only without a budget, exclusions and group maxima.
 * @costs: (nullable) (array): n_sites, cost of one copy, 0 or more (rupiah)
 * @budget: costs of all copies together at most; below 0: no budget
 * @n_groups: number of groups (kecamatan)
 * @groups: (nullable) (array): n_sites, %POSKO_COVERAGE_NONE for none
 * @group_minimum: (nullable) (array): n_groups, copies wanted in the group; soft, at the first level
 * @group_maximum: (nullable) (array): n_groups, copies allowed in the group, %POSKO_COVERAGE_NO_LIMIT for any; hard
 * @n_exclusions: number of pairs of sites of which at most one may have copies (spacing)
 * @exclusions: (nullable) (array): n_exclusions × 2 sites, two different ones each
 * @previous: (nullable) (array): n_sites, copies that stood there before; %NULL: nothing is said of changes, and the
 * three members below are not looked at
 * @max_changes: at most so many changes, %POSKO_COVERAGE_NO_LIMIT for any number; hard. Where the other hard rules
 * allow no choice with so few, the fewest they allow take its place.
 * @change_price: 0 or more, in weight × per mille: taken off the benefit for each change
 * @skip_changes: whether level CHANGES is not asked for
 *
 * Everything is copied.
 */
typedef struct
{
  guint n_points, n_sites;
  const gint64 *weights;
  const guint32 *range_starts;
  const guint32 *range_sites;
  const guint32 *limit_starts;
  const guint32 *limit_sites;
  const guint32 *benefit_permil;
  guint n_benefits;
  const guint32 *rooms;
  const guint32 *sightings;
  guint max_copies;
  gboolean place_all;
  const gint64 *costs;
  gint64 budget;
  guint n_groups;
  const guint32 *groups;
  const guint32 *group_minimum;
  const guint32 *group_maximum;
  guint n_exclusions;
  const guint32 *exclusions;
  const guint32 *previous;
  guint max_changes;
  gint64 change_price;
  gboolean skip_changes;
} PoskoCoverageSpec;

#define POSKO_COVERAGE_SPEC_INIT                                                                                       \
  {                                                                                                                    \
    .max_copies = POSKO_COVERAGE_NO_LIMIT, .budget = -1, .max_changes = POSKO_COVERAGE_NO_LIMIT                        \
  }

typedef struct _PoskoCoverageProblem PoskoCoverageProblem;

/**
 * posko_coverage_problem_new:
 *
 * Returns: (transfer full) (nullable): the problem; %NULL with %POSKO_ERROR_LIMIT (too many pairs, sums over
 *   %POSKO_COVERAGE_MAX_TOTAL) or %POSKO_ERROR_INPUT (a negative number, an index out of range, benefits that grow)
 */
PoskoCoverageProblem *posko_coverage_problem_new (const PoskoCoverageSpec *spec, GError **error);
PoskoCoverageProblem *posko_coverage_problem_ref (PoskoCoverageProblem *self);
void posko_coverage_problem_unref (PoskoCoverageProblem *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoCoverageProblem, posko_coverage_problem_unref)

/**
 * PoskoCoverageSolution:
 * @status: OPTIMAL when every level is proven, else BOUNDED; never infeasible: no copies at all is a solution
 * @levels: value, bound and status of each level; a level's bound holds for all choices no worse in the levels before
 * it
 * @copies: (array): n_sites
 * @sightings: (array): n_points, sightings each point gets (also those beyond the last benefit)
 * @reached: (array): n_points, 1 when a copy stands within the point's limit (0 for all when there is no limit)
 * @shortfall: (array): n_groups, copies missing to the group's minimum
 * @cost: Σ costs
 * @n_changes: against @previous, counted as at the level; 0 when nothing was said of before
 */
typedef struct
{
  guint n_points, n_sites, n_groups;
  PoskoSolveStatus status;
  PoskoSolveResult levels[POSKO_COVERAGE_N_LEVELS];
  guint32 *copies;
  guint32 *sightings;
  guint8 *reached;
  guint32 *shortfall;
  gint64 cost;
  gint64 n_changes;
} PoskoCoverageSolution;

void posko_coverage_solution_free (PoskoCoverageSolution *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoCoverageSolution, posko_coverage_solution_free)

/**
 * posko_coverage_solve:
 * @params: `iterations` is the node limit of each integer program (0 = 2,000)
 *
 * Greedy and exchange for a start, then one integer program a level on the merged points (equal cover sets made one).
 * Deterministic; renumbering points or sites changes no value of a proven level.
 *
 * Returns: (transfer full) (nullable): the solution; %NULL with %POSKO_ERROR_CANCELLED or %POSKO_ERROR_SOLVER
 */
PoskoCoverageSolution *posko_coverage_solve (const PoskoCoverageProblem *problem, const PoskoSolveParams *params,
                                             GError **error);

/**
 * posko_coverage_evaluate:
 * @copies: (array): n_sites; need not keep the rules
 *
 * What given copies are worth; the levels' values are set, each with itself as bound.
 *
 * Returns: (transfer full): a solution, never %NULL
 */
PoskoCoverageSolution *posko_coverage_evaluate (const PoskoCoverageProblem *problem, const guint32 *copies);

/**
 * posko_coverage_site_benefit:
 * @sightings: (array): n_points, as in a solution
 * @adding: %TRUE: what one more copy at @site would add to the benefit; %FALSE: what would be lost without one of its
 * copies
 *
 * For "reach per rupiah of each chosen and of the best left-out site". O(points in range).
 */
gint64 posko_coverage_site_benefit (const PoskoCoverageProblem *problem, const guint32 *sightings, guint site,
                                    gboolean adding);

G_END_DECLS
