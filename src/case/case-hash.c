/* case-hash.c: the SHA-256 of what a case means.
 *
 * Every bound cell of every table in key order, every layer feature by feature, every value of the policy; each number as 8 bytes, low
 * byte first, each text with its length before it, so that no two cases give the same bytes. File dialects, row order, unknown
 * columns and the sources of policy values are not part of it. O(size of the case).
 */
#include <math.h>
#include <string.h>

#include "case-private.h"

static void
add_number (GChecksum *sum, guint64 bits)
{
  const guint64 bytes = GUINT64_TO_LE (bits);
  g_checksum_update (sum, (const guchar *) &bytes, sizeof bytes);
}

static void
add_text (GChecksum *sum, const char *text)
{
  const gsize length = text != NULL ? strlen (text) : 0;
  add_number (sum, length);
  g_checksum_update (sum, (const guchar *) (text != NULL ? text : ""), (gssize) length);
}

static void
add_decimal (GChecksum *sum, gdouble value)
{
  guint64 bits;
  value = isnan (value) ? (gdouble) NAN : value + 0.0; /* one NaN, one zero */
  memcpy (&bits, &value, sizeof bits);
  add_number (sum, isnan (value) ? G_MAXUINT64 : bits);
}

static void
add_table (GChecksum *sum, const PoskoTable *table)
{
  const guint n = posko_table_n (table);

  add_text (sum, table->type->name);
  add_number (sum, n);
  for (guint i = 0; i < n; i++)
    for (guint c = 0; c < table->schema->n_columns; c++)
      {
        const PoskoColumn *column = &table->schema->columns[c];
        if (column->field.offset < 0)
          continue;
        const PoskoCell cell = posko_table_cell (table, i, column);
        if (column->field.type == POSKO_FIELD_STRING)
          add_text (sum, cell.text);
        else if (column->field.type == POSKO_FIELD_NUMBER)
          add_decimal (sum, cell.number);
        else
          add_number (sum, (guint64) cell.integer);
      }
}

static void
add_layer (GChecksum *sum, const PoskoBoundary *layer)
{
  g_autoptr (GString) text = layer != NULL ? posko_boundary_to_geojson (layer, "") : g_string_new (NULL);

  add_text (sum, text->str);
  for (guint i = 0; layer != NULL && i < posko_boundary_n (layer); i++)
    {
      add_text (sum, posko_boundary_property (layer, i, "aturan"));
      add_text (sum, posko_boundary_property (layer, i, "penyangga_m"));
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
      add_text (sum, *(const char *const *) member);
      break;
    case POSKO_POLICY_NUMBER:
      add_decimal (sum, *(const gdouble *) member);
      break;
    case POSKO_POLICY_BOOLEAN:
      add_number (sum, booleans[0] != FALSE);
      break;
    case POSKO_POLICY_BOOLEANS:
      for (guint p = 0; p < POSKO_N_PROFESI; p++)
        add_number (sum, booleans[p] != FALSE);
      break;
    case POSKO_POLICY_INTEGERS:
    case POSKO_POLICY_MASKS:
      for (guint p = 0; p < POSKO_N_PROFESI; p++)
        add_number (sum, (guint64) integers[p]);
      break;
    case POSKO_POLICY_SERIES:
      for (guint i = 0; i < G_N_ELEMENTS (policy->manfaat_permil); i++)
        add_number (sum, (guint64) integers[i]);
      break;
    case POSKO_POLICY_INTEGER:
    case POSKO_POLICY_DATE:
    case POSKO_POLICY_CLOCK:
    default:
      add_number (sum, (guint64) integers[0]);
    }
}

static void
add_policy (GChecksum *sum, const PoskoPolicy *policy)
{
  for (const PoskoPolicyBinding *binding = POSKO_POLICY_BINDINGS; binding->path != NULL; binding++)
    add_binding (sum, policy, binding);
  for (guint i = 0; i < policy->n_phases; i++)
    {
      const PoskoPhase *phase = &policy->phases[i];
      add_text (sum, phase->kode);
      add_text (sum, phase->nama);
      add_number (sum, phase->place);
      add_number (sum, (guint64) phase->start);
      add_number (sum, (guint64) phase->end);
      add_decimal (sum, phase->multiplier);
    }
  add_text (sum, "shift");
  for (guint i = 0; i < policy->n_shifts; i++)
    {
      const PoskoShift *shift = &policy->shifts[i];
      add_text (sum, shift->kode);
      add_number (sum, (guint64) shift->day);
      add_number (sum, (guint64) shift->start);
      add_number (sum, (guint64) shift->end);
      add_number (sum, shift->place);
    }
  add_text (sum, "sesi");
  for (guint i = 0; i < policy->n_sesi; i++)
    {
      add_text (sum, policy->sesi[i].kode);
      add_number (sum, (guint64) policy->sesi[i].start);
      add_number (sum, (guint64) policy->sesi[i].end);
    }
}

void
posko_case_fill_hash (PoskoCase *self)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);

  add_text (sum, "posko case 1");
  for (guint i = 0; i < POSKO_N_TABLES; i++)
    add_table (sum, self->tables[i]);
  for (guint i = 0; i < POSKO_N_LAYERS; i++)
    add_layer (sum, self->layers[i]);
  add_policy (sum, posko_policy_document_get (self->policy));
  g_strlcpy (self->hash, g_checksum_get_string (sum), sizeof self->hash);
}
