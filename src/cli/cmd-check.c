/* cmd-check.c: posko check: every problem in the tables of a case. The findings are its result: they go to standard output.
 *
 * With --repair, the safe repairs are made on a copy, and the findings are those of the copy: what is left for a person.
 */
#include "case.h"
#include "command.h"
#include "file.h"
#include "findings.h"
#include "progress-line.h"
#include "report.h"
#include <string.h>

static struct
{
  char *scenario, *output, *dialect;
  gint threads;
  gboolean json, repair;
} given;

static const GOptionEntry options[] = {
  { "scenario", 0, 0, G_OPTION_ARG_FILENAME, &given.scenario, N_ ("lay the changes of a scenario over the case"), "FILE" },
  { "repair", 0, 0, G_OPTION_ARG_NONE, &given.repair, N_ ("make the safe repairs on a copy; see -o"), NULL },
  { "output", 'o', 0, G_OPTION_ARG_FILENAME, &given.output, N_ ("the copy to write, with --repair"), "COPY" },
  { "csv", 0, 0, G_OPTION_ARG_STRING, &given.dialect, N_ ("dialect of the copy's tables (default: each table's own)"), "excel|plain" },
  { "threads", 0, 0, G_OPTION_ARG_INT, &given.threads, N_ ("threads to use (default: all); never changes the result"), "N" },
  { "json", 0, 0, G_OPTION_ARG_NONE, &given.json, N_ ("print the findings as JSON"), NULL },
  { NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

/* @n_changes: -1 where nothing was repaired */
static gboolean
print_json (PoskoDiagnostics *findings, const PoskoCase *source, gint64 n_changes, GError **error)
{
  g_autoptr (PoskoJsonWriter) json = posko_json_writer_new ();
  posko_json_writer_begin_object (json, NULL);
  posko_json_writer_string (json, "posko", "pemeriksaan");
  posko_json_writer_string (json, "kasus", source != NULL ? posko_case_hash (source) : NULL);
  if (n_changes >= 0)
    {
      posko_json_writer_string (json, "salinan", given.output);
      posko_json_writer_integer (json, "perubahan", n_changes);
    }
  posko_findings_write (findings, json);
  posko_json_writer_end_object (json);
  return posko_json_print (json, error);
}

/* Loads @folder and prints what is found in it. */
static PoskoExit
print_findings (const PoskoRun *run, const char *folder, gint64 n_changes, GError **error)
{
  guint n_threads;
  if (!posko_command_threads (given.threads, &n_threads, error))
    return POSKO_EXIT_USAGE;
  GError *failure = NULL;
  g_autoptr (PoskoDiagnostics) findings = posko_diagnostics_new ();
  g_autoptr (PoskoCase) source = posko_case_load (folder, given.scenario, n_threads, findings, run->progress, run->cancellable, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return POSKO_EXIT_FAULTS;
    }
  posko_progress_line_clear ();
  if (!given.json)
    posko_findings_print (findings, POSKO_SEVERITY_INFO, stdout);
  else if (!print_json (findings, source, n_changes, error))
    return POSKO_EXIT_INTERNAL;
  return source != NULL && posko_diagnostics_count (findings, POSKO_SEVERITY_ERROR) == 0 ? POSKO_EXIT_DONE : POSKO_EXIT_FAULTS;
}

/* The real path of a folder that may not be there yet: that of the nearest folder above it that is, and the rest. */
static char *
real_path (const char *path)
{
  g_autofree char *absolute = g_canonicalize_filename (path, NULL);
  g_autofree char *above = g_path_get_dirname (absolute), *name = g_path_get_basename (absolute);
  char *real = realpath (absolute, NULL);

  if (real != NULL || strcmp (above, absolute) == 0)
    {
      char *copy = g_strdup (real != NULL ? real : absolute);
      free (real);
      return copy;
    }
  g_autofree char *real_above = real_path (above);
  return g_build_filename (real_above, name, NULL);
}

/* The original is never touched, and no case that is there already: it may hold tables of somebody's own. */
static gboolean
may_write_copy (const char *folder, GError **error)
{
  g_autofree char *original = real_path (folder), *copy = real_path (given.output);
  g_autofree char *inside = g_strconcat (original, G_DIR_SEPARATOR_S, NULL), *package = g_build_filename (copy, POSKO_STAGE_MARKER_FILE, NULL);

  if (strcmp (original, copy) == 0 || g_str_has_prefix (copy, inside))
    g_set_error (error, POSKO_ERROR, POSKO_ERROR_USAGE, _ ("%s lies in the case itself, which is never changed; name another folder for the copy"),
                 given.output);
  else if (g_file_test (package, G_FILE_TEST_EXISTS))
    g_set_error (error, POSKO_ERROR, POSKO_ERROR_USAGE, _ ("%s is there already, perhaps with tables of your own; name another folder for the copy"),
                 given.output);
  else
    return TRUE;
  return FALSE;
}

static gboolean
read_options (const char *folder, GError **error)
{
  if (given.repair != (given.output != NULL))
    g_set_error_literal (error, POSKO_ERROR, POSKO_ERROR_USAGE, _ ("--repair and -o COPY go together"));
  else if (!given.repair && given.dialect != NULL)
    g_set_error_literal (error, POSKO_ERROR, POSKO_ERROR_USAGE, _ ("--csv says how the copy is written; give --repair -o COPY with it"));
  else if (given.repair && given.scenario != NULL)
    g_set_error_literal (error, POSKO_ERROR, POSKO_ERROR_USAGE, _ ("--repair works on the case itself; leave --scenario out"));
  else
    return !given.repair || may_write_copy (folder, error);
  return FALSE;
}

static PoskoExit
repair (const PoskoRun *run, const char *folder, GError **error)
{
  PoskoReportParams report = POSKO_REPORT_PARAMS_INIT;
  gboolean plain;
  if (!posko_command_choose ("csv", given.dialect, "excel", "plain", &plain, error))
    return POSKO_EXIT_USAGE;
  report.dialect = plain ? POSKO_CSV_PLAIN : POSKO_CSV_EXCEL_ID;
  g_autoptr (PoskoRepair) made = posko_case_repair (folder, given.dialect != NULL ? &report.dialect : NULL, run->cancellable, error);
  if (made == NULL)
    return POSKO_EXIT_FAULTS;
  GError *failure = NULL;
  if (!posko_report_repair_write (made, folder, given.output, &report, run->cancellable, &failure))
    {
      const PoskoExit status = posko_exit_of_error (failure);
      g_propagate_error (error, failure);
      return status;
    }
  const guint n = posko_table_n (posko_repair_changes (made));
  posko_progress_line_clear ();
  if (!given.json)
    {
      g_autofree char *count = g_strdup_printf (ngettext ("%u change", "%u changes", n), n);
      printf (_ ("Written: %s: %s, each in perbaikan.csv; what is left for you:\n"), given.output, count);
    }
  return print_findings (run, given.output, n, error);
}

static PoskoExit
run_check (const PoskoRun *run, char **arguments, GError **error)
{
  if (!read_options (arguments[0], error))
    return POSKO_EXIT_USAGE;
  return given.repair ? repair (run, arguments[0], error) : print_findings (run, arguments[0], -1, error);
}

const PoskoCommand POSKO_COMMAND_CHECK = {
  .name = "check",
  .arguments = "CASE",
  .n_arguments = 1,
  .summary = N_ ("find every problem in the tables of a case"),
  .description = N_ ("Reads the case folder and prints every problem: file, line, column, what was found, what was\n"
                     "expected, how to mend it; sums that do not come out, with the likeliest typing error. Exit status 1\n"
                     "when there are errors. --repair makes the repairs that have one reading only on a copy; it never\n"
                     "changes a count, and it logs every change."),
  .example = "  posko check data/pangkalpinang\n  posko check kota --repair -o kota-rapi",
  .options = options,
  .run = run_check,
};
