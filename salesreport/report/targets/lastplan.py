"""The last version of a plan, as it was written and as people left it."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from html import unescape
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from salesreport.errors import InputError
from salesreport.intake import load_tables
from salesreport.mappings import expanded
from salesreport.params import RunFile
from salesreport.periods import Period
from salesreport.problems import Problem
from salesreport.report.targets.agreed import Agreed, Key, agreed_in
from salesreport.report.targets.sheetrows import (
    CENT,
    SheetRow,
    all_words,
    check_sums,
    sheet_rows,
)
from salesreport.report.targetviews import TargetPlanView
from salesreport.retrospective.records import records
from salesreport.sources import Source
from salesreport.tables.targetsheet import TITLE

Cell = tuple[str, str]
MEASURE = "bookings"
ZERO = Fraction(0)
_WORKBOOK = re.compile(r"targets-v(\d+)\.xlsx")
_PROPERTIES = "docProps/core.xml"
_SAVED_BY = re.compile(r"<cp:lastModifiedBy[^>]*>([^<]*)</")


def plan_folder(run: RunFile) -> Path:
    """`<out>/targets/<title>/<period>`: that of every run that plans this period."""
    title = "".join(one if one.isalnum() else "-" for one in run.title or "").strip("-")
    base = run.out / "targets"
    return (base / title[:60] if title else base) / run.target_plan.period.label


def workbook_name(version: int) -> str:
    """Name of a version's workbook."""
    return f"targets-v{version}.xlsx"


def record_name(version: int) -> str:
    """Name of what a version's workbook held when it was written."""
    return f"targets-v{version}.json"


@dataclass(frozen=True)
class LastPlan:
    """The last version.

    Attributes
    ----------
    version : int
    read : mapping of (rep id, month) to Fraction
        Cells as they stand in the workbook now.
    recorded : TargetPlanView or None
        What was written; None where the record is gone, so that no edit can be told.
    edited_by : str or None
        Who saved the workbook last, where it says so.
    agreed : mapping of (rep id, customer) to Agreed
        What was filled in in its action plan.
    rows : tuple of SheetRow
        Rows of its sheet of targets; none where their header is gone.
    """

    version: int
    read: Mapping[Cell, Fraction]
    recorded: TargetPlanView | None
    edited_by: str | None = None
    agreed: Mapping[Key, Agreed] = field(default_factory=dict)
    rows: tuple[SheetRow, ...] = ()

    @property
    def teams(self) -> dict[str, str | None]:
        """Team of each person as it was written."""
        return {} if self.recorded is None else {r.rep_id: r.team for r in self.recorded.reps}

    @property
    def names(self) -> dict[str, str]:
        """Name of each person in the sheet, else as it was written."""
        written = [] if self.recorded is None else self.recorded.reps
        typed = {row.rep_id: row.name for row in self.rows if row.name is not None}
        return {rep.rep_id: rep.name for rep in written} | typed

    @property
    def by_team(self) -> dict[str | None, Fraction]:
        """Amounts that were split."""
        view = self.recorded
        if view is None:
            return {}
        teams = {team.team: _exact(team.total) for team in view.teams if team.total is not None}
        if teams and None not in teams:
            return dict(teams)
        return {None: _exact(view.total)}

    @property
    def written(self) -> dict[Cell, Fraction]:
        """Cells as they were written."""
        if self.recorded is None:
            return dict(self.read)
        return {
            (rep.rep_id, cell.month): _exact(cell.value)
            for rep in self.recorded.reps
            for cell in rep.cells
            if cell.value
        }

    @property
    def by_hand(self) -> frozenset[Cell]:
        """Cells that were there by hand in the version before."""
        if self.recorded is None:
            return frozenset()
        return frozenset(
            (rep.rep_id, cell.month)
            for rep in self.recorded.reps
            for cell in rep.cells
            if cell.kind == "edited"
        )


def _exact(value: float) -> Fraction:
    return Fraction(str(value))


def last_plan(run: RunFile) -> LastPlan | None:
    """The last version of the run's plan; None before the first.

    Raises
    ------
    InputError
        Its workbook cannot be read, or holds cells that cannot.
    """
    folder = plan_folder(run)
    found = [
        int(match[1])
        for path in (folder.iterdir() if folder.is_dir() else ())
        if (match := _WORKBOOK.fullmatch(path.name))
    ]
    if not found:
        return None
    version = max(found)
    path = folder / workbook_name(version)
    record = folder / record_name(version)
    view = _recorded(record) if record.is_file() else None
    read, rows = read_back(run, path), tuple(sheet_rows(path))
    plan = LastPlan(version, read, view, saved_by(path), agreed_in(path), rows)
    check_sums(path, rows, plan.written)
    return replace(plan, read=_as_written(read, plan.written))


def _as_written(read: Mapping[Cell, Fraction], written: Mapping[Cell, Fraction]) -> dict[
    Cell, Fraction
]:  # fmt: skip
    """Cells as read; as written where less than a cent apart: that is no change by hand."""
    return {
        cell: written[cell] if abs(value - written.get(cell, ZERO)) < CENT else value
        for cell, value in read.items()
    }


def _recorded(path: Path) -> TargetPlanView:
    try:
        return TargetPlanView.model_validate_json(path.read_bytes())
    except ValidationError as error:
        raise InputError(
            "the record of the last version of the plan cannot be read",
            where=str(path),
            expected="the file as it was written beside the workbook",
            remedy="put it back, or move it away: then no change by hand can be told from the "
            "plan's own, and months that are not kept are split again",
        ) from error


def read_back(run: RunFile, path: Path) -> dict[Cell, Fraction]:
    """Bookings targets by rep and month of a plan's workbook, read as any user's table.

    Raises
    ------
    InputError
        The workbook, its sheet of targets or a cell of it cannot be read.
    """
    source = Source(mapping="template", path=path.as_posix())
    sources = expanded("plan", source, run.folder).sources
    mine = {name: one for name, one in sources.items() if one.table == "targets"}
    asked = replace(run, data=mine, absent=(), status="draft")
    loaded = load_tables(asked)
    wrong = tuple(problem for problem in loaded.problems if problem.severity == "error")
    if wrong:
        raise InputError(
            "the sheet of targets of the last version of the plan cannot be read",
            problems=wrong,
            **_where(path, wrong[0]),
        )
    frame = loaded.tables.get("targets")
    rows = [] if frame is None else records(frame)
    months = [month.label for month in run.target_plan.period.months()]
    return dict(_cells(path, rows, months))


_SHEET = " or ".join(sorted(all_words(TITLE)))
_EXPECTED = {
    "renamed_sheet": f"a sheet {_SHEET}",
    "no_data_rows": f"a sheet {_SHEET} with a row a person",
    "duplicate_key": "one row a person and year",
    "missing_either": "a rep id in each row with amounts",
    "missing_value": "year and rep id in each row with amounts",
    "unknown_measure": "the measure as it was written",
}
"""By rule what would have been read; else amounts."""


def _where(path: Path, first: Problem) -> dict[str, str]:
    """Place, what was expected and remedy of a sheet that cannot be read."""
    place = [str(path)]
    place += [f"sheet {first.sheet}"] if first.sheet else []
    place += [f"row {first.row}"] if first.row else []
    place += [str(first.values["header"])] if "header" in first.values else []
    at = ", ".join(place)
    version = int(path.stem.rpartition("-v")[2])
    ground = f"version {version - 1} is the last one" if version > 1 else "a new version 1 is made"
    return {
        "where": f"{at}: {first.value}" if first.value and first.value != first.sheet else at,
        "expected": _EXPECTED.get(first.rule, "amounts, as they were written"),
        "remedy": f"mend the sheet, or move the workbook away, so that {ground}",
    }


def _cells(
    path: Path, rows: list[dict[str, Any]], months: Sequence[str]
) -> Mapping[Cell, Fraction]:
    """Amounts other than 0, to the cent."""
    found: dict[Cell, Fraction] = {}
    for row in rows:
        if row["value"] is None or row["period"] is None or not Fraction(row["value"]):
            continue
        cell = str(row["rep_id"]), Period.parse(str(row["period"])).label
        amount = Fraction(row["value"])
        what = f"{row['measure'] or MEASURE} of {row['rep_id'] or row.get('team')} in {cell[1]}"
        _check_amount(path, what, amount, of_plan=cell[1] in months and row["rep_id"] is not None
                      and (row["measure"] or MEASURE) == MEASURE)  # fmt: skip
        found[cell] = round(amount / CENT) * CENT
    return found


def _check_amount(path: Path, what: str, amount: Fraction, *, of_plan: bool) -> None:
    """Refuse what a next version could not keep."""
    if not of_plan:
        raise InputError(
            f"a target that is none of the plan: {what} is {float(amount):,.2f}",
            where=f"{path}, sheet {TITLE[0]}",
            expected=f"{MEASURE} of people, in months of the plan: the next version has no others",
            remedy="clear the cell, or keep it in a table of targets of its own",
        )
    if amount < 0:
        raise InputError(
            f"a target below 0: {what} is {float(amount):,.2f}",
            where=f"{path}, sheet {TITLE[0]}",
            expected="0 or more",
            remedy="write 0 for a month without a target",
        )


def saved_by(path: Path) -> str | None:
    """Who saved a workbook last, as the program wrote it; None where nobody is named."""
    with zipfile.ZipFile(path) as package:
        if _PROPERTIES not in package.namelist():
            return None
        text = package.read(_PROPERTIES).decode("utf-8", errors="replace")
    found = _SAVED_BY.search(text)
    return unescape(found[1]).strip() or None if found else None


def record_bytes(view: TargetPlanView) -> bytes:
    """What a version's record holds: the numbers, under nobody's looks."""
    told = json.dumps(view.model_dump(mode="json"), sort_keys=True, ensure_ascii=False)
    return f"{told}\n".encode()
