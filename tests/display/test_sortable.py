"""Tables to sort and filter: what a script finds in them, and what it does not."""

from __future__ import annotations

import re

import pytest

from salesreport.display.blocks import Cell, Column
from salesreport.display.people import people
from salesreport.display.sortable import MARK, SortableTable, sound_keys
from salesreport.display.table2 import table2
from salesreport.language import LANGUAGES, Words

COLUMNS = [Column("Name", "free"), Column("Rate", "number"), Column("Grade", "word")]
ROWS = [
    [Cell("Ann"), Cell("50%", 0.504), Cell("good", "good")],
    [Cell("宋枫木"), Cell("n/a", None, kind="na"), Cell("not rated", "not_rated")],
    [Cell("Bob"), Cell("50%", 0.496), Cell("pass", "pass")],
    [Cell("Eve"), Cell("120%", 1.2), Cell("good", "good")],
]


def table(rows=ROWS, **changes):
    given = {"orders": {"Grade": ("pass", "good")}, "groups": ["East", None, "East", "East"]}
    return SortableTable("t", "People", COLUMNS, rows, [[Cell("Total"), Cell("1"), Cell()]],
                         words=Words("en"), **given | changes)  # fmt: skip


def cells(html):
    return re.findall(r"<t[hd] (?:[^>]* )?data-order=\"(\d+)\">([^<]*)<", str(html))


def test_an_order_says_no_more_than_what_is_shown():
    orders = cells(table().html())
    assert orders == [("0", "50%"), ("1", "good"), ("0", "50%"), ("0", "pass"), ("1", "120%"),
                      ("1", "good")]  # fmt: skip
    assert "0.504" not in table().html()


def test_a_total_is_in_no_order_and_in_no_team():
    foot = str(table().html()).partition("<tfoot>")[2]
    assert "<tr><th" in foot
    assert "data-" not in foot


def test_rows_carry_their_team_and_how_a_chinese_name_sounds():
    html = str(table(keys=["1", "2", "3", "4"]).html())
    assert re.findall(r"<tr( data-[^>]*)>", html) == [
        ' data-group="0" data-keys="1"', ' data-group="1" data-keys="songfengmu sfm 2"',
        ' data-group="0" data-keys="3"', ' data-group="0" data-keys="4"',
    ]  # fmt: skip
    assert '<option value="1">–</option>' in html


def test_one_team_is_no_choice():
    html = table(groups=["East"] * 4).html()
    assert "<select" not in html
    assert "data-group" not in html


def test_few_rows_are_a_plain_table():
    html = table(ROWS[:2], groups=["East", "West"]).html()
    assert MARK not in html
    assert "data-" not in html


def test_text_of_the_data_stays_text_in_controls():
    html = table(groups=['<b>"x"', "a", "a", "a"], keys=['"><script>'] * 4).html()
    assert "&lt;b&gt;&#34;x&#34;" in html
    assert "<script>" not in html


@pytest.mark.parametrize(
    ("name", "sounds"),
    [("张*", ["zhang", "z"]), ("Lin 林", ["lin", "l"]), ("Ann", []), ("", [])],
)
def test_a_name_is_found_by_its_sound(name, sounds):
    assert sound_keys(name) == sounds


@pytest.mark.parametrize("language", LANGUAGES)
def test_people_and_table_2_have_their_controls_in_every_language(make, language):
    words = Words(language)
    view = make["rich_team_view"]()
    for draw in (people, table2):
        html = draw(view, words).html()
        assert html.count(MARK) == 1
        assert f"<label>{words('Find')}<input" in html
        assert words("{n} of {m} rows") in html
        assert "{column}" in words("sorted by {column}, ascending")


def test_a_lone_rep_gets_no_controls(make):
    assert MARK not in people(make["seed_team_view"](), Words("en")).html()
