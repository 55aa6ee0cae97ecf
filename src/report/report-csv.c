/* report-csv.c: a table as CSV, by its schema. One column a field, in the schema's order; a missing value is an empty cell. */
#include "report-private.h"
#include <math.h>
#include <string.h>

char *
posko_report_date (gint64 julian)
{
  if (julian < 1 || julian > G_MAXINT32 || !g_date_valid_julian ((guint32) julian))
    return g_strdup ("");
  GDate date;
  g_date_clear (&date, 1);
  g_date_set_julian (&date, (guint32) julian);
  return g_strdup_printf ("%04u-%02u-%02u", g_date_get_year (&date), g_date_get_month (&date), g_date_get_day (&date));
}

void
posko_report_cell (const PoskoField *field, gconstpointer row, PoskoReportCell *cell)
{
  *cell = (PoskoReportCell) { .present = FALSE };
  if (field->offset < 0)
    return;
  const gpointer member = G_STRUCT_MEMBER_P ((gpointer) row, field->offset);
  if (field->type == POSKO_FIELD_STRING)
    {
      cell->text = *(const char *const *) member;
      cell->present = cell->text != NULL && *cell->text != '\0';
      return;
    }
  if (field->type == POSKO_FIELD_NUMBER)
    {
      cell->number = *(const gdouble *) member;
      cell->present = isfinite (cell->number);
      return;
    }
  cell->integer = *(const gint64 *) member;
  cell->present = cell->integer != POSKO_MISSING;
  if (!cell->present)
    return;
  if (field->type == POSKO_FIELD_DATE)
    {
      g_autofree char *text = posko_report_date (cell->integer);
      g_strlcpy (cell->buffer, text, sizeof cell->buffer);
    }
  else if (field->type == POSKO_FIELD_TIME)
    g_snprintf (cell->buffer, sizeof cell->buffer, "%02d:%02d", (int) (cell->integer / 60), (int) (cell->integer % 60));
  cell->text = cell->buffer;
}

static void
write_cell (PoskoCsvWriter *writer, const PoskoField *field, gconstpointer row)
{
  PoskoReportCell cell;
  posko_report_cell (field, row, &cell);
  if (!cell.present)
    posko_csv_writer_empty (writer);
  else if (field->type == POSKO_FIELD_INTEGER)
    posko_csv_writer_integer (writer, cell.integer);
  else if (field->type == POSKO_FIELD_BOOLEAN)
    posko_csv_writer_boolean (writer, cell.integer != 0);
  else if (field->type == POSKO_FIELD_NUMBER)
    posko_csv_writer_number (writer, cell.number, field->decimals);
  else if (field->type == POSKO_FIELD_TIME && cell.integer >= 0)
    posko_csv_writer_clock (writer, cell.integer);
  else
    posko_csv_writer_text (writer, cell.text);
}

/* Whether the row's first column is @area_code. */
static gboolean
is_of_area (const PoskoField *first, gconstpointer row, const char *area_code)
{
  PoskoReportCell cell;
  posko_report_cell (first, row, &cell);
  return cell.text != NULL && strcmp (cell.text, area_code) == 0;
}

char *
posko_report_csv (const PoskoTable *table, PoskoCsvStyle dialect, const char *area_code, gsize *length)
{
  const PoskoTableSchema *schema = posko_table_schema (posko_table_type (table));
  const guint n_fields = posko_table_schema_n_fields (schema);
  g_autoptr (PoskoCsvWriter) writer = posko_csv_writer_new (dialect);
  g_autofree const char **names = g_new0 (const char *, n_fields + 1);
  for (guint i = 0; i < n_fields; i++)
    names[i] = posko_table_schema_field (schema, i)->name;
  posko_csv_writer_header (writer, names);

  for (guint r = 0; r < posko_table_n (table); r++)
    {
      gconstpointer row = posko_table_row (table, r);
      if (area_code != NULL && !is_of_area (posko_table_schema_field (schema, 0), row, area_code))
        continue;
      for (guint i = 0; i < n_fields; i++)
        write_cell (writer, posko_table_schema_field (schema, i), row);
      posko_csv_writer_end_row (writer);
    }
  return posko_csv_writer_finish (g_steal_pointer (&writer), length);
}
