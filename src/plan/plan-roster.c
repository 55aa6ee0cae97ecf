/* plan-roster.c: named people to the places of every post and shift: section 5 of docs/model.md.
 *
 * The rules of one duty (duty-rules.c) say which options there are; rest, limits and fairness go to the engine (roster.h), which
 * answers with a roster and a bound. O(people · needs) options at most.
 */
#include "staff-stay.h"

#define PRICE_SCALE 50 /* a weight of the policy, in minutes of travel */
#define STREAM 5

void
posko_staffing_clear (PoskoStaffing *self)
{
  g_clear_pointer (&self->rules, posko_duty_rules_free);
  g_clear_pointer (&self->slots, g_free);
  g_clear_pointer (&self->needs, g_array_unref);
  g_clear_pointer (&self->duties, g_array_unref);
}

PoskoRosterSlot *
posko_staff_slots (const PoskoPolicy *policy)
{
  PoskoRosterSlot *slots = g_new (PoskoRosterSlot, (gsize) policy->n_shifts + 1);
  for (guint s = 0; s < policy->n_shifts; s++)
    slots[s] = (PoskoRosterSlot){ policy->shifts[s].start, policy->shifts[s].end, posko_shift_is_night (&policy->shifts[s]) };
  return slots;
}

static PoskoProfesi
find_profession (const char *name)
{
  PoskoProfesi q = POSKO_PROFESI_DOKTER;
  while (q < POSKO_N_PROFESI && !g_str_equal (posko_profesi_name (q), name))
    q++;
  return q;
}

static guint
find_post (const PoskoTable *posts, const char *code)
{
  guint j = 0;
  while (j < posko_table_n (posts) && !g_str_equal (((const PoskoPlanPost *) posko_table_row (posts, j))->kode_pos, code))
    j++;
  return j;
}

static void
read_needs (PoskoStaffing *self)
{
  const PoskoTable *rows = posko_plan_table (self->plan, POSKO_PLAN_NEEDS);
  const PoskoTable *posts = posko_plan_table (self->plan, POSKO_PLAN_POSTS);
  self->needs = g_array_new (FALSE, FALSE, sizeof (PoskoStaffNeed));
  for (guint r = 0; r < posko_table_n (rows); r++)
    {
      const PoskoPlanNeed *row = posko_table_row (rows, r);
      const PoskoStaffNeed need = { .row = r,
                                    .post = find_post (posts, row->kode_pos),
                                    .shift = posko_shift_find (self->policy, row->hari, row->shift),
                                    .profession = find_profession (row->profesi),
                                    .wanted = row->butuh };
      g_assert (need.post < posko_table_n (posts) && need.shift < self->policy->n_shifts); /* the rows are our own */
      g_array_append_val (self->needs, need);
    }
}

void
posko_staffing_init (PoskoStaffing *self, PoskoPlan *plan)
{
  *self = (PoskoStaffing){ .plan = plan, .policy = posko_case_policy (posko_plan_case (plan)) };
  self->nakes = posko_case_nakes (posko_plan_case (plan), &self->n_nakes);
  self->rules = posko_duty_rules_new (plan);
  self->slots = posko_staff_slots (self->policy);
  read_needs (self);
}

guint
posko_staff_own_post (const PoskoStaffing *self, guint person)
{
  return find_post (posko_plan_table (self->plan, POSKO_PLAN_POSTS), self->nakes[person].instansi);
}

PoskoDutyCost
posko_staff_duty_cost (const PoskoStaffing *self, guint person, guint own_post, const PoskoStaffNeed *need, const char *way)
{
  const guint n_posts = posko_table_n (posko_plan_table (self->plan, POSKO_PLAN_POSTS));
  return (PoskoDutyCost){
    .stand_in = self->nakes[person].profession != need->profession ? PRICE_SCALE * self->policy->bobot_pengganti : 0,
    .form_a = g_strcmp0 (way, "form_a") == 0 ? PRICE_SCALE * self->policy->bobot_form_a : 0,
    .away = own_post < n_posts && own_post != need->post ? self->policy->bobot_tim : 0,
    .travel = posko_duty_home_minutes (self->rules, person, need->post),
  };
}

static GArray *
make_options (const PoskoStaffing *self)
{
  GArray *options = g_array_new (FALSE, FALSE, sizeof (PoskoRosterOption));
  for (guint p = 0; p < self->n_nakes; p++)
    for (guint n = 0, own = posko_staff_own_post (self, p); n < self->needs->len; n++)
      {
        const PoskoStaffNeed *need = &g_array_index (self->needs, PoskoStaffNeed, n);
        const char *way;
        if (!posko_duty_may_fill (self->rules, p, need->profession) ||
            posko_duty_faults (self->rules, p, need->post, need->shift, need->profession, &way) != 0)
          continue;
        const PoskoDutyCost cost = posko_staff_duty_cost (self, p, own, need, way);
        const PoskoRosterOption option
          = { p, n, cost.stand_in + cost.form_a + cost.away + cost.travel, POSKO_ROSTER_FREE };
        g_array_append_val (options, option);
      }
  return options;
}

PoskoRosterNeed
posko_staff_need_terms (const PoskoStaffing *self, const PoskoStaffNeed *need)
{
  const gint64 price = PRICE_SCALE * self->policy->bobot_kosong[need->profession];
  return (PoskoRosterNeed){ .slot = need->shift,
                            .wanted = (guint) need->wanted,
                            .n_dear = (guint) MIN (need->wanted, self->policy->tim_pertama[need->profession]),
                            .price_missing = price,
                            .price_dear = 2 * price };
}

PoskoRosterPerson
posko_staff_person_terms (const PoskoStaffing *self, guint person)
{
  const gint64 own = self->nakes[person].shift_maks;
  const gint64 most = own == POSKO_MISSING ? self->policy->shift_maks : MIN (own, self->policy->shift_maks);
  return (PoskoRosterPerson){ .rest_minutes = self->policy->istirahat_menit,
                              .max_shifts = (guint) MAX (0, most),
                              .max_nights = (guint) MAX (0, self->policy->malam_maks),
                              .price_idle = PRICE_SCALE * self->policy->bobot_adil,
                              .free_nights = 1,
                              .price_night = PRICE_SCALE * self->policy->bobot_adil,
                              .free_shifts = 2,
                              .price_extra = PRICE_SCALE * self->policy->bobot_adil };
}

static void
write_duty (const PoskoStaffing *self, const PoskoStaffDuty *duty)
{
  const PoskoStaffNeed *need = &g_array_index (self->needs, PoskoStaffNeed, duty->need);
  const PoskoPlanNeed *row = posko_table_row (posko_plan_table (self->plan, POSKO_PLAN_NEEDS), need->row);
  const PoskoPlanPost *post = posko_table_row (posko_plan_table (self->plan, POSKO_PLAN_POSTS), need->post);
  const PoskoNakes *person = &self->nakes[duty->person];
  guint n_tps;
  const PoskoTps *tps = posko_case_tps (posko_plan_case (self->plan), &n_tps);
  const char *way;
  posko_duty_faults (self->rules, duty->person, need->post, need->shift, need->profession, &way);
  const gssize voting = posko_duty_voting_tps (self->rules, duty->person, need->post, way);
  posko_plan_add (self->plan, POSKO_PLAN_ROSTER,
                  &(PoskoPlanDuty) {
                    .kode_kecamatan = post->kode_kecamatan,
                    .kecamatan = post->kecamatan,
                    .kode_pos = post->kode_pos,
                    .nama_pos = post->nama,
                    .hari = row->hari,
                    .shift = row->shift,
                    .mulai = row->mulai,
                    .selesai = row->selesai,
                    .tugas = row->profesi,
                    .kode_nakes = person->kode,
                    .sebutan = person->sebutan,
                    .profesi = person->profesi,
                    .menit_tempuh = (gdouble) posko_duty_home_seconds (self->rules, duty->person, need->post) / 60.0,
                    .cara_memilih = way,
                    .tps_memilih = voting >= 0 ? tps[voting].kode_tps : "",
                    .batas_form_a = g_str_equal (way, "form_a") ? self->policy->tanggal_h - self->policy->form_a_hari
                                                                : POSKO_MISSING,
                    .asumsi = person->asumsi,
                  });
}

static void
take_duties (PoskoStaffing *self, const GArray *options, const gboolean *taken)
{
  PoskoTable *rows = posko_plan_table (self->plan, POSKO_PLAN_NEEDS);
  self->duties = g_array_new (FALSE, FALSE, sizeof (PoskoStaffDuty));
  for (guint o = 0; o < options->len; o++)
    {
      const PoskoRosterOption *option = &g_array_index (options, PoskoRosterOption, o);
      const PoskoStaffDuty duty = { option->person, option->need };
      if (!taken[o])
        continue;
      g_array_append_val (self->duties, duty);
      g_array_index (self->needs, PoskoStaffNeed, option->need).filled++;
    }
  for (guint n = 0; n < self->needs->len; n++)
    {
      const PoskoStaffNeed *need = &g_array_index (self->needs, PoskoStaffNeed, n);
      ((PoskoPlanNeed *) posko_table_row_mutable (rows, need->row))->terisi = need->filled;
    }
  for (guint d = 0; d < self->duties->len; d++)
    write_duty (self, &g_array_index (self->duties, PoskoStaffDuty, d));
}

/* Returns: (transfer full) (element-type PoskoStaffPublished): the published roster, its places found among the needs by their codes */
static GArray *
read_published (const PoskoStaffing *self, const PoskoPlan *published)
{
  const PoskoTable *rows = posko_plan_table (published, POSKO_PLAN_ROSTER);
  const PoskoTable *posts = posko_plan_table (self->plan, POSKO_PLAN_POSTS);
  GArray *list = g_array_new (FALSE, FALSE, sizeof (PoskoStaffPublished));
  for (guint r = 0; r < posko_table_n (rows); r++)
    {
      const PoskoPlanDuty *row = posko_table_row (rows, r);
      const guint post = find_post (posts, row->kode_pos), shift = posko_shift_find (self->policy, row->hari, row->shift);
      const PoskoProfesi profession = find_profession (row->tugas);
      PoskoStaffPublished duty = { row->kode_nakes, G_MAXUINT };
      for (guint n = 0; n < self->needs->len && duty.need == G_MAXUINT; n++)
        {
          const PoskoStaffNeed *need = &g_array_index (self->needs, PoskoStaffNeed, n);
          if (need->post == post && need->shift == shift && need->profession == profession)
            duty.need = n;
        }
      g_array_append_val (list, duty);
    }
  return list;
}

void
posko_staff_model_init (PoskoStaffModel *model, const PoskoStaffing *self, const PoskoPlan *published)
{
  *model = (PoskoStaffModel) { .needs = g_new0 (PoskoRosterNeed, (gsize) self->needs->len + 1),
                               .people = g_new0 (PoskoRosterPerson, (gsize) self->n_nakes + 1),
                               .options = make_options (self) };
  for (guint n = 0; n < self->needs->len; n++)
    model->needs[n] = posko_staff_need_terms (self, &g_array_index (self->needs, PoskoStaffNeed, n));
  for (guint p = 0; p < self->n_nakes; p++)
    model->people[p] = posko_staff_person_terms (self, p);
  if (published != NULL)
    {
      g_autoptr (GArray) list = read_published (self, published);
      posko_staff_model_mark (model, self->nakes, self->n_nakes, list);
    }
  posko_staff_model_finish (model, self->slots, self->policy->n_shifts, self->needs->len, self->n_nakes);
}

void
posko_staff_certify_missing (PoskoPlan *plan, const PoskoSolveResult *result)
{
  posko_plan_certify (plan, "roster", "kosong", "poin", FALSE, posko_plan_text (plan, "price of empty places", "harga tempat kosong"), result);
}

static void
certify (const PoskoStaffing *self, const PoskoStayRule *rule, const PoskoSolveResult *results)
{
  if (rule != NULL && rule->kind == POSKO_STAY_LEAST)
    {
      posko_staff_certify_missing (self->plan, &results[POSKO_ROSTER_MISSING]);
      posko_staff_certify_moved (self->plan, "roster", &results[POSKO_ROSTER_MOVED]);
    }
  posko_plan_certify (self->plan, "roster", "biaya", "poin", FALSE,
                      posko_plan_text (self->plan, "price of empty places, unfairness and travel",
                                       "harga tempat kosong, ketidakadilan, dan perjalanan"),
                      &results[POSKO_ROSTER_VALUE]);
}

gboolean
posko_plan_make_roster (PoskoPlan *plan, const PoskoPlanParams *params, GError **error)
{
  g_auto (PoskoStaffing) staffing = { 0 };
  g_auto (PoskoStaffModel) model = { 0 };
  const PoskoStayRule *rule = posko_staff_rule (params, POSKO_STAY_ROSTER);
  const PoskoSolveParams solve_params = posko_staff_solve_params (params, STREAM);
  PoskoSolveResult results[3];
  posko_staffing_init (&staffing, plan);
  posko_staff_model_init (&model, &staffing, rule != NULL ? params->stay->published : NULL);
  g_autofree gboolean *taken = g_new0 (gboolean, (gsize) model.options->len + 1);
  if (!posko_staff_model_solve (&model, rule, FALSE, &solve_params, taken, results, error))
    return FALSE;
  take_duties (&staffing, model.options, taken);
  if (staffing.needs->len > 0)
    certify (&staffing, rule, results);
  posko_staff_explain (&staffing);
  posko_plan_log_exclusions (plan, staffing.rules);
  return TRUE;
}
