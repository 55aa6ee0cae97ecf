/* scenario-where.c: which rows a change is about: conditions on columns and on the place.
 *
 * Every condition is compiled once (its values converted by the column's type), then tried on each row that is still in.
 * A column of kecamatan is compared by the area that a name or code means, so "BUKITINTAN" finds "Bukit Intan".
 * O(rows × conditions).
 */
#include <math.h>
#include <string.h>

#include "i18n.h"
#include "nearest.h"
#include "scenario-private.h"

#define N_NEAR 3          /* values that a fault names */
#define MAX_LIST_FAULTS 20 /* of one list: looking for near names takes time */

typedef struct
{
  const PoskoScenario *scenario;
  PoskoTable *table;
  const PoskoColumn *column;
  GStringChunk *texts; /* of the values */
} Condition;

char *
posko_scenario_text (JsonNode *value)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (JSON_NODE_HOLDS_NULL (value))
    return g_strdup ("");
  if (json_node_get_value_type (value) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (value));
  if (json_node_get_value_type (value) == G_TYPE_BOOLEAN)
    return g_strdup (json_node_get_boolean (value) ? "true" : "false");
  if (json_node_get_value_type (value) == G_TYPE_INT64)
    return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (value));
  return g_strdup (g_ascii_dtostr (number, sizeof number, json_node_get_double (value)));
}

/* The area that a cell of a kecamatan column means. */
static guint
area_of (const Condition *self, const char *name)
{
  const PoskoBoundary *kecamatan = self->scenario->target->kecamatan;
  return kecamatan != NULL ? posko_boundary_find (kecamatan, name) : POSKO_BOUNDARY_NONE;
}

static gboolean
check_area (const Condition *self, const char *text, const char *pointer)
{
  const PoskoBoundary *kecamatan = self->scenario->target->kecamatan;
  const guint n = kecamatan != NULL ? posko_boundary_n (kecamatan) : 0;
  g_autofree const char **names = g_new (const char *, n + 1);

  if (kecamatan == NULL || area_of (self, text) != POSKO_BOUNDARY_NONE)
    return TRUE;
  for (guint i = 0; i < n; i++)
    names[i] = posko_boundary_name (kecamatan, i);
  return posko_scenario_unknown (self->scenario, "scenario-value", pointer, text, _ ("a kecamatan of the case"), names, n);
}

/* A value to compare with: of the column's type and, where it has a list of values, one of them. Limits do not matter here. */
static gboolean
compile_value (const Condition *self, JsonNode *value, const char *pointer, PoskoCell *cell)
{
  g_autofree char *copy = posko_scenario_text (value);
  const char *text = g_string_chunk_insert_const (self->texts, copy);
  PoskoColumnNotes notes = { 0 };
  g_autofree char *expected = NULL;

  *cell = posko_cell_missing (self->column->field.type);
  switch (posko_cell_parse (self->column, &notes, text, strlen (text), cell))
    {
    case POSKO_CELL_TYPE:
    case POSKO_CELL_MARK:
      expected = posko_column_expected (self->column);
      return posko_scenario_fault (self->scenario, "scenario-value", pointer, text, expected, _ ("mend the value"));
    case POSKO_CELL_CHOICE:
      expected = posko_column_expected (self->column);
      return posko_scenario_unknown (self->scenario, "scenario-value", pointer, text, expected, (const char *const *) self->column->choices,
                                     g_strv_length (self->column->choices));
    case POSKO_CELL_GOOD:
    case POSKO_CELL_MISSING:
    case POSKO_CELL_MINIMUM:
    case POSKO_CELL_MAXIMUM:
    case POSKO_CELL_LENGTH:
    case POSKO_CELL_PATTERN:
    default:
      return self->column->area == NULL || text[0] == '\0' || check_area (self, text, pointer);
    }
}

static gint
compare (const Condition *self, PoskoCell a, PoskoCell b)
{
  const PoskoFieldType type = self->column->field.type;

  if (type == POSKO_FIELD_STRING)
    return strcmp (a.text, b.text);
  if (type == POSKO_FIELD_NUMBER)
    return a.number < b.number ? -1 : a.number > b.number;
  return a.integer < b.integer ? -1 : a.integer > b.integer;
}

static gboolean
is_equal (const Condition *self, PoskoCell cell, PoskoCell value)
{
  const PoskoFieldType type = self->column->field.type;
  const gboolean missing = posko_cell_is_missing (type, cell);

  if (missing || posko_cell_is_missing (type, value))
    return missing == posko_cell_is_missing (type, value);
  if (compare (self, cell, value) == 0)
    return TRUE;
  if (self->column->area == NULL)
    return FALSE;
  return area_of (self, cell.text) != POSKO_BOUNDARY_NONE && area_of (self, cell.text) == area_of (self, value.text);
}

/* A text that no row has: offers the texts that there are. */
static gboolean
report_no_text (const Condition *self, const char *text, const char *pointer)
{
  const guint n = MIN (posko_table_n (self->table), POSKO_NEAREST_MAX_CANDIDATES);
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autofree const char **names = g_new (const char *, n + 1);
  guint n_names = 0;

  for (guint i = 0; i < n; i++)
    {
      const PoskoCell cell = posko_table_cell (self->table, i, self->column);
      if (!posko_cell_is_missing (POSKO_FIELD_STRING, cell) && g_hash_table_add (seen, (gpointer) cell.text))
        names[n_names++] = cell.text;
    }
  return posko_scenario_unknown (self->scenario, "scenario-no-row", pointer, text, _ ("a value that some row has"), names, n_names);
}

/* A cell that is no text, and how far it lies from what was asked for. */
typedef struct
{
  gdouble far, value;
  PoskoCell cell;
} Near;

static gint
compare_near (const Near *a, const Near *b)
{
  if (a->far < b->far || a->far > b->far)
    return a->far < b->far ? -1 : 1;
  return a->value < b->value ? -1 : a->value > b->value;
}

/* Puts @one among the @n best so far, which are in order and all different. Returns: how many there are now */
static guint
keep_nearest (Near *best, guint n, const Near *one)
{
  guint at = 0;

  while (at < n && compare_near (&best[at], one) < 0)
    at++;
  if (at == N_NEAR || (at < n && compare_near (&best[at], one) == 0))
    return n;
  n = MIN (n + 1, N_NEAR);
  for (guint i = n - 1; i > at; i--)
    best[i] = best[i - 1];
  best[at] = *one;
  return n;
}

/* A number, date or time that no row has, or a range (@low to @high) in which none lies: offers the nearest that there are. */
static gboolean
report_no_number (const Condition *self, const char *text, PoskoCell low, PoskoCell high, const char *pointer)
{
  const PoskoFieldType type = self->column->field.type;
  const gboolean is_number = type == POSKO_FIELD_NUMBER;
  const gdouble from = is_number ? low.number : (gdouble) low.integer, to = is_number ? high.number : (gdouble) high.integer;
  g_autoptr (GString) list = g_string_new (NULL);
  g_autofree char *remedy = NULL;
  Near best[N_NEAR];
  guint n = 0;

  for (guint i = 0; i < posko_table_n (self->table); i++)
    {
      const PoskoCell cell = posko_table_cell (self->table, i, self->column);
      const gdouble value = is_number ? cell.number : (gdouble) cell.integer;
      const Near one = { .far = MAX (MAX (from - value, value - to), 0), .value = value, .cell = cell };
      if (!posko_cell_is_missing (type, cell))
        n = keep_nearest (best, n, &one);
    }
  for (guint i = 0; i < n; i++)
    {
      g_autofree char *value = posko_cell_text (type, best[i].cell);
      g_string_append_printf (list, "%s%s", i > 0 ? ", " : "", value);
    }
  remedy = n > 0 ? g_strdup_printf (_ ("the nearest are: %s"), list->str) : g_strdup (_ ("every row is empty there"));
  return posko_scenario_fault (self->scenario, "scenario-no-row", pointer, text, _ ("a value that some row has"), remedy);
}

static gboolean
report_no_row (const Condition *self, PoskoCell value, const char *pointer)
{
  g_autofree char *text = posko_cell_text (self->column->field.type, value);

  if (self->column->field.type == POSKO_FIELD_STRING)
    return report_no_text (self, text, pointer);
  return report_no_number (self, text, value, value, pointer);
}

static char *
value_place (const char *pointer, const char *word, guint v)
{
  return word != NULL ? g_strdup_printf ("%s/%s/%u", pointer, word, v) : g_strdup (pointer);
}

/* Keeps rows whose cell is one of @values, or is none of them where @word is "bukan". @word: (nullable): a single value.
 * Each value must be in some row of the table: one that is in none is a slip of the pen, though others may fit. */
static gboolean
keep_equal (const Condition *self, JsonArray *values, const char *word, const char *pointer, gboolean *chosen)
{
  const PoskoFieldType type = self->column->field.type;
  const guint n = json_array_get_length (values), n_rows = posko_table_n (self->table);
  const gboolean wanted = g_strcmp0 (word, "bukan") != 0;
  g_autofree PoskoCell *cells = g_new (PoskoCell, MAX (n, 1));
  g_autofree gboolean *is_met = g_new0 (gboolean, MAX (n, 1));
  guint n_faults = 0;

  for (guint v = 0; v < n && n_faults < MAX_LIST_FAULTS; v++)
    {
      g_autofree char *place = value_place (pointer, word, v);
      n_faults += !compile_value (self, json_array_get_element (values, v), place, &cells[v]);
    }
  for (guint i = 0; i < n_rows && n_faults == 0; i++)
    {
      const PoskoCell cell = posko_table_cell (self->table, i, self->column);
      gboolean equal = FALSE;
      for (guint v = 0; v < n; v++)
        if (((chosen[i] && !equal) || !is_met[v]) && is_equal (self, cell, cells[v]))
          equal = is_met[v] = TRUE;
      chosen[i] = chosen[i] && equal == wanted;
    }
  const gboolean is_compiled = n_faults == 0;
  for (guint v = 0; v < n && is_compiled && n_rows > 0 && n_faults < MAX_LIST_FAULTS; v++)
    {
      g_autofree char *place = value_place (pointer, word, v);
      if (!is_met[v] && !posko_cell_is_missing (type, cells[v]))
        n_faults += !report_no_row (self, cells[v], place);
    }
  return n_faults == 0;
}

/* A range in which no row lies; an open end is @has_low or @has_high FALSE, and both cells are the one bound. */
static gboolean
report_no_range (const Condition *self, PoskoCell from, gboolean has_low, PoskoCell to, gboolean has_high, const char *pointer)
{
  const PoskoFieldType type = self->column->field.type;
  g_autofree char *low = posko_cell_text (type, from), *high = posko_cell_text (type, to);
  g_autofree char *text = g_strdup_printf ("%s…%s", has_low ? low : "", has_high ? high : "");

  if (type == POSKO_FIELD_STRING)
    return report_no_text (self, text, pointer);
  return report_no_number (self, text, from, to, pointer);
}

/* Keeps rows from @low to @high, both included; either may be NULL. Missing cells lie in no range. */
static gboolean
keep_range (const Condition *self, JsonNode *low, JsonNode *high, const char *pointer, gboolean *chosen)
{
  const guint n = posko_table_n (self->table);
  gboolean is_met = FALSE;
  PoskoCell from = posko_cell_missing (self->column->field.type), to = from;

  if ((low != NULL && !compile_value (self, low, pointer, &from)) || (high != NULL && !compile_value (self, high, pointer, &to)))
    return FALSE;
  for (guint i = 0; i < n; i++)
    {
      const PoskoCell cell = posko_table_cell (self->table, i, self->column);
      const gboolean is_within = !posko_cell_is_missing (self->column->field.type, cell) && (low == NULL || compare (self, cell, from) >= 0) &&
                                 (high == NULL || compare (self, cell, to) <= 0);
      is_met = is_met || is_within;
      chosen[i] = chosen[i] && is_within;
    }
  return is_met || n == 0 || report_no_range (self, low != NULL ? from : to, low != NULL, high != NULL ? to : from, high != NULL, pointer);
}

static void
keep_empty (const Condition *self, gboolean wanted, gboolean *chosen)
{
  for (guint i = 0; i < posko_table_n (self->table); i++)
    chosen[i] = chosen[i] && posko_cell_is_missing (self->column->field.type, posko_table_cell (self->table, i, self->column)) == wanted;
}

static gboolean
keep_by_object (const Condition *self, JsonObject *object, const char *pointer, gboolean *chosen)
{
  JsonObjectIter iterator;
  const char *word;
  JsonNode *value;
  gboolean sound = TRUE;

  json_object_iter_init_ordered (&iterator, object);
  while (sound && json_object_iter_next_ordered (&iterator, &word, &value))
    {
      g_autofree char *place = posko_scenario_place (pointer, word);
      if (strcmp (word, "dalam") == 0 || strcmp (word, "bukan") == 0)
        sound = keep_equal (self, json_node_get_array (value), word, pointer, chosen);
      else if (strcmp (word, "antara") == 0)
        sound = keep_range (self, json_array_get_element (json_node_get_array (value), 0),
                            json_array_get_element (json_node_get_array (value), 1), place, chosen);
      else if (strcmp (word, "kosong") == 0)
        keep_empty (self, json_node_get_boolean (value), chosen);
      else
        sound = keep_range (self, strcmp (word, "minimal") == 0 ? value : NULL, strcmp (word, "maksimal") == 0 ? value : NULL, place, chosen);
    }
  return sound;
}

static gboolean
keep_by_column (const PoskoScenario *scenario, PoskoTable *table, const char *name, JsonNode *value, const char *pointer, gboolean *chosen)
{
  g_autofree char *place = posko_scenario_place (pointer, name);
  const PoskoColumn *column = posko_scenario_column (scenario, table, name, place);
  Condition self = { .scenario = scenario, .table = table, .column = column };
  g_autoptr (JsonArray) one = json_array_new ();
  gboolean sound;

  if (column == NULL)
    return FALSE;
  self.texts = g_string_chunk_new (256);
  if (JSON_NODE_HOLDS_OBJECT (value))
    sound = keep_by_object (&self, json_node_get_object (value), place, chosen);
  else
    {
      json_array_add_element (one, json_node_copy (value));
      sound = keep_equal (&self, one, NULL, place, chosen);
    }
  g_string_chunk_free (self.texts);
  return sound;
}

/* Where the rows lie: by their own lat and lon, or those of the row that a foreign key names (an ambulance's faskes). */
typedef struct
{
  PoskoTable *table;        /* that has the coordinates */
  const PoskoColumn *key;   /* (nullable): of the rows' own table */
  const PoskoColumn *lat, *lon;
} Whereabouts;

static gboolean
find_coordinates (PoskoTable *table, Whereabouts *places)
{
  places->table = table;
  places->lat = (const PoskoColumn *) posko_table_schema_find (table->schema, "lat");
  places->lon = (const PoskoColumn *) posko_table_schema_find (table->schema, "lon");
  return places->lat != NULL && places->lon != NULL;
}

static gboolean
find_whereabouts (const PoskoScenario *scenario, PoskoTable *table, Whereabouts *places)
{
  places->key = NULL;
  if (find_coordinates (table, places))
    return TRUE;
  for (guint k = 0; k < table->schema->n_foreign_keys; k++)
    for (guint t = 0; t < scenario->target->n_tables; t++)
      {
        PoskoTable *other = scenario->target->tables[t];
        if (other == NULL || strcmp (other->type->name, table->schema->foreign_keys[k].table) != 0 || !find_coordinates (other, places))
          continue;
        places->key = &table->schema->columns[table->schema->foreign_keys[k].column];
        return TRUE;
      }
  return FALSE;
}

static gboolean
place_of (const Whereabouts *places, const PoskoTable *table, guint row, PoskoLonLat *place)
{
  gssize at = row;

  if (places->key != NULL)
    at = posko_table_find (places->table, posko_table_cell (table, row, places->key).text);
  if (at < 0)
    return FALSE;
  place->lat = posko_table_cell (places->table, (guint) at, places->lat).number;
  place->lon = posko_table_cell (places->table, (guint) at, places->lon).number;
  return isfinite (place->lat) && isfinite (place->lon);
}

/* Keeps the rows at most @metres from a feature of @layer, or from @centre where there is no layer. */
static gboolean
keep_near (const PoskoScenario *self, PoskoTable *table, const PoskoBoundary *layer, guint area, PoskoLonLat centre, gdouble metres,
           const char *pointer, gboolean *chosen)
{
  Whereabouts places;

  if (!find_whereabouts (self, table, &places))
    return posko_scenario_fault (self, "scenario-no-place", pointer, table->type->name, _ ("a table whose rows have a place"),
                                 _ ("choose the rows by a column"));
  for (guint i = 0; i < posko_table_n (table); i++)
    {
      PoskoLonLat place;
      if (!chosen[i])
        continue;
      chosen[i] = place_of (&places, table, i, &place) &&
                  (layer != NULL ? posko_boundary_distance (layer, area, self->target->plane, place)
                                 : posko_plane_distance (self->target->plane, centre, place)) <= metres;
    }
  return TRUE;
}

static void
count_fault (const PoskoBoundaryFault *fault, gpointer user_data)
{
  guint *n = user_data;
  *n += fault->is_error;
}

static gboolean
keep_inside_shape (const PoskoScenario *self, PoskoTable *table, JsonNode *geometry, const char *pointer, gboolean *chosen)
{
  g_autofree char *shape = json_to_string (geometry, FALSE);
  g_autofree char *text = g_strdup_printf ("{\"type\":\"FeatureCollection\",\"features\":[{\"type\":\"Feature\",\"properties\":"
                                           "{\"kode\":\"1\",\"nama\":\"1\"},\"geometry\":%s}]}",
                                           shape);
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  guint n_faults = 0;
  g_autoptr (PoskoBoundary) layer = posko_boundary_read (bytes, TRUE, count_fault, &n_faults, NULL);

  if (layer == NULL || n_faults > 0)
    return posko_scenario_fault (self, "scenario-value", pointer, _ ("a polygon that cannot be used"),
                                 _ ("a closed ring of [longitude, latitude]"), _ ("draw it anew"));
  return keep_near (self, table, layer, 0, (PoskoLonLat) { 0, 0 }, 0, pointer, chosen);
}

static gboolean
keep_inside (const PoskoScenario *self, PoskoTable *table, JsonNode *value, const char *pointer, gboolean *chosen)
{
  JsonObject *object = json_node_get_object (value);
  const PoskoBoundary *kecamatan = self->target->kecamatan;
  const char *name;
  guint area;

  if (!json_object_has_member (object, "kecamatan"))
    return keep_inside_shape (self, table, value, pointer, chosen);
  name = json_object_get_string_member (object, "kecamatan");
  area = kecamatan != NULL ? posko_boundary_find (kecamatan, name) : POSKO_BOUNDARY_NONE;
  if (area == POSKO_BOUNDARY_NONE)
    {
      const guint n = kecamatan != NULL ? posko_boundary_n (kecamatan) : 0;
      g_autofree const char **names = g_new (const char *, n + 1);
      for (guint i = 0; i < n; i++)
        names[i] = posko_boundary_name (kecamatan, i);
      return posko_scenario_unknown (self, "scenario-value", pointer, name, _ ("a kecamatan of the case"), names, n);
    }
  return keep_near (self, table, kecamatan, area, (PoskoLonLat) { 0, 0 }, 0, pointer, chosen);
}

static gboolean
keep_by_distance (const PoskoScenario *self, PoskoTable *table, JsonNode *value, const char *pointer, gboolean *chosen)
{
  const PoskoJsonCursor cursor = posko_json_cursor (value);
  const PoskoJsonCursor lat = posko_json_member (&cursor, "lat"), lon = posko_json_member (&cursor, "lon");
  const PoskoJsonCursor metres = posko_json_member (&cursor, "meter");
  PoskoLonLat centre = { 0, 0 };
  gdouble limit = 0;

  posko_json_get_number (&lat, -90, 90, &centre.lat, NULL); /* the schema has seen to all three */
  posko_json_get_number (&lon, -180, 180, &centre.lon, NULL);
  posko_json_get_number (&metres, 0, G_MAXDOUBLE, &limit, NULL);
  return keep_near (self, table, NULL, 0, centre, limit, pointer, chosen);
}

gboolean
posko_scenario_choose (const PoskoScenario *self, PoskoTable *table, JsonObject *where, const char *pointer, gboolean *chosen)
{
  g_autofree char *place = g_strconcat (pointer, "/di_mana", NULL);
  JsonObjectIter iterator;
  const char *name;
  JsonNode *value;
  gboolean sound = TRUE;

  for (guint i = 0; i < posko_table_n (table); i++)
    chosen[i] = TRUE;
  if (where == NULL)
    return TRUE;
  json_object_iter_init_ordered (&iterator, where);
  while (sound && json_object_iter_next_ordered (&iterator, &name, &value))
    {
      if (strcmp (name, "di_dalam") == 0)
        sound = keep_inside (self, table, value, place, chosen);
      else if (strcmp (name, "dekat") == 0)
        sound = keep_by_distance (self, table, value, place, chosen);
      else
        sound = keep_by_column (self, table, name, value, place, chosen);
    }
  return sound;
}
