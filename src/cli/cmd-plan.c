/* cmd-plan.c: posko plan: the main job: a case in, a verified plan out.
 *
 * A plan that the verifier faults is not written: it would be a bug of the makers, never of the planner's data.
 */
#include "command.h"
#include "file.h"
#include "findings.h"
#include "plan.h"
#include "progress-line.h"
#include "report.h"
#include "verify.h"
#include <math.h>
#include <string.h>

#define MAX_EFFORT 1000.0

static struct
{
  char *output, *scenario, *dialect, *language;
  gint64 seed;
  gint threads;
  gdouble effort;
  gboolean json;
} given = { .seed = 1, .effort = 1.0 };

static const GOptionEntry options[] = {
  { "output", 'o', 0, G_OPTION_ARG_FILENAME, &given.output, N_ ("the folder to write; an earlier plan there is replaced"), "OUT" },
  { "scenario", 0, 0, G_OPTION_ARG_FILENAME, &given.scenario, N_ ("lay the changes of a scenario over the case"), "FILE" },
  { "seed", 0, 0, G_OPTION_ARG_INT64, &given.seed, N_ ("seed of the random numbers (default 1)"), "N" },
  { "threads", 0, 0, G_OPTION_ARG_INT, &given.threads, N_ ("threads to use (default: all); never changes the result"), "N" },
  { "effort", 0, 0, G_OPTION_ARG_DOUBLE, &given.effort, N_ ("multiplies the work of every solver (default 1)"), "X" },
  { "csv", 0, 0, G_OPTION_ARG_STRING, &given.dialect, N_ ("excel: opens right in Excel (default); plain: RFC 4180"), "excel|plain" },
  { "language", 0, 0, G_OPTION_ARG_STRING, &given.language, N_ ("language of the sentences in the plan (default id)"), "id|en" },
  { "json", 0, 0, G_OPTION_ARG_NONE, &given.json, N_ ("print the summary as JSON"), NULL },
  { NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

static gboolean
read_options (PoskoPlanParams *params, PoskoReportParams *report, GError **error)
{
  gboolean plain, english;
  if (given.output == NULL)
    {
      g_set_error_literal (error, POSKO_ERROR, POSKO_ERROR_USAGE, _ ("missing -o OUT, the folder to write"));
      return FALSE;
    }
  if (given.seed < 0)
    {
      g_set_error_literal (error, POSKO_ERROR, POSKO_ERROR_USAGE, _ ("--seed must not be negative"));
      return FALSE;
    }
  if (!(given.effort > 0 && given.effort <= MAX_EFFORT))
    {
      g_set_error (error, POSKO_ERROR, POSKO_ERROR_USAGE, _ ("--effort must be over 0 and at most %.0f"), MAX_EFFORT);
      return FALSE;
    }
  if (!posko_command_choose ("csv", given.dialect, "excel", "plain", &plain, error)
      || !posko_command_choose ("language", given.language, "id", "en", &english, error)
      || !posko_command_threads (given.threads, &params->n_threads, error))
    return FALSE;
  params->seed = (guint64) given.seed;
  params->effort = given.effort;
  params->language = english ? POSKO_LANGUAGE_EN : POSKO_LANGUAGE_ID;
  report->dialect = plain ? POSKO_CSV_PLAIN : POSKO_CSV_EXCEL_ID;
  return TRUE;
}

/* The verifier's word on our own plan; a fault is a bug. */
static gboolean
is_right (const PoskoPlan *plan, GCancellable *cancellable, GError **error)
{
  g_autoptr (PoskoDiagnostics) findings = posko_diagnostics_new ();
  if (!posko_verify (plan, findings, cancellable, error))
    return FALSE;
  if (posko_diagnostics_count (findings, POSKO_SEVERITY_ERROR) == 0)
    return TRUE;
  posko_progress_line_clear ();
  posko_findings_print (findings, POSKO_SEVERITY_ERROR, stderr);
  g_set_error_literal (error, POSKO_ERROR, POSKO_ERROR_SOLVER,
                       _ ("the plan that was made breaks its own rules (see above); nothing was written; please report this"));
  return FALSE;
}

static void
print_figure (const PoskoPlanFigure *figure, PoskoLanguage language)
{
  g_autofree char *value
    = posko_format_decimal (figure->nilai, floor (figure->nilai) == figure->nilai ? 0 : 2, language);
  const char *mark = strcmp (figure->putusan, "baik") == 0 ? "+" : strcmp (figure->putusan, "kurang") == 0 ? "!" : " ";
  printf ("  %s %s: %s %s\n", mark, figure->nama, value, figure->satuan);
}

/* The few figures that fit a screen; ringkasan.csv has all. */
static void
print_figures (const PoskoPlan *plan)
{
  static const char *const chosen[]
    = { "umum/tps",          "umum/petugas",          "posko/pos",         "posko/dalam_standar", "posko/menit_terjauh",
        "ambulans/ambulans", "ambulans/dalam_batas",  "roster/orang",      "roster/dikecualikan", "cadangan/terisi",
        "skrining/petugas",  "makan/porsi_dilayani",  "makan/kendaraan",   "baliho/baliho",       "baliho/pemilih_persen",
        "umum/biaya",        "umum/kekurangan",       NULL };
  PoskoTable *figures = posko_plan_table (plan, POSKO_PLAN_FIGURES);
  for (guint i = 0; i < posko_table_n (figures); i++)
    {
      const PoskoPlanFigure *figure = posko_table_row (figures, i);
      g_autofree char *code = g_strdup_printf ("%s/%s", figure->produk, figure->kode);
      if (g_strv_contains (chosen, code))
        print_figure (figure, posko_i18n_language ());
    }
}

static void
print_certificates (const PoskoPlan *plan)
{
  PoskoTable *certificates = posko_plan_table (plan, POSKO_PLAN_CERTIFICATES);
  const guint n = posko_table_n (certificates);
  guint n_optimal = 0;
  const PoskoPlanCertificate *worst = NULL;
  for (guint i = 0; i < n; i++)
    {
      const PoskoPlanCertificate *row = posko_table_row (certificates, i);
      n_optimal += strcmp (row->status, "optimal") == 0;
      if (isfinite (row->selisih_persen) && (worst == NULL || row->selisih_persen > worst->selisih_persen))
        worst = row;
    }
  printf (_ ("Proven optimal: %u of %u objectives"), n_optimal, n);
  if (worst != NULL && worst->selisih_persen > 0)
    {
      g_autofree char *gap = posko_format_decimal (worst->selisih_persen, 2, posko_i18n_language ());
      printf (_ ("; widest gap: %s %% (%s/%s)"), gap, worst->produk, worst->tingkat);
    }
  printf ("\n");
}

static void
print_summary (const PoskoPlan *plan)
{
  const PoskoPolicy *policy = posko_case_policy (posko_plan_case (plan));
  printf ("%s, %s\n", policy->kota, policy->nama);
  print_figures (plan);
  print_certificates (plan);
  printf (_ ("Written: %s (start with ringkasan.txt)\n"), given.output);
}

static gboolean
print_json (const PoskoPlan *plan, GError **error)
{
  g_autoptr (PoskoJsonWriter) json = posko_json_writer_new ();
  posko_json_writer_begin_object (json, NULL);
  posko_json_writer_string (json, "posko", POSKO_REPORT_KIND);
  posko_json_writer_string (json, "keluaran", given.output);
  posko_json_writer_string (json, "kasus", posko_case_hash (posko_plan_case (plan)));
  posko_json_writer_integer (json, "benih", given.seed);
  posko_report_json_table (json, posko_plan_table (plan, POSKO_PLAN_FIGURES), "ringkasan");
  posko_report_json_table (json, posko_plan_table (plan, POSKO_PLAN_CERTIFICATES), "sertifikat");
  posko_report_json_table (json, posko_plan_table (plan, POSKO_PLAN_SHORTAGES), "kekurangan");
  posko_json_writer_end_object (json);
  return posko_json_print (json, error);
}

/* A folder that may not be replaced, or that nobody can write, is refused before the work and not after it. */
static gboolean
can_write (const char *folder, GError **error)
{
  g_autoptr (PoskoStage) probe = posko_stage_new (folder, POSKO_REPORT_KIND, error);
  return probe != NULL;
}

static PoskoExit
run_plan (const PoskoRun *run, char **arguments, GError **error)
{
  PoskoExit status;
  PoskoPlanParams params = POSKO_PLAN_PARAMS_INIT;
  PoskoReportParams report = POSKO_REPORT_PARAMS_INIT;
  if (!read_options (&params, &report, error))
    return POSKO_EXIT_USAGE;
  params.cancellable = run->cancellable;
  params.progress = run->progress;

  if (!can_write (given.output, error))
    return POSKO_EXIT_INTERNAL;
  g_autoptr (PoskoCase) source
    = posko_command_load (run, arguments[0], given.scenario, params.n_threads, POSKO_SEVERITY_WARNING, &status, error);
  if (source == NULL)
    return status;
  g_autoptr (PoskoPlan) plan = posko_plan_new (source, &params, error);
  if (plan == NULL || !is_right (plan, run->cancellable, error)
      || !posko_report_write (plan, given.output, &report, run->cancellable, error))
    return POSKO_EXIT_INTERNAL;
  posko_progress_line_clear ();
  if (!given.json)
    print_summary (plan);
  else if (!print_json (plan, error))
    return POSKO_EXIT_INTERNAL;
  return POSKO_EXIT_DONE;
}

const PoskoCommand POSKO_COMMAND_PLAN = {
  .name = "plan",
  .arguments = "CASE",
  .n_arguments = 1,
  .synopsis = "-o OUT",
  .summary = N_ ("make the plan: posts, ambulances, roster, health checks, meals, billboards"),
  .description = N_ ("Plans the polling days of a case, verifies the plan and writes it to OUT: tables for the city and for\n"
                     "each kecamatan, plan.json, and a summary on one page. OUT appears whole or not at all. The same case,\n"
                     "seed and version give the same bytes."),
  .example = "  posko plan data/pangkalpinang -o out",
  .options = options,
  .run = run_plan,
};
