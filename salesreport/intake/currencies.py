"""Every amount in minor units of the report's currency, by its own month's rate."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from functools import partial
from operator import eq
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa

from salesreport.cells import Amount, Coded
from salesreport.cells.amounts import MARKS
from salesreport.cells.coded import ArrowCells, Codes, Mask
from salesreport.cells.compact import Amounts
from salesreport.intake.draft import Draft, no_codes
from salesreport.intake.findings import Findings
from salesreport.intake.identity import combined
from salesreport.intake.inherited import (
    Origin,
    months_of,
    note_inherited,
    origin_of,
    parents_first,
)
from salesreport.intake.ownamounts import keep_own
from salesreport.intake.rates import Rates, rate_for
from salesreport.intake.unrated import keep_unrated, note_other_month, note_unrated, to_come
from salesreport.money import convert, minor_digits, to_minor

_TOO_LARGE = 10**18
"""Below this a product is a 64-bit number with room to spare."""


def settle_currencies(
    drafts: Mapping[str, Draft], rates: Rates, findings: Findings, *, currency: str
) -> None:
    """Money of all tables in minor units of the report's currency.

    The order of the tables does not matter: each is settled after those whose
    currency its amounts take.
    """
    for name in parents_first(drafts):
        settle_money(drafts[name], rates, findings, currency=currency, drafts=drafts)


def settle_money(
    draft: Draft, rates: Rates, findings: Findings, *, currency: str, drafts: Mapping[str, Draft]
) -> None:
    """Money columns as integers in the report's minor unit.

    A row's currency is its `currency` cell, else what the sign or header says, else
    that of the row it belongs to (`origin_of`), else the report's. It is converted by
    its own month's rate; without one the amount is missing and listed by
    `missing_rate`, and a row that needs its amount is left out: a rate is never taken
    as 1. Only what is still to come is converted by the last rate there is
    (`rate_of_other_month`). A sign that contradicts the row's currency is a
    `currency_mark`. An amount that has more minor units than a number holds is a
    `bad_number`. Amounts are rounded once, after conversion, half away from zero;
    those with more decimals than their currency are counted by `rounded_amounts`.
    """
    names = [column.name for column in draft.table.columns if column.kind == "money"]
    if not names:
        return
    none = Coded.repeated(None, len(draft))
    stated = draft.cells.get("currency", none)
    stated = stated.map(lambda code: None if code is None else str(code).upper())
    foreign = not all(_all_in(draft.cells[name], stated, currency) for name in names)
    origin = origin_of(draft, drafts, currency, foreign=foreign)
    codes = stated
    for name in names:
        amounts = draft.cells[name]
        if not origin.is_foreign(currency) and _all_in(amounts, codes, currency):
            minor = _minor_units(amounts, currency)
            _refuse_too_large(draft, name, draft.kept() & minor.missing(), findings)
            _note_rounded(draft, name, amounts.rows_of(_finer(amounts, currency)), findings)
            draft.cells[name] = minor
        else:
            codes = _settle_column(draft, name, codes, rates, findings, currency, origin)
            keep_own(draft, name, amounts, codes, currency)
    if "currency" in draft.cells:
        draft.cells["currency"] = codes


def _all_in(amounts: Coded, codes: Coded, currency: str) -> bool:
    """Whether every amount is plainly in the report's currency."""
    return all(code in (None, currency) for code in codes.distinct) and all(
        not marks or currency in marks for marks in _marks(amounts).distinct
    )


def _marks(amounts: Coded) -> Coded:
    """Currencies that the sign of each amount may stand for."""
    compact = amounts.compact
    if not isinstance(compact, Amounts):
        return amounts.map(lambda amount: amount and amount.currencies).merged()
    return Coded(compact.marks.codes[amounts.codes], compact.marks.distinct)


def _minor_units(amounts: Coded, currency: str) -> Coded:
    """Amounts in the smallest unit of their currency; None stays None, too large is None."""

    def singly(amount: Amount | None) -> int | None:
        minor = None if amount is None else to_minor(amount.value, currency)
        return None if minor is None or abs(minor) >= _TOO_LARGE else minor

    compact = amounts.compact
    if not isinstance(compact, Amounts):
        return amounts.map(singly)
    more = max(minor_digits(currency) - compact.digits, 0)
    fits = np.abs(compact.units) < _TOO_LARGE // 10**more
    units = np.where(fits, compact.units, 0)
    minor = rescaled(units, compact.digits, minor_digits(currency))
    for place, amount in compact.others.items():
        found = singly(amount)
        minor[place], fits[place] = found or 0, found is not None
    return Coded(amounts.codes, ArrowCells(pa.array(minor, mask=~fits)))


def _settle_column(
    draft: Draft,
    name: str,
    stated: Coded,
    rates: Rates,
    findings: Findings,
    currency: str,
    origin: Origin,
) -> Coded:
    """Settle a column in which not all is in the report's currency; give the currencies."""
    amounts, n_rows = draft.cells[name], len(draft)
    said = _said(_marks(amounts), stated, origin.currency, currency)
    note_inherited(draft, said, origin, currency, findings)
    rows = np.flatnonzero(draft.kept() & ~amounts.missing())
    codes = _row_codes(said.take(rows), origin.currency.take(rows), currency)
    months = months_of(draft)
    months = months.replaced(months.missing(), origin.month).take(rows)
    minor, there = np.zeros(n_rows, dtype=np.int64), np.zeros(n_rows, dtype=np.bool_)
    home = codes.where(lambda code: code == currency)
    minor[rows[home]], there[rows[home]] = _units(_minor_units(amounts, currency).take(rows[home]))
    unrated: list[Codes] = []
    ahead = Coded(to_come(draft)[rows].astype(np.int64), [False, True])
    for group in _groups([codes, months, ahead], ~home):
        code, month, at = codes[group[0]], months[group[0]] or "", rows[group]
        found = rate_for(rates, code, month, ahead=ahead[group[0]])
        if code is None:
            _refuse_marks(draft, at, name, findings)
        elif found is None:
            unrated.append(at)
            note_unrated(draft, at, name, code, month, findings)
        else:
            minor[at], there[at] = _converted(amounts, at, found.rate, currency)
            note_other_month(draft, at, name, found, code, month, findings)
    keep_unrated(draft, unrated, name)
    left = draft.kept() & ~amounts.missing() & ~there
    left[np.concatenate([no_codes(), *unrated])] = False
    _refuse_too_large(draft, name, left, findings)
    _note_rounded(draft, name, there & _finer_rows(amounts, rows, codes), findings)
    draft.cells[name] = Coded(np.arange(n_rows), ArrowCells(pa.array(minor, mask=~there)))
    return _with_foreign(stated, rows, codes, ~home & ~codes.missing())


def _with_foreign(stated: Coded, rows: Codes, codes: Coded, foreign: Mask) -> Coded:
    """Currencies of all rows, with those of some `rows` in place; `foreign`: of these."""
    replaced = np.zeros(len(stated), dtype=np.bool_)
    replaced[rows] = foreign
    of_rows = np.zeros(len(stated), dtype=np.int64)
    of_rows[rows] = codes.codes
    return stated.replaced(replaced, Coded(of_rows, codes.distinct))


def _converted(amounts: Coded, at: Codes, rate: Decimal, target: str) -> tuple[Codes, Mask]:
    """Amounts of some rows in minor units of the target, and which are small enough."""
    places, of_rows = np.unique(amounts.codes[at], return_inverse=True)
    compact = amounts.compact
    singly: dict[int, Any]
    if isinstance(compact, Amounts):
        units, fits = exchanged(compact.units[places], compact.digits, rate, target)
        asked = enumerate(places.tolist())
        singly = {i: compact.others[place] for i, place in asked if place in compact.others}
    else:
        units = np.zeros(len(places), dtype=np.int64)
        fits = np.ones(len(places), dtype=np.bool_)
        singly = {i: amounts.distinct[place] for i, place in enumerate(places.tolist())}
    for place, amount in singly.items():
        minor = convert(amount.value, rate=rate, target=target)
        fits[place] = abs(minor) < _TOO_LARGE
        units[place] = minor if fits[place] else 0
    return units[of_rows], fits[of_rows]


def _finer(amounts: Coded, currency: str) -> Mask:
    """Different amounts that have more decimals than their currency."""
    digits, compact = minor_digits(currency), amounts.compact
    finer = np.zeros(amounts.n_distinct, dtype=np.bool_)
    singly: Any = enumerate(amounts.distinct) if compact is None else ()
    if isinstance(compact, Amounts):
        finer |= compact.units % 10 ** max(compact.digits - digits, 0) != 0
        singly = compact.others.items()
    for place, amount in singly:
        if isinstance(amount, Amount):
            finer[place] = -int(amount.value.normalize().as_tuple().exponent) > digits
    return finer


def _finer_rows(amounts: Coded, rows: Codes, codes: Coded) -> Mask:
    """Rows whose amount has more decimals than its currency; `codes`: of some `rows`."""
    finer = np.zeros(len(amounts), dtype=np.bool_)
    for code in filter(None, codes.distinct):
        at = rows[codes.where(partial(eq, code))]
        finer[at] = _finer(amounts, code)[amounts.codes[at]]
    return finer


def _note_rounded(draft: Draft, name: str, finer: Mask, findings: Findings) -> None:
    rows = finer & draft.kept()
    if rows.any():
        first = int(np.argmax(rows))
        findings.add(
            "rounded_amounts", table=draft.table.name, file=draft.file[first],
            sheet=draft.sheet[first], column=name, value=str(draft.cells[name][first].value),
            count=int(rows.sum()), header=draft.headers.get(name, name),
        )  # fmt: skip


_CJK = 0x2E80
"""Signs from here on stand behind the number."""

_TORN = ""
"""What a row says whose sign and currency contradict."""


def _said(marks: Coded, stated: Coded, inherited: Coded, report: str) -> Coded:
    """Currency that each row itself names, by its cell or sign; None: none, `_TORN`."""
    columns = [column.merged() for column in (marks, stated, inherited)]
    numbers = combined(columns)
    _, first, of_rows = np.unique(numbers, return_index=True, return_inverse=True)
    cases = zip(*(column.take(first) for column in columns), strict=True)
    found = [_named(m or frozenset(), s, other, report) for m, s, other in cases]
    return Coded(of_rows.astype(np.int64), found).merged()


def _named(
    marks: frozenset[str], stated: str | None, inherited: str | None, report: str
) -> str | None:
    if stated is not None:
        return stated if not marks or stated in marks else _TORN
    if not marks:
        return None
    if inherited in marks:
        return inherited
    if report in marks:
        return report
    return next(iter(marks)) if len(marks) == 1 else _TORN


def _row_codes(said: Coded, inherited: Coded, report: str) -> Coded:
    """Currency of each row's amount; None where sign and row contradict."""
    codes = said.replaced(said.missing(), inherited)
    return codes.map(lambda code: report if code is None else code or None).merged()


def _refuse_too_large(draft: Draft, name: str, rows: Mask, findings: Findings) -> None:
    """List amounts that could be read but have no minor units."""
    amounts = draft.cells[name]
    rows = rows & ~amounts.missing()
    if rows.any():
        shown = [str(amount.value) for amount in amounts.take(rows)]
        draft.refuse(rows, "bad_number")
        draft.note(findings, "bad_number", rows, name, shown=shown)


def _units(minor: Coded) -> tuple[Codes, Mask]:
    """Whole numbers row by row, 0 for None, and which are not None."""
    compact = minor.compact
    if isinstance(compact, ArrowCells):
        each = compact.array.fill_null(0).to_numpy(zero_copy_only=False)
    else:
        each = np.array([units or 0 for units in minor.distinct], dtype=np.int64)
    return each[minor.codes], ~minor.missing()


def _groups(columns: list[Coded], rows: Mask) -> list[Codes]:
    """Positions of the rows marked, in groups with the same cells, the first row's first."""
    positions = np.flatnonzero(rows)
    if not len(positions):
        return []
    numbers = combined([column.take(positions) for column in columns])
    numbers = pd.factorize(numbers)[0]
    order = np.argsort(numbers, kind="stable")
    ends = np.flatnonzero(np.diff(numbers[order])) + 1
    return np.split(positions[order], ends)


def rescaled(units: Codes, digits: int, wanted: int) -> Codes:
    """Whole multiples of 10**-digits as multiples of 10**-wanted, half away from zero."""
    if wanted >= digits:
        more: Codes = units * 10 ** (wanted - digits)
        return more
    return _halved_up(units, 10 ** (digits - wanted))


def _halved_up(units: Codes, divisor: int) -> Codes:
    rounded: Codes = np.sign(units) * ((2 * np.abs(units) + divisor) // (2 * divisor))
    return rounded


def exchanged(units: Codes, digits: int, rate: Decimal, target: str) -> tuple[Codes, Mask]:
    """Multiples of 10**-digits of a currency in minor units of `target`, as `money.convert`.

    Also which of them are small enough for a number of a table; the others are 0.
    """
    _, figures, exponent = rate.as_tuple()
    factor = int("".join(map(str, figures)))
    places = digits - int(exponent) - minor_digits(target)
    largest = int(np.abs(units).max(initial=0)) * factor
    if places >= 0 and 10**places < _TOO_LARGE and largest < _TOO_LARGE:
        return _halved_up(units * factor, 10**places), np.ones(len(units), dtype=np.bool_)
    amounts = (Decimal(each).scaleb(-digits) for each in units.tolist())
    singly = [convert(amount, rate=rate, target=target) for amount in amounts]
    fits = np.array([abs(each) < _TOO_LARGE for each in singly], dtype=np.bool_)
    held = [each if abs(each) < _TOO_LARGE else 0 for each in singly]
    return np.array(held, dtype=np.int64), fits


def signed(amount: Amount) -> str:
    """An amount with its sign, or with the code of the one currency the sign stands for.

    Examples
    --------
    >>> signed(Amount(Decimal("1234.50"), MARKS["$"])), signed(Amount(Decimal(5), MARKS["元"]))
    ('$1234.50', '5元')
    >>> signed(Amount(Decimal("-5"), MARKS["us$"]))
    'USD -5'
    """
    if len(amount.currencies) == 1:
        return f"{next(iter(amount.currencies))} {amount.value}"
    sign = next((sign for sign, stands in MARKS.items() if stands == amount.currencies), "")
    if len(sign) == 1 and ord(sign) > _CJK:
        return f"{amount.value}{sign}"
    return f"-{sign}{-amount.value}" if amount.value < 0 else f"{sign}{amount.value}"


def _refuse_marks(draft: Draft, rows: Codes, column: str, findings: Findings) -> None:
    """List and leave out amounts whose sign is of another currency than their row."""
    amounts = draft.cells[column]
    signs = _marks(amounts).take(rows)
    shown = [signed(amount) for amount in amounts.take(rows)]
    for marks in dict.fromkeys(signs.distinct):
        mine = signs.where(partial(eq, marks))
        told = [text for text, is_mine in zip(shown, mine.tolist(), strict=True) if is_mine]
        draft.note(
            findings, "currency_mark", rows[mine], column, shown=told,
            marks=", ".join(sorted(marks or ())),
        )  # fmt: skip
    draft.refuse(rows, "currency_mark")
