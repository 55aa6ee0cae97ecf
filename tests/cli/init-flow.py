#!/usr/bin/env python3
"""What holds of every `posko init`: its own output gives itself again, a doubt ends in a draft that a person can use, as TAP.

Usage: init-flow.py SOURCE_ROOT BUILD_ROOT
"""
import json
import os
import re
import shlex
import subprocess

import imports
import little_city as city
import tap

TRUTH = {imports.key(row): row for row in city.TPS}


def offices_files(folder, tps=None, boundaries=None):
    """A messy list and boundaries; gives their paths."""
    changes = {3: {"lat": city.TPS[2]["lon"], "lon": city.TPS[2]["lat"]}, 7: {"lat": "", "lon": ""}, 9: {"kecamatan": "TANJUNGSARI"}}
    paths = os.path.join(folder, "daftar.csv"), os.path.join(folder, "batas.geojson")
    tap.write(tps if tps is not None else city.simple_table(changes, separator=";"), paths[0])
    tap.write(boundaries or city.kelurahan(), paths[1])
    return paths


def init(*options, env=None):
    return tap.run("init", "--city=Kota", *options, env=env)


def again(case, out, *options):
    """init on its own output."""
    done = init("--tps", f"{case}/tps.csv", "--boundaries", f"{case}/kecamatan.geojson", "--kelurahan", f"{case}/kelurahan.geojson", "-o", out, *options)
    assert done.returncode == 0, done.stderr
    return done


def actions(case):
    return {kind["tindakan"] for kind in json.loads(tap.read(case, "impor.json"))["jenis"]}


@tap.test
def running_it_again_changes_nothing(folder):
    """init on its own output: the same files but for what is said of the office's file, and then the very same, in both dialects"""
    tps, boundaries = offices_files(folder)
    for dialect in ("excel", "plain"):
        first, second, third = (os.path.join(folder, f"{dialect}{n}") for n in range(3))
        done = init("--tps", tps, "--boundaries", boundaries, "-o", first, f"--csv={dialect}")
        assert done.returncode == 0, done.stderr
        assert "diperbaiki" in actions(first) and "ditandai" in actions(first), actions(first)
        again(first, second, f"--csv={dialect}")
        assert set(tap.differences(first, second)) <= {"impor.json", "pemetaan.json"}, tap.differences(first, second)
        assert not actions(second) & {"diperbaiki", "ditolak", "galat"}, tap.read(second, "impor.json")
        again(second, third, f"--csv={dialect}")
        assert tap.differences(second, third) == [], tap.differences(second, third)
        before = tap.tree(third)
        again(third, third, f"--csv={dialect}", "--replace")
        assert tap.tree(third) == before, "replacing a case by itself changed it"


@tap.test
def made_up_places_give_themselves_again(folder):
    """a list without one place: what is assumed besides rests on places as tps.csv keeps them, so a second init assumes the same"""
    tps, boundaries = offices_files(folder, city.simple_table({i: {"lat": "", "lon": ""} for i in range(1, len(city.TPS) + 1)}))
    first, second = (os.path.join(folder, str(n)) for n in range(2))
    assert init("--tps", tps, "--boundaries", boundaries, "-o", first).returncode == 0
    again(first, second)
    assert set(tap.differences(first, second)) <= {"impor.json", "pemetaan.json"}, tap.differences(first, second)


@tap.test
def a_city_on_the_equator(folder):
    """the other hemisphere is next door: only the row's own kecamatan proves that a minus is missing"""
    north = 2.13
    layer = json.loads(city.kecamatan())
    for feature in layer["features"]:
        feature["geometry"]["coordinates"] = [[[x, round(y + north, 6)] for x, y in ring] for ring in feature["geometry"]["coordinates"]]
    changes = {i: {"lat": round(row["lat"] + north, 6)} for i, row in enumerate(city.TPS, 1)}
    suka_maju, muara_baru = 1, next(i for i, row in enumerate(city.TPS, 1) if row["kecamatan"] == "Muara Baru")
    changes[suka_maju]["lat"] = 0.035  # 550 m outside: its own kecamatan ends at 0.03
    changes[suka_maju + 1]["lat"] = 0.045  # 1.7 km outside
    changes[muara_baru]["lat"] = -changes[muara_baru]["lat"] if changes[muara_baru]["lat"] < -0.03 else 0.04
    tps, boundaries = offices_files(folder, city.simple_table(changes), json.dumps(layer))
    case = os.path.join(folder, "case")
    done = init("--tps", tps, "--boundaries", boundaries, "-o", case, "--csv=plain")
    assert done.returncode == 0, done.stderr
    kinds = {kind["kode"]: kind for kind in json.loads(tap.read(case, "impor.json"))["jenis"]}
    found = {code: (kinds[code]["tindakan"], kinds[code]["baris"]) for code in ("coordinate-border", "coordinate-outside", "coordinate-minus")}
    assert found == {"coordinate-border": ("ditandai", "2"), "coordinate-outside": ("ditandai", "3"), "coordinate-minus": ("diperbaiki", str(muara_baru + 1))}, found
    assert "0.035000" in tap.read(case, "tps.csv"), "the place near its border was moved"


@tap.test
def a_case_gives_way_to_a_smaller_one(folder):
    """what an earlier run wrote may go with it, as its package lists it; a person's own file may not"""
    tps, boundaries = offices_files(folder, boundaries=city.kecamatan())
    case, villages, own = os.path.join(folder, "case"), os.path.join(folder, "kelurahan.geojson"), os.path.join(folder, "case", "catatan.txt")
    tap.write(city.kelurahan(), villages)
    words = ("--tps", tps, "--boundaries", boundaries, "-o", case, "--replace")
    assert init(*words, "--kelurahan", villages).returncode == 0 and "kelurahan.geojson" in os.listdir(case)
    tap.write("milik saya", own)
    done = init(*words)
    assert done.returncode == 2 and "catatan.txt" in done.stderr and "kelurahan.geojson" in os.listdir(case), done.stderr
    os.remove(own)
    done = init(*words)
    assert done.returncode == 0 and "kelurahan.geojson" not in os.listdir(case), done.stderr


@tap.test
def a_failed_import_leaves_the_case(folder):
    """an import that fails: the earlier case stays to the byte, nothing is left beside it"""
    tps, boundaries = offices_files(folder)
    case = os.path.join(folder, "case")
    assert init("--tps", tps, "--boundaries", boundaries, "-o", case).returncode == 0
    before = tap.tree(case)
    tap.write("", tps)
    done = init("--tps", tps, "--boundaries", boundaries, "-o", case, "--replace")
    assert done.returncode == 1 and tap.tree(case) == before and tap.hidden(folder) == [], done.stderr
    offices_files(folder)
    done = init("--tps", tps, "--boundaries", boundaries, "-o", case, "--replace", "--strict")
    assert done.returncode == 1 and tap.tree(case) == before and tap.hidden(folder) == [], done.stderr


def doubtful_table():
    """Two columns that may both be the latitude, with different content."""
    return city.table(["kecamatan", "kelurahan", "tps", "lat", "lintang", "lon", "L", "P"],
                      [[*city.simple(row)[:4], f"{row['lat'] - 0.01:.6f}", *city.simple(row)[4:]] for row in city.TPS])


@tap.test
def a_doubt_gives_a_draft(folder):
    """a doubtful mapping: exit 1, no case, a draft beside it; the printed command, after one edit, makes the case"""
    tps, boundaries = offices_files(folder, doubtful_table(), city.kecamatan())
    case, draft = os.path.join(folder, "kota kecil"), os.path.join(folder, "kota kecil-pemetaan.json")
    done = init("--tps", tps, "--boundaries", boundaries, "-o", case, "--csv=plain")
    assert done.returncode == 1 and not os.path.exists(case) and done.stdout == "", done.stdout + done.stderr
    mapping = json.loads(tap.read(draft))
    assert {column["kepala"] for column in mapping["kolom"]} == {"kecamatan", "kelurahan", "tps", "lat", "lintang", "lon", "L", "P"}, mapping
    command = re.search(r"^  (posko init .*)$", done.stderr, re.M)[1]

    # given back as it is, it is no answer; nor is a role that there is not, nor a workbook
    for change, words in (({}, ("kota kecil-pemetaan.json", '"lat" (lat)', '"lintang" (tidak_dibaca)', '"dipastikan": true')), ({"peran": "bujur"}, ('"bujur"', "lon"))):
        tap.write(json.dumps({**mapping, "kolom": [{**column, **change} for column in mapping["kolom"]]}), f"{folder}/lain.json" if change else draft)
        done = init("--tps", tps, "--boundaries", boundaries, "-o", case, "--mapping", f"{folder}/lain.json" if change else draft)
        assert done.returncode == 1 and not os.path.exists(case) and all(word in done.stderr for word in words), done.stderr
    tap.write(b"PK\3\4", f"{folder}/buku.xlsx")
    done = init("--tps", tps, "--boundaries", boundaries, "-o", case, "--mapping", f"{folder}/buku.xlsx")
    assert done.returncode == 1 and "buku.xlsx" in done.stderr and "no mapping" in done.stderr, done.stderr

    edited = [{**column, "peran": {"lintang": "tidak_dibaca", "lat": "lat"}.get(column["kepala"], column["peran"]), "dipastikan": True} for column in mapping["kolom"]]
    tap.write(json.dumps({**mapping, "kolom": edited}), draft)
    other = init("--tps", tps, "--boundaries", boundaries, "-o", case, "--csv=plain")
    assert other.returncode == 1 and "kota kecil-pemetaan-2.json" in other.stderr, other.stderr
    assert json.loads(tap.read(draft))["kolom"] == edited, "an edited draft was written over"

    done = subprocess.run([tap.POSKO, *shlex.split(command)[1:]], env=tap.environment(), capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, done.stderr
    account = json.loads(tap.read(case, "impor.json"))
    assert account["baris"]["dipakai"] == 24 and account["baris"]["ditandai"] == 0, account["baris"]
    assert {"kepala": "lintang", "peran": "tidak_dibaca"} in account["kolom"], account["kolom"]
    assert ["pemetaan"] == [file["peran"] for file in account["berkas"] if file["nama"].endswith("-pemetaan.json")], account["berkas"]
    # the mapping that the case keeps does it too
    done = init("--tps", tps, "--boundaries", boundaries, "-o", os.path.join(folder, "lagi"), "--csv=plain", "--mapping", f"{case}/pemetaan.json")
    assert done.returncode == 0 and tap.read(folder, "lagi", "tps.csv") == tap.read(case, "tps.csv"), done.stderr


@tap.test
def a_rounded_nik_is_not_kept(folder):
    """--nik=keep: numbers that a spreadsheet rounded are left out and told, by lines and without their digits; whole ones are kept as digits"""
    whole = [f"19790101018000{row:02}" for row in range(1, 25)]
    for name, write, kept in (("sains", lambda nik: f"{nik[0]},{nik[1:6]}E+15", []), ("nol", lambda nik: nik[:14] + "00", []), ("utuh", lambda nik: "'" + nik, whole),
                              ("titik", lambda nik: f"{int(nik):,}".replace(",", "."), whole)):
        tps, boundaries = offices_files(folder, city.table([*city.SIMPLE, "NIK Ketua"], [[*city.simple(row), write(nik)] for row, nik in zip(city.TPS, whole)], ";"))
        case = os.path.join(folder, name)
        done = init("--tps", tps, "--boundaries", boundaries, "-o", case, "--nik=keep")
        assert done.returncode == 0, done.stderr
        kinds = {kind["kode"]: kind for kind in json.loads(tap.read(case, "impor.json"))["jenis"]}
        assert [line.split(",")[1] for line in tap.read(case, "nik.csv").split()[1:]] == kept, f"{name}: {tap.read(case, 'nik.csv')[:200]}"
        assert kinds["nik-rounded"]["baris"] == "2-25" if not kept else "nik-rounded" not in kinds, f"{name}: {sorted(kinds)}"
        assert "column-private" not in kinds and ("nik-kept" in kinds) == bool(kept), f"{name}: {sorted(kinds)}"
        assert not any(nik[:14] in tap.read(case, "impor.json") for nik in whole), name


@tap.test
def the_lists_own_total_goes_to_the_policy(folder):
    """a total row: official figures of kebijakan.json; check names the likeliest typing error where they differ from the rows"""
    laki, perempuan = (sum(row[f"dpt_{sex}"] for row in city.TPS) for sex in ("laki", "perempuan"))
    for name, n_tps, n_warnings in (("sama", 24, 0), ("tertukar", 42, 1)):
        rows = [*map(city.simple, city.TPS), ["JUMLAH", "", n_tps, "", "", laki, perempuan]]
        tps, boundaries = offices_files(folder, city.table(city.SIMPLE, rows, ";"))
        case = os.path.join(folder, name)
        done = init("--tps", tps, "--boundaries", boundaries, "-o", case)
        assert done.returncode == 0, done.stderr
        official = json.loads(tap.read(case, "kebijakan.json"))["resmi"]["nilai"]
        assert official == [{"wilayah": "", "tps": n_tps, "dpt_laki": laki, "dpt_perempuan": perempuan, "sumber": "Baris jumlah di daftar TPS"}], official
        assert "total-official" in tap.read(case, "impor.json")
        said = tap.run("check", case)
        assert (said.stdout + said.stderr).count("[resmi-rows]") == n_warnings, said.stdout + said.stderr


@tap.test
def a_file_that_cannot_be_read_says_the_way_out(folder):
    """files that are missing, folders, cut short or locked: the first line says which and what to do, and no case is made"""
    tps, boundaries = offices_files(folder)
    case, nowhere, cut, locked = (os.path.join(folder, name) for name in ("case", "tidak-ada.csv", "putus.xlsx", "kunci.xlsx"))
    tap.write(b"PK\3\4" + bytes(26) + b"[Content_Types].xml" + bytes(200), cut)
    tap.write(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16le") + bytes(600), locked)
    for words, said in ((["--tps", nowhere, "--boundaries", boundaries], f"{nowhere}: there is no such file (--tps)"),
                        (["--tps", tps, "--boundaries", nowhere], "there is no such file (--boundaries)"),
                        (["--tps", tps, "--boundaries", boundaries, "--mapping", nowhere], "there is no such file (--mapping)"),
                        (["--tps", folder, "--boundaries", boundaries], "this is a folder")):
        done = init(*words, "-o", case)
        assert done.returncode == 1 and said in done.stderr.split("\n")[0], f"{words}: {done.stderr}"
    for path, said in ((cut, "save it again"), (locked, "with its password")):
        done = init("--tps", path, "--boundaries", boundaries, "-o", case)
        assert done.returncode == 1 and said in done.stderr and "LibreOffice" in done.stderr and not os.path.exists(case), done.stderr


@tap.test
def nik_is_dropped_masked_kept(folder):
    """--nik: identity numbers are nowhere in the case unless asked for, then only in nik.csv"""
    numbers = [f"1979014506{i:02}0001" for i in range(10, 34)]
    tps, boundaries = offices_files(folder, city.table([*city.SIMPLE, "NIK Ketua"], [[*city.simple(row), nik] for row, nik in zip(city.TPS, numbers)]))
    for use, shown in (("drop", None), ("mask", numbers[0][:6] + "********" + numbers[0][-2:]), ("keep", numbers[0])):
        case = os.path.join(folder, use)
        done = init("--tps", tps, "--boundaries", boundaries, "-o", case, f"--nik={use}")
        assert done.returncode == 0, done.stderr
        written = {name: data.decode() for name, data in tap.tree(case).items()}
        assert ("nik.csv" in written) == (use != "drop"), sorted(written)
        assert ("nik.csv" in written["datapackage.json"]) == (use != "drop"), "the package and the folder differ"
        assert ("identity numbers are kept" in done.stdout) == (use != "drop"), done.stdout
        elsewhere = [name for name, data in written.items() if name != "nik.csv" and any(nik in data for nik in numbers)]
        assert elsewhere == [], elsewhere
        assert numbers[0] not in done.stdout + done.stderr, "a NIK was printed"
        assert shown is None or shown in written["nik.csv"], written["nik.csv"][:200]
        assert use == "keep" or not any(nik in written.get("nik.csv", "") for nik in numbers), "a whole NIK"


@tap.test
def sheets_by_content_name_and_number(folder):
    """--sheet: a workbook, whatever its name ends in; the list is found, or named, and a sheet that is not there names those that are"""
    try:
        import openpyxl
    except ImportError:
        return
    book = openpyxl.Workbook()
    book.active.title = "Petunjuk"
    book.active.append(["Cara mengisi daftar ini"])
    for title, columns, rows in (("Daftar TPS", 7, city.TPS), ("Rekap", 5, city.TPS[:8])):
        sheet = book.create_sheet(title)
        for row in [city.SIMPLE, *map(city.simple, rows)]:
            sheet.append(row[:columns])
    tps, boundaries = offices_files(folder, "", city.kecamatan())
    for words, status, said in (([], 0, "24 TPS in 3 of 3"), (["--sheet=daftar tps"], 0, "24 TPS in 3 of 3"), (["--sheet=3"], 0, "8 TPS in 1 of 3"),
                                (["--sheet=Daftar"], 1, "Petunjuk.*Daftar TPS.*Rekap"), (["--sheet=4"], 1, "Petunjuk.*Daftar TPS.*Rekap"),
                                (["--sheet=0"], 1, "Petunjuk.*Daftar TPS.*Rekap")):
        book.save(tps + ".xlsx")
        os.rename(tps + ".xlsx", tps)
        done = init("--tps", tps, "--boundaries", boundaries, "-o", os.path.join(folder, "case"), "--replace", *words)
        assert done.returncode == status and re.search(said, done.stdout + done.stderr), f"{words}: {done.stdout}{done.stderr}"
    sheet = book.copy_worksheet(book["Daftar TPS"])
    book.save(tps + ".xlsx")
    done = init("--tps", tps + ".xlsx", "--boundaries", boundaries, "-o", os.path.join(folder, "two"))
    assert done.returncode == 1 and "--sheet" in done.stderr and "Daftar TPS Copy" in done.stderr, f"two lists: {done.stdout}{done.stderr}"


@tap.test
def threads_and_language_change_nothing(folder):
    """--threads and the language: the same bytes of every file but the notes for people, which are impor.json's advice too"""
    tps, boundaries = offices_files(folder)
    cases = []
    for threads, language in ((1, ""), (4, "id")):
        cases.append(os.path.join(folder, f"case{threads}"))
        done = init("--tps", tps, "--boundaries", boundaries, "-o", cases[-1], f"--threads={threads}", env=tap.environment(LANGUAGE=language))
        assert done.returncode == 0, done.stderr
    assert set(tap.differences(*cases)) <= {"ASUMSI.txt", "impor.json", "datapackage.json"}, tap.differences(*cases)
    accounts = [json.loads(tap.read(case, "impor.json")) for case in cases]
    advice = [[(kind.pop("diharapkan"), kind.pop("saran")) for kind in account["jenis"]] for account in accounts]
    assert accounts[0] == accounts[1] and any(map(any, advice[0])), advice


@tap.test
def the_summary_fits_a_screen(folder):
    """the summary: at most 69 lines whatever happened, the worst first, and where the rest stands"""
    spoilt = {i: {"lat": ["nan", "0", "-6.2", "106.1", "2.13", "x" * 300][i % 6], "nomor": i % 5, "kecamatan": row["kecamatan"] + "xyz" * (i % 3)}
              for i, row in enumerate(city.TPS, 1)}
    for name, table in (("spoilt", city.simple_table(spoilt)), ("good", city.simple_table())):
        tps, boundaries = offices_files(folder, table)
        done = init("--tps", tps, "--boundaries", boundaries, "-o", os.path.join(folder, name))
        lines = (done.stdout if done.returncode == 0 else done.stderr).splitlines()
        assert 5 < sum(1 + (len(line) - 1) // 100 for line in lines) <= 69, "\n".join(lines)
        assert any("impor.json" in line or "--json" in line for line in lines), "\n".join(lines)
        titles = [line.split(",")[0] for line in lines if re.match(r"(Faults|Refused|Marked|Repaired|Left out|Read so)\b", line)]
        order = [t for t in ("Faults", "Refused", "Marked", "Repaired", "Left out", "Read so:") if t in titles]
        assert titles == order, titles


@tap.test
def no_paths_and_no_times(folder):
    """impor.json: names of files without folders, their checksums, nothing of the machine or the hour"""
    tps, boundaries = offices_files(folder)
    case = os.path.join(folder, "case")
    assert init("--tps", tps, "--boundaries", boundaries, "-o", case).returncode == 0
    text = tap.read(case, "impor.json")
    assert folder not in text and not re.search(r"20\d\d-\d\d-\d\d|\d\d:\d\d:\d\d", text), text
    files = json.loads(text)["berkas"]
    for file, path in zip(files, (tps, boundaries)):
        digest = subprocess.run(["sha256sum", path], capture_output=True, encoding="ascii", check=True).stdout.split()[0]
        assert file["nama"] == os.path.basename(path) and file["sha256"] == digest and file["bita"] == os.path.getsize(path), file


@tap.test
def a_case_of_it_plans(folder):
    """a case out of a messy list: check, plan and verify take it"""
    tps, boundaries = offices_files(folder)
    case, out = os.path.join(folder, "case"), os.path.join(folder, "out")
    assert init("--tps", tps, "--boundaries", boundaries, "-o", case).returncode == 0
    assert tap.run("check", case).returncode == 0, tap.run("check", case).stdout
    tap.plan(case, out, "--effort=0.1")
    assert tap.run("verify", case, out).returncode == 0


tap.finish()
