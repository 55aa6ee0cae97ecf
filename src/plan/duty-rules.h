/* duty-rules.h: whether a person may do a duty by the rules that look at one duty alone: rules 1 to 5 and 8 of section 5 of
 * docs/model.md. Used by the roster, the stand-bys, the neutrality log and the reasons for shortages, so a rule is stated once.
 * To add a rule of one duty: a bit here, its test in duty-rules.c, its words in roster-shortage.c (and in verify-duty.c, which
 * shares no code with this).
 */
#pragma once
#include "plan.h"
G_BEGIN_DECLS

typedef enum
{
  POSKO_DUTY_NEUTRALITY = 1 << 0,
  POSKO_DUTY_LICENCE = 1 << 1,
  POSKO_DUTY_AVAILABLE = 1 << 2,
  POSKO_DUTY_PROFESSION = 1 << 3,
  POSKO_DUTY_DISTANCE = 1 << 4,
  POSKO_DUTY_VOTE = 1 << 5,
} PoskoDutyFault;

typedef struct _PoskoDutyRules PoskoDutyRules;

/** Returns: (transfer full): the rules for the staff of @plan's case at its open posts. O(people · (shifts + posts) + posts · TPS). */
PoskoDutyRules *posko_duty_rules_new (const PoskoPlan *plan);
void posko_duty_rules_free (PoskoDutyRules *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoDutyRules, posko_duty_rules_free)

/** Returns: PoskoDutyFault bits of rules 1, 2, 4 for the shift: what does not depend on the post */
guint posko_duty_shift_faults (const PoskoDutyRules *self, guint person, guint shift);

/** Returns: whether the person has the profession, or may stand in for it */
gboolean posko_duty_may_fill (const PoskoDutyRules *self, guint person, PoskoProfesi profession);

/**
 * posko_duty_faults:
 * @post: row of the plan's table of posts
 * @way: (out): how the person votes: "bebas", "sela", "form_a", "" (nothing to arrange); %NULL with %POSKO_DUTY_VOTE
 *
 * Returns: PoskoDutyFault bits, 0 = allowed
 */
guint posko_duty_faults (const PoskoDutyRules *self, guint person, guint post, guint shift, PoskoProfesi profession,
                         const char **way);

/** Returns: driving seconds from the person's home to the post (a row of the table of posts) */
gint64 posko_duty_home_seconds (const PoskoDutyRules *self, guint person, guint post);

/** Returns: the same in minutes, rounded half up: what travel counts in objectives */
gint64 posko_duty_home_minutes (const PoskoDutyRules *self, guint person, guint post);

/** Returns: index of the TPS where the person votes on that way; -1 where nothing is to arrange */
gssize posko_duty_voting_tps (const PoskoDutyRules *self, guint person, guint post, const char *way);

/** Returns: whether the shift covers any minute of 00:00-05:00 of a day */
gboolean posko_shift_is_night (const PoskoShift *shift);

/** Returns: index of the policy's shift by day name and code, G_MAXUINT when there is none */
guint posko_shift_find (const PoskoPolicy *policy, const char *day, const char *code);

/** Returns: (transfer full): "dokter H:M", as shortages name a place */
char *posko_shift_place_name (PoskoProfesi profession, const PoskoShift *shift);

/**
 * posko_duty_exclusion:
 * @column: (out): the evidence column of nakes.csv
 *
 * Returns: (nullable): the code of the first rule that keeps the person from every shift (log_netralitas.aturan), or %NULL
 */
const char *posko_duty_exclusion (const PoskoDutyRules *self, guint person, const char **column);

G_END_DECLS
