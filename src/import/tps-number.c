/* tps-number.c: the number of a TPS as a cell has it; see import-private.h. O(length).
 *
 * Letters before it and a remark after it are no part of the number: "TPS 07", "901 (Lapas)", "12 - Balai Warga". What would make another
 * number of it is refused: "1A", "1.5", "3/4", "2 dan 3", "1 s.d. 4".
 */
#include <string.h>

#include "import-private.h"
#include "place-names-private.h"

/* Whether @rest is a remark, and no part of the number: it begins with a word. */
static gboolean
is_remark (const char *rest)
{
  static const char *const joins[] = { "dan", "and", "sampai", "atau", "to", "bis", "ter", "tambahan", NULL };
  const char *word = rest + strspn (rest, " .-_:,;/([");
  gsize length = 0;

  while (g_ascii_isalpha (word[length]))
    length++;
  if (word == rest || length < 2)
    return FALSE;
  g_autofree char *lower = g_ascii_strdown (word, (gssize) length);
  /* "1 sd 3" is three TPS, "1 SD Negeri" a school */
  return !g_strv_contains (joins, lower) && !(strcmp (lower, "sd") == 0 && g_ascii_isdigit (word[length + strspn (word + length, " .")]));
}

/* Whether the letters before a number only say that it is one. */
static gboolean
is_label (const char *text, gsize length)
{
  static const char *const labels[] = { "tps", "no", "nomor", "nmr", "tpsno", "tpsnomor", "notps", "nomortps", "number", "station", NULL };
  g_autoptr (GString) letters = g_string_new (NULL);

  for (gsize i = 0; i < length; i++)
    if (g_ascii_isalpha (text[i]))
      g_string_append_c (letters, g_ascii_tolower (text[i]));
  return letters->len == 0 || g_strv_contains (labels, letters->str);
}

gint64
posko_tps_number (const char *text, const char **remark)
{
  const char *at = text;
  gint64 value = 0;
  guint digits = 0;

  *remark = NULL;
  while (*at != '\0' && !g_ascii_isdigit (*at))
    {
      if (!g_ascii_isalpha (*at) && strchr (" .-_:#", *at) == NULL)
        return -1;
      at++;
    }
  if (at == text + 1 && at[-1] == '-')
    return -1; /* a sign, not a dash */
  if (!is_label (text, (gsize) (at - text)))
    *remark = text;
  for (; g_ascii_isdigit (*at) && digits < 6; at++, digits++)
    value = value * 10 + (*at - '0');
  if (digits == 0 || value < 1 || value > 9999)
    return -1;
  if (*at == '\0')
    return value;
  if (*remark != NULL || !is_remark (at)) /* a word before and one behind: "RT 02 TPS 5" */
    return -1;
  *remark = at + strspn (at, " .-_:,;/");
  return value;
}

/* The number of a TPS at the end of a code stands behind a mark, or is its last three digits. */
gint64
posko_tps_code_read (const char *text, char area[POSKO_TPS_AREA_SIZE])
{
  const gsize length = strlen (text);
  gsize number = length, end;
  gint64 value = 0;
  PoskoPlaceCode code;

  while (number > 0 && g_ascii_isdigit (text[number - 1]))
    number--;
  if (length - number >= 13) /* nothing but digits, perhaps behind an apostrophe */
    number = length - 3;
  for (end = number; end > 0 && strchr (".-/_ ", text[end - 1]) != NULL;)
    end--;
  const gsize digits = length - number;
  if (digits < 1 || digits > 4 || end == 0 || end >= POSKO_TPS_AREA_SIZE)
    return -1;
  memcpy (area, text, end);
  area[end] = '\0';
  g_strdelimit (area, "-/_", '.');
  if (!posko_place_code_read (area, &code) || strlen (code.digits) != 10 || (!code.kemendagri && !code.bps))
    return -1;
  for (gsize i = number; i < length; i++)
    value = value * 10 + (text[i] - '0');
  return value >= 1 ? value : -1;
}
