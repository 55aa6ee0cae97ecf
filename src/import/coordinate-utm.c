/* coordinate-utm.c: metres of UTM and their zone as offices write them; see coordinate.h.
 *
 * The words about the numbers decide nothing but their order; what is easting and what is northing is held against
 * their ranges. O(length).
 */
#include <string.h>

#include "coordinate-private.h"
#include "number.h"
#include "utm.h"

#define FIRST_ZONE 46u /* of Indonesia */
#define LAST_ZONE 54u
#define BETWEEN 5000000.0 /* metres: Indonesia's northings are under 700 km in the north, over 8,700 km in the south   \
                           */

typedef enum
{
  WORD_NOISE = 1 << 0,
  WORD_ZONE = 1 << 1,     /* says that a zone follows */
  WORD_EAST = 1 << 2,     /* of an easting */
  WORD_NORTH = 1 << 3,    /* of a northing */
  WORD_SOUTH_OF = 1 << 4, /* of a northing, and south: Google Earth's "m S" */
  WORD_IS_SOUTH = 1 << 5, /* behind a zone */
  WORD_IS_NORTH = 1 << 6,
  WORD_METRES = 1 << 7,
  WORD_EPSG = 1 << 8,
} WordUse;

static guint
word_uses (const char *word)
{
  static const struct
  {
    const char *word;
    guint uses;
  } words[] = {
    { "UTM", WORD_NOISE },
    { "WGS", WORD_NOISE },
    { "DATUM", WORD_NOISE },
    { "KOORDINAT", WORD_NOISE },
    { "DGN", WORD_NOISE },
    { "ZONA", WORD_ZONE },
    { "ZONE", WORD_ZONE },
    { "EPSG", WORD_EPSG },
    { "M", WORD_METRES | WORD_IS_SOUTH },
    { "L", WORD_IS_SOUTH },
    { "LS", WORD_IS_SOUTH },
    { "S", WORD_IS_SOUTH | WORD_SOUTH_OF },
    { "SELATAN", WORD_IS_SOUTH | WORD_SOUTH_OF },
    { "SOUTH", WORD_IS_SOUTH | WORD_SOUTH_OF },
    { "MS", WORD_SOUTH_OF },
    { "N", WORD_IS_NORTH | WORD_NORTH },
    { "U", WORD_IS_NORTH | WORD_NORTH },
    { "LU", WORD_IS_NORTH },
    { "UTARA", WORD_IS_NORTH | WORD_NORTH },
    { "NORTH", WORD_IS_NORTH | WORD_NORTH },
    { "MN", WORD_NORTH },
    { "MU", WORD_NORTH },
    { "Y", WORD_NORTH },
    { "NORTHING", WORD_NORTH },
    { "X", WORD_EAST },
    { "E", WORD_EAST },
    { "T", WORD_EAST },
    { "ME", WORD_EAST },
    { "MT", WORD_EAST },
    { "EAST", WORD_EAST },
    { "TIMUR", WORD_EAST },
    { "EASTING", WORD_EAST },
  };
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (words[i].word, word) == 0)
      return words[i].uses;
  return 0;
}

typedef struct
{
  const PoskoCoordinateToken *at, *end;
  PoskoCoordinateUtm utm;
  gdouble metres[2];
  guint n_metres;
  char order[2]; /* 'e' and 'n' as the words say */
  guint n_order;
  gboolean south_of;
} Reading;

/* Reads a number with thousands in groups of three and one decimal mark. A single mark is a thousands mark where the
 * number would else be too small for metres: 612.345 is no easting of 612 m. */
static gboolean
read_metres (const PoskoCoordinateToken *token, gdouble *metres)
{
  char copy[32];
  gsize n = 0, digits = 0, groups = 0;
  const char *decimal = NULL;
  const char *const end = token->text + token->length;

  if (token->length >= sizeof copy)
    return FALSE;
  for (const char *at = token->text; at < end; at++)
    if (!g_ascii_isdigit (*at) && memchr (at + 1, *at, (gsize) (end - at - 1)) == NULL)
      decimal = at; /* the last mark, unless it came before too */
  if (decimal != NULL && memchr (token->text, *decimal, (gsize) (decimal - token->text)) != NULL)
    decimal = NULL;
  if (decimal != NULL && end - decimal == 4 && decimal - token->text <= 3)
    decimal = NULL;
  for (const char *at = token->text; at < end; at++)
    if (g_ascii_isdigit (*at))
      {
        copy[n++] = *at;
        digits++;
      }
    else
      {
        if (groups > 0 ? digits != 3 : at != decimal && digits > 3)
          return FALSE;
        groups += at != decimal;
        if (at == decimal)
          {
            copy[n++] = '.';
            groups = 0;
          }
        digits = 0;
      }
  return !(groups > 0 && digits != 3) && posko_number_read_decimal (copy, n, '.', metres);
}

/* Reads the hemisphere behind a zone; a word that may also belong to the next number stays when it does not stand at
 * the zone's side. */
static gboolean
read_zone_letter (Reading *self)
{
  guint uses = self->at < self->end && self->at->kind == POSKO_TOKEN_WORD ? word_uses (self->at->word) : 0;

  if ((uses & (WORD_IS_SOUTH | WORD_IS_NORTH)) == 0)
    return TRUE;
  self->utm.hemisphere = (uses & WORD_IS_SOUTH) != 0 ? POSKO_HEMISPHERE_SOUTH : POSKO_HEMISPHERE_NORTH;
  self->at++;
  return TRUE;
}

static gboolean
read_number (Reading *self)
{
  const PoskoCoordinateToken *const token = self->at++;
  gint64 zone;

  if (token->length > 2)
    return self->n_metres < 2 && read_metres (token, &self->metres[self->n_metres++]);
  if (self->utm.zone != 0 || !posko_number_read_integer (token->text, token->length, &zone) || zone < FIRST_ZONE
      || zone > LAST_ZONE)
    return FALSE;
  self->utm.zone = (guint) zone;
  return read_zone_letter (self);
}

/* EPSG:32748 is WGS 84 / UTM 48 south, 326zz the north. */
static gboolean
read_epsg (Reading *self)
{
  gint64 code;

  while (self->at < self->end && (self->at->kind == POSKO_TOKEN_COLON || self->at->kind == POSKO_TOKEN_JOINT))
    self->at++;
  if (self->utm.zone != 0 || self->at == self->end || self->at->kind != POSKO_TOKEN_NUMBER
      || !posko_number_read_integer (self->at->text, self->at->length, &code))
    return FALSE;
  self->at++;
  self->utm.hemisphere = code / 100 == 327 ? POSKO_HEMISPHERE_SOUTH : POSKO_HEMISPHERE_NORTH;
  self->utm.zone = (guint) (code % 100);
  return (code / 100 == 326 || code / 100 == 327) && self->utm.zone >= FIRST_ZONE && self->utm.zone <= LAST_ZONE;
}

static gboolean
read_word (Reading *self)
{
  const PoskoCoordinateToken *const token = self->at++;
  const guint uses = word_uses (token->word);
  char axis = '\0';

  if ((uses & WORD_NOISE) != 0)
    {
      /* "WGS 84", "DGN95" */
      self->at += self->at < self->end && self->at->kind == POSKO_TOKEN_NUMBER && *token->word != 'U'
                  && self->at->length == 2;
      return TRUE;
    }
  if ((uses & WORD_EPSG) != 0)
    return read_epsg (self);
  if ((uses & (WORD_ZONE | WORD_METRES)) != 0)
    return TRUE;
  if ((uses & WORD_EAST) != 0)
    axis = 'e';
  else if ((uses & (WORD_NORTH | WORD_SOUTH_OF)) != 0)
    axis = 'n';
  self->south_of |= (uses & WORD_SOUTH_OF) != 0;
  /* "X= 612345 mE": one number may be named on both sides. */
  if (axis != '\0' && self->n_order > 0 && self->order[self->n_order - 1] == axis)
    return TRUE;
  if (axis == '\0' || self->n_order == 2)
    return FALSE;
  self->order[self->n_order++] = axis;
  return TRUE;
}

static gboolean
read_tokens (Reading *self)
{
  while (self->at < self->end)
    switch (self->at->kind)
      {
      case POSKO_TOKEN_NUMBER:
        if (!read_number (self))
          return FALSE;
        break;
      case POSKO_TOKEN_WORD:
        if (!read_word (self))
          return FALSE;
        break;
      case POSKO_TOKEN_SEPARATOR:
      case POSKO_TOKEN_COLON:
        self->at++;
        break;
      default:
        return FALSE;
      }
  return TRUE;
}

static gboolean
read_utm (const char *plain, PoskoCoordinateCommas commas, PoskoCoordinateUtm *utm)
{
  PoskoCoordinateTokens tokens;
  Reading reading = { .at = tokens.tokens };
  gboolean northing_first;

  if (!posko_coordinate_tokens (plain, commas, &tokens))
    return FALSE;
  reading.end = tokens.tokens + tokens.n;
  if (!read_tokens (&reading) || reading.n_metres != 2 || reading.n_order == 1)
    return FALSE;
  if (reading.south_of)
    {
      if (reading.utm.hemisphere == POSKO_HEMISPHERE_NORTH)
        return FALSE;
      reading.utm.hemisphere = POSKO_HEMISPHERE_SOUTH;
    }
  northing_first = reading.n_order == 2 && reading.order[0] == 'n';
  *utm = reading.utm;
  utm->easting = reading.metres[northing_first];
  utm->northing = reading.metres[!northing_first];
  return utm->easting >= 100000 && utm->easting <= 900000 && utm->northing <= 10000000;
}

gboolean
posko_coordinate_read_utm (const char *text, PoskoCoordinateUtm *utm)
{
  char plain[POSKO_COORDINATE_MAX_TEXT + 1];
  PoskoCoordinateUtm all;
  gboolean points;

  if (!posko_coordinate_plain (text, plain))
    return FALSE;
  points = read_utm (plain, POSKO_METRES_POINTS, utm);
  if (strchr (plain, ',') == NULL || !read_utm (plain, POSKO_METRES_ALL, &all))
    return points;
  if (points)
    return all.easting == utm->easting && all.northing == utm->northing;
  *utm = all;
  return TRUE;
}

gboolean
posko_coordinate_read_zone (const char *text, guint *zone, PoskoHemisphere *hemisphere)
{
  char plain[POSKO_COORDINATE_MAX_TEXT + 1];
  PoskoCoordinateTokens tokens;
  Reading reading = { .at = tokens.tokens };

  if (!posko_coordinate_plain (text, plain) || !posko_coordinate_tokens (plain, POSKO_METRES_POINTS, &tokens))
    return FALSE;
  reading.end = tokens.tokens + tokens.n;
  if (!read_tokens (&reading) || reading.n_metres > 0 || reading.n_order > 0 || reading.utm.zone == 0)
    return FALSE;
  *zone = reading.utm.zone;
  *hemisphere = reading.utm.hemisphere;
  return TRUE;
}

gboolean
posko_coordinate_is_south (PoskoHemisphere hemisphere, gdouble northing)
{
  return hemisphere == POSKO_HEMISPHERE_SOUTH || (hemisphere == POSKO_HEMISPHERE_UNKNOWN && northing > BETWEEN);
}

gboolean
posko_coordinate_from_utm (const PoskoCoordinateUtm *utm, PoskoLonLat *place)
{
  const gboolean south = posko_coordinate_is_south (utm->hemisphere, utm->northing);
  return posko_utm_to_degrees (utm->zone, south, utm->easting, utm->northing, place);
}
