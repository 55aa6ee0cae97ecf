#!/usr/bin/env python3
"""The built-in case, as TAP: its maker gives the committed bytes, and its totals hold, counted here anew.
Usage: check-pangkalpinang.py SOURCE_ROOT"""
import csv
import json
import os
import subprocess
import sys
import tempfile

case = os.path.join(sys.argv[1], "data", "pangkalpinang")
results = []


def check(name, faults):
    results.append((name, faults))


def same(what, found, expected):
    return [] if found == expected else [f"{what}: found {found}, expected {expected}"]


def table(name):
    with open(os.path.join(case, name + ".csv"), encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def layer(name):
    with open(os.path.join(case, name + ".geojson"), encoding="utf-8") as file:
        return json.load(file)["features"]


def content(folder, name):
    with open(os.path.join(folder, name), "rb") as file:
        return file.read()


def made_again(hash_seed):
    """Runs the maker into an empty folder and compares every file it writes."""
    with tempfile.TemporaryDirectory() as folder:
        subprocess.run([sys.executable, os.path.join(case, "make.py"), folder], check=True,
                       env={"PATH": os.environ.get("PATH", ""), "PYTHONHASHSEED": hash_seed, "LC_ALL": "C"})
        names = sorted(os.path.relpath(os.path.join(top, name), folder) for top, _, files in os.walk(folder) for name in files)
        stale = [f"{name} differs: run data/pangkalpinang/make.py" for name in names if content(folder, name) != content(case, name)]
        return stale + same("files", len(names), 13 + len(os.listdir(os.path.join(case, "skenario"))))


def crossings(ring, lon, lat):
    return sum((a[1] > lat) != (b[1] > lat) and lon < (b[0] - a[0]) * (lat - a[1]) / (b[1] - a[1]) + a[0] for a, b in zip(ring, ring[1:]))


def outside(rows, features, key, property_name):
    """The rows that lie outside the area they name."""
    rings = {f["properties"][property_name]: f["geometry"]["coordinates"][0] for f in features}
    return [f"{row}: outside {row[key]}" for row in rows if crossings(rings[row[key]], float(row["lon"]), float(row["lat"])) % 2 == 0]


check("the maker gives the committed bytes, with any hash seed", made_again("1") + made_again("4711"))

tps, kecamatan, kelurahan = table("tps"), layer("kecamatan"), layer("kelurahan")
voters = [int(t["dpt_laki"]) + int(t["dpt_perempuan"]) for t in tps]
check("the totals are the official ones",
      same("kecamatan", len(kecamatan), 7) + same("kelurahan", len(kelurahan), 42) +
      same("ordinary TPS", sum(t["khusus"] == "false" for t in tps), 311) + same("special TPS", sum(t["khusus"] == "true" for t in tps), 4) +
      same("men", sum(int(t["dpt_laki"]) for t in tps), 83704) + same("women", sum(int(t["dpt_perempuan"]) for t in tps), 85312) +
      same("voters", sum(voters), 169016) + same("petugas", sum(int(t[k]) for t in tps for k in ("kpps", "linmas", "pengawas")), 3150) +
      [f"{t['kode_tps']}: {n} voters" for t, n in zip(tps, voters) if not 0 < n <= 600])
check("everything lies where it says",
      outside(tps, kelurahan, "kode_kelurahan", "kode") + outside(tps, kecamatan, "kecamatan", "nama") +
      outside(table("faskes"), kecamatan, "kecamatan", "nama") + outside(table("nakes"), kecamatan, "kecamatan", "nama") +
      outside(table("baliho"), kecamatan, "kecamatan", "nama"))
check("every kecamatan has a place for a post",
      sorted({f["properties"]["nama"] for f in kecamatan} - {f["kecamatan"] for f in table("faskes") if f["boleh_pos"] == "true"}))

# Shared borders cancel: walked by both neighbours in opposite directions, so what is left is the outline, walked once.
edges = {}
for feature in kelurahan:
    ring = feature["geometry"]["coordinates"][0]
    for a, b in zip(ring, ring[1:]):
        edges[tuple(a), tuple(b)] = edges.get((tuple(a), tuple(b)), 0) + 1
alone = {a: b for a, b in edges if (b, a) not in edges}
walked = [min(alone)]
while alone[walked[-1]] != walked[0]:
    walked.append(alone[walked[-1]])
check("kelurahan share every vertex of a border; the rest is one outline",
      same("edges walked twice", [e for e, n in edges.items() if n > 1], []) + same("vertices of the outline", len(walked), len(alone)))

staff = table("nakes")
check("staff are numbered posts of duty, never names",
      [n["sebutan"] for n in staff if n["sebutan"] not in (f"{n['profesi'].capitalize()} {i:03d}" for i in range(1, len(staff) + 1))])

print(f"1..{len(results)}")
for i, (name, faults) in enumerate(results, 1):
    print(f"{'not ok' if faults else 'ok'} {i} - {name}")
    for fault in faults[:20]:
        print(f"# {fault}")
sys.exit(any(faults for _, faults in results))
