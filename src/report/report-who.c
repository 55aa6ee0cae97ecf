/* report-who.c: an answer about a plan (who can replace a person, which TPS are late) as a folder of CSV tables, with a JSON of all of them. */
#include "report-tables.h"

/* How many rows of the plan were left out; a package says only where the tables are. */
static void
write_unknown (PoskoJsonWriter *json, const char *prefix, gconstpointer answer)
{
  if (*prefix == '\0')
    posko_json_writer_integer (json, "baris_tidak_dikenal", posko_who_n_unknown (answer));
}

static PoskoReportTables
tables_of (const PoskoWho *answer)
{
  const gboolean english = posko_who_language (answer) == POSKO_LANGUAGE_EN;
  PoskoReportTables tables = { .kind = POSKO_REPORT_ANSWER_KIND,
                               .name = "jawaban-rencana",
                               .title = english ? "An answer about a plan" : "Jawaban tentang rencana",
                               .json_title = english ? "The whole answer" : "Seluruh jawaban",
                               .language = posko_who_language (answer),
                               .members = write_unknown,
                               .data = answer };
  G_STATIC_ASSERT (POSKO_N_WHO_TABLES <= POSKO_REPORT_MAX_TABLES);
  for (guint id = 0; id < POSKO_N_WHO_TABLES; id++)
    if (posko_who_table (answer, id) != NULL)
      tables.tables[tables.n_tables++] = (PoskoReportPart){ posko_who_table (answer, id), FALSE };
  return tables;
}

char *
posko_report_who_json (const PoskoWho *answer, gsize *length, GError **error)
{
  const PoskoReportTables tables = tables_of (answer);
  return posko_report_tables_json (&tables, length, error);
}

gboolean
posko_report_who_write (const PoskoWho *answer, const char *folder, const PoskoReportParams *params, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (answer != NULL && folder != NULL && params != NULL, FALSE);
  const PoskoReportTables tables = tables_of (answer);
  return posko_report_tables_write (&tables, folder, params, cancellable, error);
}
