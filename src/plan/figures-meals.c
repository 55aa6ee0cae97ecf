/* figures-meals.c: the figures of the meals, wave by wave and in all: section 9.4 of docs/model.md. */
#include "figures-private.h"
#include <math.h>

/* What one wave, or all of them, comes to. */
typedef struct
{
  gint64 needed, served, trips, seconds;
  guint vehicles;
  gdouble slack_minutes, fresh_minutes; /* least over the stops; NaN without one */
} Tally;

static gdouble
least (gdouble a, gdouble b)
{
  return isnan (a) || b < a ? b : a;
}

/* One leg of a driver sheet: from where the vehicle is to where the row says. */
typedef void (*LegFunc) (const PoskoPlanStop *row, const PoskoKendaraan *vehicle, const PoskoDapur *kitchen, PoskoLonLat from,
                         PoskoLonLat to, gpointer user_data);

/* Driver sheets are written trip by trip in driving order; @wave NULL: all waves. */
static void
each_leg (PoskoPlan *plan, const char *wave, LegFunc func, gpointer user_data)
{
  const PoskoCase *source = posko_plan_case (plan);
  PoskoTable *table = posko_plan_table (plan, POSKO_PLAN_STOPS);
  guint n_kitchens, n_vehicles;
  const PoskoDapur *kitchens = posko_case_dapur (source, &n_kitchens);
  const PoskoKendaraan *vehicles = posko_case_kendaraan (source, &n_vehicles);
  PoskoLonLat from = { 0, 0 };
  for (guint r = 0; r < posko_table_n (table); r++)
    {
      const PoskoPlanStop *row = posko_table_row (table, r);
      if (wave != NULL && !g_str_equal (row->gelombang, wave))
        continue;
      const PoskoKendaraan *vehicle = posko_find_by_code (vehicles, n_vehicles, sizeof *vehicles, row->kode_kendaraan);
      const PoskoDapur *kitchen = &kitchens[vehicle->kitchen];
      const PoskoLonLat to = { row->lon, row->lat };
      if (row->urutan == 1)
        from = kitchen->place;
      func (row, vehicle, kitchen, from, to, user_data);
      from = to;
    }
}

typedef struct
{
  const PoskoCase *source;
  const PoskoPolicy *policy;
  const PoskoGelombang *wave;
  GHashTable *vehicles;
  Tally *tally;
} TallyWork;

static void
tally_leg (const PoskoPlanStop *row, const PoskoKendaraan *vehicle, const PoskoDapur *kitchen, PoskoLonLat from, PoskoLonLat to,
           gpointer user_data)
{
  TallyWork *work = user_data;
  Tally *tally = work->tally;
  const gdouble speed = isnan (vehicle->kecepatan_kmh) ? work->policy->kecepatan_antar_kmh : vehicle->kecepatan_kmh;
  tally->seconds += posko_travel_seconds (posko_case_travel (work->source), from, to, speed);
  g_hash_table_add (work->vehicles, (gpointer) vehicle);
  if (*row->kode_tps == '\0')
    {
      tally->trips++;
      return;
    }
  tally->served += row->porsi;
  guint n_tps;
  const PoskoTps *tps = posko_case_tps (work->source, &n_tps);
  const gint64 access
    = posko_access_seconds (work->source, posko_find_by_code (tps, n_tps, sizeof *tps, row->kode_tps));
  const gint64 window_end = 60 * (work->wave->end - 1440 * work->wave->day);
  const gint64 loading = row->detik_berangkat - 60 * work->policy->menit_muat;
  const gint64 done = row->detik_mulai_serah + 60 * work->policy->menit_serah + access;
  tally->slack_minutes = least (tally->slack_minutes, (gdouble) (window_end - row->detik_mulai_serah) / 60);
  tally->fresh_minutes = least (tally->fresh_minutes, (gdouble) (60 * work->wave->menit_maks - (done - loading)) / 60);
}

static Tally
tally_wave (PoskoPlan *plan, const PoskoGelombang *wave, GHashTable *all_vehicles)
{
  Tally tally = { .slack_minutes = NAN, .fresh_minutes = NAN };
  g_autoptr (GHashTable) vehicles = g_hash_table_new (g_direct_hash, g_direct_equal); /* only counted, never walked */
  TallyWork work = { .source = posko_plan_case (plan),
                     .policy = posko_case_policy (posko_plan_case (plan)),
                     .wave = wave,
                     .vehicles = vehicles,
                     .tally = &tally };
  each_leg (plan, wave->kode, tally_leg, &work);
  tally.vehicles = g_hash_table_size (vehicles);
  PoskoTable *meals = posko_plan_table (plan, POSKO_PLAN_MEALS);
  PoskoTable *stops = posko_plan_table (plan, POSKO_PLAN_STOPS);
  for (guint r = 0; r < posko_table_n (meals); r++)
    {
      const PoskoPlanMeal *row = posko_table_row (meals, r);
      tally.needed += g_str_equal (row->gelombang, wave->kode) ? row->porsi : 0;
    }
  for (guint r = 0; r < posko_table_n (stops); r++)
    {
      const PoskoPlanStop *row = posko_table_row (stops, r);
      if (g_str_equal (row->gelombang, wave->kode))
        g_hash_table_add (all_vehicles, (gpointer) row->kode_kendaraan);
    }
  return tally;
}

static void
add_of_wave (PoskoPlan *plan, const char *wave, const Tally *tally)
{
  const struct
  {
    const char *code, *english, *indonesian, *unit;
    gdouble value;
  } rows[] = {
    { "porsi_butuh", "Portions needed", "Porsi dibutuhkan", "porsi", (gdouble) tally->needed },
    { "porsi_dilayani", "Portions brought", "Porsi diantar", "porsi", (gdouble) tally->served },
    { "kendaraan", "Vehicles used", "Kendaraan dipakai", "kendaraan", tally->vehicles },
    { "trip", "Trips", "Perjalanan", "trip", (gdouble) tally->trips },
    { "detik_jalan", "Driving time", "Waktu jalan", "detik", (gdouble) tally->seconds },
    { "longgar", "Least time to the end of the window", "Sisa jendela waktu terkecil", "menit", tally->slack_minutes },
    { "segar", "Least time to the limit of freshness", "Sisa batas kesegaran terkecil", "menit", tally->fresh_minutes },
  };
  for (guint r = 0; r < G_N_ELEMENTS (rows); r++)
    {
      g_autofree char *code = g_strdup_printf ("%s@%s", rows[r].code, wave);
      g_autofree char *english = g_strdup_printf ("%s, wave %s", rows[r].english, wave);
      g_autofree char *indonesian = g_strdup_printf ("%s, gelombang %s", rows[r].indonesian, wave);
      const gboolean served = g_str_equal (rows[r].code, "porsi_dilayani");
      posko_figure_add (plan, "makan", code, english, indonesian, rows[r].value, rows[r].unit,
                        served ? POSKO_FIGURE_AT_LEAST : POSKO_FIGURE_INFO, (gdouble) tally->needed);
    }
}

typedef struct
{
  PoskoMealsCost cost;
  const PoskoCase *source;
  GHashTable *hired;   /* vehicle and day */
  gint64 *metres;      /* per vehicle */
  const PoskoKendaraan *vehicles;
} CostWork;

static void
cost_leg (const PoskoPlanStop *row, const PoskoKendaraan *vehicle, const PoskoDapur *kitchen, PoskoLonLat from, PoskoLonLat to,
          gpointer user_data)
{
  CostWork *work = user_data;
  const guint32 metres = posko_travel_metres (posko_case_travel (work->source), from, to);
  work->cost.metres += metres;
  work->metres[vehicle - work->vehicles] += metres;
  work->cost.portions += row->porsi * kitchen->biaya_per_porsi;
  char *day = g_strdup_printf ("%s %s", vehicle->kode, row->hari);
  if (g_hash_table_add (work->hired, day))
    work->cost.delivery += vehicle->biaya_tetap;
}

PoskoMealsCost
posko_figures_meals_cost (PoskoPlan *plan)
{
  CostWork work = { .source = posko_plan_case (plan) };
  guint n;
  work.vehicles = posko_case_kendaraan (work.source, &n);
  g_autofree gint64 *metres = work.metres = g_new0 (gint64, MAX (1, n));
  g_autoptr (GHashTable) hired = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  work.hired = hired;
  each_leg (plan, NULL, cost_leg, &work);
  for (guint v = 0; v < n; v++)
    work.cost.delivery += (gint64) floor ((gdouble) work.vehicles[v].biaya_per_km * (gdouble) metres[v] / 1000 + 0.5);
  return work.cost;
}

void
posko_figures_of_meals (PoskoPlan *plan, const PoskoMealsCost *cost)
{
  guint n_waves;
  const PoskoGelombang *waves = posko_case_gelombang (posko_plan_case (plan), &n_waves);
  g_autoptr (GHashTable) vehicles = g_hash_table_new (g_str_hash, g_str_equal);
  Tally all = { 0 };
  for (guint g = 0; g < n_waves; g++)
    {
      const Tally tally = tally_wave (plan, &waves[g], vehicles);
      add_of_wave (plan, waves[g].kode, &tally);
      all.needed += tally.needed;
      all.served += tally.served;
      all.trips += tally.trips;
      all.seconds += tally.seconds;
    }
  posko_figure_add (plan, "makan", "porsi_butuh", "Portions needed", "Porsi dibutuhkan", (gdouble) all.needed, "porsi", POSKO_FIGURE_INFO, 0);
  posko_figure_add (plan, "makan", "porsi_dilayani", "Portions brought", "Porsi diantar", (gdouble) all.served, "porsi",
                    POSKO_FIGURE_AT_LEAST, (gdouble) all.needed);
  posko_figure_add (plan, "makan", "trip", "Trips", "Perjalanan", (gdouble) all.trips, "trip", POSKO_FIGURE_INFO, 0);
  posko_figure_add (plan, "makan", "detik_jalan", "Driving time", "Waktu jalan", (gdouble) all.seconds, "detik", POSKO_FIGURE_INFO, 0);
  posko_figure_add (plan, "makan", "kendaraan", "Vehicles used in any wave", "Kendaraan yang dipakai", g_hash_table_size (vehicles), "kendaraan",
                    POSKO_FIGURE_INFO, 0);
  posko_figure_add (plan, "makan", "meter", "Road driven", "Jarak tempuh", (gdouble) cost->metres, "meter", POSKO_FIGURE_INFO, 0);
  posko_figure_add (plan, "makan", "biaya_porsi", "Cost of the portions", "Biaya porsi", (gdouble) cost->portions, "rupiah", POSKO_FIGURE_INFO, 0);
  posko_figure_add (plan, "makan", "biaya_antar", "Cost of delivery", "Biaya antar", (gdouble) cost->delivery, "rupiah", POSKO_FIGURE_INFO, 0);
  posko_figure_add_changes (plan, "makan");
}
