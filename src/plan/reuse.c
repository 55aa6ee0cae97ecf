/* reuse.c: products taken over from a finished plan instead of computed again.
 *
 * Tables of a finished plan are sorted by their keys. Makers that come later rely on the order in which posts and TPS are made, that of
 * the case; these are put back into it. Rows of kekurangan and sertifikat belong to products by name, columns of tps to posts, ambulances
 * and boards. O(rows).
 */
#include "reuse.h"
#include "digest.h"
#include "staff-stay.h"
#include "stay-sites.h"
#include <math.h>
#include <string.h>

/* ---- keys ---- */

static void
finish (GChecksum *sum, char *key)
{
  g_strlcpy (key, g_checksum_get_string (sum), POSKO_DIGEST_SIZE);
}

/* Of everything that is read but for a published plan. */
static void
make_key (const PoskoPlan *plan, const PoskoReuse *reuse, const PoskoPlanParams *params, char *key)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  posko_digest_text (sum, "posko product 1");
  posko_digest_text (sum, POSKO_VERSION);
  posko_digest_text (sum, posko_plan_product_name (reuse->product));
  posko_digest_number (sum, params->seed);
  posko_digest_decimal (sum, params->effort);
  posko_digest_number (sum, params->language);
  posko_case_digest (posko_plan_case (plan), reuse->reads, sum);
  for (guint i = 0; i < reuse->n_inputs; i++)
    posko_table_digest (posko_plan_table (plan, reuse->inputs[i].table), reuse->inputs[i].columns, sum);
  finish (sum, key);
}

/* The rule of a product; meals have none of their own. */
static PoskoStayRule
rule_of (const PoskoPlanStay *stay, PoskoPlanProduct product)
{
  for (guint p = 0; p < POSKO_N_STAY; p++)
    if (strcmp (posko_stay_product_name (p), posko_plan_product_name (product)) == 0)
      return stay->rules[p];
  return (PoskoStayRule) { .kind = POSKO_STAY_LEAST };
}

/* @base and what is looked at of the published plan. */
static void
make_stay_key (const char *base, const PoskoReuse *reuse, const PoskoPlanStay *stay, char *key)
{
  g_autoptr (GChecksum) sum = g_checksum_new (G_CHECKSUM_SHA256);
  const PoskoStayRule rule = rule_of (stay, reuse->product);
  posko_digest_text (sum, base);
  posko_digest_number (sum, rule.kind);
  posko_digest_number (sum, rule.kind == POSKO_STAY_LEAST ? 0 : (guint64) rule.amount);
  posko_digest_number (sum, strcmp (base, posko_plan_key (stay->published, reuse->product)) == 0);
  for (guint i = 0; i < reuse->n_owns; i++)
    posko_table_digest (posko_plan_table (stay->published, reuse->owns[i]), NULL, sum);
  finish (sum, key);
}

/* ---- rows ---- */

static void
take_tables (PoskoPlan *plan, const PoskoReuse *reuse, const PoskoPlan *from)
{
  for (guint i = 0; i < reuse->n_owns; i++)
    {
      PoskoTable *table = posko_plan_table (from, reuse->owns[i]);
      for (guint r = 0; r < posko_table_n (table); r++)
        posko_plan_add (plan, reuse->owns[i], posko_table_row (table, r));
    }
}

/* Posts in the order of the case, without the teams, which are sized anew. */
static void
take_posts (PoskoPlan *plan, const PoskoPlan *from)
{
  guint n;
  const PoskoFaskes *faskes = posko_case_faskes (posko_plan_case (plan), &n);
  PoskoTable *table = posko_plan_table (from, POSKO_PLAN_POSTS);
  for (guint f = 0; f < n; f++)
    for (guint r = 0; r < posko_table_n (table); r++)
      {
        PoskoPlanPost row = *(const PoskoPlanPost *) posko_table_row (table, r);
        if (strcmp (row.kode_pos, faskes[f].kode) != 0)
          continue;
        row.tim = 0;
        posko_plan_add (plan, POSKO_PLAN_POSTS, &row);
      }
}

/* Returns: code of TPS -> row */
static GHashTable *
index_tps (const PoskoPlan *plan)
{
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);
  PoskoTable *table = posko_plan_table (plan, POSKO_PLAN_TPS);
  for (guint r = 0; r < posko_table_n (table); r++)
    {
      const PoskoPlanTps *row = posko_table_row (table, r);
      g_hash_table_insert (index, (gpointer) row->kode_tps, (gpointer) row);
    }
  return index;
}

/* TPS in the order of the case, without what later products give them. */
static void
take_tps (PoskoPlan *plan, const PoskoPlan *from)
{
  guint n;
  const PoskoTps *tps = posko_case_tps (posko_plan_case (plan), &n);
  g_autoptr (GHashTable) index = index_tps (from);
  for (guint i = 0; i < n; i++)
    {
      PoskoPlanTps row = *(const PoskoPlanTps *) g_hash_table_lookup (index, tps[i].kode_tps);
      row.ambulans_pertama = row.ambulans_kedua = "";
      row.menit_ambulans = row.menit_ambulans_kedua = NAN;
      row.baliho = 0;
      posko_plan_add (plan, POSKO_PLAN_TPS, &row);
    }
}

/* The columns of tps that ambulances or boards fill. */
static void
take_tps_columns (PoskoPlan *plan, PoskoPlanProduct product, const PoskoPlan *from)
{
  PoskoTable *table = posko_plan_table (plan, POSKO_PLAN_TPS);
  g_autoptr (GHashTable) index = index_tps (from);
  for (guint r = 0; r < posko_table_n (table); r++)
    {
      PoskoPlanTps *row = posko_table_row_mutable (table, r);
      const PoskoPlanTps *old = g_hash_table_lookup (index, row->kode_tps);
      if (product == POSKO_PRODUCT_BILLBOARDS)
        row->baliho = old->baliho;
      else
        {
          row->ambulans_pertama = posko_table_intern (table, old->ambulans_pertama);
          row->ambulans_kedua = posko_table_intern (table, old->ambulans_kedua);
          row->menit_ambulans = old->menit_ambulans;
          row->menit_ambulans_kedua = old->menit_ambulans_kedua;
        }
    }
}

static char *
need_name (const PoskoPlanNeed *row)
{
  return g_strjoin ("\n", row->kode_pos, row->hari, row->shift, row->profesi, NULL);
}

/* How many places of each need the roster fills. */
static void
take_filled (PoskoPlan *plan, const PoskoPlan *from)
{
  g_autoptr (GHashTable) filled = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  PoskoTable *old = posko_plan_table (from, POSKO_PLAN_NEEDS), *table = posko_plan_table (plan, POSKO_PLAN_NEEDS);
  for (guint r = 0; r < posko_table_n (old); r++)
    {
      const PoskoPlanNeed *row = posko_table_row (old, r);
      g_hash_table_insert (filled, need_name (row), (gpointer) row);
    }
  for (guint r = 0; r < posko_table_n (table); r++)
    {
      PoskoPlanNeed *row = posko_table_row_mutable (table, r);
      g_autofree char *name = need_name (row);
      row->terisi = ((const PoskoPlanNeed *) g_hash_table_lookup (filled, name))->terisi;
    }
}

static void
take_shortages (PoskoPlan *plan, const char *product, const PoskoPlan *from)
{
  PoskoTable *table = posko_plan_table (from, POSKO_PLAN_SHORTAGES);
  for (guint r = 0; r < posko_table_n (table); r++)
    {
      const PoskoPlanShortage *row = posko_table_row (table, r);
      if (strcmp (row->produk, product) == 0)
        posko_plan_add (plan, POSKO_PLAN_SHORTAGES, row);
    }
}

/* That nothing changes, where the rule asks for a level that says so. */
static void
certify_unchanged (PoskoPlan *plan, PoskoPlanProduct product, const PoskoPlanParams *params)
{
  const PoskoSolveResult none = posko_plan_proven (0);
  if (product == POSKO_PRODUCT_ROSTER || product == POSKO_PRODUCT_RESERVES)
    {
      posko_staff_certify_moved (plan, posko_plan_product_name (product), &none);
      return;
    }
  for (guint p = 0; p < POSKO_N_STAY; p++)
    if (strcmp (posko_stay_product_name (p), posko_plan_product_name (product)) == 0)
      {
        const PoskoStaySites sites = posko_stay_sites (params, p);
        posko_stay_certify (plan, &sites, p, &none);
      }
}

/* @unchanged: the published plan is taken, whose levels do not say that nothing changes; of the roster, whose every place is filled */
static void
take_certificates (PoskoPlan *plan, PoskoPlanProduct product, const PoskoPlan *from, gboolean unchanged, const PoskoPlanParams *params)
{
  PoskoTable *table = posko_plan_table (from, POSKO_PLAN_CERTIFICATES);
  gboolean first = TRUE;
  for (guint r = 0; r < posko_table_n (table); r++)
    {
      const PoskoPlanCertificate *row = posko_table_row (table, r);
      if (strcmp (row->produk, posko_plan_product_name (product)) != 0)
        continue;
      if (unchanged && first && product == POSKO_PRODUCT_ROSTER)
        {
          const PoskoSolveResult none = posko_plan_proven (0);
          posko_staff_certify_missing (plan, &none);
          certify_unchanged (plan, product, params);
        }
      posko_plan_add (plan, POSKO_PLAN_CERTIFICATES, row);
      if (unchanged && first && product != POSKO_PRODUCT_ROSTER)
        certify_unchanged (plan, product, params);
      first = FALSE;
    }
}

static void
take (PoskoPlan *plan, const PoskoReuse *reuse, const PoskoPlan *from, gboolean unchanged, const PoskoPlanParams *params)
{
  if (reuse->product == POSKO_PRODUCT_POSTS)
    {
      take_posts (plan, from);
      take_tps (plan, from);
    }
  else
    take_tables (plan, reuse, from);
  if (reuse->product == POSKO_PRODUCT_AMBULANCES || reuse->product == POSKO_PRODUCT_BILLBOARDS)
    take_tps_columns (plan, reuse->product, from);
  if (reuse->product == POSKO_PRODUCT_ROSTER)
    take_filled (plan, from);
  take_shortages (plan, posko_plan_product_name (reuse->product), from);
  take_certificates (plan, reuse->product, from, unchanged, params);
}

/* Whether every place is filled: then no roster has a lower level kosong. */
static gboolean
is_full (const PoskoPlan *plan)
{
  PoskoTable *table = posko_plan_table (plan, POSKO_PLAN_NEEDS);
  for (guint r = 0; r < posko_table_n (table); r++)
    {
      const PoskoPlanNeed *row = posko_table_row (table, r);
      if (row->terisi < row->butuh)
        return FALSE;
    }
  return TRUE;
}

gboolean
posko_reuse_take (PoskoPlan *plan, const PoskoReuse *reuse, const PoskoPlanParams *params)
{
  char base[POSKO_DIGEST_SIZE], key[POSKO_DIGEST_SIZE];
  make_key (plan, reuse, params, base);
  if (params->stay != NULL)
    make_stay_key (base, reuse, params->stay, key);
  else
    g_strlcpy (key, base, sizeof key);
  posko_plan_set_key (plan, reuse->product, key);
  if (params->reuse != NULL && strcmp (posko_plan_key (params->reuse, reuse->product), key) == 0)
    {
      take (plan, reuse, params->reuse, FALSE, params);
      return TRUE;
    }
  if (params->stay == NULL || strcmp (posko_plan_key (params->stay->published, reuse->product), base) != 0)
    return FALSE;
  const gboolean least = rule_of (params->stay, reuse->product).kind == POSKO_STAY_LEAST;
  if (least && reuse->product == POSKO_PRODUCT_ROSTER && !is_full (params->stay->published))
    return FALSE; /* the published one weighs empty places against other things; first comes now who is served */
  take (plan, reuse, params->stay->published, least, params);
  return TRUE;
}
