#!/usr/bin/env python3
"""No plan rests on something that its keys forget, as TAP. Usage: reuse.py SOURCE_ROOT BUILD_ROOT

whatif takes over from the baseline what a scenario does not touch; posko plan --scenario makes everything anew. Every column of every table
and every value of the policy is changed in turn, on the mini case: both ways must give the same bytes.
"""
import concurrent.futures
import datetime
import json
import os

import tap

TABLES = ["tps", "faskes", "nakes", "ambulans", "dapur", "kendaraan", "gelombang", "baliho"]
EVERY = int(os.environ.get("POSKO_TEST_EVERY", "1"))  # only every so manieth change: where a plan takes long
WORK = ["--effort=0.02", "--csv=plain", "--threads=1"]
CODES = {"kode", "kode_tps"}  # changed in every row they would break what points to them


def schema(name):
    with open(os.path.join(tap.SOURCE, "schemas", name), encoding="utf-8") as file:
        return json.load(file)


def clock(text, minutes):
    total = int(text[:2]) * 60 + int(text[3:]) + minutes
    return f"{total // 60:02d}:{total % 60:02d}"


def values_of(column, field, old):
    """Other values for a cell that holds `old`."""
    limits = field.get("constraints", {})
    kind = "time" if field.get("posko:type") == "time" else field["type"]
    if "enum" in limits:
        return [value for value in limits["enum"] if value != old]
    if kind == "boolean":
        return ["false" if old == "true" else "true"]
    if kind == "integer":
        number = int(old or 0)
        return [number + 1, number * 3 + 5 if number < 9 else number // 2]
    if kind == "number":
        number = float(old or 0.5)
        return [round(number + 0.0021, 6), *([] if column in ("lat", "lon") else [round(number * 0.6, 4)])]
    if kind == "date":
        day = datetime.date.fromisoformat(old or "2025-08-01")
        return [str(day + datetime.timedelta(days=days)) for days in (-900, 20)]
    if kind == "time":
        return [clock(old or "08:00", minutes) for minutes in (45, -30)]
    return []


def rows_of(case, table):
    lines = [line.split(",") for line in tap.read(case, table + ".csv").splitlines()]
    return [dict(zip(lines[0], line)) for line in lines[1:]]


TEXTS = {  # other values of texts that name something
    ("tps", "kecamatan"): ["Selatan"], ("tps", "kelurahan"): ["Kampung Lain"], ("tps", "kode_kelurahan"): ["19.71.01.1009"],
    ("faskes", "nama"): ["Nama Lain"], ("nakes", "sebutan"): ["Orang Lain"], ("nakes", "instansi"): ["PK2", ""],
    ("nakes", "tps_terdaftar"): ["", "19.71.01.1001.002"], ("nakes", "nomor_pakta"): ["PI/9"], ("nakes", "tidak_tersedia"): ["H", "H:P"],
    ("ambulans", "nama"): ["Nama Lain"], ("ambulans", "asal"): ["KC2", "PK2"], ("dapur", "nama"): ["Nama Lain"],
    ("kendaraan", "dapur"): ["DP2"], ("gelombang", "nama"): ["Nama Lain"], ("gelombang", "hari"): ["H+1"], ("baliho", "nama"): ["Nama Lain"],
    ("nakes", "kecamatan"): ["Selatan"], ("baliho", "kecamatan"): ["Selatan"], ("faskes", "kecamatan"): ["Selatan"],
}


def table_scenarios(case):
    for table in TABLES:
        rows = rows_of(case, table)
        fields = schema(table + ".json")["fields"]
        for field in fields:
            column = field["name"]
            for number, value in enumerate(TEXTS.get((table, column)) or values_of(column, field, rows[0].get(column, ""))):
                where = {fields[0]["name"]: rows[0][fields[0]["name"]]}
                one = f"{table}-{column}-satu{number}"
                yield one, {"perubahan": [{"tabel": table, "di_mana": where, "ubah": {column: value}}]}
                if column not in CODES and (table, column) not in TEXTS and number > 0:
                    yield f"{table}-{column}-semua{number}", {"perubahan": [{"tabel": table, "ubah": {column: value}}]}
        gone = {fields[0]["name"]: rows[-1][fields[0]["name"]]}
        yield f"{table}-hapus", {"perubahan": [{"tabel": table, "di_mana": gone, "hapus": True}]}


def policy_values(value, node):
    """Other values for a policy value that is `value`, by its schema."""
    if isinstance(value, bool):
        return [not value]
    if isinstance(value, int):
        return [value + 1, value * 3 + 5 if value < 9 else value // 2]
    if isinstance(value, float):
        return [value * 0.6] if value * 1.4 > node.get("maximum", value * 1.4) else [value * 1.4]
    if isinstance(value, str) and len(value) == 5 and value[2] == ":":
        return [clock(value, minutes) for minutes in (45, -45)]
    if isinstance(value, str) and len(value) == 10 and value[4] == "-":
        return [str(datetime.date.fromisoformat(value) + datetime.timedelta(days=days)) for days in (-30, 3)]
    if isinstance(value, str):
        return ["Lain"]
    if isinstance(value, list) and value and isinstance(value[0], int):
        return [[number // 2 for number in value]]
    return []


def policy_scenarios(case):
    policy = json.loads(tap.read(case, "kebijakan.json"))
    for section, node in schema("kebijakan.schema.json")["properties"].items():
        if "nilai" in node["properties"]:  # phases and shifts: the last one goes, and the first one is longer
            items = policy.get(section, {}).get("nilai") or node["properties"]["nilai"]["default"]
            if not items:
                continue  # official figures: only check holds them against the tables
            yield f"{section}-hapus", {"kebijakan": {section: items[:-1]}}
            end = next(name for name in ("selesai", "jam_selesai") if name in items[0])
            yield f"{section}-lama", {"kebijakan": {section: [{**items[0], end: clock(items[0][end], 30)}] + items[1:]}}
            if "pengali" in items[0]:
                yield f"{section}-pengali", {"kebijakan": {section: [{**item, "pengali": item["pengali"] * 3} for item in items]}}
            continue
        for name, entry in node["properties"].items():
            inner = entry["properties"]["nilai"]
            value = policy.get(section, {}).get(name, {}).get("nilai", inner.get("default"))
            parts = [(f"{section}/{name}/{key}", part, {}) for key, part in value.items()] if isinstance(value, dict) else [
                (f"{section}/{name}", value, inner)]
            if isinstance(value, list) and value and isinstance(value[0], dict):
                yield f"{section}-{name}-hapus", {"kebijakan": {f"{section}/{name}": value[:-1]}}
            for path, part, limits in parts:
                for number, other in enumerate(policy_values(part, limits)):
                    yield path.replace("/", "-") + f"-{number}", {"kebijakan": {path: other}}


def compare(folder, scenarios, case):
    """Plans each scenario alone and all of them by whatif. Returns: how many plans differ, names of those that could not be planned"""
    paths = []
    for name, content in scenarios[::EVERY]:
        paths.append(os.path.join(folder, name + ".json"))
        tap.write(json.dumps({"nama": name, **content}), paths[-1])

    def alone(path):
        return tap.run("plan", case, "-o", path[:-5] + ".sendiri", "--scenario", path, *WORK).returncode

    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        status = list(pool.map(alone, paths))
    refused = [os.path.basename(path) for path, code in zip(paths, status) if code == 1]
    assert set(status) <= {0, 1}, [path for path, code in zip(paths, status) if code > 1]
    sound = [path for path, code in zip(paths, status) if code == 0]
    done = tap.run("whatif", case, *sound, "-o", os.path.join(folder, "w"), *WORK[:2], "--threads=2", timeout=500)
    assert done.returncode == 0, done.stderr
    wrong = {}
    for path in sound:
        name = os.path.basename(path)[:-5]
        different = tap.differences(path[:-5] + ".sendiri", os.path.join(folder, "w", name))
        if different:
            wrong[name] = [file for file in different if "/" not in file]
    assert wrong == {}, f"not the same as alone: {wrong}"
    return len(sound), refused


@tap.test
def every_column(folder):
    """every column of every table, changed alone"""
    n, refused = compare(folder, list(table_scenarios(tap.MINI)), tap.MINI)
    print(f"# {n} plans; refused: {' '.join(refused)}")
    assert n > 150 / EVERY, n


@tap.test
def every_policy_value(folder):
    """every value of the policy, changed alone"""
    n, refused = compare(folder, list(policy_scenarios(tap.MINI)), tap.MINI)
    print(f"# {n} plans; refused: {' '.join(refused)}")
    assert n > 100 / EVERY, n


@tap.test
def shipped_scenarios(folder):
    """the scenarios of the built-in case, at little effort"""
    case = os.path.join(tap.SOURCE, "data", "pangkalpinang")
    shipped = os.path.join(case, "skenario")
    scenarios = [(name[:-5], json.loads(tap.read(shipped, name))) for name in sorted(os.listdir(shipped)) if name.endswith(".json")]
    n, refused = compare(folder, scenarios, case)
    assert n >= 10 / EVERY and refused == [], refused


@tap.test
def close_to_itself(folder):
    """close to a plan of the same case: the same tables, but for the rows that say so; also under a limit and a price"""
    first = os.path.join(folder, "a")
    tap.plan(tap.MINI, first, *WORK)
    for number, rules in enumerate([[], ["--max-changes=0,posko=0,ambulans=0,cadangan=0,skrining=0,baliho=0"],
                                    ["--change-price=5,posko=5,ambulans=5,cadangan=5,skrining=5,baliho=5"]]):
        second = os.path.join(folder, f"b{number}")
        tap.plan(tap.MINI, second, "--stay-close", first, *rules, *WORK)
        different = [name for name in tap.differences(first, second) if name.endswith(".csv")]
        assert set(different) <= {"ringkasan.csv", "sertifikat.csv"}, different
        counts = [line.split(",") for line in tap.read(second, "ringkasan.csv").splitlines() if ",perubahan," in line]
        assert len(counts) == 7 and all(float(row[4]) == 0 for row in counts), counts
        again = os.path.join(folder, f"c{number}")
        tap.plan(tap.MINI, again, "--stay-close", second, *rules, *WORK)  # whose keys are others: solved, not taken over
        counts = [line.split(",") for line in tap.read(again, "ringkasan.csv").splitlines() if ",perubahan," in line]
        assert len(counts) == 7 and all(float(row[4]) == 0 for row in counts), counts


@tap.test
def edited_tables(folder):
    """a table that somebody edited is never taken over, and nothing is where the plan does not say from what it was made"""
    first = os.path.join(folder, "a")
    tap.plan(tap.MINI, first, *WORK)
    right = tap.read(first, "baliho.csv")
    tap.write(right.replace("Simpang Utara", "Simpang Entah"), first, "baliho.csv")
    tap.plan(tap.MINI, os.path.join(folder, "b"), "--stay-close", first, *WORK)
    assert tap.read(folder, "b", "baliho.csv") == right
    package = json.loads(tap.read(first, "datapackage.json"))
    del package["posko:bahan"]
    tap.write(json.dumps(package), first, "datapackage.json")
    tap.plan(tap.MINI, os.path.join(folder, "c"), "--stay-close", first, *WORK)
    assert tap.read(folder, "c", "baliho.csv") == right


tap.finish()
