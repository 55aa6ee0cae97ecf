/* columns-parts.c: an angle in several columns: "Lat D", "Lat M", "Lat S", and perhaps one with LS or BT; see columns.h.
 *
 * A header is a part when a word or a mark for degrees, minutes or seconds stands before or after a name of lat or lon. It counts only
 * where the degrees and the minutes of an axis are both there: "Lintang (°)" alone is a whole latitude. The side is found by what stands
 * in a column: LS, LU, BT, BB and their like in every cell. O(columns × header), and O(rows) for columns that may be a side.
 */
#include <string.h>

#include "columns-private.h"

static const char *const part_names[POSKO_N_PARTS] = { "", "derajat", "menit", "detik", "arah" };

const char *
posko_angle_part_name (PoskoAnglePart part)
{
  g_return_val_if_fail (part < POSKO_N_PARTS, "");
  return part_names[part];
}

PoskoAnglePart
posko_angle_part_from_name (const char *name)
{
  guint part = 0;
  while (part < POSKO_N_PARTS && strcmp (part_names[part], name) != 0)
    part++;
  return (PoskoAnglePart) part;
}

static PoskoAnglePart
part_of_word (const char *word, gsize length)
{
  static const struct
  {
    const char *word;
    PoskoAnglePart part;
  } words[] = {
    { "d", POSKO_PART_DEGREES },       { "deg", POSKO_PART_DEGREES },    { "degree", POSKO_PART_DEGREES }, { "degrees", POSKO_PART_DEGREES },
    { "derajat", POSKO_PART_DEGREES }, { "drjt", POSKO_PART_DEGREES },   { "der", POSKO_PART_DEGREES },    { "m", POSKO_PART_MINUTES },
    { "min", POSKO_PART_MINUTES },     { "minute", POSKO_PART_MINUTES }, { "minutes", POSKO_PART_MINUTES }, { "menit", POSKO_PART_MINUTES },
    { "mnt", POSKO_PART_MINUTES },     { "men", POSKO_PART_MINUTES },    { "s", POSKO_PART_SECONDS },      { "sec", POSKO_PART_SECONDS },
    { "second", POSKO_PART_SECONDS },  { "seconds", POSKO_PART_SECONDS }, { "detik", POSKO_PART_SECONDS }, { "dtk", POSKO_PART_SECONDS },
    { "det", POSKO_PART_SECONDS },     { "arah", POSKO_PART_SIDE },      { "dir", POSKO_PART_SIDE },       { "hemisphere", POSKO_PART_SIDE },
    { "\302\260", POSKO_PART_DEGREES }, { "\302\272", POSKO_PART_DEGREES }, { "'", POSKO_PART_MINUTES },  { "\342\200\262", POSKO_PART_MINUTES },
    { "\342\200\231", POSKO_PART_MINUTES }, { "\"", POSKO_PART_SECONDS }, { "''", POSKO_PART_SECONDS }, { "\342\200\263", POSKO_PART_SECONDS },
    { "\342\200\235", POSKO_PART_SECONDS },
  };
  g_autofree char *lower = g_ascii_strdown (word, (gssize) length);
  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strcmp (lower, words[i].word) == 0)
      return words[i].part;
  return POSKO_PART_WHOLE;
}

/* Letters are one word, marks another; blanks, brackets and the like stand between. */
static gsize
word_length (const char *text)
{
  gsize length = 0;
  if (g_ascii_isalpha (*text))
    while (g_ascii_isalpha (text[length]))
      length++;
  else
    while (text[length] != '\0' && !g_ascii_isalnum (text[length]) && strchr (" ()[]_-./,:", text[length]) == NULL)
      length++;
  return length;
}

/* Whether @header without the word of @length at @at is a name of lat or lon. */
static gboolean
look_up_without (const char *header, gsize at, gsize length, PoskoHeaderMeaning *meaning)
{
  const PoskoAnglePart part = part_of_word (header + at, length);
  if (part == POSKO_PART_WHOLE)
    return FALSE;
  g_autofree char *before = g_strndup (header, at), *rest = g_strconcat (before, " ", header + at + length, NULL);
  PoskoHeaderMeaning whole;
  if (!posko_header_look_up_whole (rest, &whole) || whole.choices != 0 || (whole.role != POSKO_ROLE_LAT && whole.role != POSKO_ROLE_LON))
    return FALSE;
  *meaning = (PoskoHeaderMeaning) { .role = whole.role, .part = part };
  return TRUE;
}

gboolean
posko_header_look_up_part (const char *header, PoskoHeaderMeaning *meaning)
{
  gsize first = 0, last = 0, first_length = 0, last_length = 0;

  for (gsize at = 0; header[at] != '\0';)
    {
      const gsize length = word_length (header + at);
      if (length == 0)
        {
          at++;
          continue;
        }
      if (first_length == 0)
        {
          first = at;
          first_length = length;
        }
      last = at;
      last_length = length;
      at += length;
    }
  return last != first && (look_up_without (header, last, last_length, meaning) || look_up_without (header, first, first_length, meaning));
}

/* The column of @role and @part, -1 where there is none. */
static gint
find_part (const PoskoColumnReading *self, PoskoRole role, PoskoAnglePart part)
{
  for (guint column = 0; column < self->map->n_columns; column++)
    if (self->map->columns[column].role == role && self->map->columns[column].part == part)
      return (gint) column;
  return -1;
}

/* Degrees and minutes are not both there: what looked like a part is all there is. */
static void
take_for_whole (PoskoColumnReading *self, PoskoRole role)
{
  for (guint column = 0; column < self->map->n_columns; column++)
    if (self->map->columns[column].role == role)
      self->map->columns[column].part = POSKO_PART_WHOLE;
}

static void
find_side (PoskoColumnReading *self, PoskoRole role)
{
  for (guint column = 0; column < self->map->n_columns; column++)
    {
      PoskoColumnUse *use = &self->map->columns[column];
      const gboolean may_be = use->role == POSKO_ROLE_NONE || ((use->role == POSKO_ROLE_LAT || use->role == POSKO_ROLE_LON) && use->part == POSKO_PART_WHOLE);
      if (!may_be || use->choices != 0 || !posko_column_has_sides (self, column, role))
        continue;
      use->role = role;
      use->part = POSKO_PART_SIDE;
      return;
    }
}

/* "Lat D + Lat M + Lat S + LS/LU" */
static void
tell_parts (PoskoColumnReading *self, PoskoRole role)
{
  g_autoptr (GString) names = g_string_new (NULL);
  for (guint part = POSKO_PART_DEGREES; part < POSKO_N_PARTS; part++)
    {
      const gint column = find_part (self, role, (PoskoAnglePart) part);
      if (column >= 0)
        g_string_append_printf (names, "%s%s", names->len > 0 ? " + " : "", self->layout->headers[column]);
    }
  posko_column_tell (self, POSKO_IMPORT_NOTE, "coordinate-parts", (guint) find_part (self, role, POSKO_PART_DEGREES), names->str, posko_role_name (role), NULL, NULL);
}

void
posko_columns_settle_parts (PoskoColumnReading *self)
{
  static const PoskoRole roles[] = { POSKO_ROLE_LAT, POSKO_ROLE_LON };
  for (guint axis = 0; axis < G_N_ELEMENTS (roles); axis++)
    {
      const PoskoRole role = roles[axis];
      if (find_part (self, role, POSKO_PART_DEGREES) < 0 || find_part (self, role, POSKO_PART_MINUTES) < 0)
        {
          take_for_whole (self, role);
          continue;
        }
      if (find_part (self, role, POSKO_PART_SIDE) < 0)
        find_side (self, role);
      tell_parts (self, role);
    }
}
