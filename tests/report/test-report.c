/* test-report.c: what is written is read back as the same plan, cut by kecamatan without loss, whole or not at all.
 *
 * The plan here is made of rows that no maker would make: every table has rows in every kecamatan, with texts that spreadsheets, CSV and
 * JSON stumble over, numbers at the edge of their decimals, and missing cells wherever the schema allows them.
 */
#include "file.h"
#include "json-read.h"
#include "json-schema.h"
#include "plan-private.h"
#include "report.h"
#include "schema.h"
#include <glib/gstdio.h>
#include <math.h>
#include <string.h>

#define ROWS 24u

static const char *const hard_texts[]
  = { "Puskesmas Utara", "=1+1",   "+62 811", "-5",       "@SUM(A1)",    "001",          "19.71.01", "koma, titik; dua",
      "\"kutip\"",       "'Aisyiyah", "1.234",   "a\tb",     "baris\nkedua", "Pos \xe2\x80\x93 \xc3\xa9", "12E5",    "2025-08-27" };

static PoskoCase *
load_case (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PoskoDiagnostics) findings = posko_diagnostics_new ();
  g_autofree char *folder = g_test_build_filename (G_TEST_DIST, "tests", "data", "mini", NULL);
  PoskoCase *source = posko_case_load (folder, NULL, 1, findings, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (source);
  return source;
}

/* One field of a Table Schema, for making a value that it allows. */
typedef struct
{
  const PoskoField *field;
  gboolean is_key, is_required;
  gint64 maximum;
  JsonArray *values; /* (nullable): its enum */
} Rule;

static Rule
find_rule (JsonObject *schema, const PoskoField *field)
{
  Rule rule = { .field = field, .maximum = G_MAXINT64 };
  JsonArray *keys = json_object_get_array_member (schema, "primaryKey");
  JsonArray *fields = json_object_get_array_member (schema, "fields");
  for (guint i = 0; i < json_array_get_length (keys); i++)
    rule.is_key |= strcmp (json_array_get_string_element (keys, i), field->name) == 0;
  for (guint i = 0; i < json_array_get_length (fields); i++)
    {
      JsonObject *object = json_array_get_object_element (fields, i);
      if (strcmp (json_object_get_string_member (object, "name"), field->name) != 0
          || !json_object_has_member (object, "constraints"))
        continue;
      JsonObject *constraints = json_object_get_object_member (object, "constraints");
      rule.is_required = json_object_has_member (constraints, "required");
      if (json_object_has_member (constraints, "maximum"))
        rule.maximum = json_object_get_int_member (constraints, "maximum");
      if (json_object_has_member (constraints, "enum"))
        rule.values = json_object_get_array_member (constraints, "enum");
    }
  return rule;
}

static const char *
make_text (PoskoTable *table, const PoskoCase *source, const Rule *rule, guint row)
{
  const PoskoBoundary *areas = posko_case_kecamatan (source);
  const guint area = row % posko_boundary_n (areas);
  const char *name = rule->field->name;
  if (strcmp (name, "kode_kecamatan") == 0)
    return posko_boundary_code (areas, area);
  if (strcmp (name, "kecamatan") == 0)
    return posko_boundary_name (areas, area);
  if (strcmp (name, "hari") == 0)
    return row % 3 == 0 ? "H" : row % 3 == 1 ? "H-1" : "H+1";
  if (rule->values != NULL)
    return posko_table_intern (table, json_array_get_string_element (rule->values, row % json_array_get_length (rule->values)));
  if (!rule->is_required && row % 5 == 4)
    return "";
  const char *text = hard_texts[(row + strlen (name)) % G_N_ELEMENTS (hard_texts)];
  g_autofree char *unique = g_strdup_printf ("%s.%u", text, row);
  return posko_table_intern (table, rule->is_key ? unique : text);
}

static void
make_cell (PoskoTable *table, const PoskoCase *source, const Rule *rule, gpointer row, guint i)
{
  gpointer member = G_STRUCT_MEMBER_P (row, rule->field->offset);
  const gboolean missing = !rule->is_required && i % 4 == 3;
  switch (rule->field->type)
    {
    case POSKO_FIELD_STRING:
      *(const char **) member = make_text (table, source, rule, i);
      break;
    case POSKO_FIELD_NUMBER:
      *(gdouble *) member = missing ? (gdouble) NAN : i % 2 == 0 ? (gdouble) i / 3 : 0.005 * (gdouble) i;
      break;
    case POSKO_FIELD_BOOLEAN:
      *(gint64 *) member = i % 2;
      break;
    case POSKO_FIELD_DATE:
      *(gint64 *) member = missing ? POSKO_MISSING : 739000 + (gint64) i;
      break;
    case POSKO_FIELD_TIME:
      *(gint64 *) member = missing ? POSKO_MISSING : (gint64) (i * 119) % (48 * 60);
      break;
    case POSKO_FIELD_INTEGER:
    default:
      *(gint64 *) member = missing ? POSKO_MISSING : MIN ((gint64) i * 37 + 1, rule->maximum);
      break;
    }
}

static void
fill_table (PoskoPlan *plan, PoskoPlanTableId id)
{
  const PoskoTableType *type = posko_plan_table_type (id);
  const PoskoTableSchema *schema = posko_table_schema (type);
  PoskoTable *table = posko_plan_table (plan, id);
  g_autofree char *name = g_strconcat (type->name, ".json", NULL);
  g_autoptr (GBytes) bytes = posko_schema_bytes (name);
  g_autoptr (JsonNode) json = posko_json_read (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL);
  for (guint i = 0; i < ROWS; i++)
    {
      g_autofree gpointer row = g_malloc0 (type->row_size);
      for (guint f = 0; f < posko_table_schema_n_fields (schema); f++)
        {
          const PoskoField *field = posko_table_schema_field (schema, f);
          g_assert_cmpint (field->offset, >=, 0); /* every column of a plan is bound */
          const Rule rule = find_rule (json_node_get_object (json), field);
          make_cell (table, posko_plan_case (plan), &rule, row, i);
        }
      posko_plan_add (plan, id, row);
    }
}

static PoskoPlan *
make_plan (PoskoCase *source)
{
  PoskoPlan *plan = posko_plan_new_empty (source);
  posko_plan_set_origin (plan, 4711, POSKO_LANGUAGE_EN);
  for (guint id = 0; id < POSKO_N_PLAN_TABLES; id++)
    fill_table (plan, id);
  posko_plan_settle (plan);
  return plan;
}

static void
assert_same_table (const PoskoPlan *a, const PoskoPlan *b, PoskoPlanTableId id)
{
  gsize n, m;
  g_assert_cmpuint (posko_table_n (posko_plan_table (a, id)), ==, ROWS);
  g_autofree char *x = posko_report_csv (posko_plan_table (a, id), POSKO_CSV_PLAIN, NULL, &n);
  g_autofree char *y = posko_report_csv (posko_plan_table (b, id), POSKO_CSV_PLAIN, NULL, &m);
  g_assert_cmpstr (x, ==, y); /* the bytes of a plain file are the values: decimals are those of the schema */
  const PoskoTableSchema *schema = posko_table_schema (posko_plan_table_type (id));
  for (guint r = 0; r < ROWS; r++)
    for (guint f = 0; f < posko_table_schema_n_fields (schema); f++)
      {
        const PoskoField *field = posko_table_schema_field (schema, f);
        if (field->type != POSKO_FIELD_NUMBER)
          continue;
        const gdouble u = G_STRUCT_MEMBER (gdouble, posko_table_row (posko_plan_table (a, id), r), field->offset);
        const gdouble v = G_STRUCT_MEMBER (gdouble, posko_table_row (posko_plan_table (b, id), r), field->offset);
        g_assert_true (u == v || (isnan (u) && isnan (v))); /* to the last bit */
      }
}

typedef struct
{
  PoskoCase *source;
  PoskoPlan *plan;
  char *folder, *out;
} Fixture;

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) folder = g_dir_open (path, 0, NULL);
  const char *name;
  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL)
    {
      g_autofree char *below = g_build_filename (path, name, NULL);
      if (g_file_test (below, G_FILE_TEST_IS_DIR))
        remove_tree (below);
      else
        g_unlink (below);
    }
  g_rmdir (path);
}

static void
set_up (Fixture *self, gconstpointer dialect)
{
  const PoskoReportParams params = { .dialect = (PoskoCsvStyle) GPOINTER_TO_INT (dialect) };
  g_autoptr (GError) error = NULL;
  self->source = load_case ();
  self->plan = make_plan (self->source);
  self->folder = g_dir_make_tmp ("posko-report-XXXXXX", NULL);
  self->out = g_build_filename (self->folder, "out", NULL);
  posko_report_write (self->plan, self->out, &params, NULL, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *self, gconstpointer dialect)
{
  remove_tree (self->folder);
  g_free (self->out);
  g_free (self->folder);
  posko_plan_free (self->plan);
  posko_case_unref (self->source);
}

static char *
read_file (const Fixture *self, const char *name)
{
  g_autofree char *path = g_build_filename (self->out, name, NULL);
  char *text = NULL;
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  return text;
}

static void
write_file (const Fixture *self, const char *name, const char *text)
{
  g_autofree char *path = g_build_filename (self->out, name, NULL);
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static PoskoPlan *
read_back (const Fixture *self, gboolean from_parts, PoskoDiagnostics *findings)
{
  g_autoptr (GError) error = NULL;
  PoskoPlan *plan = posko_report_read (self->source, self->out, from_parts, findings, NULL, &error);
  g_assert_no_error (error);
  return plan;
}

static void
test_round_trip (Fixture *self, gconstpointer dialect)
{
  for (gint from_parts = 0; from_parts < 2; from_parts++)
    {
      g_autoptr (PoskoDiagnostics) findings = posko_diagnostics_new ();
      g_autoptr (PoskoPlan) back = read_back (self, from_parts, findings);
      for (guint i = 0; i < posko_diagnostics_n (findings); i++)
        if (posko_diagnostics_get (findings, i)->severity != POSKO_SEVERITY_INFO)
          g_test_message ("%s:%u %s %s", posko_diagnostics_get (findings, i)->file, posko_diagnostics_get (findings, i)->line,
                          posko_diagnostics_get (findings, i)->code, posko_diagnostics_get (findings, i)->found);
      g_assert_cmpuint (posko_diagnostics_count (findings, POSKO_SEVERITY_ERROR), ==, 0);
      g_assert_cmpuint (posko_diagnostics_count (findings, POSKO_SEVERITY_WARNING), ==, 0);
      g_assert_cmpuint (posko_plan_seed (back), ==, 4711);
      g_assert_cmpint (posko_plan_language (back), ==, POSKO_LANGUAGE_EN);
      for (guint id = 0; id < POSKO_N_PLAN_TABLES; id++)
        assert_same_table (self->plan, back, id);
    }
}

/* A second writing gives the same bytes, over the first one. */
static void
test_same_bytes (Fixture *self, gconstpointer dialect)
{
  const PoskoReportParams params = { .dialect = (PoskoCsvStyle) GPOINTER_TO_INT (dialect) };
  static const char *const names[] = { "plan.json", "datapackage.json", "ringkasan.txt", "roster.csv", "sopir.csv" };
  char *before[G_N_ELEMENTS (names)];
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    before[i] = read_file (self, names[i]);
  g_assert_true (posko_report_write (self->plan, self->out, &params, NULL, NULL));
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *after = read_file (self, names[i]);
      g_assert_cmpstr (before[i], ==, after);
      g_free (before[i]);
    }
}

/* No cell of any file begins as a formula does, in either dialect. */
static void
test_formula_guard (Fixture *self, gconstpointer dialect)
{
  const gboolean excel = GPOINTER_TO_INT (dialect) == POSKO_CSV_EXCEL_ID;
  g_autofree char *roster = read_file (self, "roster.csv");
  g_assert_nonnull (strstr (roster, "'=1+1"));
  g_assert_nonnull (strstr (roster, "'@SUM"));
  g_assert_null (strstr (roster, excel ? ";=" : ",="));
  g_assert_null (strstr (roster, "\"="));
  g_assert_cmpint (g_str_has_prefix (roster, "\xef\xbb\xbf"), ==, excel);
  g_assert_nonnull (strstr (roster, "\r\n"));
}

static void
test_plan_json (Fixture *self, gconstpointer dialect)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "schemas", "plan.schema.json", NULL);
  g_autofree char *schema_text = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;
  g_assert_true (g_file_get_contents (path, &schema_text, &size, NULL));
  g_autoptr (PoskoJsonSchema) schema = posko_json_schema_new (schema_text, size, &error);
  g_assert_no_error (error);
  g_autofree char *text = read_file (self, "plan.json");
  g_autoptr (JsonNode) root = posko_json_read (text, strlen (text), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (posko_json_schema_validate (schema, root, NULL, NULL), ==, 0);
  JsonObject *tables = json_object_get_object_member (json_node_get_object (root), "tabel");
  g_assert_cmpuint (json_object_get_size (tables), ==, POSKO_N_PLAN_TABLES);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (tables, "sopir")), ==, ROWS);
}

static guint
count_code (PoskoDiagnostics *findings, const char *code, const char *file)
{
  guint n = 0;
  for (guint i = 0; i < posko_diagnostics_n (findings); i++)
    {
      const PoskoDiagnostic *finding = posko_diagnostics_get (findings, i);
      n += strcmp (finding->code, code) == 0 && strcmp (finding->file, file) == 0;
    }
  return n;
}

static void
test_missing_table (Fixture *self, gconstpointer dialect)
{
  g_autofree char *path = g_build_filename (self->out, "cadangan.csv", NULL);
  g_autoptr (PoskoDiagnostics) findings = posko_diagnostics_new ();
  g_unlink (path);
  g_autoptr (PoskoPlan) back = read_back (self, FALSE, findings);
  g_assert_cmpuint (count_code (findings, "table-missing", "cadangan.csv"), ==, 1);
  g_assert_cmpuint (posko_diagnostics_count (findings, POSKO_SEVERITY_ERROR), ==, 1);
  g_assert_cmpuint (posko_table_n (posko_plan_table (back, POSKO_PLAN_RESERVES)), ==, 0);
  assert_same_table (self->plan, back, POSKO_PLAN_ROSTER);
}

/* A cell spoilt by hand is a finding with its line; the other rows are still there. */
static void
test_bad_cell (Fixture *self, gconstpointer dialect)
{
  g_autofree char *text = read_file (self, "kebutuhan.csv");
  g_auto (GStrv) parts = g_strsplit (text, "H-1", 2);
  g_autofree char *spoilt = g_strjoin ("besok", parts[0], parts[1], NULL);
  g_autoptr (PoskoDiagnostics) findings = posko_diagnostics_new ();
  write_file (self, "kebutuhan.csv", spoilt);
  g_autoptr (PoskoPlan) back = read_back (self, FALSE, findings);
  g_assert_cmpuint (posko_diagnostics_count (findings, POSKO_SEVERITY_ERROR), ==, 1);
  g_assert_cmpuint (posko_table_n (posko_plan_table (back, POSKO_PLAN_NEEDS)), ==, ROWS - 1);
}

static void
test_other_case (Fixture *self, gconstpointer dialect)
{
  g_autofree char *text = read_file (self, "datapackage.json");
  g_autofree char *other = g_strdup (posko_case_hash (self->source));
  other[0] = other[0] == '0' ? '1' : '0';
  g_autoptr (GString) edited = g_string_new (text);
  g_assert_cmpuint (g_string_replace (edited, posko_case_hash (self->source), other, 1), ==, 1);
  write_file (self, "datapackage.json", edited->str);
  g_autoptr (PoskoDiagnostics) findings = posko_diagnostics_new ();
  g_autoptr (PoskoPlan) back = read_back (self, FALSE, findings);
  g_assert_nonnull (back);
  g_assert_cmpuint (count_code (findings, "plan-other-case", "datapackage.json"), ==, 1);
  assert_same_table (self->plan, back, POSKO_PLAN_ROSTER);
}

static void
test_no_plan (Fixture *self, gconstpointer dialect)
{
  static const char *const texts[] = { "{}", "[]", "{\"posko\": \"kasus\"}", "{", "" };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (PoskoDiagnostics) findings = posko_diagnostics_new ();
      write_file (self, "datapackage.json", texts[i]);
      g_assert_null (posko_report_read (self->source, self->out, FALSE, findings, NULL, &error));
      g_assert_error (error, POSKO_ERROR, POSKO_ERROR_INPUT);
    }
}

/* A folder that is not ours is refused, and a cancelled writing leaves the earlier plan. */
static void
test_earlier_output (Fixture *self, gconstpointer dialect)
{
  const PoskoReportParams params = POSKO_REPORT_PARAMS_INIT;
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancelled = g_cancellable_new ();
  g_autofree char *foreign = g_build_filename (self->folder, "foreign", NULL);
  g_autofree char *inside = g_build_filename (foreign, "keep.txt", NULL);
  g_autofree char *before = read_file (self, "plan.json");
  g_cancellable_cancel (cancelled);
  g_assert_false (posko_report_write (self->plan, self->out, &params, cancelled, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_autofree char *after = read_file (self, "plan.json");
  g_assert_cmpstr (before, ==, after);

  g_mkdir (foreign, 0777);
  g_assert_true (g_file_set_contents (inside, "mine", -1, NULL));
  g_assert_false (posko_report_write (self->plan, foreign, &params, NULL, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_USAGE);
  g_assert_true (g_file_test (inside, G_FILE_TEST_EXISTS));
  g_unlink (inside);
}

/* A file of a kecamatan holds its own rows and nobody else's. */
static void
test_own_rows_only (Fixture *self, gconstpointer dialect)
{
  const PoskoBoundary *areas = posko_case_kecamatan (self->source);
  for (guint id = 0; id < POSKO_N_PLAN_TABLES; id++)
    {
      gsize size, total = 0;
      g_autofree char *whole = posko_report_csv (posko_plan_table (self->plan, id), POSKO_CSV_PLAIN, NULL, &size);
      const gsize header = (gsize) (strstr (whole, "\r\n") - whole) + 2;
      if (strstr (whole, "kode_kecamatan") != whole)
        continue;
      for (guint a = 0; a < posko_boundary_n (areas); a++)
        {
          gsize part_size;
          g_autofree char *part
            = posko_report_csv (posko_plan_table (self->plan, id), POSKO_CSV_PLAIN, posko_boundary_code (areas, a), &part_size);
          g_assert_nonnull (part);
          g_assert_cmpuint (part_size, >, header);
          g_assert_true (g_str_has_prefix (part, "kode_kecamatan,"));
          total += part_size - header;
        }
      g_assert_cmpuint (total, ==, size - header); /* nothing lost, nothing twice */
    }
}

static void
test_summary (Fixture *self, gconstpointer dialect)
{
  g_autofree char *english = read_file (self, "ringkasan.txt");
  posko_plan_set_origin (self->plan, 1, POSKO_LANGUAGE_ID);
  g_autofree char *indonesian = posko_report_summary (self->plan);
  g_assert_nonnull (strstr (english, "WHAT IS SHORT"));
  g_assert_nonnull (strstr (indonesian, "KEKURANGAN"));
  g_assert_null (strstr (indonesian, "WHAT IS SHORT"));
  g_assert_true (g_utf8_validate (indonesian, -1, NULL));
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *name;
    void (*test) (Fixture *self, gconstpointer dialect);
  } tests[] = {
    { "round-trip", test_round_trip },   { "same-bytes", test_same_bytes },       { "formula-guard", test_formula_guard },
    { "plan-json", test_plan_json },     { "missing-table", test_missing_table }, { "bad-cell", test_bad_cell },
    { "other-case", test_other_case },   { "no-plan", test_no_plan },             { "earlier-output", test_earlier_output },
    { "own-rows", test_own_rows_only },  { "summary", test_summary },
  };
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (tests); i++)
    for (gint dialect = POSKO_CSV_PLAIN; dialect <= POSKO_CSV_EXCEL_ID; dialect++)
      {
        g_autofree char *path = g_strdup_printf ("/report/%s/%s", tests[i].name, dialect == POSKO_CSV_PLAIN ? "plain" : "excel");
        g_test_add (path, Fixture, GINT_TO_POINTER (dialect), set_up, tests[i].test, tear_down);
      }
  return g_test_run ();
}
