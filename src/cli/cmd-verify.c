/* cmd-verify.c: posko verify: holds a plan, perhaps edited by hand, against every rule and recomputes its figures. */
#include "command.h"
#include "findings.h"
#include "progress-line.h"
#include "published.h"
#include "verify.h"

static struct
{
  char *scenario, *stay_close;
  gboolean parts, json, list;
} given;

static const GOptionEntry options[] = {
  { "scenario", 0, 0, G_OPTION_ARG_FILENAME, &given.scenario, N_ ("lay the changes of a scenario over the case"), "FILE" },
  { "stay-close", 0, 0, G_OPTION_ARG_FILENAME, &given.stay_close, N_ ("the published plan that the plan stays close to: count its changes"),
    "PUBLISHED" },
  { "parts", 0, 0, G_OPTION_ARG_NONE, &given.parts, N_ ("judge the files of the kecamatan, and whether they add up to the city's"),
    NULL },
  { "list", 0, 0, G_OPTION_ARG_NONE, &given.list, N_ ("also list everything that is checked"), NULL },
  { "json", 0, 0, G_OPTION_ARG_NONE, &given.json, N_ ("print the findings as JSON"), NULL },
  { NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

/* Reads the plan and judges it; FALSE with @error when it could not be judged at all. Where a row, a column or a file could not be read
 * the rules are not held against what is left: hundreds of findings about what seems to lack would hide the one cell that is wrong. */
static gboolean
judge (PoskoCase *source, const char *folder, const PoskoPlan *published, PoskoDiagnostics *findings, gboolean *judged, GCancellable *cancellable, GError **error)
{
  g_autoptr (PoskoPlan) parts = NULL;
  g_autoptr (PoskoPlan) whole = posko_report_read (source, folder, FALSE, findings, cancellable, error);
  if (whole == NULL)
    return FALSE;
  if (given.parts)
    {
      parts = posko_report_read (source, folder, TRUE, findings, cancellable, error);
      if (parts == NULL)
        return FALSE;
    }
  if (published != NULL && posko_plan_stay (whole) == NULL)
    {
      g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("%s was not made to stay close to a plan; leave --stay-close out"), folder);
      return FALSE;
    }
  if (published != NULL)
    posko_plan_show_published (given.parts ? parts : whole, published);
  *judged = posko_diagnostics_count (findings, POSKO_SEVERITY_ERROR) == 0;
  if (!*judged)
    return TRUE;
  if (!posko_verify (given.parts ? parts : whole, findings, cancellable, error))
    return FALSE;
  if (given.parts)
    posko_verify_same (whole, parts, findings);
  return TRUE;
}

static gboolean
print_json (PoskoDiagnostics *findings, const PoskoCase *source, GError **error)
{
  guint n;
  const PoskoVerifyCheck *checks = posko_verify_checks (&n);
  g_autoptr (PoskoJsonWriter) json = posko_json_writer_new ();
  posko_json_writer_begin_object (json, NULL);
  posko_json_writer_string (json, "posko", "verifikasi");
  posko_json_writer_string (json, "kasus", posko_case_hash (source));
  posko_json_writer_integer (json, "aturan", n);
  posko_findings_write (findings, json);
  if (given.list)
    {
      posko_json_writer_begin_array (json, "daftar_aturan");
      for (guint i = 0; i < n; i++)
        posko_json_writer_string (json, NULL, checks[i].code);
      posko_json_writer_end_array (json);
    }
  posko_json_writer_end_object (json);
  return posko_json_print (json, error);
}

static void
print_text (PoskoDiagnostics *findings, gboolean judged)
{
  guint n;
  const PoskoVerifyCheck *checks = posko_verify_checks (&n);
  for (guint i = 0; given.list && i < n; i++)
    printf ("%-10s %-32s %s\n", checks[i].product, checks[i].code, _ (checks[i].description));
  posko_findings_print (findings, POSKO_SEVERITY_WARNING, stdout);
  if (posko_diagnostics_count (findings, POSKO_SEVERITY_ERROR) == 0)
    printf (_ ("The plan keeps all %u rules and its figures are right.\n"), n);
  if (!judged)
    printf (_ ("The rules were not judged: mend these files first.\n"));
}

static PoskoExit
run_verify (const PoskoRun *run, char **arguments, GError **error)
{
  PoskoExit status;
  gboolean judged = FALSE;
  g_autoptr (PoskoDiagnostics) findings = posko_diagnostics_new ();
  g_autoptr (PoskoCase) source
    = posko_command_load (run, arguments[0], given.scenario, 1, POSKO_SEVERITY_ERROR, &status, error);
  if (source == NULL)
    return status;
  g_autoptr (PoskoPlan) published = NULL;
  if (given.stay_close != NULL)
    {
      published = posko_published_read (given.stay_close, run->cancellable, error);
      if (published == NULL)
        return POSKO_EXIT_FAULTS;
    }
  if (!judge (source, arguments[1], published, findings, &judged, run->cancellable, error))
    return POSKO_EXIT_FAULTS;
  posko_progress_line_clear ();
  if (!given.json)
    print_text (findings, judged);
  else if (!print_json (findings, source, error))
    return POSKO_EXIT_INTERNAL;
  return posko_diagnostics_count (findings, POSKO_SEVERITY_ERROR) == 0 ? POSKO_EXIT_DONE : POSKO_EXIT_FAULTS;
}

const PoskoCommand POSKO_COMMAND_VERIFY = {
  .name = "verify",
  .arguments = "CASE OUT",
  .n_arguments = 2,
  .summary = N_ ("hold a plan against every rule and recompute its figures"),
  .description = N_ ("Reads the tables in OUT, also after they were edited by hand and saved by a spreadsheet, and judges\n"
                     "them by the case. Exit status 1 when a rule is broken or a figure is wrong.\n"
                     "The changes that a plan made with --stay-close states can be counted only with the published plan."),
  .example = "  posko verify data/pangkalpinang out\n  posko verify data/pangkalpinang out --parts\n"
             "  posko verify data/pangkalpinang out-baru --stay-close out",
  .options = options,
  .run = run_verify,
};
