/* who-late-ambulances.c: which TPS no ambulance reaches within the outer limit, and what would mend it.
 *
 * Tried in this order: an ambulance that can stand elsewhere without anybody else becoming late; one more at a base that has room; a new
 * base. O(late TPS · bases · (ambulances + TPS)).
 */
#include "who-private.h"
#include <math.h>
#include <string.h>

typedef struct
{
  const PoskoAmbulans *ambulance;
  guint base; /* faskes */
} Parked;

typedef struct
{
  PoskoWhoLateness *work;
  const PoskoTps *tps;
  const PoskoFaskes *faskes;
  const PoskoAmbulans *ambulances;
  guint n_tps, n_faskes, n_ambulances;
  gint64 limit;    /* seconds */
  GArray *parked;  /* Parked */
  gint64 *room;    /* per faskes: ambulances it can still take */
  guint8 *reach;   /* TPS × faskes: whether within the limit from there */
  guint *cover;    /* per TPS: ambulances within the limit */
} Fleet;

static void
fleet_clear (Fleet *self)
{
  g_clear_pointer (&self->parked, g_array_unref);
  g_free (self->room);
  g_free (self->reach);
  g_free (self->cover);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fleet, fleet_clear)

static gboolean
reaches (const Fleet *self, guint faskes, guint tps)
{
  return self->reach[(gsize) tps * self->n_faskes + faskes] != 0;
}

static void
read_rooms (Fleet *self)
{
  const PoskoTable *posts = posko_plan_table (self->work->plan, POSKO_PLAN_POSTS);
  for (guint f = 0; f < self->n_faskes; f++)
    self->room[f] = self->faskes[f].ambulans_maks;
  for (guint j = 0; j < posko_table_n (posts); j++)
    {
      const PoskoPlanPost *post = posko_table_row (posts, j);
      const PoskoFaskes *place = posko_find_by_code (self->faskes, self->n_faskes, sizeof *place, post->kode_pos);
      if (place != NULL && place->boleh_pos == 1)
        self->room[place - self->faskes] = MAX (1, place->ambulans_maks);
    }
}

static void
read_parked (Fleet *self)
{
  const PoskoTable *rows = posko_plan_table (self->work->plan, POSKO_PLAN_AMBULANCES);
  for (guint r = 0; r < posko_table_n (rows); r++)
    {
      const PoskoPlanAmbulance *row = posko_table_row (rows, r);
      const PoskoAmbulans *ambulance = posko_find_by_code (self->ambulances, self->n_ambulances, sizeof *ambulance, row->kode_ambulans);
      const PoskoFaskes *base = posko_find_by_code (self->faskes, self->n_faskes, sizeof *base, row->kode_pangkalan);
      if (ambulance == NULL || base == NULL)
        self->work->answer->n_unknown++;
      else if (ambulance->tersedia == 1)
        {
          const Parked parked = { ambulance, (guint) (base - self->faskes) };
          g_array_append_val (self->parked, parked);
          self->room[parked.base]--;
        }
    }
}

static void
fleet_init (Fleet *self, PoskoWhoLateness *work)
{
  *self = (Fleet) { .work = work, .limit = 60 * work->policy->batas_menit };
  self->tps = posko_case_tps (work->source, &self->n_tps);
  self->faskes = posko_case_faskes (work->source, &self->n_faskes);
  self->ambulances = posko_case_ambulans (work->source, &self->n_ambulances);
  self->parked = g_array_new (FALSE, FALSE, sizeof (Parked));
  self->room = g_new0 (gint64, (gsize) self->n_faskes + 1);
  self->reach = g_new0 (guint8, (gsize) self->n_tps * self->n_faskes + 1);
  self->cover = g_new0 (guint, (gsize) self->n_tps + 1);
  read_rooms (self);
  read_parked (self);
  for (guint i = 0; i < self->n_tps; i++)
    {
      for (guint f = 0; f < self->n_faskes; f++)
        self->reach[(gsize) i * self->n_faskes + f]
          = posko_response_seconds (work->source, self->faskes[f].place, &self->tps[i]) <= self->limit;
      for (guint a = 0; a < self->parked->len; a++)
        self->cover[i] += reaches (self, g_array_index (self->parked, Parked, a).base, i) ? 1 : 0;
    }
}

/* TPS other than @tps that are late now and would be reached from @base */
static gint64
others_mended (const Fleet *self, guint tps, guint base)
{
  gint64 n = 0;
  for (guint i = 0; i < self->n_tps; i++)
    n += i != tps && self->cover[i] == 0 && reaches (self, base, i) ? 1 : 0;
  return n;
}

/* Whether everybody whom only this ambulance reaches is reached from @base too. */
static gboolean
may_move (const Fleet *self, const Parked *parked, guint base)
{
  for (guint i = 0; i < self->n_tps; i++)
    if (self->cover[i] == 1 && reaches (self, parked->base, i) && !reaches (self, base, i))
      return FALSE;
  return TRUE;
}

typedef struct
{
  const char *code;
  const Parked *moved;             /* (nullable) */
  const PoskoAmbulans *added;      /* (nullable): one that the plan does not use */
  gssize base;                     /* faskes, -1 = none */
  gint64 others;
} Repair;

/* The ambulance that the plan does not use and that costs least; one that is not available counts, at its price. */
static const PoskoAmbulans *
cheapest_unused (const Fleet *self)
{
  const PoskoAmbulans *best = NULL;
  for (guint a = 0; a < self->n_ambulances; a++)
    {
      gboolean used = FALSE;
      for (guint k = 0; k < self->parked->len; k++)
        used = used || g_array_index (self->parked, Parked, k).ambulance == &self->ambulances[a];
      if (!used && (best == NULL || self->ambulances[a].biaya < best->biaya))
        best = &self->ambulances[a];
    }
  return best;
}

static Repair
cheapest (const Fleet *self, guint tps)
{
  const gint64 next_door = 60 * self->work->policy->tunda_menit + posko_access_seconds (self->work->source, &self->tps[tps]);
  Repair best = { .code = next_door <= self->limit ? "pangkalan-baru" : "akses", .base = -1 };
  for (guint f = 0; f < self->n_faskes; f++)
    {
      if (!reaches (self, f, tps) || self->room[f] <= 0)
        continue;
      const gint64 others = others_mended (self, tps, f);
      const Parked *moved = NULL;
      for (guint a = 0; a < self->parked->len && moved == NULL; a++)
        if (may_move (self, &g_array_index (self->parked, Parked, a), f))
          moved = &g_array_index (self->parked, Parked, a);
      if (best.base >= 0 && (best.moved != NULL) >= (moved != NULL) && (best.moved != NULL || moved == NULL ? others <= best.others : FALSE))
        continue;
      best = (Repair) { .code = moved != NULL ? "pindah-ambulans" : "ambulans", .moved = moved, .base = f, .others = others };
    }
  if (best.base >= 0 && best.moved == NULL)
    best.added = cheapest_unused (self);
  return best;
}

static char *
repair_text (const Fleet *self, guint tps, const Repair *repair, const char *minutes)
{
  const PoskoWho *answer = self->work->answer;
  const PoskoPolicy *policy = self->work->policy;
  const gint64 next_door = 60 * policy->tunda_menit + posko_access_seconds (self->work->source, &self->tps[tps]);
  if (repair->moved != NULL)
    return g_strdup_printf (posko_who_text (answer, "Park %s at %s (%s) instead of %s: %s minutes, and nobody else becomes late.",
                                            "Pindahkan %s ke %s (%s) dari %s: %s menit, dan tidak ada TPS lain yang menjadi lambat."),
                            repair->moved->ambulance->kode, self->faskes[repair->base].nama, self->faskes[repair->base].kode,
                            self->faskes[repair->moved->base].nama, minutes);
  if (repair->base >= 0)
    return g_strdup_printf (posko_who_text (answer, "One more ambulance%s%s at %s (%s): %s minutes.", "Satu ambulans lagi%s%s di %s (%s): %s menit."),
                            repair->added != NULL ? " " : "", repair->added != NULL ? repair->added->kode : "",
                            self->faskes[repair->base].nama, self->faskes[repair->base].kode, minutes);
  if (strcmp (repair->code, "akses") == 0)
    return g_strdup_printf (posko_who_text (answer, "Better access: even from next door it takes %" G_GINT64_FORMAT " minutes.",
                                            "Perbaiki akses: dari sebelah pun perlu %" G_GINT64_FORMAT " menit."),
                            next_door / 60);
  return g_strdup_printf (posko_who_text (answer, "A new base, at most %" G_GINT64_FORMAT " m from here by road (faskes.csv, ambulans_maks).",
                                          "Pangkalan baru paling jauh %" G_GINT64_FORMAT " m dari sini lewat jalan (faskes.csv, ambulans_maks)."),
                          (gint64) floor ((gdouble) (self->limit - next_door) * policy->kecepatan_ambulans_kmh / 3.6));
}

static char *
reason_text (const Fleet *self, guint tps, gssize nearest, const char *minutes)
{
  const PoskoWho *answer = self->work->answer;
  const gint64 access = posko_access_seconds (self->work->source, &self->tps[tps]) / 60;
  if (nearest < 0)
    return g_strdup (posko_who_text (answer, "No ambulance is available.", "Tidak ada ambulans yang tersedia."));
  const Parked *parked = &g_array_index (self->parked, Parked, nearest);
  g_autofree char *way = access == 0 ? g_strdup ("")
                                     : g_strdup_printf (posko_who_text (answer, " The way in (%s) takes %" G_GINT64_FORMAT " of them.",
                                                                        " Akses (%s) memakan %" G_GINT64_FORMAT " menit di antaranya."),
                                                        self->tps[tps].akses, access);
  return g_strdup_printf (posko_who_text (answer, "The nearest ambulance, %s at %s, takes %s minutes.%s", "Ambulans terdekat, %s di %s, perlu %s menit.%s"),
                          parked->ambulance->kode, self->faskes[parked->base].nama, minutes, way);
}

static void
write_late (const Fleet *self, guint tps)
{
  const PoskoWhoLateness *work = self->work;
  gssize nearest = -1;
  gint64 seconds = 0;
  for (guint a = 0; a < self->parked->len; a++)
    {
      const gint64 from = posko_response_seconds (work->source, self->faskes[g_array_index (self->parked, Parked, a).base].place, &self->tps[tps]);
      if (nearest < 0 || from < seconds)
        {
          nearest = a;
          seconds = from;
        }
    }
  const Repair repair = cheapest (self, tps);
  const gdouble after = repair.base < 0 ? (gdouble) NAN : (gdouble) posko_response_seconds (work->source, self->faskes[repair.base].place, &self->tps[tps]) / 60;
  g_autofree char *now_text = posko_who_minutes (work->answer, (gdouble) seconds / 60), *then_text = posko_who_minutes (work->answer, after);
  g_autofree char *why = reason_text (self, tps, nearest, now_text), *mend = repair_text (self, tps, &repair, then_text);
  posko_who_add (work->answer, POSKO_WHO_LATE,
                 &(PoskoWhoLate) { .kode_kecamatan = posko_plan_area_code (work->plan, self->tps[tps].area),
                                   .kecamatan = posko_plan_area_name (work->plan, self->tps[tps].area),
                                   .kode_tps = self->tps[tps].kode_tps,
                                   .hal = "ambulans",
                                   .gelombang = "-",
                                   .keadaan = nearest < 0 ? "tanpa" : "lambat",
                                   .nilai = nearest < 0 ? (gdouble) NAN : (gdouble) seconds / 60,
                                   .batas = (gdouble) self->limit / 60,
                                   .sebab_kode = nearest < 0 ? "ambulans-tidak-ada" : repair.base >= 0 ? "pangkalan" : strcmp (repair.code, "akses") == 0 ? "akses" : "pangkalan-tidak-ada",
                                   .sebab = why,
                                   .perbaikan_kode = repair.code,
                                   .perbaikan = mend,
                                   .tempat = repair.base >= 0 ? self->faskes[repair.base].kode : "",
                                   .nilai_sesudah = after,
                                   .ikut_teratasi = repair.base >= 0 ? repair.others : POSKO_MISSING,
                                   .biaya = repair.moved != NULL ? 0 : repair.added != NULL ? repair.added->biaya : POSKO_MISSING });
}

void
posko_who_late_ambulances (PoskoWhoLateness *self)
{
  g_auto (Fleet) fleet = { 0 };
  fleet_init (&fleet, self);
  for (guint i = 0; i < fleet.n_tps; i++)
    if (fleet.cover[i] == 0)
      write_late (&fleet, i);
}
