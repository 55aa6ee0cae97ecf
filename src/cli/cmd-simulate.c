/* cmd-simulate.c: posko simulate: polling days lived through under a plan: what holds and what breaks. */
#include "command.h"
#include "file.h"
#include "progress-line.h"
#include "published.h"
#include <inttypes.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#define NAME_WIDTH 54
#define WORST 5u /* TPS and losses that fit a screen */

static struct
{
  char *output, *dialect, *language, *scenario;
  gint64 seed, days;
  gint threads;
  gboolean json;
} given = { .seed = 1, .days = 10000 };

static const GOptionEntry options[] = {
  { "days", 0, 0, G_OPTION_ARG_INT64, &given.days, N_ ("days to live through (default 10000, at most 1000000)"), "N" },
  { "seed", 0, 0, G_OPTION_ARG_INT64, &given.seed, N_ ("seed of the random numbers (default 1)"), "N" },
  { "threads", 0, 0, G_OPTION_ARG_INT, &given.threads, N_ ("threads to use (default: all); never changes the result"), "N" },
  { "scenario", 0, 0, G_OPTION_ARG_FILENAME, &given.scenario, N_ ("lay the changes of a scenario over the case"), "FILE" },
  { "output", 'o', 0, G_OPTION_ARG_FILENAME, &given.output, N_ ("also write the simulation as tables into this folder"), "OUT_S" },
  { "csv", 0, 0, G_OPTION_ARG_STRING, &given.dialect, N_ ("excel: opens right in Excel (default); plain: RFC 4180"), "excel|plain" },
  { "language", 0, 0, G_OPTION_ARG_STRING, &given.language, N_ ("language of the names in the tables (default id)"), "id|en" },
  { "json", 0, 0, G_OPTION_ARG_NONE, &given.json, N_ ("print the simulation as JSON"), NULL },
  { NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

static gboolean
read_options (PoskoSimulateParams *params, PoskoReportParams *report, GError **error)
{
  gboolean plain, english;
  if (given.days < 1 || given.days > POSKO_SIMULATE_MAX_DAYS)
    {
      g_set_error (error, POSKO_ERROR, POSKO_ERROR_USAGE, _ ("--days is %" PRId64 ", expected 1 to %d"), given.days, POSKO_SIMULATE_MAX_DAYS);
      return FALSE;
    }
  if (given.seed < 0)
    {
      g_set_error_literal (error, POSKO_ERROR, POSKO_ERROR_USAGE, _ ("--seed must not be negative"));
      return FALSE;
    }
  if (!posko_command_choose ("csv", given.dialect, "excel", "plain", &plain, error)
      || !posko_command_choose ("language", given.language, "id", "en", &english, error)
      || !posko_command_threads (given.threads, &params->n_threads, error))
    return FALSE;
  params->seed = (guint64) given.seed;
  params->n_days = (guint) given.days;
  params->language = english ? POSKO_LANGUAGE_EN : POSKO_LANGUAGE_ID;
  report->dialect = plain ? POSKO_CSV_PLAIN : POSKO_CSV_EXCEL_ID;
  return TRUE;
}

/* A folder that may not be replaced is refused before the work and not after it. */
static gboolean
can_write (GError **error)
{
  if (given.output == NULL)
    return TRUE;
  g_autoptr (PoskoStage) probe = posko_stage_new (given.output, POSKO_REPORT_SIMULATION_KIND, error);
  return probe != NULL;
}

static char *
format_value (gdouble value)
{
  return posko_format_decimal (value, isfinite (value) && floor (value) == value ? 0 : 2, posko_i18n_language ());
}

static void
print_name (const char *name)
{
  printf ("  %s%*s", name, (int) MAX (1, NAME_WIDTH - g_utf8_strlen (name, -1)), "");
}

static void
print_interval (gdouble low, gdouble high)
{
  if (isnan (low))
    return;
  g_autofree char *from = format_value (low), *to = format_value (high);
  printf (" (%s … %s)", from, to);
}

static void
print_figures (PoskoTable *figures)
{
  for (guint i = 0; i < posko_table_n (figures); i++)
    {
      const PoskoSimulateFigure *row = posko_table_row (figures, i);
      g_autofree char *value = format_value (row->nilai);
      print_name (row->nama);
      printf ("%10s %s", value, row->satuan);
      print_interval (row->ci_bawah, row->ci_atas);
      printf ("\n");
    }
}

static const char *
verdict (const char *code)
{
  if (strcmp (code, "lebih_baik") == 0)
    return _ ("better");
  if (strcmp (code, "lebih_buruk") == 0)
    return _ ("worse");
  if (strcmp (code, "belum_terbukti") == 0)
    return _ ("not proven");
  return strcmp (code, "berbeda") == 0 ? _ ("different") : "";
}

static void
print_pairs (PoskoTable *pairs)
{
  guint n_same = 0;
  for (guint i = 0; i < posko_table_n (pairs); i++)
    {
      const PoskoSimulatePair *row = posko_table_row (pairs, i);
      g_autofree char *a = format_value (row->nilai_a), *b = format_value (row->nilai_b), *difference = format_value (row->selisih);
      if (strcmp (row->putusan, "sama") == 0)
        {
          n_same++;
          continue;
        }
      print_name (row->nama);
      printf ("%10s %10s %10s", a, b, difference);
      print_interval (row->ci_bawah, row->ci_atas);
      printf ("  %s\n", verdict (row->putusan));
    }
  printf (ngettext ("%u figure is the same.\n", "%u figures are the same.\n", n_same), n_same);
}

static void
print_worst (PoskoTable *tps)
{
  printf ("%s\n", _ ("TPS that wait worst: share beyond the standard, mean wait in minutes"));
  for (guint i = 0; i < MIN (WORST, posko_table_n (tps)); i++)
    {
      const PoskoSimulateTps *row = posko_table_row (tps, i);
      g_autofree char *name = g_strdup_printf ("%s, %s", row->kode_tps, row->kecamatan);
      g_autofree char *late = format_value (row->persen_lewat), *wait = format_value (row->menit_rata);
      print_name (name);
      printf ("%10s %%", late);
      print_interval (row->persen_lewat_bawah, row->persen_lewat_atas);
      printf ("  %s\n", wait);
    }
}

static void
print_losses (PoskoTable *losses)
{
  printf ("%s\n", _ ("If one is lost (the hardest first): calls beyond the standard, minutes to the ambulance, each against the whole plan"));
  for (guint i = 0; i < MIN (WORST, posko_table_n (losses)); i++)
    {
      const PoskoSimulateLoss *row = posko_table_row (losses, i);
      g_autofree char *late = format_value (row->selisih_persen), *minutes = format_value (row->selisih_ambulans);
      print_name (row->nama);
      printf ("%10s %%", late);
      print_interval (row->selisih_persen_bawah, row->selisih_persen_atas);
      printf ("  %s", minutes);
      print_interval (row->selisih_ambulans_bawah, row->selisih_ambulans_atas);
      printf ("  %s\n", verdict (row->putusan));
    }
}

/* The shift with the greatest share of teams empty or not complete, the first of them. */
static void
print_weakest_shift (PoskoTable *shifts)
{
  const PoskoSimulateShift *worst = NULL;
  gdouble most = 0;
  for (guint i = 0; i < posko_table_n (shifts); i++)
    {
      const PoskoSimulateShift *row = posko_table_row (shifts, i);
      if (!(row->tim_kosong_persen + row->tim_lemah_persen > most))
        continue;
      most = row->tim_kosong_persen + row->tim_lemah_persen;
      worst = row;
    }
  if (worst == NULL)
    return;
  g_autofree char *empty = format_value (worst->tim_kosong_persen), *weak = format_value (worst->tim_lemah_persen),
                  *away = format_value (worst->tidak_hadir_persen);
  printf (_ ("The weakest shift: %s %s, where %s %% of the people stay away, %s %% of the teams are empty and %s %% not complete at the start\n"),
          worst->hari, worst->shift, away, empty, weak);
}

static void
print_priors (PoskoTable *priors)
{
  guint n_unchecked = 0;
  for (guint i = 0; i < posko_table_n (priors); i++)
    n_unchecked += g_str_has_prefix (((const PoskoSimulatePrior *) posko_table_row (priors, i))->sumber, "[K]");
  printf (_ ("Rests on %u values of the policy, %u of them unchecked ([K] in simulasi_asumsi.csv); edit them in kebijakan.json\n"),
          posko_table_n (priors), n_unchecked);
}

static void
print_summary (const PoskoSimulation *simulation)
{
  PoskoTable *pairs = posko_simulation_table (simulation, POSKO_SIMULATE_PAIRS);
  g_autofree char *days = posko_format_thousands (posko_simulation_n_days (simulation), posko_i18n_language ());
  printf (ngettext ("%s day lived through, seed %" PRId64 ", from the first phase to the last recap; in brackets 95 %% intervals\n",
                    "%s days lived through, seed %" PRId64 ", each from the first phase to the last recap; in brackets 95 %% intervals\n",
                    posko_simulation_n_days (simulation)),
          days, given.seed);
  if (posko_table_n (pairs) == 0)
    {
      print_figures (posko_simulation_table (simulation, POSKO_SIMULATE_FIGURES));
      print_worst (posko_simulation_table (simulation, POSKO_SIMULATE_TPS));
      print_losses (posko_simulation_table (simulation, POSKO_SIMULATE_LOSSES));
      print_weakest_shift (posko_simulation_table (simulation, POSKO_SIMULATE_SHIFTS));
    }
  else
    print_pairs (pairs);
  print_priors (posko_simulation_table (simulation, POSKO_SIMULATE_PRIORS));
  if (given.output != NULL)
    printf (_ ("Written: %s\n"), given.output);
}

static PoskoExit
run_simulate (const PoskoRun *run, char **arguments, GError **error)
{
  PoskoExit status;
  PoskoSimulateParams params = POSKO_SIMULATE_PARAMS_INIT;
  PoskoReportParams report = POSKO_REPORT_PARAMS_INIT;
  const char *other = arguments[2];
  if (other != NULL && arguments[3] != NULL)
    {
      g_set_error (error, POSKO_ERROR, POSKO_ERROR_USAGE, _ ("there is no use for \"%s\""), arguments[3]);
      return POSKO_EXIT_USAGE;
    }
  if (!read_options (&params, &report, error) || !can_write (error))
    return POSKO_EXIT_USAGE;
  params.cancellable = run->cancellable;
  params.progress = run->progress;
  g_autoptr (PoskoCase) source
    = posko_command_load (run, arguments[0], given.scenario, params.n_threads, POSKO_SEVERITY_ERROR, &status, error);
  if (source == NULL)
    return status;
  g_autoptr (PoskoPlan) a = posko_published_read (arguments[1], run->cancellable, error);
  g_autoptr (PoskoPlan) b = a != NULL && other != NULL ? posko_published_read (other, run->cancellable, error) : NULL;
  if (a == NULL || (other != NULL && b == NULL))
    return POSKO_EXIT_FAULTS;
  g_autoptr (PoskoSimulation) simulation = posko_simulate (source, a, b, &params, error);
  if (simulation == NULL)
    return POSKO_EXIT_INTERNAL;
  if (given.output != NULL && !posko_report_simulation_write (simulation, given.output, &report, run->cancellable, error))
    return POSKO_EXIT_INTERNAL;
  posko_progress_line_clear ();
  if (!given.json)
    {
      print_summary (simulation);
      return POSKO_EXIT_DONE;
    }
  g_autofree char *text = posko_report_simulation_json (simulation, NULL, error);
  if (text == NULL)
    return POSKO_EXIT_INTERNAL;
  printf ("%s", text);
  return POSKO_EXIT_DONE;
}

const PoskoCommand POSKO_COMMAND_SIMULATE = {
  .name = "simulate",
  .arguments = "CASE OUT [OUT_B]",
  .n_arguments = 2,
  .repeats = TRUE,
  .summary = N_ ("live through the polling days thousands of times: what holds and what breaks"),
  .description = N_ ("Lives through polling days under a plan: calls for help by the rates of the policy, teams and ambulances that are\n"
                     "busy, people who do not come, heat, crashes, floods, bad food, traffic, meals too late to eat. Says how long calls\n"
                     "wait, which TPS wait worst, and what the loss of each post and ambulance does. With OUT_B, both plans on the same\n"
                     "days. Every prior stands in simulasi_asumsi.csv with its source and can be edited in kebijakan.json (simulasi)."),
  .example = "  posko simulate data/pangkalpinang out --days 10000\n  posko simulate data/pangkalpinang out out-b -o simulasi",
  .options = options,
  .run = run_simulate,
};
