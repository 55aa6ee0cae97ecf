#!/usr/bin/env python3
"""Makes a case and a plan with posko, then holds them and the schemas against the outside validators. Prints their TAP.

Usage: run.py SOURCE_ROOT BUILD_ROOT
"""
import os
import shutil
import subprocess
import sys
import tempfile

source, build = sys.argv[1], sys.argv[2]
here = os.path.join(source, "tests", "validate")
posko = os.path.join(build, "posko")
schemas = os.path.join(source, "schemas")
city = os.path.join(source, "data", "pangkalpinang")

if not os.path.isdir(os.path.join(here, "node_modules")):
    print("1..0 # SKIP run `npm ci` in tests/validate first, as ./dev test does")
    sys.exit(0)

with tempfile.TemporaryDirectory(prefix="posko-validate-") as work:
    case, plain, excel, empty = (os.path.join(work, name) for name in ("case", "plain", "excel", "kosong.json"))
    compared, compared_json, whatif_json, ill = (os.path.join(work, name) for name in ("banding", "banding.json", "whatif.json", "nakes.json"))
    with open(empty, "w", encoding="utf-8") as f:
        f.write('{"nama": "Skenario kosong"}\n')
    for command in (
        ["init", "--tps", f"{city}/tps.csv", "--boundaries", f"{city}/kecamatan.geojson", "-o", case],
        ["plan", city, "-o", plain, "--csv=plain", "--effort", "0.1"],
        ["plan", city, "-o", excel, "--csv=excel", "--language", "en", "--effort", "0.1", "--scenario", f"{city}/skenario/nakes-sakit-10.json"],
    ):
        subprocess.run([posko, *command], check=True, stdout=subprocess.DEVNULL)
    shutil.copy(f"{city}/skenario/nakes-sakit-20.json", ill)
    for path, command in ((compared_json, ["compare", plain, excel, "-o", compared, "--json"]),
                          (whatif_json, ["whatif", os.path.join(source, "tests", "data", "mini"), empty, ill, "-o", os.path.join(work, "w"), "--json"])):
        with open(path, "w", encoding="utf-8") as f:
            subprocess.run([posko, *command], check=True, stdout=f)
    words = []
    for name in ("impor", "pemetaan", "kebijakan", "skenario", "plan", "perbandingan", "bagaimana-jika"):
        words += ["--schema", f"{schemas}/{name}.schema.json"]
    words += ["--json", f"{schemas}/kebijakan.schema.json", f"{city}/kebijakan.json",
              "--json", f"{schemas}/kebijakan.schema.json", f"{case}/kebijakan.json",
              "--json", f"{schemas}/impor.schema.json", f"{case}/impor.json",
              "--json", f"{schemas}/pemetaan.schema.json", f"{case}/pemetaan.json",
              "--json", f"{schemas}/skenario.schema.json", empty]
    for name in sorted(os.listdir(f"{city}/skenario")):
        words += ["--json", f"{schemas}/skenario.schema.json", f"{city}/skenario/{name}"]
    for out in (plain, excel):
        words += ["--json", f"{schemas}/plan.schema.json", f"{out}/plan.json"]
    words += ["--json", f"{schemas}/perbandingan.schema.json", f"{compared}/perbandingan.json",
              "--json", f"{schemas}/perbandingan.schema.json", compared_json,
              "--json", f"{schemas}/bagaimana-jika.schema.json", whatif_json]
    for folder in (city, case, plain, excel, compared):
        words += ["--package", folder]
    sys.exit(subprocess.run(["node", os.path.join(here, "validate.mjs"), *words]).returncode)
