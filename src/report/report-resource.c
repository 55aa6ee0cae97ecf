/* report-resource.c: the resources of a data package: a table with its schema inlined and its dialect stated, or another file. */
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

char *
posko_report_tree (JsonNode *root, gsize *length, GError **error)
{
  g_autoptr (PoskoJsonWriter) json = posko_json_writer_new ();
  write_node (json, NULL, root);
  return posko_json_writer_finish (json, length, error);
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

/* The compiled-in schema of a table, as a tree of its own. */
static JsonNode *
read_schema (const PoskoTableType *type, GError **error)
{
  g_autofree char *name = g_strconcat (type->name, ".json", NULL);
  g_autoptr (GBytes) text = posko_schema_bytes (name);
  gsize size;
  const char *data = g_bytes_get_data (text, &size);
  return posko_json_read (data, size, error);
}

gboolean
posko_report_table_resource (PoskoJsonWriter *json, const PoskoTableType *type, const char *name, PoskoCsvStyle dialect,
                             GError **error)
{
  g_autoptr (JsonNode) root = read_schema (type, error);
  if (root == NULL)
    return FALSE;
  JsonObject *schema = json_node_get_object (root);
  if (dialect == POSKO_CSV_EXCEL_ID)
    set_decimal_comma (schema);

  g_autofree char *path = g_strconcat (name, ".csv", NULL);
  posko_json_writer_begin_object (json, NULL);
  posko_json_writer_string (json, "name", name);
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

void
posko_report_file_resource (PoskoJsonWriter *json, const char *name, const char *path, const char *title,
                            const char *media)
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
