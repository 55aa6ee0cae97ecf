/* zip-read.h: a zip file that nobody vouches for, opened and inflated within named limits; see workbook.h for the limits. */
#pragma once
#include "error.h"
G_BEGIN_DECLS

typedef struct _PoskoZip PoskoZip; /* one thread at a time */

/**
 * posko_zip_open:
 * @bytes: the whole file
 *
 * Looks at the directory only: more than %POSKO_ZIP_MAX_ENTRIES entries, an entry of at least %POSKO_ZIP_MIN_SUSPECT bytes that claims more
 * than %POSKO_ZIP_MAX_RATIO times its packed size, more than %POSKO_ZIP_MAX_BYTES in all, or an encrypted entry are refused before a byte
 * is inflated. O(entries).
 *
 * Returns: (transfer full) (nullable): %NULL with @error set to %POSKO_ERROR_INPUT (no zip, damaged, encrypted) or %POSKO_ERROR_LIMIT
 */
PoskoZip *posko_zip_open (GBytes *bytes, GError **error);
void posko_zip_free (PoskoZip *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoZip, posko_zip_free)

/** Returns: the index of the entry of that name (ASCII case does not matter), -1 when there is none */
gint64 posko_zip_find (const PoskoZip *self, const char *name);

/** Takes the next piece of an entry; returns %FALSE with @error set to stop. */
typedef gboolean (*PoskoZipSink) (gpointer user_data, const char *data, gsize length, GError **error);

/**
 * posko_zip_read:
 * @index: of an entry
 *
 * Inflates the entry piece by piece into @sink. Stops with %POSKO_ERROR_INPUT when it holds more than the directory says, or is damaged (also: a
 * wrong checksum, told at its end), and with %POSKO_ERROR_LIMIT when all that was inflated so far passes %POSKO_ZIP_MAX_BYTES.
 */
gboolean posko_zip_read (PoskoZip *self, gint64 index, PoskoZipSink sink, gpointer user_data, GCancellable *cancellable, GError **error);

/** Returns: bytes inflated so far, by all reads */
guint64 posko_zip_n_inflated (const PoskoZip *self);

G_END_DECLS
