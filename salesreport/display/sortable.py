"""A table that a reader sorts and filters in a browser; whole and in order without a script.

The page's script reads what stands here: words in a `<template>`, an order on cells, a
group and further names on rows. Nothing of it says more than the table shows.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from markupsafe import Markup

from salesreport.display.blocks import Cell, Table
from salesreport.language import Words

FEWEST = 3
"""Rows from which sorting and filtering are of use."""
MARK = "<template data-sortable"
"""What a page with such a table holds: data cannot, its `<` is escaped."""
NONE = "–"
_CHINESE = re.compile(r"[㐀-鿿]")


@dataclass(frozen=True)
class SortableTable(Table):
    """Rows that can be put in the order of a column, and looked through.

    Attributes
    ----------
    words : Words
        Language of the controls.
    orders : mapping of column title to raw values
        Columns of choices: their order, lowest first; a value that is not named stands last.
    groups : sequence of str or None, optional
        Team of each row, None if unknown; where there are several, one can be chosen.
    keys : sequence of str, optional
        Further names by which a row is found, such as its id.
    """

    words: Words = field(default_factory=lambda: Words("en"))
    orders: Mapping[str, Sequence[str]] = field(default_factory=dict)
    groups: Sequence[str | None] = ()
    keys: Sequence[str] = ()

    def html(self) -> Markup:
        """As a table, with the words of its controls before it; few rows have none."""
        table = super().html()
        if len(self.rows) < FEWEST:
            return table
        return Markup('<div class="sortable">{}{}</div>').format(self._controls(), table)

    @cached_property
    def choices(self) -> list[str]:
        """Different groups in order of appearance; empty where there is nothing to choose."""
        found = list(dict.fromkeys(name or NONE for name in self.groups))
        return found if len(found) > 1 and len(self.rows) >= FEWEST else []

    @cached_property
    def _ranks(self) -> list[dict[str, int] | None]:
        """Of each column what is shown -> its place in order; None: in order of the text."""
        if len(self.rows) < FEWEST:
            return [None for _ in self.columns]
        return [
            _places([row[place] for row in self.rows], self.orders.get(column.title, ()))
            if column.kind == "number" or column.title in self.orders
            else None
            for place, column in enumerate(self.columns)
        ]

    def head_marks(self, place: int) -> Markup:
        """Whether cells of the column carry their order."""
        return Markup("" if self._ranks[place] is None else " data-ranked")

    def row_marks(self, at: int) -> Markup:
        """The row's team and further names."""
        group = (
            Markup(' data-group="{}"').format(self.choices.index(self.groups[at] or NONE))
            if self.choices
            else ""
        )
        names = sound_keys(str(self.rows[at][0].shown)) if len(self.rows) >= FEWEST else []
        names += [self.keys[at]] if self.keys else []
        return Markup("{}{}").format(
            group, Markup(' data-keys="{}"').format(" ".join(names)) if names else ""
        )

    def cell_marks(self, at: int, place: int) -> Markup:
        """The cell's place in the order of its column; none where it has no value."""
        ranks, cell = self._ranks[place], self.rows[at][place]
        order = None if ranks is None else ranks.get(_shown(cell))
        mark = Markup("") if order is None else Markup(' data-order="{}"').format(order)
        return super().cell_marks(at, place) + mark

    def _controls(self) -> Markup:
        words = self.words
        options = Markup("").join(
            Markup('<option value="{}">{}</option>').format(at, name)
            for at, name in enumerate(self.choices)
        )
        choice = Markup(
            '<label>{}<select><option value="">{}</option>{}</select></label>'
        ).format(words("Team"), words("all teams"), options)  # fmt: skip
        return Markup(
            '<template data-sortable data-rows="{rows}" data-up="{up}" data-down="{down}">'
            '<div class="tools" role="search" aria-label="{label}"><label>{find}'
            '<input type="search" autocomplete="off" spellcheck="false"></label>{choice}'
            '<p role="status"></p></div></template>'
        ).format(
            label=self.caption, find=words("Find"), choice=choice if self.choices else "",
            rows=words("{n} of {m} rows"),
            up=words("sorted by {column}, ascending"),
            down=words("sorted by {column}, descending"),
        )  # fmt: skip


def sound_keys(name: str) -> list[str]:
    """How a Chinese name sounds, whole and by initials; nothing for other names.

    Examples
    --------
    >>> sound_keys("宋枫木"), sound_keys("Ann")
    (['songfengmu', 'sfm'], [])
    """
    if not _CHINESE.search(name):
        return []
    from pypinyin import lazy_pinyin  # only Chinese names wait for it

    sounds = [sound for sound in lazy_pinyin(name) if sound.isalnum()]
    return ["".join(sounds).lower(), "".join(sound[0] for sound in sounds).lower()]


def _places(cells: Sequence[Cell], order: Sequence[str]) -> dict[str, int]:
    """Place of each different value shown, smallest first; cells shown alike share one."""
    if order:
        known = {str(cell.raw): _shown(cell) for cell in cells}
        named = [known[name] for name in order if name in known]
        return {shown: at for at, shown in enumerate(named)}
    smallest: dict[str, float] = {}
    for cell in cells:
        if isinstance(cell.raw, int | float):
            shown = _shown(cell)
            smallest[shown] = min(cell.raw, smallest.get(shown, cell.raw))
    return {shown: at for at, shown in enumerate(sorted(smallest, key=lambda one: smallest[one]))}


def _shown(cell: Cell) -> str:
    return str(cell.shown)
