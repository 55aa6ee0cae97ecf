#!/usr/bin/env python3
"""Every oddity of offices' tables in a little file made here, one row of a table each, as TAP. Usage: oddities.py SOURCE_ROOT BUILD_ROOT

The list is that of little_city.py, whose right answers are known; what must come of a file is stated as imports.check() takes it.
"""
import os

import imports
import little_city as city
import tap

TPS = city.TPS
TRUTH = {imports.key(row): row for row in TPS}
BOTH = [row["dpt_laki"] + row["dpt_perempuan"] for row in TPS]
LINES = range(2, len(TPS) + 2)
ALL = {"read": 24, "used": 24, "tps": 24, "refused": 0, "kecamatan": 3}
GOOD = {**ALL, "repaired": 0, "marked": 0, "left_out": 0, "places": "all", "laki": sum(row["dpt_laki"] for row in TPS),
        "perempuan": sum(row["dpt_perempuan"] for row in TPS)}
NO_VOTERS = {**ALL, "repaired": 0, "places": "all", "laki": 24 * 125, "perempuan": 24 * 125}


def keys(*rows):
    return [imports.key(TPS[row - 1]) for row in rows]


def pairs(write):
    """The list with both coordinates in one column; write(i, row) gives the cell."""
    return city.table(["Kecamatan", "Kelurahan", "No TPS", "Titik Koordinat", "L", "P"],
                      [[row["kecamatan"], row["kelurahan"], row["nomor"], write(i, row), row["dpt_laki"], row["dpt_perempuan"]] for i, row in enumerate(TPS)])


def pair(i, row):
    lat, lon = f"{row['lat']:.6f}", f"{row['lon']:.6f}"
    return [f"{lat}, {lon}", f"{lat},{lon}", f"({lat}, {lon})", f"{lat} {lon}", f"{lat} ; {lon}", f" {lat},  {lon} ",
            f"https://maps.google.com/?q={lat},{lon}", f"https://www.google.com/maps/@{lat},{lon},17z"][i % 8]


def angles(i, row):
    spellings = [("{}S", "{}E", "°'\"", 2), ("S {}", "E {}", "°′″", 2), ("{} LS", "{} BT", "° ' \"", 2), ("{}S", "{}E", "º’”", 2)]
    south, east, mark, decimals = spellings[i % len(spellings)]
    mark = [m for m in mark if m != " "]
    return south.format(city.minutes_seconds(row["lat"], mark, decimals)), east.format(city.minutes_seconds(row["lon"], mark, decimals))


def angle_table():
    return city.table(["kecamatan", "kelurahan", "tps", "lintang", "bujur", "L", "P"],
                      [[row["kecamatan"], row["kelurahan"], row["nomor"], *angles(i, row), row["dpt_laki"], row["dpt_perempuan"]] for i, row in enumerate(TPS)], ";")


def spell(i, row):
    name, village = row["kecamatan"], row["kelurahan"]
    names = [name, name.upper(), name.replace(" ", ""), f"Kec. {name}", f"KEC {name.upper()}", f"Kecamatan {name}", f" {name.lower()} ", name.replace(" ", "  "),
             name.replace(" ", "-"), f"Kec.{name.replace(' ', '')}"]
    return {"kecamatan": names[i % len(names)], "kelurahan": [village, village.upper(), f"Kel. {village}", f"Kelurahan {village}"][i % 4]}


def merged():
    rows, before = [], ("", "")
    for row in TPS:
        words = (row["kecamatan"], row["kelurahan"])
        rows.append(city.simple({**row, "kecamatan": words[0] if words[0] != before[0] else "", "kelurahan": words[1] if words != before else ""}))
        before = words
    return rows


def minutes_annex():
    """All at once: titles, a header on line 4, merged cells, decimal commas, a total with thousands points, a signature."""
    rows = [[str(i), "Kec. " + row[0].upper() if row[0] else "", row[1], f"{int(row[2]):03}", city.comma(row[3]), city.comma(row[4]), row[5], row[6], row[5] + row[6]]
            for i, row in enumerate(merged(), 1)]
    body = city.table(["No", "Kecamatan", "Kelurahan", "TPS", "Lintang", "Bujur", "L", "P", "Jumlah"], rows, ";", "\r\n")
    def dots(number):
        return f"{number:,}".replace(",", ".")
    laki, perempuan = GOOD["laki"], GOOD["perempuan"]
    return ("LAMPIRAN BERITA ACARA – DPT;;;;;;;;\r\nKOTA KECIL;;;;;;;;\r\n;;;;;;;;\r\n" + body
            + f";JUMLAH;;24;;;{dots(laki)};{dots(perempuan)};{dots(laki + perempuan)}\r\n;;;;;;;;\r\n;;;;;Kota Kecil, 1 Agustus 2025;;;\r\n;;;;;Ketua KPU;;;\r\n").encode("cp1252")


def summary():
    rows = []
    for i in range(0, len(TPS), 4):
        part = TPS[i:i + 4]
        laki, perempuan = 1000 + i, 1100 + i
        rows.append([part[0]["kecamatan"], part[0]["kelurahan"], 4, f"{laki:,}".replace(",", "."), f"{perempuan:,}".replace(",", "."),
                     f"{laki + perempuan:,}".replace(",", ".")])
    return city.table(["Kecamatan", "Kelurahan", "Jumlah TPS", "DPT L", "DPT P", "DPT L+P"], rows, ";")


def by_kecamatan():
    """Odd numbers, so that the parts of L and of P do not add up to those of their sum."""
    return city.table(["No", "Kecamatan", "Jumlah TPS", "L", "P"], [[k, name, 8, "1.111", "1.000"] for k, (_, name, _, _) in enumerate(city.KECAMATAN, 1)], ";")


def places(*lines):
    with_place = ["kecamatan", "kelurahan", "tps", "lokasi", "lat", "lon", "L", "P"]
    return city.table(with_place, [[*city.simple(row)[:3], lines[i % len(lines)], *city.simple(row)[3:]] for i, row in enumerate(TPS)])


def spoilt_lines():
    lines = city.simple_table().split("\n")
    lines[3] = ",".join(lines[3].split(",")[:4])           # two cells short
    lines[7] += ",catatan: dekat pasar,"                   # two more, a remark
    lines[10] = lines[10].replace("Kampung", "Kampung,", 1) if "Kampung" in lines[10] else lines[10].replace(" ", ", ", 2)
    lines[13] = lines[13].split(",")[0]                    # one cell
    return "\n".join(lines)


def line_ends():
    lines = city.simple_table().split("\n")
    return "\n".join(lines[:4]) + "\r\n" + lines[4] + "\r\r\n" + lines[5] + "\r" + "\r\n".join(lines[6:])


def coded(code):
    return city.table(["kode wilayah", "kelurahan", "tps", "lat", "lon", "L", "P"], [[code(row), *city.simple(row)[1:]] for row in TPS])


def utm(place):
    """Zone 48 south, to a millimetre: Krüger's series as in Karney (2011), doi:10.1007/s00190-011-0445-3."""
    import math
    a, f, k0 = 6378137.0, 1 / 298.257223563, 0.9996
    n, e = f / (2 - f), math.sqrt(f * (2 - f))
    lat, lon = math.radians(place["lat"]), math.radians(place["lon"] - 105)
    t = math.sinh(math.atanh(math.sin(lat)) - e * math.atanh(e * math.sin(lat)))
    xi, eta = math.atan2(t, math.cos(lon)), math.asinh(math.sin(lon) / math.hypot(t, math.cos(lon)))
    alpha = [n / 2 - 2 * n ** 2 / 3 + 5 * n ** 3 / 16, 13 * n ** 2 / 48 - 3 * n ** 3 / 5, 61 * n ** 3 / 240]
    x = eta + sum(c * math.cos(2 * j * xi) * math.sinh(2 * j * eta) for j, c in enumerate(alpha, 1))
    y = xi + sum(c * math.sin(2 * j * xi) * math.cosh(2 * j * eta) for j, c in enumerate(alpha, 1))
    scale = k0 * a / (1 + n) * (1 + n ** 2 / 4 + n ** 4 / 64)
    return round(500000 + scale * x, 2), round(10000000 + scale * y, 2)


def utm_table(header, zone):
    return city.table(["kecamatan", "kelurahan", "tps", *header, "L", "P"],
                      [[*city.simple(row)[:3], *utm(row), *zone, *city.simple(row)[5:]] for row in TPS])


def totals():
    rows = [city.simple(row) for row in TPS]
    rows[4:4] = [[""] * 7]
    return city.table(city.SIMPLE, [*rows, [""] * 7, ["", "JUMLAH", 24, "", "", GOOD["laki"], GOOD["perempuan"]], [""] * 7,
                                    ["", "", "", "", "Kota Kecil, 1 Agustus 2025", "", ""], ["", "", "", "", "Ketua KPU", "", ""]], ";")


def double_header():
    return ("Kecamatan;Kelurahan;No TPS;Koordinat;;DPT;\n;;;Lintang;Bujur;L;P\n1;2;3;4;5;6;7\n"
            + city.table(city.SIMPLE, [city.simple(row) for row in TPS], ";").split("\n", 1)[1])


def double_areas():
    lines = city.simple_table(separator=";").split("\n")
    for i in (16, 8, 0):
        lines.insert(i + 1, f"KECAMATAN {TPS[i]['kecamatan'].upper()};;;;;;")
    return "\n".join(lines)


def voters(header, *more):
    """One column of voters under @header, and what else stands beside it: (header, of a row)."""
    return city.table([*city.SIMPLE[:5], header, *(name for name, _ in more)],
                      [[*city.simple(row)[:5], row["dpt_laki"] + row["dpt_perempuan"], *(of(row) for _, of in more)] for row in TPS])


def split(degrees, seconds):
    """The numbers of an angle in parts, without its sign."""
    whole = round(abs(degrees) * 3600, 2)
    d, m, s = int(whole // 3600), int(whole % 3600 // 60), round(whole % 60, 2)
    return [d, m, s] if seconds else [d, f"{(whole - 3600 * d) / 60:.6f}"]


def parts(names, seconds=True, sides=None, comma=False):
    """Degrees, minutes and perhaps seconds in columns of their own; sides: the headers of the columns with LS and BT."""
    rows = []
    for row in TPS:
        lat, lon = split(row["lat"], seconds), split(row["lon"], seconds)
        numbers = [*lat, *(["LS"] if sides else []), *lon, *(["BT"] if sides else [])]
        rows.append([*city.simple(row)[:3], *(str(n).replace(".", ",") if comma else n for n in numbers), row["dpt_laki"], row["dpt_perempuan"]])
    return city.table([*city.SIMPLE[:3], *names, "L", "P"], rows, ";" if comma else ",")


def beneath_areas(number, first=(), header=("L", "P"), end=()):
    """No columns of areas: a line names the kecamatan or kelurahan of the rows beneath it. number(i, row) gives the cell of the number."""
    rows, before = [], ("", "")
    width = len(first) + 3 + len(header)
    for i, row in enumerate(TPS):
        words = (row["kecamatan"], row["kelurahan"])
        if words[0] != before[0]:
            rows.append([f"KECAMATAN {words[0].upper()}", *[""] * (width - 1)])
        if words != before:
            rows.append(["", f"Kel. : {words[1]}", *[""] * (width - 2)])
        before = words
        rows.append([*(of(i, row) for of in first), number(i, row), row["lat"], row["lon"], row["dpt_laki"], row["dpt_perempuan"]])
    return city.table([*(["No"] if first else []), "No TPS" if first else "No", "lat", "lon", *header], [*rows, *end], ";")


def titled(line=None):
    """Lines of areas where those of the first rows stand above the header, or in the words of @line."""
    lines = beneath_areas(lambda i, row: row["nomor"], [lambda i, row: i + 1]).split("\n")
    return "\n".join([*([line] if line else lines[1:3]), lines[0], *lines[3:]])


def with_subtotals(grand):
    """Totals of each kelurahan, of each kecamatan, and at the end of the city, with the number of TPS among the numbers."""
    rows, n = [], len(TPS)

    def total(name, part):
        rows.append([name, "", len(part), "", "", sum(row["dpt_laki"] for row in part), sum(row["dpt_perempuan"] for row in part)])
    for i, row in enumerate(TPS, 1):
        rows.append(city.simple(row))
        if i % 4 == 0:
            total("JUMLAH KELURAHAN", TPS[i - 4:i])
        if i % 8 == 0:
            total("JUMLAH KECAMATAN", TPS[i - 8:i])
    if grand:
        total(f"JUMLAH {n} TPS", TPS)
    return city.table(city.SIMPLE, rows, ";")


def beside_the_number(i, row):
    return [f"TPS {row['nomor']:02}", f"{row['nomor']} (Balai RW)", f"{row['nomor']} - Lapas", f"TPS-{row['nomor']}"][i % 4]


def dashes(zeros):
    """TPS 3 has no women, TPS 9 says nothing of its voters; zeros: TPS 5 has a zero in digits."""
    return city.simple_table({3: {"dpt_perempuan": "-"}, 9: {"dpt_laki": "-", "dpt_perempuan": "-"}, **({5: {"dpt_perempuan": 0}} if zeros else {})})


def without_women(*rows):
    return GOOD["perempuan"] - sum(TPS[row - 1]["dpt_perempuan"] for row in rows)


CENTRE = {i: {"lat": -2.155, "lon": 106.11} for i in (17, 18, 19, 20)}
OUTSIDE = {5: {"lat": TPS[10]["lat"] + 0.001, "lon": TPS[10]["lon"]}, 9: {"lat": -2.12, "lon": 106.60}, 13: {"lat": 0, "lon": 0}, 21: {"lat": -6.2088, "lon": 106.8456}}
NUMBERS = {1: {"lat": "nan", "lon": "nan"}, 3: {"lat": "inf"}, 5: {"lat": "1e309"}, 7: {"lat": "", "lon": ""}, 9: {"lat": "#N/A", "lon": "#N/A"}, 11: {"lat": "-2.1.3"},
           14: {"dpt_laki": "NaN"}, 16: {"dpt_laki": "-120"}, 18: {"dpt_laki": "99999999999999999999"}, 20: {"dpt_laki": "9e2"}}
TWICE = [city.simple(row) for row in TPS] + [city.simple(TPS[2]), city.simple({**TPS[5], "lat": TPS[5]["lat"] + 0.0005})]
TABLE = [
    ("plain", city.simple_table(), GOOD, []),
    ("BOM, semicolons, decimal commas, CRLF", "\ufeff" + city.simple_table({i: {"lat": city.comma(row["lat"]), "lon": city.comma(row["lon"])}
                                                                          for i, row in enumerate(TPS, 1)}, separator=";", end="\r\n"), GOOD, []),
    ("Windows-1252", places("Café Tung – Jl. Sudirman", "Rumah Bpk. José", "SDN 7 “Melati”", "½ gedung").encode("cp1252"), GOOD, []),
    ("UTF-16 LE, tabs", ("\ufeff" + city.simple_table(separator="\t", end="\r\n")).encode("utf-16-le"), GOOD, []),
    ("UTF-16 BE, tabs", ("\ufeff" + city.simple_table(separator="\t", end="\r\n")).encode("utf-16-be"), GOOD, []),
    ("bars", city.simple_table(separator="|"), GOOD, []),
    ("line ends of every kind", line_ends(), GOOD, []),
    ("quotes and line ends in cells", places("Halaman SDN 2\nJl. Gatot", 'Rumah "Pak RW"', "Balai, RT 02", '"', ""), GOOD, []),
    ("degrees, minutes, seconds", angle_table(), GOOD, []),
    ("both coordinates in one cell", pairs(pair), GOOD, []),
    ("latitude and longitude swapped", city.simple_table({i: {"lat": TPS[i - 1]["lon"], "lon": TPS[i - 1]["lat"]} for i in (3, 8, 20)}),
     {**GOOD, "repaired": 3, "repaired_lines": (4, 9, 21)}, []),
    ("swapped, --repair=no", city.simple_table({i: {"lat": TPS[i - 1]["lon"], "lon": TPS[i - 1]["lat"]} for i in (3, 8, 20)}),
     {**ALL, "repaired": 0, "marked": 3, "marked_lines": (4, 9, 21), "places": keys(3, 8, 20)}, ["--repair=no"]),
    ("swapped, --repair=no --strict", city.simple_table({3: {"lat": TPS[2]["lon"], "lon": TPS[2]["lat"]}}), {"status": 1}, ["--repair=no", "--strict"]),
    ("no minus before the latitude", city.simple_table({i: {"lat": -TPS[i - 1]["lat"]} for i in range(1, 23)}), {**GOOD, "repaired": 22, "repaired_lines": LINES[:22]}, []),
    ("lost decimal points", city.simple_table({4: {"lat": str(TPS[3]["lat"]).replace(".", ""), "lon": str(TPS[3]["lon"]).replace(".", "")}}),
     {**GOOD, "repaired": 1, "repaired_lines": (5,)}, []),
    ("places outside", city.simple_table(OUTSIDE), {**ALL, "repaired": 0, "marked": 4, "marked_lines": (6, 10, 14, 22), "places": keys(5, 9, 13, 21)}, []),
    ("places outside, --strict", city.simple_table(OUTSIDE), {"status": 1}, ["--strict"]),
    ("one place for a kelurahan, --strict", city.simple_table(CENTRE), {"status": 1, "said": ["--strict"]}, ["--strict"]),
    ("one place for a kelurahan", city.simple_table(CENTRE), {**ALL, "repaired": 0, "marked": 4, "marked_lines": (18, 19, 20, 21), "places": keys(17, 18, 19, 20)}, []),
    ("the same number twice", city.table(city.SIMPLE, TWICE), {"read": 26, "used": 24, "tps": 24, "left_out": 1, "refused": 1, "marked": 1, "left_out_lines": (26,),
                                                              "refused_lines": (27,), "marked_lines": (7,), "places": keys(6)}, []),
    ("names in every spelling", city.simple_table({i: spell(i - 1, row) for i, row in enumerate(TPS, 1)}), GOOD, []),
    ("a letter wrong in a name", city.simple_table({2: {"kecamatan": "Suka Majo"}}), {**GOOD, "repaired": 1, "repaired_lines": (3,)}, []),
    ("codes of Kemendagri", coded(lambda row: row["kode_kelurahan"]), GOOD, []),
    ("codes without dots", coded(lambda row: row["kode_kelurahan"].replace(".", "")), GOOD, []),
    ("merged cells", city.table(city.SIMPLE, merged(), ";"), GOOD, []),
    ("a header of two rows and column numbers", double_header(), GOOD, []),
    ("totals, blanks, a signature", totals(), {**GOOD, "left_out": 0, "official": (GOOD["laki"], GOOD["perempuan"])}, []),
    ("an annex to minutes", minutes_annex(), {**GOOD, "official": (GOOD["laki"], GOOD["perempuan"])}, []),
    ("a summary", summary(), {"read": 6, "used": 6, "tps": 24, "refused": 0, "laki": sum(1000 + i for i in range(0, 24, 4)), "perempuan": sum(1100 + i for i in range(0, 24, 4))}, []),
    ("a summary of kecamatan, only men and women", by_kecamatan(), {"read": 3, "used": 3, "tps": 24, "laki": 3333, "perempuan": 3000, "jumlah": "L + P"}, []),
    ("what a spreadsheet would run", places("=1+1", "+cmd|' /C calc'!A0", "@SUM(1+1)", "-2+3", "\t=1+1", "<script>alert(1)</script>", "%s%n ../../etc/passwd"), GOOD, []),
    ("wrong numbers of cells", spoilt_lines(), {"read": 24, "used": 21, "refused": 3, "refused_lines": (4, 11, 14), "marked": 1, "marked_lines": (8,), "places": "all"}, []),
    ("no numbers", city.simple_table(NUMBERS), {**ALL, "marked": 10, "marked_lines": {i + 1 for i in NUMBERS}, "places": keys(1, 3, 5, 7, 9, 11)}, []),
    ("UTM with its zone", utm_table(["easting", "northing", "zona"], ["48S"]), GOOD, []),
    ("UTM, the zone by the boundaries", utm_table(["X", "Y"], []), GOOD, []),
    ("no voters", city.table(city.SIMPLE[:5], [city.simple(row)[:5] for row in TPS]), NO_VOTERS, []),
    *((f"voters under {header}", voters(header), {**GOOD, "laki": sum(tps // 2 for tps in BOTH), "perempuan": sum((tps + 1) // 2 for tps in BOTH)}, [])
      for header in ("DPT 2024", "Jml DPT Pilkada", "DPT Pemilu 2024", "Jumlah DPT 2024", "Jumlah Pemilih Pilwako 2025", "DPT_2024", "DPT Tahun 2024", "Pemilih Pilgub")),
    ("voters of two years", voters("DPT 2024", ("DPT 2020", lambda row: 300)), {"status": 1, "said": ["DPT 2024", "DPT 2020", "pemetaan.json"]}, []),
    ("voters under a name that nobody knows", voters("Daftar Jiwa Sah"), {**NO_VOTERS, "kinds": ["voters-none"]}, []),
    ("angles in six columns", parts(["Lat D", "Lat M", "Lat S", "Long D", "Long M", "Long S"]), {**GOOD, "repaired": 24, "kinds": ["coordinate-parts"]}, []),
    ("angles in six columns, with marks", parts(["Lintang (°)", "Lintang (')", 'Lintang (")', "Bujur (°)", "Bujur (')", 'Bujur (")'], comma=True), {**GOOD, "repaired": 24}, []),
    ("angles in six columns with their sides", parts(["Derajat Lintang", "Menit Lintang", "Detik Lintang", "LS/LU", "Derajat Bujur", "Menit Bujur", "Detik Bujur", "BT"], sides=True),
     {**GOOD, "kinds": ["coordinate-parts"]}, []),
    ("angles in four columns with their sides", parts(["Lat deg", "Lat min", "arah", "Lon deg", "Lon min", "arah 2"], seconds=False, sides=True), GOOD, []),
    ("areas in lines of their own", beneath_areas(lambda i, row: row["nomor"], [lambda i, row: i + 1], end=[["JUMLAH 24 TPS", "", "", "", "", ""]]),
     {**GOOD, "kinds": ["row-area", "cell-carried-area"], "official_tps": 24}, []),
    ("areas above the header", titled(), {**GOOD, "kinds": ["row-area", "cell-carried-area"]}, []),
    ("areas in the words of a title", titled(f"DAFTAR TPS KELURAHAN {TPS[0]['kelurahan'].upper()} KEC. {TPS[0]['kecamatan'].upper()} KOTA KECIL TAHUN 2024;;;;;"),
     {**GOOD, "kinds": ["cell-carried-area"]}, []),
    ("areas in lines of their own, columns for them too", double_areas(), {**GOOD, "kinds": ["row-area"]}, []),
    ("a running number that begins anew is the TPS's", beneath_areas(lambda i, row: row["nomor"]), {**GOOD, "kinds": ["column-by-content"]}, []),
    ("a running number is not the TPS's", beneath_areas(lambda i, row: i + 1), {"status": 1, "said": ["No TPS"]}, []),
    ("totals of kelurahan and kecamatan", with_subtotals(False), {**GOOD, "official": (None, None), "official_tps": None}, []),
    ("totals of kelurahan, kecamatan and city", with_subtotals(True), {**GOOD, "official": (GOOD["laki"], GOOD["perempuan"]), "official_tps": 24}, []),
    ("words beside the number", city.simple_table({i: {"nomor": beside_the_number(i - 1, row)} for i, row in enumerate(TPS, 1)}), {**GOOD, "kinds": ["nomor-remark"]}, []),
    ("numbers that are none", city.simple_table({1: {"nomor": "1A"}, 2: {"nomor": "2 dan 3"}, 5: {"nomor": "1.5"}, 6: {"nomor": "2 A"}}),
     {"read": 24, "used": 20, "refused_lines": (2, 3, 6, 7), "places": "all"}, []),
    ("a dash for zero", dashes(False), {**ALL, "kinds": ["cell-dash-zero", "cell-dash-empty"], "laki": GOOD["laki"] - TPS[8]["dpt_laki"] + 125,
                                       "perempuan": without_women(3, 9) + 125}, []),
    ("a dash beside a zero", dashes(True), {**ALL, "kinds": ["cell-dash-empty"], "perempuan": without_women(3, 5, 9) + 125 + 125}, []),
    ("a sum that is wrong", city.table([*city.SIMPLE, "Jumlah"], [[*city.simple(row), row["dpt_laki"] + row["dpt_perempuan"] + (9 if i == 3 else 0)] for i, row in enumerate(TPS)]),
     {**GOOD, "marked": 1, "marked_lines": (5,)}, []),
    ("no kelurahan and no layer", city.table(["kecamatan", "tps", "lat", "lon"], [[row["kecamatan"], row["nomor"], row["lat"], row["lon"]] for row in TPS]),
     {**ALL, "marked": 24, "left_out": 0, "kinds": ["kelurahan-missing"]}, []),
    ("another UTM zone", utm_table(["easting", "northing", "zona"], ["50S"]), {"status": 1, "said": ["50S", "48S"]}, []),
    ("nothing", "", {"status": 1, "said": ["tps.csv", "empty"]}, []),
    ("blanks only", " \n\n \n", {"status": 1, "said": ["tps.csv"]}, []),
    ("a header only", ",".join(city.SIMPLE) + "\n", {"status": 1, "said": ["tps.csv"]}, []),
    ("letters", "halo dunia\nini bukan tabel\n", {"status": 1, "said": ["tps.csv"]}, []),
]


def bps(row):
    """As BPS numbers the row's kelurahan: in another order than Kemendagri."""
    return f"1979{int(row['kode_kecamatan'][-2:]) * 10 + 100:03}{int(row['kode_kelurahan'][-3:]) + 4:03}"


def tps_code(row, digits=False, before=0):
    code = f"{row['kode_kelurahan']}.{row['nomor'] - before:03}"
    return code.replace(".", "") if digits else code


def by_tps_code(header, first):
    """The areas stand in the code of the TPS alone."""
    return city.table([*header, "lat", "lon", "L", "P"], [[*first(row), *city.simple(row)[3:]] for row in TPS])


CODED = ["Kode TPS", "Kecamatan", "Kelurahan", "TPS"]
CODES = [
    ("areas in the code of the TPS", by_tps_code(CODED[:1], lambda row: [tps_code(row)]), {**GOOD, "kinds": ["kode-area"], "villages": 6}, []),
    ("areas in the code of the TPS, without points", by_tps_code(CODED[:1], lambda row: ["'" + tps_code(row, True)]), {**GOOD, "kinds": ["kode-area"], "villages": 6}, []),
    ("areas in the code of the TPS, as BPS writes it", by_tps_code(CODED[:1], lambda row: [f"{bps(row)}{row['nomor']:03}"]), {**GOOD, "kinds": ["kode-area"], "villages": 6}, []),
    ("codes of the TPS that say another number", by_tps_code(CODED, lambda row: [tps_code(row, before=-1), *city.simple(row)[:3]]),
     {**ALL, "repaired": 0, "marked": 24, "marked_lines": LINES, "kinds": ["kode-differs"], "places": "all", "villages": 6}, []),
    ("codes of the TPS that say another kelurahan", by_tps_code(CODED, lambda row: [tps_code(TPS[20] if row is TPS[0] else row), *city.simple(row)[:3]]),
     {**ALL, "repaired": 0, "marked": 1, "marked_lines": (2,), "kinds": ["kode-differs", "kecamatan-code-name"], "places": "all", "villages": 6}, []),
]


def test_row(name, content, expected, options):
    def function(folder):
        tps, boundaries = os.path.join(folder, "tps.csv"), os.path.join(folder, "kecamatan.geojson")
        tap.write(content, tps)
        tap.write(city.kecamatan(), boundaries)
        imports.check(expected, *imports.init(folder, tps, boundaries, *options), TRUTH)
    function.__doc__ = f"oddity: {name}"
    tap.test(function)


def broken():
    """Boundaries with every fault that can be mended, and three features without area."""
    boxes = {name: box for _, name, box, _ in city.KECAMATAN}
    west, south, east, north = boxes["Muara Baru"]
    crossing = [[west, south], [east, south], [east, north], [west, north], [west + 0.01, south - 0.005], [west, south]]
    return "\ufeff" + city.geojson([
        city.feature({"kode": "19.79.01", "nama": "Suka Maju"}, [city.ring(boxes["Suka Maju"], closed=False)]),
        city.feature({"KODE": "19.79.02", "WADMKC": "TANJUNG SARI"}, [[[*place, 12.5] for place in reversed(city.ring(boxes["Tanjung Sari"]))]]),
        city.feature({"kode": "19.79.03", "nama": "Muara Baru"}, [crossing]),
        city.feature({"kode": "19.79.08", "nama": "Tanpa Geometri"}, None),
        city.feature({"kode": "19.79.09", "nama": "Kosong"}, []),
        city.feature({"kode": "19.79.10", "nama": "Dua titik"}, [[[106.1, -2.1], [106.2, -2.1], [106.1, -2.1]]])])


def test_boundaries(name, text, options, status, n_kelurahan, action=None):
    def function(folder):
        tps, boundaries = os.path.join(folder, "tps.csv"), os.path.join(folder, "batas.geojson")
        tap.write(city.simple_table(), tps)
        tap.write(text, boundaries)
        done, account, rows = imports.init(folder, tps, boundaries, *options)
        assert done.returncode == status, f"exit status {done.returncode}: {done.stderr[:600]}"
        if status == 0:
            assert account["hasil"] == {"tps": 24, "kecamatan": 3, "kelurahan": n_kelurahan}, account["hasil"]
            imports.check_places(rows, TRUTH, [])
            told = {kind["tindakan"] for kind in account["jenis"] if kind["berkas"] == "batas.geojson"}
            assert action is None or imports.ACTIONS[action] in told, imports.shown(account)
    function.__doc__ = f"boundaries: {name}"
    tap.test(function)


def with_layer(changes, header=None):
    """The list with a layer of kelurahan; changes: {row from 1: {column: value}}."""
    return city.simple_table(changes) if header is None else city.table(header, [[{**row, **changes.get(i, {})}[name] for name in header] for i, row in enumerate(TPS, 1)])


# name, list, expected, options: with a layer of kelurahan
NO_NAMES = ["kecamatan", "nomor", "lat", "lon", "dpt_laki", "dpt_perempuan"]
NO_KECAMATAN = ["kelurahan", *NO_NAMES[1:]]
EXCHANGED = {i: {"kelurahan": "Kampung Baru" if row["kelurahan"] == "Kampung Lama" else "Kampung Lama"} for i, row in enumerate(TPS, 1) if row["kecamatan"] == "Suka Maju"}
LAYERED = [
    ("letters wrong in names of kelurahan", with_layer({2: {"kelurahan": "Kampung Lma"}, 10: {"kelurahan": "BATU PUTHI"}}),
     {**GOOD, "repaired": 2, "repaired_lines": (3, 11), "kinds": ["kelurahan-near"], "villages": 6}, []),
    ("letters wrong in names of kelurahan, --repair=no", with_layer({2: {"kelurahan": "Kampung Lma"}}),
     {**ALL, "repaired": 0, "marked": 1, "marked_lines": (3,), "kinds": ["kelurahan-near"]}, ["--repair=no"]),
    ("an unknown kelurahan", with_layer({i: {"kelurahan": "Kelurahan Xyzzy"} for i in (1, 2, 3, 4)}),
     {**ALL, "marked": 4, "marked_lines": (2, 3, 4, 5), "kinds": ["kelurahan-unknown"]}, []),
    ("two kelurahan exchanged", with_layer(EXCHANGED), {**ALL, "marked": 8, "marked_lines": range(2, 10), "kinds": ["coordinate-other-kelurahan"]}, []),
    ("no kelurahan", with_layer({}, NO_NAMES), {**GOOD, "kinds": ["kelurahan-by-place"], "villages": 6}, []),
    ("no kecamatan", with_layer({}, NO_KECAMATAN), {**GOOD, "kinds": ["kecamatan-by-kelurahan"], "villages": 6}, []),
    ("codes of BPS", city.table(["kode desa", "tps", "lat", "lon", "L", "P"], [[bps(row), *city.simple(row)[2:]] for row in TPS]), {**GOOD, "villages": 6}, []),
]


def test_layered(name, content, expected, options):
    def function(folder):
        tps, boundaries = os.path.join(folder, "tps.csv"), os.path.join(folder, "kelurahan.geojson")
        tap.write(content, tps)
        tap.write(city.kelurahan(big=True, bps=bps), boundaries)
        done, account, rows = imports.init(folder, tps, boundaries, *options)
        imports.check(expected, done, account, rows, TRUTH)
        villages = {row["kode_kelurahan"] for row in rows}
        assert len(villages) == expected.get("villages", len(villages)), sorted(villages)
    function.__doc__ = f"oddity, with kelurahan: {name}"
    tap.test(function)


for row in TABLE:
    test_row(*row)
for row in LAYERED + CODES:
    test_layered(*row)
test_boundaries("kecamatan", city.kecamatan(), [], 0, None)
test_boundaries("kelurahan alone", city.kelurahan(), [], 0, 6)
test_boundaries("kelurahan of the national agency", city.kelurahan(big=True), [], 0, 6)
test_boundaries("RW dissolve", city.parts(), [], 0, 6)
test_boundaries("[lat, lon]", city.kecamatan(swap=True), [], 0, None, "repaired")
test_boundaries("[lat, lon], --repair=no", city.kecamatan(swap=True), ["--repair=no"], 1, None)
test_boundaries("broken rings", broken(), [], 0, None, "left_out")
test_boundaries("none", '{"type": "FeatureCollection", "features": []}', [], 1, None)
test_boundaries("no JSON", "kode,nama\n1,2\n", [], 1, None)
tap.finish()
