#!/usr/bin/env python3
"""Adds up the TAP lines of `meson test` in the given build folders and prints `N passed, N failed` as the last line.

A test program that crashed, timed out or said nothing counts as one failure, so that silence never passes.
"""
import json
import re
import sys

passed = failed = 0
for folder in sys.argv[1:]:
    with open(f"{folder}/meson-logs/testlog.json", encoding="utf-8") as log:
        for line in log:
            test = json.loads(line)
            out = test.get("stdout", "")
            good = len(re.findall(r"^ok\b(?!.*# SKIP)", out, re.M))
            bad = len(re.findall(r"^not ok\b", out, re.M))
            skipped = len(re.findall(r"^ok\b.*# SKIP", out, re.M))
            if test["result"] == "SKIP" or (test["result"] == "OK" and good == 0 and skipped > 0):
                continue
            if test["result"] != "OK" or good == 0:
                bad = max(bad, 1)
                print(f"failed in {folder}: {test['name']} ({test['result']})", file=sys.stderr)
            passed += good
            failed += bad
print(f"{passed} passed, {failed} failed")
sys.exit(1 if failed or not passed else 0)
