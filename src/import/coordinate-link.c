/* coordinate-link.c: the place that a map link holds; see coordinate.h.
 *
 * A link may hold several: the pin (!3d…!4d, q=, query=, destination=, mlat/mlon, a name in the path that is itself a
 * coordinate) goes before the middle of the map (ll=, center=, cp=, @, #map=). Understood: Google Maps, OpenStreetMap,
 * geo: (RFC 5870), Bing, Waze, Apple. Refused: shortened links, which hold nothing, and services that write the
 * longitude first under the same names (Yandex, 2GIS). O(length).
 */
#include <math.h>
#include <string.h>

#include "coordinate-private.h"
#include "number.h"

gboolean
posko_coordinate_is_link (const char *text)
{
  static const char *const beginnings[] = { "geo:", "www.", "maps.", "google.", "goo.gl", "google.navigation:" };

  while (g_ascii_isspace (*text))
    text++;
  if (!g_ascii_isalpha (*text))
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (beginnings); i++)
    if (g_ascii_strncasecmp (text, beginnings[i], strlen (beginnings[i])) == 0)
      return TRUE;
  return strstr (text, "://") != NULL;
}

/* Returns: (transfer full) (nullable): the part of a link with %2C and + turned back; NULL when it is not sound */
static char *
decode (const char *part, gsize length)
{
  g_autofree char *copy = NULL;

  if (length == 0 || length > POSKO_COORDINATE_MAX_TEXT * 3)
    return NULL;
  copy = g_strndup (part, length);
  /* In a link a plus is a blank; a sign would be %2B. */
  for (char *at = copy; *at != '\0'; at++)
    if (*at == '+')
      *at = ' ';
  return g_uri_unescape_string (copy, NULL);
}

/* Reads "lat,lon" in any spelling, "loc:lat,lon", "lat,lon(label)", "lat~lon". */
static gboolean
read_value (const char *value, gsize length, PoskoCoordinatePair *pair)
{
  static const char *const beginnings[] = { "loc:", "ll.", "point." };
  g_autofree char *text = decode (value, length);
  char plain[POSKO_COORDINATE_MAX_TEXT + 1];
  char *at = text, *label;

  if (text == NULL)
    return FALSE;
  for (guint i = 0; i < G_N_ELEMENTS (beginnings); i++)
    if (g_str_has_prefix (at, beginnings[i]))
      at += strlen (beginnings[i]);
  label = strchr (at, '(');
  if (label != NULL && label > at)
    *label = '\0';
  g_strdelimit (at, "~", ',');
  return posko_coordinate_plain (at, plain) && posko_coordinate_read_degrees (plain, pair);
}

/* Reads a number with a point; @end: out: what follows */
static gboolean
read_number (const char *text, const char **end, gdouble *value)
{
  const gsize length = strspn (text, "+-0123456789.");
  *end = text + length;
  return posko_number_read_decimal (text, length, '.', value) && fabs (*value) <= 180;
}

/* Reads "lat,lon" and whatever map view follows: ",17z", "/data=…", the end. */
static gboolean
read_view (const char *text, char comma, PoskoCoordinatePair *pair)
{
  const char *end;

  if (!read_number (text, &end, &pair->place.lat))
    return FALSE;
  if (*end == comma)
    end++;
  else if (g_ascii_strncasecmp (end, "%2C", 3) == 0)
    end += 3;
  else
    return FALSE;
  pair->form = POSKO_COORDINATE_DECIMAL;
  return read_number (end, &end, &pair->place.lon) && (*end == '\0' || strchr (",/&?#;%", *end) != NULL);
}

/* The value of a parameter, NULL when the link has none. */
static const char *
find_parameter (const char *link, const char *name, gsize *length)
{
  const gsize n = strlen (name);

  for (const char *at = strpbrk (link, "?&#:"); at != NULL; at = strpbrk (at + 1, "?&#:"))
    if (g_ascii_strncasecmp (at + 1, name, n) == 0 && at[n + 1] == '=')
      {
        const char *const value = at + n + 2;
        *length = strcspn (value, "&#");
        return value;
      }
  return NULL;
}

static gboolean
read_parameters (const char *link, const char *const *names, PoskoCoordinatePair *pair)
{
  for (guint i = 0; names[i] != NULL; i++)
    {
      gsize length;
      const char *const value = find_parameter (link, names[i], &length);
      if (value != NULL && read_value (value, length, pair))
        return TRUE;
    }
  return FALSE;
}

/* OpenStreetMap's marker. */
static gboolean
read_marker (const char *link, PoskoCoordinatePair *pair)
{
  gsize lat_length, lon_length;
  const char *const lat = find_parameter (link, "mlat", &lat_length), *const lon
                                                                      = find_parameter (link, "mlon", &lon_length);

  pair->form = POSKO_COORDINATE_DECIMAL;
  return lat != NULL && lon != NULL && posko_number_read_decimal (lat, lat_length, '.', &pair->place.lat)
         && posko_number_read_decimal (lon, lon_length, '.', &pair->place.lon) && fabs (pair->place.lat) <= 180
         && fabs (pair->place.lon) <= 180;
}

/* Google's pin !3d<lat>!4d<lon>; several that differ are a route, which is no place. */
static gboolean
read_pin (const char *link, guint *n, PoskoCoordinatePair *pair)
{
  *n = 0;
  for (const char *at = strstr (link, "!3d"); at != NULL; at = strstr (at + 3, "!3d"))
    {
      PoskoLonLat pin;
      const char *end;
      if (!read_number (at + 3, &end, &pin.lat) || !g_str_has_prefix (end, "!4d")
          || !read_number (end + 3, &end, &pin.lon))
        continue;
      if (*n == 0 || pin.lat != pair->place.lat || pin.lon != pair->place.lon)
        (*n)++;
      pair->place = pin;
      pair->form = POSKO_COORDINATE_DECIMAL;
    }
  return *n == 1;
}

/* A segment of the path that is a coordinate (…/place/2°07'51"S+106°…, …/dir/from/to): the last one, where a route
 * ends. */
static gboolean
read_path (const char *link, PoskoCoordinatePair *pair)
{
  const char *const end = link + strcspn (link, "?#");
  gboolean found = FALSE;

  for (const char *at = strchr (link, '/'); at != NULL && at < end; at = strchr (at + 1, '/'))
    {
      const gsize length = strcspn (at + 1, "/?#");
      PoskoCoordinatePair trial;
      if (at[1] != '@' && read_value (at + 1, length, &trial))
        {
          *pair = trial;
          found = TRUE;
        }
    }
  return found;
}

/* The middle of the map: @lat,lon,17z or #map=17/lat/lon */
static gboolean
read_middle (const char *link, PoskoCoordinatePair *pair)
{
  const char *const at = strchr (link, '@');
  const char *map = strstr (link, "#map=");

  if (at != NULL && read_view (at + 1, ',', pair))
    return TRUE;
  map = map != NULL ? strchr (map, '/') : NULL;
  return map != NULL && read_view (map + 1, '/', pair);
}

/* geo:lat,lon[,height][;u=…][?q=lat,lon(label)] */
static gboolean
read_geo (const char *link, PoskoCoordinatePair *pair)
{
  static const char *const names[] = { "q", NULL };
  const char *const crs = strstr (link, ";crs=");

  if (crs != NULL && g_ascii_strncasecmp (crs + 5, "wgs84", 5) != 0)
    return FALSE;
  return read_parameters (link, names, pair) || read_view (link + strlen ("geo:"), ',', pair);
}

static gboolean
read_any (const char *link, PoskoCoordinatePair *pair)
{
  static const char *const pins[] = { "q", "query", "destination", "daddr", "coordinate", "viewpoint", "to", NULL };
  static const char *const middles[] = { "ll", "center", "cp", NULL };
  guint n;

  if (read_pin (link, &n, pair))
    return TRUE;
  return n == 0
         && (read_parameters (link, pins, pair) || read_marker (link, pair) || read_path (link, pair)
             || read_parameters (link, middles, pair) || read_middle (link, pair));
}

/* Text round a link is not part of it; a blank after a comma is. */
static gboolean
is_whole (const char *link)
{
  for (const char *at = link; *at != '\0'; at++)
    if (g_ascii_isspace (*at) && at[-1] != ',')
      return FALSE;
  return TRUE;
}

gboolean
posko_coordinate_read_link (const char *text, PoskoCoordinatePair *pair)
{
  static const char *const others[] = { "yandex.", "2gis." };
  g_autofree char *link = NULL, *host = NULL;
  const char *scheme;
  gboolean found;

  if (strnlen (text, POSKO_COORDINATE_MAX_LINK + 1) > POSKO_COORDINATE_MAX_LINK || !g_utf8_validate (text, -1, NULL))
    return FALSE;
  link = g_strstrip (g_strdup (text));
  scheme = strstr (link, "://");
  if (!is_whole (link) || (scheme != NULL && strstr (scheme + 3, "://") != NULL))
    return FALSE;
  host = scheme != NULL ? g_ascii_strdown (scheme + 3, (gssize) strcspn (scheme + 3, "/?#")) : g_strdup ("");
  for (guint i = 0; i < G_N_ELEMENTS (others); i++)
    if (strstr (host, others[i]) != NULL)
      return FALSE;
  found = g_ascii_strncasecmp (link, "geo:", 4) == 0 ? read_geo (link, pair) : read_any (link, pair);
  pair->form = POSKO_COORDINATE_LINK;
  pair->axes_known = found && fabs (pair->place.lat) <= 90;
  return found;
}
