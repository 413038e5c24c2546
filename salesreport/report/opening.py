"""`open_report`: the one call with which a notebook begins."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from salesreport.errors import ParameterError, SourceFileError
from salesreport.params import load_run
from salesreport.report.build import build_report
from salesreport.report.evidence import measure_rows, refuse_rows
from salesreport.report.rowframe import SourceRows
from salesreport.report.targets import last_plan
from salesreport.report.views import AnyView, PlaybookView, RepView, WeeklyView, view_from_json
from salesreport.report.weekly import ALL


@dataclass(frozen=True)
class OpenedView:
    """A view at one's desk.

    Attributes
    ----------
    view : RepView, TeamView, DataView, AnalystView, PlaybookView, WeeklyView,
        TargetPlanView, DeckView
        The numbers of the pages.
    """

    view: AnyView

    def rows(self, measure: str) -> SourceRows:
        """Source rows of a number with file and line.

        Returns
        -------
        SourceRows
            DataFrame with columns `part` (numerator, denominator), `rep_id`, `value`, `table`,
            `key`, `day`, `customer`, `file`, `sheet`, `row`; a notebook shows what they add
            up to above them.

        Raises
        ------
        UnknownKeyError
            No such measure; names those there are and the near one.
        SalesReportError
            A team's view that was made for its pages only.
        """
        if not isinstance(self.view, RepView) and not self.view.evidence:
            raise refuse_rows()
        return measure_rows(self.view.evidence, measure)


def open_report(
    run: str | Path,
    *,
    rep_id: str | None = None,
    team: str | None = None,
    weights: dict[str, Any] | None = None,
) -> OpenedView:
    """View of one rep, of one team, or of everybody.

    Parameters
    ----------
    run : str or Path
        A run file, or the JSON of a view, as a batch gives it. A relative path
        is looked for in the working folder, then in each folder above it.
    rep_id : str, optional
        Whose pages. Text: papermill's `-p` makes a number of 0012, `-r` does not.
    team : str, optional
        Which team; empty or None for everybody.
    weights : dict, optional
        Weights in place of the policy's.

    Raises
    ------
    ParameterError
        `rep_id` or `team` is not text, or the view is another reader's.
    SourceFileError
        No such file.
    """
    for name, value in (("rep_id", rep_id), ("team", team)):
        if value is not None and not isinstance(value, str):
            raise ParameterError(
                f"{name} is {value!r}, a {type(value).__name__}",
                where=f"parameter {name}",
                expected="text, since 0012 and 12 are different people",
                remedy=f'pass it with papermill\'s -r: papermill -r {name} "0012", or in quotes',
            )
    path = _found(Path(run))
    if path.suffix == ".json":
        return OpenedView(_stored(path, rep_id))
    report = build_report(load_run(path), weights=weights or None)
    if rep_id is not None:
        return OpenedView(report.for_rep(rep_id))
    return OpenedView(report.for_team(team or None, rows=True))


def open_data(run: str | Path) -> OpenedView:
    """View of the input: rows read and left out, problems, coverage, control totals.

    `run` and errors as `open_report`.
    """
    path = _found(Path(run))
    if path.suffix == ".json":
        return OpenedView(_stored(path, None))
    return OpenedView(build_report(load_run(path)).for_data())


def open_analyst(
    run: str | Path, *, team: str | None = None, weights: dict[str, Any] | None = None
) -> OpenedView:
    """View of how firm the scores are: ranges, ranks, weights, chances.

    `run`, `team`, `weights` and errors as `open_report`.
    """
    path = _found(Path(run))
    if path.suffix == ".json":
        return OpenedView(_stored(path, None))
    report = build_report(load_run(path), weights=weights or None)
    return OpenedView(report.for_analyst(team or None))


def open_playbook(run: str | Path, *, anonymise: bool = False) -> OpenedView:
    """View of the playbook: what fast wins did, examples, texts, problems and fixes.

    Parameters
    ----------
    run : str or Path
        As `open_report`.
    anonymise : bool
        Codes in place of the names of customers, reps and deals, also where the run file
        does not ask for them.

    Raises
    ------
    ParameterError
        Codes are asked for, and the JSON of a view holds names.
    """
    path = _found(Path(run))
    if path.suffix != ".json":
        report = build_report(load_run(path))
        return OpenedView(report.for_playbook(anonymise=True if anonymise else None))
    view = _stored(path, None)
    if anonymise and isinstance(view, PlaybookView) and not view.anonymised:
        raise ParameterError(
            "the view holds names, and a view alone does not know all of them",
            where=str(path),
            expected="a run file, or the view of a run with `playbook: {anonymise: true}`",
            remedy="add this to the run file and build again, or open the run file",
        )
    return OpenedView(view)


def open_deck(run: str | Path, *, weights: dict[str, Any] | None = None) -> OpenedView:
    """View of the deck: findings by group, praise by name, what is to be decided.

    `run`, `weights` and errors as `open_report`.
    """
    path = _found(Path(run))
    if path.suffix == ".json":
        return OpenedView(_stored(path, None))
    return OpenedView(build_report(load_run(path), weights=weights or None).for_deck())


def open_weekly(run: str | Path, *, reader: str = ALL) -> OpenedView:
    """View of the week up to the cut-off, for one manager or of everybody.

    Parameters
    ----------
    run : str or Path
        As `open_report`.
    reader : str
        `all`, `manager:<id>` or `team:<name>`.

    Raises
    ------
    ParameterError
        The JSON is another reader's view.
    UnknownKeyError
        The run has no such reader.
    """
    path = _found(Path(run))
    if path.suffix != ".json":
        return OpenedView(build_report(load_run(path)).for_weekly(reader or ALL))
    view = _stored(path, None)
    if isinstance(view, WeeklyView) and reader not in ("", ALL, view.reader):
        raise ParameterError(
            f"the view is of {view.reader!r}, not of {reader!r}",
            where=str(path),
            expected="a view and a reader that belong together",
            remedy="leave reader out or give the matching one",
        )
    return OpenedView(view)


def open_targets(run: str | Path) -> OpenedView:
    """View of the target plan: who gets what in which month, why, and how likely it is.

    Months that are gone and cells changed by hand in the last version's workbook stay, as
    `salesreport targets` keeps them. `run` and errors as `open_report`.

    Raises
    ------
    ParameterError
        There is nothing to split, or it cannot be split as the run file asks.
    InputError
        The workbook of the last version cannot be read.
    """
    path = _found(Path(run))
    if path.suffix == ".json":
        return OpenedView(_stored(path, None))
    settings = load_run(path)
    return OpenedView(build_report(settings).for_targets(last_plan(settings)))


def _found(path: Path) -> Path:
    if path.is_absolute():
        if path.is_file():
            return path
    else:
        here = Path.cwd()
        for folder in (here, *here.parents):
            if (folder / path).is_file():
                return folder / path
    raise SourceFileError(
        "no such run file",
        where=str(path),
        expected=f"the file in {Path.cwd()} or a folder above it",
        remedy="start in the workspace that holds it, or give the whole path",
    )


def _stored(path: Path, rep_id: str | None) -> AnyView:
    view = view_from_json(path.read_bytes())
    if rep_id is not None and isinstance(view, RepView) and view.rep.rep_id != rep_id:
        raise ParameterError(
            f"the view is of rep {view.rep.rep_id!r}, not of {rep_id!r}",
            where=str(path),
            expected="a view and a rep_id that belong together",
            remedy="leave rep_id out or give the matching one",
        )
    return view
