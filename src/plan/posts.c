/* posts.c: which places open as health posts, and which post answers for which TPS: section 2 of docs/model.md.
 *
 * The case becomes a location problem (src/solve/location.h) whose levels are: TPS without a post, posts opened or closed against a
 * published plan (section 11), weighted people beyond the response standard, weighted response time. Its answer becomes posko.csv and
 * the post columns of tps.csv.
 */
#include "location.h"
#include "stay-sites.h"
#include <math.h>
#include <string.h>

/* The problem and what it was built from; index j of the problem is faskes sites[j]. */
typedef struct
{
  const PoskoCase *source;
  const PoskoPolicy *policy;
  const PoskoTps *tps;
  const PoskoFaskes *faskes;
  guint n_tps, n_faskes, n_sites, n_areas;
  guint *sites;
  guint32 *travel;      /* response seconds, n_tps × n_sites */
  guint32 *minimum;     /* per kecamatan: what its sites can give of pos_min_per_kecamatan */
  guint32 *site_count;  /* per kecamatan */
  guint max_open;
  gint64 forced_cost;   /* rupiah that fixed posts and minima cannot go below */
  PoskoStaySites stay;
  guint8 *previous;     /* (nullable) n_sites: open in the published plan */
} Posts;

static void
posts_clear (Posts *self)
{
  g_free (self->sites);
  g_free (self->travel);
  g_free (self->minimum);
  g_free (self->site_count);
  g_free (self->previous);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Posts, posts_clear)

static int
by_cost (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const PoskoFaskes *faskes = user_data;
  const gint64 left = faskes[*(const guint *) a].biaya, right = faskes[*(const guint *) b].biaya;
  return (left > right) - (left < right);
}

/* Minima, the number of posts and the least cost that the hard rules force. */
static void
posts_count_limits (Posts *self, gint64 wanted)
{
  g_autofree guint *forced = g_new0 (guint, self->n_areas);
  for (guint j = 0; j < self->n_sites; j++)
    {
      const PoskoFaskes *site = &self->faskes[self->sites[j]];
      self->site_count[site->area]++;
      if (site->wajib_buka == 1)
        {
          forced[site->area]++;
          self->forced_cost += site->biaya;
        }
    }
  guint n_forced = 0;
  for (guint k = 0; k < self->n_areas; k++)
    {
      self->minimum[k] = (guint32) MIN ((gint64) self->site_count[k], self->policy->pos_min_per_kecamatan);
      n_forced += MAX (forced[k], self->minimum[k]);
    }
  /* The minima that fixed posts do not fill cost at least their kecamatan's cheapest sites. */
  g_autofree guint *cheapest = g_memdup2 (self->sites, self->n_sites * sizeof *self->sites);
  g_qsort_with_data (cheapest, (gint) self->n_sites, sizeof *cheapest, by_cost, (gpointer) self->faskes);
  for (guint c = 0; c < self->n_sites; c++)
    {
      const PoskoFaskes *site = &self->faskes[cheapest[c]];
      if (site->wajib_buka != 1 && forced[site->area] < self->minimum[site->area])
        {
          forced[site->area]++;
          self->forced_cost += site->biaya;
        }
    }
  if (wanted <= 0)
    wanted = MAX (self->n_areas * self->policy->pos_min_per_kecamatan,
                  (self->n_tps + self->policy->tps_per_pos - 1) / self->policy->tps_per_pos);
  self->max_open = (guint) MIN (MAX (wanted, n_forced), G_MAXUINT32 - 1);
}

/* The sites and their limits, without the travel times; @wanted as in posko_posts_allowed(). */
static void
posts_choose (Posts *self, const PoskoCase *source, gint64 wanted)
{
  *self = (Posts) { .source = source, .policy = posko_case_policy (source) };
  self->tps = posko_case_tps (source, &self->n_tps);
  self->faskes = posko_case_faskes (source, &self->n_faskes);
  self->n_areas = posko_boundary_n (posko_case_kecamatan (source));
  self->sites = g_new (guint, MAX (1, self->n_faskes));
  for (guint f = 0; f < self->n_faskes; f++)
    if (self->faskes[f].boleh_pos == 1)
      self->sites[self->n_sites++] = f;
  self->minimum = g_new0 (guint32, self->n_areas);
  self->site_count = g_new0 (guint32, self->n_areas);
  posts_count_limits (self, wanted != POSKO_MISSING ? wanted : self->policy->jumlah_maks);
}

guint
posko_posts_allowed (const PoskoCase *source, gint64 wanted)
{
  g_auto (Posts) posts = { 0 };
  posts_choose (&posts, source, wanted);
  return posts.max_open;
}

static void
posts_init (Posts *self, const PoskoPlan *plan)
{
  const PoskoCase *source = posko_plan_case (plan);
  posts_choose (self, source, posko_plan_limits (plan)->posts);
  self->travel = g_new (guint32, MAX (1, (gsize) self->n_tps * self->n_sites));
  for (guint i = 0; i < self->n_tps; i++)
    for (guint j = 0; j < self->n_sites; j++)
      {
        const gint64 seconds = posko_response_seconds (source, self->faskes[self->sites[j]].place, &self->tps[i]);
        self->travel[(gsize) i * self->n_sites + j]
          = seconds >= POSKO_LOCATION_UNREACHABLE ? POSKO_LOCATION_UNREACHABLE : (guint32) seconds;
      }
}

/* Which sites were open, and how many posts were that can be none any more. */
static void
posts_stay (Posts *self, const PoskoPlanParams *params)
{
  self->stay = posko_stay_sites (params, POSKO_STAY_POSTS);
  if (self->stay.published == NULL)
    return;
  g_autoptr (GHashTable) rows
    = posko_stay_rows (self->stay.published, POSKO_PLAN_POSTS, G_STRUCT_OFFSET (PoskoPlanPost, kode_pos));
  self->stay.n_gone = g_hash_table_size (rows);
  self->previous = g_new0 (guint8, MAX (1, self->n_sites));
  for (guint j = 0; j < self->n_sites; j++)
    {
      self->previous[j] = g_hash_table_contains (rows, self->faskes[self->sites[j]].kode);
      self->stay.n_gone -= self->previous[j];
    }
}

static PoskoLocationSolution *
posts_solve (const Posts *self, const PoskoDemand *demand, const PoskoPlanParams *params, GError **error)
{
  g_autofree PoskoSiteState *states = g_new0 (PoskoSiteState, self->n_sites);
  g_autofree guint32 *capacities = g_new (guint32, self->n_sites);
  g_autofree gint64 *costs = g_new (gint64, self->n_sites);
  g_autofree guint32 *groups = g_new (guint32, self->n_sites);
  for (guint j = 0; j < self->n_sites; j++)
    {
      const PoskoFaskes *site = &self->faskes[self->sites[j]];
      states[j] = site->wajib_buka == 1 ? POSKO_SITE_OPEN : POSKO_SITE_FREE;
      capacities[j] = (guint32) MIN (site->tim_maks * self->policy->tps_per_tim, G_MAXINT32);
      costs[j] = site->biaya;
      groups[j] = site->area;
    }
  PoskoLocationSpec spec = POSKO_LOCATION_SPEC_INIT;
  spec.n_points = self->n_tps;
  spec.n_sites = self->n_sites;
  spec.weights = demand->weight;
  spec.travel = self->travel;
  spec.standard = (guint32) (60 * self->policy->standar_menit);
  spec.max_open = self->max_open;
  spec.states = states;
  spec.capacities = capacities;
  spec.costs = costs;
  spec.budget = self->policy->anggaran_pos > 0 ? MAX (self->policy->anggaran_pos, self->forced_cost) : -1;
  spec.n_groups = self->n_areas;
  spec.groups = groups;
  spec.group_minimum = self->minimum;
  spec.previous = self->previous;
  spec.change_price = posko_stay_price (&self->stay, 1);
  if (posko_stay_limit (&self->stay) >= 0)
    spec.max_changes = (guint) posko_stay_limit (&self->stay);
  if (self->stay.kind != POSKO_STAY_LEAST)
    spec.skip_levels = 1u << POSKO_LOCATION_CHANGES;

  g_autoptr (PoskoLocationProblem) problem = posko_location_problem_new (&spec, error);
  if (problem == NULL)
    return NULL;
  const PoskoSolveParams solve_params = posko_plan_solve_params (params, 1);
  PoskoLocationSolution *solution = posko_location_solve (problem, &solve_params, error);
  if (solution != NULL && solution->status == POSKO_SOLVE_INFEASIBLE)
    {
      g_clear_pointer (&solution, posko_location_solution_free);
      g_set_error_literal (error, POSKO_ERROR, POSKO_ERROR_SOLVER, "no set of health posts keeps the rules");
    }
  return solution;
}

/* The recap post of each kecamatan: a camat's office if one is open, else the post nearest to its middle. */
static void
mark_recap_posts (const Posts *self, const PoskoLocationSolution *solution, gboolean *recap)
{
  const PoskoBoundary *kecamatan = posko_case_kecamatan (self->source);
  const PoskoPlane *plane = posko_case_plane (self->source);
  for (guint k = 0; k < self->n_areas; k++)
    {
      const PoskoLonLat middle = posko_boundary_inner_point (kecamatan, k);
      guint best = G_MAXUINT;
      gboolean best_other = TRUE;
      gdouble best_metres = INFINITY;
      for (guint j = 0; j < self->n_sites; j++)
        {
          const PoskoFaskes *site = &self->faskes[self->sites[j]];
          if (!solution->open[j] || site->area != k)
            continue;
          const gboolean other = !g_str_equal (site->jenis, "kantor_camat");
          const gdouble metres = posko_plane_distance (plane, site->place, middle);
          if (best == G_MAXUINT || other < best_other || (other == best_other && metres < best_metres))
            {
              best = j;
              best_other = other;
              best_metres = metres;
            }
        }
      if (best != G_MAXUINT)
        recap[best] = TRUE;
    }
}

static void
write_posts (PoskoPlan *plan, const Posts *self, const PoskoDemand *demand, const PoskoLocationSolution *solution)
{
  g_autofree gboolean *recap = g_new0 (gboolean, self->n_sites);
  mark_recap_posts (self, solution, recap);
  for (guint j = 0; j < self->n_sites; j++)
    {
      if (!solution->open[j])
        continue;
      const PoskoFaskes *site = &self->faskes[self->sites[j]];
      PoskoPlanPost row = {
        .kode_kecamatan = posko_plan_area_code (plan, site->area),
        .kecamatan = posko_plan_area_name (plan, site->area),
        .kode_pos = site->kode,
        .nama = site->nama,
        .jenis = site->jenis,
        .lat = site->lat,
        .lon = site->lon,
        .rekap = recap[j],
        .menit_rata = NAN,
        .menit_terjauh = NAN,
        .biaya = site->biaya,
        .asumsi = site->asumsi == 1,
      };
      gdouble weighted_seconds = 0;
      guint32 furthest = 0;
      for (guint i = 0; i < self->n_tps; i++)
        {
          if (solution->first[i] != j)
            continue;
          const guint32 seconds = self->travel[(gsize) i * self->n_sites + j];
          row.jumlah_tps++;
          row.petugas += self->tps[i].petugas;
          row.bobot += demand->weight[i];
          if (seconds <= 60 * self->policy->standar_menit)
            row.bobot_dalam_standar += demand->weight[i];
          weighted_seconds += (gdouble) demand->weight[i] * seconds;
          furthest = MAX (furthest, seconds);
        }
      if (row.jumlah_tps > 0)
        {
          row.menit_rata = weighted_seconds / (gdouble) row.bobot / 60;
          row.menit_terjauh = furthest / 60.0;
        }
      posko_plan_add (plan, POSKO_PLAN_POSTS, &row);
    }
}

/* A row for every TPS, in the case's order: the makers that follow fill in their columns by index. */
static void
write_tps (PoskoPlan *plan, const Posts *self, const PoskoDemand *demand, const PoskoLocationSolution *solution)
{
  for (guint i = 0; i < self->n_tps; i++)
    {
      const PoskoTps *tps = &self->tps[i];
      PoskoPlanTps row = {
        .kode_kecamatan = posko_plan_area_code (plan, tps->area),
        .kecamatan = posko_plan_area_name (plan, tps->area),
        .kelurahan = tps->kelurahan,
        .kode_tps = tps->kode_tps,
        .nomor = tps->nomor,
        .lat = tps->lat,
        .lon = tps->lon,
        .pemilih = tps->pemilih,
        .petugas = tps->petugas,
        .bobot = demand->weight[i],
        .pos_utama = "",
        .menit_utama = NAN,
        .pos_cadangan = "",
        .menit_cadangan = NAN,
        .ambulans_pertama = "",
        .ambulans_kedua = "",
        .menit_ambulans = NAN,
        .menit_ambulans_kedua = NAN,
      };
      const guint32 first = solution != NULL ? solution->first[i] : POSKO_LOCATION_NONE;
      if (first != POSKO_LOCATION_NONE)
        {
          const guint32 seconds = self->travel[(gsize) i * self->n_sites + first];
          row.pos_utama = self->faskes[self->sites[first]].kode;
          row.menit_utama = seconds / 60.0;
          row.dalam_standar = seconds <= 60 * self->policy->standar_menit;
        }
      const guint32 backup = solution != NULL ? solution->backup[i] : POSKO_LOCATION_NONE;
      if (backup != POSKO_LOCATION_NONE)
        {
          row.pos_cadangan = self->faskes[self->sites[backup]].kode;
          row.menit_cadangan = self->travel[(gsize) i * self->n_sites + backup] / 60.0;
        }
      posko_plan_add (plan, POSKO_PLAN_TPS, &row);
    }
}

static void
write_area_shortages (PoskoPlan *plan, const Posts *self)
{
  for (guint k = 0; k < self->n_areas; k++)
    {
      const gint64 missing = self->policy->pos_min_per_kecamatan - (gint64) self->minimum[k];
      if (missing <= 0)
        continue;
      const char *name = posko_plan_area_name (plan, k);
      g_autofree char *why
        = g_strdup_printf (posko_plan_text (plan, "Kecamatan %s has %u places that can host a post; %" G_GINT64_FORMAT " are required.",
                                            "Kecamatan %s memiliki %u tempat yang dapat menjadi pos; diwajibkan %" G_GINT64_FORMAT "."),
                           name, self->site_count[k], self->policy->pos_min_per_kecamatan);
      g_autofree char *mend
        = g_strdup_printf (posko_plan_text (plan, "Add %" G_GINT64_FORMAT " place(s) with boleh_pos = true in %s to faskes.csv.",
                                            "Tambahkan %" G_GINT64_FORMAT " tempat dengan boleh_pos = true di %s pada faskes.csv."),
                           missing, name);
      posko_plan_add (plan, POSKO_PLAN_SHORTAGES,
                      &(PoskoPlanShortage) {
                        .kode_kecamatan = posko_plan_area_code (plan, k), .kecamatan = name, .produk = "posko",
                        .objek = posko_plan_area_code (plan, k), .kebutuhan = "pos", .jumlah = missing, .satuan = "pos",
                        .batas = "faskes-kecamatan", .sebab = why, .perbaikan = mend, .biaya = POSKO_MISSING, .prioritas = 1 });
    }
}

/* The open post from which this TPS would be answered soonest if it had room: where one more team mends most cheaply. */
static guint
nearest_open (const Posts *self, const PoskoLocationSolution *solution, guint i)
{
  guint best = G_MAXUINT;
  for (guint j = 0; solution != NULL && j < self->n_sites; j++)
    if (solution->open[j] && self->travel[(gsize) i * self->n_sites + j] != POSKO_LOCATION_UNREACHABLE
        && (best == G_MAXUINT || self->travel[(gsize) i * self->n_sites + j] < self->travel[(gsize) i * self->n_sites + best]))
      best = j;
  return best;
}

static void
write_tps_shortages (PoskoPlan *plan, const Posts *self, const PoskoLocationSolution *solution)
{
  for (guint i = 0; i < self->n_tps; i++)
    {
      if (solution != NULL && solution->first[i] != POSKO_LOCATION_NONE)
        continue;
      const guint nearest = nearest_open (self, solution, i);
      g_autofree char *mend
        = nearest == G_MAXUINT
            ? g_strdup (posko_plan_text (plan, "Add a place with boleh_pos = true to faskes.csv within reach of this TPS.",
                                         "Tambahkan tempat dengan boleh_pos = true pada faskes.csv yang terjangkau dari TPS ini."))
            : g_strdup_printf (posko_plan_text (plan, "Room for one more team at %s (tim_maks + 1), or one more post (pos.jumlah_maks + 1).",
                                                "Ruang satu tim lagi di %s (tim_maks + 1), atau satu pos lagi (pos.jumlah_maks + 1)."),
                               self->faskes[self->sites[nearest]].nama);
      posko_plan_add (plan, POSKO_PLAN_SHORTAGES,
                      &(PoskoPlanShortage) {
                        .kode_kecamatan = posko_plan_area_code (plan, self->tps[i].area),
                        .kecamatan = posko_plan_area_name (plan, self->tps[i].area),
                        .produk = "posko",
                        .objek = self->tps[i].kode_tps,
                        .kebutuhan = "pos_utama",
                        .jumlah = 1,
                        .satuan = "TPS",
                        .batas = nearest == G_MAXUINT ? "faskes-jangkauan" : "tim-kapasitas",
                        .sebab = posko_plan_text (plan, "No open post has room for this TPS.", "Tidak ada pos buka yang masih sanggup menangani TPS ini."),
                        .perbaikan = mend,
                        .biaya = POSKO_MISSING,
                        .prioritas = 1 });
    }
}

static void
write_budget_shortage (PoskoPlan *plan, const Posts *self)
{
  const gint64 missing = self->forced_cost - self->policy->anggaran_pos;
  if (self->policy->anggaran_pos <= 0 || missing <= 0)
    return;
  posko_plan_add (plan, POSKO_PLAN_SHORTAGES,
                  &(PoskoPlanShortage) {
                    .kode_kecamatan = "", .kecamatan = "", .produk = "posko", .objek = "anggaran", .kebutuhan = "anggaran",
                    .jumlah = missing, .satuan = "rupiah", .batas = "anggaran-pos",
                    .sebab = posko_plan_text (plan, "The posts that must open and one in every kecamatan cost more than the budget.",
                                              "Pos yang wajib buka dan pos minimum tiap kecamatan melebihi anggaran."),
                    .perbaikan = posko_plan_text (plan, "Raise pos.anggaran_pos by this amount, or release a wajib_buka.",
                                                  "Naikkan pos.anggaran_pos sebesar ini, atau lepaskan sebuah wajib_buka."),
                    .biaya = missing, .prioritas = 1 });
}

/* @levels: as POSKO_LOCATION_UNSERVED … count them */
static void
certify (PoskoPlan *plan, const Posts *self, PoskoSolveResult *levels)
{
  posko_stay_add_gone (&self->stay, &levels[POSKO_LOCATION_CHANGES], &levels[POSKO_LOCATION_UNCOVERED],
                       posko_stay_price (&self->stay, 1), 1);
  posko_plan_certify (plan, "posko", "terlayani", "TPS", FALSE, posko_plan_text (plan, "TPS without a post", "TPS tanpa pos"),
                      &levels[POSKO_LOCATION_UNSERVED]);
  posko_stay_certify (plan, &self->stay, POSKO_STAY_POSTS, &levels[POSKO_LOCATION_CHANGES]);
  posko_plan_certify (plan, "posko", "cakupan", "bobot", FALSE,
                      posko_plan_text (plan, "risk weight beyond the response standard", "bobot risiko di luar standar respons"),
                      &levels[POSKO_LOCATION_UNCOVERED]);
  posko_plan_certify (plan, "posko", "waktu", "bobot-detik", FALSE,
                      posko_plan_text (plan, "weighted response time", "waktu respons berbobot"), &levels[POSKO_LOCATION_TRAVEL]);
}

/* Where nothing may be a post there is one plan only: nobody is served, and that is proven. */
static void
certify_no_sites (PoskoPlan *plan, const Posts *self, const PoskoDemand *demand)
{
  PoskoSolveResult levels[POSKO_LOCATION_N_LEVELS] = { { 0 } };
  gint64 weight = 0;
  for (guint i = 0; i < self->n_tps; i++)
    weight += demand->weight[i];
  levels[POSKO_LOCATION_UNSERVED] = posko_plan_proven (self->n_tps);
  levels[POSKO_LOCATION_CHANGES] = posko_plan_proven (0);
  levels[POSKO_LOCATION_UNCOVERED] = posko_plan_proven (weight);
  levels[POSKO_LOCATION_TRAVEL] = posko_plan_proven (0);
  certify (plan, self, levels);
}

gboolean
posko_plan_make_posts (PoskoPlan *plan, const PoskoDemand *demand, const PoskoPlanParams *params, GError **error)
{
  g_auto (Posts) posts = { 0 };
  posts_init (&posts, plan);
  posts_stay (&posts, params);
  g_autoptr (PoskoLocationSolution) solution = NULL;
  if (posts.n_sites > 0)
    {
      solution = posts_solve (&posts, demand, params, error);
      if (solution == NULL)
        return FALSE;
      write_posts (plan, &posts, demand, solution);
      certify (plan, &posts, solution->levels);
    }
  else
    certify_no_sites (plan, &posts, demand);
  write_tps (plan, &posts, demand, solution);
  write_area_shortages (plan, &posts);
  write_tps_shortages (plan, &posts, solution);
  write_budget_shortage (plan, &posts);
  return TRUE;
}
