"""Pages in a real browser: on a phone and on a desk, sorted and filtered, offline, unscripted."""

from __future__ import annotations

import itertools
import re
from io import BytesIO

import nbformat
import pypdf
import pytest

from salesreport.display import (
    IndexFile,
    analyst_pages,
    data_pages,
    index_page,
    playbook_pages,
    rep_pages,
    team_pages,
    weekly_pages,
)
from salesreport.render.exporters import ReportHTMLExporter
from salesreport.render.sealing import seal
from tests.chromium import Browser
from tests.display.conftest import awkward_rep_view, awkward_team_view, unrated_rep_view

pytestmark = pytest.mark.slow

PHONE, NARROWEST, WIDEST, DESK = (360, 740), (320, 640), (430, 930), (1280, 900)
KINDS = ("team", "rep", "data", "analyst", "playbook", "weekly", "index")
PAGES = [(kind, language) for kind in KINDS for language in ("en", "zh_CN")]
PAGES += [("awkward team", "en"), ("awkward rep", "zh_CN"), ("unrated rep", "en")]
LONG = "Bartholomew Maximilian Featherstonehaugh-Cholmondeley III, East"


@pytest.fixture(scope="module")
def browser():
    found = Browser()
    yield found
    found.close()


def as_page(pages):
    """The page of these sections, through the template and exporter of all pages."""
    cells = []
    for name in type(pages).sections:
        bundle = getattr(pages, name)._repr_mimebundle_()
        shown = nbformat.v4.new_output("display_data", data=bundle)
        cells.append(nbformat.v4.new_code_cell(f"pages.{name}", execution_count=1, outputs=[shown]))
    notebook = nbformat.v4.new_notebook(cells=cells)
    return ReportHTMLExporter().from_notebook_node(notebook)[0]


def index_of(view, language):
    files = [
        IndexFile("all", "HTML", "team.html"), IndexFile("deck", "PPTX", "deck.pptx"),
        IndexFile("data", "HTML", "data-quality.html"),
        *(IndexFile(f"rep:{rep.rep_id}", kind, f"reps/{rep.rep_id}.{kind.lower()}")
          for rep in view.reps for kind in ("HTML", "PDF")),
    ]  # fmt: skip
    return seal(index_page(view, files, {"en/reps/x": "no font"}, language), where="index")


@pytest.fixture(scope="module")
def files(sample, tmp_path_factory):
    """Every kind of page of the sample in two languages: (kind, language) to its file."""
    folder = tmp_path_factory.mktemp("pages")
    everybody = sample.for_team(None)
    made = {}
    for language in ("en", "zh_CN"):
        texts = {
            "team": as_page(team_pages(everybody, language)),
            "rep": as_page(rep_pages(sample.for_rep("0003"), language)),
            "data": as_page(data_pages(sample.for_data(), language)),
            "analyst": as_page(analyst_pages(sample.for_analyst(), language)),
            "playbook": as_page(playbook_pages(sample.for_playbook(), language)),
            "weekly": as_page(weekly_pages(sample.for_weekly("all"), language)),
            "index": index_of(everybody, language),
        }
        for kind, text in texts.items():
            made[kind, language] = folder / f"{kind}-{language}.html"
            made[kind, language].write_text(text, "utf-8")
    bad = {
        ("awkward team", "en"): as_page(team_pages(awkward_team_view(), "en")),
        ("awkward rep", "zh_CN"): as_page(rep_pages(awkward_rep_view(), "zh_CN")),
        ("unrated rep", "en"): as_page(rep_pages(unrated_rep_view(), "en")),
    }
    for (kind, language), text in bad.items():
        made[kind, language] = folder / f"{kind}-{language}.html"
        made[kind, language].write_text(text, "utf-8")
    return made


WIDTHS = "[document.documentElement.scrollWidth, window.innerWidth]"
SMALL = """(() => { const found = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) { const e = walk.currentNode.parentElement;
    if (walk.currentNode.data.trim() && e.checkVisibility() && !e.closest('template, script')
        && parseFloat(getComputedStyle(e).fontSize) < 15)
      found.push(walk.currentNode.data.trim().slice(0, 40)); }
  return found; })()"""


@pytest.mark.parametrize(("kind", "language"), PAGES)
def test_a_page_fits_every_screen_asks_for_nothing_and_breaks_no_policy(
    browser, files, kind, language
):
    tab = browser.open(files[kind, language], width=PHONE[0], height=PHONE[1])
    for width, height in (NARROWEST, PHONE, WIDEST, DESK):
        tab.resize(width, height)
        assert tab.value(WIDTHS) == [width, width]
        if width < 600:
            assert tab.value(SMALL) == []
    assert tab.value("document.querySelectorAll('header, main, footer').length") == 3
    levels = tab.value("[...document.querySelectorAll('h1, h2, h3, h4')].map(h => +h.tagName[1])")
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))
    assert tab.value("[...document.querySelectorAll('table')].every(t => t.caption)")
    assert tab.requests == []
    assert tab.complaints == []
    tab.close()


FIRST = "[...document.querySelectorAll('#people-table tbody tr')].filter(r => !r.hidden)"
NAMES = f"{FIRST}.map(row => row.cells[0].firstChild.textContent.trim())"
STATUS = "document.querySelector('#people [role=status]').textContent"


def sort_button(column):
    return f"#people-table thead th:nth-child({column}) button"


@pytest.fixture
def team(browser, files):
    tab = browser.open(files["team", "en"])
    yield tab
    assert tab.requests == []
    assert tab.complaints == []
    tab.close()


def test_a_click_on_a_head_sorts_by_what_stands_there_and_says_so(team, sample):
    reps = sample.for_team(None).reps
    printed = [rep.name for rep in reps]
    by_score = [rep.name for rep in sorted(reps, key=lambda rep: -rep.score.score)]
    heads = team.value("[...document.querySelectorAll('#people-table thead th')].map("
                       "h => h.textContent)")  # fmt: skip
    score = heads.index("Score") + 1
    assert team.value(NAMES) == printed
    team.click(sort_button(score))
    assert team.value(NAMES) == by_score
    head = f"document.querySelector('#people-table th:nth-child({score})')"
    assert team.value(f"{head}.ariaSort") == "descending"
    assert team.value(STATUS) == "14 of 14 rows · sorted by Score, descending"
    team.click(sort_button(score))
    assert team.value(NAMES) == by_score[::-1]
    assert team.value(f"{head}.ariaSort") == "ascending"
    team.click(sort_button(score))
    assert team.value(NAMES) == printed
    assert team.value(f"{head}.ariaSort") is None
    assert team.value(STATUS) == "14 of 14 rows"


def test_the_keyboard_sorts_too_and_grades_go_by_rank_not_by_letter(team):
    heads = team.value("[...document.querySelectorAll('#people-table thead th')].map("
                       "h => h.textContent)")  # fmt: skip
    grade = heads.index("Grade") + 1
    team.value(f"document.querySelector('{sort_button(grade - 1)}').focus()")
    team.key("Tab")
    team.key("Enter")
    shown = team.value(f"{FIRST}.map(r => r.cells[{grade - 1}].firstChild.textContent.trim())")
    assert list(dict.fromkeys(shown)) == ["excellent", "good", "pass", "needs improvement"]
    team.key(" ")
    shown = team.value(f"{FIRST}.map(r => r.cells[{grade - 1}].firstChild.textContent.trim())")
    assert list(dict.fromkeys(shown)) == ["needs improvement", "pass", "good", "excellent"]


def test_what_has_no_value_stands_last_either_way(team):
    heads = team.value("[...document.querySelectorAll('#people-table thead th')].map("
                       "h => h.firstChild.firstChild.textContent)")  # fmt: skip
    column = heads.index("Collection rate") + 1
    for _ in range(2):
        team.click(sort_button(column))
        shown = team.value(f"{FIRST}.map(r => r.cells[{column - 1}].className)")
        assert ["na" in kind.split() for kind in shown] == [False] * 13 + [True]


def test_words_and_team_choose_rows_and_totals_stay(team):
    team.click("#people input")
    team.write("sfm")
    assert team.value(NAMES) == ["宋枫木"]
    assert team.value(STATUS) == "1 of 14 rows"
    team.value("document.querySelector('#people input').select()")
    team.write("needs IMPROVEMENT")
    found = team.value(NAMES)
    assert 0 < len(found) < 14
    choose = (
        "(() => { const s = document.querySelector('#people select'); s.value = '1';"
        " s.dispatchEvent(new Event('change')); return s.selectedOptions[0].label; })()"
    )
    assert team.value(choose) == "South"
    assert set(team.value(NAMES)) < set(found)
    assert team.value("document.querySelector('#table-2 tbody tr[hidden]')") is None


def test_a_filtered_table_prints_whole_and_without_controls(team):
    team.click("#people input")
    team.write("nobody")
    assert team.value(NAMES) == []
    team.call("Emulation.setEmulatedMedia", media="print")
    rows = "[...document.querySelectorAll('#people-table tbody tr')]"
    shown = f"{rows}.every(row => row.checkVisibility())"
    assert team.value(shown)
    assert not team.value("document.querySelector('.tools').checkVisibility()")
    assert not team.value("document.querySelector('.contents').checkVisibility()")


def test_a_browser_prints_what_the_pdf_shows(browser, files):
    tab = browser.open(files["weekly", "zh_CN"])
    assert len(pypdf.PdfReader(BytesIO(tab.printed())).pages) == 1
    tab.close()
    tab = browser.open(files["index", "en"])
    pages = pypdf.PdfReader(BytesIO(tab.printed())).pages
    text = " ".join(page.extract_text() for page in pages)
    assert text.count("needs improvement") == 4
    assert not re.search(r"Find|all teams|14 of 14 rows|Skip to the content", text)
    tab.close()


def test_without_scripts_the_page_is_whole_and_shows_no_controls(browser, files):
    tab = browser.open(files["team", "en"], scripts=False)
    text = tab.value("document.body.innerText")
    assert "Find" not in text.split()
    assert tab.value("document.querySelectorAll('button, input, select').length") == 0
    assert tab.value("document.querySelectorAll('#people-table tbody tr').length") == 14
    assert tab.complaints == []
    tab.close()


def test_the_first_tab_leads_past_the_head(team):
    team.key("Tab")
    assert team.value("document.activeElement.textContent") == "Skip to the content"
    assert team.value("document.activeElement.getBoundingClientRect().top") >= 0
    team.key("Enter")
    assert team.value("document.activeElement.id") == "content"


@pytest.fixture(scope="module")
def crowd(sample, tmp_path_factory):
    """The index of five hundred people with long names, none of them rated."""
    view = sample.for_team(None)
    unrated = {"score": None, "grade": "not_rated", "why_null": "missing_measures"}
    first = view.reps[0]
    nobody = first.score.model_copy(update=unrated)
    reps = [
        first.model_copy(update={
            "rep_id": f"R{n:04d}", "name": f"{LONG[:56]}{n:04d}", "team": f"Team {n % 9}",
            "score": nobody, "figures": view.reps[n % 14].figures,
        })
        for n in range(500)
    ]  # fmt: skip
    assert {len(rep.name) for rep in reps} == {60}
    path = tmp_path_factory.mktemp("crowd") / "index.html"
    path.write_text(index_of(view.model_copy(update={"reps": reps}), "en"), "utf-8")
    return path


def test_five_hundred_people_with_long_names_fit_a_phone_and_sort_at_once(browser, crowd):
    tab = browser.open(crowd, width=PHONE[0], height=PHONE[1])
    assert tab.value(WIDTHS) == [PHONE[0], PHONE[0]]
    targets = "[...document.querySelectorAll('#files a, #people :is(a, button, input, select)')]"
    low = tab.value(f"{targets}.filter(e => e.getBoundingClientRect().height < 44).length")
    assert (low, tab.value(f"{targets}.length")) == (0, 3 + 1000 + 6 + 2)
    took = tab.value(
        "(() => { const from = performance.now();"
        " document.querySelector('#index-table th:nth-child(3) button').click();"
        " document.body.offsetHeight; return performance.now() - from; })()"
    )
    assert took < 1000
    assert tab.value("document.querySelector('#people [role=status]').textContent") == (
        "500 of 500 rows · sorted by Completion, descending"
    )
    tab.click("#people input")
    tab.write("r0042")
    assert tab.value("[...document.querySelectorAll('#index-table tbody tr')]"
                     ".filter(r => !r.hidden).map(r => r.cells[0].firstChild.data)"
                     ) == [f"{LONG[:56]}0042 "]  # fmt: skip
    assert tab.complaints == []
    tab.close()
