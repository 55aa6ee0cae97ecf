/* report-simulation.c: simulated polling days as a folder of CSV tables, with a JSON of all of them. */
#include "report-tables.h"

static void
write_origin (PoskoJsonWriter *json, const char *prefix, gconstpointer simulation)
{
  g_autofree char *source = g_strconcat (prefix, "kasus", NULL);
  g_autofree char *seed = g_strconcat (prefix, "benih", NULL);
  g_autofree char *days = g_strconcat (prefix, "hari", NULL);
  posko_json_writer_string (json, source, posko_simulation_case_hash (simulation));
  posko_json_writer_integer (json, seed, (gint64) posko_simulation_seed (simulation));
  posko_json_writer_integer (json, days, posko_simulation_n_days (simulation));
}

static PoskoReportTables
tables_of (const PoskoSimulation *simulation)
{
  const gboolean english = posko_simulation_language (simulation) == POSKO_LANGUAGE_EN;
  PoskoReportTables tables = { .kind = POSKO_REPORT_SIMULATION_KIND,
                               .name = "simulasi-hari-tugas",
                               .title = english ? "Polling days lived through" : "Simulasi hari tugas",
                               .json_title = english ? "The whole simulation" : "Seluruh simulasi",
                               .language = posko_simulation_language (simulation),
                               .n_tables = POSKO_N_SIMULATE_TABLES,
                               .members = write_origin,
                               .data = simulation };
  G_STATIC_ASSERT (POSKO_N_SIMULATE_TABLES <= POSKO_REPORT_MAX_TABLES);
  for (guint id = 0; id < POSKO_N_SIMULATE_TABLES; id++)
    tables.tables[id] = (PoskoReportPart){ posko_simulation_table (simulation, id), FALSE };
  return tables;
}

char *
posko_report_simulation_json (const PoskoSimulation *simulation, gsize *length, GError **error)
{
  const PoskoReportTables tables = tables_of (simulation);
  return posko_report_tables_json (&tables, length, error);
}

gboolean
posko_report_simulation_write (const PoskoSimulation *simulation, const char *folder, const PoskoReportParams *params,
                               GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (simulation != NULL && folder != NULL && params != NULL, FALSE);
  const PoskoReportTables tables = tables_of (simulation);
  return posko_report_tables_write (&tables, folder, params, cancellable, error);
}
