"""Tables of a slide: widths of columns, heights of rows, where a table splits."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

from salesreport.render.deck.measuring import Ruler
from salesreport.render.deck.placed import Box, PlacedTable
from salesreport.slides import TableCell, TableColumn, TablePart

TABLE_SIZES = (16.0, 15.0, 14.0, 13.0, 12.0, 10.5)
PAD_X, PAD_Y = 6.0, 3.5
"""Room inside a cell at its sides, and above and below its text."""
SAFETY = 1.02
LEAST = 3.0
"""Least width of a column, of the type size."""


@dataclass(frozen=True)
class TableFit:
    """A table in a width and a type."""

    part: TablePart
    ruler: Ruler
    width: float
    step: int

    @property
    def size(self) -> float:
        """Type size."""
        return TABLE_SIZES[self.step]

    @cached_property
    def widths(self) -> tuple[float, ...]:
        """Widths of the columns: by their shares, but numbers and days in one line."""
        columns = self.part.columns
        least = [self._least(place, column) for place, column in enumerate(columns)]
        if sum(least) >= self.width:
            return tuple(one * self.width / sum(least) for one in least)
        given = dict(enumerate(column.share for column in columns))
        found: dict[int, float] = {}
        while given:
            room = self.width - sum(found.values())
            total = sum(given.values()) or 1.0
            short = [at for at, share in given.items() if room * share / total < least[at]]
            if not short:
                found |= {at: room * share / total for at, share in given.items()}
                break
            for at in short:
                found[at] = least[at]
                del given[at]
        return tuple(found[at] for at in range(len(columns)))

    @cached_property
    def heights(self) -> tuple[float, ...]:
        """Heights of head, rows and foot."""
        widths = self.widths
        head = [TableCell(shown=column.title, strong=True) for column in self.part.columns]
        lines = [head, *self.part.rows, *self.part.foot]
        strong = len(lines) - len(self.part.foot)
        return tuple(self._row(line, widths, at == 0 or at >= strong)
                     for at, line in enumerate(lines))  # fmt: skip

    @property
    def height(self) -> float:
        """Height of the whole table, in points."""
        return sum(self.heights)

    def placed(self, box: Box) -> PlacedTable:
        """The table in its box."""
        heights = self.heights
        at = Box(box.x, box.y, self.width, sum(heights))
        return PlacedTable(self.part.name, at, self.part, self.size, self.widths, heights)

    def split(self, height: float) -> tuple[TablePart | None, TablePart | None]:
        """Rows that fit into the height, and the others; the foot stays with the last."""
        head, *rows = self.heights[: len(self.part.rows) + 1]
        foot = self.height - head - sum(rows)
        left, fitting = height - head, 0
        while fitting < len(rows) and rows[fitting] <= left:
            left -= rows[fitting]
            fitting += 1
        if fitting == len(rows):
            if foot <= left:
                return self.part, None
            fitting -= 1
        if fitting > 0:
            return self._parted(self.part.rows[:fitting], self.part.rows[fitting:], fitting)
        return self._through_a_row(height - head)

    def _through_a_row(self, left: float) -> tuple[TablePart | None, TablePart | None]:
        """A first row higher than all the room, broken between two lines."""
        if not self.part.rows:
            return None, self.part
        above, below = [], []
        for cell, width in zip(self.part.rows[0], self.widths, strict=True):
            first, second = self._broken(cell, width - 2 * PAD_X, left - 2 * PAD_Y)
            above.append(cell.model_copy(update={"shown": first}))
            below.append(cell.model_copy(update={"shown": second}))
        if not any(cell.shown for cell in above) or not any(cell.shown for cell in below):
            return None, self.part
        return self._parted([above], [below, *self.part.rows[1:]], 0)

    def _broken(self, cell: TableCell, room: float, left: float) -> tuple[str, str]:
        at = 0
        for _, end in self.ruler.spans(cell.shown, self.size, room, bold=cell.strong):
            above = cell.shown[:end].rstrip()
            high = self.ruler.height(above, self.size, room, bold=cell.strong) * SAFETY
            if high > left:
                break
            at = end
        return cell.shown[:at].rstrip(), cell.shown[at:].lstrip()

    def _parted(
        self, head: list[list[TableCell]], tail: list[list[TableCell]], n: int
    ) -> tuple[TablePart, TablePart]:
        """Both halves, in the widths of the whole."""
        columns = [
            column.model_copy(update={"share": width})
            for column, width in zip(self.part.columns, self.widths, strict=True)
        ]
        keys = self.part.keys
        first = {"rows": head, "foot": [], "columns": columns, "keys": keys[: max(n, 1)]}
        rest = {"rows": tail, "columns": columns, "keys": keys[n:]}
        return self.part.model_copy(update=first), self.part.model_copy(update=rest)

    def _least(self, place: int, column: TableColumn) -> float:
        rows = [*self.part.rows, *self.part.foot]
        least = LEAST
        if column.kind != "text":
            shown = [row[place].shown for row in rows]
            least = max([least, *(self.ruler.width(text, bold=True) for text in shown)])
        words = max(column.title.split() or [""], key=len)
        if column.kind != "text" and not any(c > "\u2e80" for c in words):
            least = max(least, self.ruler.width(words, bold=True))
        return least * self.size * SAFETY + 2 * PAD_X

    def _row(self, line: list[TableCell], widths: tuple[float, ...], strong: bool) -> float:
        highest = 0.0
        for cell, width in zip(line, widths, strict=True):
            room = max(width - 2 * PAD_X, self.size)
            high = self.ruler.height(cell.shown, self.size, room, bold=strong or cell.strong)
            highest = max(highest, high)
        return highest * SAFETY + 2 * PAD_Y
