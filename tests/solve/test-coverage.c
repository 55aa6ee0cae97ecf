/* test-coverage.c: covering with side rules against brute force, and the properties every answer has. */
#include "coverage.h"
#include "cover-classes.h"
#include <string.h>

#define MAX_POINTS 9
#define MAX_SITES 6
#define MAX_PAIRS (MAX_POINTS * MAX_SITES)
#define N_LEVELS POSKO_COVERAGE_N_LEVELS

typedef struct
{
  PoskoCoverageSpec spec;
  gint64 weights[MAX_POINTS];
  guint8 in_range[MAX_POINTS][MAX_SITES], in_limit[MAX_POINTS][MAX_SITES];
  guint32 range_starts[MAX_POINTS + 1], range_sites[MAX_PAIRS];
  guint32 limit_starts[MAX_POINTS + 1], limit_sites[MAX_PAIRS];
  guint32 benefits[4], rooms[MAX_SITES], sightings[MAX_SITES], groups[MAX_SITES];
  guint32 minimum[3], maximum[3], exclusions[6];
  gint64 costs[MAX_SITES];
  guint32 previous[MAX_SITES];
} Instance;

static void
list_rows (Instance *self)
{
  guint32 n_range = 0, n_limit = 0;
  for (guint i = 0; i < self->spec.n_points; i++)
    {
      self->range_starts[i] = n_range;
      self->limit_starts[i] = n_limit;
      for (guint32 j = 0; j < self->spec.n_sites; j++)
        {
          if (self->in_range[i][j])
            self->range_sites[n_range++] = j;
          if (self->in_limit[i][j])
            self->limit_sites[n_limit++] = j;
        }
    }
  self->range_starts[self->spec.n_points] = n_range;
  self->limit_starts[self->spec.n_points] = n_limit;
}

static void
make_rules (PoskoRandom *random, Instance *self)
{
  PoskoCoverageSpec *spec = &self->spec;
  spec->n_groups = posko_random_below (random, 4);
  for (guint k = 0; k < spec->n_groups; k++)
    {
      self->minimum[k] = posko_random_below (random, 3);
      self->maximum[k] = posko_random_below (random, 2) ? POSKO_COVERAGE_NO_LIMIT : 1 + posko_random_below (random, 2);
    }
  for (guint j = 0; j < spec->n_sites; j++)
    self->groups[j] = spec->n_groups > 0 && posko_random_below (random, 4) > 0
                          ? posko_random_below (random, spec->n_groups)
                          : POSKO_COVERAGE_NONE;
  spec->n_exclusions = spec->n_sites < 2 ? 0 : posko_random_below (random, 4);
  for (guint k = 0; k < 2 * spec->n_exclusions; k++)
    do
      self->exclusions[k] = posko_random_below (random, spec->n_sites);
    while (k % 2 == 1 && self->exclusions[k] == self->exclusions[k - 1]);
  spec->max_copies = posko_random_below (random, 3) ? 1 + posko_random_below (random, 4) : POSKO_COVERAGE_NO_LIMIT;
  spec->budget = posko_random_below (random, 2) ? -1 : (gint64) posko_random_below (random, 30);
  spec->place_all = posko_random_below (random, 4) == 0;
  if (!spec->place_all)
    return;
  spec->budget = -1;
  spec->n_exclusions = 0;
  spec->group_maximum = NULL;
}

/* Half of the instances have copies that stood before, under any mix of the three rules on changes. */
static void
make_previous (PoskoRandom *random, Instance *self)
{
  PoskoCoverageSpec *spec = &self->spec;
  if (posko_random_below (random, 2) == 0)
    return;
  spec->previous = self->previous;
  for (guint j = 0; j < spec->n_sites; j++)
    self->previous[j] = posko_random_below (random, 3);
  if (posko_random_below (random, 2))
    spec->max_changes = posko_random_below (random, 4);
  if (posko_random_below (random, 2))
    spec->change_price = posko_random_below (random, 3) ? 1 + posko_random_below (random, 20000) : 1000 * 1000 * 1000;
  spec->skip_changes = posko_random_below (random, 2) == 0;
}

static void
make_instance (PoskoRandom *random, Instance *self)
{
  PoskoCoverageSpec *spec = &self->spec;
  *spec = (PoskoCoverageSpec) POSKO_COVERAGE_SPEC_INIT;
  spec->n_points = 1 + posko_random_below (random, MAX_POINTS);
  spec->n_sites = 1 + posko_random_below (random, MAX_SITES);
  spec->n_benefits = 1 + posko_random_below (random, 4);
  spec->weights = self->weights;
  spec->range_starts = self->range_starts;
  spec->range_sites = self->range_sites;
  spec->limit_starts = posko_random_below (random, 3) ? self->limit_starts : NULL;
  spec->limit_sites = self->limit_sites;
  spec->benefit_permil = self->benefits;
  spec->rooms = self->rooms;
  spec->sightings = self->sightings;
  spec->costs = self->costs;
  spec->groups = self->groups;
  spec->group_minimum = self->minimum;
  spec->group_maximum = self->maximum;
  spec->exclusions = self->exclusions;
  for (guint n = 0, most = 1000; n < spec->n_benefits; n++)
    self->benefits[n] = most = posko_random_below (random, most + 1);
  for (guint i = 0; i < spec->n_points; i++)
    {
      self->weights[i] = posko_random_below (random, 100);
      for (guint j = 0; j < spec->n_sites; j++)
        {
          self->in_range[i][j] = posko_random_below (random, 3) == 0;
          self->in_limit[i][j] = posko_random_below (random, 2) == 0;
        }
    }
  for (guint j = 0; j < spec->n_sites; j++)
    {
      self->rooms[j] = posko_random_below (random, 3);
      self->sightings[j] = 1 + posko_random_below (random, 2);
      self->costs[j] = posko_random_below (random, 12);
    }
  make_rules (random, self);
  list_rows (self);
  make_previous (random, self);
}

static PoskoCoverageProblem *
problem_of (const Instance *instance)
{
  g_autoptr (GError) error = NULL;
  PoskoCoverageProblem *problem = posko_coverage_problem_new (&instance->spec, &error);
  g_assert_no_error (error);
  g_assert_nonnull (problem);
  return problem;
}

/* --- brute force, straight from the header's text --- */

static gboolean
is_allowed (const Instance *self, const guint32 *copies)
{
  const PoskoCoverageSpec *spec = &self->spec;
  guint64 total = 0, room = 0, in_group[3] = { 0, 0, 0 };
  gint64 cost = 0;
  for (guint j = 0; j < spec->n_sites; j++)
    {
      total += copies[j];
      room += self->rooms[j];
      cost += copies[j] * self->costs[j];
      if (self->groups[j] != POSKO_COVERAGE_NONE)
        in_group[self->groups[j]] += copies[j];
    }
  for (guint k = 0; k < spec->n_groups && spec->group_maximum != NULL; k++)
    if (in_group[k] > self->maximum[k])
      return FALSE;
  for (guint k = 0; k < spec->n_exclusions; k++)
    if (copies[self->exclusions[2 * k]] > 0 && copies[self->exclusions[2 * k + 1]] > 0)
      return FALSE;
  if (spec->place_all && total != MIN (room, spec->max_copies))
    return FALSE;
  return total <= spec->max_copies && (spec->budget < 0 || cost <= spec->budget);
}

static gint64
changes_of (const Instance *self, const guint32 *copies)
{
  gint64 n = 0;
  for (guint j = 0; j < self->spec.n_sites && self->spec.previous != NULL; j++)
    if (copies[j] > self->previous[j])
      n += copies[j] - self->previous[j];
    else if (!self->spec.place_all)
      n += self->previous[j] - copies[j];
  return n;
}

static void
worth_of (const Instance *self, const guint32 *copies, gint64 worth[N_LEVELS])
{
  const PoskoCoverageSpec *spec = &self->spec;
  memset (worth, 0, N_LEVELS * sizeof *worth);
  worth[2] = spec->skip_changes ? 0 : changes_of (self, copies);
  worth[3] = spec->change_price * changes_of (self, copies);
  for (guint k = 0; k < spec->n_groups; k++)
    {
      gint64 missing = self->minimum[k];
      for (guint j = 0; j < spec->n_sites; j++)
        missing -= self->groups[j] == k ? copies[j] : 0;
      worth[0] += MAX (missing, 0);
    }
  for (guint i = 0; i < spec->n_points; i++)
    {
      guint sightings = 0;
      gboolean reached = spec->limit_starts == NULL;
      for (guint j = 0; j < spec->n_sites; j++)
        {
          sightings += self->in_range[i][j] ? copies[j] * self->sightings[j] : 0;
          reached = reached || (self->in_limit[i][j] && copies[j] > 0);
        }
      worth[1] += reached ? 0 : self->weights[i];
      for (guint n = 0; n < MIN (sightings, spec->n_benefits); n++)
        worth[3] -= self->weights[i] * self->benefits[n];
    }
}

static gboolean
is_less (const gint64 a[N_LEVELS], const gint64 b[N_LEVELS])
{
  for (guint l = 0; l < N_LEVELS; l++)
    if (a[l] != b[l])
      return a[l] < b[l];
  return FALSE;
}

/* Counts through all choices; FALSE after the last. */
static gboolean
next_choice (const Instance *self, guint32 *copies)
{
  guint j = 0;
  while (j < self->spec.n_sites && copies[j] == self->rooms[j])
    copies[j++] = 0;
  if (j == self->spec.n_sites)
    return FALSE;
  copies[j]++;
  return TRUE;
}

/* The limit on changes, or what takes its place where the other rules force more. */
static gint64
limit_of (const Instance *self)
{
  guint32 copies[MAX_SITES] = { 0 };
  gint64 fewest = G_MAXINT64;
  do
    if (is_allowed (self, copies))
      fewest = MIN (fewest, changes_of (self, copies));
  while (next_choice (self, copies));
  return MAX (fewest, (gint64) self->spec.max_changes);
}

static void
brute_force (const Instance *self, gint64 best[N_LEVELS])
{
  const gint64 limit = limit_of (self);
  guint32 copies[MAX_SITES] = { 0 };
  for (guint l = 0; l < N_LEVELS; l++)
    best[l] = G_MAXINT64;
  do
    {
      gint64 worth[N_LEVELS];
      worth_of (self, copies, worth);
      if (is_allowed (self, copies) && changes_of (self, copies) <= limit && is_less (worth, best))
        memcpy (best, worth, sizeof worth);
    }
  while (next_choice (self, copies));
}

static PoskoCoverageSolution *
solve (const Instance *instance, guint64 nodes)
{
  PoskoSolveParams params = POSKO_SOLVE_PARAMS_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (PoskoCoverageProblem) problem = problem_of (instance);
  params.iterations = nodes;
  PoskoCoverageSolution *solution = posko_coverage_solve (problem, &params, &error);
  g_assert_no_error (error);
  g_assert_nonnull (solution);
  return solution;
}

static void
check_against (const Instance *instance, const PoskoCoverageSolution *solution, const gint64 best[N_LEVELS])
{
  gint64 worth[N_LEVELS];
  g_assert_true (is_allowed (instance, solution->copies));
  worth_of (instance, solution->copies, worth);
  g_assert_cmpint (solution->n_changes, ==, changes_of (instance, solution->copies));
  g_assert_cmpint (solution->n_changes, <=, limit_of (instance));
  g_assert_cmpint (solution->levels[0].value, ==, worth[0]);
  g_assert_cmpint (solution->levels[1].value, ==, worth[1]);
  g_assert_cmpint (solution->levels[2].value, ==, worth[2]);
  g_assert_cmpint (solution->levels[3].value, ==, -worth[3]);
  g_assert_cmpint (solution->levels[0].bound, <=, best[0]);
  if (worth[0] == best[0])
    g_assert_cmpint (solution->levels[1].bound, <=, best[1]);
  if (worth[0] == best[0] && worth[1] == best[1])
    g_assert_cmpint (solution->levels[2].bound, <=, best[2]);
  if (worth[0] == best[0] && worth[1] == best[1] && worth[2] == best[2])
    g_assert_cmpint (solution->levels[3].bound, >=, -best[3]);
}

static void
test_brute_force (void)
{
  PoskoRandom random;
  posko_random_init (&random, 3, 0);
  for (guint round = 0; round < 150; round++)
    {
      Instance instance;
      gint64 best[N_LEVELS];
      make_instance (&random, &instance);
      brute_force (&instance, best);
      g_autoptr (PoskoCoverageSolution) solution = solve (&instance, 0);
      check_against (&instance, solution, best);
      g_assert_cmpint (solution->status, ==, POSKO_SOLVE_OPTIMAL);
      g_assert_cmpint (solution->levels[0].value, ==, best[0]);
      g_assert_cmpint (solution->levels[1].value, ==, best[1]);
      g_assert_cmpint (solution->levels[2].value, ==, best[2]);
      g_assert_cmpint (solution->levels[3].value, ==, -best[3]);
    }
}

/* With hardly any effort the answer may be worse, but its bound must hold. */
static void
test_little_effort (void)
{
  PoskoRandom random;
  posko_random_init (&random, 4, 0);
  for (guint round = 0; round < 40; round++)
    {
      Instance instance;
      gint64 best[N_LEVELS];
      make_instance (&random, &instance);
      brute_force (&instance, best);
      g_autoptr (PoskoCoverageSolution) solution = solve (&instance, 1);
      check_against (&instance, solution, best);
    }
}

static void
reverse (const Instance *from, Instance *to)
{
  const guint n = from->spec.n_points, m = from->spec.n_sites;
  *to = *from;
  to->spec.weights = to->weights;
  to->spec.range_starts = to->range_starts;
  to->spec.range_sites = to->range_sites;
  to->spec.limit_starts = from->spec.limit_starts == NULL ? NULL : to->limit_starts;
  to->spec.limit_sites = to->limit_sites;
  to->spec.rooms = to->rooms;
  to->spec.sightings = to->sightings;
  to->spec.costs = to->costs;
  to->spec.groups = to->groups;
  to->spec.exclusions = to->exclusions;
  to->spec.previous = from->spec.previous == NULL ? NULL : to->previous;
  for (guint i = 0; i < n; i++)
    {
      to->weights[i] = from->weights[n - 1 - i];
      for (guint j = 0; j < m; j++)
        {
          to->in_range[i][j] = from->in_range[n - 1 - i][m - 1 - j];
          to->in_limit[i][j] = from->in_limit[n - 1 - i][m - 1 - j];
        }
    }
  for (guint j = 0; j < m; j++)
    {
      to->rooms[j] = from->rooms[m - 1 - j];
      to->sightings[j] = from->sightings[m - 1 - j];
      to->costs[j] = from->costs[m - 1 - j];
      to->groups[j] = from->groups[m - 1 - j];
      to->previous[j] = from->previous[m - 1 - j];
    }
  for (guint k = 0; k < 2 * from->spec.n_exclusions; k++)
    to->exclusions[k] = m - 1 - from->exclusions[k];
  list_rows (to);
}

static void
test_order (void)
{
  PoskoRandom random;
  posko_random_init (&random, 8, 0);
  for (guint round = 0; round < 40; round++)
    {
      Instance instance, turned;
      make_instance (&random, &instance);
      reverse (&instance, &turned);
      g_autoptr (PoskoCoverageSolution) a = solve (&instance, 0);
      g_autoptr (PoskoCoverageSolution) again = solve (&instance, 0);
      g_autoptr (PoskoCoverageSolution) b = solve (&turned, 0);
      g_assert_cmpmem (a->copies, a->n_sites * sizeof *a->copies, again->copies, again->n_sites * sizeof *a->copies);
      for (guint l = 0; l < POSKO_COVERAGE_N_LEVELS; l++)
        g_assert_cmpint (a->levels[l].value, ==, b->levels[l].value);
    }
}

static void
test_site_benefit (void)
{
  PoskoRandom random;
  posko_random_init (&random, 9, 0);
  for (guint round = 0; round < 100; round++)
    {
      Instance instance;
      make_instance (&random, &instance);
      instance.spec.previous = NULL; /* a price on changes is no part of it */
      g_autoptr (PoskoCoverageProblem) problem = problem_of (&instance);
      guint32 copies[MAX_SITES] = { 0 };
      for (guint j = 0; j < instance.spec.n_sites; j++)
        copies[j] = posko_random_below (&random, 2);
      const guint site = posko_random_below (&random, instance.spec.n_sites);
      copies[site] = 1;
      g_autoptr (PoskoCoverageSolution) with = posko_coverage_evaluate (problem, copies);
      copies[site] = 0;
      g_autoptr (PoskoCoverageSolution) without = posko_coverage_evaluate (problem, copies);
      const gint64 gain = with->levels[POSKO_COVERAGE_BENEFIT].value - without->levels[POSKO_COVERAGE_BENEFIT].value;
      g_assert_cmpint (posko_coverage_site_benefit (problem, with->sightings, site, FALSE), ==, gain);
      g_assert_cmpint (posko_coverage_site_benefit (problem, without->sightings, site, TRUE), ==, gain);
    }
}

static void
test_refused (void)
{
  PoskoRandom random;
  posko_random_init (&random, 10, 0);
  Instance instance;
  g_autoptr (GError) error = NULL;
  do
    make_instance (&random, &instance);
  while (instance.range_starts[instance.spec.n_points] < 2);

  instance.weights[0] = -1;
  g_assert_null (posko_coverage_problem_new (&instance.spec, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_INPUT);
  g_clear_error (&error);
  instance.weights[0] = G_MAXINT64 / 2;
  instance.benefits[0] = 1000;
  g_assert_null (posko_coverage_problem_new (&instance.spec, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_LIMIT);
  g_clear_error (&error);
  instance.weights[0] = 1;
  instance.spec.previous = instance.rooms;
  instance.spec.change_price = -1;
  g_assert_null (posko_coverage_problem_new (&instance.spec, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_INPUT);
  g_clear_error (&error);
  instance.spec.change_price = G_MAXINT64;
  g_assert_null (posko_coverage_problem_new (&instance.spec, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_LIMIT);
  g_clear_error (&error);
  instance.spec.previous = NULL;
  instance.range_sites[0] = MAX_SITES;
  g_assert_null (posko_coverage_problem_new (&instance.spec, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_INPUT);
}

static void
test_cancelled (void)
{
  PoskoRandom random;
  posko_random_init (&random, 11, 0);
  Instance instance;
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  PoskoSolveParams params = POSKO_SOLVE_PARAMS_INIT;
  params.cancellable = cancellable;
  g_cancellable_cancel (cancellable);
  make_instance (&random, &instance);
  g_autoptr (PoskoCoverageProblem) problem = problem_of (&instance);
  g_assert_null (posko_coverage_solve (problem, &params, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_CANCELLED);
}

static void
test_cliques (void)
{
  /* a triangle 0 1 2, a tail 2 3, a pair given twice and turned round */
  static const guint32 PAIRS[] = { 1, 0, 0, 2, 1, 2, 2, 3, 0, 1 };
  g_autoptr (GArray) starts = NULL;
  g_autoptr (GArray) nodes = posko_exclusion_cliques (5, 5, PAIRS, &starts);
  static const guint32 NODES[] = { 0, 1, 2, 2, 3 };
  static const guint32 STARTS[] = { 0, 3, 5 };
  g_assert_cmpmem (nodes->data, nodes->len * sizeof (guint32), NODES, sizeof NODES);
  g_assert_cmpmem (starts->data, starts->len * sizeof (guint32), STARTS, sizeof STARTS);
}

static void
test_classes (void)
{
  static const guint32 STARTS[] = { 0, 2, 3, 5, 5, 6, 6 };
  static const guint32 SITES[] = { 0, 1, 1, 0, 1, 1 };
  static const guint32 CLASSES[] = { 0, 1, 0, 2, 1, 2 };
  guint32 class_of[6];
  g_assert_cmpuint (posko_cover_classes (6, STARTS, SITES, class_of), ==, 3);
  g_assert_cmpmem (class_of, sizeof class_of, CLASSES, sizeof CLASSES);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/coverage/brute-force", test_brute_force);
  g_test_add_func ("/coverage/little-effort", test_little_effort);
  g_test_add_func ("/coverage/order", test_order);
  g_test_add_func ("/coverage/site-benefit", test_site_benefit);
  g_test_add_func ("/coverage/refused", test_refused);
  g_test_add_func ("/coverage/cancelled", test_cancelled);
  g_test_add_func ("/cover-classes/cliques", test_cliques);
  g_test_add_func ("/cover-classes/classes", test_classes);
  return g_test_run ();
}
