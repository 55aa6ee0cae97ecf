/* schema.c: finds the compiled-in contracts; see schema.h.
 *
 * The resource is asked for by its own function and not through the global registry, because a linker drops the registration
 * of a resource that sits in a static library.
 */
#include "schema.h"

#include "posko-schemas.h"

GBytes *
posko_schema_bytes (const char *name)
{
  g_autofree char *path = g_strconcat ("/posko/schemas/", name, NULL);
  return g_resource_lookup_data (posko_schemas_get_resource (), path, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
}
