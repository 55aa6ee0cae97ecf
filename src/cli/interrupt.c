/* interrupt.c: the way out on a signal, within half a second.
 *
 * The handler only writes the signal's number into a pipe. A thread reads it and fires the cancellable: every solver polls that at least
 * every 100 ms, kills its worker process and comes back. What has not come back after PATIENCE_MS is left where it is: the staged
 * folders are taken away here and the process ends; worker processes die with their parent (mip-worker.c). The process
 * ends by the signal itself, so that a shell or make sees that it was stopped.
 */
#include "interrupt.h"
#include "file.h"
#include <errno.h>
#include <glib-unix.h>
#include <signal.h>
#include <unistd.h>

#define PATIENCE_MS 300

static int signal_pipe[2] = { -1, -1 };
static GMutex lock;
static GCond came_back;
static int seen_signal; /* under the lock; 0 = none */
static gboolean is_back;

static void
on_signal (int number)
{
  const int kept = errno;
  const char byte = (char) number;
  if (write (signal_pipe[1], &byte, 1) < 0)
    { /* the pipe is full of earlier signals: they do the same */
    }
  errno = kept;
}

G_GNUC_NORETURN static void
end_by (int number)
{
  sigset_t all;
  posko_stage_abandon_all ();
  signal (number, SIG_DFL);
  sigemptyset (&all);
  sigaddset (&all, number);
  pthread_sigmask (SIG_UNBLOCK, &all, NULL);
  kill (getpid (), number);
  _exit (128 + number);
}

static gpointer
wait_for_signals (gpointer data)
{
  g_autoptr (GCancellable) cancellable = data;
  char byte;
  while (read (signal_pipe[0], &byte, 1) < 0 && errno == EINTR)
    continue;
  g_mutex_lock (&lock);
  seen_signal = byte;
  g_mutex_unlock (&lock);
  g_cancellable_cancel (cancellable);

  const gint64 deadline = g_get_monotonic_time () + PATIENCE_MS * G_TIME_SPAN_MILLISECOND;
  g_mutex_lock (&lock);
  while (!is_back)
    if (!g_cond_wait_until (&came_back, &lock, deadline))
      break;
  g_mutex_unlock (&lock);
  end_by (byte);
}

void
posko_interrupt_init (GCancellable *cancellable)
{
  static const int numbers[] = { SIGINT, SIGTERM, SIGHUP };
  if (!g_unix_open_pipe (signal_pipe, FD_CLOEXEC, NULL))
    return; /* no file descriptors left: signals then end the process at once */
  g_thread_unref (g_thread_new ("signals", wait_for_signals, g_object_ref (cancellable)));
  for (guint i = 0; i < G_N_ELEMENTS (numbers); i++)
    {
      struct sigaction old;
      const struct sigaction action = { .sa_handler = on_signal, .sa_flags = SA_RESTART };
      if (sigaction (numbers[i], NULL, &old) == 0 && old.sa_handler != SIG_IGN) /* nohup and background jobs ignore it */
        sigaction (numbers[i], &action, NULL);
    }
  signal (SIGPIPE, SIG_IGN); /* a closed pipe is an error of the write */
#ifdef SIGXFSZ
  signal (SIGXFSZ, SIG_IGN); /* and so is a file over the limit of its size */
#endif
}

void
posko_interrupt_finish (void)
{
  g_mutex_lock (&lock);
  is_back = TRUE;
  g_cond_signal (&came_back);
  const int number = seen_signal;
  g_mutex_unlock (&lock);
  if (number != 0)
    end_by (number);
}
