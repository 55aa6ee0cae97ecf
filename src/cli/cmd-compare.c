/* cmd-compare.c: posko compare: two plans side by side, and exactly who and what changes between them. */
#include "command.h"
#include "compare-text.h"
#include "findings.h"
#include "progress-line.h"
#include "report.h"

static struct
{
  char *output, *dialect;
  gboolean json;
} given;

static const GOptionEntry options[] = {
  { "output", 'o', 0, G_OPTION_ARG_FILENAME, &given.output, N_ ("also write the comparison as tables into this folder"), "OUT" },
  { "csv", 0, 0, G_OPTION_ARG_STRING, &given.dialect, N_ ("excel: opens right in Excel (default); plain: RFC 4180"), "excel|plain" },
  { "json", 0, 0, G_OPTION_ARG_NONE, &given.json, N_ ("print the comparison as JSON"), NULL },
  { NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

/* The city's tables of a plan; NULL with the faults printed, or with @error. */
static PoskoPlan *
read_plan (const PoskoRun *run, const char *folder, GError **error)
{
  g_autoptr (PoskoDiagnostics) findings = posko_diagnostics_new ();
  g_autoptr (PoskoPlan) plan = posko_report_read (NULL, folder, FALSE, findings, run->cancellable, error);
  if (plan == NULL)
    return NULL;
  if (posko_diagnostics_count (findings, POSKO_SEVERITY_ERROR) == 0)
    return g_steal_pointer (&plan);
  posko_progress_line_clear ();
  posko_findings_print (findings, POSKO_SEVERITY_ERROR, stderr);
  g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("%s: the plan cannot be read (see above)"), folder);
  return NULL;
}

static gboolean
print_json (const PoskoComparison *comparison, GError **error)
{
  g_autofree char *text = posko_report_comparison_json (comparison, NULL, error);
  if (text != NULL)
    printf ("%s", text);
  return text != NULL;
}

static PoskoExit
run_compare (const PoskoRun *run, char **arguments, GError **error)
{
  PoskoReportParams report = POSKO_REPORT_PARAMS_INIT;
  gboolean plain;
  if (!posko_command_choose ("csv", given.dialect, "excel", "plain", &plain, error))
    return POSKO_EXIT_USAGE;
  report.dialect = plain ? POSKO_CSV_PLAIN : POSKO_CSV_EXCEL_ID;
  g_autoptr (PoskoPlan) a = read_plan (run, arguments[0], error);
  g_autoptr (PoskoPlan) b = a != NULL ? read_plan (run, arguments[1], error) : NULL;
  if (b == NULL)
    return POSKO_EXIT_FAULTS;
  g_autoptr (PoskoComparison) comparison = posko_comparison_new (a, b);
  if (given.output != NULL && !posko_report_comparison_write (comparison, given.output, &report, run->cancellable, error))
    return POSKO_EXIT_INTERNAL;
  posko_progress_line_clear ();
  if (!given.json)
    posko_compare_text_print (comparison);
  else if (!print_json (comparison, error))
    return POSKO_EXIT_INTERNAL;
  return POSKO_EXIT_DONE;
}

const PoskoCommand POSKO_COMMAND_COMPARE = {
  .name = "compare",
  .arguments = "OUT_A OUT_B",
  .n_arguments = 2,
  .summary = N_ ("two plans side by side, and who and what changes between them"),
  .description = N_ ("Reads the tables of two plans and says which figures are better, worse or beyond a limit, which\n"
                     "differences are proven by the certificates, and which people, TPS, deliveries, posts, ambulances, vehicles\n"
                     "and boards are affected. With -o, as tables, with a message ready to send for each team that is affected."),
  .example = "  posko compare out out-banjir\n  posko compare out out-banjir -o perbandingan",
  .options = options,
  .run = run_compare,
};
