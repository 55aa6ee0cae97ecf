/* tps-import.c: the whole way from a file to the TPS list of a case; see tps-import.h. The stages are import-*.c, in the order called here. */
#include "tps-import.h"

#include <math.h>
#include <string.h>

#include "i18n.h"
#include "import-private.h"
#include "workbook.h"

const char *
posko_importing_header (const PoskoImporting *self, PoskoRole role)
{
  const gint column = self->map != NULL ? self->map->by_role[role] : -1;
  return column >= 0 && (guint) column < self->layout->n_columns ? self->layout->headers[column] : NULL;
}

void
posko_importing_tell_line (PoskoImporting *self, guint line, PoskoImportAction action, const char *code, PoskoRole role, const char *found,
                           const char *became, const char *expected, const char *remedy)
{
  posko_import_log_add (self->log, &(PoskoImportEvent){ .action = action, .code = code, .file = self->file, .line = line,
                                                        .column = posko_importing_header (self, role), .found = found, .became = became,
                                                        .expected = expected, .remedy = remedy });
}

void
posko_importing_tell (PoskoImporting *self, guint i, PoskoImportAction action, const char *code, PoskoRole role, const char *found,
                      const char *became, const char *expected, const char *remedy)
{
  PoskoImportRow *row = posko_importing_row (self, i);

  posko_importing_tell_line (self, posko_table_line (self->table, i), action, code, role, found, became, expected, remedy);
  row->worst = MAX (row->worst, (guint8) action);
  if (action >= POSKO_IMPORT_LEFT_OUT)
    row->flags |= POSKO_ROW_DEAD;
}

static void
clear_village (gpointer data)
{
  PoskoImportVillage *village = data;
  g_free (village->key);
}

static void
clear (PoskoImporting *self)
{
  g_free (self->file);
  posko_sheet_free (self->sheet);
  g_clear_pointer (&self->layout, posko_layout_free);
  g_clear_pointer (&self->map, posko_column_map_free);
  posko_table_free (self->table);
  g_array_unref (self->rows);
  g_array_unref (self->groups);
  g_array_unref (self->villages);
  posko_place_names_free (self->kecamatan);
  posko_place_names_free (self->kelurahan);
  g_free (self->parents);
  if (self->nik != NULL)
    g_string_free (self->nik, TRUE);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PoskoImporting, clear)

void
posko_tps_import_clear (PoskoTpsImport *self)
{
  posko_table_free (self->tps);
  g_free (self->mapping);
  g_free (self->nik);
  memset (self, 0, sizeof *self);
}

/* The sheet that looks most like a TPS list. Two that look alike are for a person to choose from. */
static gboolean
choose_sheet (PoskoImporting *self, PoskoWorkbook *workbook, GError **error)
{
  guint best = 0, most = 0;
  gboolean tie = FALSE;

  for (guint i = 0; i < workbook->sheets->len; i++)
    {
      g_autoptr (PoskoLayout) layout = posko_layout_find (workbook->sheets->pdata[i], self->file, NULL, NULL);
      const guint score = layout == NULL || layout->n_data == 0 ? 0 : layout->n_recognised;
      tie = score > 0 && score == most;
      if (score > most)
        {
          most = score;
          best = i;
        }
      if (tie)
        break;
    }
  if (tie)
    {
      g_autoptr (GString) names = g_string_new (NULL);
      for (guint i = 0; i < workbook->sheets->len; i++)
        g_string_append_printf (names, "%s\"%s\"", i > 0 ? ", " : "", posko_sheet_name (workbook->sheets->pdata[i]));
      g_set_error (error, POSKO_ERROR, POSKO_ERROR_INPUT, _ ("%s: several sheets look like a list of TPS; choose one by --sheet: %s"), self->file, names->str);
      return FALSE;
    }
  self->sheet = g_ptr_array_steal_index (workbook->sheets, best);
  if (posko_sheet_name (self->sheet)[0] != '\0')
    posko_importing_tell_line (self, 0, POSKO_IMPORT_NOTE, "sheet", POSKO_ROLE_NONE, posko_sheet_name (self->sheet), NULL, NULL, NULL);
  return TRUE;
}

static gboolean
open_sheet (PoskoImporting *self, GError **error)
{
  g_autoptr (PoskoWorkbook) workbook = posko_workbook_read (self->params->tps, self->params->sheet, self->log, self->cancellable, error);

  if (workbook == NULL)
    return FALSE;
  self->is_text = workbook->format == POSKO_FORMAT_TEXT;
  if (!choose_sheet (self, workbook, error))
    return FALSE;
  self->layout = posko_layout_find (self->sheet, self->file, self->log, error);
  return self->layout != NULL;
}

static gboolean
map_columns (PoskoImporting *self, GError **error)
{
  g_autoptr (JsonNode) mapping = self->params->mapping != NULL ? posko_mapping_read (self->params->mapping, error) : NULL;

  if (self->params->mapping != NULL && mapping == NULL)
    return FALSE;
  self->map = posko_column_map_make (self->sheet, self->layout, mapping, self->params->nik != POSKO_NIK_DROP, self->file, self->log, &self->result->doubtful, error);
  if (self->map == NULL)
    return FALSE;
  self->result->mapping = posko_column_map_write (self->map, self->sheet, self->layout, self->file, NULL, error);
  self->is_summary = self->map->by_role[POSKO_ROLE_JUMLAH_TPS] >= 0 && self->map->by_role[POSKO_ROLE_NOMOR] < 0 && self->map->by_role[POSKO_ROLE_KODE_TPS] < 0;
  if (self->is_summary)
    posko_importing_tell_line (self, 0, POSKO_IMPORT_NOTE, "summary", POSKO_ROLE_JUMLAH_TPS, NULL, NULL, NULL, NULL);
  return self->result->mapping != NULL;
}

/* Each data row once, in the worst that happened to it; then what stands in no row of the table is gone. */
static void
count_rows (PoskoImporting *self)
{
  PoskoTpsImport *result = self->result;
  guint *const counts[POSKO_N_IMPORT_ACTIONS] = { [POSKO_IMPORT_REPAIRED] = &result->n_repaired, [POSKO_IMPORT_MARKED] = &result->n_marked,
                                                  [POSKO_IMPORT_LEFT_OUT] = &result->n_left_out, [POSKO_IMPORT_REFUSED] = &result->n_refused };

  for (guint i = 0; i < self->rows->len; i++)
    {
      const PoskoImportRow *row = posko_importing_row (self, i);
      if (row->flags & POSKO_ROW_COPY)
        continue;
      result->n_read++;
      result->n_used += posko_importing_is_alive (self, i);
      if (counts[row->worst] != NULL)
        (*counts[row->worst])++;
    }
}

/* kode_tps and NIK, where a person asked for them. */
static void
write_nik (PoskoImporting *self)
{
  g_autoptr (GString) text = g_string_new ("kode_tps,nik\r\n");
  g_auto (GStrv) lines = self->nik != NULL ? g_strsplit (self->nik->str, "\n", -1) : NULL;

  for (guint k = 0; lines != NULL && lines[k] != NULL && lines[k][0] != '\0'; k++)
    {
      char *end;
      const guint i = (guint) g_ascii_strtoull (lines[k], &end, 10);
      if (posko_importing_is_alive (self, i))
        g_string_append_printf (text, "%s%s\r\n", posko_importing_tps (self, i)->kode_tps, end);
    }
  if (self->nik == NULL)
    return;
  if (self->nik->len > 0)
    posko_importing_tell_line (self, 0, POSKO_IMPORT_MARKED, "nik-kept", POSKO_ROLE_NIK, self->params->nik == POSKO_NIK_MASK ? "mask" : "keep", "nik.csv", NULL,
                               _ ("identity numbers are personal data (UU 27/2022): give nik.csv only to those who need it, and delete it afterwards"));
  self->result->nik = g_string_free (g_steal_pointer (&text), FALSE);
}

/* What the table calls each kecamatan: its name, or its code where another has the same name. */
static const char **
name_areas (PoskoImporting *self)
{
  const PoskoBoundary *layer = self->params->kecamatan;
  const char **names = g_new (const char *, posko_boundary_n (layer));
  guint found[2];

  for (guint area = 0; area < posko_boundary_n (layer); area++)
    {
      const char *name = posko_boundary_name (layer, area);
      const gboolean is_unique = posko_boundary_find_all (layer, name, found, G_N_ELEMENTS (found)) == 1;
      names[area] = posko_table_intern (self->table, is_unique ? name : posko_boundary_code (layer, area));
    }
  return names;
}

/* The degrees that tps.csv keeps (six decimals, 11 cm): what is assumed besides must not rest on more than can be read back. */
static gdouble
as_written (gdouble degrees)
{
  return round (degrees * 1e6) / 1e6;
}

/* What the written table says of the area of each row. */
static void
finish_rows (PoskoImporting *self)
{
  g_autofree const char **names = name_areas (self);
  g_autofree gboolean *keep = g_new (gboolean, MAX (self->rows->len, 1));

  for (guint i = 0; i < self->rows->len; i++)
    {
      PoskoTps *tps = posko_importing_tps (self, i);
      keep[i] = posko_importing_is_alive (self, i);
      if (!keep[i])
        continue;
      const PoskoImportVillage *village = &g_array_index (self->villages, PoskoImportVillage, posko_importing_row (self, i)->village);
      tps->kecamatan = names[tps->area];
      tps->kelurahan = village->name;
      tps->kode_kelurahan = village->code;
      tps->lat = tps->place.lat = as_written (tps->place.lat);
      tps->lon = tps->place.lon = as_written (tps->place.lon);
    }
  posko_table_filter (self->table, keep);
  posko_table_sort (self->table);
}

static gboolean
run_stages (PoskoImporting *self, GError **error)
{
  if (!posko_importing_read_rows (self, error))
    return FALSE;
  posko_importing_check_sums (self);
  g_clear_pointer (&self->sheet, posko_sheet_free); /* all is read: a national list needs the room */
  posko_progress_report (self->params->progress, _ ("Holding places against the boundaries"), -1);
  posko_importing_resolve_groups (self);
  if (!posko_importing_check_places (self, error))
    return FALSE;
  if (!self->is_summary)
    posko_importing_fill_numbers (self);
  if (!posko_importing_make_villages (self, error))
    return FALSE;
  posko_importing_expand (self);
  posko_importing_make_keys (self);
  posko_importing_find_centres (self);
  posko_importing_place (self);
  posko_importing_assume (self);
  count_rows (self);
  write_nik (self);
  finish_rows (self);
  return !posko_set_error_if_cancelled (self->cancellable, error);
}

/* Whether what was found may be used as it is. */
static void
judge (PoskoImporting *self)
{
  const PoskoImportLog *log = self->log;
  const guint placed = posko_import_log_count_of (log, "placed-kelurahan") + posko_import_log_count_of (log, "placed-kecamatan")
                       + posko_import_log_count_of (log, "placed-neighbour") + posko_import_log_count_of (log, "coordinate-centre");

  if (posko_table_n (self->table) == 0)
    posko_importing_tell_line (self, 0, POSKO_IMPORT_FAULT, "tps-none", POSKO_ROLE_NONE, NULL, NULL, _ ("at least one TPS that can be used"),
                               _ ("look whether this is the right file"));
  else if (self->params->strict && self->result->n_refused + placed > 0)
    posko_importing_tell_line (self, 0, POSKO_IMPORT_FAULT, "strict", POSKO_ROLE_NONE, NULL, NULL, _ ("no refused row and no made-up place (--strict)"),
                               _ ("mend the rows, or leave --strict out"));
  if (posko_import_log_count (log, POSKO_IMPORT_FAULT) == 0)
    self->result->tps = g_steal_pointer (&self->table);
}

gboolean
posko_tps_import (const PoskoTpsImportParams *params, PoskoImportLog *log, PoskoTpsImport *result, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (params != NULL && params->tps != NULL && params->kecamatan != NULL && log != NULL && result != NULL, FALSE);

  g_auto (PoskoImporting) self = {
    .params = params, .log = log, .cancellable = cancellable, .result = result, .file = g_path_get_basename (params->tps),
    .table = posko_table_new (&POSKO_TPS_TYPE), .rows = g_array_new (FALSE, FALSE, sizeof (PoskoImportRow)),
    .groups = g_array_new (FALSE, FALSE, sizeof (PoskoImportGroup)), .villages = g_array_new (FALSE, FALSE, sizeof (PoskoImportVillage)),
    .nik = params->nik != POSKO_NIK_DROP ? g_string_new (NULL) : NULL,
  };
  g_array_set_clear_func (self.villages, clear_village);
  *result = (PoskoTpsImport) { .official_tps = POSKO_MISSING, .official_laki = POSKO_MISSING, .official_perempuan = POSKO_MISSING,
                               .official_jumlah = POSKO_MISSING };
  posko_progress_report (params->progress, _ ("Reading the TPS"), -1);
  if (!open_sheet (&self, error) || !map_columns (&self, error))
    return FALSE;
  if (result->doubtful)
    return TRUE;
  if (!run_stages (&self, error))
    return FALSE;
  judge (&self);
  return TRUE;
}
