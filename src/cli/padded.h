/* padded.h: columns on a screen. */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/** Prints @text to standard output in a column of @width characters (printf() counts bytes), at its right edge where @right. */
void posko_print_padded (const char *text, glong width, gboolean right);

G_END_DECLS
