/* nearest.c: names near to another; see nearest.h.
 *
 * Optimal string alignment: the least number of insertions, deletions, substitutions and swaps of neighbours (Damerau,
 * "A technique for computer detection and correction of spelling errors", 1964, doi:10.1145/363958.363994), on bytes.
 * O(n · length²).
 */
#include "nearest.h"

#include <string.h>

#define MAX_LENGTH 64 /* longer names are compared by their beginning */
#define FAR POSKO_NEAREST_FAR

static gsize
fold (const char *text, char *folded)
{
  gsize n = 0;
  for (; *text != '\0' && n < MAX_LENGTH; text++)
    folded[n++] = *text == '-' || *text == ' ' ? '_' : g_ascii_tolower (*text);
  return n;
}

/* FAR as soon as two rows, which any later row is built from, are over @limit. */
static guint
distance (const char *a, gsize n_a, const char *b, gsize n_b, guint limit)
{
  guint rows[3][MAX_LENGTH + 1], least_above = 0;

  for (gsize j = 0; j <= n_b; j++)
    rows[0][j] = (guint) j;
  for (gsize i = 1; i <= n_a; i++)
    {
      guint *row = rows[i % 3], *above = rows[(i - 1) % 3], *top = rows[(i + 1) % 3], least = (guint) i;
      row[0] = (guint) i;
      for (gsize j = 1; j <= n_b; j++)
        {
          guint change = above[j - 1] + (a[i - 1] != b[j - 1]);
          row[j] = MIN (change, MIN (above[j], row[j - 1]) + 1);
          if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
            row[j] = MIN (row[j], top[j - 2] + 1);
          least = MIN (least, row[j]);
        }
      if (least > limit && least_above > limit)
        return FAR;
      least_above = least;
    }
  return rows[n_a % 3][n_b] <= limit ? rows[n_a % 3][n_b] : FAR;
}

/* How far @candidate is, FAR when it is not near. */
static guint
rate (const char *word, gsize n_word, const char *candidate)
{
  char folded[MAX_LENGTH];
  gsize n = fold (candidate, folded), shorter = MIN (n, n_word);
  guint limit = (guint) MAX (1, n_word / 3), far;

  if (shorter >= 3 && memcmp (word, folded, shorter) == 0)
    return (guint) (n + n_word - 2 * shorter) > 0 ? 1 : 0;
  if ((n > n_word ? n - n_word : n_word - n) > limit)
    return FAR;
  far = distance (word, n_word, folded, n, limit);
  return far < n_word ? far : FAR;
}

guint
posko_nearest_distance (const char *a, const char *b, guint limit)
{
  const gsize n_a = strnlen (a, MAX_LENGTH), n_b = strnlen (b, MAX_LENGTH);
  return (n_a > n_b ? n_a - n_b : n_b - n_a) > limit ? FAR : distance (a, n_a, b, n_b, limit);
}

const char *
posko_nearest (const char *word, const char *const *candidates, guint n)
{
  char folded[MAX_LENGTH];
  gsize n_word = fold (word, folded);
  const char *best = NULL;
  guint least = FAR;

  for (guint i = 0; i < MIN (n, POSKO_NEAREST_MAX_CANDIDATES); i++)
    {
      guint far = rate (folded, n_word, candidates[i]);
      if (far < least)
        {
          least = far;
          best = candidates[i];
        }
    }
  return best;
}

char *
posko_nearest_list (const char *word, const char *const *candidates, guint n, guint at_most)
{
  char folded[MAX_LENGTH];
  gsize n_word = fold (word, folded);
  g_autoptr (GString) list = g_string_new (NULL);
  guint named = 0;

  for (guint far = 0; far <= MAX (1, n_word / 3) && named < at_most; far++)
    for (guint i = 0; i < MIN (n, POSKO_NEAREST_MAX_CANDIDATES) && named < at_most; i++)
      if (rate (folded, n_word, candidates[i]) == far)
        {
          g_string_append_printf (list, "%s'%s'", named > 0 ? ", " : "", candidates[i]);
          named++;
        }
  return named > 0 ? g_string_free (g_steal_pointer (&list), FALSE) : NULL;
}
