"""One mutated file loaded, and what came of it."""

import os
import signal
import traceback
import warnings
from collections import Counter
from dataclasses import dataclass, field
from functools import cache

import yaml

from salesreport.display.listing import problem_lines
from salesreport.errors import SalesReportError
from salesreport.intake import load_tables
from salesreport.params import load_run
from salesreport.readers.opened import source_grids
from salesreport.readers.text import TextFile
from salesreport.readers.webtable import is_web_page
from tests.conftest import POLICY
from tests.fuzz.bases import BASES
from tests.fuzz.counted import filled_rows
from tests.fuzz.mutate import mutated

LONGEST_SECONDS = 300
LANGUAGES = ("en", "zh_CN", "zh_TW")


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
    if BASES[base].beside:
        (folder / f"table0{BASES[base].suffix}").write_bytes(BASES[base].write(BASES[base].beside))
    (folder / "policy.yaml").write_text(yaml.safe_dump(POLICY), encoding="utf-8")
    source = dict(BASES[base].source)
    if "url" in source:
        source["url"] = source["url"].format(suffix)
    else:
        source.setdefault("path", f"table{suffix}")
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
            return _outcome(told, run, path)
    except Exception:
        return Outcome(*told, "broken", detail=traceback.format_exc())
    finally:
        if hasattr(signal, "setitimer"):
            signal.setitimer(signal.ITIMER_REAL, 0)


def _hang(*_):
    raise HangError


def _outcome(told, run, path):
    language = LANGUAGES[told[0] % len(LANGUAGES)]
    try:
        loaded = load_tables(run)
    except SalesReportError as error:
        return _refused(told, error, path.name, language)
    base = BASES[told[1]]
    (line,) = [line for line in loaded.ledger if line.table == base.table]
    counted = 0
    for grid, rows in _counted(run.data[base.table], run.folder, path, loaded):
        counted += len(rows)
        if rows != grid.numbers.tolist():
            return Outcome(*told, "broken", detail=f"other rows: {grid.numbers}, apart {rows}")
    kept = line.kept + sum(line.listed.values())
    if not line.read == kept == counted:
        said = f"{line.read} read, {kept} kept or listed, {counted} counted apart"
        return Outcome(*told, "broken", detail=said)
    list(problem_lines(loaded.problems, language))
    return Outcome(*told, "loaded", Counter(line.listed), line.read)


def _refused(told, error, file, language):
    problems = getattr(error, "problems", ())
    if file not in str(error) or all(file not in (problem.file or "") for problem in problems):
        return Outcome(*told, "broken", detail=f"names no file: {error!r} {problems}")
    if not any(file in said for said in problem_lines(problems, language)):
        return Outcome(*told, "broken", detail=f"no word says which file: {problems}")
    return Outcome(*told, "refused", Counter([problems[0].rule]))


def _counted(source, folder, path, loaded):
    """Each sheet that was used, and the numbers of its rows below the header, found apart.

    Where the header stands and which delimiter it is are the reader's word.
    """
    skipped = {
        name
        for problem in loaded.problems
        if problem.rule in ("skipped_sheet", "odd_sheet", "summary_sheet", "unread_sheet")
        for name in (problem.value or "").split(", ")
    }
    for grid in (grid for read in source_grids(source, folder) for grid in read.grids):
        if grid.header and grid.sheet not in skipped:
            beside = folder / grid.file
            content = (beside if beside.is_file() else path).read_bytes()
            rows = filled_rows(content, grid.sheet, _delimiter(content, grid))
            yield grid, [number for number in rows if number > grid.header_row]


def _delimiter(content, grid):
    """Delimiter of a text; a workbook, a page and a database have none."""
    if grid.sheet or not grid.header_row or is_web_page(content):
        return ""
    return TextFile(content, grid.file, tab_first=grid.file.endswith(".tsv")).delimiter
