#!/usr/bin/env python3
"""What people do to a case's tables in a spreadsheet, and what posko check says of it, as TAP. Usage: check-edits.py SOURCE_ROOT BUILD_ROOT

Codes whose zeros went, points and counts that were taken for something else, a workbook under the name of a table; and that posko's own
case gives nothing to read. Dialects that mean the same are in roundtrip.py.
"""
import csv
import io
import json
import os
import re

import little_city as city
import tap

BUILT_IN = os.path.join(tap.SOURCE, "data", "pangkalpinang")


def found(folder, *options):
    done = tap.run("check", folder, "--json", *options)
    assert done.returncode in (0, 1), done.stderr
    return json.loads(done.stdout)


def edit(folder, file, change, name="case", source=tap.MINI):
    path = os.path.join(folder, name)
    if not os.path.exists(path):
        tap.copy_case(folder, source, name)
    text = change(tap.read(path, file))
    tap.write(text, path, file)
    return path


def mend(folder, case):
    copy = case + "-rapi"
    done = tap.run("check", case, "--repair", "-o", copy)
    assert done.returncode in (0, 1), done.stderr
    return copy, list(csv.DictReader(io.StringIO(tap.read(copy, "perbaikan.csv").lstrip("\ufeff")), delimiter=";"))


def only(said, code, n=1):
    these = [one for one in said["temuan"] if one["kode"] == code]
    assert len(these) == n, (code, said["temuan"])
    return these[0] if these else None


def without_zeros(text):
    return re.sub(r"(19\.71\.\d\d\.\d{4}\.)0+(\d+)", r"\1\2", text)


@tap.test
def a_fresh_case_gives_nothing_to_read(folder):
    """a fresh case gives nothing to read"""
    tap.write(city.simple_table(), folder, "daftar.csv")
    tap.write(city.kecamatan(), folder, "batas.geojson")
    for dialect in ("excel", "plain"):
        case = os.path.join(folder, dialect)
        done = tap.run("init", "--city=Kota", "--tps", os.path.join(folder, "daftar.csv"), "--boundaries", os.path.join(folder, "batas.geojson"), "--csv", dialect,
                       "-o", case)
        assert done.returncode == 0, done.stderr
        said = found(case)
        assert [one for one in said["temuan"] if one["tingkat"] == "keterangan"] == [], said["temuan"]
        assert said["galat"] == 0
    edit(folder, "tps.csv", lambda text: text.lstrip("\ufeff"), "excel")
    only(found(os.path.join(folder, "excel")), "dialect")


@tap.test
def zeros_of_tps_codes_come_back_from_either_side(folder):
    """zeros of tps codes come back from either side"""
    want = found(tap.copy_case(folder, BUILT_IN, "asli"))["kasus"]
    every_fifth = lambda text: "\n".join(without_zeros(line) if n % 5 == 0 else line for n, line in enumerate(text.split("\n")))
    for name, table, column, change in (("daftar", "tps.csv", "kode_tps", without_zeros), ("orang", "nakes.csv", "tps_terdaftar", without_zeros),
                                        ("sebagian", "tps.csv", "kode_tps", every_fifth)):
        case = edit(folder, table, change, name, BUILT_IN)
        said = found(case)
        told = only(said, "code-restored")
        assert said["galat"] == 0 and said["kasus"] == want and (told["berkas"], told["kolom"]) == (table, column), (name, said)
        copy, log = mend(folder, case)
        assert {row["kode"] for row in log} == {"text-restored", "dialect"} and {row["berkas"] for row in log} == {table}
        mended = found(copy)
        assert mended["kasus"] == want and not [one for one in mended["temuan"] if one["kode"] == "code-restored"]


@tap.test
def codes_that_nothing_explains_are_refused_in_one_line(folder):
    """codes that nothing explains are refused in one line"""
    case = edit(folder, "nakes.csv", lambda text: text.replace("19.71.", "20.72."), source=BUILT_IN)
    said = found(case)
    told = only(said, "foreign-key")
    assert said["galat"] == 1 and "20.72." in told["ditemukan"] and "19.71." in told["seharusnya"], said


@tap.test
def one_tps_written_twice_is_an_error_that_names_both_rows(folder):
    """one tps written twice is an error that names both rows"""
    case = edit(folder, "tps.csv", lambda text: text + without_zeros(text.splitlines()[1]) + "\n")
    told = only(found(case), "key-duplicate")
    assert told["baris"] == 8 and "line 2" in told["ditemukan"], told
    # Two ways to write zeros: nothing says which is right, but they are one TPS.
    case = edit(folder, "tps.csv", lambda text: text + text.splitlines()[1].replace(".001,", ".0001,", 1) + "\n", "lain")
    told = only(found(case), "key-duplicate")
    assert told["baris"] == 8 and "line 2" in told["ditemukan"] and "19.71.01.1001.0001" in told["ditemukan"], told


@tap.test
def a_lost_point_is_named_and_put_back(folder):
    """a lost point is named and put back"""
    want = found(tap.copy_case(folder, name="asli"))["kasus"]
    for name, old, new in (("satu", "-2.095,106.105", "-2095,106105"), ("ribuan", "-2.095,106.105", '"-2.095.000","106.105.000"'),
                           ("lintang", "-2.095,106.105", "-2095,106.105")):
        case = edit(folder, "tps.csv", lambda text: text.replace(old, new, 1), name)
        said = found(case)
        assert said["galat"] > 0 and any("-2.095" in (one["perbaikan"] or "") for one in said["temuan"]), said["temuan"]
        copy, log = mend(folder, case)
        assert [row["kode"] for row in log if row["kode"] != "dialect"] == ["coordinate-point"] * (1 if name == "lintang" else 2), log
        assert found(copy)["kasus"] == want


@tap.test
def a_point_that_leads_nowhere_is_not_put_back(folder):
    """a point that leads nowhere is not put back"""
    case = edit(folder, "tps.csv", lambda text: text.replace("-2.095,106.105", "-3095,106105", 1))
    said = found(case)
    assert said["galat"] == 2 and not any("-3.095" in (one["perbaikan"] or "") for one in said["temuan"])
    assert mend(folder, case)[1] == []


@tap.test
def a_count_with_an_exponent_is_named(folder):
    """a count with an exponent is named"""
    case = edit(folder, "tps.csv", lambda text: text.replace(",270,280,", ",2.7E+02,2.80E+02,", 1))
    said = found(case)
    assert sorted(re.search(r"\d+", one["perbaikan"]).group() for one in said["temuan"] if one["kode"] == "type-integer") == ["270", "280"], said
    assert "last digits" in next(one["perbaikan"] for one in said["temuan"] if one["ditemukan"] == '"2.7E+02"')


@tap.test
def a_workbook_under_the_name_of_a_table_is_one_line(folder):
    """a workbook under the name of a table is one line"""
    kinds = {"xlsx": b"PK\x03\x04\x14\x00" + b"\x00\n,;\xff" * 900, "xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00\n,;\xff" * 900,
             "html": "<html><table>\n" + "<tr><td>1,2;3</td></tr>\n" * 200, "utf16": "\ufeff<table>\n".encode("utf-16-le") * 50, "pdf": b"%PDF-1.4\n" + b"1,2\n" * 99}
    for name, content in kinds.items():
        case = edit(folder, "tps.csv", lambda text: content, name)
        said = found(case)
        told = only(said, "table-foreign")
        assert said["galat"] == 1 and told["berkas"] == "tps.csv" and "CSV" in told["perbaikan"], (name, said)
        copy, log = mend(folder, case)
        assert log == [] and tap.tree(copy)["tps.csv"] == tap.tree(case)["tps.csv"]


@tap.test
def what_waits_for_rows_with_errors_is_said(folder):
    """what waits for rows with errors is said"""
    case = edit(folder, "tps.csv", lambda text: text.replace(",270,280,", ",x,280,", 1))
    edit(folder, "nakes.csv", lambda text: text.replace(",19.71.01.1001.002,", ",19.71.01.1001.999,", 1))
    said = found(case)
    told = only(said, "checks-waiting")
    assert said["galat"] == 1 and told["berkas"] == "tps.csv" and "nakes.csv: tps_terdaftar" in told["perbaikan"], said
    edit(folder, "tps.csv", lambda text: text.replace(",x,280,", ",270,280,", 1))
    said = found(case)
    only(said, "checks-waiting", 0)
    only(said, "foreign-key")


@tap.test
def a_retyped_header_is_repaired_like_any(folder):
    """a retyped header is repaired like any"""
    def change(text):
        header, rest = text.replace("-2.095,106.105", "106.105,-2.095", 1).split("\n", 1)
        return header.replace("lat,lon", "LAT, Lon ").replace("kode_tps", "Kode TPS") + "\n" + rest
    case = edit(folder, "tps.csv", change)
    assert found(case)["galat"] > 0
    copy, log = mend(folder, case)
    assert [row["kode"] for row in log if row["baris"] == "2"] == ["coordinate-swapped"] * 2, log
    assert found(copy)["galat"] == 0


@tap.test
def every_change_of_a_rewritten_table_is_in_the_log(folder):
    """every change of a rewritten table is in the log"""
    case = edit(folder, "tps.csv", lambda text: text.replace(",", "\t").replace("false", "tidak"))
    copy, log = mend(folder, case)
    assert [(row["kolom"], row["sebelum"], row["sesudah"]) for row in log] == [
        ("", "UTF-8, TAB, LF", "UTF-8, ,, CRLF"), ("asumsi", "tidak", "false"), ("khusus", "tidak", "false")], log
    assert {row["kode"] for row in log} == {"dialect"}


def cells(column, change):
    """Changes the cells of a column of plain CSV by @change (cell, number of the row from 0)."""
    def edited(text):
        rows = list(csv.reader(io.StringIO(text.lstrip("\ufeff"))))
        at = rows[0].index(column)
        for n, row in enumerate(rows[1:]):
            row[at] = change(row[at], n)
        out = io.StringIO()
        csv.writer(out, lineterminator="\n").writerows(rows)
        return out.getvalue()
    return edited


@tap.test
def a_kelurahan_is_held_against_its_layer(folder):
    """a kelurahan is held against its layer"""
    before = list(csv.DictReader(io.StringIO(tap.read(BUILT_IN, "tps.csv").lstrip("\ufeff"))))
    own, other = before[3], next(row for row in before if row["kecamatan"] == before[3]["kecamatan"] and row["kelurahan"] != before[3]["kelurahan"])
    some = lambda text: lambda cell, n: text if n == 3 else cell
    for name, column, text, code, remedy in (
            ("kode", "kode_kelurahan", own["kode_kelurahan"][:-2] + "77", "kelurahan-code-unknown", own["kode_kelurahan"]),
            ("nama", "kelurahan", own["kelurahan"] + "x", "kelurahan-unknown", own["kelurahan"]),
            ("lain", "kelurahan", other["kelurahan"], "kelurahan-code-name", own["kelurahan"])):
        case = edit(folder, "tps.csv", cells(column, some(text)), name, BUILT_IN)
        said = found(case)
        told = only(said, code)
        assert (told["baris"], told["kolom"], told["tingkat"]) == (5, column, "peringatan") and text in told["ditemukan"], told
        assert remedy in told["perbaikan"] or name == "lain", told
        only(said, "tps-number-gap", 0)


@tap.test
def a_near_name_of_a_kecamatan_is_said(folder):
    """a near name of a kecamatan is said"""
    told = only(found(edit(folder, "tps.csv", lambda text: text.replace("Kampung Lama,Utara", "Kampung Lama,Utaar", 1))), "kecamatan-spelling")
    assert told["ditemukan"] == '"Utaar"' and '"Utara"' in told["perbaikan"], told


@tap.test
def a_slip_of_a_number_is_named(folder):
    """a slip of a number is named"""
    rows = list(csv.DictReader(io.StringIO(tap.read(BUILT_IN, "tps.csv").lstrip("\ufeff"))))
    large = next(row["kode_kelurahan"] for row in rows if row["nomor"] == "13")
    at = next(n for n, row in enumerate(rows) if row["kode_kelurahan"] == large and row["nomor"] == "12")
    said = found(edit(folder, "tps.csv", cells("nomor", lambda cell, n: "11" if n == at else cell), source=BUILT_IN))
    told = only(said, "tps-number-double")
    assert "11 twice" in told["ditemukan"] and "12: the digit 1 after 1 should be 2" in told["perbaikan"], told
    only(said, "tps-number-gap", 0)


@tap.test
def dates_that_nothing_proves_are_a_guess_and_stay(folder):
    """dates that nothing proves are a guess and stay"""
    excel = lambda text: cells("pakta_integritas", lambda cell, n: "08/06/2025")(text).replace(",", ";")
    case = edit(folder, "nakes.csv", excel)
    told = only(found(case), "date-day-first")
    assert told["tingkat"] == "peringatan" and "guess" in told["ditemukan"] and "--repair" in told["perbaikan"], told
    copy, log = mend(folder, case)
    assert not [row for row in log if row["kode"] == "date-plain"] and "08/06/2025" in tap.read(copy, "nakes.csv"), log
    assert found(copy)["kasus"] == found(case)["kasus"]


@tap.test
def words_for_ya_and_tidak_are_one_error_a_column(folder):
    """words for ya and tidak are one error a column"""
    told = only(found(edit(folder, "tps.csv", cells("khusus", lambda cell, n: "YT"[n % 2]))), "type-boolean")
    assert told["ditemukan"] == '"Y", "T" (6 cells)' and told["seharusnya"] == "ya or tidak" and "Y = ya, T = tidak" in told["perbaikan"], told


@tap.test
def seconds_of_a_time_are_said(folder):
    """seconds of a time are said"""
    told = only(found(edit(folder, "gelombang.csv", cells("mulai", lambda cell, n: cell + ":00"))), "time-seconds")
    assert told["kolom"] == "mulai", told


@tap.test
def another_dialect_than_the_case_has_is_said_and_put_back(folder):
    """another dialect than the case has is said and put back"""
    tap.write(city.simple_table(), folder, "daftar.csv")
    tap.write(city.kecamatan(), folder, "batas.geojson")
    case = os.path.join(folder, "us")
    done = tap.run("init", "--city=Kota", "--tps", os.path.join(folder, "daftar.csv"), "--boundaries", os.path.join(folder, "batas.geojson"), "-o", case)
    assert done.returncode == 0, done.stderr
    american = lambda text: re.sub(r"(\d),(\d)", r"\1.\2", text.lstrip("\ufeff")).replace(";", ",")
    before = tap.read(case, "tps.csv")
    edit(folder, "tps.csv", american, "us")
    assert "\",\"" in only(found(case), "dialect")["ditemukan"]
    copy, log = mend(folder, case)
    assert {row["kode"] for row in log} == {"dialect"} and tap.read(copy, "tps.csv") == before, log
    edit(folder, "tps.csv", lambda text: re.sub(r";(1\d\d),(\d+);", r";\1.\2;", before), "us")
    assert '"," (lat), "." (lon)' in only(found(case), "dialect")["ditemukan"]


tap.finish()
