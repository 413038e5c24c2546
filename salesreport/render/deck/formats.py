"""Numbers as a spreadsheet's number format shows them: for labels drawn without one."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

_DIGITS = re.compile(r"[#0?][#0?,.]*")
_PLAIN = re.compile(r'"([^"]*)"|\\(.)|!(.)|_.|\*.|\[[^\]]*\]')


def formatted(value: float | int | None, code: str) -> str:
    """A number by a format of digits, groups, decimals, scaling, per cent and plain text.

    Parameters
    ----------
    value : number or None
        None gives an empty text.
    code : str
        Up to three sections for positive, negative, zero; `#,##0.0`, `0.0%`, `+0`,
        `#,##0,"k"`, `0"万"`. Rounded half away from zero.
    """
    if value is None:
        return ""
    sections = code.split(";")
    exact = Decimal(str(value))
    if exact < 0 and len(sections) > 1:
        return _section(-exact, sections[1])
    if exact == 0 and len(sections) > 2:
        return _section(exact, sections[2])
    return ("-" if exact < 0 else "") + _section(abs(exact), sections[0])


def _section(value: Decimal, code: str) -> str:
    kept: list[str] = []

    def keep(match: re.Match[str]) -> str:
        kept.append(match.group(1) or match.group(2) or match.group(3) or "")
        return f"\x00{len(kept) - 1}\x01"

    bare = _PLAIN.sub(keep, code)
    match = _DIGITS.search(re.sub("\x00.*?\x01", lambda m: "\x02" * len(m.group()), bare))
    if match is None:
        number, before, after = "", bare, ""
        if bare.lower() == "general":
            number, before = format(value.normalize(), "f"), ""
    else:
        before, after = bare[: match.start()], bare[match.end() :]
        number = _number(value * 100 ** code.count("%"), match.group())
    shown = before + number + after
    return re.sub("\x00(.*?)\x01", lambda m: kept[int(m.group(1))], shown)


def _number(value: Decimal, digits: str) -> str:
    scaled = digits.rstrip(",")
    value = value / 1000 ** (len(digits) - len(scaled))
    whole, _, decimals = scaled.partition(".")
    places = len(decimals)
    rounded = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    text = f"{rounded:,.{places}f}" if "," in whole else f"{rounded:.{places}f}"
    optional = len(decimals) - len(decimals.rstrip("#"))
    while optional and text.endswith("0"):
        text, optional = text[:-1], optional - 1
    return text.rstrip(".") if places and text.endswith(".") else text
