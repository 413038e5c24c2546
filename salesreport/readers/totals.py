"""Rows that are read but are no data: subtotals, totals, repeated headers, notes below."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Literal, NamedTuple

import numpy as np
import pyarrow.compute as pc

from salesreport.cells.coded import Coded, Codes
from salesreport.cells.plain import Fault, written
from salesreport.problems import Problem
from salesreport.readers.addresses import cells_at, letters, row_ranges
from salesreport.readers.evidence import (
    header_kinds,
    holds_amounts,
    holds_words,
    is_blank,
    is_number,
)
from salesreport.readers.footers import footer_rows, repeated_headers
from salesreport.readers.sums import Difference, Scope, TotalRow, differing
from salesreport.tables.script import simplified

Role = Literal["blank", "repeat", "number", "known", "other"]

_BLANK = "[\\s\u00a0\u3000]*"
_ENDS = re.compile(
    rf"(?:[小合总總共累分]{_BLANK}[计計][数數值额額]?|[汇匯彙]{_BLANK}[总總]|[总總]{_BLANK}和"
    rf"|平{_BLANK}均[值数數]?|均{_BLANK}值|人{_BLANK}均|(?i:totals?|average|avg)){_BLANK}"
    rf"(?:[(（][^()（）]*[)）]{_BLANK}|\d{{4}}年?度?{_BLANK})?[:：]?{_BLANK}$"
)
_NOTED = re.compile(
    r"(?<=.)(?:(?<=小计)\([^()]*\)|(?<=total)\s*\([^()]*\)|\s*\([\d百千万亿]*[元人家个笔单条项]\)"
    r"|\s*\((?:[a-z]{3}|[不未含]+税|以上|全[部年体])\)|(?<=[计数值额总和均 ls])\s*\d{4}年?度?)$"
)
"""What a word of totals may have behind it: a unit, of a subtotal its group, a year."""
_PART = frozenset({"小计", "分计", "本页小计", "本页合计", "subtotal", "subtotals"})
_WHOLE = frozenset({"总计", "总合计", "总和", "共计", "累计", "grandtotal", "grandtotals"})
_EITHER = frozenset({"合计", "汇总", "total", "totals"})
_MEAN = frozenset({"平均", "平均值", "平均数", "均值", "人均", "average", "avg"})
_QUALIFIED = re.compile(
    r"(?:本|当|该|上|全)?(?:页|月|日|周|季度?|年度?|期)|\d{4}年度?|[上下]?半年|全[部体]|以上|各项"
    r"|部门|小组|团队|金额|整体|全?公司|全员|人员|所有人?|team|company|overall|department|grand"
)
_WITH_GROUP = re.compile(
    r"(?P<group>.+?)(?P<word>小计|合计|总计|汇总|平均值?|(?:sub)?totals?|average)"
)
_CJK = re.compile(r"[\u4e00-\u9fff]")
_COUNT = re.compile(
    r"(?:[共合总總][计計]?)?\s*[\d,]+\s*(?:[条條行筆笔]|rows?|records?|entries)(?:[记記][录錄]|[数數][据據])?",
    re.IGNORECASE,
)
"""How many rows there are, as a row of totals says it: `20条`, `共 20 条记录`, `20 rows`."""
_LONGEST = 40
_GROUP_ROWS = 2000


@dataclass(frozen=True)
class Totals:
    """Rows that are no data, and printed totals that do not match.

    Attributes
    ----------
    listed : dict of int to str
        Row position -> rule: `total_row`, `repeated_header`, `footer_row`.
    notes : tuple of Problem
        One `total_differs` a printed total that is not the sum of its rows.
    """

    listed: dict[int, str] = field(default_factory=dict)
    notes: tuple[Problem, ...] = ()


class Label(NamedTuple):
    """What a word says of its row: the rows it adds up, the group it names, how sure."""

    scope: Scope
    group: str
    certain: bool


@lru_cache(maxsize=1024)
def total_label(text: str) -> Label | None:
    """What a cell says of a row of totals, or None where it is no such word.

    Examples
    --------
    >>> total_label("小  計"), total_label("Grand Total:").scope, total_label("合计科技")
    (Label(scope='part', group='', certain=True), 'whole', None)
    >>> total_label("张敏 小计").group
    '张敏'
    """
    plain = simplified(unicodedata.normalize("NFKC", text)).casefold().strip(" :\u3000")
    if "/" in plain:
        labels = [total_label(part) for part in plain.split("/")]
        return labels[0] if all(labels) else None
    plain = re.sub(r"(?<=计)[数值额]$", "", _NOTED.sub("", plain).strip(" :"))
    key = re.sub(r"[\s\-_]+", "", plain)
    certain = _CJK.search(key) is not None
    for words, scope in ((_PART, "part"), (_WHOLE, "whole"), (_EITHER, "either"), (_MEAN, "mean")):
        if key in words:
            return Label(scope, "", certain)  # type: ignore[arg-type]
    match = _WITH_GROUP.fullmatch(plain)
    if match is None:
        return None
    group = match["group"].strip(" -_:")
    is_mean = match["word"].startswith(("平均", "average"))
    if _QUALIFIED.fullmatch(group):
        return Label("mean" if is_mean else "either", "", certain=True)
    if is_mean:
        return None
    return Label("part", group, certain=False)


def is_total_word(text: str) -> bool:
    """Whether a word alone means a total: the header of a sum beside the months."""
    label = total_label(text)
    return label is not None and not label.group


def total_rows(
    columns: list[Coded],
    headers: tuple[str, ...],
    *,
    file: str = "",
    sheet: str | None = None,
    numbers: Codes | None = None,
) -> Totals:
    """Rows of totals and notes among data rows, and totals that do not match.

    A row of totals has the word alone in its first filled cell, or right of cells
    that only repeat the row above; its other cells are blank or numbers. A customer
    called 合计科技, or called Total with a day and an id, is data. Each printed total
    of a column that adds up is compared with the rows it covers: those since the
    total before, the group it names, or all.

    Parameters
    ----------
    columns : list of Coded
        Cells of the data rows, before merged cells are filled.
    headers : tuple of str
    file, sheet, numbers
        Where the rows stand, for the notes.
    """
    n_rows = len(columns[0]) if columns else 0
    if not n_rows:
        return Totals()
    listed = repeated_headers(columns, headers)
    found = _labelled(columns, headers, listed)
    listed.update(dict.fromkeys(found, "total_row"))
    listed.update(footer_rows(columns, headers, listed, numbers))
    differences: list[Difference] = []
    if found:
        differences, matched = differing(columns, headers, list(found.values()), set(listed))
        doubtful = [p for p, row in found.items() if row.weak and p not in matched]
        for position in doubtful:  # read as data after all: then other totals cover them
            del found[position], listed[position]
        if doubtful:
            differences, _ = differing(columns, headers, list(found.values()), set(listed))
    rows = numbers if numbers is not None else np.arange(1, n_rows + 1)
    notes = [_note(file, sheet, rows, headers, difference) for difference in differences]
    for rule in dict.fromkeys(listed.values()):
        numbered = row_ranges(
            int(rows[p]) for p, found_rule in listed.items() if found_rule == rule
        )
        notes.append(Problem("info", rule, None, file, sheet, value=numbered))
    return Totals(dict(sorted(listed.items())), tuple(notes))


def _note(
    file: str, sheet: str | None, rows: Codes, headers: tuple[str, ...], found: Difference
) -> Problem:
    row = int(rows[found.position])
    header = headers[found.place] if found.place < len(headers) else ""
    values = {
        "summed": found.summed,
        "difference": found.difference,
        "cell": f"{letters(found.place)}{row}",
    }
    column = header or letters(found.place)
    return Problem(
        "warning", "total_differs", None, file, sheet, row, column, found.printed, values
    )


def _label_codes(column: Coded) -> dict[int, Label]:
    """Different cells of a column that end like a total."""
    if column.text is not None:
        found = pc.match_substring_regex(column.text, _ENDS.pattern)
        places = np.flatnonzero(found.fill_null(False).to_numpy(zero_copy_only=False))
        ending = zip(places.tolist(), column.text.take(places).to_pylist(), strict=True)
        words = list(ending)
    else:
        words = [
            (code, cell)
            for code, cell in enumerate(column.distinct)
            if cell.__class__ is str and _ENDS.search(cell)
        ]
    labels = ((code, total_label(word)) for code, word in words if len(word) <= _LONGEST)
    return {code: label for code, label in labels if label is not None}


def _labelled(
    columns: list[Coded], headers: tuple[str, ...], listed: dict[int, str]
) -> dict[int, TotalRow]:
    """Rows of totals by position, in order."""
    candidates: dict[int, tuple[int, Label]] = {}
    for place, column in enumerate(columns):
        labels = _label_codes(column)
        if not labels:
            continue
        for position in np.flatnonzero(np.isin(column.codes, list(labels))).tolist():
            if position not in listed:
                label = labels[int(column.codes[position])]
                candidates.setdefault(position, (place, label))
    found: dict[int, TotalRow] = {}
    for position in sorted(candidates):
        row = _total_row(columns, headers, position, *candidates[position], found)
        if row is not None:
            found[position] = row
    return found


def _total_row(
    columns: list[Coded],
    headers: tuple[str, ...],
    position: int,
    place: int,
    label: Label,
    before: dict[int, TotalRow],
) -> TotalRow | None:
    """The row as one of totals, or None where its other cells describe a row of data."""
    above = position - 1
    while above in before:
        above -= 1
    pairs = [cells_at(column, [position, max(above, 0)]) for column in columns]
    named = bool(label.group) and _names_group(columns, above, label.group)
    sure = label.certain or named
    roles = [
        _role(cell, over if above >= 0 else "", headers[other] if other < len(headers) else "")
        for other, (cell, over) in enumerate(pairs)
    ]
    left = set(roles[:place]) - {"blank"}
    right = {*roles[place + 1 :]} - {"blank"}
    if {"known", "other"} & left or (left and not sure):
        return None
    if {"known", "other"} & right and not sure:
        return None
    if label.group and not (named or ("number" in right and _CJK.search(pairs[place][0][-1:]))):
        return None
    weak = (
        "known" in right
        or not (sure or {"repeat"}.isdisjoint(right))
        or (bool(label.group) and not named)
    )
    return TotalRow(position, label.scope, label.group, weak)


def _role(cell: Any, above: Any, header: str) -> Role:
    """What a cell beside the word says: nothing, the row above again, a number, else."""
    if is_blank(cell) or _is_label(cell):
        return "blank"
    if written(cell) == written(above) and not holds_amounts(header):
        return "repeat"
    if cell.__class__ is str and _COUNT.fullmatch(cell.strip()):
        return "number"
    if isinstance(cell, Fault) or (is_number(cell) and not holds_words(header)):
        return "number"
    return "known" if header_kinds(header) else "other"


def _is_label(cell: Any) -> bool:
    return cell.__class__ is str and len(cell) <= _LONGEST and total_label(cell) is not None


def _names_group(columns: list[Coded], above: int, group: str) -> bool:
    """Whether the group's name stands in a row above."""
    rows = range(max(0, above - _GROUP_ROWS), above + 1)
    return any(
        group == simplified(unicodedata.normalize("NFKC", word)).casefold().strip()
        for column in columns
        for word in set(map(written, cells_at(column, rows)))
    )
