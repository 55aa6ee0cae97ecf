/* compare.h: two plans side by side: what each figure gains or loses, whether that is proven, and who and what is affected.
 *
 * Section 10 of docs/model.md. The answer is a set of tables of plain rows, each with a Table Schema in schemas/output/, as a plan is:
 * so the writers of tables write it too. A is the plan that was (the baseline, the published one), B the one that may be. The plans may
 * be of one case, of a case and a scenario, or of cases that share codes; rows are matched by their codes alone.
 */
#pragma once
#include "plan.h"
G_BEGIN_DECLS

typedef struct /* perbandingan.csv */
{
  gint64 nomor;
  const char *produk, *kode, *nama;
  gdouble nilai_a, nilai_b, selisih; /* NaN = none */
  const char *satuan;
  gdouble target_a, target_b;        /* NaN = none */
  const char *putusan; /* sama | lebih_baik | lebih_buruk | melewati_batas | mencapai_batas | belum_terbukti | berbeda | hanya_a | hanya_b */
  const char *tingkat; /* level of the certificate that the verdict rests on, or "" */
} PoskoCompareFigure;

typedef struct /* perbandingan_sertifikat.csv */
{
  gint64 nomor;
  const char *produk, *tingkat, *tujuan, *satuan;
  gint64 nilai_a, nilai_b, batas_a, batas_b; /* missing = none */
  const char *status_a, *status_b;           /* "" = no such level */
  const char *bukti;                         /* sama | terbukti | belum_terbukti */
} PoskoCompareCertificate;

typedef struct /* terdampak_orang.csv: one person, one shift */
{
  const char *kode_kecamatan, *kecamatan; /* of the place: a move between two is a row in each */
  const char *kode_nakes, *sebutan, *profesi;
  const char *peran;                      /* tugas | cadangan */
  const char *hari, *shift;
  const char *perubahan;                  /* baru | hapus | ubah | masuk | keluar: to or from another kecamatan */
  gint64 kabari;                          /* boolean: place, hours, task or voting change, not the way alone */
  const char *tempat_a, *tempat_b, *nama_tempat_a, *nama_tempat_b; /* post, or kecamatan of a stand-by */
  gint64 mulai_a, mulai_b, selesai_a, selesai_b;
  gdouble selisih_jam;                    /* hours in B less hours in A */
  gdouble menit_tempuh_a, menit_tempuh_b;
  const char *tugas_a, *tugas_b, *cara_memilih_a, *cara_memilih_b;
} PoskoComparePerson;

typedef struct /* terdampak_tps.csv */
{
  const char *kode_kecamatan, *kecamatan, *kelurahan, *kode_tps;
  gint64 nomor;
  const char *perubahan;
  gint64 pindah; /* boolean: the TPS itself has moved */
  gint64 kabari; /* boolean: it has other posts or another health check, not other minutes alone */
  const char *pos_utama_a, *pos_utama_b, *nama_pos_utama_a, *nama_pos_utama_b;
  gdouble menit_utama_a, menit_utama_b;
  const char *pos_cadangan_a, *pos_cadangan_b, *nama_pos_cadangan_a, *nama_pos_cadangan_b;
  const char *ambulans_pertama_a, *ambulans_pertama_b, *nama_ambulans_a, *nama_ambulans_b;
  gdouble menit_ambulans_a, menit_ambulans_b;
  gint64 baliho_a, baliho_b;
  const char *skrining_faskes_a, *skrining_faskes_b, *nama_skrining_a, *nama_skrining_b;
  gint64 skrining_tanggal_a, skrining_tanggal_b; /* dates */
  const char *skrining_sesi_a, *skrining_sesi_b;
} PoskoCompareTps;

typedef struct /* terdampak_makan.csv */
{
  const char *kode_kecamatan, *kecamatan, *kelurahan, *kode_tps;
  gint64 nomor;
  const char *gelombang, *nama_gelombang, *hari, *perubahan;
  gint64 porsi_diantar_a, porsi_diantar_b; /* 0 = unserved */
  const char *kode_dapur_a, *kode_dapur_b, *nama_dapur_a, *nama_dapur_b, *kode_kendaraan_a, *kode_kendaraan_b;
  gint64 trip_a, trip_b, tiba_a, tiba_b;
  gint64 selisih_menit;                    /* missing unless it arrives in both */
} PoskoCompareMeal;

typedef struct /* terdampak_sarana.csv: a post, ambulance, vehicle or board */
{
  const char *kode_kecamatan, *kecamatan; /* "" for vehicles; an ambulance that moves between two has a row in each */
  const char *jenis, *kode, *nama, *perubahan;
  const char *tempat_a, *tempat_b;
  gint64 tim_a, tim_b;                    /* of posts */
  gint64 jumlah_a, jumlah_b;              /* TPS, portions or voters served */
  const char *satuan;
  gint64 biaya_a, biaya_b;                /* rupiah; 0 = not used there, missing for vehicles */
} PoskoCompareMeans;

typedef struct /* terdampak_kecamatan.csv */
{
  const char *kode_kecamatan, *kecamatan;
  gint64 orang, dikabari, tugas, tps, antaran, pos, ambulans, kendaraan, baliho; /* rows of the lists; people once each */
  gdouble selisih_jam;      /* hours on duty */
  gint64 selisih_tempat;    /* places of the roster that are filled */
  gint64 selisih_siaga;     /* stand-bys */
  gint64 selisih_porsi;     /* portions brought */
  gint64 selisih_biaya;     /* rupiah of posts, ambulances and boards */
} PoskoCompareArea;

typedef struct /* pesan.csv: what to send to a team that is affected; long ones in several parts */
{
  const char *kode_kecamatan, *kecamatan;
  const char *jenis; /* pos | cadangan | skrining | kelurahan | ambulans | kendaraan | dapur | baliho */
  const char *kode, *nama;
  gint64 bagian; /* 1 … */
  gint64 jumlah; /* changes told in it */
  const char *pesan;
} PoskoCompareMessage;

typedef enum
{
  POSKO_COMPARE_FIGURES,
  POSKO_COMPARE_CERTIFICATES,
  POSKO_COMPARE_PEOPLE,
  POSKO_COMPARE_TPS,
  POSKO_COMPARE_MEALS,
  POSKO_COMPARE_MEANS,
  POSKO_COMPARE_AREAS,
  POSKO_COMPARE_MESSAGES,
  POSKO_N_COMPARE_TABLES,
} PoskoCompareTableId;

/** Returns: the table's type: name "output/perbandingan" … */
const PoskoTableType *posko_compare_table_type (PoskoCompareTableId id);

#define POSKO_COMPARE_MESSAGE_MAX 600u /* characters of a message: about what a telephone shows without scrolling */

typedef struct _PoskoComparison PoskoComparison; /* immutable */

/** Returns: whether each kecamatan gets its own rows of this table */
gboolean posko_compare_is_split (PoskoCompareTableId id);

/**
 * posko_comparison_new:
 * @a: the plan that was
 * @b: the plan that may be; the sentences are in its language
 *
 * Takes any rows, also those of plans that people edited. O(rows · log rows).
 *
 * Returns: (transfer full): the comparison; of a plan with itself it has figures that are all "sama", and nobody affected
 */
PoskoComparison *posko_comparison_new (const PoskoPlan *a, const PoskoPlan *b);
void posko_comparison_free (PoskoComparison *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoComparison, posko_comparison_free)

PoskoTable *posko_comparison_table (const PoskoComparison *self, PoskoCompareTableId id);
PoskoLanguage posko_comparison_language (const PoskoComparison *self);

/** Returns: how many different people have a row in %POSKO_COMPARE_PEOPLE; with @only_told those who must be told */
guint posko_comparison_n_people (const PoskoComparison *self, gboolean only_told);

/** Returns: how many different teams have a message */
guint posko_comparison_n_teams (const PoskoComparison *self);

G_END_DECLS
