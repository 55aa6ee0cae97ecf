/* digest.h: values put into a checksum so that different values are different bytes, on every machine. */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

#define POSKO_DIGEST_SIZE 65 /* SHA-256 in hexadecimal, with its end */

/** 8 bytes, low byte first */
void posko_digest_number (GChecksum *sum, guint64 bits);

/** The length of @text (nullable: as ""), then its bytes */
void posko_digest_text (GChecksum *sum, const char *text);

/** The bits of @value; there is one NaN and one zero */
void posko_digest_decimal (GChecksum *sum, gdouble value);

G_END_DECLS
