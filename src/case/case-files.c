/* case-files.c: the files of a case folder: which there are by datapackage.json, and what they hold.
 *
 * A case is a Frictionless Data Package: its resources are found by name. A file that stands in the folder under its usual name
 * but is not listed is read all the same, and said. Nothing outside the folder is ever opened.
 */
#include <string.h>

#include "case-private.h"
#include "csv-read.h"
#include "file.h"
#include "i18n.h"
#include "nearest.h"
#include "schema.h"

#define PACKAGE "datapackage.json"

const PoskoTableType *const POSKO_TABLE_TYPES[POSKO_N_TABLES] = {
  &POSKO_TPS_TYPE,   &POSKO_FASKES_TYPE,    &POSKO_NAKES_TYPE,     &POSKO_AMBULANS_TYPE,
  &POSKO_DAPUR_TYPE, &POSKO_KENDARAAN_TYPE, &POSKO_GELOMBANG_TYPE, &POSKO_BALIHO_TYPE,
};

static const char *const layer_names[POSKO_N_LAYERS] = { "kecamatan", "kelurahan", "zona_larangan" };

/* Where the file name of a resource is kept. Returns: NULL for a name that is none of ours */
static char **
find_slot (PoskoLoading *self, const char *name)
{
  for (guint i = 0; i < POSKO_N_TABLES; i++)
    if (strcmp (POSKO_TABLE_TYPES[i]->name, name) == 0)
      return &self->table_files[i];
  for (guint i = 0; i < POSKO_N_LAYERS; i++)
    if (strcmp (layer_names[i], name) == 0)
      return &self->layer_files[i];
  return strcmp (name, "kebijakan") == 0 ? &self->policy_file : NULL;
}

/* What posko writes into a case beside its tables. */
static gboolean
is_own_extra (const char *name)
{
  static const char *const names[] = { "asumsi", "impor", "pemetaan", "nik", NULL };
  return g_strv_contains (names, name);
}

/* The delimiter that the package states for a table. */
static void
take_delimiter (PoskoLoading *self, JsonObject *resource, const char *name)
{
  JsonNode *dialect = json_object_get_member (resource, "dialect");
  JsonNode *mark = dialect != NULL && JSON_NODE_HOLDS_OBJECT (dialect) ? json_object_get_member (json_node_get_object (dialect), "delimiter") : NULL;
  const char *text = mark != NULL && JSON_NODE_HOLDS_VALUE (mark) ? json_node_get_string (mark) : NULL;

  for (guint i = 0; i < POSKO_N_TABLES && text != NULL && strlen (text) == 1; i++)
    if (strcmp (POSKO_TABLE_TYPES[i]->name, name) == 0)
      self->table_delimiters[i] = text[0];
}

/* A path that stays inside the folder. */
static gboolean
is_safe (const char *path)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);

  if (g_path_is_absolute (path) || strchr (path, '\\') != NULL || strstr (path, "://") != NULL)
    return FALSE;
  for (guint i = 0; parts[i] != NULL; i++)
    if (strcmp (parts[i], "..") == 0 || parts[i][0] == '\0')
      return FALSE;
  return TRUE;
}

static void
report_unknown_resource (PoskoLoading *self, const char *name, guint line, const char *pointer)
{
  const char *known[POSKO_N_TABLES + POSKO_N_LAYERS + 1];
  g_autofree char *near = NULL, *remedy = NULL;
  guint n = 0;

  for (guint i = 0; i < POSKO_N_TABLES; i++)
    known[n++] = POSKO_TABLE_TYPES[i]->name;
  for (guint i = 0; i < POSKO_N_LAYERS; i++)
    known[n++] = layer_names[i];
  known[n++] = "kebijakan";
  near = posko_nearest_list (name, known, n, 1);
  remedy = near != NULL ? g_strdup_printf (_ ("did you mean %s?"), near) : g_strdup (_ ("nothing: it is not read"));
  posko_diagnostics_report (self->diagnostics, POSKO_SEVERITY_INFO, "resource-unknown", PACKAGE, line, pointer, name, NULL, remedy);
}

static void
take_resource (PoskoLoading *self, const PoskoDocumentSource *source, JsonObject *resource, guint i)
{
  const char *name = json_object_get_string_member (resource, "name");
  const char *path = json_object_get_string_member (resource, "path");
  g_autofree char *pointer = g_strdup_printf ("/resources/%u", i);
  const guint line = posko_document_line (source, pointer);
  char **slot = find_slot (self, name);

  if (slot == NULL && is_own_extra (name))
    return;
  if (slot == NULL)
    report_unknown_resource (self, name, line, pointer);
  else if (*slot != NULL)
    posko_diagnostics_report (self->diagnostics, POSKO_SEVERITY_ERROR, "resource-double", PACKAGE, line, pointer, name,
                              _ ("each resource once"), _ ("take one of them out"));
  else if (!is_safe (path))
    posko_diagnostics_report (self->diagnostics, POSKO_SEVERITY_ERROR, "resource-path", PACKAGE, line, pointer, path,
                              _ ("a path inside the case folder"), _ ("put the file into the folder"));
  else
    {
      *slot = g_strdup (path);
      take_delimiter (self, resource, name);
    }
}

static void
read_package (PoskoLoading *self)
{
  g_autofree char *path = g_build_filename (self->folder, PACKAGE, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (JsonNode) root = NULL;
  PoskoDocumentSource source = { .file = PACKAGE };
  JsonArray *resources;

  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    {
      posko_diagnostics_report (self->diagnostics, POSKO_SEVERITY_ERROR, "datapackage-missing", PACKAGE, 0, NULL, _ ("no such file"),
                                _ ("a case is a folder with datapackage.json"), _ ("make the case by posko init"));
      return;
    }
  bytes = posko_file_read (path, POSKO_JSON_MAX_BYTES, &error);
  if (bytes == NULL)
    {
      posko_diagnostics_report (self->diagnostics, POSKO_SEVERITY_ERROR, "file-unreadable", PACKAGE, 0, NULL, error->message, NULL,
                                _ ("look at the file's permissions"));
      return;
    }
  source.text = g_bytes_get_data (bytes, &source.length);
  root = posko_document_read (&source, "datapackage.schema.json", self->diagnostics);
  if (root == NULL)
    return;
  resources = json_object_get_array_member (json_node_get_object (root), "resources");
  for (guint i = 0; i < json_array_get_length (resources); i++)
    take_resource (self, &source, json_array_get_object_element (resources, i), i);
}

/* A file that a case may do without, but that is listed: its defaults would be a silent guess. */
static void
warn_of_listed (PoskoLoading *self, const char *file)
{
  g_autofree char *path = file != NULL ? g_build_filename (self->folder, file, NULL) : NULL;

  if (path != NULL && !g_file_test (path, G_FILE_TEST_EXISTS))
    posko_diagnostics_report (self->diagnostics, POSKO_SEVERITY_WARNING, "resource-missing", file, 0, NULL, _ ("no such file"),
                              _ ("the file that datapackage.json lists"),
                              _ ("put the file into the folder, or take it out of datapackage.json; as it stands the case goes without it"));
}

/* The usual name of a resource that is not listed; said when there is such a file. */
static void
fall_back (PoskoLoading *self, char **slot, const char *name, const char *ending)
{
  g_autofree char *file = NULL, *path = NULL;

  if (*slot != NULL)
    return;
  file = g_strconcat (name, ending, NULL);
  path = g_build_filename (self->folder, file, NULL);
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    posko_diagnostics_report (self->diagnostics, POSKO_SEVERITY_INFO, "resource-unlisted", file, 0, NULL,
                              _ ("the file is not listed in datapackage.json"), NULL, _ ("nothing: it is read by its usual name"));
  *slot = g_steal_pointer (&file);
}

void
posko_loading_find_files (PoskoLoading *self)
{
  read_package (self);
  warn_of_listed (self, self->table_files[POSKO_TABLE_GELOMBANG]);
  warn_of_listed (self, self->layer_files[POSKO_LAYER_KELURAHAN]);
  warn_of_listed (self, self->layer_files[POSKO_LAYER_ZONA]);
  warn_of_listed (self, self->policy_file);
  for (guint i = 0; i < POSKO_N_TABLES; i++)
    fall_back (self, &self->table_files[i], POSKO_TABLE_TYPES[i]->name, ".csv");
  for (guint i = 0; i < POSKO_N_LAYERS; i++)
    fall_back (self, &self->layer_files[i], layer_names[i], ".geojson");
  fall_back (self, &self->policy_file, "kebijakan", ".json");
}

static void
report_unreadable (PoskoLoading *self, const char *file, const GError *error)
{
  posko_diagnostics_report (self->diagnostics, POSKO_SEVERITY_ERROR, "file-unreadable", file, 0, NULL, error->message, NULL,
                            _ ("look at the file's permissions and size"));
}

/* Returns: (transfer full) (nullable): the file; @missing says that there is none, which is not yet a fault */
static GBytes *
read_file (PoskoLoading *self, const char *file, gsize max_bytes, gboolean *missing)
{
  g_autofree char *path = g_build_filename (self->folder, file, NULL);
  g_autoptr (GError) error = NULL;
  GBytes *bytes;

  *missing = !g_file_test (path, G_FILE_TEST_EXISTS);
  if (*missing)
    return NULL;
  bytes = posko_file_read (path, max_bytes, &error);
  if (bytes == NULL)
    report_unreadable (self, file, error);
  return bytes;
}

static void
report_missing (PoskoLoading *self, const char *code, const char *file, gboolean given_by_planner)
{
  posko_diagnostics_report (self->diagnostics, POSKO_SEVERITY_ERROR, code, file, 0, NULL, _ ("no such file"), _ ("every case has one"),
                            given_by_planner ? _ ("put the file into the folder, or make the case by posko init")
                                             : _ ("let posko init make one with sized assumptions"));
}

PoskoTableContext
posko_loading_context (const PoskoLoading *self, PoskoTableId id)
{
  const PoskoBoundary *kecamatan = self->self->layers[POSKO_LAYER_KECAMATAN];
  PoskoTableContext context = POSKO_TABLE_CONTEXT_INIT;
  PoskoLonLat low, high;

  context.delimiter = self->table_delimiters[id];
  if (self->self->policy != NULL)
    context.day_h = posko_policy_document_get (self->self->policy)->tanggal_h;
  if (kecamatan == NULL || posko_boundary_n (kecamatan) == 0)
    return context;
  posko_boundary_bounds (kecamatan, &low, &high);
  context.lat[0] = low.lat;
  context.lat[1] = high.lat;
  context.lon[0] = low.lon;
  context.lon[1] = high.lon;
  return context;
}

static void
read_table (PoskoLoading *self, PoskoTableId id)
{
  const char *file = self->table_files[id];
  g_autofree char *stage = g_strdup_printf (_ ("Reading %s"), file);
  g_autoptr (GBytes) bytes = NULL;
  const PoskoTableContext context = posko_loading_context (self, id);
  gboolean missing;

  posko_progress_report (self->progress, stage, -1);
  bytes = read_file (self, file, POSKO_CSV_MAX_BYTES, &missing);
  if (missing && id == POSKO_TABLE_GELOMBANG)
    {
      bytes = posko_schema_bytes ("gelombang_bawaan.csv");
      posko_diagnostics_report (self->diagnostics, POSKO_SEVERITY_INFO, "table-default", file, 0, NULL, _ ("no such file"), NULL,
                                _ ("nothing: the default meal waves are used, marked as assumptions"));
    }
  else if (missing)
    report_missing (self, "table-missing", file, id == POSKO_TABLE_TPS);
  if (bytes != NULL)
    self->self->tables[id] = posko_table_read_within (POSKO_TABLE_TYPES[id], bytes, file, &context, self->diagnostics, self->cancellable);
}

void
posko_loading_read_tables (PoskoLoading *self)
{
  for (guint i = 0; i < POSKO_N_TABLES; i++)
    if (!g_cancellable_is_cancelled (self->cancellable))
      read_table (self, (PoskoTableId) i);
}

typedef struct
{
  PoskoLoading *loading;
  const char *file;
} LayerReading;

static void
on_layer_fault (const PoskoBoundaryFault *fault, gpointer user_data)
{
  const LayerReading *self = user_data;
  g_autofree char *found = fault->feature == POSKO_BOUNDARY_NONE ? g_strdup (fault->found)
                                                                 : g_strdup_printf (_ ("feature %u: %s"), fault->feature + 1, fault->found);
  const PoskoSeverity severity = fault->is_error                            ? POSKO_SEVERITY_ERROR
                                 : strcmp (fault->code, "geojson-mark") == 0 ? POSKO_SEVERITY_INFO
                                                                             : POSKO_SEVERITY_WARNING;

  posko_diagnostics_report (self->loading->diagnostics, severity, fault->code, self->file, fault->line, fault->property, found,
                            fault->expected, fault->remedy);
}

static void
read_layer (LayerReading *self, guint layer)
{
  PoskoLoading *loading = self->loading;
  const PoskoBoundaryReading how = { .needs_area = layer != POSKO_LAYER_ZONA };
  g_autofree char *path = g_build_filename (loading->folder, self->file, NULL);
  g_autoptr (GError) error = NULL;

  if (g_file_test (path, G_FILE_TEST_EXISTS))
    {
      loading->self->layers[layer] = posko_boundary_read_file (path, &how, on_layer_fault, self, loading->cancellable, &error);
      if (error != NULL)
        report_unreadable (loading, self->file, error);
    }
  else if (layer == POSKO_LAYER_KECAMATAN)
    report_missing (loading, "layer-missing", self->file, TRUE);
}

void
posko_loading_read_layers (PoskoLoading *self)
{
  for (guint i = 0; i < POSKO_N_LAYERS && !g_cancellable_is_cancelled (self->cancellable); i++)
    {
      LayerReading reading = { self, self->layer_files[i] };
      g_autofree char *stage = g_strdup_printf (_ ("Reading %s"), reading.file);

      posko_progress_report (self->progress, stage, -1);
      read_layer (&reading, i);
    }
}

void
posko_loading_restore_codes (PoskoLoading *self)
{
  const PoskoBoundary *kecamatan = self->self->layers[POSKO_LAYER_KECAMATAN];
  g_autoptr (GPtrArray) codes = g_ptr_array_new ();

  for (guint i = 0; kecamatan != NULL && i < posko_boundary_n (kecamatan); i++)
    g_ptr_array_add (codes, (gpointer) posko_boundary_code (kecamatan, i)); /* the reader lets no code stand twice */
  g_ptr_array_sort (codes, posko_compare_texts);
  posko_tables_restore_codes (self->self->tables, self->table_files, POSKO_N_TABLES, (const char *const *) codes->pdata, codes->len,
                              self->diagnostics);
}

void
posko_loading_read_policy (PoskoLoading *self)
{
  PoskoDocumentSource source = { .file = self->policy_file };
  gboolean missing;
  g_autoptr (GBytes) bytes = read_file (self, self->policy_file, POSKO_JSON_MAX_BYTES, &missing);

  if (missing)
    {
      posko_diagnostics_report (self->diagnostics, POSKO_SEVERITY_INFO, "policy-default", self->policy_file, 0, NULL, _ ("no such file"), NULL,
                                _ ("nothing: every value of the policy is its default"));
      self->policy_root = posko_json_read ("{}", 2, NULL);
    }
  else if (bytes != NULL)
    {
      const char *text = g_bytes_get_data (bytes, &self->policy_length);
      self->policy_text = g_memdup2 (text, self->policy_length);
      source.text = self->policy_text;
      source.length = self->policy_length;
      self->policy_root = posko_document_read (&source, NULL, self->diagnostics);
    }
  if (self->policy_root != NULL)
    self->self->policy = posko_policy_from_node (self->policy_root, &source, self->diagnostics);
}
