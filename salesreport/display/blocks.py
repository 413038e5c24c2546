"""What a page is made of: blocks with a MIME bundle, autoescaped HTML inside.

Text from the data reaches HTML only through `Markup.format` and `escape`; no
block writes a style attribute or a script. Ids come from the section's name.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from markupsafe import Markup, escape

from salesreport.display.palette import colours

MIME = "application/vnd.salesreport+json"
SHORT = 12
TOGETHER = 30
"""Most rows of a section that leaves room on a page, and so is not broken over two."""
"""Rows up to which a table is kept on one page."""
CARDS = "wrapped"
"""Kind of a table of long texts, whose rows stand as cards on a phone."""
Kind = Literal["text", "free", "word", "label", "id", "number", "bar", "day"]


class Block(ABC):
    """Something a page shows; in a notebook cell it shows itself."""

    @abstractmethod
    def html(self) -> Markup:
        """HTML fragment; empty where there is nothing to show."""

    @abstractmethod
    def data(self) -> dict[str, Any]:
        """What is shown, as plain values: for checks and for the deck."""

    @abstractmethod
    def plain(self) -> str:
        """One short line for a terminal."""

    def __bool__(self) -> bool:
        return bool(self.html())

    def _repr_mimebundle_(self, include: object = None, exclude: object = None) -> dict[str, Any]:
        return {"text/html": str(self.html()), MIME: self.data(), "text/plain": self.plain()}


@dataclass(frozen=True)
class Text(Block):
    """A paragraph. `content` is escaped unless it is `Markup`."""

    content: str | Markup
    kind: str = ""

    def html(self) -> Markup:
        """`<p>`, or nothing for an empty text."""
        if not self.content:
            return Markup("")
        return Markup("<p{}>{}</p>").format(_class(self.kind), self.content)

    def data(self) -> dict[str, Any]:
        """The text without tags."""
        return {"text": self.plain()}

    def plain(self) -> str:
        """The text without tags."""
        return _bare(self.content)


@dataclass(frozen=True)
class Fragment(Block):
    """Markup of its own shape, with the values it shows."""

    markup: Markup
    values: dict[str, Any]

    def html(self) -> Markup:
        """The markup."""
        return self.markup

    def data(self) -> dict[str, Any]:
        """The values."""
        return self.values

    def plain(self) -> str:
        """The text without tags."""
        return self.markup.striptags()


@dataclass(frozen=True)
class Bullets(Block):
    """Short findings, one a line."""

    items: Sequence[str | Markup]
    kind: str = ""

    def html(self) -> Markup:
        """`<ul>`, or nothing for no items."""
        if not self.items:
            return Markup("")
        lines = Markup("").join(Markup("<li>{}</li>").format(item) for item in self.items)
        return Markup("<ul{}>{}</ul>").format(_class(self.kind), lines)

    def data(self) -> dict[str, Any]:
        """The items without tags."""
        return {"items": [_bare(item) for item in self.items]}

    def plain(self) -> str:
        """The items in one line."""
        return "; ".join(_bare(item) for item in self.items)


@dataclass(frozen=True)
class Column:
    """Head of a table's column; `note` stands under the title, smaller.

    `free` columns hold text of any length and may break it anywhere, `text` at
    spaces or between Chinese characters, `word` at spaces only; `label`, `id`,
    `number` and `day` not at all.
    """

    title: str
    kind: Kind = "text"
    note: str = ""


@dataclass(frozen=True)
class Cell:
    """One cell: what is shown, the value behind it, a small remark beside it."""

    shown: str | Markup = ""
    raw: float | int | str | None = None
    note: str | Markup = ""
    kind: str = ""

    def html(self) -> Markup:
        """Content of the cell."""
        if not self.note:
            return Markup(escape(self.shown))
        return Markup("{} <small>{}</small>").format(self.shown, self.note)


@dataclass(frozen=True)
class Table(Block):
    """Rows under named columns; the first cell of a row heads it.

    `foot` rows close the table (totals); `raw` values travel in the JSON.
    """

    name: str
    caption: str
    columns: Sequence[Column]
    rows: Sequence[Sequence[Cell]]
    foot: Sequence[Sequence[Cell]] = ()
    kind: str = ""
    caption_hidden: bool = False

    def html(self) -> Markup:
        """`<table>` with caption and scoped heads, or nothing without rows."""
        if not self.rows and not self.foot:
            return Markup("")
        short = "short" if len(self.rows) <= SHORT else ""
        kind = _class(" ".join(filter(None, [self.kind, short])))
        caption_class = _class("visually-hidden" if self.caption_hidden else "")
        return Markup(
            '<div class="scroll" tabindex="0" role="region" aria-label="{label}">'
            '<table id="{name}"{kind}><caption{hidden}>{label}</caption>'
            "<thead><tr>{head}</tr></thead><tbody>{body}</tbody>{foot}</table></div>"
        ).format(
            label=self.caption,
            name=self.name,
            kind=kind,
            hidden=caption_class,
            head=self._head(),
            body=self._body(self.rows),
            foot=Markup("<tfoot>{}</tfoot>").format(self._body(self.foot)) if self.foot else "",
        )

    def _head(self) -> Markup:
        cells = []
        for place, column in enumerate(self.columns):
            note = Markup("<br><small>{}</small>").format(column.note) if column.note else ""
            cells.append(
                Markup('<th scope="col"{}{}>{}{}</th>').format(
                    _class(column.kind), self.head_marks(place), column.title, note
                )
            )
        return Markup("").join(cells)

    def _body(self, rows: Sequence[Sequence[Cell]]) -> Markup:
        lines = []
        marked = rows is self.rows
        for at, row in enumerate(rows):
            cells = []
            for place, (column, cell) in enumerate(zip(self.columns, row, strict=True)):
                kind = _class(" ".join(filter(None, [column.kind, cell.kind])))
                tag = "th" if place == 0 else "td"
                scope = Markup(' scope="row"') if place == 0 else ""
                marks = self.cell_marks(at, place) if marked else Markup("")
                cells.append(
                    Markup("<{0}{1}{2}{3}>{4}</{0}>").format(tag, scope, kind, marks, cell.html())
                )
            marks = self.row_marks(at) if marked else Markup("")
            lines.append(Markup("<tr{}>{}</tr>").format(marks, Markup("").join(cells)))
        return Markup("").join(lines)

    def head_marks(self, place: int) -> Markup:
        """Further attributes of a column's head."""
        return Markup("")

    def row_marks(self, at: int) -> Markup:
        """Further attributes of a row."""
        return Markup("")

    def cell_marks(self, at: int, place: int) -> Markup:
        """Further attributes of a row's cell: on a phone rows of long text name each cell."""
        if place == 0 or CARDS not in self.kind.split():
            return Markup("")
        return Markup(' data-label="{}"').format(self.columns[place].title)

    def data(self) -> dict[str, Any]:
        """Column titles, and of each row what is shown and the raw values."""
        rows = [*self.rows, *self.foot]
        return {
            "table": self.name,
            "columns": [column.title for column in self.columns],
            "shown": [[_bare(cell.shown) for cell in row] for row in rows],
            "raw": [[cell.raw for cell in row] for row in rows],
        }

    def plain(self) -> str:
        """Caption and count of rows."""
        return f"{self.caption}: {len(self.rows)}"


@dataclass(frozen=True)
class Tile(Block):
    """One figure seen at once: label, value, a line below.

    `measure`: id of the measure that the label names; empty where it names none.
    """

    label: str
    value: str
    below: Sequence[str] = ()
    raw: float | int | None = None
    warm: bool = False
    measure: str = ""

    def html(self) -> Markup:
        """`<div class="tile">`."""
        below = Markup("").join(
            Markup('<span class="below">{}</span>').format(line) for line in self.below if line
        )
        return Markup('<div class="tile"><dt>{}</dt><dd><strong{}>{}</strong>{}</dd></div>').format(
            self.label, _class("warm" if self.warm else ""), self.value, below
        )

    def data(self) -> dict[str, Any]:
        """Label, shown value and raw value."""
        return {
            "label": self.label,
            "shown": self.value,
            "raw": self.raw,
            "below": list(self.below),
        }

    def plain(self) -> str:
        """Label and value."""
        return f"{self.label} {self.value}"


@dataclass(frozen=True)
class Group(Block):
    """Blocks together; of kind `columns` side by side where there is room."""

    blocks: Sequence[Block]
    kind: str = ""
    tag: str = "div"

    def html(self) -> Markup:
        """The blocks that have something to show, or nothing."""
        shown = [fragment for fragment in (block.html() for block in self.blocks) if fragment]
        if not shown:
            return Markup("")
        return Markup("<{0}{1}>{2}</{0}>").format(
            self.tag, _class(self.kind), Markup("").join(shown)
        )

    def data(self) -> dict[str, Any]:
        """The blocks' data, in order."""
        return {"blocks": [block.data() for block in self.blocks if block]}

    def plain(self) -> str:
        """The blocks' lines."""
        return " | ".join(block.plain() for block in self.blocks if block)


def together(n_rows: int) -> str:
    """Kind of a section with so many rows: on one page with its heading, where it fits."""
    return "together" if n_rows <= TOGETHER else ""


@dataclass(frozen=True)
class Section(Block):
    """A finding as title, what it stands on below. Nothing inside: no section."""

    name: str
    title: str
    blocks: Sequence[Block]
    aside: str = ""
    level: int = 2
    kind: str = ""
    facts: dict[str, Any] = field(default_factory=dict)

    def html(self) -> Markup:
        """`<section>` with its heading, or nothing."""
        shown = [fragment for fragment in (block.html() for block in self.blocks) if fragment]
        if not shown:
            return Markup("")
        aside = Markup('<p class="aside">{}</p>').format(self.aside) if self.aside else ""
        return Markup(
            '<section id="{name}"{kind}><hgroup><h{level}>{title}</h{level}>{aside}</hgroup>'
            "{body}</section>"
        ).format(
            name=self.name,
            kind=_class(self.kind),
            level=self.level,
            title=self.title,
            aside=aside,
            body=Markup("").join(shown),
        )

    def data(self) -> dict[str, Any]:
        """Title, facts and the blocks' data."""
        return {
            "section": self.name,
            "title": self.title,
            **self.facts,
            "blocks": [block.data() for block in self.blocks if block],
        }

    def plain(self) -> str:
        """The title."""
        return self.title if self else ""


def bar(share: float | None, label: str) -> Markup:
    """Horizontal bar of a fraction 0-1, as inline SVG without style.

    None, or a share outside 0-1, is clipped to the frame. `label` says the same in words: the
    PDF's alternative text. A page read aloud passes the bar over, since its numbers stand
    beside it.
    """
    part = max(0.0, min(1.0, share or 0.0))
    shade = colours()
    return Markup(
        '<svg class="bar" width="64" height="9" viewBox="0 0 64 9" aria-hidden="true" '
        'data-alt="{}"><rect width="64" height="9" fill="{}"/>'
        '<rect width="{}" height="9" fill="{}"/></svg>'
    ).format(label, shade.ground, f"{64 * part:.1f}", shade.accent)


def _class(kind: str) -> Markup:
    return Markup(' class="{}"').format(kind) if kind else Markup("")


def _bare(content: str | Markup) -> str:
    return content.striptags() if isinstance(content, Markup) else content
