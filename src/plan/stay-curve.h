/* stay-curve.h: what a roster gains with every person who may be moved away from a published one: section 11 of docs/model.md.
 *
 * A point is the best roster under the rule "at most N people moved" (a person is moved when the set of duties is not the published
 * one). The first N is the fewest that any roster moves; the last is where nothing more is gained.
 */
#pragma once
#include "plan.h"
G_BEGIN_DECLS

#define POSKO_STAY_CURVE_DEFAULT_POINTS 20u
#define POSKO_STAY_CURVE_MAX_POINTS 1000u

typedef struct
{
  gint64 limit;   /* N */
  gint64 moved;   /* people moved, at most N */
  gint64 missing; /* empty places: Σ butuh - terisi */
  gint64 price;   /* level biaya of the roster, poin */
  gint64 bound;   /* no roster within N has less; = price when proven */
  gint64 gain;    /* price of the point before - price of this one; 0 at the first */
} PoskoStayPoint;

typedef struct
{
  gint64 first; /* least N; negative: the fewest that any roster moves (also when it is below that) */
  gint64 last;  /* largest N; negative: where nothing more is gained */
  gint64 step;  /* from N to N; 0: such that there are about POSKO_STAY_CURVE_DEFAULT_POINTS points */
} PoskoStayRange;

#define POSKO_STAY_RANGE_INIT { .first = -1, .last = -1, .step = 0 }

typedef struct
{
  gint64 forced; /* people whom every roster moves: ill, at a post that closed, no longer in the case */
  gint64 least;  /* people moved by POSKO_STAY_LEAST: fewest among the rosters with the cheapest empty places; always a point if in the range */
  gint64 fresh;  /* fewest people moved by a roster that is as cheap as if nobody minded; the last point by default */
  PoskoStayPoint *points; /* n_points, by growing N */
  guint n_points; /* 0: the range ends before `forced` */
} PoskoStayCurve;

/**
 * posko_plan_stay_curve:
 * @params: `stay` is needed: the published plan, and the rules for posts and ambulances, which are planned once for all points (its
 *   rule for the roster is not looked at)
 * @range: which N
 *
 * Deterministic. One roster is solved a point; each starts from the one before.
 *
 * Returns: (transfer full) (nullable): the curve; %NULL with @error: cancelled, a solver broke, or %POSKO_ERROR_LIMIT: over
 *   POSKO_STAY_CURVE_MAX_POINTS points
 */
PoskoStayCurve *posko_plan_stay_curve (PoskoCase *source, const PoskoPlanParams *params, const PoskoStayRange *range, GError **error);
void posko_stay_curve_free (PoskoStayCurve *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoStayCurve, posko_stay_curve_free)

G_END_DECLS
