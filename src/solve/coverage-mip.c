/* coverage-mip.c: one level of the covering problem as an integer program; see coverage-private.h and coverage.h.
 *
 * Points of equal range are merged, and so are points of equal limit (cover-classes.h). Per merged range of weight W
 * there is a column y_n in [0, 1] of value W·b_n for each sighting n; they fill in order because benefits fall, so they
 * need not be integer:
 *
 *   Σ_n y_n ≤ Σ_b sightings_b z_b       (per merged range)
 *   v ≥ 1 - Σ_b z_b                     (per merged limit; v = unreached)
 *   s ≥ minimum - Σ_b z_b               (per group; s = shortfall)
 *   Σ o_b ≤ 1                           (per clique of exclusions; z_b ≤ room_b o_b)
 *   Σ cost_b z_b ≤ budget, Σ z_b ≤ max_copies, group maxima
 *   a ≥ z_b - p_b                       (per site with room above p_b; p = copies before, a = copies above them)
 *
 * Changes are Σ a, or Σ (2a + p - z) where those below p count too; a price, a limit or the level's cost stands on
 * them. z integer. Earlier levels are rows that hold their sum down. Daskin 1983 (doi:10.1287/trsc.17.1.48) for one
 * range; Church & ReVelle, "The maximal covering location problem", 1974 (doi:10.1007/BF01942293).
 */
#include "coverage-private.h"
#include "cover-classes.h"
#include "mip.h"
#include <math.h>
#include <string.h>

#define DEFAULT_NODES 2000

typedef struct
{
  const PoskoCoverageProblem *problem;
  PoskoCoverageLevel level;
  const PoskoCoverageWorth *pinned;
  PoskoMip *mip;
  GArray *start; /* gdouble: the columns' values at the start */
  const guint32 *copies;
  const PoskoCoverageSolution *at; /* the start, evaluated */
  gboolean only_changes;           /* of all levels; none before it counts */
  gint64 constant;                 /* of the level, beside the columns */
} Program;

static guint
add_column (Program *self, gdouble upper, gdouble cost, gboolean integer, gdouble start)
{
  g_array_append_val (self->start, start);
  return posko_mip_add_column (self->mip, 0.0, upper, cost, integer);
}

/* The first point of each class, and the class's weight. */
static guint
merge_points (const PoskoCoverageProblem *p, const PoskoCoverageReach *reach, guint32 **heads, gint64 **weights)
{
  g_autofree guint32 *class_of = g_new (guint32, p->n_points);
  const guint n = posko_cover_classes (p->n_points, reach->starts, reach->sites, class_of);
  *heads = g_new (guint32, n);
  *weights = g_new0 (gint64, n);
  for (guint i = p->n_points; i-- > 0;)
    {
      (*heads)[class_of[i]] = i;
      (*weights)[class_of[i]] += p->weights[i];
    }
  return n;
}

static void
add_copies (Program *self)
{
  const PoskoCoverageProblem *p = self->problem;
  guint64 room = 0;
  for (guint j = 0; j < p->n_sites; j++)
    {
      room += p->rooms[j];
      add_column (self, p->rooms[j], 0.0, TRUE, self->copies[j]);
    }
  if (p->place_all || p->max_copies < room)
    {
      const gdouble most = (gdouble) MIN (room, p->max_copies);
      const guint row = posko_mip_add_row (self->mip, p->place_all ? most : 0.0, most);
      for (guint j = 0; j < p->n_sites; j++)
        posko_mip_add_entry (self->mip, row, j, 1.0);
    }
  if (p->budget >= 0)
    {
      const guint row = posko_mip_add_row (self->mip, 0.0, (gdouble) p->budget);
      for (guint j = 0; j < p->n_sites; j++)
        posko_mip_add_entry (self->mip, row, j, (gdouble) p->costs[j]);
    }
}

/* The column that is 1 when a site has copies: its own, where it can only have one. */
static guint
occupied_column (Program *self, guint site, guint32 *columns)
{
  if (columns[site] == G_MAXUINT32)
    {
      columns[site] = site;
      if (self->problem->rooms[site] > 1)
        {
          columns[site] = add_column (self, 1.0, 0.0, TRUE, self->copies[site] > 0);
          const guint row = posko_mip_add_row (self->mip, -POSKO_MIP_INFINITY, 0.0);
          posko_mip_add_entry (self->mip, row, site, 1.0);
          posko_mip_add_entry (self->mip, row, columns[site], -(gdouble) self->problem->rooms[site]);
        }
    }
  return columns[site];
}

static void
add_exclusions (Program *self)
{
  const PoskoCoverageProblem *p = self->problem;
  g_autoptr (GArray) starts = NULL;
  g_autoptr (GArray) nodes = posko_exclusion_cliques (p->n_sites, p->n_exclusions, p->exclusions, &starts);
  g_autofree guint32 *columns = g_new (guint32, p->n_sites);
  for (guint j = 0; j < p->n_sites; j++)
    columns[j] = G_MAXUINT32;
  for (guint c = 0; c + 1 < starts->len; c++)
    {
      const guint row = posko_mip_add_row (self->mip, 0.0, 1.0);
      for (guint k = g_array_index (starts, guint32, c); k < g_array_index (starts, guint32, c + 1); k++)
        posko_mip_add_entry (self->mip, row, occupied_column (self, g_array_index (nodes, guint32, k), columns), 1.0);
    }
}

/* Adds @value changes a copy in @column to the rows that count them, and to the level's cost. */
static void
count_change (Program *self, guint column, gdouble value, const guint *rows, guint n_rows, GArray *costs)
{
  for (guint r = 0; r < n_rows; r++)
    posko_mip_add_entry (self->mip, rows[r], column, value);
  g_array_index (costs, gdouble, column) += value;
}

/* The terms of a site; where copies below those before count too, a constant is left out: those before. */
static void
add_site_changes (Program *self, guint site, const guint *rows, guint n_rows, GArray *costs)
{
  const PoskoCoverageProblem *p = self->problem;
  const guint32 previous = p->previous[site], copies = self->copies[site];
  const gdouble above = p->place_all ? 1.0 : 2.0;
  if (previous == 0)
    count_change (self, site, above, rows, n_rows, costs);
  else if (previous < p->rooms[site])
    {
      const guint column = add_column (self, p->rooms[site] - previous, 0.0, FALSE, copies - MIN (copies, previous));
      const guint row = posko_mip_add_row (self->mip, -POSKO_MIP_INFINITY, previous);
      g_array_set_size (costs, column + 1);
      posko_mip_add_entry (self->mip, row, site, 1.0);
      posko_mip_add_entry (self->mip, row, column, -1.0);
      count_change (self, column, above, rows, n_rows, costs);
    }
  if (!p->place_all)
    count_change (self, site, -1.0, rows, n_rows, costs);
}

static void
add_changes (Program *self)
{
  const PoskoCoverageProblem *p = self->problem;
  const gboolean pinned = self->level == POSKO_COVERAGE_BENEFIT && p->counts_changes;
  const gint64 price = self->level == POSKO_COVERAGE_CHANGES   ? 1
                       : self->level == POSKO_COVERAGE_BENEFIT ? p->change_price
                                                               : 0;
  const gint64 most = MIN (p->max_changes, pinned ? self->pinned->level[POSKO_COVERAGE_CHANGES] : G_MAXINT64);
  const gboolean limited = most < G_MAXINT64 && !self->only_changes;
  g_autoptr (GArray) costs = g_array_new (FALSE, TRUE, sizeof (gdouble));
  gint64 constant = 0;
  if (p->previous == NULL || (!limited && price == 0))
    return;
  g_array_set_size (costs, posko_mip_n_columns (self->mip));
  for (guint j = 0; j < p->n_sites; j++)
    constant += p->place_all ? 0 : p->previous[j];
  const guint row = limited ? posko_mip_add_row (self->mip, -POSKO_MIP_INFINITY, (gdouble) (most - constant)) : 0;
  for (guint j = 0; j < p->n_sites; j++)
    add_site_changes (self, j, &row, limited ? 1 : 0, costs);
  for (guint c = 0; c < costs->len && price > 0; c++)
    if (g_array_index (costs, gdouble, c) != 0.0)
      posko_mip_set_cost (self->mip, c, (gdouble) price * g_array_index (costs, gdouble, c));
  self->constant = price * constant;
}

static void
add_groups (Program *self)
{
  const PoskoCoverageProblem *p = self->problem;
  const gboolean counts = self->level == POSKO_COVERAGE_SHORTFALL;
  const guint first = posko_mip_n_rows (self->mip);
  for (guint k = 0; k < p->n_groups; k++)
    {
      const gdouble most = p->group_maximum[k] == POSKO_COVERAGE_NO_LIMIT ? POSKO_MIP_INFINITY : p->group_maximum[k];
      posko_mip_add_row (self->mip, p->group_minimum[k], POSKO_MIP_INFINITY);
      posko_mip_add_row (self->mip, 0.0, most);
    }
  for (guint j = 0; j < p->n_sites; j++)
    if (p->groups[j] != POSKO_COVERAGE_NONE)
      {
        posko_mip_add_entry (self->mip, first + 2 * p->groups[j], j, 1.0);
        posko_mip_add_entry (self->mip, first + 2 * p->groups[j] + 1, j, 1.0);
      }
  if (p->n_groups == 0)
    return;
  const guint total = posko_mip_add_row (
      self->mip, 0.0,
      counts || self->only_changes ? POSKO_MIP_INFINITY : (gdouble) self->pinned->level[POSKO_COVERAGE_SHORTFALL]);
  for (guint k = 0; k < p->n_groups; k++)
    {
      const guint column = add_column (self, p->group_minimum[k], counts ? 1.0 : 0.0, FALSE, self->at->shortfall[k]);
      posko_mip_add_entry (self->mip, first + 2 * k, column, 1.0);
      posko_mip_add_entry (self->mip, total, column, 1.0);
    }
}

static void
add_limits (Program *self)
{
  const PoskoCoverageProblem *p = self->problem;
  const gboolean counts = self->level == POSKO_COVERAGE_UNREACHED;
  g_autofree guint32 *heads = NULL;
  g_autofree gint64 *weights = NULL;
  if (p->limit.starts == NULL || self->level < POSKO_COVERAGE_UNREACHED)
    return;
  const guint n = merge_points (p, &p->limit, &heads, &weights);
  const guint total = posko_mip_add_row (
      self->mip, 0.0, counts ? POSKO_MIP_INFINITY : (gdouble) self->pinned->level[POSKO_COVERAGE_UNREACHED]);
  for (guint c = 0; c < n; c++)
    {
      const guint row = posko_mip_add_row (self->mip, 1.0, POSKO_MIP_INFINITY);
      const guint column
          = add_column (self, 1.0, counts ? (gdouble) weights[c] : 0.0, FALSE, self->at->reached[heads[c]] ? 0.0 : 1.0);
      posko_mip_add_entry (self->mip, row, column, 1.0);
      posko_mip_add_entry (self->mip, total, column, (gdouble) weights[c]);
      for (guint k = p->limit.starts[heads[c]]; k < p->limit.starts[heads[c] + 1]; k++)
        posko_mip_add_entry (self->mip, row, p->limit.sites[k], 1.0);
    }
}

static void
add_benefits (Program *self)
{
  const PoskoCoverageProblem *p = self->problem;
  g_autofree guint32 *heads = NULL;
  g_autofree gint64 *weights = NULL;
  if (self->level < POSKO_COVERAGE_BENEFIT)
    return;
  const guint n = merge_points (p, &p->range, &heads, &weights);
  for (guint c = 0; c < n; c++)
    {
      guint64 most = 0; /* sightings there can be */
      for (guint k = p->range.starts[heads[c]]; k < p->range.starts[heads[c] + 1]; k++)
        most += (guint64) p->rooms[p->range.sites[k]] * p->sightings[p->range.sites[k]];
      most = MIN (most, p->n_benefits);
      if (most == 0 || weights[c] == 0)
        continue;
      const guint row = posko_mip_add_row (self->mip, -POSKO_MIP_INFINITY, 0.0);
      for (guint m = 0; m < most; m++)
        {
          const gint64 benefit = weights[c] * (p->total_benefit[m + 1] - p->total_benefit[m]);
          if (benefit > 0)
            posko_mip_add_entry (
                self->mip, row,
                add_column (self, 1.0, -(gdouble) benefit, FALSE, self->at->sightings[heads[c]] > m ? 1.0 : 0.0), 1.0);
        }
      for (guint k = p->range.starts[heads[c]]; k < p->range.starts[heads[c] + 1]; k++)
        posko_mip_add_entry (self->mip, row, p->range.sites[k], -(gdouble) p->sightings[p->range.sites[k]]);
    }
}

/* Takes the program's copies when they are no worse, and says what is known now. */
static void
take_answer (const Program *self, const PoskoMipResult *answer, const gdouble *values, guint32 *copies,
             PoskoSolveResult *result)
{
  const PoskoCoverageProblem *p = self->problem;
  PoskoCoverageWorth worth = posko_coverage_worth (p, copies);
  const gdouble constant = (gdouble) self->constant;
  if (!isnan (answer->value))
    {
      g_autofree guint32 *found = g_new (guint32, p->n_sites);
      for (guint j = 0; j < p->n_sites; j++)
        found[j] = (guint32) values[j];
      const PoskoCoverageWorth other = posko_coverage_worth (p, found);
      if (posko_coverage_worth_compare (&other, &worth) < 0)
        {
          worth = other;
          memcpy (copies, found, p->n_sites * sizeof *copies);
        }
    }
  gint64 value = worth.level[self->level], bound = G_MININT64;
  /* a point that CBC's tolerances let through may be worth less than it said: then its optimum proves nothing for ours
   */
  if (answer->status == POSKO_SOLVE_OPTIMAL
      && answer->value + constant >= (gdouble) value - 0.5 - 1e-7 * fabs ((gdouble) value))
    bound = value;
  else if (isfinite (answer->bound)) /* values are whole numbers */
    bound = MIN (value, (gint64) ceil (answer->bound + constant - 1e-6 - 1e-9 * fabs (answer->bound)));
  *result = (PoskoSolveResult){ .status = bound == value       ? POSKO_SOLVE_OPTIMAL
                                          : bound > G_MININT64 ? POSKO_SOLVE_BOUNDED
                                                               : POSKO_SOLVE_FEASIBLE,
                                .stop = bound == value ? POSKO_STOP_PROVEN : answer->stop,
                                .value = value,
                                .bound = bound,
                                .iterations = answer->nodes };
  if (self->level == POSKO_COVERAGE_BENEFIT)
    {
      result->value = -value;
      result->bound = bound == G_MININT64 ? G_MAXINT64 : -bound;
    }
}

/* The choice that changes least, whatever else it is worth, by the rules alone. */
static gboolean
start_by_program (const PoskoCoverageProblem *problem, const PoskoSolveParams *params, guint32 *copies, GError **error)
{
  g_autoptr (PoskoMip) mip = posko_mip_new ();
  g_autoptr (GArray) start = g_array_new (FALSE, FALSE, sizeof (gdouble));
  g_autoptr (PoskoCoverageSolution) at = posko_coverage_evaluate (problem, copies);
  Program program = { problem, POSKO_COVERAGE_CHANGES, NULL, mip, start, copies, at, TRUE, 0 };
  PoskoSolveParams effort = *params;
  PoskoMipResult answer;
  add_copies (&program);
  add_exclusions (&program);
  add_groups (&program);
  add_changes (&program);
  g_autofree gdouble *values = g_new (gdouble, posko_mip_n_columns (mip));
  effort.iterations = 0;
  if (!posko_mip_solve (mip, &effort, 0.0, values, &answer, error))
    return FALSE;
  if (isnan (answer.value))
    {
      g_set_error_literal (error, POSKO_ERROR, POSKO_ERROR_SOLVER, "no choice that keeps the rules was found");
      return FALSE;
    }
  for (guint j = 0; j < problem->n_sites; j++)
    copies[j] = (guint32) values[j];
  return TRUE;
}

gboolean
posko_coverage_start (const PoskoCoverageProblem *problem, const PoskoSolveParams *params, guint32 *copies,
                      GError **error)
{
  memset (copies, 0, problem->n_sites * sizeof *copies);
  if (problem->max_changes == G_MAXINT64)
    return TRUE;
  if (!posko_coverage_is_allowed (problem, problem->previous))
    return start_by_program (problem, params, copies, error);
  memcpy (copies, problem->previous, problem->n_sites * sizeof *copies);
  return TRUE;
}

gboolean
posko_coverage_solve_level (const PoskoCoverageProblem *problem, const PoskoSolveParams *params,
                            PoskoCoverageLevel level, const PoskoCoverageWorth *pinned, guint32 *copies,
                            PoskoSolveResult *result, GError **error)
{
  g_autoptr (PoskoMip) mip = posko_mip_new ();
  g_autoptr (GArray) start = g_array_new (FALSE, FALSE, sizeof (gdouble));
  g_autoptr (PoskoCoverageSolution) at = posko_coverage_evaluate (problem, copies);
  Program program = { problem, level, pinned, mip, start, copies, at, FALSE, 0 };
  PoskoSolveParams effort = *params;
  PoskoMipResult answer;

  add_copies (&program);
  add_exclusions (&program);
  add_groups (&program);
  add_changes (&program);
  add_limits (&program);
  add_benefits (&program);
  posko_mip_set_start (mip, (const gdouble *) (const void *) start->data);

  g_autofree gdouble *values = g_new (gdouble, posko_mip_n_columns (mip));
  effort.iterations = params->iterations == 0 ? DEFAULT_NODES : params->iterations;
  if (!posko_mip_solve (mip, &effort, 0.0, values, &answer, error))
    return FALSE;
  take_answer (&program, &answer, values, copies, result);
  return TRUE;
}
