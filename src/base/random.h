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

/* ---- Numbers by counting: SplitMix64 (Steele, Lea & Flood, "Fast splittable pseudorandom number generators", 2014,
   doi:10.1145/2660193.2660195). A number is a function of its key and its place, so that it is the same whatever was drawn before. ---- */

/**
 * posko_random_at:
 * @key: any number; the result serves as the key of a stream of its own
 *
 * Returns: the @number-th 64 random bits of @key
 */
static inline guint64
posko_random_at (guint64 key, guint64 number)
{
  guint64 z = key + (number + 1) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

/** Returns: random bits as a number in [0, 1) */
static inline gdouble
posko_random_unit_of (guint64 bits)
{
  return (gdouble) (bits >> 11) * 0x1.0p-53;
}

/** Returns: @text as a number for posko_random_at(): FNV-1a (Fowler, Noll & Vo) */
guint64 posko_random_code (const char *text);

G_END_DECLS
