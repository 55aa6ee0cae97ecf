/* table-schema.c: reads a Frictionless Table Schema (Walsh & Pollock, "Table Schema", Frictionless Standards, 2021) that is compiled in.
 *
 * Each schema is parsed once, on first use, under a lock, and lives as long as the program. Our own schemas are trusted: one that
 * is broken, or a binding to a column that does not exist, is a programmer's mistake and ends the program.
 */
#include <math.h>
#include <string.h>

#include "schema.h"
#include "table-private.h"

static const char *
get_text (JsonObject *object, const char *name, const char *fallback)
{
  return json_object_has_member (object, name) ? json_object_get_string_member (object, name) : fallback;
}

static gboolean
get_boolean (JsonObject *object, const char *name)
{
  return json_object_has_member (object, name) && json_object_get_boolean_member (object, name);
}

static gdouble
get_number (JsonObject *object, const char *name, gdouble fallback)
{
  return json_object_has_member (object, name) ? json_object_get_double_member (object, name) : fallback;
}

static gint64
get_integer (JsonObject *object, const char *name, gint64 fallback)
{
  return json_object_has_member (object, name) ? json_object_get_int_member (object, name) : fallback;
}

static char **
get_texts (JsonObject *object, const char *name)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  JsonArray *array;

  if (!json_object_has_member (object, name))
    return NULL;
  array = json_object_get_array_member (object, name);
  for (guint i = 0; i < json_array_get_length (array); i++)
    g_strv_builder_add (builder, json_array_get_string_element (array, i));
  return g_strv_builder_end (builder);
}

static PoskoFieldType
field_type (const PoskoTableType *type, JsonObject *json)
{
  static const char *const names[] = { "string", "integer", "number", "boolean", "date", "time" };
  const char *name = get_text (json, "posko:type", get_text (json, "type", "string"));

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (names[i], name) == 0)
      return (PoskoFieldType) i;
  g_error ("schemas/%s.json: unknown type %s", type->name, name);
}

static void
read_constraints (PoskoColumn *column, JsonObject *constraints)
{
  column->required = get_boolean (constraints, "required");
  column->unique = get_boolean (constraints, "unique");
  column->minimum = get_number (constraints, "minimum", -INFINITY);
  column->maximum = get_number (constraints, "maximum", INFINITY);
  column->choices = get_texts (constraints, "enum");
  column->min_length = get_integer (constraints, "minLength", 0);
  column->max_length = get_integer (constraints, "maxLength", G_MAXINT64);
  column->pattern_text = g_strdup (get_text (constraints, "pattern", NULL));
  if (column->pattern_text != NULL && column->field.type == POSKO_FIELD_STRING)
    {
      g_autofree char *whole = g_strdup_printf ("^(?:%s)$", column->pattern_text);
      column->pattern = g_regex_new (whole, G_REGEX_OPTIMIZE | G_REGEX_DOLLAR_ENDONLY, 0, NULL);
      g_assert (column->pattern != NULL);
    }
}

static void
read_column (const PoskoTableType *type, PoskoColumn *column, JsonObject *json)
{
  g_autoptr (JsonObject) none = json_object_new ();

  column->field.name = g_strdup (get_text (json, "name", ""));
  column->field.title = g_strdup (get_text (json, "title", column->field.name));
  column->field.unit = g_strdup (get_text (json, "posko:unit", ""));
  column->field.type = field_type (type, json);
  column->field.decimals = (guint) get_integer (json, "posko:decimals", 0);
  column->field.offset = -1;
  column->optional = get_boolean (json, "posko:optional");
  column->by_day = g_strcmp0 (get_text (json, "posko:order", NULL), "hari") == 0;
  column->default_text = g_strdup (get_text (json, "posko:default", NULL));
  column->area = g_strdup (get_text (json, "posko:area", NULL));
  column->until_day_h = g_strcmp0 (get_text (json, "posko:until", NULL), "tanggal_h") == 0;
  column->true_values = get_texts (json, "trueValues");
  column->false_values = get_texts (json, "falseValues");
  read_constraints (column, json_object_has_member (json, "constraints") ? json_object_get_object_member (json, "constraints") : none);
}

static guint
column_index (const PoskoTableSchema *self, const char *name)
{
  for (guint i = 0; i < self->n_columns; i++)
    if (strcmp (self->columns[i].field.name, name) == 0)
      return i;
  g_error ("schemas/%s.json has no column %s", self->type->name, name);
}

/* Frictionless lets a key be one name or a list of names. */
static void
read_primary_key (PoskoTableSchema *self, JsonObject *root)
{
  JsonNode *node = json_object_get_member (root, "primaryKey");

  if (node == NULL)
    return;
  self->may_be_empty = get_boolean (root, "posko:may_be_empty");
  self->n_keys = JSON_NODE_HOLDS_ARRAY (node) ? json_array_get_length (json_node_get_array (node)) : 1;
  self->keys = g_new0 (guint, self->n_keys);
  for (guint i = 0; i < self->n_keys; i++)
    self->keys[i] = column_index (self, JSON_NODE_HOLDS_ARRAY (node) ? json_array_get_string_element (json_node_get_array (node), i)
                                                                     : json_node_get_string (node));
}

static void
read_foreign_keys (PoskoTableSchema *self, JsonObject *root)
{
  JsonArray *array;

  if (!json_object_has_member (root, "foreignKeys"))
    return;
  array = json_object_get_array_member (root, "foreignKeys");
  self->n_foreign_keys = json_array_get_length (array);
  self->foreign_keys = g_new0 (PoskoForeignKey, self->n_foreign_keys);
  for (guint i = 0; i < self->n_foreign_keys; i++)
    {
      JsonObject *key = json_array_get_object_element (array, i);
      JsonObject *reference = json_object_get_object_member (key, "reference");
      self->foreign_keys[i].column = column_index (self, json_array_get_string_element (json_object_get_array_member (key, "fields"), 0));
      self->foreign_keys[i].table = g_strdup (get_text (reference, "resource", ""));
      self->foreign_keys[i].reference = g_strdup (json_array_get_string_element (json_object_get_array_member (reference, "fields"), 0));
    }
}

static PoskoTableSchema *
parse (const PoskoTableType *type)
{
  g_autofree char *name = g_strconcat (type->name, ".json", NULL);
  g_autoptr (GBytes) bytes = posko_schema_bytes (name);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) node = NULL;
  PoskoTableSchema *self = g_new0 (PoskoTableSchema, 1);
  JsonObject *root;
  JsonArray *fields;
  gsize length;
  const char *text;

  if (bytes == NULL)
    g_error ("schemas/%s is not compiled in", name);
  text = g_bytes_get_data (bytes, &length);
  node = posko_json_read (text, length, &error);
  if (node == NULL)
    g_error ("schemas/%s: %s", name, error->message);
  root = json_node_get_object (node);
  fields = json_object_get_array_member (root, "fields");
  self->type = type;
  self->n_columns = json_array_get_length (fields);
  self->columns = g_new0 (PoskoColumn, self->n_columns);
  for (guint i = 0; i < self->n_columns; i++)
    read_column (type, &self->columns[i], json_array_get_object_element (fields, i));
  for (const PoskoBinding *binding = type->bindings; binding->column != NULL; binding++)
    self->columns[column_index (self, binding->column)].field.offset = (gssize) binding->offset;
  read_primary_key (self, root);
  read_foreign_keys (self, root);
  return self;
}

const PoskoTableSchema *
posko_table_schema (const PoskoTableType *type)
{
  static GMutex lock;
  static GHashTable *schemas; /* name -> PoskoTableSchema; looked up only */
  PoskoTableSchema *schema;

  g_return_val_if_fail (type != NULL, NULL);
  g_mutex_lock (&lock);
  if (schemas == NULL)
    schemas = g_hash_table_new (g_str_hash, g_str_equal);
  schema = g_hash_table_lookup (schemas, type->name);
  if (schema == NULL)
    {
      schema = parse (type);
      g_hash_table_insert (schemas, (gpointer) type->name, schema);
    }
  g_mutex_unlock (&lock);
  return schema;
}

guint
posko_table_schema_n_fields (const PoskoTableSchema *self)
{
  return self->n_columns;
}

const PoskoField *
posko_table_schema_field (const PoskoTableSchema *self, guint i)
{
  g_return_val_if_fail (i < self->n_columns, NULL);
  return &self->columns[i].field;
}

const PoskoField *
posko_table_schema_find (const PoskoTableSchema *self, const char *column)
{
  for (guint i = 0; i < self->n_columns; i++)
    if (strcmp (self->columns[i].field.name, column) == 0)
      return &self->columns[i].field;
  return NULL;
}
