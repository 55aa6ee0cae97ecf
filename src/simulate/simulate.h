/* simulate.h: polling days lived through thousands of times under a plan: what holds and what breaks. Section 12 of docs/model.md.
 *
 * The answer is a set of tables of plain rows, each with a Table Schema in schemas/output/, as a plan is: so the writers of tables write it too.
 * A "day" is one life of the whole period, from the first phase to the last recap day.
 */
#pragma once
#include "plan.h"
G_BEGIN_DECLS

#define POSKO_SIMULATE_MAX_DAYS 1000000
#define POSKO_SIMULATE_MAX_CALLS 5000          /* expected calls of an ordinary day */
#define POSKO_SIMULATE_MAX_PAIRS ((gsize) 64 << 20) /* places times posts and ambulances */

typedef struct /* simulasi.csv: a figure, 95 % interval */
{
  gint64 nomor;
  const char *bagian, *kode, *nama;
  gdouble nilai, ci_bawah, ci_atas; /* NaN = none */
  const char *satuan;
} PoskoSimulateFigure;

typedef struct /* simulasi_banding.csv: the same figure of two plans on the same days; no rows for one plan */
{
  gint64 nomor;
  const char *bagian, *kode, *nama;
  gdouble nilai_a, nilai_b, selisih, ci_bawah, ci_atas; /* the interval is of selisih, paired by day */
  const char *satuan, *putusan; /* sama | lebih_baik | lebih_buruk | belum_terbukti | berbeda */
} PoskoSimulatePair;

typedef struct /* simulasi_tps.csv: the worst TPS first */
{
  gint64 nomor;
  const char *kode_kecamatan, *kecamatan, *kode_tps;
  gdouble panggilan_per_1000_hari;
  gdouble menit_rata, menit_rata_bawah, menit_rata_atas;
  gdouble persen_lewat, persen_lewat_bawah, persen_lewat_atas; /* beyond standar_menit */
  gdouble menit_terlama;
  gdouble persen_antaran_telat, porsi_dibuang_per_1000_hari;
} PoskoSimulateTps;

typedef struct /* simulasi_unit.csv: how busy each ambulance and team is */
{
  const char *jenis; /* ambulans | tim */
  const char *kode, *nama;
  gint64 tim;        /* number of the team at its post, 1 …; 0 for an ambulance */
  gdouble jam_siaga, panggilan_per_hari;
  gdouble persen_sibuk, persen_sibuk_bawah, persen_sibuk_atas;
  gdouble persen_sibuk_puncak, persen_puncak_bawah, persen_puncak_atas;
} PoskoSimulateUnit;

typedef struct /* simulasi_n1.csv: each post and ambulance lost in turn, on the same days */
{
  gint64 nomor; /* the worst loss first */
  const char *jenis, *kode, *nama; /* pos | ambulans */
  gdouble menit_rata, selisih_menit, selisih_menit_bawah, selisih_menit_atas;
  gdouble persen_lewat, selisih_persen, selisih_persen_bawah, selisih_persen_atas;
  gdouble menit_ambulans, selisih_ambulans, selisih_ambulans_bawah, selisih_ambulans_atas;
  const char *putusan; /* of persen_lewat, then of menit_ambulans */
} PoskoSimulateLoss;

typedef struct /* simulasi_rincian.csv: calls by hour, role, cause and kecamatan */
{
  const char *kelompok; /* jam | peran | sebab | kecamatan */
  gint64 urutan;
  const char *kode, *nama;
  gdouble panggilan_per_hari;
  gdouble menit_rata, menit_rata_bawah, menit_rata_atas;
  gdouble persen_lewat, persen_lewat_bawah, persen_lewat_atas;
} PoskoSimulateDetail;

typedef struct /* simulasi_shift.csv: who stays away from each shift, and what that leaves of its teams; in time order */
{
  gint64 nomor;
  const char *hari, *shift;
  gint64 mulai, selesai; /* time of `hari` */
  gint64 orang;          /* rostered a day */
  gdouble tidak_hadir_persen, diisi_persen; /* of orang; of those who stay away, NaN = nobody did */
  gint64 tim;            /* that the plan crews */
  gdouble tim_kosong_persen, tim_lemah_persen; /* of tim, at the start; NaN = none */
} PoskoSimulateShift;

typedef struct /* simulasi_asumsi.csv: every prior that was used */
{
  gint64 nomor;
  const char *jalur, *arti, *nilai, *rentang, *sumber;
} PoskoSimulatePrior;

typedef enum
{
  POSKO_SIMULATE_FIGURES,
  POSKO_SIMULATE_PAIRS,
  POSKO_SIMULATE_TPS,
  POSKO_SIMULATE_UNITS,
  POSKO_SIMULATE_LOSSES,
  POSKO_SIMULATE_DETAILS,
  POSKO_SIMULATE_SHIFTS,
  POSKO_SIMULATE_PRIORS,
  POSKO_N_SIMULATE_TABLES,
} PoskoSimulateTableId;

/** Returns: the table's type: name "output/simulasi" … */
const PoskoTableType *posko_simulate_table_type (PoskoSimulateTableId id);

typedef struct
{
  guint64 seed;           /* default 1 */
  guint n_days;           /* default 10,000; at most POSKO_SIMULATE_MAX_DAYS */
  guint n_threads;        /* never changes the result */
  PoskoLanguage language; /* of the names in the tables */
  GCancellable *cancellable;
  const PoskoProgress *progress;
} PoskoSimulateParams;

#define POSKO_SIMULATE_PARAMS_INIT { .seed = 1, .n_days = 10000, .n_threads = 1, .language = POSKO_LANGUAGE_ID }

typedef struct _PoskoSimulation PoskoSimulation; /* immutable */

/**
 * posko_simulate:
 * @source: the case, its policy and priors
 * @a: a plan of it
 * @b: (nullable): another plan of it, lived through on the same days and compared; all tables but %POSKO_SIMULATE_PAIRS are about @a
 *
 * The same case, plans, seed and days give the same tables on any number of threads. O(days · (TPS + people + stops + calls · units)).
 *
 * Returns: (transfer full) (nullable): %NULL with @error: %POSKO_ERROR_INPUT (a plan names what the case has not),
 *   %POSKO_ERROR_LIMIT (days, calls a day, places times units), %POSKO_ERROR_CANCELLED
 */
PoskoSimulation *posko_simulate (PoskoCase *source, const PoskoPlan *a, const PoskoPlan *b, const PoskoSimulateParams *params,
                                 GError **error);
void posko_simulation_free (PoskoSimulation *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoSimulation, posko_simulation_free)

PoskoTable *posko_simulation_table (const PoskoSimulation *self, PoskoSimulateTableId id);
PoskoLanguage posko_simulation_language (const PoskoSimulation *self);
guint64 posko_simulation_seed (const PoskoSimulation *self);
guint posko_simulation_n_days (const PoskoSimulation *self);
const char *posko_simulation_case_hash (const PoskoSimulation *self);

G_END_DECLS
