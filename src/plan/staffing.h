/* staffing.h: what the files of the roster product share: plan-roster.c (the roster), reserves.c (stand-bys), staff-stay.c (the rule of
 * staying close to a published plan), roster-shortage.c (why a place stays empty), exclusions.c (who is kept off). */
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

/** Reads the needs of @plan, whose posts and needs must be those of its case; @plan stays borrowed. */
void posko_staffing_init (PoskoStaffing *self, PoskoPlan *plan);
void posko_staffing_clear (PoskoStaffing *self);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PoskoStaffing, posko_staffing_clear)

/* What a duty costs the objective of section 5 of docs/model.md by itself. */
typedef struct
{
  gint64 stand_in, form_a, away, travel;
} PoskoDutyCost;

/** Returns: the row of the person's own post (instansi), or the number of posts when it is not open */
guint posko_staff_own_post (const PoskoStaffing *self, guint person);

/** @own_post: of posko_staff_own_post(); @way: (nullable): how the person votes, of posko_duty_faults() */
PoskoDutyCost posko_staff_duty_cost (const PoskoStaffing *self, guint person, guint own_post, const PoskoStaffNeed *need, const char *way);

/** Returns: a need, and a person, as the roster's objective prices them */
PoskoRosterNeed posko_staff_need_terms (const PoskoStaffing *self, const PoskoStaffNeed *need);
PoskoRosterPerson posko_staff_person_terms (const PoskoStaffing *self, guint person);

/* What keeps a person from a place beside PoskoDutyFault, given the shifts that he or she has. */
enum
{
  POSKO_STAFF_OWN_SHIFTS = 1 << 8,    /* nakes.shift_maks */
  POSKO_STAFF_POLICY_SHIFTS = 1 << 9, /* roster.shift_maks */
  POSKO_STAFF_NIGHTS = 1 << 10,
  POSKO_STAFF_REST = 1 << 11,         /* on duty then, or too near to it */
  POSKO_STAFF_STATUS = 1 << 12,       /* an open or decided case: no small change */
  POSKO_STAFF_FAR = 1 << 13,          /* further than cadangan_menit, for a stand-by */
};

/** @shifts: guint, the shifts that the person is on duty. Returns: PoskoDutyFault and POSKO_STAFF bits; 0 = may take it */
guint posko_staff_obstacles (const PoskoStaffing *self, guint person, const GArray *shifts, const PoskoStaffNeed *need);

/* The obstacles that a small change removes, the easiest to change first; the words stand before and after the names. */
typedef struct
{
  guint obstacle;
  const char *limit;
  const char *why_en, *why_id;
  const char *before_en, *after_en, *before_id, *after_id;
} PoskoStaffRepair;
const PoskoStaffRepair *posko_staff_repairs (guint *n);

/** Returns: (transfer full): "Sign the pakta integritas: N012, N014 would fill it." */
char *posko_staff_repair_text (const PoskoPlan *plan, const PoskoStaffRepair *repair, const char *names);

/** Returns: (transfer full): what the cell of nakes.csv holds, dates as YYYY-MM-DD */
char *posko_staff_evidence (const PoskoNakes *person, const char *column);

/** Returns: the shifts of the policy as slots of a roster problem; free with g_free() */
PoskoRosterSlot *posko_staff_slots (const PoskoPolicy *policy);

/** Returns: the row of the kecamatan's recap post, or G_MAXUINT */
guint posko_staff_recap_post (const PoskoPlan *plan, guint area);

/** Returns: what keeps the person from standing by, duties aside: PoskoDutyFault bits of rules 1 to 4 and POSKO_STAFF_FAR (too long a
 *  way to the recap post, a row of the posts, or there is none: G_MAXUINT) */
guint posko_staff_standby_faults (const PoskoPolicy *policy, const PoskoDutyRules *rules, guint person, guint recap_post, guint shift,
                                  PoskoProfesi profession);

/** Adds a row of kekurangan.csv for each need that is not filled. */
void posko_staff_explain (PoskoStaffing *self);

/** Fills log_netralitas.csv. */
void posko_plan_log_exclusions (PoskoPlan *plan, const PoskoDutyRules *rules);

G_END_DECLS
