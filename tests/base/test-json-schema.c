/* test-json-schema.c: each keyword of the validator, what a schema may not be, and defaults. */
#include <string.h>

#include "error.h"
#include "json-read.h"
#include "json-schema.h"
#include "random.h"

static PoskoJsonSchema *
load (const char *text)
{
  g_autoptr (GError) error = NULL;
  PoskoJsonSchema *const schema = posko_json_schema_new (text, strlen (text), &error);
  g_assert_no_error (error);
  return schema;
}

static void
spell_fault (const char *pointer, const char *found, const char *expected, gpointer user_data)
{
  g_string_append_printf (user_data, "%s: %s != %s;", pointer, found, expected);
}

/* (transfer full): the faults of @value, one after the other */
static char *
faults_of (const char *schema_text, const char *value_text)
{
  g_autoptr (PoskoJsonSchema) schema = load (schema_text);
  g_autoptr (JsonNode) value = posko_json_read (value_text, strlen (value_text), NULL);
  GString *const log = g_string_new (NULL);

  g_assert_nonnull (value);
  const guint n = posko_json_schema_validate (schema, value, spell_fault, log);
  g_assert_cmpint (n == 0, ==, log->len == 0);
  g_assert_cmpuint (posko_json_schema_validate (schema, value, NULL, NULL), ==, n);
  return g_string_free (log, FALSE);
}

static const struct
{
  const char *schema, *value, *faults;
} cases[] = {
  { "true", "1", "" },
  { "false", "1", ": 1 != nothing;" },
  { "{}", "[1]", "" },
  { "{\"type\":\"integer\"}", "3", "" },
  { "{\"type\":\"integer\"}", "3.0", "" },
  { "{\"type\":\"integer\"}", "3.5", ": 3.5 != a whole number;" },
  { "{\"type\":\"number\"}", "3", "" },
  { "{\"type\":\"number\"}", "\"3\"", ": \"3\" != a number;" },
  { "{\"type\":\"string\"}", "null", ": null != a text;" },
  { "{\"type\":\"boolean\"}", "1", ": 1 != true or false;" },
  { "{\"type\":\"object\"}", "[]", ": an array != an object;" },
  { "{\"type\":\"array\"}", "{}", ": an object != an array;" },
  { "{\"type\":\"null\"}", "null", "" },
  { "{\"type\":[\"string\",\"null\"]}", "null", "" },
  { "{\"type\":[\"string\",\"null\"]}", "2", ": 2 != a text, null;" },
  { "{\"enum\":[1,\"a\",{\"x\":[1,2],\"y\":null}]}", "1.0", "" },
  { "{\"enum\":[1,\"a\",{\"x\":[1,2],\"y\":null}]}", "{\"y\":null,\"x\":[1,2.0]}", "" },
  { "{\"enum\":[1,\"a\"]}", "\"1\"", ": \"1\" != 1, \"a\";" },
  { "{\"const\":true}", "true", "" },
  { "{\"const\":true}", "1", ": 1 != true;" },
  { "{\"minimum\":1,\"maximum\":3}", "1", "" },
  { "{\"minimum\":1,\"maximum\":3}", "0.5", ": 0.5 != at least 1;" },
  { "{\"minimum\":1,\"maximum\":3}", "4", ": 4 != at most 3;" },
  { "{\"exclusiveMinimum\":0}", "0", ": 0 != more than 0;" },
  { "{\"exclusiveMaximum\":1.5}", "1.5", ": 1.5 != less than 1.5;" },
  { "{\"minimum\":1}", "\"x\"", "" },
  { "{\"minLength\":2,\"maxLength\":3}", "\"éé\"", "" },
  { "{\"minLength\":2,\"maxLength\":3}", "\"é\"", ": \"é\" != at least 2 characters;" },
  { "{\"minLength\":2,\"maxLength\":3}", "\"abcd\"", ": \"abcd\" != at most 3 characters;" },
  { "{\"pattern\":\"^[0-9]+$\"}", "\"12\"", "" },
  { "{\"pattern\":\"^[0-9]+$\"}", "\"12\\n\"", ": \"12\xEF\xBF\xBD\" != a text of the form ^[0-9]+$;" },
  { "{\"pattern\":\"b\"}", "\"abc\"", "" },
  { "{\"format\":\"date\"}", "\"2024-11-27\"", "" },
  { "{\"format\":\"date\"}", "\"2024-02-29\"", "" },
  { "{\"format\":\"date\"}", "\"2023-02-29\"", ": \"2023-02-29\" != a day, YYYY-MM-DD;" },
  { "{\"format\":\"date\"}", "\"27-11-2024\"", ": \"27-11-2024\" != a day, YYYY-MM-DD;" },
  { "{\"format\":\"time\"}", "\"07:00\"", "" },
  { "{\"format\":\"time\"}", "\"07:00:00Z\"", "" },
  { "{\"format\":\"time\"}", "\"07:00:60.25+07:00\"", "" },
  { "{\"format\":\"time\"}", "\"24:00\"", ": \"24:00\" != a time of day, HH:MM;" },
  { "{\"format\":\"time\"}", "\"07:00:00\"", ": \"07:00:00\" != a time of day, HH:MM;" },
  { "{\"format\":\"time\"}", "\"07:00:61Z\"", ": \"07:00:61Z\" != a time of day, HH:MM;" },
  { "{\"format\":\"time\"}", "\"7\"", ": \"7\" != a time of day, HH:MM;" },
  { "{\"required\":[\"a\",\"b\"]}", "{\"b\":1}", ": nothing != a member “a”;" },
  { "{\"properties\":{\"a\":{\"type\":\"string\"}}}", "{\"a\":1,\"b\":2}", "/a: 1 != a text;" },
  { "{\"properties\":{\"a\":{}},\"additionalProperties\":false}", "{\"a\":1,\"b/~\":2}",
    "/b~1~0: 2 != no member of this name;" },
  { "{\"properties\":{\"a\":{}},\"additionalProperties\":{\"type\":\"null\"}}", "{\"a\":1,\"b\":2}", "/b: 2 != null;" },
  { "{\"patternProperties\":{\"^k\":{\"minimum\":5}},\"additionalProperties\":false}", "{\"k1\":6,\"k2\":1,\"x\":1}",
    "/k2: 1 != at least 5;/x: 1 != no member of this name;" },
  { "{\"minProperties\":1,\"maxProperties\":2}", "{}", ": an object != at least 1 members;" },
  { "{\"minProperties\":1,\"maxProperties\":2}", "{\"a\":1,\"b\":1,\"c\":1}", ": an object != at most 2 members;" },
  { "{\"items\":{\"type\":\"integer\"},\"minItems\":1,\"maxItems\":2}", "[]", ": an array != at least 1 elements;" },
  { "{\"items\":{\"type\":\"integer\"},\"minItems\":1,\"maxItems\":2}", "[1,\"a\",2]",
    ": an array != at most 2 elements;/1: \"a\" != a whole number;" },
  { "{\"prefixItems\":[{\"const\":1},{}],\"items\":false}", "[1,2]", "" },
  { "{\"prefixItems\":[{\"const\":1},{}],\"items\":false}", "[2,2,3]", "/0: 2 != 1;/2: 3 != nothing;" },
  { "{\"uniqueItems\":true}", "[1,\"1\",[1],{\"a\":1}]", "" },
  { "{\"uniqueItems\":true}", "[1,{\"a\":1,\"b\":2},1.0,{\"b\":2,\"a\":1}]",
    "/2: 1 != a value that did not occur before;/3: an object != a value that did not occur before;" },
  { "{\"uniqueItems\":false}", "[1,1]", "" },
  { "{\"$defs\":{\"n\":{\"minimum\":3}},\"items\":{\"$ref\":\"#/$defs/n\"}}", "[3,2]", "/1: 2 != at least 3;" },
  { "{\"properties\":{\"a\":{\"$ref\":\"#\"}},\"additionalProperties\":false}", "{\"a\":{\"a\":{\"b\":1}}}",
    "/a/a/b: 1 != no member of this name;" },
  { "{\"$ref\":\"#/$defs/n\",\"maximum\":9,\"$defs\":{\"n\":{\"minimum\":3}}}", "10", ": 10 != at most 9;" },
  { "{\"allOf\":[{\"minimum\":3},{\"maximum\":1}]}", "2", ": 2 != at least 3;: 2 != at most 1;" },
  { "{\"anyOf\":[{\"type\":\"string\"},{\"minimum\":3}]}", "3", "" },
  { "{\"anyOf\":[{\"type\":\"string\"},{\"minimum\":3}]}", "2", ": 2 != one of the forms that the schema lists;" },
  { "{\"oneOf\":[{\"minimum\":1},{\"minimum\":3}]}", "2", "" },
  { "{\"oneOf\":[{\"minimum\":1},{\"minimum\":3}]}", "4", ": 4 != only one of the forms that the schema lists;" },
  { "{\"oneOf\":[{\"minimum\":1},{\"minimum\":3}]}", "0", ": 0 != one of the forms that the schema lists;" },
  { "{\"title\":\"t\",\"description\":\"d\",\"default\":1,\"examples\":[1],\"$comment\":\"c\",\"$schema\":\"s\",\"$"
    "id\":\"i\",\"x-sumber\":3}",
    "1", "" },
  { "{\"properties\":{\"a\":{\"properties\":{\"b\":{\"type\":\"string\"}}},\"c\":{\"type\":\"null\"}},\"required\":["
    "\"z\"]}",
    "{\"c\":1,\"a\":{\"b\":2}}", ": nothing != a member “z”;/c: 1 != null;/a/b: 2 != a text;" },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("%s of %s", cases[i].value, cases[i].schema);
      g_autofree char *faults = faults_of (cases[i].schema, cases[i].value);
      g_assert_cmpstr (faults, ==, cases[i].faults);
    }
}

static void
test_bad_schemas (void)
{
  static const char *const bad[] = {
    "",
    "[",
    "1",
    "[]",
    "\"x\"",
    "{\"typ\":\"string\"}",
    "{\"type\":\"text\"}",
    "{\"type\":[\"string\",1]}",
    "{\"type\":1}",
    "{\"minimum\":\"1\"}",
    "{\"minLength\":-1}",
    "{\"minItems\":1.5}",
    "{\"pattern\":\"[\"}",
    "{\"pattern\":1}",
    "{\"patternProperties\":{\"[\":{}}}",
    "{\"format\":\"email\"}",
    "{\"enum\":1}",
    "{\"required\":\"a\"}",
    "{\"required\":[1]}",
    "{\"properties\":[]}",
    "{\"properties\":{\"a\":1}}",
    "{\"items\":[{}]}",
    "{\"items\":{\"foo\":1}}",
    "{\"allOf\":{}}",
    "{\"anyOf\":[]}",
    "{\"oneOf\":[1]}",
    "{\"uniqueItems\":1}",
    "{\"additionalProperties\":1}",
    "{\"$ref\":1}",
    "{\"$ref\":\"other.json\"}",
    "{\"$ref\":\"#/$defs/x\"}",
    "{\"$ref\":\"#/properties/a\",\"properties\":{\"a\":{}}}",
    "{\"$ref\":\"#\"}",
    "{\"$defs\":{\"a\":{\"$ref\":\"#/$defs/b\"},\"b\":{\"allOf\":[{\"$ref\":\"#/$defs/a\"}]}}}",
    "{\"title\":1}",
    "{\"$defs\":{\"a\":1}}",
  };
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (GError) error = NULL;
      g_test_message ("%s", bad[i]);
      g_assert_null (posko_json_schema_new (bad[i], strlen (bad[i]), &error));
      g_assert_error (error, POSKO_ERROR, POSKO_ERROR_INPUT);
    }
}

static void
test_default (void)
{
  g_autoptr (PoskoJsonSchema) schema
      = load ("{\"properties\":{\"a\":{\"$ref\":\"#/$defs/d\"},\"b/c\":{\"items\":{\"default\":4}},\"e\":{\"$ref\":\"#/"
              "$defs/d\",\"default\":5},"
              "\"f\":{\"prefixItems\":[{\"default\":6}]}},\"$defs\":{\"d\":{\"default\":{\"x\":1},\"properties\":{"
              "\"x\":{\"default\":2}}}}}");
  static const struct
  {
    const char *pointer;
    gint64 value;
  } places[] = { { "/a/x", 2 }, { "/b~1c/0", 4 }, { "/b~1c/17", 4 }, { "/e", 5 }, { "/f/0", 6 } };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      JsonNode *const node = posko_json_schema_default (schema, places[i].pointer);
      g_assert_nonnull (node);
      g_assert_cmpint (json_node_get_int (node), ==, places[i].value);
    }
  g_assert_true (JSON_NODE_HOLDS_OBJECT (posko_json_schema_default (schema, "/a")));
  g_assert_null (posko_json_schema_default (schema, ""));
  g_assert_null (posko_json_schema_default (schema, "/tiada/x"));
  g_assert_null (posko_json_schema_default (schema, "/f/1"));
  g_assert_null (posko_json_schema_default (schema, "/b~1c/x"));
}

/* Any document against any schema: no crash, and the same answer twice. */
static void
test_every_pair (void)
{
  for (guint s = 0; s < G_N_ELEMENTS (cases); s++)
    for (guint v = 0; v < G_N_ELEMENTS (cases); v++)
      {
        g_autofree char *once = faults_of (cases[s].schema, cases[v].value);
        g_autofree char *twice = faults_of (cases[s].schema, cases[v].value);
        g_assert_cmpstr (once, ==, twice);
      }
}

static void
test_large_unique (void)
{
  g_autoptr (PoskoJsonSchema) schema = load ("{\"uniqueItems\":true}");
  g_autoptr (JsonArray) array = json_array_new ();
  for (gint64 i = 0; i < 200000; i++)
    json_array_add_int_element (array, i);
  json_array_add_int_element (array, 7);
  g_autoptr (JsonNode) value = json_node_init_array (json_node_alloc (), array);
  const gint64 start = g_get_monotonic_time ();
  g_assert_cmpuint (posko_json_schema_validate (schema, value, NULL, NULL), ==, 1);
  g_assert_cmpint (g_get_monotonic_time () - start, <, 10 * G_USEC_PER_SEC);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-schema/cases", test_cases);
  g_test_add_func ("/json-schema/bad-schemas", test_bad_schemas);
  g_test_add_func ("/json-schema/default", test_default);
  g_test_add_func ("/json-schema/every-pair", test_every_pair);
  g_test_add_func ("/json-schema/large-unique", test_large_unique);
  return g_test_run ();
}
