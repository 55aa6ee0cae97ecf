"""places.py: polling stations and the places of the city: layers, TPS, faskes, kitchens, boards, no-go zones."""
from draw import Draw, share_out
from facts import KELURAHAN, OUTLINE, SEED, TPS_BIASA, TPS_KHUSUS
from facts import FASKES, JALAN, PEMILIH_LAKI, PEMILIH_MAKS, PEMILIH_PEREMPUAN, ZONA
import land

CLEAR = 45.0               # metres every TPS keeps from the border of its kelurahan
APART = 55.0               # metres between two TPS
BERISIKO = 0.0583          # share of petugas found at risk (BPJS screening, 2024)
PARTISIPASI = 0.52         # 83,705 valid votes of 164,330 voters in the Pilkada of 27 November 2024


class Kelurahan:
    def __init__(self, index, row, arcs):
        self.kode, self.nama, lon, lat, self.tps_2024 = row
        self.kecamatan = self.kode[:8]
        self.rings = land.rings(arcs, lambda label: label == index)
        if len(self.rings) != 1:
            raise ValueError("kelurahan %s is not one piece" % self.nama)
        self.metres = [land.to_metres(*p) for p in self.rings[0]]
        self.centre = land.to_metres(lon, lat)
        self.area = land.signed_area(self.metres)
        self.tps = []      # filled by polling_stations()

    def holds(self, point, clear):
        return land.inside(self.metres, *point) and land.distance_to_ring(self.metres, *point) >= clear

    def near(self, draw, point, spread, clear=CLEAR):
        """A place inside, about spread metres round a point."""
        for attempt in range(5000):
            wide = spread * (1 + attempt / 200)
            place = (point[0] + wide * draw.normal(), point[1] + wide * draw.normal())
            if self.holds(place, clear):
                return place
        raise ValueError("no room in %s" % self.nama)


def make_kelurahan():
    arcs = land.make_land(OUTLINE, [row[2:4] for row in KELURAHAN], SEED)
    return arcs, [Kelurahan(i, row, arcs) for i, row in enumerate(KELURAHAN)]


def settlements(kelurahan, draw):
    """Where people live: the centre, and in a wide kelurahan a few hamlets more, each as large a part as it draws."""
    hamlets = [(kelurahan.centre, 3.0)]
    for _ in range(min(4, int(kelurahan.area / 2.5e6))):
        hamlets.append((kelurahan.near(draw, kelurahan.centre, kelurahan.area ** 0.5 * 0.3, 150.0), draw.between(0.6, 1.6)))
    return hamlets


def tps_places(kelurahan, n, draw):
    """n places, denser in the middle of each settlement, none within CLEAR metres of the border."""
    hamlets = settlements(kelurahan, draw)
    counts = share_out(n, [weight for _, weight in hamlets])
    spread = min(420.0, 0.24 * kelurahan.area ** 0.5)
    places = []
    for (middle, _), count in zip(hamlets, counts):
        apart = APART
        while count > 0:
            place = kelurahan.near(draw, middle, spread)
            if all((place[0] - q[0]) ** 2 + (place[1] - q[1]) ** 2 >= apart * apart for q in places):
                places.append(place)
                count -= 1
            else:
                apart *= 0.98
    return sorted(places, key=lambda p: (-p[1], p[0]))  # numbered from north to south, as committees do


def polling_stations(all_kelurahan):
    """Rows of tps.csv; also kept in each kelurahan."""
    draw = Draw(SEED, "tps")
    counts = share_out(TPS_BIASA, [k.tps_2024 for k in all_kelurahan])
    rows = []
    for kelurahan, count in zip(all_kelurahan, counts):
        special = TPS_KHUSUS.get(kelurahan.kode, 0)
        places = tps_places(kelurahan, count, draw)
        prison = kelurahan.near(draw, kelurahan.centre, 500.0, 200.0) if special else None
        turnout = PARTISIPASI + draw.between(-0.06, 0.06)
        for i in range(count + special):
            is_special = i >= count
            number = 901 + i - count if is_special else i + 1
            place = (prison[0] + 25.0 * (number - 901), prison[1]) if is_special else places[i]
            lon, lat = land.to_degrees(place)
            rows.append({
                "kode_tps": "%s.%03d" % (kelurahan.kode, number), "kode_kelurahan": kelurahan.kode, "kelurahan": kelurahan.nama,
                "kecamatan": kelurahan.kecamatan, "nomor": number, "lat": lat, "lon": lon,
                "kpps": 7, "linmas": 2, "pengawas": 1, "khusus": is_special,
                "petugas_berisiko": None, "partisipasi_lalu": None if is_special else turnout + draw.between(-0.05, 0.05),
                "akses": "gang" if not is_special and draw.chance(0.14 + 0.16 * (kelurahan.area < 1.2e6)) else "jalan",
            })
        kelurahan.tps = rows[-(count + special):]
    add_voters(rows, draw)
    add_screening(rows, draw)
    return rows


def add_voters(rows, draw):
    """The official totals, spread: about 540 a TPS, fewer in a prison and nearly all men there, never above PEMILIH_MAKS."""
    size = [draw.between(0.42, 0.62) if row["khusus"] else draw.between(0.88, 1.1) for row in rows]
    voters = share_out(PEMILIH_LAKI + PEMILIH_PEREMPUAN, size, PEMILIH_MAKS)
    men = [n * (draw.between(0.93, 0.98) if row["khusus"] else draw.between(0.47, 0.515)) for row, n in zip(rows, voters)]
    scale = PEMILIH_LAKI / sum(men)
    laki = [min(n, int(m * scale)) for m, n in zip(men, voters)]
    ordinary = [i for i, row in enumerate(rows) if not row["khusus"]]
    for i in draw.shuffled(ordinary)[:PEMILIH_LAKI - sum(laki)]:
        laki[i] += 1
    for row, n, men_ in zip(rows, voters, laki):
        row["dpt_laki"], row["dpt_perempuan"] = men_, n - men_


def add_screening(rows, draw):
    """Petugas found at risk; a dozen TPS have not been screened yet and stay blank."""
    blank = set(draw.shuffled(range(len(rows)))[:12])
    screened = [i for i in range(len(rows)) if i not in blank]
    for i in screened:
        rows[i]["petugas_berisiko"] = 0
    for _ in range(int(BERISIKO * 10 * len(screened) + 0.5)):
        i = draw.pick(screened)
        rows[i]["petugas_berisiko"] += rows[i]["petugas_berisiko"] < 4


def finder(all_kelurahan):
    by_name = {k.nama: k for k in all_kelurahan}
    return by_name.__getitem__


def facilities(all_kelurahan):
    """Rows of faskes.csv."""
    draw = Draw(SEED, "faskes")
    find = finder(all_kelurahan)
    rows = []
    for kode, nama, jenis, kelurahan, boleh, wajib, tim, biaya, ambulans, skrining in FASKES:
        home = find(kelurahan)
        lon, lat = land.to_degrees(home.near(draw, home.centre, min(250.0, 0.15 * home.area ** 0.5)))
        rows.append({"kode": kode, "nama": nama, "jenis": jenis, "kecamatan": home.kecamatan, "lat": lat, "lon": lon,
                     "boleh_pos": boleh, "wajib_buka": wajib, "tim_maks": tim, "biaya": biaya, "ambulans_maks": ambulans,
                     "skrining_per_sesi": skrining, "kelurahan": kelurahan})
    return rows


def billboards(all_kelurahan):
    """Rows of baliho.csv: where streets, markets and crossings are; dearer where more people pass and the board is larger."""
    draw = Draw(SEED, "baliho")
    rows = []
    for kelurahan in all_kelurahan:
        named = JALAN.get(kelurahan.nama, [])
        wanted = max(1, len(named), 2 if len(kelurahan.tps) >= 9 and draw.chance(0.6) else 1)
        for i in range(wanted):
            street = named[i] if i < len(named) else ("Simpang %s" if i == 0 else "Ruas utama %s") % kelurahan.nama
            traffic = "tinggi" if i < len(named) else draw.pick(("sedang", "sedang", "rendah"))
            size = draw.pick(("besar", "besar", "sedang") if traffic == "tinggi" else ("sedang", "sedang", "kecil"))
            cost = {"besar": 17, "sedang": 9, "kecil": 4}[size] * {"tinggi": 1.25, "sedang": 1.0, "rendah": 0.75}[traffic]
            lon, lat = land.to_degrees(kelurahan.near(draw, kelurahan.centre, min(600.0, 0.25 * kelurahan.area ** 0.5), 20.0))
            rows.append({"kode": "B%03d" % (len(rows) + 1), "nama": street, "kecamatan": kelurahan.kecamatan, "lat": lat, "lon": lon,
                         "biaya": int(cost * draw.between(0.85, 1.15) * 4 + 0.5) * 250000, "lalu_lintas": traffic, "ukuran": size,
                         "asumsi": True})
    return rows


def zones(all_kelurahan, boards, facility_rows):
    """Features of zona_larangan.geojson: hospitals and schools warn, medians and parks forbid; some candidates lie inside."""
    draw = Draw(SEED, "zona")
    find = finder(all_kelurahan)
    features = []
    for nama, jenis, aturan, buffer, dasar, where in ZONA:
        if where[0] == "faskes":
            row = next(f for f in facility_rows if f["kode"] == where[1])
            geometry = {"type": "Point", "coordinates": [row["lon"], row["lat"]]}
        elif where[0] == "jalan":
            points = [find(name).centre for name in where[1:]]
            geometry = {"type": "LineString", "coordinates": [list(p) for p in winding(points, draw)]}
        else:
            home = find(where[1])
            # A protected place beside a street is often beside a candidate board as well.
            near = [b for b in boards if b["kecamatan"] == home.kecamatan and home.holds(land.to_metres(b["lon"], b["lat"]), 0)]
            at = land.to_metres(near[0]["lon"], near[0]["lat"]) if near and where[0] == "papan" else home.centre
            place = home.near(draw, at, 45.0 if where[0] == "papan" else 180.0, 20.0)
            geometry = square(place, draw.between(25.0, 60.0)) if where[0] == "taman" or buffer == 0 else {
                "type": "Point", "coordinates": list(land.to_degrees(place))}
        properties = {"kode": "Z%02d" % (len(features) + 1), "nama": nama, "jenis": jenis, "aturan": aturan, "penyangga_m": buffer, "dasar": dasar}
        features.append({"type": "Feature", "properties": properties, "geometry": geometry})
    return features


def winding(points, draw):
    """A street through the points, with a bend halfway between any two."""
    out = [land.to_degrees(points[0])]
    for a, b in zip(points, points[1:]):
        out.append(land.to_degrees(((a[0] + b[0]) / 2 + draw.between(-40, 40), (a[1] + b[1]) / 2 + draw.between(-40, 40))))
        out.append(land.to_degrees(b))
    return out


def square(place, half):
    """A counter-clockwise square of 2 x half metres."""
    ring = [land.to_degrees((place[0] + dx * half, place[1] + dy * half)) for dx, dy in ((-1, -1), (1, -1), (1, 1), (-1, 1), (-1, -1))]
    return {"type": "Polygon", "coordinates": [[list(p) for p in ring]]}
