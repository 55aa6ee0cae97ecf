#!/usr/bin/env python3
"""posko check --repair, as TAP. Usage: check-repair.py SOURCE_ROOT BUILD_ROOT

The main property: a case spoilt in ways that have one reading only means the same again after the repair (its hash is that of the
original), the original is untouched, and a second repair changes nothing. Then, repair by repair, what the log says; and what is never touched.
"""
import csv
import io
import json
import os
import random

import tap

LOG = "perbaikan.csv"


def check(folder):
    done = tap.run("check", folder, "--json")
    return json.loads(done.stdout)


def log(folder):
    return list(csv.DictReader(io.StringIO(tap.read(folder, LOG).lstrip("\ufeff")), delimiter=";"))


def mend(folder, name, *options, status=0, source="case"):
    """Repairs folder/source into folder/name, which must leave the original as it is; gives the log."""
    source, copy = os.path.join(folder, source), os.path.join(folder, name)
    before = tap.tree(source)
    done = tap.run("check", source, "--repair", "-o", copy, *options)
    assert done.returncode == status, f"exit status {done.returncode}, expected {status}: {done.stdout[-800:]}{done.stderr[-800:]}"
    assert tap.tree(source) == before, "the original was touched"
    assert set(tap.tree(copy)) == set(before) | {LOG}, "not the same files"
    return log(copy)


def twice(folder, name, *options):
    """A second repair of a repaired copy changes not a byte and logs nothing."""
    again = name + "-lagi"
    assert mend(folder, again, *options, source=name) == [], "the second repair changed something"
    assert tap.differences(os.path.join(folder, name), os.path.join(folder, again)) in ([], [LOG])


def change(folder, file, old, new):
    path = os.path.join(folder, "case", file)
    text = tap.read(path)
    assert old in text, f"{old!r} is not in {file}"
    tap.write(text.replace(old, new, 1), path)


def told(rows, code, **cells):
    found = [row for row in rows if row["kode"] == code and all(row[name] == value for name, value in cells.items())]
    assert found, f"no {code} with {cells} in {rows}"


# ---- the whole

def spoil_cell(rng, column, text):
    if text == "":
        return text
    if column in ("khusus", "asumsi", "asn", "boleh_pos") and rng.random() < 0.3:
        return {"true": "ya", "false": "tidak"}.get(text, text)
    if column in ("mulai", "selesai", "buka", "tutup") and text.startswith("0") and rng.random() < 0.3:
        return text[1:]
    if column == "kecamatan" and rng.random() < 0.3:
        return rng.choice([text.upper(), text.lower(), "Kec. " + text, text.replace(" ", "")])
    return text


def spoil_table(rng, path):
    """Dirt with one reading: blanks, spelling, exact copies, swapped or unsigned coordinates, another dialect."""
    rows = list(csv.DictReader(io.StringIO(tap.read(path))))
    columns = list(rows[0])
    excel = rng.random() < 0.5
    for row in rows:
        for column in columns:
            row[column] = spoil_cell(rng, column, row[column])
        dirt = rng.random()
        if "lat" in row and dirt < 0.1:
            row["lat"], row["lon"] = row["lon"], row["lat"]
        elif "lat" in row and dirt < 0.2:
            row["lat"] = row["lat"].lstrip("-")
        if excel:
            for column in ("lat", "lon", "partisipasi_lalu", "kecepatan_kmh"):
                if column in row:
                    row[column] = row[column].replace(".", ",")
        for column in columns:
            if rng.random() < 0.05 and row[column]:
                row[column] = rng.choice(["  ", "", "\t"]) + row[column] + rng.choice([" ", "   "])
    for _ in range(rng.randrange(3)):
        rows.append(dict(rng.choice(rows)))
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, delimiter=";" if excel else rng.choice(",\t|"), lineterminator=rng.choice(["\n", "\r\n"]))
    writer.writeheader()
    writer.writerows(rows)
    with open(path, "w", encoding=rng.choice(["utf-8", "utf-8-sig", "utf-16"]), newline="") as file:
        file.write(text.getvalue())


@tap.test
def a_spoilt_case_means_the_same_after_the_repair(folder):
    """a spoilt case means the same after the repair"""
    tap.copy_case(folder)
    want = check(os.path.join(folder, "case"))["kasus"]
    assert want
    for seed in range(int(os.environ.get("POSKO_TEST_SEEDS", "12"))):
        rng = random.Random(seed)
        name = f"kotor{seed}"
        spoilt = tap.copy_case(folder, name=name)
        for table in ("tps", "faskes", "nakes", "ambulans", "dapur", "kendaraan", "gelombang", "baliho"):
            spoil_table(rng, os.path.join(spoilt, table + ".csv"))
        options = rng.choice([[], ["--csv=excel"], ["--csv=plain"]])
        assert len(mend(folder, f"rapi{seed}", *options, source=name)) > 20, "hardly spoilt"
        got = check(os.path.join(folder, f"rapi{seed}"))
        assert got["kasus"] == want, f"seed {seed}: {got['galat']} errors, another meaning"
        twice(folder, f"rapi{seed}", *options)


@tap.test
def a_case_that_needs_nothing_stays_byte_for_byte(folder):
    """a case that needs nothing stays byte for byte"""
    tap.copy_case(folder)
    assert mend(folder, "rapi") == []
    assert tap.differences(os.path.join(folder, "case"), os.path.join(folder, "rapi")) in ([LOG], ["datapackage.json", LOG])
    twice(folder, "rapi")


@tap.test
def the_built_in_case_too(folder):
    """the built in case too"""
    tap.copy_case(folder, os.path.join(tap.SOURCE, "data", "pangkalpinang"))
    assert mend(folder, "rapi") == []
    assert check(os.path.join(folder, "rapi"))["kasus"] == check(os.path.join(folder, "case"))["kasus"]


@tap.test
def the_copy_in_either_dialect_can_be_planned_with(folder):
    """the copy in either dialect can be planned with"""
    tap.copy_case(folder)
    os.mkdir(os.path.join(folder, "case", "skenario"))
    tap.write("{}", os.path.join(folder, "case", "skenario", "x.json"))
    want = check(os.path.join(folder, "case"))["kasus"]
    for dialect in ("excel", "plain"):
        mend(folder, dialect, "--csv=" + dialect)
        assert check(os.path.join(folder, dialect))["kasus"] == want
        assert os.path.exists(os.path.join(folder, dialect, "skenario", "x.json"))
        twice(folder, dialect, "--csv=" + dialect)
    package = json.loads(tap.read(folder, "excel", "datapackage.json"))
    assert package["resources"][0]["dialect"]["delimiter"] == ";" and package["posko"] == "kasus"
    assert tap.read(folder, "excel", "tps.csv").startswith("\ufeff")


# ---- repair by repair

@tap.test
def each_repair_is_logged_with_what_stood_there(folder):
    """each repair is logged with what stood there"""
    tap.copy_case(folder)
    change(folder, "tps.csv", "Kampung Lama,Utara,1,-2.095,106.105", "Kampung Lama,\u00a0UTARA ,1,106.105,-2.095")
    change(folder, "tps.csv", "Utara,2,-2.093", "Kec. Utara,2,2.093")
    text = tap.read(folder, "case", "tps.csv")
    tap.write(text + "\n" + "," * 16 + "\n" + text.splitlines()[3] + ",,\n", os.path.join(folder, "case", "tps.csv"))
    assert check(os.path.join(folder, "case"))["galat"] > 0
    rows = mend(folder, "rapi")
    told(rows, "cell-blanks", berkas="tps.csv", baris="2", kolom="kecamatan", sebelum="\u00a0UTARA ", sesudah="UTARA")
    told(rows, "kecamatan-spelling", baris="2", sebelum="UTARA", sesudah="Utara")
    told(rows, "kecamatan-spelling", baris="3", sebelum="Kec. Utara", sesudah="Utara")
    told(rows, "coordinate-swapped", baris="2", kolom="lat", sebelum="'106.105", sesudah="'-2.095")
    told(rows, "coordinate-minus", baris="3", kolom="lat", sebelum="'2.093", sesudah="'-2.093")
    told(rows, "row-blank", baris="8")
    told(rows, "row-blank", baris="9")
    told(rows, "cell-surplus", baris="10")
    told(rows, "row-copy", baris="10", sebelum="19.71.01.1002.001")
    assert all(row["alasan"] for row in rows) and len(rows) == 11
    assert check(os.path.join(folder, "rapi"))["galat"] == 0
    assert "-2.095,106.105" in tap.read(folder, "rapi", "tps.csv")
    twice(folder, "rapi")


@tap.test
def an_open_ring_is_closed_and_nothing_else_changes(folder):
    """an open ring is closed and nothing else changes"""
    tap.copy_case(folder)
    path = os.path.join(folder, "case", "kecamatan.geojson")
    layer = json.loads(tap.read(path))
    ring = layer["features"][0]["geometry"]["coordinates"][0]
    while not isinstance(ring[0][0], (int, float)):
        ring = ring[0]
    whole = check(os.path.join(folder, "case"))["kasus"]
    text = tap.read(path)
    tap.write(json.dumps(layer), path)
    ring.pop()
    tap.write(json.dumps(layer), path)
    assert any(one["kode"] == "geojson-ring-open" for one in check(os.path.join(folder, "case"))["temuan"])
    told(mend(folder, "rapi"), "ring-open", berkas="kecamatan.geojson")
    mended = check(os.path.join(folder, "rapi"))
    assert mended["kasus"] == whole and not any(one["kode"] == "geojson-ring-open" for one in mended["temuan"])
    assert json.loads(tap.read(folder, "rapi", "kecamatan.geojson")) == json.loads(text)
    twice(folder, "rapi")


@tap.test
def a_typing_error_is_named_and_not_repaired(folder):
    """a typing error is named and not repaired"""
    tap.copy_case(folder)
    change(folder, "tps.csv", "240,251,7", "2400,251,7")
    change(folder, "kebijakan.json", "{", '{"resmi": {"nilai": [{"wilayah": "Pasir Putih", "dpt_laki": 473}]},')
    assert mend(folder, "rapi") == []
    found = check(os.path.join(folder, "rapi"))["temuan"]
    assert any(one["kode"] == "tps-official" and one["baris"] == 5 for one in found)
    assert "2400,251,7" in tap.read(folder, "rapi", "tps.csv")


@tap.test
def what_cannot_be_repaired_stays_as_it_is(folder):
    """what cannot be repaired stays as it is"""
    tap.copy_case(folder)
    change(folder, "tps.csv", "270,280,7", "270,280,3oo")
    change(folder, "tps.csv", "Pasir Putih,Selatan,1,", "Pasir Putih, SELATAN,1,")
    rows = mend(folder, "rapi", status=1)
    told(rows, "kecamatan-spelling", baris="5")
    assert "270,280,3oo" in tap.read(folder, "rapi", "tps.csv") and check(os.path.join(folder, "rapi"))["galat"] == 1
    again = tap.run("check", os.path.join(folder, "rapi"), "--repair", "-o", os.path.join(folder, "lagi"))
    assert again.returncode == 1 and log(os.path.join(folder, "lagi")) == []


@tap.test
def a_table_of_which_something_would_be_lost_is_left_alone(folder):
    """a table of which something would be lost is left alone"""
    for number, (old, new) in enumerate((("Kampung Lama,Utara,1", "Kampung Lama, utara,1\x00"), ("270,280,7", "270,280,7,7"),
                                         ("Kampung Lama,Utara,1", 'Kampung "Lama, utara,1'))):
        name = f"case{number}"
        path = os.path.join(tap.copy_case(folder, name=name), "tps.csv")
        tap.write(tap.read(path).replace(old, new, 1), path)
        assert mend(folder, f"rapi{number}", "--csv=plain", status=1, source=name) == [], number
        assert tap.read(path) == tap.read(folder, f"rapi{number}", "tps.csv")


@tap.test
def codes_and_formulas_survive_both_dialects(folder):
    """codes and formulas survive both dialects"""
    tap.copy_case(folder)
    change(folder, "tps.csv", "akses,asumsi", "akses,lokasi,asumsi")
    text = tap.read(folder, "case", "tps.csv").splitlines()
    for number, place in enumerate(('"=HYPERLINK(""x"")"', "''Aisyiyah", "'=1+1", "001", '"a;b,c"', '" "'), 1):
        cells = text[number].rsplit(",", 1)
        text[number] = f"{cells[0]},{place},{cells[1]}"
    tap.write("\n".join(text) + "\n", os.path.join(folder, "case", "tps.csv"))
    want = check(os.path.join(folder, "case"))["kasus"]
    assert want
    mend(folder, "a", "--csv=excel")
    mend(folder, "b", "--csv=plain", source="a")
    mend(folder, "c", "--csv=excel", source="b")
    assert [check(os.path.join(folder, name))["kasus"] for name in "abc"] == [want] * 3
    assert tap.read(folder, "a", "tps.csv") == tap.read(folder, "c", "tps.csv")


# ---- usage

@tap.test
def wrong_usage_writes_nothing(folder):
    """wrong usage writes nothing"""
    path = tap.copy_case(folder)
    other = tap.copy_case(folder, name="lain")
    before = tap.tree(folder)
    for options, said in ((["--repair"], "go together"), (["-o", os.path.join(folder, "x")], "go together"), (["--csv=plain"], "--repair"),
                          (["--repair", "-o", path], "never changed"), (["--repair", "-o", os.path.join(path, "dalam")], "never changed"),
                          (["--repair", "-o", other], "name another folder"),
                          (["--repair", "-o", os.path.join(folder, "x"), "--csv=ods"], "excel or plain"),
                          (["--repair", "-o", os.path.join(folder, "x"), "--scenario", "s.json"], "--scenario")):
        done = tap.run("check", path, *options)
        assert done.returncode == 2 and said in done.stderr, (options, done.returncode, done.stderr)
    assert tap.tree(folder) == before


@tap.test
def a_folder_that_is_no_case_gives_no_copy(folder):
    """a folder that is no case gives no copy"""
    os.mkdir(os.path.join(folder, "case"))
    done = tap.run("check", os.path.join(folder, "case"), "--repair", "-o", os.path.join(folder, "rapi"))
    assert done.returncode == 1 and "datapackage.json" in done.stderr, (done.returncode, done.stderr)
    assert os.listdir(folder) == ["case"]


@tap.test
def json_names_the_copy(folder):
    """json names the copy"""
    tap.copy_case(folder)
    done = tap.run("check", os.path.join(folder, "case"), "--repair", "-o", os.path.join(folder, "rapi"), "--json")
    said = json.loads(done.stdout)
    assert done.returncode == 0 and said["perubahan"] == 0 and said["salinan"].endswith("rapi") and said["galat"] == 0


tap.finish()
