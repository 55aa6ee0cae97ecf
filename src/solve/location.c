/* location.c: the location problem, its solution, and the order in which the levels are solved; see location.h.
 *
 * A start by greedy and interchange (location-search.c); then the two covering levels by integer programs with cuts
 * where a plain bound does not already meet the start (location-cover.c); then the travel level by a Lagrangian branch
 * and bound in which the levels before it are held down (location-branch.c). Each level may better the set of sites; no
 * level makes an earlier one worse. The fewest changes, once known, are a limit to the levels that follow.
 *
 * A price on changes makes no other choice once it is above all weights together (W): then fewest changes decide alone.
 * So it is solved with R' = min (R, W + 1), which keeps the sums small and the programs sound, and (R - R') × changes
 * are added at the end. To a bound b' of that level comes (R - R') × ⌈(b' - W) / R'⌉: no set has fewer changes.
 */
#include "location-private.h"
#include <string.h>

static void
problem_clear (gpointer data)
{
  PoskoLocationProblem *self = data;
  g_free (self->weights);
  g_free (self->travel);
  g_free (self->capacities);
  g_free (self->costs);
  g_free (self->states);
  g_free (self->groups);
  g_free (self->group_minimum);
  g_free (self->group_maximum);
  g_free (self->neighbour_starts);
  g_free (self->neighbours);
  g_free (self->previous);
}

PoskoLocationProblem *
posko_location_problem_ref (PoskoLocationProblem *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
posko_location_problem_unref (PoskoLocationProblem *self)
{
  g_atomic_rc_box_release_full (self, problem_clear);
}

void
posko_location_solution_free (PoskoLocationSolution *self)
{
  if (self == NULL)
    return;
  g_free (self->open);
  g_free (self->first);
  g_free (self->backup);
  g_free (self->loads);
  g_free (self);
}

/* --- reading the spec --- */

static gboolean
set_error (GError **error, PoskoErrorCode code, const gchar *what)
{
  g_set_error (error, POSKO_ERROR, code, "location problem: %s", what);
  return FALSE;
}

static gboolean
read_travel (PoskoLocationProblem *self, const PoskoLocationSpec *spec, GError **error)
{
  const gsize n_pairs = (gsize) spec->n_points * spec->n_sites; /* two 32-bit numbers: no overflow */
  if (n_pairs > POSKO_LOCATION_MAX_PAIRS)
    {
      g_set_error (error, POSKO_ERROR, POSKO_ERROR_LIMIT,
                   "location problem: %u points × %u sites is over the limit of %u pairs", spec->n_points,
                   spec->n_sites, POSKO_LOCATION_MAX_PAIRS);
      return FALSE;
    }
  if (spec->row_starts == NULL)
    {
      self->travel = g_memdup2 (spec->travel, n_pairs * sizeof *spec->travel);
      return TRUE;
    }
  self->travel = g_new (guint32, n_pairs);
  for (gsize k = 0; k < n_pairs; k++)
    self->travel[k] = POSKO_LOCATION_UNREACHABLE;
  for (guint i = 0; i < spec->n_points; i++)
    {
      if (spec->row_starts[i] > spec->row_starts[i + 1])
        return set_error (error, POSKO_ERROR_INPUT, "row offsets fall");
      for (guint k = spec->row_starts[i]; k < spec->row_starts[i + 1]; k++)
        {
          const guint32 site = spec->row_sites[k];
          if (site >= spec->n_sites)
            return set_error (error, POSKO_ERROR_INPUT, "a site out of range");
          self->travel[(gsize) i * spec->n_sites + site] = spec->travel[k];
        }
    }
  return TRUE;
}

/* Weights, and that no sum of theirs can overflow. */
static gboolean
read_weights (PoskoLocationProblem *self, const PoskoLocationSpec *spec, GError **error)
{
  gint64 total = 0, sum = 0;
  self->weights = g_memdup2 (spec->weights, spec->n_points * sizeof *spec->weights);
  for (guint i = 0; i < spec->n_points; i++)
    {
      guint32 longest = 1;
      for (guint j = 0; j < spec->n_sites; j++)
        if (posko_location_travel (self, i, j) != POSKO_LOCATION_UNREACHABLE)
          longest = MAX (longest, posko_location_travel (self, i, j));
      if (spec->weights[i] < 0)
        return set_error (error, POSKO_ERROR_INPUT, "a negative weight");
      if (spec->weights[i] > (POSKO_LOCATION_MAX_TOTAL - sum) / longest)
        return set_error (error, POSKO_ERROR_LIMIT, "weights × travel are too large");
      sum += spec->weights[i] * longest;
      total += spec->weights[i];
    }
  self->penalty = total + 1;
  if (self->penalty > POSKO_LOCATION_MAX_TOTAL / ((gint64) spec->n_points + 1))
    return set_error (error, POSKO_ERROR_LIMIT, "weights are too large for so many points");
  return TRUE;
}

static gboolean
read_exclusions (PoskoLocationProblem *self, const PoskoLocationSpec *spec, GError **error)
{
  const guint n = spec->n_exclusions;
  self->neighbour_starts = g_new0 (guint32, (gsize) spec->n_sites + 2);
  self->neighbours = g_new (guint32, MAX (1, 2 * (gsize) n));
  for (guint k = 0; k < 2 * n; k++)
    {
      if (spec->exclusions[k] >= spec->n_sites)
        return set_error (error, POSKO_ERROR_INPUT, "an excluded site out of range");
      if (spec->exclusions[k] == spec->exclusions[k ^ 1])
        return set_error (error, POSKO_ERROR_INPUT, "a site that excludes itself");
      self->neighbour_starts[spec->exclusions[k] + 2]++;
    }
  for (guint j = 0; j < spec->n_sites; j++)
    self->neighbour_starts[j + 2] += self->neighbour_starts[j + 1];
  for (guint k = 0; k < 2 * n; k++)
    self->neighbours[self->neighbour_starts[spec->exclusions[k] + 1]++] = spec->exclusions[k ^ 1];
  return TRUE;
}

static guint32 *
copy_or_fill (const guint32 *from, guint n, guint32 value)
{
  guint32 *to = g_new (guint32, MAX (n, 1));
  for (guint i = 0; i < n; i++)
    to[i] = from == NULL ? value : from[i];
  return to;
}

static gboolean
read_rules (PoskoLocationProblem *self, const PoskoLocationSpec *spec, GError **error)
{
  gint64 cost = 0;
  self->states = g_new0 (guint8, spec->n_sites);
  self->costs = g_new0 (gint64, spec->n_sites);
  self->capacities = copy_or_fill (spec->capacities, spec->n_sites, POSKO_LOCATION_NO_LIMIT);
  self->groups = copy_or_fill (spec->groups, spec->n_sites, POSKO_LOCATION_NONE);
  self->group_minimum = copy_or_fill (spec->group_minimum, spec->n_groups, 0);
  self->group_maximum = copy_or_fill (spec->group_maximum, spec->n_groups, POSKO_LOCATION_NO_LIMIT);
  for (guint j = 0; j < spec->n_sites; j++)
    {
      self->states[j] = spec->states == NULL ? POSKO_SITE_FREE : (guint8) spec->states[j];
      self->costs[j] = spec->costs == NULL ? 0 : spec->costs[j];
      if (self->costs[j] < 0 || self->states[j] > POSKO_SITE_FORBIDDEN)
        return set_error (error, POSKO_ERROR_INPUT, "a negative cost or an unknown state");
      if (self->costs[j] > POSKO_LOCATION_MAX_TOTAL - cost)
        return set_error (error, POSKO_ERROR_LIMIT, "costs are too large");
      cost += self->costs[j];
      if (self->groups[j] != POSKO_LOCATION_NONE && self->groups[j] >= spec->n_groups)
        return set_error (error, POSKO_ERROR_INPUT, "a group out of range");
      self->capacities[j] = MIN (self->capacities[j], spec->n_points);
      self->capacitated = self->capacitated || self->capacities[j] < spec->n_points;
    }
  return read_exclusions (self, spec, error);
}

/* After the weights, which it weighs the price against. */
static gboolean
read_changes (PoskoLocationProblem *self, const PoskoLocationSpec *spec, GError **error)
{
  const gint64 weight = self->penalty - 1;
  self->max_changes = POSKO_LOCATION_NO_LIMIT;
  self->counts[POSKO_LOCATION_CHANGES] = self->counts[POSKO_LOCATION_CHANGES] && spec->previous != NULL;
  if (spec->previous == NULL)
    return TRUE;
  if (spec->change_price < 0)
    return set_error (error, POSKO_ERROR_INPUT, "a negative price");
  if (spec->change_price > G_MAXINT64 / 4 / spec->n_sites)
    return set_error (error, POSKO_ERROR_LIMIT, "the price of a change is too large");
  self->previous = g_new (guint8, spec->n_sites);
  for (guint j = 0; j < spec->n_sites; j++)
    self->n_previous += self->previous[j] = spec->previous[j] != 0;
  self->max_changes = spec->max_changes;
  if (self->counts[POSKO_LOCATION_UNCOVERED])
    self->change_price = MIN (spec->change_price, weight + 1);
  self->price_rest = self->counts[POSKO_LOCATION_UNCOVERED] ? spec->change_price - self->change_price : 0;
  if (self->change_price > (POSKO_LOCATION_MAX_TOTAL / ((gint64) spec->n_points + 1) - self->penalty) / spec->n_sites)
    return set_error (error, POSKO_ERROR_LIMIT, "the price of a change is too large");
  self->penalty += self->change_price * spec->n_sites;
  return TRUE;
}

PoskoLocationProblem *
posko_location_problem_new (const PoskoLocationSpec *spec, GError **error)
{
  g_return_val_if_fail (spec->n_points > 0 && spec->n_sites > 0 && spec->weights != NULL, NULL);
  g_return_val_if_fail (spec->travel != NULL && (spec->row_starts == NULL) == (spec->row_sites == NULL), NULL);
  g_return_val_if_fail ((spec->skip_levels & 1u << POSKO_LOCATION_UNSERVED) == 0
                            || (spec->skip_levels & 1u << POSKO_LOCATION_TRAVEL) != 0,
                        NULL);

  g_autoptr (PoskoLocationProblem) self = g_atomic_rc_box_new0 (PoskoLocationProblem);
  self->n_points = spec->n_points;
  self->n_sites = spec->n_sites;
  self->max_open = spec->max_open;
  self->n_groups = spec->n_groups;
  self->standard = spec->standard;
  self->budget = spec->budget;
  for (guint l = 0; l < POSKO_LOCATION_N_LEVELS; l++)
    self->counts[l] = (spec->skip_levels & 1u << l) == 0;
  if (!read_travel (self, spec, error) || !read_weights (self, spec, error) || !read_changes (self, spec, error)
      || !read_rules (self, spec, error))
    return NULL;
  return g_steal_pointer (&self);
}

/* --- the solution --- */

static void
find_backups (const PoskoLocationProblem *p, PoskoLocationSolution *solution)
{
  for (guint i = 0; i < p->n_points; i++)
    {
      guint32 nearest = POSKO_LOCATION_UNREACHABLE;
      solution->backup[i] = POSKO_LOCATION_NONE;
      for (guint32 j = 0; j < p->n_sites; j++)
        {
          const guint32 travel = posko_location_travel (p, i, j);
          if (solution->open[j] && j != solution->first[i] && travel < nearest)
            {
              nearest = travel;
              solution->backup[i] = j;
            }
        }
    }
}

PoskoLocationSolution *
posko_location_evaluate (const PoskoLocationProblem *problem, const guint8 *open)
{
  PoskoLocationSolution *self = g_new0 (PoskoLocationSolution, 1);
  g_autoptr (PoskoLocationAssign) assign = posko_location_assign_new (problem, POSKO_ASSIGN_ALL, 0);
  self->n_points = problem->n_points;
  self->n_sites = problem->n_sites;
  self->open = g_new (guint8, problem->n_sites);
  self->first = g_new (guint32, problem->n_points);
  self->backup = g_new (guint32, problem->n_points);
  self->loads = g_new0 (guint32, problem->n_sites);
  for (guint j = 0; j < problem->n_sites; j++)
    self->open[j] = open[j] != 0;
  const PoskoLocationCost cost = posko_location_assign_run (assign, self->open, self->first);
  for (guint l = 0; l < POSKO_LOCATION_N_LEVELS; l++)
    self->levels[l].value = self->levels[l].bound = posko_location_cost_level (problem, cost, l);
  for (guint i = 0; i < problem->n_points; i++)
    if (self->first[i] != POSKO_LOCATION_NONE)
      self->loads[self->first[i]]++;
  find_backups (problem, self);
  self->n_changes = posko_location_count_changes (problem, self->open);
  if (problem->counts[POSKO_LOCATION_CHANGES])
    self->levels[POSKO_LOCATION_CHANGES].value = self->levels[POSKO_LOCATION_CHANGES].bound = self->n_changes;
  self->levels[POSKO_LOCATION_UNCOVERED].value += problem->price_rest * self->n_changes;
  self->levels[POSKO_LOCATION_UNCOVERED].bound = self->levels[POSKO_LOCATION_UNCOVERED].value;
  return self;
}

/* The bound at the whole price: see above. */
static gint64
bound_at_whole_price (const PoskoLocationProblem *p, gint64 bound)
{
  const gint64 weight = p->change_price - 1; /* where a rest is left */
  if (p->price_rest == 0 || bound <= weight)
    return bound;
  return bound + p->price_rest * ((bound - weight + p->change_price - 1) / p->change_price);
}

/* Takes the sites that were open before when they keep the rules and serve as many points: no set has fewer changes. */
static void
try_previous (const PoskoLocationProblem *p, guint8 *open, PoskoLocationCost *cost)
{
  g_auto (PoskoLocationSet) set = { 0 };
  posko_location_set_init (&set, p, p->previous);
  if (!posko_location_set_is_allowed (&set))
    return;
  g_autoptr (PoskoLocationAssign) assign = posko_location_assign_new (p, POSKO_ASSIGN_ALL, 0);
  const PoskoLocationCost other = posko_location_assign_run (assign, p->previous, NULL);
  if (posko_location_cost_level (p, other, POSKO_LOCATION_UNSERVED)
      > posko_location_cost_level (p, *cost, POSKO_LOCATION_UNSERVED))
    return;
  *cost = other;
  memcpy (open, p->previous, p->n_sites);
}

/* The fewest changes: from now on a limit of @p, under which the best set is looked for anew. */
static gboolean
solve_changes (PoskoLocationProblem *p, const PoskoSolveParams *params, guint8 *open, PoskoLocationCost *cost,
               PoskoSolveResult *result, GError **error)
{
  try_previous (p, open, cost);
  if (!posko_location_solve_cover (p, params, POSKO_LOCATION_CHANGES, open, cost, result, error))
    return FALSE;
  p->max_changes = (guint) result->value;
  return posko_location_improve (p, params->cancellable, open, cost, error);
}

/* @p: its limit on changes is tightened on the way */
static gboolean
solve_levels (PoskoLocationProblem *p, const PoskoSolveParams *params, guint8 *open, PoskoSolveResult *results,
              GError **error)
{
  PoskoLocationCost cost;
  if (!posko_location_improve (p, params->cancellable, open, &cost, error))
    return FALSE;
  for (guint l = 0; l < POSKO_LOCATION_N_LEVELS; l++)
    {
      results[l] = (PoskoSolveResult){ .status = POSKO_SOLVE_OPTIMAL };
      if (!p->counts[l])
        continue;
      if (l == POSKO_LOCATION_CHANGES  ? !solve_changes (p, params, open, &cost, &results[l], error)
          : l == POSKO_LOCATION_TRAVEL ? !posko_location_solve_travel (p, params, open, &cost, &results[l], error)
                                       : !posko_location_solve_cover (p, params, l, open, &cost, &results[l], error))
        return FALSE;
    }
  return TRUE;
}

PoskoLocationSolution *
posko_location_solve (const PoskoLocationProblem *problem, const PoskoSolveParams *params, GError **error)
{
  g_autofree guint8 *open = g_new0 (guint8, problem->n_sites);
  PoskoSolveResult results[POSKO_LOCATION_N_LEVELS];
  PoskoLocationProblem limited = *problem; /* borrows all its arrays */
  gboolean feasible = TRUE;
  g_return_val_if_fail (params != NULL, NULL);

  if (!posko_location_start (problem, params, open, &feasible, error))
    return NULL;
  limited.max_changes = MAX (limited.max_changes, posko_location_count_changes (problem, open));
  if (feasible && !solve_levels (&limited, params, open, results, error))
    return NULL;
  PoskoLocationSolution *solution = posko_location_evaluate (problem, open);
  solution->status = feasible ? POSKO_SOLVE_OPTIMAL : POSKO_SOLVE_INFEASIBLE;
  for (guint l = 0; l < POSKO_LOCATION_N_LEVELS && feasible; l++)
    {
      results[l].value = solution->levels[l].value; /* a later level may have bettered an unproven one */
      if (l == POSKO_LOCATION_UNCOVERED)
        results[l].bound = bound_at_whole_price (problem, results[l].bound);
      results[l].bound = MIN (results[l].bound, results[l].value);
      if (results[l].bound == results[l].value)
        results[l].status = POSKO_SOLVE_OPTIMAL;
      solution->levels[l] = results[l];
      if (results[l].status != POSKO_SOLVE_OPTIMAL)
        solution->status = POSKO_SOLVE_BOUNDED;
    }
  return solution;
}
