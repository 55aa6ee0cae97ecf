/* assignment-private.h: the two ways to solve an assignment; see assignment.h. */
#pragma once
#include "assignment.h"
G_BEGIN_DECLS

static inline gint64
posko_assignment_weight (const PoskoAssignmentProblem *problem, guint item)
{
  return problem->weights != NULL ? problem->weights[item] : 1;
}

static inline gint64
posko_assignment_priority (const PoskoAssignmentProblem *problem, guint item)
{
  return problem->priorities != NULL ? problem->priorities[item] : 1;
}

/* Where items were, made ready (assignment-stay.c); all empty without that. */
typedef struct
{
  gssize *option;             /* per item: that by which it can stay, -1 = it cannot */
  guint *seat;                /* per item that can: which of the seats is its own */
  PoskoAssignmentSeat *seats; /* n_seats different ones */
  guint n_seats;
  gint64 highest_bin;         /* of a seat, -1 = none */
  gint64 limit;               /* on changes, or the fewest in its place; G_MAXINT64 = none */
  gint64 price;               /* of a change, as far as it makes a difference */
  gint64 all_costs;           /* the dearest option of each item, together */
} PoskoAssignmentStay;

gboolean posko_assignment_stay_init (PoskoAssignmentStay *self, const PoskoAssignmentProblem *problem, GError **error);
void posko_assignment_stay_clear (PoskoAssignmentStay *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PoskoAssignmentStay, posko_assignment_stay_clear)

/** Returns: a bound of the last level, found with `price`, for the price that was asked for */
gint64 posko_assignment_whole_bound (const PoskoAssignmentProblem *problem, const PoskoAssignmentStay *self, gint64 bound);

gboolean posko_assignment_is_changed (const PoskoAssignmentProblem *problem, const PoskoAssignment *answer, guint item);

static inline gboolean
posko_assignment_had_seat (const PoskoAssignmentProblem *problem, guint item)
{
  return problem->previous != NULL && problem->previous[item].place >= 0;
}

/** Items of several weights, or under a limit on changes, by a mixed-integer program: fills @answer. */
gboolean posko_assignment_solve_bins (const PoskoAssignmentProblem *problem, const PoskoAssignmentStay *stay,
                                      const PoskoSolveParams *params, PoskoAssignment *answer, GError **error);

/** Sets the values of all levels from `chosen` and `bin`. */
void posko_assignment_evaluate (const PoskoAssignmentProblem *problem, PoskoAssignment *answer);

G_END_DECLS
