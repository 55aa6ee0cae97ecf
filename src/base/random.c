/* random.c: xoshiro256** seeded by splitmix64; see random.h. */
#include "random.h"

static guint64
splitmix64 (guint64 *x)
{
  const guint64 bits = posko_random_at (*x, 0);
  *x += G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);
  return bits;
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

guint64
posko_random_code (const char *text)
{
  guint64 hash = G_GUINT64_CONSTANT (0xcbf29ce484222325);
  for (const guchar *at = (const guchar *) text; *at != '\0'; at++)
    hash = (hash ^ *at) * G_GUINT64_CONSTANT (0x100000001b3);
  return hash;
}

gdouble
posko_random_unit (PoskoRandom *self)
{
  return (gdouble) (posko_random_next (self) >> 11) * 0x1.0p-53;
}
