/* mip.h: linear and mixed-integer programs, for the solvers of this room.
 *
 * A model is built column by column and row by row, then solved either as a linear program (Clp, in this process) or
 * as a mixed-integer program (CBC, in a worker process of ours: its C API is neither thread-safe nor cancellable). The
 * worker, `posko-mip-worker`, reads one model from its standard input and writes one answer; it dies with its parent.
 * It is looked for in $POSKO_MIP_WORKER, beside the running program, up to three folders above it (the build tree), and
 * in libexecdir. A start of the worker costs some 10 ms.
 * Effort is counted in branch-and-bound nodes, so an answer does not depend on the machine's speed.
 * Minimises. Data should be integers held in doubles; then a bound is rounded up to the next integer soundly.
 */
#pragma once
#include "solve.h"
G_BEGIN_DECLS

#define POSKO_MIP_INFINITY 1e30
#define POSKO_MIP_MAX_ENTRIES (50u * 1000 * 1000) /* over it: %POSKO_ERROR_LIMIT when the model is solved */
#define POSKO_MIP_MAX_COLUMNS (10u * 1000 * 1000)
#define POSKO_MIP_MAX_ROWS (10u * 1000 * 1000)

typedef struct _PoskoMip PoskoMip; /* not thread-safe while it is built; may be solved from several threads */

PoskoMip *posko_mip_new (void);
void posko_mip_free (PoskoMip *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoMip, posko_mip_free)

/** Returns: the new column's index. @lower..@upper are its bounds, ±POSKO_MIP_INFINITY for none. */
guint posko_mip_add_column (PoskoMip *self, gdouble lower, gdouble upper, gdouble cost, gboolean integer);

/** Returns: the new row's index; its activity must lie in @lower..@upper. */
guint posko_mip_add_row (PoskoMip *self, gdouble lower, gdouble upper);

/** Adds @value × column to a row; two entries at one place add up. */
void posko_mip_add_entry (PoskoMip *self, guint row, guint column, gdouble value);

void posko_mip_set_cost (PoskoMip *self, guint column, gdouble cost);
void posko_mip_set_bounds (PoskoMip *self, guint column, gdouble lower, gdouble upper);

/**
 * posko_mip_set_start:
 * @values: (nullable): a feasible point, one number a column, copied: the search starts from it and is never worse
 */
void posko_mip_set_start (PoskoMip *self, const gdouble *values);

/**
 * posko_mip_evaluate:
 * @values: (array): one number a column
 * @tolerance: largest violation of a row or of a column's bound or integrality that still counts as met
 * @value: (out) (optional): the cost of @values
 *
 * Returns: whether @values is a feasible point. O(entries).
 */
gboolean posko_mip_evaluate (const PoskoMip *self, const gdouble *values, gdouble tolerance, gdouble *value);

guint posko_mip_n_columns (const PoskoMip *self);
guint posko_mip_n_rows (const PoskoMip *self);

typedef struct
{
  PoskoSolveStatus status;
  PoskoStopReason stop;
  gdouble value; /* cost of the best point; NaN when there is none */
  gdouble bound; /* no point costs less; -infinity when nothing is known */
  guint64 nodes;
} PoskoMipResult;

/**
 * posko_mip_solve:
 * @params: `iterations` is the node limit (0 = 100,000)
 * @relative_gap: stop as soon as (value - bound) / value is at most this; 0 for a full proof
 * @values: (out) (array): one number a column; integer columns are exact whole numbers
 *
 * One thread, one seed, a node limit: the same answer every time. The bound is the search's own, never above the value;
 * where all costs sit on integer columns and are whole, it is rounded up. Thread-safe: each call has a worker of its
 * own. Polls `cancellable` every 50 ms and kills the worker when it is cancelled.
 *
 * Returns: %FALSE with @error (%POSKO_ERROR_CANCELLED, %POSKO_ERROR_SOLVER, %POSKO_ERROR_LIMIT); an infeasible model is
 * a result, an unbounded one is %POSKO_ERROR_SOLVER
 */
gboolean posko_mip_solve (const PoskoMip *self, const PoskoSolveParams *params, gdouble relative_gap, gdouble *values,
                          PoskoMipResult *result, GError **error);

/**
 * posko_mip_solve_relaxation:
 * @values: (out) (array) (optional): one number a column
 * @reduced_costs: (out) (array) (optional): one number a column
 * @duals: (out) (array) (optional): one number a row
 *
 * Solves without the integrality, by Clp's dual simplex. In this process, thread-safe, deterministic. A reduced cost is
 * cost - duals × column; duals are the change of the optimum for one more unit on the right-hand side.
 */
gboolean posko_mip_solve_relaxation (const PoskoMip *self, const PoskoSolveParams *params, gdouble *values,
                                     gdouble *reduced_costs, gdouble *duals, PoskoMipResult *result, GError **error);

G_END_DECLS
