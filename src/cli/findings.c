/* findings.c: `tps.csv:412: error: column "kpps": found "3oo", expected a whole number 0–50; how to mend it [type-integer]`. */
#include "findings.h"
#include "command.h"

static const char *
severity_name (PoskoSeverity severity)
{
  switch (severity)
    {
    case POSKO_SEVERITY_ERROR:
      return _ ("error");
    case POSKO_SEVERITY_WARNING:
      return _ ("warning");
    case POSKO_SEVERITY_INFO:
    default:
      return _ ("note");
    }
}

static const char *
severity_code (PoskoSeverity severity)
{
  static const char *const codes[] = { [POSKO_SEVERITY_INFO] = "keterangan",
                                       [POSKO_SEVERITY_WARNING] = "peringatan",
                                       [POSKO_SEVERITY_ERROR] = "galat" };
  return codes[severity];
}

static gboolean
is_given (const char *text)
{
  return text != NULL && *text != '\0';
}

static char *
finding_text (const PoskoDiagnostic *finding)
{
  GString *text = g_string_new (finding->file);
  if (finding->line > 0)
    g_string_append_printf (text, ":%u", finding->line);
  g_string_append_printf (text, ": %s: ", severity_name (finding->severity));
  if (is_given (finding->column))
    g_string_append_printf (text, finding->column[0] == '/' ? _ ("at %s: ") : _ ("column \"%s\": "), finding->column);
  if (is_given (finding->found))
    g_string_append_printf (text, _ ("found %s"), finding->found);
  if (is_given (finding->expected))
    g_string_append_printf (text, is_given (finding->found) ? _ (", expected %s") : _ ("expected %s"), finding->expected);
  if (is_given (finding->remedy))
    g_string_append_printf (text, is_given (finding->found) || is_given (finding->expected) ? "; %s" : "%s", finding->remedy);
  g_string_append_printf (text, " [%s]", finding->code);
  return g_string_free (text, FALSE);
}

void
posko_findings_print (PoskoDiagnostics *findings, PoskoSeverity least, FILE *stream)
{
  for (guint i = 0; i < posko_diagnostics_n (findings); i++)
    {
      const PoskoDiagnostic *finding = posko_diagnostics_get (findings, i);
      if (finding->severity < least)
        continue;
      g_autofree char *text = finding_text (finding);
      fprintf (stream, "%s\n", text);
      const guint folded = posko_diagnostics_folded (findings, i);
      if (folded > 0)
        {
          g_autofree char *more = g_strdup_printf (ngettext ("and %u more of the kind", "and %u more of the kind", folded), folded);
          fprintf (stream, "%s: %s [%s]\n", finding->file, more, finding->code);
        }
    }
  const guint errors = posko_diagnostics_count (findings, POSKO_SEVERITY_ERROR);
  const guint warnings = posko_diagnostics_count (findings, POSKO_SEVERITY_WARNING);
  const guint notes = posko_diagnostics_count (findings, POSKO_SEVERITY_INFO);
  g_autofree char *error_text = g_strdup_printf (ngettext ("%u error, ", "%u errors, ", errors), errors);
  g_autofree char *warning_text = g_strdup_printf (ngettext ("%u warning, ", "%u warnings, ", warnings), warnings);
  g_autofree char *note_text = g_strdup_printf (ngettext ("%u note\n", "%u notes\n", notes), notes);
  fprintf (stream, "%s%s%s", error_text, warning_text, note_text);
}

static void
write_finding (PoskoJsonWriter *json, const PoskoDiagnostic *finding, guint folded)
{
  posko_json_writer_begin_object (json, NULL);
  posko_json_writer_string (json, "tingkat", severity_code (finding->severity));
  posko_json_writer_string (json, "kode", finding->code);
  posko_json_writer_string (json, "berkas", finding->file);
  posko_json_writer_integer (json, "baris", finding->line);
  posko_json_writer_string (json, "kolom", finding->column);
  posko_json_writer_string (json, "ditemukan", finding->found);
  posko_json_writer_string (json, "seharusnya", finding->expected);
  posko_json_writer_string (json, "perbaikan", finding->remedy);
  posko_json_writer_integer (json, "dilipat", folded);
  posko_json_writer_end_object (json);
}

void
posko_findings_write (PoskoDiagnostics *findings, PoskoJsonWriter *json)
{
  posko_json_writer_integer (json, "galat", posko_diagnostics_count (findings, POSKO_SEVERITY_ERROR));
  posko_json_writer_integer (json, "peringatan", posko_diagnostics_count (findings, POSKO_SEVERITY_WARNING));
  posko_json_writer_integer (json, "keterangan", posko_diagnostics_count (findings, POSKO_SEVERITY_INFO));
  posko_json_writer_begin_array (json, "temuan");
  for (guint i = 0; i < posko_diagnostics_n (findings); i++)
    write_finding (json, posko_diagnostics_get (findings, i), posko_diagnostics_folded (findings, i));
  posko_json_writer_end_array (json);
}

gboolean
posko_json_print (PoskoJsonWriter *json, GError **error)
{
  gsize length;
  g_autofree char *text = posko_json_writer_finish (json, &length, error);
  if (text == NULL)
    return FALSE;
  fwrite (text, 1, length, stdout);
  return TRUE;
}
