#!/usr/bin/env python3
"""init, plan and verify on real TPS lists and boundaries, as TAP. Usage: check-cities.py BUILD_ROOT DATA_ROOT SMALL

DATA_ROOT holds <city>/tps.csv and <city>/kecamatan.geojson; SMALL is "small" to run only the smallest list (a sanitized build is slow).
"""
import os
import subprocess
import sys
import tempfile

build, data, small = sys.argv[1], sys.argv[2], sys.argv[3] == "small"
posko = os.path.join(build, "posko")
lists = [("pangkalpinang", "tps_pilkada2025.csv", "A")]
if not small:
    lists += [("pangkalpinang", "tps.csv", "B"), ("kendari", "tps.csv", "C"), ("cimahi", "tps.csv", "D"), ("balikpapan", "tps.csv", "A")]

if not os.path.isdir(data):
    print("1..0 # SKIP the reference data is not beside the project")
    sys.exit(0)

results = []
for city, name, template in lists:
    with tempfile.TemporaryDirectory(prefix="posko-city-") as work:
        case, out = os.path.join(work, "case"), os.path.join(work, "out")
        for command in (
            ["init", "--tps", f"{data}/{city}/{name}", "--boundaries", f"{data}/{city}/kecamatan.geojson", "--template", template, "-o", case],
            ["check", case],
            ["plan", case, "-o", out, "--effort", "0.2"],
            ["verify", case, out],
        ):
            run = subprocess.run([posko, *command], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            results.append((f"{command[0]} {city}/{name}, template {template}", run.returncode, run.stderr.decode(errors="replace")))
            if run.returncode != 0:
                break

print(f"1..{len(results)}")
for number, (name, status, said) in enumerate(results, 1):
    print(f"{'not ok' if status else 'ok'} {number} - {name}")
    if status:
        for line in said.splitlines()[:20]:
            print(f"# {line}")
sys.exit(any(status for _, status, _ in results))
