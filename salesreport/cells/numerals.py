"""Numbers in Chinese characters: 三十万, 壹万贰仟元整; read strictly, never guessed.

Strict means that every digit has its unit: 三百零五 and 三百五十 are read, 三百五
(in speech 350) is not.
"""

from __future__ import annotations

import re
from decimal import Decimal

_DIGITS = {
    **{character: value for value, character in enumerate("零一二三四五六七八九")},
    **{character: value for value, character in enumerate("零壹贰叁肆伍陆柒捌玖")},
    "〇": 0, "○": 0, "两": 2, "参": 3,
}  # fmt: skip
_UNITS = {"十": 10, "拾": 10, "百": 100, "佰": 100, "千": 1000, "仟": 1000}
_BLOCKS = (("亿", 10**8), ("万", 10**4))
_SPELT = "".join(_DIGITS) + "".join(_UNITS) + "万亿"
NUMERAL = rf"[{_SPELT}]+(?:点[{''.join(_DIGITS)}]+[万亿]?)?"
"""What a number in Chinese characters is made of, as a pattern."""

_DECIMAL = re.compile(rf"(?P<whole>[^点]+)点(?P<digits>[{''.join(_DIGITS)}]+)(?P<block>[万亿]?)")


def chinese_number(plain: str) -> Decimal | None:
    """Value of a number written in (simplified) Chinese characters.

    None where it is not one, or not written out in full.

    Examples
    --------
    >>> [str(chinese_number(n)) for n in ("三十万", "壹万贰仟", "十二", "一千零五", "一点二亿")]
    ['300000', '12000', '12', '1005', '120000000.0']
    >>> chinese_number("三万五") is None, chinese_number("二〇二四") is None
    (True, True)
    """
    match = _DECIMAL.fullmatch(plain)
    if match is None:
        whole = _whole(plain)
        return None if whole is None else Decimal(whole)
    whole = _whole(match["whole"])
    if whole is None or whole >= 10**4:
        return None
    digits = "".join(str(_DIGITS[character]) for character in match["digits"])
    return Decimal(f"{whole}.{digits}") * dict(_BLOCKS).get(match["block"], 1)


_AMOUNT = re.compile(
    rf"(?P<number>{NUMERAL}|\d+)(?P<mark>元|圆|块)?"
    r"(?:(?P<jiao>.)角)?零?(?:(?P<fen>.)分)?(?P<end>整|正)?"
)


def chinese_amount(plain: str) -> tuple[Decimal, bool] | None:
    """Amount such as 三千元整 or 12元5角, and whether it says that it is money.

    Examples
    --------
    >>> value, marked = chinese_amount("壹仟贰佰元叁角肆分")
    >>> str(value), marked
    ('1200.34', True)
    """
    match = _AMOUNT.fullmatch(plain)
    if match is None or (not match["mark"] and (match["jiao"] or match["fen"] or match["end"])):
        return None
    number = match["number"]
    value = Decimal(number) if number.isdecimal() else chinese_number(number)
    coins = [_coin(match["jiao"]), _coin(match["fen"])]
    if value is None or None in coins:
        return None
    if any(coins) and value != value.to_integral_value():
        return None
    return value + Decimal(f"0.{coins[0]}{coins[1]}"), match["mark"] is not None


def _coin(digit: str | None) -> int | None:
    if digit is None:
        return 0
    return int(digit) if digit.isdecimal() else _DIGITS.get(digit)


def _whole(plain: str) -> int | None:
    """Whole number: blocks of 亿 and 万, each with a number below 10,000."""
    total, rest, gap_allowed = 0, plain, False
    for block, size in _BLOCKS:
        before, found, after = rest.rpartition(block)
        if not found:
            continue
        part = _section(before.removeprefix("零") if gap_allowed else before)
        if part is None or not 0 < part < 10**4:
            return None
        total, rest, gap_allowed = total + part * size, after, True
    if gap_allowed and not rest:
        return total
    if gap_allowed and len(rest) == 1:
        return None
    spoken = rest.removeprefix("零") if gap_allowed else rest
    part = _section(spoken)
    if part is None or (gap_allowed and spoken == rest and part < 1000):
        return None
    return total + part


def _section(plain: str) -> int | None:
    """Number below 10,000 whose digits all have their unit."""
    if plain in _DIGITS:
        return _DIGITS[plain]
    if plain.startswith(("十", "拾")):
        plain = "一" + plain
    total, digit, smallest, skipped = 0, 0, 0, False
    for character in plain:
        if character in _UNITS:
            unit = _UNITS[character]
            gap = bool(smallest) and unit * 10 != smallest
            if not digit or (smallest and unit >= smallest) or skipped is not gap:
                return None
            total, digit, smallest, skipped = total + digit * unit, 0, unit, False
        elif character not in _DIGITS or digit:
            return None
        elif _DIGITS[character] == 0:
            if skipped or not smallest:
                return None
            skipped = True
        else:
            digit = _DIGITS[character]
    if digit:
        return total + digit if skipped is (smallest != 10) else None
    return total if total and not skipped else None
