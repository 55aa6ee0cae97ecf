#!/usr/bin/env python3
"""Every message of src/ stands in po/POTFILES.in and is translated in po/id.po, as TAP. Usage: check-messages.py SOURCE_ROOT"""
import os
import re
import subprocess
import sys

source = sys.argv[1]
results = []


def files_with_messages():
    for top, folders, names in os.walk(os.path.join(source, "src")):
        folders.sort()
        for name in sorted(names):
            path = os.path.join(top, name)
            with open(path, encoding="utf-8") as file:
                if name.endswith((".c", ".h")) and name != "i18n.h" and re.search(r"\b(N?_|ngettext) ?\(", file.read()):
                    yield os.path.relpath(path, source)


def listed():
    with open(os.path.join(source, "po", "POTFILES.in"), encoding="utf-8") as file:
        return [line.strip() for line in file if line.strip() and not line.startswith("#")]


def entries(text):
    """The messages of a PO text: {msgid: msgstr of each plural form}."""
    found = {}
    for block in text.split("\n\n"):
        parts = {}
        key = None
        for line in block.split("\n"):
            match = re.match(r'(msgid|msgid_plural|msgstr(?:\[\d\])?) (".*")$', line)
            if match:
                key = match[1]
                parts[key] = match[2][1:-1]
            elif line.startswith('"') and key:
                parts[key] += line[1:-1]
        if parts.get("msgid"):
            found[parts["msgid"]] = ("#, fuzzy" in block, [v for k, v in parts.items() if k.startswith("msgstr")])
    return found


def check(name, faults):
    results.append((name, sorted(faults)))


extract = ["xgettext", "--from-code=UTF-8", "--keyword=_", "--keyword=N_", "--keyword=ngettext:1,2", "-o", "-"]
pot = subprocess.run(extract + listed(), cwd=source, capture_output=True, encoding="utf-8", check=True).stdout
with open(os.path.join(source, "po", "id.po"), encoding="utf-8") as po:
    translated = entries(po.read())
messages = entries(pot)
check("po/POTFILES.in lists every file with messages", set(files_with_messages()) ^ set(listed()))
check("no message is cut short by a macro that gettext does not know (use PRId64 of inttypes.h)",
      {m for m in messages if re.search(r"%$", m)})
check("every message is translated into Indonesian",
      {m for m in messages if m not in translated or translated[m][0] or not all(translated[m][1])})
check("id.po translates nothing that no one says", set(translated) - set(messages))
check("id.po is sound", subprocess.run(["msgfmt", "-c", "-o", os.devnull, "po/id.po"], cwd=source, capture_output=True,
                                       encoding="utf-8").stderr.splitlines())

print(f"1..{len(results)}")
for number, (name, faults) in enumerate(results, 1):
    print(f"{'not ok' if faults else 'ok'} {number} - {name}")
    for fault in faults[:20]:
        print(f"# {fault}")
sys.exit(any(faults for _, faults in results))
