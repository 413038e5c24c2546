"""The target plan as printed: nothing beyond the edge of the page, no table torn apart."""

from __future__ import annotations

import re
from io import BytesIO

import pytest
from pypdf import PdfReader

from salesreport.display import target_pages
from salesreport.render.printing import print_page
from salesreport.resources import stylesheet
from tests.report.test_targets import person, planned, tables

PAGE = '<!DOCTYPE html><html lang="{}"><head><title>-</title><style>{}</style></head><body><main>{}'
RIGHT = 595.3 - 16 / 25.4 * 72
"""Where the text of an upright page ends, in points."""
NUMBER = re.compile(r"[\d,]+")


def printed(view, language):
    html = target_pages(view, language).html()
    page = PAGE.format(language.replace("_", "-"), stylesheet(), html)
    return PdfReader(BytesIO(print_page(page, where="plan").pdf))


def ends(page):
    """Numbers of a page, and about where each ends: a digit is half as wide as high."""
    found = []

    def told(text, cm, tm, font, size):
        for line in text.split("\n"):
            number = line.strip()
            if NUMBER.fullmatch(number):
                wide = 0.48 * len(number) - 0.25 * number.count(",")
                found.append((number, cm[4] + cm[0] * (tm[4] + tm[0] * size * wide)))

    page.extract_text(visitor_text=told)
    return found


@pytest.mark.parametrize("language", ["en", "zh_CN"])
def test_every_month_of_a_year_is_on_the_page(tmp_path, language):
    plan = {"period": "2025", "total": 120_000_000, "unit": 1000}
    view = planned(tmp_path, tables(), plan)
    pages = printed(view, language).pages
    assert all(float(page.mediabox.width) < 600 for page in pages)
    numbers = [one for page in pages for one in ends(page)]
    text = [number for number, _ in numbers]
    for month in view.months:
        assert f"{month.assigned:,.0f}" in text
    assert "120,000,000" in text
    assert max(x for _, x in numbers) <= RIGHT


def test_tables_that_fit_on_a_page_stand_on_one_with_their_heading(tmp_path):
    people = [f"P{at}" for at in range(24)]
    amounts = [10_000 + 700 * at for at in range(24)]
    rows = tables(people, amounts) | {"reps": [person(rep) for rep in people]}
    view = planned(tmp_path, rows, {"period": "2024-Q3", "total": 9_000_000, "unit": 1000})
    pages = [page.extract_text() for page in printed(view, "en").pages]
    for title in ("Targets of Q3 2024", "Chance: from the own", "Potential is missing"):
        (page,) = [text for text in pages if title in text.replace("\xa0", " ")]
        assert all(re.search(rf"Name {rep}\b", page) for rep in people), title
