/* report-curve.c: a trade-off curve as a folder: both tables, kurva.json, kurva.svg (report-curve-svg.c), datapackage.json. */
#include "report-tables.h"

/* Of which case and how it was made, and what it says to people. */
static void
write_members (PoskoJsonWriter *json, const char *prefix, gconstpointer data)
{
  static const char *const names[POSKO_N_CURVE_TEXTS] = { "judul", "bacaan", "sumbu_x", "sumbu_y", "persen", "lain", "aturan" };
  const PoskoCurve *curve = data;
  g_autofree char *source = g_strconcat (prefix, "kasus", NULL), *kind = g_strconcat (prefix, "jenis", NULL);
  g_autofree char *aim = g_strconcat (prefix, "tujuan", NULL), *seed = g_strconcat (prefix, "benih", NULL);
  g_autofree char *effort = g_strconcat (prefix, "upaya", NULL);
  posko_json_writer_string (json, source, posko_case_hash (posko_curve_case (curve)));
  posko_json_writer_string (json, kind, posko_curve_kind_name (posko_curve_kind (curve)));
  posko_json_writer_string (json, aim, posko_curve_maximises (curve) ? "maks" : "min");
  posko_json_writer_integer (json, seed, (gint64) posko_curve_seed (curve));
  posko_json_writer_number (json, effort, posko_curve_effort (curve), POSKO_REPORT_EFFORT_DECIMALS);
  for (guint t = 0; t < POSKO_N_CURVE_TEXTS; t++)
    {
      g_autofree char *name = g_strconcat (prefix, names[t], NULL);
      posko_json_writer_string (json, name, posko_curve_text (curve, t));
    }
}

static PoskoReportTables
tables_of (const PoskoCurve *curve)
{
  const gboolean english = posko_curve_language (curve) == POSKO_LANGUAGE_EN;
  PoskoReportTables tables = { .kind = POSKO_REPORT_CURVE_KIND,
                               .name = "kurva-timbang-pilih",
                               .title = posko_curve_text (curve, POSKO_CURVE_TEXT_TITLE),
                               .json_title = english ? "The whole curve" : "Seluruh kurva",
                               .language = posko_curve_language (curve),
                               .n_tables = POSKO_N_CURVE_TABLES,
                               .members = write_members,
                               .data = curve };
  G_STATIC_ASSERT (POSKO_N_CURVE_TABLES <= POSKO_REPORT_MAX_TABLES);
  for (guint id = 0; id < POSKO_N_CURVE_TABLES; id++)
    tables.tables[id] = (PoskoReportPart){ posko_curve_table (curve, id), FALSE };
  return tables;
}

char *
posko_report_curve_json (const PoskoCurve *curve, gsize *length, GError **error)
{
  const PoskoReportTables tables = tables_of (curve);
  return posko_report_tables_json (&tables, length, error);
}

gboolean
posko_report_curve_write (const PoskoCurve *curve, const char *folder, const PoskoReportParams *params, GCancellable *cancellable,
                          GError **error)
{
  g_return_val_if_fail (curve != NULL && folder != NULL && params != NULL, FALSE);
  const gboolean english = posko_curve_language (curve) == POSKO_LANGUAGE_EN;
  PoskoReportTables tables = tables_of (curve);
  g_autofree char *svg = posko_report_curve_svg (curve, &tables.drawing_length, error);
  tables.drawing = svg;
  tables.drawing_title = english ? "The curve as a drawing" : "Gambar kurva";
  return svg != NULL && posko_report_tables_write (&tables, folder, params, cancellable, error);
}
