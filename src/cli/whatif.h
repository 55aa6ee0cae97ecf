/* whatif.h: many plans of one case side by side: the case as it is, and under each of several scenarios. */
#pragma once
#include "make-plan.h"
G_BEGIN_DECLS

#define POSKO_WHATIF_BASELINE "dasar"          /* OUT/dasar: the plan without a scenario */
#define POSKO_WHATIF_COMPARISONS "perbandingan" /* OUT/perbandingan/<name>: baseline against scenario */

/* One plan to be made. */
typedef struct
{
  char *name; /* its folder below OUT; the first is POSKO_WHATIF_BASELINE */
  PoskoCase *source;
  PoskoPlan *plan;
  PoskoComparison *comparison; /* with the baseline; NULL for the baseline itself */
  gboolean resumed;            /* an earlier run had finished it */
  GError *error;
} PoskoWhatifJob;

void posko_whatif_job_free (PoskoWhatifJob *self);

/**
 * posko_whatif_names:
 * @scenarios: files
 *
 * Returns: (transfer full) (nullable): a folder for each scenario, after its file; %NULL with %POSKO_ERROR_USAGE when two are the same
 */
char **posko_whatif_names (char **scenarios, GError **error);

/**
 * posko_whatif_run:
 * @jobs: (element-type PoskoWhatifJob): with names and cases; get plans and comparisons. One that has a plan keeps it
 *
 * Makes every plan, @params->n_threads at a time, each as it would be made alone, and writes it as soon as it is there. A plan that an
 * earlier run wrote, of the same case by the same version with the same parameters, is read back and verified instead of made again.
 * Then compares each with the first and writes that.
 *
 * Returns: %FALSE with @error; the plans that were finished stay
 */
gboolean posko_whatif_run (GPtrArray *jobs, const char *folder, const PoskoPlanParams *params, const PoskoReportParams *report,
                           GError **error);

G_END_DECLS
