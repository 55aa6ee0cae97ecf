/* utm.h: Universal Transverse Mercator to degrees, WGS 84. */
#pragma once
#include "point.h"
G_BEGIN_DECLS

/**
 * posko_utm_to_degrees:
 * @zone: 1 .. 60
 * @south: whether @northing counts from 10,000,000 m at the equator
 * @easting: metres, 100,000 .. 900,000; @northing: metres, 0 .. 10,000,000
 *
 * Krüger's series to the 6th order (Karney, "Transverse Mercator with an accuracy of a few nanometers", 2011, doi:10.1007/s00190-011-0445-3).
 *
 * Returns: %FALSE for numbers out of these ranges, and for places beyond 80° S and 84° N, where UTM ends
 */
gboolean posko_utm_to_degrees (guint zone, gboolean south, gdouble easting, gdouble northing, PoskoLonLat *place);

G_END_DECLS
