"""The tables of a run: read, converted, resolved, checked, and every row accounted for."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd

from salesreport.cells.coded import Mask
from salesreport.checks import run_checks
from salesreport.errors import DroppedRowsError, InputError
from salesreport.intake.attached import attached
from salesreport.intake.conversion import convert
from salesreport.intake.currencies import settle_currencies
from salesreport.intake.draft import Draft, stacked
from salesreport.intake.entries import read_source
from salesreport.intake.findings import Findings
from salesreport.intake.forms import note_form_sheets
from salesreport.intake.frames import frame_of
from salesreport.intake.identity import settle_identity
from salesreport.intake.lines import only_changes
from salesreport.intake.people import INFERRED, resolve_people
from salesreport.intake.rates import check_rates, monthly_rates
from salesreport.intake.refused import refused_actions
from salesreport.intake.repeats import settle_repeats
from salesreport.intake.stakes import with_stakes
from salesreport.params import RunFile
from salesreport.problems import LedgerLine, Problem
from salesreport.readers.faults import combined
from salesreport.readers.opened import kept_open
from salesreport.tables import WITHOUT_RESULTS, table


@dataclass(frozen=True)
class Loaded:
    """Tables of a run, what was wrong with them, and the count of their rows.

    Attributes
    ----------
    tables : dict of str to DataFrame
        Tables the run file names, and `reps`, which is inferred where it is not.
    problems : tuple of Problem
    ledger : tuple of LedgerLine
        One a table that was read; read = kept + listed.
    unread : frozenset of str
        Tables of a draft that are left out, since a source of theirs cannot be read.
    refused_actions : DataFrame or None
        Tracking rows left out for want of a key action: `rep_id` as written, `customer`,
        `date`, `source_file`, `source_sheet`, `source_row`. None without the table.
    """

    tables: dict[str, pd.DataFrame]
    problems: tuple[Problem, ...]
    ledger: tuple[LedgerLine, ...]
    unread: frozenset[str] = frozenset()
    refused_actions: pd.DataFrame | None = None


def load_tables(run: RunFile, *, partly: bool = False) -> Loaded:
    """Tables a run file names, typed and checked, with problems and ledger.

    Parameters
    ----------
    run : RunFile
    partly : bool
        Leave out a table of which a source cannot be read, with an error among the
        problems, as long as one that says how somebody sells is left.

    Raises
    ------
    InputError
        Sources that cannot be read: a `SourceFileError` or `SourceColumnsError`
        where it is one, one error for all where there are several. Its `problems`
        hold everything found, also in the tables that could be read.
    DroppedRowsError
        The run is final and more rows of a table are left out than `max_dropped`.
    ParameterError
        `columns` or `values` name what the table does not have.
    """
    findings = Findings(run.policy.rules)
    for lack in run.absent:
        findings.add("mapping_file_absent", table=lack.table, value=lack.file)
    for gone in run.brand.absent:
        findings.add("branding_file_absent", value=gone.file)
    with kept_open():
        drafts, faults = _read(run, findings)
    for draft in drafts.values():
        convert(draft, run, findings)
    unread = frozenset(faults)
    if faults:
        drafts = _readable(drafts, faults, run, findings, partly=partly)
    read = [*drafts]
    drafts = _settled(drafts, run, findings)
    frames = {name: frame_of(draft) for name, draft in drafts.items()}
    frames = _authentic(frames, drafts, run, findings)
    ledger = tuple(_ledger_line(drafts[name]) for name in read)
    _check_empty(ledger, findings)
    outside = {name: _n_outside(drafts[name]) for name in read}
    _check_dropped(run, ledger, outside, findings)
    frames = attached(frames, findings)
    problems = with_stakes(findings.problems, drafts, run.currency)
    return Loaded(frames, problems, ledger, unread, refused_actions(drafts.get("activities")))


def _readable(
    drafts: dict[str, Draft],
    faults: Mapping[str, list[InputError]],
    run: RunFile,
    findings: Findings,
    *,
    partly: bool,
) -> dict[str, Draft]:
    """Drafts of the tables all sources of which were read; the others are noted."""
    left = {name: draft for name, draft in drafts.items() if name not in faults}
    errors = [error for of_table in faults.values() for error in of_table]
    if not partly or left.keys().isdisjoint(_SAY_RESULTS):
        raise combined(errors, findings.problems, where=str(run.path))
    for name, of_table in faults.items():
        for error in of_table:
            for problem in error.problems:
                findings.add_problem(problem, table=name)
        findings.add("unread_table", table=name)
    return left


def _settled(drafts: dict[str, Draft], run: RunFile, findings: Findings) -> dict[str, Draft]:
    """Drafts in which each row is one thing, its people ids and its money minor units."""
    for name in ("reps", "aliases"):
        if name in drafts:
            settle_identity(drafts[name], findings)
    drafts = resolve_people(drafts, findings)
    for draft in drafts.values():
        if draft.table.name not in ("reps", "aliases"):
            settle_repeats(draft, settle_identity(draft, findings), findings)
    if "stage_changes" in drafts:
        only_changes(drafts["stage_changes"], findings)
    check_rates(drafts.get("rates"), run.currency, findings)
    rates = monthly_rates(drafts.get("rates"), fiscal_year_start=run.fiscal_year_start)
    settle_currencies(drafts, rates, findings, currency=run.currency)
    return drafts


def _authentic(
    frames: dict[str, pd.DataFrame], drafts: Mapping[str, Draft], run: RunFile, findings: Findings
) -> dict[str, pd.DataFrame]:
    """Frames without the rows that the rules of authentic data refuse."""
    refused = run_checks(frames, run, findings)
    left = dict(frames)
    for name, by_rule in refused.items():
        kept = np.flatnonzero(drafts[name].kept())
        for rule, rows in by_rule.items():
            drafts[name].refuse(kept[rows], rule)
        left[name] = _rows_of(frames[name], drafts[name].kept()[kept])
    left["reps"] = _still_named(left)
    return left


def _rows_of(frame: pd.DataFrame, rows: Mask) -> pd.DataFrame:
    found = frame[rows].reset_index(drop=True)
    for name in ("source_file", "source_sheet"):
        found[name] = found[name].cat.remove_unused_categories()
    return found


def _still_named(frames: Mapping[str, pd.DataFrame]) -> pd.DataFrame:
    """People without those inferred from rows that are all left out."""
    reps = frames["reps"]
    inferred = reps[INFERRED].to_numpy(dtype=np.bool_)
    silent = {"reps"} if inferred.all() else {"reps"} | WITHOUT_RESULTS
    others = [f["rep_id"] for name, f in frames.items() if name not in silent and "rep_id" in f]
    named = set().union(*(rep_ids.dropna().unique() for rep_ids in others))
    rows = ~inferred | reps["rep_id"].isin(named).to_numpy()
    return reps if rows.all() else _rows_of(reps, rows)


def _read(run: RunFile, findings: Findings) -> tuple[dict[str, Draft], dict[str, list[InputError]]]:
    """Rows of each table, and what stopped sources of a table."""
    parts: dict[str, list[Draft]] = {}
    faults: dict[str, list[InputError]] = {}
    for number, (entry, source) in enumerate(run.data.items()):
        name = source.table or entry
        try:
            draft = read_source(run, entry, findings)
        except InputError as error:
            error.problems = tuple(replace(p, table=p.table or name) for p in error.problems)
            faults.setdefault(name, []).append(error)
            continue
        if draft is not None:
            draft.entry = np.full(len(draft), number, np.int16)
            parts.setdefault(name, []).append(draft)
    note_form_sheets(run, faults, findings)
    return {name: stacked(table(name), drafts) for name, drafts in parts.items()}, faults


def _ledger_line(draft: Draft) -> LedgerLine:
    kept, listed = draft.ledger_counts(_NO_LOSS)
    return LedgerLine(draft.table.name, draft.n_read, kept, dict(sorted(listed.items())))


_SAY_RESULTS = frozenset({"opportunities", "evaluations", "contracts", "payments", "activities"})
"""Tables of which one is enough for a report."""

_NO_LOSS = frozenset(
    {"superseded", "added_up", "not_selected", "unchanged_stage", "total_row", "repeated_header",
     "footer_row", "repeated_row", "row_of_sums", "unfilled_rows"}
)  # fmt: skip
"""Rows that say nothing of their own: another row says it, or they are no data."""


def _n_lost(line: LedgerLine) -> int:
    return sum(n for rule, n in line.listed.items() if rule not in _NO_LOSS)


def _check_empty(ledger: tuple[LedgerLine, ...], findings: Findings) -> None:
    """Note that there is nothing at all to report on, unless each empty table is told."""
    told = any(p.rule == "empty_table" and p.severity == "error" for p in findings.problems)
    if not told and not any(line.kept + _n_lost(line) for line in ledger):
        findings.add("no_data_rows")


def _n_outside(draft: Draft) -> int:
    """Rows in the table that count in no period, since their needed day cannot be read."""
    return 0 if draft.outside is None else int((draft.outside & draft.kept()).sum())


def _check_dropped(
    run: RunFile, ledger: tuple[LedgerLine, ...], outside: Mapping[str, int], findings: Findings
) -> None:
    """Note tables of which too many rows count nowhere; a final run is refused for them."""
    over: Mapping[str, tuple[int, int]] = {
        line.table: (dropped, line.read)
        for line in ledger
        if (dropped := _n_lost(line) + outside[line.table]) > run.max_dropped * line.read
    }
    for name, (dropped, read) in over.items():
        told: dict[str, Any] = {"outside": outside[name]} if outside[name] else {}
        findings.add(
            "too_many_dropped", table=name, dropped=dropped, read=read,
            limit=f"{run.max_dropped:.0%}", **told,
        )  # fmt: skip
    if over and run.status == "final":
        raise DroppedRowsError(
            "more rows are left out than a final report may lack: "
            + "; ".join(f"{name} {n} of {read}" for name, (n, read) in over.items()),
            ledger=ledger,
            problems=findings.problems,
            where=str(run.path),
            expected=f"at most {run.max_dropped:.0%} of a table's rows (max_dropped)",
            remedy="mend the rows that `check` lists, raise max_dropped, or build a draft",
        )
