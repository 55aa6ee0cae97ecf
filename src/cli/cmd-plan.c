/* cmd-plan.c: posko plan: the main job: a case in, a verified plan out. */
#include "make-curve.h"
#include "make-plan.h"
#include "findings.h"
#include "progress-line.h"
#include <math.h>
#include <string.h>

static struct
{
  PoskoPlanOptions plan;
  char *scenario;
  gboolean curve, json;
} given = { .plan = POSKO_PLAN_OPTIONS_INIT };

static const GOptionEntry options[] = {
  { "output", 'o', 0, G_OPTION_ARG_FILENAME, &given.plan.output, N_ ("the folder to write; an earlier plan there is replaced"), "OUT" },
  { "scenario", 0, 0, G_OPTION_ARG_FILENAME, &given.scenario, N_ ("lay the changes of a scenario over the case"), "FILE" },
  POSKO_PLAN_OPTION_ENTRIES (given.plan),
  { "curve", 0, 0, G_OPTION_ARG_NONE, &given.curve,
    N_ ("with --stay-close: write what is gained with each person more who is moved, instead of a plan"), NULL },
  { "json", 0, 0, G_OPTION_ARG_NONE, &given.json, N_ ("print the summary as JSON"), NULL },
  { NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

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
  printf (_ ("Written: %s (start with ringkasan.txt)\n"), given.plan.output);
}

static gboolean
print_json (const PoskoPlan *plan, GError **error)
{
  g_autoptr (PoskoJsonWriter) json = posko_json_writer_new ();
  posko_json_writer_begin_object (json, NULL);
  posko_json_writer_string (json, "posko", POSKO_REPORT_KIND);
  posko_json_writer_string (json, "keluaran", given.plan.output);
  posko_json_writer_string (json, "kasus", posko_case_hash (posko_plan_case (plan)));
  posko_json_writer_integer (json, "benih", given.plan.seed);
  posko_report_json_table (json, posko_plan_table (plan, POSKO_PLAN_FIGURES), "ringkasan");
  posko_report_json_table (json, posko_plan_table (plan, POSKO_PLAN_CERTIFICATES), "sertifikat");
  posko_report_json_table (json, posko_plan_table (plan, POSKO_PLAN_SHORTAGES), "kekurangan");
  posko_json_writer_end_object (json);
  return posko_json_print (json, error);
}

static PoskoExit
run_plan (const PoskoRun *run, char **arguments, GError **error)
{
  PoskoExit status;
  PoskoPlanParams params = POSKO_PLAN_PARAMS_INIT;
  PoskoReportParams report = POSKO_REPORT_PARAMS_INIT;
  if (!posko_plan_options_read (&given.plan, &params, &report, error)
      || !posko_plan_options_keep_published (&given.plan, given.plan.output, error))
    return POSKO_EXIT_USAGE;
  if (given.curve && given.plan.stay_close == NULL)
    {
      g_set_error_literal (error, POSKO_ERROR, POSKO_ERROR_USAGE, _ ("--curve needs --stay-close OUT, the published plan"));
      return POSKO_EXIT_USAGE;
    }
  params.cancellable = run->cancellable;
  params.progress = run->progress;

  if (!(given.curve ? posko_curve_can_write : posko_plan_can_write) (given.plan.output, error))
    return POSKO_EXIT_INTERNAL;
  g_autoptr (PoskoCase) source
    = posko_command_load (run, arguments[0], given.scenario, params.n_threads, POSKO_SEVERITY_WARNING, &status, error);
  if (source == NULL)
    return status;
  g_auto (PoskoPublished) published = { 0 };
  if (!posko_plan_options_publish (&given.plan, source, &params, &published, error))
    return POSKO_EXIT_FAULTS;
  const PoskoCurveRange all = POSKO_CURVE_RANGE_INIT;
  if (given.curve)
    return posko_curve_make (source, POSKO_CURVE_PEOPLE, &all, &params, given.plan.output, &report, given.json, error);
  g_autoptr (PoskoPlan) plan = posko_plan_make (source, &params, given.plan.output, &report, error);
  if (plan == NULL)
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
                     "seed and version give the same bytes.\n"
                     "\n"
                     "With --stay-close the plan serves as well as any plan can, and changes as little of a published plan as that\n"
                     "allows: first who must be served, then the fewest changes, then all else. A product can instead be given at\n"
                     "most N changes, or a price for each. A change is a person with other duties, a post or board that opens or\n"
                     "closes, an ambulance with another base, a TPS with another health check."),
  .example = "  posko plan data/pangkalpinang -o out\n"
             "  posko plan data/pangkalpinang --scenario sakit.json --stay-close out --max-changes 5 -o out-sakit\n"
             "  posko plan data/pangkalpinang --scenario sakit.json --stay-close out --curve -o kurva-sakit",
  .options = options,
  .run = run_plan,
};
