/* assignment.c: items of one weight to places, as a flow; see assignment.h.
 *
 *   item ── option, cost ──> place ── bins · ⌊size / weight⌋ ──> sink
 *     └──────── left out, priority · M ──────────────────────────┘
 *
 * The constraint matrix is that of a network, so the flow is whole (Hoffman & Kruskal 1956) and both levels are solved at once with
 * M = 1 + the sum of the items' dearest options. Cost: that of flow.c on items + places + 1 nodes.
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
  answer->results[0].value = answer->results[1].value = 0;
  for (guint i = 0; i < problem->n_items; i++)
    if (answer->chosen[i] < 0)
      answer->results[0].value += posko_assignment_priority (problem, i);
    else
      answer->results[1].value += problem->options[answer->chosen[i]].cost;
}

static gboolean
has_one_weight (const PoskoAssignmentProblem *problem)
{
  for (guint i = 1; i < problem->n_items; i++)
    if (posko_assignment_weight (problem, i) != posko_assignment_weight (problem, 0))
      return FALSE;
  return TRUE;
}

/* Returns: 1 + the sum of the items' dearest options, or -1 when that does not fit */
static gint64
level_weight (const PoskoAssignmentProblem *problem)
{
  g_autofree gint64 *dearest = g_new0 (gint64, problem->n_items + 1);
  gint64 sum = 1;
  for (guint o = 0; o < problem->n_options; o++)
    {
      const PoskoAssignmentOption *option = &problem->options[o];
      dearest[option->item] = MAX (dearest[option->item], option->cost);
    }
  for (guint i = 0; i < problem->n_items; i++)
    if (__builtin_add_overflow (sum, dearest[i], &sum))
      return -1;
  return sum;
}

static void
read_flows (const PoskoAssignmentProblem *problem, const gint64 *flows, PoskoAssignment *answer)
{
  const gint64 weight = problem->n_items > 0 ? posko_assignment_weight (problem, 0) : 1;
  g_autofree gint64 *used = g_new0 (gint64, problem->n_places + 1);
  for (guint o = 0; o < problem->n_options; o++)
    if (flows[o] > 0)
      answer->chosen[problem->options[o].item] = o;
  for (guint i = 0; i < problem->n_items; i++)
    if (answer->chosen[i] >= 0)
      {
        const guint place = problem->options[answer->chosen[i]].place;
        answer->bin[i] = used[place]++ / (problem->bin_sizes[place] / weight);
      }
  posko_assignment_evaluate (problem, answer);
  for (guint level = 0; level < 2; level++)
    {
      answer->results[level].status = POSKO_SOLVE_OPTIMAL;
      answer->results[level].stop = POSKO_STOP_PROVEN;
      answer->results[level].bound = answer->results[level].value;
    }
}

static gboolean
solve_flow (const PoskoAssignmentProblem *problem, const PoskoSolveParams *params, PoskoAssignment *answer, GError **error)
{
  const guint sink = problem->n_items + problem->n_places;
  const gint64 big = level_weight (problem);
  const PoskoSolveParams flow_params = { .cancellable = params->cancellable };
  g_autoptr (PoskoFlow) flow = posko_flow_new (sink + 1);
  PoskoSolveResult result;

  for (guint o = 0; o < problem->n_options; o++)
    {
      const PoskoAssignmentOption *option = &problem->options[o];
      posko_flow_add_arc (flow, option->item, problem->n_items + option->place, 1, option->cost);
    }
  for (guint i = 0; i < problem->n_items; i++)
    {
      gint64 price;
      if (big < 0 || __builtin_mul_overflow (big, posko_assignment_priority (problem, i), &price))
        price = G_MAXINT64; /* refused as a limit by the flow */
      posko_flow_add_supply (flow, i, 1);
      posko_flow_add_supply (flow, sink, -1);
      posko_flow_add_arc (flow, i, sink, 1, price);
    }
  for (guint j = 0; j < problem->n_places && problem->n_items > 0; j++)
    {
      const gint64 fit = problem->bin_sizes[j] / posko_assignment_weight (problem, 0);
      const gint64 room = fit > 0 && problem->bins[j] > problem->n_items / fit ? problem->n_items : fit * problem->bins[j];
      posko_flow_add_arc (flow, problem->n_items + j, sink, room, 0);
    }
  g_autofree gint64 *flows = g_new0 (gint64, (gsize) problem->n_options + problem->n_items + problem->n_places + 1);
  if (!posko_flow_solve (flow, &flow_params, flows, &result, error))
    return FALSE;
  g_assert (result.status == POSKO_SOLVE_OPTIMAL); /* leaving everything out is always possible */
  read_flows (problem, flows, answer);
  answer->results[0].iterations = answer->results[1].iterations = result.iterations;
  return TRUE;
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
  for (guint i = 0; i < problem->n_items; i++)
    answer->chosen[i] = answer->bin[i] = -1;
  if (has_one_weight (problem) ? !solve_flow (problem, params, answer, error)
                               : !posko_assignment_solve_bins (problem, params, answer, error))
    return NULL;
  return g_steal_pointer (&answer);
}
