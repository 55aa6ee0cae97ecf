/* read-workbook.h: a reader of workbooks run on bytes or a file, for tests; and on many damaged copies. */
#pragma once
#include <string.h>

#include "random.h"
#include "sheet-show.h"
#include "workbook-private.h"
#include "xlsx-private.h"

typedef gboolean (*Reader) (const PoskoWorkbookSource *source, GPtrArray *sheets, GError **error);

typedef struct
{
  PoskoImportLog *log;
  GPtrArray *sheets;
  GError *error;
} Reading;

static inline void
reading_clear (Reading *self)
{
  posko_import_log_free (self->log);
  g_ptr_array_unref (self->sheets);
  g_clear_error (&self->error);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Reading, reading_clear)

static inline Reading
read_bytes (Reader reader, GBytes *bytes)
{
  Reading self = { posko_import_log_new (), g_ptr_array_new_with_free_func ((GDestroyNotify) posko_sheet_free), NULL };
  const gboolean good = reader (&(PoskoWorkbookSource){ "/buku.x", "buku.x", bytes, self.log, NULL }, self.sheets, &self.error);
  g_assert_cmpint (good, ==, self.error == NULL);
  return self;
}

static inline GBytes *
load (const char *folder, const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char *text;
  gsize length;
  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  return g_bytes_new_take (text, length);
}

static inline Reading
read_file (Reader reader, const char *folder, const char *name)
{
  g_autoptr (GBytes) bytes = load (folder, name);
  return read_bytes (reader, bytes);
}

/* The first sheet as show_sheet() has it. */
static inline void
assert_reader_shows (Reader reader, GBytes *bytes, const char *expected)
{
  g_auto (Reading) reading = read_bytes (reader, bytes);

  g_assert_no_error (reading.error);
  g_autofree char *shown = show_sheet (reading.sheets->pdata[0]);
  g_assert_cmpstr (shown, ==, expected);
}

/* The file is refused with that code, by a message that names it and holds @words. */
static inline void
assert_reader_refuses (Reader reader, GBytes *bytes, int code, const char *words)
{
  g_auto (Reading) reading = read_bytes (reader, bytes);

  g_assert_error (reading.error, POSKO_ERROR, code);
  g_assert_true (g_str_has_prefix (reading.error->message, "buku.x: "));
  if (strstr (reading.error->message, words) == NULL)
    g_error ("“%s” does not say “%s”", reading.error->message, words);
}

/* Reads @n copies with one byte changed at random, and the file cut at many lengths. */
static inline void
damage (Reader reader, GBytes *whole, guint n)
{
  gsize length;
  const guint8 *const data = g_bytes_get_data (whole, &length);
  PoskoRandom random;
  posko_random_init (&random, 4, 0);
  for (guint i = 0; i < n; i++)
    {
      guint8 *const copy = g_memdup2 (data, length);
      copy[posko_random_below (&random, (guint32) length)] = (guint8) posko_random_below (&random, 256);
      g_autoptr (GBytes) bytes = g_bytes_new_take (copy, length);
      g_autoptr (GBytes) cut = g_bytes_new (data, i * length / n);
      g_auto (Reading) changed = read_bytes (reader, bytes), shortened = read_bytes (reader, cut);
      g_assert_true (changed.error != NULL || changed.sheets->len > 0);
      g_assert_true (shortened.error != NULL || shortened.sheets->len > 0);
    }
}
