"""The index page: everyone, every file, every failure."""

from __future__ import annotations

import pytest

from salesreport.display import IndexFile, index_page
from salesreport.language import LANGUAGES
from salesreport.resources import script, stylesheet

FILES = [
    IndexFile("all", "HTML", "team.html"),
    IndexFile("team:East 1", "PDF", "teams/East 1.pdf"),
    IndexFile("rep:0001", "HTML", "reps/0001-张*.html"),
    IndexFile("rep:0001", "PDF", "reps/0001-张*.pdf"),
    IndexFile("run", "JSON", "../report.json"),
]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_index_is_a_whole_page_that_loads_nothing(make, language):
    page = index_page(make["rich_team_view"](), FILES, {}, language)
    assert page.startswith("<!DOCTYPE html>")
    assert f'<html lang="{language.replace("_", "-")}">' in page
    assert "<title>" in page
    assert "http" not in page
    assert " style=" not in page
    assert page.count("<script") == page.count(f"<script>{script()}</script>") == 1


def test_links_are_quoted_and_named(make):
    page = index_page(make["rich_team_view"](), FILES, {}, "en")
    assert '<a href="reps/0001-%E5%BC%A0%2A.html" aria-label="HTML Ava Chen">HTML</a>' in page
    assert 'href="teams/East%201.pdf"' in page
    assert 'href="../report.json"' in page


def test_a_rep_without_a_page_is_said_to_be_not_built(make):
    page = index_page(make["rich_team_view"](), FILES, {}, "en")
    assert page.count("not built") == 13


def test_failures_stand_first_and_are_escaped(make):
    failures = {"reps/0002": "ValueError: <b>no</b>"}
    page = index_page(make["rich_team_view"](), FILES, failures, "en")
    assert "ValueError: &lt;b&gt;no&lt;/b&gt;" in page
    assert page.index('id="failed"') < page.index('id="people"')
    assert "1 page was not built" in page


def test_a_page_of_two_people_has_no_script(make):
    assert "<script" not in index_page(make["seed_team_view"](), FILES, {}, "en")


def test_a_deck_is_listed_where_there_is_one(make):
    deck = [IndexFile("deck", "PPTX", "deck.pptx"), IndexFile("deck", "PDF", "deck.pdf")]
    page = index_page(make["rich_team_view"](), FILES + deck, {}, "en")
    assert '<span>Deck for the meeting</span> <a href="deck.pptx"' in page
    assert "Deck for the meeting" not in index_page(make["rich_team_view"](), FILES, {}, "en")


def test_problems_are_counted_and_lead_to_the_page_of_the_data(make):
    data = [IndexFile("data", "HTML", "data-quality.html")]
    page = index_page(make["rich_team_view"](), data, {}, "en")
    problems = page[page.index('<section id="problems">') : page.index('<section id="people">')]
    assert "<h2>Problems of the input: 2 errors, 1 warning</h2>" in problems
    assert 'href="data-quality.html"' in problems
    sound = index_page(make["rich_team_view"](problems=[]), [], {}, "en")
    assert "<h2>No problems found</h2>" in sound


def test_without_failures_nothing_is_said_to_have_failed(make):
    assert 'id="failed"' not in index_page(make["seed_team_view"](), [], {}, "zh_CN")


def test_problems_are_worded_with_their_remedy(make):
    page = index_page(make["rich_team_view"](), [], {}, "en")
    assert "Remove one of the rows, or correct its key." in page
    assert "crm/opportunities.csv · row 17" in page


def test_the_page_carries_the_shipped_style(make):
    assert stylesheet() in index_page(make["seed_team_view"](), [], {}, "en")
