/* random.c: xoshiro256** seeded by splitmix64; see random.h. */
#include "random.h"

static guint64
splitmix64 (guint64 *x)
{
  guint64 z = (*x += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15));
  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

static inline guint64
rotate_left (guint64 x, int k)
{
  return (x << k) | (x >> (64 - k));
}

void
posko_random_init (PoskoRandom *self, guint64 seed, guint64 stream)
{
  guint64 x = seed;
  x = splitmix64 (&x) ^ (stream * G_GUINT64_CONSTANT (0xd1342543de82ef95));
  for (guint i = 0; i < 4; i++)
    self->state[i] = splitmix64 (&x);
}

guint64
posko_random_next (PoskoRandom *self)
{
  guint64 *s = self->state;
  const guint64 result = rotate_left (s[1] * 5, 7) * 9;
  const guint64 t = s[1] << 17;
  s[2] ^= s[0];
  s[3] ^= s[1];
  s[1] ^= s[2];
  s[0] ^= s[3];
  s[2] ^= t;
  s[3] = rotate_left (s[3], 45);
  return result;
}

guint32
posko_random_below (PoskoRandom *self, guint32 bound)
{
  g_return_val_if_fail (bound > 0, 0);

  /* Lemire, "Fast random integer generation in an interval", 2019: no bias, almost never a second draw. */
  guint64 product = (posko_random_next (self) >> 32) * bound;
  if ((guint32) product < bound)
    for (const guint32 threshold = (guint32) -bound % bound; (guint32) product < threshold;)
      product = (posko_random_next (self) >> 32) * bound;
  return (guint32) (product >> 32);
}

gdouble
posko_random_unit (PoskoRandom *self)
{
  return (gdouble) (posko_random_next (self) >> 11) * 0x1.0p-53;
}
