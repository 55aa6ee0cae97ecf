/* solve.h: what every solver of this room takes and gives.
 *
 * Contract: an immutable problem (plain numbers: no elections, no files, no maps) and PoskoSolveParams in; a solution,
 * a bound and the reason it stopped out. Same problem, seed and effort: same bytes, on any number of threads and any
 * machine load. Effort is counted in iterations or nodes; a time limit exists, and a result it cut short says so.
 * Costs are gint64 (seconds, metres, rupiah, weighted people); infeasibility is never an error but a solution that
 * leaves something unserved, at a price the caller set. A GError means cancelled, over a limit, or a broken worker.
 */
#pragma once
#include "error.h"
#include "progress.h"
#include "random.h"
G_BEGIN_DECLS

typedef enum
{
  POSKO_SOLVE_OPTIMAL,    /* bound == value, proven */
  POSKO_SOLVE_BOUNDED,    /* feasible, with a bound that is not closed */
  POSKO_SOLVE_FEASIBLE,   /* feasible, and nothing is known of the bound */
  POSKO_SOLVE_INFEASIBLE, /* proven: no solution exists */
  POSKO_SOLVE_NONE,       /* effort spent before any solution was found */
} PoskoSolveStatus;

typedef enum
{
  POSKO_STOP_PROVEN,
  POSKO_STOP_EFFORT, /* iteration or node limit */
  POSKO_STOP_TIME,   /* the optional time limit: the result depends on the machine */
} PoskoStopReason;

typedef struct
{
  guint64 seed;               /* default 1 */
  guint64 iterations;         /* iterations or nodes; 0 = the solver's own default for the size */
  gdouble time_limit_seconds; /* CPU seconds; 0 = none (the default) */
  guint n_threads;            /* 0 = one; never changes the result */
  GCancellable *cancellable;  /* (nullable) polled at least every 100 ms */
  const PoskoProgress *progress; /* (nullable) */
} PoskoSolveParams;

#define POSKO_SOLVE_PARAMS_INIT { .seed = 1 }

/* The part of every answer that is the same for all solvers. All solvers minimise, unless their header says otherwise. */
typedef struct
{
  PoskoSolveStatus status;
  PoskoStopReason stop;
  gint64 value; /* objective of the solution */
  gint64 bound; /* no solution can be better than this; equals @value when optimal */
  guint64 iterations;
} PoskoSolveResult;

/**
 * posko_solve_gap:
 *
 * Returns: |value - bound| / max (1, |value|), or infinity when there is no bound or no solution
 */
gdouble posko_solve_gap (const PoskoSolveResult *self);

G_END_DECLS
