"""Market indices against last year's, season, events."""

import numpy as np
import pytest

from salesreport.report.reasons.leads import lead_rows
from salesreport.report.reasons.market import index_levels, index_ratio
from tests.report.reasonruns import cause_of, exact, report_of, team_rows

JUNES = ("2023-06", "2024-06")


def index(dimension, segment, *values, periods=JUNES):
    return [
        {"dimension": dimension, "segment": segment, "period": period, "index": value}
        for period, value in zip(periods, values, strict=True)
    ]


@pytest.fixture
def made(tmp_path):
    def build(market, **more):
        tables = team_rows(4, 8) | {"market": market} | more
        return report_of(tmp_path, tables, min_group=3)

    return build


def ratio(report):
    material = report._material
    rows, windows = lead_rows(material), material.windows
    found = index_ratio(material, rows, windows.period, windows.last_year)
    if found is None:
        return None
    values = [None if np.isnan(one) else round(float(one), 6) for one in found]
    return dict(zip(rows.words["industry"], values, strict=True))


def test_a_segments_index_is_this_year_against_last(made):
    report = made([*index("industry", "food", 100, 80), *index("industry", "retail", 50, 75)])
    assert ratio(report) == {"food": 0.8, "retail": 1.5, "machinery": None}


def test_without_its_own_a_segment_has_the_whole_markets(made):
    report = made([*index("industry", "food", 100, 80), *index("all", "All", 100, 110)])
    assert ratio(report) == {"food": 0.8, "retail": 1.1, "machinery": 1.1}


def test_a_month_takes_the_shortest_period_that_holds_it(made):
    quarters = index("industry", "food", 100, 60, periods=("2023-Q2", "2024-Q2"))
    assert ratio(made(quarters))["food"] == 0.6
    assert ratio(made([*quarters, *index("industry", "food", 100, 90)]))["food"] == 0.9


def test_an_index_of_one_year_alone_says_nothing(made):
    assert ratio(made(index("industry", "food", 80, periods=("2024-06",)))) is None
    assert ratio(made(index("industry", "food", 0, 80))) is None


def test_without_an_index_all_movement_is_team_wide(made):
    reasons = made([]).for_rep("R1").reasons
    assert cause_of(reasons, "market", "last_year") is None
    assert cause_of(reasons, "team_wide", "last_year").kind == "external"


def test_an_index_tells_what_the_market_moved(made):
    plain = made([]).everybody.reasons_by_rep["R1"]
    fallen = made(index("all", "All", 100, 70)).everybody.reasons_by_rep["R1"]
    market = cause_of(fallen, "market", "last_year")
    assert market.amount < 0
    # the same gap, the same sides
    whole = [
        next(one for one in reasons.attributed if one.reference == "last_year").gap
        for reasons in (plain, fallen)
    ]
    assert whole[0] == whole[1]
    assert [line for line in exact(fallen) if line[1] != line[2]] == []


def test_an_index_is_what_a_segment_is_expected_to_move_by(made):
    months = [f"{year}-{month:02d}" for year in (2023, 2024) for month in range(1, 13)][:18]
    food = index("industry", "food", *[100] * 17, 50, periods=months)
    report = made(food)
    material = report._material
    levels = index_levels(material, lead_rows(material), [material.windows.period])
    words = lead_rows(material).words["industry"]
    # by hand: 50 / ((17 x 100 + 50) / 18), of the months that hold leads
    found = dict(zip(words, levels[0].tolist(), strict=True))
    assert 0.5 < found["food"] < 0.53
    assert np.isnan(found["retail"])


def test_events_of_the_window_and_of_ones_own_segments_are_told(made):
    def event(first, last, **more):
        return {
            "from_date": first, "to_date": last, "dimension": "", "segment": "",
            "kind": "market", "description": first,
        } | more  # fmt: skip

    events = [
        event("2024-05-01", "2024-06-03"),
        event("2023-02-01", "2023-03-01"),  # before the twelve months
        event("2024-07-02", "2024-08-01"),  # after the period
        event("2023-08-01", "2023-09-01", dimension="industry", segment="food"),
        event("2023-10-01", "2023-12-01", dimension="industry", segment="shipping"),
    ]
    tables = team_rows(6, 8)
    for row in tables["leads"]:
        if row["rep_id"] == "R1" and row["industry"] == "food":
            row["industry"] = "retail"
    report = made([], **tables, events=events)
    told = [one.description for one in report.for_rep("R2").reasons.events]
    assert told == ["2023-08-01", "2023-10-01", "2024-05-01"]
    told = [one.description for one in report.for_rep("R1").reasons.events]
    assert told == ["2023-10-01", "2024-05-01"]
