/* header-key.c: a column's header folded, as people retype it and programs rewrite it: for the tables of a case and the lists of offices alike.
 *
 * Unicode's composed form and case folding (UAX 15; Unicode 5.18); blanks and marks are dropped, but for those that say what a number is.
 * O(length).
 */
#include "header-key.h"

#include <string.h>

/* Most headers are ASCII, where folding is nothing but lower case. */
static gboolean
fold_ascii (const char *header, gsize length, GString *key)
{
  for (gsize i = 0; i < length; i++)
    {
      if ((guchar) header[i] >= 0x80)
        return FALSE;
      if (g_ascii_isalnum (header[i]) || header[i] == '+' || header[i] == '%')
        g_string_append_c (key, g_ascii_tolower (header[i]));
      else if (header[i] == '&')
        g_string_append_c (key, '+');
      else if (header[i] == '#')
        g_string_append (key, "no");
    }
  return TRUE;
}

char *
posko_header_key (const char *header)
{
  const gsize length = strnlen (header, 500);
  GString *key = g_string_sized_new (length + 1);
  if (fold_ascii (header, length, key))
    return g_string_free (key, FALSE);
  g_string_truncate (key, 0);
  g_autofree char *valid = g_utf8_make_valid (header, (gssize) length), *normal = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autofree char *folded = g_utf8_casefold (normal, -1);

  for (const char *at = folded; *at != '\0'; at = g_utf8_next_char (at))
    {
      const gunichar character = g_utf8_get_char (at);
      if (g_unichar_isalnum (character) || character == '+' || character == '%')
        g_string_append_unichar (key, character);
      else if (character == '&')
        g_string_append_c (key, '+');
      else if (character == '#')
        g_string_append (key, "no");
    }
  return g_string_free (key, FALSE);
}
