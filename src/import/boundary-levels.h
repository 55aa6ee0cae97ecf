/* boundary-levels.h: which kelurahan and kecamatan each feature of an office's layer belongs to, by its properties. */
#pragma once
#include "boundary.h"
#include "import-log.h"
G_BEGIN_DECLS

/* Areas of one level, in the order in which the file names them first. */
typedef struct
{
  GArray *areas;  /* PoskoBoundaryArea; texts belong to this */
  guint *area_of; /* by feature; POSKO_BOUNDARY_NONE where it belongs to none */
  GPtrArray *texts;
  guint n_parts; /* features that belong to one */
} PoskoBoundaryLevel;

void posko_boundary_level_clear (PoskoBoundaryLevel *self);

/**
 * posko_boundary_levels_find:
 * @layer: read as found
 * @kelurahan: (out caller-allocates): its areas are empty when the layer is not that fine
 *
 * Tells @log which properties were taken for what, and what has no code or no name. O(features · properties).
 */
void posko_boundary_levels_find (const PoskoBoundary *layer, const char *file, PoskoImportLog *log, PoskoBoundaryLevel *kecamatan,
                                 PoskoBoundaryLevel *kelurahan);

G_END_DECLS
