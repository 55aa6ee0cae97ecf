"""scenarios.py: what a city asks before its polling day: the files of skenario/, each with the lesson it teaches.

The severity of each (a tenth of the staff, 15 minutes of detour) is an example, to be changed before it is believed.
"""
import policy
from policy import shift

SICK_SEED = 27            # one seed for both shares: who is ill at 10 % is also ill at 20 %
BRIDGE = [[106.1290, -2.1075], [106.1400, -2.1075], [106.1400, -2.0980], [106.1290, -2.0980], [106.1290, -2.1075]]
MOVED = (("19.71.04.1001.001", -2.133100, 106.101200), ("19.71.07.1002.001", -2.138300, 106.117500))
POST_BUDGET = 12500000    # rupiah: what the posts of the plan without a scenario cost


def change(table, where, **how):
    return {"tabel": table, **({"di_mana": where} if where else {}), **how}


def scenario(nama, keterangan, *perubahan, **kebijakan):
    """`kebijakan`: paths with `__` for the slash."""
    whole = {"nama": nama, "keterangan": " ".join(keterangan.split())}
    if perubahan:
        whole["perubahan"] = list(perubahan)
    if kebijakan:
        whole["kebijakan"] = {path.replace("__", "/"): value for path, value in kebijakan.items()}
    return whole


def rate(name):
    return policy.POLICY["insiden"][name]["nilai"]


def staff_ill(percent):
    return scenario(
        f"{percent} % tenaga kesehatan sakit",
        f"""Satu dari {100 // percent} tenaga kesehatan, diundi dari semua profesi, tidak dapat bertugas dari H-1 sampai rekapitulasi. Yang dipelajari:
        profesi mana yang lebih dulu kurang (dokter, karena cadangannya paling tipis), shift mana yang kosong, dan berapa orang di roster yang harus
        diberi tahu. Undian 10 % termuat dalam undian 20 %, sehingga kedua skenario dapat dibandingkan orang demi orang. Ganti `benih` untuk
        undian lain: rencana yang baik tidak bergantung pada siapa yang sakit.""",
        change("nakes", None, sampel={"bagian": percent / 100, "benih": SICK_SEED}, ubah={"tidak_tersedia": "H-1 H H+1 H+2 H+3"}))


def flood():
    return scenario(
        "Banjir di Rangkui",
        """Hujan deras saat pasang merendam tepi sungai di Rangkui: TPS dalam 900 m dari tengah kecamatan hanya tercapai dengan perahu, TPS lain di Rangkui
        lewat jalan sempit, Kantor Camat Rangkui tidak dapat menjadi pos, dan kendaraan di seluruh kota melambat. Yang dipelajari: apakah pos yang
        tersisa masih menjangkau semua TPS dalam standar, TPS mana yang harus didatangi lebih awal, dan gelombang makan mana yang pertama kali
        terlambat karena serah-terima dengan perahu memakan waktu lima belas menit.""",
        change("tps", {"kecamatan": "Rangkui"}, ubah={"akses": "gang"}),
        change("tps", {"kecamatan": "Rangkui", "dekat": {"lat": -2.136000, "lon": 106.106000, "meter": 900}}, ubah={"akses": "perahu"}),
        change("faskes", {"kode": "KC04"}, ubah={"boleh_pos": False}),
        perjalanan__kecepatan_ambulans_kmh=30, perjalanan__kecepatan_nakes_kmh=20, perjalanan__kecepatan_antar_kmh=20)


def kitchen_closed():
    return scenario(
        "Dapur umum ditutup Dinkes pada H-1",
        """Pada pagi H-1 Dinas Kesehatan mencabut sertifikat laik higiene dapur terbesar, sehingga dapur umum kota tidak boleh memasak untuk satu gelombang
        pun. Yang dipelajari: berapa porsi yang dapat diambil alih oleh dapur lain dengan kendaraan mereka sendiri, TPS mana yang tidak kebagian di
        gelombang mana, dan apa perbaikan termurah: menambah porsi di dapur yang sah atau menyewa kendaraan. Karena itu jangan
        menggantungkan lebih dari sepertiga porsi pada satu dapur.""",
        change("dapur", {"kode": "D1"}, ubah={"slhs_berlaku": "2025-08-25"}))


def ambulance_down():
    return scenario(
        "Satu ambulans PSC 119 rusak",
        """Ambulans pertama PSC 119 mogok pada malam menjelang hari pemungutan suara. Yang dipelajari: ke mana lima ambulans yang tersisa sebaiknya pindah
        pangkalan, TPS mana yang kehilangan ambulans kedua, dan apakah semua TPS masih terjangkau dalam batas. Jika yang berubah hanya harapan
        cakupan saat sebagian sibuk, kota ini tahan kehilangan satu ambulans; jika ada TPS di luar batas, mintalah bantuan tetangga sekarang.""",
        change("ambulans", {"kode": "A01"}, ubah={"tersedia": False}))


def heat():
    return scenario(
        "Panas terik",
        """Suhu siang tinggi tanpa angin: petugas dan pemilih dua kali lebih sering sakit, hari buruk lima belas kali hari biasa, dan makanan harus
        habis dalam tiga jam, bukan empat, dengan perjalanan paling lama dua jam. Yang dipelajari: pos mana yang memerlukan tim kedua, apakah tenaga
        cukup untuk tim tambahan itu, dan gelombang makan mana yang tidak sanggup memenuhi batas kesegaran yang lebih ketat.""",
        change("gelombang", None, kali={"menit_maks": 0.8}),
        makan__makan_dalam_menit=180, insiden__faktor_hari_buruk=15,
        **{f"insiden__{name}": rate(name) * 2 for name in ("laju_kpps", "laju_linmas", "laju_pengawas", "laju_pemilih")})


def turnout():
    return scenario(
        "Partisipasi naik 15 %",
        """Ajakan berhasil: di setiap TPS partisipasi 15 % lebih tinggi daripada pemilihan lalu. Lebih banyak pemilih berarti lebih banyak pemilih yang
        sakit, dan surat suara yang lebih banyak membuat penghitungan selesai pukul 03:00, bukan 01:00. Yang dipelajari: apakah shift malam masih
        cukup, dan baliho mana yang tidak lagi diperlukan karena TPS di sekitarnya sudah mendekati target.""",
        change("tps", {"partisipasi_lalu": {"kosong": False}}, kali={"partisipasi_lalu": 1.15}),
        insiden__laju_pemilih=round(rate("laju_pemilih") * 1.15, 6), fase__penghitungan__selesai="03:00")


def counting_to_noon():
    shifts = policy.POLICY["shift"]["nilai"]
    breakfast = {"kode": "G5", "nama": "Sarapan H+1", "hari": "H+1", "mulai": "05:30", "selesai": "07:30", "porsi_per_petugas": 1,
                 "menit_maks": 150, "untuk_kpps": True, "untuk_linmas": True, "untuk_pengawas": False, "asumsi": True}
    return scenario(
        "Penghitungan sampai pukul 12:00 H+1",
        """Penghitungan diperpanjang dua belas jam tanpa jeda, sebagaimana dibolehkan. Pos di TPS harus dijaga satu shift lagi sampai pukul 13:00 H+1, dan
        petugas memerlukan sarapan. Yang dipelajari: aturan istirahat sebelas jam melarang orang shift malam untuk melanjutkan, sehingga shift pagi H+1
        harus diisi orang lain; terlihat berapa orang yang kurang, dan apa yang harus dikorbankan dari rekapitulasi kecamatan pada hari yang sama.""",
        change("gelombang", None, tambah=[breakfast]),
        fase__penghitungan__selesai="12:00",
        shift=shifts + [shift("L", "H+1", "05:00", "13:00", "tps")])


def budget():
    less = 0.75
    return scenario(
        "Anggaran turun 25 %",
        """Efisiensi memotong anggaran baliho dan pos masing-masing seperempat dari yang dipakai rencana tanpa skenario. Yang dipelajari: baliho mana yang
        dilepas lebih dulu dan berapa pemilih yang hilang per rupiah, serta apakah kewajiban pos di setiap kecamatan masih terbayar dengan tempat
        yang lebih murah, dengan respons berapa menit. Bandingkan kerugiannya sebelum menyetujui potongan yang sama untuk keduanya.""",
        baliho__anggaran_baliho=int(policy.POLICY["baliho"]["anggaran_baliho"]["nilai"] * less), pos__anggaran_pos=int(POST_BUDGET * less))


def bridge_closed():
    return scenario(
        "Jembatan ke Ketapang ditutup",
        """Sebuah jembatan di jalan menuju Ketapang ditutup. Kasus ini belum memakai jaringan jalan, maka jalan memutar dinyatakan sebagai akses terberat (tambahan
        lima belas menit) bagi TPS di dalam poligon, dan lalu lintas yang teralihkan memperpanjang semua jalan di kota (faktor jalan 1,45). Yang
        dipelajari: TPS mana yang keluar dari standar respons, apakah perlu pos atau ambulans di seberang, dan kendaraan makan mana yang harus
        berangkat lebih awal. Gambar ulang poligonnya untuk jembatan lain.""",
        change("tps", {"di_dalam": {"type": "Polygon", "coordinates": [BRIDGE]}}, ubah={"akses": "perahu"}),
        perjalanan__faktor_jalan=1.45)


def tps_moved():
    return scenario(
        "Dua TPS pindah tempat",
        """Beberapa hari sebelum H, dua TPS pindah beberapa ratus meter karena tempatnya tidak dapat dipakai. Yang dipelajari: seberapa jauh perubahan kecil
        merambat. Pos dan ambulans kedua TPS hampir pasti tetap; yang berubah adalah urutan dan jam tiba makanan, maka sopirlah yang harus
        diberi tahu. Jika lebih dari itu yang berubah, susun ulang dengan mempertahankan rencana yang sudah diumumkan.""",
        *[change("tps", {"kode_tps": code}, ubah={"lat": lat, "lon": lon}) for code, lat, lon in MOVED])


def scenarios():
    """Returns: name of the file -> scenario."""
    return {"banjir-rangkui": flood(), "dapur-ditutup": kitchen_closed(), "nakes-sakit-10": staff_ill(10), "nakes-sakit-20": staff_ill(20),
            "ambulans-rusak": ambulance_down(), "panas": heat(), "partisipasi-naik": turnout(), "hitung-sampai-siang": counting_to_noon(),
            "anggaran-turun": budget(), "jembatan-ditutup": bridge_closed(), "tps-pindah": tps_moved()}
