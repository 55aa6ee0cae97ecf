/* test-location.c: siting with all side rules against brute force, the properties every answer has, and known values.
 */
#include "location.h"
#include <string.h>

#define MAX_POINTS 9
#define MAX_SITES 7
#define N_LEVELS POSKO_LOCATION_N_LEVELS

typedef struct
{
  PoskoLocationSpec spec;
  gint64 weights[MAX_POINTS];
  guint32 travel[MAX_POINTS * MAX_SITES];
  PoskoSiteState states[MAX_SITES];
  guint32 capacities[MAX_SITES], groups[MAX_SITES];
  gint64 costs[MAX_SITES];
  guint32 minimum[3], maximum[3], exclusions[6];
  guint8 previous[MAX_SITES];
} Instance;

static void
point_at_own (Instance *self)
{
  PoskoLocationSpec *spec = &self->spec;
  spec->weights = self->weights;
  spec->travel = self->travel;
  spec->states = self->states;
  spec->capacities = self->capacities;
  spec->costs = self->costs;
  spec->groups = self->groups;
  spec->group_minimum = self->minimum;
  spec->group_maximum = self->maximum;
  spec->exclusions = self->exclusions;
  spec->previous = spec->previous == NULL ? NULL : self->previous;
}

static void
make_rules (PoskoRandom *random, Instance *self)
{
  PoskoLocationSpec *spec = &self->spec;
  const gboolean tight = posko_random_below (random, 2) == 0;
  spec->max_open = posko_random_below (random, 6) ? 1 + posko_random_below (random, 4) : POSKO_LOCATION_NO_LIMIT;
  spec->budget = posko_random_below (random, 3) ? -1 : 5 + (gint64) posko_random_below (random, 25);
  spec->n_groups = posko_random_below (random, 4);
  spec->n_exclusions = spec->n_sites < 2 ? 0 : posko_random_below (random, 2) ? 0 : posko_random_below (random, 4);
  for (guint k = 0; k < spec->n_groups; k++)
    {
      self->minimum[k] = posko_random_below (random, 2);
      self->maximum[k] = posko_random_below (random, 2) ? POSKO_LOCATION_NO_LIMIT : 1 + posko_random_below (random, 2);
    }
  for (guint j = 0; j < spec->n_sites; j++)
    {
      const guint32 state = posko_random_below (random, 12);
      self->states[j] = state == 0 ? POSKO_SITE_OPEN : state == 1 ? POSKO_SITE_FORBIDDEN : POSKO_SITE_FREE;
      self->capacities[j] = tight ? posko_random_below (random, 5) : POSKO_LOCATION_NO_LIMIT;
      self->costs[j] = posko_random_below (random, 12);
      self->groups[j] = spec->n_groups > 0 && posko_random_below (random, 4)
                            ? posko_random_below (random, spec->n_groups)
                            : POSKO_LOCATION_NONE;
    }
  for (guint k = 0; k < 2 * spec->n_exclusions; k++)
    do
      self->exclusions[k] = posko_random_below (random, spec->n_sites);
    while (k % 2 == 1 && self->exclusions[k] == self->exclusions[k - 1]);
}

/* Half of the instances have sites that were open before, under any mix of the three rules on changes. */
static void
make_previous (PoskoRandom *random, Instance *self)
{
  PoskoLocationSpec *spec = &self->spec;
  if (posko_random_below (random, 2) == 0)
    return;
  spec->previous = self->previous;
  for (guint j = 0; j < MAX_SITES; j++)
    self->previous[j] = (guint8) posko_random_below (random, 2);
  if (posko_random_below (random, 2))
    spec->max_changes = posko_random_below (random, 4);
  if (posko_random_below (random, 2))
    spec->change_price = posko_random_below (random, 3) ? 1 + posko_random_below (random, 30) : 1000 * 1000 * 1000;
}

static void
make_instance (PoskoRandom *random, Instance *self)
{
  PoskoLocationSpec *spec = &self->spec;
  const gboolean gaps = posko_random_below (random, 3) == 0;
  *spec = (PoskoLocationSpec) POSKO_LOCATION_SPEC_INIT;
  spec->n_points = 1 + posko_random_below (random, MAX_POINTS);
  spec->n_sites = 1 + posko_random_below (random, MAX_SITES);
  spec->standard = posko_random_below (random, 70);
  spec->skip_levels = posko_random_below (random, 3) ? 0 : posko_random_below (random, 1u << N_LEVELS);
  if (spec->skip_levels & 1u << POSKO_LOCATION_UNSERVED)
    spec->skip_levels |= 1u << POSKO_LOCATION_TRAVEL;
  for (guint i = 0; i < spec->n_points; i++)
    self->weights[i] = posko_random_below (random, 20);
  for (guint k = 0; k < spec->n_points * spec->n_sites; k++)
    self->travel[k]
        = gaps && posko_random_below (random, 3) == 0 ? POSKO_LOCATION_UNREACHABLE : posko_random_below (random, 100);
  make_rules (random, self);
  point_at_own (self);
  make_previous (random, self);
}

/* --- brute force, straight from the header's text --- */

static gboolean
is_allowed (const Instance *self, guint set)
{
  const PoskoLocationSpec *spec = &self->spec;
  guint n = 0, in_group[3] = { 0, 0, 0 };
  gint64 cost = 0;
  for (guint j = 0; j < spec->n_sites; j++)
    {
      const gboolean open = set >> j & 1;
      if (open ? self->states[j] == POSKO_SITE_FORBIDDEN : self->states[j] == POSKO_SITE_OPEN)
        return FALSE;
      n += open;
      cost += open ? self->costs[j] : 0;
      if (open && self->groups[j] != POSKO_LOCATION_NONE)
        in_group[self->groups[j]]++;
    }
  for (guint k = 0; k < spec->n_groups; k++)
    if (in_group[k] < self->minimum[k] || in_group[k] > self->maximum[k])
      return FALSE;
  for (guint k = 0; k < spec->n_exclusions; k++)
    if (set >> self->exclusions[2 * k] & 1 && set >> self->exclusions[2 * k + 1] & 1)
      return FALSE;
  return n <= spec->max_open && (spec->budget < 0 || cost <= spec->budget);
}

static gint64
changes_of (const Instance *self, guint set)
{
  gint64 n = 0;
  for (guint j = 0; j < self->spec.n_sites && self->spec.previous != NULL; j++)
    n += (set >> j & 1) != self->previous[j];
  return n;
}

/* The limit on changes, or what takes its place where the other rules force more. */
static gint64
limit_of (const Instance *self)
{
  gint64 fewest = G_MAXINT64;
  for (guint set = 0; set < 1u << self->spec.n_sites; set++)
    if (is_allowed (self, set))
      fewest = MIN (fewest, changes_of (self, set));
  return MAX (fewest, (gint64) self->spec.max_changes);
}

/* What the changes of a set add to the levels that count. */
static void
add_changes (const Instance *self, guint set, gint64 worth[N_LEVELS])
{
  const PoskoLocationSpec *spec = &self->spec;
  if (!(spec->skip_levels >> POSKO_LOCATION_CHANGES & 1))
    worth[POSKO_LOCATION_CHANGES] += changes_of (self, set);
  if (!(spec->skip_levels >> POSKO_LOCATION_UNCOVERED & 1))
    worth[POSKO_LOCATION_UNCOVERED] += spec->change_price * changes_of (self, set);
}

static gboolean
is_less (const gint64 a[N_LEVELS], const gint64 b[N_LEVELS])
{
  for (guint l = 0; l < N_LEVELS; l++)
    if (a[l] != b[l])
      return a[l] < b[l];
  return FALSE;
}

/* What serving point @i by @site (n_sites: by none) adds to the levels that count. */
static void
add_point (const Instance *self, guint i, guint site, gint64 worth[N_LEVELS])
{
  const PoskoLocationSpec *spec = &self->spec;
  const gboolean served = site < spec->n_sites;
  const guint32 travel = served ? self->travel[i * spec->n_sites + site] : 0;
  const gint64 parts[N_LEVELS] = { served ? 0 : 1, 0, served && travel <= spec->standard ? 0 : self->weights[i],
                                   served ? self->weights[i] * travel : 0 };
  for (guint l = 0; l < N_LEVELS; l++)
    worth[l] += spec->skip_levels >> l & 1 ? 0 : parts[l];
}

/* Tries every assignment of points i, i + 1 …, with pruning by what is already there. */
static void
assign_all (const Instance *self, guint set, guint i, guint *loads, const gint64 so_far[N_LEVELS],
            gint64 best[N_LEVELS])
{
  const PoskoLocationSpec *spec = &self->spec;
  if (!is_less (so_far, best))
    return;
  if (i == spec->n_points)
    {
      memcpy (best, so_far, N_LEVELS * sizeof *best);
      return;
    }
  for (guint j = 0; j <= spec->n_sites; j++)
    {
      gint64 worth[N_LEVELS];
      memcpy (worth, so_far, sizeof worth);
      if (j < spec->n_sites
          && (!(set >> j & 1) || loads[j] >= self->capacities[j]
              || self->travel[i * spec->n_sites + j] == POSKO_LOCATION_UNREACHABLE))
        continue;
      add_point (self, i, j, worth);
      loads[j]++;
      assign_all (self, set, i + 1, loads, worth, best);
      loads[j]--;
    }
}

static void
worth_of_set (const Instance *self, guint set, gint64 best[N_LEVELS])
{
  guint loads[MAX_SITES + 1] = { 0 };
  gint64 nothing[N_LEVELS] = { 0 };
  for (guint l = 0; l < N_LEVELS; l++)
    best[l] = G_MAXINT64;
  add_changes (self, set, nothing);
  assign_all (self, set, 0, loads, nothing, best);
}

/* Returns whether any set is allowed. */
static gboolean
brute_force (const Instance *self, gint64 best[N_LEVELS])
{
  const gint64 limit = limit_of (self);
  gboolean feasible = FALSE;
  for (guint l = 0; l < N_LEVELS; l++)
    best[l] = G_MAXINT64;
  for (guint set = 0; set < 1u << self->spec.n_sites; set++)
    {
      gint64 worth[N_LEVELS];
      if (!is_allowed (self, set) || changes_of (self, set) > limit)
        continue;
      worth_of_set (self, set, worth);
      feasible = TRUE;
      if (is_less (worth, best))
        memcpy (best, worth, sizeof worth);
    }
  return feasible;
}

static PoskoLocationProblem *
problem_of (const PoskoLocationSpec *spec)
{
  g_autoptr (GError) error = NULL;
  PoskoLocationProblem *problem = posko_location_problem_new (spec, &error);
  g_assert_no_error (error);
  g_assert_nonnull (problem);
  return problem;
}

static PoskoLocationSolution *
solve (const PoskoLocationSpec *spec, guint64 steps)
{
  PoskoSolveParams params = POSKO_SOLVE_PARAMS_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (PoskoLocationProblem) problem = problem_of (spec);
  params.iterations = steps;
  PoskoLocationSolution *solution = posko_location_solve (problem, &params, &error);
  g_assert_no_error (error);
  g_assert_nonnull (solution);
  return solution;
}

/* That the solution is what it says: rules, loads, levels, and no bound above the optimum. */
static void
check_solution (const Instance *self, const PoskoLocationSolution *solution, const gint64 best[N_LEVELS])
{
  const PoskoLocationSpec *spec = &self->spec;
  guint set = 0, loads[MAX_SITES] = { 0 };
  gint64 worth[N_LEVELS] = { 0 };
  for (guint j = 0; j < spec->n_sites; j++)
    set |= solution->open[j] ? 1u << j : 0;
  g_assert_true (is_allowed (self, set));
  g_assert_cmpint (solution->n_changes, ==, changes_of (self, set));
  g_assert_cmpint (solution->n_changes, <=, limit_of (self));
  add_changes (self, set, worth);
  for (guint i = 0; i < spec->n_points; i++)
    {
      const guint32 first = solution->first[i];
      add_point (self, i, MIN (first, spec->n_sites), worth);
      g_assert_true (solution->backup[i] == POSKO_LOCATION_NONE
                     || (solution->backup[i] != first && set >> solution->backup[i] & 1));
      if (first == POSKO_LOCATION_NONE)
        continue;
      g_assert_true (set >> first & 1);
      g_assert_cmpuint (self->travel[i * spec->n_sites + first], !=, POSKO_LOCATION_UNREACHABLE);
      loads[first]++;
    }
  for (guint j = 0; j < spec->n_sites; j++)
    {
      g_assert_cmpuint (loads[j], ==, solution->loads[j]);
      g_assert_cmpuint (loads[j], <=, self->capacities[j]);
    }
  for (guint l = 0; l < N_LEVELS; l++)
    {
      g_assert_cmpint (solution->levels[l].value, ==, worth[l]);
      g_assert_cmpint (solution->levels[l].bound, <=, best[l]);
      if (worth[l] != best[l])
        return; /* later bounds speak of sets as good as this one */
    }
}

static void
test_brute_force (void)
{
  PoskoRandom random;
  guint infeasible = 0;
  posko_random_init (&random, 21, 0);
  for (guint round = 0; round < 250; round++)
    {
      Instance instance;
      gint64 best[N_LEVELS];
      make_instance (&random, &instance);
      const gboolean feasible = brute_force (&instance, best);
      g_autoptr (PoskoLocationSolution) solution = solve (&instance.spec, 0);
      g_assert_cmpint (solution->status == POSKO_SOLVE_INFEASIBLE, ==, !feasible);
      infeasible += !feasible;
      if (!feasible)
        continue;
      check_solution (&instance, solution, best);
      g_assert_cmpint (solution->status, ==, POSKO_SOLVE_OPTIMAL);
      for (guint l = 0; l < N_LEVELS; l++)
        g_assert_cmpint (solution->levels[l].value, ==, best[l]);
    }
  g_assert_cmpuint (infeasible, <, 200);
}

/* With hardly any effort the answer may be worse, but its bounds must hold. */
static void
test_little_effort (void)
{
  PoskoRandom random;
  posko_random_init (&random, 22, 0);
  for (guint round = 0; round < 60; round++)
    {
      Instance instance;
      gint64 best[N_LEVELS];
      make_instance (&random, &instance);
      if (!brute_force (&instance, best))
        continue;
      g_autoptr (PoskoLocationSolution) solution = solve (&instance.spec, 1);
      check_solution (&instance, solution, best);
    }
}

static void
test_evaluate (void)
{
  PoskoRandom random;
  posko_random_init (&random, 23, 0);
  for (guint round = 0; round < 500; round++)
    {
      Instance instance;
      guint8 open[MAX_SITES];
      gint64 best[N_LEVELS];
      make_instance (&random, &instance);
      const guint set = posko_random_below (&random, 1u << instance.spec.n_sites);
      for (guint j = 0; j < instance.spec.n_sites; j++)
        open[j] = set >> j & 1;
      worth_of_set (&instance, set, best);
      g_autoptr (PoskoLocationProblem) problem = problem_of (&instance.spec);
      g_autoptr (PoskoLocationSolution) solution = posko_location_evaluate (problem, open);
      for (guint l = 0; l < N_LEVELS; l++)
        g_assert_cmpint (solution->levels[l].value, ==, best[l]);
    }
}

static void
reverse (const Instance *from, Instance *to)
{
  const guint n = from->spec.n_points, m = from->spec.n_sites;
  *to = *from;
  point_at_own (to);
  for (guint i = 0; i < n; i++)
    {
      to->weights[i] = from->weights[n - 1 - i];
      for (guint j = 0; j < m; j++)
        to->travel[i * m + j] = from->travel[(n - 1 - i) * m + m - 1 - j];
    }
  for (guint j = 0; j < m; j++)
    {
      to->states[j] = from->states[m - 1 - j];
      to->capacities[j] = from->capacities[m - 1 - j];
      to->costs[j] = from->costs[m - 1 - j];
      to->groups[j] = from->groups[m - 1 - j];
      to->previous[j] = from->previous[m - 1 - j];
    }
  for (guint k = 0; k < 2 * from->spec.n_exclusions; k++)
    to->exclusions[k] = m - 1 - from->exclusions[k];
}

static void
test_order (void)
{
  PoskoRandom random;
  posko_random_init (&random, 24, 0);
  for (guint round = 0; round < 60; round++)
    {
      Instance instance, turned;
      make_instance (&random, &instance);
      reverse (&instance, &turned);
      g_autoptr (PoskoLocationSolution) a = solve (&instance.spec, 0);
      g_autoptr (PoskoLocationSolution) again = solve (&instance.spec, 0);
      g_autoptr (PoskoLocationSolution) b = solve (&turned.spec, 0);
      g_assert_cmpint (a->status, ==, b->status);
      g_assert_cmpmem (a->open, a->n_sites, again->open, again->n_sites);
      g_assert_cmpmem (a->first, a->n_points * sizeof *a->first, again->first, again->n_points * sizeof *a->first);
      for (guint l = 0; l < N_LEVELS && a->status != POSKO_SOLVE_INFEASIBLE; l++)
        g_assert_cmpint (a->levels[l].value, ==, b->levels[l].value);
    }
}

/* The same ways given as a sparse table. */
static void
test_sparse (void)
{
  PoskoRandom random;
  posko_random_init (&random, 25, 0);
  for (guint round = 0; round < 30; round++)
    {
      Instance instance;
      guint32 starts[MAX_POINTS + 1], sites[MAX_POINTS * MAX_SITES], travel[MAX_POINTS * MAX_SITES], n = 0;
      make_instance (&random, &instance);
      PoskoLocationSpec sparse = instance.spec;
      for (guint i = 0; i < sparse.n_points; i++)
        {
          starts[i] = n;
          for (guint32 j = 0; j < sparse.n_sites; j++)
            if (instance.travel[i * sparse.n_sites + j] != POSKO_LOCATION_UNREACHABLE)
              {
                sites[n] = j;
                travel[n++] = instance.travel[i * sparse.n_sites + j];
              }
        }
      starts[sparse.n_points] = n;
      sparse.row_starts = starts;
      sparse.row_sites = sites;
      sparse.travel = travel;
      g_autoptr (PoskoLocationSolution) a = solve (&instance.spec, 0);
      g_autoptr (PoskoLocationSolution) b = solve (&sparse, 0);
      g_assert_cmpmem (a->open, a->n_sites, b->open, b->n_sites);
      g_assert_cmpmem (a->first, a->n_points * sizeof *a->first, b->first, b->n_points * sizeof *b->first);
    }
}

static void
test_refused (void)
{
  PoskoRandom random;
  Instance instance;
  g_autoptr (GError) error = NULL;
  posko_random_init (&random, 26, 0);
  make_instance (&random, &instance);
  instance.weights[0] = -1;
  g_assert_null (posko_location_problem_new (&instance.spec, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_INPUT);
  g_clear_error (&error);
  instance.weights[0] = POSKO_LOCATION_MAX_TOTAL + 1;
  g_assert_null (posko_location_problem_new (&instance.spec, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_LIMIT);
  g_clear_error (&error);
  instance.weights[0] = 1;
  instance.spec.previous = instance.previous;
  instance.spec.change_price = -1;
  g_assert_null (posko_location_problem_new (&instance.spec, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_INPUT);
  g_clear_error (&error);
  instance.spec.change_price = G_MAXINT64;
  g_assert_null (posko_location_problem_new (&instance.spec, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_LIMIT);
  g_clear_error (&error);
  instance.spec.previous = NULL;
  instance.groups[0] = 99;
  g_assert_null (posko_location_problem_new (&instance.spec, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_INPUT);
}

static gpointer
cancel_soon (gpointer data)
{
  g_usleep (100 * 1000);
  g_cancellable_cancel (data);
  return NULL;
}

static void
test_cancel (void)
{
  enum
  {
    N = 600,
    M = 200
  };
  PoskoRandom random;
  g_autofree guint32 *travel = g_new (guint32, N * M);
  g_autofree gint64 *weights = g_new (gint64, N);
  g_autofree guint32 *capacities = g_new (guint32, M);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  PoskoSolveParams params = POSKO_SOLVE_PARAMS_INIT;
  PoskoLocationSpec spec = POSKO_LOCATION_SPEC_INIT;
  posko_random_init (&random, 27, 0);
  for (guint k = 0; k < N * M; k++)
    travel[k] = 1 + posko_random_below (&random, 10000);
  for (guint i = 0; i < N; i++)
    weights[i] = 1 + posko_random_below (&random, 100);
  for (guint j = 0; j < M; j++)
    capacities[j] = 15;
  spec.n_points = N;
  spec.n_sites = M;
  spec.weights = weights;
  spec.travel = travel;
  spec.capacities = capacities;
  spec.max_open = 42;
  spec.standard = 300;
  params.cancellable = cancellable;
  params.iterations = 1000000;
  g_autoptr (PoskoLocationProblem) problem = problem_of (&spec);
  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);
  const gint64 began = g_get_monotonic_time ();
  g_assert_null (posko_location_solve (problem, &params, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 3000 * 1000); /* under sanitizers, on a busy machine */
  g_thread_join (thread);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/location/evaluate", test_evaluate);
  g_test_add_func ("/location/brute-force", test_brute_force);
  g_test_add_func ("/location/little-effort", test_little_effort);
  g_test_add_func ("/location/order", test_order);
  g_test_add_func ("/location/sparse", test_sparse);
  g_test_add_func ("/location/refused", test_refused);
  g_test_add_func ("/location/cancel", test_cancel);
  return g_test_run ();
}
