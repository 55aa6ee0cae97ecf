/* verify-meals.c: who is fed, from which kitchen, and what it costs: section 7 of docs/model.md, with the driver sheets
 * of verify-trips.c.
 *
 * O(waves · (TPS + kitchens) + rows).
 */
#include <inttypes.h>

#include "verify-private.h"

#define ID POSKO_PLAN_MEALS

typedef struct
{
  gint64 needed, served, vehicles, trips, seconds, cost;
} Wave;

gint64
posko_verify_portions (const PoskoVerifier *self, guint wave, guint tps)
{
  const PoskoGelombang *g = &self->gelombang[wave];
  const PoskoTps *i = &self->tps[tps];
  gint64 people = 0;
  people += g->untuk_kpps == 1 ? i->kpps : 0;
  people += g->untuk_linmas == 1 ? i->linmas : 0;
  people += g->untuk_pengawas == 1 ? i->pengawas : 0;
  return people * g->porsi_per_petugas;
}

/* Returns: the kitchen whose vehicle serves a TPS in a wave, NONE where nobody does */
static guint
serving_kitchen (const PoskoVerifier *self, const PoskoVerifyMeals *meals, guint g, guint i)
{
  const guint row = meals->stop_row[(gsize) g * self->n_tps + i];
  if (row == POSKO_VERIFY_NONE)
    return POSKO_VERIFY_NONE;
  const PoskoPlanStop *stop = posko_verify_row (self, POSKO_PLAN_STOPS, row);
  const guint v = GPOINTER_TO_UINT (g_hash_table_lookup (self->kendaraan_by_code, stop->kode_kendaraan));
  return v > 0 ? self->kendaraan[v - 1].kitchen : POSKO_VERIFY_NONE;
}

static void
check_served (PoskoVerifier *self, guint row, guint stop_row)
{
  const PoskoPlanStop *stop = posko_verify_row (self, POSKO_PLAN_STOPS, stop_row);
  posko_verify_text (self, ID, row, "meal-stop", "kode_kendaraan", stop->kode_kendaraan);
  posko_verify_text (self, ID, row, "meal-stop", "kode_dapur", stop->kode_dapur);
  posko_verify_integer (self, ID, row, "meal-stop", "trip", stop->trip);
  posko_verify_integer (self, ID, row, "meal-stop", "tiba",
                        posko_verify_minute_up (posko_verify_sane (stop->detik_mulai_serah)));
  posko_verify_integer (
      self, ID, row, "meal-eat-by", "batas_makan",
      posko_verify_minute_down (posko_verify_cooked (self, stop) + 60 * self->policy->makan_dalam_menit));
}

static void
check_row (PoskoVerifier *self, guint row, const PoskoVerifyMeals *meals, gboolean *seen)
{
  const PoskoPlanMeal *line = posko_verify_row (self, ID, row);
  const guint i = posko_verify_find (self, ID, row, "kode_tps", self->tps_by_code, line->kode_tps);
  const guint g = posko_verify_find (self, ID, row, "gelombang", self->gelombang_by_code, line->gelombang);
  if (i == POSKO_VERIFY_NONE || g == POSKO_VERIFY_NONE)
    return;
  const gsize place = (gsize) g * self->n_tps + i;
  const gint64 portions = posko_verify_portions (self, g, i);
  seen[place] = TRUE;
  posko_verify_area (self, ID, row, "area-wrong", self->tps[i].area);
  posko_verify_text (self, ID, row, "copy-wrong", "hari", self->gelombang[g].hari);
  posko_verify_integer (self, ID, row, "meal-portions", "porsi", portions);
  if (portions <= 0)
    posko_verify_fault (self, ID, row, "meal-extra", "kode_tps", _ ("no row: nobody is fed there in this wave"));
  const gboolean served = line->kode_kendaraan != NULL && *line->kode_kendaraan != '\0';
  const gboolean stops = meals->stop_row[place] != POSKO_VERIFY_NONE;
  if (served != stops)
    posko_verify_fault (self, ID, row, "meal-stop", "kode_kendaraan",
                        stops ? _ ("the vehicle of the driver sheet") : _ ("nothing, as in the driver sheets"));
  else if (stops)
    check_served (self, row, meals->stop_row[place]);
  else
    posko_verify_text (self, ID, row, "meal-stop", "kode_dapur", "");
}

static void
check_kitchen (PoskoVerifier *self, const PoskoVerifyMeals *meals, guint g, guint d)
{
  const PoskoDapur *kitchen = &self->dapur[d];
  const gint64 own = kitchen->tps_maks, room = posko_verify_sane (kitchen->porsi_per_gelombang);
  const gint64 ceiling = own != POSKO_MISSING                   ? own
                         : self->policy->tps_per_dapur_maks > 0 ? self->policy->tps_per_dapur_maks
                                                                : G_MAXINT64;
  gint64 portions = 0, tps = 0;
  for (guint i = 0; i < self->n_tps; i++)
    {
      if (serving_kitchen (self, meals, g, i) != d)
        continue;
      tps++;
      portions += posko_verify_portions (self, g, i);
    }
  g_autofree char *found = g_strdup_printf ("%s, %s: %" G_GINT64_FORMAT ", %" G_GINT64_FORMAT " TPS", kitchen->kode,
                                            self->gelombang[g].kode, portions, tps);
  if (portions > room)
    posko_verify_absent (self, POSKO_PLAN_STOPS, "meal-kitchen-capacity", found,
                         _ ("at most %" PRId64 " portions"), room);
  if (tps > ceiling)
    posko_verify_absent (self, POSKO_PLAN_STOPS, "meal-kitchen-tps", found, _ ("at most %" PRId64 " TPS"),
                         ceiling);
}

static void
count_tps (PoskoVerifier *self, const PoskoVerifyMeals *meals, const gboolean *seen, guint g, Wave *wave)
{
  for (guint i = 0; i < self->n_tps; i++)
    {
      const gsize place = (gsize) g * self->n_tps + i;
      const gint64 portions = posko_verify_portions (self, g, i);
      if (portions <= 0)
        continue;
      wave->needed += portions;
      if (!seen[place])
        posko_verify_absent (self, ID, "meal-missing", NULL, _ ("a row for TPS %s in wave %s"), self->tps[i].kode_tps,
                             self->gelombang[g].kode);
      if (meals->stop_row[place] != POSKO_VERIFY_NONE)
        wave->served += portions;
      else
        posko_verify_expect_shortage (self, "makan", self->tps[i].kode_tps, g_strdup (self->gelombang[g].kode),
                                      portions, "porsi", self->tps[i].area);
    }
}

/* Trips are sorted by vehicle. */
static void
count_trips (const PoskoVerifier *self, const PoskoVerifyMeals *meals, guint g, Wave *wave)
{
  guint last = POSKO_VERIFY_NONE;
  for (guint t = 0; t < meals->trips->len; t++)
    {
      const PoskoVerifyTrip *trip = &g_array_index (meals->trips, PoskoVerifyTrip, t);
      if (trip->wave != g)
        continue;
      const PoskoKendaraan *vehicle = &self->kendaraan[trip->vehicle];
      const gdouble per_second
          = (gdouble) posko_verify_sane (vehicle->biaya_per_km) * posko_verify_speed (self, trip->vehicle) / 3600;
      wave->trips++;
      wave->seconds += trip->travel_seconds;
      wave->cost += (gint64) floor (per_second + 0.5) * trip->travel_seconds;
      wave->cost += trip->vehicle != last ? posko_verify_sane (vehicle->biaya_tetap) : 0;
      wave->vehicles += trip->vehicle != last;
      last = trip->vehicle;
    }
}

static void
expect_wave (PoskoVerifier *self, const PoskoVerifyMeals *meals, guint g, const Wave *wave)
{
  const char *code = self->gelombang[g].kode;
  const gboolean stops = meals->slack[g] != G_MAXINT64;
  posko_verify_expect_info (self, "makan", "porsi_butuh", code, (gdouble) wave->needed, "porsi");
  posko_verify_expect_figure (self, "makan", "porsi_dilayani", code, (gdouble) wave->served, "porsi",
                              POSKO_VERIFY_AT_LEAST, (gdouble) wave->needed);
  posko_verify_expect_info (self, "makan", "kendaraan", code, (gdouble) wave->vehicles, "kendaraan");
  posko_verify_expect_info (self, "makan", "trip", code, (gdouble) wave->trips, "trip");
  posko_verify_expect_info (self, "makan", "detik_jalan", code, (gdouble) wave->seconds, "detik");
  posko_verify_expect_info (self, "makan", "longgar", code,
                            stops ? (gdouble) meals->slack[g] / 60.0 : POSKO_VERIFY_NO_NUMBER, "menit");
  posko_verify_expect_info (self, "makan", "segar", code,
                            stops ? (gdouble) meals->fresh[g] / 60.0 : POSKO_VERIFY_NO_NUMBER, "menit");
  const gboolean nothing = wave->needed == 0;
  posko_verify_expect_certificate (self, "makan", "tak-terlayani", code, wave->needed - wave->served, "porsi", FALSE,
                                   nothing);
  if (self->policy->utamakan_kendaraan)
    posko_verify_expect_certificate (self, "makan", "kendaraan", code, wave->vehicles, "kendaraan", FALSE, nothing);
  else
    posko_verify_expect_certificate (self, "makan", "biaya", code, wave->cost, "rupiah", FALSE, nothing);
  posko_verify_expect_certificate (self, "makan", "waktu", code, wave->seconds, "detik", FALSE, nothing);
}

static gint64
food_cost (const PoskoVerifier *self, const PoskoVerifyMeals *meals)
{
  gint64 cost = 0;
  for (guint g = 0; g < self->n_gelombang; g++)
    for (guint i = 0; i < self->n_tps; i++)
      {
        const guint d = serving_kitchen (self, meals, g, i);
        if (d != POSKO_VERIFY_NONE)
          cost += posko_verify_portions (self, g, i) * posko_verify_sane (self->dapur[d].biaya_per_porsi);
      }
  return cost;
}

static gboolean
drove_that_day (const PoskoVerifier *self, const GArray *trips, guint before, const PoskoVerifyTrip *trip)
{
  for (guint t = before; t > 0; t--)
    {
      const PoskoVerifyTrip *other = &g_array_index (trips, PoskoVerifyTrip, t - 1);
      if (other->vehicle != trip->vehicle)
        return FALSE;
      if (self->gelombang[other->wave].day == self->gelombang[trip->wave].day)
        return TRUE;
    }
  return FALSE;
}

/* Trips are sorted by vehicle, so a vehicle's metres are complete when the next one begins. */
static void
expect_totals (PoskoVerifier *self, const PoskoVerifyMeals *meals, const Wave *all)
{
  const GArray *trips = meals->trips;
  gint64 vehicles = 0, metres = 0, cost = 0, own_metres = 0;
  for (guint t = 0; t < trips->len; t++)
    {
      const PoskoVerifyTrip *trip = &g_array_index (trips, PoskoVerifyTrip, t);
      const PoskoKendaraan *vehicle = &self->kendaraan[trip->vehicle];
      const gboolean first = t == 0 || g_array_index (trips, PoskoVerifyTrip, t - 1).vehicle != trip->vehicle;
      const gboolean last
          = t + 1 == trips->len || g_array_index (trips, PoskoVerifyTrip, t + 1).vehicle != trip->vehicle;
      own_metres = (first ? 0 : own_metres) + trip->metres;
      vehicles += first;
      metres += trip->metres;
      cost += drove_that_day (self, trips, t, trip) ? 0 : posko_verify_sane (vehicle->biaya_tetap);
      if (last)
        cost
            += (gint64) floor ((gdouble) posko_verify_sane (vehicle->biaya_per_km) * (gdouble) own_metres / 1000 + 0.5);
    }
  const gint64 food = food_cost (self, meals);
  self->rupiah += food + cost;
  posko_verify_expect_info (self, "makan", "porsi_butuh", NULL, (gdouble) all->needed, "porsi");
  posko_verify_expect_figure (self, "makan", "porsi_dilayani", NULL, (gdouble) all->served, "porsi",
                              POSKO_VERIFY_AT_LEAST, (gdouble) all->needed);
  posko_verify_expect_info (self, "makan", "trip", NULL, (gdouble) all->trips, "trip");
  posko_verify_expect_info (self, "makan", "detik_jalan", NULL, (gdouble) all->seconds, "detik");
  posko_verify_expect_info (self, "makan", "kendaraan", NULL, (gdouble) vehicles, "kendaraan");
  posko_verify_expect_info (self, "makan", "meter", NULL, (gdouble) metres, "meter");
  posko_verify_expect_info (self, "makan", "biaya_porsi", NULL, (gdouble) food, "rupiah");
  posko_verify_expect_info (self, "makan", "biaya_antar", NULL, (gdouble) cost, "rupiah");
}

void
posko_verify_meals (PoskoVerifier *self)
{
  const gsize places = (gsize) self->n_gelombang * self->n_tps;
  g_autofree guint *stop_row = g_new (guint, places + 1);
  g_autofree gboolean *seen = g_new0 (gboolean, places + 1);
  g_autofree gint64 *slack = g_new (gint64, self->n_gelombang + 1);
  g_autofree gint64 *fresh = g_new (gint64, self->n_gelombang + 1);
  g_autoptr (GArray) trips = g_array_new (FALSE, FALSE, sizeof (PoskoVerifyTrip));
  PoskoVerifyMeals meals = { stop_row, trips, slack, fresh };
  for (gsize place = 0; place < places; place++)
    stop_row[place] = POSKO_VERIFY_NONE;
  for (guint g = 0; g < self->n_gelombang; g++)
    slack[g] = fresh[g] = G_MAXINT64;

  posko_verify_trips (self, &meals);
  for (guint row = 0; row < posko_verify_n (self, ID); row++)
    check_row (self, row, &meals, seen);
  Wave all = { 0 };
  for (guint g = 0; g < self->n_gelombang; g++)
    {
      Wave wave = { 0 };
      for (guint d = 0; d < self->n_dapur; d++)
        check_kitchen (self, &meals, g, d);
      count_tps (self, &meals, seen, g, &wave);
      count_trips (self, &meals, g, &wave);
      expect_wave (self, &meals, g, &wave);
      all.needed += wave.needed;
      all.served += wave.served;
      all.trips += wave.trips;
      all.seconds += wave.seconds;
    }
  expect_totals (self, &meals, &all);
}
