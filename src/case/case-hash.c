/* case-hash.c: the SHA-256 of what a case means.
 *
 * Every bound cell of every table in key order, every layer feature by feature, every value of the policy; each number as 8 bytes, low
 * byte first, each text with its length before it, so that no two cases give the same bytes. File dialects, row order, unknown
 * columns, the sources of policy values, and the priors of the stress test (no plan rests on them) are not part of it. Tables and layers have
 * a sum each, so that whoever asks for the sum of a few parts of the case need not go through them again. O(size of the case).
 */
#include <string.h>

#include "case-private.h"

static const char *const layer_names[] = { "kecamatan", "kelurahan", "zona_larangan" };
G_STATIC_ASSERT (G_N_ELEMENTS (layer_names) == POSKO_N_LAYERS);

/* Writes what @sum has come to into @text. */
static void
finish (GChecksum *sum, char *text)
{
  g_strlcpy (text, g_checksum_get_string (sum), POSKO_DIGEST_SIZE);
}

static void
add_layer (GChecksum *sum, const PoskoBoundary *layer)
{
  g_autoptr (GString) text = layer != NULL ? posko_boundary_to_geojson (layer, "") : g_string_new (NULL);

  posko_digest_text (sum, text->str);
  for (guint i = 0; layer != NULL && i < posko_boundary_n (layer); i++)
    {
      posko_digest_text (sum, posko_boundary_property (layer, i, "aturan"));
      posko_digest_text (sum, posko_boundary_property (layer, i, "penyangga_m"));
    }
}

static void
add_binding (GChecksum *sum, const PoskoPolicy *policy, const PoskoPolicyBinding *binding)
{
  gconstpointer member = (const guint8 *) policy + binding->offset;
  const gint64 *integers = member;
  const gboolean *booleans = member;

  switch (binding->kind)
    {
    case POSKO_POLICY_TEXT:
      posko_digest_text (sum, *(const char *const *) member);
      break;
    case POSKO_POLICY_NUMBER:
      posko_digest_decimal (sum, *(const gdouble *) member);
      break;
    case POSKO_POLICY_BOOLEAN:
      posko_digest_number (sum, booleans[0] != FALSE);
      break;
    case POSKO_POLICY_BOOLEANS:
      for (guint p = 0; p < POSKO_N_PROFESI; p++)
        posko_digest_number (sum, booleans[p] != FALSE);
      break;
    case POSKO_POLICY_INTEGERS:
    case POSKO_POLICY_MASKS:
      for (guint p = 0; p < POSKO_N_PROFESI; p++)
        posko_digest_number (sum, (guint64) integers[p]);
      break;
    case POSKO_POLICY_SERIES:
      for (guint i = 0; i < G_N_ELEMENTS (policy->manfaat_permil); i++)
        posko_digest_number (sum, (guint64) integers[i]);
      break;
    case POSKO_POLICY_INTEGER:
    case POSKO_POLICY_DATE:
    case POSKO_POLICY_CLOCK:
    default:
      posko_digest_number (sum, (guint64) integers[0]);
    }
}

static void
add_phases (GChecksum *sum, const PoskoPolicy *policy)
{
  posko_digest_number (sum, policy->n_phases);
  for (guint i = 0; i < policy->n_phases; i++)
    {
      const PoskoPhase *phase = &policy->phases[i];
      posko_digest_text (sum, phase->kode);
      posko_digest_text (sum, phase->nama);
      posko_digest_number (sum, phase->place);
      posko_digest_number (sum, (guint64) phase->start);
      posko_digest_number (sum, (guint64) phase->end);
      posko_digest_decimal (sum, phase->multiplier);
    }
}

static void
add_shifts (GChecksum *sum, const PoskoPolicy *policy)
{
  posko_digest_number (sum, policy->n_shifts);
  for (guint i = 0; i < policy->n_shifts; i++)
    {
      const PoskoShift *shift = &policy->shifts[i];
      posko_digest_text (sum, shift->kode);
      posko_digest_number (sum, (guint64) shift->day);
      posko_digest_number (sum, (guint64) shift->start);
      posko_digest_number (sum, (guint64) shift->end);
      posko_digest_number (sum, shift->place);
    }
}

static void
add_sessions (GChecksum *sum, const PoskoPolicy *policy)
{
  posko_digest_number (sum, policy->n_sesi);
  for (guint i = 0; i < policy->n_sesi; i++)
    {
      posko_digest_text (sum, policy->sesi[i].kode);
      posko_digest_number (sum, (guint64) policy->sesi[i].start);
      posko_digest_number (sum, (guint64) policy->sesi[i].end);
    }
}

/* The value of a path, or those of a whole section ("roster/"). Returns: whether there is any */
static gboolean
add_values (GChecksum *sum, const PoskoPolicy *policy, const char *path)
{
  guint n = 0;
  for (const PoskoPolicyBinding *binding = POSKO_POLICY_BINDINGS; binding->path != NULL; binding++)
    if (strcmp (binding->path, path) == 0 || (g_str_has_suffix (path, "/") && g_str_has_prefix (binding->path, path)))
      {
        add_binding (sum, policy, binding);
        n++;
      }
  return n > 0;
}

/* The sum of a table or layer; NULL when @name is neither */
static const char *
part_hash (const PoskoCase *self, const char *name)
{
  for (guint i = 0; i < POSKO_N_TABLES; i++)
    if (strcmp (POSKO_TABLE_TYPES[i]->name, name) == 0)
      return self->table_hashes[i];
  for (guint i = 0; i < POSKO_N_LAYERS; i++)
    if (strcmp (layer_names[i], name) == 0)
      return self->layer_hashes[i];
  return NULL;
}

/* One column of a table: "tps.lat". Returns: whether @part is one */
static gboolean
add_column (const PoskoCase *self, const char *part, GChecksum *sum)
{
  g_auto (GStrv) words = g_strsplit (part, ".", 2);
  if (g_strv_length (words) != 2)
    return FALSE;
  const char *const columns[] = { words[1], NULL };
  for (guint i = 0; i < POSKO_N_TABLES; i++)
    if (strcmp (POSKO_TABLE_TYPES[i]->name, words[0]) == 0
        && posko_table_schema_find (posko_table_schema (POSKO_TABLE_TYPES[i]), words[1]) != NULL)
      {
        posko_table_digest (self->tables[i], columns, sum);
        return TRUE;
      }
  return FALSE;
}

void
posko_case_digest (const PoskoCase *self, const char *const *parts, GChecksum *sum)
{
  const PoskoPolicy *policy = posko_policy_document_get (self->policy);
  for (guint i = 0; parts[i] != NULL; i++)
    {
      const char *hash = part_hash (self, parts[i]);
      posko_digest_text (sum, parts[i]);
      if (hash != NULL)
        posko_digest_text (sum, hash);
      else if (strcmp (parts[i], "fase") == 0)
        add_phases (sum, policy);
      else if (strcmp (parts[i], "shift") == 0)
        add_shifts (sum, policy);
      else if (strcmp (parts[i], "sesi") == 0)
        add_sessions (sum, policy);
      else if (!add_column (self, parts[i], sum) && !add_values (sum, policy, parts[i]))
        g_return_if_reached ();
    }
}

/* Every value of the policy; the tables and layers are there already. */
static void
add_policy (GChecksum *sum, const PoskoPolicy *policy)
{
  for (const PoskoPolicyBinding *binding = POSKO_POLICY_BINDINGS; binding->path != NULL; binding++)
    if (!g_str_has_prefix (binding->path, "simulasi/"))
      add_binding (sum, policy, binding);
  add_phases (sum, policy);
  add_shifts (sum, policy);
  add_sessions (sum, policy);
}

void
posko_case_fill_hash (PoskoCase *self)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256), part = g_checksum_new (G_CHECKSUM_SHA256);

  posko_digest_text (sum, "posko case 2");
  for (guint i = 0; i < POSKO_N_TABLES; i++)
    {
      g_checksum_reset (part);
      posko_table_digest (self->tables[i], NULL, part);
      finish (part, self->table_hashes[i]);
      posko_digest_text (sum, self->table_hashes[i]);
    }
  for (guint i = 0; i < POSKO_N_LAYERS; i++)
    {
      g_checksum_reset (part);
      add_layer (part, self->layers[i]);
      finish (part, self->layer_hashes[i]);
      posko_digest_text (sum, self->layer_hashes[i]);
    }
  add_policy (sum, posko_policy_document_get (self->policy));
  finish (sum, self->hash);
}
