/* cmd-compare.c: posko compare: two plans side by side, and exactly who and what changes between them. */
#include "command.h"
#include "compare-text.h"
#include "progress-line.h"
#include "published.h"
#include <stdio.h>

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
  g_autoptr (PoskoPlan) a = posko_published_read (arguments[0], run->cancellable, error);
  g_autoptr (PoskoPlan) b = a != NULL ? posko_published_read (arguments[1], run->cancellable, error) : NULL;
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
