/* xml-read.h: XML that nobody vouches for, as events: expat without document types, entities, deep nests and endless tags.
 *
 * Names arrive without their prefix: a spreadsheet's parts are told by where their elements stand, and offices' programs write them with any prefix
 * and in the strict or the transitional namespace.
 */
#pragma once
#include "error.h"
G_BEGIN_DECLS

#define POSKO_XML_MAX_TAG ((gsize) 1 << 20) /* bytes of a tag or comment */

typedef struct _PoskoXml PoskoXml;

/* @depth: of the element, 1 for the root. @attributes: name, value, …, NULL. Text comes in pieces. Any may be NULL. */
typedef struct
{
  void (*start) (PoskoXml *xml, gpointer user_data, guint depth, const char *name, const char **attributes);
  void (*end) (PoskoXml *xml, gpointer user_data, guint depth);
  void (*text) (gpointer user_data, const char *text, gsize length);
} PoskoXmlHandlers;

PoskoXml *posko_xml_new (const PoskoXmlHandlers *handlers, gpointer user_data);
void posko_xml_free (PoskoXml *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoXml, posko_xml_free)

/**
 * posko_xml_feed:
 *
 * Returns: %FALSE with @error set to what a handler gave to posko_xml_fail(), to %POSKO_ERROR_INPUT (not well-formed: the byte where it is not; a document type)
 *   or %POSKO_ERROR_LIMIT (deeper than %POSKO_XML_MAX_DEPTH, a tag over %POSKO_XML_MAX_TAG)
 */
gboolean posko_xml_feed (PoskoXml *self, const char *data, gsize length, GError **error);

/** The end of the document. Returns: as posko_xml_feed(); an unfinished document is not well-formed */
gboolean posko_xml_finish (PoskoXml *self, GError **error);

/** Counts bytes of the document that were read without the parser, for the places in messages. */
void posko_xml_skip (PoskoXml *self, gsize length);

/** Returns: whether posko_xml_fail() was called */
gboolean posko_xml_has_failed (const PoskoXml *self);

/** The same, and @error is set to what it was given; for what was read without the parser. */
gboolean posko_xml_take_error (PoskoXml *self, GError **error);

/** From a handler: ends the reading with @error (transfer full); only the first is kept, no handler is called any more. */
void posko_xml_fail (PoskoXml *self, GError *error);

/** From a handler: ends the reading with %POSKO_ERROR_INPUT where @name is not @expected, the name of the root element. */
void posko_xml_expect (PoskoXml *self, const char *name, const char *expected);

/** Returns: (nullable): the value of the attribute of that name, whatever its prefix */
const char *posko_xml_attribute (const char **attributes, const char *name);

/** Returns: whether the attribute is there and says yes ("1", "true", "on") */
gboolean posko_xml_flag (const char **attributes, const char *name);

G_END_DECLS
