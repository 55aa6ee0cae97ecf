/* verify-billboards.c: the chosen boards, what each reaches and adds, and the value of all: section 8 of docs/model.md.
 *
 * O(boards · (TPS + boards)).
 */
#include <inttypes.h>

#include "verify-private.h"

#define ID POSKO_PLAN_BILLBOARDS

typedef struct
{
  guint row, site;
  gint64 gain;
} Board;

static gint64
radius_of (const PoskoPolicy *p, const PoskoBaliho *site)
{
  if (g_str_equal (site->ukuran, "besar"))
    return p->radius_besar_m;
  return g_str_equal (site->ukuran, "sedang") ? p->radius_sedang_m : p->radius_kecil_m;
}

static gint64
sightings_of (const PoskoPolicy *p, const PoskoBaliho *site)
{
  if (g_str_equal (site->lalu_lintas, "tinggi"))
    return p->lihat_tinggi;
  return g_str_equal (site->lalu_lintas, "sedang") ? p->lihat_sedang : p->lihat_rendah;
}

static gboolean
covers (const PoskoVerifier *self, guint site, guint tps)
{
  const PoskoBaliho *board = &self->baliho[site];
  return posko_plane_distance (posko_case_plane (self->source), board->place, self->tps[tps].place)
         <= (gdouble) radius_of (self->policy, board);
}

static gint64
voters_value (const PoskoVerifier *self, guint tps)
{
  const PoskoPolicy *p = self->policy;
  const gdouble turnout = self->tps[tps].partisipasi_lalu;
  const gdouble lack = isnan (turnout) ? 0 : MAX (0.0, p->target_partisipasi - turnout);
  return (gint64) floor ((gdouble) self->tps[tps].pemilih * (1 + p->bobot_partisipasi * lack) + 0.5);
}

/* Per mille of a voter's benefit from @n sightings. */
static gint64
benefit (const PoskoPolicy *p, gint64 n)
{
  gint64 sum = 0;
  for (guint m = 0; m < G_N_ELEMENTS (p->manfaat_permil) && (gint64) m < n && p->manfaat_permil[m] != 0; m++)
    sum += p->manfaat_permil[m];
  return sum;
}

static void
check_zone (PoskoVerifier *self, guint row, guint site)
{
  const PoskoBaliho *board = &self->baliho[site];
  const gboolean warned = board->zona != NULL && *board->zona != '\0' && !board->dilarang;
  if (board->dilarang || (warned && self->policy->zona_peringatan_dilarang))
    posko_verify_fault (self, ID, row, "billboard-forbidden", "kode_baliho", _ ("a site outside of %s"),
                        board->zona != NULL ? board->zona : "zona_larangan");
  else
    posko_verify_text (self, ID, row, "billboard-warning", "peringatan", warned ? board->zona : "");
}

static void
check_row (PoskoVerifier *self, guint row, GArray *boards, gboolean *chosen)
{
  const PoskoPlanBillboard *line = posko_verify_row (self, ID, row);
  const guint b = posko_verify_find (self, ID, row, "kode_baliho", self->baliho_by_code, line->kode_baliho);
  if (b == POSKO_VERIFY_NONE || chosen[b])
    return;
  const PoskoBaliho *site = &self->baliho[b];
  const Board board = { row, b, 0 };
  chosen[b] = TRUE;
  g_array_append_val (boards, board);
  posko_verify_area (self, ID, row, "area-wrong", site->area);
  posko_verify_text (self, ID, row, "copy-wrong", "nama", site->nama);
  posko_verify_text (self, ID, row, "copy-wrong", "ukuran", site->ukuran);
  posko_verify_text (self, ID, row, "copy-wrong", "lalu_lintas", site->lalu_lintas);
  posko_verify_number (self, ID, row, "copy-wrong", "lat", site->lat);
  posko_verify_number (self, ID, row, "copy-wrong", "lon", site->lon);
  posko_verify_flag (self, ID, row, "copy-wrong", "asumsi", site->asumsi);
  posko_verify_integer (self, ID, row, "billboard-cost", "biaya", posko_verify_sane (site->biaya));
  check_zone (self, row, b);
}

static void
check_spacing (PoskoVerifier *self, const GArray *boards)
{
  const PoskoPlane *plane = posko_case_plane (self->source);
  const gint64 least = self->policy->baliho_jarak_min_m;
  for (guint a = 0; a < boards->len; a++)
    for (guint b = a + 1; b < boards->len; b++)
      {
        const Board *x = &g_array_index (boards, Board, a), *y = &g_array_index (boards, Board, b);
        const PoskoBaliho *other = &self->baliho[x->site];
        if (posko_plane_distance (plane, other->place, self->baliho[y->site].place) < (gdouble) least)
          posko_verify_fault (self, ID, y->row, "billboard-spacing", "kode_baliho",
                              _ ("at least %" PRId64 " m from %s"), least, other->kode);
      }
}

/* Sightings of every TPS, its column in tps.csv, and the value of all. */
static gint64
count_sightings (PoskoVerifier *self, const GArray *boards, gint64 *sightings, gint64 *reached)
{
  g_autofree gint64 *covering = g_new0 (gint64, self->n_tps + 1);
  gint64 value = 0;
  for (guint i = 0; i < self->n_tps; i++)
    {
      for (guint b = 0; b < boards->len; b++)
        if (covers (self, g_array_index (boards, Board, b).site, i))
          {
            covering[i]++;
            sightings[i] += sightings_of (self->policy, &self->baliho[g_array_index (boards, Board, b).site]);
          }
      *reached += covering[i] > 0 ? self->tps[i].pemilih : 0;
      value += voters_value (self, i) * benefit (self->policy, sightings[i]);
    }
  for (guint row = 0; row < posko_verify_n (self, POSKO_PLAN_TPS); row++)
    {
      const PoskoPlanTps *line = posko_verify_row (self, POSKO_PLAN_TPS, row);
      const guint i = GPOINTER_TO_UINT (g_hash_table_lookup (self->tps_by_code, line->kode_tps));
      if (i > 0)
        posko_verify_integer (self, POSKO_PLAN_TPS, row, "tps-billboards", "baliho", covering[i - 1]);
    }
  return value;
}

static void
check_gain (PoskoVerifier *self, Board *board, const gint64 *sightings)
{
  const gint64 own = sightings_of (self->policy, &self->baliho[board->site]);
  gint64 lost = 0, voters = 0;
  for (guint i = 0; i < self->n_tps; i++)
    {
      if (!covers (self, board->site, i))
        continue;
      voters += self->tps[i].pemilih;
      lost += voters_value (self, i)
              * (benefit (self->policy, sightings[i]) - benefit (self->policy, sightings[i] - own));
    }
  board->gain = (lost + 500) / 1000;
  posko_verify_integer (self, ID, board->row, "billboard-reach", "pemilih_terjangkau", voters);
  posko_verify_integer (self, ID, board->row, "billboard-gain", "tambahan", board->gain);
}

static int
compare_places (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const PoskoVerifier *self = user_data;
  const Board *x = a, *y = b;
  const gint64 i = ((const PoskoPlanBillboard *) posko_verify_row (self, ID, x->row))->urutan_pasang;
  const gint64 j = ((const PoskoPlanBillboard *) posko_verify_row (self, ID, y->row))->urutan_pasang;
  return i != j ? (i > j) - (i < j) : (x->row > y->row) - (x->row < y->row);
}

/* Numbered 1 … without gaps, and no board adds clearly more per rupiah than the one before (one voter of rounding is
 * allowed). */
static void
check_order (PoskoVerifier *self, GArray *boards)
{
  g_array_sort_with_data (boards, compare_places, self);
  for (guint b = 0; b < boards->len; b++)
    {
      const Board *board = &g_array_index (boards, Board, b);
      posko_verify_integer (self, ID, board->row, "billboard-order", "urutan_pasang", (gint64) b + 1);
      if (b == 0)
        continue;
      const Board *before = &g_array_index (boards, Board, b - 1);
      const gdouble cost = (gdouble) posko_verify_sane (self->baliho[board->site].biaya);
      const gdouble cost_before = (gdouble) posko_verify_sane (self->baliho[before->site].biaya);
      if ((gdouble) (board->gain - 1) * cost_before > (gdouble) (before->gain + 1) * cost)
        posko_verify_fault (self, ID, board->row, "billboard-order", "urutan_pasang", _ ("a place before %s"),
                            self->baliho[before->site].kode);
    }
}

static gint64
expect_minimum (PoskoVerifier *self, const GArray *boards)
{
  gint64 all = 0;
  for (guint k = 0; k < self->n_areas; k++)
    {
      gint64 lack = self->policy->baliho_min_per_kecamatan;
      for (guint b = 0; b < boards->len; b++)
        lack -= self->baliho[g_array_index (boards, Board, b).site].area == k;
      if (lack <= 0)
        continue;
      all += lack;
      posko_verify_expect_shortage (self, "baliho", posko_boundary_code (self->areas, k), g_strdup ("baliho"), lack,
                                    "baliho", k);
    }
  return all;
}

static void
expect_figures (PoskoVerifier *self, guint n, gint64 lack, gint64 reached, gint64 value, gint64 rupiah)
{
  gint64 voters = 0;
  for (guint i = 0; i < self->n_tps; i++)
    voters += self->tps[i].pemilih;
  posko_verify_expect_info (self, "baliho", "baliho", NULL, n, "baliho");
  posko_verify_expect_figure (self, "baliho", "kecamatan_kurang", NULL, (gdouble) lack, "baliho", POSKO_VERIFY_AT_MOST,
                              0);
  posko_verify_expect_info (self, "baliho", "pemilih", NULL, (gdouble) reached, "orang");
  posko_verify_expect_info (self, "baliho", "pemilih_persen", NULL,
                            posko_verify_mean (100.0 * (gdouble) reached, (gdouble) voters), "persen");
  posko_verify_expect_info (self, "baliho", "nilai", NULL, (gdouble) value / 1000.0, "pemilih-berbobot");
  posko_verify_expect_figure (self, "baliho", "biaya", NULL, (gdouble) rupiah, "rupiah", POSKO_VERIFY_AT_MOST,
                              (gdouble) self->policy->anggaran_baliho);
  posko_verify_expect_certificate (self, "baliho", "minimum", NULL, lack, "baliho", FALSE, self->n_baliho == 0);
  posko_verify_expect_certificate (self, "baliho", "nilai", NULL, value, "permil", TRUE, self->n_baliho == 0);
}

void
posko_verify_billboards (PoskoVerifier *self)
{
  g_autoptr (GArray) boards = g_array_new (FALSE, FALSE, sizeof (Board));
  g_autofree gboolean *chosen = g_new0 (gboolean, self->n_baliho + 1);
  g_autofree gint64 *sightings = g_new0 (gint64, self->n_tps + 1);
  gint64 rupiah = 0, reached = 0;
  for (guint row = 0; row < posko_verify_n (self, ID); row++)
    check_row (self, row, boards, chosen);
  for (guint b = 0; b < boards->len; b++)
    rupiah += posko_verify_sane (self->baliho[g_array_index (boards, Board, b).site].biaya);
  if (rupiah > self->policy->anggaran_baliho)
    {
      g_autofree char *found = g_strdup_printf ("%" G_GINT64_FORMAT, rupiah);
      posko_verify_absent (self, ID, "billboard-budget", found, _ ("at most %" PRId64 " rupiah"),
                           self->policy->anggaran_baliho);
    }
  check_spacing (self, boards);
  const gint64 value = count_sightings (self, boards, sightings, &reached);
  for (guint b = 0; b < boards->len; b++)
    check_gain (self, &g_array_index (boards, Board, b), sightings);
  check_order (self, boards);
  self->rupiah += rupiah;
  expect_figures (self, boards->len, expect_minimum (self, boards), reached, value, rupiah);
}
