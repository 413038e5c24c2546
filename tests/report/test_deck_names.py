"""A remark that names somebody, however it does, stays off the slides."""

from __future__ import annotations

import pytest

from salesreport.report.deck.gaps import causes
from salesreport.report.deck.naming import names_anyone


@pytest.mark.parametrize(
    "text",
    [
        "Birch Zhou is late", "Birch is late again", "birch的跟进太慢", "ZHOU: see me",
        "老周 has not answered", "0004 leaves follow-ups lying", "宋枫木需要支持", "枫木需要支持",
        "宋经理跟一下", "老宋跟一下", "Songfengmu, please", "with A. Lin",
    ],
)  # fmt: skip
def test_names_in_any_form_are_known(sample, text):
    assert names_anyone(text, sample._material)


@pytest.mark.parametrize(
    "text",
    ["", None, "Machinery is weak everywhere; keep contact, do not discount.",
     "birchwood orders rose 40040 units", "华东整体偏弱，先补线索", "松动", "East and South"],
)  # fmt: skip
def test_what_names_nobody_is_shown(sample, text):
    assert not names_anyone(text, sample._material)


def test_an_event_that_names_somebody_is_not_for_the_room(sample):
    view = sample.everybody
    kept = view.reasons.events[0]
    named = kept.model_copy(update={"description": "Birch was warned for late follow-up"})
    reasons = view.reasons.model_copy(update={"events": [kept, named]})
    found = causes(sample._material, view.model_copy(update={"reasons": reasons}))
    assert found.events == [kept]
