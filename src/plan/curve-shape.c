/* curve-shape.c: what the points of a curve say of each other, and where its knee is.
 *
 * A plan within a limit is a plan within every larger one. So a point whose search found less than the point before takes that plan, and
 * a bound of a larger limit holds for the smaller one too, as far as the levels before are equal (a level's bound is for plans that are
 * no worse in those). Values and bounds then grow better with the limit, in the lexicographic order of the levels.
 *
 * The knee is where the normalised curve stands highest over its chord: Satopaa, Albrecht, Irwin & Raghavan, "Finding a 'Kneedle' in a
 * Haystack", 2011, doi:10.1109/ICDCSW.2011.20; without their smoothing, since there is no noise. O(points).
 */
#include "curve-private.h"
#include <math.h>

#define KNEE_LEAST 0.1       /* of the height, that a knee must stand over the chord */
#define SATURATION_SHARE 0.05 /* of all that is gained: less than this is hardly anything */

static gboolean
is_better (const PoskoCurveKindInfo *info, const PoskoCurveWork *a, const PoskoCurveWork *b)
{
  for (guint l = 0; l < info->n_levels; l++)
    if (a->levels[l].value != b->levels[l].value)
      return (a->levels[l].value > b->levels[l].value) == (info->maximise[l] != FALSE);
  return FALSE;
}

/* Status and bound of a level whose value or bound has changed. */
static void
settle (PoskoSolveResult *result, gboolean maximise)
{
  if (result->status == POSKO_SOLVE_FEASIBLE)
    return;
  result->bound = maximise ? MAX (result->bound, result->value) : MIN (result->bound, result->value);
  result->status = result->bound == result->value ? POSKO_SOLVE_OPTIMAL : POSKO_SOLVE_BOUNDED;
}

/* @self takes the plan of the point @before, and keeps its own bounds. */
static void
reuse (const PoskoCurveKindInfo *info, PoskoCurveWork *self, const PoskoCurveWork *before)
{
  const PoskoCurveWork own = *self;
  *self = *before;
  self->x = own.x;
  self->reused = TRUE;
  for (guint l = 0; l < info->n_levels; l++)
    {
      self->levels[l].bound = own.levels[l].bound;
      self->levels[l].status = own.levels[l].status;
      settle (&self->levels[l], info->maximise[l]);
    }
}

/* @self takes the bounds of the point @after, as far as they hold for it. */
static void
tighten (const PoskoCurveKindInfo *info, PoskoCurveWork *self, const PoskoCurveWork *after)
{
  for (guint l = 0; l < info->n_levels; l++)
    {
      PoskoSolveResult *level = &self->levels[l];
      const PoskoSolveResult *larger = &after->levels[l];
      if (level->status != POSKO_SOLVE_FEASIBLE && larger->status != POSKO_SOLVE_FEASIBLE)
        {
          level->bound = info->maximise[l] ? MIN (level->bound, larger->bound) : MAX (level->bound, larger->bound);
          settle (level, info->maximise[l]);
        }
      if (level->value != larger->value)
        return;
    }
}

void
posko_curve_shape (GArray *works, const PoskoCurveKindInfo *info)
{
  for (guint i = 1; i < works->len; i++)
    {
      PoskoCurveWork *self = &g_array_index (works, PoskoCurveWork, i);
      const PoskoCurveWork *before = &g_array_index (works, PoskoCurveWork, i - 1);
      if (is_better (info, before, self))
        reuse (info, self, before);
      if (info->third_falls && isfinite (before->third) && !(self->third <= before->third))
        self->third = before->third;
    }
  for (guint i = works->len; i-- > 1;)
    tighten (info, &g_array_index (works, PoskoCurveWork, i - 1), &g_array_index (works, PoskoCurveWork, i));
}

static const PoskoCurvePoint *
point_at (PoskoTable *points, guint i)
{
  return posko_table_row (points, i);
}

gint
posko_curve_knee (PoskoTable *points, gboolean maximise)
{
  const guint n = posko_table_n (points);
  if (n < 3)
    return -1;
  const PoskoCurvePoint *first = point_at (points, 0), *last = point_at (points, n - 1);
  const gdouble width = (gdouble) (last->x - first->x), height = (last->nilai - first->nilai) * (maximise ? 1 : -1);
  gdouble best_height = KNEE_LEAST;
  gint best = -1;
  if (!(height > 0))
    return -1;
  for (guint i = 1; i + 1 < n; i++)
    {
      const PoskoCurvePoint *point = point_at (points, i);
      const gdouble over = (point->nilai - first->nilai) * (maximise ? 1 : -1) / height - (gdouble) (point->x - first->x) / width;
      if (over > best_height)
        {
          best = (gint) i;
          best_height = over;
        }
    }
  return best;
}

gint
posko_curve_saturation (PoskoTable *points, gboolean maximise)
{
  const guint n = posko_table_n (points);
  if (n < 3)
    return -1;
  const gdouble sign = maximise ? 1 : -1;
  const gdouble end = sign * point_at (points, n - 1)->nilai, height = end - sign * point_at (points, 0)->nilai;
  for (guint i = 0; height > 0 && i + 1 < n; i++)
    if (end - sign * point_at (points, i)->nilai < SATURATION_SHARE * height)
      return (gint) i;
  return -1;
}
