/* test-stay-staff.c: the roster and the stand-bys of the mini case that stay close to a published plan: the three rules, and the curve. */
#include "plan-private.h"
#include "stay-curve.h"
#include <glib/gstdio.h>

static PoskoCase *
load (const char *scenario)
{
  g_autoptr (PoskoDiagnostics) faults = posko_diagnostics_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_build_filename (POSKO_SOURCE_ROOT, "tests", "data", "mini", NULL);
  PoskoCase *source = posko_case_load (folder, scenario, 1, faults, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (source);
  return source;
}

/* The mini case without the person @code on any day. */
static PoskoCase *
load_without (const char *code)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *json = g_strdup_printf ("{\"nama\":\"uji\",\"perubahan\":[{\"tabel\":\"nakes\",\"di_mana\":{\"kode\":\"%s\"},"
                                           "\"ubah\":{\"tidak_tersedia\":\"H-1 H H+1 H+2 H+3\"}}]}", code);
  const int fd = g_file_open_tmp ("posko-test-XXXXXX.json", &path, &error);
  g_assert_no_error (error);
  g_assert_true (g_close (fd, NULL));
  g_assert_true (g_file_set_contents (path, json, -1, NULL));
  PoskoCase *source = load (path);
  g_assert_cmpint (g_unlink (path), ==, 0);
  return source;
}

static PoskoPlan *
make_plan (PoskoCase *source, const PoskoPlan *published, PoskoStayKind kind, gint64 amount)
{
  g_autoptr (PoskoDemand) demand = posko_demand_new (source);
  g_autoptr (GError) error = NULL;
  PoskoPlanParams params = POSKO_PLAN_PARAMS_INIT;
  PoskoPlanStay stay = { .published = published };
  stay.rules[POSKO_STAY_ROSTER] = stay.rules[POSKO_STAY_RESERVES] = (PoskoStayRule) { kind, amount };
  params.stay = published != NULL ? &stay : NULL;
  PoskoPlan *plan = posko_plan_new_empty (source);
  g_assert_true (posko_plan_make_posts (plan, demand, &params, &error));
  g_assert_true (posko_plan_make_needs (plan, demand, &params, &error));
  g_assert_true (posko_plan_make_roster (plan, &params, &error));
  g_assert_true (posko_plan_make_reserves (plan, &params, &error));
  g_assert_no_error (error);
  return plan;
}

/* The value of a proven level; -1 when the plan has none of that name. */
static gint64
level (const PoskoPlan *plan, const char *product, const char *name)
{
  const PoskoTable *rows = posko_plan_table (plan, POSKO_PLAN_CERTIFICATES);
  for (guint r = 0; r < posko_table_n (rows); r++)
    {
      const PoskoPlanCertificate *row = posko_table_row (rows, r);
      if (!g_str_equal (row->produk, product) || !g_str_equal (row->tingkat, name))
        continue;
      g_assert_cmpstr (row->status, ==, "optimal");
      return row->nilai;
    }
  return -1;
}

static int
compare_texts (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (*(const char *const *) a, *(const char *const *) b);
}

/* A person's duties as one text. */
static char *
duties_of (const PoskoPlan *plan, const char *person)
{
  const PoskoTable *rows = posko_plan_table (plan, POSKO_PLAN_ROSTER);
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func (g_free);
  for (guint r = 0; r < posko_table_n (rows); r++)
    {
      const PoskoPlanDuty *row = posko_table_row (rows, r);
      if (g_str_equal (row->kode_nakes, person))
        g_ptr_array_add (list, g_strjoin (" ", row->kode_pos, row->hari, row->shift, row->tugas, NULL));
    }
  g_ptr_array_sort (list, compare_texts);
  g_ptr_array_add (list, NULL);
  return g_strjoinv (",", (char **) list->pdata);
}

static gint64
count_moved (const PoskoPlan *a, const PoskoPlan *b)
{
  guint n;
  gint64 moved = 0;
  const PoskoNakes *nakes = posko_case_nakes (posko_plan_case (b), &n);
  for (guint p = 0; p < n; p++)
    {
      g_autofree char *before = duties_of (a, nakes[p].kode);
      g_autofree char *after = duties_of (b, nakes[p].kode);
      moved += g_str_equal (before, after) ? 0 : 1;
    }
  return moved;
}

static const char *
first_person (const PoskoPlan *plan)
{
  return ((const PoskoPlanDuty *) posko_table_row (posko_plan_table (plan, POSKO_PLAN_ROSTER), 0))->kode_nakes;
}

static void
test_no_change (void)
{
  g_autoptr (PoskoCase) source = load (NULL);
  g_autoptr (PoskoPlan) published = make_plan (source, NULL, POSKO_STAY_LEAST, 0);
  g_autoptr (PoskoPlan) plan = make_plan (source, published, POSKO_STAY_LEAST, 0);
  g_assert_cmpint (level (plan, "roster", "perubahan"), ==, 0);
  g_assert_cmpint (level (plan, "cadangan", "perubahan"), ==, 0);
  g_assert_cmpint (count_moved (published, plan), ==, 0);
  g_assert_cmpint (level (plan, "roster", "biaya"), ==, level (published, "roster", "biaya"));
  g_assert_cmpint (level (published, "roster", "perubahan"), ==, -1);
}

/* Rows that nobody could have written: an unknown person counts as gone, an unknown place moves its person, a doubled row is one. */
static void
test_edited (void)
{
  g_autoptr (PoskoCase) source = load (NULL);
  g_autoptr (PoskoPlan) published = make_plan (source, NULL, POSKO_STAY_LEAST, 0);
  PoskoPlanDuty row = *(const PoskoPlanDuty *) posko_table_row (posko_plan_table (published, POSKO_PLAN_ROSTER), 0);
  posko_plan_add (published, POSKO_PLAN_ROSTER, &row);
  g_autoptr (PoskoPlan) doubled = make_plan (source, published, POSKO_STAY_LEAST, 0);
  g_assert_cmpint (level (doubled, "roster", "perubahan"), ==, 0);
  row.shift = "tidak-ada";
  posko_plan_add (published, POSKO_PLAN_ROSTER, &row);
  row.kode_nakes = "tidak-ada";
  posko_plan_add (published, POSKO_PLAN_ROSTER, &row);
  posko_plan_add (published, POSKO_PLAN_ROSTER, &row);
  g_autoptr (PoskoPlan) plan = make_plan (source, published, POSKO_STAY_LEAST, 0);
  g_assert_cmpint (level (plan, "roster", "perubahan"), ==, 2);
  g_autoptr (PoskoPlan) priced = make_plan (source, published, POSKO_STAY_PRICE, 100000);
  g_assert_cmpint (level (priced, "roster", "biaya"), ==, level (plan, "roster", "biaya") + 2 * 100000);
}

static void
test_rules (void)
{
  g_autoptr (PoskoCase) source = load (NULL);
  g_autoptr (PoskoPlan) published = make_plan (source, NULL, POSKO_STAY_LEAST, 0);
  g_autoptr (PoskoCase) ill = load_without (first_person (published));
  g_autoptr (PoskoPlan) fresh = make_plan (ill, NULL, POSKO_STAY_LEAST, 0);
  g_autoptr (PoskoPlan) least = make_plan (ill, published, POSKO_STAY_LEAST, 0);
  g_assert_cmpint (level (least, "roster", "perubahan"), ==, count_moved (published, least));
  g_assert_cmpint (level (least, "roster", "perubahan"), >=, 1);
  g_assert_cmpint (level (least, "roster", "perubahan"), <=, count_moved (published, fresh));
  g_autoptr (PoskoPlan) free_of_charge = make_plan (ill, published, POSKO_STAY_PRICE, 0);
  g_assert_cmpint (level (free_of_charge, "roster", "biaya"), ==, level (fresh, "roster", "biaya"));
  g_autoptr (PoskoPlan) dear = make_plan (ill, published, POSKO_STAY_PRICE, 100000000);
  g_assert_cmpint (level (dear, "roster", "biaya") / 100000000, ==, count_moved (published, dear));
  gint64 last = G_MAXINT64;
  for (gint64 n = 0; n < 8; n++)
    {
      g_autoptr (PoskoPlan) plan = make_plan (ill, published, POSKO_STAY_LIMIT, n);
      g_assert_cmpint (count_moved (published, plan), <=, MAX (n, count_moved (published, dear)));
      g_assert_cmpint (level (plan, "roster", "biaya"), <=, last);
      g_assert_cmpint (level (plan, "roster", "biaya"), >=, level (fresh, "roster", "biaya"));
      last = level (plan, "roster", "biaya");
    }
}

static void
test_curve (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PoskoCase) source = load (NULL);
  g_autoptr (PoskoPlan) published = make_plan (source, NULL, POSKO_STAY_LEAST, 0);
  g_autoptr (PoskoCase) ill = load_without (first_person (published));
  g_autoptr (PoskoPlan) fresh = make_plan (ill, NULL, POSKO_STAY_LEAST, 0);
  g_autoptr (PoskoPlan) least = make_plan (ill, published, POSKO_STAY_LEAST, 0);
  const PoskoPlanStay stay = { .published = published };
  PoskoPlanParams params = POSKO_PLAN_PARAMS_INIT;
  PoskoStayRange range = POSKO_STAY_RANGE_INIT;
  params.stay = &stay;
  g_autoptr (PoskoStayCurve) curve = posko_plan_stay_curve (ill, &params, &range, &error);
  g_assert_no_error (error);
  g_assert_cmpint (curve->least, ==, level (least, "roster", "perubahan"));
  g_assert_cmpuint (curve->n_points, >=, 1);
  g_assert_cmpint (curve->points[0].limit, ==, curve->forced);
  g_assert_cmpint (curve->points[curve->n_points - 1].limit, ==, curve->fresh);
  g_assert_cmpint (curve->points[curve->n_points - 1].price, ==, level (fresh, "roster", "biaya"));
  for (guint k = 0; k < curve->n_points; k++)
    {
      const PoskoStayPoint *point = &curve->points[k];
      g_autoptr (PoskoPlan) plan = make_plan (ill, published, POSKO_STAY_LIMIT, point->limit);
      g_assert_cmpint (point->moved, <=, point->limit);
      g_assert_cmpint (point->bound, ==, point->price);
      g_assert_cmpint (point->price, ==, level (plan, "roster", "biaya"));
      g_assert_cmpint (point->gain, ==, k == 0 ? 0 : curve->points[k - 1].price - point->price);
    }
  range = (PoskoStayRange) { 0, 100000, 1 };
  g_assert_null (posko_plan_stay_curve (ill, &params, &range, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_LIMIT);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stay-staff/no-change", test_no_change);
  g_test_add_func ("/stay-staff/edited", test_edited);
  g_test_add_func ("/stay-staff/rules", test_rules);
  g_test_add_func ("/stay-staff/curve", test_curve);
  return g_test_run ();
}
