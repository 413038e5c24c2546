"""Slides fitted into a frame: sizes chosen, parts placed, what is too much on a next page."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from salesreport.render.deck.frames import TITLE_FLOOR, Frame
from salesreport.render.deck.parts import PartFit, Row
from salesreport.render.deck.placed import Box, Paragraph, Placed, PlacedSlide, PlacedText
from salesreport.render.deck.texts import SAFETY
from salesreport.slides import AnySlidePart, Slide, TextPart

STEPS = 6
"""Sizes tried, from the largest down to the floor."""
ROW_GAP, COLUMN_GAP = 18.0, 28.0
WEIGHTS = {"chart": 3.0, "table": 3.0, "tiles": 3.0, "text": 2.0}
"""Part of the width that a part has beside others."""
FOOT_SIZE = 12.0
FOOT_LINES = 3
FOOT_GAP = 8.0
EVENLY = (0.55, 0.65, 0.75, 0.85, 0.92)
"""How full pages are made, if there need be no more of them: a last one with two rows is none."""
TITLE_STEP = 2.0
TITLE_MOST = 0.35
"""Part of the slide's height that a title may take, before it is cut."""
START_MOST = 0.35
"""Part of the room that must be left for a table or text to begin there and go on overleaf."""


def pages_of(slide: Slide, frame: Frame, *, numbered: str = " ({n}/{of})") -> list[PlacedSlide]:
    """The pages of one slide: one where it fits, in the largest type that does.

    Parameters
    ----------
    slide : Slide
        See there.
    frame : Frame
        The room.
    numbered : str
        What follows the title where there are several pages.
    """
    page = _Page(slide, frame, slide.title)
    rows = _rows(slide)
    steps = [step for step in range(STEPS) if step == STEPS - 1 or not page.cramped(rows, step)]
    for step in steps:
        if page.height(rows, step) <= page.body.h:
            return [page.placed(rows, step)]
    page = _Page(slide, frame, slide.title + numbered.format(n=88, of=88))
    at_floor = page.split(rows, STEPS - 1)
    step = next(step for step in steps if len(page.split(rows, step)) <= len(at_floor))
    chunks = page.evenly(rows, step, len(at_floor))
    return [
        _Page(slide, frame, slide.title + numbered.format(n=n, of=len(chunks))).placed(chunk, step)
        for n, chunk in enumerate(chunks, start=1)
    ]


def _rows(slide: Slide) -> list[list[AnySlidePart]]:
    rows = [list(row) for row in slide.rows if row]
    if slide.remarks:
        rows.append([TextPart(name="remarks", items=list(slide.remarks), style="remark")])
    return rows


@dataclass(frozen=True)
class _Page:
    """One page while it is being fitted."""

    slide: Slide
    frame: Frame
    title: str

    @cached_property
    def title_fit(self) -> tuple[str, float, float]:
        """Title as shown, its size, its height."""
        frame, size = self.frame, self.frame.title_size
        box, ruler = frame.title, frame.title_ruler
        while True:
            high = ruler.height(self.title, size, box.w, bold=True) * SAFETY
            if high <= box.h or size <= TITLE_FLOOR:
                break
            size = max(size - TITLE_STEP, TITLE_FLOOR)
        shown = self.title
        most = max(box.h, frame.height * TITLE_MOST)
        lines = len(ruler.spans(shown, size, box.w, bold=True))
        while high > most and lines > 1:
            lines -= 1
            shown = ruler.cut(self.title, size, box.w, lines=lines, bold=True)
            high = ruler.height(shown, size, box.w, bold=True) * SAFETY
        return shown, size, max(high, box.h)

    @cached_property
    def title_box(self) -> Box:
        """The title's box, higher where it must be."""
        box = self.frame.title
        return Box(box.x, box.y, box.w, self.title_fit[2])

    @cached_property
    def foot(self) -> tuple[str, float]:
        """Text of the foot, and its height with the room above it."""
        ruler, room = self.frame.ruler, self.frame.body.w
        text = ruler.cut(self.slide.foot, FOOT_SIZE, room, lines=FOOT_LINES)
        if not text:
            return "", 0.0
        return text, ruler.height(text, FOOT_SIZE, room) * SAFETY + FOOT_GAP

    @cached_property
    def body(self) -> Box:
        """Room for the parts, below the title and above the foot."""
        body = self.frame.body
        down = max(0.0, self.title_box.bottom - self.frame.title.bottom)
        return Box(body.x, body.y + down, body.w, max(body.h - down - self.foot[1], 20.0))

    def fitted(self, row: Sequence[AnySlidePart], step: int) -> Row:
        """A row's parts in their widths."""
        room = self.body.w - COLUMN_GAP * (len(row) - 1)
        total = sum(WEIGHTS[part.kind] for part in row)
        return Row(
            tuple(
                PartFit(part, self.frame.ruler, room * WEIGHTS[part.kind] / total, step)
                for part in row
            ),
            COLUMN_GAP,
        )

    def height(self, rows: Sequence[Sequence[AnySlidePart]], step: int) -> float:
        """Least height of all rows."""
        return sum(self.fitted(row, step).least for row in rows) + ROW_GAP * (len(rows) - 1)

    def cramped(self, rows: Sequence[Sequence[AnySlidePart]], step: int) -> bool:
        """Whether numbers of a table would be broken in this type."""
        return any(part.cramped for row in rows for part in self.fitted(row, step).parts)

    def evenly(
        self, rows: Sequence[Sequence[AnySlidePart]], step: int, most: int
    ) -> list[list[Sequence[AnySlidePart]]]:
        """The rows by pages, no more than `most`, each about as full as the others."""
        for share in EVENLY:
            pages = self.split(rows, step, share)
            if len(pages) <= most:
                return pages
        return self.split(rows, step)

    def split(
        self, rows: Sequence[Sequence[AnySlidePart]], step: int, share: float = 1.0
    ) -> list[list[Sequence[AnySlidePart]]]:
        """The rows by pages that are filled up to a share of their height."""
        room = self.body.h * share
        pages: list[list[Sequence[AnySlidePart]]] = []
        current: list[Sequence[AnySlidePart]] = []
        queue = deque(rows)
        while queue:
            row = queue.popleft()
            used = self.height(current, step) + ROW_GAP if current else 0.0
            left = room - used
            fit = self.fitted(row, step)
            if fit.least <= left:
                current.append(row)
                continue
            head, tail = fit.split(left) if left >= room * START_MOST else ([], list(row))
            if not current and not (head and tail):
                head, tail = fit.split(self.body.h)
            if head and tail:
                current.append(head)
                queue.appendleft(tail)
            elif current:
                queue.appendleft(row)
            else:
                current.append(row)
            pages.append(current)
            current = []
        return [*pages, current] if current else pages

    def placed(self, rows: Sequence[Sequence[AnySlidePart]], step: int) -> PlacedSlide:
        """The page, all boxes set."""
        title, size, _ = self.title_fit
        fits = [self.fitted(row, step) for row in rows]
        parts: list[Placed] = []
        y = self.body.y
        for fit, high in zip(fits, self._heights(fits), strict=True):
            parts += fit.placed(self.body.x, y, high)
            y += high + ROW_GAP
        foot, high = self.foot
        if foot:
            parts.append(self._foot(foot, high - FOOT_GAP))
        lost = [text for fit in fits for part in fit.parts for text in part.lost()]
        lost += [self.title] if title != self.title else []
        lost += [self.slide.foot] if foot != self.slide.foot else []
        frame = self.frame
        own = frame.has_title and size == (frame.set_size or frame.title_size)
        return PlacedSlide(
            self.slide, title, None if own else size, self.title_box, tuple(parts), tuple(lost)
        )

    def _foot(self, text: str, high: float) -> PlacedText:
        body = self.frame.body
        box = Box(body.x, body.bottom - high, body.w, high)
        return PlacedText("foot", box, (Paragraph(text, FOOT_SIZE, tone="quiet"),))

    def _heights(self, fits: Iterable[Row]) -> list[float]:
        """Heights of the rows: charts share what the others leave, up to their most."""
        fits = list(fits)
        heights = [fit.least for fit in fits]
        spare = self.body.h - sum(heights) - ROW_GAP * (len(fits) - 1)
        growing = [at for at, fit in enumerate(fits) if fit.most > fit.least]
        while spare > 0.5 and growing:
            share = spare / len(growing)
            for at in list(growing):
                step = min(share, fits[at].most - heights[at])
                heights[at] += step
                spare -= step
                if fits[at].most - heights[at] < 0.5:
                    growing.remove(at)
        if spare < 0:
            heights = [min(high, self.body.h) for high in heights]
        return heights
