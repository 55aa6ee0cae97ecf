/* report-comparison.c: a comparison of two plans as a folder of CSV tables, with a JSON of all of them, by the writers of plans. */
#include "report-private.h"
#include <string.h>

static const char *
table_name (PoskoCompareTableId id)
{
  return posko_compare_table_type (id)->name + strlen ("output/");
}

static void
write_head (PoskoJsonWriter *json, const PoskoComparison *comparison, const char *prefix)
{
  g_autofree char *version = g_strconcat (prefix, "versi", NULL);
  g_autofree char *language = g_strconcat (prefix, "bahasa", NULL);
  posko_json_writer_string (json, POSKO_STAGE_MARKER_MEMBER, POSKO_REPORT_COMPARISON_KIND);
  posko_json_writer_string (json, version, POSKO_VERSION);
  posko_json_writer_string (json, language, posko_report_language_code (posko_comparison_language (comparison)));
}

char *
posko_report_comparison_json (const PoskoComparison *comparison, gsize *length, GError **error)
{
  g_autoptr (PoskoJsonWriter) json = posko_json_writer_new ();
  posko_json_writer_begin_object (json, NULL);
  write_head (json, comparison, "");
  posko_json_writer_integer (json, "orang", posko_comparison_n_people (comparison));
  posko_json_writer_begin_object (json, "tabel");
  for (guint id = 0; id < POSKO_N_COMPARE_TABLES; id++)
    posko_report_json_table (json, posko_comparison_table (comparison, id), table_name (id));
  posko_json_writer_end_object (json);
  posko_json_writer_end_object (json);
  return posko_json_writer_finish (json, length, error);
}

static char *
make_package (const PoskoComparison *comparison, PoskoCsvStyle dialect, gsize *length, GError **error)
{
  const gboolean english = posko_comparison_language (comparison) == POSKO_LANGUAGE_EN;
  g_autoptr (PoskoJsonWriter) json = posko_json_writer_new ();
  posko_json_writer_begin_object (json, NULL);
  posko_json_writer_string (json, "profile", "data-package");
  posko_json_writer_string (json, "name", "perbandingan-rencana");
  posko_json_writer_string (json, "title", english ? "Two plans compared" : "Perbandingan dua rencana");
  write_head (json, comparison, "posko:");
  posko_json_writer_begin_array (json, "resources");
  for (guint id = 0; id < POSKO_N_COMPARE_TABLES; id++)
    if (!posko_report_table_resource (json, posko_compare_table_type (id), table_name (id), dialect, error))
      return NULL;
  posko_report_file_resource (json, "semua", "perbandingan.json", english ? "The whole comparison" : "Seluruh perbandingan",
                              "application/json");
  posko_json_writer_end_array (json);
  posko_json_writer_end_object (json);
  return posko_json_writer_finish (json, length, error);
}

static gboolean
write_tables (PoskoStage *stage, const PoskoComparison *comparison, PoskoCsvStyle dialect, GError **error)
{
  for (guint id = 0; id < POSKO_N_COMPARE_TABLES; id++)
    {
      gsize length;
      g_autofree char *data = posko_report_csv (posko_comparison_table (comparison, id), dialect, NULL, &length);
      g_autofree char *file = g_strconcat (table_name (id), ".csv", NULL);
      if (!posko_stage_write (stage, file, data, length, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
posko_report_comparison_write (const PoskoComparison *comparison, const char *folder, const PoskoReportParams *params,
                               GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (comparison != NULL && folder != NULL && params != NULL, FALSE);
  gsize json_length, package_length;
  g_autofree char *json = posko_report_comparison_json (comparison, &json_length, error);
  g_autofree char *package = json != NULL ? make_package (comparison, params->dialect, &package_length, error) : NULL;
  if (package == NULL)
    return FALSE;
  g_autoptr (PoskoStage) stage = posko_stage_new (folder, POSKO_REPORT_COMPARISON_KIND, error);
  return stage != NULL && write_tables (stage, comparison, params->dialect, error)
         && posko_stage_write (stage, "perbandingan.json", json, json_length, error)
         && posko_stage_write (stage, POSKO_STAGE_MARKER_FILE, package, package_length, error)
         && !posko_set_error_if_cancelled (cancellable, error) && posko_stage_commit (stage, error);
}
