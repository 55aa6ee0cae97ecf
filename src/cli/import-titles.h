/* import-titles.h: what the codes of an import log say to people. */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/** Returns: (transfer none): the kind in a few translated words; @code itself where it has none (a test finds such a code) */
const char *posko_import_title (const char *code);

G_END_DECLS
