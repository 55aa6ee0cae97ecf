#!/usr/bin/env python3
"""What holds of every run of posko, as TAP: same bytes, no half files, a quick way out. Usage: properties.py SOURCE_ROOT BUILD_ROOT"""
import csv
import io
import json
import os
import random
import re
import resource
import signal
import subprocess
import time

import tap

BUILT_IN = os.path.join(tap.SOURCE, "data", "pangkalpinang")
SPLIT = ["posko", "ambulans", "roster", "cadangan", "skrining", "makan", "sopir", "baliho", "tps"]
WAY_OUT_SECONDS = 0.5


def rows(*path):
    return list(csv.DictReader(io.StringIO(tap.read(*path))))


def indonesian(folder):
    """The environment of a machine in Indonesian, whose numbers have a comma; compiled here, for few machines have that locale."""
    locales = os.path.join(folder, "locales")
    os.mkdir(locales)
    subprocess.run(["localedef", "-i", "id_ID", "-f", "UTF-8", os.path.join(locales, "id_ID.UTF-8")], check=False, stderr=subprocess.DEVNULL)
    changes = {"LOCPATH": locales, "LC_ALL": "id_ID.UTF-8", "LANGUAGE": "id"}
    point = "import locale; locale.setlocale(locale.LC_ALL, ''); print(locale.localeconv()['decimal_point'])"
    done = subprocess.run(["/usr/bin/python3", "-c", point], env=tap.environment(**changes), capture_output=True, encoding="utf-8")
    assert done.stdout.strip() == ",", f"no Indonesian locale (package locales): {done.stderr}"
    return changes


@tap.test
def same_bytes(folder):
    """the same bytes, whatever the threads, the locale, the time zone, the folder"""
    tap.plan(tap.MINI, os.path.join(folder, "a"), "--threads=1")
    other = os.path.join(folder, "elsewhere")
    os.mkdir(other)
    case = tap.copy_case(other, name="kasus lain")
    for number, (threads, changes) in enumerate([("2", {}), ("1", indonesian(folder)),
                                                 ("2", {"LC_ALL": "C"}), ("2", {"TZ": "Asia/Jayapura"}), ("2", {"TZ": "America/Lima"})]):
        out = os.path.join(other, f"b{number}")
        tap.plan(case, out, f"--threads={threads}", env=tap.environment(**changes), cwd=other)
        different = tap.differences(os.path.join(folder, "a"), out)
        assert different == [], f"threads {threads} {changes}: {different}"


@tap.test
def over_an_earlier_plan(folder):
    """a plan takes the place of an earlier one, and nothing stays of that; a person's own file there is never taken"""
    out = os.path.join(folder, "out")
    tap.plan(tap.MINI, out, "--csv=plain", "--language=en")
    tap.write("x", out, "catatan.txt")
    before = tap.tree(out)
    refused = tap.run("plan", tap.MINI, "-o", out)
    assert refused.returncode == 2 and "catatan.txt" in refused.stderr, refused.stderr
    assert tap.tree(out) == before
    os.remove(os.path.join(out, "catatan.txt"))
    tap.plan(tap.MINI, out)
    tap.plan(tap.MINI, os.path.join(folder, "fresh"))
    assert tap.differences(out, os.path.join(folder, "fresh")) == []
    assert tap.hidden(folder) == []


@tap.test
def order_of_rows(folder):
    """the order of rows and features in the input decides nothing"""
    case = tap.copy_case(folder)
    draw = random.Random(1)
    for name in sorted(os.listdir(case)):
        path = os.path.join(case, name)
        if name.endswith(".csv"):
            lines = tap.read(path).splitlines()
            body = lines[1:]
            draw.shuffle(body)
            tap.write("\n".join(lines[:1] + body) + "\n", path)
        elif name.endswith(".geojson"):
            layer = json.loads(tap.read(path))
            draw.shuffle(layer["features"])
            tap.write(json.dumps(layer), path)
    tap.plan(tap.MINI, os.path.join(folder, "a"))
    tap.plan(case, os.path.join(folder, "b"))
    assert tap.differences(os.path.join(folder, "a"), os.path.join(folder, "b")) == []


def minutes(clock):
    hours, rest = clock.split(":")
    return int(hours) * 60 + int(rest)


@tap.test
def parts_add_up(folder):
    """the kecamatan's files hold their own rows, and together those of the city"""
    out = os.path.join(folder, "out")
    tap.plan(BUILT_IN, out, "--csv=plain")
    areas = sorted(os.listdir(os.path.join(out, "kecamatan")))
    assert len(areas) == 7, areas
    for table in SPLIT:
        whole = rows(out, table + ".csv")
        parts = []
        for area in areas:
            part = rows(out, "kecamatan", area, table + ".csv")
            codes = {row["kode_kecamatan"] for row in part}
            assert all(area.startswith(code) for code in codes) and len(codes) <= 1, f"{area}/{table}: {codes}"
            parts += part
        assert sorted(map(str, whole)) == sorted(map(str, parts)), f"{table}: {len(whole)} rows, {len(parts)} in the parts"
    figures = {(row["produk"], row["kode"]): float(row["nilai"] or "nan") for row in rows(out, "ringkasan.csv")}
    sums = {("umum", "petugas"): sum(int(row["petugas"]) for row in rows(out, "tps.csv")),
            ("umum", "pemilih"): sum(int(row["pemilih"]) for row in rows(out, "tps.csv")),
            ("posko", "biaya"): sum(int(row["biaya"]) for row in rows(out, "posko.csv")),
            ("baliho", "biaya"): sum(int(row["biaya"]) for row in rows(out, "baliho.csv")),
            ("makan", "porsi_dilayani"): sum(int(row["porsi"]) for row in rows(out, "makan.csv") if row["kode_kendaraan"]),
            ("skrining", "petugas"): sum(int(row["petugas"]) for row in rows(out, "skrining.csv")),
            ("cadangan", "terisi"): len(rows(out, "cadangan.csv")),
            ("ambulans", "biaya"): sum(int(row["biaya"]) for row in rows(out, "ambulans.csv")),
            ("roster", "jam"): sum(minutes(row["selesai"]) - minutes(row["mulai"]) for row in rows(out, "roster.csv")) / 60,
            ("roster", "orang"): len({row["kode_nakes"] for row in rows(out, "roster.csv")}),
            **{("roster", "terisi_" + place): sum(row["tugas"] == place for row in rows(out, "roster.csv"))
               for place in ("dokter", "perawat", "bidan", "pengemudi")},
            ("umum", "biaya"): sum(figures[row] for row in (("posko", "biaya"), ("ambulans", "biaya"), ("baliho", "biaya"),
                                                            ("makan", "biaya_porsi"), ("makan", "biaya_antar"))),
            ("umum", "kekurangan"): len(rows(out, "kekurangan.csv"))}
    wrong = {key: (value, figures.get(key)) for key, value in sums.items() if figures.get(key) != value}
    assert wrong == {}, wrong
    assert sum(int(row["porsi"]) for row in rows(out, "sopir.csv")) == sums["makan", "porsi_dilayani"]


@tap.test
def kitchens_can_be_mended(folder):
    """what a kitchen lacks by kekurangan.csv is what it takes: given it, the TPS eats, given one portion less, it does not"""
    def unserved(portions, tps):
        """The TPS that go without in wave G1 when kitchen DP1 may cook so much for so many."""
        scenario, out = os.path.join(folder, "dapur.json"), os.path.join(folder, "out")
        tap.write(json.dumps({"perubahan": [{"tabel": "dapur", "di_mana": {"kode": "DP1"}, "ubah": {"porsi_per_gelombang": portions, "tps_maks": tps}}]}),
                  scenario)
        tap.plan(tap.MINI, out, "--csv=plain", "--scenario", scenario)
        return [row for row in rows(out, "kekurangan.csv") if row["produk"] == "makan" and row["kebutuhan"] == "G1"]

    def lack(text):
        return [int(found[1]) if (found := re.search(pattern, text)) else 0 for pattern in (r"(\d+) porsi lagi", r"(\d+) TPS lagi")]

    for portions, tps in ((15, 2), (10, 1)):
        short = unserved(portions, tps)
        row = next(row for row in short if "Dapur Utara" in row["perbaikan"])
        waiting = sum("Dapur Utara" in row["perbaikan"] for row in short)
        one, _, everyone = row["perbaikan"].partition(";")
        more_portions, more_tps = lack(one)
        assert more_portions > 0 and int(row["biaya"]) == 18500 * more_portions, row
        assert len(unserved(portions + more_portions, tps + more_tps)) == len(short) - 1, row
        assert len(unserved(portions + more_portions - 1, tps + more_tps)) == len(short), row
        if waiting > 1:
            more_portions, more_tps = lack(everyone)
            assert more_tps > 0 and len(unserved(portions + more_portions, tps + more_tps)) == len(short) - waiting, row
            assert len(unserved(portions + more_portions, tps + more_tps - 1)) > len(short) - waiting, row


@tap.test
def built_in_case_is_verified(folder):
    """posko verify finds nothing in the plan of the built-in case, whole and by kecamatan, in both dialects"""
    for dialect in ("excel", "plain"):
        out = os.path.join(folder, dialect)
        tap.plan(BUILT_IN, out, f"--csv={dialect}")
        for options in ([], ["--parts"]):
            done = tap.run("verify", BUILT_IN, out, *options)
            assert done.returncode == 0, f"{dialect} {options}: {done.stdout[:1000]} {done.stderr[:500]}"


@tap.test
def init_makes_a_case_that_runs(folder):
    """init: a TPS list and boundaries are enough for a verified plan, by every template"""
    columns = ["kode_tps", "kode_kelurahan", "kelurahan", "kecamatan", "nomor", "lat", "lon", "dpt_laki", "dpt_perempuan",
               "kpps", "linmas", "pengawas"]
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, extrasaction="ignore", lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows(tap.MINI, "tps.csv"))
    tap.write(text.getvalue(), folder, "tps.csv")
    for template in "ABCD":
        case, out = os.path.join(folder, "case" + template), os.path.join(folder, "out" + template)
        done = tap.run("init", "--tps", os.path.join(folder, "tps.csv"), "--boundaries", os.path.join(tap.MINI, "kecamatan.geojson"),
                       "--template", template, "--city", "Kota Mini", "-o", case)
        assert done.returncode == 0, done.stderr
        assert "asumsi" in tap.read(case, "nakes.csv")
        tap.plan(case, out)
        done = tap.run("verify", case, out, "--parts")
        assert done.returncode == 0, f"{template}: {done.stdout[:1000]}"
        assert "nakes" in json.loads(tap.read(out, "plan.json"))["tabel_asumsi"]


def earlier_plan(folder):
    out = os.path.join(folder, "out")
    tap.plan(tap.MINI, out)
    return out, tap.tree(out)


@tap.test
def full_disk(folder):
    """a full disk: exit 3, the earlier output untouched, nothing left behind"""
    out, before = earlier_plan(folder)

    def no_room():
        resource.setrlimit(resource.RLIMIT_FSIZE, (4096, 4096))
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)

    done = tap.run("plan", tap.MINI, "-o", out, "--seed=2", preexec_fn=no_room)
    assert done.returncode == 3, f"{done.returncode}: {done.stderr}"
    assert tap.tree(out) == before and tap.hidden(folder) == [], tap.hidden(folder)


@tap.test
def read_only_output(folder):
    """a place that cannot be written: exit 3, no work done"""
    done = tap.run("plan", tap.MINI, "-o", "/proc/posko/out")
    assert done.returncode == 3, f"{done.returncode}: {done.stderr}"
    if os.geteuid() != 0:
        locked = os.path.join(folder, "locked")
        os.mkdir(locked, 0o555)
        done = tap.run("plan", tap.MINI, "-o", os.path.join(locked, "out"))
        assert done.returncode == 3 and os.listdir(locked) == [], done.stderr


@tap.test
def full_standard_output(folder):
    """standard output that cannot be written is a failure"""
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run([tap.POSKO, "check", tap.MINI], env=tap.environment(), stdout=full, stderr=subprocess.PIPE, timeout=60)
    assert done.returncode == 3, done.returncode


def children_of(pid):
    found = []
    for entry in os.listdir("/proc"):
        if entry.isdigit():
            try:
                with open(f"/proc/{entry}/stat", encoding="utf-8", errors="replace") as file:
                    fields = file.read().rsplit(")", 1)[1].split()
            except OSError:
                continue
            if int(fields[1]) == pid and fields[0] != "Z":
                found.append(int(entry))
    return found


def interrupt(folder, number, delay):
    """Stops a plan of the built-in case after a while; gives the seconds it took to end, and what was seen."""
    out = os.path.join(folder, "out")
    with subprocess.Popen([tap.POSKO, "plan", BUILT_IN, "-o", out, "--effort=20"], env=tap.environment(), stdout=subprocess.DEVNULL,
                          stderr=subprocess.DEVNULL) as process:
        workers = set()
        until = time.monotonic() + delay
        while time.monotonic() < until and process.poll() is None:
            workers |= set(children_of(process.pid))
            time.sleep(0.01)
        if process.poll() is not None:
            return None
        workers |= set(children_of(process.pid))
        began = time.monotonic()
        process.send_signal(number)
        process.wait(timeout=20)
        return time.monotonic() - began, process.returncode, workers


@tap.test
def interrupted(folder):
    """Ctrl-C and SIGTERM: out in half a second, by the signal, no half files, no worker left, the earlier output untouched"""
    out, before = earlier_plan(folder)
    stopped = 0
    for number in (signal.SIGINT, signal.SIGTERM):
        for delay in (0.05, 0.3, 0.8, 1.5):
            seen = interrupt(folder, number, delay)
            if seen is None:
                continue
            seconds, status, workers = seen
            stopped += 1
            assert status == -number, f"after {delay} s: status {status}"
            assert seconds < WAY_OUT_SECONDS, f"after {delay} s it took {seconds:.2f} s"
            time.sleep(0.1)
            left = [pid for pid in workers if os.path.exists(f"/proc/{pid}")]
            assert left == [], f"workers left: {left}"
            assert tap.tree(out) == before and tap.hidden(folder) == [], tap.hidden(folder)
    assert stopped >= 4, f"only {stopped} runs were still running"


@tap.test
def simulated_days(folder):
    """a simulation gives the same bytes on any number of threads, in any locale and time zone; stopped, it leaves nothing"""
    plan, first = os.path.join(folder, "plan"), os.path.join(folder, "s0")
    tap.plan(tap.MINI, plan)
    runs = [("1", {}), ("2", indonesian(folder)), ("3", {"TZ": "America/Lima"})]
    for number, (threads, changes) in enumerate(runs):
        out = os.path.join(folder, f"s{number}")
        done = tap.run("simulate", tap.MINI, plan, "--days=1000", f"--threads={threads}", "-o", out, env=tap.environment(**changes))
        assert done.returncode == 0 and done.stderr == "", done.stderr
        assert tap.differences(first, out) == [], f"threads {threads} {changes}"
    again = tap.run("simulate", tap.MINI, plan, "--days=1000", "--seed=2", "-o", os.path.join(folder, "s9"))
    assert again.returncode == 0 and tap.differences(first, os.path.join(folder, "s9")) != []
    out = os.path.join(folder, "stopped")
    process = subprocess.Popen([tap.POSKO, "simulate", tap.MINI, plan, "--days=1000000", "-o", out], stdout=subprocess.DEVNULL,
                               stderr=subprocess.DEVNULL, env=tap.environment())
    time.sleep(1)
    begin = time.monotonic()
    process.send_signal(signal.SIGINT)
    assert process.wait() == -signal.SIGINT and time.monotonic() - begin < WAY_OUT_SECONDS
    assert not os.path.exists(out) and tap.hidden(folder) == [], tap.hidden(folder)


@tap.test
def quiet_in_a_pipe(folder):
    """nothing but findings on standard error in a pipe: no progress line"""
    done = tap.plan(tap.MINI, os.path.join(folder, "out"))
    assert "\r" not in done.stderr and "\033" not in done.stderr, done.stderr


tap.finish()
