/* json-write.h: writes JSON piece by piece, the same bytes always.
 *
 * Two blanks of indent, one member or element a line, keys in the order of the calls, numbers with as many decimals as
 * the caller says and always with a point. Nothing follows the locale. A broken order of calls (a member outside an
 * object, an end that closes nothing) is a caller's bug: it is reported by g_critical() and makes
 * posko_json_writer_finish() fail.
 */
#pragma once
#include <glib.h>
G_BEGIN_DECLS

#define POSKO_JSON_MAX_DECIMALS 17

typedef struct _PoskoJsonWriter PoskoJsonWriter; /* one thread at a time */

PoskoJsonWriter *posko_json_writer_new (void);
void posko_json_writer_free (PoskoJsonWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoJsonWriter, posko_json_writer_free)

/*
 * @name: the member's name inside an object, %NULL inside an array and at the root.
 */
void posko_json_writer_begin_object (PoskoJsonWriter *self, const char *name);
void posko_json_writer_end_object (PoskoJsonWriter *self);
void posko_json_writer_begin_array (PoskoJsonWriter *self, const char *name);
void posko_json_writer_end_array (PoskoJsonWriter *self);

/** @text: (nullable): UTF-8; %NULL is written as null */
void posko_json_writer_string (PoskoJsonWriter *self, const char *name, const char *text);
void posko_json_writer_integer (PoskoJsonWriter *self, const char *name, gint64 value);

/**
 * posko_json_writer_number:
 * @value: finite; NaN and infinity have no place in JSON: they make posko_json_writer_finish() fail, with the place
 * @decimals: 0 .. %POSKO_JSON_MAX_DECIMALS, always all of them; -0 becomes 0
 */
void posko_json_writer_number (PoskoJsonWriter *self, const char *name, gdouble value, guint decimals);
void posko_json_writer_boolean (PoskoJsonWriter *self, const char *name, gboolean value);
void posko_json_writer_null (PoskoJsonWriter *self, const char *name);

/**
 * posko_json_writer_finish:
 * @length: (out) (optional): bytes of the text
 *
 * Ends the document with a line end. @self can only be freed afterwards.
 *
 * Returns: (transfer full) (nullable): the text, or %NULL with @error set to %POSKO_ERROR_INPUT after a value that is
 * not finite, text that is not UTF-8, or calls in a broken order
 */
char *posko_json_writer_finish (PoskoJsonWriter *self, gsize *length, GError **error);

G_END_DECLS
