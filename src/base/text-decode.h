/* text-decode.h: bytes of a text file to UTF-8: UTF-8 with or without byte order mark, UTF-16 (with a mark, or told by its zero bytes),
 * and what is none of these is Windows-1252, the encoding of spreadsheets in the west and in Indonesia.
 */
#pragma once
#include "error.h"
G_BEGIN_DECLS

typedef enum
{
  POSKO_TEXT_UTF8,
  POSKO_TEXT_UTF8_BOM,
  POSKO_TEXT_UTF16_LE,
  POSKO_TEXT_UTF16_BE,
  POSKO_TEXT_WINDOWS_1252,
} PoskoTextEncoding;

/**
 * posko_text_decode:
 * @bytes: any
 * @encoding: (out): what they were taken for. UTF-8 in which a few bytes are damaged stays UTF-8: the damaged lines are for the
 *   reader to report; Windows-1252 is what has more bytes above 127 outside of UTF-8 sequences than inside
 *
 * Lines keep their numbers. O(bytes).
 *
 * Returns: (transfer full): the text in UTF-8 without byte order mark; @bytes itself where nothing had to be done
 */
GBytes *posko_text_decode (GBytes *bytes, PoskoTextEncoding *encoding);

/** Returns: (transfer none): "UTF-8", "UTF-16 LE", "Windows-1252" … */
const char *posko_text_encoding_name (PoskoTextEncoding encoding);

G_END_DECLS
