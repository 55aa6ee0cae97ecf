#!/usr/bin/env python3
"""The rules of the house that a script can check, as TAP. Usage: check-house.py SOURCE_ROOT BUILD_ROOT"""
import glob
import json
import os
import re
import shlex
import subprocess
import sys
import tempfile

source, build = sys.argv[1], sys.argv[2]
results = []


def check(name, faults):
    results.append((name, faults))


def files(*folders, ends=(".c", ".h")):
    for folder in folders:
        for top, subfolders, names in os.walk(os.path.join(source, folder)):
            subfolders.sort()
            for name in sorted(names):
                if name.endswith(ends):
                    yield os.path.relpath(os.path.join(top, name), source)


def text(path):
    with open(os.path.join(source, path), encoding="utf-8") as f:
        return f.read()


def without_comments_and_strings(code):
    return re.sub(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\])*"', lambda m: re.sub(r"[^\n]", " ", m.group()), code, flags=re.S)


def grep(pattern, paths, code_only=True):
    faults = []
    for path in paths:
        body = without_comments_and_strings(text(path)) if code_only else text(path)
        for match in re.finditer(pattern, body, re.M):
            faults.append(f"{path}:{body.count(chr(10), 0, match.start()) + 1}: {match.group().strip()}")
    return faults


ROOMS = ["base", "geo", "case", "import", "solve", "plan", "simulate", "report", "cli"]
# What each room may include, as src/<room>/meson.build says; everything else must fail to compile.
MAY = {
    "base": [],
    "geo": ["base"],
    "case": ["base", "geo"],
    "import": ["base", "geo", "case"],
    "solve": ["base"],
    "plan": ["base", "geo", "case", "solve"],
    "simulate": ["base", "geo", "case", "plan"],
    "report": ["base", "geo", "case", "plan", "simulate"],
}
HEADER = {"base": "error.h", "geo": "travel.h", "case": "case.h", "import": "import-log.h", "solve": "solve.h", "plan": "plan.h", "simulate": "simulate.h", "report": "report.h"}

check("no include leaves its room by a path", grep(r'^#include "[^"]*/', list(files("src")), code_only=False))
check("every file says what it is for",
      [p for p in files("src") if not re.match(r"/\* " + re.escape(os.path.basename(p)) + r": ", text(p))])
check("every header guards itself", [p for p in files("src") if p.endswith(".h") and "#pragma once" not in text(p)])
check("file names are unique over all rooms",
      [n for n in {os.path.basename(p) for p in files("src")} if sum(os.path.basename(p) == n for p in files("src")) > 1])
check("no file is over 800 lines", [p for p in files("src", "tests") if text(p).count("\n") > 800])
check("no goto", grep(r"\bgoto\b", files("src", "tests")))
check("nothing is left to do", grep(r"\b(TODO|FIXME|XXX|HACK)\b", files("src", "tests"), code_only=False))
check("numbers never follow the locale", grep(r"(?<!g_ascii_)\b(strtod|strtol|strtoll|strtoul|strtoull|atoi|atof|sscanf)\s*\(", files("src")))
check("random numbers come from random.h", grep(r"\b(rand|srand|random|drand48|g_random_\w+|g_rand_\w+)\s*\(", files("src")))
check("libraries never print",
      grep(r"\b(printf|fprintf|g_print|g_printerr|puts|fputs|perror|g_warning|g_message)\s*\(",
           [p for p in files("src") if not p.startswith("src/cli/") and p != "src/solve/mip-worker.c"]))
check("no clock in a decision",
      grep(r"\b(g_get_real_time|g_date_time_new_now\w*|time|gettimeofday|localtime\w*)\s*\(", [p for p in files("src") if not p.startswith("src/cli/") and p != "src/solve/mip-worker.c"]))


def functions_longer_than(limit):
    faults = []
    for path in files("src"):
        start = None
        for number, line in enumerate(text(path).split("\n"), 1):
            if line == "{":
                start = number
            elif line == "}" and start:
                if number - start > limit:
                    faults.append(f"{path}:{start}: {number - start} lines")
                start = None
    return faults


def nested_deeper_than(limit):
    faults = []
    for path in files("src"):
        depth = 0
        for number, line in enumerate(re.sub(r"'(\\.|[^'\\])'", "   ", without_comments_and_strings(text(path))).split("\n"), 1):
            depth = max(0, depth + line.count("{") - line.count("}"))
            if depth > limit + 1: # the function's own brace
                faults.append(f"{path}:{number}: {depth - 1} deep")
    return faults


def missing_paths(document):
    """The files and folders of ours that a document names and that are not there; <name> stands for any, build folders for themselves."""
    ours = re.findall(r"`((?:src|schemas|data|docs|tests|tools|po|web)/[^` ]*)`", text(document))
    return [path for path in ours if not glob.glob(os.path.join(source, re.sub(r"<[^>]*>", "*", path)))]


check("functions fit a screen or so (65 lines)", functions_longer_than(65))
check("nothing is nested deeper than 4", nested_deeper_than(4))
for document in ("README.md", "CONTRIBUTING.md", "data/pangkalpinang/README.md", "docs/model.md"):
    check(f"what {document} names is there", missing_paths(document))
check("the README names every folder",
      [f"src/{room}/" for room in ROOMS if f"src/{room}/" not in text("README.md")] +
      [f for f in ["schemas/", "data/", "docs/", "tests/", "po/"] if f not in text("README.md")])


def rooms_hold():
    """Compiles one line in each room with that room's own flags: allowed includes work, forbidden ones do not."""
    faults = []
    with open(os.path.join(build, "compile_commands.json"), encoding="utf-8") as f:
        commands = json.load(f)
    for room, may in MAY.items():
        entry = next(c for c in commands if f"src/{room}/" in c["file"])
        flags = [w for w in shlex.split(entry["command"])[1:] if w.startswith(("-I", "-D", "-f", "-std"))]
        words = ["gcc"] + [w for w in flags if not w.startswith("-fsanitize")]
        for other, header in HEADER.items():
            if other == room:
                continue
            with tempfile.NamedTemporaryFile("w", suffix=".c") as probe:
                probe.write(f'#include "{header}"\n')
                probe.flush()
                good = subprocess.run(words + ["-fsyntax-only", probe.name], cwd=entry["directory"], capture_output=True).returncode == 0
            if good != (other in may):
                faults.append(f"{room} {'can' if good else 'cannot'} include {header}")
    return faults


def verifier_stands_alone():
    """The verifier is a library of its own in the plan's folder: of that folder it may see the plan, and of the rooms not the solvers."""
    faults = []
    own = [os.path.basename(p) for p in files("src/plan", ends=(".h",))]
    foreign = [n for n in own if n != "plan.h" and not n.startswith("verify")] + [os.path.basename(p) for p in files("src/solve", ends=(".h",))]
    for path in files("src/plan"):
        if os.path.basename(path).startswith("verify"):
            faults += [f"{path}: {h}" for h in re.findall(r'#include "([^"]*)"', text(path)) if h in foreign]
    return faults


check("the verifier includes nothing of the solvers or the makers", verifier_stands_alone())
check("a room includes only what it may", rooms_hold())

print(f"1..{len(results)}")
for number, (name, faults) in enumerate(results, 1):
    print(f"{'not ok' if faults else 'ok'} {number} - {name}")
    for fault in faults[:20]:
        print(f"# {fault}")
sys.exit(any(faults for _, faults in results))
