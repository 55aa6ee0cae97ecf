/* test-location-known.c: public p-median instances whose optimum is known (OR-Library pmed1, pmed6; Beasley 1985).
 *
 * Their files are not ours to ship: they are looked for in $POSKO_BENCH_DATA, or in ../shared/bench/siting above the
 * folder the test runs in; without them the test is skipped.
 */
#include "location.h"

#define FAR (G_MAXUINT32 / 4)

static gchar *
read_instance (const gchar *name)
{
  static const gchar *const PLACES[]
      = { "../shared/bench/siting", "../../shared/bench/siting", "../../../shared/bench/siting" };
  const gchar *named = g_getenv ("POSKO_BENCH_DATA");
  for (guint i = 0; i <= G_N_ELEMENTS (PLACES); i++)
    {
      const gchar *place = i == 0 ? named : PLACES[i - 1];
      g_autofree gchar *path = place == NULL ? NULL : g_build_filename (place, "pmed", name, NULL);
      gchar *text = NULL;
      if (path != NULL && g_file_get_contents (path, &text, NULL, NULL))
        return text;
    }
  return NULL;
}

/* Shortest paths between all nodes (Floyd & Warshall) of "n m p" and m lines "a b cost". */
static guint32 *
read_distances (const gchar *text, guint *n, guint *p)
{
  gchar *at = (gchar *) text;
  *n = (guint) g_ascii_strtoull (at, &at, 10);
  const guint n_edges = (guint) g_ascii_strtoull (at, &at, 10);
  *p = (guint) g_ascii_strtoull (at, &at, 10);
  guint32 *d = g_new (guint32, (gsize) *n * *n);
  for (guint i = 0; i < *n; i++)
    for (guint j = 0; j < *n; j++)
      d[i * *n + j] = i == j ? 0 : FAR;
  for (guint e = 0; e < n_edges; e++)
    {
      const guint a = (guint) g_ascii_strtoull (at, &at, 10) - 1, b = (guint) g_ascii_strtoull (at, &at, 10) - 1;
      d[a * *n + b] = d[b * *n + a] = (guint32) g_ascii_strtoull (at, &at, 10);
    }
  for (guint k = 0; k < *n; k++)
    for (guint i = 0; i < *n; i++)
      for (guint j = 0; j < *n; j++)
        d[i * *n + j] = MIN (d[i * *n + j], d[i * *n + k] + d[k * *n + j]);
  return d;
}

static void
check_p_median (const gchar *name, gint64 optimum)
{
  guint n, p;
  g_autofree gchar *text = read_instance (name);
  if (text == NULL)
    {
      g_test_skip ("no shared instances");
      return;
    }
  g_autofree guint32 *distances = read_distances (text, &n, &p);
  g_autofree gint64 *weights = g_new (gint64, n);
  for (guint i = 0; i < n; i++)
    weights[i] = 1;
  PoskoLocationSpec spec = POSKO_LOCATION_SPEC_INIT;
  const PoskoSolveParams params = POSKO_SOLVE_PARAMS_INIT;
  g_autoptr (GError) error = NULL;
  spec.n_points = spec.n_sites = n;
  spec.weights = weights;
  spec.travel = distances;
  spec.max_open = p;
  spec.skip_levels = 1u << POSKO_LOCATION_UNCOVERED;
  g_autoptr (PoskoLocationProblem) problem = posko_location_problem_new (&spec, &error);
  g_assert_no_error (error);
  g_autoptr (PoskoLocationSolution) solution = posko_location_solve (problem, &params, &error);
  g_assert_no_error (error);
  g_assert_cmpint (solution->status, ==, POSKO_SOLVE_OPTIMAL);
  g_assert_cmpint (solution->levels[POSKO_LOCATION_TRAVEL].value, ==, optimum);
}

static void
test_pmed1 (void)
{
  check_p_median ("pmed1.txt", 5819);
}

static void
test_pmed6 (void)
{
  check_p_median ("pmed6.txt", 7824);
}

static void
test_pmed10 (void)
{
  check_p_median ("pmed10.txt", 1255);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/location-known/pmed1", test_pmed1);
  g_test_add_func ("/location-known/pmed6", test_pmed6);
  g_test_add_func ("/location-known/pmed10", test_pmed10);
  return g_test_run ();
}
