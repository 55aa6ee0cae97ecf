/* workbook-private.h: the readers behind workbook.h, one file a format. Each appends PoskoSheet to @sheets. */
#pragma once
#include "workbook.h"
G_BEGIN_DECLS

typedef struct
{
  const char *path;
  const char *file; /* its base name, for the log */
  GBytes *bytes;    /* the whole file */
  PoskoImportLog *log;
  GCancellable *cancellable;
} PoskoWorkbookSource;

/* Each: returns FALSE with @error as posko_workbook_read(). Readers of workbooks give every sheet, hidden ones last. */
gboolean posko_read_text (const PoskoWorkbookSource *source, GPtrArray *sheets, GError **error);
gboolean posko_read_xlsx (const PoskoWorkbookSource *source, GPtrArray *sheets, GError **error);
gboolean posko_read_xls (const PoskoWorkbookSource *source, GPtrArray *sheets, GError **error);

/* Of a whole file in memory; what is no folder is told as by posko_file_format_detect(). */
PoskoFileFormat posko_file_format_of_bytes (GBytes *bytes);

gboolean posko_file_format_needs_gdal (PoskoFileFormat format);

/** Returns: (transfer full) (nullable): "csv" of "daftar.CSV"; %NULL where @name has no ending */
char *posko_file_ending (const char *name);

/** Returns: whether two names of sheets or layers are one but for case */
gboolean posko_is_same_name (const char *a, const char *b);

/** Returns: whether a file of @format may end so; @ending: (nullable) */
gboolean posko_file_format_fits_ending (PoskoFileFormat format, const char *ending);

G_END_DECLS
