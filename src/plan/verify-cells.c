/* verify-cells.c: cells, rows and keys of a plan's tables, and how a fault in one is told.
 *
 * What was found is read from the row itself through the table's schema, so a finding always shows what the file shows.
 * Columns are reached by name; no struct of plan.h is needed here.
 */
#include "verify-private.h"

#define MAX_KEY_COLUMNS 4
#define LAST_JULIAN 3652059 /* 9999-12-31 */

/* What makes a row one of a kind; by table. The verifier's own knowledge, since it judges the tables. */
static const char *const keys[POSKO_N_PLAN_TABLES][MAX_KEY_COLUMNS + 1] = {
  [POSKO_PLAN_POSTS] = { "kode_pos" },
  [POSKO_PLAN_TPS] = { "kode_tps" },
  [POSKO_PLAN_AMBULANCES] = { "kode_ambulans" },
  [POSKO_PLAN_NEEDS] = { "kode_pos", "hari", "shift", "profesi" },
  [POSKO_PLAN_ROSTER] = { "kode_nakes", "hari", "shift" },
  [POSKO_PLAN_RESERVES] = { "kode_nakes", "hari", "shift" },
  [POSKO_PLAN_SCREENING] = { "kode_tps" },
  [POSKO_PLAN_MEALS] = { "gelombang", "kode_tps" },
  [POSKO_PLAN_STOPS] = { "gelombang", "kode_kendaraan", "trip", "urutan" },
  [POSKO_PLAN_BILLBOARDS] = { "kode_baliho" },
  [POSKO_PLAN_SHORTAGES] = { "produk", "objek", "kebutuhan" },
  [POSKO_PLAN_EXCLUSIONS] = { "kode_nakes" },
  [POSKO_PLAN_FIGURES] = { "produk", "kode" },
  [POSKO_PLAN_CERTIFICATES] = { "produk", "tingkat" },
};

const char *const *
posko_verify_key (PoskoPlanTableId id)
{
  return keys[id];
}

gint64
posko_verify_sane (gint64 value)
{
  return value == POSKO_MISSING ? 0 : CLAMP (value, -POSKO_VERIFY_MAX_NUMBER, POSKO_VERIFY_MAX_NUMBER);
}

guint
posko_verify_n (const PoskoVerifier *self, PoskoPlanTableId id)
{
  return posko_table_n (posko_plan_table (self->plan, id));
}

gconstpointer
posko_verify_row (const PoskoVerifier *self, PoskoPlanTableId id, guint row)
{
  return posko_table_row (posko_plan_table (self->plan, id), row);
}

char *
posko_verify_day (gint64 day)
{
  return day == 0 ? g_strdup ("H") : g_strdup_printf ("H%+" G_GINT64_FORMAT, day);
}

guint
posko_verify_line (const PoskoTable *table, guint row)
{
  const guint line = posko_table_line (table, row);
  return line != 0 ? line : row + 2; /* the header is line 1 */
}

static const PoskoField *
field_of (const PoskoTable *table, const char *column)
{
  const PoskoField *field = posko_table_schema_find (posko_table_schema (posko_table_type (table)), column);
  g_assert (field != NULL && field->offset >= 0);
  return field;
}

static const char *
text_at (gconstpointer row, const PoskoField *field)
{
  const char *text = *(const char *const *) (gconstpointer) ((const char *) row + field->offset);
  return text != NULL ? text : "";
}

static gint64
integer_at (gconstpointer row, const PoskoField *field)
{
  return *(const gint64 *) (gconstpointer) ((const char *) row + field->offset);
}

static gdouble
number_at (gconstpointer row, const PoskoField *field)
{
  return *(const gdouble *) (gconstpointer) ((const char *) row + field->offset);
}

char *
posko_verify_date (gint64 julian)
{
  if (julian < 1 || julian > LAST_JULIAN)
    return g_strdup ("");
  GDate date;
  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) julian);
  return g_strdup_printf ("%04u-%02u-%02u", g_date_get_year (&date), (guint) g_date_get_month (&date),
                          g_date_get_day (&date));
}

/* An integer, a boolean, a date or a time as its file shows it. */
static char *
integer_text (const PoskoField *field, gint64 value)
{
  if (value == POSKO_MISSING)
    return g_strdup ("");
  if (field->type == POSKO_FIELD_BOOLEAN)
    return g_strdup (value != 0 ? "true" : "false");
  if (field->type == POSKO_FIELD_DATE)
    return posko_verify_date (value);
  if (field->type == POSKO_FIELD_TIME && value >= 0)
    return g_strdup_printf ("%02" G_GINT64_FORMAT ":%02" G_GINT64_FORMAT, value / 60, value % 60);
  return g_strdup_printf ("%" G_GINT64_FORMAT, value);
}

static char *
number_text (const PoskoField *field, gdouble value)
{
  char format[8], text[G_ASCII_DTOSTR_BUF_SIZE + 320];
  if (!isfinite (value))
    return g_strdup ("");
  g_snprintf (format, sizeof format, "%%.%uf", MIN (field->decimals, 9));
  return g_strdup (g_ascii_formatd (text, sizeof text, format, value));
}

char *
posko_verify_cell_text (const PoskoTable *table, guint row, const PoskoField *field)
{
  gconstpointer cells = posko_table_row (table, row);
  if (field->type == POSKO_FIELD_STRING)
    return g_strdup (text_at (cells, field));
  if (field->type == POSKO_FIELD_NUMBER)
    return number_text (field, number_at (cells, field));
  return integer_text (field, integer_at (cells, field));
}

void
posko_verify_add (PoskoDiagnostics *findings, PoskoPlanTableId id, const PoskoTable *table, guint row, const char *code,
                  const char *column, const char *found, const char *expected)
{
  const char *name = posko_plan_table_type (id)->name;
  const char *slash = strrchr (name, '/');
  const char *part = table != NULL ? posko_table_file (table, row) : NULL; /* of a kecamatan */
  g_autofree char *file = part != NULL ? g_strdup (part) : g_strconcat (slash != NULL ? slash + 1 : name, ".csv", NULL);
  const PoskoDiagnostic diagnostic = {
    .severity = POSKO_SEVERITY_ERROR,
    .code = code,
    .file = file,
    .line = table != NULL ? posko_verify_line (table, row) : 0,
    .column = column,
    .found = found,
    .expected = expected,
    .remedy = posko_verify_describe (code),
  };
  posko_diagnostics_add (findings, &diagnostic);
}

/* "2.5 (P014 · H · M)": the cell, and which row it is in. */
static char *
found_text (const PoskoTable *table, PoskoPlanTableId id, guint row, const char *column)
{
  g_autoptr (GString) text = g_string_new (NULL);
  if (column != NULL)
    {
      g_autofree char *cell = posko_verify_cell_text (table, row, field_of (table, column));
      g_string_append_printf (text, "%s ", *cell != '\0' ? cell : _ ("nothing"));
    }
  g_string_append_c (text, '(');
  for (const char *const *key = keys[id]; *key != NULL; key++)
    {
      g_autofree char *cell = posko_verify_cell_text (table, row, field_of (table, *key));
      g_string_append_printf (text, "%s%s", key == keys[id] ? "" : " · ", cell);
    }
  g_string_append_c (text, ')');
  return g_strdup (text->str);
}

void
posko_verify_fault (PoskoVerifier *self, PoskoPlanTableId id, guint row, const char *code, const char *column,
                    const char *expected, ...)
{
  const PoskoTable *table = posko_plan_table (self->plan, id);
  va_list arguments;
  va_start (arguments, expected);
  g_autofree char *wanted = g_strdup_vprintf (expected, arguments);
  va_end (arguments);
  g_autofree char *found = found_text (table, id, row, column);
  posko_verify_add (self->findings, id, table, row, code, column, found, wanted);
}

void
posko_verify_absent (PoskoVerifier *self, PoskoPlanTableId id, const char *code, const char *found,
                     const char *expected, ...)
{
  va_list arguments;
  va_start (arguments, expected);
  g_autofree char *wanted = g_strdup_vprintf (expected, arguments);
  va_end (arguments);
  posko_verify_add (self->findings, id, NULL, 0, code, NULL, found, wanted);
}

void
posko_verify_integer (PoskoVerifier *self, PoskoPlanTableId id, guint row, const char *code, const char *column,
                      gint64 expected)
{
  const PoskoField *field = field_of (posko_plan_table (self->plan, id), column);
  if (integer_at (posko_verify_row (self, id, row), field) == expected)
    return;
  g_autofree char *wanted = integer_text (field, expected);
  posko_verify_fault (self, id, row, code, column, "%s", *wanted != '\0' ? wanted : _ ("nothing"));
}

void
posko_verify_flag (PoskoVerifier *self, PoskoPlanTableId id, guint row, const char *code, const char *column,
                   gint64 expected)
{
  const PoskoField *field = field_of (posko_plan_table (self->plan, id), column);
  if ((integer_at (posko_verify_row (self, id, row), field) == 1) != (expected == 1))
    posko_verify_fault (self, id, row, code, column, "%s", expected == 1 ? "true" : "false");
}

void
posko_verify_number (PoskoVerifier *self, PoskoPlanTableId id, guint row, const char *code, const char *column,
                     gdouble expected)
{
  const PoskoField *field = field_of (posko_plan_table (self->plan, id), column);
  const gdouble found = number_at (posko_verify_row (self, id, row), field);
  if (isnan (found) && isnan (expected))
    return;
  const gdouble half = 0.5 * pow (10, -(gdouble) field->decimals);
  if (fabs (found - expected) <= half * (1 + 1e-9) + 1e-9 * fabs (expected))
    return;
  g_autofree char *wanted = number_text (field, expected);
  posko_verify_fault (self, id, row, code, column, "%s", *wanted != '\0' ? wanted : _ ("nothing"));
}

void
posko_verify_text (PoskoVerifier *self, PoskoPlanTableId id, guint row, const char *code, const char *column,
                   const char *expected)
{
  const PoskoField *field = field_of (posko_plan_table (self->plan, id), column);
  if (!g_str_equal (text_at (posko_verify_row (self, id, row), field), expected))
    posko_verify_fault (self, id, row, code, column, "%s", *expected != '\0' ? expected : _ ("nothing"));
}

void
posko_verify_area (PoskoVerifier *self, PoskoPlanTableId id, guint row, const char *code, guint area)
{
  const gboolean known = area < self->n_areas;
  posko_verify_text (self, id, row, code, "kode_kecamatan", known ? posko_boundary_code (self->areas, area) : "");
  posko_verify_text (self, id, row, code, "kecamatan", known ? posko_boundary_name (self->areas, area) : "");
}

guint
posko_verify_find (PoskoVerifier *self, PoskoPlanTableId id, guint row, const char *column, GHashTable *by_code,
                   const char *code)
{
  const guint index = code != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (by_code, code)) : 0;
  if (index > 0)
    return index - 1;
  posko_verify_fault (self, id, row, "code-unknown", column, _ ("a code of the case"));
  return POSKO_VERIFY_NONE;
}

guint
posko_verify_shift (PoskoVerifier *self, PoskoPlanTableId id, guint row, const char *fault, const char *day,
                    const char *shift)
{
  for (guint s = 0; s < self->policy->n_shifts; s++)
    {
      const PoskoShift *known = &self->policy->shifts[s];
      g_autofree char *name = posko_verify_day (known->day);
      if (g_strcmp0 (known->kode, shift) != 0 || g_strcmp0 (name, day) != 0)
        continue;
      posko_verify_integer (self, id, row, fault, "mulai", known->start - known->day * 1440);
      posko_verify_integer (self, id, row, fault, "selesai", known->end - known->day * 1440);
      return s;
    }
  posko_verify_fault (self, id, row, fault, "shift", _ ("a shift of the policy on that day"));
  return POSKO_VERIFY_NONE;
}

PoskoProfesi
posko_verify_profession (PoskoVerifier *self, PoskoPlanTableId id, guint row, const char *column, const char *name)
{
  for (guint q = 0; q < POSKO_N_PROFESI; q++)
    if (g_strcmp0 (posko_profesi_name ((PoskoProfesi) q), name) == 0)
      return (PoskoProfesi) q;
  posko_verify_fault (self, id, row, "code-unknown", column, "dokter, perawat, bidan, pengemudi");
  return POSKO_N_PROFESI;
}

/* ---- keys ---- */

static int
compare_cells (gconstpointer a, gconstpointer b, const PoskoField *field)
{
  if (field->type == POSKO_FIELD_STRING)
    return strcmp (text_at (a, field), text_at (b, field));
  if (field->type == POSKO_FIELD_NUMBER)
    return (number_at (a, field) > number_at (b, field)) - (number_at (a, field) < number_at (b, field));
  return (integer_at (a, field) > integer_at (b, field)) - (integer_at (a, field) < integer_at (b, field));
}

int
posko_verify_compare_rows (const PoskoTable *a, guint row_a, const PoskoTable *b, guint row_b,
                           const char *const *columns)
{
  for (; *columns != NULL; columns++)
    {
      const int order = compare_cells (posko_table_row (a, row_a), posko_table_row (b, row_b), field_of (a, *columns));
      if (order != 0)
        return order;
    }
  return 0;
}

typedef struct
{
  const PoskoTable *table;
  const char *const *columns;
} Order;

static int
compare_indices (gconstpointer a, gconstpointer b, gpointer user_data)
{
  const Order *order = user_data;
  const guint i = *(const guint *) a, j = *(const guint *) b;
  const int sign = posko_verify_compare_rows (order->table, i, order->table, j, order->columns);
  return sign != 0 ? sign : (i > j) - (i < j);
}

guint *
posko_verify_sorted (const PoskoTable *table, const char *const *columns, guint *n)
{
  const Order order = { table, columns };
  *n = posko_table_n (table);
  guint *rows = g_new (guint, *n + 1);
  for (guint i = 0; i < *n; i++)
    rows[i] = i;
  if (*n > 1)
    g_qsort_with_data (rows, (gint) *n, sizeof *rows, compare_indices, (gpointer) &order);
  return rows;
}

void
posko_verify_duplicates (PoskoVerifier *self)
{
  for (guint id = 0; id < POSKO_N_PLAN_TABLES; id++)
    {
      const PoskoTable *table = posko_plan_table (self->plan, (PoskoPlanTableId) id);
      guint n;
      g_autofree guint *rows = posko_verify_sorted (table, keys[id], &n);
      for (guint i = 1; i < n; i++)
        if (posko_verify_compare_rows (table, rows[i - 1], table, rows[i], keys[id]) == 0)
          posko_verify_fault (self, (PoskoPlanTableId) id, rows[i], "row-duplicate", keys[id][0],
                              _ ("a key that line %u does not have"), posko_verify_line (table, rows[i - 1]));
    }
}
