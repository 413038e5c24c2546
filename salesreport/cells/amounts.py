"""Numbers as typed in Chinese and Western offices, exactly; a workbook's 0.15 is 0.15."""

from __future__ import annotations

import math
import re
import unicodedata
from decimal import Decimal
from typing import Any

from babel.numbers import list_currencies

from salesreport.cells.plain import DASHES, Amount, Fault, Scaled, written
from salesreport.tables.script import simplified

LARGEST = Decimal(10) ** 15
"""No amount of a sales table reaches this; larger ones are faults."""

LARGEST_BARE_RATE = 2
"""A rate above this needs its %: 104 may be 104 % or 10,400 %."""

_MINUS = str.maketrans(dict.fromkeys("‐‑‒–—−﹣－", "-"))
_DOLLARS = frozenset({"USD", "HKD", "TWD", "SGD", "AUD", "CAD", "NZD"})
_YUAN = frozenset({"CNY", "JPY"})
MARKS: dict[str, frozenset[str]] = {
    "¥": _YUAN,
    "元": frozenset({"CNY", "TWD"}),
    "人民币": frozenset({"CNY"}),
    "rmb": frozenset({"CNY"}),
    "$": _DOLLARS,
    "us$": frozenset({"USD"}),
    "美元": frozenset({"USD"}),
    "hk$": frozenset({"HKD"}),
    "港元": frozenset({"HKD"}),
    "港币": frozenset({"HKD"}),
    "nt$": frozenset({"TWD"}),
    "新台币": frozenset({"TWD"}),
    "s$": frozenset({"SGD"}),
    "€": frozenset({"EUR"}),
    "欧元": frozenset({"EUR"}),
    "£": frozenset({"GBP"}),
    "英镑": frozenset({"GBP"}),
    "日元": frozenset({"JPY"}),
    "₩": frozenset({"KRW"}),
}
"""Currency signs and words, and the currencies they may stand for."""

SCALES = {
    "百": Decimal(10**2),
    "千": Decimal(10**3),
    "万": Decimal(10**4),
    "十万": Decimal(10**5),
    "百万": Decimal(10**6),
    "千万": Decimal(10**7),
    "亿": Decimal(10**8),
}
_MARK = "|".join(sorted((re.escape(mark) for mark in MARKS), key=len, reverse=True)) + "|[a-z]{3}"
_NUMBER = re.compile(
    rf"(?P<open>\()?\s*(?P<sign>[-+])?\s*(?P<before>{_MARK})?\s*(?P<second>[-+])?\s*"
    r"(?P<whole>\d{1,3}(?:,\d{3})+|\d+)?(?P<fraction>\.\d+)?\s*"
    rf"(?P<scale>{'|'.join(sorted(SCALES, key=len, reverse=True))})?\s*"
    rf"(?P<after>{_MARK})?\s*(?P<percent>[%‰])?"
    r"(?P<unit>[个家人次条单项天台件名位分])?(?P<trailing>-)?\s*(?P<close>\))?"
)
_PLAIN = re.compile(r"-?\d{1,15}(?:\.\d{1,12})?")
_GROUP_BLANK = re.compile(r"(?<=\d)[ '’](?=\d{3}(?!\d))")


def number(cell: Any, currency: str) -> Decimal | Fault | None:
    """Exact number; `12%` is 0.12, `3万` is 30000.

    A sign of another currency than the report's is a fault.
    """
    found = _number(cell, percent=True, unit=True)
    if isinstance(found, Amount):
        if found.currencies and currency not in found.currencies:
            return Fault("currency_mark")
        return found.value
    return found


def money(cell: Any) -> Amount | Fault | None:
    """Exact amount in the main unit and what its sign says of the currency."""
    return _number(cell, percent=False, unit=False)


def rate(cell: Any, currency: str) -> Decimal | Fault | None:
    """Fraction: `104%` and 1.04 are 1.04; a bare 104 is a fault, not 10,400 %."""
    found = _number(cell, percent=True, unit=False)
    if not isinstance(found, Amount):
        return found
    if found.currencies:
        return Fault("bad_number")
    return Fault("ambiguous_rate") if _is_ambiguous(cell, found.value) else found.value


def _is_ambiguous(cell: Any, value: Decimal) -> bool:
    if isinstance(cell, Scaled):
        # under a header in % a workbook's 0.92 may be 92 % by its format, or 0.92 %
        inner = cell.cell
        return isinstance(inner, int | float) and 0 < abs(inner) <= LARGEST_BARE_RATE
    stated = isinstance(cell, str) and _has_percent(cell)
    return not stated and abs(value) > LARGEST_BARE_RATE


def count(cell: Any, currency: str) -> int | Fault | None:
    """Whole number of 0 or more."""
    found = _number(cell, percent=False, unit=True)
    if not isinstance(found, Amount):
        return found
    if found.value != found.value.to_integral_value():
        return Fault("not_whole_number")
    return Fault("bad_number") if found.value < 0 or found.currencies else int(found.value)


def _has_percent(cell: str) -> bool:
    return any(mark in cell for mark in "%％﹪‰")


def _number(cell: Any, *, percent: bool, unit: bool) -> Amount | Fault | None:
    if isinstance(cell, Scaled):
        return _scaled(cell, percent=percent, unit=unit)
    if isinstance(cell, str):
        return _number_text(cell, percent=percent, unit=unit)
    if cell is None:
        return None
    if isinstance(cell, bool) or not isinstance(cell, int | float | Decimal):
        return Fault("bad_number")
    if isinstance(cell, float):
        if not math.isfinite(cell):
            return Fault("bad_number")
        value = Decimal(int(cell)) if cell.is_integer() else Decimal(repr(cell))
    else:
        value = Decimal(cell)
    return _bounded(value, frozenset())


def _scaled(cell: Scaled, *, percent: bool, unit: bool) -> Amount | Fault | None:
    found = _number(cell.cell, percent=percent or cell.factor < 1, unit=unit)
    if not isinstance(found, Amount):
        return found
    inner = cell.cell if isinstance(cell.cell, str) else ""
    own_unit = _has_percent(inner) or any(mark in simplified(inner) for mark in "万亿千百")
    value = found.value if own_unit else found.value * cell.factor
    if found.currencies and cell.currencies and not found.currencies & cell.currencies:
        return Fault("currency_mark")
    return _bounded(value, found.currencies or cell.currencies)


def _bounded(value: Decimal, currencies: frozenset[str]) -> Amount | Fault:
    return Amount(value, currencies) if abs(value) < LARGEST else Fault("bad_number")


def _number_text(cell: str, *, percent: bool, unit: bool) -> Amount | Fault | None:
    if _PLAIN.fullmatch(cell):
        return _bounded(Decimal(cell), frozenset())
    plain = simplified(unicodedata.normalize("NFKC", written(cell))).casefold()
    if not plain or DASHES.fullmatch(plain):
        return None
    plain = _GROUP_BLANK.sub("", plain.translate(_MINUS))
    match = _NUMBER.fullmatch(plain)
    if match is None or not (match["whole"] or match["fraction"]):
        return Fault("bad_number")
    if (match["percent"] and not percent) or (match["unit"] and not unit):
        return Fault("bad_number")
    if bool(match["open"]) != bool(match["close"]):
        return Fault("bad_number")
    signs = [match[name] for name in ("open", "sign", "second", "trailing") if match[name]]
    marks = [_currencies(match[name]) for name in ("before", "after") if match[name]]
    if len(signs) > 1 or len(marks) > 1 or (marks and not marks[0]):
        return Fault("bad_number")
    value = Decimal((match["whole"] or "0").replace(",", "") + (match["fraction"] or ""))
    value *= SCALES.get(match["scale"] or "", Decimal(1))
    value = value.scaleb({"%": -2, "‰": -3}.get(match["percent"] or "", 0))
    value = -value if signs and signs[0] != "+" else value
    return _bounded(value, marks[0] if marks else frozenset())


def _currencies(mark: str) -> frozenset[str]:
    if mark in MARKS:
        return MARKS[mark]
    code = mark.upper()
    return frozenset({code}) if code in list_currencies() else frozenset()
