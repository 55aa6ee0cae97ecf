/* demand.c: how many cases to expect, where and when, and how soon help gets there: sections 1 and 2 of docs/model.md. */
#include "plan-private.h"
#include <math.h>

/* Cases per 1,000 become millionths of a case. */
#define MILLIONTHS_PER_THOUSANDTH 1000.0

static gint64
tps_weight (const PoskoPolicy *policy, const PoskoTps *tps)
{
  const gdouble risk = (gdouble) MAX (0, tps->petugas_berisiko);
  const gdouble base = (gdouble) tps->kpps * policy->laju_kpps + (gdouble) tps->linmas * policy->laju_linmas
                       + (gdouble) tps->pengawas * policy->laju_pengawas
                       + (policy->pengali_berisiko - 1) * risk * policy->laju_kpps + (gdouble) tps->pemilih * policy->laju_pemilih;
  return MAX (1, (gint64) floor (MILLIONTHS_PER_THOUSANDTH * base + 0.5));
}

/* Committees of the recap: PPK by kecamatan, PPS by each kelurahan that has a TPS there. */
static void
weigh_recap (PoskoDemand *self, const PoskoCase *source)
{
  const PoskoPolicy *policy = posko_case_policy (source);
  const guint n_areas = posko_boundary_n (posko_case_kecamatan (source));
  guint n_tps, n_days = 0;
  const PoskoTps *tps = posko_case_tps (source, &n_tps);
  for (guint f = 0; f < policy->n_phases; f++)
    n_days += policy->phases[f].place == POSKO_PLACE_KECAMATAN;

  g_autofree guint *n_kelurahan = g_new0 (guint, MAX (1, n_areas));
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint i = 0; i < n_tps; i++)
    {
      const char *kelurahan = *tps[i].kode_kelurahan != '\0' ? tps[i].kode_kelurahan : tps[i].kelurahan; /* names are spelled in many ways */
      if (g_hash_table_add (seen, g_strdup_printf ("%u %s", tps[i].area, kelurahan)))
        n_kelurahan[tps[i].area]++;
    }

  const gdouble share = policy->hari_laju > 0 ? MIN (1, (gdouble) n_days / (gdouble) policy->hari_laju) : 1;
  for (guint k = 0; k < n_areas; k++)
    self->recap_weight[k]
      = (gint64) floor (MILLIONTHS_PER_THOUSANDTH
                          * ((gdouble) policy->ppk_per_kecamatan * policy->laju_ppk
                             + (gdouble) n_kelurahan[k] * (gdouble) policy->pps_per_kelurahan * policy->laju_pps)
                          * share
                        + 0.5);
}

PoskoDemand *
posko_demand_new (const PoskoCase *source)
{
  const PoskoPolicy *policy = posko_case_policy (source);
  guint n_tps;
  const PoskoTps *tps = posko_case_tps (source, &n_tps);
  PoskoDemand *self = g_new0 (PoskoDemand, 1);
  self->weight = g_new (gint64, MAX (1, n_tps));
  self->recap_weight = g_new (gint64, MAX (1, posko_boundary_n (posko_case_kecamatan (source))));
  for (guint i = 0; i < n_tps; i++)
    self->weight[i] = tps_weight (policy, &tps[i]);
  for (guint f = 0; f < policy->n_phases; f++)
    if (policy->phases[f].place == POSKO_PLACE_TPS)
      self->tps_minutes += policy->phases[f].multiplier * (gdouble) (policy->phases[f].end - policy->phases[f].start);
  weigh_recap (self, source);
  return self;
}

void
posko_demand_free (PoskoDemand *self)
{
  if (self == NULL)
    return;
  g_free (self->weight);
  g_free (self->recap_weight);
  g_free (self);
}

gdouble
posko_demand_share (const PoskoCase *source, PoskoPlace place, gint64 start, gint64 end)
{
  const PoskoPolicy *policy = posko_case_policy (source);
  gdouble inside = 0, whole = 0;
  for (guint f = 0; f < policy->n_phases; f++)
    {
      const PoskoPhase *phase = &policy->phases[f];
      if (phase->place != place)
        continue;
      inside += phase->multiplier * (gdouble) MAX (0, MIN (end, phase->end) - MAX (start, phase->start));
      whole += phase->multiplier * (gdouble) (phase->end - phase->start);
    }
  return whole > 0 ? inside / whole : 0;
}

gint64
posko_access_seconds (const PoskoCase *source, const PoskoTps *tps)
{
  const PoskoPolicy *policy = posko_case_policy (source);
  if (g_str_equal (tps->akses, "gang"))
    return 60 * policy->akses_gang_menit;
  return g_str_equal (tps->akses, "perahu") ? 60 * policy->akses_perahu_menit : 0;
}

gint64
posko_response_seconds (const PoskoCase *source, PoskoLonLat from, const PoskoTps *tps)
{
  const PoskoPolicy *policy = posko_case_policy (source);
  return 60 * policy->tunda_menit + posko_access_seconds (source, tps)
         + posko_travel_seconds (posko_case_travel (source), from, tps->place, policy->kecepatan_ambulans_kmh);
}

const char *
posko_day_name (gint64 day)
{
  if (day == 0)
    return "H";
  g_autofree char *name = g_strdup_printf ("H%+" G_GINT64_FORMAT, day);
  return g_intern_string (name);
}
