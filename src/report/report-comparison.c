/* report-comparison.c: a comparison of two plans as a folder of CSV tables, with a JSON of all of them.
 *
 *   <folder>/<table>.csv                            every table of the comparison
 *   <folder>/kecamatan/<kode>-<nama>/<table>.csv    what an affected kecamatan must know, and nobody else's rows
 *   <folder>/perbandingan.json, datapackage.json
 */
#include "report-tables.h"

void
posko_report_comparison_counts (PoskoJsonWriter *json, const PoskoComparison *comparison)
{
  posko_json_writer_integer (json, "orang", posko_comparison_n_people (comparison, FALSE));
  posko_json_writer_integer (json, "dikabari", posko_comparison_n_people (comparison, TRUE));
  posko_json_writer_integer (json, "tim", posko_comparison_n_teams (comparison));
}

/* A package says only where the tables are. */
static void
write_counts (PoskoJsonWriter *json, const char *prefix, gconstpointer comparison)
{
  if (*prefix == '\0')
    posko_report_comparison_counts (json, comparison);
}

/* The kecamatan that are affected. What belongs to none, vehicles and kitchens, stands in the city's files alone. */
static PoskoReportAreas *
find_areas (const PoskoComparison *comparison)
{
  PoskoTable *affected = posko_comparison_table (comparison, POSKO_COMPARE_AREAS);
  PoskoReportAreas *areas = posko_report_areas_new ();
  for (guint i = 0; i < posko_table_n (affected); i++)
    {
      const PoskoCompareArea *area = posko_table_row (affected, i);
      if (*area->kode_kecamatan != '\0')
        posko_report_areas_add (areas, area->kode_kecamatan, area->kecamatan);
    }
  return areas;
}

static PoskoReportTables
tables_of (const PoskoComparison *comparison, const PoskoReportAreas *areas)
{
  const gboolean english = posko_comparison_language (comparison) == POSKO_LANGUAGE_EN;
  PoskoReportTables tables = { .kind = POSKO_REPORT_COMPARISON_KIND,
                               .name = "perbandingan-rencana",
                               .title = english ? "Two plans compared" : "Perbandingan dua rencana",
                               .json_title = english ? "The whole comparison" : "Seluruh perbandingan",
                               .language = posko_comparison_language (comparison),
                               .n_tables = POSKO_N_COMPARE_TABLES,
                               .areas = areas,
                               .members = write_counts,
                               .data = comparison };
  G_STATIC_ASSERT (POSKO_N_COMPARE_TABLES <= POSKO_REPORT_MAX_TABLES);
  for (guint id = 0; id < POSKO_N_COMPARE_TABLES; id++)
    tables.tables[id] = (PoskoReportPart){ posko_comparison_table (comparison, id), posko_compare_is_split (id) };
  return tables;
}

char *
posko_report_comparison_json (const PoskoComparison *comparison, gsize *length, GError **error)
{
  const PoskoReportTables tables = tables_of (comparison, NULL);
  return posko_report_tables_json (&tables, length, error);
}

gboolean
posko_report_comparison_write (const PoskoComparison *comparison, const char *folder, const PoskoReportParams *params,
                               GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (comparison != NULL && folder != NULL && params != NULL, FALSE);
  g_autoptr (PoskoReportAreas) areas = find_areas (comparison);
  const PoskoReportTables tables = tables_of (comparison, areas);
  return posko_report_tables_write (&tables, folder, params, cancellable, error);
}
