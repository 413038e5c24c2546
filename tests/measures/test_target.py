"""Targets of a window, shared out over the days a rep was there."""

from fractions import Fraction

import pandas as pd
import pytest

from salesreport.measures import components, targets, team_targets, tenure, total
from salesreport.periods import Period

JUNE, Q2 = Period.parse("2024-06"), Period.parse("2024-Q2")


def goal(rep, period, value, measure="bookings", **more):
    return {"rep_id": rep, "period": period, "value": value, "measure": measure, **more}


@pytest.fixture(scope="module")
def planned(frame):
    return {
        "reps": frame(
            "reps",
            [
                {"rep_id": "A", "name": "A"},
                {"rep_id": "B", "name": "B", "hired_on": "2024-06-16"},
                {"rep_id": "C", "name": "C"},
            ],
        ),
        "leave": frame(
            "leave",
            [
                {"rep_id": "A", "from_date": "2024-06-01", "to_date": "2024-06-10"}
                | {"kind": "sick", "prorate": True},
                {"rep_id": "A", "from_date": "2024-06-06", "to_date": "2024-06-12"}
                | {"kind": "training", "prorate": True},
                {"rep_id": "A", "from_date": "2024-06-20", "to_date": "2024-06-30"}
                | {"kind": "annual", "prorate": False},
            ],
        ),
        "targets": frame(
            "targets",
            [
                goal("A", "2024-04", 100),
                goal("A", "2024-05", 100),
                goal("A", "2024-06", 100),
                goal("A", "2024-06", 7, "new_customers"),
                goal("A", "2024-05", "0.2", "conversion"),
                goal("A", "2024-06", "0.4", "conversion"),
                goal("B", "2024-06", 90),
                goal("C", "2024-Q2", 300),
                goal(None, "2024-06", 500, team="East"),
                goal("A", "2024-06", 120),
            ],
        ),
    }


def test_a_target_shrinks_by_calendar_days_not_there(planned, ready):
    # A: 12 of 30 days on prorated leave, the last row of June (120) counts; B: from the 16th
    found = components(ready(planned), JUNE)["target"]
    assert found["A"] == 120 * 18 * 100 // 30
    assert found["B"] == 4500


def test_a_quarters_target_counts_in_windows_that_hold_all_of_it(planned, ready):
    prepared = ready(planned)
    assert pd.isna(components(prepared, JUNE)["target"]["C"])
    assert components(prepared, Q2)["target"]["C"] == 30000
    assert components(prepared, Q2)["target_months"].to_dict() == {"A": 3, "B": 1, "C": 3, "": 0}


def test_a_quarter_beside_its_months_is_not_counted_twice(frame, ready):
    rows = [goal("A", f"2024-0{m}", 10) for m in (4, 5, 6)] + [goal("A", "2024-Q2", 30)]
    assert components(ready({"targets": frame("targets", rows)}), Q2)["target"]["A"] == 3000


def test_counts_are_prorated_exactly_and_rates_are_not(planned, ready):
    found = targets(ready(planned), JUNE)
    assert found.loc["A", "new_customers"] == Fraction(7 * 18, 30)
    assert found.loc["A", "conversion"] == Fraction(2, 5)
    assert found.loc["B", "conversion"] is None
    assert targets(ready(planned), Q2).loc["A", "conversion"] == Fraction(3, 10)


def test_a_teams_own_target_is_kept_apart_from_its_reps(planned, ready):
    prepared = ready(planned)
    assert team_targets(prepared, JUNE)["bookings"].to_dict() == {"East": 500}
    assert total(components(prepared, JUNE))["target"] == 7200 + 4500


def test_tenure_is_the_share_of_days_there(planned, ready):
    found = tenure(ready(planned), JUNE)
    assert found.to_dict() == {"A": Fraction(3, 5), "B": Fraction(1, 2), "C": 1, "": 1}


@pytest.mark.parametrize(
    ("value", "why"), [(0, "target_not_positive"), (-5, "target_not_positive")]
)
def test_completion_of_no_real_target_is_not_available(frame, make_deal, measured, value, why):
    tables = {
        "opportunities": frame("opportunities", [make_deal("O1", "A", "won", 5, "2024-06-01")]),
        "targets": frame("targets", [goal("A", "2024-06", value)]),
    }
    figure = measured(tables)["A"]["completion"]
    assert (figure.value, figure.why_null) == (None, why)


def test_completion_without_a_target_says_no_target(frame, make_deal, measured):
    tables = {
        "opportunities": frame("opportunities", [make_deal("O1", "A", "won", 5, "2024-06-01")]),
        "targets": frame("targets", [goal("B", "2024-06", 10)]),
    }
    assert measured(tables)["A"]["completion"].why_null == "no_target"
    # the 5 that A sold are not half of B's 10
    assert measured(tables)[None]["completion"].why_null == "no_target"
