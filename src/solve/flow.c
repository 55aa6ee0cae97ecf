/* flow.c: flows of least cost by the network simplex method; see flow.h.
 *
 * Method: primal network simplex on strongly feasible trees (Cunningham, "A network simplex method", Mathematical Programming 11,
 * 1976, doi:10.1007/BF01580379), which cannot cycle; entering arcs by block search (Király & Kovács, "Efficient implementations of
 * minimum-cost flow algorithms", Acta Universitatis Sapientiae, Informatica 4, 2012). Where it departs: the tree is kept as lists
 * of children instead of a thread index, which is simpler and as fast on our flat networks.
 * Cost: O(√arcs + nodes on the cycle and in the moved subtree) a pivot; in practice some 2 to 5 pivots a node.
 *
 *           root                every node hangs on the root by an artificial arc at first, at a price no real
 *          /  |  \              path can reach; what still flows there at the end cannot be routed
 *         0   1   2 …
 */
#include "flow.h"
#include <math.h>

#define SUM_LIMIT ((gint64) 1 << 60)
#define NONE G_MAXUINT32
#define CANCEL_PIVOTS 256

typedef struct
{
  guint32 from, to;
  gint64 capacity, cost;
} Arc;

struct _PoskoFlow
{
  guint n_nodes;
  gint64 *supply;
  GArray *arcs; /* Arc */
};

typedef enum
{
  AT_LOWER = 1,
  IN_TREE = 0,
  AT_UPPER = -1,
} ArcState;

typedef struct
{
  guint32 parent, first_child, next_sibling, previous_sibling;
  guint32 arc; /* to the parent */
  guint32 depth;
  gboolean up; /* the arc runs from here to the parent */
  gint64 potential;
} Node;

typedef struct
{
  guint n_nodes, n_real, n_arcs; /* nodes without the root; arcs without and with the artificial ones */
  Arc *arcs;
  gint64 *flow;
  gint8 *state;
  Node *nodes;
  guint next_arc, block;
} Simplex;

static void
simplex_clear (Simplex *self)
{
  g_free (self->arcs);
  g_free (self->flow);
  g_free (self->state);
  g_free (self->nodes);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Simplex, simplex_clear)

PoskoFlow *
posko_flow_new (guint n_nodes)
{
  g_return_val_if_fail (n_nodes < NONE - 1, NULL);
  PoskoFlow *self = g_new0 (PoskoFlow, 1);
  self->n_nodes = n_nodes;
  self->supply = g_new0 (gint64, MAX (n_nodes, 1));
  self->arcs = g_array_new (FALSE, FALSE, sizeof (Arc));
  return self;
}

void
posko_flow_free (PoskoFlow *self)
{
  g_free (self->supply);
  g_array_unref (self->arcs);
  g_free (self);
}

void
posko_flow_add_supply (PoskoFlow *self, guint node, gint64 amount)
{
  g_return_if_fail (node < self->n_nodes);
  self->supply[node] += amount;
}

guint
posko_flow_add_arc (PoskoFlow *self, guint from, guint to, gint64 capacity, gint64 cost)
{
  g_return_val_if_fail (from < self->n_nodes && to < self->n_nodes && capacity >= 0, 0);
  const Arc arc = { from, to, capacity, cost };
  g_array_append_val (self->arcs, arc);
  return self->arcs->len - 1;
}

static gint64
saturating_add (gint64 a, gint64 b)
{
  return b > SUM_LIMIT - a ? SUM_LIMIT : a + b;
}

/* Whether every sum of the method fits 64 bits, with room to spare. */
static gboolean
check_limits (const PoskoFlow *self, gint64 *largest_cost, GError **error)
{
  gint64 sent = 0, taken = 0, largest = 0;
  for (guint i = 0; i < self->n_nodes; i++)
    if (self->supply[i] >= 0)
      sent = saturating_add (sent, MIN (self->supply[i], SUM_LIMIT));
    else
      taken = saturating_add (taken, self->supply[i] < -SUM_LIMIT ? SUM_LIMIT : -self->supply[i]);
  for (guint a = 0; a < self->arcs->len; a++)
    {
      const Arc *arc = &g_array_index (self->arcs, Arc, a);
      largest = MAX (largest, arc->cost == G_MININT64 ? G_MAXINT64 : ABS (arc->cost));
      if (arc->capacity >= SUM_LIMIT)
        sent = SUM_LIMIT;
    }
  if (sent >= SUM_LIMIT || taken != sent || self->arcs->len > POSKO_FLOW_MAX_ARCS ||
      largest >= SUM_LIMIT / ((gint64) self->n_nodes + 2))
    {
      g_set_error (error, POSKO_ERROR, POSKO_ERROR_LIMIT,
                   "a network of %u nodes and %u arcs has supplies, capacities or costs over the limit", self->n_nodes,
                   self->arcs->len);
      return FALSE;
    }
  *largest_cost = largest;
  return TRUE;
}

static void
hang (Simplex *self, guint32 child, guint32 parent)
{
  Node *node = &self->nodes[child];
  node->parent = parent;
  node->previous_sibling = NONE;
  node->next_sibling = self->nodes[parent].first_child;
  if (node->next_sibling != NONE)
    self->nodes[node->next_sibling].previous_sibling = child;
  self->nodes[parent].first_child = child;
}

static void
unhang (Simplex *self, guint32 child)
{
  const Node *node = &self->nodes[child];
  if (node->next_sibling != NONE)
    self->nodes[node->next_sibling].previous_sibling = node->previous_sibling;
  if (node->previous_sibling != NONE)
    self->nodes[node->previous_sibling].next_sibling = node->next_sibling;
  else
    self->nodes[node->parent].first_child = node->next_sibling;
}

static void
simplex_init (Simplex *self, const PoskoFlow *flow, gint64 largest_cost)
{
  const guint32 root = flow->n_nodes;
  const gint64 artificial = largest_cost * ((gint64) flow->n_nodes + 1) + 1;
  self->n_nodes = flow->n_nodes;
  self->n_real = flow->arcs->len;
  self->n_arcs = self->n_real + self->n_nodes;
  self->arcs = g_new (Arc, MAX (self->n_arcs, 1));
  self->flow = g_new0 (gint64, MAX (self->n_arcs, 1));
  self->state = g_new (gint8, MAX (self->n_arcs, 1));
  self->nodes = g_new0 (Node, (gsize) self->n_nodes + 1);
  self->block = MAX (16, (guint) sqrt ((gdouble) self->n_real));
  for (guint a = 0; a < self->n_real; a++)
    {
      self->arcs[a] = g_array_index (flow->arcs, Arc, a);
      self->state[a] = AT_LOWER;
    }
  self->nodes[root] = (Node){ .parent = NONE, .first_child = NONE, .next_sibling = NONE, .previous_sibling = NONE, .arc = NONE };
  for (guint32 i = 0; i < self->n_nodes; i++)
    {
      const guint32 a = self->n_real + i;
      const gboolean up = flow->supply[i] >= 0; /* also where it is 0: an empty arc must point to the root */
      self->arcs[a] = (Arc){ up ? i : root, up ? root : i, SUM_LIMIT, artificial };
      self->flow[a] = ABS (flow->supply[i]);
      self->state[a] = IN_TREE;
      self->nodes[i].first_child = NONE;
      self->nodes[i].arc = a;
      self->nodes[i].depth = 1;
      self->nodes[i].up = up;
      self->nodes[i].potential = up ? -artificial : artificial;
      hang (self, i, root);
    }
}

/* Reduced cost: cost + potential of the tail - potential of the head; 0 on the tree. */
static gint64
violation (const Simplex *self, guint32 a)
{
  const Arc *arc = &self->arcs[a];
  return self->state[a] * (arc->cost + self->nodes[arc->from].potential - self->nodes[arc->to].potential);
}

/* Returns: the worst arc of the first block that has a bad one, or NONE: optimal */
static guint32
find_entering (Simplex *self)
{
  gint64 worst = 0;
  guint32 entering = NONE;
  guint in_block = 0;
  for (guint seen = 0; seen < self->n_real; seen++)
    {
      const guint32 a = self->next_arc;
      self->next_arc = a + 1 == self->n_real ? 0 : a + 1;
      const gint64 v = violation (self, a);
      if (v < worst)
        {
          worst = v;
          entering = a;
        }
      if (++in_block == self->block)
        {
          if (entering != NONE)
            return entering;
          in_block = 0;
        }
    }
  return entering;
}

static guint32
find_join (const Simplex *self, guint32 u, guint32 v)
{
  while (u != v)
    if (self->nodes[u].depth >= self->nodes[v].depth)
      u = self->nodes[u].parent;
    else
      v = self->nodes[v].parent;
  return u;
}

/* What can still flow over the arc from @u to its parent (@upward) or back. */
static gint64
residual (const Simplex *self, guint32 u, gboolean upward)
{
  const guint32 a = self->nodes[u].arc;
  return self->nodes[u].up == upward ? self->arcs[a].capacity - self->flow[a] : self->flow[a];
}

static void
push (Simplex *self, guint32 u, guint32 join, gboolean upward, gint64 amount)
{
  for (; u != join; u = self->nodes[u].parent)
    self->flow[self->nodes[u].arc] += self->nodes[u].up == upward ? amount : -amount;
}

/* Moves the subtree that @out was the top of under @outside, by arc @a whose end inside is @inside. */
static void
move_subtree (Simplex *self, guint32 out, guint32 inside, guint32 outside, guint32 a)
{
  guint32 u = inside, new_parent = outside, arc = a;
  gboolean up = self->arcs[a].from == inside;
  const gint64 shift = up ? self->nodes[outside].potential - self->arcs[a].cost - self->nodes[inside].potential
                          : self->nodes[outside].potential + self->arcs[a].cost - self->nodes[inside].potential;
  for (gboolean last = FALSE; !last;)
    {
      Node *node = &self->nodes[u];
      const guint32 old_parent = node->parent, old_arc = node->arc;
      const gboolean old_up = node->up;
      last = u == out;
      unhang (self, u);
      hang (self, u, new_parent);
      node->arc = arc;
      node->up = up;
      new_parent = u;
      arc = old_arc;
      up = !old_up; /* the same arc, seen from the other end */
      u = old_parent;
    }
  for (u = inside;;)
    {
      Node *node = &self->nodes[u];
      node->depth = self->nodes[node->parent].depth + 1;
      node->potential += shift;
      if (node->first_child != NONE)
        {
          u = node->first_child;
          continue;
        }
      while (u != inside && self->nodes[u].next_sibling == NONE)
        u = self->nodes[u].parent;
      if (u == inside)
        break;
      u = self->nodes[u].next_sibling;
    }
}

static void
pivot (Simplex *self, guint32 entering)
{
  const gboolean forward = self->state[entering] == AT_LOWER;
  const guint32 first = forward ? self->arcs[entering].from : self->arcs[entering].to;
  const guint32 second = forward ? self->arcs[entering].to : self->arcs[entering].from;
  const guint32 join = find_join (self, first, second);
  gint64 delta = self->arcs[entering].capacity;
  guint32 out = NONE;
  gboolean on_first = FALSE;

  /* The last blocking arc of the cycle, seen from the join in the direction of the flow: it keeps the tree strongly feasible. */
  for (guint32 u = first; u != join; u = self->nodes[u].parent)
    if (residual (self, u, FALSE) < delta)
      {
        delta = residual (self, u, FALSE);
        out = u;
        on_first = TRUE;
      }
  for (guint32 u = second; u != join; u = self->nodes[u].parent)
    if (residual (self, u, TRUE) <= delta)
      {
        delta = residual (self, u, TRUE);
        out = u;
        on_first = FALSE;
      }
  if (delta > 0)
    {
      self->flow[entering] += forward ? delta : -delta;
      push (self, first, join, FALSE, delta);
      push (self, second, join, TRUE, delta);
    }
  if (out == NONE)
    {
      self->state[entering] = forward ? AT_UPPER : AT_LOWER;
      return;
    }
  const guint32 leaving = self->nodes[out].arc;
  self->state[leaving] = self->flow[leaving] == 0 ? AT_LOWER : AT_UPPER;
  self->state[entering] = IN_TREE;
  move_subtree (self, out, on_first ? first : second, on_first ? second : first, entering);
}

/* Returns: whether the costs add up without overflow */
static gboolean
read_answer (const Simplex *self, gint64 *flows, PoskoSolveResult *result, GError **error)
{
  gint64 left = 0, value = 0;
  for (guint a = self->n_real; a < self->n_arcs; a++)
    left += self->flow[a] > 0;
  for (guint a = 0; a < self->n_real; a++)
    {
      gint64 cost;
      flows[a] = self->flow[a];
      if (__builtin_mul_overflow (self->flow[a], self->arcs[a].cost, &cost) || __builtin_add_overflow (value, cost, &value))
        {
          g_set_error_literal (error, POSKO_ERROR, POSKO_ERROR_LIMIT, "the cost of a flow does not fit 64 bits");
          return FALSE;
        }
    }
  result->status = left > 0 ? POSKO_SOLVE_INFEASIBLE : POSKO_SOLVE_OPTIMAL;
  result->stop = POSKO_STOP_PROVEN;
  result->value = result->bound = value;
  return TRUE;
}

gboolean
posko_flow_solve (const PoskoFlow *self, const PoskoSolveParams *params, gint64 *flows, PoskoSolveResult *result, GError **error)
{
  gint64 largest_cost;
  g_auto (Simplex) simplex = { 0 };
  g_return_val_if_fail (params != NULL && result != NULL && (flows != NULL || self->arcs->len == 0), FALSE);

  *result = (PoskoSolveResult){ .status = POSKO_SOLVE_NONE, .stop = POSKO_STOP_EFFORT };
  if (!check_limits (self, &largest_cost, error))
    return FALSE;
  simplex_init (&simplex, self, largest_cost);
  for (;;)
    {
      if (result->iterations % CANCEL_PIVOTS == 0 && posko_set_error_if_cancelled (params->cancellable, error))
        return FALSE;
      const guint32 entering = find_entering (&simplex);
      if (entering == NONE)
        return read_answer (&simplex, flows, result, error);
      if (params->iterations > 0 && result->iterations >= params->iterations)
        return TRUE;
      pivot (&simplex, entering);
      result->iterations++;
    }
}
