/* test-json-read.c: what is JSON and what is not, where faults are, and the cursor's getters. */
#include <string.h>

#include "error.h"
#include "json-read.h"
#include "random.h"

typedef struct
{
  const char *text;
  gsize length; /* 0: up to the NUL */
  const char *place;
} Refused;

/* json-glib 1.6 takes most of these. */
static const Refused refused[] = {
  { "", 0, "line 1, column 1: " },
  { "  \n", 0, "line 2, column 1: " },
  { "\xEF\xBB\xBF{}", 0, "line 1, column 1: a byte order mark" },
  { "{} {}", 0, "line 1, column 4: " },
  { "[1] x", 0, "line 1, column 5: " },
  { "// a\n{}", 0, "line 1, column 1: " },
  { "{ /* a */ }", 0, "line 1, column 3: " },
  { "{'a': 1}", 0, "line 1, column 2: " },
  { "['a']", 0, "line 1, column 2: " },
  { "{a: 1}", 0, "line 1, column 2: " },
  { "[1,]", 0, "line 1, column 4: " },
  { "[,1]", 0, "line 1, column 2: " },
  { "{\"a\":1,}", 0, "line 1, column 8: " },
  { "{\"a\" 1}", 0, "line 1, column 6: " },
  { "{\"a\":}", 0, "line 1, column 6: " },
  { "[1 2]", 0, "line 1, column 4: " },
  { "[1", 0, "line 1, column 3: the text ends" },
  { "{\"a\":1", 0, "line 1, column 7: the text ends" },
  { "[010]", 0, "line 1, column 3: " },
  { "[-01]", 0, "line 1, column 4: " },
  { "[0x10]", 0, "line 1, column 3: " },
  { "[+1]", 0, "line 1, column 2: " },
  { "[.5]", 0, "line 1, column 2: " },
  { "[5.]", 0, "line 1, column 4: " },
  { "[1e]", 0, "line 1, column 4: " },
  { "[1e+]", 0, "line 1, column 5: " },
  { "[-]", 0, "line 1, column 3: " },
  { "[1,5e400]", 0, "line 1, column 4: a number that is too large" },
  { "[-1e999]", 0, "line 1, column 2: " },
  { "[9223372036854775808]", 0, "line 1, column 2: a whole number" },
  { "[-9223372036854775809]", 0, "line 1, column 2: " },
  { "[NaN]", 0, "line 1, column 2: " },
  { "[Infinity]", 0, "line 1, column 2: " },
  { "[-Infinity]", 0, "line 1, column 3: " },
  { "[nan.0]", 0, "line 1, column 2: " },
  { "[True]", 0, "line 1, column 2: " },
  { "[nul]", 0, "line 1, column 2: " },
  { "[truex]", 0, "line 1, column 6: " },
  { "{\"a\":1,\n\"b\":2,\n \"a\":3}", 0, "line 3, column 2: the member “a” occurs twice" },
  { "{\"a\":1,\"\\u0061\":3}", 0, "line 1, column 8: the member “a” occurs twice" },
  { "[\"a\nb\"]", 0, "line 1, column 4: " },
  { "[\"a\tb\"]", 0, "line 1, column 4: " },
  { "[\"abc]", 0, "line 1, column 2: " },
  { "[\"\\x\"]", 0, "line 1, column 4: " },
  { "[\"\\u12g4\"]", 0, "line 1, column 7: " },
  { "[\"\\u0000\"]", 0, "line 1, column 5: " },
  { "[\"\\ud800\"]", 0, "line 1, column 5: " },
  { "[\"\\ud800\\u0041\"]", 0, "line 1, column 5: " },
  { "[\"\\udc00\"]", 0, "line 1, column 5: " },
  { "[\"\\", 0, "line 1, column 4: " },
  { "\xC3\xA9 x", 0, "line 1, column 1: " },
  { "[\"\xC3\xA9\", x]", 0, "line 1, column 7: " },
  { "[\"\xE9\"]", 0, "line 1, column 3: bytes that are not UTF-8" },
  { "[1,\r\n2,\r3,\n x]", 0, "line 4, column 2: " },
  { "[\0]", 3, "line 1, column 2: a zero byte" },
  { "[1]\0", 4, "line 1, column 4: a zero byte" },
};

static void
test_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++)
    {
      g_autoptr (GError) error = NULL;
      const gsize length = refused[i].length == 0 ? strlen (refused[i].text) : refused[i].length;
      g_autofree char *exact
          = g_memdup2 (refused[i].text, MAX (length, 1)); /* no NUL behind: ASan sees a step too far */

      g_test_message ("row %u", i);
      g_assert_null (posko_json_read (exact, length, &error));
      g_assert_error (error, POSKO_ERROR, POSKO_ERROR_INPUT);
      if (!g_str_has_prefix (error->message, refused[i].place))
        g_assert_cmpstr (error->message, ==, refused[i].place);
    }
  g_assert_null (posko_json_read (NULL, 0, NULL));
}

static JsonNode *
read_text (const char *text)
{
  g_autoptr (GError) error = NULL;
  JsonNode *const root = posko_json_read (text, strlen (text), &error);
  g_assert_no_error (error);
  return root;
}

static void
test_values (void)
{
  g_autoptr (JsonNode) root = read_text (
      " {\"z\": [0, -0, 12, -1.5e3, 1E2, 9223372036854775807, -9223372036854775808],\r\n"
      "\"a\": \"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e9\\ud83d\\ude00\", \"\": {}, \"b\": [true, false, null, []]} ");
  JsonObject *const object = json_node_get_object (root);
  JsonArray *const numbers = json_object_get_array_member (object, "z");
  JsonObjectIter iterator;
  const char *name;

  g_assert_cmpint (json_array_get_int_element (numbers, 1), ==, 0);
  g_assert_cmpint (json_array_get_int_element (numbers, 2), ==, 12);
  g_assert_cmpfloat (json_array_get_double_element (numbers, 3), ==, -1500);
  g_assert_cmpint (json_node_get_value_type (json_array_get_element (numbers, 4)), ==, G_TYPE_DOUBLE);
  g_assert_cmpint (json_array_get_int_element (numbers, 5), ==, G_MAXINT64);
  g_assert_cmpint (json_array_get_int_element (numbers, 6), ==, G_MININT64);
  g_assert_cmpstr (json_object_get_string_member (object, "a"), ==, "\"\\/\b\f\n\r\t\xC3\xA9\xF0\x9F\x98\x80");
  g_assert_cmpuint (json_object_get_size (object), ==, 4);
  json_object_iter_init_ordered (&iterator, object);
  g_assert_true (json_object_iter_next_ordered (&iterator, &name, NULL));
  g_assert_cmpstr (name, ==, "z");

  g_autoptr (JsonNode) scalar = read_text ("\"x\"");
  g_assert_cmpstr (json_node_get_string (scalar), ==, "x");
}

static void
test_limits (void)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *open = g_strnfill (POSKO_JSON_MAX_DEPTH, '['), *close = g_strnfill (POSKO_JSON_MAX_DEPTH, ']');
  g_autofree char *fits = g_strconcat (open, close, NULL);
  g_autofree char *over = g_strconcat ("[", fits, "]", NULL);
  g_autofree char *far_over = g_strnfill (80000, '[');

  g_autoptr (JsonNode) deepest = read_text (fits);
  g_assert_nonnull (deepest);
  g_assert_null (posko_json_read (over, strlen (over), &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_LIMIT);
  g_clear_error (&error);
  g_assert_null (posko_json_read (far_over, strlen (far_over), &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_LIMIT);
  g_clear_error (&error);
  g_assert_null (posko_json_read ("1", POSKO_JSON_MAX_BYTES + 1, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_LIMIT);
  g_clear_error (&error);
  g_autofree char *digits = g_strnfill (2000, '1');
  g_assert_null (posko_json_read (digits, strlen (digits), &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_LIMIT);
}

static void
test_locate (void)
{
  static const char text[] = "{\n  \"a\": [1,\n    {\"b/c~\": 2}],\n  \"\xC3\xA9\": 1, \"x\": 3\n}\n";
  static const struct
  {
    const char *pointer;
    gsize line, column;
  } cases[] = {
    { "", 1, 1 },    { "/a", 2, 3 }, { "/a/0", 2, 9 }, { "/a/1", 3, 5 }, { "/a/1/b~1c~0", 3, 6 },
    { "/x", 4, 11 }, { "/y", 0, 0 }, { "/a/2", 0, 0 }, { "a", 0, 0 },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      gsize line = 7, column = 7;
      const gboolean found = posko_json_locate (text, strlen (text), cases[i].pointer, &line, &column);
      g_assert_cmpint (found, ==, cases[i].line > 0);
      g_assert_cmpuint (line, ==, cases[i].line);
      g_assert_cmpuint (column, ==, cases[i].column);
    }
  g_assert_false (posko_json_locate ("{", 1, "", NULL, NULL));
}

static void
expect (GError **error, const char *message)
{
  g_assert_error (*error, POSKO_ERROR, POSKO_ERROR_INPUT);
  g_assert_cmpstr ((*error)->message, ==, message);
  g_clear_error (error);
}

static void
test_getters (void)
{
  g_autoptr (JsonNode) node
      = read_text ("{\"pos\": [{\"kode\": 3, \"a/b\": \"x\", \"n\": 2.0, \"r\": 2.5, \"t\": true, \"z\": null}]}");
  const PoskoJsonCursor root = posko_json_cursor (node);
  const PoskoJsonCursor posts = posko_json_member (&root, "pos"), post = posko_json_element (&posts, 0);
  const PoskoJsonCursor code = posko_json_member (&post, "kode"), name = posko_json_member (&post, "a/b");
  const PoskoJsonCursor whole = posko_json_member (&post, "n"), real = posko_json_member (&post, "r");
  const PoskoJsonCursor truth = posko_json_member (&post, "t"), null = posko_json_member (&post, "z");
  const PoskoJsonCursor missing = posko_json_member (&post, "tiada"), beyond = posko_json_element (&posts, 1);
  g_autoptr (GError) error = NULL;
  gint64 integer = -1;
  gdouble number = -1;
  gboolean boolean = FALSE;

  g_assert_nonnull (posko_json_get_object (&root, NULL));
  g_assert_cmpuint (json_array_get_length (posko_json_get_array (&posts, NULL)), ==, 1);
  g_assert_true (posko_json_get_integer (&code, 0, 3, &integer, NULL) && integer == 3);
  g_assert_true (posko_json_get_integer (&whole, 0, 3, &integer, NULL) && integer == 2);
  g_assert_true (posko_json_get_number (&code, 0, 3, &number, NULL) && number >= 3 && number <= 3);
  g_assert_true (posko_json_get_boolean (&truth, &boolean, NULL) && boolean);
  g_assert_cmpstr (posko_json_get_string (&name, NULL), ==, "x");
  g_assert_true (posko_json_exists (&truth));
  g_assert_false (posko_json_exists (&null));
  g_assert_false (posko_json_exists (&missing));

  g_assert_null (posko_json_get_string (&code, &error));
  expect (&error, "/pos/0/kode: found 3, expected a text");
  g_assert_false (posko_json_get_integer (&name, 1, 9, &integer, &error));
  expect (&error, "/pos/0/a~1b: found \"x\", expected a whole number in 1–9");
  g_assert_false (posko_json_get_integer (&real, G_MININT64, G_MAXINT64, &integer, &error));
  expect (&error, "/pos/0/r: found 2.5, expected a whole number");
  g_assert_false (posko_json_get_integer (&code, 4, 9, &integer, &error));
  expect (&error, "/pos/0/kode: found 3, expected a whole number in 4–9");
  g_assert_false (posko_json_get_number (&real, 0, 1, &number, &error));
  expect (&error, "/pos/0/r: found 2.5, expected a number in 0–1");
  g_assert_false (posko_json_get_boolean (&null, &boolean, &error));
  expect (&error, "/pos/0/z: found null, expected true or false");
  g_assert_false (posko_json_get_number (&missing, -G_MAXDOUBLE, G_MAXDOUBLE, &number, &error));
  expect (&error, "/pos/0/tiada: found nothing, expected a number");
  g_assert_null (posko_json_get_object (&posts, &error));
  expect (&error, "/pos: found an array, expected an object");
  g_assert_null (posko_json_get_array (&root, &error));
  expect (&error, "the document: found an object, expected an array");
  g_assert_null (posko_json_get_object (&beyond, &error));
  expect (&error, "/pos/1: found nothing, expected an object");
  g_assert_cmpint (integer, ==, 2);

  g_autoptr (JsonNode) edge = read_text ("9223372036854775808.0");
  const PoskoJsonCursor edge_cursor = posko_json_cursor (edge);
  g_assert_false (posko_json_get_integer (&edge_cursor, G_MININT64, G_MAXINT64, &integer, NULL));
}

static void
test_describe (void)
{
  g_autofree char *long_text = g_strnfill (500, 'x');
  g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), long_text);
  g_autofree char *shown = posko_json_describe (node);
  g_assert_cmpint (g_utf8_strlen (shown, -1), <=, 60);
  g_assert_true (g_str_has_suffix (shown, "…\""));
}

static void
test_random_bytes (void)
{
  static const char *const parts[]
      = { "{",  "}",  "[",    "]",    ",", ":",  "\"", "\"a\"", "\"b\":", "1",        "-",    "0",
          ".5", "e9", "true", "null", " ", "\n", "\\", "u",     "d800",   "\xC3\xA9", "\xFF", "/" };
  PoskoRandom random;

  posko_random_init (&random, 4, 0);
  for (guint round = 0; round < 2000; round++)
    {
      g_autoptr (GByteArray) bytes = g_byte_array_new ();
      for (guint n = posko_random_below (&random, 40); n > 0; n--)
        if (round % 2 == 0)
          {
            const char *const part = parts[posko_random_below (&random, G_N_ELEMENTS (parts))];
            g_byte_array_append (bytes, (const guint8 *) part, (guint) strlen (part));
          }
        else
          g_byte_array_append (bytes, (const guint8[]){ (guint8) posko_random_below (&random, 256) }, 1);
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) root = posko_json_read ((const char *) bytes->data, bytes->len, &error);
      g_assert_cmpint (root == NULL, ==, error != NULL);
      g_assert_cmpint (posko_json_locate ((const char *) bytes->data, bytes->len, "", NULL, NULL), ==, root != NULL);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-read/refused", test_refused);
  g_test_add_func ("/json-read/values", test_values);
  g_test_add_func ("/json-read/limits", test_limits);
  g_test_add_func ("/json-read/locate", test_locate);
  g_test_add_func ("/json-read/getters", test_getters);
  g_test_add_func ("/json-read/describe", test_describe);
  g_test_add_func ("/json-read/random-bytes", test_random_bytes);
  return g_test_run ();
}
