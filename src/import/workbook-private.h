/* workbook-private.h: the readers behind workbook.h, one file a format. Each appends PoskoSheet to @sheets. */
#pragma once
#include "workbook.h"
G_BEGIN_DECLS

typedef struct
{
  const char *path;
  const char *file; /* its base name, for the log */
  GBytes *bytes;    /* (nullable): the whole file, where the format is read from memory */
  PoskoImportLog *log;
  GCancellable *cancellable;
} PoskoWorkbookSource;

/* Each: returns FALSE with @error as posko_workbook_read(). Readers of workbooks give every sheet, hidden ones last. */
gboolean posko_read_text (const PoskoWorkbookSource *source, GPtrArray *sheets, GError **error);
gboolean posko_read_xlsx (const PoskoWorkbookSource *source, GPtrArray *sheets, GError **error);
gboolean posko_read_xls (const PoskoWorkbookSource *source, GPtrArray *sheets, GError **error);

G_END_DECLS
