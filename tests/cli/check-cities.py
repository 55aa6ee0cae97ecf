#!/usr/bin/env python3
"""init, plan and verify on real TPS lists and boundaries in every format an office sends, as TAP.

Usage: check-cities.py SOURCE_ROOT BUILD_ROOT DATA_ROOT [small]

DATA_ROOT is the folder of the reference data (beside the project, not part of it): real/<city>/ with tps.csv, tps_count.csv (a summary:
one row a kelurahan), kecamatan.geojson, kelurahan.geojson. Every city is planned from its CSV, from its summary and from its kelurahan alone.
The same list as XLSX or XLS, the same boundaries as SHP or GPKG must give the very same tps.csv, and are planned once.
"small": the smallest list only (a sanitized build is slow). Skipped where the data are not there.
"""
import csv
import os
import subprocess
import sys

import tap

REAL = os.path.join(sys.argv[3], "real")
SMALL = sys.argv[4:] == ["small"]
CITIES = {"pangkalpinang": "A", "kendari": "C", "cimahi": "D", "balikpapan": "B"}
MAKE_LAYER = os.path.join(tap.BUILD, "tests", "import", "make-layer")
PLANNED = "pangkalpinang"  # the city that is planned from every format


def source(city, name):
    return os.path.join(REAL, city, name)


def init(city, case, tps=None, boundaries=None, *options):
    done = tap.run("init", "--tps", tps or source(city, "tps.csv"), "--boundaries", boundaries or source(city, "kecamatan.geojson"), "--template", CITIES[city],
                   "--city", city, "-o", case, *options)
    assert done.returncode == 0, f"init: {done.returncode}: {done.stderr[:800]}"


def check_and_plan(case, out, plans=True):
    done = tap.run("check", case)
    assert done.returncode == 0, f"check: {done.returncode}: {done.stdout[-800:]}"
    if plans:
        tap.plan(case, out, "--effort", "0.2", timeout=600)
        done = tap.run("verify", case, out)
        assert done.returncode == 0, f"verify: {done.returncode}: {done.stdout[-800:]}"


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.reader(file))


def number(text):
    """As a spreadsheet keeps it: a number where it looks like one, codes and names as text."""
    try:
        return float(text) if "." in text else int(text)
    except ValueError:
        return text


def write_xlsx(rows, path):
    import openpyxl
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append([number(cell) for cell in row])
    book.save(path)


def write_xls(rows, path):
    import xlwt
    book = xlwt.Workbook()
    sheet = book.add_sheet("TPS")
    for i, row in enumerate(rows):
        for k, cell in enumerate(row):
            sheet.write(i, k, number(cell))
    book.save(path)


def write_layer(path, target, driver):
    done = subprocess.run([MAKE_LAYER, path, target, driver], capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr


def same_list(case, folder, city):
    """tps.csv is that of the city's own CSV and GeoJSON."""
    plain = os.path.join(folder, "plain")
    init(city, plain)
    assert tap.read(case, "tps.csv") == tap.read(plain, "tps.csv"), "another tps.csv than from CSV and GeoJSON"


def test_csv(city, name):
    def function(folder):
        case = os.path.join(folder, "case")
        init(city, case, source(city, name))
        assert len(rows_of(source(city, name))) == len(rows_of(os.path.join(case, "tps.csv"))), "rows were lost"
        check_and_plan(case, os.path.join(folder, "out"))
    function.__doc__ = f"{city}: {name}: init, check, plan, verify"
    tap.test(function)


def test_summary(city):
    def function(folder):
        case = os.path.join(folder, "case")
        init(city, case, source(city, "tps_count.csv"), None, "--kelurahan", source(city, "kelurahan.geojson"))
        rows = rows_of(source(city, "tps_count.csv"))
        n = sum(int(row[rows[0].index("jumlah_tps")]) for row in rows[1:])
        assert len(rows_of(os.path.join(case, "tps.csv"))) == n + 1, f"expected {n} TPS"
        check_and_plan(case, os.path.join(folder, "out"))
    function.__doc__ = f"{city}: a summary: init, check, plan, verify"
    tap.test(function)


def test_kelurahan(city):
    def function(folder):
        case = os.path.join(folder, "case")
        init(city, case, None, source(city, "kelurahan.geojson"))
        check_and_plan(case, os.path.join(folder, "out"))
    function.__doc__ = f"{city}: kelurahan boundaries alone: init, check, plan, verify"
    tap.test(function)


def test_book(city, ending, write):
    def function(folder):
        book, case = os.path.join(folder, f"daftar.{ending}"), os.path.join(folder, "case")
        write(rows_of(source(city, "tps.csv")), book)
        init(city, case, book)
        same_list(case, folder, city)
        check_and_plan(case, os.path.join(folder, "out"), city == PLANNED)
    function.__doc__ = f"{city}: the list as {ending.upper()}"
    tap.test(function)


def test_layer(city, ending, driver):
    def function(folder):
        layer, case = os.path.join(folder, f"batas.{ending}"), os.path.join(folder, "case")
        write_layer(source(city, "kecamatan.geojson"), layer, driver)
        init(city, case, None, layer)
        same_list(case, folder, city)
        check_and_plan(case, os.path.join(folder, "out"), city == PLANNED)
    function.__doc__ = f"{city}: boundaries as {ending.upper()}"
    tap.test(function)


def can(module):
    try:
        __import__(module)
    except ImportError:
        return False
    return True


if not os.path.isdir(REAL):
    print("1..0 # SKIP the reference data is not beside the project")
    sys.exit(0)
test_csv("pangkalpinang", "tps_pilkada2025.csv")
if not SMALL:
    for city in CITIES:
        test_csv(city, "tps.csv")
        test_summary(city)
        test_kelurahan(city)
        if can("openpyxl"):
            test_book(city, "xlsx", write_xlsx)
        if os.path.exists(MAKE_LAYER):
            test_layer(city, "shp", "ESRI Shapefile")
            test_layer(city, "gpkg", "GPKG")
    if can("xlwt"):
        test_book(PLANNED, "xls", write_xls)
tap.finish()
