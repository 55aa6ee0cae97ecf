/* verify-ambulances.c: ambulances at their bases, who reaches each TPS first and second, and the expected coverage.
 *
 * Section 3 of docs/model.md; MEXCLP: M. S. Daskin, "A maximum expected covering location model", Transportation
 * Science 17(1), 1983, doi:10.1287/trsc.17.1.48. Its coefficients are computed in whole numbers. O(TPS · ambulances).
 */
#include <inttypes.h>

#include "verify-private.h"

#define ID POSKO_PLAN_AMBULANCES
#define TIERS 4

typedef struct
{
  gint64 tps, weight, longest;
  gdouble weighted_seconds;
} Sum;

typedef struct
{
  gint64 permil;    /* q */
  gint64 unreached; /* weight beyond L */
  gint64 expected;  /* Σ w Σ c_n */
  gint64 reached, longest;
  gdouble weighted_seconds;
} Coverage;

static gint64
room_of (const PoskoVerifier *self, guint j)
{
  const gint64 room = MAX (0, posko_verify_sane (self->faskes[j].ambulans_maks));
  return self->open[j] ? MAX (1, room) : room;
}

static void
check_row (PoskoVerifier *self, guint row, guint *base, gint64 *parked)
{
  const PoskoPlanAmbulance *line = posko_verify_row (self, ID, row);
  const guint a = posko_verify_find (self, ID, row, "kode_ambulans", self->ambulans_by_code, line->kode_ambulans);
  const guint j = posko_verify_find (self, ID, row, "kode_pangkalan", self->faskes_by_code, line->kode_pangkalan);
  if (a == POSKO_VERIFY_NONE || j == POSKO_VERIFY_NONE || base[a] != POSKO_VERIFY_NONE)
    return;
  base[a] = j;
  if (self->ambulans[a].tersedia != 1)
    posko_verify_fault (self, ID, row, "ambulance-unavailable", "kode_ambulans", _ ("an ambulance with tersedia"));
  if (room_of (self, j) == 0)
    posko_verify_fault (self, ID, row, "ambulance-base", "kode_pangkalan",
                        _ ("an open post, or a place with ambulans_maks"));
  else if (++parked[j] > room_of (self, j))
    posko_verify_fault (self, ID, row, "ambulance-room", "kode_pangkalan",
                        _ ("at most %" PRId64 " ambulances there"), room_of (self, j));
  posko_verify_area (self, ID, row, "area-wrong", self->faskes[j].area);
  posko_verify_text (self, ID, row, "copy-wrong", "nama", self->ambulans[a].nama);
  posko_verify_text (self, ID, row, "copy-wrong", "nama_pangkalan", self->faskes[j].nama);
  posko_verify_number (self, ID, row, "copy-wrong", "lat", self->faskes[j].lat);
  posko_verify_number (self, ID, row, "copy-wrong", "lon", self->faskes[j].lon);
  posko_verify_flag (self, ID, row, "copy-wrong", "asumsi", self->ambulans[a].asumsi);
  posko_verify_integer (self, ID, row, "ambulance-cost", "biaya", posko_verify_sane (self->ambulans[a].biaya));
  self->rupiah += posko_verify_sane (self->ambulans[a].biaya);
}

static void
check_placed (PoskoVerifier *self, const guint *base, gint64 available)
{
  gint64 placed = 0, room = 0;
  for (guint a = 0; a < self->n_ambulans; a++)
    placed += base[a] != POSKO_VERIFY_NONE && self->ambulans[a].tersedia == 1;
  for (guint j = 0; j < self->n_faskes; j++)
    room += room_of (self, j);
  if (placed < MIN (available, room))
    {
      g_autofree char *found = g_strdup_printf ("%" G_GINT64_FORMAT, placed);
      posko_verify_absent (self, ID, "ambulance-missing", found, _ ("%" PRId64 " ambulances with a base"),
                           MIN (available, room));
    }
  if (placed < available)
    posko_verify_expect_shortage (self, "ambulans", "pangkalan", g_strdup ("pangkalan"), available - placed, "ambulans",
                                  POSKO_VERIFY_CITY);
}

static gint64
busy_permil (const PoskoVerifier *self, gint64 available)
{
  const PoskoPolicy *p = self->policy;
  gdouble peak = 0;
  for (guint f = 0; f < p->n_phases; f++)
    if (p->phases[f].place == POSKO_PLACE_TPS)
      peak = MAX (peak, p->phases[f].multiplier);
  const gdouble calls = self->tps_minutes > 0 ? p->faktor_hari_buruk * p->porsi_angkut * peak / self->tps_minutes
                                                    * (gdouble) self->total_weight / 1e6
                                              : 0;
  const gdouble busy = available > 0 ? calls * (gdouble) p->menit_sibuk / (gdouble) available : G_MAXDOUBLE;
  return (gint64) floor (1000 * CLAMP (busy, 0.01, 0.9) + 0.5);
}

/* c_n in whole numbers: ((1000 - k) k^(n-1) / 1000^(n-1)), rounded half up. */
static gint64
tier_permil (gint64 k, guint n)
{
  gint64 value = 1000 - k, scale = 1;
  for (guint m = 1; m < n; m++)
    {
      value *= k;
      scale *= 1000;
    }
  return (2 * value + scale) / (2 * scale);
}

/* Holds the ambulance columns of one TPS against the bases, and adds it to the sums. */
static void
judge_tps (PoskoVerifier *self, guint i, gssize row, const guint *base, const gint64 *tiers, Sum *sums, Coverage *all)
{
  guint near[2] = { POSKO_VERIFY_NONE, POSKO_VERIFY_NONE };
  gint64 seconds[2] = { G_MAXINT64, G_MAXINT64 };
  guint within = 0;
  for (guint a = 0; a < self->n_ambulans; a++)
    {
      if (base[a] == POSKO_VERIFY_NONE)
        continue;
      const gint64 r = posko_verify_response (self, self->faskes[base[a]].place, i);
      if (r <= 60 * self->policy->standar_menit && within < TIERS)
        all->expected += self->weight[i] * tiers[within++];
      /* the case sorts ambulances by code, so the first of equals is the right one */
      const guint place = r < seconds[0] ? 0 : r < seconds[1] ? 1 : 2;
      if (place == 0)
        {
          near[1] = near[0];
          seconds[1] = seconds[0];
        }
      if (place < 2)
        {
          near[place] = a;
          seconds[place] = r;
        }
    }
  for (guint m = 0; m < 2 && row >= 0; m++)
    {
      const gboolean has = near[m] != POSKO_VERIFY_NONE;
      posko_verify_text (self, POSKO_PLAN_TPS, (guint) row, "tps-ambulance",
                         m == 0 ? "ambulans_pertama" : "ambulans_kedua", has ? self->ambulans[near[m]].kode : "");
      posko_verify_number (self, POSKO_PLAN_TPS, (guint) row, "tps-ambulance-minutes",
                           m == 0 ? "menit_ambulans" : "menit_ambulans_kedua",
                           has ? (gdouble) seconds[m] / 60.0 : POSKO_VERIFY_NO_NUMBER);
    }
  if (near[0] == POSKO_VERIFY_NONE || seconds[0] > 60 * self->policy->batas_menit)
    all->unreached += self->weight[i];
  if (near[0] == POSKO_VERIFY_NONE)
    return;
  Sum *sum = &sums[near[0]];
  sum->tps++;
  sum->weight += self->weight[i];
  sum->longest = MAX (sum->longest, seconds[0]);
  sum->weighted_seconds += (gdouble) self->weight[i] * (gdouble) seconds[0];
  all->reached += self->weight[i];
  all->longest = MAX (all->longest, seconds[0]);
  all->weighted_seconds += (gdouble) self->weight[i] * (gdouble) seconds[0];
}

static void
expect_reach (PoskoVerifier *self, const guint *base)
{
  for (guint k = 0; k < self->n_areas; k++)
    {
      gint64 beyond = 0;
      for (guint i = 0; i < self->n_tps; i++)
        {
          gint64 least = G_MAXINT64;
          for (guint a = 0; self->tps[i].area == k && a < self->n_ambulans; a++)
            if (base[a] != POSKO_VERIFY_NONE)
              least = MIN (least, posko_verify_response (self, self->faskes[base[a]].place, i));
          beyond += self->tps[i].area == k && least > 60 * self->policy->batas_menit;
        }
      if (beyond > 0)
        posko_verify_expect_shortage (self, "ambulans", posko_boundary_code (self->areas, k), g_strdup ("jangkauan"),
                                      beyond, "TPS", k);
    }
}

static void
expect_figures (PoskoVerifier *self, gint64 rows, gint64 available, gint64 rupiah, const Coverage *all)
{
  const gdouble total = (gdouble) self->total_weight;
  posko_verify_expect_figure (self, "ambulans", "ambulans", NULL, (gdouble) rows, "ambulans", POSKO_VERIFY_AT_LEAST,
                              (gdouble) available);
  posko_verify_expect_info (self, "ambulans", "q", NULL, (gdouble) all->permil, "permil");
  posko_verify_expect_figure (self, "ambulans", "dalam_batas", NULL,
                              posko_verify_mean (100.0 * (total - (gdouble) all->unreached), total), "persen",
                              POSKO_VERIFY_AT_LEAST, 100);
  posko_verify_expect_info (self, "ambulans", "cakupan", NULL, posko_verify_mean ((gdouble) all->expected, total),
                            "permil");
  posko_verify_expect_info (self, "ambulans", "menit_rata", NULL,
                            posko_verify_mean (all->weighted_seconds / 60, (gdouble) all->reached), "menit");
  posko_verify_expect_figure (self, "ambulans", "menit_terjauh", NULL,
                              all->reached > 0 ? (gdouble) all->longest / 60.0 : POSKO_VERIFY_NO_NUMBER, "menit",
                              POSKO_VERIFY_AT_MOST, (gdouble) self->policy->batas_menit);
  posko_verify_expect_info (self, "ambulans", "biaya", NULL, (gdouble) rupiah, "rupiah");
  posko_verify_expect_certificate (self, "ambulans", "batas", NULL, all->unreached, "bobot", FALSE, available == 0);
  posko_verify_expect_certificate (self, "ambulans", "mexclp", NULL, all->expected, "bobot-permil", TRUE,
                                   available == 0);
}

static void
check_sums (PoskoVerifier *self, const Sum *sums)
{
  for (guint row = 0; row < posko_verify_n (self, ID); row++)
    {
      const PoskoPlanAmbulance *line = posko_verify_row (self, ID, row);
      const guint a = GPOINTER_TO_UINT (g_hash_table_lookup (self->ambulans_by_code, line->kode_ambulans));
      if (a == 0)
        continue;
      const Sum *sum = &sums[a - 1];
      posko_verify_integer (self, ID, row, "ambulance-tps", "jumlah_tps", sum->tps);
      posko_verify_number (self, ID, row, "ambulance-mean", "menit_rata",
                           posko_verify_mean (sum->weighted_seconds / 60, (gdouble) sum->weight));
      posko_verify_number (self, ID, row, "ambulance-longest", "menit_terjauh",
                           sum->tps > 0 ? (gdouble) sum->longest / 60.0 : POSKO_VERIFY_NO_NUMBER);
    }
}

void
posko_verify_ambulances (PoskoVerifier *self)
{
  g_autofree guint *base = g_new (guint, self->n_ambulans + 1);
  g_autofree gint64 *parked = g_new0 (gint64, self->n_faskes + 1);
  g_autofree Sum *sums = g_new0 (Sum, self->n_ambulans + 1);
  g_autofree gssize *rows = g_new (gssize, self->n_tps + 1);
  gint64 available = 0;

  for (guint a = 0; a < self->n_ambulans; a++)
    {
      base[a] = POSKO_VERIFY_NONE;
      available += self->ambulans[a].tersedia == 1;
    }
  const gint64 before = self->rupiah;
  for (guint row = 0; row < posko_verify_n (self, ID); row++)
    check_row (self, row, base, parked);
  check_placed (self, base, available);

  Coverage all = { .permil = busy_permil (self, available) };
  gint64 tiers[TIERS];
  for (guint n = 0; n < TIERS; n++)
    tiers[n] = tier_permil (all.permil, n + 1);
  for (guint i = 0; i < self->n_tps; i++)
    rows[i] = -1;
  for (guint row = posko_verify_n (self, POSKO_PLAN_TPS); row > 0; row--)
    {
      const PoskoPlanTps *line = posko_verify_row (self, POSKO_PLAN_TPS, row - 1);
      const guint i = GPOINTER_TO_UINT (g_hash_table_lookup (self->tps_by_code, line->kode_tps));
      if (i > 0)
        rows[i - 1] = (gssize) row - 1;
    }
  for (guint i = 0; i < self->n_tps; i++)
    judge_tps (self, i, rows[i], base, tiers, sums, &all);
  check_sums (self, sums);
  expect_reach (self, base);
  expect_figures (self, posko_verify_n (self, ID), available, self->rupiah - before, &all);
}
