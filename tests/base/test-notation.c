/* test-notation.c: numbers, days and clock times as files write them. */
#include "notation.h"

#include <math.h>
#include <string.h>

static void
test_number (void)
{
  static const struct
  {
    gdouble value;
    guint decimals;
    const char *text;
  } cases[] = {
    { 0, 0, "0" },          { -0.0, 2, "0.00" }, { -0.004, 2, "0.00" },         { -0.006, 2, "-0.01" },
    { 3.14159, 2, "3.14" }, { 2.5, 0, "2" },     { 106.1138, 6, "106.113800" }, { 1e21, 0, "1000000000000000000000" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) text = g_string_new ("x");
      posko_notation_append_number (text, cases[i].value, cases[i].decimals);
      g_assert_cmpstr (text->str + 1, ==, cases[i].text);
    }
}

/* The quick way comes to the digits of printf, also beside the middle between two numbers. */
static void
test_as_printf (void)
{
  for (guint decimals = 0; decimals <= 9; decimals++)
    for (guint i = 0; i < 3000; i++)
      {
        const gdouble tens = pow (10, decimals), middle = (floor (pow (1.01, i % 2800)) + 0.5 * (i % 3)) / tens;
        const gdouble values[] = { middle, nextafter (middle, 0), nextafter (middle, 1e300), -middle, middle + 0.0004 / tens, middle + sin (i) / tens };
        for (guint k = 0; k < G_N_ELEMENTS (values); k++)
          {
            g_autoptr (GString) text = g_string_new (NULL);
            g_autofree char *expected = g_strdup_printf ("%.*f", (int) decimals, values[k]);
            const gboolean minus_zero = expected[0] == '-' && strspn (expected, "-0.") == strlen (expected);
            posko_notation_append_number (text, values[k], decimals);
            g_assert_cmpstr (text->str, ==, expected + minus_zero);
          }
      }
}

static void
test_integer (void)
{
  static const gint64 values[] = { 0, 7, -7, 10, 1234567890, G_MAXINT64, G_MININT64 };
  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr (GString) text = g_string_new ("x");
      g_autofree char *expected = g_strdup_printf ("x%" G_GINT64_FORMAT, values[i]);
      posko_notation_append_integer (text, values[i]);
      g_assert_cmpstr (text->str, ==, expected);
    }
}

static void
test_day (void)
{
  static const char *const bad[]
      = { "",           "2024-11-3",  "2024-11-31", "2023-02-29",  "2024-00-01",  "2024-13-01", "2024-01-00",
          "0000-01-01", "2024/11/27", "27-11-2024", "2024-11-27 ", " 2024-11-27", "2024-1१-01" };
  guint polling = 0, next = 0, leap = 0, march = 0;

  g_assert_true (posko_notation_read_day ("2024-11-30", &polling));
  g_assert_true (posko_notation_read_day ("2024-12-01", &next));
  g_assert_cmpuint (next - polling, ==, 1);
  g_assert_true (posko_notation_read_day ("2024-02-29", &leap));
  g_assert_true (posko_notation_read_day ("2024-03-01", &march));
  g_assert_cmpuint (march - leap, ==, 1);
  g_assert_true (posko_notation_read_day ("0001-01-01", &polling));
  g_assert_cmpuint (polling, ==, 1);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (posko_notation_read_day (bad[i], &polling));
  g_assert_cmpuint (polling, ==, 1);
}

static void
test_clock (void)
{
  static const char *const bad[] = { "", "7:00", "24:00", "07:60", "07.00", "0700", "07:00:00", "-7:00" };
  guint minutes = 7;

  g_assert_true (posko_notation_read_clock ("00:00", &minutes));
  g_assert_cmpuint (minutes, ==, 0);
  g_assert_true (posko_notation_read_clock ("23:59", &minutes));
  g_assert_cmpuint (minutes, ==, 1439);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (posko_notation_read_clock (bad[i], &minutes));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/notation/number", test_number);
  g_test_add_func ("/notation/as-printf", test_as_printf);
  g_test_add_func ("/notation/integer", test_integer);
  g_test_add_func ("/notation/day", test_day);
  g_test_add_func ("/notation/clock", test_clock);
  return g_test_run ();
}
