/* bench-workbook.c: reads one file as posko init does, into cells. Usage: bench-workbook FILE */
#include <stdio.h>

#include "workbook.h"

int
main (int argc, char **argv)
{
  g_autoptr (PoskoImportLog) log = posko_import_log_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (PoskoWorkbook) workbook = argc == 2 ? posko_workbook_read (argv[1], NULL, log, NULL, &error) : NULL;

  if (workbook == NULL)
    {
      fprintf (stderr, "%s\n", error != NULL ? error->message : "usage: bench-workbook FILE");
      return 1;
    }
  for (guint i = 0; i < workbook->sheets->len; i++)
    printf ("%u rows, %u columns\n", posko_sheet_n_rows (workbook->sheets->pdata[i]), posko_sheet_n_columns (workbook->sheets->pdata[i]));
  return 0;
}
