/* import-places.c: coordinates held against the boundaries: which are right, which are right once swapped, negated or given back their
 * decimal point, and which are no use. docs/model.md section 15.3.
 *
 * All places are located at once; those outside are tried in each other reading, again at once. O(n log(areas · vertices)) for each
 * reading of those outside.
 */
#include <math.h>
#include <string.h>

#include "coordinate.h"
#include "i18n.h"
#include "import-private.h"
#include "utm.h"

#define CITY_PLACES 3u      /* so many places outside, and none inside, are another city's */
#define NEIGHBOUR_METRES 10000.0 /* another reading may put a place into a neighbour of its kecamatan, not across the country */
#define CENTRE_TPS 3u       /* so many TPS at one place, and all of their kelurahan, are at its centre */
#define FIRST_ZONE 46
#define LAST_ZONE 54        /* the zones of Indonesia */
#define ZONE_SAMPLE 500u    /* places that decide the zone of a file */

/* The readings of a place that lies outside, in the order in which they are tried. */
typedef enum
{
  READING_SWAPPED,
  READING_MINUS,
  READING_SWAPPED_MINUS,
  READING_POINT,
  N_READINGS,
} Reading;

static const char *const reading_codes[N_READINGS] = { "coordinate-swapped", "coordinate-minus", "coordinate-swapped-minus", "coordinate-point" };

static gboolean
has_place (const PoskoImporting *self, guint i)
{
  return !isnan (posko_importing_tps (self, i)->place.lat);
}

/* How often @value must be divided by ten to be a degree. */
static guint
lost_digits (gdouble value, gdouble most)
{
  guint k = 0;
  for (; k < 12 && fabs (value) > most; k++)
    value /= 10;
  return k;
}

/* Gives a place back the decimal points that a spreadsheet took for thousands: 106136212 and -2132683. Both cells mostly have as many decimals:
   those of the longitude, which are sure, are tried for the latitude first (-0.949 has fewer digits than it seems). */
static PoskoLonLat
restore_points (PoskoLonLat place)
{
  const guint k = lost_digits (place.lon, 141.5), least = lost_digits (place.lat, 11.5);
  return (PoskoLonLat) { place.lon / pow (10, k), place.lat / pow (10, MAX (k, least)) };
}

static PoskoLonLat
read_as (PoskoLonLat place, Reading reading)
{
  switch (reading)
    {
    case READING_SWAPPED:
      return (PoskoLonLat) { place.lat, place.lon };
    case READING_MINUS:
      return (PoskoLonLat) { place.lon, -place.lat };
    case READING_SWAPPED_MINUS:
      return (PoskoLonLat) { place.lat, -place.lon };
    case READING_POINT:
    default:
      return restore_points (place);
    }
}

static char *
place_text (PoskoLonLat place)
{
  return g_strdup_printf ("%.6f, %.6f", place.lat, place.lon);
}

/* How many of the places in metres lie in the city if they are of this zone. */
static gboolean
rate_zone (PoskoImporting *self, gint zone, const guint *indices, guint n, guint *inside, GError **error)
{
  g_autofree PoskoLonLat *points = g_new (PoskoLonLat, n);
  g_autofree guint *areas = g_new (guint, n);

  for (guint k = 0; k < n; k++)
    {
      const PoskoLonLat metres = posko_importing_tps (self, indices[k])->place;
      if (!posko_utm_to_degrees ((guint) ABS (zone), zone < 0, metres.lon, metres.lat, &points[k]))
        points[k] = (PoskoLonLat) { 0, 0 };
    }
  if (!posko_boundary_locate (self->params->kecamatan, points, n, areas, self->params->n_threads, self->cancellable, error))
    return FALSE;
  *inside = 0;
  for (guint k = 0; k < n; k++)
    *inside += areas[k] != POSKO_BOUNDARY_NONE;
  return TRUE;
}

/* The only zone of Indonesia that puts places of the file into the city; 0 when none or several do. */
static gboolean
find_zone (PoskoImporting *self, gint *zone, GError **error)
{
  g_autofree guint *indices = g_new (guint, ZONE_SAMPLE);
  guint n = 0, n_good = 0;

  for (guint i = 0; i < self->rows->len && n < ZONE_SAMPLE; i++)
    if (posko_importing_is_alive (self, i) && (posko_importing_row (self, i)->flags & POSKO_ROW_METRES) && posko_importing_row (self, i)->zone == 0)
      indices[n++] = i;
  *zone = 0;
  if (n == 0)
    return TRUE;
  for (gint number = FIRST_ZONE; number <= LAST_ZONE; number++)
    for (gint sign = -1; sign <= 1; sign += 2)
      {
        guint inside = 0;
        if (!rate_zone (self, sign * number, indices, n, &inside, error))
          return FALSE;
        if (inside * 2 > n)
          {
            *zone = sign * number;
            n_good++;
          }
      }
  if (n_good != 1)
    *zone = 0;
  else
    {
      g_autofree char *name = g_strdup_printf ("%d%c", ABS (*zone), *zone < 0 ? 'S' : 'N');
      posko_importing_tell_line (self, 0, POSKO_IMPORT_NOTE, "coordinate-zone", POSKO_ROLE_EASTING, NULL, name, NULL, NULL);
    }
  return TRUE;
}

/* UTM to degrees. */
static gboolean
convert_metres (PoskoImporting *self, GError **error)
{
  gint found;

  if (!find_zone (self, &found, error))
    return FALSE;
  for (guint i = 0; i < self->rows->len; i++)
    {
      PoskoImportRow *row = posko_importing_row (self, i);
      PoskoTps *tps = posko_importing_tps (self, i);
      if (!posko_importing_is_alive (self, i) || !(row->flags & POSKO_ROW_METRES))
        continue;
      const gint zone = row->zone != 0 ? row->zone : found;
      const PoskoLonLat metres = tps->place;
      g_autofree char *text = g_strdup_printf ("%.2f, %.2f", metres.lon, metres.lat);
      if (zone != 0 && posko_utm_to_degrees ((guint) ABS (zone), zone < 0, metres.lon, metres.lat, &tps->place))
        continue;
      tps->place = (PoskoLonLat) { (gdouble) NAN, (gdouble) NAN };
      row->flags |= POSKO_ROW_TOLD;
      posko_importing_tell (self, i, POSKO_IMPORT_MARKED, "coordinate-zone-unknown", POSKO_ROLE_EASTING, text, NULL, _ ("metres with their UTM zone"),
                            _ ("add a column with the zone (48S): as it stands the TPS is placed within its area"));
    }
  return TRUE;
}

/* Places that are metres, in columns of degrees: easting and northing under the names X and Y. */
static void
find_metres (PoskoImporting *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const PoskoLonLat place = posko_importing_tps (self, i)->place;
      if (place.lon >= 100000 && place.lon <= 900000 && place.lat >= 0 && place.lat <= 10000000 && place.lat > 1000)
        posko_importing_row (self, i)->flags |= POSKO_ROW_METRES;
    }
}

static gboolean
locate_all (PoskoImporting *self, guint *located, GError **error)
{
  const guint n = self->rows->len;
  g_autofree PoskoLonLat *points = g_new (PoskoLonLat, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    points[i] = has_place (self, i) ? posko_importing_tps (self, i)->place : (PoskoLonLat) { 0, 0 };
  return posko_boundary_locate (self->params->kecamatan, points, n, located, self->params->n_threads, self->cancellable, error);
}

/* Where each place outside would lie in each other reading. @outside: rows; @areas: (out): by reading, then place */
static gboolean
locate_readings (PoskoImporting *self, const guint *outside, guint n, guint *areas, GError **error)
{
  g_autofree PoskoLonLat *points = g_new (PoskoLonLat, MAX (n, 1));

  for (guint reading = 0; reading < N_READINGS; reading++)
    {
      for (guint k = 0; k < n; k++)
        points[k] = read_as (posko_importing_tps (self, outside[k])->place, (Reading) reading);
      if (!posko_boundary_locate (self->params->kecamatan, points, n, areas + reading * n, self->params->n_threads, self->cancellable, error))
        return FALSE;
    }
  return TRUE;
}

/* The kecamatan that the words of a row name, before its place is looked at; NONE where they do not. */
static guint
named_area (const PoskoImporting *self, guint i)
{
  const PoskoImportGroup *group = &g_array_index (self->groups, PoskoImportGroup, posko_importing_row (self, i)->group);
  if (group->is_namesake)
    return POSKO_BOUNDARY_NONE;
  return group->by_name != POSKO_BOUNDARY_NONE ? group->by_name : group->by_code != POSKO_BOUNDARY_NONE ? group->by_code : group->near;
}

/* The first reading that lies in the row's own kecamatan, else the first near it; N_READINGS when none does. Where the row names no kecamatan, any will do. */
static guint
choose_reading (const PoskoImporting *self, const PoskoPlane *plane, guint i, const guint *areas, guint n, guint k)
{
  const PoskoLonLat place = posko_importing_tps (self, i)->place;
  const guint own = named_area (self, i);
  guint any = N_READINGS;

  for (guint reading = 0; reading < N_READINGS; reading++)
    {
      const guint area = areas[reading * n + k];
      if (area != POSKO_BOUNDARY_NONE && area == own)
        return reading;
      if (area != POSKO_BOUNDARY_NONE && any == N_READINGS
          && (own == POSKO_BOUNDARY_NONE || posko_boundary_distance (self->params->kecamatan, own, plane, read_as (place, (Reading) reading)) <= NEIGHBOUR_METRES))
        any = reading;
    }
  return any;
}

static void
take_reading (PoskoImporting *self, guint i, Reading reading, guint area, guint *located)
{
  PoskoTps *tps = posko_importing_tps (self, i);
  const PoskoLonLat better = read_as (tps->place, reading);
  g_autofree char *found = place_text (tps->place), *became = place_text (better);

  if (self->params->repair)
    {
      posko_importing_tell (self, i, POSKO_IMPORT_REPAIRED, reading_codes[reading], POSKO_ROLE_LAT, found, became, NULL, NULL);
      tps->place = better;
      located[i] = area;
      return;
    }
  posko_importing_tell (self, i, POSKO_IMPORT_MARKED, reading_codes[reading], POSKO_ROLE_LAT, found, NULL, became,
                        _ ("mend the cells, or let init repair them (--repair=yes): as it stands the TPS is placed within its area"));
  posko_importing_row (self, i)->flags |= POSKO_ROW_TOLD;
  tps->place = (PoskoLonLat) { (gdouble) NAN, (gdouble) NAN };
}

/* A place that no reading brings inside. */
static void
judge_outside (PoskoImporting *self, const PoskoPlane *plane, guint i)
{
  PoskoTps *tps = posko_importing_tps (self, i);
  const PoskoLonLat place = tps->place;
  const guint own = named_area (self, i);
  const gboolean is_zero = fabs (place.lat) < 0.01 && fabs (place.lon) < 0.01;
  const gboolean is_abroad = place.lat < -11.5 || place.lat > 6.5 || place.lon < 94.5 || place.lon > 141.5;
  const gdouble metres = own != POSKO_BOUNDARY_NONE && !is_abroad ? posko_boundary_distance (self->params->kecamatan, own, plane, place) : (gdouble) INFINITY;
  g_autofree char *found = place_text (place);
  g_autofree char *expected = own != POSKO_BOUNDARY_NONE ? g_strdup_printf (_ ("a place in %s"), posko_boundary_name (self->params->kecamatan, own))
                                                         : g_strdup (_ ("a place in the city"));

  if (metres <= POSKO_IMPORT_NEAR_METRES)
    {
      g_autofree char *near = g_strdup_printf ("%s (%.0f m)", found, metres);
      posko_importing_tell (self, i, POSKO_IMPORT_MARKED, "coordinate-border", POSKO_ROLE_LAT, near, NULL, expected,
                            _ ("nothing, if the drawn border or coast is coarse: the place was kept"));
      return;
    }
  posko_importing_tell (self, i, POSKO_IMPORT_MARKED, is_zero ? "coordinate-zero" : is_abroad ? "coordinate-abroad" : "coordinate-outside", POSKO_ROLE_LAT, found,
                        NULL, expected, _ ("mend the coordinates; they lie in no kecamatan of the city: as it stands the TPS is placed within its area"));
  posko_importing_row (self, i)->flags |= POSKO_ROW_TOLD;
  tps->place = (PoskoLonLat) { (gdouble) NAN, (gdouble) NAN };
}

/* A list of which not one place lies in the layer is of another city: every place made up would help nobody. 0, 0 says nothing of a city. */
static void
check_city (PoskoImporting *self)
{
  const guint n = posko_import_log_count_of (self->log, "coordinate-outside") + posko_import_log_count_of (self->log, "coordinate-abroad");
  guint n_good = 0;

  for (guint i = 0; i < self->rows->len && n_good == 0; i++)
    n_good += posko_importing_is_alive (self, i) && has_place (self, i);
  if (n < CITY_PLACES || n_good > 0)
    return;
  g_autofree char *found = g_strdup_printf ("%u", n);
  posko_importing_tell_line (self, 0, POSKO_IMPORT_FAULT, "places-all-outside", POSKO_ROLE_LAT, found, NULL, _ ("places in the boundary file"),
                             _ ("look whether list and boundaries are of one city"));
}

static gboolean
repair_outside (PoskoImporting *self, guint *located, GError **error)
{
  g_autoptr (GArray) outside = g_array_new (FALSE, FALSE, sizeof (guint));
  PoskoLonLat south_west, north_east;
  PoskoPlane plane;

  for (guint i = 0; i < self->rows->len; i++)
    if (posko_importing_is_alive (self, i) && has_place (self, i) && located[i] == POSKO_BOUNDARY_NONE)
      g_array_append_val (outside, i);
  const guint n = outside->len;
  const guint *indices = (const guint *) (gconstpointer) outside->data;
  g_autofree guint *areas = g_new (guint, MAX (n, 1) * N_READINGS);
  if (!locate_readings (self, indices, n, areas, error))
    return FALSE;
  posko_boundary_bounds (self->params->kecamatan, &south_west, &north_east);
  posko_plane_init (&plane, (PoskoLonLat) { (south_west.lon + north_east.lon) / 2, (south_west.lat + north_east.lat) / 2 });
  for (guint k = 0; k < n; k++)
    {
      const guint reading = choose_reading (self, &plane, indices[k], areas, n, k);
      if (reading < N_READINGS)
        take_reading (self, indices[k], (Reading) reading, areas[reading * n + k], located);
      else
        judge_outside (self, &plane, indices[k]);
    }
  check_city (self);
  return TRUE;
}

static void
mark_other_kecamatan (PoskoImporting *self, const guint *located)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      const PoskoTps *tps = posko_importing_tps (self, i);
      if (!posko_importing_is_alive (self, i) || !has_place (self, i) || located[i] == POSKO_BOUNDARY_NONE || located[i] == tps->area)
        continue;
      g_autofree char *place = place_text (tps->place);
      g_autofree char *found = g_strdup_printf ("%s (%s)", place, posko_boundary_name (self->params->kecamatan, located[i]));
      g_autofree char *expected = g_strdup_printf (_ ("a place in %s"), posko_boundary_name (self->params->kecamatan, tps->area));
      posko_importing_tell (self, i, POSKO_IMPORT_MARKED, "coordinate-other-kecamatan", POSKO_ROLE_LAT, found, NULL, expected,
                            _ ("look at the place and the kecamatan: both were kept as they are"));
    }
}

gboolean
posko_importing_check_places (PoskoImporting *self, GError **error)
{
  g_autofree guint *located = g_new (guint, MAX (self->rows->len, 1));

  find_metres (self);
  if (!convert_metres (self, error) || !locate_all (self, located, error) || !repair_outside (self, located, error))
    return FALSE;
  posko_importing_choose_areas (self, located);
  mark_other_kecamatan (self, located);
  return TRUE;
}



static gint
compare_places (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const PoskoImporting *self = user_data;
  const guint i = *(const guint *) a, j = *(const guint *) b;
  const PoskoLonLat x = posko_importing_tps (self, i)->place, y = posko_importing_tps (self, j)->place;

  if (x.lat != y.lat)
    return x.lat < y.lat ? -1 : 1;
  if (x.lon != y.lon)
    return x.lon < y.lon ? -1 : 1;
  return i < j ? -1 : i > j;
}

static gboolean
is_same_place (const PoskoImporting *self, guint i, guint j)
{
  const PoskoLonLat x = posko_importing_tps (self, i)->place, y = posko_importing_tps (self, j)->place;
  return x.lat == y.lat && x.lon == y.lon;
}

/* TPS of a run at one place: a centre when they are of several kelurahan, or all of one. */
static void
judge_run (PoskoImporting *self, const guint *order, guint first, guint end, const guint *n_in_village)
{
  const guint village = posko_importing_row (self, order[first])->village;
  gboolean several = FALSE;

  for (guint k = first; k < end; k++)
    several = several || posko_importing_row (self, order[k])->village != village;
  if (!several && end - first < n_in_village[village])
    return; /* one building with several TPS */
  for (guint k = first; k < end; k++)
    {
      g_autofree char *found = place_text (posko_importing_tps (self, order[k])->place);
      posko_importing_tps (self, order[k])->asumsi = 1;
      posko_importing_tell (self, order[k], POSKO_IMPORT_MARKED, "coordinate-centre", POSKO_ROLE_LAT, found, NULL, _ ("a place of each TPS's own"),
                            _ ("ask for the places of the TPS: one place for a whole kelurahan is its centre"));
    }
}

void
posko_importing_find_centres (PoskoImporting *self)
{
  g_autofree guint *order = g_new (guint, MAX (self->rows->len, 1)), *n_in_village = g_new0 (guint, MAX (self->villages->len, 1));
  guint n = 0;

  for (guint i = 0; i < self->rows->len; i++)
    if (posko_importing_is_alive (self, i))
      {
        n_in_village[posko_importing_row (self, i)->village]++;
        if (has_place (self, i))
          order[n++] = i;
      }
  g_qsort_with_data (order, (gint) n, sizeof *order, compare_places, self);
  for (guint first = 0, end; first < n; first = end)
    {
      for (end = first + 1; end < n && is_same_place (self, order[first], order[end]); end++)
        ;
      if (end - first >= CENTRE_TPS)
        judge_run (self, order, first, end, n_in_village);
    }
}
