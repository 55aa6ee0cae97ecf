/* report-read.c: a plan's folder read back, also after people edited its tables.
 *
 * The tables are read by the same schemas that wrote them, in whichever dialect they were saved. Everything wrong is a diagnostic and no
 * stop; the verifier then judges the rows that could be read. datapackage.json says of which case, with which seed and in which
 * language the plan was made; plan.json is not looked at, because people edit tables.
 */
#include "report-private.h"
#include <math.h>
#include <string.h>

#define MAX_PACKAGE_BYTES ((gsize) 16 << 20)
#define SAME_EFFORT 5e-7 /* half of the last decimal that is written */

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
  g_autoptr (PoskoReportAreas) areas = posko_report_areas_of_case (posko_plan_case (self->plan));
  g_autofree char *file = posko_report_file_name (id);
  PoskoTable *whole = posko_plan_table (self->plan, id);
  for (guint a = 0; a < areas->codes->len; a++)
    {
      g_autofree char *path = posko_report_area_path (areas, a, file);
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

/* datapackage.json of @folder; @path gets its name */
static JsonNode *
read_package (const char *folder, char **path, GError **error)
{
  *path = g_build_filename (folder, POSKO_STAGE_MARKER_FILE, NULL);
  g_autoptr (GBytes) bytes = posko_file_read (*path, MAX_PACKAGE_BYTES, error);
  if (bytes == NULL)
    return NULL;
  gsize size;
  const char *data = g_bytes_get_data (bytes, &size);
  JsonNode *root = posko_json_read (data, size, error);
  if (root == NULL)
    g_prefix_error (error, "%s: ", *path);
  return root;
}

/* What plan it stays close to, if any. */
static gboolean
read_stay (Reader *self, const PoskoJsonCursor *top, const char *path, GError **error)
{
  PoskoStayRule rules[POSKO_N_STAY];
  g_autofree char *published = NULL;
  const PoskoJsonCursor at = posko_json_member (top, POSKO_REPORT_STAY);
  if (!posko_report_stay_read (&at, &published, rules, error))
    {
      g_prefix_error (error, "%s: ", path);
      return FALSE;
    }
  if (published != NULL)
    posko_plan_remember_stay (self->plan, published, rules);
  return TRUE;
}

/* Seed, language and case of the plan; FALSE with @error when @top, of the file @path, is not that of a plan. */
static gboolean
read_origin (Reader *self, const PoskoJsonCursor *top, const char *path, GError **error)
{
  const PoskoJsonCursor kind = posko_json_member (top, POSKO_STAGE_MARKER_MEMBER);
  const PoskoJsonCursor seed = posko_json_member (top, "posko:benih");
  const PoskoJsonCursor language = posko_json_member (top, "posko:bahasa");
  const PoskoJsonCursor hash = posko_json_member (top, "posko:kasus");
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
  if (!read_stay (self, top, path, error))
    return FALSE;
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
  g_autofree char *path = NULL;
  g_autoptr (JsonNode) root = read_package (folder, &path, error);
  if (root == NULL)
    return NULL;
  const PoskoJsonCursor top = posko_json_cursor (root);
  if (!read_origin (&self, &top, path, error))
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
  posko_report_keys_read (&top, plan);
  return g_steal_pointer (&plan);
}

gboolean
posko_report_is_of (const char *folder, const PoskoCase *source, const PoskoPlanParams *params, PoskoCsvStyle dialect)
{
  g_return_val_if_fail (folder != NULL && source != NULL && params != NULL, FALSE);
  g_autofree char *path = NULL;
  g_autoptr (JsonNode) root = read_package (folder, &path, NULL);
  if (root == NULL)
    return FALSE;
  const PoskoJsonCursor top = posko_json_cursor (root);
  const struct
  {
    const char *name, *value;
  } texts[] = { { POSKO_STAGE_MARKER_MEMBER, POSKO_REPORT_KIND },
                { "posko:versi", POSKO_VERSION },
                { "posko:kasus", posko_case_hash (source) },
                { "posko:bahasa", posko_report_language_code (params->language) } };
  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      const PoskoJsonCursor member = posko_json_member (&top, texts[i].name);
      if (g_strcmp0 (posko_json_get_string (&member, NULL), texts[i].value) != 0)
        return FALSE;
    }
  const PoskoJsonCursor seed = posko_json_member (&top, "posko:benih"), effort = posko_json_member (&top, "posko:upaya");
  const PoskoJsonCursor stay = posko_json_member (&top, POSKO_REPORT_STAY);
  const PoskoJsonCursor resources = posko_json_member (&top, "resources");
  const PoskoJsonCursor first = posko_json_element (&resources, 0);
  const PoskoJsonCursor format = posko_json_member (&first, "dialect"), delimiter = posko_json_member (&format, "delimiter");
  gint64 number;
  gdouble work;
  return posko_json_get_integer (&seed, 0, G_MAXINT64, &number, NULL) && (guint64) number == params->seed
         && posko_json_get_number (&effort, 0, G_MAXDOUBLE, &work, NULL) && fabs (work - params->effort) < SAME_EFFORT
         && posko_report_stay_is (&stay, params->stay)
         && g_strcmp0 (posko_json_get_string (&delimiter, NULL), dialect == POSKO_CSV_EXCEL_ID ? ";" : ",") == 0;
}
