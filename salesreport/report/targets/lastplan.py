"""The last version of a plan, as it was written and as people left it."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Mapping
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
from salesreport.report.targets.agreed import Agreed, Key, agreed_in
from salesreport.report.targetviews import TargetPlanView
from salesreport.retrospective.records import records
from salesreport.sources import Source

Cell = tuple[str, str]
MEASURE = "bookings"
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
    """

    version: int
    read: Mapping[Cell, Fraction]
    recorded: TargetPlanView | None
    edited_by: str | None = None
    agreed: Mapping[Key, Agreed] = field(default_factory=dict)

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
    return LastPlan(version, read_back(run, path), view, saved_by(path), agreed_in(path))


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
        first = wrong[0]
        raise InputError(
            "cells of the last version of the plan cannot be read",
            problems=wrong,
            where=f"{path}, row {first.row}, {first.column}: {first.value}",
            expected="amounts, as they were written",
            remedy="mend the cells, or move the workbook away to begin with a new version 1",
        )
    frame = loaded.tables.get("targets")
    return {} if frame is None else dict(_cells(records(frame)))


def _cells(rows: list[dict[str, Any]]) -> Mapping[Cell, Fraction]:
    found: dict[Cell, Fraction] = {}
    for row in rows:
        if row["rep_id"] is None or row["value"] is None or row["period"] is None:
            continue
        if (row["measure"] or MEASURE) == MEASURE and Fraction(row["value"]):
            month = Period.parse(str(row["period"])).label
            found[str(row["rep_id"]), month] = Fraction(row["value"])
    return found


def saved_by(path: Path) -> str | None:
    """Who saved a workbook last, as the program wrote it; None where nobody is named."""
    with zipfile.ZipFile(path) as package:
        if _PROPERTIES not in package.namelist():
            return None
        text = package.read(_PROPERTIES).decode("utf-8", errors="replace")
    found = _SAVED_BY.search(text)
    return unescape(found[1]).strip() or None if found else None


def record_bytes(view: TargetPlanView) -> bytes:
    """What a version's record holds."""
    return f"{json.dumps(json.loads(view.canonical()), ensure_ascii=False)}\n".encode()
