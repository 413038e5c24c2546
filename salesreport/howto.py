"""The README of a workspace: where things lie and which commands come next."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from salesreport.filenames import argument
from salesreport.language import Words


@dataclass(frozen=True)
class Start:
    """With what a workspace begins.

    Attributes
    ----------
    run : str
        Run file, from the workspace's folder, `/` between folders.
    rep_id : str
        Somebody whose notebook can be opened first.
    language : str
        Language of the run.
    """

    run: str = "params/sample.yaml"
    rep_id: str = "0003"
    language: str = "en"


SAMPLE = Start()
"""With what the shipped notebooks begin."""


def how_to(start: Start, words: Words) -> str:
    """README in Markdown: places, the month's commands, the notebooks' commands."""
    run = argument(start.run)
    ran = f"out.ipynb -r rep_id {argument(start.rep_id)} -p language {start.language}"
    month = [f"salesreport {name} {run}" for name in ("check", "build", "next")]
    page = [
        f"papermill notebooks/rep_retrospective.ipynb {ran}",
        "jupyter nbconvert --to salesreport-pdf out.ipynb",
    ]
    parts = [
        f"# {words('Your workspace')}",
        words("Open a terminal in this folder and type the commands as they stand here."),
        _table(words("folder"), words("what is in it"), _places(words)),
        f"## {words('Every month')}",
        _shell(month),
        _table(words("command"), words("what it gives"), _commands(words)),
        f"## {words('In a notebook')}",
        words("Change a weight in the parameters cell and run all cells: the pages change."),
        words("JupyterLab comes with {command}.", command="`pip install jupyterlab`"),
        _shell(["jupyter lab notebooks"]),
        words("One page without it, as PDF:"),
        _shell(page),
    ]
    return "\n\n".join(parts) + "\n"


def _places(words: Words) -> dict[str, str]:
    return {
        "params": words("run files: which month, which tables, which policy"),
        "notebooks": words("the pages as notebooks, to try other weights"),
        "reports": words("what a build makes; open `index.html` first"),
    }


def _commands(words: Words) -> dict[str, str]:
    return {
        "check": words("every problem of the input with its remedy"),
        "build": words("the pages, and a workbook of plans to edit: build again"),
        "next": words("the run file of the next month: put its exports in place first"),
    }


def _table(left: str, right: str, rows: Mapping[str, str]) -> str:
    lines = [f"| `{name}` | {what} |" for name, what in rows.items()]
    return "\n".join([f"| {left} | {right} |", "|---|---|", *lines])


def _shell(lines: Sequence[str]) -> str:
    return "\n".join(["```sh", *lines, "```"])


def begun(notebook: bytes, start: Start) -> bytes:
    """A shipped notebook whose parameters begin with this run, rep and language."""
    text = notebook.decode("utf-8")
    for name in ("run", "rep_id", "language"):
        old, new = (
            json.dumps(f"{name}: str = {json.dumps(getattr(one, name), ensure_ascii=False)}",
                       ensure_ascii=False)[1:-1]
            for one in (SAMPLE, start)
        )  # fmt: skip
        text = text.replace(old, new)
    return text.encode("utf-8")
