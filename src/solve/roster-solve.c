/* roster-solve.c: one level of one part of a roster, exact or with a bound; see roster-private.h.
 *
 * Method:
 *   1. the linear relaxation (roster-model.c), close because a person's rules are written as cliques: the bound;
 *   2. a roster by rounding it (roster-search.c): the first value;
 *   3. the program with everybody's duties fixed whom the relaxation leaves whole (Berthold, "RENS: the optimal rounding",
 *      Mathematical Programming Computation 6, 2014, doi:10.1007/s12532-013-0060-9), over options that it nearly uses;
 *   4. large neighbourhoods, each an exact program: some FREE_PEOPLE people at random may change everything, the others only the
 *      place in a shift they have (Shaw 1998); until the gap is small or ROUNDS is up;
 *   5. the program over every option whose reduced cost does not already rule it out. An option, alone or with its duty, whose
 *      reduced cost exceeds value - bound is in no better roster (Dantzig, Fulkerson & Johnson, "Solution of a large-scale
 *      traveling-salesman problem", Operations Research 2, 1954, doi:10.1287/opre.2.4.393), so what is left is still exact.
 *      Where it would be very large (PROOF_COLUMNS) it is left out, and the small gap has to do. At a level before the value only
 *      what the level is about is priced here: its bound is a whole number of steps, which closes gaps that all else would keep
 *      open, and the roster's other prices are the business of the levels after it.
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

void
posko_roster_part_take (PoskoRosterPart *part, const gboolean *taken)
{
  PoskoRosterWorth worth;
  if (!posko_roster_index_evaluate (part->index, taken, &worth) || (part->has_roster && worth.value >= part->worth.value))
    return;
  part->has_roster = TRUE;
  part->worth = worth;
  memmove (part->taken, taken, part->index->spec->n_options * sizeof *taken);
}

void
posko_roster_part_note_bound (PoskoRosterPart *part, gint64 bound)
{
  const PoskoRosterIndex *index = part->index;
  gint64 least = bound;
  if (index->level != POSKO_ROSTER_VALUE)
    {
      const gint64 each = index->weight * index->step, sure = MAX (0, bound - index->rest_max);
      least = MAX (index->level == POSKO_ROSTER_MOVED ? index->n_forced : 0, (sure + each - 1) / each * index->step);
    }
  part->bound = MAX (part->bound, bound);
  part->least = MAX (part->least, least);
}

/* Whether what the level is about is proven: that of the levels after it is theirs to prove. */
static gboolean
is_proven (const PoskoRosterPart *part)
{
  return part->has_roster && posko_roster_worth_at (&part->worth, part->index->level) <= part->least;
}

typedef struct
{
  gdouble moved;
  guint person;
} Mover;

static int
compare_movers (gconstpointer a, gconstpointer b)
{
  const Mover *x = a, *y = b;
  if (x->moved != y->moved)
    return x->moved > y->moved ? -1 : 1;
  return x->person < y->person ? -1 : x->person > y->person;
}

/* Who keeps the previous options: all but those who by @values are moved by over @threshold, and of these no more than may be. */
static void
choose_kept (const PoskoRosterPart *part, const PoskoRosterModel *model, const gdouble *values, gdouble threshold, gboolean *kept)
{
  const PoskoRosterIndex *index = part->index;
  g_autofree Mover *movers = g_new (Mover, (gsize) index->spec->n_people + 1);
  const guint n_free = index->limits.moved > index->n_forced ? index->limits.moved - index->n_forced : 0;
  guint n = 0;
  for (guint p = 0; p < index->spec->n_people; p++)
    {
      kept[p] = model->moved_column[p] != POSKO_ROSTER_NONE;
      if (kept[p] && values[model->moved_column[p]] > threshold)
        movers[n++] = (Mover){ values[model->moved_column[p]], p };
    }
  qsort (movers, n, sizeof *movers, compare_movers);
  for (guint k = 0; k < MIN (n, n_free); k++)
    kept[movers[k].person] = FALSE;
}

/* Rounds @values (of @model's columns) to a roster and keeps it if it is the best. */
static gboolean
round_and_take (PoskoRosterPart *part, const PoskoRosterModel *model, const gdouble *values, GError **error)
{
  static const gdouble thresholds[] = { 1e-6, 0.5 };
  const PoskoRosterIndex *index = part->index;
  g_autofree gdouble *preference = g_new0 (gdouble, (gsize) index->n_duties + 1);
  g_autofree gboolean *taken = g_new0 (gboolean, (gsize) index->spec->n_options + 1);
  g_autofree gboolean *kept = g_new0 (gboolean, (gsize) index->spec->n_people + 1);
  for (guint d = 0; d < index->n_duties; d++)
    if (model->duty_column[d] != POSKO_ROSTER_NONE && values[model->duty_column[d]] > 1e-6)
      preference[d] = values[model->duty_column[d]];
  for (guint t = 0; t < (model->counts_moved ? G_N_ELEMENTS (thresholds) : 1); t++)
    {
      choose_kept (part, model, values, thresholds[t], kept);
      if (!posko_roster_round (part->whole, preference, kept, part->params, taken, error))
        return FALSE;
      posko_roster_part_take (part, taken);
    }
  return TRUE;
}

/* Whole-number bound from a bound in doubles; the allowance is far over the error of a simplex. */
static gint64
whole_bound (const PoskoRosterPart *part, gdouble bound)
{
  const gdouble unit = (gdouble) part->index->unit;
  return (gint64) ceil ((bound - 1e-3 - 1e-9 * fabs (bound)) / unit) * part->index->unit + part->index->constant;
}

/* Keeps, for step 3, what @values nearly uses: of people whose duties are whole, only those duties. */
static void
keep_unsettled (PoskoRosterPart *part, const PoskoRosterModel *model, const gdouble *values)
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

/* Returns: the reduced cost of a column that is 0 in the relaxation */
static gdouble
at_zero (const gdouble *values, const gdouble *reduced, guint column)
{
  return column == POSKO_ROSTER_NONE || values[column] > 1e-9 ? 0.0 : MAX (0.0, reduced[column]);
}

static gboolean
solve_relaxation (PoskoRosterPart *part, GError **error)
{
  const PoskoRosterIndex *index = part->index;
  g_autoptr (PoskoRosterModel) model = posko_roster_model_new (index, NULL);
  const gsize n = (gsize) posko_mip_n_columns (model->mip) + 1;
  g_autofree gdouble *values = g_new0 (gdouble, n);
  g_autofree gdouble *reduced = g_new0 (gdouble, n);
  PoskoMipResult result;
  if (!posko_mip_solve_relaxation (model->mip, part->params, values, reduced, NULL, &result, error))
    return FALSE;
  if (result.status == POSKO_SOLVE_INFEASIBLE && !part->has_roster)
    {
      part->is_infeasible = TRUE;
      return TRUE;
    }
  if (result.status != POSKO_SOLVE_OPTIMAL)
    {
      g_set_error (error, POSKO_ERROR, POSKO_ERROR_SOLVER, "the relaxation of a roster was not solved (status %d)", result.status);
      return FALSE;
    }
  part->relaxed = result.value;
  posko_roster_part_note_bound (part, whole_bound (part, result.value));
  for (guint o = 0; o < index->spec->n_options; o++)
    {
      const guint x = model->option_column[o], y = model->duty_column[index->duty_of_option[o]];
      const guint moved = posko_roster_is_previous (index, o) ? POSKO_ROSTER_NONE : model->moved_column[index->spec->options[o].person];
      part->reduced[o] = x == POSKO_ROSTER_NONE
                             ? (gdouble) INFINITY
                             : at_zero (values, reduced, x) + at_zero (values, reduced, y) + at_zero (values, reduced, moved);
    }
  keep_unsettled (part, model, values);
  return round_and_take (part, model, values, error);
}

typedef enum
{
  PART_OF_IT, /* something better may lie outside of the program */
  EXACT,      /* nothing better does */
  ALONE,      /* nor anything that is better in what the level is about, and only that has a price */
} Kind;

/* Solves the program over what is to be kept and the best roster. */
static gboolean
solve_restricted (PoskoRosterPart *part, guint64 nodes, Kind kind, GError **error)
{
  const PoskoRosterIndex *index = part->index;
  for (guint o = 0; o < index->spec->n_options; o++)
    part->keep[o] = part->keep[o] || part->taken[o];
  g_autoptr (PoskoRosterModel) model = posko_roster_model_new (index, part->keep);
  g_autofree gdouble *values = g_new0 (gdouble, (gsize) posko_mip_n_columns (model->mip) + 1);
  PoskoSolveParams params = *part->params;
  PoskoMipResult result;
  params.iterations = nodes;
  if (kind == ALONE)
    posko_roster_model_price_alone (model);
  if (part->has_roster)
    {
      posko_roster_model_point (model, part->taken, values);
      posko_mip_set_start (model->mip, values);
    }
  if (!posko_mip_solve (model->mip, &params, 0.0, values, &result, error))
    return FALSE;
  part->nodes += result.nodes;
  part->is_infeasible = kind != PART_OF_IT && result.status == POSKO_SOLVE_INFEASIBLE && !part->has_roster;
  if (result.status != POSKO_SOLVE_OPTIMAL && result.status != POSKO_SOLVE_BOUNDED)
    return TRUE;
  const PoskoRosterWorth before = part->worth;
  const gboolean had_roster = part->has_roster;
  g_autofree gboolean *taken = g_new0 (gboolean, (gsize) index->spec->n_options + 1);
  for (guint o = 0; o < index->spec->n_options; o++)
    taken[o] = model->option_column[o] != POSKO_ROSTER_NONE && values[model->option_column[o]] > 0.5;
  posko_roster_part_take (part, taken); /* as it is; and spread anew, should a person be split between places */
  if (!round_and_take (part, model, values, error))
    return FALSE;
  if (kind == EXACT)
    posko_roster_part_note_bound (part, MIN (had_roster ? before.value : G_MAXINT64, whole_bound (part, result.bound)));
  if (kind == ALONE)
    {
      const gint64 base = part->index->level == POSKO_ROSTER_MOVED ? part->index->n_forced : 0;
      const gint64 least = base + (gint64) ceil (result.bound - 1e-3 - 1e-9 * fabs (result.bound)) * part->index->step;
      part->least = MAX (part->least, MIN (had_roster ? posko_roster_worth_at (&before, part->index->level) : G_MAXINT64, least));
    }
  return TRUE;
}

/* Returns: the largest reduced cost that an option of a better roster can have: such a roster costs at least a unit less, or, where it
 * is to be better in what the level is about, a step less in that and as much as can be in all else */
static gdouble
reduced_limit (const PoskoRosterPart *part, Kind kind)
{
  const PoskoRosterIndex *index = part->index;
  gint64 value = part->worth.value - index->unit;
  if (!part->has_roster)
    return (gdouble) INFINITY;
  if (kind == ALONE)
    value = index->weight * (posko_roster_worth_at (&part->worth, index->level) - index->step) + index->rest_max;
  return (gdouble) (value - index->constant) - part->relaxed + 1e-3;
}

/* Against the value without its weight: what the level is about must be exact. */
static gboolean
is_close (const PoskoRosterPart *part)
{
  const PoskoRosterIndex *index = part->index;
  const gint64 heavy = index->level == POSKO_ROSTER_MISSING ? part->worth.missing : part->worth.moved;
  return part->has_roster && (gdouble) (part->worth.value - part->bound)
                                 <= SMALL_GAP * fabs ((gdouble) (part->worth.value - index->weight * heavy));
}

/* Keeps, for a round of step 4, everything of some people and only the shifts they have of the others. */
static void
keep_neighbourhood (PoskoRosterPart *part, PoskoRandom *random)
{
  const PoskoRosterIndex *index = part->index;
  const gdouble limit = reduced_limit (part, PART_OF_IT);
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

/* Steps 3 and 4. */
static gboolean
improve (PoskoRosterPart *part, guint64 nodes, GError **error)
{
  PoskoRandom random;
  posko_random_init (&random, part->params->seed, part->index->spec->n_options);
  if (part->index->spec->n_people <= FREE_PEOPLE || !part->has_roster) /* a neighbourhood would be everything */
    return TRUE;
  if ((gdouble) (part->worth.value - part->bound) > NEARLY_USED && !solve_restricted (part, MAX (1, nodes / 10), PART_OF_IT, error))
    return FALSE;
  for (guint round = 0; round < ROUNDS && !is_close (part) && (part->index->weight == 0 || !is_proven (part)); round++)
    {
      keep_neighbourhood (part, &random);
      if (!solve_restricted (part, MAX (1, nodes / 60), PART_OF_IT, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
posko_roster_part_solve (PoskoRosterPart *part, GError **error)
{
  const guint64 nodes = part->params->iterations > 0 ? part->params->iterations : POSKO_ROSTER_DEFAULT_NODES;
  const Kind kind = part->index->weight > 0 ? ALONE : EXACT;
  guint64 n_kept = 0;
  if (is_proven (part))
    return TRUE;
  if (!solve_relaxation (part, error) || (!part->is_infeasible && !improve (part, nodes, error)))
    return FALSE;
  for (guint o = 0; o < part->index->spec->n_options; o++)
    {
      part->keep[o] = part->reduced[o] <= reduced_limit (part, kind);
      n_kept += part->keep[o] ? 1 : 0;
    }
  const gboolean is_large = n_kept > PROOF_COLUMNS * nodes / POSKO_ROSTER_DEFAULT_NODES;
  return part->is_infeasible || is_proven (part) || is_large || solve_restricted (part, nodes, kind, error);
}
