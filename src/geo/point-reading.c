/* point-reading.c: see point-reading.h; docs/model.md section 15.3. O(1). */
#include "point-reading.h"

#include <math.h>

/* How often @value must be divided by ten to be a degree. */
static guint
lost_digits (gdouble value, gdouble most)
{
  guint k = 0;
  for (; k < 12 && fabs (value) > most; k++)
    value /= 10;
  return k;
}

/* Gives a place of Indonesia back the decimal points of 106136212 and -2132683. Both cells mostly have as many decimals: those of the longitude,
   which are sure, are tried for the latitude first (-0.949 has fewer digits than it seems). */
static PoskoLonLat
restore_points (PoskoLonLat place)
{
  const guint k = lost_digits (place.lon, 141.5), least = lost_digits (place.lat, 11.5);
  return (PoskoLonLat) { place.lon / pow (10, k), place.lat / pow (10, MAX (k, least)) };
}

PoskoLonLat
posko_point_read_as (PoskoLonLat place, PoskoPointReading reading)
{
  switch (reading)
    {
    case POSKO_READING_SWAPPED:
      return (PoskoLonLat) { place.lat, place.lon };
    case POSKO_READING_MINUS:
      return (PoskoLonLat) { place.lon, -place.lat };
    case POSKO_READING_SWAPPED_MINUS:
      return (PoskoLonLat) { place.lat, -place.lon };
    case POSKO_READING_POINT:
      return restore_points (place);
    case POSKO_N_READINGS:
    default:
      g_return_val_if_reached (place);
    }
}

const char *
posko_point_reading_code (PoskoPointReading reading)
{
  static const char *const codes[POSKO_N_READINGS] = { "coordinate-swapped", "coordinate-minus", "coordinate-swapped-minus", "coordinate-point" };
  g_return_val_if_fail (reading < POSKO_N_READINGS, codes[0]);
  return codes[reading];
}

gboolean
posko_point_is_on_earth (PoskoLonLat place)
{
  return place.lon >= -180 && place.lon <= 180 && place.lat >= -90 && place.lat <= 90;
}
