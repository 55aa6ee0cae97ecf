/* padded.c: see padded.h. */
#include "padded.h"
#include <stdio.h>

void
posko_print_padded (const char *text, glong width, gboolean right)
{
  const glong blanks = MAX (0, width - g_utf8_strlen (text, -1));
  printf ("%*s%s%*s", right ? (int) blanks : 0, "", text, right ? 0 : (int) blanks, "");
}
