#!/usr/bin/env python3
"""Makes the JSON Schemas of the documents that hold output tables, out of the Table Schemas in schemas/output/:

    schemas/plan.schema.json             plan.json
    schemas/perbandingan.schema.json     perbandingan.json, and what `posko compare --json` prints
    schemas/bagaimana-jika.schema.json   what `posko whatif --json` prints

They hold the same tables as the CSV files, so their schemas follow from theirs. Run it after a change there:

    tools/make-plan-schema.py            writes the three
    tools/make-plan-schema.py --check    exit 1 when a committed file is not what would be written (a test runs this)

A field becomes a property of the same name: its type, title, description, unit, enum, pattern, minimum and maximum are kept. A text that may
be missing may be "", any other missing value is null. The order of the tables is that of PoskoPlanTableId in src/plan/plan.h and
PoskoCompareTableId in src/plan/compare.h.
"""
import json
import os
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TABLES = ["posko", "tps", "ambulans", "kebutuhan", "roster", "cadangan", "skrining", "makan", "sopir", "baliho",
          "kekurangan", "log_netralitas", "ringkasan", "sertifikat"]
COMPARISON = ["perbandingan", "perbandingan_sertifikat", "terdampak_orang", "terdampak_tps", "terdampak_makan", "terdampak_sarana",
              "terdampak_kecamatan", "pesan"]
INPUT_TABLES = ["tps", "faskes", "nakes", "ambulans", "dapur", "kendaraan", "gelombang", "baliho"]
STAY_PRODUCTS = ["posko", "ambulans", "roster", "cadangan", "skrining", "baliho"]  # PoskoStayProduct in src/plan/plan.h
OPTIONAL = ["tetap_dekat"]
JSON_TYPES = {"string": "string", "integer": "integer", "number": "number", "boolean": "boolean", "date": "string"}


def property_of(field):
    constraints = field.get("constraints", {})
    required = constraints.get("required", False)
    out = {"title": field["title"], "description": field["description"]}
    kind = JSON_TYPES[field["type"]]
    empty_text = field["type"] == "string" and "posko:type" not in field
    out["type"] = kind if required or empty_text else [kind, "null"]
    if field["type"] == "date":
        out["format"] = "date"
    if "enum" in constraints:
        out["enum"] = constraints["enum"] + ([] if required else [""] if empty_text else [None])
    if "pattern" in constraints:  # a Table Schema's pattern holds for the whole cell
        out["pattern"] = f"^({constraints['pattern']})$"
    for bound in ("minimum", "maximum"):
        if bound in constraints:
            out[bound] = constraints[bound]
    if required and empty_text and "enum" not in constraints:
        out["minLength"] = 1
    return out


def table_of(name):
    with open(os.path.join(ROOT, "schemas", "output", name + ".json"), encoding="utf-8") as file:
        schema = json.load(file)
    row = {
        "type": "object",
        "additionalProperties": False,
        "required": [field["name"] for field in schema["fields"]],
        "properties": {field["name"]: property_of(field) for field in schema["fields"]},
    }
    return {"title": schema["title"], "description": schema["description"], "type": "array", "items": row}


def stay_schema():
    rule = {
        "type": "object",
        "additionalProperties": False,
        "required": ["aturan"],
        "properties": {
            "aturan": {"description": "Perubahan sesedikit mungkin, paling banyak `nilai`, atau berharga `nilai` masing-masing. As few changes as possible, "
                                      "at most `nilai`, or `nilai` for each.",
                       "enum": ["paling_sedikit", "paling_banyak", "harga"]},
            "nilai": {"description": "Banyaknya atau harga. How many, or the price.", "type": "integer", "minimum": 0, "maximum": 1000000000},
        },
    }
    return {
        "description": "Hanya bila rencana tetap dekat dengan rencana yang sudah diumumkan. Only where the plan stays close to a published one.",
        "type": "object",
        "additionalProperties": False,
        "required": ["rencana", "produk"],
        "properties": {
            "rencana": {"description": "SHA-256 isi tabel rencana itu. SHA-256 of the tables of that plan.", "type": "string", "pattern": "^[0-9a-f]{64}$"},
            "produk": {"description": "Aturan setiap produk. The rule of each product.", "type": "object", "additionalProperties": False,
                       "required": STAY_PRODUCTS, "properties": {name: rule for name in STAY_PRODUCTS}},
        },
    }


def tables_of(names):
    return {"type": "object", "additionalProperties": False, "required": names, "properties": {name: table_of(name) for name in names}}


def document(title, description, head):
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": title,
        "description": f"{description} Dibuat oleh tools/make-plan-schema.py dari schemas/output/. "
                       "Made by tools/make-plan-schema.py from schemas/output/.",
        "type": "object",
        "additionalProperties": False,
        "required": [name for name in head if name not in OPTIONAL],
        "properties": head,
    }


def count(description):
    return {"description": description, "type": "integer", "minimum": 0}


KIND = "Jenis dokumen. Kind of document."
VERSION = {"description": "Versi program. Version of the program.", "type": "string", "minLength": 1}
HASH = {"description": "SHA-256 isi kasus. SHA-256 of the meaning of the case.", "type": "string", "pattern": "^[0-9a-f]{64}$"}
SEED = count("Benih pembangkit bilangan acak. Seed.")
LANGUAGE = {"description": "Bahasa kalimat di dalamnya. Language of the sentences.", "enum": ["id", "en"]}
PEOPLE = count("Orang yang terdampak. People who are affected.")
TOLD = count("Orang yang perlu dikabari. People who must be told.")
TEAMS = count("Tim yang mendapat pesan. Teams that get a message.")


def plan_schema():
    return document("Rencana posko", "plan.json: seluruh rencana. The whole plan.", {
        "posko": {"description": KIND, "const": "rencana"},
        "versi": VERSION, "kasus": HASH, "benih": SEED, "bahasa": LANGUAGE,
        "tetap_dekat": stay_schema(),
        "kota": {"description": "Nama kota. Name of the city.", "type": "string"},
        "kode_kota": {"description": "Kode kota. Code of the city.", "type": "string"},
        "tanggal_h": {"description": "Hari pemungutan suara. Polling day.", "type": "string", "format": "date"},
        "tabel_asumsi": {"description": "Tabel masukan yang memuat asumsi. Input tables that hold assumptions.",
                         "type": "array", "uniqueItems": True, "items": {"enum": INPUT_TABLES}},
        "tabel": tables_of(TABLES),
    })


def comparison_schema():
    return document("Perbandingan dua rencana", "perbandingan.json: apa dan siapa yang berubah dari rencana A ke rencana B. "
                    "What and who changes from plan A to plan B.", {
                        "posko": {"description": KIND, "const": "perbandingan"},
                        "versi": VERSION, "bahasa": LANGUAGE, "orang": PEOPLE, "dikabari": TOLD, "tim": TEAMS,
                        "tabel": tables_of(COMPARISON),
                    })


def whatif_schema():
    scenario = {
        "kode": {"description": "Folder rencana dan perbandingannya. Folder of its plan and comparison.", "type": "string", "minLength": 1},
        "kasus": HASH, "orang": PEOPLE, "dikabari": TOLD, "tim": TEAMS,
        "perbandingan": table_of("perbandingan"), "terdampak_kecamatan": table_of("terdampak_kecamatan"),
    }
    return document("Bagaimana jika", "posko whatif --json: tiap skenario dibandingkan dengan rencana tanpa skenario. "
                    "Each scenario compared with the plan without one.", {
                        "posko": {"description": KIND, "const": "bagaimana-jika"},
                        "keluaran": {"description": "Folder keluaran. Output folder.", "type": "string"},
                        "kasus": HASH, "benih": SEED,
                        "skenario": {"type": "array", "items": {"type": "object", "additionalProperties": False,
                                                                "required": list(scenario), "properties": scenario}},
                    })


DOCUMENTS = {"plan": plan_schema, "perbandingan": comparison_schema, "bagaimana-jika": whatif_schema}


def main():
    stale = []
    for name, make in DOCUMENTS.items():
        path = os.path.join(ROOT, "schemas", name + ".schema.json")
        text = json.dumps(make(), ensure_ascii=False, indent=2) + "\n"
        if sys.argv[1:] != ["--check"]:
            with open(path, "w", encoding="utf-8") as file:
                file.write(text)
            continue
        with open(path, encoding="utf-8") as file:
            stale.append(file.read() != text)
    if stale:
        print(f"1..{len(stale)}")
        for number, (name, is_stale) in enumerate(zip(DOCUMENTS, stale), 1):
            print(f"{'not ok' if is_stale else 'ok'} {number} - schemas/{name}.schema.json is what schemas/output/ makes it")
    return any(stale)


sys.exit(main())
