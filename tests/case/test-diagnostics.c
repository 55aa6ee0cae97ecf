/* test-diagnostics.c: order, folding and the safety of what is shown. */
#include <string.h>

#include "diagnostics.h"

static void
add (PoskoDiagnostics *self, const char *code, const char *file, guint line, const char *column)
{
  posko_diagnostics_report (self, POSKO_SEVERITY_ERROR, code, file, line, column, "x", NULL, NULL);
}

static void
test_order (void)
{
  g_autoptr (PoskoDiagnostics) self = posko_diagnostics_new ();
  g_autoptr (GString) order = g_string_new (NULL);

  add (self, "d", "b.csv", 1, "z");
  add (self, "c", "a.csv", 10, "b");
  add (self, "b", "a.csv", 10, "a");
  add (self, "a", "a.csv", 10, "b");
  add (self, "e", "a.csv", 2, NULL);
  for (guint i = 0; i < posko_diagnostics_n (self); i++)
    g_string_append (order, posko_diagnostics_get (self, i)->code);
  g_assert_cmpstr (order->str, ==, "ebacd");
}

static void
test_fold (void)
{
  g_autoptr (PoskoDiagnostics) self = posko_diagnostics_new ();

  for (guint i = 0; i < 250; i++)
    add (self, "a", "a.csv", 250 - i, NULL);
  for (guint i = 0; i < 100; i++)
    add (self, "b", "a.csv", 1000 + i, NULL);
  g_assert_cmpuint (posko_diagnostics_count (self, POSKO_SEVERITY_ERROR), ==, 350);
  g_assert_cmpuint (posko_diagnostics_n (self), ==, 200);
  g_assert_cmpuint (posko_diagnostics_folded (self, 98), ==, 0);
  g_assert_cmpuint (posko_diagnostics_folded (self, 99), ==, 150);
  g_assert_cmpuint (posko_diagnostics_folded (self, 199), ==, 0);
}

static void
test_safe_text (void)
{
  g_autoptr (PoskoDiagnostics) self = posko_diagnostics_new ();
  g_autofree char *lengthy = g_strnfill (100000, 'a');

  posko_diagnostics_report (self, POSKO_SEVERITY_INFO, "a", "a.csv", 1, "k", "x\x1b[31m\ny\xff\xe2\x80\xae", lengthy, NULL);
  g_assert_cmpstr (posko_diagnostics_get (self, 0)->found, ==, "x?[31m?y\xef\xbf\xbd?");
  g_assert_cmpuint (strlen (posko_diagnostics_get (self, 0)->expected), <, 310);
  g_assert_null (posko_diagnostics_get (self, 0)->remedy);
  g_assert_cmpuint (posko_diagnostics_count (self, POSKO_SEVERITY_INFO), ==, 1);
  g_assert_cmpuint (posko_diagnostics_count (self, POSKO_SEVERITY_ERROR), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/diagnostics/order", test_order);
  g_test_add_func ("/diagnostics/fold", test_fold);
  g_test_add_func ("/diagnostics/safe-text", test_safe_text);
  return g_test_run ();
}
