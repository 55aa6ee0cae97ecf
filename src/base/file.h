/* file.h: files that are whole or absent, and folders likewise.
 *
 * Reading takes regular files of a bounded size and nothing else. Writing replaces a file at once. A stage is a folder
 * of outputs that appears whole or not at all: files are written to a hidden sibling, which then takes the place of the
 * old folder in one rename. An earlier output stays untouched until that moment.
 */
#pragma once
#include <gio/gio.h>
G_BEGIN_DECLS

/**
 * posko_file_read:
 * @path: a file in the file system's encoding
 * @max_bytes: the largest size to accept
 *
 * Returns: (transfer full) (nullable): what the file holds, or %NULL with @error set to %POSKO_ERROR_INPUT (missing,
 * unreadable, a folder, a device, a FIFO) or %POSKO_ERROR_LIMIT; the message begins with @path
 */
GBytes *posko_file_read (const char *path, gsize max_bytes, GError **error);

/* Takes a part of a file. Returns: whether to go on */
typedef gboolean (*PoskoFileChunkFunc) (const char *chunk, gsize length, gpointer user_data);

/**
 * posko_file_stream:
 * @take: gets the file in order, 256 KiB at a time (the last part may be shorter); when it wants no more, the rest is not read
 *
 * As posko_file_read(), for what need not be held whole.
 *
 * Returns: %FALSE with @error set as posko_file_read() does
 */
gboolean posko_file_stream (const char *path, gsize max_bytes, PoskoFileChunkFunc take, gpointer user_data, GError **error);

/**
 * posko_file_write:
 * @data: (array length=length) (nullable): what the file shall hold
 *
 * Replaces @path by a new file, synced to the disk before; a symbolic link is followed and kept.
 *
 * Returns: %FALSE with @error set to %POSKO_ERROR_IO, path and reason; @path is then as it was
 */
gboolean posko_file_write (const char *path, const char *data, gsize length, GError **error);

/**
 * posko_file_safe_name:
 * @text: UTF-8 that a user may have chosen
 *
 * Makes one path component out of it: ASCII letters (accents taken off), digits, '-', '_' and inner '.'; anything else
 * becomes one
 * '-'. "Bukit Intan/.." gives "Bukit-Intan". At most 80 bytes, never empty, never "." or "..". Different texts may give
 * the same name: put a code before it.
 *
 * Returns: (transfer full): the name
 */
char *posko_file_safe_name (const char *text);

/* A folder is ours, and may be replaced, if it is empty or its POSKO_STAGE_MARKER_FILE is a JSON object with the member
   POSKO_STAGE_MARKER_MEMBER of the same text value (the stage's kind). A file in it whose name this stage does not write
   and its package does not list is somebody's own: posko_stage_commit() then fails with %POSKO_ERROR_USAGE and touches nothing. */
#define POSKO_STAGE_MARKER_FILE "datapackage.json"
#define POSKO_STAGE_MARKER_MEMBER "posko"

typedef struct _PoskoStage PoskoStage; /* one thread at a time */

/**
 * posko_stage_new:
 * @final_path: the folder that shall appear; missing folders above it are made
 * @kind: what it holds, e.g. "rencana" or "kasus": what the marker of a folder that may be replaced says
 *
 * Calls posko_stage_sweep() first.
 *
 * Returns: (transfer full) (nullable): the stage, or %NULL with @error set: %POSKO_ERROR_USAGE if @final_path exists
 * and is not ours to replace, %POSKO_ERROR_IO if nothing can be made beside it
 */
PoskoStage *posko_stage_new (const char *final_path, const char *kind, GError **error);

/**
 * posko_stage_sweep:
 *
 * Takes away the hidden folders that a killed run left beside @final_path; one that another process or thread works on stays.
 */
void posko_stage_sweep (const char *final_path);

/**
 * posko_stage_write:
 * @name: path below the folder, with '/', without "." and ".." (a caller's bug otherwise); folders on the way are made
 *
 * Returns: %FALSE with @error set to %POSKO_ERROR_IO, path and reason
 */
gboolean posko_stage_write (PoskoStage *self, const char *name, const char *data, gsize length, GError **error);

/**
 * posko_stage_commit:
 *
 * Puts the folder in its place. May be called once. The stage must hold a marker file, else the next run could not
 * replace it (a caller's bug).
 *
 * Returns: %FALSE with @error set to %POSKO_ERROR_IO (or %POSKO_ERROR_USAGE if somebody put something else there
 * meanwhile); what stood there before is then untouched
 */
gboolean posko_stage_commit (PoskoStage *self, GError **error);

/** Frees the stage; without a commit, takes the hidden folder away */
void posko_stage_free (PoskoStage *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoStage, posko_stage_free)

/**
 * posko_stage_abandon_all:
 *
 * Takes away the hidden folders of all stages not yet committed, which then fail with %POSKO_ERROR_CANCELLED. For the
 * way out on Ctrl-C: from the main loop or any thread, not from a signal handler.
 */
void posko_stage_abandon_all (void);

G_END_DECLS
