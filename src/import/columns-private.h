/* columns-private.h: what the files that read a sheet's header share: columns-alias.c, columns-content.c, columns.c, pemetaan in
 * columns-mapping.c, and layout.c.
 */
#pragma once
#include "columns.h"
G_BEGIN_DECLS

#define POSKO_ROLE_BIT(role) (1u << (guint) (role))

/* Roles of which a list may have several columns. */
#define POSKO_ROLES_SEVERAL \
  (POSKO_ROLE_BIT (POSKO_ROLE_NONE) | POSKO_ROLE_BIT (POSKO_ROLE_KOTA) | POSKO_ROLE_BIT (POSKO_ROLE_PROVINSI) | POSKO_ROLE_BIT (POSKO_ROLE_NIK) \
   | POSKO_ROLE_BIT (POSKO_ROLE_TELEPON))

/* What a header can mean. */
typedef struct
{
  PoskoRole role;  /* the likeliest */
  guint32 choices; /* bits of roles between which the column's content decides, 0 when the name is enough */
  gboolean is_sex; /* "L", "P" and their like: they mean voters only where both are there */
  PoskoAnglePart part; /* of lat and lon: counts only where degrees and minutes are both there */
} PoskoHeaderMeaning;

/** Returns: whether the alias table knows @header */
gboolean posko_header_look_up (const char *header, PoskoHeaderMeaning *meaning);

/** Returns: (transfer full) (nullable): the known names nearest to @header, quoted */
char *posko_header_offer (const char *header);

/** Returns: the role of that name, POSKO_N_ROLES when there is none */
PoskoRole posko_role_from_name (const char *name);

/** Returns: (transfer full): the names of the roles in @bits: "nomor, jumlah_tps" */
char *posko_role_names (guint32 bits);

/** Returns: whether @role holds numbers; @use: (out) (optional) */
gboolean posko_role_number_use (PoskoRole role, PoskoNumberUse *use);

/* A sheet whose columns are being understood. */
typedef struct
{
  const PoskoSheet *sheet;
  const PoskoLayout *layout;
  const char *file;
  PoskoImportLog *log;
  PoskoColumnMap *map;
  gboolean *stated; /* of each column: a mapping file states its number style */
  gboolean keeps_nik; /* identity numbers are asked for */
  gboolean doubtful;
} PoskoColumnReading;

/** Tells of @column (G_MAXUINT: of the whole sheet). Texts: (nullable) */
void posko_column_tell (PoskoColumnReading *self, PoskoImportAction action, const char *code, guint column, const char *found, const char *became,
                        const char *expected, const char *remedy);

/** Returns: (nullable): the first data row in which @column is not empty, in @row */
const char *posko_column_first (const PoskoColumnReading *self, guint column, guint *row);

/** columns-content.c: Returns: whether nearly all filled cells of @column, and one, are whole numbers */
gboolean posko_column_has_counts (const PoskoColumnReading *self, guint column);

/** columns-parts.c: Returns: whether @header is a part of lat or lon: "Lat D", "Bujur (menit)", "LS \"" */
gboolean posko_header_look_up_part (const char *header, PoskoHeaderMeaning *meaning);

/** columns-parts.c: which columns are parts of an angle, and the column of its side by content; tells them. */
void posko_columns_settle_parts (PoskoColumnReading *self);

/** columns-parts.c: Returns: the part of that name, POSKO_N_PARTS when there is none */
PoskoAnglePart posko_angle_part_from_name (const char *name);

/** columns-content.c: Returns: whether all filled cells of @column, and one, say a side of @role (lat: LS, LU, S, N; lon: BT, BB, E, W) */
gboolean posko_column_has_sides (const PoskoColumnReading *self, guint column, PoskoRole role);

/** columns-alias.c: the look-up of a header without parts of angles */
gboolean posko_header_look_up_whole (const char *header, PoskoHeaderMeaning *meaning);

/** columns-content.c: settles by content what the names leave open, and finds private and rounded numbers. */
void posko_columns_settle (PoskoColumnReading *self);
void posko_columns_find_private (PoskoColumnReading *self);
void posko_columns_find_rounded (PoskoColumnReading *self);
gboolean posko_columns_same_content (const PoskoColumnReading *self, guint a, guint b);

/** columns-mapping.c: roles and styles out of a mapping file. */
gboolean posko_columns_take_mapping (PoskoColumnReading *self, JsonNode *mapping, GError **error);

G_END_DECLS
