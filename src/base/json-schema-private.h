/* json-schema-private.h: what loading a schema (json-schema.c) and validating by it (json-validate.c) share. */
#pragma once
#include <math.h>

#include "json-schema.h"
G_BEGIN_DECLS

struct _PoskoJsonSchema
{
  JsonNode *root;
  GHashTable *patterns;   /* text -> GRegex; looked up only */
  GHashTable *references; /* text of a $ref -> JsonNode, borrowed from root; looked up only */
};

static inline gboolean
posko_json_is_text (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING;
}

static inline gboolean
posko_json_is_boolean (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_BOOLEAN;
}

static inline gboolean
posko_json_is_number (JsonNode *node)
{
  return JSON_NODE_HOLDS_VALUE (node) && !posko_json_is_text (node) && !posko_json_is_boolean (node);
}

/* The value of a number node of either kind. */
static inline gdouble
posko_json_number_of (JsonNode *node)
{
  return json_node_get_value_type (node) == G_TYPE_INT64 ? (gdouble) json_node_get_int (node)
                                                         : json_node_get_double (node);
}

static inline gboolean
posko_json_is_whole (gdouble value)
{
  return !(rint (value) > value) && !(rint (value) < value);
}

/* Member @name of the schema @schema, or NULL. */
static inline JsonNode *
posko_json_schema_keyword (JsonNode *schema, const char *name)
{
  return JSON_NODE_HOLDS_OBJECT (schema) ? json_object_get_member (json_node_get_object (schema), name) : NULL;
}

G_END_DECLS
