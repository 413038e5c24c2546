"""Tracked actions and the facts they show."""

from datetime import date

import pandas as pd
import pytest

from salesreport import measures
from salesreport.periods import Period
from salesreport.retrospective.actions import (
    action_facts,
    actions,
    oldest_first,
)

JUNE = Period.parse("2024-06")
AS_OF = date(2024, 7, 3)


@pytest.fixture
def activities(frame):
    rows = [
        {"due_date": "2024-06-10", "done_date": "2024-06-10", "status": "done"},
        {"due_date": "2024-06-10", "done_date": "2024-06-12", "status": "done"},
        {"due_date": "2024-06-20", "status": "in_progress"},
        {"due_date": "2024-06-20", "status": "done"},
        {"due_date": "2024-07-20", "status": "not_started"},
        {"status": "not_started"},
    ]
    common = {"date": "2024-06-05", "rep_id": "R1", "customer": "C", "stage": "intent"}
    numbered = [common | {"action": f"call {n}"} | row for n, row in enumerate(rows)]
    return frame("activities", numbered)


def test_each_action_has_its_outcome(activities):
    found = actions(activities, period=JUNE, as_of=AS_OF)
    assert [a.outcome for a in found] == [
        "on_time", "late", "late", "unknown", "not_due", "not_due",
    ]  # fmt: skip


def test_overdue_days_count_from_the_due_date_to_done_or_to_the_cut_off(activities):
    found = actions(activities, period=JUNE, as_of=AS_OF)
    assert [a.overdue_days for a in found if a.outcome == "late"] == [2, 13]


def test_outcomes_are_those_the_process_measure_counts(activities):
    ready = measures.prepare(
        {"activities": activities}, as_of=AS_OF, finance_as_of=AS_OF, currency="CNY"
    )
    sums = measures.components(ready, JUNE).loc["R1"]
    found = [a.outcome for a in actions(activities, period=JUNE, as_of=AS_OF)]
    for component, outcome in (("on_time", "on_time"), ("late", "late"), ("unknown", "unknown")):
        assert sums[f"process_{component}"] == found.count(outcome)


def test_facts_name_the_rows_longest_overdue_first(activities):
    facts = {f.kind: f for f in action_facts(actions(activities, period=JUNE, as_of=AS_OF))}
    assert facts["overdue"].count == 2
    assert facts["overdue"].values["longest_days"] == 13
    assert [row.row for row in facts["overdue"].rows] == [4, 3]
    assert facts["unknown_done_date"].count == 1


def test_a_teams_facts_say_whose_they_are_and_a_reps_do_not(activities):
    named = actions(activities, period=JUNE, as_of=AS_OF, names={"R1": "Ann"})
    assert {f.kind: f.by_rep for f in action_facts(named)} == {
        "overdue": {"Ann": 2},
        "unknown_done_date": {"Ann": 1},
    }
    alone = action_facts(actions(activities, period=JUNE, as_of=AS_OF))
    assert all(fact.by_rep == {} for fact in alone)


def test_no_late_action_is_no_fact(activities):
    assert action_facts(actions(activities.head(1), period=JUNE, as_of=AS_OF)) == []


def test_items_due_after_the_cut_off_are_not_due_even_if_done(activities):
    found = actions(activities, period=JUNE, as_of=date(2024, 6, 9))
    assert {a.outcome for a in found} == {"not_due"}


def test_actions_of_one_day_come_in_one_order_whatever_that_of_the_file():
    rows = pd.DataFrame(
        {
            "date": pd.Timestamp("2024-03-05"),
            "due_date": pd.to_datetime(["2024-03-08", "2024-03-06", "2024-03-06", "2024-03-06"]),
            "done_date": pd.NaT,
            "action": ["visit", "visit", "call", "call"],
            "rep_id": ["r1", "r2", "r2", "r1"],
            "source_row": [2, 3, 4, 5],
        }
    )
    # by the day due, then whose it is, then what was done
    expected = [("r1", "call"), ("r2", "call"), ("r2", "visit"), ("r1", "visit")]
    for shuffled in (rows, rows.iloc[[3, 1, 0, 2]].assign(source_row=[2, 3, 4, 5])):
        found = oldest_first(shuffled)
        assert list(zip(found["rep_id"], found["action"], strict=True)) == expected
