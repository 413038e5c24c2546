"""Whole pages of every kind of view, in every language: safe, complete, in order."""

from __future__ import annotations

import re
from html.parser import HTMLParser

import pytest

from salesreport.display import rep_pages, team_pages
from salesreport.display.blocks import MIME
from salesreport.errors import ParameterError, UnknownKeyError
from salesreport.language import LANGUAGES
from salesreport.report.views import PlanRow
from tests.display import staged
from tests.display.reasoned import short_reasons

VOID = {"img", "br", "rect", "wbr", "hr", "meta", "input"}


class Reader(HTMLParser):
    """Tags, attributes and text of a fragment; every tag must close."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.texts: list[str] = []
        self.levels: list[int] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        if re.fullmatch("h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag, attrs):
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)


@pytest.fixture(params=LANGUAGES)
def language(request):
    return request.param


def check_safe(page: Reader) -> None:
    assert {tag for tag, _, _ in page.attributes} & {"script", "style", "link", "iframe"} == set()
    for tag, name, value in page.attributes:
        assert name != "style", tag
        assert not name.startswith("on"), (tag, name)
        assert "http" not in value or name in ("alt", "aria-label"), (tag, name, value)
        if tag == "img" and name == "alt":
            assert len(value) > 10
    ids = [value for _, name, value in page.attributes if name == "id"]
    assert sorted(ids) == sorted(set(ids))
    assert page.levels[0] == 1
    assert set(page.levels[1:]) <= {2}


def test_a_reps_page_is_safe_and_well_formed(rep_page):
    check_safe(Reader(rep_page))


def test_a_teams_page_is_safe_and_well_formed(team_page):
    check_safe(Reader(team_page))


def check_words(page: str) -> None:
    text = " ".join(Reader(page).texts)
    assert not re.search(r"\{[a-z_]+\}", text)
    assert not re.search(r"\b(None|nan|inf|True|False)\b", text)
    assert not re.search(r"\d\.\d{4,}", text)
    assert not re.search(r"Wilson|shrink|LMDI|Shapley|false.discovery", text, re.IGNORECASE)


def test_a_reps_page_shows_no_placeholder_float_noise_or_analysts_word(rep_page):
    check_words(rep_page)


def test_a_teams_page_shows_no_placeholder_float_noise_or_analysts_word(team_page):
    check_words(team_page)


def test_hostile_text_is_shown_as_text(make, language):
    page = make["rep_page_html"]("awkward", language)
    assert "<script" not in page
    assert "&lt;script&gt;" in page
    assert "=1+1" in page


def test_long_names_are_shown_whole(make, language):
    page = Reader(make["rep_page_html"]("awkward", language))
    text = "".join(page.texts)
    assert make["LONG_NAME"] in text
    assert make["CHINESE_LONG"] in text


def test_a_chinese_page_speaks_chinese(make):
    text = "".join(Reader(make["rep_page_html"]("seed", "zh_CN")).texts)
    left = set(re.findall(r"[A-Za-z]{3,}", text))
    assert left <= {"CRM", "SPIN", "seed", "xlsx"}


def test_a_seed_rep_has_no_empty_sections(make):
    page = make["rep_page_html"]("seed", "en")
    for section in ("trend", "counted", "not-counted", "wins", "losses", "cash"):
        assert f'id="{section}"' not in page
    assert "needs opportunities" in page


def test_a_rich_rep_has_every_section(make):
    found = {"pipeline": staged.parts(), "behaviours": staged.rep_behaviours()}
    found["plans_next"] = [PlanRow(who="Rep 3", rule="stalled_deals", origin="proposed")]
    pages = rep_pages(make["rich_rep_view"](reasons=short_reasons(), **found), "en")
    empty = [name for name in pages.sections if not getattr(pages, name)]
    assert empty == []


def test_a_rich_team_has_every_section_but_the_missing(make):
    reasons = {"reasons": short_reasons(), "reasons_by_rep": {"0003": short_reasons()}}
    found = {"pipeline": staged.parts(), "behaviours": staged.behaviours()}
    pages = team_pages(make["rich_team_view"](**reasons, **found), "en")
    assert [name for name in pages.sections if not getattr(pages, name)] == ["notes", "missing"]


def test_nobody_else_is_named_on_a_reps_page(make, language):
    page = make["rep_page_html"]("seed", language)
    assert "张*" not in page


def test_the_header_tells_the_exporter_language_and_title(make):
    bundle = rep_pages(make["seed_rep_view"](), "zh_TW").header._repr_mimebundle_()
    page = bundle[MIME]["page"]
    assert page == {"language": "zh-TW", "title": "李* 2024年3月個人復盤", "kind": "rep"}


def test_the_same_view_gives_the_same_page(make):
    again = rep_pages(make["rich_rep_view"](), "zh_CN").html()
    assert again == make["rep_page_html"]("rich", "zh_CN")


def test_an_opened_report_is_taken_for_its_view(make):
    class Opened:
        view = make["seed_rep_view"]()

    assert rep_pages(Opened(), "en").view is Opened.view


def test_the_wrong_readers_view_is_refused(make):
    with pytest.raises(ParameterError, match="need a RepView, not a TeamView"):
        rep_pages(make["seed_team_view"](), "en")
    with pytest.raises(ParameterError, match="need a TeamView"):
        team_pages(make["seed_rep_view"](), "en")


def test_an_unknown_language_is_refused(make):
    with pytest.raises(UnknownKeyError, match="did you mean 'zh_TW'"):
        rep_pages(make["seed_rep_view"](), "zh_tw")


def test_an_unknown_section_names_those_there_are(make):
    pages = rep_pages(make["seed_rep_view"](), "en")
    with pytest.raises(AttributeError, match="no section 'recipt'; it has header, headline"):
        pages.recipt  # noqa: B018
    assert "receipt" in dir(pages)
