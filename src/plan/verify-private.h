/* verify-private.h: what the files of the verifier share: the plan seen from outside, and the lists of what it ought to
 * say.
 *
 * posko_verify() runs the parts in the order below. Each part reads its tables, reports what is wrong, notes facts that
 * later parts need (which posts are open, who is on duty) and states which shortages, figures and certificates it
 * expects; the last part holds the three lists against the plan's. Rows that make no sense (unknown codes) are reported
 * once and then left out.
 */
#pragma once
#include "verify.h"
#include <math.h>
G_BEGIN_DECLS

#define POSKO_VERIFY_NONE G_MAXUINT                /* no index */
#define POSKO_VERIFY_CITY (G_MAXUINT - 1)          /* instead of the index of a kecamatan: the whole city */
#define POSKO_VERIFY_NO_NUMBER ((gdouble) NAN)     /* a mean over nothing, a target that there is none of */
#define POSKO_VERIFY_MAX_NUMBER ((gint64) 1 << 40) /* cells are clamped to this before sums are made of them */

#define POSKO_VERIFY_PRICE_SCALE 50 /* section 5: prices of the policy against minutes of travel */

/* People that an open post needs in a shift: section 4. */
typedef struct
{
  guint post, shift; /* index of the faskes, of the policy's shift */
  PoskoProfesi profession;
  gint64 teams, people, filled;
} PoskoVerifyNeed;

/* A row of roster.csv that makes sense. */
typedef struct
{
  guint row, person, post, shift;
  PoskoProfesi place; /* the profession of the place that is filled */
} PoskoVerifyDuty;

typedef struct
{
  const char *product;
  const char *object; /* borrowed from the case */
  char *need;         /* owned */
  gint64 amount;
  const char *unit;
  guint area;
} PoskoVerifyShortage;

typedef enum
{
  POSKO_VERIFY_INFO,
  POSKO_VERIFY_AT_LEAST,
  POSKO_VERIFY_AT_MOST,
} PoskoVerifyTarget;

typedef struct
{
  const char *product;
  char *code; /* owned */
  gdouble value, target;
  const char *unit;
  PoskoVerifyTarget kind;
} PoskoVerifyFigure;

typedef struct
{
  const char *product;
  char *level; /* owned */
  gint64 value;
  const char *unit;
  gboolean maximise;
  gboolean optional; /* nothing to decide: the row may be absent */
} PoskoVerifyCertificate;

typedef struct
{
  const PoskoPlan *plan;
  PoskoDiagnostics *findings;
  PoskoCase *source;
  const PoskoPolicy *policy;
  const PoskoTravel *travel;
  const PoskoBoundary *areas;
  guint n_areas;
  const PoskoTps *tps;
  const PoskoFaskes *faskes;
  const PoskoNakes *nakes;
  const PoskoAmbulans *ambulans;
  const PoskoDapur *dapur;
  const PoskoKendaraan *kendaraan;
  const PoskoGelombang *gelombang;
  const PoskoBaliho *baliho;
  guint n_tps, n_faskes, n_nakes, n_ambulans, n_dapur, n_kendaraan, n_gelombang, n_baliho;
  /* code -> index + 1; only ever asked, never iterated */
  GHashTable *tps_by_code, *faskes_by_code, *nakes_by_code, *ambulans_by_code, *dapur_by_code, *kendaraan_by_code,
      *gelombang_by_code, *baliho_by_code;
  /* section 1 */
  gint64 *weight;       /* per TPS */
  gint64 *recap_weight; /* per kecamatan */
  gint64 total_weight;
  gdouble tps_minutes; /* T */
  /* facts of the plan */
  gboolean *open;     /* per faskes: a post */
  gint64 *post_teams; /* per faskes: most teams in a shift, by the needs */
  guint *recap_post;  /* per kecamatan: faskes by the rule, or NONE */
  guint *first_post;  /* per TPS: open faskes, or NONE */
  gint64 *first_seconds;
  gint64 *nearest_tps; /* per faskes: seconds to its nearest TPS, -1 = not looked for yet */
  GArray *needs;       /* (element-type PoskoVerifyNeed) */
  GArray *duties;      /* (element-type PoskoVerifyDuty) */
  gint64 rupiah;       /* of all products so far */
  /* what the plan ought to say */
  GArray *shortages;    /* (element-type PoskoVerifyShortage) */
  GArray *figures;      /* (element-type PoskoVerifyFigure) */
  GArray *certificates; /* (element-type PoskoVerifyCertificate) */
} PoskoVerifier;

/* ---- cells (verify-cells.c): the found text is read from the row itself, by the column's name ---- */

guint posko_verify_n (const PoskoVerifier *self, PoskoPlanTableId id);
gconstpointer posko_verify_row (const PoskoVerifier *self, PoskoPlanTableId id, guint row);
void posko_verify_fault (PoskoVerifier *self, PoskoPlanTableId id, guint row, const char *code, const char *column,
                         const char *expected, ...) G_GNUC_PRINTF (6, 7);
/** Reports something about a whole table: a row that is not there, a sum over all of them. */
void posko_verify_absent (PoskoVerifier *self, PoskoPlanTableId id, const char *code, const char *found,
                          const char *expected, ...) G_GNUC_PRINTF (5, 6);
void posko_verify_integer (PoskoVerifier *self, PoskoPlanTableId id, guint row, const char *code, const char *column,
                           gint64 expected);
/** A missing boolean is false. */
void posko_verify_flag (PoskoVerifier *self, PoskoPlanTableId id, guint row, const char *code, const char *column,
                        gint64 expected);
/** Equal within half of the column's last decimal; NaN is equal to NaN. */
void posko_verify_number (PoskoVerifier *self, PoskoPlanTableId id, guint row, const char *code, const char *column,
                          gdouble expected);
void posko_verify_text (PoskoVerifier *self, PoskoPlanTableId id, guint row, const char *code, const char *column,
                        const char *expected);
/** Holds kode_kecamatan and kecamatan against @area (or %POSKO_VERIFY_CITY). */
void posko_verify_area (PoskoVerifier *self, PoskoPlanTableId id, guint row, const char *code, guint area);
/** Returns: the index behind @code in @column, or NONE after having reported `code-unknown` */
guint posko_verify_find (PoskoVerifier *self, PoskoPlanTableId id, guint row, const char *column, GHashTable *by_code,
                         const char *code);
/** Returns: the index of the policy's shift, or NONE after having reported @fault; holds mulai and selesai against it
 */
guint posko_verify_shift (PoskoVerifier *self, PoskoPlanTableId id, guint row, const char *fault, const char *day,
                          const char *shift);
/** Returns: the profession called @name, or %POSKO_N_PROFESI after having reported `code-unknown` */
PoskoProfesi posko_verify_profession (PoskoVerifier *self, PoskoPlanTableId id, guint row, const char *column,
                                      const char *name);
/** Reports rows of one key, in every table. */
void posko_verify_duplicates (PoskoVerifier *self);
/** Returns: (transfer full) (array length=n): the rows of a table, sorted by @columns (%NULL-terminated) */
guint *posko_verify_sorted (const PoskoTable *table, const char *const *columns, guint *n);
int posko_verify_compare_rows (const PoskoTable *a, guint row_a, const PoskoTable *b, guint row_b,
                               const char *const *columns);
const char *const *posko_verify_key (PoskoPlanTableId id);
char *posko_verify_cell_text (const PoskoTable *table, guint row, const PoskoField *field);
/** Adds an error about a row of @table, or (%NULL) about the whole file of table @id. */
void posko_verify_add (PoskoDiagnostics *findings, PoskoPlanTableId id, const PoskoTable *table, guint row, const char *code,
                       const char *column, const char *found, const char *expected);
guint posko_verify_line (const PoskoTable *table, guint row);
/** Returns: @value within ±POSKO_VERIFY_MAX_NUMBER, a missing one 0 */
gint64 posko_verify_sane (gint64 value);
/** Returns: the description of a check */
const char *posko_verify_describe (const char *code);
/** Returns: (transfer full): YYYY-MM-DD, "" for what is no date */
char *posko_verify_date (gint64 julian);
/** Returns: (transfer full): "H", "H-1", "H+2" */
char *posko_verify_day (gint64 day);

/* ---- demand (verify-demand.c): sections 1 and 2 ---- */

void posko_verify_weigh (PoskoVerifier *self);
gdouble posko_verify_share (const PoskoVerifier *self, PoskoPlace place, gint64 start, gint64 end);
gint64 posko_verify_access_minutes (const PoskoVerifier *self, guint tps);
gint64 posko_verify_response (const PoskoVerifier *self, PoskoLonLat from, guint tps); /* seconds */
gint64 posko_verify_at_risk (const PoskoTps *tps);
/** Returns: least c from 1 to @most with Erlang B (c, @load) <= @limit */
gint64 posko_verify_servers (gdouble load, gdouble limit, gint64 most);

/* ---- one duty alone (verify-duty.c): rules 1-5 and 8 of section 5 ---- */

typedef enum
{
  POSKO_VERIFY_RULE_NEUTRALITY = 1 << 0,
  POSKO_VERIFY_RULE_LICENCE = 1 << 1,
  POSKO_VERIFY_RULE_PROFESSION = 1 << 2,
  POSKO_VERIFY_RULE_AVAILABLE = 1 << 3,
  POSKO_VERIFY_RULE_DISTANCE = 1 << 4,
  POSKO_VERIFY_RULE_VOTE = 1 << 5,
} PoskoVerifyRule;

/** Returns: which of the rules 1-4 (bits) @person breaks in @shift in a place of @profession */
guint posko_verify_person_faults (const PoskoVerifier *self, guint person, guint shift, PoskoProfesi profession);
/** Returns: which of the rules 1-5 and 8 a duty breaks; @way: (out): how to vote: "", "bebas", "sela", "form_a", or
 * %NULL */
guint posko_verify_duty_faults (const PoskoVerifier *self, guint person, guint post, guint shift,
                                PoskoProfesi profession, const char **way);
/** Returns: the code in log_netralitas of what rule 1 finds, or %NULL; @column: (out) */
const char *posko_verify_neutrality (const PoskoVerifier *self, guint person, const char **column);
gboolean posko_verify_licensed (const PoskoVerifier *self, guint person, guint shift);
gboolean posko_verify_available (const PoskoVerifier *self, guint person, guint shift);
gboolean posko_verify_is_night (const PoskoShift *shift);
gint64 posko_verify_home_seconds (const PoskoVerifier *self, guint person, guint post);
gint64 posko_verify_nearest_tps_seconds (const PoskoVerifier *self, guint post);

/* ---- meals: verify-trips.c judges sopir.csv, verify-meals.c the rest: section 7 ---- */

/* One trip of one vehicle, as its driver sheet says. Seconds count from 00:00 of H. */
typedef struct
{
  guint row, vehicle, wave; /* row: the first one */
  gint64 loading_start, back;
  gint64 travel_seconds, metres;
} PoskoVerifyTrip;

typedef struct
{
  guint *stop_row; /* per wave × TPS: row of sopir.csv that serves it, or NONE */
  GArray *trips;   /* (element-type PoskoVerifyTrip) */
  gint64 *slack,
      *fresh; /* per wave: least seconds to spare in the window, in the limit after cooking; G_MAXINT64 = no stop */
} PoskoVerifyMeals;

void posko_verify_trips (PoskoVerifier *self, PoskoVerifyMeals *meals);
gint64 posko_verify_portions (const PoskoVerifier *self, guint wave, guint tps);
gdouble posko_verify_speed (const PoskoVerifier *self, guint vehicle);
gint64 posko_verify_cooked (const PoskoVerifier *self, const PoskoPlanStop *stop); /* second at which loading starts */
gint64 posko_verify_minute_up (gint64 seconds);
gint64 posko_verify_minute_down (gint64 seconds);

/* ---- the parts, in their order ---- */

void posko_verify_posts (PoskoVerifier *self);
void posko_verify_tps (PoskoVerifier *self);
void posko_verify_post_sums (PoskoVerifier *self);
void posko_verify_ambulances (PoskoVerifier *self);
void posko_verify_needs (PoskoVerifier *self);
void posko_verify_roster (PoskoVerifier *self);
void posko_verify_need_rows (PoskoVerifier *self);
void posko_verify_roster_figures (PoskoVerifier *self);
void posko_verify_reserves (PoskoVerifier *self);
void posko_verify_exclusions (PoskoVerifier *self);
void posko_verify_screening (PoskoVerifier *self);
void posko_verify_meals (PoskoVerifier *self);
void posko_verify_billboards (PoskoVerifier *self);
void posko_verify_changes (PoskoVerifier *self);
void posko_verify_city (PoskoVerifier *self);
void posko_verify_shortages (PoskoVerifier *self);
void posko_verify_figures (PoskoVerifier *self);
void posko_verify_certificates (PoskoVerifier *self);

/* ---- what the plan ought to say ---- */

/** @need: (transfer full) */
void posko_verify_expect_shortage (PoskoVerifier *self, const char *product, const char *object, char *need,
                                   gint64 amount, const char *unit, guint area);
/** @code: copied; @wave: (nullable): put behind "@" */
void posko_verify_expect_figure (PoskoVerifier *self, const char *product, const char *code, const char *wave,
                                 gdouble value, const char *unit, PoskoVerifyTarget kind, gdouble target);
/** A figure without a target. */
void posko_verify_expect_info (PoskoVerifier *self, const char *product, const char *code, const char *wave,
                               gdouble value, const char *unit);
/** Returns: @sum / @count, nothing over nothing */
gdouble posko_verify_mean (gdouble sum, gdouble count);
void posko_verify_expect_certificate (PoskoVerifier *self, const char *product, const char *level, const char *wave,
                                      gint64 value, const char *unit, gboolean maximise, gboolean optional);

G_END_DECLS
