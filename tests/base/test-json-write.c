/* test-json-write.c: the bytes of the JSON writer, what it refuses, and that the reader reads what it wrote. */
#include <math.h>
#include <string.h>

#include "error.h"
#include "json-read.h"
#include "json-write.h"
#include "random.h"

static void
test_bytes (void)
{
  g_autoptr (PoskoJsonWriter) writer = posko_json_writer_new ();
  g_autoptr (GError) error = NULL;
  gsize length;

  posko_json_writer_begin_object (writer, NULL);
  posko_json_writer_string (writer, "nama", "Bukit \"A\"\\\n\t\x01\x7F é");
  posko_json_writer_begin_array (writer, "isi");
  posko_json_writer_integer (writer, NULL, G_MININT64);
  posko_json_writer_number (writer, NULL, -1.25, 3);
  posko_json_writer_number (writer, NULL, -0.0001, 2);
  posko_json_writer_boolean (writer, NULL, TRUE);
  posko_json_writer_null (writer, NULL);
  posko_json_writer_string (writer, NULL, NULL);
  posko_json_writer_begin_array (writer, NULL);
  posko_json_writer_end_array (writer);
  posko_json_writer_end_array (writer);
  posko_json_writer_begin_object (writer, "kosong");
  posko_json_writer_end_object (writer);
  posko_json_writer_end_object (writer);
  g_autofree char *text = posko_json_writer_finish (writer, &length, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (
      text, ==,
      "{\n  \"nama\": \"Bukit \\\"A\\\"\\\\\\n\\t\\u0001\\u007f é\",\n  \"isi\": [\n    -9223372036854775808,\n"
      "    -1.250,\n    0.00,\n    true,\n    null,\n    null,\n    []\n  ],\n  \"kosong\": {}\n}\n");
  g_assert_cmpuint (length, ==, strlen (text));
}

static void
test_refuses (void)
{
  static const gdouble bad[] = { NAN, INFINITY, -INFINITY };
  for (guint i = 0; i <= G_N_ELEMENTS (bad); i++)
    {
      g_autoptr (PoskoJsonWriter) writer = posko_json_writer_new ();
      g_autoptr (GError) error = NULL;
      posko_json_writer_begin_object (writer, NULL);
      if (i < G_N_ELEMENTS (bad))
        posko_json_writer_number (writer, "lat", bad[i], 6);
      else
        posko_json_writer_string (writer, "lat", "\xE9");
      posko_json_writer_end_object (writer);
      g_assert_null (posko_json_writer_finish (writer, NULL, &error));
      g_assert_error (error, POSKO_ERROR, POSKO_ERROR_INPUT);
      g_assert_nonnull (strstr (error->message, "lat"));
    }
}

static void
test_order (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PoskoJsonWriter) open = posko_json_writer_new ();
  posko_json_writer_begin_object (open, NULL);
  g_assert_null (posko_json_writer_finish (open, NULL, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_INPUT);
  g_clear_error (&error);

  g_autoptr (PoskoJsonWriter) nothing = posko_json_writer_new ();
  g_assert_null (posko_json_writer_finish (nothing, NULL, &error));
  g_clear_error (&error);

  g_autoptr (PoskoJsonWriter) twice = posko_json_writer_new ();
  posko_json_writer_integer (twice, NULL, 1);
  g_test_expect_message ("posko", G_LOG_LEVEL_CRITICAL, "*none may stand*");
  posko_json_writer_integer (twice, NULL, 2);
  g_test_expect_message ("posko", G_LOG_LEVEL_CRITICAL, "*not open*");
  posko_json_writer_end_array (twice);
  g_test_assert_expected_messages ();
  g_assert_null (posko_json_writer_finish (twice, NULL, &error));
  g_clear_error (&error);

  g_autoptr (PoskoJsonWriter) unnamed = posko_json_writer_new ();
  posko_json_writer_begin_object (unnamed, NULL);
  g_test_expect_message ("posko", G_LOG_LEVEL_CRITICAL, "*none may stand*");
  posko_json_writer_null (unnamed, NULL);
  g_test_assert_expected_messages ();
  g_assert_null (posko_json_writer_finish (unnamed, NULL, NULL));
}

static void
write_random (PoskoJsonWriter *writer, const char *name, PoskoRandom *random, guint depth)
{
  const guint kind = posko_random_below (random, depth == 0 ? 5 : 7);
  char member[16];

  if (kind == 0)
    posko_json_writer_null (writer, name);
  else if (kind == 1)
    posko_json_writer_boolean (writer, name, (gboolean) posko_random_below (random, 2));
  else if (kind == 2)
    posko_json_writer_integer (writer, name, (gint64) posko_random_next (random));
  else if (kind == 3)
    posko_json_writer_number (writer, name, (posko_random_unit (random) - 0.5) * 1e9, posko_random_below (random, 18));
  else if (kind == 4)
    {
      char text[4]
          = { (char) (1 + posko_random_below (random, 127)), (char) (1 + posko_random_below (random, 127)), '\0' };
      posko_json_writer_string (writer, name, text);
    }
  else
    {
      if (kind == 5)
        posko_json_writer_begin_object (writer, name);
      else
        posko_json_writer_begin_array (writer, name);
      const guint n = posko_random_below (random, 4);
      for (guint i = 0; i < n; i++)
        {
          g_snprintf (member, sizeof member, "m\"%u", i);
          write_random (writer, kind == 5 ? member : NULL, random, depth - 1);
        }
      if (kind == 5)
        posko_json_writer_end_object (writer);
      else
        posko_json_writer_end_array (writer);
    }
}

static void
test_read_back (void)
{
  for (guint round = 0; round < 2000; round++)
    {
      char *texts[2];
      for (guint i = 0; i < 2; i++)
        {
          g_autoptr (PoskoJsonWriter) writer = posko_json_writer_new ();
          PoskoRandom random;
          posko_random_init (&random, 5, round);
          write_random (writer, NULL, &random, 4);
          texts[i] = posko_json_writer_finish (writer, NULL, NULL);
        }
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonNode) root = posko_json_read (texts[0], strlen (texts[0]), &error);
      g_assert_no_error (error);
      g_assert_nonnull (root);
      g_assert_cmpstr (texts[0], ==, texts[1]);
      g_free (texts[0]);
      g_free (texts[1]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/json-write/bytes", test_bytes);
  g_test_add_func ("/json-write/refuses", test_refuses);
  g_test_add_func ("/json-write/order", test_order);
  g_test_add_func ("/json-write/read-back", test_read_back);
  return g_test_run ();
}
