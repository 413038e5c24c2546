"""One cell as a person typed it: as text, as an id, as yes or no; what a fault is.

Readers give text, or the number, date or truth value of a workbook, or a `Fault`
where the cell holds nothing that can be used; every converter hands that on.
Converters never guess: what can be read in two ways is a `Fault`. Blank and, for
numbers and dates, a lone dash are missing, never 0. Words such as `N/A` and `暂无`
are no numbers: they are faults of a number or date, and plain text of a text or id.

What one cell cannot say, its column does: `Scaled`, `Separated` and `Dated` carry
the cell together with that.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from salesreport.tables.script import name_key, word_key


@dataclass(frozen=True)
class Fault:
    """A cell that cannot be used, by the rule that says why.

    `shown`: what the user's spreadsheet shows there, where the cell is a fault
    already when it is read (`#REF!`, a formula without value).
    """

    rule: str
    shown: str = ""


class Amount(NamedTuple):
    """An exact amount and the currencies its sign may stand for (none: no sign)."""

    value: Decimal
    currencies: frozenset[str]


class Scaled(NamedTuple):
    """A cell whose header names a unit: `(万元)`, `(%)`, `(USD)`."""

    cell: Any
    factor: Decimal
    currencies: frozenset[str]


class Separated(NamedTuple):
    """A number in a column that writes a decimal comma (`decimal=","`).

    None: the column does not tell whether 1.234 is 1234 or a little over 1.
    """

    cell: Any
    decimal: str | None


class Dated(NamedTuple):
    """A date and what its column or file says of it.

    Attributes
    ----------
    cell : Any
    order : {"dmy", "mdy", "ymd"}, optional
        Order of 05/06/2024; None where nothing tells.
    stated : bool
        The run file says so, and not the column itself.
    year : int, optional
        Year of days written without one.
    date_1904 : bool
        The workbook counts its days from 1904.
    calendar : {"roc", "gregorian", "unclear"}, optional
        What a year of two digits counts from, where it may be one of the Minguo calendar
        (98/07/01); "gregorian" also denies one of three digits.
    """

    cell: Any
    order: str | None = None
    stated: bool = False
    year: int | None = None
    date_1904: bool = False
    calendar: str | None = None


DASHES = re.compile(r"[-‐‑‒–—―─−﹘﹣－➖ー_\s]+")
_YES = frozenset({"是", "有", "对", "√", "✓", "y", "yes", "true", "1", "已到位", "到位"})
_NO = frozenset({"否", "无", "不", "×", "✗", "x", "n", "no", "false", "0", "未到位"})
_INVISIBLE = "\ufeff\u200b\u200c\u200d\u200e\u200f\u2060\u00ad"
_OUTER = re.compile(rf"^[\s{_INVISIBLE}]+|[\s{_INVISIBLE}]+$")
SHOWN = re.compile(r"\d(?:\.\d{1,5})?[Ee]\+[1-9]\d")
"""What Excel shows of a number too long for its cell."""

_ROUNDED = 1e15
"""From here on a workbook's number may have lost digits that were typed."""


def written(cell: Any) -> str:
    """Cell as text, the way a person would write it; empty where it is blank.

    Examples
    --------
    >>> written(12.0), written("0012 "), written(None), written(0.15)
    ('12', '0012', '', '0.15')
    >>> written(0.1 + 0.2), written("\u200b\u3000李雷\u00a0")
    ('0.3', '李雷')
    """
    if isinstance(cell, str):
        bare = cell.strip()
        inner = not bare or (bare[0] not in _INVISIBLE and bare[-1] not in _INVISIBLE)
        return bare if inner else _OUTER.sub("", cell)
    if cell is None:
        return ""
    if isinstance(cell, Scaled | Separated | Dated):
        return written(cell.cell)
    if isinstance(cell, Fault):
        return cell.shown or "?"
    if isinstance(cell, float):
        return _number_written(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ") if cell.time() != cell.time().min else f"{cell:%Y-%m-%d}"
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    return str(cell)


def _number_written(cell: float) -> str:
    """A workbook's number with the 15 digits that Excel shows of it."""
    shown = f"{cell:.15g}"
    whole = math.isfinite(cell) and abs(cell) < _ROUNDED and float(shown).is_integer()
    return str(int(float(shown))) if whole else shown


def text(cell: Any) -> str | Fault | None:
    """Text without outer blanks; `NA` is text, only blank is missing."""
    return cell if isinstance(cell, Fault) else written(cell) or None


def identifier(cell: Any) -> str | Fault | None:
    """Id or code as text: `0012`, `NA`, `1E5` survive; width is evened.

    A workbook's number of more than 15 digits has lost its last ones, and so has
    what Excel shows of a number of 12 digits or more and writes to text files: neither
    is an id any more. A whole number of a database keeps all its digits.

    Examples
    --------
    >>> identifier("Ｌ０１ "), identifier(12.0), identifier(12345678901234567.0)
    ('L01', '12', Fault(rule='rounded_id', shown=''))
    >>> identifier("2.02403E+13")
    Fault(rule='rounded_id', shown='')
    """
    if isinstance(cell, Fault):
        return cell
    if isinstance(cell, float) and not abs(cell) < _ROUNDED:
        return Fault("rounded_id")
    found = _OUTER.sub("", name_key(written(cell)))
    return Fault("rounded_id") if SHOWN.fullmatch(found) else found or None


def flag(cell: Any) -> bool | Fault | None:
    """Yes or no, in three languages."""
    if isinstance(cell, bool | Fault):
        return cell
    key = word_key(written(cell))
    if not key:
        return None
    if key in _YES:
        return True
    return False if key in _NO else Fault("bad_flag")
