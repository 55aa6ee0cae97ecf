/* boundary-spread.c: places for things that are known to lie in an area, but not where.
 *
 * The R2 sequence (Roberts, "The unreasonable effectiveness of quasirandom sequences", 2018, extremelearning.com.au) over the area's
 * envelope, of which the points that fall into the area count: they are spread evenly, always the same, and the first n are those of any
 * larger n. Departs: a point nearer to the border than a twentieth of the area's size (at most about 50 m) is passed over, so that rounding, or
 * a neighbour's cruder border, does not put it on the other side. An area too thin for that takes points at any distance from the border,
 * one that hardly fills its envelope (islands far apart) those of its largest part, and what is left is put on one surely inner point.
 * O((n + 1) · log vertices) tries times what share of the envelope the area fills; at most a few thousand and 64 a point.
 */
#include <math.h>

#include "boundary-private.h"

#define MAX_CLEARANCE 0.00045 /* degrees: 50 m */
#define CLEARANCE_SHARE 0.05  /* of the square root of the area */
#define FIRST_TRIES 4096u
#define TRIES_PER_POINT 64u

typedef struct
{
  GEOSContextHandle_t geos;
  const GEOSPreparedGeometry *area, *border;
  gdouble clearance; /* degrees */
  PoskoLonLat *points;
  guint n, found;
} Spread;

static gboolean
is_good (const Spread *self, PoskoLonLat place)
{
  GEOSGeometry *point = GEOSGeom_createPointFromXY_r (self->geos, place.lon, place.lat);
  const gboolean good = GEOSPreparedContains_r (self->geos, self->area, point) == 1 &&
                        (self->clearance <= 0 || GEOSPreparedDistanceWithin_r (self->geos, self->border, point, self->clearance) == 0);

  GEOSGeom_destroy_r (self->geos, point);
  return good;
}

/* Fills what is missing from the sequence over the envelope of @geometry. */
static void
fill (Spread *self, const GEOSGeometry *geometry)
{
  static const gdouble plastic = 1.32471795724474602596; /* the real root of x³ = x + 1 */
  const guint64 tries = FIRST_TRIES + (guint64) TRIES_PER_POINT * self->n;
  gdouble west, south, east, north;

  if (GEOSGeom_getXMin_r (self->geos, geometry, &west) != 1 || GEOSGeom_getYMin_r (self->geos, geometry, &south) != 1 ||
      GEOSGeom_getXMax_r (self->geos, geometry, &east) != 1 || GEOSGeom_getYMax_r (self->geos, geometry, &north) != 1)
    return;
  for (guint64 k = 1; k <= tries && self->found < self->n; k++)
    {
      const gdouble x = fmod (0.5 + (gdouble) k / plastic, 1), y = fmod (0.5 + (gdouble) k / (plastic * plastic), 1);
      const PoskoLonLat place = { west + x * (east - west), south + y * (north - south) };
      if (is_good (self, place))
        self->points[self->found++] = place;
    }
}

/* Returns: (transfer none): the part with the largest area, the first of equals */
static const GEOSGeometry *
largest_part (GEOSContextHandle_t geos, const GEOSGeometry *geometry)
{
  const GEOSGeometry *largest = geometry;
  gdouble most = -1;

  for (int i = 0; i < GEOSGetNumGeometries_r (geos, geometry); i++)
    {
      const GEOSGeometry *part = GEOSGetGeometryN_r (geos, geometry, i);
      gdouble area = 0;
      if (GEOSArea_r (geos, part, &area) == 1 && area > most)
        {
          most = area;
          largest = part;
        }
    }
  return largest;
}

static void
spread (Spread *self, const GEOSGeometry *geometry)
{
  GEOSGeometry *border = GEOSBoundary_r (self->geos, geometry);
  gdouble area = 0;

  if (border == NULL)
    return;
  GEOSArea_r (self->geos, geometry, &area);
  self->clearance = MIN (MAX_CLEARANCE, CLEARANCE_SHARE * sqrt (area));
  self->area = GEOSPrepare_r (self->geos, geometry);
  self->border = GEOSPrepare_r (self->geos, border);
  fill (self, geometry);
  self->clearance = 0;
  fill (self, geometry);
  fill (self, largest_part (self->geos, geometry));
  GEOSPreparedGeom_destroy_r (self->geos, self->border);
  GEOSPreparedGeom_destroy_r (self->geos, self->area);
  GEOSGeom_destroy_r (self->geos, border);
}

void
posko_boundary_spread (const PoskoBoundary *self, guint i, guint n, PoskoLonLat *points)
{
  g_return_if_fail (self != NULL && i < self->features->len && (n == 0 || points != NULL));

  const PoskoFeature *feature = self->features->pdata[i];
  Spread spreading = { .points = points, .n = n };

  if (n == 0)
    return;
  if (feature->geometry != NULL)
    {
      spreading.geos = GEOS_init_r ();
      spread (&spreading, feature->geometry);
      GEOS_finish_r (spreading.geos);
    }
  if (spreading.found == n)
    return;
  points[spreading.found] = posko_boundary_inner_point (self, i);
  for (guint k = spreading.found + 1; k < n; k++)
    points[k] = points[spreading.found];
}
