/* staff-stay.c: people who stay with a published plan, for the roster and the stand-bys: section 11 of docs/model.md.
 *
 * A published row is matched by its codes with an option of the roster problem (roster.h). The three rules are: fewest people moved as a
 * level of its own, a hard limit, a price. The engine is exact in all three. O(published rows · (needs + log people)) beside it.
 */
#include "staff-stay.h"

void
posko_staff_model_clear (PoskoStaffModel *self)
{
  g_clear_pointer (&self->needs, g_free);
  g_clear_pointer (&self->people, g_free);
  g_clear_pointer (&self->options, g_array_unref);
}

void
posko_staff_model_finish (PoskoStaffModel *self, const PoskoRosterSlot *slots, guint n_slots, guint n_needs, guint n_people)
{
  self->spec = (PoskoRosterSpec){ .n_slots = n_slots,
                                  .n_needs = n_needs,
                                  .n_people = n_people,
                                  .n_options = self->options->len,
                                  .slots = slots,
                                  .needs = self->needs,
                                  .people = self->people,
                                  .options = (const PoskoRosterOption *) (gpointer) self->options->data };
}

static int
compare_options (gconstpointer a, gconstpointer b)
{
  const PoskoRosterOption *x = a, *y = b;
  if (x->person != y->person)
    return x->person < y->person ? -1 : 1;
  return x->need < y->need ? -1 : x->need > y->need;
}

void
posko_staff_model_mark (PoskoStaffModel *self, const PoskoNakes *nakes, guint n_nakes, const GArray *published)
{
  g_autoptr (GHashTable) gone = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint r = 0; r < published->len; r++)
    {
      const PoskoStaffPublished *row = &g_array_index (published, PoskoStaffPublished, r);
      const PoskoNakes *person = posko_find_by_code (nakes, n_nakes, sizeof *nakes, row->person);
      guint at;
      if (person == NULL)
        {
          g_hash_table_add (gone, (gpointer) row->person);
          continue;
        }
      const PoskoRosterOption wanted = { .person = (guint) (person - nakes), .need = row->need };
      if (g_array_binary_search (self->options, &wanted, compare_options, &at))
        g_array_index (self->options, PoskoRosterOption, at).flags |= POSKO_ROSTER_PREVIOUS;
      else
        self->people[wanted.person].moved = TRUE;
    }
  self->n_gone = g_hash_table_size (gone);
}

const PoskoStayRule *
posko_staff_rule (const PoskoPlanParams *params, PoskoStayProduct product)
{
  return params->stay == NULL ? NULL : &params->stay->rules[product];
}

PoskoSolveParams
posko_staff_solve_params (const PoskoPlanParams *params, guint64 stream)
{
  PoskoSolveParams solve_params = posko_plan_solve_params (params, stream);
  solve_params.iterations = (guint64) MAX (1.0, POSKO_ROSTER_DEFAULT_NODES * params->effort);
  return solve_params;
}

static gboolean
solve_spec (const PoskoRosterSpec *spec, const PoskoSolveParams *params, const PoskoRosterLevel *levels, guint n_levels,
            gboolean *taken, PoskoSolveResult *results, GError **error)
{
  PoskoSolveResult found[3];
  g_autoptr (PoskoRosterProblem) problem = posko_roster_problem_new (spec, error);
  if (problem == NULL || !posko_roster_solve (problem, params, levels, n_levels, taken, taken, found, error))
    return FALSE;
  for (guint l = 0; l < n_levels; l++)
    results[levels[l]] = found[l];
  return TRUE;
}

/* Where no roster keeps the limit, the fewest people moved that there can be take its place. */
static gboolean
set_limit (PoskoStaffModel *self, gint64 limit, const PoskoSolveParams *params, gboolean *taken, PoskoSolveResult *results,
           GError **error)
{
  static const PoskoRosterLevel fewest = POSKO_ROSTER_MOVED;
  if (!solve_spec (&self->spec, params, &fewest, 1, taken, results, error))
    return FALSE;
  self->spec.has_max_moved = TRUE;
  self->spec.max_moved = (guint) CLAMP (limit - self->n_gone, results[POSKO_ROSTER_MOVED].value, G_MAXINT);
  return TRUE;
}

gboolean
posko_staff_model_solve (PoskoStaffModel *self, const PoskoStayRule *rule, gboolean empty_first, const PoskoSolveParams *params,
                         gboolean *taken, PoskoSolveResult *results, GError **error)
{
  PoskoRosterLevel levels[3];
  guint n_levels = 0;
  const gboolean is_least = rule != NULL && rule->kind == POSKO_STAY_LEAST;
  const gint64 price = rule != NULL && rule->kind == POSKO_STAY_PRICE ? rule->amount : 0;
  for (guint l = 0; l < G_N_ELEMENTS (levels); l++)
    results[l] = (PoskoSolveResult){ 0 };
  if (rule != NULL && rule->kind == POSKO_STAY_LIMIT && !set_limit (self, rule->amount, params, taken, results, error))
    return FALSE;
  for (guint p = 0; p < self->spec.n_people; p++)
    self->people[p].price_moved = price;
  if (is_least || empty_first)
    levels[n_levels++] = POSKO_ROSTER_MISSING;
  if (is_least)
    levels[n_levels++] = POSKO_ROSTER_MOVED;
  levels[n_levels++] = POSKO_ROSTER_VALUE;
  if (!solve_spec (&self->spec, params, levels, n_levels, taken, results, error))
    return FALSE;
  results[POSKO_ROSTER_VALUE].value += price * self->n_gone;
  results[POSKO_ROSTER_VALUE].bound += price * self->n_gone;
  results[POSKO_ROSTER_MOVED].value += self->n_gone;
  results[POSKO_ROSTER_MOVED].bound += self->n_gone;
  return TRUE;
}

void
posko_staff_certify_moved (PoskoPlan *plan, const char *product, const PoskoSolveResult *moved)
{
  posko_plan_certify (plan, product, "perubahan", "orang", FALSE,
                      posko_plan_text (plan, "change (people whose duties are not those published)",
                                       "perubahan (orang yang tugasnya bukan seperti yang terbit)"),
                      moved);
}
