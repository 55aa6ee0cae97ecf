/* roster-solve.c: rosters, exact or with a bound; see roster.h.
 *
 * Method, for each part of the problem that shares no person and no need with the rest (found by union and find):
 *   1. the linear relaxation (roster-model.c), close because a person's rules are written as cliques: the bound;
 *   2. a roster by rounding it (roster-search.c): the first value;
 *   3. the program with everybody's duties fixed whom the relaxation leaves whole (Berthold, "RENS: the optimal rounding",
 *      Mathematical Programming Computation 6, 2014, doi:10.1007/s12532-013-0060-9), over options that it nearly uses;
 *   4. large neighbourhoods, each an exact program: some FREE_PEOPLE people at random may change everything, the others only the
 *      place in a shift they have (Shaw 1998); until the gap is small or ROUNDS is up;
 *   5. the program over every option whose reduced cost does not already rule it out. An option, alone or with its duty, whose
 *      reduced cost exceeds value - bound is in no better roster (Dantzig, Fulkerson & Johnson, "Solution of a large-scale
 *      traveling-salesman problem", Operations Research 2, 1954, doi:10.1287/opre.2.4.393), so what is left is still exact.
 *      Where it would be very large (PROOF_COLUMNS) it is left out, and the small gap has to do.
 * A small part goes from 2 to 5 at once. All programs stop at a limit of nodes; then the value stands with the best bound known.
 * Cost: the relaxation of some (people · slots) rows is most of it; one MIP worker a program.
 */
#include "roster-private.h"
#include <math.h>
#include <string.h>

#define NEARLY_USED 10.0 /* reduced cost up to which step 3, and who is not free in step 4, look */
#define FREE_PEOPLE 70
#define ROUNDS 12
#define SMALL_GAP 0.0005
#define PROOF_COLUMNS 10000 /* at the default of nodes; more nodes, more columns */

/* One part of a problem being solved. */
typedef struct
{
  const PoskoRosterIndex *index;
  const PoskoSolveParams *params;
  gboolean *taken;  /* the best roster so far */
  gint64 value, bound;
  gdouble relaxed;  /* value of the relaxation */
  gdouble *reduced; /* per option: reduced cost, its duty's included, 0 where the relaxation uses it */
  gboolean *keep;   /* per option: to be in the next program */
  guint64 nodes;
} Part;

static gboolean
take_if_better (Part *part, const gboolean *taken)
{
  gint64 value;
  if (!posko_roster_index_evaluate (part->index, taken, &value) || value >= part->value)
    return FALSE;
  part->value = value;
  memcpy (part->taken, taken, part->index->spec->n_options * sizeof *taken);
  return TRUE;
}

/* Rounds @values (of @model's columns) to a roster and keeps it if it is the best. */
static gboolean
round_and_take (Part *part, const PoskoRosterModel *model, const gdouble *values, GError **error)
{
  const PoskoRosterIndex *index = part->index;
  g_autofree gdouble *preference = g_new0 (gdouble, (gsize) index->n_duties + 1);
  g_autofree gboolean *taken = g_new0 (gboolean, (gsize) index->spec->n_options + 1);
  for (guint d = 0; d < index->n_duties; d++)
    if (model->duty_column[d] != POSKO_ROSTER_NONE && values[model->duty_column[d]] > 1e-6)
      preference[d] = values[model->duty_column[d]];
  if (!posko_roster_round (index, preference, part->params, taken, error))
    return FALSE;
  take_if_better (part, taken);
  return TRUE;
}

/* Whole-number bound from a bound in doubles; the allowance is far over the error of a simplex. */
static gint64
whole_bound (const Part *part, gdouble bound)
{
  return (gint64) ceil (bound - 1e-3 - 1e-9 * fabs (bound)) + part->index->constant;
}

/* Keeps, for step 3, what @values nearly uses: of people whose duties are whole, only those duties. */
static void
keep_unsettled (Part *part, const PoskoRosterModel *model, const gdouble *values)
{
  const PoskoRosterIndex *index = part->index;
  for (guint p = 0; p < index->spec->n_people; p++)
    {
      gboolean whole = TRUE;
      for (guint d = index->first_duty[p]; d < index->first_duty[p + 1]; d++)
        if (model->duty_column[d] != POSKO_ROSTER_NONE)
          whole = whole && fabs (values[model->duty_column[d]] - 0.5) > 0.5 - 1e-6;
      for (guint d = index->first_duty[p]; d < index->first_duty[p + 1]; d++)
        for (guint k = index->first_option[d]; k < index->first_option[d + 1]; k++)
          {
            const guint o = index->duty_options[k];
            const gboolean off = whole && model->duty_column[d] != POSKO_ROSTER_NONE && values[model->duty_column[d]] < 0.5;
            part->keep[o] = !off && part->reduced[o] <= NEARLY_USED;
          }
    }
}

static gboolean
solve_relaxation (Part *part, GError **error)
{
  const PoskoRosterIndex *index = part->index;
  g_autoptr (PoskoRosterModel) model = posko_roster_model_new (index, NULL);
  const gsize n = (gsize) posko_mip_n_columns (model->mip) + 1;
  g_autofree gdouble *values = g_new0 (gdouble, n);
  g_autofree gdouble *reduced = g_new0 (gdouble, n);
  PoskoMipResult result;
  if (!posko_mip_solve_relaxation (model->mip, part->params, values, reduced, NULL, &result, error))
    return FALSE;
  if (result.status != POSKO_SOLVE_OPTIMAL)
    {
      g_set_error (error, POSKO_ERROR, POSKO_ERROR_SOLVER, "the relaxation of a roster was not solved (status %d)", result.status);
      return FALSE;
    }
  part->relaxed = result.value;
  part->bound = MAX (part->bound, whole_bound (part, result.value));
  for (guint o = 0; o < index->spec->n_options; o++)
    {
      const guint x = model->option_column[o];
      const guint y = model->duty_column[index->duty_of_option[o]];
      if (x == POSKO_ROSTER_NONE)
        part->reduced[o] = INFINITY;
      else if (values[x] > 1e-9)
        part->reduced[o] = 0.0;
      else
        part->reduced[o] = MAX (0.0, reduced[x]) + (values[y] > 1e-9 ? 0.0 : MAX (0.0, reduced[y]));
    }
  keep_unsettled (part, model, values);
  return round_and_take (part, model, values, error);
}

/* Solves the program over what is to be kept and the best roster; @exact: nothing better lies outside of it. */
static gboolean
solve_restricted (Part *part, guint64 nodes, gboolean exact, GError **error)
{
  const PoskoRosterIndex *index = part->index;
  for (guint o = 0; o < index->spec->n_options; o++)
    part->keep[o] = part->keep[o] || part->taken[o];
  g_autoptr (PoskoRosterModel) model = posko_roster_model_new (index, part->keep);
  g_autofree gdouble *values = g_new0 (gdouble, (gsize) posko_mip_n_columns (model->mip) + 1);
  PoskoSolveParams params = *part->params;
  PoskoMipResult result;
  params.iterations = nodes;
  posko_roster_model_point (model, part->taken, values);
  posko_mip_set_start (model->mip, values);
  if (!posko_mip_solve (model->mip, &params, 0.0, values, &result, error))
    return FALSE;
  part->nodes += result.nodes;
  if (result.status != POSKO_SOLVE_OPTIMAL && result.status != POSKO_SOLVE_BOUNDED)
    return TRUE;
  const gint64 before = part->value;
  g_autofree gboolean *taken = g_new0 (gboolean, (gsize) index->spec->n_options + 1);
  for (guint o = 0; o < index->spec->n_options; o++)
    taken[o] = model->option_column[o] != POSKO_ROSTER_NONE && values[model->option_column[o]] > 0.5;
  take_if_better (part, taken); /* as it is; and spread anew, should a person be split between places */
  if (!round_and_take (part, model, values, error))
    return FALSE;
  if (exact)
    part->bound = MAX (part->bound, MIN (before, whole_bound (part, result.bound)));
  return TRUE;
}

/* Returns: the largest reduced cost that an option of a better roster can have: such a roster costs at least 1 less */
static gdouble
reduced_limit (const Part *part)
{
  return (gdouble) (part->value - part->index->constant) - 1.0 - part->relaxed + 1e-3;
}

static gboolean
is_close (const Part *part)
{
  return (gdouble) (part->value - part->bound) <= SMALL_GAP * fabs ((gdouble) part->value);
}

/* Keeps, for a round of step 4, everything of some people and only the shifts they have of the others. */
static void
keep_neighbourhood (Part *part, PoskoRandom *random)
{
  const PoskoRosterIndex *index = part->index;
  const gdouble limit = reduced_limit (part);
  for (guint p = 0; p < index->spec->n_people; p++)
    {
      const gboolean is_free = posko_random_below (random, index->spec->n_people) < FREE_PEOPLE;
      for (guint d = index->first_duty[p]; d < index->first_duty[p + 1]; d++)
        {
          gboolean on = FALSE;
          for (guint k = index->first_option[d]; k < index->first_option[d + 1]; k++)
            on = on || part->taken[index->duty_options[k]];
          for (guint k = index->first_option[d]; k < index->first_option[d + 1]; k++)
            {
              const guint o = index->duty_options[k];
              part->keep[o] = is_free ? part->reduced[o] <= limit : on && part->reduced[o] <= NEARLY_USED;
            }
        }
    }
}

static gboolean
solve_part (Part *part, GError **error)
{
  const guint64 nodes = part->params->iterations > 0 ? part->params->iterations : POSKO_ROSTER_DEFAULT_NODES;
  const guint n_options = part->index->spec->n_options;
  PoskoRandom random;
  posko_random_init (&random, part->params->seed, n_options);
  if (!solve_relaxation (part, error))
    return FALSE;
  const gboolean is_small = part->index->spec->n_people <= FREE_PEOPLE; /* a neighbourhood would be everything */
  if (!is_small && (gdouble) (part->value - part->bound) > NEARLY_USED
      && !solve_restricted (part, MAX (1, nodes / 10), FALSE, error))
    return FALSE;
  for (guint round = 0; round < ROUNDS && !is_small && !is_close (part); round++)
    {
      keep_neighbourhood (part, &random);
      if (!solve_restricted (part, MAX (1, nodes / 60), FALSE, error))
        return FALSE;
    }
  guint64 n_kept = 0;
  for (guint o = 0; o < n_options; o++)
    {
      part->keep[o] = part->reduced[o] <= reduced_limit (part);
      n_kept += part->keep[o] ? 1 : 0;
    }
  const gboolean is_large = n_kept > PROOF_COLUMNS * nodes / POSKO_ROSTER_DEFAULT_NODES;
  return part->value <= part->bound || is_large || solve_restricted (part, nodes, TRUE, error);
}

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

/* Returns: (transfer full) (element-type Members): people and needs joined by options; nodes are people, then needs */
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

/* Adds the part's answer to @taken and @result. */
static gboolean
solve_members (const PoskoRosterSpec *spec, const Members *members, const PoskoSolveParams *params, gboolean *taken,
               PoskoSolveResult *result, GError **error)
{
  g_autoptr (PoskoRosterProblem) problem = part_problem (spec, members, error);
  if (problem == NULL)
    return FALSE;
  g_autoptr (PoskoRosterIndex) index = posko_roster_index_new (problem);
  const gsize n = (gsize) members->options->len + 1;
  g_autofree gboolean *part_taken = g_new0 (gboolean, n);
  g_autofree gdouble *reduced = g_new0 (gdouble, n);
  g_autofree gboolean *keep = g_new0 (gboolean, n);
  Part part = { .index = index, .params = params, .taken = part_taken, .bound = G_MININT64, .reduced = reduced, .keep = keep };
  for (guint i = 0; i < members->options->len; i++)
    part_taken[i] = (posko_roster_problem_spec (problem)->options[i].flags & POSKO_ROSTER_LOCKED) != 0;
  if (!posko_roster_index_evaluate (index, part_taken, &part.value))
    {
      result->status = POSKO_SOLVE_INFEASIBLE; /* what is locked breaks a rule by itself */
      return TRUE;
    }
  if (members->options->len == 0)
    part.bound = part.value;
  else if (!solve_part (&part, error))
    return FALSE;
  for (guint i = 0; i < members->options->len; i++)
    taken[g_array_index (members->options, guint, i)] = part_taken[i];
  result->value += part.value;
  result->bound += MIN (part.bound, part.value);
  result->iterations += part.nodes;
  return TRUE;
}

gboolean
posko_roster_solve (const PoskoRosterProblem *self, const PoskoSolveParams *params, gboolean *taken, PoskoSolveResult *result,
                    GError **error)
{
  const PoskoRosterSpec *spec = posko_roster_problem_spec (self);
  g_return_val_if_fail (params != NULL && result != NULL && (taken != NULL || spec->n_options == 0), FALSE);
  g_autoptr (GArray) parts = find_parts (spec);

  *result = (PoskoSolveResult){ .status = POSKO_SOLVE_OPTIMAL, .stop = POSKO_STOP_PROVEN };
  for (guint o = 0; o < spec->n_options; o++)
    taken[o] = FALSE;
  for (guint k = 0; k < parts->len; k++)
    {
      if (posko_set_error_if_cancelled (params->cancellable, error) ||
          !solve_members (spec, &g_array_index (parts, Members, k), params, taken, result, error))
        return FALSE;
      if (result->status == POSKO_SOLVE_INFEASIBLE)
        return TRUE;
    }
  if (result->bound < result->value)
    {
      result->status = POSKO_SOLVE_BOUNDED;
      result->stop = POSKO_STOP_EFFORT;
    }
  return TRUE;
}
