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
MOST_LINES = 4
"""Of a head or a total."""
LEAST = 3.0
"""Least width of a column, of the type size."""
WORD = 7.0
"""Width up to which a word is kept whole, of the type size."""


class HalfTable(TablePart):
    """Half of a table that goes on overleaf: its columns' shares are the widths of the whole."""


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
        """Widths of the columns: by their shares, but numbers, days and words whole."""
        columns = self.part.columns
        if isinstance(self.part, HalfTable):
            whole = sum(column.share for column in columns)
            return tuple(column.share * self.width / whole for column in columns)
        least = self._whole_words
        if sum(least) >= self.width:
            return self._squeezed(least)
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

    @property
    def cramped(self) -> bool:
        """Whether numbers or words must be broken: a smaller type may keep them whole."""
        return sum(self._whole_words) > self.width

    @cached_property
    def _whole_words(self) -> list[float]:
        return [self._least(at, one, WORD) for at, one in enumerate(self.part.columns)]

    def _squeezed(self, least: list[float]) -> tuple[float, ...]:
        """Widths where not all fits: numbers stay whole as long as they can, words give way."""
        hard = [self._least(at, one, LEAST) for at, one in enumerate(self.part.columns)]
        left = self.width - sum(hard)
        if left <= 0:
            return tuple(one * self.width / sum(hard) for one in hard)
        wanted = sum(least) - sum(hard)
        return tuple(a + (b - a) * left / wanted for a, b in zip(hard, least, strict=True))

    @cached_property
    def shown(self) -> TablePart:
        """The table with heads and totals of a few lines at most: they are names and sums."""
        part, widths = self.part, self.widths
        columns = [
            column.model_copy(update={"title": self._cut(column.title, width)})
            for column, width in zip(part.columns, widths, strict=True)
        ]
        foot = [
            [cell.model_copy(update={"shown": self._cut(cell.shown, width)})
             if column.kind == "text" else cell
             for cell, column, width in zip(row, part.columns, widths, strict=True)]
            for row in part.foot
        ]  # fmt: skip
        return part.model_copy(update={"columns": columns, "foot": foot})

    def lost(self) -> list[str]:
        """Heads and totals that were cut, whole."""
        pairs = [*zip(self.part.columns, self.shown.columns, strict=True)]
        cells = [
            (one.shown, cut.shown)
            for row, kept in zip(self.part.foot, self.shown.foot, strict=True)
            for one, cut in zip(row, kept, strict=True)
        ]
        texts = [(one.title, cut.title) for one, cut in pairs] + cells
        return [whole for whole, cut in texts if whole != cut]

    @cached_property
    def heights(self) -> tuple[float, ...]:
        """Heights of head, rows and foot."""
        widths = self.widths
        head = [TableCell(shown=column.title, strong=True) for column in self.shown.columns]
        lines = [head, *self.part.rows, *self.shown.foot]
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
        return PlacedTable(self.part.name, at, self.shown, self.size, self.widths, heights)

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
            # The last row goes with the sum, unless it is the only one.
            fitting = max(fitting - 1, 1)
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
        if not any(cell.shown for cell in above):
            return None, self.part
        if not any(cell.shown for cell in below):  # what did not fit was blank
            return self._parted([above], self.part.rows[1:], 1)
        return self._parted([above], [below, *self.part.rows[1:]], 0)

    def _broken(self, cell: TableCell, room: float, left: float) -> tuple[str, str]:
        text = cell.shown
        at = self.ruler.fitting(text, self.size, room, left / SAFETY, bold=cell.strong)
        return text[:at].rstrip(), text[at:].lstrip()

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
        given = {name: getattr(self.part, name) for name in TablePart.model_fields}
        return (
            HalfTable.model_construct(**(given | first)),
            HalfTable.model_construct(**(given | rest)),
        )

    def _cut(self, text: str, width: float) -> str:
        room = max(width - 2 * PAD_X, self.size)
        return self.ruler.cut(text, self.size, room, lines=MOST_LINES, bold=True)

    def _least(self, place: int, column: TableColumn, word: float) -> float:
        """Room for whole numbers and days, and for words up to a width, of the type size."""
        shown = [row[place].shown for row in (*self.part.rows, *self.part.foot)]
        least = max(LEAST, min(word, self.ruler.widest(column.title, bold=True)))
        if column.kind == "text":
            words = [min(word, self.ruler.widest(text, bold=True)) for text in shown]
        else:
            words = [self.ruler.width(text, bold=True) for text in shown]
        return max([least, *words]) * self.size * SAFETY + 2 * PAD_X

    def _row(self, line: list[TableCell], widths: tuple[float, ...], strong: bool) -> float:
        highest = 0.0
        for cell, width in zip(line, widths, strict=True):
            room = max(width - 2 * PAD_X, self.size)
            high = self.ruler.height(cell.shown, self.size, room, bold=strong or cell.strong)
            highest = max(highest, high)
        return highest * SAFETY + 2 * PAD_Y
