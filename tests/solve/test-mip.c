/* test-mip.c: the MIP layer against brute force, and its worker process against everything that can happen to it. */
#include "mip.h"
#include <unistd.h>
#include <math.h>
#include <string.h>

#define MAX_ITEMS 12

typedef struct
{
  guint n, m;
  gint64 profit[MAX_ITEMS];
  gint64 weight[3][MAX_ITEMS];
  gint64 capacity[3];
} Knapsack;

static void
make_knapsack (PoskoRandom *random, Knapsack *k)
{
  k->n = 1 + posko_random_below (random, MAX_ITEMS - 1);
  k->m = 1 + posko_random_below (random, 3);
  for (guint i = 0; i < k->n; i++)
    {
      k->profit[i] = posko_random_below (random, 100);
      for (guint r = 0; r < k->m; r++)
        k->weight[r][i] = posko_random_below (random, 50);
    }
  for (guint r = 0; r < k->m; r++)
    k->capacity[r] = posko_random_below (random, 25 * k->n);
}

static gint64
brute_force (const Knapsack *k)
{
  gint64 best = 0;
  for (guint set = 0; set < 1u << k->n; set++)
    {
      gint64 profit = 0, used[3] = { 0, 0, 0 };
      gboolean fits = TRUE;
      for (guint i = 0; i < k->n; i++)
        if (set >> i & 1)
          {
            profit += k->profit[i];
            for (guint r = 0; r < k->m; r++)
              used[r] += k->weight[r][i];
          }
      for (guint r = 0; r < k->m; r++)
        fits = fits && used[r] <= k->capacity[r];
      if (fits)
        best = MAX (best, profit);
    }
  return best;
}

static PoskoMip *
knapsack_program (const Knapsack *k)
{
  PoskoMip *mip = posko_mip_new ();
  for (guint i = 0; i < k->n; i++)
    posko_mip_add_column (mip, 0, 1, -(gdouble) k->profit[i], TRUE);
  for (guint r = 0; r < k->m; r++)
    {
      const guint row = posko_mip_add_row (mip, -POSKO_MIP_INFINITY, (gdouble) k->capacity[r]);
      for (guint i = 0; i < k->n; i++)
        {
          /* in two halves, to see them added up */
          posko_mip_add_entry (mip, row, i, (gdouble) k->weight[r][i] - 1.0);
          posko_mip_add_entry (mip, row, i, 1.0);
        }
    }
  return mip;
}

static void
solve (const PoskoMip *mip, gdouble *values, PoskoMipResult *result)
{
  const PoskoSolveParams params = POSKO_SOLVE_PARAMS_INIT;
  g_autoptr (GError) error = NULL;
  const gboolean done = posko_mip_solve (mip, &params, 0.0, values, result, &error);
  g_assert_no_error (error);
  g_assert_true (done);
}

static void
test_knapsacks (void)
{
  PoskoRandom random;
  posko_random_init (&random, 1, 0);
  for (guint round = 0; round < 200; round++)
    {
      Knapsack k;
      gdouble values[MAX_ITEMS], relaxed[MAX_ITEMS];
      PoskoMipResult result, linear;
      const PoskoSolveParams params = POSKO_SOLVE_PARAMS_INIT;
      make_knapsack (&random, &k);
      g_autoptr (PoskoMip) mip = knapsack_program (&k);
      solve (mip, values, &result);
      g_assert_cmpint (result.status, ==, POSKO_SOLVE_OPTIMAL);
      g_assert_cmpint (result.stop, ==, POSKO_STOP_PROVEN);
      g_assert_cmpfloat (result.value, ==, -(gdouble) brute_force (&k));
      g_assert_cmpfloat (result.bound, ==, result.value);
      gdouble again = 0.0;
      g_assert_true (posko_mip_evaluate (mip, values, 1e-9, &again));
      g_assert_cmpfloat (again, ==, result.value);

      g_assert_true (posko_mip_solve_relaxation (mip, &params, relaxed, NULL, NULL, &linear, NULL));
      g_assert_cmpint (linear.status, ==, POSKO_SOLVE_OPTIMAL);
      g_assert_cmpfloat (linear.bound, <=, result.value + 1e-6);
    }
}

static void
test_infeasible (void)
{
  gdouble values[2];
  PoskoMipResult result;
  const PoskoSolveParams params = POSKO_SOLVE_PARAMS_INIT;
  g_autoptr (PoskoMip) mip = posko_mip_new ();
  posko_mip_add_column (mip, 0, 1, 1, TRUE);
  posko_mip_add_column (mip, 0, 1, 1, TRUE);
  const guint row = posko_mip_add_row (mip, 3, POSKO_MIP_INFINITY);
  posko_mip_add_entry (mip, row, 0, 1);
  posko_mip_add_entry (mip, row, 1, 1);
  solve (mip, values, &result);
  g_assert_cmpint (result.status, ==, POSKO_SOLVE_INFEASIBLE);
  g_assert_true (isnan (result.value));
  g_assert_true (posko_mip_solve_relaxation (mip, &params, NULL, NULL, NULL, &result, NULL));
  g_assert_cmpint (result.status, ==, POSKO_SOLVE_INFEASIBLE);

  /* feasible as a linear program only: 2x = 1 */
  g_autoptr (PoskoMip) odd = posko_mip_new ();
  posko_mip_add_column (odd, 0, 5, 0, TRUE);
  posko_mip_add_entry (odd, posko_mip_add_row (odd, 1, 1), 0, 2);
  solve (odd, values, &result);
  g_assert_cmpint (result.status, ==, POSKO_SOLVE_INFEASIBLE);
}

static void
test_unbounded (void)
{
  gdouble values[1];
  PoskoMipResult result;
  const PoskoSolveParams params = POSKO_SOLVE_PARAMS_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (PoskoMip) mip = posko_mip_new ();
  posko_mip_add_column (mip, 0, POSKO_MIP_INFINITY, -1, TRUE);
  posko_mip_add_entry (mip, posko_mip_add_row (mip, 0, POSKO_MIP_INFINITY), 0, 1);
  g_assert_false (posko_mip_solve (mip, &params, 0.0, values, &result, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_SOLVER);
  g_clear_error (&error);
  g_assert_false (posko_mip_solve_relaxation (mip, &params, values, NULL, NULL, &result, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_SOLVER);
}

static void
test_empty (void)
{
  gdouble values[1] = { 7.0 };
  PoskoMipResult result;
  g_autoptr (PoskoMip) mip = posko_mip_new ();
  solve (mip, values, &result);
  g_assert_cmpint (result.status, ==, POSKO_SOLVE_OPTIMAL);
  g_assert_cmpfloat (result.value, ==, 0.0);

  /* no rows: each column goes to its cheaper end, a continuous one among them */
  g_autoptr (PoskoMip) free_columns = posko_mip_new ();
  gdouble two[2];
  posko_mip_add_column (free_columns, -2, 3, -1, TRUE);
  posko_mip_add_column (free_columns, -2.5, 3, 2, FALSE);
  solve (free_columns, two, &result);
  g_assert_cmpint (result.status, ==, POSKO_SOLVE_OPTIMAL);
  g_assert_cmpfloat_with_epsilon (result.value, -8.0, 1e-6);
  g_assert_cmpfloat (two[0], ==, 3.0);
}

/* A set covering program that CBC needs long for: Steiner triples grow hard fast. @n must be a power of three. */
static PoskoMip *
hard_program (guint n)
{
  PoskoMip *mip = posko_mip_new ();
  for (guint i = 0; i < n; i++)
    posko_mip_add_column (mip, 0, 1, 1, TRUE);
  for (guint a = 0; a < n; a++)
    for (guint b = a + 1; b < n; b++)
      {
        guint c = 0; /* the third point of the line through a and b in base 3 */
        for (guint power = 1; power < n; power *= 3)
          c += (6 - a / power % 3 - b / power % 3) % 3 * power;
        if (c <= b)
          continue;
        const guint row = posko_mip_add_row (mip, 1, POSKO_MIP_INFINITY);
        posko_mip_add_entry (mip, row, a, 1);
        posko_mip_add_entry (mip, row, b, 1);
        posko_mip_add_entry (mip, row, c, 1);
      }
  return mip;
}

static void
test_node_limit (void)
{
  g_autoptr (PoskoMip) mip = hard_program (27); /* optimum 18 */
  gdouble values[27], start[27];
  PoskoMipResult result, again;
  PoskoSolveParams params = POSKO_SOLVE_PARAMS_INIT;
  params.iterations = 5;
  for (guint i = 0; i < 27; i++)
    start[i] = 1.0;
  posko_mip_set_start (mip, start);
  g_assert_true (posko_mip_solve (mip, &params, 0.0, values, &result, NULL));
  g_assert_cmpint (result.status, ==, POSKO_SOLVE_BOUNDED);
  g_assert_cmpint (result.stop, ==, POSKO_STOP_EFFORT);
  g_assert_cmpfloat (result.value, >=, 18.0);
  g_assert_cmpfloat (result.value, <=, 27.0);
  g_assert_cmpfloat (result.bound, <=, 18.0);
  g_assert_cmpfloat (result.bound, >=, 9.0); /* the relaxation alone gives 9 */
  g_assert_true (posko_mip_solve (mip, &params, 0.0, values, &again, NULL));
  g_assert_cmpfloat (again.value, ==, result.value);
  g_assert_cmpfloat (again.bound, ==, result.bound);
}

static void
test_start (void)
{
  /* With a bad node limit and a start that is the optimum, the answer is no worse than the start. */
  PoskoRandom random;
  posko_random_init (&random, 5, 0);
  for (guint round = 0; round < 10; round++)
    {
      Knapsack k;
      gdouble values[MAX_ITEMS], start[MAX_ITEMS];
      PoskoMipResult result;
      PoskoSolveParams params = POSKO_SOLVE_PARAMS_INIT;
      make_knapsack (&random, &k);
      g_autoptr (PoskoMip) mip = knapsack_program (&k);
      solve (mip, start, &result);
      const gdouble optimum = result.value;
      posko_mip_set_start (mip, start);
      params.iterations = 1;
      g_assert_true (posko_mip_solve (mip, &params, 0.0, values, &result, NULL));
      g_assert_cmpfloat (result.value, ==, optimum);

      /* an infeasible start is no start */
      for (guint i = 0; i < k.n; i++)
        start[i] = 2.0;
      posko_mip_set_start (mip, start);
      solve (mip, values, &result);
      g_assert_cmpfloat (result.value, ==, optimum);
    }
}

static void
test_gap (void)
{
  g_autoptr (PoskoMip) mip = hard_program (27);
  gdouble values[27];
  PoskoMipResult result;
  const PoskoSolveParams params = POSKO_SOLVE_PARAMS_INIT;
  g_assert_true (posko_mip_solve (mip, &params, 0.5, values, &result, NULL));
  g_assert_cmpfloat (result.bound, <=, 18.0);
  g_assert_cmpfloat (result.value, >=, 18.0);
  g_assert_cmpfloat (result.value - result.bound, <=, 0.5 * result.value + 1e-6);
}

static guint
count_entries (const gchar *folder)
{
  guint n = 0;
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  g_assert_nonnull (dir);
  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

static guint
count_children (void)
{
  g_autofree gchar *children = NULL;
  g_autofree gchar *path = g_strdup_printf ("/proc/self/task/%ld/children", (long) getpid ());
  guint n = 0;
  if (!g_file_get_contents (path, &children, NULL, NULL))
    return 0;
  for (const gchar *p = children; *p != '\0'; p++)
    n += *p == ' ';
  return n;
}

static gpointer
cancel_soon (gpointer data)
{
  g_usleep (200 * 1000);
  g_cancellable_cancel (data);
  return NULL;
}

static void
test_cancel (void)
{
  g_autoptr (PoskoMip) mip = hard_program (81); /* hours */
  gdouble values[81];
  PoskoMipResult result;
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  PoskoSolveParams params = POSKO_SOLVE_PARAMS_INIT;
  params.cancellable = cancellable;
  const guint descriptors = count_entries ("/proc/self/fd");

  GThread *thread = g_thread_new ("cancel", cancel_soon, cancellable);
  const gint64 began = g_get_monotonic_time ();
  g_assert_false (posko_mip_solve (mip, &params, 0.0, values, &result, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_CANCELLED);
  g_assert_cmpint (g_get_monotonic_time () - began, <, 700 * 1000);
  g_thread_join (thread);
  g_assert_cmpuint (count_children (), ==, 0);
  g_assert_cmpuint (count_entries ("/proc/self/fd"), ==, descriptors);

  g_clear_error (&error);
  g_assert_false (posko_mip_solve (mip, &params, 0.0, values, &result, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_CANCELLED);
}

static void
test_broken_worker (void)
{
  static const gchar *const WORKERS[] = { "/nonexistent/worker", "/bin/false", "/bin/cat", "/dev/null", "/" };
  g_autoptr (PoskoMip) mip = hard_program (27);
  gdouble values[27];
  PoskoMipResult result;
  const PoskoSolveParams params = POSKO_SOLVE_PARAMS_INIT;
  const guint descriptors = count_entries ("/proc/self/fd");
  g_autofree gchar *before = g_strdup (g_getenv ("POSKO_MIP_WORKER"));

  for (guint i = 0; i < G_N_ELEMENTS (WORKERS); i++)
    {
      g_autoptr (GError) error = NULL;
      g_setenv ("POSKO_MIP_WORKER", WORKERS[i], TRUE);
      g_assert_false (posko_mip_solve (mip, &params, 0.0, values, &result, &error));
      g_assert_error (error, POSKO_ERROR, POSKO_ERROR_SOLVER);
    }
  if (before != NULL)
    g_setenv ("POSKO_MIP_WORKER", before, TRUE);
  else
    g_unsetenv ("POSKO_MIP_WORKER");
  g_assert_cmpuint (count_entries ("/proc/self/fd"), ==, descriptors);
  g_assert_cmpuint (count_children (), ==, 0);
}

#define BATCH 8

typedef struct
{
  guint64 seed;
  gdouble values[BATCH][MAX_ITEMS];
  gdouble totals[BATCH];
} Batch;

static gpointer
solve_batch (gpointer data)
{
  Batch *batch = data;
  PoskoRandom random;
  posko_random_init (&random, batch->seed, 0);
  for (guint i = 0; i < BATCH; i++)
    {
      Knapsack k;
      PoskoMipResult result;
      make_knapsack (&random, &k);
      g_autoptr (PoskoMip) mip = knapsack_program (&k);
      solve (mip, batch->values[i], &result);
      batch->totals[i] = result.value;
    }
  return NULL;
}

static void
test_threads (void)
{
  Batch alone[3] = { { .seed = 10 }, { .seed = 11 }, { .seed = 12 } };
  Batch together[3] = { { .seed = 10 }, { .seed = 11 }, { .seed = 12 } };
  GThread *threads[3];
  for (guint i = 0; i < 3; i++)
    solve_batch (&alone[i]);
  for (guint i = 0; i < 3; i++)
    threads[i] = g_thread_new ("batch", solve_batch, &together[i]);
  for (guint i = 0; i < 3; i++)
    g_thread_join (threads[i]);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpmem (&alone[i], sizeof alone[i], &together[i], sizeof together[i]);
}

static void
test_duals (void)
{
  /* min 2x + 3y, x + y >= 4, x <= 3: x = 3, y = 1; one more unit costs 3 */
  gdouble values[2], reduced[2], duals[1];
  PoskoMipResult result;
  const PoskoSolveParams params = POSKO_SOLVE_PARAMS_INIT;
  g_autoptr (PoskoMip) mip = posko_mip_new ();
  posko_mip_add_column (mip, 0, 3, 2, FALSE);
  posko_mip_add_column (mip, 0, POSKO_MIP_INFINITY, 3, FALSE);
  const guint row = posko_mip_add_row (mip, 4, POSKO_MIP_INFINITY);
  posko_mip_add_entry (mip, row, 0, 1);
  posko_mip_add_entry (mip, row, 1, 1);
  g_assert_true (posko_mip_solve_relaxation (mip, &params, values, reduced, duals, &result, NULL));
  g_assert_cmpfloat_with_epsilon (result.value, 9.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (duals[0], 3.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (reduced[0], -1.0, 1e-9);
  g_assert_cmpfloat_with_epsilon (reduced[1], 0.0, 1e-9);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/mip/knapsacks", test_knapsacks);
  g_test_add_func ("/mip/infeasible", test_infeasible);
  g_test_add_func ("/mip/unbounded", test_unbounded);
  g_test_add_func ("/mip/empty", test_empty);
  g_test_add_func ("/mip/node-limit", test_node_limit);
  g_test_add_func ("/mip/start", test_start);
  g_test_add_func ("/mip/gap", test_gap);
  g_test_add_func ("/mip/cancel", test_cancel);
  g_test_add_func ("/mip/broken-worker", test_broken_worker);
  g_test_add_func ("/mip/threads", test_threads);
  g_test_add_func ("/mip/duals", test_duals);
  return g_test_run ();
}
