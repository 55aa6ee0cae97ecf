/* assume.h: fills the tables that a planner does not have yet, by stated ratios, so that the first plan runs at once.
 *
 * Every row made here has asumsi = true. Sizes follow one of the four ways in which cities staffed their polling day
 * (templates A to D) and the ratios of assume-ratios.c, each with its source. No random number is drawn: places come from
 * splitting the TPS into groups of neighbours, so the same list gives the same rows in any order of its lines.
 */
#pragma once
#include "boundary.h"
#include "case.h"
#include "table.h"
G_BEGIN_DECLS

typedef enum
{
  POSKO_ASSUME_A, /* a post at every kecamatan office until recap ends */
  POSKO_ASSUME_B, /* the puskesmas answers for its area, ambulances roam */
  POSKO_ASSUME_C, /* touring ambulances: small teams, many posts */
  POSKO_ASSUME_D, /* a midwife on watch in every kelurahan, a small team at each puskesmas */
  POSKO_N_ASSUME_TEMPLATES,
} PoskoAssumeTemplate;

typedef enum
{
  POSKO_ASSUMED_FASKES,
  POSKO_ASSUMED_NAKES,
  POSKO_ASSUMED_AMBULANS,
  POSKO_ASSUMED_DAPUR,
  POSKO_ASSUMED_KENDARAAN,
  POSKO_ASSUMED_GELOMBANG,
  POSKO_ASSUMED_BALIHO,
  POSKO_N_ASSUMED,
} PoskoAssumedTable;

typedef struct
{
  PoskoAssumeTemplate template; /* default A */
  gint64 tanggal_h;             /* Julian day of the polling day: assumed signatures and certificates are counted from it */
} PoskoAssumeParams;

/** Returns: (nullable): the template a letter names ("A" or "a"), -1 for anything else */
gint posko_assume_template_from_letter (const char *letter);

/** Returns: the template in a few words, translated, with the city it was seen in */
const char *posko_assume_template_title (PoskoAssumeTemplate template);

/**
 * posko_assume_tables:
 * @tps: the TPS list, type %POSKO_TPS_TYPE, at least one row; only the columns of the file are read
 * @kecamatan: the city's kecamatan
 * @tables: (array fixed-size=POSKO_N_ASSUMED): tables of the types in the order of #PoskoAssumedTable. A table with rows is
 *   left as it is and the others are made to fit it; an empty one is filled, sorted by key; %NULL is passed over (faskes, dapur and gelombang may not be)
 * @notes: one line for each ratio that was used, translated, with its source: for people
 *
 * Every kecamatan gets a place that may host a post, also one without TPS. Cost: O(n log n) for n TPS.
 *
 * Returns: %TRUE, or %FALSE with @error set to %POSKO_ERROR_INPUT: a TPS that lies in no kecamatan and names none
 */
gboolean posko_assume_tables (const PoskoAssumeParams *params, const PoskoTable *tps, const PoskoBoundary *kecamatan,
                              PoskoTable *tables[POSKO_N_ASSUMED], GString *notes, GError **error);

/**
 * posko_assume_policy:
 * @nama: (nullable): of the plan
 * @kota: (nullable): of the city
 * @zona_waktu: (nullable): time zone, one of the policy's
 * @official: (nullable): what the TPS list itself states of the whole city, by its figures alone; %POSKO_MISSING where it does not
 *
 * Returns: (transfer full) (nullable): kebijakan.json with what the template decides and the names given; every value that is
 *   not in it has its default
 */
char *posko_assume_policy (const PoskoAssumeParams *params, const char *nama, const char *kota, const char *zona_waktu,
                           const PoskoOfficial *official, GError **error);

G_END_DECLS
