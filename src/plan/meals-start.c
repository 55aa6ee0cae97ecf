/* meals-start.c: the published routes of a wave as the trips its search begins from: section 11 of docs/model.md.
 *
 * A published trip is the rows of sopir.csv of one vehicle, wave and trip number. It is matched by code, and taken over locked;
 * what it asks of a vehicle, kitchen or TPS that is no longer there is left out, and its other rules are the engine's to hold
 * (posko_routing_problem_add_start_trip()). A published plan may have been edited by hand: a TPS that stands in a wave twice
 * counts where it stands first. O(r log r) for r rows.
 */
#include "meals-private.h"

typedef struct
{
  guint vehicle, stop;
  gint64 trip, number; /* as published */
  guint row;
  gint64 departure_seconds;
} Published;

static int
compare_published (gconstpointer a, gconstpointer b)
{
  const Published *x = a, *y = b;
  if (x->vehicle != y->vehicle)
    return x->vehicle < y->vehicle ? -1 : 1;
  if (x->trip != y->trip)
    return x->trip < y->trip ? -1 : 1;
  if (x->number != y->number)
    return x->number < y->number ? -1 : 1;
  return x->row < y->row ? -1 : x->row > y->row;
}

static const PoskoKendaraan *
published_vehicle (const PoskoMealWave *self, const PoskoPlanStop *row)
{
  return posko_find_by_code (self->vehicles, self->n_vehicles, sizeof *self->vehicles, row->kode_kendaraan);
}

/* Fills in what @row says of this wave; %FALSE when nothing of it is left. @stop_of_tps: POSKO_ROUTING_NONE = has no portions */
static gboolean
match_row (const PoskoMealWave *self, const PoskoPlanStop *row, const guint *stop_of_tps, Published *out)
{
  if (!g_str_equal (row->gelombang, self->wave->kode) || *row->kode_tps == '\0')
    return FALSE;
  const PoskoKendaraan *vehicle = published_vehicle (self, row);
  const PoskoTps *tps = posko_find_by_code (self->tps, self->n_tps, sizeof *self->tps, row->kode_tps);
  if (vehicle == NULL || tps == NULL || self->depot_of_kitchen[vehicle->kitchen] == POSKO_ROUTING_NONE
      || !g_str_equal (self->kitchens[vehicle->kitchen].kode, row->kode_dapur))
    return FALSE;
  const gboolean known = row->detik_berangkat >= 0 && row->detik_berangkat <= POSKO_ROUTING_INFINITE;
  out->vehicle = (guint) (vehicle - self->vehicles);
  out->stop = stop_of_tps[tps - self->tps];
  out->trip = row->trip;
  out->number = row->urutan;
  out->departure_seconds = known ? row->detik_berangkat : -1;
  return out->stop != POSKO_ROUTING_NONE;
}

/* The rows of the wave in the order of driving, each stop once. */
static GArray *
match_rows (const PoskoMealWave *self, const PoskoPlan *published)
{
  const PoskoTable *table = posko_plan_table (published, POSKO_PLAN_STOPS);
  GArray *found = g_array_new (FALSE, FALSE, sizeof (Published));
  g_autofree guint *stop_of_tps = g_new (guint, self->n_tps + 1);
  for (guint i = 0; i < self->n_tps; i++)
    stop_of_tps[i] = POSKO_ROUTING_NONE;
  for (guint s = 0; s < self->n_stops; s++)
    stop_of_tps[self->tps_of_stop[s]] = s;
  for (guint r = 0; r < posko_table_n (table); r++)
    {
      Published entry = { .row = r };
      if (match_row (self, posko_table_row (table, r), stop_of_tps, &entry))
        g_array_append_val (found, entry);
    }
  g_array_sort (found, compare_published);
  g_autofree guint8 *seen = g_new0 (guint8, self->n_stops + 1);
  guint n = 0;
  for (guint i = 0; i < found->len; i++)
    {
      const Published entry = g_array_index (found, Published, i);
      if (seen[entry.stop]++ == 0)
        g_array_index (found, Published, n++) = entry;
    }
  g_array_set_size (found, n);
  return found;
}

void
posko_meal_add_start (const PoskoMealWave *self, const PoskoPlan *published, PoskoRoutingProblem *problem)
{
  g_autoptr (GArray) rows = match_rows (self, published);
  g_autofree guint *stops = g_new (guint, rows->len + 1);
  guint n = 0;
  for (guint i = 0; i < rows->len; i++)
    {
      const Published *row = &g_array_index (rows, Published, i);
      stops[n++] = row->stop;
      if (i + 1 < rows->len && row[1].vehicle == row->vehicle && row[1].trip == row->trip)
        continue;
      posko_routing_problem_add_start_trip (problem, &(PoskoRoutingStart) { .vehicle = row->vehicle,
                                                                            .n_stops = n,
                                                                            .stops = stops,
                                                                            .locked = TRUE,
                                                                            .departure_seconds = row->departure_seconds });
      n = 0;
    }
}

/* The row's wave, if it is one of @later. */
static const PoskoGelombang *
later_wave (const PoskoGelombang *waves, const guint *later, guint n_later, const char *code)
{
  for (guint g = 0; g < n_later; g++)
    if (g_str_equal (waves[later[g]].kode, code))
      return &waves[later[g]];
  return NULL;
}

void
posko_meal_find_wanted (PoskoMealWave *self, const PoskoPlan *published, const PoskoGelombang *waves, const guint *later, guint n_later)
{
  const PoskoTable *table = posko_plan_table (published, POSKO_PLAN_STOPS);
  self->wanted_seconds = g_new (gint64, self->n_vehicles + 1);
  for (guint v = 0; v < self->n_vehicles; v++)
    self->wanted_seconds[v] = POSKO_ROUTING_INFINITE;
  for (guint r = 0; r < posko_table_n (table); r++)
    {
      const PoskoPlanStop *row = posko_table_row (table, r);
      const PoskoGelombang *wave = later_wave (waves, later, n_later, row->gelombang);
      const PoskoKendaraan *vehicle = wave != NULL ? published_vehicle (self, row) : NULL;
      if (vehicle == NULL || row->detik_berangkat < 0 || row->detik_berangkat > POSKO_ROUTING_INFINITE)
        continue;
      gint64 *const wanted = &self->wanted_seconds[vehicle - self->vehicles];
      const gint64 loading = 86400 * wave->day + row->detik_berangkat - 60 * self->policy->menit_muat - self->day_seconds;
      *wanted = MIN (*wanted, MAX (0, loading));
    }
}
