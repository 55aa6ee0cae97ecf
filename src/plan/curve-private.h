/* curve-private.h: what the files of a curve share: the kinds, and a point while it is being made. */
#pragma once
#include "curve.h"
#include "plan-private.h"
G_BEGIN_DECLS

#define POSKO_CURVE_MAX_LEVELS 3u

/* What is fixed of a kind. */
typedef struct
{
  const char *name;
  const char *product;          /* whose certificates the levels are */
  const char *levels[POSKO_CURVE_MAX_LEVELS], *level_units[POSKO_CURVE_MAX_LEVELS]; /* in lexicographic order */
  gboolean maximise[POSKO_CURVE_MAX_LEVELS];
  const char *x_unit, *unit;
  const char *third_unit, *before_unit;
  gint64 least;                 /* least limit that makes sense */
  guint n_levels, main;         /* the level that is drawn */
  gint second;                  /* the level that `persen` is of, or -1 */
  gboolean counts_before;       /* whether level 0 is `kurang` */
  gboolean third_falls;         /* whether `lain` of a larger limit is never more */
  guint decimals;               /* of nilai, in sentences */
} PoskoCurveKindInfo;

extern const PoskoCurveKindInfo POSKO_CURVE_KINDS[POSKO_N_CURVE_KINDS];

/* A point while it is made. */
typedef struct
{
  gint64 x;
  PoskoSolveResult levels[POSKO_CURVE_MAX_LEVELS];
  gdouble divisor;  /* of the main level: value / divisor is `nilai`; NaN: nothing to show */
  gboolean bounded; /* whether the bound of the main level bounds `nilai` */
  gdouble total;    /* of the second level: persen = 100 · (1 - level / total) */
  gdouble percent;  /* `persen` where no level says it; NaN */
  gdouble third;    /* NaN = none */
  gint64 used;
  gboolean reused;
  GError *error;
} PoskoCurveWork;

struct _PoskoCurve
{
  PoskoCase *source;
  PoskoCurveKind kind;
  PoskoLanguage language;
  guint64 seed;
  gdouble effort;
  PoskoTable *tables[POSKO_N_CURVE_TABLES];
  char *texts[POSKO_N_CURVE_TEXTS];
};

/* How the points of a kind are made; shared by the threads. */
typedef struct
{
  PoskoCase *source;
  PoskoCurveKind kind;
  PoskoPlanParams params;   /* of one point: one thread, no progress of its own */
  const PoskoDemand *demand;
  const PoskoPlan *posts;   /* (nullable): whose open posts the ambulances may stand at */
  const guint *order;       /* (nullable): vehicles, the first to drive first */
  const PoskoCurveWork *whole; /* (nullable): the point with every vehicle */
} PoskoCurveMaker;

/** Makes one point, whose x is set: its levels and figures; %FALSE with @error. Any thread. (curve-points.c) */
gboolean posko_curve_make_point (const PoskoCurveMaker *maker, PoskoCurveWork *work, GError **error);

/**
 * posko_curve_rank_vehicles:
 * @whole: (out): the point with every vehicle
 *
 * Returns: (transfer full) (array): the vehicles, by portions carried in the plan with all of them, most first, ties by code; %NULL with
 *   @error (curve-points.c)
 */
guint *posko_curve_rank_vehicles (const PoskoCurveMaker *maker, PoskoCurveWork *whole, GError **error);

/** Finds the limits of the case: @now, and the @from and @to that were not given. %FALSE with %POSKO_ERROR_INPUT (curve-points.c) */
gboolean posko_curve_defaults (PoskoCase *source, PoskoCurveKind kind, gint64 *now, gint64 *from, gint64 *to, GError **error);

/**
 * posko_curve_people:
 * @now: (out): the fewest people moved by a roster that leaves no more places empty than it must
 *
 * Returns: (transfer full) (element-type PoskoCurveWork): the points of people moved, or %NULL with @error (curve-people.c)
 */
GArray *posko_curve_people (PoskoCase *source, const PoskoCurveRange *given, const PoskoPlanParams *params, gint64 *now, GError **error);

/**
 * posko_curve_shape:
 * @works: (element-type PoskoCurveWork): by growing x
 *
 * Makes values and bounds follow from each other: a plan of a smaller limit is a plan of a larger one too. (curve-shape.c)
 */
void posko_curve_shape (GArray *works, const PoskoCurveKindInfo *info);

/**
 * posko_curve_knee:
 * @points: (element-type PoskoCurvePoint)
 *
 * Returns: the index of the knee, or -1 where there is none (curve-shape.c)
 */
gint posko_curve_knee (PoskoTable *points, gboolean maximise);

/** Returns: the index of the first point after which less than a twentieth of all that the curve gains is left; -1: none (curve-shape.c) */
gint posko_curve_saturation (PoskoTable *points, gboolean maximise);

/** Fills the texts (curve-text.c) */
void posko_curve_write_texts (PoskoCurve *self);

G_END_DECLS
