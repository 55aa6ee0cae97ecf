/* import-villages.c: which kelurahan the rows mean; rows of one kelurahan become a village with one spelling. docs/model.md section 15.4.
 *
 * What is written is looked at once for all rows that have the same words in the same kecamatan (namings): first what is sure, by the layer
 * of kelurahan or, without one, by the other rows of the list; then near misses, which are taken only where the kelurahan that they miss lacks
 * the numbers of their TPS: every kelurahan counts from 1, so that a second one with a similar name shows. O(rows + namings · names of a kecamatan).
 */
#include <string.h>

#include "nearest.h"
#include "villages-private.h"

#define FEW 3u              /* a spelling is few where another has so many times its rows */
#define LOOKED_AT 1000u     /* names of one kecamatan held against each other; the largest has some 60 kelurahan */

/* The name that most rows with a code have. */
typedef struct
{
  guint village, n_rows;
} Owner;

guint
posko_importing_add_village (PoskoImporting *self, guint kecamatan, guint area, const char *name)
{
  const PoskoImportVillage village = { .kecamatan = kecamatan, .area = area, .name = posko_table_intern (self->table, name), .code = "",
                                       .key = posko_place_name_key (name) };
  g_array_append_val (self->villages, village);
  return self->villages->len - 1;
}

/* The village of a kelurahan of the layer. */
static guint
village_of_area (PoskoVillages *self, guint kecamatan, guint area)
{
  PoskoBoundary *layer = self->importing->params->kelurahan;

  if (self->village_of_area[area] == POSKO_BOUNDARY_NONE)
    {
      const guint village = posko_importing_add_village (self->importing, kecamatan, area, posko_boundary_name (layer, area));
      posko_villages_at (self, village)->code = posko_table_intern (self->importing->table, posko_boundary_code (layer, area));
      self->village_of_area[area] = village;
    }
  return self->village_of_area[area];
}

/* The village of a name that no layer knows. Its spelling is the commonest: of equals the first. */
static guint
village_of_word (PoskoVillages *self, const PoskoNaming *naming)
{
  g_autofree char *key = g_strdup_printf ("%u|%s", naming->kecamatan, naming->key);
  const char *name = posko_boundary_bare_name (naming->word, "kelurahan");
  gpointer known = g_hash_table_lookup (self->by_key, key);

  if (known == NULL)
    {
      known = GUINT_TO_POINTER (posko_importing_add_village (self->importing, naming->kecamatan, POSKO_BOUNDARY_NONE, name) + 1);
      g_hash_table_insert (self->by_key, g_steal_pointer (&key), known);
    }
  const guint village = GPOINTER_TO_UINT (known) - 1;
  PoskoImportVillage *there = posko_villages_at (self, village);
  there->n_rows += naming->n_rows;
  if (naming->n_rows > there->most)
    {
      there->most = naming->n_rows;
      there->name = posko_table_intern (self->importing->table, name);
    }
  return village;
}

/* All words of all rows, each once. */
static void
gather (PoskoVillages *self)
{
  PoskoImporting *importing = self->importing;
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  guint last = 0;

  for (guint i = 0; i < importing->rows->len; i++)
    {
      const guint group = posko_importing_row (importing, i)->group, kecamatan = posko_importing_tps (importing, i)->area;
      if (!posko_importing_is_alive (importing, i))
        continue;
      const PoskoNaming *above = self->namings->len > 0 ? &g_array_index (self->namings, PoskoNaming, last) : NULL;
      if (above == NULL || above->group != group || above->kecamatan != kecamatan)
        {
          const gint64 key = (gint64) group << 32 | kecamatan;
          gpointer found = g_hash_table_lookup (known, &key);
          if (found == NULL)
            {
              const PoskoImportGroup *words = &g_array_index (importing->groups, PoskoImportGroup, group);
              const char *word = words->kelurahan[0] != '\0' ? words->kelurahan : words->kode_kelurahan;
              const PoskoNaming naming = { .group = group, .kecamatan = kecamatan, .word = word, .key = posko_place_name_key (word), .village = POSKO_BOUNDARY_NONE,
                                      .area = POSKO_BOUNDARY_NONE, .by_code = POSKO_BOUNDARY_NONE, .near = POSKO_BOUNDARY_NONE, .elsewhere = POSKO_BOUNDARY_NONE };
              g_array_append_val (self->namings, naming);
              found = GUINT_TO_POINTER (self->namings->len);
              g_hash_table_insert (known, g_memdup2 (&key, sizeof key), found);
            }
          last = GPOINTER_TO_UINT (found) - 1;
        }
      g_array_index (self->namings, PoskoNaming, last).n_rows++;
      self->naming_of[i] = last;
    }
}

/* Gabek I and Gabek II are two kelurahan, however near the names. */
static gboolean
differ_in_number (const char *a, const char *b)
{
  static const char digits[] = "0123456789ivx";
  gsize n = strlen (a), m = strlen (b);

  while (n > 0 && strchr (digits, a[n - 1]) != NULL)
    n--;
  while (m > 0 && strchr (digits, b[m - 1]) != NULL)
    m--;
  return n == m && strncmp (a, b, n) == 0;
}

gboolean
posko_villages_is_slip (const char *key, const char *other, guint distance)
{
  return posko_importing_is_near (key, distance) && !differ_in_number (key, other);
}

/* What the layer says of a name and a code. */
static void
ask_layer (PoskoVillages *self, PoskoNaming *naming)
{
  const PoskoImporting *importing = self->importing;
  const PoskoImportGroup *group = posko_villages_group (self, naming);
  const char *within = posko_boundary_code (importing->params->kecamatan, naming->kecamatan);
  PoskoMatch match = posko_place_names_match (importing->kelurahan, naming->word, within);

  if (posko_match_is_sure (&match) && match.n == 1)
    naming->area = match.area;
  else if (match.kind == POSKO_MATCH_NEAR && match.n == 1)
    {
      g_autofree char *key = posko_place_name_key (posko_boundary_name (importing->params->kelurahan, match.area));
      naming->distance = match.distance;
      if (posko_villages_is_slip (naming->key, key, match.distance))
        naming->near = village_of_area (self, naming->kecamatan, match.area);
    }
  match = naming->area == POSKO_BOUNDARY_NONE ? posko_place_names_match (importing->kelurahan, naming->word, NULL) : match;
  if (naming->area == POSKO_BOUNDARY_NONE && posko_match_is_sure (&match) && match.n == 1)
    {
      if (importing->parents[match.area] == naming->kecamatan)
        naming->area = match.area;
      else
        naming->elsewhere = importing->parents[match.area];
    }
  if (naming->area != POSKO_BOUNDARY_NONE)
    naming->village = village_of_area (self, naming->kecamatan, naming->area);
  match = group->kode_kelurahan[0] != '\0' ? posko_place_names_match (importing->kelurahan, group->kode_kelurahan, NULL) : (PoskoMatch) { 0 };
  if (posko_match_is_sure (&match) && match.n == 1 && importing->parents[match.area] == naming->kecamatan)
    naming->by_code = village_of_area (self, naming->kecamatan, match.area);
}

static char *
code_key (const PoskoVillages *self, const PoskoNaming *naming)
{
  return g_strdup_printf ("%u|%s", naming->kecamatan, posko_villages_group (self, naming)->kode_kelurahan);
}

/* Which name most rows of each code have. Rows of one name and code may be several namings: counted by both. */
static void
find_owners (PoskoVillages *self)
{
  g_autoptr (GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint k = 0; k < self->namings->len; k++)
    {
      const PoskoNaming *naming = &g_array_index (self->namings, PoskoNaming, k);
      const PoskoImportGroup *group = posko_villages_group (self, naming);
      if (group->kode_kelurahan[0] == '\0' || group->kelurahan[0] == '\0' || self->is_known[naming->kecamatan])
        continue;
      g_autofree char *code = code_key (self, naming), *pair = g_strdup_printf ("%s|%u", code, naming->village);
      const guint n = GPOINTER_TO_UINT (g_hash_table_lookup (counts, pair)) + naming->n_rows;
      Owner *owner = g_hash_table_lookup (self->by_code, code);
      if (owner == NULL)
        {
          owner = g_new0 (Owner, 1);
          g_hash_table_insert (self->by_code, g_steal_pointer (&code), owner);
        }
      if (n > owner->n_rows)
        *owner = (Owner) { naming->village, n };
      g_hash_table_insert (counts, g_steal_pointer (&pair), GUINT_TO_POINTER (n));
    }
  for (guint k = 0; k < self->namings->len; k++)
    {
      PoskoNaming *naming = &g_array_index (self->namings, PoskoNaming, k);
      if (posko_villages_group (self, naming)->kode_kelurahan[0] == '\0' || self->is_known[naming->kecamatan])
        continue;
      g_autofree char *code = code_key (self, naming);
      const Owner *owner = g_hash_table_lookup (self->by_code, code);
      naming->by_code = owner != NULL ? owner->village : naming->village;
      if (naming->by_code == naming->village && posko_villages_at (self, naming->village)->code[0] == '\0')
        posko_villages_at (self, naming->village)->code = posko_villages_group (self, naming)->kode_kelurahan;
    }
}

static gint
compare_by_kecamatan (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const PoskoVillages *self = user_data;
  const guint i = *(const guint *) a, j = *(const guint *) b, x = posko_villages_at (self, i)->kecamatan, y = posko_villages_at (self, j)->kecamatan;
  return x != y ? (x < y ? -1 : 1) : i < j ? -1 : i > j;
}

/* The only one of the villages whose name is nearest to that of @v, of many more rows; NONE when there is none or two. */
static guint
nearest_of (const PoskoVillages *self, guint v, const guint *others, guint n, guint *distance)
{
  const PoskoImportVillage *village = posko_villages_at (self, v);
  guint found = POSKO_BOUNDARY_NONE, least = POSKO_NEAREST_FAR;

  for (guint k = 0; k < n; k++)
    {
      const PoskoImportVillage *other = posko_villages_at (self, others[k]);
      if (others[k] == v || other->n_rows < FEW * village->n_rows || (village->code[0] != '\0' && other->code[0] != '\0'))
        continue;
      const guint d = posko_nearest_distance (village->key, other->key, 2);
      if (d == POSKO_NEAREST_FAR || !posko_villages_is_slip (village->key, other->key, d) || d > least)
        continue;
      found = d < least ? others[k] : POSKO_BOUNDARY_NONE;
      least = d;
    }
  *distance = least;
  return found;
}

/* Without a layer: a name of few rows that is a near miss of one of many. */
static void
ask_list (PoskoVillages *self)
{
  const guint n = self->importing->villages->len;
  g_autofree guint *order = g_new (guint, MAX (n, 1)), *near = g_new (guint, MAX (n, 1)), *distances = g_new0 (guint, MAX (n, 1));

  for (guint v = 0; v < n; v++)
    {
      order[v] = v;
      near[v] = POSKO_BOUNDARY_NONE;
    }
  g_qsort_with_data (order, (gint) n, sizeof *order, compare_by_kecamatan, self);
  for (guint first = 0, end; first < n; first = end)
    {
      for (end = first + 1; end < n && posko_villages_at (self, order[end])->kecamatan == posko_villages_at (self, order[first])->kecamatan; end++)
        ;
      for (guint k = first; k < end && end - first <= LOOKED_AT; k++)
        near[order[k]] = nearest_of (self, order[k], order + first, end - first, &distances[order[k]]);
    }
  for (guint k = 0; k < self->namings->len; k++)
    {
      PoskoNaming *naming = &g_array_index (self->namings, PoskoNaming, k);
      if (naming->village == POSKO_BOUNDARY_NONE || self->is_known[naming->kecamatan] || self->importing->is_summary)
        continue;
      naming->near = near[naming->village];
      naming->distance = distances[naming->village];
    }
}

/* Whether the village of a near miss has TPS of the numbers that stand beside the near miss. A summary's rows have none: one is enough. */
static void
compare_numbers (PoskoVillages *self)
{
  PoskoImporting *importing = self->importing;
  g_autoptr (GHashTable) taken = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autofree guint8 *wanted = g_new0 (guint8, MAX (importing->villages->len, 1));
  guint n_wanted = 0;

  for (guint k = 0; k < self->namings->len; k++)
    if (g_array_index (self->namings, PoskoNaming, k).near != POSKO_BOUNDARY_NONE)
      {
        wanted[g_array_index (self->namings, PoskoNaming, k).near] = 1;
        n_wanted++;
      }
  for (guint pass = 0; pass < 2 && n_wanted > 0; pass++)
    for (guint i = 0; i < importing->rows->len; i++)
      {
        if (!posko_importing_is_alive (importing, i))
          continue;
        PoskoNaming *naming = &g_array_index (self->namings, PoskoNaming, self->naming_of[i]);
        const guint village = pass == 0 ? naming->village : naming->near;
        if (village == POSKO_BOUNDARY_NONE || !wanted[village])
          continue;
        const gint64 number = importing->is_summary ? 0 : posko_importing_tps (importing, i)->nomor;
        const gint64 key = (gint64) village << 16 | number;
        if (pass == 0)
          g_hash_table_add (taken, g_memdup2 (&key, sizeof key));
        else
          naming->is_taken = naming->is_taken || g_hash_table_contains (taken, &key);
      }
}

/* Whether the layer has kelurahan of each kecamatan. Returns: (transfer full) */
static guint8 *
known_kecamatan (const PoskoImporting *self)
{
  guint8 *known = g_new0 (guint8, MAX (posko_boundary_n (self->params->kecamatan), 1));

  for (guint i = 0; self->kelurahan != NULL && i < posko_boundary_n (self->params->kelurahan); i++)
    if (self->parents[i] != POSKO_BOUNDARY_NONE)
      known[self->parents[i]] = 1;
  return known;
}

static void
verdict_clear (PoskoVerdict *self)
{
  g_free (self->found);
  g_free (self->expected);
  g_free (self->offer);
}
/* What every naming means, and what is to be told of it. */
static GArray *
judge_all (PoskoVillages *self)
{
  GArray *verdicts = g_array_sized_new (FALSE, TRUE, sizeof (PoskoVerdict), self->namings->len);

  self->is_known = known_kecamatan (self->importing);
  g_array_set_clear_func (verdicts, (GDestroyNotify) verdict_clear);
  g_array_set_size (verdicts, self->namings->len);
  for (guint k = 0; k < self->namings->len; k++)
    {
      PoskoNaming *naming = &g_array_index (self->namings, PoskoNaming, k);
      if (naming->word[0] != '\0' && self->is_known[naming->kecamatan])
        ask_layer (self, naming);
      if (naming->word[0] != '\0' && naming->village == POSKO_BOUNDARY_NONE)
        naming->village = village_of_word (self, naming);
    }
  find_owners (self);
  ask_list (self);
  compare_numbers (self);
  for (guint k = 0; k < self->namings->len; k++)
    {
      PoskoNaming *naming = &g_array_index (self->namings, PoskoNaming, k);
      if (naming->village != POSKO_BOUNDARY_NONE)
        posko_villages_judge (self, naming, &g_array_index (verdicts, PoskoVerdict, k));
    }
  return verdicts;
}

static void
clear_naming (gpointer data)
{
  g_free (((PoskoNaming *) data)->key);
}

static void
villages_clear (PoskoVillages *self)
{
  g_array_unref (self->namings);
  g_free (self->naming_of);
  g_free (self->village_of_area);
  g_free (self->is_known);
  g_hash_table_unref (self->by_key);
  g_hash_table_unref (self->by_code);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PoskoVillages, villages_clear)

gboolean
posko_importing_make_villages (PoskoImporting *importing, GError **error)
{
  const guint n = importing->rows->len, n_areas = importing->kelurahan != NULL ? posko_boundary_n (importing->params->kelurahan) : 0;
  g_auto (PoskoVillages) self = {
    .importing = importing, .namings = g_array_new (FALSE, FALSE, sizeof (PoskoNaming)), .naming_of = g_new0 (guint, MAX (n, 1)),
    .village_of_area = g_new (guint, MAX (n_areas, 1)), .by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL),
    .by_code = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free),
  };
  g_autofree guint *located = g_new (guint, MAX (n, 1));

  g_array_set_clear_func (self.namings, clear_naming);
  for (guint i = 0; i < n_areas; i++)
    self.village_of_area[i] = POSKO_BOUNDARY_NONE;
  if (n_areas > 0 && !posko_importing_locate (importing, importing->params->kelurahan, located, error))
    return FALSE;
  gather (&self);
  g_autoptr (GArray) verdicts = judge_all (&self);
  for (guint i = 0; i < n; i++)
    {
      if (!posko_importing_is_alive (importing, i))
        continue;
      const PoskoVerdict *verdict = &g_array_index (verdicts, PoskoVerdict, self.naming_of[i]);
      posko_importing_row (importing, i)->village = g_array_index (self.namings, PoskoNaming, self.naming_of[i]).village;
      if (verdict->code != NULL)
        posko_importing_tell (importing, i, verdict->action, verdict->code, POSKO_ROLE_KELURAHAN, verdict->found, verdict->became, verdict->expected, verdict->remedy);
    }
  posko_importing_place_nameless (importing, n_areas > 0 ? located : NULL, self.village_of_area);
  if (n_areas > 0)
    posko_importing_check_kelurahan (importing, located);
  return TRUE;
}
