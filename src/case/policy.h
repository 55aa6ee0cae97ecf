/* policy.h: kebijakan.json as numbers: what the city has decided, each value with its source.
 *
 * In the file every value is an object {"nilai": …, "sumber": "…"}; the defaults, units, ranges and sources are those of
 * schemas/kebijakan.schema.json and stand nowhere else. A case without the file, or without a value, gets the default.
 * Times are minutes from 00:00 of day H (H-1 13:00 is -660). Members carry the JSON path in their comment.
 */
#pragma once
#include "diagnostics.h"
G_BEGIN_DECLS

typedef enum
{
  POSKO_PROFESI_DOKTER,
  POSKO_PROFESI_PERAWAT,
  POSKO_PROFESI_BIDAN,
  POSKO_PROFESI_PENGEMUDI,
  POSKO_N_PROFESI,
} PoskoProfesi;

/** Returns: "dokter", "perawat", "bidan", "pengemudi" */
const char *posko_profesi_name (PoskoProfesi profesi);

typedef enum
{
  POSKO_PLACE_TPS,       /* every open post works */
  POSKO_PLACE_KECAMATAN, /* only the kecamatan's recap post works */
} PoskoPlace;

/* A stretch of the polling days with its own demand. */
typedef struct
{
  const char *kode, *nama;
  PoskoPlace place;
  gint64 start, end;  /* minutes from 00:00 of H; a phase on several days is one PoskoPhase a day */
  gdouble multiplier; /* of the rates of illness */
} PoskoPhase;

/* A shift on one day; a policy shift on several days is one PoskoShift a day. Sorted by start, then kode. */
typedef struct
{
  const char *kode; /* "P", "S", "M", "R" */
  gint64 day;       /* 0 = H, -1 = H-1 … */
  gint64 start, end;
  PoskoPlace place;
} PoskoShift;

typedef struct
{
  const char *kode;
  gint64 start, end; /* minutes of the day */
} PoskoSession;

typedef enum
{
  POSKO_OFFICIAL_TPS,
  POSKO_OFFICIAL_DPT_LAKI,
  POSKO_OFFICIAL_DPT_PEREMPUAN,
  POSKO_OFFICIAL_DPT,
  POSKO_OFFICIAL_KPPS,
  POSKO_OFFICIAL_PETUGAS,
  POSKO_N_OFFICIAL,
} PoskoOfficialFigure;

/** Returns: "tps", "dpt_laki" … */
const char *posko_official_name (PoskoOfficialFigure figure);

/* What an office printed of the city, a kecamatan or a kelurahan: to be checked, never planned with. In the file's order. */
typedef struct
{
  const char *wilayah;              /* "" = the city */
  gint64 figures[POSKO_N_OFFICIAL]; /* POSKO_MISSING where it says nothing */
  const char *sumber;               /* "" unknown */
} PoskoOfficial;

/* Priors of the stress test: section 12 of docs/model.md. Chances and shares are 0..1, spreads standard deviations of a logarithm. */
typedef struct
{
  gdouble faktor_laju, sebaran_laju;
  gdouble sebaran_perjalanan, sebaran_perjalanan_hari;
  gdouble sebaran_tangani, kerja_min_menit;
  gint64 sabar_menit;
  gdouble porsi_rumah_sakit;
  gdouble tidak_hadir, tidak_hadir_malam, cadangan_tidak_hadir;
  gint64 panggil_cadangan_menit, tunda_tim_lemah_menit;
  gdouble pengali_tim_lemah;
  gdouble panas_peluang, panas_pengali;
  gint64 panas_mulai, panas_selesai; /* minutes of H */
  gdouble kecelakaan_peluang, kecelakaan_korban, kecelakaan_angkut;
  gdouble keracunan_peluang, keracunan_porsi, keracunan_menit, keracunan_sebaran, keracunan_angkut;
  gdouble banjir_peluang;
  gint64 banjir_radius_m, banjir_menit;
  gdouble banjir_pengali, banjir_tidak_hadir;
  gdouble dapur_telat_peluang, dapur_telat_menit, mogok_peluang, mogok_menit, sebaran_serah, menit_sampai_makan;
} PoskoPriors;

typedef struct
{
  /* umum */
  const char *nama, *kota, *kode_kota, *zona_waktu;
  gint64 tanggal_h;         /* Julian day */
  gint64 hari_rekap_akhir;  /* n of H+n */
  gint64 pemilih_per_tps_maks; /* usual for this election; the law's 800 stands beside it */
  /* resmi[] */
  const PoskoOfficial *resmi;
  guint n_resmi;
  /* fase[], shift[] */
  const PoskoPhase *phases;
  guint n_phases;
  const PoskoShift *shifts;
  guint n_shifts;
  /* respons */
  gint64 standar_menit, batas_menit; /* response standard; outer limit for an ambulance */
  gint64 tunda_menit;                /* dispatch + turnout + access, added to driving */
  /* perjalanan */
  gdouble faktor_jalan;
  gdouble kecepatan_ambulans_kmh, kecepatan_nakes_kmh, kecepatan_antar_kmh;
  gint64 akses_gang_menit, akses_perahu_menit; /* added where tps.akses says so */
  /* insiden: cases per 1,000 persons over hari_laju days */
  gdouble laju_kpps, laju_linmas, laju_pengawas, laju_pps, laju_ppk, laju_pemilih;
  gint64 hari_laju;
  gdouble pengali_berisiko;    /* how many times likelier a petugas found at risk falls ill */
  gint64 ppk_per_kecamatan, pps_per_kelurahan;
  gdouble faktor_hari_buruk;   /* the day that teams and ambulances are sized for, in average days */
  gdouble menit_tangani;       /* minutes a team is busy with one case */
  gdouble peluang_blok_maks;   /* Erlang B: highest chance that all teams of a post are busy */
  /* pos */
  gint64 jumlah_maks;          /* open posts; 0 = one per tps_per_pos, at least one per kecamatan */
  gint64 tps_per_pos;
  gint64 tps_per_tim;          /* TPS that one team can answer for */
  gint64 pos_min_per_kecamatan;
  gint64 anggaran_pos;         /* rupiah; 0 = no limit */
  gint64 tim_pertama[POSKO_N_PROFESI];  /* members of a post's first team */
  gint64 tim_tambahan[POSKO_N_PROFESI]; /* of each further team */
  /* ambulans */
  gint64 menit_sibuk;          /* minutes an ambulance is busy with one case, hospital included */
  gdouble porsi_angkut;        /* share of the cases that need an ambulance */
  /* roster */
  gint64 istirahat_menit;      /* between two shifts of one person */
  gint64 shift_maks, malam_maks;
  gint64 memilih_mulai, memilih_selesai, menit_memilih; /* voting hours of H; free minutes needed to vote */
  gint64 memilih_radius_menit; /* a person on duty this near the own TPS can vote in a gap */
  gboolean form_a;             /* may a duty rest on Form A (pindah memilih) at the post's TPS */
  gint64 form_a_hari;          /* Form A must be filed by H minus this */
  gint64 form_a_mulai;         /* from when Form A voters may vote, minutes of H */
  gboolean wajib_sip[POSKO_N_PROFESI];
  gint64 bobot_kosong[POSKO_N_PROFESI]; /* price of an unfilled place */
  gint64 bobot_adil, bobot_pengganti, bobot_form_a;
  gint64 bobot_tim; /* minutes of travel that a duty away from the own, open puskesmas counts for: teams stay together */
  gint64 pengganti[POSKO_N_PROFESI]; /* bit mask of professions that may stand in for this one */
  gint64 cadangan[POSKO_N_PROFESI];  /* stand-bys per kecamatan in each shift of H */
  gint64 cadangan_menit;             /* a stand-by must be able to reach the kecamatan's recap post in this */
  gint64 cadangan_maks;              /* stand-by shifts of one person */
  /* netralitas */
  gboolean pakta_semua; /* TRUE: everybody must have signed; FALSE: only ASN */
  /* skrining */
  gint64 skrining_hari_mulai, skrining_hari_selesai; /* days before H, e.g. 14 and 3 */
  const PoskoSession *sesi;
  guint n_sesi;
  gint64 skrining_menit_maks; /* travel; 0 = no limit */
  gint64 bobot_berisiko;      /* how much more an unscreened petugas at risk counts */
  /* makan */
  gboolean utamakan_kendaraan; /* fewest vehicles first; else least rupiah */
  gint64 menit_muat, menit_serah;
  gint64 makan_dalam_menit;    /* from the end of cooking to eating */
  gint64 tps_per_dapur_maks;   /* 0 = no ceiling */
  gboolean slhs_wajib, halal_wajib_menengah, halal_wajib_mikro;
  /* baliho */
  gint64 anggaran_baliho;
  gint64 baliho_min_per_kecamatan, baliho_jarak_min_m;
  gint64 radius_besar_m, radius_sedang_m, radius_kecil_m;
  gint64 lihat_tinggi, lihat_sedang, lihat_rendah; /* sightings a voter has of a site, by traffic */
  gint64 manfaat_permil[6];    /* benefit of the first, second … sighting, falling; ends at the first 0 */
  gdouble target_partisipasi, bobot_partisipasi;
  gboolean zona_peringatan_dilarang;
  /* simulasi */
  PoskoPriors simulasi;
} PoskoPolicy;

/* One value as it is in force, for people: what it is, and where it comes from. */
typedef struct
{
  const char *path;    /* "insiden/laju_kpps" */
  const char *meaning; /* with its unit */
  const char *value;   /* as JSON writes it, texts without quotes */
  const char *range;   /* "0…1000", or "" */
  const char *source;
} PoskoPolicyValue;

typedef struct _PoskoPolicyDocument PoskoPolicyDocument; /* owns the texts and arrays of a PoskoPolicy */

/**
 * posko_policy_read:
 * @bytes: (nullable): kebijakan.json; %NULL gives the defaults
 *
 * Returns: (transfer full) (nullable): %NULL when there were errors; ask @diagnostics
 */
PoskoPolicyDocument *posko_policy_read (GBytes *bytes, const char *file, PoskoDiagnostics *diagnostics);
void posko_policy_document_free (PoskoPolicyDocument *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoPolicyDocument, posko_policy_document_free)
const PoskoPolicy *posko_policy_document_get (const PoskoPolicyDocument *self);

/** Returns: (array length=n): every value in force, in the order of the schema: from the file, a scenario, or the schema's default */
const PoskoPolicyValue *posko_policy_document_values (const PoskoPolicyDocument *self, guint *n);

G_END_DECLS
