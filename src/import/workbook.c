/* workbook.c: a file of any format that holds tables into sheets; see workbook.h.
 *
 * The format is told by the content (file-format.c), the reader chosen by it; what holds no table is refused by its name with the way
 * out. One reader a format: read-text.c, read-xlsx.c, read-xls.c, and gdal-read.c for the rest. O(bytes).
 */
#include <string.h>

#include "file.h"
#include "gdal-read.h"
#include "i18n.h"
#include "workbook-private.h"

void
posko_workbook_free (PoskoWorkbook *self)
{
  if (self == NULL)
    return;
  g_ptr_array_unref (self->sheets);
  g_free (self);
}

/* "a.xls: this is an HTML page under the ending .xls; open it in Excel …" */
static void
refuse (const PoskoWorkbookSource *source, PoskoFileFormat format, GError **error)
{
  g_autofree char *ending = posko_file_ending (source->file);
  const char *const remedy = posko_file_format_remedy (format);

  if (format == POSKO_FORMAT_EMPTY)
    g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("the file is empty; %s"), remedy);
  else if (posko_file_format_fits_ending (format, ending))
    g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("this is %s; %s"), posko_file_format_title (format), remedy);
  else
    g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("this is %s named .%s; %s"), posko_file_format_title (format), ending, remedy);
}

static void
tell_ending (const PoskoWorkbookSource *source, PoskoFileFormat format)
{
  static const char *const names[] = {
    [POSKO_FORMAT_TEXT] = "CSV", [POSKO_FORMAT_XLSX] = "XLSX", [POSKO_FORMAT_XLS] = "XLS", [POSKO_FORMAT_ODS] = "ODS",  [POSKO_FORMAT_SHP] = "SHP",
    [POSKO_FORMAT_DBF] = "DBF",  [POSKO_FORMAT_GPKG] = "GPKG", [POSKO_FORMAT_KML] = "KML", [POSKO_FORMAT_KMZ] = "KMZ",  [POSKO_FORMAT_GDB] = "GDB",
    [POSKO_FORMAT_ZIP_SHP] = "SHP", [POSKO_FORMAT_ZIP_GDB] = "GDB",
  };
  g_autofree char *ending = posko_file_ending (source->file);
  g_autofree char *found = g_strconcat (".", ending, NULL);

  if (posko_file_format_fits_ending (format, ending))
    return;
  posko_import_log_add (source->log, &(PoskoImportEvent){ .action = POSKO_IMPORT_NOTE,
                                                          .code = "format-by-content",
                                                          .file = source->file,
                                                          .found = found,
                                                          .became = names[format],
                                                          .remedy = _ ("nothing: it is read as what it is; give it the ending it should have") });
}

/* A workbook that cannot be read: a spreadsheet program mends what a download cut short left, or says that it cannot either. */
static void
add_way_out (GError **error)
{
  if (error == NULL || !g_error_matches (*error, POSKO_ERROR, POSKO_ERROR_INPUT) || strstr ((*error)->message, "LibreOffice") != NULL)
    return;
  g_autofree char *message = g_steal_pointer (&(*error)->message);
  (*error)->message = g_strdup_printf (_ ("%s; open it in LibreOffice or Excel and save it again, or ask for the file anew: it may have been cut short on its way"), message);
}

static gboolean
read_sheets (PoskoFileFormat format, const PoskoWorkbookSource *source, GPtrArray *sheets, GError **error)
{
  PoskoWorkbookSource whole = *source;

  if (!posko_file_format_has_tables (format))
    {
      refuse (source, format, error);
      return FALSE;
    }
  tell_ending (source, format);
  if (posko_file_format_needs_gdal (format))
    return posko_gdal_read_sheets (source->path, source->file, sheets, source->log, source->cancellable, error);
  g_autoptr (GBytes) bytes = posko_file_read (source->path, POSKO_WORKBOOK_MAX_BYTES, error);
  if (bytes == NULL)
    return FALSE;
  whole.bytes = bytes;
  if (format != POSKO_FORMAT_XLSX && format != POSKO_FORMAT_XLS)
    return posko_read_text (&whole, sheets, error);
  if (format == POSKO_FORMAT_XLSX ? posko_read_xlsx (&whole, sheets, error) : posko_read_xls (&whole, sheets, error))
    return TRUE;
  add_way_out (error);
  return FALSE;
}

/* Names as a message has them: 'DPT' (1), 'Rekap' (2) */
static char *
list_names (const GPtrArray *sheets)
{
  GString *text = g_string_new (NULL);
  for (guint i = 0; i < sheets->len && text->len < 400; i++)
    g_string_append_printf (text, "%s'%s' (%u)", i > 0 ? ", " : "", posko_sheet_name (sheets->pdata[i]), i + 1);
  return g_string_free (text, FALSE);
}

/* The index of the sheet that a person means, by name or number; sheets->len when there is none. A name goes before a number. */
static guint
find_sheet (const GPtrArray *sheets, const char *wanted)
{
  guint64 number;

  for (guint i = 0; i < sheets->len; i++)
    if (posko_is_same_name (posko_sheet_name (sheets->pdata[i]), wanted))
      return i;
  if (!g_ascii_string_to_unsigned (wanted, 10, 1, MAX (sheets->len, 1), &number, NULL))
    return sheets->len;
  return (guint) number - 1;
}

static gboolean
refuse_choice (const GPtrArray *sheets, const char *wanted, GError **error)
{
  if (sheets->len == 1 && *posko_sheet_name (sheets->pdata[0]) == '\0')
    g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("no sheet '%s': this is one table without sheets"), wanted);
  else
    {
      g_autofree char *names = list_names (sheets);
      g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("no sheet '%s'; there are: %s"), wanted, names);
    }
  return FALSE;
}

static gboolean
choose_sheet (GPtrArray *sheets, const char *sheet, GError **error)
{
  g_autofree char *wanted = sheet != NULL ? g_utf8_make_valid (sheet, -1) : NULL;
  const guint at = wanted == NULL ? 0 : find_sheet (sheets, wanted);

  if (sheets->len == 0)
    {
      g_set_error_literal (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("it holds no sheet with a table"));
      return FALSE;
    }
  if (sheets->len > POSKO_WORKBOOK_MAX_SHEETS)
    {
      g_set_error_literal (error, POSKO_ERROR, POSKO_ERROR_LIMIT, _ ("more than 256 sheets"));
      return FALSE;
    }
  if (at == sheets->len)
    return refuse_choice (sheets, wanted, error);
  if (wanted != NULL && at + 1 < sheets->len)
    g_ptr_array_remove_range (sheets, at + 1, sheets->len - at - 1);
  if (wanted != NULL && at > 0)
    g_ptr_array_remove_range (sheets, 0, at);
  return TRUE;
}

/* Every message begins with the base name of the file, whatever reader it comes from. */
static void
name_file (const PoskoWorkbookSource *source, GError **error)
{
  g_autofree char *path = g_filename_display_name (source->path), *colon = g_strconcat (source->file, ":", NULL);

  if (error == NULL || *error == NULL || g_str_has_prefix ((*error)->message, colon))
    return;
  g_autofree char *message = g_strdup ((*error)->message);
  g_autofree char *after_path = g_str_has_prefix (message, path) && message[strlen (path)] == ':' ? g_strdup (message + strlen (path) + 2) : NULL;
  g_free ((*error)->message);
  (*error)->message = g_strdup_printf ("%s %s", colon, after_path != NULL ? after_path : message);
}

PoskoWorkbook *
posko_workbook_read (const char *path, const char *sheet, PoskoImportLog *log, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (path != NULL && log != NULL, NULL);

  GError *failure = NULL;
  g_autofree char *base = g_path_get_basename (path), *file = g_filename_display_name (base);
  const PoskoWorkbookSource source = { .path = path, .file = file, .log = log, .cancellable = cancellable };
  g_autoptr (PoskoWorkbook) self = g_new0 (PoskoWorkbook, 1);

  self->sheets = g_ptr_array_new_with_free_func ((GDestroyNotify) posko_sheet_free);
  self->format = posko_file_format_detect (path, &failure);
  if (failure == NULL && read_sheets (self->format, &source, self->sheets, &failure) && choose_sheet (self->sheets, sheet, &failure))
    return g_steal_pointer (&self);
  name_file (&source, &failure);
  g_propagate_error (error, failure);
  return NULL;
}
