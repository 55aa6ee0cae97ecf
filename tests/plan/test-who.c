/* test-who.c: posko who --replace on the mini case: every effect against the objective of section 5 computed from the rows, the joint choice
 * against all choices there are, the best candidate against the verifier. */
#include "duty-rules.h"
#include "plan-private.h"
#include "verify.h"
#include "who-case.h"
#include <math.h>
#include <string.h>

/* ---- the objective, from the rows ---- */

#define MAX_DUTIES 128

typedef struct
{
  guint person, post, shift;
  PoskoProfesi task;
} Duty;

typedef struct
{
  const PoskoPlan *plan;
  const PoskoPolicy *policy;
  const PoskoNakes *nakes;
  guint n_nakes;
  PoskoDutyRules *rules;
  gboolean *idle_counts; /* per person */
  Duty duties[MAX_DUTIES];
  guint n;
} Rows;

static PoskoProfesi
profession (const char *name)
{
  PoskoProfesi q = POSKO_PROFESI_DOKTER;
  while (!who_same (posko_profesi_name (q), name))
    q++;
  return q;
}

static guint
post_index (const PoskoPlan *plan, const char *code)
{
  const PoskoTable *posts = posko_plan_table (plan, POSKO_PLAN_POSTS);
  guint j = 0;
  while (j < posko_table_n (posts) && !who_same (((const PoskoPlanPost *) posko_table_row (posts, j))->kode_pos, code))
    j++;
  return j;
}

static guint
person_index (const Rows *self, const char *code)
{
  guint p = 0;
  while (!who_same (self->nakes[p].kode, code))
    p++;
  return p;
}

/* Whether an allowed duty stands in kebutuhan.csv in a shift that is not @out (G_MAXUINT: every shift counts). */
static gboolean
has_option (const Rows *self, guint person, guint out)
{
  const PoskoTable *needs = posko_plan_table (self->plan, POSKO_PLAN_NEEDS);
  for (guint n = 0; n < posko_table_n (needs); n++)
    {
      const PoskoPlanNeed *row = posko_table_row (needs, n);
      const guint shift = posko_shift_find (self->policy, row->hari, row->shift);
      const char *way;
      if (shift != out && posko_duty_faults (self->rules, person, post_index (self->plan, row->kode_pos), shift, profession (row->profesi), &way) == 0)
        return TRUE;
    }
  return FALSE;
}

static void
rows_read (Rows *self, const PoskoPlan *plan)
{
  const PoskoTable *roster = posko_plan_table (plan, POSKO_PLAN_ROSTER);
  *self = (Rows) { .plan = plan, .policy = posko_case_policy (posko_plan_case (plan)), .rules = posko_duty_rules_new (plan) };
  self->nakes = posko_case_nakes (posko_plan_case (plan), &self->n_nakes);
  self->idle_counts = g_new (gboolean, self->n_nakes);
  for (guint p = 0; p < self->n_nakes; p++)
    self->idle_counts[p] = has_option (self, p, G_MAXUINT);
  for (guint d = 0; d < posko_table_n (roster); d++)
    {
      const PoskoPlanDuty *row = posko_table_row (roster, d);
      g_assert_cmpuint (self->n, <, MAX_DUTIES);
      self->duties[self->n++] = (Duty) { person_index (self, row->kode_nakes), post_index (plan, row->kode_pos),
                                         posko_shift_find (self->policy, row->hari, row->shift), profession (row->tugas) };
    }
}

static void
rows_clear (Rows *self)
{
  g_free (self->idle_counts);
  posko_duty_rules_free (self->rules);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Rows, rows_clear)

static gint64
price_of_duties (const Rows *self)
{
  gint64 sum = 0;
  for (guint d = 0; d < self->n; d++)
    {
      const Duty *duty = &self->duties[d];
      const PoskoNakes *who = &self->nakes[duty->person];
      const guint own = post_index (self->plan, who->instansi);
      const char *way;
      posko_duty_faults (self->rules, duty->person, duty->post, duty->shift, duty->task, &way);
      sum += who->profession != duty->task ? 50 * self->policy->bobot_pengganti : 0;
      sum += g_strcmp0 (way, "form_a") == 0 ? 50 * self->policy->bobot_form_a : 0;
      sum += own != duty->post && own < posko_table_n (posko_plan_table (self->plan, POSKO_PLAN_POSTS)) ? self->policy->bobot_tim : 0;
      sum += (posko_duty_home_seconds (self->rules, duty->person, duty->post) + 30) / 60;
    }
  return sum;
}

static gint64
price_of_places (const Rows *self)
{
  const PoskoTable *needs = posko_plan_table (self->plan, POSKO_PLAN_NEEDS);
  gint64 sum = 0;
  for (guint n = 0; n < posko_table_n (needs); n++)
    {
      const PoskoPlanNeed *row = posko_table_row (needs, n);
      const PoskoProfesi q = profession (row->profesi);
      gint64 filled = 0;
      for (guint d = 0; d < self->n; d++)
        filled += self->duties[d].post == post_index (self->plan, row->kode_pos) && self->duties[d].task == q
                  && self->duties[d].shift == posko_shift_find (self->policy, row->hari, row->shift);
      for (gint64 place = filled; place < row->butuh; place++) /* place 0 … are those of the first team */
        sum += 50 * self->policy->bobot_kosong[q] * (place < self->policy->tim_pertama[q] ? 2 : 1);
    }
  return sum;
}

static gint64
price_of_fairness (const Rows *self)
{
  gint64 sum = 0;
  for (guint p = 0; p < self->n_nakes; p++)
    {
      gint64 shifts = 0, nights = 0;
      for (guint d = 0; d < self->n; d++)
        if (self->duties[d].person == p)
          {
            shifts++;
            nights += posko_shift_is_night (&self->policy->shifts[self->duties[d].shift]);
          }
      sum += (shifts == 0 && self->idle_counts[p]) + (nights > 1 ? nights - 1 : 0) + (shifts > 2 ? shifts - 2 : 0);
    }
  return 50 * self->policy->bobot_adil * sum;
}

static gint64
objective (const Rows *self)
{
  return price_of_duties (self) + price_of_places (self) + price_of_fairness (self);
}

static void
drop (Rows *self, guint person, guint post, guint shift, PoskoProfesi task)
{
  for (guint d = 0; d < self->n; d++)
    if (self->duties[d].person == person && self->duties[d].post == post && self->duties[d].shift == shift && self->duties[d].task == task)
      {
        self->duties[d] = self->duties[--self->n];
        return;
      }
  g_assert_not_reached ();
}

/* ---- plans to ask about ---- */

static void
thin_out (PoskoPlan *plan)
{
  PoskoTable *roster = posko_plan_table (plan, POSKO_PLAN_ROSTER);
  g_autofree gboolean *keep = g_new (gboolean, posko_table_n (roster));
  for (guint d = 0; d < posko_table_n (roster); d++)
    keep[d] = d % 3 != 1;
  posko_table_filter (roster, keep);
}

static PoskoWho *
replace (const PoskoPlan *plan, const char *person, const char *shift)
{
  g_autoptr (GError) error = NULL;
  PoskoWho *answer = posko_who_replace (plan, person, shift, POSKO_LANGUAGE_EN, NULL, &error);
  g_assert_no_error (error);
  return answer;
}

/* ---- effects ---- */

/* Carries out a candidate's swap on the rows. */
static void
swap (Rows *self, const char *person, const PoskoWhoCandidate *row)
{
  const guint post = post_index (self->plan, row->tempat), shift = posko_shift_find (self->policy, row->hari, row->shift);
  const PoskoProfesi task = profession (row->tugas);
  const guint taker = person_index (self, row->kode_nakes);
  g_auto (GStrv) left = g_strsplit (row->melepas, "; ", -1);
  drop (self, person_index (self, person), post, shift, task);
  for (guint k = 0; left[k] != NULL; k++) /* "KC02 H:S dokter" */
    {
      g_auto (GStrv) words = g_strsplit_set (left[k], " :", -1);
      drop (self, taker, post_index (self->plan, words[0]), posko_shift_find (self->policy, words[1], words[2]), profession (words[3]));
    }
  self->duties[self->n++] = (Duty) { taker, post, shift, task };
}

static const char *
first_day (PoskoTable *candidates)
{
  return ((const PoskoWhoCandidate *) posko_table_row (candidates, 0))->hari;
}

static const char *
first_shift (PoskoTable *candidates)
{
  return ((const PoskoWhoCandidate *) posko_table_row (candidates, 0))->shift;
}

static guint
check_effects (const PoskoPlan *plan, const char *person, const char *shift)
{
  g_autoptr (PoskoWho) answer = replace (plan, person, shift);
  PoskoTable *candidates = posko_who_table (answer, POSKO_WHO_CANDIDATES);
  g_auto (Rows) before = { 0 };
  rows_read (&before, plan);
  const gint64 value = objective (&before);
  const guint out = person_index (&before, person);
  guint n = 0;
  if (posko_table_n (candidates) > 0) /* once the value of before is known: who falls out has a duty there */
    before.idle_counts[out] = shift != NULL && has_option (&before, out, posko_shift_find (before.policy, first_day (candidates), first_shift (candidates)));
  for (guint c = 0; c < posko_table_n (candidates); c++)
    {
      const PoskoWhoCandidate *row = posko_table_row (candidates, c);
      if (!who_same (row->peran, "tugas"))
        continue;
      Rows after = before; /* its duties are its own; the rest is shared */
      swap (&after, person, row);
      g_test_message ("%s %s:%s -> %s gives up \"%s\"", person, row->hari, row->shift, row->kode_nakes, row->melepas);
      g_assert_cmpint (row->poin, ==, objective (&after) - value);
      g_assert_cmpint (row->poin, ==, row->poin_kosong + row->poin_pengganti + row->poin_form_a + row->poin_tim + row->poin_jalan + row->poin_adil);
      g_assert_cmpint (who_same (row->keadaan, "bebas"), ==, *row->melepas == '\0');
      n++;
    }
  return n;
}

/* Every person in every way of asking, on the roster as it is and on one with room. */
static void
test_effects (void)
{
  for (guint thin = 0; thin < 2; thin++)
    {
      g_autoptr (PoskoPlan) plan = who_mini_plan ();
      guint n, found = 0;
      const PoskoNakes *nakes = posko_case_nakes (posko_plan_case (plan), &n);
      if (thin == 1)
        thin_out (plan);
      const PoskoTable *roster = posko_plan_table (plan, POSKO_PLAN_ROSTER);
      for (guint p = 0; p < n; p++)
        found += check_effects (plan, nakes[p].kode, NULL);
      for (guint d = 0; d < posko_table_n (roster); d++)
        {
          const PoskoPlanDuty *row = posko_table_row (roster, d);
          g_autofree char *shift = g_strconcat (row->hari, ":", row->shift, NULL);
          found += check_effects (plan, row->kode_nakes, shift);
        }
      g_test_message ("%u candidates", found);
      g_assert_cmpuint (found, >, 100);
    }
}

/* Candidates stand in the order that is promised. */
static void
test_order (void)
{
  g_autoptr (PoskoPlan) plan = who_mini_plan ();
  thin_out (plan);
  g_autoptr (PoskoWho) answer = replace (plan, "P02", NULL);
  PoskoTable *candidates = posko_who_table (answer, POSKO_WHO_CANDIDATES);
  g_assert_cmpuint (posko_table_n (candidates), >, 3);
  for (guint c = 1; c < posko_table_n (candidates); c++)
    {
      const PoskoWhoCandidate *a = posko_table_row (candidates, c - 1), *b = posko_table_row (candidates, c);
      if (b->urutan == 1)
        continue;
      g_assert_cmpint (b->urutan, ==, a->urutan + 1);
      const gboolean gives_a = !who_same (a->keadaan, "bebas"), gives_b = !who_same (b->keadaan, "bebas");
      g_assert_true (gives_a < gives_b || (gives_a == gives_b && a->poin <= b->poin));
      if (gives_a == gives_b && a->poin == b->poin)
        g_assert_true (a->menit_tempuh <= b->menit_tempuh);
    }
}

/* ---- the joint choice ---- */

static gboolean
may_serve (const Rows *self, const Duty *duty)
{
  const PoskoNakes *who = &self->nakes[duty->person];
  const PoskoShift *at = &self->policy->shifts[duty->shift];
  gint64 shifts = 0, nights = 0;
  const char *way;
  if (posko_duty_faults (self->rules, duty->person, duty->post, duty->shift, duty->task, &way) != 0)
    return FALSE;
  for (guint d = 0; d < self->n; d++)
    {
      const PoskoShift *other = &self->policy->shifts[self->duties[d].shift];
      if (self->duties[d].person != duty->person)
        continue;
      shifts++;
      nights += posko_shift_is_night (other);
      if (at->start < other->end + self->policy->istirahat_menit && other->start < at->end + self->policy->istirahat_menit)
        return FALSE;
    }
  return shifts < self->policy->shift_maks && (who->shift_maks == POSKO_MISSING || shifts < who->shift_maks)
         && (!posko_shift_is_night (at) || nights < self->policy->malam_maks);
}

/* The least objective over every way to fill @open from the @k-th on, one after the other. */
static gint64
best_of_all (Rows *self, guint out, const Duty *open, guint n_open, guint k)
{
  if (k == n_open)
    return objective (self);
  gint64 best = best_of_all (self, out, open, n_open, k + 1);
  for (guint p = 0; p < self->n_nakes; p++)
    {
      Duty duty = open[k];
      duty.person = p;
      if (p == out || !may_serve (self, &duty))
        continue;
      self->duties[self->n++] = duty;
      best = MIN (best, best_of_all (self, out, open, n_open, k + 1));
      self->n--;
    }
  return best;
}

static guint
check_joint (const PoskoPlan *plan, const char *person)
{
  g_autoptr (PoskoWho) answer = replace (plan, person, NULL);
  const PoskoWhoSummary *summary = posko_table_row (posko_who_table (answer, POSKO_WHO_SUMMARY), 0);
  g_auto (Rows) rows = { 0 };
  rows_read (&rows, plan);
  const gint64 before = objective (&rows);
  const guint out = person_index (&rows, person);
  Duty open[8];
  guint n = 0;
  for (guint d = 0; d < rows.n; d++)
    if (rows.duties[d].person == out)
      open[n++] = rows.duties[d];
  g_assert_cmpint (summary->tugas, ==, n);
  if (n == 0)
    return 0;
  for (guint k = 0; k < n; k++)
    drop (&rows, out, open[k].post, open[k].shift, open[k].task);
  rows.idle_counts[out] = FALSE;
  g_assert_cmpint (summary->poin_kosong, ==, objective (&rows) - before);
  g_assert_cmpstr (summary->status, ==, "optimal");
  g_assert_cmpint (summary->poin, ==, summary->batas);
  g_assert_cmpint (summary->poin, ==, best_of_all (&rows, out, open, n, 0) - before);
  return summary->tugas_terisi > 1;
}

static void
test_joint (void)
{
  for (guint thin = 0; thin < 2; thin++)
    {
      g_autoptr (PoskoPlan) plan = who_mini_plan ();
      guint n, several = 0;
      const PoskoNakes *nakes = posko_case_nakes (posko_plan_case (plan), &n);
      if (thin == 1)
        thin_out (plan);
      for (guint p = 0; p < n; p++)
        several += check_joint (plan, nakes[p].kode);
      g_assert_true (thin == 0 || several > 3);
    }
}

/* ---- the swap, by the verifier ---- */

static const PoskoNakes *
find_nakes (const PoskoPlan *plan, const char *code)
{
  guint n;
  const PoskoNakes *nakes = posko_case_nakes (posko_plan_case (plan), &n);
  return posko_find_by_code (nakes, n, sizeof *nakes, code);
}

/* Takes the person's row of the place over, and the stand-bys of the candidate away where they collide. */
static void
carry_out (PoskoPlan *plan, const char *person, const PoskoWhoCandidate *row)
{
  PoskoTable *roster = posko_plan_table (plan, POSKO_PLAN_ROSTER), *reserves = posko_plan_table (plan, POSKO_PLAN_RESERVES);
  const PoskoNakes *taker = find_nakes (plan, row->kode_nakes);
  g_autofree gboolean *keep = g_new (gboolean, posko_table_n (reserves) + 1);
  for (guint d = 0; d < posko_table_n (roster); d++)
    {
      PoskoPlanDuty *duty = posko_table_row_mutable (roster, d);
      if (!who_same (duty->kode_nakes, person) || !who_same (duty->hari, row->hari) || !who_same (duty->shift, row->shift))
        continue;
      duty->kode_nakes = taker->kode;
      duty->sebutan = taker->sebutan;
      duty->profesi = taker->profesi;
      duty->menit_tempuh = floor (row->menit_tempuh * 100 + 0.5) / 100;
      duty->cara_memilih = posko_table_intern (roster, row->cara_memilih);
      duty->tps_memilih = posko_table_intern (roster, row->tps_memilih);
      duty->batas_form_a = row->batas_form_a;
      duty->asumsi = taker->asumsi;
    }
  for (guint r = 0; r < posko_table_n (reserves); r++)
    keep[r] = *row->siaga_melepas == '\0' || !who_same (((const PoskoPlanReserve *) posko_table_row (reserves, r))->kode_nakes, taker->kode);
  posko_table_filter (reserves, keep);
  posko_table_sort (roster);
}

static void
test_sound (void)
{
  g_autoptr (PoskoPlan) first = who_mini_plan ();
  const guint n_duties = posko_table_n (posko_plan_table (first, POSKO_PLAN_ROSTER));
  guint n = 0;
  for (guint d = 0; d < n_duties; d++)
    {
      g_autoptr (PoskoPlan) plan = who_mini_plan ();
      const PoskoPlanDuty *duty = posko_table_row (posko_plan_table (first, POSKO_PLAN_ROSTER), d);
      g_autofree char *shift = g_strconcat (duty->hari, ":", duty->shift, NULL);
      g_autoptr (PoskoWho) answer = replace (plan, duty->kode_nakes, shift);
      const PoskoTable *candidates = posko_who_table (answer, POSKO_WHO_CANDIDATES);
      const PoskoWhoCandidate *row = posko_table_n (candidates) > 0 ? posko_table_row (candidates, 0) : NULL;
      if (row == NULL || !who_same (row->keadaan, "bebas") || !who_same (row->peran, "tugas"))
        continue;
      carry_out (plan, duty->kode_nakes, row);
      g_autoptr (PoskoDiagnostics) findings = posko_diagnostics_new ();
      g_assert_true (posko_verify (plan, findings, NULL, NULL));
      for (guint i = 0; i < posko_diagnostics_n (findings); i++)
        {
          const PoskoDiagnostic *finding = posko_diagnostics_get (findings, i);
          g_test_message ("%s %s -> %s: %s %s", duty->kode_nakes, shift, row->kode_nakes, finding->code, finding->column);
          g_assert_false (g_str_has_prefix (finding->code, "roster-") || g_str_has_prefix (finding->code, "need-")
                          || g_str_has_prefix (finding->code, "cell-"));
          g_assert_true (!g_str_has_prefix (finding->code, "reserve-"));
        }
      n++;
    }
  g_assert_cmpuint (n, >, 5);
}

/* ---- who is called in ---- */

/* Frees the stand-bys of every duty, so that nothing but the stand-by itself keeps them. */
static void
free_reserves (PoskoPlan *plan)
{
  PoskoTable *roster = posko_plan_table (plan, POSKO_PLAN_ROSTER), *reserves = posko_plan_table (plan, POSKO_PLAN_RESERVES);
  g_autofree gboolean *keep = g_new (gboolean, posko_table_n (roster));
  for (guint d = 0; d < posko_table_n (roster); d++)
    {
      keep[d] = TRUE;
      for (guint r = 0; r < posko_table_n (reserves); r++)
        keep[d] = keep[d]
                  && !who_same (((const PoskoPlanReserve *) posko_table_row (reserves, r))->kode_nakes,
                            ((const PoskoPlanDuty *) posko_table_row (roster, d))->kode_nakes);
    }
  posko_table_filter (roster, keep);
}

static void
test_standby (void)
{
  g_autoptr (PoskoPlan) plan = who_mini_plan ();
  PoskoTable *reserves = posko_plan_table (plan, POSKO_PLAN_RESERVES);
  guint named = 0;
  free_reserves (plan);
  for (guint r = 0; r < posko_table_n (reserves); r++)
    {
      const PoskoPlanReserve *reserve = posko_table_row (reserves, r);
      const PoskoTable *roster = posko_plan_table (plan, POSKO_PLAN_ROSTER);
      for (guint d = 0; d < posko_table_n (roster); d++)
        {
          const PoskoPlanDuty *duty = posko_table_row (roster, d);
          if (!who_same (duty->kode_kecamatan, reserve->kode_kecamatan) || !who_same (duty->hari, reserve->hari)
              || !who_same (duty->shift, reserve->shift) || !who_same (duty->tugas, reserve->profesi))
            continue;
          g_autofree char *shift = g_strconcat (duty->hari, ":", duty->shift, NULL);
          g_autoptr (PoskoWho) answer = replace (plan, duty->kode_nakes, shift);
          const PoskoTable *candidates = posko_who_table (answer, POSKO_WHO_CANDIDATES);
          for (guint c = 0; c < posko_table_n (candidates); c++)
            {
              const PoskoWhoCandidate *row = posko_table_row (candidates, c);
              if (!who_same (row->kode_nakes, reserve->kode_nakes) || !who_same (row->peran, "tugas"))
                continue;
              g_assert_cmpint (row->siaga, ==, 1);
              g_assert_nonnull (strstr (row->catatan, "natural first choice"));
              g_assert_cmpstr (row->siaga_melepas, !=, "");
              named++;
            }
        }
    }
  g_assert_cmpuint (named, >, 0);
}

/* ---- what cannot be ---- */

static void
test_misses (void)
{
  g_autoptr (PoskoPlan) plan = who_mini_plan ();
  g_autoptr (PoskoWho) answer = replace (plan, "D04", "H:P");
  const PoskoTable *rules = posko_who_table (answer, POSKO_WHO_RULES), *near = posko_who_table (answer, POSKO_WHO_NEAR);
  const PoskoWhoDuty *duty = posko_table_row (posko_who_table (answer, POSKO_WHO_DUTIES), 0);
  gint64 alone = 0;
  guint n;
  posko_case_nakes (posko_plan_case (plan), &n);
  for (guint r = 0; r < posko_table_n (rules); r++)
    {
      const PoskoWhoRule *row = posko_table_row (rules, r);
      if (who_same (row->aturan, "profesi"))
        g_assert_cmpint (row->orang, ==, n - 9); /* nine doctors */
      alone += row->hanya;
      g_assert_cmpint (row->hanya, <=, row->orang);
    }
  g_assert_cmpint (alone, >, 0);
  g_assert_cmpint (duty->calon, ==, 0);
  g_assert_cmpstr (duty->terpilih, ==, "");
  g_assert_cmpuint (posko_table_n (near), >, 0);
  const PoskoWhoNear *first = posko_table_row (near, 0);
  g_assert_cmpstr (duty->perbaikan, ==, first->perbaikan);
  for (guint m = 0; m < posko_table_n (near); m++)
    {
      const PoskoWhoNear *row = posko_table_row (near, m);
      if (who_same (row->kode_nakes, "D03"))
        g_assert_cmpstr (row->nilai, ==, "H"); /* not available on H */
      if (who_same (row->kode_nakes, "D07"))
        g_assert_cmpstr (row->nilai, ==, "2024-12-31"); /* licence */
    }
}

static void
test_questions (void)
{
  g_autoptr (PoskoPlan) plan = who_mini_plan ();
  g_autoptr (GError) unknown = NULL, no_shift = NULL;
  g_assert_null (posko_who_replace (plan, "D1", NULL, POSKO_LANGUAGE_EN, NULL, &unknown));
  g_assert_error (unknown, POSKO_ERROR, POSKO_ERROR_USAGE);
  g_assert_nonnull (strstr (unknown->message, "D01"));
  g_assert_null (posko_who_replace (plan, "D04", "H:Z", POSKO_LANGUAGE_EN, NULL, &no_shift));
  g_assert_error (no_shift, POSKO_ERROR, POSKO_ERROR_USAGE);
  g_assert_nonnull (strstr (no_shift->message, "H:P"));
  g_autoptr (PoskoWho) idle = replace (plan, "D07", NULL); /* no licence: never on duty */
  const PoskoWhoSummary *summary = posko_table_row (posko_who_table (idle, POSKO_WHO_SUMMARY), 0);
  g_assert_cmpint (summary->tugas + summary->siaga, ==, 0);
  g_assert_cmpuint (posko_table_n (posko_who_table (idle, POSKO_WHO_DUTIES)), ==, 0);
}

/* Rows that name what the case does not have are left out and counted; what breaks a rule elsewhere is no obstacle. */
static void
test_edited (void)
{
  g_autoptr (PoskoPlan) plan = who_mini_plan ();
  PoskoTable *roster = posko_plan_table (plan, POSKO_PLAN_ROSTER);
  for (guint d = 0; d < posko_table_n (roster); d++)
    {
      PoskoPlanDuty *row = posko_table_row_mutable (roster, d);
      if (d % 7 == 0)
        row->kode_nakes = "NOBODY";
      else if (d % 7 == 1)
        row->shift = "?";
      else if (d % 7 == 2)
        row->kode_pos = "NOWHERE";
      else if (d % 7 == 3)
        row->tugas = "dokter";
    }
  ((PoskoPlanPost *) posko_table_row_mutable (posko_plan_table (plan, POSKO_PLAN_POSTS), 0))->kode_pos = "GONE";
  guint n;
  const PoskoNakes *nakes = posko_case_nakes (posko_plan_case (plan), &n);
  for (guint p = 0; p < n; p++)
    {
      g_autoptr (PoskoWho) answer = replace (plan, nakes[p].kode, NULL);
      g_assert_cmpuint (posko_who_n_unknown (answer), >, posko_table_n (roster) / 3);
    }
  g_autoptr (PoskoWho) late = posko_who_late (plan, 0, POSKO_LANGUAGE_ID);
  g_assert_cmpuint (posko_table_n (posko_who_table (late, POSKO_WHO_LATE)), >, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/who/effects", test_effects);
  g_test_add_func ("/who/order", test_order);
  g_test_add_func ("/who/joint", test_joint);
  g_test_add_func ("/who/sound", test_sound);
  g_test_add_func ("/who/standby", test_standby);
  g_test_add_func ("/who/misses", test_misses);
  g_test_add_func ("/who/questions", test_questions);
  g_test_add_func ("/who/edited", test_edited);
  return g_test_run ();
}
