/* make-plan.c: making a plan for a folder: options, planning, verification, files. Shared by the commands that make plans. */
#include "make-plan.h"
#include "file.h"
#include "findings.h"
#include "progress-line.h"
#include "verify.h"
#include <stdlib.h>
#include <string.h>

#define MAX_EFFORT 1000.0

/* Whether the rules of change make sense; they are read again when the plan is there. */
static gboolean
check_stay (const PoskoPlanOptions *self, GError **error)
{
  PoskoStayRule rules[POSKO_N_STAY];
  const char *option = self->max_changes != NULL ? "max-changes" : self->change_price != NULL ? "change-price" : NULL;
  if (self->stay_close == NULL && option != NULL)
    {
      g_set_error (error, POSKO_ERROR, POSKO_ERROR_USAGE, _ ("--%s needs --stay-close OUT, the published plan"), option);
      return FALSE;
    }
  return posko_stay_rules_read (self->max_changes, self->change_price, rules, error);
}

gboolean
posko_plan_options_publish (const PoskoPlanOptions *self, const PoskoCase *source, PoskoPlanParams *params, PoskoPublished *published,
                            GError **error)
{
  if (self->stay_close == NULL)
    return TRUE;
  if (!posko_stay_rules_read (self->max_changes, self->change_price, published->stay.rules, error))
    return FALSE;
  published->plan = posko_published_read (self->stay_close, params->cancellable, error);
  if (published->plan == NULL || !posko_published_check (published->plan, self->stay_close, source, error))
    return FALSE;
  published->stay.published = published->plan;
  params->stay = &published->stay;
  return TRUE;
}

gboolean
posko_plan_options_keep_published (const PoskoPlanOptions *self, const char *folder, GError **error)
{
  g_autofree char *published = self->stay_close != NULL ? realpath (self->stay_close, NULL) : NULL;
  g_autofree char *written = realpath (folder, NULL);
  if (published == NULL || written == NULL || !g_str_has_prefix (published, written))
    return TRUE;
  const char *below = published + strlen (written);
  if (*below == '\0')
    g_set_error (error, POSKO_ERROR, POSKO_ERROR_USAGE,
                 _ ("%s is the published plan; write the new one into another folder, so that both can be compared"), folder);
  else if (*below == G_DIR_SEPARATOR)
    g_set_error (error, POSKO_ERROR, POSKO_ERROR_USAGE,
                 _ ("%s holds the published plan (%s), which would be lost; write the new one into another folder"), folder,
                 self->stay_close);
  return *below != '\0' && *below != G_DIR_SEPARATOR;
}

gboolean
posko_plan_options_read (const PoskoPlanOptions *self, PoskoPlanParams *params, PoskoReportParams *report, GError **error)
{
  gboolean plain, english;
  if (self->output == NULL)
    {
      g_set_error_literal (error, POSKO_ERROR, POSKO_ERROR_USAGE, _ ("missing -o OUT, the folder to write"));
      return FALSE;
    }
  if (self->seed < 0)
    {
      g_set_error_literal (error, POSKO_ERROR, POSKO_ERROR_USAGE, _ ("--seed must not be negative"));
      return FALSE;
    }
  if (!(self->effort > 0 && self->effort <= MAX_EFFORT))
    {
      g_set_error (error, POSKO_ERROR, POSKO_ERROR_USAGE, _ ("--effort must be over 0 and at most %.0f"), MAX_EFFORT);
      return FALSE;
    }
  if (!posko_command_choose ("csv", self->dialect, "excel", "plain", &plain, error)
      || !posko_command_choose ("language", self->language, "id", "en", &english, error)
      || !posko_command_threads (self->threads, &params->n_threads, error) || !check_stay (self, error))
    return FALSE;
  params->seed = (guint64) self->seed;
  params->effort = self->effort;
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

gboolean
posko_plan_can_write (const char *folder, GError **error)
{
  g_autoptr (PoskoStage) probe = posko_stage_new (folder, POSKO_REPORT_KIND, error);
  return probe != NULL;
}

PoskoPlan *
posko_plan_make (PoskoCase *source, const PoskoPlanParams *params, const char *folder, const PoskoReportParams *report, GError **error)
{
  g_autoptr (PoskoPlan) plan = posko_plan_new (source, params, error);
  if (plan == NULL || !is_right (plan, params->cancellable, error)
      || !posko_report_write (plan, folder, report, params->cancellable, error))
    return NULL;
  return g_steal_pointer (&plan);
}
