/* assignment.c: items of one weight to places, as a flow; see assignment.h.
 *
 *   item ── option, cost ──> place ── bins · ⌊size / weight⌋ ──> sink
 *     └──────── left out, priority · M ──────────────────────────┘
 *
 * The constraint matrix is that of a network, so the flow is whole (Hoffman & Kruskal 1956) and all levels are solved at once with
 * M = 1 + the sum of the items' dearest options. Cost: that of flow.c on items + places + 1 nodes. An item that can stay in the
 * bin it had has one way more, item → seat → place, and the seat has room for what a bin holds: still a network. A limit on
 * changes is none: where the flow does not keep it by itself, a price on changes is looked for that makes it do so, and what gap that
 * leaves is closed by assignment-bins.c, or stays where there are over MAX_PROGRAM_OPTIONS.
 */
#include "assignment-private.h"
#include "flow.h"

#define MAX_PROGRAM_OPTIONS 20000u

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
  const gint64 *prices; /* (nullable) of each item's change, in the one cost */
  PoskoFlow *flow;
} Network;

/* Refused as a limit by the flow when it does not fit. */
static gint64
arc_cost (const Network *self, guint item, gint64 priority, gboolean change, gint64 cost)
{
  const Scale *scale = &self->scale;
  const gint64 price = self->prices != NULL ? self->prices[item] : scale->change;
  gint64 part, sum = 0;
  if (change)
    cost += self->stay->price;
  if (scale->priority < 0 || __builtin_mul_overflow (scale->priority, priority, &sum)
      || __builtin_mul_overflow (scale->cost, cost, &part) || __builtin_add_overflow (sum, part, &sum)
      || __builtin_add_overflow (sum, change ? price : 0, &sum))
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
                          arc_cost (self, i, 0, FALSE, problem->options[self->stay->option[i]].cost));
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
                          arc_cost (self, option->item, 0, changes, option->cost));
    }
  for (guint i = 0; i < problem->n_items; i++)
    {
      posko_flow_add_supply (self->flow, i, 1);
      posko_flow_add_supply (self->flow, sink, -1);
      posko_flow_add_arc (self->flow, i, sink, 1,
                          arc_cost (self, i, posko_assignment_priority (problem, i), posko_assignment_had_seat (problem, i), 0));
    }
  for (guint j = 0; j < problem->n_places && problem->n_items > 0; j++)
    {
      const gint64 fit = problem->bin_sizes[j] / posko_assignment_weight (problem, 0);
      const gint64 room = fit > 0 && problem->bins[j] > problem->n_items / fit ? problem->n_items : fit * problem->bins[j];
      posko_flow_add_arc (self->flow, problem->n_items + j, sink, room, 0);
    }
  add_stays (self, sink);
}

static void
empty_answer (const PoskoAssignmentProblem *problem, PoskoAssignment *answer)
{
  for (guint i = 0; i < problem->n_items; i++)
    answer->chosen[i] = answer->bin[i] = -1;
}

/* @prices: (nullable): of each item's change, in place of the one in @scale */
static gboolean
solve_flow (const PoskoAssignmentProblem *problem, const PoskoAssignmentStay *stay, Scale scale, const gint64 *prices,
            const PoskoSolveParams *params, PoskoAssignment *answer, GError **error)
{
  const guint sink = problem->n_items + problem->n_places;
  const PoskoSolveParams flow_params = { .cancellable = params->cancellable };
  g_autoptr (PoskoFlow) flow = posko_flow_new (sink + 1 + stay->n_seats);
  const Network network = { problem, stay, scale, prices, flow };
  PoskoSolveResult result;

  empty_answer (problem, answer);
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

/* --- a limit on changes --- */

typedef struct
{
  const PoskoAssignmentProblem *problem;
  const PoskoAssignmentStay *stay;
  const PoskoSolveParams *params;
  gint64 *prices; /* n_items */
  gint64 unit;    /* that one unit of cost is in the one cost: over twice the items */
  gint64 bound;   /* of the cost, in such units */
  PoskoAssignment *answer, *best;
} Limit;

static void
swap_answers (PoskoAssignment *a, PoskoAssignment *b)
{
  const PoskoAssignment kept = *a;
  *a = *b;
  *b = kept;
}

/* Solves with a change at @price + 1, but at @price for the first @n_cheaper items; keeps the best answer within the limit. */
static gboolean
try_price (Limit *self, gint64 price, guint n_cheaper, gint64 *n_changes, GError **error)
{
  const gint64 n = self->problem->n_items;
  Scale scale = { 0, self->unit, -1 };
  gint64 costs = self->stay->all_costs + n * self->stay->price, most;
  for (guint i = 0; i < n; i++)
    self->prices[i] = price + (i >= n_cheaper);
  if (!__builtin_mul_overflow (costs, self->unit, &costs) && !__builtin_mul_overflow (price + 1, n, &most)
      && !__builtin_add_overflow (costs, most + 1, &most))
    scale.priority = most;
  if (!solve_flow (self->problem, self->stay, scale, self->prices, self->params, self->answer, error))
    return FALSE;
  *n_changes = self->answer->n_changes;
  const gint64 cost = self->answer->results[POSKO_ASSIGNMENT_COST].value;
  if (n_cheaper == 0)
    self->bound = MAX (self->bound, cost * self->unit + (price + 1) * (*n_changes - self->stay->limit));
  if (*n_changes <= self->stay->limit && cost < self->best->results[POSKO_ASSIGNMENT_COST].value)
    swap_answers (self->answer, self->best);
  return TRUE;
}

/* The price at which the limit is just kept, by doubling and halving; then, since many changes go at once at that price, the number
 * of items that pay one less. The cost of the last answer is within items / unit < 1 of the bound when it uses the limit up. */
static gboolean
find_price (Limit *self, GError **error)
{
  gint64 low = -1, high = self->unit, n_changes = G_MAXINT64;
  while (n_changes > self->stay->limit)
    {
      if (!try_price (self, high - 1, 0, &n_changes, error))
        return FALSE;
      low = n_changes > self->stay->limit ? high : low;
      high = n_changes > self->stay->limit ? 2 * high : high;
    }
  low = MAX (low, 0);
  while (high - low > 1)
    {
      const gint64 middle = low + (high - low) / 2;
      if (!try_price (self, middle - 1, 0, &n_changes, error))
        return FALSE;
      *(n_changes > self->stay->limit ? &low : &high) = middle;
    }
  guint few = 0, many = self->problem->n_items;
  while (many - few > 1)
    {
      const guint middle = few + (many - few) / 2;
      if (!try_price (self, high - 1, middle, &n_changes, error))
        return FALSE;
      *(n_changes > self->stay->limit ? &many : &few) = middle;
    }
  return TRUE;
}

static PoskoAssignment *
answer_new (const PoskoAssignmentProblem *problem)
{
  PoskoAssignment *self = g_new0 (PoskoAssignment, 1);
  self->chosen = g_new (gssize, (gsize) problem->n_items + 1);
  self->bin = g_new (gint64, (gsize) problem->n_items + 1);
  empty_answer (problem, self);
  return self;
}

/* Under a limit that leaves as little out as no limit does: a price on changes instead (Everett, "Generalized Lagrange multiplier
 * method", 1963, doi:10.1287/opre.11.3.399), in fractions of a unit of cost. @within: whether there is such an answer; if so
 * @answer is it, and its bound holds. */
static gboolean
solve_by_price (const PoskoAssignmentProblem *problem, const PoskoAssignmentStay *stay, const PoskoSolveParams *params,
                PoskoAssignment *answer, gboolean *within, GError **error)
{
  PoskoAssignmentProblem fewest = *problem;
  g_autoptr (PoskoAssignment) best = answer_new (problem), other = answer_new (problem);
  g_autofree gint64 *prices = g_new0 (gint64, (gsize) problem->n_items + 1);
  fewest.skip_changes = FALSE;
  if (!solve_flow (&fewest, stay, find_scale (&fewest, stay), NULL, params, best, error))
    return FALSE;
  *within = best->n_changes <= stay->limit;
  if (!*within)
    return TRUE;
  posko_assignment_evaluate (problem, best);
  best->results[POSKO_ASSIGNMENT_CHANGES].bound = best->results[POSKO_ASSIGNMENT_CHANGES].value; /* no level here */
  Limit limit = { problem, stay, params, prices, 2 * (gint64) problem->n_items + 1, 0, other, best };
  if (!find_price (&limit, error))
    return FALSE;
  PoskoSolveResult *cost = &best->results[POSKO_ASSIGNMENT_COST];
  cost->bound = MIN (cost->value, (limit.bound + limit.unit - 1) / limit.unit);
  cost->status = cost->bound == cost->value ? POSKO_SOLVE_OPTIMAL : POSKO_SOLVE_BOUNDED;
  cost->stop = cost->bound == cost->value ? POSKO_STOP_PROVEN : POSKO_STOP_EFFORT;
  swap_answers (answer, best);
  return TRUE;
}

/* Items of one weight. @solved: whether @answer keeps the limit on changes, and whether that is worth no more effort. */
static gboolean
solve_flows (const PoskoAssignmentProblem *problem, const PoskoAssignmentStay *stay, const PoskoSolveParams *params,
             PoskoAssignment *answer, gboolean *solved, GError **error)
{
  gboolean within = FALSE;
  if (!solve_flow (problem, stay, find_scale (problem, stay), NULL, params, answer, error))
    return FALSE;
  *solved = answer->n_changes <= stay->limit;
  if (*solved || !problem->skip_changes)
    return TRUE;
  if (!solve_by_price (problem, stay, params, answer, &within, error))
    return FALSE;
  *solved = within
            && (answer->results[POSKO_ASSIGNMENT_COST].status == POSKO_SOLVE_OPTIMAL || problem->n_options > MAX_PROGRAM_OPTIONS);
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
  g_autoptr (PoskoAssignment) answer = answer_new (problem);
  g_auto (PoskoAssignmentStay) stay = { 0 };
  if (!posko_assignment_stay_init (&stay, problem, error))
    return NULL;
  gboolean solved = FALSE;
  if (has_one_weight (problem))
    {
      if (!solve_flows (problem, &stay, params, answer, &solved, error))
        return NULL;
    }
  if (!solved)
    {
      empty_answer (problem, answer);
      if (!posko_assignment_solve_bins (problem, &stay, params, answer, error))
        return NULL;
    }
  return g_steal_pointer (&answer);
}
