/* repair.c: the safe repairs of a case, table by table and layer by layer; see repair.h. */
#include "repair.h"

#include <string.h>

#include "csv-read.h"
#include "file.h"
#include "repair-private.h"

#define COLUMN(name) { #name, G_STRUCT_OFFSET (PoskoRepairChange, name) }

static const PoskoBinding bindings[] = {
  COLUMN (berkas), COLUMN (baris), COLUMN (kolom), COLUMN (sebelum), COLUMN (sesudah), COLUMN (kode), COLUMN (alasan), { NULL, 0 },
};

const PoskoTableType POSKO_REPAIR_TYPE = { "output/perbaikan", sizeof (PoskoRepairChange), bindings };

/* Why there is one reading only. In Indonesian, as the log is a file: its bytes do not depend on who runs the program. */
static const struct
{
  const char *code, *reason;
} reasons[] = {
  { "dialect", "penulisan tabel diseragamkan; isinya sama" },
  { "cell-blanks", "spasi di tepi sel bukan isi" },
  { "number-plain", "tanda ribuan dan desimal kolom ini hanya dapat dibaca begini" },
  { "date-plain", "kolom ini hanya memuat tanggal, ditulis tahun-bulan-hari" },
  { "time-plain", "kolom ini hanya memuat jam, ditulis jam:menit" },
  { "boolean-plain", "kata ya atau tidak yang sama artinya" },
  { "text-restored", "tabel lain atau kode lain di kolomnya membuktikan teks semula" },
  { "kecamatan-spelling", "ejaan kecamatan menurut kecamatan.geojson" },
  { "coordinate-swapped", "lintang dan bujur tertukar: hanya bila ditukar letaknya di dalam batas" },
  { "coordinate-minus", "tanda minus lintang hilang: hanya dengan minus letaknya di dalam batas" },
  { "coordinate-swapped-minus", "lintang dan bujur tertukar tanpa minus: hanya begini letaknya di dalam batas" },
  { "coordinate-point", "tanda desimal hilang: hanya satu letak tanda yang membawa titik ke dalam batas" },
  { "row-copy", "salinan persis dari baris di atasnya" },
  { "row-blank", "baris tanpa isi" },
  { "cell-surplus", "sel kosong di luar kolom kepala tabel" },
  { "ring-open", "cincin batas ditutup dengan titik pertamanya" },
};

static const char *
reason_of (const char *code)
{
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    if (strcmp (reasons[i].code, code) == 0)
      return reasons[i].reason;
  g_assert_not_reached ();
}

void
posko_repair_note (PoskoRepair *self, const char *file, guint line, const char *column, const char *before, const char *after, const char *code)
{
  const PoskoRepairChange change = { .berkas = file,
                                     .baris = line > 0 ? line : POSKO_MISSING,
                                     .kolom = column,
                                     .sebelum = before,
                                     .sesudah = after,
                                     .kode = code,
                                     .alasan = reason_of (code) };
  posko_table_append (self->changes, &change);
}

void
posko_repair_note_cell (PoskoRepairSheet *self, guint line, const char *column, const char *before, const char *after, const char *code)
{
  self->n_noted++;
  posko_repair_note (self->repair, self->file, line, column, before, after, code);
}

void
posko_repair_free (PoskoRepair *self)
{
  if (self == NULL)
    return;
  for (guint i = 0; i < self->files->len; i++)
    {
      PoskoRepairFile *file = &g_array_index (self->files, PoskoRepairFile, i);
      g_free (file->name);
      g_free (file->resource);
      g_bytes_unref (file->data);
    }
  g_array_unref (self->files);
  posko_table_free (self->changes);
  g_free (self);
}

PoskoTable *
posko_repair_changes (PoskoRepair *self)
{
  return self->changes;
}

const PoskoRepairFile *
posko_repair_files (const PoskoRepair *self, guint *n)
{
  *n = self->files->len;
  return (const PoskoRepairFile *) (gconstpointer) self->files->data;
}

/* Returns: (transfer full) (nullable): the file; one that is missing or cannot be read is left to posko check */
static GBytes *
read_file (const PoskoLoading *loading, const char *name, gsize max_bytes)
{
  g_autofree char *path = name != NULL ? g_build_filename (loading->folder, name, NULL) : NULL;
  return path != NULL && g_file_test (path, G_FILE_TEST_EXISTS) ? posko_file_read (path, max_bytes, NULL) : NULL;
}

static void
take_file (PoskoRepair *self, const char *name, const char *resource, GBytes *data, gboolean is_table, PoskoCsvStyle style)
{
  const PoskoRepairFile file = { .name = g_strdup (name), .resource = g_strdup (resource), .data = data, .is_table = is_table, .style = style };
  g_array_append_val (self->files, file);
}

static void
sheet_clear (PoskoRepairSheet *self)
{
  for (guint i = 0; i < self->records->len; i++)
    g_free (posko_repair_record (self, i)->after);
  g_array_unref (self->records);
  g_array_unref (self->by_line);
  g_string_chunk_free (self->texts);
  g_free (self->columns);
}

static gboolean
read_sheet (PoskoRepairSheet *sheet, PoskoLoading *loading, PoskoTableId id, const PoskoCsvStyle *style, GError **error)
{
  g_autoptr (GBytes) bytes = read_file (loading, loading->table_files[id], POSKO_CSV_MAX_BYTES);
  const PoskoTableContext context = posko_loading_context (loading, id);
  GError *local = NULL;

  sheet->file = loading->table_files[id];
  sheet->schema = posko_table_schema (POSKO_TABLE_TYPES[id]);
  sheet->kecamatan = loading->self->layers[POSKO_LAYER_KECAMATAN];
  if (bytes != NULL)
    loading->self->tables[id] = posko_repair_read_table (sheet, POSKO_TABLE_TYPES[id], bytes, &context, style, loading->cancellable, &local);
  if (local != NULL)
    g_propagate_error (error, local);
  return local == NULL && !posko_set_error_if_cancelled (loading->cancellable, error);
}

/* All tables are read before one is written: codes are restored by what the others call them. */
static gboolean
mend_tables (PoskoRepair *self, PoskoLoading *loading, PoskoRepairSheet *sheets, const PoskoCsvStyle *style, GError **error)
{
  for (guint i = 0; i < POSKO_N_TABLES; i++)
    if (!read_sheet (&sheets[i], loading, (PoskoTableId) i, style, error))
      return FALSE;
  posko_loading_restore_codes (loading);
  for (guint i = 0; i < POSKO_N_TABLES; i++)
    {
      GBytes *mended = sheets[i].table != NULL ? posko_repair_write_table (&sheets[i]) : NULL;
      if (mended != NULL)
        take_file (self, sheets[i].file, POSKO_TABLE_TYPES[i]->name, mended, TRUE, sheets[i].style);
    }
  return TRUE;
}

static void
mend_layer (PoskoRepair *self, PoskoLoading *loading, PoskoLayerId id, const char *resource)
{
  const char *name = loading->layer_files[id];
  g_autoptr (GBytes) bytes = read_file (loading, name, POSKO_BOUNDARY_MAX_BYTES);
  GBytes *mended = bytes != NULL ? posko_repair_rings (self, name, bytes) : NULL;

  if (mended != NULL)
    take_file (self, name, resource, mended, FALSE, POSKO_CSV_PLAIN);
}

static gboolean
mend (PoskoRepair *self, PoskoLoading *loading, const PoskoCsvStyle *style, GError **error)
{
  posko_loading_find_files (loading);
  posko_loading_read_policy (loading);
  posko_loading_read_layers (loading);
  mend_layer (self, loading, POSKO_LAYER_KECAMATAN, "kecamatan");
  mend_layer (self, loading, POSKO_LAYER_KELURAHAN, "kelurahan");
  PoskoRepairSheet sheets[POSKO_N_TABLES];
  for (guint i = 0; i < POSKO_N_TABLES; i++)
    sheets[i] = (PoskoRepairSheet) { .texts = g_string_chunk_new (1 << 12),
                                     .records = g_array_new (FALSE, TRUE, sizeof (PoskoRepairRecord)),
                                     .by_line = g_array_new (FALSE, TRUE, sizeof (guint)),
                                     .repair = self };
  const gboolean done = mend_tables (self, loading, sheets, style, error);
  for (guint i = 0; i < POSKO_N_TABLES; i++)
    sheet_clear (&sheets[i]);
  return done;
}

PoskoRepair *
posko_case_repair (const char *folder, const PoskoCsvStyle *style, GCancellable *cancellable, GError **error)
{
  g_return_val_if_fail (folder != NULL, NULL);

  g_autoptr (PoskoRepair) self = g_new0 (PoskoRepair, 1);
  g_autoptr (PoskoDiagnostics) scratch = posko_diagnostics_new ();
  g_autoptr (PoskoCase) shell = posko_case_new_empty ();
  PoskoLoading loading = { .self = shell, .folder = folder, .diagnostics = scratch, .n_threads = 1, .cancellable = cancellable };

  self->changes = posko_table_new (&POSKO_REPAIR_TYPE);
  self->files = g_array_new (FALSE, TRUE, sizeof (PoskoRepairFile));
  if (!posko_loading_check_folder (folder, error))
    return NULL;
  const gboolean done = mend (self, &loading, style, error);
  posko_table_sort (self->changes);
  posko_loading_clear (&loading);
  return done ? g_steal_pointer (&self) : NULL;
}
