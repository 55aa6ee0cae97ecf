/* case.h: a whole case, read, checked and immutable: what the planner knows.
 *
 * posko_case_load() reads the folder by its schemas, places every TPS in its kecamatan, resolves references, sorts every table by its
 * key (so the order of rows in a file decides nothing) and hands out plain rows. Derived members (below the line in each struct) are
 * filled by the case and are in no file. All pointers live as long as the case. Safe to share between threads.
 */
#pragma once
#include "boundary.h"
#include "diagnostics.h"
#include "policy.h"
#include "progress.h"
#include "table.h"
#include "travel.h"
G_BEGIN_DECLS

typedef struct
{
  const char *kode_tps, *kode_kelurahan, *kelurahan, *kecamatan;
  gint64 nomor;
  gdouble lat, lon;
  gint64 dpt_laki, dpt_perempuan, kpps, linmas, pengawas;
  gint64 dpt_jumlah;         /* as printed, only to be checked; missing = not printed */
  gint64 khusus;             /* boolean: in a prison or hospital */
  gint64 petugas_berisiko;   /* found at risk by screening; missing = 0 */
  gdouble partisipasi_lalu;  /* turnout last time, 0..1; NaN unknown */
  const char *akses;         /* jalan | gang | perahu */
  const char *lokasi;        /* name or address of the place, "" unknown */
  gint64 asumsi;
  /* derived */
  PoskoLonLat place;
  guint area;                /* index of the kecamatan */
  gint64 pemilih, petugas;   /* dpt_laki + dpt_perempuan; kpps + linmas + pengawas */
} PoskoTps;

typedef struct
{
  const char *kode, *nama, *jenis; /* rumah_sakit | puskesmas | klinik | kantor_camat | aula | lainnya */
  const char *kecamatan;
  gdouble lat, lon;
  gint64 boleh_pos;         /* boolean: may host a health post */
  gint64 wajib_buka;        /* boolean: must be open */
  gint64 tim_maks;          /* teams it has room for, at least 1 */
  gint64 biaya;             /* rupiah for the whole period */
  gint64 ambulans_maks;     /* ambulances it can park; 0 = none unless a post opens (then 1) */
  gint64 skrining_per_sesi; /* petugas it can check in one session; 0 = does none */
  gint64 asumsi;
  /* derived */
  PoskoLonLat place;
  guint area;
} PoskoFaskes;

typedef struct
{
  const char *kode, *sebutan; /* "N014", "Perawat 014" */
  const char *profesi;
  const char *instansi;       /* faskes where employed, or "" */
  const char *kecamatan;      /* of the home */
  gdouble lat, lon;           /* home, or the kelurahan's centre */
  const char *tps_terdaftar;  /* where registered to vote; "" = outside the city */
  gint64 asn;                 /* boolean */
  gint64 pakta_integritas;    /* date signed; missing = not signed */
  const char *nomor_pakta;
  const char *status_netralitas; /* tidak_ada | dalam_peninjauan | terbukti */
  gint64 sip_berlaku;         /* licence valid until; missing = none */
  const char *tidak_tersedia; /* blanks between: "H-1" (a whole day) or "H:P" (a shift) */
  gint64 shift_maks;          /* missing = the policy's */
  gint64 jarak_maks_m;        /* along the road; missing = no limit */
  gint64 asumsi;
  /* derived */
  PoskoLonLat place;
  guint area;
  PoskoProfesi profession;
  gssize tps;                 /* index of tps_terdaftar, -1 = outside the city */
} PoskoNakes;

typedef struct
{
  const char *kode, *nama;
  const char *asal;           /* faskes where it is parked on other days */
  gint64 tersedia;            /* boolean */
  gint64 biaya;               /* rupiah for the whole period */
  gint64 asumsi;
  /* derived */
  gssize faskes;              /* index of asal */
} PoskoAmbulans;

typedef struct
{
  const char *kode, *nama;
  gdouble lat, lon;
  gint64 porsi_per_gelombang; /* portions it can cook for one wave */
  gint64 buka, tutup;         /* time: minutes of the day; tutup may be past 24:00 */
  gint64 slhs_berlaku;        /* hygiene certificate valid until; missing = none */
  gint64 halal;               /* boolean: has the certificate */
  const char *skala;          /* mikro | kecil | menengah | besar */
  gint64 tps_maks;            /* TPS it may serve in a wave; missing = the policy's */
  gint64 biaya_per_porsi;     /* rupiah */
  gint64 asumsi;
  /* derived */
  PoskoLonLat place;
} PoskoDapur;

typedef struct
{
  const char *kode, *dapur;
  const char *jenis;          /* mobil | motor | perahu */
  gint64 porsi_maks;
  gint64 mulai, selesai;      /* time: minutes of the day */
  gdouble kecepatan_kmh;      /* NaN = the policy's */
  gint64 biaya_tetap, biaya_per_km; /* rupiah */
  gint64 asumsi;
  /* derived */
  guint kitchen;              /* index of dapur */
} PoskoKendaraan;

typedef struct
{
  const char *kode, *nama, *hari; /* "H-1", "H" … */
  gint64 mulai, selesai;      /* time: window of hand-over at the TPS */
  gint64 porsi_per_petugas;
  gint64 menit_maks;          /* from the end of cooking to the end of hand-over */
  gint64 untuk_kpps, untuk_linmas, untuk_pengawas; /* booleans: who is fed (who is paid for elsewhere is not) */
  gint64 asumsi;
  /* derived */
  gint64 day, start, end;     /* day of H; minutes from 00:00 of H */
} PoskoGelombang;

typedef struct
{
  const char *kode, *nama, *kecamatan;
  gdouble lat, lon;
  gint64 biaya;               /* rupiah for the whole period */
  const char *lalu_lintas;    /* tinggi | sedang | rendah */
  const char *ukuran;         /* besar | sedang | kecil */
  gint64 asumsi;
  /* derived */
  PoskoLonLat place;
  guint area;
  gboolean dilarang;          /* inside a forbidding zone or its buffer */
  const char *zona;           /* (nullable): the zone that forbids or warns */
} PoskoBaliho;

typedef struct _PoskoCase PoskoCase; /* immutable, reference-counted */

/**
 * posko_case_load:
 * @folder: the case folder
 * @scenario: (nullable): path of a scenario file to lay over the tables and the policy
 * @n_threads: never changes the result
 *
 * Returns: (transfer full) (nullable): %NULL when there are errors: in @diagnostics when it is the data, in @error
 *   (%POSKO_ERROR_CANCELLED, %POSKO_ERROR_INPUT for a folder that cannot be opened) when it could not even be looked at
 */
PoskoCase *posko_case_load (const char *folder, const char *scenario, guint n_threads, PoskoDiagnostics *diagnostics,
                            const PoskoProgress *progress, GCancellable *cancellable, GError **error);
PoskoCase *posko_case_ref (PoskoCase *self);
void posko_case_unref (PoskoCase *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (PoskoCase, posko_case_unref)

/** Returns: SHA-256 (hex) over the meaning of the case: tables in key order, layers, policy; not over file dialects or row order */
const char *posko_case_hash (const PoskoCase *self);

/**
 * posko_case_digest:
 * @parts: (array zero-terminated=1): tables ("dapur"), columns of tables ("tps.lat"), layers ("kecamatan", "kelurahan", "zona_larangan"), policy values
 *   ("respons/standar_menit"), sections of the policy ("roster/") and the lists "fase", "shift", "sesi", as laid out over the days
 *
 * Puts what these parts of the case mean into @sum: what rests on nothing else is the same in two cases with the same sum.
 */
void posko_case_digest (const PoskoCase *self, const char *const *parts, GChecksum *sum);
const PoskoPolicy *posko_case_policy (const PoskoCase *self);
/** Returns: (array length=n): every value of the policy with its source; see policy.h */
const PoskoPolicyValue *posko_case_policy_values (const PoskoCase *self, guint *n);
const PoskoBoundary *posko_case_kecamatan (const PoskoCase *self);
const PoskoBoundary *posko_case_kelurahan (const PoskoCase *self); /* (nullable) */
const PoskoTravel *posko_case_travel (const PoskoCase *self);
const PoskoPlane *posko_case_plane (const PoskoCase *self);

const PoskoTps *posko_case_tps (const PoskoCase *self, guint *n);
const PoskoFaskes *posko_case_faskes (const PoskoCase *self, guint *n);
const PoskoNakes *posko_case_nakes (const PoskoCase *self, guint *n);
const PoskoAmbulans *posko_case_ambulans (const PoskoCase *self, guint *n);
const PoskoDapur *posko_case_dapur (const PoskoCase *self, guint *n);
const PoskoKendaraan *posko_case_kendaraan (const PoskoCase *self, guint *n);
const PoskoGelombang *posko_case_gelombang (const PoskoCase *self, guint *n);
const PoskoBaliho *posko_case_baliho (const PoskoCase *self, guint *n);

/** Returns: whether any row of the named table ("nakes", "dapur" …) is an assumption */
gboolean posko_case_is_assumed (const PoskoCase *self, const char *table);

/* The table types, for whoever reads or writes a case (init, scenarios). */
extern const PoskoTableType POSKO_TPS_TYPE, POSKO_FASKES_TYPE, POSKO_NAKES_TYPE, POSKO_AMBULANS_TYPE, POSKO_DAPUR_TYPE,
  POSKO_KENDARAAN_TYPE, POSKO_GELOMBANG_TYPE, POSKO_BALIHO_TYPE;

G_END_DECLS
