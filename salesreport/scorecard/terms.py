"""Sheet of terms: what the numbers stand on, grades, weights by role, every definition."""

from __future__ import annotations

from salesreport.display.figures import measure_name
from salesreport.display.glossary import DEFINITIONS, details
from salesreport.display.glossarywords import RULES
from salesreport.display.labels import GRADES, label
from salesreport.language import mark
from salesreport.scorecard.cells import Page
from salesreport.scorecard.formats import line_count
from salesreport.scorecard.layout import FIRST_ROW, HEAD_ROW, Layout
from salesreport.spreadsheet import LINE, NAVY

_WIDTHS = (24, 26, 14, 14, 14, 46)
_LAST = len(_WIDTHS) - 1
_GRADES = (mark("Grade"), mark("Lowest score"))
_ROLES = (
    mark("Post"), mark("Measure"), mark("Weight"), mark("Zero mark"),
    mark("Full mark"), mark("Remark"),
)  # fmt: skip
_ROUNDED = mark("Graded by the score rounded half up to 0.01.")


def write_terms(page: Page, layout: Layout) -> None:
    """Write the sheet."""
    words = page.words
    page.top(layout.title(words("Terms and policy")), layout.lines)
    _heads(page, HEAD_ROW, (words("What the numbers stand on"), ""))
    for i, (head, text) in enumerate(layout.about):
        _entry(page, FIRST_ROW + i, head, text)
    _grades(page, layout)
    end = _roles(page, layout)
    _definitions(page, end + 1)
    for col, width in enumerate(_WIDTHS):
        page.widths[col] = width
    page.printed(0, layout.foot)
    page.sheet.set_column(_LAST, _LAST, _WIDTHS[_LAST] + 2)


def _heads(page: Page, row: int, titles: tuple[str, ...]) -> None:
    for col, title in enumerate(titles):
        page.text(row, col, title, fit=False, bold=True, bg_color=NAVY, font_color="#FFFFFF")


def _entry(page: Page, row: int, head: str, text: str) -> None:
    """A term and what it means, in as many lines as that takes."""
    page.text(row, 0, head, fit=False, bold=True, text_wrap=True, valign="top")
    style = page.styles.make(border=1, border_color=LINE, text_wrap=True, valign="top")
    page.sheet.merge_range(row, 1, row, _LAST, "", style)
    page.text(row, 1, text, fit=False, text_wrap=True, valign="top")
    # A Latin letter is narrower than the digit that widths are counted in.
    room = sum(_WIDTHS[1:]) * (1.0 if page.words.chinese else 1.15)
    lines = max(line_count(text, room), line_count(head, _WIDTHS[0]))
    page.sheet.set_row(row, 15.5 * lines + 2)


def _grades(page: Page, layout: Layout) -> None:
    words, row = page.words, layout.band_row
    _heads(page, row - 2, (words("Grades"),))
    _heads(page, row - 1, tuple(words(head) for head in _GRADES))
    page.text(row - 1, 2, words(_ROUNDED), fit=False, border=0)
    for i, band in enumerate(layout.view.bands):
        page.text(row + i, 0, label(GRADES, band.grade, words), fit=False)
        page.number(row + i, 1, band.lowest, "0.##" if band.lowest % 1 else "0")


def _roles(page: Page, layout: Layout) -> int:
    """Weights, goalposts and needed weight of each role; gives the first row below."""
    words, first = page.words, layout.role_row
    _heads(page, first - 2, (words("Weights and goalposts by role"),))
    _heads(page, first - 1, tuple(words(head) for head in _ROLES))
    row = first
    for place, one in enumerate(layout.view.terms):
        row = layout.role_first(place)
        name = layout.role_name(one.role)
        for line in one.lines:
            page.text(row, 0, name, fit=False)
            page.text(row, 1, measure_name(line.measure, words), fit=False)
            page.number(row, 2, line.weight, "0" if line.weight % 1 == 0 else "0.00")
            for col, post in ((3, line.lo), (4, line.hi)):
                page.number(row, col, post, layout.shape(line.unit, [post]))
            said = (
                words("per month, by the share of it the rep was there") if line.per_month else ""
            )
            page.text(row, 5, said, fit=False)
            row += 1
        page.text(row, 0, name, fit=False)
        page.text(row, 1, words("Weight that must have data"), fit=False, text_wrap=True)
        page.number(row, 2, one.rescale_above, layout.shape("rate", [one.rescale_above]))
        for col in (3, 4):
            page.blank(row, col)
        said = words("with less, not rated; with enough, the other weights are scaled up")
        page.text(row, 5, said, fit=False, text_wrap=True)
        page.sheet.set_row(row, 31)
        row += 1
    return row


def _definitions(page: Page, row: int) -> None:
    words = page.words
    _heads(page, row, (words("Terms used"), ""))
    entries = [
        (measure_name(name, words), words.sentences([words(text), details(name, words)]))
        for name, text in DEFINITIONS.items()
    ]
    entries += [(words(name), words(text)) for name, text in RULES.values()]
    for i, (head, text) in enumerate(entries, start=1):
        _entry(page, row + i, head, text)
