/* read-text.c: CSV and its kin into a sheet; see workbook.h.
 *
 * Encoding (text-decode.h), delimiter and records (csv-read.h), each guess told. A record that is damaged is refused by its line and the
 * rest is read. A limit of the sheet ends the import. The apostrophe that our own writer puts before a cell which a spreadsheet would
 * run or rewrite is taken off again. O(bytes).
 */
#include <string.h>

#include "csv-read.h"
#include "csv-write.h"
#include "i18n.h"
#include "text-decode.h"
#include "workbook-private.h"

#define ROWS_BETWEEN_CANCEL_CHECKS 4096u

typedef struct
{
  const PoskoWorkbookSource *source;
  PoskoSheet *sheet;
  const char *text;
  gsize length;
  guint n_guarded;
  guint guarded_line;
  GError *error;
} Reader;

static void
note (const PoskoWorkbookSource *source, const char *code, guint line, const char *found, const char *became, const char *remedy)
{
  posko_import_log_add (source->log, &(PoskoImportEvent){ .action = POSKO_IMPORT_NOTE, .code = code, .file = source->file, .line = line, .found = found,
                                                          .became = became, .remedy = remedy });
}

static const char *
unguard (Reader *self, const char *text, gsize line)
{
  const char *const plain = text[0] == '\'' ? posko_csv_unguard (text) : text;

  if (plain != text && self->n_guarded++ == 0)
    self->guarded_line = (guint) line; /* the cell itself may be somebody's identity number */
  return plain;
}

static gboolean
on_record (const PoskoCsvField *fields, guint n_fields, gsize line, gsize offset, gpointer user_data)
{
  Reader *self = user_data;

  if (!posko_sheet_begin_row (self->sheet, (guint) line, &self->error))
    return FALSE;
  for (guint i = 0; i < n_fields; i++)
    {
      const char *const text = unguard (self, fields[i].text, line);
      if (!posko_sheet_set (self->sheet, i, POSKO_SHEET_TEXT, text, fields[i].length - (gsize) (text - fields[i].text), &self->error))
        return FALSE;
    }
  return posko_sheet_n_rows (self->sheet) % ROWS_BETWEEN_CANCEL_CHECKS != 0 || !posko_set_error_if_cancelled (self->source->cancellable, &self->error);
}

/* Whether the fault ends the import: rows beyond a limit must not be left out. */
static gboolean
is_limit_of_all (PoskoCsvFaultKind kind)
{
  return kind == POSKO_CSV_FAULT_TOO_MANY_ROWS || kind == POSKO_CSV_FAULT_TOO_MANY_BYTES;
}

static gboolean
on_fault (const PoskoCsvFault *fault, gpointer user_data)
{
  Reader *self = user_data;
  const guint line = (guint) MIN (fault->line, G_MAXUINT);

  if (is_limit_of_all (fault->kind))
    {
      g_set_error (&self->error, POSKO_ERROR, POSKO_ERROR_LIMIT, "%s; %s", posko_csv_fault_describe (fault->kind), posko_csv_fault_remedy (fault->kind));
      return FALSE;
    }
  if (fault->kind == POSKO_CSV_NOTICE_STRAY_CR)
    {
      note (self->source, posko_csv_fault_code (fault->kind), line, NULL, NULL, posko_csv_fault_remedy (fault->kind));
      return TRUE;
    }
  const gboolean blank = fault->kind == POSKO_CSV_NOTICE_BLANK_LINE;
  const char *const start = self->text + fault->offset;
  g_autofree char *found = g_strndup (start, MIN (strcspn (start, "\r\n"), self->length - fault->offset));
  posko_import_log_add (self->source->log, &(PoskoImportEvent){ .action = blank ? POSKO_IMPORT_LEFT_OUT : POSKO_IMPORT_REFUSED,
                                                                .code = posko_csv_fault_code (fault->kind),
                                                                .file = self->source->file,
                                                                .line = line,
                                                                .found = blank ? NULL : found,
                                                                .expected = blank ? NULL : _ ("a CSV table (RFC 4180)"),
                                                                .remedy = blank ? NULL : posko_csv_fault_remedy (fault->kind) });
  return TRUE;
}

static void
tell_guesses (const PoskoWorkbookSource *source, PoskoTextEncoding encoding, const PoskoCsvDialect *dialect)
{
  char shown[] = "\",\"";

  shown[1] = dialect->delimiter;
  if (encoding != POSKO_TEXT_UTF8)
    note (source, "text-encoding", 0, posko_text_encoding_name (encoding), "UTF-8", _ ("look whether letters with accents are right"));
  if (dialect->delimiter != ',')
    note (source, "text-delimiter", dialect->sep_line ? 1 : 0, dialect->delimiter == '\t' ? "TAB" : shown, NULL, _ ("look whether that is right"));
}

gboolean
posko_read_text (const PoskoWorkbookSource *source, GPtrArray *sheets, GError **error)
{
  PoskoTextEncoding encoding;
  g_autoptr (GBytes) text = posko_text_decode (source->bytes, &encoding);
  Reader reader = { .source = source, .sheet = posko_sheet_new ("") };
  reader.text = g_bytes_get_data (text, &reader.length);
  const PoskoCsvDialect dialect = posko_csv_detect (reader.text, reader.length);
  g_ptr_array_add (sheets, reader.sheet);
  tell_guesses (source, encoding, &dialect);
  posko_csv_read (reader.text, reader.length, &dialect, on_record, on_fault, &reader);
  if (reader.n_guarded > 0)
    {
      g_autofree char *count = g_strdup_printf ("%u", reader.n_guarded);
      note (source, "text-apostrophe", reader.guarded_line, "'", count, _ ("nothing: the mark of a text cell is taken off"));
    }
  if (reader.error == NULL)
    return TRUE;
  g_propagate_error (error, reader.error);
  return FALSE;
}
