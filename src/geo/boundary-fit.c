/* boundary-fit.c: how well the areas of a layer fit together: ground that two of them have, and holes that none has.
 *
 * Overlaps: pairs of areas whose envelopes meet, from the STR-tree. Gaps: the inner rings of the union of all areas
 * (GEOS' cascaded union), each with the areas that border on it. Hectares by the ellipsoid's metres at the piece.
 * O(pairs · vertices log vertices) and O(vertices log vertices).
 *
 * Both are for a province at most (boundary-import.c): the 7,285 kecamatan of Indonesia, whose public borders were simplified one by one, have 16,497
 * overlaps, found in 7.3 s of CPU, and their union was not done after 80 s. Three of four edges (654,027 of 894,435) are nobody else's, so leaving out
 * the pairs whose shared edges cancel would save a quarter at most.
 */
#include <math.h>

#include "boundary-private.h"

typedef struct
{
  const PoskoBoundary *layer;
  GEOSContextHandle_t geos;
  GArray *found; /* PoskoBoundaryMisfit */
  gdouble least;
  guint i;                              /* the area whose neighbours are asked for */
  PoskoBoundaryMisfit *gap;             /* or the gap */
  const GEOSGeometry *hole;
} Fitting;

static const PoskoFeature *
feature_at (const Fitting *self, guint i)
{
  return self->layer->features->pdata[i];
}

static gdouble
hectares_of (GEOSContextHandle_t geos, const GEOSGeometry *geometry)
{
  PoskoLonLat corner = { 0 };
  PoskoPlane plane;
  gdouble area = 0;

  if (geometry == NULL || GEOSArea_r (geos, geometry, &area) != 1 || area <= 0)
    return 0;
  GEOSGeom_getYMin_r (geos, geometry, &corner.lat);
  posko_plane_init (&plane, corner);
  return area * plane.metres_per_lon * plane.metres_per_lat / 1e4;
}

static gint
compare_misfits (gconstpointer a, gconstpointer b)
{
  const PoskoBoundaryMisfit *x = a, *y = b;

  if (x->hectares != y->hectares)
    return x->hectares > y->hectares ? -1 : 1;
  return x->a != y->a ? (x->a < y->a ? -1 : 1) : x->b < y->b ? -1 : x->b > y->b;
}

static void
on_neighbour (void *item, void *user_data)
{
  Fitting *self = user_data;
  const guint j = GPOINTER_TO_UINT (item) - 1;
  PoskoBoundaryMisfit overlap = { self->i, j, 0 };
  GEOSGeometry *shared;

  if (j <= self->i)
    return;
  shared = GEOSIntersection_r (self->geos, feature_at (self, self->i)->geometry, feature_at (self, j)->geometry);
  overlap.hectares = hectares_of (self->geos, shared);
  if (shared != NULL)
    GEOSGeom_destroy_r (self->geos, shared);
  if (overlap.hectares >= self->least && overlap.hectares > 0)
    g_array_append_val (self->found, overlap);
}

GArray *
posko_boundary_overlaps (const PoskoBoundary *self, gdouble least, GCancellable *cancellable)
{
  g_return_val_if_fail (self != NULL, NULL);

  Fitting fitting = { .layer = self, .geos = GEOS_init_r (), .least = least, .found = g_array_new (FALSE, FALSE, sizeof (PoskoBoundaryMisfit)) };

  for (fitting.i = 0; fitting.i < self->features->len && !g_cancellable_is_cancelled (cancellable); fitting.i++)
    if (feature_at (&fitting, fitting.i)->geometry != NULL)
      GEOSSTRtree_query_r (fitting.geos, self->tree, feature_at (&fitting, fitting.i)->geometry, on_neighbour, &fitting);
  GEOS_finish_r (fitting.geos);
  g_array_sort (fitting.found, compare_misfits);
  return fitting.found;
}

/* Whether @area comes up to the hole; only what it has near there is looked at. */
static gboolean
borders (const Fitting *self, const GEOSGeometry *area)
{
  static const gdouble near = 1e-7; /* degrees */
  gdouble west = 0, south = 0, east = 0, north = 0;
  GEOSGeometry *piece;
  gboolean touches;

  GEOSGeom_getXMin_r (self->geos, self->hole, &west);
  GEOSGeom_getYMin_r (self->geos, self->hole, &south);
  GEOSGeom_getXMax_r (self->geos, self->hole, &east);
  GEOSGeom_getYMax_r (self->geos, self->hole, &north);
  piece = GEOSClipByRect_r (self->geos, area, west - 2 * near, south - 2 * near, east + 2 * near, north + 2 * near);
  touches = piece != NULL && GEOSisEmpty_r (self->geos, piece) == 0 && GEOSDistanceWithin_r (self->geos, self->hole, piece, near) == 1;
  if (piece != NULL)
    GEOSGeom_destroy_r (self->geos, piece);
  return touches;
}

static void
on_bordering (void *item, void *user_data)
{
  Fitting *self = user_data;
  const guint j = GPOINTER_TO_UINT (item) - 1;
  PoskoBoundaryMisfit *gap = self->gap;

  if (!borders (self, feature_at (self, j)->geometry))
    return;
  if (j < gap->a)
    {
      gap->b = gap->a;
      gap->a = j;
    }
  else
    gap->b = MIN (gap->b, j);
}

/* A hole of the union, and its number among the holes. */
typedef struct
{
  gdouble hectares;
  guint number;
  GEOSGeometry *polygon;
} Hole;

static void
add_hole (Fitting *self, GArray *holes, const GEOSGeometry *ring)
{
  Hole hole = { .number = holes->len, .polygon = GEOSGeom_createPolygon_r (self->geos, GEOSGeom_clone_r (self->geos, ring), NULL, 0) };

  hole.hectares = hectares_of (self->geos, hole.polygon);
  if (hole.hectares >= self->least && hole.hectares > 0)
    g_array_append_val (holes, hole);
  else if (hole.polygon != NULL)
    GEOSGeom_destroy_r (self->geos, hole.polygon);
}

static gint
compare_holes (gconstpointer a, gconstpointer b)
{
  const Hole *x = a, *y = b;

  if (x->hectares != y->hectares)
    return x->hectares > y->hectares ? -1 : 1;
  return x->number < y->number ? -1 : x->number > y->number;
}

static void
add_gaps (Fitting *self, GArray *holes)
{
  g_array_sort (holes, compare_holes);
  for (guint i = 0; i < holes->len; i++)
    {
      const Hole *hole = &g_array_index (holes, Hole, i);
      PoskoBoundaryMisfit gap = { POSKO_BOUNDARY_NONE, POSKO_BOUNDARY_NONE, hole->hectares };
      self->gap = &gap;
      self->hole = hole->polygon;
      if (i < POSKO_BOUNDARY_NAMED_GAPS)
        GEOSSTRtree_query_r (self->geos, self->layer->tree, hole->polygon, on_bordering, self);
      g_array_append_val (self->found, gap);
      GEOSGeom_destroy_r (self->geos, hole->polygon);
    }
}

static GEOSGeometry *
unite_all (const Fitting *self)
{
  const guint n = self->layer->features->len;
  g_autofree GEOSGeometry **copies = g_new (GEOSGeometry *, n);
  GEOSGeometry *all, *whole;
  guint n_copies = 0;

  for (guint i = 0; i < n; i++)
    if (feature_at (self, i)->geometry != NULL)
      copies[n_copies++] = GEOSGeom_clone_r (self->geos, feature_at (self, i)->geometry);
  all = GEOSGeom_createCollection_r (self->geos, GEOS_GEOMETRYCOLLECTION, copies, n_copies);
  whole = GEOSUnaryUnion_r (self->geos, all);
  GEOSGeom_destroy_r (self->geos, all);
  return whole;
}

GArray *
posko_boundary_gaps (const PoskoBoundary *self, gdouble least, GCancellable *cancellable)
{
  g_return_val_if_fail (self != NULL, NULL);

  Fitting fitting = { .layer = self, .geos = GEOS_init_r (), .least = least, .found = g_array_new (FALSE, FALSE, sizeof (PoskoBoundaryMisfit)) };
  g_autoptr (GArray) holes = g_array_new (FALSE, FALSE, sizeof (Hole));
  GEOSGeometry *whole = unite_all (&fitting);

  for (int i = 0; whole != NULL && i < GEOSGetNumGeometries_r (fitting.geos, whole) && !g_cancellable_is_cancelled (cancellable); i++)
    {
      const GEOSGeometry *part = GEOSGetGeometryN_r (fitting.geos, whole, i);
      if (GEOSGeomTypeId_r (fitting.geos, part) != GEOS_POLYGON)
        continue;
      for (int ring = 0; ring < GEOSGetNumInteriorRings_r (fitting.geos, part); ring++)
        add_hole (&fitting, holes, GEOSGetInteriorRingN_r (fitting.geos, part, ring));
    }
  add_gaps (&fitting, holes);
  if (whole != NULL)
    GEOSGeom_destroy_r (fitting.geos, whole);
  GEOS_finish_r (fitting.geos);
  return fitting.found;
}
