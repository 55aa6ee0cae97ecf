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

gint64
posko_roster_common_divisor (gint64 a, gint64 b)
{
  while (b != 0)
    {
      const gint64 rest = a % b;
      a = b;
      b = rest;
    }
  return a;
}

gint64
posko_roster_missing_unit (const PoskoRosterIndex *index)
{
  gint64 unit = 0;
  for (guint n = 0; n < index->spec->n_needs; n++)
    {
      unit = posko_roster_common_divisor (unit, index->needs[n].price_missing);
      unit = index->needs[n].n_dear > 0 ? posko_roster_common_divisor (unit, index->needs[n].price_dear) : unit;
    }
  return MAX (unit, 1);
}

static gint64
find_unit (const PoskoRosterSpec *spec)
{
  gint64 unit = 0;
  for (guint n = 0; n < spec->n_needs; n++)
    {
      unit = posko_roster_common_divisor (posko_roster_common_divisor (unit, spec->needs[n].price_missing), spec->needs[n].price_over);
      if (spec->needs[n].n_dear > 0)
        unit = posko_roster_common_divisor (unit, spec->needs[n].price_dear);
    }
  for (guint p = 0; p < spec->n_people; p++)
    {
      const PoskoRosterPerson *person = &spec->people[p];
      unit = posko_roster_common_divisor (posko_roster_common_divisor (unit, person->price_idle), person->price_night);
      unit = posko_roster_common_divisor (posko_roster_common_divisor (unit, person->price_extra), person->price_moved);
    }
  for (guint o = 0; o < spec->n_options; o++)
    unit = posko_roster_common_divisor (unit, spec->options[o].cost);
  return MAX (unit, 1);
}

#define MAX_TOTAL ((gdouble) ((gint64) 1 << 48)) /* of a level with its ties broken: a double must hold every sum with room to spare */

/* Returns: the largest price of anything but missing people that a roster can have */
static gint64
most_of_the_rest (const PoskoRosterIndex *self)
{
  const PoskoRosterSpec *spec = self->spec;
  gint64 sum = 0;
  for (guint p = 0; p < spec->n_people; p++)
    {
      const PoskoRosterPerson *person = &spec->people[p];
      const gint64 shifts = MIN (person->max_shifts, self->first_duty[p + 1] - self->first_duty[p]);
      sum += person->price_idle + person->price_moved + shifts * (person->price_night + person->price_extra);
    }
  for (guint n = 0; n < spec->n_needs; n++)
    {
      const PoskoRosterNeed *need = &spec->needs[n];
      const gint64 people = MIN ((gint64) need->wanted + need->over_max, (gint64) self->first_need_option[n + 1] - self->first_need_option[n]);
      gint64 dearest = 0;
      for (guint k = self->first_need_option[n]; k < self->first_need_option[n + 1]; k++)
        dearest = MAX (dearest, spec->options[self->need_options[k]].cost);
      sum += people * (dearest + need->price_over);
    }
  return sum;
}

/* Returns: the price of missing everybody */
static gint64
all_missing (const PoskoRosterSpec *spec)
{
  gint64 sum = 0;
  for (guint n = 0; n < spec->n_needs; n++)
    sum += posko_roster_need_price (&spec->needs[n], 0);
  return sum;
}

/* Multiplies what the level is about by its weight; without @ties_broken everything else is free. */
static void
weigh (PoskoRosterIndex *self, gboolean ties_broken)
{
  const PoskoRosterSpec *spec = self->spec;
  const gint64 of_missing = self->level == POSKO_ROSTER_MISSING ? self->weight : ties_broken ? 1 : 0;
  const gint64 of_moved = self->level == POSKO_ROSTER_MOVED ? self->weight : 0, of_rest = ties_broken ? 1 : 0;
  self->own_needs = g_memdup2 (spec->needs, spec->n_needs * sizeof *spec->needs);
  self->own_people = g_memdup2 (spec->people, spec->n_people * sizeof *spec->people);
  self->own_options = g_memdup2 (spec->options, spec->n_options * sizeof *spec->options);
  for (guint n = 0; n < spec->n_needs; n++)
    {
      self->own_needs[n].price_over *= of_rest;
      self->own_needs[n].price_missing *= of_missing;
      self->own_needs[n].price_dear *= of_missing;
    }
  for (guint p = 0; p < spec->n_people; p++)
    {
      PoskoRosterPerson *person = &self->own_people[p];
      person->price_idle *= of_rest;
      person->price_night *= of_rest;
      person->price_extra *= of_rest;
      person->price_moved = person->price_moved * of_rest + of_moved;
    }
  for (guint o = 0; o < spec->n_options; o++)
    self->own_options[o].cost *= of_rest;
  self->own_spec = *spec;
  self->own_spec.needs = self->own_needs;
  self->own_spec.people = self->own_people;
  self->own_spec.options = self->own_options;
  self->spec = &self->own_spec;
}

static void
set_level (PoskoRosterIndex *self)
{
  const PoskoRosterSpec *spec = self->spec;
  const gint64 most_missing = all_missing (spec);
  gdouble most = (gdouble) spec->n_people;
  if (self->level == POSKO_ROSTER_VALUE)
    return;
  self->rest_max = most_of_the_rest (self);
  self->step = 1;
  if (self->level == POSKO_ROSTER_MISSING)
    {
      self->step = posko_roster_missing_unit (self);
      most = (gdouble) most_missing;
    }
  else
    self->rest_max += MIN (most_missing, self->limits.missing);
  self->weight = self->rest_max / self->step + 1;
  const gboolean ties_broken = most * (gdouble) self->weight + (gdouble) self->rest_max < MAX_TOTAL;
  if (!ties_broken)
    {
      self->weight = 1;
      self->rest_max = 0;
    }
  weigh (self, ties_broken);
}

/* Who is moved whatever is taken: the previous options by themselves break a rule of the person's. */
static void
find_forced (PoskoRosterIndex *self)
{
  const PoskoRosterSpec *spec = self->spec;
  g_autofree gboolean *previous = g_new0 (gboolean, (gsize) spec->n_options + 1);
  for (guint o = 0; o < spec->n_options; o++)
    previous[o] = posko_roster_is_previous (self, o);
  self->forced = g_new0 (gboolean, (gsize) spec->n_people + 1);
  for (guint p = 0; p < spec->n_people; p++)
    {
      PoskoRosterTally tally;
      self->forced[p] = !posko_roster_check_person (self, p, previous, &tally) || spec->people[p].moved;
      self->n_forced += self->forced[p] ? 1 : 0;
      self->constant += self->forced[p] ? spec->people[p].price_moved : 0;
    }
}

PoskoRosterIndex *
posko_roster_index_new (const PoskoRosterProblem *problem, PoskoRosterLevel level, const PoskoRosterLimits *limits)
{
  PoskoRosterIndex *self = g_new0 (PoskoRosterIndex, 1);
  const PoskoRosterSpec *spec = posko_roster_problem_spec (problem);
  const PoskoRosterLimits own = { G_MAXINT64, spec->has_max_moved ? spec->max_moved : POSKO_ROSTER_NO_LIMIT };
  self->spec = spec;
  self->needs = spec->needs;
  self->level = level;
  self->limits = limits != NULL ? *limits : own;
  self->duty_options = sorted_options (spec, compare_by_duty);
  make_duties (self);
  self->need_options = sorted_options (spec, compare_by_need);
  self->first_need_option = g_new0 (guint, (gsize) spec->n_needs + 1);
  self->eligible = g_new0 (gboolean, (gsize) spec->n_people + 1);
  for (guint o = 0; o < spec->n_options; o++)
    {
      self->first_need_option[spec->options[o].need + 1]++;
      if ((spec->options[o].flags & POSKO_ROSTER_FORBIDDEN) == 0)
        self->eligible[spec->options[o].person] = TRUE;
    }
  for (guint n = 0; n < spec->n_needs; n++)
    self->first_need_option[n + 1] += self->first_need_option[n];
  set_level (self);
  self->unit = find_unit (self->spec);
  find_forced (self);
  return self;
}

void
posko_roster_index_free (PoskoRosterIndex *self)
{
  g_free (self->own_needs);
  g_free (self->own_people);
  g_free (self->own_options);
  g_free (self->duty_person);
  g_free (self->duty_slot);
  g_free (self->first_duty);
  g_free (self->duty_of_option);
  g_free (self->duty_options);
  g_free (self->first_option);
  g_free (self->need_options);
  g_free (self->first_need_option);
  g_free (self->eligible);
  g_free (self->forced);
  g_free (self);
}

gboolean
posko_roster_counts_moved (const PoskoRosterIndex *index)
{
  gboolean counts = index->limits.moved != POSKO_ROSTER_NO_LIMIT;
  for (guint p = 0; p < index->spec->n_people && !counts; p++)
    counts = index->spec->people[p].price_moved > 0;
  return counts;
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
