/* simulate-world.c: the case as places, rates and priors: section 12.2 of docs/model.md. */
#include "simulate-private.h"
#include <math.h>
#include <string.h>

#define SECONDS 60 /* a minute */
#define HOUR 3600

GHashTable *
posko_world_index (gconstpointer rows, guint n, gsize row_size)
{
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < n; i++)
    g_hash_table_insert (index, *(gpointer *) (gpointer) ((guint8 *) rows + i * row_size), GUINT_TO_POINTER (i + 1));
  return index;
}

gboolean
posko_world_find (GHashTable *index, const char *code, const char *file, guint *found, GError **error)
{
  const guint at = GPOINTER_TO_UINT (g_hash_table_lookup (index, code));
  if (at > 0)
    {
      *found = at - 1;
      return TRUE;
    }
  g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT,
               _ ("%s: \"%s\" is not in the case, or not in the plan's other tables: simulate a plan of this very case"), file, code);
  return FALSE;
}

/* The phases at @place, cut to [from, to) minutes. */
static void
lay_density (PoskoDensity *self, const PoskoPolicy *policy, PoskoPlace place, gint64 from, gint64 to)
{
  gdouble sum = 0;
  self->from = g_new (gint64, policy->n_phases);
  self->to = g_new (gint64, policy->n_phases);
  self->until = g_new (gdouble, policy->n_phases);
  for (guint f = 0; f < policy->n_phases; f++)
    {
      const PoskoPhase *phase = &policy->phases[f];
      const gint64 start = MAX (from, phase->start), end = MIN (to, phase->end);
      if (phase->place != place || start >= end || !(phase->multiplier > 0))
        continue;
      sum += phase->multiplier * (gdouble) (end - start);
      self->from[self->n] = start * SECONDS;
      self->to[self->n] = end * SECONDS;
      self->until[self->n++] = sum;
    }
  for (guint i = 0; i < self->n; i++)
    self->until[i] /= sum;
}

static void
density_clear (PoskoDensity *self)
{
  g_free (self->from);
  g_free (self->to);
  g_free (self->until);
}

static void
lay_peak (PoskoWorld *self)
{
  const PoskoPhase *peak = NULL;
  for (guint f = 0; f < self->policy->n_phases; f++)
    {
      const PoskoPhase *phase = &self->policy->phases[f];
      if (phase->place == POSKO_PLACE_TPS && (peak == NULL || phase->multiplier > peak->multiplier))
        peak = phase;
    }
  if (peak == NULL) /* a sound policy has a phase at the TPS */
    return;
  self->peak_from = peak->start * SECONDS;
  self->peak_to = peak->end * SECONDS;
}

/* The union of all phases: they are sorted by their start. */
static void
lay_windows (PoskoWorld *self)
{
  gint64 last = G_MININT64;
  self->windows = g_new (gint64, 2 * (gsize) self->policy->n_phases);
  for (guint f = 0; f < self->policy->n_phases; f++)
    {
      const gint64 from = self->policy->phases[f].start * SECONDS, to = self->policy->phases[f].end * SECONDS;
      if (from > last)
        {
          self->windows[2 * self->n_windows] = from;
          self->windows[2 * self->n_windows++ + 1] = to;
        }
      else
        self->windows[2 * self->n_windows - 1] = MAX (last, to);
      last = MAX (last, to);
    }
  self->first_hour = self->windows[0] / HOUR - (self->windows[0] % HOUR < 0);
  self->n_hours = last / HOUR - self->first_hour + 1;
}

static void
lay_roles (PoskoWorld *self)
{
  const PoskoPolicy *policy = self->policy;
  const PoskoTps *tps = posko_case_tps (self->source, &self->n_tps);
  self->roles = g_malloc0_n (MAX (1, self->n_tps), sizeof *self->roles);
  for (guint i = 0; i < self->n_tps; i++)
    {
      const gdouble at_risk = (gdouble) MAX (0, tps[i].petugas_berisiko);
      const gdouble parts[5] = { policy->pengali_berisiko * at_risk * policy->laju_kpps,
                                 fmax (0, (gdouble) tps[i].kpps - at_risk) * policy->laju_kpps,
                                 (gdouble) tps[i].linmas * policy->laju_linmas, (gdouble) tps[i].pengawas * policy->laju_pengawas,
                                 (gdouble) tps[i].pemilih * policy->laju_pemilih };
      gdouble sum = 0;
      for (guint r = 0; r < 5; r++)
        self->roles[i][r] = sum += parts[r];
      for (guint r = 0; r < 5 && sum > 0; r++)
        self->roles[i][r] /= sum;
    }
}

/* Where the recap of kecamatan @area is: its first camat's office, else its inner point. */
static PoskoLonLat
recap_point (const PoskoWorld *self, guint area)
{
  guint n;
  const PoskoFaskes *faskes = posko_case_faskes (self->source, &n);
  for (guint f = 0; f < n; f++)
    if (faskes[f].area == area && strcmp (faskes[f].jenis, "kantor_camat") == 0)
      return faskes[f].place;
  return posko_boundary_inner_point (posko_case_kecamatan (self->source), area);
}

static void
lay_places (PoskoWorld *self)
{
  const PoskoPolicy *policy = self->policy;
  const PoskoBoundary *areas = posko_case_kecamatan (self->source);
  const PoskoTps *tps = posko_case_tps (self->source, &self->n_tps);
  g_autoptr (PoskoDemand) demand = posko_demand_new (self->source);
  self->n_areas = posko_boundary_n (areas);
  self->n_places = self->n_tps + self->n_areas;
  self->points = g_new (PoskoLonLat, MAX (1, self->n_places));
  self->codes = g_new (guint64, MAX (1, self->n_places));
  self->rates = g_new (gdouble, MAX (1, self->n_places));
  self->lead_seconds = g_new (guint32, MAX (1, self->n_places));
  self->ppk_share = g_new0 (gdouble, MAX (1, self->n_areas));
  for (guint i = 0; i < self->n_places; i++)
    {
      const gboolean is_tps = i < self->n_tps;
      const guint area = is_tps ? 0 : i - self->n_tps;
      self->points[i] = is_tps ? tps[i].place : recap_point (self, area);
      self->codes[i] = posko_random_code (is_tps ? tps[i].kode_tps : posko_boundary_code (areas, area));
      self->rates[i]
        = self->priors->faktor_laju * (gdouble) (is_tps ? demand->weight[i] : demand->recap_weight[area]) / 1e6;
      self->lead_seconds[i]
        = (guint32) (60 * policy->tunda_menit + (is_tps ? posko_access_seconds (self->source, &tps[i]) : 0));
      const gdouble ppk = (gdouble) policy->ppk_per_kecamatan * policy->laju_ppk;
      gdouble days = 0;
      for (guint f = 0; f < policy->n_phases; f++)
        days += policy->phases[f].place == POSKO_PLACE_KECAMATAN;
      const gdouble all = is_tps ? 0 : (gdouble) demand->recap_weight[area] / 1000;
      if (all > 0)
        self->ppk_share[area] = fmin (1, ppk * fmin (1, days / (gdouble) MAX (1, policy->hari_laju)) / all);
    }
}

/* The nearest hospital and puskesmas of each place, by driving; ties by code. */
static void
lay_care (PoskoWorld *self)
{
  static const char *const kinds[POSKO_N_CARE] = { "rumah_sakit", "puskesmas" };
  guint n;
  const PoskoFaskes *faskes = posko_case_faskes (self->source, &n);
  const PoskoTravel *travel = posko_case_travel (self->source);
  const gsize n_cells = (gsize) self->n_places * POSKO_N_CARE;
  self->facilities = g_array_new (FALSE, FALSE, sizeof (PoskoLonLat));
  self->is_hospital = g_array_new (FALSE, FALSE, sizeof (guint8));
  self->care_seconds = g_new (guint32, MAX (1, n_cells));
  self->care = g_new0 (guint16, MAX (1, n_cells));
  for (gsize c = 0; c < n_cells; c++)
    self->care_seconds[c] = POSKO_UNREACHABLE;
  for (guint f = 0; f < n; f++)
    for (guint kind = 0; kind < POSKO_N_CARE && self->facilities->len < G_MAXUINT16; kind++)
      {
        if (strcmp (faskes[f].jenis, kinds[kind]) != 0)
          continue;
        for (guint i = 0; i < self->n_places; i++)
          {
            const gsize cell = (gsize) i * POSKO_N_CARE + kind;
            const guint32 seconds
              = posko_travel_seconds (travel, self->points[i], faskes[f].place, self->policy->kecepatan_ambulans_kmh);
            if (seconds >= self->care_seconds[cell])
              continue;
            self->care_seconds[cell] = seconds;
            self->care[cell] = (guint16) self->facilities->len;
          }
        const guint8 is_hospital = kind == POSKO_HOSPITAL;
        g_array_append_val (self->facilities, faskes[f].place);
        g_array_append_val (self->is_hospital, is_hospital);
      }
  for (guint i = 0; i < self->n_places; i++) /* where one kind is not there, the other takes its patients */
    for (guint kind = 0; kind < POSKO_N_CARE; kind++)
      {
        const gsize cell = (gsize) i * POSKO_N_CARE + kind, other = (gsize) i * POSKO_N_CARE + (1 - kind);
        if (self->care_seconds[cell] != POSKO_UNREACHABLE)
          continue;
        self->care_seconds[cell] = self->care_seconds[other];
        self->care[cell] = self->care[other];
      }
}

static gboolean
check_calls (const PoskoWorld *self, GError **error)
{
  gdouble calls = 0;
  for (guint i = 0; i < self->n_places; i++)
    calls += self->rates[i];
  calls += self->priors->panas_peluang * (self->priors->panas_pengali - 1) * self->hot_share * calls;
  if (calls <= POSKO_SIMULATE_MAX_CALLS)
    return TRUE;
  g_set_error (error, POSKO_ERROR, POSKO_ERROR_LIMIT,
               _ ("the rates expect %.0f calls a day, over the limit of %d: lower simulasi/faktor_laju or the rates of insiden"), calls,
               POSKO_SIMULATE_MAX_CALLS);
  return FALSE;
}

PoskoWorld *
posko_world_new (PoskoCase *source, GError **error)
{
  g_autoptr (PoskoWorld) self = g_new0 (PoskoWorld, 1);
  self->source = posko_case_ref (source);
  self->policy = posko_case_policy (source);
  self->priors = &self->policy->simulasi;
  lay_roles (self);
  lay_places (self);
  lay_care (self);
  lay_density (&self->at_tps, self->policy, POSKO_PLACE_TPS, G_MININT32, G_MAXINT32);
  lay_density (&self->at_recap, self->policy, POSKO_PLACE_KECAMATAN, G_MININT32, G_MAXINT32);
  lay_density (&self->hot, self->policy, POSKO_PLACE_TPS, self->priors->panas_mulai, self->priors->panas_selesai);
  self->hot_share = posko_demand_share (source, POSKO_PLACE_TPS, self->priors->panas_mulai, self->priors->panas_selesai);
  lay_peak (self);
  lay_windows (self);
  posko_spread_lognormal (&self->severity, self->priors->sebaran_laju);
  posko_spread_lognormal (&self->traffic, self->priors->sebaran_perjalanan_hari);
  posko_spread_lognormal (&self->drive, self->priors->sebaran_perjalanan);
  posko_spread_lognormal (&self->work, self->priors->sebaran_tangani);
  posko_spread_lognormal (&self->serve, self->priors->sebaran_serah);
  posko_spread_lognormal_median (&self->food, self->priors->keracunan_sebaran);
  posko_spread_exponential (&self->exponential);
  return check_calls (self, error) ? g_steal_pointer (&self) : NULL;
}

void
posko_world_free (PoskoWorld *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->source, posko_case_unref);
  g_free (self->points);
  g_free (self->codes);
  g_free (self->rates);
  g_free (self->roles);
  g_free (self->ppk_share);
  g_free (self->care_seconds);
  g_free (self->care);
  g_clear_pointer (&self->facilities, g_array_unref);
  g_clear_pointer (&self->is_hospital, g_array_unref);
  g_free (self->lead_seconds);
  g_free (self->windows);
  density_clear (&self->at_tps);
  density_clear (&self->at_recap);
  density_clear (&self->hot);
  g_free (self);
}
