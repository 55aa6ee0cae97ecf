/* test-nearest.c: "did you mean": what counts as near, and in which order. */
#include "nearest.h"

static const char *const columns[] = { "kode_tps", "kelurahan", "kecamatan", "dpt_laki", "dpt_perempuan", "kpps" };

static void
test_nearest (void)
{
  static const struct
  {
    const char *word, *near;
  } rows[] = {
    { "kecamtan", "kecamatan" },  { "Kecamatan", "kecamatan" }, { "kode tps", "kode_tps" }, { "kppss", "kpps" }, { "dpt_laki-laki", "dpt_laki" },
    { "kpsp", "kpps" },           { "xyz", NULL },              { "", NULL },               { "k", NULL },       { "lat", NULL },
  };
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_test_message ("%s", rows[i].word);
      g_assert_cmpstr (posko_nearest (rows[i].word, columns, G_N_ELEMENTS (columns)), ==, rows[i].near);
    }
}

static void
test_list (void)
{
  static const char *const names[] = { "Gabek", "Gadek", "Rangkui", "Gabek Satu" };
  g_autofree char *near = posko_nearest_list ("gabek", names, G_N_ELEMENTS (names), 2);
  g_autofree char *none = posko_nearest_list ("Balikpapan", names, G_N_ELEMENTS (names), 2);
  g_assert_cmpstr (near, ==, "'Gabek', 'Gadek'");
  g_assert_null (none);
}

static void
test_long_words (void)
{
  g_autofree char *word = g_strnfill (5000, 'a');
  const char *const names[] = { word, "b" };
  g_assert_cmpstr (posko_nearest (word, names, 2), ==, word);
  g_assert_null (posko_nearest (word, names + 1, 1));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/nearest/nearest", test_nearest);
  g_test_add_func ("/nearest/list", test_list);
  g_test_add_func ("/nearest/long-words", test_long_words);
  return g_test_run ();
}
