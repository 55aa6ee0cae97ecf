/* curve-people.c: the curve of people moved away from a published roster, as points: what stay-curve.h computes, in the terms of a curve. */
#include "curve-private.h"
#include "stay-curve.h"
#include <glib/gi18n-lib.h>
#include <inttypes.h>
#include <math.h>

GArray *
posko_curve_people (PoskoCase *source, const PoskoCurveRange *given, const PoskoPlanParams *params, gint64 *now, GError **error)
{
  g_return_val_if_fail (params->stay != NULL, NULL);
  PoskoStayRange range = POSKO_STAY_RANGE_INIT;
  if (given->from != POSKO_MISSING)
    range.first = given->from;
  if (given->to != POSKO_MISSING)
    range.last = given->to;
  if (given->step != POSKO_MISSING)
    range.step = given->step;
  g_autoptr (PoskoStayCurve) curve = posko_plan_stay_curve (source, params, &range, error);
  if (curve == NULL)
    return NULL;
  if (curve->n_points == 0)
    {
      g_set_error (error, POSKO_ERROR, POSKO_ERROR_USAGE,
                   _ ("the curve ends at %" PRId64 " people, but every roster moves %" PRId64 " or more; expected a larger end"),
                   range.last, curve->forced);
      return NULL;
    }
  GArray *works = g_array_new (FALSE, TRUE, sizeof (PoskoCurveWork));
  for (guint i = 0; i < curve->n_points; i++)
    {
      const PoskoStayPoint *point = &curve->points[i];
      PoskoCurveWork work = { .x = point->limit, .divisor = 1, .bounded = TRUE, .total = NAN, .percent = NAN };
      work.third = (gdouble) point->missing;
      work.used = point->moved;
      work.levels[0] = (PoskoSolveResult) { .status = point->bound == point->price ? POSKO_SOLVE_OPTIMAL : POSKO_SOLVE_BOUNDED,
                                            .value = point->price, .bound = point->bound };
      g_array_append_val (works, work);
    }
  *now = curve->least;
  return works;
}
