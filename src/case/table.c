/* table.c: rows of a table in memory; see table.h.
 *
 * All rows lie in one block, so that a whole table can be handed out as a C array; texts in one chunk, equal ones once.
 * Sorting permutes the block once: O(n log n) comparisons, none beyond n where the rows are in order already.
 */
#include <string.h>

#include "digest.h"
#include "i18n.h"
#include "nearest.h"
#include "table-private.h"

PoskoTable *
posko_table_new (const PoskoTableType *type)
{
  g_return_val_if_fail (type != NULL && type->row_size % 8 == 0, NULL);

  PoskoTable *self = g_new0 (PoskoTable, 1);
  self->type = type;
  self->schema = posko_table_schema (type);
  self->texts = g_string_chunk_new (4096);
  self->suspect = g_new0 (gboolean, self->schema->n_columns);
  self->sorted = TRUE;
  return self;
}

void
posko_table_free (PoskoTable *self)
{
  if (self == NULL)
    return;
  g_free (self->rows);
  g_free (self->lines);
  g_free (self->files);
  g_free (self->suspect);
  g_free (self->guessed);
  g_string_chunk_free (self->texts);
  g_free (self);
}

const PoskoTableType *
posko_table_type (const PoskoTable *self)
{
  return self->type;
}

guint
posko_table_n (const PoskoTable *self)
{
  return self->n;
}

gconstpointer
posko_table_row (const PoskoTable *self, guint i)
{
  g_return_val_if_fail (i < self->n, NULL);
  return self->rows + (gsize) i * self->type->row_size;
}

gpointer
posko_table_row_mutable (PoskoTable *self, guint i)
{
  g_return_val_if_fail (i < self->n, NULL);
  return self->rows + (gsize) i * self->type->row_size;
}

guint
posko_table_line (const PoskoTable *self, guint i)
{
  g_return_val_if_fail (i < self->n, 0);
  return self->lines[i];
}

const char *
posko_table_file (const PoskoTable *self, guint i)
{
  g_return_val_if_fail (i < self->n, NULL);
  return self->files != NULL ? self->files[i] : NULL;
}

PoskoCell
posko_table_cell (const PoskoTable *self, guint row, const PoskoColumn *column)
{
  PoskoCell cell;
  g_assert (column->field.offset >= 0 && row < self->n);
  memcpy (&cell, self->rows + (gsize) row * self->type->row_size + column->field.offset, sizeof cell);
  return cell;
}

void
posko_table_set_cell (PoskoTable *self, guint row, const PoskoColumn *column, PoskoCell cell)
{
  g_assert (column->field.offset >= 0 && row < self->n);
  memcpy (self->rows + (gsize) row * self->type->row_size + column->field.offset, &cell, sizeof cell);
}

guint8 *
posko_table_extend (PoskoTable *self, guint line)
{
  guint8 *row;

  if (self->n == self->capacity)
    {
      self->capacity = self->capacity > 0 ? self->capacity + self->capacity / 2 : 16;
      self->rows = g_realloc_n (self->rows, self->capacity, self->type->row_size);
      self->lines = g_renew (guint, self->lines, self->capacity);
      if (self->files != NULL)
        self->files = g_renew (const char *, self->files, self->capacity);
    }
  row = self->rows + (gsize) self->n * self->type->row_size;
  memset (row, 0, self->type->row_size);
  if (self->files != NULL)
    self->files[self->n] = NULL;
  self->lines[self->n++] = line;
  self->sorted = self->n == 1;
  return row;
}

void
posko_table_drop_last (PoskoTable *self)
{
  g_assert (self->n > 0);
  self->n--;
}

const char *
posko_table_intern (PoskoTable *self, const char *text)
{
  return text == NULL || text[0] == '\0' ? "" : g_string_chunk_insert_const (self->texts, text);
}

void
posko_table_append (PoskoTable *self, gconstpointer row)
{
  guint8 *copy = posko_table_extend (self, 0);

  memcpy (copy, row, self->type->row_size);
  for (guint i = 0; i < self->schema->n_columns; i++)
    {
      const PoskoColumn *column = &self->schema->columns[i];
      if (column->field.type != POSKO_FIELD_STRING || column->field.offset < 0)
        continue;
      PoskoCell cell = posko_table_cell (self, self->n - 1, column);
      cell.text = posko_table_intern (self, cell.text);
      posko_table_set_cell (self, self->n - 1, column, cell);
    }
}

void
posko_table_append_file (PoskoTable *self, const PoskoTable *other, const char *file)
{
  g_return_if_fail (self->type == other->type);
  const char *kept = posko_table_intern (self, file);

  for (guint i = 0; i < other->n; i++)
    {
      posko_table_append (self, posko_table_row (other, i));
      if (self->files == NULL)
        self->files = g_new0 (const char *, self->capacity);
      self->files[self->n - 1] = kept;
      self->lines[self->n - 1] = other->lines[i];
    }
}

gint
posko_compare_texts (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

void
posko_table_filter (PoskoTable *self, const gboolean *keep)
{
  gsize size = self->type->row_size;
  guint n = 0;

  for (guint i = 0; i < self->n; i++)
    {
      if (!keep[i])
        continue;
      if (n != i)
        {
          memcpy (self->rows + n * size, self->rows + i * size, size);
          self->lines[n] = self->lines[i];
          if (self->files != NULL)
            self->files[n] = self->files[i];
        }
      n++;
    }
  self->n = n;
}

/* The number of a day: "H-1" is -1, "H" is 0; what is no day comes last. */
static gint64
day_number (const char *text)
{
  if (text[0] != 'H')
    return G_MAXINT64;
  return text[1] == '\0' ? 0 : g_ascii_strtoll (text + 1, NULL, 10);
}

static gint
compare_days (const char *a, const char *b)
{
  const gint64 day_a = day_number (a), day_b = day_number (b);
  return day_a != day_b ? (day_a < day_b ? -1 : 1) : strcmp (a, b);
}

static gint
compare_cells (const PoskoColumn *column, PoskoCell a, PoskoCell b)
{
  const PoskoFieldType type = column->field.type;
  if (type == POSKO_FIELD_STRING)
    return column->by_day ? compare_days (a.text, b.text) : g_strcmp0 (a.text, b.text);
  if (type == POSKO_FIELD_NUMBER)
    return a.number < b.number ? -1 : a.number > b.number;
  return a.integer < b.integer ? -1 : a.integer > b.integer;
}

static gint
compare_rows (const PoskoTable *self, guint a, guint b)
{
  for (guint k = 0; k < self->schema->n_keys; k++)
    {
      const PoskoColumn *column = &self->schema->columns[self->schema->keys[k]];
      gint order = compare_cells (column, posko_table_cell (self, a, column), posko_table_cell (self, b, column));
      if (order != 0)
        return order;
    }
  return 0;
}

static gint
compare_indices (gconstpointer a, gconstpointer b, gpointer user_data)
{
  return compare_rows (user_data, *(const guint *) a, *(const guint *) b);
}

/* Puts row order[i] at place i. */
static void
permute (PoskoTable *self, const guint *order)
{
  gsize size = self->type->row_size;
  guint8 *rows = g_malloc_n (self->n, size);
  guint *lines = g_new (guint, self->n);
  const char **files = self->files != NULL ? g_new (const char *, self->n) : NULL;

  for (guint i = 0; i < self->n; i++)
    {
      memcpy (rows + i * size, self->rows + order[i] * size, size);
      lines[i] = self->lines[order[i]];
      if (files != NULL)
        files[i] = self->files[order[i]];
    }
  g_free (self->rows);
  g_free (self->lines);
  g_free (self->files);
  self->rows = rows;
  self->lines = lines;
  self->files = files;
  self->capacity = self->n;
}

void
posko_table_sort (PoskoTable *self)
{
  g_autofree guint *order = NULL;
  guint in_order = 1;

  self->sorted = TRUE;
  while (in_order < self->n && compare_rows (self, in_order - 1, in_order) <= 0)
    in_order++;
  if (in_order >= self->n)
    return;
  order = g_new (guint, self->n);
  for (guint i = 0; i < self->n; i++)
    order[i] = i;
  g_qsort_with_data (order, (gint) self->n, sizeof *order, compare_indices, self); /* stable */
  permute (self, order);
}

gssize
posko_table_find (PoskoTable *self, const char *key)
{
  const PoskoColumn *column;
  guint low = 0, high = self->n;

  g_return_val_if_fail (self->schema->n_keys == 1, -1);
  column = &self->schema->columns[self->schema->keys[0]];
  g_return_val_if_fail (column->field.type == POSKO_FIELD_STRING, -1);
  if (!self->sorted)
    posko_table_sort (self);
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      gint order = strcmp (posko_table_cell (self, middle, column).text, key);
      if (order == 0)
        return middle;
      if (order < 0)
        low = middle + 1;
      else
        high = middle;
    }
  return -1;
}

static char *
key_text (const PoskoTable *self, guint row)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint k = 0; k < self->schema->n_keys; k++)
    {
      const PoskoColumn *column = &self->schema->columns[self->schema->keys[k]];
      g_autofree char *cell = posko_cell_text (column->field.type, posko_table_cell (self, row, column));
      g_string_append_printf (text, "%s\"%s\"", k > 0 ? ", " : "", cell);
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

void
posko_table_check_keys (PoskoTable *self, const char *file, PoskoDiagnostics *diagnostics)
{
  g_autofree gboolean *keep = NULL;
  guint first = 0, doubles = 0;

  posko_table_sort (self);
  if (self->schema->n_keys == 0 || self->n < 2)
    return;
  keep = g_new (gboolean, self->n);
  keep[0] = TRUE;
  for (guint i = 1; i < self->n; i++)
    {
      keep[i] = compare_rows (self, first, i) != 0;
      if (keep[i])
        {
          first = i;
          continue;
        }
      g_autofree char *key = key_text (self, i);
      g_autofree char *found = self->lines[first] > 0 ? g_strdup_printf (_ ("%s, which line %u has too"), key, self->lines[first])
                                                      : g_strdup_printf (_ ("%s, which another row has too"), key);
      posko_diagnostics_report (diagnostics, POSKO_SEVERITY_ERROR, "key-duplicate", file, self->lines[i],
                                self->schema->columns[self->schema->keys[0]].field.name, found, _ ("a key of its own for each row"),
                                _ ("take one of the rows out, or give it its own code"));
      doubles++;
    }
  if (doubles > 0)
    posko_table_filter (self, keep);
}

/* What @key should have named: the nearest keys of @other. */
static char *
suggest (const PoskoTable *other, const char *key)
{
  guint n = MIN (other->n, POSKO_NEAREST_MAX_CANDIDATES);
  const PoskoColumn *column = &other->schema->columns[other->schema->keys[0]];
  g_autofree const char **names = g_new (const char *, n + 1);
  g_autofree char *near = NULL;

  for (guint i = 0; i < n; i++)
    names[i] = posko_table_cell (other, i, column).text;
  near = posko_nearest_list (key, names, n, 3);
  if (near == NULL)
    return g_strdup_printf (_ ("take a code that is in %s.csv, or add the row there"), other->type->name);
  return g_strdup_printf (_ ("did you mean %s?"), near);
}

#define ALL_UNKNOWN_MIN 10u

/* One word where most references are unknown: the tables do not belong together, or one of them lost something of every code. */
static gboolean
refuse_most (PoskoTable *self, const PoskoForeignKey *key, const char *file, PoskoTable *other, PoskoDiagnostics *diagnostics)
{
  const PoskoColumn *column = &self->schema->columns[key->column];
  guint n = 0, n_unknown = 0, first = 0;

  for (guint i = 0; i < self->n; i++)
    {
      const char *code = posko_table_cell (self, i, column).text;
      n += code[0] != '\0';
      if (code[0] == '\0' || posko_table_find (other, code) >= 0)
        continue;
      if (n_unknown == 0 || self->lines[i] < self->lines[first])
        first = i;
      n_unknown++;
    }
  if (n_unknown < ALL_UNKNOWN_MIN || n_unknown <= n / 2 || other->n == 0)
    return FALSE;
  const char *example = posko_table_cell (other, 0, &other->schema->columns[other->schema->keys[0]]).text;
  g_autofree char *found = g_strdup_printf (_ ("%u of %u codes that are not in %s.csv, the first \"%s\""), n_unknown, n, key->table,
                                            posko_table_cell (self, first, column).text);
  g_autofree char *expected = g_strdup_printf (_ ("codes of %s.csv, such as \"%s\""), key->table, example);
  posko_diagnostics_report (diagnostics, POSKO_SEVERITY_ERROR, "foreign-key", file, self->lines[first], column->field.name, found, expected,
                            _ ("look whether both tables are of the same city, and write the codes of both in the same way: as text, with all their zeros"));
  return TRUE;
}

static void
check_foreign_key (PoskoTable *self, const PoskoForeignKey *key, const char *file, PoskoTable *other, PoskoDiagnostics *diagnostics)
{
  const PoskoColumn *column = &self->schema->columns[key->column];
  guint n_unknown = 0;

  if (refuse_most (self, key, file, other, diagnostics))
    return;
  for (guint i = 0; i < self->n; i++)
    {
      const char *code = posko_table_cell (self, i, column).text;
      if (code[0] == '\0' || posko_table_find (other, code) >= 0)
        continue;
      /* Searching near keys stops where findings are folded: it costs a walk through the other table. */
      g_autofree char *remedy = n_unknown++ < POSKO_DIAGNOSTICS_FOLD ? suggest (other, code) : NULL;
      g_autofree char *found = g_strdup_printf ("\"%s\"", code);
      g_autofree char *expected = g_strdup_printf (_ ("a %s of %s.csv"), key->reference, key->table);
      posko_diagnostics_report (diagnostics, POSKO_SEVERITY_ERROR, "foreign-key", file, self->lines[i], column->field.name, found, expected,
                                remedy);
    }
}

void
posko_table_check_foreign_keys (PoskoTable *self, const char *file, PoskoTable *const *others, PoskoDiagnostics *diagnostics)
{
  for (guint k = 0; k < self->schema->n_foreign_keys; k++)
    for (guint i = 0; others[i] != NULL; i++)
      if (!others[i]->partial && strcmp (others[i]->type->name, self->schema->foreign_keys[k].table) == 0)
        check_foreign_key (self, &self->schema->foreign_keys[k], file, others[i], diagnostics);
}

void
posko_table_digest (const PoskoTable *self, const char *const *columns, GChecksum *sum)
{
  posko_digest_text (sum, self->type->name);
  posko_digest_number (sum, self->n);
  for (guint i = 0; i < self->n; i++)
    for (guint c = 0; c < self->schema->n_columns; c++)
      {
        const PoskoColumn *column = &self->schema->columns[c];
        if (column->field.offset < 0 || (columns != NULL && !g_strv_contains (columns, column->field.name)))
          continue;
        const PoskoCell cell = posko_table_cell (self, i, column);
        if (column->field.type == POSKO_FIELD_STRING)
          posko_digest_text (sum, cell.text);
        else if (column->field.type == POSKO_FIELD_NUMBER)
          posko_digest_decimal (sum, cell.number);
        else
          posko_digest_number (sum, (guint64) cell.integer);
      }
}
