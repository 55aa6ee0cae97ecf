/* roster-index.c: who has which options, in which slot; see roster-private.h. O(options · log options). */
#include "roster-private.h"

static int
compare_by_duty (gconstpointer a, gconstpointer b, gpointer data)
{
  const PoskoRosterSpec *spec = data;
  const guint i = *(const guint *) a, j = *(const guint *) b;
  const PoskoRosterOption *x = &spec->options[i], *y = &spec->options[j];
  if (x->person != y->person)
    return x->person < y->person ? -1 : 1;
  const guint slot_x = spec->needs[x->need].slot, slot_y = spec->needs[y->need].slot;
  const PoskoRosterSlot *s = &spec->slots[slot_x], *t = &spec->slots[slot_y];
  if (s->start != t->start)
    return s->start < t->start ? -1 : 1;
  if (s->end != t->end)
    return s->end < t->end ? -1 : 1;
  if (slot_x != slot_y)
    return slot_x < slot_y ? -1 : 1;
  return x->need < y->need ? -1 : x->need > y->need;
}

static int
compare_by_need (gconstpointer a, gconstpointer b, gpointer data)
{
  const PoskoRosterSpec *spec = data;
  const PoskoRosterOption *x = &spec->options[*(const guint *) a], *y = &spec->options[*(const guint *) b];
  if (x->need != y->need)
    return x->need < y->need ? -1 : 1;
  return x->person < y->person ? -1 : x->person > y->person;
}

static guint *
sorted_options (const PoskoRosterSpec *spec, GCompareDataFunc compare)
{
  guint *order = g_new (guint, (gsize) spec->n_options + 1);
  for (guint o = 0; o < spec->n_options; o++)
    order[o] = o;
  g_qsort_with_data (order, (gint) spec->n_options, sizeof *order, compare, (gpointer) spec);
  return order;
}

static void
make_duties (PoskoRosterIndex *self)
{
  const PoskoRosterSpec *spec = self->spec;
  guint last_person = POSKO_ROSTER_NONE, last_slot = POSKO_ROSTER_NONE;
  self->duty_person = g_new (guint, (gsize) spec->n_options + 1);
  self->duty_slot = g_new (guint, (gsize) spec->n_options + 1);
  self->first_option = g_new0 (guint, (gsize) spec->n_options + 1);
  self->duty_of_option = g_new (guint, (gsize) spec->n_options + 1);
  self->first_duty = g_new0 (guint, (gsize) spec->n_people + 1);
  for (guint k = 0; k < spec->n_options; k++)
    {
      const PoskoRosterOption *option = &spec->options[self->duty_options[k]];
      const guint slot = spec->needs[option->need].slot;
      if (option->person != last_person || slot != last_slot)
        {
          self->duty_person[self->n_duties] = last_person = option->person;
          self->duty_slot[self->n_duties] = last_slot = slot;
          self->first_option[self->n_duties++] = k;
        }
      self->duty_of_option[self->duty_options[k]] = self->n_duties - 1;
    }
  self->first_option[self->n_duties] = spec->n_options;
  for (guint d = 0; d < self->n_duties; d++)
    self->first_duty[self->duty_person[d] + 1]++;
  for (guint p = 0; p < spec->n_people; p++)
    self->first_duty[p + 1] += self->first_duty[p];
}

PoskoRosterIndex *
posko_roster_index_new (const PoskoRosterProblem *problem)
{
  const PoskoRosterSpec *spec = posko_roster_problem_spec (problem);
  PoskoRosterIndex *self = g_new0 (PoskoRosterIndex, 1);
  self->spec = spec;
  self->duty_options = sorted_options (spec, compare_by_duty);
  make_duties (self);
  self->need_options = sorted_options (spec, compare_by_need);
  self->first_need_option = g_new0 (guint, (gsize) spec->n_needs + 1);
  self->cost = g_new (gint64, (gsize) spec->n_options + 1);
  self->eligible = g_new0 (gboolean, (gsize) spec->n_people + 1);
  for (guint o = 0; o < spec->n_options; o++)
    {
      const PoskoRosterOption *option = &spec->options[o];
      const gboolean previous = (option->flags & POSKO_ROSTER_PREVIOUS) != 0;
      self->first_need_option[option->need + 1]++;
      self->cost[o] = option->cost + (previous ? -spec->price_change : spec->price_change);
      self->constant += previous ? spec->price_change : 0;
      if ((option->flags & POSKO_ROSTER_FORBIDDEN) == 0)
        self->eligible[option->person] = TRUE;
    }
  for (guint n = 0; n < spec->n_needs; n++)
    self->first_need_option[n + 1] += self->first_need_option[n];
  return self;
}

void
posko_roster_index_free (PoskoRosterIndex *self)
{
  g_free (self->duty_person);
  g_free (self->duty_slot);
  g_free (self->first_duty);
  g_free (self->duty_of_option);
  g_free (self->duty_options);
  g_free (self->first_option);
  g_free (self->need_options);
  g_free (self->first_need_option);
  g_free (self->cost);
  g_free (self->eligible);
  g_free (self);
}

gint64
posko_roster_person_price (const PoskoRosterPerson *person, gboolean eligible, guint shifts, guint nights)
{
  return (eligible && shifts == 0 ? person->price_idle : 0) +
         (nights > person->free_nights ? (gint64) (nights - person->free_nights) * person->price_night : 0) +
         (shifts > person->free_shifts ? (gint64) (shifts - person->free_shifts) * person->price_extra : 0);
}

gint64
posko_roster_need_price (const PoskoRosterNeed *need, guint taken)
{
  if (taken >= need->wanted)
    return (gint64) (taken - need->wanted) * need->price_over;
  const guint missing = need->wanted - taken, cheap = need->wanted - need->n_dear;
  const guint dear = missing > cheap ? missing - cheap : 0;
  return (gint64) missing * need->price_missing + (gint64) dear * (need->n_dear > 0 ? need->price_dear - need->price_missing : 0);
}
