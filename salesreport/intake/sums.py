"""Lines of one thing, such as the products of an order, added up to one row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from salesreport.cells import Amount, Coded, Fault
from salesreport.cells.amounts import money
from salesreport.cells.coded import ArrowCells, Codes, Mask, first_rows
from salesreport.cells.plain import Scaled, written
from salesreport.intake.draft import Draft
from salesreport.intake.findings import Findings
from salesreport.tables.script import name_key

_EXAMPLES = 5
_SAFE = 2**62
"""Sums below this fit an int64."""


class Lines(NamedTuple):
    """Which rows are lines of which thing.

    `group`: number of each row's thing; `n_groups` for a row that is no line.
    """

    group: Codes
    is_line: Mask
    n_groups: int

    def first(self, rows: Mask) -> Codes:
        """First of some rows in each group; the number of all rows where it has none."""
        marked = np.where(rows & self.is_line, self.group, self.n_groups)
        return first_rows(marked, self.n_groups + 1)[:-1]

    def each(self, values: npt.NDArray[Any]) -> npt.NDArray[Any]:
        """Values of the groups, given to each of their rows; 0 for a row that is no line."""
        return np.append(values, values.dtype.type(0))[self.group]

    def differing(self, column: Coded, rows: Mask) -> Mask:
        """Rows whose cell is not that of the first of them in their group."""
        codes = np.append(column.codes, -1)[self.first(rows)]
        differ: Mask = rows & (column.codes != self.each(codes))
        return differ


def without(draft: Draft, rows: Mask, rule: str) -> Draft:
    """Draft without some rows, which the ledger counts under a rule.

    A row that was left out before stays, with the rule that decided it.
    """
    leaving = rows & draft.kept()
    records = draft.record[leaving].tolist()
    left = draft.take(np.flatnonzero(~leaving))
    for columns in (left.cells, left.extras):
        columns.update({name: held(cells) for name, cells in columns.items()})
    return replace(left, unused={**dict.fromkeys(records, rule), **draft.unused})


def held(cells: Coded) -> Coded:
    """The same column without the cells that none of its rows holds."""
    used, codes = np.unique(cells.codes, return_inverse=True)
    if len(used) == cells.n_distinct:
        return cells
    if cells.text is not None:
        return Coded(codes.astype(np.int64), ArrowCells(cells.text.take(used)))
    return Coded(codes.astype(np.int64), [cells.distinct[code] for code in used.tolist()])


def added_up(draft: Draft, columns: Sequence[str], findings: Findings, *, report: str) -> Draft:
    """One row a key, the first, with the sums of some columns over its lines.

    Sums are exact. The other lines are listed by `added_up`. Another column whose
    lines differ keeps the first line's cell and is listed by `lines_differ`. Where a
    line's amount cannot be read, or lines are in different currencies, nothing is
    added: the row stands where that cell is, and its lines go with its rule. A row
    without a key, or left out before, is no line.

    Parameters
    ----------
    columns : sequence of str
        Columns of amounts or numbers; one that no file has is passed over.
    report : str
        Currency of the report, in which amounts without a sign or a currency are.
    """
    lines = _lines(draft)
    first = lines.first(lines.is_line)
    kept, spoiled = first, np.zeros(len(draft), dtype=np.bool_)
    rules = Coded.repeated("added_up", len(draft))
    for name in (name for name in columns if name in draft.cells):
        broken = _add_column(draft, name, lines, findings, report)
        kept = np.where(broken < len(draft), broken, kept)
        rules = _rules(rules, draft.cells[name], lines, broken)
    spoiled = rules.where(lambda rule: rule != "added_up")
    _note_differing(draft, columns, lines, lines.is_line & ~spoiled, findings)
    out = lines.is_line.copy()
    out[kept] = False
    if added := int((out & ~spoiled).sum()):
        findings.add(
            "added_up", table=draft.table.name, file=draft.file[int(np.argmax(out))],
            column=", ".join(draft.table.key), count=added,
        )  # fmt: skip
    for rule in dict.fromkeys(rules.take(out)):
        rows = rules.where(rule.__eq__) & out
        draft, rules, out = without(draft, rows, rule), rules.take(~rows), out[~rows]
    return draft


def _lines(draft: Draft) -> Lines:
    group = np.zeros(len(draft), dtype=np.int64)
    is_line = draft.kept()
    for name in draft.table.key:
        key = _evened(draft.column(name))
        is_line = is_line & key.where(bool)
        whole = np.unique(group * key.n_distinct + key.codes, return_inverse=True)[1]
        group = whole.astype(np.int64)
    numbers, of_lines = np.unique(group[is_line], return_inverse=True)
    group = np.full(len(draft), len(numbers), dtype=np.int64)
    group[is_line] = of_lines
    return Lines(group, is_line, len(numbers))


def _evened(cells: Coded) -> Coded:
    return cells.map(lambda cell: name_key(written(cell))).merged()


def _add_column(draft: Draft, name: str, lines: Lines, findings: Findings, report: str) -> Codes:
    """Put the sums of a column in place; give the row that spoils each group, if any."""
    cells = draft.cells[name]
    amounts = cells.map(money)
    filled = lines.is_line & ~amounts.missing() & ~amounts.faulty()
    marks = amounts.map(lambda a: getattr(a, "currencies", frozenset())).merged()
    torn = lines.differing(marks, filled & marks.where(bool))
    currency = _evened(draft.column("currency"))
    torn |= lines.differing(currency, filled & currency.where(bool))
    foreign = filled & marks.where(lambda signs: bool(signs) and report not in signs)
    bare = filled & ~marks.where(bool) & ~currency.where(bool)
    torn |= bare & lines.each(lines.first(foreign) < len(draft))
    broken = np.minimum(lines.first(amounts.faulty()), lines.first(torn))
    sound = lines.is_line & lines.each(broken >= len(draft))
    sums = Coded(lines.group, [*_sums(amounts, marks, lines, filled), None])
    faults = cells.map(lambda cell: Fault("currency_mark", written(cell)))
    draft.cells[name] = cells.replaced(sound, sums).replaced(torn, faults)
    has_any = lines.each(lines.first(filled) < len(draft))
    draft.note(findings, "no_amount", amounts.missing() & sound & has_any, name)
    return broken


def _sums(amounts: Coded, marks: Coded, lines: Lines, filled: Mask) -> list[Any]:
    """Sum of each group as a cell: plain text, with its currency where signs name one."""
    values = [a.value if isinstance(a, Amount) else Decimal(0) for a in amounts.distinct]
    decimals = max((-int(value.as_tuple().exponent) for value in values), default=0)
    units = [int(value.scaleb(max(decimals, 0))) for value in values]
    small = max(map(abs, units), default=0) * len(filled) < _SAFE
    kind: Any = np.int64 if small else object
    totals = np.zeros(lines.n_groups, dtype=kind)
    np.add.at(totals, lines.group[filled], np.array(units, dtype=kind)[amounts.codes[filled]])
    none, n_rows = lines.first(filled), len(filled)
    signed = lines.first(filled & marks.where(bool))
    cells: list[Any] = []
    for total, one, marked in zip(totals.tolist(), none.tolist(), signed.tolist(), strict=True):
        text = f"{Decimal(total).scaleb(-max(decimals, 0)):f}"
        sign = marks[marked] if marked < n_rows else frozenset()
        cell = Scaled(text, Decimal(1), sign) if sign else text
        cells.append(cell if one < n_rows else "")
    return cells


def _rules(rules: Coded, cells: Coded, lines: Lines, broken: Codes) -> Coded:
    """Rule by which each line leaves: that of the fault which spoils its group."""
    spoiled = broken < len(cells)
    if not spoiled.any():
        return rules
    read = cells.take(broken[spoiled]).map(money)
    by_group = np.zeros(lines.n_groups, dtype=np.int64)
    by_group[spoiled] = read.codes
    told = Coded(
        lines.each(by_group), [getattr(fault, "rule", "added_up") for fault in read.distinct]
    )
    return rules.replaced(lines.is_line & lines.each(spoiled), told).merged()


def _note_differing(
    draft: Draft, columns: Sequence[str], lines: Lines, rows: Mask, findings: Findings
) -> None:
    aside = {*draft.table.key, *columns}
    for name in (name for name in draft.cells if name not in aside):
        differ = lines.differing(_evened(draft.cells[name]), rows)
        if not differ.any():
            continue
        keys = draft.column(draft.table.key[0]).take(differ)
        examples = dict.fromkeys(map(written, keys.take(slice(0, 1000))))
        findings.add(
            "lines_differ", table=draft.table.name, file=draft.file[int(np.argmax(differ))],
            column=name, value=", ".join([*examples][:_EXAMPLES]), count=int(differ.sum()),
        )  # fmt: skip
