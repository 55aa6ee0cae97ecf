/* boundary-import.h: the kecamatan and kelurahan of a city out of the boundary file that an office has: RW parts, kelurahan or kecamatan. */
#pragma once
#include "boundary.h"
#include "import-log.h"
G_BEGIN_DECLS

typedef struct
{
  const char *boundaries; /* path: kecamatan, kelurahan or finer */
  const char *kelurahan;  /* (nullable): path: kelurahan or finer */
  const char *layer;      /* (nullable): of a file with several */
  gboolean repair;        /* swap [lat, lon], mend rings; FALSE: such features are refused by name */
} PoskoBoundaryImportParams;

/**
 * posko_boundary_import:
 * @kecamatan: (out) (transfer full)
 * @kelurahan: (out) (transfer full) (nullable): also when @params has no file of its own but the first one is as fine as kelurahan
 *
 * GeoJSON is streamed from the file; other formats go by GDAL where it is built in. Levels are told by the properties (alias table: kode,
 * nama, WADMKC, KDCPUM, KDEPUM, KDBBPS …) and the codes' form; parts dissolve to kelurahan by code, kelurahan to kecamatan by the code's
 * beginning or the kecamatan's name. Broken rings are closed and mended or refused by name; features without area are left out by name;
 * overlaps and gaps between areas are told in hectares (slivers under 0.1 ha in all are passed over).
 *
 * Returns: %FALSE with @error set (%POSKO_ERROR_INPUT, %POSKO_ERROR_LIMIT, %POSKO_ERROR_CANCELLED) when nothing usable is there
 */
gboolean posko_boundary_import (const PoskoBoundaryImportParams *params, PoskoImportLog *log, PoskoBoundary **kecamatan, PoskoBoundary **kelurahan,
                                GCancellable *cancellable, GError **error);

G_END_DECLS
