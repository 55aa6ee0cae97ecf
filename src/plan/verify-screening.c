/* verify-screening.c: the health checks of the petugas: section 6 of docs/model.md.
 *
 * O(rows · log rows).
 */
#include <inttypes.h>

#include "verify-private.h"

#define ID POSKO_PLAN_SCREENING

static const char *const slot_columns[] = { "kode_faskes", "tanggal", "sesi", NULL };

typedef struct
{
  gint64 tps, petugas, at_risk, points, person_minutes, order;
  gdouble person_seconds;
} Tally;

/* Returns: the place of a session among those of a day (by start, then code), or -1 */
static gssize
session_rank (const PoskoPolicy *p, guint session)
{
  gssize rank = 0;
  for (guint s = 0; s < p->n_sesi; s++)
    rank += p->sesi[s].start < p->sesi[session].start
            || (p->sesi[s].start == p->sesi[session].start && strcmp (p->sesi[s].kode, p->sesi[session].kode) < 0);
  return rank;
}

static gssize
check_session (PoskoVerifier *self, guint row, const char *code)
{
  const PoskoPolicy *p = self->policy;
  for (guint s = 0; s < p->n_sesi; s++)
    if (g_strcmp0 (p->sesi[s].kode, code) == 0)
      {
        posko_verify_integer (self, ID, row, "screening-session", "mulai", p->sesi[s].start);
        posko_verify_integer (self, ID, row, "screening-session", "selesai", p->sesi[s].end);
        return session_rank (p, s);
      }
  posko_verify_fault (self, ID, row, "screening-session", "sesi", _ ("a session of the policy"));
  return -1;
}

/* Returns: days from the first day of screening, -1 when the date is none of them */
static gint64
check_date (PoskoVerifier *self, guint row, gint64 date)
{
  const PoskoPolicy *p = self->policy;
  const gint64 first = p->tanggal_h - p->skrining_hari_mulai, last = p->tanggal_h - p->skrining_hari_selesai;
  if (date != POSKO_MISSING && date >= first && date <= last)
    return date - first;
  posko_verify_fault (self, ID, row, "screening-date", "tanggal",
                      _ ("a day from H-%" PRId64 " to H-%" PRId64), p->skrining_hari_mulai,
                      p->skrining_hari_selesai);
  return -1;
}

static void
check_way (PoskoVerifier *self, guint row, guint i, guint j, Tally *tally)
{
  const PoskoPolicy *p = self->policy;
  const gint64 seconds
      = posko_travel_seconds (self->travel, self->tps[i].place, self->faskes[j].place, p->kecepatan_nakes_kmh);
  posko_verify_number (self, ID, row, "screening-minutes", "menit_tempuh", (gdouble) seconds / 60.0);
  if (p->skrining_menit_maks > 0 && seconds > 60 * p->skrining_menit_maks)
    posko_verify_fault (self, ID, row, "screening-limit", "menit_tempuh", _ ("at most %" PRId64 " minutes"),
                        p->skrining_menit_maks);
  tally->person_minutes += self->tps[i].petugas * (gint64) floor ((gdouble) seconds / 60.0 + 0.5);
  tally->person_seconds += (gdouble) self->tps[i].petugas * (gdouble) seconds;
}

static void
check_row (PoskoVerifier *self, guint row, gboolean *seen, Tally *tally)
{
  const PoskoPlanScreening *line = posko_verify_row (self, ID, row);
  const guint i = posko_verify_find (self, ID, row, "kode_tps", self->tps_by_code, line->kode_tps);
  const guint j = posko_verify_find (self, ID, row, "kode_faskes", self->faskes_by_code, line->kode_faskes);
  if (i == POSKO_VERIFY_NONE || j == POSKO_VERIFY_NONE || seen[i])
    return;
  const gint64 at_risk = posko_verify_at_risk (&self->tps[i]);
  seen[i] = TRUE;
  posko_verify_area (self, ID, row, "area-wrong", self->tps[i].area);
  posko_verify_text (self, ID, row, "copy-wrong", "nama_faskes", self->faskes[j].nama);
  posko_verify_integer (self, ID, row, "screening-people", "petugas", self->tps[i].petugas);
  posko_verify_integer (self, ID, row, "screening-people", "berisiko", at_risk);
  if (posko_verify_sane (self->faskes[j].skrining_per_sesi) <= 0)
    posko_verify_fault (self, ID, row, "screening-site", "kode_faskes", _ ("a place with skrining_per_sesi"));
  const gint64 day = check_date (self, row, line->tanggal);
  const gssize rank = check_session (self, row, line->sesi);
  check_way (self, row, i, j, tally);
  tally->tps++;
  tally->petugas += self->tps[i].petugas;
  tally->at_risk += at_risk;
  tally->points += self->tps[i].petugas + (self->policy->bobot_berisiko - 1) * at_risk;
  if (day >= 0 && rank >= 0)
    tally->order += at_risk * (day * self->policy->n_sesi + rank);
}

static void
check_capacity (PoskoVerifier *self)
{
  const PoskoTable *table = posko_plan_table (self->plan, ID);
  guint n;
  g_autofree guint *rows = posko_verify_sorted (table, slot_columns, &n);
  for (guint from = 0, to; from < n; from = to)
    {
      gint64 people = 0;
      for (to = from; to < n && posko_verify_compare_rows (table, rows[from], table, rows[to], slot_columns) == 0; to++)
        {
          const PoskoPlanScreening *line = posko_table_row (table, rows[to]);
          const guint i = GPOINTER_TO_UINT (g_hash_table_lookup (self->tps_by_code, line->kode_tps));
          people += i > 0 ? self->tps[i - 1].petugas : 0;
        }
      const PoskoPlanScreening *last = posko_table_row (table, rows[to - 1]);
      const guint j = GPOINTER_TO_UINT (g_hash_table_lookup (self->faskes_by_code, last->kode_faskes));
      const gint64 room = j > 0 ? posko_verify_sane (self->faskes[j - 1].skrining_per_sesi) : G_MAXINT64;
      if (people > room)
        posko_verify_fault (self, ID, rows[to - 1], "screening-capacity", "sesi",
                            _ ("at most %" PRId64 " petugas in a session; this one has %" PRId64),
                            room, people);
    }
}

void
posko_verify_screening (PoskoVerifier *self)
{
  g_autofree gboolean *seen = g_new0 (gboolean, self->n_tps + 1);
  Tally tally = { 0 };
  gint64 petugas = 0, at_risk = 0;
  for (guint row = 0; row < posko_verify_n (self, ID); row++)
    check_row (self, row, seen, &tally);
  check_capacity (self);
  for (guint i = 0; i < self->n_tps; i++)
    {
      petugas += self->tps[i].petugas;
      at_risk += posko_verify_at_risk (&self->tps[i]);
      if (!seen[i] && self->tps[i].petugas > 0)
        posko_verify_expect_shortage (self, "skrining", self->tps[i].kode_tps, g_strdup ("skrining"),
                                      self->tps[i].petugas, "orang", self->tps[i].area);
    }
  posko_verify_expect_figure (self, "skrining", "petugas", NULL, (gdouble) tally.petugas, "orang",
                              POSKO_VERIFY_AT_LEAST, (gdouble) petugas);
  posko_verify_expect_figure (self, "skrining", "berisiko", NULL, (gdouble) tally.at_risk, "orang",
                              POSKO_VERIFY_AT_LEAST, (gdouble) at_risk);
  posko_verify_expect_info (self, "skrining", "tps", NULL, (gdouble) tally.tps, "TPS");
  posko_verify_expect_info (self, "skrining", "menit_rata", NULL,
                            posko_verify_mean (tally.person_seconds / 60, (gdouble) tally.petugas), "menit");
  posko_verify_expect_certificate (self, "skrining", "terlayani", NULL, tally.points, "poin", TRUE, tally.tps == 0);
  posko_verify_expect_certificate (self, "skrining", "jarak", NULL, tally.person_minutes, "orang-menit", FALSE,
                                   tally.tps == 0);
  posko_verify_expect_certificate (self, "skrining", "urutan", NULL, tally.order, "poin", FALSE, tally.tps == 0);
}
