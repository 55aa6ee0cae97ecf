"""What the scripts about `posko init` share: run it on a file, and hold what it made and what it said against a table's row."""
import csv
import json
import os
import re

import tap

# impor.json's actions, by the short names of the tables
ACTIONS = {"note": "catatan", "repaired": "diperbaiki", "marked": "ditandai", "left_out": "dilewati", "refused": "ditolak", "fault": "galat"}
COUNTS = {"read": "dibaca", "used": "dipakai", "repaired": "diperbaiki", "marked": "ditandai", "left_out": "dilewati", "refused": "ditolak"}
CLOSE = 1.2e-5  # degrees: a metre and a bit


def init(folder, tps, boundaries, *options, name="case", env=None):
    """Runs init; gives the finished process, impor.json and the rows of tps.csv (None and [] where there is no case)."""
    case = os.path.join(folder, name)
    done = tap.run("init", "--tps", tps, "--boundaries", boundaries, "-o", case, "--city=Kota", "--csv=plain", "--json", *options, env=env)
    account = json.loads(done.stdout) if done.stdout.startswith("{") else None
    rows = []
    if done.returncode == 0:
        with open(os.path.join(case, "tps.csv"), encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert tap.read(case, "impor.json") == done.stdout, "impor.json is not what --json prints"
    else:
        assert not os.path.exists(case), "a failed import left a case"
        assert tap.hidden(folder) == [], f"left behind: {tap.hidden(folder)}"
    return done, account, rows


def key(row):
    """A TPS as people name it, however its kelurahan is spelt."""
    return re.sub(r"^(kelurahan|kel)|[^a-z0-9]", "", row["kelurahan"].lower()), int(row["nomor"])


def expand(lines):
    """{2, 3, 4, 7} of "2-4, 7"."""
    found = set()
    for part in filter(None, lines.split(", ")):
        first, _, last = part.partition("-")
        found |= set(range(int(first), int(last or first) + 1))
    return found


def lines_of(account, action):
    """Every line that some kind of this action touched."""
    return set().union(*(expand(kind["baris"]) for kind in account["jenis"] if kind["tindakan"] == ACTIONS[action]), set())


def kinds_of(account, action=None):
    return {kind["kode"]: kind for kind in account["jenis"] if action is None or kind["tindakan"] == ACTIONS[action]}


def shown(account):
    return "; ".join(f"{kind['tindakan']} {kind['kode']} {kind['jumlah']} ({kind['baris'][:40]})" for kind in account["jenis"])


def check_places(rows, truth, but):
    """Every written TPS has its true place, and its true voters where the list said them; those of `but` need not."""
    for row in rows:
        right = truth.get(key(row))
        assert right is not None, f"{row['kelurahan']} {row['nomor']} is no TPS of the city"
        if key(row) in but:
            continue
        far = max(abs(float(row[name]) - float(right[name])) for name in ("lat", "lon"))
        assert far < CLOSE, f"{row['kelurahan']} {row['nomor']}: {row['lat']}, {row['lon']}, expected {right['lat']}, {right['lon']}"


def check(expected, done, account, rows, truth):
    """expected: status, tps, the COUNTS, <action>_lines, kinds, said (texts of stderr), places ("all" or the keys that may differ),
    laki and perempuan (sums), kecamatan (how many), official (men and women as the file's own total states them), official_tps,
jumlah ("L + P": what is written is their sum)."""
    text = f"\nstderr: {done.stderr[:600]}\n{shown(account) if account else ''}\n{account['baris'] if account else ''}"
    assert done.returncode == expected.get("status", 0), f"exit status {done.returncode}{text}"
    for word in expected.get("said", []):
        assert word in done.stderr, f"stderr has no {word!r}{text}"
    if account is None:
        assert expected.get("status", 0) != 0, "no account"
        return
    for name, member in COUNTS.items():
        if name in expected:
            assert account["baris"][member] == expected[name], f"{name}: {account['baris'][member]}, expected {expected[name]}{text}"
    for action in ACTIONS:
        if f"{action}_lines" in expected:
            found = lines_of(account, action)
            assert found == set(expected[f"{action}_lines"]), f"{action}: lines {sorted(found)}{text}"
    for code in expected.get("kinds", []):
        assert code in kinds_of(account), f"no kind {code}{text}"
    if "official" in expected:
        found = tuple(account["resmi"][name] for name in ("dpt_laki", "dpt_perempuan"))
        assert found == expected["official"], f"{account['resmi']}{text}"
    if "official_tps" in expected:
        assert account["resmi"]["tps"] == expected["official_tps"], f"{account['resmi']}{text}"
    if "tps" in expected:
        assert len(rows) == expected["tps"] == account["hasil"]["tps"], f"{len(rows)} TPS{text}"
    if "kecamatan" in expected:
        assert len({row["kecamatan"] for row in rows}) == expected["kecamatan"], sorted({row["kecamatan"] for row in rows})
    for name in ("laki", "perempuan"):
        if name in expected:
            total = sum(int(row[f"dpt_{name}"]) for row in rows)
            assert total == expected[name], f"{name}: {total}, expected {expected[name]}"
    if "jumlah" in expected:
        wrong = [key(row) for row in rows if int(row["dpt_jumlah"]) != int(row["dpt_laki"]) + int(row["dpt_perempuan"])]
        assert not wrong, f"dpt_jumlah is not L + P: {wrong[:5]}"
    if expected.get("places", "none") != "none":
        check_places(rows, truth, expected["places"] if expected["places"] != "all" else [])
