/* who-late-meals.c: which meals do not come, come late or have no time to spare, and which TPS have no health check.
 *
 * A trip of sopir.csv is driven again by the case: from its departure, or once its vehicle is back and loaded, stop by stop, waiting where a
 * window has not opened. So a plan that was published can be held against slower roads. Whoever is unserved gets the reason and repair of kekurangan.csv. O(deliveries · log trips + unserved · shortages).
 */
#include "who-private.h"
#include <math.h>
#include <string.h>

#define TIGHT_SECONDS (5 * 60)  /* to the end of the window, or of freshness: less than that is luck */
#define EATING_SECONDS (30 * 60) /* left to eat after the hand-over */

/* A stop of a trip, driven again; seconds from 00:00 of the wave's day. */
typedef struct
{
  const PoskoTps *tps;
  gint64 start, end; /* hand-over */
} Visit;

typedef struct
{
  PoskoWhoLateness *work;
  const PoskoTps *tps;
  const PoskoDapur *kitchens;
  const PoskoKendaraan *vehicles;
  const PoskoGelombang *waves;
  guint n_tps, n_kitchens, n_vehicles, n_waves;
  gint64 loading, ready;       /* of the trip at hand: start of loading; from when its vehicle could have loaded */
  const PoskoKendaraan *vehicle;
  const PoskoDapur *kitchen;
  const PoskoGelombang *wave;
} Meals;

typedef struct
{
  const char *state, *reason, *repair, *place;
  char *why, *mend;
  gdouble value, limit, after;
  gint64 cost;
} Finding;

static void
finding_clear (Finding *self)
{
  g_free (self->why);
  g_free (self->mend);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Finding, finding_clear)

static void
write_finding (const PoskoWhoLateness *work, const PoskoTps *tps, const char *kind, const char *wave, const Finding *finding)
{
  posko_who_add (work->answer, POSKO_WHO_LATE,
                 &(PoskoWhoLate) { .kode_kecamatan = posko_plan_area_code (work->plan, tps->area),
                                   .kecamatan = posko_plan_area_name (work->plan, tps->area),
                                   .kode_tps = tps->kode_tps,
                                   .hal = kind,
                                   .gelombang = wave,
                                   .keadaan = finding->state,
                                   .nilai = finding->value,
                                   .batas = finding->limit,
                                   .sebab_kode = finding->reason,
                                   .sebab = finding->why,
                                   .perbaikan_kode = finding->repair,
                                   .perbaikan = finding->mend,
                                   .tempat = finding->place,
                                   .nilai_sesudah = finding->after,
                                   .ikut_teratasi = POSKO_MISSING,
                                   .biaya = finding->cost });
}

static char *
clock_text (gint64 seconds)
{
  const gint64 minutes = MAX (0, seconds) / 60;
  return g_strdup_printf ("%02" G_GINT64_FORMAT ":%02" G_GINT64_FORMAT, minutes / 60, minutes % 60);
}

/* ---- unserved ---- */

static void
write_unserved (const Meals *self, const PoskoTps *tps, const PoskoGelombang *wave)
{
  const PoskoPlanShortage *known = posko_who_find_shortage (self->work, "makan", tps->kode_tps, wave->kode);
  const PoskoWho *answer = self->work->answer;
  g_auto (Finding) finding = { .state = "tanpa", .repair = "makan", .place = "", .value = (gdouble) NAN, .limit = (gdouble) NAN,
                               .after = (gdouble) NAN };
  finding.reason = known != NULL ? known->batas : "rencana";
  finding.why = g_strdup (known != NULL ? known->sebab
                                        : posko_who_text (answer, "The plan has no delivery for it in this wave.",
                                                          "Rencana tidak memuat antaran untuknya pada gelombang ini."));
  finding.mend = g_strdup (known != NULL ? known->perbaikan
                                         : posko_who_text (answer, "Plan the meals again.", "Susun ulang rencana makan."));
  finding.cost = known != NULL ? known->biaya : POSKO_MISSING;
  write_finding (self->work, tps, "makan", wave->kode, &finding);
}

static gint64
portions (const PoskoTps *tps, const PoskoGelombang *wave)
{
  return wave->porsi_per_petugas
         * (tps->kpps * (wave->untuk_kpps == 1) + tps->linmas * (wave->untuk_linmas == 1) + tps->pengawas * (wave->untuk_pengawas == 1));
}

static char *
meal_key (const char *tps, const char *wave)
{
  return g_strjoin ("\t", tps, wave, NULL);
}

static void
find_unserved (const Meals *self)
{
  const PoskoTable *rows = posko_plan_table (self->work->plan, POSKO_PLAN_MEALS);
  g_autoptr (GHashTable) served = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint r = 0; r < posko_table_n (rows); r++)
    {
      const PoskoPlanMeal *row = posko_table_row (rows, r);
      if (*row->kode_kendaraan != '\0')
        g_hash_table_add (served, meal_key (row->kode_tps, row->gelombang));
    }
  for (guint i = 0; i < self->n_tps; i++)
    for (guint g = 0; g < self->n_waves; g++)
      {
        g_autofree char *key = meal_key (self->tps[i].kode_tps, self->waves[g].kode);
        if (portions (&self->tps[i], &self->waves[g]) > 0 && !g_hash_table_contains (served, key))
          write_unserved (self, &self->tps[i], &self->waves[g]);
      }
}

/* ---- late, or without time to spare ---- */

/* How many seconds earlier the trip could leave without a stop before its window, or its vehicle and kitchen at work too soon. */
static gint64
earlier_by (const Meals *self, const GArray *visits)
{
  gint64 room = MAX (0, self->loading - self->ready);
  for (guint v = 0; v < visits->len; v++)
    room = MIN (room, MAX (0, g_array_index (visits, Visit, v).start - 60 * self->wave->mulai));
  return room;
}

/* The window is missed, or nearly. */
static void
judge_window (const Meals *self, const GArray *visits, guint v, Finding *finding)
{
  const PoskoWho *answer = self->work->answer;
  const Visit *visit = &g_array_index (visits, Visit, v);
  const gint64 late = visit->start - 60 * self->wave->selesai, wanted = late + TIGHT_SECONDS, room = earlier_by (self, visits);
  g_autofree char *arrival = clock_text (visit->start + 59), *until = clock_text (60 * self->wave->selesai);
  finding->value = (gdouble) visit->start / 60;
  finding->limit = (gdouble) self->wave->selesai;
  finding->reason = "gelombang-jendela";
  finding->why = g_strdup_printf (posko_who_text (answer, "%s (%s) is there at %s; the window ends at %s.", "%s (%s) tiba %s; jendela waktu berakhir %s."),
                                  self->vehicle->kode, self->kitchen->nama, arrival, until);
  finding->place = self->vehicle->kode;
  if (room >= wanted)
    {
      finding->repair = "berangkat-awal";
      finding->mend = g_strdup_printf (posko_who_text (answer, "Let %s leave %" G_GINT64_FORMAT " minutes earlier: nothing stands in the way.",
                                                       "Berangkatkan %s %" G_GINT64_FORMAT " menit lebih awal: tidak ada halangan."),
                                       self->vehicle->kode, (wanted + 59) / 60);
      finding->after = (gdouble) (visit->start - 60 * ((wanted + 59) / 60)) / 60;
      finding->cost = 0;
      return;
    }
  finding->repair = "jendela";
  finding->mend = g_strdup_printf (posko_who_text (answer, "%" G_GINT64_FORMAT " minutes more of window (gelombang.selesai), or one more vehicle at %s.",
                                                   "%" G_GINT64_FORMAT " menit lagi pada jendela waktu (gelombang.selesai), atau satu kendaraan lagi di %s."),
                                   (wanted + 59) / 60, self->kitchen->nama);
}

/* From the kitchen to the hand, or to eating, takes too long, or nearly. @limit: seconds from the start of loading */
static void
judge_freshness (const Meals *self, const Visit *visit, guint position, gboolean eating, Finding *finding)
{
  const PoskoWho *answer = self->work->answer;
  const PoskoPolicy *policy = self->work->policy;
  const gint64 limit = eating ? policy->makan_dalam_menit : self->wave->menit_maks;
  const gdouble speed = isfinite (self->vehicle->kecepatan_kmh) ? self->vehicle->kecepatan_kmh : policy->kecepatan_antar_kmh;
  const gint64 direct = 60 * policy->menit_muat + (visit->end - visit->start)
                        + posko_travel_seconds (posko_case_travel (self->work->source), self->kitchen->place, visit->tps->place, speed);
  finding->value = (gdouble) (visit->end - self->loading) / 60;
  finding->limit = (gdouble) limit;
  finding->after = (gdouble) direct / 60;
  finding->reason = eating ? "makan-dalam-menit" : "gelombang-menit-maks";
  finding->place = self->kitchen->kode;
  finding->why = g_strdup_printf (posko_who_text (answer, "Stop %u of %s: %" G_GINT64_FORMAT " minutes from the pot to the hand; at most %" G_GINT64_FORMAT " to %s.",
                                                  "Perhentian ke-%u %s: %" G_GINT64_FORMAT " menit dari panci sampai tangan; paling lama %" G_GINT64_FORMAT " sampai %s."),
                                  position, self->vehicle->kode, (visit->end - self->loading + 59) / 60, limit,
                                  eating ? posko_who_text (answer, "eating", "dimakan") : posko_who_text (answer, "hand-over", "diserahkan"));
  finding->repair = "trip-sendiri";
  finding->mend = g_strdup_printf (posko_who_text (answer, "As the first stop of a trip from %s it takes %" G_GINT64_FORMAT " minutes.",
                                                   "Sebagai perhentian pertama dari %s hanya %" G_GINT64_FORMAT " menit."),
                                   self->kitchen->nama, (direct + 59) / 60);
}

static void
judge_visit (const Meals *self, const GArray *visits, guint v)
{
  const Visit *visit = &g_array_index (visits, Visit, v);
  const gint64 window = 60 * self->wave->selesai - visit->start, fresh = 60 * self->wave->menit_maks - (visit->end - self->loading);
  const gint64 eating = 60 * self->work->policy->makan_dalam_menit - (visit->end - self->loading);
  const gboolean late = window < 0 || fresh < 0 || eating < 0;
  if (window >= TIGHT_SECONDS && fresh >= TIGHT_SECONDS && eating >= EATING_SECONDS)
    return;
  g_auto (Finding) finding = { .state = late ? "lambat" : "mepet", .after = (gdouble) NAN, .cost = POSKO_MISSING };
  if (window < (late ? 0 : TIGHT_SECONDS))
    judge_window (self, visits, v, &finding);
  else
    judge_freshness (self, visit, v + 1, fresh >= (late ? 0 : TIGHT_SECONDS), &finding);
  write_finding (self->work, visit->tps, "makan", self->wave->kode, &finding);
}

/* A trip of sopir.csv. */
typedef struct
{
  guint row, n_rows;
  const PoskoKendaraan *vehicle;
  const PoskoDapur *kitchen;
  const PoskoGelombang *wave;
  gint64 leaves; /* planned, seconds from 00:00 of H */
} Trip;

static int
compare_trips (gconstpointer a, gconstpointer b)
{
  const Trip *one = a, *two = b;
  if (one->vehicle != two->vehicle)
    return one->vehicle < two->vehicle ? -1 : 1; /* in order of code */
  if (one->leaves != two->leaves)
    return one->leaves < two->leaves ? -1 : 1;
  return one->row < two->row ? -1 : one->row > two->row;
}

/* The trips, by vehicle and time; rows whose codes or numbers make none are counted as unknown: an edited file may hold anything. */
static GArray *
list_trips (const Meals *self, const PoskoTable *rows)
{
  const gint64 most = (gint64) 1 << 40;
  GArray *trips = g_array_new (FALSE, FALSE, sizeof (Trip));
  const PoskoPlanStop *before = NULL;
  for (guint r = 0; r < posko_table_n (rows); r++)
    {
      const PoskoPlanStop *stop = posko_table_row (rows, r);
      Trip trip = { .row = r, .n_rows = 1 };
      trip.wave = posko_find_by_code (self->waves, self->n_waves, sizeof *self->waves, stop->gelombang);
      trip.vehicle = posko_find_by_code (self->vehicles, self->n_vehicles, sizeof *self->vehicles, stop->kode_kendaraan);
      trip.kitchen = posko_find_by_code (self->kitchens, self->n_kitchens, sizeof *self->kitchens, stop->kode_dapur);
      const gboolean sound = trip.wave != NULL && trip.vehicle != NULL && trip.kitchen != NULL && stop->detik_berangkat > -most
                             && stop->detik_berangkat < most;
      const gboolean same = before != NULL && strcmp (stop->kode_kendaraan, before->kode_kendaraan) == 0
                            && strcmp (stop->gelombang, before->gelombang) == 0 && stop->trip == before->trip;
      before = sound ? stop : NULL;
      self->work->answer->n_unknown += sound ? 0 : 1;
      if (sound && same)
        g_array_index (trips, Trip, trips->len - 1).n_rows++;
      if (!sound || same)
        continue;
      trip.leaves = 86400 * trip.wave->day + stop->detik_berangkat;
      g_array_append_val (trips, trip);
    }
  g_array_sort (trips, compare_trips);
  return trips;
}

/* Drives the trip from when it can leave. Returns: when it is back; seconds count from 00:00 of the wave's day */
static gint64
drive_trip (Meals *self, const PoskoTable *rows, const Trip *trip, gint64 leaves, GArray *visits)
{
  const PoskoPolicy *policy = self->work->policy;
  const PoskoTravel *travel = posko_case_travel (self->work->source);
  const gdouble speed = isfinite (trip->vehicle->kecepatan_kmh) ? trip->vehicle->kecepatan_kmh : policy->kecepatan_antar_kmh;
  PoskoLonLat at = trip->kitchen->place;
  gint64 now = leaves;
  g_array_set_size (visits, 0);
  for (guint r = trip->row; r < trip->row + trip->n_rows; r++)
    {
      const PoskoPlanStop *stop = posko_table_row (rows, r);
      const PoskoTps *tps = posko_find_by_code (self->tps, self->n_tps, sizeof *tps, stop->kode_tps);
      if (tps == NULL)
        continue; /* the return */
      now += posko_travel_seconds (travel, at, tps->place, speed);
      Visit visit = { .tps = tps, .start = MAX (now, 60 * trip->wave->mulai) };
      visit.end = visit.start + 60 * policy->menit_serah + posko_access_seconds (self->work->source, tps);
      g_array_append_val (visits, visit);
      now = visit.end;
      at = tps->place;
    }
  return now + posko_travel_seconds (travel, at, trip->kitchen->place, speed);
}

void
posko_who_late_meals (PoskoWhoLateness *work)
{
  const PoskoTable *rows = posko_plan_table (work->plan, POSKO_PLAN_STOPS);
  const gint64 loading = 60 * work->policy->menit_muat;
  g_autoptr (GArray) visits = g_array_new (FALSE, FALSE, sizeof (Visit));
  Meals self = { .work = work };
  self.tps = posko_case_tps (work->source, &self.n_tps);
  self.kitchens = posko_case_dapur (work->source, &self.n_kitchens);
  self.vehicles = posko_case_kendaraan (work->source, &self.n_vehicles);
  self.waves = posko_case_gelombang (work->source, &self.n_waves);
  find_unserved (&self);
  g_autoptr (GArray) trips = list_trips (&self, rows);
  gint64 back = 0; /* of the trip before, seconds from 00:00 of H */
  for (guint t = 0; t < trips->len; t++)
    {
      const Trip *trip = &g_array_index (trips, Trip, t);
      const gint64 day = 86400 * trip->wave->day;
      const gboolean follows = t > 0 && g_array_index (trips, Trip, t - 1).vehicle == trip->vehicle;
      const gint64 leaves = MAX (trip->leaves, follows ? back + loading : G_MININT64) - day;
      self.vehicle = trip->vehicle;
      self.kitchen = trip->kitchen;
      self.wave = trip->wave;
      self.loading = leaves - loading;
      self.ready = MAX (60 * MAX (trip->kitchen->buka, trip->vehicle->mulai), follows ? back - day : G_MININT64);
      back = drive_trip (&self, rows, trip, leaves, visits) + day;
      for (guint v = 0; v < visits->len; v++)
        judge_visit (&self, visits, v);
    }
}

/* ---- health checks ---- */

/* The nearest place with checks, or NULL. */
static const PoskoFaskes *
nearest_checks (const PoskoWhoLateness *work, const PoskoTps *tps, gint64 *seconds)
{
  guint n;
  const PoskoFaskes *faskes = posko_case_faskes (work->source, &n), *best = NULL;
  for (guint f = 0; f < n; f++)
    {
      const gint64 way = posko_travel_seconds (posko_case_travel (work->source), faskes[f].place, tps->place, work->policy->kecepatan_nakes_kmh);
      if (faskes[f].skrining_per_sesi < tps->petugas || (best != NULL && way >= *seconds))
        continue;
      best = &faskes[f];
      *seconds = way;
    }
  return best;
}

static void
write_unchecked (const PoskoWhoLateness *work, const PoskoTps *tps)
{
  const PoskoPlanShortage *known = posko_who_find_shortage (work, "skrining", tps->kode_tps, "skrining");
  gint64 seconds = 0;
  const PoskoFaskes *place = nearest_checks (work, tps, &seconds);
  g_auto (Finding) finding = { .state = "tanpa", .repair = "sesi", .place = place != NULL ? place->kode : "", .value = (gdouble) NAN,
                               .limit = work->policy->skrining_menit_maks > 0 ? (gdouble) work->policy->skrining_menit_maks : (gdouble) NAN,
                               .after = place != NULL ? (gdouble) seconds / 60 : (gdouble) NAN };
  finding.reason = known != NULL ? known->batas : "rencana";
  finding.cost = known != NULL ? known->biaya : POSKO_MISSING;
  finding.why = g_strdup (known != NULL ? known->sebab
                                        : posko_who_text (work->answer, "The plan names no session for it.", "Rencana tidak memuat sesi untuknya."));
  g_autofree char *minutes = posko_who_minutes (work->answer, (gdouble) seconds / 60);
  finding.mend = known != NULL   ? g_strdup (known->perbaikan)
                 : place == NULL ? g_strdup (posko_who_text (work->answer, "Give a puskesmas a faskes.skrining_per_sesi.", "Isi faskes.skrining_per_sesi sebuah puskesmas."))
                                 : g_strdup_printf (posko_who_text (work->answer, "A session at %s, %s minutes away.", "Satu sesi di %s, %s menit."),
                                                    place->nama, minutes);
  write_finding (work, tps, "skrining", "-", &finding);
}

void
posko_who_late_checks (PoskoWhoLateness *self)
{
  guint n;
  const PoskoTps *tps = posko_case_tps (self->source, &n);
  const PoskoTable *rows = posko_plan_table (self->plan, POSKO_PLAN_SCREENING);
  g_autoptr (GHashTable) checked = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint r = 0; r < posko_table_n (rows); r++)
    g_hash_table_add (checked, (gpointer) ((const PoskoPlanScreening *) posko_table_row (rows, r))->kode_tps);
  for (guint i = 0; i < n; i++)
    if (tps[i].petugas > 0 && !g_hash_table_contains (checked, tps[i].kode_tps))
      write_unchecked (self, &tps[i]);
}
