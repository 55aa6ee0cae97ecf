/* import-areas.c: which kecamatan and kelurahan the rows mean, by names, codes and, where those do not decide, by the place.
 *
 * Words are looked up once for all rows that have them (groups), then rows of one kecamatan and one folded kelurahan name become a
 * village with one spelling. docs/model.md section 15.4. O(groups · look-up + rows).
 */
#include <string.h>

#include "i18n.h"
#include "import-private.h"

#define NEAR_LETTERS 2u /* a near miss of more letters is offered, never taken */

typedef struct
{
  PoskoImporting *importing;
  PoskoPlaceNames *kecamatan, *kelurahan; /* kelurahan: (nullable) */
  const char *last_name;  /* of a kecamatan, and what it means: the kelurahan of a kecamatan follow one another */
  PoskoMatch last_match;
} Resolving;

static gboolean
is_sure (const PoskoMatch *match)
{
  return match->kind != POSKO_MATCH_NONE && match->kind != POSKO_MATCH_NEAR && match->kind != POSKO_MATCH_BPS_FORM;
}

static const char *
code_of (const PoskoImporting *self, guint kecamatan)
{
  return posko_boundary_code (self->params->kecamatan, kecamatan);
}

/* The kecamatan in which a kelurahan of the layer lies, by its code or the parent the layer names. */
static guint
parent_of (const Resolving *self, guint kelurahan)
{
  PoskoBoundary *layer = self->importing->params->kelurahan;
  const char *parent = posko_boundary_property (layer, kelurahan, "kecamatan_kode");
  PoskoMatch match = { 0 };

  if (parent != NULL && parent[0] != '\0')
    match = posko_place_names_match (self->kecamatan, parent, NULL);
  if (!is_sure (&match))
    match = posko_place_names_match (self->kecamatan, posko_boundary_code (layer, kelurahan), NULL);
  if (!is_sure (&match))
    {
      parent = posko_boundary_property (layer, kelurahan, "kecamatan");
      match = parent != NULL ? posko_place_names_match (self->kecamatan, parent, NULL) : (PoskoMatch) { 0 };
    }
  return is_sure (&match) && match.n == 1 ? match.area : POSKO_BOUNDARY_NONE;
}

static void
resolve_code (const Resolving *self, PoskoImportGroup *group)
{
  const char *const codes[] = { group->kode_kecamatan, group->kode_kelurahan };

  for (guint i = 0; i < G_N_ELEMENTS (codes) && group->by_code == POSKO_BOUNDARY_NONE; i++)
    if (codes[i][0] != '\0')
      {
        const PoskoMatch match = posko_place_names_match (self->kecamatan, codes[i], NULL);
        if (is_sure (&match) && match.n == 1)
          group->by_code = match.area;
        else if (match.kind == POSKO_MATCH_BPS_FORM && match.n == 1)
          group->near = match.area; /* BPS counts kecamatan in its own order: the place must say the same */
      }
}

static void
resolve_name (Resolving *self, PoskoImportGroup *group)
{
  PoskoMatch match;

  if (group->kecamatan[0] == '\0')
    return;
  if (g_strcmp0 (self->last_name, group->kecamatan) != 0)
    self->last_match = posko_place_names_match (self->kecamatan, group->kecamatan, NULL);
  self->last_name = group->kecamatan;
  match = self->last_match;
  if (is_sure (&match) && match.n > 1)
    {
      /* of namesakes the one of the same kabupaten, else the place decides */
      const PoskoMatch within = group->by_code != POSKO_BOUNDARY_NONE
                                  ? posko_place_names_match (self->kecamatan, group->kecamatan, code_of (self->importing, group->by_code))
                                  : (PoskoMatch) { 0 };
      group->is_namesake = !is_sure (&within);
      group->by_name = is_sure (&within) ? within.area : match.area;
    }
  else if (is_sure (&match))
    group->by_name = match.area;
  else if (match.kind == POSKO_MATCH_NEAR && match.n == 1)
    {
      group->near = match.area;
      group->distance = match.distance;
    }
}

static void
resolve_kelurahan (const Resolving *self, PoskoImportGroup *group)
{
  const guint kecamatan = group->by_name != POSKO_BOUNDARY_NONE && !group->is_namesake ? group->by_name : group->by_code;
  const char *word = group->kelurahan[0] != '\0' ? group->kelurahan : group->kode_kelurahan;
  PoskoMatch match = { 0 };

  if (self->kelurahan == NULL || word[0] == '\0')
    return;
  if (kecamatan != POSKO_BOUNDARY_NONE)
    match = posko_place_names_match (self->kelurahan, word, code_of (self->importing, kecamatan));
  if (is_sure (&match) && match.n == 1)
    {
      group->kelurahan_area = match.area;
      return;
    }
  match = posko_place_names_match (self->kelurahan, word, NULL);
  if (!is_sure (&match) || match.n != 1)
    return;
  const guint parent = parent_of (self, match.area);
  if (kecamatan == POSKO_BOUNDARY_NONE || parent == kecamatan)
    group->kelurahan_area = match.area;
  else
    group->kelurahan_elsewhere = parent;
}

void
posko_importing_resolve_groups (PoskoImporting *self)
{
  g_autoptr (PoskoPlaceNames) kecamatan = posko_place_names_new (self->params->kecamatan, NULL);
  g_autoptr (PoskoPlaceNames) kelurahan = self->params->kelurahan != NULL ? posko_place_names_new (self->params->kelurahan, NULL) : NULL;
  Resolving resolving = { .importing = self, .kecamatan = kecamatan, .kelurahan = kelurahan };

  for (guint g = 0; g < self->groups->len; g++)
    {
      PoskoImportGroup *group = &g_array_index (self->groups, PoskoImportGroup, g);
      resolve_code (&resolving, group);
      resolve_name (&resolving, group);
      resolve_kelurahan (&resolving, group);
      if (group->by_name == POSKO_BOUNDARY_NONE && group->by_code == POSKO_BOUNDARY_NONE && group->kelurahan_area != POSKO_BOUNDARY_NONE)
        group->by_code = parent_of (&resolving, group->kelurahan_area);
    }
}

static void
refuse_unknown (PoskoImporting *self, guint i, const PoskoImportGroup *group, const PoskoPlaceNames *names)
{
  const gboolean is_named = group->kecamatan[0] != '\0' || group->kode_kecamatan[0] != '\0';
  const char *word = group->kecamatan[0] != '\0' ? group->kecamatan : group->kode_kecamatan;
  g_autofree char *offer = is_named ? posko_place_names_offer (names, word, 3) : NULL;
  g_autofree char *remedy = offer != NULL ? g_strdup_printf (_ ("did you mean %s? (in brackets the letters to change)"), offer)
                                          : g_strdup (_ ("write a name or code of the boundary file"));

  posko_importing_tell (self, i, POSKO_IMPORT_REFUSED, is_named ? "kecamatan-unknown" : "kecamatan-missing", POSKO_ROLE_KECAMATAN, word, NULL,
                        _ ("a kecamatan of the boundary file"), remedy);
}

/* Whether the place or the words besides the name speak for a near miss. */
static gboolean
near_is_sure (const PoskoImporting *self, const PoskoImportGroup *group, guint located)
{
  const glong letters = g_utf8_strlen (group->kecamatan, -1);

  if (!self->params->repair || group->near == POSKO_BOUNDARY_NONE || group->distance > NEAR_LETTERS || (glong) group->distance * 4 > letters)
    return FALSE;
  return located == group->near || group->by_code == group->near;
}

static guint
choose_area (PoskoImporting *self, guint i, const PoskoImportGroup *group, guint located, const PoskoPlaceNames *names)
{
  const PoskoBoundary *layer = self->params->kecamatan;

  if (group->by_name != POSKO_BOUNDARY_NONE && group->is_namesake)
    {
      g_autofree char *key = posko_place_name_key (group->kecamatan);
      g_autofree char *there = located != POSKO_BOUNDARY_NONE ? posko_place_name_key (posko_boundary_name (layer, located)) : NULL;
      return g_strcmp0 (key, there) == 0 ? located : group->by_name;
    }
  if (group->by_name != POSKO_BOUNDARY_NONE && group->by_code != POSKO_BOUNDARY_NONE && group->by_name != group->by_code)
    {
      const guint chosen = located == group->by_code ? group->by_code : group->by_name;
      posko_importing_tell (self, i, POSKO_IMPORT_MARKED, "kecamatan-code-name", POSKO_ROLE_KECAMATAN, group->kecamatan, posko_boundary_name (layer, chosen),
                            _ ("a name and a code that agree"), _ ("look which is right: the one in which the place lies was taken, else the name"));
      return chosen;
    }
  if (group->by_name != POSKO_BOUNDARY_NONE)
    return group->by_name;
  if (near_is_sure (self, group, located))
    {
      posko_importing_tell (self, i, POSKO_IMPORT_REPAIRED, "kecamatan-near", POSKO_ROLE_KECAMATAN, group->kecamatan, posko_boundary_name (layer, group->near),
                            NULL, NULL);
      return group->near;
    }
  if (group->by_code != POSKO_BOUNDARY_NONE)
    {
      if (group->kecamatan[0] != '\0')
        posko_importing_tell (self, i, POSKO_IMPORT_MARKED, "kecamatan-code-name", POSKO_ROLE_KECAMATAN, group->kecamatan,
                              posko_boundary_name (layer, group->by_code), _ ("a name and a code that agree"), _ ("mend the name: the code was taken"));
      return group->by_code;
    }
  if (group->kecamatan[0] == '\0' && group->kode_kecamatan[0] == '\0' && located != POSKO_BOUNDARY_NONE)
    {
      posko_importing_tell (self, i, POSKO_IMPORT_NOTE, "kecamatan-by-place", POSKO_ROLE_KECAMATAN, NULL, posko_boundary_name (layer, located), NULL, NULL);
      return located;
    }
  refuse_unknown (self, i, group, names);
  return POSKO_BOUNDARY_NONE;
}

void
posko_importing_choose_areas (PoskoImporting *self, const guint *located)
{
  g_autoptr (PoskoPlaceNames) names = posko_place_names_new (self->params->kecamatan, NULL);

  for (guint i = 0; i < self->rows->len; i++)
    {
      if (!posko_importing_is_alive (self, i))
        continue;
      const PoskoImportGroup *group = &g_array_index (self->groups, PoskoImportGroup, posko_importing_row (self, i)->group);
      posko_importing_tps (self, i)->area = choose_area (self, i, group, located[i], names);
      if (posko_importing_is_alive (self, i) && group->kelurahan_elsewhere != POSKO_BOUNDARY_NONE)
        posko_importing_tell (self, i, POSKO_IMPORT_MARKED, "kelurahan-other-kecamatan", POSKO_ROLE_KELURAHAN, group->kelurahan,
                              posko_boundary_name (self->params->kecamatan, group->kelurahan_elsewhere), _ ("a kelurahan of the row's kecamatan"),
                              _ ("look which is right: the kecamatan of the row was kept"));
    }
}

/* Fewest surprises: the commonest spelling; of equals the shortest, then the first by bytes. */
static const char *
choose_spelling (GHashTable *spellings)
{
  GHashTableIter iter;
  gpointer text, count;
  const char *best = "";
  guint most = 0;

  g_hash_table_iter_init (&iter, spellings);
  while (g_hash_table_iter_next (&iter, &text, &count))
    {
      const guint n = GPOINTER_TO_UINT (count);
      const gsize length = strlen (text), best_length = strlen (best);
      if (n > most || (n == most && (length < best_length || (length == best_length && strcmp (text, best) < 0))))
        {
          best = text;
          most = n;
        }
    }
  return best;
}

/* The kelurahan of a row that names none: the one in whose polygon it lies is for the placing to find; else the kecamatan's name stands in. */
static const char *
word_of (PoskoImporting *self, guint i, const PoskoImportGroup *group)
{
  if (group->kelurahan[0] != '\0')
    return group->kelurahan;
  if (group->kelurahan_area != POSKO_BOUNDARY_NONE)
    return posko_boundary_name (self->params->kelurahan, group->kelurahan_area);
  if (group->kode_kelurahan[0] != '\0')
    return group->kode_kelurahan;
  const char *stand_in = posko_boundary_name (self->params->kecamatan, posko_importing_tps (self, i)->area);
  posko_importing_tell (self, i, POSKO_IMPORT_MARKED, "kelurahan-missing", POSKO_ROLE_KELURAHAN, NULL, stand_in, _ ("the name of a kelurahan"),
                        _ ("fill in the kelurahan: the kecamatan's name stands in for it"));
  return stand_in;
}

static guint
find_village (PoskoImporting *self, GHashTable *known, guint kecamatan, const PoskoImportGroup *group, const char *word)
{
  g_autofree char *folded = posko_place_name_key (word);
  g_autofree char *key = group->kelurahan_area != POSKO_BOUNDARY_NONE ? g_strdup_printf ("%u#%u", kecamatan, group->kelurahan_area)
                                                                      : g_strdup_printf ("%u|%s", kecamatan, folded);
  gpointer index = g_hash_table_lookup (known, key);

  if (index == NULL)
    {
      const PoskoImportVillage village = {
        .kecamatan = kecamatan, .area = group->kelurahan_area, .name = "", .code = group->kode_kelurahan, .key = g_steal_pointer (&folded),
        .spellings = g_hash_table_new (g_str_hash, g_str_equal),
      };
      g_array_append_val (self->villages, village);
      index = GUINT_TO_POINTER (self->villages->len);
      g_hash_table_insert (known, g_steal_pointer (&key), index);
    }
  PoskoImportVillage *village = &g_array_index (self->villages, PoskoImportVillage, GPOINTER_TO_UINT (index) - 1);
  const char *spelling = posko_table_intern (self->table, word);
  g_hash_table_insert (village->spellings, (gpointer) spelling, GUINT_TO_POINTER (GPOINTER_TO_UINT (g_hash_table_lookup (village->spellings, spelling)) + 1));
  if (village->code[0] == '\0')
    village->code = group->kode_kelurahan;
  return GPOINTER_TO_UINT (index) - 1;
}

static void
name_villages (PoskoImporting *self)
{
  for (guint v = 0; v < self->villages->len; v++)
    {
      PoskoImportVillage *village = &g_array_index (self->villages, PoskoImportVillage, v);
      const gboolean is_drawn = village->area != POSKO_BOUNDARY_NONE;
      village->name = is_drawn ? posko_table_intern (self->table, posko_boundary_name (self->params->kelurahan, village->area))
                               : choose_spelling (village->spellings);
      if (village->code[0] == '\0' && is_drawn)
        village->code = posko_table_intern (self->table, posko_boundary_code (self->params->kelurahan, village->area));
      g_clear_pointer (&village->spellings, g_hash_table_unref);
    }
}

void
posko_importing_make_villages (PoskoImporting *self)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  guint group_above = POSKO_BOUNDARY_NONE, area_above = POSKO_BOUNDARY_NONE, village_above = 0;

  for (guint i = 0; i < self->rows->len; i++)
    {
      PoskoImportRow *row = posko_importing_row (self, i);
      const guint area = posko_importing_tps (self, i)->area;
      if (!posko_importing_is_alive (self, i))
        continue;
      const PoskoImportGroup *group = &g_array_index (self->groups, PoskoImportGroup, row->group);
      if (row->group != group_above || area != area_above || group->kelurahan[0] == '\0')
        village_above = find_village (self, known, area, group, word_of (self, i, group));
      group_above = row->group;
      area_above = area;
      row->village = village_above;
    }
  name_villages (self);
}
