/* verify-roster.c: every duty against every hard rule of section 5, and the roster's figures and objective.
 *
 * Rules that look at one duty alone are in verify-duty.c; here are those that look at a person's duties together (rest,
 * shifts, nights) and at a post's (never more people than needed). O(rows · needs + people · needs).
 */
#include <inttypes.h>

#include "verify-private.h"

#define ID POSKO_PLAN_ROSTER

static const struct
{
  PoskoVerifyRule rule;
  const char *code, *column, *expected;
} rules[] = {
  { POSKO_VERIFY_RULE_NEUTRALITY, "roster-neutrality", "kode_nakes",
    N_ ("somebody who has passed the neutrality gate") },
  { POSKO_VERIFY_RULE_LICENCE, "roster-licence", "kode_nakes", N_ ("a licence that is valid on that day") },
  { POSKO_VERIFY_RULE_PROFESSION, "roster-profession", "tugas",
    N_ ("the person's profession, or one he may stand in for") },
  { POSKO_VERIFY_RULE_AVAILABLE, "roster-available", "shift", N_ ("a shift on which the person is available") },
  { POSKO_VERIFY_RULE_DISTANCE, "roster-distance", "kode_pos", N_ ("a post within jarak_maks_m of the home") },
  { POSKO_VERIFY_RULE_VOTE, "roster-vote", "cara_memilih", N_ ("a duty that leaves a way to vote") },
};

static void
check_vote (PoskoVerifier *self, guint row, const PoskoVerifyDuty *duty, const char *way)
{
  const PoskoPlanDuty *line = posko_verify_row (self, ID, row);
  const PoskoPolicy *p = self->policy;
  const gssize own = self->nakes[duty->person].tps;
  const gboolean form_a = g_str_equal (way, "form_a");
  posko_verify_text (self, ID, row, "roster-vote", "cara_memilih", way);
  posko_verify_integer (self, ID, row, "roster-form-a-date", "batas_form_a",
                        form_a ? p->tanggal_h - p->form_a_hari : POSKO_MISSING);
  if (form_a)
    {
      const guint i = posko_verify_find (self, ID, row, "tps_memilih", self->tps_by_code, line->tps_memilih);
      if (i != POSKO_VERIFY_NONE
          && (gint64) posko_travel_seconds (self->travel, self->faskes[duty->post].place, self->tps[i].place,
                                            p->kecepatan_nakes_kmh)
                 != posko_verify_nearest_tps_seconds (self, duty->post))
        posko_verify_fault (self, ID, row, "roster-vote-tps", "tps_memilih", _ ("the TPS nearest to the post"));
    }
  else if (own < 0)
    posko_verify_text (self, ID, row, "roster-vote-tps", "tps_memilih", "");
  else if (*way != '\0' || *line->tps_memilih != '\0') /* with nothing to arrange, it may stay empty */
    posko_verify_text (self, ID, row, "roster-vote-tps", "tps_memilih", self->tps[own].kode_tps);
}

static void
check_rules (PoskoVerifier *self, guint row, const PoskoVerifyDuty *duty)
{
  const char *way;
  const guint faults = posko_verify_duty_faults (self, duty->person, duty->post, duty->shift, duty->place, &way);
  for (guint r = 0; r < G_N_ELEMENTS (rules); r++)
    if (faults & rules[r].rule)
      posko_verify_fault (self, ID, row, rules[r].code, rules[r].column, "%s", _ (rules[r].expected));
  if (way != NULL)
    check_vote (self, row, duty, way);
}

static void
check_post (PoskoVerifier *self, guint row, const PoskoVerifyDuty *duty)
{
  const PoskoFaskes *post = &self->faskes[duty->post];
  const gboolean recap = self->policy->shifts[duty->shift].place == POSKO_PLACE_KECAMATAN;
  if (!self->open[duty->post])
    posko_verify_fault (self, ID, row, "roster-post", "kode_pos", _ ("an open post"));
  else if (recap && (post->area >= self->n_areas || self->recap_post[post->area] != duty->post))
    posko_verify_fault (self, ID, row, "roster-post", "kode_pos", _ ("the recap post of the kecamatan"));
}

/* Counts the duty at its need. */
static void
fill_need (PoskoVerifier *self, guint row, const PoskoVerifyDuty *duty)
{
  for (guint n = 0; n < self->needs->len; n++)
    {
      PoskoVerifyNeed *need = &g_array_index (self->needs, PoskoVerifyNeed, n);
      if (need->post != duty->post || need->shift != duty->shift || need->profession != duty->place)
        continue;
      if (++need->filled > need->people)
        posko_verify_fault (self, ID, row, "roster-need", "tugas", _ ("at most %" PRId64 " people there"),
                            need->people);
      return;
    }
  posko_verify_fault (self, ID, row, "roster-need", "tugas", _ ("a place that the post needs in that shift"));
}

static void
check_row (PoskoVerifier *self, guint row)
{
  const PoskoPlanDuty *line = posko_verify_row (self, ID, row);
  const guint p = posko_verify_find (self, ID, row, "kode_nakes", self->nakes_by_code, line->kode_nakes);
  const guint j = posko_verify_find (self, ID, row, "kode_pos", self->faskes_by_code, line->kode_pos);
  const PoskoProfesi q = posko_verify_profession (self, ID, row, "tugas", line->tugas);
  const guint s = posko_verify_shift (self, ID, row, "roster-shift", line->hari, line->shift);
  if (p == POSKO_VERIFY_NONE || j == POSKO_VERIFY_NONE || q == POSKO_N_PROFESI || s == POSKO_VERIFY_NONE)
    return;
  const PoskoVerifyDuty duty = { row, p, j, s, q };
  g_array_append_val (self->duties, duty);
  posko_verify_area (self, ID, row, "area-wrong", self->faskes[j].area);
  posko_verify_text (self, ID, row, "copy-wrong", "nama_pos", self->faskes[j].nama);
  posko_verify_text (self, ID, row, "copy-wrong", "sebutan", self->nakes[p].sebutan);
  posko_verify_text (self, ID, row, "copy-wrong", "profesi", self->nakes[p].profesi);
  posko_verify_flag (self, ID, row, "copy-wrong", "asumsi", self->nakes[p].asumsi);
  posko_verify_number (self, ID, row, "roster-minutes", "menit_tempuh",
                       (gdouble) posko_verify_home_seconds (self, p, j) / 60.0);
  check_post (self, row, &duty);
  check_rules (self, row, &duty);
  fill_need (self, row, &duty);
}

/* ---- a person's duties together ---- */

static int
compare_duties (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const PoskoVerifyDuty *x = a, *y = b;
  const PoskoShift *shifts = ((const PoskoVerifier *) user_data)->policy->shifts;
  if (x->person != y->person)
    return x->person < y->person ? -1 : 1;
  if (shifts[x->shift].start != shifts[y->shift].start)
    return shifts[x->shift].start < shifts[y->shift].start ? -1 : 1;
  return (x->row > y->row) - (x->row < y->row);
}

static void
check_person (PoskoVerifier *self, const PoskoVerifyDuty *duties, guint n)
{
  const PoskoPolicy *p = self->policy;
  const gint64 own = self->nakes[duties[0].person].shift_maks;
  const gint64 most = own == POSKO_MISSING ? p->shift_maks : MIN (own, p->shift_maks);
  gint64 free_at = G_MININT64, nights = 0;
  for (guint d = 0; d < n; d++)
    {
      const PoskoShift *shift = &p->shifts[duties[d].shift];
      if (free_at != G_MININT64 && shift->start - free_at < p->istirahat_menit)
        posko_verify_fault (
            self, ID, duties[d].row, "roster-rest", "mulai",
            _ ("%" PRId64 " minutes of rest after the shift before; it leaves %" PRId64),
            p->istirahat_menit, shift->start - free_at);
      free_at = MAX (free_at, shift->end);
      nights += posko_verify_is_night (shift);
      if (d + 1 > most)
        posko_verify_fault (self, ID, duties[d].row, "roster-shifts", "kode_nakes",
                            _ ("at most %" PRId64 " shifts"), most);
      if (posko_verify_is_night (shift) && nights > p->malam_maks)
        posko_verify_fault (self, ID, duties[d].row, "roster-nights", "kode_nakes",
                            _ ("at most %" PRId64 " nights"), p->malam_maks);
    }
}

void
posko_verify_roster (PoskoVerifier *self)
{
  for (guint row = 0; row < posko_verify_n (self, ID); row++)
    check_row (self, row);
  g_array_sort_with_data (self->duties, compare_duties, self);
  const PoskoVerifyDuty *duties = (const PoskoVerifyDuty *) (gpointer) self->duties->data;
  for (guint from = 0, to; from < self->duties->len; from = to)
    {
      for (to = from + 1; to < self->duties->len && duties[to].person == duties[from].person;)
        to++;
      check_person (self, duties + from, to - from);
    }
}

/* ---- figures ---- */

typedef struct
{
  gint64 people, idle, nights, stand_ins, gap, form_a, minutes, cost;
  gdouble seconds;
} Tally;

static gboolean
is_eligible (const PoskoVerifier *self, guint person)
{
  for (guint n = 0; n < self->needs->len; n++)
    {
      const PoskoVerifyNeed *need = &g_array_index (self->needs, PoskoVerifyNeed, n);
      const char *way;
      if (posko_verify_duty_faults (self, person, need->post, need->shift, need->profession, &way) == 0)
        return TRUE;
    }
  return FALSE;
}

/* Section 5: the person's own instansi is an open post, and the duty is at another. */
static gboolean
serves_elsewhere (const PoskoVerifier *self, const char *instansi, const char *post)
{
  const PoskoTable *posts = posko_plan_table (self->plan, POSKO_PLAN_POSTS);
  for (guint r = 0; r < posko_table_n (posts); r++)
    if (g_str_equal (((const PoskoPlanPost *) posko_table_row (posts, r))->kode_pos, instansi))
      return g_strcmp0 (instansi, post) != 0;
  return FALSE;
}

static void
tally_duty (PoskoVerifier *self, const PoskoVerifyDuty *duty, Tally *tally)
{
  const PoskoPolicy *p = self->policy;
  const PoskoShift *shift = &p->shifts[duty->shift];
  const gint64 seconds = posko_verify_home_seconds (self, duty->person, duty->post);
  const PoskoPlanDuty *line = posko_verify_row (self, ID, duty->row);
  const gboolean form_a = g_strcmp0 (line->cara_memilih, "form_a") == 0;
  const gboolean stand_in = self->nakes[duty->person].profession != duty->place;
  tally->minutes += shift->end - shift->start;
  tally->seconds += (gdouble) seconds;
  tally->stand_ins += stand_in;
  tally->form_a += form_a;
  tally->gap += g_strcmp0 (line->cara_memilih, "sela") == 0;
  tally->nights += posko_verify_is_night (shift);
  tally->cost += POSKO_VERIFY_PRICE_SCALE * (p->bobot_pengganti * stand_in + p->bobot_form_a * form_a);
  if (serves_elsewhere (self, self->nakes[duty->person].instansi, line->kode_pos))
    tally->cost += p->bobot_tim;
  tally->cost += (gint64) floor ((gdouble) seconds / 60.0 + 0.5);
}

/* Fairness: idle people, nights beyond the first, shifts beyond the second. */
static void
tally_people (PoskoVerifier *self, Tally *tally)
{
  g_autofree gint64 *shifts = g_new0 (gint64, self->n_nakes + 1);
  g_autofree gint64 *nights = g_new0 (gint64, self->n_nakes + 1);
  for (guint d = 0; d < self->duties->len; d++)
    {
      const PoskoVerifyDuty *duty = &g_array_index (self->duties, PoskoVerifyDuty, d);
      shifts[duty->person]++;
      nights[duty->person] += posko_verify_is_night (&self->policy->shifts[duty->shift]);
    }
  gint64 unfair = 0;
  for (guint p = 0; p < self->n_nakes; p++)
    {
      tally->people += shifts[p] > 0;
      if (shifts[p] == 0 && is_eligible (self, p))
        tally->idle++;
      unfair += MAX (0, nights[p] - 1) + MAX (0, shifts[p] - 2);
    }
  tally->cost += POSKO_VERIFY_PRICE_SCALE * self->policy->bobot_adil * (unfair + tally->idle);
}

static void
tally_needs (PoskoVerifier *self, Tally *tally)
{
  const PoskoPolicy *p = self->policy;
  for (guint q = 0; q < POSKO_N_PROFESI; q++)
    {
      gint64 people = 0, filled = 0;
      for (guint n = 0; n < self->needs->len; n++)
        {
          const PoskoVerifyNeed *need = &g_array_index (self->needs, PoskoVerifyNeed, n);
          if (need->profession != q)
            continue;
          people += need->people;
          filled += need->filled;
          tally->cost += POSKO_VERIFY_PRICE_SCALE * p->bobot_kosong[q]
                         * (MAX (0, need->people - need->filled)
                            + MAX (0, MIN (need->people, p->tim_pertama[q]) - need->filled));
        }
      g_autofree char *needed = g_strconcat ("butuh_", posko_profesi_name ((PoskoProfesi) q), NULL);
      g_autofree char *served = g_strconcat ("terisi_", posko_profesi_name ((PoskoProfesi) q), NULL);
      posko_verify_expect_info (self, "roster", needed, NULL, (gdouble) people, "orang-shift");
      posko_verify_expect_figure (self, "roster", served, NULL, (gdouble) filled, "orang-shift", POSKO_VERIFY_AT_LEAST,
                                  (gdouble) people);
    }
}

void
posko_verify_roster_figures (PoskoVerifier *self)
{
  Tally tally = { 0 };
  tally_needs (self, &tally);
  for (guint d = 0; d < self->duties->len; d++)
    tally_duty (self, &g_array_index (self->duties, PoskoVerifyDuty, d), &tally);
  tally_people (self, &tally);
  const gdouble n = self->duties->len;
  const struct
  {
    const char *code;
    gdouble value;
    const char *unit;
  } figures[] = {
    { "jam", (gdouble) tally.minutes / 60.0, "jam" },
    { "orang", (gdouble) tally.people, "orang" },
    { "menganggur", (gdouble) tally.idle, "orang" },
    { "malam", (gdouble) tally.nights, "orang-shift" },
    { "pengganti", (gdouble) tally.stand_ins, "orang-shift" },
    { "sela", (gdouble) tally.gap, "orang-shift" },
    { "form_a", (gdouble) tally.form_a, "orang-shift" },
    { "menit_rata", posko_verify_mean (tally.seconds / 60, n), "menit" },
    { "dikecualikan", (gdouble) posko_verify_n (self, POSKO_PLAN_EXCLUSIONS), "orang" },
  };
  for (guint f = 0; f < G_N_ELEMENTS (figures); f++)
    posko_verify_expect_info (self, "roster", figures[f].code, NULL, figures[f].value, figures[f].unit);
  posko_verify_expect_certificate (self, "roster", "biaya", NULL, tally.cost, "poin", FALSE, self->needs->len == 0);
}
