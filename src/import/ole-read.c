/* ole-read.c: compound files, read from memory with every bound checked; see ole-read.h.
 *
 * [MS-CFB] Compound File Binary File Format. A file is sectors; the FAT names each sector's successor; the DIFAT names the FAT's sectors; folders are a
 * tree of 128-byte entries; small streams lie in 64-byte sectors of a stream of their own. A chain cannot be longer than the file has sectors, which
 * ends circles. O(bytes).
 */
#include "ole-read.h"

#include <string.h>

#include "i18n.h"

#define HEADER_LENGTH 512u
#define N_HEADER_DIFAT 109u
#define ENTRY_LENGTH 128u
#define MAX_NAME 32u
#define MINI_SHIFT 6u
#define MINI_CUTOFF 4096u /* a stream shorter than that lies in the mini stream */
#define MAX_REGULAR 0xfffffffau /* the last sector that can be; above: free, end of chain and the like */
#define TYPE_STREAM 2u
#define TYPE_ROOT 5u

typedef struct
{
  const guint8 *data;
  gsize size;
  guint shift;     /* of the sector size */
  guint32 n_sectors;
  GArray *fat;     /* guint32 */
} Ole;

typedef struct
{
  const guint8 *data;
  gsize size;
  guint shift;
  gsize base;      /* of sector 0 */
  const GArray *next; /* guint32: each sector's successor */
} Space;

static guint16
word (const guint8 *at)
{
  return (guint16) (at[0] | at[1] << 8);
}

static guint32
long_word (const guint8 *at)
{
  return (guint32) word (at) | (guint32) word (at + 2) << 16;
}

static gboolean
set_damaged (GError **error, const char *what)
{
  g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("damaged workbook: %s"), what);
  return FALSE;
}

gboolean
posko_ole_is (GBytes *bytes)
{
  gsize size;
  const guint8 *const data = g_bytes_get_data (bytes, &size);

  return size >= 8 && memcmp (data, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8) == 0;
}

/* Where a sector begins; NULL outside of the file. The last one may be cut short: @length says how much of it is there. */
static const guint8 *
sector_at (const Space *space, guint32 sector, gsize *length)
{
  const guint64 start = space->base + ((guint64) sector << space->shift);

  if (sector > MAX_REGULAR || start >= space->size)
    return NULL;
  *length = MIN ((gsize) 1 << space->shift, space->size - (gsize) start);
  return space->data + start;
}

/* The bytes of the chain that begins at @sector, at most @length of them. */
static GByteArray *
read_chain (const Space *space, guint32 sector, gsize length, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();

  for (guint32 n = 0; bytes->len < length && sector <= MAX_REGULAR; n++)
    {
      gsize part;
      const guint8 *const at = sector_at (space, sector, &part);
      if (at == NULL || n > space->next->len || sector >= space->next->len)
        {
          set_damaged (error, _ ("its parts are not where it says"));
          return NULL;
        }
      g_byte_array_append (bytes, at, (guint) MIN (part, length - bytes->len));
      sector = g_array_index (space->next, guint32, sector);
    }
  return g_steal_pointer (&bytes);
}

static Space
space_of (const Ole *self)
{
  return (Space){ self->data, self->size, self->shift, (gsize) 1 << self->shift, self->fat };
}

/* Appends the entries of one sector of the FAT. */
static gboolean
add_fat_sector (Ole *self, guint32 sector, GError **error)
{
  const Space space = space_of (self);
  gsize length = 0;
  const guint8 *const at = sector_at (&space, sector, &length);

  if (at == NULL)
    return set_damaged (error, _ ("its parts are not where it says"));
  for (gsize i = 0; i + 4 <= length && self->fat->len < self->n_sectors; i += 4)
    {
      const guint32 next = long_word (at + i);
      g_array_append_val (self->fat, next);
    }
  return TRUE;
}

static gboolean
read_fat (Ole *self, GError **error)
{
  const Space space = space_of (self);
  const gsize per_sector = ((gsize) 1 << self->shift) / 4 - 1;
  guint32 difat = long_word (self->data + 68);

  for (guint i = 0; i < N_HEADER_DIFAT && self->fat->len < self->n_sectors; i++)
    {
      const guint32 sector = long_word (self->data + 76 + 4 * i);
      if (sector <= MAX_REGULAR && !add_fat_sector (self, sector, error))
        return FALSE;
    }
  for (guint32 n = 0; difat <= MAX_REGULAR && self->fat->len < self->n_sectors; n++)
    {
      gsize length = 0;
      const guint8 *const at = sector_at (&space, difat, &length);
      if (at == NULL || length < 4 * (per_sector + 1) || n > self->n_sectors)
        return set_damaged (error, _ ("its parts are not where it says"));
      for (gsize i = 0; i < per_sector && self->fat->len < self->n_sectors; i++)
        if (long_word (at + 4 * i) <= MAX_REGULAR && !add_fat_sector (self, long_word (at + 4 * i), error))
          return FALSE;
      difat = long_word (at + 4 * per_sector);
    }
  return TRUE;
}

static gboolean
is_named (const guint8 *entry, const char *name)
{
  const gsize length = strlen (name);

  if (word (entry + 64) != 2 * (length + 1) || length >= MAX_NAME)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (entry[2 * i + 1] != 0 || g_ascii_tolower ((char) entry[2 * i]) != g_ascii_tolower (name[i]))
      return FALSE;
  return TRUE;
}

/* The entry of the first of @names among the root's children, a tree by siblings; NULL where there is none. */
static const guint8 *
find_entry (const GByteArray *folder, const char *const *names, guint *found)
{
  const guint32 n = folder->len / ENTRY_LENGTH;
  g_autoptr (GArray) open = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autofree guint8 *seen = g_malloc0 (MAX (n, 1));
  const guint8 *best = NULL;
  guint best_name = G_MAXUINT;
  const guint32 child = long_word (folder->data + 76);

  g_array_append_val (open, child);
  while (open->len > 0)
    {
      const guint32 i = g_array_index (open, guint32, open->len - 1);
      g_array_set_size (open, open->len - 1);
      if (i >= n || seen[i])
        continue;
      seen[i] = 1;
      const guint8 *const entry = folder->data + (gsize) i * ENTRY_LENGTH;
      const guint32 siblings[] = { long_word (entry + 68), long_word (entry + 72) };
      g_array_append_vals (open, siblings, 2);
      for (guint name = 0; entry[66] == TYPE_STREAM && names[name] != NULL && name < best_name; name++)
        if (is_named (entry, names[name]))
          {
            best = entry;
            best_name = name;
          }
    }
  if (found != NULL)
    *found = best_name;
  return best;
}

static GByteArray *
read_entry (const Ole *self, const guint8 *root, const guint8 *entry, GError **error)
{
  const Space space = space_of (self);
  const gsize length = long_word (entry + 120);

  if (length >= MINI_CUTOFF)
    return read_chain (&space, long_word (entry + 116), length, error);
  g_autoptr (GByteArray) mini = read_chain (&space, long_word (root + 116), long_word (root + 120), error);
  g_autoptr (GByteArray) table = mini == NULL ? NULL : read_chain (&space, long_word (self->data + 60), self->size, error);
  if (table == NULL)
    return NULL;
  g_autoptr (GArray) next = g_array_new (FALSE, FALSE, sizeof (guint32));
  for (guint i = 0; i + 4 <= table->len; i += 4)
    {
      const guint32 sector = long_word (table->data + i);
      g_array_append_val (next, sector);
    }
  const Space small = { mini->data, mini->len, MINI_SHIFT, 0, next };
  return read_chain (&small, long_word (entry + 116), length, error);
}

static GBytes *
read_stream (Ole *self, const char *const *names, guint *found, GError **error)
{
  if (!read_fat (self, error))
    return NULL;
  const Space space = space_of (self);
  g_autoptr (GByteArray) folder = read_chain (&space, long_word (self->data + 48), self->size, error);
  if (folder == NULL)
    return NULL;
  if (folder->len < ENTRY_LENGTH || folder->data[66] != TYPE_ROOT)
    {
      set_damaged (error, _ ("its list of parts is missing"));
      return NULL;
    }
  const guint8 *const entry = find_entry (folder, names, found);
  GByteArray *const stream = entry == NULL ? NULL : read_entry (self, folder->data, entry, error);
  return stream == NULL ? NULL : g_byte_array_free_to_bytes (stream);
}

GBytes *
posko_ole_read_stream (GBytes *bytes, const char *const *names, guint *found, GError **error)
{
  gsize size;
  const guint8 *const data = g_bytes_get_data (bytes, &size);

  if (!posko_ole_is (bytes) || size <= HEADER_LENGTH || (word (data + 30) != 9 && word (data + 30) != 12) || size > G_MAXINT32)
    {
      set_damaged (error, _ ("cut short"));
      return NULL;
    }
  Ole self = { data, size, word (data + 30), 0, g_array_new (FALSE, FALSE, sizeof (guint32)) };
  self.n_sectors = (guint32) (size >> self.shift) + 1;
  GBytes *const stream = read_stream (&self, names, found, error);
  g_array_unref (self.fat);
  return stream;
}
