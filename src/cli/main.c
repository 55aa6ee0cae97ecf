/* main.c: the program: which commands there are, and how it ends.
 *
 * Results go to standard output, everything else to standard error. Nothing is decided here: commands parse their options and call the
 * rooms. All work runs in the main thread (and the threads of the solvers); one more thread waits for signals.
 */
#include "command.h"
#include "i18n.h"
#include "interrupt.h"
#include "nearest.h"
#include "progress-line.h"
#include <errno.h>
#include <stdio.h>
#include <string.h>

static const PoskoCommand *const commands[]
  = { &POSKO_COMMAND_INIT, &POSKO_COMMAND_CHECK, &POSKO_COMMAND_PLAN, &POSKO_COMMAND_VERIFY, &POSKO_COMMAND_WHATIF, &POSKO_COMMAND_COMPARE, &POSKO_COMMAND_WHO,
      &POSKO_COMMAND_SIMULATE, &POSKO_COMMAND_CURVE, NULL };

static void
print_help (void)
{
  g_print (_ ("Usage: posko COMMAND …\n\n"
              "Plans a city's polling day: health posts, ambulances, staff, health checks, meals and billboards.\n\n"
              "Commands:\n"));
  for (guint i = 0; commands[i] != NULL; i++)
    g_print ("  %-10s %s\n", commands[i]->name, _ (commands[i]->summary));
  g_print (_ ("\nOptions:\n"
              "  --help     show this help; posko COMMAND --help shows that of a command\n"
              "  --version  show the version\n\n"
              "Example:\n"
              "  posko plan data/pangkalpinang -o out\n\n"
              "Exit status: 0 done, 1 the input or the plan has errors, 2 wrong usage, 3 internal failure.\n"));
}

static const PoskoCommand *
find_command (const char *name, GError **error)
{
  const char *names[G_N_ELEMENTS (commands) - 1];
  for (guint i = 0; commands[i] != NULL; i++)
    {
      if (strcmp (commands[i]->name, name) == 0)
        return commands[i];
      names[i] = commands[i]->name;
    }
  const char *nearest = posko_nearest (name, names, G_N_ELEMENTS (names));
  if (nearest != NULL)
    g_set_error (error, POSKO_ERROR, POSKO_ERROR_USAGE, _ ("unknown command \"%s\"; did you mean \"%s\"?"), name, nearest);
  else
    g_set_error (error, POSKO_ERROR, POSKO_ERROR_USAGE, _ ("unknown command \"%s\""), name);
  return NULL;
}

static PoskoExit
run (char **argv, const PoskoRun *with, const char **name, GError **error)
{
  if (argv[0] == NULL)
    {
      g_set_error_literal (error, POSKO_ERROR, POSKO_ERROR_USAGE, _ ("no command given"));
      return POSKO_EXIT_USAGE;
    }
  if (strcmp (argv[0], "--version") == 0)
    {
      g_print ("posko %s\n", POSKO_VERSION);
      return POSKO_EXIT_DONE;
    }
  if (strcmp (argv[0], "--help") == 0 || strcmp (argv[0], "-h") == 0)
    {
      print_help ();
      return POSKO_EXIT_DONE;
    }
  const PoskoCommand *command = find_command (argv[0], error);
  if (command == NULL)
    return POSKO_EXIT_USAGE;
  *name = command->name;
  return posko_command_run (command, with, argv + 1, error);
}

static PoskoExit
report (const GError *error, const char *command)
{
  const PoskoExit status = posko_exit_of_error (error);
  fprintf (stderr, "posko: %s\n", error->message);
  if (status == POSKO_EXIT_USAGE)
    fprintf (stderr, _ ("See posko %s%s--help\n"), command != NULL ? command : "", command != NULL ? " " : "");
  return status;
}

int
main (int argc, char **argv)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const char *command = NULL;
  posko_i18n_init (NULL);
  posko_interrupt_init (cancellable);

  const PoskoRun with = { .cancellable = cancellable, .progress = posko_progress_line () };
  PoskoExit status = run (argv + 1, &with, &command, &error);
  posko_progress_line_clear ();
  posko_interrupt_finish ();
  if (error != NULL)
    status = report (error, command);
  else if (fflush (stdout) != 0 || ferror (stdout))
    {
      fprintf (stderr, _ ("posko: cannot write to standard output: %s\n"), g_strerror (errno));
      status = POSKO_EXIT_INTERNAL;
    }
  return (int) status;
}
