/* error.h: the one error domain of posko.
 *
 * A library function that can fail because of data, files or limits takes a GError and returns FALSE or NULL when it is
 * set. The command line maps the codes below to exit statuses, in one place. Libraries never print.
 */
#pragma once
#include <gio/gio.h>
G_BEGIN_DECLS

#define POSKO_ERROR (posko_error_quark ())
GQuark posko_error_quark (void);

/**
 * PoskoErrorCode:
 * @POSKO_ERROR_INPUT: data that a person must mend (exit 1)
 * @POSKO_ERROR_LIMIT: input over a named limit: bytes, rows, depth, vertices (exit 1)
 * @POSKO_ERROR_USAGE: an option or argument that makes no sense (exit 2)
 * @POSKO_ERROR_IO: a file or folder that cannot be read or written: disk full, no permission (exit 3; an input
 *   file that is missing or unreadable is %POSKO_ERROR_INPUT)
 * @POSKO_ERROR_SOLVER: a solver or its worker process failed (exit 3)
 * @POSKO_ERROR_CANCELLED: the person asked to stop (the program then ends by SIGINT)
 */
typedef enum
{
  POSKO_ERROR_INPUT,
  POSKO_ERROR_LIMIT,
  POSKO_ERROR_USAGE,
  POSKO_ERROR_IO,
  POSKO_ERROR_SOLVER,
  POSKO_ERROR_CANCELLED,
} PoskoErrorCode;

/**
 * posko_set_error_if_cancelled:
 * @cancellable: (nullable): the caller's cancellable
 *
 * Returns: %TRUE, with @error set to %POSKO_ERROR_CANCELLED, when @cancellable was cancelled
 */
gboolean posko_set_error_if_cancelled (GCancellable *cancellable, GError **error);

G_END_DECLS
