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

/** Items of several weights, by a mixed-integer program: fills @answer. */
gboolean posko_assignment_solve_bins (const PoskoAssignmentProblem *problem, const PoskoSolveParams *params,
                                      PoskoAssignment *answer, GError **error);

/** Sets the values of both levels from `chosen`. */
void posko_assignment_evaluate (const PoskoAssignmentProblem *problem, PoskoAssignment *answer);

G_END_DECLS
