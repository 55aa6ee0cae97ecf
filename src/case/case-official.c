/* case-official.c: official figures of the policy (`resmi`) held against each other and against the rows of tps.csv; see case-doctor.c.
 *
 * Of an area: L + P = DPT, KPPS = 7 · TPS, each figure against the rows. Of a whole: the official figures of its parts add up to its own
 * (all parts known), or at least do not exceed it. A difference is told where its likeliest typing error is: at the row or at the value.
 * O(rows + figures), and O(rows of the area) more for each figure that differs.
 */
#include <inttypes.h>
#include <string.h>

#include "i18n.h"
#include "nearest.h"
#include "sums-private.h"

#define KPPS_PER_TPS 7 /* UU 7/2017, article 59: seven members */
#define NAMES_OFFERED 3u
#define CITY G_MAXUINT
#define NOBODY G_MAXUINT

/* What an entry of the list speaks of. */
typedef struct
{
  gboolean known;
  guint kecamatan;  /* index in the layer; CITY for the city */
  guint kelurahan;  /* index in the sums; NOBODY: a whole kecamatan, the city, or a kelurahan without TPS */
  gboolean is_part; /* a kelurahan */
  PoskoSumRange rows;
} Scope;

typedef struct
{
  PoskoLoading *loading;
  const PoskoSums *sums;
  const PoskoPolicy *policy;
  Scope *scopes;            /* of each entry */
  GHashTable *by_key;       /* key of a name or code -> kelurahan + 1; AMBIGUOUS */
  guint *of_kecamatan;      /* entry of each kecamatan, or NOBODY */
  guint *of_kelurahan;
  guint city;               /* entry of the city, or NOBODY */
  guint n_told;
} Official;

#define AMBIGUOUS G_MAXUINT

static const PoskoSumKelurahan *
kelurahan_at (const Official *self, guint i)
{
  return &g_array_index (self->sums->kelurahan, PoskoSumKelurahan, i);
}

/* Reports at a value of an entry; @name: (nullable): the whole entry. Lines are not sought where findings are folded. */
static void
report (Official *self, PoskoSeverity severity, const char *code, guint entry, const char *name, const char *found, const char *expected,
        const char *remedy)
{
  const PoskoDocumentSource source = { self->loading->policy_file, self->loading->policy_text, self->loading->policy_length };
  g_autofree char *pointer = name != NULL ? g_strdup_printf ("/resmi/nilai/%u/%s", entry, name) : g_strdup_printf ("/resmi/nilai/%u", entry);
  const guint line = self->n_told++ < POSKO_DIAGNOSTICS_FOLD && source.text != NULL ? posko_document_line (&source, pointer) : 0;

  posko_diagnostics_report (self->loading->diagnostics, severity, code, source.file, line, pointer, found, expected, remedy);
}

/* What the entry is called, with its source. */
static char *
entry_title (const Official *self, guint entry)
{
  const PoskoOfficial *official = &self->policy->resmi[entry];
  const char *name = official->wilayah[0] != '\0' ? official->wilayah : _ ("the city");
  return official->sumber[0] != '\0' ? g_strdup_printf ("%s, %s", name, official->sumber) : g_strdup (name);
}

static char *
remedy_of (const char *where, const char *slip)
{
  return slip[0] == '\0' ? g_strdup (_ ("look which is right: no single typing error explains it"))
                         : g_strdup_printf (_ ("most likely a typing error in %s: %s"), where, slip);
}

/* Explains why @parts do not give @total: by the total, or by the one part that is likelier. Returns: the part, or -1 for the total (@slip "" = by nothing) */
static gint
explain_sum (const gint64 *parts, guint n, gint64 sum, gint64 total, char **slip)
{
  PoskoTypo typo = POSKO_TYPO_NONE;
  gint64 right = 0;
  const PoskoTypo of_total = posko_doctor_explain (total, sum);
  const gint suspect = posko_doctor_suspect (parts, n, total, &right, &typo);

  if (suspect >= 0 && posko_doctor_likelihood (typo, parts[suspect], right) > posko_doctor_likelihood (of_total, total, sum))
    {
      *slip = posko_doctor_describe (typo, parts[suspect], right);
      return suspect;
    }
  *slip = posko_doctor_describe (of_total, total, sum);
  return -1;
}

static void
check_voters (Official *self, guint entry)
{
  static const char *const names[] = { "dpt_laki", "dpt_perempuan" };
  const gint64 *figures = self->policy->resmi[entry].figures;
  const gint64 parts[] = { figures[POSKO_OFFICIAL_DPT_LAKI], figures[POSKO_OFFICIAL_DPT_PEREMPUAN] };
  const gint64 total = figures[POSKO_OFFICIAL_DPT];
  g_autofree char *slip = NULL;

  if (parts[0] == POSKO_MISSING || parts[1] == POSKO_MISSING || total == POSKO_MISSING || parts[0] + parts[1] == total)
    return;
  const gint suspect = explain_sum (parts, G_N_ELEMENTS (parts), parts[0] + parts[1], total, &slip);
  const char *name = suspect >= 0 ? names[suspect] : "dpt";
  g_autofree char *men = posko_sums_number (parts[0]), *women = posko_sums_number (parts[1]), *printed = posko_sums_number (total);
  g_autofree char *sum = posko_sums_number (parts[0] + parts[1]), *title = entry_title (self, entry);
  g_autofree char *found = g_strdup_printf (_ ("dpt %s (%s)"), printed, title);
  g_autofree char *expected = g_strdup_printf (_ ("dpt_laki %s + dpt_perempuan %s = %s"), men, women, sum);
  g_autofree char *remedy = remedy_of (name, slip);
  report (self, POSKO_SEVERITY_WARNING, "resmi-dpt-sum", entry, name, found, expected, remedy);
}

static void
check_crews (Official *self, guint entry)
{
  const gint64 *figures = self->policy->resmi[entry].figures;
  const gint64 kpps = figures[POSKO_OFFICIAL_KPPS], tps = figures[POSKO_OFFICIAL_TPS];

  if (kpps == POSKO_MISSING || tps == POSKO_MISSING || kpps == KPPS_PER_TPS * tps)
    return;
  const PoskoTypo of_kpps = posko_doctor_explain (kpps, KPPS_PER_TPS * tps);
  const PoskoTypo of_tps = kpps % KPPS_PER_TPS == 0 ? posko_doctor_explain (tps, kpps / KPPS_PER_TPS) : POSKO_TYPO_NONE;
  const gboolean is_tps = posko_doctor_likelihood (of_tps, tps, kpps / KPPS_PER_TPS) > posko_doctor_likelihood (of_kpps, kpps, KPPS_PER_TPS * tps);
  g_autofree char *slip = is_tps ? posko_doctor_describe (of_tps, tps, kpps / KPPS_PER_TPS) : posko_doctor_describe (of_kpps, kpps, KPPS_PER_TPS * tps);
  const char *name = is_tps ? "tps" : "kpps";
  g_autofree char *crew = posko_sums_number (kpps), *count = posko_sums_number (tps), *product = posko_sums_number (KPPS_PER_TPS * tps);
  g_autofree char *title = entry_title (self, entry), *found = g_strdup_printf (_ ("kpps %s with tps %s (%s)"), crew, count, title);
  g_autofree char *expected = g_strdup_printf (_ ("7 KPPS a TPS, %s"), product), *remedy = remedy_of (name, slip);
  report (self, POSKO_SEVERITY_WARNING, "resmi-kpps", entry, name, found, expected, remedy);
}

/* ---- which area an entry means ---- */

static void
add_key (Official *self, const char *name, guint kelurahan)
{
  char *key = posko_boundary_name_key (name);
  const gboolean again = g_hash_table_contains (self->by_key, key);
  if (key[0] == '\0')
    g_free (key);
  else
    g_hash_table_replace (self->by_key, key, GUINT_TO_POINTER (again ? AMBIGUOUS : kelurahan + 1));
}

static void
index_kelurahan (Official *self)
{
  const PoskoBoundary *layer = self->loading->self->layers[POSKO_LAYER_KECAMATAN];

  for (guint k = 0; k < self->sums->kelurahan->len; k++)
    {
      const PoskoSumKelurahan *kelurahan = kelurahan_at (self, k);
      add_key (self, kelurahan->name, k);
      if (kelurahan->code[0] != '\0')
        add_key (self, kelurahan->code, k);
      if (kelurahan->area == POSKO_BOUNDARY_NONE)
        continue;
      g_autofree char *path = g_strdup_printf ("%s/%s", posko_boundary_name (layer, kelurahan->area), kelurahan->name);
      add_key (self, path, k);
    }
}

static char *
near_names (const Official *self, const char *name)
{
  const PoskoBoundary *layer = self->loading->self->layers[POSKO_LAYER_KECAMATAN];
  const guint n = self->sums->n_kecamatan;
  g_autofree const char **names = g_new (const char *, n + self->sums->kelurahan->len + 1);

  for (guint i = 0; i < n; i++)
    names[i] = posko_boundary_name (layer, i);
  for (guint k = 0; k < self->sums->kelurahan->len; k++)
    names[n + k] = kelurahan_at (self, k)->name;
  g_autofree char *near = posko_nearest_list (name, names, n + self->sums->kelurahan->len, NAMES_OFFERED);
  return near != NULL ? g_strdup_printf (_ ("did you mean %s?"), near)
                      : g_strdup (_ ("write \"\" for the city, or a code or name of kecamatan.geojson or tps.csv"));
}

static void
report_unknown (Official *self, guint entry, gboolean ambiguous)
{
  const char *name = self->policy->resmi[entry].wilayah;
  g_autofree char *found = g_strdup_printf ("\"%s\"", name);
  g_autofree char *remedy = ambiguous                              ? g_strdup (_ ("write its code, or Kecamatan/Kelurahan"))
                            : self->n_told < POSKO_DIAGNOSTICS_FOLD ? near_names (self, name)
                                                                    : NULL;
  report (self, POSKO_SEVERITY_ERROR, ambiguous ? "resmi-ambiguous" : "resmi-unknown", entry, "wilayah", found,
          ambiguous ? _ ("a name that only one kelurahan has") : _ ("the city, a kecamatan or a kelurahan of the case"), remedy);
}

static gboolean
is_city (const Official *self, const char *name)
{
  return name[0] == '\0' || strcmp (name, self->policy->kode_kota) == 0 || (self->policy->kota[0] != '\0' && strcmp (name, self->policy->kota) == 0);
}

/* A kelurahan that has a polygon but no row: its count is 0. */
static gboolean
is_without_rows (const Official *self, const char *name)
{
  const PoskoBoundary *layer = self->loading->self->layers[POSKO_LAYER_KELURAHAN];
  return layer != NULL && posko_boundary_find (layer, name) != POSKO_BOUNDARY_NONE;
}

static Scope
find_scope (Official *self, guint entry)
{
  const char *name = self->policy->resmi[entry].wilayah;
  g_autofree char *key = posko_boundary_name_key (name);
  const guint kecamatan = posko_boundary_find (self->loading->self->layers[POSKO_LAYER_KECAMATAN], name);
  const guint found = GPOINTER_TO_UINT (g_hash_table_lookup (self->by_key, key));

  if (is_city (self, name))
    return (Scope) { .known = TRUE, .kecamatan = CITY, .kelurahan = NOBODY, .rows = { 0, self->sums->n } };
  if (kecamatan != POSKO_BOUNDARY_NONE)
    return (Scope) { .known = TRUE, .kecamatan = kecamatan, .kelurahan = NOBODY, .rows = self->sums->kecamatan[kecamatan] };
  if (found > 0 && found != AMBIGUOUS)
    return (Scope) { .known = TRUE, .kecamatan = kelurahan_at (self, found - 1)->area, .kelurahan = found - 1, .is_part = TRUE,
                     .rows = kelurahan_at (self, found - 1)->rows };
  if (found == 0 && is_without_rows (self, name))
    return (Scope) { .known = TRUE, .kecamatan = NOBODY, .kelurahan = NOBODY, .is_part = TRUE };
  report_unknown (self, entry, found == AMBIGUOUS);
  return (Scope) { .known = FALSE };
}

/* Where the entry of this scope is kept; NULL for a kelurahan without rows. */
static guint *
slot_of (Official *self, const Scope *scope)
{
  if (scope->is_part)
    return scope->kelurahan != NOBODY ? &self->of_kelurahan[scope->kelurahan] : NULL;
  return scope->kecamatan == CITY ? &self->city : &self->of_kecamatan[scope->kecamatan];
}

static void
find_scopes (Official *self)
{
  for (guint i = 0; i < self->policy->n_resmi; i++)
    {
      self->scopes[i] = find_scope (self, i);
      guint *slot = self->scopes[i].known ? slot_of (self, &self->scopes[i]) : NULL;
      if (slot == NULL)
        continue;
      if (*slot == NOBODY)
        {
          *slot = i;
          continue;
        }
      g_autofree char *title = entry_title (self, i), *found = g_strdup_printf (_ ("%s, as in /resmi/nilai/%u"), title, *slot);
      report (self, POSKO_SEVERITY_ERROR, "resmi-double", i, "wilayah", found, _ ("each area once"), _ ("take one of them out"));
      self->scopes[i].known = FALSE;
    }
}

/* ---- against the rows ---- */

/* The cells of a row that a figure is the sum of. Returns: how many */
static guint
cells_of (const PoskoTps *row, guint figure, gint64 cells[3], const char *names[3])
{
  static const char *const columns[POSKO_N_OFFICIAL][3] = { { NULL },
                                                            { "dpt_laki" },
                                                            { "dpt_perempuan" },
                                                            { "dpt_laki", "dpt_perempuan" },
                                                            { "kpps" },
                                                            { "kpps", "linmas", "pengawas" } };
  const gint64 values[POSKO_N_OFFICIAL][3] = { { 0 },
                                               { row->dpt_laki },
                                               { row->dpt_perempuan },
                                               { row->dpt_laki, row->dpt_perempuan },
                                               { row->kpps },
                                               { row->kpps, row->linmas, row->pengawas } };
  guint n = 0;

  for (; n < 3 && columns[figure][n] != NULL; n++)
    {
      cells[n] = values[figure][n];
      names[n] = columns[figure][n];
    }
  return n;
}

/* The cells of all rows of a range, three places a row. */
typedef struct
{
  gint64 *values;
  guint n, per_row;
  gint64 sum;
  const char *names[3];
} Cells;

static Cells
gather (const Official *self, PoskoSumRange range, guint figure)
{
  Cells cells = { .values = g_new (gint64, 3 * (gsize) range.n + 3) };

  for (guint i = range.first; i < range.first + range.n; i++)
    cells.n += cells.per_row = cells_of (posko_sums_row (self->sums, i), figure, cells.values + cells.n, cells.names);
  for (guint i = 0; i < cells.n; i++)
    cells.sum += cells.values[i];
  return cells;
}

/* How many of them are TPS of the usual kind: some offices count those in prisons apart. */
static gint64
count_regular (const Official *self, PoskoSumRange range)
{
  gint64 n = 0;
  for (guint i = range.first; i < range.first + range.n; i++)
    n += !posko_sums_is_special (posko_sums_row (self->sums, i)->nomor);
  return n;
}

static void
check_count (Official *self, guint entry)
{
  const PoskoSumRange range = self->scopes[entry].rows;
  const gint64 printed = self->policy->resmi[entry].figures[POSKO_OFFICIAL_TPS];
  const gint64 regular = count_regular (self, range);

  if (printed == POSKO_MISSING || printed == range.n || printed == regular)
    return;
  const PoskoTypo all = posko_doctor_explain (printed, range.n), usual = posko_doctor_explain (printed, regular);
  g_autofree char *slip = all != POSKO_TYPO_NONE ? posko_doctor_describe (all, printed, range.n) : posko_doctor_describe (usual, printed, regular);
  g_autofree char *number = posko_sums_number (printed), *rows = posko_sums_number (range.n), *title = entry_title (self, entry);
  g_autofree char *found = g_strdup_printf (_ ("tps %s (%s)"), number, title);
  g_autofree char *expected = g_strdup_printf (_ ("%s, as there are rows in tps.csv"), rows);
  g_autofree char *remedy = slip[0] != '\0' ? remedy_of ("tps", slip)
                                            : g_strdup_printf (printed > range.n ? _ ("look for TPS that are missing in tps.csv: %" PRId64 " too few")
                                                                                 : _ ("look for TPS too many in tps.csv: %" PRId64),
                                                               ABS (printed - range.n));
  report (self, POSKO_SEVERITY_WARNING, "resmi-rows", entry, "tps", found, expected, remedy);
}

/* The slip is in a row: told there. */
static void
report_row (Official *self, guint entry, guint figure, const Cells *cells, guint suspect, const char *slip)
{
  PoskoLoading *loading = self->loading;
  const gint64 printed = self->policy->resmi[entry].figures[figure];
  const guint row = self->sums->order[self->scopes[entry].rows.first + suspect / cells->per_row];
  const char *column = cells->names[suspect % cells->per_row], *name = posko_official_name ((PoskoOfficialFigure) figure);
  g_autofree char *cell = posko_sums_number (cells->values[suspect]), *title = entry_title (self, entry);
  g_autofree char *right = posko_sums_number (cells->values[suspect] + printed - cells->sum);
  g_autofree char *sum = posko_sums_number (cells->sum), *total = posko_sums_number (printed);
  g_autofree char *found = g_strdup_printf (_ ("%s, so that the rows give %s %s"), cell, name, sum);
  g_autofree char *expected = g_strdup_printf (_ ("%s, so that they give %s (official: %s)"), right, total, title);
  g_autofree char *remedy = remedy_of (column, slip);
  posko_loading_report (loading, POSKO_SEVERITY_WARNING, "tps-official", POSKO_TABLE_TPS, row, column, found, expected, remedy);
}

static void
check_figure (Official *self, guint entry, guint figure)
{
  const gint64 printed = self->policy->resmi[entry].figures[figure];
  const char *name = posko_official_name ((PoskoOfficialFigure) figure);
  g_autofree char *slip = NULL;

  if (printed == POSKO_MISSING)
    return;
  const Cells cells = gather (self, self->scopes[entry].rows, figure);
  g_autofree gint64 *values = cells.values;
  if (cells.sum == printed)
    return;
  const gint suspect = explain_sum (values, cells.n, cells.sum, printed, &slip);
  if (suspect >= 0)
    {
      report_row (self, entry, figure, &cells, (guint) suspect, slip);
      return;
    }
  g_autofree char *total = posko_sums_number (printed), *sum = posko_sums_number (cells.sum), *title = entry_title (self, entry);
  g_autofree char *found = g_strdup_printf ("%s %s (%s)", name, total, title);
  g_autofree char *expected = g_strdup_printf (_ ("%s, as the rows of tps.csv give"), sum), *remedy = remedy_of (name, slip);
  report (self, POSKO_SEVERITY_WARNING, "resmi-rows", entry, name, found, expected, remedy);
}

/* ---- parts and wholes ---- */

/* @parts: (array length=n): entries, NOBODY where a part has none */
static void
check_parts_of (Official *self, guint whole, const guint *parts, guint n, guint figure)
{
  const gint64 total = self->policy->resmi[whole].figures[figure];
  const char *name = posko_official_name ((PoskoOfficialFigure) figure);
  g_autofree gint64 *values = g_new (gint64, n + 1);
  g_autofree guint *entries = g_new (guint, n + 1);
  g_autofree char *slip = NULL;
  gint64 sum = 0;
  guint known = 0;

  for (guint i = 0; i < n; i++)
    if (parts[i] != NOBODY && self->policy->resmi[parts[i]].figures[figure] != POSKO_MISSING)
      {
        values[known] = self->policy->resmi[parts[i]].figures[figure];
        entries[known] = parts[i];
        sum += values[known++];
      }
  if (total == POSKO_MISSING || known == 0 || sum == total || (known < n && sum < total))
    return;
  const gint suspect = known == n ? explain_sum (values, known, sum, total, &slip) : -1;
  g_autofree char *printed = posko_sums_number (total), *added = posko_sums_number (sum), *title = entry_title (self, whole);
  g_autofree char *where = suspect >= 0 ? entry_title (self, entries[suspect]) : g_strdup (name);
  g_autofree char *found = g_strdup_printf ("%s %s (%s)", name, printed, title), *remedy = remedy_of (where, slip != NULL ? slip : "");
  g_autofree char *expected = g_strdup_printf (known == n ? _ ("%s, as its %u parts give") : _ ("at least %s, as %u of its parts give"), added, known);
  report (self, POSKO_SEVERITY_WARNING, "resmi-parts", suspect >= 0 ? entries[suspect] : whole, name, found, expected, remedy);
}

static void
check_parts (Official *self)
{
  const PoskoSums *sums = self->sums;
  guint first = 0;

  for (guint f = 0; f < POSKO_N_OFFICIAL && self->city != NOBODY; f++)
    check_parts_of (self, self->city, self->of_kecamatan, sums->n_kecamatan, f);
  for (guint k = 1; k <= sums->kelurahan->len; k++)
    {
      const guint area = kelurahan_at (self, first)->area;
      if (k < sums->kelurahan->len && kelurahan_at (self, k)->area == area)
        continue;
      for (guint f = 0; f < POSKO_N_OFFICIAL && area < sums->n_kecamatan && self->of_kecamatan[area] != NOBODY; f++)
        check_parts_of (self, self->of_kecamatan[area], self->of_kelurahan + first, k - first, f);
      first = k;
    }
}

static void
check_areas (Official *self)
{
  const PoskoSums *sums = self->sums;

  self->scopes = g_new0 (Scope, self->policy->n_resmi);
  self->by_key = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->of_kecamatan = g_new (guint, sums->n_kecamatan + 1);
  self->of_kelurahan = g_new (guint, sums->kelurahan->len + 1);
  memset (self->of_kecamatan, 0xff, sizeof (guint) * (sums->n_kecamatan + 1));
  memset (self->of_kelurahan, 0xff, sizeof (guint) * (sums->kelurahan->len + 1));
  index_kelurahan (self);
  find_scopes (self);
  for (guint i = 0; i < self->policy->n_resmi; i++)
    {
      if (!self->scopes[i].known)
        continue;
      check_count (self, i);
      for (guint f = POSKO_OFFICIAL_DPT_LAKI; f < POSKO_N_OFFICIAL; f++)
        check_figure (self, i, f);
    }
  check_parts (self);
  g_hash_table_unref (self->by_key);
  g_free (self->scopes);
  g_free (self->of_kecamatan);
  g_free (self->of_kelurahan);
}

void
posko_loading_check_official (PoskoLoading *self, const PoskoSums *sums)
{
  const PoskoPolicy *policy = self->self->policy != NULL ? posko_policy_document_get (self->self->policy) : NULL;
  Official official = { .loading = self, .sums = sums, .policy = policy, .city = NOBODY };

  if (policy == NULL || policy->n_resmi == 0)
    return;
  for (guint i = 0; i < policy->n_resmi; i++)
    {
      check_voters (&official, i);
      check_crews (&official, i);
    }
  if (sums != NULL)
    check_areas (&official);
}
