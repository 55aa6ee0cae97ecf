/* place-key.c: names and codes of places, folded; see place-names.h.
 *
 * A name is taken apart into words of letters and digits without marks (Unicode, UAX 15: decomposed, marks dropped).
 * Its key is those words, less a prefix that names a level, joined. A number at the end is written in roman digits, not
 * the other way round, so that "GABEKII" is still "Gabek 2". O(length).
 */
#include <string.h>

#include "place-names-private.h"

#define MAX_NAME 256u /* bytes that are looked at */
#define MAX_READINGS 16u
#define MAX_ROMAN 39u

typedef struct
{
  GPtrArray *words; /* folded; at least one, which may be empty */
  gboolean slash;   /* between the first two: "Desa/Kelurahan" */
} Words;

static gboolean
is_mark (gunichar c)
{
  const GUnicodeType type = g_unichar_type (c);
  return type == G_UNICODE_NON_SPACING_MARK || type == G_UNICODE_SPACING_MARK || type == G_UNICODE_ENCLOSING_MARK;
}

static void
add_word (Words *self, GString *word)
{
  if (word->len > 0)
    g_ptr_array_add (self->words, g_strdup (word->str));
  g_string_truncate (word, 0);
}

static Words
split_words (const char *name)
{
  Words self = { .words = g_ptr_array_new_with_free_func (g_free) };
  g_autofree char *sound = g_utf8_make_valid (name, (gssize) strnlen (name, MAX_NAME));
  g_autofree char *plain = g_utf8_normalize (sound, -1, G_NORMALIZE_ALL);
  g_autofree char *folded = g_utf8_casefold (plain, -1);
  g_autoptr (GString) word = g_string_new (NULL);
  gboolean comma = FALSE;

  for (const char *at = folded; *at != '\0'; at = g_utf8_next_char (at))
    {
      const gunichar c = g_utf8_get_char (at);
      if (g_unichar_isalnum (c))
        {
          /* "Lubuk Pakam I,II" is not "Lubuk Pakam III". */
          if (word->len == 0 && comma)
            g_string_append_c (word, ',');
          comma = FALSE;
          g_string_append_unichar (word, c);
        }
      else if (!is_mark (c))
        {
          comma |= c == ',';
          add_word (&self, word);
          self.slash |= c == '/' && self.words->len == 1;
        }
    }
  add_word (&self, word);
  if (self.words->len == 0)
    g_ptr_array_add (self.words, g_strdup (""));
  return self;
}

static gboolean
is_prefix (const char *word)
{
  static const char *const prefixes[]
      = { "kec",  "kecamatan", "distrik",   "kapanewon", "kemantren", "kel",    "kelurahan",
          "desa", "ds",        "kalurahan", "gampong",   "gp",        "nagari", NULL };
  return g_strv_contains (prefixes, word);
}

/* The first word behind the prefixes; a name that is nothing but a prefix stays. */
static guint
skip_prefix (const Words *self)
{
  guint first = 0;

  if (self->words->len > 1 && is_prefix (self->words->pdata[0]))
    first = 1;
  if (first == 1 && self->slash && self->words->len > 2 && is_prefix (self->words->pdata[1]))
    first = 2;
  return first;
}

/* Appends @word; a number at its end from 1 to 39 in roman digits. */
static void
append_last (GString *key, const char *word)
{
  static const char *const tens[] = { "", "x", "xx", "xxx" };
  static const char *const ones[] = { "", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix" };
  gsize letters = strlen (word);
  guint number = 0;

  while (letters > 0 && g_ascii_isdigit (word[letters - 1]))
    letters--;
  for (const char *at = word + letters; *at != '\0' && number <= MAX_ROMAN; at++)
    number = number * 10 + (guint) (*at - '0');
  if (number == 0 || number > MAX_ROMAN || (letters == 0 && key->len == 0))
    {
      g_string_append (key, word);
      return;
    }
  g_string_append_len (key, word, (gssize) letters);
  g_string_append (key, tens[number / 10]);
  g_string_append (key, ones[number % 10]);
}

static char *
join_words (const char *const *words, guint n)
{
  g_autoptr (GString) key = g_string_new (NULL);

  for (guint i = 0; i < n; i++)
    {
      const char *const word = words[i] + (i == 0 && *words[i] == ',');
      if (i + 1 == n)
        append_last (key, word);
      else
        g_string_append (key, word);
    }
  return g_string_free (g_steal_pointer (&key), FALSE);
}

static char *
join (const Words *self, guint first)
{
  return join_words ((const char *const *) self->words->pdata + first, self->words->len - first);
}

char *
posko_place_name_letters (const char *name)
{
  Words words = split_words (name);
  char *letters = join (&words, 0);
  g_ptr_array_unref (words.words);
  return letters;
}

char *
posko_place_name_key (const char *name)
{
  Words words = split_words (name);
  char *key = join (&words, skip_prefix (&words));
  g_ptr_array_unref (words.words);
  return key;
}

/* What a word may stand for: KPU's lists abbreviate, each office in its own way; where two words share an abbreviation
 * both are tried. */
static const char *const *
meanings (const char *word)
{
  static const char *const abbreviations[][4] = {
    { "kep", "kepulauan" },
    { "sei", "sungai" },
    { "tj", "tanjung" },
    { "tjg", "tanjung" },
    { "tg", "tanjung" },
    { "tanjong", "tanjung" },
    { "gn", "gunung" },
    { "gng", "gunung" },
    { "bt", "batu", "batang", "bukit" },
    { "bkt", "bukit" },
    { "btg", "batang" },
    { "pd", "padang", "pondok" },
    { "kp", "kampung" },
    { "kpg", "kampung" },
    { "kamp", "kampung" },
    { "lbk", "lubuk" },
    { "tlk", "teluk" },
    { "tl", "teluk" },
    { "pl", "pulau" },
    { "mns", "meunasah" },
    { "perk", "perkebunan" },
    { "sp", "simpang" },
    { "spg", "simpang" },
    { "ps", "pasar" },
    { "psr", "pasar" },
    { "ma", "muara" },
    { "bdr", "bandar" },
    { "kr", "karang", "krueng" },
    { "krg", "karang" },
    { "sbr", "sumber" },
    { "pkl", "pangkal", "pangkalan" },
    { "blk", "balik", "belakang" },
  };
  for (guint i = 0; i < G_N_ELEMENTS (abbreviations); i++)
    if (strcmp (abbreviations[i][0], word) == 0)
      return abbreviations[i];
  return NULL;
}

static void
add_readings (const Words *self, guint first, GPtrArray *readings)
{
  const guint n = self->words->len - first;
  g_autofree const char **words = g_memdup2 (self->words->pdata + first, n * sizeof (char *));

  g_ptr_array_add (readings, join_words (words, n));
  for (guint i = 0; i < n; i++)
    {
      const char *const *const written = meanings (words[i]);
      const guint known = readings->len;
      if (written == NULL)
        continue;
      /* The first meaning stands in the words that follow; the others are tried with what is there now. */
      for (guint k = 1; k < 4 && written[k] != NULL && known + k <= MAX_READINGS; k++)
        {
          words[i] = written[k];
          g_ptr_array_add (readings, join_words (words, n));
        }
      words[i] = written[1];
    }
}

GPtrArray *
posko_place_name_readings (const char *name)
{
  GPtrArray *const readings = g_ptr_array_new_with_free_func (g_free);
  Words words = split_words (name);
  const guint first = skip_prefix (&words);

  add_readings (&words, first, readings);
  if (words.words->len > first + 1 && strcmp (words.words->pdata[first], "kota") == 0)
    add_readings (&words, first + 1, readings);
  g_ptr_array_unref (words.words);
  return readings;
}

/* Whether the lengths of the groups are the beginning of @form. */
static gboolean
has_form (const guint *groups, guint n, const guint *form)
{
  for (guint i = 0; i < n; i++)
    if (groups[i] != form[i])
      return FALSE;
  return TRUE;
}

gboolean
posko_place_code_read (const char *text, PoskoPlaceCode *code)
{
  static const guint kemendagri[] = { 2, 2, 2, 4, 3 }, bps[] = { 2, 2, 3, 3, 0 }, bps_short[] = { 4, 3, 3, 0, 0 };
  guint groups[5] = { 0 }, n_groups = 0, n = 0;
  gboolean inside = FALSE;

  while (*text == ' ' || *text == '\'' || *text == '`')
    text++;
  if (g_str_has_prefix (text, "’") || g_str_has_prefix (text, "‘"))
    text = g_utf8_next_char (text);
  for (; *text != '\0'; text++)
    if (g_ascii_isdigit (*text))
      {
        if (n == POSKO_PLACE_CODE_DIGITS || (!inside && n_groups == G_N_ELEMENTS (groups)))
          return FALSE;
        n_groups += !inside;
        inside = TRUE;
        groups[n_groups - 1]++;
        code->digits[n++] = *text;
      }
    else if (*text == '.' || *text == ' ')
      inside = FALSE;
    else
      return FALSE;
  code->digits[n] = '\0';
  if (n_groups > 1)
    {
      code->kemendagri = has_form (groups, n_groups, kemendagri);
      code->bps = (n == 7 || n == 10) && (has_form (groups, n_groups, bps) || has_form (groups, n_groups, bps_short));
    }
  else
    {
      /* The 7th digit of a Kemendagri code is 1 for a kelurahan, 2 for a desa. */
      code->kemendagri
          = n == 2 || n == 4 || n == 6 || ((n == 10 || n == 13) && (code->digits[6] == '1' || code->digits[6] == '2'));
      code->bps = n == 7 || n == 10;
    }
  return n >= 2;
}
