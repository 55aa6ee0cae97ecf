/* report-keys.c: from what a plan's products were made, so that a later plan can take them over.
 *
 *   "posko:bahan": {"produk": {"posko": "<SHA-256>", …}, "tabel": {"posko": "<SHA-256>", …}}
 *
 * `produk` holds the keys of posko_plan_key(), `tabel` the sums of the tables. A table that was edited has another sum: the products that
 * stand in it are then not what was made, and their keys are forgotten.
 */
#include "digest.h"
#include "report-private.h"
#include <string.h>

/* Whose rows or columns stand in a table; a set of bits. */
static const guint products_of[POSKO_N_PLAN_TABLES] = {
  [POSKO_PLAN_POSTS] = 1u << POSKO_PRODUCT_POSTS,
  [POSKO_PLAN_TPS] = 1u << POSKO_PRODUCT_POSTS | 1u << POSKO_PRODUCT_AMBULANCES | 1u << POSKO_PRODUCT_BILLBOARDS,
  [POSKO_PLAN_AMBULANCES] = 1u << POSKO_PRODUCT_AMBULANCES,
  [POSKO_PLAN_NEEDS] = 1u << POSKO_PRODUCT_ROSTER,
  [POSKO_PLAN_ROSTER] = 1u << POSKO_PRODUCT_ROSTER,
  [POSKO_PLAN_RESERVES] = 1u << POSKO_PRODUCT_RESERVES,
  [POSKO_PLAN_SCREENING] = 1u << POSKO_PRODUCT_SCREENING,
  [POSKO_PLAN_MEALS] = 1u << POSKO_PRODUCT_MEALS,
  [POSKO_PLAN_STOPS] = 1u << POSKO_PRODUCT_MEALS,
  [POSKO_PLAN_BILLBOARDS] = 1u << POSKO_PRODUCT_BILLBOARDS,
  [POSKO_PLAN_SHORTAGES] = G_MAXUINT,
  [POSKO_PLAN_EXCLUSIONS] = 1u << POSKO_PRODUCT_ROSTER,
  [POSKO_PLAN_FIGURES] = 0, /* counted anew */
  [POSKO_PLAN_CERTIFICATES] = G_MAXUINT,
};

static char *
sum_of (const PoskoPlan *plan, PoskoPlanTableId id)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  posko_table_digest (posko_plan_table (plan, id), NULL, sum);
  return g_strdup (g_checksum_get_string (sum));
}

void
posko_report_keys_write (PoskoJsonWriter *json, const PoskoPlan *plan)
{
  posko_json_writer_begin_object (json, POSKO_REPORT_KEYS);
  posko_json_writer_begin_object (json, "produk");
  for (guint p = 0; p < POSKO_N_PRODUCTS; p++)
    posko_json_writer_string (json, posko_plan_product_name (p), posko_plan_key (plan, p));
  posko_json_writer_end_object (json);
  posko_json_writer_begin_object (json, "tabel");
  for (guint id = 0; id < POSKO_N_PLAN_TABLES; id++)
    {
      g_autofree char *sum = sum_of (plan, id);
      posko_json_writer_string (json, posko_report_table_name (id), sum);
    }
  posko_json_writer_end_object (json);
  posko_json_writer_end_object (json);
}

void
posko_report_keys_read (const PoskoJsonCursor *top, PoskoPlan *plan)
{
  const PoskoJsonCursor at = posko_json_member (top, POSKO_REPORT_KEYS);
  const PoskoJsonCursor keys = posko_json_member (&at, "produk"), sums = posko_json_member (&at, "tabel");
  guint edited = 0;
  for (guint id = 0; id < POSKO_N_PLAN_TABLES; id++)
    {
      const PoskoJsonCursor sum_at = posko_json_member (&sums, posko_report_table_name (id));
      g_autofree char *sum = sum_of (plan, id);
      if (g_strcmp0 (posko_json_get_string (&sum_at, NULL), sum) != 0)
        edited |= products_of[id];
    }
  for (guint p = 0; p < POSKO_N_PRODUCTS; p++)
    {
      const PoskoJsonCursor key_at = posko_json_member (&keys, posko_plan_product_name (p));
      const char *key = posko_json_get_string (&key_at, NULL);
      if (key != NULL && strlen (key) == POSKO_DIGEST_SIZE - 1 && (edited >> p & 1u) == 0)
        posko_plan_set_key (plan, p, key);
    }
}
