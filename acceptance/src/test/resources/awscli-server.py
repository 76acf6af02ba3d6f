"""awscli-server.py SOCKET: the CLI of AWS with its modules already loaded, which are most of the second of processor time
that a command takes. Each connection sends one command as a line of JSON, runs in a process of its own forked off here, and
gets back what it printed, a zero byte and its status. Ends with its standard input."""

import contextlib
import gc
import importlib
import io
import json
import os
import select
import signal
import socket
import sys

import awscli.clidriver


def load():
    """What a command loads, as a first one tells that asks nobody. It is not run here: what it starts can't be forked."""
    reading, writing = os.pipe()
    if os.fork() == 0:
        os.environ["AWS_DEFAULT_REGION"] = "local-1"
        with contextlib.redirect_stdout(io.StringIO()):
            awscli.clidriver.create_clidriver().main(["ecs", "list-clusters", "--generate-cli-skeleton"])
        os.write(writing, "\n".join(sys.modules).encode())
        os._exit(0)
    os.close(writing)
    with open(reading, encoding="ascii") as names:
        for name in names.read().split():
            with contextlib.suppress(ImportError):
                importlib.import_module(name)
    os.wait()
    gc.freeze()


def run(connection):
    """One command, in the process it has for itself."""
    with connection.makefile("rb") as lines:
        asked = json.loads(lines.readline())
    command = os.fork()
    if command == 0:
        os.chdir(asked["folder"])
        os.environ.update(asked["environment"])
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        os.dup2(connection.fileno(), 1)
        os.dup2(connection.fileno(), 2)
        sys.argv = ["aws", *asked["words"]]
        sys.exit(awscli.clidriver.main())
    _, status = os.waitpid(command, 0)
    connection.sendall(b"\0%d" % os.waitstatus_to_exitcode(status))


def serve(path):
    listener = socket.socket(socket.AF_UNIX)
    listener.bind(path)
    listener.listen(64)
    print("ready", flush=True)
    while listener in select.select([listener, sys.stdin], [], [])[0]:
        connection, _ = listener.accept()
        if os.fork() == 0:
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            listener.close()
            run(connection)
            os._exit(0)
        connection.close()


load()
signal.signal(signal.SIGCHLD, signal.SIG_IGN)
serve(sys.argv[1])
