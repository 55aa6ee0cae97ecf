/* case-types.c: which column of an input table goes into which member of its row; what a column may hold stands in its schema. */
#include "case.h"

#define COLUMN(type, member) { #member, G_STRUCT_OFFSET (type, member) }

static const PoskoBinding tps_bindings[] = {
  COLUMN (PoskoTps, kode_tps),
  COLUMN (PoskoTps, kode_kelurahan),
  COLUMN (PoskoTps, kelurahan),
  COLUMN (PoskoTps, kecamatan),
  COLUMN (PoskoTps, nomor),
  COLUMN (PoskoTps, lat),
  COLUMN (PoskoTps, lon),
  COLUMN (PoskoTps, dpt_laki),
  COLUMN (PoskoTps, dpt_perempuan),
  COLUMN (PoskoTps, dpt_jumlah),
  COLUMN (PoskoTps, kpps),
  COLUMN (PoskoTps, linmas),
  COLUMN (PoskoTps, pengawas),
  COLUMN (PoskoTps, khusus),
  COLUMN (PoskoTps, petugas_berisiko),
  COLUMN (PoskoTps, partisipasi_lalu),
  COLUMN (PoskoTps, akses),
  COLUMN (PoskoTps, lokasi),
  COLUMN (PoskoTps, asumsi),
  { NULL, 0 },
};

static const PoskoBinding faskes_bindings[] = {
  COLUMN (PoskoFaskes, kode),
  COLUMN (PoskoFaskes, nama),
  COLUMN (PoskoFaskes, jenis),
  COLUMN (PoskoFaskes, kecamatan),
  COLUMN (PoskoFaskes, lat),
  COLUMN (PoskoFaskes, lon),
  COLUMN (PoskoFaskes, boleh_pos),
  COLUMN (PoskoFaskes, wajib_buka),
  COLUMN (PoskoFaskes, tim_maks),
  COLUMN (PoskoFaskes, biaya),
  COLUMN (PoskoFaskes, ambulans_maks),
  COLUMN (PoskoFaskes, skrining_per_sesi),
  COLUMN (PoskoFaskes, asumsi),
  { NULL, 0 },
};

static const PoskoBinding nakes_bindings[] = {
  COLUMN (PoskoNakes, kode),
  COLUMN (PoskoNakes, sebutan),
  COLUMN (PoskoNakes, profesi),
  COLUMN (PoskoNakes, instansi),
  COLUMN (PoskoNakes, kecamatan),
  COLUMN (PoskoNakes, lat),
  COLUMN (PoskoNakes, lon),
  COLUMN (PoskoNakes, tps_terdaftar),
  COLUMN (PoskoNakes, asn),
  COLUMN (PoskoNakes, pakta_integritas),
  COLUMN (PoskoNakes, nomor_pakta),
  COLUMN (PoskoNakes, status_netralitas),
  COLUMN (PoskoNakes, sip_berlaku),
  COLUMN (PoskoNakes, tidak_tersedia),
  COLUMN (PoskoNakes, shift_maks),
  COLUMN (PoskoNakes, jarak_maks_m),
  COLUMN (PoskoNakes, asumsi),
  { NULL, 0 },
};

static const PoskoBinding ambulans_bindings[] = {
  COLUMN (PoskoAmbulans, kode),
  COLUMN (PoskoAmbulans, nama),
  COLUMN (PoskoAmbulans, asal),
  COLUMN (PoskoAmbulans, tersedia),
  COLUMN (PoskoAmbulans, biaya),
  COLUMN (PoskoAmbulans, asumsi),
  { NULL, 0 },
};

static const PoskoBinding dapur_bindings[] = {
  COLUMN (PoskoDapur, kode),
  COLUMN (PoskoDapur, nama),
  COLUMN (PoskoDapur, lat),
  COLUMN (PoskoDapur, lon),
  COLUMN (PoskoDapur, porsi_per_gelombang),
  COLUMN (PoskoDapur, buka),
  COLUMN (PoskoDapur, tutup),
  COLUMN (PoskoDapur, slhs_berlaku),
  COLUMN (PoskoDapur, halal),
  COLUMN (PoskoDapur, skala),
  COLUMN (PoskoDapur, tps_maks),
  COLUMN (PoskoDapur, biaya_per_porsi),
  COLUMN (PoskoDapur, asumsi),
  { NULL, 0 },
};

static const PoskoBinding kendaraan_bindings[] = {
  COLUMN (PoskoKendaraan, kode),
  COLUMN (PoskoKendaraan, dapur),
  COLUMN (PoskoKendaraan, jenis),
  COLUMN (PoskoKendaraan, porsi_maks),
  COLUMN (PoskoKendaraan, mulai),
  COLUMN (PoskoKendaraan, selesai),
  COLUMN (PoskoKendaraan, kecepatan_kmh),
  COLUMN (PoskoKendaraan, biaya_tetap),
  COLUMN (PoskoKendaraan, biaya_per_km),
  COLUMN (PoskoKendaraan, asumsi),
  { NULL, 0 },
};

static const PoskoBinding gelombang_bindings[] = {
  COLUMN (PoskoGelombang, kode),
  COLUMN (PoskoGelombang, nama),
  COLUMN (PoskoGelombang, hari),
  COLUMN (PoskoGelombang, mulai),
  COLUMN (PoskoGelombang, selesai),
  COLUMN (PoskoGelombang, porsi_per_petugas),
  COLUMN (PoskoGelombang, menit_maks),
  COLUMN (PoskoGelombang, untuk_kpps),
  COLUMN (PoskoGelombang, untuk_linmas),
  COLUMN (PoskoGelombang, untuk_pengawas),
  COLUMN (PoskoGelombang, asumsi),
  { NULL, 0 },
};

static const PoskoBinding baliho_bindings[] = {
  COLUMN (PoskoBaliho, kode),
  COLUMN (PoskoBaliho, nama),
  COLUMN (PoskoBaliho, kecamatan),
  COLUMN (PoskoBaliho, lat),
  COLUMN (PoskoBaliho, lon),
  COLUMN (PoskoBaliho, biaya),
  COLUMN (PoskoBaliho, lalu_lintas),
  COLUMN (PoskoBaliho, ukuran),
  COLUMN (PoskoBaliho, asumsi),
  { NULL, 0 },
};

const PoskoTableType POSKO_TPS_TYPE = { "tps", sizeof (PoskoTps), tps_bindings };
const PoskoTableType POSKO_FASKES_TYPE = { "faskes", sizeof (PoskoFaskes), faskes_bindings };
const PoskoTableType POSKO_NAKES_TYPE = { "nakes", sizeof (PoskoNakes), nakes_bindings };
const PoskoTableType POSKO_AMBULANS_TYPE = { "ambulans", sizeof (PoskoAmbulans), ambulans_bindings };
const PoskoTableType POSKO_DAPUR_TYPE = { "dapur", sizeof (PoskoDapur), dapur_bindings };
const PoskoTableType POSKO_KENDARAAN_TYPE = { "kendaraan", sizeof (PoskoKendaraan), kendaraan_bindings };
const PoskoTableType POSKO_GELOMBANG_TYPE = { "gelombang", sizeof (PoskoGelombang), gelombang_bindings };
const PoskoTableType POSKO_BALIHO_TYPE = { "baliho", sizeof (PoskoBaliho), baliho_bindings };
