/* read-xls.c: an XLS workbook (BIFF 2 to 8, in an OLE2 file or bare) into sheets; see workbook-private.h, and xls-private.h for its parts.
 *
 * [MS-XLS] 2.1.4 and 2.4.28 (BoundSheet8). freexl 1.0.6 was tried first and is the second opinion of the tests; it is not used here because it loses
 * or changes what it reads without a word: results of formulas are not read at all, #N/A becomes the number 1, a time beside a date is
 * dropped, 73110 reads as 2100-02-29, merged cells, hidden sheets and rows are not told, and one date cell takes up to 2^29 steps (1.6 s).
 * O(bytes + cells log cells); no sheet reads on into the next, so that many sheets cost no more than the file's length.
 */
#include <string.h>

#include "i18n.h"
#include "ole-read.h"
#include "xls-private.h"

#define KIND_WORKBOOK 0x0005u
#define KIND_SHEET 0x0010u
#define VERSION_8 0x0600u
#define MAX_STYLES 65536u

typedef struct
{
  char *name;
  guint32 position;
  guint8 visibility, type;
  gsize end;
} Entry;

static void
entry_clear (gpointer data)
{
  g_free (((Entry *) data)->name);
}

void
posko_xls_settings_init (PoskoXlsSettings *self)
{
  *self = (PoskoXlsSettings){ .texts = { .decoder = (GIConv) -1 }, .max_cells = POSKO_XLS_MAX_CELLS };
  posko_cell_book_init (&self->book);
  self->formats = g_hash_table_new (NULL, NULL);
}

void
posko_xls_settings_clear (PoskoXlsSettings *self)
{
  posko_xls_texts_clear (&self->texts);
  posko_cell_book_clear (&self->book);
  g_hash_table_unref (self->formats);
}

gboolean
posko_xls_is_start (guint16 type)
{
  return type == XLS_BOF || type == XLS_BOF_4 || type == XLS_BOF_3 || type == XLS_BOF_2;
}

static gboolean
set_input (GError **error, const char *what)
{
  g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("damaged workbook: %s"), what);
  return FALSE;
}

static gboolean
take_format (PoskoXlsSettings *self, PoskoXlsRecords *records, GError **error)
{
  g_autoptr (GByteArray) code = g_byte_array_new ();
  const guint id = self->texts.version < 5 ? self->n_formats : posko_xls_word (records, 0);

  if (!posko_xls_append_text (&self->texts, records, records->type == XLS_FORMAT ? 2 : 0, self->texts.version == 8, code))
    return set_input (error, _ ("a text is cut short"));
  g_byte_array_append (code, (const guint8 *) "", 1);
  if (self->n_formats < MAX_STYLES)
    {
      const guint8 format = (guint8) posko_cell_format_of_code ((const char *) code->data);
      g_hash_table_insert (self->formats, GUINT_TO_POINTER (id + 1), GUINT_TO_POINTER (format + 1u));
      self->n_formats++;
      if (self->texts.version == 2)
        g_byte_array_append (self->book.formats, &format, 1);
    }
  return TRUE;
}

static void
take_style (PoskoXlsSettings *self, guint id)
{
  const guint known = GPOINTER_TO_UINT (g_hash_table_lookup (self->formats, GUINT_TO_POINTER (id + 1)));
  guint8 format = POSKO_CELL_NUMBER;

  if (known > 0)
    format = (guint8) (known - 1);
  else if (self->texts.version >= 5)
    format = (guint8) posko_cell_format_of_id (id);
  if (self->book.formats->len < MAX_STYLES)
    g_byte_array_append (self->book.formats, &format, 1);
}

gboolean
posko_xls_take_setting (PoskoXlsSettings *self, PoskoXlsRecords *records, GError **error)
{
  switch (records->type)
    {
    case XLS_FILEPASS:
      g_set_error_literal (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("the workbook has a password: open it in Excel or LibreOffice with the password and save it again without"));
      return FALSE;
    case XLS_CODEPAGE:
      if (!self->has_page)
        posko_xls_texts_set_page (&self->texts, posko_xls_word (records, 0));
      self->has_page = TRUE;
      return TRUE;
    case XLS_DATEMODE:
      self->book.is_1904 = posko_xls_word (records, 0) == 1;
      return TRUE;
    case XLS_FORMAT:
    case XLS_FORMAT_2:
      return take_format (self, records, error);
    case XLS_XF:
      take_style (self, posko_xls_word (records, 2));
      return TRUE;
    case XLS_XF_3:
    case XLS_XF_4:
      take_style (self, posko_xls_word (records, 0) >> 8);
      return TRUE;
    default:
      return TRUE;
    }
}

/* The version that a start record states, 0 where it is none. What web programs write as version 0 is version 5. */
static guint
version_of (const PoskoXlsRecords *records)
{
  switch (records->type)
    {
    case XLS_BOF:
      return posko_xls_word (records, 0) == VERSION_8 ? 8 : 5;
    case XLS_BOF_4:
      return 4;
    case XLS_BOF_3:
      return 3;
    default:
      return records->type == XLS_BOF_2 ? 2 : 0;
    }
}

static gboolean
take_entry (const PoskoXlsSettings *settings, PoskoXlsRecords *records, GArray *entries, GError **error)
{
  g_autoptr (GByteArray) name = g_byte_array_new ();
  Entry entry = { .position = posko_xls_long (records, 0) };

  if (records->size < 8)
    return set_input (error, _ ("its list of parts is missing"));
  entry.visibility = records->body[4] & 3;
  entry.type = records->body[5];
  if (!posko_xls_append_text (&settings->texts, records, 6, FALSE, name))
    return set_input (error, _ ("a text is cut short"));
  if (entries->len == POSKO_WORKBOOK_MAX_SHEETS)
    {
      g_set_error (error, POSKO_ERROR, POSKO_ERROR_LIMIT, _ ("a workbook with more than %u sheets"), POSKO_WORKBOOK_MAX_SHEETS);
      return FALSE;
    }
  entry.name = g_strndup ((const char *) name->data, name->len);
  g_array_append_val (entries, entry);
  return TRUE;
}

/* The records before the sheets. */
static gboolean
read_globals (PoskoXlsRecords *records, PoskoXlsSettings *settings, GArray *entries, GError **error)
{
  while (posko_xls_next (records))
    {
      gboolean good;
      if (records->type == XLS_EOF)
        return TRUE;
      if (records->type == XLS_BOUNDSHEET)
        good = take_entry (settings, records, entries, error);
      else if (records->type == XLS_SST)
        good = posko_xls_read_strings (records, &settings->book, error);
      else
        good = posko_xls_take_setting (settings, records, error);
      if (!good)
        return FALSE;
    }
  return set_input (error, _ ("cut short"));
}

/* A sheet ends where the next one in the file begins. Two that begin in one place are damage. */
static gboolean
bound (GArray *entries, gsize size, GError **error)
{
  for (guint i = 0; i < entries->len; i++)
    {
      Entry *const entry = &g_array_index (entries, Entry, i);
      entry->end = size;
      for (guint j = 0; j < entries->len; j++)
        {
          const guint32 other = g_array_index (entries, Entry, j).position;
          if (i != j && other == entry->position)
            return set_input (error, _ ("its parts are not where it says"));
          if (other > entry->position)
            entry->end = MIN (entry->end, other);
        }
      if (entry->position >= entry->end)
        return set_input (error, _ ("its parts are not where it says"));
    }
  return TRUE;
}

static void
note (const PoskoWorkbookSource *source, const char *code, const char *name)
{
  posko_import_log_add (source->log, &(PoskoImportEvent){ .action = POSKO_IMPORT_NOTE, .code = code, .file = source->file, .found = name });
}

static gboolean
read_entry (const PoskoWorkbookSource *source, PoskoXlsSettings *settings, const guint8 *data, const Entry *entry, GPtrArray *sheets, GError **error)
{
  PoskoXlsRecords records = { .data = data, .end = entry->end, .at = entry->position };

  if (!posko_xls_next (&records) || version_of (&records) == 0)
    return set_input (error, _ ("its parts are not where it says"));
  if (entry->type != 0 || posko_xls_word (&records, 2) != KIND_SHEET)
    {
      note (source, "sheet-without-cells", entry->name); /* a chart or a macro */
      return TRUE;
    }
  if (entry->visibility != 0)
    note (source, "sheet-hidden", entry->name);
  PoskoSheet *const sheet = posko_xls_read_sheet (&records, settings, source, entry->name, error);
  if (sheet != NULL)
    g_ptr_array_add (sheets, sheet);
  return sheet != NULL;
}

static gboolean
read_entries (const PoskoWorkbookSource *source, PoskoXlsSettings *settings, GBytes *stream, GArray *entries, GPtrArray *sheets, GError **error)
{
  gsize size;
  const guint8 *const data = g_bytes_get_data (stream, &size);
  const guint n_before = sheets->len;

  if (!bound (entries, size, error))
    return FALSE;
  for (guint hidden = 0; hidden < 2; hidden++)
    for (guint i = 0; i < entries->len; i++)
      {
        const Entry *const entry = &g_array_index (entries, Entry, i);
        if ((entry->visibility != 0) == (hidden == 1) && !read_entry (source, settings, data, entry, sheets, error))
          return FALSE;
      }
  if (sheets->len > n_before)
    return TRUE;
  g_set_error_literal (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("a workbook without a sheet"));
  return FALSE;
}

static gboolean
read_stream (const PoskoWorkbookSource *source, GBytes *stream, GPtrArray *sheets, GError **error)
{
  g_auto (PoskoXlsSettings) settings;
  g_autoptr (GArray) entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  PoskoXlsRecords records = { .data = g_bytes_get_data (stream, NULL), .end = g_bytes_get_size (stream) };

  g_array_set_clear_func (entries, entry_clear);
  posko_xls_settings_init (&settings);
  if (!posko_xls_next (&records) || (settings.texts.version = version_of (&records)) == 0)
    return set_input (error, _ ("it does not begin as a workbook"));
  const guint kind = posko_xls_word (&records, 2);
  if (settings.texts.version >= 5 && kind == KIND_WORKBOOK)
    return read_globals (&records, &settings, entries, error) && read_entries (source, &settings, stream, entries, sheets, error);
  if (kind != KIND_SHEET)
    {
      g_set_error_literal (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("a workbook without a sheet"));
      return FALSE;
    }
  PoskoSheet *const sheet = posko_xls_read_sheet (&records, &settings, source, "", error);
  if (sheet != NULL)
    g_ptr_array_add (sheets, sheet);
  return sheet != NULL;
}

static GBytes *
find_stream (GBytes *bytes, GError **error)
{
  static const char *const names[] = { "Workbook", "Book", "EncryptedPackage", NULL };
  guint found = 0;

  if (!posko_ole_is (bytes))
    return g_bytes_ref (bytes);
  g_autoptr (GBytes) stream = posko_ole_read_stream (bytes, names, &found, error);
  if (stream != NULL && found == 2)
    {
      g_set_error_literal (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("the workbook has a password: open it in Excel or LibreOffice with the password and save it again without"));
      return NULL;
    }
  if (stream == NULL && (error == NULL || *error == NULL))
    g_set_error_literal (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("no workbook in the file: it may be of another program"));
  return g_steal_pointer (&stream);
}

gboolean
posko_read_xls (const PoskoWorkbookSource *source, GPtrArray *sheets, GError **error)
{
  GError *fault = NULL;

  g_return_val_if_fail (source->bytes != NULL, FALSE);
  g_autoptr (GBytes) stream = find_stream (source->bytes, &fault);
  if (stream != NULL && read_stream (source, stream, sheets, &fault))
    return TRUE;
  g_propagate_prefixed_error (error, fault, "%s: ", source->file);
  return FALSE;
}
