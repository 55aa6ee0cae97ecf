/* zip-make.h: zip files in memory for tests, from pairs of name and content. */
#pragma once
#include <glib.h>
#include <zip.h>

/* @parts: name, content, name, content, …, NULL */
static inline GBytes *
make_zip_packed (const char *const *parts, gint32 method)
{
  zip_error_t fault;
  zip_error_init (&fault);
  zip_source_t *const target = zip_source_buffer_create (NULL, 0, 0, &fault);
  g_assert_nonnull (target);
  zip_t *const archive = zip_open_from_source (target, ZIP_CREATE | ZIP_TRUNCATE, &fault);
  g_assert_nonnull (archive);
  for (; parts[0] != NULL; parts += 2)
    {
      zip_source_t *const content = zip_source_buffer (archive, parts[1], strlen (parts[1]), 0);
      const zip_int64_t index = zip_file_add (archive, parts[0], content, ZIP_FL_ENC_UTF_8);
      g_assert_cmpint (index, >=, 0);
      g_assert_cmpint (zip_set_file_compression (archive, (zip_uint64_t) index, method, 0), ==, 0);
    }
  zip_source_keep (target);
  g_assert_cmpint (zip_close (archive), ==, 0);
  g_assert_cmpint (zip_source_open (target), ==, 0);
  zip_stat_t stat;
  g_assert_cmpint (zip_source_stat (target, &stat), ==, 0);
  guint8 *const data = g_malloc (stat.size);
  g_assert_cmpint (zip_source_read (target, data, stat.size), ==, (zip_int64_t) stat.size);
  zip_source_close (target);
  zip_source_free (target);
  return g_bytes_new_take (data, stat.size);
}

static inline GBytes *
make_zip (const char *const *parts)
{
  return make_zip_packed (parts, ZIP_CM_DEFAULT);
}
