/* report-package.c: OUT/datapackage.json: the plan as a Frictionless Data Package (v1), for whoever loads it with a program.
 *
 * Each city table is a tabular resource with its Table Schema inlined and its dialect stated, so that the folder explains itself without
 * this program. In the dialect for people numbers have a decimal comma (`decimalChar`). The folders of the kecamatan are listed in
 * `posko:bagian`: they repeat rows of the city's tables, and as resources would count every row twice.
 */
#include "report-private.h"

void
posko_report_areas_write (const PoskoReportAreas *self, PoskoJsonWriter *json)
{
  posko_json_writer_begin_array (json, "posko:bagian");
  for (guint a = 0; a < self->codes->len; a++)
    {
      g_autofree char *path = g_strconcat (POSKO_REPORT_AREA_FOLDER "/", g_ptr_array_index (self->folders, a), NULL);
      posko_json_writer_begin_object (json, NULL);
      posko_json_writer_string (json, "kode", g_ptr_array_index (self->codes, a));
      posko_json_writer_string (json, "nama", g_ptr_array_index (self->names, a));
      posko_json_writer_string (json, "path", path);
      posko_json_writer_end_object (json);
    }
  posko_json_writer_end_array (json);
}

static void
write_head (PoskoJsonWriter *json, const PoskoPlan *plan)
{
  PoskoCase *source = posko_plan_case (plan);
  const PoskoPolicy *policy = posko_case_policy (source);
  g_autofree char *day = posko_report_date (policy->tanggal_h);
  g_autofree char *title = g_strdup_printf (
    posko_report_text (plan, "Polling-day plan of %s, %s", "Rencana hari pemungutan suara %s, %s"), policy->kota, day);
  posko_json_writer_string (json, "profile", "data-package");
  posko_json_writer_string (json, "name", "rencana-hari-pemungutan-suara");
  posko_json_writer_string (json, "title", title);
  posko_json_writer_string (json, POSKO_STAGE_MARKER_MEMBER, POSKO_REPORT_KIND);
  posko_json_writer_string (json, "posko:versi", POSKO_VERSION);
  posko_json_writer_string (json, "posko:kasus", posko_case_hash (source));
  posko_json_writer_integer (json, "posko:benih", (gint64) posko_plan_seed (plan));
  posko_json_writer_number (json, "posko:upaya", posko_plan_effort (plan), POSKO_REPORT_EFFORT_DECIMALS);
  posko_json_writer_string (json, "posko:bahasa", posko_report_language_code (posko_plan_language (plan)));
  posko_report_stay_write (json, POSKO_REPORT_STAY, plan);
  posko_report_keys_write (json, plan);
}

char *
posko_report_package (const PoskoPlan *plan, PoskoCsvStyle dialect, gsize *length, GError **error)
{
  g_autoptr (PoskoReportAreas) areas = posko_report_areas_of_case (posko_plan_case (plan));
  g_autoptr (PoskoJsonWriter) json = posko_json_writer_new ();
  posko_json_writer_begin_object (json, NULL);
  write_head (json, plan);
  posko_json_writer_begin_array (json, "resources");
  for (guint id = 0; id < POSKO_N_PLAN_TABLES; id++)
    if (!posko_report_table_resource (json, posko_plan_table_type (id), posko_report_table_name (id), dialect, error))
      return NULL;
  posko_report_file_resource (json, "plan", "plan.json", posko_report_text (plan, "The whole plan", "Seluruh rencana"),
                              "application/json");
  posko_report_file_resource (json, "ringkasan-teks", "ringkasan.txt",
                              posko_report_text (plan, "Summary on one page", "Ringkasan satu halaman"), "text/plain");
  posko_json_writer_end_array (json);
  posko_report_areas_write (areas, json);
  posko_json_writer_end_object (json);
  return posko_json_writer_finish (json, length, error);
}
