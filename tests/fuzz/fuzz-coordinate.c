/* fuzz-coordinate.c: any bytes as a cell with a coordinate, a zone, a name or a code: what is read lies on the earth,
 * and blanks round it change nothing. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "coordinate.h"
#include "place-names.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
hold (gboolean sound)
{
  if (!sound)
    abort ();
}

static void
try_angle (const char *text, const char *padded)
{
  PoskoAngle point, comma, again;
  const gboolean read = posko_coordinate_read_angle (text, '.', &point);

  /* The mark that is tried first decides nothing. */
  hold (posko_coordinate_read_angle (text, ',', &comma) == read);
  if (!read)
    return;
  hold (isfinite (point.degrees) && fabs (point.degrees) <= (point.axis == POSKO_AXIS_LAT ? 90 : 180));
  hold (comma.degrees == point.degrees && comma.axis == point.axis && comma.form == point.form);
  hold (posko_coordinate_read_angle (padded, '.', &again) && again.degrees == point.degrees);
}

static void
try_pair (const char *text, const char *padded)
{
  PoskoCoordinatePair pair, again;
  PoskoCoordinateUtm utm;
  PoskoHemisphere hemisphere;
  guint zone;

  if (posko_coordinate_read_pair (text, &pair))
    {
      hold (fabs (pair.place.lon) <= 180.001 && fabs (pair.place.lat) <= (pair.axes_known ? 90 : 180));
      hold (posko_coordinate_read_pair (padded, &again) && again.place.lat == pair.place.lat
            && again.place.lon == pair.place.lon);
    }
  if (posko_coordinate_read_utm (text, &utm))
    hold (utm.easting >= 100000 && utm.easting <= 900000 && utm.northing >= 0 && utm.northing <= 10000000);
  if (posko_coordinate_read_zone (text, &zone, &hemisphere))
    hold (zone >= 46 && zone <= 54);
}

static void
try_name (const char *text)
{
  g_autofree char *key = posko_place_name_key (text);
  g_autofree char *upper = g_ascii_strup (text, -1);
  g_autofree char *upper_key = posko_place_name_key (upper);

  hold (g_utf8_validate (key, -1, NULL));
  hold (strcmp (key, upper_key) == 0);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  g_autofree char *padded = g_strconcat (" ", text, "\t", NULL);

  try_angle (text, padded);
  /* Padding may take a text over the limit of its length. */
  if (strlen (padded) <= 256)
    try_pair (text, padded);
  try_name (text);
  return 0;
}
