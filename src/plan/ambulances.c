/* ambulances.c: where the ambulances stand, and who reaches which TPS first and second: section 3 of docs/model.md.
 *
 * Bases are chosen by MEXCLP (Daskin, "A maximum expected covering location model", 1983, doi:10.1287/trsc.17.1.48; coverage.h), after as few
 * TPS as possible are left beyond the outer limit. Then each named ambulance goes to a base by the least driving in all (assignment.h).
 *
 * Close to a published plan (section 11) a change is a copy at a base above the available ambulances that stood there: as many of
 * those stay as there are copies, which a price above all driving sees to, so that the names make no more changes than the bases.
 */
#include "assignment.h"
#include "coverage.h"
#include "stay-sites.h"
#include <math.h>

typedef struct
{
  guint faskes;  /* index */
  guint32 room;
} Base;

typedef struct
{
  const PoskoCase *source;
  const PoskoPolicy *policy;
  const PoskoTps *tps;
  const PoskoFaskes *faskes;
  guint n_tps, n_faskes;
  GArray *bases;      /* (element-type Base) */
  GArray *ambulances; /* (element-type PoskoAmbulans): those available, by code */
  guint n;            /* how many there are: the ambulances, or what a curve asks for */
  gint64 *seconds;    /* response, n_tps × bases */
  guint *base_of;     /* per ambulance, G_MAXUINT = none */
  PoskoStaySites stay;
  guint *stood_at;    /* per ambulance: its base in the published plan, G_MAXUINT = none, or no base any more */
  guint32 *previous;  /* (nullable) per base: ambulances that stood there */
} Fleet;

static void
fleet_clear (Fleet *self)
{
  g_clear_pointer (&self->bases, g_array_unref);
  g_clear_pointer (&self->ambulances, g_array_unref);
  g_free (self->seconds);
  g_free (self->base_of);
  g_free (self->stood_at);
  g_free (self->previous);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Fleet, fleet_clear)

guint
posko_ambulance_busy_permil (const PoskoCase *source, const PoskoDemand *demand, guint n_ambulances)
{
  const PoskoPolicy *policy = posko_case_policy (source);
  guint n_tps;
  posko_case_tps (source, &n_tps);
  gint64 weight = 0;
  for (guint i = 0; i < n_tps; i++)
    weight += demand->weight[i];
  gdouble peak = 0;
  for (guint f = 0; f < policy->n_phases; f++)
    if (policy->phases[f].place == POSKO_PLACE_TPS)
      peak = MAX (peak, policy->phases[f].multiplier);
  if (n_ambulances == 0 || demand->tps_minutes <= 0)
    return 900;
  const gdouble calls_per_minute
    = policy->faktor_hari_buruk * policy->porsi_angkut * peak / demand->tps_minutes * (gdouble) weight / 1e6;
  const gdouble q = MIN (0.9, MAX (0.01, calls_per_minute * (gdouble) policy->menit_sibuk / n_ambulances));
  return (guint) floor (1000 * q + 0.5);
}

void
posko_ambulance_benefits (guint busy_permil, guint32 *benefits)
{
  const gdouble q = busy_permil / 1000.0;
  gdouble nth = 1 - q;
  for (guint n = 0; n < POSKO_AMBULANCE_BENEFITS; n++, nth *= q)
    benefits[n] = (guint32) floor (nth * 1000 + 0.5);
}

static void
fleet_init (Fleet *self, PoskoPlan *plan)
{
  *self = (Fleet) { .source = posko_plan_case (plan), .policy = posko_case_policy (posko_plan_case (plan)) };
  self->tps = posko_case_tps (self->source, &self->n_tps);
  self->faskes = posko_case_faskes (self->source, &self->n_faskes);
  g_autoptr (GHashTable) posts = g_hash_table_new (g_str_hash, g_str_equal);
  PoskoTable *table = posko_plan_table (plan, POSKO_PLAN_POSTS);
  for (guint p = 0; p < posko_table_n (table); p++)
    g_hash_table_add (posts, (gpointer) ((const PoskoPlanPost *) posko_table_row (table, p))->kode_pos);

  self->bases = g_array_new (FALSE, FALSE, sizeof (Base));
  for (guint f = 0; f < self->n_faskes; f++)
    {
      const gboolean is_post = g_hash_table_contains (posts, self->faskes[f].kode);
      const Base base = { f, (guint32) MAX (is_post ? 1 : 0, self->faskes[f].ambulans_maks) };
      if (base.room > 0)
        g_array_append_val (self->bases, base);
    }
  self->ambulances = g_array_new (FALSE, FALSE, sizeof (PoskoAmbulans));
  guint n;
  const PoskoAmbulans *ambulances = posko_case_ambulans (self->source, &n);
  for (guint a = 0; a < n; a++)
    if (ambulances[a].tersedia == 1)
      g_array_append_val (self->ambulances, ambulances[a]);
  const gint64 wanted = posko_plan_limits (plan)->ambulances;
  self->n = wanted != POSKO_MISSING ? (guint) CLAMP (wanted, 0, G_MAXINT32) : self->ambulances->len;
  self->base_of = g_new (guint, MAX (1, self->ambulances->len));
  for (guint a = 0; a < self->ambulances->len; a++)
    self->base_of[a] = G_MAXUINT;

  const guint n_bases = self->bases->len;
  self->seconds = g_new (gint64, MAX (1, (gsize) self->n_tps * n_bases));
  for (guint i = 0; i < self->n_tps; i++)
    for (guint b = 0; b < n_bases; b++)
      self->seconds[(gsize) i * n_bases + b]
        = posko_response_seconds (self->source, self->faskes[g_array_index (self->bases, Base, b).faskes].place, &self->tps[i]);
}

/* Where the available ambulances stood. */
static void
fleet_stay (Fleet *self, const PoskoPlanParams *params)
{
  self->stay = posko_stay_sites (params, POSKO_STAY_AMBULANCES);
  self->stood_at = g_new (guint, MAX (1, self->ambulances->len));
  for (guint a = 0; a < self->ambulances->len; a++)
    self->stood_at[a] = G_MAXUINT;
  if (self->stay.published == NULL)
    return;
  g_autoptr (GHashTable) rows
    = posko_stay_rows (self->stay.published, POSKO_PLAN_AMBULANCES, G_STRUCT_OFFSET (PoskoPlanAmbulance, kode_ambulans));
  self->previous = g_new0 (guint32, MAX (1, self->bases->len));
  for (guint a = 0; a < self->ambulances->len; a++)
    {
      const PoskoPlanAmbulance *row = g_hash_table_lookup (rows, g_array_index (self->ambulances, PoskoAmbulans, a).kode);
      for (guint b = 0; b < self->bases->len && row != NULL; b++)
        if (g_strcmp0 (row->kode_pangkalan, self->faskes[g_array_index (self->bases, Base, b).faskes].kode) == 0)
          {
            self->stood_at[a] = b;
            self->previous[b]++;
          }
    }
}

/* The bases from which each TPS is reached within @limit seconds, row by row; @starts has n_tps + 1 entries. */
static guint32 *
bases_within (const Fleet *self, gint64 limit, guint32 *starts)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint i = 0; i < self->n_tps; i++)
    {
      starts[i] = rows->len;
      for (guint32 b = 0; b < self->bases->len; b++)
        if (self->seconds[(gsize) i * self->bases->len + b] <= limit)
          g_array_append_val (rows, b);
    }
  starts[self->n_tps] = rows->len;
  return (guint32 *) (gpointer) g_array_free (g_steal_pointer (&rows), FALSE);
}

static PoskoCoverageSolution *
choose_bases (const Fleet *self, const PoskoDemand *demand, const PoskoPlanParams *params, GError **error)
{
  g_autofree guint32 *range_starts = g_new (guint32, self->n_tps + 1), *limit_starts = g_new (guint32, self->n_tps + 1);
  g_autofree guint32 *range = bases_within (self, 60 * self->policy->standar_menit, range_starts);
  g_autofree guint32 *limit = bases_within (self, 60 * self->policy->batas_menit, limit_starts);
  g_autofree guint32 *rooms = g_new (guint32, self->bases->len);
  for (guint b = 0; b < self->bases->len; b++)
    rooms[b] = g_array_index (self->bases, Base, b).room;
  guint32 benefits[POSKO_AMBULANCE_BENEFITS];
  posko_ambulance_benefits (posko_ambulance_busy_permil (self->source, demand, self->n), benefits);

  PoskoCoverageSpec spec = POSKO_COVERAGE_SPEC_INIT;
  spec.n_points = self->n_tps;
  spec.n_sites = self->bases->len;
  spec.weights = demand->weight;
  spec.range_starts = range_starts;
  spec.range_sites = range;
  spec.limit_starts = limit_starts;
  spec.limit_sites = limit;
  spec.benefit_permil = benefits;
  spec.n_benefits = POSKO_AMBULANCE_BENEFITS;
  spec.rooms = rooms;
  spec.max_copies = self->n;
  spec.place_all = TRUE;
  spec.previous = self->previous;
  spec.change_price = posko_stay_price (&self->stay, 1);
  spec.skip_changes = self->stay.kind != POSKO_STAY_LEAST;
  if (posko_stay_limit (&self->stay) >= 0)
    spec.max_changes = (guint) posko_stay_limit (&self->stay);
  g_autoptr (PoskoCoverageProblem) problem = posko_coverage_problem_new (&spec, error);
  if (problem == NULL)
    return NULL;
  const PoskoSolveParams solve_params = posko_plan_solve_params (params, 2);
  return posko_coverage_solve (problem, &solve_params, error);
}

static gint64
driving_seconds (const Fleet *self, guint ambulance, guint base)
{
  const gssize from = g_array_index (self->ambulances, PoskoAmbulans, ambulance).faskes;
  if (from < 0)
    return 0;
  return posko_travel_seconds (posko_case_travel (self->source), self->faskes[from].place,
                               self->faskes[g_array_index (self->bases, Base, base).faskes].place,
                               self->policy->kecepatan_ambulans_kmh);
}

/* More than all ambulances could drive together: then as many stay as can. */
static gint64
price_of_leaving (const Fleet *self)
{
  gint64 sum = 1;
  for (guint a = 0; a < self->ambulances->len; a++)
    {
      gint64 furthest = 0;
      for (guint b = 0; b < self->bases->len; b++)
        furthest = MAX (furthest, driving_seconds (self, a, b));
      sum += furthest;
    }
  return sum;
}

/* Sends each named ambulance to a chosen base, with least driving from where it is parked on other days; those that stood at a base
 * of the published plan stay there, as many as it has room for now. */
static gboolean
send_to_bases (Fleet *self, const guint32 *copies, const PoskoPlanParams *params, GError **error)
{
  const guint n_bases = self->bases->len, n = self->ambulances->len;
  g_autofree gint64 *bins = g_new (gint64, n_bases), *sizes = g_new (gint64, n_bases);
  g_autoptr (GArray) options = g_array_new (FALSE, FALSE, sizeof (PoskoAssignmentOption));
  const gint64 leaving = self->stay.published != NULL ? price_of_leaving (self) : 0;
  for (guint b = 0; b < n_bases; b++)
    {
      bins[b] = copies[b];
      sizes[b] = 1;
    }
  for (guint a = 0; a < n; a++)
    for (guint b = 0; b < n_bases; b++)
      {
        const PoskoAssignmentOption option
          = { .item = a, .place = b, .cost = driving_seconds (self, a, b) + (self->stood_at[a] == b ? 0 : leaving) };
        if (copies[b] > 0)
          g_array_append_val (options, option);
      }
  const PoskoAssignmentProblem problem = { .n_items = n,
                                           .n_places = n_bases,
                                           .n_options = options->len,
                                           .bins = bins,
                                           .bin_sizes = sizes,
                                           .options = (const PoskoAssignmentOption *) (gpointer) options->data };
  const PoskoSolveParams solve_params = posko_plan_solve_params (params, 3);
  g_autoptr (PoskoAssignment) assignment = posko_assignment_solve (&problem, &solve_params, error);
  if (assignment == NULL)
    return FALSE;
  for (guint a = 0; a < n; a++)
    if (assignment->chosen[a] >= 0)
      self->base_of[a] = problem.options[assignment->chosen[a]].place;
  return TRUE;
}

/* The ambulance that reaches TPS @i soonest, @other left out; G_MAXUINT = none. */
static guint
soonest (const Fleet *self, guint i, guint other)
{
  guint best = G_MAXUINT;
  gint64 best_seconds = G_MAXINT64;
  for (guint a = 0; a < self->ambulances->len; a++)
    {
      if (a == other || self->base_of[a] == G_MAXUINT)
        continue;
      const gint64 seconds = self->seconds[(gsize) i * self->bases->len + self->base_of[a]];
      if (seconds < best_seconds)
        {
          best = a;
          best_seconds = seconds;
        }
    }
  return best;
}

/* Fills the ambulance columns of tps.csv, and for each ambulance what it reaches first. */
static void
write_reach (PoskoPlan *plan, const Fleet *self, const PoskoDemand *demand, PoskoPlanAmbulance *rows)
{
  PoskoTable *table = posko_plan_table (plan, POSKO_PLAN_TPS);
  g_autofree gdouble *weighted = g_new0 (gdouble, MAX (1, self->ambulances->len));
  g_autofree gint64 *weights = g_new0 (gint64, MAX (1, self->ambulances->len));
  for (guint i = 0; i < self->n_tps; i++)
    {
      PoskoPlanTps *tps = posko_table_row_mutable (table, i);
      const guint first = soonest (self, i, G_MAXUINT);
      if (first == G_MAXUINT)
        continue;
      const gint64 seconds = self->seconds[(gsize) i * self->bases->len + self->base_of[first]];
      const guint second = soonest (self, i, first);
      tps->ambulans_pertama = posko_table_intern (table, g_array_index (self->ambulances, PoskoAmbulans, first).kode);
      tps->menit_ambulans = (gdouble) seconds / 60;
      if (second != G_MAXUINT)
        {
          tps->ambulans_kedua = posko_table_intern (table, g_array_index (self->ambulances, PoskoAmbulans, second).kode);
          tps->menit_ambulans_kedua = (gdouble) self->seconds[(gsize) i * self->bases->len + self->base_of[second]] / 60;
        }
      rows[first].jumlah_tps++;
      rows[first].menit_terjauh = isnan (rows[first].menit_terjauh) ? (gdouble) seconds / 60 : MAX (rows[first].menit_terjauh, (gdouble) seconds / 60);
      weighted[first] += (gdouble) demand->weight[i] * (gdouble) seconds;
      weights[first] += demand->weight[i];
    }
  for (guint a = 0; a < self->ambulances->len; a++)
    if (weights[a] > 0)
      rows[a].menit_rata = weighted[a] / (gdouble) weights[a] / 60;
}

static void
write_ambulances (PoskoPlan *plan, const Fleet *self, const PoskoDemand *demand)
{
  const guint n = self->ambulances->len;
  g_autofree PoskoPlanAmbulance *rows = g_new0 (PoskoPlanAmbulance, MAX (1, n));
  for (guint a = 0; a < n; a++)
    {
      const PoskoAmbulans *ambulance = &g_array_index (self->ambulances, PoskoAmbulans, a);
      rows[a].menit_rata = rows[a].menit_terjauh = NAN;
      if (self->base_of[a] == G_MAXUINT)
        continue;
      const PoskoFaskes *base = &self->faskes[g_array_index (self->bases, Base, self->base_of[a]).faskes];
      rows[a].kode_kecamatan = posko_plan_area_code (plan, base->area);
      rows[a].kecamatan = posko_plan_area_name (plan, base->area);
      rows[a].kode_ambulans = ambulance->kode;
      rows[a].nama = ambulance->nama;
      rows[a].kode_pangkalan = base->kode;
      rows[a].nama_pangkalan = base->nama;
      rows[a].lat = base->lat;
      rows[a].lon = base->lon;
      rows[a].biaya = ambulance->biaya;
      rows[a].asumsi = ambulance->asumsi == 1;
    }
  write_reach (plan, self, demand, rows);
  for (guint a = 0; a < n; a++)
    if (self->base_of[a] != G_MAXUINT)
      posko_plan_add (plan, POSKO_PLAN_AMBULANCES, &rows[a]);
}

static void
write_parking_shortage (PoskoPlan *plan, const Fleet *self)
{
  gint64 missing = 0;
  for (guint a = 0; a < self->ambulances->len; a++)
    missing += self->base_of[a] == G_MAXUINT;
  if (missing > 0)
    posko_plan_add (plan, POSKO_PLAN_SHORTAGES,
                    &(PoskoPlanShortage) {
                      .kode_kecamatan = "", .kecamatan = "", .produk = "ambulans", .objek = "pangkalan", .kebutuhan = "pangkalan",
                      .jumlah = missing, .satuan = "ambulans", .batas = "pangkalan-penuh",
                      .sebab = posko_plan_text (plan, "There is no room at the bases for every available ambulance.",
                                                "Tidak ada tempat di pangkalan untuk semua ambulans yang tersedia."),
                      .perbaikan = posko_plan_text (plan, "Raise faskes.ambulans_maks where there is room.",
                                                    "Naikkan faskes.ambulans_maks di tempat yang masih lapang."),
                      .biaya = POSKO_MISSING, .prioritas = 2 });
}

/* The place that would reach most of the kecamatan's TPS that no ambulance reaches in time. */
static guint
best_new_base (const Fleet *self, PoskoTable *tps_table, guint area, guint *n_reached)
{
  const gint64 limit = 60 * self->policy->batas_menit;
  guint best = G_MAXUINT;
  *n_reached = 0;
  for (guint f = 0; f < self->n_faskes; f++)
    {
      guint n = 0;
      for (guint i = 0; i < self->n_tps; i++)
        {
          const PoskoPlanTps *row = posko_table_row (tps_table, i);
          const gboolean late = *row->ambulans_pertama == '\0' || row->menit_ambulans * 60 > (gdouble) limit + 0.5;
          if (self->tps[i].area == area && late && posko_response_seconds (self->source, self->faskes[f].place, &self->tps[i]) <= limit)
            n++;
        }
      if (n > *n_reached)
        {
          *n_reached = n;
          best = f;
        }
    }
  return best;
}

static void
write_reach_shortages (PoskoPlan *plan, const Fleet *self)
{
  const gdouble limit_minutes = (gdouble) self->policy->batas_menit;
  PoskoTable *table = posko_plan_table (plan, POSKO_PLAN_TPS);
  const guint n_areas = posko_boundary_n (posko_case_kecamatan (self->source));
  g_autofree gint64 *late = g_new0 (gint64, n_areas);
  for (guint i = 0; i < self->n_tps; i++)
    {
      const PoskoPlanTps *row = posko_table_row (table, i);
      if (*row->ambulans_pertama == '\0' || row->menit_ambulans * 60 > limit_minutes * 60 + 0.5)
        late[self->tps[i].area]++;
    }
  for (guint k = 0; k < n_areas; k++)
    {
      if (late[k] == 0)
        continue;
      guint n_reached;
      const guint base = best_new_base (self, table, k, &n_reached);
      g_autofree char *mend
        = base == G_MAXUINT
            ? g_strdup (posko_plan_text (plan, "An ambulance base nearer to these TPS (a new row in faskes.csv).",
                                         "Pangkalan ambulans yang lebih dekat (baris baru pada faskes.csv)."))
            : g_strdup_printf (posko_plan_text (plan, "One more ambulance at %s reaches %u of them.", "Satu ambulans lagi di %s menjangkau %u di antaranya."),
                               self->faskes[base].nama, n_reached);
      posko_plan_add (plan, POSKO_PLAN_SHORTAGES,
                      &(PoskoPlanShortage) {
                        .kode_kecamatan = posko_plan_area_code (plan, k), .kecamatan = posko_plan_area_name (plan, k), .produk = "ambulans",
                        .objek = posko_plan_area_code (plan, k), .kebutuhan = "jangkauan", .jumlah = late[k], .satuan = "TPS",
                        .batas = self->ambulances->len == 0 ? "ambulans-jumlah" : "ambulans-batas-menit",
                        .sebab = posko_plan_text (plan, "No ambulance reaches these TPS within the outer limit.",
                                                  "Tidak ada ambulans yang mencapai TPS ini dalam batas waktu."),
                        .perbaikan = mend, .biaya = POSKO_MISSING, .prioritas = 2 });
    }
}

gboolean
posko_plan_make_ambulances (PoskoPlan *plan, const PoskoDemand *demand, const PoskoPlanParams *params, GError **error)
{
  g_auto (Fleet) fleet = { 0 };
  fleet_init (&fleet, plan);
  fleet_stay (&fleet, params);
  const gboolean named = posko_plan_limits (plan)->ambulances == POSKO_MISSING;
  if (fleet.bases->len > 0 && fleet.n > 0)
    {
      g_autoptr (PoskoCoverageSolution) solution = choose_bases (&fleet, demand, params, error);
      if (solution == NULL || (named && !send_to_bases (&fleet, solution->copies, params, error)))
        return FALSE;
      posko_plan_certify (plan, "ambulans", "batas", "bobot", FALSE,
                          posko_plan_text (plan, "risk weight that no ambulance reaches within the limit", "bobot risiko di luar jangkauan ambulans"),
                          &solution->levels[POSKO_COVERAGE_UNREACHED]);
      posko_stay_certify (plan, &fleet.stay, POSKO_STAY_AMBULANCES, &solution->levels[POSKO_COVERAGE_CHANGES]);
      posko_plan_certify (plan, "ambulans", "mexclp", "bobot-permil", TRUE, posko_plan_text (plan, "expected coverage", "harapan cakupan"),
                          &solution->levels[POSKO_COVERAGE_BENEFIT]);
    }
  if (!named)
    return TRUE;
  write_ambulances (plan, &fleet, demand);
  write_parking_shortage (plan, &fleet);
  write_reach_shortages (plan, &fleet);
  return TRUE;
}
