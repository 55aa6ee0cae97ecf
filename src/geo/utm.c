/* utm.c: Universal Transverse Mercator to degrees; see utm.h.
 *
 * The inverse of Krüger's series in the third flattening n (THIRD), to the 6th order: Karney, "Transverse Mercator with an accuracy of a few
 * nanometers", Journal of Geodesy 85, 2011, doi:10.1007/s00190-011-0445-3, equations (11) (12) (14) (36); the conformal latitude is turned
 * back by Newton's method, equations (19)-(21), which converges in three rounds. O(1).
 */
#include "utm.h"

#include <math.h>

#define AXIS 6378137.0                        /* metres, WGS 84 */
#define FLATTENING (1 / 298.257223563)
#define SCALE 0.9996                          /* of the central meridian */
#define FALSE_EASTING 500000.0
#define FALSE_NORTHING 10000000.0             /* of the south */
#define THIRD (FLATTENING / (2 - FLATTENING))
#define ORDER 6

/* Polynomials in n of equation (36): row j holds the factors of n^(j+1) … n^6. */
static const gdouble beta[ORDER][ORDER] = {
  { 1.0 / 2, -2.0 / 3, 37.0 / 96, -1.0 / 360, -81.0 / 512, 96199.0 / 604800 },
  { 1.0 / 48, 1.0 / 15, -437.0 / 1440, 46.0 / 105, -1118711.0 / 3870720 },
  { 17.0 / 480, -37.0 / 840, -209.0 / 4480, 5569.0 / 90720 },
  { 4397.0 / 161280, -11.0 / 504, -830251.0 / 7257600 },
  { 4583.0 / 161280, -108847.0 / 3991680 },
  { 20648693.0 / 638668800 },
};

static gdouble
series_factor (guint j)
{
  gdouble sum = 0;
  for (guint k = ORDER - j; k-- > 0;)
    sum = sum * THIRD + beta[j][k];
  return sum * pow (THIRD, j + 1);
}

/* The tangent of the latitude whose conformal latitude has the tangent @conformal. */
static gdouble
latitude_tangent (gdouble conformal)
{
  const gdouble e2 = FLATTENING * (2 - FLATTENING), e = sqrt (e2);
  gdouble tangent = conformal;

  for (guint round = 0; round < 5; round++)
    {
      gdouble secant = hypot (1, tangent), sigma = sinh (e * atanh (e * tangent / secant));
      gdouble reached = tangent * hypot (1, sigma) - sigma * secant;
      tangent += (conformal - reached) / hypot (1, reached) * (1 + (1 - e2) * tangent * tangent) / ((1 - e2) * secant);
    }
  return tangent;
}

gboolean
posko_utm_to_degrees (guint zone, gboolean south, gdouble easting, gdouble northing, PoskoLonLat *place)
{
  const gdouble n2 = THIRD * THIRD, rectifying = AXIS / (1 + THIRD) * (1 + n2 / 4 + n2 * n2 / 64 + n2 * n2 * n2 / 256);
  const gdouble degree = G_PI / 180;
  gdouble xi, eta, xi_sum, eta_sum;

  if (zone < 1 || zone > 60 || !(easting >= 100000 && easting <= 900000) || !(northing >= 0 && northing <= FALSE_NORTHING))
    return FALSE;
  xi_sum = xi = (northing - (south ? FALSE_NORTHING : 0)) / (SCALE * rectifying);
  eta_sum = eta = (easting - FALSE_EASTING) / (SCALE * rectifying);
  for (guint j = 0; j < ORDER; j++)
    {
      gdouble factor = series_factor (j), order = 2 * (j + 1);
      xi_sum -= factor * sin (order * xi) * cosh (order * eta);
      eta_sum -= factor * cos (order * xi) * sinh (order * eta);
    }
  place->lat = atan (latitude_tangent (sin (xi_sum) / hypot (sinh (eta_sum), cos (xi_sum)))) / degree;
  place->lon = 6.0 * zone - 183 + atan2 (sinh (eta_sum), cos (xi_sum)) / degree;
  return place->lat >= -80 && place->lat <= 84;
}
