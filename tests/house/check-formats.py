#!/usr/bin/env python3
"""docs/formats.md is what tools/make-formats.py writes from the schemas, as TAP. Usage: check-formats.py SOURCE_ROOT"""
import os
import subprocess
import sys
import tempfile

source = sys.argv[1]
with tempfile.TemporaryDirectory() as folder:
    fresh = os.path.join(folder, "formats.md")
    subprocess.run([sys.executable, os.path.join(source, "tools", "make-formats.py"), source, fresh], check=True)
    with open(fresh, encoding="utf-8") as a, open(os.path.join(source, "docs", "formats.md"), encoding="utf-8") as b:
        same = a.read() == b.read()
print("1..1")
print(f"{'ok' if same else 'not ok'} 1 - docs/formats.md is fresh (tools/make-formats.py)")
sys.exit(not same)
