/* scenario.c: applies the changes of a scenario, one after another; see scenario.h.
 *
 * Cells are converted and checked by the same schema as those of a file, so that a scenario can make nothing that a table could not
 * hold. `sampel` shuffles the chosen rows in key order by its seed and takes the first part: a larger share of one seed contains the smaller.
 */
#include "scenario.h"

#include <math.h>
#include <string.h>

#include "file.h"
#include "i18n.h"
#include "nearest.h"
#include "random.h"
#include "scenario-private.h"

gboolean
posko_scenario_fault (const PoskoScenario *self, const char *code, const char *pointer, const char *found, const char *expected,
                      const char *remedy)
{
  posko_diagnostics_report (self->diagnostics, POSKO_SEVERITY_ERROR, code, self->source->file, posko_document_line (self->source, pointer),
                            pointer, found, expected, remedy);
  return FALSE;
}

char *
posko_scenario_place (const char *pointer, const char *name)
{
  GString *place = g_string_new (pointer);
  posko_json_append_name (place, name);
  return g_string_free (place, FALSE);
}

gboolean
posko_scenario_unknown (const PoskoScenario *self, const char *code, const char *pointer, const char *name, const char *expected,
                        const char *const *known, guint n_known)
{
  g_autofree char *near = posko_nearest_list (name, known, n_known, 3);
  g_autofree char *found = g_strdup_printf ("\"%s\"", name), *remedy = NULL;
  g_autoptr (GString) all = g_string_new (NULL);

  for (guint i = 0; near == NULL && i < MIN (n_known, 12); i++)
    g_string_append_printf (all, "%s%s", i > 0 ? ", " : "", known[i]);
  if (near != NULL)
    remedy = g_strdup_printf (_ ("did you mean %s?"), near);
  else
    remedy = n_known > 0 ? g_strdup_printf (_ ("there are: %s%s"), all->str, n_known > 12 ? ", …" : "") : g_strdup (_ ("take it out"));
  return posko_scenario_fault (self, code, pointer, found, expected, remedy);
}

const PoskoColumn *
posko_scenario_column (const PoskoScenario *self, const PoskoTable *table, const char *name, const char *pointer)
{
  const PoskoTableSchema *schema = table->schema;
  const PoskoColumn *column = (const PoskoColumn *) posko_table_schema_find (schema, name);
  g_autofree const char **known = g_new (const char *, schema->n_columns);
  g_autofree char *expected = g_strdup_printf (_ ("a column of %s"), table->type->name);

  if (column != NULL && column->field.offset >= 0)
    return column;
  for (guint i = 0; i < schema->n_columns; i++)
    known[i] = schema->columns[i].field.name;
  posko_scenario_unknown (self, "scenario-column", pointer, name, expected, known, schema->n_columns);
  return NULL;
}

/* Converts a JSON value into a cell of @column, whose texts the table keeps. */
static gboolean
convert (const PoskoScenario *self, PoskoTable *table, const PoskoColumn *column, JsonNode *value, const char *pointer, PoskoCell *cell)
{
  g_autofree char *text = posko_scenario_text (value);
  PoskoColumnNotes notes = { 0 };
  PoskoCellState state;

  *cell = posko_column_default (column);
  state = posko_cell_parse (column, &notes, text, strlen (text), cell);
  if (state == POSKO_CELL_CHOICE)
    {
      g_autofree char *expected = posko_column_expected (column);
      return posko_scenario_unknown (self, "scenario-value", pointer, text, expected, (const char *const *) column->choices,
                                     g_strv_length (column->choices));
    }
  if (state != POSKO_CELL_GOOD && (state != POSKO_CELL_MISSING || column->required))
    {
      posko_cell_report (self->diagnostics, column, state, self->source->file, posko_document_line (self->source, pointer), pointer, text, NULL);
      return FALSE;
    }
  if (column->field.type == POSKO_FIELD_STRING)
    cell->text = posko_table_intern (table, cell->text);
  return TRUE;
}

static gboolean
set_columns (const PoskoScenario *self, PoskoTable *table, JsonObject *values, const char *pointer, const gboolean *chosen)
{
  g_autofree char *verb = posko_scenario_place (pointer, "ubah");
  JsonObjectIter iterator;
  const char *name;
  JsonNode *value;
  gboolean sound = TRUE;

  json_object_iter_init_ordered (&iterator, values);
  while (json_object_iter_next_ordered (&iterator, &name, &value))
    {
      g_autofree char *place = posko_scenario_place (verb, name);
      const PoskoColumn *column = posko_scenario_column (self, table, name, place);
      PoskoCell cell;
      if (column == NULL || !convert (self, table, column, value, place, &cell))
        {
          sound = FALSE;
          continue;
        }
      for (guint i = 0; i < posko_table_n (table); i++)
        if (chosen[i])
          posko_table_set_cell (table, i, column, cell);
    }
  return sound;
}

static PoskoCell
multiply (const PoskoColumn *column, PoskoCell cell, gdouble factor)
{
  if (posko_cell_is_missing (column->field.type, cell))
    return cell;
  if (column->field.type == POSKO_FIELD_NUMBER)
    cell.number *= factor;
  else
    cell.integer = (gint64) floor (CLAMP ((gdouble) cell.integer * factor, -9e15, 9e15) + 0.5);
  return cell;
}

static gboolean
scale_column (const PoskoScenario *self, PoskoTable *table, const PoskoColumn *column, gdouble factor, const char *pointer,
              const gboolean *chosen)
{
  if (column->field.type != POSKO_FIELD_INTEGER && column->field.type != POSKO_FIELD_NUMBER)
    return posko_scenario_fault (self, "scenario-number", pointer, column->field.name, _ ("a column of numbers"), _ ("use ubah"));
  for (guint i = 0; i < posko_table_n (table); i++)
    {
      if (!chosen[i])
        continue;
      const PoskoCell cell = multiply (column, posko_table_cell (table, i, column), factor);
      const gdouble value = column->field.type == POSKO_FIELD_NUMBER ? cell.number : (gdouble) cell.integer;
      if (!posko_cell_is_missing (column->field.type, cell) && (value < column->minimum || value > column->maximum))
        {
          g_autofree char *found = posko_cell_text (column->field.type, cell);
          posko_cell_report (self->diagnostics, column, value < column->minimum ? POSKO_CELL_MINIMUM : POSKO_CELL_MAXIMUM, self->source->file,
                             posko_document_line (self->source, pointer), pointer, found, NULL);
          return FALSE;
        }
      posko_table_set_cell (table, i, column, cell);
    }
  return TRUE;
}

static gboolean
scale_columns (const PoskoScenario *self, PoskoTable *table, JsonObject *factors, const char *pointer, const gboolean *chosen)
{
  g_autofree char *verb = posko_scenario_place (pointer, "kali");
  JsonObjectIter iterator;
  const char *name;
  JsonNode *value;
  gboolean sound = TRUE;

  json_object_iter_init_ordered (&iterator, factors);
  while (json_object_iter_next_ordered (&iterator, &name, &value))
    {
      g_autofree char *place = posko_scenario_place (verb, name);
      const PoskoColumn *column = posko_scenario_column (self, table, name, place);
      const PoskoJsonCursor cursor = posko_json_cursor (value);
      gdouble factor = 1;
      sound = column != NULL && posko_json_get_number (&cursor, 0, G_MAXDOUBLE, &factor, NULL) &&
              scale_column (self, table, column, factor, place, chosen) && sound;
    }
  return sound;
}

/* Fills the last row from @values; what they do not name is default, missing, or a fault. */
static gboolean
fill_row (const PoskoScenario *self, PoskoTable *table, JsonObject *values, const char *pointer)
{
  JsonObjectIter iterator;
  const char *name;
  gboolean sound = TRUE;

  json_object_iter_init_ordered (&iterator, values);
  while (json_object_iter_next_ordered (&iterator, &name, NULL))
    {
      g_autofree char *place = posko_scenario_place (pointer, name);
      sound = posko_scenario_column (self, table, name, place) != NULL && sound;
    }
  for (guint c = 0; c < table->schema->n_columns; c++)
    {
      const PoskoColumn *column = &table->schema->columns[c];
      JsonNode *value = json_object_get_member (values, column->field.name);
      PoskoCell cell = posko_column_default (column);
      g_autofree char *place = g_strdup_printf ("%s/%s", pointer, column->field.name);
      if (column->field.offset < 0)
        continue;
      if (value != NULL)
        sound = convert (self, table, column, value, place, &cell) && sound;
      else if (column->required && posko_cell_is_missing (column->field.type, cell))
        {
          posko_cell_report (self->diagnostics, column, POSKO_CELL_MISSING, self->source->file, posko_document_line (self->source, pointer),
                             place, "", NULL);
          sound = FALSE;
        }
      if (sound)
        posko_table_set_cell (table, table->n - 1, column, cell);
    }
  return sound;
}

static gboolean
add_rows (const PoskoScenario *self, PoskoTable *table, JsonArray *rows, const char *pointer)
{
  gboolean sound = TRUE;

  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      g_autofree char *place = g_strdup_printf ("%s/tambah/%u", pointer, i);
      posko_table_extend (table, 0);
      if (fill_row (self, table, json_array_get_object_element (rows, i), place))
        continue;
      posko_table_drop_last (table);
      sound = FALSE;
    }
  return sound;
}

/* Leaves a share of the chosen rows, by seed. */
static void
draw_sample (JsonObject *sample, guint n, gboolean *chosen)
{
  JsonNode *share_node = json_object_get_member (sample, "bagian");
  const PoskoJsonCursor cursor = posko_json_cursor (share_node);
  g_autofree guint *rows = g_new (guint, MAX (n, 1));
  PoskoRandom random;
  guint n_rows = 0, n_drawn;
  gdouble share = 0;

  posko_json_get_number (&cursor, 0, 1, &share, NULL);
  for (guint i = 0; i < n; i++)
    if (chosen[i])
      {
        rows[n_rows++] = i;
        chosen[i] = FALSE;
      }
  n_drawn = (guint) floor (share * n_rows + 0.5);
  posko_random_init (&random, (guint64) json_object_get_int_member (sample, "benih"), 0);
  for (guint i = 0; i < n_drawn; i++)
    {
      const guint j = i + posko_random_below (&random, n_rows - i);
      const guint row = rows[j];
      rows[j] = rows[i];
      rows[i] = row;
      chosen[row] = TRUE;
    }
}

static gboolean
change_rows (const PoskoScenario *self, PoskoTable *table, JsonObject *change, const char *pointer)
{
  const guint n = posko_table_n (table);
  g_autofree gboolean *chosen = g_new0 (gboolean, MAX (n, 1));
  JsonObject *where = json_object_has_member (change, "di_mana") ? json_object_get_object_member (change, "di_mana") : NULL;
  guint n_chosen = 0;

  if (!posko_scenario_choose (self, table, where, pointer, chosen))
    return FALSE;
  if (json_object_has_member (change, "sampel"))
    draw_sample (json_object_get_object_member (change, "sampel"), n, chosen);
  for (guint i = 0; i < n; i++)
    n_chosen += chosen[i] != FALSE;
  if (n_chosen == 0)
    return posko_scenario_fault (self, "scenario-no-row", pointer, _ ("no row fits"), _ ("a change that touches at least one row"),
                                 _ ("widen di_mana or sampel"));
  if (json_object_has_member (change, "ubah"))
    return set_columns (self, table, json_object_get_object_member (change, "ubah"), pointer, chosen);
  if (json_object_has_member (change, "kali"))
    return scale_columns (self, table, json_object_get_object_member (change, "kali"), pointer, chosen);
  for (guint i = 0; i < n; i++)
    chosen[i] = !chosen[i]; /* hapus: keep the others */
  posko_table_filter (table, chosen);
  return TRUE;
}

static PoskoTable *
find_table (const PoskoScenario *self, const char *name, const char *pointer)
{
  g_autofree const char **known = g_new (const char *, self->target->n_tables + 1);
  guint n = 0;

  for (guint i = 0; i < self->target->n_tables; i++)
    {
      PoskoTable *table = self->target->tables[i];
      if (table == NULL)
        continue;
      if (strcmp (table->type->name, name) == 0)
        return table;
      known[n++] = table->type->name;
    }
  posko_scenario_unknown (self, "scenario-table", pointer, name, _ ("a table of the case"), known, n);
  return NULL;
}

static gboolean
apply_change (const PoskoScenario *self, JsonObject *change, guint index)
{
  g_autofree char *pointer = g_strdup_printf ("/perubahan/%u", index);
  PoskoTable *table = find_table (self, json_object_get_string_member (change, "tabel"), pointer);
  const guint errors_before = posko_diagnostics_count (self->diagnostics, POSKO_SEVERITY_ERROR);
  gboolean sound;

  if (table == NULL)
    return FALSE;
  posko_table_sort (table);
  if (!json_object_has_member (change, "tambah"))
    sound = change_rows (self, table, change, pointer);
  else if (json_object_has_member (change, "di_mana") || json_object_has_member (change, "sampel"))
    sound = posko_scenario_fault (self, "scenario-add", pointer, _ ("di_mana or sampel beside tambah"), _ ("tambah alone: it chooses no rows"),
                                  _ ("make two changes of it"));
  else
    sound = add_rows (self, table, json_object_get_array_member (change, "tambah"), pointer);
  posko_table_check_keys (table, self->source->file, self->diagnostics);
  return sound && posko_diagnostics_count (self->diagnostics, POSKO_SEVERITY_ERROR) == errors_before;
}

static gboolean
apply (PoskoScenario *self, JsonObject *root)
{
  gboolean sound = TRUE;

  self->name = json_object_get_string_member_with_default (root, "nama", self->source->file);
  if (json_object_has_member (root, "perubahan"))
    {
      JsonArray *changes = json_object_get_array_member (root, "perubahan");
      for (guint i = 0; i < json_array_get_length (changes); i++)
        sound = apply_change (self, json_array_get_object_element (changes, i), i) && sound;
    }
  if (*self->target->policy != NULL && json_object_has_member (root, "kebijakan") &&
      json_object_get_size (json_object_get_object_member (root, "kebijakan")) > 0)
    sound = posko_scenario_change_policy (self, json_object_get_object_member (root, "kebijakan")) && sound;
  return sound;
}

gboolean
posko_scenario_apply (const char *path, const char *file, const PoskoScenarioTarget *target, PoskoDiagnostics *diagnostics)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = posko_file_read (path, POSKO_SCENARIO_MAX_BYTES, &error);
  g_autoptr (JsonNode) root = NULL;
  PoskoDocumentSource source = { .file = file };
  PoskoScenario self = { .target = target, .source = &source, .diagnostics = diagnostics };

  if (bytes == NULL)
    {
      posko_diagnostics_report (diagnostics, POSKO_SEVERITY_ERROR, "file-unreadable", file, 0, NULL, error->message, _ ("a scenario file"),
                                _ ("look at the name and the file's permissions"));
      return FALSE;
    }
  source.text = g_bytes_get_data (bytes, &source.length);
  root = posko_document_read (&source, "skenario.schema.json", diagnostics);
  return root != NULL && apply (&self, json_node_get_object (root));
}
