/* boundary-place.c: the coordinates of a layer as degrees of WGS 84, longitude first.
 *
 * RFC 7946 knows nothing else, but offices send [latitude, longitude], and metres of UTM or Web Mercator with the `crs` member of the
 * GeoJSON of 2008, which may stand at the end of the file: so it is decided when all features are read. A point is told by its numbers alone: a
 * latitude over 90° is none, and Indonesia lies between 95° and 141° E, so a swapped layer cannot be taken for a sound one. Datums of
 * Indonesia that agree with WGS 84 within a metre (DGN95, SRGI2013) are taken for it; ID74, TM-3 and everything else is refused by name.
 * O(points).
 */
#include <math.h>
#include <string.h>

#include "boundary-private.h"
#include "i18n.h"
#include "utm.h"

typedef enum
{
  CRS_NONE, /* nothing is said */
  CRS_DEGREES,
  CRS_DEGREES_ALIKE, /* of a datum that is WGS 84 within a metre */
  CRS_UTM,
  CRS_WEB_MERCATOR,
  CRS_OTHER,
} CrsKind;

typedef struct
{
  CrsKind kind;
  guint zone;
  gboolean south;
} Crs;

/* "urn:ogc:def:crs:EPSG::32748", "EPSG:32748", "32748". Returns: the number at the end, 0 without one */
static guint
epsg_of (const char *text)
{
  gsize first = strlen (text);

  while (first > 0 && g_ascii_isdigit (text[first - 1]))
    first--;
  return strlen (text) - first <= 6 ? (guint) g_ascii_strtoull (text + first, NULL, 10) : 0;
}

gboolean
posko_boundary_is_like_wgs84 (guint epsg)
{
  static const guint alike[] = { 4755, 4898 /* DGN95 */, 9470, 9469 /* SRGI2013 */ };
  for (guint i = 0; i < G_N_ELEMENTS (alike); i++)
    if (epsg == alike[i])
      return TRUE;
  return FALSE;
}

/* UTM in one of the datums: the codes of each go up by zone. */
static Crs
utm_of (guint code)
{
  static const struct
  {
    guint first, last, zone;
    gboolean south;
  } series[] = {
    { 32601, 32660, 1, FALSE },   { 32701, 32760, 1, TRUE },   /* WGS 84 */
    { 23866, 23872, 46, FALSE },  { 23877, 23884, 47, TRUE },  /* DGN95 */
    { 9476, 9482, 46, FALSE },    { 9487, 9494, 47, TRUE },    /* SRGI2013 */
  };
  for (guint i = 0; i < G_N_ELEMENTS (series); i++)
    if (code >= series[i].first && code <= series[i].last)
      return (Crs) { CRS_UTM, code - series[i].first + series[i].zone, series[i].south };
  return (Crs) { .kind = CRS_OTHER };
}

static Crs
crs_of (const char *text)
{
  static const guint degrees[] = { 4326, 4979, 84 /* CRS84 */ }, mercator[] = { 3857, 900913, 102100, 3785 };
  const guint code = epsg_of (text);

  if (text[0] == '\0')
    return (Crs) { .kind = CRS_NONE };
  for (guint i = 0; i < G_N_ELEMENTS (degrees); i++)
    if (code == degrees[i])
      return (Crs) { .kind = CRS_DEGREES };
  for (guint i = 0; i < G_N_ELEMENTS (mercator); i++)
    if (code == mercator[i])
      return (Crs) { .kind = CRS_WEB_MERCATOR };
  return posko_boundary_is_like_wgs84 (code) ? (Crs) { .kind = CRS_DEGREES_ALIKE } : utm_of (code);
}

/* What a feature's numbers can be. */
typedef enum
{
  NUMBERS_DEGREES,
  NUMBERS_SWAPPED,
  NUMBERS_OTHER,
} Numbers;

static Numbers
numbers_of (const PoskoFeature *feature)
{
  const GArray *points = feature->shape.points;
  gboolean swapped = points->len > 0, sound = TRUE;

  for (guint i = 0; i < points->len; i++)
    {
      const PoskoLonLat point = g_array_index (points, PoskoLonLat, i);
      sound = sound && fabs (point.lon) <= 180 && fabs (point.lat) <= 90;
      swapped = swapped && fabs (point.lat) > 90 && fabs (point.lat) <= 180 && fabs (point.lon) <= 90;
    }
  return sound ? NUMBERS_DEGREES : swapped ? NUMBERS_SWAPPED : NUMBERS_OTHER;
}

/* Spherical Mercator of EPSG:3857 (Snyder, "Map projections: a working manual", USGS 1395, 1987, eq. 7-4). */
static gboolean
mercator_to_degrees (gdouble x, gdouble y, PoskoLonLat *place)
{
  static const gdouble radius = 6378137;

  place->lon = x / radius * 180 / G_PI;
  place->lat = (2 * atan (exp (y / radius)) - G_PI / 2) * 180 / G_PI;
  return fabs (place->lon) <= 180 && fabs (place->lat) < 85.06;
}

/* Returns: whether all points could be converted */
static gboolean
convert (PoskoFeature *feature, const Crs *crs)
{
  for (guint i = 0; i < feature->shape.points->len; i++)
    {
      PoskoLonLat *point = &g_array_index (feature->shape.points, PoskoLonLat, i), place;
      if (!(crs->kind == CRS_UTM ? posko_utm_to_degrees (crs->zone, crs->south, point->lon, point->lat, &place)
                                 : mercator_to_degrees (point->lon, point->lat, &place)))
        return FALSE;
      *point = place;
    }
  return TRUE;
}

static void
swap (PoskoFeature *feature)
{
  for (guint i = 0; i < feature->shape.points->len; i++)
    {
      PoskoLonLat *point = &g_array_index (feature->shape.points, PoskoLonLat, i);
      *point = (PoskoLonLat) { point->lat, point->lon };
    }
}

typedef struct
{
  const PoskoBoundaryReading *reading;
  PoskoFaultTeller *teller;
  Crs crs;
  gboolean all_swapped;
} Placing;

static void
tell_swapped (const Placing *self, const PoskoFeature *feature, gboolean is_error)
{
  posko_fault_tell (self->teller, is_error, "geojson-swapped", feature, 0, NULL, _ ("latitude before longitude"),
                    _ ("[longitude, latitude], as RFC 7946 says"),
                    is_error ? _ ("swap the coordinates of the whole file") : _ ("nothing: the coordinates were swapped"));
}

/* Returns: whether the feature is where it should be, or was put there */
static gboolean
place_feature (PoskoFeature *feature, gpointer user_data)
{
  const Placing *self = user_data;
  const Numbers numbers = numbers_of (feature);
  const gboolean may_swap = self->reading->as_found && self->reading->repair;

  if (numbers == NUMBERS_DEGREES)
    return TRUE;
  if (numbers == NUMBERS_SWAPPED)
    {
      if (!self->all_swapped)
        tell_swapped (self, feature, !may_swap);
      if (may_swap)
        swap (feature);
      return may_swap;
    }
  if (self->reading->as_found && (self->crs.kind == CRS_UTM || self->crs.kind == CRS_WEB_MERCATOR) && convert (feature, &self->crs))
    return TRUE;
  posko_fault_tell (self->teller, TRUE, "geojson-range", feature, 0, NULL, _ ("coordinates that are no degrees"),
                    _ ("longitude -180..180 and latitude -90..90, WGS 84"), _ ("export the layer as EPSG:4326"));
  return FALSE;
}

gboolean
posko_boundary_place (GPtrArray *features, const PoskoBoundaryReading *reading, const char *crs, PoskoFaultTeller *teller)
{
  Placing placing = { .reading = reading, .teller = teller, .crs = crs_of (crs) };
  guint n[NUMBERS_OTHER + 1] = { 0 };

  for (guint i = 0; i < features->len; i++)
    n[numbers_of (features->pdata[i])]++;
  if (reading->as_found && n[NUMBERS_OTHER] > 0 && placing.crs.kind == CRS_OTHER)
    {
      posko_fault_tell (teller, TRUE, "geojson-crs", NULL, 0, NULL, crs, _ ("degrees, or metres of UTM or Web Mercator"),
                        _ ("export the layer as EPSG:4326"));
      return FALSE;
    }
  if (reading->as_found && n[NUMBERS_OTHER] > 0 && placing.crs.kind > CRS_DEGREES_ALIKE)
    posko_fault_tell (teller, FALSE, "geojson-crs", NULL, 0, NULL, crs, NULL, _ ("nothing: the coordinates were turned to degrees"));
  if (reading->as_found && placing.crs.kind == CRS_DEGREES_ALIKE)
    posko_fault_tell (teller, FALSE, "geojson-datum", NULL, 0, NULL, crs, NULL, _ ("nothing: these degrees are those of WGS 84 within a metre, and are taken for them"));
  placing.all_swapped = reading->as_found && n[NUMBERS_SWAPPED] > 0 && n[NUMBERS_SWAPPED] == features->len;
  if (placing.all_swapped)
    tell_swapped (&placing, NULL, !reading->repair);
  posko_features_filter (features, place_feature, &placing);
  return TRUE;
}
