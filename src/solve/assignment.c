/* assignment.c: items of one weight to places, as a flow; see assignment.h.
 *
 *   item ── option, cost ──> place ── bins · ⌊size / weight⌋ ──> sink
 *     └──────── left out, priority · M ──────────────────────────┘
 *
 * The constraint matrix is that of a network, so the flow is whole (Hoffman & Kruskal 1956) and all levels are solved at once with
 * M = 1 + the sum of the items' dearest options. Cost: that of flow.c on items + places + 1 nodes. An item that can stay in the
 * bin it had has one way more, item → seat → place, and the seat has room for what a bin holds: still a network. A limit on
 * changes is none: where the flow does not keep it by itself, assignment-bins.c does.
 */
#include "assignment-private.h"
#include "flow.h"

void
posko_assignment_free (PoskoAssignment *self)
{
  g_free (self->chosen);
  g_free (self->bin);
  g_free (self);
}

void
posko_assignment_evaluate (const PoskoAssignmentProblem *problem, PoskoAssignment *answer)
{
  gint64 left_out = 0, cost = 0;
  answer->n_changes = 0;
  for (guint i = 0; i < problem->n_items; i++)
    {
      if (answer->chosen[i] < 0)
        left_out += posko_assignment_priority (problem, i);
      else
        cost += problem->options[answer->chosen[i]].cost;
      answer->n_changes += posko_assignment_is_changed (problem, answer, i);
    }
  answer->results[POSKO_ASSIGNMENT_LEFT_OUT].value = left_out;
  answer->results[POSKO_ASSIGNMENT_CHANGES].value = problem->skip_changes ? 0 : answer->n_changes;
  answer->results[POSKO_ASSIGNMENT_COST].value = cost;
  if (answer->n_changes > 0)
    answer->results[POSKO_ASSIGNMENT_COST].value += problem->change_price * answer->n_changes;
}

static gboolean
has_one_weight (const PoskoAssignmentProblem *problem)
{
  for (guint i = 1; i < problem->n_items; i++)
    if (posko_assignment_weight (problem, i) != posko_assignment_weight (problem, 0))
      return FALSE;
  return TRUE;
}

/* The levels in one cost: what one change more, one unit of cost and one unit of priority count in it; -1 where they do not fit. */
typedef struct
{
  gint64 change, cost, priority;
} Scale;

static Scale
find_scale (const PoskoAssignmentProblem *problem, const PoskoAssignmentStay *stay)
{
  const gint64 n = problem->n_items;
  Scale scale = { 0, 1, -1 };
  gint64 costs, sum;
  if (__builtin_mul_overflow (stay->price, n, &costs) || __builtin_add_overflow (costs, stay->all_costs, &costs)
      || __builtin_add_overflow (costs, 1, &costs))
    return scale;
  if (problem->previous != NULL && !problem->skip_changes)
    scale.change = costs; /* a level before the costs */
  else if (problem->previous != NULL && stay->price == 0)
    {
      scale.change = 1; /* among equals, those with fewer */
      scale.cost = n + 1;
    }
  if (__builtin_mul_overflow (costs, scale.cost, &costs) || __builtin_mul_overflow (scale.change, n, &sum)
      || __builtin_add_overflow (sum, costs, &sum))
    return scale;
  scale.priority = sum;
  return scale;
}

typedef struct
{
  const PoskoAssignmentProblem *problem;
  const PoskoAssignmentStay *stay;
  Scale scale;
  PoskoFlow *flow;
} Network;

/* Refused as a limit by the flow when it does not fit. */
static gint64
arc_cost (const Network *self, gint64 priority, gboolean change, gint64 cost)
{
  const Scale *scale = &self->scale;
  gint64 part, sum = 0;
  if (change)
    cost += self->stay->price;
  if (scale->priority < 0 || __builtin_mul_overflow (scale->priority, priority, &sum)
      || __builtin_mul_overflow (scale->cost, cost, &part) || __builtin_add_overflow (sum, part, &sum)
      || __builtin_add_overflow (sum, change ? scale->change : 0, &sum))
    return G_MAXINT64;
  return sum;
}

static void
add_stays (const Network *self, guint sink)
{
  const PoskoAssignmentProblem *problem = self->problem;
  for (guint i = 0; i < problem->n_items && self->stay->n_seats > 0; i++)
    if (self->stay->option[i] >= 0)
      posko_flow_add_arc (self->flow, i, sink + 1 + self->stay->seat[i], 1,
                          arc_cost (self, 0, FALSE, problem->options[self->stay->option[i]].cost));
  for (guint k = 0; k < self->stay->n_seats; k++)
    {
      const guint place = (guint) self->stay->seats[k].place;
      posko_flow_add_arc (self->flow, sink + 1 + k, problem->n_items + place,
                          problem->bin_sizes[place] / posko_assignment_weight (problem, 0), 0);
    }
}

/* Those that stay are in their own bins; the others go to the first with room. */
static void
fill_bins (const PoskoAssignmentProblem *problem, const PoskoAssignmentStay *stay, PoskoAssignment *answer)
{
  const gint64 weight = problem->n_items > 0 ? posko_assignment_weight (problem, 0) : 1;
  const gsize n_bins = (gsize) problem->n_items + (gsize) (stay->highest_bin + 1) + 1; /* more are never used */
  for (guint j = 0; j < problem->n_places; j++)
    {
      const gint64 fit = problem->bin_sizes[j] / weight;
      g_autofree gint64 *used = g_new0 (gint64, n_bins);
      gint64 bin = 0;
      for (guint i = 0; i < problem->n_items; i++)
        if (answer->chosen[i] >= 0 && problem->options[answer->chosen[i]].place == j && answer->bin[i] >= 0)
          used[answer->bin[i]]++;
      for (guint i = 0; i < problem->n_items; i++)
        {
          if (answer->chosen[i] < 0 || problem->options[answer->chosen[i]].place != j || answer->bin[i] >= 0)
            continue;
          while (used[bin] >= fit)
            bin++;
          used[bin]++;
          answer->bin[i] = bin;
        }
    }
}

static void
read_flows (const Network *self, const gint64 *flows, PoskoAssignment *answer)
{
  const PoskoAssignmentProblem *problem = self->problem;
  const gint64 *stays = flows + problem->n_options + problem->n_items + problem->n_places;
  for (guint o = 0; o < problem->n_options; o++)
    if (flows[o] > 0)
      answer->chosen[problem->options[o].item] = o;
  for (guint i = 0; i < problem->n_items && self->stay->n_seats > 0; i++)
    {
      if (self->stay->option[i] < 0 || *stays++ == 0)
        continue;
      answer->chosen[i] = self->stay->option[i];
      answer->bin[i] = problem->previous[i].bin;
    }
  fill_bins (problem, self->stay, answer);
  posko_assignment_evaluate (problem, answer);
  for (guint level = 0; level < POSKO_ASSIGNMENT_N_LEVELS; level++)
    {
      answer->results[level].status = POSKO_SOLVE_OPTIMAL;
      answer->results[level].stop = POSKO_STOP_PROVEN;
      answer->results[level].bound = answer->results[level].value;
    }
}

static void
add_arcs (const Network *self, guint sink)
{
  const PoskoAssignmentProblem *problem = self->problem;
  const gboolean changes = problem->previous != NULL;
  for (guint o = 0; o < problem->n_options; o++)
    {
      const PoskoAssignmentOption *option = &problem->options[o];
      posko_flow_add_arc (self->flow, option->item, problem->n_items + option->place, 1,
                          arc_cost (self, 0, changes, option->cost));
    }
  for (guint i = 0; i < problem->n_items; i++)
    {
      posko_flow_add_supply (self->flow, i, 1);
      posko_flow_add_supply (self->flow, sink, -1);
      posko_flow_add_arc (self->flow, i, sink, 1,
                          arc_cost (self, posko_assignment_priority (problem, i), posko_assignment_had_seat (problem, i), 0));
    }
  for (guint j = 0; j < problem->n_places && problem->n_items > 0; j++)
    {
      const gint64 fit = problem->bin_sizes[j] / posko_assignment_weight (problem, 0);
      const gint64 room = fit > 0 && problem->bins[j] > problem->n_items / fit ? problem->n_items : fit * problem->bins[j];
      posko_flow_add_arc (self->flow, problem->n_items + j, sink, room, 0);
    }
  add_stays (self, sink);
}

static gboolean
solve_flow (const PoskoAssignmentProblem *problem, const PoskoAssignmentStay *stay, const PoskoSolveParams *params,
            PoskoAssignment *answer, GError **error)
{
  const guint sink = problem->n_items + problem->n_places;
  const PoskoSolveParams flow_params = { .cancellable = params->cancellable };
  g_autoptr (PoskoFlow) flow = posko_flow_new (sink + 1 + stay->n_seats);
  const Network network = { problem, stay, find_scale (problem, stay), flow };
  PoskoSolveResult result;

  add_arcs (&network, sink);
  g_autofree gint64 *flows
    = g_new0 (gint64, (gsize) problem->n_options + 2 * (gsize) problem->n_items + problem->n_places + stay->n_seats + 1);
  if (!posko_flow_solve (flow, &flow_params, flows, &result, error))
    return FALSE;
  g_assert (result.status == POSKO_SOLVE_OPTIMAL); /* leaving everything out is always possible */
  read_flows (&network, flows, answer);
  for (guint level = 0; level < POSKO_ASSIGNMENT_N_LEVELS; level++)
    answer->results[level].iterations = result.iterations;
  return TRUE;
}

static void
empty_answer (const PoskoAssignmentProblem *problem, PoskoAssignment *answer)
{
  for (guint i = 0; i < problem->n_items; i++)
    answer->chosen[i] = answer->bin[i] = -1;
}

PoskoAssignment *
posko_assignment_solve (const PoskoAssignmentProblem *problem, const PoskoSolveParams *params, GError **error)
{
  g_return_val_if_fail (problem != NULL && params != NULL, NULL);
  if (problem->n_options > POSKO_ASSIGNMENT_MAX_OPTIONS)
    {
      g_set_error (error, POSKO_ERROR, POSKO_ERROR_LIMIT, "an assignment of %u options is over the limit of %u",
                   problem->n_options, POSKO_ASSIGNMENT_MAX_OPTIONS);
      return NULL;
    }
  g_autoptr (PoskoAssignment) answer = g_new0 (PoskoAssignment, 1);
  answer->chosen = g_new (gssize, (gsize) problem->n_items + 1);
  answer->bin = g_new (gint64, (gsize) problem->n_items + 1);
  empty_answer (problem, answer);
  g_auto (PoskoAssignmentStay) stay = { 0 };
  if (!posko_assignment_stay_init (&stay, problem, error))
    return NULL;
  gboolean solved = FALSE;
  if (has_one_weight (problem))
    {
      if (!solve_flow (problem, &stay, params, answer, error))
        return NULL;
      solved = answer->n_changes <= stay.limit;
    }
  if (!solved)
    {
      empty_answer (problem, answer);
      if (!posko_assignment_solve_bins (problem, &stay, params, answer, error))
        return NULL;
    }
  return g_steal_pointer (&answer);
}
