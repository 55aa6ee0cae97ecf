/* report-private.h: what the formats of this room share. */
#pragma once
#include "file.h"
#include "json-read.h"
#include "json-write.h"
#include "report.h"
G_BEGIN_DECLS

/* What one cell of a row holds, by its field's type. */
typedef struct
{
  gboolean present; /* whether it holds a value at all */
  const char *text; /* of strings, dates (YYYY-MM-DD) and times (HH:MM) */
  gint64 integer;   /* of integers and booleans */
  gdouble number;
  char buffer[24];  /* what @text points to for dates and times */
} PoskoReportCell;

void posko_report_cell (const PoskoField *field, gconstpointer row, PoskoReportCell *cell);

/** Returns: whether the kecamatan get their own rows of this table */
gboolean posko_report_is_split (PoskoPlanTableId id);

/** Returns: the table's name without its folder: "roster" */
const char *posko_report_table_name (PoskoPlanTableId id);

/* The kecamatan that get files of their own: their codes and names, and their folders below OUT/kecamatan. */
typedef struct
{
  GPtrArray *codes, *names, *folders; /* of char *, owned */
} PoskoReportAreas;

PoskoReportAreas *posko_report_areas_new (void);
void posko_report_areas_free (PoskoReportAreas *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoReportAreas, posko_report_areas_free)
void posko_report_areas_add (PoskoReportAreas *self, const char *code, const char *name);

/** Returns: (transfer full): every kecamatan of the case, in the order of its areas */
PoskoReportAreas *posko_report_areas_of_case (const PoskoCase *source);

/** Returns: (transfer full): "kecamatan/<kode>-<nama>/<file>" */
char *posko_report_area_path (const PoskoReportAreas *self, guint area, const char *file);

/** Writes them as the member posko:bagian of a package */
void posko_report_areas_write (const PoskoReportAreas *self, PoskoJsonWriter *json);

/* A table that is written, and whether each kecamatan gets its own rows of it: those whose first column is its code. */
typedef struct
{
  const PoskoTable *table;
  gboolean is_split;
} PoskoReportPart;

/** Writes every table as <name>.csv for the city, and those that are split for each of @areas (nullable). Returns: %FALSE with @error */
gboolean posko_report_write_tables (PoskoStage *stage, const PoskoReportPart *tables, guint n_tables, const PoskoReportAreas *areas,
                                    PoskoCsvStyle dialect, GCancellable *cancellable, GError **error);

/** Returns: (transfer full): OUT/datapackage.json: resources with their schemas inlined and their dialect stated */
char *posko_report_package (const PoskoPlan *plan, PoskoCsvStyle dialect, gsize *length, GError **error);

/** Returns: (transfer full): @julian as YYYY-MM-DD, "" when it is no date */
char *posko_report_date (gint64 julian);

/** Returns: @english or @indonesian, by the plan's language: what stands in a plan's files never follows the locale */
const char *posko_report_text (const PoskoPlan *plan, const char *english, const char *indonesian) G_GNUC_FORMAT (2)
  G_GNUC_FORMAT (3);

/** Returns: "id" or "en" */
const char *posko_report_language_code (PoskoLanguage language);

/** Returns: (transfer full): @root as text; %NULL with @error (a number that is not finite) */
char *posko_report_tree (JsonNode *root, gsize *length, GError **error);

/** Writes a table's resource <name>.csv, schema and dialect included, into the open array; %FALSE with @error when it has no schema */
gboolean posko_report_table_resource (PoskoJsonWriter *json, const PoskoTableType *type, const char *name, PoskoCsvStyle dialect,
                                      GError **error);
void posko_report_file_resource (PoskoJsonWriter *json, const char *name, const char *path, const char *title,
                                 const char *media);

/** Writes the member @name of the open object, if the plan stays close to another */
void posko_report_stay_write (PoskoJsonWriter *json, const char *name, const PoskoPlan *plan);

/**
 * posko_report_stay_read:
 * @at: where that member would be
 * @published: (out) (transfer full) (nullable): the hash of the published plan; %NULL when there is no such member
 * @rules: (out) (array fixed-size=POSKO_N_STAY)
 *
 * Returns: %FALSE with %POSKO_ERROR_INPUT when it is none of ours
 */
gboolean posko_report_stay_read (const PoskoJsonCursor *at, char **published, PoskoStayRule *rules, GError **error);

/** Returns: whether it says that the plan was made with this @stay (%NULL: with none) */
gboolean posko_report_stay_is (const PoskoJsonCursor *at, const PoskoPlanStay *stay);

/** Writes the member POSKO_REPORT_KEYS of the open object: from what the products were made, and what their tables hold */
void posko_report_keys_write (PoskoJsonWriter *json, const PoskoPlan *plan);

/** Gives @plan, whose tables are read, the keys of the products whose tables are as they were made; none where @top says nothing */
void posko_report_keys_read (const PoskoJsonCursor *top, PoskoPlan *plan);

#define POSKO_REPORT_KEYS "posko:bahan"
#define POSKO_REPORT_STAY "posko:tetap_dekat" /* the member's name in datapackage.json */

/* The input tables that a case may assume, and the parts of the plan that rest on each; ends with table == NULL. */
typedef struct
{
  const char *table;
  const char *products;
} PoskoReportSource;

extern const PoskoReportSource POSKO_REPORT_SOURCES[];

#define POSKO_REPORT_EFFORT_DECIMALS 6u
#define POSKO_REPORT_AREA_FOLDER "kecamatan"

G_END_DECLS
