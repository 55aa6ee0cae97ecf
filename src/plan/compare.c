/* compare.c: the comparison as a set of tables, and how rows of two plans are matched.
 *
 * Rows are matched by codes: both tables are sorted by the same text members and walked side by side, as in a merge. So neither the order
 * of rows nor the numbers in them decide what is compared with what. Section 10 of docs/model.md. O(rows · log rows).
 */
#include "compare-private.h"
#include <math.h>
#include <string.h>

#define COLUMN(type, name) { #name, G_STRUCT_OFFSET (type, name) }
#define AREA(type) COLUMN (type, kode_kecamatan), COLUMN (type, kecamatan)
#define END { NULL, 0 }

#define C(name) COLUMN (PoskoCompareFigure, name)
static const PoskoBinding figure_columns[] = { C (nomor), C (produk), C (kode), C (nama), C (nilai_a), C (nilai_b), C (selisih),
                                               C (satuan), C (target_a), C (target_b), C (putusan), C (tingkat), END };
#undef C
#define C(name) COLUMN (PoskoCompareCertificate, name)
static const PoskoBinding certificate_columns[] = { C (nomor), C (produk), C (tingkat), C (tujuan), C (satuan), C (nilai_a), C (nilai_b),
                                                    C (batas_a), C (batas_b), C (status_a), C (status_b), C (bukti), END };
#undef C
#define C(name) COLUMN (PoskoComparePerson, name)
static const PoskoBinding person_columns[]
  = { AREA (PoskoComparePerson), C (kode_nakes), C (sebutan), C (profesi), C (peran), C (hari), C (shift), C (perubahan), C (kabari), C (tempat_a),
      C (tempat_b), C (nama_tempat_a), C (nama_tempat_b), C (mulai_a), C (mulai_b), C (selesai_a), C (selesai_b), C (selisih_jam),
      C (menit_tempuh_a), C (menit_tempuh_b), C (tugas_a), C (tugas_b), C (cara_memilih_a), C (cara_memilih_b), END };
#undef C
#define C(name) COLUMN (PoskoCompareTps, name)
static const PoskoBinding tps_columns[]
  = { AREA (PoskoCompareTps), C (kelurahan), C (kode_tps), C (nomor), C (perubahan), C (pindah), C (kabari), C (pos_utama_a),
      C (pos_utama_b), C (nama_pos_utama_a), C (nama_pos_utama_b), C (menit_utama_a), C (menit_utama_b), C (pos_cadangan_a),
      C (pos_cadangan_b), C (nama_pos_cadangan_a), C (nama_pos_cadangan_b), C (ambulans_pertama_a), C (ambulans_pertama_b),
      C (nama_ambulans_a), C (nama_ambulans_b), C (menit_ambulans_a), C (menit_ambulans_b), C (baliho_a), C (baliho_b),
      C (skrining_faskes_a), C (skrining_faskes_b), C (nama_skrining_a), C (nama_skrining_b), C (skrining_tanggal_a), C (skrining_tanggal_b), C (skrining_sesi_a), C (skrining_sesi_b), END };
#undef C
#define C(name) COLUMN (PoskoCompareMeal, name)
static const PoskoBinding meal_columns[]
  = { AREA (PoskoCompareMeal), C (kelurahan), C (kode_tps), C (nomor), C (gelombang), C (nama_gelombang), C (hari), C (perubahan),
      C (porsi_diantar_a), C (porsi_diantar_b), C (kode_dapur_a), C (kode_dapur_b), C (nama_dapur_a), C (nama_dapur_b), C (kode_kendaraan_a), C (kode_kendaraan_b), C (trip_a), C (trip_b), C (tiba_a), C (tiba_b),
      C (selisih_menit), END };
#undef C
#define C(name) COLUMN (PoskoCompareMeans, name)
static const PoskoBinding means_columns[]
  = { AREA (PoskoCompareMeans), C (jenis), C (kode), C (nama), C (perubahan), C (tempat_a), C (tempat_b), C (tim_a), C (tim_b),
      C (jumlah_a), C (jumlah_b), C (satuan), C (biaya_a), C (biaya_b), END };
#undef C
#define C(name) COLUMN (PoskoCompareArea, name)
static const PoskoBinding area_columns[] = { AREA (PoskoCompareArea), C (orang), C (dikabari), C (tugas), C (tps), C (antaran), C (pos),
                                             C (ambulans), C (kendaraan), C (baliho), C (selisih_jam), C (selisih_tempat),
                                             C (selisih_siaga), C (selisih_porsi), C (selisih_biaya), END };
#undef C
#define C(name) COLUMN (PoskoCompareMessage, name)
static const PoskoBinding message_columns[] = { AREA (PoskoCompareMessage), C (jenis), C (kode), C (nama), C (bagian), C (jumlah),
                                                C (pesan), END };
#undef C

static const PoskoTableType table_types[POSKO_N_COMPARE_TABLES] = {
  [POSKO_COMPARE_FIGURES] = { "output/perbandingan", sizeof (PoskoCompareFigure), figure_columns },
  [POSKO_COMPARE_CERTIFICATES] = { "output/perbandingan_sertifikat", sizeof (PoskoCompareCertificate), certificate_columns },
  [POSKO_COMPARE_PEOPLE] = { "output/terdampak_orang", sizeof (PoskoComparePerson), person_columns },
  [POSKO_COMPARE_TPS] = { "output/terdampak_tps", sizeof (PoskoCompareTps), tps_columns },
  [POSKO_COMPARE_MEALS] = { "output/terdampak_makan", sizeof (PoskoCompareMeal), meal_columns },
  [POSKO_COMPARE_MEANS] = { "output/terdampak_sarana", sizeof (PoskoCompareMeans), means_columns },
  [POSKO_COMPARE_AREAS] = { "output/terdampak_kecamatan", sizeof (PoskoCompareArea), area_columns },
  [POSKO_COMPARE_MESSAGES] = { "output/pesan", sizeof (PoskoCompareMessage), message_columns },
};

const PoskoTableType *
posko_compare_table_type (PoskoCompareTableId id)
{
  g_return_val_if_fail (id < POSKO_N_COMPARE_TABLES, NULL);
  return &table_types[id];
}

gboolean
posko_compare_is_split (PoskoCompareTableId id)
{
  return id != POSKO_COMPARE_FIGURES && id != POSKO_COMPARE_CERTIFICATES;
}

GPtrArray *
posko_compare_rows (const PoskoTable *table)
{
  GPtrArray *rows = g_ptr_array_sized_new (posko_table_n (table));
  for (guint i = 0; i < posko_table_n (table); i++)
    g_ptr_array_add (rows, (gpointer) posko_table_row (table, i));
  return rows;
}

static gint
compare_keys (gconstpointer a, gconstpointer b, const PoskoCompareKey *key)
{
  for (guint k = 0; k < key->n; k++)
    {
      const gint order
        = strcmp (G_STRUCT_MEMBER (const char *, a, key->offsets[k]), G_STRUCT_MEMBER (const char *, b, key->offsets[k]));
      if (order != 0)
        return order;
    }
  return 0;
}

static gint
sort_by_key (gconstpointer a, gconstpointer b, gpointer key)
{
  return compare_keys (*(const gconstpointer *) a, *(const gconstpointer *) b, key);
}

void
posko_compare_pairs (PoskoCompareWork *self, GPtrArray *a, GPtrArray *b, const PoskoCompareKey *key, PoskoComparePair visit)
{
  g_ptr_array_sort_with_data (a, sort_by_key, (gpointer) key);
  g_ptr_array_sort_with_data (b, sort_by_key, (gpointer) key);
  for (guint i = 0, j = 0; i < a->len || j < b->len;)
    {
      gconstpointer row_a = i < a->len ? g_ptr_array_index (a, i) : NULL;
      gconstpointer row_b = j < b->len ? g_ptr_array_index (b, j) : NULL;
      const gint order = row_a == NULL ? 1 : row_b == NULL ? -1 : compare_keys (row_a, row_b, key);
      i += order <= 0;
      j += order >= 0;
      visit (self, order <= 0 ? row_a : NULL, order >= 0 ? row_b : NULL);
    }
}

void
posko_compare_tables (PoskoCompareWork *self, PoskoPlanTableId id, const PoskoCompareKey *key, PoskoComparePair visit)
{
  g_autoptr (GPtrArray) a = posko_compare_rows (posko_plan_table (self->a, id));
  g_autoptr (GPtrArray) b = posko_compare_rows (posko_plan_table (self->b, id));
  posko_compare_pairs (self, a, b, key, visit);
}

const char *
posko_compare_change (gconstpointer a, gconstpointer b)
{
  return a == NULL ? "baru" : b == NULL ? "hapus" : "ubah";
}

gboolean
posko_compare_same_number (gdouble a, gdouble b)
{
  return isnan (a) || isnan (b) ? isnan (a) && isnan (b) : !(a < b) && !(a > b);
}

void
posko_compare_add (PoskoCompareWork *self, PoskoCompareTableId id, gconstpointer row)
{
  posko_table_append (self->answer->tables[id], row);
}

PoskoComparison *
posko_comparison_new (const PoskoPlan *a, const PoskoPlan *b)
{
  g_return_val_if_fail (a != NULL && b != NULL, NULL);
  static void (*const steps[]) (PoskoCompareWork *)
    = { posko_compare_certificates, posko_compare_figures, posko_compare_people, posko_compare_tps, posko_compare_meals,
        posko_compare_means,        posko_compare_areas,   posko_compare_messages };
  PoskoComparison *self = g_new0 (PoskoComparison, 1);
  self->language = posko_plan_language (b);
  for (guint id = 0; id < POSKO_N_COMPARE_TABLES; id++)
    self->tables[id] = posko_table_new (&table_types[id]);
  PoskoCompareWork work = { .a = a, .b = b, .answer = self };
  posko_compare_names_init (&work.names_a, a);
  posko_compare_names_init (&work.names_b, b);
  for (guint i = 0; i < G_N_ELEMENTS (steps); i++)
    steps[i](&work);
  posko_compare_names_clear (&work.names_a);
  posko_compare_names_clear (&work.names_b);
  for (guint id = 0; id < POSKO_N_COMPARE_TABLES; id++)
    posko_table_sort (self->tables[id]);
  return self;
}

void
posko_comparison_free (PoskoComparison *self)
{
  if (self == NULL)
    return;
  for (guint id = 0; id < POSKO_N_COMPARE_TABLES; id++)
    posko_table_free (self->tables[id]);
  g_free (self);
}

PoskoTable *
posko_comparison_table (const PoskoComparison *self, PoskoCompareTableId id)
{
  g_return_val_if_fail (id < POSKO_N_COMPARE_TABLES, NULL);
  return self->tables[id];
}

PoskoLanguage
posko_comparison_language (const PoskoComparison *self)
{
  return self->language;
}

guint
posko_comparison_n_people (const PoskoComparison *self, gboolean only_told)
{
  PoskoTable *people = self->tables[POSKO_COMPARE_PEOPLE];
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  for (guint i = 0; i < posko_table_n (people); i++)
    {
      const PoskoComparePerson *row = posko_table_row (people, i);
      if (row->kabari || !only_told)
        g_hash_table_add (seen, (gpointer) row->kode_nakes);
    }
  return g_hash_table_size (seen);
}

guint
posko_comparison_n_teams (const PoskoComparison *self)
{
  PoskoTable *messages = self->tables[POSKO_COMPARE_MESSAGES];
  guint n = 0;
  for (guint i = 0; i < posko_table_n (messages); i++)
    n += ((const PoskoCompareMessage *) posko_table_row (messages, i))->bagian == 1;
  return n;
}
