/* curve.h: trade-offs: one figure against another, with the proven bound beside each point: section 14 of docs/model.md.
 *
 * A point is what the plan would be under another limit: so many posts, so much money for billboards, so many vehicles or
 * ambulances, so many people moved. It is made by the makers of the plan, and nothing else of the case changes. The answer is two tables of plain rows,
 * each with a Table Schema in schemas/output/, as a plan's are.
 */
#pragma once
#include "plan.h"
G_BEGIN_DECLS

#define POSKO_CURVE_DEFAULT_POINTS 12u /* about so many, when no step is given */
#define POSKO_CURVE_MAX_POINTS 200
#define POSKO_CURVE_MAX_LIMIT ((gint64) 1000000000000000) /* of a limit: a thousand million million rupiah */

typedef enum
{
  POSKO_CURVE_POSTS,      /* response minutes by number of health posts */
  POSKO_CURVE_BILLBOARDS, /* weighted voters reached by rupiah for billboards */
  POSKO_CURVE_VEHICLES,   /* portions too late by number of delivery vehicles */
  POSKO_CURVE_AMBULANCES, /* expected coverage by number of ambulances */
  POSKO_CURVE_PEOPLE,     /* price of the roster by number of people moved from a published plan */
  POSKO_N_CURVE_KINDS,
} PoskoCurveKind;

/** Returns: "posko", "anggaran", "kendaraan", "ambulans", "orang" */
const char *posko_curve_kind_name (PoskoCurveKind kind);

typedef struct /* kurva.csv: a point */
{
  gint64 nomor;
  gint64 x;                    /* the limit */
  const char *satuan_x;
  gdouble nilai, batas;        /* what the plan has; no plan is better than batas (NaN = not known) */
  const char *satuan;          /* of nilai, batas, tambahan */
  const char *status;          /* optimal | dalam-batas | layak */
  gdouble tambahan;            /* better than at the point before by this; NaN at the first */
  gdouble persen, persen_batas; /* the second figure, and what no plan passes (NaN = none) */
  gdouble lain;                /* the third figure, NaN = none */
  const char *satuan_lain;
  gint64 kurang;               /* needs that come before and are unmet, in satuan_kurang; missing = none are counted */
  const char *satuan_kurang;
  gint64 dipakai;              /* of x, what the plan uses */
  gint64 diulang;              /* boolean: the plan of the point before, since the search found nothing better */
  gint64 sekarang;             /* boolean: the limit of the case as it is; of people moved: the fewest, with no more places empty */
  gint64 siku;                 /* boolean: the knee */
} PoskoCurvePoint;

typedef struct /* kurva_tingkat.csv: a level of the objective at a point, as in sertifikat.csv */
{
  gint64 nomor, x;
  const char *produk, *tingkat, *tujuan;
  gint64 nilai, batas; /* missing = none known */
  const char *satuan, *status;
} PoskoCurveLevel;

typedef enum
{
  POSKO_CURVE_TABLE_POINTS,
  POSKO_CURVE_TABLE_LEVELS,
  POSKO_N_CURVE_TABLES,
} PoskoCurveTableId;

/** Returns: the table's type: name "output/kurva", "output/kurva_tingkat" */
const PoskoTableType *posko_curve_table_type (PoskoCurveTableId id);

/* Which limits. The first, the last and the one of the case as it is (if between them) are always points. */
typedef struct
{
  gint64 from, to; /* POSKO_MISSING: a sensible one of the kind */
  gint64 step;     /* 1 or more; POSKO_MISSING: a round one, such that there are about POSKO_CURVE_DEFAULT_POINTS points */
  gint64 n_points; /* where no step is given: about so many points, 2 or more; POSKO_MISSING: the default; not for people */
} PoskoCurveRange;

#define POSKO_CURVE_RANGE_INIT \
  { .from = POSKO_MISSING, .to = POSKO_MISSING, .step = POSKO_MISSING, .n_points = POSKO_MISSING }

typedef struct _PoskoCurve PoskoCurve; /* immutable */

/**
 * posko_curve_new:
 * @params: as for a plan; `stay` is needed for %POSKO_CURVE_PEOPLE and not looked at for the others. Points are made side by side on
 *   `n_threads`, with the same answer on any number of them.
 *
 * As much work as one product of a plan a point; %POSKO_CURVE_VEHICLES up to six times that.
 *
 * Returns: (transfer full) (nullable): the curve, or %NULL with @error: %POSKO_ERROR_USAGE (a range that makes no sense),
 *   %POSKO_ERROR_LIMIT (over %POSKO_CURVE_MAX_POINTS points), %POSKO_ERROR_INPUT (the case has nothing to decide), cancelled, or a solver
 *   broke
 */
PoskoCurve *posko_curve_new (PoskoCase *source, PoskoCurveKind kind, const PoskoCurveRange *range, const PoskoPlanParams *params,
                             GError **error);
void posko_curve_free (PoskoCurve *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoCurve, posko_curve_free)

PoskoTable *posko_curve_table (const PoskoCurve *self, PoskoCurveTableId id);
PoskoCurveKind posko_curve_kind (const PoskoCurve *self);
PoskoCase *posko_curve_case (const PoskoCurve *self);
PoskoLanguage posko_curve_language (const PoskoCurve *self);
guint64 posko_curve_seed (const PoskoCurve *self);
gdouble posko_curve_effort (const PoskoCurve *self);

/** Returns: whether more is better */
gboolean posko_curve_maximises (const PoskoCurve *self);

/* What people read, in the curve's language: of the plot, and of kurva.json. */
typedef enum
{
  POSKO_CURVE_TEXT_TITLE,   /* "Waktu respons dan jumlah pos kesehatan" */
  POSKO_CURVE_TEXT_READING, /* one or two sentences: what one more brings, and after which there is hardly anything to gain */
  POSKO_CURVE_TEXT_X,       /* name of the axis, with its unit */
  POSKO_CURVE_TEXT_Y,
  POSKO_CURVE_TEXT_SECOND,  /* what `persen` is, or "" */
  POSKO_CURVE_TEXT_THIRD,   /* what `lain` is, or "" */
  POSKO_CURVE_TEXT_RULE,    /* how the points were made */
  POSKO_N_CURVE_TEXTS,
} PoskoCurveText;

const char *posko_curve_text (const PoskoCurve *self, PoskoCurveText text);

G_END_DECLS
