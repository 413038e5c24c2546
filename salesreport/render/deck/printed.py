"""The deck as pages of a PDF: the same boxes as the slides, drawn by a template of our own."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

# papermill before nbconvert: see the package above.
import papermill  # noqa: F401
from markupsafe import Markup, escape
from traitlets import default

from salesreport.branding import Brand
from salesreport.display.deck.drawing import chart_svg
from salesreport.display.housestyle import data_uri
from salesreport.display.palette import branded, colours_of
from salesreport.render.deck.chartxml import labels_of
from salesreport.render.deck.frames import (
    HOUSE_FOOTER,
    HOUSE_NUMBER,
    STRIPE,
    TITLE_SIZE,
    house_frame,
)
from salesreport.render.deck.measuring import (
    ASIAN_LINE,
    LATIN_LINE,
    SPACING,
    UNITS,
    line_height,
    ruler_of,
)
from salesreport.render.deck.paging import pages_of
from salesreport.render.deck.palette import Palette, palette_of
from salesreport.render.deck.placed import Box, PlacedChart, PlacedSlide
from salesreport.render.deck.reading import slides_of
from salesreport.render.deck.running import footer_of, numbered
from salesreport.render.exporters import ReportHTMLExporter, require_clean
from salesreport.render.printing import print_page
from salesreport.resources import resource
from salesreport.slides import DeckHead, Slide

MM_A_POINT = 25.4 / 72
TOGETHER = re.compile(rf"[\d.,]*\d[{''.join(sorted(UNITS))}]+")
"""A number and its unit, which a line must not part."""


class ReportDeckPDFExporter(ReportHTMLExporter):
    """A deck printed: 16:9, one slide a page, tagged (PDF/UA-1), fonts embedded and subset."""

    export_from_notebook = "Sales report deck (PDF)"

    _head: DeckHead
    _slides: list[Slide]

    @default("template_name")
    def _template_name_default(self) -> str:
        return "salesreport-deck"

    def from_notebook_node(
        self, nb: Any, resources: dict[str, Any] | None = None, **settings: Any
    ) -> tuple[Any, dict[str, Any]]:
        """The PDF of an executed deck notebook.

        Raises
        ------
        RenderError, FontError
            The notebook did not run clean or holds no slides; see also `print_page`.
        """
        name = str((resources or {}).get("metadata", {}).get("name") or "notebook")
        require_clean(nb, where=name)
        self._head, self._slides = slides_of(nb, where=name)
        page, found = super().from_notebook_node(nb, resources, **settings)
        printed = print_page(page, where=name)
        for note in printed.notes:
            self.log.info("%s: %s", name, note)
        found["output_extension"] = ".pdf"
        found["notes"] = printed.notes
        return printed.pdf, found

    def default_filters(self) -> Any:
        """Filters of the template: numbers kept with their units, charts drawn."""
        yield from super().default_filters()  # type: ignore[no-untyped-call]
        yield "together", together
        yield "drawn", self._drawn
        yield "lines", lines

    def _drawn(self, placed: PlacedChart) -> str:
        return chart_uri(placed, self._head)

    def _init_resources(self, resources: Any) -> dict[str, Any]:
        found = super()._init_resources(resources)
        palette = palette_of(self._head.language, self._head.colours, self._head.fonts)
        folder = resource("templates", "salesreport-deck", "static")
        found.update(
            css=(folder / "deck.css").read_text("utf-8"),
            looks=looks(self._head, palette),
            pages=deck_pages(self._head, self._slides, palette),
            title=self._head.title,
            title_size=TITLE_SIZE,
            footer=footer_of(self._head),
        )
        return found


def deck_pages(head: DeckHead, slides: Sequence[Slide], palette: Palette) -> list[PlacedSlide]:
    """All pages of a deck in the house's frame."""
    ruler = ruler_of((palette.latin,), (palette.asian,), head.language)
    frame = house_frame(ruler, ruler)
    mark = numbered(head.language)
    return [page for slide in slides for page in pages_of(slide, frame, numbered=mark)]


def chart_uri(placed: PlacedChart, head: DeckHead) -> str:
    """A chart drawn in its box, as a `data:` address."""
    size = placed.box.w * MM_A_POINT, placed.box.h * MM_A_POINT
    with branded(_brand(head)):
        part = placed.part
        if not part.shown:
            part = part.model_copy(update={"shown": labels_of(part, part.series[0], first=True)})
        svg, _ = chart_svg(part, head.language, width_mm=size[0], height_mm=size[1])
    return data_uri(svg)


def lines(text: str) -> str:
    """Class of a text by the height of its lines."""
    return "high" if line_height(text) > LATIN_LINE else "low"


def together(text: str) -> Markup:
    """Text as HTML, each number kept on a line with its unit."""
    parts, at = [], 0
    for match in TOGETHER.finditer(text):
        parts += [escape(text[at : match.start()]),
                  Markup('<span class="together">{}</span>').format(match.group())]  # fmt: skip
        at = match.end()
    return Markup("").join([*parts, escape(text[at:])])


def looks(head: DeckHead, palette: Palette) -> str:
    """Rules of one deck: its colours and fonts, the places of what stands on every page."""
    colours = vars(colours_of(_brand(head)))
    variables = " ".join(f"--{name}: {colour};" for name, colour in sorted(colours.items()))
    language = head.language
    spacing = 1.0 if language == "en" else SPACING
    asian = "TC" if language == "zh_TW" else "SC"
    own = ", ".join(f'"{name}"' for name in dict.fromkeys([palette.latin, palette.asian]))
    return (
        f":root {{ {variables} }}\n"
        f'html {{ font-family: {own}, "Liberation Sans", "Noto Sans CJK {asian}", sans-serif; '
        f"line-height: {LATIN_LINE * spacing:.3f}; }}\n"
        f".high {{ line-height: {ASIAN_LINE * spacing:.3f}; }}\n"
        f".stripe {{ {_at(STRIPE)} }}\n.footer {{ {_at(HOUSE_FOOTER)} }}\n"
        f".slide > p.number {{ {_at(HOUSE_NUMBER)} }}"
    )


def _brand(head: DeckHead) -> Brand:
    fonts = {head.language: tuple(head.fonts)} if head.fonts else {}
    return Brand(name=head.company, colours=head.colours, fonts=fonts)


def _at(box: Box) -> str:
    return f"left: {box.x}pt; top: {box.y}pt; width: {box.w}pt; height: {box.h}pt;"
