"""Whether a column writes its decimals after a point or after a comma.

One convention for one column, decided by its own cells: `12,5` and `1.234,50` allow
the comma only, `12.5` and `1,234.50` the point only. A lone `12,5` may be a slip:
two different cells, or one with grouped thousands, must speak for the comma. Without
that, a comma groups thousands, as offices here write it; an amount such as `1.234`
in a column that shows no decimals elsewhere stays undecided and is listed. Semicolons
between a file's cells speak for the comma too: there one `12,5` is enough, and `1,234`
alone stays undecided as well, unless another column of the file decides.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from salesreport.cells.bulk import matching
from salesreport.cells.coded import Coded, Codes, Mask
from salesreport.cells.plain import Separated
from salesreport.tables.script import evened

_POINT_GROUPED = r"^-?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?$"
_POINT_ONLY = r"^-?(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+|[0-9]+)\.(?:[0-9]{1,2}|[0-9]{4,})$"
_OPEN = r"^-?[1-9][0-9]{0,2}\.[0-9]{3}$"
_OPEN_COMMA = r"^-?[1-9][0-9]{0,2},[0-9]{3}$"
_POINT_SURE = (
    r"^-?(?:[1-9][0-9]{0,2}(?:,[0-9]{3})+\.[0-9]+|[1-9][0-9]{0,2}(?:,[0-9]{3}){2,}"
    r"|0\.[0-9]+|[0-9]{3,}\.[0-9]{1,2})$"
)
"""What is no day such as 12.03 either."""

_NUMERIC = r"^\s*$|^[-+(¥￥$€£ ]*[0-9][0-9.,' ]*[-)€$£% ]*$"
_DOUBTFUL = r"[,，]|[.．][0-9０-９]{3}(?:[^0-9０-９]|$)"
_BODY = re.compile(r"\d[\d.,' ]*\d")
_PART = re.compile(r"0[.,]")
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


def separated(
    column: Coded, *, money: bool, beside: Sequence[Coded] | None = None
) -> tuple[Coded, DecimalSign]:
    """Column whose numbers say how to read them, and what it was decided from.

    Parameters
    ----------
    column : Coded
        Cells as read.
    money : bool
        Amounts in a currency of fewer than three decimals.
    beside : sequence of Coded, optional
        All columns of a file whose cells are set apart by semicolons; none of another.

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
    shown = _shown(column)
    if shown is None:
        return column, DecimalSign(".")
    if beside is not None and not shown.points and not len(shown.of_comma):
        return _of_file(column, shown, beside, money=money)
    return _decided(column, shown, money=money, likely=beside is not None)


@dataclass(frozen=True)
class _Shown:
    """What single cells show: those of a comma only, undecided ones, whether any of a point."""

    of_comma: Codes
    open_points: Mask
    open_commas: Mask
    points: bool


def _shown(column: Coded) -> _Shown | None:
    """What the cells of a column show; None where no number is in doubt."""
    cells = column.distinct if column.text is None else column.text
    doubtful = matching(cells, _DOUBTFUL)
    if not doubtful.any():
        return None
    open_points, open_commas = matching(cells, _OPEN), matching(cells, _OPEN_COMMA)
    doubtful &= ~open_points & ~matching(cells, _POINT_GROUPED)
    signs = {
        place: decimal_sign(column.distinct[place]) for place in np.flatnonzero(doubtful).tolist()
    }
    for place, sign in signs.items():
        pointed = "." in _body(column.distinct[place])
        open_points[place] |= sign == "?" and pointed
        open_commas[place] |= sign == "?" and not pointed
    of_comma = np.array([place for place, sign in signs.items() if sign == ","], dtype=np.int64)
    points = "." in signs.values() or bool(matching(cells, _POINT_ONLY).any())
    return _Shown(of_comma, open_points, open_commas, points)


def _of_file(
    column: Coded, shown: _Shown, beside: Sequence[Coded], *, money: bool
) -> tuple[Coded, DecimalSign]:
    """A column of a file with semicolons that shows nothing itself: the others decide."""
    commas = points = False
    for other in beside:
        cells = other.distinct if other.text is None else other.text
        if matching(cells, _NUMERIC).all():
            found = _shown(other)
            commas |= found is not None and len(found.of_comma) > 0
            points |= bool(matching(cells, _POINT_SURE).any())
    if commas and not points:
        return _under_comma(column, np.flatnonzero(shown.open_points | shown.open_commas))
    if points and not commas:
        return column, DecimalSign(".")
    unclear = shown.open_commas | (shown.open_points if money else False)
    return (_told(column, unclear, None) if unclear.any() else column), DecimalSign(None)


def _decided(
    column: Coded, shown: _Shown, *, money: bool, likely: bool
) -> tuple[Coded, DecimalSign]:
    of_comma, points, open_cells = shown.of_comma, shown.points, shown.open_points
    if not len(of_comma):
        if points or not money or not open_cells.any():
            return column, DecimalSign(".")
        return _told(column, open_cells, None), DecimalSign(None)
    n_rows = int(np.isin(column.codes, of_comma).sum())
    example = str(column.distinct[int(of_comma[0])])
    sure = likely or _is_grouped(example) or (n_rows > 1 and bool(_PART.match(_body(example))))
    if points or (len(of_comma) == 1 and not sure):
        unclear = open_cells | shown.open_commas if likely else open_cells
        return _told(column, unclear, None), DecimalSign(None, n_rows, example)
    return _under_comma(column, of_comma)


def _under_comma(column: Coded, deciding: Codes) -> tuple[Coded, DecimalSign]:
    n_rows = int(np.isin(column.codes, deciding).sum())
    example = str(column.distinct[int(deciding[0])]) if len(deciding) else ""
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
