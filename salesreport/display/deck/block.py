"""A slide as a block of a page: its values for whoever draws it, its HTML for eyes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from markupsafe import Markup, escape

from salesreport.branding import Brand
from salesreport.display.blocks import Block
from salesreport.display.deck.drawing import chart_svg
from salesreport.display.housestyle import data_uri
from salesreport.display.palette import branded
from salesreport.slides import (
    SLIDE,
    AnySlidePart,
    ChartPart,
    Slide,
    TableCell,
    TablePart,
    TextPart,
    TilesPart,
)

WIDE_MM, NARROW_MM = 300.0, 172.0
"""Width of a chart alone in its row, and beside another part."""
TALL_MM, MIDDLE_MM, LOW_MM = 112.0, 88.0, 66.0
"""Height of a chart alone on its slide, below figures alone, and with other rows."""


@dataclass(frozen=True)
class SlideBlock(Block):
    """One slide."""

    slide: Slide
    language: str
    brand: Brand

    def html(self) -> Markup:
        """`<section class="slide">` with title, parts, remarks and foot; no notes."""
        with branded(self.brand):
            return self._html()

    def _html(self) -> Markup:
        made = self.slide
        rows = Markup("").join(self._row(row) for row in made.rows)
        return Markup(
            '<section class="slide {role}" id="slide-{name}"><h2>{title}</h2>'
            '<div class="slide-rows">{rows}</div>{remarks}<p class="slide-foot">{foot}</p>'
            "</section>"
        ).format(
            role=made.role, name=made.name.replace("_", "-"), title=made.title, rows=rows,
            remarks=_remarks(made.remarks), foot=made.foot,
        )  # fmt: skip

    def data(self) -> dict[str, Any]:
        """The slide with all values."""
        return {SLIDE: self.slide.model_dump(mode="json")}

    def plain(self) -> str:
        """The title."""
        return self.slide.title

    def _row(self, row: list[AnySlidePart]) -> Markup:
        parts = Markup("").join(self._part(part, alone=len(row) == 1) for part in row)
        kind = "tiles-row" if all(isinstance(part, TilesPart) for part in row) else ""
        return Markup('<div class="slide-row {}">{}</div>').format(kind, parts)

    def _part(self, part: AnySlidePart, *, alone: bool) -> Markup:
        if isinstance(part, ChartPart):
            size = (WIDE_MM if alone else NARROW_MM), self._height
            return _chart(part, self.language, *size)
        if isinstance(part, TablePart):
            return _table(part)
        if isinstance(part, TilesPart):
            return _tiles(part)
        return _text(part)

    @property
    def _height(self) -> float:
        others = [row for row in self.slide.rows if not any(isinstance(p, ChartPart) for p in row)]
        if not others and not self.slide.remarks:
            return TALL_MM
        low = any(not isinstance(part, TilesPart) for row in others for part in row)
        return LOW_MM if low or self.slide.remarks else MIDDLE_MM


def _chart(part: ChartPart, language: str, width_mm: float, height_mm: float) -> Markup:
    svg, height = chart_svg(part, language, width_mm=width_mm, height_mm=height_mm)
    caption = Markup("<figcaption>{}</figcaption>").format(part.caption) if part.caption else ""
    return Markup(
        '<figure id="{}" class="slide-part chart">{}<img alt="{}" width="{}" height="{}" '
        'src="{}"></figure>'
    ).format(
        part.name, caption, part.alt, round(width_mm * 96 / 25.4), round(height * 96 / 25.4),
        data_uri(svg),
    )  # fmt: skip


def _table(part: TablePart) -> Markup:
    head = Markup("").join(
        Markup('<th scope="col" class="{}">{}</th>').format(one.kind, one.title)
        for one in part.columns
    )
    hidden = Markup(' class="visually-hidden"') if part.caption_hidden else ""
    foot = Markup("<tfoot>{}</tfoot>").format(_rows(part, part.foot)) if part.foot else ""
    return Markup(
        '<div class="slide-part table"><table id="{}"><caption{}>{}</caption><thead><tr>{}</tr>'
        "</thead><tbody>{}</tbody>{}</table></div>"
    ).format(part.name, hidden, part.caption, head, _rows(part, part.rows), foot)


def _rows(part: TablePart, rows: list[list[TableCell]]) -> Markup:
    lines = []
    for row in rows:
        cells = [
            Markup('<{0}{1} class="{2}">{3}</{0}>').format(
                "th" if place == 0 else "td", Markup(' scope="row"') if place == 0 else "",
                " ".join(filter(None, [column.kind, one.tone or ""])),
                Markup("<strong>{}</strong>").format(one.shown) if one.strong else
                escape(one.shown),
            )
            for place, (column, one) in enumerate(zip(part.columns, row, strict=True))
        ]  # fmt: skip
        lines.append(Markup("<tr>{}</tr>").format(Markup("").join(cells)))
    return Markup("").join(lines)


def _tiles(part: TilesPart) -> Markup:
    tiles = Markup("").join(
        Markup(
            '<div class="tile"><dt>{}</dt><dd><strong class="{}">{}</strong>'
            '<span class="below">{}</span></dd></div>'
        ).format(one.label, one.tone or "", one.shown, one.below)
        for one in part.tiles
    )
    return Markup('<dl class="slide-part tiles">{}</dl>').format(tiles)


def _text(part: TextPart) -> Markup:
    heading = Markup("<h3>{}</h3>").format(part.heading) if part.heading else ""
    tag = "ul" if part.style == "bullets" else "div"
    inner = "li" if part.style == "bullets" else "p"
    items = Markup("").join(Markup("<{0}>{1}</{0}>").format(inner, item) for item in part.items)
    return Markup('<div class="slide-part text {}">{}<{}>{}</{}></div>').format(
        part.style, heading, tag, items, tag
    )


def _remarks(remarks: list[str]) -> Markup:
    if not remarks:
        return Markup("")
    items = Markup("").join(Markup("<p>{}</p>").format(one) for one in remarks)
    return Markup('<div class="slide-remarks">{}</div>').format(items)
