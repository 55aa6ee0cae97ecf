/* assignment.h: things to places that have room for them, at least cost: exact.
 *
 * Every item goes to at most one place, by one of the options given (sparse: no option, not allowed). A place has bins of one size
 * (sessions of a clinic, parking places of a base); an item goes into one bin whole. Two levels, one strictly before the other:
 *   1. least sum of the priorities of items left out,
 *   2. least sum of the costs of the options taken.
 * Items of one weight make a transport, solved as a flow in milliseconds (flow.h); of several weights, a generalised assignment
 * with bin packing, solved as a mixed-integer program over the ways to fill a bin (mip.h), bounded when it cannot be closed.
 */
#pragma once
#include "solve.h"
G_BEGIN_DECLS

#define POSKO_ASSIGNMENT_MAX_OPTIONS (20u * 1000 * 1000)
#define POSKO_ASSIGNMENT_DEFAULT_NODES 2000u

typedef struct
{
  guint item, place;
  gint64 cost; /* at least 0 */
} PoskoAssignmentOption;

/* Borrowed arrays; only read. */
typedef struct
{
  guint n_items, n_places, n_options;
  const gint64 *weights;    /* (nullable) room each item takes, at least 1; %NULL = 1 each */
  const gint64 *priorities; /* (nullable) what leaving an item out costs, at least 0; %NULL = 1 each */
  const gint64 *bins;       /* bins of each place, at least 0 */
  const gint64 *bin_sizes;  /* room in each of them, at least 0 */
  const PoskoAssignmentOption *options;
} PoskoAssignmentProblem;

typedef struct
{
  gssize *chosen;              /* per item: index of its option, -1 = left out */
  gint64 *bin;                 /* per item: bin within the place, 0 …; -1 = left out */
  PoskoSolveResult results[2]; /* of the levels; the bound of the second holds for the value of the first */
} PoskoAssignment;

/**
 * posko_assignment_solve:
 * @params: `iterations` is the node limit of each program (0 = POSKO_ASSIGNMENT_DEFAULT_NODES)
 *
 * Returns: (transfer full) (nullable): %NULL with @error: %POSKO_ERROR_CANCELLED, %POSKO_ERROR_LIMIT, %POSKO_ERROR_SOLVER
 */
PoskoAssignment *posko_assignment_solve (const PoskoAssignmentProblem *problem, const PoskoSolveParams *params, GError **error);
void posko_assignment_free (PoskoAssignment *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoAssignment, posko_assignment_free)

G_END_DECLS
