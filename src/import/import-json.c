/* import-json.c: impor.json, an import's own account for programs, by schemas/impor.schema.json; see tps-import.h.
 *
 * Codes, counts and the files' own texts only: its bytes depend on the files and the options, not on language, machine or hour.
 * O(bytes of the files) for the checksums, FIPS 180-4 (2015).
 */
#include "json-read.h"
#include "tps-import.h"
#include "workbook.h"
#include <glib/gstdio.h>
#include <string.h>

#define BLOCK (1u << 16)

/* As impor.json has it; what no reader takes is never in a written case, but may be in the account of a failure. */
static const char *
format_code (PoskoFileFormat format)
{
  switch (format)
    {
    case POSKO_FORMAT_TEXT:
      return "teks";
    case POSKO_FORMAT_XLSX:
      return "xlsx";
    case POSKO_FORMAT_XLS:
      return "xls";
    case POSKO_FORMAT_ODS:
      return "ods";
    case POSKO_FORMAT_GEOJSON:
      return "geojson";
    case POSKO_FORMAT_SHP:
    case POSKO_FORMAT_ZIP_SHP:
      return "shp";
    case POSKO_FORMAT_DBF:
      return "dbf";
    case POSKO_FORMAT_GPKG:
      return "gpkg";
    case POSKO_FORMAT_KML:
    case POSKO_FORMAT_KMZ:
      return "kml";
    case POSKO_FORMAT_GDB:
    case POSKO_FORMAT_ZIP_GDB:
      return "gdb";
    case POSKO_FORMAT_EMPTY:
    case POSKO_FORMAT_HTML:
    case POSKO_FORMAT_XML_SHEET:
    case POSKO_FORMAT_ENCRYPTED:
    case POSKO_FORMAT_DOCX:
    case POSKO_FORMAT_PDF:
    case POSKO_FORMAT_IMAGE:
    case POSKO_FORMAT_ZIP:
    case POSKO_FORMAT_SQLITE:
    case POSKO_FORMAT_UNKNOWN:
    default:
      return "lain";
    }
}

/* SHA-256 of a regular file and its size; both stay unset for a folder (FileGDB). */
static gboolean
digest_file (const char *path, char **digest, gint64 *bytes, GError **error)
{
  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return TRUE;
  GError *failure = NULL;
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GFileInputStream) stream = g_file_read (file, NULL, &failure);
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  g_autofree guchar *block = g_malloc (BLOCK);
  gssize n = 1;
  *bytes = 0;
  while (stream != NULL && n > 0)
    {
      n = g_input_stream_read (G_INPUT_STREAM (stream), block, BLOCK, NULL, &failure);
      if (n > 0)
        g_checksum_update (sum, block, n);
      *bytes += MAX (n, 0);
    }
  if (failure != NULL)
    {
      g_autofree char *shown = g_filename_display_name (path);
      g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, "%s: %s", shown, failure->message);
      g_error_free (failure);
      return FALSE;
    }
  *digest = g_strdup (g_checksum_get_string (sum));
  return TRUE;
}

/* What the log's kind @code saw in @file; @plain where it says nothing. */
static const char *
told_of (PoskoImportLog *log, const char *file, const char *code, const char *plain)
{
  for (guint i = 0; i < posko_import_log_n_kinds (log); i++)
    {
      const PoskoImportKind *kind = posko_import_log_kind (log, i);
      if (strcmp (kind->code, code) == 0 && strcmp (kind->file, file) == 0 && kind->examples[0].found != NULL)
        return kind->examples[0].found;
    }
  return plain;
}

/* Encoding and delimiter, as the reader tells them where they are not the plain ones; a delimiter stands in quotes there. */
static void
write_dialect (PoskoJsonWriter *json, const char *file, PoskoImportLog *log)
{
  const char *delimiter = told_of (log, file, "text-delimiter", ",");
  const gboolean is_quoted = strlen (delimiter) == 3 && delimiter[0] == '"' && delimiter[2] == '"';
  const char mark[] = { is_quoted ? delimiter[1] : '\0', '\0' };
  posko_json_writer_string (json, "pengodean", told_of (log, file, "text-encoding", "UTF-8"));
  posko_json_writer_string (json, "pemisah", is_quoted ? mark : delimiter);
}

static gboolean
write_file (PoskoJsonWriter *json, const char *role, const char *path, PoskoImportLog *log, GError **error)
{
  if (path == NULL)
    return TRUE;
  gint64 bytes = POSKO_MISSING;
  g_autofree char *digest = NULL, *name = g_path_get_basename (path), *shown = g_filename_display_name (name);
  if (!digest_file (path, &digest, &bytes, error))
    return FALSE;
  posko_json_writer_begin_object (json, NULL);
  posko_json_writer_string (json, "peran", role);
  posko_json_writer_string (json, "nama", shown);
  const PoskoFileFormat format = posko_file_format_detect (path, NULL);
  posko_json_writer_string (json, "format", format_code (format));
  if (format == POSKO_FORMAT_TEXT)
    write_dialect (json, name, log);
  if (digest != NULL)
    {
      posko_json_writer_integer (json, "bita", bytes);
      posko_json_writer_string (json, "sha256", digest);
    }
  posko_json_writer_end_object (json);
  return TRUE;
}

static gboolean
write_files (PoskoJsonWriter *json, const PoskoTpsImportParams *params, const PoskoBoundaryImportParams *boundaries, PoskoImportLog *log,
             GError **error)
{
  posko_json_writer_begin_array (json, "berkas");
  const gboolean done = write_file (json, "tps", params->tps, log, error) && write_file (json, "kecamatan", boundaries->boundaries, log, error)
                        && write_file (json, "kelurahan", boundaries->kelurahan, log, error) && write_file (json, "pemetaan", params->mapping, log, error);
  posko_json_writer_end_array (json);
  return done;
}

static void
write_count (PoskoJsonWriter *json, const char *name, gint64 value)
{
  if (value == POSKO_MISSING)
    posko_json_writer_null (json, name);
  else
    posko_json_writer_integer (json, name, value);
}

static void
write_rows (PoskoJsonWriter *json, const PoskoTpsImport *self, const PoskoTpsImportParams *params)
{
  posko_json_writer_begin_object (json, "baris");
  posko_json_writer_integer (json, "dibaca", self->n_read);
  posko_json_writer_integer (json, "dipakai", self->n_used);
  posko_json_writer_integer (json, "diperbaiki", self->n_repaired);
  posko_json_writer_integer (json, "ditandai", self->n_marked);
  posko_json_writer_integer (json, "dilewati", self->n_left_out);
  posko_json_writer_integer (json, "ditolak", self->n_refused);
  posko_json_writer_end_object (json);

  posko_json_writer_begin_object (json, "hasil");
  posko_json_writer_integer (json, "tps", self->tps != NULL ? posko_table_n (self->tps) : 0);
  posko_json_writer_integer (json, "kecamatan", posko_boundary_n (params->kecamatan));
  write_count (json, "kelurahan", params->kelurahan != NULL ? (gint64) posko_boundary_n (params->kelurahan) : POSKO_MISSING);
  posko_json_writer_end_object (json);

  posko_json_writer_begin_object (json, "resmi");
  write_count (json, "tps", self->official_tps);
  write_count (json, "dpt_laki", self->official_laki);
  write_count (json, "dpt_perempuan", self->official_perempuan);
  posko_json_writer_end_object (json);
}

static void
write_options (PoskoJsonWriter *json, const PoskoTpsImportParams *params)
{
  static const char *const nik[] = { [POSKO_NIK_DROP] = "drop", [POSKO_NIK_MASK] = "mask", [POSKO_NIK_KEEP] = "keep" };
  posko_json_writer_begin_object (json, "pilihan");
  posko_json_writer_boolean (json, "perbaiki", params->repair);
  posko_json_writer_boolean (json, "ketat", params->strict);
  posko_json_writer_string (json, "nik", nik[params->nik]);
  posko_json_writer_end_object (json);
}

/* What each column was read as: the members of pemetaan.json that say so. */
static gboolean
write_columns (PoskoJsonWriter *json, const char *mapping, GError **error)
{
  g_autoptr (JsonNode) root = mapping != NULL ? posko_json_read (mapping, strlen (mapping), error) : NULL;
  if (mapping != NULL && root == NULL)
    return FALSE;
  const PoskoJsonCursor top = posko_json_cursor (root);
  const PoskoJsonCursor sheet = posko_json_member (&top, "lembar"), columns = posko_json_member (&top, "kolom");
  posko_json_writer_string (json, "lembar", posko_json_exists (&sheet) ? posko_json_get_string (&sheet, NULL) : NULL);
  posko_json_writer_begin_array (json, "kolom");
  const guint n = posko_json_exists (&columns) ? json_array_get_length (posko_json_get_array (&columns, NULL)) : 0;
  for (guint i = 0; i < n; i++)
    {
      const PoskoJsonCursor column = posko_json_element (&columns, i);
      const PoskoJsonCursor header = posko_json_member (&column, "kepala"), role = posko_json_member (&column, "peran");
      posko_json_writer_begin_object (json, NULL);
      posko_json_writer_string (json, "kepala", posko_json_get_string (&header, NULL));
      posko_json_writer_string (json, "peran", posko_json_get_string (&role, NULL));
      posko_json_writer_end_object (json);
    }
  posko_json_writer_end_array (json);
  return TRUE;
}

gboolean
posko_tps_import_is_usable (const PoskoTpsImport *self, const PoskoTpsImportParams *params, const PoskoImportLog *log)
{
  return self->tps != NULL && !self->doubtful && posko_import_log_count (log, POSKO_IMPORT_FAULT) == 0
         && !(params->strict && posko_import_log_count (log, POSKO_IMPORT_REFUSED) > 0);
}

char *
posko_tps_import_json (const PoskoTpsImport *self, const PoskoTpsImportParams *params, const PoskoBoundaryImportParams *boundaries,
                       PoskoImportLog *log, gsize *length, GError **error)
{
  g_return_val_if_fail (self != NULL && params != NULL && boundaries != NULL && log != NULL, NULL);
  g_autoptr (PoskoJsonWriter) json = posko_json_writer_new ();
  posko_json_writer_begin_object (json, NULL);
  posko_json_writer_string (json, "posko", "impor");
  posko_json_writer_string (json, "versi", POSKO_VERSION);
  posko_json_writer_boolean (json, "berhasil", posko_tps_import_is_usable (self, params, log));
  write_options (json, params);
  if (!write_files (json, params, boundaries, log, error) || !write_columns (json, self->mapping, error))
    return NULL;
  write_rows (json, self, params);
  posko_import_log_write (log, json);
  posko_json_writer_end_object (json);
  return posko_json_writer_finish (json, length, error);
}
