/* test-number.c: the fast number reader against the slow one, and what it must refuse. */
#include <math.h>
#include <string.h>

#include "number.h"
#include "random.h"

static void
test_decimals (void)
{
  static const struct
  {
    const char *text;
    char mark;
    gdouble value;
  } good[] = {
    { "0", '.', 0 },          { "-2.13", '.', -2.13 }, { "-2,13", ',', -2.13 },    { "+106.5", '.', 106.5 },          { ".5", '.', 0.5 },
    { "5.", '.', 5 },         { "1e3", '.', 1000 },    { "1.5E-2", '.', 0.015 },   { "123456789012345678901234567890", '.', 123456789012345678901234567890. },
    { "1e-400", '.', 0 },     { "0.1", '.', 0.1 },     { "4,9e-324", ',', 4.9e-324 }, { "00012.50", '.', 12.5 },
    { "9007199254740993", '.', 9007199254740993. },
  };
  static const char *const bad[] = { "", "-", ".", "e5", "1e", "1e+", "nan", "inf", "-Infinity", "1e309", "0x10", "1 2", " 1", "1 ", "-2.1.3", "1,5", "#N/A", "--1" };

  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    {
      gdouble value = 77;
      g_test_message ("%s", good[i].text);
      g_assert_true (posko_number_read_decimal (good[i].text, strlen (good[i].text), good[i].mark, &value));
      g_assert_cmpfloat (value, ==, good[i].value);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      gdouble value = 77;
      g_test_message ("%s", bad[i]);
      g_assert_false (posko_number_read_decimal (bad[i], strlen (bad[i]), '.', &value));
      g_assert_cmpfloat (value, ==, 77);
    }
}

/* Whatever is written with 17 digits or fewer is read as the C library reads it. */
static void
test_random_decimals (void)
{
  PoskoRandom random;

  posko_random_init (&random, 1, 0);
  for (guint i = 0; i < 200000; i++)
    {
      char text[G_ASCII_DTOSTR_BUF_SIZE];
      static const char *const formats[] = { "%.6f", "%.15g", "%.17g", "%.3e" };
      gdouble value, whole = (posko_random_unit (&random) - 0.5) * pow (10, (gdouble) posko_random_below (&random, 30) - 10);
      g_ascii_formatd (text, sizeof text, formats[i % 4], whole);
      g_assert_true (posko_number_read_decimal (text, strlen (text), '.', &value));
      g_assert_cmpfloat (value, ==, g_ascii_strtod (text, NULL));
    }
}

static void
test_integers (void)
{
  static const char *const bad[] = { "", "-", "+", "1.0", "1,000", "1 000", "9223372036854775808", "-9223372036854775808", "12a", "0x1" };
  gint64 value = 0;

  g_assert_true (posko_number_read_integer ("007", 3, &value));
  g_assert_cmpint (value, ==, 7);
  g_assert_true (posko_number_read_integer ("-12", 3, &value));
  g_assert_cmpint (value, ==, -12);
  g_assert_true (posko_number_read_integer ("9223372036854775807", 19, &value));
  g_assert_cmpint (value, ==, G_MAXINT64);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (posko_number_read_integer (bad[i], strlen (bad[i]), &value));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/number/decimals", test_decimals);
  g_test_add_func ("/number/random-decimals", test_random_decimals);
  g_test_add_func ("/number/integers", test_integers);
  return g_test_run ();
}
