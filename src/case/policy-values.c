/* policy-values.c: every value of the policy as it is in force, with its meaning, range and source: what a person may want to edit.
 *
 * Walks schemas/kebijakan.schema.json, so that nothing of it is listed a second time. O(size of the schema).
 */
#include "policy-private.h"
#include "schema.h"
#include <string.h>

typedef struct
{
  PoskoPolicyDocument *document;
  JsonNode *root; /* kebijakan.json */
} Walk;

static JsonNode *
member_of (JsonNode *node, const char *name)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_object_get_member (json_node_get_object (node), name) : NULL;
}

/* As JSON, a text without its quotes. */
static char *
text_of (JsonNode *node)
{
  if (node == NULL)
    return g_strdup ("");
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (node));
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_DOUBLE)
    {
      char buffer[G_ASCII_DTOSTR_BUF_SIZE];
      return g_strdup (g_ascii_formatd (buffer, sizeof buffer, "%.12g", json_node_get_double (node)));
    }
  return json_to_string (node, FALSE);
}

static char *
range_of (JsonNode *schema)
{
  g_autofree char *low = text_of (member_of (schema, "minimum")), *high = text_of (member_of (schema, "maximum"));
  return *low != '\0' || *high != '\0' ? g_strconcat (low, "…", high, NULL) : g_strdup ("");
}

/* The source in the file, else the schema's. A value that the file states without a source has none. */
static char *
source_of (JsonNode *given, JsonNode *schema)
{
  if (given != NULL)
    return text_of (member_of (given, "sumber"));
  return text_of (member_of (member_of (schema, "sumber"), "default"));
}

static void
add_value (Walk *self, const char *path, JsonNode *schema)
{
  g_auto (GStrv) names = g_strsplit (path, "/", 2);
  JsonNode *given = member_of (self->root, names[0]), *members = member_of (schema, "properties");
  if (names[1] != NULL)
    given = member_of (given, names[1]);
  g_autofree char *meaning = text_of (member_of (schema, "description")), *range = range_of (member_of (members, "nilai"));
  g_autofree char *value = text_of (posko_policy_value (self->root, path)), *origin = source_of (given, members);
  GStringChunk *texts = self->document->texts;
  const PoskoPolicyValue row = {
    .path = g_string_chunk_insert_const (texts, path),
    .meaning = g_string_chunk_insert_const (texts, meaning),
    .value = g_string_chunk_insert_const (texts, value),
    .range = g_string_chunk_insert_const (texts, range),
    .source = g_string_chunk_insert_const (texts, origin),
  };
  g_array_append_val (self->document->values, row);
}

static void
walk (Walk *self, const char *prefix, JsonNode *schema)
{
  JsonObjectIter iterator;
  const char *name;
  JsonNode *member;
  json_object_iter_init_ordered (&iterator, json_node_get_object (member_of (schema, "properties")));
  while (json_object_iter_next_ordered (&iterator, &name, &member))
    {
      g_autofree char *path = *prefix != '\0' ? g_strconcat (prefix, "/", name, NULL) : g_strdup (name);
      if (member_of (member_of (member, "properties"), "nilai") != NULL)
        add_value (self, path, member);
      else
        walk (self, path, member);
    }
}

void
posko_policy_list_values (PoskoPolicyDocument *document, JsonNode *root)
{
  g_autoptr (GBytes) text = posko_schema_bytes ("kebijakan.schema.json");
  gsize size;
  const char *data = g_bytes_get_data (text, &size);
  g_autoptr (JsonNode) schema = posko_json_read (data, size, NULL);
  Walk self = { document, root };
  walk (&self, "", schema);
}
