"""Every number that a page shows stands for one of the reader's section of `report.json`."""

from __future__ import annotations

import pytest

from salesreport.display import rep_pages, team_pages
from tests.agreement.reading import seen_in_html
from tests.agreement.tracing import NUMBER, Section


def strangers(sample, document, language, *, reps):
    """Numbers on pages that are none of the reader's own, by reader."""
    found = {}
    for section in document["pages"]["reps"]:
        rep_id = section["rep"]["rep_id"]
        if reps is None or rep_id in reps:
            shown = seen_in_html(rep_pages(sample.for_rep(rep_id), language).html())
            found[rep_id] = Section(section, language).untraced(shown)
    for section in document["pages"]["teams"]:
        shown = seen_in_html(team_pages(sample.for_team(section["team"]), language).html())
        found[section["team"]] = Section(section, language).untraced(shown)
    return {reader: numbers for reader, numbers in found.items() if numbers}


@pytest.mark.slow
@pytest.mark.parametrize(
    ("language", "reps"), [("en", None), ("zh_CN", ["0003", "0004", "0010"]), ("zh_TW", ["0009"])]
)
def test_every_number_on_the_pages_is_one_of_report_json(sample, document, language, reps):
    assert strangers(sample, document, language, reps=reps) == {}


def test_an_amount_with_one_digit_changed_is_told(sample, document):
    """The tracing would see a wrong number: 99 of 100 amounts with another last digit."""
    section = document["pages"]["teams"][0]
    shown = seen_in_html(team_pages(sample.for_team(section["team"]), "en").html())
    traced = Section(section, "en")
    amounts = {m.group() for m in NUMBER.finditer(shown) if len(m.group(1)) >= 6 and m.group(2)}
    wrong = [f"{amount[:-1]}{(int(amount[-1]) + 5) % 10}" for amount in amounts]
    assert len(wrong) > 50
    told = sum(bool(traced.untraced(amount)) for amount in wrong)
    assert told >= 0.99 * len(wrong)
