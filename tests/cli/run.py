#!/usr/bin/env python3
"""Runs posko by the tables of this folder, as TAP. Usage: run.py SOURCE_ROOT BUILD_ROOT

Each <command>.json is a list of cases:

    name     what is shown to be true
    args     the words after posko; {case} a fresh copy of the mini case, {out} a path where nothing stands, {folder} the folder of both,
             {source} the source tree
    change   how the copy is spoilt first, in order: {"remove": FILE}, {"write": FILE, "text": TEXT}, {"replace": FILE, "from": A, "to": B} (the first of them; all of them with "all": true),
             {"folder": FILE} and {"fifo": FILE} put such a thing in its place, {"long": FILE, "bytes": N} a cell of N bytes in its last row,
             {"deep": FILE, "depth": N} arrays inside each other, {"plan": OUT} plans the copy first ("stay": close to this plan)
    env      changes of the environment
    status   exit status
    stdout, stderr   regular expressions that must be found there
    silent   streams that must be empty: "stdout", "stderr"
    output   false: nothing may stand at {out} afterwards (and nothing hidden beside it)
"""
import glob
import json
import os
import re
import shutil

import tap

HERE = os.path.dirname(os.path.abspath(__file__))


def fill(text, folder):
    places = {"{case}": os.path.join(folder, "case"), "{out}": os.path.join(folder, "out"), "{folder}": folder, "{source}": tap.SOURCE}
    for name, path in places.items():
        text = text.replace(name, path)
    return text


def take_away(path):
    if os.path.isdir(path):
        shutil.rmtree(path)
    else:
        os.unlink(path)


def add_long_cell(path, count):
    text = tap.read(path)
    tap.write(text.rstrip("\r\n") + "\n" + "x" * count + "," * text.split("\n")[0].count(",") + "\n", path)


def change(step, folder):
    kind = next(iter(step))
    path = os.path.join(folder, "case", step[kind])
    if kind == "remove":
        take_away(path)
    elif kind == "write":
        tap.write(step["text"], path)
    elif kind == "replace":
        text = tap.read(path)
        assert step["from"] in text, f"{step['from']!r} is not in {step[kind]}"
        tap.write(text.replace(step["from"], step["to"], -1 if step.get("all") else 1), path)
    elif kind == "folder":
        take_away(path)
        os.mkdir(path)
    elif kind == "fifo":
        take_away(path)
        os.mkfifo(path)
    elif kind == "long":
        add_long_cell(path, step["bytes"])
    elif kind == "deep":
        tap.write("[" * step["depth"] + "]" * step["depth"], path)
    elif kind == "plan":
        tap.plan(os.path.join(folder, "case"), os.path.join(folder, step[kind]), "--csv=plain",
                 *(["--stay-close", os.path.join(folder, step["stay"])] if "stay" in step else []))
    else:
        raise ValueError(f"unknown change {kind}")


def check(case, done, folder):
    shown = f"\nstdout: {done.stdout[:800]}\nstderr: {done.stderr[:800]}"
    assert done.returncode == case["status"], f"exit status {done.returncode}, expected {case['status']}{shown}"
    for stream in ("stdout", "stderr"):
        for pattern in case.get(stream, []):
            assert re.search(pattern, getattr(done, stream), re.M), f"{stream} has no {pattern!r}{shown}"
        assert stream not in case.get("silent", []) or getattr(done, stream) == "", f"{stream} is not silent{shown}"
    if case.get("output") is False:
        assert not os.path.exists(os.path.join(folder, "out")), "there is an output"
        assert tap.hidden(folder) == [], f"left behind: {tap.hidden(folder)}"


def run_case(command, case):
    def function(folder):
        tap.copy_case(folder)
        for step in case.get("change", []):
            change(step, folder)
        args = [fill(word, folder) for word in case["args"]]
        done = tap.run(*args, env=tap.environment(**case.get("env", {})), cwd=folder)
        check(case, done, folder)
    function.__doc__ = f"{command}: {case['name']}"
    tap.test(function)


def commands():
    text = tap.run("--help").stdout
    return re.findall(r"^  ([a-z]+)  ", text.split("Commands:")[1].split("Options:")[0], re.M)


@tap.test
def every_command_has_help(folder):
    """help: of every command in the table, in both languages"""
    names = commands()
    assert len(names) >= 4, names
    for name in names:
        for env, words in [({}, ["Usage: posko", "Options:", "Example:"]),
                           ({"LANGUAGE": "id"}, ["Pemakaian: posko", "Opsi:", "Contoh:"])]:
            done = tap.run(name, "--help", env=tap.environment(**env))
            assert done.returncode == 0 and done.stderr == "", f"{name}: {done.stderr}"
            for word in words + [f"posko {name}"]:
                assert word in done.stdout, f"{name} {env}: no {word!r} in {done.stdout}"
            options = re.findall(r"^  (?:-\w, )?--\S+ *(.*)$", done.stdout, re.M)
            assert options and all(options), f"{name}: an option without a description"


for path in sorted(glob.glob(os.path.join(HERE, "*.json"))):
    with open(path, encoding="utf-8") as file:
        for case in json.load(file):
            run_case(os.path.basename(path)[:-len(".json")], case)
tap.finish()
