#!/usr/bin/env python3
"""Every code that src/import/ tells an import log has a title in src/cli/import-titles.c, and every title a code, as TAP. Usage: import-titles.py SOURCE_ROOT [--codes]

A code is a quoted word of small letters with hyphens in src/import/*.c. What looks like one and is none stands in NO_CODES.
"""
import glob
import os
import re
import sys

source = sys.argv[1]
NO_CODES = set()  # "xlsx-part" of an error's text, say


def text(path):
    with open(path, encoding="utf-8") as file:
        return re.sub(r"/\*.*?\*/", "", file.read(), flags=re.S)


titled = set(re.findall(r'^\s*\{ "([a-z0-9-]+)",', text(os.path.join(source, "src", "cli", "import-titles.c")), re.M))
told = {}
for path in sorted(glob.glob(os.path.join(source, "src", "import", "*.c"))):
    body = re.sub(r"^#include.*$", "", text(path), flags=re.M)
    one_word = set(re.findall(r'\.code = "([a-z0-9]+)"', body)) | set(re.findall(r'POSKO_IMPORT_[A-Z_]+, "([a-z0-9]+)"', body))
    for code in one_word | (set(re.findall(r'"([a-z][a-z0-9]*(?:-[a-z0-9]+)+)"', body)) - NO_CODES):
        told.setdefault(code, os.path.basename(path))

# codes that a lower room gives to those that pass them on
for passes, files, prefix in (("posko_csv_fault_code", "base/csv-read.c", "csv-"), ("posko_boundary_", "geo/boundary*.c", "geojson-"),
                              ("posko_point_reading_code", "geo/point-reading.c", "coordinate-")):
    if any(passes in text(path) for path in glob.glob(os.path.join(source, "src", "import", "*.c"))):
        for path in glob.glob(os.path.join(source, "src", *files.split("/"))):
            for code in re.findall(f'"({prefix}[a-z0-9-]+)"', text(path)):
                told.setdefault(code, os.path.basename(path))

for path in glob.glob(os.path.join(source, "src", "import", "*.c")):  # those that become a code of the import's own
    for code in re.findall(r'\{ "(geojson-[a-z-]+)", "[a-z-]+"', text(path)):
        told.pop(code, None)

if sys.argv[2:] == ["--codes"]:  # for a person who adds titles
    print("\n".join(sorted(told)))
    sys.exit(0)

results = [("there are codes", [] if len(told) > 5 else [f"{len(told)} found"]),
           ("every code has a title in src/cli/import-titles.c", sorted(f"{code} ({path})" for code, path in told.items() if code not in titled)),
           ("every title has a code", sorted(titled - set(told))),
           ("what is no code is still there", sorted(code for code in NO_CODES if not any(f'"{code}"' in text(path)
                                                     for path in glob.glob(os.path.join(source, "src", "import", "*.c")))))]
print(f"1..{len(results)}")
for number, (name, faults) in enumerate(results, 1):
    print(f"{'not ok' if faults else 'ok'} {number} - {name}")
    for fault in faults[:60]:
        print(f"# {fault}")
sys.exit(any(faults for _, faults in results))
