/* report-json.c: plan.json: the whole plan for programs, by schemas/plan.schema.json.
 *
 * Tables are arrays of objects with every column of their schema, in its order, `null` where a cell is missing. It names the case by its
 * hash, the seed and the version, and holds no clock time, so that equal plans are equal bytes.
 */
#include "report-private.h"

static void
write_member (PoskoJsonWriter *json, const PoskoField *field, gconstpointer row)
{
  PoskoReportCell cell;
  posko_report_cell (field, row, &cell);
  if (!cell.present && field->type == POSKO_FIELD_STRING)
    posko_json_writer_string (json, field->name, "");
  else if (!cell.present)
    posko_json_writer_null (json, field->name);
  else if (field->type == POSKO_FIELD_INTEGER)
    posko_json_writer_integer (json, field->name, cell.integer);
  else if (field->type == POSKO_FIELD_BOOLEAN)
    posko_json_writer_boolean (json, field->name, cell.integer != 0);
  else if (field->type == POSKO_FIELD_NUMBER)
    posko_json_writer_number (json, field->name, cell.number, field->decimals);
  else
    posko_json_writer_string (json, field->name, cell.text);
}

void
posko_report_json_table (PoskoJsonWriter *json, const PoskoTable *table, const char *name)
{
  const PoskoTableSchema *schema = posko_table_schema (posko_table_type (table));
  posko_json_writer_begin_array (json, name);
  for (guint r = 0; r < posko_table_n (table); r++)
    {
      posko_json_writer_begin_object (json, NULL);
      for (guint i = 0; i < posko_table_schema_n_fields (schema); i++)
        write_member (json, posko_table_schema_field (schema, i), posko_table_row (table, r));
      posko_json_writer_end_object (json);
    }
  posko_json_writer_end_array (json);
}

static void
write_head (PoskoJsonWriter *json, const PoskoPlan *plan)
{
  PoskoCase *source = posko_plan_case (plan);
  const PoskoPolicy *policy = posko_case_policy (source);
  g_autofree char *day = posko_report_date (policy->tanggal_h);
  posko_json_writer_string (json, "posko", POSKO_REPORT_KIND);
  posko_json_writer_string (json, "versi", POSKO_VERSION);
  posko_json_writer_string (json, "kasus", posko_case_hash (source));
  posko_json_writer_integer (json, "benih", (gint64) posko_plan_seed (plan));
  posko_json_writer_string (json, "bahasa", posko_report_language_code (posko_plan_language (plan)));
  posko_report_stay_write (json, "tetap_dekat", plan);
  posko_json_writer_string (json, "kota", policy->kota);
  posko_json_writer_string (json, "kode_kota", policy->kode_kota);
  posko_json_writer_string (json, "tanggal_h", day);
  posko_json_writer_begin_array (json, "tabel_asumsi");
  for (const PoskoReportSource *s = POSKO_REPORT_SOURCES; s->table != NULL; s++)
    if (posko_case_is_assumed (source, s->table))
      posko_json_writer_string (json, NULL, s->table);
  posko_json_writer_end_array (json);
}

char *
posko_report_json (const PoskoPlan *plan, gsize *length, GError **error)
{
  g_autoptr (PoskoJsonWriter) json = posko_json_writer_new ();
  posko_json_writer_begin_object (json, NULL);
  write_head (json, plan);
  posko_json_writer_begin_object (json, "tabel");
  for (guint id = 0; id < POSKO_N_PLAN_TABLES; id++)
    posko_report_json_table (json, posko_plan_table (plan, id), posko_report_table_name (id));
  posko_json_writer_end_object (json);
  posko_json_writer_end_object (json);
  return posko_json_writer_finish (json, length, error);
}
