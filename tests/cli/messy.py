#!/usr/bin/env python3
"""Files as offices sent them, one row of the table a file, as TAP. Usage: messy.py SOURCE_ROOT BUILD_ROOT DATA_ROOT

DATA_ROOT is the folder of the reference data (beside the project, not part of it): messy/README.md states what each file holds and what
becomes of it; real/<city>/ has the right answer for every row. Lines count from 1 as an editor does; a record's is its first.
Skipped where the data are not there: tests/cli/oddities.py makes small files of every oddity itself.
"""
import csv
import glob
import os
import sys

import imports
import tap

DATA = sys.argv[3]


def at(*rows, header=1):
    """Lines of data rows, counted from 1 after a header on line `header`."""
    return {row + header for row in rows}


def other_than(rows, *but):
    return at(*(row for row in range(1, rows + 1) if row not in but))


# One row a file: its number, the city, what must come of it (imports.check), options. A list without voters has them assumed for all.
PKP, BPN, KDI, CMH = "pangkalpinang", "balikpapan", "kendari", "cimahi"
NONE = {"repaired": 0, "marked": 0, "left_out": 0, "refused": 0}
GOOD = {**NONE, "places": "all", "repaired_lines": (), "marked_lines": (), "refused_lines": ()}
FLAGGED_11 = [("ketapang", 5), ("gajahmada", 5), ("kacangpedang", 14), ("airsalemba", 7), ("pasarpadi", 5)]
FLAGGED_20 = [("pasirputih", 9), ("airmawar", 6), ("gedungnasional", 9), ("lontongpancur", 15), ("pintuair", 8), ("selindung", 16), ("sriwijaya", 12)]
TABLE = [
    ("01", PKP, {**GOOD, "read": 25, "used": 25, "tps": 25}, []),
    ("02", PKP, {**GOOD, "read": 12, "used": 12, "tps": 12}, []),
    ("03", BPN, {**GOOD, "read": 20, "used": 20, "tps": 20}, []),
    ("04", KDI, {**GOOD, "read": 18, "used": 18, "tps": 18}, []),
    ("05", CMH, {**GOOD, "read": 10, "used": 10, "tps": 10}, []),
    ("06", PKP, {**GOOD, "read": 18, "used": 18, "tps": 18}, []),
    ("07", PKP, {**GOOD, "read": 16, "used": 16, "tps": 16}, []),
    ("08", PKP, {**GOOD, "read": 20, "used": 20, "tps": 20, "repaired": 5, "repaired_lines": at(3, 6, 7, 12, 18)}, []),
    ("08 repair=no", PKP, {"read": 20, "used": 20, "tps": 20, "repaired": 0, "marked": 5, "marked_lines": at(3, 6, 7, 12, 18), "repaired_lines": ()},
     ["--repair=no"]),
    ("08 repair=no strict", PKP, {"status": 1, "read": 20}, ["--repair=no", "--strict"]),
    ("09", PKP, {**GOOD, "read": 20, "used": 20, "tps": 20, "repaired": 18, "repaired_lines": other_than(20, 4, 10)}, []),
    ("10", PKP, {"read": 24, "used": 20, "tps": 20, "repaired": 0, "marked": 3, "left_out": 1, "refused": 3, "marked_lines": at(3, 5, 8),
                 "refused_lines": at(6, 10, 24), "left_out_lines": at(23), "places": [("asam", 3), ("asam", 5), ("asam", 8)]}, []),
    ("10 strict", PKP, {"status": 1, "read": 24, "refused": 3}, ["--strict"]),
    ("11", PKP, {"read": 25, "used": 25, "tps": 25, "repaired": 0, "marked": 5, "refused": 0, "marked_lines": at(5, 11, 16, 20, 23), "places": FLAGGED_11}, []),
    ("12", PKP, {**GOOD, "read": 22, "used": 22, "tps": 22, "kecamatan": 3}, []),
    ("13", BPN, {"read": 34, "used": 34, "tps": 2036, "refused": 0, "laki": 255105, "perempuan": 266167}, []),
    ("14", CMH, {**GOOD, "read": 15, "used": 15, "tps": 15, "laki": 1866, "perempuan": 1958, "official": (1866, 1958), "left_out": 0}, []),
    ("15", PKP, {**GOOD, "read": 14, "used": 14, "tps": 14}, []),
    ("16", KDI, {**GOOD, "read": 24, "used": 24, "tps": 24, "kecamatan": 3}, []),
    ("17", PKP, {**GOOD, "read": 10, "used": 10, "tps": 10}, []),
    ("18", PKP, {"status": 1, "said": ["18_kosong.csv", "empty"]}, []),
    ("19", PKP, {"read": 15, "used": 12, "tps": 12, "refused": 3, "refused_lines": at(3, 10, 13), "marked_lines": at(7), "marked": 1, "repaired": 0, "places": "all"}, []),
    ("20", PKP, {"read": 16, "used": 16, "tps": 16, "repaired": 0, "refused": 0, "marked": 11, "marked_lines": at(1, 3, 4, 6, 8, 9, 11, 12, 14, 15, 16),
                 "places": FLAGGED_20}, []),
    ("21", PKP + "/tps_pilkada2025.csv", {**GOOD, "read": 34, "used": 34, "tps": 34, "laki": 8151, "perempuan": 8385, "official": (8151, 8385)}, []),
    ("24", PKP, {"status": 1, "said": ["24_hanya_kepala_tabel.csv"]}, []),
]


def read_truth(path):
    with open(path, encoding="utf-8", newline="") as file:
        return {imports.key(row): row for row in csv.DictReader(file)}


def test_row(number, city, expected, options):
    def function(folder):
        path, = glob.glob(os.path.join(DATA, "messy", number[:2] + "_*"))
        where, _, name = city.partition("/")
        real = os.path.join(DATA, "real", where)
        done, account, rows = imports.init(folder, path, f"{real}/kecamatan.geojson", *options)
        imports.check(expected, done, account, rows, read_truth(os.path.join(real, name or "tps.csv")))
    function.__doc__ = f"messy {number} ({city})"
    tap.test(function)


def test_boundaries(number, options, status, n_kecamatan, action, codes):
    def function(folder):
        path, = glob.glob(os.path.join(DATA, "messy", number + "_*"))
        tps = os.path.join(DATA, "real", PKP, "tps.csv")
        done, account, rows = imports.init(folder, tps, path, *options)
        assert done.returncode == status, f"exit status {done.returncode}: {done.stderr[:600]}"
        if status == 0:
            assert account["hasil"]["kecamatan"] == n_kecamatan, account["hasil"]
            told = {code for code, kind in imports.kinds_of(account, action).items() if kind["berkas"] == os.path.basename(path)}
            assert set(codes) <= told, imports.shown(account)
            assert len(rows) == len(read_truth(tps)), len(rows)
    function.__doc__ = f"messy {number} {' '.join(options)}: {n_kecamatan} kecamatan"
    tap.test(function)


if not os.path.isdir(os.path.join(DATA, "messy")):
    print("1..0 # SKIP the reference data is not beside the project")
    sys.exit(0)
for row in TABLE:
    test_row(*row)
test_boundaries("22", [], 0, 7, "repaired", [])
test_boundaries("22", ["--repair=no"], 1, 0, "fault", [])
test_boundaries("23", [], 0, 7, "left_out", [])
tap.finish()
