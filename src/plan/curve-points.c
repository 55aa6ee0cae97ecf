/* curve-points.c: one point of a curve: the makers of the plan under another limit, and what is read from their tables.
 *
 * The makers look at posko_plan_limits() in place of the case's own limit, so that a point is what the plan would be with that value in
 * its policy or table; levels and bounds are its certificates. The vehicles of a fleet of n are the first n by portions carried in the
 * plan with all of them. How much later the windows would have to end is searched by halving, with whole plans of the meals: what is
 * found is enough; less may be.
 */
#include "curve-private.h"
#include <math.h>
#include <string.h>

/* Windows are tried later by 1 … LATE_STEPS times LATE_MINUTES; a power of two, less one step. */
#define LATE_MINUTES 15
#define LATE_STEPS 15
/* These plans need only be good enough to show that all can be served. */
#define LATE_EFFORT 0.1

static gint64
sum_of (const gint64 *weights, guint n)
{
  gint64 total = 0;
  for (guint i = 0; i < n; i++)
    total += weights[i];
  return total;
}

/* An empty plan of the case under @limits. */
static PoskoPlan *
new_plan (const PoskoCurveMaker *maker, const PoskoPlanLimits *limits)
{
  PoskoPlan *plan = posko_plan_new_empty (maker->source);
  posko_plan_set_origin (plan, maker->params.seed, maker->params.language);
  posko_plan_set_limits (plan, limits);
  return plan;
}

/* Adds the certificates of a level, of every wave where it has one a wave. */
static PoskoSolveResult
read_level (const PoskoPlan *plan, const char *product, const char *level)
{
  PoskoTable *rows = posko_plan_table (plan, POSKO_PLAN_CERTIFICATES);
  PoskoSolveResult result = { .status = POSKO_SOLVE_OPTIMAL };
  const gsize length = strlen (level);
  for (guint i = 0; i < posko_table_n (rows); i++)
    {
      const PoskoPlanCertificate *row = posko_table_row (rows, i);
      const gboolean same = strncmp (row->tingkat, level, length) == 0 && (row->tingkat[length] == '\0' || row->tingkat[length] == '@');
      if (!same || strcmp (row->produk, product) != 0)
        continue;
      result.value += row->nilai;
      if (row->batas == POSKO_MISSING)
        result.status = POSKO_SOLVE_FEASIBLE;
      else
        result.bound += row->batas;
    }
  if (result.status == POSKO_SOLVE_OPTIMAL && result.bound != result.value)
    result.status = POSKO_SOLVE_BOUNDED;
  return result;
}

static void
read_levels (const PoskoPlan *plan, PoskoCurveKind kind, PoskoCurveWork *work)
{
  const PoskoCurveKindInfo *info = &POSKO_CURVE_KINDS[kind];
  for (guint l = 0; l < info->n_levels; l++)
    work->levels[l] = read_level (plan, info->product, info->levels[l]);
}

static gboolean
make_posts (const PoskoCurveMaker *maker, PoskoCurveWork *work, GError **error)
{
  PoskoPlanLimits limits = POSKO_PLAN_LIMITS_INIT;
  limits.posts = work->x;
  g_autoptr (PoskoPlan) plan = new_plan (maker, &limits);
  if (!posko_plan_make_posts (plan, maker->demand, &maker->params, error))
    return FALSE;
  read_levels (plan, POSKO_CURVE_POSTS, work);
  gint64 served = 0;
  PoskoTable *tps = posko_plan_table (plan, POSKO_PLAN_TPS);
  work->total = 0;
  for (guint i = 0; i < posko_table_n (tps); i++)
    {
      const PoskoPlanTps *row = posko_table_row (tps, i);
      work->total += (gdouble) row->bobot;
      if (isnan (row->menit_utama))
        continue;
      served += row->bobot;
      work->third = isnan (work->third) ? row->menit_utama : MAX (work->third, row->menit_utama);
    }
  /* Of plans that leave somebody out the mean is over others, and the bound says nothing of it. */
  work->divisor = served > 0 ? 60.0 * (gdouble) served : (gdouble) NAN;
  work->bounded = work->levels[0].value == 0;
  work->used = posko_table_n (posko_plan_table (plan, POSKO_PLAN_POSTS));
  return TRUE;
}

static gboolean
make_billboards (const PoskoCurveMaker *maker, PoskoCurveWork *work, GError **error)
{
  PoskoPlanLimits limits = POSKO_PLAN_LIMITS_INIT;
  limits.billboard_rupiah = work->x;
  g_autoptr (PoskoPlan) plan = new_plan (maker, &limits);
  guint n_tps;
  const PoskoTps *tps = posko_case_tps (maker->source, &n_tps);
  PoskoTable *reached = posko_plan_table (plan, POSKO_PLAN_TPS), *boards = posko_plan_table (plan, POSKO_PLAN_BILLBOARDS);
  for (guint i = 0; i < n_tps; i++) /* the rows that the maker counts boards in */
    posko_plan_add (plan, POSKO_PLAN_TPS, &(PoskoPlanTps) { .kode_tps = tps[i].kode_tps, .pemilih = tps[i].pemilih });
  if (!posko_plan_make_billboards (plan, &maker->params, error))
    return FALSE;
  read_levels (plan, POSKO_CURVE_BILLBOARDS, work);
  gint64 all = 0, seeing = 0;
  for (guint i = 0; i < n_tps; i++)
    {
      const PoskoPlanTps *row = posko_table_row (reached, i);
      all += row->pemilih;
      seeing += row->baliho > 0 ? row->pemilih : 0;
    }
  for (guint b = 0; b < posko_table_n (boards); b++)
    work->used += ((const PoskoPlanBillboard *) posko_table_row (boards, b))->biaya;
  work->divisor = 1000;
  work->percent = all > 0 ? 100.0 * (gdouble) seeing / (gdouble) all : (gdouble) NAN;
  work->third = (gdouble) seeing;
  return TRUE;
}

/* Ambulances that the bases have room for: section 3. */
static gint64
ambulance_room (const PoskoCurveMaker *maker)
{
  guint n;
  gint64 room = 0;
  const PoskoFaskes *faskes = posko_case_faskes (maker->source, &n);
  PoskoTable *posts = posko_plan_table (maker->posts, POSKO_PLAN_POSTS);
  for (guint f = 0; f < n; f++)
    room += faskes[f].ambulans_maks;
  for (guint p = 0; p < posko_table_n (posts); p++)
    {
      const PoskoPlanPost *post = posko_table_row (posts, p);
      const PoskoFaskes *place = posko_find_by_code (faskes, n, sizeof *faskes, post->kode_pos);
      room += place != NULL && place->ambulans_maks == 0;
    }
  return room;
}

static gboolean
make_ambulances (const PoskoCurveMaker *maker, PoskoCurveWork *work, GError **error)
{
  PoskoPlanLimits limits = POSKO_PLAN_LIMITS_INIT;
  limits.ambulances = work->x;
  g_autoptr (PoskoPlan) plan = new_plan (maker, &limits);
  PoskoTable *posts = posko_plan_table (maker->posts, POSKO_PLAN_POSTS);
  for (guint p = 0; p < posko_table_n (posts); p++)
    posko_plan_add (plan, POSKO_PLAN_POSTS, posko_table_row (posts, p));
  if (!posko_plan_make_ambulances (plan, maker->demand, &maker->params, error))
    return FALSE;
  guint n_tps;
  posko_case_tps (maker->source, &n_tps);
  read_levels (plan, POSKO_CURVE_AMBULANCES, work);
  work->total = (gdouble) sum_of (maker->demand->weight, n_tps);
  work->divisor = 10 * work->total; /* per mille of the weight, as percent */
  work->third = posko_ambulance_busy_permil (maker->source, maker->demand, (guint) work->x) / 10.0;
  work->used = MIN (work->x, ambulance_room (maker));
  return TRUE;
}

/* The meals of a day under @limits. */
static PoskoPlan *
make_meals (const PoskoCurveMaker *maker, const PoskoPlanLimits *limits, gdouble effort, GError **error)
{
  PoskoPlanParams params = maker->params;
  params.effort *= effort;
  g_autoptr (PoskoPlan) plan = new_plan (maker, limits);
  return posko_plan_make_meals (plan, &params, error) ? g_steal_pointer (&plan) : NULL;
}

/* Sets @minutes to how much later the windows would have to end for @target portions unserved, NaN when that is more than is tried. */
static gboolean
find_lateness (const PoskoCurveMaker *maker, const gboolean *drive, gint64 target, gdouble *minutes, GError **error)
{
  const PoskoCurveKindInfo *info = &POSKO_CURVE_KINDS[POSKO_CURVE_VEHICLES];
  PoskoPlanLimits limits = POSKO_PLAN_LIMITS_INIT;
  guint enough = LATE_STEPS + 1, too_few = 0;
  limits.vehicles = drive;
  limits.most_unserved = target;
  while (enough - too_few > 1)
    {
      const guint middle = too_few + (enough - too_few) / 2;
      limits.late_minutes = (gint64) middle * LATE_MINUTES;
      g_autoptr (PoskoPlan) plan = make_meals (maker, &limits, LATE_EFFORT, error);
      if (plan == NULL)
        return FALSE;
      if (read_level (plan, info->product, info->levels[0]).value <= target)
        enough = middle;
      else
        too_few = middle;
    }
  *minutes = enough > LATE_STEPS ? (gdouble) NAN : (gdouble) (enough * LATE_MINUTES);
  return TRUE;
}

/* Portions wanted, and vehicles used in any wave. */
static void
count_meals (const PoskoPlan *plan, PoskoCurveWork *work)
{
  PoskoTable *meals = posko_plan_table (plan, POSKO_PLAN_MEALS);
  g_autoptr (GHashTable) used = g_hash_table_new (g_str_hash, g_str_equal);
  work->total = 0;
  for (guint i = 0; i < posko_table_n (meals); i++)
    {
      const PoskoPlanMeal *row = posko_table_row (meals, i);
      work->total += (gdouble) row->porsi;
      if (*row->kode_kendaraan != '\0')
        g_hash_table_add (used, (gpointer) row->kode_kendaraan);
    }
  work->used = g_hash_table_size (used);
}

static gboolean
make_vehicles (const PoskoCurveMaker *maker, PoskoCurveWork *work, GError **error)
{
  guint n;
  posko_case_kendaraan (maker->source, &n);
  if (maker->whole != NULL && work->x >= n)
    {
      const gint64 x = work->x;
      *work = *maker->whole;
      work->x = x;
      return TRUE;
    }
  g_autofree gboolean *drive = g_new0 (gboolean, n);
  for (guint v = 0; v < n && v < work->x; v++)
    drive[maker->order[v]] = TRUE;
  PoskoPlanLimits limits = POSKO_PLAN_LIMITS_INIT;
  limits.vehicles = drive;
  g_autoptr (PoskoPlan) plan = make_meals (maker, &limits, 1, error);
  if (plan == NULL)
    return FALSE;
  read_levels (plan, POSKO_CURVE_VEHICLES, work);
  count_meals (plan, work);
  work->divisor = 1;
  work->third = 0;
  const gint64 target = maker->whole->levels[0].value;
  return work->levels[0].value <= target || find_lateness (maker, drive, target, &work->third, error);
}

gboolean
posko_curve_make_point (const PoskoCurveMaker *maker, PoskoCurveWork *work, GError **error)
{
  const gint64 x = work->x;
  *work = (PoskoCurveWork) { .x = x, .divisor = NAN, .bounded = TRUE, .total = NAN, .percent = NAN, .third = NAN };
  switch (maker->kind)
    {
    case POSKO_CURVE_POSTS:
      return make_posts (maker, work, error);
    case POSKO_CURVE_BILLBOARDS:
      return make_billboards (maker, work, error);
    case POSKO_CURVE_VEHICLES:
      return make_vehicles (maker, work, error);
    case POSKO_CURVE_AMBULANCES:
      return make_ambulances (maker, work, error);
    case POSKO_CURVE_PEOPLE:
    case POSKO_N_CURVE_KINDS:
    default:
      g_return_val_if_reached (FALSE);
    }
}

/* ---- the order of the vehicles ---- */

typedef struct
{
  guint vehicle;
  gint64 portions;
} Carried;

static int
by_portions (gconstpointer a, gconstpointer b)
{
  const Carried *left = a, *right = b;
  if (left->portions != right->portions)
    return left->portions > right->portions ? -1 : 1;
  return left->vehicle < right->vehicle ? -1 : left->vehicle > right->vehicle;
}

guint *
posko_curve_rank_vehicles (const PoskoCurveMaker *maker, PoskoCurveWork *whole, GError **error)
{
  guint n;
  const PoskoKendaraan *vehicles = posko_case_kendaraan (maker->source, &n);
  g_autofree gboolean *drive = g_new (gboolean, n);
  g_autofree Carried *carried = g_new0 (Carried, n);
  for (guint v = 0; v < n; v++)
    {
      drive[v] = TRUE;
      carried[v].vehicle = v;
    }
  PoskoPlanLimits limits = POSKO_PLAN_LIMITS_INIT;
  limits.vehicles = drive;
  g_autoptr (PoskoPlan) plan = make_meals (maker, &limits, 1, error);
  if (plan == NULL)
    return NULL;
  *whole = (PoskoCurveWork) { .divisor = 1, .bounded = TRUE, .percent = NAN, .third = 0 };
  read_levels (plan, POSKO_CURVE_VEHICLES, whole);
  count_meals (plan, whole);
  PoskoTable *meals = posko_plan_table (plan, POSKO_PLAN_MEALS);
  for (guint i = 0; i < posko_table_n (meals); i++)
    {
      const PoskoPlanMeal *row = posko_table_row (meals, i);
      const PoskoKendaraan *vehicle = posko_find_by_code (vehicles, n, sizeof *vehicles, row->kode_kendaraan);
      if (vehicle != NULL)
        carried[vehicle - vehicles].portions += row->porsi;
    }
  qsort (carried, n, sizeof *carried, by_portions);
  guint *order = g_new (guint, n);
  for (guint v = 0; v < n; v++)
    order[v] = carried[v].vehicle;
  return order;
}

/* ---- sensible limits ---- */

static gboolean
nothing_to_decide (GError **error, const char *table)
{
  g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("%s has no row to decide on, so there is no curve"), table);
  return FALSE;
}

static gboolean
post_defaults (PoskoCase *source, gint64 *now, gint64 *from, gint64 *to, GError **error)
{
  guint n;
  gint64 n_sites = 0;
  const PoskoFaskes *faskes = posko_case_faskes (source, &n);
  for (guint f = 0; f < n; f++)
    n_sites += faskes[f].boleh_pos == 1;
  *now = posko_posts_allowed (source, POSKO_MISSING);
  *from = MAX (1, posko_posts_allowed (source, 1));
  *to = MAX (*from, MIN (n_sites, 2 * *now));
  return n_sites > 0 || nothing_to_decide (error, "faskes.csv");
}

static gboolean
billboard_defaults (PoskoCase *source, gint64 *now, gint64 *from, gint64 *to, GError **error)
{
  guint n;
  gint64 all = 0;
  const PoskoBaliho *sites = posko_case_baliho (source, &n);
  for (guint b = 0; b < n; b++)
    all += sites[b].biaya;
  *now = posko_case_policy (source)->anggaran_baliho;
  *from = 0;
  *to = *now > 0 ? MIN (all, 2 * *now) : all;
  return n > 0 || nothing_to_decide (error, "baliho.csv");
}

static gboolean
vehicle_defaults (PoskoCase *source, gint64 *now, gint64 *from, gint64 *to, GError **error)
{
  guint n, n_kitchens;
  posko_case_kendaraan (source, &n);
  posko_case_dapur (source, &n_kitchens);
  *now = *to = n;
  *from = MAX (1, n / 3); /* with fewer a city has no meals worth the name */
  return (n > 0 && n_kitchens > 0) || nothing_to_decide (error, n > 0 ? "dapur.csv" : "kendaraan.csv");
}

/* @room is at the bases of the case without the posts; an open post has room for one at least. */
static gboolean
ambulance_defaults (PoskoCase *source, gint64 *now, gint64 *from, gint64 *to, GError **error)
{
  guint n, n_faskes;
  gint64 room = posko_posts_allowed (source, POSKO_MISSING);
  const PoskoAmbulans *ambulances = posko_case_ambulans (source, &n);
  const PoskoFaskes *faskes = posko_case_faskes (source, &n_faskes);
  *now = 0;
  for (guint a = 0; a < n; a++)
    *now += ambulances[a].tersedia == 1;
  for (guint f = 0; f < n_faskes; f++)
    room += faskes[f].ambulans_maks;
  *from = 1;
  *to = MAX (1, MIN (room, MAX (2 * *now, 6)));
  return n_faskes > 0 || nothing_to_decide (error, "faskes.csv");
}

gboolean
posko_curve_defaults (PoskoCase *source, PoskoCurveKind kind, gint64 *now, gint64 *from, gint64 *to, GError **error)
{
  static gboolean (*const defaults[POSKO_N_CURVE_KINDS]) (PoskoCase *, gint64 *, gint64 *, gint64 *, GError **)
    = { post_defaults, billboard_defaults, vehicle_defaults, ambulance_defaults, NULL };
  g_return_val_if_fail (defaults[kind] != NULL, FALSE);
  return defaults[kind](source, now, from, to, error);
}
