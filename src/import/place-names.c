/* place-names.c: which areas a name or a code means; see place-names.h.
 *
 * Every key of every area lies in one hash table, behind a letter for the kind of key; the kinds are tried from the
 * closest to the loosest, so that "Gampong Baro" and "Baro" stay two villages where both are there. O(length) for a
 * match.
 */
#include "place-names.h"

#include <string.h>

#include "nearest.h"
#include "place-names-private.h"

#define LETTERS 'l' /* prefixes kept */
#define KEY 'k'     /* posko_place_name_key() */
#define READING 'r' /* abbreviations written out */
#define KEMENDAGRI 'c'
#define BPS 'b'

struct _PoskoPlaceNames
{
  PoskoBoundary *layer;
  GHashTable *areas; /* kind and key -> GArray of guint, rising */
  GPtrArray *keys;   /* of each area, for near misses */
};

static void
add_key (PoskoPlaceNames *self, char kind, const char *key, guint area)
{
  g_autofree char *full = g_strdup_printf ("%c%s", kind, key);
  GArray *list;

  if (*key == '\0')
    return;
  list = g_hash_table_lookup (self->areas, full);
  if (list == NULL)
    {
      list = g_array_new (FALSE, FALSE, sizeof (guint));
      g_hash_table_insert (self->areas, g_steal_pointer (&full), list);
    }
  if (list->len == 0 || g_array_index (list, guint, list->len - 1) != area)
    g_array_append_val (list, area);
}

static void
add_code (PoskoPlaceNames *self, char kind, const char *text, guint area)
{
  PoskoPlaceCode code;
  if (text != NULL && posko_place_code_read (text, &code))
    add_key (self, kind, code.digits, area);
}

static void
add_area (PoskoPlaceNames *self, guint area, const char *further_code)
{
  const char *const name = posko_boundary_name (self->layer, area);
  g_autofree char *letters = posko_place_name_letters (name);
  g_autoptr (GPtrArray) readings = posko_place_name_readings (name);

  add_key (self, LETTERS, letters, area);
  add_key (self, KEY, readings->pdata[0], area);
  for (guint i = 0; i < readings->len; i++)
    add_key (self, READING, readings->pdata[i], area);
  g_ptr_array_add (self->keys, g_strdup (readings->pdata[0]));
  add_code (self, KEMENDAGRI, posko_boundary_code (self->layer, area), area);
  add_code (self, BPS, further_code, area);
}

PoskoPlaceNames *
posko_place_names_new (PoskoBoundary *layer, const char *const *codes)
{
  PoskoPlaceNames *self = g_new0 (PoskoPlaceNames, 1);

  self->layer = posko_boundary_ref (layer);
  self->areas = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_array_unref);
  self->keys = g_ptr_array_new_with_free_func (g_free);
  for (guint area = 0; area < posko_boundary_n (layer); area++)
    add_area (self, area, codes != NULL ? codes[area] : NULL);
  return self;
}

void
posko_place_names_free (PoskoPlaceNames *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->keys);
  g_hash_table_unref (self->areas);
  posko_boundary_unref (self->layer);
  g_free (self);
}

static gboolean
is_within (const PoskoPlaceNames *self, guint area, const char *within)
{
  const char *const code = posko_boundary_code (self->layer, area);
  const gsize n = within != NULL ? strlen (within) : 0;
  return n == 0 || (strncmp (code, within, n) == 0 && (code[n] == '\0' || code[n] == '.'));
}

/* Adds the areas of one key to a match; areas that are there already count once, as a reading may lead to one twice. */
static void
find (const PoskoPlaceNames *self, char kind, const char *key, gsize length, const char *within, GArray *found)
{
  g_autofree char *full = g_strdup_printf ("%c%.*s", kind, (int) length, key);
  const GArray *const list = g_hash_table_lookup (self->areas, full);

  for (guint i = 0; list != NULL && i < list->len; i++)
    {
      const guint area = g_array_index (list, guint, i);
      gboolean known = FALSE;
      for (guint k = 0; k < found->len; k++)
        known |= g_array_index (found, guint, k) == area;
      if (!known && is_within (self, area, within))
        g_array_append_val (found, area);
    }
}

static PoskoMatch
make_match (PoskoMatchKind kind, const GArray *found)
{
  PoskoMatch match = { .kind = kind, .area = g_array_index (found, guint, 0), .n = found->len };
  for (guint i = 1; i < found->len; i++)
    match.area = MIN (match.area, g_array_index (found, guint, i));
  return match;
}

/* Reads a code as Kemendagri's: the area's own, or one that begins with it. */
static void
find_kemendagri (const PoskoPlaceNames *self, const PoskoPlaceCode *code, const char *within, GArray *found)
{
  static const gsize lengths[] = { 13, 10, 6, 4, 2 };

  for (guint i = 0; i < G_N_ELEMENTS (lengths) && found->len == 0; i++)
    if (lengths[i] <= strlen (code->digits))
      find (self, KEMENDAGRI, code->digits, lengths[i], within, found);
}

/* Reads a code of BPS by its form: kecamatan CC0 as CC, DDD as 1DDD or 2DDD. */
static void
find_form (const PoskoPlaceNames *self, const PoskoPlaceCode *code, const char *within, GArray *found)
{
  char digits[POSKO_PLACE_CODE_DIGITS + 1];

  if (code->digits[6] != '0')
    return;
  if (strlen (code->digits) == 10)
    for (char level = '1'; level <= '2'; level++)
      {
        g_snprintf (digits, sizeof digits, "%.6s%c%s", code->digits, level, code->digits + 7);
        find (self, KEMENDAGRI, digits, 10, within, found);
      }
  if (found->len == 0)
    find (self, KEMENDAGRI, code->digits, 6, within, found);
}

static PoskoMatch
match_code (const PoskoPlaceNames *self, const PoskoPlaceCode *code, const char *within)
{
  g_autoptr (GArray) kemendagri = g_array_new (FALSE, FALSE, sizeof (guint));
  g_autoptr (GArray) bps = g_array_new (FALSE, FALSE, sizeof (guint));
  const PoskoMatch none = { .kind = POSKO_MATCH_NONE, .area = POSKO_BOUNDARY_NONE };

  if (code->kemendagri)
    find_kemendagri (self, code, within, kemendagri);
  if (code->bps)
    {
      find (self, BPS, code->digits, strlen (code->digits), within, bps);
      if (bps->len == 0 && strlen (code->digits) == 10)
        find (self, BPS, code->digits, 7, within, bps);
    }
  /* Two readings that differ are none. */
  if (kemendagri->len > 0 && bps->len > 0
      && make_match (POSKO_MATCH_BPS, bps).area != make_match (POSKO_MATCH_CODE, kemendagri).area)
    return none;
  if (kemendagri->len > 0)
    return make_match (POSKO_MATCH_CODE, kemendagri);
  if (bps->len > 0)
    return make_match (POSKO_MATCH_BPS, bps);
  if (code->bps)
    find_form (self, code, within, bps);
  return bps->len == 1 ? make_match (POSKO_MATCH_BPS_FORM, bps) : none;
}

/* Letters that may be changed: a third, as in nearest.c. */
static guint
near_limit (const char *key)
{
  return (guint) MAX (1, strlen (key) / 3);
}

static PoskoMatch
match_near (const PoskoPlaceNames *self, const char *key, const char *within)
{
  PoskoMatch match = { .kind = POSKO_MATCH_NONE, .area = POSKO_BOUNDARY_NONE, .distance = near_limit (key) };

  for (guint area = 0; area < self->keys->len; area++)
    {
      const guint distance = is_within (self, area, within) ? posko_nearest_distance (key, self->keys->pdata[area], match.distance) : POSKO_NEAREST_FAR;
      if (distance == POSKO_NEAREST_FAR || distance >= strlen (key))
        continue;
      if (match.n == 0 || distance < match.distance)
        match = (PoskoMatch){ .kind = POSKO_MATCH_NEAR, .area = area, .distance = distance };
      match.n++;
    }
  if (match.n == 0)
    match.distance = 0;
  return match;
}

/* Of areas that are folded alike, those that are spelled just so go first. */
static gboolean
keep_exact (const PoskoPlaceNames *self, const char *name, GArray *found)
{
  guint kept = 0;

  for (guint i = 0; i < found->len; i++)
    if (strcmp (posko_boundary_name (self->layer, g_array_index (found, guint, i)), name) == 0)
      g_array_index (found, guint, kept++) = g_array_index (found, guint, i);
  if (kept > 0)
    g_array_set_size (found, kept);
  return kept > 0;
}

PoskoMatch
posko_place_names_match (const PoskoPlaceNames *self, const char *name, const char *within)
{
  g_autofree char *letters = NULL;
  g_autoptr (GPtrArray) readings = NULL;
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (guint));
  PoskoPlaceCode code;

  if (posko_place_code_read (name, &code))
    return match_code (self, &code, within);
  letters = posko_place_name_letters (name);
  readings = posko_place_name_readings (name);
  if (*letters == '\0')
    return (PoskoMatch){ .kind = POSKO_MATCH_NONE, .area = POSKO_BOUNDARY_NONE };
  find (self, LETTERS, letters, strlen (letters), within, found);
  if (found->len > 0 && keep_exact (self, name, found))
    return make_match (POSKO_MATCH_EXACT, found);
  /* "Kec. Gampong Baro": only the first prefix is one. */
  if (found->len == 0)
    find (self, LETTERS, readings->pdata[0], strlen (readings->pdata[0]), within, found);
  if (found->len == 0)
    find (self, KEY, readings->pdata[0], strlen (readings->pdata[0]), within, found);
  if (found->len == 0)
    for (guint i = 0; i < readings->len; i++)
      find (self, READING, readings->pdata[i], strlen (readings->pdata[i]), within, found);
  if (found->len > 0)
    return make_match (POSKO_MATCH_FOLDED, found);
  return match_near (self, readings->pdata[0], within);
}

char *
posko_place_names_offer (const PoskoPlaceNames *self, const char *name, const char *within, guint at_most)
{
  g_autofree char *key = posko_place_name_key (name);
  g_autofree guint *distances = g_new (guint, self->keys->len);
  g_autoptr (GString) offer = g_string_new (NULL);
  guint named = 0;

  for (guint area = 0; area < self->keys->len; area++)
    distances[area] = is_within (self, area, within) ? posko_nearest_distance (key, self->keys->pdata[area], near_limit (key)) : POSKO_NEAREST_FAR;
  for (guint distance = 0; distance <= near_limit (key) && distance < strlen (key); distance++)
    for (guint area = 0; area < self->keys->len && named < at_most; area++)
      if (distances[area] == distance)
        g_string_append_printf (offer, "%s'%s' (%u)", named++ > 0 ? ", " : "", posko_boundary_name (self->layer, area),
                                distance);
  return named > 0 ? g_string_free (g_steal_pointer (&offer), FALSE) : NULL;
}
