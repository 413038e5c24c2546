"""What a cell prints: Python's two text streams, and below them the file descriptors."""

from __future__ import annotations

import io
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any

Emit = Callable[[str, str], None]


class TextStream(io.TextIOBase):
    """A text stream that hands over what was written, whole, when flushed."""

    def __init__(self, name: str, descriptor: int, emit: Emit) -> None:
        self.name = name
        self.descriptor = descriptor
        self._emit = emit
        self._parts: list[str] = []

    @property
    def encoding(self) -> str:  # type: ignore[override]
        """Always UTF-8."""
        return "UTF-8"

    @property
    def errors(self) -> str:  # type: ignore[override]
        """Always strict."""
        return "strict"

    def fileno(self) -> int:
        """The descriptor, captured as well while a cell runs."""
        return self.descriptor

    def writable(self) -> bool:
        """Yes."""
        return True

    def write(self, text: str) -> int:
        """Keep `text` until the next flush."""
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text)}")
        if text:
            self._parts.append(text)
        return len(text)

    def flush(self) -> None:
        """Hand over what is waiting."""
        if self._parts:
            text = "".join(self._parts)
            self._parts.clear()
            self._emit(self.name, text)


class Streams:
    """`sys.stdout` and `sys.stderr` of a cell, each in one piece, as a kernel sends them."""

    def __init__(self, emit: Emit) -> None:
        self.stdout = TextStream("stdout", 1, emit)
        self.stderr = TextStream("stderr", 2, emit)
        self._before: list[tuple[Any, Any]] = []

    def __enter__(self) -> Streams:
        self._before.append((sys.stdout, sys.stderr))
        sys.stdout, sys.stderr = self.stdout, self.stderr
        return self

    def __exit__(self, *_error: object) -> None:
        self.stdout.flush()
        self.stderr.flush()
        sys.stdout, sys.stderr = self._before.pop()


class FileDescriptors:
    """Descriptors 1 and 2, so that what C code and child processes print is seen."""

    def __init__(self, emit: Emit) -> None:
        self._emit = emit
        self._files: dict[int, IO[bytes]] = {}

    def __enter__(self) -> FileDescriptors:
        self._files = {1: tempfile.TemporaryFile(), 2: tempfile.TemporaryFile()}
        return self

    def __exit__(self, *_error: object) -> None:
        for file in self._files.values():
            file.close()
        self._files = {}

    @contextmanager
    def captured(self) -> Iterator[None]:
        """Divert both descriptors, then hand over what arrived."""
        saved: dict[int, int] = {}
        try:
            for number, file in self._files.items():
                saved[number] = os.dup(number)
                os.dup2(file.fileno(), number)
            yield
        finally:
            for number, original in saved.items():
                os.dup2(original, number)
                os.close(original)
            for number in saved:
                self._hand_over(number)

    def _hand_over(self, number: int) -> None:
        file = self._files[number]
        file.seek(0)
        printed = file.read()
        file.seek(0)
        file.truncate()
        if printed:
            self._emit("stdout" if number == 1 else "stderr", printed.decode("utf-8", "replace"))
