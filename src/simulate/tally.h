/* tally.h: what days add up to, and how sure that is: ratios clustered by day, paired differences, quantiles by sections. Section 12.6 of docs/model.md.
 *
 * Every sum is an exact integer, so the order in which days are added, and the threads that add them, change nothing.
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

__extension__ typedef __int128 PoskoWide;

#define POSKO_TALLY_Z 1.959963984540054 /* 95 % of a normal lie within */
#define POSKO_TALLY_DAYS 20             /* with anything in them: of fewer, a normal interval would be far too narrow */

/* A value with its interval; NAN = none. */
typedef struct
{
  gdouble value, low, high;
} PoskoEstimate;

/* One figure of one day: x of n. */
typedef struct
{
  gint64 x, n;
} PoskoShare;

typedef struct /* sums over days of one figure */
{
  gint64 days;      /* all of them */
  gint64 days_with; /* with n > 0 */
  gint64 x, n;
  PoskoWide xx, xn, nn;
} PoskoMoments;

typedef struct /* sums over days of one figure in two plans */
{
  PoskoMoments a, b;
  PoskoWide xaxb, xanb, naxb, nanb;
  gint64 days_different;
} PoskoPaired;

static inline void
posko_moments_add (PoskoMoments *self, PoskoShare day)
{
  self->days++;
  self->days_with += day.n > 0;
  self->x += day.x;
  self->n += day.n;
  self->xx += (PoskoWide) day.x * day.x;
  self->xn += (PoskoWide) day.x * day.n;
  self->nn += (PoskoWide) day.n * day.n;
}

void posko_moments_merge (PoskoMoments *self, const PoskoMoments *other);
void posko_paired_add (PoskoPaired *self, PoskoShare a, PoskoShare b);
void posko_paired_merge (PoskoPaired *self, const PoskoPaired *other);

/**
 * posko_moments_estimate:
 * @scale: of the ratio: 100 for percent, 1/60 for minutes of seconds
 * @least, @most: what the scaled value can be; @most INFINITY when it has no ceiling
 *
 * Returns: the ratio x/n, its interval clustered by day, %NAN of fewer than POSKO_TALLY_DAYS days with anything; of nothing, all %NAN
 */
PoskoEstimate posko_moments_estimate (const PoskoMoments *self, gdouble scale, gdouble least, gdouble most);

/** Returns: ratio of B less ratio of A, its interval paired by day, %NAN of too few days; all %NAN when one has no ratio */
PoskoEstimate posko_paired_difference (const PoskoPaired *self, gdouble scale);

/* Counts by the second in sections of days. */
#define POSKO_SECTIONS 20u
#define POSKO_HISTOGRAM_SECONDS 14400u /* 4 h; longer waits count as that */

typedef struct
{
  guint32 (*counts)[POSKO_HISTOGRAM_SECONDS + 1]; /* POSKO_SECTIONS of them */
  gint64 longest;
} PoskoHistogram;

void posko_histogram_init (PoskoHistogram *self);
void posko_histogram_clear (PoskoHistogram *self);
void posko_histogram_add (PoskoHistogram *self, guint section, gint64 seconds);
void posko_histogram_merge (PoskoHistogram *self, const PoskoHistogram *other);

/**
 * posko_histogram_quantile:
 * @p: 0 < @p < 1
 * @with_interval: whether the sections are long enough to have one
 *
 * Returns: the least second that a share @p of all does not pass, in seconds, with its interval by sections
 */
PoskoEstimate posko_histogram_quantile (const PoskoHistogram *self, gdouble p, gboolean with_interval);

G_END_DECLS
