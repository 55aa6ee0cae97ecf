/* test-assignment.c: flows and assignments against brute force. */
#include "assignment.h"
#include "flow.h"
#include <string.h>

#define MAX_ITEMS 5
#define MAX_PLACES 3
#define N_LEVELS POSKO_ASSIGNMENT_N_LEVELS

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
  PoskoAssignmentSeat previous[MAX_ITEMS];
} Small;

static void
make_small (PoskoRandom *random, gboolean one_weight, Small *s)
{
  memset (s, 0, sizeof *s);
  s->problem = (PoskoAssignmentProblem){ .n_items = 1 + below (random, MAX_ITEMS),
                                         .n_places = 1 + below (random, MAX_PLACES),
                                         .weights = s->weights,
                                         .priorities = s->priorities,
                                         .bins = s->bins,
                                         .bin_sizes = s->sizes,
                                         .options = s->options };
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

/* Where items were, some nowhere and some at places or bins that there are not, under any mix of the three rules on changes. */
static void
make_previous (PoskoRandom *random, Small *s)
{
  s->problem.previous = s->previous;
  for (guint i = 0; i < s->problem.n_items; i++)
    s->previous[i] = (PoskoAssignmentSeat){ (gssize) below (random, s->problem.n_places + 2) - 1, below (random, 3) };
  s->problem.max_changes = below (random, 2) ? POSKO_ASSIGNMENT_ANY_CHANGES : (gint64) below (random, 4);
  s->problem.change_price = below (random, 2) ? 0 : below (random, 3) ? 1 + below (random, 40) : 1000 * 1000 * 1000;
  s->problem.skip_changes = below (random, 2) == 0;
}

typedef struct
{
  const Small *small;
  gint64 room[MAX_PLACES][2];
  gint64 limit;
  gint64 fewest; /* changes of any answer */
  gint64 best[N_LEVELS];
} Brute;

static void
note_answer (Brute *self, gint64 out, gint64 changes, gint64 cost)
{
  const PoskoAssignmentProblem *problem = &self->small->problem;
  const gint64 levels[N_LEVELS] = { out, problem->skip_changes ? 0 : changes, cost + problem->change_price * changes };
  self->fewest = MIN (self->fewest, changes);
  if (changes > self->limit)
    return;
  for (guint l = 0; l < N_LEVELS; l++)
    {
      if (levels[l] > self->best[l])
        return;
      if (levels[l] < self->best[l])
        break;
    }
  memcpy (self->best, levels, sizeof levels);
}

/* Tries every bin for every item from @item on. */
static void
try_items (Brute *self, guint item, gint64 out, gint64 changes, gint64 cost)
{
  const Small *s = self->small;
  if (item >= MIN (s->problem.n_items, MAX_ITEMS))
    {
      note_answer (self, out, changes, cost);
      return;
    }
  const PoskoAssignmentSeat nowhere = { -1, 0 }, *had = s->problem.previous != NULL ? &s->previous[item] : &nowhere;
  try_items (self, item + 1, out + s->priorities[item], changes + (had->place >= 0), cost);
  for (guint o = 0; o < s->problem.n_options; o++)
    for (guint b = 0; b < 2 && s->options[o].item == item; b++)
      {
        const guint j = s->options[o].place;
        const gboolean changed = s->problem.previous != NULL && (had->place != (gssize) j || had->bin != b);
        if ((gint64) b >= s->bins[j] || self->room[j][b] < s->weights[item])
          continue;
        self->room[j][b] -= s->weights[item];
        try_items (self, item + 1, out, changes + changed, cost + s->options[o].cost);
        self->room[j][b] += s->weights[item];
      }
}

static void
brute_force (const Small *s, Brute *self)
{
  *self = (Brute){ .small = s, .limit = -1, .fewest = G_MAXINT64 };
  for (guint j = 0; j < MAX_PLACES; j++)
    self->room[j][0] = self->room[j][1] = s->sizes[j];
  try_items (self, 0, 0, 0, 0);
  self->limit = s->problem.previous == NULL || s->problem.max_changes < 0 ? G_MAXINT64 : MAX (self->fewest, s->problem.max_changes);
  for (guint l = 0; l < N_LEVELS; l++)
    self->best[l] = G_MAXINT64;
  try_items (self, 0, 0, 0, 0);
}

/* That the answer is what it says: bins, changes, levels. */
static void
check_answer (Brute *self, const PoskoAssignment *answer)
{
  const Small *s = self->small;
  gint64 out = 0, changes = 0, cost = 0;
  for (guint i = 0; i < s->problem.n_items; i++)
    {
      const gboolean had = s->problem.previous != NULL && s->previous[i].place >= 0;
      if (answer->chosen[i] < 0)
        {
          out += s->priorities[i];
          changes += had;
          continue;
        }
      const PoskoAssignmentOption *option = &s->options[answer->chosen[i]];
      g_assert_cmpuint (option->item, ==, i);
      g_assert_cmpint (answer->bin[i], >=, 0);
      g_assert_cmpint (answer->bin[i], <, s->bins[option->place]);
      self->room[option->place][answer->bin[i]] -= s->weights[i];
      g_assert_cmpint (self->room[option->place][answer->bin[i]], >=, 0);
      cost += option->cost;
      if (s->problem.previous != NULL)
        changes += s->previous[i].place != (gssize) option->place || s->previous[i].bin != answer->bin[i];
    }
  g_assert_cmpint (changes, ==, answer->n_changes);
  g_assert_cmpint (changes, <=, self->limit);
  g_assert_cmpint (answer->results[POSKO_ASSIGNMENT_LEFT_OUT].value, ==, out);
  g_assert_cmpint (answer->results[POSKO_ASSIGNMENT_CHANGES].value, ==, s->problem.skip_changes ? 0 : changes);
  g_assert_cmpint (answer->results[POSKO_ASSIGNMENT_COST].value, ==, cost + s->problem.change_price * changes);
}

/* Returns whether the answer is the best there is, and its bounds are honest in any case. */
static gboolean
check_small (const Small *s, gboolean exact)
{
  const PoskoSolveParams params = POSKO_SOLVE_PARAMS_INIT;
  g_autoptr (GError) error = NULL;
  Brute brute;
  brute_force (s, &brute);
  g_autoptr (PoskoAssignment) answer = posko_assignment_solve (&s->problem, &params, &error);
  g_assert_no_error (error);
  check_answer (&brute, answer);
  for (guint l = 0; l < N_LEVELS; l++)
    {
      const PoskoSolveResult *result = &answer->results[l];
      g_assert_cmpint (result->bound, <=, brute.best[l]);
      g_assert_cmpint (result->status == POSKO_SOLVE_OPTIMAL, ==, result->bound == result->value);
      if (exact)
        g_assert_cmpint (result->value, ==, brute.best[l]);
      if (exact)
        g_assert_cmpint (result->bound, ==, brute.best[l]);
      if (result->value != brute.best[l])
        return FALSE; /* later bounds speak of answers as good as this one */
    }
  return TRUE;
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
      check_small (&s, TRUE);
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
      check_small (&s, TRUE);
    }
}

/* Items of one weight among bins they had before: exact. Of several: bounds are honest, and nearly always they are closed. */
static void
test_previous (void)
{
  PoskoRandom random;
  guint n_best = 0;
  posko_random_init (&random, 6, 3);
  for (guint round = 0; round < 600; round++)
    {
      Small s;
      const gboolean one_weight = round % 4 != 0;
      make_small (&random, one_weight, &s);
      make_previous (&random, &s);
      n_best += check_small (&s, one_weight);
    }
  g_assert_cmpuint (n_best, >=, 590);
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
  const PoskoAssignmentProblem problem = { .n_items = N,
                                           .n_places = 3,
                                           .n_options = 3 * N,
                                           .weights = weights,
                                           .priorities = weights,
                                           .bins = bins,
                                           .bin_sizes = sizes,
                                           .options = options };
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
  for (guint level = 0; level < N_LEVELS; level++)
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
  g_test_add_func ("/assignment/previous", test_previous);
  g_test_add_func ("/assignment/weights", test_weights);
  g_test_add_func ("/assignment/many-weights", test_many_weights);
  g_test_add_func ("/assignment/cancel", test_cancel);
  return g_test_run ();
}
