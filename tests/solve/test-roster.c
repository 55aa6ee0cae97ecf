/* test-roster.c: the roster solver against brute force, rule by rule, and on a benchmark instance with a proven optimum. */
#include "roster.h"
#include <string.h>

#define MAX_OPTIONS 16

static const PoskoRosterLevel value_only = POSKO_ROSTER_VALUE;

/* A small random roster with every rule in it. */
typedef struct
{
  PoskoRosterSlot slots[5];
  PoskoRosterNeed needs[6];
  PoskoRosterPerson people[4];
  PoskoRosterOption options[MAX_OPTIONS];
  PoskoRosterSpec spec;
} Small;

static guint
below (PoskoRandom *random, guint n)
{
  return posko_random_below (random, n);
}

static void
make_small (PoskoRandom *random, Small *s)
{
  memset (s, 0, sizeof *s);
  s->spec = (PoskoRosterSpec){ 2 + below (random, 4), 1 + below (random, 6), 1 + below (random, 4), 0,
                               s->slots, s->needs, s->people, s->options,
                               below (random, 4) == 0, below (random, 4) };
  for (guint i = 0; i < s->spec.n_slots; i++)
    {
      const gint64 start = (gint64) below (random, 12) * 120 - 360;
      s->slots[i] = (PoskoRosterSlot){ start, start + 60 * (1 + below (random, 8)), below (random, 3) == 0 };
    }
  for (guint i = 0; i < s->spec.n_needs; i++)
    {
      const guint wanted = below (random, 4);
      const gint64 price = below (random, 60);
      s->needs[i] = (PoskoRosterNeed){ below (random, s->spec.n_slots), wanted, below (random, wanted + 1), price,
                                       price + below (random, 60), below (random, 4) == 0 ? 1 : 0, below (random, 9) };
    }
  for (guint i = 0; i < s->spec.n_people; i++)
    s->people[i] = (PoskoRosterPerson){ .rest_minutes = (gint64) below (random, 5) * 120,
                                        .max_shifts = below (random, 4) == 0 ? POSKO_ROSTER_NO_LIMIT : below (random, 4),
                                        .max_nights = below (random, 2) == 0 ? POSKO_ROSTER_NO_LIMIT : below (random, 2),
                                        .max_minutes = below (random, 3) == 0 ? 200 + below (random, 500) : 0,
                                        .price_idle = below (random, 20),
                                        .free_nights = below (random, 2),
                                        .price_night = below (random, 15),
                                        .free_shifts = below (random, 3),
                                        .price_extra = below (random, 15),
                                        .price_moved = below (random, 2) == 0 ? below (random, 60) : 0,
                                        .moved = below (random, 9) == 0 };
  for (guint p = 0; p < s->spec.n_people; p++)
    for (guint n = 0; n < s->spec.n_needs && s->spec.n_options < MAX_OPTIONS; n++)
      if (below (random, 4) > 0)
        {
          const guint dice = below (random, 20);
          const PoskoRosterFlags flags = dice == 0 ? POSKO_ROSTER_LOCKED : dice < 3 ? POSKO_ROSTER_FORBIDDEN : POSKO_ROSTER_FREE;
          s->options[s->spec.n_options++] = (PoskoRosterOption){
            p, n, below (random, 25), flags | (below (random, 4) == 0 ? POSKO_ROSTER_PREVIOUS : 0)
          };
        }
}

/* A reading of the rules of its own, for one set of options; @values by level. Returns: whether it is allowed */
static gboolean
judge (const PoskoRosterSpec *spec, guint set, gint64 *values)
{
  gint64 sum = 0, missing = 0, n_moved = 0;
  for (guint a = 0; a < spec->n_options; a++)
    {
      const PoskoRosterOption *x = &spec->options[a];
      const gboolean taken = set >> a & 1;
      if (taken ? (x->flags & POSKO_ROSTER_FORBIDDEN) != 0 : (x->flags & POSKO_ROSTER_LOCKED) != 0)
        return FALSE;
      sum += taken ? x->cost : 0;
      for (guint b = 0; b < a && taken; b++)
        {
          const PoskoRosterOption *y = &spec->options[b];
          const PoskoRosterSlot *s = &spec->slots[spec->needs[x->need].slot], *t = &spec->slots[spec->needs[y->need].slot];
          const gint64 rest = spec->people[x->person].rest_minutes;
          if ((set >> b & 1) && x->person == y->person && s->start < t->end + rest && t->start < s->end + rest)
            return FALSE;
        }
    }
  for (guint p = 0; p < spec->n_people; p++)
    {
      const PoskoRosterPerson *person = &spec->people[p];
      gint64 shifts = 0, nights = 0, minutes = 0;
      gboolean eligible = FALSE, moved = person->moved;
      for (guint a = 0; a < spec->n_options; a++)
        if (spec->options[a].person == p)
          {
            const PoskoRosterSlot *slot = &spec->slots[spec->needs[spec->options[a].need].slot];
            eligible = eligible || (spec->options[a].flags & POSKO_ROSTER_FORBIDDEN) == 0;
            moved = moved || (set >> a & 1) != ((spec->options[a].flags & POSKO_ROSTER_PREVIOUS) != 0);
            shifts += set >> a & 1;
            nights += (set >> a & 1) && slot->night ? 1 : 0;
            minutes += set >> a & 1 ? slot->end - slot->start : 0;
          }
      if (shifts > (gint64) person->max_shifts || nights > (gint64) person->max_nights ||
          (person->max_minutes > 0 && minutes > person->max_minutes))
        return FALSE;
      n_moved += moved ? 1 : 0;
      sum += moved ? person->price_moved : 0;
      sum += eligible && shifts == 0 ? person->price_idle : 0;
      sum += MAX (0, nights - (gint64) person->free_nights) * person->price_night;
      sum += MAX (0, shifts - (gint64) person->free_shifts) * person->price_extra;
    }
  for (guint n = 0; n < spec->n_needs; n++)
    {
      const PoskoRosterNeed *need = &spec->needs[n];
      guint people = 0;
      for (guint a = 0; a < spec->n_options; a++)
        people += spec->options[a].need == n ? set >> a & 1 : 0;
      if (people > need->wanted + need->over_max)
        return FALSE;
      for (guint place = people; place < need->wanted; place++) /* the dear places are filled first */
        missing += place < need->n_dear ? need->price_dear : need->price_missing;
      for (guint place = need->wanted; place < people; place++)
        sum += need->price_over;
    }
  values[POSKO_ROSTER_MISSING] = missing;
  values[POSKO_ROSTER_MOVED] = n_moved;
  values[POSKO_ROSTER_VALUE] = sum + missing;
  return !spec->has_max_moved || n_moved <= (gint64) spec->max_moved;
}

/* The best by @levels, one after the other, over all sets of options. Returns: whether any is allowed */
static gboolean
brute_force (const PoskoRosterSpec *spec, const PoskoRosterLevel *levels, guint n_levels, gint64 *best)
{
  gboolean found = FALSE;
  for (guint set = 0; set < 1u << spec->n_options; set++)
    {
      gint64 values[3];
      guint l = 0;
      if (!judge (spec, set, values))
        continue;
      while (found && l + 1 < n_levels && values[levels[l]] == best[levels[l]])
        l++;
      if (!found || values[levels[l]] < best[levels[l]])
        memcpy (best, values, sizeof values);
      found = TRUE;
    }
  return found;
}

static PoskoRosterProblem *
new_problem (const PoskoRosterSpec *spec)
{
  g_autoptr (GError) error = NULL;
  PoskoRosterProblem *problem = posko_roster_problem_new (spec, &error);
  g_assert_no_error (error);
  g_assert_nonnull (problem);
  return problem;
}

/* Solves by levels; the roster is checked by judge(). Returns: the set of options */
static guint
solve_levels (const PoskoRosterSpec *spec, const PoskoRosterLevel *levels, guint n_levels, PoskoSolveResult *results)
{
  const PoskoSolveParams params = POSKO_SOLVE_PARAMS_INIT;
  g_autoptr (GError) error = NULL;
  gboolean taken[MAX_OPTIONS] = { FALSE };
  guint set = 0;
  g_autoptr (PoskoRosterProblem) problem = new_problem (spec);
  g_assert_true (posko_roster_solve (problem, &params, levels, n_levels, NULL, taken, results, &error));
  g_assert_no_error (error);
  for (guint a = 0; a < spec->n_options; a++)
    set |= taken[a] ? 1u << a : 0;
  if (results[0].status == POSKO_SOLVE_INFEASIBLE)
    return set;
  gint64 judged[3] = { 0 }, evaluated = 0;
  g_assert_true (judge (spec, set, judged));
  for (guint l = 0; l < n_levels; l++)
    g_assert_cmpint (judged[levels[l]], ==, results[l].value);
  g_assert_true (posko_roster_evaluate (problem, taken, &evaluated));
  g_assert_cmpint (evaluated, ==, judged[POSKO_ROSTER_VALUE]);
  for (guint level = 0; level < 3; level++)
    g_assert_cmpint (posko_roster_level_value (problem, (PoskoRosterLevel) level, taken), ==, judged[level]);
  return set;
}

static guint
solve_small (const PoskoRosterSpec *spec, PoskoSolveResult *result)
{
  return solve_levels (spec, &value_only, 1, result);
}

/* Solves @n_rounds random problems by @levels against brute force. Returns: how many had a roster */
static guint
compare_with_brute_force (guint64 seed, guint n_rounds, const PoskoRosterLevel *levels, guint n_levels)
{
  PoskoRandom random;
  guint n_feasible = 0;
  posko_random_init (&random, seed, 7);
  for (guint round = 0; round < n_rounds; round++)
    {
      Small s;
      PoskoSolveResult results[3];
      gint64 best[3] = { 0 };
      make_small (&random, &s);
      const gboolean feasible = brute_force (&s.spec, levels, n_levels, best);
      solve_levels (&s.spec, levels, n_levels, results);
      n_feasible += feasible ? 1 : 0;
      for (guint l = 0; l < n_levels; l++)
        if (!feasible)
          g_assert_cmpint (results[l].status, ==, POSKO_SOLVE_INFEASIBLE);
        else
          {
            g_assert_cmpint (results[l].status, ==, POSKO_SOLVE_OPTIMAL);
            g_assert_cmpint (results[l].value, ==, best[levels[l]]);
            g_assert_cmpint (results[l].bound, ==, best[levels[l]]);
          }
    }
  return n_feasible;
}

static void
test_brute_force (void)
{
  g_assert_cmpuint (compare_with_brute_force (1, 500, &value_only, 1), >=, 300);
}

/* The levels of the plan, in every order in which it uses them. */
static void
test_levels (void)
{
  static const PoskoRosterLevel least[] = { POSKO_ROSTER_MISSING, POSKO_ROSTER_MOVED, POSKO_ROSTER_VALUE };
  static const PoskoRosterLevel fewest[] = { POSKO_ROSTER_MOVED, POSKO_ROSTER_VALUE };
  static const PoskoRosterLevel filled[] = { POSKO_ROSTER_MISSING, POSKO_ROSTER_VALUE };
  g_assert_cmpuint (compare_with_brute_force (4, 150, least, G_N_ELEMENTS (least)), >=, 80);
  g_assert_cmpuint (compare_with_brute_force (5, 100, fewest, G_N_ELEMENTS (fewest)), >=, 50);
  g_assert_cmpuint (compare_with_brute_force (6, 100, filled, G_N_ELEMENTS (filled)), >=, 50);
}

/* posko_roster_evaluate() and judge() agree on every set, also the forbidden ones. */
static void
test_evaluate (void)
{
  PoskoRandom random;
  posko_random_init (&random, 2, 7);
  for (guint round = 0; round < 300; round++)
    {
      Small s;
      make_small (&random, &s);
      g_autoptr (PoskoRosterProblem) problem = new_problem (&s.spec);
      for (guint k = 0; k < 20; k++)
        {
          gboolean taken[MAX_OPTIONS];
          const guint set = below (&random, 1u << s.spec.n_options) & below (&random, 1u << s.spec.n_options);
          gint64 judged[3], value = 0;
          for (guint a = 0; a < s.spec.n_options; a++)
            taken[a] = set >> a & 1;
          const gboolean allowed = judge (&s.spec, set, judged);
          g_assert_cmpint (posko_roster_evaluate (problem, taken, &value), ==, allowed);
          if (allowed)
            g_assert_cmpint (value, ==, judged[POSKO_ROSTER_VALUE]);
        }
    }
}

static void
test_order (void)
{
  PoskoRandom random;
  posko_random_init (&random, 3, 7);
  for (guint round = 0; round < 60; round++)
    {
      Small s;
      PoskoSolveResult result, turned;
      make_small (&random, &s);
      solve_small (&s.spec, &result);
      for (guint a = 0; a < s.spec.n_options / 2; a++)
        {
          const PoskoRosterOption kept = s.options[a];
          s.options[a] = s.options[s.spec.n_options - 1 - a];
          s.options[s.spec.n_options - 1 - a] = kept;
        }
      for (guint p = 0; p < s.spec.n_people / 2; p++)
        {
          const PoskoRosterPerson kept = s.people[p];
          s.people[p] = s.people[s.spec.n_people - 1 - p];
          s.people[s.spec.n_people - 1 - p] = kept;
        }
      for (guint a = 0; a < s.spec.n_options; a++)
        s.options[a].person = s.spec.n_people - 1 - s.options[a].person;
      solve_small (&s.spec, &turned);
      g_assert_cmpint (turned.status, ==, result.status);
      if (result.status != POSKO_SOLVE_INFEASIBLE)
        g_assert_cmpint (turned.value, ==, result.value);
    }
}

/* One person, two slots (morning and night, 8 h between), a need of one in each, missing costs 100. Each test bends one rule. */
static void
make_two (Small *s)
{
  memset (s, 0, sizeof *s);
  s->slots[0] = (PoskoRosterSlot){ 480, 960, FALSE };
  s->slots[1] = (PoskoRosterSlot){ 1440, 1920, TRUE };
  for (guint n = 0; n < 2; n++)
    {
      s->needs[n] = (PoskoRosterNeed){ .slot = n, .wanted = 1, .price_missing = 100 };
      s->options[n] = (PoskoRosterOption){ 0, n, 5, POSKO_ROSTER_FREE };
    }
  s->people[0] = (PoskoRosterPerson){ .rest_minutes = 480,
                                      .max_shifts = POSKO_ROSTER_NO_LIMIT,
                                      .max_nights = POSKO_ROSTER_NO_LIMIT,
                                      .free_nights = 9,
                                      .free_shifts = 9 };
  s->spec = (PoskoRosterSpec){ 2, 2, 1, 2, s->slots, s->needs, s->people, s->options, FALSE, 0 };
}

static void
check_two (const Small *s, guint set, gint64 value)
{
  PoskoSolveResult result;
  g_assert_cmpuint (solve_small (&s->spec, &result), ==, set);
  g_assert_cmpint (result.value, ==, value);
  g_assert_cmpint (result.status, ==, POSKO_SOLVE_OPTIMAL);
}

static void
test_rules_alone (void)
{
  Small s;
  PoskoSolveResult result;
  make_two (&s);
  check_two (&s, 3, 10); /* nothing bends: both */
  s.people[0].rest_minutes = 481;
  s.options[1].cost = 4;
  check_two (&s, 2, 104); /* rest */
  make_two (&s);
  s.people[0].max_shifts = 1;
  s.options[1].cost = 6;
  check_two (&s, 1, 105); /* shifts */
  make_two (&s);
  s.people[0].max_nights = 0;
  check_two (&s, 1, 105); /* nights */
  make_two (&s);
  s.people[0].max_minutes = 959;
  s.options[0].cost = 6;
  check_two (&s, 2, 105); /* minutes */
  make_two (&s);
  s.people[0].free_nights = 0;
  s.people[0].price_night = 96;
  check_two (&s, 1, 105); /* price of a night, just too dear; and just not */
  s.people[0].price_night = 94;
  check_two (&s, 3, 104);
  make_two (&s);
  s.people[0].free_shifts = 1;
  s.people[0].price_extra = 96;
  s.options[0].cost = 4;
  check_two (&s, 1, 104); /* price of a further shift */
  make_two (&s);
  s.options[0].flags = POSKO_ROSTER_FORBIDDEN;
  check_two (&s, 2, 105);
  make_two (&s);
  s.options[0].cost = 300;
  check_two (&s, 2, 105); /* dearer than missing: not taken, */
  s.options[0].flags = POSKO_ROSTER_LOCKED;
  check_two (&s, 3, 305); /* unless locked */
  make_two (&s);
  s.needs[0].price_missing = s.needs[1].price_missing = 0;
  check_two (&s, 0, 0);
  s.people[0].price_idle = 6;
  check_two (&s, 1, 5); /* someone who has no duty costs more than a needless one (ties by index) */
  make_two (&s);
  s.options[0].cost = s.options[1].cost = 99;
  s.options[0].flags = POSKO_ROSTER_PREVIOUS;
  s.people[0].price_moved = 2;
  check_two (&s, 1, 199); /* 99 + 2 is more than 100: not moved */
  s.people[0].price_moved = 1;
  s.options[1].cost = 98;
  check_two (&s, 3, 198); /* and just worth it */
  make_two (&s);
  s.people[0].rest_minutes = 481;
  s.options[0].flags = s.options[1].flags = POSKO_ROSTER_LOCKED;
  solve_small (&s.spec, &result);
  g_assert_cmpint (result.status, ==, POSKO_SOLVE_INFEASIBLE);
}

/* Two needs in one slot and one person: the dear place goes first although the other is nearer; then the piecewise price itself. */
static void
test_dear_places (void)
{
  Small s;
  make_two (&s);
  s.needs[1].slot = 0;
  s.needs[1].n_dear = 1;
  s.needs[1].price_dear = 200;
  s.options[1].cost = 50;
  check_two (&s, 2, 150);
  s.needs[1].wanted = 3; /* 1 dear, 2 cheap: two cheap ones stay missing */
  check_two (&s, 2, 350);
  make_two (&s);
  s.needs[0].wanted = 0;
  s.needs[0].over_max = 1;
  s.needs[0].price_over = 7;
  check_two (&s, 2, 5);
  s.people[0].rest_minutes = 481;
  s.options[0].flags = POSKO_ROSTER_LOCKED;
  check_two (&s, 1, 112); /* locked on top of what is wanted */
}

static void
test_bad_problems (void)
{
  Small s;
  g_autoptr (GError) error = NULL;
  make_two (&s);
  s.slots[0].end = s.slots[0].start;
  g_assert_null (posko_roster_problem_new (&s.spec, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_INPUT);
  g_clear_error (&error);
  make_two (&s);
  s.options[1].need = 2;
  g_assert_null (posko_roster_problem_new (&s.spec, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_INPUT);
  g_clear_error (&error);
  make_two (&s);
  s.options[1].need = 0;
  g_assert_null (posko_roster_problem_new (&s.spec, &error)); /* twice the same */
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_INPUT);
  g_clear_error (&error);
  make_two (&s);
  s.needs[0].price_missing = -1;
  g_assert_null (posko_roster_problem_new (&s.spec, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_INPUT);
  g_clear_error (&error);
  make_two (&s);
  s.spec.n_options = POSKO_ROSTER_MAX_OPTIONS + 1;
  g_assert_null (posko_roster_problem_new (&s.spec, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_LIMIT);
}

static void
test_empty (void)
{
  PoskoSolveResult result;
  const PoskoRosterSpec spec = { 0 };
  const PoskoSolveParams params = POSKO_SOLVE_PARAMS_INIT;
  g_autoptr (PoskoRosterProblem) problem = new_problem (&spec);
  g_assert_true (posko_roster_solve (problem, &params, &value_only, 1, NULL, NULL, &result, NULL));
  g_assert_cmpint (result.status, ==, POSKO_SOLVE_OPTIMAL);
  g_assert_cmpint (result.value, ==, 0);
}

static void
test_cancel (void)
{
  Small s;
  PoskoSolveResult result;
  gboolean taken[MAX_OPTIONS];
  g_autoptr (GError) error = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  const PoskoSolveParams params = { .seed = 1, .cancellable = cancellable };
  make_two (&s);
  g_autoptr (PoskoRosterProblem) problem = new_problem (&s.spec);
  g_cancellable_cancel (cancellable);
  g_assert_false (posko_roster_solve (problem, &params, &value_only, 1, NULL, taken, &result, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_CANCELLED);
}

/* The polling_day instances (formats and rules: the README of the benchmark folder), from $POSKO_BENCH_DATA/roster/polling_day. */
static GPtrArray *
read_rows (const char *folder, const char *name, const char *file)
{
  g_autofree char *path = g_build_filename (folder, name, file, NULL);
  g_autofree char *text = NULL;
  GPtrArray *rows = g_ptr_array_new_with_free_func ((GDestroyNotify) g_strfreev);
  if (!g_file_get_contents (path, &text, NULL, NULL))
    return rows;
  g_auto (GStrv) lines = g_strsplit (text, "\n", 0);
  for (guint i = 1; lines[i] != NULL; i++)
    if (*g_strchomp (lines[i]) != '\0')
      g_ptr_array_add (rows, g_strsplit (lines[i], ",", 0));
  return rows;
}

static const char *
cell (GPtrArray *rows, guint row, guint column)
{
  return ((char **) g_ptr_array_index (rows, row))[column];
}

static gdouble
number (GPtrArray *rows, guint row, guint column)
{
  return g_ascii_strtod (cell (rows, row, column), NULL);
}

static guint
find_post (GPtrArray *posts, const char *code)
{
  guint i = 0;
  while (g_strcmp0 (cell (posts, i, 0), code) != 0)
    i++;
  return i;
}

static void
add_polling_options (GPtrArray *posts, GPtrArray *needs, GPtrArray *staff, GArray *options)
{
  for (guint p = 0; p < staff->len; p++)
    for (guint n = 0; n < needs->len; n++)
      {
        const guint post = find_post (posts, cell (needs, n, 0));
        const char *day = cell (needs, n, 1);
        const guint slot = 3 * (strcmp (day, "H-1") == 0 ? 0 : strcmp (day, "H") == 0 ? 1 : 2) + (guint) (cell (needs, n, 2)[0] - 'A');
        const gdouble dx = number (staff, p, 2) - number (posts, post, 1), dy = number (staff, p, 3) - number (posts, post, 2);
        const gdouble squared = dx * dx + dy * dy, limit = number (staff, p, 7);
        if (cell (staff, p, 9)[0] != '1' || cell (staff, p, 10)[slot] != '1' ||
            strcmp (cell (staff, p, 1), cell (needs, n, 3)) != 0 || squared > limit * limit ||
            (slot == 3 && strcmp (cell (staff, p, 4), cell (posts, post, 3)) != 0))
          continue;
        gint64 minutes = 0; /* floor (3.25 · distance + 0.5) without a square root */
        while (3.25 * 3.25 * squared >= ((gdouble) minutes + 0.5) * ((gdouble) minutes + 0.5))
          minutes++;
        const PoskoRosterOption option = { p, n, minutes, POSKO_ROSTER_FREE };
        g_array_append_val (options, option);
      }
}

static void
solve_polling_day (const char *folder, const char *name, gint64 optimum, gdouble largest_gap)
{
  g_autoptr (GPtrArray) posts = read_rows (folder, name, "posts.csv");
  g_autoptr (GPtrArray) need_rows = read_rows (folder, name, "needs.csv");
  g_autoptr (GPtrArray) staff = read_rows (folder, name, "staff.csv");
  g_autoptr (GArray) needs = g_array_new (FALSE, FALSE, sizeof (PoskoRosterNeed));
  g_autoptr (GArray) people = g_array_new (FALSE, FALSE, sizeof (PoskoRosterPerson));
  g_autoptr (GArray) options = g_array_new (FALSE, FALSE, sizeof (PoskoRosterOption));
  PoskoRosterSlot slots[9];
  if (posts->len == 0)
    {
      g_test_skip ("no benchmark data");
      return;
    }
  for (guint t = 0; t < 9; t++)
    slots[t] = (PoskoRosterSlot){ 300 + 480 * (gint64) t, 780 + 480 * (gint64) t, t % 3 == 2 };
  for (guint n = 0; n < need_rows->len; n++)
    {
      const char *day = cell (need_rows, n, 1), *skill = cell (need_rows, n, 3);
      const guint slot = 3 * (strcmp (day, "H-1") == 0 ? 0 : strcmp (day, "H") == 0 ? 1 : 2) + (guint) (cell (need_rows, n, 2)[0] - 'A');
      const PoskoRosterNeed need = { .slot = slot,
                                     .wanted = (guint) number (need_rows, n, 4),
                                     .price_missing = 50 * (strcmp (skill, "doctor") == 0 ? 1000 : strcmp (skill, "nurse") == 0 ? 300 : 100) };
      g_array_append_val (needs, need);
    }
  for (guint p = 0; p < staff->len; p++)
    {
      const PoskoRosterPerson person = { .rest_minutes = 960, /* slots at least 3 apart */
                                         .max_shifts = (guint) number (staff, p, 8),
                                         .max_nights = POSKO_ROSTER_NO_LIMIT,
                                         .price_idle = 500,
                                         .free_nights = 1,
                                         .price_night = 500,
                                         .free_shifts = 2,
                                         .price_extra = 500 };
      g_array_append_val (people, person);
    }
  add_polling_options (posts, need_rows, staff, options);
  const PoskoRosterSpec spec = { 9, needs->len, people->len, options->len, slots, (PoskoRosterNeed *) (void *) needs->data,
                                 (PoskoRosterPerson *) (void *) people->data, (PoskoRosterOption *) (void *) options->data, FALSE, 0 };
  g_autoptr (PoskoRosterProblem) problem = new_problem (&spec);
  g_autofree gboolean *taken = g_new0 (gboolean, options->len);
  const PoskoSolveParams params = POSKO_SOLVE_PARAMS_INIT;
  PoskoSolveResult result;
  gint64 value = 0;
  g_assert_true (posko_roster_solve (problem, &params, &value_only, 1, NULL, taken, &result, NULL));
  g_assert_true (posko_roster_evaluate (problem, taken, &value));
  g_test_message ("%s: %u options, value %" G_GINT64_FORMAT ", bound %" G_GINT64_FORMAT ", %" G_GUINT64_FORMAT " nodes", name,
                  options->len, value, result.bound, result.iterations);
  g_assert_cmpint (value, ==, result.value);
  g_assert_cmpint (value, >=, optimum);
  g_assert_cmpint (result.bound, <=, optimum);
  g_assert_cmpfloat (posko_solve_gap (&result), <=, largest_gap);
}

static char *
polling_day_folder (void)
{
  const char *data = g_getenv ("POSKO_BENCH_DATA");
  return data == NULL ? NULL : g_build_filename (data, "roster", "polling_day", NULL);
}

static void
test_pd120 (void)
{
  g_autofree char *folder = polling_day_folder ();
  if (folder == NULL)
    g_test_skip ("POSKO_BENCH_DATA is not set");
  else
    solve_polling_day (folder, "pd120", 959548, 0.0);
}

static void
test_pd400 (void)
{
  g_autofree char *folder = polling_day_folder ();
  if (folder == NULL || !g_test_slow ())
    g_test_skip ("POSKO_BENCH_DATA is not set, or not -m slow");
  else
    solve_polling_day (folder, "pd400", 509636, 0.005);
}

static void
test_pd1500 (void)
{
  g_autofree char *folder = polling_day_folder ();
  if (folder == NULL || !g_test_slow ())
    g_test_skip ("POSKO_BENCH_DATA is not set, or not -m slow");
  else
    solve_polling_day (folder, "pd1500", 530362, 0.005);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/roster/brute-force", test_brute_force);
  g_test_add_func ("/roster/levels", test_levels);
  g_test_add_func ("/roster/evaluate", test_evaluate);
  g_test_add_func ("/roster/order", test_order);
  g_test_add_func ("/roster/rules-alone", test_rules_alone);
  g_test_add_func ("/roster/dear-places", test_dear_places);
  g_test_add_func ("/roster/bad-problems", test_bad_problems);
  g_test_add_func ("/roster/empty", test_empty);
  g_test_add_func ("/roster/cancel", test_cancel);
  g_test_add_func ("/roster/pd120", test_pd120);
  g_test_add_func ("/roster/pd400", test_pd400);
  g_test_add_func ("/roster/pd1500", test_pd1500);
  return g_test_run ();
}
