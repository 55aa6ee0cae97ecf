/* nearest.h: "did you mean …": the known names that are nearest to a name that is not known. */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

#define POSKO_NEAREST_MAX_CANDIDATES 20000u /* further ones are not looked at */

/**
 * posko_nearest:
 * @candidates: (array length=n): known names
 *
 * Compares without ASCII case and takes blanks, '-' and '_' as one. A name counts as near when at most a third of @word (at least one
 * letter) must change, or when one begins with the other.
 *
 * Returns: (nullable): the nearest of @candidates, the first of equals; %NULL when none is near
 */
const char *posko_nearest (const char *word, const char *const *candidates, guint n);

/**
 * posko_nearest_list:
 * @at_most: how many to name
 *
 * Returns: (transfer full) (nullable): the nearest names, quoted and with commas between, best first; %NULL when none is near
 */
char *posko_nearest_list (const char *word, const char *const *candidates, guint n, guint at_most);

#define POSKO_NEAREST_FAR G_MAXUINT

/**
 * posko_nearest_distance:
 * @limit: no answer over it is wanted
 *
 * Letters (bytes) to insert, leave out, change, or swap with the next, of the first 64 of each; nothing is folded. O(length²), less when
 * the two are farther apart than @limit.
 *
 * Returns: at most @limit, or %POSKO_NEAREST_FAR
 */
guint posko_nearest_distance (const char *a, const char *b, guint limit);

G_END_DECLS
