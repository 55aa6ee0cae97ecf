/* json-validate.c: holds a JSON value against a loaded schema; see json-schema.h.
 *
 * Value and schema are walked together; the schema was checked when it was loaded. Two values are equal if their
 * canonical texts are (members sorted by name, 1.0 written as 1), which serves enum, const and uniqueItems alike.
 *
 * Cost: O(size of the value × size of the schema); canonical texts add O(n log n) in the members of an object.
 */
#include "json-schema.h"

#include <string.h>

#include "i18n.h"
#include "json-read.h"
#include "json-schema-private.h"
#include "notation.h"

typedef struct
{
  const PoskoJsonSchema *schema;
  GString *pointer; /* of the value being looked at */
  PoskoJsonFaultFunc fault;
  gpointer user_data;
  guint n_faults;
} Validation;

static int
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static void append_canonical (GString *text, JsonNode *node);

static void
append_canonical_object (GString *text, JsonObject *object)
{
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  JsonObjectIter iterator;
  const char *name;

  json_object_iter_init (&iterator, object);
  while (json_object_iter_next (&iterator, &name, NULL))
    g_ptr_array_add (names, (gpointer) name);
  g_ptr_array_sort (names, compare_names);
  g_string_append_c (text, '{');
  for (guint i = 0; i < names->len; i++)
    {
      g_string_append_printf (text, "%zu:%s=", strlen (names->pdata[i]), (const char *) names->pdata[i]);
      append_canonical (text, json_object_get_member (object, names->pdata[i]));
    }
  g_string_append_c (text, '}');
}

static void
append_canonical_number (GString *text, JsonNode *node)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  const gdouble value = posko_json_number_of (node);

  if (json_node_get_value_type (node) == G_TYPE_INT64)
    g_string_append_printf (text, "%" G_GINT64_FORMAT, json_node_get_int (node));
  else if (posko_json_is_whole (value) && fabs (value) < 0x1p63)
    g_string_append_printf (text, "%" G_GINT64_FORMAT, (gint64) value);
  else
    g_string_append (text, g_ascii_dtostr (buffer, sizeof buffer, value));
}

/* Appends a text that two nodes share if, and only if, JSON Schema calls them equal. */
static void
append_canonical (GString *text, JsonNode *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    append_canonical_object (text, json_node_get_object (node));
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *const array = json_node_get_array (node);
      g_string_append_c (text, '[');
      for (guint i = 0; i < json_array_get_length (array); i++)
        {
          append_canonical (text, json_array_get_element (array, i));
          g_string_append_c (text, ',');
        }
      g_string_append_c (text, ']');
    }
  else if (JSON_NODE_HOLDS_NULL (node))
    g_string_append (text, "null");
  else if (posko_json_is_text (node))
    g_string_append_printf (text, "%zu\"%s", strlen (json_node_get_string (node)), json_node_get_string (node));
  else if (posko_json_is_boolean (node))
    g_string_append (text, json_node_get_boolean (node) ? "true" : "false");
  else
    append_canonical_number (text, node);
}

static char *
canonical (JsonNode *node)
{
  GString *const text = g_string_new (NULL);
  append_canonical (text, node);
  return g_string_free (text, FALSE);
}

static void validate (Validation *self, JsonNode *schema, JsonNode *value);

static void
report_found (Validation *self, const char *found, const char *expected)
{
  self->n_faults++;
  if (self->fault != NULL)
    self->fault (self->pointer->str, found, expected, self->user_data);
}

static void
report (Validation *self, JsonNode *value, const char *expected)
{
  g_autofree char *found = posko_json_describe (value);
  report_found (self, found, expected);
}

/* Whether @value is as @schema wants it, without a word. */
static gboolean
is_valid (Validation *self, JsonNode *schema, JsonNode *value)
{
  Validation quiet = { .schema = self->schema, .pointer = self->pointer };
  validate (&quiet, schema, value);
  return quiet.n_faults == 0;
}

static gboolean
has_type (JsonNode *value, const char *type)
{
  if (JSON_NODE_HOLDS_NULL (value))
    return strcmp (type, "null") == 0;
  if (JSON_NODE_HOLDS_OBJECT (value))
    return strcmp (type, "object") == 0;
  if (JSON_NODE_HOLDS_ARRAY (value))
    return strcmp (type, "array") == 0;
  if (posko_json_is_text (value))
    return strcmp (type, "string") == 0;
  if (posko_json_is_boolean (value))
    return strcmp (type, "boolean") == 0;
  return strcmp (type, "number") == 0
         || (strcmp (type, "integer") == 0 && posko_json_is_whole (posko_json_number_of (value)));
}

/* What a person calls a type. */
static const char *
describe_type (const char *type)
{
  static const char *const names[][2] = {
    { "null", "null" },           { "boolean", N_ ("true or false") }, { "object", N_ ("an object") },
    { "array", N_ ("an array") }, { "number", N_ ("a number") },       { "integer", N_ ("a whole number") },
    { "string", N_ ("a text") },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (names[i][0], type) == 0)
      return _ (names[i][1]);
  g_return_val_if_reached (type);
}

/* FALSE if the type is wrong; the rest then says nothing more. */
static gboolean
check_type (Validation *self, JsonNode *schema, JsonNode *value)
{
  JsonNode *const types = posko_json_schema_keyword (schema, "type");
  g_autoptr (GString) expected = g_string_new (NULL);

  if (types == NULL)
    return TRUE;
  JsonArray *const several = JSON_NODE_HOLDS_ARRAY (types) ? json_node_get_array (types) : NULL;
  const guint n = several == NULL ? 1 : json_array_get_length (several);
  for (guint i = 0; i < n; i++)
    {
      const char *const type
          = several == NULL ? json_node_get_string (types) : json_array_get_string_element (several, i);
      if (has_type (value, type))
        return TRUE;
      g_string_append_printf (expected, "%s%s", i == 0 ? "" : ", ", describe_type (type));
    }
  report (self, value, expected->str);
  return FALSE;
}

static void
check_enum (Validation *self, JsonNode *schema, JsonNode *value)
{
  JsonNode *const choices = posko_json_schema_keyword (schema, "enum");
  JsonNode *const constant = posko_json_schema_keyword (schema, "const");
  g_autoptr (GString) expected = g_string_new (NULL);

  if (choices == NULL && constant == NULL)
    return;
  g_autofree char *text = canonical (value);
  JsonArray *const array = choices == NULL ? NULL : json_node_get_array (choices);
  gboolean found = FALSE;
  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *const choice = json_array_get_element (array, i);
      g_autofree char *choice_text = canonical (choice);
      g_autofree char *shown = posko_json_describe (choice);
      found |= strcmp (text, choice_text) == 0;
      g_string_append_printf (expected, "%s%s", i == 0 ? "" : ", ", shown);
    }
  if (array != NULL && !found)
    report (self, value, expected->str);
  if (constant == NULL)
    return;
  g_autofree char *constant_text = canonical (constant);
  g_autofree char *shown = posko_json_describe (constant);
  if (strcmp (text, constant_text) != 0)
    report (self, value, shown);
}

/* Reports @value, with @format filled by the limit, if the keyword @name is there and @sign of (size - limit) says it
 * is broken. */
static void
check_limit (Validation *self, JsonNode *schema, const char *name, JsonNode *value, gdouble size, gboolean upper,
             gboolean exclusive, const char *format)
{
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  JsonNode *const limit = posko_json_schema_keyword (schema, name);

  if (limit == NULL)
    return;
  const gdouble bound = posko_json_number_of (limit), excess = upper ? size - bound : bound - size;
  if (exclusive ? excess < 0 : excess <= 0)
    return;
  const char *const number = posko_json_is_whole (bound) ? g_ascii_formatd (buffer, sizeof buffer, "%.0f", bound)
                                                         : g_ascii_dtostr (buffer, sizeof buffer, bound);
  g_autoptr (GString) expected = g_string_new (format);
  g_string_replace (expected, "%s", number, 1);
  report (self, value, expected->str);
}

static void
check_number (Validation *self, JsonNode *schema, JsonNode *value)
{
  const gdouble number = posko_json_number_of (value);

  check_limit (self, schema, "minimum", value, number, FALSE, FALSE, _ ("at least %s"));
  check_limit (self, schema, "exclusiveMinimum", value, number, FALSE, TRUE, _ ("more than %s"));
  check_limit (self, schema, "maximum", value, number, TRUE, FALSE, _ ("at most %s"));
  check_limit (self, schema, "exclusiveMaximum", value, number, TRUE, TRUE, _ ("less than %s"));
}

/* RFC 3339's full-time, or HH:MM. */
static gboolean
is_time (const char *text)
{
  g_autofree char *clock = g_strndup (text, 5);

  if (!posko_notation_read_clock (clock, NULL))
    return FALSE;
  text += 5;
  if (*text == '\0')
    return TRUE;
  g_autofree char *seconds = g_strndup (text, 3);
  if (!posko_notation_matches (seconds, ":00") || seconds[1] > '6' || (seconds[1] == '6' && seconds[2] > '0'))
    return FALSE;
  text += 3;
  if (*text == '.')
    {
      const gsize digits = strspn (text + 1, "0123456789");
      if (digits == 0)
        return FALSE;
      text += 1 + digits;
    }
  if (strcmp (text, "Z") == 0 || strcmp (text, "z") == 0)
    return TRUE;
  return (*text == '+' || *text == '-') && posko_notation_read_clock (text + 1, NULL);
}

static void
check_text (Validation *self, JsonNode *schema, JsonNode *value)
{
  const char *const text = json_node_get_string (value);
  const gdouble characters = (gdouble) g_utf8_strlen (text, -1);
  JsonNode *const pattern = posko_json_schema_keyword (schema, "pattern");
  JsonNode *const format = posko_json_schema_keyword (schema, "format");

  check_limit (self, schema, "minLength", value, characters, FALSE, FALSE, _ ("at least %s characters"));
  check_limit (self, schema, "maxLength", value, characters, TRUE, FALSE, _ ("at most %s characters"));
  if (pattern != NULL
      && !g_regex_match (g_hash_table_lookup (self->schema->patterns, json_node_get_string (pattern)), text, 0, NULL))
    {
      g_autofree char *expected = g_strdup_printf (_ ("a text of the form %s"), json_node_get_string (pattern));
      report (self, value, expected);
    }
  if (format == NULL)
    return;
  if (strcmp (json_node_get_string (format), "date") == 0)
    {
      if (!posko_notation_read_day (text, NULL))
        report (self, value, _ ("a day, YYYY-MM-DD"));
    }
  else if (!is_time (text))
    report (self, value, _ ("a time of day, HH:MM"));
}

static void
check_unique (Validation *self, JsonArray *array)
{
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  const gsize outer = self->pointer->len;

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *const element = json_array_get_element (array, i);
      if (g_hash_table_add (seen, canonical (element)))
        continue;
      g_string_append_printf (self->pointer, "/%u", i);
      report (self, element, _ ("a value that did not occur before"));
      g_string_truncate (self->pointer, outer);
    }
}

static void
check_array (Validation *self, JsonNode *schema, JsonNode *value)
{
  JsonArray *const array = json_node_get_array (value);
  const guint n = json_array_get_length (array);
  JsonNode *const prefix = posko_json_schema_keyword (schema, "prefixItems");
  JsonNode *const items = posko_json_schema_keyword (schema, "items");
  JsonNode *const unique = posko_json_schema_keyword (schema, "uniqueItems");
  const guint n_prefix = prefix == NULL ? 0 : json_array_get_length (json_node_get_array (prefix));
  const gsize outer = self->pointer->len;

  check_limit (self, schema, "minItems", value, n, FALSE, FALSE, _ ("at least %s elements"));
  check_limit (self, schema, "maxItems", value, n, TRUE, FALSE, _ ("at most %s elements"));
  if (unique != NULL && json_node_get_boolean (unique))
    check_unique (self, array);
  for (guint i = 0; i < n; i++)
    {
      JsonNode *const inner = i < n_prefix ? json_array_get_element (json_node_get_array (prefix), i) : items;
      if (inner == NULL)
        return;
      g_string_append_printf (self->pointer, "/%u", i);
      validate (self, inner, json_array_get_element (array, i));
      g_string_truncate (self->pointer, outer);
    }
}

static void
check_required (Validation *self, JsonNode *schema, JsonObject *object)
{
  JsonNode *const required = posko_json_schema_keyword (schema, "required");
  JsonArray *const names = required == NULL ? NULL : json_node_get_array (required);

  for (guint i = 0; names != NULL && i < json_array_get_length (names); i++)
    if (!json_object_has_member (object, json_array_get_string_element (names, i)))
      {
        g_autofree char *expected = g_strdup_printf (_ ("a member “%s”"), json_array_get_string_element (names, i));
        report_found (self, _ ("nothing"), expected);
      }
}

/* Checks the value of member @name by every schema that is for it. */
static void
check_member (Validation *self, JsonNode *schema, const char *name, JsonNode *value)
{
  JsonNode *const properties = posko_json_schema_keyword (schema, "properties");
  JsonNode *const patterns = posko_json_schema_keyword (schema, "patternProperties");
  JsonNode *const other = posko_json_schema_keyword (schema, "additionalProperties");
  JsonNode *const own = properties == NULL ? NULL : posko_json_schema_keyword (properties, name);
  gboolean known = own != NULL;

  if (own != NULL)
    validate (self, own, value);
  if (patterns != NULL)
    {
      JsonObjectIter iterator;
      const char *pattern;
      JsonNode *inner;
      json_object_iter_init_ordered (&iterator, json_node_get_object (patterns));
      while (json_object_iter_next_ordered (&iterator, &pattern, &inner))
        if (g_regex_match (g_hash_table_lookup (self->schema->patterns, pattern), name, 0, NULL))
          {
            known = TRUE;
            validate (self, inner, value);
          }
    }
  if (known || other == NULL)
    return;
  if (posko_json_is_boolean (other) && !json_node_get_boolean (other))
    report (self, value, _ ("no member of this name"));
  else
    validate (self, other, value);
}

static void
check_object (Validation *self, JsonNode *schema, JsonNode *value)
{
  JsonObject *const object = json_node_get_object (value);
  const gsize outer = self->pointer->len;
  JsonObjectIter iterator;
  const char *name;
  JsonNode *member;

  check_limit (self, schema, "minProperties", value, json_object_get_size (object), FALSE, FALSE,
               _ ("at least %s members"));
  check_limit (self, schema, "maxProperties", value, json_object_get_size (object), TRUE, FALSE,
               _ ("at most %s members"));
  check_required (self, schema, object);
  json_object_iter_init_ordered (&iterator, object);
  while (json_object_iter_next_ordered (&iterator, &name, &member))
    {
      posko_json_append_name (self->pointer, name);
      check_member (self, schema, name, member);
      g_string_truncate (self->pointer, outer);
    }
}

/* How many of the schemas in @list take @value. */
static guint
count_valid (Validation *self, JsonArray *list, JsonNode *value)
{
  guint n = 0;
  for (guint i = 0; i < json_array_get_length (list); i++)
    n += is_valid (self, json_array_get_element (list, i), value);
  return n;
}

static void
check_combinations (Validation *self, JsonNode *schema, JsonNode *value)
{
  JsonNode *const reference = posko_json_schema_keyword (schema, "$ref");
  JsonNode *const all = posko_json_schema_keyword (schema, "allOf");
  JsonNode *const any = posko_json_schema_keyword (schema, "anyOf");
  JsonNode *const one = posko_json_schema_keyword (schema, "oneOf");

  if (reference != NULL)
    validate (self, g_hash_table_lookup (self->schema->references, json_node_get_string (reference)), value);
  for (guint i = 0; all != NULL && i < json_array_get_length (json_node_get_array (all)); i++)
    validate (self, json_array_get_element (json_node_get_array (all), i), value);
  if (any != NULL && count_valid (self, json_node_get_array (any), value) == 0)
    report (self, value, _ ("one of the forms that the schema lists"));
  if (one == NULL)
    return;
  const guint n = count_valid (self, json_node_get_array (one), value);
  if (n == 0)
    report (self, value, _ ("one of the forms that the schema lists"));
  else if (n > 1)
    report (self, value, _ ("only one of the forms that the schema lists"));
}

static void
validate (Validation *self, JsonNode *schema, JsonNode *value)
{
  if (posko_json_is_boolean (schema))
    {
      if (!json_node_get_boolean (schema))
        report (self, value, _ ("nothing"));
      return;
    }
  if (!check_type (self, schema, value))
    return;
  check_enum (self, schema, value);
  if (JSON_NODE_HOLDS_OBJECT (value))
    check_object (self, schema, value);
  else if (JSON_NODE_HOLDS_ARRAY (value))
    check_array (self, schema, value);
  else if (posko_json_is_text (value))
    check_text (self, schema, value);
  else if (posko_json_is_number (value))
    check_number (self, schema, value);
  check_combinations (self, schema, value);
}

guint
posko_json_schema_validate (const PoskoJsonSchema *self, JsonNode *value, PoskoJsonFaultFunc fault, gpointer user_data)
{
  g_return_val_if_fail (self != NULL && value != NULL, 1);

  g_autoptr (GString) pointer = g_string_new (NULL);
  Validation validation = { .schema = self, .pointer = pointer, .fault = fault, .user_data = user_data };
  validate (&validation, self->root, value);
  return validation.n_faults;
}

/* @schema, or what its $ref leads to. */
static JsonNode *
follow (const PoskoJsonSchema *self, JsonNode *schema)
{
  JsonNode *reference;
  while (schema != NULL && (reference = posko_json_schema_keyword (schema, "$ref")) != NULL
         && posko_json_schema_keyword (schema, "default") == NULL)
    schema = g_hash_table_lookup (self->references, json_node_get_string (reference));
  return schema;
}

/* The schema for member or element @name of a value that has @schema, or NULL. */
static JsonNode *
step (const PoskoJsonSchema *self, JsonNode *schema, const char *name)
{
  JsonNode *const properties = posko_json_schema_keyword (schema, "properties");
  JsonNode *const prefix = posko_json_schema_keyword (schema, "prefixItems");
  JsonNode *inner = properties == NULL ? NULL : posko_json_schema_keyword (properties, name);

  if (inner == NULL && *name != '\0' && strspn (name, "0123456789") == strlen (name))
    {
      const guint64 index = g_ascii_strtoull (name, NULL, 10);
      const guint n_prefix = prefix == NULL ? 0 : json_array_get_length (json_node_get_array (prefix));
      inner = index < n_prefix ? json_array_get_element (json_node_get_array (prefix), (guint) index)
                               : posko_json_schema_keyword (schema, "items");
    }
  return inner;
}

JsonNode *
posko_json_schema_default (const PoskoJsonSchema *self, const char *pointer)
{
  g_return_val_if_fail (self != NULL && pointer != NULL, NULL);

  g_auto (GStrv) names = g_strsplit (pointer, "/", -1);
  JsonNode *schema = follow (self, self->root);
  for (guint i = 1; schema != NULL && names[0] != NULL && names[i] != NULL; i++)
    {
      g_autoptr (GString) name = g_string_new (names[i]);
      g_string_replace (name, "~1", "/", 0);
      g_string_replace (name, "~0", "~", 0);
      schema = follow (self, step (self, schema, name->str));
    }
  return schema == NULL ? NULL : posko_json_schema_keyword (schema, "default");
}
