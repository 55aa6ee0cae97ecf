/* doctor.h: "Dokter Data": the sums that printed figures fail, and the typing error that explains a difference best.
 *
 * Four of eight printed sets of official figures that were checked were wrong in ways arithmetic finds: 3,015 TPS printed for 315.
 * Counts only: what is below 0 is explained by nothing.
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

typedef enum
{
  POSKO_TYPO_NONE,
  POSKO_TYPO_SWAPPED, /* two neighbouring digits: 21,345 for 12,345 (14,447 for 14,477 is one changed digit) */
  POSKO_TYPO_EXTRA,   /* a digit too many: 3,015 for 315 */
  POSKO_TYPO_MISSING, /* a digit too few; zeros that then lead are lost too: 5 for 1,005 */
  POSKO_TYPO_CHANGED, /* one digit another */
  POSKO_TYPO_MOVED,   /* a factor of a thousand: a decimal or thousands mark was misread. A factor of ten is a 0 too many or too few */
} PoskoTypo;

/**
 * posko_doctor_explain:
 * @printed: what stands there; @right: what it should be
 *
 * At most one kind fits a pair, except where a lost leading digit is also another slip of the same digits: then the first of the enum.
 *
 * Returns: the single typing error that turns @right into @printed, NONE when there is none
 */
PoskoTypo posko_doctor_explain (gint64 printed, gint64 right);

/** Returns: (transfer full): @typo in a translated phrase with the place: "the digit 0 after 3 is too many"; "" for NONE */
char *posko_doctor_describe (PoskoTypo typo, gint64 printed, gint64 right);

#define POSKO_DOCTOR_WEAK 1u /* the likelihood of a digit that changed at random: it fits one pair of counts in a hundred by chance */

/**
 * posko_doctor_likelihood:
 *
 * How much an explanation is worth beside others: swapped, extra, missing, thousand, a digit made like its neighbour (14,447 for
 * 14,477), another digit changed. The rarer a kind fits by chance, the more it says.
 *
 * Returns: 0 for no explanation, more for a likelier one
 */
guint posko_doctor_likelihood (PoskoTypo typo, gint64 printed, gint64 right);

/**
 * posko_doctor_suspect:
 * @values: (array length=n): the parts of a sum
 * @total: what they should add up to
 * @right: (out) (optional): what the suspect should be
 * @typo: (out) (optional): its typing error
 *
 * O(n · digits).
 *
 * Returns: the only part that a single typing error of the likeliest kind explains (posko_doctor_likelihood()); -1 when none does, or
 *   several of one kind do
 */
gint posko_doctor_suspect (const gint64 *values, guint n, gint64 total, gint64 *right, PoskoTypo *typo);

G_END_DECLS
