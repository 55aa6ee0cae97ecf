/* test-who-late.c: posko who --late on the mini case: who is late by the case's own times, and each repair carried out. */
#include "plan-private.h"
#include "who-case.h"
#include <string.h>

static gint64
response_of (const PoskoPlan *plan, const PoskoTps *tps, const char *place)
{
  guint n;
  const PoskoFaskes *faskes = posko_case_faskes (posko_plan_case (plan), &n);
  const PoskoFaskes *at = posko_find_by_code (faskes, n, sizeof *faskes, place);
  const PoskoPolicy *policy = posko_case_policy (posko_plan_case (plan));
  const gint64 access = who_same (tps->akses, "gang") ? policy->akses_gang_menit : who_same (tps->akses, "perahu") ? policy->akses_perahu_menit : 0;
  return 60 * (policy->tunda_menit + access)
         + posko_travel_seconds (posko_case_travel (posko_plan_case (plan)), at->place, tps->place, policy->kecepatan_ambulans_kmh);
}

static const PoskoTps *
find_tps (const PoskoPlan *plan, const char *code)
{
  guint n;
  const PoskoTps *tps = posko_case_tps (posko_plan_case (plan), &n);
  return posko_find_by_code (tps, n, sizeof *tps, code);
}

static const PoskoWhoLate *
find_late (const PoskoWho *answer, const char *kind, const char *tps)
{
  const PoskoTable *table = posko_who_table (answer, POSKO_WHO_LATE);
  for (guint r = 0; r < posko_table_n (table); r++)
    {
      const PoskoWhoLate *row = posko_table_row (table, r);
      if (who_same (row->hal, kind) && who_same (row->kode_tps, tps))
        return row;
    }
  return NULL;
}

/* Plans the case anew with the site of the repair open, by a scenario: the TPS must be within the limit. */
static void
open_and_plan (const PoskoWhoLate *row, gint64 limit, guint n_open)
{
  g_autofree char *scenario = g_strdup_printf (
    "{\"nama\":\"uji\",\"perubahan\":[{\"tabel\":\"faskes\",\"di_mana\":{\"kode\":\"%s\"},\"ubah\":{\"boleh_pos\":true,\"wajib_buka\":true}}],"
    "\"kebijakan\":{\"pos/jumlah_maks\":%u,\"pos/anggaran_pos\":0,\"respons/standar_menit\":%d}}",
    row->tempat, n_open + 1, (int) limit);
  g_autoptr (PoskoPlan) mended = who_plan_places (scenario);
  const PoskoTable *tps = posko_plan_table (mended, POSKO_PLAN_TPS);
  for (guint i = 0; i < posko_table_n (tps); i++)
    {
      const PoskoPlanTps *after = posko_table_row (tps, i);
      if (who_same (after->kode_tps, row->kode_tps))
        g_assert_cmpfloat (after->menit_utama, <=, (gdouble) limit);
    }
}

static void
test_late_posts (void)
{
  static const gint64 limits[] = { 5, 6, 7, 8, 15, 21 };
  g_autoptr (PoskoPlan) plan = who_mini_plan ();
  const PoskoTable *tps = posko_plan_table (plan, POSKO_PLAN_TPS);
  guint repaired = 0;
  for (guint k = 0; k < G_N_ELEMENTS (limits); k++)
    {
      g_autoptr (PoskoWho) answer = posko_who_late (plan, limits[k], POSKO_LANGUAGE_EN);
      for (guint i = 0; i < posko_table_n (tps); i++)
        {
          const PoskoPlanTps *row = posko_table_row (tps, i);
          const PoskoWhoLate *late = find_late (answer, "pos", row->kode_tps);
          const PoskoTps *at = find_tps (plan, row->kode_tps);
          g_assert_cmpint (late != NULL, ==, response_of (plan, at, row->pos_utama) > 60 * limits[k]);
          if (late == NULL || *late->tempat == '\0')
            continue;
          g_test_message ("%d min: %s: %s %s", (int) limits[k], late->kode_tps, late->sebab, late->perbaikan);
          g_assert_cmpfloat_with_epsilon (late->nilai_sesudah, (gdouble) response_of (plan, at, late->tempat) / 60, 1e-9);
          g_assert_cmpfloat (late->nilai_sesudah, <=, (gdouble) limits[k]);
          if (who_same (late->perbaikan_kode, "buka") || who_same (late->perbaikan_kode, "izinkan"))
            {
              open_and_plan (late, limits[k], posko_table_n (posko_plan_table (plan, POSKO_PLAN_POSTS)));
              repaired++;
            }
        }
    }
  g_assert_cmpuint (repaired, >, 2);
}

/* The limit of ambulances is lowered until some TPS are beyond it; a move that is offered must mend without making anybody late. */
static void
test_late_ambulances (void)
{
  guint moved = 0;
  for (gint64 limit = 5; limit <= 8; limit++)
    {
      g_autofree char *scenario = g_strdup_printf ("{\"nama\":\"uji\",\"kebijakan\":{\"respons/batas_menit\":%d,\"respons/standar_menit\":4}}", (int) limit);
      g_autoptr (PoskoPlan) plan = who_plan_places (scenario);
      PoskoTable *ambulances = posko_plan_table (plan, POSKO_PLAN_AMBULANCES);
      for (guint a = 0; a < posko_table_n (ambulances); a++) /* park them all in one place */
        ((PoskoPlanAmbulance *) posko_table_row_mutable (ambulances, a))->kode_pangkalan = "RS1";
      g_autoptr (PoskoWho) answer = posko_who_late (plan, 0, POSKO_LANGUAGE_EN);
      guint n;
      const PoskoTps *tps = posko_case_tps (posko_plan_case (plan), &n);
      for (guint i = 0; i < n; i++)
        {
          const PoskoWhoLate *late = find_late (answer, "ambulans", tps[i].kode_tps);
          g_assert_cmpint (late != NULL, ==, response_of (plan, &tps[i], "RS1") > 60 * limit);
          if (late == NULL || *late->tempat == '\0')
            continue;
          gint64 mended = 0;
          g_assert_cmpint (response_of (plan, &tps[i], late->tempat), <=, 60 * limit);
          for (guint j = 0; j < n; j++)
            mended += j != i && response_of (plan, &tps[j], "RS1") > 60 * limit && response_of (plan, &tps[j], late->tempat) <= 60 * limit;
          g_assert_cmpint (late->ikut_teratasi, ==, mended);
          moved += who_same (late->perbaikan_kode, "pindah-ambulans"); /* two at RS1: one may always go */
        }
    }
  g_assert_cmpuint (moved, >, 0);
}

static guint
count_meals (const PoskoWho *answer, const char *state, const char *repair)
{
  const PoskoTable *table = posko_who_table (answer, POSKO_WHO_LATE);
  guint n = 0;
  for (guint r = 0; r < posko_table_n (table); r++)
    {
      const PoskoWhoLate *row = posko_table_row (table, r);
      n += who_same (row->hal, "makan") && who_same (row->keadaan, state) && (repair == NULL || who_same (row->perbaikan_kode, repair));
    }
  return n;
}

/* A trip of which the only fault is that it leaves too late: leaving as much earlier as is said mends it. */
static void
test_late_meals (void)
{
  g_autoptr (PoskoPlan) plan = who_mini_plan ();
  PoskoTable *stops = posko_plan_table (plan, POSKO_PLAN_STOPS);
  g_autoptr (PoskoWho) before = posko_who_late (plan, 0, POSKO_LANGUAGE_EN);
  const guint unserved = count_meals (before, "tanpa", NULL), late = count_meals (before, "lambat", NULL);
  g_assert_cmpuint (late, ==, 0); /* a plan that was made is never late */
  const PoskoPlanStop *first = posko_table_row (stops, 0); /* of the day: its vehicle waits before it */
  guint n_stops = 1, found = 0;
  while (who_same (((const PoskoPlanStop *) posko_table_row (stops, n_stops))->kode_kendaraan, first->kode_kendaraan)
         && who_same (((const PoskoPlanStop *) posko_table_row (stops, n_stops))->gelombang, first->gelombang)
         && ((const PoskoPlanStop *) posko_table_row (stops, n_stops))->trip == first->trip)
    n_stops++;
  guint n;
  const PoskoGelombang *waves = posko_case_gelombang (posko_plan_case (plan), &n);
  const PoskoGelombang *wave = posko_find_by_code (waves, n, sizeof *waves, first->gelombang);
  const gint64 waited = 60 * (first->mulai_serah - first->tiba + 1), delay = 60 * wave->selesai + 120 + waited - first->detik_mulai_serah;
  for (guint s = 0; s < n_stops; s++)
    ((PoskoPlanStop *) posko_table_row_mutable (stops, s))->detik_berangkat += delay;
  g_autoptr (PoskoWho) after = posko_who_late (plan, 0, POSKO_LANGUAGE_EN);
  const PoskoTable *table = posko_who_table (after, POSKO_WHO_LATE);
  for (guint r = 0; r < posko_table_n (table); r++)
    {
      const PoskoWhoLate *row = posko_table_row (table, r);
      if (!who_same (row->keadaan, "lambat") || !who_same (row->perbaikan_kode, "berangkat-awal"))
        continue;
      g_test_message ("%s %s: %s %s", row->kode_tps, row->gelombang, row->sebab, row->perbaikan);
      g_assert_cmpfloat (row->nilai, >, row->batas);
      g_assert_cmpfloat (row->nilai_sesudah, <=, row->batas - 5);
      found++;
    }
  g_assert_cmpuint (found, >, 0);
  g_assert_cmpuint (count_meals (after, "tanpa", NULL), ==, unserved);
}

/* What no longer stands in the plan is missed; and nothing that stands in it. */
static void
test_without (void)
{
  g_autoptr (PoskoPlan) plan = who_mini_plan ();
  g_autoptr (PoskoWho) before = posko_who_late (plan, 0, POSKO_LANGUAGE_ID);
  const guint unserved = count_meals (before, "tanpa", NULL);
  PoskoTable *meals = posko_plan_table (plan, POSKO_PLAN_MEALS), *checks = posko_plan_table (plan, POSKO_PLAN_SCREENING);
  guint taken = 0;
  for (guint m = 0; m < posko_table_n (meals) && taken < 3; m++)
    {
      PoskoPlanMeal *row = posko_table_row_mutable (meals, m);
      taken += *row->kode_kendaraan != '\0' ? 1 : 0;
      row->kode_kendaraan = "";
    }
  g_autofree char *unchecked = g_strdup (((const PoskoPlanScreening *) posko_table_row (checks, 0))->kode_tps);
  g_autofree gboolean *keep = g_new0 (gboolean, posko_table_n (checks));
  g_assert_null (find_late (before, "skrining", unchecked));
  for (guint c = 1; c < posko_table_n (checks); c++)
    keep[c] = TRUE;
  posko_table_filter (checks, keep);
  g_autoptr (PoskoWho) after = posko_who_late (plan, 0, POSKO_LANGUAGE_ID);
  g_assert_cmpuint (count_meals (after, "tanpa", NULL), ==, unserved + taken);
  g_assert_nonnull (find_late (after, "skrining", unchecked));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/who/late/posts", test_late_posts);
  g_test_add_func ("/who/late/ambulances", test_late_ambulances);
  g_test_add_func ("/who/late/meals", test_late_meals);
  g_test_add_func ("/who/late/without", test_without);
  return g_test_run ();
}
