/* point.c: metres between places of one city; see point.h.
 *
 * The plane takes the WGS 84 ellipsoid's metres per degree at one latitude: along the meridian M·π/180, along the parallel
 * N·cos φ·π/180, with M = a(1 − e²)/(1 − e² sin² φ)^(3/2) and N = a/√(1 − e² sin² φ) (Snyder, "Map Projections: A Working Manual",
 * USGS Professional Paper 1395, 1987, equations 4-18 and 4-20).
 */
#include "point.h"

#include <math.h>

#define WGS84_A 6378137.0                  /* metres, semi-major axis */
#define WGS84_E2 0.00669437999014131699614 /* first eccentricity squared */

void
posko_plane_init (PoskoPlane *self, PoskoLonLat origin)
{
  const gdouble degree = G_PI / 180.0;
  const gdouble sine = sin (origin.lat * degree);
  const gdouble w = 1.0 - WGS84_E2 * sine * sine;

  self->origin = origin;
  self->metres_per_lat = WGS84_A * (1.0 - WGS84_E2) / (w * sqrt (w)) * degree;
  self->metres_per_lon = WGS84_A / sqrt (w) * cos (origin.lat * degree) * degree;
}

gdouble
posko_plane_distance (const PoskoPlane *self, PoskoLonLat a, PoskoLonLat b)
{
  const gdouble x = (b.lon - a.lon) * self->metres_per_lon;
  const gdouble y = (b.lat - a.lat) * self->metres_per_lat;
  return sqrt (x * x + y * y);
}
