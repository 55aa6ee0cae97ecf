/* mip-relaxation.c: the linear relaxation by Clp, in this process; see mip.h.
 *
 * Clp models are independent of each other, so several threads may solve at once. Clp's C interface cannot be
 * interrupted without its log: it is run in slices of SLICE_ITERATIONS, and the cancellable is looked at between them.
 * A slice starts from the last one's basis, so the path does not depend on the clock.
 */
#include "mip-private.h"
#include <coin/Clp_C_Interface.h>
#include <math.h>
#include <string.h>

#define SLICE_ITERATIONS 2000
#define MAX_SLICES 2000 /* four million pivots */

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Clp_Simplex, Clp_deleteModel)

/* Clp's answer to "how did it end" */
enum
{
  CLP_OPTIMAL = 0,
  CLP_PRIMAL_INFEASIBLE = 1,
  CLP_DUAL_INFEASIBLE = 2,
  CLP_STOPPED = 3,
};

static gboolean
run_slices (Clp_Simplex *model, GCancellable *cancellable, guint64 *iterations, GError **error)
{
  int status = CLP_STOPPED;
  for (guint slice = 0; slice < MAX_SLICES && status == CLP_STOPPED; slice++)
    {
      if (posko_set_error_if_cancelled (cancellable, error))
        return FALSE;
      Clp_setNumberIterations (model, 0);
      Clp_setMaximumIterations (model, SLICE_ITERATIONS);
      Clp_dual (model, 0);
      *iterations += (guint64) MAX (Clp_numberIterations (model), 0);
      status = Clp_status (model);
    }
  return TRUE;
}

static void
copy_out (gdouble *to, const gdouble *from, guint n)
{
  if (to != NULL)
    memcpy (to, from, n * sizeof *to);
}

gboolean
posko_mip_solve_relaxation (const PoskoMip *self, const PoskoSolveParams *params, gdouble *values,
                            gdouble *reduced_costs, gdouble *duals, PoskoMipResult *result, GError **error)
{
  const guint n_columns = posko_mip_n_columns (self), n_rows = posko_mip_n_rows (self);
  g_auto (PoskoMipMatrix) matrix = { 0 };
  g_return_val_if_fail (params != NULL && result != NULL, FALSE);

  if (!posko_mip_build_matrix (self, &matrix, error))
    return FALSE;
  g_autoptr (Clp_Simplex) model = Clp_newModel ();
  Clp_setLogLevel (model, 0);
  Clp_loadProblem (
      model, (int) n_columns, (int) n_rows, matrix.starts, matrix.rows, matrix.values,
      (const double *) (const void *) self->column_lower->data,
      (const double *) (const void *) self->column_upper->data, (const double *) (const void *) self->column_cost->data,
      (const double *) (const void *) self->row_lower->data, (const double *) (const void *) self->row_upper->data);

  *result = (PoskoMipResult){ .status = POSKO_SOLVE_NONE, .stop = POSKO_STOP_EFFORT, .value = NAN, .bound = -INFINITY };
  if (!run_slices (model, params->cancellable, &result->nodes, error))
    return FALSE;
  switch (Clp_status (model))
    {
    case CLP_OPTIMAL:
      result->status = POSKO_SOLVE_OPTIMAL;
      result->stop = POSKO_STOP_PROVEN;
      result->value = result->bound = Clp_objectiveValue (model);
      copy_out (values, Clp_primalColumnSolution (model), n_columns);
      copy_out (reduced_costs, Clp_dualColumnSolution (model), n_columns);
      copy_out (duals, Clp_dualRowSolution (model), n_rows);
      return TRUE;
    case CLP_PRIMAL_INFEASIBLE:
      result->status = POSKO_SOLVE_INFEASIBLE;
      result->stop = POSKO_STOP_PROVEN;
      result->bound = INFINITY;
      return TRUE;
    case CLP_STOPPED:
      return TRUE;
    case CLP_DUAL_INFEASIBLE:
      g_set_error_literal (error, POSKO_ERROR, POSKO_ERROR_SOLVER, "the linear program is unbounded");
      return FALSE;
    default:
      g_set_error (error, POSKO_ERROR, POSKO_ERROR_SOLVER, "the linear program failed (Clp status %d)",
                   Clp_status (model));
      return FALSE;
    }
}
