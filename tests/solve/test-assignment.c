/* test-assignment.c: flows and assignments against brute force. */
#include "assignment.h"
#include "flow.h"
#include <string.h>

#define MAX_ITEMS 5
#define MAX_PLACES 3

static guint
below (PoskoRandom *random, guint n)
{
  return posko_random_below (random, n);
}

/* Least cost of a flow on a few arcs of small capacity, by trying everything. */
typedef struct
{
  guint n_nodes, n_arcs, from[7], to[7];
  gint64 supply[5], capacity[7], cost[7];
} Net;

static void
try_flows (const Net *net, guint arc, gint64 *balance, gint64 cost, gboolean *found, gint64 *best)
{
  if (arc == net->n_arcs)
    {
      for (guint i = 0; i < net->n_nodes; i++)
        if (balance[i] != 0)
          return;
      *best = *found ? MIN (*best, cost) : cost;
      *found = TRUE;
      return;
    }
  for (gint64 f = 0; f <= net->capacity[arc]; f++)
    {
      balance[net->from[arc]] -= f;
      balance[net->to[arc]] += f;
      try_flows (net, arc + 1, balance, cost + f * net->cost[arc], found, best);
      balance[net->from[arc]] += f;
      balance[net->to[arc]] -= f;
    }
}

static void
test_flow (void)
{
  PoskoRandom random;
  guint n_feasible = 0;
  posko_random_init (&random, 1, 3);
  for (guint round = 0; round < 2000; round++)
    {
      Net net = { .n_nodes = 2 + below (&random, 4), .n_arcs = 1 + below (&random, 7) };
      gint64 balance[5], flows[7], best = 0, value = 0;
      gboolean found = FALSE;
      PoskoSolveResult result;
      const PoskoSolveParams params = POSKO_SOLVE_PARAMS_INIT;
      g_autoptr (PoskoFlow) flow = posko_flow_new (net.n_nodes);
      for (guint i = 0; i + 1 < net.n_nodes; i++)
        {
          net.supply[i] = (gint64) below (&random, 5) - 2;
          net.supply[net.n_nodes - 1] -= net.supply[i];
        }
      for (guint i = 0; i < net.n_nodes; i++)
        posko_flow_add_supply (flow, i, balance[i] = net.supply[i]);
      for (guint a = 0; a < net.n_arcs; a++)
        {
          net.from[a] = below (&random, net.n_nodes);
          net.to[a] = below (&random, net.n_nodes);
          net.capacity[a] = below (&random, 4);
          net.cost[a] = (gint64) below (&random, 21) - 7;
          g_assert_cmpuint (posko_flow_add_arc (flow, net.from[a], net.to[a], net.capacity[a], net.cost[a]), ==, a);
        }
      try_flows (&net, 0, balance, 0, &found, &best);
      g_assert_true (posko_flow_solve (flow, &params, flows, &result, NULL));
      g_assert_cmpint (result.status, ==, found ? POSKO_SOLVE_OPTIMAL : POSKO_SOLVE_INFEASIBLE);
      if (!found)
        continue;
      n_feasible++;
      g_assert_cmpint (result.value, ==, best);
      for (guint a = 0; a < net.n_arcs; a++)
        {
          g_assert_cmpint (flows[a], >=, 0);
          g_assert_cmpint (flows[a], <=, net.capacity[a]);
          balance[net.from[a]] -= flows[a];
          balance[net.to[a]] += flows[a];
          value += flows[a] * net.cost[a];
        }
      for (guint i = 0; i < net.n_nodes; i++)
        g_assert_cmpint (balance[i], ==, 0);
      g_assert_cmpint (value, ==, best);
    }
  g_assert_cmpuint (n_feasible, >=, 300);
}

static void
test_flow_limits (void)
{
  PoskoSolveResult result;
  const PoskoSolveParams params = POSKO_SOLVE_PARAMS_INIT;
  gint64 flows[1];
  g_autoptr (GError) error = NULL;
  g_autoptr (PoskoFlow) lopsided = posko_flow_new (2);
  posko_flow_add_supply (lopsided, 0, 1);
  g_assert_false (posko_flow_solve (lopsided, &params, flows, &result, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_LIMIT);
  g_clear_error (&error);
  g_autoptr (PoskoFlow) dear = posko_flow_new (2);
  posko_flow_add_arc (dear, 0, 1, 1, G_MAXINT64 / 2);
  g_assert_false (posko_flow_solve (dear, &params, flows, &result, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_LIMIT);
  g_clear_error (&error);
  g_autoptr (PoskoFlow) huge = posko_flow_new (2);
  posko_flow_add_arc (huge, 0, 1, G_MAXINT64, 1);
  g_assert_false (posko_flow_solve (huge, &params, flows, &result, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_LIMIT);
}

/* A square assignment whose optimum is known: cost (i · j) mod n + 2 |i - j| from the diagonal is 0 only on it. */
static void
test_flow_large (void)
{
  const guint n = 300;
  PoskoSolveResult result;
  const PoskoSolveParams params = POSKO_SOLVE_PARAMS_INIT;
  g_autofree gint64 *flows = g_new (gint64, (gsize) n * n);
  g_autoptr (PoskoFlow) flow = posko_flow_new (2 * n);
  for (guint i = 0; i < n; i++)
    {
      posko_flow_add_supply (flow, i, 1);
      posko_flow_add_supply (flow, n + i, -1);
      for (guint j = 0; j < n; j++)
        posko_flow_add_arc (flow, i, n + j, 1, i == j ? 0 : 1 + i * j % n);
    }
  g_assert_true (posko_flow_solve (flow, &params, flows, &result, NULL));
  g_assert_cmpint (result.status, ==, POSKO_SOLVE_OPTIMAL);
  g_assert_cmpint (result.value, ==, 0);
}

typedef struct
{
  PoskoAssignmentProblem problem;
  gint64 weights[MAX_ITEMS], priorities[MAX_ITEMS], bins[MAX_PLACES], sizes[MAX_PLACES];
  PoskoAssignmentOption options[MAX_ITEMS * MAX_PLACES];
} Small;

static void
make_small (PoskoRandom *random, gboolean one_weight, Small *s)
{
  memset (s, 0, sizeof *s);
  s->problem = (PoskoAssignmentProblem){ 1 + below (random, MAX_ITEMS), 1 + below (random, MAX_PLACES), 0, s->weights,
                                         s->priorities, s->bins, s->sizes, s->options };
  const gint64 weight = 1 + below (random, 4);
  for (guint i = 0; i < s->problem.n_items; i++)
    {
      s->weights[i] = one_weight ? weight : 1 + below (random, 5);
      s->priorities[i] = below (random, 9);
    }
  for (guint j = 0; j < s->problem.n_places; j++)
    {
      s->bins[j] = below (random, 3);
      s->sizes[j] = below (random, 9);
    }
  for (guint i = 0; i < s->problem.n_items; i++)
    for (guint j = 0; j < s->problem.n_places; j++)
      if (below (random, 5) > 0)
        s->options[s->problem.n_options++] = (PoskoAssignmentOption){ i, j, below (random, 30) };
}

/* Tries every bin for every item from @item on; room[place][bin]. */
static void
try_items (const Small *s, guint item, gint64 room[MAX_PLACES][2], gint64 out, gint64 cost, gint64 *best_out, gint64 *best_cost)
{
  if (item >= MIN (s->problem.n_items, MAX_ITEMS))
    {
      if (out < *best_out || (out == *best_out && cost < *best_cost))
        {
          *best_out = out;
          *best_cost = cost;
        }
      return;
    }
  try_items (s, item + 1, room, out + s->priorities[item], cost, best_out, best_cost);
  for (guint o = 0; o < s->problem.n_options; o++)
    for (guint b = 0; b < 2 && s->options[o].item == item; b++)
      {
        const guint j = s->options[o].place;
        if ((gint64) b >= s->bins[j] || room[j][b] < s->weights[item])
          continue;
        room[j][b] -= s->weights[item];
        try_items (s, item + 1, room, out, cost + s->options[o].cost, best_out, best_cost);
        room[j][b] += s->weights[item];
      }
}

static void
check_small (const Small *s)
{
  gint64 room[MAX_PLACES][2], best_out = G_MAXINT64, best_cost = G_MAXINT64;
  const PoskoSolveParams params = POSKO_SOLVE_PARAMS_INIT;
  g_autoptr (GError) error = NULL;
  for (guint j = 0; j < MAX_PLACES; j++)
    room[j][0] = room[j][1] = s->sizes[j];
  try_items (s, 0, room, 0, 0, &best_out, &best_cost);
  g_autoptr (PoskoAssignment) answer = posko_assignment_solve (&s->problem, &params, &error);
  g_assert_no_error (error);
  g_assert_cmpint (answer->results[0].status, ==, POSKO_SOLVE_OPTIMAL);
  g_assert_cmpint (answer->results[1].status, ==, POSKO_SOLVE_OPTIMAL);
  g_assert_cmpint (answer->results[0].value, ==, best_out);
  g_assert_cmpint (answer->results[1].value, ==, best_cost);
  for (guint i = 0; i < s->problem.n_items; i++)
    {
      if (answer->chosen[i] < 0)
        continue;
      const PoskoAssignmentOption *option = &s->options[answer->chosen[i]];
      g_assert_cmpuint (option->item, ==, i);
      g_assert_cmpint (answer->bin[i], >=, 0);
      g_assert_cmpint (answer->bin[i], <, s->bins[option->place]);
      room[option->place][answer->bin[i]] -= s->weights[i];
      g_assert_cmpint (room[option->place][answer->bin[i]], >=, 0);
    }
}

static void
test_one_weight (void)
{
  PoskoRandom random;
  posko_random_init (&random, 2, 3);
  for (guint round = 0; round < 1000; round++)
    {
      Small s;
      make_small (&random, TRUE, &s);
      check_small (&s);
    }
}

static void
test_weights (void)
{
  PoskoRandom random;
  posko_random_init (&random, 3, 3);
  for (guint round = 0; round < 200; round++)
    {
      Small s;
      make_small (&random, FALSE, &s);
      check_small (&s);
    }
}

/* More weights than patterns are made for: the bound stays under the value, and every bin holds what it may. */
static void
test_many_weights (void)
{
  enum { N = 40 };
  PoskoRandom random;
  gint64 weights[N], bins[3] = { 3, 3, 2 }, sizes[3] = { 60, 50, 47 }, room[3][4];
  PoskoAssignmentOption options[3 * N];
  const PoskoSolveParams params = { .seed = 1, .iterations = 50 };
  posko_random_init (&random, 4, 3);
  for (guint i = 0; i < N; i++)
    {
      weights[i] = 5 + i % 15;
      for (guint j = 0; j < 3; j++)
        options[3 * i + j] = (PoskoAssignmentOption){ i, j, below (&random, 50) };
    }
  const PoskoAssignmentProblem problem = { N, 3, 3 * N, weights, weights, bins, sizes, options };
  g_autoptr (PoskoAssignment) answer = posko_assignment_solve (&problem, &params, NULL);
  g_assert_nonnull (answer);
  for (guint j = 0; j < 3; j++)
    for (guint b = 0; b < 4; b++)
      room[j][b] = sizes[j];
  gint64 out = 0;
  for (guint i = 0; i < N; i++)
    if (answer->chosen[i] < 0)
      out += weights[i];
    else
      {
        const guint j = options[answer->chosen[i]].place;
        g_assert_cmpint (answer->bin[i], <, bins[j]);
        room[j][answer->bin[i]] -= weights[i];
        g_assert_cmpint (room[j][answer->bin[i]], >=, 0);
      }
  g_assert_cmpint (out, ==, answer->results[0].value);
  g_assert_cmpint (out, >=, 455 - 424); /* Σ weights less Σ room, at the very least */
  for (guint level = 0; level < 2; level++)
    g_assert_cmpint (answer->results[level].bound, <=, answer->results[level].value);
  g_assert_cmpfloat (posko_solve_gap (&answer->results[0]), <, 1.0);
}

static void
test_cancel (void)
{
  Small s;
  PoskoRandom random;
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const PoskoSolveParams params = { .seed = 1, .cancellable = cancellable };
  g_cancellable_cancel (cancellable);
  posko_random_init (&random, 5, 3);
  make_small (&random, TRUE, &s);
  g_assert_null (posko_assignment_solve (&s.problem, &params, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/flow/brute-force", test_flow);
  g_test_add_func ("/flow/limits", test_flow_limits);
  g_test_add_func ("/flow/large", test_flow_large);
  g_test_add_func ("/assignment/one-weight", test_one_weight);
  g_test_add_func ("/assignment/weights", test_weights);
  g_test_add_func ("/assignment/many-weights", test_many_weights);
  g_test_add_func ("/assignment/cancel", test_cancel);
  return g_test_run ();
}
