/* cmd-init.c: posko init: a complete case from a TPS list and a boundary file, so that the first plan runs at once.
 *
 * What the planner has is taken as it is; the tables that are missing are assumed (assume.h), every row marked, every ratio written
 * to ASUMSI.txt with its source.
 */
#include "assume.h"
#include "command.h"
#include "csv-read.h"
#include "file.h"
#include "findings.h"
#include "progress-line.h"
#include "report.h"

static struct
{
  char *tps, *boundaries, *kelurahan, *template, *date, *city, *output, *dialect;
  gboolean replace;
} given;

static const GOptionEntry options[] = {
  { "tps", 0, 0, G_OPTION_ARG_FILENAME, &given.tps, N_ ("the list of TPS (CSV)"), "FILE" },
  { "boundaries", 0, 0, G_OPTION_ARG_FILENAME, &given.boundaries, N_ ("the kecamatan (GeoJSON)"), "FILE" },
  { "kelurahan", 0, 0, G_OPTION_ARG_FILENAME, &given.kelurahan, N_ ("the kelurahan (GeoJSON); may be left out"), "FILE" },
  { "template", 0, 0, G_OPTION_ARG_STRING, &given.template, N_ ("how the city staffs its posts (default A); see above"), "A|B|C|D" },
  { "date", 0, 0, G_OPTION_ARG_STRING, &given.date, N_ ("polling day (default: that of the built-in policy)"), "YYYY-MM-DD" },
  { "city", 0, 0, G_OPTION_ARG_STRING, &given.city, N_ ("name of the city (default: name of the case folder)"), "NAME" },
  { "output", 'o', 0, G_OPTION_ARG_FILENAME, &given.output, N_ ("the case folder to write"), "CASE" },
  { "replace", 0, 0, G_OPTION_ARG_NONE, &given.replace, N_ ("replace a case that is there, with the tables in it"), NULL },
  { "csv", 0, 0, G_OPTION_ARG_STRING, &given.dialect, N_ ("excel: opens right in Excel (default); plain: RFC 4180"), "excel|plain" },
  { NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

typedef struct
{
  PoskoTable *tables[POSKO_N_ASSUMED + 1]; /* the assumed ones, then the TPS */
  PoskoBoundary *kecamatan, *kelurahan;
  PoskoDiagnostics *findings;
  GCancellable *cancellable;
} Making;

static void
making_clear (Making *self)
{
  for (guint i = 0; i <= POSKO_N_ASSUMED; i++)
    g_clear_pointer (&self->tables[i], posko_table_free);
  g_clear_pointer (&self->kecamatan, posko_boundary_unref);
  g_clear_pointer (&self->kelurahan, posko_boundary_unref);
  g_clear_pointer (&self->findings, posko_diagnostics_free);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Making, making_clear)

static const PoskoTableType *const assumed_types[POSKO_N_ASSUMED] = {
  [POSKO_ASSUMED_FASKES] = &POSKO_FASKES_TYPE,       [POSKO_ASSUMED_NAKES] = &POSKO_NAKES_TYPE,
  [POSKO_ASSUMED_AMBULANS] = &POSKO_AMBULANS_TYPE,   [POSKO_ASSUMED_DAPUR] = &POSKO_DAPUR_TYPE,
  [POSKO_ASSUMED_KENDARAAN] = &POSKO_KENDARAAN_TYPE, [POSKO_ASSUMED_GELOMBANG] = &POSKO_GELOMBANG_TYPE,
  [POSKO_ASSUMED_BALIHO] = &POSKO_BALIHO_TYPE,
};

/* Polling day: as given, or the policy's default. */
static gboolean
read_date (gint64 *julian, GError **error)
{
  if (given.date == NULL)
    {
      g_autoptr (PoskoDiagnostics) findings = posko_diagnostics_new ();
      g_autoptr (PoskoPolicyDocument) policy = posko_policy_read (NULL, "kebijakan.json", findings);
      *julian = posko_policy_document_get (policy)->tanggal_h;
      return TRUE;
    }
  guint numbers[3];
  g_auto (GStrv) parts = g_strsplit (given.date, "-", 4);
  gboolean sound = g_strv_length (parts) == 3;
  for (guint i = 0; sound && i < 3; i++)
    {
      guint64 number = 0;
      sound = g_ascii_string_to_unsigned (parts[i], 10, 1, 9999, &number, NULL);
      numbers[i] = (guint) number;
    }
  /* the years that the policy's schema takes; GDateDay is a byte, in which day 283 would be the 27th */
  sound = sound && numbers[0] >= 2000 && numbers[0] <= 2099 && numbers[2] <= 31;
  if (!sound || !g_date_valid_dmy ((GDateDay) numbers[2], (GDateMonth) numbers[1], (GDateYear) numbers[0]))
    {
      g_set_error (error, POSKO_ERROR, POSKO_ERROR_USAGE, _ ("--date is \"%s\", expected a day like 2025-08-27"), given.date);
      return FALSE;
    }
  GDate date;
  g_date_clear (&date, 1);
  g_date_set_dmy (&date, (GDateDay) numbers[2], (GDateMonth) numbers[1], (GDateYear) numbers[0]);
  *julian = g_date_get_julian (&date);
  return TRUE;
}

/* A case that is there may hold the planner's own tables: only on request are they replaced. */
static gboolean
may_write_case (GError **error)
{
  g_autofree char *package = g_build_filename (given.output, POSKO_STAGE_MARKER_FILE, NULL);
  if (given.replace || !g_file_test (package, G_FILE_TEST_EXISTS))
    return TRUE;
  g_set_error (error, POSKO_ERROR, POSKO_ERROR_USAGE,
               _ ("%s is a case already, perhaps with tables of your own; name another folder, or give --replace"), given.output);
  return FALSE;
}

static gboolean
read_options (PoskoAssumeParams *params, PoskoReportParams *report, GError **error)
{
  gboolean plain;
  const gint template = given.template == NULL ? POSKO_ASSUME_A : posko_assume_template_from_letter (given.template);
  if (given.tps == NULL || given.boundaries == NULL || given.output == NULL)
    {
      g_set_error_literal (error, POSKO_ERROR, POSKO_ERROR_USAGE, _ ("--tps, --boundaries and -o must be given"));
      return FALSE;
    }
  if (template < 0)
    {
      g_set_error (error, POSKO_ERROR, POSKO_ERROR_USAGE, _ ("--template is \"%s\", expected A, B, C or D"), given.template);
      return FALSE;
    }
  params->template = (PoskoAssumeTemplate) template;
  if (!posko_command_choose ("csv", given.dialect, "excel", "plain", &plain, error) || !read_date (&params->tanggal_h, error))
    return FALSE;
  report->dialect = plain ? POSKO_CSV_PLAIN : POSKO_CSV_EXCEL_ID;
  return may_write_case (error);
}

typedef struct
{
  PoskoDiagnostics *findings;
  const char *file;
} LayerFaults;

static void
on_layer_fault (const PoskoBoundaryFault *fault, gpointer user_data)
{
  const LayerFaults *faults = user_data;
  posko_diagnostics_report (faults->findings, fault->is_error ? POSKO_SEVERITY_ERROR : POSKO_SEVERITY_WARNING, fault->code,
                            faults->file, fault->line, fault->property, fault->found, fault->expected, fault->remedy);
}

static PoskoBoundary *
read_layer (Making *self, const char *path, GError **error)
{
  g_autofree char *name = g_path_get_basename (path);
  LayerFaults faults = { .findings = self->findings, .file = name };
  g_autoptr (GBytes) bytes = posko_file_read (path, POSKO_BOUNDARY_MAX_BYTES, error);
  return bytes == NULL ? NULL : posko_boundary_read (bytes, TRUE, on_layer_fault, &faults, self->cancellable);
}

/* What the planner has; FALSE with @error when a file cannot be read at all. Faults in the files are findings. */
static gboolean
read_inputs (Making *self, GError **error)
{
  GError *failure = NULL;
  g_autofree char *name = g_path_get_basename (given.tps);
  g_autoptr (GBytes) bytes = posko_file_read (given.tps, POSKO_CSV_MAX_BYTES, error);
  if (bytes == NULL)
    return FALSE;
  self->tables[POSKO_N_ASSUMED] = posko_table_read (&POSKO_TPS_TYPE, bytes, name, self->findings, self->cancellable);
  self->kecamatan = read_layer (self, given.boundaries, &failure);
  if (failure == NULL && given.kelurahan != NULL)
    self->kelurahan = read_layer (self, given.kelurahan, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  if (posko_table_n (self->tables[POSKO_N_ASSUMED]) == 0)
    posko_diagnostics_report (self->findings, POSKO_SEVERITY_ERROR, "table-empty", name, 0, NULL, _ ("no usable row"),
                              _ ("at least one TPS"), NULL);
  return !posko_set_error_if_cancelled (self->cancellable, error);
}

static gboolean
write_case (Making *self, const PoskoAssumeParams *params, const PoskoReportParams *report, const char *city, GError **error)
{
  g_autoptr (GString) notes = g_string_new (NULL);
  for (guint i = 0; i < POSKO_N_ASSUMED; i++)
    self->tables[i] = posko_table_new (assumed_types[i]);
  if (!posko_assume_tables (params, self->tables[POSKO_N_ASSUMED], self->kecamatan, self->tables, notes, error))
    return FALSE;
  for (guint i = 0; i <= POSKO_N_ASSUMED; i++)
    posko_table_sort (self->tables[i]);
  g_autofree char *policy = posko_assume_policy (params, NULL, city, NULL, error);
  if (policy == NULL)
    return FALSE;
  const PoskoReportCase made = {
    .title = city,
    .tables = self->tables,
    .n_tables = POSKO_N_ASSUMED + 1,
    .kecamatan = self->kecamatan,
    .kelurahan = self->kelurahan,
    .policy = policy,
    .notes = notes->str,
  };
  return posko_report_case_write (&made, given.output, report, error);
}

static PoskoExit
run_init (const PoskoRun *run, char **arguments, GError **error)
{
  PoskoAssumeParams params = { .template = POSKO_ASSUME_A };
  PoskoReportParams report = POSKO_REPORT_PARAMS_INIT;
  if (!read_options (&params, &report, error))
    return POSKO_EXIT_USAGE;
  g_auto (Making) making = { .findings = posko_diagnostics_new (), .cancellable = run->cancellable };
  if (!read_inputs (&making, error))
    return POSKO_EXIT_FAULTS;
  posko_progress_line_clear ();
  posko_findings_print (making.findings, POSKO_SEVERITY_WARNING, stderr);
  if (making.kecamatan == NULL || posko_diagnostics_count (making.findings, POSKO_SEVERITY_ERROR) > 0)
    return POSKO_EXIT_FAULTS;

  g_autofree char *folder = g_canonicalize_filename (given.output, NULL);
  g_autofree char *folder_name = g_path_get_basename (folder);
  g_autofree char *city = g_utf8_make_valid (given.city != NULL ? given.city : folder_name, -1);
  if (!write_case (&making, &params, &report, city, error))
    return POSKO_EXIT_INTERNAL;
  printf (_ ("Written: %s\n%u TPS in %u kecamatan; template %s\n"), given.output, posko_table_n (making.tables[POSKO_N_ASSUMED]),
          posko_boundary_n (making.kecamatan), posko_assume_template_title (params.template));
  printf (_ ("What was assumed stands in %s/ASUMSI.txt and in the columns \"asumsi\".\nNext: posko plan %s -o OUT\n"), given.output,
          given.output);
  return POSKO_EXIT_DONE;
}

const PoskoCommand POSKO_COMMAND_INIT = {
  .name = "init",
  .arguments = "",
  .n_arguments = 0,
  .synopsis = "--tps FILE --boundaries FILE -o CASE",
  .summary = N_ ("make a complete case from a TPS list and a boundary file"),
  .description = N_ ("Takes the TPS list and the boundaries as they are and fills every other table with assumptions, sized by\n"
                     "stated ratios and marked as such, so that posko plan runs at once. Replace them table by table.\n"
                     "Templates: A a post at every kecamatan office; B the puskesmas answers for its area;\n"
                     "C touring ambulances, small teams; D a midwife on watch in every kelurahan."),
  .example = "  posko init --tps tps.csv --boundaries kecamatan.geojson --city Balikpapan -o balikpapan",
  .options = options,
  .run = run_init,
};
