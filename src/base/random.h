/* random.h: the one random number generator of posko.
 *
 * xoshiro256** 1.0 (Blackman & Vigna, "Scrambled linear pseudorandom number generators", 2021, doi:10.1145/3460772),
 * seeded by splitmix64. It depends on nothing but its seed: no clock, no environment, no address. A value type: copy it to
 * branch a stream; one per thread.
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

typedef struct
{
  guint64 state[4];
} PoskoRandom;

/**
 * posko_random_init:
 * @seed: any number
 * @stream: any number; equal seeds with different streams give independent sequences (one per wave, scenario, day ...)
 */
void posko_random_init (PoskoRandom *self, guint64 seed, guint64 stream);

/** Returns: 64 random bits */
guint64 posko_random_next (PoskoRandom *self);

/** Returns: a number in 0 .. @bound - 1, every one equally likely; @bound must not be 0 */
guint32 posko_random_below (PoskoRandom *self, guint32 bound);

/** Returns: a number in [0, 1) with 53 random bits */
gdouble posko_random_unit (PoskoRandom *self);

G_END_DECLS
