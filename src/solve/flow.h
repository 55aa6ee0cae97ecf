/* flow.h: flows of least cost through a network, exactly, on whole numbers.
 *
 * The tool under assignment.h (named things to places) and roster.h (people to posts once their hours are settled), and for
 * whatever else is a transport. Made for up to a few million arcs; every capacity is finite, so no answer is unbounded.
 */
#pragma once
#include "solve.h"
G_BEGIN_DECLS

#define POSKO_FLOW_MAX_ARCS (50u * 1000 * 1000)

typedef struct _PoskoFlow PoskoFlow; /* not thread-safe while it is built */

/** Returns: (transfer full): a network of @n_nodes nodes, 0 …, without arcs and with no supply anywhere */
PoskoFlow *posko_flow_new (guint n_nodes);
void posko_flow_free (PoskoFlow *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoFlow, posko_flow_free)

/** Adds @amount to what @node sends out (positive) or takes in (negative). All supplies must add up to 0. */
void posko_flow_add_supply (PoskoFlow *self, guint node, gint64 amount);

/** Returns: the new arc's index. @capacity at least 0; @cost for each unit, may be negative. */
guint posko_flow_add_arc (PoskoFlow *self, guint from, guint to, gint64 capacity, gint64 cost);

/**
 * posko_flow_solve:
 * @params: `iterations` is the limit of pivots (0 = none)
 * @flows: (out) (array): units on each arc
 *
 * The result is proven optimal, or %POSKO_SOLVE_INFEASIBLE (the supplies cannot be routed; @flows is then of no meaning), or
 * %POSKO_SOLVE_NONE when the limit of pivots was met. The same network gives the same flows every time.
 *
 * Returns: %FALSE with @error: %POSKO_ERROR_CANCELLED, or %POSKO_ERROR_LIMIT when costs or capacities are too large for whole
 *   64-bit sums (|cost| · (nodes + 2) and the sum of supplies must stay under 2⁶⁰) or supplies do not add up
 */
gboolean posko_flow_solve (const PoskoFlow *self, const PoskoSolveParams *params, gint64 *flows, PoskoSolveResult *result,
                           GError **error);

G_END_DECLS
