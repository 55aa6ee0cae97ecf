/* sheet-show.h: a sheet as one text, to compare with: "2:A1 t:nama n:3 …", a line a row. */
#pragma once
#include <glib.h>

#include "sheet.h"

/* "<line>|<cell>|<cell>…\n", each cell its kind (t n d b e), an m where it is merged, a colon, its text; "" where it is empty. */
static inline char *
show_sheet (const PoskoSheet *sheet)
{
  GString *const text = g_string_new (NULL);
  for (guint row = 0; row < posko_sheet_n_rows (sheet); row++)
    {
      g_string_append_printf (text, "%u", posko_sheet_line (sheet, row));
      for (guint column = 0; column < posko_sheet_width (sheet, row); column++)
        {
          const PoskoSheetKind kind = posko_sheet_kind (sheet, row, column);
          g_string_append_c (text, '|');
          if (kind != POSKO_SHEET_EMPTY)
            g_string_append_printf (text, "%c%s:%s", " tndbe"[kind], posko_sheet_is_merged (sheet, row, column) ? "m" : "",
                                    posko_sheet_text (sheet, row, column));
        }
      g_string_append_c (text, '\n');
    }
  return g_string_free (text, FALSE);
}
