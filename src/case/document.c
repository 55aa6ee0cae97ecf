/* document.c: reads JSON by its schema; see document.h.
 *
 * A line costs a walk through the text, so only the first faults get one: more are folded anyway. O(document × schema).
 */
#include "document.h"

#include <string.h>

#include "i18n.h"
#include "nearest.h"
#include "schema.h"

/* One of our schemas: as a validator, and as a tree to look names up in. Both live as long as the program. */
typedef struct
{
  PoskoJsonSchema *schema;
  JsonNode *root;
} Contract;

typedef struct
{
  const PoskoDocumentSource *source;
  const Contract *contract;
  PoskoDiagnostics *diagnostics;
  guint n;
} Checking;

static Contract *
load_contract (const char *name)
{
  g_autoptr (GBytes) bytes = posko_schema_bytes (name);
  g_autoptr (GError) error = NULL;
  Contract *contract = g_new0 (Contract, 1);
  const char *text;
  gsize length;

  if (bytes == NULL)
    g_error ("schemas/%s is not compiled in", name);
  text = g_bytes_get_data (bytes, &length);
  contract->schema = posko_json_schema_new (text, length, &error);
  if (contract->schema == NULL)
    g_error ("schemas/%s: %s", name, error->message);
  contract->root = posko_json_read (text, length, NULL);
  return contract;
}

static const Contract *
find_contract (const char *name)
{
  static GMutex lock;
  static GHashTable *contracts; /* looked up only */
  Contract *contract;

  g_mutex_lock (&lock);
  if (contracts == NULL)
    contracts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  contract = g_hash_table_lookup (contracts, name);
  if (contract == NULL)
    {
      contract = load_contract (name);
      g_hash_table_insert (contracts, g_strdup (name), contract);
    }
  g_mutex_unlock (&lock);
  return contract;
}

const PoskoJsonSchema *
posko_document_schema (const char *name)
{
  return find_contract (name)->schema;
}

guint
posko_document_line (const PoskoDocumentSource *source, const char *pointer)
{
  gsize line = 0;
  if (source->text == NULL || !posko_json_locate (source->text, source->length, pointer, &line, NULL))
    return 0;
  return (guint) MIN (line, G_MAXUINT);
}

static JsonNode *
member (JsonNode *node, const char *name)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_object_get_member (json_node_get_object (node), name) : NULL;
}

/* The schema that a $ref leads to; ours are "#/$defs/name". */
static JsonNode *
follow (const Contract *contract, JsonNode *schema)
{
  JsonNode *reference = member (schema, "$ref");
  if (reference == NULL || !g_str_has_prefix (json_node_get_string (reference), "#/$defs/"))
    return schema;
  return member (member (contract->root, "$defs"), json_node_get_string (reference) + strlen ("#/$defs/"));
}

/* The `properties` that the schema knows at the object @segments lead to, the last segment left out. */
static JsonNode *
known_members (const Contract *contract, char **segments)
{
  JsonNode *schema = contract->root;

  for (guint i = 1; segments[0] != NULL && segments[i] != NULL && segments[i + 1] != NULL; i++)
    {
      JsonNode *next = member (member (follow (contract, schema), "properties"), segments[i]);
      if (next == NULL)
        next = member (follow (contract, schema), "items");
      schema = next;
    }
  return member (follow (contract, schema), "properties");
}

/* Offers the nearest known name when the last name of @pointer is unknown. Returns: whether it is. */
static gboolean
suggest_name (const Contract *contract, const char *pointer, char **remedy)
{
  g_auto (GStrv) segments = g_strsplit (pointer, "/", -1);
  guint n_segments = g_strv_length (segments);
  JsonNode *known = known_members (contract, segments);
  const char *name = n_segments > 1 ? segments[n_segments - 1] : "";
  g_autoptr (GPtrArray) names = g_ptr_array_new ();
  g_autofree char *near = NULL;
  JsonObjectIter iterator;
  const char *one;

  *remedy = NULL;
  if (known == NULL || n_segments < 2 || member (known, name) != NULL)
    return FALSE;
  json_object_iter_init_ordered (&iterator, json_node_get_object (known));
  while (json_object_iter_next_ordered (&iterator, &one, NULL))
    g_ptr_array_add (names, (gpointer) one);
  near = posko_nearest_list (name, (const char *const *) names->pdata, names->len, 3);
  if (near != NULL)
    *remedy = g_strdup_printf (_ ("did you mean %s?"), near);
  else
    *remedy = g_strdup (_ ("take it out"));
  return TRUE;
}

static void
on_fault (const char *pointer, const char *found, const char *expected, gpointer user_data)
{
  Checking *self = user_data;
  g_autofree char *remedy = NULL;
  gboolean unknown = suggest_name (self->contract, pointer, &remedy);
  guint line = self->n++ < POSKO_DIAGNOSTICS_FOLD ? posko_document_line (self->source, pointer) : 0;

  posko_diagnostics_report (self->diagnostics, POSKO_SEVERITY_ERROR, unknown ? "json-key-unknown" : "json-value", self->source->file, line,
                            pointer, found, expected, remedy != NULL ? remedy : _ ("mend the value"));
}

gboolean
posko_document_check (JsonNode *root, const PoskoDocumentSource *source, const char *schema, PoskoDiagnostics *diagnostics)
{
  Checking checking = { .source = source, .contract = find_contract (schema), .diagnostics = diagnostics };
  return posko_json_schema_validate (checking.contract->schema, root, on_fault, &checking) == 0;
}

/* "line 3, column 7: ..." as the reader says it. */
static guint
line_of_message (const char *message)
{
  gint64 line = 0;
  gsize digits;

  if (!g_str_has_prefix (message, "line "))
    return 0;
  message += strlen ("line ");
  digits = strspn (message, "0123456789");
  for (gsize i = 0; i < MIN (digits, 9); i++)
    line = line * 10 + (message[i] - '0');
  return (guint) line;
}

JsonNode *
posko_document_read (const PoskoDocumentSource *source, const char *schema, PoskoDiagnostics *diagnostics)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonNode) root = posko_json_read (source->text, source->length, &error);

  if (root == NULL)
    {
      posko_diagnostics_report (diagnostics, POSKO_SEVERITY_ERROR, "json-syntax", source->file, line_of_message (error->message), NULL,
                                error->message, _ ("JSON (RFC 8259)"), _ ("mend the text at that place"));
      return NULL;
    }
  if (schema != NULL && !posko_document_check (root, source, schema, diagnostics))
    return NULL;
  return g_steal_pointer (&root);
}
