/* cmd-curve.c: posko curve: one figure against another, with the proven bound beside each point. */
#include "make-curve.h"
#include "nearest.h"
#include <string.h>

static struct
{
  PoskoPlanOptions plan;
  PoskoCurveRange range;
  char *of, *scenario;
  gboolean json;
} given = { .plan = POSKO_PLAN_OPTIONS_INIT, .range = POSKO_CURVE_RANGE_INIT };

static const GOptionEntry options[] = {
  { "output", 'o', 0, G_OPTION_ARG_FILENAME, &given.plan.output, N_ ("the folder to write; an earlier curve there is replaced"), "DIR" },
  { "of", 0, 0, G_OPTION_ARG_STRING, &given.of, N_ ("what is tried out: posko, anggaran, kendaraan, ambulans or orang"), "WHAT" },
  { "from", 0, 0, G_OPTION_ARG_INT64, &given.range.from, N_ ("smallest limit: posts, rupiah, vehicles, ambulances, people"), "A" },
  { "to", 0, 0, G_OPTION_ARG_INT64, &given.range.to, N_ ("largest limit"), "B" },
  { "step", 0, 0, G_OPTION_ARG_INT64, &given.range.step, N_ ("from point to point"), "S" },
  { "points", 0, 0, G_OPTION_ARG_INT64, &given.range.n_points, N_ ("instead of --step: about so many points (default 12)"), "N" },
  { "scenario", 0, 0, G_OPTION_ARG_FILENAME, &given.scenario, N_ ("lay the changes of a scenario over the case"), "FILE" },
  POSKO_PLAN_OPTION_ENTRIES (given.plan),
  { "json", 0, 0, G_OPTION_ARG_NONE, &given.json, N_ ("print the curve as JSON"), NULL },
  { NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

static gboolean
read_kind (const char *word, PoskoCurveKind *kind, GError **error)
{
  const char *names[POSKO_N_CURVE_KINDS];
  for (guint k = 0; k < POSKO_N_CURVE_KINDS; k++)
    {
      names[k] = posko_curve_kind_name (k);
      *kind = k;
      if (g_strcmp0 (word, names[k]) == 0)
        return TRUE;
    }
  g_autofree char *all = g_strjoin (", ", names[0], names[1], names[2], names[3], names[4], NULL);
  const char *nearest = word != NULL ? posko_nearest (word, names, G_N_ELEMENTS (names)) : NULL;
  if (word == NULL)
    g_set_error (error, POSKO_ERROR, POSKO_ERROR_USAGE, _ ("missing --of WHAT: one of %s"), all);
  else if (nearest != NULL)
    g_set_error (error, POSKO_ERROR, POSKO_ERROR_USAGE, _ ("--of is \"%s\"; did you mean \"%s\"?"), word, nearest);
  else
    g_set_error (error, POSKO_ERROR, POSKO_ERROR_USAGE, _ ("--of is \"%s\", expected one of %s"), word, all);
  return FALSE;
}

static gboolean
check_options (PoskoCurveKind kind, GError **error)
{
  const gboolean of_people = kind == POSKO_CURVE_PEOPLE, stays = given.plan.stay_close != NULL;
  if (given.range.step != POSKO_MISSING && given.range.n_points != POSKO_MISSING)
    g_set_error_literal (error, POSKO_ERROR, POSKO_ERROR_USAGE, _ ("give --step or --points, not both"));
  else if (of_people && given.range.n_points != POSKO_MISSING)
    g_set_error_literal (error, POSKO_ERROR, POSKO_ERROR_USAGE, _ ("--of orang takes --step, not --points"));
  else if (of_people && !stays)
    g_set_error_literal (error, POSKO_ERROR, POSKO_ERROR_USAGE, _ ("--of orang needs --stay-close OUT, the published plan"));
  else if (!of_people && stays)
    g_set_error (error, POSKO_ERROR, POSKO_ERROR_USAGE, _ ("--stay-close has no use with --of %s; only with --of orang"),
                 posko_curve_kind_name (kind));
  else
    return TRUE;
  return FALSE;
}

static PoskoExit
run_curve (const PoskoRun *run, char **arguments, GError **error)
{
  PoskoExit status;
  PoskoCurveKind kind;
  PoskoPlanParams params = POSKO_PLAN_PARAMS_INIT;
  PoskoReportParams report = POSKO_REPORT_PARAMS_INIT;
  if (!read_kind (given.of, &kind, error) || !check_options (kind, error)
      || !posko_plan_options_read (&given.plan, &params, &report, error))
    return POSKO_EXIT_USAGE;
  params.cancellable = run->cancellable;
  params.progress = run->progress;
  if (!posko_curve_can_write (given.plan.output, error))
    return POSKO_EXIT_INTERNAL;
  g_autoptr (PoskoCase) source
    = posko_command_load (run, arguments[0], given.scenario, params.n_threads, POSKO_SEVERITY_ERROR, &status, error);
  if (source == NULL)
    return status;
  g_auto (PoskoPublished) published = { 0 };
  if (!posko_plan_options_publish (&given.plan, source, &params, &published, error))
    return POSKO_EXIT_FAULTS;
  return posko_curve_make (source, kind, &given.range, &params, given.plan.output, &report, given.json, error);
}

const PoskoCommand POSKO_COMMAND_CURVE = {
  .name = "curve",
  .arguments = "CASE",
  .n_arguments = 1,
  .synopsis = "--of WHAT -o DIR",
  .summary = N_ ("one figure against another, with the proven bound beside each point, and a plot"),
  .description = N_ ("Plans the case again and again with another limit, and writes what each brings as tables and as a plot:\n"
                     "  posko      response time by number of health posts\n"
                     "  anggaran   voters reached by rupiah for billboards\n"
                     "  kendaraan  portions that come too late by number of delivery vehicles, and how much later the windows\n"
                     "             would have to end; vehicles in the order of the portions they carry in the full plan\n"
                     "  ambulans   expected coverage by number of ambulances\n"
                     "  orang      what is gained by moving more people away from the plan of --stay-close\n"
                     "Without --from and --to, about the present value. The ends and the present value are always points."),
  .example = "  posko curve data/pangkalpinang --of posko -o kurva-posko\n"
             "  posko curve data/pangkalpinang --of anggaran --from 0 --to 200000000 --step 20000000 -o kurva-baliho",
  .options = options,
  .run = run_curve,
};
