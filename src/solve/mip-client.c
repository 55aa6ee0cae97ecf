/* mip-client.c: starts the worker process, sends it a model, waits for its answer; see mip-private.h.
 *
 * The two are joined by one socket pair, which is the worker's standard input and output. send() with MSG_NOSIGNAL
 * keeps a dead worker from raising SIGPIPE here without touching the process's signal settings. The socket is
 * non-blocking and polled in slices of POLL_MS, between which the cancellable is looked at. The worker gets a process
 * group of its own, so that a Ctrl-C on the terminal reaches us alone and is then answered by a cancel, not by a broken
 * worker. Whatever happens, the worker is killed and reaped before the call returns. posix_spawn starts it without
 * copying this process's memory. Any thread may call; calls share nothing.
 */
#include "mip-private.h"
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#define POLL_MS 50
#define WORKER_NAME "posko-mip-worker"
#define FOLDERS_ABOVE 3 /* from build/tests/solve/ up to build/ */

extern char **environ;

typedef struct
{
  pid_t pid;
  int socket;
} Worker;

static void
worker_clear (Worker *self)
{
  if (self->socket >= 0)
    close (self->socket);
  if (self->pid > 0)
    {
      kill (self->pid, SIGKILL);
      while (waitpid (self->pid, NULL, 0) < 0 && errno == EINTR)
        ;
    }
  self->socket = -1;
  self->pid = 0;
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Worker, worker_clear)

static gchar *
find_worker (GError **error)
{
  const gchar *named = g_getenv ("POSKO_MIP_WORKER");
  if (named != NULL && *named != '\0')
    return g_strdup (named);

  g_autofree gchar *program = g_file_read_link ("/proc/self/exe", NULL);
  g_autofree gchar *folder = program == NULL ? NULL : g_path_get_dirname (program);
  for (guint up = 0; folder != NULL && up <= FOLDERS_ABOVE; up++)
    {
      g_autofree gchar *candidate = g_build_filename (folder, WORKER_NAME, NULL);
      if (g_file_test (candidate, G_FILE_TEST_IS_EXECUTABLE) && !g_file_test (candidate, G_FILE_TEST_IS_DIR))
        return g_steal_pointer (&candidate);
      gchar *above = g_path_get_dirname (folder);
      g_free (folder);
      folder = above;
    }
  g_autofree gchar *installed = g_build_filename (POSKO_LIBEXECDIR, WORKER_NAME, NULL);
  if (g_file_test (installed, G_FILE_TEST_IS_EXECUTABLE))
    return g_steal_pointer (&installed);
  g_set_error (error, POSKO_ERROR, POSKO_ERROR_SOLVER, "%s is neither beside the program nor in %s", WORKER_NAME,
               POSKO_LIBEXECDIR);
  return NULL;
}

/* Returns 0 or an errno. The child gets @theirs as descriptors 0 and 1; all others of ours are close-on-exec. */
static int
spawn (const gchar *path, int theirs, pid_t *pid)
{
  g_autofree gchar *parent = g_strdup_printf ("%ld", (long) getpid ());
  char *argv[] = { (char *) WORKER_NAME, parent, NULL };
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  sigset_t signals;

  posix_spawn_file_actions_init (&actions);
  posix_spawnattr_init (&attributes);
  posix_spawn_file_actions_adddup2 (&actions, theirs, STDIN_FILENO);
  posix_spawn_file_actions_adddup2 (&actions, theirs, STDOUT_FILENO);
  posix_spawn_file_actions_addopen (&actions, STDERR_FILENO, "/dev/null", O_WRONLY, 0);
  posix_spawnattr_setflags (&attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  posix_spawnattr_setpgroup (&attributes, 0);
  sigemptyset (&signals);
  posix_spawnattr_setsigmask (&attributes, &signals);
  sigaddset (&signals, SIGINT);
  sigaddset (&signals, SIGTERM);
  sigaddset (&signals, SIGPIPE);
  posix_spawnattr_setsigdefault (&attributes, &signals);

  const int code = posix_spawn (pid, path, &actions, &attributes, argv, environ);
  posix_spawnattr_destroy (&attributes);
  posix_spawn_file_actions_destroy (&actions);
  return code;
}

static gboolean
start_worker (Worker *worker, GError **error)
{
  int pair[2];
  g_autofree gchar *path = find_worker (error);
  if (path == NULL)
    return FALSE;
  if (socketpair (AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, pair) < 0)
    {
      g_set_error (error, POSKO_ERROR, POSKO_ERROR_SOLVER, "no socket for %s: %s", WORKER_NAME, g_strerror (errno));
      return FALSE;
    }
  const int code = spawn (path, pair[1], &worker->pid);
  close (pair[1]);
  worker->socket = pair[0];
  if (code != 0)
    {
      worker->pid = 0;
      g_set_error (error, POSKO_ERROR, POSKO_ERROR_SOLVER, "cannot start %s: %s", path, g_strerror (code));
      return FALSE;
    }
  return TRUE;
}

static gboolean
set_broken (GError **error)
{
  g_set_error (error, POSKO_ERROR, POSKO_ERROR_SOLVER, "%s ended without an answer", WORKER_NAME);
  return FALSE;
}

/* Waits until the socket can take or give bytes. */
static gboolean
wait_for (int socket, short events, GCancellable *cancellable, GError **error)
{
  for (;;)
    {
      struct pollfd watch = { .fd = socket, .events = events };
      if (posko_set_error_if_cancelled (cancellable, error))
        return FALSE;
      const int ready = poll (&watch, 1, POLL_MS);
      if (ready > 0)
        return TRUE;
      if (ready < 0 && errno != EINTR)
        return set_broken (error);
    }
}

static gboolean
send_all (int socket, gconstpointer data, gsize length, GCancellable *cancellable, GError **error)
{
  const guint8 *bytes = data;
  while (length > 0)
    {
      const ssize_t sent = send (socket, bytes, length, MSG_NOSIGNAL | MSG_DONTWAIT);
      if (sent >= 0)
        {
          bytes += sent;
          length -= (gsize) sent;
        }
      else if (errno != EAGAIN && errno != EINTR)
        return set_broken (error);
      else if (!wait_for (socket, POLLOUT, cancellable, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
receive_all (int socket, gpointer data, gsize length, GCancellable *cancellable, GError **error)
{
  guint8 *bytes = data;
  while (length > 0)
    {
      const ssize_t got = recv (socket, bytes, length, MSG_DONTWAIT);
      if (got > 0)
        {
          bytes += got;
          length -= (gsize) got;
        }
      else if (got == 0 || (errno != EAGAIN && errno != EINTR))
        return set_broken (error);
      else if (!wait_for (socket, POLLIN, cancellable, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
send_model (int socket, const PoskoMip *self, const PoskoMipMatrix *matrix, const PoskoMipRequest *request,
            GCancellable *cancellable, GError **error)
{
  const gsize columns = request->n_columns * sizeof (gdouble), rows = request->n_rows * sizeof (gdouble);
  const struct
  {
    gconstpointer data;
    gsize length;
  } parts[] = {
    { request, sizeof *request },
    { matrix->starts, (request->n_columns + (gsize) 1) * sizeof (gint32) },
    { matrix->rows, matrix->n_entries * sizeof (gint32) },
    { matrix->values, matrix->n_entries * sizeof (gdouble) },
    { self->column_lower->data, columns },
    { self->column_upper->data, columns },
    { self->column_cost->data, columns },
    { self->row_lower->data, rows },
    { self->row_upper->data, rows },
    { self->column_integer->data, request->n_columns },
    { self->start, request->has_start ? columns : 0 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    if (!send_all (socket, parts[i].data, parts[i].length, cancellable, error))
      return FALSE;
  return TRUE;
}

gboolean
posko_mip_ask_worker (const PoskoMip *self, const PoskoMipMatrix *matrix, const PoskoMipRequest *request,
                      GCancellable *cancellable, PoskoMipAnswer *answer, gdouble *values, GError **error)
{
  g_auto (Worker) worker = { .pid = 0, .socket = -1 };
  if (!start_worker (&worker, error) || !send_model (worker.socket, self, matrix, request, cancellable, error)
      || !receive_all (worker.socket, answer, sizeof *answer, cancellable, error))
    return FALSE;
  if (answer->magic != POSKO_MIP_ANSWER_MAGIC || answer->n_columns != request->n_columns
      || answer->end > POSKO_MIP_FAILED || answer->has_values > 1)
    {
      g_set_error (error, POSKO_ERROR, POSKO_ERROR_SOLVER, "%s gave an answer that makes no sense", WORKER_NAME);
      return FALSE;
    }
  return !answer->has_values
         || receive_all (worker.socket, values, request->n_columns * sizeof *values, cancellable, error);
}
