/* compare-rounds.c: what each vehicle and kitchen does: the driver sheets of a plan, summed by vehicle or kitchen, and by wave.
 *
 * A vehicle has no row in a plan: it is what its stops make of it. Its whole route of stops and times is kept as text, so that two rounds
 * are the same when their texts are. O(stops).
 */
#include "compare-private.h"

static const PoskoCompareKey round_key
  = { 2, { G_STRUCT_OFFSET (PoskoCompareRound, code), G_STRUCT_OFFSET (PoskoCompareRound, wave) } };

static void
round_free (gpointer data)
{
  PoskoCompareRound *self = data;
  g_string_free (self->route, TRUE);
  g_free (self);
}

/* The round that @stop belongs to, made when it is first asked for. */
static PoskoCompareRound *
find_round (GPtrArray *rounds, GHashTable *by_key, const PoskoPlanStop *stop, PoskoCompareRoundsOf what)
{
  const char *code = what == POSKO_COMPARE_KITCHENS_BY_WAVE ? stop->kode_dapur : stop->kode_kendaraan;
  const char *wave = what == POSKO_COMPARE_VEHICLES ? "" : stop->gelombang;
  g_autofree char *key = g_strconcat (code, "\t", wave, NULL);
  PoskoCompareRound *round = g_hash_table_lookup (by_key, key);
  if (round != NULL)
    return round;
  round = g_new0 (PoskoCompareRound, 1);
  *round = (PoskoCompareRound){ .code = code,
                                .wave = wave,
                                .day = stop->hari,
                                .kitchen = stop->kode_dapur,
                                .kitchen_name = stop->nama_dapur,
                                .departure = stop->muat_selesai,
                                .route = g_string_new (NULL) };
  g_hash_table_insert (by_key, g_steal_pointer (&key), round);
  g_ptr_array_add (rounds, round);
  return round;
}

GPtrArray *
posko_compare_rounds (const PoskoPlan *plan, PoskoCompareRoundsOf what)
{
  PoskoTable *stops = posko_plan_table (plan, POSKO_PLAN_STOPS);
  GPtrArray *rounds = g_ptr_array_new_with_free_func (round_free);
  g_autoptr (GHashTable) by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < posko_table_n (stops); i++)
    {
      const PoskoPlanStop *stop = posko_table_row (stops, i);
      PoskoCompareRound *round = find_round (rounds, by_key, stop, what);
      if (*stop->kode_tps == '\0')
        round->trips++; /* the row of the return */
      else
        round->stops++;
      round->portions += MAX (stop->porsi, 0);
      round->departure = MIN (round->departure, stop->muat_selesai);
      if (what != POSKO_COMPARE_KITCHENS_BY_WAVE)
        g_string_append_printf (round->route,
                                "%s\t%s\t%" G_GINT64_FORMAT "\t%" G_GINT64_FORMAT "\t%s\t%" G_GINT64_FORMAT "\t%" G_GINT64_FORMAT "\n",
                                stop->gelombang, stop->hari, stop->trip, stop->urutan, stop->kode_tps, stop->porsi, stop->mulai_serah);
    }
  return rounds;
}

void
posko_compare_pair_rounds (PoskoCompareWork *self, PoskoCompareRoundsOf what, PoskoComparePair visit)
{
  g_autoptr (GPtrArray) a = posko_compare_rounds (self->a, what);
  g_autoptr (GPtrArray) b = posko_compare_rounds (self->b, what);
  posko_compare_pairs (self, a, b, &round_key, visit);
}
