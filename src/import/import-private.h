/* import-private.h: a TPS list while it is being imported: what the stages share. Each stage is a file import-*.c or two, in the order below.
 *
 * The rows of the growing table hold what is known of each TPS so far; beside each stands its state. A row that cannot be used keeps its
 * place, dead, until the end, so that indices stay good.
 */
#pragma once
#include "columns.h"
#include "place-names.h"
#include "tps-import.h"
G_BEGIN_DECLS

#define POSKO_IMPORT_NEAR_METRES 1000.0 /* so far outside all kecamatan a place is kept: boundaries are drawn coarsely */

/* So far outside its kelurahan a place passes. A line of half a millimetre on the 1:50,000 map from which most kelurahan come is 25 m, a phone's
 * fix between houses some 20 m, and a hall across the street of the border serves both sides; a kelurahan of a city is about 1 km wide, so
 * that most places of a wrong one are farther off. */
#define POSKO_IMPORT_KELURAHAN_METRES 200.0

typedef enum
{
  POSKO_ROW_DEAD = 1 << 0,      /* refused or left out */
  POSKO_ROW_METRES = 1 << 1,    /* lon and lat hold easting and northing */
  POSKO_ROW_COPY = 1 << 2,      /* made from a row that is counted already */
  POSKO_ROW_TOLD = 1 << 3,      /* why it has no usable place was told */
  POSKO_ROW_BESIDE = 1 << 4,    /* its place lies outside its kelurahan, though within what passes */
  POSKO_ROW_ELSEWHERE = 1 << 5, /* its place lies in another kelurahan or kecamatan */
  POSKO_ROW_EXCHANGED = 1 << 6, /* of metres: easting and northing stood in each other's column */
} PoskoImportFlags;

/* Beside each row of the table. */
typedef struct
{
  guint group;    /* the words that name its area */
  guint village;  /* its kelurahan, POSKO_BOUNDARY_NONE until known */
  guint16 n_tps;  /* of a summary: how many TPS the row stands for */
  gint8 zone;     /* of UTM: 1 .. 60, negative for the south, 0 unknown */
  guint8 worst;   /* PoskoImportAction of the worst that happened to it */
  guint8 flags;
} PoskoImportRow;

/* The words that name an area, once for all rows that have them. Texts belong to the table. */
typedef struct
{
  const char *kecamatan, *kode_kecamatan, *kelurahan, *kode_kelurahan;
  gboolean is_by_tps;           /* kode_kelurahan is the beginning of the code of the TPS */
  guint by_name, by_code;       /* kecamatan, or NONE */
  guint near;                   /* kecamatan of a near miss, or NONE */
  guint distance;
  gboolean is_namesake;         /* several kecamatan have that name: the place decides */
  gboolean is_by_kelurahan;     /* by_code is the kecamatan of the only kelurahan so named */
} PoskoImportGroup;

/* A kelurahan as the written table has it. */
typedef struct
{
  guint kecamatan, area;        /* area: in the kelurahan layer, or NONE */
  const char *name, *code;      /* of the table; code "" when unknown */
  char *key;                    /* folded name */
  guint n_rows;                 /* that name it just so */
  guint most;                   /* rows of one spelling: that of @name */
} PoskoImportVillage;

typedef struct
{
  const PoskoTpsImportParams *params;
  PoskoImportLog *log;
  GCancellable *cancellable;
  char *file;
  PoskoSheet *sheet;
  gboolean is_text;             /* rows have a width of their own */
  gboolean is_summary;
  PoskoLayout *layout;
  PoskoColumnMap *map;
  PoskoTable *table;
  GArray *rows;                 /* PoskoImportRow */
  GArray *groups;               /* PoskoImportGroup */
  GArray *villages;             /* PoskoImportVillage */
  PoskoPlaceNames *kecamatan, *kelurahan; /* of the layers; kelurahan: (nullable) */
  guint *parents;               /* the kecamatan of each kelurahan of the layer, or NONE */
  GString *nik;                 /* (nullable) */
  PoskoTpsImport *result;
} PoskoImporting;

static inline PoskoTps *
posko_importing_tps (const PoskoImporting *self, guint i)
{
  return posko_table_row_mutable (self->table, i);
}

static inline PoskoImportRow *
posko_importing_row (const PoskoImporting *self, guint i)
{
  return &g_array_index (self->rows, PoskoImportRow, i);
}

static inline gboolean
posko_importing_is_alive (const PoskoImporting *self, guint i)
{
  return (posko_importing_row (self, i)->flags & POSKO_ROW_DEAD) == 0;
}

/** Returns: whether the list has columns of places at all */
static inline gboolean
posko_importing_has_places (const PoskoImporting *self)
{
  return self->map->by_role[POSKO_ROLE_LAT] >= 0 || self->map->by_role[POSKO_ROLE_KOORDINAT] >= 0 || self->map->by_role[POSKO_ROLE_EASTING] >= 0;
}

/** Returns: (nullable): the header of the column with @role, for the log */
const char *posko_importing_header (const PoskoImporting *self, PoskoRole role);

/** Tells what happened to row @i of the table and keeps its worst; refused and left out rows are dead. Texts: (nullable) */
void posko_importing_tell (PoskoImporting *self, guint i, PoskoImportAction action, const char *code, PoskoRole role, const char *found,
                           const char *became, const char *expected, const char *remedy);

/** Tells of the whole file, or of a line that is no row of the table. */
void posko_importing_tell_line (PoskoImporting *self, guint line, PoskoImportAction action, const char *code, PoskoRole role, const char *found,
                                const char *became, const char *expected, const char *remedy);

/** import-rows.c: cells to rows: numbers, texts, coordinates as they were written. */
gboolean posko_importing_read_rows (PoskoImporting *self, GError **error);

/**
 * tps-number.c:
 * @remark: (out) (nullable): what else stands in the cell and is no part of the number: "(Lapas)"; within @text
 *
 * Returns: the number of a TPS, 1 to 9999, in "7", "007", "TPS 007", "No. 12", "901 (Lapas)"; -1 when @text is none: "1A", "2 dan 3"
 */
gint64 posko_tps_number (const char *text, const char **remark);

#define POSKO_TPS_AREA_SIZE 24u

/**
 * tps-number.c:
 * @area: (out): the code of the kelurahan with which @text begins
 *
 * Returns: the number, 1 to 9999, with which the code of a TPS ends: 1 in "32.77.01.1001.001", "3277011001001"; -1 when @text is no such code
 */
gint64 posko_tps_code_read (const char *text, char area[POSKO_TPS_AREA_SIZE]);

/** import-areas.c: what the words of each group mean. */
void posko_importing_resolve_groups (PoskoImporting *self);

/** import-areas.c: the kecamatan of each row; @located: where its place lies, or NONE */
void posko_importing_choose_areas (PoskoImporting *self, const guint *located);

/** import-areas.c: Returns: whether a name of which @distance letters must change may be taken for another */
gboolean posko_importing_is_near (const char *name, guint distance);

/** import-metres.c: metres to degrees, where there are any. */
gboolean posko_importing_convert_metres (PoskoImporting *self, GError **error);

/** import-places.c: Returns: (transfer full): "lat, lon", for the log */
char *posko_importing_place_text (PoskoLonLat place);

/** import-places.c: coordinates held against the boundaries and repaired; sets each row's area. */
gboolean posko_importing_check_places (PoskoImporting *self, GError **error);

/** import-villages.c: what kelurahan the words of the rows mean; villages out of rows, with the spelling of each. */
gboolean posko_importing_make_villages (PoskoImporting *self, GError **error);

/** import-villages.c: Returns: the index of a new village */
guint posko_importing_add_village (PoskoImporting *self, guint kecamatan, guint area, const char *name);

/** import-nameless.c: the kelurahan of rows that name none. @located: in the kelurahan layer, or NONE; @of_area: village by its area, or NONE */
void posko_importing_place_nameless (PoskoImporting *self, const guint *located, guint *of_area);

/** import-places.c: Returns: where the places lie in @layer */
gboolean posko_importing_locate (PoskoImporting *self, PoskoBoundary *layer, guint *located, GError **error);

/** import-places.c: places held against the polygon of the kelurahan that the row names. */
void posko_importing_check_kelurahan (PoskoImporting *self, const guint *located);

/** import-places.c: the same place for many. */
void posko_importing_find_centres (PoskoImporting *self);

/** import-keys.c: numbers, summaries expanded, copies, kode_tps. */
void posko_importing_fill_numbers (PoskoImporting *self);
void posko_importing_expand (PoskoImporting *self);

/** import-keys.c: Returns: whether two rows of one number say the same */
gboolean posko_importing_is_copy (const PoskoTps *a, const PoskoTps *b);
void posko_importing_make_keys (PoskoImporting *self);

/** import-sums.c: L + P, totals; then what the list does not say. */
void posko_importing_check_sums (PoskoImporting *self);
void posko_importing_assume (PoskoImporting *self);

/** import-placing.c: a place for every TPS without one. */
void posko_importing_place (PoskoImporting *self);

G_END_DECLS
