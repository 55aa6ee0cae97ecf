/* report-case.c: a case as a folder of files, for the command that makes one out of a TPS list and boundaries.
 *
 * The same writers as for a plan: tables by their schemas, a Frictionless package round them, the folder whole or not at all.
 */
#include "report-private.h"
#include <string.h>

static gboolean
write_tables (PoskoStage *stage, const PoskoReportCase *source, PoskoCsvStyle dialect, GError **error)
{
  for (guint i = 0; i < source->n_tables; i++)
    {
      gsize length;
      g_autofree char *data = posko_report_csv (source->tables[i], dialect, NULL, &length);
      g_autofree char *path = g_strconcat (posko_table_type (source->tables[i])->name, ".csv", NULL);
      if (!posko_stage_write (stage, path, data, length, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
write_layer (PoskoStage *stage, const PoskoBoundary *layer, const char *name, GError **error)
{
  if (layer == NULL)
    return TRUE;
  g_autofree char *path = g_strconcat (name, ".geojson", NULL);
  GString *text = posko_boundary_to_geojson (layer, name);
  const gboolean done = posko_stage_write (stage, path, text->str, text->len, error);
  g_string_free (text, TRUE);
  return done;
}

static gboolean
write_extras (PoskoStage *stage, const PoskoReportCase *source, GError **error)
{
  for (guint i = 0; i < source->n_extras; i++)
    if (!posko_stage_write (stage, source->extras[i].name, source->extras[i].data, source->extras[i].length, error))
      return FALSE;
  return TRUE;
}

static char *
make_package (const PoskoReportCase *source, PoskoCsvStyle dialect, gsize *length, GError **error)
{
  g_autoptr (PoskoJsonWriter) json = posko_json_writer_new ();
  posko_json_writer_begin_object (json, NULL);
  posko_json_writer_string (json, "profile", "data-package");
  posko_json_writer_string (json, "name", "kasus-hari-pemungutan-suara");
  posko_json_writer_string (json, "title", source->title);
  posko_json_writer_string (json, POSKO_STAGE_MARKER_MEMBER, POSKO_REPORT_CASE_KIND);
  posko_json_writer_string (json, "posko:versi", POSKO_VERSION);
  posko_json_writer_begin_array (json, "resources");
  for (guint i = 0; i < source->n_tables; i++)
    {
      const PoskoTableType *type = posko_table_type (source->tables[i]);
      if (!posko_report_table_resource (json, type, type->name, dialect, error))
        return NULL;
    }
  posko_report_file_resource (json, "kecamatan", "kecamatan.geojson", "Batas kecamatan", "application/geo+json");
  if (source->kelurahan != NULL)
    posko_report_file_resource (json, "kelurahan", "kelurahan.geojson", "Batas kelurahan", "application/geo+json");
  posko_report_file_resource (json, "kebijakan", "kebijakan.json", "Kebijakan", "application/json");
  posko_report_file_resource (json, "asumsi", "ASUMSI.txt", "Asumsi yang dipakai", "text/plain");
  for (guint i = 0; i < source->n_extras; i++)
    posko_report_file_resource (json, source->extras[i].resource, source->extras[i].name, source->extras[i].title, source->extras[i].mediatype);
  posko_json_writer_end_array (json);
  posko_json_writer_end_object (json);
  return posko_json_writer_finish (json, length, error);
}

gboolean
posko_report_case_write (const PoskoReportCase *source, const char *folder, const PoskoReportParams *params, GError **error)
{
  g_return_val_if_fail (source != NULL && folder != NULL && params != NULL, FALSE);
  gsize length;
  g_autofree char *package = make_package (source, params->dialect, &length, error);
  if (package == NULL)
    return FALSE;
  g_autoptr (PoskoStage) stage = posko_stage_new (folder, POSKO_REPORT_CASE_KIND, error);
  return stage != NULL && write_tables (stage, source, params->dialect, error)
         && write_layer (stage, source->kecamatan, "kecamatan", error)
         && write_layer (stage, source->kelurahan, "kelurahan", error)
         && posko_stage_write (stage, "kebijakan.json", source->policy, strlen (source->policy), error)
         && posko_stage_write (stage, "ASUMSI.txt", source->notes, strlen (source->notes), error)
         && write_extras (stage, source, error)
         && posko_stage_write (stage, POSKO_STAGE_MARKER_FILE, package, length, error) && posko_stage_commit (stage, error);
}
