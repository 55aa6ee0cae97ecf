/* curve.c: a trade-off curve as two tables: which limits are tried, the points side by side on threads, and the rows.
 *
 * Every point is made alone by one thread, so that the threads change nothing; curve-shape.c then puts them in relation, in the order of
 * their limits. Section 14 of docs/model.md.
 */
#include "curve-private.h"
#include <inttypes.h>
#include <math.h>

const PoskoCurveKindInfo POSKO_CURVE_KINDS[POSKO_N_CURVE_KINDS] = {
  [POSKO_CURVE_POSTS] = { .name = "posko", .product = "posko", .levels = { "terlayani", "cakupan", "waktu" },
                          .level_units = { "TPS", "bobot", "bobot-detik" }, .x_unit = "pos", .unit = "menit", .third_unit = "menit",
                          .before_unit = "TPS", .least = 1, .n_levels = 3, .main = 2, .second = 1, .counts_before = TRUE, .decimals = 2 },
  [POSKO_CURVE_BILLBOARDS] = { .name = "anggaran", .product = "baliho", .levels = { "minimum", "nilai" },
                               .level_units = { "baliho", "permil" }, .maximise = { FALSE, TRUE }, .x_unit = "rupiah",
                               .unit = "pemilih-berbobot", .third_unit = "orang", .before_unit = "baliho", .least = 0, .n_levels = 2,
                               .main = 1, .second = -1, .counts_before = TRUE },
  [POSKO_CURVE_VEHICLES] = { .name = "kendaraan", .product = "makan", .levels = { "tak-terlayani" }, .level_units = { "porsi" },
                             .x_unit = "kendaraan", .unit = "porsi", .third_unit = "menit", .before_unit = "", .least = 1, .n_levels = 1,
                             .main = 0, .second = 0, .third_falls = TRUE },
  [POSKO_CURVE_AMBULANCES] = { .name = "ambulans", .product = "ambulans", .levels = { "batas", "mexclp" },
                               .level_units = { "bobot", "bobot-permil" }, .maximise = { FALSE, TRUE }, .x_unit = "ambulans",
                               .unit = "persen", .third_unit = "persen", .before_unit = "", .least = 1, .n_levels = 2, .main = 1,
                               .second = 0, .decimals = 1 },
  [POSKO_CURVE_PEOPLE] = { .name = "orang", .product = "roster", .levels = { "biaya" }, .level_units = { "poin" }, .x_unit = "orang",
                           .unit = "poin", .third_unit = "orang-shift", .before_unit = "", .least = 0, .n_levels = 1, .main = 0,
                           .second = -1 },
};

#define END { NULL, 0 }
#define C(name) { #name, G_STRUCT_OFFSET (PoskoCurvePoint, name) }
static const PoskoBinding point_columns[]
  = { C (nomor), C (x), C (satuan_x), C (nilai), C (batas), C (satuan), C (status), C (tambahan), C (persen), C (persen_batas), C (lain),
      C (satuan_lain), C (kurang), C (satuan_kurang), C (dipakai), C (diulang), C (sekarang), C (siku), END };
#undef C
#define C(name) { #name, G_STRUCT_OFFSET (PoskoCurveLevel, name) }
static const PoskoBinding level_columns[] = { C (nomor), C (x), C (produk), C (tingkat), C (tujuan), C (nilai), C (batas), C (satuan),
                                              C (status), END };
#undef C

static const PoskoTableType table_types[POSKO_N_CURVE_TABLES] = {
  [POSKO_CURVE_TABLE_POINTS] = { "output/kurva", sizeof (PoskoCurvePoint), point_columns },
  [POSKO_CURVE_TABLE_LEVELS] = { "output/kurva_tingkat", sizeof (PoskoCurveLevel), level_columns },
};

const PoskoTableType *
posko_curve_table_type (PoskoCurveTableId id)
{
  g_return_val_if_fail (id < POSKO_N_CURVE_TABLES, NULL);
  return &table_types[id];
}

const char *
posko_curve_kind_name (PoskoCurveKind kind)
{
  g_return_val_if_fail (kind < POSKO_N_CURVE_KINDS, NULL);
  return POSKO_CURVE_KINDS[kind].name;
}

/* ---- which limits ---- */

/* 1, 2 or 5 times a power of ten: the least that makes about POSKO_CURVE_DEFAULT_POINTS points of @width. */
static gint64
round_step (gint64 width)
{
  static const gint64 factors[] = { 1, 2, 5 };
  for (gint64 power = 1; power <= POSKO_CURVE_MAX_LIMIT; power *= 10)
    for (guint f = 0; f < G_N_ELEMENTS (factors); f++)
      if (width / (factors[f] * power) < POSKO_CURVE_DEFAULT_POINTS)
        return factors[f] * power;
  return POSKO_CURVE_MAX_LIMIT;
}

static gboolean
check_range (const PoskoCurveRange *range, gint64 least, GError **error)
{
  if (range->step < 1)
    g_set_error (error, POSKO_ERROR, POSKO_ERROR_USAGE, _ ("a curve cannot go in steps of %" PRId64 ", expected 1 or more"),
                 range->step);
  else if (range->from < least || range->to > POSKO_CURVE_MAX_LIMIT)
    g_set_error (error, POSKO_ERROR, POSKO_ERROR_USAGE,
                 _ ("the curve from %" PRId64 " to %" PRId64 " leaves the range %" PRId64 " to %" PRId64),
                 range->from, range->to, least, POSKO_CURVE_MAX_LIMIT);
  else if (range->from > range->to)
    g_set_error (error, POSKO_ERROR, POSKO_ERROR_USAGE,
                 _ ("the curve begins at %" PRId64 " and ends at %" PRId64 ", expected a larger end"), range->from,
                 range->to);
  else if ((range->to - range->from) / range->step + 2 > POSKO_CURVE_MAX_POINTS)
    g_set_error (error, POSKO_ERROR, POSKO_ERROR_LIMIT,
                 _ ("a curve has at most %d points (POSKO_CURVE_MAX_POINTS); from %" PRId64 " to %" PRId64
                    " in steps of %" PRId64 " are more"),
                 POSKO_CURVE_MAX_POINTS, range->from, range->to, range->step);
  else
    return TRUE;
  return FALSE;
}

/* Sets the step where none was given; what makes no sense otherwise is left to check_range(). */
static gboolean
set_step (PoskoCurveRange *range, GError **error)
{
  const gint64 width = range->from >= 0 && range->to <= POSKO_CURVE_MAX_LIMIT ? MAX (0, range->to - range->from) : 0;
  if (range->n_points != POSKO_MISSING && (range->n_points < 2 || range->n_points > POSKO_CURVE_MAX_POINTS))
    {
      g_set_error (error, POSKO_ERROR, range->n_points < 2 ? POSKO_ERROR_USAGE : POSKO_ERROR_LIMIT,
                   _ ("a curve of %" PRId64 " points, expected 2 to %d (POSKO_CURVE_MAX_POINTS)"), range->n_points,
                   POSKO_CURVE_MAX_POINTS);
      return FALSE;
    }
  if (range->step == POSKO_MISSING)
    range->step = range->n_points == POSKO_MISSING ? round_step (width) : MAX (1, (width + range->n_points - 2) / (range->n_points - 1));
  return TRUE;
}

static void
add_limit (GArray *works, gint64 x)
{
  const PoskoCurveWork work = { .x = x };
  if (works->len == 0 || g_array_index (works, PoskoCurveWork, works->len - 1).x < x)
    g_array_append_val (works, work);
}

/* The points to be made: only x is set. */
static GArray *
list_limits (PoskoCase *source, PoskoCurveKind kind, const PoskoCurveRange *given, gint64 *now, GError **error)
{
  PoskoCurveRange range = *given;
  gint64 from, to;
  if (!posko_curve_defaults (source, kind, now, &from, &to, error))
    return NULL;
  if (range.from == POSKO_MISSING)
    range.from = range.to == POSKO_MISSING ? from : MIN (from, range.to);
  if (range.to == POSKO_MISSING)
    range.to = MAX (to, range.from);
  if (!set_step (&range, error) || !check_range (&range, POSKO_CURVE_KINDS[kind].least, error))
    return NULL;
  range.step = MIN (range.step, POSKO_CURVE_MAX_LIMIT); /* a sum with it stays a number */
  GArray *works = g_array_new (FALSE, TRUE, sizeof (PoskoCurveWork));
  for (gint64 x = range.from; x < range.to; x += range.step)
    {
      add_limit (works, x);
      if (*now > x && *now < x + range.step && *now < range.to)
        add_limit (works, *now);
    }
  add_limit (works, range.to);
  return works;
}

/* People moved: what is not given is found by the engine; the points come made. */
static GArray *
list_people (PoskoCase *source, const PoskoCurveRange *given, const PoskoPlanParams *params, gint64 *now, GError **error)
{
  PoskoCurveRange range = *given;
  range.from = given->from != POSKO_MISSING ? given->from : 0;
  range.to = given->to != POSKO_MISSING ? given->to : range.from;
  range.step = given->step != POSKO_MISSING ? given->step : POSKO_CURVE_MAX_LIMIT;
  if (!check_range (&range, POSKO_CURVE_KINDS[POSKO_CURVE_PEOPLE].least, error))
    return NULL;
  return posko_curve_people (source, given, params, now, error);
}

/* ---- the points ---- */

typedef struct
{
  const PoskoCurveMaker *maker;
  const PoskoProgress *progress;
  guint n;
  gint n_done; /* atomic */
} Batch;

static void
do_point (gpointer data, gpointer user_data)
{
  PoskoCurveWork *work = data;
  Batch *batch = user_data;
  GError *error = NULL;
  if (!posko_set_error_if_cancelled (batch->maker->params.cancellable, &error))
    posko_curve_make_point (batch->maker, work, &error);
  work->error = error;
  const gint n_done = g_atomic_int_add (&batch->n_done, 1) + 1;
  posko_progress_report (batch->progress, _ ("making the points of the curve"), (gdouble) n_done / batch->n);
}

/* The first point's failure counts. */
static gboolean
take_errors (GArray *works, GError **error)
{
  GError *first = NULL;
  for (guint i = 0; i < works->len; i++)
    {
      GError *own = g_steal_pointer (&g_array_index (works, PoskoCurveWork, i).error);
      if (first == NULL)
        first = own;
      else
        g_clear_error (&own);
    }
  if (first == NULL)
    return TRUE;
  g_propagate_error (error, first);
  return FALSE;
}

static gboolean
run_points (const PoskoCurveMaker *maker, GArray *works, const PoskoPlanParams *params, GError **error)
{
  Batch batch = { .maker = maker, .progress = params->progress, .n = works->len };
  GThreadPool *pool = g_thread_pool_new (do_point, &batch, (gint) CLAMP (params->n_threads, 1, works->len), FALSE, error);
  if (pool == NULL)
    return FALSE;
  for (guint i = 0; i < works->len; i++)
    g_thread_pool_push (pool, &g_array_index (works, PoskoCurveWork, i), NULL);
  g_thread_pool_free (pool, FALSE, TRUE); /* waits for all of them */
  return take_errors (works, error);
}

/* What all points of a kind rest on, then the points. */
static gboolean
make_points (PoskoCase *source, PoskoCurveKind kind, GArray *works, const PoskoPlanParams *params, GError **error)
{
  g_autoptr (PoskoDemand) demand = posko_demand_new (source);
  g_autoptr (PoskoPlan) posts = posko_plan_new_empty (source);
  g_autofree guint *order = NULL;
  PoskoCurveWork whole;
  PoskoCurveMaker maker = { .source = source, .kind = kind, .params = *params, .demand = demand, .posts = posts };
  maker.params.n_threads = 1;
  maker.params.progress = NULL;
  maker.params.stay = NULL;
  posko_progress_report (params->progress, _ ("making the points of the curve"), 0);
  if (kind == POSKO_CURVE_AMBULANCES && !posko_plan_make_posts (posts, demand, &maker.params, error))
    return FALSE;
  if (kind == POSKO_CURVE_VEHICLES)
    {
      maker.order = order = posko_curve_rank_vehicles (&maker, &whole, error);
      maker.whole = &whole;
      if (order == NULL)
        return FALSE;
    }
  return run_points (&maker, works, params, error);
}

/* ---- the rows ---- */

static const char *
status_code (PoskoSolveStatus status)
{
  return status == POSKO_SOLVE_OPTIMAL ? "optimal" : status == POSKO_SOLVE_BOUNDED ? "dalam-batas" : "layak";
}

static gdouble
share_kept (const PoskoCurveWork *work, gint64 lost)
{
  return work->total > 0 ? 100 * (1 - (gdouble) lost / work->total) : (gdouble) NAN;
}

static PoskoCurvePoint
make_row (const PoskoCurveKindInfo *info, const PoskoCurveWork *work, const PoskoCurvePoint *before)
{
  const PoskoSolveResult *main = &work->levels[info->main];
  const gboolean bounded = main->status != POSKO_SOLVE_FEASIBLE && work->bounded;
  PoskoCurvePoint row = {
    .x = work->x, .satuan_x = info->x_unit, .satuan = info->unit, .satuan_lain = info->third_unit, .satuan_kurang = info->before_unit,
    .nilai = (gdouble) main->value / work->divisor,
    .batas = bounded ? (gdouble) main->bound / work->divisor : (gdouble) NAN,
    .status = status_code (bounded ? main->status : POSKO_SOLVE_FEASIBLE),
    .tambahan = NAN, .persen = work->percent, .persen_batas = NAN, .lain = work->third,
    .kurang = info->counts_before ? work->levels[0].value : POSKO_MISSING,
    .dipakai = work->used, .diulang = work->reused,
  };
  if (before != NULL)
    row.tambahan = info->maximise[info->main] ? row.nilai - before->nilai : before->nilai - row.nilai;
  if (info->second >= 0)
    {
      const PoskoSolveResult *second = &work->levels[info->second];
      row.persen = share_kept (work, second->value);
      row.persen_batas = second->status != POSKO_SOLVE_FEASIBLE ? share_kept (work, second->bound) : (gdouble) NAN;
    }
  return row;
}

static void
add_levels (PoskoTable *table, const PoskoCurveKindInfo *info, const PoskoCurveWork *work)
{
  for (guint l = 0; l < info->n_levels; l++)
    {
      const PoskoSolveResult *level = &work->levels[l];
      const PoskoCurveLevel row = {
        .nomor = posko_table_n (table) + 1, .x = work->x, .produk = info->product, .tingkat = info->levels[l],
        .tujuan = info->maximise[l] ? "maks" : "min", .nilai = level->value,
        .batas = level->status == POSKO_SOLVE_FEASIBLE ? POSKO_MISSING : level->bound, .satuan = info->level_units[l],
        .status = status_code (level->status),
      };
      posko_table_append (table, &row);
    }
}

static void
write_tables (PoskoCurve *self, GArray *works, gint64 now)
{
  const PoskoCurveKindInfo *info = &POSKO_CURVE_KINDS[self->kind];
  PoskoTable *points = self->tables[POSKO_CURVE_TABLE_POINTS];
  for (guint i = 0; i < works->len; i++)
    {
      const PoskoCurveWork *work = &g_array_index (works, PoskoCurveWork, i);
      PoskoCurvePoint row = make_row (info, work, i > 0 ? posko_table_row (points, i - 1) : NULL);
      row.nomor = i + 1;
      row.sekarang = work->x == now;
      posko_table_append (points, &row);
      posko_plan_round_row (posko_table_schema (&table_types[POSKO_CURVE_TABLE_POINTS]), posko_table_row_mutable (points, i));
      add_levels (self->tables[POSKO_CURVE_TABLE_LEVELS], info, work);
    }
  const gint knee = posko_curve_knee (points, info->maximise[info->main]);
  if (knee >= 0)
    ((PoskoCurvePoint *) posko_table_row_mutable (points, (guint) knee))->siku = TRUE;
}

PoskoCurve *
posko_curve_new (PoskoCase *source, PoskoCurveKind kind, const PoskoCurveRange *range, const PoskoPlanParams *params, GError **error)
{
  g_return_val_if_fail (source != NULL && kind < POSKO_N_CURVE_KINDS && range != NULL && params != NULL, NULL);
  gint64 now = POSKO_MISSING;
  g_autoptr (GArray) works = kind == POSKO_CURVE_PEOPLE ? list_people (source, range, params, &now, error)
                                                         : list_limits (source, kind, range, &now, error);
  if (works == NULL || (kind != POSKO_CURVE_PEOPLE && !make_points (source, kind, works, params, error)))
    return NULL;
  posko_curve_shape (works, &POSKO_CURVE_KINDS[kind]);
  PoskoCurve *self = g_new0 (PoskoCurve, 1);
  self->source = posko_case_ref (source);
  self->kind = kind;
  self->language = params->language;
  self->seed = params->seed;
  self->effort = params->effort;
  for (guint id = 0; id < POSKO_N_CURVE_TABLES; id++)
    self->tables[id] = posko_table_new (&table_types[id]);
  write_tables (self, works, now);
  posko_curve_write_texts (self);
  return self;
}

void
posko_curve_free (PoskoCurve *self)
{
  if (self == NULL)
    return;
  for (guint id = 0; id < POSKO_N_CURVE_TABLES; id++)
    posko_table_free (self->tables[id]);
  for (guint t = 0; t < POSKO_N_CURVE_TEXTS; t++)
    g_free (self->texts[t]);
  posko_case_unref (self->source);
  g_free (self);
}

PoskoTable *
posko_curve_table (const PoskoCurve *self, PoskoCurveTableId id)
{
  g_return_val_if_fail (id < POSKO_N_CURVE_TABLES, NULL);
  return self->tables[id];
}

PoskoCurveKind
posko_curve_kind (const PoskoCurve *self)
{
  return self->kind;
}

PoskoCase *
posko_curve_case (const PoskoCurve *self)
{
  return self->source;
}

PoskoLanguage
posko_curve_language (const PoskoCurve *self)
{
  return self->language;
}

guint64
posko_curve_seed (const PoskoCurve *self)
{
  return self->seed;
}

gdouble
posko_curve_effort (const PoskoCurve *self)
{
  return self->effort;
}

gboolean
posko_curve_maximises (const PoskoCurve *self)
{
  const PoskoCurveKindInfo *info = &POSKO_CURVE_KINDS[self->kind];
  return info->maximise[info->main];
}

const char *
posko_curve_text (const PoskoCurve *self, PoskoCurveText text)
{
  g_return_val_if_fail (text < POSKO_N_CURVE_TEXTS, NULL);
  return self->texts[text];
}
