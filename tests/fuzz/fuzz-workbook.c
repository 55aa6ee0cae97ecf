/* fuzz-workbook.c: any bytes as a file: told by its content, and read into sheets whatever they are told to be.
 *
 * The file is one in memory, so that the way through paths is taken too. What GDAL reads is left to GDAL's own fuzzing.
 */
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "workbook-private.h"

#define HEAD_BYTES ((gsize) 1 << 16) /* up to here a path tells no less than the bytes */

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

static void
expect (gboolean truth)
{
  if (!truth)
    abort ();
}

static void
look_through (const PoskoSheet *sheet)
{
  for (guint r = 0; r < posko_sheet_n_rows (sheet); r++)
    for (guint c = 0; c < posko_sheet_width (sheet, r); c++)
      expect (g_utf8_validate (posko_sheet_text (sheet, r, c), -1, NULL));
}

static void
read_path (const char *path)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PoskoImportLog) log = posko_import_log_new ();
  g_autoptr (PoskoWorkbook) book = posko_workbook_read (path, NULL, log, NULL, &error);

  expect ((book == NULL) == (error != NULL));
  if (book == NULL)
    {
      expect (g_utf8_validate (error->message, -1, NULL));
      return;
    }
  expect (book->sheets->len > 0);
  for (guint i = 0; i < book->sheets->len; i++)
    look_through (book->sheets->pdata[i]);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  const PoskoFileFormat format = posko_file_format_of_bytes (bytes);
  const int descriptor = memfd_create ("workbook", MFD_CLOEXEC);

  expect (descriptor >= 0 && write (descriptor, data, size) == (gssize) size);
  g_autofree char *path = g_strdup_printf ("/proc/self/fd/%d", descriptor);
  expect (size > HEAD_BYTES || posko_file_format_detect (path, NULL) == format);
  if (!posko_file_format_needs_gdal (format))
    read_path (path);
  close (descriptor);
  return 0;
}
