"""Numbers as a spreadsheet's number format shows them: for labels drawn without one."""

from __future__ import annotations

import re
from decimal import ROUND_HALF_UP, Decimal

_TOKEN = re.compile(r'"([^"]*)"|[\\!](.)|(_.|\*.|\[[^\]]*\])|([#0?])|(\.)|(,)|(.)')


def formatted(value: float | int | None, code: str) -> str:
    r"""A number by a format of digits, groups, decimals, scaling, per cent and plain text.

    Parameters
    ----------
    value : number or None
        None gives an empty text.
    code : str
        Up to three sections for positive, negative, zero; `#,##0.0`, `0.0%`, `+0`,
        `#,##0,"k"`, `0\.0,"万"`. Rounded half away from zero.
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
    if code.lower() == "general":
        return format(value.normalize(), "f")
    tokens = _tokens(code)
    digits = [at for at, (kind, _) in enumerate(tokens) if kind == "digit"]
    if not digits:
        return "".join(text for kind, text in tokens if kind == "plain")
    first, last = digits[0], digits[-1]
    commas = [at for at, (kind, _) in enumerate(tokens) if kind == "comma"]
    scale = sum(1 for at in commas if at > last)
    point = next((at for at, (kind, _) in enumerate(tokens) if kind == "point"), len(tokens))
    places = sum(1 for at in digits if at > point)
    exact = value * 100 ** code.count("%") / 1000**scale
    rounded = exact.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    grouped = any(first < at < last for at in commas)
    whole, _, decimals = format(rounded, ",f" if grouped else "f").partition(".")
    shown = _filled(tokens, whole, decimals, point)
    optional = [at for at in digits if at > point and tokens[at][1] != "0"]
    while optional and shown[optional[-1]] == "0":
        shown[optional.pop()] = ""
    if not any(shown[at] for at in digits if at > point) and point < len(shown):
        shown[point] = ""
    return "".join(shown)


def _filled(tokens: list[tuple[str, str]], whole: str, decimals: str, point: int) -> list[str]:
    """Each token as shown: digits from the right, the leftmost takes what is left over."""
    shown = ["" if kind == "comma" else text for kind, text in tokens]
    before = [at for at, (kind, _) in enumerate(tokens) if kind == "digit" and at < point]
    after = [at for at, (kind, _) in enumerate(tokens) if kind == "digit" and at > point]
    for at in reversed(before):
        taken = whole if at == before[0] else whole[-1:]
        whole = whole[: len(whole) - len(taken)]
        needed = tokens[at][1] == "0"
        shown[at] = taken if taken.strip("0") or needed or at != before[0] else ""
        shown[at] = shown[at] or ("0" if needed else "")
    for at, digit in zip(after, decimals, strict=True):
        shown[at] = digit
    return shown


def _tokens(code: str) -> list[tuple[str, str]]:
    found = []
    for quoted, escaped, layout, digit, point, comma, other in _TOKEN.findall(code):
        if digit:
            found.append(("digit", digit))
        elif point or comma:
            found.append(("point", ".") if point else ("comma", ""))
        elif not layout:
            found.append(("plain", quoted or escaped or other))
    return found
