"""The real Azure CLI without its start-up time.

A process that has loaded the libraries of the Azure CLI, and forks for each command. What the Azure CLI itself is made of
(azure.cli) is loaded anew each time, with that command's own environment, as when somebody types the command.
usage: server.py SOCKET [NAME=VALUE…]     ends when its stdin is closed; client.py sends the commands, which have these variables, too
"""
import array
import gc
import json
import os
import runpy
import select
import signal
import socket
import sys
import tempfile
import time
import traceback

OWN = ("azure.cli",)
DEFAULTS = dict(word.split("=", 1) for word in sys.argv[2:])
# Commands that load about all that others need.
SAMPLES = (["account", "get-access-token"], ["cloud", "list"], ["config", "get"], ["rest", "--url", "nothing:"])


def invoke(words):
    """Runs `az` in this process; answers its exit code."""
    sys.argv = ["az", *words]
    try:
        runpy.run_module("azure.cli", run_name="__main__")
        code = 0
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else 0 if end.code is None else 1
    except BaseException:  # what Python itself would do at the top
        traceback.print_exc()
        code = 1
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except OSError:
            code = code or 120
    return code


def use_streams(streams):
    # sys.stdout stays the object that it is: libraries hold on to it since they were loaded.
    for target, source in enumerate(streams):
        os.dup2(source, target)


def audit_opens(log):
    """Writes down which files of the config folder are opened, and what stood in them, as `both at once` wants it."""
    folder = os.environ["AZURE_CONFIG_DIR"] + os.sep
    out = os.open(log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    inside = []

    def hook(event, words):
        if event != "open" or inside or not isinstance(words[0], str) or not words[0].startswith(folder):
            return
        inside.append(True)
        try:
            try:
                with open(words[0], encoding="utf-8") as file:
                    text = file.read()
            except OSError:
                text = None
            writes = bool(words[2] & (os.O_WRONLY | os.O_RDWR))
            entry = {"pid": os.getpid(), "at": time.monotonic_ns(), "file": words[0][len(folder):], "writes": writes, "text": text}
            os.write(out, (json.dumps(entry) + "\n").encode())
        finally:
            inside.clear()

    sys.addaudithook(hook)


def run(request, streams, client):
    """In the fork: becomes the process that the client asked for."""
    os.environ.clear()
    os.environ.update(DEFAULTS)
    os.environ.update(request["environment"])
    time.tzset()
    os.chdir(request["folder"])
    use_streams(streams)
    if "AZURE_CLI_AUDIT" in os.environ:
        audit_opens(os.environ.pop("AZURE_CLI_AUDIT"))
    code = invoke(request["words"])
    client.sendall(bytes([code & 255]))
    os._exit(0)


def receive(client):
    """A line of JSON, with the three streams as file descriptors."""
    data, streams = b"", []
    while not data.endswith(b"\n"):
        part, ancillary, _, _ = client.recvmsg(1 << 20, socket.CMSG_LEN(3 * array.array("i").itemsize))
        if not part:
            return None, streams
        data += part
        for _, _, numbers in ancillary:
            received = array.array("i")
            received.frombytes(numbers)
            streams += received
    return json.loads(data), streams


def load_libraries():
    """Loads what the samples load, the Azure CLI itself aside."""
    reader, writer = os.pipe()
    if os.fork() == 0:
        with tempfile.TemporaryDirectory() as folder:
            os.environ.update(AZURE_CONFIG_DIR=folder, AZURE_CORE_COLLECT_TELEMETRY="no")
            nothing = os.open(os.devnull, os.O_RDWR)
            use_streams([nothing] * 3)
            for words in SAMPLES:
                invoke(words)
        names = [name for name in sys.modules if not name.startswith(OWN) and name != "__main__"]
        with os.fdopen(writer, "w") as out:
            json.dump(names, out)
        os._exit(0)
    os.close(writer)
    with os.fdopen(reader) as names:
        for name in json.load(names):
            try:
                __import__(name)
            except Exception:  # a name that only its own package can load
                pass
    os.wait()
    for name in [name for name in sys.modules if name.startswith(OWN)]:
        del sys.modules[name]
    import azure
    if hasattr(azure, "cli"):
        del azure.cli


def serve(path):
    load_libraries()
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # forks end by themselves
    gc.freeze()  # what is loaded stays where it is, shared by all forks
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path + ".new")
    listener.listen(64)
    os.rename(path + ".new", path)  # whoever sees it can connect
    running = {}  # the commands' processes by their clients
    while True:
        ready, _, _ = select.select([listener, 0, *running], [], [])
        for client in ready:
            if client in running:  # it closed: its command has ended, or is to end
                end(running.pop(client))
                client.close()
        if 0 in ready and not os.read(0, 1):
            return
        if listener in ready:
            client, _ = listener.accept()
            running[client] = start(client, listener)


def start(client, listener):
    request, streams = receive(client)
    process = os.fork() if request is not None else None
    if process == 0:
        listener.close()
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)  # the Azure CLI waits for children of its own
        run(request, streams, client)
    for stream in streams:
        os.close(stream)
    return process and os.pidfd_open(process)


def end(process):
    try:
        if process:
            signal.pidfd_send_signal(process, signal.SIGKILL)
    except ProcessLookupError:
        pass
    finally:
        if process:
            os.close(process)


os.environ["AZ_INSTALLER"] = "DEB"  # as /usr/bin/az does
serve(sys.argv[1])
