#!/usr/bin/env python3
"""make.py: makes the whole built-in case, the same bytes every time.

    python3 data/pangkalpinang/make.py [FOLDER]     default: the folder this file is in

Needs the standard library only. What is real and what is made is said in README.md. Where shapely is installed, the layers are also
held against it. Cost: about five seconds.
"""
import json
import os
import sys

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "maker"))
import facts  # noqa: E402
import land  # noqa: E402
import means  # noqa: E402
import places  # noqa: E402
from policy import POLICY  # noqa: E402
from scenarios import scenarios  # noqa: E402

SCHEMAS = os.path.join(HERE, "..", "..", "schemas")
TABLES = ("tps", "faskes", "nakes", "ambulans", "dapur", "kendaraan", "gelombang", "baliho")
LAYERS = ("kecamatan", "kelurahan", "zona_larangan")
DECIMALS = {"lat": 6, "lon": 6, "partisipasi_lalu": 3, "kecepatan_kmh": 1}


def schema(table):
    with open(os.path.join(SCHEMAS, table + ".json"), encoding="utf-8") as file:
        return json.load(file)


def cell(column, value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if column == "kecamatan":
        value = facts.KECAMATAN[value]
    text = "%.*f" % (DECIMALS[column], value) if column in DECIMALS else str(value)
    return '"%s"' % text.replace('"', '""') if any(c in text for c in ',"\n') else text


def csv_text(table, rows):
    """The columns of the schema, in its order; `asumsi` is false where a row does not say."""
    columns = [field["name"] for field in schema(table)["fields"]]
    lines = [",".join(columns)]
    lines += [",".join(cell(c, row.get(c, False if c == "asumsi" else None)) for c in columns) for row in rows]
    return "\n".join(lines) + "\n"


def geojson_text(name, features):
    """One feature a line, so that a change shows as a change of that line."""
    lines = [json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features]
    return '{"type":"FeatureCollection","name":"%s","features":[\n%s\n]}\n' % (name, ",\n".join(lines))


def area_feature(properties, rings):
    """RFC 7946: rings closed and counter-clockwise; several rings are several parts."""
    parts = [[[list(p) for p in ring + ring[:1]]] for ring in rings]
    geometry = {"type": "Polygon", "coordinates": parts[0]} if len(parts) == 1 else {"type": "MultiPolygon", "coordinates": parts}
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def layers(arcs, all_kelurahan):
    kelurahan = [area_feature({"kode": k.kode, "nama": k.nama, "kode_kecamatan": k.kecamatan, "kecamatan": facts.KECAMATAN[k.kecamatan]},
                              k.rings) for k in all_kelurahan]
    kecamatan = []
    for kode, nama in facts.KECAMATAN.items():
        members = {i for i, k in enumerate(all_kelurahan) if k.kecamatan == kode}
        kecamatan.append(area_feature({"kode": kode, "nama": nama}, land.rings(arcs, members.__contains__)))
    return kecamatan, kelurahan


def waves():
    return [{"kode": kode, "nama": nama, "hari": hari, "mulai": mulai, "selesai": selesai, "porsi_per_petugas": 1, "menit_maks": minutes,
             "untuk_kpps": True, "untuk_linmas": True, "untuk_pengawas": False}
            for kode, nama, hari, mulai, selesai, minutes in facts.GELOMBANG]


def package_text():
    resources = [{"name": table, "path": table + ".csv", "profile": "tabular-data-resource", "format": "csv", "mediatype": "text/csv",
                  "encoding": "utf-8", "dialect": {"delimiter": ",", "lineTerminator": "\n", "doubleQuote": True, "header": True},
                  "schema": schema(table)} for table in TABLES]
    resources += [{"name": layer, "path": layer + ".geojson", "format": "geojson", "mediatype": "application/geo+json",
                   "encoding": "utf-8"} for layer in LAYERS]
    resources.append({"name": "kebijakan", "path": "kebijakan.json", "format": "json", "mediatype": "application/json", "encoding": "utf-8"})
    return json_text({
        "profile": "data-package", "name": "pangkalpinang", "title": "Kota Pangkalpinang, Pilkada Ulang 27 Agustus 2025",
        "description": "Kasus bawaan posko. Nama, kode dan jumlah nyata; batas wilayah, letak dan sumber daya dibuat. Lihat README.md.",
        "version": "1.0.0", "licenses": [{"name": "MIT", "path": "https://opensource.org/licenses/MIT", "title": "MIT License"}],
        "sources": [{"title": "KPU: jumlah TPS per kelurahan, Pemilu 14 Februari 2024"},
                    {"title": "Kepmendagri tentang kode wilayah: nama dan kode kecamatan dan kelurahan"},
                    {"title": "posko: data/pangkalpinang/make.py"}],
        "resources": resources})


def json_text(value):
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def make_case():
    """Returns: the files of the case, name -> text."""
    arcs, all_kelurahan = places.make_kelurahan()
    tables = {"tps": places.polling_stations(all_kelurahan), "faskes": places.facilities(all_kelurahan)}
    tables["nakes"] = means.staff(all_kelurahan, tables["faskes"])
    tables["ambulans"] = means.ambulances()
    tables["dapur"] = means.kitchens(places.finder(all_kelurahan))
    tables["kendaraan"] = means.vehicles()
    tables["gelombang"] = waves()
    tables["baliho"] = places.billboards(all_kelurahan)
    kecamatan, kelurahan = layers(arcs, all_kelurahan)
    zona = places.zones(all_kelurahan, tables["baliho"], tables["faskes"])
    check(tables, kecamatan, kelurahan, all_kelurahan)
    files = {table + ".csv": csv_text(table, tables[table]) for table in TABLES}
    for name, features in zip(LAYERS, (kecamatan, kelurahan, zona)):
        files[name + ".geojson"] = geojson_text(name, features)
    files["kebijakan.json"] = json_text(POLICY)
    files.update({os.path.join("skenario", name + ".json"): json_text(text) for name, text in scenarios().items()})
    files["datapackage.json"] = package_text()
    return files


def demand(holds, what):
    if not holds:
        raise SystemExit("make.py: the case it made is wrong: " + what)


def check(tables, kecamatan, kelurahan, all_kelurahan):
    """What must hold of the case, by sums and by shapely where it is installed."""
    tps = tables["tps"]
    demand(len(kecamatan) == 7 and len(kelurahan) == 42, "7 kecamatan, 42 kelurahan")
    demand(sum(not t["khusus"] for t in tps) == 311 and sum(t["khusus"] for t in tps) == 4, "311 + 4 TPS")
    demand(sum(t["dpt_laki"] for t in tps) == 83704 and sum(t["dpt_perempuan"] for t in tps) == 85312, "voters")
    demand(all(t["dpt_laki"] + t["dpt_perempuan"] <= facts.PEMILIH_MAKS for t in tps), "at most 600 voters a TPS")
    demand(len({t["kode_tps"] for t in tps}) == len(tps), "codes are unique")
    for k in all_kelurahan:
        demand(all(k.holds(land.to_metres(t["lon"], t["lat"]), 30.0) for t in k.tps), "TPS 30 m inside " + k.nama)
    for kode in facts.KECAMATAN:
        demand(any(f["boleh_pos"] for f in tables["faskes"] if f["kecamatan"] == kode), "a site in " + kode)
    try:
        from shapely.geometry import shape
        from shapely.ops import unary_union
    except ImportError:
        return
    small, large = [shape(f["geometry"]) for f in kelurahan], [shape(f["geometry"]) for f in kecamatan]
    whole = unary_union(small)
    demand(all(s.is_valid for s in small + large), "valid polygons")
    demand(abs(sum(s.area for s in small) - whole.area) < 1e-12 and whole.symmetric_difference(unary_union(large)).area < 1e-12,
           "no overlap; kecamatan are their kelurahan")
    demand(whole.geom_type == "Polygon" and not whole.interiors, "no gap")


def main():
    folder = sys.argv[1] if len(sys.argv) > 1 else HERE
    os.makedirs(os.path.join(folder, "skenario"), exist_ok=True)
    for name, text in make_case().items():
        with open(os.path.join(folder, name), "w", encoding="utf-8", newline="\n") as file:
            file.write(text)


if __name__ == "__main__":
    main()
