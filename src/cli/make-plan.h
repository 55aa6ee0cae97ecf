/* make-plan.h: making a plan for a folder: the options that say how, and the way from a case to verified files. */
#pragma once
#include "command.h"
#include "plan.h"
#include "report.h"
G_BEGIN_DECLS

typedef struct
{
  char *output, *dialect, *language;
  gint64 seed;
  gint threads;
  gdouble effort;
} PoskoPlanOptions;

#define POSKO_PLAN_OPTIONS_INIT { .seed = 1, .effort = 1.0 }

/* The entries of @options for a command that makes plans; -o has its own text in each. */
#define POSKO_PLAN_OPTION_ENTRIES(options) \
  { "seed", 0, 0, G_OPTION_ARG_INT64, &(options).seed, N_ ("seed of the random numbers (default 1)"), "N" }, \
    { "threads", 0, 0, G_OPTION_ARG_INT, &(options).threads, N_ ("threads to use (default: all); never changes the result"), "N" }, \
    { "effort", 0, 0, G_OPTION_ARG_DOUBLE, &(options).effort, N_ ("multiplies the work of every solver (default 1)"), "X" }, \
    { "csv", 0, 0, G_OPTION_ARG_STRING, &(options).dialect, N_ ("excel: opens right in Excel (default); plain: RFC 4180"), \
      "excel|plain" }, \
    { "language", 0, 0, G_OPTION_ARG_STRING, &(options).language, N_ ("language of the sentences in the plan (default id)"), "id|en" }

/** Reads what was given; %FALSE with %POSKO_ERROR_USAGE */
gboolean posko_plan_options_read (const PoskoPlanOptions *self, PoskoPlanParams *params, PoskoReportParams *report, GError **error);

/** A folder that may not be replaced, or that nobody can write, is refused before the work and not after it. */
gboolean posko_plan_can_write (const char *folder, GError **error);

/**
 * posko_plan_make:
 *
 * Plans, verifies and writes. A plan that the verifier faults is not written: it would be a bug of the makers, never of the planner's
 * data. Any thread.
 *
 * Returns: (transfer full) (nullable): the plan, or %NULL with @error
 */
PoskoPlan *posko_plan_make (PoskoCase *source, const PoskoPlanParams *params, const char *folder, const PoskoReportParams *report,
                            GError **error);

G_END_DECLS
