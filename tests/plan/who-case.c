/* who-case.c: see who-case.h. The plan is made once a program. */
#include "who-case.h"
#include "plan-private.h"
#include <glib/gstdio.h>
#include <string.h>

static PoskoCase *
load_mini (const char *scenario)
{
  g_autoptr (PoskoDiagnostics) faults = posko_diagnostics_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_build_filename (POSKO_SOURCE_ROOT, "tests", "data", "mini", NULL);
  g_autofree char *path = NULL;
  if (scenario != NULL)
    {
      const int fd = g_file_open_tmp ("posko-test-XXXXXX.json", &path, &error);
      g_assert_no_error (error);
      g_assert_true (g_close (fd, NULL));
      g_assert_true (g_file_set_contents (path, scenario, -1, NULL));
    }
  PoskoCase *source = posko_case_load (folder, path, 1, faults, NULL, NULL, &error);
  if (path != NULL)
    g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_no_error (error);
  g_assert_nonnull (source);
  return source;
}

static PoskoPlan *
plan_mini (void)
{
  g_autoptr (PoskoCase) source = load_mini (NULL);
  g_autoptr (GError) error = NULL;
  const PoskoPlanParams params = POSKO_PLAN_PARAMS_INIT;
  PoskoPlan *plan = posko_plan_new (source, &params, &error);
  g_assert_no_error (error);
  return plan;
}

PoskoPlan *
who_plan_places (const char *scenario)
{
  g_autoptr (PoskoCase) source = load_mini (scenario);
  g_autoptr (PoskoDemand) demand = posko_demand_new (source);
  g_autoptr (GError) error = NULL;
  const PoskoPlanParams params = POSKO_PLAN_PARAMS_INIT;
  PoskoPlan *plan = posko_plan_new_empty (source);
  g_assert_true (posko_plan_make_posts (plan, demand, &params, &error));
  g_assert_true (posko_plan_make_ambulances (plan, demand, &params, &error));
  g_assert_no_error (error);
  return plan;
}

/* A copy whose rows may be edited. */
static PoskoPlan *
copy_plan (const PoskoPlan *plan)
{
  PoskoPlan *copy = posko_plan_new_empty (posko_plan_case (plan));
  for (guint id = 0; id < POSKO_N_PLAN_TABLES; id++)
    for (guint r = 0; r < posko_table_n (posko_plan_table (plan, id)); r++)
      posko_table_append (posko_plan_table (copy, id), posko_table_row (posko_plan_table (plan, id), r));
  return copy;
}

PoskoPlan *
who_mini_plan (void)
{
  static PoskoPlan *made;
  if (made == NULL)
    made = plan_mini ();
  return copy_plan (made);
}

gboolean
who_same (const char *a, const char *b)
{
  return strcmp (a, b) == 0;
}
