/* location-cover.c: the covering levels (points unserved, weight uncovered) and the fewest changes, with their bounds;
 * see location-private.h.
 *
 * Points that the same sites cover are merged (cover-classes.h), and maximal covering without capacities is solved as
 * an integer program (Church & ReVelle, "The maximal covering location problem", 1974, doi:10.1007/BF01942293) with a
 * column η ≥ 0 for what capacities cost on top. Then Benders' cuts (Benders 1962, doi:10.1007/BF01386316; for
 * capacitated siting, Geoffrion & Graves 1974, doi:10.1287/mnsc.20.5.822): the exact assignment to the program's sites
 * has dual prices u, and for every set of sites x
 *
 *   value(x) ≥ Σ u_i + Σ_j x_j ρ_j(u),   ρ_j(u) = sum of the capacity_j most negative (c_ij - u_i)
 *
 * which is the Lagrangian function of the assignment rows, so it holds for any u and is tight at the program's own
 * sites. Solve, cut, solve again, until the bound meets the best set or MAX_ROUNDS is reached. Each round's sites are
 * also a start for the search.
 *
 * The fewest changes are a program of the same kind: the cost stands on the sites, and the points unserved, cuts and
 * all, may be no more than the level before left. Its sites are the answer as soon as they truly serve so many.
 */
#include "location-private.h"
#include "cover-classes.h"
#include "mip.h"
#include <math.h>
#include <string.h>

#define MAX_ROUNDS 20
#define MAX_CHANGE_ROUNDS 200 /* small programs, each cutting off one set that serves too few */
#define DEFAULT_NODES 2000

typedef struct
{
  const PoskoLocationProblem *problem;
  PoskoLocationLevel level;
  guint unserved_room; /* but at the first level: points that may go unserved */
  gint64 constant;     /* of the level, beside the program's columns */
  PoskoMip *mip;
  guint eta;
  guint32 *class_heads; /* by class: a point of it */
  gint64 *class_weights;
  guint n_classes;
} Cover;

gint64
posko_location_cost_level (const PoskoLocationProblem *p, PoskoLocationCost cost, PoskoLocationLevel level)
{
  const gint64 unserved = p->counts[POSKO_LOCATION_UNSERVED] ? cost.first / p->penalty : 0;
  if (level == POSKO_LOCATION_TRAVEL)
    return cost.second;
  if (level == POSKO_LOCATION_CHANGES)
    return 0;
  return level == POSKO_LOCATION_UNSERVED ? unserved : cost.first - unserved * p->penalty;
}

/* Of the best set so far. */
static gint64
level_value (const PoskoLocationProblem *p, PoskoLocationLevel level, const guint8 *open, PoskoLocationCost cost)
{
  return level == POSKO_LOCATION_CHANGES ? posko_location_count_changes (p, open)
                                         : posko_location_cost_level (p, cost, level);
}

static gboolean
is_covered (const Cover *self, guint point, guint site)
{
  const PoskoLocationProblem *p = self->problem;
  const guint32 travel = posko_location_travel (p, point, site);
  return p->states[site] != POSKO_SITE_FORBIDDEN && travel != POSKO_LOCATION_UNREACHABLE && p->capacities[site] > 0
         && (self->level != POSKO_LOCATION_UNCOVERED || travel <= p->standard);
}

static gint64
level_weight (const Cover *self, guint point)
{
  return self->level == POSKO_LOCATION_UNCOVERED ? self->problem->weights[point] : 1;
}

/* What no set can better: points that no site covers. */
static gint64
plain_bound (const Cover *self)
{
  gint64 bound = 0;
  for (guint i = 0; i < self->problem->n_points && self->level != POSKO_LOCATION_CHANGES; i++)
    {
      gboolean coverable = FALSE;
      for (guint j = 0; j < self->problem->n_sites && !coverable; j++)
        coverable = is_covered (self, i, j);
      bound += coverable ? 0 : level_weight (self, i);
    }
  return bound;
}

static void
merge_points (Cover *self)
{
  const PoskoLocationProblem *p = self->problem;
  g_autofree guint32 *starts = g_new (guint32, (gsize) p->n_points + 1);
  g_autofree guint32 *class_of = g_new (guint32, p->n_points);
  g_autoptr (GArray) sites = g_array_new (FALSE, FALSE, sizeof (guint32));
  starts[0] = 0;
  for (guint i = 0; i < p->n_points; i++)
    {
      for (guint32 j = 0; j < p->n_sites; j++)
        if (is_covered (self, i, j))
          g_array_append_val (sites, j);
      starts[i + 1] = sites->len;
    }
  self->n_classes = posko_cover_classes (p->n_points, starts, (const guint32 *) (const void *) sites->data, class_of);
  self->class_heads = g_new (guint32, self->n_classes);
  self->class_weights = g_new0 (gint64, self->n_classes);
  for (guint i = 0; i < p->n_points; i++)
    {
      self->class_heads[class_of[i]] = i;
      self->class_weights[class_of[i]] += level_weight (self, i);
    }
}

/* What each site costs the level by itself. */
static void
add_change_costs (Cover *self)
{
  const PoskoLocationProblem *p = self->problem;
  if (self->level == POSKO_LOCATION_UNSERVED || p->previous == NULL)
    return;
  const gint64 price = self->level == POSKO_LOCATION_CHANGES ? 1 : p->change_price;
  self->constant = price * p->n_previous;
  for (guint j = 0; j < p->n_sites; j++)
    posko_mip_set_cost (self->mip, j, (gdouble) (price * posko_location_change_step (p, j)));
}

/* Columns: sites, then η, then one "uncovered" a class. */
static void
build_program (Cover *self)
{
  const PoskoLocationProblem *p = self->problem;
  const gboolean changes = self->level == POSKO_LOCATION_CHANGES;
  self->mip = posko_mip_new ();
  posko_location_add_rules (p, self->mip);
  add_change_costs (self);
  self->eta = posko_mip_add_column (self->mip, 0.0, POSKO_MIP_INFINITY, changes ? 0.0 : 1.0, FALSE);
  merge_points (self);
  const guint unserved = changes ? posko_mip_add_row (self->mip, 0.0, self->unserved_room) : 0;
  if (changes)
    posko_mip_add_entry (self->mip, unserved, self->eta, 1.0);
  for (guint c = 0; c < self->n_classes; c++)
    {
      const gdouble weight = (gdouble) self->class_weights[c];
      const guint column = posko_mip_add_column (self->mip, 0.0, 1.0, changes ? 0.0 : weight, FALSE);
      if (changes)
        posko_mip_add_entry (self->mip, unserved, column, weight);
      const guint row = posko_mip_add_row (self->mip, 1.0, POSKO_MIP_INFINITY);
      posko_mip_add_entry (self->mip, row, column, 1.0);
      for (guint j = 0; j < p->n_sites; j++)
        if (is_covered (self, self->class_heads[c], j))
          posko_mip_add_entry (self->mip, row, j, 1.0);
    }
  if (self->level != POSKO_LOCATION_UNSERVED && self->unserved_room < p->n_points)
    {
      const guint row = posko_mip_add_row (self->mip, p->n_points - self->unserved_room, POSKO_MIP_INFINITY);
      for (guint j = 0; j < p->n_sites; j++)
        posko_mip_add_entry (self->mip, row, j, p->capacities[j]);
    }
}

static gint
compare_amounts (gconstpointer a, gconstpointer b)
{
  const gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;
  return (x > y) - (x < y);
}

/* The sum of the @room most negative of @amounts (which are sorted on the way). */
static gint64
sum_most_negative (GArray *amounts, guint room)
{
  gint64 sum = 0;
  if (amounts->len > room)
    g_array_sort (amounts, compare_amounts);
  for (guint k = 0; k < MIN (amounts->len, room); k++)
    sum += g_array_index (amounts, gint64, k);
  return sum;
}

/* ρ of a site, or of the room for unserved points (site = POSKO_LOCATION_NONE). */
static gint64
site_value (const Cover *self, guint32 site, const gint64 *prices, GArray *amounts)
{
  const PoskoLocationProblem *p = self->problem;
  const gboolean covering = self->level == POSKO_LOCATION_UNCOVERED;
  g_array_set_size (amounts, 0);
  for (guint i = 0; i < p->n_points; i++)
    {
      gint64 cost = p->weights[i];
      if (site != POSKO_LOCATION_NONE)
        {
          const guint32 travel = posko_location_travel (p, i, site);
          if (travel == POSKO_LOCATION_UNREACHABLE)
            continue;
          cost = covering && travel > p->standard ? p->weights[i] : 0;
        }
      const gint64 amount = cost - prices[i];
      if (amount < 0)
        g_array_append_val (amounts, amount);
    }
  return sum_most_negative (amounts, site == POSKO_LOCATION_NONE ? self->unserved_room : p->capacities[site]);
}

/* Σ W v + η - Σ ρ_j x_j ≥ Σ u + ρ of the room */
static void
add_cut (Cover *self, const gint64 *prices)
{
  const PoskoLocationProblem *p = self->problem;
  g_autoptr (GArray) amounts = g_array_new (FALSE, FALSE, sizeof (gint64));
  gint64 constant = 0;
  for (guint i = 0; i < p->n_points; i++)
    constant += prices[i];
  if (self->level == POSKO_LOCATION_UNCOVERED)
    constant += site_value (self, POSKO_LOCATION_NONE, prices, amounts);
  const guint row = posko_mip_add_row (self->mip, (gdouble) constant, POSKO_MIP_INFINITY);
  posko_mip_add_entry (self->mip, row, self->eta, 1.0);
  for (guint c = 0; c < self->n_classes; c++)
    posko_mip_add_entry (self->mip, row, self->eta + 1 + c, (gdouble) self->class_weights[c]);
  for (guint j = 0; j < p->n_sites; j++)
    {
      const gint64 value = p->states[j] == POSKO_SITE_FORBIDDEN ? 0 : site_value (self, j, prices, amounts);
      if (value != 0)
        posko_mip_add_entry (self->mip, row, j, -(gdouble) value);
    }
}

/* @value: of the level without the sites' own costs; of the first level when changes are counted */
static void
set_start (Cover *self, const guint8 *open, gint64 value)
{
  const guint n_sites = self->problem->n_sites;
  g_autofree gdouble *start = g_new0 (gdouble, posko_mip_n_columns (self->mip));
  gint64 uncovered = 0;
  for (guint j = 0; j < n_sites; j++)
    start[j] = open[j];
  for (guint c = 0; c < self->n_classes; c++)
    {
      gboolean covered = FALSE;
      for (guint j = 0; j < n_sites && !covered; j++)
        covered = open[j] && is_covered (self, self->class_heads[c], j);
      start[self->eta + 1 + c] = covered ? 0.0 : 1.0;
      uncovered += covered ? 0 : self->class_weights[c];
    }
  start[self->eta] = (gdouble) MAX (0, value - uncovered);
  posko_mip_set_start (self->mip, start);
}

/* One round. @found: the program's sites; @done: nothing more to learn. */
static gboolean
solve_round (Cover *self, const PoskoSolveParams *params, gint64 best, guint8 *found, PoskoSolveResult *result,
             gboolean *done, GError **error)
{
  const guint n_sites = self->problem->n_sites;
  g_autofree gdouble *values = g_new (gdouble, posko_mip_n_columns (self->mip));
  g_autofree gint64 *prices = g_new (gint64, self->problem->n_points);
  g_autoptr (PoskoLocationAssign) assign = posko_location_assign_new (
      self->problem, self->level == POSKO_LOCATION_UNCOVERED ? POSKO_ASSIGN_COVERED : POSKO_ASSIGN_SERVED,
      self->unserved_room);
  PoskoSolveParams effort = *params;
  PoskoMipResult answer;

  effort.iterations = params->iterations == 0 ? DEFAULT_NODES : MAX (1, params->iterations / 10);
  if (!posko_mip_solve (self->mip, &effort, 0.0, values, &answer, error))
    return FALSE;
  result->iterations += answer.nodes;
  result->stop = answer.stop;
  *done = TRUE;
  if (isfinite (answer.bound)) /* values are whole numbers */
    result->bound
        = MAX (result->bound, self->constant + (gint64) ceil (answer.bound - 1e-6 - 1e-9 * fabs (answer.bound)));
  if (isnan (answer.value) || result->bound >= best)
    return TRUE;
  for (guint j = 0; j < n_sites; j++)
    found[j] = values[j] > 0.5;
  const gint64 points = posko_location_assign_run (assign, found, NULL).first;
  const gint64 priced
      = points + (self->level == POSKO_LOCATION_UNCOVERED ? posko_location_change_cost (self->problem, found) : 0);
  if (self->level == POSKO_LOCATION_CHANGES ? points <= self->unserved_room
                                            : (gdouble) (priced - self->constant) <= answer.value + 0.5)
    return TRUE; /* what the program promised, it keeps: a cut would change nothing */
  posko_location_assign_prices (assign, prices);
  add_cut (self, prices);
  *done = FALSE;
  return TRUE;
}

/* Takes @found when it keeps the rules and is better; then, and with @search, also looks around it. */
static gboolean
try_sites (const PoskoLocationProblem *p, GCancellable *cancellable, gboolean search, guint8 *found, guint8 *open,
           PoskoLocationCost *cost, GError **error)
{
  g_autoptr (PoskoLocationAssign) assign = posko_location_assign_new (p, POSKO_ASSIGN_ALL, 0);
  g_auto (PoskoLocationSet) set = { 0 };
  posko_location_set_init (&set, p, found);
  if (!posko_location_set_is_allowed (&set))
    return TRUE;
  PoskoLocationCost other = posko_location_assign_run (assign, found, NULL);
  if ((search || posko_location_cost_less (other, *cost))
      && !posko_location_improve (p, cancellable, found, &other, error))
    return FALSE;
  if (posko_location_cost_less (other, *cost))
    {
      *cost = other;
      memcpy (open, found, p->n_sites);
    }
  return TRUE;
}

/* Takes @found when it keeps the rules, serves as many points, and has fewer changes. */
static void
try_fewer_changes (const Cover *self, const guint8 *found, guint8 *open, PoskoLocationCost *cost)
{
  const PoskoLocationProblem *p = self->problem;
  g_auto (PoskoLocationSet) set = { 0 };
  posko_location_set_init (&set, p, found);
  if (!posko_location_set_is_allowed (&set)
      || posko_location_count_changes (p, found) >= posko_location_count_changes (p, open))
    return;
  g_autoptr (PoskoLocationAssign) assign = posko_location_assign_new (p, POSKO_ASSIGN_ALL, 0);
  const PoskoLocationCost other = posko_location_assign_run (assign, found, NULL);
  if (posko_location_cost_level (p, other, POSKO_LOCATION_UNSERVED) > self->unserved_room)
    return;
  *cost = other;
  memcpy (open, found, p->n_sites);
}

static gboolean
run_rounds (Cover *self, const PoskoSolveParams *params, guint8 *open, PoskoLocationCost *cost,
            PoskoSolveResult *result, GError **error)
{
  const PoskoLocationProblem *p = self->problem;
  g_autofree guint8 *found = g_malloc0 (p->n_sites);
  gboolean done = FALSE;
  const guint n_rounds = self->level == POSKO_LOCATION_CHANGES ? MAX_CHANGE_ROUNDS : MAX_ROUNDS;
  for (guint round = 0; round < n_rounds && !done; round++)
    {
      const gint64 best = level_value (p, self->level, open, *cost);
      if (self->level == POSKO_LOCATION_CHANGES)
        set_start (self, open, self->unserved_room);
      else
        set_start (self, open,
                   best - (self->level == POSKO_LOCATION_UNCOVERED ? posko_location_change_cost (p, open) : 0));
      memset (found, 0, p->n_sites);
      if (!solve_round (self, params, best, found, result, &done, error))
        return FALSE;
      if (result->bound >= best)
        return TRUE;
      if (self->level == POSKO_LOCATION_CHANGES)
        try_fewer_changes (self, found, open, cost);
      else if (!try_sites (p, params->cancellable, round == 0, found, open, cost, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
posko_location_solve_cover (const PoskoLocationProblem *problem, const PoskoSolveParams *params,
                            PoskoLocationLevel level, guint8 *open, PoskoLocationCost *cost, PoskoSolveResult *result,
                            GError **error)
{
  Cover cover = { .problem = problem, .level = level };
  gboolean done = TRUE;
  cover.unserved_room = problem->counts[POSKO_LOCATION_UNSERVED]
                            ? (guint) posko_location_cost_level (problem, *cost, POSKO_LOCATION_UNSERVED)
                            : problem->n_points;
  *result = (PoskoSolveResult){ .bound = plain_bound (&cover) };
  if (level_value (problem, level, open, *cost) > result->bound)
    {
      build_program (&cover);
      done = run_rounds (&cover, params, open, cost, result, error);
      posko_mip_free (cover.mip);
      g_free (cover.class_heads);
      g_free (cover.class_weights);
    }
  result->value = level_value (problem, level, open, *cost);
  result->bound = MIN (result->bound, result->value);
  result->status = result->bound == result->value ? POSKO_SOLVE_OPTIMAL : POSKO_SOLVE_BOUNDED;
  if (result->status == POSKO_SOLVE_OPTIMAL)
    result->stop = POSKO_STOP_PROVEN;
  else if (result->stop == POSKO_STOP_PROVEN)
    result->stop = POSKO_STOP_EFFORT;
  return done;
}
