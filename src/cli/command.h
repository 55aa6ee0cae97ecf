/* command.h: what a subcommand is, and what the program gives it. To add one: a file cmd-<name>.c and its line in main.c. */
#pragma once
#include "case.h"
#include "progress.h"
#include <glib/gi18n-lib.h>
G_BEGIN_DECLS

/* How the program ends. Errors are mapped to these in one place (posko_exit_of_error). */
typedef enum
{
  POSKO_EXIT_DONE = 0,     /* warnings allowed */
  POSKO_EXIT_FAULTS = 1,   /* the input or the plan has errors */
  POSKO_EXIT_USAGE = 2,    /* wrong usage */
  POSKO_EXIT_INTERNAL = 3, /* disk, solver, a bug */
} PoskoExit;

/* What every command is given. */
typedef struct
{
  GCancellable *cancellable;     /* fires on SIGINT and SIGTERM */
  const PoskoProgress *progress; /* a line on a terminal, nothing in a pipe */
} PoskoRun;

/**
 * PoskoCommand:
 * @name: as it is typed
 * @arguments: its positional arguments, for the help: "CASE OUT"
 * @n_arguments: how many there are, no more and no less
 * @repeats: the last of them may stand more than once
 * @synopsis: (nullable): options that must be given: "-o OUT"
 * @summary: one line, for translation
 * @description: what it does, for translation
 * @example: one or more lines that can be typed
 * @options: ends with a NULL name; every one has a description for translation
 * @run: does the work; a failure is told by @error, faults of the input by the exit status
 */
typedef struct
{
  const char *name;
  const char *arguments;
  guint n_arguments;
  gboolean repeats;
  const char *synopsis;
  const char *summary;
  const char *description;
  const char *example;
  const GOptionEntry *options;
  PoskoExit (*run) (const PoskoRun *run, char **arguments, GError **error);
} PoskoCommand;

extern const PoskoCommand POSKO_COMMAND_INIT, POSKO_COMMAND_CHECK, POSKO_COMMAND_PLAN, POSKO_COMMAND_VERIFY,
  POSKO_COMMAND_COMPARE, POSKO_COMMAND_WHATIF, POSKO_COMMAND_WHO, POSKO_COMMAND_SIMULATE, POSKO_COMMAND_CURVE;

/**
 * posko_command_run:
 * @argv: the words after the command's name, %NULL-terminated
 *
 * Parses the options, shows the help where it is asked for, and runs the command.
 *
 * Returns: the exit status; %POSKO_EXIT_DONE with @error set is possible: the error counts
 */
PoskoExit posko_command_run (const PoskoCommand *self, const PoskoRun *run, char **argv, GError **error);

/** Reads the option --threads (0 = not given): @n_threads gets 1 … or the number of processors; %FALSE with %POSKO_ERROR_USAGE */
gboolean posko_command_threads (gint given, guint *n_threads, GError **error);

/** Reads an option that is @first (also when @text is %NULL) or @second; %FALSE with %POSKO_ERROR_USAGE for anything else */
gboolean posko_command_choose (const char *option, const char *text, const char *first, const char *second, gboolean *is_second,
                               GError **error);

/**
 * posko_command_load:
 * @least: of a sound case, only findings of this severity are printed, if there are any
 * @status: (out): how to end when there is no case
 *
 * Loads a case and prints what a person should know of it to standard error.
 *
 * Returns: (transfer full) (nullable): the case, or %NULL: its errors were printed, or @error is set
 */
PoskoCase *posko_command_load (const PoskoRun *run, const char *folder, const char *scenario, guint n_threads, PoskoSeverity least,
                               PoskoExit *status, GError **error);

/** Returns: (transfer full): the help of one command */
char *posko_command_help (const PoskoCommand *self);

/** Returns: the exit status that @error stands for */
PoskoExit posko_exit_of_error (const GError *error);

G_END_DECLS
