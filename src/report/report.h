/* report.h: a plan as a folder of files, and back.
 *
 * One file of this room per format (report-<format>.c), each from a PoskoPlan; report-write.c lists them. Columns come from the Table
 * Schemas in schemas/output/ and stand nowhere else. Every value written reads back as the same value, in both dialects.
 */
#pragma once
#include "csv-write.h"
#include "json-write.h"
#include "compare.h"
#include "simulate.h"
#include "who.h"
#include "curve.h"
#include "repair.h"
G_BEGIN_DECLS

#define POSKO_REPORT_KIND "rencana" /* what the marker of a plan's folder says: see file.h */
#define POSKO_REPORT_CASE_KIND "kasus"
#define POSKO_REPORT_COMPARISON_KIND "perbandingan"
#define POSKO_REPORT_SIMULATION_KIND "simulasi"
#define POSKO_REPORT_ANSWER_KIND "jawaban"
#define POSKO_REPORT_CURVE_KIND "kurva"
#define POSKO_REPORT_MAX_FILE_BYTES ((gsize) 256 << 20)

typedef struct
{
  PoskoCsvStyle dialect; /* of all CSV files; default: the one for people */
} PoskoReportParams;

#define POSKO_REPORT_PARAMS_INIT { .dialect = POSKO_CSV_EXCEL_ID }

/**
 * posko_report_write:
 * @plan: a settled plan
 * @folder: what shall appear; an earlier plan there is replaced, anything else is not touched
 *
 * Writes the city's tables, a folder of tables for each kecamatan, plan.json, ringkasan.txt and datapackage.json. The folder appears whole
 * or not at all. O(rows).
 *
 * Returns: %FALSE with @error set: %POSKO_ERROR_IO (disk full, no permission), %POSKO_ERROR_USAGE (@folder holds something else),
 *   %POSKO_ERROR_CANCELLED
 */
gboolean posko_report_write (const PoskoPlan *plan, const char *folder, const PoskoReportParams *params,
                             GCancellable *cancellable, GError **error);

/**
 * posko_report_read:
 * @source: (nullable): the case of the plan; %NULL where the tables of the city are enough, to compare plans
 * @folder: a folder of posko_report_write(), its CSV files perhaps edited by hand and saved in either dialect
 * @from_parts: take the tables that are split from the folders of the kecamatan instead of the city's files
 * @diagnostics: what is wrong with the files: missing tables, bad cells, a plan of another case (a warning)
 *
 * Returns: (transfer full) (nullable): the plan, with the rows that could be read; %NULL with @error set to %POSKO_ERROR_INPUT when
 *   @folder is no plan at all, or %POSKO_ERROR_CANCELLED
 */
PoskoPlan *posko_report_read (PoskoCase *source, const char *folder, gboolean from_parts, PoskoDiagnostics *diagnostics,
                              GCancellable *cancellable, GError **error);

/**
 * posko_report_is_of:
 * @dialect: of its CSV files
 *
 * Whether @folder holds a plan that this version of the program made of this very case with these parameters, so that making it again
 * would give the same files (if nobody edited them). Reads datapackage.json alone.
 */
gboolean posko_report_is_of (const char *folder, const PoskoCase *source, const PoskoPlanParams *params, PoskoCsvStyle dialect);

/**
 * posko_report_csv:
 * @table: any table with a schema: of a plan or of a case
 * @area_code: (nullable): only the rows whose first column is this; %NULL = all
 * @length: (out): bytes
 *
 * Returns: (transfer full): @table as CSV, with the header, rows in the table's order
 */
char *posko_report_csv (const PoskoTable *table, PoskoCsvStyle dialect, const char *area_code, gsize *length);

/**
 * posko_report_file_name:
 *
 * Returns: (transfer full): the file of a plan's table: "roster.csv"
 */
char *posko_report_file_name (PoskoPlanTableId id);

/** Writes @table as the member @name of the open object: an array of rows */
void posko_report_json_table (PoskoJsonWriter *json, const PoskoTable *table, const char *name);

/** Returns: (transfer full): the whole plan as JSON, by schemas/plan.schema.json, or %NULL with @error (a value that is not finite) */
char *posko_report_json (const PoskoPlan *plan, gsize *length, GError **error);

/** Returns: (transfer full): one page for people, in the plan's language */
char *posko_report_summary (const PoskoPlan *plan);

/** Returns: (transfer full): the comparison as JSON by schemas/perbandingan.schema.json: every table, rows as objects; %NULL with @error (a value that is not finite) */
char *posko_report_comparison_json (const PoskoComparison *comparison, gsize *length, GError **error);

/** Writes how many people are affected and must be told, and how many teams have a message: orang, dikabari, tim of the open object */
void posko_report_comparison_counts (PoskoJsonWriter *json, const PoskoComparison *comparison);

/**
 * posko_report_comparison_write:
 * @folder: what shall appear; an earlier comparison there is replaced, anything else is not touched
 *
 * Writes every table as CSV, a folder of tables for each kecamatan that is affected, perbandingan.json (by
 * schemas/perbandingan.schema.json) and datapackage.json. The folder appears whole or not at all.
 *
 * Returns: %FALSE with @error as posko_report_write()
 */
gboolean posko_report_comparison_write (const PoskoComparison *comparison, const char *folder, const PoskoReportParams *params,
                                        GCancellable *cancellable, GError **error);

/** Returns: (transfer full): the simulation as JSON: every table, rows as objects; %NULL with @error (a value that is not finite) */
char *posko_report_simulation_json (const PoskoSimulation *simulation, gsize *length, GError **error);

/** Writes a simulation as posko_report_comparison_write() does a comparison: every table as CSV, simulasi.json, datapackage.json */
gboolean posko_report_simulation_write (const PoskoSimulation *simulation, const char *folder, const PoskoReportParams *params,
                                        GCancellable *cancellable, GError **error);

/** Returns: (transfer full): an answer as JSON: every table it has, rows as objects; %NULL with @error (a value that is not finite) */
char *posko_report_who_json (const PoskoWho *answer, gsize *length, GError **error);

/** Writes every table of an answer as CSV, jawaban.json and datapackage.json, as posko_report_comparison_write() does a comparison. */
gboolean posko_report_who_write (const PoskoWho *answer, const char *folder, const PoskoReportParams *params, GCancellable *cancellable,
                                 GError **error);

/** Returns: (transfer full): the curve as JSON: its texts and both tables; %NULL with @error (a value that is not finite) */
char *posko_report_curve_json (const PoskoCurve *curve, gsize *length, GError **error);

/** Returns: (transfer full): the curve as a drawing for people, in its language; equal curves are equal bytes; %NULL with @error */
char *posko_report_curve_svg (const PoskoCurve *curve, gsize *length, GError **error);

/**
 * posko_report_curve_write:
 * @folder: what shall appear; an earlier curve there is replaced, anything else is not touched
 *
 * Writes kurva.csv, kurva_tingkat.csv, kurva.json, kurva.svg and datapackage.json. The folder appears whole or not at all.
 *
 * Returns: %FALSE with @error as posko_report_write()
 */
gboolean posko_report_curve_write (const PoskoCurve *curve, const char *folder, const PoskoReportParams *params,
                                   GCancellable *cancellable, GError **error);

/**
 * posko_report_repair_write:
 * @source: the case that was repaired; only read
 * @folder: the copy that shall appear
 *
 * Writes the repaired files, perbaikan.csv (in @params' dialect) and all other files of @source. The copy appears whole or not at all.
 *
 * Returns: %FALSE with @error as posko_report_write(), or %POSKO_ERROR_INPUT, %POSKO_ERROR_LIMIT for a @source that cannot be copied
 */
gboolean posko_report_repair_write (PoskoRepair *repair, const char *source, const char *folder, const PoskoReportParams *params,
                                    GCancellable *cancellable, GError **error);

/* One more file of a new case, as it is; a row of its package. All borrowed; title in Indonesian, as the package has it. */
typedef struct
{
  const char *name, *resource, *title, *mediatype; /* "impor.json", "impor", … */
  const char *data;
  gsize length;
} PoskoReportExtra;

/* What a new case holds. All borrowed. */
typedef struct
{
  const char *title;
  PoskoTable *const *tables; /* of the types in case.h, TPS among them */
  guint n_tables;
  const PoskoBoundary *kecamatan;
  const PoskoBoundary *kelurahan; /* (nullable) */
  const char *policy; /* kebijakan.json */
  const char *notes;  /* which assumptions were made, for people: ASUMSI.txt */
  const PoskoReportExtra *extras;
  guint n_extras;
} PoskoReportCase;

/** Writes a case folder, whole or not at all. Returns: %FALSE with @error as posko_report_write() */
gboolean posko_report_case_write (const PoskoReportCase *source, const char *folder, const PoskoReportParams *params,
                                  GError **error);

G_END_DECLS
