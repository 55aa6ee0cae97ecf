/* who-roster.c: a roster as it stands, and what a few moves on it add to its objective (section 5 of docs/model.md).
 *
 * The objective is a sum over needs and over people, so the effect of moves is the difference over the needs and people that they touch:
 * O(moves² + duties of these people).
 */
#include "who-private.h"
#include <string.h>

GArray *
posko_who_shifts (const PoskoWhoRoster *self, guint person)
{
  return g_ptr_array_index (self->shifts, person);
}

GArray *
posko_who_duties (const PoskoWhoRoster *self, guint person)
{
  return g_ptr_array_index (self->duties, person);
}

const PoskoStaffNeed *
posko_who_need (const PoskoWhoRoster *self, guint need)
{
  return &g_array_index (self->staffing.needs, PoskoStaffNeed, need);
}

/* ---- reading ---- */

static PoskoProfesi
profession_of (const char *name)
{
  guint q = 0;
  while (q + 1 < POSKO_N_PROFESI && strcmp (posko_profesi_name ((PoskoProfesi) q), name) != 0)
    q++;
  return (PoskoProfesi) q;
}

static guint
person_of (const PoskoWhoRoster *self, const char *code)
{
  const PoskoNakes *found = posko_find_by_code (self->staffing.nakes, self->staffing.n_nakes, sizeof *found, code);
  return (guint) (found - self->staffing.nakes);
}

static char *
duty_key (const char *post, guint shift, const char *profession)
{
  return g_strdup_printf ("%s\t%u\t%s", post, shift, profession);
}

static void
put_on (PoskoWhoRoster *self, guint person, guint need)
{
  g_array_append_val (posko_who_duties (self, person), need);
  g_array_append_val (posko_who_shifts (self, person), posko_who_need (self, need)->shift);
  g_array_index (self->staffing.needs, PoskoStaffNeed, need).filled++;
}

static void
take_off (PoskoWhoRoster *self, guint person, guint need)
{
  GArray *duties = posko_who_duties (self, person);
  for (guint d = 0; d < duties->len; d++)
    if (g_array_index (duties, guint, d) == need)
      {
        g_array_remove_index (duties, d);
        g_array_remove_index (posko_who_shifts (self, person), d);
        g_array_index (self->staffing.needs, PoskoStaffNeed, need).filled--;
        return;
      }
}

static void
read_duties (PoskoWhoRoster *self)
{
  const PoskoTable *needs = posko_plan_table (self->view, POSKO_PLAN_NEEDS), *duties = posko_plan_table (self->view, POSKO_PLAN_ROSTER);
  g_autoptr (GHashTable) places = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint n = 0; n < self->staffing.needs->len; n++)
    {
      const PoskoStaffNeed *need = posko_who_need (self, n);
      const PoskoPlanNeed *row = posko_table_row (needs, need->row);
      g_hash_table_insert (places, duty_key (row->kode_pos, need->shift, row->profesi), GUINT_TO_POINTER (n));
    }
  for (guint d = 0; d < posko_table_n (duties); d++)
    {
      const PoskoPlanDuty *duty = posko_table_row (duties, d);
      g_autofree char *key = duty_key (duty->kode_pos, posko_shift_find (self->staffing.policy, duty->hari, duty->shift), duty->tugas);
      put_on (self, person_of (self, duty->kode_nakes), GPOINTER_TO_UINT (g_hash_table_lookup (places, key)));
    }
}

static void
read_reserves (PoskoWhoRoster *self)
{
  const PoskoBoundary *areas = posko_case_kecamatan (posko_plan_case (self->view));
  const PoskoTable *rows = posko_plan_table (self->view, POSKO_PLAN_RESERVES);
  for (guint r = 0; r < posko_table_n (rows); r++)
    {
      const PoskoPlanReserve *row = posko_table_row (rows, r);
      PoskoWhoReserve reserve = { .person = person_of (self, row->kode_nakes),
                                  .shift = posko_shift_find (self->staffing.policy, row->hari, row->shift),
                                  .profession = profession_of (row->profesi) };
      while (strcmp (posko_boundary_code (areas, reserve.area), row->kode_kecamatan) != 0)
        reserve.area++;
      reserve.recap_post = posko_staff_recap_post (self->view, reserve.area);
      g_array_append_val (self->reserves, reserve);
    }
}

/* Whether the person has an allowed duty in a shift other than @except. */
static gboolean
is_eligible (const PoskoWhoRoster *self, guint person, guint except)
{
  for (guint n = 0; n < self->staffing.needs->len; n++)
    {
      const PoskoStaffNeed *need = posko_who_need (self, n);
      const char *way;
      if (need->wanted > 0 && need->shift != except && posko_duty_may_fill (self->staffing.rules, person, need->profession)
          && posko_duty_faults (self->staffing.rules, person, need->post, need->shift, need->profession, &way) == 0)
        return TRUE;
    }
  return FALSE;
}

void
posko_who_roster_init (PoskoWhoRoster *self, PoskoPlan *view)
{
  self->view = view;
  posko_staffing_init (&self->staffing, view);
  const guint n = self->staffing.n_nakes;
  self->needs = g_new0 (PoskoRosterNeed, (gsize) self->staffing.needs->len + 1);
  for (guint i = 0; i < self->staffing.needs->len; i++)
    self->needs[i] = posko_staff_need_terms (&self->staffing, posko_who_need (self, i));
  self->people = g_new0 (PoskoRosterPerson, (gsize) n + 1);
  self->own = g_new0 (guint, (gsize) n + 1);
  self->eligible = g_new0 (gboolean, (gsize) n + 1);
  self->duties = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  self->shifts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_array_unref);
  self->reserves = g_array_new (FALSE, FALSE, sizeof (PoskoWhoReserve));
  for (guint p = 0; p < n; p++)
    {
      self->people[p] = posko_staff_person_terms (&self->staffing, p);
      self->own[p] = posko_staff_own_post (&self->staffing, p);
      self->eligible[p] = is_eligible (self, p, G_MAXUINT);
      g_ptr_array_add (self->duties, g_array_new (FALSE, FALSE, sizeof (guint)));
      g_ptr_array_add (self->shifts, g_array_new (FALSE, FALSE, sizeof (guint)));
    }
  read_duties (self);
  read_reserves (self);
}

void
posko_who_roster_clear (PoskoWhoRoster *self)
{
  posko_staffing_clear (&self->staffing);
  g_clear_pointer (&self->view, posko_plan_free);
  g_clear_pointer (&self->needs, g_free);
  g_clear_pointer (&self->people, g_free);
  g_clear_pointer (&self->own, g_free);
  g_clear_pointer (&self->eligible, g_free);
  g_clear_pointer (&self->duties, g_ptr_array_unref);
  g_clear_pointer (&self->shifts, g_ptr_array_unref);
  g_clear_pointer (&self->reserves, g_array_unref);
}

void
posko_who_fall_out (PoskoWhoRoster *self, guint person, guint shift)
{
  self->eligible[person] = shift != G_MAXUINT && is_eligible (self, person, shift);
}

/* ---- prices ---- */

static gint64
fair_price (const PoskoWhoRoster *self, guint person)
{
  const PoskoRosterPerson *terms = &self->people[person];
  const GArray *shifts = posko_who_shifts (self, person);
  gint64 nights = 0;
  for (guint k = 0; k < shifts->len; k++)
    nights += self->staffing.slots[g_array_index (shifts, guint, k)].night ? 1 : 0;
  return (self->eligible[person] && shifts->len == 0 ? terms->price_idle : 0) + terms->price_night * MAX (0, nights - (gint64) terms->free_nights)
         + terms->price_extra * MAX (0, (gint64) shifts->len - (gint64) terms->free_shifts);
}

static void
add_person (const PoskoWhoRoster *self, guint person, gint64 sign, PoskoWhoEffect *sum)
{
  const GArray *duties = posko_who_duties (self, person);
  sum->fair += sign * fair_price (self, person);
  for (guint d = 0; d < duties->len; d++)
    {
      const PoskoStaffNeed *need = posko_who_need (self, g_array_index (duties, guint, d));
      const char *way;
      posko_duty_faults (self->staffing.rules, person, need->post, need->shift, need->profession, &way);
      const PoskoDutyCost cost = posko_staff_duty_cost (&self->staffing, person, self->own[person], need, way);
      sum->stand_in += sign * cost.stand_in;
      sum->form_a += sign * cost.form_a;
      sum->away += sign * cost.away;
      sum->travel += sign * cost.travel;
    }
}

static void
add_need (const PoskoWhoRoster *self, guint need, gint64 sign, PoskoWhoEffect *sum)
{
  const PoskoRosterNeed *terms = &self->needs[need];
  const gint64 filled = posko_who_need (self, need)->filled, missing = MAX (0, (gint64) terms->wanted - filled);
  const gint64 plain = MIN (missing, (gint64) terms->wanted - (gint64) terms->n_dear);
  sum->empty += sign * (terms->price_missing * plain + terms->price_dear * (missing - plain));
}

/* Every person and need that the moves touch, once. */
static void
add_touched (const PoskoWhoRoster *self, const PoskoWhoMove *moves, guint n_moves, gint64 sign, PoskoWhoEffect *sum)
{
  for (guint m = 0; m < n_moves; m++)
    {
      gboolean new_person = TRUE, new_need = TRUE;
      for (guint k = 0; k < m; k++)
        {
          new_person = new_person && moves[k].person != moves[m].person;
          new_need = new_need && moves[k].need != moves[m].need;
        }
      if (new_person)
        add_person (self, moves[m].person, sign, sum);
      if (new_need)
        add_need (self, moves[m].need, sign, sum);
    }
}

void
posko_who_apply (PoskoWhoRoster *self, const PoskoWhoMove *moves, guint n_moves)
{
  for (guint m = 0; m < n_moves; m++)
    (moves[m].on ? put_on : take_off) (self, moves[m].person, moves[m].need);
}

PoskoWhoEffect
posko_who_effect (PoskoWhoRoster *self, const PoskoWhoMove *moves, guint n_moves)
{
  PoskoWhoEffect sum = { 0 };
  add_touched (self, moves, n_moves, -1, &sum);
  posko_who_apply (self, moves, n_moves);
  add_touched (self, moves, n_moves, +1, &sum);
  for (guint m = n_moves; m-- > 0;)
    (moves[m].on ? take_off : put_on) (self, moves[m].person, moves[m].need);
  return sum;
}

gint64
posko_who_effect_sum (const PoskoWhoEffect *self)
{
  return self->empty + self->stand_in + self->form_a + self->away + self->travel + self->fair;
}
