/* progress-line.c: shown on standard error, and only if that is a terminal, from one second after the start, ten times a second at most. */
#include "progress-line.h"
#include <stdio.h>
#include <unistd.h>

#define QUIET_SECONDS 1
#define STEP_MS 100

static GMutex lock;
static gint64 started, last; /* microseconds; under the lock */
static gboolean shown;

static void
on_report (const char *stage, gdouble fraction, gpointer user_data)
{
  const gint64 now = g_get_monotonic_time ();
  g_mutex_lock (&lock);
  if (started == 0)
    started = now;
  if (now - started >= QUIET_SECONDS * G_TIME_SPAN_SECOND && now - last >= STEP_MS * G_TIME_SPAN_MILLISECOND)
    {
      last = now;
      shown = TRUE;
      if (fraction >= 0)
        fprintf (stderr, "\r\033[K%s %3d %%", stage, (int) (fraction * 100));
      else
        fprintf (stderr, "\r\033[K%s", stage);
      fflush (stderr);
    }
  g_mutex_unlock (&lock);
}

const PoskoProgress *
posko_progress_line (void)
{
  static const PoskoProgress line = { .report = on_report };
  static const PoskoProgress nothing = { .report = NULL };
  return isatty (STDERR_FILENO) ? &line : &nothing;
}

void
posko_progress_line_clear (void)
{
  g_mutex_lock (&lock);
  if (shown)
    fprintf (stderr, "\r\033[K");
  shown = FALSE;
  g_mutex_unlock (&lock);
}
