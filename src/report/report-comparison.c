/* report-comparison.c: a comparison of two plans as a folder of CSV tables, with a JSON of all of them. */
#include "report-tables.h"

/* How many different people are affected; a package says only where the tables are. */
static void
write_people (PoskoJsonWriter *json, const char *prefix, gconstpointer comparison)
{
  if (*prefix == '\0')
    posko_json_writer_integer (json, "orang", posko_comparison_n_people (comparison));
}

static PoskoReportTables
tables_of (const PoskoComparison *comparison)
{
  const gboolean english = posko_comparison_language (comparison) == POSKO_LANGUAGE_EN;
  PoskoReportTables tables = { .kind = POSKO_REPORT_COMPARISON_KIND,
                               .name = "perbandingan-rencana",
                               .title = english ? "Two plans compared" : "Perbandingan dua rencana",
                               .json_title = english ? "The whole comparison" : "Seluruh perbandingan",
                               .language = posko_comparison_language (comparison),
                               .n_tables = POSKO_N_COMPARE_TABLES,
                               .members = write_people,
                               .data = comparison };
  G_STATIC_ASSERT (POSKO_N_COMPARE_TABLES <= POSKO_REPORT_MAX_TABLES);
  for (guint id = 0; id < POSKO_N_COMPARE_TABLES; id++)
    tables.tables[id] = posko_comparison_table (comparison, id);
  return tables;
}

char *
posko_report_comparison_json (const PoskoComparison *comparison, gsize *length, GError **error)
{
  const PoskoReportTables tables = tables_of (comparison);
  return posko_report_tables_json (&tables, length, error);
}

gboolean
posko_report_comparison_write (const PoskoComparison *comparison, const char *folder, const PoskoReportParams *params,
                               GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (comparison != NULL && folder != NULL && params != NULL, FALSE);
  const PoskoReportTables tables = tables_of (comparison);
  return posko_report_tables_write (&tables, folder, params, cancellable, error);
}
