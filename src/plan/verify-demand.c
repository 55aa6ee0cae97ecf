/* verify-demand.c: how many cases are to be expected where and when, and how soon somebody is there: sections 1 and 2
 * of docs/model.md.
 *
 * Computed a second time, apart from the makers. Erlang's loss formula (A. K. Erlang, "Solution of some problems in the
 * theory of probabilities of significance in automatic telephone exchanges", 1917) is computed through its inverse,
 * 1/B(c) = 1 + c/A · 1/B(c-1), which only adds and cannot cancel. O(TPS + phases) and O(servers).
 */
#include "verify-private.h"

gint64
posko_verify_at_risk (const PoskoTps *tps)
{
  return tps->petugas_berisiko == POSKO_MISSING ? 0 : tps->petugas_berisiko;
}

static gint64
tps_weight (const PoskoPolicy *p, const PoskoTps *tps)
{
  const gdouble base = (gdouble) tps->kpps * p->laju_kpps + (gdouble) tps->linmas * p->laju_linmas
                       + (gdouble) tps->pengawas * p->laju_pengawas
                       + (p->pengali_berisiko - 1) * (gdouble) posko_verify_at_risk (tps) * p->laju_kpps
                       + (gdouble) tps->pemilih * p->laju_pemilih;
  return MAX (1, (gint64) floor (1000 * base + 0.5));
}

static guint
count_recap_phases (const PoskoPolicy *p)
{
  guint n = 0;
  for (guint f = 0; f < p->n_phases; f++)
    n += p->phases[f].place == POSKO_PLACE_KECAMATAN;
  return n;
}

/* How many different kelurahan have a TPS in @area. */
static gint64
count_kelurahan (const PoskoVerifier *self, guint area)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < self->n_tps; i++)
    if (self->tps[i].area == area)
      g_hash_table_add (seen, (gpointer) (*self->tps[i].kode_kelurahan != '\0' ? self->tps[i].kode_kelurahan
                                                                               : self->tps[i].kelurahan));
  return g_hash_table_size (seen);
}

void
posko_verify_weigh (PoskoVerifier *self)
{
  const PoskoPolicy *p = self->policy;
  self->weight = g_new0 (gint64, self->n_tps + 1);
  self->recap_weight = g_new0 (gint64, self->n_areas + 1);
  for (guint i = 0; i < self->n_tps; i++)
    self->total_weight += self->weight[i] = tps_weight (p, &self->tps[i]);
  for (guint f = 0; f < p->n_phases; f++)
    if (p->phases[f].place == POSKO_PLACE_TPS)
      self->tps_minutes += p->phases[f].multiplier * (gdouble) (p->phases[f].end - p->phases[f].start);
  const gdouble part = MIN (1.0, (gdouble) count_recap_phases (p) / (gdouble) MAX (1, p->hari_laju));
  for (guint k = 0; k < self->n_areas; k++)
    {
      const gdouble people = (gdouble) p->ppk_per_kecamatan * p->laju_ppk
                             + (gdouble) count_kelurahan (self, k) * (gdouble) p->pps_per_kelurahan * p->laju_pps;
      self->recap_weight[k] = (gint64) floor (1000 * people * part + 0.5);
    }
}

gdouble
posko_verify_share (const PoskoVerifier *self, PoskoPlace place, gint64 start, gint64 end)
{
  gdouble inside = 0, all = 0;
  for (guint f = 0; f < self->policy->n_phases; f++)
    {
      const PoskoPhase *phase = &self->policy->phases[f];
      if (phase->place != place)
        continue;
      const gint64 common = MIN (end, phase->end) - MAX (start, phase->start);
      inside += phase->multiplier * (gdouble) MAX (0, common);
      all += phase->multiplier * (gdouble) (phase->end - phase->start);
    }
  return all > 0 ? inside / all : 0;
}

gint64
posko_verify_access_minutes (const PoskoVerifier *self, guint tps)
{
  const char *access = self->tps[tps].akses;
  if (g_str_equal (access, "gang"))
    return self->policy->akses_gang_menit;
  return g_str_equal (access, "perahu") ? self->policy->akses_perahu_menit : 0;
}

gint64
posko_verify_response (const PoskoVerifier *self, PoskoLonLat from, guint tps)
{
  const gint64 standing = self->policy->tunda_menit + posko_verify_access_minutes (self, tps);
  return 60 * standing
         + (gint64) posko_travel_seconds (self->travel, from, self->tps[tps].place,
                                          self->policy->kecepatan_ambulans_kmh);
}

gint64
posko_verify_servers (gdouble load, gdouble limit, gint64 most)
{
  if (load <= 0)
    return 1;
  gdouble inverse = 1;
  for (gint64 c = 1; c < most; c++)
    {
      inverse = 1 + (gdouble) c / load * inverse;
      if (1 / inverse <= limit)
        return c;
    }
  return MAX (1, most);
}
