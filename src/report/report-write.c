/* report-write.c: the folder of a plan: which files it has, and how they appear together.
 *
 *   OUT/<table>.csv                             every table of the city
 *   OUT/kecamatan/<kode>-<nama>/<table>.csv     the rows of one kecamatan and nobody else's
 *   OUT/plan.json, ringkasan.txt, datapackage.json
 *
 * A kecamatan's files are cut from the same tables by their first column, so that the parts add up to the city by construction.
 */
#include "file.h"
#include "report-private.h"
#include <string.h>

const PoskoReportSource POSKO_REPORT_SOURCES[] = {
  { "tps", "posko ambulans roster cadangan skrining makan baliho" },
  { "faskes", "posko ambulans roster cadangan skrining" },
  { "nakes", "roster cadangan" },
  { "ambulans", "ambulans" },
  { "dapur", "makan" },
  { "kendaraan", "makan" },
  { "gelombang", "makan" },
  { "baliho", "baliho" },
  { NULL, NULL },
};

const char *
posko_report_table_name (PoskoPlanTableId id)
{
  return posko_plan_table_type (id)->name + strlen ("output/");
}

char *
posko_report_file_name (PoskoPlanTableId id)
{
  return g_strconcat (posko_report_table_name (id), ".csv", NULL);
}

const char *
posko_report_language_code (PoskoLanguage language)
{
  return language == POSKO_LANGUAGE_EN ? "en" : "id";
}

const char *
posko_report_text (const PoskoPlan *plan, const char *english, const char *indonesian)
{
  return posko_plan_language (plan) == POSKO_LANGUAGE_EN ? english : indonesian;
}

gboolean
posko_report_is_split (PoskoPlanTableId id)
{
  switch (id)
    {
    case POSKO_PLAN_POSTS:
    case POSKO_PLAN_TPS:
    case POSKO_PLAN_AMBULANCES:
    case POSKO_PLAN_ROSTER:
    case POSKO_PLAN_RESERVES:
    case POSKO_PLAN_SCREENING:
    case POSKO_PLAN_MEALS:
    case POSKO_PLAN_STOPS:
    case POSKO_PLAN_BILLBOARDS:
      return TRUE;
    case POSKO_PLAN_NEEDS:
    case POSKO_PLAN_SHORTAGES:
    case POSKO_PLAN_EXCLUSIONS:
    case POSKO_PLAN_FIGURES:
    case POSKO_PLAN_CERTIFICATES:
    case POSKO_N_PLAN_TABLES:
    default:
      return FALSE;
    }
}

char **
posko_report_area_folders (const PoskoCase *source)
{
  const PoskoBoundary *areas = posko_case_kecamatan (source);
  g_autoptr (GPtrArray) folders = g_ptr_array_new_null_terminated (posko_boundary_n (areas), g_free, TRUE);
  g_autoptr (GHashTable) taken = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint a = 0; a < posko_boundary_n (areas); a++)
    {
      g_autofree char *whole = g_strdup_printf ("%s-%s", posko_boundary_code (areas, a), posko_boundary_name (areas, a));
      char *name = posko_file_safe_name (whole);
      if (g_hash_table_contains (taken, name)) /* two names that differ only in what a file name cannot hold */
        {
          char *numbered = g_strdup_printf ("%s-%u", name, a + 1);
          g_free (name);
          name = numbered;
        }
      g_hash_table_add (taken, name);
      g_ptr_array_add (folders, name);
    }
  return (char **) g_ptr_array_free (g_steal_pointer (&folders), FALSE);
}

static gboolean
write_table (PoskoStage *stage, const PoskoPlan *plan, PoskoPlanTableId id, PoskoCsvStyle dialect, const char *area_code,
             const char *area_folder, GError **error)
{
  gsize length;
  g_autofree char *data = posko_report_csv (posko_plan_table (plan, id), dialect, area_code, &length);
  g_autofree char *file = posko_report_file_name (id);
  g_autofree char *path
    = area_folder == NULL ? g_strdup (file) : g_build_path ("/", POSKO_REPORT_AREA_FOLDER, area_folder, file, NULL);
  return posko_stage_write (stage, path, data, length, error);
}

static gboolean
write_tables (PoskoStage *stage, const PoskoPlan *plan, PoskoCsvStyle dialect, GCancellable *cancellable, GError **error)
{
  const PoskoBoundary *areas = posko_case_kecamatan (posko_plan_case (plan));
  g_auto (GStrv) folders = posko_report_area_folders (posko_plan_case (plan));
  for (guint id = 0; id < POSKO_N_PLAN_TABLES; id++)
    if (!write_table (stage, plan, id, dialect, NULL, NULL, error))
      return FALSE;
  for (guint a = 0; folders[a] != NULL; a++)
    {
      if (posko_set_error_if_cancelled (cancellable, error))
        return FALSE;
      for (guint id = 0; id < POSKO_N_PLAN_TABLES; id++)
        if (posko_report_is_split (id)
            && !write_table (stage, plan, id, dialect, posko_boundary_code (areas, a), folders[a], error))
          return FALSE;
    }
  return TRUE;
}

gboolean
posko_report_write (const PoskoPlan *plan, const char *folder, const PoskoReportParams *params, GCancellable *cancellable,
                    GError **error)
{
  g_return_val_if_fail (plan != NULL && folder != NULL && params != NULL, FALSE);
  gsize json_length, package_length;
  g_autoptr (PoskoStage) stage = posko_stage_new (folder, POSKO_REPORT_KIND, error);
  if (stage == NULL || !write_tables (stage, plan, params->dialect, cancellable, error))
    return FALSE;
  g_autofree char *json = posko_report_json (plan, &json_length, error);
  if (json == NULL || !posko_stage_write (stage, "plan.json", json, json_length, error))
    return FALSE;
  g_autofree char *summary = posko_report_summary (plan);
  if (!posko_stage_write (stage, "ringkasan.txt", summary, strlen (summary), error))
    return FALSE;
  g_autofree char *package = posko_report_package (plan, params->dialect, &package_length, error);
  if (package == NULL || !posko_stage_write (stage, POSKO_STAGE_MARKER_FILE, package, package_length, error))
    return FALSE;
  if (posko_set_error_if_cancelled (cancellable, error))
    return FALSE;
  return posko_stage_commit (stage, error);
}
