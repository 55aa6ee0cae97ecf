"""policy.py: kebijakan.json of Pangkalpinang: what the city decides, each value with its source.

Sources: [K] marks common knowledge that nobody here could check; "contoh" a value made up for this case. A city changes both.
"""
KPU = "Jadwal KPU: pemungutan 07:00-13:00, penghitungan sampai 23:59 dan dapat diperpanjang 12 jam"
KEMENKES = "Kemenkes, Pemilu 2024, per 1.000 orang selama kira-kira 16 hari"
CONTOH = "Contoh untuk kasus ini, bukan keputusan kota"
UMUM = "[K] Kebiasaan umum, belum diperiksa; ubah menurut kota"


def value(nilai, sumber=CONTOH):
    return {"nilai": nilai, "sumber": sumber}


def staff(dokter, perawat, bidan, pengemudi):
    return {"dokter": dokter, "perawat": perawat, "bidan": bidan, "pengemudi": pengemudi}


def phase(kode, nama, tempat, hari_mulai, mulai, hari_selesai, selesai, pengali):
    return {"kode": kode, "nama": nama, "tempat": tempat, "hari_mulai": hari_mulai, "mulai": mulai,
            "hari_selesai": hari_selesai, "selesai": selesai, "pengali": pengali}


def shift(kode, hari, mulai, selesai, tempat):
    return {"kode": kode, "hari": [hari], "mulai": mulai, "selesai": selesai, "tempat": tempat}


POLICY = {
    "umum": {
        "nama": value("Pilkada Ulang Kota Pangkalpinang 27 Agustus 2025", "KPU"),
        "kota": value("Kota Pangkalpinang", "Kepmendagri kode wilayah"),
        "kode_kota": value("19.71", "Kepmendagri kode wilayah"),
        "zona_waktu": value("Asia/Jakarta", "Keppres 41/1987: WIB"),
        "tanggal_h": value("2025-08-27", "KPU: pemungutan suara ulang 27 Agustus 2025"),
        "hari_rekap_akhir": value(3, "[K] Rekapitulasi kecamatan beberapa hari sesudah H; ubah menurut jadwal PPK"),
    },
    "resmi": value([{"wilayah": "", "tps": 315, "dpt_laki": 83704, "dpt_perempuan": 85312, "dpt": 169016, "kpps": 2205}],
                   "KPU Kota Pangkalpinang, Pilkada Ulang 2025: DPT dan jumlah TPS; KPPS = 7 x TPS"),
    "fase": value([
        phase("persiapan", "Persiapan TPS", "tps", "H-1", "13:00", "H-1", "18:00", 0.5),
        phase("pemungutan", "Pemungutan suara", "tps", "H", "06:00", "H", "13:00", 1),
        phase("penghitungan", "Penghitungan suara", "tps", "H", "13:00", "H+1", "01:00", 2),
        phase("rekap", "Rekapitulasi kecamatan", "kecamatan", "rekap", "09:00", "rekap", "21:00", 1),
    ], KPU + "; pengali: kasus 2024 yang berwaktu mulai 16:00-23:30"),
    "shift": value([
        shift("S", "H-1", "13:00", "18:00", "tps"), shift("P", "H", "05:00", "13:00", "tps"), shift("S", "H", "13:00", "21:00", "tps"),
        shift("M", "H", "21:00", "29:00", "tps"), shift("R", "rekap", "09:00", "17:00", "kecamatan"),
    ], "Contoh; Buleleng berjaga sampai penghitungan selesai, Tanjungpinang 09-22 membiarkan malam kosong"),
    "respons": {
        "standar_menit": value(15, "Standar PSC Kabupaten Malang; 8 menit adalah angka WHO [K]"),
        "batas_menit": value(30, UMUM),
        "tunda_menit": value(4, UMUM),
    },
    "perjalanan": {
        "faktor_jalan": value(1.35, "[K] Jarak jalan per jarak lurus di kota kecil"),
        "kecepatan_ambulans_kmh": value(40, UMUM),
        "kecepatan_nakes_kmh": value(25, UMUM),
        "kecepatan_antar_kmh": value(25, UMUM),
        "akses_gang_menit": value(3, UMUM),
        "akses_perahu_menit": value(15, UMUM),
    },
    "insiden": {
        "laju_kpps": value(1.3, KEMENKES), "laju_linmas": value(0.7, KEMENKES), "laju_pengawas": value(1.9, KEMENKES + " (semua petugas)"),
        "laju_pps": value(7, KEMENKES), "laju_ppk": value(16, KEMENKES), "laju_pemilih": value(0.005),
        "hari_laju": value(16, KEMENKES),
        "pengali_berisiko": value(3),
        "ppk_per_kecamatan": value(8, "PPK 5 orang dan sekretariat 3 orang"),
        "pps_per_kelurahan": value(6, "PPS 3 orang dan sekretariat 3 orang"),
        "faktor_hari_buruk": value(10, "Contoh: hari buruk sepuluh kali hari biasa (satu dapur, panas, banjir)"),
        "menit_tangani": value(45, UMUM),
        "peluang_blok_maks": value(0.15),
    },
    "pos": {
        "jumlah_maks": value(0, "0: dihitung dari tps_per_pos"),
        "tps_per_pos": value(40, "Contoh, antara Mukomuko (34 TPS per tim) dan Nagan Raya (55 TPS per pos)"),
        "tps_per_tim": value(55, "Nagan Raya: 55 TPS per pos"),
        "pos_min_per_kecamatan": value(1, "Kewajiban kota: pos di setiap kecamatan"),
        "anggaran_pos": value(0, "0: tanpa batas"),
        "tim_pertama": value(staff(1, 2, 0, 1), "Purwakarta: 1 dokter, 2 perawat, 1 pengemudi per puskesmas"),
        "tim_tambahan": value(staff(0, 1, 1, 0)),
    },
    "ambulans": {
        "menit_sibuk": value(90, UMUM),
        "porsi_angkut": value(0.1, "Pemilu 2024: 7,3 % dirawat inap; dibulatkan ke atas"),
    },
    "roster": {
        "istirahat_menit": value(660, "[K] Jeda 11 jam antara dua tugas"),
        "shift_maks": value(4), "malam_maks": value(1),
        "memilih_mulai": value("07:00", KPU), "memilih_selesai": value("13:00", KPU),
        "menit_memilih": value(90), "memilih_radius_menit": value(15),
        "form_a": value(True, "Pindah memilih dengan surat tugas"),
        "form_a_hari": value(7, "Paling lambat H-7"),
        "form_a_mulai": value("11:00", "DPTb memilih mulai 11:00"),
        "wajib_sip": value({"dokter": True, "perawat": True, "bidan": True, "pengemudi": False}, "UU 17/2023: tenaga kesehatan wajib SIP"),
        "bobot_kosong": value(staff(100, 60, 50, 40)),
        "bobot_adil": value(1), "bobot_pengganti": value(2), "bobot_form_a": value(3), "bobot_tim": value(5),
        "pengganti": value({"dokter": [], "perawat": ["bidan"], "bidan": ["perawat"], "pengemudi": []}),
        "cadangan": value(staff(0, 1, 0, 0), "Contoh: kota kecil hanya sanggup satu perawat cadangan per kecamatan"),
        "cadangan_menit": value(30), "cadangan_maks": value(2),
    },
    "netralitas": {"pakta_semua": value(False, "SKB lima lembaga 2/2022 mengikat ASN")},
    "skrining": {
        "hari_mulai": value(14), "hari_selesai": value(7),
        "sesi": value([{"kode": "P", "mulai": "08:00", "selesai": "11:00"}, {"kode": "S", "mulai": "13:00", "selesai": "15:00"}]),
        "menit_maks": value(45), "bobot_berisiko": value(3),
    },
    "makan": {
        "utamakan_kendaraan": value(True),
        "menit_muat": value(15, UMUM),
        "menit_serah": value(4, "Contoh: kotak sudah dihitung per TPS sejak dimuat"),
        "makan_dalam_menit": value(240, "Dimakan dalam 4 jam sejak selesai dimasak"),
        "tps_per_dapur_maks": value(130, "Contoh: satu panci buruk paling banyak mengenai 130 TPS"),
        "slhs_wajib": value(True, "SLHS berlaku 3 tahun"),
        "halal_wajib_menengah": value(True, "Wajib bagi usaha menengah dan besar sejak Oktober 2024"),
        "halal_wajib_mikro": value(False, "Wajib bagi usaha mikro dan kecil sejak Oktober 2026"),
    },
    "baliho": {
        "anggaran_baliho": value(150000000),
        "min_per_kecamatan": value(1), "jarak_min_m": value(300),
        "radius_besar_m": value(900), "radius_sedang_m": value(600), "radius_kecil_m": value(350),
        "lihat_tinggi": value(3), "lihat_sedang": value(2), "lihat_rendah": value(1),
        "manfaat_permil": value([1000, 500, 250, 120, 60, 30]),
        "target_partisipasi": value(0.775, "[K] Target nasional"),
        "bobot_partisipasi": value(2),
        "zona_peringatan_dilarang": value(False, "Ajakan netral bukan kampanye: zona kampanye hanya memperingatkan"),
    },
}
