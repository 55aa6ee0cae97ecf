/* distribution.h: random quantities of a polling day: factors of mean 1, Poisson counts, normal quantiles. Section 12.1 of docs/model.md.
 *
 * A spread is a table of equally likely factors in 1/65,536, so that drawing takes one look-up and sums are whole numbers. Immutable once
 * set up; share it between threads.
 */
#pragma once
#include "random.h"
G_BEGIN_DECLS

#define POSKO_SPREAD_VALUES 4096u
#define POSKO_FACTOR_ONE ((gint64) 65536)

typedef struct
{
  guint32 factor[POSKO_SPREAD_VALUES]; /* rising; mean POSKO_FACTOR_ONE unless said otherwise */
} PoskoSpread;

/** Lognormal with mean 1; @sigma: standard deviation of the logarithm, 0 … 2 */
void posko_spread_lognormal (PoskoSpread *self, gdouble sigma);
/** The same with median 1 in place of mean 1 */
void posko_spread_lognormal_median (PoskoSpread *self, gdouble sigma);
void posko_spread_exponential (PoskoSpread *self);

/** Returns: the factor that the highest 12 bits of @bits choose */
static inline gint64
posko_spread_of (const PoskoSpread *self, guint64 bits)
{
  return self->factor[bits >> 52];
}

/** Returns: @amount times @factor, rounded half up; both at least 0, @factor under 2^27 and @amount under 2^35 */
static inline gint64
posko_factor_times (gint64 factor, gint64 amount)
{
  return (amount * factor + POSKO_FACTOR_ONE / 2) / POSKO_FACTOR_ONE;
}

/** Returns: the number below which a standard normal stays with chance @p, 0 < @p < 1: Wichura 1988, AS 241 (PPND7), to 7 digits */
gdouble posko_normal_quantile (gdouble p);

/**
 * posko_poisson:
 * @mean: 0 or more
 * @key: the count is a function of it; the same key gives a count that rises with @mean
 *
 * By inversion, in pieces of at most 16. O(@mean).
 */
guint posko_poisson (gdouble mean, guint64 key);

G_END_DECLS
