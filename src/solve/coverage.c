/* coverage.c: the covering problem, what a choice is worth, and the order of the levels; see coverage.h.
 *
 * A level is passed without an integer program where the start already meets a bound that is plain to see (no group
 * lacks a copy that its sites could hold, every point that any site can reach is reached, nothing is changed). O(pairs)
 * beside the programs.
 *
 * A price on changes makes no other choice once it is above the greatest benefit there is (W): then fewest changes
 * decide alone. So it is solved with R' = min (R, W + 1), which keeps the programs sound, and (R - R') × changes are
 * taken off at the end; off an upper bound b' too, (R - R') × ⌈-b' / R'⌉ where b' is below 0: no choice has fewer
 * changes.
 */
#include "coverage-private.h"
#include <string.h>

static void
reach_clear (PoskoCoverageReach *self)
{
  g_free (self->starts);
  g_free (self->sites);
  g_free (self->site_starts);
  g_free (self->site_points);
}

static void
problem_clear (gpointer data)
{
  PoskoCoverageProblem *self = data;
  reach_clear (&self->range);
  reach_clear (&self->limit);
  g_free (self->weights);
  g_free (self->total_benefit);
  g_free (self->rooms);
  g_free (self->sightings);
  g_free (self->groups);
  g_free (self->group_minimum);
  g_free (self->group_maximum);
  g_free (self->exclusions);
  g_free (self->costs);
  g_free (self->previous);
}

PoskoCoverageProblem *
posko_coverage_problem_ref (PoskoCoverageProblem *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
posko_coverage_problem_unref (PoskoCoverageProblem *self)
{
  g_atomic_rc_box_release_full (self, problem_clear);
}

/* --- reading the spec --- */

static gboolean
set_input_error (GError **error, const gchar *what)
{
  g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, "covering problem: %s", what);
  return FALSE;
}

static guint32 *
copy_or_fill (const guint32 *from, guint n, guint32 value)
{
  guint32 *to = g_new (guint32, MAX (n, 1));
  for (guint i = 0; i < n; i++)
    to[i] = from == NULL ? value : from[i];
  return to;
}

/* Turns rows of sites round into rows of points, and back into ascending rows of sites. */
static gboolean
read_reach (PoskoCoverageReach *self, guint n_points, guint n_sites, const guint32 *starts, const guint32 *sites,
            GError **error)
{
  const guint32 n = starts[n_points];
  for (guint i = 0; i < n_points; i++)
    if (starts[i] > starts[i + 1] || starts[0] != 0)
      return set_input_error (error, "row offsets fall");
  if (n > POSKO_COVERAGE_MAX_PAIRS)
    {
      g_set_error (error, POSKO_ERROR, POSKO_ERROR_LIMIT, "covering problem: over %u pairs of point and site",
                   POSKO_COVERAGE_MAX_PAIRS);
      return FALSE;
    }
  self->starts = g_new0 (guint32, (gsize) n_points + 1);
  self->sites = g_new (guint32, MAX (n, 1));
  self->site_starts = g_new0 (guint32, (gsize) n_sites + 2);
  self->site_points = g_new (guint32, MAX (n, 1));
  for (guint k = 0; k < n; k++)
    {
      if (sites[k] >= n_sites)
        return set_input_error (error, "a site out of range");
      self->site_starts[sites[k] + 2]++;
    }
  for (guint j = 0; j < n_sites; j++)
    self->site_starts[j + 2] += self->site_starts[j + 1];
  for (guint i = 0; i < n_points; i++)
    for (guint k = starts[i]; k < starts[i + 1]; k++)
      self->site_points[self->site_starts[sites[k] + 1]++] = i;
  memcpy (self->starts, starts, ((gsize) n_points + 1) * sizeof *starts);
  g_autofree guint32 *next = g_memdup2 (starts, ((gsize) n_points + 1) * sizeof *starts);
  for (guint j = 0; j < n_sites; j++)
    for (guint k = self->site_starts[j]; k < self->site_starts[j + 1]; k++)
      {
        const guint32 i = self->site_points[k];
        if (next[i] > self->starts[i] && self->sites[next[i] - 1] == j)
          return set_input_error (error, "a site twice for one point");
        self->sites[next[i]++] = j;
      }
  return TRUE;
}

static gboolean
read_points (PoskoCoverageProblem *self, const PoskoCoverageSpec *spec, GError **error)
{
  gint64 per_weight = 0, total = 0;
  self->weights = g_memdup2 (spec->weights, spec->n_points * sizeof *spec->weights);
  self->total_benefit = g_new0 (gint64, spec->n_benefits + 1);
  for (guint n = 0; n < spec->n_benefits; n++)
    {
      if (n > 0 && spec->benefit_permil[n] > spec->benefit_permil[n - 1])
        return set_input_error (error, "a later sighting is worth more than an earlier one");
      self->total_benefit[n + 1] = per_weight += spec->benefit_permil[n];
    }
  for (guint i = 0; i < spec->n_points; i++)
    {
      if (spec->weights[i] < 0)
        return set_input_error (error, "a negative weight");
      if (spec->weights[i] > (POSKO_COVERAGE_MAX_TOTAL - total) / MAX (per_weight, 1))
        {
          g_set_error_literal (error, POSKO_ERROR, POSKO_ERROR_LIMIT,
                               "covering problem: weights × benefits are too large");
          return FALSE;
        }
      total += spec->weights[i] * MAX (per_weight, 1);
    }
  return TRUE;
}

static gboolean
read_rules (PoskoCoverageProblem *self, const PoskoCoverageSpec *spec, GError **error)
{
  gint64 cost = 0;
  self->rooms = copy_or_fill (spec->rooms, spec->n_sites, 1);
  self->sightings = copy_or_fill (spec->sightings, spec->n_sites, 1);
  self->groups = copy_or_fill (spec->groups, spec->n_sites, POSKO_COVERAGE_NONE);
  self->group_minimum = copy_or_fill (spec->group_minimum, spec->n_groups, 0);
  self->group_maximum = copy_or_fill (spec->group_maximum, spec->n_groups, POSKO_COVERAGE_NO_LIMIT);
  self->exclusions = copy_or_fill (spec->exclusions, 2 * spec->n_exclusions, 0);
  self->costs = spec->costs == NULL ? g_new0 (gint64, spec->n_sites)
                                    : g_memdup2 (spec->costs, spec->n_sites * sizeof *spec->costs);
  for (guint j = 0; j < spec->n_sites; j++)
    {
      if (self->groups[j] != POSKO_COVERAGE_NONE && self->groups[j] >= spec->n_groups)
        return set_input_error (error, "a group out of range");
      if (self->costs[j] < 0 || self->sightings[j] == 0)
        return set_input_error (error, "a negative cost, or a copy without a sighting");
      self->rooms[j] = MIN (self->rooms[j], spec->max_copies);
      if (self->rooms[j] > 0 && self->costs[j] > (POSKO_COVERAGE_MAX_TOTAL - cost) / self->rooms[j])
        {
          g_set_error_literal (error, POSKO_ERROR, POSKO_ERROR_LIMIT, "covering problem: costs are too large");
          return FALSE;
        }
      cost += self->costs[j] * self->rooms[j];
    }
  for (guint k = 0; k < 2 * spec->n_exclusions; k++)
    if (self->exclusions[k] >= spec->n_sites || self->exclusions[k] == self->exclusions[k ^ 1])
      return set_input_error (error, "an excluded site out of range, or one that excludes itself");
  return TRUE;
}

static gboolean
read_changes (PoskoCoverageProblem *self, const PoskoCoverageSpec *spec, GError **error)
{
  gint64 most = 0, benefit = 1;
  self->max_changes = G_MAXINT64;
  if (spec->previous == NULL)
    return TRUE;
  self->previous = g_memdup2 (spec->previous, spec->n_sites * sizeof *spec->previous);
  self->counts_changes = !spec->skip_changes;
  if (spec->max_changes != POSKO_COVERAGE_NO_LIMIT)
    self->max_changes = spec->max_changes;
  for (guint j = 0; j < spec->n_sites; j++)
    most += MAX (self->previous[j], self->rooms[j]);
  for (guint i = 0; i < spec->n_points; i++)
    benefit += spec->weights[i] * self->total_benefit[spec->n_benefits];
  if (spec->change_price < 0)
    return set_input_error (error, "a negative price");
  if (spec->change_price > G_MAXINT64 / 4 / MAX (most, 1)
      || MIN (spec->change_price, benefit) > POSKO_COVERAGE_MAX_TOTAL / MAX (most, 1))
    {
      g_set_error_literal (error, POSKO_ERROR, POSKO_ERROR_LIMIT,
                           "covering problem: the price of a change is too large");
      return FALSE;
    }
  self->change_price = MIN (spec->change_price, benefit);
  self->price_rest = spec->change_price - self->change_price;
  return TRUE;
}

PoskoCoverageProblem *
posko_coverage_problem_new (const PoskoCoverageSpec *spec, GError **error)
{
  g_return_val_if_fail (spec->n_points > 0 && spec->n_sites > 0 && spec->weights != NULL, NULL);
  g_return_val_if_fail (spec->range_starts != NULL && spec->benefit_permil != NULL, NULL);
  g_return_val_if_fail (spec->n_benefits > 0 && spec->n_benefits <= POSKO_COVERAGE_MAX_BENEFITS, NULL);
  g_return_val_if_fail (
      !spec->place_all || (spec->budget < 0 && spec->n_exclusions == 0 && spec->group_maximum == NULL), NULL);

  g_autoptr (PoskoCoverageProblem) self = g_atomic_rc_box_new0 (PoskoCoverageProblem);
  self->n_points = spec->n_points;
  self->n_sites = spec->n_sites;
  self->n_groups = spec->n_groups;
  self->n_benefits = spec->n_benefits;
  self->max_copies = spec->max_copies;
  self->n_exclusions = spec->n_exclusions;
  self->place_all = spec->place_all;
  self->budget = spec->budget;
  if (!read_points (self, spec, error) || !read_rules (self, spec, error) || !read_changes (self, spec, error)
      || !read_reach (&self->range, spec->n_points, spec->n_sites, spec->range_starts, spec->range_sites, error)
      || (spec->limit_starts != NULL
          && !read_reach (&self->limit, spec->n_points, spec->n_sites, spec->limit_starts, spec->limit_sites, error)))
    return NULL;
  return g_steal_pointer (&self);
}

/* --- what a choice is worth --- */

void
posko_coverage_solution_free (PoskoCoverageSolution *self)
{
  if (self == NULL)
    return;
  g_free (self->copies);
  g_free (self->sightings);
  g_free (self->reached);
  g_free (self->shortfall);
  g_free (self);
}

static void
count_groups (const PoskoCoverageProblem *problem, PoskoCoverageSolution *solution)
{
  for (guint k = 0; k < problem->n_groups; k++)
    solution->shortfall[k] = problem->group_minimum[k];
  for (guint j = 0; j < problem->n_sites; j++)
    {
      const guint32 k = problem->groups[j];
      solution->cost += problem->costs[j] * solution->copies[j];
      if (k != POSKO_COVERAGE_NONE)
        solution->shortfall[k] -= MIN (solution->shortfall[k], solution->copies[j]);
    }
  for (guint k = 0; k < problem->n_groups; k++)
    solution->levels[POSKO_COVERAGE_SHORTFALL].value += solution->shortfall[k];
}

PoskoCoverageSolution *
posko_coverage_evaluate (const PoskoCoverageProblem *problem, const guint32 *copies)
{
  PoskoCoverageSolution *self = g_new0 (PoskoCoverageSolution, 1);
  self->n_points = problem->n_points;
  self->n_sites = problem->n_sites;
  self->n_groups = problem->n_groups;
  self->copies = g_memdup2 (copies, problem->n_sites * sizeof *copies);
  self->sightings = g_new0 (guint32, problem->n_points);
  self->reached = g_new0 (guint8, problem->n_points);
  self->shortfall = g_new0 (guint32, MAX (problem->n_groups, 1));
  count_groups (problem, self);
  for (guint i = 0; i < problem->n_points; i++)
    {
      for (guint k = problem->range.starts[i]; k < problem->range.starts[i + 1]; k++)
        self->sightings[i] += copies[problem->range.sites[k]] * problem->sightings[problem->range.sites[k]];
      self->levels[POSKO_COVERAGE_BENEFIT].value
          += problem->weights[i] * problem->total_benefit[MIN (self->sightings[i], problem->n_benefits)];
      if (problem->limit.starts == NULL)
        continue;
      for (guint k = problem->limit.starts[i]; k < problem->limit.starts[i + 1]; k++)
        self->reached[i] |= copies[problem->limit.sites[k]] > 0;
      self->levels[POSKO_COVERAGE_UNREACHED].value += self->reached[i] ? 0 : problem->weights[i];
    }
  self->n_changes = posko_coverage_count_changes (problem, copies);
  self->levels[POSKO_COVERAGE_CHANGES].value = problem->counts_changes ? self->n_changes : 0;
  self->levels[POSKO_COVERAGE_BENEFIT].value -= (problem->change_price + problem->price_rest) * self->n_changes;
  for (guint l = 0; l < POSKO_COVERAGE_N_LEVELS; l++)
    self->levels[l].bound = self->levels[l].value;
  return self;
}

PoskoCoverageWorth
posko_coverage_worth (const PoskoCoverageProblem *problem, const guint32 *copies)
{
  g_autoptr (PoskoCoverageSolution) solution = posko_coverage_evaluate (problem, copies);
  return (PoskoCoverageWorth){
    { solution->levels[POSKO_COVERAGE_SHORTFALL].value, solution->levels[POSKO_COVERAGE_UNREACHED].value,
      solution->levels[POSKO_COVERAGE_CHANGES].value,
      -solution->levels[POSKO_COVERAGE_BENEFIT].value - problem->price_rest * solution->n_changes }
  };
}

gint64
posko_coverage_site_benefit (const PoskoCoverageProblem *problem, const guint32 *sightings, guint site, gboolean adding)
{
  const guint32 step = problem->sightings[site];
  gint64 sum = 0;
  g_return_val_if_fail (site < problem->n_sites, 0);
  for (guint k = problem->range.site_starts[site]; k < problem->range.site_starts[site + 1]; k++)
    {
      const guint32 i = problem->range.site_points[k];
      const guint32 more = adding ? sightings[i] + step : sightings[i];
      const guint32 less = adding ? sightings[i] : sightings[i] - MIN (sightings[i], step);
      sum += problem->weights[i]
             * (problem->total_benefit[MIN (more, problem->n_benefits)]
                - problem->total_benefit[MIN (less, problem->n_benefits)]);
    }
  return sum;
}

/* --- the levels, one after the other --- */

/* What no choice can better, seen at a glance; for the benefit there is nothing to see. */
static gint64
plain_bound (const PoskoCoverageProblem *problem, PoskoCoverageLevel level)
{
  gint64 bound = 0;
  if (level == POSKO_COVERAGE_SHORTFALL)
    {
      g_autofree guint64 *room = g_new0 (guint64, MAX (problem->n_groups, 1));
      for (guint j = 0; j < problem->n_sites; j++)
        if (problem->groups[j] != POSKO_COVERAGE_NONE)
          room[problem->groups[j]] += problem->rooms[j];
      for (guint k = 0; k < problem->n_groups; k++)
        {
          const guint64 most = MIN (room[k], problem->group_maximum[k]);
          bound += (gint64) (problem->group_minimum[k] - MIN (problem->group_minimum[k], most));
        }
    }
  for (guint i = 0; i < problem->n_points && level == POSKO_COVERAGE_UNREACHED && problem->limit.starts != NULL; i++)
    {
      gboolean reachable = FALSE;
      for (guint k = problem->limit.starts[i]; k < problem->limit.starts[i + 1] && !reachable; k++)
        reachable = problem->rooms[problem->limit.sites[k]] > 0;
      bound += reachable ? 0 : problem->weights[i];
    }
  return bound;
}

static gboolean
solve_levels (const PoskoCoverageProblem *problem, const PoskoSolveParams *params, guint32 *copies,
              PoskoSolveResult *results, GError **error)
{
  /* @copies: the start */
  if (!posko_coverage_search (problem, params->cancellable, copies, error))
    return FALSE;
  PoskoCoverageWorth worth = posko_coverage_worth (problem, copies);
  for (guint l = 0; l < POSKO_COVERAGE_N_LEVELS; l++)
    {
      if (l != POSKO_COVERAGE_BENEFIT && worth.level[l] == plain_bound (problem, l))
        {
          results[l]
              = (PoskoSolveResult){ .status = POSKO_SOLVE_OPTIMAL, .value = worth.level[l], .bound = worth.level[l] };
          continue;
        }
      if (!posko_coverage_solve_level (problem, params, l, &worth, copies, &results[l], error))
        return FALSE;
      /* the program minds one level only: what it left on the table is for the exchange */
      if (l != POSKO_COVERAGE_BENEFIT && !posko_coverage_improve (problem, params->cancellable, copies, error))
        return FALSE;
      worth = posko_coverage_worth (problem, copies);
    }
  return TRUE;
}

/* See above. */
static gint64
bound_at_whole_price (const PoskoCoverageProblem *p, gint64 bound)
{
  if (p->price_rest == 0 || bound >= 0)
    return bound;
  return bound - p->price_rest * ((-bound + p->change_price - 1) / p->change_price);
}

PoskoCoverageSolution *
posko_coverage_solve (const PoskoCoverageProblem *problem, const PoskoSolveParams *params, GError **error)
{
  g_autofree guint32 *copies = g_new0 (guint32, problem->n_sites);
  PoskoSolveResult results[POSKO_COVERAGE_N_LEVELS];
  PoskoCoverageProblem limited = *problem; /* borrows all its arrays */
  g_return_val_if_fail (params != NULL, NULL);

  if (!posko_coverage_start (problem, params, copies, error))
    return NULL;
  limited.max_changes = MAX (limited.max_changes, posko_coverage_count_changes (problem, copies));
  if (!solve_levels (&limited, params, copies, results, error))
    return NULL;
  PoskoCoverageSolution *solution = posko_coverage_evaluate (problem, copies);
  solution->status = POSKO_SOLVE_OPTIMAL;
  for (guint l = 0; l < POSKO_COVERAGE_N_LEVELS; l++)
    {
      results[l].value = solution->levels[l].value; /* a later level's exchange may have bettered an unproven one */
      if (l == POSKO_COVERAGE_BENEFIT)
        results[l].bound = bound_at_whole_price (problem, results[l].bound);
      if (results[l].value == results[l].bound)
        results[l].status = POSKO_SOLVE_OPTIMAL;
      solution->levels[l] = results[l];
      if (results[l].status != POSKO_SOLVE_OPTIMAL)
        solution->status = POSKO_SOLVE_BOUNDED;
    }
  return solution;
}
