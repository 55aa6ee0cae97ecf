/* progress.h: how a long piece of work tells how far it is.
 *
 * Work is handed a PoskoProgress (or NULL) and calls posko_progress_report() now and then. Who listens decides what
 * to show; libraries never print. May be called from any thread; the listener must cope.
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

typedef struct
{
  /* @stage: what is being done, already translated; @fraction: 0..1, or below 0 where it is unknown */
  void (*report) (const char *stage, gdouble fraction, gpointer user_data);
  gpointer user_data;
} PoskoProgress;

static inline void
posko_progress_report (const PoskoProgress *self, const char *stage, gdouble fraction)
{
  if (self != NULL && self->report != NULL)
    self->report (stage, fraction, self->user_data);
}

G_END_DECLS
