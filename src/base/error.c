/* error.c: the one error domain of posko. */
#include "error.h"

/* Not by G_DEFINE_QUARK: threads that meet their first error together would both write its static. */
GQuark
posko_error_quark (void)
{
  return g_quark_from_static_string ("posko-error-quark");
}

gboolean
posko_set_error_if_cancelled (GCancellable *cancellable, GError **error)
{
  if (!g_cancellable_is_cancelled (cancellable))
    return FALSE;
  g_set_error_literal (error, POSKO_ERROR, POSKO_ERROR_CANCELLED, "stopped on request");
  return TRUE;
}
