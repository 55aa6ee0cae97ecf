/* zip-read.c: libzip behind the limits of workbook.h; see zip-read.h.
 *
 * A bomb is a small file that becomes a large one. What the directory claims is held against the limits before anything is inflated, and what comes
 * out is held against what the directory claimed, so that a directory that lies is found at the first byte too many. The number of entries is
 * read from the end record before libzip is asked to load them. Entries may overlap (Fifield, "A better zip bomb", WOOT 2019): the sum of all
 * claimed sizes and the sum of all inflated bytes are limited too. O(entries) to open, O(bytes) to read.
 */
#include "zip-read.h"

#include <string.h>
#include <zip.h>

#include "i18n.h"
#include "workbook.h"

#define CHUNK (1u << 16)
#define END_LENGTH 22u         /* of the end of central directory record, without its comment (APPNOTE 4.3.16) */
#define MAX_COMMENT 65535u
#define LOCATOR_LENGTH 20u     /* of the zip64 locator before it (4.3.15) */
#define END64_LENGTH 56u       /* of the zip64 end record (4.3.14) */
#define SHOWN_NAME 80          /* bytes of an entry's name in a message */

struct _PoskoZip
{
  GBytes *bytes;
  zip_t *archive;
  guint64 n_inflated;
};

static guint64
read_little (const guint8 *at, guint n)
{
  guint64 value = 0;

  for (guint i = 0; i < n; i++)
    value |= (guint64) at[i] << (8 * i);
  return value;
}

/* The number of entries that an end record at @at states, by way of its zip64 record where it has one. */
static guint64
stated_entries (const guint8 *data, gsize size, gsize at)
{
  guint64 n = MAX (read_little (data + at + 8, 2), read_little (data + at + 10, 2));

  if (at >= LOCATOR_LENGTH && memcmp (data + at - LOCATOR_LENGTH, "PK\6\7", 4) == 0)
    {
      const guint64 end64 = read_little (data + at - LOCATOR_LENGTH + 8, 8);
      if (size >= END64_LENGTH && end64 <= size - END64_LENGTH)
        n = MAX (n, MAX (read_little (data + end64 + 24, 8), read_little (data + end64 + 32, 8)));
    }
  return n;
}

/* libzip loads the whole directory when it opens a file: whatever end record it may choose must state few entries. */
static gboolean
check_end_records (const guint8 *data, gsize size, GError **error)
{
  if (size < END_LENGTH)
    {
      g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("damaged zip file: %s"), _ ("cut short"));
      return FALSE;
    }
  const gsize last = size - END_LENGTH, first = last > MAX_COMMENT ? last - MAX_COMMENT : 0;
  for (gsize at = last + 1; at-- > first;)
    if (memcmp (data + at, "PK\5\6", 4) == 0 && stated_entries (data, size, at) > POSKO_ZIP_MAX_ENTRIES)
      {
        g_set_error (error, POSKO_ERROR, POSKO_ERROR_LIMIT, _ ("more than %u files in the zip file"), POSKO_ZIP_MAX_ENTRIES);
        return FALSE;
      }
  return TRUE;
}

/* An entry's name for a message. */
static char *
show_name (const char *name)
{
  return g_utf8_make_valid (name == NULL ? "?" : name, name == NULL ? 1 : (gssize) strnlen (name, SHOWN_NAME));
}

static gboolean
check_entry (const zip_stat_t *entry, GError **error)
{
  g_autofree char *name = show_name ((entry->valid & ZIP_STAT_NAME) ? entry->name : NULL);

  if ((entry->valid & ZIP_STAT_ENCRYPTION_METHOD) && entry->encryption_method != ZIP_EM_NONE)
    g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("%s is encrypted: open the file in Excel or LibreOffice with its password and save it again without"), name);
  else if (!(entry->valid & ZIP_STAT_SIZE) || !(entry->valid & ZIP_STAT_COMP_SIZE))
    g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("damaged zip file: %s has no size"), name);
  else if (entry->size >= POSKO_ZIP_MIN_SUSPECT && entry->size / POSKO_ZIP_MAX_RATIO >= MAX (entry->comp_size, 1))
    g_set_error (error, POSKO_ERROR, POSKO_ERROR_LIMIT, _ ("%s would inflate to more than %u times its size: a zip bomb, not a table"), name,
                 POSKO_ZIP_MAX_RATIO);
  else
    return TRUE;
  return FALSE;
}

static gboolean
set_too_much (GError **error)
{
  g_set_error_literal (error, POSKO_ERROR, POSKO_ERROR_LIMIT, _ ("the zip file would inflate to more than 1 GiB"));
  return FALSE;
}

static gboolean
check_directory (zip_t *archive, GError **error)
{
  const zip_int64_t n = zip_get_num_entries (archive, 0);
  guint64 total = 0;

  if (n > (zip_int64_t) POSKO_ZIP_MAX_ENTRIES)
    {
      g_set_error (error, POSKO_ERROR, POSKO_ERROR_LIMIT, _ ("more than %u files in the zip file"), POSKO_ZIP_MAX_ENTRIES);
      return FALSE;
    }
  for (zip_int64_t i = 0; i < n; i++)
    {
      zip_stat_t entry;
      if (zip_stat_index (archive, (zip_uint64_t) i, 0, &entry) != 0)
        {
          g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("damaged zip file: %s"), zip_strerror (archive));
          return FALSE;
        }
      if (!check_entry (&entry, error))
        return FALSE;
      if (entry.size > POSKO_ZIP_MAX_BYTES || (total += entry.size) > POSKO_ZIP_MAX_BYTES)
        return set_too_much (error);
    }
  return TRUE;
}

static zip_t *
open_archive (GBytes *bytes, GError **error)
{
  zip_error_t fault;
  gsize size;
  const guint8 *const data = g_bytes_get_data (bytes, &size);

  zip_error_init (&fault);
  zip_source_t *const source = zip_source_buffer_create (data, size, 0, &fault);
  zip_t *const archive = source == NULL ? NULL : zip_open_from_source (source, ZIP_RDONLY, &fault);
  if (archive == NULL)
    {
      g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("damaged zip file: %s"), zip_error_strerror (&fault));
      if (source != NULL)
        zip_source_free (source);
    }
  zip_error_fini (&fault);
  return archive;
}

PoskoZip *
posko_zip_open (GBytes *bytes, GError **error)
{
  gsize size;
  const guint8 *const data = g_bytes_get_data (bytes, &size);

  if (!check_end_records (data, size, error))
    return NULL;
  zip_t *const archive = open_archive (bytes, error);
  if (archive == NULL)
    return NULL;
  PoskoZip *const self = g_new0 (PoskoZip, 1);
  self->bytes = g_bytes_ref (bytes);
  self->archive = archive;
  if (check_directory (archive, error))
    return self;
  posko_zip_free (self);
  return NULL;
}

void
posko_zip_free (PoskoZip *self)
{
  if (self == NULL)
    return;
  zip_discard (self->archive);
  g_bytes_unref (self->bytes);
  g_free (self);
}

gint64
posko_zip_find (const PoskoZip *self, const char *name)
{
  return zip_name_locate (self->archive, name, ZIP_FL_NOCASE);
}

static gboolean
inflate_entry (PoskoZip *self, zip_file_t *file, const zip_stat_t *entry, PoskoZipSink sink, gpointer user_data, GCancellable *cancellable,
               GError **error)
{
  g_autofree char *chunk = g_malloc (CHUNK);
  g_autofree char *name = show_name (entry->name);
  guint64 n = 0;

  for (zip_int64_t got; (got = zip_fread (file, chunk, CHUNK)) != 0;)
    {
      if (got < 0)
        {
          g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("damaged zip file: %s: %s"), name, zip_file_strerror (file));
          return FALSE;
        }
      n += (guint64) got;
      self->n_inflated += (guint64) got;
      if (n > entry->size)
        {
          g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("damaged zip file: %s holds more than its directory says"), name);
          return FALSE;
        }
      if (self->n_inflated > POSKO_ZIP_MAX_BYTES)
        return set_too_much (error);
      if (posko_set_error_if_cancelled (cancellable, error) || !sink (user_data, chunk, (gsize) got, error))
        return FALSE;
    }
  return TRUE;
}

gboolean
posko_zip_read (PoskoZip *self, gint64 index, PoskoZipSink sink, gpointer user_data, GCancellable *cancellable, GError **error)
{
  zip_stat_t entry;

  g_return_val_if_fail (index >= 0 && zip_stat_index (self->archive, (zip_uint64_t) index, 0, &entry) == 0, FALSE);
  /* The other methods that libzip may know ask for memory as the file pleases, and no spreadsheet writes them. */
  const gboolean known = (entry.valid & ZIP_STAT_COMP_METHOD) && (entry.comp_method == ZIP_CM_STORE || entry.comp_method == ZIP_CM_DEFLATE);
  zip_file_t *const file = known ? zip_fopen_index (self->archive, (zip_uint64_t) index, 0) : NULL;
  if (file == NULL)
    {
      g_autofree char *name = show_name (entry.name);
      g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("damaged zip file: %s: %s"), name,
                   known ? zip_strerror (self->archive) : _ ("a way of packing that is not known"));
      return FALSE;
    }
  const gboolean good = inflate_entry (self, file, &entry, sink, user_data, cancellable, error);
  zip_fclose (file);
  return good;
}

guint64
posko_zip_n_inflated (const PoskoZip *self)
{
  return self->n_inflated;
}
