/* document.h: a JSON document of a case, held against its compiled-in JSON Schema, every fault a diagnostic with its line. */
#pragma once
#include "diagnostics.h"
#include "json-read.h"
#include "json-schema.h"
G_BEGIN_DECLS

/* Where a document came from: its bytes serve to find the lines of faults. */
typedef struct
{
  const char *file; /* for the diagnostics */
  const char *text; /* (nullable): the bytes */
  gsize length;
} PoskoDocumentSource;

/** Returns: (transfer none): the compiled-in schema of that name ("kebijakan.schema.json"); thread-safe */
const PoskoJsonSchema *posko_document_schema (const char *name);

/**
 * posko_document_read:
 * @schema: (nullable): name of the schema
 *
 * Codes: json-syntax, json-value (not as the schema wants it), json-key-unknown (with the nearest known name).
 *
 * Returns: (transfer full) (nullable): the root; %NULL when there were errors
 */
JsonNode *posko_document_read (const PoskoDocumentSource *source, const char *schema, PoskoDiagnostics *diagnostics);

/** Returns: whether @root is as the schema wants it; else the faults are in @diagnostics */
gboolean posko_document_check (JsonNode *root, const PoskoDocumentSource *source, const char *schema, PoskoDiagnostics *diagnostics);

/** Returns: the line on which the value at @pointer stands, 0 when it is not in the text */
guint posko_document_line (const PoskoDocumentSource *source, const char *pointer);

G_END_DECLS
