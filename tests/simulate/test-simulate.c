/* test-simulate.c: polling days of the mini case: nothing happens, one call by hand, the same days for two plans, threads, limits, lost units. */
#include "file.h"
#include "simulate-private.h"
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#define MINI POSKO_SOURCE_ROOT "/tests/data/mini"

/* Without these nothing is left to chance. */
static const char *const chances[] = { "faktor_laju", "sebaran_laju", "sebaran_perjalanan", "sebaran_perjalanan_hari",
                                       "sebaran_tangani", "sebaran_serah", "tidak_hadir", "tidak_hadir_malam",
                                       "panas_peluang", "kecelakaan_peluang", "keracunan_peluang", "banjir_peluang",
                                       "dapur_telat_peluang", "mogok_peluang", "menit_sampai_makan" };

/* The mini case with the policy values in @changes (JSON members) over it; @quiet: nothing else is left to chance. */
static PoskoCase *
load_case (gboolean quiet, const char *changes)
{
  g_autoptr (GString) values = g_string_new (changes);
  for (guint i = 0; quiet && i < G_N_ELEMENTS (chances); i++)
    {
      g_autofree char *name = g_strdup_printf ("\"simulasi/%s\"", chances[i]);
      if (strstr (changes, name) == NULL)
        g_string_append_printf (values, "%s%s: 0", values->len > 0 ? ", " : "", name);
    }
  g_autoptr (GError) error = NULL;
  g_autoptr (PoskoDiagnostics) findings = posko_diagnostics_new ();
  g_autofree char *folder = g_dir_make_tmp ("posko-simulate-XXXXXX", &error);
  g_assert_no_error (error);
  g_autofree char *path = g_build_filename (folder, "skenario.json", NULL);
  g_autofree char *text = g_strdup_printf ("{\"nama\": \"uji\", \"kebijakan\": {%s}}", values->str);
  g_assert_true (posko_file_write (path, text, strlen (text), &error));
  PoskoCase *source = posko_case_load (MINI, path, 1, findings, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (source);
  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
  return source;
}

static PoskoPlan *
make_plan (PoskoCase *source)
{
  g_autoptr (GError) error = NULL;
  PoskoPlanParams params = POSKO_PLAN_PARAMS_INIT;
  params.effort = 0.1;
  PoskoPlan *plan = posko_plan_new (source, &params, &error);
  g_assert_no_error (error);
  return plan;
}

static PoskoSimulation *
simulate (PoskoCase *source, const PoskoPlan *a, const PoskoPlan *b, guint days, guint threads)
{
  g_autoptr (GError) error = NULL;
  PoskoSimulateParams params = POSKO_SIMULATE_PARAMS_INIT;
  params.n_days = days;
  params.n_threads = threads;
  PoskoSimulation *simulation = posko_simulate (source, a, b, &params, &error);
  g_assert_no_error (error);
  return simulation;
}

static const PoskoSimulateFigure *
figure_of (const PoskoSimulation *simulation, const char *code)
{
  PoskoTable *table = posko_simulation_table (simulation, POSKO_SIMULATE_FIGURES);
  for (guint i = 0; i < posko_table_n (table); i++)
    {
      const PoskoSimulateFigure *row = posko_table_row (table, i);
      if (strcmp (row->kode, code) == 0)
        return row;
    }
  g_error ("no figure %s", code);
}

static void
assert_close (gdouble value, gdouble expected, gdouble tolerance)
{
  g_assert_cmpfloat (fabs (value - expected), <=, tolerance);
}

/* No calls: nothing waits, nobody is busy; nobody stays away, nothing is late. Each share of nothing is missing. */
static void
test_nothing_happens (void)
{
  static const char *const zeros[] = { "panggilan", "angkut", "sibuk_ambulans", "sibuk_tim", "tidak_hadir", "hari_tim_kosong", "hari_bertemu",
                                       "hari_lewat_standar", "antaran_telat", "porsi_dibuang", "porsi_lewat_batas_makan", "hari_panas",
                                       "hari_banjir", "hari_keracunan", "hari_kecelakaan" };
  static const char *const missing[] = { "tunggu_rata", "lewat_15", "tunggu_p50", "tunggu_terlama", "bertemu", "diisi_cadangan" };
  g_autoptr (PoskoCase) source = load_case (TRUE, "");
  g_autoptr (PoskoPlan) plan = make_plan (source);
  g_autoptr (PoskoSimulation) simulation = simulate (source, plan, NULL, 300, 1);
  for (guint i = 0; i < G_N_ELEMENTS (zeros); i++)
    assert_close (figure_of (simulation, zeros[i])->nilai, 0, 0);
  for (guint i = 0; i < G_N_ELEMENTS (missing); i++)
    g_assert_true (isnan (figure_of (simulation, missing[i])->nilai));
  g_assert_cmpuint (posko_table_n (posko_simulation_table (simulation, POSKO_SIMULATE_PAIRS)), ==, 0);
  g_assert_cmpuint (posko_table_n (posko_simulation_table (simulation, POSKO_SIMULATE_DETAILS)), ==, 0);
}

static gdouble
nearest_minutes (PoskoCase *source, const PoskoPlan *plan, const char *code)
{
  guint n;
  gdouble nearest = INFINITY;
  const PoskoTps *tps = posko_case_tps (source, &n);
  PoskoTable *posts = posko_plan_table (plan, POSKO_PLAN_POSTS);
  for (guint t = 0; t < n; t++)
    for (guint p = 0; strcmp (tps[t].kode_tps, code) == 0 && p < posko_table_n (posts); p++)
      {
        const PoskoPlanPost *post = posko_table_row (posts, p);
        nearest = fmin (nearest, (gdouble) posko_response_seconds (source, (PoskoLonLat) { post->lon, post->lat }, &tps[t]) / 60);
      }
  return nearest;
}

/* One crash a day with one victim, and no noise: with complete teams each call waits what the nearest post needs, to the second. */
static void
test_one_call (void)
{
  g_autoptr (PoskoCase) source = load_case (TRUE, "\"simulasi/kecelakaan_peluang\": 1, \"simulasi/kecelakaan_korban\": 1, "
                                                  "\"simulasi/kecelakaan_angkut\": 0, \"simulasi/tunda_tim_lemah_menit\": 0");
  g_autoptr (PoskoPlan) plan = make_plan (source);
  PoskoTable *needs = posko_plan_table (plan, POSKO_PLAN_NEEDS), *roster = posko_plan_table (plan, POSKO_PLAN_ROSTER);
  for (guint i = 0; i < posko_table_n (needs); i++) /* somebody in every shift of every post, whoever that is */
    {
      const PoskoPlanNeed *need = posko_table_row (needs, i);
      PoskoPlanDuty duty = *(const PoskoPlanDuty *) posko_table_row (roster, 0);
      duty.kode_pos = need->kode_pos;
      duty.hari = need->hari;
      duty.shift = need->shift;
      duty.tugas = "dokter";
      posko_table_append (roster, &duty);
    }
  g_autoptr (PoskoSimulation) simulation = simulate (source, plan, NULL, 400, 2);
  PoskoTable *table = posko_simulation_table (simulation, POSKO_SIMULATE_TPS);
  gdouble seen = 0;
  assert_close (figure_of (simulation, "panggilan")->nilai, 1, 0);
  assert_close (figure_of (simulation, "angkut")->nilai, 0, 0);
  assert_close (figure_of (simulation, "antre")->nilai, 0, 0);
  assert_close (figure_of (simulation, "hari_kecelakaan")->nilai, 100, 0);
  for (guint i = 0; i < posko_table_n (table); i++)
    {
      const PoskoSimulateTps *row = posko_table_row (table, i);
      const gdouble nearest = nearest_minutes (source, plan, row->kode_tps);
      seen += row->panggilan_per_1000_hari;
      g_assert_cmpfloat (row->panggilan_per_1000_hari, >, 0);
      assert_close (row->menit_rata, nearest, 1e-9);
      assert_close (row->menit_terlama, nearest, 1e-9);
    }
  assert_close (seen, 1000, 1e-6);
}

/* One TPS, one post, one ambulance, two calls: every second worked out on paper. */
static void
test_two_calls (void)
{
  const guint32 way[] = { 300 }, lead[] = { 240 }, care_way[] = { 600, 120 }, back[] = { 700, 180 };
  const guint16 first[] = { 0 }, care[] = { 0, 1 };
  const guint8 is_hospital[] = { TRUE, FALSE };
  const PoskoTeam teams[] = { { 0, 0, 7200 } };
  const guint first_team[] = { 0, 1 };
  const PoskoCrew full[] = { { 0, 0 } }, weak[] = { { 0, POSKO_NEVER } }, absent[] = { { POSKO_NEVER, POSKO_NEVER } };
  const PoskoFleet fleet = { .n_places = 1, .n_posts = 1, .n_ambulances = 1, .n_teams = 1, .post_seconds = way, .post_order = first,
                             .ambulance_seconds = way, .ambulance_order = first, .care_seconds = care_way, .care = care, .is_hospital = is_hospital,
                             .return_seconds = back, .lead_seconds = lead, .teams = teams, .first_team = first_team, .team_seconds = 2700,
                             .ambulance_seconds_busy = 5400, .work_seconds_min = 600, .weak_lead_seconds = 120,
                             .weak_factor = 2 * POSKO_FACTOR_ONE, .patience_seconds = 3600 };
  PoskoCall calls[2] = { { .time = 1000, .transport = TRUE, .care = POSKO_PUSKESMAS, .drive_factor = POSKO_FACTOR_ONE,
                           .team_factor = POSKO_FACTOR_ONE, .ambulance_factor = POSKO_FACTOR_ONE } };
  PoskoAnswer answers[2];
  gint64 team_busy[1] = { 0 }, team_peak[1] = { 0 }, ambulance_busy[1] = { 0 }, ambulance_peak[1] = { 0 };
  guint32 team_calls[1] = { 0 }, ambulance_calls[1] = { 0 };
  const gint64 windows[] = { 0, 100000 };
  PoskoUse use = { team_busy, ambulance_busy, team_peak, ambulance_peak, team_calls, ambulance_calls, windows, 1, 1000, 2000 };
  g_autoptr (PoskoDispatch) dispatch = posko_dispatch_new (&fleet);
  calls[1] = calls[0];
  calls[1].time = 1500;
  posko_dispatch_run (dispatch, full, calls, 2, -1, -1, answers, &use);
  /* Team and ambulance leave together and take 240 + 300 s. The team is back after its mean of 2,700 s, at 3,700; the ambulance after 5,400, at 6,400. */
  g_assert_cmpint (answers[0].wait, ==, 540);
  g_assert_cmpint (answers[0].ambulance_wait, ==, 540);
  g_assert_false (answers[0].met);
  g_assert_true (answers[1].met && answers[1].queued);
  g_assert_cmpint (answers[1].wait, ==, 3700 - 1500 + 540);
  g_assert_cmpint (answers[1].ambulance_wait, ==, 3600); /* patience ends at 5,100, before 6,400 */
  g_assert_false (answers[1].ambulance_came);
  g_assert_cmpint (team_busy[0], ==, 2700 + 2700);
  g_assert_cmpint (ambulance_busy[0], ==, 5400);
  g_assert_cmpint (ambulance_peak[0], ==, 1000);
  g_assert_cmpuint (team_calls[0] + ambulance_calls[0], ==, 3);
  g_assert_cmpint (answers[0].hospital_way, ==, -1); /* to the puskesmas */
  g_assert_cmpint (answers[1].hospital_way, ==, -1); /* nobody came */
  /* Half as fast: the ways double, the work stays 2,700 - 240 - 2 * 300 = 1,860 s. */
  calls[0].drive_factor = 2 * POSKO_FACTOR_ONE;
  calls[0].care = POSKO_HOSPITAL;
  memset (team_busy, 0, sizeof team_busy);
  posko_dispatch_run (dispatch, full, calls, 1, -1, -1, answers, &use);
  g_assert_cmpint (answers[0].wait, ==, 840);
  g_assert_cmpint (answers[0].hospital_way, ==, 1200);
  g_assert_cmpint (team_busy[0], ==, 240 + 600 + 1860 + 600);
  /* A weak team leaves two minutes later and works twice as long. */
  calls[0].drive_factor = POSKO_FACTOR_ONE;
  calls[0].transport = FALSE;
  memset (team_busy, 0, sizeof team_busy);
  posko_dispatch_run (dispatch, weak, calls, 1, -1, -1, answers, &use);
  g_assert_cmpint (answers[0].wait, ==, 660);
  g_assert_cmpint (team_busy[0], ==, 360 + 300 + 2 * 1860 + 300);
  g_assert_cmpint (answers[0].ambulance_wait, ==, -1);
  /* No team: the ambulance goes in its place; nothing at all: nobody comes. */
  posko_dispatch_run (dispatch, absent, calls, 1, -1, -1, answers, NULL);
  g_assert_cmpint (answers[0].wait, ==, 540);
  posko_dispatch_run (dispatch, full, calls, 1, 0, 0, answers, NULL);
  g_assert_false (answers[0].answered);
  /* After the shift the post is shut. */
  calls[0].time = 7200;
  posko_dispatch_run (dispatch, full, calls, 1, -1, 0, answers, NULL);
  g_assert_false (answers[0].answered);
}

/* Calls of a day add up to the rates: Poisson, so mean and variance are the sum of w; every role, hour and place too. */
static void
test_rates (void)
{
  const guint days = 20000;
  g_autoptr (GError) error = NULL;
  g_autoptr (PoskoCase) source = load_case (TRUE, "\"simulasi/faktor_laju\": 5");
  g_autoptr (PoskoWorld) world = posko_world_new (source, &error);
  PoskoDay day = { .calls = g_array_new (FALSE, FALSE, sizeof (PoskoCall)) };
  gdouble expected = 0, sum = 0, squares = 0, counting = 0, transports = 0, at_tps = 0;
  g_assert_no_error (error);
  for (guint i = 0; i < world->n_places; i++)
    expected += world->rates[i];
  for (guint d = 0; d < days; d++)
    {
      posko_day_draw (&day, world, 1, d);
      sum += day.calls->len;
      squares += (gdouble) day.calls->len * day.calls->len;
      for (guint c = 0; c < day.calls->len; c++)
        {
          const PoskoCall *call = &g_array_index (day.calls, PoskoCall, c);
          at_tps += call->place < world->n_tps;
          counting += call->place < world->n_tps && call->time >= world->peak_from && call->time < world->peak_to;
          transports += call->transport;
        }
    }
  const gdouble mean = sum / days, share = posko_demand_share (source, POSKO_PLACE_TPS, world->peak_from / 60, world->peak_to / 60);
  const gdouble p = world->policy->porsi_angkut;
  assert_close (mean, expected, 5 * sqrt (expected / days));
  assert_close (squares / days - mean * mean, expected, 5 * sqrt ((expected + 2 * expected * expected) / days));
  assert_close (counting / at_tps, share, 5 * sqrt (share * (1 - share) / at_tps));
  assert_close (transports / sum, p, 5 * sqrt (p * (1 - p) / sum));
  g_array_unref (day.calls);
}

/* Where every call needs an ambulance, the share of the peak that ambulances are busy is MEXCLP's q (section 3), less what the calmer
   phase before it leaves to catch up with: half of q for about as long as a case lasts. */
static void
test_busy_at_the_peak (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PoskoCase) source
    = load_case (TRUE, "\"simulasi/faktor_laju\": 60, \"ambulans/porsi_angkut\": 1, \"simulasi/kerja_min_menit\": 1, \"simulasi/sabar_menit\": 1440");
  g_autoptr (PoskoPlan) plan = make_plan (source);
  g_autoptr (PoskoWorld) world = posko_world_new (source, &error);
  g_autoptr (PoskoSimulation) simulation = simulate (source, plan, NULL, 3000, 2);
  g_autoptr (PoskoDemand) demand = posko_demand_new (source);
  g_assert_no_error (error);
  gdouble calls = 0, peak = 0;
  for (guint i = 0; i < world->n_tps; i++)
    calls += world->rates[i];
  for (guint f = 0; f < world->policy->n_phases; f++)
    if (world->policy->phases[f].place == POSKO_PLACE_TPS)
      peak = fmax (peak, world->policy->phases[f].multiplier);
  const gdouble n = posko_table_n (posko_plan_table (plan, POSKO_PLAN_AMBULANCES));
  const gdouble q = 100 * calls * peak / demand->tps_minutes * (gdouble) world->policy->menit_sibuk / n;
  const PoskoSimulateFigure *busy = figure_of (simulation, "sibuk_ambulans_puncak");
  const gdouble error_of = (busy->ci_atas - busy->nilai) / POSKO_TALLY_Z;
  g_test_message ("q %.2f %%, busy %.2f %%, standard error %.2f", q, busy->nilai, error_of);
  g_assert_cmpfloat (q, >, 15);
  g_assert_cmpfloat (error_of, <, 0.02 * q);
  g_assert_cmpfloat (busy->nilai, <=, q + 5 * error_of);
  g_assert_cmpfloat (busy->nilai, >=, 0.93 * q - 5 * error_of);
}

/* A plan against itself: every figure of every day is the same; the tables do not depend on the threads. */
static void
test_same_days (void)
{
  g_autoptr (PoskoCase) source = load_case (FALSE, "\"simulasi/faktor_laju\": 20");
  g_autoptr (PoskoPlan) plan = make_plan (source);
  g_autoptr (PoskoSimulation) one = simulate (source, plan, plan, 1000, 1), two = simulate (source, plan, NULL, 1000, 2);
  PoskoTable *pairs = posko_simulation_table (one, POSKO_SIMULATE_PAIRS);
  g_assert_cmpuint (posko_table_n (pairs), >, 30);
  for (guint i = 0; i < posko_table_n (pairs); i++)
    g_assert_cmpstr (((const PoskoSimulatePair *) posko_table_row (pairs, i))->putusan, ==, "sama");
  PoskoTable *of_one = posko_simulation_table (one, POSKO_SIMULATE_FIGURES), *of_two = posko_simulation_table (two, POSKO_SIMULATE_FIGURES);
  g_assert_cmpuint (posko_table_n (of_one), ==, posko_table_n (of_two));
  for (guint i = 0; i < posko_table_n (of_one); i++)
    {
      const PoskoSimulateFigure *a = posko_table_row (of_one, i), *b = posko_table_row (of_two, i);
      g_assert_cmpmem (&a->nilai, sizeof a->nilai, &b->nilai, sizeof b->nilai);
      g_assert_cmpmem (&a->ci_bawah, sizeof a->ci_bawah, &b->ci_bawah, sizeof b->ci_bawah);
      if (!isnan (a->ci_bawah))
        {
          g_assert_cmpfloat (a->ci_bawah, <=, a->nilai);
          g_assert_cmpfloat (a->ci_atas, >=, a->nilai);
        }
    }
}

/* Losing an ambulance is what the plan without it would have been, on the same days. */
static void
test_loss_is_a_plan_without (void)
{
  g_autoptr (PoskoCase) source = load_case (FALSE, "\"simulasi/faktor_laju\": 30, \"ambulans/porsi_angkut\": 0.5");
  g_autoptr (PoskoPlan) plan = make_plan (source), without = posko_plan_new_empty (source);
  static const PoskoPlanTableId kept[] = { POSKO_PLAN_POSTS, POSKO_PLAN_TPS, POSKO_PLAN_NEEDS, POSKO_PLAN_ROSTER, POSKO_PLAN_RESERVES, POSKO_PLAN_STOPS };
  PoskoTable *ambulances = posko_plan_table (plan, POSKO_PLAN_AMBULANCES);
  g_assert_cmpuint (posko_table_n (ambulances), >=, 2);
  const PoskoPlanAmbulance *lost = posko_table_row (ambulances, 0);
  for (guint k = 0; k < G_N_ELEMENTS (kept); k++)
    for (guint i = 0; i < posko_table_n (posko_plan_table (plan, kept[k])); i++)
      posko_table_append (posko_plan_table (without, kept[k]), posko_table_row (posko_plan_table (plan, kept[k]), i));
  for (guint i = 1; i < posko_table_n (ambulances); i++)
    posko_table_append (posko_plan_table (without, POSKO_PLAN_AMBULANCES), posko_table_row (ambulances, i));
  g_autoptr (PoskoSimulation) simulation = simulate (source, plan, without, 1500, 2);
  PoskoTable *losses = posko_simulation_table (simulation, POSKO_SIMULATE_LOSSES), *pairs = posko_simulation_table (simulation, POSKO_SIMULATE_PAIRS);
  const PoskoSimulateLoss *loss = NULL;
  g_assert_cmpuint (posko_table_n (losses), ==, posko_table_n (ambulances) + posko_table_n (posko_plan_table (plan, POSKO_PLAN_POSTS)));
  for (guint i = 0; i < posko_table_n (losses); i++)
    {
      const PoskoSimulateLoss *row = posko_table_row (losses, i);
      if (strcmp (row->kode, lost->kode_ambulans) == 0)
        loss = row;
      g_assert_cmpfloat (row->selisih_ambulans_bawah, <=, row->selisih_ambulans);
    }
  g_assert_nonnull (loss);
  g_assert_cmpfloat (loss->selisih_ambulans, >, 0);
  g_assert_cmpstr (loss->putusan, ==, "lebih_buruk");
  for (guint i = 0; i < posko_table_n (pairs); i++)
    {
      const PoskoSimulatePair *pair = posko_table_row (pairs, i);
      if (strcmp (pair->kode, "tunggu_ambulans") == 0)
        {
          assert_close (pair->selisih, loss->selisih_ambulans, 1e-12);
          assert_close (pair->ci_bawah, loss->selisih_ambulans_bawah, 1e-12);
          g_assert_cmpstr (pair->putusan, ==, "lebih_buruk");
        }
      if (strcmp (pair->kode, "panggilan") == 0 || strcmp (pair->kode, "antaran_telat") == 0)
        g_assert_cmpstr (pair->putusan, ==, "sama");
    }
}

/* Nobody comes: every team is empty, the ambulances answer; nobody to fill in either. */
static void
test_nobody_comes (void)
{
  g_autoptr (PoskoCase) source = load_case (TRUE, "\"simulasi/tidak_hadir\": 1, \"simulasi/tidak_hadir_malam\": 1, "
                                                  "\"simulasi/cadangan_tidak_hadir\": 1, \"simulasi/faktor_laju\": 5");
  g_autoptr (PoskoPlan) plan = make_plan (source);
  g_autoptr (PoskoSimulation) simulation = simulate (source, plan, NULL, 300, 1);
  assert_close (figure_of (simulation, "tidak_hadir")->nilai, posko_table_n (posko_plan_table (plan, POSKO_PLAN_ROSTER)), 1e-9);
  assert_close (figure_of (simulation, "diisi_cadangan")->nilai, 0, 0);
  assert_close (figure_of (simulation, "hari_tim_tetap_kosong")->nilai, 100, 0);
  assert_close (figure_of (simulation, "tim_kosong")->nilai, 100, 0);
  assert_close (figure_of (simulation, "sibuk_tim")->nilai, 0, 0);
  g_assert_cmpfloat (figure_of (simulation, "sibuk_ambulans")->nilai, >, 0);
}

/* Without noise the meals run as planned; a broken vehicle throws portions away; a kitchen that spoils makes ill. */
static void
test_meals (void)
{
  g_autoptr (PoskoCase) quiet = load_case (TRUE, ""), broken = load_case (TRUE, "\"simulasi/mogok_peluang\": 1, \"simulasi/mogok_menit\": 1440"),
                        spoilt = load_case (TRUE, "\"simulasi/keracunan_peluang\": 1, \"simulasi/keracunan_porsi\": 0.5");
  g_autoptr (PoskoPlan) plan = make_plan (quiet);
  g_autoptr (PoskoSimulation) a = simulate (quiet, plan, NULL, 100, 1), b = simulate (broken, plan, NULL, 100, 1),
                              c = simulate (spoilt, plan, NULL, 300, 1);
  assert_close (figure_of (a, "antaran_telat")->nilai, 0, 0);
  g_assert_cmpfloat (figure_of (b, "antaran_telat")->nilai, >, 50);
  g_assert_cmpfloat (figure_of (b, "porsi_dibuang")->nilai, >, 50);
  assert_close (figure_of (c, "hari_keracunan")->nilai, 100, 0);
  g_assert_cmpfloat (figure_of (c, "panggilan")->nilai, >, 1);
  PoskoTable *details = posko_simulation_table (c, POSKO_SIMULATE_DETAILS);
  for (guint i = 0; i < posko_table_n (details); i++)
    {
      const PoskoSimulateDetail *row = posko_table_row (details, i);
      if (strcmp (row->kelompok, "sebab") == 0)
        g_assert_cmpstr (row->kode, ==, "keracunan");
    }
}

/* Rows in time order; what the shifts count adds up to the figures of the whole, whatever the threads. */
static void
test_shifts (void)
{
  const guint days = 700;
  g_autoptr (PoskoCase) source = load_case (FALSE, "\"simulasi/tidak_hadir\": 0.2, \"simulasi/tidak_hadir_malam\": 0.5");
  g_autoptr (PoskoPlan) plan = make_plan (source);
  g_autoptr (PoskoSimulation) one = simulate (source, plan, plan, days, 1), two = simulate (source, plan, NULL, days, 2);
  PoskoTable *table = posko_simulation_table (one, POSKO_SIMULATE_SHIFTS), *others = posko_simulation_table (two, POSKO_SIMULATE_SHIFTS);
  gdouble absent = 0, filled = 0, teams = 0, empty = 0, weak = 0, least = 100, most = 0;
  gint64 people = 0;
  g_assert_cmpuint (posko_table_n (table), >, 2);
  g_assert_cmpuint (posko_table_n (table), ==, posko_table_n (others));
  for (guint i = 0; i < posko_table_n (table); i++)
    {
      const PoskoSimulateShift *row = posko_table_row (table, i), *other = posko_table_row (others, i);
      const gdouble away = (gdouble) row->orang * row->tidak_hadir_persen / 100;
      g_assert_cmpstr (row->shift, ==, other->shift);
      g_assert_cmpmem (&row->tidak_hadir_persen, sizeof (gdouble), &other->tidak_hadir_persen, sizeof (gdouble));
      g_assert_cmpmem (&row->diisi_persen, sizeof (gdouble), &other->diisi_persen, sizeof (gdouble));
      g_assert_cmpmem (&row->tim_kosong_persen, sizeof (gdouble), &other->tim_kosong_persen, sizeof (gdouble));
      g_assert_cmpmem (&row->tim_lemah_persen, sizeof (gdouble), &other->tim_lemah_persen, sizeof (gdouble));
      g_assert_cmpint (row->nomor, ==, i + 1);
      g_assert_cmpint (row->orang, >, 0);
      people += row->orang;
      absent += away;
      filled += away * row->diisi_persen / 100;
      teams += (gdouble) row->tim;
      empty += row->tim > 0 ? (gdouble) row->tim * row->tim_kosong_persen : 0;
      weak += row->tim > 0 ? (gdouble) row->tim * row->tim_lemah_persen : 0;
      least = fmin (least, row->tidak_hadir_persen);
      most = fmax (most, row->tidak_hadir_persen);
    }
  g_assert_cmpint (people, ==, posko_table_n (posko_plan_table (plan, POSKO_PLAN_ROSTER)));
  assert_close (absent, figure_of (one, "tidak_hadir")->nilai, 1e-9);
  assert_close (100 * filled / absent, figure_of (one, "diisi_cadangan")->nilai, 1e-9);
  assert_close (empty / teams, figure_of (one, "tim_kosong")->nilai, 1e-9);
  assert_close (weak / teams, figure_of (one, "tim_lemah")->nilai, 1e-9);
  g_assert_cmpfloat (empty, >, 0);
  g_assert_cmpfloat (weak, >, 0);
  g_assert_cmpfloat (least, <, 30); /* by day */
  g_assert_cmpfloat (most, >, 40);  /* by night */
}

/* Nobody stays away: no share of nothing. */
static void
test_shifts_all_come (void)
{
  g_autoptr (PoskoCase) source = load_case (TRUE, "");
  g_autoptr (PoskoPlan) plan = make_plan (source);
  g_autoptr (PoskoSimulation) simulation = simulate (source, plan, NULL, 50, 1);
  PoskoTable *table = posko_simulation_table (simulation, POSKO_SIMULATE_SHIFTS), *needs = posko_plan_table (plan, POSKO_PLAN_NEEDS);
  gint64 last = G_MININT64;
  for (guint i = 0; i < posko_table_n (table); i++)
    {
      const PoskoSimulateShift *row = posko_table_row (table, i);
      guint n_same = 0;
      const gint64 day = g_ascii_strtoll (row->hari + 1, NULL, 10); /* "H-1" */
      g_assert_cmpint (1440 * day + row->mulai, >=, last);
      last = 1440 * day + row->mulai;
      assert_close (row->tidak_hadir_persen, 0, 0);
      g_assert_true (isnan (row->diisi_persen));
      for (guint k = 0; k < posko_table_n (needs); k++)
        {
          const PoskoPlanNeed *need = posko_table_row (needs, k);
          n_same += strcmp (need->hari, row->hari) == 0 && strcmp (need->shift, row->shift) == 0 && need->mulai == row->mulai
                    && need->selesai == row->selesai;
        }
      g_assert_cmpuint (n_same, >, 0);
    }
  g_assert_cmpint (last, >, G_MININT64);
}

static void
test_refused (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PoskoCase) source = load_case (TRUE, ""), busy = load_case (FALSE, "\"simulasi/faktor_laju\": 1000, \"insiden/laju_kpps\": 1000");
  g_autoptr (PoskoPlan) plan = make_plan (source);
  PoskoSimulateParams params = POSKO_SIMULATE_PARAMS_INIT;
  params.n_days = 0;
  g_assert_null (posko_simulate (source, plan, NULL, &params, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_LIMIT);
  g_clear_error (&error);
  params.n_days = 10;
  g_assert_null (posko_simulate (busy, plan, NULL, &params, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_LIMIT);
  g_clear_error (&error);
  ((PoskoPlanDuty *) posko_table_row_mutable (posko_plan_table (plan, POSKO_PLAN_ROSTER), 0))->kode_nakes = "TIADA";
  g_assert_null (posko_simulate (source, plan, NULL, &params, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_INPUT);
  g_clear_error (&error);
  g_autoptr (PoskoPlan) empty = posko_plan_new_empty (source);
  g_autoptr (PoskoSimulation) nobody = simulate (source, empty, NULL, 10, 1); /* a plan of nothing is lived through too */
  g_assert_cmpuint (posko_table_n (posko_simulation_table (nobody, POSKO_SIMULATE_LOSSES)), ==, 0);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_cancellable_cancel (cancellable);
  params.cancellable = cancellable;
  g_assert_null (posko_simulate (source, empty, NULL, &params, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_CANCELLED);
}

/* Each prior is there, with its value as it is in force and a source. */
static void
test_priors (void)
{
  g_autoptr (PoskoCase) source = load_case (FALSE, "\"simulasi/tidak_hadir\": 0.125");
  g_autoptr (PoskoPlan) empty = posko_plan_new_empty (source);
  g_autoptr (PoskoSimulation) simulation = simulate (source, empty, NULL, 1, 1);
  PoskoTable *table = posko_simulation_table (simulation, POSKO_SIMULATE_PRIORS);
  guint n_priors = 0, n_found = 0;
  for (guint i = 0; i < posko_table_n (table); i++)
    {
      const PoskoSimulatePrior *row = posko_table_row (table, i);
      n_priors += g_str_has_prefix (row->jalur, "simulasi/");
      g_assert_cmpstr (row->nilai, !=, "");
      g_assert_cmpstr (row->sumber, !=, "");
      if (strcmp (row->jalur, "simulasi/tidak_hadir") == 0)
        {
          g_assert_cmpstr (row->nilai, ==, "0.125");
          g_assert_cmpstr (row->sumber, ==, "Skenario: uji");
          g_assert_cmpstr (row->rentang, ==, "0…1");
          n_found++;
        }
    }
  g_assert_cmpuint (n_priors, ==, 37);
  g_assert_cmpuint (n_found, ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/simulate/nothing-happens", test_nothing_happens);
  g_test_add_func ("/simulate/one-call", test_one_call);
  g_test_add_func ("/simulate/two-calls", test_two_calls);
  g_test_add_func ("/simulate/rates", test_rates);
  g_test_add_func ("/simulate/busy-at-the-peak", test_busy_at_the_peak);
  g_test_add_func ("/simulate/same-days", test_same_days);
  g_test_add_func ("/simulate/loss-is-a-plan-without", test_loss_is_a_plan_without);
  g_test_add_func ("/simulate/nobody-comes", test_nobody_comes);
  g_test_add_func ("/simulate/meals", test_meals);
  g_test_add_func ("/simulate/shifts", test_shifts);
  g_test_add_func ("/simulate/shifts-all-come", test_shifts_all_come);
  g_test_add_func ("/simulate/refused", test_refused);
  g_test_add_func ("/simulate/priors", test_priors);
  return g_test_run ();
}
