/* report-tables.h: a set of tables as a folder of CSV files, one JSON of them all, and a data package: what comparisons, simulations
 * and curves are written by. */
#pragma once
#include "report-private.h"
G_BEGIN_DECLS

#define POSKO_REPORT_MAX_TABLES 16

typedef struct
{
  const char *kind;      /* of the folder's marker; also the name of the JSON file */
  const char *name;      /* of the package */
  const char *title, *json_title; /* of the package and of the JSON file, in its language */
  PoskoLanguage language;
  PoskoReportPart tables[POSKO_REPORT_MAX_TABLES];
  guint n_tables;
  const PoskoReportAreas *areas; /* (nullable): the kecamatan that get their own rows of the tables that are split */
  /* (nullable): writes further members into the open object; @prefix is "" in the JSON and "posko:" in the package */
  void (*members) (PoskoJsonWriter *json, const char *prefix, gconstpointer data);
  gconstpointer data;
  const char *drawing, *drawing_title; /* (nullable): an SVG, written as <kind>.svg when the folder is written */
  gsize drawing_length;
} PoskoReportTables;

/** Returns: (transfer full): every table, rows as objects; %NULL with @error (a value that is not finite) */
char *posko_report_tables_json (const PoskoReportTables *self, gsize *length, GError **error);

/** Writes the folder, whole or not at all. Returns: %FALSE with @error as posko_report_write() */
gboolean posko_report_tables_write (const PoskoReportTables *self, const char *folder, const PoskoReportParams *params,
                                    GCancellable *cancellable, GError **error);

G_END_DECLS
