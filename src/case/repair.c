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
  { "text-restored", "rujukan dari tabel lain membuktikan teks semula" },
  { "kecamatan-spelling", "ejaan kecamatan menurut kecamatan.geojson" },
  { "coordinate-swapped", "lintang dan bujur tertukar: hanya bila ditukar letaknya di dalam batas" },
  { "coordinate-minus", "tanda minus lintang hilang: hanya dengan minus letaknya di dalam batas" },
  { "coordinate-swapped-minus", "lintang dan bujur tertukar tanpa minus: hanya begini letaknya di dalam batas" },
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
  g_string_chunk_free (self->texts);
  g_free (self->columns);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (PoskoRepairSheet, sheet_clear)

static gboolean
mend_table (PoskoRepair *self, PoskoLoading *loading, PoskoTableId id, const PoskoCsvStyle *style, GError **error)
{
  const PoskoTableType *type = POSKO_TABLE_TYPES[id];
  const char *name = loading->table_files[id];
  g_autoptr (GBytes) bytes = read_file (loading, name, POSKO_CSV_MAX_BYTES);
  PoskoCsvStyle chosen;
  GError *local = NULL;

  if (bytes == NULL)
    return TRUE;
  g_auto (PoskoRepairSheet) sheet = { .file = name,
                                      .schema = posko_table_schema (type),
                                      .kecamatan = loading->self->layers[POSKO_LAYER_KECAMATAN],
                                      .texts = g_string_chunk_new (1 << 16),
                                      .records = g_array_new (FALSE, TRUE, sizeof (PoskoRepairRecord)),
                                      .repair = self };
  GBytes *mended = posko_repair_table (&sheet, type, bytes, style, &chosen, loading->cancellable, &local);
  if (mended != NULL)
    take_file (self, name, type->name, mended, TRUE, chosen);
  if (local != NULL)
    g_propagate_error (error, local);
  return local == NULL && !posko_set_error_if_cancelled (loading->cancellable, error);
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
  posko_loading_read_layers (loading);
  mend_layer (self, loading, POSKO_LAYER_KECAMATAN, "kecamatan");
  mend_layer (self, loading, POSKO_LAYER_KELURAHAN, "kelurahan");
  for (guint i = 0; i < POSKO_N_TABLES; i++)
    if (!mend_table (self, loading, (PoskoTableId) i, style, error))
      return FALSE;
  return TRUE;
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
