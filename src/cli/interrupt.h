/* interrupt.h: Ctrl-C and SIGTERM: stop the work, leave nothing half done, and end by the same signal. */
#pragma once
#include <gio/gio.h>
G_BEGIN_DECLS

/** Starts to listen; call once, before any work. @cancellable fires on the first signal. */
void posko_interrupt_init (GCancellable *cancellable);

/** Call when the work has come back: if a signal came, ends the process by it and does not return. */
void posko_interrupt_finish (void);

G_END_DECLS
