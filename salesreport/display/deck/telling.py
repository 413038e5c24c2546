"""What all slides share: words of the period, amounts, notes, remarks, and the slide itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from salesreport.display.deck.block import SlideBlock
from salesreport.display.figures import measure_name
from salesreport.display.glossary import DEFINITIONS
from salesreport.display.labels import TABLES, label
from salesreport.language import Words
from salesreport.report.deckviews import DeckGroup, DeckRemark
from salesreport.report.views import DeckView, Number
from salesreport.slides import AnySlidePart, Slide, TableCell, TablePart, TextPart, Tile

SECTION_OF = {
    "summary": "summary", "target": "target", "gap": "causes", "process": "funnel",
    "wins": "wins", "losses": "losses", "cash": "cash", "plans": "decisions",
}  # fmt: skip
"""Section of a comment -> the slide it stands on; any other stands on the summary."""


@dataclass(frozen=True)
class Telling:
    """A view told in the words of one language."""

    view: DeckView
    words: Words

    @property
    def period(self) -> str:
        """The period in words."""
        return self.words.period(self.view.meta.period)

    @property
    def next_period(self) -> str:
        """The next period in words."""
        return self.words.period(self.view.meta.next_period)

    def money(self, value: Number) -> str:
        """An amount as in headlines; a dash for None."""
        if value is None:
            return "–"
        return self.words.money(value, self.view.meta.currency, "headline")

    def size(self, value: Number) -> str:
        """An amount without its sign, where words say which way it goes."""
        return self.money(value if value is None else abs(value))

    def signed(self, value: Number, scale: float = 0.0) -> str:
        """An amount as in headlines with its sign, in the unit of `scale`."""
        return "–" if value is None else self.words.signed_alike(value, scale)[0]

    def rate(self, value: Number, digits: int | None = None) -> str:
        """A rate; a dash for None."""
        return "–" if value is None else self.words.percent(value, digits)

    def points(self, difference: float) -> str:
        """Percentage points without a sign."""
        return self.words.points(abs(difference)).lstrip("+")

    def people(self, n: int) -> str:
        """So many people."""
        return self.words.plural("{n} person", "{n} people", n)

    def leads(self, n: int) -> str:
        """So many leads."""
        return self.words.plural("{n} lead", "{n} leads", n)

    def group(self, one: DeckGroup) -> str:
        """Name of a group; of several taken together how many they are."""
        if one.teams:
            n = len(one.teams)
            return self.words.plural("{n} smaller group", "{n} smaller groups together", n)
        return one.name if one.name is not None else self.words("people of no group")

    def definitions(self, *measures: str) -> list[str]:
        """What measures mean, a sentence each."""
        return [
            measure_name(name, self.words) + self.words.colon + self.words(DEFINITIONS[name])
            for name in measures
        ]

    def foot(self, *parts: str) -> str:
        """Cut-off days, currency and what a slide adds, in one line."""
        meta, words = self.view.meta, self.words
        about = [
            words("CRM to {day}", day=words.date(meta.as_of)),
            words("finance to {day}", day=words.date(meta.finance_as_of)),
            words("amounts in {currency}", currency=meta.currency),
        ]
        return " · ".join([*about, *(part for part in parts if part)])

    def remarks(self, slide: str) -> list[str]:
        """What people wrote that stands on a slide."""
        own = [r for r in self.view.remarks if SECTION_OF.get(r.section, "summary") == slide]
        return [self._remark(one) for one in own]

    def _remark(self, one: DeckRemark) -> str:
        day = self.words.date(one.on) if one.on else ""
        head = " · ".join(part for part in (one.team or "", one.by or "", day) if part)
        return f"{head}{self.words.colon}{one.text}" if head else one.text

    def slide(
        self, name: str, title: str, rows: Sequence[Sequence[AnySlidePart]], *,
        notes: Iterable[str] = (), foot: str | None = None, is_backup: bool = False,
    ) -> SlideBlock:  # fmt: skip
        """A slide with its remarks; rows without a part are left out."""
        shown = [list(row) for row in rows if row]
        said = [note for note in notes if note]
        made = Slide(
            name=name, title=title, rows=shown, role="backup" if is_backup else "slide",
            remarks=self.remarks(name), foot=self.foot() if foot is None else foot, notes=said,
        )  # fmt: skip
        return SlideBlock(made, self.words.language, self.view.brand)

    def without(self, name: str, title: str, said: str, *, notes: Iterable[str] = ()) -> SlideBlock:
        """A slide that has no data: what is missing, and which table switches it on."""
        lead = TextPart(name=f"{name}-missing", items=[said, *self.lacks(name)], style="lead")
        return self.slide(name, title, [[lead]], notes=notes)

    def lacks(self, name: str) -> list[str]:
        """Which table would switch a slide on; empty where none would."""
        tables = self.view.lacking.get(name, [])
        if not tables:
            return []
        named = self.words.join(label(TABLES, table, self.words) for table in tables)
        return [self.words("To switch this slide on: {tables}.", tables=named)]

    def alike(self, tables: TablePart) -> TablePart | None:
        """A table, or nothing where it has no rows."""
        return tables if tables.rows else None


def some(*parts: AnySlidePart | None) -> list[AnySlidePart]:
    """The parts that there are."""
    return [part for part in parts if part is not None]


def cell(shown: str, raw: float | int | str | None = None, *, strong: bool = False,
         warm: bool = False) -> TableCell:  # fmt: skip
    """A cell of a table."""
    return TableCell(shown=shown, raw=raw, strong=strong, tone="warm" if warm else None)


def tile(label: str, shown: str, raw: Number, below: str = "", *, warm: bool = False) -> Tile:
    """A figure seen at once."""
    return Tile(label=label, shown=shown, raw=raw, below=below, tone="warm" if warm else None)


def bullets(name: str, items: Iterable[str], heading: str = "") -> TextPart | None:
    """Short texts; nothing without any."""
    said = [item for item in items if item]
    return TextPart(name=name, heading=heading, items=said) if said else None


def lead(name: str, items: Iterable[str], heading: str = "") -> TextPart | None:
    """What is said first; nothing without any."""
    said = [item for item in items if item]
    return TextPart(name=name, heading=heading, items=said, style="lead") if said else None
