"""Whether a column writes its decimals after a point or after a comma.

One convention for one column, decided by its own cells: `12,5` and `1.234,50` allow
the comma only, `12.5` and `1,234.50` the point only. A lone `12,5` may be a slip:
two different cells, or one with grouped thousands, must speak for the comma. Without
that, a comma groups thousands, as offices here write it; an amount such as `1.234`
in a column that shows no decimals elsewhere stays undecided and is listed.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

import numpy as np

from salesreport.cells.bulk import matching
from salesreport.cells.coded import Coded, Codes, Mask
from salesreport.cells.plain import Separated
from salesreport.tables.script import evened

_POINT_GROUPED = r"^-?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?$"
_POINT_ONLY = r"^-?(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]+)\.(?:[0-9]{1,2}|[0-9]{4,})$"
_OPEN = r"^-?[1-9][0-9]{0,2}\.[0-9]{3}$"
_DOUBTFUL = r"[,，]|[.．][0-9０-９]{3}(?:[^0-9０-９]|$)"
_BODY = re.compile(r"\d[\d.,' ]*\d")
_BLANKS = re.compile(r"[ '](?=\d{3}(?!\d))")
_GROUPS = re.compile(r"[1-9]\d{0,2}(?:[.,]\d{3})+")


@dataclass(frozen=True)
class DecimalSign:
    """What a column's cells say of its decimals.

    Attributes
    ----------
    sign : {".", ","}, optional
        None: cells allow both, or contradict each other.
    n_rows : int
        Rows that allow a decimal comma only.
    example : str
        The first of them.
    """

    sign: str | None
    n_rows: int = 0
    example: str = ""


def separated(column: Coded, *, money: bool) -> tuple[Coded, DecimalSign]:
    """Column whose numbers say how to read them, and what it was decided from.

    Parameters
    ----------
    column : Coded
        Cells as read.
    money : bool
        Amounts in a currency of fewer than three decimals.

    Returns
    -------
    (Coded, DecimalSign)
        Under a decimal comma, numbers with a comma or point are `Separated`. Where
        cells contradict each other, those with a comma are left to be faults, and
        what both conventions can read is `Separated(cell, None)`, a fault too.

    Examples
    --------
    >>> column, found = separated(Coded.of(["1.234", "12,5", "7,25"]), money=True)
    >>> column.tolist()[0], found.sign, found.example
    (Separated(cell='1.234', decimal=','), ',', '12,5')
    """
    cells = column.distinct if column.text is None else column.text
    doubtful = matching(cells, _DOUBTFUL)
    if not doubtful.any():
        return column, DecimalSign(".")
    open_cells = matching(cells, _OPEN)
    doubtful &= ~open_cells & ~matching(cells, _POINT_GROUPED)
    signs = {
        place: decimal_sign(column.distinct[place]) for place in np.flatnonzero(doubtful).tolist()
    }
    for place, sign in signs.items():
        open_cells[place] |= sign == "?" and "." in _body(column.distinct[place])
    of_comma = np.array([place for place, sign in signs.items() if sign == ","], dtype=np.int64)
    points = "." in signs.values() or bool(matching(cells, _POINT_ONLY).any())
    return _decided(column, of_comma, open_cells, points=points, money=money)


def _decided(
    column: Coded, of_comma: Codes, open_cells: Mask, *, points: bool, money: bool
) -> tuple[Coded, DecimalSign]:
    if not len(of_comma):
        if points or not money or not open_cells.any():
            return column, DecimalSign(".")
        return _told(column, open_cells, None), DecimalSign(None)
    n_rows = int(np.isin(column.codes, of_comma).sum())
    example = str(column.distinct[int(of_comma[0])])
    slip = len(of_comma) == 1 and not _is_grouped(example)
    if points or slip:
        return _told(column, open_cells, None), DecimalSign(None, n_rows, example)
    told = matching(column.distinct, "[.,，．]")
    return _told(column, told, ","), DecimalSign(",", n_rows, example)


def _told(column: Coded, marked: Mask, decimal: str | None) -> Coded:
    cells = list(column.distinct)
    for place in np.flatnonzero(marked).tolist():
        cells[place] = Separated(cells[place], decimal)
    return Coded(column.codes, cells)


def decimal_sign(cell: str) -> str | None:
    """Decimal sign that a typed number allows; `?` for both, None where none shows.

    Examples
    --------
    >>> [decimal_sign(n) for n in ("1.234,5", "1,5", "1,234.5", "0.125", "1,234", "1.2.3")]
    [',', ',', '.', '.', '?', None]
    """
    body = _body(cell)
    marks = [character for character in body if character in ".,"]
    if not marks:
        return None
    last = marks[-1]
    whole = body.rpartition(last)[0]
    if len(marks) == 1:
        grouped = _GROUPS.fullmatch(body) and not _has_blank_groups(cell)
        return "?" if grouped else last
    if len(set(marks)) == 1:
        return {".": ",", ",": "."}[last] if _GROUPS.fullmatch(body) else None
    return last if _GROUPS.fullmatch(whole) and last not in whole else None


def _body(cell: str) -> str:
    bodies = _BODY.findall(evened(cell))
    return _BLANKS.sub("", bodies[0]) if len(bodies) == 1 else ""


def _is_grouped(cell: str) -> bool:
    marks = {character for character in _body(cell) if character in ".,"}
    return len(marks) > 1 or _has_blank_groups(cell)


def _has_blank_groups(cell: str) -> bool:
    (body,) = _BODY.findall(evened(cell))
    return bool(_BLANKS.search(body))
