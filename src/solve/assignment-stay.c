/* assignment-stay.c: which items can stay in the bin they had, how few changes there can be, and their price; see assignment.h.
 *
 * A seat is a bin of a place that items had. As many can stay in it as fit, the lightest first, whatever the others do: so the fewest
 * changes of all, with everything else left out, are counted in O(items log items).
 *
 * A price on changes makes no other choice once it is above all costs together (W): then fewest changes decide alone. So it is
 * solved with R' = min (R, W + 1), which keeps the sums small, and (R - R') × changes are added at the end; to a bound b' of
 * that level (R - R') × ⌈(b' - W) / R'⌉, since no answer has fewer changes.
 */
#include "assignment-private.h"

gboolean
posko_assignment_is_changed (const PoskoAssignmentProblem *problem, const PoskoAssignment *answer, guint item)
{
  if (problem->previous == NULL)
    return FALSE;
  const PoskoAssignmentSeat *had = &problem->previous[item];
  if (answer->chosen[item] < 0 || had->place < 0)
    return answer->chosen[item] >= 0 || had->place >= 0;
  return problem->options[answer->chosen[item]].place != (guint64) had->place || answer->bin[item] != had->bin;
}

static int
compare_seats (gconstpointer a, gconstpointer b, gpointer data)
{
  const PoskoAssignmentProblem *problem = data;
  const guint x = *(const guint *) a, y = *(const guint *) b;
  const PoskoAssignmentSeat *left = &problem->previous[x], *right = &problem->previous[y];
  const gint64 weight_x = posko_assignment_weight (problem, x), weight_y = posko_assignment_weight (problem, y);
  if (left->place != right->place)
    return left->place < right->place ? -1 : 1;
  if (left->bin != right->bin)
    return left->bin < right->bin ? -1 : 1;
  if (weight_x != weight_y)
    return weight_x < weight_y ? -1 : 1;
  return x < y ? -1 : x > y;
}

/* The cheapest option of each item to the place it had. */
static void
find_options (PoskoAssignmentStay *self, const PoskoAssignmentProblem *problem)
{
  for (guint o = 0; o < problem->n_options; o++)
    {
      const PoskoAssignmentOption *option = &problem->options[o];
      const PoskoAssignmentSeat *had = &problem->previous[option->item];
      gssize *best = &self->option[option->item];
      if (had->place != (gssize) option->place || had->bin < 0 || had->bin >= problem->bins[option->place])
        continue;
      if (*best < 0 || option->cost < problem->options[*best].cost)
        *best = o;
    }
}

/* Numbers the seats. Returns: how many items can stay in theirs, all seats together */
static guint
find_seats (PoskoAssignmentStay *self, const PoskoAssignmentProblem *problem)
{
  g_autofree guint *items = g_new (guint, (gsize) problem->n_items + 1);
  guint n = 0, n_staying = 0;
  gint64 room = 0;
  for (guint i = 0; i < problem->n_items; i++)
    if (self->option[i] >= 0)
      items[n++] = i;
  if (n > 0)
    g_qsort_with_data (items, (gint) n, sizeof *items, compare_seats, (gpointer) problem);
  for (guint k = 0; k < n; k++)
    {
      const PoskoAssignmentSeat *had = &problem->previous[items[k]];
      const PoskoAssignmentSeat *last = k > 0 ? &problem->previous[items[k - 1]] : NULL;
      if (last == NULL || last->place != had->place || last->bin != had->bin)
        {
          self->seats[self->n_seats++] = *had;
          room = problem->bin_sizes[had->place];
        }
      self->seat[items[k]] = self->n_seats - 1;
      self->highest_bin = MAX (self->highest_bin, had->bin);
      if (posko_assignment_weight (problem, items[k]) > room)
        continue;
      room -= posko_assignment_weight (problem, items[k]);
      n_staying++;
    }
  return n_staying;
}

static gint64
sum_dearest (const PoskoAssignmentProblem *problem)
{
  g_autofree gint64 *dearest = g_new0 (gint64, (gsize) problem->n_items + 1);
  gint64 sum = 0;
  for (guint o = 0; o < problem->n_options; o++)
    dearest[problem->options[o].item] = MAX (dearest[problem->options[o].item], problem->options[o].cost);
  for (guint i = 0; i < problem->n_items; i++)
    if (__builtin_add_overflow (sum, dearest[i], &sum))
      return G_MAXINT64 - 1;
  return sum;
}

gboolean
posko_assignment_stay_init (PoskoAssignmentStay *self, const PoskoAssignmentProblem *problem, GError **error)
{
  guint n_had = 0;
  *self = (PoskoAssignmentStay) { .limit = G_MAXINT64, .highest_bin = -1, .all_costs = sum_dearest (problem) };
  if (problem->previous == NULL)
    return TRUE;
  if (problem->change_price > G_MAXINT64 / 4 / ((gint64) problem->n_items + 1))
    {
      g_set_error_literal (error, POSKO_ERROR, POSKO_ERROR_LIMIT, "an assignment's price of a change is too large");
      return FALSE;
    }
  self->price = MIN (problem->change_price, self->all_costs + 1);
  self->option = g_new (gssize, (gsize) problem->n_items + 1);
  self->seat = g_new0 (guint, (gsize) problem->n_items + 1);
  self->seats = g_new (PoskoAssignmentSeat, (gsize) problem->n_items + 1);
  for (guint i = 0; i < problem->n_items; i++)
    {
      self->option[i] = -1;
      n_had += problem->previous[i].place >= 0;
    }
  find_options (self, problem);
  const gint64 fewest = (gint64) n_had - find_seats (self, problem);
  if (problem->max_changes >= 0)
    self->limit = MAX (problem->max_changes, fewest);
  return TRUE;
}

void
posko_assignment_stay_clear (PoskoAssignmentStay *self)
{
  g_free (self->option);
  g_free (self->seat);
  g_free (self->seats);
}

gint64
posko_assignment_whole_bound (const PoskoAssignmentProblem *problem, const PoskoAssignmentStay *self, gint64 bound)
{
  if (self->price == problem->change_price || bound <= self->all_costs)
    return bound;
  return bound + (problem->change_price - self->price) * ((bound - self->all_costs + self->price - 1) / self->price);
}
