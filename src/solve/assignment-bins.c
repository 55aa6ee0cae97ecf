/* assignment-bins.c: items of several weights to places with bins; see assignment.h.
 *
 * Method: generalised assignment with bin packing, as a mixed-integer program over the ways to fill a bin (Gilmore & Gomory, "A linear
 * programming approach to the cutting-stock problem", Operations Research 9, 1961, doi:10.1287/opre.9.6.849). With y = option
 * taken, u = item left out, z = bins of place j filled by pattern π, which holds a_πs items of weight s:
 *
 *   Σ y + u = 1 for each item;   Σ_{items of weight s} y ≤ Σ_π a_πs z_jπ for each j, s;   Σ_π z_jπ ≤ bins_j
 *
 * exact because bins of one place are alike and only the largest patterns matter. Where a bin has more than MAX_PATTERNS of
 * them, the place is held to its whole room only (a relaxation: its bound stays sound), and what does not pack is moved.
 * First it is tried whether nothing need be left out, which is the common case and settles level 1 at once.
 *
 * An item that can stay in the bin it had has a column v more, which counts for its place like an option, and those of one bin keep
 * Σ weight v ≤ its size. Whether the others then go round them is not in the program; where they do not, they are moved as above.
 * Cost: building O(options + places · patterns); solving is the branch and bound of mip.h under a node limit.
 */
#include "assignment-private.h"
#include "mip.h"
#include <string.h>

#define MAX_CLASSES 12
#define MAX_PATTERNS 400

typedef struct
{
  gint64 bin_size;
  gboolean too_many;
  GArray *counts; /* guint, MAX_CLASSES a pattern */
} Patterns;

typedef struct
{
  const PoskoAssignmentProblem *problem;
  const PoskoAssignmentStay *stay;
  guint *stay_column;   /* per item: its v, 0 = none */
  guint n_classes;      /* distinct weights; over MAX_CLASSES = no patterns anywhere */
  gint64 weights[MAX_CLASSES];
  gint64 count[MAX_CLASSES];
  guint *class_of;      /* per item */
  GArray *patterns;     /* Patterns, one a bin size */
  guint *pattern_of;    /* per place: index in patterns */
  guint *first_column;  /* per place: its first z */
  guint *order;         /* option indices by item, then cost, then index */
  guint *first_option;  /* per item: where its options begin in order; n_items + 1 */
  gint64 **room;        /* per place: what is left of each bin */
  PoskoMip *mip;
  gdouble *values;
} Bins;

static gint64
n_bins (const Bins *self, guint place)
{
  /* more are never used */
  return MIN (self->problem->bins[place], (gint64) self->problem->n_items + self->stay->highest_bin + 1);
}

static void
bins_clear (Bins *self)
{
  for (guint p = 0; self->patterns != NULL && p < self->patterns->len; p++)
    g_array_unref (g_array_index (self->patterns, Patterns, p).counts);
  g_clear_pointer (&self->patterns, g_array_unref);
  for (guint j = 0; self->room != NULL && j < self->problem->n_places; j++)
    g_free (self->room[j]);
  g_free (self->room);
  g_free (self->class_of);
  g_free (self->stay_column);
  g_free (self->pattern_of);
  g_free (self->first_column);
  g_free (self->order);
  g_free (self->first_option);
  g_clear_pointer (&self->mip, posko_mip_free);
  g_free (self->values);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Bins, bins_clear)

static int
compare_weights (gconstpointer a, gconstpointer b)
{
  const gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;
  return x > y ? -1 : x < y;
}

static void
find_classes (Bins *self)
{
  const guint n = self->problem->n_items;
  g_autofree gint64 *sorted = g_new (gint64, (gsize) n + 1);
  self->class_of = g_new0 (guint, (gsize) n + 1);
  for (guint i = 0; i < n; i++)
    sorted[i] = posko_assignment_weight (self->problem, i);
  qsort (sorted, n, sizeof *sorted, compare_weights);
  for (guint i = 0; i < n; i++)
    if (i == 0 || sorted[i] != sorted[i - 1])
      {
        if (self->n_classes < MAX_CLASSES)
          self->weights[self->n_classes] = sorted[i];
        self->n_classes++;
      }
  for (guint i = 0; i < n && self->n_classes <= MAX_CLASSES; i++)
    {
      while (self->weights[self->class_of[i]] != posko_assignment_weight (self->problem, i))
        self->class_of[i]++;
      self->count[self->class_of[i]]++;
    }
}

/* Fills classes from @class on; keeps a pattern only when nothing more fits. */
static void
enumerate (const Bins *self, Patterns *patterns, guint *counts, guint class, gint64 room)
{
  if (patterns->too_many)
    return;
  if (class == self->n_classes)
    {
      for (guint s = 0; s < self->n_classes; s++)
        if (counts[s] < self->count[s] && self->weights[s] <= room)
          return;
      if (patterns->counts->len >= MAX_PATTERNS * MAX_CLASSES)
        patterns->too_many = TRUE;
      else
        g_array_append_vals (patterns->counts, counts, MAX_CLASSES);
      return;
    }
  const gint64 most = MIN (self->count[class], room / self->weights[class]);
  for (gint64 c = most; c >= 0 && !patterns->too_many; c--)
    {
      counts[class] = (guint) c;
      enumerate (self, patterns, counts, class + 1, room - c * self->weights[class]);
    }
  counts[class] = 0;
}

static void
find_patterns (Bins *self)
{
  self->patterns = g_array_new (FALSE, FALSE, sizeof (Patterns));
  self->pattern_of = g_new0 (guint, (gsize) self->problem->n_places + 1);
  for (guint j = 0; j < self->problem->n_places; j++)
    {
      guint p = 0;
      guint counts[MAX_CLASSES] = { 0 };
      while (p < self->patterns->len &&
             g_array_index (self->patterns, Patterns, p).bin_size != self->problem->bin_sizes[j])
        p++;
      self->pattern_of[j] = p;
      if (p < self->patterns->len)
        continue;
      Patterns fresh = { self->problem->bin_sizes[j], self->n_classes > MAX_CLASSES, g_array_new (FALSE, TRUE, sizeof (guint)) };
      enumerate (self, &fresh, counts, 0, fresh.bin_size);
      g_array_append_val (self->patterns, fresh);
    }
}

static int
compare_options (gconstpointer a, gconstpointer b, gpointer data)
{
  const PoskoAssignmentOption *options = data;
  const guint x = *(const guint *) a, y = *(const guint *) b;
  if (options[x].item != options[y].item)
    return options[x].item < options[y].item ? -1 : 1;
  if (options[x].cost != options[y].cost)
    return options[x].cost < options[y].cost ? -1 : 1;
  return x < y ? -1 : x > y;
}

static void
sort_options (Bins *self)
{
  const PoskoAssignmentProblem *problem = self->problem;
  self->order = g_new (guint, (gsize) problem->n_options + 1);
  self->first_option = g_new0 (guint, (gsize) problem->n_items + 2);
  for (guint o = 0; o < problem->n_options; o++)
    {
      self->order[o] = o;
      self->first_option[problem->options[o].item + 1]++;
    }
  for (guint i = 0; i < problem->n_items; i++)
    self->first_option[i + 1] += self->first_option[i];
  g_qsort_with_data (self->order, (gint) problem->n_options, sizeof (guint), compare_options, (gpointer) problem->options);
}

/* Rows of place @j; @row_of_option gets the row each of its options is counted in. */
static void
add_place (Bins *self, guint j, guint (*rows)[MAX_CLASSES])
{
  const Patterns *patterns = &g_array_index (self->patterns, Patterns, self->pattern_of[j]);
  const gdouble bins = (gdouble) n_bins (self, j);
  if (patterns->too_many)
    {
      const guint row = posko_mip_add_row (self->mip, -POSKO_MIP_INFINITY, bins * (gdouble) self->problem->bin_sizes[j]);
      for (guint s = 0; s < MAX_CLASSES; s++)
        rows[j][s] = row;
      return;
    }
  const guint total = posko_mip_add_row (self->mip, -POSKO_MIP_INFINITY, bins);
  for (guint s = 0; s < self->n_classes; s++)
    rows[j][s] = posko_mip_add_row (self->mip, -POSKO_MIP_INFINITY, 0.0);
  for (guint p = 0; p < patterns->counts->len / MAX_CLASSES; p++)
    {
      const guint column = posko_mip_add_column (self->mip, 0.0, bins, 0.0, TRUE);
      if (p == 0)
        self->first_column[j] = column;
      posko_mip_add_entry (self->mip, total, column, 1.0);
      for (guint s = 0; s < self->n_classes; s++)
        posko_mip_add_entry (self->mip, rows[j][s], column,
                             -(gdouble) g_array_index (patterns->counts, guint, p * MAX_CLASSES + s));
    }
}

/* What may stay, and that no bin holds more of that than it can. */
static void
add_stays (Bins *self)
{
  const PoskoAssignmentProblem *problem = self->problem;
  self->stay_column = g_new0 (guint, (gsize) problem->n_items + 1);
  if (self->stay->n_seats == 0)
    return;
  for (guint i = 0; i < problem->n_items; i++)
    if (self->stay->option[i] >= 0)
      self->stay_column[i] = posko_mip_add_column (self->mip, 0.0, 1.0, 0.0, TRUE);
  const guint first = posko_mip_n_rows (self->mip);
  for (guint k = 0; k < self->stay->n_seats; k++)
    posko_mip_add_row (self->mip, -POSKO_MIP_INFINITY, (gdouble) problem->bin_sizes[self->stay->seats[k].place]);
  for (guint i = 0; i < problem->n_items; i++)
    if (self->stay_column[i] > 0)
      posko_mip_add_entry (self->mip, first + self->stay->seat[i], self->stay_column[i],
                           (gdouble) posko_assignment_weight (problem, i));
}

/* A row that holds the changes at @most. */
static void
limit_changes (Bins *self, gint64 most)
{
  const PoskoAssignmentProblem *problem = self->problem;
  const guint row = posko_mip_add_row (self->mip, -POSKO_MIP_INFINITY, (gdouble) most);
  for (guint o = 0; o < problem->n_options; o++)
    posko_mip_add_entry (self->mip, row, o, 1.0);
  for (guint i = 0; i < problem->n_items; i++)
    if (posko_assignment_had_seat (problem, i))
      posko_mip_add_entry (self->mip, row, problem->n_options + i, 1.0);
}

/* The rows of an item: one way of all, and what it takes of each place. */
static void
add_item (Bins *self, guint i, guint (*rows)[MAX_CLASSES])
{
  const PoskoAssignmentProblem *problem = self->problem;
  const guint row = posko_mip_add_row (self->mip, 1.0, 1.0);
  posko_mip_add_entry (self->mip, row, problem->n_options + i, 1.0);
  for (guint k = self->first_option[i]; k < self->first_option[i + 1]; k++)
    {
      const guint o = self->order[k], j = problem->options[o].place;
      const gboolean whole = g_array_index (self->patterns, Patterns, self->pattern_of[j]).too_many;
      const guint s = whole ? 0 : self->class_of[i];
      const gdouble taken = whole ? (gdouble) posko_assignment_weight (problem, i) : 1.0;
      posko_mip_add_entry (self->mip, row, o, 1.0);
      posko_mip_add_entry (self->mip, rows[j][s], o, taken);
      if (self->stay_column[i] == 0 || self->stay->option[i] != (gssize) o)
        continue;
      posko_mip_add_entry (self->mip, row, self->stay_column[i], 1.0);
      posko_mip_add_entry (self->mip, rows[j][s], self->stay_column[i], taken);
    }
}

static void
build (Bins *self)
{
  const PoskoAssignmentProblem *problem = self->problem;
  g_autofree guint (*rows)[MAX_CLASSES] = g_malloc0_n ((gsize) problem->n_places + 1, sizeof *rows);
  self->mip = posko_mip_new ();
  self->first_column = g_new0 (guint, (gsize) problem->n_places + 1);
  for (guint o = 0; o < problem->n_options; o++)
    posko_mip_add_column (self->mip, 0.0, 1.0, 0.0, TRUE);
  for (guint i = 0; i < problem->n_items; i++)
    posko_mip_add_column (self->mip, 0.0, 1.0, 0.0, TRUE);
  for (guint j = 0; j < problem->n_places; j++)
    add_place (self, j, rows);
  add_stays (self);
  for (guint i = 0; i < problem->n_items; i++)
    add_item (self, i, rows);
  if (self->stay->limit < G_MAXINT64)
    limit_changes (self, self->stay->limit);
  self->values = g_new0 (gdouble, posko_mip_n_columns (self->mip) + 1);
}

/* Puts @item into the first bin with room. */
static gboolean
fit (Bins *self, PoskoAssignment *answer, guint item, guint option)
{
  const guint place = self->problem->options[option].place;
  const gint64 weight = posko_assignment_weight (self->problem, item);
  for (gint64 b = 0; b < n_bins (self, place); b++)
    if (self->room[place][b] >= weight)
      {
        self->room[place][b] -= weight;
        answer->chosen[item] = option;
        answer->bin[item] = b;
        return TRUE;
      }
  return FALSE;
}

static void
empty_bins (Bins *self, PoskoAssignment *answer)
{
  for (guint j = 0; j < self->problem->n_places; j++)
    for (gint64 b = 0; b < n_bins (self, j); b++)
      self->room[j][b] = self->problem->bin_sizes[j];
  for (guint i = 0; i < self->problem->n_items; i++)
    answer->chosen[i] = answer->bin[i] = -1;
}

/* The heaviest first, then the dearest to leave out. */
static int
compare_items (gconstpointer a, gconstpointer b, gpointer data)
{
  const PoskoAssignmentProblem *problem = data;
  const guint x = *(const guint *) a, y = *(const guint *) b;
  const gint64 weight_x = posko_assignment_weight (problem, x), weight_y = posko_assignment_weight (problem, y);
  if (weight_x != weight_y)
    return weight_x > weight_y ? -1 : 1;
  const gint64 priority_x = posko_assignment_priority (problem, x), priority_y = posko_assignment_priority (problem, y);
  if (priority_x != priority_y)
    return priority_x > priority_y ? -1 : 1;
  return x < y ? -1 : x > y;
}

/* Keeps an item in its bin, if there is room. */
static gboolean
keep (Bins *self, PoskoAssignment *answer, guint item)
{
  const PoskoAssignmentSeat *had = &self->problem->previous[item];
  gint64 *room = &self->room[had->place][had->bin];
  if (*room < posko_assignment_weight (self->problem, item))
    return FALSE;
  *room -= posko_assignment_weight (self->problem, item);
  answer->chosen[item] = self->stay->option[item];
  answer->bin[item] = had->bin;
  return TRUE;
}

/* Whether an item still out is to be packed: one change more may be made (@n_spare is what the limit leaves), and it is missed. */
static gboolean
may_move (const Bins *self, guint item, gint64 *n_spare)
{
  if (self->problem->previous != NULL && posko_assignment_priority (self->problem, item) == 0)
    return FALSE;
  if (self->stay->limit == G_MAXINT64 || posko_assignment_had_seat (self->problem, item))
    return TRUE; /* left out it is a change too */
  return (*n_spare)-- > 0;
}

/* Packs those @staying (nullable) in their bins, the options in @wanted (per item, -1 = none), then every item still out wherever
 * it fits. Returns: all of them were met */
static gboolean
pack (Bins *self, const guint8 *staying, const gssize *wanted, PoskoAssignment *answer)
{
  const guint n = self->problem->n_items;
  g_autofree guint *items = g_new (guint, (gsize) n + 1);
  gboolean whole = TRUE;
  empty_bins (self, answer);
  for (guint i = 0; i < n; i++)
    items[i] = i;
  g_qsort_with_data (items, (gint) n, sizeof (guint), compare_items, (gpointer) self->problem);
  for (guint k = n; k-- > 0 && staying != NULL;) /* the lightest first: so as many stay as can */
    if (staying[items[k]])
      whole = keep (self, answer, items[k]) && whole;
  for (guint k = 0; k < n; k++)
    if (wanted[items[k]] >= 0 && answer->chosen[items[k]] < 0)
      whole = fit (self, answer, items[k], (guint) wanted[items[k]]) && whole;
  posko_assignment_evaluate (self->problem, answer);
  gint64 n_spare = self->stay->limit - answer->n_changes;
  for (guint k = 0; k < n; k++)
    {
      if (answer->chosen[items[k]] >= 0 || !may_move (self, items[k], &n_spare))
        continue;
      for (guint o = self->first_option[items[k]]; o < self->first_option[items[k] + 1] && answer->chosen[items[k]] < 0; o++)
        fit (self, answer, items[k], self->order[o]);
    }
  posko_assignment_evaluate (self->problem, answer);
  return whole;
}

/* Packs what the program chose by the patterns it chose, which always fits; places without patterns by first fit. */
static gboolean
pack_by_patterns (Bins *self, const gssize *wanted, PoskoAssignment *answer)
{
  const PoskoAssignmentProblem *problem = self->problem;
  gboolean whole = TRUE;
  empty_bins (self, answer);
  for (guint j = 0; j < problem->n_places; j++)
    {
      const Patterns *patterns = &g_array_index (self->patterns, Patterns, self->pattern_of[j]);
      gint64 bin = 0;
      guint next[MAX_CLASSES] = { 0 }; /* where to go on looking for an item of the class */
      if (patterns->too_many)
        return FALSE;
      for (guint p = 0; p < patterns->counts->len / MAX_CLASSES; p++)
        for (gint64 z = (gint64) (self->values[self->first_column[j] + p] + 0.5); z > 0; z--, bin++)
          for (guint s = 0; s < self->n_classes; s++)
            {
              guint left = g_array_index (patterns->counts, guint, p * MAX_CLASSES + s);
              for (; left > 0 && next[s] < problem->n_items; next[s]++)
                {
                  const guint i = next[s];
                  if (self->class_of[i] != s || wanted[i] < 0 || problem->options[wanted[i]].place != j)
                    continue;
                  answer->chosen[i] = wanted[i];
                  answer->bin[i] = bin;
                  left--;
                }
            }
    }
  for (guint i = 0; i < problem->n_items; i++)
    whole = whole && answer->chosen[i] == wanted[i];
  posko_assignment_evaluate (problem, answer);
  return whole;
}

/* Offers @answer to the program as its start. */
static void
offer_start (Bins *self, const PoskoAssignment *answer)
{
  const PoskoAssignmentProblem *problem = self->problem;
  memset (self->values, 0, posko_mip_n_columns (self->mip) * sizeof *self->values);
  for (guint i = 0; i < problem->n_items; i++)
    if (self->stay_column[i] > 0 && !posko_assignment_is_changed (problem, answer, i))
      self->values[self->stay_column[i]] = 1.0;
    else
      self->values[answer->chosen[i] < 0 ? problem->n_options + i : (guint) answer->chosen[i]] = 1.0;
  for (guint j = 0; j < problem->n_places; j++)
    {
      const Patterns *patterns = &g_array_index (self->patterns, Patterns, self->pattern_of[j]);
      const gint64 bins = n_bins (self, j);
      if (patterns->too_many || bins == 0)
        continue;
      g_autofree guint *held = g_new0 (guint, (gsize) bins * MAX_CLASSES);
      for (guint i = 0; i < problem->n_items; i++)
        if (answer->chosen[i] >= 0 && problem->options[answer->chosen[i]].place == j)
          held[answer->bin[i] * MAX_CLASSES + self->class_of[i]]++;
      for (gint64 b = 0; b < bins; b++)
        for (guint p = 0; p < patterns->counts->len / MAX_CLASSES; p++)
          {
            guint s = 0;
            while (s < MAX_CLASSES && held[b * MAX_CLASSES + s] <= g_array_index (patterns->counts, guint, p * MAX_CLASSES + s))
              s++;
            if (s < MAX_CLASSES)
              continue;
            self->values[self->first_column[j] + p] += 1.0;
            break;
          }
    }
  posko_mip_set_start (self->mip, self->values);
}

/* Costs for a level, and whether items with an option and a priority may be left out. */
static void
set_level (Bins *self, PoskoAssignmentLevel level, gboolean may_leave_out)
{
  const PoskoAssignmentProblem *problem = self->problem;
  const gboolean costs = level == POSKO_ASSIGNMENT_COST;
  const gint64 change = problem->previous == NULL ? 0 : level == POSKO_ASSIGNMENT_CHANGES ? 1 : costs ? self->stay->price : 0;
  for (guint o = 0; o < problem->n_options; o++)
    posko_mip_set_cost (self->mip, o, (gdouble) (change + (costs ? problem->options[o].cost : 0)));
  for (guint i = 0; i < problem->n_items; i++)
    {
      const gboolean costs_nothing = posko_assignment_priority (problem, i) == 0;
      const gboolean without = costs_nothing || self->first_option[i] == self->first_option[i + 1];
      const gint64 priority = level == POSKO_ASSIGNMENT_LEFT_OUT ? posko_assignment_priority (problem, i) : 0;
      posko_mip_set_cost (self->mip, problem->n_options + i,
                          (gdouble) (priority + (posko_assignment_had_seat (problem, i) ? change : 0)));
      posko_mip_set_bounds (self->mip, problem->n_options + i, 0.0, may_leave_out || without ? 1.0 : 0.0);
      if (self->stay_column[i] > 0)
        posko_mip_set_cost (self->mip, self->stay_column[i], costs ? (gdouble) problem->options[self->stay->option[i]].cost : 0.0);
    }
}

static gboolean
run (Bins *self, const PoskoSolveParams *params, PoskoSolveResult *result, GError **error)
{
  PoskoSolveParams limited = *params;
  PoskoMipResult mip_result;
  limited.iterations = params->iterations > 0 ? params->iterations : POSKO_ASSIGNMENT_DEFAULT_NODES;
  if (!posko_mip_solve (self->mip, &limited, 0.0, self->values, &mip_result, error))
    return FALSE;
  *result = (PoskoSolveResult){ mip_result.status, mip_result.stop, 0, 0, mip_result.nodes };
  if (mip_result.status == POSKO_SOLVE_OPTIMAL || mip_result.status == POSKO_SOLVE_BOUNDED)
    {
      result->value = (gint64) (mip_result.value + 0.5);
      result->bound = (gint64) MAX (0.0, mip_result.bound + 0.5 - 1e-6);
    }
  return TRUE;
}

/* Reads the program's choice into @answer; what does not pack is moved, and the bounds then say so. */
static void
take (Bins *self, PoskoAssignment *answer)
{
  const PoskoAssignmentProblem *problem = self->problem;
  g_autofree gssize *wanted = g_new (gssize, (gsize) problem->n_items + 1);
  g_autofree guint8 *staying = g_new0 (guint8, (gsize) problem->n_items + 1);
  gint64 promised[POSKO_ASSIGNMENT_N_LEVELS];
  gboolean kept = TRUE; /* the promises of the levels before */
  for (guint i = 0; i < problem->n_items; i++)
    {
      wanted[i] = -1;
      staying[i] = self->stay_column[i] > 0 && self->values[self->stay_column[i]] > 0.5;
    }
  for (guint o = 0; o < problem->n_options; o++)
    if (self->values[o] > 0.5)
      wanted[problem->options[o].item] = o;
  for (guint level = 0; level < POSKO_ASSIGNMENT_N_LEVELS; level++)
    promised[level] = answer->results[level].value;
  if (self->stay->n_seats > 0 || !pack_by_patterns (self, wanted, answer))
    pack (self, staying, wanted, answer);
  answer->results[POSKO_ASSIGNMENT_COST].bound
    = posko_assignment_whole_bound (problem, self->stay, answer->results[POSKO_ASSIGNMENT_COST].bound);
  for (guint level = 0; level < POSKO_ASSIGNMENT_N_LEVELS; level++)
    {
      PoskoSolveResult *result = &answer->results[level];
      result->bound = kept ? MIN (result->bound, result->value) : 0; /* the old one held for less in a level before */
      result->status = result->bound == result->value ? POSKO_SOLVE_OPTIMAL : POSKO_SOLVE_BOUNDED;
      result->stop = result->status == POSKO_SOLVE_OPTIMAL ? POSKO_STOP_PROVEN : POSKO_STOP_EFFORT;
      kept = kept && result->value <= promised[level];
    }
}

static gboolean
is_solved (const PoskoSolveResult *result)
{
  return result->status == POSKO_SOLVE_OPTIMAL || result->status == POSKO_SOLVE_BOUNDED;
}

/* A level from where the program stands; where nothing better comes, that stands, with no bound but 0. */
static gboolean
run_from_here (Bins *self, const PoskoSolveParams *params, PoskoSolveResult *result, GError **error)
{
  const gsize size = posko_mip_n_columns (self->mip) * sizeof *self->values;
  g_autofree gdouble *here = g_memdup2 (self->values, size);
  posko_mip_set_start (self->mip, here);
  if (!run (self, params, result, error))
    return FALSE;
  if (is_solved (result))
    return TRUE;
  memcpy (self->values, here, size);
  result->bound = 0;
  return TRUE;
}

/* The first level after those left out, nobody left out; then the next, if there is one. @answer: packed somehow. */
static gboolean
solve_whole (Bins *self, PoskoAssignmentLevel first, const PoskoSolveParams *params, PoskoAssignment *answer, GError **error)
{
  const PoskoAssignmentProblem *problem = self->problem;
  PoskoMipResult relaxed;
  gint64 unavoidable = 0;
  for (guint i = 0; i < problem->n_items; i++)
    if (self->first_option[i] == self->first_option[i + 1])
      unavoidable += posko_assignment_priority (problem, i);
  const gboolean packed_all = answer->results[POSKO_ASSIGNMENT_LEFT_OUT].value == unavoidable;

  set_level (self, first, FALSE);
  if (!posko_mip_solve_relaxation (self->mip, params, NULL, NULL, NULL, &relaxed, error))
    return FALSE;
  answer->results[first] = (PoskoSolveResult){ .status = POSKO_SOLVE_NONE };
  if (packed_all)
    offer_start (self, answer);
  if (relaxed.status != POSKO_SOLVE_INFEASIBLE && !run (self, params, &answer->results[first], error))
    return FALSE;
  if (is_solved (&answer->results[first]))
    answer->results[POSKO_ASSIGNMENT_LEFT_OUT]
      = (PoskoSolveResult){ POSKO_SOLVE_OPTIMAL, POSKO_STOP_PROVEN, unavoidable, unavoidable, 0 };
  return TRUE;
}

static gboolean
solve_levels (Bins *self, const PoskoSolveParams *params, PoskoAssignment *answer, GError **error)
{
  const PoskoAssignmentProblem *problem = self->problem;
  const gboolean counts = problem->previous != NULL && !problem->skip_changes;
  const PoskoAssignmentLevel first = counts ? POSKO_ASSIGNMENT_CHANGES : POSKO_ASSIGNMENT_COST;
  PoskoSolveResult *results = answer->results;
  if (!solve_whole (self, first, params, answer, error))
    return FALSE;
  const gboolean whole = is_solved (&results[first]);
  if (!whole)
    {
      set_level (self, POSKO_ASSIGNMENT_LEFT_OUT, TRUE);
      offer_start (self, answer);
      if (!run (self, params, &results[POSKO_ASSIGNMENT_LEFT_OUT], error))
        return FALSE;
      const guint row = posko_mip_add_row (self->mip, -POSKO_MIP_INFINITY, (gdouble) results[POSKO_ASSIGNMENT_LEFT_OUT].value);
      for (guint i = 0; i < problem->n_items; i++)
        posko_mip_add_entry (self->mip, row, problem->n_options + i, (gdouble) posko_assignment_priority (problem, i));
      set_level (self, first, TRUE);
      if (!run_from_here (self, params, &results[first], error))
        return FALSE;
    }
  if (!counts)
    return TRUE;
  limit_changes (self, MAX (results[first].value, 0));
  set_level (self, POSKO_ASSIGNMENT_COST, !whole);
  return run_from_here (self, params, &results[POSKO_ASSIGNMENT_COST], error);
}

gboolean
posko_assignment_solve_bins (const PoskoAssignmentProblem *problem, const PoskoAssignmentStay *stay,
                             const PoskoSolveParams *params, PoskoAssignment *answer, GError **error)
{
  g_auto (Bins) bins = { .problem = problem, .stay = stay };
  g_autofree gssize *nothing = g_new (gssize, (gsize) problem->n_items + 1);
  g_autofree guint8 *staying = g_new0 (guint8, (gsize) problem->n_items + 1);
  find_classes (&bins);
  find_patterns (&bins);
  sort_options (&bins);
  bins.room = g_new0 (gint64 *, (gsize) problem->n_places + 1);
  for (guint j = 0; j < problem->n_places; j++)
    bins.room[j] = g_new (gint64, (gsize) n_bins (&bins, j) + 1);
  build (&bins);
  for (guint i = 0; i < problem->n_items; i++)
    {
      nothing[i] = -1;
      staying[i] = bins.stay_column[i] > 0;
    }
  pack (&bins, staying, nothing, answer);
  if (!solve_levels (&bins, params, answer, error))
    return FALSE;
  take (&bins, answer);
  return TRUE;
}
