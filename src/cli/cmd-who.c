/* cmd-who.c: posko who: who can replace a person, and which TPS are late and why. */
#include "command.h"
#include "progress-line.h"
#include "published.h"
#include "who-text.h"
#include <stdio.h>

#define MOST_MINUTES 1440
#define NO_LIMIT G_MININT /* the option was not given */

static struct
{
  char *person, *shift, *scenario, *output, *dialect;
  gboolean late, json;
  gint limit;
} given = { .limit = NO_LIMIT };

static const GOptionEntry options[] = {
  { "replace", 0, 0, G_OPTION_ARG_STRING, &given.person, N_ ("rank who can replace this person (a code of nakes.csv)"), "NAKES" },
  { "shift", 0, 0, G_OPTION_ARG_STRING, &given.shift, N_ ("only in this shift; default: in every shift"), "H:M" },
  { "late", 0, 0, G_OPTION_ARG_NONE, &given.late, N_ ("list every TPS beyond a limit, why, and the cheapest repair"), NULL },
  { "limit", 0, 0, G_OPTION_ARG_INT, &given.limit, N_ ("minutes of response of a post; default: the policy's standard"), "MINUTES" },
  { "scenario", 0, 0, G_OPTION_ARG_FILENAME, &given.scenario, N_ ("lay the changes of a scenario over the case"), "FILE" },
  { "output", 'o', 0, G_OPTION_ARG_FILENAME, &given.output, N_ ("also write the answer as tables into this folder"), "OUT" },
  { "csv", 0, 0, G_OPTION_ARG_STRING, &given.dialect, N_ ("excel: opens right in Excel (default); plain: RFC 4180"), "excel|plain" },
  { "json", 0, 0, G_OPTION_ARG_NONE, &given.json, N_ ("print the answer as JSON"), NULL },
  { NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

static gboolean
fail_usage (const char *message, GError **error)
{
  g_set_error_literal (error, POSKO_ERROR, POSKO_ERROR_USAGE, message);
  return FALSE;
}

static gboolean
check_options (GError **error)
{
  if ((given.person != NULL) == given.late)
    return fail_usage (_ ("give either --replace NAKES or --late"), error);
  if (given.late && given.shift != NULL)
    return fail_usage (_ ("--shift goes with --replace"), error);
  if (!given.late && given.limit != NO_LIMIT)
    return fail_usage (_ ("--limit goes with --late"), error);
  if (given.limit == NO_LIMIT || (given.limit >= 1 && given.limit <= MOST_MINUTES))
    return TRUE;
  g_set_error (error, POSKO_ERROR, POSKO_ERROR_USAGE, _ ("--limit is %d, expected 1 to %d"), given.limit, MOST_MINUTES);
  return FALSE;
}

static PoskoWho *
ask (const PoskoRun *run, const PoskoPlan *plan, PoskoLanguage language, GError **error)
{
  return given.late ? posko_who_late (plan, given.limit == NO_LIMIT ? 0 : given.limit, language)
                    : posko_who_replace (plan, given.person, given.shift, language, run->cancellable, error);
}

/* Files and JSON speak the plan's language, whatever the locale. */
static gboolean
write_files (const PoskoRun *run, const PoskoPlan *plan, gboolean plain, GError **error)
{
  PoskoReportParams report = POSKO_REPORT_PARAMS_INIT;
  report.dialect = plain ? POSKO_CSV_PLAIN : POSKO_CSV_EXCEL_ID;
  g_autoptr (PoskoWho) answer = ask (run, plan, posko_plan_language (plan), error);
  if (answer == NULL || (given.output != NULL && !posko_report_who_write (answer, given.output, &report, run->cancellable, error)))
    return FALSE;
  if (!given.json)
    return TRUE;
  g_autofree char *text = posko_report_who_json (answer, NULL, error);
  if (text != NULL)
    printf ("%s", text);
  return text != NULL;
}

static gboolean
print_text (const PoskoRun *run, const PoskoPlan *plan, GError **error)
{
  g_autoptr (PoskoWho) answer = ask (run, plan, posko_i18n_language (), error);
  if (answer == NULL)
    return FALSE;
  if (given.late)
    posko_who_text_late (answer);
  else
    posko_who_text_replace (answer);
  const guint n = posko_who_n_unknown (answer);
  if (n > 0)
    fprintf (stderr,
             ngettext ("%u row of the plan names something that the case does not have, and is not counted; posko verify says which.\n",
                       "%u rows of the plan name something that the case does not have, and are not counted; posko verify says which.\n", n),
             n);
  return TRUE;
}

static PoskoExit
run_who (const PoskoRun *run, char **arguments, GError **error)
{
  gboolean plain;
  PoskoExit status;
  if (!check_options (error) || !posko_command_choose ("csv", given.dialect, "excel", "plain", &plain, error))
    return POSKO_EXIT_USAGE;
  g_autoptr (PoskoCase) source = posko_command_load (run, arguments[0], given.scenario, 1, POSKO_SEVERITY_ERROR, &status, error);
  if (source == NULL)
    return status;
  g_autoptr (PoskoPlan) plan = posko_published_read_for (source, arguments[1], run->cancellable, error);
  if (plan == NULL)
    return POSKO_EXIT_FAULTS;
  posko_progress_line_clear ();
  if ((given.output != NULL || given.json) && !write_files (run, plan, plain, error))
    return POSKO_EXIT_INTERNAL;
  if (!given.json && !print_text (run, plan, error))
    return POSKO_EXIT_INTERNAL;
  return POSKO_EXIT_DONE;
}

const PoskoCommand POSKO_COMMAND_WHO = {
  .name = "who",
  .arguments = "CASE OUT",
  .n_arguments = 2,
  .synopsis = "--replace NAKES | --late",
  .summary = N_ ("who can replace a person, and which TPS are late and why"),
  .description = N_ ("Reads the tables of a plan, also after they were edited by hand. With --replace, ranks for each duty and stand-by shift\n"
                     "of a person who could take it, by what that adds to the roster's objective, says which rule keeps the others\n"
                     "from it, and gives the best choice for all of them together. With --late, lists each TPS beyond a limit\n"
                     "(post, ambulance, meal, health check) with the reason and the cheapest repair; a scenario shows what it\n"
                     "would do to the plan as it was published."),
  .example = "  posko who data/pangkalpinang out --replace N014\n"
             "  posko who data/pangkalpinang out --replace N014 --shift H:M\n"
             "  posko who data/pangkalpinang out --late --scenario data/pangkalpinang/skenario/banjir-rangkui.json",
  .options = options,
  .run = run_who,
};
