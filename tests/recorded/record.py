"""Runs the cases of az-2.91/offline.json with the Azure CLI behind a socket (tests/azure-cli/Python/server.py).

usage: record.py SOCKET FOLDER     writes FOLDER/offline.json, in the same shape, and prints what came out otherwise
"""
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
RECORDED = HERE / "az-2.91"
CLIENT = HERE.parent / "azure-cli" / "Python" / "client.py"
LEFT_ASIDE = {"cloudEndpoints.json", "versionCheck.json", "commandIndex.json", "extensionIndex.json", "helpIndex.json",
              "extensionHelpIndex.json", "az.json", "az.sess", ".keep"}

# By any command, where there is none.
CONFIG = "[cloud]\nname = AzureCloud\n\n"


def files_of(folder, name):
    """Texts by name; locks, logs and what the Azure CLI keeps for itself are nobody's content."""
    return {name(path.relative_to(folder).as_posix()): path.read_bytes().decode(errors="replace")
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.name not in LEFT_ASIDE and path.suffix != ".lockfile"
            and path.relative_to(folder).parts[0] not in ("commands", "telemetry", "logs")}


def all_files(config, work):
    return files_of(config, str) | files_of(work, lambda path: "{CWD}/" + path)


def run(socket, words, environment, folder):
    done = subprocess.run(["/usr/bin/python3", "-I", "-S", CLIENT, socket, *words], stdin=subprocess.DEVNULL,
                          capture_output=True, env=environment, cwd=folder, timeout=300, check=False)
    return done.returncode, done.stdout.decode(errors="replace"), done.stderr.decode(errors="replace")


def record(socket, case):
    with tempfile.TemporaryDirectory(prefix="r", dir="/tmp") as parent:
        folder = pathlib.Path(parent)
        config, work, home = folder / "az", folder / "work", folder / "home"
        shutil.copytree(RECORDED / "fixtures" / case["fixture"], config)
        work.mkdir()
        home.mkdir()
        environment = {"PATH": "/usr/bin:/bin", "HOME": str(home), "AZURE_CONFIG_DIR": str(config), "LANG": "C.UTF-8", "TZ": "UTC",
                       "AZURE_CORE_COLLECT_TELEMETRY": "no", **case.get("env", {})}

        def told(text):
            return text.replace(str(config), "{CONFIG_DIR}").replace(str(work), "{CWD}").replace(str(home), "{HOME}")

        before, steps = all_files(config, work), []
        for step in case["steps"]:
            words = [word.replace("{CONFIG_DIR}", str(config)).replace("{CWD}", str(work)) for word in step["argv"]]
            code, out, err = run(socket, words, environment, work)
            new = {"argv": step["argv"], "exit": code, "stdout": told(out), "stderr": told(err)}
            if "Traceback (most recent call last)" in err:
                new["crash"] = True
            steps.append(new)
        after = all_files(config, work)
        changed = {name: after.get(name) for name in sorted(before.keys() | after.keys()) if before.get(name) != after.get(name)}
        if "config" not in before and after.get("config") == CONFIG:
            changed.pop("config")
        changed = {name: None if text is None else told(text) for name, text in changed.items()}
        return {**case, "steps": steps, "files_changed": changed}


def messages(text):
    return [line for line in text.splitlines() if line.startswith(("ERROR: ", "WARNING: "))]


def differences(old, new):
    """The parts in which two recordings of one case differ."""
    parts = set()
    for before, after in zip(old["steps"], new["steps"], strict=True):
        if after.get("crash") and "NameResolutionError" in after["stderr"]:
            return ["network"]  # a stand-in for Entra ID answered when 2.91 was recorded
        if before.get("crash") or after.get("crash"):
            parts |= set() if bool(before.get("crash")) == bool(after.get("crash")) else {"crash"}
            continue
        parts |= {part for part in ("exit", "stdout") if before[part] != after[part]}
        if not set(messages(before["stderr"])) <= set(messages(after["stderr"])):
            parts.add("stderr")
    if not any(step.get("crash") for step in old["steps"]) and old["files_changed"].keys() != new["files_changed"].keys():
        parts.add("files")
    return sorted(parts)


def main(socket, out):
    cases = json.loads((RECORDED / "offline.json").read_text(encoding="utf-8"))
    new = [record(socket, case) for case in cases]
    folder = pathlib.Path(out)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "offline.json").write_text(json.dumps(new, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    otherwise = [(case["name"], differences(case, again)) for case, again in zip(cases, new, strict=True)]
    otherwise = [(name, parts) for name, parts in otherwise if parts]
    for name, parts in otherwise:
        print(f"{name}: {', '.join(parts)}")
    print(f"{len(cases)} cases without a server, {len(otherwise)} of them otherwise than in 2.91.")


main(*sys.argv[1:])
