/* plan-private.h: what the product files of this room share: the order of work and the three lists that every product writes.
 *
 * posko_plan_new() calls the makers in this order; each reads the case and the tables made before it and fills its own. */
#pragma once
#include "demand.h"
#include "plan.h"
#include "solve.h"
G_BEGIN_DECLS

gboolean posko_plan_make_posts (PoskoPlan *plan, const PoskoDemand *demand, const PoskoPlanParams *params, GError **error);
gboolean posko_plan_make_ambulances (PoskoPlan *plan, const PoskoDemand *demand, const PoskoPlanParams *params, GError **error);
gboolean posko_plan_make_needs (PoskoPlan *plan, const PoskoDemand *demand, const PoskoPlanParams *params, GError **error);
gboolean posko_plan_make_roster (PoskoPlan *plan, const PoskoPlanParams *params, GError **error);
gboolean posko_plan_make_reserves (PoskoPlan *plan, const PoskoPlanParams *params, GError **error);
gboolean posko_plan_make_screening (PoskoPlan *plan, const PoskoPlanParams *params, GError **error);
gboolean posko_plan_make_meals (PoskoPlan *plan, const PoskoPlanParams *params, GError **error);
gboolean posko_plan_make_billboards (PoskoPlan *plan, const PoskoPlanParams *params, GError **error);
void posko_plan_make_figures (PoskoPlan *plan, const PoskoDemand *demand);

/* Other limits than those of the case, for a curve (curve.h); a plan has the case's own. */
typedef struct
{
  gint64 posts;             /* in place of `jumlah_maks`; POSKO_MISSING: the policy's */
  gint64 billboard_rupiah;  /* in place of `anggaran_baliho`; POSKO_MISSING: the policy's */
  gint64 ambulances;        /* how many there are, named or not: then only counted, not sent to bases; POSKO_MISSING: those of the case */
  const gboolean *vehicles; /* (nullable): per row of kendaraan whether it may drive; %NULL: all, and the rest of this row is not looked at */
  gint64 late_minutes;      /* that every hand-over may start after its window */
  gint64 most_unserved;     /* portions: with more, later waves are not planned, since the plan is of no use */
} PoskoPlanLimits;

#define POSKO_PLAN_LIMITS_INIT { .posts = POSKO_MISSING, .billboard_rupiah = POSKO_MISSING, .ambulances = POSKO_MISSING, .most_unserved = G_MAXINT64 }

const PoskoPlanLimits *posko_plan_limits (const PoskoPlan *plan);
void posko_plan_set_limits (PoskoPlan *plan, const PoskoPlanLimits *limits); /* what it points to stays borrowed */

/**
 * posko_posts_allowed:
 * @wanted: posts; 0 or less: as many as the policy's ratio gives; POSKO_MISSING: the policy's `jumlah_maks`
 *
 * Returns: P of section 2: how many posts may open: @wanted, or more where the hard rules force more
 */
guint posko_posts_allowed (const PoskoCase *source, gint64 wanted);

/** Returns: q of section 3 in per mille: how busy an ambulance is at the peak of a bad day */
guint posko_ambulance_busy_permil (const PoskoCase *source, const PoskoDemand *demand, guint n_ambulances);

/** Fills the POSKO_AMBULANCE_BENEFITS values c_n of section 3: the worth in per mille of the n-th ambulance in reach. */
void posko_ambulance_benefits (guint busy_permil, guint32 *benefits);
#define POSKO_AMBULANCE_BENEFITS 4u /* a fifth in reach adds nothing measurable */

/** Returns: Erlang's loss B (c, A): the share of calls that find all @servers busy at an offered @load in Erlang */
gdouble posko_erlang_b (gdouble load, gint64 servers);

/** Returns: (nullable): the row of a case table whose code, the first member of every row struct, is @code. O(log n). */
gconstpointer posko_find_by_code (gconstpointer rows, guint n, gsize row_size, const char *code);

/** Returns: how many changes the tables of @plan, which stays close to a published one, have against it: section 11 */
gint64 posko_plan_count_changes (const PoskoPlan *plan, PoskoStayProduct product);

/** Appends to @id's table; the row's texts are interned, its numbers rounded to the decimals of the schema. */
void posko_plan_add (PoskoPlan *plan, PoskoPlanTableId id, gconstpointer row);

/** Rounds the numbers of a row to the decimals of its schema, as its file will show them; what is not finite becomes missing. */
void posko_plan_round_row (const PoskoTableSchema *schema, gpointer row);

/**
 * posko_plan_certify:
 * @level: e.g. "cakupan"; @unit: of value and bound; @maximise: whether more is better
 * @meaning: (nullable): what the number is, in the plan's language, for the sentence
 *
 * Adds a certificate row: status, gap and one plain sentence from @result.
 */
void posko_plan_certify (PoskoPlan *plan, const char *product, const char *level, const char *unit, gboolean maximise,
                         const char *meaning, const PoskoSolveResult *result);

/** Returns: the result of a level that has only one possible @value */
PoskoSolveResult posko_plan_proven (gint64 value);

/** Rounds every number to the decimals of its schema and sorts every table by its key: a plan is then what its files say. */
void posko_plan_settle (PoskoPlan *plan);

/** Returns: @english or @indonesian by the plan's language; every sentence in a plan comes through here, none from gettext,
 *  so that the bytes of a plan do not depend on the locale */
const char *posko_plan_text (const PoskoPlan *plan, const char *english, const char *indonesian) G_GNUC_FORMAT (2)
  G_GNUC_FORMAT (3);

/** Returns: the PoskoSolveParams of a product: seed, threads, cancel and progress, with @stream mixed into the seed */
PoskoSolveParams posko_plan_solve_params (const PoskoPlanParams *params, guint64 stream);

/** Returns: code and name of a kecamatan, as the rows begin */
const char *posko_plan_area_code (const PoskoPlan *plan, guint area);
const char *posko_plan_area_name (const PoskoPlan *plan, guint area);

G_END_DECLS
