/* figures-ambulances.c: the figures of the ambulances: section 9.4 of docs/model.md. */
#include "figures-private.h"
#include <math.h>

static guint
count_available (const PoskoCase *source)
{
  guint n, available = 0;
  const PoskoAmbulans *ambulances = posko_case_ambulans (source, &n);
  for (guint a = 0; a < n; a++)
    available += ambulances[a].tersedia == 1;
  return available;
}

/* How many ambulances answer this TPS within @limit seconds. */
static guint
count_within (PoskoPlan *plan, const PoskoTps *tps, gint64 limit)
{
  PoskoTable *table = posko_plan_table (plan, POSKO_PLAN_AMBULANCES);
  guint n = 0;
  for (guint a = 0; a < posko_table_n (table); a++)
    {
      const PoskoPlanAmbulance *row = posko_table_row (table, a);
      n += posko_response_seconds (posko_plan_case (plan), (PoskoLonLat) { row->lon, row->lat }, tps) <= limit;
    }
  return n;
}

void
posko_figures_of_ambulances (PoskoPlan *plan, const PoskoDemand *demand)
{
  const PoskoCase *source = posko_plan_case (plan);
  const PoskoPolicy *policy = posko_case_policy (source);
  PoskoTable *ambulances = posko_plan_table (plan, POSKO_PLAN_AMBULANCES), *table = posko_plan_table (plan, POSKO_PLAN_TPS);
  const guint available = count_available (source);
  const guint busy = posko_ambulance_busy_permil (source, demand, available);
  guint32 benefits[POSKO_AMBULANCE_BENEFITS];
  posko_ambulance_benefits (busy, benefits);

  guint n_tps;
  const PoskoTps *tps = posko_case_tps (source, &n_tps);
  gint64 weight = 0, within = 0, covered = 0, answered = 0, longest = 0, cost = 0;
  gdouble weighted_seconds = 0;
  for (guint i = 0; i < n_tps; i++)
    {
      const PoskoPlanTps *row = posko_table_row (table, i);
      const guint n = MIN (POSKO_AMBULANCE_BENEFITS, count_within (plan, &tps[i], 60 * policy->standar_menit));
      weight += demand->weight[i];
      for (guint b = 0; b < n; b++)
        covered += demand->weight[i] * benefits[b];
      if (*row->ambulans_pertama == '\0')
        continue;
      const gint64 seconds = posko_figure_seconds (row->menit_ambulans);
      within += seconds <= 60 * policy->batas_menit ? demand->weight[i] : 0;
      answered += demand->weight[i];
      weighted_seconds += (gdouble) demand->weight[i] * (gdouble) seconds;
      longest = MAX (longest, seconds);
    }
  for (guint a = 0; a < posko_table_n (ambulances); a++)
    cost += ((const PoskoPlanAmbulance *) posko_table_row (ambulances, a))->biaya;

  const gdouble none = NAN;
  posko_figure_add (plan, "ambulans", "ambulans", "Ambulances on duty", "Ambulans siaga", posko_table_n (ambulances), "ambulans",
                    POSKO_FIGURE_AT_LEAST, available);
  posko_figure_add (plan, "ambulans", "q", "Busy at the peak of a bad day", "Kesibukan pada puncak hari buruk", busy, "permil",
                    POSKO_FIGURE_INFO, 0);
  posko_figure_add (plan, "ambulans", "dalam_batas", "Risk weight that an ambulance reaches within the limit",
                    "Bobot risiko terjangkau ambulans dalam batas", weight > 0 ? 100.0 * (gdouble) within / (gdouble) weight : none,
                    "persen", POSKO_FIGURE_AT_LEAST, 100);
  posko_figure_add (plan, "ambulans", "cakupan", "Expected coverage when some are busy", "Harapan cakupan saat sebagian sibuk",
                    weight > 0 ? (gdouble) covered / (gdouble) weight : none, "permil", POSKO_FIGURE_INFO, 0);
  posko_figure_add (plan, "ambulans", "menit_rata", "Mean response of the first ambulance", "Rata-rata respons ambulans pertama",
                    answered > 0 ? weighted_seconds / (gdouble) answered / 60 : none, "menit", POSKO_FIGURE_INFO, 0);
  posko_figure_add (plan, "ambulans", "menit_terjauh", "Longest response of a first ambulance", "Respons terlama ambulans pertama",
                    answered > 0 ? (gdouble) longest / 60 : none, "menit", POSKO_FIGURE_AT_MOST, (gdouble) policy->batas_menit);
  posko_figure_add (plan, "ambulans", "biaya", "Cost of the ambulances", "Biaya ambulans", (gdouble) cost, "rupiah", POSKO_FIGURE_INFO, 0);
  posko_figure_add_changes (plan, "ambulans");
}
