/* header-key.c: a column's header folded, as people retype it and programs rewrite it: for the tables of a case and the lists of offices alike.
 *
 * Unicode's composed form and case folding (UAX 15; Unicode 5.18); blanks and marks are dropped, but for those that say what a number is.
 * O(length).
 */
#include "header-key.h"

#include <string.h>

char *
posko_header_key (const char *header)
{
  g_autofree char *valid = g_utf8_make_valid (header, (gssize) strnlen (header, 500)), *normal = g_utf8_normalize (valid, -1, G_NORMALIZE_ALL_COMPOSE);
  g_autofree char *folded = g_utf8_casefold (normal, -1);
  GString *key = g_string_new (NULL);

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
