/* doctor.c: which single typing error turns one count into another; see doctor.h.
 *
 * The errors are those of Damerau, F. J. (1964), "A technique for computer detection and correction of spelling errors",
 * Communications of the ACM 7(3), doi:10.1145/363958.363994: one letter wrong, one missing, one too many, two neighbours swapped (over 80 %
 * of all misspellings). Departure: the letters are decimal digits, and a factor of a thousand is added, which a misread mark makes of
 * "14.477". Numbers have no leading zeros: a digit lost at the front takes the zeros behind it with it.
 * O(digits) a pair.
 */
#include "doctor.h"

#include <string.h>

#include "i18n.h"

#define THOUSAND 1000
#define DIGITS_SIZE 24

/* Both numbers as digits, and the first place where they differ. */
typedef struct
{
  char printed[DIGITS_SIZE], right[DIGITS_SIZE];
  gsize n_printed, n_right, first;
} Pair;

static Pair
compare (gint64 printed, gint64 right)
{
  Pair pair = { .first = 0 };

  pair.n_printed = (gsize) g_snprintf (pair.printed, sizeof pair.printed, "%" G_GINT64_FORMAT, printed);
  pair.n_right = (gsize) g_snprintf (pair.right, sizeof pair.right, "%" G_GINT64_FORMAT, right);
  while (pair.printed[pair.first] != '\0' && pair.printed[pair.first] == pair.right[pair.first])
    pair.first++;
  return pair;
}

static PoskoTypo
explain_same_length (const Pair *pair)
{
  const char *printed = pair->printed + pair->first, *right = pair->right + pair->first;

  if (strcmp (printed + 1, right + 1) == 0)
    return POSKO_TYPO_CHANGED;
  if (printed[0] == right[1] && printed[1] == right[0] && strcmp (printed + 2, right + 2) == 0)
    return POSKO_TYPO_SWAPPED;
  return POSKO_TYPO_NONE;
}

/* Whether @right is @printed behind its first digit and the zeros that then lead. */
static gboolean
lost_its_front (const Pair *pair)
{
  const char *rest = pair->right + 1;

  while (rest[0] == '0' && rest[1] != '\0')
    rest++;
  return rest[0] != '\0' && strcmp (rest, pair->printed) == 0;
}

PoskoTypo
posko_doctor_explain (gint64 printed, gint64 right)
{
  if (printed < 0 || right < 0 || printed == right)
    return POSKO_TYPO_NONE;

  const Pair pair = compare (printed, right);
  if (pair.n_printed == pair.n_right)
    return explain_same_length (&pair);
  if (pair.n_printed == pair.n_right + 1 && strcmp (pair.printed + pair.first + 1, pair.right + pair.first) == 0)
    return POSKO_TYPO_EXTRA;
  if (pair.n_right == pair.n_printed + 1 && strcmp (pair.right + pair.first + 1, pair.printed + pair.first) == 0)
    return POSKO_TYPO_MISSING;
  if (lost_its_front (&pair))
    return POSKO_TYPO_MISSING;
  if ((printed % THOUSAND == 0 && printed / THOUSAND == right) || (right % THOUSAND == 0 && right / THOUSAND == printed))
    return POSKO_TYPO_MOVED;
  return POSKO_TYPO_NONE;
}

/* What stands before the place, for people: "3" of 3,015. */
static char *
describe_at (PoskoTypo typo, const Pair *pair, const char *before)
{
  const char printed = pair->printed[pair->first], right = pair->right[pair->first];

  switch (typo)
    {
    case POSKO_TYPO_SWAPPED:
      return g_strdup_printf (_ ("the digits %c and %c after %s are swapped"), printed, right, before);
    case POSKO_TYPO_EXTRA:
      return g_strdup_printf (_ ("the digit %c after %s is too many"), printed, before);
    case POSKO_TYPO_MISSING:
      return g_strdup_printf (_ ("the digit %c after %s is missing"), right, before);
    case POSKO_TYPO_CHANGED:
    default:
      return g_strdup_printf (_ ("the digit %c after %s should be %c"), printed, before, right);
    }
}

static char *
describe_first (PoskoTypo typo, const Pair *pair)
{
  const char printed = pair->printed[0], right = pair->right[0];

  switch (typo)
    {
    case POSKO_TYPO_SWAPPED:
      return g_strdup_printf (_ ("the first two digits, %c and %c, are swapped"), printed, right);
    case POSKO_TYPO_EXTRA:
      return g_strdup_printf (_ ("the first digit, %c, is too many"), printed);
    case POSKO_TYPO_MISSING:
      return g_strdup_printf (_ ("a %c is missing at the front"), right);
    case POSKO_TYPO_CHANGED:
    default:
      return g_strdup_printf (_ ("the first digit, %c, should be %c"), printed, right);
    }
}

char *
posko_doctor_describe (PoskoTypo typo, gint64 printed, gint64 right)
{
  Pair pair;

  if (typo == POSKO_TYPO_NONE)
    return g_strdup ("");
  if (typo == POSKO_TYPO_MOVED)
    return g_strdup (printed > right ? _ ("a thousand times too much, as when a decimal mark is lost")
                                     : _ ("a thousand times too little, as when a mark of thousands is taken for a decimal one"));
  pair = compare (printed, right);
  if (typo == POSKO_TYPO_MISSING && strcmp (pair.right + pair.first + 1, pair.printed + pair.first) != 0)
    pair.first = 0; /* the zeros behind it went with it */
  if (pair.first == 0)
    return describe_first (typo, &pair);
  g_autofree char *before = g_strndup (pair.printed, pair.first);
  return describe_at (typo, &pair, before);
}

/* Whether the changed digit became like one beside it: the finger's commonest wrong key is the one it has just struck. */
static gboolean
is_like_neighbour (const Pair *pair)
{
  const char *at = pair->printed + pair->first;
  return at[0] == at[1] || (pair->first > 0 && at[0] == at[-1]);
}

guint
posko_doctor_likelihood (PoskoTypo typo, gint64 printed, gint64 right)
{
  switch (typo)
    {
    case POSKO_TYPO_SWAPPED:
      return 6;
    case POSKO_TYPO_EXTRA:
      return 5;
    case POSKO_TYPO_MISSING:
      return 4;
    case POSKO_TYPO_MOVED:
      return 3;
    case POSKO_TYPO_CHANGED:
      {
        const Pair pair = compare (printed, right);
        return is_like_neighbour (&pair) ? 2 : POSKO_DOCTOR_WEAK;
      }
    case POSKO_TYPO_NONE:
    default:
      return 0;
    }
}

/* The sum of the others, taken from the total. Returns: -1 where that is no count, or beyond 64 bits */
static gint64
what_is_left (gint64 total, gint64 sum, gint64 value)
{
  gint64 left;

  if (__builtin_sub_overflow (total, sum, &left) || __builtin_add_overflow (left, value, &left) || left < 0)
    return -1;
  return left;
}

gint
posko_doctor_suspect (const gint64 *values, guint n, gint64 total, gint64 *right, PoskoTypo *typo)
{
  gint64 sum = 0;
  guint best = 0;
  gint suspect = -1;

  for (guint i = 0; i < n; i++)
    if (values[i] < 0 || __builtin_add_overflow (sum, values[i], &sum))
      return -1;
  for (guint i = 0; i < n; i++)
    {
      const gint64 left = what_is_left (total, sum, values[i]);
      const PoskoTypo kind = posko_doctor_explain (values[i], left);
      const guint likelihood = posko_doctor_likelihood (kind, values[i], left);
      if (likelihood == 0 || likelihood < best)
        continue;
      suspect = likelihood == best ? -1 : (gint) i;
      best = likelihood;
      if (suspect < 0)
        continue;
      if (right != NULL)
        *right = left;
      if (typo != NULL)
        *typo = kind;
    }
  return suspect;
}
