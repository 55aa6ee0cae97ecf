/* fixture.c: a copy of the mini case that a test may break; see fixture.h. */
#include "fixture.h"

#include <glib/gstdio.h>
#include <string.h>

void
fixture_init (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GDir) dir = g_dir_open (MINI_CASE, 0, &error);
  const char *name;

  g_assert_no_error (error);
  self->folder = g_dir_make_tmp ("posko-case-XXXXXX", &error);
  g_assert_no_error (error);
  self->findings = NULL;
  self->loaded = NULL;
  while ((name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *path = g_build_filename (MINI_CASE, name, NULL), *text = NULL;
      gsize length;
      g_file_get_contents (path, &text, &length, &error);
      g_assert_no_error (error);
      fixture_write (self, name, text, (gssize) length);
    }
}

void
fixture_clear (Fixture *self)
{
  g_autoptr (GDir) dir = g_dir_open (self->folder, 0, NULL);
  const char *name;

  while ((name = g_dir_read_name (dir)) != NULL)
    fixture_remove (self, name);
  g_assert_cmpint (g_rmdir (self->folder), ==, 0);
  g_clear_pointer (&self->folder, g_free);
  g_clear_pointer (&self->findings, posko_diagnostics_free);
  g_clear_pointer (&self->loaded, posko_case_unref);
}

void
fixture_write (const Fixture *self, const char *file, const char *text, gssize length)
{
  g_autofree char *path = g_build_filename (self->folder, file, NULL);
  g_autoptr (GError) error = NULL;
  g_file_set_contents (path, text, length, &error);
  g_assert_no_error (error);
}

char *
fixture_read (const Fixture *self, const char *file)
{
  g_autofree char *path = g_build_filename (self->folder, file, NULL);
  g_autoptr (GError) error = NULL;
  char *text;
  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  return text;
}

void
fixture_remove (const Fixture *self, const char *file)
{
  g_autofree char *path = g_build_filename (self->folder, file, NULL);
  g_assert_cmpint (g_remove (path), ==, 0);
}

void
fixture_replace (const Fixture *self, const char *file, const char *from, const char *to)
{
  g_autofree char *text = fixture_read (self, file);
  const char *at = strstr (text, from);
  g_autoptr (GString) changed = g_string_new (NULL);

  g_assert_nonnull (at);
  g_string_append_len (changed, text, at - text);
  g_string_append (changed, to);
  g_string_append (changed, at + strlen (from));
  fixture_write (self, file, changed->str, (gssize) changed->len);
}

void
fixture_load (Fixture *self, const char *scenario)
{
  g_autofree char *path = scenario != NULL ? g_build_filename (self->folder, "skenario.json", NULL) : NULL;
  g_autoptr (GError) error = NULL;

  if (scenario != NULL)
    fixture_write (self, "skenario.json", scenario, -1);
  g_clear_pointer (&self->findings, posko_diagnostics_free);
  g_clear_pointer (&self->loaded, posko_case_unref);
  self->findings = posko_diagnostics_new ();
  self->loaded = posko_case_load (self->folder, path, 1, self->findings, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_true ((self->loaded != NULL) == (posko_diagnostics_count (self->findings, POSKO_SEVERITY_ERROR) == 0));
}

const PoskoDiagnostic *
fixture_find (const Fixture *self, const char *code)
{
  for (guint i = 0; i < posko_diagnostics_n (self->findings); i++)
    if (strcmp (posko_diagnostics_get (self->findings, i)->code, code) == 0)
      return posko_diagnostics_get (self->findings, i);
  return NULL;
}

void
fixture_log (const Fixture *self)
{
  for (guint i = 0; i < posko_diagnostics_n (self->findings); i++)
    {
      const PoskoDiagnostic *one = posko_diagnostics_get (self->findings, i);
      g_test_message ("%u %s %s:%u %s: %s; %s; %s", one->severity, one->code, one->file, one->line, one->column != NULL ? one->column : "",
                      one->found, one->expected, one->remedy);
    }
}
