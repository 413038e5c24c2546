"""Cells and names that the sections of the analyst's page share."""

from __future__ import annotations

from salesreport.display.blocks import Cell
from salesreport.language import Words
from salesreport.report.analystviews import AnalystView, RankSpan, ScoreLine

N_NAMED = 6
"""Names said in one cell or sentence; the others are counted."""
N_ROWS = 60
"""Rows of a table on the page; all stand in the view."""


def rated(view: AnalystView) -> list[ScoreLine]:
    """Lines of those who have a score."""
    return [line for line in view.lines if line.score is not None]


def first_of(caption: str, shown: int, whole: int, words: Words) -> str:
    """Caption that says how many of all rows are shown, where some are not."""
    if whole <= shown:
        return caption
    return words(
        "{caption}; the first {n} of {whole}",
        caption=caption,
        n=words.number(shown),
        whole=words.number(whole),
    )


def named(names: list[str], words: Words) -> str:
    """The first names of a list, and a sign where there are more."""
    return words.join(names[:N_NAMED]) + (" …" if len(names) > N_NAMED else "")


def span_cell(span: RankSpan | None, words: Words) -> Cell:
    """Best and worst rank; a dash where there is none."""
    if span is None:
        return Cell("–", None, kind="na")
    best, worst = words.number(span.best), words.number(span.worst)
    return Cell(best if best == worst else f"{best} – {worst}")


def share_cell(share: float | None, words: Words) -> Cell:
    """Share in whole per cent; a dash where there is none."""
    if share is None:
        return Cell("–", None, kind="na")
    return Cell(words.percent(share, 0), share)


def number_cell(value: float | None, digits: int, words: Words) -> Cell:
    """Number; a dash where there is none."""
    return Cell("–", None, kind="na") if value is None else Cell(words.number(value, digits), value)


def signed(value: float, words: Words, digits: int = 1) -> str:
    """Number with its sign."""
    text = words.number(value, digits)
    return f"+{text}" if value > 0 else text
