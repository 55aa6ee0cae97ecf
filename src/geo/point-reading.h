/* point-reading.h: the other ways in which two numbers may have been meant as a place: exchanged, without the minus, without decimal points. */
#pragma once
#include "point.h"
G_BEGIN_DECLS

/* In the order in which they are tried: the commonest slip first. */
typedef enum
{
  POSKO_READING_SWAPPED,
  POSKO_READING_MINUS,
  POSKO_READING_SWAPPED_MINUS,
  POSKO_READING_POINT, /* of whole numbers: decimal points that a spreadsheet took for thousands */
  POSKO_N_READINGS,
} PoskoPointReading;

/** Returns: @place as it stands in another reading; perhaps no place on the earth */
PoskoLonLat posko_point_read_as (PoskoLonLat place, PoskoPointReading reading);

/** Returns: (transfer none): what a log calls it: "coordinate-swapped", "coordinate-minus", "coordinate-swapped-minus", "coordinate-point" */
const char *posko_point_reading_code (PoskoPointReading reading);

/** Returns: whether both are degrees that exist */
gboolean posko_point_is_on_earth (PoskoLonLat place);

G_END_DECLS
