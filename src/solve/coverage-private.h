/* coverage-private.h: the covering problem as its own files see it. */
#pragma once
#include "coverage.h"
G_BEGIN_DECLS

/* Which sites a point sees, and which points a site is seen from. Sites ascend within a point, points within a site. */
typedef struct
{
  guint32 *starts, *sites;            /* by point: n_points + 1 offsets */
  guint32 *site_starts, *site_points; /* by site: n_sites + 1 offsets */
} PoskoCoverageReach;

struct _PoskoCoverageProblem
{
  guint n_points, n_sites, n_groups, n_benefits, max_copies, n_exclusions;
  gboolean place_all;
  gint64 budget;
  gint64 *weights;
  gint64 *total_benefit; /* n_benefits + 1: of the first n sightings, per mille */
  guint32 *rooms, *sightings, *groups, *group_minimum, *group_maximum, *exclusions;
  gint64 *costs;
  guint32 *previous; /* (nullable) */
  gint64 max_changes;
  gint64 change_price, price_rest; /* as far as it makes a difference, and what it is cut by: see coverage.c */
  gboolean counts_changes;         /* as a level */
  PoskoCoverageReach range, limit; /* limit.starts is NULL when there is none */
};

/* What is minimised, level by level; the last is minus the benefit. */
typedef struct
{
  gint64 level[POSKO_COVERAGE_N_LEVELS];
} PoskoCoverageWorth;

static inline gint
posko_coverage_worth_compare (const PoskoCoverageWorth *a, const PoskoCoverageWorth *b)
{
  for (guint i = 0; i < POSKO_COVERAGE_N_LEVELS; i++)
    if (a->level[i] != b->level[i])
      return a->level[i] < b->level[i] ? -1 : 1;
  return 0;
}

/* Of @copies at a site. */
static inline gint64
posko_coverage_changes_at (const PoskoCoverageProblem *p, guint site, guint32 copies)
{
  if (p->previous == NULL)
    return 0;
  const gint64 more = (gint64) copies - p->previous[site];
  return more >= 0 ? more : p->place_all ? 0 : -more;
}

static inline gint64
posko_coverage_count_changes (const PoskoCoverageProblem *p, const guint32 *copies)
{
  gint64 n = 0;
  for (guint j = 0; j < p->n_sites && p->previous != NULL; j++)
    n += posko_coverage_changes_at (p, j, copies[j]);
  return n;
}

PoskoCoverageWorth posko_coverage_worth (const PoskoCoverageProblem *problem, const guint32 *copies);

/** Returns: whether @copies keep all hard rules */
gboolean posko_coverage_is_allowed (const PoskoCoverageProblem *problem, const guint32 *copies);

/**
 * posko_coverage_search:
 * @copies: (inout) (array): a choice to begin with that keeps all hard rules: nothing, unless there is a limit on
 * changes; one that keeps them, greedy, then exchanged until no exchange is better
 */
gboolean posko_coverage_search (const PoskoCoverageProblem *problem, GCancellable *cancellable, guint32 *copies,
                                GError **error);

/**
 * posko_coverage_improve:
 * @copies: (inout) (array): a choice that keeps all hard rules; not worse afterwards
 */
gboolean posko_coverage_improve (const PoskoCoverageProblem *problem, GCancellable *cancellable, guint32 *copies,
                                 GError **error);

/**
 * posko_coverage_start:
 * @copies: (out) (array): under a limit on changes a choice with the fewest changes that the other hard rules allow, or
 * one within the limit; else nothing
 */
gboolean posko_coverage_start (const PoskoCoverageProblem *problem, const PoskoSolveParams *params, guint32 *copies,
                               GError **error);

/**
 * posko_coverage_solve_level:
 * @pinned: worth of the levels before @level, not to be exceeded
 * @copies: (inout) (array): a start that keeps @pinned; the best found
 *
 * One integer program. @result has value and bound of @level, as its header says (the benefit positive, with an upper
 * bound).
 */
gboolean posko_coverage_solve_level (const PoskoCoverageProblem *problem, const PoskoSolveParams *params,
                                     PoskoCoverageLevel level, const PoskoCoverageWorth *pinned, guint32 *copies,
                                     PoskoSolveResult *result, GError **error);

G_END_DECLS
