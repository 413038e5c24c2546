"""Commands stopped by a signal while they write, each in a process of its own.

Run as a script: it loads the command line once and forks for each trial. A trial is
`(signal, moment, delay)`: the signal comes `delay` seconds after the process is about to
open, make, rename, link or remove its `moment`-th file or folder inside the trial's
folder; without a signal the command runs to its end. It prints for each trial how the
process ended and how often it wrote.
"""

from __future__ import annotations

import importlib
import json
import os
import signal
import sys
import traceback

WRITES = {"os.mkdir", "os.rename", "os.link", "os.remove"}
INTERRUPTED = 130


def is_write(event, arguments, folder):
    """Whether an audit event is about to change something inside a folder."""
    if event == "open":
        path, mode, flags = arguments
        writing = bool(set(mode or "") & set("wax+") or flags & (os.O_WRONLY | os.O_RDWR))
    elif event in WRITES:
        path, writing = arguments[0], True
    else:
        return False
    is_path = isinstance(path, str | os.PathLike)
    return writing and is_path and os.path.abspath(path).startswith(folder)


def watch(folder, number, moment, delay, tell):
    """Send this process a signal at its `moment`-th write; tell how many there were."""
    seen = 0

    def ring():
        os.kill(os.getpid(), number)

    def hook(event, arguments):
        nonlocal seen
        if not is_write(event, arguments, folder):
            return
        seen += 1
        os.pwrite(tell, f"{seen:6}".encode(), 0)
        if number and seen == moment:
            if delay:
                signal.signal(signal.SIGALRM, lambda *_: ring())
                signal.setitimer(signal.ITIMER_REAL, delay)
            else:
                ring()

    sys.addaudithook(hook)


def child(trial, folder, arguments, tell):
    """The command in this process, which ends with it."""
    from salesreport.__main__ import main

    # a job in the background is begun with this signal ignored
    signal.signal(signal.SIGINT, signal.default_int_handler)
    os.chdir(folder)
    out = os.open(os.devnull, os.O_WRONLY)
    os.dup2(out, 1)
    watch(folder, *trial, tell)
    sys.argv = ["salesreport", *arguments]
    main()


def exit_code(trial, folder, arguments, tell):
    """What the command ends this process with; 99 where an exception escapes it."""
    try:
        child(trial, folder, arguments, tell)
    except SystemExit as stop:
        return int(stop.code or 0)
    except BaseException:
        traceback.print_exc()
        return 99
    return 0


def ended(trial, folder, arguments):
    """How a trial ended: exit code, or minus the signal; and how often it wrote."""
    tell = os.memfd_create("writes")
    pid = os.fork()
    if pid == 0:
        try:
            code = exit_code(trial, folder, arguments, tell)
            signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGALRM})
        except KeyboardInterrupt:  # the delayed signal came when the command had ended
            code = INTERRUPTED
        os._exit(code)
    status = os.waitpid(pid, 0)[1]
    n_writes = int(os.pread(tell, 6, 0) or b"0")
    os.close(tell)
    return os.waitstatus_to_exitcode(status), n_writes


def main():
    """Trials from standard input, a JSON list a line: trial, folder, arguments."""
    for name in ("cli", "proposal", "readers.database", "workbooks"):
        importlib.import_module(f"salesreport.{name}")
    for line in sys.stdin:
        sys.stdout.write(json.dumps(ended(*json.loads(line))) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
