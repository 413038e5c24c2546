"""One mutated file loaded, and what came of it."""

import os
import signal
import traceback
import warnings
from collections import Counter
from dataclasses import dataclass, field
from functools import cache

import yaml

from salesreport.errors import SalesReportError
from salesreport.intake import load_tables
from salesreport.params import load_run
from salesreport.readers.opened import source_grids
from salesreport.readers.text import TextFile
from tests.conftest import POLICY
from tests.fuzz.bases import BASES
from tests.fuzz.counted import filled_rows
from tests.fuzz.mutate import mutated

LONGEST_SECONDS = 300


@dataclass(frozen=True)
class Outcome:
    """What came of one mutated file.

    `kind`: `loaded`, `refused` or `broken`, which fails the study. `rules`: the error's,
    or those of the rows left out and how many. `detail`: of a broken one.
    """

    number: int
    base: str
    steps: tuple[str, ...]
    kind: str
    rules: Counter = field(default_factory=Counter)
    read: int = 0
    detail: str = ""


class HangError(Exception):
    """Loading took longer than anyone would wait."""


@cache
def _run(base, suffix, place):
    """Run file of a base whose file has some ending, and where that file stands."""
    folder = place / str(os.getpid()) / f"{list(BASES).index(base)}{suffix}"
    folder.mkdir(parents=True)
    (folder / "policy.yaml").write_text(yaml.safe_dump(POLICY), encoding="utf-8")
    source = {"path": f"table{suffix}", **BASES[base].source}
    settings = {
        "period": "2024-06", "currency": "CNY", "language": "en", "policy": "policy.yaml",
        "data": {BASES[base].table: source},
    }  # fmt: skip
    (folder / "run.yaml").write_text(yaml.safe_dump(settings), encoding="utf-8")
    return load_run(folder / "run.yaml"), folder / f"table{suffix}"


def trial(number, place):
    """Outcome of the file of a number, which is written below a folder."""
    file = mutated(number)
    return checked((number, file.base, file.steps), file.suffix, file.content, place)


def checked(told, suffix, content, place):
    """Outcome of a file; `told` is its number, its base and what was done to it."""
    run, path = _run(told[1], suffix, place)
    path.write_bytes(content)
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, _hang)
        signal.setitimer(signal.ITIMER_REAL, LONGEST_SECONDS)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            return _outcome(told, run, suffix, content)
    except Exception:
        return Outcome(*told, "broken", detail=traceback.format_exc())
    finally:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)


def _hang(*_):
    raise HangError


def _outcome(told, run, suffix, content):
    try:
        loaded = load_tables(run)
    except SalesReportError as error:
        return _refused(told, error, f"table{suffix}")
    base = BASES[told[1]]
    (line,) = [line for line in loaded.ledger if line.table == base.table]
    counted = _counted(run.data[base.table], run.folder, content, loaded)
    kept = line.kept + sum(line.listed.values())
    if not line.read == kept == counted:
        said = f"{line.read} read, {kept} kept or listed, {counted} counted apart"
        return Outcome(*told, "broken", detail=said)
    return Outcome(*told, "loaded", Counter(line.listed), line.read)


def _refused(told, error, file):
    problems = getattr(error, "problems", ())
    if file not in str(error) or all(problem.file != file for problem in problems):
        return Outcome(*told, "broken", detail=f"names no file: {error!r} {problems}")
    of_file = {p.rule for p in problems if p.severity == "error" and p.row is None}
    rules = sorted(of_file or {p.rule for p in problems})
    return Outcome(*told, "refused", Counter([" + ".join(rules)]))


def _counted(source, folder, content, loaded):
    """Rows below the headers of the sheets that were used, counted apart.

    Where the header stands and which delimiter it is are the reader's word.
    """
    skipped = {
        name
        for problem in loaded.problems
        if problem.rule == "skipped_sheet"
        for name in (problem.value or "").split(", ")
    }
    n_rows = 0
    for grid in (grid for read in source_grids(source, folder) for grid in read.grids):
        if grid.header and grid.sheet not in skipped:
            delimiter = "" if grid.sheet else _delimiter(content, grid.file)
            rows = filled_rows(content, grid.sheet, delimiter)
            n_rows += sum(number > grid.header_row for number in rows)
    return n_rows


def _delimiter(content, name):
    return TextFile(content, name, tab_first=name.endswith(".tsv")).delimiter
