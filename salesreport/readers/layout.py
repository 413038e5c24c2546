"""Where the header of a sheet or text file stands, and what its words are.

Titles may stand above it, and it may fill two rows: groups over words. Rows above
the header are never data, so a row is only passed over when it looks like a title:
much emptier than the header below it, which must hold words that tables know or
stand over rows of another kind.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from typing import Any, NamedTuple

from salesreport.cells.plain import written
from salesreport.cells.units import header_units, unit_of, units_in
from salesreport.readers.evidence import header_kinds, is_blank, is_known, is_number, names_a_period
from salesreport.readers.titles import is_title
from salesreport.tables.script import header_key, header_remarks, header_tail, name_key

_LOOKED_AT = 30
_LONGEST_WORD = 60
_YEAR = re.compile(r"(?:19|20)\d{2}(?:年度?)?")
_BRACKETED = re.compile(r"[(（\[【][^)）\]】]*[)）\]】]")
_REMARK = re.compile(r"\s*[(（\[【].*[)）\]】]\s*")
_COUNTED = re.compile(
    r"[个個家人次条條单單项項天日月年台件名位分户戶笔筆]|小时|工作日|年月日|yyyy.mm.dd", re.I
)
_NO_UNIT = re.compile(r"[/\\]|[(（]?(?:单位|單位|units?)[)）]?\s*[:：]?", re.IGNORECASE)


class HeaderPlace(NamedTuple):
    """Rows of the header and its words.

    Attributes
    ----------
    first, last : int
        First and last row of the header in the preview, counted from 0; data begin
        below the last. Rows above the first are titles.
    headers : tuple of str
        Word of each column, blank ones at the end left out; empty where no row has
        a cell.
    """

    first: int
    last: int
    headers: tuple[str, ...]


def find_header(
    preview: list[list[Any]],
    *,
    header: int | list[int] | None = None,
    words: Collection[str] = (),
) -> HeaderPlace:
    """Header of a table, from its first rows (some forty are enough).

    Parameters
    ----------
    preview : list of list
        First rows, blank ones too; cells merged in a header hold their value in each
        of their places.
    header : int or list of int, optional
        Row or rows of the header as a spreadsheet numbers them; nothing is searched.
    words : collection of str
        Headers the run file names.

    Returns
    -------
    HeaderPlace
        Two rows become one word a column: the lower where it is known and stands
        once, `金额（万元）` where the upper is known and the lower is not, else both,
        `1月 目标`, `金额/含税`.
    """
    if header is not None:
        rows = [header] if isinstance(header, int) else sorted(header)
        return _joined(preview, rows[0] - 1, rows[-1] - 1, words)
    filled = [index for index, row in enumerate(preview) if any(map(written, row))]
    if not filled:
        return HeaderPlace(0, 0, ())
    index = _main_row(preview, filled[:_LOOKED_AT], words)
    first = last = index
    if index and _is_pair(preview, index - 1, words):
        first = index - 1
    elif _is_pair(preview, index, words):
        last = index + 1
    return _joined(preview, first, last, words)


def header_words(row: list[Any]) -> list[str]:
    """Cells of a header row as text."""
    return [written(cell) for cell in row]


def knows(word: str, words: Collection[str]) -> bool:
    """Whether a word heads a column: some table knows it, or the run file names it."""
    return is_known(word) or (bool(words) and name_key(word) in {name_key(w) for w in words})


def _main_row(preview: list[list[Any]], filled: list[int], words: Collection[str]) -> int:
    """Row that is most like a header, of those below nothing but titles."""
    best, best_known = filled[0], _n_known(preview[filled[0]], words)
    for place, index in enumerate(filled[1:], start=1):
        row, titles = preview[index], [i for i in filled[:place] if is_title(preview[i])]
        wide = max((_width(preview[i]) for i in filled[:place] if i not in titles), default=0)
        if is_title(row):
            continue
        if wide > max(1, _width(row) // 2):
            break
        known = _n_known(row, words)
        if (known > best_known and known >= 2) or (known > 2 and len(titles) == place):
            best, best_known = index, known
        elif not best_known and _heads(preview, filled, place):
            best = index
    return best


def _width(row: list[Any]) -> int:
    """How many different words a row holds; a merged title is one."""
    return len({written(cell) for cell in row} - {""})


def _n_known(row: list[Any], words: Collection[str]) -> int:
    found = {written(cell) for cell in row if isinstance(cell, str | date)}
    return sum(1 for word in found if word and knows(word, words))


def _heads(preview: list[list[Any]], filled: list[int], place: int) -> bool:
    """Whether a row of words stands over rows as wide as it, some of another kind."""
    row = [written(cell) for cell in preview[filled[place]]]
    named = [word for word in row if word]
    if len(named) < 2 or len(set(named)) < len(named) or not _all_words(preview[filled[place]]):
        return False
    below = [preview[i] for i in filled[place + 1 : place + 4]]
    if not below or _width(preview[filled[place - 1]]) > 1:
        return False
    return any(
        is_number(cell) or isinstance(cell, date) for other in below for cell in other
    ) and all(_width(other) <= len(named) for other in below)


def _all_words(row: list[Any]) -> bool:
    """Whether every cell is a short text that is no number."""
    filled = [cell for cell in row if not is_blank(cell)]
    return bool(filled) and all(
        isinstance(cell, str) and len(cell) <= _LONGEST_WORD and not is_number(cell)
        for cell in filled
    )


def _is_pair(preview: list[list[Any]], upper: int, words: Collection[str]) -> bool:
    """Whether a row and the one below it are one header: groups over their words."""
    if upper + 1 >= len(preview) or is_title(preview[upper]):
        return False
    low_row = preview[upper + 1]
    if not _all_words(low_row):
        return False
    if _are_units(preview[upper], low_row):
        return True
    above, below, groups = _grouped(preview[upper], low_row)
    if len(set(above) - {""}) < 2 or not groups:
        return False
    for place, (top, low) in enumerate(zip(above, below, strict=True)):
        if place in groups or not top or not low or top == low or _REMARK.fullmatch(low):
            continue
        return False
    lower = [below[place] for place in groups]
    tops = [*header_words(preview[upper]), *[""] * len(above)]
    if all(tops[p] and below[p] for p in groups) and any(header_kinds(above[p]) for p in groups):
        return True  # a known word merged over others: alone it would be a header twice
    again = len(set(lower)) < len(lower) and any(names_a_period(above[p]) for p in groups)
    return again or sum(knows(word, words) for word in set(lower)) >= max(1, len(set(lower)) // 2)


def _are_units(upper: list[Any], lower: list[Any]) -> bool:
    """Whether a row holds nothing but units of the words above: `（万元）`, 元, %, 个."""
    low = [_bare(word) for word in header_words(lower)]
    if not any(low):
        return False
    if all(_REMARK.fullmatch(word) for word in low if word):
        return True
    top = [*header_words(upper), *[""] * len(low)]
    return _all_words(upper) and all(
        top[place] and (_REMARK.fullmatch(word) or _is_unit(word))
        for place, word in enumerate(low)
        if word
    )


def _bare(word: str) -> str:
    """Word of a row of units, blank where it stands for none."""
    return "" if is_blank(word) or _NO_UNIT.fullmatch(word) else word


def _is_unit(word: str) -> bool:
    return unit_of(word) is not None or _COUNTED.fullmatch(word) is not None


def _grouped(upper: list[Any], lower: list[Any]) -> tuple[list[str], list[str], set[int]]:
    """Words of two rows, groups carried to the right, and the places below a group.

    A group is a word over two or more words: merged, so that it stands over each,
    or followed by blank cells.
    """
    width = max(len(upper), len(lower))
    above = header_words(upper) + [""] * (width - len(upper))
    below = header_words(lower) + [""] * (width - len(lower))
    start, groups = 0, set[int]()
    for place in range(1, width + 1):
        same = place < width and below[place] and above[place] in ("", above[start])
        if same and below[start] and below[place] != above[start]:
            continue
        if place - start > 1 and above[start]:
            groups.update(range(start, place))
            above[start:place] = [above[start]] * (place - start)
        start = place
    return above, below, groups


def _joined(preview: list[list[Any]], first: int, last: int, words: Collection[str]) -> HeaderPlace:
    """Words of the header's rows as one a column."""
    rows = [preview[index] if index < len(preview) else [] for index in range(first, last + 1)]
    names = header_words(rows[0])
    for row in rows[1:]:
        above, below, groups = _grouped(list(names), row)
        units = [_group_unit(top) if place in groups else "" for place, top in enumerate(above)]
        tops = [_without_unit(top) if unit else top for top, unit in zip(above, units, strict=True)]
        found = [_word(top, low, tops, below, words) for top, low in zip(tops, below, strict=True)]
        names = [
            f"{name}（{unit}）" if unit and not header_units(name, money=True) else name
            for name, unit in zip(found, units, strict=True)
        ]
    while names and not names[-1]:
        names.pop()
    return HeaderPlace(first, last, tuple(names))


def _group_unit(top: str) -> str:
    """Unit of money that a group names for all words below it."""
    named = [*header_remarks(top), header_tail(top)]
    return next((text for text in named if any(u.factor > 1 for u in units_in(text))), "")


def _without_unit(top: str) -> str:
    bare = _BRACKETED.sub("", top).strip()
    return bare.removesuffix(header_tail(bare)).rstrip(" /_:：,，-") or top


def _word(top: str, low: str, above: list[str], below: list[str], words: Collection[str]) -> str:
    low = low if not top else _bare(low)
    if not top or not low or top == low:
        return low or top
    if _REMARK.fullmatch(low):
        return f"{top}{low}"
    if _is_unit(low):
        return f"{top}（{low}）"
    if _YEAR.fullmatch(top) and names_a_period(low):
        return f"{top.rstrip('年度')}年{low}"
    once = sum(1 for word in below if header_key(word) == header_key(low)) == 1
    if once and knows(low, words):
        return low
    if above.count(top) == 1 and header_kinds(top):
        return f"{top}（{low}）"
    if once and not knows(top, words):
        return low
    return f"{top} {low}" if names_a_period(top) or not header_kinds(top) else f"{top}/{low}"
