/* layout-private.h: the two halves of layout.h: layout.c finds the header, layout-rows.c says what each row is. */
#pragma once
#include "columns-private.h"
G_BEGIN_DECLS

/** Gives every row its kind, counts the data rows and tells @log what is no data. */
void posko_layout_sort_rows (PoskoLayout *self, const PoskoSheet *sheet, const char *file, PoskoImportLog *log);

/** Returns: (transfer full): @text without blanks at its ends, each run of blanks and line breaks one blank, cut at 300 bytes */
char *posko_layout_collapse (const char *text);

/** Returns: whether @text is empty or blanks only */
gboolean posko_layout_is_blank (const char *text);

G_END_DECLS
