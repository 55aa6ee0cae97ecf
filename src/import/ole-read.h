/* ole-read.h: one stream out of an OLE2 compound file that nobody vouches for. */
#pragma once
#include "error.h"
G_BEGIN_DECLS

/** Returns: whether @bytes begin as an OLE2 compound file does */
gboolean posko_ole_is (GBytes *bytes);

/**
 * posko_ole_read_stream:
 * @names: (array zero-terminated=1): names of streams in the root folder (ASCII, any case), the one to be preferred first
 * @found: (out) (optional): which of them it was
 *
 * Sectors outside of the file and chains that run in circles are damage. O(bytes); the stream is never longer than the file.
 *
 * Returns: (transfer full) (nullable): %NULL without @error where there is no such stream, with @error set to %POSKO_ERROR_INPUT where the file is damaged
 */
GBytes *posko_ole_read_stream (GBytes *bytes, const char *const *names, guint *found, GError **error);

G_END_DECLS
