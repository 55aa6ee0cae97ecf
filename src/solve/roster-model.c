/* roster-model.c: the roster as a mixed-integer program; see roster-private.h.
 *
 * x = option taken, y = person on duty in a slot, both 0..1; only y need be whole, for with y settled what is left is a transport in
 * each slot. So the search branches on a few variables a person instead of one for every person, place and time.
 *
 *   Σ x over the duty's options = y                          for each duty
 *   Σ x + missing + dear - over = wanted                     for each need
 *   Σ y over a clique ≤ 1                                    for each largest set of a person's slots no two of which fit
 *   Σ y ≤ max_shifts, Σ y over nights ≤ max_nights, Σ minutes·y ≤ max_minutes
 *   Σ y + idle ≥ 1, Σ nights y - over_nights ≤ free_nights, Σ y - extra ≤ free_shifts
 *
 * Slots lengthened by the rest are intervals, and two of them clash exactly when they overlap; the largest cliques of an
 * interval graph are found by one sweep in time (Fulkerson & Gross, "Incidence matrices and interval graphs", Pacific Journal of
 * Mathematics 15, 1965), and with the row Σ y ≤ max_shifts they are still an interval matrix, so a person's own rules have no
 * fractional corner; only nights and minutes do. O(options + duties · slots that clash).
 */
#include "roster-private.h"

#define PAST_ALL G_MAXINT64

void
posko_roster_model_free (PoskoRosterModel *self)
{
  posko_mip_free (self->mip);
  g_free (self->option_column);
  g_free (self->duty_column);
  g_free (self->missing_column);
  g_free (self->dear_column);
  g_free (self->over_column);
  g_free (self->idle_column);
  g_free (self->night_column);
  g_free (self->extra_column);
  g_free (self);
}

static guint *
no_columns (guint n)
{
  guint *columns = g_new (guint, (gsize) n + 1);
  for (guint i = 0; i < n; i++)
    columns[i] = POSKO_ROSTER_NONE;
  return columns;
}

static gboolean
is_kept (const PoskoRosterModel *self, const gboolean *keep, guint option)
{
  const PoskoRosterFlags flags = self->index->spec->options[option].flags;
  return (flags & POSKO_ROSTER_FORBIDDEN) == 0 && (keep == NULL || keep[option] || (flags & POSKO_ROSTER_LOCKED) != 0);
}

static void
add_duties (PoskoRosterModel *self, const gboolean *keep)
{
  const PoskoRosterIndex *index = self->index;
  for (guint d = 0; d < index->n_duties; d++)
    {
      guint row = POSKO_ROSTER_NONE;
      for (guint k = index->first_option[d]; k < index->first_option[d + 1]; k++)
        {
          const guint o = index->duty_options[k];
          if (!is_kept (self, keep, o))
            continue;
          if (row == POSKO_ROSTER_NONE)
            {
              row = posko_mip_add_row (self->mip, 0.0, 0.0);
              self->duty_column[d] = posko_mip_add_column (self->mip, 0.0, 1.0, 0.0, TRUE);
              posko_mip_add_entry (self->mip, row, self->duty_column[d], -1.0);
            }
          const gboolean locked = (index->spec->options[o].flags & POSKO_ROSTER_LOCKED) != 0;
          self->option_column[o]
              = posko_mip_add_column (self->mip, locked ? 1.0 : 0.0, 1.0, (gdouble) index->cost[o], FALSE);
          posko_mip_add_entry (self->mip, row, self->option_column[o], 1.0);
        }
    }
}

static void
add_needs (PoskoRosterModel *self)
{
  const PoskoRosterIndex *index = self->index;
  for (guint n = 0; n < index->spec->n_needs; n++)
    {
      const PoskoRosterNeed *need = &index->spec->needs[n];
      const gdouble wanted = (gdouble) need->wanted, dear = (gdouble) need->n_dear;
      const guint row = posko_mip_add_row (self->mip, wanted, wanted);
      self->missing_column[n] = posko_mip_add_column (self->mip, 0.0, wanted - dear, (gdouble) need->price_missing, FALSE);
      posko_mip_add_entry (self->mip, row, self->missing_column[n], 1.0);
      if (need->n_dear > 0)
        {
          self->dear_column[n] = posko_mip_add_column (self->mip, 0.0, dear, (gdouble) need->price_dear, FALSE);
          posko_mip_add_entry (self->mip, row, self->dear_column[n], 1.0);
        }
      if (need->over_max > 0)
        {
          self->over_column[n]
              = posko_mip_add_column (self->mip, 0.0, (gdouble) need->over_max, (gdouble) need->price_over, FALSE);
          posko_mip_add_entry (self->mip, row, self->over_column[n], -1.0);
        }
      for (guint k = index->first_need_option[n]; k < index->first_need_option[n + 1]; k++)
        if (self->option_column[index->need_options[k]] != POSKO_ROSTER_NONE)
          posko_mip_add_entry (self->mip, row, self->option_column[index->need_options[k]], 1.0);
    }
}

static gint64
rested (const PoskoRosterModel *self, guint duty)
{
  const PoskoRosterIndex *index = self->index;
  return posko_roster_duty_slot (index, duty)->end + index->spec->people[index->duty_person[duty]].rest_minutes;
}

/* The largest cliques of @duties (n, by start): each ends at a duty after which one of them is over before the next begins. */
static void
add_cliques (PoskoRosterModel *self, const guint *duties, guint n)
{
  for (guint k = 0; k < n; k++)
    {
      const gint64 start = posko_roster_duty_slot (self->index, duties[k])->start;
      const gint64 next = k + 1 < n ? posko_roster_duty_slot (self->index, duties[k + 1])->start : PAST_ALL;
      guint size = 0;
      gboolean ends = FALSE;
      for (guint e = 0; e <= k; e++)
        if (rested (self, duties[e]) > start)
          {
            size++;
            ends = ends || rested (self, duties[e]) <= next;
          }
      if (size < 2 || !ends)
        continue;
      const guint row = posko_mip_add_row (self->mip, -POSKO_MIP_INFINITY, 1.0);
      for (guint e = 0; e <= k; e++)
        if (rested (self, duties[e]) > start)
          posko_mip_add_entry (self->mip, row, self->duty_column[duties[e]], 1.0);
    }
}

/* A row Σ y over the duties (only the nights of them) within @lower..@upper; @slack_price > 0 adds a column of @sign to ease it. */
static guint
add_count_row (PoskoRosterModel *self, const guint *duties, guint n, gboolean nights, gdouble lower, gdouble upper, gint64 price,
               gdouble sign)
{
  const guint row = posko_mip_add_row (self->mip, lower, upper);
  for (guint k = 0; k < n; k++)
    if (!nights || posko_roster_duty_slot (self->index, duties[k])->night)
      posko_mip_add_entry (self->mip, row, self->duty_column[duties[k]], 1.0);
  if (price == 0)
    return POSKO_ROSTER_NONE;
  const guint column = posko_mip_add_column (self->mip, 0.0, POSKO_MIP_INFINITY, (gdouble) price, FALSE);
  posko_mip_add_entry (self->mip, row, column, sign);
  return column;
}

static void
add_person (PoskoRosterModel *self, guint person, const guint *duties, guint n)
{
  const PoskoRosterPerson *p = &self->index->spec->people[person];
  guint n_nights = 0;
  gint64 minutes = 0;
  for (guint k = 0; k < n; k++)
    {
      n_nights += posko_roster_duty_slot (self->index, duties[k])->night ? 1 : 0;
      minutes += posko_roster_duty_slot (self->index, duties[k])->end - posko_roster_duty_slot (self->index, duties[k])->start;
    }
  add_cliques (self, duties, n);
  if (n > p->max_shifts)
    add_count_row (self, duties, n, FALSE, -POSKO_MIP_INFINITY, (gdouble) p->max_shifts, 0, 0.0);
  if (n_nights > p->max_nights)
    add_count_row (self, duties, n, TRUE, -POSKO_MIP_INFINITY, (gdouble) p->max_nights, 0, 0.0);
  if (p->max_minutes > 0 && minutes > p->max_minutes)
    {
      const guint row = posko_mip_add_row (self->mip, -POSKO_MIP_INFINITY, (gdouble) p->max_minutes);
      for (guint k = 0; k < n; k++)
        {
          const PoskoRosterSlot *slot = posko_roster_duty_slot (self->index, duties[k]);
          posko_mip_add_entry (self->mip, row, self->duty_column[duties[k]], (gdouble) (slot->end - slot->start));
        }
    }
  if (self->index->eligible[person] && p->price_idle > 0)
    self->idle_column[person] = add_count_row (self, duties, n, FALSE, 1.0, POSKO_MIP_INFINITY, p->price_idle, 1.0);
  if (n_nights > p->free_nights && p->price_night > 0)
    self->night_column[person]
        = add_count_row (self, duties, n, TRUE, -POSKO_MIP_INFINITY, (gdouble) p->free_nights, p->price_night, -1.0);
  if (n > p->free_shifts && p->price_extra > 0)
    self->extra_column[person]
        = add_count_row (self, duties, n, FALSE, -POSKO_MIP_INFINITY, (gdouble) p->free_shifts, p->price_extra, -1.0);
}

PoskoRosterModel *
posko_roster_model_new (const PoskoRosterIndex *index, const gboolean *keep)
{
  const PoskoRosterSpec *spec = index->spec;
  PoskoRosterModel *self = g_new0 (PoskoRosterModel, 1);
  g_autofree guint *duties = g_new (guint, (gsize) index->n_duties + 1);
  self->index = index;
  self->mip = posko_mip_new ();
  self->option_column = no_columns (spec->n_options);
  self->duty_column = no_columns (index->n_duties);
  self->missing_column = no_columns (spec->n_needs);
  self->dear_column = no_columns (spec->n_needs);
  self->over_column = no_columns (spec->n_needs);
  self->idle_column = no_columns (spec->n_people);
  self->night_column = no_columns (spec->n_people);
  self->extra_column = no_columns (spec->n_people);
  add_duties (self, keep);
  add_needs (self);
  for (guint p = 0; p < spec->n_people; p++)
    {
      guint n = 0;
      for (guint d = index->first_duty[p]; d < index->first_duty[p + 1]; d++)
        if (self->duty_column[d] != POSKO_ROSTER_NONE)
          duties[n++] = d;
      add_person (self, p, duties, n);
    }
  return self;
}

static void
set_value (gdouble *values, guint column, gdouble value)
{
  if (column != POSKO_ROSTER_NONE)
    values[column] = value;
}

void
posko_roster_model_point (const PoskoRosterModel *self, const gboolean *taken, gdouble *values)
{
  const PoskoRosterIndex *index = self->index;
  const PoskoRosterSpec *spec = index->spec;
  g_autofree guint *on_need = g_new0 (guint, (gsize) spec->n_needs + 1);
  g_autofree guint *shifts = g_new0 (guint, (gsize) spec->n_people + 1);
  g_autofree guint *nights = g_new0 (guint, (gsize) spec->n_people + 1);
  for (guint c = 0; c < posko_mip_n_columns (self->mip); c++)
    values[c] = 0.0;
  for (guint o = 0; o < spec->n_options; o++)
    if (taken[o])
      {
        const PoskoRosterOption *option = &spec->options[o];
        set_value (values, self->option_column[o], 1.0);
        set_value (values, self->duty_column[index->duty_of_option[o]], 1.0);
        on_need[option->need]++;
        shifts[option->person]++;
        nights[option->person] += spec->slots[spec->needs[option->need].slot].night ? 1 : 0;
      }
  for (guint n = 0; n < spec->n_needs; n++)
    {
      const PoskoRosterNeed *need = &spec->needs[n];
      const guint missing = need->wanted > on_need[n] ? need->wanted - on_need[n] : 0;
      const guint cheap = MIN (missing, need->wanted - need->n_dear);
      set_value (values, self->missing_column[n], (gdouble) cheap);
      set_value (values, self->dear_column[n], (gdouble) (missing - cheap));
      set_value (values, self->over_column[n], on_need[n] > need->wanted ? (gdouble) (on_need[n] - need->wanted) : 0.0);
    }
  for (guint p = 0; p < spec->n_people; p++)
    {
      const PoskoRosterPerson *person = &spec->people[p];
      set_value (values, self->idle_column[p], shifts[p] == 0 ? 1.0 : 0.0);
      set_value (values, self->night_column[p], nights[p] > person->free_nights ? (gdouble) (nights[p] - person->free_nights) : 0.0);
      set_value (values, self->extra_column[p], shifts[p] > person->free_shifts ? (gdouble) (shifts[p] - person->free_shifts) : 0.0);
    }
}
