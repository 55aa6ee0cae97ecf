/* location-lagrange-private.h: what location-lagrange.c (values) and location-subgradient.c (moves) share. */
#pragma once
#include "location-lagrange.h"
G_BEGIN_DECLS

struct _PoskoLagrange
{
  const PoskoLocationProblem *problem; /* (borrowed) */
  PoskoLocationLevel level;
  gint64 scale;
  gint64 cover_price;  /* scaled, per unit of weight */
  gint64 cover_target; /* uncovered weight of the best set */
  gint64 highest_cover_price;
  gboolean strict;  /* points that some site covers must be covered */
  guint8 *must;     /* by point, when strict */
  guint8 *far_away; /* by site, then point: served there it is uncovered */
  guint unserved_room;
  gint64 *costs;         /* by site, then point: scaled */
  gint64 *values;        /* by site: ρ */
  gint64 *threshold;     /* by site: amounts below it are taken */
  guint32 *at_threshold; /* by site: and so many at it */
  gint64 *amounts;       /* scratch, n_points */
  guint32 *order;        /* scratch, n_sites */
  guint8 *chosen;
  guint32 *in_group;
  gint32 *served; /* by point: how often the relaxation serves it */
  gdouble *direction;
  gint64 *trial; /* prices under trial */
  gint64 highest_price;
};

/* One evaluation of the Lagrangian function; `chosen`, `values` and `served` are left in the buffers. */
typedef struct
{
  gint64 bound;     /* scaled */
  gint64 cost;      /* of the chosen sites */
  gint64 n_changes; /* of the chosen sites */
  gint64 uncovered; /* weight the relaxation leaves uncovered, and the price of the changes */
  guint n_chosen;
} PoskoLagrangeEvaluation;

PoskoLagrangeEvaluation posko_lagrange_evaluate (PoskoLagrange *self, const guint8 *states, const gint64 *prices,
                                                 PoskoLagrangeRulePrices rules);

/** Any price of 0 or more gives a sound bound. O(n_points × n_sites) when it changes. */
void posko_lagrange_set_cover_price (PoskoLagrange *self, gint64 price);

G_END_DECLS
