/* repair-ring.c: open rings of a layer, closed in the text itself, so that no other byte of the file changes.
 *
 * A ring is an array of positions inside another array (RFC 7946, 3.1.6: the last position is the first again). Where the last differs from
 * the first, the text of the first is put behind it. A layer with lines in it, whose parts look like rings, is left alone; so is a text that
 * is no JSON. O(bytes).
 *
 * The reader of layers (boundary-read.c) is not used: its parser hands out numbers, not the places of their text, and a ring written
 * from numbers would change bytes that nobody asked to change.
 */
#include <string.h>

#include "number.h"
#include "repair-private.h"

#define MAX_DEPTH 64u
#define RING_MIN 3u /* positions of an open ring that can be closed to an area */

/* An array that is being read, and the places of its first and last member that is an array. */
typedef struct
{
  gsize first, first_end, last, last_end;
  guint n_arrays, n_positions;
  gboolean in_array; /* its parent is an array too */
} Level;

typedef struct
{
  const char *text;
  gsize length;
  GString *made;
  gsize copied;
  Level levels[MAX_DEPTH]; /* of arrays and objects */
  gboolean is_array[MAX_DEPTH];
  guint depth;
  guint n;
} Scan;

/* The two numbers that begin the array at @at, compared as numbers: 106.10 is 106.1. */
static gboolean
read_position (const Scan *self, gsize at, gsize end, gdouble numbers[2])
{
  const char *from = self->text + at + 1, *limit = self->text + end;

  for (guint i = 0; i < 2; i++)
    {
      const char *last;
      while (from < limit && g_ascii_isspace (*from))
        from++;
      for (last = from; last < limit && *last != ',' && *last != ']' && !g_ascii_isspace (*last); last++)
        ;
      if (!posko_number_read_decimal (from, (gsize) (last - from), '.', &numbers[i]))
        return FALSE;
      while (last < limit && g_ascii_isspace (*last))
        last++;
      from = last < limit ? last + 1 : limit;
    }
  return TRUE;
}

static gboolean
is_open (const Scan *self, const Level *ring)
{
  gdouble first[2], last[2];

  if (!ring->in_array || ring->n_arrays < RING_MIN || ring->n_positions != ring->n_arrays)
    return FALSE;
  return read_position (self, ring->first, ring->first_end, first) && read_position (self, ring->last, ring->last_end, last)
         && (first[0] < last[0] || first[0] > last[0] || first[1] < last[1] || first[1] > last[1]);
}

static void
close_ring (Scan *self, const Level *ring)
{
  g_string_append_len (self->made, self->text + self->copied, (gssize) (ring->last_end - self->copied));
  g_string_append_c (self->made, ',');
  g_string_append_len (self->made, self->text + ring->first, (gssize) (ring->first_end - ring->first));
  self->copied = ring->last_end;
  self->n++;
}

static gboolean
open_level (Scan *self, gsize at, gboolean is_array)
{
  if (self->depth >= MAX_DEPTH)
    return FALSE;
  Level *parent = self->depth > 0 && self->is_array[self->depth - 1] ? &self->levels[self->depth - 1] : NULL;
  if (parent != NULL && is_array)
    {
      if (parent->n_arrays++ == 0)
        parent->first = at;
      parent->last = at;
    }
  self->levels[self->depth] = (Level) { .in_array = parent != NULL };
  self->is_array[self->depth++] = is_array;
  return TRUE;
}

static gboolean
close_level (Scan *self, gsize at, gboolean is_array)
{
  if (self->depth == 0 || self->is_array[self->depth - 1] != is_array)
    return FALSE;
  const Level level = self->levels[--self->depth];
  Level *parent = self->depth > 0 && self->is_array[self->depth - 1] ? &self->levels[self->depth - 1] : NULL;
  if (!is_array)
    return TRUE;
  if (is_open (self, &level))
    close_ring (self, &level);
  if (parent == NULL)
    return TRUE;
  parent->last_end = at + 1;
  parent->n_positions += level.n_arrays == 0;
  if (parent->n_arrays == 1)
    parent->first_end = at + 1;
  return TRUE;
}

/* Returns: the place behind the text that begins at @at */
static gsize
skip_text (const Scan *self, gsize at)
{
  for (at++; at < self->length && self->text[at] != '"'; at++)
    at += self->text[at] == '\\';
  return at;
}

static gboolean
scan (Scan *self)
{
  gboolean sound = TRUE;

  for (gsize at = 0; at < self->length && sound; at++)
    switch (self->text[at])
      {
      case '"':
        at = skip_text (self, at);
        break;
      case '[':
      case '{':
        sound = open_level (self, at, self->text[at] == '[');
        break;
      case ']':
      case '}':
        sound = close_level (self, at, self->text[at] == ']');
        break;
      default:
        break;
      }
  return sound && self->depth == 0;
}

GBytes *
posko_repair_rings (PoskoRepair *self, const char *file, GBytes *bytes)
{
  gsize length;
  const char *text = g_bytes_get_data (bytes, &length);
  g_autoptr (GString) made = g_string_new (NULL);
  g_autofree Scan *scanning = g_new0 (Scan, 1);

  if (g_strstr_len (text, (gssize) length, "LineString") != NULL)
    return NULL;
  scanning->text = text;
  scanning->length = length;
  scanning->made = made;
  if (!scan (scanning) || scanning->n == 0)
    return NULL;
  g_string_append_len (made, text + scanning->copied, (gssize) (length - scanning->copied));
  g_autofree char *count = g_strdup_printf ("%u", scanning->n);
  posko_repair_note (self, file, 0, "coordinates", count, "0", "ring-open");
  return g_bytes_new (made->str, made->len);
}
