/* json-write.c: deterministic JSON text; see json-write.h.
 *
 * The text grows in one GString; a second one is the stack of what is open, one byte each: '{' or '['. Cost: O(bytes
 * written).
 */
#include "json-write.h"

#include <math.h>
#include <string.h>

#include "error.h"
#include "notation.h"

struct _PoskoJsonWriter
{
  GString *text;
  GString *open;   /* '{' and '[' of what is open, the innermost last */
  gboolean empty;  /* nothing was written yet into the innermost */
  gboolean done;   /* a root value was written */
  gboolean broken; /* by the order of the calls */
  char *fault;     /* owned; the first value that JSON cannot hold */
};

PoskoJsonWriter *
posko_json_writer_new (void)
{
  PoskoJsonWriter *self = g_new0 (PoskoJsonWriter, 1);
  self->text = g_string_new (NULL);
  self->open = g_string_new (NULL);
  self->empty = TRUE;
  return self;
}

void
posko_json_writer_free (PoskoJsonWriter *self)
{
  if (self == NULL)
    return;
  if (self->text != NULL) /* else posko_json_writer_finish() gave it away */
    g_string_free (self->text, TRUE);
  g_string_free (self->open, TRUE);
  g_free (self->fault);
  g_free (self);
}

static char
innermost (const PoskoJsonWriter *self)
{
  return self->open->len == 0 ? '\0' : self->open->str[self->open->len - 1];
}

static void
new_line (PoskoJsonWriter *self)
{
  g_string_append_c (self->text, '\n');
  for (gsize i = 0; i < self->open->len; i++)
    g_string_append (self->text, "  ");
}

static void
note_fault (PoskoJsonWriter *self, const char *name, const char *what)
{
  if (self->fault == NULL)
    self->fault = g_strdup_printf ("member “%s” near byte %zu is %s", name == NULL ? "" : name, self->text->len, what);
}

static void
append_escaped (PoskoJsonWriter *self, const char *text)
{
  g_string_append_c (self->text, '"');
  for (; *text != '\0'; text++)
    {
      const guchar c = (guchar) *text;
      if (c == '"' || c == '\\')
        g_string_append_c (self->text, '\\');
      if (c == '\n')
        g_string_append (self->text, "\\n");
      else if (c == '\t')
        g_string_append (self->text, "\\t");
      else if (c < 0x20 || c == 0x7F)
        g_string_append_printf (self->text, "\\u%04x", c);
      else
        g_string_append_c (self->text, (char) c);
    }
  g_string_append_c (self->text, '"');
}

/* Writes what stands before a value. FALSE, and nothing written, if no value may stand here. */
static gboolean
begin_value (PoskoJsonWriter *self, const char *name)
{
  g_return_val_if_fail (self != NULL, FALSE);

  const char inside = innermost (self);
  if ((inside == '{') != (name != NULL) || (inside == '\0' && self->done))
    {
      self->broken = TRUE;
      g_critical ("JSON value “%s” where none may stand", name == NULL ? "" : name);
      return FALSE;
    }
  if (inside != '\0')
    {
      if (!self->empty)
        g_string_append_c (self->text, ',');
      new_line (self);
    }
  self->empty = FALSE;
  self->done = TRUE;
  if (name == NULL)
    return TRUE;
  if (!g_utf8_validate (name, -1, NULL))
    note_fault (self, "?", "named by text that is not UTF-8");
  append_escaped (self, name);
  g_string_append (self->text, ": ");
  return TRUE;
}

static void
begin_nested (PoskoJsonWriter *self, const char *name, char bracket)
{
  if (!begin_value (self, name))
    return;
  g_string_append_c (self->text, bracket);
  g_string_append_c (self->open, bracket);
  self->empty = TRUE;
}

static void
end_nested (PoskoJsonWriter *self, char bracket)
{
  g_return_if_fail (self != NULL);

  if (innermost (self) != bracket)
    {
      self->broken = TRUE;
      g_critical ("end of a JSON %s that is not open", bracket == '{' ? "object" : "array");
      return;
    }
  g_string_truncate (self->open, self->open->len - 1);
  if (!self->empty)
    new_line (self);
  self->empty = FALSE;
  g_string_append_c (self->text, bracket == '{' ? '}' : ']');
}

void
posko_json_writer_begin_object (PoskoJsonWriter *self, const char *name)
{
  begin_nested (self, name, '{');
}

void
posko_json_writer_end_object (PoskoJsonWriter *self)
{
  end_nested (self, '{');
}

void
posko_json_writer_begin_array (PoskoJsonWriter *self, const char *name)
{
  begin_nested (self, name, '[');
}

void
posko_json_writer_end_array (PoskoJsonWriter *self)
{
  end_nested (self, '[');
}

void
posko_json_writer_string (PoskoJsonWriter *self, const char *name, const char *text)
{
  if (!begin_value (self, name))
    return;
  if (text == NULL)
    g_string_append (self->text, "null");
  else if (g_utf8_validate (text, -1, NULL))
    append_escaped (self, text);
  else
    note_fault (self, name, "text that is not UTF-8");
}

void
posko_json_writer_integer (PoskoJsonWriter *self, const char *name, gint64 value)
{
  if (begin_value (self, name))
    g_string_append_printf (self->text, "%" G_GINT64_FORMAT, value);
}

void
posko_json_writer_number (PoskoJsonWriter *self, const char *name, gdouble value, guint decimals)
{
  g_return_if_fail (decimals <= POSKO_JSON_MAX_DECIMALS);

  if (!begin_value (self, name))
    return;
  if (!isfinite (value))
    {
      note_fault (self, name, "a number that is not finite");
      return;
    }
  posko_notation_append_number (self->text, value, decimals);
}

void
posko_json_writer_boolean (PoskoJsonWriter *self, const char *name, gboolean value)
{
  if (begin_value (self, name))
    g_string_append (self->text, value ? "true" : "false");
}

void
posko_json_writer_null (PoskoJsonWriter *self, const char *name)
{
  if (begin_value (self, name))
    g_string_append (self->text, "null");
}

char *
posko_json_writer_finish (PoskoJsonWriter *self, gsize *length, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (self->broken || self->open->len > 0 || !self->done)
    {
      g_set_error_literal (error, POSKO_ERROR, POSKO_ERROR_INPUT, "JSON written in a broken order");
      return NULL;
    }
  if (self->fault != NULL)
    {
      g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, "JSON cannot hold this: %s", self->fault);
      return NULL;
    }
  g_string_append_c (self->text, '\n');
  if (length != NULL)
    *length = self->text->len;
  self->broken = TRUE; /* nothing may follow */
  return g_string_free (g_steal_pointer (&self->text), FALSE);
}
