/* doctor.h: "Dokter Data": the sums that printed figures fail, and the typing error that explains a difference best.
 *
 * Four of eight printed sets of official figures that were checked were wrong in ways arithmetic finds: 3,015 TPS printed for 315.
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

typedef enum
{
  POSKO_TYPO_NONE,
  POSKO_TYPO_SWAPPED, /* two neighbouring digits: 14,447 for 14,477 is one changed digit, 13,245 for 12,345 … */
  POSKO_TYPO_EXTRA,   /* a digit too many: 3,015 for 315 */
  POSKO_TYPO_MISSING, /* a digit too few */
  POSKO_TYPO_CHANGED, /* one digit another */
  POSKO_TYPO_MOVED,   /* a factor of ten or a thousand: a decimal or thousands mark was lost */
} PoskoTypo;

/**
 * posko_doctor_explain:
 * @printed: what stands there; @right: what it should be
 *
 * Returns: the single typing error that turns @right into @printed, NONE when there is none
 */
PoskoTypo posko_doctor_explain (gint64 printed, gint64 right);

/** Returns: (transfer full): @typo in a translated phrase with the place: "the digit 0 after 3 is too many"; "" for NONE */
char *posko_doctor_describe (PoskoTypo typo, gint64 printed, gint64 right);

/**
 * posko_doctor_suspect:
 * @values: (array length=n): the parts of a sum
 * @total: what they should add up to
 * @right: (out): what the suspect should be
 *
 * Returns: the only part that a single typing error explains (the likeliest kind first: swapped, extra, missing, changed); -1 when none or
 *   several do
 */
gint posko_doctor_suspect (const gint64 *values, guint n, gint64 total, gint64 *right, PoskoTypo *typo);

G_END_DECLS
