/* import-metres.c: eastings and northings to degrees; the UTM zone where the list says none, another where it says a wrong one.
 *
 * docs/model.md section 15.3. A zone is told by where its places would lie: of the 18 zones of Indonesia only one puts a city's places into the
 * city. O(rows + zones · sample) look-ups.
 */
#include <math.h>

#include "coordinate.h"
#include "i18n.h"
#include "import-private.h"
#include "utm.h"

#define FIRST_ZONE 46
#define LAST_ZONE 54        /* the zones of Indonesia */
#define ZONE_SAMPLE 500u    /* places that decide the zone of a file */

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

/* Rows with metres of a zone (0: they say none). */
static guint
sample_metres (const PoskoImporting *self, gint zone, guint *indices)
{
  guint n = 0;

  for (guint i = 0; i < self->rows->len && n < ZONE_SAMPLE; i++)
    if (posko_importing_is_alive (self, i) && (posko_importing_row (self, i)->flags & POSKO_ROW_METRES) && posko_importing_row (self, i)->zone == zone)
      indices[n++] = i;
  return n;
}

/* The only zone of Indonesia that puts most of the places into the city; 0 when none or several do. */
static gboolean
best_zone (PoskoImporting *self, const guint *indices, guint n, gint *zone, GError **error)
{
  guint n_good = 0;

  *zone = 0;
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
  return TRUE;
}

static char *
zone_text (gint zone)
{
  return g_strdup_printf ("%d%c", ABS (zone), zone < 0 ? 'S' : 'N');
}

/* The zone of places of which the list says none. */
static gboolean
find_zone (PoskoImporting *self, gint *zone, GError **error)
{
  g_autofree guint *indices = g_new (guint, ZONE_SAMPLE);
  const guint n = sample_metres (self, 0, indices);

  *zone = 0;
  if (n == 0)
    return TRUE;
  if (!best_zone (self, indices, n, zone, error))
    return FALSE;
  if (*zone != 0)
    {
      g_autofree char *name = zone_text (*zone);
      posko_importing_tell_line (self, 0, POSKO_IMPORT_NOTE, "coordinate-zone", POSKO_ROLE_EASTING, NULL, name, NULL, NULL);
    }
  return TRUE;
}

/* Offers another zone where that of the first row puts few places into the city. */
static gboolean
offer_zone (PoskoImporting *self, GError **error)
{
  g_autofree guint *indices = g_new (guint, ZONE_SAMPLE);
  gint stated = 0, better = 0;
  guint n = 0, inside = 0;

  for (guint i = 0; i < self->rows->len && stated == 0; i++)
    stated = posko_importing_is_alive (self, i) && (posko_importing_row (self, i)->flags & POSKO_ROW_METRES) ? posko_importing_row (self, i)->zone : 0;
  n = stated != 0 ? sample_metres (self, stated, indices) : 0;
  if (n == 0)
    return TRUE;
  if (!rate_zone (self, stated, indices, n, &inside, error))
    return FALSE;
  if (inside * 2 > n)
    return TRUE;
  if (!best_zone (self, indices, n, &better, error))
    return FALSE;
  if (better != 0)
    {
      g_autofree char *found = zone_text (stated), *expected = zone_text (better);
      posko_importing_tell_line (self, 0, POSKO_IMPORT_MARKED, "coordinate-zone-other", POSKO_ROLE_ZONA_UTM, found, NULL, expected,
                                 _ ("mend the zone: only with this one do the places lie within the boundaries"));
    }
  return TRUE;
}

/* Easting and northing stood in each other's column: no easting has seven digits. */
static void
take_exchanged (PoskoImporting *self, guint i, const char *found)
{
  PoskoTps *tps = posko_importing_tps (self, i);
  g_autofree char *became = posko_importing_place_text (tps->place);

  if (self->params->repair)
    {
      posko_importing_tell (self, i, POSKO_IMPORT_REPAIRED, "coordinate-swapped", POSKO_ROLE_EASTING, found, became, NULL, NULL);
      return;
    }
  posko_importing_tell (self, i, POSKO_IMPORT_MARKED, "coordinate-swapped", POSKO_ROLE_EASTING, found, NULL, became,
                        _ ("mend the cells, or let init repair them (--repair=yes): as it stands the TPS is placed within its area"));
  posko_importing_row (self, i)->flags |= POSKO_ROW_TOLD;
  tps->place = (PoskoLonLat) { (gdouble) NAN, (gdouble) NAN };
}

/* Places that are metres, in columns of degrees: easting and northing under the names X and Y; and such as stand in each other's column. */
static void
find_metres (PoskoImporting *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      PoskoLonLat *place = &posko_importing_tps (self, i)->place;
      PoskoImportRow *row = posko_importing_row (self, i);
      const gdouble x = place->lon, y = place->lat;
      if (x >= 100000 && x <= 900000 && y > 1000 && y <= 10000000)
        row->flags |= POSKO_ROW_METRES;
      else if (x >= 1000000 && x <= 10000000 && y >= 100000 && y <= 900000)
        {
          row->flags |= POSKO_ROW_METRES | POSKO_ROW_EXCHANGED;
          *place = (PoskoLonLat) { y, x };
          row->zone = (gint8) (posko_coordinate_is_south (POSKO_HEMISPHERE_UNKNOWN, x) ? -ABS (row->zone) : ABS (row->zone));
        }
    }
}

gboolean
posko_importing_convert_metres (PoskoImporting *self, GError **error)
{
  gint found;

  find_metres (self);
  if (!find_zone (self, &found, error) || !offer_zone (self, error))
    return FALSE;
  for (guint i = 0; i < self->rows->len; i++)
    {
      PoskoImportRow *row = posko_importing_row (self, i);
      PoskoTps *tps = posko_importing_tps (self, i);
      if (!posko_importing_is_alive (self, i) || !(row->flags & POSKO_ROW_METRES))
        continue;
      const gint zone = row->zone != 0 ? row->zone : found;
      const PoskoLonLat metres = tps->place;
      const gboolean is_exchanged = (row->flags & POSKO_ROW_EXCHANGED) != 0;
      g_autofree char *text = g_strdup_printf ("%.2f, %.2f", is_exchanged ? metres.lat : metres.lon, is_exchanged ? metres.lon : metres.lat);
      if (zone != 0 && posko_utm_to_degrees ((guint) ABS (zone), zone < 0, metres.lon, metres.lat, &tps->place))
        {
          if (is_exchanged)
            take_exchanged (self, i, text);
          continue;
        }
      tps->place = (PoskoLonLat) { (gdouble) NAN, (gdouble) NAN };
      row->flags |= POSKO_ROW_TOLD;
      posko_importing_tell (self, i, POSKO_IMPORT_MARKED, "coordinate-zone-unknown", POSKO_ROLE_EASTING, text, NULL, _ ("metres with their UTM zone"),
                            _ ("add a column with the zone (48S): as it stands the TPS is placed within its area"));
    }
  return TRUE;
}
