/* i18n.c: languages of messages, and numbers for people; see i18n.h.
 *
 * glibc translates only in a locale other than "C", so a bare machine without id_ID installed would always speak
 * English. There the C.UTF-8 locale, which glibc always has, is taken with LANGUAGE=id, which gettext obeys in it.
 */
#include "i18n.h"

#include <libintl.h>
#include <locale.h>
#include <math.h>
#include <string.h>

#include "notation.h"

/* The first of the variables that gettext asks, in its order, that says something. */
static const char *
wanted_locale (void)
{
  static const char *const variables[] = { "LC_ALL", "LC_MESSAGES", "LANG" };

  for (guint i = 0; i < G_N_ELEMENTS (variables); i++)
    {
      const char *const value = g_getenv (variables[i]);
      if (value != NULL && *value != '\0')
        return value;
    }
  return "";
}

/* "id", "id_ID.UTF-8", "id:en"; not "idx". */
static gboolean
names_indonesian (const char *locale)
{
  return locale != NULL && g_str_has_prefix (locale, "id") && !g_ascii_isalnum (locale[2]);
}

static void
choose_locale (void)
{
  const char *const language = g_getenv ("LANGUAGE");

  if (setlocale (LC_ALL, "") == NULL)
    {
      const gboolean indonesian = names_indonesian (wanted_locale ()) || names_indonesian (language);
      setlocale (LC_CTYPE, "C.UTF-8");
      if (indonesian)
        setlocale (LC_MESSAGES, "C.UTF-8");
      if (indonesian && (language == NULL || *language == '\0'))
        g_setenv ("LANGUAGE", "id", TRUE);
    }
  /* Messages and character types follow the person; numbers and the order of text never do. */
  setlocale (LC_NUMERIC, "C");
  setlocale (LC_COLLATE, "C");
}

static char *
running_folder (void)
{
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  return program == NULL ? NULL : g_path_get_dirname (program);
}

/* (transfer full) (nullable): the first folder of catalogues that has the Indonesian one. */
static char *
find_catalogues (const char *program_folder)
{
  static const char *const places[] = { "po", "../po", "../../po", "../../../po", "../share/locale" };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      g_autofree char *folder = g_build_filename (program_folder, places[i], NULL);
      g_autofree char *catalogue = g_build_filename (folder, "id", "LC_MESSAGES", GETTEXT_PACKAGE ".mo", NULL);
      if (g_file_test (catalogue, G_FILE_TEST_IS_REGULAR))
        return g_steal_pointer (&folder);
    }
  return NULL;
}

void
posko_i18n_init (const char *program_folder)
{
  g_autofree char *found = program_folder == NULL ? running_folder () : g_strdup (program_folder);
  g_autofree char *catalogues = found == NULL ? NULL : find_catalogues (found);

  choose_locale ();
  bindtextdomain (GETTEXT_PACKAGE, catalogues == NULL ? POSKO_LOCALE_FOLDER : catalogues);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE); /* g_dgettext() translates only where the program's own domain has a catalogue */
}

PoskoLanguage
posko_i18n_language (void)
{
  /* The catalogue's own header says what it is; without a catalogue it is empty. */
  return strstr (dgettext (GETTEXT_PACKAGE, ""), "Language: id") != NULL ? POSKO_LANGUAGE_ID : POSKO_LANGUAGE_EN;
}

/* Appends @digits with a mark before every third from the right. */
static void
append_grouped (GString *text, const char *digits, gsize length, PoskoLanguage language)
{
  for (gsize i = 0; i < length; i++)
    {
      if (i > 0 && (length - i) % 3 == 0)
        g_string_append_c (text, language == POSKO_LANGUAGE_ID ? '.' : ',');
      g_string_append_c (text, digits[i]);
    }
}

char *
posko_format_thousands (gint64 value, PoskoLanguage language)
{
  char number[24];
  g_snprintf (number, sizeof number, "%" G_GINT64_FORMAT, value);

  GString *const text = g_string_new (value < 0 ? "-" : "");
  const char *const digits = value < 0 ? number + 1 : number;
  append_grouped (text, digits, strlen (digits), language);
  return g_string_free (text, FALSE);
}

char *
posko_format_decimal (gdouble value, guint decimals, PoskoLanguage language)
{
  g_return_val_if_fail (decimals <= 9, NULL);

  if (!isfinite (value))
    return g_strdup ("–");
  g_autoptr (GString) number = g_string_new (NULL);
  posko_notation_append_number (number, value, decimals);

  const gboolean negative = number->str[0] == '-';
  const char *const digits = negative ? number->str + 1 : number->str;
  const gsize whole = strcspn (digits, ".");
  GString *const text = g_string_new (negative ? "-" : "");
  append_grouped (text, digits, whole, language);
  if (digits[whole] == '.')
    {
      g_string_append_c (text, language == POSKO_LANGUAGE_ID ? ',' : '.');
      g_string_append (text, digits + whole + 1);
    }
  return g_string_free (text, FALSE);
}
