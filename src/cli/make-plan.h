/* make-plan.h: making a plan for a folder: the options that say how, and the way from a case to verified files. */
#pragma once
#include "command.h"
#include "plan.h"
#include "published.h"
#include "report.h"
G_BEGIN_DECLS

typedef struct
{
  char *output, *dialect, *language;
  char *stay_close, *max_changes, *change_price;
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
    { "language", 0, 0, G_OPTION_ARG_STRING, &(options).language, N_ ("language of the sentences in the plan (default id)"), "id|en" }, \
    { "stay-close", 0, 0, G_OPTION_ARG_FILENAME, &(options).stay_close, N_ ("change as little as possible of this published plan"), \
      "OUT" }, \
    { "max-changes", 0, 0, G_OPTION_ARG_STRING, &(options).max_changes, \
      N_ ("with --stay-close: move at most N people; or product by product: roster=N,posko=N,ambulans=N,cadangan=N,skrining=N,baliho=N"), "N" }, \
    { "change-price", 0, 0, G_OPTION_ARG_STRING, &(options).change_price, \
      N_ ("with --stay-close: each person moved costs R in the roster's objective; or product by product: roster=R,posko=R,…"), "R" }

/** Reads what was given; %FALSE with %POSKO_ERROR_USAGE */
gboolean posko_plan_options_read (const PoskoPlanOptions *self, PoskoPlanParams *params, PoskoReportParams *report, GError **error);

/**
 * posko_plan_options_publish:
 * @self: read by posko_plan_options_read()
 * @source: the case: a plan of another city is refused
 * @params: its `stay` will point into @published
 *
 * Reads the plan that --stay-close names, if it was given.
 *
 * Returns: %FALSE with @error: %POSKO_ERROR_INPUT when it cannot be read or is of another city
 */
gboolean posko_plan_options_publish (const PoskoPlanOptions *self, const PoskoCase *source, PoskoPlanParams *params,
                                     PoskoPublished *published, GError **error);

/** A plan does not take the place of the published one, nor of a folder around it. Returns: %FALSE with %POSKO_ERROR_USAGE */
gboolean posko_plan_options_keep_published (const PoskoPlanOptions *self, const char *folder, GError **error);

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
