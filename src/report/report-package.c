/* report-package.c: OUT/datapackage.json: the plan as a Frictionless Data Package (v1), for whoever loads it with a program.
 *
 * Each city table is a tabular resource with its Table Schema inlined and its dialect stated, so that the folder explains itself without
 * this program. In the dialect for people numbers have a decimal comma (`decimalChar`). The folders of the kecamatan are listed in
 * `posko:bagian`: they repeat rows of the city's tables, and as resources would count every row twice.
 */
#include "report-private.h"
#include "schema.h"

static void write_node (PoskoJsonWriter *json, const char *name, JsonNode *node);

static void
write_object (PoskoJsonWriter *json, const char *name, JsonObject *object)
{
  JsonObjectIter iter;
  const char *key;
  JsonNode *value;
  posko_json_writer_begin_object (json, name);
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &key, &value))
    write_node (json, key, value);
  posko_json_writer_end_object (json);
}

static void
write_node (PoskoJsonWriter *json, const char *name, JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    write_object (json, name, json_node_get_object (node));
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);
      posko_json_writer_begin_array (json, name);
      for (guint i = 0; i < json_array_get_length (array); i++)
        write_node (json, NULL, json_array_get_element (array, i));
      posko_json_writer_end_array (json);
    }
  else if (JSON_NODE_HOLDS_NULL (node))
    posko_json_writer_null (json, name);
  else if (json_node_get_value_type (node) == G_TYPE_STRING)
    posko_json_writer_string (json, name, json_node_get_string (node));
  else if (json_node_get_value_type (node) == G_TYPE_BOOLEAN)
    posko_json_writer_boolean (json, name, json_node_get_boolean (node));
  else if (json_node_get_value_type (node) == G_TYPE_INT64)
    posko_json_writer_integer (json, name, json_node_get_int (node));
  else
    posko_json_writer_number (json, name, json_node_get_double (node), 6);
}

/* In the dialect for people, numbers of @schema have a decimal comma. */
static void
set_decimal_comma (JsonObject *schema)
{
  JsonArray *fields = json_object_get_array_member (schema, "fields");
  for (guint i = 0; i < json_array_get_length (fields); i++)
    {
      JsonObject *field = json_array_get_object_element (fields, i);
      if (g_strcmp0 (json_object_get_string_member (field, "type"), "number") == 0)
        json_object_set_string_member (field, "decimalChar", ",");
    }
}

static void
write_dialect (PoskoJsonWriter *json, PoskoCsvStyle dialect)
{
  posko_json_writer_begin_object (json, "dialect");
  posko_json_writer_string (json, "delimiter", dialect == POSKO_CSV_EXCEL_ID ? ";" : ",");
  posko_json_writer_string (json, "lineTerminator", "\r\n");
  posko_json_writer_string (json, "quoteChar", "\"");
  posko_json_writer_boolean (json, "doubleQuote", TRUE);
  posko_json_writer_boolean (json, "skipInitialSpace", FALSE);
  posko_json_writer_boolean (json, "header", TRUE);
  posko_json_writer_end_object (json);
}

/* The compiled-in schema of a plan's table, as a tree of its own. */
static JsonNode *
read_schema (PoskoPlanTableId id, GError **error)
{
  g_autofree char *name = g_strconcat (posko_plan_table_type (id)->name, ".json", NULL);
  g_autoptr (GBytes) text = posko_schema_bytes (name);
  gsize size;
  const char *data = g_bytes_get_data (text, &size);
  return posko_json_read (data, size, error);
}

static gboolean
write_table_resource (PoskoJsonWriter *json, PoskoPlanTableId id, PoskoCsvStyle dialect, GError **error)
{
  g_autoptr (JsonNode) root = read_schema (id, error);
  if (root == NULL)
    return FALSE;
  JsonObject *schema = json_node_get_object (root);
  if (dialect == POSKO_CSV_EXCEL_ID)
    set_decimal_comma (schema);

  g_autofree char *path = posko_report_file_name (id);
  posko_json_writer_begin_object (json, NULL);
  posko_json_writer_string (json, "name", posko_report_table_name (id));
  posko_json_writer_string (json, "path", path);
  posko_json_writer_string (json, "profile", "tabular-data-resource");
  posko_json_writer_string (json, "title", json_object_get_string_member (schema, "title"));
  posko_json_writer_string (json, "description", json_object_get_string_member (schema, "description"));
  posko_json_writer_string (json, "format", "csv");
  posko_json_writer_string (json, "mediatype", "text/csv");
  posko_json_writer_string (json, "encoding", "utf-8");
  write_dialect (json, dialect);
  write_object (json, "schema", schema);
  posko_json_writer_end_object (json);
  return TRUE;
}

static void
write_file_resource (PoskoJsonWriter *json, const char *name, const char *path, const char *title, const char *media)
{
  posko_json_writer_begin_object (json, NULL);
  posko_json_writer_string (json, "name", name);
  posko_json_writer_string (json, "path", path);
  posko_json_writer_string (json, "profile", "data-resource");
  posko_json_writer_string (json, "title", title);
  posko_json_writer_string (json, "mediatype", media);
  posko_json_writer_string (json, "encoding", "utf-8");
  posko_json_writer_end_object (json);
}

static void
write_parts (PoskoJsonWriter *json, const PoskoPlan *plan)
{
  const PoskoBoundary *areas = posko_case_kecamatan (posko_plan_case (plan));
  g_auto (GStrv) folders = posko_report_area_folders (posko_plan_case (plan));
  posko_json_writer_begin_array (json, "posko:bagian");
  for (guint a = 0; folders[a] != NULL; a++)
    {
      g_autofree char *path = g_strconcat (POSKO_REPORT_AREA_FOLDER "/", folders[a], NULL);
      posko_json_writer_begin_object (json, NULL);
      posko_json_writer_string (json, "kode", posko_boundary_code (areas, a));
      posko_json_writer_string (json, "nama", posko_boundary_name (areas, a));
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
  posko_json_writer_string (json, "posko:bahasa", posko_report_language_code (posko_plan_language (plan)));
}

char *
posko_report_package (const PoskoPlan *plan, PoskoCsvStyle dialect, gsize *length, GError **error)
{
  g_autoptr (PoskoJsonWriter) json = posko_json_writer_new ();
  posko_json_writer_begin_object (json, NULL);
  write_head (json, plan);
  posko_json_writer_begin_array (json, "resources");
  for (guint id = 0; id < POSKO_N_PLAN_TABLES; id++)
    if (!write_table_resource (json, id, dialect, error))
      return NULL;
  write_file_resource (json, "plan", "plan.json", posko_report_text (plan, "The whole plan", "Seluruh rencana"),
                       "application/json");
  write_file_resource (json, "ringkasan-teks", "ringkasan.txt",
                       posko_report_text (plan, "Summary on one page", "Ringkasan satu halaman"), "text/plain");
  posko_json_writer_end_array (json);
  write_parts (json, plan);
  posko_json_writer_end_object (json);
  return posko_json_writer_finish (json, length, error);
}
