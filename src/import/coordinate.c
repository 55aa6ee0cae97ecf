/* coordinate.c: angles and pairs of angles; see coordinate.h.
 *
 * A grammar over the tokens of coordinate-token.c:
 *
 *   pair  = [noise] ["("] angle [separator] angle [")"]
 *   angle = {axis} [sign] number [mark] [number [mark] [number [mark]]] {axis}
 *   axis  = (hemisphere | label) [":"]
 *
 * Where one angle ends and the next begins is tried at every token: a text is taken when exactly one place comes out of
 * all tries, with commas as separators and as decimal marks; two different places are two readings, and refused.
 * O(tokens²), at most 48.
 */
#include "coordinate.h"

#include <math.h>
#include <string.h>

#include "coordinate-private.h"
#include "number.h"

#define BLANKS " \t\r\n"

typedef struct
{
  const char *word;
  PoskoAxis axis;
  gint sign; /* 0 for a label, which says nothing of the hemisphere */
} AxisWord;

/* A lone B is no word here: it begins both "bujur" and "barat". */
static const AxisWord axis_words[] = {
  { "S", POSKO_AXIS_LAT, -1 },     { "LS", POSKO_AXIS_LAT, -1 },       { "SELATAN", POSKO_AXIS_LAT, -1 },
  { "SOUTH", POSKO_AXIS_LAT, -1 }, { "N", POSKO_AXIS_LAT, 1 },         { "U", POSKO_AXIS_LAT, 1 },
  { "LU", POSKO_AXIS_LAT, 1 },     { "UTARA", POSKO_AXIS_LAT, 1 },     { "NORTH", POSKO_AXIS_LAT, 1 },
  { "E", POSKO_AXIS_LON, 1 },      { "T", POSKO_AXIS_LON, 1 },         { "BT", POSKO_AXIS_LON, 1 },
  { "TIMUR", POSKO_AXIS_LON, 1 },  { "EAST", POSKO_AXIS_LON, 1 },      { "W", POSKO_AXIS_LON, -1 },
  { "BB", POSKO_AXIS_LON, -1 },    { "BARAT", POSKO_AXIS_LON, -1 },    { "WEST", POSKO_AXIS_LON, -1 },
  { "LAT", POSKO_AXIS_LAT, 0 },    { "LATITUDE", POSKO_AXIS_LAT, 0 },  { "LINTANG", POSKO_AXIS_LAT, 0 },
  { "Y", POSKO_AXIS_LAT, 0 },      { "LON", POSKO_AXIS_LON, 0 },       { "LONG", POSKO_AXIS_LON, 0 },
  { "LNG", POSKO_AXIS_LON, 0 },    { "LONGITUDE", POSKO_AXIS_LON, 0 }, { "BUJUR", POSKO_AXIS_LON, 0 },
  { "X", POSKO_AXIS_LON, 0 },
};

typedef struct
{
  const PoskoCoordinateToken *at, *end;
  PoskoAxis axis;
  gint sign, hemisphere;
  gdouble parts[3];
  guint n_parts;
  gboolean marked, hyphens;
} Reading;

/* Reads hemispheres and labels, which may follow each other ("Lintang Selatan") but not contradict. */
static gboolean
read_axis (Reading *self)
{
  for (; self->at < self->end && self->at->kind == POSKO_TOKEN_WORD; self->at++)
    {
      const AxisWord *found = NULL;
      for (guint i = 0; i < G_N_ELEMENTS (axis_words) && found == NULL; i++)
        if (strcmp (axis_words[i].word, self->at->word) == 0)
          found = &axis_words[i];
      if (found == NULL || (self->axis != POSKO_AXIS_UNKNOWN && self->axis != found->axis)
          || (found->sign != 0 && self->hemisphere != 0))
        return FALSE;
      self->axis = found->axis;
      if (found->sign != 0)
        self->hemisphere = found->sign;
      if (self->at + 1 < self->end && self->at[1].kind == POSKO_TOKEN_COLON)
        self->at++;
    }
  return TRUE;
}

static gboolean
read_value (const PoskoCoordinateToken *token, gdouble *value)
{
  const char mark = memchr (token->text, ',', token->length) != NULL ? ',' : '.';
  return posko_number_read_decimal (token->text, token->length, mark, value);
}

/* Reads degrees, minutes and seconds; only the last may have a fraction, and each mark must be its own. */
static gboolean
read_parts (Reading *self)
{
  gboolean more = TRUE;

  while (more && self->n_parts < 3 && self->at < self->end && self->at->kind == POSKO_TOKEN_NUMBER)
    {
      const PoskoCoordinateToken *const number = self->at++;
      const guint part = self->n_parts++;
      if (!read_value (number, &self->parts[part]))
        return FALSE;
      more = memchr (number->text, '.', number->length) == NULL && memchr (number->text, ',', number->length) == NULL;
      if (self->at == self->end)
        break;
      if (self->at->kind == POSKO_TOKEN_JOINT)
        {
          self->hyphens |= *self->at->text == '-';
          if (!more || part == 2 || self->at + 1 == self->end || self->at[1].kind != POSKO_TOKEN_NUMBER)
            return FALSE;
          self->at++;
        }
      else if (self->at->kind >= POSKO_TOKEN_DEGREE && self->at->kind <= POSKO_TOKEN_SECOND)
        {
          if ((guint) (self->at->kind - POSKO_TOKEN_DEGREE) != part)
            return FALSE;
          self->marked = TRUE;
          self->at++;
        }
    }
  return self->n_parts > 0;
}

/* Reads all of the tokens as one angle. */
static gboolean
read_angle (Reading *self, PoskoAngle *angle)
{
  gdouble degrees;

  if (!read_axis (self))
    return FALSE;
  if (self->at < self->end && (self->at->kind == POSKO_TOKEN_PLUS || self->at->kind == POSKO_TOKEN_MINUS))
    self->sign = self->at++->kind == POSKO_TOKEN_PLUS ? 1 : -1;
  if (!read_parts (self))
    return FALSE;
  /* Behind the number stands a hemisphere, with or without a label; a label alone is somebody else's. */
  if (self->at < self->end && (!read_axis (self) || self->at != self->end || self->hemisphere == 0))
    return FALSE;
  /* 2-07-51 without a hemisphere may as well be a date or a number. */
  if ((self->sign != 0 && self->hemisphere != 0 && self->sign != self->hemisphere)
      || (self->hyphens && self->hemisphere == 0))
    return FALSE;
  degrees = self->parts[0] + (self->parts[1] + self->parts[2] / 60) / 60;
  if (self->parts[1] >= 60 || self->parts[2] >= 60 || degrees > (self->axis == POSKO_AXIS_LAT ? 90 : 180))
    return FALSE;
  angle->degrees = self->sign < 0 || self->hemisphere < 0 ? -degrees : degrees;
  angle->axis = self->axis;
  angle->form = (PoskoCoordinateForm) (POSKO_COORDINATE_DECIMAL + self->n_parts - 1);
  return TRUE;
}

/* Reads a bare number: most cells are one. An exponent has a sign, as spreadsheets write it: "106E5" is a slip. */
static gboolean
read_bare (const char *text, gsize length, char mark, gdouble *degrees)
{
  const char *exponent;

  while (length > 0 && strchr (BLANKS, *text) != NULL)
    text++, length--;
  while (length > 0 && strchr (BLANKS, text[length - 1]) != NULL)
    length--;
  if (!posko_number_read_decimal (text, length, mark, degrees) || !(fabs (*degrees) <= 180))
    return FALSE;
  exponent = memchr (text, 'e', length);
  if (exponent == NULL)
    exponent = memchr (text, 'E', length);
  return exponent == NULL || exponent[1] == '-' || exponent[1] == '+';
}

static gboolean
read_angle_of (const char *plain, PoskoAngle *angle)
{
  PoskoCoordinateTokens tokens;
  return posko_coordinate_tokens (plain, POSKO_COMMAS_DECIMAL, &tokens)
         && read_angle (&(Reading){ .at = tokens.tokens, .end = tokens.tokens + tokens.n }, angle);
}

gboolean
posko_coordinate_read_angle (const char *text, char decimal, PoskoAngle *angle)
{
  char plain[POSKO_COORDINATE_MAX_TEXT + 1];
  const gsize length = strlen (text);
  const char other = decimal == '.' ? ',' : '.';

  angle->axis = POSKO_AXIS_UNKNOWN;
  angle->form = POSKO_COORDINATE_DECIMAL;
  if (read_bare (text, length, decimal, &angle->degrees) || read_bare (text, length, other, &angle->degrees))
    return TRUE;
  return posko_coordinate_plain (text, plain) && read_angle_of (plain, angle);
}

/* Puts two angles together; %FALSE when both are of one axis, or the one that must be the latitude is none. */
static gboolean
join (const PoskoAngle *first, const PoskoAngle *second, gboolean lon_first, PoskoCoordinatePair *pair)
{
  const gboolean known = lon_first || first->axis != POSKO_AXIS_UNKNOWN || second->axis != POSKO_AXIS_UNKNOWN;
  const gboolean swapped = lon_first || first->axis == POSKO_AXIS_LON || second->axis == POSKO_AXIS_LAT;
  const PoskoAngle *const lat = swapped ? second : first, *const lon = swapped ? first : second;

  if (lat->axis == POSKO_AXIS_LON || lon->axis == POSKO_AXIS_LAT || (known && fabs (lat->degrees) > 90))
    return FALSE;
  pair->place = (PoskoLonLat){ lon->degrees, lat->degrees };
  pair->axes_known = known;
  pair->form = MAX (lat->form, lon->form);
  return TRUE;
}

/* Whether two angles with no more than a blank between them are two beyond doubt. */
static gboolean
is_sure (const PoskoCoordinateToken *border, const Reading *first, const Reading *second)
{
  const gboolean marked = first->marked && second->marked;

  /* "0x10" and "1.06E2" are no pairs: without a blank, both must say what they are. */
  if (border->blank == 0)
    return marked || (first->axis != POSKO_AXIS_UNKNOWN && second->axis != POSKO_AXIS_UNKNOWN)
           || border->kind == POSKO_TOKEN_PLUS || border->kind == POSKO_TOKEN_MINUS;
  /* "2 07 106 05": as many numbers for the one as for the other. */
  return marked || first->axis != POSKO_AXIS_UNKNOWN || second->axis != POSKO_AXIS_UNKNOWN
         || first->n_parts == second->n_parts;
}

/* Reads the tokens before and after @k, or round it when it separates. @strong: out: whether something parts them more
 * than a blank */
static gboolean
read_split (const PoskoCoordinateToken *at, guint n, guint k, gboolean lon_first, gboolean *strong,
            PoskoCoordinatePair *pair)
{
  const gboolean separated = at[k].kind == POSKO_TOKEN_SEPARATOR;
  Reading readings[2] = { { .at = at, .end = at + k }, { .at = at + k + separated, .end = at + n } };
  PoskoAngle angles[2];

  *strong = separated || at[k].blank == 2;
  if (!read_angle (&readings[0], &angles[0]) || !read_angle (&readings[1], &angles[1]))
    return FALSE;
  if (!*strong && !is_sure (&at[k], &readings[0], &readings[1]))
    return FALSE;
  return join (&angles[0], &angles[1], lon_first, pair);
}

static gboolean
same_place (const PoskoCoordinatePair *a, const PoskoCoordinatePair *b)
{
  return a->place.lon == b->place.lon && a->place.lat == b->place.lat;
}

/* Tries every split; a strong one that reads well goes before all weak ones. */
static gboolean
read_splits (const PoskoCoordinateToken *at, guint n, gboolean lon_first, PoskoCoordinatePair *pair)
{
  PoskoCoordinatePair found[2];
  guint n_found[2] = { 0, 0 };

  for (guint k = 1; k < n; k++)
    {
      PoskoCoordinatePair trial;
      gboolean strong;
      if (!read_split (at, n, k, lon_first, &strong, &trial))
        continue;
      if (n_found[strong] == 0 || !same_place (&found[strong], &trial))
        n_found[strong]++;
      found[strong] = trial;
    }
  *pair = found[n_found[1] > 0];
  return n_found[n_found[1] > 0] == 1;
}

/* "Koordinat: ( … )", "POINT (lon lat)" */
static gboolean
read_pair_tokens (const PoskoCoordinateTokens *tokens, PoskoCoordinatePair *pair)
{
  static const char *const noise[]
      = { "KOORDINAT", "COORDINATE", "COORDINATES", "TITIK", "GPS", "LOKASI", "LOCATION", "POSISI", NULL };
  const PoskoCoordinateToken *at = tokens->tokens, *end = at + tokens->n;
  gboolean point = FALSE;

  for (; at < end && at->kind == POSKO_TOKEN_WORD && g_strv_contains (noise, at->word); at++)
    if (at + 1 < end && at[1].kind == POSKO_TOKEN_COLON)
      at++;
  if (at < end && at->kind == POSKO_TOKEN_WORD && strcmp (at->word, "POINT") == 0)
    {
      point = TRUE;
      at++;
    }
  if (end - at > 2 && at->kind == POSKO_TOKEN_OPEN && end[-1].kind == POSKO_TOKEN_CLOSE)
    at++, end--;
  return end > at && read_splits (at, (guint) (end - at), point, pair);
}

gboolean
posko_coordinate_read_degrees (const char *plain, PoskoCoordinatePair *pair)
{
  PoskoCoordinateTokens tokens;
  PoskoCoordinatePair decimal;
  PoskoAngle angle;
  gboolean separate
      = posko_coordinate_tokens (plain, POSKO_COMMAS_SEPARATE, &tokens) && read_pair_tokens (&tokens, pair);

  if (strchr (plain, ',') == NULL)
    return separate;
  if (posko_coordinate_tokens (plain, POSKO_COMMAS_DECIMAL, &tokens) && read_pair_tokens (&tokens, &decimal))
    {
      if (separate)
        return same_place (pair, &decimal);
      *pair = decimal;
      return TRUE;
    }
  /* "-2,106" is rather one number. */
  return separate && !read_angle_of (plain, &angle);
}

/* "-2.1309, 106.12" with two points: most cells of one column are that. */
static gboolean
read_bare_pair (const char *text, PoskoCoordinatePair *pair)
{
  const char *const comma = strchr (text, ','), *const point = strchr (text, '.');

  if (comma == NULL || point == NULL || point > comma || strchr (comma, '.') == NULL
      || !read_bare (text, (gsize) (comma - text), '.', &pair->place.lat)
      || !read_bare (comma + 1, strlen (comma + 1), '.', &pair->place.lon))
    return FALSE;
  pair->axes_known = FALSE;
  pair->form = POSKO_COORDINATE_DECIMAL;
  return TRUE;
}

gboolean
posko_coordinate_read_pair (const char *text, PoskoCoordinatePair *pair)
{
  char plain[POSKO_COORDINATE_MAX_TEXT + 1];
  PoskoCoordinateUtm utm;

  if (read_bare_pair (text, pair))
    return TRUE;
  if (posko_coordinate_is_link (text))
    return posko_coordinate_read_link (text, pair);
  if (posko_coordinate_plain (text, plain) && posko_coordinate_read_degrees (plain, pair))
    return TRUE;
  pair->axes_known = TRUE;
  pair->form = POSKO_COORDINATE_UTM;
  return posko_coordinate_read_utm (text, &utm) && utm.zone != 0 && posko_coordinate_from_utm (&utm, &pair->place);
}

gint
posko_coordinate_read_side (const char *text, PoskoAxis axis)
{
  PoskoAngle angle;
  if (*text == '\0' || strlen (text) > 40 || strpbrk (text, "+-0123456789") != NULL)
    return 0;
  g_autofree char *one_degree = g_strconcat ("1 ", text, NULL);
  if (!posko_coordinate_read_angle (one_degree, '.', &angle) || angle.axis != axis)
    return 0;
  return angle.degrees < 0 ? -1 : 1;
}
