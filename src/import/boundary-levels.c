/* boundary-levels.c: which kelurahan and kecamatan each feature of an office's layer belongs to; see boundary-levels.h.
 *
 * A property is known by its name (BIG, Kemendagri, BPS, KPU, GADM and OCHA spellings, without case and marks); where a name says only "code"
 * or "name", the code's form tells the level: 19.71.01, 197101 and 1971010 (BPS) are kecamatan, four or three digits more a kelurahan, still
 * more a part of one. Codes of ten digits without dots are BPS' when one in the file has a seventh digit that is neither 1 nor 2, which
 * in Kemendagri's says kelurahan or desa. Kemendagri's codes get their dots. Of the spellings of one area's name the commonest is
 * taken, of equals the first. O(features · properties).
 */
#include "boundary-levels.h"

#include <string.h>

#include "i18n.h"

typedef enum
{
  ROLE_KECAMATAN_CODE,
  ROLE_KECAMATAN_NAME,
  ROLE_KELURAHAN_CODE,
  ROLE_KELURAHAN_NAME,
  ROLE_CODE,
  ROLE_NAME,
  ROLE_BPS,
  N_ROLES,
} Role;

/* In order of preference: Kemendagri's code before BPS'. The last are BPS' beside another code: by them a list with BPS' codes is understood. */
static const char *const aliases[N_ROLES] = {
  "kecamatan_kode kode_kecamatan kdcpum kode_kec kd_kec kd_kecamatan kdkec id_kecamatan id_kec kdcbps adm3_pcode kec_code kec_kode",
  "wadmkc kecamatan nama_kecamatan nama_kec nm_kec nm_kecamatan nmkec kec_name adm3_en adm3_id name_3 kec distrik kapanewon kemantren subdistrict",
  "kelurahan_kode kode_kelurahan kode_desa kdepum kode_kel kode_kd kd_desa kd_kel kddesa iddesa id_desa id_kelurahan id_kel kode_deskel kdebps adm4_pcode",
  ("wadmkd kelurahan desa desa_kelur desa_kelurahan kel_desa kelurahan_desa nama_kelurahan nama_desa nama_kel nm_kel nm_desa nmdesa nm_kelurahan "
   "adm4_en adm4_id name_4 kel gampong nagari kalurahan village"),
  "kode code kode_wilayah kd_wilayah kodewil kode_pum kd idsls id_sls kode_rw kode_sls id pcode",
  "nama name namobj nama_wilayah nama_objek nm",
  "kdebps kdcbps kdbbps kode_bps kd_bps id_bps idbps kode_desa_bps kode_kec_bps",
};
#define VERBATIM " kode code kecamatan_kode kode_kecamatan kelurahan_kode kode_kelurahan " /* any text is a code there */

typedef enum
{
  FORM_NONE,
  FORM_KECAMATAN,
  FORM_KELURAHAN,
} Form;

typedef struct
{
  const PoskoBoundary *layer;
  GPtrArray *names[N_ROLES]; /* the aliases, one by one */
  gboolean used[N_ROLES][32];
  gboolean is_bps;      /* ten digits are BPS' */
  gboolean is_kelurahan; /* the file's level */
} Finding;

/* One feature. Codes are in their proper form. */
typedef struct
{
  char *kecamatan_code, *kelurahan_code;
  const char *kecamatan, *kelurahan;
  char *bps; /* digits, 7 of a kecamatan or 10 of a kelurahan; NULL */
} Labels;

static void
labels_clear (Labels *self)
{
  g_free (self->kecamatan_code);
  g_free (self->kelurahan_code);
  g_free (self->bps);
}

/* The value that stands for nothing in many exports counts as nothing. */
static const char *
value_of (const Finding *self, guint feature, const char *property)
{
  static const char *const blanks[] = { "", "-", "--", "null", "<null>", "n/a", "tidak ada" };
  const char *value = posko_boundary_property (self->layer, feature, property);

  for (guint i = 0; value != NULL && i < G_N_ELEMENTS (blanks); i++)
    if (g_ascii_strcasecmp (value, blanks[i]) == 0)
      return NULL;
  return value;
}

/* The digits of a code, if it is made as codes are. Returns: (transfer full) (nullable) */
static char *
digits_of (const char *text)
{
  g_autoptr (GString) digits = g_string_new (NULL);

  if (g_ascii_strncasecmp (text, "ID", 2) == 0)
    text += 2;
  for (; *text != '\0'; text++)
    if (g_ascii_isdigit (*text))
      g_string_append_c (digits, *text);
    else if (*text != '.')
      return NULL;
  return g_string_free (g_steal_pointer (&digits), FALSE);
}

/* Returns: the code's level; its kecamatan's and its kelurahan's code in their proper form, each NULL where it says nothing of it */
static Form
read_code (const Finding *self, const char *text, char **kecamatan, char **kelurahan)
{
  g_autofree char *d = digits_of (text);
  const gsize n = d != NULL ? strlen (d) : 0;

  *kecamatan = *kelurahan = NULL;
  if (n == 7 && strchr (text, '.') == NULL)
    *kecamatan = g_strdup (d);
  else if (n == 6)
    *kecamatan = g_strdup_printf ("%.2s.%.2s.%.2s", d, d + 2, d + 4);
  else if (n >= 10 && n <= 18 && self->is_bps && strchr (text, '.') == NULL)
    {
      *kecamatan = g_strndup (d, 7);
      *kelurahan = g_strndup (d, 10);
    }
  else if (n >= 10 && n <= 18)
    {
      *kecamatan = g_strdup_printf ("%.2s.%.2s.%.2s", d, d + 2, d + 4);
      *kelurahan = g_strdup_printf ("%s.%.4s", *kecamatan, d + 6);
    }
  return *kelurahan != NULL ? FORM_KELURAHAN : *kecamatan != NULL ? FORM_KECAMATAN : FORM_NONE;
}

/* Returns: (nullable): the value of the first property of that role that says something; a code must look like one where its name proves nothing */
static const char *
find_value (Finding *self, guint feature, Role role)
{
  const gboolean is_code = role == ROLE_CODE || role == ROLE_KECAMATAN_CODE || role == ROLE_KELURAHAN_CODE || role == ROLE_BPS;

  for (guint i = 0; i < self->names[role]->len; i++)
    {
      const char *name = self->names[role]->pdata[i], *value = value_of (self, feature, name);
      g_autofree char *padded = g_strdup_printf (" %s ", name), *kecamatan = NULL, *kelurahan = NULL;
      if (value == NULL || (is_code && strstr (VERBATIM, padded) == NULL && read_code (self, value, &kecamatan, &kelurahan) == FORM_NONE))
        continue;
      self->used[role][i] = TRUE;
      return value;
    }
  return NULL;
}

static gboolean
is_same_name (const char *a, const char *b)
{
  g_autofree char *x = posko_boundary_name_key (a), *y = posko_boundary_name_key (b);
  return strcmp (x, y) == 0;
}

/* Takes a code property: by its form where it has one, else verbatim for the level that its name says. */
static void
take_code (Finding *self, const char *text, gboolean is_kelurahan, Labels *labels)
{
  g_autofree char *kecamatan = NULL, *kelurahan = NULL;

  if (text == NULL)
    return;
  if (read_code (self, text, &kecamatan, &kelurahan) == FORM_NONE)
    *(is_kelurahan ? &kelurahan : &kecamatan) = g_strdup (text);
  if (is_kelurahan && labels->kelurahan_code == NULL)
    labels->kelurahan_code = g_steal_pointer (&kelurahan);
  if (labels->kecamatan_code == NULL)
    labels->kecamatan_code = g_steal_pointer (&kecamatan);
}

/* BPS' code of a feature: a property of its own, or the code itself where that is BPS'. Returns: (transfer full) (nullable) */
static char *
bps_code (Finding *self, guint feature, const Labels *labels)
{
  const char *own = labels->kelurahan_code != NULL ? labels->kelurahan_code : labels->kecamatan_code, *other = find_value (self, feature, ROLE_BPS);
  g_autofree char *digits = digits_of (other != NULL ? other : own != NULL ? own : "");
  const gsize n = digits != NULL ? strlen (digits) : 0;

  if (n == 7 || (n >= 10 && n <= 18 && (other != NULL || self->is_bps)))
    return g_strndup (digits, MIN (n, 10));
  return NULL;
}

static Labels
read_labels (Finding *self, guint feature)
{
  const char *code = find_value (self, feature, ROLE_CODE), *name = find_value (self, feature, ROLE_NAME);
  const char *kecamatan_code = find_value (self, feature, ROLE_KECAMATAN_CODE);
  g_autofree char *upper = NULL, *lower = NULL;
  const Form form = code != NULL ? read_code (self, code, &upper, &lower) : FORM_NONE;
  Labels labels = { .kecamatan = find_value (self, feature, ROLE_KECAMATAN_NAME), .kelurahan = find_value (self, feature, ROLE_KELURAHAN_NAME) };
  gboolean own_is_kelurahan = form == FORM_KELURAHAN;

  if (form == FORM_NONE && code != NULL)
    own_is_kelurahan = labels.kelurahan != NULL || (kecamatan_code != NULL && strcmp (kecamatan_code, code) != 0);
  else if (code == NULL)
    own_is_kelurahan = labels.kecamatan != NULL && name != NULL && labels.kelurahan == NULL && !is_same_name (labels.kecamatan, name);
  take_code (self, kecamatan_code, FALSE, &labels);
  take_code (self, find_value (self, feature, ROLE_KELURAHAN_CODE), TRUE, &labels);
  take_code (self, code, own_is_kelurahan, &labels);
  if (own_is_kelurahan && labels.kelurahan == NULL)
    labels.kelurahan = name;
  if (!own_is_kelurahan && labels.kelurahan_code != NULL && labels.kelurahan == NULL)
    labels.kelurahan = name;
  if (labels.kelurahan_code == NULL && labels.kelurahan == NULL && labels.kecamatan == NULL)
    labels.kecamatan = name;
  labels.bps = bps_code (self, feature, &labels);
  return labels;
}

/* Whether a code of ten digits in the file cannot be Kemendagri's. */
static gboolean
has_bps_codes (Finding *self)
{
  static const Role roles[] = { ROLE_KELURAHAN_CODE, ROLE_CODE };

  for (guint i = 0; i < posko_boundary_n (self->layer); i++)
    for (guint r = 0; r < G_N_ELEMENTS (roles); r++)
      {
        const char *code = find_value (self, i, roles[r]);
        if (code != NULL && strlen (code) >= 10 && strspn (code, "0123456789") == strlen (code) && code[6] != '1' && code[6] != '2')
          return TRUE;
      }
  return FALSE;
}

/* What is known of an area while features are added. */
typedef struct
{
  char *code, *kecamatan_code, *bps;
  const char *kecamatan;
  GPtrArray *spellings;
  GArray *counts;
  gboolean no_code;
} Area;

static void
area_free (gpointer data)
{
  Area *self = data;
  g_free (self->code);
  g_free (self->kecamatan_code);
  g_free (self->bps);
  g_ptr_array_unref (self->spellings);
  g_array_unref (self->counts);
  g_free (self);
}

typedef struct
{
  GPtrArray *areas;   /* Area */
  GHashTable *by_code; /* code -> index + 1 */
} Areas;

static Area *
find_area (Areas *self, const char *code, guint *index)
{
  const guint known = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_code, code));
  Area *area;

  if (known > 0)
    {
      *index = known - 1;
      return self->areas->pdata[known - 1];
    }
  area = g_new0 (Area, 1);
  area->code = g_strdup (code);
  area->spellings = g_ptr_array_new ();
  area->counts = g_array_new (FALSE, FALSE, sizeof (guint));
  *index = self->areas->len;
  g_ptr_array_add (self->areas, area);
  g_hash_table_insert (self->by_code, area->code, GUINT_TO_POINTER (self->areas->len));
  return area;
}

static void
add_spelling (Area *area, const char *name)
{
  for (guint i = 0; name != NULL && i < area->spellings->len; i++)
    if (strcmp (area->spellings->pdata[i], name) == 0)
      {
        g_array_index (area->counts, guint, i)++;
        return;
      }
  if (name == NULL)
    return;
  g_ptr_array_add (area->spellings, (gpointer) name);
  g_array_append_val (area->counts, (guint) { 1 });
}

static const char *
commonest (const Area *area)
{
  guint best = 0;

  for (guint i = 1; i < area->counts->len; i++)
    if (g_array_index (area->counts, guint, i) > g_array_index (area->counts, guint, best))
      best = i;
  return area->spellings->len > 0 ? area->spellings->pdata[best] : area->code;
}

static char *
upper_key (const char *name)
{
  g_autofree char *key = posko_boundary_name_key (name);
  return g_utf8_strup (key, -1);
}

/* Kecamatan that the file names, with their codes, where a name has one code only ("" = several). */
static GHashTable *
codes_by_name (const Labels *labels, guint n)
{
  GHashTable *codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < n; i++)
    {
      g_autofree char *key = labels[i].kecamatan != NULL && labels[i].kecamatan_code != NULL ? upper_key (labels[i].kecamatan) : NULL;
      const char *known = key != NULL ? g_hash_table_lookup (codes, key) : NULL;
      if (key != NULL && (known == NULL || strcmp (known, labels[i].kecamatan_code) != 0))
        g_hash_table_insert (codes, g_steal_pointer (&key), known == NULL ? labels[i].kecamatan_code : (gpointer) "");
    }
  return codes;
}

/* Returns: (transfer full) (nullable): the code of a feature's kecamatan */
static char *
kecamatan_code_of (const Labels *labels, GHashTable *codes, gboolean *made)
{
  g_autofree char *key = labels->kecamatan != NULL ? upper_key (labels->kecamatan) : NULL;
  const char *known = key != NULL ? g_hash_table_lookup (codes, key) : NULL;

  *made = FALSE;
  if (labels->kecamatan_code != NULL)
    return g_strdup (labels->kecamatan_code);
  if (known != NULL && known[0] != '\0')
    return g_strdup (known);
  *made = key != NULL && key[0] != '\0';
  return *made ? g_steal_pointer (&key) : NULL;
}

static void
add_feature (Areas *kecamatan, Areas *kelurahan, const Labels *labels, GHashTable *codes, guint *kecamatan_of, guint *kelurahan_of)
{
  gboolean made;
  g_autofree char *code = kecamatan_code_of (labels, codes, &made), *own = NULL, *key = NULL;
  Area *area;

  *kecamatan_of = *kelurahan_of = POSKO_BOUNDARY_NONE;
  if (code != NULL)
    {
      area = find_area (kecamatan, code, kecamatan_of);
      area->no_code = made;
      add_spelling (area, labels->kecamatan);
      if (area->bps == NULL && labels->bps != NULL)
        area->bps = g_strndup (labels->bps, 7);
    }
  key = labels->kelurahan != NULL ? upper_key (labels->kelurahan) : NULL;
  own = labels->kelurahan_code != NULL ? g_strdup (labels->kelurahan_code)
        : key != NULL                  ? g_strdup_printf ("%s%s%s", code != NULL ? code : "", code != NULL ? "." : "", key)
                                       : NULL;
  if (kelurahan == NULL || own == NULL)
    return;
  area = find_area (kelurahan, own, kelurahan_of);
  area->no_code = labels->kelurahan_code == NULL;
  add_spelling (area, labels->kelurahan);
  if (area->bps == NULL && labels->bps != NULL && strlen (labels->bps) == 10)
    area->bps = g_strdup (labels->bps);
  if (area->kecamatan_code == NULL)
    area->kecamatan_code = g_strdup (code);
}

static void
tell (PoskoImportLog *log, PoskoImportAction action, const char *code, const char *file, const char *found, const char *became, const char *remedy)
{
  const PoskoImportEvent event = { .action = action, .code = code, .file = file, .found = found, .became = became, .remedy = remedy };
  posko_import_log_add (log, &event);
}

static char *
keep (PoskoBoundaryLevel *level, const char *text)
{
  char *copy = g_strdup (text);
  g_ptr_array_add (level->texts, copy);
  return copy;
}

/* Parts of one code with different names may be areas of their own, one of which has another's code. */
static void
tell_names (const Area *area, const char *name, const char *file, PoskoImportLog *log)
{
  for (guint i = 0; i < area->spellings->len; i++)
    {
      const char *other = area->spellings->pdata[i];
      g_autofree char *found = g_strdup_printf ("%s, %s", name, other), *became = g_strdup_printf ("%s (%s)", name, area->code);
      if (!is_same_name (name, other))
        tell (log, POSKO_IMPORT_MARKED, "boundary-two-names", file, found, became, _ ("give each area its own code; with one code they count as one area"));
    }
}

/* Turns what was collected to areas; @above: (nullable): the kecamatan */
static void
take_areas (PoskoBoundaryLevel *level, const Areas *areas, Areas *above, const char *file, PoskoImportLog *log)
{
  for (guint i = 0; i < areas->areas->len; i++)
    {
      const Area *area = areas->areas->pdata[i];
      const guint parent = above != NULL && area->kecamatan_code != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (above->by_code, area->kecamatan_code)) : 0;
      PoskoBoundaryArea made = { .code = keep (level, area->code), .name = keep (level, commonest (area)), .kode_bps = area->bps != NULL ? keep (level, area->bps) : NULL };
      if (parent > 0)
        {
          made.kecamatan_kode = keep (level, area->kecamatan_code);
          made.kecamatan = keep (level, commonest (above->areas->pdata[parent - 1]));
        }
      if (area->no_code)
        tell (log, POSKO_IMPORT_MARKED, "boundary-no-code", file, made.name, made.code, _ ("give the area its code"));
      else if (area->spellings->len == 0)
        tell (log, POSKO_IMPORT_MARKED, "boundary-no-name", file, made.code, made.name, _ ("give the area its name"));
      tell_names (area, made.name, file, log);
      g_array_append_val (level->areas, made);
    }
}

static void
tell_level (Finding *self, const char *file, PoskoImportLog *log, guint n_kecamatan, guint n_kelurahan)
{
  g_autoptr (GString) found = g_string_new (NULL);
  g_autofree char *became = self->is_kelurahan ? g_strdup_printf ("%u kelurahan, %u kecamatan", n_kelurahan, n_kecamatan)
                                               : g_strdup_printf ("%u kecamatan", n_kecamatan);

  for (guint role = 0; role < N_ROLES; role++)
    for (guint i = 0; i < self->names[role]->len; i++)
      if (self->used[role][i])
        g_string_append_printf (found, "%s%s", found->len > 0 ? ", " : "", (const char *) self->names[role]->pdata[i]);
  tell (log, POSKO_IMPORT_NOTE, "boundary-level", file, found->str, became, NULL);
}

static void
level_init (PoskoBoundaryLevel *self, guint n)
{
  self->areas = g_array_new (FALSE, FALSE, sizeof (PoskoBoundaryArea));
  self->texts = g_ptr_array_new_with_free_func (g_free);
  self->area_of = g_new (guint, n);
  self->n_parts = 0;
}

void
posko_boundary_level_clear (PoskoBoundaryLevel *self)
{
  g_clear_pointer (&self->areas, g_array_unref);
  g_clear_pointer (&self->texts, g_ptr_array_unref);
  g_clear_pointer (&self->area_of, g_free);
}

static Areas
areas_new (void)
{
  return (Areas) { g_ptr_array_new_with_free_func (area_free), g_hash_table_new (g_str_hash, g_str_equal) };
}

static void
areas_clear (Areas *self)
{
  g_hash_table_unref (self->by_code);
  g_ptr_array_unref (self->areas);
}

/* Adds all features to their areas. */
static void
collect (Finding *self, const Labels *labels, const char *file, PoskoImportLog *log, PoskoBoundaryLevel *kecamatan, PoskoBoundaryLevel *kelurahan)
{
  const guint n = posko_boundary_n (self->layer);
  g_autoptr (GHashTable) codes = codes_by_name (labels, n);
  Areas upper = areas_new (), lower = areas_new ();

  for (guint i = 0; i < n; i++)
    {
      add_feature (&upper, self->is_kelurahan ? &lower : NULL, &labels[i], codes, &kecamatan->area_of[i], &kelurahan->area_of[i]);
      kecamatan->n_parts += kecamatan->area_of[i] != POSKO_BOUNDARY_NONE;
      kelurahan->n_parts += kelurahan->area_of[i] != POSKO_BOUNDARY_NONE;
      if (kecamatan->area_of[i] == POSKO_BOUNDARY_NONE && kelurahan->area_of[i] == POSKO_BOUNDARY_NONE)
        {
          g_autofree char *found = g_strdup_printf ("%u", i + 1);
          tell (log, POSKO_IMPORT_REFUSED, "boundary-unknown", file, found, NULL, _ ("give the area a code and a name: kode and nama"));
        }
    }
  tell_level (self, file, log, upper.areas->len, lower.areas->len);
  take_areas (kecamatan, &upper, NULL, file, log);
  take_areas (kelurahan, &lower, &upper, file, log);
  areas_clear (&upper);
  areas_clear (&lower);
}

void
posko_boundary_levels_find (const PoskoBoundary *layer, const char *file, PoskoImportLog *log, PoskoBoundaryLevel *kecamatan,
                            PoskoBoundaryLevel *kelurahan)
{
  const guint n = posko_boundary_n (layer);
  g_autofree Finding *self = g_new0 (Finding, 1);
  g_autofree Labels *labels = g_new0 (Labels, n);
  guint n_kelurahan = 0;

  self->layer = layer;
  for (guint role = 0; role < N_ROLES; role++)
    {
      g_auto (GStrv) names = g_strsplit (aliases[role], " ", -1);
      self->names[role] = g_ptr_array_new_with_free_func (g_free);
      for (guint i = 0; names[i] != NULL; i++)
        g_ptr_array_add (self->names[role], g_strdup (names[i]));
    }
  self->is_bps = has_bps_codes (self);
  memset (self->used, 0, sizeof self->used);
  for (guint i = 0; i < n; i++)
    {
      labels[i] = read_labels (self, i);
      n_kelurahan += labels[i].kelurahan_code != NULL || labels[i].kelurahan != NULL;
    }
  self->is_kelurahan = 2 * n_kelurahan > n;
  level_init (kecamatan, n);
  level_init (kelurahan, n);
  collect (self, labels, file, log, kecamatan, kelurahan);
  for (guint i = 0; i < n; i++)
    labels_clear (&labels[i]);
  for (guint role = 0; role < N_ROLES; role++)
    g_ptr_array_unref (self->names[role]);
}
