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

/* A kitchen in a wave: what it may still do, and what those who wait for it need. A room below 0 means there is no limit. */
typedef struct
{
  gint64 portions_left, tps_left;
  gint64 portions_waiting, tps_waiting;
} KitchenRoom;

static gint64
minutes_up (gint64 seconds)
{
  return (seconds + 59) / 60;
}

/* Returns: "5 more portions (porsi_per_gelombang) and 1 more TPS (tps_maks)", what a kitchen lacks for @portions at @tps places */
static char *
lack_text (const PoskoPlan *plan, const KitchenRoom *room, gint64 portions, gint64 tps)
{
  const gint64 more_portions = MAX (0, portions - room->portions_left);
  const gint64 more_tps = room->tps_left < 0 ? 0 : MAX (0, tps - room->tps_left);
  g_autofree char *first = g_strdup_printf (posko_plan_text (plan, "%" G_GINT64_FORMAT " more portions (porsi_per_gelombang)",
                                                             "%" G_GINT64_FORMAT " porsi lagi (porsi_per_gelombang)"),
                                            more_portions);
  g_autofree char *second = g_strdup_printf (posko_plan_text (plan, "%" G_GINT64_FORMAT " more TPS (tps_maks)",
                                                              "%" G_GINT64_FORMAT " TPS lagi (tps_maks)"),
                                             more_tps);
  if (more_tps == 0)
    return g_steal_pointer (&first);
  if (more_portions == 0)
    return g_steal_pointer (&second);
  return g_strjoin (posko_plan_text (plan, " and ", " dan "), first, second, NULL);
}

/* A kitchen's own limits: portions, and how many TPS it may feed. Where both bind, both are named: one alone would mend nothing. */
static void
explain_kitchen (Explanation *out, const PoskoPlan *plan, const PoskoMealWave *self, const PoskoRoutingUnserved *unserved,
                 const KitchenRoom *room)
{
  const PoskoDapur *kitchen = &self->kitchens[self->kitchen_of_depot[unserved->depot]]; /* these two reasons name one */
  const gint64 portions = self->portions[self->tps_of_stop[unserved->stop]];
  g_autofree char *for_one = lack_text (plan, room, portions, 1);
  g_autofree char *for_all = lack_text (plan, room, room->portions_waiting, room->tps_waiting);
  if (room->tps_waiting > 1)
    out->mend = g_strdup_printf (posko_plan_text (plan, "At %s %s for this TPS; %s for all that wait for this kitchen.",
                                                  "Di %s %s untuk TPS ini; %s untuk semua yang menunggu dapur ini."),
                                 kitchen->nama, for_one, for_all);
  else
    out->mend = g_strdup_printf (posko_plan_text (plan, "At %s %s.", "Di %s %s."), kitchen->nama, for_one);
  if (portions > room->portions_left)
    out->cost = (portions - room->portions_left) * kitchen->biaya_per_porsi;
  if (unserved->reason == POSKO_ROUTING_REASON_DEPOT_CAPACITY)
    {
      out->limit = "dapur-porsi";
      out->why = g_strdup (posko_plan_text (plan, "The kitchens within reach have cooked all they can for this wave.",
                                            "Dapur yang terjangkau sudah memasak sebanyak kemampuannya untuk gelombang ini."));
      return;
    }
  out->limit = "dapur-tps";
  out->why = g_strdup (posko_plan_text (plan, "The kitchens within reach already feed as many TPS as they may.",
                                        "Dapur yang terjangkau sudah melayani TPS sebanyak yang diizinkan."));
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
explain (Explanation *out, const PoskoPlan *plan, const PoskoMealWave *self, const PoskoRoutingUnserved *unserved, const KitchenRoom *rooms)
{
  switch (unserved->reason)
    {
    case POSKO_ROUTING_REASON_DEPOT_CAPACITY:
    case POSKO_ROUTING_REASON_DEPOT_STOPS:
      explain_kitchen (out, plan, self, unserved, &rooms[unserved->depot]);
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

static gboolean
waits_for_kitchen (const PoskoRoutingUnserved *unserved)
{
  return unserved->reason == POSKO_ROUTING_REASON_DEPOT_CAPACITY || unserved->reason == POSKO_ROUTING_REASON_DEPOT_STOPS;
}

static KitchenRoom *
kitchen_rooms (const PoskoMealWave *self, const PoskoRoutingSolution *solution)
{
  KitchenRoom *rooms = g_new0 (KitchenRoom, self->n_depots);
  for (guint d = 0; d < self->n_depots; d++)
    {
      rooms[d].portions_left = self->kitchens[self->kitchen_of_depot[d]].porsi_per_gelombang;
      rooms[d].tps_left = posko_meal_ceiling (self, d);
    }
  for (guint t = 0; t < solution->trips->len; t++)
    {
      const PoskoRoutingTrip *trip = &g_array_index (solution->trips, PoskoRoutingTrip, t);
      rooms[trip->depot].portions_left -= trip->load;
      if (rooms[trip->depot].tps_left >= 0)
        rooms[trip->depot].tps_left -= trip->n_visits;
    }
  for (guint u = 0; u < solution->unserved->len; u++)
    {
      const PoskoRoutingUnserved *unserved = &g_array_index (solution->unserved, PoskoRoutingUnserved, u);
      if (!waits_for_kitchen (unserved))
        continue;
      rooms[unserved->depot].portions_waiting += self->portions[self->tps_of_stop[unserved->stop]];
      rooms[unserved->depot].tps_waiting++;
    }
  return rooms;
}

void
posko_meal_write_shortages (PoskoPlan *plan, const PoskoMealWave *self, const PoskoRoutingSolution *solution)
{
  g_autofree KitchenRoom *rooms = kitchen_rooms (self, solution);
  for (guint u = 0; u < solution->unserved->len; u++)
    {
      const PoskoRoutingUnserved *unserved = &g_array_index (solution->unserved, PoskoRoutingUnserved, u);
      g_auto (Explanation) words = { .cost = POSKO_MISSING };
      explain (&words, plan, self, unserved, rooms);
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
