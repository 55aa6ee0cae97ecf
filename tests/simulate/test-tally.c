/* test-tally.c: intervals clustered by day, paired differences, quantiles by sections: by hand, and by how often they hold the truth. */
#include "random.h"
#include "tally.h"
#include <math.h>
#include <string.h>

#define assert_near(a, b, tolerance) g_assert_cmpfloat (fabs ((a) - (b)), <=, (tolerance))

/* Three days worked out on paper, ten times over: x/n = 1/2, 0/1, 3/3; R = 4/6. */
static void
test_by_hand (void)
{
  static const PoskoShare days[] = { { 1, 2 }, { 0, 1 }, { 3, 3 } };
  PoskoMoments moments = { 0 };
  for (guint d = 0; d < 30; d++)
    posko_moments_add (&moments, days[d % 3]);
  const gdouble ratio = 4.0 / 6, sum = 10 * (pow (1 - 2 * ratio, 2) + pow (ratio, 2) + pow (3 - 3 * ratio, 2));
  const gdouble half = POSKO_TALLY_Z * sqrt (30.0 / 29 * sum) / 60;
  PoskoEstimate estimate = posko_moments_estimate (&moments, 1, -INFINITY, INFINITY);
  assert_near (estimate.value, ratio, 1e-12);
  assert_near (estimate.low, ratio - half, 1e-12);
  assert_near (estimate.high, ratio + half, 1e-12);
  estimate = posko_moments_estimate (&moments, 100, 0, 70);
  assert_near (estimate.high, 70, 1e-9); /* cut */
}

/* No day differs: the exact bound of Clopper and Pearson, and none of nothing. */
static void
test_edges (void)
{
  PoskoMoments none = { 0 }, all = { 0 }, empty = { 0 };
  for (guint d = 0; d < 100; d++)
    {
      posko_moments_add (&none, (PoskoShare) { 0, 2 });
      posko_moments_add (&all, (PoskoShare) { 2, 2 });
      posko_moments_add (&empty, (PoskoShare) { 0, 0 });
    }
  const PoskoEstimate low = posko_moments_estimate (&none, 100, 0, 100), high = posko_moments_estimate (&all, 100, 0, 100);
  assert_near (low.low, 0, 0);
  assert_near (low.high, 100 * (1 - pow (0.025, 0.01)), 1e-9);
  assert_near (high.low, 100 * pow (0.025, 0.01), 1e-9);
  assert_near (high.high, 100, 0);
  g_assert_true (isnan (posko_moments_estimate (&empty, 100, 0, 100).value));
}

/* One wait, or two alike, is no proof that all are: an interval wants days enough. */
static void
test_few_days (void)
{
  PoskoMoments moments = { 0 };
  PoskoPaired paired = { 0 };
  for (gint64 d = 0; d < POSKO_TALLY_DAYS - 1; d++)
    {
      posko_moments_add (&moments, (PoskoShare) { 420, 1 });
      posko_moments_add (&moments, (PoskoShare) { 0, 0 });
      posko_paired_add (&paired, (PoskoShare) { 420, 1 }, (PoskoShare) { 480, 1 });
      posko_paired_add (&paired, (PoskoShare) { 0, 0 }, (PoskoShare) { 0, 0 });
    }
  PoskoEstimate estimate = posko_moments_estimate (&moments, 1.0 / 60, 0, INFINITY), difference = posko_paired_difference (&paired, 1.0 / 60);
  assert_near (estimate.value, 7, 1e-12);
  assert_near (difference.value, 1, 1e-12);
  g_assert_true (isnan (estimate.low) && isnan (estimate.high));
  g_assert_true (isnan (difference.low) && isnan (difference.high));
  posko_moments_add (&moments, (PoskoShare) { 480, 1 });
  posko_paired_add (&paired, (PoskoShare) { 420, 1 }, (PoskoShare) { 420, 1 });
  estimate = posko_moments_estimate (&moments, 1.0 / 60, 0, INFINITY);
  difference = posko_paired_difference (&paired, 1.0 / 60);
  g_assert_cmpfloat (estimate.low, <, estimate.high);
  g_assert_cmpfloat (difference.low, <, difference.high);
}

/* The interval holds the truth about 95 times in 100, though calls of one day depend on each other. */
static void
test_coverage (void)
{
  const guint runs = 2000, n_days = 200;
  guint held = 0, paired_held = 0;
  for (guint run = 0; run < runs; run++)
    {
      PoskoRandom random;
      PoskoMoments moments = { 0 };
      PoskoPaired paired = { 0 };
      posko_random_init (&random, 3, run);
      for (guint d = 0; d < n_days; d++)
        {
          const gdouble chance = posko_random_unit (&random) < 0.3 ? 0.8 : 0.1; /* bad days and good ones: 0.31 in the mean */
          PoskoShare a = { 0, 5 }, b = { 0, 5 };
          for (guint i = 0; i < 5; i++)
            {
              const gdouble unit = posko_random_unit (&random);
              a.x += unit < chance;
              b.x += unit < chance * 0.9;
            }
          posko_moments_add (&moments, a);
          posko_paired_add (&paired, a, b);
        }
      const PoskoEstimate estimate = posko_moments_estimate (&moments, 1, 0, 1), difference = posko_paired_difference (&paired, 1);
      held += estimate.low <= 0.31 && 0.31 <= estimate.high;
      paired_held += difference.low <= -0.031 && -0.031 <= difference.high;
      g_assert_cmpfloat (difference.high - difference.low, <, estimate.high - estimate.low); /* what the same days are for */
    }
  g_test_message ("held %u, paired %u of %u", held, paired_held, runs);
  g_assert_cmpuint (held, >=, runs * 92 / 100);
  g_assert_cmpuint (held, <=, runs * 97 / 100);
  g_assert_cmpuint (paired_held, >=, runs * 92 / 100);
  g_assert_cmpuint (paired_held, <=, runs * 97 / 100);
}

/* The order of days, and who adds them, changes nothing; a plan does not differ from itself. */
static void
test_merge (void)
{
  PoskoPaired whole = { 0 }, part[2];
  PoskoRandom random;
  memset (part, 0, sizeof part);
  posko_random_init (&random, 4, 0);
  for (guint d = 0; d < 500; d++)
    {
      const PoskoShare a = { posko_random_below (&random, 100000), posko_random_below (&random, 50) };
      posko_paired_add (&whole, a, a);
      posko_paired_add (&part[posko_random_below (&random, 2)], a, a);
    }
  posko_paired_merge (&part[1], &part[0]);
  g_assert_cmpmem (&part[1], sizeof part[1], &whole, sizeof whole);
  const PoskoEstimate same = posko_paired_difference (&whole, 1);
  assert_near (same.value, 0, 0);
  assert_near (same.low, 0, 0);
  assert_near (same.high, 0, 0);
}

static void
test_quantiles (void)
{
  PoskoHistogram histogram;
  PoskoRandom random;
  posko_histogram_init (&histogram);
  g_assert_true (isnan (posko_histogram_quantile (&histogram, 0.5, TRUE).value));
  posko_random_init (&random, 5, 0);
  for (guint i = 0; i < 100000; i++)
    posko_histogram_add (&histogram, i % POSKO_SECTIONS, 60 + posko_random_below (&random, 1000));
  const PoskoEstimate half = posko_histogram_quantile (&histogram, 0.5, TRUE), most = posko_histogram_quantile (&histogram, 0.99, FALSE);
  assert_near (half.value, 559.5, 8);
  g_assert_cmpfloat (half.low, <=, 559.5);
  g_assert_cmpfloat (half.high, >=, 559.5);
  g_assert_cmpfloat (half.high - half.low, <, 12);
  assert_near (most.value, 1050, 3);
  g_assert_true (isnan (most.low));
  posko_histogram_add (&histogram, 0, 1000000);
  g_assert_cmpint (histogram.longest, ==, 1000000);
  posko_histogram_clear (&histogram);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/tally/by-hand", test_by_hand);
  g_test_add_func ("/tally/edges", test_edges);
  g_test_add_func ("/tally/few-days", test_few_days);
  g_test_add_func ("/tally/coverage", test_coverage);
  g_test_add_func ("/tally/merge", test_merge);
  g_test_add_func ("/tally/quantiles", test_quantiles);
  return g_test_run ();
}
