"""What a slide holds: finding, charts, tables and texts with the values inside.

`display` fills it from a view, in words of a language; `render` draws it, as an editable
slide and as a page of a PDF. So neither knows of the other, and both show the same.
"""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

SLIDE = "slide"
"""Key of a slide, DECK that of the deck's head, in the JSON of a notebook's output."""
DECK = "deck"

Number = float | int | None
Tone = Literal["accent", "quiet", "warm", "ink"]


class SlidePart(BaseModel):
    """Base of all parts: frozen, no unknown key."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)


class Series(SlidePart):
    """Values of a chart, one a category; None leaves a gap.

    `tone`: colour of the series; `tones`: of single points where they differ. A tone is a
    place in the theme, so that a company's template colours it.
    """

    name: str
    values: list[Number]
    tone: Tone = "accent"
    tones: dict[int, Tone] = {}
    labelled: bool = True


class ChartPart(SlidePart):
    """A chart whose values stand in its own sheet, as they are in `report.json`.

    `form`: `bars` lie, `columns` stand, `bridge` leads from the first value to the last by
    the steps between them (the last is their sum), `line_columns` has the first series as
    columns, the others as lines. `format`: number format of a spreadsheet, which also words
    the unit. `shown`: of the first series the labels as text, for the drawing of the PDF.
    `alt`: the finding in a sentence.
    """

    kind: Literal["chart"] = "chart"
    name: str
    alt: str
    caption: str = ""
    form: Literal["bars", "columns", "bridge", "line_columns"]
    categories: list[str]
    series: list[Series]
    format: str
    shown: list[str] = []


class TableColumn(SlidePart):
    """Head of a column; `share`: its part of the width, of the sum of all."""

    title: str
    kind: Literal["text", "number", "day"] = "text"
    share: float = 1.0


class TableCell(SlidePart):
    """What is shown, and the value behind it where it is a number."""

    shown: str = ""
    raw: Number | str = None
    tone: Tone | None = None
    strong: bool = False


class TablePart(SlidePart):
    """A table; `foot` rows close it. `keys`: of each row what it is known by, if anything."""

    kind: Literal["table"] = "table"
    name: str
    caption: str
    caption_hidden: bool = True
    columns: list[TableColumn]
    rows: list[list[TableCell]]
    foot: list[list[TableCell]] = []
    keys: list[str] = []


class TextPart(SlidePart):
    """Short texts, one a line: bullets, a lead sentence, or a remark somebody made."""

    kind: Literal["text"] = "text"
    name: str
    heading: str = ""
    items: list[str]
    style: Literal["bullets", "lead", "remark"] = "bullets"


class Tile(SlidePart):
    """One figure seen at once."""

    label: str
    shown: str
    raw: Number = None
    below: str = ""
    tone: Tone | None = None


class TilesPart(SlidePart):
    """Figures side by side."""

    kind: Literal["tiles"] = "tiles"
    name: str
    tiles: list[Tile]


AnySlidePart = Annotated[ChartPart | TablePart | TextPart | TilesPart, Field(discriminator="kind")]


class Slide(SlidePart):
    """One slide: the finding as title, at most three parts, what the speaker needs.

    `rows`: the parts from the top down, in each row from left to right. `role`: `slide` or
    `backup`. `foot`: cut-off days and n, in one line. `remarks`: comments of people, merged
    at every build. `notes`: for the speaker; definitions, n, what the numbers do not show.
    """

    name: str
    title: str
    role: Literal["slide", "backup"] = "slide"
    rows: list[list[AnySlidePart]]
    remarks: list[str] = []
    foot: str = ""
    notes: list[str] = []


class DeckTemplate(SlidePart):
    """A company's own template: its file, the hash it must have, layouts by role."""

    path: str
    sha256: str
    layouts: dict[str, str] = {}


class DeckHead(SlidePart):
    """What holds for all slides of a deck.

    `language`: `zh_CN`; also as a tag, `zh-CN`. `colours`: as a brand names them; `fonts`: a
    brand's families for the language, the best first.
    """

    title: str
    language: str
    stamp: str
    foot: str = ""
    company: str = ""
    template: DeckTemplate | None = None
    colours: dict[str, str] = {}
    fonts: list[str] = []

    @field_validator("language")
    @classmethod
    def _plain(cls, language: str) -> str:
        return language.replace("-", "_")
