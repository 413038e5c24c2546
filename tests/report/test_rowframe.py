"""`report.rows`: from a number to its rows in one call, pleasant to read in a notebook."""

from __future__ import annotations

import pickle

import lxml.html
import pandas as pd
import pytest

from salesreport.errors import SalesReportError, UnknownKeyError
from salesreport.report import OpenedView
from salesreport.report.rowframe import MOST


@pytest.fixture(scope="module")
def rep(sample):
    return OpenedView(sample.for_rep("0003"))


@pytest.fixture(scope="module")
def team(sample):
    return OpenedView(sample.for_team(None, rows=True))


def shown(rows):
    """Caption, heads and lines of what a notebook shows."""
    page = lxml.html.fragment_fromstring(rows._repr_html_(), create_parent=True)
    lines = [[cell.text_content() for cell in line] for line in page.iterfind(".//tr")]
    return page.findtext(".//caption"), lines[0], lines[1:]


def test_the_rows_of_a_rate_add_up_to_its_two_parts(rep):
    rows = rep.rows("conversion")
    parts = rows.sums()
    assert parts == {"numerator": 8, "denominator": 15}
    assert rep.view.rep.figures["conversion"].value == parts["numerator"] / parts["denominator"]
    assert shown(rows)[0] == "conversion · numerator 8 (9) · denominator 15 (15)"


def test_a_notebook_shows_amounts_with_their_line_and_no_empty_column(rep):
    _, heads, lines = shown(rep.rows("bookings"))
    assert heads == ["part", "rep_id", "value", "table", "key", "day", "customer", "file", "row"]
    assert "sheet" in rep.rows("bookings").columns
    assert len(lines) == len(rep.rows("bookings"))
    assert lines[0][2:5] == ["20,700", "opportunities", "O2855"]
    assert lines[0][-2:] == ["data/sample/opportunities.csv", "2856"]


def test_a_teams_rows_are_of_everybody_and_only_the_first_are_shown(team):
    rows = team.rows("collection_rate")
    caption, _, lines = shown(rows)
    assert rows["rep_id"].nunique() > 5
    assert len(lines) == MOST < len(rows)
    assert caption.endswith(f"{MOST} / {len(rows)}")
    collected, due = rows.sums().values()
    assert team.view.figures["collection_rate"].value == pytest.approx(collected / due, rel=1e-9)


def test_a_number_without_rows_says_none(seed):
    assert shown(OpenedView(seed.for_rep("李*")).rows("win_rate"))[0] == "win_rate · 0"


def test_what_is_selected_is_a_plain_frame_and_it_pickles(rep):
    rows = rep.rows("conversion")
    assert type(rows[rows["part"] == "numerator"]) is pd.DataFrame
    assert pickle.loads(pickle.dumps(rows)).measure == "conversion"


def test_an_unknown_measure_names_those_there_are(rep):
    with pytest.raises(UnknownKeyError, match=r"'convertion'.*bookings, cohort_conv.*mean 'c"):
        rep.rows("convertion")


def test_a_teams_view_made_for_its_pages_alone_says_how_to_get_rows(sample):
    with pytest.raises(SalesReportError, match="set to the run file"):
        OpenedView(sample.for_team(None)).rows("bookings")
