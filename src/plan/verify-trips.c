/* verify-trips.c: the driver sheets: every trip is driven again, second by second: section 7 of docs/model.md.
 *
 * A trip starts at the kitchen when loading has ended, waits where it comes early, hands over, and comes back. Nothing
 * may happen sooner than the road allows. O(rows · log rows).
 */
#include <inttypes.h>

#include "verify-private.h"

#define ID POSKO_PLAN_STOPS
#define DAY_SECONDS 86400

/* The rows of one trip, in the order of driving. */
typedef struct
{
  const guint *rows;
  guint n;
  guint vehicle, wave, kitchen;
  gint64 departure, back;
} Sheet;

/* Where the vehicle is and when it is free to go on. */
typedef struct
{
  PoskoLonLat place;
  gint64 seconds;
  gint64 travel_seconds, metres, load;
} Drive;

gint64
posko_verify_minute_down (gint64 seconds)
{
  return seconds >= 0 ? seconds / 60 : -((-seconds + 59) / 60);
}

gint64
posko_verify_minute_up (gint64 seconds)
{
  return -posko_verify_minute_down (-seconds);
}

gdouble
posko_verify_speed (const PoskoVerifier *self, guint vehicle)
{
  const gdouble own = self->kendaraan[vehicle].kecepatan_kmh;
  return isnan (own) ? self->policy->kecepatan_antar_kmh : own;
}

gint64
posko_verify_cooked (const PoskoVerifier *self, const PoskoPlanStop *stop)
{
  return posko_verify_sane (stop->detik_berangkat) - 60 * self->policy->menit_muat;
}

/* Returns: the second of arrival */
static gint64
drive_to (const PoskoVerifier *self, guint vehicle, Drive *drive, PoskoLonLat place)
{
  const gint64 seconds = posko_travel_seconds (self->travel, drive->place, place, posko_verify_speed (self, vehicle));
  drive->travel_seconds += seconds;
  drive->metres += posko_travel_metres (self->travel, drive->place, place);
  drive->place = place;
  return drive->seconds += seconds;
}

/* What all rows of a trip share. */
static void
check_head (PoskoVerifier *self, const Sheet *sheet, guint k)
{
  const guint row = sheet->rows[k];
  posko_verify_text (self, ID, row, "meal-vehicle", "kode_dapur", self->dapur[sheet->kitchen].kode);
  posko_verify_text (self, ID, row, "copy-wrong", "nama_dapur", self->dapur[sheet->kitchen].nama);
  posko_verify_text (self, ID, row, "copy-wrong", "nama_gelombang", self->gelombang[sheet->wave].nama);
  posko_verify_text (self, ID, row, "copy-wrong", "hari", self->gelombang[sheet->wave].hari);
  posko_verify_integer (self, ID, row, "meal-order", "urutan", (gint64) k + 1);
  posko_verify_integer (self, ID, row, "meal-clock", "detik_berangkat", sheet->departure);
  posko_verify_integer (self, ID, row, "meal-clock", "detik_kembali", sheet->back);
  posko_verify_integer (self, ID, row, "meal-clock", "muat_selesai", posko_verify_minute_up (sheet->departure));
}

static void
check_hand_over (PoskoVerifier *self, const Sheet *sheet, guint row, guint i, gint64 arrival, PoskoVerifyMeals *meals)
{
  const PoskoPlanStop *stop = posko_verify_row (self, ID, row);
  const PoskoGelombang *wave = &self->gelombang[sheet->wave];
  const gint64 start = posko_verify_sane (stop->detik_mulai_serah);
  const gint64 end = start + 60 * (self->policy->menit_serah + posko_verify_access_minutes (self, i));
  const gint64 cooked = posko_verify_cooked (self, stop);
  const gint64 slack = 60 * wave->selesai - start, fresh = 60 * wave->menit_maks - (end - cooked);
  if (start < arrival)
    posko_verify_fault (self, ID, row, "meal-travel", "detik_mulai_serah", _ ("not before %" PRId64), arrival);
  if (start < 60 * wave->mulai || slack < 0)
    posko_verify_fault (self, ID, row, "meal-window", "detik_mulai_serah", "%" G_GINT64_FORMAT " .. %" G_GINT64_FORMAT,
                        60 * wave->mulai, 60 * wave->selesai);
  if (fresh < 0)
    posko_verify_fault (
        self, ID, row, "meal-late", "selesai_serah",
        _ ("at most %" PRId64 " minutes after cooking; it is %" PRId64 " seconds too late"),
        wave->menit_maks, -fresh);
  posko_verify_integer (self, ID, row, "meal-clock", "tiba", posko_verify_minute_up (arrival));
  posko_verify_integer (self, ID, row, "meal-clock", "mulai_serah", posko_verify_minute_up (start));
  posko_verify_integer (self, ID, row, "meal-clock", "selesai_serah", posko_verify_minute_up (end));
  posko_verify_integer (self, ID, row, "meal-eat-by", "batas_makan",
                        posko_verify_minute_down (cooked + 60 * self->policy->makan_dalam_menit));
  meals->slack[sheet->wave] = MIN (meals->slack[sheet->wave], slack);
  meals->fresh[sheet->wave] = MIN (meals->fresh[sheet->wave], fresh);
}

static void
check_stop (PoskoVerifier *self, const Sheet *sheet, guint row, Drive *drive, PoskoVerifyMeals *meals)
{
  const PoskoPlanStop *stop = posko_verify_row (self, ID, row);
  const guint i = posko_verify_find (self, ID, row, "kode_tps", self->tps_by_code, stop->kode_tps);
  if (i == POSKO_VERIFY_NONE)
    return;
  const PoskoTps *tps = &self->tps[i];
  guint *serving = &meals->stop_row[(gsize) sheet->wave * self->n_tps + i];
  const gint64 arrival = drive_to (self, sheet->vehicle, drive, tps->place);
  if (*serving != POSKO_VERIFY_NONE)
    posko_verify_fault (self, ID, row, "meal-stop", "kode_tps", _ ("one stop a wave at this TPS"));
  else
    *serving = row;
  posko_verify_area (self, ID, row, "area-wrong", tps->area);
  posko_verify_number (self, ID, row, "copy-wrong", "lat", tps->lat);
  posko_verify_number (self, ID, row, "copy-wrong", "lon", tps->lon);
  posko_verify_integer (self, ID, row, "meal-portions", "porsi", posko_verify_portions (self, sheet->wave, i));
  check_hand_over (self, sheet, row, i, arrival, meals);
  drive->load += posko_verify_portions (self, sheet->wave, i);
  drive->seconds = MAX (arrival, posko_verify_sane (stop->detik_mulai_serah))
                   + 60 * (self->policy->menit_serah + posko_verify_access_minutes (self, i));
}

static void
check_return (PoskoVerifier *self, const Sheet *sheet, guint row, Drive *drive)
{
  const PoskoDapur *kitchen = &self->dapur[sheet->kitchen];
  const gint64 back = drive_to (self, sheet->vehicle, drive, kitchen->place);
  if (sheet->back != back)
    posko_verify_fault (self, ID, row, "meal-travel", "detik_kembali", "%" G_GINT64_FORMAT, back);
  posko_verify_number (self, ID, row, "copy-wrong", "lat", kitchen->lat);
  posko_verify_number (self, ID, row, "copy-wrong", "lon", kitchen->lon);
  posko_verify_integer (self, ID, row, "meal-portions", "porsi", 0);
  posko_verify_integer (self, ID, row, "meal-clock", "detik_mulai_serah", sheet->back);
  posko_verify_integer (self, ID, row, "meal-clock", "tiba", posko_verify_minute_up (sheet->back));
  posko_verify_integer (self, ID, row, "meal-clock", "mulai_serah", posko_verify_minute_up (sheet->back));
  posko_verify_integer (self, ID, row, "meal-clock", "selesai_serah", posko_verify_minute_up (sheet->back));
}

static void
check_kitchen (PoskoVerifier *self, const Sheet *sheet)
{
  const PoskoPolicy *p = self->policy;
  const PoskoDapur *kitchen = &self->dapur[sheet->kitchen];
  const gboolean larger = g_str_equal (kitchen->skala, "menengah") || g_str_equal (kitchen->skala, "besar");
  if (p->slhs_wajib && (kitchen->slhs_berlaku == POSKO_MISSING || kitchen->slhs_berlaku < p->tanggal_h))
    posko_verify_fault (self, ID, sheet->rows[0], "meal-kitchen", "kode_dapur", _ ("a kitchen with a valid SLHS"));
  if (kitchen->halal != 1 && (larger ? p->halal_wajib_menengah : p->halal_wajib_mikro))
    posko_verify_fault (self, ID, sheet->rows[0], "meal-kitchen", "kode_dapur",
                        _ ("a kitchen with a halal certificate"));
}

static void
check_hours (PoskoVerifier *self, const Sheet *sheet)
{
  const PoskoKendaraan *vehicle = &self->kendaraan[sheet->vehicle];
  const PoskoDapur *kitchen = &self->dapur[sheet->kitchen];
  const gint64 loading = sheet->departure - 60 * self->policy->menit_muat;
  const guint row = sheet->rows[0];
  if (loading < 60 * vehicle->mulai)
    posko_verify_fault (self, ID, row, "meal-vehicle-hours", "detik_berangkat",
                        _ ("loading from %" PRId64 " on"), 60 * vehicle->mulai);
  if (sheet->back > 60 * vehicle->selesai)
    posko_verify_fault (self, ID, row, "meal-vehicle-hours", "detik_kembali", _ ("at most %" PRId64),
                        60 * vehicle->selesai);
  if (loading < 60 * kitchen->buka)
    posko_verify_fault (self, ID, row, "meal-kitchen-hours", "detik_berangkat",
                        _ ("loading from %" PRId64 " on"), 60 * kitchen->buka);
  if (kitchen->tutup < self->gelombang[sheet->wave].selesai)
    posko_verify_fault (self, ID, row, "meal-kitchen-hours", "kode_dapur",
                        _ ("a kitchen that is open until the window ends"));
}

static void
drive_sheet (PoskoVerifier *self, const Sheet *sheet, PoskoVerifyMeals *meals)
{
  const gint64 day = self->gelombang[sheet->wave].day * DAY_SECONDS;
  Drive drive = { .place = self->dapur[sheet->kitchen].place, .seconds = sheet->departure };
  for (guint k = 0; k < sheet->n; k++)
    {
      const guint row = sheet->rows[k];
      const PoskoPlanStop *stop = posko_verify_row (self, ID, row);
      const gboolean is_return = stop->kode_tps == NULL || *stop->kode_tps == '\0';
      check_head (self, sheet, k);
      if (is_return != (k + 1 == sheet->n))
        posko_verify_fault (self, ID, row, "meal-order", "kode_tps",
                            is_return ? _ ("a TPS") : _ ("the return as the last row"));
      if (is_return)
        check_return (self, sheet, row, &drive);
      else
        check_stop (self, sheet, row, &drive, meals);
    }
  if (drive.load > self->kendaraan[sheet->vehicle].porsi_maks)
    posko_verify_fault (self, ID, sheet->rows[0], "meal-load", "kode_kendaraan",
                        _ ("at most %" PRId64 " portions; it carries %" PRId64),
                        self->kendaraan[sheet->vehicle].porsi_maks, drive.load);
  check_kitchen (self, sheet);
  check_hours (self, sheet);
  const PoskoVerifyTrip trip = {
    sheet->rows[0],    sheet->vehicle,       sheet->wave,  day + sheet->departure - 60 * self->policy->menit_muat,
    day + sheet->back, drive.travel_seconds, drive.metres,
  };
  g_array_append_val (meals->trips, trip);
}

static int
compare_trips (gconstpointer a, gconstpointer b)
{
  const PoskoVerifyTrip *x = a, *y = b;
  if (x->vehicle != y->vehicle)
    return x->vehicle < y->vehicle ? -1 : 1;
  if (x->loading_start != y->loading_start)
    return x->loading_start < y->loading_start ? -1 : 1;
  return (x->row > y->row) - (x->row < y->row);
}

/* Across waves too. */
static void
check_overlaps (PoskoVerifier *self, GArray *trips)
{
  g_array_sort (trips, compare_trips);
  gint64 back = G_MININT64;
  for (guint t = 0; t < trips->len; t++)
    {
      const PoskoVerifyTrip *trip = &g_array_index (trips, PoskoVerifyTrip, t);
      if (t > 0 && trip->vehicle != g_array_index (trips, PoskoVerifyTrip, t - 1).vehicle)
        back = G_MININT64;
      if (trip->loading_start < back)
        posko_verify_fault (self, ID, trip->row, "meal-overlap", "detik_berangkat",
                            _ ("loading %" PRId64 " seconds later, after the return"),
                            back - trip->loading_start);
      back = MAX (back, trip->back);
    }
}

void
posko_verify_trips (PoskoVerifier *self, PoskoVerifyMeals *meals)
{
  static const char *const trip_columns[] = { "gelombang", "kode_kendaraan", "trip", NULL };
  static const char *const tour_columns[] = { "gelombang", "kode_kendaraan", NULL };
  const PoskoTable *table = posko_plan_table (self->plan, ID);
  guint n;
  gint64 number = 0;
  g_autofree guint *rows = posko_verify_sorted (table, posko_verify_key (ID), &n);
  for (guint from = 0, to; from < n; from = to)
    {
      for (to = from; to < n && posko_verify_compare_rows (table, rows[from], table, rows[to], trip_columns) == 0;)
        to++;
      const PoskoPlanStop *first = posko_table_row (table, rows[from]);
      const gboolean next
          = from > 0 && posko_verify_compare_rows (table, rows[from - 1], table, rows[from], tour_columns) == 0;
      number = next ? number + 1 : 1;
      posko_verify_integer (self, ID, rows[from], "meal-order", "trip", number);
      Sheet sheet = { .rows = rows + from, .n = to - from };
      sheet.vehicle
          = posko_verify_find (self, ID, rows[from], "kode_kendaraan", self->kendaraan_by_code, first->kode_kendaraan);
      sheet.wave = posko_verify_find (self, ID, rows[from], "gelombang", self->gelombang_by_code, first->gelombang);
      if (sheet.vehicle == POSKO_VERIFY_NONE || sheet.wave == POSKO_VERIFY_NONE)
        continue;
      sheet.kitchen = self->kendaraan[sheet.vehicle].kitchen;
      sheet.departure = posko_verify_sane (first->detik_berangkat);
      sheet.back = posko_verify_sane (first->detik_kembali);
      drive_sheet (self, &sheet, meals);
    }
  check_overlaps (self, meals->trips);
}
