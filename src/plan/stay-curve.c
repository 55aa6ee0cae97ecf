/* stay-curve.c: what a roster gains with every person who may be moved; see stay-curve.h.
 *
 * Method: the fewest people moved at all, the rule "as few as possible", and the cheapest roster (of these the one that moves fewest, by
 * prices so large that a person moved only breaks ties) say where the curve begins, bends and ends; between them each N is solved
 * exactly by the roster engine under its hard limit, from the roster of the N before. A bound of a larger N holds for a smaller one
 * too, as a roster within the smaller is one within the larger. Points × one solve (roster.h).
 */
#include "stay-curve.h"
#include "staff-stay.h"

#define STREAM 5 /* of the roster: a point is what the plan under that limit is */

typedef struct
{
  const PoskoPlanParams *params;
  PoskoSolveParams solve_params;
  PoskoStaffModel model;
  gboolean *taken; /* the roster of the point before */
  PoskoStayCurve *curve;
  GArray *points;  /* PoskoStayPoint */
} Work;

void
posko_stay_curve_free (PoskoStayCurve *self)
{
  if (self == NULL)
    return;
  g_free (self->points);
  g_free (self);
}

static void
work_clear (Work *self)
{
  posko_staff_model_clear (&self->model);
  g_free (self->taken);
  posko_stay_curve_free (self->curve);
  g_clear_pointer (&self->points, g_array_unref);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Work, work_clear)

/* Makes every price so large that a person moved, at 1, decides only between rosters that are equal else. */
static void
price_only_ties (PoskoStaffModel *model)
{
  const gint64 scale = (gint64) model->spec.n_people + 1;
  for (guint n = 0; n < model->spec.n_needs; n++)
    {
      model->needs[n].price_missing *= scale;
      model->needs[n].price_dear *= scale;
    }
  for (guint p = 0; p < model->spec.n_people; p++)
    {
      model->people[p].price_idle *= scale;
      model->people[p].price_night *= scale;
      model->people[p].price_extra *= scale;
      model->people[p].price_moved = 1;
    }
  for (guint o = 0; o < model->options->len; o++)
    g_array_index (model->options, PoskoRosterOption, o).cost *= scale;
}

static gboolean
solve (const Work *self, const PoskoRosterSpec *spec, const PoskoRosterLevel *levels, guint n_levels, gboolean *taken,
       PoskoSolveResult *results, GError **error)
{
  g_autoptr (PoskoRosterProblem) problem = posko_roster_problem_new (spec, error);
  return problem != NULL && posko_roster_solve (problem, &self->solve_params, levels, n_levels, taken, taken, results, error);
}

/* Where the curve begins, bends and ends. */
static gboolean
find_marks (Work *self, const PoskoStaffing *staffing, GError **error)
{
  static const PoskoRosterLevel fewest[] = { POSKO_ROSTER_MOVED };
  static const PoskoRosterLevel filled[] = { POSKO_ROSTER_MISSING, POSKO_ROSTER_MOVED };
  static const PoskoRosterLevel cheapest[] = { POSKO_ROSTER_VALUE };
  const PoskoPlan *published = self->params->stay->published;
  g_auto (PoskoStaffModel) ties = { 0 };
  g_autofree gboolean *taken = g_new0 (gboolean, (gsize) self->model.options->len + 1);
  PoskoSolveResult results[2];
  posko_staff_model_init (&ties, staffing, published);
  price_only_ties (&ties);
  if (!solve (self, &self->model.spec, fewest, G_N_ELEMENTS (fewest), self->taken, results, error))
    return FALSE;
  self->curve->forced = results[0].value + self->model.n_gone;
  if (!solve (self, &self->model.spec, filled, G_N_ELEMENTS (filled), taken, results, error))
    return FALSE;
  self->curve->least = results[1].value + self->model.n_gone;
  if (!solve (self, &ties.spec, cheapest, G_N_ELEMENTS (cheapest), taken, results, error))
    return FALSE;
  self->curve->fresh = results[0].value % ((gint64) ties.spec.n_people + 1) + self->model.n_gone;
  return TRUE;
}

/* Returns: (transfer full) (nullable) (element-type gint64): the N of the points, growing */
static GArray *
choose_limits (const PoskoStayCurve *curve, const PoskoStayRange *range, GError **error)
{
  const gint64 first = MAX (range->first, curve->forced), last = range->last < 0 ? MAX (first, curve->fresh) : range->last;
  const gint64 step = range->step > 0 ? range->step : MAX (1, (last - first + POSKO_STAY_CURVE_DEFAULT_POINTS - 1) / POSKO_STAY_CURVE_DEFAULT_POINTS);
  if (last >= first && (last - first) / step > POSKO_STAY_CURVE_MAX_POINTS)
    {
      g_set_error (error, POSKO_ERROR, POSKO_ERROR_LIMIT, "a curve of over %u points", POSKO_STAY_CURVE_MAX_POINTS);
      return NULL;
    }
  GArray *limits = g_array_new (FALSE, FALSE, sizeof (gint64));
  for (gint64 n = first, next; n <= last; n = next)
    {
      g_array_append_val (limits, n);
      next = n == last ? last + 1 : n + MIN (step, last - n);
      if (n < curve->least && next > curve->least)
        next = curve->least; /* then on by steps again */
    }
  return limits;
}

static gint64
count_missing (const PoskoStaffModel *model, const gboolean *taken)
{
  gint64 missing = 0;
  for (guint n = 0; n < model->spec.n_needs; n++)
    missing += model->needs[n].wanted;
  for (guint o = 0; o < model->options->len; o++)
    missing -= taken[o] ? 1 : 0; /* nobody is put on over what is wanted */
  return missing;
}

static gboolean
add_point (Work *self, gint64 limit, GError **error)
{
  static const PoskoRosterLevel cheapest[] = { POSKO_ROSTER_VALUE };
  PoskoRosterSpec *spec = &self->model.spec;
  PoskoSolveResult result;
  spec->has_max_moved = TRUE;
  spec->max_moved = (guint) MIN (limit - self->model.n_gone, G_MAXINT);
  g_autoptr (PoskoRosterProblem) problem = posko_roster_problem_new (spec, error);
  if (problem == NULL || !posko_roster_solve (problem, &self->solve_params, cheapest, 1, self->taken, self->taken, &result, error))
    return FALSE;
  const PoskoStayPoint *before
    = self->points->len > 0 ? &g_array_index (self->points, PoskoStayPoint, self->points->len - 1) : NULL;
  const PoskoStayPoint point = { .limit = limit,
                                 .moved = posko_roster_level_value (problem, POSKO_ROSTER_MOVED, self->taken) + self->model.n_gone,
                                 .missing = count_missing (&self->model, self->taken),
                                 .price = result.value,
                                 .bound = result.bound,
                                 .gain = before != NULL ? before->price - result.value : 0 };
  g_array_append_val (self->points, point);
  return TRUE;
}

static gboolean
make_points (Work *self, const PoskoStayRange *range, GError **error)
{
  g_autoptr (GArray) limits = choose_limits (self->curve, range, error);
  if (limits == NULL)
    return FALSE;
  for (guint k = 0; k < limits->len; k++)
    {
      posko_progress_report (self->params->progress, _ ("drawing up the roster"), (k + 1.0) / (limits->len + 1.0));
      if (posko_set_error_if_cancelled (self->params->cancellable, error) ||
          !add_point (self, g_array_index (limits, gint64, k), error))
        return FALSE;
    }
  for (guint k = self->points->len; k-- > 1;)
    {
      PoskoStayPoint *point = &g_array_index (self->points, PoskoStayPoint, k - 1);
      point->bound = MAX (point->bound, point[1].bound);
    }
  return TRUE;
}

PoskoStayCurve *
posko_plan_stay_curve (PoskoCase *source, const PoskoPlanParams *params, const PoskoStayRange *range, GError **error)
{
  g_return_val_if_fail (source != NULL && params != NULL && params->stay != NULL && range != NULL, NULL);
  g_autoptr (PoskoPlan) plan = posko_plan_new_empty (source);
  g_autoptr (PoskoDemand) demand = posko_demand_new (source);
  g_auto (PoskoStaffing) staffing = { 0 };
  g_auto (Work) work = { .params = params, .solve_params = posko_staff_solve_params (params, STREAM) };
  work.solve_params.progress = NULL; /* the points are the progress */
  work.curve = g_new0 (PoskoStayCurve, 1);
  work.points = g_array_new (FALSE, TRUE, sizeof (PoskoStayPoint));
  posko_plan_set_stay (plan, params->stay);
  if (!posko_plan_make_posts (plan, demand, params, error) || !posko_plan_make_needs (plan, demand, params, error))
    return NULL;
  posko_staffing_init (&staffing, plan);
  posko_staff_model_init (&work.model, &staffing, params->stay->published);
  work.taken = g_new0 (gboolean, (gsize) work.model.options->len + 1);
  posko_progress_report (params->progress, _ ("drawing up the roster"), 0.0);
  if (!find_marks (&work, &staffing, error) || !make_points (&work, range, error))
    return NULL;
  work.curve->n_points = work.points->len;
  work.curve->points = (PoskoStayPoint *) (gpointer) g_array_free (g_steal_pointer (&work.points), FALSE);
  return g_steal_pointer (&work.curve);
}
