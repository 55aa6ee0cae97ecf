/* reserves.c: named stand-bys for every kecamatan, shift of polling day and profession: end of section 5 of docs/model.md.
 *
 * The roster engine (roster.h) with stand-by places as needs: first most places filled, then least minutes. Nobody stands by in two
 * shifts that overlap. O(people · kecamatan · shifts · professions).
 */
#include "staff-stay.h"

#define STREAM 6

typedef struct
{
  guint area, post, shift; /* post: row of the table of posts, G_MAXUINT = the kecamatan has none */
  PoskoProfesi profession;
  gint64 named;
} Place;

typedef struct
{
  PoskoPlan *plan;
  const PoskoPolicy *policy;
  const PoskoNakes *nakes;
  guint n_nakes, n_areas;
  PoskoDutyRules *rules;
  PoskoRosterSlot *slots;
  gboolean *busy; /* people × shifts: a duty overlaps it, or leaves too little rest */
  GArray *places; /* Place */
} Reserves;

static void
reserves_clear (Reserves *self)
{
  g_clear_pointer (&self->rules, posko_duty_rules_free);
  g_clear_pointer (&self->slots, g_free);
  g_clear_pointer (&self->busy, g_free);
  g_clear_pointer (&self->places, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reserves, reserves_clear)

static void
mark_busy (Reserves *self)
{
  const PoskoTable *duties = posko_plan_table (self->plan, POSKO_PLAN_ROSTER);
  self->busy = g_new0 (gboolean, (gsize) self->n_nakes * self->policy->n_shifts + 1);
  for (guint d = 0; d < posko_table_n (duties); d++)
    {
      const PoskoPlanDuty *duty = posko_table_row (duties, d);
      const PoskoNakes *person = posko_find_by_code (self->nakes, self->n_nakes, sizeof *self->nakes, duty->kode_nakes);
      const guint worked = posko_shift_find (self->policy, duty->hari, duty->shift);
      for (guint s = 0; s < self->policy->n_shifts; s++)
        if (!posko_roster_compatible (&self->slots[worked], &self->slots[s], self->policy->istirahat_menit))
          self->busy[(gsize) (person - self->nakes) * self->policy->n_shifts + s] = TRUE;
    }
}

guint
posko_staff_recap_post (const PoskoPlan *plan, guint area)
{
  const PoskoTable *posts = posko_plan_table (plan, POSKO_PLAN_POSTS);
  for (guint j = 0; j < posko_table_n (posts); j++)
    {
      const PoskoPlanPost *post = posko_table_row (posts, j);
      if (post->rekap == 1 && g_str_equal (post->kode_kecamatan, posko_plan_area_code (plan, area)))
        return j;
    }
  return G_MAXUINT;
}

static void
list_places (Reserves *self)
{
  self->places = g_array_new (FALSE, FALSE, sizeof (Place));
  for (guint k = 0; k < self->n_areas; k++)
    {
      const guint post = posko_staff_recap_post (self->plan, k);
      for (guint s = 0; s < self->policy->n_shifts; s++)
        for (guint q = 0; q < POSKO_N_PROFESI && self->policy->shifts[s].day == 0; q++)
          if (self->policy->cadangan[q] > 0)
            {
              const Place place = { k, post, s, (PoskoProfesi) q, 0 };
              g_array_append_val (self->places, place);
            }
    }
}

guint
posko_staff_standby_faults (const PoskoPolicy *policy, const PoskoDutyRules *rules, guint person, guint recap_post, guint shift,
                            PoskoProfesi profession)
{
  guint faults = posko_duty_shift_faults (rules, person, shift);
  if (!posko_duty_may_fill (rules, person, profession))
    faults |= POSKO_DUTY_PROFESSION;
  if (recap_post == G_MAXUINT || posko_duty_home_seconds (rules, person, recap_post) > 60 * policy->cadangan_menit)
    faults |= POSKO_STAFF_FAR;
  return faults;
}

static gboolean
may_stand_by (const Reserves *self, guint person, const Place *place)
{
  return !self->busy[(gsize) person * self->policy->n_shifts + place->shift] &&
         posko_staff_standby_faults (self->policy, self->rules, person, place->post, place->shift, place->profession) == 0;
}

static GArray *
make_options (const Reserves *self)
{
  GArray *options = g_array_new (FALSE, FALSE, sizeof (PoskoRosterOption));
  for (guint p = 0; p < self->n_nakes; p++)
    for (guint n = 0; n < self->places->len; n++)
      {
        const Place *place = &g_array_index (self->places, Place, n);
        if (!may_stand_by (self, p, place))
          continue;
        const PoskoRosterOption option
          = { p, n, posko_duty_home_minutes (self->rules, p, place->post), POSKO_ROSTER_FREE };
        g_array_append_val (options, option);
      }
  return options;
}

static void
write_reserve (Reserves *self, guint person, Place *place)
{
  const PoskoShift *shift = &self->policy->shifts[place->shift];
  place->named++;
  posko_plan_add (self->plan, POSKO_PLAN_RESERVES,
                  &(PoskoPlanReserve) {
                    .kode_kecamatan = posko_plan_area_code (self->plan, place->area),
                    .kecamatan = posko_plan_area_name (self->plan, place->area),
                    .hari = posko_day_name (shift->day),
                    .shift = shift->kode,
                    .profesi = posko_profesi_name (place->profession),
                    .kode_nakes = self->nakes[person].kode,
                    .sebutan = self->nakes[person].sebutan,
                    .mulai = shift->start,
                    .selesai = shift->end,
                    .menit_tiba = (gdouble) posko_duty_home_seconds (self->rules, person, place->post) / 60.0,
                  });
}

/* The engine counts places that are missing, at 1 each; the levels of this product are the places filled, and minutes alone. */
static void
certify (const Reserves *self, gint64 wanted, const PoskoStayRule *rule, const PoskoSolveResult *results)
{
  PoskoSolveResult filled = results[POSKO_ROSTER_MISSING], way = results[POSKO_ROSTER_VALUE];
  filled.value = wanted - filled.value;
  filled.bound = wanted - filled.bound;
  way.value -= results[POSKO_ROSTER_MISSING].value;
  way.bound -= results[POSKO_ROSTER_MISSING].value;
  posko_plan_certify (self->plan, "cadangan", "terisi", "orang", TRUE,
                      posko_plan_text (self->plan, "stand-by places filled", "tempat cadangan terisi"), &filled);
  if (rule != NULL && rule->kind == POSKO_STAY_LEAST)
    posko_staff_certify_moved (self->plan, "cadangan", &results[POSKO_ROSTER_MOVED]);
  posko_plan_certify (self->plan, "cadangan", "menit", "menit", FALSE,
                      posko_plan_text (self->plan, "minutes from home to the recap post", "menit dari rumah ke pos rekap"), &way);
}

static void
explain (const Reserves *self)
{
  for (guint n = 0; n < self->places->len; n++)
    {
      const Place *place = &g_array_index (self->places, Place, n);
      const PoskoShift *shift = &self->policy->shifts[place->shift];
      const gint64 missing = self->policy->cadangan[place->profession] - place->named;
      const char *profession = posko_profesi_name (place->profession);
      guint near = 0, free_now = 0;
      if (missing <= 0)
        continue;
      for (guint p = 0; p < self->n_nakes && place->post != G_MAXUINT; p++)
        if (posko_duty_may_fill (self->rules, p, place->profession) &&
            posko_duty_shift_faults (self->rules, p, place->shift) == 0)
          {
            free_now += self->busy[(gsize) p * self->policy->n_shifts + place->shift] ? 0 : 1;
            near += posko_duty_home_seconds (self->rules, p, place->post) <= 60 * self->policy->cadangan_menit ? 1 : 0;
          }
      g_autofree char *name = posko_shift_place_name (place->profession, shift);
      g_autofree char *why = g_strdup_printf (
        posko_plan_text (self->plan, "%u people who may do it are free in this shift, %u live within %" G_GINT64_FORMAT " minutes; the stand-bys named take those who are both.",
                         "%u orang yang boleh bertugas bebas pada shift ini, %u tinggal dalam %" G_GINT64_FORMAT " menit; yang memenuhi keduanya sudah terpakai."),
        free_now, near, self->policy->cadangan_menit);
      g_autofree char *mend = g_strdup_printf (
        posko_plan_text (self->plan, "%" G_GINT64_FORMAT " more %s within %" G_GINT64_FORMAT " minutes of %s, or a higher roster.cadangan_menit or cadangan_maks.",
                         "%" G_GINT64_FORMAT " %s lagi dalam %" G_GINT64_FORMAT " menit dari %s, atau naikkan roster.cadangan_menit atau cadangan_maks."),
        missing, profession, self->policy->cadangan_menit, posko_plan_area_name (self->plan, place->area));
      posko_plan_add (self->plan, POSKO_PLAN_SHORTAGES,
                      &(PoskoPlanShortage) { .kode_kecamatan = posko_plan_area_code (self->plan, place->area),
                                             .kecamatan = posko_plan_area_name (self->plan, place->area),
                                             .produk = "cadangan",
                                             .objek = posko_plan_area_code (self->plan, place->area),
                                             .kebutuhan = name,
                                             .jumlah = missing,
                                             .satuan = "orang",
                                             .batas = place->post == G_MAXUINT ? "pos-rekap"
                                                      : near == 0              ? "cadangan-menit"
                                                                               : "nakes-profesi",
                                             .sebab = why,
                                             .perbaikan = mend,
                                             .biaya = POSKO_MISSING,
                                             .prioritas = 4 });
    }
}

/* Returns: (transfer full) (element-type PoskoStaffPublished): the published stand-bys, their places found by their codes */
static GArray *
read_published (const Reserves *self, const PoskoPlan *published)
{
  const PoskoTable *rows = posko_plan_table (published, POSKO_PLAN_RESERVES);
  GArray *list = g_array_new (FALSE, FALSE, sizeof (PoskoStaffPublished));
  for (guint r = 0; r < posko_table_n (rows); r++)
    {
      const PoskoPlanReserve *row = posko_table_row (rows, r);
      const guint shift = posko_shift_find (self->policy, row->hari, row->shift);
      PoskoStaffPublished duty = { row->kode_nakes, G_MAXUINT };
      for (guint n = 0; n < self->places->len && duty.need == G_MAXUINT; n++)
        {
          const Place *place = &g_array_index (self->places, Place, n);
          if (place->shift == shift && g_str_equal (posko_profesi_name (place->profession), row->profesi) &&
              g_str_equal (posko_plan_area_code (self->plan, place->area), row->kode_kecamatan))
            duty.need = n;
        }
      g_array_append_val (list, duty);
    }
  return list;
}

/* Returns: how many places there are */
static gint64
make_model (const Reserves *self, const PoskoPlan *published, PoskoStaffModel *model)
{
  gint64 wanted = 0;
  *model = (PoskoStaffModel) { .needs = g_new0 (PoskoRosterNeed, (gsize) self->places->len + 1),
                               .people = g_new0 (PoskoRosterPerson, (gsize) self->n_nakes + 1),
                               .options = make_options (self) };
  for (guint n = 0; n < self->places->len; n++)
    {
      const Place *place = &g_array_index (self->places, Place, n);
      const gint64 each = self->policy->cadangan[place->profession];
      model->needs[n] = (PoskoRosterNeed){ .slot = place->shift, .wanted = (guint) each, .price_missing = 1 };
      wanted += each;
    }
  for (guint p = 0; p < self->n_nakes; p++)
    model->people[p] = (PoskoRosterPerson){ .max_shifts = (guint) MAX (0, self->policy->cadangan_maks),
                                            .max_nights = POSKO_ROSTER_NO_LIMIT };
  if (published != NULL)
    {
      g_autoptr (GArray) list = read_published (self, published);
      posko_staff_model_mark (model, self->nakes, self->n_nakes, list);
    }
  posko_staff_model_finish (model, self->slots, self->policy->n_shifts, self->places->len, self->n_nakes);
  return wanted;
}

static gboolean
solve (Reserves *self, const PoskoPlanParams *params, GError **error)
{
  g_auto (PoskoStaffModel) model = { 0 };
  const PoskoStayRule *rule = posko_staff_rule (params, POSKO_STAY_RESERVES);
  const gint64 wanted = make_model (self, rule != NULL ? params->stay->published : NULL, &model);
  const PoskoSolveParams solve_params = posko_staff_solve_params (params, STREAM);
  g_autofree gboolean *taken = g_new0 (gboolean, (gsize) model.options->len + 1);
  PoskoSolveResult results[3];
  if (!posko_staff_model_solve (&model, rule, TRUE, &solve_params, taken, results, error))
    return FALSE;
  for (guint o = 0; o < model.options->len; o++)
    if (taken[o])
      {
        const PoskoRosterOption *option = &g_array_index (model.options, PoskoRosterOption, o);
        write_reserve (self, option->person, &g_array_index (self->places, Place, option->need));
      }
  if (wanted > 0)
    certify (self, wanted, rule, results);
  explain (self);
  return TRUE;
}

gboolean
posko_plan_make_reserves (PoskoPlan *plan, const PoskoPlanParams *params, GError **error)
{
  const PoskoCase *source = posko_plan_case (plan);
  g_auto (Reserves) reserves = { .plan = plan, .policy = posko_case_policy (source) };
  reserves.nakes = posko_case_nakes (source, &reserves.n_nakes);
  reserves.n_areas = posko_boundary_n (posko_case_kecamatan (source));
  reserves.rules = posko_duty_rules_new (plan);
  reserves.slots = posko_staff_slots (reserves.policy);
  mark_busy (&reserves);
  list_places (&reserves);
  return solve (&reserves, params, error);
}
