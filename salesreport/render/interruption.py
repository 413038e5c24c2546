"""Stopping a cell that takes too long."""

from __future__ import annotations

import ctypes
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any


class TookTooLong(BaseException):
    """Raised inside the cell; no `except Exception` of the cell can hold it."""


@contextmanager
def interrupting(seconds: float | None, shell: Any) -> Iterator[None]:
    """Raise `TookTooLong` in the running code after `seconds`; None: never.

    `shell.overdue` is then True. By the alarm signal where there is one and this
    is the main thread: it also ends a sleep or a blocking read. Elsewhere the
    exception arrives with the next line of Python that runs.
    """
    if not seconds:
        yield
        return
    by_signal = hasattr(signal, "SIGALRM") and (
        threading.current_thread() is threading.main_thread()
    )
    with (_alarm if by_signal else _timer)(seconds, shell):
        yield


@contextmanager
def _alarm(seconds: float, shell: Any) -> Iterator[None]:
    def ring(_number: int, _frame: Any) -> None:
        shell.overdue = True
        raise TookTooLong

    before = signal.signal(signal.SIGALRM, ring)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _timer(seconds: float, shell: Any) -> Iterator[None]:
    runner = threading.get_ident()

    def ring() -> None:
        shell.overdue = True
        ctypes.pythonapi.PyThreadState_SetAsyncExc(
            ctypes.c_ulong(runner), ctypes.py_object(TookTooLong)
        )

    timer = threading.Timer(seconds, ring)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()
