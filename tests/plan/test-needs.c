/* test-needs.c: team sizes: Erlang's loss formula against printed tables, and the needs of the mini case by hand. */
#include "plan-private.h"

/* Load in Erlang, servers, loss: the classic tables (e.g. ITU Teletraffic Engineering Handbook, table of E_n(A)). */
static const struct
{
  gdouble load;
  gint64 servers;
  gdouble loss;
} TABLE[] = {
  { 1.0, 1, 0.5 },      { 1.0, 2, 0.2 },      { 2.0, 2, 0.4 },        { 3.0, 4, 0.206107 }, { 10.0, 10, 0.214582 },
  { 5.0, 10, 0.018385 }, { 20.0, 30, 0.0084575 }, { 0.0, 3, 0.0 },      { 7.0, 0, 1.0 },
};

static void
test_erlang (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (TABLE); i++)
    g_assert_cmpfloat_with_epsilon (posko_erlang_b (TABLE[i].load, TABLE[i].servers), TABLE[i].loss, 1e-6);
}

/* The loss formula as it is defined: (A^c / c!) / Σ A^k / k!. */
static void
test_erlang_definition (void)
{
  for (gdouble load = 0.25; load < 12; load += 0.75)
    for (gint64 servers = 1; servers < 15; servers++)
      {
        gdouble term = 1, sum = 1;
        for (gint64 k = 1; k <= servers; k++)
          {
            term *= load / (gdouble) k;
            sum += term;
          }
        g_assert_cmpfloat_with_epsilon (posko_erlang_b (load, servers), term / sum, 1e-12);
        g_assert_cmpfloat (posko_erlang_b (load, servers), <, posko_erlang_b (load, servers - 1));
      }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/needs/erlang", test_erlang);
  g_test_add_func ("/needs/erlang-definition", test_erlang_definition);
  return g_test_run ();
}
