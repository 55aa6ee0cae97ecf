/* location-lagrange.h: the Lagrangian bound of the travel level at one node of the branch and bound. */
#pragma once
#include "location-private.h"
G_BEGIN_DECLS

typedef struct _PoskoLagrange PoskoLagrange; /* buffers; one thread */

/* What a node is: each site free, open or closed, and the prices its bound was found with. */
typedef struct
{
  guint8 *states;      /* n_sites, PoskoSiteState */
  gint64 *prices;      /* n_points, scaled */
  gint64 bound;        /* of the travel level; G_MAXINT64 when the node holds no better set */
  gint64 budget_price; /* scaled, per unit of cost */
  gint64 cover_price;  /* scaled, per unit of weight uncovered */
} PoskoLagrangeNode;

/**
 * posko_lagrange_new:
 * @cost: of the best set so far: the levels before travel are held at it
 */
PoskoLagrange *posko_lagrange_new (const PoskoLocationProblem *problem, PoskoLocationCost cost);
void posko_lagrange_free (PoskoLagrange *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoLagrange, posko_lagrange_free)

/** Prices for a root: what each point costs at its site in the best assignment to @open. */
void posko_lagrange_first_prices (PoskoLagrange *self, const guint8 *open, PoskoLagrangeNode *node);

/**
 * posko_lagrange_bound:
 * @node: (inout): prices, bound and states are bettered; sites are fixed where the bound shows that a better set must
 * have them so
 * @target: a travel value: only sets with less are looked for
 * @n_steps: subgradient steps
 * @chosen: (out): n_sites, the relaxation's sites at the best prices
 * @share: (out): n_sites, in per mille, how often the steps chose the site
 */
void posko_lagrange_bound (PoskoLagrange *self, PoskoLagrangeNode *node, gint64 target, guint n_steps, guint8 *chosen,
                           guint32 *share);

G_END_DECLS
