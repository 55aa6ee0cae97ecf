/* verify-tps.c: the rows of tps.csv: people, weight, first and backup post, standard; and the figures of the posts'
 * coverage.
 *
 * O(TPS · open posts).
 */
#include "verify-private.h"

#define ID POSKO_PLAN_TPS

static void
check_backup (PoskoVerifier *self, guint row, guint i)
{
  guint best = POSKO_VERIFY_NONE;
  gint64 least = G_MAXINT64;
  for (guint j = 0; j < self->n_faskes; j++)
    {
      if (!self->open[j] || j == self->first_post[i])
        continue;
      const gint64 seconds = posko_verify_response (self, self->faskes[j].place, i);
      if (best == POSKO_VERIFY_NONE || seconds < least
          || (seconds == least && strcmp (self->faskes[j].kode, self->faskes[best].kode) < 0))
        {
          best = j;
          least = seconds;
        }
    }
  const gboolean found = best != POSKO_VERIFY_NONE;
  posko_verify_text (self, ID, row, "tps-backup", "pos_cadangan", found ? self->faskes[best].kode : "");
  posko_verify_number (self, ID, row, "tps-response", "menit_cadangan",
                       found ? (gdouble) least / 60.0 : POSKO_VERIFY_NO_NUMBER);
}

static void
check_first (PoskoVerifier *self, guint row, guint i, const char *post)
{
  const gboolean none = post == NULL || *post == '\0';
  const guint j = none ? POSKO_VERIFY_NONE : posko_verify_find (self, ID, row, "pos_utama", self->faskes_by_code, post);
  if (j != POSKO_VERIFY_NONE && !self->open[j])
    posko_verify_fault (self, ID, row, "tps-first-closed", "pos_utama", _ ("an open post"));
  if (j != POSKO_VERIFY_NONE && self->open[j])
    {
      self->first_post[i] = j;
      self->first_seconds[i] = posko_verify_response (self, self->faskes[j].place, i);
    }
  if (j != POSKO_VERIFY_NONE && !self->open[j])
    return; /* said already, and its minutes mean nothing */
  const gboolean served = self->first_post[i] != POSKO_VERIFY_NONE;
  posko_verify_number (self, ID, row, "tps-response", "menit_utama",
                       served ? (gdouble) self->first_seconds[i] / 60.0 : POSKO_VERIFY_NO_NUMBER);
  posko_verify_flag (self, ID, row, "tps-standard", "dalam_standar",
                     served && self->first_seconds[i] <= 60 * self->policy->standar_menit);
}

static void
check_row (PoskoVerifier *self, guint row, gboolean *seen)
{
  const PoskoPlanTps *line = posko_verify_row (self, ID, row);
  const guint i = posko_verify_find (self, ID, row, "kode_tps", self->tps_by_code, line->kode_tps);
  if (i == POSKO_VERIFY_NONE || seen[i])
    return;
  const PoskoTps *tps = &self->tps[i];
  seen[i] = TRUE;
  posko_verify_area (self, ID, row, "area-wrong", tps->area);
  posko_verify_text (self, ID, row, "copy-wrong", "kelurahan", tps->kelurahan);
  posko_verify_integer (self, ID, row, "copy-wrong", "nomor", tps->nomor);
  posko_verify_number (self, ID, row, "copy-wrong", "lat", tps->lat);
  posko_verify_number (self, ID, row, "copy-wrong", "lon", tps->lon);
  posko_verify_integer (self, ID, row, "tps-people", "pemilih", tps->pemilih);
  posko_verify_integer (self, ID, row, "tps-people", "petugas", tps->petugas);
  posko_verify_integer (self, ID, row, "tps-weight", "bobot", self->weight[i]);
  check_first (self, row, i, line->pos_utama);
  check_backup (self, row, i);
}

static void
expect_within (PoskoVerifier *self, const char *code, gint64 minutes, PoskoVerifyTarget kind, gdouble target)
{
  gint64 within = 0;
  for (guint i = 0; i < self->n_tps; i++)
    if (self->first_post[i] != POSKO_VERIFY_NONE && self->first_seconds[i] <= 60 * minutes)
      within += self->weight[i];
  posko_verify_expect_figure (self, "posko", code, NULL,
                              posko_verify_mean (100.0 * (gdouble) within, (gdouble) self->total_weight), "persen",
                              kind, target);
}

static void
expect_coverage (PoskoVerifier *self, gint64 unserved)
{
  gint64 outside = 0, weighted = 0, served = 0, longest = 0;
  for (guint i = 0; i < self->n_tps; i++)
    {
      const gboolean has = self->first_post[i] != POSKO_VERIFY_NONE;
      if (!has || self->first_seconds[i] > 60 * self->policy->standar_menit)
        outside += self->weight[i];
      if (!has)
        continue;
      served += self->weight[i];
      weighted += self->weight[i] * self->first_seconds[i];
      longest = MAX (longest, self->first_seconds[i]);
    }
  posko_verify_expect_figure (self, "posko", "menit_rata", NULL,
                              posko_verify_mean ((gdouble) weighted / 60.0, (gdouble) served), "menit",
                              POSKO_VERIFY_AT_MOST, (gdouble) self->policy->standar_menit);
  posko_verify_expect_info (self, "posko", "menit_terjauh", NULL,
                            served > 0 ? (gdouble) longest / 60.0 : POSKO_VERIFY_NO_NUMBER, "menit");
  posko_verify_expect_certificate (self, "posko", "terlayani", NULL, unserved, "TPS", FALSE, FALSE);
  posko_verify_expect_certificate (self, "posko", "cakupan", NULL, outside, "bobot", FALSE, FALSE);
  posko_verify_expect_certificate (self, "posko", "waktu", NULL, weighted, "bobot-detik", FALSE, FALSE);
}

void
posko_verify_tps (PoskoVerifier *self)
{
  g_autofree gboolean *seen = g_new0 (gboolean, self->n_tps + 1);
  gint64 unserved = 0;
  for (guint row = 0; row < posko_verify_n (self, ID); row++)
    check_row (self, row, seen);
  for (guint i = 0; i < self->n_tps; i++)
    {
      if (!seen[i])
        posko_verify_absent (self, ID, "tps-missing", NULL, _ ("a row for TPS %s"), self->tps[i].kode_tps);
      if (self->first_post[i] != POSKO_VERIFY_NONE)
        continue;
      unserved++;
      posko_verify_expect_shortage (self, "posko", self->tps[i].kode_tps, g_strdup ("pos_utama"), 1, "TPS",
                                    self->tps[i].area);
    }
  posko_verify_expect_figure (self, "posko", "tps_tanpa_pos", NULL, (gdouble) unserved, "TPS", POSKO_VERIFY_AT_MOST, 0);
  expect_within (self, "dalam_8", 8, POSKO_VERIFY_INFO, POSKO_VERIFY_NO_NUMBER);
  expect_within (self, "dalam_10", 10, POSKO_VERIFY_INFO, POSKO_VERIFY_NO_NUMBER);
  expect_within (self, "dalam_15", 15, POSKO_VERIFY_INFO, POSKO_VERIFY_NO_NUMBER);
  expect_within (self, "dalam_30", 30, POSKO_VERIFY_INFO, POSKO_VERIFY_NO_NUMBER);
  expect_within (self, "dalam_standar", self->policy->standar_menit, POSKO_VERIFY_AT_LEAST, 100);
  expect_coverage (self, unserved);
}
