/* location-search.c: greedy start and interchange; see location-private.h.
 *
 * Greedy serves the groups' minima first, then opens the site that gains most. Then fast interchange (Hansen &
 * Mladenović, "Variable neighborhood search for the p-median", 1997, doi:10.1016/S0966-8349(98)00030-8; the gain/loss
 * tables are Whitaker's, 1983): for each site that might come in, one pass over the points finds the best site to go
 * out. Capacities are ignored there, which makes a swap's worth a bound from below of its true worth; with capacities a
 * second round tries the swaps in the order of that bound with the exact assignment. Costs are lexicographic pairs
 * throughout. A round costs O(sites × (points + open sites)), an exact trial O(points × open sites). Ties go to the
 * lower index.
 */
#include "location-private.h"
#include "mip.h"
#include <string.h>

#define MAX_ROUNDS 1000
#define MAX_TRIALS 30 /* exact assignments tried in one round of swaps before giving up */

typedef struct
{
  const PoskoLocationProblem *problem;
  PoskoLocationSet set;
  guint32 *nearest;          /* by point; POSKO_LOCATION_NONE */
  PoskoLocationCost *best;   /* by point: cost at the nearest, or unserved */
  PoskoLocationCost *second; /* without the nearest */
  PoskoLocationCost *loss;   /* by site: of closing it */
} Search;

typedef struct
{
  PoskoLocationCost change;
  guint32 out, in; /* out may be POSKO_LOCATION_NONE: open only */
} Swap;

static void
search_clear (Search *self)
{
  posko_location_set_clear (&self->set);
  g_free (self->nearest);
  g_free (self->best);
  g_free (self->second);
  g_free (self->loss);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Search, search_clear)

static PoskoLocationCost
cost_of (const PoskoLocationProblem *p, guint point, guint site)
{
  const guint32 travel = posko_location_travel (p, point, site);
  return travel == POSKO_LOCATION_UNREACHABLE ? POSKO_LOCATION_WORST : posko_location_served_cost (p, point, travel);
}

static void
find_nearest (Search *self)
{
  const PoskoLocationProblem *p = self->problem;
  for (guint i = 0; i < p->n_points; i++)
    {
      self->nearest[i] = POSKO_LOCATION_NONE;
      self->best[i] = self->second[i] = posko_location_unserved_cost (p, i);
      for (guint32 j = 0; j < p->n_sites; j++)
        {
          if (!self->set.open[j])
            continue;
          const PoskoLocationCost cost = cost_of (p, i, j);
          if (posko_location_cost_less (cost, self->best[i]))
            {
              self->second[i] = self->best[i];
              self->best[i] = cost;
              self->nearest[i] = j;
            }
          else if (posko_location_cost_less (cost, self->second[i]))
            self->second[i] = cost;
        }
    }
}

static void
search_init (Search *self, const PoskoLocationProblem *p, const guint8 *open)
{
  self->problem = p;
  posko_location_set_init (&self->set, p, open);
  self->nearest = g_new (guint32, p->n_points);
  self->best = g_new (PoskoLocationCost, p->n_points);
  self->second = g_new (PoskoLocationCost, p->n_points);
  self->loss = g_new (PoskoLocationCost, p->n_sites);
  find_nearest (self);
}

/* --- greedy --- */

static PoskoLocationCost
gain_of_opening (const Search *self, guint site)
{
  PoskoLocationCost gain = { -posko_location_opening_cost (self->problem, site), 0 };
  for (guint i = 0; i < self->problem->n_points; i++)
    {
      const PoskoLocationCost cost = cost_of (self->problem, i, site);
      if (posko_location_cost_less (cost, self->best[i]))
        gain = posko_location_cost_add (gain, posko_location_cost_subtract (self->best[i], cost));
    }
  return gain;
}

/* Opens the best allowed site of a group (or of any). Returns whether there was one worth it. */
static gboolean
open_best (Search *self, guint32 group, gboolean must)
{
  const PoskoLocationProblem *p = self->problem;
  PoskoLocationCost best = { 0, 0 };
  guint site = p->n_sites;
  for (guint j = 0; j < p->n_sites; j++)
    {
      if ((group != POSKO_LOCATION_NONE && p->groups[j] != group) || !posko_location_set_may_open (&self->set, j))
        continue;
      const PoskoLocationCost gain = gain_of_opening (self, j);
      if (posko_location_cost_less (best, gain) || (must && site == p->n_sites))
        {
          best = gain;
          site = j;
        }
    }
  if (site == p->n_sites)
    return FALSE;
  posko_location_set_open (&self->set, site);
  find_nearest (self);
  return TRUE;
}

/* Returns FALSE when greedy painted itself into a corner. */
static gboolean
start_greedily (Search *self)
{
  const PoskoLocationProblem *p = self->problem;
  for (guint j = 0; j < p->n_sites; j++)
    if (p->states[j] == POSKO_SITE_OPEN)
      posko_location_set_open (&self->set, j);
  find_nearest (self);
  for (guint32 k = 0; k < p->n_groups; k++)
    while (self->set.in_group[k] < p->group_minimum[k])
      if (!open_best (self, k, TRUE))
        return FALSE;
  return posko_location_set_is_allowed (&self->set);
}

/* A set that keeps the side rules, with the fewest changes there are, by an integer program. */
static gboolean
start_by_program (const PoskoLocationProblem *p, const PoskoSolveParams *params, guint8 *open, gboolean *feasible,
                  GError **error)
{
  g_autoptr (PoskoMip) mip = posko_mip_new ();
  g_autofree gdouble *values = g_new (gdouble, p->n_sites);
  PoskoSolveParams effort = *params;
  PoskoMipResult result;
  posko_location_add_rules (p, mip);
  for (guint j = 0; j < p->n_sites; j++)
    posko_mip_set_cost (mip, j, posko_location_change_step (p, j));
  effort.iterations = 0;
  if (!posko_mip_solve (mip, &effort, 0.0, values, &result, error))
    return FALSE;
  if (result.status == POSKO_SOLVE_NONE)
    {
      g_set_error_literal (error, POSKO_ERROR, POSKO_ERROR_SOLVER,
                           "no set of sites that keeps the rules was found, nor proof that there is none");
      return FALSE;
    }
  *feasible = result.status != POSKO_SOLVE_INFEASIBLE;
  for (guint j = 0; j < p->n_sites && *feasible; j++)
    open[j] = values[j] > 0.5;
  return TRUE;
}

/* Under a limit on changes the sites that were open before, or the rules' nearest set to them. */
static gboolean
start_from_previous (const PoskoLocationProblem *problem, const PoskoSolveParams *params, guint8 *open,
                     gboolean *feasible, GError **error)
{
  PoskoLocationProblem free_of_limit = *problem; /* borrows all its arrays */
  g_auto (PoskoLocationSet) set = { 0 };
  free_of_limit.max_changes = POSKO_LOCATION_NO_LIMIT;
  posko_location_set_init (&set, &free_of_limit, problem->previous);
  memcpy (open, problem->previous, problem->n_sites);
  if (posko_location_set_is_allowed (&set))
    return TRUE;
  return start_by_program (&free_of_limit, params, open, feasible, error);
}

gboolean
posko_location_start (const PoskoLocationProblem *problem, const PoskoSolveParams *params, guint8 *open,
                      gboolean *feasible, GError **error)
{
  g_auto (Search) search = { 0 };
  search_init (&search, problem, NULL);
  *feasible = TRUE;
  if (problem->max_changes != POSKO_LOCATION_NO_LIMIT)
    return start_from_previous (problem, params, open, feasible, error);
  if (start_greedily (&search))
    {
      memcpy (open, search.set.open, problem->n_sites);
      return TRUE;
    }
  return start_by_program (problem, params, open, feasible, error);
}

/* --- interchange --- */

static void
sum_losses (Search *self)
{
  const PoskoLocationProblem *p = self->problem;
  for (guint j = 0; j < p->n_sites; j++)
    self->loss[j] = (PoskoLocationCost){ -posko_location_opening_cost (p, j), 0 };
  for (guint i = 0; i < p->n_points; i++)
    if (self->nearest[i] != POSKO_LOCATION_NONE)
      {
        PoskoLocationCost *loss = &self->loss[self->nearest[i]];
        *loss = posko_location_cost_add (*loss, posko_location_cost_subtract (self->second[i], self->best[i]));
      }
}

/* Fills @change for every open site that might go out for @in. Returns the gain of @in alone. */
static PoskoLocationCost
weigh_swaps (const Search *self, guint in, PoskoLocationCost *change)
{
  const PoskoLocationProblem *p = self->problem;
  PoskoLocationCost gain = { -posko_location_opening_cost (p, in), 0 };
  memcpy (change, self->loss, p->n_sites * sizeof *change);
  for (guint i = 0; i < p->n_points; i++)
    {
      const PoskoLocationCost cost = cost_of (p, i, in);
      const guint32 near = self->nearest[i];
      if (!posko_location_cost_less (cost, self->second[i]))
        continue;
      /* without its nearest the point goes to @in instead of to its second */
      if (near != POSKO_LOCATION_NONE)
        change[near] = posko_location_cost_subtract (
            change[near], posko_location_cost_subtract (
                              self->second[i], posko_location_cost_less (cost, self->best[i]) ? self->best[i] : cost));
      if (posko_location_cost_less (cost, self->best[i]))
        gain = posko_location_cost_add (gain, posko_location_cost_subtract (self->best[i], cost));
    }
  return gain;
}

/* All allowed swaps whose worth, capacities ignored, is below @limit; or only the best of them. */
static void
list_swaps (Search *self, PoskoLocationCost limit, gboolean best_only, GArray *swaps)
{
  const PoskoLocationProblem *p = self->problem;
  g_autofree PoskoLocationCost *change = g_new (PoskoLocationCost, p->n_sites);
  g_array_set_size (swaps, 0);
  sum_losses (self);
  for (guint32 in = 0; in < p->n_sites; in++)
    {
      if (self->set.open[in] || p->states[in] == POSKO_SITE_FORBIDDEN)
        continue;
      const PoskoLocationCost gain = weigh_swaps (self, in, change);
      for (guint32 o = 0; o <= p->n_sites; o++)
        {
          const gboolean alone = o == p->n_sites;
          if (alone ? !posko_location_set_may_open (&self->set, in)
                    : !self->set.open[o] || !posko_location_set_may_swap (&self->set, o, in))
            continue;
          const Swap swap = { posko_location_cost_subtract (alone ? (PoskoLocationCost){ 0, 0 } : change[o], gain),
                              alone ? POSKO_LOCATION_NONE : o, in };
          if (!posko_location_cost_less (swap.change, limit))
            continue;
          if (best_only)
            {
              limit = swap.change;
              g_array_set_size (swaps, 0);
            }
          g_array_append_val (swaps, swap);
        }
    }
}

static void
make_swap (Search *self, const Swap *swap)
{
  if (swap->out != POSKO_LOCATION_NONE)
    posko_location_set_close (&self->set, swap->out);
  posko_location_set_open (&self->set, swap->in);
}

static void
undo_swap (Search *self, const Swap *swap)
{
  posko_location_set_close (&self->set, swap->in);
  if (swap->out != POSKO_LOCATION_NONE)
    posko_location_set_open (&self->set, swap->out);
}

static gboolean
interchange (Search *self, GCancellable *cancellable, GError **error)
{
  g_autoptr (GArray) swaps = g_array_new (FALSE, FALSE, sizeof (Swap));
  for (guint round = 0; round < MAX_ROUNDS; round++)
    {
      if (posko_set_error_if_cancelled (cancellable, error))
        return FALSE;
      list_swaps (self, (PoskoLocationCost){ 0, 0 }, TRUE, swaps);
      if (swaps->len == 0)
        return TRUE;
      make_swap (self, &g_array_index (swaps, Swap, 0));
      find_nearest (self);
    }
  return TRUE;
}

static gint
compare_swaps (gconstpointer a, gconstpointer b)
{
  const Swap *s = a, *t = b;
  if (posko_location_cost_less (s->change, t->change))
    return -1;
  if (posko_location_cost_less (t->change, s->change))
    return 1;
  if (s->in != t->in)
    return s->in < t->in ? -1 : 1;
  return (s->out > t->out) - (s->out < t->out);
}

static PoskoLocationCost
sum_of_best (const Search *self)
{
  PoskoLocationCost sum = { posko_location_change_cost (self->problem, self->set.open), 0 };
  for (guint i = 0; i < self->problem->n_points; i++)
    sum = posko_location_cost_add (sum, self->best[i]);
  return sum;
}

/* Swaps under capacities: the first that is truly better, in the order of promise. Returns whether one was made. */
static gboolean
swap_exactly (Search *self, PoskoLocationAssign *assign, GArray *swaps, PoskoLocationCost *cost)
{
  const PoskoLocationCost slack = posko_location_cost_subtract (*cost, sum_of_best (self));
  list_swaps (self, slack, FALSE, swaps);
  g_array_sort (swaps, compare_swaps);
  for (guint k = 0; k < MIN (swaps->len, MAX_TRIALS); k++)
    {
      const Swap *swap = &g_array_index (swaps, Swap, k);
      make_swap (self, swap);
      const PoskoLocationCost other = posko_location_assign_run (assign, self->set.open, NULL);
      if (posko_location_cost_less (other, *cost))
        {
          *cost = other;
          find_nearest (self);
          return TRUE;
        }
      undo_swap (self, swap);
    }
  return FALSE;
}

static gboolean
improve_exactly (Search *self, GCancellable *cancellable, PoskoLocationCost *cost, GError **error)
{
  g_autoptr (PoskoLocationAssign) assign = posko_location_assign_new (self->problem, POSKO_ASSIGN_ALL, 0);
  g_autoptr (GArray) swaps = g_array_new (FALSE, FALSE, sizeof (Swap));
  *cost = posko_location_assign_run (assign, self->set.open, NULL);
  for (guint round = 0; round < MAX_ROUNDS && swap_exactly (self, assign, swaps, cost); round++)
    if (posko_set_error_if_cancelled (cancellable, error))
      return FALSE;
  return TRUE;
}

gboolean
posko_location_improve (const PoskoLocationProblem *problem, GCancellable *cancellable, guint8 *open,
                        PoskoLocationCost *cost, GError **error)
{
  g_auto (Search) search = { 0 };
  g_autofree guint8 *before = g_memdup2 (open, problem->n_sites);
  search_init (&search, problem, open);
  while (open_best (&search, POSKO_LOCATION_NONE, FALSE))
    if (posko_set_error_if_cancelled (cancellable, error))
      return FALSE;
  if (!interchange (&search, cancellable, error) || !improve_exactly (&search, cancellable, cost, error))
    return FALSE;
  memcpy (open, search.set.open, problem->n_sites);
  if (!problem->capacitated)
    return TRUE;

  /* what is better without capacities may be worse with them: then start from the set that was given */
  g_autoptr (PoskoLocationAssign) assign = posko_location_assign_new (problem, POSKO_ASSIGN_ALL, 0);
  if (!posko_location_cost_less (posko_location_assign_run (assign, before, NULL), *cost))
    return TRUE;
  g_auto (Search) again = { 0 };
  search_init (&again, problem, before);
  if (!improve_exactly (&again, cancellable, cost, error))
    return FALSE;
  memcpy (open, again.set.open, problem->n_sites);
  return TRUE;
}
