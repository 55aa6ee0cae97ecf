#!/usr/bin/env python3
"""What holds of scenarios, comparisons and many plans at once, as TAP. Usage: scenarios.py SOURCE_ROOT BUILD_ROOT"""
import csv
import io
import json
import os
import random
import re
import shutil
import signal
import subprocess
import time

import tap

BUILT_IN = os.path.join(tap.SOURCE, "data", "pangkalpinang")
SCENARIOS = os.path.join(BUILT_IN, "skenario")
MESSAGE_MAX = 600


def rows(*path):
    return list(csv.DictReader(io.StringIO(tap.read(*path))))


def scenario(folder, name, changes=(), policy=None):
    path = os.path.join(folder, name + ".json")
    tap.write(json.dumps({"nama": name, "perubahan": list(changes), "kebijakan": policy or {}}), path)
    return path


def cells(table, key, code):
    """A row of the mini case as a scenario would add it."""
    row = next(row for row in rows(tap.MINI, table + ".csv") if row[key] == code)
    return {name: value for name, value in row.items() if value != ""}


def case_hash(path):
    done = tap.run("check", tap.MINI, "--json", *([] if path is None else ["--scenario", path]))
    return json.loads(done.stdout)["kasus"]


# ---- Scenarios ----


@tap.test
def empty_scenario(folder):
    """an empty scenario changes nothing: every file of the plan, byte for byte"""
    path = os.path.join(folder, "kosong.json")
    tap.plan(tap.MINI, os.path.join(folder, "a"))
    for text in ("{}", '{"nama": "kosong", "perubahan": [], "kebijakan": {}}'):
        tap.write(text, path)
        tap.plan(tap.MINI, os.path.join(folder, "b"), "--scenario", path)
        assert tap.differences(os.path.join(folder, "a"), os.path.join(folder, "b")) == [], text


def inverses():
    """Pairs of changes that undo each other: name, changes, policy."""
    tps, board = cells("tps", "kode_tps", "19.71.01.1001.002"), cells("baliho", "kode", "BL3")
    person = cells("nakes", "kode", "D05")
    new_board = {"kode": "BL9", "nama": "Baru", "kecamatan": "Utara", "lat": -2.096, "lon": 106.11, "biaya": 1000000, "lalu_lintas": "tinggi", "ukuran": "kecil"}
    yield "ubah", [{"tabel": "tps", "di_mana": {"akses": "perahu"}, "ubah": {"akses": "gang", "kpps": 9, "nomor": 77}},
                   {"tabel": "tps", "di_mana": {"nomor": 77}, "ubah": {"akses": "perahu", "kpps": 7, "nomor": 2}}], None
    yield "ubah-to-missing", [{"tabel": "nakes", "di_mana": {"kode": "D05"}, "ubah": {"shift_maks": None}},
                              {"tabel": "nakes", "di_mana": {"kode": "D05"}, "ubah": {"shift_maks": person["shift_maks"]}}], None
    yield "kali", [{"tabel": "tps", "kali": {"dpt_laki": 2, "kpps": 2}}, {"tabel": "tps", "kali": {"dpt_laki": 0.5, "kpps": 0.5}}], None
    yield "kali-rupiah", [{"tabel": "baliho", "kali": {"biaya": 4}}, {"tabel": "baliho", "kali": {"biaya": 0.25}}], None
    yield "tambah", [{"tabel": "baliho", "tambah": [new_board]}, {"tabel": "baliho", "di_mana": {"kode": "BL9"}, "hapus": True}], None
    yield "hapus", [{"tabel": "baliho", "di_mana": {"kode": "BL3"}, "hapus": True}, {"tabel": "baliho", "tambah": [board]}], None
    yield "hapus-first", [{"tabel": "tps", "di_mana": {"kode_tps": tps["kode_tps"]}, "hapus": True}, {"tabel": "tps", "tambah": [tps]}], None
    yield "policy", [], {"respons/standar_menit": 12, "/respons/standar_menit": 15, "fase/penghitungan/selesai": "20:00",
                         "/fase/penghitungan/selesai": "01:00", "baliho/anggaran_baliho": 1, "/baliho/anggaran_baliho": 10000000}
    yield "policy-to-itself", [], {"baliho/anggaran_baliho": 10000000, "pos/tps_per_tim": 2}


@tap.test
def change_and_inverse(folder):
    """a change and its inverse give the baseline, every file of the plan, byte for byte"""
    tap.plan(tap.MINI, os.path.join(folder, "a"))
    for name, changes, policy in inverses():
        path = scenario(folder, name, changes, policy)
        tap.plan(tap.MINI, os.path.join(folder, "b"), "--scenario", path)
        assert tap.differences(os.path.join(folder, "a"), os.path.join(folder, "b")) == [], name
        if changes:  # the first of the two alone does change the case
            half = scenario(folder, name, changes[:1], None)
            assert case_hash(half) != case_hash(None), f"{name}: the change changes nothing"


def random_change(draw):
    """A change of the mini case and the change that undoes it."""
    table, key, column, low, high = draw.choice([("tps", "kode_tps", "kpps", 5, 9), ("tps", "kode_tps", "dpt_laki", 1, 300), ("baliho", "kode", "biaya", 1, 10 ** 7),
                                                 ("faskes", "kode", "tim_maks", 1, 3), ("dapur", "kode", "porsi_per_gelombang", 1, 300),
                                                 ("kendaraan", "kode", "porsi_maks", 1, 90), ("gelombang", "kode", "menit_maks", 60, 200)])
    row = draw.choice(rows(tap.MINI, table + ".csv"))
    where = {key: row[key]}
    kind = draw.choice(["ubah", "kali"])
    if kind == "kali" and int(row[column]) * 2 <= high:
        return [{"tabel": table, "di_mana": where, "kali": {column: 2}}], [{"tabel": table, "di_mana": where, "kali": {column: 0.5}}]
    return ([{"tabel": table, "di_mana": where, "ubah": {column: draw.randint(low, high)}}],
            [{"tabel": table, "di_mana": where, "ubah": {column: int(row[column])}}])


@tap.test
def random_inverses(folder):
    """random changes, undone in the opposite order, give the same case"""
    draw, same = random.Random(3), case_hash(None)
    for number in range(12):
        pairs = [random_change(draw) for _ in range(draw.randint(1, 4))]
        changes = [change for pair in pairs for change in pair[0]] + [change for pair in reversed(pairs) for change in pair[1]]
        if len({(c["tabel"], json.dumps(c["di_mana"]), *c.get("ubah", c.get("kali"))) for c in changes}) < len(pairs):
            continue  # two changes of one cell: the second's inverse would restore the file's value, not the first's
        assert case_hash(scenario(folder, f"acak{number}", changes)) == same, changes


@tap.test
def shipped_scenarios(folder):
    """each scenario of the built-in case says what it teaches, changes the case, and loads without an error"""
    names = sorted(os.listdir(SCENARIOS))
    assert len(names) >= 10, names
    hashes = {"": json.loads(tap.run("check", BUILT_IN, "--json").stdout)["kasus"]}
    for name in names:
        path = os.path.join(SCENARIOS, name)
        assert len(json.loads(tap.read(path))["keterangan"]) > 200, f"{name} does not say what it teaches"
        done = tap.run("check", BUILT_IN, "--scenario", path, "--json")
        assert done.returncode == 0, f"{name}: {done.stdout[:1000]}"
        hashes[name] = json.loads(done.stdout)["kasus"]
    assert len(set(hashes.values())) == len(hashes), hashes


@tap.test
def hard_scenario_is_verified(folder):
    """a scenario that takes away the largest kitchen gives a plan that keeps every rule and says what is short"""
    path, out = os.path.join(SCENARIOS, "dapur-ditutup.json"), os.path.join(folder, "out")
    tap.plan(BUILT_IN, out, "--scenario", path, "--effort=0.05", "--csv=plain")
    done = tap.run("verify", BUILT_IN, out, "--scenario", path)
    assert done.returncode == 0, done.stdout[:1000]
    assert all(row["kode_dapur"] != "D1" for row in rows(out, "makan.csv")), "the closed kitchen still cooks"
    assert any(row["produk"] == "makan" for row in rows(out, "kekurangan.csv")), "nothing is said to be short"


# Scenarios that take a limit off, and the product whose possible plans only become more by it.
RELAXATIONS = [
    ("posko", "money", [], {"pos/anggaran_pos": 20000000}),
    ("posko", "places", [{"tabel": "faskes", "di_mana": {"kode": "RS1"}, "ubah": {"boleh_pos": True}}], None),
    ("posko", "teams", [{"tabel": "faskes", "kali": {"tim_maks": 2}}], None),
    ("posko", "no-must", [{"tabel": "faskes", "di_mana": {"kode": "PK1"}, "ubah": {"wajib_buka": False}}], None),
    ("ambulans", "spare", [{"tabel": "ambulans", "di_mana": {"kode": "AMB3"}, "ubah": {"tersedia": True}}], None),
    ("ambulans", "places", [{"tabel": "faskes", "kali": {"ambulans_maks": 2}}], None),
    ("roster", "shifts", [{"tabel": "nakes", "di_mana": {"kode": "D05"}, "ubah": {"shift_maks": 3}}], None),
    ("roster", "days", [{"tabel": "nakes", "di_mana": {"tidak_tersedia": {"kosong": False}}, "ubah": {"tidak_tersedia": None}}], None),
    ("skrining", "capacity", [{"tabel": "faskes", "kali": {"skrining_per_sesi": 2}}], None),
    ("skrining", "travel", [], {"skrining/menit_maks": 60}),
    ("makan", "kitchens", [{"tabel": "dapur", "kali": {"porsi_per_gelombang": 4}}, {"tabel": "dapur", "di_mana": {"kode": "DP2"}, "ubah": {"tps_maks": 50}}], None),
    ("makan", "vehicles", [{"tabel": "kendaraan", "kali": {"porsi_maks": 4}}], None),
    ("makan", "hygiene", [{"tabel": "dapur", "di_mana": {"kode": "DP3"}, "ubah": {"slhs_berlaku": "2027-12-31"}}], None),
    ("makan", "freshness", [{"tabel": "gelombang", "kali": {"menit_maks": 2}}], None),
    ("baliho", "money", [], {"baliho/anggaran_baliho": 12000000}),
    ("baliho", "sites", [{"tabel": "baliho", "tambah": [{"kode": "BL9", "nama": "Baru", "kecamatan": "Utara", "lat": -2.0985, "lon": 106.1205, "biaya": 500000, "lalu_lintas": "tinggi", "ukuran": "kecil"}]}], None),
    ("baliho", "cheaper", [{"tabel": "baliho", "kali": {"biaya": 0.5}}], None),
]


# Scenarios that put a limit on: the plan without them is the one with a limit less.
RESTRICTIONS = [
    ("posko", "place", [{"tabel": "faskes", "di_mana": {"kode": "KC1"}, "ubah": {"boleh_pos": False}}], None),
    ("ambulans", "one less", [{"tabel": "ambulans", "di_mana": {"kode": "AMB1"}, "ubah": {"tersedia": False}}], None),
    ("roster", "absent", [{"tabel": "nakes", "sampel": {"bagian": 0.3, "benih": 5}, "ubah": {"tidak_tersedia": "H"}}], None),
    ("skrining", "capacity", [{"tabel": "faskes", "di_mana": {"kode": "PK1"}, "ubah": {"skrining_per_sesi": 0}}], None),
    ("makan", "kitchen", [{"tabel": "dapur", "di_mana": {"kode": "DP1"}, "kali": {"porsi_per_gelombang": 0.5}}], None),
    ("baliho", "money", [], {"baliho/anggaran_baliho": 6000000}),
]


def certificates(out, product):
    """The levels of a product in their order, wave by wave."""
    found = {}
    for row in rows(out, "sertifikat.csv"):
        if row["produk"] == product:
            found.setdefault(row["tingkat"].partition("@")[2], []).append(row)
    return found


def worse(before, after):
    """The first level at which a proven value has become worse although all before it are equal, or a bound contradicts a value."""
    for a, b in zip(before, after):
        sign = 1 if a["tujuan"] == "min" else -1
        if b["batas"] and sign * int(b["batas"]) > sign * int(a["nilai"]):
            return f"{a['tingkat']}: the bound {b['batas']} rules out {a['nilai']}, which was reached under more limits"
        if a["status"] != "optimal" or b["status"] != "optimal":
            return None
        if a["nilai"] != b["nilai"]:
            return None if sign * (int(b["nilai"]) - int(a["nilai"])) < 0 else f"{a['tingkat']}: {a['nilai']} became {b['nilai']}"
    return None


@tap.test
def relaxations(folder):
    """with a limit less, no proven value of the product is worse, and no bound rules out what was reached before"""
    base, other, better = os.path.join(folder, "a"), os.path.join(folder, "b"), set()
    tap.plan(tap.MINI, base, "--csv=plain")
    for is_less, (product, name, changes, policy) in [(True, row) for row in RELAXATIONS] + [(False, row) for row in RESTRICTIONS]:
        tap.plan(tap.MINI, other, "--csv=plain", "--scenario", scenario(folder, name, changes, policy))
        before, after = (certificates(out, product) for out in ((base, other) if is_less else (other, base)))
        for wave, levels in before.items():
            fault = worse(levels, after[wave])
            assert fault is None, f"{product}, {name}: {fault}"
            better |= {product} if [level["nilai"] for level in levels] != [level["nilai"] for level in after[wave]] else set()
    assert better == {product for product, *_ in RELAXATIONS}, f"only {better} changed at all"


# ---- Comparisons ----


def compare(a, b, *options):
    done = tap.run("compare", a, b, "--json", *options)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


EVERYTHING = {"nama": "Semua sedikit", "kebijakan": {"baliho/anggaran_baliho": 20000000, "perjalanan/kecepatan_antar_kmh": 18}, "perubahan": [
    {"tabel": "nakes", "sampel": {"bagian": 0.3, "benih": 5}, "ubah": {"tidak_tersedia": "H"}},
    {"tabel": "tps", "di_mana": {"kode_tps": "19.71.01.1001.001"}, "ubah": {"akses": "perahu", "kpps": 9}},
    {"tabel": "ambulans", "di_mana": {"kode": "AMB1"}, "ubah": {"tersedia": False}}]}


def two_plans(folder):
    """A plan of the mini case, and one with staff, a TPS, an ambulance and meals that are not the same."""
    path, a, b = (os.path.join(folder, name) for name in ("s.json", "a", "b"))
    tap.write(json.dumps(EVERYTHING), path)
    tap.plan(tap.MINI, a)
    tap.plan(tap.MINI, b, "--scenario", path, "--csv=plain")
    return a, b


def many_plans(folder):
    """The plan of the mini case, and those of small scenarios drawn by a seed; all in plain CSV."""
    draw, outs = random.Random(8), []
    for number in range(7):
        out = os.path.join(folder, f"p{number}")
        changes = [change for _ in range(4) for change in random_change(draw)[0]] if number > 0 else []
        if number > 0:
            changes.append({"tabel": "nakes", "sampel": {"bagian": 0.2 + 0.1 * number, "benih": number}, "ubah": {"tidak_tersedia": draw.choice(["H", "H-1", "H H+1"])}})
        policy = {"baliho/anggaran_baliho": 10000000 - 1300000 * number, "perjalanan/kecepatan_nakes_kmh": 15 + 3 * number}
        tap.plan(tap.MINI, out, "--csv=plain", "--scenario", scenario(folder, f"s{number}", changes, policy))
        outs.append(out)
    return outs


@tap.test
def comparison_with_itself(folder):
    """a comparison of a plan with itself is empty"""
    a, _ = two_plans(folder)
    whole = compare(a, a)
    found = whole["tabel"]
    assert {row["putusan"] for row in found["perbandingan"]} == {"sama"} and len(found["perbandingan"]) > 50
    assert {row["bukti"] for row in found["perbandingan_sertifikat"]} == {"sama"}
    others = {name: len(table) for name, table in found.items() if not name.startswith("perbandingan") and table}
    assert others == {} and whole["orang"] == whole["dikabari"] == whole["tim"] == 0, others


def swapped(row):
    """A row as the comparison the other way round has it."""
    words = {"lebih_baik": "lebih_buruk", "melewati_batas": "mencapai_batas", "hanya_a": "hanya_b", "baru": "hapus", "masuk": "keluar"}
    words.update({b: a for a, b in words.items()})
    other = {}
    for name, value in row.items():
        if name in ("putusan", "perubahan"):
            value = words.get(value, value)
        elif name.startswith("selisih") and value is not None:
            value = 0 - value
        twin = name[:-2] + {"_a": "_b", "_b": "_a"}[name[-2:]] if name[-2:] in ("_a", "_b") else name
        other[twin] = value
    return other


def mirrors(there, back, name):
    one, two = ([{k: v for k, v in row.items() if not (k == "nomor" and name.startswith("perbandingan"))} for row in side["tabel"][name]]
                for side in (there, back))
    one = [swapped(row) for row in one]
    two = [{k: row[k] for k in (one[0] if one else row)} for row in two]
    return sorted(one, key=json.dumps) == sorted(two, key=json.dumps)


MIRRORED = ("perbandingan", "perbandingan_sertifikat", "terdampak_orang", "terdampak_tps", "terdampak_makan", "terdampak_sarana", "terdampak_kecamatan")


@tap.test
def comparison_mirrors(folder):
    """A to B and B to A mirror each other, kecamatan by kecamatan"""
    plans = many_plans(folder)
    pairs = [two_plans(folder)] + list(zip(plans, plans[1:])) + [(plans[0], plans[-1])]
    seen = set()
    for a, b in pairs:
        there, back = compare(a, b), compare(b, a)
        for name in MIRRORED:
            assert mirrors(there, back, name), f"{os.path.basename(a)} {os.path.basename(b)}: {name}"
            seen |= {(name, row.get("putusan", row.get("perubahan", row.get("bukti", "")))) for row in there["tabel"][name]}
        assert [there[k] for k in ("orang", "dikabari")] == [back[k] for k in ("orang", "dikabari")]
    for name, word in (("terdampak_orang", "masuk"), ("terdampak_orang", "baru"), ("terdampak_tps", "ubah"), ("terdampak_makan", "ubah"),
                       ("terdampak_sarana", "baru"), ("perbandingan", "lebih_buruk"), ("perbandingan", "belum_terbukti")):
        assert (name, word) in seen, f"no comparison has {word} in {name}"


def number_of(text):
    return float(text or 0)


def sums_of_affected(out):
    """What the lists of who is affected add up to, by figure."""
    people, meals, means = (rows(out, f"terdampak_{name}.csv") for name in ("orang", "makan", "sarana"))
    duties, stand_bys = ([row for row in people if row["peran"] == role] for role in ("tugas", "cadangan"))
    sums = {("roster", "jam"): sum(float(r["selisih_jam"]) for r in duties),
            ("cadangan", "terisi"): sum(bool(r["tugas_b"]) - bool(r["tugas_a"]) for r in stand_bys),
            ("makan", "porsi_dilayani"): sum(int(r["porsi_diantar_b"]) - int(r["porsi_diantar_a"]) for r in meals)}
    for kind, product in (("pos", "posko"), ("ambulans", "ambulans"), ("baliho", "baliho")):
        sums[product, "biaya"] = sum(int(r["biaya_b"]) - int(r["biaya_a"]) for r in means if r["jenis"] == kind)
    for profession in ("dokter", "perawat", "bidan", "pengemudi"):
        sums["roster", "terisi_" + profession] = sum((r["tugas_b"] == profession) - (r["tugas_a"] == profession) for r in duties)
    return sums


def check_areas(out, sums):
    """The kecamatan add up to the city: in the table of sums, and row by row in their own folders."""
    areas = rows(out, "terdampak_kecamatan.csv")
    of_city = {"selisih_jam": sums["roster", "jam"], "selisih_siaga": sums["cadangan", "terisi"], "selisih_porsi": sums["makan", "porsi_dilayani"],
               "selisih_tempat": sum(v for k, v in sums.items() if k[1].startswith("terisi_")),
               "selisih_biaya": sum(sums[p, "biaya"] for p in ("posko", "ambulans", "baliho"))}
    for column, value in of_city.items():
        assert abs(sum(float(row[column]) for row in areas) - value) < 0.005, f"{column}: {value}"
    for column, table in (("tugas", "orang"), ("tps", "tps"), ("antaran", "makan")):
        assert sum(int(row[column]) for row in areas) == len(rows(out, f"terdampak_{table}.csv")), column
    folders = {row["kode_kecamatan"]: f"{row['kode_kecamatan']}-{row['kecamatan']}" for row in areas if row["kode_kecamatan"]}
    have = sorted(os.listdir(os.path.join(out, "kecamatan"))) if folders else []
    assert have == sorted(folders.values()), have
    for table in ("terdampak_orang", "terdampak_tps", "terdampak_makan", "terdampak_sarana", "terdampak_kecamatan", "pesan"):
        parts = [row for row in rows(out, table + ".csv") if row["kode_kecamatan"] == ""]
        assert all(table != "terdampak_orang" and row.get("jenis") in ("kendaraan", "dapur", None) for row in parts), f"{table}: {parts}"
        for code, folder in folders.items():
            own = rows(out, "kecamatan", folder, table + ".csv")
            assert {row["kode_kecamatan"] for row in own} <= {code}, f"{folder}/{table}"
            parts += own
        assert sorted(map(str, parts)) == sorted(map(str, rows(out, table + ".csv"))), table


@tap.test
def affected_add_up(folder):
    """the sums over who is affected are the differences of the figures, and the kecamatan's parts add up to the city"""
    plans = many_plans(folder)
    seen = set()
    for a, b in [two_plans(folder)] + [(plans[0], plan) for plan in plans[1:]] + [(plans[2], plans[1])]:
        out = os.path.join(folder, "perbandingan")
        done = tap.run("compare", a, b, "-o", out, "--csv=plain")
        assert done.returncode == 0, done.stderr
        difference = {(r["produk"], r["kode"]): number_of(r["selisih"]) for r in rows(out, "perbandingan.csv")}
        sums = sums_of_affected(out)
        wrong = {key: (value, difference.get(key)) for key, value in sums.items() if abs(value - difference.get(key, 0)) > 0.005}
        assert wrong == {}, f"{os.path.basename(b)}: {wrong}"
        check_areas(out, sums)
        seen |= {key for key, value in sums.items() if value}
    assert len(seen) >= 8, f"only {seen} ever changed"


def teams_to_tell(out):
    """Who must have a message, by the lists."""
    told = set()
    for row in rows(out, "terdampak_orang.csv"):
        kind = "pos" if row["peran"] == "tugas" else "cadangan"
        if row["kabari"] == "true":
            told |= {(kind, row["tempat_a"])} if row["perubahan"] != "masuk" else set()
            told |= {(kind, row["tempat_b"])} if row["perubahan"] != "keluar" else set()
    for row in rows(out, "terdampak_tps.csv"):
        if row["kabari"] == "true" or row["pindah"] == "true":
            told.add(("kelurahan", row["kode_kecamatan"] + "/" + row["kelurahan"]))
        if any(row[f"skrining_{part}_a"] != row[f"skrining_{part}_b"] for part in ("faskes", "tanggal", "sesi")):
            told |= {("skrining", row["skrining_faskes_a"]), ("skrining", row["skrining_faskes_b"])}
    for row in rows(out, "terdampak_sarana.csv"):
        moved = row["perubahan"] != "ubah" or row["tempat_a"] != row["tempat_b"]
        if row["jenis"] == "kendaraan" or (row["jenis"] == "ambulans" and moved):
            told.add((row["jenis"], row["kode"]))
        elif row["jenis"] == "baliho" and moved:
            told.add(("baliho", row["kode_kecamatan"]))
        elif row["jenis"] == "pos" and (moved or row["tim_a"] != row["tim_b"] or row["jumlah_a"] != row["jumlah_b"]):
            told.add(("pos", row["kode"]))
    return {(kind, code) for kind, code in told if code}


@tap.test
def messages(folder):
    """a message for every team that is affected and for no other, short, by names, in the language of the plan, with whom to ask"""
    plans = many_plans(folder)
    kinds = set()
    for a, b in [two_plans(folder)] + [(plans[0], plan) for plan in plans[1:]]:
        out = os.path.join(folder, "perbandingan")
        assert tap.run("compare", a, b, "-o", out, "--csv=plain").returncode == 0
        sent = rows(out, "pesan.csv")
        assert {(row["jenis"], row["kode"]) for row in sent if row["jenis"] != "dapur"} == teams_to_tell(out), os.path.basename(b)
        for row in sent:
            text = row["pesan"]
            assert len(text) <= MESSAGE_MAX and text.startswith("Perubahan rencana: " + row["nama"]) and " • Tanya: " in text, text
            assert "\n" not in text and not re.search(r"2[4-9]:[0-5][0-9]", text), text
            assert row["nama"] != row["kode"], text
        kinds |= {row["jenis"] for row in sent}
    assert kinds == {"pos", "cadangan", "skrining", "kelurahan", "ambulans", "kendaraan", "dapur", "baliho"}, kinds
    english = os.path.join(folder, "english")
    tap.plan(tap.MINI, english, "--language=en", "--seed=1", "--scenario", os.path.join(folder, "s6.json"))
    texts = {row["pesan"] for row in compare(plans[0], english)["tabel"]["pesan"]}
    assert texts and all(text.startswith("Change of plan: ") and " • Ask: " in text for text in texts), texts


# ---- Many at once ----


def write_scenarios(folder):
    """An empty scenario and three that change something; gives their paths."""
    paths = [scenario(folder, "kosong")]
    paths.append(scenario(folder, "sakit", EVERYTHING["perubahan"][:1]))
    paths.append(scenario(folder, "murah", [], {"baliho/anggaran_baliho": 5000000}))
    paths.append(scenario(folder, "perahu", EVERYTHING["perubahan"][1:]))
    return paths


def whatif(out, scenarios, *options, case=tap.MINI):
    done = tap.run("whatif", case, *scenarios, "-o", out, *options)
    assert done.returncode == 0, done.stderr
    return done.stdout


def count_taken_up(text):
    return int((re.findall(r"^([0-9]+) plans? of an earlier run", text, re.M) or ["0"])[0])


@tap.test
def whatif_as_one_by_one(folder):
    """whatif gives the plans that plan gives one by one, on any number of threads, in any order; an empty scenario gives the baseline, byte for byte"""
    scenarios, outs = write_scenarios(folder), [os.path.join(folder, name) for name in ("w1", "w2", "w3")]
    whatif(outs[0], scenarios, "--threads=1")
    whatif(outs[1], scenarios, "--threads=2")
    whatif(outs[2], scenarios[::-1], "--threads=3")
    for out in outs[1:]:
        assert tap.differences(outs[0], out) == [] and tap.hidden(out) == []
    assert tap.differences(os.path.join(outs[0], "dasar"), os.path.join(outs[0], "kosong")) == []
    for name, options in (("dasar", []), ("sakit", ["--scenario", scenarios[1]])):
        alone = os.path.join(folder, "alone-" + name)
        tap.plan(tap.MINI, alone, *options)
        assert tap.differences(alone, os.path.join(outs[0], name)) == [], name
        compared = os.path.join(folder, "compared-" + name)
        assert tap.run("compare", os.path.join(folder, "alone-dasar"), alone, "-o", compared).returncode == 0
        other = "kosong" if name == "dasar" else name
        assert tap.differences(compared, os.path.join(outs[0], "perbandingan", other)) == [], name


@tap.test
def whatif_goes_on(folder):
    """whatif takes up what an earlier run finished, and nothing that is of another seed, effort or dialect, edited, or cut short"""
    scenarios, out = write_scenarios(folder)[:2], os.path.join(folder, "w")
    whatif(out, scenarios)
    whole = tap.tree(out)

    def taken_up(*options):
        return count_taken_up(whatif(out, scenarios, *options))

    assert taken_up() == 3
    shutil.rmtree(os.path.join(out, "sakit"))
    assert taken_up() == 2
    os.remove(os.path.join(out, "kosong", "sopir.csv"))
    roster = tap.read(out, "dasar", "roster.csv").splitlines(keepends=True)
    tap.write("".join(roster[:-1]), out, "dasar", "roster.csv")
    assert taken_up() == 1
    assert tap.tree(out) == whole
    for options in (["--seed=2"], ["--csv=plain"], ["--effort=0.5"], ["--language=en"]):
        assert taken_up(*options) == 0, options
        assert taken_up(*options) == 3, options
    assert taken_up() == 0 and tap.tree(out) == whole


def stamps(folder):
    """What tells a file that was written again from one that was not."""
    found = {}
    for top, _, files in os.walk(folder):
        for name in files:
            status = os.stat(os.path.join(top, name))
            found[os.path.relpath(os.path.join(top, name), folder)] = (status.st_ino, status.st_mtime_ns)
    return found


def kill_after(out, scenarios, n_finished):
    """Starts whatif and kills it with -9 when so many plans are finished; gives which ones were."""
    with subprocess.Popen([tap.POSKO, "whatif", tap.MINI, *scenarios, "-o", out, "--threads=1"], env=tap.environment(),
                          stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        until = time.monotonic() + 60
        while process.poll() is None and time.monotonic() < until:
            finished = [name for name in os.listdir(out) if not name.startswith(".")] if os.path.isdir(out) else []
            if len(finished) >= n_finished:
                break
            time.sleep(0.002)
        process.send_signal(signal.SIGKILL)
        process.wait(timeout=20)
    return sorted(name for name in os.listdir(out) if not name.startswith(".") and name != "perbandingan")


@tap.test
def killed_run_goes_on(folder):
    """a run that is killed with -9 goes on: what was finished is not written again, the rest is made, nothing is left over"""
    scenarios, whole = write_scenarios(folder), os.path.join(folder, "whole")
    whatif(whole, scenarios)
    killed = 0
    for n_finished in (1, 2, 4):
        out = os.path.join(folder, f"killed{n_finished}")
        finished = kill_after(out, scenarios, n_finished)
        before = {name: stamps(os.path.join(out, name)) for name in finished}
        unfinished = next((name for name in ("dasar", "kosong", "sakit", "murah") if name not in finished), "perahu")
        os.makedirs(os.path.join(out, f".{unfinished}.posko-a1b2c3", "isi", "kecamatan"))  # as a kill while files are written leaves it
        killed += len(finished) < 5
        text = whatif(out, scenarios, "--threads=2")
        assert count_taken_up(text) == len(finished) >= n_finished, f"{finished}: {text}"
        assert {name: stamps(os.path.join(out, name)) for name in finished} == before, "a finished plan was written again"
        assert tap.differences(whole, out) == []
        assert tap.hidden(out) == [], tap.hidden(out)
    assert killed >= 2, f"only {killed} runs were killed before their end"


tap.finish()
