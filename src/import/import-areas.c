/* import-areas.c: which kecamatan the rows mean, by names, codes and, where those do not decide, by the kelurahan or the place.
 *
 * Words are looked up once for all rows that have them (groups). docs/model.md section 15.4. O(groups · look-up + rows).
 */
#include <string.h>

#include "i18n.h"
#include "import-private.h"

#define NEAR_LETTERS 2u /* a near miss of more letters is offered, never taken */

/* A name of a kecamatan and what it means: the kelurahan of a kecamatan follow one another. */
typedef struct
{
  const char *name;
  PoskoMatch match;
} LastName;

static const char *
code_of (const PoskoImporting *self, guint kecamatan)
{
  return posko_boundary_code (self->params->kecamatan, kecamatan);
}

/* The kecamatan in which a kelurahan of the layer lies, by its code or the parent the layer names. */
static guint
find_parent (const PoskoImporting *self, guint kelurahan)
{
  PoskoBoundary *layer = self->params->kelurahan;
  const char *parent = posko_boundary_property (layer, kelurahan, "kecamatan_kode");
  PoskoMatch match = { 0 };

  if (parent != NULL && parent[0] != '\0')
    match = posko_place_names_match (self->kecamatan, parent, NULL);
  if (!posko_match_is_sure (&match))
    match = posko_place_names_match (self->kecamatan, posko_boundary_code (layer, kelurahan), NULL);
  if (!posko_match_is_sure (&match))
    {
      parent = posko_boundary_property (layer, kelurahan, "kecamatan");
      match = parent != NULL ? posko_place_names_match (self->kecamatan, parent, NULL) : (PoskoMatch) { 0 };
    }
  return posko_match_is_sure (&match) && match.n == 1 ? match.area : POSKO_BOUNDARY_NONE;
}

/* The names of a layer, with the codes of BPS that it has beside its own. */
static PoskoPlaceNames *
names_of (PoskoBoundary *layer)
{
  const guint n = posko_boundary_n (layer);
  g_autofree const char **codes = g_new (const char *, MAX (n, 1));

  for (guint i = 0; i < n; i++)
    {
      const char *code = posko_boundary_property (layer, i, "kode_bps");
      codes[i] = code != NULL ? code : "";
    }
  return posko_place_names_new (layer, codes);
}

static void
resolve_code (const PoskoImporting *self, PoskoImportGroup *group)
{
  const char *const codes[] = { group->kode_kecamatan, group->kode_kelurahan };

  for (guint i = 0; i < G_N_ELEMENTS (codes) && group->by_code == POSKO_BOUNDARY_NONE; i++)
    if (codes[i][0] != '\0')
      {
        const PoskoMatch match = posko_place_names_match (self->kecamatan, codes[i], NULL);
        if (posko_match_is_sure (&match) && match.n == 1)
          group->by_code = match.area;
        else if (match.kind == POSKO_MATCH_BPS_FORM && match.n == 1)
          group->near = match.area; /* BPS counts kecamatan in its own order: the place must say the same */
      }
}

static void
resolve_name (const PoskoImporting *self, PoskoImportGroup *group, LastName *last)
{
  PoskoMatch match;

  if (group->kecamatan[0] == '\0')
    return;
  if (g_strcmp0 (last->name, group->kecamatan) != 0)
    *last = (LastName) { group->kecamatan, posko_place_names_match (self->kecamatan, group->kecamatan, NULL) };
  match = last->match;
  if (posko_match_is_sure (&match) && match.n > 1)
    {
      /* of namesakes the one of the same kabupaten, else the place decides */
      const PoskoMatch within = group->by_code != POSKO_BOUNDARY_NONE
                                  ? posko_place_names_match (self->kecamatan, group->kecamatan, code_of (self, group->by_code))
                                  : (PoskoMatch) { 0 };
      group->is_namesake = !posko_match_is_sure (&within);
      group->by_name = posko_match_is_sure (&within) ? within.area : match.area;
    }
  else if (posko_match_is_sure (&match))
    group->by_name = match.area;
  else if (match.kind == POSKO_MATCH_NEAR && match.n == 1)
    {
      group->near = match.area;
      group->distance = match.distance;
    }
}

/* Where neither name nor code says the kecamatan: the only one that has a kelurahan so named. */
static void
resolve_by_kelurahan (const PoskoImporting *self, PoskoImportGroup *group)
{
  const char *const words[] = { group->kelurahan, group->kode_kelurahan };

  for (guint i = 0; i < G_N_ELEMENTS (words) && group->by_code == POSKO_BOUNDARY_NONE; i++)
    if (words[i][0] != '\0')
      {
        const PoskoMatch match = posko_place_names_match (self->kelurahan, words[i], NULL);
        if (posko_match_is_sure (&match) && match.n == 1)
          group->by_code = self->parents[match.area];
        group->is_by_kelurahan = group->by_code != POSKO_BOUNDARY_NONE;
      }
}

void
posko_importing_resolve_groups (PoskoImporting *self)
{
  const guint n = self->params->kelurahan != NULL ? posko_boundary_n (self->params->kelurahan) : 0;
  LastName last = { 0 };

  self->kecamatan = names_of (self->params->kecamatan);
  self->kelurahan = n > 0 ? names_of (self->params->kelurahan) : NULL;
  self->parents = g_new (guint, MAX (n, 1));
  for (guint i = 0; i < n; i++)
    self->parents[i] = find_parent (self, i);
  for (guint g = 0; g < self->groups->len; g++)
    {
      PoskoImportGroup *group = &g_array_index (self->groups, PoskoImportGroup, g);
      resolve_code (self, group);
      resolve_name (self, group, &last);
      if (self->kelurahan != NULL && group->by_name == POSKO_BOUNDARY_NONE && group->by_code == POSKO_BOUNDARY_NONE)
        resolve_by_kelurahan (self, group);
    }
}

static void
refuse_unknown (PoskoImporting *self, guint i, const PoskoImportGroup *group)
{
  const gboolean is_named = group->kecamatan[0] != '\0' || group->kode_kecamatan[0] != '\0';
  const char *word = group->kecamatan[0] != '\0' ? group->kecamatan : group->kode_kecamatan;
  g_autofree char *offer = is_named ? posko_place_names_offer (self->kecamatan, word, NULL, 3) : NULL;
  g_autofree char *remedy = offer != NULL ? g_strdup_printf (_ ("did you mean %s? (in brackets the letters to change)"), offer)
                                          : g_strdup (_ ("write a name or code of the boundary file"));

  posko_importing_tell (self, i, POSKO_IMPORT_REFUSED, is_named ? "kecamatan-unknown" : "kecamatan-missing", POSKO_ROLE_KECAMATAN, word, NULL,
                        _ ("a kecamatan of the boundary file"), remedy);
}

gboolean
posko_importing_is_near (const char *name, guint distance)
{
  return distance <= NEAR_LETTERS && (glong) distance * 4 <= g_utf8_strlen (name, -1);
}

/* Whether the place or the words besides the name speak for a near miss. */
static gboolean
near_is_sure (const PoskoImporting *self, const PoskoImportGroup *group, guint located)
{
  if (!self->params->repair || group->near == POSKO_BOUNDARY_NONE || !posko_importing_is_near (group->kecamatan, group->distance))
    return FALSE;
  return located == group->near || group->by_code == group->near;
}

/* The row's kecamatan is that of its code or of its kelurahan: what its own word says of it. */
static void
tell_by_code (PoskoImporting *self, guint i, const PoskoImportGroup *group)
{
  const char *name = posko_boundary_name (self->params->kecamatan, group->by_code);
  const char *word = group->kecamatan[0] != '\0' ? group->kecamatan : group->kode_kecamatan;

  if (group->near == group->by_code && group->distance > 0 && posko_importing_is_near (group->kecamatan, group->distance)) /* not to be repaired */
    posko_importing_tell (self, i, POSKO_IMPORT_MARKED, "kecamatan-near", POSKO_ROLE_KECAMATAN, group->kecamatan, NULL, name,
                          _ ("mend the name, or let init repair it (--repair=yes)"));
  else if (group->is_by_kelurahan && word[0] == '\0')
    posko_importing_tell (self, i, POSKO_IMPORT_NOTE, "kecamatan-by-kelurahan", POSKO_ROLE_KELURAHAN, group->kelurahan, name, NULL, NULL);
  else if (group->is_by_kelurahan)
    posko_importing_tell (self, i, POSKO_IMPORT_MARKED, "kecamatan-by-kelurahan", POSKO_ROLE_KECAMATAN, word, name, _ ("a kecamatan of the boundary file"),
                          _ ("mend the kecamatan: the only one that has the row's kelurahan was taken"));
  else if (group->kecamatan[0] != '\0')
    posko_importing_tell (self, i, POSKO_IMPORT_MARKED, "kecamatan-code-name", POSKO_ROLE_KECAMATAN, group->kecamatan, name,
                          _ ("a name and a code that agree"), _ ("mend the name: the code was taken"));
}

static guint
choose_area (PoskoImporting *self, guint i, const PoskoImportGroup *group, guint located)
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
      tell_by_code (self, i, group);
      return group->by_code;
    }
  if (group->kecamatan[0] == '\0' && group->kode_kecamatan[0] == '\0' && located != POSKO_BOUNDARY_NONE)
    {
      posko_importing_tell (self, i, POSKO_IMPORT_NOTE, "kecamatan-by-place", POSKO_ROLE_KECAMATAN, NULL, posko_boundary_name (layer, located), NULL, NULL);
      return located;
    }
  refuse_unknown (self, i, group);
  return POSKO_BOUNDARY_NONE;
}

void
posko_importing_choose_areas (PoskoImporting *self, const guint *located)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      if (!posko_importing_is_alive (self, i))
        continue;
      const PoskoImportGroup *group = &g_array_index (self->groups, PoskoImportGroup, posko_importing_row (self, i)->group);
      posko_importing_tps (self, i)->area = choose_area (self, i, group, located[i]);
    }
}
