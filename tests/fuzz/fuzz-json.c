/* fuzz-json.c: any bytes into the JSON reader, and what it takes against a schema with every keyword. */
#include <stdlib.h>
#include <string.h>

#include "json-read.h"
#include "json-schema.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static const char schema_text[]
    = "{\"$defs\":{\"n\":{\"type\":[\"object\",\"array\",\"string\",\"number\",\"null\"],\"minimum\":1,\"maximum\":9,"
      "\"minLength\":1,"
      "\"maxLength\":5,\"pattern\":\"^[a-z]+$\",\"uniqueItems\":true,\"minItems\":1,\"maxItems\":4,\"items\":{\"$ref\":"
      "\"#/$defs/n\"},"
      "\"properties\":{\"a\":{\"$ref\":\"#/$defs/n\"},\"d\":{\"format\":\"date\"},\"t\":{\"format\":\"time\"}},"
      "\"patternProperties\":{\"^x\":{\"enum\":[1,\"a\",[1],{\"b\":2}]}},\"additionalProperties\":{\"anyOf\":[{"
      "\"const\":1.5},{\"type\":\"null\"}]},"
      "\"required\":[\"a\"]}},\"oneOf\":[{\"$ref\":\"#/$defs/n\"},{\"exclusiveMinimum\":3}]}";

/* Every pointer that a fault names can be located in the text, unless it names a missing place. */
static void
locate_fault (const char *pointer, const char *found, const char *expected, gpointer user_data)
{
  const GBytes *const text = user_data;
  gsize length, line;
  const char *const data = g_bytes_get_data ((GBytes *) text, &length);
  if (length < 1000 && !posko_json_locate (data, length, pointer, &line, NULL))
    abort ();
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  static PoskoJsonSchema *schema;
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) text = g_bytes_new (data, size);

  if (schema == NULL)
    schema = posko_json_schema_new (schema_text, strlen (schema_text), NULL);
  g_autoptr (JsonNode) root = posko_json_read ((const char *) data, size, &error);
  if ((root == NULL) != (error != NULL) || schema == NULL)
    abort ();
  if (root != NULL)
    posko_json_schema_validate (schema, root, locate_fault, text);
  /* The same bytes as a schema. */
  g_autoptr (PoskoJsonSchema) own = posko_json_schema_new ((const char *) data, size, NULL);
  if (own != NULL)
    posko_json_schema_validate (own, root, NULL, NULL);
  return 0;
}
