/* columns-alias.c: what a header means by its name: the alias table schemas/alias_kolom.json; see columns-private.h.
 *
 * `peran` has the names of each role, `menurut_isi` the names that can mean several, `di_bawah` headers over others, or words before
 * others, that add nothing: "DPT" above "L", "Jumlah Pemilih" before "Perempuan". Names are compared by their key. The table is read
 * once. The name and the year of an election add nothing either ("DPT Pemilu 2024"): two columns that differ in them alone are two of
 * one role, and asked about. O(length) a header, and O(upper headers) for one that is not in the table.
 */
#include <string.h>

#include "columns-private.h"
#include "header-key.h"
#include "nearest.h"
#include "schema.h"

typedef struct
{
  GPtrArray *uppers; /* keys */
  guint32 roles;
} Group;

typedef struct
{
  GHashTable *meanings; /* key -> PoskoHeaderMeaning; looked up only */
  GPtrArray *names;     /* as the table has them */
  GArray *groups;       /* Group */
} Aliases;

static const char *const role_names[POSKO_N_ROLES] = {
  [POSKO_ROLE_NONE] = "tidak_dibaca",
  [POSKO_ROLE_KODE_TPS] = "kode_tps",
  [POSKO_ROLE_KODE_KELURAHAN] = "kode_kelurahan",
  [POSKO_ROLE_KELURAHAN] = "kelurahan",
  [POSKO_ROLE_KODE_KECAMATAN] = "kode_kecamatan",
  [POSKO_ROLE_KECAMATAN] = "kecamatan",
  [POSKO_ROLE_KOTA] = "kota",
  [POSKO_ROLE_PROVINSI] = "provinsi",
  [POSKO_ROLE_NOMOR] = "nomor",
  [POSKO_ROLE_LAT] = "lat",
  [POSKO_ROLE_LON] = "lon",
  [POSKO_ROLE_KOORDINAT] = "koordinat",
  [POSKO_ROLE_EASTING] = "easting",
  [POSKO_ROLE_NORTHING] = "northing",
  [POSKO_ROLE_ZONA_UTM] = "zona_utm",
  [POSKO_ROLE_DPT_LAKI] = "dpt_laki",
  [POSKO_ROLE_DPT_PEREMPUAN] = "dpt_perempuan",
  [POSKO_ROLE_DPT_JUMLAH] = "dpt_jumlah",
  [POSKO_ROLE_JUMLAH_TPS] = "jumlah_tps",
  [POSKO_ROLE_KPPS] = "kpps",
  [POSKO_ROLE_LINMAS] = "linmas",
  [POSKO_ROLE_PENGAWAS] = "pengawas",
  [POSKO_ROLE_PETUGAS_JUMLAH] = "petugas_jumlah",
  [POSKO_ROLE_KHUSUS] = "khusus",
  [POSKO_ROLE_PETUGAS_BERISIKO] = "petugas_berisiko",
  [POSKO_ROLE_PARTISIPASI_LALU] = "partisipasi_lalu",
  [POSKO_ROLE_AKSES] = "akses",
  [POSKO_ROLE_ASUMSI] = "asumsi",
  [POSKO_ROLE_LOKASI] = "lokasi",
  [POSKO_ROLE_NO_URUT] = "no_urut",
  [POSKO_ROLE_NIK] = "nik",
  [POSKO_ROLE_TELEPON] = "telepon",
};
G_STATIC_ASSERT (POSKO_N_ROLES <= 32); /* bits of a guint32 */

const char *
posko_role_name (PoskoRole role)
{
  g_return_val_if_fail (role < POSKO_N_ROLES, NULL);
  return role_names[role];
}

PoskoRole
posko_role_from_name (const char *name)
{
  guint role = 0;
  while (role < POSKO_N_ROLES && strcmp (role_names[role], name) != 0)
    role++;
  return (PoskoRole) role;
}

char *
posko_role_names (guint32 bits)
{
  GString *text = g_string_new (NULL);
  for (guint role = 0; role < POSKO_N_ROLES; role++)
    if (bits & POSKO_ROLE_BIT (role))
      g_string_append_printf (text, "%s%s", text->len > 0 ? ", " : "", role_names[role]);
  return g_string_free (text, FALSE);
}

gboolean
posko_role_number_use (PoskoRole role, PoskoNumberUse *use)
{
  static const struct
  {
    guint32 roles;
    PoskoNumberUse use;
  } uses[] = {
    { POSKO_ROLE_BIT (POSKO_ROLE_NOMOR) | POSKO_ROLE_BIT (POSKO_ROLE_DPT_LAKI) | POSKO_ROLE_BIT (POSKO_ROLE_DPT_PEREMPUAN)
          | POSKO_ROLE_BIT (POSKO_ROLE_DPT_JUMLAH) | POSKO_ROLE_BIT (POSKO_ROLE_JUMLAH_TPS) | POSKO_ROLE_BIT (POSKO_ROLE_KPPS)
          | POSKO_ROLE_BIT (POSKO_ROLE_LINMAS) | POSKO_ROLE_BIT (POSKO_ROLE_PENGAWAS) | POSKO_ROLE_BIT (POSKO_ROLE_PETUGAS_JUMLAH)
          | POSKO_ROLE_BIT (POSKO_ROLE_PETUGAS_BERISIKO),
      POSKO_NUMBER_COUNT },
    { POSKO_ROLE_BIT (POSKO_ROLE_LAT) | POSKO_ROLE_BIT (POSKO_ROLE_LON), POSKO_NUMBER_DEGREES },
    { POSKO_ROLE_BIT (POSKO_ROLE_EASTING) | POSKO_ROLE_BIT (POSKO_ROLE_NORTHING), POSKO_NUMBER_METRES },
    { POSKO_ROLE_BIT (POSKO_ROLE_PARTISIPASI_LALU), POSKO_NUMBER_SHARE },
  };
  for (guint i = 0; i < G_N_ELEMENTS (uses); i++)
    if (uses[i].roles & POSKO_ROLE_BIT (role))
      {
        if (use != NULL)
          *use = uses[i].use;
        return TRUE;
      }
  return FALSE;
}

static gboolean
is_sex (const char *key)
{
  static const char *const keys[] = { "l", "p", "lk", "pr", "m", "f", "w", NULL };
  return g_strv_contains (keys, key);
}

static guint32
read_roles (JsonArray *names, PoskoRole *first)
{
  guint32 bits = 0;
  *first = POSKO_ROLE_NONE;
  for (guint i = 0; i < json_array_get_length (names); i++)
    {
      const PoskoRole role = posko_role_from_name (json_array_get_string_element (names, i));
      g_assert (role < POSKO_N_ROLES);
      *first = i == 0 ? role : *first;
      bits |= POSKO_ROLE_BIT (role);
    }
  return bits;
}

static void
add_name (Aliases *self, const char *name, PoskoRole role, guint32 choices)
{
  PoskoHeaderMeaning *meaning = g_new (PoskoHeaderMeaning, 1);
  char *key = posko_header_key (name);

  *meaning = (PoskoHeaderMeaning) { .role = role, .choices = choices, .is_sex = is_sex (key) };
  g_hash_table_insert (self->meanings, key, meaning);
  g_ptr_array_add (self->names, g_strdup (name));
}

static void
add_group (Aliases *self, JsonObject *object)
{
  JsonArray *uppers = json_object_get_array_member (object, "kepala");
  PoskoRole first;
  Group group = { g_ptr_array_new_with_free_func (g_free), read_roles (json_object_get_array_member (object, "peran"), &first) };

  for (guint i = 0; i < json_array_get_length (uppers); i++)
    g_ptr_array_add (group.uppers, posko_header_key (json_array_get_string_element (uppers, i)));
  g_array_append_val (self->groups, group);
}

static void
add_names (Aliases *self, JsonObject *table, gboolean by_content)
{
  JsonObjectIter iter;
  const char *name;
  JsonNode *node;

  json_object_iter_init_ordered (&iter, table);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      JsonArray *array = json_node_get_array (node);
      PoskoRole role = by_content ? POSKO_ROLE_NONE : posko_role_from_name (name);
      if (by_content)
        {
          const guint32 choices = read_roles (array, &role);
          add_name (self, name, role, json_array_get_length (array) > 1 ? choices : 0);
        }
      for (guint i = 0; !by_content && i < json_array_get_length (array); i++)
        add_name (self, json_array_get_string_element (array, i), role, 0);
    }
}

/* The table is ours and compiled in: a fault in it is a bug, and a test reads it. */
static gpointer
load (G_GNUC_UNUSED gpointer data)
{
  g_autoptr (GBytes) bytes = posko_schema_bytes ("alias_kolom.json");
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  g_autoptr (JsonNode) root = posko_json_read (text, length, NULL);
  JsonObject *object = json_node_get_object (root);
  JsonArray *groups = json_object_get_array_member (object, "di_bawah");
  Aliases *self = g_new0 (Aliases, 1);

  self->meanings = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->names = g_ptr_array_new_with_free_func (g_free);
  self->groups = g_array_new (FALSE, FALSE, sizeof (Group));
  add_names (self, json_object_get_object_member (object, "peran"), FALSE);
  add_names (self, json_object_get_object_member (object, "menurut_isi"), TRUE);
  for (guint i = 0; i < json_array_get_length (groups); i++)
    add_group (self, json_array_get_object_element (groups, i));
  return self;
}

static const Aliases *
aliases (void)
{
  static GOnce once = G_ONCE_INIT;
  return g_once (&once, load, NULL);
}

/* What is left of @meaning when only @roles can be meant. */
static gboolean
narrow (const PoskoHeaderMeaning *meaning, guint32 roles, PoskoHeaderMeaning *narrowed)
{
  const guint32 choices = (meaning->choices != 0 ? meaning->choices : POSKO_ROLE_BIT (meaning->role)) & roles;
  PoskoRole role = meaning->role;

  if (choices == 0)
    return FALSE;
  if ((choices & POSKO_ROLE_BIT (role)) == 0)
    role = (PoskoRole) g_bit_nth_lsf (choices, -1);
  *narrowed = (PoskoHeaderMeaning) { .role = role, .choices = (choices & (choices - 1)) != 0 ? choices : 0 };
  return TRUE;
}

/* "dptl": "l" beneath "dpt", the upper header taken as long as it can be. */
static gboolean
look_up_beneath (const char *key, PoskoHeaderMeaning *meaning)
{
  gsize longest = 0;

  for (guint g = 0; g < aliases ()->groups->len; g++)
    {
      const Group *group = &g_array_index (aliases ()->groups, Group, g);
      for (guint i = 0; i < group->uppers->len; i++)
        {
          const char *upper = group->uppers->pdata[i];
          const gsize length = strlen (upper);
          if (length <= longest || !g_str_has_prefix (key, upper))
            continue;
          const PoskoHeaderMeaning *lower = g_hash_table_lookup (aliases ()->meanings, key + length);
          if (lower != NULL && narrow (lower, group->roles, meaning))
            longest = length;
        }
    }
  return longest > 0;
}

static gboolean
look_up_key (const char *key, PoskoHeaderMeaning *meaning)
{
  const PoskoHeaderMeaning *known = g_hash_table_lookup (aliases ()->meanings, key);
  if (known == NULL)
    return key[0] != '\0' && look_up_beneath (key, meaning);
  *meaning = *known;
  return TRUE;
}

/* @header without what stands in brackets: "Jumlah (jiwa)". */
static char *
without_brackets (const char *header)
{
  GString *text = g_string_new (NULL);
  guint depth = 0;
  for (; *header != '\0'; header++)
    {
      depth += *header == '(' || *header == '[';
      if (depth == 0)
        g_string_append_c (text, *header);
      depth -= depth > 0 && (*header == ')' || *header == ']');
    }
  return g_string_free (text, FALSE);
}

/* "Kecamatan / Sub-district": all parts mean one thing. */
static gboolean
look_up_parts (const char *header, PoskoHeaderMeaning *meaning)
{
  g_auto (GStrv) parts = g_strsplit (header, "/", 4);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      g_autofree char *key = posko_header_key (parts[i]);
      PoskoHeaderMeaning part;
      if (!look_up_key (key, &part) || (i > 0 && part.role != meaning->role))
        return FALSE;
      *meaning = part;
    }
  return g_strv_length (parts) > 1;
}

static gboolean
look_up_words (const char *header, PoskoHeaderMeaning *meaning)
{
  g_autofree char *key = posko_header_key (header);
  if (key[0] == '\0')
    return FALSE;
  if (look_up_key (key, meaning))
    return TRUE;
  g_autofree char *bare = without_brackets (header), *bare_key = posko_header_key (bare);
  return look_up_key (bare_key, meaning) || look_up_parts (bare, meaning);
}

/* Whether a word says only of which election a column is: "2024", "Pilkada". */
static gboolean
is_of_election (const char *word, gsize length)
{
  static const char *const names[] = { "pemilu",  "pilkada", "pilpres", "pileg",    "pilwako",  "pilwali", "pilwalkot", "pilbup", "pilgub",
                                       "pilkot",  "pilkab",  "pemilukada", "pemilihan", "serentak", "tahun", "thn",       "th",     NULL };
  g_autofree char *lower = g_ascii_strdown (word, (gssize) length);
  return g_strv_contains (names, lower) || (length == 4 && g_str_has_prefix (lower, "20") && strspn (lower, "0123456789") == 4);
}

/* @header without the name and the year of an election: "Jml DPT Pilkada 2024" is "Jml DPT". NULL where it has neither. */
static char *
without_election (const char *header)
{
  g_autoptr (GString) text = g_string_new (NULL);
  gboolean found = FALSE;

  while (*header != '\0')
    {
      gsize length = 0;
      const gboolean digit = g_ascii_isdigit (*header);
      while (digit ? g_ascii_isdigit (header[length]) : g_ascii_isalpha (header[length]))
        length++;
      if (length > 0 && is_of_election (header, length))
        found = TRUE;
      else
        g_string_append_len (text, header, (gssize) MAX (length, 1));
      header += MAX (length, 1);
    }
  return found ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

gboolean
posko_header_look_up_whole (const char *header, PoskoHeaderMeaning *meaning)
{
  if (look_up_words (header, meaning))
    return TRUE;
  g_autofree char *words = without_election (header);
  return words != NULL && look_up_words (words, meaning);
}

gboolean
posko_header_look_up (const char *header, PoskoHeaderMeaning *meaning)
{
  return posko_header_look_up_part (header, meaning) || posko_header_look_up_whole (header, meaning);
}

gboolean
posko_role_from_header (const char *header, PoskoRole *role)
{
  PoskoHeaderMeaning meaning;
  if (!posko_header_look_up (header, &meaning))
    return FALSE;
  if (role != NULL)
    *role = meaning.role;
  return TRUE;
}

char *
posko_header_offer (const char *header)
{
  const GPtrArray *names = aliases ()->names;
  return posko_nearest_list (header, (const char *const *) names->pdata, names->len, 3);
}
