/* test-stay-sites.c: posts, ambulances, health checks and boards that stay close to a published plan: section 11 of docs/model.md. */
#include "plan-private.h"
#include "verify.h"
#include <glib/gstdio.h>
#include <string.h>

#define MINI "tests/data/mini"
#define CITY "data/pangkalpinang"
#define HUGE_PRICE (1000 * 1000 * 1000)

static const PoskoStayProduct products[]
  = { POSKO_STAY_POSTS, POSKO_STAY_AMBULANCES, POSKO_STAY_SCREENING, POSKO_STAY_BILLBOARDS };

/* @change: (nullable): the JSON of one change of a scenario */
static PoskoCase *
load (const char *folder, const char *change)
{
  g_autoptr (PoskoDiagnostics) faults = posko_diagnostics_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *whole = g_build_filename (POSKO_SOURCE_ROOT, folder, NULL), *scenario = NULL;
  if (change != NULL)
    {
      g_autofree char *json = g_strdup_printf ("{\"nama\":\"uji\",\"perubahan\":[%s]}", change);
      const int fd = g_file_open_tmp ("posko-test-XXXXXX.json", &scenario, &error);
      g_assert_no_error (error);
      g_assert_true (g_close (fd, NULL));
      g_assert_true (g_file_set_contents (scenario, json, -1, NULL));
    }
  PoskoCase *source = posko_case_load (whole, scenario, 1, faults, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (source);
  if (scenario != NULL)
    g_assert_cmpint (g_unlink (scenario), ==, 0);
  return source;
}

/* The four products alone. @published: (nullable) */
static PoskoPlan *
make (PoskoCase *source, const PoskoPlan *published, PoskoStayKind kind, gint64 amount)
{
  g_autoptr (PoskoDemand) demand = posko_demand_new (source);
  g_autoptr (GError) error = NULL;
  PoskoPlanStay stay = { .published = published };
  PoskoPlanParams params = POSKO_PLAN_PARAMS_INIT;
  PoskoPlan *plan = posko_plan_new_empty (source);
  for (guint p = 0; p < POSKO_N_STAY; p++)
    stay.rules[p] = (PoskoStayRule) { kind, amount };
  params.stay = published != NULL ? &stay : NULL;
  g_assert_true (posko_plan_make_posts (plan, demand, &params, &error));
  g_assert_true (posko_plan_make_ambulances (plan, demand, &params, &error));
  g_assert_true (posko_plan_make_screening (plan, &params, &error));
  g_assert_true (posko_plan_make_billboards (plan, &params, &error));
  g_assert_no_error (error);
  posko_plan_settle (plan);
  return plan;
}

/* (nullable) */
static const PoskoPlanCertificate *
certificate (const PoskoPlan *plan, const char *product, const char *level)
{
  PoskoTable *table = posko_plan_table (plan, POSKO_PLAN_CERTIFICATES);
  for (guint r = 0; r < posko_table_n (table); r++)
    {
      const PoskoPlanCertificate *row = posko_table_row (table, r);
      if (g_str_equal (row->produk, product) && g_str_equal (row->tingkat, level))
        return row;
    }
  return NULL;
}

/* The same of a level that must be there. */
static const PoskoPlanCertificate *
certified (const PoskoPlan *plan, const char *product, const char *level)
{
  const PoskoPlanCertificate *row = certificate (plan, product, level);
  if (row == NULL)
    g_error ("no certificate %s/%s", product, level);
  return row;
}

/* --- changes counted anew, from the text of the section --- */

/* The code of what a row is about, and where or when it is, "" for a thing that just stands. */
static void
read_row (PoskoStayProduct product, gconstpointer data, const char **code, char *where, gsize size)
{
  *where = '\0';
  if (product == POSKO_STAY_POSTS)
    *code = ((const PoskoPlanPost *) data)->kode_pos;
  else if (product == POSKO_STAY_BILLBOARDS)
    *code = ((const PoskoPlanBillboard *) data)->kode_baliho;
  else if (product == POSKO_STAY_AMBULANCES)
    {
      const PoskoPlanAmbulance *row = data;
      *code = row->kode_ambulans;
      g_strlcpy (where, row->kode_pangkalan, size);
    }
  else
    {
      const PoskoPlanScreening *row = data;
      *code = row->kode_tps;
      g_snprintf (where, size, "%s %" G_GINT64_FORMAT " %s", row->kode_faskes, row->tanggal, row->sesi);
    }
}

static PoskoTable *
table_of (const PoskoPlan *plan, PoskoStayProduct product)
{
  return posko_plan_table (plan, product == POSKO_STAY_POSTS        ? POSKO_PLAN_POSTS
                                 : product == POSKO_STAY_AMBULANCES ? POSKO_PLAN_AMBULANCES
                                 : product == POSKO_STAY_SCREENING  ? POSKO_PLAN_SCREENING
                                                                    : POSKO_PLAN_BILLBOARDS);
}

/* Whether @table says the same of @code, and (else) whether it says anything. */
static gboolean
says (PoskoTable *table, PoskoStayProduct product, const char *code, const char *where, gboolean *anything)
{
  *anything = FALSE;
  for (guint r = 0; r < posko_table_n (table) && !*anything; r++)
    {
      const char *other;
      char there[256];
      read_row (product, posko_table_row (table, r), &other, there, sizeof there);
      if (!g_str_equal (other, code))
        continue;
      *anything = TRUE;
      return g_str_equal (there, where);
    }
  return FALSE;
}

static gint64
count_changes (const PoskoPlan *published, const PoskoPlan *plan, PoskoStayProduct product)
{
  PoskoTable *before = table_of (published, product), *now = table_of (plan, product);
  const char *code;
  char where[256];
  gboolean anything;
  gint64 n = 0;
  for (guint r = 0; r < posko_table_n (now); r++)
    {
      read_row (product, posko_table_row (now, r), &code, where, sizeof where);
      n += !says (before, product, code, where, &anything);
    }
  for (guint r = 0; r < posko_table_n (before) && product != POSKO_STAY_AMBULANCES; r++)
    {
      read_row (product, posko_table_row (before, r), &code, where, sizeof where);
      says (now, product, code, where, &anything);
      n += !anything;
    }
  return n;
}

/* The levels of a product, in their order; `perubahan` left out. */
static const char *const levels[POSKO_N_STAY][3] = {
  [POSKO_STAY_POSTS] = { "terlayani", "cakupan", "waktu" },
  [POSKO_STAY_AMBULANCES] = { "batas", "mexclp", NULL },
  [POSKO_STAY_SCREENING] = { "terlayani", "jarak", "urutan" },
  [POSKO_STAY_BILLBOARDS] = { "minimum", "nilai", NULL },
};

/* Below 0 when @a is the better plan of the product, by @n levels. */
static gint
compare_levels (const PoskoPlan *a, const PoskoPlan *b, PoskoStayProduct product, guint n)
{
  for (guint l = 0; l < n && levels[product][l] != NULL; l++)
    {
      const PoskoPlanCertificate *left = certified (a, posko_stay_product_name (product), levels[product][l]);
      const PoskoPlanCertificate *right = certified (b, posko_stay_product_name (product), levels[product][l]);
      g_assert_true (left != NULL && right != NULL);
      if (left->nilai != right->nilai)
        return (left->nilai < right->nilai) == g_str_equal (left->tujuan, "min") ? -1 : 1;
    }
  return 0;
}

/* As few changes as possible: the certificate is true, proven, at its place, and the first level is as good as afresh. */
static void
check_least (const PoskoPlan *published, const PoskoPlan *fresh, const PoskoPlan *plan, gboolean proven)
{
  for (guint p = 0; p < G_N_ELEMENTS (products); p++)
    {
      const char *name = posko_stay_product_name (products[p]);
      const PoskoPlanCertificate *first = certified (plan, name, levels[products[p]][0]);
      const PoskoPlanCertificate *changes = certified (plan, name, "perubahan");
      g_assert_nonnull (changes);
      g_assert_cmpint (changes->nomor, ==, first->nomor + 1);
      g_assert_cmpint (changes->nilai, ==, count_changes (published, plan, products[p]));
      g_assert_cmpint (changes->nilai, <=, count_changes (published, fresh, products[p]));
      g_assert_cmpint (changes->batas, <=, changes->nilai);
      if (proven)
        g_assert_cmpstr (changes->status, ==, "optimal");
      g_assert_cmpint (compare_levels (plan, fresh, products[p], 1), ==, 0);
    }
}

static void
check_unchanged (const char *folder)
{
  g_autoptr (PoskoCase) source = load (folder, NULL);
  g_autoptr (PoskoPlan) published = make (source, NULL, POSKO_STAY_LEAST, 0);
  g_autoptr (PoskoPlan) plan = make (source, published, POSKO_STAY_LEAST, 0);
  g_autoptr (PoskoDiagnostics) faults = posko_diagnostics_new ();
  g_assert_true (posko_verify_same (published, plan, faults));
  check_least (published, published, plan, TRUE);
  for (guint p = 0; p < G_N_ELEMENTS (products); p++)
    {
      g_assert_cmpint (certified (plan, posko_stay_product_name (products[p]), "perubahan")->nilai, ==, 0);
      g_assert_cmpint (compare_levels (plan, published, products[p], 3), ==, 0);
    }
}

static void
test_unchanged (void)
{
  check_unchanged (MINI);
  check_unchanged (CITY);
}

/* The post that stands first may open no more. */
static void
check_closed (const char *folder)
{
  g_autoptr (PoskoCase) source = load (folder, NULL);
  g_autoptr (PoskoPlan) published = make (source, NULL, POSKO_STAY_LEAST, 0);
  const PoskoPlanPost *post = posko_table_row (posko_plan_table (published, POSKO_PLAN_POSTS), 0);
  g_autofree char *change = g_strdup_printf (
    "{\"tabel\":\"faskes\",\"di_mana\":{\"kode\":\"%s\"},\"ubah\":{\"boleh_pos\":false,\"wajib_buka\":false}}", post->kode_pos);
  g_autoptr (PoskoCase) changed = load (folder, change);
  g_autoptr (PoskoPlan) fresh = make (changed, NULL, POSKO_STAY_LEAST, 0);
  g_autoptr (PoskoPlan) plan = make (changed, published, POSKO_STAY_LEAST, 0);
  check_least (published, fresh, plan, TRUE);
  const PoskoPlanCertificate *changes = certified (plan, "posko", "perubahan");
  g_assert_cmpint (changes->nilai, >=, 1);
  g_assert_cmpint (changes->nilai, <=, 2); /* closed, and one opened in its place */
  g_assert_cmpint (certified (plan, "baliho", "perubahan")->nilai, ==, 0);
  g_assert_cmpint (certified (plan, "skrining", "perubahan")->nilai, ==, 0);
}

static void
test_closed (void)
{
  check_closed (MINI);
  check_closed (CITY);
}

/* Under a limit no plan with more changes is made than allowed or needed, and a wider one is never worse. @n_levels: proven */
static void
check_limits (PoskoCase *source, const PoskoPlan *published, const gint64 *limits, guint n_limits)
{
  g_autoptr (PoskoPlan) fresh = make (source, NULL, POSKO_STAY_LEAST, 0);
  g_autoptr (PoskoPlan) last = NULL;
  gint64 least[POSKO_N_STAY] = { 0 };
  for (guint k = 0; k < n_limits; k++)
    {
      g_autoptr (PoskoPlan) plan = make (source, published, POSKO_STAY_LIMIT, limits[k]);
      for (guint p = 0; p < G_N_ELEMENTS (products); p++)
        {
          const gint64 n = count_changes (published, plan, products[p]);
          least[products[p]] = k == 0 ? n : least[products[p]];
          g_assert_cmpint (n, <=, MAX (limits[k], least[products[p]]));
          g_assert_null (certificate (plan, posko_stay_product_name (products[p]), "perubahan"));
          if (last != NULL)
            g_assert_cmpint (compare_levels (plan, last, products[p], 2), <=, 0);
          g_assert_cmpint (compare_levels (fresh, plan, products[p], 2), <=, 0);
        }
      g_clear_pointer (&last, posko_plan_free);
      last = g_steal_pointer (&plan);
    }
  for (guint p = 0; p < G_N_ELEMENTS (products); p++)
    g_assert_cmpint (compare_levels (fresh, last, products[p], 2), ==, 0);
}

/* Everything a rule can do, on a case in which much has changed. */
static void
test_rules (void)
{
  static const gint64 limits[] = { 0, 1, 2, 3, 5, 100 };
  g_autoptr (PoskoCase) source = load (MINI, NULL);
  g_autoptr (PoskoPlan) published = make (source, NULL, POSKO_STAY_LEAST, 0);
  const PoskoPlanPost *post = posko_table_row (posko_plan_table (published, POSKO_PLAN_POSTS), 0);
  g_autofree char *change = g_strdup_printf (
    "{\"tabel\":\"faskes\",\"di_mana\":{\"kode\":\"%s\"},\"ubah\":{\"boleh_pos\":false,\"wajib_buka\":false}},"
    "{\"tabel\":\"tps\",\"kali\":{\"dpt_laki\":0.5}},{\"tabel\":\"baliho\",\"kali\":{\"biaya\":2}},"
    "{\"tabel\":\"faskes\",\"kali\":{\"skrining_per_sesi\":0.6}}", post->kode_pos);
  g_autoptr (PoskoCase) changed = load (MINI, change);
  check_limits (changed, published, limits, G_N_ELEMENTS (limits));
  g_autoptr (PoskoPlan) fresh = make (changed, NULL, POSKO_STAY_LEAST, 0);
  g_autoptr (PoskoPlan) least = make (changed, published, POSKO_STAY_LEAST, 0);
  g_autoptr (PoskoPlan) free_of_charge = make (changed, published, POSKO_STAY_PRICE, 0);
  g_autoptr (PoskoPlan) dear = make (changed, published, POSKO_STAY_PRICE, HUGE_PRICE);
  check_least (published, fresh, least, FALSE);
  for (guint p = 0; p < G_N_ELEMENTS (products); p++)
    {
      const char *name = posko_stay_product_name (products[p]), *priced = levels[products[p]][1];
      const gint64 n = count_changes (published, dear, products[p]);
      const gint64 price = products[p] == POSKO_STAY_BILLBOARDS ? (gint64) -1000 * HUGE_PRICE
                           : products[p] == POSKO_STAY_AMBULANCES ? -HUGE_PRICE : HUGE_PRICE;
      g_assert_cmpint (compare_levels (fresh, free_of_charge, products[p], 3), ==, 0);
      g_assert_cmpint (n, ==, count_changes (published, least, products[p]));
      g_assert_cmpint (certified (dear, name, priced)->nilai, ==, certified (least, name, priced)->nilai + price * n);
      g_assert_null (certificate (dear, name, "perubahan"));
    }
}

/* A published plan that people edited: unknown, doubled and empty codes, dates and sessions that never were. */
static void
test_edited (void)
{
  g_autoptr (PoskoCase) source = load (MINI, NULL);
  g_autoptr (PoskoPlan) fresh = make (source, NULL, POSKO_STAY_LEAST, 0);
  g_autoptr (PoskoPlan) published = make (source, NULL, POSKO_STAY_LEAST, 0);
  PoskoPlanPost post = *(const PoskoPlanPost *) posko_table_row (table_of (published, POSKO_STAY_POSTS), 0);
  PoskoPlanAmbulance ambulance = *(const PoskoPlanAmbulance *) posko_table_row (table_of (published, POSKO_STAY_AMBULANCES), 0);
  PoskoPlanScreening check = *(const PoskoPlanScreening *) posko_table_row (table_of (published, POSKO_STAY_SCREENING), 0);
  PoskoPlanBillboard board = *(const PoskoPlanBillboard *) posko_table_row (table_of (published, POSKO_STAY_BILLBOARDS), 0);
  PoskoPlanScreening *first = posko_table_row_mutable (table_of (published, POSKO_STAY_SCREENING), 0);
  first->tanggal = G_MAXINT64;
  first->sesi = "?";
  for (guint round = 0; round < 2; round++) /* each of them twice */
    {
      post.kode_pos = "TIADA";
      board.kode_baliho = "TIADA";
      check.kode_tps = "TIADA";
      check.tanggal = G_MININT64;
      ambulance.kode_ambulans = "TIADA";
      ambulance.kode_pangkalan = "";
      posko_plan_add (published, POSKO_PLAN_POSTS, &post);
      posko_plan_add (published, POSKO_PLAN_BILLBOARDS, &board);
      posko_plan_add (published, POSKO_PLAN_SCREENING, &check);
      posko_plan_add (published, POSKO_PLAN_AMBULANCES, &ambulance);
    }
  g_autoptr (PoskoPlan) plan = make (source, published, POSKO_STAY_LEAST, 0);
  g_assert_cmpint (certified (plan, "posko", "perubahan")->nilai, ==, 1);
  g_assert_cmpint (certified (plan, "baliho", "perubahan")->nilai, ==, 1);
  g_assert_cmpint (certified (plan, "ambulans", "perubahan")->nilai, ==, 0);
  g_assert_cmpint (certified (plan, "skrining", "perubahan")->nilai, ==, 2);
  for (guint p = 0; p < G_N_ELEMENTS (products); p++)
    g_assert_cmpstr (certified (plan, posko_stay_product_name (products[p]), "perubahan")->status, ==, "optimal");
  g_autoptr (PoskoPlan) limited = make (source, published, POSKO_STAY_LIMIT, 0);
  g_assert_cmpint (compare_levels (fresh, limited, POSKO_STAY_POSTS, 3), ==, 0);
}

/* The verifier finds no fault in a whole plan, whatever the rule. */
static void
test_verified (void)
{
  static const PoskoStayRule rules[] = { { POSKO_STAY_LEAST, 0 }, { POSKO_STAY_LIMIT, 3 }, { POSKO_STAY_PRICE, 40 } };
  g_autoptr (PoskoCase) source = load (MINI, NULL);
  g_autoptr (PoskoPlan) published = make (source, NULL, POSKO_STAY_LEAST, 0);
  const PoskoPlanPost *post = posko_table_row (posko_plan_table (published, POSKO_PLAN_POSTS), 0);
  g_autofree char *change = g_strdup_printf (
    "{\"tabel\":\"faskes\",\"di_mana\":{\"kode\":\"%s\"},\"ubah\":{\"boleh_pos\":false,\"wajib_buka\":false}}", post->kode_pos);
  g_autoptr (PoskoCase) changed = load (MINI, change);
  for (guint k = 0; k < G_N_ELEMENTS (rules); k++)
    {
      g_autoptr (PoskoDiagnostics) findings = posko_diagnostics_new ();
      g_autoptr (GError) error = NULL;
      PoskoPlanStay stay = { .published = published };
      PoskoPlanParams params = POSKO_PLAN_PARAMS_INIT;
      params.stay = &stay;
      for (guint p = 0; p < POSKO_N_STAY; p++)
        stay.rules[p] = rules[k];
      g_autoptr (PoskoPlan) plan = posko_plan_new (changed, &params, &error);
      g_assert_no_error (error);
      g_assert_true (posko_verify (plan, findings, NULL, &error));
      g_assert_cmpuint (posko_diagnostics_count (findings, POSKO_SEVERITY_ERROR), ==, 0);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/stay-sites/unchanged", test_unchanged);
  g_test_add_func ("/stay-sites/closed", test_closed);
  g_test_add_func ("/stay-sites/rules", test_rules);
  g_test_add_func ("/stay-sites/edited", test_edited);
  g_test_add_func ("/stay-sites/verified", test_verified);
  return g_test_run ();
}
