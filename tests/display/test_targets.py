"""The target plan's page: verdict first, sums that add up as printed, words in three languages."""

from __future__ import annotations

import re

import pytest

from salesreport.display import target_pages
from salesreport.display.pages import TargetPages
from salesreport.display.targetremarks import remark_lines
from salesreport.errors import ParameterError
from salesreport.language import LANGUAGES, Words
from tests.report.test_targets import PLAN, deals, person, planned, tables


@pytest.fixture(scope="module")
def view(tmp_path_factory):
    keys = [
        {"rep_id": "A", "customer": "Key One", "level": "A", "contacts_per_month": 2,
         "support": "price approval"},
        {"rep_id": "A", "customer": "Key Two", "level": "", "contacts_per_month": "",
         "support": ""},
    ]  # fmt: skip
    done = [
        {"activity_id": f"T{at}", "date": f"2024-0{4 + at}-03", "rep_id": "A",
         "customer": "Key One", "stage": "intent", "action": "call", "status": "done",
         "due_date": f"2024-0{4 + at}-05", "done_date": f"2024-0{4 + at}-04"}
        for at in range(3)
    ]  # fmt: skip
    people = [person("A"), person("B"), person("C", team="West"),
              person("N", hired_on="2024-06-03")]  # fmt: skip
    rows = tables() | {"reps": people, "key_accounts": keys, "activities": done}
    folder = tmp_path_factory.mktemp("page")
    return planned(folder, rows, PLAN | {"cushion": 0.05, "unit": 1000})


@pytest.fixture(scope="module")
def year(tmp_path_factory):
    plan = {"period": "2025", "total": 12_000_000, "unit": 1000}
    return planned(tmp_path_factory.mktemp("year"), tables(), plan)


def shown(block):
    """Rows of a section's table as printed."""
    return block.data()["blocks"][0]["shown"]


def number(text):
    return 0 if text == "–" else int(text.replace(",", ""))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_section_speaks_each_language(view, language):
    pages = target_pages(view, language)
    for name in TargetPages.sections:
        html = str(getattr(pages, name).html())
        assert "{" not in re.sub(r"<[^>]*>", "", html), name
    text = re.sub(r"<[^>]*>", "", pages.html())
    if language != "en":
        assert not re.search(r"\b(target|people|share|chance|months)\b", text)
        for word in ("能力", "运气", "不明", "待改进者", "置信区间"):
            assert word not in text


def test_the_answer_comes_first(view):
    said = target_pages(view, "en").summary.plain().replace("\xa0", " ")
    assert said.startswith("3.00 M for Q3 2024, split to 4 people, is ")
    assert "The people's targets add up to 150 k (5%) more than the total, as cushion." in said


def test_printed_rows_columns_and_totals_add_up(view, year):
    for found in (view, year):
        rows = shown(target_pages(found, "en").plan)
        people, foot = rows[: len(found.reps)], rows[len(found.reps) :]
        for row in rows:  # the last column is the chance
            assert sum(map(number, row[1:-2])) == number(row[-2])
        for at in range(1, len(rows[0]) - 1):
            assert sum(number(row[at]) for row in people) == number(foot[0][at])
            if found.cushion_amount:
                assert number(foot[0][at]) - number(foot[1][at]) == number(foot[2][at])
        assert number(foot[-1][-2]) == found.total
        chances = [row[4] for row in shown(target_pages(found, "en").chances)]
        assert [row[-1] for row in people] == [text.replace("n/a", "–") for text in chances]


def test_a_year_has_quarters_first_and_months_in_two_halves(view, year):
    first = target_pages(year, "en").plan.data()["blocks"][0]["columns"]
    assert first == ["Name", "Jan–Mar", "Apr–Jun", "Jul–Sep", "Oct–Dec", "Total", "Chance"]
    first, second = (
        half["blocks"][0] for half in target_pages(year, "en").by_month.data()["blocks"]
    )
    assert first["columns"] == ["Name", "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Total"]
    assert second["columns"] == ["Name", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec", "Total"]
    halves = list(zip(first["shown"], second["shown"], strict=True))
    for row in (row for half in halves for row in half):
        assert sum(map(number, row[1:-1])) == number(row[-1])
    totals = [number(one[-1]) + number(two[-1]) for one, two in halves]
    assert totals == [*(rep.target for rep in year.reps), year.total]
    assert not target_pages(view, "en").by_month


def test_who_leaves_is_told_with_the_day_in_words(tmp_path):
    people = [person("A", territory="North"), person("B", territory="North", left_on="2024-07-31"),
              person("C", left_on="2023-11-30")]  # fmt: skip
    pages = target_pages(planned(tmp_path, tables() | {"reps": people}), "en")
    assert "leaves 31 Jul</small>" in pages.plan.html().replace("\xa0", " ")
    said = pages.changes.html().replace("\xa0", " ")
    assert "Name B, last day 31 Jul: North stays with Name A." in said
    assert "Name C, last day 30 Nov 2023: nobody else has the territory" in said


def test_a_chance_is_never_printed_as_certain_or_impossible(tmp_path):
    hard = planned(tmp_path, tables(), PLAN | {"total": 90_000_000})
    texts = [row[4] for row in shown(target_pages(hard, "en").chances)]
    assert texts == ["<1%"] * 3
    title = target_pages(hard, "en").chances.plain()
    assert title == "Targets nearly out of reach: 3; nearly certain: 0"
    said = target_pages(hard, "en").remarks.html()
    assert "Name A: a chance of" in said
    assert "is below 10%; nearly out of reach." in said


def test_who_has_no_history_has_no_chance_and_the_reason_stands_there(view):
    html = str(target_pages(view, "en").chances.html())
    assert re.search(r"Name N</th>.*?n/a <small>no own history</small>", html, re.DOTALL)


def test_an_action_sheet_holds_the_plan_against_the_contacts(view):
    html = str(target_pages(view, "en").actions.html())
    assert "rhythm 1 of 2 contacts a month" in html
    assert "Key One" in html
    assert "price approval" in html
    assert "Without a key customer on record: Name B, Name N, Name C." in html or (
        "Without a key customer on record: Name B, Name C, Name N." in html
    )
    assert "1 of 1 key customers had less than 80% of the planned contacts" in html


def test_what_is_missing_is_said(view, tmp_path):
    html = str(target_pages(view, "en").shares.html())
    assert "Potential is missing" in html
    assert "Not known of anybody: Potential; the weight goes to the others." in html
    bare = planned(tmp_path, {"reps": [person("A")], "opportunities": deals("A", 5)[:1]})
    assert "no key customers on record" in target_pages(bare, "en").actions.plain()


def test_names_are_escaped(tmp_path):
    people = [person("A", name="<b>Ann</b>"), person("B"), person("C")]
    html = target_pages(planned(tmp_path, tables() | {"reps": people}), "en").html()
    assert "<b>Ann" not in html
    assert "&lt;b&gt;Ann" in html


def test_the_page_of_another_reader_is_refused(view):
    from salesreport.display import rep_pages

    with pytest.raises(ParameterError, match="TargetPlanView"):
        rep_pages(view, "en")


def test_people_of_whom_a_rule_says_the_same_share_a_line(view):
    (line,) = [text for text in remark_lines(view, Words("en")) if "No key customer" in text]
    names = [rep.name for rep in view.reps if rep.rep_id != "A"]
    assert len(names) == 3
    assert all(name in line for name in names)
