/* report-read.c: a plan's folder read back, also after people edited its tables.
 *
 * The tables are read by the same schemas that wrote them, in whichever dialect they were saved. Everything wrong is a diagnostic and no
 * stop; the verifier then judges the rows that could be read. datapackage.json says of which case, with which seed and in which
 * language the plan was made; plan.json is not looked at, because people edit tables.
 */
#include "report-private.h"
#include <string.h>

#define MAX_PACKAGE_BYTES ((gsize) 16 << 20)

typedef struct
{
  PoskoPlan *plan;
  const char *folder;
  PoskoDiagnostics *diagnostics;
  GCancellable *cancellable;
} Reader;

static void
report_missing (Reader *self, const char *file, const char *found)
{
  const PoskoDiagnostic finding = {
    .severity = POSKO_SEVERITY_ERROR,
    .code = "table-missing",
    .file = file,
    .found = found,
    .expected = _ ("a table of the plan"),
    .remedy = _ ("Restore the file, or make the plan anew with posko plan."),
  };
  posko_diagnostics_add (self->diagnostics, &finding);
}

/* Reads the table @file below the folder; NULL, with a diagnostic, when it cannot be had. */
static PoskoTable *
read_table (Reader *self, PoskoPlanTableId id, const char *file)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (self->folder, file, NULL);
  g_autoptr (GBytes) bytes = posko_file_read (path, POSKO_REPORT_MAX_FILE_BYTES, &error);
  if (bytes == NULL)
    {
      report_missing (self, file, error->message);
      return NULL;
    }
  return posko_table_read (posko_plan_table_type (id), bytes, file, self->diagnostics, self->cancellable);
}

static void
read_whole (Reader *self, PoskoPlanTableId id)
{
  g_autofree char *file = posko_report_file_name (id);
  PoskoTable *table = read_table (self, id, file);
  if (table != NULL)
    posko_plan_set_table (self->plan, id, table);
}

/* The rows of all kecamatan, under the table's key. */
static void
read_parts (Reader *self, PoskoPlanTableId id)
{
  g_auto (GStrv) folders = posko_report_area_folders (posko_plan_case (self->plan));
  g_autofree char *file = posko_report_file_name (id);
  PoskoTable *whole = posko_plan_table (self->plan, id);
  for (guint a = 0; folders[a] != NULL; a++)
    {
      g_autofree char *path = g_build_filename (POSKO_REPORT_AREA_FOLDER, folders[a], file, NULL);
      g_autoptr (PoskoTable) part = read_table (self, id, path);
      if (part != NULL)
        posko_table_append_file (whole, part, path);
    }
  posko_table_sort (whole);
}

static void
warn_of_other_case (Reader *self, const char *hash)
{
  const PoskoCase *source = posko_plan_case (self->plan);
  const char *own = source != NULL ? posko_case_hash (source) : hash;
  if (strcmp (hash, own) == 0)
    return;
  const PoskoDiagnostic finding = {
    .severity = POSKO_SEVERITY_WARNING,
    .code = "plan-other-case",
    .file = POSKO_STAGE_MARKER_FILE,
    .column = "posko:kasus",
    .found = hash,
    .expected = own,
    .remedy = _ ("The case has changed since the plan was made, or it is another case: what follows is judged by the case as it is now."),
  };
  posko_diagnostics_add (self->diagnostics, &finding);
}

/* Seed, language and case of the plan; FALSE with @error when the folder holds no plan. */
static gboolean
read_origin (Reader *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->folder, POSKO_STAGE_MARKER_FILE, NULL);
  g_autoptr (GBytes) bytes = posko_file_read (path, MAX_PACKAGE_BYTES, error);
  if (bytes == NULL)
    return FALSE;
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  g_autoptr (JsonNode) root = posko_json_read (data, size, error);
  if (root == NULL)
    {
      g_prefix_error (error, "%s: ", path);
      return FALSE;
    }
  const PoskoJsonCursor top = posko_json_cursor (root);
  const PoskoJsonCursor kind = posko_json_member (&top, POSKO_STAGE_MARKER_MEMBER);
  const PoskoJsonCursor seed = posko_json_member (&top, "posko:benih");
  const PoskoJsonCursor language = posko_json_member (&top, "posko:bahasa");
  const PoskoJsonCursor hash = posko_json_member (&top, "posko:kasus");
  gint64 number = 1;
  const char *kind_text = posko_json_get_string (&kind, NULL);
  const char *language_text = posko_json_get_string (&language, NULL);
  const char *hash_text = posko_json_get_string (&hash, NULL);
  if (g_strcmp0 (kind_text, POSKO_REPORT_KIND) != 0 || language_text == NULL || hash_text == NULL
      || !posko_json_get_integer (&seed, 0, G_MAXINT64, &number, NULL))
    {
      g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("%s: this is not the datapackage.json of a plan"), path);
      return FALSE;
    }
  posko_plan_set_origin (self->plan, (guint64) number,
                         strcmp (language_text, "en") == 0 ? POSKO_LANGUAGE_EN : POSKO_LANGUAGE_ID);
  warn_of_other_case (self, hash_text);
  return TRUE;
}

PoskoPlan *
posko_report_read (PoskoCase *source, const char *folder, gboolean from_parts, PoskoDiagnostics *diagnostics,
                   GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail ((source != NULL || !from_parts) && folder != NULL && diagnostics != NULL, NULL);
  g_autoptr (PoskoPlan) plan = posko_plan_new_empty (source);
  Reader self = { .plan = plan, .folder = folder, .diagnostics = diagnostics, .cancellable = cancellable };
  if (!read_origin (&self, error))
    return NULL;
  for (guint id = 0; id < POSKO_N_PLAN_TABLES; id++)
    {
      if (posko_set_error_if_cancelled (cancellable, error))
        return NULL;
      if (from_parts && posko_report_is_split (id))
        read_parts (&self, id);
      else
        read_whole (&self, id);
    }
  return g_steal_pointer (&plan);
}
