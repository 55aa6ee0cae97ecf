/* header-key.h: what two spellings of a column's header have in common. */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/** Returns: (transfer full): letters, digits, + and % of @header, without case: "Kode TPS" and kode_tps have one key; 500 bytes are looked at */
char *posko_header_key (const char *header);

G_END_DECLS
