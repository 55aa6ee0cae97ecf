"""A city of three kecamatan, six kelurahan and 24 TPS, all invented, and its list and boundaries in whatever shape a test wants."""
import json

# kecamatan: code, name, its box (west, south, east, north), its two kelurahan (the western and the eastern half)
KECAMATAN = [
    ("19.79.01", "Suka Maju", (106.10, -2.14, 106.14, -2.10), ("Kampung Lama", "Kampung Baru")),
    ("19.79.02", "Tanjung Sari", (106.14, -2.14, 106.18, -2.10), ("Batu Putih", "Air Hitam")),
    ("19.79.03", "Muara Baru", (106.10, -2.18, 106.18, -2.14), ("Pasir Kuning", "Bukit Seribu")),
]
# where the four TPS of a kelurahan lie in its box
SPOTS = [(0.2, 0.3), (0.7, 0.2), (0.4, 0.6), (0.8, 0.85)]


def halves(box):
    west, south, east, north = box
    return (west, south, (west + east) / 2, north), ((west + east) / 2, south, east, north)


def make_list():
    rows = []
    for code, kecamatan, box, names in KECAMATAN:
        for k, (name, (west, south, east, north)) in enumerate(zip(names, halves(box))):
            for n, (x, y) in enumerate(SPOTS, 1):
                i = len(rows)
                rows.append({"kecamatan": kecamatan, "kode_kecamatan": code, "kelurahan": name, "kode_kelurahan": f"{code}.{1001 + k}", "nomor": n,
                             "lat": round(south + y * (north - south) + i * 1.3e-5, 6), "lon": round(west + x * (east - west) + i * 1.7e-5, 6),
                             "dpt_laki": 120 + i, "dpt_perempuan": 126 + i, "lokasi": f"Balai Warga {i + 1}"})
    return rows


TPS = make_list()


def ring(box, swap=False, closed=True):
    west, south, east, north = box
    corners = [(west, south), (east, south), (east, north), (west, north)] + ([(west, south)] if closed else [])
    return [[y, x] if swap else [x, y] for x, y in ((round(x, 6), round(y, 6)) for x, y in corners)]


def feature(properties, rings):
    return {"type": "Feature", "properties": properties, "geometry": rings and {"type": "Polygon", "coordinates": rings}}


def geojson(features):
    return json.dumps({"type": "FeatureCollection", "features": features}, indent=1)


def kecamatan(swap=False):
    return geojson([feature({"kode": code, "nama": name}, [ring(box, swap)]) for code, name, box, _ in KECAMATAN])


def kelurahan(big=False, bps=None):
    """big: the field names of the national mapping agency; bps: gives the other agency's code of a kelurahan."""
    features = []
    for code, name, box, names in KECAMATAN:
        for k, (village, half) in enumerate(zip(names, halves(box))):
            own = {"KDCPUM": code, "WADMKC": name, "KDEPUM": f"{code}.{1001 + k}", "WADMKD": village} if big else {"kode": f"{code}.{1001 + k}", "nama": village}
            if bps is not None:
                own["KDEBPS"] = bps({"kode_kecamatan": code, "kode_kelurahan": f"{code}.{1001 + k}"})
            features.append(feature(own, [ring(half)]))
    return geojson(features)


def parts():
    """Every kelurahan in two RW, with the agency's names and blanks for what is not known."""
    features = []
    for code, name, box, names in KECAMATAN:
        for k, (village, half) in enumerate(zip(names, halves(box))):
            for rw, (west, south, east, north) in enumerate(halves(half), 1):
                features.append(feature({"KDCPUM": code, "WADMKC": name, "KDEPUM": f"{code}.{1001 + k}", "WADMKD": village, "RW": f"{rw:03}", "REMARK": " "},
                                        [ring((west, south, east, north))]))
    return geojson(features)


def cell(value, separator):
    text = str(value)
    return '"' + text.replace('"', '""') + '"' if any(c in text for c in (separator, '"', "\n", "\r")) else text


def table(header, rows, separator=",", end="\n"):
    """A text table: the header and every row as a list of cells."""
    return end.join(separator.join(cell(value, separator) for value in row) for row in [header, *rows]) + end


SIMPLE = ["kecamatan", "kelurahan", "tps", "lat", "lon", "L", "P"]


def simple(row, **changes):
    """A row of the SIMPLE columns."""
    row = {**row, **changes}
    return [row[name] for name in ("kecamatan", "kelurahan", "nomor", "lat", "lon", "dpt_laki", "dpt_perempuan")]


def simple_table(changes=None, **how):
    """The whole list in the SIMPLE columns; changes: {row from 1: {column: value}}."""
    return table(SIMPLE, [simple(row, **(changes or {}).get(i, {})) for i, row in enumerate(TPS, 1)], **how)


def comma(number):
    return f"{number:.6f}".replace(".", ",")


def minutes_seconds(degrees, mark="°'\"", decimals=2):
    degrees = round(abs(degrees) * 3600, decimals)
    d, m, s = int(degrees // 3600), int(degrees % 3600 // 60), degrees % 60
    return f"{d}{mark[0]}{m:02}{mark[1]}{s:0{decimals + 3}.{decimals}f}{mark[2]}".rstrip()
