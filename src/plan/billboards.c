/* billboards.c: which "Ayo ke TPS" boards to put up: section 8 of docs/model.md.
 *
 * The case becomes a coverage problem (src/solve/coverage.h): budgeted maximal covering with a diminishing return of
 * further sightings, a minimum in each kecamatan, spacing and zones. The boards are the same neutral invitation
 * everywhere; all that is weighed is how many voters see one, where turnout was low, and which stand in a published plan (section 11).
 */
#include "coverage.h"
#include "stay-sites.h"
#include <math.h>

#define PERMIL 1000 /* of a weighted voter */

typedef struct
{
  const PoskoPolicy *policy;
  const PoskoTps *tps;
  const PoskoBaliho *sites;
  guint n_tps, n_sites, n_areas;
  gint64 budget;            /* rupiah */
  gint64 *values;           /* v: weighted voters of each TPS */
  guint32 *starts, *ranges; /* boards that a TPS sees, row by row */
  guint32 *rooms, *sightings, *groups, *minimum;
  gint64 *costs;
  GArray *pairs; /* (element-type guint32): two by two, boards too near each other */
  PoskoStaySites stay;
  guint32 *previous; /* (nullable) n_sites: 1 where a board stands in the published plan */
} Boards;

static void
boards_clear (Boards *self)
{
  g_free (self->values);
  g_free (self->starts);
  g_free (self->ranges);
  g_free (self->rooms);
  g_free (self->sightings);
  g_free (self->groups);
  g_free (self->minimum);
  g_free (self->costs);
  g_clear_pointer (&self->pairs, g_array_unref);
  g_free (self->previous);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Boards, boards_clear)

static gdouble
radius_m (const PoskoPolicy *policy, const PoskoBaliho *site)
{
  if (g_str_equal (site->ukuran, "besar"))
    return (gdouble) policy->radius_besar_m;
  return (gdouble) (g_str_equal (site->ukuran, "sedang") ? policy->radius_sedang_m : policy->radius_kecil_m);
}

static guint32
site_sightings (const PoskoPolicy *policy, const PoskoBaliho *site)
{
  if (g_str_equal (site->lalu_lintas, "tinggi"))
    return (guint32) policy->lihat_tinggi;
  return (guint32) (g_str_equal (site->lalu_lintas, "sedang") ? policy->lihat_sedang : policy->lihat_rendah);
}

static gint64
voter_value (const PoskoPolicy *policy, const PoskoTps *tps)
{
  const gdouble lack = isnan (tps->partisipasi_lalu) ? 0 : MAX (0, policy->target_partisipasi - tps->partisipasi_lalu);
  return (gint64) floor ((gdouble) tps->pemilih * (1 + policy->bobot_partisipasi * lack) + 0.5);
}

static void
boards_measure (Boards *self, const PoskoPlane *plane)
{
  g_autoptr (GArray) ranges = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->starts = g_new (guint32, self->n_tps + 1);
  self->values = g_new (gint64, self->n_tps);
  for (guint i = 0; i < self->n_tps; i++)
    {
      self->starts[i] = ranges->len;
      self->values[i] = voter_value (self->policy, &self->tps[i]);
      for (guint32 b = 0; b < self->n_sites; b++)
        if (posko_plane_distance (plane, self->tps[i].place, self->sites[b].place) <= radius_m (self->policy, &self->sites[b]))
          g_array_append_val (ranges, b);
    }
  self->starts[self->n_tps] = ranges->len;
  self->ranges = (guint32 *) (gpointer) g_array_free (g_steal_pointer (&ranges), FALSE);

  self->pairs = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint32 a = 0; a < self->n_sites; a++)
    for (guint32 b = a + 1; b < self->n_sites; b++)
      if (posko_plane_distance (plane, self->sites[a].place, self->sites[b].place) < (gdouble) self->policy->baliho_jarak_min_m)
        {
          g_array_append_val (self->pairs, a);
          g_array_append_val (self->pairs, b);
        }
}

static void
boards_init (Boards *self, const PoskoPlan *plan)
{
  const PoskoCase *source = posko_plan_case (plan);
  const gint64 budget = posko_plan_limits (plan)->billboard_rupiah;
  *self = (Boards) { .policy = posko_case_policy (source) };
  self->budget = budget != POSKO_MISSING ? budget : self->policy->anggaran_baliho;
  self->tps = posko_case_tps (source, &self->n_tps);
  self->sites = posko_case_baliho (source, &self->n_sites);
  self->n_areas = posko_boundary_n (posko_case_kecamatan (source));
  self->rooms = g_new (guint32, MAX (1, self->n_sites));
  self->sightings = g_new (guint32, MAX (1, self->n_sites));
  self->groups = g_new (guint32, MAX (1, self->n_sites));
  self->costs = g_new (gint64, MAX (1, self->n_sites));
  for (guint b = 0; b < self->n_sites; b++)
    {
      const PoskoBaliho *site = &self->sites[b];
      self->rooms[b] = !(site->dilarang || (site->zona != NULL && self->policy->zona_peringatan_dilarang));
      self->sightings[b] = site_sightings (self->policy, site);
      self->groups[b] = site->area;
      self->costs[b] = site->biaya;
    }
  self->minimum = g_new (guint32, self->n_areas);
  for (guint k = 0; k < self->n_areas; k++)
    self->minimum[k] = (guint32) self->policy->baliho_min_per_kecamatan;
  boards_measure (self, posko_case_plane (source));
}

/* Which boards stand, and how many have left the case. */
static void
boards_stay (Boards *self, const PoskoPlanParams *params)
{
  self->stay = posko_stay_sites (params, POSKO_STAY_BILLBOARDS);
  if (self->stay.published == NULL)
    return;
  g_autoptr (GHashTable) rows
    = posko_stay_rows (self->stay.published, POSKO_PLAN_BILLBOARDS, G_STRUCT_OFFSET (PoskoPlanBillboard, kode_baliho));
  self->stay.n_gone = g_hash_table_size (rows);
  self->previous = g_new0 (guint32, MAX (1, self->n_sites));
  for (guint b = 0; b < self->n_sites; b++)
    {
      self->previous[b] = g_hash_table_contains (rows, self->sites[b].kode);
      self->stay.n_gone -= self->previous[b];
    }
}

static PoskoCoverageProblem *
boards_problem (const Boards *self, GError **error)
{
  guint32 benefits[G_N_ELEMENTS (self->policy->manfaat_permil)];
  guint n_benefits = 0;
  while (n_benefits < G_N_ELEMENTS (benefits) && self->policy->manfaat_permil[n_benefits] > 0)
    {
      benefits[n_benefits] = (guint32) self->policy->manfaat_permil[n_benefits];
      n_benefits++;
    }
  if (n_benefits == 0)
    benefits[n_benefits++] = 0;
  PoskoCoverageSpec spec = POSKO_COVERAGE_SPEC_INIT;
  spec.n_points = self->n_tps;
  spec.n_sites = self->n_sites;
  spec.weights = self->values;
  spec.range_starts = self->starts;
  spec.range_sites = self->ranges;
  spec.benefit_permil = benefits;
  spec.n_benefits = n_benefits;
  spec.rooms = self->rooms;
  spec.sightings = self->sightings;
  spec.costs = self->costs;
  spec.budget = self->budget;
  spec.n_groups = self->n_areas;
  spec.groups = self->groups;
  spec.group_minimum = self->minimum;
  spec.n_exclusions = self->pairs->len / 2;
  spec.exclusions = (const guint32 *) (gpointer) self->pairs->data;
  spec.previous = self->previous;
  spec.change_price = posko_stay_price (&self->stay, PERMIL);
  spec.skip_changes = self->stay.kind != POSKO_STAY_LEAST;
  if (posko_stay_limit (&self->stay) >= 0)
    spec.max_changes = (guint) posko_stay_limit (&self->stay);
  return posko_coverage_problem_new (&spec, error);
}

static int
by_gain_per_rupiah (gconstpointer a, gconstpointer b)
{
  const PoskoPlanBillboard *left = a, *right = b;
  const gdouble first = (gdouble) left->tambahan * (gdouble) right->biaya;
  const gdouble second = (gdouble) right->tambahan * (gdouble) left->biaya;
  if (first != second)
    return first > second ? -1 : 1;
  return strcmp (left->kode_baliho, right->kode_baliho);
}

static void
write_boards (PoskoPlan *plan, const Boards *self, const PoskoCoverageProblem *problem, const PoskoCoverageSolution *solution)
{
  g_autofree gint64 *voters = g_new0 (gint64, self->n_sites);
  PoskoTable *tps = posko_plan_table (plan, POSKO_PLAN_TPS);
  for (guint i = 0; i < self->n_tps; i++)
    for (guint32 r = self->starts[i]; r < self->starts[i + 1]; r++)
      {
        const guint32 b = self->ranges[r];
        voters[b] += self->tps[i].pemilih;
        if (solution->copies[b] > 0)
          ((PoskoPlanTps *) posko_table_row_mutable (tps, i))->baliho++;
      }

  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (PoskoPlanBillboard));
  for (guint b = 0; b < self->n_sites; b++)
    {
      const PoskoBaliho *site = &self->sites[b];
      if (solution->copies[b] == 0)
        continue;
      const gint64 lost = posko_coverage_site_benefit (problem, solution->sightings, b, FALSE);
      const PoskoPlanBillboard row = {
        .kode_kecamatan = posko_plan_area_code (plan, site->area),
        .kecamatan = posko_plan_area_name (plan, site->area),
        .kode_baliho = site->kode,
        .nama = site->nama,
        .lat = site->lat,
        .lon = site->lon,
        .ukuran = site->ukuran,
        .lalu_lintas = site->lalu_lintas,
        .biaya = site->biaya,
        .pemilih_terjangkau = voters[b],
        .tambahan = (lost + 500) / 1000,
        .peringatan = site->zona != NULL ? site->zona : "",
        .asumsi = site->asumsi == 1,
      };
      g_array_append_val (rows, row);
    }
  g_array_sort (rows, by_gain_per_rupiah);
  for (guint r = 0; r < rows->len; r++)
    {
      PoskoPlanBillboard *row = &g_array_index (rows, PoskoPlanBillboard, r);
      row->urutan_pasang = r + 1;
      posko_plan_add (plan, POSKO_PLAN_BILLBOARDS, row);
    }
}

/* Why a kecamatan lacks boards: no place is allowed there, the money is spent, or the rest stand too near. */
static void
write_shortage (PoskoPlan *plan, const Boards *self, const PoskoCoverageSolution *solution, guint area, gint64 missing)
{
  guint n_allowed = 0;
  const PoskoBaliho *cheapest = NULL;
  for (guint b = 0; b < self->n_sites; b++)
    if (self->groups[b] == area && self->rooms[b] > 0)
      {
        n_allowed++;
        if ((solution == NULL || solution->copies[b] == 0) && (cheapest == NULL || self->sites[b].biaya < cheapest->biaya))
          cheapest = &self->sites[b];
      }
  const gint64 left = self->budget - (solution != NULL ? solution->cost : 0);
  const gboolean no_site = cheapest == NULL, no_money = !no_site && cheapest->biaya > left;
  g_autofree char *mend = NULL;
  if (no_site)
    mend = g_strdup_printf (posko_plan_text (plan, "Add %" G_GINT64_FORMAT " allowed site(s) in this kecamatan to baliho.csv.",
                                             "Tambahkan %" G_GINT64_FORMAT " lokasi yang diizinkan di kecamatan ini pada baliho.csv."),
                            missing);
  else if (no_money)
    mend = g_strdup_printf (posko_plan_text (plan, "Raise baliho.anggaran by Rp %" G_GINT64_FORMAT " (site %s).",
                                             "Naikkan baliho.anggaran sebesar Rp %" G_GINT64_FORMAT " (lokasi %s)."),
                            cheapest->biaya - left, cheapest->kode);
  else
    mend = g_strdup_printf (posko_plan_text (plan, "Lower baliho.jarak_min_m, or add a site away from the others (nearest: %s).",
                                             "Turunkan baliho.jarak_min_m, atau tambahkan lokasi yang jauh dari yang lain (terdekat: %s)."),
                            cheapest->kode);
  g_autofree char *why
    = g_strdup_printf (posko_plan_text (plan, "%u allowed site(s) in this kecamatan; %" G_GINT64_FORMAT " board(s) required.",
                                        "%u lokasi yang diizinkan di kecamatan ini; diwajibkan %" G_GINT64_FORMAT " baliho."),
                       n_allowed, self->policy->baliho_min_per_kecamatan);
  posko_plan_add (plan, POSKO_PLAN_SHORTAGES,
                  &(PoskoPlanShortage) { .kode_kecamatan = posko_plan_area_code (plan, area),
                                         .kecamatan = posko_plan_area_name (plan, area),
                                         .produk = "baliho",
                                         .objek = posko_plan_area_code (plan, area),
                                         .kebutuhan = "baliho",
                                         .jumlah = missing,
                                         .satuan = "baliho",
                                         .batas = no_site ? "baliho-lokasi" : no_money ? "baliho-anggaran" : "baliho-jarak",
                                         .sebab = why,
                                         .perbaikan = mend,
                                         .biaya = no_site ? POSKO_MISSING : no_money ? cheapest->biaya - left : POSKO_MISSING,
                                         .prioritas = 5 });
}

static void
certify (PoskoPlan *plan, const Boards *self, PoskoSolveResult *levels)
{
  posko_stay_add_gone (&self->stay, &levels[POSKO_COVERAGE_CHANGES], &levels[POSKO_COVERAGE_BENEFIT],
                       posko_stay_price (&self->stay, PERMIL), -1);
  posko_plan_certify (plan, "baliho", "minimum", "baliho", FALSE,
                      posko_plan_text (plan, "boards missing to the minimum of a kecamatan", "baliho yang kurang dari minimum kecamatan"),
                      &levels[POSKO_COVERAGE_SHORTFALL]);
  posko_stay_certify (plan, &self->stay, POSKO_STAY_BILLBOARDS, &levels[POSKO_COVERAGE_CHANGES]);
  posko_plan_certify (plan, "baliho", "nilai", "permil", TRUE,
                      posko_plan_text (plan, "expected weighted voters reached", "harapan pemilih berbobot yang terjangkau"),
                      &levels[POSKO_COVERAGE_BENEFIT]);
}

gboolean
posko_plan_make_billboards (PoskoPlan *plan, const PoskoPlanParams *params, GError **error)
{
  g_auto (Boards) boards = { 0 };
  boards_init (&boards, plan);
  boards_stay (&boards, params);
  g_autoptr (PoskoCoverageSolution) solution = NULL;
  if (boards.n_sites > 0)
    {
      g_autoptr (PoskoCoverageProblem) problem = boards_problem (&boards, error);
      if (problem == NULL)
        return FALSE;
      const PoskoSolveParams solve_params = posko_plan_solve_params (params, 8);
      solution = posko_coverage_solve (problem, &solve_params, error);
      if (solution == NULL)
        return FALSE;
      write_boards (plan, &boards, problem, solution);
      certify (plan, &boards, solution->levels);
    }
  for (guint k = 0; k < boards.n_areas; k++)
    {
      const gint64 missing = solution != NULL ? solution->shortfall[k] : boards.minimum[k];
      if (missing > 0)
        write_shortage (plan, &boards, solution, k, missing);
    }
  return TRUE;
}
