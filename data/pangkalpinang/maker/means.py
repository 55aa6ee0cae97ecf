"""means.py: the city's people and means: nakes, ambulances, kitchens, vehicles. All made up, in the proportions of a real small city."""
from draw import Draw
from facts import AMBULANS, DAPUR, KENDARAAN, NAKES, SEED
import land


def nearest(rows, lon, lat):
    x, y = land.to_metres(lon, lat)

    def square(row):
        u, v = land.to_metres(row["lon"], row["lat"])
        return (u - x) ** 2 + (v - y) ** 2

    return min(rows, key=lambda row: (square(row), row["kode"]))


def staff(all_kelurahan, facility_rows):
    """Rows of nakes.csv: numbered posts of duty, no person. Faults are dealt out by turn, so that each kind surely occurs."""
    draw = Draw(SEED, "nakes")
    employers = [f for f in facility_rows if f["jenis"] in ("puskesmas", "rumah_sakit")]
    clinics = [f for f in employers if f["jenis"] == "puskesmas"]
    weights = [k for k in all_kelurahan for _ in k.tps]
    rows = []
    for profesi, sebutan, count in NAKES:
        for number in range(1, count + 1):
            home = draw.pick(weights)
            lon, lat = land.to_degrees(home.near(draw, home.centre, min(450.0, 0.25 * home.area ** 0.5)))
            work = nearest(clinics, lon, lat) if draw.chance(0.55) else draw.pick(employers)
            ordinary = [t for t in home.tps if not t["khusus"]]
            rows.append({
                "kode": "N%03d" % (len(rows) + 1), "sebutan": "%s %03d" % (sebutan, number), "profesi": profesi,
                "instansi": work["kode"], "kecamatan": home.kecamatan, "lat": lat, "lon": lon,
                "tps_terdaftar": draw.pick(ordinary)["kode_tps"],
                "asn": draw.chance(0.86 if work["jenis"] == "puskesmas" else 0.5),
                "pakta_integritas": "2025-%02d-%02d" % draw.pick(((7, 28), (7, 29), (7, 30), (8, 1), (8, 4), (8, 5), (8, 11))),
                "nomor_pakta": "800/%03d/PI/DINKES/2025" % (101 + len(rows)), "status_netralitas": "tidak_ada",
                "sip_berlaku": None if profesi == "pengemudi" else "20%02d-%02d-%02d" % (
                    26 + draw.below(4), 1 + draw.below(12), 1 + draw.below(28)),
                "tidak_tersedia": "", "shift_maks": None, "jarak_maks_m": None, "asumsi": True,
            })
    spoil(rows, draw)
    return rows


def spoil(rows, draw):
    """What every real list has: the unsigned, the lapsed, the absent."""
    turn = draw.shuffled(range(len(rows)))

    def deal(count, fit=lambda row: True):
        chosen = [i for i in turn if fit(rows[i])][:count]
        for i in chosen:
            turn.remove(i)
        return [rows[i] for i in chosen]

    for row in deal(4, lambda row: row["asn"] and row["profesi"] != "dokter"):
        row["pakta_integritas"], row["nomor_pakta"] = None, ""
    for row in deal(9, lambda row: not row["asn"]):
        row["pakta_integritas"], row["nomor_pakta"] = None, ""
    for row in deal(1, lambda row: row["asn"] and row["profesi"] == "dokter"):
        row["pakta_integritas"], row["nomor_pakta"] = None, ""
    for row in deal(1, lambda row: row["profesi"] == "perawat") + deal(1, lambda row: row["profesi"] == "bidan"):
        row["status_netralitas"] = "dalam_peninjauan"
    for row, date in zip(deal(3, lambda row: row["profesi"] in ("perawat", "bidan")), ("2025-05-31", "2025-07-14", "2025-08-27")):
        row["sip_berlaku"] = date  # the last one lapses at midnight: good for the polling day, not for the recap
    for row in deal(2, lambda row: row["profesi"] in ("dokter", "perawat")):
        row["sip_berlaku"] = None
    for row, absence in zip(deal(9), ("H-1", "H", "H:M", "H:P H:S", "H+1 H+2 H+3", "H:M", "H-1 H", "H:S", "H+2")):
        row["tidak_tersedia"] = absence
    for row in deal(4, lambda row: row["profesi"] != "pengemudi"):
        row["tps_terdaftar"] = ""
    for row in deal(8):
        row["shift_maks"] = 2
    for row in deal(7, lambda row: row["profesi"] == "bidan"):
        row["jarak_maks_m"] = 7000


def ambulances():
    return [{"kode": kode, "nama": nama, "asal": asal, "tersedia": tersedia, "biaya": biaya, "asumsi": True}
            for kode, nama, asal, tersedia, biaya in AMBULANS]


def kitchens(find):
    """Rows of dapur.csv."""
    draw = Draw(SEED, "dapur")
    rows = []
    for kode, nama, kelurahan, porsi, buka, tutup, slhs, halal, skala, tps_maks, biaya in DAPUR:
        home = find(kelurahan)
        lon, lat = land.to_degrees(home.near(draw, home.centre, min(300.0, 0.15 * home.area ** 0.5)))
        rows.append({"kode": kode, "nama": nama, "lat": lat, "lon": lon, "porsi_per_gelombang": porsi, "buka": buka, "tutup": tutup,
                     "slhs_berlaku": slhs, "halal": halal, "skala": skala, "tps_maks": tps_maks, "biaya_per_porsi": biaya, "asumsi": True})
    return rows


def vehicles():
    """Rows of kendaraan.csv: so many of each kind at each kitchen."""
    kinds = {"mobil": (160, "04:00", "23:30", None, 350000, 2500), "pickup": (220, "04:00", "23:30", 26.0, 400000, 3000),
             "motor": (54, "04:30", "23:00", 28.0, 120000, 800)}
    rows = []
    for dapur, fleet in KENDARAAN:
        for kind in fleet:
            porsi, mulai, selesai, speed, fixed, per_km = kinds[kind]
            rows.append({"kode": "K%02d" % (len(rows) + 1), "dapur": dapur, "jenis": "motor" if kind == "motor" else "mobil",
                         "porsi_maks": porsi, "mulai": mulai, "selesai": selesai, "kecepatan_kmh": speed, "biaya_tetap": fixed,
                         "biaya_per_km": per_km, "asumsi": True})
    return rows
