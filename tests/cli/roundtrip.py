#!/usr/bin/env python3
"""Tables that a person opened, edited and saved in a spreadsheet, as TAP. Usage: roundtrip.py SOURCE_ROOT BUILD_ROOT

Every table of two cases is saved as Excel (Indonesian, English), LibreOffice and a naive program over openpyxl save it: delimiter, decimals,
encoding, dates, times, booleans, codes, columns. `posko check` must find the same case in it and say what was changed, and the plan must be
the same, byte for byte.
"""
import csv
import datetime
import io
import json
import os
import re
import shutil

import tap

try:
    import openpyxl
except ImportError:
    openpyxl = None

BUILT_IN = os.path.join(tap.SOURCE, "data", "pangkalpinang")
TABLES = ("tps", "faskes", "nakes", "ambulans", "dapur", "kendaraan", "gelombang", "baliho")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des")
REFERENCES = {("nakes", "instansi"): "faskes", ("nakes", "tps_terdaftar"): "tps", ("ambulans", "asal"): "faskes", ("kendaraan", "dapur"): "dapur"}


def kinds(table):
    with open(os.path.join(tap.SOURCE, "schemas", table + ".json"), encoding="utf-8") as file:
        return {field["name"]: field.get("posko:type", field["type"]) for field in json.load(file)["fields"]}


def load(folder, table):
    rows = list(csv.reader(io.StringIO(tap.read(folder, table + ".csv"))))
    return rows[0], rows[1:]


def text_of(header, rows, delimiter, line_end="\r\n"):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator=line_end).writerows([header, *rows])
    return out.getvalue()


def number(text):
    """A text as a spreadsheet takes it for a number, shown by the format General; None where it is none."""
    if not re.fullmatch(r"-?\d+(\.\d+)?", text):
        return None
    value = float(text)
    if "." not in text and len(text.lstrip("-0")) > 11:
        return f"{value:.5E}"
    return repr(value) if value != int(value) else str(int(value))


def day(text):
    return datetime.date.fromisoformat(text)


class Program:
    """How one program in one language saves a table."""

    def __init__(self, name, delimiter=";", decimal=",", date="%d/%m/%Y", time="{h:02}:{m:02}", words=("TRUE", "FALSE"), encode=lambda t: t.encode(),
                 line_end="\r\n", codes=("dialect",)):
        self.name, self.delimiter, self.decimal, self.date, self.time = name, delimiter, decimal, date, time
        self.words, self.encode, self.line_end, self.codes = words, encode, line_end, codes

    def cell(self, kind, text):
        if text == "":
            return ""
        if kind in ("integer", "number"):
            return number(text).replace(".", self.decimal)
        if kind == "boolean":
            return self.words[0 if text == "true" else 1]
        if kind == "date":
            return self.date(day(text)) if callable(self.date) else day(text).strftime(self.date)
        if kind == "time":
            hour, minute = map(int, text.split(":"))
            return self.time(hour, minute) if callable(self.time) else self.time.format(h=hour, m=minute)
        return text

    def save(self, table, header, rows):
        types = kinds(table)
        return self.encode(text_of(header, [[self.cell(types[name], text) for name, text in zip(header, row)] for row in rows], self.delimiter, self.line_end))


def us_date(date):
    return f"{date.month}/{date.day}/{date.year}"


def half_day(hour, minute):
    return f"{hour}:{minute:02}:00" if hour > 23 else f"{(hour + 11) % 12 + 1}:{minute:02} {'AM' if hour < 12 else 'PM'}"


PROGRAMS = [
    Program("Excel, Indonesian, CSV UTF-8", words=("BENAR", "SALAH"), encode=lambda t: ("\ufeff" + t).encode(), codes=("dialect", "date-day-first")),
    Program("Excel, Indonesian, CSV of Windows", time="{h:02}.{m:02}", encode=lambda t: t.encode("cp1252"),
            codes=("dialect", "date-day-first", "time-dot")),
    Program("Excel, Indonesian, Unicode text", delimiter="\t", date=lambda d: f"{d.day:02}-{MONTHS[d.month - 1]}-{d:%y}",
            encode=lambda t: t.encode("utf-16"), codes=("dialect", "date-words")),
    Program("Excel, English, CSV", delimiter=",", decimal=".", date=us_date, time=half_day, codes=("date-month-first", "time-am-pm")),
    Program("Excel, General for dates and times", date=lambda d: str((d - datetime.date(1899, 12, 30)).days),
            time=lambda h, m: repr(round((h * 60 + m) / 1440, 9)).replace(".", ","), codes=("dialect", "date-serial", "time-fraction")),
    Program("LibreOffice, Indonesian", date="%d/%m/%y", time="{h:02}:{m:02}:00", line_end="\n", codes=("dialect", "date-day-first")),
    Program("LibreOffice, English, bars", delimiter="|", decimal=".", date="%m/%d/%y", line_end="\r", codes=("dialect", "date-month-first")),
    Program("a person's dates", date=lambda d: f"{d.day} {MONTHS[d.month - 1]} {d.year}", codes=("dialect", "date-words")),
    Program("a data frame", delimiter=",", decimal=".", date="%Y-%m-%d 00:00:00", time="{h:02}:{m:02}:00", words=("True", "False"), line_end="\n",
            codes=("date-clock",)),
]


def check(case):
    done = tap.run("check", case, "--json")
    found = json.loads(done.stdout)
    return done.returncode, found["kasus"], {one["kode"] for one in found["temuan"]}, [one for one in found["temuan"] if one["tingkat"] == "galat"]


def expect_same(case, original, codes=()):
    status, case_hash, seen, errors = check(case)
    assert status == 0, f"exit {status}: {errors[:3]}"
    assert case_hash == original, f"another case; findings: {sorted(seen)}"
    assert set(codes) <= seen, f"not said: {sorted(set(codes) - seen)}; said: {sorted(seen)}"


def save_all(case, program, source):
    for table in TABLES:
        header, rows = load(source, table)
        tap.write(program.save(table, header, rows), case, table + ".csv")


def plan_of(case, out):
    tap.plan(case, out, "--effort=0.02", "--csv=plain")
    return out


def test_program(program):
    def function(folder):
        for source in (tap.MINI, BUILT_IN):
            case = tap.copy_case(folder, source, name=os.path.basename(source))
            original = check(case)[1]
            save_all(case, program, source)
            expect_same(case, original, program.codes)
        tap.plan(tap.MINI, os.path.join(folder, "a"), "--effort=0.02", "--csv=plain")
        plan_of(os.path.join(folder, "mini"), os.path.join(folder, "b"))
        assert tap.differences(os.path.join(folder, "a"), os.path.join(folder, "b")) == []
    function.__doc__ = f"{program.name}: every table saved by it is the same case and the same plan"
    tap.test(function)


for one in PROGRAMS:
    test_program(one)


def typed(kind, text):
    if text == "":
        return None
    if kind == "integer":
        return int(text)
    if kind == "number":
        return float(text)
    if kind == "boolean":
        return text == "true"
    if kind == "date":
        return datetime.datetime.fromisoformat(text)
    if kind == "time" and int(text[:2]) < 24:
        return datetime.time.fromisoformat(text)
    return text


@tap.test
def openpyxl_values(folder):
    """tables that went through a workbook and were written by its values are the same case"""
    if openpyxl is None:
        return
    case = tap.copy_case(folder, BUILT_IN)
    original = check(case)[1]
    for table in TABLES:
        header, rows = load(BUILT_IN, table)
        types = kinds(table)
        book = openpyxl.Workbook()
        book.active.append(header)
        for row in rows:
            book.active.append([typed(types[name], text) for name, text in zip(header, row)])
        path = os.path.join(folder, table + ".xlsx")
        book.save(path)
        values = [["" if cell is None else str(cell) for cell in row] for row in openpyxl.load_workbook(path).active.iter_rows(values_only=True)]
        tap.write(text_of(values[0], values[1:], ","), case, table + ".csv")
    expect_same(case, original, ["date-clock"])


@tap.test
def columns(folder):
    """columns moved, added, renamed in case and blanks; a title above, empty columns and rows beside and beneath"""
    case = tap.copy_case(folder)
    original = check(case)[1]
    for table in TABLES:
        header, rows = load(tap.MINI, table)
        order = sorted(range(len(header)), key=lambda i: (i * 7) % len(header))
        names = [header[i].replace("_", " ").title() for i in order] + ["Catatan", "", ""]
        body = [[row[i] for i in order] + ["lihat lampiran", "", ""] for row in rows]
        lines = [["Tabel " + table] + [""] * (len(names) - 1), [""] * len(names), names, *body, [""] * len(names)]
        tap.write(text_of(lines[0], lines[1:], ","), case, table + ".csv")
    expect_same(case, original, ["column-renamed", "column-unknown", "title-lines", "row-blank"])


@tap.test
def thousands(folder):
    """rupiah with marks of thousands, with Rp and ,-; whole numbers with ,00; shares as percent; blanks that are no blanks"""
    case = tap.copy_case(folder)
    original = check(case)[1]
    header, rows = load(tap.MINI, "baliho")
    for row in rows:
        row[header.index("biaya")] = "Rp " + f"{int(row[header.index('biaya')]):,}".replace(",", ".") + ",-"
        for name in ("lat", "lon"):
            row[header.index(name)] = row[header.index(name)].replace(".", ",")
        row[header.index("kecamatan")] += "\u00a0"
    tap.write(text_of(header, rows, ";"), case, "baliho.csv")
    header, rows = load(tap.MINI, "tps")
    for row in rows:
        share, voters = header.index("partisipasi_lalu"), header.index("dpt_laki")
        row[share] = f"{float(row[share]) * 100:.4g}%" if row[share] else ""
        row[voters] += ".0"
    tap.write(text_of(header, rows, ","), case, "tps.csv")
    expect_same(case, original, ["number-thousands", "number-money", "number-percent", "number-whole", "cell-blanks"])


def refused(case, table, change, code):
    """Changes cells of a table of the mini case; the check must end by 1 with this code."""
    header, rows = load(tap.MINI, table)
    header, rows = change(header, rows)
    tap.write(text_of(header, rows, ","), case, table + ".csv")
    status, _, seen, errors = check(case)
    assert status == 1 and code in {one["kode"] for one in errors}, f"{code}: exit {status}, {sorted(seen)}"
    shutil.copyfile(os.path.join(tap.MINI, table + ".csv"), os.path.join(case, table + ".csv"))
    return [one for one in errors if one["kode"] == code]


def put(column, texts):
    def change(header, rows):
        for row, text in zip(rows, texts):
            row[header.index(column)] = text
        return header, rows
    return change


@tap.test
def no_guess(folder):
    """what has two readings, or none, is refused by its cell: dates, times, totals, failed formulas, doubtful thousands, damaged codes"""
    case = tap.copy_case(folder)
    rows = len(load(tap.MINI, "dapur")[1])
    refused(case, "dapur", put("slhs_berlaku", ["03/01/2027", "11/10/2026", "01/02/2025"][:rows]), "date-ambiguous")
    refused(case, "dapur", put("slhs_berlaku", ["31/01/2027", "01/31/2027"]), "type-date")
    refused(case, "dapur", lambda header, rows: put("tutup", ["24:00"] * len(rows))(*put("buka", ["0.25"] * len(rows))(header, rows)), "time-ambiguous")
    refused(case, "baliho", put("biaya", ["3.000"]), "thousands-doubtful")
    refused(case, "baliho", put("nama", ["#REF!"]), "cell-failed")
    refused(case, "baliho", put("kode", ["2-Jan"]), "code-damaged")
    refused(case, "baliho", put("kode", ["1,97101E+12", "1,97101E+12"]), "code-damaged")
    refused(case, "ambulans", put("asal", ["11/01/2002"]), "code-damaged")
    total = refused(case, "tps", lambda header, rows: (header, rows + [["JUMLAH"] + [""] * (len(header) - 1)]), "row-total")
    assert len(total) == 1 and total[0]["baris"] == len(load(tap.MINI, "tps")[1]) + 2, total


@tap.test
def polling_day_decides(folder):
    """a pact cannot be signed after polling day: that decides a column that says nothing else"""
    case = tap.copy_case(folder)
    header, rows = load(tap.MINI, "nakes")
    at = header.index("pakta_integritas")
    for date, codes in [("2025-08-10", ["date-day-first"]), ("2025-02-08", None)]:
        for row in rows:
            row[at], row[header.index("sip_berlaku")] = date if row[at] else "", "2027-01-15"
        tap.write(text_of(header, rows, ","), case, "nakes.csv")
        original = check(case)[1]
        for row in rows:
            row[at] = day(date).strftime("%d/%m/%Y") if row[at] else ""
        tap.write(text_of(header, rows, ","), case, "nakes.csv")
        if codes is not None:
            expect_same(case, original, codes)
        else:  # 8 February and 2 August are both before it
            assert {one["kode"] for one in check(case)[3]} == {"date-ambiguous"}


# ---- Codes ----


def numbered(folder):
    """The mini case with codes of digits: 13 for a TPS, 3 with zeros before them for the rest."""
    case = tap.copy_case(folder, name="numbered")
    tables = {table: load(case, table) for table in TABLES}
    names = {}
    for table, (header, rows) in tables.items():
        key = header.index("kode_tps" if table == "tps" else "kode")
        for number_of, row in enumerate(sorted(rows, key=lambda row: row[key]), 1):
            if table == "tps":
                kelurahan = row[header.index("kode_kelurahan")].replace(".", "")
                names[table, row[key]] = f"{kelurahan}{int(row[header.index('nomor')]):03}"
            else:
                names[table, row[key]] = f"{number_of:03}"
    for table, (header, rows) in tables.items():
        key = header.index("kode_tps" if table == "tps" else "kode")
        for row in rows:
            row[key] = names[table, row[key]]
            if table == "tps":
                row[header.index("kode_kelurahan")] = row[header.index("kode_kelurahan")].replace(".", "")
            for (owner, column), target in REFERENCES.items():
                if owner == table and row[header.index(column)]:
                    row[header.index(column)] = names[target, row[header.index(column)]]
        tap.write(text_of(header, rows, ","), case, table + ".csv")
    return case


def spoil(case, table, column, how):
    header, rows = load(case, table)
    for row in rows:
        row[header.index(column)] = how(row[header.index(column)]) if row[header.index(column)] else ""
    tap.write(text_of(header, rows, ","), case, table + ".csv")


@tap.test
def zeros_and_exponents(folder):
    """zeros, last digits and marks that codes lost come back where the other tables, or the TPS itself, allow one reading only"""
    case = numbered(folder)
    status, original, _, errors = check(case)
    assert status == 0, errors[:3]
    ways = [("faskes", "kode", lambda text: text.lstrip("0"), "code-zeros-restored"),
            ("nakes", "instansi", lambda text: text.lstrip("0"), "code-zeros-restored"),
            ("ambulans", "asal", lambda text: text.lstrip("0") + ".0", "code-restored"),
            ("kendaraan", "dapur", lambda text: text.lstrip("0"), "code-zeros-restored"),
            ("dapur", "kode", lambda text: text.lstrip("0"), "code-zeros-restored"),
            ("nakes", "kode", lambda text: text if text == "010" else text.lstrip("0"), "code-zeros-restored"),
            ("tps", "kode_tps", lambda text: f"{int(text):.5E}".replace(".", ","), "code-restored"),
            ("tps", "kode_tps", lambda text: text + ".0", "code-restored")]
    for table, column, how, code in ways:
        kept = tap.read(case, table + ".csv")
        spoil(case, table, column, how)
        try:
            expect_same(case, original, [code])
        except AssertionError as error:
            raise AssertionError(f"{table}.{column}: {error}") from error
        tap.write(kept, case, table + ".csv")
    plan_of(case, os.path.join(folder, "a"))
    spoil(case, "faskes", "kode", lambda text: text.lstrip("0"))
    spoil(case, "tps", "kode_tps", lambda text: f"{int(text):.5E}".replace(".", ","))
    plan_of(case, os.path.join(folder, "b"))
    assert tap.differences(os.path.join(folder, "a"), os.path.join(folder, "b")) == []


@tap.test
def dates_for_codes(folder):
    """a code that became a day comes back by the tables that still have it"""
    case = tap.copy_case(folder)
    for table, column in [("faskes", "kode"), ("nakes", "instansi"), ("ambulans", "asal")]:
        spoil(case, table, column, lambda text: f"1-{sum(text.encode()) % 97:02}"[:4] if table else text)
    header, rows = load(case, "faskes")
    codes = [row[header.index("kode")] for row in rows]
    assert len(set(codes)) == len(codes), codes
    for number_of, code in enumerate(codes, 1):
        for table, column in [("faskes", "kode"), ("nakes", "instansi"), ("ambulans", "asal")]:
            spoil(case, table, column, lambda text, code=code, to=f"{number_of}-2": to if text == code else text)
    status, original, _, errors = check(case)
    assert status == 0, errors[:3]
    spoil(case, "ambulans", "asal", lambda text: f"{int(text.split('-')[0])}-Feb")
    expect_same(case, original, ["code-restored"])


@tap.test
def no_way_back(folder):
    """a code that fits two others is refused, and names its cell"""
    case = numbered(folder)
    header, rows = load(case, "faskes")
    rows.append(["0001"] + rows[0][1:])
    tap.write(text_of(header, rows, ","), case, "faskes.csv")
    assert check(case)[0] == 0
    header, rows = load(case, "ambulans")
    rows[0][header.index("asal")] = "1"
    tap.write(text_of(header, rows, ","), case, "ambulans.csv")
    status, _, _, errors = check(case)
    assert status == 1 and [(one["kode"], one["baris"], one["kolom"]) for one in errors] == [("code-damaged", 2, "asal")], errors


# ---- Our own dialects ----


@tap.test
def init_dialects(folder):
    """posko init --csv=excel and --csv=plain make the same case, and so does a spreadsheet that saves either"""
    hashes = {}
    for dialect in ("excel", "plain"):
        out = os.path.join(folder, dialect)
        done = tap.run("init", "--tps", os.path.join(BUILT_IN, "tps.csv"), "--boundaries", os.path.join(BUILT_IN, "kecamatan.geojson"), f"--csv={dialect}",
                       "--city=Kota", "-o", out)
        assert done.returncode == 0, done.stderr
        hashes[dialect] = check(out)[1]
    assert hashes["excel"] == hashes["plain"], hashes
    case = os.path.join(folder, "plain")
    save_all(case, PROGRAMS[0], os.path.join(folder, "plain"))
    expect_same(case, hashes["plain"], ["dialect"])


tap.finish()
