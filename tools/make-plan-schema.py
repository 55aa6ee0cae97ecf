#!/usr/bin/env python3
"""Makes schemas/plan.schema.json out of the Table Schemas in schemas/output/.

plan.json holds the same tables as the CSV files, so its schema follows from theirs. Run it after a change there:

    tools/make-plan-schema.py            writes schemas/plan.schema.json
    tools/make-plan-schema.py --check    exit 1 when the committed file is not what would be written (a test runs this)

A field becomes a property of the same name: its type, title, description, unit, enum, pattern, minimum and maximum are kept. A text that may
be missing may be "", any other missing value is null. The order of the tables is that of PoskoPlanTableId in src/plan/plan.h.
"""
import json
import os
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TABLES = ["posko", "tps", "ambulans", "kebutuhan", "roster", "cadangan", "skrining", "makan", "sopir", "baliho",
          "kekurangan", "log_netralitas", "ringkasan", "sertifikat"]
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


def plan_schema():
    head = {
        "posko": {"description": "Jenis dokumen. Kind of document.", "const": "rencana"},
        "versi": {"description": "Versi program. Version of the program.", "type": "string", "minLength": 1},
        "kasus": {"description": "SHA-256 isi kasus. SHA-256 of the meaning of the case.", "type": "string",
                  "pattern": "^[0-9a-f]{64}$"},
        "benih": {"description": "Benih pembangkit bilangan acak. Seed.", "type": "integer", "minimum": 0},
        "bahasa": {"description": "Bahasa kalimat di dalam rencana. Language of the sentences.", "enum": ["id", "en"]},
        "tetap_dekat": stay_schema(),
        "kota": {"description": "Nama kota. Name of the city.", "type": "string"},
        "kode_kota": {"description": "Kode kota. Code of the city.", "type": "string"},
        "tanggal_h": {"description": "Hari pemungutan suara. Polling day.", "type": "string", "format": "date"},
        "tabel_asumsi": {"description": "Tabel masukan yang memuat asumsi. Input tables that hold assumptions.",
                         "type": "array", "uniqueItems": True, "items": {"enum": INPUT_TABLES}},
        "tabel": {"type": "object", "additionalProperties": False, "required": TABLES,
                  "properties": {name: table_of(name) for name in TABLES}},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Rencana posko",
        "description": "plan.json: seluruh rencana. Dibuat oleh tools/make-plan-schema.py dari schemas/output/. "
                       "The whole plan; made by tools/make-plan-schema.py from schemas/output/.",
        "type": "object",
        "additionalProperties": False,
        "required": [name for name in head if name not in OPTIONAL],
        "properties": head,
    }


def main():
    path = os.path.join(ROOT, "schemas", "plan.schema.json")
    text = json.dumps(plan_schema(), ensure_ascii=False, indent=2) + "\n"
    if sys.argv[1:] == ["--check"]:
        with open(path, encoding="utf-8") as file:
            same = file.read() == text
        print("1..1\n" + ("ok" if same else "not ok") + " 1 - schemas/plan.schema.json is what schemas/output/ makes it")
        return 0 if same else 1
    with open(path, "w", encoding="utf-8") as file:
        file.write(text)
    return 0


sys.exit(main())
