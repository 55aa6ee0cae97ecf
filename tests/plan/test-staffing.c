/* test-staffing.c: the roster, the stand-bys and the neutrality log of the mini case, rule by rule; see tests/data/mini/README.md. */
#include "duty-rules.h"
#include "plan-private.h"
#include "verify.h"
#include <glib/gstdio.h>
#include <string.h>

static PoskoCase *
load_mini (const char *scenario)
{
  g_autoptr (PoskoDiagnostics) faults = posko_diagnostics_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_build_filename (POSKO_SOURCE_ROOT, "tests", "data", "mini", NULL);
  PoskoCase *source = posko_case_load (folder, scenario, 1, faults, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (source);
  return source;
}

/* The posts, needs, roster and stand-bys of the mini case: the other products have nothing to do with them. */
static PoskoPlan *
plan_mini (const char *scenario)
{
  g_autoptr (PoskoCase) source = load_mini (scenario);
  g_autoptr (PoskoDemand) demand = posko_demand_new (source);
  g_autoptr (GError) error = NULL;
  const PoskoPlanParams params = POSKO_PLAN_PARAMS_INIT;
  PoskoPlan *plan = posko_plan_new_empty (source);
  g_assert_true (posko_plan_make_posts (plan, demand, &params, &error));
  g_assert_true (posko_plan_make_needs (plan, demand, &params, &error));
  g_assert_true (posko_plan_make_roster (plan, &params, &error));
  g_assert_true (posko_plan_make_reserves (plan, &params, &error));
  g_assert_no_error (error);
  return plan;
}

/* Plans the mini case with one row of nakes.csv changed: @change is the JSON of `ubah`. */
static PoskoPlan *
plan_changed (const char *person, const char *change)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *json = g_strdup_printf (
    "{\"nama\":\"uji\",\"perubahan\":[{\"tabel\":\"nakes\",\"di_mana\":{\"kode\":\"%s\"},\"ubah\":%s}]}", person, change);
  const int fd = g_file_open_tmp ("posko-test-XXXXXX.json", &path, &error);
  g_assert_no_error (error);
  g_assert_true (g_close (fd, NULL));
  g_assert_true (g_file_set_contents (path, json, -1, NULL));
  PoskoPlan *plan = plan_mini (path);
  g_assert_cmpint (g_unlink (path), ==, 0);
  return plan;
}

static guint
person_index (const PoskoPlan *plan, const char *code)
{
  guint n, i = 0;
  const PoskoNakes *nakes = posko_case_nakes (posko_plan_case (plan), &n);
  while (!g_str_equal (nakes[i].kode, code))
    i++;
  return i;
}

static guint
count_duties (const PoskoPlan *plan, const char *person, const char *day)
{
  const PoskoTable *duties = posko_plan_table (plan, POSKO_PLAN_ROSTER);
  guint n = 0;
  for (guint d = 0; d < posko_table_n (duties); d++)
    {
      const PoskoPlanDuty *duty = posko_table_row (duties, d);
      n += g_str_equal (duty->kode_nakes, person) && (day == NULL || g_str_equal (duty->hari, day)) ? 1 : 0;
    }
  return n;
}

static void
test_sound (void)
{
  g_autoptr (PoskoCase) source = load_mini (NULL);
  const PoskoPlanParams params = POSKO_PLAN_PARAMS_INIT;
  g_autoptr (PoskoPlan) plan = posko_plan_new (source, &params, NULL);
  g_assert_nonnull (plan);
  g_autoptr (PoskoDiagnostics) findings = posko_diagnostics_new ();
  g_assert_true (posko_verify (plan, findings, NULL, NULL));
  for (guint i = 0; i < posko_diagnostics_n (findings); i++)
    {
      const PoskoDiagnostic *finding = posko_diagnostics_get (findings, i);
      g_test_message ("%s:%u %s: found %s, expected %s", finding->file, finding->line, finding->code, finding->found,
                      finding->expected);
    }
  g_assert_cmpuint (posko_diagnostics_count (findings, POSKO_SEVERITY_ERROR), ==, 0);
  g_assert_cmpuint (posko_table_n (posko_plan_table (plan, POSKO_PLAN_ROSTER)), >, 0);
  g_assert_cmpuint (posko_table_n (posko_plan_table (plan, POSKO_PLAN_RESERVES)), >, 0);
  g_assert_cmpuint (posko_table_n (posko_plan_table (plan, POSKO_PLAN_SCREENING)), >, 0);
}

static void
test_log (void)
{
  static const char *const EXPECTED[][3] = {
    { "D07", "sip-habis", "2024-12-31" },  { "P04", "netralitas-dalam-peninjauan", "dalam_peninjauan" },
    { "P09", "pakta-belum", "" },          { "P14", "sip-tidak-ada", "" },
    { "S06", "netralitas-terbukti", "terbukti" }, { "S08", "pakta-terlambat", "2025-09-03" },
  };
  g_autoptr (PoskoPlan) plan = plan_mini (NULL);
  const PoskoTable *log = posko_plan_table (plan, POSKO_PLAN_EXCLUSIONS);
  g_assert_cmpuint (posko_table_n (log), ==, G_N_ELEMENTS (EXPECTED));
  for (guint e = 0; e < G_N_ELEMENTS (EXPECTED); e++)
    {
      const PoskoPlanExclusion *row = NULL;
      for (guint r = 0; r < posko_table_n (log) && row == NULL; r++)
        if (g_str_equal (((const PoskoPlanExclusion *) posko_table_row (log, r))->kode_nakes, EXPECTED[e][0]))
          row = posko_table_row (log, r);
      g_assert_nonnull (row);
      g_assert_cmpstr (row->aturan, ==, EXPECTED[e][1]);
      g_assert_cmpstr (row->nilai, ==, EXPECTED[e][2]);
      g_assert_cmpuint (count_duties (plan, row->kode_nakes, NULL), ==, 0);
      if (g_str_equal (row->aturan, "netralitas-dalam-peninjauan"))
        g_assert_nonnull (strstr (row->penjelasan, "bukan pernyataan bersalah"));
    }
}

/* Each rule of one duty keeps somebody of the mini case off by itself, and nobody where it does not hold. */
static void
test_rules (void)
{
  static const struct
  {
    const char *person, *day, *shift, *post;
    PoskoProfesi profession;
    guint faults;
  } ROWS[] = {
    { "D01", "H", "P", "PK1", POSKO_PROFESI_DOKTER, 0 },
    { "D03", "H", "P", "PK1", POSKO_PROFESI_DOKTER, POSKO_DUTY_AVAILABLE },
    { "D03", "H-1", "S", "PK1", POSKO_PROFESI_DOKTER, 0 },
    { "P15", "H-1", "S", "PK1", POSKO_PROFESI_PERAWAT, POSKO_DUTY_AVAILABLE },
    { "P15", "H", "P", "PK1", POSKO_PROFESI_PERAWAT, POSKO_DUTY_AVAILABLE },
    { "P15", "H", "S", "PK1", POSKO_PROFESI_PERAWAT, 0 },
    { "D07", "H-1", "S", "PK1", POSKO_PROFESI_DOKTER, POSKO_DUTY_LICENCE },
    { "P09", "H-1", "S", "PK1", POSKO_PROFESI_PERAWAT, POSKO_DUTY_NEUTRALITY },
    { "P04", "H-1", "S", "PK1", POSKO_PROFESI_PERAWAT, POSKO_DUTY_NEUTRALITY },
    { "S08", "H-1", "S", "PK1", POSKO_PROFESI_PENGEMUDI, POSKO_DUTY_NEUTRALITY },
    { "P11", "H-1", "S", "PK1", POSKO_PROFESI_PERAWAT, 0 },
    { "P11", "H-1", "S", "PK2", POSKO_PROFESI_PERAWAT, POSKO_DUTY_DISTANCE },
    { "S01", "H-1", "S", "PK1", POSKO_PROFESI_DOKTER, POSKO_DUTY_PROFESSION },
    { "D01", "H-1", "S", "PK1", POSKO_PROFESI_PERAWAT, POSKO_DUTY_PROFESSION },
  };
  g_autoptr (PoskoPlan) plan = plan_mini (NULL);
  g_autoptr (PoskoDutyRules) rules = posko_duty_rules_new (plan);
  const PoskoPolicy *policy = posko_case_policy (posko_plan_case (plan));
  const PoskoTable *posts = posko_plan_table (plan, POSKO_PLAN_POSTS);
  for (guint r = 0; r < G_N_ELEMENTS (ROWS); r++)
    {
      const char *way;
      guint post = 0;
      while (!g_str_equal (((const PoskoPlanPost *) posko_table_row (posts, post))->kode_pos, ROWS[r].post))
        post++;
      g_test_message ("%s %s:%s %s", ROWS[r].person, ROWS[r].day, ROWS[r].shift, ROWS[r].post);
      const guint faults = posko_duty_faults (rules, person_index (plan, ROWS[r].person), post,
                                              posko_shift_find (policy, ROWS[r].day, ROWS[r].shift), ROWS[r].profession, &way);
      g_assert_cmphex (faults & ~(guint) POSKO_DUTY_VOTE, ==, ROWS[r].faults);
      g_assert_cmpint (way == NULL, ==, (faults & POSKO_DUTY_VOTE) != 0);
    }
}

static void
test_limits (void)
{
  g_autoptr (PoskoPlan) plan = plan_mini (NULL);
  g_assert_cmpuint (count_duties (plan, "D05", NULL), <=, 1); /* shift_maks 1 */
  g_assert_cmpuint (count_duties (plan, "D03", "H"), ==, 0);
}

static void
test_night (void)
{
  static const struct
  {
    gint64 start, end;
    gboolean night;
  } SHIFTS[] = {
    { 300, 780, FALSE },    { 299, 780, TRUE },    { 1260, 1440, FALSE },  { 1260, 1441, TRUE },
    { -180, 0, FALSE },     { -180, 1, TRUE },     { -1440, -1200, TRUE }, { -1140, -300, FALSE },
    { 1740, 2000, FALSE },  { 1739, 2000, TRUE },
  };
  for (guint s = 0; s < G_N_ELEMENTS (SHIFTS); s++)
    {
      const PoskoShift shift = { .start = SHIFTS[s].start, .end = SHIFTS[s].end };
      g_assert_cmpint (posko_shift_is_night (&shift), ==, SHIFTS[s].night);
    }
}

static gint64
roster_price (const PoskoPlan *plan)
{
  const PoskoTable *rows = posko_plan_table (plan, POSKO_PLAN_CERTIFICATES);
  for (guint r = 0; r < posko_table_n (rows); r++)
    {
      const PoskoPlanCertificate *row = posko_table_row (rows, r);
      if (g_str_equal (row->produk, "roster"))
        {
          g_assert_cmpstr (row->status, ==, "optimal");
          return row->nilai;
        }
    }
  g_assert_not_reached ();
}

/* Whether @text has @code as a word: not as a part of a longer one. */
static gboolean
names (const char *text, const char *code)
{
  const char *found = strstr (text, code);
  return found != NULL && !g_ascii_isalnum (found[strlen (code)]);
}

/* What a shortage offers as its repair, done, makes a better roster: the person named fills a place that stood empty. */
static void
test_repairs (void)
{
  static const struct
  {
    const char *limit, *change;
  } REPAIRS[] = {
    { "pakta-integritas", "{\"pakta_integritas\":\"2025-08-01\"}" },
    { "nakes-sip", "{\"sip_berlaku\":\"2027-12-31\"}" },
    { "nakes-tidak-tersedia", "{\"tidak_tersedia\":\"\"}" },
  };
  g_autoptr (PoskoPlan) plan = plan_mini (NULL);
  const gint64 before = roster_price (plan);
  const PoskoTable *rows = posko_plan_table (plan, POSKO_PLAN_SHORTAGES);
  guint n, n_tried = 0;
  const PoskoNakes *nakes = posko_case_nakes (posko_plan_case (plan), &n);
  for (guint r = 0; r < posko_table_n (rows); r++)
    {
      const PoskoPlanShortage *row = posko_table_row (rows, r);
      for (guint k = 0; k < G_N_ELEMENTS (REPAIRS) && g_str_equal (row->produk, "roster"); k++)
        for (guint p = 0; p < n && g_str_equal (row->batas, REPAIRS[k].limit); p++)
          {
            if (!names (row->perbaikan, nakes[p].kode))
              continue;
            g_autoptr (PoskoPlan) mended = plan_changed (nakes[p].kode, REPAIRS[k].change);
            g_test_message ("%s: %s", row->kebutuhan, row->perbaikan);
            g_assert_cmpint (roster_price (mended), <, before);
            n_tried++;
          }
    }
  g_assert_cmpuint (n_tried, >=, 3);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/staffing/sound", test_sound);
  g_test_add_func ("/staffing/log", test_log);
  g_test_add_func ("/staffing/rules", test_rules);
  g_test_add_func ("/staffing/limits", test_limits);
  g_test_add_func ("/staffing/night", test_night);
  g_test_add_func ("/staffing/repairs", test_repairs);
  return g_test_run ();
}
