/* test-verify.c: a sound plan has no fault, and every way to break it is noticed under its own name.
 *
 * The plan is that of the mini case, made once; each break works on a copy. */
#include "break-plan.h"
#include "verify.h"

static PoskoPlan *
make_mini_plan (void)
{
  g_autoptr (PoskoDiagnostics) faults = posko_diagnostics_new ();
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_build_filename (POSKO_SOURCE_ROOT, "tests", "data", "mini", NULL);
  g_autoptr (PoskoCase) source = posko_case_load (folder, NULL, 1, faults, NULL, NULL, &error);
  for (guint i = 0; i < posko_diagnostics_n (faults); i++)
    g_test_message ("%s %s %s", posko_diagnostics_get (faults, i)->file, posko_diagnostics_get (faults, i)->code,
                    posko_diagnostics_get (faults, i)->found);
  g_assert_no_error (error);
  g_assert_nonnull (source);
  PoskoPlanParams params = POSKO_PLAN_PARAMS_INIT;
  PoskoPlan *plan = posko_plan_new (source, &params, &error);
  g_assert_no_error (error);
  g_assert_nonnull (plan);
  return plan;
}

static PoskoDiagnostics *
judge (const PoskoPlan *plan)
{
  g_autoptr (GError) error = NULL;
  PoskoDiagnostics *findings = posko_diagnostics_new ();
  g_assert_true (posko_verify (plan, findings, NULL, &error));
  g_assert_no_error (error);
  return findings;
}

static void
tell (PoskoDiagnostics *findings)
{
  for (guint i = 0; i < posko_diagnostics_n (findings); i++)
    {
      const PoskoDiagnostic *finding = posko_diagnostics_get (findings, i);
      g_test_message ("%s:%u %s %s: found %s, expected %s", finding->file, finding->line, finding->code,
                      finding->column != NULL ? finding->column : "", finding->found != NULL ? finding->found : "",
                      finding->expected != NULL ? finding->expected : "");
    }
}

static guint
count_code (PoskoDiagnostics *findings, const char *code)
{
  guint n = 0;
  for (guint i = 0; i < posko_diagnostics_n (findings); i++)
    n += g_str_equal (posko_diagnostics_get (findings, i)->code, code);
  return n;
}

static void
test_sound (gconstpointer data)
{
  g_autoptr (PoskoDiagnostics) findings = judge (data);
  tell (findings);
  g_assert_cmpuint (posko_diagnostics_count (findings, POSKO_SEVERITY_ERROR), ==, 0);
}

/* One case of the lists, with the plan it works on. */
typedef struct
{
  const PoskoPlan *plan;
  const BreakCell *cell;
  const BreakRows *rows;
} Damage;

static void
test_damage (gconstpointer data)
{
  const Damage *damage = data;
  g_autoptr (PoskoPlan) plan = break_copy (damage->plan);
  const char *code = damage->cell != NULL ? damage->cell->code : damage->rows->code;
  g_assert_true (damage->cell != NULL ? break_cell (plan, damage->cell) : damage->rows->damage (plan));
  g_autoptr (PoskoDiagnostics) findings = judge (plan);
  if (count_code (findings, code) == 0)
    tell (findings);
  g_assert_cmpuint (count_code (findings, code), >, 0);
}

/* No check without a plan that breaks it; those of kecamatan files and of published plans have their own tests. */
static void
test_every_check (void)
{
  guint n;
  const PoskoVerifyCheck *checks = posko_verify_checks (&n);
  for (guint c = 0; c < n; c++)
    {
      gboolean tried = g_str_has_prefix (checks[c].code, "parts-") || g_str_has_prefix (checks[c].code, "stay-");
      for (guint b = 0; b < n_break_cells; b++)
        tried = tried || g_str_equal (break_cells[b].code, checks[c].code);
      for (guint b = 0; b < n_break_rows; b++)
        tried = tried || g_str_equal (break_rows[b].code, checks[c].code);
      if (!tried)
        g_test_message ("nothing breaks %s", checks[c].code);
      g_assert_true (tried);
    }
}

/* What a plan says in words, and the order in which it says it. That a repair mends is tried where repairs are made. */
static gboolean
is_free (const char *table, const char *column)
{
  static const char *const FREE[]
      = { "kekurangan/prioritas", "kekurangan/batas",          "kekurangan/sebab", "kekurangan/perbaikan",
          "kekurangan/biaya",     "log_netralitas/penjelasan", "ringkasan/nomor",  "ringkasan/nama",
          "sertifikat/nomor",     "sertifikat/kalimat",        NULL };
  g_autofree char *name = g_strconcat (strrchr (table, '/') + 1, "/", column, NULL);
  return g_strv_contains (FREE, name);
}

/* Every column of every table is held by some check: a row whose cell is not what it was is a fault. */
static void
test_every_column (gconstpointer data)
{
  guint n_loose = 0;
  for (guint id = 0; id < POSKO_N_PLAN_TABLES; id++)
    {
      const PoskoTableType *type = posko_plan_table_type ((PoskoPlanTableId) id);
      const PoskoTableSchema *schema = posko_table_schema (type);
      for (guint f = 0; f < posko_table_schema_n_fields (schema); f++)
        {
          const PoskoField *field = posko_table_schema_field (schema, f);
          g_autoptr (PoskoPlan) plan = break_copy (data);
          if (field->type == POSKO_FIELD_STRING)
            break_text (plan, (PoskoPlanTableId) id, 0, field->name, "lain sama sekali");
          else if (field->type == POSKO_FIELD_NUMBER)
            *(gdouble *) (gpointer) break_integer (plan, (PoskoPlanTableId) id, 0, field->name) = 12345.5;
          else
            *break_integer (plan, (PoskoPlanTableId) id, 0, field->name) ^= 1;
          g_autoptr (PoskoDiagnostics) findings = judge (plan);
          const gboolean noticed = posko_diagnostics_count (findings, POSKO_SEVERITY_ERROR) > 0;
          if (noticed != is_free (type->name, field->name))
            continue;
          g_test_message ("%s/%s: %s", type->name, field->name, noticed ? "is held after all" : "nothing holds it");
          n_loose++;
        }
    }
  g_assert_cmpuint (n_loose, ==, 0);
}

static void
test_parts (gconstpointer data)
{
  g_autoptr (PoskoPlan) parts = break_copy (data);
  g_autoptr (PoskoDiagnostics) findings = posko_diagnostics_new ();
  g_assert_true (posko_verify_same (data, parts, findings));
  g_assert_cmpuint (posko_diagnostics_n (findings), ==, 0);

  *break_integer (parts, POSKO_PLAN_SCREENING, 0, "petugas") += 1;
  break_drop (parts, POSKO_PLAN_ROSTER, 0);
  g_assert_false (posko_verify_same (data, parts, findings));
  g_assert_cmpuint (posko_diagnostics_n (findings), ==, 2);
  g_assert_cmpstr (posko_diagnostics_get (findings, 0)->file, ==, "roster.csv");
  g_assert_cmpstr (posko_diagnostics_get (findings, 0)->code, ==, "parts-row");
  g_assert_cmpstr (posko_diagnostics_get (findings, 1)->code, ==, "parts-cell");
  g_assert_cmpstr (posko_diagnostics_get (findings, 1)->column, ==, "petugas");
}

static void
test_empty (gconstpointer data)
{
  g_autoptr (PoskoPlan) plan = posko_plan_new_empty (posko_plan_case (data));
  g_autoptr (PoskoDiagnostics) findings = judge (plan);
  g_assert_cmpuint (count_code (findings, "post-must-open"), ==, 1);
  g_assert_cmpuint (count_code (findings, "tps-missing"), ==, 6);
  g_assert_cmpuint (count_code (findings, "figure-missing"), >, 40);
}

static void
fill (PoskoPlan *plan, PoskoPlanTableId id, gint64 value)
{
  const PoskoTableSchema *schema = posko_table_schema (posko_plan_table_type (id));
  for (guint f = 0; f < posko_table_schema_n_fields (schema); f++)
    {
      const PoskoField *field = posko_table_schema_field (schema, f);
      for (guint row = 0; row < posko_table_n (posko_plan_table (plan, id)); row++)
        if (field->type == POSKO_FIELD_NUMBER)
          *(gdouble *) (gpointer) break_integer (plan, id, row, field->name) = value > 0 ? 1e300 : -1e300;
        else if (field->type != POSKO_FIELD_STRING)
          *break_integer (plan, id, row, field->name) = value;
    }
}

/* Cells as large and as small as they come must be found wrong, not break the verifier. */
static void
test_hostile (gconstpointer data)
{
  const gint64 values[] = { G_MAXINT64, G_MININT64, G_MININT64 + 1, -1, 0 };
  for (guint v = 0; v < G_N_ELEMENTS (values); v++)
    {
      g_autoptr (PoskoPlan) plan = break_copy (data);
      for (guint id = 0; id < POSKO_N_PLAN_TABLES; id++)
        fill (plan, (PoskoPlanTableId) id, values[v]);
      g_autoptr (PoskoDiagnostics) findings = judge (plan);
      g_assert_cmpuint (posko_diagnostics_count (findings, POSKO_SEVERITY_ERROR), >, 100);
    }
}

static void
test_cancelled (gconstpointer data)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (PoskoDiagnostics) findings = posko_diagnostics_new ();
  g_autoptr (GError) error = NULL;
  g_cancellable_cancel (cancellable);
  g_assert_false (posko_verify (data, findings, cancellable, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_CANCELLED);
}

static void
add_damage (const char *name, const PoskoPlan *plan, const BreakCell *cell, const BreakRows *rows)
{
  Damage *damage = g_new (Damage, 1);
  *damage = (Damage){ plan, cell, rows };
  g_test_add_data_func_full (name, damage, (GTestDataFunc) test_damage, g_free);
}

static void
add_damages (const PoskoPlan *plan)
{
  for (guint b = 0; b < n_break_cells; b++)
    {
      const BreakCell *cell = &break_cells[b];
      g_autofree char *name = g_strdup_printf ("/verify/break/%03u-%s-%s-%s", b, cell->code,
                                               strrchr (posko_plan_table_type (cell->table)->name, '/') + 1,
                                               cell->column != NULL       ? cell->column
                                               : cell->kind == BREAK_DROP ? "drop"
                                                                          : "double");
      add_damage (name, plan, cell, NULL);
    }
  for (guint b = 0; b < n_break_rows; b++)
    {
      g_autofree char *name
          = g_strdup_printf ("/verify/break/%03u-%s-%s", n_break_cells + b, break_rows[b].code, break_rows[b].name);
      add_damage (name, plan, NULL, &break_rows[b]);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_autoptr (PoskoPlan) plan = make_mini_plan ();
  g_test_add_data_func ("/verify/sound", plan, test_sound);
  add_damages (plan);
  g_test_add_func ("/verify/every-check-is-tried", test_every_check);
  g_test_add_data_func ("/verify/every-column", plan, test_every_column);
  g_test_add_data_func ("/verify/parts", plan, test_parts);
  g_test_add_data_func ("/verify/empty", plan, test_empty);
  g_test_add_data_func ("/verify/hostile", plan, test_hostile);
  g_test_add_data_func ("/verify/cancelled", plan, test_cancelled);
  return g_test_run ();
}
