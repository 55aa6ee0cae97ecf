/* json-schema.c: loads a JSON Schema; see json-schema.h. json-validate.c uses it.
 *
 * A schema is checked once, here: every keyword known and of the right form, every pattern compiled, every $ref
 * resolved and none in a circle, so that validation meets nothing it must doubt. Messages are for developers and not
 * translated: our schemas are compiled in.
 *
 * Cost: O(size of the schema).
 */
#include "json-schema.h"

#include <string.h>

#include "error.h"
#include "json-read.h"
#include "json-schema-private.h"

#define DEFINITIONS "#/$defs/"
#define MAX_REFERENCES 64 /* $ref, allOf, anyOf, oneOf inside each other without a step down in the value */

/* What the value of a keyword must be. */
typedef enum
{
  FORM_ANY,
  FORM_TEXT,
  FORM_BOOLEAN,
  FORM_NUMBER,
  FORM_COUNT, /* a whole number from 0 */
  FORM_ARRAY,
  FORM_NAMES, /* an array of texts */
  FORM_TYPE,  /* the name of a type, or several */
  FORM_FORMAT,
  FORM_PATTERN,
  FORM_REFERENCE,
  FORM_SCHEMA,
  FORM_SCHEMAS,    /* an array of at least one */
  FORM_SCHEMA_MAP, /* an object of schemas */
  FORM_PATTERN_MAP,
} Form;

static const struct
{
  const char *name;
  Form form;
} keywords[] = {
  { "$comment", FORM_TEXT },
  { "$defs", FORM_SCHEMA_MAP },
  { "$id", FORM_TEXT },
  { "$ref", FORM_REFERENCE },
  { "$schema", FORM_TEXT },
  { "additionalProperties", FORM_SCHEMA },
  { "allOf", FORM_SCHEMAS },
  { "anyOf", FORM_SCHEMAS },
  { "const", FORM_ANY },
  { "default", FORM_ANY },
  { "description", FORM_TEXT },
  { "enum", FORM_ARRAY },
  { "examples", FORM_ARRAY },
  { "exclusiveMaximum", FORM_NUMBER },
  { "exclusiveMinimum", FORM_NUMBER },
  { "format", FORM_FORMAT },
  { "items", FORM_SCHEMA },
  { "maxItems", FORM_COUNT },
  { "maxLength", FORM_COUNT },
  { "maxProperties", FORM_COUNT },
  { "maximum", FORM_NUMBER },
  { "minItems", FORM_COUNT },
  { "minLength", FORM_COUNT },
  { "minProperties", FORM_COUNT },
  { "minimum", FORM_NUMBER },
  { "oneOf", FORM_SCHEMAS },
  { "pattern", FORM_PATTERN },
  { "patternProperties", FORM_PATTERN_MAP },
  { "prefixItems", FORM_SCHEMAS },
  { "properties", FORM_SCHEMA_MAP },
  { "required", FORM_NAMES },
  { "title", FORM_TEXT },
  { "type", FORM_TYPE },
  { "uniqueItems", FORM_BOOLEAN },
};

static const char *const type_names[] = { "null", "boolean", "object", "array", "number", "integer", "string", NULL };

static gboolean load_schema (PoskoJsonSchema *self, const PoskoJsonCursor *at, GError **error);

static gboolean
fail_at (const PoskoJsonCursor *at, const char *expected, GError **error)
{
  g_autofree char *pointer = posko_json_pointer (at);
  g_autofree char *found = posko_json_describe (at->node);
  g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, "schema %s: found %s, expected %s", pointer, found, expected);
  return FALSE;
}

static gboolean
is_count (JsonNode *node)
{
  return posko_json_is_number (node) && json_node_get_value_type (node) == G_TYPE_INT64
         && json_node_get_int (node) >= 0;
}

/* Whether @node is one of @names, or (if @several) an array of some of them; any text will do where @names is NULL. */
static gboolean
is_name (JsonNode *node, const char *const *names, gboolean several)
{
  if (posko_json_is_text (node))
    return names == NULL || g_strv_contains (names, json_node_get_string (node));
  if (!several || !JSON_NODE_HOLDS_ARRAY (node))
    return FALSE;
  JsonArray *const array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!is_name (json_array_get_element (array, i), names, FALSE))
      return FALSE;
  return TRUE;
}

static gboolean
load_pattern (PoskoJsonSchema *self, const char *pattern, GError **error)
{
  if (g_hash_table_contains (self->patterns, pattern))
    return TRUE;
  GRegex *const regex = g_regex_new (pattern, G_REGEX_DOLLAR_ENDONLY, 0, error);
  if (regex == NULL)
    return FALSE;
  g_hash_table_insert (self->patterns, g_strdup (pattern), regex);
  return TRUE;
}

/* The schema that @reference names, "#" or "#/$defs/<name>", or NULL. */
static JsonNode *
resolve (const PoskoJsonSchema *self, const char *reference)
{
  if (strcmp (reference, "#") == 0)
    return self->root;
  if (!g_str_has_prefix (reference, DEFINITIONS))
    return NULL;
  JsonNode *const definitions = posko_json_schema_keyword (self->root, "$defs");
  return definitions == NULL ? NULL : posko_json_schema_keyword (definitions, reference + strlen (DEFINITIONS));
}

static gboolean
load_reference (PoskoJsonSchema *self, const PoskoJsonCursor *at, GError **error)
{
  if (!posko_json_is_text (at->node))
    return fail_at (at, "a text", error);
  const char *const reference = json_node_get_string (at->node);
  JsonNode *const target = resolve (self, reference);
  if (target == NULL)
    return fail_at (at, "# or #/$defs/ and the name of a schema there", error);
  g_hash_table_insert (self->references, g_strdup (reference), target);
  return TRUE;
}

/* Loads the schemas that are the elements or members of a keyword's value; with @patterns, the names are patterns too.
 */
static gboolean
load_schemas (PoskoJsonSchema *self, const PoskoJsonCursor *at, gboolean patterns, GError **error)
{
  if (JSON_NODE_HOLDS_ARRAY (at->node))
    {
      const guint n = json_array_get_length (json_node_get_array (at->node));
      for (guint i = 0; i < n; i++)
        {
          const PoskoJsonCursor element = posko_json_element (at, i);
          if (!load_schema (self, &element, error))
            return FALSE;
        }
      return TRUE;
    }
  JsonObjectIter iterator;
  const char *name;
  json_object_iter_init_ordered (&iterator, json_node_get_object (at->node));
  while (json_object_iter_next_ordered (&iterator, &name, NULL))
    {
      const PoskoJsonCursor member = posko_json_member (at, name);
      if ((patterns && !load_pattern (self, name, error)) || !load_schema (self, &member, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
load_keyword (PoskoJsonSchema *self, const PoskoJsonCursor *at, Form form, GError **error)
{
  static const char *const formats[] = { "date", "time", NULL };
  JsonNode *const node = at->node;

  switch (form)
    {
    case FORM_ANY:
      return TRUE;
    case FORM_TEXT:
      return posko_json_is_text (node) || fail_at (at, "a text", error);
    case FORM_BOOLEAN:
      return posko_json_is_boolean (node) || fail_at (at, "true or false", error);
    case FORM_NUMBER:
      return posko_json_is_number (node) || fail_at (at, "a number", error);
    case FORM_COUNT:
      return is_count (node) || fail_at (at, "a whole number from 0", error);
    case FORM_ARRAY:
      return JSON_NODE_HOLDS_ARRAY (node) || fail_at (at, "an array", error);
    case FORM_NAMES:
      return (JSON_NODE_HOLDS_ARRAY (node) && is_name (node, NULL, TRUE)) || fail_at (at, "an array of texts", error);
    case FORM_TYPE:
      return is_name (node, type_names, TRUE) || fail_at (at, "a type or an array of types", error);
    case FORM_FORMAT:
      return is_name (node, formats, FALSE) || fail_at (at, "date or time", error);
    case FORM_PATTERN:
      return posko_json_is_text (node) ? load_pattern (self, json_node_get_string (node), error)
                                       : fail_at (at, "a text", error);
    case FORM_REFERENCE:
      return load_reference (self, at, error);
    case FORM_SCHEMA:
      return load_schema (self, at, error);
    case FORM_SCHEMAS:
      return JSON_NODE_HOLDS_ARRAY (node) && json_array_get_length (json_node_get_array (node)) > 0
                 ? load_schemas (self, at, FALSE, error)
                 : fail_at (at, "an array of schemas", error);
    case FORM_SCHEMA_MAP:
    case FORM_PATTERN_MAP:
      return JSON_NODE_HOLDS_OBJECT (node) ? load_schemas (self, at, form == FORM_PATTERN_MAP, error)
                                           : fail_at (at, "an object of schemas", error);
    default:
      g_return_val_if_reached (FALSE);
    }
}

static gboolean
load_schema (PoskoJsonSchema *self, const PoskoJsonCursor *at, GError **error)
{
  JsonObjectIter iterator;
  const char *name;

  if (posko_json_is_boolean (at->node))
    return TRUE;
  if (!JSON_NODE_HOLDS_OBJECT (at->node))
    return fail_at (at, "an object, true or false", error);
  json_object_iter_init_ordered (&iterator, json_node_get_object (at->node));
  while (json_object_iter_next_ordered (&iterator, &name, NULL))
    {
      const PoskoJsonCursor member = posko_json_member (at, name);
      guint k = 0;
      while (k < G_N_ELEMENTS (keywords) && strcmp (keywords[k].name, name) != 0)
        k++;
      if (k < G_N_ELEMENTS (keywords) ? !load_keyword (self, &member, keywords[k].form, error)
                                      : !g_str_has_prefix (name, "x-") && !fail_at (&member, "no such keyword", error))
        return FALSE;
    }
  return TRUE;
}

/* Whether @schema comes to an end: follows all that applies to the same value. */
static gboolean
is_grounded (const PoskoJsonSchema *self, JsonNode *schema, guint depth)
{
  static const char *const lists[] = { "allOf", "anyOf", "oneOf" };

  if (depth == MAX_REFERENCES)
    return FALSE;
  JsonNode *const reference = posko_json_schema_keyword (schema, "$ref");
  if (reference != NULL
      && !is_grounded (self, g_hash_table_lookup (self->references, json_node_get_string (reference)), depth + 1))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      JsonNode *const list = posko_json_schema_keyword (schema, lists[i]);
      const guint n = list == NULL ? 0 : json_array_get_length (json_node_get_array (list));
      for (guint k = 0; k < n; k++)
        if (!is_grounded (self, json_array_get_element (json_node_get_array (list), k), depth + 1))
          return FALSE;
    }
  return TRUE;
}

static gboolean
check_references (const PoskoJsonSchema *self, GError **error)
{
  GHashTableIter iterator;
  gpointer reference, target;

  g_hash_table_iter_init (&iterator, self->references);
  while (g_hash_table_iter_next (&iterator, &reference, &target))
    if (!is_grounded (self, target, 0))
      {
        g_set_error_literal (error, POSKO_ERROR, POSKO_ERROR_INPUT, "schema: a $ref leads round in a circle");
        return FALSE;
      }
  return TRUE;
}

PoskoJsonSchema *
posko_json_schema_new (const char *data, gsize length, GError **error)
{
  g_autoptr (PoskoJsonSchema) self = g_new0 (PoskoJsonSchema, 1);
  self->patterns = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_regex_unref);
  self->references = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->root = posko_json_read (data, length, error);
  if (self->root == NULL)
    return NULL;
  const PoskoJsonCursor root = posko_json_cursor (self->root);
  if (load_schema (self, &root, error) && check_references (self, error))
    return g_steal_pointer (&self);
  if (error != NULL && *error != NULL && (*error)->domain != POSKO_ERROR) /* a pattern that is none */
    {
      (*error)->domain = POSKO_ERROR;
      (*error)->code = POSKO_ERROR_INPUT;
    }
  return NULL;
}

void
posko_json_schema_free (PoskoJsonSchema *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->root, json_node_unref);
  g_hash_table_unref (self->patterns);
  g_hash_table_unref (self->references);
  g_free (self);
}
