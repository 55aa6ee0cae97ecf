/* compare-tell-meals.c: what drivers and kitchens are told of the meals that change.
 *
 * A driver with a few changed stops in a wave reads those; with more, the new round in one line, for then only the new sheet helps.
 * A kitchen reads how many portions of a wave it cooks now, and when the first vehicle leaves.
 */
#include "compare-private.h"
#include <string.h>

#define MAX_STOPS_TOLD 3u /* changed stops of a vehicle in a wave that are told one by one */

static void
add_meal (GHashTable *meals, const char *vehicle, const PoskoCompareMeal *row)
{
  g_autofree char *key = g_strconcat (vehicle, "\t", row->gelombang, NULL);
  GPtrArray *rows = g_hash_table_lookup (meals, key);
  if (*vehicle == '\0')
    return;
  if (rows == NULL)
    {
      rows = g_ptr_array_new ();
      g_hash_table_insert (meals, g_steal_pointer (&key), rows);
    }
  g_ptr_array_add (rows, (gpointer) row);
}

/* The changed meals of every vehicle and wave: "vehicle\twave" -> GPtrArray of rows, borrowed; one of two vehicles stands under both. */
static GHashTable *
index_meals (PoskoTable *table)
{
  GHashTable *meals = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_ptr_array_unref);
  for (guint i = 0; i < posko_table_n (table); i++)
    {
      const PoskoCompareMeal *row = posko_table_row (table, i);
      add_meal (meals, row->kode_kendaraan_a, row);
      if (strcmp (row->kode_kendaraan_a, row->kode_kendaraan_b) != 0)
        add_meal (meals, row->kode_kendaraan_b, row);
    }
  return meals;
}

/* @topic is of the wave; @name and @item are taken. */
static void
tell_round (PoskoCompareTold *self, const char *kind, const PoskoCompareRound *round, char *name, const char *ask, char *item)
{
  posko_compare_tell (self, (PoskoCompareClause){
                              .kind = kind,
                              .area_code = "",
                              .area = "",
                              .code = g_strdup (round->code),
                              .name = name,
                              .ask = ask,
                              .order = posko_compare_moment (round->day, round->departure),
                              .topic = g_strdup_printf ("%s %s", round->day, posko_compare_wave_name (self->work, round->wave)),
                              .item = item,
                            });
}

static char *
vehicle_name (const PoskoCompareTold *self, const PoskoCompareRound *round)
{
  return g_strdup_printf (posko_compare_say (self, "vehicle %s of %s", "kendaraan %s dari %s"), round->code, round->kitchen_name);
}

/* One changed stop, as its vehicle sees it. */
static char *
describe_stop (const PoskoCompareTold *self, const PoskoCompareMeal *row, const char *vehicle)
{
  char was[16], will[16];
  posko_compare_clock (row->tiba_a, was, sizeof was);
  posko_compare_clock (row->tiba_b, will, sizeof will);
  g_autofree char *tps = g_strdup_printf ("TPS %03d %s", (int) CLAMP (row->nomor, 0, 999999), row->kelurahan);
  if (strcmp (row->kode_kendaraan_b, vehicle) != 0)
    return g_strdup_printf (posko_compare_say (self, "leave out %s", "tidak ke %s"), tps);
  if (strcmp (row->kode_kendaraan_a, vehicle) != 0)
    return g_strdup_printf (posko_compare_say (self, "add %s at %s, %d portions", "tambah %s pukul %s, %d porsi"), tps, will,
                            (int) row->porsi_diantar_b);
  return g_strdup_printf (posko_compare_say (self, "%s at %s (was %s), %d portions", "%s pukul %s (semula %s), %d porsi"), tps, will, was,
                          (int) row->porsi_diantar_b);
}

static char *
describe_new_round (const PoskoCompareTold *self, const PoskoCompareRound *round)
{
  char departure[16];
  posko_compare_clock (round->departure, departure, sizeof departure);
  return g_strdup_printf (posko_compare_say (self, "NEW ROUTE (see the sheet), leave at %s, %d trips, %d TPS, %d portions",
                                             "RUTE BARU (lihat lembar), berangkat %s, %d trip, %d TPS, %d porsi"),
                          departure, (int) round->trips, (int) round->stops, (int) round->portions);
}

static void
tell_vehicle (PoskoCompareWork *work, gconstpointer row_a, gconstpointer row_b)
{
  const PoskoCompareRound *a = row_a, *b = row_b, *one = b != NULL ? b : a;
  PoskoCompareTold *self = work->told;
  g_autofree char *key = g_strconcat (one->code, "\t", one->wave, NULL);
  const GPtrArray *meals = g_hash_table_lookup (self->meals, key);
  const guint n = meals != NULL ? meals->len : 0;
  if (a != NULL && b != NULL && g_string_equal (a->route, b->route))
    return;
  if (b == NULL)
    tell_round (self, "kendaraan", one, vehicle_name (self, one), one->kitchen_name,
                g_strdup (posko_compare_say (self, "does not drive", "tidak jalan")));
  else if (a == NULL || n == 0 || n > MAX_STOPS_TOLD || a->departure != b->departure)
    tell_round (self, "kendaraan", one, vehicle_name (self, one), one->kitchen_name, describe_new_round (self, b));
  else
    for (guint i = 0; i < n; i++)
      tell_round (self, "kendaraan", one, vehicle_name (self, one), one->kitchen_name,
                  describe_stop (self, g_ptr_array_index (meals, i), one->code));
}

static void
tell_kitchen (PoskoCompareWork *work, gconstpointer row_a, gconstpointer row_b)
{
  const PoskoCompareRound *a = row_a, *b = row_b, *one = b != NULL ? b : a;
  PoskoCompareTold *self = work->told;
  char departure[16], was[16];
  posko_compare_clock (a != NULL ? a->departure : POSKO_MISSING, was, sizeof was);
  posko_compare_clock (b != NULL ? b->departure : POSKO_MISSING, departure, sizeof departure);
  if (a != NULL && b != NULL && a->portions == b->portions && a->departure == b->departure)
    return;
  char *text = b == NULL ? g_strdup (posko_compare_say (self, "does not cook", "tidak memasak"))
                         : g_strdup_printf (posko_compare_say (self, "%d portions (was %d) for %d TPS, first departure %s (was %s)",
                                                               "%d porsi (semula %d) untuk %d TPS, berangkat pertama %s (semula %s)"),
                                            (int) b->portions, a != NULL ? (int) a->portions : 0, (int) b->stops, departure, was);
  tell_round (self, "dapur", one, g_strdup_printf ("%s (%s)", one->kitchen_name, one->code), "", text);
}

void
posko_compare_tell_meals (PoskoCompareTold *self)
{
  self->meals = index_meals (self->work->answer->tables[POSKO_COMPARE_MEALS]);
  posko_compare_pair_rounds (self->work, POSKO_COMPARE_VEHICLES_BY_WAVE, tell_vehicle);
  posko_compare_pair_rounds (self->work, POSKO_COMPARE_KITCHENS_BY_WAVE, tell_kitchen);
  g_clear_pointer (&self->meals, g_hash_table_unref);
}
