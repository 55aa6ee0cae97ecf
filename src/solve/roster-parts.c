/* roster-parts.c: a roster problem by its parts, one level after the other; see roster.h.
 *
 * Method: people and needs that no option joins have nothing to do with each other (union and find), unless a limit on the people moved
 * in all ties everything together: then there is one part. The levels of a sum over parts are the levels of each part, so each
 * part goes through all levels by itself, and what a level reached is a hard limit of those after it. A part begins with the
 * better of the caller's roster, the previous one as far as it goes (filled up greedily), and the one of what is locked; where none of
 * them keeps the limit on people moved, the fewest that can be are sought first.
 * O(options) beside the levels of each part (roster-solve.c).
 */
#include "roster-private.h"
#include <string.h>

/* A part as a problem of its own: which of the whole's people, needs and options it has. */
typedef struct
{
  GArray *people, *needs, *options; /* guint: indices in the whole */
} Members;

static void
members_clear (gpointer data)
{
  Members *self = data;
  g_clear_pointer (&self->people, g_array_unref);
  g_clear_pointer (&self->needs, g_array_unref);
  g_clear_pointer (&self->options, g_array_unref);
}

static guint
find_root (guint *parent, guint i)
{
  while (parent[i] != i)
    i = parent[i] = parent[parent[i]];
  return i;
}

/* Returns: (transfer full) (element-type Members): people and needs joined by options (or by a limit); nodes are people, then needs */
static GArray *
find_parts (const PoskoRosterSpec *spec)
{
  const guint n = spec->n_people + spec->n_needs;
  g_autofree guint *parent = g_new (guint, (gsize) n + 1);
  g_autofree guint *part_of = g_new (guint, (gsize) n + 1);
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (Members));
  g_array_set_clear_func (parts, members_clear);
  for (guint i = 0; i < n; i++)
    parent[i] = i;
  for (guint o = 0; o < spec->n_options; o++)
    {
      const guint a = find_root (parent, spec->options[o].person);
      const guint b = find_root (parent, spec->n_people + spec->options[o].need);
      parent[MAX (a, b)] = MIN (a, b);
    }
  for (guint i = 0; i < n && spec->has_max_moved; i++)
    parent[i] = 0;
  for (guint i = 0; i < n; i++)
    {
      const guint root = find_root (parent, i), index = i < spec->n_people ? i : i - spec->n_people;
      if (root == i)
        {
          const Members fresh = { g_array_new (FALSE, FALSE, sizeof (guint)), g_array_new (FALSE, FALSE, sizeof (guint)),
                                  g_array_new (FALSE, FALSE, sizeof (guint)) };
          part_of[i] = parts->len;
          g_array_append_val (parts, fresh);
        }
      Members *members = &g_array_index (parts, Members, part_of[root]);
      g_array_append_val (i < spec->n_people ? members->people : members->needs, index);
    }
  for (guint o = 0; o < spec->n_options; o++)
    g_array_append_val (g_array_index (parts, Members, part_of[find_root (parent, spec->options[o].person)]).options, o);
  return parts;
}

/* Returns: (transfer full): the part as a problem; people and needs numbered by their place in @members */
static PoskoRosterProblem *
part_problem (const PoskoRosterSpec *spec, const Members *members, GError **error)
{
  PoskoRosterSpec part = *spec;
  g_autofree guint *person_number = g_new (guint, (gsize) spec->n_people + 1);
  g_autofree guint *need_number = g_new (guint, (gsize) spec->n_needs + 1);
  g_autofree PoskoRosterPerson *people = g_new (PoskoRosterPerson, (gsize) members->people->len + 1);
  g_autofree PoskoRosterNeed *needs = g_new (PoskoRosterNeed, (gsize) members->needs->len + 1);
  g_autofree PoskoRosterOption *options = g_new (PoskoRosterOption, (gsize) members->options->len + 1);
  for (guint i = 0; i < members->people->len; i++)
    {
      const guint p = g_array_index (members->people, guint, i);
      people[i] = spec->people[p];
      person_number[p] = i;
    }
  for (guint i = 0; i < members->needs->len; i++)
    {
      const guint n = g_array_index (members->needs, guint, i);
      needs[i] = spec->needs[n];
      need_number[n] = i;
    }
  for (guint i = 0; i < members->options->len; i++)
    {
      options[i] = spec->options[g_array_index (members->options, guint, i)];
      options[i].person = person_number[options[i].person];
      options[i].need = need_number[options[i].need];
    }
  part.n_people = members->people->len;
  part.n_needs = members->needs->len;
  part.n_options = members->options->len;
  part.people = people;
  part.needs = needs;
  part.options = options;
  return posko_roster_problem_new (&part, error);
}

/* A part on its way through the levels. */
typedef struct
{
  const PoskoSolveParams *params;
  PoskoRosterProblem *problem;
  PoskoRosterIndex *whole;
  gboolean *taken, *candidate, *keep; /* per option */
  gdouble *reduced;
  PoskoRosterLimits limits;
  gint64 value_bound; /* of POSKO_ROSTER_VALUE, under the limits */
} Work;

static void
work_clear (Work *self)
{
  g_clear_pointer (&self->whole, posko_roster_index_free);
  g_clear_pointer (&self->problem, posko_roster_problem_unref);
  g_free (self->taken);
  g_free (self->candidate);
  g_free (self->keep);
  g_free (self->reduced);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

/* Offers @part the rosters that are known without solving anything; @candidate holds the caller's. */
static gboolean
offer_known (Work *self, PoskoRosterPart *part, GError **error)
{
  const PoskoRosterSpec *spec = part->index->spec;
  g_autofree gdouble *preference = g_new0 (gdouble, (gsize) part->index->n_duties + 1);
  g_autofree gboolean *kept = g_new0 (gboolean, (gsize) spec->n_people + 1);
  gboolean has_previous = FALSE;
  posko_roster_part_take (part, self->candidate);
  for (guint o = 0; o < spec->n_options; o++)
    {
      has_previous = has_previous || posko_roster_is_previous (part->index, o);
      self->candidate[o] = (spec->options[o].flags & POSKO_ROSTER_LOCKED) != 0;
    }
  posko_roster_part_take (part, self->candidate);
  for (guint p = 0; p < spec->n_people; p++)
    kept[p] = !part->index->forced[p];
  if (has_previous && !posko_roster_round (self->whole, preference, kept, self->params, self->candidate, error))
    return FALSE;
  posko_roster_part_take (part, self->candidate);
  return TRUE;
}

/* What the answer of a level says of it, and of the levels after it. */
static void
learn (Work *self, const PoskoRosterPart *part, PoskoSolveResult *result)
{
  const PoskoRosterIndex *index = part->index;
  const gint64 value = posko_roster_worth_at (&part->worth, index->level), bound = MIN (part->bound, part->worth.value);
  if (index->level == POSKO_ROSTER_MISSING)
    self->limits.missing = value;
  else if (index->level == POSKO_ROSTER_MOVED)
    self->limits.moved = (guint) value;
  if (index->rest_max > 0) /* the prices of the value are in the level's, those of missing people once in their weight */
    self->value_bound = MAX (self->value_bound, bound - (index->weight - (index->level == POSKO_ROSTER_MISSING ? 1 : 0)) * value);
  result->status = POSKO_SOLVE_OPTIMAL; /* for now: the sum is judged at the end */
  result->value += value;
  result->bound += MIN (part->least, value);
}

static gboolean
solve_level (Work *self, PoskoRosterLevel level, gboolean is_first, PoskoSolveResult *result, GError **error)
{
  g_autoptr (PoskoRosterIndex) index = posko_roster_index_new (self->problem, level, &self->limits);
  PoskoRosterPart part = { .index = index, .whole = self->whole, .params = self->params, .taken = self->taken,
                           .reduced = self->reduced, .keep = self->keep };
  if (is_first && !offer_known (self, &part, error))
    return FALSE;
  if (!is_first)
    posko_roster_part_take (&part, self->taken);
  posko_roster_part_note_bound (&part, level == POSKO_ROSTER_VALUE ? self->value_bound : 0);
  if (index->spec->n_options == 0 && part.has_roster)
    posko_roster_part_note_bound (&part, part.worth.value);
  else if (!posko_roster_part_solve (&part, error))
    return FALSE;
  result->iterations += part.nodes;
  if (part.has_roster)
    learn (self, &part, result);
  else
    result->status = part.is_infeasible ? POSKO_SOLVE_INFEASIBLE : POSKO_SOLVE_NONE;
  return TRUE;
}

/* Looks for a roster that moves no more people than may be; the one it finds is the caller's from then on. */
static gboolean
find_few_moved (Work *self, guint limit, PoskoSolveResult *result, GError **error)
{
  PoskoSolveResult moved = { 0 };
  if (!solve_level (self, POSKO_ROSTER_MOVED, TRUE, &moved, error))
    return FALSE;
  result->iterations += moved.iterations;
  if (moved.status == POSKO_SOLVE_OPTIMAL && moved.value > limit)
    result->status = moved.bound > limit ? POSKO_SOLVE_INFEASIBLE : POSKO_SOLVE_NONE;
  memcpy (self->candidate, self->taken, posko_roster_problem_spec (self->problem)->n_options * sizeof *self->taken);
  return TRUE;
}

static gboolean
work_init (Work *self, const PoskoRosterSpec *spec, const Members *members, const gboolean *start, GError **error)
{
  const gsize n = (gsize) members->options->len + 1;
  self->problem = part_problem (spec, members, error);
  if (self->problem == NULL)
    return FALSE;
  self->limits = (PoskoRosterLimits){ G_MAXINT64, POSKO_ROSTER_NO_LIMIT };
  self->whole = posko_roster_index_new (self->problem, POSKO_ROSTER_VALUE, &self->limits);
  self->taken = g_new0 (gboolean, n);
  self->candidate = g_new0 (gboolean, n);
  self->keep = g_new0 (gboolean, n);
  self->reduced = g_new0 (gdouble, n);
  for (guint i = 0; i < members->options->len; i++)
    {
      const guint o = g_array_index (members->options, guint, i);
      self->taken[i] = (spec->options[o].flags & POSKO_ROSTER_LOCKED) != 0;
      self->candidate[i] = start != NULL && start[o];
    }
  return TRUE;
}

/* Whether there may be a roster at all: what is locked keeps the rules, and some roster moves no more people than may be. */
static gboolean
find_roster (Work *self, const PoskoRosterSpec *spec, PoskoSolveResult *result, GError **error)
{
  PoskoRosterWorth worth;
  if (!posko_roster_index_evaluate (self->whole, self->taken, &worth))
    result->status = POSKO_SOLVE_INFEASIBLE;
  if (result->status == POSKO_SOLVE_INFEASIBLE || !spec->has_max_moved)
    return TRUE;
  const gboolean is_known = posko_roster_index_evaluate (self->whole, self->candidate, &worth) && worth.moved <= (gint64) spec->max_moved;
  if (!is_known && !find_few_moved (self, spec->max_moved, result, error))
    return FALSE;
  self->limits.moved = spec->max_moved;
  self->value_bound = 0;
  return TRUE;
}

/* Adds the part's answer to @taken and @results. */
static gboolean
solve_members (const PoskoRosterSpec *spec, const Members *members, const PoskoSolveParams *params, const PoskoRosterLevel *levels,
               guint n_levels, const gboolean *start, gboolean *taken, PoskoSolveResult *results, GError **error)
{
  g_auto (Work) work = { .params = params };
  if (!work_init (&work, spec, members, start, error) || !find_roster (&work, spec, &results[0], error))
    return FALSE;
  for (guint l = 0; l < n_levels && results[0].status == POSKO_SOLVE_OPTIMAL; l++)
    if (!solve_level (&work, levels[l], l == 0, &results[l], error))
      return FALSE;
  for (guint i = 0; i < members->options->len; i++)
    taken[g_array_index (members->options, guint, i)] = work.taken[i];
  return TRUE;
}

static void
judge (PoskoSolveResult *results, guint n_levels)
{
  const PoskoSolveResult first = results[0]; /* a roster that is not there is not there for any level */
  for (guint l = 0; l < n_levels; l++)
    if (first.status != POSKO_SOLVE_OPTIMAL)
      results[l] = (PoskoSolveResult){ .status = first.status, .stop = first.stop };
    else if (results[l].bound < results[l].value)
      {
        results[l].status = POSKO_SOLVE_BOUNDED;
        results[l].stop = POSKO_STOP_EFFORT;
      }
}

gboolean
posko_roster_solve (const PoskoRosterProblem *self, const PoskoSolveParams *params, const PoskoRosterLevel *levels, guint n_levels,
                    const gboolean *start, gboolean *taken, PoskoSolveResult *results, GError **error)
{
  const PoskoRosterSpec *spec = posko_roster_problem_spec (self);
  g_return_val_if_fail (params != NULL && levels != NULL && n_levels > 0 && results != NULL, FALSE);
  g_return_val_if_fail (taken != NULL || spec->n_options == 0, FALSE);
  g_autoptr (GArray) parts = find_parts (spec);
  g_autofree gboolean *answer = g_new0 (gboolean, (gsize) spec->n_options + 1); /* @taken may be @start */

  for (guint l = 0; l < n_levels; l++)
    results[l] = (PoskoSolveResult){ .status = POSKO_SOLVE_OPTIMAL, .stop = POSKO_STOP_PROVEN };
  for (guint k = 0; k < parts->len && results[0].status == POSKO_SOLVE_OPTIMAL; k++)
    if (posko_set_error_if_cancelled (params->cancellable, error) ||
        !solve_members (spec, &g_array_index (parts, Members, k), params, levels, n_levels, start, answer, results, error))
      return FALSE;
  judge (results, n_levels);
  if (spec->n_options > 0)
    memcpy (taken, answer, spec->n_options * sizeof *taken);
  return TRUE;
}
