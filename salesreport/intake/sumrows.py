"""Rows of a name nobody knows that only add up, or average, those of the others."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from salesreport.cells import Coded
from salesreport.cells.coded import Codes, Mask
from salesreport.intake.draft import Draft
from salesreport.intake.findings import Findings
from salesreport.intake.identity import combined
from salesreport.problems import row_ranges
from salesreport.tables.script import name_key

_RULE = "row_of_sums"
_AMOUNTS = {
    "targets": ("value",),
    "evaluations": ("target", "bookings", "new_customers"),
    "extra_measures": ("actual", "target"),
}
"""Columns of the tables with a row a person and period that may be added."""

_RATES = frozenset(
    {"completion", "conversion", "cohort_conversion", "win_rate", "revenue_per_customer",
     "collection_rate", "repurchase_rate", "process", "response_days", "satisfaction",
     "cost_ratio", "cycle_days", "pipeline_coverage"}
)  # fmt: skip
_CENT = 0.005
_FEW = 2


def leave_out_sums(
    drafts: Mapping[str, Draft], is_known: Callable[[str], bool], findings: Findings
) -> None:
    """Refuse rows of a name whose amounts are the sum, or the mean, of all others'.

    Such a row is a total under a name of its own: 部门, 公司目标. Its bearer is in no
    table of people and has no lead, deal or contract. Two other people must be there; of a
    sum more must fit than one amount of two others where nothing else tells who is a
    person; a mean stands below all others and fits several amounts.
    A policy that sets the rule to off has the rows counted.

    Parameters
    ----------
    drafts : mapping of str to Draft
        Converted, names as written.
    is_known : callable
        Whether a name means somebody in the table of people.
    findings : Findings
    """
    tables = [drafts[name] for name in _AMOUNTS if name in drafts]
    if not tables or not findings.applies(_RULE):
        return
    working = _working(drafts)
    for draft in tables:
        reps = draft.cells["rep_id"].merged()
        strangers = {
            code
            for code, rep in enumerate(reps.distinct)
            if rep is not None and not is_known(rep) and name_key(rep) not in working
        }
        if not strangers:
            continue
        others = set(range(reps.n_distinct)) - strangers
        cells = _cells(draft, reps, told=any(reps.distinct[code] is not None for code in others))
        for code in sorted(strangers & _suspects(cells)):
            if _only_adds(cells, code):
                rows = np.flatnonzero(draft.kept() & (reps.codes == code))
                _refuse(draft, rows, str(reps.distinct[code]), findings)
                cells = cells[cells["rep"] != code]


def _working(drafts: Mapping[str, Draft]) -> set[str]:
    """Names that have something of their own: a lead, a deal, a contract."""
    columns = [
        draft.cells["rep_id"].take(draft.kept())
        for name, draft in drafts.items()
        if name not in {*_AMOUNTS, "reps"} and "rep_id" in draft.cells
    ]
    return {name_key(rep) for reps in columns for rep in _held(reps)}


def _held(cells: Coded) -> list[str]:
    here = cells.firsts() < len(cells)
    return [c for c, is_here in zip(cells.distinct, here, strict=True) if is_here and c is not None]


def _cells(draft: Draft, reps: Coded, *, told: bool) -> pd.DataFrame:
    """Amounts that may be added, by person and by what they are of."""
    rows = np.flatnonzero(draft.kept() & ~reps.missing() & _may_be_added(draft))
    places = [draft.file, draft.sheet, draft.cells["period"]]
    places += [draft.cells[name] for name in ("measure",) if name in draft.cells]
    of = combined([cells.take(rows) for cells in places]) if len(rows) else rows
    parts = [
        pd.DataFrame(
            {"of": of * len(_AMOUNTS) + number, "rep": reps.codes[rows],
             "amount": _numbers(draft.column(name))[rows], "row": draft.row[rows]}
        )
        for number, name in enumerate(_AMOUNTS[draft.table.name])
    ]  # fmt: skip
    cells = pd.concat(parts).dropna()
    cells = cells.groupby(["of", "rep"], as_index=False).agg({"amount": "sum", "row": "max"})
    return pd.DataFrame({**cells, "told": told})


def _may_be_added(draft: Draft) -> Mask:
    if "measure" not in draft.cells:
        return np.ones(len(draft), dtype=np.bool_)
    return ~draft.cells["measure"].where(lambda measure: measure in _RATES)


def _numbers(cells: Coded) -> Any:
    values = [
        np.nan if cell is None else float(getattr(cell, "value", cell)) for cell in cells.distinct
    ]
    return np.array(values or [np.nan])[cells.codes]


def _suspects(cells: pd.DataFrame) -> set[int]:
    """People whose amounts all fit the sum or the mean of the others', roughly."""
    groups = cells.groupby("of")["amount"]
    own, others = cells["amount"], groups.transform("sum") - cells["amount"]
    means = others / (groups.transform("count") - 1).clip(lower=1)
    apart = np.minimum((own - others).abs(), (own - means).abs())
    fits = (own == 0) | (apart <= 1 + own.abs() * 1e-9)
    return {int(code) for code in cells["rep"][fits.groupby(cells["rep"]).transform("all")]}


def _only_adds(cells: pd.DataFrame, code: int) -> bool:
    """Whether each amount of a person is the sum of the others', or each their mean."""
    is_own = cells["rep"] == code
    own = cells[is_own].set_index("of")["amount"]
    own = own[own != 0]
    others = cells[~is_own & cells["of"].isin(own.index)].groupby("of")["amount"]
    if not len(own) or others.ngroups < len(own) or others.size().min() < _FEW:
        return False
    surely = bool(cells["told"].all()) or len(own) > 1
    many = bool(others.size().max() > _FEW)
    if _near(own, others.sum(), _CENT):
        return surely or many
    means = others.mean()
    differ = others.max() - others.min() > _CENT
    below = cells["row"][is_own].min() > cells["row"][~is_own].max()  # as averages are printed
    several = below and own[differ].nunique() > 1
    return several and _near(own, means, np.where(means.abs() >= 100, 0.5, _CENT))


def _near(own: pd.Series, expected: pd.Series, by: Any) -> bool:
    return bool(((own - expected.reindex(own.index)).abs() <= by + own.abs() * 1e-12).all())


def _refuse(draft: Draft, rows: Codes, rep: str, findings: Findings) -> None:
    draft.refuse(rows, _RULE)
    numbers = sorted(set(draft.row[rows].tolist()))
    first = int(rows[0])
    findings.add(
        _RULE, table=draft.table.name, file=draft.file[first], sheet=draft.sheet[first],
        row=numbers[0], column="rep_id", value=rep, count=len(numbers),
        row_numbers=row_ranges(numbers),
    )  # fmt: skip
