/* test-curve.c: trade-off curves on the mini case: against brute force, against whole plans with the same limit, and what must hold of all. */
#include "curve-private.h"
#include <glib/gstdio.h>
#include <math.h>

static PoskoCase *
load_case (const char *scenario)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PoskoDiagnostics) findings = posko_diagnostics_new ();
  g_autofree char *path = NULL;
  if (scenario != NULL)
    {
      const int file = g_file_open_tmp ("posko-curve-XXXXXX.json", &path, &error);
      g_assert_no_error (error);
      g_assert_true (g_close (file, NULL) && g_file_set_contents (path, scenario, -1, NULL));
    }
  PoskoCase *source = posko_case_load (POSKO_SOURCE_ROOT "/tests/data/mini", path, 1, findings, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (source);
  if (path != NULL)
    g_unlink (path);
  return source;
}

static PoskoCurve *
make_curve (PoskoCase *source, PoskoCurveKind kind, gint64 from, gint64 to, gint64 step, guint n_threads)
{
  g_autoptr (GError) error = NULL;
  PoskoPlanParams params = POSKO_PLAN_PARAMS_INIT;
  PoskoCurveRange range = POSKO_CURVE_RANGE_INIT;
  params.n_threads = n_threads;
  params.effort = 0.2;
  range.from = from;
  range.to = to;
  range.step = step;
  PoskoCurve *curve = posko_curve_new (source, kind, &range, &params, &error);
  g_assert_no_error (error);
  g_assert_nonnull (curve);
  return curve;
}

static guint
n_points (const PoskoCurve *curve)
{
  return posko_table_n (posko_curve_table (curve, POSKO_CURVE_TABLE_POINTS));
}

static const PoskoCurvePoint *
point (const PoskoCurve *curve, guint i)
{
  return posko_table_row (posko_curve_table (curve, POSKO_CURVE_TABLE_POINTS), i);
}

/* The level of the point at @x. */
static const PoskoCurveLevel *
level (const PoskoCurve *curve, gint64 x, const char *name)
{
  PoskoTable *levels = posko_curve_table (curve, POSKO_CURVE_TABLE_LEVELS);
  for (guint i = 0; i < posko_table_n (levels); i++)
    {
      const PoskoCurveLevel *row = posko_table_row (levels, i);
      if (row->x == x && g_str_equal (row->tingkat, name))
        return row;
    }
  g_assert_not_reached ();
}

/* ---- what must hold of every curve ---- */

static gboolean
maximises (const PoskoCurveLevel *row)
{
  return g_str_equal (row->tujuan, "maks");
}

/* Levels are bounded, and of two points next to each other the larger limit is no worse in lexicographic order, nor its bound. */
static void
check_curve (const PoskoCurve *curve)
{
  PoskoTable *levels = posko_curve_table (curve, POSKO_CURVE_TABLE_LEVELS);
  const guint n_levels = posko_table_n (levels) / n_points (curve);
  for (guint i = 0; i < n_points (curve); i++)
    {
      gboolean equal = i > 0;
      g_assert_true (i == 0 || point (curve, i)->x > point (curve, i - 1)->x);
      g_assert_cmpint (point (curve, i)->dipakai, <=, point (curve, i)->x);
      for (guint l = 0; l < n_levels; l++)
        {
          const PoskoCurveLevel *row = posko_table_row (levels, i * n_levels + l);
          const gint64 sign = maximises (row) ? -1 : 1;
          g_assert_cmpint (row->x, ==, point (curve, i)->x);
          g_assert_cmpint (sign * row->batas, <=, sign * row->nilai);
          g_assert_true ((row->batas == row->nilai) == g_str_equal (row->status, "optimal"));
          if (!equal)
            continue;
          const PoskoCurveLevel *before = posko_table_row (levels, (i - 1) * n_levels + l);
          g_assert_cmpint (sign * row->nilai, <=, sign * before->nilai);
          equal = row->nilai == before->nilai;
          if (l == 0)
            g_assert_cmpint (sign * row->batas, <=, sign * before->batas);
        }
    }
  g_assert_cmpuint (strlen (posko_curve_text (curve, POSKO_CURVE_TEXT_READING)), >, 0);
}

static void
assert_same_rows (const PoskoCurve *a, const PoskoCurve *b)
{
  g_assert_cmpuint (n_points (a), ==, n_points (b));
  for (guint i = 0; i < n_points (a); i++)
    {
      const PoskoCurvePoint *left = point (a, i), *right = point (b, i);
      g_assert_cmpint (left->x, ==, right->x);
      g_assert_cmpint (left->dipakai, ==, right->dipakai);
      g_assert_true (left->nilai == right->nilai || (isnan (left->nilai) && isnan (right->nilai)));
      g_assert_true (left->batas == right->batas || (isnan (left->batas) && isnan (right->batas)));
      g_assert_true (left->lain == right->lain || (isnan (left->lain) && isnan (right->lain)));
    }
}

static void
test_all_kinds (void)
{
  g_autoptr (PoskoCase) source = load_case (NULL);
  for (guint kind = 0; kind < POSKO_CURVE_PEOPLE; kind++)
    {
      g_autoptr (PoskoCurve) one = make_curve (source, kind, POSKO_MISSING, POSKO_MISSING, POSKO_MISSING, 1);
      g_autoptr (PoskoCurve) three = make_curve (source, kind, POSKO_MISSING, POSKO_MISSING, POSKO_MISSING, 3);
      guint n_now = 0;
      check_curve (one);
      assert_same_rows (one, three);
      for (guint i = 0; i < n_points (one); i++)
        n_now += point (one, i)->sekarang != FALSE;
      g_assert_cmpuint (n_now, ==, 1);
    }
}

/* ---- a point is the plan with that limit ---- */

static void
compare_with_plan (const PoskoCurve *curve, gint64 x, const char *product, const char *const *names, const char *scenario)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PoskoCase) source = load_case (scenario);
  PoskoPlanParams params = POSKO_PLAN_PARAMS_INIT;
  params.effort = 0.2;
  g_autoptr (PoskoPlan) plan = posko_plan_new (source, &params, &error);
  g_assert_no_error (error);
  PoskoTable *rows = posko_plan_table (plan, POSKO_PLAN_CERTIFICATES);
  for (guint n = 0; names[n] != NULL; n++)
    {
      const PoskoCurveLevel *row = level (curve, x, names[n]);
      gint64 value = 0, bound = 0;
      for (guint i = 0; i < posko_table_n (rows); i++)
        {
          const PoskoPlanCertificate *certificate = posko_table_row (rows, i);
          if (g_str_equal (certificate->produk, product) && g_str_has_prefix (certificate->tingkat, names[n]))
            {
              value += certificate->nilai;
              bound += certificate->batas;
            }
        }
      g_assert_cmpint (row->nilai, ==, value);
      if (value == bound)
        g_assert_cmpint (row->batas, ==, bound);
    }
}

static void
test_plans (void)
{
  static const char *const post_levels[] = { "terlayani", "cakupan", "waktu", NULL }, *const board_levels[] = { "minimum", "nilai", NULL };
  static const char *const base_levels[] = { "batas", "mexclp", NULL }, *const meal_levels[] = { "tak-terlayani", NULL };
  g_autoptr (PoskoCase) source = load_case (NULL);
  g_autoptr (PoskoCurve) posts = make_curve (source, POSKO_CURVE_POSTS, 2, 4, 1, 2);
  g_autoptr (PoskoCurve) boards = make_curve (source, POSKO_CURVE_BILLBOARDS, 2000000, 8000000, 3000000, 2);
  g_autoptr (PoskoCurve) bases = make_curve (source, POSKO_CURVE_AMBULANCES, 1, 3, 1, 2);
  g_autoptr (PoskoCurve) vehicles = make_curve (source, POSKO_CURVE_VEHICLES, 1, 4, 1, 2);
  compare_with_plan (posts, 2, "posko", post_levels, "{\"nama\": \"a\", \"kebijakan\": {\"pos/jumlah_maks\": 2}}");
  compare_with_plan (posts, 3, "posko", post_levels, "{\"nama\": \"a\", \"kebijakan\": {\"pos/jumlah_maks\": 3}}");
  compare_with_plan (posts, 4, "posko", post_levels, "{\"nama\": \"a\", \"kebijakan\": {\"pos/jumlah_maks\": 4}}");
  compare_with_plan (boards, 2000000, "baliho", board_levels, "{\"nama\": \"a\", \"kebijakan\": {\"baliho/anggaran_baliho\": 2000000}}");
  compare_with_plan (boards, 5000000, "baliho", board_levels, "{\"nama\": \"a\", \"kebijakan\": {\"baliho/anggaran_baliho\": 5000000}}");
  compare_with_plan (bases, 2, "ambulans", base_levels, NULL);
  compare_with_plan (bases, 1, "ambulans", base_levels,
                     "{\"nama\": \"a\", \"perubahan\": [{\"tabel\": \"ambulans\", \"di_mana\": {\"kode\": \"AMB1\"}, \"hapus\": true}]}");
  compare_with_plan (bases, 3, "ambulans", base_levels,
                     "{\"nama\": \"a\", \"perubahan\": [{\"tabel\": \"ambulans\", \"di_mana\": {\"kode\": \"AMB3\"}, \"ubah\": {\"tersedia\": true}}]}");
  compare_with_plan (vehicles, 4, "makan", meal_levels, NULL);
}

/* ---- posts against brute force ---- */

typedef struct
{
  const PoskoPolicy *policy;
  const PoskoTps *tps;
  const PoskoFaskes *faskes;
  const gint64 *weights;
  guint n_tps, n_faskes;
  gint64 seconds[16][16];
  gint64 load[16];
} Brute;

/* Tries every assignment of TPS @i and those after it. */
static void
assign (Brute *self, guint open, guint i, const gint64 *sum, gint64 *best)
{
  if (i == self->n_tps)
    {
      for (guint l = 0; l < 3; l++)
        if (sum[l] != best[l])
          {
            if (sum[l] < best[l])
              memcpy (best, sum, 3 * sizeof *sum);
            return;
          }
      return;
    }
  for (guint j = 0; j <= self->n_faskes; j++) /* the last is nobody */
    {
      gint64 next[3] = { sum[0], sum[1], sum[2] };
      const gboolean nobody = j == self->n_faskes;
      if (!nobody && ((open & (1u << j)) == 0 || self->load[j] >= self->faskes[j].tim_maks * self->policy->tps_per_tim))
        continue;
      next[0] += nobody;
      next[1] += nobody || self->seconds[i][j] > 60 * self->policy->standar_menit ? self->weights[i] : 0;
      next[2] += nobody ? 0 : self->weights[i] * self->seconds[i][j];
      if (!nobody)
        self->load[j]++;
      assign (self, open, i + 1, next, best);
      if (!nobody)
        self->load[j]--;
    }
}

/* Whether the open posts keep the hard rules. */
static gboolean
is_allowed (const Brute *self, guint open, guint limit, guint n_areas)
{
  guint n = 0, in_area[16] = { 0 };
  gint64 cost = 0;
  for (guint j = 0; j < self->n_faskes; j++)
    {
      const gboolean is_open = (open >> j) & 1;
      if ((is_open && self->faskes[j].boleh_pos != 1) || (!is_open && self->faskes[j].wajib_buka == 1))
        return FALSE;
      n += is_open;
      cost += is_open ? self->faskes[j].biaya : 0;
      in_area[self->faskes[j].area] += is_open;
    }
  for (guint k = 0; k < n_areas; k++)
    if (in_area[k] < self->policy->pos_min_per_kecamatan)
      return FALSE;
  return n <= limit && (self->policy->anggaran_pos <= 0 || cost <= self->policy->anggaran_pos);
}

static void
test_brute_posts (void)
{
  g_autoptr (PoskoCase) source = load_case (NULL);
  g_autoptr (PoskoDemand) demand = posko_demand_new (source);
  const guint n_areas = posko_boundary_n (posko_case_kecamatan (source));
  Brute brute = { .policy = posko_case_policy (source), .weights = demand->weight };
  brute.tps = posko_case_tps (source, &brute.n_tps);
  brute.faskes = posko_case_faskes (source, &brute.n_faskes);
  g_assert_cmpuint (MAX (brute.n_tps, brute.n_faskes), <=, 16);
  for (guint i = 0; i < brute.n_tps; i++)
    for (guint j = 0; j < brute.n_faskes; j++)
      brute.seconds[i][j] = posko_response_seconds (source, brute.faskes[j].place, &brute.tps[i]);
  g_autoptr (PoskoCurve) curve = make_curve (source, POSKO_CURVE_POSTS, 2, 4, 1, 1);
  for (guint limit = 2; limit <= 4; limit++)
    {
      gint64 best[3] = { G_MAXINT64, 0, 0 };
      const gint64 none[3] = { 0, 0, 0 };
      for (guint open = 0; open < 1u << brute.n_faskes; open++)
        if (is_allowed (&brute, open, limit, n_areas))
          assign (&brute, open, 0, none, best);
      g_assert_cmpint (level (curve, limit, "terlayani")->nilai, ==, best[0]);
      g_assert_cmpint (level (curve, limit, "cakupan")->nilai, ==, best[1]);
      g_assert_cmpint (level (curve, limit, "waktu")->nilai, ==, best[2]);
    }
}

/* ---- people moved ---- */

static PoskoPlan *
make_plan (PoskoCase *source)
{
  g_autoptr (GError) error = NULL;
  const PoskoPlanParams params = POSKO_PLAN_PARAMS_INIT;
  PoskoPlan *plan = posko_plan_new (source, &params, &error);
  g_assert_no_error (error);
  return plan;
}

/* Somebody of the published roster is no longer there: he is moved in every point, and the last is as good as a plan from nothing. */
static void
test_people (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (PoskoCase) before = load_case (NULL);
  g_autoptr (PoskoPlan) published = make_plan (before);
  const PoskoPlanDuty *duty = posko_table_row (posko_plan_table (published, POSKO_PLAN_ROSTER), 0);
  g_autofree char *scenario
    = g_strdup_printf ("{\"nama\": \"a\", \"perubahan\": [{\"tabel\": \"nakes\", \"di_mana\": {\"kode\": \"%s\"}, \"hapus\": true}]}", duty->kode_nakes);
  g_autoptr (PoskoCase) source = load_case (scenario);
  g_autoptr (PoskoPlan) fresh = make_plan (source);
  const PoskoPlanStay stay = { .published = published };
  PoskoPlanParams params = POSKO_PLAN_PARAMS_INIT;
  const PoskoCurveRange range = POSKO_CURVE_RANGE_INIT;
  params.stay = &stay;
  g_autoptr (PoskoCurve) curve = posko_curve_new (source, POSKO_CURVE_PEOPLE, &range, &params, &error);
  g_assert_no_error (error);
  check_curve (curve);
  const guint last = n_points (curve) - 1;
  g_assert_cmpint (point (curve, 0)->x, >=, 1);
  PoskoTable *rows = posko_plan_table (fresh, POSKO_PLAN_CERTIFICATES);
  for (guint i = 0; i < posko_table_n (rows); i++)
    {
      const PoskoPlanCertificate *row = posko_table_row (rows, i);
      if (g_str_equal (row->produk, "roster") && g_str_equal (row->tingkat, "biaya"))
        g_assert_cmpint (level (curve, point (curve, last)->x, "biaya")->nilai, ==, row->nilai);
    }
}

/* ---- the shape ---- */

static PoskoCurveWork
work (gint64 x, gint64 first, gint64 first_bound, gint64 second, gint64 second_bound)
{
  PoskoCurveWork self = { .x = x, .divisor = 1, .third = NAN };
  self.levels[0] = (PoskoSolveResult) { .status = first == first_bound ? POSKO_SOLVE_OPTIMAL : POSKO_SOLVE_BOUNDED, .value = first, .bound = first_bound };
  self.levels[1] = (PoskoSolveResult) { .status = second == second_bound ? POSKO_SOLVE_OPTIMAL : POSKO_SOLVE_BOUNDED, .value = second, .bound = second_bound };
  return self;
}

/* Minimum first, then maximum. */
static void
test_shape (void)
{
  static const PoskoCurveKindInfo info = { .levels = { "a", "b" }, .maximise = { FALSE, TRUE }, .n_levels = 2, .main = 1 };
  const PoskoCurveWork points[] = {
    work (1, 5, 1, 10, 90), /* bound of the first level from the point after */
    work (2, 3, 2, 50, 60), /* bound of the second from the point after, the first being equal */
    work (3, 3, 2, 40, 55), /* worse than the point before: takes its plan, keeps its bounds */
    work (4, 1, 1, 20, 30), /* better at the first level, though worse at the second */
  };
  g_autoptr (GArray) works = g_array_new (FALSE, FALSE, sizeof (PoskoCurveWork));
  g_array_append_vals (works, points, G_N_ELEMENTS (points));
  posko_curve_shape (works, &info);
  const PoskoCurveWork *shaped = &g_array_index (works, PoskoCurveWork, 0);
  g_assert_cmpint (shaped[0].levels[0].bound, ==, 2);
  g_assert_cmpint (shaped[0].levels[1].bound, ==, 90);
  g_assert_cmpint (shaped[1].levels[1].bound, ==, 55);
  g_assert_true (shaped[2].reused && shaped[2].levels[1].value == 50 && shaped[2].levels[1].bound == 55 && shaped[2].x == 3);
  g_assert_false (shaped[3].reused);
  g_assert_cmpint (shaped[3].levels[1].value, ==, 20);
}

static void
test_knee (void)
{
  static const gdouble values[] = { 10, 4, 1, 0.5, 0.3, 0 }, straight[] = { 10, 8, 6, 4, 2, 0 };
  for (guint t = 0; t < 2; t++)
    {
      g_autoptr (PoskoTable) table = posko_table_new (posko_curve_table_type (POSKO_CURVE_TABLE_POINTS));
      for (guint i = 0; i < G_N_ELEMENTS (values); i++)
        posko_table_append (table, &(PoskoCurvePoint) { .nomor = i + 1, .x = i, .nilai = t == 0 ? values[i] : straight[i] });
      g_assert_cmpint (posko_curve_knee (table, FALSE), ==, t == 0 ? 2 : -1);
      g_assert_cmpint (posko_curve_knee (table, TRUE), ==, -1);
      g_assert_cmpint (posko_curve_saturation (table, FALSE), ==, t == 0 ? 4 : -1);
    }
}

/* ---- ranges that make no sense ---- */

static void
test_ranges (void)
{
  static const struct
  {
    PoskoCurveRange range;
    int code;
  } wrong[] = {
    { { 4, 2, POSKO_MISSING, POSKO_MISSING }, POSKO_ERROR_USAGE },
    { { 2, 4, 0, POSKO_MISSING }, POSKO_ERROR_USAGE },
    { { 2, 4, -1, POSKO_MISSING }, POSKO_ERROR_USAGE },
    { { 0, 4, 1, POSKO_MISSING }, POSKO_ERROR_USAGE },
    { { 1, G_MAXINT64, 1, POSKO_MISSING }, POSKO_ERROR_USAGE },
    { { 1, 1000, 1, POSKO_MISSING }, POSKO_ERROR_LIMIT },
    { { 1, 4, POSKO_MISSING, 1 }, POSKO_ERROR_USAGE },
    { { 1, 4, POSKO_MISSING, POSKO_CURVE_MAX_POINTS + 1 }, POSKO_ERROR_LIMIT },
  };
  g_autoptr (PoskoCase) source = load_case (NULL);
  const PoskoPlanParams params = POSKO_PLAN_PARAMS_INIT;
  for (guint i = 0; i < G_N_ELEMENTS (wrong); i++)
    {
      g_autoptr (GError) error = NULL;
      g_assert_null (posko_curve_new (source, POSKO_CURVE_POSTS, &wrong[i].range, &params, &error));
      g_assert_error (error, POSKO_ERROR, wrong[i].code);
    }
  g_autoptr (PoskoCurve) single = make_curve (source, POSKO_CURVE_POSTS, 3, 3, 1, 1);
  g_assert_cmpuint (n_points (single), ==, 1);
}

static void
test_cancelled (void)
{
  g_autoptr (PoskoCase) source = load_case (NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GError) error = NULL;
  PoskoPlanParams params = POSKO_PLAN_PARAMS_INIT;
  const PoskoCurveRange range = POSKO_CURVE_RANGE_INIT;
  params.cancellable = cancellable;
  g_cancellable_cancel (cancellable);
  g_assert_null (posko_curve_new (source, POSKO_CURVE_VEHICLES, &range, &params, &error));
  g_assert_error (error, POSKO_ERROR, POSKO_ERROR_CANCELLED);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/curve/all-kinds", test_all_kinds);
  g_test_add_func ("/curve/plans", test_plans);
  g_test_add_func ("/curve/brute-posts", test_brute_posts);
  g_test_add_func ("/curve/people", test_people);
  g_test_add_func ("/curve/shape", test_shape);
  g_test_add_func ("/curve/knee", test_knee);
  g_test_add_func ("/curve/ranges", test_ranges);
  g_test_add_func ("/curve/cancelled", test_cancelled);
  return g_test_run ();
}
