/* report-tables.c: a set of tables as a folder of CSV files, one JSON of them all, and a data package; see report-tables.h. */
#include "report-tables.h"
#include <string.h>

static const char *
table_name (const PoskoTable *table)
{
  return posko_table_type (table)->name + strlen ("output/");
}

static void
write_head (PoskoJsonWriter *json, const PoskoReportTables *self, const char *prefix)
{
  g_autofree char *version = g_strconcat (prefix, "versi", NULL);
  g_autofree char *language = g_strconcat (prefix, "bahasa", NULL);
  posko_json_writer_string (json, POSKO_STAGE_MARKER_MEMBER, self->kind);
  posko_json_writer_string (json, version, POSKO_VERSION);
  posko_json_writer_string (json, language, posko_report_language_code (self->language));
  if (self->members != NULL)
    self->members (json, prefix, self->data);
}

char *
posko_report_tables_json (const PoskoReportTables *self, gsize *length, GError **error)
{
  g_autoptr (PoskoJsonWriter) json = posko_json_writer_new ();
  posko_json_writer_begin_object (json, NULL);
  write_head (json, self, "");
  posko_json_writer_begin_object (json, "tabel");
  for (guint t = 0; t < self->n_tables; t++)
    posko_report_json_table (json, self->tables[t].table, table_name (self->tables[t].table));
  posko_json_writer_end_object (json);
  posko_json_writer_end_object (json);
  return posko_json_writer_finish (json, length, error);
}

static char *
drawing_file (const PoskoReportTables *self)
{
  return g_strconcat (self->kind, ".svg", NULL);
}

static char *
make_package (const PoskoReportTables *self, const char *json_file, PoskoCsvStyle dialect, gsize *length, GError **error)
{
  g_autoptr (PoskoJsonWriter) json = posko_json_writer_new ();
  posko_json_writer_begin_object (json, NULL);
  posko_json_writer_string (json, "profile", "data-package");
  posko_json_writer_string (json, "name", self->name);
  posko_json_writer_string (json, "title", self->title);
  write_head (json, self, "posko:");
  posko_json_writer_begin_array (json, "resources");
  for (guint t = 0; t < self->n_tables; t++)
    if (!posko_report_table_resource (json, posko_table_type (self->tables[t].table), table_name (self->tables[t].table), dialect, error))
      return NULL;
  posko_report_file_resource (json, "semua", json_file, self->json_title, "application/json");
  if (self->drawing != NULL)
    {
      g_autofree char *drawing = drawing_file (self);
      posko_report_file_resource (json, "gambar", drawing, self->drawing_title, "image/svg+xml");
    }
  posko_json_writer_end_array (json);
  if (self->areas != NULL)
    posko_report_areas_write (self->areas, json);
  posko_json_writer_end_object (json);
  return posko_json_writer_finish (json, length, error);
}

static gboolean
write_drawing (PoskoStage *stage, const PoskoReportTables *self, GError **error)
{
  g_autofree char *file = drawing_file (self);
  return self->drawing == NULL || posko_stage_write (stage, file, self->drawing, self->drawing_length, error);
}

gboolean
posko_report_tables_write (const PoskoReportTables *self, const char *folder, const PoskoReportParams *params, GCancellable *cancellable,
                           GError **error)
{
  gsize json_length, package_length;
  g_autofree char *json_file = g_strconcat (self->kind, ".json", NULL);
  g_autofree char *json = posko_report_tables_json (self, &json_length, error);
  g_autofree char *package = json != NULL ? make_package (self, json_file, params->dialect, &package_length, error) : NULL;
  if (package == NULL)
    return FALSE;
  g_autoptr (PoskoStage) stage = posko_stage_new (folder, self->kind, error);
  return stage != NULL && posko_report_write_tables (stage, self->tables, self->n_tables, self->areas, params->dialect, cancellable, error)
         && write_drawing (stage, self, error)
         && posko_stage_write (stage, json_file, json, json_length, error)
         && posko_stage_write (stage, POSKO_STAGE_MARKER_FILE, package, package_length, error)
         && !posko_set_error_if_cancelled (cancellable, error) && posko_stage_commit (stage, error);
}
