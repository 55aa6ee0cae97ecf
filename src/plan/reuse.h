/* reuse.h: products taken over from a finished plan instead of computed again.
 *
 * A product's key is the SHA-256 of everything that its maker reads; the same key means the same rows. What a maker reads is stated in
 * plan-make.c, beside the order of work; a test changes every column and every value of the policy and compares with a plan made afresh.
 */
#pragma once
#include "plan-private.h"
G_BEGIN_DECLS

#define POSKO_REUSE_MOST_TABLES 3

/* Columns of an earlier product's table that a maker reads. */
typedef struct
{
  PoskoPlanTableId table;
  const char *const *columns; /* (array zero-terminated=1) */
} PoskoReuseInput;

/* What a product is made from, and what it is. */
typedef struct
{
  PoskoPlanProduct product;
  const char *const *reads; /* parts of the case, for posko_case_digest() */
  PoskoReuseInput inputs[POSKO_REUSE_MOST_TABLES];
  guint n_inputs;
  PoskoPlanTableId owns[POSKO_REUSE_MOST_TABLES]; /* tables that nobody else writes; of a published plan, what is looked at to stay close */
  guint n_owns;
} PoskoReuse;

/**
 * posko_reuse_take:
 * @plan: with the products that this one rests on
 *
 * Notes the key of a product, and takes the product over from `params->reuse` where it was made from the same, or from the published plan
 * where that was made from the same without staying close to anything: no plan serves better, and nothing changes.
 *
 * Returns: whether it was taken over; else it must be made
 */
gboolean posko_reuse_take (PoskoPlan *plan, const PoskoReuse *reuse, const PoskoPlanParams *params);

G_END_DECLS
