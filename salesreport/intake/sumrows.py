"""Rows of a name nobody knows that only add up, or average, those of others."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

import numpy as np
import pandas as pd

from salesreport.cells import Coded
from salesreport.cells.coded import Codes, Mask
from salesreport.intake.draft import Draft
from salesreport.intake.findings import Findings
from salesreport.intake.hierarchy import Amounts, Sum, sums_among
from salesreport.intake.identity import combined
from salesreport.problems import row_ranges
from salesreport.readers.totalwords import total_label
from salesreport.tables.columns import ADDED_MEASURES, MEASURE_UNITS
from salesreport.tables.script import name_key, simplified

_RULE = "row_of_sums"
_MAYBE = "possible_total"
_AMOUNTS = {
    "targets": ("value",),
    "evaluations": ("target", "bookings", "new_customers"),
    "extra_measures": ("actual", "target"),
    "costs": ("amount",),
}
"""Columns of the tables with a row a person and period that may be added."""

_RATES = frozenset(MEASURE_UNITS) - ADDED_MEASURES
_WHOLE = re.compile(
    r"(?:全|整个?|本)(?:公司|集团|部门?|团队|国|员|体)(?:销售)?(?:目标|任务|指标)?|销售(?:部|中心|团队)"
    r"|(?:公司|集团|部门|团队|整体|总体)(?:销售)?(?:目标|任务|指标|业绩)?|总部|所有(?:人员?|销售)?"
    r"|(?:the )?(?:whole |entire |sales )*(?:company|team|department)(?: targets?| quota)?"
    r"|overall|everyone|all(?: reps| sales)?",
    re.IGNORECASE,
)
_GROUP = re.compile(
    r".*(?:组|部|区|队|中心|公司|集团|办事处|团队|部门|渠道)|华[东南西北中]|[东西][南北]|海外|国内"
    r"|.*\b(?:team|group|region|division|dept|office)\b.*|(?:(?:north|south|east|west)[ -]?)+"
    r"|emea|apac|central",
    re.IGNORECASE,
)
"""Names of a whole, and of one group among several; neither is a person's."""

_DIGITS, _DIGITS_BESIDE_KNOWN = 4, 2
"""Digits of the chance that a person's amounts add up by accident, for them to be a total's."""
_SAID = 2
"""Digits from which on a block of rows is named as perhaps added up."""
_CENT = 0.005


class _Block(NamedTuple):
    """Rows that may add each other up: people in order, their amounts, and all rows of each."""

    codes: Codes
    names: list[str]
    amounts: Amounts


def leave_out_sums(
    drafts: Mapping[str, Draft], is_known: Callable[[str], bool], findings: Findings
) -> None:
    """Refuse rows of a name whose amounts are the sum, or the mean, of others'.

    Such a row is a total under a name of its own: 部门, 公司目标, A组. Its bearer is in no
    table of people and has no lead, deal or contract. It adds up the rows since the last
    total above it or below it, groups above it, or all others. A name such as 部门 or A组
    needs no more; of any other name the sums must be no accident: right in several
    different columns and to several digits. Else it counts and is noted by
    `possible_total`, as is a person whose amounts are the mean of the others'.
    A policy that sets `row_of_sums` to off has all rows counted.

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
        others = set(range(reps.n_distinct)) - strangers
        told = any(reps.distinct[code] is not None for code in others)
        for block in _blocks(draft, reps) if strangers else ():
            _leave_out(draft, reps, block, strangers, findings, told=told)


def _leave_out(
    draft: Draft, reps: Coded, block: _Block, strangers: set[int], findings: Findings, *, told: bool
) -> None:
    suspects = [place for place, code in enumerate(block.codes.tolist()) if code in strangers]

    def is_sure(found: Sum) -> bool:
        return _is_total(found, block.names, told=told)

    sure, doubtful = sums_among(block.amounts, suspects, is_sure)
    out = [found.row for found in sure]
    others = [place for place in range(len(block.names)) if place not in out]
    means = [place for place in suspects if place in others and _is_mean(block, place, others)]
    out += [place for place in means if _may_be_whole(block.names[place])]
    maybe = {found.row for found in doubtful if _is_worth_saying(found, others)}
    maybe |= {place for place in means if place not in out}
    for place in sorted({*out, *maybe}):
        rows = np.flatnonzero(draft.kept() & (reps.codes == block.codes[place]))
        if place in out:
            draft.refuse(rows, _RULE)
        _note(draft, rows, block.names[place], _RULE if place in out else _MAYBE, findings)


def _is_total(found: Sum, names: list[str], *, told: bool) -> bool:
    """Whether a sum is a total's: by its name, or since it is no accident."""
    name = names[found.row]
    if _may_be_whole(name):
        return True
    if _is_group(name) and not all(_is_group(names[place]) for place in found.of):
        return True
    needed = _DIGITS_BESIDE_KNOWN if told else _DIGITS
    return len(found.of) > 1 and found.columns > 1 and found.digits >= needed


def _may_be_whole(name: str) -> bool:
    return _WHOLE.fullmatch(simplified(name)) is not None or total_label(name) is not None


def _is_group(name: str) -> bool:
    return _GROUP.fullmatch(simplified(name)) is not None


def _is_worth_saying(found: Sum, others: list[int]) -> bool:
    """Whether a sum that may be an accident is named: of all others, or to some digits."""
    return len(found.of) >= len(others) - 1 or found.digits >= _SAID


def _is_mean(block: _Block, place: int, others: list[int]) -> bool:
    """Whether each amount of a person below all others is the mean of theirs."""
    if place != max(others) or len(others) < 3:
        return False
    own = block.amounts[place]
    rest = block.amounts[[other for other in others if other != place]]
    filled = ~np.isnan(own) & (own != 0) & ~np.isnan(rest).all(axis=0)
    own, rest = own[filled], rest[:, filled]
    if not len(own):
        return False
    means = np.nanmean(rest, axis=0)
    differ = np.nanmax(rest, axis=0) - np.nanmin(rest, axis=0) > _CENT
    near = np.abs(own - means) <= np.where(np.abs(means) >= 100, 0.5, _CENT)
    return bool(near.all()) and len(np.unique(own[differ])) > 1


def _working(drafts: Mapping[str, Draft]) -> set[str]:
    """Names that have something of their own: a lead, a deal, a contract."""
    columns = [
        draft.cells["rep_id"].take(draft.kept())
        for name, draft in drafts.items()
        if name not in {*_AMOUNTS, "reps"} and "rep_id" in draft.cells
    ]
    return {name_key(rep) for reps in columns for rep in reps.held() if rep is not None}


def _blocks(draft: Draft, reps: Coded) -> list[_Block]:
    """Amounts that may be added, by sheet; of sheets that hold one person each all together."""
    rows = np.flatnonzero(draft.kept() & ~reps.missing() & _may_be_added(draft))
    if not len(rows):
        return []
    sheets = combined([draft.file.take(rows), draft.sheet.take(rows)])
    pairs = np.unique(np.column_stack([sheets, reps.codes[rows]]), axis=0)
    if len(pairs) == len(np.unique(sheets)):
        sheets = np.zeros(len(rows), dtype=np.int64)
    names = [name for name in ("period", "measure") if name in draft.cells]
    of = combined([draft.cells[name].take(rows) for name in names])
    parts = [
        pd.DataFrame({"sheet": sheets, "of": of * len(_AMOUNTS) + number, "rep": reps.codes[rows],
                      "amount": _numbers(draft.column(column))[rows]})
        for number, column in enumerate(_AMOUNTS[draft.table.name])
    ]  # fmt: skip
    blocks = []
    for _, cells in pd.concat(parts).dropna().groupby("sheet", sort=True):
        added = cells.groupby(["rep", "of"], sort=False)["amount"].sum().unstack()
        added = added.loc[cells["rep"].unique()]
        codes = added.index.to_numpy(dtype=np.int64)
        called = [str(reps.distinct[code]) for code in codes.tolist()]
        blocks.append(_Block(codes, called, added.to_numpy(dtype=np.float64)))
    return blocks


def _may_be_added(draft: Draft) -> Mask:
    if "measure" not in draft.cells:
        return np.ones(len(draft), dtype=np.bool_)
    return ~draft.cells["measure"].where(lambda measure: measure in _RATES)


def _numbers(cells: Coded) -> Any:
    values = [
        np.nan if cell is None else float(getattr(cell, "value", cell)) for cell in cells.distinct
    ]
    return np.array(values or [np.nan])[cells.codes]


def _note(draft: Draft, rows: Codes, rep: str, rule: str, findings: Findings) -> None:
    numbers = sorted(set(draft.row[rows].tolist()))
    first = int(rows[0])
    findings.add(
        rule, table=draft.table.name, file=draft.file[first], sheet=draft.sheet[first],
        row=numbers[0], column="rep_id", value=rep, count=len(numbers),
        row_numbers=row_ranges(numbers),
    )  # fmt: skip
