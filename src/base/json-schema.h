/* json-schema.h: holds a JSON value against a JSON Schema, and reports every fault.
 *
 * JSON Schema 2020-12 (Wright, Andrews, Hutton, Dennis, "JSON Schema: A Media Type for Describing JSON Documents",
 * 2022), the part that our own contracts use: any value     type (one or several), enum, const, $ref to # and
 * #/$defs/..., allOf, anyOf, oneOf objects       properties, patternProperties, required, additionalProperties (true,
 * false, a schema), minProperties, maxProperties arrays        items, prefixItems, minItems, maxItems, uniqueItems
 *   numbers       minimum, maximum, exclusiveMinimum, exclusiveMaximum
 *   text          minLength, maxLength (characters), pattern (GRegex, not anchored), format: date, time
 *   notes         $schema, $id, $defs, $comment, title, description, default, examples, and names that begin with "x-"
 * "format" is asserted here: date is YYYY-MM-DD of a day that exists; time is RFC 3339, or HH:MM as our tables write
 * it. Any other keyword or format is refused when the schema is loaded, so that none is silently not checked.
 */
#pragma once
#include <json-glib/json-glib.h>
G_BEGIN_DECLS

typedef struct _PoskoJsonSchema PoskoJsonSchema; /* never changes once made; share it between threads */

/**
 * posko_json_schema_new:
 * @data: (array length=length): the schema's text
 *
 * Returns: (transfer full) (nullable): the schema, or %NULL with @error set to %POSKO_ERROR_INPUT: no JSON, an unknown
 * keyword, a keyword with a value of the wrong type, a pattern that is none, a $ref that leads nowhere or round in a
 * circle
 */
PoskoJsonSchema *posko_json_schema_new (const char *data, gsize length, GError **error);
void posko_json_schema_free (PoskoJsonSchema *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoJsonSchema, posko_json_schema_free)

/**
 * PoskoJsonFaultFunc:
 * @pointer: the JSON pointer of the value at fault ("" is the root); for a missing member, that of the object
 * @found: what stands there, shortened
 * @expected: what the schema wants, in a translated phrase
 */
typedef void (*PoskoJsonFaultFunc) (const char *pointer, const char *found, const char *expected, gpointer user_data);

/**
 * posko_json_schema_validate:
 * @fault: (nullable): called for every fault, in the order of the document
 *
 * Takes O(size of the value × size of the schema); uniqueItems is quadratic in the array.
 *
 * Returns: the number of faults; 0 if @value is as the schema wants it
 */
guint posko_json_schema_validate (const PoskoJsonSchema *self, JsonNode *value, PoskoJsonFaultFunc fault,
                                  gpointer user_data);

/**
 * posko_json_schema_default:
 * @pointer: the JSON pointer of a place in the document, as "/makan/porsi"; numbers select elements of arrays
 *
 * Follows properties, items, prefixItems and $ref.
 *
 * Returns: (transfer none) (nullable): the default that the schema states for that very place, or %NULL
 */
JsonNode *posko_json_schema_default (const PoskoJsonSchema *self, const char *pointer);

G_END_DECLS
