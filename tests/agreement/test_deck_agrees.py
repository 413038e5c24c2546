"""Every number of the deck is one of `report.json`: texts, tables, and the charts' own sheets."""

from __future__ import annotations

import io
from decimal import Decimal

import openpyxl
import pytest
from pptx import Presentation

from salesreport.display.deck import deck_pages
from salesreport.language import LANGUAGES
from salesreport.render.deck.drawing import draw_deck
from salesreport.slides import DECK, SLIDE, DeckHead, Slide
from tests.agreement.tracing import Section

APART = " ¦ "


@pytest.fixture(scope="module", params=LANGUAGES)
def deck(request, sample):
    """Language and deck, as a program opens it."""
    pages = deck_pages(sample.for_deck(), request.param)
    told = [getattr(pages, name).data() for name in type(pages).sections]
    (head,) = [DeckHead.model_validate(one[DECK]) for one in told if DECK in one]
    slides = [Slide.model_validate(one[SLIDE]) for one in told if SLIDE in one]
    return request.param, Presentation(io.BytesIO(draw_deck(head, slides).pptx))


@pytest.fixture
def traced(deck, document):
    (section,) = document["pages"]["deck"]
    return Section(section, deck[0], worked_out=False)


def seen(shape):
    """What a shape says: its text, its cells, its alternative text."""
    if shape.has_text_frame:
        yield shape.text_frame.text
    if shape.has_table:
        yield from (cell.text for row in shape.table.rows for cell in row.cells)
    yield from shape._element.xpath(".//p:cNvPr/@descr")


def test_every_number_said_on_a_slide_is_one_of_report_json(deck, traced):
    strangers = {}
    for number, slide in enumerate(deck[1].slides, start=1):
        numbered = traced.texts | {str(number)}  # the foot numbers the slides
        texts = [text for shape in slide.shapes for text in seen(shape)]
        texts.append(slide.notes_slide.notes_text_frame.text)
        kept, traced.texts = traced.texts, numbered
        strangers[number] = traced.untraced(APART.join(texts))
        traced.texts = kept
    assert {number: found for number, found in strangers.items() if found} == {}


def test_the_charts_sheets_hold_the_numbers_of_report_json(deck, traced):
    known, charts, strangers = set(traced.values), 0, []
    for slide in deck[1].slides:
        for shape in slide.shapes:
            if not shape.has_chart:
                continue
            charts += 1
            blob = shape.chart.part.chart_workbook.xlsx_part.blob
            for row in openpyxl.load_workbook(io.BytesIO(blob)).active.iter_rows():
                strangers += [
                    (shape.name, cell.coordinate, cell.value)
                    for cell in row
                    if isinstance(cell.value, int | float)
                    and abs(Decimal(str(cell.value))) not in known
                ]
    assert charts >= 6
    assert strangers == []
