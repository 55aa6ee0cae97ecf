/* verify-same.c: the files of the kecamatan together against the files of the city, cell by cell.
 *
 * Both sides of a table are sorted by key and walked side by side. O(rows · log rows).
 */
#include "verify-private.h"

/* The tables that are written for each kecamatan. */
static const PoskoPlanTableId split_tables[] = {
  POSKO_PLAN_POSTS,     POSKO_PLAN_TPS,   POSKO_PLAN_AMBULANCES, POSKO_PLAN_ROSTER,     POSKO_PLAN_RESERVES,
  POSKO_PLAN_SCREENING, POSKO_PLAN_MEALS, POSKO_PLAN_STOPS,      POSKO_PLAN_BILLBOARDS,
};

typedef struct
{
  PoskoPlanTableId id;
  const PoskoTable *whole, *parts;
  PoskoDiagnostics *findings;
  gboolean same;
} Comparison;

static void
report (Comparison *self, const char *code, const PoskoTable *table, guint row, const char *column, const char *found,
        const char *expected)
{
  posko_verify_add (self->findings, self->id, table, row, code, column, found, expected);
  self->same = FALSE;
}

static char *
row_text (const PoskoTable *table, guint row, PoskoPlanTableId id)
{
  const PoskoTableSchema *schema = posko_table_schema (posko_table_type (table));
  g_autoptr (GString) text = g_string_new (NULL);
  for (const char *const *key = posko_verify_key (id); *key != NULL; key++)
    {
      g_autofree char *cell = posko_verify_cell_text (table, row, posko_table_schema_find (schema, *key));
      g_string_append_printf (text, "%s%s", text->len > 0 ? " · " : "", cell);
    }
  return g_strdup (text->str);
}

static void
compare_row (Comparison *self, guint row, guint other)
{
  const PoskoTableSchema *schema = posko_table_schema (posko_table_type (self->whole));
  for (guint f = 0; f < posko_table_schema_n_fields (schema); f++)
    {
      const PoskoField *field = posko_table_schema_field (schema, f);
      if (field->offset < 0)
        continue;
      g_autofree char *city = posko_verify_cell_text (self->whole, row, field);
      g_autofree char *part = posko_verify_cell_text (self->parts, other, field);
      if (g_str_equal (city, part))
        continue;
      g_autofree char *key = row_text (self->whole, row, self->id);
      g_autofree char *found = g_strdup_printf ("%s (%s)", *part != '\0' ? part : _ ("nothing"), key);
      report (self, "parts-cell", self->parts, other, field->name, found,
              *city != '\0' ? city : _ ("nothing"));
    }
}

static void
compare_table (Comparison *self)
{
  const char *const *key = posko_verify_key (self->id);
  guint n, m, a = 0, b = 0;
  g_autofree guint *rows = posko_verify_sorted (self->whole, key, &n);
  g_autofree guint *others = posko_verify_sorted (self->parts, key, &m);
  while (a < n || b < m)
    {
      const int order = a == n   ? 1
                        : b == m ? -1
                                 : posko_verify_compare_rows (self->whole, rows[a], self->parts, others[b], key);
      if (order == 0)
        {
          compare_row (self, rows[a++], others[b++]);
          continue;
        }
      const PoskoTable *table = order < 0 ? self->whole : self->parts;
      const guint row = order < 0 ? rows[a++] : others[b++];
      g_autofree char *text = row_text (table, row, self->id);
      report (self, "parts-row", table, row, NULL, text,
              order < 0 ? _ ("a row in the kecamatan files too") : _ ("a row in the city file too"));
    }
}

gboolean
posko_verify_same (const PoskoPlan *whole, const PoskoPlan *parts, PoskoDiagnostics *findings)
{
  g_return_val_if_fail (whole != NULL && parts != NULL && findings != NULL, FALSE);
  gboolean same = TRUE;
  for (guint t = 0; t < G_N_ELEMENTS (split_tables); t++)
    {
      Comparison comparison = {
        .id = split_tables[t],
        .whole = posko_plan_table (whole, split_tables[t]),
        .parts = posko_plan_table (parts, split_tables[t]),
        .findings = findings,
        .same = TRUE,
      };
      compare_table (&comparison);
      same = same && comparison.same;
    }
  return same;
}
