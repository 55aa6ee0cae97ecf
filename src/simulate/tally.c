/* tally.c: ratios clustered by day, paired differences, quantiles by sections; see tally.h. */
#include "tally.h"
#include <math.h>

#define NO_DAY_DIFFERS 0.025 /* one-sided, so that the interval is one of 95 % */
#define T_OF_SECTIONS 2.093  /* Student's t, 19 degrees of freedom, 97.5 % */

void
posko_moments_merge (PoskoMoments *self, const PoskoMoments *other)
{
  self->days += other->days;
  self->days_with += other->days_with;
  self->x += other->x;
  self->n += other->n;
  self->xx += other->xx;
  self->xn += other->xn;
  self->nn += other->nn;
}

void
posko_paired_add (PoskoPaired *self, PoskoShare a, PoskoShare b)
{
  posko_moments_add (&self->a, a);
  posko_moments_add (&self->b, b);
  self->xaxb += (PoskoWide) a.x * b.x;
  self->xanb += (PoskoWide) a.x * b.n;
  self->naxb += (PoskoWide) a.n * b.x;
  self->nanb += (PoskoWide) a.n * b.n;
  self->days_different += a.x != b.x || a.n != b.n;
}

void
posko_paired_merge (PoskoPaired *self, const PoskoPaired *other)
{
  posko_moments_merge (&self->a, &other->a);
  posko_moments_merge (&self->b, &other->b);
  self->xaxb += other->xaxb;
  self->xanb += other->xanb;
  self->naxb += other->naxb;
  self->nanb += other->nanb;
  self->days_different += other->days_different;
}

/* Sum over days of (x - R n)^2, R = x/n. Never below 0, whatever the rounding. */
static gdouble
squares (const PoskoMoments *self, gdouble ratio)
{
  return fmax (0, (gdouble) self->xx - 2 * ratio * (gdouble) self->xn + ratio * ratio * (gdouble) self->nn);
}

static gboolean
all_the_same (const PoskoMoments *self)
{
  return self->x == 0 || self->x == self->n;
}

PoskoEstimate
posko_moments_estimate (const PoskoMoments *self, gdouble scale, gdouble least, gdouble most)
{
  if (self->n == 0)
    return (PoskoEstimate) { NAN, NAN, NAN };
  const gdouble ratio = (gdouble) self->x / (gdouble) self->n, days = (gdouble) self->days;
  PoskoEstimate estimate = { scale * ratio, NAN, NAN };
  if (isfinite (most) && all_the_same (self))
    {
      const gdouble bound = scale * (1 - pow (NO_DAY_DIFFERS, 1 / (gdouble) self->days_with));
      estimate.low = self->x == 0 ? least : most - bound;
      estimate.high = self->x == 0 ? least + bound : most;
    }
  else if (self->days_with >= POSKO_TALLY_DAYS)
    {
      const gdouble half = POSKO_TALLY_Z * sqrt (days / (days - 1) * squares (self, ratio)) / (gdouble) self->n;
      estimate.low = fmax (least, scale * (ratio - half));
      estimate.high = fmin (most, scale * (ratio + half));
    }
  return estimate;
}

PoskoEstimate
posko_paired_difference (const PoskoPaired *self, gdouble scale)
{
  const PoskoMoments *a = &self->a, *b = &self->b;
  if (a->n == 0 || b->n == 0)
    return (PoskoEstimate) { NAN, NAN, NAN };
  const gdouble days = (gdouble) a->days, na = (gdouble) a->n / days, nb = (gdouble) b->n / days;
  const gdouble ra = (gdouble) a->x / (gdouble) a->n, rb = (gdouble) b->x / (gdouble) b->n;
  const gdouble crossed
    = (gdouble) self->xaxb - rb * (gdouble) self->xanb - ra * (gdouble) self->naxb + ra * rb * (gdouble) self->nanb;
  const gdouble sum = fmax (0, squares (a, ra) / (na * na) + squares (b, rb) / (nb * nb) - 2 * crossed / (na * nb));
  const gdouble difference = self->days_different == 0 ? 0 : rb - ra;
  const gboolean enough = MIN (a->days_with, b->days_with) >= POSKO_TALLY_DAYS;
  const gdouble half = self->days_different == 0 ? 0 : enough ? POSKO_TALLY_Z * sqrt (sum / (days - 1) / days) : (gdouble) NAN;
  return (PoskoEstimate) { scale * difference, scale * (difference - half), scale * (difference + half) };
}

void
posko_histogram_init (PoskoHistogram *self)
{
  self->counts = g_malloc0_n (POSKO_SECTIONS, sizeof *self->counts);
  self->longest = -1;
}

void
posko_histogram_clear (PoskoHistogram *self)
{
  g_clear_pointer (&self->counts, g_free);
}

void
posko_histogram_add (PoskoHistogram *self, guint section, gint64 seconds)
{
  self->counts[section][CLAMP (seconds, 0, POSKO_HISTOGRAM_SECONDS)]++;
  self->longest = MAX (self->longest, seconds);
}

void
posko_histogram_merge (PoskoHistogram *self, const PoskoHistogram *other)
{
  for (guint section = 0; section < POSKO_SECTIONS; section++)
    for (guint second = 0; second <= POSKO_HISTOGRAM_SECONDS; second++)
      self->counts[section][second] += other->counts[section][second];
  self->longest = MAX (self->longest, other->longest);
}

/* The quantile of the sections [first, end); NAN of nothing. */
static gdouble
quantile_of (const PoskoHistogram *self, guint first, guint end, gdouble p)
{
  guint64 total = 0, seen = 0;
  for (guint section = first; section < end; section++)
    for (guint second = 0; second <= POSKO_HISTOGRAM_SECONDS; second++)
      total += self->counts[section][second];
  if (total == 0)
    return NAN;
  const gdouble wanted = p * (gdouble) total;
  for (guint second = 0; second <= POSKO_HISTOGRAM_SECONDS; second++)
    {
      for (guint section = first; section < end; section++)
        seen += self->counts[section][second];
      if ((gdouble) seen >= wanted)
        return second;
    }
  return POSKO_HISTOGRAM_SECONDS;
}

PoskoEstimate
posko_histogram_quantile (const PoskoHistogram *self, gdouble p, gboolean with_interval)
{
  const gdouble whole = quantile_of (self, 0, POSKO_SECTIONS, p);
  PoskoEstimate estimate = { whole, NAN, NAN };
  gdouble values[POSKO_SECTIONS], mean = 0, sum = 0;
  for (guint section = 0; section < POSKO_SECTIONS; section++)
    {
      values[section] = quantile_of (self, section, section + 1, p);
      mean += values[section] / POSKO_SECTIONS;
    }
  for (guint section = 0; section < POSKO_SECTIONS; section++)
    sum += (values[section] - mean) * (values[section] - mean);
  const gdouble half = T_OF_SECTIONS * sqrt (sum / (POSKO_SECTIONS - 1) / POSKO_SECTIONS);
  if (with_interval && isfinite (half))
    {
      estimate.low = fmax (0, whole - half);
      estimate.high = whole + half;
    }
  return estimate;
}
