/* columns.c: the role and number style of each column; see columns.h and docs/model.md section 15.2.
 *
 * Names first (columns-alias.c), then content where a name leaves a choice (columns-content.c), or a mapping file instead of both
 * (columns-mapping.c). What stays open is a fault for a person to settle, never a guess. O(cells).
 */
#include "columns.h"

#include <string.h>

#include "columns-private.h"
#include "header-key.h"
#include "i18n.h"

/* Roles of which the first column will do. */
#define FIRST_WILL_DO (POSKO_ROLE_BIT (POSKO_ROLE_LOKASI) | POSKO_ROLE_BIT (POSKO_ROLE_NO_URUT) | POSKO_ROLE_BIT (POSKO_ROLE_AKSES))

void
posko_column_map_free (PoskoColumnMap *self)
{
  if (self == NULL)
    return;
  g_free (self->sheet);
  g_free (self->columns);
  g_free (self->numbers_unread);
  g_free (self);
}

void
posko_column_tell (PoskoColumnReading *self, PoskoImportAction action, const char *code, guint column, const char *found, const char *became,
                   const char *expected, const char *remedy)
{
  posko_import_log_add (self->log, &(PoskoImportEvent){ .action = action,
                                                       .code = code,
                                                       .file = self->file,
                                                       .line = posko_sheet_line (self->sheet, self->layout->header_last),
                                                       .column = column < self->layout->n_columns ? self->layout->headers[column] : NULL,
                                                       .found = found,
                                                       .became = became,
                                                       .expected = expected,
                                                       .remedy = remedy });
}

const char *
posko_column_first (const PoskoColumnReading *self, guint column, guint *row)
{
  for (*row = 0; *row < posko_sheet_n_rows (self->sheet); (*row)++)
    if (self->layout->kinds[*row] == POSKO_ROW_DATA && posko_sheet_kind (self->sheet, *row, column) != POSKO_SHEET_EMPTY)
      return posko_sheet_text (self->sheet, *row, column);
  return NULL;
}

static void
read_names (PoskoColumnReading *self)
{
  g_autofree PoskoHeaderMeaning *meanings = g_new0 (PoskoHeaderMeaning, self->map->n_columns + 1);
  gboolean has_laki = FALSE, has_perempuan = FALSE;

  for (guint column = 0; column < self->map->n_columns; column++)
    {
      posko_header_look_up (self->layout->headers[column], &meanings[column]);
      has_laki |= meanings[column].role == POSKO_ROLE_DPT_LAKI;
      has_perempuan |= meanings[column].role == POSKO_ROLE_DPT_PEREMPUAN;
    }
  for (guint column = 0; column < self->map->n_columns; column++)
    {
      /* "L" or "P" alone is no number of voters. */
      if (meanings[column].is_sex && !(has_laki && has_perempuan))
        continue;
      self->map->columns[column].role = meanings[column].role;
      self->map->columns[column].choices = meanings[column].choices;
      self->map->columns[column].part = meanings[column].part;
    }
}

static void
drop (PoskoColumnReading *self, guint column, const char *code, guint instead)
{
  posko_column_tell (self, POSKO_IMPORT_NOTE, code, column, self->layout->headers[column], self->layout->headers[instead], NULL, NULL);
  self->map->columns[column].role = POSKO_ROLE_NONE;
}

static gboolean
is_bps (const PoskoColumnReading *self, guint column)
{
  g_autofree char *key = posko_header_key (self->layout->headers[column]);
  return strstr (key, "bps") != NULL;
}

/* Whether one of two columns with one role can be left out; then it is. */
static gboolean
is_settled (PoskoColumnReading *self, guint first, guint second)
{
  const guint32 role = POSKO_ROLE_BIT (self->map->columns[first].role);
  guint row;

  if (posko_column_first (self, second, &row) == NULL || posko_columns_same_content (self, first, second))
    drop (self, second, "column-same", first);
  else if (posko_column_first (self, first, &row) == NULL)
    drop (self, first, "column-same", second);
  else if (is_bps (self, first) != is_bps (self, second))
    drop (self, is_bps (self, first) ? first : second, "column-second", is_bps (self, first) ? second : first);
  else if (role & FIRST_WILL_DO)
    drop (self, second, "column-second", first);
  else
    return FALSE;
  return TRUE;
}

static void
settle_doubles (PoskoColumnReading *self)
{
  for (guint first = 0; first < self->map->n_columns; first++)
    for (guint second = first + 1; second < self->map->n_columns; second++)
      {
        PoskoColumnUse *one = &self->map->columns[first], *other = &self->map->columns[second];
        if ((POSKO_ROLES_SEVERAL & POSKO_ROLE_BIT (one->role)) != 0 || one->role != other->role || one->part != other->part || is_settled (self, first, second))
          continue;
        const guint32 choices = POSKO_ROLE_BIT (one->role) | POSKO_ROLE_BIT (POSKO_ROLE_NONE);
        one->choices |= choices;
        other->choices |= choices;
        other->role = POSKO_ROLE_NONE;
      }
}

static void
tell_doubts (PoskoColumnReading *self)
{
  for (guint column = 0; column < self->map->n_columns; column++)
    {
      const PoskoColumnUse *use = &self->map->columns[column];
      if (use->choices == 0)
        continue;
      g_autofree char *names = posko_role_names (use->choices), *expected = g_strdup_printf (_ ("one of: %s"), names);
      posko_column_tell (self, POSKO_IMPORT_FAULT, "column-doubtful", column, self->layout->headers[column], NULL, expected,
                         _ ("state the role of this column (peran) in the mapping file, and hand it back with --mapping"));
      self->doubtful = TRUE;
    }
}

/* What every column was taken for, except where its name says it. */
static void
tell_roles (PoskoColumnReading *self)
{
  for (guint column = 0; column < self->map->n_columns; column++)
    {
      const PoskoColumnUse *use = &self->map->columns[column];
      const char *header = self->layout->headers[column], *name = posko_role_name (use->role);
      PoskoHeaderMeaning meaning;
      if (use->choices != 0 || header[0] == '\0')
        continue;
      if (use->role == POSKO_ROLE_NONE && !use->confirmed && !posko_header_look_up (header, &meaning))
        {
          g_autofree char *names = posko_header_offer (header), *expected = names == NULL ? NULL : g_strdup_printf (_ ("a name like %s, if it is to be read"), names);
          posko_column_tell (self, POSKO_IMPORT_NOTE, "column-unknown", column, header, NULL, expected, NULL);
        }
      else if (use->role == POSKO_ROLE_NIK && self->keeps_nik)
        continue; /* told with what becomes of its cells */
      else if (use->role == POSKO_ROLE_NIK || use->role == POSKO_ROLE_TELEPON)
        posko_column_tell (self, POSKO_IMPORT_LEFT_OUT, "column-private", column, header, name, NULL, NULL);
      else if (use->role != POSKO_ROLE_NONE && g_ascii_strcasecmp (header, name) != 0)
        posko_column_tell (self, POSKO_IMPORT_NOTE, "column-role", column, header, name, NULL, NULL);
    }
}

static void
index_roles (PoskoColumnMap *map)
{
  for (guint role = 0; role < POSKO_N_ROLES; role++)
    map->by_role[role] = -1;
  for (guint column = map->n_columns; column-- > 0;)
    map->by_role[map->columns[column].role] = (gint) column;
  map->by_role[POSKO_ROLE_NONE] = -1;
  for (guint axis = 0; axis < 2; axis++)
    {
      const PoskoRole role = axis == 0 ? POSKO_ROLE_LAT : POSKO_ROLE_LON;
      gint *parts = map->parts[axis];
      for (guint part = 0; part < POSKO_N_PARTS; part++)
        parts[part] = -1;
      for (guint column = map->n_columns; column-- > 0;)
        if (map->columns[column].role == role && map->columns[column].part != POSKO_PART_WHOLE)
          parts[map->columns[column].part] = (gint) column;
      if (parts[POSKO_PART_DEGREES] >= 0)
        map->by_role[role] = parts[POSKO_PART_DEGREES];
    }
}

/* A list in which nothing says which TPS a row is. */
static void
check_identified (PoskoColumnReading *self)
{
  const gint *by_role = self->map->by_role;
  if (by_role[POSKO_ROLE_NOMOR] >= 0 || by_role[POSKO_ROLE_KODE_TPS] >= 0 || by_role[POSKO_ROLE_JUMLAH_TPS] >= 0 || self->doubtful)
    return;
  g_autofree char *headers = g_strjoinv (" | ", self->layout->headers);
  posko_column_tell (self, POSKO_IMPORT_FAULT, "column-missing", G_MAXUINT, headers, NULL,
                     _ ("a column with the number of each TPS (\"No TPS\"), its code (\"Kode TPS\"), or the number of TPS of each kelurahan (\"Jumlah TPS\")"),
                     _ ("name that column so, or give it its role (peran) in the mapping file"));
  self->doubtful = TRUE;
}

/* Of a list in which no column was read as voters: the columns of numbers that nobody reads, one of which may be they. */
static void
find_numbers_unread (PoskoColumnReading *self)
{
  const gint *by_role = self->map->by_role;
  g_autoptr (GString) names = g_string_new (NULL);

  if (by_role[POSKO_ROLE_DPT_LAKI] >= 0 || by_role[POSKO_ROLE_DPT_PEREMPUAN] >= 0 || by_role[POSKO_ROLE_DPT_JUMLAH] >= 0)
    return;
  for (guint column = 0; column < self->map->n_columns; column++)
    if (self->map->columns[column].role == POSKO_ROLE_NONE && self->layout->headers[column][0] != '\0' && posko_column_has_counts (self, column))
      g_string_append_printf (names, "%s\"%s\"", names->len > 0 ? ", " : "", self->layout->headers[column]);
  self->map->numbers_unread = names->len > 0 ? g_string_free (g_steal_pointer (&names), FALSE) : NULL;
}

static void
decide_styles (PoskoColumnReading *self)
{
  for (guint column = 0; column < self->map->n_columns; column++)
    {
      PoskoColumnUse *use = &self->map->columns[column];
      PoskoNumberUse numbers;
      if (self->stated[column] || use->part == POSKO_PART_SIDE || !posko_role_number_use (use->role, &numbers))
        continue;
      use->style = posko_number_style_decide (self->sheet, self->layout, column, numbers, self->file, self->log);
      self->doubtful |= use->style.doubtful;
    }
}

static void
read_content (PoskoColumnReading *self)
{
  read_names (self);
  posko_columns_settle_parts (self);
  posko_columns_settle (self);
  posko_columns_find_private (self);
  settle_doubles (self);
  index_roles (self->map);
  posko_columns_find_rounded (self);
  tell_doubts (self);
}

PoskoColumnMap *
posko_column_map_make (const PoskoSheet *sheet, const PoskoLayout *layout, JsonNode *mapping, gboolean keeps_nik, const char *file, PoskoImportLog *log,
                       gboolean *doubtful, GError **error)
{
  g_autoptr (PoskoColumnMap) map = g_new0 (PoskoColumnMap, 1);
  g_autofree gboolean *stated = g_new0 (gboolean, layout->n_columns + 1);
  PoskoColumnReading reading = { .sheet = sheet, .layout = layout, .file = file, .log = log, .map = map, .stated = stated, .keeps_nik = keeps_nik };

  map->sheet = g_strdup (posko_sheet_name (sheet));
  map->n_columns = layout->n_columns;
  map->columns = g_new0 (PoskoColumnUse, layout->n_columns + 1);
  if (mapping == NULL)
    read_content (&reading);
  else if (!posko_columns_take_mapping (&reading, mapping, error))
    return NULL;
  tell_roles (&reading);
  index_roles (map);
  check_identified (&reading);
  find_numbers_unread (&reading);
  decide_styles (&reading);
  *doubtful = reading.doubtful;
  return g_steal_pointer (&map);
}
