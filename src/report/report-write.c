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

PoskoReportAreas *
posko_report_areas_new (void)
{
  PoskoReportAreas *self = g_new0 (PoskoReportAreas, 1);
  self->codes = g_ptr_array_new_with_free_func (g_free);
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->folders = g_ptr_array_new_with_free_func (g_free);
  return self;
}

void
posko_report_areas_free (PoskoReportAreas *self)
{
  g_ptr_array_unref (self->codes);
  g_ptr_array_unref (self->names);
  g_ptr_array_unref (self->folders);
  g_free (self);
}

void
posko_report_areas_add (PoskoReportAreas *self, const char *code, const char *name)
{
  g_autofree char *whole = g_strdup_printf ("%s-%s", code, name);
  g_autofree char *folder = posko_file_safe_name (whole);
  if (g_ptr_array_find_with_equal_func (self->folders, folder, g_str_equal, NULL)) /* two that differ only in what a file name cannot hold */
    {
      g_autofree char *plain = g_steal_pointer (&folder);
      folder = g_strdup_printf ("%s-%u", plain, self->folders->len + 1);
    }
  g_ptr_array_add (self->codes, g_strdup (code));
  g_ptr_array_add (self->names, g_strdup (name));
  g_ptr_array_add (self->folders, g_steal_pointer (&folder));
}

PoskoReportAreas *
posko_report_areas_of_case (const PoskoCase *source)
{
  const PoskoBoundary *areas = posko_case_kecamatan (source);
  PoskoReportAreas *self = posko_report_areas_new ();
  for (guint a = 0; a < posko_boundary_n (areas); a++)
    posko_report_areas_add (self, posko_boundary_code (areas, a), posko_boundary_name (areas, a));
  return self;
}

char *
posko_report_area_path (const PoskoReportAreas *self, guint area, const char *file)
{
  return g_build_path ("/", POSKO_REPORT_AREA_FOLDER, g_ptr_array_index (self->folders, area), file, NULL);
}

static gboolean
write_table (PoskoStage *stage, const PoskoTable *table, PoskoCsvStyle dialect, const PoskoReportAreas *areas, guint area, GError **error)
{
  gsize length;
  const char *code = areas != NULL ? g_ptr_array_index (areas->codes, area) : NULL;
  g_autofree char *data = posko_report_csv (table, dialect, code, &length);
  g_autofree char *file = g_strconcat (posko_table_type (table)->name + strlen ("output/"), ".csv", NULL);
  g_autofree char *path = areas != NULL ? posko_report_area_path (areas, area, file) : g_strdup (file);
  return posko_stage_write (stage, path, data, length, error);
}

gboolean
posko_report_write_tables (PoskoStage *stage, const PoskoReportPart *tables, guint n_tables, const PoskoReportAreas *areas,
                           PoskoCsvStyle dialect, GCancellable *cancellable, GError **error)
{
  for (guint i = 0; i < n_tables; i++)
    if (!write_table (stage, tables[i].table, dialect, NULL, 0, error))
      return FALSE;
  for (guint a = 0; areas != NULL && a < areas->codes->len; a++)
    {
      if (posko_set_error_if_cancelled (cancellable, error))
        return FALSE;
      for (guint i = 0; i < n_tables; i++)
        if (tables[i].is_split && !write_table (stage, tables[i].table, dialect, areas, a, error))
          return FALSE;
    }
  return TRUE;
}

static gboolean
write_tables (PoskoStage *stage, const PoskoPlan *plan, PoskoCsvStyle dialect, GCancellable *cancellable, GError **error)
{
  g_autoptr (PoskoReportAreas) areas = posko_report_areas_of_case (posko_plan_case (plan));
  PoskoReportPart tables[POSKO_N_PLAN_TABLES];
  for (guint id = 0; id < POSKO_N_PLAN_TABLES; id++)
    tables[id] = (PoskoReportPart){ posko_plan_table (plan, id), posko_report_is_split (id) };
  return posko_report_write_tables (stage, tables, POSKO_N_PLAN_TABLES, areas, dialect, cancellable, error);
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
