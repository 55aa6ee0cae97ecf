/* fuzz-xlsx.c: any bytes as an XLSX workbook; or as the XML of one of its parts, so that a fuzzer gets past the zip's checksums:
 * after a first byte s the shared strings, y the styles, and what begins with < is a sheet of a workbook with two strings and four styles.
 */
#include "fuzz-sheet.h"
#include "xlsx-private.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

/* Feeds the bytes in two pieces, so that tags are cut anywhere. */
static gboolean
feed (PoskoXml *xml, const guint8 *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  const gsize half = size / 2;
  const gboolean good = posko_xml_feed (xml, (const char *) data, half, &error)
                        && posko_xml_feed (xml, (const char *) data + half, size - half, &error) && posko_xml_finish (xml, &error);

  if (good != (error == NULL) || (error != NULL && !g_utf8_validate (error->message, -1, NULL)))
    abort ();
  return good;
}

static void
read_strings (PoskoCellBook *book, const guint8 *data, gsize size)
{
  g_autoptr (PoskoXlsxStrings) strings = posko_xlsx_strings_new (book);
  gsize length;

  if (!feed (posko_xlsx_strings_xml (strings), data, size))
    return;
  for (guint i = 0; i < book->starts->len; i++)
    {
      const char *const text = posko_cell_book_string (book, i, &length);
      if (strlen (text) != length || !g_utf8_validate (text, (gssize) length, NULL))
        abort ();
    }
}

/* The sheet of the XML; NULL where it is refused. */
static PoskoSheet *
read_sheet (const guint8 *data, gsize size, gboolean use_parser)
{
  static const guint8 strings[] = "<sst><si><t>nol</t></si><si><t>satu</t></si></sst>", formats[] = { 0, 1, 2, 3 };
  g_autoptr (PoskoImportLog) log = posko_import_log_new ();
  const PoskoWorkbookSource source = { "x", "x", NULL, log, NULL };
  g_auto (PoskoCellBook) book;
  const char *const text = (const char *) data;
  const gsize half = size / 2;

  posko_cell_book_init (&book);
  g_autoptr (PoskoXlsxSheet) reader = posko_xlsx_sheet_new (&book, &source, "x");
  read_strings (&book, strings, sizeof strings - 1);
  g_byte_array_append (book.formats, formats, sizeof formats);
  if (use_parser)
    posko_xlsx_sheet_use_parser (reader);
  if (!posko_xlsx_sheet_feed (reader, text, half, NULL) || !posko_xlsx_sheet_feed (reader, text + half, size - half, NULL) || !posko_xlsx_sheet_finish (reader, NULL))
    return NULL;
  return posko_xlsx_sheet_steal (reader, NULL);
}

/* Plain rows are read without the XML parser: what comes out must be the same as with it. */
static void
compare_ways (const guint8 *data, gsize size)
{
  g_autoptr (PoskoSheet) scanned = read_sheet (data, size, FALSE), parsed = read_sheet (data, size, TRUE);

  if ((scanned == NULL) != (parsed == NULL) || (scanned != NULL && posko_sheet_n_rows (scanned) != posko_sheet_n_rows (parsed)))
    abort ();
  if (scanned == NULL)
    return;
  check_sheet (scanned);
  for (guint row = 0; row < posko_sheet_n_rows (scanned); row++)
    {
      if (posko_sheet_width (scanned, row) != posko_sheet_width (parsed, row) || posko_sheet_line (scanned, row) != posko_sheet_line (parsed, row))
        abort ();
      for (guint column = 0; column < posko_sheet_width (scanned, row); column++)
        if (posko_sheet_kind (scanned, row, column) != posko_sheet_kind (parsed, row, column)
            || strcmp (posko_sheet_text (scanned, row, column), posko_sheet_text (parsed, row, column)) != 0)
          abort ();
    }
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_auto (PoskoCellBook) book;

  posko_cell_book_init (&book);
  if (size > 0 && *data == '<')
    compare_ways (data, size);
  else if (size > 0 && *data == 's')
    read_strings (&book, data + 1, size - 1);
  else if (size > 0 && *data == 'y')
    {
      g_autoptr (PoskoXlsxStyles) styles = posko_xlsx_styles_new (&book);
      feed (posko_xlsx_styles_xml (styles), data + 1, size - 1);
    }
  else
    check_reader (posko_read_xlsx, data, size);
  return 0;
}
