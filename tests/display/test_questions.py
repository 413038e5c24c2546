"""The ten questions of docs/questions.md are answered where it says, in each language."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from salesreport.display import rep_pages, team_pages
from salesreport.display.deck import deck_pages
from salesreport.language import LANGUAGES, Words
from salesreport.slides import SLIDE

ROOT = Path(__file__).resolve().parents[2]


class Shown:
    """Pages and slides of the sample in one language, as text."""

    def __init__(self, report, language):
        self.words = Words(language)
        self.view = report.for_team()
        self.rep = report.for_rep("0004")
        self._pages = team_pages(self.view, language)
        self._own = rep_pages(self.rep, language)
        self._deck = deck_pages(report.for_deck(), language)

    def page(self, section):
        return _plain(getattr(self._pages, section).html().striptags())

    def own(self, section):
        return _plain(getattr(self._own, section).html().striptags())

    def slide(self, section):
        return _plain(json.dumps(self._told(section), ensure_ascii=False))

    def title(self, section):
        return _plain(self._told(section)["title"])

    def _told(self, section):
        return getattr(self._deck, section).data()[SLIDE]

    def money(self, amount):
        return _plain(self.words.money(abs(amount), self.view.meta.currency, "headline"))


def _plain(text):
    return re.sub(r"\s", " ", text.replace("\u00a0", " "))


@pytest.fixture(scope="module", params=LANGUAGES)
def shown(request, sample):
    return Shown(sample, request.param)


def test_1_how_much_was_reached_and_is_missing(shown):
    gap = next(one for one in shown.view.retrospective.gaps if one.reference == "target")
    rate = shown.words.percent(shown.view.figures["completion"].value)
    for text in (shown.page("headline"), shown.title("summary")):
        assert rate in text
        assert shown.money(gap.gap) in text
    assert rate in shown.page("tiles")


def test_2_what_the_gap_is_made_of(shown):
    deck = shown._deck.view.causes
    external = next(one for one in deck.classes if one.kind == "external")
    assert shown.money(external.amount) in shown.page("result")
    assert shown.money(external.amount) in shown.title("composition")
    assert shown.money(external.amount) in shown.title("causes")


def test_3_which_group_is_furthest(shown):
    furthest = min(shown.view.groups, key=lambda one: one.gap)
    assert furthest.team in shown.page("result")
    assert shown.money(furthest.gap) in shown.page("result")
    assert furthest.team in shown.title("groups")


def test_4_which_deals_made_the_difference(shown):
    table = shown.page("big_deals")
    for one in shown.view.big_deals:
        assert one.deal.customer in table
    assert shown.view.big_deals[0].deal.customer in shown.slide("composition")


def test_5_whom_to_learn_from_and_to_support(shown):
    names = {rep.rep_id: rep.name for rep in shown.view.reps}
    assert names["0003"] in shown.page("people_at_a_glance")
    assert names["0004"] in shown.page("people_at_a_glance")
    assert names["0003"] in shown.slide("wins") + shown.slide("composition")


def test_6_what_must_be_decided(shown):
    assert shown.words("For your decision") in shown.page("closing")
    rows = next(part for row in shown._told("decisions")["rows"] for part in row)
    assert len(rows["keys"]) == len(rows["rows"]) > len([key for key in rows["keys"] if key]) > 0


def test_7_whether_the_last_plan_worked(shown):
    done = sum(one.state in ("done", "late", "settled") for one in shown.view.outcomes)
    for text in (shown.page("closing"), shown.title("commitments")):
        assert re.search(rf"(?<!\d){len(shown.view.outcomes)}(?!\d)", text)
        assert re.search(rf"(?<!\d){done}(?!\d)", text)


def test_8_whether_the_next_month_is_covered(shown):
    assert shown.money(shown.view.next_pipeline) in shown.page("tiles")
    assert shown.money(shown.view.next_target) in shown.page("tiles")
    coverage = shown._deck.view.next.coverage
    assert shown.words.percent(coverage, 0) in shown.title("next_month")


def test_9_how_far_the_numbers_can_be_trusted(shown):
    kept = shown.words.number(sum(line.kept for line in shown.view.ledger))
    assert kept in shown.page("closing")
    assert kept in shown.title("data")


def test_10_what_one_deal_more_would_change(shown):
    score = shown.rep.rep.score
    text = shown.own("receipt")
    assert shown.words.number(score.score, 2) in text
    assert shown.words.number(score.one_deal.more.score, 2) in text
    grades = shown._deck.view.model_dump_json()
    assert '"grade"' not in grades


def test_every_picture_of_the_document_is_there():
    text = (ROOT / "docs/questions.md").read_text("utf-8")
    pictures = re.findall(r"!\[\]\((.+?)\)", text)
    assert len(pictures) == 4 * len(LANGUAGES)
    assert [one for one in pictures if not (ROOT / "docs" / one).is_file()] == []
