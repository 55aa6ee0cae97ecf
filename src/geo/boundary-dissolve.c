/* boundary-dissolve.c: parts (RW, kelurahan) put together to the areas they make up.
 *
 * GEOS' cascaded union of the parts of each area; then slivers between neighbouring parts, which were drawn each by itself, are closed: the union
 * is grown and shrunk again by half of SLIVER_METRES (closing; Serra, "Image analysis and mathematical morphology", 1982), and of what that
 * adds, the pieces that touch two parts or more are taken: a narrow bay of the area's own border stays as it is. The result is put
 * on the grid of the written file (6 decimals, GEOS' snap-rounding; Hobby 1999, doi:10.1016/S0925-7721(99)00021-8), so that what is
 * written is valid and reads back as the very same. An area of one part stays as it stands, if it is on the grid.
 * O(vertices log vertices) for each area of several parts, O(vertices) for the others.
 */
#include <math.h>

#include "boundary-private.h"

#define SLIVER_METRES 7.0
#define METRES_PER_DEGREE 110600.0 /* near the equator; in Indonesia (11° S to 6° N) the width is off by 2 % at most */
#define GRID 1e-6                  /* degrees: the decimals of posko_boundary_to_geojson() */
#define OVERLAP 1e-7               /* degrees by which what is added reaches into the parts, so that no seam is left */

static gboolean
is_on_grid (const PoskoShape *shape)
{
  for (guint i = 0; i < shape->points->len; i++)
    {
      const PoskoLonLat point = g_array_index (shape->points, PoskoLonLat, i);
      const gdouble x = point.lon / GRID, y = point.lat / GRID;
      if (fabs (x - rint (x)) > 1e-3 || fabs (y - rint (y)) > 1e-3)
        return FALSE;
    }
  return TRUE;
}

static void
destroy (GEOSContextHandle_t geos, GEOSGeometry *geometry)
{
  if (geometry != NULL)
    GEOSGeom_destroy_r (geos, geometry);
}

/* Replaces @geometry by @better, where that is something. */
static GEOSGeometry *
prefer (GEOSContextHandle_t geos, GEOSGeometry *geometry, GEOSGeometry *better)
{
  if (better == NULL || GEOSisEmpty_r (geos, better) != 0)
    {
      destroy (geos, better);
      return geometry;
    }
  GEOSGeom_destroy_r (geos, geometry);
  return better;
}

static GEOSGeometry *
grow (GEOSContextHandle_t geos, const GEOSGeometry *geometry, gdouble degrees)
{
  return geometry != NULL ? GEOSBufferWithStyle_r (geos, geometry, degrees, 1, GEOSBUF_CAP_SQUARE, GEOSBUF_JOIN_MITRE, 2) : NULL;
}

static guint
count_touched (GEOSContextHandle_t geos, const GEOSGeometry *piece, const GPtrArray *parts)
{
  guint n = 0;

  for (guint i = 0; i < parts->len && n < 2; i++)
    n += GEOSDistanceWithin_r (geos, piece, parts->pdata[i], OVERLAP) == 1;
  return n;
}

/* Returns: (transfer full): @whole with the slivers between @parts filled; takes @whole */
static GEOSGeometry *
close_slivers (GEOSContextHandle_t geos, GEOSGeometry *whole, const GPtrArray *parts)
{
  const gdouble half = SLIVER_METRES / 2 / METRES_PER_DEGREE;
  GEOSGeometry *grown = grow (geos, whole, half), *closed = grow (geos, grown, -half);
  GEOSGeometry *added = closed != NULL ? GEOSDifference_r (geos, closed, whole) : NULL;
  GEOSGeometry *sum = NULL;

  for (int i = 0; added != NULL && i < GEOSGetNumGeometries_r (geos, added); i++)
    {
      const GEOSGeometry *piece = GEOSGetGeometryN_r (geos, added, i);
      if (GEOSGeomTypeId_r (geos, piece) != GEOS_POLYGON || GEOSisEmpty_r (geos, piece) || count_touched (geos, piece, parts) < 2)
        continue;
      GEOSGeometry *wider = grow (geos, piece, OVERLAP);
      sum = wider != NULL ? GEOSUnion_r (geos, whole, wider) : NULL;
      whole = prefer (geos, whole, sum);
      destroy (geos, wider);
    }
  destroy (geos, grown);
  destroy (geos, closed);
  destroy (geos, added);
  return whole;
}

static GEOSGeometry *
unite (GEOSContextHandle_t geos, const GPtrArray *parts)
{
  g_autofree GEOSGeometry **copies = g_new (GEOSGeometry *, parts->len);
  GEOSGeometry *all, *whole;

  for (guint i = 0; i < parts->len; i++)
    copies[i] = GEOSGeom_clone_r (geos, parts->pdata[i]);
  all = GEOSGeom_createCollection_r (geos, GEOS_GEOMETRYCOLLECTION, copies, parts->len);
  whole = GEOSUnaryUnion_r (geos, all);
  if (whole == NULL)
    return all;
  GEOSGeom_destroy_r (geos, all);
  return close_slivers (geos, whole, parts);
}

static void
copy_shape (PoskoShape *to, const PoskoShape *from)
{
  to->kind = from->kind;
  g_array_append_vals (to->points, from->points->data, from->points->len);
  g_array_append_vals (to->path_ends, from->path_ends->data, from->path_ends->len);
  g_array_append_vals (to->area_ends, from->area_ends->data, from->area_ends->len);
}

static void
make_shape (PoskoShape *shape, GEOSContextHandle_t geos, const GPtrArray *features)
{
  const PoskoFeature *first = features->pdata[0];
  g_autoptr (GPtrArray) parts = NULL;
  GEOSGeometry *whole;

  if (features->len == 1 && is_on_grid (&first->shape))
    {
      copy_shape (shape, &first->shape);
      return;
    }
  parts = g_ptr_array_sized_new (features->len);
  for (guint i = 0; i < features->len; i++)
    g_ptr_array_add (parts, ((const PoskoFeature *) features->pdata[i])->geometry);
  whole = features->len == 1 ? GEOSGeom_clone_r (geos, first->geometry) : unite (geos, parts);
  whole = prefer (geos, whole, GEOSGeom_setPrecision_r (geos, whole, GRID, 0));
  posko_shape_from_geos (shape, geos, whole);
  GEOSGeom_destroy_r (geos, whole);
}

static void
add_property (PoskoFeature *feature, const char *name, const char *value)
{
  if (value == NULL)
    return;
  g_ptr_array_add (feature->properties, g_strdup (name));
  g_ptr_array_add (feature->properties, g_strdup (value));
}

static PoskoFeature *
make_feature (const PoskoBoundaryArea *area, GEOSContextHandle_t geos, const GPtrArray *features)
{
  PoskoFeature *feature = g_new0 (PoskoFeature, 1);

  feature->code = g_strdup (area->code);
  feature->name = g_strdup (area->name);
  feature->properties = g_ptr_array_new_with_free_func (g_free);
  feature->number = ((const PoskoFeature *) features->pdata[0])->number;
  feature->line = ((const PoskoFeature *) features->pdata[0])->line;
  add_property (feature, "kecamatan_kode", area->kecamatan_kode);
  add_property (feature, "kecamatan", area->kecamatan);
  add_property (feature, "kode_bps", area->kode_bps);
  posko_shape_init (&feature->shape);
  make_shape (&feature->shape, geos, features);
  return feature;
}

PoskoBoundary *
posko_boundary_dissolve (const PoskoBoundary *self, const PoskoBoundaryArea *areas, guint n_areas, const guint *area_of, GCancellable *cancellable)
{
  g_return_val_if_fail (self != NULL && (n_areas == 0 || areas != NULL) && (self->features->len == 0 || area_of != NULL), NULL);

  const PoskoBoundaryReading reading = { .needs_area = TRUE };
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autoptr (GPtrArray) made = g_ptr_array_new_with_free_func (posko_feature_free);
  PoskoFaultTeller teller = { 0 };
  GEOSContextHandle_t geos = GEOS_init_r ();

  for (guint area = 0; area < n_areas; area++)
    g_ptr_array_add (parts, g_ptr_array_new ());
  for (guint i = 0; i < self->features->len; i++)
    if (area_of[i] < n_areas && ((const PoskoFeature *) self->features->pdata[i])->geometry != NULL)
      g_ptr_array_add (parts->pdata[area_of[i]], self->features->pdata[i]);
  for (guint area = 0; area < n_areas && !g_cancellable_is_cancelled (cancellable); area++)
    if (((GPtrArray *) parts->pdata[area])->len > 0)
      g_ptr_array_add (made, make_feature (&areas[area], geos, parts->pdata[area]));
  GEOS_finish_r (geos);
  return g_cancellable_is_cancelled (cancellable) ? NULL : posko_boundary_build (g_steal_pointer (&made), &reading, &teller);
}
