/* table-restore.c: codes that a spreadsheet has spoilt, put right where all that is known of them fits in one way.
 *
 * Evidence, the table's own first: 101.0 all down a column; zeros that other codes of the column begin with, all of one width, in which 7
 * is 007, and 1.2.3 is 1.2.003 (table-zeros.c); the code of a TPS made of its kelurahan's code and its number. Then what other tables call the rows: a key that only fits
 * their references with its zeros, digits or marks put back, and a reference that only fits the keys so. A code that is surely damaged
 * and fits nothing, or several, is an error at its cell. What was restored is told, a warning a column, with lines and evidence.
 * O(rows log rows), and only O(rows) for a table in which nothing is wrong.
 */
#include <stdlib.h>
#include <string.h>

#include "case.h"
#include "i18n.h"
#include "restore-private.h"

#define CODE_MAX 64u
#define NUMBER_DIGITS_MAX 6u
#define LINES_SHOWN 120u /* bytes of the list of lines */
#define ROUNDED_CELLS_MIN 3u /* so many codes of 16 digits that all end in zeros are no chance */

static void
restoring_clear (PoskoRestoring *self)
{
  g_array_unref (self->lines);
  g_free (self->before);
  g_free (self->after);
}

PoskoRestoring
posko_restoring_begin (PoskoTable *table, const PoskoColumn *column, const char *file, PoskoDiagnostics *diagnostics)
{
  return (PoskoRestoring) { .table = table,
                            .column = column,
                            .file = file,
                            .diagnostics = diagnostics,
                            .lines = g_array_new (FALSE, FALSE, sizeof (guint)) };
}

static const char *
text_of (const PoskoTable *table, guint row, const PoskoColumn *column)
{
  return posko_table_cell (table, row, column).text;
}

void
posko_restore_code (PoskoRestoring *self, guint row, const char *code)
{
  if (self->n++ == 0)
    {
      self->before = g_strdup (text_of (self->table, row, self->column));
      self->after = g_strdup (code);
    }
  g_array_append_val (self->lines, self->table->lines[row]);
  posko_table_set_cell (self->table, row, self->column, (PoskoCell) { .text = posko_table_intern (self->table, code) });
  self->table->sorted = FALSE;
}

static gint
compare_lines (gconstpointer a, gconstpointer b)
{
  const guint x = *(const guint *) a, y = *(const guint *) b;
  return x < y ? -1 : x > y;
}

/* 2-11, 13, 15: sorted, runs as one. */
static char *
show_lines (GArray *lines)
{
  GString *text = g_string_new (NULL);

  g_array_sort (lines, compare_lines);
  for (guint i = 0, last; i < lines->len; i = last + 1)
    {
      const guint first_line = g_array_index (lines, guint, i);
      for (last = i; last + 1 < lines->len && g_array_index (lines, guint, last + 1) == g_array_index (lines, guint, last) + 1; last++)
        ;
      if (text->len >= LINES_SHOWN)
        {
          g_string_append (text, " …");
          break;
        }
      g_string_append_printf (text, last > i ? "%s%u-%u" : "%s%u", i > 0 ? ", " : "", first_line, g_array_index (lines, guint, last));
    }
  return g_string_free (text, FALSE);
}

void
posko_restoring_end (PoskoRestoring *self, const char *evidence)
{
  if (self->n > 0)
    {
      const gboolean zeros = strspn (self->before, "0123456789") == strlen (self->before) && g_str_has_suffix (self->after, self->before);
      g_autofree char *lines = show_lines (self->lines);
      g_autofree char *found
        = g_strdup_printf (ngettext ("%u code that a spreadsheet changed: \"%s\" is \"%s\" (line %s; %s)",
                                     "%u codes that a spreadsheet changed: \"%s\" is \"%s\" (lines %s; %s)", self->n),
                           self->n, self->before, self->after, lines, evidence);
      posko_diagnostics_report (self->diagnostics, POSKO_SEVERITY_WARNING, zeros ? "code-zeros-restored" : "code-restored", self->file,
                                g_array_index (self->lines, guint, 0), self->column->field.name, found,
                                _ ("codes as text, with all their characters"),
                                _ ("look whether that is right; in the spreadsheet, format the column as text"));
    }
  restoring_clear (self);
}

static void
refuse (const PoskoTable *table, guint row, const PoskoColumn *column, const char *file, const char *expected, PoskoDiagnostics *diagnostics)
{
  g_autofree char *found = g_strdup_printf (_ ("\"%s\", a code that a spreadsheet has changed"), text_of (table, row, column));
  posko_diagnostics_report (diagnostics, POSKO_SEVERITY_ERROR, "code-damaged", file, table->lines[row], column->field.name, found, expected,
                            _ ("write the code in full, in a column formatted as text"));
}

static gboolean
is_reference (const PoskoTableSchema *schema, guint column)
{
  for (guint k = 0; k < schema->n_foreign_keys; k++)
    if (schema->foreign_keys[k].column == column)
      return TRUE;
  return FALSE;
}

gboolean
posko_column_is_code (const PoskoTableSchema *schema, guint column)
{
  const PoskoField *field = &schema->columns[column].field;

  if (field->type != POSKO_FIELD_STRING || field->offset < 0)
    return FALSE;
  return is_reference (schema, column) || (schema->n_keys == 1 && schema->keys[0] == column) || schema->columns[column].area != NULL || g_str_has_prefix (field->name, "kode");
}

/* 101.0 in every cell of a column that holds anything. */
static void
restore_point_zero (PoskoTable *self, const PoskoColumn *column, const char *file, PoskoDiagnostics *diagnostics)
{
  guint n = 0;

  for (guint i = 0; i < self->n; i++)
    {
      const char *code = text_of (self, i, column);
      if (code[0] != '\0' && posko_code_form (code) != POSKO_CODE_POINT_ZERO)
        return;
      n += code[0] != '\0';
    }
  if (n < 2)
    return;
  PoskoRestoring restoring = posko_restoring_begin (self, column, file, diagnostics);
  for (guint i = 0; i < self->n; i++)
    {
      const char *code = text_of (self, i, column);
      g_autofree char *whole = g_strndup (code, strcspn (code, ".,"));
      if (code[0] != '\0')
        posko_restore_code (&restoring, i, whole);
    }
  posko_restoring_end (&restoring, _ ("every code of the column ends so"));
}

/* The common length of the codes of digits that begin with a zero, 0 where there is none. @row: of the first */
static gsize
zero_width (const PoskoTable *self, const PoskoColumn *column, guint *row)
{
  gsize width = 0;

  for (guint i = 0; i < self->n; i++)
    {
      const char *code = text_of (self, i, column);
      const gsize length = code[0] == '0' ? strlen (code) : 0;
      if (length < 2 || strspn (code, "0123456789") != length)
        continue;
      if (width != 0 && width != length)
        return 0;
      if (width == 0)
        *row = i;
      width = length;
    }
  return width <= CODE_MAX ? width : 0;
}

/* 7 is 007 where the column has 010: among codes of one width none is shorter. */
static void
restore_zeros (PoskoTable *self, const PoskoColumn *column, const char *file, PoskoDiagnostics *diagnostics)
{
  guint example = 0;
  const gsize width = zero_width (self, column, &example);
  g_autofree char *evidence = NULL;

  if (width == 0)
    return;
  evidence = g_strdup_printf (_ ("line %u has \"%s\", %u digits"), self->lines[example], text_of (self, example, column), (guint) width);
  PoskoRestoring restoring = posko_restoring_begin (self, column, file, diagnostics);
  for (guint i = 0; i < self->n; i++)
    {
      const char *code = text_of (self, i, column);
      const gsize length = strlen (code);
      char padded[CODE_MAX + 1];
      if (length == 0 || length >= width || strspn (code, "0123456789") != length)
        continue;
      memset (padded, '0', width - length);
      memcpy (padded + width - length, code, length + 1);
      posko_restore_code (&restoring, i, padded);
    }
  posko_restoring_end (&restoring, evidence);
}

/* How the codes of TPS are made of the kelurahan's code and the number: "." and 3 digits. */
typedef struct
{
  char mark[2];
  guint digits;
  gboolean known;
} Make;

static char *
make_code (const Make *make, const PoskoTps *tps)
{
  return g_strdup_printf ("%s%s%0*" G_GINT64_FORMAT, tps->kode_kelurahan, make->mark, (int) make->digits, tps->nomor);
}

/* Whether @code may be what a spreadsheet made of its kelurahan's code and its number. */
static gboolean
is_suspect (const PoskoTps *tps)
{
  const PoskoCodeForm form = posko_code_form (tps->kode_tps);
  return form != POSKO_CODE_PLAIN && tps->kode_kelurahan[0] != '\0' && tps->nomor != POSKO_MISSING &&
         (form == POSKO_CODE_ROUNDED || !g_str_has_prefix (tps->kode_tps, tps->kode_kelurahan));
}

/* Returns: FALSE when the sound codes are made in different ways, or one in another way altogether */
static gboolean
learn_make (const PoskoTable *self, Make *make)
{
  *make = (Make) { .known = FALSE };
  for (guint i = 0; i < self->n; i++)
    {
      const PoskoTps *tps = posko_table_row (self, i);
      if (is_suspect (tps))
        continue;
      if (tps->kode_kelurahan[0] == '\0' || !g_str_has_prefix (tps->kode_tps, tps->kode_kelurahan))
        return FALSE;
      const char *rest = tps->kode_tps + strlen (tps->kode_kelurahan);
      Make one = { .known = TRUE };
      if (rest[0] != '\0' && !g_ascii_isdigit (rest[0]))
        one.mark[0] = *rest++;
      one.digits = (guint) strlen (rest);
      g_autofree char *again = one.digits >= 1 && one.digits <= NUMBER_DIGITS_MAX ? make_code (&one, tps) : NULL;
      if (g_strcmp0 (again, tps->kode_tps) != 0 || (make->known && (make->mark[0] != one.mark[0] || make->digits != one.digits)))
        return FALSE;
      *make = one;
    }
  return TRUE;
}

static gboolean
fits_all (const PoskoTable *self, const Make *make)
{
  for (guint i = 0; i < self->n; i++)
    {
      const PoskoTps *tps = posko_table_row (self, i);
      if (!is_suspect (tps))
        continue;
      g_autofree char *code = make_code (make, tps);
      if (posko_code_find (tps->kode_tps, (const char *const *) &code, 1) != 0 && strcmp (code, tps->kode_tps) != 0)
        return FALSE;
    }
  return TRUE;
}

/* The only number of digits, without a mark, that makes all of the codes. */
static gboolean
guess_make (const PoskoTable *self, Make *make)
{
  guint n = 0;

  for (guint digits = 1; digits <= NUMBER_DIGITS_MAX; digits++)
    {
      const Make one = { .digits = digits, .known = TRUE };
      if (!fits_all (self, &one))
        continue;
      *make = one;
      n++;
    }
  return n == 1;
}

static void
restore_made (PoskoTable *self, const PoskoColumn *column, const char *file, PoskoDiagnostics *diagnostics)
{
  guint n = 0;
  Make make;

  for (guint i = 0; i < self->n; i++)
    n += is_suspect (posko_table_row (self, i));
  if (n == 0 || !learn_make (self, &make) || !(make.known ? fits_all (self, &make) : guess_make (self, &make)))
    return;
  PoskoRestoring restoring = posko_restoring_begin (self, column, file, diagnostics);
  for (guint i = 0; i < self->n; i++)
    {
      const PoskoTps *tps = posko_table_row (self, i);
      g_autofree char *code = is_suspect (tps) ? make_code (&make, tps) : NULL;
      if (code != NULL && strcmp (code, tps->kode_tps) != 0)
        posko_restore_code (&restoring, i, code);
    }
  posko_restoring_end (&restoring, _ ("made of kode_kelurahan and nomor"));
}

/* Rows whose key was damaged into the key of another row: no double, but no key either. */
static void
drop_damaged_doubles (PoskoTable *self, const PoskoColumn *column, const char *file, PoskoDiagnostics *diagnostics)
{
  g_autofree gboolean *keep = g_new (gboolean, MAX (self->n, 1));
  gboolean any = FALSE;

  posko_table_sort (self);
  for (guint i = 0; i < self->n; i++)
    {
      const char *code = text_of (self, i, column);
      const PoskoCodeForm form = posko_code_form (code);
      const gboolean like_next = i + 1 < self->n && strcmp (code, text_of (self, i + 1, column)) == 0;
      const gboolean like_last = i > 0 && strcmp (code, text_of (self, i - 1, column)) == 0;
      keep[i] = !(like_next || like_last) || (form != POSKO_CODE_EXPONENT && form != POSKO_CODE_ROUNDED && form != POSKO_CODE_DAY);
      any = any || !keep[i];
      if (!keep[i])
        refuse (self, i, column, file, _ ("a key of its own for each row"), diagnostics);
    }
  if (!any)
    return;
  posko_table_filter (self, keep);
  self->partial = TRUE;
}

static gboolean
is_suspect_column (const PoskoTable *self, const PoskoColumn *column)
{
  return self->suspect[column - self->schema->columns];
}

void
posko_table_restore_own_codes (PoskoTable *self, const char *file, PoskoDiagnostics *diagnostics)
{
  const PoskoTableSchema *schema = self->schema;

  if (schema->n_keys != 1 || self->type->name == NULL || strchr (self->type->name, '/') != NULL)
    return; /* what posko wrote itself is read as it stands */
  for (guint c = 0; c < schema->n_columns; c++)
    {
      const PoskoColumn *column = &schema->columns[c];
      if (column->area != NULL || is_reference (schema, c) || !is_suspect_column (self, column))
        continue; /* what refers to other rows is held against those */
      restore_point_zero (self, column, file, diagnostics);
      restore_zeros (self, column, file, diagnostics);
    }
  const PoskoColumn *key = &schema->columns[schema->keys[0]];
  if (posko_column_is_code (schema, schema->keys[0]))
    {
      PoskoRestoring restoring = posko_restoring_begin (self, key, file, diagnostics);
      g_autofree char *evidence = posko_restore_last_zeros (&restoring);
      posko_restoring_end (&restoring, evidence);
      posko_refuse_same_numbers (self, key, file, diagnostics);
    }
  if (!is_suspect_column (self, key))
    return;
  if (self->type == &POSKO_TPS_TYPE)
    restore_made (self, key, file, diagnostics);
  drop_damaged_doubles (self, key, file, diagnostics);
}

/* ---- Between tables ---- */

typedef struct
{
  PoskoTable *const *tables;
  char *const *files;
  guint n;
  PoskoDiagnostics *diagnostics;
} Tables;

/* Sorts, and leaves one of equals. */
static void
sort_once (GPtrArray *texts)
{
  guint n = 0;

  g_ptr_array_sort (texts, posko_compare_texts);
  for (guint i = 0; i < texts->len; i++)
    if (n == 0 || strcmp (texts->pdata[n - 1], texts->pdata[i]) != 0)
      texts->pdata[n++] = texts->pdata[i];
  g_ptr_array_set_size (texts, (gint) n);
}

static const PoskoColumn *
key_of (const PoskoTable *table)
{
  const PoskoColumn *key = table->schema->n_keys == 1 ? &table->schema->columns[table->schema->keys[0]] : NULL;
  return key != NULL && key->field.type == POSKO_FIELD_STRING && key->field.offset >= 0 ? key : NULL;
}

/* Calls @visit for each column of another table that refers to @table. */
static void
for_references (const Tables *self, PoskoTable *table, void (*visit) (const Tables *, PoskoTable *, guint, const PoskoColumn *, gpointer), gpointer data)
{
  for (guint t = 0; t < self->n; t++)
    for (guint k = 0; self->tables[t] != NULL && k < self->tables[t]->schema->n_foreign_keys; k++)
      if (strcmp (self->tables[t]->schema->foreign_keys[k].table, table->type->name) == 0)
        visit (self, table, t, &self->tables[t]->schema->columns[self->tables[t]->schema->foreign_keys[k].column], data);
}

static void
collect_unknown (const Tables *self, PoskoTable *table, guint other, const PoskoColumn *column, gpointer data)
{
  GPtrArray *unknown = data;

  for (guint i = 0; i < self->tables[other]->n; i++)
    {
      const char *code = text_of (self->tables[other], i, column);
      if (code[0] != '\0' && posko_table_find (table, code) < 0)
        g_ptr_array_add (unknown, (gpointer) code);
    }
}

static gboolean
is_surely_damaged (PoskoCodeForm form)
{
  return form == POSKO_CODE_EXPONENT || form == POSKO_CODE_DAY;
}

/* A reference that is @code with more zeros: the zeros were lost here, not there. */
static gssize
find_longer (GHashTable *bare, const char *code, const GPtrArray *unknown)
{
  const gssize met = posko_code_find_bare (bare, code);
  return met >= 0 && strlen (unknown->pdata[met]) > strlen (code) ? met : POSKO_CODE_UNKNOWN;
}

/* Keys that the references only meet once they are put right. Two keys for one reference: neither. */
static void
restore_keys (const Tables *self, guint index, const GPtrArray *unknown)
{
  PoskoTable *table = self->tables[index];
  const PoskoColumn *key = key_of (table);
  g_autofree gssize *met = g_new (gssize, MAX (table->n, 1));
  g_autofree guint *n_met = g_new0 (guint, unknown->len);
  g_autoptr (GHashTable) bare = posko_codes_by_bare ((const char *const *) unknown->pdata, unknown->len);
  PoskoRestoring restoring = posko_restoring_begin (table, key, self->files[index], self->diagnostics);

  for (guint i = 0; i < table->n; i++)
    {
      const char *code = text_of (table, i, key);
      met[i] = posko_code_find (code, (const char *const *) unknown->pdata, unknown->len);
      if (met[i] == POSKO_CODE_UNKNOWN)
        met[i] = find_longer (bare, code, unknown);
      if (met[i] >= 0)
        n_met[met[i]]++;
    }
  for (guint i = 0; i < table->n; i++)
    if (met[i] >= 0 && n_met[met[i]] == 1)
      posko_restore_code (&restoring, i, unknown->pdata[met[i]]);
    else if (met[i] != POSKO_CODE_UNKNOWN)
      refuse (table, i, key, self->files[index], _ ("a code that other tables name in one way only"), self->diagnostics);
  if (restoring.n > 0)
    g_free (posko_restore_last_zeros (&restoring)); /* keys that nothing refers to are written like the others */
  posko_restoring_end (&restoring, _ ("other tables refer to it so"));
}

/* Codes in @column that are none of @known, put right by them. */
static void
restore_references (const Tables *self, PoskoTable *table, guint index, const PoskoColumn *column, const char *const *known, guint n_known,
                    const char *evidence)
{
  g_autoptr (GHashTable) bare = posko_codes_by_bare (known, n_known);
  PoskoRestoring restoring = posko_restoring_begin (table, column, self->files[index], self->diagnostics);

  for (guint i = 0; i < table->n; i++)
    {
      const char *code = text_of (table, i, column);
      const PoskoCodeForm form = posko_code_form (code);
      const gboolean is_known = n_known > 0 && bsearch (&code, known, n_known, sizeof *known, posko_compare_texts) != NULL; /* no table for none: NULL */
      if (is_known || (form == POSKO_CODE_PLAIN && !posko_code_is_parted (code)))
        continue;
      const gssize met = form == POSKO_CODE_PLAIN ? MAX (posko_code_find_bare (bare, code), POSKO_CODE_UNKNOWN) : posko_code_find (code, known, n_known);
      if (met >= 0)
        posko_restore_code (&restoring, i, known[met]);
      else if (met == POSKO_CODE_SEVERAL || is_surely_damaged (form))
        {
          refuse (table, i, column, self->files[index], _ ("a code that fits in one way only"), self->diagnostics);
          posko_table_set_cell (table, i, column, (PoskoCell) { .text = "" });
        }
    }
  posko_restoring_end (&restoring, evidence);
}

typedef struct
{
  const char *const *known;
  guint n;
} Known;

static void
restore_one_reference (const Tables *self, PoskoTable *table, guint other, const PoskoColumn *column, gpointer data)
{
  const Known *known = data;
  g_autofree char *evidence = g_strdup_printf (_ ("%s.csv has it so"), table->type->name);

  restore_references (self, self->tables[other], other, column, known->known, known->n, evidence);
}

/* Keys that nothing could put right. */
static void
refuse_keys (const Tables *self, guint index)
{
  PoskoTable *table = self->tables[index];
  const PoskoColumn *key = key_of (table);
  g_autofree gboolean *keep = g_new (gboolean, MAX (table->n, 1));
  guint n_long = 0, n_rounded = 0;
  gboolean any = FALSE;

  for (guint i = 0; i < table->n; i++)
    {
      const char *code = text_of (table, i, key);
      n_long += strlen (code) >= 16 && strspn (code, "0123456789") == strlen (code);
      n_rounded += posko_code_form (code) == POSKO_CODE_ROUNDED;
    }
  for (guint i = 0; i < table->n; i++)
    {
      const PoskoCodeForm form = posko_code_form (text_of (table, i, key));
      keep[i] = !is_surely_damaged (form) && !(form == POSKO_CODE_ROUNDED && n_rounded == n_long && n_rounded >= ROUNDED_CELLS_MIN);
      if (!keep[i])
        refuse (table, i, key, self->files[index], _ ("a code in full"), self->diagnostics);
      any = any || !keep[i];
    }
  if (!any)
    return;
  posko_table_filter (table, keep);
  table->partial = TRUE;
}

static void
restore_table (const Tables *self, guint index)
{
  PoskoTable *table = self->tables[index];
  const PoskoColumn *key = key_of (table);
  g_autoptr (GPtrArray) unknown = g_ptr_array_new (), keys = g_ptr_array_new ();

  if (key == NULL)
    return;
  for_references (self, table, collect_unknown, unknown);
  sort_once (unknown);
  if (unknown->len > 0)
    {
      restore_keys (self, index, unknown);
      restore_zeros (table, key, self->files[index], self->diagnostics);
      posko_table_check_keys (table, self->files[index], self->diagnostics);
    }
  if (unknown->len > 0)
    {
      for (guint i = 0; i < table->n; i++)
        g_ptr_array_add (keys, (gpointer) text_of (table, i, key));
      sort_once (keys);
      Known known = { (const char *const *) keys->pdata, keys->len };
      for_references (self, table, restore_one_reference, &known);
    }
  if (is_suspect_column (table, key))
    refuse_keys (self, index);
}

void
posko_tables_restore_codes (PoskoTable *const *tables, char *const *files, guint n, const char *const *areas, guint n_areas,
                            PoskoDiagnostics *diagnostics)
{
  const Tables self = { tables, files, n, diagnostics };

  for (guint t = 0; t < n; t++)
    if (tables[t] != NULL)
      restore_table (&self, t);
  for (guint t = 0; t < n; t++)
    for (guint c = 0; tables[t] != NULL && n_areas > 0 && c < tables[t]->schema->n_columns; c++)
      {
        const PoskoColumn *column = &tables[t]->schema->columns[c];
        if (column->area != NULL && is_suspect_column (tables[t], column))
          restore_references (&self, tables[t], t, column, areas, n_areas, _ ("kecamatan.geojson has it so"));
      }
}
