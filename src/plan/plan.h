/* plan.h: a plan: every decision for the polling days, as tables of plain rows.
 *
 * Each table has a Table Schema in schemas/output/, bound to the structs below by the same PoskoTable that reads a case; so a
 * plan can be written as CSV and JSON, and read back for verification, without a word about its columns anywhere else.
 * Every row that belongs to a kecamatan begins with its code and name. Times are minutes from 00:00 of day H in `gint64`
 * members of schema type `integer` where the name ends in `_menit`; clock times shown to people are columns `hari` ("H", "H+1")
 * and a `time` column counted from 00:00 of that day. All sums of money are whole rupiah.
 */
#pragma once
#include "case.h"
#include "i18n.h"
G_BEGIN_DECLS

typedef struct /* posko.csv: an open health post */
{
  const char *kode_kecamatan, *kecamatan, *kode_pos, *nama, *jenis;
  gdouble lat, lon;
  gint64 tim;               /* most teams on duty in any shift */
  gint64 rekap;             /* boolean: serves the kecamatan's recap days */
  gint64 jumlah_tps, petugas; /* TPS that have it as first post, and their petugas */
  gint64 bobot;             /* sum of their risk weights (millionths of an expected case) */
  gint64 bobot_dalam_standar;
  gdouble menit_rata;       /* weighted mean response, minutes, 2 decimals */
  gdouble menit_terjauh;
  gint64 biaya;
  gint64 asumsi;
} PoskoPlanPost;

typedef struct /* tps.csv: what each TPS is given */
{
  const char *kode_kecamatan, *kecamatan, *kelurahan, *kode_tps;
  gint64 nomor;
  gdouble lat, lon;
  gint64 pemilih, petugas, bobot;
  const char *pos_utama;    /* "" = none (then in kekurangan) */
  gdouble menit_utama;      /* response minutes: delay + access + driving; NaN = none */
  const char *pos_cadangan;
  gdouble menit_cadangan;
  gint64 dalam_standar;     /* boolean: menit_utama <= standard */
  const char *ambulans_pertama, *ambulans_kedua;
  gdouble menit_ambulans, menit_ambulans_kedua;
  gint64 baliho;            /* chosen boards within whose radius it lies */
} PoskoPlanTps;

typedef struct /* ambulans.csv */
{
  const char *kode_kecamatan, *kecamatan, *kode_ambulans, *nama, *kode_pangkalan, *nama_pangkalan;
  gdouble lat, lon;
  gint64 jumlah_tps;        /* TPS it reaches first */
  gdouble menit_rata, menit_terjauh;
  gint64 biaya;
  gint64 asumsi;
} PoskoPlanAmbulance;

typedef struct /* kebutuhan.csv: people a post needs in a shift */
{
  const char *kode_kecamatan, *kecamatan, *kode_pos, *hari, *shift, *profesi;
  gint64 mulai, selesai;    /* time of `hari` */
  gint64 tim, butuh, terisi;
} PoskoPlanNeed;

typedef struct /* roster.csv: one person, one post, one shift */
{
  const char *kode_kecamatan, *kecamatan, *kode_pos, *nama_pos, *hari, *shift;
  gint64 mulai, selesai;    /* time of `hari`; selesai past 24:00 is the next day */
  const char *tugas;        /* profession of the place that is filled */
  const char *kode_nakes, *sebutan, *profesi;
  gdouble menit_tempuh;     /* from home */
  const char *cara_memilih; /* bebas | sela | form_a | "" (shift does not touch the voting hours or voter of another city) */
  const char *tps_memilih;  /* where: the own TPS, or the post's nearest TPS for Form A; "" when outside the city */
  gint64 batas_form_a;      /* date, only for form_a */
  gint64 asumsi;
} PoskoPlanDuty;

typedef struct /* cadangan.csv: a named stand-by */
{
  const char *kode_kecamatan, *kecamatan, *hari, *shift, *profesi, *kode_nakes, *sebutan;
  gint64 mulai, selesai;
  gdouble menit_tiba;       /* from home to the kecamatan's recap post */
} PoskoPlanReserve;

typedef struct /* skrining.csv: the health check of a TPS's petugas */
{
  const char *kode_kecamatan, *kecamatan, *kode_tps;
  gint64 petugas, berisiko;
  const char *kode_faskes, *nama_faskes;
  gint64 tanggal;
  const char *sesi;
  gint64 mulai, selesai;    /* time */
  gdouble menit_tempuh;
} PoskoPlanScreening;

typedef struct /* makan.csv: the meals of a TPS in a wave */
{
  const char *kode_kecamatan, *kecamatan, *kode_tps, *gelombang, *hari;
  gint64 porsi;
  const char *kode_dapur, *kode_kendaraan; /* "" = unserved (then in kekurangan) */
  gint64 trip;              /* 1 … within vehicle and wave */
  gint64 tiba, batas_makan; /* time of `hari`: start of hand-over, rounded up to the minute; eat-by, rounded down */
} PoskoPlanMeal;

typedef struct /* sopir.csv: a driver sheet, one row a stop and the return as the last row of a trip (docs/model.md 9.1) */
{
  const char *kode_kecamatan, *kecamatan; /* of the stop; on the row of the return those of the last stop */
  const char *kode_kendaraan, *kode_dapur, *nama_dapur, *gelombang, *nama_gelombang, *hari;
  gint64 trip, urutan;      /* urutan 1 … */
  const char *kode_tps;     /* "" on the row of the return */
  gdouble lat, lon;
  gint64 muat_selesai;      /* time: end of loading = departure from the kitchen (same on all rows of a trip) */
  gint64 tiba, mulai_serah, selesai_serah; /* time: whole minutes, rounded up from the exact seconds below */
  gint64 detik_berangkat, detik_mulai_serah, detik_kembali; /* exact, from 00:00 of `hari`: departure, hand-over, return of the trip */
  gint64 porsi;
  gint64 batas_makan;       /* time */
} PoskoPlanStop;

typedef struct /* baliho.csv: a chosen board */
{
  const char *kode_kecamatan, *kecamatan, *kode_baliho, *nama;
  gdouble lat, lon;
  const char *ukuran, *lalu_lintas;
  gint64 biaya;
  gint64 pemilih_terjangkau; /* voters within its radius */
  gint64 tambahan;           /* expected weighted voters lost without it */
  const char *peringatan;    /* zone that warns, or "" */
  gint64 urutan_pasang;      /* 1 …: best tambahan per rupiah first */
  gint64 asumsi;
} PoskoPlanBillboard;

typedef struct /* kekurangan.csv: an unmet need */
{
  const char *kode_kecamatan, *kecamatan;
  const char *produk;        /* posko | ambulans | roster | cadangan | skrining | makan | baliho */
  const char *objek;         /* code of the TPS, post, wave … concerned */
  const char *kebutuhan;     /* what was needed, e.g. "dokter H:M" */
  gint64 jumlah;             /* how much is missing */
  const char *satuan;
  const char *batas;         /* code of the limit that binds, e.g. "nakes-profesi", "dapur-porsi", "jendela" */
  const char *sebab, *perbaikan; /* sentences */
  gint64 biaya;              /* rupiah of the repair; missing = unknown */
  gint64 prioritas;          /* 1 = first */
} PoskoPlanShortage;

typedef struct /* log_netralitas.csv: kept off the roster */
{
  const char *kode_kecamatan, *kecamatan, *kode_nakes, *sebutan, *profesi;
  const char *aturan;        /* pakta-belum | pakta-terlambat | netralitas-dalam-peninjauan | netralitas-terbukti | sip-tidak-ada | sip-habis | tidak-tersedia */
  const char *kolom, *nilai; /* evidence: column of nakes.csv and what it holds */
  const char *penjelasan;    /* a sentence; "under review" is not guilt and never reads like it */
} PoskoPlanExclusion;

typedef struct /* ringkasan.csv: a figure of merit */
{
  gint64 nomor;              /* 1 … in the order of docs/model.md 9.4; posko_plan_add() counts */
  const char *produk, *kode, *nama;
  gdouble nilai;
  const char *satuan;
  gdouble target;            /* NaN = none */
  const char *putusan;       /* baik | kurang | info */
} PoskoPlanFigure;

typedef struct /* sertifikat.csv: how good one level of one product's objective is proven to be */
{
  gint64 nomor;              /* 1 … in the order of docs/model.md 9.3; posko_plan_add() counts */
  const char *produk, *tingkat, *tujuan, *satuan; /* tujuan: "min" or "maks" */
  gint64 nilai, batas;       /* batas missing = none known */
  gdouble selisih_persen;    /* NaN = none known */
  const char *status;        /* optimal | dalam-batas | layak | tidak-layak | tanpa-jawaban */
  const char *kalimat;
} PoskoPlanCertificate;

typedef enum
{
  POSKO_PLAN_POSTS,
  POSKO_PLAN_TPS,
  POSKO_PLAN_AMBULANCES,
  POSKO_PLAN_NEEDS,
  POSKO_PLAN_ROSTER,
  POSKO_PLAN_RESERVES,
  POSKO_PLAN_SCREENING,
  POSKO_PLAN_MEALS,
  POSKO_PLAN_STOPS,
  POSKO_PLAN_BILLBOARDS,
  POSKO_PLAN_SHORTAGES,
  POSKO_PLAN_EXCLUSIONS,
  POSKO_PLAN_FIGURES,
  POSKO_PLAN_CERTIFICATES,
  POSKO_N_PLAN_TABLES,
} PoskoPlanTableId;

/** Returns: the table's type: name "output/posko" …, bindings to the struct above */
const PoskoTableType *posko_plan_table_type (PoskoPlanTableId id);

/* ---- Staying close to a published plan: section 11 of docs/model.md ---- */

typedef struct _PoskoPlan PoskoPlan;

/* The products whose changes are counted and bounded exactly; meals are held to the published routes as far as they go. */
typedef enum
{
  POSKO_STAY_POSTS,
  POSKO_STAY_AMBULANCES,
  POSKO_STAY_ROSTER,
  POSKO_STAY_RESERVES,
  POSKO_STAY_SCREENING,
  POSKO_STAY_BILLBOARDS,
  POSKO_N_STAY,
} PoskoStayProduct;

typedef enum
{
  POSKO_STAY_LEAST, /* after the product's first level, fewest changes come before everything else */
  POSKO_STAY_LIMIT, /* at most `amount` changes */
  POSKO_STAY_PRICE, /* each change costs `amount`, in the unit of the product's objective */
} PoskoStayKind;

#define POSKO_STAY_MAX_AMOUNT ((gint64) 1000000000) /* of changes, or a price: sums of it fit 64 bits in every product */

typedef struct
{
  PoskoStayKind kind;
  gint64 amount; /* 0 … POSKO_STAY_MAX_AMOUNT; unused for LEAST */
} PoskoStayRule;

typedef struct
{
  const PoskoPlan *published;       /* borrowed: its tables are looked at, matched by code; never NULL for those who make a plan */
  PoskoStayRule rules[POSKO_N_STAY]; /* all zero: as few changes as possible */
} PoskoPlanStay;

/** Returns: the product's name as options and certificates write it: "posko", "ambulans", "roster" … */
const char *posko_stay_product_name (PoskoStayProduct product);

typedef struct
{
  guint64 seed;             /* default 1 */
  guint n_threads;          /* never changes the plan */
  PoskoLanguage language;   /* of the sentences in the plan; never taken from the locale; default Indonesian */
  gdouble effort;           /* multiplies every solver's iterations; default 1 */
  const PoskoPlan *reuse;   /* (nullable): a finished plan; products that were made from the same are taken from it: the plan is the same */
  const PoskoPlanStay *stay; /* (nullable): the published plan to stay close to */
  GCancellable *cancellable;
  const PoskoProgress *progress;
} PoskoPlanParams;

#define POSKO_PLAN_PARAMS_INIT { .seed = 1, .n_threads = 1, .language = POSKO_LANGUAGE_ID, .effort = 1.0 }

/**
 * posko_plan_new:
 *
 * Makes the whole plan: posts, ambulances, roster and reserves, health checks, meals, billboards, figures, certificates.
 *
 * Returns: (transfer full) (nullable): the plan, %NULL with @error (cancelled, or a solver broke). What cannot be met is no error
 *   but a row of %POSKO_PLAN_SHORTAGES.
 */
PoskoPlan *posko_plan_new (PoskoCase *source, const PoskoPlanParams *params, GError **error);

/**
 * posko_plan_new_empty:
 * @source: (nullable): %NULL for a plan whose tables are all that is known of it: it can be compared, and nothing else
 *
 * Returns: an empty plan, its tables to be filled by a reader (posko_plan_table()); seed 1, Indonesian
 */
PoskoPlan *posko_plan_new_empty (PoskoCase *source);
void posko_plan_free (PoskoPlan *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoPlan, posko_plan_free)

PoskoCase *posko_plan_case (const PoskoPlan *self); /* (nullable): see posko_plan_new_empty() */
guint64 posko_plan_seed (const PoskoPlan *self);
PoskoLanguage posko_plan_language (const PoskoPlan *self);

/** Says with which seed and in which language the plan was made, for a reader */
void posko_plan_set_origin (PoskoPlan *self, guint64 seed, PoskoLanguage language);

/** How much work went into it, as in %PoskoPlanParams; 1 unless set */
gdouble posko_plan_effort (const PoskoPlan *self);
void posko_plan_set_effort (PoskoPlan *self, gdouble effort);
/**
 * posko_plan_stay:
 *
 * To which published plan, and by which rules, the plan stays close. The published plan stays borrowed; of a plan that was read back it is
 * %NULL until posko_plan_show_published().
 *
 * Returns: (nullable): %NULL when the plan stays close to none
 */
const PoskoPlanStay *posko_plan_stay (const PoskoPlan *self);
void posko_plan_set_stay (PoskoPlan *self, const PoskoPlanStay *stay);

/* The products, in the order in which they are made. */
typedef enum
{
  POSKO_PRODUCT_POSTS,
  POSKO_PRODUCT_AMBULANCES,
  POSKO_PRODUCT_ROSTER,
  POSKO_PRODUCT_RESERVES,
  POSKO_PRODUCT_SCREENING,
  POSKO_PRODUCT_MEALS,
  POSKO_PRODUCT_BILLBOARDS,
  POSKO_N_PRODUCTS,
} PoskoPlanProduct;

/** Returns: "posko", "ambulans", "roster", "cadangan", "skrining", "makan", "baliho" */
const char *posko_plan_product_name (PoskoPlanProduct product);

/** Returns: the SHA-256 of everything that a product was made from, "" when that is not known, or its tables are not as they were made */
const char *posko_plan_key (const PoskoPlan *self, PoskoPlanProduct product);
void posko_plan_set_key (PoskoPlan *self, PoskoPlanProduct product, const char *key);

/** Says by which rules the plan stays close to the plan with the posko_plan_hash() @published, for a reader */
void posko_plan_remember_stay (PoskoPlan *self, const char *published, const PoskoStayRule *rules);

/** Returns: the posko_plan_hash() of the plan that @self was made close to, "" for none */
const char *posko_plan_stay_hash (const PoskoPlan *self);

/** Gives a plan that stays close to another, and was read back, the other: borrowed, and perhaps not the one that it was made from */
void posko_plan_show_published (PoskoPlan *self, const PoskoPlan *published);

/** Returns: (transfer full): SHA-256 over the meaning of all tables of the plan */
char *posko_plan_hash (const PoskoPlan *self);
PoskoTable *posko_plan_table (const PoskoPlan *self, PoskoPlanTableId id);

/** Replaces one table, for a reader; takes @table, whose type must be posko_plan_table_type (id). */
void posko_plan_set_table (PoskoPlan *self, PoskoPlanTableId id, PoskoTable *table);

G_END_DECLS
