/* assignment.h: things to places that have room for them, at least cost: exact.
 *
 * Every item goes to at most one place, by one of the options given (sparse: no option, not allowed). A place has bins of one size
 * (sessions of a clinic, parking places of a base); an item goes into one bin whole. Levels, each strictly before the next:
 *   1. least sum of the priorities of items left out,
 *   2. with the bins that items had before: least changes, which are items whose bin is not the one they had, having one then or
 *      now,
 *   3. least sum of the costs of the options taken, and of the price of changes.
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

typedef enum
{
  POSKO_ASSIGNMENT_LEFT_OUT,
  POSKO_ASSIGNMENT_CHANGES, /* 0 when it is not asked for */
  POSKO_ASSIGNMENT_COST,
  POSKO_ASSIGNMENT_N_LEVELS,
} PoskoAssignmentLevel;

typedef struct
{
  gssize place; /* -1 = none; one that the item has no option to (n_places will do): gone, and a change whatever comes */
  gint64 bin;   /* 0 … within the place; over its bins: gone */
} PoskoAssignmentSeat;

/* Borrowed arrays; only read. */
typedef struct
{
  guint n_items, n_places, n_options;
  const gint64 *weights;    /* (nullable) room each item takes, at least 1; %NULL = 1 each */
  const gint64 *priorities; /* (nullable) what leaving an item out costs, at least 0; %NULL = 1 each */
  const gint64 *bins;       /* bins of each place, at least 0 */
  const gint64 *bin_sizes;  /* room in each of them, at least 0 */
  const PoskoAssignmentOption *options;
  const PoskoAssignmentSeat *previous; /* (nullable) per item, where it was; %NULL: the three below are not looked at */
  gint64 max_changes;    /* at most so many, hard, -1 = any number; where that cannot be, the fewest that can take its place */
  gint64 change_price;   /* 0 or more: added to the cost for each change */
  gboolean skip_changes; /* whether they are no level */
} PoskoAssignmentProblem;

typedef struct
{
  gssize *chosen;              /* per item: index of its option, -1 = left out */
  gint64 *bin;                 /* per item: bin within the place, 0 …; -1 = left out */
  gint64 n_changes;            /* 0 without @previous */
  PoskoSolveResult results[POSKO_ASSIGNMENT_N_LEVELS]; /* a level's bound holds for the values of those before it */
} PoskoAssignment;

#define POSKO_ASSIGNMENT_ANY_CHANGES (-1)

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
