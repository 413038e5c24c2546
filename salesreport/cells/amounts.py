"""Numbers as typed in Chinese and Western offices, exactly; a workbook's 0.15 is 0.15.

A comma groups thousands and a point begins the decimals, unless the column decides
otherwise (`decimals`). What is grouped otherwise (1,00,000; 12,5) is a fault, as are
percentage points (5个百分点), 约100 and 3万5, which have no one value here.
"""

from __future__ import annotations

import math
import re
from decimal import Decimal
from typing import Any

from babel.numbers import list_currencies

from salesreport.cells.numerals import NUMERAL, chinese_amount, chinese_number
from salesreport.cells.plain import DASHES, SHOWN, Amount, Fault, Scaled, Separated, written
from salesreport.tables.script import evened, simplified

LARGEST = Decimal(10) ** 15
"""No amount of a sales table reaches this; larger ones are faults."""

LARGEST_BARE_RATE = 2
"""A rate above this needs its %: 104 may be 104 % or 10,400 %."""

_LONGEST = 1_000
_SHOWN = 2
"""Decimals that Excel's scientific format shows unless told otherwise."""
_LONG = 11
"""Power of ten from which on Excel shows a number without a format of its own as one."""

_MINUS = str.maketrans(dict.fromkeys("‐‑‒–—―−﹣－➖˗⁃", "-") | {"’": "'", "´": "'"})
_DOLLARS = frozenset({"USD", "HKD", "TWD", "SGD", "AUD", "CAD", "NZD"})
_YUAN = frozenset({"CNY", "JPY"})
MARKS: dict[str, frozenset[str]] = {
    "¥": _YUAN,
    "元": frozenset({"CNY", "TWD"}),
    "圆": frozenset({"CNY", "TWD"}),
    "块": frozenset({"CNY", "TWD"}),
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
    "cn¥": frozenset({"CNY"}),
    "jp¥": frozenset({"JPY"}),
    "au$": frozenset({"AUD"}),
    "ca$": frozenset({"CAD"}),
    "nz$": frozenset({"NZD"}),
    "英镑": frozenset({"GBP"}),
    "日元": frozenset({"JPY"}),
    "円": frozenset({"JPY"}),
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
    "w": Decimal(10**4),
    "k": Decimal(10**3),
    **dict.fromkeys(("m", "mn", "mio", "million"), Decimal(10**6)),
    **dict.fromkeys(("b", "bn", "billion"), Decimal(10**9)),
}
_CAPITAL = frozenset({"m", "b"})
"""Scales that are one as a capital alone: 5M, not 1.5m of cable."""

_MARK = "|".join(sorted((re.escape(mark) for mark in MARKS), key=len, reverse=True)) + "|[a-z]{3}"
_SCALE = "|".join(sorted(SCALES, key=len, reverse=True))
_WHOLE = r"[1-9]\d{0,2}(?:,\d{3})+|[1-9]\d{0,2}(?: \d{3})+|[1-9]\d{0,2}(?:'\d{3})+|\d+"
_NUMBER = re.compile(
    rf"(?P<first>[-+])?\s*(?P<before>{_MARK})?\s*(?P<open>\()?\s*(?P<inside>{_MARK})?\s*"
    rf"(?P<second>[-+])?\s*(?P<whole>{_WHOLE})?(?P<fraction>\.\d+)?\s*"
    rf"(?P<scale>{_SCALE})?\s*(?P<after>{_MARK})?整?\s*(?P<percent>[%‰]|percent)?"
    rf"(?P<unit>[个家人次条单项天台件名位分])?(?P<trailing>-)?\s*(?P<close>\))?\s*"
    rf"(?P<outer>{_SCALE})?\s*(?P<last>{_MARK})?"
)
_COMPOUND = re.compile(
    rf"(?P<sign>-)?\s*(?P<before>{_MARK})?\s*(?P<parts>(?:\d+(?:{_SCALE}))+)(?P<rest>\d+)?"
    rf"\s*(?P<after>{_MARK})?整?"
)
_PART = re.compile(rf"(\d+)({_SCALE})")
_SPELT = re.compile(
    r"(?P<sign>负|-)?(?P<before>人民币|rmb|¥|cny)?:?\s*(?P<minus>负|-)?(?P<number>.+)"
)
_HUNDREDTHS = re.compile(rf"(?P<of>百分之|千分之)(?P<number>\d+(?:\.\d+)?|{NUMERAL})")
_OWN_UNIT = re.compile(
    r"[万亿千百仟佰元圆块円%‰]|percent|分之|(?:人民币|港币|英镑|新台币)\W*$|\d\s*分"
    r"|\d\s*(?:[wkmb]|mn|mio|million|bn|billion)(?![a-z])"
)
"""What names a cell's own unit; a sign such as ¥, $ or USD names its currency alone."""
_SIGN = re.compile("|".join(map(re.escape, MARKS)))
_PLAIN = re.compile(r"-?\d{1,15}(?:\.\d{1,12})?")
_FORMAL = str.maketrans("仟佰", "千百")
_SWAPPED = str.maketrans(",.", ".,")
_OPEN_NUMBER = re.compile(r"[1-9]\d{0,2}[.,]\d{3}")
_EXPONENT = re.compile(r"([-+]?\d(?:\.(\d+))?)e\+?(\d{1,2})")


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
    return not has_percent(cell) and abs(value) > LARGEST_BARE_RATE


def count(cell: Any, currency: str) -> int | Fault | None:
    """Whole number of 0 or more."""
    found = _number(cell, percent=False, unit=True)
    if not isinstance(found, Amount):
        return found
    if found.value != found.value.to_integral_value():
        return Fault("not_whole_number")
    return Fault("bad_number") if found.value < 0 or found.currencies else int(found.value)


def names_unit(cell: Any) -> bool:
    """Whether a typed amount names its own unit, so that its header's is not meant.

    Examples
    --------
    >>> [names_unit(cell) for cell in ("52万", "520000元", "CNY 52", "¥52", "52", 52.0)]
    [True, True, False, False, False, False]
    """
    return _OWN_UNIT.search(_text_of(cell).casefold()) is not None


def has_percent(cell: Any) -> bool:
    """Whether a typed number says itself that it counts hundredths or thousandths."""
    plain = _text_of(cell).casefold()
    return any(mark in plain for mark in ("%", "‰", "percent", "分之"))


def _text_of(cell: Any) -> str:
    """A text cell as it is read, and empty text for any other cell."""
    while isinstance(cell, Scaled | Separated):
        cell = cell.cell
    if not isinstance(cell, str):
        return ""
    return simplified(evened(written(cell)))


def _number(cell: Any, *, percent: bool, unit: bool) -> Amount | Fault | None:
    if isinstance(cell, str):
        return _number_text(cell, ".", percent=percent, unit=unit)
    if cell is None or isinstance(cell, Fault):
        return cell
    if isinstance(cell, Scaled):
        return _scaled(cell, percent=percent, unit=unit)
    if isinstance(cell, Separated):
        if not isinstance(cell.cell, str):
            return _number(cell.cell, percent=percent, unit=unit)
        return _number_text(cell.cell, cell.decimal, percent=percent, unit=unit)
    if isinstance(cell, bool) or not isinstance(cell, int | float | Decimal):
        return Fault("bad_number")
    value = cell if isinstance(cell, Decimal) else _stored(cell)
    return _bounded(value, frozenset()) if value.is_finite() else Fault("bad_number")


def _stored(cell: float) -> Decimal:
    """A workbook's number with the 15 digits that Excel shows: 0.1 + 0.2 is 0.3."""
    whole = isinstance(cell, int) or (math.isfinite(cell) and cell.is_integer())
    return Decimal(int(cell)) if whole else Decimal(f"{cell:.15g}")


def _scaled(cell: Scaled, *, percent: bool, unit: bool) -> Amount | Fault | None:
    found = _number(cell.cell, percent=percent or _in_percent(cell), unit=unit)
    if not isinstance(found, Amount):
        return found
    value = found.value if names_unit(cell) else found.value * cell.factor
    told = [marks for marks in (found.currencies, cell.currencies) if marks]
    both = frozenset.intersection(*told) if told else frozenset()
    return Fault("currency_mark") if told and not both else _bounded(value, both)


def _in_percent(cell: Scaled) -> bool:
    return cell.factor < 1 and not cell.currencies


def _bounded(value: Decimal, currencies: frozenset[str]) -> Amount | Fault:
    return Amount(value, currencies) if abs(value) < LARGEST else Fault("bad_number")


def _number_text(
    cell: str, decimal: str | None, *, percent: bool, unit: bool
) -> Amount | Fault | None:
    if decimal == "." and _PLAIN.fullmatch(cell):
        return _bounded(Decimal(cell), frozenset())
    plain = simplified(evened(written(cell))).casefold()
    if not plain or DASHES.fullmatch(_SIGN.sub("", plain, count=1)):
        return None
    if len(plain) > _LONGEST:
        return Fault("bad_number")  # past a million digits no Decimal holds it
    plain = plain.translate(_MINUS)
    if decimal is None and _OPEN_NUMBER.search(plain):
        return Fault("unclear_number")
    if decimal == ",":
        plain = plain.translate(_SWAPPED)
    match = _EXPONENT.fullmatch(plain)
    if match is not None:
        return _powered(match)
    match = _NUMBER.fullmatch(plain.translate(_FORMAL))
    if match is None or not (match["whole"] or match["fraction"]):
        return _spelt(plain, percent=percent)
    if match["scale"] in _CAPITAL and match["scale"].upper() not in cell:
        return Fault("bad_number")
    in_fen = match["unit"] == "分" and not (unit or percent)
    if (match["percent"] and not percent) or (match["unit"] and not (unit or in_fen)):
        return Fault("bad_number")
    return _fen(_matched(match)) if in_fen else _matched(match)


def _fen(found: Amount | Fault) -> Amount | Fault:
    """An amount in 分, the hundredth of a yuan."""
    if isinstance(found, Fault) or not found.currencies <= _YUAN:
        return Fault("bad_number")
    return Amount(found.value.scaleb(-2), frozenset({"CNY"}))


def _powered(match: re.Match[str]) -> Amount | Fault:
    """`1e3` and `5.00E+02`; 1.23E+05 is what Excel shows of any number near 123,000.

    1.23457E+11 is what it shows of one with twelve digits, whatever its format.
    """
    number, decimals, exponent = match.groups()
    rounded = decimals is not None and len(decimals) == _SHOWN and int(exponent) > _SHOWN
    cut = decimals is not None and int(exponent) >= _LONG and SHOWN.fullmatch(match[0].lstrip("+-"))
    if rounded or cut:
        return Fault("bad_number")
    return _bounded(Decimal(number).scaleb(int(exponent)), frozenset())


def _matched(match: re.Match[str]) -> Amount | Fault:
    signs = [match[name] for name in ("open", "first", "second", "trailing") if match[name]]
    marks = [match[name] for name in ("before", "inside", "after", "last") if match[name]]
    scales = [match[name] for name in ("scale", "outer") if match[name]]
    if bool(match["open"]) != bool(match["close"]) or len(signs) > 1 or len(scales) > 1:
        return Fault("bad_number")
    if match["percent"] and (marks or scales):
        return Fault("bad_number")
    value = Decimal(re.sub("[, ']", "", match["whole"] or "0") + (match["fraction"] or ""))
    value *= SCALES[scales[0]] if scales else 1
    value = value.scaleb({None: 0, "‰": -3}.get(match["percent"], -2))
    return _marked(-value if signs and signs[0] != "+" else value, marks)


def _marked(value: Decimal, marks: list[str]) -> Amount | Fault:
    """Amount in the currencies that all its marks may stand for: `￥5元` is in CNY."""
    kinds = [_currencies(mark) for mark in marks]
    if not all(kinds):
        return Fault("bad_number")
    both = frozenset.intersection(*kinds) if kinds else frozenset()
    return _bounded(value, both) if both or not kinds else Fault("currency_mark")


def _spelt(plain: str, *, percent: bool) -> Amount | Fault:
    """What a number with Chinese characters for digits or several scales stands for."""
    match = _HUNDREDTHS.fullmatch(plain)
    if match is not None and percent:
        number = match["number"]
        value = chinese_number(number) if number[0] not in "0123456789" else Decimal(number)
        places = -2 if match["of"] == "百分之" else -3
        return Fault("bad_number") if value is None else _marked(value.scaleb(places), [])
    match = _COMPOUND.fullmatch(plain)
    if match is not None:
        total = _compound(match["parts"], match["rest"] or "")
        marks = [match[name] for name in ("before", "after") if match[name]]
        if total is not None:
            return _marked(-total if match["sign"] else total, marks)
    match = _SPELT.fullmatch(plain)
    found = chinese_amount(match["number"].removesuffix("钱")) if match else None
    if match is None or found is None or (match["sign"] and match["minus"]):
        return Fault("bad_number")
    value, marked = found
    marks = [mark for mark in (match["before"], "元" if marked else None) if mark]
    return _marked(-value if match["sign"] or match["minus"] else value, marks)


def _compound(parts: str, rest: str) -> Decimal | None:
    """`12万3千` and `12万3456`; None for `3万5`, which in speech is 35,000."""
    total, above = Decimal(0), LARGEST
    for number, scale in _PART.findall(parts):
        value = Decimal(number) * SCALES[scale]
        if value >= above or SCALES[scale] >= above:
            return None
        total, above = total + value, SCALES[scale]
    if rest and Decimal(1).scaleb(len(rest)) != above:
        return None
    return total + Decimal(rest or 0)


def _currencies(mark: str) -> frozenset[str]:
    if mark in MARKS:
        return MARKS[mark]
    code = mark.upper()
    return frozenset({code}) if code in list_currencies() else frozenset()
