/* staffing.h: what the files of the roster product share: plan-roster.c (the roster), roster-shortage.c (why a place stays empty),
 * exclusions.c (who is kept off). */
#pragma once
#include "duty-rules.h"
#include "plan-private.h"
#include "roster.h"
G_BEGIN_DECLS

/* A row of kebutuhan.csv as numbers. */
typedef struct
{
  guint row, post, shift; /* rows of kebutuhan and posko; index of the policy's shift */
  PoskoProfesi profession;
  gint64 wanted, filled;
} PoskoStaffNeed;

typedef struct
{
  guint person, need;
} PoskoStaffDuty;

typedef struct
{
  PoskoPlan *plan;
  const PoskoPolicy *policy;
  const PoskoNakes *nakes;
  guint n_nakes;
  PoskoDutyRules *rules;
  PoskoRosterSlot *slots; /* per shift of the policy */
  GArray *needs;          /* PoskoStaffNeed */
  GArray *duties;         /* PoskoStaffDuty, once they are settled */
} PoskoStaffing;

/** Returns: the shifts of the policy as slots of a roster problem; free with g_free() */
PoskoRosterSlot *posko_staff_slots (const PoskoPolicy *policy);

/** Adds a row of kekurangan.csv for each need that is not filled. */
void posko_staff_explain (PoskoStaffing *self);

/** Fills log_netralitas.csv. */
void posko_plan_log_exclusions (PoskoPlan *plan, const PoskoDutyRules *rules);

G_END_DECLS
