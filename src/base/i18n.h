/* i18n.h: Bahasa Indonesia or English for people, plain C for files.
 *
 * Messages are written in English and translated by gettext: _("text"), ngettext ("%u file", "%u files", n), N_("text")
 * for tables. Numbers in files never follow the locale: LC_NUMERIC stays "C" in the whole program; what people read
 * goes through the functions below, which are told the language.
 */
#pragma once
#include <glib.h>
#include <glib/gi18n-lib.h>
G_BEGIN_DECLS

typedef enum
{
  POSKO_LANGUAGE_EN, /* 169,016 and 3.5 */
  POSKO_LANGUAGE_ID, /* 169.016 and 3,5 */
} PoskoLanguage;

/**
 * posko_i18n_init:
 * @program_folder: (nullable): the folder of the running program (not a PATH); %NULL finds it out
 *
 * Call once, first thing in main(), before any thread. Takes the locale of the environment. Where that locale is not
 * installed but asks for Indonesian (LC_ALL, LC_MESSAGES, LANG, LANGUAGE), messages are Indonesian all the same.
 * Catalogues are looked for beside the program (po/, ../po, ../../po, ../../../po of a build tree), then in
 * ../share/locale, then where they were installed.
 */
void posko_i18n_init (const char *program_folder);

/** Returns: the language that _() speaks */
PoskoLanguage posko_i18n_language (void);

/** Returns: (transfer full): @value with thousands marked: "169.016" or "169,016" */
char *posko_format_thousands (gint64 value, PoskoLanguage language);

/**
 * posko_format_decimal:
 * @decimals: 0 .. 9
 *
 * Returns: (transfer full): @value with thousands marked and that many decimals: "1.234,50" or "1,234.50"; "–" where it
 * is not finite
 */
char *posko_format_decimal (gdouble value, guint decimals, PoskoLanguage language);

G_END_DECLS
