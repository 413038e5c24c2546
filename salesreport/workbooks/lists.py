"""What the drop-downs offer: the tables' choices, and lists a company makes its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from salesreport.tables.columns import choices
from salesreport.tables.declaration import Choice
from salesreport.tables.script import in_language
from salesreport.workbooks.sheets import Field, Sheet

ROOM = 60
"""Rows an open list may grow to."""

FIRST_ITEM = 4
"""Row of a list's first item; above it stand title, kind and header."""

OWN = {
    "source": (
        ("Website", "官网"), ("Trade fair", "展会"), ("Referral", "转介绍"),
        ("Cold call", "陌拜电话"), ("Online platform", "线上平台"), ("Partner", "渠道伙伴"),
        ("Existing customer", "老客户"),
    ),
    "invalid_reason": (
        ("Cannot be reached", "联系不上"), ("No need", "无需求"), ("No budget", "无预算"),
        ("Duplicate", "重复线索"), ("Outside our area", "不在服务范围"),
    ),
    "level": (("A", "A"), ("B", "B"), ("C", "C")),
}  # fmt: skip
"""Lists of plain words, to be changed at will; they are kept as written."""

TAX_RATES = (0.13, 0.09, 0.06, 0.03, 0.01, 0.0)
_FLAG = choices(yes="Yes / 是", no="No / 否")


Items = tuple[str | float, ...]


@dataclass(frozen=True)
class DropDown:
    """Items of one list on the last sheet.

    Attributes
    ----------
    place : int
        Column, the first being 0.
    title : str
        Sheet and header of the columns that use it.
    items : tuple of str or float
    open : bool
        May be added to.
    """

    place: int
    title: str
    items: Items
    open: bool


class Lists:
    """Every list of a workbook in a language, each once.

    Column 0 of the last sheet holds the one item offered where the key action is
    still missing.
    """

    def __init__(self, sheets: Iterable[Sheet], language: str) -> None:
        self._language = language
        titles: dict[tuple[Items, bool], list[str]] = {}
        for sheet in sheets:
            for one in sheet.fields:
                items = self._items(one)
                if items:
                    title = f"{sheet.title(language)} · {one.header(language)}"
                    titles.setdefault((items, is_open(one)), []).append(title)
        self._lists = {
            (items, is_open): DropDown(place, "\n".join(names), items, is_open)
            for place, ((items, is_open), names) in enumerate(titles.items(), start=1)
        }

    def __iter__(self) -> Iterator[DropDown]:
        return iter(self._lists.values())

    def of(self, one: Field) -> DropDown | None:
        """List of a column; None where it has none."""
        return self._lists.get((self._items(one), is_open(one)))

    def _items(self, one: Field) -> Items:
        if one.automatic:
            return ()
        if one.choices == "tax_rate":
            return TAX_RATES
        if one.choices:
            return tuple(in_language(words, self._language) for words in OWN[one.choices])
        return tuple(choice.words[self._language][0] for choice in choices_of(one))


def choices_of(one: Field) -> tuple[Choice, ...]:
    """Choices of a column, yes and no among them."""
    return _FLAG if one.declared.kind == "flag" else one.declared.choices


def is_open(one: Field) -> bool:
    """Whether a company may add words of its own."""
    return bool(one.choices) or one.declared.open
