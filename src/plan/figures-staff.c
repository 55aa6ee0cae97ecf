/* figures-staff.c: the figures of the roster and its stand-bys: section 9.4 of docs/model.md. */
#include "duty-rules.h"
#include "figures-private.h"
#include <math.h>

#define NONE ((gdouble) NAN)

static void
figures_of_needs (PoskoPlan *plan)
{
  static const char *const english[POSKO_N_PROFESI] = { "Doctors", "Nurses", "Midwives", "Drivers" };
  static const char *const indonesian[POSKO_N_PROFESI] = { "Dokter", "Perawat", "Bidan", "Pengemudi" };
  PoskoTable *needs = posko_plan_table (plan, POSKO_PLAN_NEEDS);
  for (guint q = 0; q < POSKO_N_PROFESI; q++)
    {
      gint64 wanted = 0, filled = 0;
      for (guint r = 0; r < posko_table_n (needs); r++)
        {
          const PoskoPlanNeed *row = posko_table_row (needs, r);
          if (!g_str_equal (row->profesi, posko_profesi_name (q)))
            continue;
          wanted += row->butuh;
          filled += row->terisi;
        }
      g_autofree char *wanted_code = g_strdup_printf ("butuh_%s", posko_profesi_name (q));
      g_autofree char *filled_code = g_strdup_printf ("terisi_%s", posko_profesi_name (q));
      g_autofree char *wanted_en = g_strdup_printf ("%s needed", english[q]), *filled_en = g_strdup_printf ("%s on duty", english[q]);
      g_autofree char *wanted_id = g_strdup_printf ("%s dibutuhkan", indonesian[q]), *filled_id = g_strdup_printf ("%s bertugas", indonesian[q]);
      posko_figure_add (plan, "roster", wanted_code, wanted_en, wanted_id, (gdouble) wanted, "orang-shift", POSKO_FIGURE_INFO, 0);
      posko_figure_add (plan, "roster", filled_code, filled_en, filled_id, (gdouble) filled, "orang-shift", POSKO_FIGURE_AT_LEAST,
                        (gdouble) wanted);
    }
}

/* Whether some need could be filled by this person, were nobody else there. */
static gboolean
could_serve (PoskoPlan *plan, const PoskoDutyRules *rules, GHashTable *posts, guint person)
{
  const PoskoPolicy *policy = posko_case_policy (posko_plan_case (plan));
  PoskoTable *needs = posko_plan_table (plan, POSKO_PLAN_NEEDS);
  for (guint r = 0; r < posko_table_n (needs); r++)
    {
      const PoskoPlanNeed *row = posko_table_row (needs, r);
      const guint post = GPOINTER_TO_UINT (g_hash_table_lookup (posts, row->kode_pos));
      const char *way;
      for (guint q = 0; q < POSKO_N_PROFESI; q++)
        if (g_str_equal (row->profesi, posko_profesi_name (q))
            && posko_duty_faults (rules, person, post, posko_shift_find (policy, row->hari, row->shift), q, &way) == 0)
          return TRUE;
    }
  return FALSE;
}

static guint
count_idle (PoskoPlan *plan, GHashTable *on_duty)
{
  guint n_nakes, idle = 0;
  const PoskoNakes *nakes = posko_case_nakes (posko_plan_case (plan), &n_nakes);
  g_autoptr (PoskoDutyRules) rules = posko_duty_rules_new (plan);
  g_autoptr (GHashTable) posts = g_hash_table_new (g_str_hash, g_str_equal);
  PoskoTable *table = posko_plan_table (plan, POSKO_PLAN_POSTS);
  for (guint p = 0; p < posko_table_n (table); p++)
    g_hash_table_insert (posts, (gpointer) ((const PoskoPlanPost *) posko_table_row (table, p))->kode_pos, GUINT_TO_POINTER (p));
  for (guint n = 0; n < n_nakes; n++)
    idle += !g_hash_table_contains (on_duty, nakes[n].kode) && could_serve (plan, rules, posts, n);
  return idle;
}

static void
figures_of_duties (PoskoPlan *plan)
{
  const PoskoPolicy *policy = posko_case_policy (posko_plan_case (plan));
  PoskoTable *roster = posko_plan_table (plan, POSKO_PLAN_ROSTER);
  const guint n = posko_table_n (roster);
  g_autoptr (GHashTable) on_duty = g_hash_table_new (g_str_hash, g_str_equal);
  gint64 minutes = 0, home_seconds = 0;
  guint nights = 0, stand_ins = 0, in_a_gap = 0, form_a = 0;
  for (guint r = 0; r < n; r++)
    {
      const PoskoPlanDuty *row = posko_table_row (roster, r);
      g_hash_table_add (on_duty, (gpointer) row->kode_nakes);
      minutes += row->selesai - row->mulai;
      home_seconds += posko_figure_seconds (row->menit_tempuh);
      nights += posko_shift_is_night (&policy->shifts[posko_shift_find (policy, row->hari, row->shift)]);
      stand_ins += !g_str_equal (row->tugas, row->profesi);
      in_a_gap += g_str_equal (row->cara_memilih, "sela");
      form_a += g_str_equal (row->cara_memilih, "form_a");
    }
  const struct
  {
    const char *code, *english, *indonesian, *unit;
    gdouble value;
  } rows[] = {
    { "jam", "Hours on duty", "Jam tugas", "jam", (gdouble) minutes / 60 },
    { "orang", "People on duty", "Orang yang bertugas", "orang", g_hash_table_size (on_duty) },
    { "menganggur", "People who could serve and do not", "Orang yang dapat bertugas tetapi tidak", "orang", count_idle (plan, on_duty) },
    { "malam", "Night duties", "Tugas malam", "orang-shift", nights },
    { "pengganti", "Duties filled by a stand-in profession", "Tugas diisi profesi pengganti", "orang-shift", stand_ins },
    { "sela", "Duties with a gap to vote nearby", "Tugas dengan sela untuk memilih", "orang-shift", in_a_gap },
    { "form_a", "Duties that need Form A", "Tugas yang memerlukan Form A", "orang-shift", form_a },
    { "menit_rata", "Mean way to duty", "Rata-rata perjalanan ke tugas", "menit", n > 0 ? (gdouble) home_seconds / n / 60 : NONE },
    { "dikecualikan", "People kept off the roster", "Orang yang dikecualikan dari roster", "orang",
      posko_table_n (posko_plan_table (plan, POSKO_PLAN_EXCLUSIONS)) },
  };
  for (guint r = 0; r < G_N_ELEMENTS (rows); r++)
    posko_figure_add (plan, "roster", rows[r].code, rows[r].english, rows[r].indonesian, rows[r].value, rows[r].unit, POSKO_FIGURE_INFO, 0);
  posko_figure_add_changes (plan, "roster");
}

static void
figures_of_reserves (PoskoPlan *plan)
{
  const PoskoPolicy *policy = posko_case_policy (posko_plan_case (plan));
  PoskoTable *reserves = posko_plan_table (plan, POSKO_PLAN_RESERVES);
  const guint n = posko_table_n (reserves), n_areas = posko_boundary_n (posko_case_kecamatan (posko_plan_case (plan)));
  gint64 a_shift = 0, wanted = 0, seconds = 0;
  for (guint q = 0; q < POSKO_N_PROFESI; q++)
    a_shift += policy->cadangan[q];
  for (guint s = 0; s < policy->n_shifts; s++)
    wanted += policy->shifts[s].day == 0 ? n_areas * a_shift : 0;
  for (guint r = 0; r < n; r++)
    seconds += posko_figure_seconds (((const PoskoPlanReserve *) posko_table_row (reserves, r))->menit_tiba);
  posko_figure_add (plan, "cadangan", "butuh", "Stand-bys wanted", "Cadangan dibutuhkan", (gdouble) wanted, "orang-shift", POSKO_FIGURE_INFO, 0);
  posko_figure_add (plan, "cadangan", "terisi", "Stand-bys named", "Cadangan ditunjuk", n, "orang-shift", POSKO_FIGURE_AT_LEAST, (gdouble) wanted);
  posko_figure_add (plan, "cadangan", "menit_rata", "Mean way to the recap post", "Rata-rata perjalanan ke pos rekap",
                    n > 0 ? (gdouble) seconds / n / 60 : NONE, "menit", POSKO_FIGURE_INFO, 0);
  posko_figure_add_changes (plan, "cadangan");
}

void
posko_figures_of_staff (PoskoPlan *plan)
{
  figures_of_needs (plan);
  figures_of_duties (plan);
  figures_of_reserves (plan);
}
