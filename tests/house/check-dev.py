#!/usr/bin/env python3
"""What ./dev does before it builds, as TAP: it runs with tools that only say what they were asked. Usage: check-dev.py SOURCE_ROOT"""
import os
import shutil
import stat
import subprocess
import sys
import tempfile

source = os.path.realpath(sys.argv[1])
results = []
DEBIAN_12 = 'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nVERSION_ID="12"\nID=debian\n'


def needed(*kinds):
    with open(os.path.join(source, "packages.debian"), encoding="utf-8") as file:
        lines = [line.split() for line in file if not line.startswith("#")]
    return [words[1] for words in lines if words and words[0] in kinds]


def run(folder, *words, without=(), user=0, tools=("apt-get", "dpkg-query", "sudo"), release=DEBIAN_12):
    """Runs a copy of ./dev from another directory, without a terminal; gives its status, what it said, and which tools it asked."""
    path, log, os_release, home = (os.path.join(folder, name) for name in ("bin", "log", "os-release", "home of posko"))
    os.mkdir(path)
    os.mkdir(home)
    for name in ("dev", "packages.debian"):
        shutil.copy(os.path.join(source, name), home)
    for name in ("bash", "env", "dirname", "readlink", "sed", "sh", "tr", "cat", "grep", "rm"):
        os.symlink(shutil.which(name), os.path.join(path, name))
    installed = "".join(f"ii |{name}, \n" for name in needed("build", "test") if name not in without)
    says = {"dpkg-query": f"printf '{installed}'", "id": f"echo {user}", "sudo": f'echo "sudo" >>{log}; exec "$@"', "apt-get": f'echo "apt-get $*" >>{log}',
            "meson": f'echo "meson $1" >>{log}; exit 1', "ninja": f'echo ninja >>{log}; exit 1'}
    for name, body in says.items():
        if name in tools or name in ("id", "meson", "ninja"):
            with open(os.path.join(path, name), "w", encoding="utf-8") as file:
                file.write(f"#!{shutil.which('sh')}\n{body}\n")
            os.chmod(os.path.join(path, name), stat.S_IRWXU)
    for name, content in ((log, ""), (os_release, release)):
        with open(name, "w", encoding="utf-8") as file:
            file.write(content)
    done = subprocess.run([os.path.join(home, "dev"), *words], cwd=folder, env={"PATH": path, "POSKO_OS_RELEASE": os_release},
                          stdin=subprocess.DEVNULL, capture_output=True, encoding="utf-8", timeout=60, start_new_session=True)
    with open(log, encoding="utf-8") as file:
        return done.returncode, done.stdout + done.stderr, file.read().splitlines()


def check(name, function):
    with tempfile.TemporaryDirectory() as folder:
        try:
            function(folder)
            results.append((name, None))
        except AssertionError as fault:
            results.append((name, str(fault)))


def asks_apt_once(folder):
    status, said, asked = run(folder, "demo", without=("libcsv-dev", "meson"))
    installs = [line for line in asked if " install " in line]
    assert installs == ["apt-get install -q -y --no-install-recommends meson libcsv-dev"], asked
    assert "sudo" not in asked, asked


def asks_sudo(folder):
    status, said, asked = run(folder, "demo", without=("libcsv-dev",), user=1000)
    assert asked[:2] == ["sudo", "apt-get update -q"], asked


def without_sudo(folder):
    status, said, asked = run(folder, "demo", without=("libcsv-dev",), user=1000, tools=("apt-get", "dpkg-query"))
    assert status == 1 and "libcsv-dev" in said and asked == [], (status, said, asked)


def asks_nothing(folder):
    status, said, asked = run(folder, "build")
    assert asked and not [line for line in asked if line.startswith(("apt-get", "sudo"))], asked


def elsewhere(folder):
    status, said, asked = run(folder, "demo", tools=())
    assert status == 1 and asked == [], (status, asked)
    assert [name for name in needed("build") if name not in said.split()] == [], said


def another_debian(folder):
    status, said, asked = run(folder, "test", without=("clang",), release='ID=ubuntu\nID_LIKE=debian\nVERSION_ID="24.04"\n')
    assert status == 1 and asked == [] and "clang" in said.split(), (status, said, asked)


def wrong_word(folder):
    status, said, asked = run(folder, "demonstrate")
    assert status == 2 and "usage: ./dev" in said and asked == [], (status, said, asked)


check("root: what is missing is asked of apt once, and nothing else", asks_apt_once)
check("not root: apt is asked through sudo", asks_sudo)
check("not root and no sudo: says what is missing and stops", without_sudo)
check("nothing is missing: apt is not asked", asks_nothing)
check("no Debian: prints the list and stops", elsewhere)
check("not Debian 12 and something is missing: prints the list and stops", another_debian)
check("another word: usage and exit 2", wrong_word)

print(f"1..{len(results)}")
for number, (name, fault) in enumerate(results, 1):
    print(f"{'not ok' if fault else 'ok'} {number} - {name}")
    if fault:
        print("\n".join("# " + line for line in fault.splitlines()[:12]))
sys.exit(any(fault for _, fault in results))
