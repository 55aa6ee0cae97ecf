/* case-kelurahan.c: code and name of the kelurahan of each TPS, held against each other by kelurahan.geojson.
 *
 * A mistyped code makes a kelurahan of its own, whose numbers then seem to have gaps: what does not agree is told here, once for each pair of
 * code and name in a kecamatan, with the likely one, and its gaps are not told. What decides: of code and name only one is known; or both are, and the point of the first
 * row lies in one of the two. Codes are held against the layer only where it has codes and knows one of the table's; kecamatan without
 * areas in the layer are passed over. O(rows), and O(areas) a pair that does not agree.
 */
#include <string.h>

#include "case-private.h"
#include "i18n.h"
#include "nearest.h"

#define NAMES_OFFERED 3u
#define MAX_NAMESAKES 1024u /* of a country: a few hundred */

typedef struct
{
  PoskoLoading *loading;
  const PoskoBoundary *layer, *kecamatan;
  GHashTable *pairs;  /* (key: code, name and kecamatan) -> Pair */
  GPtrArray *in_order; /* (element-type Pair): by first row */
  guint *parents;       /* by kelurahan of the layer: its kecamatan, or NONE */
  gboolean *covered;    /* by kecamatan: the layer has areas of it */
  guint n_told;         /* near names are sought up to the fold */
  gboolean codes_count; /* the table's codes are of the layer's system */
} Kelurahan;

typedef struct
{
  char *key;
  guint row, n; /* the first, and how many */
  guint by_code, by_name; /* in the layer, or NONE */
} Pair;

static void
pair_free (gpointer data)
{
  Pair *self = data;
  g_free (self->key);
  g_free (self);
}

/* By its code alone: names may look like anything. */
static guint
find_code (const PoskoBoundary *layer, const char *code)
{
  const guint found = code[0] != '\0' ? posko_boundary_find (layer, code) : POSKO_BOUNDARY_NONE;
  return found != POSKO_BOUNDARY_NONE && g_ascii_isdigit (posko_boundary_code (layer, found)[0]) && g_ascii_isdigit (code[0]) ? found : POSKO_BOUNDARY_NONE;
}

/* The kecamatan of a kelurahan: by the code's beginning, else by the code that it states. */
static guint
find_parent (const Kelurahan *self, guint kelurahan)
{
  const char *code = posko_boundary_code (self->layer, kelurahan), *dot = strrchr (code, '.');
  const char *stated = posko_boundary_property (self->layer, kelurahan, "kecamatan_kode");
  g_autofree char *prefix = dot != NULL ? g_strndup (code, (gsize) (dot - code)) : NULL;
  const guint by_code = prefix != NULL ? posko_boundary_find (self->kecamatan, prefix) : POSKO_BOUNDARY_NONE;

  return by_code != POSKO_BOUNDARY_NONE || stated == NULL ? by_code : posko_boundary_find (self->kecamatan, stated);
}

/* The kelurahan of that name in that kecamatan. */
static guint
find_name (const Kelurahan *self, const char *name, guint kecamatan)
{
  guint found[MAX_NAMESAKES];
  const guint n = MIN (posko_boundary_find_all (self->layer, name, found, G_N_ELEMENTS (found)), G_N_ELEMENTS (found));

  for (guint i = 0; i < n; i++)
    if (self->parents[found[i]] == kecamatan)
      return found[i];
  return POSKO_BOUNDARY_NONE;
}

static void
gather (Kelurahan *self)
{
  const PoskoTable *table = self->loading->self->tables[POSKO_TABLE_TPS];
  Pair *last = NULL;
  const PoskoTps *above = NULL;

  for (guint i = 0; i < posko_table_n (table); i++)
    {
      const PoskoTps *tps = posko_table_row (table, i);
      if (tps->area == POSKO_BOUNDARY_NONE)
        continue;
      if (above == NULL || above->kelurahan != tps->kelurahan || above->kode_kelurahan != tps->kode_kelurahan || above->area != tps->area)
        {
          g_autofree char *key = g_strdup_printf ("%s\x1f%s\x1f%u", tps->kode_kelurahan, tps->kelurahan, tps->area);
          last = g_hash_table_lookup (self->pairs, key);
          if (last == NULL)
            {
              last = g_new0 (Pair, 1);
              *last = (Pair) { .row = i, .by_code = find_code (self->layer, tps->kode_kelurahan), .by_name = find_name (self, tps->kelurahan, tps->area) };
              last->key = g_steal_pointer (&key);
              g_hash_table_insert (self->pairs, last->key, last);
              g_ptr_array_add (self->in_order, last);
              self->codes_count = self->codes_count || last->by_code != POSKO_BOUNDARY_NONE;
            }
        }
      last->n++;
      above = tps;
    }
}

/* The names of the layer in that kecamatan that are near. Returns: (nullable): none are */
static char *
near_names (const Kelurahan *self, const char *name, guint kecamatan)
{
  g_autofree const char **names = g_new (const char *, posko_boundary_n (self->layer) + 1);
  guint n = 0;

  for (guint i = 0; i < posko_boundary_n (self->layer); i++)
    if (self->parents[i] == kecamatan)
      names[n++] = posko_boundary_name (self->layer, i);
  return posko_nearest_list (name, names, n, NAMES_OFFERED);
}

static void
doubt (Kelurahan *self, const char *code)
{
  if (code[0] != '\0')
    g_hash_table_add (self->loading->doubted, g_strdup (code));
}

static void
report (const Kelurahan *self, const Pair *pair, const char *code, const char *column, const char *found, const char *expected, const char *remedy)
{
  g_autofree char *counted = pair->n > 1 ? g_strdup_printf (ngettext ("%s (%u row)", "%s (%u rows)", pair->n), found, pair->n) : g_strdup (found);
  posko_loading_report (self->loading, POSKO_SEVERITY_WARNING, code, POSKO_TABLE_TPS, pair->row, column, counted, expected, remedy);
}

/* Code and name are both known, as two kelurahan: the place of the first row tells which is likelier. */
static void
report_two (Kelurahan *self, const Pair *pair, const PoskoTps *tps)
{
  const char *of_code = posko_boundary_name (self->layer, pair->by_code), *code_of_name = posko_boundary_code (self->layer, pair->by_name);
  const PoskoPlane *plane = &self->loading->self->plane;
  const gdouble to_code = posko_boundary_distance (self->layer, pair->by_code, plane, tps->place);
  const gdouble to_name = posko_boundary_distance (self->layer, pair->by_name, plane, tps->place);
  g_autofree char *found = g_strdup_printf (_ ("\"%s\", but the code %s belongs to %s"), tps->kelurahan, tps->kode_kelurahan, of_code);
  g_autofree char *remedy = NULL;

  if (to_code <= 0 && to_name > 0)
    remedy = g_strdup_printf (_ ("most likely the name is wrong: its place lies in %s"), of_code);
  else if (to_name <= 0 && to_code > 0)
    remedy = g_strdup_printf (_ ("most likely the code is wrong: its place lies in %s, which has %s"), tps->kelurahan, code_of_name);
  report (self, pair, "kelurahan-code-name", "kelurahan", found, _ ("a name and a code that agree"),
          remedy != NULL ? remedy : _ ("look which is right, in the list of the KPU"));
  doubt (self, tps->kode_kelurahan);
  doubt (self, code_of_name);
}

static void
report_unknown_name (Kelurahan *self, const Pair *pair, const PoskoTps *tps)
{
  g_autofree char *near = self->n_told++ < POSKO_DIAGNOSTICS_FOLD ? near_names (self, tps->kelurahan, tps->area) : NULL;
  g_autofree char *found = g_strdup_printf ("\"%s\"", tps->kelurahan), *remedy = NULL;

  if (pair->by_code != POSKO_BOUNDARY_NONE)
    remedy = g_strdup_printf (_ ("most likely \"%s\", as the code %s says"), posko_boundary_name (self->layer, pair->by_code), tps->kode_kelurahan);
  else
    remedy = near != NULL ? g_strdup_printf (_ ("did you mean %s?"), near) : g_strdup (_ ("write a name of kelurahan.geojson"));
  report (self, pair, "kelurahan-unknown", "kelurahan", found, _ ("a kelurahan of kelurahan.geojson"), remedy);
}

static void
report_unknown_code (Kelurahan *self, const Pair *pair, const PoskoTps *tps)
{
  const char *likely = posko_boundary_code (self->layer, pair->by_name);
  g_autofree char *found = g_strdup_printf ("\"%s\"", tps->kode_kelurahan);
  g_autofree char *remedy = g_strdup_printf (_ ("most likely %s, the code of %s"), likely, posko_boundary_name (self->layer, pair->by_name));

  report (self, pair, "kelurahan-code-unknown", "kode_kelurahan", found, _ ("a code of kelurahan.geojson"), remedy);
  doubt (self, tps->kode_kelurahan);
  doubt (self, likely);
}

static void
check_pair (Kelurahan *self, const Pair *pair)
{
  const PoskoTps *tps = posko_table_row (self->loading->self->tables[POSKO_TABLE_TPS], pair->row);

  if (pair->by_name == POSKO_BOUNDARY_NONE)
    {
      if (tps->kelurahan[0] != '\0' && !tps->asumsi && self->covered[tps->area])
        report_unknown_name (self, pair, tps);
      return;
    }
  if (!self->codes_count || tps->kode_kelurahan[0] == '\0' || pair->by_code == pair->by_name)
    return;
  if (pair->by_code != POSKO_BOUNDARY_NONE)
    report_two (self, pair, tps);
  else
    report_unknown_code (self, pair, tps);
}

void
posko_loading_check_kelurahan (PoskoLoading *self)
{
  Kelurahan kelurahan = { .loading = self, .layer = self->self->layers[POSKO_LAYER_KELURAHAN], .kecamatan = self->self->layers[POSKO_LAYER_KECAMATAN] };

  if (self->changed || kelurahan.layer == NULL || kelurahan.kecamatan == NULL || self->self->tables[POSKO_TABLE_TPS] == NULL)
    return;
  g_autoptr (GPtrArray) in_order = g_ptr_array_new_with_free_func (pair_free);
  g_autoptr (GHashTable) pairs = g_hash_table_new (g_str_hash, g_str_equal);
  kelurahan.in_order = in_order;
  kelurahan.pairs = pairs;
  if (self->doubted == NULL)
    self->doubted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree guint *parents = g_new (guint, posko_boundary_n (kelurahan.layer) + 1);
  g_autofree gboolean *covered = g_new0 (gboolean, posko_boundary_n (kelurahan.kecamatan) + 1);
  kelurahan.parents = parents;
  kelurahan.covered = covered;
  for (guint i = 0; i < posko_boundary_n (kelurahan.layer); i++)
    {
      parents[i] = find_parent (&kelurahan, i);
      if (parents[i] != POSKO_BOUNDARY_NONE)
        covered[parents[i]] = TRUE;
    }
  gather (&kelurahan);
  for (guint i = 0; i < in_order->len; i++)
    check_pair (&kelurahan, in_order->pdata[i]);
}
