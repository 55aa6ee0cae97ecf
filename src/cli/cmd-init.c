/* cmd-init.c: posko init: a complete case from a TPS list and a boundary file, so that the first plan runs at once.
 *
 * The files are read as offices send them (src/import/), what was guessed, repaired or left out is told (import-summary.h, impor.json); the
 * tables that are missing are assumed (assume.h), every row marked, every ratio written to ASUMSI.txt with its source. Where a person
 * must decide what a column means, no case is made but a draft of the mapping is written, which --mapping takes.
 */
#include "assume.h"
#include "command.h"
#include "file.h"
#include "import-summary.h"
#include "progress-line.h"
#include "report.h"
#include "workbook.h"
#include <stdio.h>
#include <string.h>

#define MAX_DRAFTS 99u

static struct
{
  char *tps, *boundaries, *kelurahan, *layer, *sheet, *mapping, *repair, *nik, *template, *date, *city, *output, *dialect;
  gboolean strict, replace, json;
  gint threads;
} given;

static const GOptionEntry options[] = {
  { "tps", 0, 0, G_OPTION_ARG_FILENAME, &given.tps, N_ ("the list of TPS: CSV or text, XLSX, XLS"), "FILE" },
  { "boundaries", 0, 0, G_OPTION_ARG_FILENAME, &given.boundaries, N_ ("the kecamatan, kelurahan or RW: GeoJSON; SHP, GPKG, KML, FileGDB with GDAL"), "FILE" },
  { "kelurahan", 0, 0, G_OPTION_ARG_FILENAME, &given.kelurahan, N_ ("the kelurahan, likewise; may be left out"), "FILE" },
  { "layer", 0, 0, G_OPTION_ARG_STRING, &given.layer, N_ ("the layer of a boundary file that has several"), "NAME" },
  { "sheet", 0, 0, G_OPTION_ARG_STRING, &given.sheet, N_ ("the sheet of the list, by name or number (default: the one that looks like a list)"), "NAME|N" },
  { "mapping", 0, 0, G_OPTION_ARG_FILENAME, &given.mapping, N_ ("what each column means: pemetaan.json of an earlier run, perhaps edited"), "FILE" },
  { "repair", 0, 0, G_OPTION_ARG_STRING, &given.repair, N_ ("yes: repair what has only one reading, and say so (default); no: only say so"), "yes|no" },
  { "strict", 0, 0, G_OPTION_ARG_NONE, &given.strict, N_ ("make no case if a row is refused or a place has to be made up"), NULL },
  { "nik", 0, 0, G_OPTION_ARG_STRING, &given.nik, N_ ("identity numbers: left out (default), or kept in nik.csv, masked or whole"), "drop|mask|keep" },
  { "template", 0, 0, G_OPTION_ARG_STRING, &given.template, N_ ("how the city staffs its posts (default A); see above"), "A|B|C|D" },
  { "date", 0, 0, G_OPTION_ARG_STRING, &given.date, N_ ("polling day (default: that of the built-in policy)"), "YYYY-MM-DD" },
  { "city", 0, 0, G_OPTION_ARG_STRING, &given.city, N_ ("name of the city (default: name of the case folder)"), "NAME" },
  { "output", 'o', 0, G_OPTION_ARG_FILENAME, &given.output, N_ ("the case folder to write"), "CASE" },
  { "replace", 0, 0, G_OPTION_ARG_NONE, &given.replace, N_ ("replace a case that is there, with the tables in it"), NULL },
  { "csv", 0, 0, G_OPTION_ARG_STRING, &given.dialect, N_ ("excel: opens right in Excel (default); plain: RFC 4180"), "excel|plain" },
  { "threads", 0, 0, G_OPTION_ARG_INT, &given.threads, N_ ("threads to use (default: all); never changes the result"), "N" },
  { "json", 0, 0, G_OPTION_ARG_NONE, &given.json, N_ ("print what the import did as JSON, as in impor.json"), NULL },
  { NULL, 0, 0, G_OPTION_ARG_NONE, NULL, NULL, NULL },
};

typedef struct
{
  PoskoAssumeParams assume;
  PoskoReportParams report;
  PoskoBoundaryImportParams boundaries;
  PoskoTpsImportParams tps;
  const char *city;
} Wanted;

typedef struct
{
  PoskoTable *tables[POSKO_N_ASSUMED + 1]; /* the assumed ones, then the TPS */
  PoskoBoundary *kecamatan, *kelurahan;
  PoskoImportLog *log;
  PoskoTpsImport import;
  char *account; /* impor.json */
  gsize account_length;
} Making;

static void
making_clear (Making *self)
{
  for (guint i = 0; i < POSKO_N_ASSUMED; i++)
    g_clear_pointer (&self->tables[i], posko_table_free);
  posko_tps_import_clear (&self->import);
  g_clear_pointer (&self->kecamatan, posko_boundary_unref);
  g_clear_pointer (&self->kelurahan, posko_boundary_unref);
  g_clear_pointer (&self->log, posko_import_log_free);
  g_clear_pointer (&self->account, g_free);
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
read_nik (PoskoNikUse *use, GError **error)
{
  static const char *const names[] = { [POSKO_NIK_DROP] = "drop", [POSKO_NIK_MASK] = "mask", [POSKO_NIK_KEEP] = "keep" };
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strcmp (given.nik != NULL ? given.nik : names[POSKO_NIK_DROP], names[i]) == 0)
      {
        *use = (PoskoNikUse) i;
        return TRUE;
      }
  g_set_error (error, POSKO_ERROR, POSKO_ERROR_USAGE, _ ("--nik is \"%s\", expected drop, mask or keep"), given.nik);
  return FALSE;
}

static gboolean
read_options (Wanted *wanted, GError **error)
{
  gboolean plain, keeps_faults;
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
  wanted->assume.template = (PoskoAssumeTemplate) template;
  if (!posko_command_choose ("csv", given.dialect, "excel", "plain", &plain, error)
      || !posko_command_choose ("repair", given.repair, "yes", "no", &keeps_faults, error) || !read_nik (&wanted->tps.nik, error)
      || !posko_command_threads (given.threads, &wanted->tps.n_threads, error) || !read_date (&wanted->assume.tanggal_h, error))
    return FALSE;
  wanted->report.dialect = plain ? POSKO_CSV_PLAIN : POSKO_CSV_EXCEL_ID;
  wanted->boundaries = (PoskoBoundaryImportParams) { .boundaries = given.boundaries, .kelurahan = given.kelurahan, .layer = given.layer, .repair = !keeps_faults };
  wanted->tps.tps = given.tps;
  wanted->tps.sheet = given.sheet;
  wanted->tps.mapping = given.mapping;
  wanted->tps.repair = !keeps_faults;
  wanted->tps.strict = given.strict;
  return may_write_case (error);
}

/* Whether there is such a file; a folder is one only where it is a geodatabase. */
static gboolean
check_file (const char *option, const char *path, GError **error)
{
  g_autofree char *shown = path != NULL ? g_filename_display_name (path) : NULL;

  if (path == NULL || (g_file_test (path, G_FILE_TEST_EXISTS) && !g_file_test (path, G_FILE_TEST_IS_DIR)))
    return TRUE;
  if (!g_file_test (path, G_FILE_TEST_EXISTS))
    g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("%s: there is no such file (--%s)"), shown, option);
  else if (posko_file_format_detect (path, NULL) != POSKO_FORMAT_GDB)
    g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("%s: this is a folder, and no geodatabase; name the file in it (--%s)"), shown, option);
  return *error == NULL;
}

static gboolean
check_files (GError **error)
{
  return check_file ("tps", given.tps, error) && check_file ("boundaries", given.boundaries, error) && check_file ("kelurahan", given.kelurahan, error)
         && check_file ("mapping", given.mapping, error);
}

/* What the planner has; FALSE with @error when a file cannot be used at all. What can be used, and whether it is enough, is in the log. */
static gboolean
read_inputs (Making *self, Wanted *wanted, const PoskoRun *run, GError **error)
{
  posko_progress_report (run->progress, _ ("reading the boundaries"), -1);
  if (!posko_boundary_import (&wanted->boundaries, self->log, &self->kecamatan, &self->kelurahan, run->cancellable, error))
    return FALSE;
  wanted->tps.kecamatan = self->kecamatan;
  wanted->tps.kelurahan = self->kelurahan;
  wanted->tps.progress = run->progress;
  if (!posko_tps_import (&wanted->tps, self->log, &self->import, run->cancellable, error))
    return FALSE;
  posko_progress_report (run->progress, _ ("writing down what the import did"), -1);
  self->account = posko_tps_import_json (&self->import, &wanted->tps, &wanted->boundaries, self->log, &self->account_length, error);
  return self->account != NULL;
}

/* Of the rows that are not all the office's own, in one line. */
static void
note_assumed_tps (const PoskoTable *tps, GString *notes)
{
  guint n = 0;
  for (guint i = 0; i < posko_table_n (tps); i++)
    n += ((const PoskoTps *) posko_table_row (tps, i))->asumsi == 1;
  if (n > 0)
    g_string_append_printf (notes, _ ("Of %u TPS, %u have a place or voters that the list did not say; their rows are marked \"asumsi\" in tps.csv.\n"),
                            posko_table_n (tps), n);
}

static gboolean
write_files (const Making *self, const Wanted *wanted, const char *policy, const char *notes, GError **error)
{
  const PoskoReportExtra extras[] = {
    { "impor.json", "impor", "Laporan impor", "application/json", self->account, self->account_length },
    { "pemetaan.json", "pemetaan", "Arti kolom daftar TPS", "application/json", self->import.mapping, strlen (self->import.mapping) },
    { "nik.csv", "nik", "Nomor induk kependudukan; rahasia", "text/csv", self->import.nik, self->import.nik != NULL ? strlen (self->import.nik) : 0 },
  };
  const PoskoReportCase made = {
    .title = wanted->city,
    .tables = self->tables,
    .n_tables = POSKO_N_ASSUMED + 1,
    .kecamatan = self->kecamatan,
    .kelurahan = self->kelurahan,
    .policy = policy,
    .notes = notes,
    .extras = extras,
    .n_extras = self->import.nik != NULL ? 3 : 2,
  };
  return posko_report_case_write (&made, given.output, &wanted->report, error);
}

static gboolean
write_case (Making *self, const Wanted *wanted, const PoskoProgress *progress, GError **error)
{
  g_autoptr (GString) notes = g_string_new (NULL);
  posko_progress_report (progress, _ ("assuming the tables that are missing"), -1);
  for (guint i = 0; i < POSKO_N_ASSUMED; i++)
    self->tables[i] = posko_table_new (assumed_types[i]);
  self->tables[POSKO_N_ASSUMED] = self->import.tps;
  if (!posko_assume_tables (&wanted->assume, self->import.tps, self->kecamatan, self->tables, notes, error))
    return FALSE;
  note_assumed_tps (self->import.tps, notes);
  for (guint i = 0; i < POSKO_N_ASSUMED; i++)
    posko_table_sort (self->tables[i]);
  const PoskoOfficial official = { .figures = { self->import.official_tps, self->import.official_laki, self->import.official_perempuan,
                                                self->import.official_jumlah, POSKO_MISSING, POSKO_MISSING } };
  g_autofree char *policy = posko_assume_policy (&wanted->assume, NULL, wanted->city, NULL, &official, error);
  if (policy == NULL)
    return FALSE;
  posko_progress_report (progress, _ ("writing the case"), -1);
  return write_files (self, wanted, policy, notes->str, error);
}

/* Returns: (transfer full): @word as a shell takes it for one */
static char *
shell_word (const char *word)
{
  const gsize plain = strspn (word, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_./:,+=@%");
  return *word != '\0' && word[plain] == '\0' ? g_strdup (word) : g_shell_quote (word);
}

/* The command as it was given, but with this mapping. */
static char *
command_with (const char *mapping)
{
  GString *line = g_string_new ("posko init");
  for (const GOptionEntry *option = options; option->long_name != NULL; option++)
    {
      const char *text = option->arg == G_OPTION_ARG_FILENAME || option->arg == G_OPTION_ARG_STRING ? *(char **) option->arg_data : NULL;
      const gint number = text == NULL && (option->arg == G_OPTION_ARG_NONE || option->arg == G_OPTION_ARG_INT) ? *(gint *) option->arg_data : 0;
      if ((text == NULL && number == 0) || option->arg_data == &given.mapping)
        continue;
      g_string_append_printf (line, " --%s", option->long_name);
      g_autofree char *word = text != NULL ? shell_word (text) : NULL;
      if (word != NULL)
        g_string_append_printf (line, " %s", word);
      else if (option->arg == G_OPTION_ARG_INT)
        g_string_append_printf (line, " %d", number);
    }
  g_autofree char *last = shell_word (mapping);
  g_string_append_printf (line, " --mapping %s", last);
  return g_string_free (line, FALSE);
}

/* Writes the draft beside the case folder. A file that is there, perhaps edited, stays: the next free name is taken. */
static char *
write_draft (const char *mapping, GError **error)
{
  g_autofree char *folder = g_canonicalize_filename (given.output, NULL);
  for (guint i = 1; i <= MAX_DRAFTS; i++)
    {
      g_autofree char *path = i == 1 ? g_strconcat (folder, "-pemetaan.json", NULL) : g_strdup_printf ("%s-pemetaan-%u.json", folder, i);
      g_autofree char *there = NULL;
      if (g_file_test (path, G_FILE_TEST_EXISTS) && !(g_file_get_contents (path, &there, NULL, NULL) && strcmp (there, mapping) == 0))
        continue;
      return there != NULL || posko_file_write (path, mapping, strlen (mapping), error) ? g_steal_pointer (&path) : NULL;
    }
  g_set_error (error, POSKO_ERROR, POSKO_ERROR_USAGE, _ ("%s-pemetaan.json and its kin are all there; take away those that you do not need"), folder);
  return NULL;
}

static void
print_summary (Making *self, const Wanted *wanted, const PoskoTpsImport *counts, const char *everything, FILE *stream)
{
  g_autofree char *text = posko_import_summary (counts, &wanted->tps, &wanted->boundaries, self->log, everything);
  fputs (text, stream);
}

/* Why there is no case, and how to get on. */
static PoskoExit
tell_failure (Making *self, const Wanted *wanted, GError **error)
{
  print_summary (self, wanted, &self->import, NULL, stderr);
  if (given.json)
    fwrite (self->account, 1, self->account_length, stdout);
  if (!self->import.doubtful || self->import.mapping == NULL)
    {
      fprintf (stderr, _ ("No case was written to %s.\n"), given.output);
      return POSKO_EXIT_FAULTS;
    }
  g_autofree char *draft = write_draft (self->import.mapping, error);
  if (draft == NULL)
    return POSKO_EXIT_INTERNAL;
  g_autofree char *command = command_with (draft);
  fprintf (stderr, _ ("No case was written: a person must say what the columns above mean. Set their \"peran\", and \"dipastikan\": true, in\n  %s\nand run:\n  %s\n"), draft, command);
  return POSKO_EXIT_FAULTS;
}

/* Returns: how many kecamatan have a TPS */
static guint
count_kecamatan (const Making *self)
{
  const guint n = posko_boundary_n (self->kecamatan);
  g_autofree gboolean *has = g_new0 (gboolean, MAX (n, 1));
  guint count = 0;

  for (guint i = 0; i < posko_table_n (self->import.tps); i++)
    has[((const PoskoTps *) posko_table_row (self->import.tps, i))->area] = TRUE;
  for (guint i = 0; i < n; i++)
    count += has[i] != FALSE;
  return count;
}

static void
tell_success (Making *self, const Wanted *wanted)
{
  if (given.json)
    {
      fwrite (self->account, 1, self->account_length, stdout);
      return;
    }
  g_autofree char *everything = g_build_filename (given.output, "impor.json", NULL);
  print_summary (self, wanted, &self->import, everything, stdout);
  printf (_ ("Written: %s\n%u TPS in %u of %u kecamatan; template %s\n"), given.output, posko_table_n (self->import.tps), count_kecamatan (self),
          posko_boundary_n (self->kecamatan), posko_assume_template_title (wanted->assume.template));
  g_autofree char *word = shell_word (given.output);
  printf (_ ("What was assumed stands in %s/ASUMSI.txt and in the columns \"asumsi\".\nNext: posko check %s\n      posko plan %s -o OUT\n"), given.output,
          word, word);
}

static PoskoExit
run_init (const PoskoRun *run, char **arguments, GError **error)
{
  Wanted wanted = { .assume = { .template = POSKO_ASSUME_A }, .report = POSKO_REPORT_PARAMS_INIT };
  if (!read_options (&wanted, error))
    return POSKO_EXIT_USAGE;
  if (!check_files (error))
    return POSKO_EXIT_FAULTS;
  g_auto (Making) making = { .log = posko_import_log_new () };
  const gboolean done = read_inputs (&making, &wanted, run, error);
  posko_progress_line_clear ();
  if (!done)
    {
      if (posko_import_log_n_kinds (making.log) > 0)
        print_summary (&making, &wanted, NULL, NULL, stderr);
      return POSKO_EXIT_FAULTS;
    }
  if (!posko_tps_import_is_usable (&making.import, &wanted.tps, making.log))
    return tell_failure (&making, &wanted, error);

  g_autofree char *folder = g_canonicalize_filename (given.output, NULL);
  g_autofree char *folder_name = g_path_get_basename (folder);
  g_autofree char *city = g_utf8_make_valid (given.city != NULL ? given.city : folder_name, -1);
  wanted.city = city;
  const gboolean written = write_case (&making, &wanted, run->progress, error);
  posko_progress_line_clear ();
  if (!written)
    return POSKO_EXIT_INTERNAL;
  tell_success (&making, &wanted);
  return POSKO_EXIT_DONE;
}

const PoskoCommand POSKO_COMMAND_INIT = {
  .name = "init",
  .arguments = "",
  .n_arguments = 0,
  .synopsis = "--tps FILE --boundaries FILE -o CASE",
  .summary = N_ ("make a complete case from a TPS list and a boundary file"),
  .description = N_ ("Takes the TPS list and the boundaries as offices send them, says what it guessed, repaired and could not\n"
                     "use, and fills every other table with assumptions, sized by stated ratios and marked as such, so that\n"
                     "posko plan runs at once. Replace them table by table.\n"
                     "Templates: A a post at every kecamatan office; B the puskesmas answers for its area;\n"
                     "C touring ambulances, small teams; D a midwife on watch in every kelurahan."),
  .example = "  posko init --tps tps.csv --boundaries kecamatan.geojson --city Balikpapan -o balikpapan",
  .options = options,
  .run = run_init,
};
