/* location-branch.c: the travel level: branch and bound on sites over the Lagrangian bound; see location-private.h.
 *
 * Avella, Sassano & Vasil'ev, "Computing large-scale p-median problems", 2007, doi:10.1007/s10107-005-0700-6, go the
 * same way by columns; Beasley 1993 (location-lagrange.c) for the bound. A node is a state of every site. Best bound
 * first, ties by age. It is branched on the free site that the subgradient steps chose most nearly half the time (its
 * share is close to its value in the linear relaxation: Barahona & Anbil, "The volume algorithm", 2000,
 * doi:10.1007/s101070050002), or on a site of an excluded pair that the relaxation took whole. The relaxation's sites,
 * when they keep the rules, are a start for the search. With no free site left a node is an assignment, solved exactly.
 * When the effort ends, the least bound of the open nodes holds for all.
 */
#include "location-lagrange.h"
#include <string.h>
#include <time.h>

#define ROOT_STEPS 400
#define NODE_STEPS 80
#define NODE_COVER_STEPS 20 /* for the covering bound: it mostly prunes at once or never */
#define DEFAULT_WORK                                                                                                   \
  2.5e9 /* steps × points × sites, some three seconds; with capacities a step takes twice as long                    \
         */
#define MIN_STEPS 1000
#define MAX_STEPS 40000
#define MAX_NODES 20000 /* open at once: their prices are what takes the memory */

typedef struct
{
  guint8 *states; /* n_sites, PoskoSiteState */
  PoskoLagrangePrices travel;
  PoskoLagrangePrices cover; /* without prices where the covering level needs no bound of its own */
  guint branch;              /* site to branch on; n_sites when there is none left */
} Node;

typedef struct
{
  const PoskoLocationProblem *problem;
  const PoskoSolveParams *params;
  PoskoLagrange *lagrange;
  PoskoLagrange *cover; /* (nullable): bounds uncovered weight by itself: a set over the best set's is none */
  PoskoLocationAssign *assign;
  GPtrArray *nodes;        /* open nodes, oldest first */
  guint8 *open;            /* (borrowed) best set */
  PoskoLocationCost *cost; /* (borrowed) its cost */
  guint8 *chosen;
  guint32 *share;
  guint64 steps, max_steps;
  gboolean restart; /* an earlier level got better: what was cut off for its travel may be wanted now */
} Branch;

static void
node_free (gpointer data)
{
  Node *self = data;
  g_free (self->states);
  g_free (self->travel.prices);
  g_free (self->cover.prices);
  g_free (self);
}

static PoskoLagrangePrices
prices_for (PoskoLagrange *lagrange, const guint8 *open, guint n_points, const PoskoLagrangePrices *parent)
{
  PoskoLagrangePrices at = { 0 };
  if (lagrange == NULL)
    return at;
  if (parent != NULL)
    at = *parent;
  at.prices = g_new (gint64, n_points);
  if (parent != NULL)
    memcpy (at.prices, parent->prices, n_points * sizeof *at.prices);
  else
    posko_lagrange_first_prices (lagrange, open, &at);
  return at;
}

static Node *
node_new (const Branch *self, const Node *parent)
{
  const PoskoLocationProblem *p = self->problem;
  Node *node = g_new0 (Node, 1);
  node->states = g_memdup2 (parent == NULL ? p->states : parent->states, p->n_sites);
  node->travel = prices_for (self->lagrange, self->open, p->n_points, parent == NULL ? NULL : &parent->travel);
  node->cover = prices_for (self->cover, self->open, p->n_points, parent == NULL ? NULL : &parent->cover);
  return node;
}

/* --- what follows from a node's states --- */

typedef struct
{
  guint n_open, n_missing; /* open sites; sites that groups still lack */
  guint n_changes;         /* that the states make, whatever the free sites do */
  gint64 cost;
  guint32 *open_in, *free_in; /* by group */
} Tally;

static void
tally_clear (Tally *self)
{
  g_free (self->open_in);
  g_free (self->free_in);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Tally, tally_clear)

/* Returns FALSE when the states already break a rule. */
static gboolean
tally (const PoskoLocationProblem *p, const guint8 *states, Tally *self)
{
  gboolean possible = TRUE;
  self->n_open = self->n_missing = self->n_changes = 0;
  self->cost = 0;
  memset (self->open_in, 0, p->n_groups * sizeof *self->open_in);
  memset (self->free_in, 0, p->n_groups * sizeof *self->free_in);
  for (guint j = 0; j < p->n_sites; j++)
    {
      const guint32 group = p->groups[j];
      if (states[j] != POSKO_SITE_FREE && p->previous != NULL)
        self->n_changes += (states[j] == POSKO_SITE_OPEN) != (p->previous[j] != 0);
      if (states[j] == POSKO_SITE_OPEN)
        {
          self->n_open++;
          self->cost += p->costs[j];
          for (guint k = p->neighbour_starts[j]; k < p->neighbour_starts[j + 1]; k++)
            possible = possible && states[p->neighbours[k]] != POSKO_SITE_OPEN;
        }
      if (group != POSKO_LOCATION_NONE)
        {
          self->open_in[group] += states[j] == POSKO_SITE_OPEN;
          self->free_in[group] += states[j] == POSKO_SITE_FREE;
        }
    }
  for (guint k = 0; k < p->n_groups; k++)
    {
      const guint32 missing = p->group_minimum[k] - MIN (p->group_minimum[k], self->open_in[k]);
      possible = possible && missing <= self->free_in[k] && self->open_in[k] <= p->group_maximum[k];
      self->n_missing += missing;
    }
  return possible && self->n_open <= p->max_open && self->n_missing <= p->max_open - self->n_open
         && (p->budget < 0 || self->cost <= p->budget) && self->n_changes <= p->max_changes;
}

/* The state a free site is forced into by the rules, or FREE. */
static guint8
forced_state (const PoskoLocationProblem *p, const guint8 *states, const Tally *t, guint site)
{
  const guint32 group = p->groups[site];
  const gboolean lacks = group != POSKO_LOCATION_NONE && t->open_in[group] < p->group_minimum[group];
  if (lacks && t->open_in[group] + t->free_in[group] == p->group_minimum[group])
    return POSKO_SITE_OPEN;
  if (t->n_changes == p->max_changes && p->previous != NULL)
    return p->previous[site] ? POSKO_SITE_OPEN : POSKO_SITE_FORBIDDEN;
  if (!lacks && t->n_open + t->n_missing >= p->max_open)
    return POSKO_SITE_FORBIDDEN;
  if (group != POSKO_LOCATION_NONE && t->open_in[group] >= p->group_maximum[group])
    return POSKO_SITE_FORBIDDEN;
  if (p->budget >= 0 && p->costs[site] > p->budget - t->cost)
    return POSKO_SITE_FORBIDDEN;
  for (guint k = p->neighbour_starts[site]; k < p->neighbour_starts[site + 1]; k++)
    if (states[p->neighbours[k]] == POSKO_SITE_OPEN)
      return POSKO_SITE_FORBIDDEN;
  return POSKO_SITE_FREE;
}

/* Whether all but @room points can be served by what is open or free. */
static gboolean
can_serve (const PoskoLocationProblem *p, const guint8 *states, guint room)
{
  guint stranded = 0;
  for (guint i = 0; i < p->n_points && stranded <= room; i++)
    {
      gboolean reachable = FALSE;
      for (guint j = 0; j < p->n_sites && !reachable; j++)
        reachable = states[j] != POSKO_SITE_FORBIDDEN && posko_location_travel (p, i, j) != POSKO_LOCATION_UNREACHABLE;
      stranded += !reachable;
    }
  return stranded <= room;
}

/* Fixes what the rules fix. Returns FALSE when no set is left. */
static gboolean
propagate (const Branch *self, guint8 *states)
{
  const PoskoLocationProblem *p = self->problem;
  g_auto (Tally) t = { 0 };
  gboolean changed = TRUE;
  t.open_in = g_new0 (guint32, MAX (p->n_groups, 1));
  t.free_in = g_new0 (guint32, MAX (p->n_groups, 1));
  while (changed)
    {
      changed = FALSE;
      if (!tally (p, states, &t))
        return FALSE;
      for (guint j = 0; j < p->n_sites && !changed; j++)
        if (states[j] == POSKO_SITE_FREE)
          {
            states[j] = forced_state (p, states, &t, j);
            changed = states[j] != POSKO_SITE_FREE;
          }
    }
  return can_serve (p, states, (guint) posko_location_cost_level (p, *self->cost, POSKO_LOCATION_UNSERVED));
}

/* --- better sets --- */

static void
renew_lagrange (Branch *self)
{
  g_clear_pointer (&self->lagrange, posko_lagrange_free);
  g_clear_pointer (&self->cover, posko_lagrange_free);
  self->lagrange = posko_lagrange_new (self->problem, *self->cost, POSKO_LOCATION_TRAVEL);
  if (posko_lagrange_prices_cover (self->lagrange))
    self->cover = posko_lagrange_new (self->problem, *self->cost, POSKO_LOCATION_UNCOVERED);
}

/* Whether @set would be better if it had no capacities; if not, it is not. */
static gboolean
is_promising (const Branch *self, const guint8 *set)
{
  const PoskoLocationProblem *p = self->problem;
  PoskoLocationCost sum = { posko_location_change_cost (p, set), 0 };
  for (guint i = 0; i < p->n_points; i++)
    {
      PoskoLocationCost best = posko_location_unserved_cost (p, i);
      for (guint j = 0; j < p->n_sites; j++)
        {
          const guint32 travel = set[j] ? posko_location_travel (p, i, j) : POSKO_LOCATION_UNREACHABLE;
          if (travel == POSKO_LOCATION_UNREACHABLE)
            continue;
          const PoskoLocationCost cost = posko_location_served_cost (p, i, travel);
          best = posko_location_cost_less (cost, best) ? cost : best;
        }
      sum = posko_location_cost_add (sum, best);
    }
  return posko_location_cost_less (sum, *self->cost);
}

/* Takes the sites of @set when they keep the rules and are better. @search: also look around them. */
static gboolean
try_set (Branch *self, const guint8 *set, gboolean search, GError **error)
{
  const PoskoLocationProblem *p = self->problem;
  const PoskoLocationCost before = *self->cost;
  g_auto (PoskoLocationSet) rules = { 0 };
  posko_location_set_init (&rules, p, set);
  if (!posko_location_set_is_allowed (&rules) || (!search && !is_promising (self, set)))
    return TRUE;
  PoskoLocationCost cost = posko_location_assign_run (self->assign, set, NULL);
  if (!search && !posko_location_cost_less (cost, *self->cost))
    return TRUE;
  g_autofree guint8 *found = g_memdup2 (set, p->n_sites);
  if (!posko_location_improve (p, self->params->cancellable, found, &cost, error))
    return FALSE;
  if (!posko_location_cost_less (cost, *self->cost))
    return TRUE;
  *self->cost = cost;
  memcpy (self->open, found, p->n_sites);
  if (cost.first < before.first)
    {
      self->restart = TRUE;
      renew_lagrange (self);
    }
  return TRUE;
}

/* --- nodes --- */

static guint
pick_site (const Branch *self, const Node *node)
{
  const PoskoLocationProblem *p = self->problem;
  guint best = p->n_sites, best_score = 0;
  for (guint j = 0; j < p->n_sites; j++)
    {
      if (node->states[j] != POSKO_SITE_FREE)
        continue;
      guint score = 1 + MIN (self->share[j], 1000 - self->share[j]);
      for (guint k = p->neighbour_starts[j]; k < p->neighbour_starts[j + 1] && self->chosen[j]; k++)
        score += self->chosen[p->neighbours[k]] ? 1000 : 0;
      if (score == 1 && self->chosen[j])
        score = 2; /* among the undisputed, one that is taken */
      if (score > best_score)
        {
          best = j;
          best_score = score;
        }
    }
  return best;
}

/* Returns FALSE when the node holds nothing better than the best set. */
static gboolean
bound_node (Branch *self, Node *node, guint n_steps, guint n_cover_steps)
{
  const gint64 uncovered = posko_location_cost_level (self->problem, *self->cost, POSKO_LOCATION_UNCOVERED);
  if (!propagate (self, node->states))
    return FALSE;
  if (self->cover != NULL)
    {
      posko_lagrange_bound (self->cover, node->states, &node->cover, uncovered + 1, n_cover_steps, self->chosen,
                            self->share);
      self->steps += n_cover_steps;
      if (node->cover.bound > uncovered || !propagate (self, node->states))
        return FALSE;
    }
  posko_lagrange_bound (self->lagrange, node->states, &node->travel, self->cost->second, n_steps, self->chosen,
                        self->share);
  self->steps += n_steps;
  return node->travel.bound < self->cost->second && propagate (self, node->states);
}

/* Bounds a node and keeps it when it may hold something better. Takes @node. */
static gboolean
add_node (Branch *self, Node *node, gboolean is_root, GError **error)
{
  const PoskoLocationProblem *p = self->problem;
  if (!bound_node (self, node, is_root ? ROOT_STEPS : NODE_STEPS, is_root ? ROOT_STEPS : NODE_COVER_STEPS))
    {
      node_free (node);
      return TRUE;
    }
  node->branch = pick_site (self, node);
  if (node->branch == p->n_sites)
    {
      for (guint j = 0; j < p->n_sites; j++)
        self->chosen[j] = node->states[j] == POSKO_SITE_OPEN;
      node_free (node);
      return try_set (self, self->chosen, FALSE, error);
    }
  g_ptr_array_add (self->nodes, node);
  return try_set (self, self->chosen, is_root, error);
}

static Node *
take_best_node (Branch *self)
{
  guint best = 0;
  for (guint k = 1; k < self->nodes->len; k++)
    {
      const Node *node = g_ptr_array_index (self->nodes, k), *other = g_ptr_array_index (self->nodes, best);
      if (node->travel.bound < other->travel.bound)
        best = k;
    }
  return g_ptr_array_steal_index (self->nodes, best);
}

static gboolean
branch_on (Branch *self, Node *node, GError **error)
{
  Node *with = node_new (self, node), *without = node_new (self, node);
  with->states[node->branch] = POSKO_SITE_OPEN;
  without->states[node->branch] = POSKO_SITE_FORBIDDEN;
  node_free (node);
  if (!add_node (self, with, FALSE, error))
    {
      node_free (without);
      return FALSE;
    }
  return add_node (self, without, FALSE, error);
}

static gdouble
cpu_seconds (void)
{
  struct timespec now;
  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &now);
  return (gdouble) now.tv_sec + 1e-9 * (gdouble) now.tv_nsec;
}

static gboolean
run (Branch *self, PoskoStopReason *stop, GError **error)
{
  const gdouble limit = self->params->time_limit_seconds, began = limit > 0.0 ? cpu_seconds () : 0.0;
  *stop = POSKO_STOP_PROVEN;
  while (self->nodes->len > 0 && !self->restart)
    {
      if (posko_set_error_if_cancelled (self->params->cancellable, error))
        return FALSE;
      if (self->steps >= self->max_steps || self->nodes->len >= MAX_NODES)
        *stop = POSKO_STOP_EFFORT;
      else if (limit > 0.0 && cpu_seconds () - began > limit)
        *stop = POSKO_STOP_TIME;
      if (*stop != POSKO_STOP_PROVEN)
        return TRUE;
      Node *node = take_best_node (self);
      if (node->travel.bound >= self->cost->second)
        node_free (node);
      else if (!branch_on (self, node, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
search_tree (Branch *self, PoskoStopReason *stop, GError **error)
{
  do
    {
      Node *root = node_new (self, NULL);
      self->restart = FALSE;
      g_ptr_array_set_size (self->nodes, 0);
      if (!add_node (self, root, TRUE, error) || !run (self, stop, error))
        return FALSE;
    }
  while (self->restart);
  return TRUE;
}

gboolean
posko_location_solve_travel (const PoskoLocationProblem *problem, const PoskoSolveParams *params, guint8 *open,
                             PoskoLocationCost *cost, PoskoSolveResult *result, GError **error)
{
  const gdouble size = (gdouble) problem->n_points * problem->n_sites;
  Branch branch = { .problem = problem, .params = params, .open = open, .cost = cost };
  PoskoStopReason stop = POSKO_STOP_PROVEN;
  branch.max_steps = params->iterations > 0 ? params->iterations
                                            : (guint64) CLAMP (DEFAULT_WORK / (problem->capacitated ? 2.0 : 1.0) / size,
                                                               MIN_STEPS, MAX_STEPS);
  branch.assign = posko_location_assign_new (problem, POSKO_ASSIGN_ALL, 0);
  branch.nodes = g_ptr_array_new_with_free_func (node_free);
  branch.chosen = g_new0 (guint8, problem->n_sites);
  branch.share = g_new0 (guint32, problem->n_sites);
  renew_lagrange (&branch);

  const gboolean done = search_tree (&branch, &stop, error);
  gint64 bound = cost->second;
  for (guint k = 0; k < branch.nodes->len; k++)
    bound = MIN (bound, ((const Node *) g_ptr_array_index (branch.nodes, k))->travel.bound);
  *result = (PoskoSolveResult){ .status = bound == cost->second ? POSKO_SOLVE_OPTIMAL : POSKO_SOLVE_BOUNDED,
                                .stop = bound == cost->second ? POSKO_STOP_PROVEN : stop,
                                .value = cost->second,
                                .bound = bound,
                                .iterations = branch.steps };
  g_ptr_array_unref (branch.nodes);
  posko_location_assign_free (branch.assign);
  posko_lagrange_free (branch.lagrange);
  posko_lagrange_free (branch.cover);
  g_free (branch.chosen);
  g_free (branch.share);
  return done;
}
