/* verify-needs.c: the people each open post needs in each shift: section 4 of docs/model.md.
 *
 * O(posts · shifts · (teams + professions)) and O(rows).
 */
#include "verify-private.h"

#define ID POSKO_PLAN_NEEDS

static gint64
teams_needed (const PoskoVerifier *self, guint post, const PoskoShift *shift, gint64 n_tps, gint64 weight)
{
  const PoskoPolicy *p = self->policy;
  const gboolean recap = shift->place == POSKO_PLACE_KECAMATAN;
  const gint64 cases = recap ? self->recap_weight[self->faskes[post].area] : weight;
  const gdouble load = p->faktor_hari_buruk * posko_verify_share (self, shift->place, shift->start, shift->end)
                       * (gdouble) cases / 1e6 * p->menit_tangani / (gdouble) MAX (1, shift->end - shift->start);
  const gint64 most = MAX (1, posko_verify_sane (self->faskes[post].tim_maks));
  const gint64 per = MAX (1, p->tps_per_tim);
  const gint64 by_tps = recap ? 1 : (n_tps + per - 1) / per;
  return MIN (most, MAX (1, MAX (by_tps, posko_verify_servers (load, p->peluang_blok_maks, most))));
}

static void
add_needs (PoskoVerifier *self, guint post, gint64 n_tps, gint64 weight)
{
  const PoskoPolicy *p = self->policy;
  const guint area = self->faskes[post].area;
  for (guint s = 0; s < p->n_shifts; s++)
    {
      if (p->shifts[s].place == POSKO_PLACE_KECAMATAN && (area >= self->n_areas || self->recap_post[area] != post))
        continue;
      const gint64 teams = teams_needed (self, post, &p->shifts[s], n_tps, weight);
      self->post_teams[post] = MAX (self->post_teams[post], teams);
      for (guint q = 0; q < POSKO_N_PROFESI; q++)
        {
          const PoskoVerifyNeed need
              = { post, s, (PoskoProfesi) q, teams, p->tim_pertama[q] + (teams - 1) * p->tim_tambahan[q], 0 };
          if (need.people > 0)
            g_array_append_val (self->needs, need);
        }
    }
}

void
posko_verify_needs (PoskoVerifier *self)
{
  for (guint j = 0; j < self->n_faskes; j++)
    {
      gint64 n_tps = 0, weight = 0;
      for (guint i = 0; self->open[j] && i < self->n_tps; i++)
        if (self->first_post[i] == j)
          {
            n_tps++;
            weight += self->weight[i];
          }
      if (self->open[j])
        add_needs (self, j, n_tps, weight);
    }
  gint64 teams = 0;
  for (guint row = 0; row < posko_verify_n (self, POSKO_PLAN_POSTS); row++)
    {
      const PoskoPlanPost *post = posko_verify_row (self, POSKO_PLAN_POSTS, row);
      const guint j = GPOINTER_TO_UINT (g_hash_table_lookup (self->faskes_by_code, post->kode_pos));
      if (j == 0)
        continue;
      teams += self->post_teams[j - 1];
      posko_verify_integer (self, POSKO_PLAN_POSTS, row, "post-teams", "tim", self->post_teams[j - 1]);
    }
  posko_verify_expect_info (self, "posko", "tim", NULL, (gdouble) teams, "tim");
}

/* ---- the rows, once the roster has been counted ---- */

static gssize
find_need (const PoskoVerifier *self, guint post, guint shift, PoskoProfesi profession)
{
  for (guint n = 0; n < self->needs->len; n++)
    {
      const PoskoVerifyNeed *need = &g_array_index (self->needs, PoskoVerifyNeed, n);
      if (need->post == post && need->shift == shift && need->profession == profession)
        return (gssize) n;
    }
  return -1;
}

static void
check_row (PoskoVerifier *self, guint row, gboolean *seen)
{
  const PoskoPlanNeed *line = posko_verify_row (self, ID, row);
  const guint j = posko_verify_find (self, ID, row, "kode_pos", self->faskes_by_code, line->kode_pos);
  const PoskoProfesi q = posko_verify_profession (self, ID, row, "profesi", line->profesi);
  const guint s = posko_verify_shift (self, ID, row, "need-shift", line->hari, line->shift);
  if (j == POSKO_VERIFY_NONE || q == POSKO_N_PROFESI || s == POSKO_VERIFY_NONE)
    return;
  posko_verify_area (self, ID, row, "area-wrong", self->faskes[j].area);
  const gssize n = find_need (self, j, s, q);
  if (n < 0)
    {
      posko_verify_fault (self, ID, row, "need-extra", "butuh", "0");
      return;
    }
  const PoskoVerifyNeed *need = &g_array_index (self->needs, PoskoVerifyNeed, n);
  seen[n] = TRUE;
  posko_verify_integer (self, ID, row, "need-teams", "tim", need->teams);
  posko_verify_integer (self, ID, row, "need-people", "butuh", need->people);
  posko_verify_integer (self, ID, row, "need-filled", "terisi", need->filled);
}

void
posko_verify_need_rows (PoskoVerifier *self)
{
  g_autofree gboolean *seen = g_new0 (gboolean, self->needs->len + 1);
  for (guint row = 0; row < posko_verify_n (self, ID); row++)
    check_row (self, row, seen);
  for (guint n = 0; n < self->needs->len; n++)
    {
      const PoskoVerifyNeed *need = &g_array_index (self->needs, PoskoVerifyNeed, n);
      const PoskoShift *shift = &self->policy->shifts[need->shift];
      const PoskoFaskes *post = &self->faskes[need->post];
      g_autofree char *day = posko_verify_day (shift->day);
      const char *profession = posko_profesi_name (need->profession);
      if (!seen[n])
        posko_verify_absent (self, ID, "need-missing", NULL, _ ("a row for %s %s:%s at %s"), profession, day,
                             shift->kode, post->kode);
      if (need->filled < need->people)
        posko_verify_expect_shortage (self, "roster", post->kode,
                                      g_strdup_printf ("%s %s:%s", profession, day, shift->kode),
                                      need->people - need->filled, "orang", post->area);
    }
}
