/* plan-make.c: the order of work: which product is made when, and from what.
 *
 * Posts come first, since ambulances park at them, needs grow from them and people serve at them; health checks, meals and billboards
 * stand on their own. To add a product: a maker in plan-private.h, a table in plan.h, and one line in the list below.
 */
#include "plan-private.h"
#include <math.h>

typedef struct
{
  const char *stage; /* for the progress line */
  /* exactly one of the two */
  gboolean (*make) (PoskoPlan *plan, const PoskoPlanParams *params, GError **error);
  gboolean (*make_by_demand) (PoskoPlan *plan, const PoskoDemand *demand, const PoskoPlanParams *params, GError **error);
} Step;

static const Step steps[] = {
  { N_ ("placing health posts"), NULL, posko_plan_make_posts },
  { N_ ("placing ambulances"), NULL, posko_plan_make_ambulances },
  { N_ ("sizing the teams"), NULL, posko_plan_make_needs },
  { N_ ("drawing up the roster"), posko_plan_make_roster, NULL },
  { N_ ("naming stand-bys"), posko_plan_make_reserves, NULL },
  { N_ ("scheduling health checks"), posko_plan_make_screening, NULL },
  { N_ ("routing meals"), posko_plan_make_meals, NULL },
  { N_ ("choosing billboards"), posko_plan_make_billboards, NULL },
};

PoskoPlan *
posko_plan_new (PoskoCase *source, const PoskoPlanParams *params, GError **error)
{
  g_return_val_if_fail (source != NULL && params != NULL, NULL);
  g_return_val_if_fail (isfinite (params->effort) && params->effort > 0, NULL);

  g_autoptr (PoskoPlan) plan = posko_plan_new_empty (source);
  posko_plan_set_origin (plan, params->seed, params->language);
  posko_plan_set_effort (plan, params->effort);
  posko_plan_set_stay (plan, params->stay);
  g_autoptr (PoskoDemand) demand = posko_demand_new (source);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      if (posko_set_error_if_cancelled (params->cancellable, error))
        return NULL;
      posko_progress_report (params->progress, _ (steps[i].stage), (gdouble) i / G_N_ELEMENTS (steps));
      if (!(steps[i].make != NULL ? steps[i].make (plan, params, error)
                                  : steps[i].make_by_demand (plan, demand, params, error)))
        return NULL;
    }
  posko_plan_make_figures (plan, demand);
  posko_plan_settle (plan);
  return g_steal_pointer (&plan);
}
