/* assume-private.h: what the files of assume share: ratios, groups of neighbours, the city as they see it. */
#pragma once
#include "assume.h"
G_BEGIN_DECLS

/* How one city staffed its day: FIELD figures, the people of a team, and what staff is counted for. */
typedef struct
{
  const char *letter, *title, *source;
  gint64 tps_per_pos, tps_per_tim, tps_per_ambulans;
  gint64 first_team[POSKO_N_PROFESI], further_team[POSKO_N_PROFESI];
  gint64 midwives_per_kelurahan; /* on watch at home, beside the teams */
  gint64 kpps_per_nakes;         /* at least one member of staff for so many KPPS; 0 = no such floor */
} PoskoAssumeRatio;

/* The ratios that every template shares. */
typedef enum
{
  POSKO_RATIO_TPS_PER_PUSKESMAS,
  POSKO_RATIO_VOTERS_PER_HOSPITAL,
  POSKO_RATIO_SITES_PERCENT,
  POSKO_RATIO_SCREENING_SESSIONS,
  POSKO_RATIO_SCREENING_PERCENT,
  POSKO_RATIO_SHIFTS_ON_H,
  POSKO_RATIO_STAFF_PERCENT,
  POSKO_RATIO_SHIFTS_PER_STANDBY,
  POSKO_RATIO_PORTIONS_PER_KITCHEN,
  POSKO_RATIO_PORTIONS_PERCENT,
  POSKO_RATIO_RUPIAH_PER_PORTION,
  POSKO_RATIO_VEHICLE_PORTIONS,
  POSKO_RATIO_VEHICLE_PERCENT,
  POSKO_RATIO_STOP_SECONDS,
  POSKO_RATIO_TPS_PER_BILLBOARD,
  POSKO_RATIO_BILLBOARDS_MOST,
  POSKO_N_RATIOS,
} PoskoRatio;

/* What a TPS is fed by: who is paid for by others is not (kpps and linmas, as the default waves say). */
static inline gint64
posko_assume_portions (const PoskoTps *tps)
{
  return tps->kpps + tps->linmas;
}

const PoskoAssumeRatio *posko_assume_ratio (PoskoAssumeTemplate template);
gint64 posko_ratio (PoskoRatio ratio);

/** Appends a line "what: value (source)" to @notes for each ratio of the tables that were @filled. */
void posko_ratio_notes (const gboolean *filled, GString *notes);

/* The city: TPS in order of their codes, each with its kecamatan. Borrowed from the table and the boundary. */
typedef struct
{
  const PoskoAssumeRatio *ratio;
  gint64 tanggal_h;
  const PoskoBoundary *kecamatan;
  const char **area_names; /* of each kecamatan: its name, or its code where another has the same name */
  const PoskoTps **tps; /* n_tps */
  PoskoLonLat *places;  /* n_tps */
  guint *area;          /* n_tps: index of the kecamatan */
  guint n_tps;
  PoskoPlane plane;     /* round the TPS */
  guint *members;       /* n_tps: TPS by kecamatan, then code; those of kecamatan k are members[first[k]] … members[first[k + 1] - 1] */
  guint *first;         /* n kecamatan + 1 */
  guint *everyone;      /* n_tps: all TPS, for groups over the whole city */
  guint *by_lon, *by_lat; /* n_tps: the place of each TPS among all of them from west to east, from south to north; ties by code */
} PoskoAssumeCity;

/* A group of neighbouring TPS: group->n indices from group->members. */
typedef struct
{
  guint *members;
  guint n;
  guint middle;        /* the TPS nearest to the group's mean place */
  gint64 voters, petugas, portions;
  gdouble metres_wide, metres_high; /* of the group's box */
} PoskoAssumeGroup;

/** Fills by_lon and by_lat from the places. O(n log n) */
void posko_assume_rank_places (PoskoAssumeCity *city);

/**
 * posko_assume_split_area:
 * @parts: at least 1; at most one group a TPS is made, and none is empty
 *
 * Returns: (transfer full) (element-type PoskoAssumeGroup): the groups of one kecamatan, south-west ones first; none when it has no TPS
 */
GArray *posko_assume_split_area (const PoskoAssumeCity *city, guint area, gint64 parts);

/** Returns: (transfer full) (element-type PoskoAssumeGroup): the groups of the whole city, likewise */
GArray *posko_assume_split_city (const PoskoAssumeCity *city, gint64 parts);

/** Returns: @a / @b rounded up; @a >= 0, @b > 0 */
gint64 posko_assume_ceil (gint64 a, gint64 b);

#define POSKO_ASSUME_CODE 64 /* bytes of a text with a number */

/** Puts @prefix (43 bytes at most) and @number (0 or more) with at least @digits digits into @text. Returns: @text */
const char *posko_assume_numbered (char text[POSKO_ASSUME_CODE], const char *prefix, guint digits, gint64 number);

/** Returns: (transfer none): the formatted text, kept as long as @table. For names with more in them than a number */
const char *posko_assume_text (PoskoTable *table, const char *format, ...) G_GNUC_PRINTF (2, 3);

void posko_assume_faskes (const PoskoAssumeCity *city, PoskoTable *faskes);
void posko_assume_nakes (const PoskoAssumeCity *city, const PoskoTable *faskes, PoskoTable *nakes);
void posko_assume_ambulans (const PoskoAssumeCity *city, const PoskoTable *faskes, PoskoTable *ambulans);
void posko_assume_dapur (const PoskoAssumeCity *city, PoskoTable *dapur);
void posko_assume_kendaraan (const PoskoAssumeCity *city, const PoskoTable *dapur, const PoskoTable *gelombang, PoskoTable *kendaraan);
void posko_assume_baliho (const PoskoAssumeCity *city, PoskoTable *baliho);

G_END_DECLS
