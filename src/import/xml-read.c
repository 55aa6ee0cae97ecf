/* xml-read.c: expat, guarded; see xml-read.h.
 *
 * A document type is refused when it opens, so no entity can be declared (the "billion laughs") and nothing outside is ever asked for. expat reads an
 * unfinished tag again from its beginning with every piece it is fed, so the bytes it holds back are limited; and it keeps every name it ever met, so
 * different names are counted (those of up to SHORT_NAME bytes, of which there are few, are not: a sheet's millions of <c r="" s="" t=""><v>). O(bytes).
 */
#include "xml-read.h"

#include <expat.h>
#include <inttypes.h>
#include <string.h>

#include "i18n.h"
#include "workbook.h"

#define SHORT_NAME 3u
#define MAX_NAMES 10000u /* different names of elements and attributes */

struct _PoskoXml
{
  XML_Parser parser;
  GHashTable *names;
  const PoskoXmlHandlers *handlers;
  gpointer user_data;
  GError *error;
  guint depth;
  gsize skipped;    /* bytes that others read */
  gsize silent;     /* bytes fed since the last event: those that expat holds back, and comments */
};

void
posko_xml_fail (PoskoXml *self, GError *error)
{
  if (self->error != NULL)
    g_error_free (error);
  else
    self->error = error;
  XML_StopParser (self->parser, XML_FALSE);
}

void
posko_xml_skip (PoskoXml *self, gsize length)
{
  self->skipped += length;
}

gboolean
posko_xml_has_failed (const PoskoXml *self)
{
  return self->error != NULL;
}

gboolean
posko_xml_take_error (PoskoXml *self, GError **error)
{
  if (self->error == NULL)
    return FALSE;
  g_propagate_error (error, g_steal_pointer (&self->error));
  return TRUE;
}

static const char *
local_name (const char *name)
{
  const char *const colon = name[0] != '\0' && name[1] == '\0' ? NULL : strchr (name, ':');

  return colon == NULL ? name : colon + 1;
}

static inline gboolean
is_short (const char *name)
{
  return name[0] == '\0' || name[1] == '\0' || name[2] == '\0' || name[SHORT_NAME] == '\0';
}

static void
count_name (PoskoXml *self, const char *name)
{
  if (is_short (name) || g_hash_table_contains (self->names, name))
    return;
  g_hash_table_add (self->names, g_strdup (name));
  if (g_hash_table_size (self->names) > MAX_NAMES)
    posko_xml_fail (self, g_error_new (POSKO_ERROR, POSKO_ERROR_LIMIT, _ ("XML with more than %u different names"), MAX_NAMES));
}

static void XMLCALL
on_start (void *data, const XML_Char *name, const XML_Char **attributes)
{
  PoskoXml *const self = data;

  self->silent = 0;
  count_name (self, name);
  for (const XML_Char **attribute = attributes; *attribute != NULL; attribute += 2)
    count_name (self, *attribute);
  if (++self->depth > POSKO_XML_MAX_DEPTH)
    posko_xml_fail (self, g_error_new (POSKO_ERROR, POSKO_ERROR_LIMIT, _ ("XML nested deeper than %u"), POSKO_XML_MAX_DEPTH));
  else if (self->handlers->start != NULL && self->error == NULL)
    self->handlers->start (self, self->user_data, self->depth, local_name (name), attributes);
}

static void XMLCALL
on_end (void *data, const XML_Char *name)
{
  PoskoXml *const self = data;

  self->silent = 0;
  /* expat tells the end of an empty element even after it was stopped in its start. */
  if (self->handlers->end != NULL && self->error == NULL)
    self->handlers->end (self, self->user_data, self->depth);
  self->depth--;
}

static void XMLCALL
on_text (void *data, const XML_Char *text, int length)
{
  PoskoXml *const self = data;

  self->silent = 0;
  if (self->handlers->text != NULL && self->error == NULL)
    self->handlers->text (self->user_data, text, (gsize) length);
}

static void XMLCALL
on_document_type (void *data, const XML_Char *name, const XML_Char *system_id, const XML_Char *public_id, int has_internal_subset)
{
  posko_xml_fail (data, g_error_new_literal (POSKO_ERROR, POSKO_ERROR_INPUT, _ ("XML with a document type (DOCTYPE), which no spreadsheet has")));
}

PoskoXml *
posko_xml_new (const PoskoXmlHandlers *handlers, gpointer user_data)
{
  PoskoXml *const self = g_new0 (PoskoXml, 1);

  self->parser = XML_ParserCreate (NULL);
  if (self->parser == NULL)
    g_error ("no memory for an XML parser");
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->handlers = handlers;
  self->user_data = user_data;
  XML_SetUserData (self->parser, self);
  XML_SetElementHandler (self->parser, on_start, on_end);
  XML_SetCharacterDataHandler (self->parser, on_text);
  XML_SetStartDoctypeDeclHandler (self->parser, on_document_type);
  return self;
}

void
posko_xml_free (PoskoXml *self)
{
  if (self == NULL)
    return;
  XML_ParserFree (self->parser);
  g_hash_table_unref (self->names);
  g_clear_error (&self->error);
  g_free (self);
}

static gboolean
parse (PoskoXml *self, const char *data, gsize length, gboolean is_final, GError **error)
{
  const enum XML_Status status = XML_Parse (self->parser, data, (int) length, is_final);

  if (posko_xml_take_error (self, error))
    return FALSE;
  if (status == XML_STATUS_OK)
    return TRUE;
  g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("damaged XML at byte %" PRId64 ": %s"),
               (gint64) self->skipped + MAX ((gint64) XML_GetCurrentByteIndex (self->parser), 0) + 1, XML_ErrorString (XML_GetErrorCode (self->parser)));
  return FALSE;
}

gboolean
posko_xml_feed (PoskoXml *self, const char *data, gsize length, GError **error)
{
  g_return_val_if_fail (length <= G_MAXINT, FALSE);
  self->silent += length; /* a handler sets it back */
  if (!parse (self, data, length, FALSE, error))
    return FALSE;
  if (self->silent > POSKO_XML_MAX_TAG)
    {
      g_set_error_literal (error, POSKO_ERROR, POSKO_ERROR_LIMIT, _ ("an XML tag over 1 MiB"));
      return FALSE;
    }
  return TRUE;
}

gboolean
posko_xml_finish (PoskoXml *self, GError **error)
{
  return parse (self, "", 0, TRUE, error);
}

void
posko_xml_expect (PoskoXml *self, const char *name, const char *expected)
{
  if (strcmp (name, expected) != 0)
    posko_xml_fail (self, g_error_new (POSKO_ERROR, POSKO_ERROR_INPUT, _ ("damaged workbook: a part that should begin with <%s> does not"), expected));
}

const char *
posko_xml_attribute (const char **attributes, const char *name)
{
  for (; *attributes != NULL; attributes += 2)
    if (strcmp (local_name (attributes[0]), name) == 0)
      return attributes[1];
  return NULL;
}

gboolean
posko_xml_flag (const char **attributes, const char *name)
{
  const char *const value = posko_xml_attribute (attributes, name);

  return value != NULL && (strcmp (value, "1") == 0 || strcmp (value, "true") == 0 || strcmp (value, "on") == 0);
}
