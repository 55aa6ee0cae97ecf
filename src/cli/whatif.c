/* whatif.c: many plans of one case side by side.
 *
 * The first plan, without a scenario, is made before the others: what a scenario does not touch is taken over from it. Then a pool of
 * threads takes the jobs in their order; a plan is made by one thread alone, so that which thread takes which job, and how many there are,
 * changes nothing in it. Folders appear whole, so a run that is killed leaves finished plans or nothing, and the next run goes
 * on from there.
 */
#include "whatif.h"
#include "file.h"
#include "verify.h"
#include <string.h>

/* What all jobs share. */
typedef struct
{
  const char *folder;
  PoskoPlanParams params; /* of one job: one thread, no progress of its own */
  const PoskoReportParams *report;
  const PoskoProgress *progress;
  guint n_jobs;
  gint n_done; /* atomic */
} Batch;

void
posko_whatif_job_free (PoskoWhatifJob *self)
{
  g_free (self->name);
  g_clear_pointer (&self->comparison, posko_comparison_free);
  g_clear_pointer (&self->plan, posko_plan_free);
  g_clear_pointer (&self->source, posko_case_unref);
  g_clear_error (&self->error);
  g_free (self);
}

char **
posko_whatif_names (char **scenarios, GError **error)
{
  g_autoptr (GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  g_auto (GStrv) names = NULL;
  for (guint i = 0; scenarios[i] != NULL; i++)
    {
      g_autofree char *base = g_path_get_basename (scenarios[i]);
      if (g_str_has_suffix (base, ".json"))
        base[strlen (base) - strlen (".json")] = '\0';
      g_autofree char *name = posko_file_safe_name (base);
      g_strv_builder_add (builder, name);
    }
  names = g_strv_builder_end (builder);
  g_hash_table_add (taken, (gpointer) POSKO_WHATIF_BASELINE);
  g_hash_table_add (taken, (gpointer) POSKO_WHATIF_COMPARISONS);
  for (guint i = 0; names[i] != NULL; i++)
    if (!g_hash_table_add (taken, names[i]))
      {
        g_set_error (error, POSKO_ERROR, POSKO_ERROR_USAGE, _ ("%s: the folder \"%s\" is taken; rename the scenario's file"), scenarios[i],
                     names[i]);
        return NULL;
      }
  return g_steal_pointer (&names);
}

/* The plan that an earlier run wrote, if it is what would be made now and keeps every rule; else NULL. */
static PoskoPlan *
take_up (const Batch *batch, const PoskoWhatifJob *job, const char *folder)
{
  if (!posko_report_is_of (folder, job->source, &batch->params, batch->report->dialect))
    return NULL;
  g_autoptr (PoskoDiagnostics) findings = posko_diagnostics_new ();
  g_autoptr (PoskoPlan) plan = posko_report_read (job->source, folder, FALSE, findings, batch->params.cancellable, NULL);
  if (plan == NULL || !posko_verify (plan, findings, batch->params.cancellable, NULL)
      || posko_diagnostics_count (findings, POSKO_SEVERITY_ERROR) > 0)
    return NULL;
  return g_steal_pointer (&plan);
}

static void
do_job (gpointer data, gpointer user_data)
{
  PoskoWhatifJob *job = data;
  Batch *batch = user_data;
  g_autofree char *folder = g_build_filename (batch->folder, job->name, NULL);
  if (posko_set_error_if_cancelled (batch->params.cancellable, &job->error))
    return;
  posko_stage_sweep (folder);
  job->plan = take_up (batch, job, folder);
  job->resumed = job->plan != NULL;
  if (!job->resumed)
    job->plan = posko_plan_make (job->source, &batch->params, folder, batch->report, &job->error);
  const gint n_done = g_atomic_int_add (&batch->n_done, 1) + 1;
  posko_progress_report (batch->progress, _ ("planning the scenarios"), (gdouble) n_done / batch->n_jobs);
}

static gboolean
compare_all (GPtrArray *jobs, const Batch *batch, GError **error)
{
  const PoskoWhatifJob *baseline = g_ptr_array_index (jobs, 0);
  for (guint i = 1; i < jobs->len; i++)
    {
      PoskoWhatifJob *job = g_ptr_array_index (jobs, i);
      g_autofree char *folder = g_build_filename (batch->folder, POSKO_WHATIF_COMPARISONS, job->name, NULL);
      job->comparison = posko_comparison_new (baseline->plan, job->plan);
      if (!posko_report_comparison_write (job->comparison, folder, batch->report, batch->params.cancellable, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
posko_whatif_run (GPtrArray *jobs, const char *folder, const PoskoPlanParams *params, const PoskoReportParams *report, GError **error)
{
  Batch batch = { .folder = folder, .params = *params, .report = report, .progress = params->progress, .n_jobs = jobs->len };
  PoskoWhatifJob *baseline = g_ptr_array_index (jobs, 0);
  if (baseline->plan == NULL)
    do_job (baseline, &batch);
  batch.params.reuse = baseline->plan;
  batch.params.n_threads = 1;
  batch.params.progress = NULL;
  GThreadPool *pool = g_thread_pool_new (do_job, &batch, (gint) MIN (params->n_threads, jobs->len), FALSE, error);
  if (pool == NULL)
    return FALSE;
  for (guint i = 1; i < jobs->len && baseline->plan != NULL; i++)
    g_thread_pool_push (pool, g_ptr_array_index (jobs, i), NULL);
  g_thread_pool_free (pool, FALSE, TRUE); /* waits for all of them */

  for (guint i = 0; i < jobs->len; i++)
    {
      PoskoWhatifJob *job = g_ptr_array_index (jobs, i);
      if (job->plan != NULL)
        continue;
      g_propagate_prefixed_error (error, g_steal_pointer (&job->error), "%s: ", job->name);
      return FALSE;
    }
  return compare_all (jobs, &batch, error);
}
