/* import-places.c: coordinates held against the boundaries: which are right, which are right once swapped, negated or given back their
 * decimal point, and which are no use. docs/model.md section 15.3.
 *
 * All places are located at once; those outside are tried in each other reading, again at once. O(n log(areas · vertices)) for each
 * reading of those outside.
 */
#include <math.h>
#include <string.h>

#include "i18n.h"
#include "import-private.h"
#include "point-reading.h"

#define CITY_PLACES 3u      /* so many places outside, and none inside, are another city's */
#define NEIGHBOUR_METRES 10000.0 /* another reading may put a place into a neighbour of its kecamatan, not across the country */
#define EQUATOR_DEGREES 0.1 /* nearer to the equator the other hemisphere is no further than a neighbour: only the row's own kecamatan proves a missing minus */
#define CENTRE_TPS 3u       /* so many TPS at one place, and all of their kelurahan, are at its centre */

static gboolean
has_place (const PoskoImporting *self, guint i)
{
  return !isnan (posko_importing_tps (self, i)->place.lat);
}

char *
posko_importing_place_text (PoskoLonLat place)
{
  return g_strdup_printf ("%.6f, %.6f", place.lat, place.lon);
}

gboolean
posko_importing_locate (PoskoImporting *self, PoskoBoundary *layer, guint *located, GError **error)
{
  const guint n = self->rows->len;
  g_autofree PoskoLonLat *points = g_new (PoskoLonLat, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    points[i] = has_place (self, i) ? posko_importing_tps (self, i)->place : (PoskoLonLat) { 0, 0 };
  return posko_boundary_locate (layer, points, n, located, self->params->n_threads, self->cancellable, error);
}

/* Where each place outside would lie in each other reading. @outside: rows; @areas: (out): by reading, then place */
static gboolean
locate_readings (PoskoImporting *self, const guint *outside, guint n, guint *areas, GError **error)
{
  g_autofree PoskoLonLat *points = g_new (PoskoLonLat, MAX (n, 1));

  for (guint reading = 0; reading < POSKO_N_READINGS; reading++)
    {
      for (guint k = 0; k < n; k++)
        points[k] = posko_point_read_as (posko_importing_tps (self, outside[k])->place, (PoskoPointReading) reading);
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

/* The first reading that lies in the row's own kecamatan, else the first near it; POSKO_N_READINGS when none does, or when the place is right as it
 * stands but for a coarse border. Where the row names no kecamatan, any will do. */
static guint
choose_reading (const PoskoImporting *self, const PoskoPlane *plane, guint i, const guint *areas, guint n, guint k)
{
  const PoskoLonLat place = posko_importing_tps (self, i)->place;
  const guint own = named_area (self, i);
  guint any = POSKO_N_READINGS;

  if (own != POSKO_BOUNDARY_NONE && posko_point_is_on_earth (place) && posko_boundary_distance (self->params->kecamatan, own, plane, place) <= POSKO_IMPORT_NEAR_METRES)
    return POSKO_N_READINGS;
  for (guint reading = 0; reading < POSKO_N_READINGS; reading++)
    {
      const guint area = areas[reading * n + k];
      if (area != POSKO_BOUNDARY_NONE && area == own)
        return reading;
      const gboolean is_weak = reading == POSKO_READING_MINUS && fabs (place.lat) < EQUATOR_DEGREES;
      if (area != POSKO_BOUNDARY_NONE && any == POSKO_N_READINGS && !is_weak
          && (own == POSKO_BOUNDARY_NONE || posko_boundary_distance (self->params->kecamatan, own, plane, posko_point_read_as (place, (PoskoPointReading) reading)) <= NEIGHBOUR_METRES))
        any = reading;
    }
  return any;
}

static void
take_reading (PoskoImporting *self, guint i, PoskoPointReading reading, guint area, guint *located)
{
  PoskoTps *tps = posko_importing_tps (self, i);
  const PoskoLonLat better = posko_point_read_as (tps->place, reading);
  g_autofree char *found = posko_importing_place_text (tps->place), *became = posko_importing_place_text (better);

  if (self->params->repair)
    {
      posko_importing_tell (self, i, POSKO_IMPORT_REPAIRED, posko_point_reading_code (reading), POSKO_ROLE_LAT, found, became, NULL, NULL);
      tps->place = better;
      located[i] = area;
      return;
    }
  posko_importing_tell (self, i, POSKO_IMPORT_MARKED, posko_point_reading_code (reading), POSKO_ROLE_LAT, found, NULL, became,
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
  g_autofree char *found = posko_importing_place_text (place);
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

/* The plane of the whole city, for metres. */
static void
init_plane (const PoskoImporting *self, PoskoPlane *plane)
{
  PoskoLonLat south_west, north_east;

  posko_boundary_bounds (self->params->kecamatan, &south_west, &north_east);
  posko_plane_init (plane, (PoskoLonLat) { (south_west.lon + north_east.lon) / 2, (south_west.lat + north_east.lat) / 2 });
}

static gboolean
repair_outside (PoskoImporting *self, guint *located, GError **error)
{
  g_autoptr (GArray) outside = g_array_new (FALSE, FALSE, sizeof (guint));
  PoskoPlane plane;

  for (guint i = 0; i < self->rows->len; i++)
    if (posko_importing_is_alive (self, i) && has_place (self, i) && located[i] == POSKO_BOUNDARY_NONE)
      g_array_append_val (outside, i);
  const guint n = outside->len;
  const guint *indices = (const guint *) (gconstpointer) outside->data;
  g_autofree guint *areas = g_new (guint, MAX (n, 1) * POSKO_N_READINGS);
  if (!locate_readings (self, indices, n, areas, error))
    return FALSE;
  init_plane (self, &plane);
  for (guint k = 0; k < n; k++)
    {
      const guint reading = choose_reading (self, &plane, indices[k], areas, n, k);
      if (reading < POSKO_N_READINGS)
        take_reading (self, indices[k], (PoskoPointReading) reading, areas[reading * n + k], located);
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
      g_autofree char *place = posko_importing_place_text (tps->place);
      g_autofree char *found = g_strdup_printf ("%s (%s)", place, posko_boundary_name (self->params->kecamatan, located[i]));
      g_autofree char *expected = g_strdup_printf (_ ("a place in %s"), posko_boundary_name (self->params->kecamatan, tps->area));
      posko_importing_tell (self, i, POSKO_IMPORT_MARKED, "coordinate-other-kecamatan", POSKO_ROLE_LAT, found, NULL, expected,
                            _ ("look at the place and the kecamatan: both were kept as they are"));
      posko_importing_row (self, i)->flags |= POSKO_ROW_ELSEWHERE;
    }
}

gboolean
posko_importing_check_places (PoskoImporting *self, GError **error)
{
  g_autofree guint *located = g_new (guint, MAX (self->rows->len, 1));

  if (!posko_importing_convert_metres (self, error) || !posko_importing_locate (self, self->params->kecamatan, located, error) || !repair_outside (self, located, error))
    return FALSE;
  posko_importing_choose_areas (self, located);
  mark_other_kecamatan (self, located);
  return TRUE;
}

/* How far each place lies outside the polygon of its kelurahan: 0 where nothing is to be said; in another kecamatan, that was told. */
static gdouble *
measure_kelurahan (PoskoImporting *self, const guint *located)
{
  gdouble *metres = g_new0 (gdouble, MAX (self->rows->len, 1));
  PoskoPlane plane;

  init_plane (self, &plane);
  for (guint i = 0; i < self->rows->len; i++)
    {
      const PoskoImportRow *row = posko_importing_row (self, i);
      if (!posko_importing_is_alive (self, i) || !has_place (self, i) || located[i] == POSKO_BOUNDARY_NONE || (row->flags & POSKO_ROW_ELSEWHERE))
        continue;
      const guint area = g_array_index (self->villages, PoskoImportVillage, row->village).area;
      if (area != POSKO_BOUNDARY_NONE && area != located[i])
        metres[i] = posko_boundary_distance (self->params->kelurahan, area, &plane, posko_importing_tps (self, i)->place);
    }
  return metres;
}

/* Villages of which most places lie well outside: exchanged names, no coarse border. Returns: (transfer full): by village */
static guint8 *
find_exchanged (PoskoImporting *self, const gdouble *metres)
{
  const guint n = self->villages->len;
  g_autofree guint *far = g_new0 (guint, MAX (n, 1)), *all = g_new0 (guint, MAX (n, 1));
  guint8 *exchanged = g_new0 (guint8, MAX (n, 1));

  for (guint i = 0; i < self->rows->len; i++)
    if (posko_importing_is_alive (self, i) && has_place (self, i))
      {
        const guint village = posko_importing_row (self, i)->village;
        all[village]++;
        far[village] += metres[i] > POSKO_IMPORT_KELURAHAN_METRES;
      }
  for (guint v = 0; v < n; v++)
    exchanged[v] = far[v] * 2 > all[v];
  return exchanged;
}

void
posko_importing_check_kelurahan (PoskoImporting *self, const guint *located)
{
  const PoskoBoundary *layer = self->params->kelurahan;
  g_autofree gdouble *metres = measure_kelurahan (self, located);
  g_autofree guint8 *exchanged = find_exchanged (self, metres);

  for (guint i = 0; i < self->rows->len; i++)
    {
      PoskoImportRow *row = posko_importing_row (self, i);
      if (metres[i] <= 0)
        continue;
      const gboolean is_told = metres[i] > POSKO_IMPORT_KELURAHAN_METRES || exchanged[row->village];
      row->flags |= is_told ? POSKO_ROW_ELSEWHERE : POSKO_ROW_BESIDE;
      if (!is_told)
        continue;
      g_autofree char *text = posko_importing_place_text (posko_importing_tps (self, i)->place);
      g_autofree char *found = g_strdup_printf ("%s (%s, %.0f m)", text, posko_boundary_name (layer, located[i]), metres[i]);
      g_autofree char *expected = g_strdup_printf (_ ("a place in %s, as the list says, or at most 200 m outside"),
                                                   g_array_index (self->villages, PoskoImportVillage, row->village).name);
      posko_importing_tell (self, i, POSKO_IMPORT_MARKED, "coordinate-other-kelurahan", POSKO_ROLE_LAT, found, NULL, expected,
                            _ ("look at the place and the kelurahan: both were kept as they are"));
    }
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
      g_autofree char *found = posko_importing_place_text (posko_importing_tps (self, order[k])->place);
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
