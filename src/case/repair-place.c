/* repair-place.c: what the boundaries prove of a table's rows: lat and lon swapped, a lost minus or point, another spelling of a kecamatan.
 *
 * A point that lies in no kecamatan and more than 0.05 degrees (5.5 km) from the box round all of them is tried swapped, with a minus before lat, and
 * both; the first that lies inside a kecamatan is the repair, and there is no other reading of it: the box is far smaller than its
 * distance from its mirror images, save for a city on the equator, whose box holds them. O(rows) look-ups in the layer.
 */
#include <string.h>

#include "number.h"
#include "point-reading.h"
#include "repair-private.h"

#define FAR_DEGREES 0.05
#define N_TRIES POSKO_READING_POINT /* swapped, the minus put before lat, both */

typedef struct
{
  guint record;
  PoskoLonLat point; /* as read */
} Stray;

static gboolean
read_degrees (const char *text, gdouble *value)
{
  return posko_number_read_decimal (text, strlen (text), strchr (text, ',') != NULL ? ',' : '.', value);
}

/* A cell with its sign turned: "2.13" is "-2.13". */
static const char *
negated (PoskoRepairSheet *self, const char *text)
{
  g_autofree char *made = text[0] == '-' ? g_strdup (text + 1) : g_strconcat ("-", text + (text[0] == '+'), NULL);
  return g_string_chunk_insert_const (self->texts, made);
}

static void
mend_point (PoskoRepairSheet *self, guint i, gint lat, gint lon, PoskoPointReading reading)
{
  const char *code = posko_point_reading_code (reading);
  PoskoRepairRecord *record = posko_repair_record (self, i);
  const char *old_lat = record->after[lat], *old_lon = record->after[lon];
  const char *new_lat = reading == POSKO_READING_MINUS ? old_lat : old_lon;

  record->after[lat] = reading == POSKO_READING_SWAPPED ? new_lat : negated (self, new_lat);
  record->after[lon] = reading == POSKO_READING_MINUS ? old_lon : old_lat;
  posko_repair_note_cell (self, record->line, "lat", old_lat, record->after[lat], code);
  if (reading != POSKO_READING_MINUS)
    posko_repair_note_cell (self, record->line, "lon", old_lon, record->after[lon], code);
}

/* The decimal mark of the column: what most rows have that kept theirs. */
static char
mark_of (const PoskoRepairSheet *self, gint cell)
{
  guint n[2] = { 0 };

  for (guint i = 1; i < self->records->len; i++)
    {
      const char *text = posko_repair_record (self, i)->after[cell], *mark = strpbrk (text, ".,");
      if (mark != NULL && strpbrk (mark + 1, ".,") == NULL)
        n[*mark == ',']++;
    }
  return n[1] > n[0] ? ',' : '.';
}

/* A coordinate that lost its point: its text is put right in @text, the value given. */
typedef struct
{
  guint record;
  const char *text[2]; /* (nullable): of lat, lon; NULL where it is sound */
} Pointless;

/* Returns: whether the cell can be used, as it is or with its point */
static gboolean
read_pointless (PoskoRepairSheet *self, const char *text, const gdouble range[2], char mark, const char **mended, gdouble *value)
{
  g_autofree char *likely = posko_degrees_likely (text, range);

  *mended = NULL;
  if (likely == NULL)
    return read_degrees (text, value);
  if (!read_degrees (likely, value))
    return FALSE;
  *strchr (likely, '.') = mark;
  *mended = g_string_chunk_insert_const (self->texts, likely);
  return TRUE;
}

static void
put_point (PoskoRepairSheet *self, const Pointless *one, const gint cells[2])
{
  static const char *const names[] = { "lat", "lon" };
  PoskoRepairRecord *record = posko_repair_record (self, one->record);

  for (guint c = 0; c < 2; c++)
    if (one->text[c] != NULL)
      {
        posko_repair_note_cell (self, record->line, names[c], record->after[cells[c]], one->text[c], "coordinate-point");
        record->after[cells[c]] = one->text[c];
      }
}

/* -2129 and 106129 for -2.129 and 106.129: where one place alone for each point puts the row into the city, and it lies in a kecamatan then. */
static gboolean
mend_decimals (PoskoRepairSheet *self, const gint cells[2], GError **error)
{
  const char marks[2] = { mark_of (self, cells[0]), mark_of (self, cells[1]) };
  g_autoptr (GArray) found = g_array_new (FALSE, TRUE, sizeof (Pointless)), points = g_array_new (FALSE, FALSE, sizeof (PoskoLonLat));
  PoskoLonLat low, high;

  posko_boundary_bounds (self->kecamatan, &low, &high);
  const gdouble ranges[2][2] = { { low.lat, high.lat }, { low.lon, high.lon } };
  for (guint i = 1; i < self->records->len; i++)
    {
      const PoskoRepairRecord *record = posko_repair_record (self, i);
      Pointless one = { .record = i };
      PoskoLonLat point;
      if (record->left_out || !read_pointless (self, record->after[cells[0]], ranges[0], marks[0], &one.text[0], &point.lat) ||
          !read_pointless (self, record->after[cells[1]], ranges[1], marks[1], &one.text[1], &point.lon) ||
          (one.text[0] == NULL && one.text[1] == NULL) || !posko_point_is_on_earth (point))
        continue;
      g_array_append_val (found, one);
      g_array_append_val (points, point);
    }
  g_autofree guint *areas = g_new (guint, MAX (found->len, 1));
  if (found->len > 0 && !posko_boundary_locate (self->kecamatan, (const PoskoLonLat *) (gconstpointer) points->data, found->len, areas, 1, NULL, error))
    return FALSE;
  for (guint i = 0; i < found->len; i++)
    if (areas[i] != POSKO_BOUNDARY_NONE)
      put_point (self, &g_array_index (found, Pointless, i), cells);
  return TRUE;
}

static GArray *
find_strays (const PoskoRepairSheet *self, gint lat, gint lon)
{
  GArray *strays = g_array_new (FALSE, FALSE, sizeof (Stray));
  PoskoLonLat low, high;

  posko_boundary_bounds (self->kecamatan, &low, &high);
  for (guint i = 1; i < self->records->len; i++)
    {
      const PoskoRepairRecord *record = posko_repair_record (self, i);
      Stray stray = { .record = i };
      if (record->left_out || !read_degrees (record->after[lat], &stray.point.lat) || !read_degrees (record->after[lon], &stray.point.lon))
        continue;
      if (stray.point.lat < low.lat - FAR_DEGREES || stray.point.lat > high.lat + FAR_DEGREES || stray.point.lon < low.lon - FAR_DEGREES
          || stray.point.lon > high.lon + FAR_DEGREES)
        g_array_append_val (strays, stray);
    }
  return strays;
}

static gboolean
mend_points (PoskoRepairSheet *self, GError **error)
{
  const gint lat = posko_repair_cell_of (self, "lat"), lon = posko_repair_cell_of (self, "lon");

  if (lat < 0 || lon < 0)
    return TRUE;
  if (!mend_decimals (self, (const gint[]) { lat, lon }, error))
    return FALSE;
  g_autoptr (GArray) strays = find_strays (self, lat, lon);
  g_autofree PoskoLonLat *points = g_new0 (PoskoLonLat, (gsize) strays->len * N_TRIES + 1);
  g_autofree guint *areas = g_new (guint, (gsize) strays->len * N_TRIES + 1);
  for (guint i = 0; i < strays->len * N_TRIES; i++)
    {
      const PoskoLonLat point = posko_point_read_as (g_array_index (strays, Stray, i / N_TRIES).point, (PoskoPointReading) (i % N_TRIES));
      points[i] = posko_point_is_on_earth (point) ? point : (PoskoLonLat) { 0, -90 }; /* where no kecamatan is */
    }
  if (!posko_boundary_locate (self->kecamatan, points, strays->len * N_TRIES, areas, 1, NULL, error))
    return FALSE;
  for (guint s = 0; s < strays->len; s++)
    for (guint try = 0; try < N_TRIES; try++)
      if (areas[s * N_TRIES + try] != POSKO_BOUNDARY_NONE)
        {
          mend_point (self, g_array_index (strays, Stray, s).record, lat, lon, (PoskoPointReading) try);
          break;
        }
  return TRUE;
}

/* Returns: (nullable): the layer's spelling, when the name is one of its names and all kecamatan of that name are spelt alike */
static const char *
spelling_of (const PoskoBoundary *layer, const char *name)
{
  guint found[2];
  guint n = posko_boundary_find_all (layer, name, found, G_N_ELEMENTS (found));

  if (n == 0 && posko_boundary_find (layer, name) == POSKO_BOUNDARY_NONE)
    n = posko_boundary_find_all (layer, posko_boundary_bare_name (name, "kecamatan"), found, G_N_ELEMENTS (found));
  if (n == 0 || n > G_N_ELEMENTS (found))
    return NULL;
  const char *spelling = posko_boundary_name (layer, found[0]);
  return n == 1 || strcmp (spelling, posko_boundary_name (layer, found[1])) == 0 ? spelling : NULL;
}

static void
mend_kecamatan (PoskoRepairSheet *self)
{
  const gint cell = posko_repair_cell_of (self, "kecamatan");
  const char *last = NULL, *spelling = NULL;

  for (guint i = 1; cell >= 0 && i < self->records->len; i++)
    {
      PoskoRepairRecord *record = posko_repair_record (self, i);
      if (record->left_out || record->after[cell][0] == '\0')
        continue;
      if (last != record->after[cell])
        spelling = spelling_of (self->kecamatan, record->after[cell]);
      last = record->after[cell];
      if (spelling == NULL || strcmp (spelling, last) == 0)
        continue;
      posko_repair_note_cell (self, record->line, "kecamatan", last, spelling, "kecamatan-spelling");
      record->after[cell] = g_string_chunk_insert_const (self->texts, spelling);
    }
}

gboolean
posko_repair_places (PoskoRepairSheet *self, GError **error)
{
  if (self->kecamatan == NULL || posko_boundary_n (self->kecamatan) == 0)
    return TRUE;
  mend_kecamatan (self);
  return mend_points (self, error);
}
