/* test-i18n.c: which language each environment gives, and numbers for people. */
#include <math.h>

#include "i18n.h"

static const struct
{
  const char *all, *lang, *language;
  PoskoLanguage expected;
} environments[] = {
  { NULL, NULL, NULL, POSKO_LANGUAGE_EN },
  { "C", NULL, NULL, POSKO_LANGUAGE_EN },
  { "C.UTF-8", NULL, NULL, POSKO_LANGUAGE_EN },
  { "C.UTF-8", NULL, "id", POSKO_LANGUAGE_ID },
  { "C.UTF-8", "id_ID.UTF-8", NULL, POSKO_LANGUAGE_EN },
  { "id_ID.UTF-8", NULL, NULL, POSKO_LANGUAGE_ID },
  { "id_ID", "C.UTF-8", NULL, POSKO_LANGUAGE_ID },
  { "", "id", "", POSKO_LANGUAGE_ID },
  { NULL, "id_ID.UTF-8", NULL, POSKO_LANGUAGE_ID },
  { NULL, "id_ID.UTF-8", "en", POSKO_LANGUAGE_EN },
  { NULL, "xx_YY.UTF-8", NULL, POSKO_LANGUAGE_EN },
  { NULL, "xx_YY.UTF-8", "id:en", POSKO_LANGUAGE_ID },
  { NULL, "idx_XX", NULL, POSKO_LANGUAGE_EN },
};

static void
set_or_unset (const char *name, const char *value)
{
  if (value == NULL)
    g_unsetenv (name);
  else
    g_setenv (name, value, TRUE);
}

/* One environment, in a process of its own: the locale belongs to the whole process. */
static void
test_environment (gconstpointer data)
{
  const guint i = GPOINTER_TO_UINT (data);

  if (!g_test_subprocess ())
    {
      g_test_trap_subprocess (NULL, 0, 0);
      g_test_trap_assert_passed ();
      return;
    }
  g_unsetenv ("LC_MESSAGES");
  set_or_unset ("LC_ALL", environments[i].all);
  set_or_unset ("LANG", environments[i].lang);
  set_or_unset ("LANGUAGE", environments[i].language);
  posko_i18n_init (NULL);
  g_assert_cmpint (posko_i18n_language (), ==, environments[i].expected);
  g_assert_cmpstr (_ ("a zero byte"), ==,
                   environments[i].expected == POSKO_LANGUAGE_ID ? "bita nol" : "a zero byte");
  g_autofree char *number = g_strdup_printf ("%.2f", 3.14);
  g_assert_cmpstr (number, ==, "3.14");
}

static void
test_thousands (void)
{
  static const struct
  {
    gint64 value;
    const char *id, *en;
  } cases[] = {
    { 0, "0", "0" },
    { 999, "999", "999" },
    { 1000, "1.000", "1,000" },
    { 169016, "169.016", "169,016" },
    { -1234567, "-1.234.567", "-1,234,567" },
    { -100, "-100", "-100" },
    { G_MININT64, "-9.223.372.036.854.775.808", "-9,223,372,036,854,775,808" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *id = posko_format_thousands (cases[i].value, POSKO_LANGUAGE_ID);
      g_autofree char *en = posko_format_thousands (cases[i].value, POSKO_LANGUAGE_EN);
      g_assert_cmpstr (id, ==, cases[i].id);
      g_assert_cmpstr (en, ==, cases[i].en);
    }
}

static void
test_decimal (void)
{
  static const struct
  {
    gdouble value;
    guint decimals;
    const char *id, *en;
  } cases[] = {
    { 1234.5, 2, "1.234,50", "1,234.50" },
    { -0.001, 2, "0,00", "0.00" },
    { 999.999, 2, "1.000,00", "1,000.00" },
    { -12.25, 1, "-12,2", "-12.2" },
    { 1234567.4, 0, "1.234.567", "1,234,567" },
    { NAN, 2, "–", "–" },
    { INFINITY, 0, "–", "–" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *id = posko_format_decimal (cases[i].value, cases[i].decimals, POSKO_LANGUAGE_ID);
      g_autofree char *en = posko_format_decimal (cases[i].value, cases[i].decimals, POSKO_LANGUAGE_EN);
      g_assert_cmpstr (id, ==, cases[i].id);
      g_assert_cmpstr (en, ==, cases[i].en);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (environments); i++)
    {
      g_autofree char *path = g_strdup_printf ("/i18n/environment/%02u", i);
      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_environment);
    }
  g_test_add_func ("/i18n/thousands", test_thousands);
  g_test_add_func ("/i18n/decimal", test_decimal);
  return g_test_run ();
}
