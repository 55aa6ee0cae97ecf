"""What the scripts of this folder share: making case folders, running posko, TAP."""
import os
import shutil
import subprocess
import sys
import tempfile

SOURCE, BUILD = sys.argv[1], sys.argv[2]
POSKO = os.path.join(BUILD, "posko")
MINI = os.path.join(SOURCE, "tests", "data", "mini")
results = []


def environment(**changes):
    """English in UTF-8 and nothing of the caller's locale, whatever machine this is."""
    env = {k: v for k, v in os.environ.items() if not k.startswith("LC_") and k not in ("LANG", "LANGUAGE", "TZ")}
    env.update({"LC_ALL": "C.UTF-8", "LANGUAGE": "", "G_SLICE": "always-malloc"})
    env.update({k: v for k, v in changes.items() if v is not None})
    return {k: v for k, v in env.items() if changes.get(k, "") is not None}


def run(*args, env=None, timeout=120, **more):
    return subprocess.run([POSKO, *args], env=env or environment(), timeout=timeout, stdin=subprocess.DEVNULL,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE, encoding="utf-8", errors="replace", **more)


def plan(case, out, *options, **more):
    done = run("plan", case, "-o", out, *options, **more)
    if done.returncode != 0:
        raise AssertionError(f"posko plan ended by {done.returncode}: {done.stderr.strip()}")
    return done


def tree(folder):
    """Every file below a folder with its bytes."""
    found = {}
    for top, folders, files in os.walk(folder):
        folders.sort()
        for name in files:
            path = os.path.join(top, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, folder)] = file.read()
    return found


def differences(a, b):
    a, b = tree(a), tree(b)
    return [name for name in sorted(set(a) | set(b)) if a.get(name) != b.get(name)]


def copy_case(folder, source=MINI, name="case"):
    path = os.path.join(folder, name)
    shutil.copytree(source, path)
    return path


def read(*path):
    with open(os.path.join(*path), encoding="utf-8", newline="") as file:
        return file.read()


def write(text, *path):
    mode = {"mode": "wb"} if isinstance(text, bytes) else {"mode": "w", "encoding": "utf-8", "newline": ""}
    with open(os.path.join(*path), **mode) as file:
        file.write(text)


def hidden(folder):
    """Whatever a run left beside its output."""
    return [name for name in os.listdir(folder) if name.startswith(".")]


def test(function):
    """Runs a test in a folder of its own; its assertion, if any, becomes the TAP line's reason."""
    fault = None
    with tempfile.TemporaryDirectory(prefix="posko-cli-") as folder:
        try:
            function(folder)
        except (AssertionError, subprocess.TimeoutExpired, OSError, KeyError, IndexError, ValueError) as error:
            fault = f"{type(error).__name__}: {error}"
    results.append((function.__doc__.strip().split("\n")[0], fault))
    return function


def finish():
    print(f"1..{len(results)}")
    for number, (name, fault) in enumerate(results, 1):
        print(f"{'not ok' if fault else 'ok'} {number} - {name}")
        if fault:
            print("\n".join("# " + line for line in fault.splitlines()[:12]))
    sys.exit(any(fault for _, fault in results))
