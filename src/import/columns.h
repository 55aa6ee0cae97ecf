/* columns.h: what each column of a sheet means: its role, by the alias table, by its content where names allow two readings, or by a
 * mapping file that a person has confirmed.
 *
 * The alias table is schemas/alias_kolom.json (compiled in): for each role its names in Indonesian and English, of KPU and BIG. A mapping
 * (pemetaan.json, schemas/pemetaan.schema.json) states for each column of the file its header, its role or that it is not read, the number
 * style with its evidence, and the sheet; a person edits it and hands it back by --mapping, and then nothing is guessed.
 */
#pragma once
#include "json-read.h"
#include "layout.h"
#include "number-style.h"
G_BEGIN_DECLS

typedef enum
{
  POSKO_ROLE_NONE, /* not read */
  POSKO_ROLE_KODE_TPS,
  POSKO_ROLE_KODE_KELURAHAN,
  POSKO_ROLE_KELURAHAN,
  POSKO_ROLE_KODE_KECAMATAN,
  POSKO_ROLE_KECAMATAN,
  POSKO_ROLE_KOTA, /* kabupaten/kota and its code: told, not used, unless rows name two of them */
  POSKO_ROLE_PROVINSI,
  POSKO_ROLE_NOMOR,
  POSKO_ROLE_LAT,
  POSKO_ROLE_LON,
  POSKO_ROLE_KOORDINAT, /* both in one cell, a link, or UTM */
  POSKO_ROLE_EASTING,
  POSKO_ROLE_NORTHING,
  POSKO_ROLE_ZONA_UTM,
  POSKO_ROLE_DPT_LAKI,
  POSKO_ROLE_DPT_PEREMPUAN,
  POSKO_ROLE_DPT_JUMLAH,
  POSKO_ROLE_JUMLAH_TPS, /* the table is a summary: one row a kelurahan */
  POSKO_ROLE_KPPS,
  POSKO_ROLE_LINMAS,
  POSKO_ROLE_PENGAWAS,
  POSKO_ROLE_PETUGAS_JUMLAH,
  POSKO_ROLE_KHUSUS,
  POSKO_ROLE_PETUGAS_BERISIKO,
  POSKO_ROLE_PARTISIPASI_LALU,
  POSKO_ROLE_AKSES,
  POSKO_ROLE_ASUMSI,
  POSKO_ROLE_LOKASI,  /* name or address of the place */
  POSKO_ROLE_NO_URUT, /* serial number of the row */
  POSKO_ROLE_NIK,     /* dropped unless asked for */
  POSKO_ROLE_TELEPON, /* likewise */
  POSKO_N_ROLES,
} PoskoRole;

/** Returns: (transfer none): the role as pemetaan.json has it: "kode_tps", "lat"; "tidak_dibaca" for NONE */
const char *posko_role_name (PoskoRole role);

/** Returns: whether @header is a name of some role; @role: (out) (optional). Compared without case, blanks, dots, underscores, brackets */
gboolean posko_role_from_header (const char *header, PoskoRole *role);

/* What a column of lat or lon holds of the angle. */
typedef enum
{
  POSKO_PART_WHOLE,
  POSKO_PART_DEGREES, /* "Lat D", with the minutes and perhaps the seconds in columns of their own */
  POSKO_PART_MINUTES,
  POSKO_PART_SECONDS,
  POSKO_PART_SIDE,    /* LS, BT */
  POSKO_N_PARTS,
} PoskoAnglePart;

/** Returns: the part as pemetaan.json has it: "derajat", "menit", "detik", "arah"; "" for a whole angle */
const char *posko_angle_part_name (PoskoAnglePart part);

typedef struct
{
  PoskoRole role;
  PoskoAnglePart part;    /* of lat and lon */
  PoskoNumberStyle style; /* for roles that hold numbers */
  gboolean confirmed;     /* by a mapping file */
  guint32 choices;        /* bits (1 << role) between which a person must choose; 0 = none */
} PoskoColumnUse;

typedef struct
{
  char *sheet;             /* name */
  guint n_columns;
  PoskoColumnUse *columns; /* (array length=n_columns) */
  gint by_role[POSKO_N_ROLES]; /* column, -1 where there is none; of lat and lon in parts the degrees */
  gint parts[2][POSKO_N_PARTS]; /* of lat, of lon: the columns of an angle in parts, all -1 where it is in one */
  char *numbers_unread;        /* (nullable): of a list without voters: the columns of numbers that nobody reads, quoted */
} PoskoColumnMap;

void posko_column_map_free (PoskoColumnMap *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoColumnMap, posko_column_map_free)

/**
 * posko_column_map_make:
 * @mapping: (nullable): the root of a mapping file that was read and found sound by its schema; its columns are matched by header
 * @keeps_nik: whether identity numbers are asked for: their column is not told as left out
 * @doubtful: (out): whether a person must decide: two columns with one role and different content, a header with two readings.
 *   Each doubt is told to @log as a fault with the choices; the map then holds the likelier reading, for the draft
 *
 * Columns of one role with the same content are one. 16-digit identifiers that a spreadsheet rounded (1,97101E+15, or trailing zeros all
 * down a column of long codes) are a fault where nothing else says what the code says; else the column is not read, and its cells are
 * told as refused. Columns of NIK and telephone numbers are found by name and by content, and none of their cells is told.
 *
 * Returns: (transfer full) (nullable): %NULL with @error (%POSKO_ERROR_INPUT) when the mapping does not fit the sheet
 */
PoskoColumnMap *posko_column_map_make (const PoskoSheet *sheet, const PoskoLayout *layout, JsonNode *mapping, gboolean keeps_nik, const char *file,
                                       PoskoImportLog *log, gboolean *doubtful, GError **error);

/** Returns: whether all cells of the data rows of @column, of two and more, are long numbers that end in 0: rounded to 15 digits */
gboolean posko_column_is_rounded (const PoskoSheet *sheet, const PoskoLayout *layout, guint column);

/** Returns: whether a spreadsheet has rounded this identifier: 1,97101E+15, or a number of 16 and more digits */
gboolean posko_identifier_is_rounded (PoskoSheetKind kind, const char *text);

/**
 * posko_mapping_read:
 * @path: a pemetaan.json as a person edited it
 *
 * A column with several possible roles (pilihan), or numbers that can be read in two ways (ragu), must be decided: "dipastikan": true.
 *
 * Returns: (transfer full) (nullable): its root; %NULL with @error (%POSKO_ERROR_INPUT, naming the file): no mapping, a fault by its
 *   schema, a role that there is not (the one meant is named), a column that is still open
 */
JsonNode *posko_mapping_read (const char *path, GError **error);

/** Returns: (transfer full): pemetaan.json: every column with header, example, role, number style and evidence */
char *posko_column_map_write (const PoskoColumnMap *self, const PoskoSheet *sheet, const PoskoLayout *layout, const char *file, gsize *length, GError **error);

G_END_DECLS
