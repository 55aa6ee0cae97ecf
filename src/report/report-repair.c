/* report-repair.c: a repaired case as a folder: the new files, the log of the changes, and every other file as it is.
 *
 * The original is only read. The copy appears whole or not at all. Its datapackage.json states the dialect its tables now have.
 */
#include "file.h"
#include "i18n.h"
#include "report-private.h"
#include <string.h>

#define LOG_FILE "perbaikan.csv"
#define MAX_FILES 20000u
#define MAX_DEPTH 8u
#define MAX_BYTES ((gsize) 1 << 30) /* of one file */

typedef struct
{
  PoskoStage *stage;
  const char *folder;
  const PoskoRepairFile *files;
  guint n_files;
  guint copied;
  GCancellable *cancellable;
} Copying;

static const PoskoRepairFile *
find_file (const Copying *self, const char *name)
{
  for (guint i = 0; i < self->n_files; i++)
    if (strcmp (self->files[i].name, name) == 0)
      return &self->files[i];
  return NULL;
}

static gboolean
copy_file (Copying *self, const char *path, const char *name, GError **error)
{
  const PoskoRepairFile *mended = find_file (self, name);
  g_autoptr (GBytes) bytes = mended != NULL ? g_bytes_ref (mended->data) : posko_file_read (path, MAX_BYTES, error);
  gsize length;

  if (bytes == NULL)
    return FALSE;
  const char *data = g_bytes_get_data (bytes, &length);
  return posko_stage_write (self->stage, name, data, length, error);
}

static gint
compare_names (gconstpointer a, gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

/* Names of a folder in order, hidden ones left out: they are a program's, not the case's. */
static GPtrArray *
list_folder (const char *path, GError **error)
{
  g_autoptr (GDir) dir = g_dir_open (path, 0, error);
  GPtrArray *names = dir != NULL ? g_ptr_array_new_with_free_func (g_free) : NULL;

  for (const char *name = dir != NULL ? g_dir_read_name (dir) : NULL; name != NULL; name = g_dir_read_name (dir))
    if (name[0] != '.')
      g_ptr_array_add (names, g_strdup (name));
  if (names != NULL)
    g_ptr_array_sort (names, compare_names);
  return names;
}

static gboolean
copy_folder (Copying *self, const char *below, guint depth, GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, below, NULL);
  g_autoptr (GPtrArray) names = list_folder (path, error);

  for (guint i = 0; names != NULL && i < names->len; i++)
    {
      const char *name = names->pdata[i];
      g_autofree char *inner = below[0] != '\0' ? g_strconcat (below, "/", name, NULL) : g_strdup (name);
      g_autofree char *from = g_build_filename (self->folder, inner, NULL);
      if (posko_set_error_if_cancelled (self->cancellable, error))
        return FALSE;
      if (strcmp (inner, POSKO_STAGE_MARKER_FILE) == 0 || strcmp (inner, LOG_FILE) == 0)
        continue; /* written anew */
      if (++self->copied > MAX_FILES || depth >= MAX_DEPTH)
        {
          g_set_error (error, POSKO_ERROR, POSKO_ERROR_LIMIT, _ ("%s: more than %u files, or folders more than %u deep: this is no case"),
                       self->folder, MAX_FILES, MAX_DEPTH);
          return FALSE;
        }
      if (!(g_file_test (from, G_FILE_TEST_IS_DIR) ? copy_folder (self, inner, depth + 1, error) : copy_file (self, from, inner, error)))
        return FALSE;
    }
  return names != NULL;
}

/* A table's resource says how its file is written. */
static void
state_dialect (JsonObject *resource, PoskoCsvStyle style)
{
  const char *delimiter = style == POSKO_CSV_EXCEL_ID ? ";" : ",";
  JsonNode *dialect = json_object_get_member (resource, "dialect"), *schema = json_object_get_member (resource, "schema");

  if (dialect == NULL || !JSON_NODE_HOLDS_OBJECT (dialect))
    json_object_set_object_member (resource, "dialect", json_object_new ());
  JsonObject *stated = json_object_get_object_member (resource, "dialect");
  json_object_set_string_member (stated, "delimiter", delimiter);
  json_object_set_string_member (stated, "lineTerminator", "\r\n");
  json_object_set_string_member (resource, "encoding", "utf-8");
  JsonNode *fields = schema != NULL && JSON_NODE_HOLDS_OBJECT (schema) ? json_object_get_member (json_node_get_object (schema), "fields") : NULL;
  for (guint i = 0; fields != NULL && JSON_NODE_HOLDS_ARRAY (fields) && i < json_array_get_length (json_node_get_array (fields)); i++)
    {
      JsonNode *node = json_array_get_element (json_node_get_array (fields), i);
      JsonObject *field = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      if (field == NULL || g_strcmp0 (json_object_get_string_member_with_default (field, "type", ""), "number") != 0)
        continue;
      if (style == POSKO_CSV_EXCEL_ID)
        json_object_set_string_member (field, "decimalChar", ",");
      else
        json_object_remove_member (field, "decimalChar");
    }
}

static gboolean
write_package (Copying *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, POSKO_STAGE_MARKER_FILE, NULL);
  g_autoptr (GBytes) bytes = posko_file_read (path, POSKO_JSON_MAX_BYTES, error);
  gsize length;
  const char *data = bytes != NULL ? g_bytes_get_data (bytes, &length) : NULL;
  g_autoptr (JsonNode) root = data != NULL ? posko_json_read (data, length, error) : NULL;

  if (root == NULL)
    return FALSE;
  if (!JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("%s: no data package"), path);
      return FALSE;
    }
  JsonObject *package = json_node_get_object (root);
  JsonNode *list = json_object_get_member (package, "resources");
  if (self->n_files == 0 && json_object_has_member (package, POSKO_STAGE_MARKER_MEMBER))
    return posko_stage_write (self->stage, POSKO_STAGE_MARKER_FILE, data, length, error);
  json_object_set_string_member (package, POSKO_STAGE_MARKER_MEMBER, POSKO_REPORT_CASE_KIND);
  for (guint i = 0; list != NULL && JSON_NODE_HOLDS_ARRAY (list) && i < json_array_get_length (json_node_get_array (list)); i++)
    {
      JsonNode *node = json_array_get_element (json_node_get_array (list), i);
      JsonObject *resource = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      for (guint f = 0; resource != NULL && f < self->n_files; f++)
        if (self->files[f].is_table && g_strcmp0 (json_object_get_string_member_with_default (resource, "name", ""), self->files[f].resource) == 0)
          state_dialect (resource, self->files[f].style);
    }
  g_autofree char *text = posko_report_tree (root, &length, error);
  return text != NULL && posko_stage_write (self->stage, POSKO_STAGE_MARKER_FILE, text, length, error);
}

gboolean
posko_report_repair_write (PoskoRepair *repair, const char *source, const char *folder, const PoskoReportParams *params,
                           GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (repair != NULL && source != NULL && folder != NULL && params != NULL, FALSE);
  g_autoptr (PoskoStage) stage = posko_stage_new (folder, POSKO_REPORT_CASE_KIND, error);
  Copying copying = { .stage = stage, .folder = source, .cancellable = cancellable };
  gsize length;
  g_autofree char *log = posko_report_csv (posko_repair_changes (repair), params->dialect, NULL, &length);

  copying.files = posko_repair_files (repair, &copying.n_files);
  return stage != NULL && copy_folder (&copying, "", 0, error) && write_package (&copying, error)
         && posko_stage_write (stage, LOG_FILE, log, length, error) && posko_stage_commit (stage, error);
}
