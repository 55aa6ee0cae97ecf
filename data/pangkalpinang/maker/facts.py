"""facts.py: what is known of Pangkalpinang, and the outline drawn by hand. See ../README.md for the source of each.

Names, codes (Kemendagri), centres and counts are facts; nothing here is a boundary of anybody's.
"""
SEED = 19710827            # city code and day: any number would do, this one is easy to remember
KOTA, KODE_KOTA = "Pangkalpinang", "19.71"
TPS_BIASA = 311
PEMILIH_LAKI, PEMILIH_PEREMPUAN = 83704, 85312
PEMILIH_MAKS = 600         # per TPS, Pilkada
TPS_KHUSUS = {"19.71.05.1007": 2, "19.71.06.1001": 2}  # prisons: numbers 901, 902

KECAMATAN = {
    "19.71.01": "Bukit Intan", "19.71.02": "Taman Sari", "19.71.03": "Pangkal Balam", "19.71.04": "Rangkui",
    "19.71.05": "Gerunggang", "19.71.06": "Gabek", "19.71.07": "Girimaya",
}

# kode, nama, lon and lat of the centre, ordinary TPS in the Pemilu of 14 February 2024 (KPU)
KELURAHAN = [
    ("19.71.01.1004", "Semabung Lama", 106.129010, -2.132815, 21),
    ("19.71.01.1006", "Bacang", 106.141592, -2.137848, 16),
    ("19.71.01.1007", "Air Itam", 106.152101, -2.146569, 18),
    ("19.71.01.1008", "Pasir Putih", 106.123881, -2.120773, 14),
    ("19.71.01.1009", "Temberan", 106.157857, -2.113539, 17),
    ("19.71.01.1010", "Sinar Bulan", 106.168533, -2.146140, 16),
    ("19.71.01.1011", "Air Mawar", 106.137391, -2.117433, 10),
    ("19.71.02.1001", "Opas Indah", 106.116724, -2.116096, 15),
    ("19.71.02.1002", "Gedung Nasional", 106.115052, -2.124739, 10),
    ("19.71.02.1003", "Batin Tikal", 106.110598, -2.120602, 9),
    ("19.71.02.1004", "Rawa Bangun", 106.109269, -2.127449, 9),
    ("19.71.02.1005", "Kejaksaan", 106.102173, -2.126836, 20),
    ("19.71.03.1004", "Pasir Garam", 106.122176, -2.102452, 8),
    ("19.71.03.1005", "Lontong Pancur", 106.124657, -2.093504, 18),
    ("19.71.03.1006", "Ketapang", 106.133323, -2.102783, 13),
    ("19.71.03.1007", "Ampui", 106.126719, -2.108264, 9),
    ("19.71.03.1008", "Rejosari", 106.118262, -2.110306, 13),
    ("19.71.04.1001", "Pintu Air", 106.102419, -2.132913, 14),
    ("19.71.04.1002", "Bintang", 106.113128, -2.134670, 8),
    ("19.71.04.1005", "Masjid Jamik", 106.111347, -2.130982, 7),
    ("19.71.04.1006", "Asam", 106.101758, -2.142941, 11),
    ("19.71.04.1007", "Melintang", 106.106125, -2.136018, 10),
    ("19.71.04.1008", "Parit Lalang", 106.108036, -2.142947, 21),
    ("19.71.04.1009", "Keramat", 106.092819, -2.137383, 24),
    ("19.71.04.1010", "Gajah Mada", 106.097726, -2.139851, 13),
    ("19.71.05.1001", "Taman Bunga", 106.099092, -2.110664, 14),
    ("19.71.05.1002", "Bukit Merapen", 106.092334, -2.112952, 27),
    ("19.71.05.1004", "Bukit Sari", 106.104475, -2.118459, 13),
    ("19.71.05.1005", "Tua Tunu Indah", 106.063701, -2.093699, 28),
    ("19.71.05.1006", "Kacang Pedang", 106.092424, -2.124993, 22),
    ("19.71.05.1007", "Air Kepala Tujuh", 106.074360, -2.119176, 20),
    ("19.71.06.1001", "Selindung", 106.122263, -2.075627, 17),
    ("19.71.06.1002", "Selindung Baru", 106.112235, -2.093718, 16),
    ("19.71.06.1003", "Gabek Satu", 106.107227, -2.102783, 14),
    ("19.71.06.1004", "Gabek Dua", 106.115721, -2.102556, 17),
    ("19.71.06.1005", "Air Salemba", 106.103430, -2.107358, 11),
    ("19.71.06.1006", "Jerambah Gantung", 106.093002, -2.092364, 18),
    ("19.71.07.1001", "Pasar Padi", 106.117680, -2.129112, 6),
    ("19.71.07.1002", "Batu Intan", 106.116338, -2.138590, 8),
    ("19.71.07.1003", "Bukit Besar", 106.121682, -2.147214, 16),
    ("19.71.07.1004", "Sriwijaya", 106.112722, -2.148775, 12),
    ("19.71.07.1005", "Semabung Baru", 106.125400, -2.140870, 12),
]

# The city's outline, drawn by hand round the centres, counter-clockwise from the south-east cape: the coast of the Java Sea up to the mouth of
# the Baturusa, the northern coast to Selindung, then the land border with Bangka and Bangka Tengah.
OUTLINE = [
    (106.1800, -2.1570), (106.1815, -2.1500), (106.1795, -2.1420), (106.1765, -2.1340), (106.1730, -2.1260),
    (106.1705, -2.1190), (106.1675, -2.1120), (106.1635, -2.1060), (106.1580, -2.1015), (106.1515, -2.0990),
    (106.1455, -2.0975), (106.1412, -2.0992), (106.1380, -2.0945), (106.1388, -2.0880), (106.1402, -2.0815),
    (106.1405, -2.0745), (106.1380, -2.0675), (106.1340, -2.0610), (106.1280, -2.0570), (106.1210, -2.0560),
    (106.1140, -2.0590), (106.1075, -2.0630), (106.1010, -2.0680), (106.0945, -2.0705), (106.0880, -2.0690),
    (106.0810, -2.0680), (106.0740, -2.0660), (106.0660, -2.0675), (106.0590, -2.0710), (106.0530, -2.0760),
    (106.0480, -2.0820), (106.0455, -2.0890), (106.0460, -2.0965), (106.0490, -2.1040), (106.0515, -2.1110),
    (106.0550, -2.1180), (106.0590, -2.1250), (106.0645, -2.1310), (106.0710, -2.1355), (106.0775, -2.1400),
    (106.0830, -2.1455), (106.0890, -2.1505), (106.0960, -2.1545), (106.1035, -2.1570), (106.1110, -2.1590),
    (106.1190, -2.1610), (106.1270, -2.1620), (106.1350, -2.1615), (106.1430, -2.1625), (106.1510, -2.1650),
    (106.1590, -2.1665), (106.1670, -2.1655), (106.1745, -2.1620),
]

# Places: kode, nama, jenis, kelurahan, boleh_pos, wajib_buka, tim_maks, biaya, ambulans_maks, skrining_per_sesi. Names are real, places lie
# somewhere near the centre of the kelurahan named, room and cost are made up.
FASKES = [
    ("RS01", "RSUD Depati Hamzah", "rumah_sakit", "Bukit Besar", True, False, 3, 4500000, 2, 0),
    ("RS02", "RS Bakti Timah", "rumah_sakit", "Taman Bunga", False, False, 2, 5000000, 1, 0),
    ("RS03", "Primaya Hospital Bhakti Wara", "rumah_sakit", "Keramat", False, False, 2, 5000000, 1, 0),
    ("RS04", "RS Bersalin Muhammadiyah", "rumah_sakit", "Kejaksaan", False, False, 1, 4000000, 0, 0),
    ("PK01", "Puskesmas Air Itam", "puskesmas", "Air Itam", True, True, 3, 2500000, 1, 30),
    ("PK02", "Puskesmas Pasir Putih", "puskesmas", "Pasir Putih", True, False, 2, 2000000, 1, 20),
    ("PK03", "Puskesmas Taman Sari", "puskesmas", "Gedung Nasional", True, False, 2, 2000000, 1, 20),
    ("PK04", "Puskesmas Pangkal Balam", "puskesmas", "Rejosari", True, False, 2, 2000000, 1, 30),
    ("PK05", "Puskesmas Melintang", "puskesmas", "Melintang", True, False, 2, 2000000, 1, 30),
    ("PK06", "Puskesmas Gerunggang", "puskesmas", "Bukit Merapen", True, False, 2, 2000000, 1, 20),
    ("PK07", "Puskesmas Kacang Pedang", "puskesmas", "Kacang Pedang", True, False, 2, 2000000, 1, 20),
    ("PK08", "Puskesmas Selindung", "puskesmas", "Selindung", True, False, 2, 2000000, 1, 20),
    ("PK09", "Puskesmas Girimaya", "puskesmas", "Semabung Baru", True, False, 3, 2500000, 1, 30),
    ("KC01", "Kantor Camat Bukit Intan", "kantor_camat", "Air Itam", True, False, 2, 1500000, 1, 0),
    ("KC02", "Kantor Camat Taman Sari", "kantor_camat", "Rawa Bangun", True, False, 2, 1500000, 1, 0),
    ("KC03", "Kantor Camat Pangkal Balam", "kantor_camat", "Ampui", True, False, 2, 1500000, 1, 0),
    ("KC04", "Kantor Camat Rangkui", "kantor_camat", "Keramat", True, False, 2, 1500000, 1, 0),
    ("KC05", "Kantor Camat Gerunggang", "kantor_camat", "Bukit Sari", True, False, 2, 1500000, 1, 0),
    ("KC06", "Kantor Camat Gabek", "kantor_camat", "Gabek Satu", True, False, 2, 1500000, 1, 0),
    ("KC07", "Kantor Camat Girimaya", "kantor_camat", "Bukit Besar", True, False, 2, 1500000, 1, 0),
    ("AU01", "Aula Kelurahan Tua Tunu Indah", "aula", "Tua Tunu Indah", True, False, 2, 1000000, 0, 0),
    ("AU02", "Aula Kelurahan Temberan", "aula", "Temberan", True, False, 1, 1000000, 0, 0),
    ("AU03", "Aula Kelurahan Sinar Bulan", "aula", "Sinar Bulan", True, False, 1, 1000000, 0, 0),
    ("AU04", "Aula Kelurahan Jerambah Gantung", "aula", "Jerambah Gantung", True, False, 2, 1000000, 0, 0),
    ("AU05", "Gedung Serba Guna Selindung Baru", "aula", "Selindung Baru", True, False, 2, 1000000, 0, 0),
    ("PS01", "PSC 119 Kota Pangkalpinang", "lainnya", "Batu Intan", False, False, 1, 0, 3, 0),
]

# Main streets with candidate boards, in the kelurahan they pass.
JALAN = {
    "Gedung Nasional": ["Jl. Jenderal Sudirman, pusat kota", "Jl. Merdeka, dekat Alun-alun"], "Bintang": ["Jl. Jenderal Sudirman selatan"],
    "Opas Indah": ["Jl. Ahmad Yani"], "Batin Tikal": ["Simpang Jl. Ahmad Yani"], "Masjid Jamik": ["Jl. Masjid Jamik"],
    "Keramat": ["Jl. Mentok barat", "Jl. Solihin GP"], "Kejaksaan": ["Jl. Mentok timur"], "Rejosari": ["Jl. Yos Sudarso"],
    "Lontong Pancur": ["Jl. Yos Sudarso, arah pelabuhan"], "Ketapang": ["Simpang Pelabuhan Pangkal Balam"], "Selindung": ["Jl. Raya Selindung"],
    "Semabung Lama": ["Jl. Soekarno Hatta utara"], "Bukit Besar": ["Jl. Soekarno Hatta selatan"], "Air Itam": ["Jl. Pasir Padi"],
    "Pasar Padi": ["Pasar Padi"], "Rawa Bangun": ["Pasar Pagi"], "Parit Lalang": ["Pasar Parit Lalang"], "Kacang Pedang": ["Jl. Kacang Pedang"],
}

# No-go zones: nama, jenis, aturan, penyangga_m, dasar, where: ("faskes", kode) | ("jalan", kelurahan…) a line between their centres |
# ("taman", kelurahan) a square | ("papan", kelurahan) beside the first candidate board there.
REKLAME = "aturan reklame kota: contoh yang dapat diganti, bukan kutipan"
KAMPANYE = "PKPU kampanye: hanya mengikat bahan kampanye; untuk ajakan netral sekadar peringatan"
ZONA = [
    ("Alun-alun Taman Merdeka", "taman", "larangan", 60, REKLAME, ("taman", "Gedung Nasional")),
    ("Taman Kota Wilhelmina", "taman", "larangan", 40, REKLAME, ("taman", "Batin Tikal")),
    ("Taman tepi jalan Pasir Putih", "taman", "larangan", 30, REKLAME, ("papan", "Pasir Putih")),
    ("Median Jl. Jenderal Sudirman", "median", "larangan", 15, REKLAME, ("jalan", "Opas Indah", "Gedung Nasional", "Bintang")),
    ("Median Jl. Soekarno Hatta", "median", "larangan", 15, REKLAME, ("jalan", "Semabung Lama", "Semabung Baru", "Bukit Besar")),
    ("Jalan protokol Jl. Merdeka", "jalan_protokol", "larangan", 25, REKLAME, ("jalan", "Rawa Bangun", "Gedung Nasional")),
    ("Trotoar Pasar Pagi", "trotoar", "larangan", 20, REKLAME, ("papan", "Rawa Bangun")),
    ("Jalur hijau Kolong Kacang Pedang", "jalur_hijau", "larangan", 50, REKLAME, ("papan", "Kacang Pedang")),
    ("RSUD Depati Hamzah", "rumah_sakit", "peringatan", 100, KAMPANYE, ("faskes", "RS01")),
    ("RS Bakti Timah", "rumah_sakit", "peringatan", 100, KAMPANYE, ("faskes", "RS02")),
    ("Primaya Hospital Bhakti Wara", "rumah_sakit", "peringatan", 100, KAMPANYE, ("faskes", "RS03")),
    ("Puskesmas Girimaya", "fasilitas_kesehatan", "peringatan", 75, KAMPANYE, ("faskes", "PK09")),
    ("Puskesmas Pangkal Balam", "fasilitas_kesehatan", "peringatan", 75, KAMPANYE, ("faskes", "PK04")),
    ("Masjid Jamik", "ibadah", "peringatan", 75, KAMPANYE, ("papan", "Masjid Jamik")),
    ("Rumah ibadah di Keramat", "ibadah", "peringatan", 60, KAMPANYE, ("papan", "Keramat")),
    ("Rumah ibadah di Opas Indah", "ibadah", "peringatan", 60, KAMPANYE, ("taman", "Opas Indah")),
    ("Sekolah di Gabek Dua", "sekolah", "peringatan", 75, KAMPANYE, ("papan", "Gabek Dua")),
    ("Sekolah di Bukit Merapen", "sekolah", "peringatan", 75, KAMPANYE, ("papan", "Bukit Merapen")),
    ("Sekolah di Air Mawar", "sekolah", "peringatan", 75, KAMPANYE, ("taman", "Air Mawar")),
    ("Kantor wali kota", "kantor_pemerintah", "peringatan", 100, KAMPANYE, ("taman", "Bukit Sari")),
    ("Kantor Camat Rangkui", "kantor_pemerintah", "peringatan", 75, KAMPANYE, ("faskes", "KC04")),
]

# Made up from here on: the means of a small city, with the shortages one has.
NAKES = [("dokter", "Dokter", 25), ("perawat", "Perawat", 71), ("bidan", "Bidan", 14), ("pengemudi", "Pengemudi", 25)]

# kode, nama, asal, tersedia, biaya
AMBULANS = [
    ("A01", "Ambulans PSC 119 unit 1", "PS01", True, 1800000), ("A02", "Ambulans PSC 119 unit 2", "PS01", True, 1800000),
    ("A03", "Ambulans RSUD Depati Hamzah", "RS01", True, 1500000), ("A04", "Ambulans Puskesmas Girimaya", "PK09", True, 1500000),
    ("A05", "Ambulans Puskesmas Kacang Pedang", "PK07", True, 1500000), ("A06", "Ambulans Puskesmas Melintang", "PK05", True, 1500000),
    ("A07", "Ambulans Puskesmas Air Itam, di bengkel", "PK01", False, 1500000),
]

# kode, nama, kelurahan, porsi_per_gelombang, buka, tutup, slhs_berlaku, halal, skala, tps_maks, biaya_per_porsi. 2,835 portions a wave are
# needed; with D4's certificate lapsed and D5 closed in the evening, the night snack falls short and nothing else does.
DAPUR = [
    ("D1", "Dapur umum kota", "Semabung Lama", 1100, "02:30", "24:00", "2027-03-31", True, "besar", 125, 21000),
    ("D2", "Katering Rangkui", "Gajah Mada", 800, "03:00", "23:00", "2026-11-30", True, "menengah", 95, 23000),
    ("D3", "Katering Gerunggang", "Bukit Merapen", 750, "03:00", "23:00", "2026-02-28", True, "menengah", 90, 22500),
    ("D4", "Katering Bukit Intan", "Air Mawar", 450, "03:00", "23:00", "2025-06-30", True, "kecil", 60, 20000),
    ("D5", "Katering Gabek", "Gabek Dua", 480, "03:30", "19:30", "2027-01-31", True, "kecil", 60, 20500),
]
KENDARAAN = [
    ("D1", ("pickup", "mobil", "mobil", "mobil", "mobil", "mobil", "motor", "motor")), ("D2", ("pickup", "mobil", "mobil", "mobil", "mobil", "motor", "motor")),
    ("D3", ("pickup", "mobil", "mobil", "mobil", "motor", "motor")), ("D4", ("mobil", "motor")), ("D5", ("mobil", "mobil", "motor")),
]

# kode, nama, hari, mulai, selesai, menit_maks
GELOMBANG = [
    ("G0", "Makan siang persiapan", "H-1", "11:00", "13:00", 150), ("G1", "Kudapan pagi", "H", "04:45", "06:45", 150),
    ("G2", "Makan siang", "H", "11:00", "13:00", 150), ("G3", "Makan malam", "H", "17:00", "19:00", 150),
    ("G4", "Kudapan malam", "H", "20:15", "22:15", 150),
]
