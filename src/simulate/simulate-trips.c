/* simulate-trips.c: the meals as they are driven, handed over, thrown away and eaten, and whom they make ill: sections 12.2 and 12.5 of docs/model.md. */
#include "simulate-private.h"

#define DRIVE_BITS 0  /* where in the random bits of a stop each quantity begins */
#define SERVE_BITS 12
#define EAT_BITS 24
#define HOME_BITS 36
#define MAX_FACTOR (1000 * POSKO_FACTOR_ONE)

typedef struct
{
  PoskoLife *life;
  const PoskoWorld *world;
  GHashTable *vehicles, *waves, *tps, *kitchens;
  GHashTable *ovens; /* (owned) "kitchen wave" to index + 1 */
} Reader;

static void
reader_clear (Reader *self)
{
  GHashTable **const tables[] = { &self->vehicles, &self->waves, &self->tps, &self->kitchens, &self->ovens };
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    g_clear_pointer (tables[i], g_hash_table_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reader, reader_clear)

static void
reader_init (Reader *self, PoskoLife *life, const PoskoWorld *world)
{
  guint n;
  *self = (Reader) { .life = life, .world = world };
  const PoskoKendaraan *vehicles = posko_case_kendaraan (world->source, &n);
  self->vehicles = posko_world_index (vehicles, n, sizeof *vehicles);
  life->n_vehicles = n;
  const PoskoGelombang *waves = posko_case_gelombang (world->source, &n);
  self->waves = posko_world_index (waves, n, sizeof *waves);
  const PoskoTps *tps = posko_case_tps (world->source, &n);
  self->tps = posko_world_index (tps, n, sizeof *tps);
  const PoskoDapur *kitchens = posko_case_dapur (world->source, &n);
  self->kitchens = posko_world_index (kitchens, n, sizeof *kitchens);
  self->ovens = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

static guint
find_oven (Reader *self, guint kitchen, const char *kitchen_code, const char *wave_code)
{
  g_autofree char *key = g_strdup_printf ("%u %s", kitchen, wave_code);
  const guint known = GPOINTER_TO_UINT (g_hash_table_lookup (self->ovens, key));
  if (known > 0)
    return known - 1;
  const PoskoOven oven = { .code = posko_random_at (posko_random_code (kitchen_code), posko_random_code (wave_code)),
                           .kitchen = posko_random_code (kitchen_code) };
  const guint at = self->life->ovens->len;
  g_hash_table_insert (self->ovens, g_steal_pointer (&key), GUINT_TO_POINTER (at + 1));
  g_array_append_val (self->life->ovens, oven);
  return at;
}

/* One row of sopir.csv; @from is where the vehicle comes from. */
static gboolean
add_stop (Reader *self, const PoskoPlanStop *row, PoskoLonLat from, gdouble speed, const PoskoGelombang *wave, GError **error)
{
  const PoskoWorld *world = self->world;
  const PoskoPolicy *policy = world->policy;
  guint place = G_MAXUINT, n;
  if (*row->kode_tps != '\0' && !posko_world_find (self->tps, row->kode_tps, "sopir.csv", &place, error))
    return FALSE;
  const PoskoTps *tps = posko_case_tps (world->source, &n);
  const guint32 seconds = posko_travel_seconds (posko_case_travel (world->source), from, (PoskoLonLat) { row->lon, row->lat }, speed);
  const PoskoStop stop = {
    .place = place,
    .code = posko_random_at (posko_random_code (row->kode_tps), posko_random_code (wave->kode)),
    .leg_seconds = seconds == POSKO_TRAVEL_UNREACHABLE ? 0 : seconds,
    .serve_seconds = place == G_MAXUINT ? 0 : 60 * policy->menit_serah + posko_access_seconds (world->source, &tps[place]),
    .window_from = 60 * wave->start,
    .window_to = 60 * wave->end,
    .portions = place == G_MAXUINT ? 0 : MAX (0, row->porsi),
  };
  g_array_append_val (self->life->stops, stop);
  return TRUE;
}

static gboolean
begins_trip (const PoskoPlanStop *row, const PoskoPlanStop *before)
{
  return before == NULL || !g_str_equal (row->kode_kendaraan, before->kode_kendaraan) || !g_str_equal (row->gelombang, before->gelombang)
         || row->trip != before->trip;
}

static gint
compare_rows (gconstpointer a, gconstpointer b)
{
  const PoskoPlanStop *x = *(const PoskoPlanStop *const *) a, *y = *(const PoskoPlanStop *const *) b;
  gint order = g_strcmp0 (x->kode_kendaraan, y->kode_kendaraan);
  order = order != 0 ? order : g_strcmp0 (x->gelombang, y->gelombang);
  if (order != 0)
    return order;
  if (x->trip != y->trip)
    return x->trip < y->trip ? -1 : 1;
  return x->urutan < y->urutan ? -1 : x->urutan > y->urutan;
}

static gint
compare_trips (gconstpointer a, gconstpointer b)
{
  const PoskoTrip *x = a, *y = b;
  if (x->depart != y->depart)
    return x->depart < y->depart ? -1 : 1;
  if (x->vehicle != y->vehicle)
    return x->vehicle < y->vehicle ? -1 : 1;
  return x->first_stop < y->first_stop ? -1 : x->first_stop > y->first_stop;
}

static gboolean
read_rows (Reader *self, const GPtrArray *rows, GError **error)
{
  guint n, vehicle = 0, wave = 0, kitchen = 0;
  PoskoLonLat from = { 0, 0 };
  const PoskoKendaraan *vehicles = posko_case_kendaraan (self->world->source, &n);
  const PoskoGelombang *waves = posko_case_gelombang (self->world->source, &n);
  const PoskoDapur *kitchens = posko_case_dapur (self->world->source, &n);
  for (guint i = 0; i < rows->len; i++)
    {
      const PoskoPlanStop *row = g_ptr_array_index (rows, i);
      if (begins_trip (row, i > 0 ? g_ptr_array_index (rows, i - 1) : NULL))
        {
          if (!posko_world_find (self->vehicles, row->kode_kendaraan, "sopir.csv", &vehicle, error)
              || !posko_world_find (self->waves, row->gelombang, "sopir.csv", &wave, error)
              || !posko_world_find (self->kitchens, row->kode_dapur, "sopir.csv", &kitchen, error))
            return FALSE;
          from = kitchens[kitchen].place;
          const guint64 code = posko_random_at (posko_random_code (row->kode_kendaraan), posko_random_code (row->gelombang));
          const PoskoTrip trip = { .vehicle = vehicle,
                                   .code = posko_random_at (code, (guint64) row->trip),
                                   .oven = find_oven (self, kitchen, row->kode_dapur, row->gelombang),
                                   .depart = row->detik_berangkat + 86400 * waves[wave].day,
                                   .load = 60 * self->world->policy->menit_muat,
                                   .first_stop = self->life->stops->len };
          g_array_append_val (self->life->trips, trip);
        }
      const gdouble own = vehicles[vehicle].kecepatan_kmh;
      if (!add_stop (self, row, from, own > 0 ? own : self->world->policy->kecepatan_antar_kmh, &waves[wave], error))
        return FALSE;
      from = (PoskoLonLat) { row->lon, row->lat };
      g_array_index (self->life->trips, PoskoTrip, self->life->trips->len - 1).n_stops++;
    }
  return TRUE;
}

gboolean
posko_life_read_trips (PoskoLife *self, const PoskoWorld *world, const PoskoPlan *plan, GError **error)
{
  g_auto (Reader) reader;
  g_autoptr (GPtrArray) rows = g_ptr_array_new ();
  PoskoTable *table = posko_plan_table (plan, POSKO_PLAN_STOPS);
  self->trips = g_array_new (FALSE, FALSE, sizeof (PoskoTrip));
  self->stops = g_array_new (FALSE, FALSE, sizeof (PoskoStop));
  self->ovens = g_array_new (FALSE, FALSE, sizeof (PoskoOven));
  reader_init (&reader, self, world);
  for (guint i = 0; i < posko_table_n (table); i++)
    g_ptr_array_add (rows, (gpointer) posko_table_row (table, i));
  g_ptr_array_sort (rows, compare_rows);
  if (!read_rows (&reader, rows, error))
    return FALSE;
  for (guint o = 0; o < self->ovens->len; o++)
    for (guint other = 0; other < self->ovens->len; other++)
      {
        PoskoOven *oven = &g_array_index (self->ovens, PoskoOven, o);
        const PoskoOven *twin = &g_array_index (self->ovens, PoskoOven, other);
        oven->n_of_kitchen += twin->kitchen == oven->kitchen;
        oven->of_kitchen += twin->kitchen == oven->kitchen && twin->code < oven->code;
      }
  g_array_sort (self->trips, compare_trips);
  return TRUE;
}

static gint64
leg_factor (const PoskoWorld *world, const PoskoDay *day, const PoskoStop *stop, guint64 bits, gint64 now)
{
  gint64 factor = posko_factor_times (posko_spread_of (&world->drive, bits << DRIVE_BITS), day->traffic);
  if (day->flood && stop->place != G_MAXUINT && posko_day_floods (day, world, world->points[stop->place], now, now + 1))
    factor = (gint64) (world->priors->banjir_pengali * (gdouble) factor);
  return MIN (factor, MAX_FACTOR);
}

typedef struct
{
  const PoskoWorld *world;
  const PoskoDay *day;
  gint64 limit; /* eat-by */
  gint64 *late, *thrown;
  PoskoMealDay *result;
} Delivery;

/* Hands over at @stop, which the vehicle reaches at @now. Returns: when it goes on; @eaten gets when the portions are eaten */
static gint64
hand_over (const Delivery *self, const PoskoStop *stop, guint64 bits, gint64 now, gint64 *eaten)
{
  PoskoMealDay *result = self->result;
  const gint64 start = MAX (now, stop->window_from);
  const gint64 end = start + posko_factor_times (posko_spread_of (&self->world->serve, bits << SERVE_BITS), stop->serve_seconds);
  const gint64 wait = (gint64) (60 * self->world->priors->menit_sampai_makan + 0.5);
  const gboolean late = start > stop->window_to;
  result->stops++;
  result->portions += stop->portions;
  result->late_stops += late;
  result->late_portions += late ? stop->portions : 0;
  self->late[stop->place] += late;
  *eaten = POSKO_NEVER;
  if (end > self->limit)
    {
      result->thrown += stop->portions;
      self->thrown[stop->place] += stop->portions;
      return end;
    }
  *eaten = end + posko_factor_times (posko_spread_of (&self->world->exponential, bits << EAT_BITS), wait);
  result->eaten_late += *eaten > self->limit ? stop->portions : 0;
  return end;
}

/* Exponential seconds with a mean of @minutes, with @chance; else 0. */
static gint64
delay_of (const PoskoWorld *world, guint64 key, gdouble chance, gdouble minutes)
{
  if (posko_random_unit_of (key) >= chance)
    return 0;
  return posko_factor_times (posko_spread_of (&world->exponential, posko_random_at (key, 0)), (gint64) (60 * minutes + 0.5));
}

void
posko_life_drive (const PoskoLife *self, const PoskoWorld *world, const PoskoDay *day, gint64 *vehicle_free, gint64 *eaten, gint64 *late,
                  gint64 *thrown, PoskoMealDay *result)
{
  const PoskoPriors *priors = world->priors;
  const guint64 kind = posko_random_at (day->key, POSKO_KIND_LEG), kitchens = posko_random_at (day->key, POSKO_KIND_KITCHEN),
                breakdowns = posko_random_at (day->key, POSKO_KIND_BREAKDOWN);
  *result = (PoskoMealDay) { 0 };
  for (guint v = 0; v < self->n_vehicles; v++)
    vehicle_free[v] = G_MININT64 / 2;
  for (guint t = 0; t < self->trips->len; t++)
    {
      const PoskoTrip *trip = &g_array_index (self->trips, PoskoTrip, t);
      const gint64 delay = delay_of (world, posko_random_at (kitchens, g_array_index (self->ovens, PoskoOven, trip->oven).code),
                                     priors->dapur_telat_peluang, priors->dapur_telat_menit);
      const Delivery delivery = { world, day, trip->depart - trip->load + delay + 60 * world->policy->makan_dalam_menit, late, thrown, result };
      gint64 now = MAX (trip->depart + delay, vehicle_free[trip->vehicle] + trip->load)
                   + delay_of (world, posko_random_at (breakdowns, trip->code), priors->mogok_peluang, priors->mogok_menit);
      guint64 bits = 0;
      for (guint s = trip->first_stop; s < trip->first_stop + trip->n_stops; s++)
        {
          const PoskoStop *stop = &g_array_index (self->stops, PoskoStop, s);
          bits = stop->place == G_MAXUINT ? bits << HOME_BITS : posko_random_at (kind, stop->code);
          now += posko_factor_times (leg_factor (world, day, stop, bits, now), stop->leg_seconds);
          eaten[s] = POSKO_NEVER;
          if (stop->place != G_MAXUINT)
            now = hand_over (&delivery, stop, bits, now, &eaten[s]);
        }
      vehicle_free[trip->vehicle] = now;
    }
}

/* Whether the food of @oven makes ill: its kitchen spoils one of its waves. */
static gboolean
spoils (const PoskoWorld *world, guint64 kind, const PoskoOven *oven)
{
  const guint64 key = posko_random_at (kind, oven->kitchen);
  if (posko_random_unit_of (key) >= world->priors->keracunan_peluang)
    return FALSE;
  return (guint) (posko_random_unit_of (posko_random_at (key, 0)) * oven->n_of_kitchen) == oven->of_kitchen;
}

static void
poison_stop (const PoskoWorld *world, const PoskoDay *day, guint64 kind, const PoskoStop *stop, gint64 eaten, GArray *calls)
{
  const PoskoPriors *priors = world->priors;
  const guint64 key = posko_random_at (kind, stop->code);
  const guint n = posko_poisson ((gdouble) stop->portions * priors->keracunan_porsi, key);
  for (guint c = 0; c < n; c++)
    {
      const guint64 call = posko_random_at (~key, c);
      const gint64 later
        = posko_factor_times (posko_spread_of (&world->food, posko_random_at (call, 7)), (gint64) (60 * priors->keracunan_menit + 0.5));
      posko_day_add_call (day, world, calls, call, stop->place, eaten + later, priors->keracunan_angkut, POSKO_ROLE_PETUGAS, POSKO_CAUSE_FOOD);
    }
}

guint
posko_life_poison (const PoskoLife *self, const PoskoWorld *world, const PoskoDay *day, const gint64 *eaten, GArray *calls)
{
  const guint64 kind = posko_random_at (day->key, POSKO_KIND_FOOD);
  guint n_spoilt = 0;
  for (guint o = 0; o < self->ovens->len; o++)
    {
      if (!spoils (world, kind, &g_array_index (self->ovens, PoskoOven, o)))
        continue;
      n_spoilt++;
      for (guint t = 0; t < self->trips->len; t++)
        {
          const PoskoTrip *trip = &g_array_index (self->trips, PoskoTrip, t);
          for (guint s = trip->first_stop; trip->oven == o && s < trip->first_stop + trip->n_stops; s++)
            if (eaten[s] != POSKO_NEVER)
              poison_stop (world, day, kind, &g_array_index (self->stops, PoskoStop, s), eaten[s], calls);
        }
    }
  return n_spoilt;
}
