/* coordinate.h: a place as people write it, in one cell or two: decimal degrees, degrees-minutes(-seconds), pairs, map links, UTM.
 *
 * Pure text in, numbers out; whether they make sense for a city is locate.h's question. Spellings: docs/model.md section 15.3.
 */
#pragma once
#include "point.h"
G_BEGIN_DECLS

typedef enum
{
  POSKO_COORDINATE_DECIMAL, /* -2.1309  2,1309 LS  106.12° BT */
  POSKO_COORDINATE_MINUTES, /* 2°07.8562'S  -2°7,86' */
  POSKO_COORDINATE_SECONDS, /* 2°07'51.4"S  2 07 51.4 S  S 2º07’51.4” */
  POSKO_COORDINATE_LINK,    /* https://maps.google.com/?q=-2.1,106.1  …/@-2.1,106.1,17z  geo:-2.1,106.1  openstreetmap … #map= */
  POSKO_COORDINATE_UTM,     /* 48S 612345 9764321  48 M 612345 mE 9764321 mN */
} PoskoCoordinateForm;

typedef enum
{
  POSKO_AXIS_UNKNOWN,
  POSKO_AXIS_LAT, /* LS, LU, S, N, U, lintang */
  POSKO_AXIS_LON, /* BT, BB, E, W, T, bujur */
} PoskoAxis;

typedef struct
{
  gdouble degrees; /* signed: S, LS, W, BB and a minus are negative */
  PoskoAxis axis;  /* as the cell itself says */
  PoskoCoordinateForm form;
} PoskoAngle;

/**
 * posko_coordinate_read_angle:
 * @decimal: '.' or ',': the column's decimal mark, tried first; the other one is read too, as a thousands mark leaves no angle in range
 *
 * Minutes and seconds are 0 .. <60, degrees at most 180, a latitude at most 90; a sign and a hemisphere that contradict each other are refused.
 *
 * Returns: whether all of @text is one angle
 */
gboolean posko_coordinate_read_angle (const char *text, char decimal, PoskoAngle *angle);

/** Returns: 1 for a @text that says the north or east side of @axis alone (LU, N, BT, E), -1 for the other (LS, S, BB, W), 0 for anything else */
gint posko_coordinate_read_side (const char *text, PoskoAxis axis);

typedef struct
{
  PoskoLonLat place;        /* for a pair without axes: first number as lat, second as lon */
  gboolean axes_known;      /* hemispheres or the form say which is which */
  PoskoCoordinateForm form;
} PoskoCoordinatePair;

/**
 * posko_coordinate_read_pair:
 *
 * "lat, lon" with any of , ; / | blank or a line break between, in brackets, with decimal commas where the rest allows only one
 * reading ("-2,1309 106,12", "-2,1309; 106,12", "-2,1309, 106,12"), two angles in any spelling of the above, a link, or UTM with a zone.
 * A shortened link (goo.gl, maps.app.goo.gl) and a plus code (6P5FV4C9+5J) hold no place that can be read here: refused. So is a text
 * that two places fit ("2 07 10 06 05", "-2,13 45").
 *
 * A link's latitude over 90 is given as it stands, with @pair->axes_known %FALSE.
 *
 * Returns: whether all of @text is one place
 */
gboolean posko_coordinate_read_pair (const char *text, PoskoCoordinatePair *pair);

typedef enum
{
  POSKO_HEMISPHERE_UNKNOWN,
  POSKO_HEMISPHERE_NORTH,
  POSKO_HEMISPHERE_SOUTH,
} PoskoHemisphere;

typedef struct
{
  guint zone;                 /* 46 .. 54, Indonesia's; 0 when the cell does not say */
  PoskoHemisphere hemisphere;
  gdouble easting, northing;  /* metres */
} PoskoCoordinateUtm;

/**
 * posko_coordinate_read_utm:
 *
 * Both numbers in one cell, with or without a zone before or behind: "48S 612345 9764321", "48 M 612.345,67 mE 9.764.321 mN",
 * "X= 612345 Y= 9764321". Thousands points and decimal commas, or the English ones, where one reading gives an easting of 100,000 ..
 * 900,000 and a northing of at most 10,000,000.
 *
 * Returns: whether all of @text is that
 */
gboolean posko_coordinate_read_utm (const char *text, PoskoCoordinateUtm *utm);

/**
 * posko_coordinate_read_zone:
 *
 * "48S", "48 M", "51", "Zona 50 Selatan", "WGS 84 / UTM zone 48S", "EPSG:32748". Bands L and M, and S, which offices mean as "south" (the
 * band S lies north of 32° N), are south; N, U and "utara" north.
 *
 * Returns: whether all of @text is one zone of 46 .. 54
 */
gboolean posko_coordinate_read_zone (const char *text, guint *zone, PoskoHemisphere *hemisphere);

/** Returns: whether a northing counts from the south: by the hemisphere, or where that is unknown by the northing, as Indonesia lies near the equator */
gboolean posko_coordinate_is_south (PoskoHemisphere hemisphere, gdouble northing);

/** Turns @utm, with a zone, into degrees. Returns: %FALSE for metres out of the range of utm.h */
gboolean posko_coordinate_from_utm (const PoskoCoordinateUtm *utm, PoskoLonLat *place);

G_END_DECLS
