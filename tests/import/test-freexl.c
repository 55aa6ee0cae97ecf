/* test-freexl.c: XLS as xlwt writes it, our reader held against freexl: every cell of a sheet. Usage: test-freexl FOLDER (of make-workbooks.py) */
#include <freexl.h>
#include <string.h>

#include "number.h"
#include "read-workbook.h"
#include "workbook-private.h"

static const char *folder;

/* The value of a cell as freexl has it: texts, and numbers that are equal; it has 1 for true. */
static void
assert_same (const PoskoSheet *sheet, guint row, guint column, const FreeXL_CellValue *value)
{
  const char *const text = posko_sheet_text (sheet, row, column);
  gdouble number = 0.0;

  switch (value->type)
    {
    case FREEXL_CELL_TEXT:
    case FREEXL_CELL_SST_TEXT:
      g_assert_cmpstr (text, ==, value->value.text_value);
      break;
    case FREEXL_CELL_DATE:
    case FREEXL_CELL_TIME:
      g_assert_true (g_str_has_prefix (text, value->value.text_value) || g_str_has_prefix (value->value.text_value, text));
      break;
    case FREEXL_CELL_INT:
      if (posko_sheet_kind (sheet, row, column) == POSKO_SHEET_BOOLEAN)
        {
          g_assert_cmpstr (text, ==, value->value.int_value != 0 ? "true" : "false");
          break;
        }
      g_assert_true (posko_number_read_decimal (text, strlen (text), '.', &number));
      g_assert_cmpfloat (number, ==, value->value.int_value);
      break;
    case FREEXL_CELL_DOUBLE:
      g_assert_true (posko_number_read_decimal (text, strlen (text), '.', &number));
      g_assert_cmpfloat (number, ==, value->value.double_value);
      break;
    default:
      g_assert_cmpint (value->type, ==, FREEXL_CELL_NULL);
      g_assert_true (*text == '\0' || posko_sheet_is_merged (sheet, row, column));
    }
}

static void
test_freexl (void)
{
  g_auto (Reading) reading = read_file (posko_read_xls, folder, "xlwt.xls");
  g_autofree char *path = g_build_filename (folder, "xlwt.xls", NULL);
  const PoskoSheet *const sheet = reading.sheets->pdata[0];
  const void *other;
  unsigned int rows;
  unsigned short columns;

  g_assert_cmpint (freexl_open (path, &other), ==, FREEXL_OK);
  g_assert_cmpint (freexl_select_active_worksheet (other, 0), ==, FREEXL_OK);
  g_assert_cmpint (freexl_worksheet_dimensions (other, &rows, &columns), ==, FREEXL_OK);
  g_assert_cmpuint (rows, >=, posko_sheet_n_rows (sheet));
  g_assert_cmpuint (columns, ==, posko_sheet_n_columns (sheet));
  for (guint row = 0; row < posko_sheet_n_rows (sheet); row++)
    for (guint column = 0; column < columns; column++)
      {
        FreeXL_CellValue value;
        g_assert_cmpint (freexl_get_cell_value (other, row, (unsigned short) column, &value), ==, FREEXL_OK);
        assert_same (sheet, row, column, &value);
      }
  freexl_close (other);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  folder = argv[1];
  g_test_add_func ("/freexl/same-cells", test_freexl);
  return g_test_run ();
}
