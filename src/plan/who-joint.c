/* who-joint.c: stand-bys, and the best choice for all of a person's places at once.
 *
 * Everybody else's duties stay as they are. So each other person enters the roster problem (roster.h) with what is left: shifts and nights
 * less those they have, free ones likewise, and options only where what they have leaves room. That is the problem with all other duties
 * locked, exactly, and it stays sound where an edited roster breaks a rule somewhere else. O(people · places) options.
 */
#include "who-private.h"

gboolean
posko_who_collide (const PoskoWhoRoster *self, guint duty_shift, guint standby_shift)
{
  return !posko_roster_compatible (&self->staffing.slots[duty_shift], &self->staffing.slots[standby_shift],
                                   self->staffing.policy->istirahat_menit);
}

guint
posko_who_standby_obstacles (const PoskoWhoRoster *self, guint person, const PoskoWhoReserve *reserve)
{
  const PoskoPolicy *policy = self->staffing.policy;
  const GArray *on = posko_who_shifts (self, person);
  gint64 held = 0;
  guint found = posko_staff_standby_faults (policy, self->staffing.rules, person, reserve->recap_post, reserve->shift, reserve->profession);
  for (guint k = 0; k < on->len; k++)
    if (posko_who_collide (self, g_array_index (on, guint, k), reserve->shift))
      found |= POSKO_WHO_STANDBY_BUSY;
  for (guint r = 0; r < self->reserves->len; r++)
    {
      const PoskoWhoReserve *other = &g_array_index (self->reserves, PoskoWhoReserve, r);
      if (other->person != person)
        continue;
      held++;
      if (!posko_roster_compatible (&self->staffing.slots[other->shift], &self->staffing.slots[reserve->shift], 0))
        found |= POSKO_WHO_STANDBY_BUSY;
    }
  return held >= policy->cadangan_maks ? found | POSKO_WHO_STANDBY_MOST : found;
}

gint64
posko_who_standby_minutes (const PoskoWhoRoster *self, guint person, const PoskoWhoReserve *reserve)
{
  return reserve->recap_post == G_MAXUINT ? 0 : posko_duty_home_minutes (self->staffing.rules, person, reserve->recap_post);
}

guint
posko_who_best_standby (const PoskoWhoRoster *self, const PoskoWhoReserve *reserve, const guint without[2])
{
  guint best = G_MAXUINT;
  gint64 least = G_MAXINT64;
  for (guint p = 0; p < self->staffing.n_nakes; p++)
    {
      if (p == without[0] || p == without[1] || p == reserve->person || posko_who_standby_obstacles (self, p, reserve) != 0)
        continue;
      const gint64 seconds = posko_duty_home_seconds (self->staffing.rules, p, reserve->recap_post);
      if (seconds < least)
        {
          least = seconds;
          best = p;
        }
    }
  return best;
}

/* ---- the engine ---- */

/* Solves @needs with @options; @takers: (array): per need */
static gboolean
solve (const PoskoWhoRoster *self, const PoskoRosterNeed *needs, guint n_needs, const PoskoRosterPerson *people, const GArray *options,
       GCancellable *cancellable, guint *takers, gint64 *gap, GError **error)
{
  const PoskoRosterSpec spec = { .n_slots = self->staffing.policy->n_shifts,
                                 .n_needs = n_needs,
                                 .n_people = self->staffing.n_nakes,
                                 .n_options = options->len,
                                 .slots = self->staffing.slots,
                                 .needs = needs,
                                 .people = people,
                                 .options = (const PoskoRosterOption *) (gpointer) options->data };
  PoskoSolveParams params = POSKO_SOLVE_PARAMS_INIT;
  params.cancellable = cancellable;
  for (guint n = 0; n < n_needs; n++)
    takers[n] = G_MAXUINT;
  *gap = 0;
  if (options->len == 0)
    return TRUE;
  g_autoptr (PoskoRosterProblem) problem = posko_roster_problem_new (&spec, error);
  g_autofree gboolean *taken = g_new0 (gboolean, options->len);
  const PoskoRosterLevel level = POSKO_ROSTER_VALUE;
  PoskoSolveResult result;
  if (problem == NULL || !posko_roster_solve (problem, &params, &level, 1, NULL, taken, &result, error))
    return FALSE;
  for (guint o = 0; o < options->len; o++)
    if (taken[o])
      takers[spec.options[o].need] = spec.options[o].person;
  *gap = result.value - result.bound;
  return TRUE;
}

/* The place that @need keeps open once one person has gone from it. */
static PoskoRosterNeed
open_place (const PoskoWhoRoster *self, guint need)
{
  PoskoRosterNeed open = self->needs[need];
  const gint64 left = posko_who_need (self, need)->filled - 1;
  open.n_dear = left < (gint64) open.n_dear ? 1 : 0;
  open.wanted = left < (gint64) open.wanted ? 1 : 0;
  return open;
}

/* What is left of a person's limits beside the duties that he or she has. */
static PoskoRosterPerson
remaining (const PoskoWhoRoster *self, guint person)
{
  PoskoRosterPerson rest = self->people[person];
  const GArray *on = posko_who_shifts (self, person);
  guint nights = 0;
  for (guint k = 0; k < on->len; k++)
    nights += self->staffing.slots[g_array_index (on, guint, k)].night ? 1 : 0;
  rest.max_shifts -= MIN (rest.max_shifts, on->len);
  rest.max_nights -= MIN (rest.max_nights, nights);
  rest.free_shifts -= MIN (rest.free_shifts, on->len);
  rest.free_nights -= MIN (rest.free_nights, nights);
  rest.price_idle = on->len > 0 ? 0 : rest.price_idle;
  return rest;
}

gboolean
posko_who_joint_duties (const PoskoWhoRoster *self, guint person, const guint *needs, guint n_needs, GCancellable *cancellable,
                        guint *takers, gint64 *gap, GError **error)
{
  g_autofree PoskoRosterNeed *places = g_new0 (PoskoRosterNeed, (gsize) n_needs + 1);
  g_autofree PoskoRosterPerson *people = g_new0 (PoskoRosterPerson, (gsize) self->staffing.n_nakes + 1);
  g_autoptr (GArray) options = g_array_new (FALSE, FALSE, sizeof (PoskoRosterOption));
  for (guint n = 0; n < n_needs; n++)
    places[n] = open_place (self, needs[n]);
  for (guint p = 0; p < self->staffing.n_nakes; p++)
    {
      people[p] = remaining (self, p);
      for (guint n = 0; n < n_needs; n++)
        {
          const PoskoStaffNeed *need = posko_who_need (self, needs[n]);
          const char *way;
          if (p == person || posko_staff_obstacles (&self->staffing, p, posko_who_shifts (self, p), need) != 0)
            continue;
          posko_duty_faults (self->staffing.rules, p, need->post, need->shift, need->profession, &way);
          const PoskoDutyCost cost = posko_staff_duty_cost (&self->staffing, p, self->own[p], need, way);
          const PoskoRosterOption option = { p, n, cost.stand_in + cost.form_a + cost.away + cost.travel, POSKO_ROSTER_FREE };
          g_array_append_val (options, option);
        }
    }
  return solve (self, places, n_needs, people, options, cancellable, takers, gap, error);
}

static PoskoRosterPerson
standby_terms (const PoskoWhoRoster *self, guint person)
{
  gint64 held = 0;
  for (guint r = 0; r < self->reserves->len; r++)
    held += g_array_index (self->reserves, PoskoWhoReserve, r).person == person ? 1 : 0;
  return (PoskoRosterPerson){ .max_shifts = (guint) MAX (0, self->staffing.policy->cadangan_maks - held),
                              .max_nights = POSKO_ROSTER_NO_LIMIT };
}

gboolean
posko_who_joint_standby (const PoskoWhoRoster *self, guint person, const guint *places, guint n_places, GCancellable *cancellable,
                         guint *takers, GError **error)
{
  g_autofree PoskoRosterNeed *needs = g_new0 (PoskoRosterNeed, (gsize) n_places + 1);
  g_autofree PoskoRosterPerson *people = g_new0 (PoskoRosterPerson, (gsize) self->staffing.n_nakes + 1);
  g_autoptr (GArray) options = g_array_new (FALSE, FALSE, sizeof (PoskoRosterOption));
  const gint64 price = 1 + n_places * MAX (1, self->staffing.policy->cadangan_menit); /* one place outweighs all minutes there can be */
  for (guint n = 0; n < n_places; n++)
    needs[n] = (PoskoRosterNeed){ .slot = g_array_index (self->reserves, PoskoWhoReserve, places[n]).shift,
                                  .wanted = 1,
                                  .price_missing = price };
  for (guint p = 0; p < self->staffing.n_nakes; p++)
    {
      people[p] = standby_terms (self, p);
      for (guint n = 0; n < n_places; n++)
        {
          const PoskoWhoReserve *place = &g_array_index (self->reserves, PoskoWhoReserve, places[n]);
          if (p == person || posko_who_standby_obstacles (self, p, place) != 0)
            continue;
          const PoskoRosterOption option = { p, n, posko_who_standby_minutes (self, p, place), POSKO_ROSTER_FREE };
          g_array_append_val (options, option);
        }
    }
  gint64 gap;
  return solve (self, needs, n_places, people, options, cancellable, takers, &gap, error);
}
