/* roster.c: the roster problem, its checks and the value of a roster; see roster.h. All O(options · log options). */
#include "roster-private.h"

#define PRICE_LIMIT ((gint64) 1 << 40) /* keeps every sum within what a double holds exactly */

struct _PoskoRosterProblem
{
  PoskoRosterSpec spec;
  PoskoRosterSlot *slots;
  PoskoRosterNeed *needs;
  PoskoRosterPerson *people;
  PoskoRosterOption *options;
};

static gboolean
bad_price (gint64 price)
{
  return price < 0 || price > PRICE_LIMIT;
}

static gboolean
check_numbers (const PoskoRosterSpec *spec, GError **error)
{
  const char *what = NULL;
  for (guint s = 0; s < spec->n_slots; s++)
    if (spec->slots[s].start >= spec->slots[s].end)
      what = "a slot ends before it starts";
  for (guint n = 0; n < spec->n_needs; n++)
    {
      const PoskoRosterNeed *need = &spec->needs[n];
      if (need->slot >= spec->n_slots || need->n_dear > need->wanted || bad_price (need->price_missing) ||
          bad_price (need->price_dear) || bad_price (need->price_over) || need->wanted > G_MAXINT || need->over_max > G_MAXINT ||
          (need->n_dear > 0 && need->price_dear < need->price_missing))
        what = "a need has a slot, a number or a price out of range";
    }
  for (guint p = 0; p < spec->n_people; p++)
    {
      const PoskoRosterPerson *person = &spec->people[p];
      if (person->rest_minutes < 0 || person->max_minutes < 0 || bad_price (person->price_idle) ||
          bad_price (person->price_night) || bad_price (person->price_extra) || bad_price (person->price_moved))
        what = "a person has a limit or a price out of range";
    }
  for (guint o = 0; o < spec->n_options; o++)
    if (spec->options[o].person >= spec->n_people || spec->options[o].need >= spec->n_needs ||
        bad_price (spec->options[o].cost))
      what = "an option has a person, a need or a cost out of range";
  if (what != NULL)
    g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, "roster: %s", what);
  return what == NULL;
}

static void
problem_clear (gpointer data)
{
  PoskoRosterProblem *self = data;
  g_free (self->slots);
  g_free (self->needs);
  g_free (self->people);
  g_free (self->options);
}

PoskoRosterProblem *
posko_roster_problem_ref (PoskoRosterProblem *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
posko_roster_problem_unref (PoskoRosterProblem *self)
{
  g_atomic_rc_box_release_full (self, problem_clear);
}

const PoskoRosterSpec *
posko_roster_problem_spec (const PoskoRosterProblem *self)
{
  return &self->spec;
}

static gboolean
has_twins (const PoskoRosterProblem *self)
{
  g_autoptr (PoskoRosterIndex) index = posko_roster_index_new (self, POSKO_ROSTER_VALUE, NULL);
  for (guint k = 1; k < self->spec.n_options; k++)
    {
      const PoskoRosterOption *a = &self->options[index->duty_options[k - 1]], *b = &self->options[index->duty_options[k]];
      if (a->person == b->person && a->need == b->need)
        return TRUE;
    }
  return FALSE;
}

PoskoRosterProblem *
posko_roster_problem_new (const PoskoRosterSpec *spec, GError **error)
{
  g_return_val_if_fail (spec != NULL, NULL);
  if (spec->n_options > POSKO_ROSTER_MAX_OPTIONS)
    {
      g_set_error (error, POSKO_ERROR, POSKO_ERROR_LIMIT, "a roster of %u options is over the limit of %u", spec->n_options,
                   POSKO_ROSTER_MAX_OPTIONS);
      return NULL;
    }
  if (!check_numbers (spec, error))
    return NULL;
  g_autoptr (PoskoRosterProblem) self = g_atomic_rc_box_new0 (PoskoRosterProblem);
  self->spec = *spec;
  self->spec.slots = self->slots = g_memdup2 (spec->slots, spec->n_slots * sizeof *spec->slots);
  self->spec.needs = self->needs = g_memdup2 (spec->needs, spec->n_needs * sizeof *spec->needs);
  self->spec.people = self->people = g_memdup2 (spec->people, spec->n_people * sizeof *spec->people);
  self->spec.options = self->options = g_memdup2 (spec->options, spec->n_options * sizeof *spec->options);
  if (has_twins (self))
    {
      g_set_error_literal (error, POSKO_ERROR, POSKO_ERROR_INPUT, "roster: an option is given twice");
      return NULL;
    }
  return g_steal_pointer (&self);
}

gboolean
posko_roster_compatible (const PoskoRosterSlot *a, const PoskoRosterSlot *b, gint64 rest_minutes)
{
  return b->start - a->end >= rest_minutes || a->start - b->end >= rest_minutes;
}

gboolean
posko_roster_check_person (const PoskoRosterIndex *index, guint person, const gboolean *taken, PoskoRosterTally *tally)
{
  const PoskoRosterSpec *spec = index->spec;
  const PoskoRosterPerson *p = &spec->people[person];
  gint64 minutes = 0;
  gboolean ok = TRUE;
  const PoskoRosterSlot *last = NULL; /* duties are by start, and none may overlap: the one before is the one that matters */
  *tally = (PoskoRosterTally){ .moved = index->forced[person] };
  for (guint d = index->first_duty[person]; d < index->first_duty[person + 1]; d++)
    for (guint k = index->first_option[d]; k < index->first_option[d + 1]; k++)
      {
        const guint o = index->duty_options[k];
        tally->moved = tally->moved || (taken[o] != FALSE) != posko_roster_is_previous (index, o);
        if (!taken[o])
          {
            ok = ok && (spec->options[o].flags & POSKO_ROSTER_LOCKED) == 0;
            continue;
          }
        const PoskoRosterSlot *slot = posko_roster_duty_slot (index, d);
        ok = ok && (spec->options[o].flags & POSKO_ROSTER_FORBIDDEN) == 0 &&
             (last == NULL || posko_roster_compatible (last, slot, p->rest_minutes));
        last = slot;
        tally->shifts++;
        tally->nights += slot->night ? 1 : 0;
        minutes += slot->end - slot->start;
      }
  return ok && tally->shifts <= p->max_shifts && tally->nights <= p->max_nights &&
         (p->max_minutes == 0 || minutes <= p->max_minutes);
}

gboolean
posko_roster_index_evaluate (const PoskoRosterIndex *index, const gboolean *taken, PoskoRosterWorth *worth)
{
  const PoskoRosterSpec *spec = index->spec;
  gboolean ok = TRUE;
  *worth = (PoskoRosterWorth){ 0 };
  for (guint p = 0; p < spec->n_people; p++)
    {
      PoskoRosterTally tally;
      ok = posko_roster_check_person (index, p, taken, &tally) && ok;
      worth->moved += tally.moved ? 1 : 0;
      worth->value += posko_roster_person_price (&spec->people[p], index->eligible[p], tally.shifts, tally.nights);
      worth->value += tally.moved ? spec->people[p].price_moved : 0;
    }
  for (guint n = 0; n < spec->n_needs; n++)
    {
      guint people = 0;
      for (guint k = index->first_need_option[n]; k < index->first_need_option[n + 1]; k++)
        if (taken[index->need_options[k]])
          {
            people++;
            worth->value += spec->options[index->need_options[k]].cost;
          }
      worth->value += posko_roster_need_price (&spec->needs[n], people);
      worth->missing += posko_roster_need_price (&index->needs[n], MIN (people, spec->needs[n].wanted));
      ok = ok && people <= spec->needs[n].wanted + spec->needs[n].over_max;
    }
  return ok && worth->missing <= index->limits.missing &&
         (index->limits.moved == POSKO_ROSTER_NO_LIMIT || worth->moved <= (gint64) index->limits.moved);
}

gboolean
posko_roster_evaluate (const PoskoRosterProblem *self, const gboolean *taken, gint64 *value)
{
  g_autoptr (PoskoRosterIndex) index = posko_roster_index_new (self, POSKO_ROSTER_VALUE, NULL);
  PoskoRosterWorth worth;
  const gboolean ok = posko_roster_index_evaluate (index, taken, &worth);
  if (value != NULL)
    *value = worth.value;
  return ok;
}

gint64
posko_roster_level_value (const PoskoRosterProblem *self, PoskoRosterLevel level, const gboolean *taken)
{
  g_autoptr (PoskoRosterIndex) index = posko_roster_index_new (self, POSKO_ROSTER_VALUE, NULL);
  PoskoRosterWorth worth;
  posko_roster_index_evaluate (index, taken, &worth);
  return level == POSKO_ROSTER_MISSING ? worth.missing : level == POSKO_ROSTER_MOVED ? worth.moved : worth.value;
}
