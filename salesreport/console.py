"""What the command line shows: plain lines, JSON, a progress bar on a terminal."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import IO, Any

from pydantic import BaseModel
from rich.console import Console as RichConsole
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

Step = Callable[[str, int, int], None]
"""Called with what was done, how many are done, how many there are."""


class Console:
    """Lines on standard output; progress on standard error.

    Parameters
    ----------
    out, err : text stream
        Where to write.
    bar : bool
        Draw a progress bar; else one plain line a step.
    """

    def __init__(self, out: IO[str], err: IO[str], *, bar: bool) -> None:
        self.out = out
        self.err = err
        self.bar = bar

    @classmethod
    def on_this_terminal(cls) -> Console:
        """Console of this process; a bar only on a terminal and never in CI."""
        return cls(sys.stdout, sys.stderr, bar=sys.stderr.isatty() and not os.environ.get("CI"))

    def line(self, text: str) -> None:
        """One line of text."""
        self.out.write(f"{text}\n")

    def json(self, document: BaseModel) -> None:
        """JSON readable by any machine: escaped where the stream is not UTF-8."""
        text = document.model_dump_json(indent=1)
        encoding = (getattr(self.out, "encoding", None) or "ascii").lower()
        if encoding.replace("-", "") != "utf8":
            text = "".join(c if ord(c) < 128 else _escaped(c) for c in text)
        self.out.write(f"{text}\n")

    @contextmanager
    def progress(self) -> Iterator[Step]:
        """Function to call after each step of a long job."""
        if not self.bar:
            yield self._plain
            return
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
        with Progress(*columns, console=RichConsole(file=self.err), transient=True) as progress:
            task = progress.add_task("", total=None)

            def step(what: str, done: int, total: int) -> None:
                progress.update(task, description=what, completed=done, total=total)

            yield step

    def _plain(self, what: str, done: int, total: int) -> None:
        self.err.write(f"[{done}/{total}] {what}\n")
        self.err.flush()


def _escaped(character: str) -> str:
    units: Any = character.encode("utf-16-be")
    return "".join(
        f"\\u{int.from_bytes(units[i : i + 2], 'big'):04x}" for i in range(0, len(units), 2)
    )
