/* schema.h: the texts of schemas/, which are compiled into the program. */
#pragma once
#include <gio/gio.h>
G_BEGIN_DECLS

/**
 * posko_schema_bytes:
 * @name: path below schemas/: "tps.json", "output/roster.json", "kebijakan.schema.json", "gelombang_bawaan.csv"
 *
 * Returns: (transfer full) (nullable): the file's bytes, %NULL when there is none of that name
 */
GBytes *posko_schema_bytes (const char *name);

G_END_DECLS
