/* stay-sites.c: a published plan's rows by their codes, and a product's rule in the units of the engines; see stay-sites.h.
 *
 * A published plan may have been edited by hand: codes that are unknown, doubled or empty are no error. O(rows).
 */
#include "stay-sites.h"

PoskoStaySites
posko_stay_sites (const PoskoPlanParams *params, PoskoStayProduct product)
{
  PoskoStaySites self = { .published = NULL };
  if (params->stay == NULL)
    return self;
  const PoskoStayRule *rule = &params->stay->rules[product];
  self.published = params->stay->published;
  self.kind = rule->kind;
  self.amount = rule->amount;
  return self;
}

GHashTable *
posko_stay_rows (const PoskoPlan *published, PoskoPlanTableId id, gsize code_offset)
{
  GHashTable *rows = g_hash_table_new (g_str_hash, g_str_equal);
  PoskoTable *table = posko_plan_table (published, id);
  for (guint r = 0; r < posko_table_n (table); r++)
    {
      gconstpointer row = posko_table_row (table, r);
      const char *code = G_STRUCT_MEMBER (const char *, row, code_offset);
      if (code != NULL && *code != '\0' && !g_hash_table_contains (rows, code))
        g_hash_table_insert (rows, (gpointer) code, (gpointer) row);
    }
  return rows;
}

gint64
posko_stay_limit (const PoskoStaySites *self)
{
  if (self->published == NULL || self->kind != POSKO_STAY_LIMIT)
    return -1;
  return CLAMP (self->amount - self->n_gone, 0, G_MAXINT32);
}

gint64
posko_stay_price (const PoskoStaySites *self, gint64 scale)
{
  gint64 price;
  if (self->published == NULL || self->kind != POSKO_STAY_PRICE)
    return 0;
  if (__builtin_mul_overflow (self->amount, scale, &price) || price > G_MAXINT64 / 4 / (self->n_gone + 1))
    return G_MAXINT64; /* refused as a limit by the engine */
  return price;
}

static void
add_to (PoskoSolveResult *result, gint64 amount)
{
  result->value += amount;
  result->bound += result->status == POSKO_SOLVE_OPTIMAL || result->status == POSKO_SOLVE_BOUNDED ? amount : 0;
}

void
posko_stay_add_gone (const PoskoStaySites *self, PoskoSolveResult *changes, PoskoSolveResult *priced, gint64 price, gint sign)
{
  gint64 cost;
  if (self->published == NULL)
    return;
  if (__builtin_mul_overflow (price, self->n_gone, &cost))
    cost = G_MAXINT64 / 2; /* only where there is nothing to decide, and so no engine that refuses it */
  add_to (changes, self->n_gone);
  add_to (priced, sign * cost);
}

void
posko_stay_certify (PoskoPlan *plan, const PoskoStaySites *self, PoskoStayProduct product, const PoskoSolveResult *changes)
{
  const char *unit = NULL, *meaning = NULL;
  if (self->published == NULL || self->kind != POSKO_STAY_LEAST)
    return;
  switch (product)
    {
    case POSKO_STAY_POSTS:
      unit = "pos";
      meaning = posko_plan_text (plan, "posts opened or closed against the published plan",
                                 "pos yang dibuka atau ditutup dibanding rencana terbit");
      break;
    case POSKO_STAY_AMBULANCES:
      unit = "ambulans";
      meaning = posko_plan_text (plan, "ambulances at another base than in the published plan",
                                 "ambulans yang pangkalannya lain dari rencana terbit");
      break;
    case POSKO_STAY_SCREENING:
      unit = "TPS";
      meaning = posko_plan_text (plan, "TPS with another health check than in the published plan",
                                 "TPS yang skriningnya lain dari rencana terbit");
      break;
    default:
      unit = "baliho";
      meaning = posko_plan_text (plan, "boards put up or taken away against the published plan",
                                 "baliho yang ditambah atau dihapus dibanding rencana terbit");
    }
  posko_plan_certify (plan, posko_stay_product_name (product), "perubahan", unit, FALSE, meaning, changes);
}
