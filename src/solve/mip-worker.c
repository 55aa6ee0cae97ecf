/* mip-worker.c: the process in which CBC solves one integer program; see mip-private.h for what it reads and writes.
 *
 * CBC 2.10's C interface is neither thread-safe nor cancellable, prints where it likes, and aborts on trouble. Here it
 * may: the process solves one model and ends. It is killed to be cancelled, and it ends by itself when its parent does:
 * by PR_SET_PDEATHSIG, and by a thread that watches the socket (PDEATHSIG is lost if the parent died before it was
 * set).
 *
 * Usage: posko-mip-worker PARENT-PID, with a stream socket as standard input and output. Not for people.
 */
#include "mip-private.h"
#include <coin/Cbc_C_Interface.h>
#include <fcntl.h>
#include <math.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <unistd.h>

#define MAX_CBC_NODES (G_MAXINT32 / 2)

enum
{
  EXIT_REQUEST = 2, /* not a request, or not from our parent */
  EXIT_ORPHAN = 3,
};

static G_NORETURN void
leave (int status)
{
  _exit (status); /* not exit(): CBC's destructors have nothing to add */
}

static void
read_all (int fd, gpointer data, gsize length)
{
  guint8 *bytes = data;
  while (length > 0)
    {
      const ssize_t got = read (fd, bytes, length);
      if (got <= 0)
        leave (EXIT_REQUEST);
      bytes += got;
      length -= (gsize) got;
    }
}

static gpointer
read_array (int fd, gsize count, gsize size)
{
  gpointer data = g_malloc0_n (MAX (count, 1), size);
  read_all (fd, data, count * size);
  return data;
}

static void
write_all (int fd, gconstpointer data, gsize length)
{
  const guint8 *bytes = data;
  while (length > 0)
    {
      const ssize_t sent = write (fd, bytes, length);
      if (sent <= 0)
        leave (EXIT_ORPHAN);
      bytes += sent;
      length -= (gsize) sent;
    }
}

/* Nothing more is ever sent to us, so anything that happens on the socket is its end. */
static gpointer
watch_parent (gpointer data)
{
  struct pollfd watch = { .fd = GPOINTER_TO_INT (data), .events = POLLIN | POLLRDHUP };
  while (poll (&watch, 1, -1) <= 0)
    ;
  leave (EXIT_ORPHAN);
}

static void
check_request (const PoskoMipRequest *request)
{
  if (request->magic != POSKO_MIP_REQUEST_MAGIC || request->n_columns == 0 || request->n_columns > POSKO_MIP_MAX_COLUMNS
      || request->n_rows > POSKO_MIP_MAX_ROWS || request->n_entries > POSKO_MIP_MAX_ENTRIES || request->has_start > 1
      || !(request->relative_gap >= 0.0) || !(request->time_limit_seconds >= 0.0))
    leave (EXIT_REQUEST);
}

static void
check_matrix (const PoskoMipRequest *request, const gint32 *starts, const gint32 *rows)
{
  if (starts[0] != 0 || starts[request->n_columns] != (gint32) request->n_entries)
    leave (EXIT_REQUEST);
  for (guint c = 0; c < request->n_columns; c++)
    if (starts[c] > starts[c + 1])
      leave (EXIT_REQUEST);
  for (guint k = 0; k < request->n_entries; k++)
    if (rows[k] < 0 || rows[k] >= (gint32) request->n_rows)
      leave (EXIT_REQUEST);
}

static void
set_start (Cbc_Model *model, const PoskoMipRequest *request, const guint8 *integer, const gdouble *start)
{
  g_autofree int *which = g_new (int, request->n_columns);
  g_autofree gdouble *values = g_new (gdouble, request->n_columns);
  int n = 0;
  for (guint c = 0; c < request->n_columns; c++)
    if (integer[c])
      {
        which[n] = (int) c;
        values[n++] = start[c];
      }
  if (n > 0)
    Cbc_setMIPStartI (model, n, which, values);
}

static Cbc_Model *
read_model (int fd, const PoskoMipRequest *request)
{
  const gsize n_columns = request->n_columns, n_rows = request->n_rows, n_entries = request->n_entries;
  g_autofree gint32 *starts = read_array (fd, n_columns + 1, sizeof (gint32));
  g_autofree gint32 *rows = read_array (fd, n_entries, sizeof (gint32));
  g_autofree gdouble *values = read_array (fd, n_entries, sizeof (gdouble));
  g_autofree gdouble *column_lower = read_array (fd, n_columns, sizeof (gdouble));
  g_autofree gdouble *column_upper = read_array (fd, n_columns, sizeof (gdouble));
  g_autofree gdouble *cost = read_array (fd, n_columns, sizeof (gdouble));
  g_autofree gdouble *row_lower = read_array (fd, n_rows, sizeof (gdouble));
  g_autofree gdouble *row_upper = read_array (fd, n_rows, sizeof (gdouble));
  g_autofree guint8 *integer = read_array (fd, n_columns, 1);
  g_autofree gdouble *start = request->has_start ? read_array (fd, n_columns, sizeof (gdouble)) : NULL;
  check_matrix (request, starts, rows);

  Cbc_Model *model = Cbc_newModel ();
  Cbc_loadProblem (model, (int) n_columns, (int) n_rows, starts, rows, values, column_lower, column_upper, cost,
                   row_lower, row_upper);
  for (guint c = 0; c < n_columns; c++)
    if (integer[c])
      Cbc_setInteger (model, (int) c);
  if (start != NULL)
    set_start (model, request, integer, start);
  return model;
}

static void
set_parameters (Cbc_Model *model, const PoskoMipRequest *request)
{
  g_autofree gchar *seed = g_strdup_printf ("%u", 1 + (guint) (request->seed % 1000000000));
  gchar gap[G_ASCII_DTOSTR_BUF_SIZE];

  Cbc_setLogLevel (model, 0);
  Cbc_setParameter (model, "log", "0");
  Cbc_setParameter (model, "timeMode", "elapsed");
  Cbc_setParameter (model, "randomSeed", seed);
  Cbc_setParameter (model, "randomCbcSeed", seed);
  Cbc_setParameter (model, "ratioGap", g_ascii_dtostr (gap, sizeof gap, request->relative_gap));
  Cbc_setMaximumNodes (model, (int) MIN (request->node_limit, MAX_CBC_NODES));
  if (request->time_limit_seconds > 0.0)
    Cbc_setMaximumSeconds (model, request->time_limit_seconds);
}

static PoskoMipEnd
end_of (Cbc_Model *model, gboolean has_values)
{
  switch (Cbc_secondaryStatus (model))
    {
    case 2:
      return POSKO_MIP_GAP;
    case 3:
    case 6:
    case 8:
      return POSKO_MIP_NODES;
    case 4:
    case 5:
      return POSKO_MIP_TIME;
    case 7:
      return POSKO_MIP_UNBOUNDED;
    default:
      break;
    }
  if (Cbc_isContinuousUnbounded (model))
    return POSKO_MIP_UNBOUNDED;
  if (Cbc_isProvenInfeasible (model) && !has_values)
    return POSKO_MIP_INFEASIBLE;
  if (Cbc_isProvenOptimal (model) && has_values)
    return POSKO_MIP_FINISHED;
  if (Cbc_isNodeLimitReached (model))
    return POSKO_MIP_NODES;
  return Cbc_isSecondsLimitReached (model) ? POSKO_MIP_TIME : POSKO_MIP_FAILED;
}

int
main (int argc, char **argv)
{
  PoskoMipRequest request;
  prctl (PR_SET_PDEATHSIG, SIGKILL);
  if (argc != 2 || (gint64) getppid () != g_ascii_strtoll (argv[1], NULL, 10))
    {
      fprintf (stderr, "posko-mip-worker is started by posko, not by hand\n");
      return EXIT_REQUEST;
    }
  const int input = dup (STDIN_FILENO), output = dup (STDOUT_FILENO);
  const int nowhere = open ("/dev/null", O_RDWR);
  if (input < 0 || output < 0 || nowhere < 0 || dup2 (nowhere, STDIN_FILENO) < 0 || dup2 (nowhere, STDOUT_FILENO) < 0)
    leave (EXIT_REQUEST);

  read_all (input, &request, sizeof request);
  check_request (&request);
  Cbc_Model *model = read_model (input, &request);
  g_thread_unref (g_thread_new ("parent", watch_parent, GINT_TO_POINTER (input)));
  set_parameters (model, &request);
  Cbc_solve (model);

  /* 1e50 is how CBC says that it found no point. */
  const gdouble *values = Cbc_bestSolution (model);
  const gboolean has_values = values != NULL && fabs (Cbc_getObjValue (model)) < 1e49;
  const PoskoMipAnswer answer = { .magic = POSKO_MIP_ANSWER_MAGIC,
                                  .nodes = (guint64) MAX (Cbc_getNodeCount (model), 0),
                                  .bound = Cbc_getBestPossibleObjValue (model),
                                  .end = end_of (model, has_values),
                                  .has_values = has_values,
                                  .n_columns = request.n_columns };
  write_all (output, &answer, sizeof answer);
  if (has_values)
    write_all (output, values, request.n_columns * sizeof *values);
  leave (EXIT_SUCCESS);
}
