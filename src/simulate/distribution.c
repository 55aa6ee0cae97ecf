/* distribution.c: factors of mean 1, Poisson counts, normal quantiles; see distribution.h. */
#include "distribution.h"
#include <math.h>

#define LARGEST_PIECE 16.0 /* exp (-16) is far from the smallest double */

gdouble
posko_normal_quantile (gdouble p)
{
  const gdouble q = p - 0.5;
  if (fabs (q) <= 0.425)
    {
      const gdouble r = 0.180625 - q * q;
      return q * (((59.109374720 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179)
             / (((67.187563600 * r + 78.757757664) * r + 17.895169469) * r + 1.0);
    }
  gdouble r = sqrt (-log (q < 0 ? p : 1 - p)), value;
  if (r <= 5)
    {
      r -= 1.6;
      value = (((0.17023821103 * r + 1.3067284816) * r + 2.7568153900) * r + 1.4234372777) / ((0.12021132975 * r + 0.73700164250) * r + 1.0);
    }
  else
    {
      r -= 5;
      value = (((0.017337203997 * r + 0.42868294337) * r + 3.0812263860) * r + 6.6579051150) / ((0.012258202635 * r + 0.24197894225) * r + 1.0);
    }
  return q < 0 ? -value : value;
}

static gdouble
middle_of (guint k)
{
  return (k + 0.5) / POSKO_SPREAD_VALUES;
}

/* Keeps @values as they are, or scaled to mean 1. */
static void
set_factors (PoskoSpread *self, const gdouble *values, gboolean scale)
{
  gdouble sum = 0;
  for (guint k = 0; k < POSKO_SPREAD_VALUES; k++)
    sum += values[k];
  const gdouble mean = scale ? sum / POSKO_SPREAD_VALUES : 1;
  for (guint k = 0; k < POSKO_SPREAD_VALUES; k++)
    self->factor[k] = (guint32) floor (values[k] / mean * (gdouble) POSKO_FACTOR_ONE + 0.5);
}

static void
set_lognormal (PoskoSpread *self, gdouble sigma, gboolean scale)
{
  gdouble values[POSKO_SPREAD_VALUES];
  for (guint k = 0; k < POSKO_SPREAD_VALUES; k++)
    values[k] = exp (sigma * posko_normal_quantile (middle_of (k)));
  set_factors (self, values, scale);
}

void
posko_spread_lognormal (PoskoSpread *self, gdouble sigma)
{
  set_lognormal (self, sigma, TRUE);
}

void
posko_spread_lognormal_median (PoskoSpread *self, gdouble sigma)
{
  set_lognormal (self, sigma, FALSE);
}

void
posko_spread_exponential (PoskoSpread *self)
{
  gdouble values[POSKO_SPREAD_VALUES];
  for (guint k = 0; k < POSKO_SPREAD_VALUES; k++)
    values[k] = -log1p (-middle_of (k));
  set_factors (self, values, TRUE);
}

static guint
poisson_piece (gdouble mean, gdouble unit)
{
  if (unit < 1 - mean) /* exp (-mean) is at least that: by far the most common case needs no exponential */
    return 0;
  gdouble chance = exp (-mean), sum = chance;
  guint n = 0;
  while (unit >= sum && n < 1000)
    {
      n++;
      chance *= mean / n;
      sum += chance;
    }
  return n;
}

guint
posko_poisson (gdouble mean, guint64 key)
{
  const guint whole = (guint) (mean / LARGEST_PIECE);
  guint n = 0;
  for (guint piece = 0; piece < whole; piece++)
    n += poisson_piece (LARGEST_PIECE, posko_random_unit_of (posko_random_at (key, piece)));
  return n + poisson_piece (mean - whole * LARGEST_PIECE, posko_random_unit_of (posko_random_at (key, whole)));
}
