/* case-place.c: which kecamatan each row belongs to, by the table's word and by where its point lies.
 *
 * The table decides membership: a TPS belongs to the kecamatan that organises it, also when its point lies a few metres over
 * the line. Names need not be unique in a province, so of several kecamatan of one name the one whose code the row's
 * kode_kelurahan begins with is meant, else the one that holds the point, else the nearest. Where the point contradicts the table that
 * is a warning with the distance; a TPS in no kecamatan at all, more than THINNED_METRES from its own, is an error.
 * O(rows) look-ups: neighbours in key order share kelurahan and kecamatan, so most take the answer of the row before.
 */
#include <math.h>
#include <string.h>

#include "case-private.h"
#include "i18n.h"
#include "nearest.h"

#define SHORE_METRES 100.0 /* drawn coasts are coarser than jetties */
#define THINNED_METRES 1000.0 /* layers thinned for small maps are off by so much */
#define MAX_NAMESAKES 64u
#define SHARED_WORD_BYTES 4u /* shorter words (kep, sei) say nothing of a name */

/* The members that every placed row struct has, wherever they lie in it. */
typedef struct
{
  PoskoTableId table;
  gsize kecamatan, lat, lon, place, area;
  gssize kelurahan_code;   /* -1: the table has none */
  gboolean check_point;    /* homes may lie anywhere */
  const char *code_outside, *code_other, *code_shore;
} Placed;

static const Placed placed_tables[] = {
  { POSKO_TABLE_TPS, G_STRUCT_OFFSET (PoskoTps, kecamatan), G_STRUCT_OFFSET (PoskoTps, lat), G_STRUCT_OFFSET (PoskoTps, lon),
    G_STRUCT_OFFSET (PoskoTps, place), G_STRUCT_OFFSET (PoskoTps, area), G_STRUCT_OFFSET (PoskoTps, kode_kelurahan), TRUE, "tps-outside",
    "tps-other-kecamatan", "tps-shore" },
  { POSKO_TABLE_FASKES, G_STRUCT_OFFSET (PoskoFaskes, kecamatan), G_STRUCT_OFFSET (PoskoFaskes, lat), G_STRUCT_OFFSET (PoskoFaskes, lon),
    G_STRUCT_OFFSET (PoskoFaskes, place), G_STRUCT_OFFSET (PoskoFaskes, area), -1, TRUE, "faskes-outside", "faskes-other-kecamatan",
    "faskes-shore" },
  { POSKO_TABLE_NAKES, G_STRUCT_OFFSET (PoskoNakes, kecamatan), G_STRUCT_OFFSET (PoskoNakes, lat), G_STRUCT_OFFSET (PoskoNakes, lon),
    G_STRUCT_OFFSET (PoskoNakes, place), G_STRUCT_OFFSET (PoskoNakes, area), -1, FALSE, NULL, NULL, NULL },
  { POSKO_TABLE_BALIHO, G_STRUCT_OFFSET (PoskoBaliho, kecamatan), G_STRUCT_OFFSET (PoskoBaliho, lat), G_STRUCT_OFFSET (PoskoBaliho, lon),
    G_STRUCT_OFFSET (PoskoBaliho, place), G_STRUCT_OFFSET (PoskoBaliho, area), -1, TRUE, "baliho-outside", "baliho-other-kecamatan",
    "baliho-shore" },
};

/* What the words of a row say, and what they said in the row before. */
typedef struct
{
  const char *kecamatan, *kelurahan_code;
  guint found[MAX_NAMESAKES];
  guint n_found;   /* kecamatan of that name */
  guint by_code;   /* by kode_kelurahan, or NONE */
} Words;

static const char *
text_at (const guint8 *row, gsize offset)
{
  return *(const char *const *) (gconstpointer) (row + offset);
}

static gdouble
number_at (const guint8 *row, gsize offset)
{
  return *(const gdouble *) (gconstpointer) (row + offset);
}

/* The kecamatan whose code @code begins with, at a dot: 19.71.01.1004 lies in 19.71.01. */
static guint
find_by_prefix (const PoskoBoundary *kecamatan, const char *code)
{
  g_autofree char *prefix = g_strdup (code);

  for (char *dot = prefix + strlen (prefix); dot != NULL && prefix[0] != '\0'; dot = strrchr (prefix, '.'))
    {
      *dot = '\0';
      const guint area = prefix[0] != '\0' ? posko_boundary_find (kecamatan, prefix) : POSKO_BOUNDARY_NONE;
      if (area != POSKO_BOUNDARY_NONE && strcmp (posko_boundary_code (kecamatan, area), prefix) == 0)
        return area;
    }
  return POSKO_BOUNDARY_NONE;
}

/* Whether @name may be another spelling of @real: a few letters differ, or they share a whole word. "T. JAMBO AYE" is Tanah Jambo Aye. */
static gboolean
is_spelling_of (const char *name, const char *real)
{
  g_autofree char *folded = g_utf8_casefold (real, -1), *other = g_utf8_casefold (name, -1);
  g_auto (GStrv) words = g_strsplit_set (folded, " .-", -1), others = g_strsplit_set (other, " .-", -1);

  if (posko_nearest (name, &real, 1) != NULL)
    return TRUE;
  for (guint i = 0; words[i] != NULL; i++)
    if (strlen (words[i]) >= SHARED_WORD_BYTES && g_strv_contains ((const char *const *) others, words[i]))
      return TRUE;
  return FALSE;
}

static void
look_up (const PoskoBoundary *kecamatan, Words *words, const char *name, const char *kelurahan_code)
{
  guint area;

  if (words->kecamatan == name && words->kelurahan_code == kelurahan_code)
    return;
  words->kecamatan = name;
  words->kelurahan_code = kelurahan_code;
  words->by_code = kelurahan_code != NULL && kelurahan_code[0] != '\0' ? find_by_prefix (kecamatan, kelurahan_code) : POSKO_BOUNDARY_NONE;
  words->n_found = posko_boundary_find_all (kecamatan, name, words->found, MAX_NAMESAKES);
  words->n_found = MIN (words->n_found, MAX_NAMESAKES);
  area = words->n_found == 0 ? posko_boundary_find (kecamatan, name) : POSKO_BOUNDARY_NONE;
  if (area != POSKO_BOUNDARY_NONE) /* the cell is a code */
    words->found[words->n_found++] = area;
  if (words->n_found == 0 && words->by_code != POSKO_BOUNDARY_NONE && !is_spelling_of (name, posko_boundary_name (kecamatan, words->by_code)))
    words->by_code = POSKO_BOUNDARY_NONE; /* no guess on the code alone: the row may have been moved */
}

/* Of several namesakes the one that the code names, that holds the point, or that is nearest. */
static guint
choose (const PoskoLoading *self, const Words *words, guint located, PoskoLonLat place)
{
  const PoskoBoundary *kecamatan = self->self->layers[POSKO_LAYER_KECAMATAN];
  guint best = POSKO_BOUNDARY_NONE;
  gdouble least = (gdouble) INFINITY;

  if (words->by_code != POSKO_BOUNDARY_NONE)
    return words->by_code;
  if (words->n_found <= 1)
    return words->n_found == 1 ? words->found[0] : POSKO_BOUNDARY_NONE;
  for (guint i = 0; i < words->n_found; i++)
    {
      const gdouble metres = words->found[i] == located ? 0 : posko_boundary_distance (kecamatan, words->found[i], &self->self->plane, place);
      if (metres < least)
        {
          least = metres;
          best = words->found[i];
        }
    }
  return best;
}

static char *
suggest_kecamatan (const PoskoBoundary *kecamatan, const char *name)
{
  const guint n = posko_boundary_n (kecamatan);
  g_autofree const char **names = g_new (const char *, n + 1);
  g_autofree char *near = NULL;

  for (guint i = 0; i < n; i++)
    names[i] = posko_boundary_name (kecamatan, i);
  near = posko_nearest_list (name, names, n, 3);
  return near != NULL ? g_strdup_printf (_ ("did you mean %s?"), near) : g_strdup (_ ("write a name or code of kecamatan.geojson"));
}

/* @n_unknown: how many were told before; searching near names stops where findings are folded */
static void
report_unknown (PoskoLoading *self, PoskoTableId table, guint row, const char *name, guint n_unknown)
{
  g_autofree char *remedy
    = n_unknown < POSKO_DIAGNOSTICS_FOLD ? suggest_kecamatan (self->self->layers[POSKO_LAYER_KECAMATAN], name) : NULL;
  g_autofree char *found = g_strdup_printf ("\"%s\"", name);
  posko_loading_report (self, POSKO_SEVERITY_ERROR, "kecamatan-unknown", table, row, "kecamatan", found, _ ("a kecamatan of kecamatan.geojson"),
                        remedy);
}

/* The name and the code of a row mean different kecamatan. */
static void
check_words (PoskoLoading *self, const Placed *placed, guint row, const Words *words)
{
  const PoskoBoundary *kecamatan = self->self->layers[POSKO_LAYER_KECAMATAN];
  g_autofree char *found = NULL;

  if (words->by_code == POSKO_BOUNDARY_NONE)
    return;
  for (guint i = 0; i < words->n_found; i++)
    if (words->found[i] == words->by_code)
      return;
  if (words->n_found == 0) /* only the spelling is off: look_up() */
    {
      g_autofree char *shown = g_strdup_printf ("\"%s\"", words->kecamatan);
      g_autofree char *remedy = g_strdup_printf (_ ("most likely \"%s\", as the code %s says: that was taken"),
                                                 posko_boundary_name (kecamatan, words->by_code), words->kelurahan_code);
      posko_loading_report (self, POSKO_SEVERITY_WARNING, "kecamatan-spelling", placed->table, row, "kecamatan", shown,
                            _ ("a kecamatan of kecamatan.geojson"), remedy);
      return;
    }
  found = g_strdup_printf (_ ("\"%s\", but the code %s belongs to %s"), words->kecamatan, words->kelurahan_code,
                           posko_boundary_name (kecamatan, words->by_code));
  posko_loading_report (self, POSKO_SEVERITY_WARNING, "kecamatan-code-name", placed->table, row, "kecamatan", found,
                        _ ("a name and a code that agree"), _ ("look which is right: the code was taken"));
}

/* The point contradicts the table. */
static void
check_point (PoskoLoading *self, const Placed *placed, guint row, guint area, guint located, PoskoLonLat place)
{
  const PoskoBoundary *kecamatan = self->self->layers[POSKO_LAYER_KECAMATAN];
  const gdouble metres = posko_boundary_distance (kecamatan, area, &self->self->plane, place);
  const char *own = posko_boundary_name (kecamatan, area);
  g_autofree char *found = NULL, *expected = g_strdup_printf (_ ("a point in %s"), own);

  if (located != POSKO_BOUNDARY_NONE)
    {
      found = g_strdup_printf (_ ("a point in %s, %.0f m from %s"), posko_boundary_name (kecamatan, located), metres, own);
      posko_loading_report (self, POSKO_SEVERITY_WARNING, placed->code_other, placed->table, row, "lat", found, expected,
                            _ ("look at the point or the kecamatan: the kecamatan of the table was taken"));
      return;
    }
  found = g_strdup_printf (_ ("a point in no kecamatan, %.0f m from %s"), metres, own);
  if (metres <= SHORE_METRES)
    posko_loading_report (self, POSKO_SEVERITY_WARNING, placed->code_shore, placed->table, row, "lat", found, expected,
                          _ ("nothing, if the drawn border or coast is coarse"));
  else
    posko_loading_report (self, placed->table == POSKO_TABLE_TPS && metres > THINNED_METRES ? POSKO_SEVERITY_ERROR : POSKO_SEVERITY_WARNING,
                          placed->code_outside, placed->table, row, "lat", found, expected, _ ("mend lat and lon, or the boundary file"));
}

static gboolean
place_rows (PoskoLoading *self, const Placed *placed, GError **error)
{
  PoskoTable *table = self->self->tables[placed->table];
  const PoskoBoundary *kecamatan = self->self->layers[POSKO_LAYER_KECAMATAN];
  const guint n = posko_table_n (table);
  g_autofree PoskoLonLat *points = g_new (PoskoLonLat, MAX (n, 1));
  g_autofree guint *located = g_new (guint, MAX (n, 1));
  g_autofree Words *words = g_new0 (Words, 1);
  guint n_unknown = 0;

  for (guint i = 0; i < n; i++)
    {
      guint8 *row = posko_table_row_mutable (table, i);
      points[i] = (PoskoLonLat) { number_at (row, placed->lon), number_at (row, placed->lat) };
      memcpy (row + placed->place, &points[i], sizeof points[i]);
    }
  if (!posko_boundary_locate (kecamatan, points, n, located, self->n_threads, self->cancellable, error))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      guint8 *row = posko_table_row_mutable (table, i);
      const char *name = text_at (row, placed->kecamatan);
      look_up (kecamatan, words, name, placed->kelurahan_code >= 0 ? text_at (row, (gsize) placed->kelurahan_code) : NULL);
      const guint area = choose (self, words, located[i], points[i]);
      memcpy (row + placed->area, &area, sizeof area);
      if (area == POSKO_BOUNDARY_NONE)
        {
          report_unknown (self, placed->table, i, name, n_unknown++);
          continue;
        }
      check_words (self, placed, i, words);
      if (placed->check_point && located[i] != area)
        check_point (self, placed, i, area, located[i], points[i]);
    }
  return TRUE;
}

gboolean
posko_loading_place (PoskoLoading *self, GError **error)
{
  if (self->self->layers[POSKO_LAYER_KECAMATAN] == NULL || posko_boundary_n (self->self->layers[POSKO_LAYER_KECAMATAN]) == 0)
    return TRUE; /* said already */
  posko_progress_report (self->progress, _ ("Placing rows in their kecamatan"), -1);
  for (guint i = 0; i < G_N_ELEMENTS (placed_tables); i++)
    if (self->self->tables[placed_tables[i].table] != NULL && !place_rows (self, &placed_tables[i], error))
      return FALSE;
  return TRUE;
}
