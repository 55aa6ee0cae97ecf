/* assume.c: fills missing tables by stated ratios: the city as the sizing sees it, and the order of work.
 *
 * Method: TPS are grouped by their places (assume-groups.c); each assumed place stands at the TPS nearest to the mean of its group,
 * where people surely live. People of a profession are dealt out evenly along the list of TPS in order of code, so that homes
 * follow the voters. Cost: O(n log n) for n TPS.
 */
#include "assume-private.h"
#include "i18n.h"
#include "schema.h"

gint64
posko_assume_ceil (gint64 a, gint64 b)
{
  return (a + b - 1) / b;
}

/* Without printf: a country has hundreds of thousands of these. */
const char *
posko_assume_numbered (char text[POSKO_ASSUME_CODE], const char *prefix, guint digits, gint64 number)
{
  const gsize length = strlen (prefix);
  guint n = 0;

  g_return_val_if_fail (number >= 0 && digits <= 20 && length + 21 <= POSKO_ASSUME_CODE, "");
  for (gint64 rest = number; rest > 0; rest /= 10)
    n++;
  n = MAX (n, digits);
  memcpy (text, prefix, length);
  text[length + n] = '\0';
  for (; n > 0; n--, number /= 10)
    text[length + n - 1] = (char) ('0' + number % 10);
  return text;
}

const char *
posko_assume_text (PoskoTable *table, const char *format, ...)
{
  va_list arguments;
  va_start (arguments, format);
  g_autofree char *text = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  return posko_table_intern (table, text);
}

static gint
compare_codes (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return strcmp ((*(const PoskoTps *const *) a)->kode_tps, (*(const PoskoTps *const *) b)->kode_tps);
}

static void
city_clear (PoskoAssumeCity *city)
{
  g_free (city->tps);
  g_free (city->places);
  g_free (city->area_names);
  g_free (city->area);
  g_free (city->members);
  g_free (city->first);
  g_free (city->everyone);
  g_free (city->by_lon);
  g_free (city->by_lat);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PoskoAssumeCity, city_clear)

/* Finds the kecamatan of every TPS: by its place, else by what its row says. */
static gboolean
place_tps (PoskoAssumeCity *city, GError **error)
{
  if (!posko_boundary_locate (city->kecamatan, city->places, city->n_tps, city->area, 1, NULL, error))
    return FALSE;
  for (guint i = 0; i < city->n_tps; i++)
    {
      if (city->area[i] == POSKO_BOUNDARY_NONE)
        city->area[i] = posko_boundary_find (city->kecamatan, city->tps[i]->kecamatan);
      if (city->area[i] == POSKO_BOUNDARY_NONE)
        {
          g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("TPS %s lies in no kecamatan, and its kecamatan “%s” is in no feature"),
                       city->tps[i]->kode_tps, city->tps[i]->kecamatan);
          return FALSE;
        }
    }
  return TRUE;
}

/* Counting sort of the TPS by kecamatan, in order of code within each. */
static void
sort_by_area (PoskoAssumeCity *city)
{
  const guint n_areas = posko_boundary_n (city->kecamatan);
  for (guint i = 0; i < city->n_tps; i++)
    city->first[city->area[i] + 1]++;
  for (guint k = 0; k < n_areas; k++)
    city->first[k + 1] += city->first[k];
  g_autofree guint *next = g_memdup2 (city->first, n_areas * sizeof *next);
  for (guint i = 0; i < city->n_tps; i++)
    {
      city->members[next[city->area[i]]++] = i;
      city->everyone[i] = i;
    }
}

static gboolean
city_init (PoskoAssumeCity *city, const PoskoAssumeParams *params, const PoskoTable *tps, const PoskoBoundary *kecamatan, GError **error)
{
  city->ratio = posko_assume_ratio (params->template);
  city->tanggal_h = params->tanggal_h;
  city->kecamatan = kecamatan;
  city->area_names = g_new (const char *, posko_boundary_n (kecamatan));
  for (guint k = 0; k < posko_boundary_n (kecamatan); k++)
    {
      const char *name = posko_boundary_name (kecamatan, k);
      city->area_names[k] = posko_boundary_find (kecamatan, name) == k ? name : posko_boundary_code (kecamatan, k);
    }
  city->n_tps = posko_table_n (tps);
  city->tps = g_new (const PoskoTps *, city->n_tps);
  city->area = g_new (guint, city->n_tps);
  city->members = g_new (guint, city->n_tps);
  city->everyone = g_new (guint, city->n_tps);
  city->first = g_new0 (guint, posko_boundary_n (kecamatan) + 1);
  for (guint i = 0; i < city->n_tps; i++)
    city->tps[i] = posko_table_row (tps, i);
  g_qsort_with_data (city->tps, (gint) city->n_tps, sizeof *city->tps, compare_codes, NULL);
  city->places = g_new (PoskoLonLat, city->n_tps);
  for (guint i = 0; i < city->n_tps; i++)
    city->places[i] = (PoskoLonLat){ city->tps[i]->lon, city->tps[i]->lat };
  posko_plane_init (&city->plane, city->places[city->n_tps / 2]);
  posko_assume_rank_places (city);
  if (!place_tps (city, error))
    return FALSE;
  sort_by_area (city);
  return TRUE;
}

/* The default waves are a table of the contract (schemas/gelombang_bawaan.csv): they are copied, not made. */
static gboolean
copy_default_waves (PoskoTable *gelombang, GError **error)
{
  g_autoptr (GBytes) bytes = posko_schema_bytes ("gelombang_bawaan.csv");
  g_autoptr (PoskoDiagnostics) diagnostics = posko_diagnostics_new ();
  g_autoptr (PoskoTable) waves = posko_table_read (&POSKO_GELOMBANG_TYPE, bytes, "gelombang_bawaan.csv", diagnostics, NULL);
  if (posko_table_n (waves) == 0)
    {
      g_set_error_literal (error, POSKO_ERROR, POSKO_ERROR_INPUT, "gelombang_bawaan.csv holds no wave");
      return FALSE;
    }
  for (guint i = 0; i < posko_table_n (waves); i++)
    posko_table_append (gelombang, posko_table_row (waves, i));
  return TRUE;
}

static void
write_notes (const PoskoAssumeCity *city, PoskoTable *const *tables, const gboolean *filled, GString *notes)
{
  g_string_append_printf (notes, _ ("Template %s: %s (%s)\n"), city->ratio->letter, _ (city->ratio->title), city->ratio->source);
  posko_ratio_notes (filled, notes);
  for (guint t = 0; t < POSKO_N_ASSUMED; t++)
    if (filled[t])
      g_string_append_printf (notes, _ ("%s.csv: %u assumed rows\n"), posko_table_type (tables[t])->name, posko_table_n (tables[t]));
  if (filled[POSKO_ASSUMED_NAKES])
    g_string_append (notes, _ ("The staff are posts of duty, and their pakta integritas and licences are assumed: replace them "
                               "before any roster is used\n"));
}

gboolean
posko_assume_tables (const PoskoAssumeParams *params, const PoskoTable *tps, const PoskoBoundary *kecamatan,
                     PoskoTable *tables[POSKO_N_ASSUMED], GString *notes, GError **error)
{
  g_return_val_if_fail (posko_table_n (tps) > 0, FALSE);
  g_return_val_if_fail (tables[POSKO_ASSUMED_FASKES] != NULL && tables[POSKO_ASSUMED_DAPUR] != NULL &&
                          tables[POSKO_ASSUMED_GELOMBANG] != NULL, FALSE);

  g_auto (PoskoAssumeCity) city = { 0 };
  if (!city_init (&city, params, tps, kecamatan, error))
    return FALSE;
  gboolean empty[POSKO_N_ASSUMED];
  for (guint t = 0; t < POSKO_N_ASSUMED; t++)
    empty[t] = tables[t] != NULL && posko_table_n (tables[t]) == 0;

  if (empty[POSKO_ASSUMED_FASKES])
    posko_assume_faskes (&city, tables[POSKO_ASSUMED_FASKES]);
  if (empty[POSKO_ASSUMED_NAKES])
    posko_assume_nakes (&city, tables[POSKO_ASSUMED_FASKES], tables[POSKO_ASSUMED_NAKES]);
  if (empty[POSKO_ASSUMED_AMBULANS])
    posko_assume_ambulans (&city, tables[POSKO_ASSUMED_FASKES], tables[POSKO_ASSUMED_AMBULANS]);
  if (empty[POSKO_ASSUMED_DAPUR])
    posko_assume_dapur (&city, tables[POSKO_ASSUMED_DAPUR]);
  if (empty[POSKO_ASSUMED_GELOMBANG] && !copy_default_waves (tables[POSKO_ASSUMED_GELOMBANG], error))
    return FALSE;
  if (empty[POSKO_ASSUMED_KENDARAAN])
    posko_assume_kendaraan (&city, tables[POSKO_ASSUMED_DAPUR], tables[POSKO_ASSUMED_GELOMBANG], tables[POSKO_ASSUMED_KENDARAAN]);
  if (empty[POSKO_ASSUMED_BALIHO])
    posko_assume_baliho (&city, tables[POSKO_ASSUMED_BALIHO]);
  for (guint t = 0; t < POSKO_N_ASSUMED; t++)
    if (empty[t])
      posko_table_sort (tables[t]);
  write_notes (&city, tables, empty, notes);
  return TRUE;
}
