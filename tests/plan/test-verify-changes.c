/* test-verify-changes.c: what the verifier says of a plan that stays close to a published one: it counts the changes itself, and every way
 * to state them wrong is noticed. */
#include "break-plan.h"
#include "plan-private.h"
#include "verify.h"
#include <glib/gstdio.h>

static PoskoCase *
load (const char *scenario)
{
  g_autoptr (PoskoDiagnostics) faults = posko_diagnostics_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_build_filename (POSKO_SOURCE_ROOT, "tests", "data", "mini", NULL);
  g_autofree char *file = NULL;
  if (scenario != NULL)
    {
      g_autofree char *name = g_strdup_printf ("posko-%u.json", g_random_int ());
      file = g_build_filename (g_get_tmp_dir (), name, NULL);
      g_assert_true (g_file_set_contents (file, scenario, -1, NULL));
    }
  PoskoCase *source = posko_case_load (folder, file, 1, faults, NULL, NULL, &error);
  if (file != NULL)
    g_assert_cmpint (g_unlink (file), ==, 0);
  g_assert_no_error (error);
  g_assert_nonnull (source);
  return source;
}

static PoskoPlan *
make (PoskoCase *source, const PoskoPlanStay *stay)
{
  g_autoptr (GError) error = NULL;
  PoskoPlanParams params = POSKO_PLAN_PARAMS_INIT;
  params.stay = stay;
  PoskoPlan *plan = posko_plan_new (source, &params, &error);
  g_assert_no_error (error);
  g_assert_nonnull (plan);
  return plan;
}

/* A published plan, and one that stays close to it with some people ill. */
typedef struct
{
  PoskoPlan *published, *plan;
} Pair;

static Pair
make_pair (const PoskoPlanStay *rules)
{
  g_autoptr (PoskoCase) before = load (NULL);
  g_autoptr (PoskoCase) after = load ("{\"nama\": \"Sakit\", \"perubahan\": [{\"tabel\": \"nakes\", \"sampel\": {\"bagian\": 0.2, "
                                      "\"benih\": 1}, \"ubah\": {\"tidak_tersedia\": \"H-1 H H+1 H+2 H+3\"}}]}");
  Pair pair = { .published = make (before, NULL) };
  PoskoPlanStay stay = *rules;
  stay.published = pair.published;
  pair.plan = make (after, &stay);
  return pair;
}

static PoskoPlan *
copy_of (const Pair *pair)
{
  PoskoPlan *copy = break_copy (pair->plan);
  posko_plan_set_stay (copy, posko_plan_stay (pair->plan));
  return copy;
}

static guint
count (const PoskoPlan *plan, const char *code)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PoskoDiagnostics) findings = posko_diagnostics_new ();
  guint n = 0;
  g_assert_true (posko_verify (plan, findings, NULL, &error));
  for (guint i = 0; i < posko_diagnostics_n (findings); i++)
    {
      const PoskoDiagnostic *finding = posko_diagnostics_get (findings, i);
      g_test_message ("%s:%u %s %s: found %s, expected %s", finding->file, finding->line, finding->code, finding->column, finding->found,
                      finding->expected);
      n += code != NULL ? g_str_equal (finding->code, code) : finding->severity == POSKO_SEVERITY_ERROR;
    }
  return n;
}

static guint
find_figure (PoskoPlan *plan, const char *product)
{
  PoskoTable *table = posko_plan_table (plan, POSKO_PLAN_FIGURES);
  for (guint i = 0; i < posko_table_n (table); i++)
    {
      const PoskoPlanFigure *row = posko_table_row (table, i);
      if (g_str_equal (row->produk, product) && g_str_equal (row->kode, "perubahan"))
        return i;
    }
  g_assert_not_reached ();
}

static PoskoPlanFigure *
figure_of (PoskoPlan *plan, const char *product)
{
  return posko_table_row_mutable (posko_plan_table (plan, POSKO_PLAN_FIGURES), find_figure (plan, product));
}

/* Whether the verifier counts other changes of @product than its figure says. */
static guint
count_at (PoskoPlan *plan, const char *product)
{
  g_autoptr (PoskoDiagnostics) findings = posko_diagnostics_new ();
  const guint line = find_figure (plan, product) + 2;
  guint n = 0;
  g_assert_true (posko_verify (plan, findings, NULL, NULL));
  for (guint i = 0; i < posko_diagnostics_n (findings); i++)
    {
      const PoskoDiagnostic *finding = posko_diagnostics_get (findings, i);
      n += g_str_equal (finding->code, "figure-value") && finding->line == line;
    }
  return n;
}

static const char *const PRODUCTS[] = { "posko", "ambulans", "roster", "cadangan", "skrining", "makan", "baliho" };

static void
test_figures (gconstpointer data)
{
  const Pair *pair = data;
  g_assert_cmpuint (count (pair->plan, NULL), ==, 0);
  g_assert_cmpuint (count (pair->plan, "stay-unseen"), ==, 0);
  g_assert_cmpfloat (figure_of (pair->plan, "roster")->nilai, >, 0); /* people are ill */
  for (guint p = 0; p < G_N_ELEMENTS (PRODUCTS); p++)
    {
      g_autoptr (PoskoPlan) wrong = copy_of (pair), short_of = copy_of (pair);
      figure_of (wrong, PRODUCTS[p])->nilai += 1;
      g_assert_cmpuint (count (wrong, "figure-value"), ==, 1);
      break_drop (short_of, POSKO_PLAN_FIGURES, find_figure (short_of, PRODUCTS[p]));
      g_assert_cmpuint (count (short_of, "figure-missing"), ==, 1);
    }
}

/* A row that is not what was published is a change, whatever else it breaks, for the maker and for the verifier. */
static void
test_every_mark (gconstpointer data)
{
  static const struct
  {
    const char *product;
    PoskoPlanTableId table;
    const char *column;
  } marks[] = {
    { "posko", POSKO_PLAN_POSTS, "kode_pos" },
    { "ambulans", POSKO_PLAN_AMBULANCES, "kode_pangkalan" },
    { "roster", POSKO_PLAN_ROSTER, "kode_pos" },
    { "roster", POSKO_PLAN_ROSTER, "hari" },
    { "roster", POSKO_PLAN_ROSTER, "shift" },
    { "roster", POSKO_PLAN_ROSTER, "tugas" },
    { "cadangan", POSKO_PLAN_RESERVES, "kode_kecamatan" },
    { "cadangan", POSKO_PLAN_RESERVES, "hari" },
    { "cadangan", POSKO_PLAN_RESERVES, "shift" },
    { "cadangan", POSKO_PLAN_RESERVES, "profesi" },
    { "skrining", POSKO_PLAN_SCREENING, "kode_faskes" },
    { "skrining", POSKO_PLAN_SCREENING, "tanggal" },
    { "skrining", POSKO_PLAN_SCREENING, "sesi" },
    { "makan", POSKO_PLAN_MEALS, "kode_dapur" },
    { "makan", POSKO_PLAN_MEALS, "kode_kendaraan" },
    { "makan", POSKO_PLAN_MEALS, "tiba" },
    { "baliho", POSKO_PLAN_BILLBOARDS, "kode_baliho" },
  };
  const Pair *pair = data;
  PoskoPlanStay stay = { .published = pair->published };
  g_autoptr (PoskoPlan) same = make (posko_plan_case (pair->published), &stay);
  for (guint m = 0; m < G_N_ELEMENTS (marks); m++)
    {
      g_autoptr (PoskoPlan) moved = break_copy (same);
      posko_plan_set_stay (moved, &stay);
      g_assert_cmpfloat (figure_of (moved, marks[m].product)->nilai, ==, 0);
      g_assert_cmpuint (count_at (moved, marks[m].product), ==, 0);
      if (g_str_equal (marks[m].column, "tanggal") || g_str_equal (marks[m].column, "tiba"))
        *break_integer (moved, marks[m].table, 0, marks[m].column) += 1;
      else
        break_text (moved, marks[m].table, 0, marks[m].column, "LAIN");
      g_assert_cmpuint (count_at (moved, marks[m].product), ==, 1);
      /* a post or board with another code is one that is gone and one that is new */
      for (guint p = 0; p < POSKO_N_STAY; p++)
        if (g_str_equal (posko_stay_product_name (p), marks[m].product))
          g_assert_cmpint (posko_plan_count_changes (moved, p), ==, p == POSKO_STAY_POSTS || p == POSKO_STAY_BILLBOARDS ? 2 : 1);
    }
}

static void
test_certificates (gconstpointer data)
{
  const Pair *pair = data;
  PoskoTable *levels = posko_plan_table (pair->plan, POSKO_PLAN_CERTIFICATES);
  guint tried = 0;
  for (guint i = 0; i < posko_table_n (levels); i++)
    {
      const PoskoPlanCertificate *row = posko_table_row (levels, i);
      if (!g_str_equal (row->tingkat, "perubahan") && !g_str_equal (row->tingkat, "kosong"))
        continue;
      g_autoptr (PoskoPlan) wrong = copy_of (pair);
      *break_integer (wrong, POSKO_PLAN_CERTIFICATES, i, "nilai") += 1;
      g_assert_cmpuint (count (wrong, "certificate-value"), ==, 1);
      tried++;
      break_drop (wrong, POSKO_PLAN_CERTIFICATES, i);
      g_assert_cmpuint (count (wrong, "certificate-missing"), ==, 1);
    }
  g_assert_cmpuint (tried, ==, POSKO_N_STAY + 1);
}

static void
test_unseen (gconstpointer data)
{
  const Pair *pair = data;
  g_autoptr (PoskoPlan) alone = copy_of (pair), other = copy_of (pair), edited = break_copy (pair->published);
  posko_plan_show_published (alone, NULL);
  g_assert_cmpuint (count (alone, "stay-unseen"), ==, 1);
  g_assert_cmpuint (count (alone, NULL), ==, 0);
  break_drop (edited, POSKO_PLAN_EXCLUSIONS, 0); /* nothing that counts as a change, but not the plan that was published */
  posko_plan_show_published (other, edited);
  g_assert_cmpuint (count (other, "stay-other"), ==, 1);
  g_assert_cmpuint (count (other, NULL), ==, 0);
}

/* What a plan in files is verified with. */
static void
test_hash (gconstpointer data)
{
  const Pair *pair = data;
  g_autofree char *own = posko_plan_hash (pair->plan), *published = posko_plan_hash (pair->published);
  g_autoptr (PoskoPlan) copy = break_copy (pair->plan);
  g_autofree char *same = posko_plan_hash (copy);
  g_assert_cmpstr (own, ==, same);
  g_assert_cmpstr (own, !=, published);
  g_assert_cmpstr (posko_plan_stay_hash (pair->plan), ==, published);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  Pair pair = make_pair (&(PoskoPlanStay) { 0 });
  g_test_add_data_func ("/verify-changes/figures", &pair, test_figures);
  g_test_add_data_func ("/verify-changes/every-mark", &pair, test_every_mark);
  g_test_add_data_func ("/verify-changes/certificates", &pair, test_certificates);
  g_test_add_data_func ("/verify-changes/unseen", &pair, test_unseen);
  g_test_add_data_func ("/verify-changes/hash", &pair, test_hash);
  const int status = g_test_run ();
  posko_plan_free (pair.plan);
  posko_plan_free (pair.published);
  return status;
}
