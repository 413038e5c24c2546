"""Currency and month that an amount takes from the row it belongs to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from salesreport.cells import Coded
from salesreport.cells.coded import Codes, Mask
from salesreport.intake.draft import Draft
from salesreport.intake.findings import Findings
from salesreport.tables import TABLES

_SHIFTED = "long_row"
"""Rule of rows whose cells may stand under other headers: their currency is not read."""


@dataclass(frozen=True)
class Origin:
    """Currency and month each row takes from the row it belongs to.

    Attributes
    ----------
    currency : Coded
        Code, the report's where the other row states none; None: no such row.
    month : Coded
        For tables without a date of their own; None: no such row, or no day.
    table : Coded
        Table of the row it belongs to.
    split : ndarray of bool
        Rows that belong to several of different currencies, so that none is taken.
    """

    currency: Coded
    month: Coded
    table: Coded
    split: Mask

    @classmethod
    def nowhere(cls, n_rows: int) -> Origin:
        """No row belongs to another."""
        none = Coded.repeated(None, n_rows)
        return cls(none, none, none, np.zeros(n_rows, dtype=np.bool_))

    def is_foreign(self, report: str) -> bool:
        """Whether a row takes another currency than the report's, or none of several."""
        return bool(self.split.any()) or any(
            code not in (None, report) for code in self.currency.merged().distinct
        )


def parents_first(drafts: Mapping[str, Draft]) -> Iterator[str]:
    """Names of the tables, each after those whose currency its amounts take.

    Examples
    --------
    >>> [*parents_first(dict.fromkeys(["payments", "invoices", "contracts", "reps"]))]
    ['contracts', 'invoices', 'payments', 'reps']
    """
    given: dict[str, None] = {}

    def give(name: str) -> None:
        if name in given or name not in drafts:
            return
        for parent, _ in TABLES[name].currency_of:
            give(parent)
        given[name] = None

    for name in drafts:
        give(name)
    return iter(given)


def origin_of(draft: Draft, drafts: Mapping[str, Draft], report: str, *, foreign: bool) -> Origin:
    """Currency and month each row takes from the row it belongs to.

    A payment is in the currency of its invoice, else of its contract, else of what it
    is allocated to; the payment plan of a contract in USD is in USD too. Rows that were
    left out for another cell still tell their currency. The tables it asks are settled
    already (`parents_first`).

    Parameters
    ----------
    foreign : bool
        The table itself names another currency than the report's, which may contradict.
    """
    origin = Origin.nowhere(len(draft))
    parents = [(drafts[name], key) for name, key in draft.table.currency_of if name in drafts]
    needs_month = not draft.table.rate_dates
    if not foreign and not needs_month and not any(_is_foreign(p, report) for p, _ in parents):
        return origin
    for parent, key in parents:
        free = origin.currency.missing()
        origin = _filled(origin, free, _through(parent, key, draft.column(key), report))
    allocations = drafts.get("allocations")
    if draft.table.name == "payments" and allocations is not None:
        free = origin.currency.missing()
        origin = _filled(origin, free, _allocated(draft, allocations, drafts, report))
    return origin


def months_of(draft: Draft) -> Coded:
    """Month each row's amount is converted by, as `2024-03`."""
    months = Coded.repeated(None, len(draft))
    for name in draft.table.rate_dates:
        days = draft.cells[name].map(lambda found: found and f"{found:%Y-%m}")
        months = months.replaced(months.missing(), days)
    if not draft.table.rate_dates and "period" in draft.table.by_name:
        is_month = len("2024-03")
        months = draft.cells["period"].map(
            lambda label: label if label and len(label) == is_month else None
        )
    return months.merged()


def note_inherited(
    draft: Draft, said: Coded, origin: Origin, report: str, findings: Findings
) -> None:
    """List amounts that take a foreign currency from another row, and those that contradict it.

    A row without a currency of its own that belongs to rows of several is left out.

    Parameters
    ----------
    said : Coded
        Currency that each row itself names, by its cell or sign; None: none.
    """
    if "currency" not in draft.table.by_name:
        return
    torn = origin.split & said.missing() & draft.kept()
    draft.note(findings, "unclear_currency", torn, "amount", draft.cells["amount"].map(_shown))
    draft.refuse(torn, "unclear_currency")
    foreign = origin.currency.where(lambda code: code not in (None, report))
    taken = said.missing() & foreign & draft.kept()
    for rows in _alike([draft.file, origin.table, origin.currency], taken):
        first = int(rows[0])
        findings.add(
            "inherited_currency", table=draft.table.name, file=draft.file[first],
            column="amount", value=origin.currency[first], count=len(rows),
            parent=origin.table[first], header=draft.headers.get("amount", "amount"),
            line=f'{{currency: {{"": {report}}}}}',
        )  # fmt: skip
    differ = ~said.missing() & ~origin.currency.missing() & _unequal(said, origin.currency)
    for rows in _alike([origin.table, origin.currency], differ & draft.kept()):
        first = int(rows[0])
        draft.note(
            findings, "currency_contradicts", rows, "currency", said,
            parent=origin.table[first], other=origin.currency[first],
        )  # fmt: skip
        if findings.refuses("currency_contradicts"):
            draft.refuse(rows, "currency_contradicts")


def _shown(amount: Any) -> str | None:
    return None if amount is None else str(amount.value)


def _is_foreign(draft: Draft, report: str) -> bool:
    return bool(draft.column("currency").where(lambda code: code not in (None, report)).any())


def _filled(origin: Origin, free: Mask, other: Origin) -> Origin:
    return Origin(
        origin.currency.replaced(free, other.currency),
        origin.month.replaced(free, other.month),
        origin.table.replaced(free, other.table),
        origin.split | (free & other.split),
    )


def _through(parent: Draft, key: str, keys: Coded, report: str) -> Origin:
    """What the rows of `keys` take from the parent's row with the same key."""
    n_rows = len(keys)
    if not len(parent):
        return Origin.nowhere(n_rows)
    place = _places(parent, key, keys)
    there = place >= 0
    at = np.where(there, place, 0)
    none = Coded.repeated(None, n_rows)
    codes = parent.column("currency").map(lambda code: code or report)
    month = Coded.repeated(None, n_rows)
    if parent.table.rate_dates:
        month = months_of(parent).take(at)
    return Origin(
        none.replaced(there, codes.take(at)).merged(),
        none.replaced(there, month).merged(),
        none.replaced(there, Coded.repeated(parent.table.name, n_rows)),
        np.zeros(n_rows, dtype=np.bool_),
    )


def _places(parent: Draft, key: str, keys: Coded) -> Codes:
    """Position of the parent's row with each key, one that is in before one left out; -1."""
    usable = parent.kept()
    left_out = np.flatnonzero(~usable)
    shifted = [parent.rule_at(int(place)) == _SHIFTED for place in left_out]
    order = np.concatenate([left_out[~np.array(shifted, dtype=np.bool_)], np.flatnonzero(usable)])
    named = parent.column(key).take(order)
    both = Coded.stacked([named, keys])
    row_of = np.full(both.n_distinct, -1, dtype=np.int64)
    # of several rows with one key the last counts: numpy keeps the last value assigned
    row_of[both.codes[: len(order)]] = order
    blank = both.missing()
    row_of[both.codes[blank]] = -1
    found: Codes = row_of[both.codes[len(order) :]]
    return found


def _allocated(
    payments: Draft, allocations: Draft, drafts: Mapping[str, Draft], report: str
) -> Origin:
    """What payments take from the one currency of all they are allocated to."""
    nowhere = Origin.nowhere(len(payments))
    targets = Origin.nowhere(len(allocations))
    for name, key in (("invoices", "invoice_id"), ("contracts", "contract_id")):
        if name in drafts:
            through = _through(drafts[name], key, allocations.column(key), report)
            targets = _filled(targets, targets.currency.missing(), through)
    rows = np.flatnonzero(allocations.kept() & ~targets.currency.missing())
    if not len(rows):
        return nowhere
    named = allocations.column("payment_id").take(rows)
    both = Coded.stacked([named, payments.cells["payment_id"]])
    paid, own = both.codes[: len(rows)], both.codes[len(rows) :]
    first = np.full(both.n_distinct, -1, dtype=np.int64)
    first[paid[::-1]] = rows[::-1]
    codes = targets.currency.merged()
    torn = np.zeros(both.n_distinct, dtype=np.bool_)
    torn[paid[codes.codes[rows] != codes.codes[first[paid]]]] = True
    there = (first[own] >= 0) & ~payments.cells["payment_id"].missing()
    at, alone, none = np.where(there, first[own], 0), there & ~torn[own], nowhere.currency
    return Origin(
        none.replaced(alone, codes.take(at)),
        none,
        none.replaced(alone, targets.table.take(at)),
        there & torn[own],
    )


def _alike(columns: Sequence[Coded], rows: Mask) -> Iterator[Codes]:
    """Positions of the rows marked, in groups of equal cells, the first row's first."""
    positions = np.flatnonzero(rows)
    groups: dict[tuple[Any, ...], list[int]] = {}
    taken = [column.take(positions) for column in columns]
    for place, key in zip(positions.tolist(), zip(*taken, strict=True), strict=True):
        groups.setdefault(key, []).append(place)
    return (np.array(group, dtype=np.int64) for group in groups.values())


def _unequal(one: Coded, other: Coded) -> Mask:
    both = Coded.stacked([one, other])
    differ: Mask = both.codes[: len(one)] != both.codes[len(one) :]
    return differ
