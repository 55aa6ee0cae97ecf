/* layout-areas.c: rows amid the data that only name a kecamatan or a kelurahan ("KECAMATAN BUKIT INTAN"); see layout.h.
 *
 * All of the row's text must be one name or two, each after the word for its level; a row with anything else is none. O(length).
 */
#include <string.h>

#include "layout-private.h"

#define MOST_NAME 60u
#define MOST_CELLS 4u /* "Kecamatan", ": Bukit Intan", "Kelurahan", ": Air Itam" */

typedef enum
{
  LEVEL_NONE,
  LEVEL_KECAMATAN,
  LEVEL_KELURAHAN,
} Level;

static Level
level_of (const char *word, gsize length)
{
  static const struct
  {
    const char *word;
    Level level;
  } words[] = {
    { "kecamatan", LEVEL_KECAMATAN }, { "kec", LEVEL_KECAMATAN },    { "distrik", LEVEL_KECAMATAN }, { "kapanewon", LEVEL_KECAMATAN }, { "kemantren", LEVEL_KECAMATAN },
    { "kelurahan", LEVEL_KELURAHAN }, { "kel", LEVEL_KELURAHAN },    { "desa", LEVEL_KELURAHAN },    { "kalurahan", LEVEL_KELURAHAN }, { "gampong", LEVEL_KELURAHAN },
    { "nagari", LEVEL_KELURAHAN },    { "pekon", LEVEL_KELURAHAN },
  };
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strlen (words[i].word) == length && g_ascii_strncasecmp (word, words[i].word, length) == 0)
      return words[i].level;
  return LEVEL_NONE;
}

/* The level that @text begins with, perhaps with a second word for it ("Kelurahan/Desa"); @after: (out): where its name begins */
static Level
read_level (const char *text, const char **after)
{
  Level found = LEVEL_NONE;

  while (*text != '\0')
    {
      gsize length = 0;
      while (g_ascii_isalpha (text[length]))
        length++;
      const Level level = level_of (text, length);
      if (level == LEVEL_NONE || (found != LEVEL_NONE && level != found))
        break;
      found = level;
      text += length;
      text += strspn (text, " ./:=-");
    }
  *after = text;
  return found;
}

/* "A. ", "II. ", "3) " */
static const char *
skip_ordinal (const char *text)
{
  const char *at = text, *after;
  while (g_ascii_isalnum (*at) && at - text < 5)
    at++;
  return at > text && (*at == '.' || *at == ')') && at[1] == ' ' && read_level (text, &after) == LEVEL_NONE ? at + 2 : text;
}

/* How many bytes of @text are a name: as far as a word for a level, or the end. */
static gsize
name_length (const char *text)
{
  for (gsize at = 1; text[0] != '\0' && text[at] != '\0'; at++)
    {
      const char *after;
      if (strchr (" ,;/", text[at - 1]) != NULL && read_level (text + at, &after) != LEVEL_NONE && after > text + at)
        return at;
    }
  return strlen (text);
}

/* Whether a cell is only the rest of a merged one. */
static gboolean
repeats_left (const PoskoSheet *sheet, guint row, guint column)
{
  return column > 0 && posko_sheet_is_merged (sheet, row, column) && strcmp (posko_sheet_text (sheet, row, column), posko_sheet_text (sheet, row, column - 1)) == 0;
}

/* Nearly all rows of a list: told before any text of theirs is looked at. */
static gboolean
has_many_cells (const PoskoSheet *sheet, guint row)
{
  guint n = 0;
  for (guint column = 0; column < posko_sheet_width (sheet, row) && n <= MOST_CELLS; column++)
    n += posko_sheet_kind (sheet, row, column) != POSKO_SHEET_EMPTY && !repeats_left (sheet, row, column);
  return n > MOST_CELLS;
}

/* The row's text in one line; NULL where it has more cells than such a row has. */
static char *
join_row (const PoskoSheet *sheet, guint row)
{
  if (has_many_cells (sheet, row))
    return NULL;
  g_autoptr (GString) text = g_string_new (NULL);

  for (guint column = 0; column < posko_sheet_width (sheet, row); column++)
    {
      const char *cell = posko_sheet_text (sheet, row, column);
      if (posko_layout_is_blank (cell) || repeats_left (sheet, row, column))
        continue;
      if (posko_sheet_kind (sheet, row, column) == POSKO_SHEET_NUMBER)
        return NULL;
      g_autofree char *collapsed = posko_layout_collapse (cell);
      const char *after;
      /* A further cell belongs to a name only with its colon, or when it is a word for a level, or follows one that stands alone. */
      const gboolean is_bare = text->len > 0 && (read_level (text->str, &after) == LEVEL_NONE || *after != '\0');
      if (is_bare && collapsed[0] != ':' && read_level (collapsed, &after) == LEVEL_NONE)
        return NULL;
      g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", collapsed);
    }
  return text->len > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

/* Words that may follow a name in a title without being of it, and those that are no name. */
static gsize
title_name_length (const char *text, gsize length)
{
  static const char *const ends[] = { " kota ", " kabupaten ", " kab ", " kab. ", " provinsi ", " tahun ", " pemilu ", " pilkada ", " pada ", " untuk ", " - " };
  for (gsize at = 0; at < length; at++)
    for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
      if (g_ascii_strncasecmp (text + at, ends[i], strlen (ends[i])) == 0)
        return at;
  return length;
}

static gboolean
is_no_name (const char *name)
{
  static const char *const words[] = { "dan", "atau", "per", "se", "and", "or", "dalam", "di", "wilayah" };
  const gsize length = strcspn (name, " ,;/");
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strlen (words[i]) == length && g_ascii_strncasecmp (name, words[i], length) == 0)
      return TRUE;
  return !g_ascii_isalpha (name[0]);
}

/* The text of all cells, in one line. */
static char *
join_cells (const PoskoSheet *sheet, guint row)
{
  g_autoptr (GString) text = g_string_new (NULL);
  for (guint column = 0; column < posko_sheet_width (sheet, row); column++)
    if (!posko_layout_is_blank (posko_sheet_text (sheet, row, column)) && !repeats_left (sheet, row, column))
      {
        g_autofree char *collapsed = posko_layout_collapse (posko_sheet_text (sheet, row, column));
        g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", collapsed);
      }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

void
posko_layout_read_title (const PoskoSheet *sheet, guint row, char **kecamatan, char **kelurahan)
{
  g_autofree char *text = join_cells (sheet, row);
  char **const out[] = { NULL, kecamatan, kelurahan };

  for (const char *at = text; *at != '\0';)
    {
      const char *name;
      const Level level = at == text || strchr (" ,;/(", at[-1]) != NULL ? read_level (at, &name) : LEVEL_NONE;
      if (level == LEVEL_NONE)
        {
          at++;
          continue;
        }
      const gsize length = name_length (name);
      g_autofree char *found = g_strndup (name, title_name_length (name, length));
      g_strstrip (g_strdelimit (found, ",;()", ' '));
      if (*out[level] == NULL && !is_no_name (found) && strlen (found) <= MOST_NAME)
        *out[level] = g_steal_pointer (&found);
      at = name + length;
    }
}

gboolean
posko_layout_read_area (const PoskoSheet *sheet, guint row, char **kecamatan, char **kelurahan)
{
  g_autofree char *text = join_row (sheet, row);
  char *names[] = { NULL, NULL, NULL };
  const char *at = text != NULL ? skip_ordinal (text) : "";

  while (*at != '\0')
    {
      const Level level = read_level (at, &at);
      const gsize length = level != LEVEL_NONE ? name_length (at) : 0;
      g_autofree char *name = g_strndup (at, length);
      g_strstrip (g_strdelimit (name, ",;", ' '));
      if (!g_ascii_isalpha (name[0]) || names[level] != NULL || strlen (name) > MOST_NAME)
        break;
      names[level] = g_steal_pointer (&name);
      at += length;
    }
  const gboolean good = text != NULL && *at == '\0' && (names[LEVEL_KECAMATAN] != NULL || names[LEVEL_KELURAHAN] != NULL);
  if (good && kecamatan != NULL)
    *kecamatan = g_steal_pointer (&names[LEVEL_KECAMATAN]);
  if (good && kelurahan != NULL)
    *kelurahan = g_steal_pointer (&names[LEVEL_KELURAHAN]);
  g_free (names[LEVEL_KECAMATAN]);
  g_free (names[LEVEL_KELURAHAN]);
  return good;
}
