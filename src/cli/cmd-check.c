/* cmd-check.c: posko check: every problem in the tables of a case. The findings are its result: they go to standard output. */
#include "case.h"
#include "command.h"
#include "findings.h"
#include "progress-line.h"

static struct
{
  char *scenario;
  gint threads;
  gboolean json;
} given;

static const GOptionEntry options[] = {
  { "scenario", 0, 0, G_OPTION_ARG_FILENAME, &given.scenario, N_ ("lay the changes of a scenario over the case"), "FILE" },
  { "threads", 0, 0, G_OPTION_ARG_INT, &given.threads, N_ ("threads to use (default: all); never changes the result"), "N" },
  { "json", 0, 0, G_OPTION_ARG_NONE, &given.json, N_ ("print the findings as JSON"), NULL },
  { NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

static gboolean
print_json (PoskoDiagnostics *findings, const PoskoCase *source, GError **error)
{
  g_autoptr (PoskoJsonWriter) json = posko_json_writer_new ();
  posko_json_writer_begin_object (json, NULL);
  posko_json_writer_string (json, "posko", "pemeriksaan");
  posko_json_writer_string (json, "kasus", source != NULL ? posko_case_hash (source) : NULL);
  posko_findings_write (findings, json);
  posko_json_writer_end_object (json);
  return posko_json_print (json, error);
}

static PoskoExit
run_check (const PoskoRun *run, char **arguments, GError **error)
{
  guint n_threads;
  if (!posko_command_threads (given.threads, &n_threads, error))
    return POSKO_EXIT_USAGE;
  GError *failure = NULL;
  g_autoptr (PoskoDiagnostics) findings = posko_diagnostics_new ();
  g_autoptr (PoskoCase) source
    = posko_case_load (arguments[0], given.scenario, n_threads, findings, run->progress, run->cancellable, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return POSKO_EXIT_FAULTS;
    }
  posko_progress_line_clear ();
  if (!given.json)
    posko_findings_print (findings, POSKO_SEVERITY_INFO, stdout);
  else if (!print_json (findings, source, error))
    return POSKO_EXIT_INTERNAL;
  return source != NULL && posko_diagnostics_count (findings, POSKO_SEVERITY_ERROR) == 0 ? POSKO_EXIT_DONE : POSKO_EXIT_FAULTS;
}

const PoskoCommand POSKO_COMMAND_CHECK = {
  .name = "check",
  .arguments = "CASE",
  .n_arguments = 1,
  .summary = N_ ("find every problem in the tables of a case"),
  .description = N_ ("Reads the case folder and prints every problem: file, line, column, what was found, what was\n"
                     "expected, how to mend it. Exit status 1 when there are errors."),
  .example = "  posko check data/pangkalpinang",
  .options = options,
  .run = run_check,
};
