/* json-read.h: reads small JSON documents, strictly, into json-glib's tree.
 *
 * json-glib 1.6's own parser crashes on deep nesting and accepts what is not JSON (comments, octal, trailing text, a
 * last duplicate key that wins, integers that wrap, 1e400 as infinity). So the text is parsed here by RFC 8259 and
 * nothing else, and json-glib only holds the tree. Values are then fetched through a cursor, which knows where it
 * stands: every error names the place by its JSON pointer (RFC 6901), what was found and what was expected.
 */
#pragma once
#include <json-glib/json-glib.h>
G_BEGIN_DECLS

#define POSKO_JSON_MAX_BYTES ((gsize) 64 << 20)
#define POSKO_JSON_MAX_DEPTH 64 /* arrays and objects inside each other */

/**
 * posko_json_read:
 * @data: (array length=length) (nullable): the text, any bytes
 *
 * Refuses besides what RFC 8259 forbids: a byte order mark, bytes that are not UTF-8, a key that occurs twice in an
 * object, \u0000, lone surrogates, integers outside 64 bits, numbers that are not finite. A number without fraction and
 * exponent is an integer node (G_TYPE_INT64), any other a G_TYPE_DOUBLE one. Objects keep the order of the text
 * (json_object_iter_init_ordered()). O(@length).
 *
 * Returns: (transfer full) (nullable): the root, or %NULL with @error set to %POSKO_ERROR_INPUT or %POSKO_ERROR_LIMIT;
 *   its message begins with "line L, column C: "
 */
JsonNode *posko_json_read (const char *data, gsize length, GError **error);

/**
 * posko_json_locate:
 * @data: (array length=length): a text that posko_json_read() accepts
 * @pointer: a JSON pointer, "" for the root
 * @line: (out) (optional): the line, from 1, where that value (for a member: its key) begins
 * @column: (out) (optional): the place in the line, from 1, in characters
 *
 * For diagnostics, after a fault was found in the tree. O(@length).
 *
 * Returns: %FALSE (and line and column 0) if there is no such place
 */
gboolean posko_json_locate (const char *data, gsize length, const char *pointer, gsize *line, gsize *column);

/**
 * PoskoJsonCursor:
 * @node: (nullable): the value; %NULL where the member or element is missing
 *
 * A place in a tree. Lives on the stack and points to the cursor it came from, which must outlive it. The tree is
 * borrowed.
 */
typedef struct _PoskoJsonCursor PoskoJsonCursor;
struct _PoskoJsonCursor
{
  JsonNode *node;
  const PoskoJsonCursor *parent; /* NULL at the root */
  const char *name;              /* the member's name; NULL for an element */
  guint index;                   /* of an element */
};

/** Returns: the place of @root */
PoskoJsonCursor posko_json_cursor (JsonNode *root);

/** Returns: the place of member @name (borrowed); its node is NULL if @parent is no object or has no such member */
PoskoJsonCursor posko_json_member (const PoskoJsonCursor *parent, const char *name);

/** Returns: the place of element @index; its node is NULL if @parent is no array or is shorter */
PoskoJsonCursor posko_json_element (const PoskoJsonCursor *parent, guint index);

/** Returns: whether something stands there; JSON's null does not count */
gboolean posko_json_exists (const PoskoJsonCursor *self);

/** Returns: (transfer full): the JSON pointer of @self, "" for the root */
char *posko_json_pointer (const PoskoJsonCursor *self);

/*
 * The getters. Each gives FALSE (or NULL), with @error set to %POSKO_ERROR_INPUT, where the value is missing, of
 * another type or out of range; @value is then not touched. What they give out belongs to the tree. To read an optional
 * member, ask posko_json_exists() first.
 */
JsonObject *posko_json_get_object (const PoskoJsonCursor *self, GError **error);
JsonArray *posko_json_get_array (const PoskoJsonCursor *self, GError **error);
const char *posko_json_get_string (const PoskoJsonCursor *self, GError **error);
gboolean posko_json_get_boolean (const PoskoJsonCursor *self, gboolean *value, GError **error);

/** A whole number in @minimum .. @maximum; 3.0 is accepted as 3 (JSON does not tell them apart) */
gboolean posko_json_get_integer (const PoskoJsonCursor *self, gint64 minimum, gint64 maximum, gint64 *value,
                                 GError **error);

/** A finite number in @minimum .. @maximum */
gboolean posko_json_get_number (const PoskoJsonCursor *self, gdouble minimum, gdouble maximum, gdouble *value,
                                GError **error);

/** Appends "/" and @name, escaped as RFC 6901 wants it, to the JSON pointer @pointer */
void posko_json_append_name (GString *pointer, const char *name);

/**
 * posko_json_describe:
 * @node: (nullable): a value
 *
 * Returns: (transfer full): it in at most 60 characters for a message: "abc", 12, true, null, an object, an array,
 * nothing
 */
char *posko_json_describe (JsonNode *node);

G_END_DECLS
