/* test-random.c: the generator's published values, its range, and that streams differ. */
#include "random.h"

/* xoshiro256** from the state 1, 2, 3, 4: the first values of the authors' own code. */
static void
test_published (void)
{
  static const guint64 expected[] = { 11520, 0, 1509978240, G_GUINT64_CONSTANT (1215971899390074240) };
  PoskoRandom random = { .state = { 1, 2, 3, 4 } };

  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    g_assert_cmpuint (posko_random_next (&random), ==, expected[i]);
}

static void
test_streams (void)
{
  PoskoRandom a, b, c;

  posko_random_init (&a, 7, 0);
  posko_random_init (&b, 7, 0);
  posko_random_init (&c, 7, 1);
  guint equal = 0;
  for (guint i = 0; i < 1000; i++)
    {
      const guint64 value = posko_random_next (&a);
      g_assert_cmpuint (value, ==, posko_random_next (&b));
      equal += value == posko_random_next (&c);
    }
  g_assert_cmpuint (equal, ==, 0);
}

static void
test_below (void)
{
  PoskoRandom random;
  guint counts[10] = { 0 };

  posko_random_init (&random, 1, 2);
  for (guint i = 0; i < 100000; i++)
    counts[posko_random_below (&random, 10)]++;
  /* 10,000 each with a standard deviation of 95: six of them */
  for (guint i = 0; i < 10; i++)
    g_assert_cmpuint (ABS ((gint) counts[i] - 10000), <, 570);
  for (guint i = 0; i < 100; i++)
    g_assert_cmpuint (posko_random_below (&random, 1), ==, 0);
  for (guint i = 0; i < 100; i++)
    g_assert_cmpuint (posko_random_below (&random, G_MAXUINT32), <, G_MAXUINT32);
}

static void
test_unit (void)
{
  PoskoRandom random;
  gdouble sum = 0;

  posko_random_init (&random, 3, 0);
  for (guint i = 0; i < 100000; i++)
    {
      const gdouble value = posko_random_unit (&random);
      g_assert_true (value >= 0 && value < 1);
      sum += value;
    }
  g_assert_cmpfloat_with_epsilon (sum / 100000, 0.5, 0.006);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/random/published", test_published);
  g_test_add_func ("/random/streams", test_streams);
  g_test_add_func ("/random/below", test_below);
  g_test_add_func ("/random/unit", test_unit);
  return g_test_run ();
}
