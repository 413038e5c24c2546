"""Plans and notes of a period."""

from fractions import Fraction

import pytest

from salesreport.periods import Period
from salesreport.retrospective import gap, notes_of, plan_rows

MARCH = Period.parse("2024-03")


@pytest.fixture
def plans(frame):
    return frame(
        "plans",
        [
            {"rep_id": "R1", "item": "a", "measures": "m", "due_date": "2024-03-31"},
            {"rep_id": "R1", "item": "b", "measures": "m", "due_date": "2024-04-30"},
            {"team": "East", "item": "c", "measures": "m"},
        ],
    )


def test_support_owner_is_named_where_it_is_a_rep(frame):
    rows = frame("plans", [{"rep_id": "R1", "item": "a", "measures": "m", "support_owner": "R2"}])
    (row,) = plan_rows(rows, {"R1": "Ann", "R2": "Bo"})
    assert row.support_owner == "Bo"


@pytest.mark.parametrize(
    ("rep_id", "team", "who"),
    [("R1", None, "Ann"), ("Nobody Here", None, "Nobody Here"), ("r1", "East", "r1"),
     (None, "East", "East"), (None, None, "")],
)  # fmt: skip
def test_a_plan_stands_under_its_person_as_written_where_nobody_knows_them(
    frame, rep_id, team, who
):
    (row,) = plan_rows(
        frame("plans", [{"rep_id": rep_id, "team": team, "item": "x"}]), {"R1": "Ann"}
    )
    assert (row.who, row.rep_id) == (who, rep_id)


def test_notes_are_those_of_the_period(frame):
    rows = frame(
        "notes",
        [
            {"period": "2024-03", "rep_id": "R1", "kind": "comment", "text": "now", "by": "R2"},
            {"period": "2024-02", "rep_id": "R1", "kind": "comment", "text": "before"},
        ],
    )
    (note,) = notes_of(rows, MARCH, {"R2": "Bo"})
    assert (note.text, note.by) == ("now", "Bo")


def test_gap_is_actual_minus_reference():
    found = gap("target", Fraction(210000), Fraction(300000))
    assert (found.gap, found.why_null) == (-90000, None)


def test_gap_without_a_reference_says_why():
    found = gap("target", Fraction(1), None, why_null="no_target")
    assert (found.gap, found.why_null) == (None, "no_target")
