/* cmd-whatif.c: posko whatif: plans the case as it is and under each scenario, and says what each scenario changes. */
#include "file.h"
#include "findings.h"
#include "progress-line.h"
#include "whatif.h"
#include <math.h>
#include <string.h>

#define NAME_WIDTH 22
#define VALUE_WIDTH 11

static struct
{
  PoskoPlanOptions plan;
  gboolean json;
} given = { .plan = POSKO_PLAN_OPTIONS_INIT };

static const GOptionEntry options[] = {
  { "output", 'o', 0, G_OPTION_ARG_FILENAME, &given.plan.output,
    N_ ("the folder to write; what an earlier run finished there is not done again"), "OUT" },
  POSKO_PLAN_OPTION_ENTRIES (given.plan),
  { "json", 0, 0, G_OPTION_ARG_NONE, &given.json, N_ ("print the comparisons as JSON"), NULL },
  { NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

/* OUT holds plans; it is no plan, case or comparison itself. */
static gboolean
can_write (const char *folder, GError **error)
{
  g_autofree char *marker = g_build_filename (folder, POSKO_STAGE_MARKER_FILE, NULL);
  g_autofree char *baseline = g_build_filename (folder, POSKO_WHATIF_BASELINE, NULL);
  if (g_file_test (marker, G_FILE_TEST_EXISTS))
    {
      g_set_error (error, POSKO_ERROR, POSKO_ERROR_USAGE, _ ("%s holds a plan or a case; give a folder of its own"), folder);
      return FALSE;
    }
  return posko_plan_can_write (baseline, error);
}

/* Loads the case as it is and under each scenario; FALSE with the faults printed and @status, or with @error. */
static gboolean
load_all (const PoskoRun *run, char **arguments, guint n_threads, GPtrArray *jobs, PoskoExit *status, GError **error)
{
  char **scenarios = arguments + 1;
  g_auto (GStrv) names = posko_whatif_names (scenarios, error);
  *status = POSKO_EXIT_USAGE;
  for (guint i = 0; names != NULL && i <= g_strv_length (names); i++)
    {
      const char *scenario = i > 0 ? scenarios[i - 1] : NULL;
      PoskoCase *source = posko_command_load (run, arguments[0], scenario, n_threads,
                                              scenario == NULL ? POSKO_SEVERITY_WARNING : POSKO_SEVERITY_ERROR, status, error);
      if (source == NULL)
        return FALSE;
      PoskoWhatifJob *job = g_new0 (PoskoWhatifJob, 1);
      job->name = g_strdup (i > 0 ? names[i - 1] : POSKO_WHATIF_BASELINE);
      job->source = source;
      g_ptr_array_add (jobs, job);
    }
  return names != NULL;
}

/* With --stay-close the published plan stands in the place of the plan without a scenario. */
static gboolean
take_published (GPtrArray *jobs, PoskoPlanParams *params, PoskoPublished *published, GError **error)
{
  PoskoWhatifJob *baseline = g_ptr_array_index (jobs, 0);
  if (given.plan.stay_close == NULL)
    return TRUE;
  for (guint i = 1; i < jobs->len; i++)
    {
      const PoskoWhatifJob *job = g_ptr_array_index (jobs, i);
      g_autofree char *folder = g_build_filename (given.plan.output, job->name, NULL);
      if (!posko_plan_options_keep_published (&given.plan, folder, error))
        return FALSE;
    }
  if (!posko_plan_options_publish (&given.plan, baseline->source, params, published, error))
    return FALSE;
  baseline->plan = g_steal_pointer (&published->plan);
  return TRUE;
}

static gdouble
figure_of (const PoskoPlan *plan, const char *product, const char *code)
{
  PoskoTable *figures = posko_plan_table (plan, POSKO_PLAN_FIGURES);
  for (guint i = 0; i < posko_table_n (figures); i++)
    {
      const PoskoPlanFigure *row = posko_table_row (figures, i);
      if (strcmp (row->produk, product) == 0 && strcmp (row->kode, code) == 0)
        return row->nilai;
    }
  return (gdouble) NAN;
}

static void
print_value (gdouble value, guint decimals)
{
  g_autofree char *text = posko_format_decimal (value, decimals, posko_i18n_language ());
  printf ("%*s%s", (int) MAX (0, VALUE_WIDTH - g_utf8_strlen (text, -1)), "", text);
}

static void
print_heading (const char *text)
{
  printf ("%*s%s", (int) MAX (0, VALUE_WIDTH - g_utf8_strlen (text, -1)), "", text);
}

static guint
count_missed (const PoskoComparison *comparison)
{
  PoskoTable *figures = posko_comparison_table (comparison, POSKO_COMPARE_FIGURES);
  guint n = 0;
  for (guint i = 0; i < posko_table_n (figures); i++)
    n += strcmp (((const PoskoCompareFigure *) posko_table_row (figures, i))->putusan, "melewati_batas") == 0;
  return n;
}

static void
print_job (const PoskoWhatifJob *job)
{
  printf ("%s%*s", job->name, (int) MAX (1, NAME_WIDTH - (glong) strlen (job->name)), "");
  print_value (figure_of (job->plan, "umum", "kekurangan"), 0);
  print_value (figure_of (job->plan, "posko", "dalam_standar"), 1);
  print_value (figure_of (job->plan, "posko", "menit_terjauh"), 1);
  print_value (figure_of (job->plan, "makan", "porsi_dilayani"), 0);
  print_value (figure_of (job->plan, "umum", "biaya") / 1e6, 1);
  if (job->comparison != NULL)
    {
      print_value (posko_comparison_n_people (job->comparison, TRUE), 0);
      print_value (posko_table_n (posko_comparison_table (job->comparison, POSKO_COMPARE_TPS)), 0);
      print_value (posko_table_n (posko_comparison_table (job->comparison, POSKO_COMPARE_MEALS)), 0);
      print_value (count_missed (job->comparison), 0);
    }
  printf ("\n");
}

static void
print_table (GPtrArray *jobs)
{
  const char *const headings[] = { _ ("unmet"),
                                   /* xgettext:no-c-format */
                                   _ ("% in time"),
                                   _ ("longest"), _ ("portions"), _ ("Rp million"), _ ("people"), _ ("TPS"), _ ("deliveries"),
                                   _ ("now missed") };
  guint n_resumed = 0;
  printf ("%*s", NAME_WIDTH, "");
  for (guint i = 0; i < G_N_ELEMENTS (headings); i++)
    print_heading (headings[i]);
  printf ("\n");
  for (guint i = 0; i < jobs->len; i++)
    {
      print_job (g_ptr_array_index (jobs, i));
      n_resumed += ((const PoskoWhatifJob *) g_ptr_array_index (jobs, i))->resumed != FALSE;
    }
  printf ("%s\n", _ ("People: to be told of another place, hour or task. TPS and deliveries: affected. Now missed: targets met without the scenario."));
  if (n_resumed > 0)
    printf (ngettext ("%u plan of an earlier run was taken up.\n", "%u plans of an earlier run were taken up.\n", n_resumed), n_resumed);
  printf (_ ("Written: %s\n"), given.plan.output);
}

static gboolean
print_json (GPtrArray *jobs, GError **error)
{
  const PoskoWhatifJob *baseline = g_ptr_array_index (jobs, 0);
  g_autoptr (PoskoJsonWriter) json = posko_json_writer_new ();
  posko_json_writer_begin_object (json, NULL);
  posko_json_writer_string (json, "posko", "bagaimana-jika");
  posko_json_writer_string (json, "keluaran", given.plan.output);
  posko_json_writer_string (json, "kasus", posko_case_hash (baseline->source));
  posko_json_writer_integer (json, "benih", given.plan.seed);
  posko_json_writer_begin_array (json, "skenario");
  for (guint i = 1; i < jobs->len; i++)
    {
      const PoskoWhatifJob *job = g_ptr_array_index (jobs, i);
      posko_json_writer_begin_object (json, NULL);
      posko_json_writer_string (json, "kode", job->name);
      posko_json_writer_string (json, "kasus", posko_case_hash (job->source));
      posko_report_comparison_counts (json, job->comparison);
      posko_report_json_table (json, posko_comparison_table (job->comparison, POSKO_COMPARE_FIGURES), "perbandingan");
      posko_report_json_table (json, posko_comparison_table (job->comparison, POSKO_COMPARE_AREAS), "terdampak_kecamatan");
      posko_json_writer_end_object (json);
    }
  posko_json_writer_end_array (json);
  posko_json_writer_end_object (json);
  return posko_json_print (json, error);
}

static PoskoExit
run_whatif (const PoskoRun *run, char **arguments, GError **error)
{
  PoskoExit status;
  PoskoPlanParams params = POSKO_PLAN_PARAMS_INIT;
  PoskoReportParams report = POSKO_REPORT_PARAMS_INIT;
  g_auto (PoskoPublished) published = { 0 };
  g_autoptr (GPtrArray) jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) posko_whatif_job_free);
  if (!posko_plan_options_read (&given.plan, &params, &report, error) || !can_write (given.plan.output, error))
    return POSKO_EXIT_USAGE;
  params.cancellable = run->cancellable;
  params.progress = run->progress;
  if (!load_all (run, arguments, params.n_threads, jobs, &status, error))
    return status;
  if (!take_published (jobs, &params, &published, error))
    return posko_exit_of_error (*error);
  if (!posko_whatif_run (jobs, given.plan.output, &params, &report, error))
    return POSKO_EXIT_INTERNAL;
  posko_progress_line_clear ();
  if (!given.json)
    print_table (jobs);
  else if (!print_json (jobs, error))
    return POSKO_EXIT_INTERNAL;
  return POSKO_EXIT_DONE;
}

const PoskoCommand POSKO_COMMAND_WHATIF = {
  .name = "whatif",
  .arguments = "CASE SCENARIO…",
  .n_arguments = 2,
  .repeats = TRUE,
  .synopsis = "-o OUT",
  .summary = N_ ("plan scenarios side by side and compare each with the plan without one"),
  .description = N_ ("Plans the case as it is (OUT/dasar) and under each scenario (OUT/<scenario>), many at once, each as it would\n"
                     "be planned alone, and writes what changes to OUT/perbandingan/<scenario>. A run that was stopped goes on where\n"
                     "it was: a plan of the same case, seed and version is not made again.\n"
                     "\n"
                     "With --stay-close no plan is made of the case as it is: the published plan is what each scenario's plan stays\n"
                     "close to and is compared with, where it lies; nothing is written to OUT/dasar."),
  .example = "  posko whatif data/pangkalpinang data/pangkalpinang/skenario/*.json -o bagaimana-jika\n"
             "  posko whatif data/pangkalpinang data/pangkalpinang/skenario/nakes-sakit-10.json --stay-close out -o setelah-terbit",
  .options = options,
  .run = run_whatif,
};
