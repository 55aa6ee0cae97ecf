/* sheet-text.h: sheets for the tests of the import room, written as text: rows end with a line break, cells are divided by ';'. */
#pragma once
#include <string.h>

#include "sheet.h"

/* "#12" is a spreadsheet's number, all else text. Line numbers count from 1. */
static inline PoskoSheet *
sheet_from_text (const char *text)
{
  PoskoSheet *sheet = posko_sheet_new ("");
  g_auto (GStrv) lines = g_strsplit (text, "\n", -1);

  for (guint row = 0; lines[row] != NULL && (lines[row][0] != '\0' || lines[row + 1] != NULL); row++)
    {
      g_auto (GStrv) cells = g_strsplit (lines[row], ";", -1);
      g_assert_true (posko_sheet_begin_row (sheet, row + 1, NULL));
      for (guint column = 0; cells[column] != NULL; column++)
        {
          const gboolean number = cells[column][0] == '#' && (g_ascii_isdigit (cells[column][1]) || cells[column][1] == '-');
          const char *cell = cells[column] + number;
          g_assert_true (posko_sheet_set (sheet, column, number ? POSKO_SHEET_NUMBER : POSKO_SHEET_TEXT, cell, strlen (cell), NULL));
        }
    }
  return sheet;
}
