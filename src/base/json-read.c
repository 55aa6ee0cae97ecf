/* json-read.c: a strict JSON parser (RFC 8259, Bray, 2017) that builds json-glib's tree; see json-read.h.
 *
 * Recursive descent, its depth bounded by POSKO_JSON_MAX_DEPTH. json-glib's own parser is not used at all: a guard that
 * only looked at the text first would have to agree with it on every byte. The same descent finds the line of a JSON
 * pointer: it then keeps the pointer of where it is and notes the place at which that equals the one wanted.
 *
 * Cost: O(bytes).
 */
#include "json-read.h"

#include <errno.h>
#include <math.h>
#include <string.h>

#include "error.h"
#include "i18n.h"

#define MAX_NUMBER_BYTES 1024

typedef struct
{
  const char *data;
  gsize length;
  gsize position;
  guint depth;
  GString *text; /* the string or number being read */
  GError **error;

  const char *wanted; /* NULL where nothing is looked for */
  GString *pointer;
  gsize wanted_at;
  gboolean found;
} Parser;

static JsonNode *parse_value (Parser *self);

static void
find_place (const Parser *self, gsize position, gsize *line, gsize *column)
{
  const char *const data = self->data;
  gsize start = 0;

  *line = 1;
  for (gsize i = 0; i < position; i++)
    if (data[i] == '\n' || (data[i] == '\r' && (i + 1 >= self->length || data[i + 1] != '\n')))
      {
        ++*line;
        start = i + 1;
      }
  *column = (position > start ? (gsize) g_utf8_strlen (data + start, (gssize) (position - start)) : 0) + 1;
}

/* Sets the error at @position; returns NULL so that a parse function can return what this returns. */
static gpointer G_GNUC_PRINTF (4, 5) fail (Parser *self, PoskoErrorCode code, gsize position, const char *format, ...)
{
  gsize line, column;
  va_list arguments;

  find_place (self, position, &line, &column);
  va_start (arguments, format);
  g_autofree char *message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error (self->error, POSKO_ERROR, code, _ ("line %zu, column %zu: %s"), line, column, message);
  return NULL;
}

/* The byte at the current position, or NUL at the end (the text holds no NUL: it was checked). */
static inline char
peek (const Parser *self)
{
  return self->position < self->length ? self->data[self->position] : '\0';
}

static gboolean
take (Parser *self, char c)
{
  if (peek (self) != c)
    return FALSE;
  self->position++;
  return TRUE;
}

static void
skip_blanks (Parser *self)
{
  while (self->position < self->length && strchr (" \t\n\r", self->data[self->position]) != NULL)
    self->position++;
}

static gpointer
fail_here (Parser *self, const char *expected)
{
  if (self->position >= self->length)
    return fail (self, POSKO_ERROR_INPUT, self->position, _ ("the text ends where %s is expected"), expected);
  const char *const at = self->data + self->position;
  const gunichar c = g_utf8_get_char (at);
  if (!g_unichar_isprint (c))
    return fail (self, POSKO_ERROR_INPUT, self->position, _ ("found U+%04X, expected %s"), c, expected);
  g_autofree char *shown = g_strndup (at, (gsize) (g_utf8_next_char (at) - at));
  return fail (self, POSKO_ERROR_INPUT, self->position, _ ("found “%s”, expected %s"), shown, expected);
}

static JsonNode *
parse_word (Parser *self, const char *word, JsonNode *node)
{
  const gsize length = strlen (word);
  g_autoptr (JsonNode) owned = node;

  if (self->length - self->position < length || memcmp (self->data + self->position, word, length) != 0)
    return fail_here (self, _ ("a JSON value"));
  self->position += length;
  return g_steal_pointer (&owned);
}

static gsize
skip_digits (Parser *self)
{
  const gsize start = self->position;
  while (g_ascii_isdigit (peek (self)))
    self->position++;
  return self->position - start;
}

/* Moves over a number by the grammar. */
static gboolean
scan_number (Parser *self, gboolean *whole)
{
  *whole = TRUE;
  take (self, '-');
  if (!take (self, '0') && skip_digits (self) == 0)
    return fail_here (self, _ ("a digit")) != NULL;
  if (g_ascii_isdigit (peek (self)))
    return fail (self, POSKO_ERROR_INPUT, self->position, _ ("a number begins with a needless 0")) != NULL;
  if (take (self, '.'))
    {
      *whole = FALSE;
      if (skip_digits (self) == 0)
        return fail_here (self, _ ("a digit")) != NULL;
    }
  if (peek (self) == 'e' || peek (self) == 'E')
    {
      *whole = FALSE;
      self->position++;
      if (!take (self, '+'))
        take (self, '-');
      if (skip_digits (self) == 0)
        return fail_here (self, _ ("a digit")) != NULL;
    }
  return TRUE;
}

static JsonNode *
parse_number (Parser *self)
{
  const gsize start = self->position;
  gboolean whole;

  if (!scan_number (self, &whole))
    return NULL;
  if (self->position - start > MAX_NUMBER_BYTES)
    return fail (self, POSKO_ERROR_LIMIT, start, _ ("a number of more than %d digits"), MAX_NUMBER_BYTES);
  g_string_truncate (self->text, 0);
  g_string_append_len (self->text, self->data + start, (gssize) (self->position - start));

  errno = 0;
  if (whole)
    {
      const gint64 value = g_ascii_strtoll (self->text->str, NULL, 10);
      if (errno == ERANGE)
        return fail (self, POSKO_ERROR_INPUT, start, _ ("a whole number that does not fit in 64 bits"));
      return json_node_init_int (json_node_alloc (), value);
    }
  const gdouble value = g_ascii_strtod (self->text->str, NULL);
  if (!isfinite (value))
    return fail (self, POSKO_ERROR_INPUT, start, _ ("a number that is too large"));
  return json_node_init_double (json_node_alloc (), value);
}

/* Four hexadecimal digits at the current position. */
static gboolean
parse_hexadecimal (Parser *self, gunichar *value)
{
  *value = 0;
  for (guint i = 0; i < 4; i++, self->position++)
    {
      if (!g_ascii_isxdigit (peek (self)))
        return fail_here (self, _ ("a hexadecimal digit")) != NULL;
      *value = *value * 16 + (gunichar) g_ascii_xdigit_value (peek (self));
    }
  return TRUE;
}

/* What stands after "\u". */
static gboolean
parse_code_point (Parser *self)
{
  const gsize start = self->position;
  gunichar c, low;

  if (!parse_hexadecimal (self, &c))
    return FALSE;
  if (c >= 0xD800 && c < 0xDC00 && peek (self) == '\\' && self->position + 1 < self->length
      && self->data[self->position + 1] == 'u')
    {
      self->position += 2;
      if (!parse_hexadecimal (self, &low))
        return FALSE;
      if (low >= 0xDC00 && low < 0xE000)
        c = 0x10000 + ((c - 0xD800) << 10) + (low - 0xDC00);
    }
  if (c == 0 || (c >= 0xD800 && c < 0xE000))
    return fail (self, POSKO_ERROR_INPUT, start, _ ("\\u names no character that text may hold")) != NULL;
  g_string_append_unichar (self->text, c);
  return TRUE;
}

static gboolean
parse_escape (Parser *self)
{
  static const char from[] = "\"\\/bfnrt", to[] = "\"\\/\b\f\n\r\t";

  if (take (self, 'u'))
    return parse_code_point (self);
  const char *const hit = peek (self) == '\0' ? NULL : strchr (from, peek (self));
  if (hit == NULL)
    return fail_here (self, _ ("one of \" \\ / b f n r t u")) != NULL;
  g_string_append_c (self->text, to[hit - from]);
  self->position++;
  return TRUE;
}

/* Reads a string into self->text; the opening quote is the current byte. */
static gboolean
parse_text (Parser *self)
{
  const gsize start = self->position++;

  g_string_truncate (self->text, 0);
  for (;;)
    {
      gsize end = self->position;
      while (end < self->length && self->data[end] != '"' && self->data[end] != '\\'
             && (guchar) self->data[end] >= 0x20)
        end++;
      g_string_append_len (self->text, self->data + self->position, (gssize) (end - self->position));
      self->position = end;
      if (take (self, '"'))
        return TRUE;
      if (end >= self->length)
        return fail (self, POSKO_ERROR_INPUT, start, _ ("a text is opened and never closed")) != NULL;
      if (!take (self, '\\'))
        return fail_here (self, _ ("text without control characters")) != NULL;
      if (!parse_escape (self))
        return FALSE;
    }
}

static JsonNode *
parse_string (Parser *self)
{
  return parse_text (self) ? json_node_init_string (json_node_alloc (), self->text->str) : NULL;
}

/* Notes @position if the current pointer is the wanted one. */
static void
note_place (Parser *self, gsize position)
{
  if (self->found || strcmp (self->pointer->str, self->wanted) != 0)
    return;
  self->found = TRUE;
  self->wanted_at = position;
}

static JsonNode *
parse_array (Parser *self)
{
  g_autoptr (JsonArray) array = json_array_new ();
  const gsize outer = self->pointer->len;

  self->position++;
  skip_blanks (self);
  if (!take (self, ']'))
    for (gboolean more = TRUE; more;)
      {
        skip_blanks (self);
        if (self->wanted != NULL)
          {
            g_string_append_printf (self->pointer, "/%u", json_array_get_length (array));
            note_place (self, self->position);
          }
        JsonNode *const element = parse_value (self);
        if (element == NULL)
          return NULL;
        json_array_add_element (array, element);
        g_string_truncate (self->pointer, outer);
        skip_blanks (self);
        more = take (self, ',');
        if (!more && !take (self, ']'))
          return fail_here (self, _ ("a comma or ]"));
      }
  return json_node_init_array (json_node_alloc (), array);
}

/* One member of @object, its name first. */
static gboolean
parse_member (Parser *self, JsonObject *object)
{
  const gsize start = self->position;

  if (peek (self) != '"')
    return fail_here (self, _ ("the name of a member in double quotes")) != NULL;
  if (!parse_text (self))
    return FALSE;
  g_autofree char *name = g_strndup (self->text->str, self->text->len);
  if (json_object_has_member (object, name))
    return fail (self, POSKO_ERROR_INPUT, start, _ ("the member “%s” occurs twice"), name) != NULL;
  if (self->wanted != NULL)
    {
      posko_json_append_name (self->pointer, name);
      note_place (self, start);
    }
  skip_blanks (self);
  if (!take (self, ':'))
    return fail_here (self, _ ("a colon")) != NULL;
  JsonNode *const value = parse_value (self);
  if (value == NULL)
    return FALSE;
  json_object_set_member (object, name, value);
  return TRUE;
}

static JsonNode *
parse_object (Parser *self)
{
  g_autoptr (JsonObject) object = json_object_new ();
  const gsize outer = self->pointer->len;

  self->position++;
  skip_blanks (self);
  if (!take (self, '}'))
    for (gboolean more = TRUE; more;)
      {
        skip_blanks (self);
        if (!parse_member (self, object))
          return NULL;
        g_string_truncate (self->pointer, outer);
        skip_blanks (self);
        more = take (self, ',');
        if (!more && !take (self, '}'))
          return fail_here (self, _ ("a comma or }"));
      }
  return json_node_init_object (json_node_alloc (), object);
}

static JsonNode *
parse_nested (Parser *self)
{
  if (self->depth == POSKO_JSON_MAX_DEPTH)
    return fail (self, POSKO_ERROR_LIMIT, self->position, _ ("nested more than %d deep"), POSKO_JSON_MAX_DEPTH);
  self->depth++;
  JsonNode *const node = peek (self) == '[' ? parse_array (self) : parse_object (self);
  self->depth--;
  return node;
}

static JsonNode *
parse_value (Parser *self)
{
  skip_blanks (self);
  switch (peek (self))
    {
    case '{':
    case '[':
      return parse_nested (self);
    case '"':
      return parse_string (self);
    case 't':
      return parse_word (self, "true", json_node_init_boolean (json_node_alloc (), TRUE));
    case 'f':
      return parse_word (self, "false", json_node_init_boolean (json_node_alloc (), FALSE));
    case 'n':
      return parse_word (self, "null", json_node_init_null (json_node_alloc ()));
    default:
      if (peek (self) == '-' || g_ascii_isdigit (peek (self)))
        return parse_number (self);
      return fail_here (self, _ ("a JSON value"));
    }
}

static JsonNode *
parse_document (Parser *self)
{
  const char *bad;

  if (self->length > POSKO_JSON_MAX_BYTES)
    {
      g_set_error (self->error, POSKO_ERROR, POSKO_ERROR_LIMIT, _ ("%zu bytes of JSON, at most %zu are read"),
                   self->length, POSKO_JSON_MAX_BYTES);
      return NULL;
    }
  if (!g_utf8_validate_len (self->length == 0 ? "" : self->data, self->length, &bad))
    return fail (self, POSKO_ERROR_INPUT, (gsize) (bad - self->data),
                 *bad == '\0' ? _ ("a zero byte") : _ ("bytes that are not UTF-8"));
  if (self->length >= 3 && memcmp (self->data, "\xEF\xBB\xBF", 3) == 0)
    return fail (self, POSKO_ERROR_INPUT, 0, _ ("a byte order mark: save the file as UTF-8 without one"));
  skip_blanks (self);
  if (self->wanted != NULL)
    note_place (self, self->position);
  g_autoptr (JsonNode) root = parse_value (self);
  if (root == NULL)
    return NULL;
  skip_blanks (self);
  if (self->position < self->length)
    return fail_here (self, _ ("the end of the text"));
  return g_steal_pointer (&root);
}

JsonNode *
posko_json_read (const char *data, gsize length, GError **error)
{
  g_return_val_if_fail (data != NULL || length == 0, NULL);

  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) pointer = g_string_new (NULL);
  Parser parser = { .data = data, .length = length, .text = text, .pointer = pointer, .error = error };
  return parse_document (&parser);
}

gboolean
posko_json_locate (const char *data, gsize length, const char *pointer, gsize *line, gsize *column)
{
  g_return_val_if_fail ((data != NULL || length == 0) && pointer != NULL, FALSE);

  gsize at_line = 0, at_column = 0;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) current = g_string_new (NULL);
  Parser parser = { .data = data, .length = length, .text = text, .pointer = current, .wanted = pointer };
  g_autoptr (JsonNode) root = parse_document (&parser);
  const gboolean found = root != NULL && parser.found;
  if (found)
    find_place (&parser, parser.wanted_at, &at_line, &at_column);
  if (line != NULL)
    *line = at_line;
  if (column != NULL)
    *column = at_column;
  return found;
}
