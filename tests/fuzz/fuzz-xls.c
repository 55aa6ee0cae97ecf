/* fuzz-xls.c: any bytes as an XLS workbook: an OLE2 file, or the bare records that get a fuzzer past its sectors. */
#include "fuzz-sheet.h"

int LLVMFuzzerTestOneInput (const guint8 *data, gsize size);

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  check_reader (posko_read_xls, data, size);
  return 0;
}
