/* columns-mapping.c: pemetaan.json written and taken back; see columns.h and schemas/pemetaan.schema.json.
 *
 * Columns are matched by header, those with the same header by their order, so that a column may move. A column that the mapping reads
 * must be there; one that it does not know is not read. O(columns²).
 */
#include <string.h>

#include "columns-private.h"
#include "header-key.h"
#include "document.h"
#include "file.h"
#include "i18n.h"
#include "json-write.h"
#include "nearest.h"
#include "workbook-private.h"

#define MAX_EXAMPLE 100u /* bytes */

static gboolean
is_private (PoskoRole role)
{
  return role == POSKO_ROLE_NIK || role == POSKO_ROLE_TELEPON;
}

/* How many bytes of @text are whole characters. */
static gsize
longest_valid (const char *text)
{
  const char *end;
  g_utf8_validate (text, -1, &end);
  return (gsize) (end - text);
}

/* The first filled data cell, shortened; NULL where there is none, or nobody should see it. */
static char *
find_example (const PoskoSheet *sheet, const PoskoLayout *layout, guint column, PoskoRole role)
{
  const PoskoColumnReading reading = { .sheet = sheet, .layout = layout };
  guint row;
  const char *text = is_private (role) ? NULL : posko_column_first (&reading, column, &row);

  if (text == NULL)
    return NULL;
  char *example = g_strndup (text, MAX_EXAMPLE);
  example[longest_valid (example)] = '\0';
  return example;
}

static void
write_mark (PoskoJsonWriter *json, const char *name, char mark)
{
  const char text[] = { mark, '\0' };
  posko_json_writer_string (json, name, text);
}

static void
write_style (PoskoJsonWriter *json, const PoskoNumberStyle *style)
{
  posko_json_writer_begin_object (json, "angka");
  write_mark (json, "desimal", style->decimal);
  write_mark (json, "ribuan", style->thousands);
  posko_json_writer_boolean (json, "persen", style->percent);
  if (style->doubtful)
    posko_json_writer_boolean (json, "ragu", TRUE);
  posko_json_writer_integer (json, "sel", style->n_cells);
  posko_json_writer_integer (json, "bukti", style->n_for);
  posko_json_writer_integer (json, "baris", style->line);
  posko_json_writer_string (json, "contoh", style->example);
  posko_json_writer_end_object (json);
}

static void
write_column (PoskoJsonWriter *json, const PoskoColumnUse *use, const char *header, const char *example)
{
  posko_json_writer_begin_object (json, NULL);
  posko_json_writer_string (json, "kepala", header);
  posko_json_writer_string (json, "contoh", example);
  posko_json_writer_string (json, "peran", posko_role_name (use->role));
  if (use->part != POSKO_PART_WHOLE)
    posko_json_writer_string (json, "bagian", posko_angle_part_name (use->part));
  if (use->choices != 0)
    {
      posko_json_writer_begin_array (json, "pilihan");
      for (guint role = 0; role < POSKO_N_ROLES; role++)
        if (use->choices & POSKO_ROLE_BIT (role))
          posko_json_writer_string (json, NULL, posko_role_name ((PoskoRole) role));
      posko_json_writer_end_array (json);
    }
  if (posko_role_number_use (use->role, NULL) && use->part != POSKO_PART_SIDE)
    write_style (json, &use->style);
  posko_json_writer_boolean (json, "dipastikan", use->confirmed);
  posko_json_writer_end_object (json);
}

char *
posko_column_map_write (const PoskoColumnMap *self, const PoskoSheet *sheet, const PoskoLayout *layout, const char *file, gsize *length, GError **error)
{
  g_autoptr (PoskoJsonWriter) json = posko_json_writer_new ();

  posko_json_writer_begin_object (json, NULL);
  posko_json_writer_string (json, "posko", "pemetaan");
  posko_json_writer_string (json, "berkas", file);
  posko_json_writer_string (json, "lembar", self->sheet);
  posko_json_writer_begin_array (json, "kolom");
  for (guint column = 0; column < self->n_columns; column++)
    {
      g_autofree char *example = find_example (sheet, layout, column, self->columns[column].role);
      write_column (json, &self->columns[column], layout->headers[column], example);
    }
  posko_json_writer_end_array (json);
  posko_json_writer_end_object (json);
  return posko_json_writer_finish (json, length, error);
}

/* --- back --- */

/* The role that a person meant by @word: "bujur" is lon; NULL when none is near. */
static char *
find_meant (const char *word)
{
  const char *names[POSKO_N_ROLES];
  PoskoRole role;

  if (posko_role_from_header (word, &role))
    return g_strdup (posko_role_name (role));
  for (guint r = 0; r < POSKO_N_ROLES; r++)
    names[r] = posko_role_name ((PoskoRole) r);
  return posko_nearest_list (word, names, POSKO_N_ROLES, 3);
}

/* Whether the first fault of a mapping is a role that there is not; then it is the error. */
static gboolean
refuse_role (const char *file, const PoskoDiagnostic *fault, GError **error)
{
  if (fault->found == NULL || fault->column == NULL || !g_str_has_suffix (fault->column, "peran"))
    return FALSE;
  g_autofree char *word = g_strdup (fault->found);
  g_strstrip (g_strdelimit (word, "\"", ' '));
  g_autofree char *meant = find_meant (word), *all = posko_role_names (G_MAXUINT32);
  g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("%s:%u: there is no role (peran) \"%s\"; perhaps: %s"), file, fault->line, word, meant != NULL ? meant : all);
  return TRUE;
}

/* Whether a person has yet to decide this entry of a draft. */
static gboolean
is_open (JsonObject *entry)
{
  JsonObject *numbers = json_object_has_member (entry, "angka") ? json_object_get_object_member (entry, "angka") : NULL;
  const gboolean doubtful = numbers != NULL && json_object_get_boolean_member_with_default (numbers, "ragu", FALSE);
  return (json_object_has_member (entry, "pilihan") || doubtful) && !json_object_get_boolean_member_with_default (entry, "dipastikan", FALSE);
}

/* A draft handed back as it was written is no answer. */
static gboolean
check_decided (const char *file, JsonNode *root, GError **error)
{
  JsonArray *entries = json_object_get_array_member (json_node_get_object (root), "kolom");
  g_autoptr (GString) open = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (entries); i++)
    {
      JsonObject *entry = json_array_get_object_element (entries, i);
      if (is_open (entry))
        g_string_append_printf (open, "%s\"%s\" (%s)", open->len > 0 ? ", " : "", json_object_get_string_member (entry, "kepala"), json_object_get_string_member (entry, "peran"));
    }
  if (open->len == 0)
    return TRUE;
  g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT,
               _ ("%s: nobody has decided yet what these columns mean: %s; set the role of each (\"peran\", and how it writes numbers, \"angka\"), and then \"dipastikan\": true"), file,
               open->str);
  return FALSE;
}

JsonNode *
posko_mapping_read (const char *path, GError **error)
{
  g_autoptr (PoskoDiagnostics) faults = posko_diagnostics_new ();
  g_autofree char *base = g_path_get_basename (path), *file = g_filename_display_name (base);
  g_autoptr (GBytes) bytes = posko_file_read (path, POSKO_JSON_MAX_BYTES, error);
  PoskoDocumentSource source = { .file = file };

  if (bytes == NULL)
    return NULL;
  const PoskoFileFormat format = posko_file_format_of_bytes (bytes);
  if (format != POSKO_FORMAT_GEOJSON && format != POSKO_FORMAT_TEXT)
    {
      g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("%s: this is %s, no mapping; --mapping takes the pemetaan.json that posko init wrote"), file,
                   posko_file_format_title (format));
      return NULL;
    }
  source.text = g_bytes_get_data (bytes, &source.length);
  g_autoptr (JsonNode) root = posko_document_read (&source, "pemetaan.schema.json", faults);
  if (root != NULL)
    return check_decided (file, root, error) ? g_steal_pointer (&root) : NULL;
  const PoskoDiagnostic *first = posko_diagnostics_get (faults, 0);
  if (!refuse_role (file, first, error))
    g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("%s:%u: at \"%s\": found %s, expected %s"), file, first->line,
                 first->column != NULL ? first->column : "", first->found != NULL ? first->found : "", first->expected != NULL ? first->expected : "");
  return NULL;
}

static const char *
entry_header (JsonArray *entries, guint entry)
{
  return json_object_get_string_member (json_array_get_object_element (entries, entry), "kepala");
}

/* The first unused entry with @column's header: to the letter, else by key. Returns: -1 when there is none */
static gint
find_entry (const PoskoColumnReading *self, JsonArray *entries, const gboolean *used, guint column)
{
  const char *header = self->layout->headers[column];
  g_autofree char *key = posko_header_key (header);

  for (guint by_key = 0; by_key < 2; by_key++)
    for (guint entry = 0; entry < json_array_get_length (entries); entry++)
      {
        if (used[entry])
          continue;
        g_autofree char *other = by_key ? posko_header_key (entry_header (entries, entry)) : g_strdup (entry_header (entries, entry));
        if (strcmp (by_key ? key : header, other) == 0)
          return (gint) entry;
      }
  return -1;
}

static gboolean
take_style (PoskoColumnReading *self, guint column, JsonObject *object, GError **error)
{
  PoskoNumberStyle *style = &self->map->columns[column].style;

  style->decimal = json_object_get_string_member_with_default (object, "desimal", "")[0];
  style->thousands = json_object_get_string_member_with_default (object, "ribuan", "")[0];
  style->percent = json_object_get_boolean_member_with_default (object, "persen", FALSE);
  style->n_cells = (guint) json_object_get_int_member_with_default (object, "sel", 0);
  style->n_for = (guint) json_object_get_int_member_with_default (object, "bukti", 0);
  style->line = (guint) json_object_get_int_member_with_default (object, "baris", 0);
  g_strlcpy (style->example, json_object_get_string_member_with_default (object, "contoh", ""), sizeof style->example);
  style->example[longest_valid (style->example)] = '\0';
  self->stated[column] = TRUE;
  if (style->decimal != '\0' && style->decimal == style->thousands)
    {
      g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("%s: column \"%s\" of the mapping has the same mark for decimals and thousands"), self->file,
                   self->layout->headers[column]);
      return FALSE;
    }
  return TRUE;
}

static gboolean
take_entry (PoskoColumnReading *self, guint column, JsonObject *entry, GError **error)
{
  PoskoColumnUse *use = &self->map->columns[column];
  use->role = posko_role_from_name (json_object_get_string_member (entry, "peran"));
  use->part = posko_angle_part_from_name (json_object_get_string_member_with_default (entry, "bagian", ""));
  use->confirmed = TRUE;
  for (guint other = 0; other < column; other++)
    if (self->map->columns[other].role == use->role && self->map->columns[other].part == use->part && (POSKO_ROLES_SEVERAL & POSKO_ROLE_BIT (use->role)) == 0)
      {
        g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("%s: the mapping gives the role %s to two columns: \"%s\" and \"%s\""), self->file,
                     posko_role_name (use->role), self->layout->headers[other], self->layout->headers[column]);
        return FALSE;
      }
  return !json_object_has_member (entry, "angka") || !posko_role_number_use (use->role, NULL)
         || take_style (self, column, json_object_get_object_member (entry, "angka"), error);
}

/* A column of the mapping that the file does not have: an error where it was to be read. */
static gboolean
tell_gone (PoskoColumnReading *self, JsonObject *entry, GError **error)
{
  const char *header = json_object_get_string_member (entry, "kepala"), *role = json_object_get_string_member (entry, "peran");

  if (posko_role_from_name (role) == POSKO_ROLE_NONE)
    {
      if (header[0] != '\0')
        posko_column_tell (self, POSKO_IMPORT_NOTE, "mapping-column-gone", G_MAXUINT, header, role, NULL, NULL);
      return TRUE;
    }
  g_autofree char *near = posko_nearest_list (header, (const char *const *) self->layout->headers, self->layout->n_columns, 3);
  g_autofree char *all = g_strjoinv (" | ", self->layout->headers);
  g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("%s: the mapping reads a column \"%s\" as %s, which the file does not have; near: %s"), self->file, header, role,
               near != NULL ? near : all);
  return FALSE;
}

gboolean
posko_columns_take_mapping (PoskoColumnReading *self, JsonNode *mapping, GError **error)
{
  JsonObject *root = json_node_get_object (mapping);
  JsonArray *entries = json_object_get_array_member (root, "kolom");
  g_autofree gboolean *used = g_new0 (gboolean, json_array_get_length (entries) + 1);
  const char *sheet = json_object_get_string_member_with_default (root, "lembar", self->map->sheet);

  if (strcmp (sheet, self->map->sheet) != 0)
    posko_column_tell (self, POSKO_IMPORT_NOTE, "mapping-sheet", G_MAXUINT, self->map->sheet, sheet, NULL, NULL);
  for (guint column = 0; column < self->map->n_columns; column++)
    {
      const gint entry = find_entry (self, entries, used, column);
      if (entry < 0 && self->layout->headers[column][0] != '\0')
        posko_column_tell (self, POSKO_IMPORT_NOTE, "mapping-column-new", column, self->layout->headers[column], posko_role_name (POSKO_ROLE_NONE), NULL, NULL);
      if (entry < 0)
        continue;
      used[entry] = TRUE;
      if (!take_entry (self, column, json_array_get_object_element (entries, (guint) entry), error))
        return FALSE;
    }
  for (guint entry = 0; entry < json_array_get_length (entries); entry++)
    if (!used[entry] && !tell_gone (self, json_array_get_object_element (entries, entry), error))
      return FALSE;
  return TRUE;
}
