/* place-names-private.h: what a name or a code may mean, before anybody asks which areas there are. */
#pragma once
#include "place-names.h"
G_BEGIN_DECLS

/** Returns: (transfer full): all letters and digits of @name, folded, prefixes kept */
char *posko_place_name_letters (const char *name);

/** Returns: (transfer full): the keys of @name with its abbreviations written out in every way and without "Kota"; its
 * own key first */
GPtrArray *posko_place_name_readings (const char *name);

#define POSKO_PLACE_CODE_DIGITS 13u /* of kecamatan 6, kelurahan 10, TPS 13 */

typedef struct
{
  char digits[POSKO_PLACE_CODE_DIGITS + 1];
  gboolean kemendagri; /* may be read so */
  gboolean bps;        /* may be read so */
} PoskoPlaceCode;

/** Returns: whether @text is written as a code: digits with dots or blanks between, perhaps behind an apostrophe */
gboolean posko_place_code_read (const char *text, PoskoPlaceCode *code);

G_END_DECLS
