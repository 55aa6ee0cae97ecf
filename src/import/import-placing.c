/* import-placing.c: a place for every TPS that has none: inside its kelurahan, beside its neighbours, or inside its kecamatan.
 *
 * docs/model.md section 15.3. The points of an area are spread by posko_boundary_spread() and given out in the order of the TPS's codes, so that
 * the same list always gives the same places. O(n log n).
 */
#include <math.h>
#include <string.h>

#include "i18n.h"
#include "import-private.h"

static gboolean
needs_place (const PoskoImporting *self, guint i)
{
  return posko_importing_is_alive (self, i) && isnan (posko_importing_tps (self, i)->place.lat);
}

static gint
compare_villages (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const PoskoImporting *self = user_data;
  const guint i = *(const guint *) a, j = *(const guint *) b;
  const guint x = posko_importing_row (self, i)->village, y = posko_importing_row (self, j)->village;
  return x != y ? (x < y ? -1 : 1) : strcmp (posko_importing_tps (self, i)->kode_tps, posko_importing_tps (self, j)->kode_tps);
}

static gint
compare_kecamatan (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const PoskoImporting *self = user_data;
  const guint i = *(const guint *) a, j = *(const guint *) b;
  const guint x = posko_importing_tps (self, i)->area, y = posko_importing_tps (self, j)->area;
  return x != y ? (x < y ? -1 : 1) : strcmp (posko_importing_tps (self, i)->kode_tps, posko_importing_tps (self, j)->kode_tps);
}

/* How a row came to its place. Where the list has no column of places at all, that was told once. */
static void
tell_placed (PoskoImporting *self, guint i, const char *code, const char *area)
{
  PoskoTps *tps = posko_importing_tps (self, i);
  const gboolean was_told = posko_importing_row (self, i)->flags & POSKO_ROW_TOLD;
  g_autofree char *became = g_strdup_printf ("%.6f, %.6f (%s)", tps->place.lat, tps->place.lon, area);

  tps->asumsi = 1;
  if (!was_told && posko_importing_has_places (self))
    posko_importing_tell (self, i, POSKO_IMPORT_MARKED, "coordinate-missing", POSKO_ROLE_LAT, NULL, NULL, _ ("the place of the TPS"),
                          _ ("fill in the coordinates"));
  if (posko_importing_has_places (self))
    posko_importing_tell (self, i, POSKO_IMPORT_MARKED, code, POSKO_ROLE_LAT, NULL, became, NULL, NULL);
  else
    posko_importing_tell_line (self, posko_table_line (self->table, i), POSKO_IMPORT_MARKED, code, POSKO_ROLE_NONE, NULL, became, NULL, NULL);
}

/* Spreads @n rows over an area of a layer. */
static void
spread (PoskoImporting *self, const guint *rows, guint n, const PoskoBoundary *layer, guint area, const char *code)
{
  g_autofree PoskoLonLat *points = g_new (PoskoLonLat, MAX (n, 1));

  posko_boundary_spread (layer, area, n, points);
  for (guint k = 0; k < n; k++)
    {
      posko_importing_tps (self, rows[k])->place = points[k];
      tell_placed (self, rows[k], code, posko_boundary_name (layer, area));
    }
}

/* Beside the TPS of the same kelurahan that have places, one after another. Returns: whether there are any */
static gboolean
place_beside (PoskoImporting *self, const guint *rows, guint n, guint *const *neighbours, const guint *n_neighbours)
{
  const guint village = posko_importing_row (self, rows[0])->village;

  if (n_neighbours[village] == 0)
    return FALSE;
  for (guint k = 0; k < n; k++)
    {
      const guint neighbour = neighbours[village][k % n_neighbours[village]];
      posko_importing_tps (self, rows[k])->place = posko_importing_tps (self, neighbour)->place;
      tell_placed (self, rows[k], "placed-neighbour", posko_importing_tps (self, neighbour)->kode_tps);
    }
  return TRUE;
}

/* Where a kelurahan's polygon lies in another kecamatan than its TPS are of, the table's word counts: not placed there. */
static gboolean
is_drawn (const PoskoImporting *self, guint village)
{
  return g_array_index (self->villages, PoskoImportVillage, village).area != POSKO_BOUNDARY_NONE;
}

static void
place_by_village (PoskoImporting *self, guint *missing, guint n, guint *const *neighbours, const guint *n_neighbours)
{
  g_qsort_with_data (missing, (gint) n, sizeof *missing, compare_villages, self);
  for (guint first = 0, end; first < n; first = end)
    {
      const guint village = posko_importing_row (self, missing[first])->village;
      for (end = first + 1; end < n && posko_importing_row (self, missing[end])->village == village; end++)
        ;
      if (is_drawn (self, village))
        spread (self, missing + first, end - first, self->params->kelurahan, g_array_index (self->villages, PoskoImportVillage, village).area, "placed-kelurahan");
      else
        place_beside (self, missing + first, end - first, neighbours, n_neighbours);
    }
}

static void
place_by_kecamatan (PoskoImporting *self, guint *missing, guint n)
{
  guint left = 0;

  for (guint k = 0; k < n; k++)
    if (needs_place (self, missing[k]))
      missing[left++] = missing[k];
  g_qsort_with_data (missing, (gint) left, sizeof *missing, compare_kecamatan, self);
  for (guint first = 0, end; first < left; first = end)
    {
      const guint area = posko_importing_tps (self, missing[first])->area;
      for (end = first + 1; end < left && posko_importing_tps (self, missing[end])->area == area; end++)
        ;
      spread (self, missing + first, end - first, self->params->kecamatan, area, "placed-kecamatan");
    }
}

void
posko_importing_place (PoskoImporting *self)
{
  g_autofree guint *missing = g_new (guint, MAX (self->rows->len, 1)), *n_neighbours = g_new0 (guint, MAX (self->villages->len, 1));
  g_autofree guint **neighbours = g_new0 (guint *, MAX (self->villages->len, 1));
  g_autofree guint *store = g_new (guint, MAX (self->rows->len, 1));
  guint n = 0, used = 0;

  for (guint i = 0; i < self->rows->len; i++)
    if (needs_place (self, i))
      missing[n++] = i;
    else if (posko_importing_is_alive (self, i))
      n_neighbours[posko_importing_row (self, i)->village]++;
  if (n == 0)
    return;
  if (!posko_importing_has_places (self))
    posko_importing_tell_line (self, 0, POSKO_IMPORT_MARKED, "coordinate-none", POSKO_ROLE_NONE, NULL, NULL, _ ("columns with the place of each TPS"),
                               _ ("ask for the places: as it stands every TPS is placed within its area"));
  for (guint v = 0; v < self->villages->len; v++)
    {
      neighbours[v] = store + used;
      used += n_neighbours[v];
      n_neighbours[v] = 0;
    }
  for (guint i = 0; i < self->rows->len; i++)
    if (posko_importing_is_alive (self, i) && !needs_place (self, i))
      {
        const guint v = posko_importing_row (self, i)->village;
        neighbours[v][n_neighbours[v]++] = i;
      }
  place_by_village (self, missing, n, neighbours, n_neighbours);
  place_by_kecamatan (self, missing, n);
}
