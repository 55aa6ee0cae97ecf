/* stay-sites.h: what the makers of posts, ambulances, health checks and boards share when a plan stays close to a published one
 * (section 11 of docs/model.md). */
#pragma once
#include "plan-private.h"
G_BEGIN_DECLS

/* A product's rule as the engines take it. */
typedef struct
{
  const PoskoPlan *published; /* (nullable): %NULL = the plan is made afresh, and the rest means nothing */
  PoskoStayKind kind;
  gint64 amount;
  gint64 n_gone; /* changes that no plan can avoid: what stood in the published plan and is no longer in the case */
} PoskoStaySites;

/** Returns: the rule of a product, nothing gone yet */
PoskoStaySites posko_stay_sites (const PoskoPlanParams *params, PoskoStayProduct product);

/**
 * posko_stay_rows:
 * @code_offset: of the code in a row of the table
 *
 * Returns: (transfer full): the rows of a published table by their code, of rows with one code the first, none for an empty code
 */
GHashTable *posko_stay_rows (const PoskoPlan *published, PoskoPlanTableId table, gsize code_offset);

/** Returns: the limit for what can be avoided, at least 0; -1 under another rule */
gint64 posko_stay_limit (const PoskoStaySites *self);

/** Returns: the price of a change in an engine's unit, `amount` × @scale, G_MAXINT64 where sums would not fit; 0 under another rule */
gint64 posko_stay_price (const PoskoStaySites *self, gint64 scale);

/** Adds what no plan can avoid to a level of changes, and its price (@sign -1: of a level that is maximised) to another level */
void posko_stay_add_gone (const PoskoStaySites *self, PoskoSolveResult *changes, PoskoSolveResult *priced, gint64 price, gint sign);

/** As posko_plan_certify(), the level `perubahan` of @product, where it is one: as few changes as possible */
void posko_stay_certify (PoskoPlan *plan, const PoskoStaySites *self, PoskoStayProduct product, const PoskoSolveResult *changes);

G_END_DECLS
