/* json-cursor.c: typed, ranged access to a JSON tree that knows where it stands; see json-read.h.
 *
 * A cursor is a chain of stack cells up to the root, so walking costs nothing but the look-up; the pointer is only
 * spelled out for an error. Cost: O(1) a step, O(depth) an error.
 */
#include "json-read.h"

#include <math.h>

#include "error.h"
#include "i18n.h"

#define MAX_SHOWN_CHARACTERS 40

void
posko_json_append_name (GString *pointer, const char *name)
{
  g_return_if_fail (pointer != NULL && name != NULL);

  g_string_append_c (pointer, '/');
  for (; *name != '\0'; name++)
    if (*name == '~' || *name == '/')
      g_string_append (pointer, *name == '~' ? "~0" : "~1");
    else
      g_string_append_c (pointer, *name);
}

PoskoJsonCursor
posko_json_cursor (JsonNode *root)
{
  return (PoskoJsonCursor){ .node = root };
}

PoskoJsonCursor
posko_json_member (const PoskoJsonCursor *parent, const char *name)
{
  PoskoJsonCursor child = { .parent = parent, .name = name };
  g_return_val_if_fail (parent != NULL && name != NULL, child);

  if (parent->node != NULL && JSON_NODE_HOLDS_OBJECT (parent->node))
    child.node = json_object_get_member (json_node_get_object (parent->node), name);
  return child;
}

PoskoJsonCursor
posko_json_element (const PoskoJsonCursor *parent, guint index)
{
  PoskoJsonCursor child = { .parent = parent, .index = index };
  g_return_val_if_fail (parent != NULL, child);

  if (parent->node != NULL && JSON_NODE_HOLDS_ARRAY (parent->node)
      && index < json_array_get_length (json_node_get_array (parent->node)))
    child.node = json_array_get_element (json_node_get_array (parent->node), index);
  return child;
}

gboolean
posko_json_exists (const PoskoJsonCursor *self)
{
  g_return_val_if_fail (self != NULL, FALSE);
  return self->node != NULL && !JSON_NODE_HOLDS_NULL (self->node);
}

static void
append_pointer (const PoskoJsonCursor *self, GString *pointer)
{
  if (self->parent == NULL)
    return;
  append_pointer (self->parent, pointer);
  if (self->name != NULL)
    posko_json_append_name (pointer, self->name);
  else
    g_string_append_printf (pointer, "/%u", self->index);
}

char *
posko_json_pointer (const PoskoJsonCursor *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  GString *const pointer = g_string_new (NULL);
  append_pointer (self, pointer);
  return g_string_free (pointer, FALSE);
}

static char *
describe_text (const char *text)
{
  GString *const shown = g_string_new ("\"");
  guint n = 0;

  for (; *text != '\0' && n < MAX_SHOWN_CHARACTERS; text = g_utf8_next_char (text), n++)
    {
      const gunichar c = g_utf8_get_char (text);
      g_string_append_unichar (shown, g_unichar_isprint (c) ? c : 0xFFFD);
    }
  g_string_append (shown, *text == '\0' ? "\"" : "…\"");
  return g_string_free (shown, FALSE);
}

char *
posko_json_describe (JsonNode *node)
{
  char number[G_ASCII_DTOSTR_BUF_SIZE];

  if (node == NULL)
    return g_strdup (_ ("nothing"));
  if (JSON_NODE_HOLDS_NULL (node))
    return g_strdup ("null");
  if (JSON_NODE_HOLDS_OBJECT (node))
    return g_strdup (_ ("an object"));
  if (JSON_NODE_HOLDS_ARRAY (node))
    return g_strdup (_ ("an array"));
  switch (json_node_get_value_type (node))
    {
    case G_TYPE_STRING:
      return describe_text (json_node_get_string (node));
    case G_TYPE_BOOLEAN:
      return g_strdup (json_node_get_boolean (node) ? "true" : "false");
    case G_TYPE_INT64:
      return g_strdup_printf ("%" G_GINT64_FORMAT, json_node_get_int (node));
    default:
      return g_strdup (g_ascii_dtostr (number, sizeof number, json_node_get_double (node)));
    }
}

static gboolean
fail_at (const PoskoJsonCursor *self, const char *expected, GError **error)
{
  g_autofree char *pointer = posko_json_pointer (self);
  g_autofree char *found = posko_json_describe (self->node);

  g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("%s: found %s, expected %s"),
               *pointer == '\0' ? _ ("the document") : pointer, found, expected);
  return FALSE;
}

static gboolean
holds (const PoskoJsonCursor *self, GType type)
{
  return self->node != NULL && JSON_NODE_HOLDS_VALUE (self->node) && json_node_get_value_type (self->node) == type;
}

JsonObject *
posko_json_get_object (const PoskoJsonCursor *self, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  if (self->node != NULL && JSON_NODE_HOLDS_OBJECT (self->node))
    return json_node_get_object (self->node);
  fail_at (self, _ ("an object"), error);
  return NULL;
}

JsonArray *
posko_json_get_array (const PoskoJsonCursor *self, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  if (self->node != NULL && JSON_NODE_HOLDS_ARRAY (self->node))
    return json_node_get_array (self->node);
  fail_at (self, _ ("an array"), error);
  return NULL;
}

const char *
posko_json_get_string (const PoskoJsonCursor *self, GError **error)
{
  g_return_val_if_fail (self != NULL, NULL);
  if (holds (self, G_TYPE_STRING))
    return json_node_get_string (self->node);
  fail_at (self, _ ("a text"), error);
  return NULL;
}

gboolean
posko_json_get_boolean (const PoskoJsonCursor *self, gboolean *value, GError **error)
{
  g_return_val_if_fail (self != NULL && value != NULL, FALSE);
  if (!holds (self, G_TYPE_BOOLEAN))
    return fail_at (self, _ ("true or false"), error);
  *value = json_node_get_boolean (self->node);
  return TRUE;
}

gboolean
posko_json_get_integer (const PoskoJsonCursor *self, gint64 minimum, gint64 maximum, gint64 *value, GError **error)
{
  g_return_val_if_fail (self != NULL && value != NULL && minimum <= maximum, FALSE);

  gint64 number = 0;
  gboolean whole = holds (self, G_TYPE_INT64);
  if (whole)
    number = json_node_get_int (self->node);
  else if (holds (self, G_TYPE_DOUBLE))
    {
      const gdouble real = json_node_get_double (self->node);
      whole = fabs (real) < 0x1p63 && rint (real) >= real && rint (real) <= real;
      number = whole ? (gint64) real : 0;
    }
  if (whole && number >= minimum && number <= maximum)
    {
      *value = number;
      return TRUE;
    }
  if (minimum == G_MININT64 && maximum == G_MAXINT64)
    return fail_at (self, _ ("a whole number"), error);
  g_autofree char *low = g_strdup_printf ("%" G_GINT64_FORMAT, minimum);
  g_autofree char *high = g_strdup_printf ("%" G_GINT64_FORMAT, maximum);
  g_autofree char *expected = g_strdup_printf (_ ("a whole number in %s–%s"), low, high);
  return fail_at (self, expected, error);
}

gboolean
posko_json_get_number (const PoskoJsonCursor *self, gdouble minimum, gdouble maximum, gdouble *value, GError **error)
{
  g_return_val_if_fail (self != NULL && value != NULL && minimum <= maximum, FALSE);

  if (holds (self, G_TYPE_INT64) || holds (self, G_TYPE_DOUBLE))
    {
      const gdouble number
          = holds (self, G_TYPE_INT64) ? (gdouble) json_node_get_int (self->node) : json_node_get_double (self->node);
      if (number >= minimum && number <= maximum)
        {
          *value = number;
          return TRUE;
        }
    }
  if (minimum <= -G_MAXDOUBLE && maximum >= G_MAXDOUBLE)
    return fail_at (self, _ ("a number"), error);
  g_autofree char *expected = g_strdup_printf (_ ("a number in %g–%g"), minimum, maximum);
  return fail_at (self, expected, error);
}
