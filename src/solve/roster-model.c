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
 * Where people moved are counted, m = person moved is whole too, and a person's duties are a mixture of the previous ones (m = 0) and of
 * any allowed ones (m = 1): u = (1 - m)·previous + m·z. A rule a·z ≤ b so becomes a·u + (a·previous - b)·m ≤ a·previous, which is the
 * convex hull of the two wherever the rules are that of all z (Balas, "Disjunctive programming: properties of the convex hull of feasible
 * points", Discrete Applied Mathematics 89, 1998, doi:10.1016/S0166-218X(98)00136-X); z ≥ 0 becomes x + m ≥ 1 for previous options. A
 * clique with a previous option stays as it was, one without becomes Σ y ≤ m.
 *
 *   Σ m ≤ limit - people moved anyhow;   Σ price · missing ≤ limit
 *
 * The second row ties the slots together, so that with it x must be whole as well.
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
  g_free (self->moved_column);
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

/* Whether nobody may be moved who is not moved anyhow, and the option's person is not. */
static gboolean
must_stay (const PoskoRosterIndex *index, guint option)
{
  return index->limits.moved == index->n_forced && !index->forced[index->spec->options[option].person];
}

static gboolean
is_locked (const PoskoRosterIndex *index, guint option)
{
  return (index->spec->options[option].flags & POSKO_ROSTER_LOCKED) != 0 ||
         (must_stay (index, option) && posko_roster_is_previous (index, option));
}

static gboolean
is_kept (const PoskoRosterModel *self, const gboolean *keep, guint option)
{
  const PoskoRosterFlags flags = self->index->spec->options[option].flags;
  if (must_stay (self->index, option))
    return posko_roster_is_previous (self->index, option);
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
          const gboolean locked = is_locked (index, o);
          self->option_column[o]
              = posko_mip_add_column (self->mip, locked ? 1.0 : 0.0, 1.0, (gdouble) index->spec->options[o].cost,
                                      index->limits.missing != G_MAXINT64);
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

/* The duties of a person that are in the program, and what the rules of a person moved need to know. */
typedef struct
{
  guint person, moved; /* moved: its column, or NONE where the person is moved anyhow or nobody counts */
  const guint *duties; /* n, by start */
  guint n;
  const gboolean *previous; /* per duty: one of its options is a previous one, and moved is not NONE */
} Crew;

/* The largest cliques of the crew's duties: each ends at a duty after which one of them is over before the next begins. */
static void
add_cliques (PoskoRosterModel *self, const Crew *crew)
{
  for (guint k = 0; k < crew->n; k++)
    {
      const gint64 start = posko_roster_duty_slot (self->index, crew->duties[k])->start;
      const gint64 next = k + 1 < crew->n ? posko_roster_duty_slot (self->index, crew->duties[k + 1])->start : PAST_ALL;
      guint size = 0;
      gboolean ends = FALSE, fresh = crew->moved != POSKO_ROSTER_NONE;
      for (guint e = 0; e <= k; e++)
        if (rested (self, crew->duties[e]) > start)
          {
            size++;
            ends = ends || rested (self, crew->duties[e]) <= next;
            fresh = fresh && !crew->previous[crew->duties[e]];
          }
      if ((size < 2 && !fresh) || !ends)
        continue;
      const guint row = posko_mip_add_row (self->mip, -POSKO_MIP_INFINITY, fresh ? 0.0 : 1.0);
      for (guint e = 0; e <= k; e++)
        if (rested (self, crew->duties[e]) > start)
          posko_mip_add_entry (self->mip, row, self->duty_column[crew->duties[e]], 1.0);
      if (fresh)
        posko_mip_add_entry (self->mip, row, crew->moved, -1.0);
    }
}

typedef enum
{
  SHIFTS,
  NIGHTS,
  MINUTES,
} Measure;

static gint64
measure (const PoskoRosterSlot *slot, Measure what)
{
  return what == MINUTES ? slot->end - slot->start : what == NIGHTS && !slot->night ? 0 : 1;
}

static gint64
measure_all (const PoskoRosterModel *self, const Crew *crew, Measure what, gboolean previous)
{
  gint64 sum = 0;
  for (guint d = self->index->first_duty[crew->person]; d < self->index->first_duty[crew->person + 1]; d++)
    if (previous ? crew->previous[d] : self->duty_column[d] != POSKO_ROSTER_NONE)
      sum += measure (posko_roster_duty_slot (self->index, d), what);
  return sum;
}

/* A row Σ measure·y + @moved·m within @lower..@upper. Returns: the row */
static guint
add_sum_row (PoskoRosterModel *self, const Crew *crew, Measure what, gint64 moved, gdouble lower, gdouble upper)
{
  const guint row = posko_mip_add_row (self->mip, lower, upper);
  for (guint k = 0; k < crew->n; k++)
    {
      const gint64 each = measure (posko_roster_duty_slot (self->index, crew->duties[k]), what);
      if (each != 0)
        posko_mip_add_entry (self->mip, row, self->duty_column[crew->duties[k]], (gdouble) each);
    }
  if (moved != 0 && crew->moved != POSKO_ROSTER_NONE)
    posko_mip_add_entry (self->mip, row, crew->moved, (gdouble) moved);
  return row;
}

static void
add_limit (PoskoRosterModel *self, const Crew *crew, Measure what, gint64 limit)
{
  const gint64 previous = measure_all (self, crew, what, TRUE);
  if (measure_all (self, crew, what, FALSE) <= limit)
    return;
  if (crew->moved == POSKO_ROSTER_NONE)
    add_sum_row (self, crew, what, 0, -POSKO_MIP_INFINITY, (gdouble) limit);
  else
    add_sum_row (self, crew, what, previous - limit, -POSKO_MIP_INFINITY, (gdouble) previous);
}

static guint
add_slack (PoskoRosterModel *self, guint row, gint64 price, gdouble sign)
{
  const guint column = posko_mip_add_column (self->mip, 0.0, POSKO_MIP_INFINITY, (gdouble) price, FALSE);
  posko_mip_add_entry (self->mip, row, column, sign);
  return column;
}

/* What is over @free_count costs @price each. Returns: the column of what is over, or NONE */
static guint
add_excess (PoskoRosterModel *self, const Crew *crew, Measure what, gint64 free_count, gint64 price)
{
  if (price == 0 || measure_all (self, crew, what, FALSE) <= free_count)
    return POSKO_ROSTER_NONE;
  const gint64 kept = crew->moved == POSKO_ROSTER_NONE ? free_count : MIN (free_count, measure_all (self, crew, what, TRUE));
  return add_slack (self, add_sum_row (self, crew, what, kept - free_count, -POSKO_MIP_INFINITY, (gdouble) kept), price, -1.0);
}

/* Ties m to the previous options: kept people have them. */
static void
add_previous (PoskoRosterModel *self, const Crew *crew)
{
  const PoskoRosterIndex *index = self->index;
  if (crew->moved == POSKO_ROSTER_NONE)
    return;
  for (guint k = index->first_option[index->first_duty[crew->person]]; k < index->first_option[index->first_duty[crew->person + 1]]; k++)
    {
      const guint o = index->duty_options[k];
      if (!posko_roster_is_previous (index, o))
        continue;
      if (self->option_column[o] == POSKO_ROSTER_NONE)
        {
          posko_mip_set_bounds (self->mip, crew->moved, 1.0, 1.0);
          continue;
        }
      const guint row = posko_mip_add_row (self->mip, 1.0, POSKO_MIP_INFINITY);
      posko_mip_add_entry (self->mip, row, self->option_column[o], 1.0);
      posko_mip_add_entry (self->mip, row, crew->moved, 1.0);
    }
}

static void
add_person (PoskoRosterModel *self, const Crew *crew)
{
  const PoskoRosterPerson *p = &self->index->spec->people[crew->person];
  self->moved_column[crew->person] = crew->moved;
  add_previous (self, crew);
  add_cliques (self, crew);
  add_limit (self, crew, SHIFTS, p->max_shifts);
  add_limit (self, crew, NIGHTS, p->max_nights);
  if (p->max_minutes > 0)
    add_limit (self, crew, MINUTES, p->max_minutes);
  if (self->index->eligible[crew->person] && p->price_idle > 0)
    {
      const gint64 previous = measure_all (self, crew, SHIFTS, TRUE);
      const guint row = add_sum_row (self, crew, SHIFTS, MAX (0, previous - 1), (gdouble) MAX (1, previous), POSKO_MIP_INFINITY);
      self->idle_column[crew->person] = add_slack (self, row, p->price_idle, 1.0);
    }
  self->night_column[crew->person] = add_excess (self, crew, NIGHTS, p->free_nights, p->price_night);
  self->extra_column[crew->person] = add_excess (self, crew, SHIFTS, p->free_shifts, p->price_extra);
}

/* Adds a person's column m (where it is needed) and rows; @duties and @previous: room for one a duty. */
static void
add_crew (PoskoRosterModel *self, guint person, guint *duties, gboolean *previous)
{
  const PoskoRosterIndex *index = self->index;
  Crew crew = { .person = person, .moved = POSKO_ROSTER_NONE, .duties = duties, .previous = previous };
  const gboolean counts = self->counts_moved && !index->forced[person];
  for (guint d = index->first_duty[person]; d < index->first_duty[person + 1]; d++)
    {
      if (self->duty_column[d] != POSKO_ROSTER_NONE)
        duties[crew.n++] = d;
      previous[d] = FALSE;
      for (guint k = index->first_option[d]; k < index->first_option[d + 1] && counts; k++)
        previous[d] = previous[d] || posko_roster_is_previous (index, index->duty_options[k]);
    }
  if (counts)
    crew.moved = posko_mip_add_column (self->mip, 0.0, 1.0, (gdouble) index->spec->people[person].price_moved, TRUE);
  add_person (self, &crew);
}

static void
add_common_limits (PoskoRosterModel *self)
{
  const PoskoRosterIndex *index = self->index;
  if (index->limits.moved != POSKO_ROSTER_NO_LIMIT)
    {
      const guint row
          = posko_mip_add_row (self->mip, -POSKO_MIP_INFINITY, (gdouble) index->limits.moved - (gdouble) index->n_forced);
      for (guint p = 0; p < index->spec->n_people; p++)
        if (self->moved_column[p] != POSKO_ROSTER_NONE)
          posko_mip_add_entry (self->mip, row, self->moved_column[p], 1.0);
    }
  if (index->limits.missing == G_MAXINT64)
    return;
  const gint64 unit = posko_roster_missing_unit (index); /* small numbers are kinder to the simplex */
  const guint row = posko_mip_add_row (self->mip, -POSKO_MIP_INFINITY, (gdouble) (index->limits.missing / unit));
  for (guint n = 0; n < index->spec->n_needs; n++)
    {
      posko_mip_add_entry (self->mip, row, self->missing_column[n], (gdouble) (index->needs[n].price_missing / unit));
      if (self->dear_column[n] != POSKO_ROSTER_NONE)
        posko_mip_add_entry (self->mip, row, self->dear_column[n], (gdouble) (index->needs[n].price_dear / unit));
    }
}

PoskoRosterModel *
posko_roster_model_new (const PoskoRosterIndex *index, const gboolean *keep)
{
  const PoskoRosterSpec *spec = index->spec;
  PoskoRosterModel *self = g_new0 (PoskoRosterModel, 1);
  g_autofree guint *duties = g_new (guint, (gsize) index->n_duties + 1);
  g_autofree gboolean *previous = g_new0 (gboolean, (gsize) index->n_duties + 1);
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
  self->moved_column = no_columns (spec->n_people);
  self->counts_moved = posko_roster_counts_moved (index);
  add_duties (self, keep);
  add_needs (self);
  for (guint p = 0; p < spec->n_people; p++)
    add_crew (self, p, duties, previous);
  add_common_limits (self);
  return self;
}

void
posko_roster_model_price_alone (PoskoRosterModel *self)
{
  const PoskoRosterIndex *index = self->index;
  for (guint c = 0; c < posko_mip_n_columns (self->mip); c++)
    posko_mip_set_cost (self->mip, c, 0.0);
  for (guint p = 0; p < index->spec->n_people && index->level == POSKO_ROSTER_MOVED; p++)
    if (self->moved_column[p] != POSKO_ROSTER_NONE)
      posko_mip_set_cost (self->mip, self->moved_column[p], 1.0);
  for (guint n = 0; n < index->spec->n_needs && index->level == POSKO_ROSTER_MISSING; n++)
    {
      posko_mip_set_cost (self->mip, self->missing_column[n], (gdouble) (index->needs[n].price_missing / index->step));
      if (self->dear_column[n] != POSKO_ROSTER_NONE)
        posko_mip_set_cost (self->mip, self->dear_column[n], (gdouble) (index->needs[n].price_dear / index->step));
    }
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
  for (guint c = 0; c < posko_mip_n_columns (self->mip); c++)
    values[c] = 0.0;
  for (guint o = 0; o < spec->n_options; o++)
    if (taken[o])
      {
        const PoskoRosterOption *option = &spec->options[o];
        set_value (values, self->option_column[o], 1.0);
        set_value (values, self->duty_column[index->duty_of_option[o]], 1.0);
        on_need[option->need]++;
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
      PoskoRosterTally tally;
      posko_roster_check_person (index, p, taken, &tally);
      const guint nights = tally.nights > person->free_nights ? tally.nights - person->free_nights : 0;
      const guint extra = tally.shifts > person->free_shifts ? tally.shifts - person->free_shifts : 0;
      set_value (values, self->idle_column[p], tally.shifts == 0 ? 1.0 : 0.0);
      set_value (values, self->night_column[p], (gdouble) nights);
      set_value (values, self->extra_column[p], (gdouble) extra);
      set_value (values, self->moved_column[p], tally.moved ? 1.0 : 0.0);
    }
}
