/* compare-names.c: what the codes in a plan mean, so that nobody who reads a comparison meets a bare one.
 *
 * A plan that is compared may have come without its case; so names are taken from its tables alone. O(rows).
 */
#include "compare-private.h"

/* Every row of a table by the code member at @offset; of rows with one code, the first. */
static GHashTable *
index_rows (const PoskoPlan *plan, PoskoPlanTableId id, gsize offset)
{
  PoskoTable *table = posko_plan_table (plan, id);
  GHashTable *rows = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < posko_table_n (table); i++)
    {
      gconstpointer row = posko_table_row (table, i);
      const char *code = G_STRUCT_MEMBER (const char *, row, offset);
      if (*code != '\0' && !g_hash_table_contains (rows, code))
        g_hash_table_insert (rows, (gpointer) code, (gpointer) row);
    }
  return rows;
}

static GHashTable *
index_centres (const PoskoPlan *plan)
{
  PoskoTable *posts = posko_plan_table (plan, POSKO_PLAN_POSTS);
  GHashTable *rows = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < posko_table_n (posts); i++)
    {
      const PoskoPlanPost *post = posko_table_row (posts, i);
      if (post->rekap == 1 && !g_hash_table_contains (rows, post->kode_kecamatan))
        g_hash_table_insert (rows, (gpointer) post->kode_kecamatan, (gpointer) post);
    }
  return rows;
}

void
posko_compare_names_init (PoskoCompareNames *self, const PoskoPlan *plan)
{
  *self = (PoskoCompareNames){
    .tps = index_rows (plan, POSKO_PLAN_TPS, G_STRUCT_OFFSET (PoskoPlanTps, kode_tps)),
    .screenings = index_rows (plan, POSKO_PLAN_SCREENING, G_STRUCT_OFFSET (PoskoPlanScreening, kode_tps)),
    .posts = index_rows (plan, POSKO_PLAN_POSTS, G_STRUCT_OFFSET (PoskoPlanPost, kode_pos)),
    .ambulances = index_rows (plan, POSKO_PLAN_AMBULANCES, G_STRUCT_OFFSET (PoskoPlanAmbulance, kode_ambulans)),
    .boards = index_rows (plan, POSKO_PLAN_BILLBOARDS, G_STRUCT_OFFSET (PoskoPlanBillboard, kode_baliho)),
    .kitchens = index_rows (plan, POSKO_PLAN_STOPS, G_STRUCT_OFFSET (PoskoPlanStop, kode_dapur)),
    .waves = index_rows (plan, POSKO_PLAN_STOPS, G_STRUCT_OFFSET (PoskoPlanStop, gelombang)),
    .centres = index_centres (plan),
  };
}

void
posko_compare_names_clear (PoskoCompareNames *self)
{
  GHashTable **tables[] = { &self->tps,    &self->screenings, &self->posts, &self->ambulances,
                            &self->boards, &self->kitchens,   &self->waves, &self->centres };
  for (guint i = 0; i < G_N_ELEMENTS (tables); i++)
    g_clear_pointer (tables[i], g_hash_table_unref);
}

const char *
posko_compare_post_name (const PoskoCompareNames *self, const char *code)
{
  const PoskoPlanPost *row = g_hash_table_lookup (self->posts, code);
  return row != NULL ? row->nama : "";
}

const char *
posko_compare_ambulance_name (const PoskoCompareNames *self, const char *code)
{
  const PoskoPlanAmbulance *row = g_hash_table_lookup (self->ambulances, code);
  return row != NULL ? row->nama : "";
}

const char *
posko_compare_kitchen_name (const PoskoCompareNames *self, const char *code)
{
  const PoskoPlanStop *row = g_hash_table_lookup (self->kitchens, code);
  return row != NULL ? row->nama_dapur : "";
}

const char *
posko_compare_wave_name (const PoskoCompareWork *self, const char *code)
{
  const PoskoPlanStop *row = g_hash_table_lookup (self->names_b.waves, code);
  if (row == NULL)
    row = g_hash_table_lookup (self->names_a.waves, code);
  return row != NULL ? row->nama_gelombang : code;
}

const char *
posko_compare_centre_name (const PoskoCompareWork *self, const char *area_code)
{
  const PoskoPlanPost *row = g_hash_table_lookup (self->names_b.centres, area_code);
  if (row == NULL)
    row = g_hash_table_lookup (self->names_a.centres, area_code);
  return row != NULL ? row->nama : "";
}
