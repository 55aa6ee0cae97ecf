/* coverage-search.c: greedy and exchange for the covering problem; see coverage-private.h.
 *
 * Greedy adds the copy that gains most, level before level; with a budget it is run once by gain and once by benefit
 * per rupiah, and the better choice is kept (Khuller, Moss & Naor, "The budgeted maximum coverage problem", 1999,
 * doi:10.1016/S0020-0190(99)00031-9: that alone is within 0.393 of the optimum). Then single copies are moved to other
 * sites, the best move first, as long as one is better (Teitz & Bart, "Heuristic methods for estimating the generalized
 * vertex median of a weighted graph", 1968, doi:10.1287/opre.16.5.955). A pass costs O(occupied sites × points in all
 * ranges). Ties go to the lower index.
 */
#include "coverage-private.h"
#include <string.h>

#define MAX_MOVES 400

typedef struct
{
  const PoskoCoverageProblem *problem;
  guint32 *copies;               /* (borrowed) */
  guint32 *sightings, *reaching; /* by point */
  guint32 *in_group;
  guint32 *blocked; /* by site: excluding sites that have copies */
  guint32 *neighbour_starts, *neighbours;
  guint64 total;
  gint64 cost, n_changes;
} Search;

static void
search_clear (Search *self)
{
  g_free (self->sightings);
  g_free (self->reaching);
  g_free (self->in_group);
  g_free (self->blocked);
  g_free (self->neighbour_starts);
  g_free (self->neighbours);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

static void
list_neighbours (Search *self)
{
  const PoskoCoverageProblem *p = self->problem;
  self->neighbour_starts = g_new0 (guint32, (gsize) p->n_sites + 2);
  self->neighbours = g_new (guint32, MAX (1, 2 * (gsize) p->n_exclusions));
  for (guint k = 0; k < 2 * p->n_exclusions; k++)
    self->neighbour_starts[p->exclusions[k] + 2]++;
  for (guint j = 0; j < p->n_sites; j++)
    self->neighbour_starts[j + 2] += self->neighbour_starts[j + 1];
  for (guint k = 0; k < 2 * p->n_exclusions; k++)
    self->neighbours[self->neighbour_starts[p->exclusions[k] + 1]++] = p->exclusions[k ^ 1];
}

/* Adds @sign (1 or -1) copies at @site and keeps all counts. */
static void
put (Search *self, guint site, gint sign)
{
  const PoskoCoverageProblem *p = self->problem;
  const guint32 step = (guint32) sign; /* unsigned wrap-round adds -1 */
  const gboolean had = self->copies[site] > 0;
  self->n_changes -= posko_coverage_changes_at (p, site, self->copies[site]);
  self->copies[site] += step;
  self->n_changes += posko_coverage_changes_at (p, site, self->copies[site]);
  self->total += (guint64) (gint64) sign;
  self->cost += sign * p->costs[site];
  if (p->groups[site] != POSKO_COVERAGE_NONE)
    self->in_group[p->groups[site]] += step;
  for (guint k = p->range.site_starts[site]; k < p->range.site_starts[site + 1]; k++)
    self->sightings[p->range.site_points[k]] += step * p->sightings[site];
  if (p->limit.starts != NULL)
    for (guint k = p->limit.site_starts[site]; k < p->limit.site_starts[site + 1]; k++)
      self->reaching[p->limit.site_points[k]] += step;
  if (had != (self->copies[site] > 0))
    for (guint k = self->neighbour_starts[site]; k < self->neighbour_starts[site + 1]; k++)
      self->blocked[self->neighbours[k]] += step;
}

static void
search_init (Search *self, const PoskoCoverageProblem *p, guint32 *copies)
{
  self->problem = p;
  self->copies = copies;
  self->sightings = g_new0 (guint32, p->n_points);
  self->reaching = g_new0 (guint32, p->n_points);
  self->in_group = g_new0 (guint32, MAX (p->n_groups, 1));
  self->blocked = g_new0 (guint32, p->n_sites);
  list_neighbours (self);
  for (guint j = 0; j < p->n_sites; j++)
    self->n_changes += posko_coverage_changes_at (p, j, 0);
  for (guint j = 0; j < p->n_sites; j++)
    {
      const guint32 n = copies[j];
      copies[j] = 0;
      for (guint32 k = 0; k < n; k++)
        put (self, j, 1);
    }
}

/* What one copy more (@adding) or one less at the site does to the number of changes. */
static gint64
changes_by (const Search *self, guint site, gboolean adding)
{
  const guint32 now = self->copies[site], then = adding ? now + 1 : now - 1;
  return posko_coverage_changes_at (self->problem, site, then) - posko_coverage_changes_at (self->problem, site, now);
}

static gboolean
may_add (const Search *self, guint site)
{
  const PoskoCoverageProblem *p = self->problem;
  const guint32 group = p->groups[site];
  return self->copies[site] < p->rooms[site] && self->n_changes + changes_by (self, site, TRUE) <= p->max_changes
         && self->total < p->max_copies && self->blocked[site] == 0
         && (p->budget < 0 || p->costs[site] <= p->budget - self->cost)
         && (group == POSKO_COVERAGE_NONE || self->in_group[group] < p->group_maximum[group]);
}

/* The change of worth by one copy more (@adding) or one less. */
static PoskoCoverageWorth
change_by (const Search *self, guint site, gboolean adding)
{
  const PoskoCoverageProblem *p = self->problem;
  const guint32 group = p->groups[site];
  PoskoCoverageWorth change = { { 0 } };
  if (group != POSKO_COVERAGE_NONE)
    {
      if (adding && self->in_group[group] < p->group_minimum[group])
        change.level[POSKO_COVERAGE_SHORTFALL] = -1;
      else if (!adding && self->in_group[group] <= p->group_minimum[group])
        change.level[POSKO_COVERAGE_SHORTFALL] = 1;
    }
  if (p->limit.starts != NULL)
    for (guint k = p->limit.site_starts[site]; k < p->limit.site_starts[site + 1]; k++)
      {
        const guint32 i = p->limit.site_points[k];
        if (self->reaching[i] == (adding ? 0 : 1))
          change.level[POSKO_COVERAGE_UNREACHED] += adding ? -p->weights[i] : p->weights[i];
      }
  const gint64 benefit = posko_coverage_site_benefit (p, self->sightings, site, adding);
  const gint64 changes = changes_by (self, site, adding);
  change.level[POSKO_COVERAGE_CHANGES] = p->counts_changes ? changes : 0;
  change.level[POSKO_COVERAGE_BENEFIT] = (adding ? -benefit : benefit) + p->change_price * changes;
  return change;
}

/* Whether @a is the better addition. By rupiah: a free copy beats all, then a·cost(b) < b·cost(a), in doubles: only a
 * choice between heuristics hangs on it, and doubles are the same everywhere. */
static gboolean
is_better_addition (const Search *self, const PoskoCoverageWorth *a, guint site_a, const PoskoCoverageWorth *b,
                    guint site_b, gboolean by_cost)
{
  const guint last = POSKO_COVERAGE_BENEFIT;
  if (!by_cost || memcmp (a->level, b->level, last * sizeof *a->level) != 0)
    return posko_coverage_worth_compare (a, b) < 0;
  return (gdouble) a->level[last] * (gdouble) self->problem->costs[site_b]
         < (gdouble) b->level[last] * (gdouble) self->problem->costs[site_a];
}

/* Adds copies while one is better than none (or while there are some to place). */
static void
add_greedily (Search *self, gboolean by_cost)
{
  const PoskoCoverageProblem *p = self->problem;
  const PoskoCoverageWorth nothing = { { 0 } };
  for (;;)
    {
      PoskoCoverageWorth best = nothing;
      guint site = p->n_sites;
      for (guint j = 0; j < p->n_sites; j++)
        {
          if (!may_add (self, j))
            continue;
          const PoskoCoverageWorth change = change_by (self, j, TRUE);
          if (!p->place_all && posko_coverage_worth_compare (&change, &nothing) >= 0)
            continue;
          if (site == p->n_sites || is_better_addition (self, &change, j, &best, site, by_cost))
            {
              best = change;
              site = j;
            }
        }
      if (site == p->n_sites)
        return;
      put (self, site, 1);
    }
}

/* Makes the best single move of a copy, if one is better. */
static gboolean
move_best (Search *self)
{
  const guint n = self->problem->n_sites;
  PoskoCoverageWorth best = { { 0 } };
  guint from = n, to = n;
  for (guint a = 0; a < n; a++)
    {
      if (self->copies[a] == 0)
        continue;
      const PoskoCoverageWorth loss = change_by (self, a, FALSE);
      put (self, a, -1);
      for (guint b = 0; b < n; b++)
        {
          if (b == a || !may_add (self, b))
            continue;
          PoskoCoverageWorth change = change_by (self, b, TRUE);
          for (guint l = 0; l < POSKO_COVERAGE_N_LEVELS; l++)
            change.level[l] += loss.level[l];
          if (posko_coverage_worth_compare (&change, &best) < 0)
            {
              best = change;
              from = a;
              to = b;
            }
        }
      put (self, a, 1);
    }
  if (from == n)
    return FALSE;
  put (self, from, -1);
  put (self, to, 1);
  return TRUE;
}

gboolean
posko_coverage_is_allowed (const PoskoCoverageProblem *problem, const guint32 *copies)
{
  g_auto (Search) search = { 0 };
  g_autofree guint32 *own = g_memdup2 (copies, problem->n_sites * sizeof *copies);
  guint64 room = 0;
  for (guint j = 0; j < problem->n_sites; j++)
    {
      room += problem->rooms[j];
      if (copies[j] > problem->rooms[j])
        return FALSE;
    }
  search_init (&search, problem, own);
  for (guint j = 0; j < problem->n_sites; j++)
    if (copies[j] > 0 && search.blocked[j] > 0)
      return FALSE;
  for (guint k = 0; k < problem->n_groups; k++)
    if (search.in_group[k] > problem->group_maximum[k])
      return FALSE;
  return search.total <= problem->max_copies && (problem->budget < 0 || search.cost <= problem->budget)
         && search.n_changes <= problem->max_changes
         && (!problem->place_all || search.total == MIN (room, problem->max_copies));
}

gboolean
posko_coverage_improve (const PoskoCoverageProblem *problem, GCancellable *cancellable, guint32 *copies, GError **error)
{
  g_auto (Search) search = { 0 };
  search_init (&search, problem, copies);
  add_greedily (&search, FALSE);
  for (guint moves = 0; moves < MAX_MOVES && move_best (&search); moves++)
    {
      add_greedily (&search, FALSE); /* a cheaper site may leave money for one more */
      if (posko_set_error_if_cancelled (cancellable, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
posko_coverage_search (const PoskoCoverageProblem *problem, GCancellable *cancellable, guint32 *copies, GError **error)
{
  const gsize bytes = problem->n_sites * sizeof *copies;
  g_autofree guint32 *other = g_memdup2 (copies, bytes);
  if (!posko_coverage_improve (problem, cancellable, copies, error))
    return FALSE;
  if (problem->budget < 0)
    return TRUE;

  {
    g_auto (Search) search = { 0 };
    search_init (&search, problem, other);
    add_greedily (&search, TRUE);
  }
  if (!posko_coverage_improve (problem, cancellable, other, error))
    return FALSE;
  const PoskoCoverageWorth a = posko_coverage_worth (problem, copies), b = posko_coverage_worth (problem, other);
  if (posko_coverage_worth_compare (&b, &a) < 0)
    memcpy (copies, other, bytes);
  return TRUE;
}
