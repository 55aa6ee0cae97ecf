/* staff-stay.h: the roster and the stand-bys as one kind of problem, and the rules of staying close to a published plan: section 11 of
 * docs/model.md. Used by plan-roster.c, reserves.c and stay-curve.c.
 */
#pragma once
#include "staffing.h"
G_BEGIN_DECLS

/* People and places as numbers: a roster problem in the making, whose arrays may still be changed. Used for stand-bys too. */
typedef struct
{
  PoskoRosterNeed *needs;
  PoskoRosterPerson *people;
  GArray *options; /* PoskoRosterOption, by person, then need */
  PoskoRosterSpec spec;
  gint64 n_gone;   /* people of the published plan who are no longer in the case: moved, whatever is done */
} PoskoStaffModel;

void posko_staff_model_clear (PoskoStaffModel *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PoskoStaffModel, posko_staff_model_clear)

/** Fills @model with the places, people and allowed duties of the roster; @published: (nullable): the plan to stay close to */
void posko_staff_model_init (PoskoStaffModel *model, const PoskoStaffing *self, const PoskoPlan *published);

/** Sets the specification once needs (@n_needs), people (@n_people) and options are there; @slots stay borrowed. */
void posko_staff_model_finish (PoskoStaffModel *self, const PoskoRosterSlot *slots, guint n_slots, guint n_needs, guint n_people);

/* A duty or stand-by of a published plan. */
typedef struct
{
  const char *person;
  guint need; /* G_MAXUINT: there is no such place any more */
} PoskoStaffPublished;

/**
 * posko_staff_model_mark:
 * @published: (element-type PoskoStaffPublished): rows of a published plan; any rows, also unknown people and rows given twice
 *
 * Says which options are published ones, and who is moved since a published duty is none. The options must be by person, then need.
 */
void posko_staff_model_mark (PoskoStaffModel *self, const PoskoNakes *nakes, guint n_nakes, const GArray *published);

/**
 * posko_staff_model_solve:
 * @rule: (nullable): how close to stay
 * @empty_first: whether fewest empty places come first under every rule
 * @taken: (out) (array): one flag an option
 * @results: (out) (array fixed-size=3): by PoskoRosterLevel, people who are gone counted; POSKO_ROSTER_MISSING is set under
 *   POSKO_STAY_LEAST and @empty_first, POSKO_ROSTER_MOVED under POSKO_STAY_LEAST, POSKO_ROSTER_VALUE always
 *
 * Section 11 of docs/model.md.
 */
gboolean posko_staff_model_solve (PoskoStaffModel *self, const PoskoStayRule *rule, gboolean empty_first,
                                  const PoskoSolveParams *params, gboolean *taken, PoskoSolveResult *results, GError **error);

/** Adds the certificate `perubahan` of @product. */
void posko_staff_certify_moved (PoskoPlan *plan, const char *product, const PoskoSolveResult *moved);

/** Adds the level `kosong` of the roster: what its empty places cost */
void posko_staff_certify_missing (PoskoPlan *plan, const PoskoSolveResult *result);

/** Returns: (nullable): the rule for @product, %NULL when no plan is to be stayed close to */
const PoskoStayRule *posko_staff_rule (const PoskoPlanParams *params, PoskoStayProduct product);

/** Returns: posko_plan_solve_params(), with the nodes of each program that the plan's effort allows */
PoskoSolveParams posko_staff_solve_params (const PoskoPlanParams *params, guint64 stream);

G_END_DECLS
