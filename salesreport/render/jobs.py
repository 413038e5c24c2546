"""What a worker is given, and what comes back: a page, or a failure with its cause."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from salesreport.errors import SalesReportError

EngineName = Literal["salesreport", "stock"]
ENGINES = ("salesreport", "stock")
KINDS = ("html", "pdf")
WORKBOOK = ("xlsx",)
DECK = ("pptx", "pdf")


@dataclass(frozen=True)
class Job:
    """One notebook to run, or one workbook to write, for one reader, and where it goes.

    Attributes
    ----------
    name : str
        Unique in a batch, for messages: `zh_CN/reps/S01-Ann`.
    notebook : Path or None
        Notebook to run; None for the scorecard, which is written without one.
    view : bytes
        Canonical JSON of the reader's view; the notebook gets it as a file, in
        its parameter `run`.
    parameters : dict
        Further parameters, such as `language`.
    outputs : dict
        `html`, `pdf`, or `xlsx`: path of each file wanted. A deck's are `pptx` and `pdf`.
    base : Path, optional
        The run file's folder: where the path of a deck's template starts.
    """

    name: str
    notebook: Path | None
    view: bytes
    parameters: dict[str, object] = field(default_factory=dict)
    outputs: dict[str, Path] = field(default_factory=dict)
    base: Path | None = None

    @property
    def source(self) -> str:
        """What makes the file, for messages: the notebook's name, or the workbook's."""
        return "scorecard" if self.notebook is None else self.notebook.name


@dataclass(frozen=True)
class Page:
    """A job done: its pages stand as complete files beside their final names.

    `drafts`: kind to the temporary file; `notes`: style rules the printer passed
    over; `seconds` it took in the worker; `told`: what the person who built should
    know, such as what a deck's template lacks.
    """

    job: Job
    drafts: dict[str, Path]
    notes: tuple[str, ...]
    seconds: float
    told: tuple[str, ...] = ()


@dataclass(frozen=True)
class Failure:
    """A job that gave no page.

    `notebook` is the notebook as far as it ran, as JSON text; None where not
    even a first cell was saved. `traceback` is Python's own, for an error that is
    not one of the cells.
    """

    job: Job
    cause: SalesReportError
    notebook: str | None
    traceback: str = ""
