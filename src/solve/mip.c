/* mip.c: the model store, and what an answer of the worker is worth; see mip.h.
 *
 * The worker's answer is not trusted: integer columns are rounded, the point is held against every row, its cost is
 * recomputed, and the start is given back where it is better. A bound that makes no sense is replaced by that of the
 * linear relaxation. Cost: O(entries) beside the search.
 */
#include "mip-private.h"
#include <math.h>
#include <string.h>

#define FEASIBILITY_TOLERANCE 1e-5 /* CBC works to 1e-6; rounding its integers may add as much again */
#define DEFAULT_NODE_LIMIT 100000
#define NONSENSE 1e40 /* CBC says 1e50 where it knows nothing */

PoskoMip *
posko_mip_new (void)
{
  PoskoMip *self = g_new0 (PoskoMip, 1);
  self->column_lower = g_array_new (FALSE, FALSE, sizeof (gdouble));
  self->column_upper = g_array_new (FALSE, FALSE, sizeof (gdouble));
  self->column_cost = g_array_new (FALSE, FALSE, sizeof (gdouble));
  self->column_integer = g_byte_array_new ();
  self->row_lower = g_array_new (FALSE, FALSE, sizeof (gdouble));
  self->row_upper = g_array_new (FALSE, FALSE, sizeof (gdouble));
  self->entry_row = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->entry_column = g_array_new (FALSE, FALSE, sizeof (guint32));
  self->entry_value = g_array_new (FALSE, FALSE, sizeof (gdouble));
  return self;
}

void
posko_mip_free (PoskoMip *self)
{
  if (self == NULL)
    return;
  g_array_unref (self->column_lower);
  g_array_unref (self->column_upper);
  g_array_unref (self->column_cost);
  g_byte_array_unref (self->column_integer);
  g_array_unref (self->row_lower);
  g_array_unref (self->row_upper);
  g_array_unref (self->entry_row);
  g_array_unref (self->entry_column);
  g_array_unref (self->entry_value);
  g_free (self->start);
  g_free (self);
}

guint
posko_mip_add_column (PoskoMip *self, gdouble lower, gdouble upper, gdouble cost, gboolean integer)
{
  const guint8 flag = integer ? 1 : 0;
  if (self->column_lower->len >= POSKO_MIP_MAX_COLUMNS)
    {
      self->over_limit = TRUE;
      return self->column_lower->len - 1;
    }
  g_array_append_val (self->column_lower, lower);
  g_array_append_val (self->column_upper, upper);
  g_array_append_val (self->column_cost, cost);
  g_byte_array_append (self->column_integer, &flag, 1);
  g_clear_pointer (&self->start, g_free); /* it has one number too few now */
  return self->column_lower->len - 1;
}

guint
posko_mip_add_row (PoskoMip *self, gdouble lower, gdouble upper)
{
  if (self->row_lower->len >= POSKO_MIP_MAX_ROWS)
    {
      self->over_limit = TRUE;
      return self->row_lower->len - 1;
    }
  g_array_append_val (self->row_lower, lower);
  g_array_append_val (self->row_upper, upper);
  return self->row_lower->len - 1;
}

void
posko_mip_add_entry (PoskoMip *self, guint row, guint column, gdouble value)
{
  g_return_if_fail (row < self->row_lower->len && column < self->column_lower->len);
  g_return_if_fail (isfinite (value));
  if (self->entry_row->len >= POSKO_MIP_MAX_ENTRIES)
    {
      self->over_limit = TRUE;
      return;
    }
  g_array_append_val (self->entry_row, row);
  g_array_append_val (self->entry_column, column);
  g_array_append_val (self->entry_value, value);
}

void
posko_mip_set_cost (PoskoMip *self, guint column, gdouble cost)
{
  g_return_if_fail (column < self->column_lower->len && isfinite (cost));
  g_array_index (self->column_cost, gdouble, column) = cost;
}

void
posko_mip_set_bounds (PoskoMip *self, guint column, gdouble lower, gdouble upper)
{
  g_return_if_fail (column < self->column_lower->len && lower <= upper);
  g_array_index (self->column_lower, gdouble, column) = lower;
  g_array_index (self->column_upper, gdouble, column) = upper;
}

void
posko_mip_set_start (PoskoMip *self, const gdouble *values)
{
  g_free (self->start);
  self->start = values == NULL ? NULL : g_memdup2 (values, self->column_lower->len * sizeof *values);
}

guint
posko_mip_n_columns (const PoskoMip *self)
{
  return self->column_lower->len;
}

guint
posko_mip_n_rows (const PoskoMip *self)
{
  return self->row_lower->len;
}

/* --- the matrix by columns --- */

void
posko_mip_matrix_clear (PoskoMipMatrix *self)
{
  g_clear_pointer (&self->starts, g_free);
  g_clear_pointer (&self->rows, g_free);
  g_clear_pointer (&self->values, g_free);
  self->n_entries = 0;
}

/* A stable counting sort of @order by @keys. */
static guint32 *
sorted_by (const guint32 *keys, guint n_keys, const guint32 *order, guint n)
{
  g_autofree guint32 *place = g_new0 (guint32, (gsize) n_keys + 1);
  guint32 *sorted = g_new (guint32, MAX (n, 1));
  for (guint k = 0; k < n; k++)
    place[keys[k] + 1]++;
  for (guint c = 0; c < n_keys; c++)
    place[c + 1] += place[c];
  for (guint k = 0; k < n; k++)
    {
      const guint32 entry = order == NULL ? k : order[k];
      sorted[place[keys[entry]]++] = entry;
    }
  return sorted;
}

gboolean
posko_mip_build_matrix (const PoskoMip *self, PoskoMipMatrix *matrix, GError **error)
{
  const guint n_columns = posko_mip_n_columns (self), n = self->entry_row->len;
  const guint32 *rows = (const guint32 *) (const void *) self->entry_row->data;
  const guint32 *columns = (const guint32 *) (const void *) self->entry_column->data;

  if (self->over_limit)
    {
      g_set_error (error, POSKO_ERROR, POSKO_ERROR_LIMIT, "the program has over %u columns, %u rows or %u entries",
                   POSKO_MIP_MAX_COLUMNS, POSKO_MIP_MAX_ROWS, POSKO_MIP_MAX_ENTRIES);
      return FALSE;
    }
  g_autofree guint32 *by_row = sorted_by (rows, posko_mip_n_rows (self), NULL, n);
  g_autofree guint32 *by_column = sorted_by (columns, n_columns, by_row, n);
  matrix->starts = g_new0 (gint32, (gsize) n_columns + 1);
  matrix->rows = g_new (gint32, MAX (n, 1));
  matrix->values = g_new (gdouble, MAX (n, 1));

  guint m = 0;
  for (guint c = 0, k = 0; c < n_columns; c++)
    {
      const guint first = m;
      for (; k < n && columns[by_column[k]] == c; k++)
        {
          const gint32 row = (gint32) rows[by_column[k]];
          const gdouble value = g_array_index (self->entry_value, gdouble, by_column[k]);
          if (m > first && matrix->rows[m - 1] == row)
            matrix->values[m - 1] += value;
          else
            {
              matrix->rows[m] = row;
              matrix->values[m++] = value;
            }
        }
      matrix->starts[c + 1] = (gint32) m;
    }
  matrix->n_entries = m;
  return TRUE;
}

/* --- what a point is worth --- */

gboolean
posko_mip_evaluate (const PoskoMip *self, const gdouble *values, gdouble tolerance, gdouble *value)
{
  const guint n_columns = posko_mip_n_columns (self), n_rows = posko_mip_n_rows (self);
  g_autofree gdouble *activity = g_new0 (gdouble, MAX (n_rows, 1));
  g_autofree gdouble *size = g_new0 (gdouble, MAX (n_rows, 1)); /* of the terms, to scale the tolerance */
  gboolean feasible = TRUE;
  gdouble sum = 0.0;

  for (guint c = 0; c < n_columns; c++)
    {
      const gdouble x = values[c];
      sum += g_array_index (self->column_cost, gdouble, c) * x;
      feasible = feasible && x >= g_array_index (self->column_lower, gdouble, c) - tolerance
                 && x <= g_array_index (self->column_upper, gdouble, c) + tolerance
                 && (!self->column_integer->data[c] || fabs (x - nearbyint (x)) <= tolerance);
    }
  for (guint k = 0; k < self->entry_row->len; k++)
    {
      const guint row = g_array_index (self->entry_row, guint32, k);
      const gdouble term
          = g_array_index (self->entry_value, gdouble, k) * values[g_array_index (self->entry_column, guint32, k)];
      activity[row] += term;
      size[row] = MAX (size[row], fabs (term));
    }
  for (guint r = 0; r < n_rows && feasible; r++)
    {
      const gdouble slack = tolerance * MAX (1.0, size[r]);
      feasible = activity[r] >= g_array_index (self->row_lower, gdouble, r) - slack
                 && activity[r] <= g_array_index (self->row_upper, gdouble, r) + slack;
    }
  if (value != NULL)
    *value = sum;
  return feasible;
}

/* Whether every feasible cost is a whole number: then a bound may be rounded up. */
static gboolean
has_whole_costs (const PoskoMip *self)
{
  for (guint c = 0; c < posko_mip_n_columns (self); c++)
    {
      const gdouble cost = g_array_index (self->column_cost, gdouble, c);
      const gboolean fixed_whole
          = g_array_index (self->column_lower, gdouble, c) == g_array_index (self->column_upper, gdouble, c)
            && g_array_index (self->column_lower, gdouble, c)
                   == nearbyint (g_array_index (self->column_lower, gdouble, c));
      if (cost != nearbyint (cost) || (cost != 0.0 && !self->column_integer->data[c] && !fixed_whole))
        return FALSE;
    }
  return TRUE;
}

static void
round_integers (const PoskoMip *self, gdouble *values)
{
  for (guint c = 0; c < posko_mip_n_columns (self); c++)
    if (self->column_integer->data[c])
      values[c] = nearbyint (values[c]) + 0.0; /* no minus zero */
}

/* Takes the better of the worker's point and the start into @values. Returns whether there is one. */
static gboolean
take_best_point (const PoskoMip *self, gboolean has_values, gdouble *values, gdouble *value)
{
  gdouble start_value = NAN;
  gboolean found = FALSE;
  if (has_values)
    {
      round_integers (self, values);
      found = posko_mip_evaluate (self, values, FEASIBILITY_TOLERANCE, value);
    }
  if (self->start != NULL && posko_mip_evaluate (self, self->start, FEASIBILITY_TOLERANCE, &start_value)
      && (!found || start_value < *value))
    {
      memcpy (values, self->start, posko_mip_n_columns (self) * sizeof *values);
      round_integers (self, values);
      *value = start_value;
      found = TRUE;
    }
  return found;
}

static gdouble
sound_bound (const PoskoMip *self, const PoskoMipAnswer *answer, gdouble relaxation, gboolean found, gdouble value)
{
  gdouble bound = answer->bound;
  if (answer->end == POSKO_MIP_FINISHED && found)
    return value; /* the tree is exhausted */
  if (!isfinite (bound) || fabs (bound) > NONSENSE)
    bound = relaxation;
  bound = MAX (bound, relaxation);
  if (has_whole_costs (self) && isfinite (bound))
    bound = ceil (bound - 1e-6 - 1e-9 * fabs (bound));
  return found ? MIN (bound, value) : bound;
}

static gboolean
judge (const PoskoMip *self, const PoskoSolveParams *params, const PoskoMipAnswer *answer, gdouble *values,
       PoskoMipResult *result, GError **error)
{
  gdouble value = NAN, relaxation = -INFINITY;
  const gboolean found = take_best_point (self, answer->has_values != 0, values, &value);
  PoskoMipResult linear;

  if (answer->end == POSKO_MIP_UNBOUNDED || (answer->end == POSKO_MIP_FAILED && !found))
    {
      g_set_error_literal (error, POSKO_ERROR, POSKO_ERROR_SOLVER,
                           answer->end == POSKO_MIP_UNBOUNDED ? "the integer program is unbounded"
                                                              : "the integer program ran into numerical trouble");
      return FALSE;
    }
  *result = (PoskoMipResult){ .status = POSKO_SOLVE_NONE,
                              .stop = answer->end == POSKO_MIP_TIME ? POSKO_STOP_TIME : POSKO_STOP_EFFORT,
                              .value = value,
                              .bound = -INFINITY,
                              .nodes = answer->nodes };
  if (answer->end == POSKO_MIP_INFEASIBLE && !found)
    {
      result->status = POSKO_SOLVE_INFEASIBLE;
      result->stop = POSKO_STOP_PROVEN;
      result->bound = INFINITY;
      result->value = NAN;
      return TRUE;
    }
  if (answer->end != POSKO_MIP_FINISHED && (!isfinite (answer->bound) || fabs (answer->bound) > NONSENSE))
    {
      if (!posko_mip_solve_relaxation (self, params, NULL, NULL, NULL, &linear, error))
        return FALSE;
      relaxation = linear.bound;
    }
  result->bound = sound_bound (self, answer, relaxation, found, value);
  if (!found)
    result->value = NAN;
  else if (result->bound >= value)
    {
      result->status = POSKO_SOLVE_OPTIMAL;
      result->stop = POSKO_STOP_PROVEN;
    }
  else
    result->status = isfinite (result->bound) ? POSKO_SOLVE_BOUNDED : POSKO_SOLVE_FEASIBLE;
  return TRUE;
}

/* Without columns there is nothing to decide, and CBC does not like it. */
static void
solve_empty (const PoskoMip *self, PoskoMipResult *result)
{
  const gboolean feasible = posko_mip_evaluate (self, NULL, 0.0, NULL);
  *result = (PoskoMipResult){ .status = feasible ? POSKO_SOLVE_OPTIMAL : POSKO_SOLVE_INFEASIBLE,
                              .stop = POSKO_STOP_PROVEN,
                              .value = feasible ? 0.0 : (gdouble) NAN,
                              .bound = feasible ? 0.0 : (gdouble) INFINITY };
}

gboolean
posko_mip_solve (const PoskoMip *self, const PoskoSolveParams *params, gdouble relative_gap, gdouble *values,
                 PoskoMipResult *result, GError **error)
{
  g_auto (PoskoMipMatrix) matrix = { 0 };
  PoskoMipAnswer answer;
  g_return_val_if_fail (params != NULL && values != NULL && result != NULL && relative_gap >= 0.0, FALSE);

  if (posko_set_error_if_cancelled (params->cancellable, error) || !posko_mip_build_matrix (self, &matrix, error))
    return FALSE;
  if (posko_mip_n_columns (self) == 0)
    {
      solve_empty (self, result);
      return TRUE;
    }
  PoskoMipRequest request = { .magic = POSKO_MIP_REQUEST_MAGIC,
                              .seed = params->seed,
                              .node_limit = params->iterations == 0 ? DEFAULT_NODE_LIMIT : params->iterations,
                              .time_limit_seconds = params->time_limit_seconds,
                              .relative_gap = relative_gap,
                              .n_columns = posko_mip_n_columns (self),
                              .n_rows = posko_mip_n_rows (self),
                              .n_entries = matrix.n_entries,
                              .has_start = self->start != NULL };
  if (!posko_mip_ask_worker (self, &matrix, &request, params->cancellable, &answer, values, error))
    return FALSE;
  if (request.has_start && (answer.end == POSKO_MIP_FAILED || answer.end == POSKO_MIP_INFEASIBLE))
    {
      /* CBC 2.10 sometimes trips over a start that is optimal: it finds nothing better and calls that a failure */
      request.has_start = FALSE;
      if (!posko_mip_ask_worker (self, &matrix, &request, params->cancellable, &answer, values, error))
        return FALSE;
    }
  return judge (self, params, &answer, values, result, error);
}
