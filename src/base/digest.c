/* digest.c: values as bytes of a checksum: numbers as 8 bytes, texts with their length before them. */
#include "digest.h"
#include <math.h>
#include <string.h>

void
posko_digest_number (GChecksum *sum, guint64 bits)
{
  const guint64 bytes = GUINT64_TO_LE (bits);
  g_checksum_update (sum, (const guchar *) &bytes, sizeof bytes);
}

void
posko_digest_text (GChecksum *sum, const char *text)
{
  const gsize length = text != NULL ? strlen (text) : 0;
  posko_digest_number (sum, length);
  g_checksum_update (sum, (const guchar *) (text != NULL ? text : ""), (gssize) length);
}

void
posko_digest_decimal (GChecksum *sum, gdouble value)
{
  guint64 bits;
  value = value + 0.0;
  memcpy (&bits, &value, sizeof bits);
  posko_digest_number (sum, isnan (value) ? G_MAXUINT64 : bits);
}
