/* location-lagrange.h: the Lagrangian bound of a level at one node of the branch and bound. */
#pragma once
#include "location-private.h"
G_BEGIN_DECLS

typedef struct _PoskoLagrange PoskoLagrange; /* buffers; one thread */

/* Of side rules that the choice of sites does not keep by itself; 0 or more, scaled. */
typedef struct
{
  gint64 budget; /* per unit of cost */
  gint64 change; /* per change, where there is a limit on them */
} PoskoLagrangeRulePrices;

/* What the bound of a node was found with, all scaled; a start for the node's children. */
typedef struct
{
  gint64 *prices; /* n_points (owned by whoever holds this) */
  gint64 bound;   /* of the level, not scaled; G_MAXINT64 when no set is below the target */
  PoskoLagrangeRulePrices rules;
  gint64 cover_price; /* per unit of weight uncovered */
} PoskoLagrangePrices;

/**
 * posko_lagrange_new:
 * @cost: of the best set so far: the levels before @level are held at it
 * @level: the level to bound, %POSKO_LOCATION_UNCOVERED or %POSKO_LOCATION_TRAVEL
 */
PoskoLagrange *posko_lagrange_new (const PoskoLocationProblem *problem, PoskoLocationCost cost,
                                   PoskoLocationLevel level);
void posko_lagrange_free (PoskoLagrange *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoLagrange, posko_lagrange_free)

/** Returns: whether uncovered weight has a price, so that a bound on it by itself may tell more */
gboolean posko_lagrange_prices_cover (const PoskoLagrange *self);

/** Prices for a root: what each point costs at its site in the best assignment to @open. */
void posko_lagrange_first_prices (PoskoLagrange *self, const guint8 *open, PoskoLagrangePrices *at);

/**
 * posko_lagrange_bound:
 * @states: (inout): n_sites, PoskoSiteState; free sites are fixed where every set below the target must have them so
 * @at: (inout): prices and bound are bettered
 * @target: only sets with less than this in the level are looked for
 * @n_steps: subgradient steps
 * @chosen: (out): n_sites, the relaxation's sites at the best prices
 * @share: (out): n_sites, in per mille, how often the later steps chose the site
 */
void posko_lagrange_bound (PoskoLagrange *self, guint8 *states, PoskoLagrangePrices *at, gint64 target, guint n_steps,
                           guint8 *chosen, guint32 *share);

G_END_DECLS
