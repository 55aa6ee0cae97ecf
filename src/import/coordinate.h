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
 * @decimal: '.' or ',': the column's decimal mark, used where a text of one number allows two readings; a text of degrees, minutes and
 *   seconds takes either
 *
 * Minutes and seconds are 0 .. <60, degrees at most 180; a sign and a hemisphere that contradict each other are refused.
 *
 * Returns: whether all of @text is one angle
 */
gboolean posko_coordinate_read_angle (const char *text, char decimal, PoskoAngle *angle);

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
 * A shortened link (goo.gl, maps.app.goo.gl) holds no place: refused.
 *
 * Returns: whether all of @text is one place
 */
gboolean posko_coordinate_read_pair (const char *text, PoskoCoordinatePair *pair);

/** Reads a UTM zone: "48S", "48 M", "51", "Zona 50 Selatan", "EPSG:32748"; @south: from the letter (band C–M and S are south; N alone is north), @zone 46 .. 54 */
gboolean posko_coordinate_read_zone (const char *text, guint *zone, gboolean *south);

G_END_DECLS
