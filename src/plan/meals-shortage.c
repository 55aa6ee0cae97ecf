/* meals-shortage.c: why a TPS gets no meal in a wave, and the smallest addition that mends it.
 *
 * The routing engine says which limit binds and how much is missing; here that becomes a row of kekurangan.csv with the
 * names of the kitchen and vehicle concerned.
 */
#include "meals-private.h"

/* The row's words: each is owned. */
typedef struct
{
  const char *limit; /* code of the binding limit */
  char *why, *mend;
  gint64 cost;
} Explanation;

static void
explanation_clear (Explanation *self)
{
  g_free (self->why);
  g_free (self->mend);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Explanation, explanation_clear)

static const PoskoDapur *
kitchen_of (const PoskoMealWave *self, const PoskoRoutingUnserved *unserved)
{
  return unserved->depot == POSKO_ROUTING_NONE ? NULL : &self->kitchens[self->kitchen_of_depot[unserved->depot]];
}

static gint64
minutes_up (gint64 seconds)
{
  return (seconds + 59) / 60;
}

/* A kitchen's own limits: portions, or how many TPS it may feed. */
static void
explain_kitchen (Explanation *out, const PoskoPlan *plan, const PoskoMealWave *self, const PoskoRoutingUnserved *unserved,
                 gint64 missing_for_all)
{
  const PoskoDapur *kitchen = kitchen_of (self, unserved);
  const char *name = kitchen != NULL ? kitchen->nama : posko_plan_text (plan, "a kitchen", "sebuah dapur");
  if (unserved->reason == POSKO_ROUTING_REASON_DEPOT_CAPACITY)
    {
      out->limit = "dapur-porsi";
      out->why = g_strdup (posko_plan_text (plan, "The kitchens within reach have cooked all they can for this wave.",
                                            "Dapur yang terjangkau sudah memasak sebanyak kemampuannya untuk gelombang ini."));
      out->mend = g_strdup_printf (posko_plan_text (plan,
                                                    "%" G_GINT64_FORMAT " more portions at %s (porsi_per_gelombang) for this TPS; %" G_GINT64_FORMAT
                                                    " for all that wait for this kitchen.",
                                                    "%" G_GINT64_FORMAT " porsi lagi di %s (porsi_per_gelombang) untuk TPS ini; %" G_GINT64_FORMAT
                                                    " untuk semua yang menunggu dapur ini."),
                                   unserved->missing, name, missing_for_all);
      out->cost = kitchen != NULL ? unserved->missing * kitchen->biaya_per_porsi : POSKO_MISSING;
      return;
    }
  out->limit = "dapur-tps";
  out->why = g_strdup (posko_plan_text (plan, "The kitchens within reach already feed as many TPS as they may.",
                                        "Dapur yang terjangkau sudah melayani TPS sebanyak yang diizinkan."));
  out->mend = g_strdup_printf (posko_plan_text (plan, "%" G_GINT64_FORMAT " more TPS at %s (tps_maks), or one more kitchen.",
                                                "%" G_GINT64_FORMAT " TPS lagi di %s (tps_maks), atau satu dapur lagi."),
                               MAX (1, unserved->missing), name);
}

static void
explain_fleet (Explanation *out, const PoskoPlan *plan, const PoskoMealWave *self, const PoskoRoutingUnserved *unserved)
{
  const PoskoDapur *kitchen = kitchen_of (self, unserved);
  const PoskoKendaraan *vehicle = unserved->vehicle == POSKO_ROUTING_NONE ? NULL : &self->vehicles[unserved->vehicle];
  const char *name = kitchen != NULL ? kitchen->nama : posko_plan_text (plan, "any kitchen", "dapur mana pun");
  out->limit = "kendaraan-jumlah";
  out->why = g_strdup (posko_plan_text (plan, "Every vehicle is under way for the whole window.", "Semua kendaraan sudah terpakai sepanjang jendela waktu."));
  out->cost = vehicle != NULL ? vehicle->biaya_tetap : POSKO_MISSING;
  if (unserved->window_seconds >= 0)
    out->mend = g_strdup_printf (posko_plan_text (plan, "One more vehicle at %s, or %" G_GINT64_FORMAT " minutes more of window.",
                                                  "Satu kendaraan lagi di %s, atau jendela %" G_GINT64_FORMAT " menit lebih lama."),
                                 name, minutes_up (unserved->window_seconds));
  else
    out->mend = g_strdup_printf (posko_plan_text (plan, "One more vehicle at %s.", "Satu kendaraan lagi di %s."), name);
}

/* Limits that are minutes: the window, freshness, working hours, the length of a trip. */
static void
explain_minutes (Explanation *out, const PoskoPlan *plan, const PoskoRoutingUnserved *unserved)
{
  static const struct
  {
    PoskoRoutingReason reason;
    const char *limit, *why_en, *why_id, *mend_en, *mend_id;
  } rows[] = {
    { POSKO_ROUTING_REASON_WINDOW, "gelombang-jendela", "No vehicle can be there before the window ends.",
      "Tidak ada kendaraan yang dapat tiba sebelum jendela waktu berakhir.",
      "minutes more of window (gelombang.selesai).", "menit lagi pada jendela waktu (gelombang.selesai)." },
    { POSKO_ROUTING_REASON_FRESHNESS, "gelombang-menit-maks", "It is too far for the food to be fresh.", "Terlalu jauh sehingga makanan tidak lagi segar.",
      "minutes more from kitchen to hand (gelombang.menit_maks), or a nearer kitchen.",
      "menit lagi dari dapur ke tangan (gelombang.menit_maks), atau dapur yang lebih dekat." },
    { POSKO_ROUTING_REASON_VEHICLE_HOURS, "kendaraan-jam", "The vehicles' hours end too soon.", "Jam kerja kendaraan berakhir terlalu cepat.",
      "minutes more of a vehicle's hours (kendaraan.selesai).",
      "menit lagi jam kerja kendaraan (kendaraan.selesai)." },
    { POSKO_ROUTING_REASON_TRIP_DURATION, "kendaraan-trip", "The trip would be too long.", "Perjalanan akan terlalu lama.",
      "minutes more for a trip.", "menit lagi untuk satu perjalanan." },
  };
  for (guint r = 0; r < G_N_ELEMENTS (rows); r++)
    if (rows[r].reason == unserved->reason)
      {
        out->limit = rows[r].limit;
        out->why = g_strdup (posko_plan_text (plan, rows[r].why_en, rows[r].why_id));
        out->mend = g_strdup_printf ("%" G_GINT64_FORMAT " %s", minutes_up (unserved->missing),
                                     posko_plan_text (plan, rows[r].mend_en, rows[r].mend_id));
      }
}

static void
explain (Explanation *out, const PoskoPlan *plan, const PoskoMealWave *self, const PoskoRoutingUnserved *unserved, gint64 missing_for_all)
{
  switch (unserved->reason)
    {
    case POSKO_ROUTING_REASON_DEPOT_CAPACITY:
    case POSKO_ROUTING_REASON_DEPOT_STOPS:
      explain_kitchen (out, plan, self, unserved, missing_for_all);
      return;
    case POSKO_ROUTING_REASON_FLEET:
      explain_fleet (out, plan, self, unserved);
      return;
    case POSKO_ROUTING_REASON_VEHICLE_CAPACITY:
      out->limit = "kendaraan-porsi";
      out->why = g_strdup (posko_plan_text (plan, "The TPS needs more portions than any vehicle holds.",
                                            "TPS ini memerlukan porsi lebih banyak daripada muatan kendaraan mana pun."));
      out->mend = g_strdup_printf (posko_plan_text (plan, "A vehicle that holds %" G_GINT64_FORMAT " portions more (porsi_maks).",
                                                    "Kendaraan dengan muatan %" G_GINT64_FORMAT " porsi lebih besar (porsi_maks)."),
                                   unserved->missing);
      return;
    case POSKO_ROUTING_REASON_SKILL: /* meals.c marks so what cannot be fresh even next door */
      out->limit = "gelombang-menit-maks";
      out->why = g_strdup (posko_plan_text (plan, "Loading and hand-over alone take longer than the food stays fresh.",
                                            "Memuat dan menyerahkan saja sudah melewati batas kesegaran makanan."));
      out->mend = g_strdup (posko_plan_text (plan, "A longer gelombang.menit_maks, or shorter makan.menit_muat and makan.menit_serah.",
                                             "Perpanjang gelombang.menit_maks, atau perpendek makan.menit_muat dan makan.menit_serah."));
      return;
    case POSKO_ROUTING_REASON_NO_VEHICLE:
    case POSKO_ROUTING_REASON_DECLINED:
      out->limit = "kendaraan-jalan";
      out->why = g_strdup (posko_plan_text (plan, "No vehicle of a cooking kitchen can get there.", "Tidak ada kendaraan dari dapur yang memasak yang dapat sampai ke sana."));
      out->mend = g_strdup (posko_plan_text (plan, "A vehicle at a kitchen that may cook for this wave.", "Kendaraan pada dapur yang boleh memasak untuk gelombang ini."));
      return;
    default:
      explain_minutes (out, plan, unserved);
      return;
    }
}

static void
write_row (PoskoPlan *plan, const PoskoMealWave *self, guint i, const Explanation *words)
{
  posko_plan_add (plan, POSKO_PLAN_SHORTAGES,
                  &(PoskoPlanShortage) { .kode_kecamatan = posko_plan_area_code (plan, self->tps[i].area),
                                         .kecamatan = posko_plan_area_name (plan, self->tps[i].area),
                                         .produk = "makan",
                                         .objek = self->tps[i].kode_tps,
                                         .kebutuhan = self->wave->kode,
                                         .jumlah = self->portions[i],
                                         .satuan = "porsi",
                                         .batas = words->limit,
                                         .sebab = words->why,
                                         .perbaikan = words->mend,
                                         .biaya = words->cost,
                                         .prioritas = 3 });
}

/* Portions that each kitchen would have to cook more to serve everybody who waits for it: what they need, less what it has left. */
static gint64 *
portions_missing (const PoskoMealWave *self, const PoskoRoutingSolution *solution)
{
  gint64 *missing = g_new0 (gint64, self->n_depots);
  g_autofree gint64 *left = g_new0 (gint64, self->n_depots);
  for (guint u = 0; u < solution->unserved->len; u++)
    {
      const PoskoRoutingUnserved *unserved = &g_array_index (solution->unserved, PoskoRoutingUnserved, u);
      if (unserved->reason != POSKO_ROUTING_REASON_DEPOT_CAPACITY || unserved->depot == POSKO_ROUTING_NONE)
        continue;
      const gint64 portions = self->portions[self->tps_of_stop[unserved->stop]];
      missing[unserved->depot] += portions;
      left[unserved->depot] = portions - unserved->missing;
    }
  for (guint d = 0; d < self->n_depots; d++)
    if (missing[d] > 0)
      missing[d] -= left[d];
  return missing;
}

void
posko_meal_write_shortages (PoskoPlan *plan, const PoskoMealWave *self, const PoskoRoutingSolution *solution)
{
  g_autofree gint64 *missing = portions_missing (self, solution);
  for (guint u = 0; u < solution->unserved->len; u++)
    {
      const PoskoRoutingUnserved *unserved = &g_array_index (solution->unserved, PoskoRoutingUnserved, u);
      g_auto (Explanation) words = { .cost = POSKO_MISSING };
      explain (&words, plan, self, unserved, unserved->depot == POSKO_ROUTING_NONE ? unserved->missing : missing[unserved->depot]);
      write_row (plan, self, self->tps_of_stop[unserved->stop], &words);
    }
}

void
posko_meal_write_none (PoskoPlan *plan, const PoskoMealWave *self)
{
  g_auto (Explanation) words = { .cost = POSKO_MISSING };
  if (self->n_depots > 0)
    {
      words.limit = "kendaraan-jumlah";
      words.why = g_strdup (posko_plan_text (plan, "There is no vehicle at all.", "Tidak ada kendaraan sama sekali."));
      words.mend = g_strdup (posko_plan_text (plan, "Add vehicles to kendaraan.csv.", "Tambahkan kendaraan pada kendaraan.csv."));
    }
  else
    {
      words.limit = self->n_illegal > 0 ? "dapur-sertifikat" : "dapur-jam";
      words.why = g_strdup_printf (posko_plan_text (plan, "No kitchen may cook for this wave: %u of %u lack a valid certificate, the others close before it ends.",
                                                    "Tidak ada dapur yang boleh memasak untuk gelombang ini: %u dari %u tanpa sertifikat yang berlaku, yang lain tutup sebelum selesai."),
                                   self->n_illegal, self->n_kitchens);
      words.mend = g_strdup (posko_plan_text (plan, "One more kitchen with a valid certificate that is open until the window ends.",
                                              "Satu dapur lagi dengan sertifikat yang berlaku dan buka sampai jendela waktu berakhir."));
    }
  for (guint s = 0; s < self->n_stops; s++)
    write_row (plan, self, self->tps_of_stop[s], &words);
}
