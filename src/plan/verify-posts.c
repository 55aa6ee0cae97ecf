/* verify-posts.c: the open posts, and what each TPS is told about them: section 2 of docs/model.md.
 *
 * First posts are taken as tps.csv has them and judged; what follows from them (response, backup, sums, recap post) is
 * computed again. O(TPS · open posts).
 */
#include <inttypes.h>

#include "verify-private.h"

#define ID POSKO_PLAN_POSTS

static void
check_post_row (PoskoVerifier *self, guint row)
{
  const PoskoPlanPost *post = posko_verify_row (self, ID, row);
  const guint j = posko_verify_find (self, ID, row, "kode_pos", self->faskes_by_code, post->kode_pos);
  if (j == POSKO_VERIFY_NONE)
    return;
  const PoskoFaskes *place = &self->faskes[j];
  self->open[j] = TRUE;
  posko_verify_area (self, ID, row, "post-outside-kecamatan", place->area);
  posko_verify_text (self, ID, row, "copy-wrong", "nama", place->nama);
  posko_verify_text (self, ID, row, "copy-wrong", "jenis", place->jenis);
  posko_verify_number (self, ID, row, "copy-wrong", "lat", place->lat);
  posko_verify_number (self, ID, row, "copy-wrong", "lon", place->lon);
  posko_verify_flag (self, ID, row, "copy-wrong", "asumsi", place->asumsi);
  posko_verify_integer (self, ID, row, "post-cost", "biaya", posko_verify_sane (place->biaya));
  if (place->boleh_pos != 1)
    posko_verify_fault (self, ID, row, "post-not-allowed", "kode_pos", _ ("a place with boleh_pos"));
}

/* Posts that must be open whatever the objective: those with wajib_buka, and the cheapest others up to each minimum. */
typedef struct
{
  gint64 posts, rupiah;
} Forced;

static int
compare_costs (gconstpointer a, gconstpointer b)
{
  const gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;
  return (x > y) - (x < y);
}

static Forced
force_in_area (const PoskoVerifier *self, guint area)
{
  g_autoptr (GArray) others = g_array_new (FALSE, FALSE, sizeof (gint64));
  Forced forced = { 0, 0 };
  for (guint j = 0; j < self->n_faskes; j++)
    {
      const gint64 cost = posko_verify_sane (self->faskes[j].biaya);
      if (self->faskes[j].area != area || self->faskes[j].boleh_pos != 1)
        continue;
      if (self->faskes[j].wajib_buka == 1)
        {
          forced.posts++;
          forced.rupiah += cost;
        }
      else
        g_array_append_val (others, cost);
    }
  g_array_sort (others, compare_costs);
  for (guint m = 0; m < others->len && forced.posts < self->policy->pos_min_per_kecamatan; m++)
    {
      forced.posts++;
      forced.rupiah += g_array_index (others, gint64, m);
    }
  return forced;
}

static Forced
force_in_city (const PoskoVerifier *self)
{
  Forced all = { 0, 0 };
  for (guint k = 0; k < self->n_areas; k++)
    {
      const Forced part = force_in_area (self, k);
      all.posts += part.posts;
      all.rupiah += part.rupiah;
    }
  return all;
}

static gint64
allowed_posts (const PoskoVerifier *self, gint64 forced)
{
  const PoskoPolicy *p = self->policy;
  const gint64 per = MAX (1, p->tps_per_pos);
  const gint64 by_size
      = MAX ((gint64) self->n_areas * p->pos_min_per_kecamatan, ((gint64) self->n_tps + per - 1) / per);
  return MAX (forced, p->jumlah_maks > 0 ? p->jumlah_maks : by_size);
}

/* Returns: whether @area has no open post */
static gboolean
check_minimum (PoskoVerifier *self, guint area)
{
  gint64 sites = 0, open = 0;
  for (guint j = 0; j < self->n_faskes; j++)
    if (self->faskes[j].area == area)
      {
        sites += self->faskes[j].boleh_pos == 1;
        open += self->open[j];
      }
  const gint64 wanted = self->policy->pos_min_per_kecamatan;
  const char *code = posko_boundary_code (self->areas, area);
  if (open < MIN (wanted, sites))
    {
      g_autofree char *found = g_strdup_printf ("%s: %" G_GINT64_FORMAT, code, open);
      posko_verify_absent (self, ID, "post-minimum", found, _ ("at least %" PRId64 " open posts"),
                           MIN (wanted, sites));
    }
  if (open < wanted)
    posko_verify_expect_shortage (self, "posko", code, g_strdup ("pos"), wanted - open, "pos", area);
  return open == 0;
}

static void
check_budget (PoskoVerifier *self, gint64 rupiah, gint64 forced)
{
  const gint64 budget = self->policy->anggaran_pos;
  if (budget <= 0 || rupiah <= budget)
    return;
  if (forced > budget)
    posko_verify_expect_shortage (self, "posko", "anggaran", g_strdup ("anggaran"), forced - budget, "rupiah",
                                  POSKO_VERIFY_CITY);
  if (rupiah > MAX (budget, forced))
    {
      g_autofree char *found = g_strdup_printf ("%" G_GINT64_FORMAT, rupiah);
      posko_verify_absent (self, ID, "post-budget", found, _ ("at most %" PRId64 " rupiah"),
                           MAX (budget, forced));
    }
}

void
posko_verify_posts (PoskoVerifier *self)
{
  const Forced forced = force_in_city (self);
  const gint64 allowed = allowed_posts (self, forced.posts);
  gint64 open = 0, rupiah = 0, bare = 0;

  for (guint row = 0; row < posko_verify_n (self, ID); row++)
    check_post_row (self, row);
  for (guint j = 0; j < self->n_faskes; j++)
    {
      const PoskoFaskes *place = &self->faskes[j];
      if (place->wajib_buka == 1 && place->boleh_pos == 1 && !self->open[j])
        posko_verify_absent (self, ID, "post-must-open", NULL, _ ("an open post at %s"), place->kode);
      open += self->open[j];
      rupiah += self->open[j] ? posko_verify_sane (place->biaya) : 0;
    }
  for (guint k = 0; k < self->n_areas; k++)
    bare += check_minimum (self, k);
  check_budget (self, rupiah, forced.rupiah);
  if (open > allowed)
    {
      g_autofree char *found = g_strdup_printf ("%" G_GINT64_FORMAT, open);
      posko_verify_absent (self, ID, "post-count", found, _ ("at most %" PRId64 " open posts"), allowed);
    }
  self->rupiah += rupiah;
  posko_verify_expect_info (self, "posko", "pos", NULL, (gdouble) open, "pos");
  posko_verify_expect_info (self, "posko", "pos_maks", NULL, (gdouble) allowed, "pos");
  posko_verify_expect_figure (self, "posko", "kecamatan_tanpa_pos", NULL, (gdouble) bare, "kecamatan",
                              POSKO_VERIFY_AT_MOST, 0);
  posko_verify_expect_figure (self, "posko", "biaya", NULL, (gdouble) rupiah, "rupiah",
                              self->policy->anggaran_pos > 0 ? POSKO_VERIFY_AT_MOST : POSKO_VERIFY_INFO,
                              (gdouble) self->policy->anggaran_pos);
}

/* ---- the recap post ---- */

static gboolean
is_better_recap (const PoskoVerifier *self, PoskoLonLat inner, guint a, guint b)
{
  const PoskoFaskes *x = &self->faskes[a], *y = &self->faskes[b];
  const gboolean office_x = g_str_equal (x->jenis, "kantor_camat"), office_y = g_str_equal (y->jenis, "kantor_camat");
  if (office_x != office_y)
    return office_x;
  const PoskoPlane *plane = posko_case_plane (self->source);
  const gdouble metres_x = posko_plane_distance (plane, x->place, inner);
  const gdouble metres_y = posko_plane_distance (plane, y->place, inner);
  return metres_x != metres_y ? metres_x < metres_y : strcmp (x->kode, y->kode) < 0;
}

static void
find_recap_posts (PoskoVerifier *self)
{
  for (guint k = 0; k < self->n_areas; k++)
    {
      const PoskoLonLat inner = posko_boundary_inner_point (self->areas, k);
      self->recap_post[k] = POSKO_VERIFY_NONE;
      for (guint j = 0; j < self->n_faskes; j++)
        if (self->open[j] && self->faskes[j].area == k
            && (self->recap_post[k] == POSKO_VERIFY_NONE || is_better_recap (self, inner, j, self->recap_post[k])))
          self->recap_post[k] = j;
    }
}

/* ---- sums of a post ---- */

typedef struct
{
  gint64 tps, petugas, weight, within, longest;
  gdouble weighted_seconds;
} Sum;

static void
check_sums (PoskoVerifier *self, guint row, guint j, const Sum *sum)
{
  const guint area = self->faskes[j].area;
  const gboolean recap = area < self->n_areas && self->recap_post[area] == j;
  const gint64 room = posko_verify_sane (self->faskes[j].tim_maks) * self->policy->tps_per_tim;
  posko_verify_integer (self, ID, row, "sum-tps", "jumlah_tps", sum->tps);
  posko_verify_integer (self, ID, row, "sum-petugas", "petugas", sum->petugas);
  posko_verify_integer (self, ID, row, "sum-bobot", "bobot", sum->weight);
  posko_verify_integer (self, ID, row, "sum-bobot-standar", "bobot_dalam_standar", sum->within);
  posko_verify_number (self, ID, row, "post-mean", "menit_rata",
                       posko_verify_mean (sum->weighted_seconds / 60, (gdouble) sum->weight));
  posko_verify_number (self, ID, row, "post-longest", "menit_terjauh",
                       sum->tps > 0 ? (gdouble) sum->longest / 60.0 : POSKO_VERIFY_NO_NUMBER);
  posko_verify_flag (self, ID, row, "post-recap", "rekap", recap);
  if (sum->tps > room)
    posko_verify_fault (self, ID, row, "post-capacity", "jumlah_tps", _ ("at most %" PRId64 " TPS"), room);
}

void
posko_verify_post_sums (PoskoVerifier *self)
{
  g_autofree Sum *sums = g_new0 (Sum, self->n_faskes + 1);
  find_recap_posts (self);
  for (guint i = 0; i < self->n_tps; i++)
    {
      if (self->first_post[i] == POSKO_VERIFY_NONE)
        continue;
      Sum *sum = &sums[self->first_post[i]];
      const gint64 seconds = self->first_seconds[i];
      sum->tps++;
      sum->petugas += self->tps[i].petugas;
      sum->weight += self->weight[i];
      sum->within += seconds <= 60 * self->policy->standar_menit ? self->weight[i] : 0;
      sum->longest = MAX (sum->longest, seconds);
      sum->weighted_seconds += (gdouble) self->weight[i] * (gdouble) seconds;
    }
  for (guint row = 0; row < posko_verify_n (self, ID); row++)
    {
      const PoskoPlanPost *post = posko_verify_row (self, ID, row);
      const guint j = GPOINTER_TO_UINT (g_hash_table_lookup (self->faskes_by_code, post->kode_pos));
      if (j > 0)
        check_sums (self, row, j - 1, &sums[j - 1]);
    }
}
