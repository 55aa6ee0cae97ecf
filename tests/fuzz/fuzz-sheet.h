/* fuzz-sheet.h: what must hold of any sheet that a reader made of any bytes. */
#pragma once
#include <stdlib.h>
#include <string.h>

#include "workbook-private.h"

static inline void
check_sheet (const PoskoSheet *sheet)
{
  guint line = 0;

  for (guint row = 0; row < posko_sheet_n_rows (sheet); row++)
    {
      if (posko_sheet_line (sheet, row) <= line || posko_sheet_width (sheet, row) > posko_sheet_n_columns (sheet))
        abort ();
      line = posko_sheet_line (sheet, row);
      for (guint column = 0; column < posko_sheet_width (sheet, row); column++)
        {
          const char *const text = posko_sheet_text (sheet, row, column);
          if (!g_utf8_validate (text, -1, NULL) || (*text == '\0') != (posko_sheet_kind (sheet, row, column) == POSKO_SHEET_EMPTY))
            abort ();
        }
    }
}

/* Reads the bytes; either there are good sheets, or there is an error. */
static inline void
check_reader (gboolean (*reader) (const PoskoWorkbookSource *source, GPtrArray *sheets, GError **error), const guint8 *data, gsize size)
{
  g_autoptr (PoskoImportLog) log = posko_import_log_new ();
  g_autoptr (GPtrArray) sheets = g_ptr_array_new_with_free_func ((GDestroyNotify) posko_sheet_free);
  g_autoptr (GBytes) bytes = g_bytes_new_static (data, size);
  g_autoptr (GError) error = NULL;

  if (reader (&(PoskoWorkbookSource){ "x", "x", bytes, log, NULL }, sheets, &error) != (error == NULL))
    abort ();
  if (error != NULL ? !g_utf8_validate (error->message, -1, NULL) : sheets->len == 0)
    abort ();
  for (guint i = 0; error == NULL && i < sheets->len; i++)
    check_sheet (sheets->pdata[i]);
  posko_import_log_n_kinds (log);
}
