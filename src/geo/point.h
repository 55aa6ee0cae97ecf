/* point.h: places on the earth, and metres between them inside one city. */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

/* Degrees, WGS 84, longitude first as in GeoJSON. */
typedef struct
{
  gdouble lon, lat;
} PoskoLonLat;

/**
 * PoskoPlane: the tangent plane of a city: equirectangular, with the WGS 84 ellipsoid's metres per degree at one latitude.
 * Within 50 km of @origin the error of a distance is at most 0.05 % (a sphere is 0.56 % off near the equator).
 */
typedef struct
{
  PoskoLonLat origin;
  gdouble metres_per_lon, metres_per_lat; /* metres per degree */
} PoskoPlane;

/** Sets @self up round @origin. */
void posko_plane_init (PoskoPlane *self, PoskoLonLat origin);

/** Returns: metres in a straight line */
gdouble posko_plane_distance (const PoskoPlane *self, PoskoLonLat a, PoskoLonLat b);

G_END_DECLS
