/* verify-changes.c: how much of the published plan is changed, and what that adds to the objectives: section 11.
 *
 * A change is looked for by names of columns: rows of one plan that the other does not have; whoever such a row belongs to is changed. Where
 * the published plan is not at hand, or another one is, the plan's own figures are taken for the counts: then the certificates are
 * at least held against them.
 */
#include "verify-private.h"
#include <inttypes.h>
#include <string.h>

#define MOST_COLUMNS 5

typedef struct
{
  const char *product, *unit;
  PoskoPlanTableId table;
  guint n_owner;                     /* this many of the columns say whose the row is */
  const char *columns[MOST_COLUMNS]; /* ends with NULL where there are fewer */
  const char *brought;               /* (nullable): rows without this cell do not count */
  gboolean planned_only;
  const char *priced; /* the level that a price is added to */
  gint64 scale;       /* of the price in that level's unit */
} Rule;

static const Rule rules[] = {
  { "posko", "pos", POSKO_PLAN_POSTS, 1, { "kode_pos" }, NULL, FALSE, "cakupan", 1 },
  { "ambulans", "ambulans", POSKO_PLAN_AMBULANCES, 1, { "kode_ambulans", "kode_pangkalan" }, NULL, TRUE, "mexclp", 1 },
  { "roster", "orang", POSKO_PLAN_ROSTER, 1, { "kode_nakes", "kode_pos", "hari", "shift", "tugas" }, NULL, FALSE, "biaya", 1 },
  { "cadangan", "orang", POSKO_PLAN_RESERVES, 1, { "kode_nakes", "kode_kecamatan", "hari", "shift", "profesi" }, NULL, FALSE, "menit", 1 },
  { "skrining", "TPS", POSKO_PLAN_SCREENING, 1, { "kode_tps", "kode_faskes", "tanggal", "sesi" }, NULL, FALSE, "jarak", 1 },
  { "baliho", "baliho", POSKO_PLAN_BILLBOARDS, 1, { "kode_baliho" }, NULL, FALSE, "nilai", 1000 },
  { "makan", "antaran", POSKO_PLAN_MEALS, 2, { "kode_tps", "gelombang", "kode_dapur", "kode_kendaraan", "tiba" }, "kode_kendaraan", FALSE, NULL, 0 },
};

static char *
cell (const PoskoTable *table, guint row, const char *column)
{
  return posko_verify_cell_text (table, row, posko_table_schema_find (posko_table_schema (posko_table_type (table)), column));
}

/* The first @n cells of a row by the rule's columns, as one text. */
static char *
join_cells (const PoskoTable *table, guint row, const Rule *rule, guint n)
{
  GString *text = g_string_new (NULL);
  for (guint c = 0; c < n && rule->columns[c] != NULL; c++)
    {
      g_autofree char *value = cell (table, row, rule->columns[c]);
      g_string_append_printf (text, "%s\t", value);
    }
  return g_string_free (text, FALSE);
}

static gboolean
counts (const PoskoTable *table, guint row, const Rule *rule)
{
  if (rule->brought == NULL)
    return TRUE;
  g_autofree char *value = cell (table, row, rule->brought);
  return *value != '\0';
}

/* Adds to @changed whoever has a row in @one that @other does not have. */
static void
note_changed (const PoskoTable *one, const PoskoTable *other, const Rule *rule, GHashTable *changed)
{
  g_autoptr (GHashTable) known = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  for (guint row = 0; row < posko_table_n (other); row++)
    if (counts (other, row, rule))
      g_hash_table_add (known, join_cells (other, row, rule, MOST_COLUMNS));
  for (guint row = 0; row < posko_table_n (one); row++)
    {
      g_autofree char *all = join_cells (one, row, rule, MOST_COLUMNS);
      if (counts (one, row, rule) && !g_hash_table_contains (known, all))
        g_hash_table_add (changed, join_cells (one, row, rule, rule->n_owner));
    }
}

static gint64
count_changed (const PoskoPlan *published, const PoskoPlan *plan, const Rule *rule)
{
  const PoskoTable *before = posko_plan_table (published, rule->table), *after = posko_plan_table (plan, rule->table);
  g_autoptr (GHashTable) changed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  note_changed (after, before, rule, changed);
  if (!rule->planned_only)
    note_changed (before, after, rule, changed);
  return g_hash_table_size (changed);
}

/* What the plan itself says; 0 when it says nothing, which is a fault of its own. */
static gint64
stated_changes (const PoskoVerifier *self, const Rule *rule)
{
  for (guint row = 0; row < posko_verify_n (self, POSKO_PLAN_FIGURES); row++)
    {
      const PoskoPlanFigure *line = posko_verify_row (self, POSKO_PLAN_FIGURES, row);
      if (g_strcmp0 (line->produk, rule->product) == 0 && g_strcmp0 (line->kode, "perubahan") == 0 && fabs (line->nilai) < 1e9)
        return (gint64) line->nilai;
    }
  return 0;
}

/* A price of the changes is part of the level's value. */
static void
add_price (PoskoVerifier *self, const Rule *rule, gint64 price)
{
  for (guint c = 0; c < self->certificates->len; c++)
    {
      PoskoVerifyCertificate *level = &g_array_index (self->certificates, PoskoVerifyCertificate, c);
      if (g_str_equal (level->product, rule->product) && g_str_equal (level->level, rule->priced))
        level->value += level->maximise ? -price : price;
    }
}

/* A product that has nothing to decide may leave its levels out, this one too. */
static gboolean
is_optional (const PoskoVerifier *self, const char *product)
{
  for (guint c = 0; c < self->certificates->len; c++)
    {
      const PoskoVerifyCertificate *level = &g_array_index (self->certificates, PoskoVerifyCertificate, c);
      if (g_str_equal (level->product, product))
        return level->optional;
    }
  return TRUE;
}

/* Level kosong: what the places that stay empty cost, of section 5. */
static gint64
price_of_empty_places (const PoskoVerifier *self)
{
  gint64 points = 0;
  for (guint n = 0; n < self->needs->len; n++)
    {
      const PoskoVerifyNeed *need = &g_array_index (self->needs, PoskoVerifyNeed, n);
      const gint64 first_team = MIN (need->people, self->policy->tim_pertama[need->profession]);
      const gint64 empty = MAX (0, need->people - need->filled) + MAX (0, first_team - need->filled);
      points += POSKO_VERIFY_PRICE_SCALE * self->policy->bobot_kosong[need->profession] * empty;
    }
  return points;
}

static void
warn (PoskoVerifier *self, const char *code, const char *found, const char *expected)
{
  const PoskoDiagnostic finding = {
    .severity = POSKO_SEVERITY_WARNING,
    .code = code,
    .file = "datapackage.json",
    .column = "posko:tetap_dekat",
    .found = found,
    .expected = expected,
    .remedy = posko_verify_describe (code),
  };
  posko_diagnostics_add (self->findings, &finding);
}

static void
check_published (PoskoVerifier *self, const PoskoPlan *published)
{
  const char *remembered = posko_plan_stay_hash (self->plan);
  if (published == NULL)
    {
      warn (self, "stay-unseen", remembered, _ ("the plan of this hash, by --stay-close"));
      return;
    }
  g_autofree char *hash = posko_plan_hash (published);
  if (strcmp (hash, remembered) != 0)
    warn (self, "stay-other", hash, remembered);
}

static void
expect_of (PoskoVerifier *self, const Rule *rule, const PoskoStayRule *stay, gint64 changes)
{
  const PoskoStayKind kind = stay != NULL ? stay->kind : POSKO_STAY_PRICE;
  if (kind == POSKO_STAY_LIMIT)
    posko_verify_expect_figure (self, rule->product, "perubahan", NULL, (gdouble) changes, rule->unit, POSKO_VERIFY_AT_MOST,
                                (gdouble) stay->amount);
  else
    posko_verify_expect_info (self, rule->product, "perubahan", NULL, (gdouble) changes, rule->unit);
  if (kind == POSKO_STAY_PRICE && rule->priced != NULL)
    add_price (self, rule, stay->amount * rule->scale * changes);
  const gboolean optional = is_optional (self, rule->product);
  if (kind == POSKO_STAY_LEAST)
    posko_verify_expect_certificate (self, rule->product, "perubahan", NULL, changes, rule->unit, FALSE, optional);
  if (kind == POSKO_STAY_LEAST && g_str_equal (rule->product, "roster"))
    posko_verify_expect_certificate (self, "roster", "kosong", NULL, price_of_empty_places (self), "poin", FALSE, optional);
}

void
posko_verify_changes (PoskoVerifier *self)
{
  const PoskoPlanStay *stay = posko_plan_stay (self->plan);
  if (stay == NULL)
    return;
  check_published (self, stay->published);
  for (guint r = 0; r < G_N_ELEMENTS (rules); r++)
    {
      const Rule *rule = &rules[r];
      const PoskoStayRule *own = NULL;
      for (guint p = 0; p < POSKO_N_STAY; p++)
        if (g_str_equal (posko_stay_product_name (p), rule->product))
          own = &stay->rules[p];
      expect_of (self, rule, own, stay->published != NULL ? count_changed (stay->published, self->plan, rule) : stated_changes (self, rule));
    }
}
