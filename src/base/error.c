/* error.c: the one error domain of posko. */
#include "error.h"

G_DEFINE_QUARK (posko-error-quark, posko_error)

gboolean
posko_set_error_if_cancelled (GCancellable *cancellable, GError **error)
{
  if (!g_cancellable_is_cancelled (cancellable))
    return FALSE;
  g_set_error_literal (error, POSKO_ERROR, POSKO_ERROR_CANCELLED, "stopped on request");
  return TRUE;
}
