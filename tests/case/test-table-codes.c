/* test-table-codes.c: which known code a spreadsheet's text was, and nothing where two or none fit. */
#include "table-private.h"

static const struct
{
  const char *shown, *known[4], *met; /* met: NULL = none, "" = several */
} ways[] = {
  { "7", { "007", "010" }, "007" },
  { "7", { "007", "07" }, "" },
  { "7", { "7x", "017" }, NULL },
  { "101.0", { "101", "1010" }, "101" },
  { "7,0", { "007" }, "007" },
  { "12.1", { "12.10" }, "12.10" },
  { "12,1", { "12.1", "12.100" }, "" },
  { "1,97101E+12", { "1971010001001", "19710100" }, "1971010001001" },
  { "1.97101E+12", { "1971006001001" }, "1971006001001" }, /* rounded up */
  { "1,97101E+12", { "1971010001001", "1971010001002" }, "" },
  { "1,97101E+12", { "1972010001001" }, NULL },
  { "3201010001000120", { "3201010001000123", "3201010001100123" }, "3201010001000123" },
  { "3201010001000000", { "3201010001000003", "3201010001100123" }, "3201010001000003" },
  { "11/01/2002", { "11.01.02", "12.01.02" }, "11.01.02" },
  { "2002-01-11", { "11.01.02" }, "11.01.02" },
  { "11-Jan-02", { "11.01.02" }, "11.01.02" },
  { "2-Jan", { "1-2", "2-3" }, "1-2" },
  { "2-Jan", { "1-2", "2-1" }, "" },
  { "02-Agu", { "2-8" }, "2-8" },
  { "PK1", { "PK01" }, NULL },
};

static void
test_find (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autoptr (GPtrArray) known = g_ptr_array_new ();
      for (guint k = 0; k < 4 && ways[i].known[k] != NULL; k++)
        g_ptr_array_add (known, (gpointer) ways[i].known[k]);
      g_ptr_array_sort (known, posko_compare_texts);
      const gssize met = posko_code_find (ways[i].shown, (const char *const *) known->pdata, known->len);
      g_test_message ("%s: %" G_GSSIZE_FORMAT, ways[i].shown, met);
      if (ways[i].met == NULL)
        g_assert_cmpint (met, ==, POSKO_CODE_UNKNOWN);
      else if (ways[i].met[0] == '\0')
        g_assert_cmpint (met, ==, POSKO_CODE_SEVERAL);
      else
        g_assert_cmpstr (met >= 0 ? known->pdata[met] : NULL, ==, ways[i].met);
    }
}

static void
test_forms (void)
{
  static const struct
  {
    const char *code;
    PoskoCodeForm form;
  } forms[] = { { "", POSKO_CODE_PLAIN },
                { "PK1", POSKO_CODE_PLAIN },
                { "19.71.01.1001", POSKO_CODE_PLAIN },
                { "1-2", POSKO_CODE_PLAIN },
                { "5E3", POSKO_CODE_PLAIN },
                { "JAN1", POSKO_CODE_PLAIN },
                { "007", POSKO_CODE_DIGITS },
                { "123456789012345", POSKO_CODE_DIGITS },
                { "1234567890123450", POSKO_CODE_ROUNDED },
                { "1234567890123451", POSKO_CODE_DIGITS },
                { "101.0", POSKO_CODE_POINT_ZERO },
                { "12.5", POSKO_CODE_DECIMAL },
                { "1,97E+12", POSKO_CODE_EXPONENT },
                { "2025-08-27", POSKO_CODE_ISO_DAY },
                { "27/08/2025", POSKO_CODE_DAY },
                { "Feb-11", POSKO_CODE_DAY } };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    {
      g_test_message ("%s", forms[i].code);
      g_assert_cmpint (posko_code_form (forms[i].code), ==, forms[i].form);
    }
}

/* However many codes begin alike, a look-up stays short, and what was not compared counts as several. */
static void
test_bounded (void)
{
  g_autoptr (GPtrArray) known = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < 20000; i++)
    g_ptr_array_add (known, g_strdup_printf ("1971010%05u", i));
  g_ptr_array_add (known, g_strdup ("1971010200001"));
  g_ptr_array_sort (known, posko_compare_texts);
  g_assert_cmpint (posko_code_find ("1,97101E+12", (const char *const *) known->pdata, known->len), ==, POSKO_CODE_SEVERAL);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/codes/find", test_find);
  g_test_add_func ("/codes/forms", test_forms);
  g_test_add_func ("/codes/bounded", test_bounded);
  return g_test_run ();
}
