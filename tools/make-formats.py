#!/usr/bin/env python3
"""Writes docs/formats.md from schemas/: one section a table, one row a column, so that the document cannot drift from the schemas.

Usage: make-formats.py SOURCE_ROOT [OUTPUT]        (default output: docs/formats.md of the source)
"""
import json
import os
import sys

ROOT = sys.argv[1]
OUTPUT = sys.argv[2] if len(sys.argv) > 2 else os.path.join(ROOT, "docs", "formats.md")
INPUTS = ["tps", "faskes", "nakes", "ambulans", "dapur", "kendaraan", "gelombang", "baliho"]
OUTPUTS = ["ringkasan", "sertifikat", "kekurangan", "log_netralitas", "tps", "posko", "ambulans", "kebutuhan", "roster", "cadangan",
           "skrining", "makan", "sopir", "baliho"]

COMPARISON = ["perbandingan", "perbandingan_sertifikat", "terdampak_orang", "terdampak_tps", "terdampak_makan", "terdampak_sarana",
              "terdampak_kecamatan", "pesan"]
SIMULATION = ["simulasi", "simulasi_banding", "simulasi_tps", "simulasi_unit", "simulasi_n1", "simulasi_rincian", "simulasi_shift",
              "simulasi_asumsi"]
ANSWERS = ["ganti_ringkasan", "ganti_tugas", "ganti_calon", "ganti_aturan", "ganti_nyaris", "terlambat"]
CURVE = ["kurva", "kurva_tingkat"]

HEAD = """# Files

<!-- Written by tools/make-formats.py from schemas/. Do not edit: change the schema, or the script, and run it again. -->

## Conventions

- **A case** is a folder with `datapackage.json` (Frictionless Data Package), UTF-8 CSV tables, GeoJSON layers and `kebijakan.json`. **A plan** is a folder
  of the same kind: the city's tables, `plan.json`, and `kecamatan/<kode>-<nama>/` with that kecamatan's rows only.
- The schemas are the contract: `schemas/*.json` (input tables), `schemas/output/*.json` (tables of a plan), `schemas/*.schema.json` (JSON
  documents). The program compiles them in and reads by them; this page is written from them.
- **Codes** are the user's own and stay text, leading zeros and dots and all. **Places** are degrees, WGS 84; GeoJSON is longitude first (RFC 7946), tables have `lat` and
  `lon`. **Distances** are metres, **durations** minutes unless a name says seconds (`detik_*`), **money** whole rupiah.
- **Days** are `H-1`, `H`, `H+1` … from polling day; **clock times** local `HH:MM`, and past 24:00 they go on: 25:30 is 01:30 of the next day. **Dates** are `YYYY-MM-DD`.
- **Reading**: a table may come back from Excel or LibreOffice; what it was changed into is found by column and said, one note a file and kind, with the evidence.
  The delimiter (`,` `;` tab `|`), the encoding (UTF-8 with or without BOM, UTF-16, Windows-1252) and the line ends are free; lines above the header (among the first five records), blank rows,
  empty columns and rows that end early are passed over. Columns may stand in any order and be written otherwise (`Kode TPS` is `kode_tps`); unknown ones are named and not read. A row of totals is an error.
- **Numbers as spreadsheets write them**: decimal point or comma, one for each column; in whole numbers a mark before exactly three digits is one of thousands (`1.234`, `1,234`, `1 234`), unless it is the decimal mark of
  the file's other columns (an error), and `1234,00` is whole; `Rp 1.500.000,-`; `47,5%` in a column from 0 to 1.
- **Dates as spreadsheets write them**: `27/08/2025`, `27-08-25`, `27.08.2025`, `8/27/2025`, `27-Agu-25`, `27 Agustus 2025`, `2025-08-27 00:00:00`, `45896`. Day/month or month/day is decided for the column:
  by a day over 12, by another column of the file, by `;` between cells, by polling day for what cannot lie after it; else the column is refused. **Times**: `6:30`, `06:30:00`, `06.30`, `6:30 AM`, `0,2708333`.
- **Codes that a spreadsheet has changed**: zeros lost (`007` → `7`), `.0` added, `1,97101E+12`, digits behind the fifteenth lost, a day for a code (`1-2` → `2-Jan`). Each comes back where exactly one reading
  fits all: other codes of the column with zeros and one width, the tables that refer to it or that it refers to, `kode_tps` made of `kode_kelurahan` and `nomor`. That is told (`code-zeros-restored`,
  `code-restored`); what fits in no way or in several is refused by its cell (`code-damaged`). To keep codes, format their columns as text before typing.
- **Writing**: people's CSV (`--csv=excel`, the default) opens in Excel in an Indonesian locale: `;`, decimal comma, BOM, CRLF. `--csv=plain` is RFC 4180: `,`, decimal
  point. In both, a text that a spreadsheet would run or turn into a number or date is guarded; posko undoes the guard when it reads the file back.
- A cell that is empty is missing. Booleans are `true` and `false`; `1`, `0`, `ya`, `tidak`, `BENAR`, `SALAH` are read too, in any case.
"""


def load(path):
    with open(os.path.join(ROOT, "schemas", path), encoding="utf-8") as f:
        return json.load(f)


def kind(field):
    return field.get("posko:type", field["type"])


def rules(field):
    limits = field.get("constraints", {})
    out = []
    if limits.get("required"):
        out.append("wajib")
    if limits.get("unique"):
        out.append("unik")
    low, high = limits.get("minimum"), limits.get("maximum")
    if low is not None and high is not None:
        out.append(f"{low}…{high}")
    elif low is not None:
        out.append(f"≥ {low}")
    elif high is not None:
        out.append(f"≤ {high}")
    if "enum" in limits:
        out.append(", ".join(f"`{value}`" for value in limits["enum"]))
    if "posko:default" in field:
        out.append(f"bila tidak ada: `{field['posko:default']}`")
    elif field.get("posko:optional"):
        out.append("kolom boleh tidak ada")
    if "posko:area" in field:
        out.append(f"nama atau kode di {field['posko:area']}.geojson")
    return "; ".join(out)


def table(path, file_name):
    schema = load(path)
    lines = [f"### {file_name}", "", schema.get("description", ""), ""]
    key = schema.get("primaryKey")
    if key:
        lines += ["Kunci: " + ", ".join(f"`{k}`" for k in ([key] if isinstance(key, str) else key)) + ".", ""]
    for reference in schema.get("foreignKeys", []):
        fields = reference["fields"]
        lines += [f"`{fields if isinstance(fields, str) else ', '.join(fields)}` merujuk ke tabel {reference['reference']['resource'] or 'ini sendiri'}.", ""]
    lines += ["| kolom | jenis | satuan | aturan | arti |", "| --- | --- | --- | --- | --- |"]
    for field in schema["fields"]:
        cells = [f"`{field['name']}`", kind(field), field.get("posko:unit", ""), rules(field), field.get("description", "")]
        lines.append("| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |")
    return lines + [""]


def default_text(value):
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 80 else "(lihat skema)"


def policy_rows(schema, path=""):
    for name, member in schema.get("properties", {}).items():
        here = f"{path}{name}"
        inner = member.get("properties", {})
        if "nilai" in inner:
            value = inner["nilai"]
            limits = []
            if "minimum" in value or "maximum" in value:
                limits.append(f"{value.get('minimum', '')}…{value.get('maximum', '')}")
            if "enum" in value:
                limits.append(", ".join(f"`{v}`" for v in value["enum"]))
            given = default_text(value["default"]) if "default" in value else ""
            source = inner.get("sumber", {}).get("default", "")
            yield f"| `{here}` | {given} | {'; '.join(limits)} | {member.get('description', '')} | {source} |".replace("\n", " ")
        elif inner:
            yield from policy_rows(member, here + ".")


def json_type(member):
    names = member.get("type", "")
    return ", ".join(names) if isinstance(names, list) else names


def document_rows(schema, member, path=""):
    """Every member of a JSON document: path, type, values, meaning; arrays as name[], what $ref names is followed."""
    while "$ref" in member:
        member = {**schema["$defs"][member["$ref"].rsplit("/", 1)[1]], **{k: v for k, v in member.items() if k != "$ref"}}
    if path:
        values = [f"`{v}`" for v in member.get("enum", [member["const"]] if "const" in member else [])]
        yield f"| `{path}` | {json_type(member)} | {', '.join(values)} | {member.get('description', '')} |".replace("\n", " ")
    for name, inner in member.get("properties", {}).items():
        yield from document_rows(schema, inner, f"{path}.{name}" if path else name)
    items = member.get("items")
    if isinstance(items, dict):
        yield from list(document_rows(schema, items, f"{path}[]"))[0 if "properties" not in items and "$ref" not in items else 1:]


def document(name, file_name):
    schema = load(f"{name}.schema.json")
    return [f"### {file_name}", "", f"{schema['description']} Skema: `schemas/{name}.schema.json`.", "",
            "| anggota | jenis | nilai | arti |", "| --- | --- | --- | --- |", *document_rows(schema, schema), ""]


def main():
    lines = [HEAD, "## Tables of a case", ""]
    for name in INPUTS:
        lines += table(f"{name}.json", f"{name}.csv")
    lines += ["### Layers", "",
              "| file | feature properties |", "| --- | --- |",
              "| `kecamatan.geojson` | `kode`, `nama`; polygons |",
              "| `kelurahan.geojson` (optional) | `kode`, `nama`; polygons |",
              "| `zona_larangan.geojson` (optional) | `nama`, `dasar` (law), `sifat` (`larang`, `peringatan`), `penyangga_m`; points, lines or polygons |", "",
              "## kebijakan.json", "",
              "Setiap nilai berbentuk `{\"nilai\": …, \"sumber\": \"…\"}`. Yang tidak ditulis memakai nilai bawaan; `schemas/kebijakan.schema.json` memuat semuanya.", "",
              "| jalur | bawaan | rentang | arti | sumber bawaan |", "| --- | --- | --- | --- | --- |"]
    lines += list(policy_rows(load("kebijakan.schema.json")))
    lines += ["", "## What an import leaves", "", "`posko init` menulis keduanya ke kasus; `pemetaan.json` dapat disunting dan dipakai lagi dengan `--mapping`.", ""]
    for name in ("pemetaan", "impor"):
        lines += document(name, f"{name}.json")
    scenario = load("skenario.schema.json")
    lines += ["", "## Scenarios", "", f"{scenario['description']} Skema: `schemas/skenario.schema.json`.", "",
              "| anggota | arti |", "| --- | --- |"]
    for name, member in {**scenario["properties"], **scenario["$defs"].get("perubahan", {}).get("properties", {})}.items():
        lines.append(f"| `{name}` | {member.get('description', '')} |")
    lines += ["", "## Tables of a plan", "",
              "Di `OUT/` untuk seluruh kota, dan di `OUT/kecamatan/<kode>-<nama>/` (posko, ambulans, roster, cadangan, skrining, makan, sopir, baliho, tps) hanya baris kecamatan itu.", ""]
    for name in OUTPUTS:
        lines += table(f"output/{name}.json", f"{name}.csv")
    lines += ["## Tables of a comparison", "",
              "`posko compare OUT_A OUT_B -o OUT` menulis tabel ini ke `OUT/`, dan semuanya sekaligus ke `perbandingan.json` (`schemas/perbandingan.schema.json`).",
              "Di `OUT/kecamatan/<kode>-<nama>/` (terdampak_*, pesan) hanya baris kecamatan itu, bagi setiap kecamatan yang terdampak.",
              "`posko whatif --json` mencetak menurut `schemas/bagaimana-jika.schema.json`.", ""]
    for name in COMPARISON:
        lines += table(f"output/{name}.json", f"{name}.csv")
    lines += ["## Tables of a simulation", "",
              "`posko simulate CASE OUT -o OUT_S` menulis tabel ini ke `OUT_S/`, dan semuanya sekaligus ke `simulasi.json`.", ""]
    for name in SIMULATION:
        lines += table(f"output/{name}.json", f"{name}.csv")
    lines += ["## Tables of an answer", "",
              "`posko who CASE OUT --replace NAKES -o OUT2` menulis tabel `ganti_*`, `posko who CASE OUT --late -o OUT2` tabel `terlambat`; semuanya sekaligus ada di `jawaban.json`.", ""]
    for name in ANSWERS:
        lines += table(f"output/{name}.json", f"{name}.csv")
    lines += ["## Tables of a trade-off curve", "", "`posko curve CASE --of WHAT -o DIR` menulis tabel ini ke `DIR/`, semuanya sekaligus ke `kurva.json`, dan gambarnya ke `kurva.svg`.", ""]
    for name in CURVE:
        lines += table(f"output/{name}.json", f"{name}.csv")
    lines += ["## The log of the repairs", "", "`posko check CASE --repair -o COPY` menulis tabel ini ke `COPY/`; kasus asal tidak diubah.", ""]
    lines += table("output/perbaikan.json", "perbaikan.csv")
    with open(OUTPUT, "w", encoding="utf-8") as f:
        f.write("\n".join(lines).rstrip() + "\n")


main()
