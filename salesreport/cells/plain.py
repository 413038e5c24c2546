"""One cell as a person typed it: as text, as an id, as yes or no; what a fault is.

Readers give text, or the number, date or truth value of a workbook. Converters
never guess: what can be read in two ways is a `Fault`. Blank and, for numbers and
dates, a lone dash are missing, never 0.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from salesreport.tables.script import name_key, word_key


@dataclass(frozen=True)
class Fault:
    """A cell that cannot be used, by the rule that says why."""

    rule: str


class Amount(NamedTuple):
    """An exact amount and the currencies its sign may stand for (none: no sign)."""

    value: Decimal
    currencies: frozenset[str]


class Scaled(NamedTuple):
    """A cell whose header names a unit: `(万元)`, `(%)`, `(USD)`."""

    cell: Any
    factor: Decimal
    currencies: frozenset[str]


DASHES = re.compile(r"[-‐‑‒–—―─−﹣－ー_]+")
_YES = frozenset({"是", "有", "对", "√", "✓", "y", "yes", "true", "1", "已到位", "到位"})
_NO = frozenset({"否", "无", "不", "×", "✗", "x", "n", "no", "false", "0", "未到位"})
_INVISIBLE = "\ufeff\u200b\u200c\u200d\u2060"


def written(cell: Any) -> str:
    """Cell as text, the way a person would write it; empty where it is blank.

    Examples
    --------
    >>> written(12.0), written("0012 "), written(None), written(0.15)
    ('12', '0012', '', '0.15')
    """
    if isinstance(cell, str):
        return cell.strip().strip(_INVISIBLE).strip()
    if cell is None:
        return ""
    if isinstance(cell, Scaled):
        return written(cell.cell)
    if isinstance(cell, float) and cell.is_integer() and abs(cell) < 1e15:
        return str(int(cell))
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ") if cell.time() != cell.time().min else f"{cell:%Y-%m-%d}"
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    return str(cell)


def text(cell: Any) -> str | None:
    """Text without outer blanks; `NA` is text, only blank is missing."""
    return written(cell) or None


def identifier(cell: Any) -> str | None:
    """Id or code as text: `0012`, `NA`, `1E5` survive; width is evened."""
    return name_key(written(cell)) or None


def flag(cell: Any) -> bool | Fault | None:
    """Yes or no, in three languages."""
    if isinstance(cell, bool):
        return cell
    key = word_key(written(cell))
    if not key:
        return None
    if key in _YES:
        return True
    return False if key in _NO else Fault("bad_flag")
