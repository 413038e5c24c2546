"""Follow-up in time: Table 1 judged by its own dates only."""

from datetime import date
from fractions import Fraction

import pytest

from salesreport.measures import components, contributions, follow_up_outcome, process
from salesreport.periods import Period

JUNE = Period.parse("2024-06")


def item(action, status, due, done=None, **more):
    return {"date": "2024-05-28", "rep_id": "A", "customer": "K", "stage": "intent"} | {
        "action": action,
        "status": status,
        "due_date": due,
        "done_date": done,
        **more,
    }


@pytest.fixture(scope="module")
def tracked(frame):
    return frame(
        "activities",
        [
            item("in time", "done", "2024-06-10", "2024-06-10"),
            item("one day late", "done", "2024-06-10", "2024-06-11"),
            item("never done", "in_progress", "2024-06-15"),
            item("nobody knows", "done", "2024-06-12"),
            item("due on the last day known", "not_started", "2024-06-20"),
            item("due later", "done", "2024-06-25", "2024-06-05"),
            item("done later", "done", "2024-06-18", "2024-06-24"),
            item("no due date", "done", None, "2024-06-05"),
            item("due in May", "done", "2024-05-31", "2024-05-30"),
        ],
    )


AS_OF = date(2024, 6, 20)


def test_every_item_has_the_outcome_that_was_known(tracked):
    found = follow_up_outcome(tracked, as_of=AS_OF)
    assert dict(zip(tracked["action"], found, strict=True)) == {
        "in time": "on_time",
        "one day late": "late",
        "never done": "late",
        "nobody knows": "unknown",
        "due on the last day known": "late",
        "due later": "not_due",
        "done later": "late",
        "no due date": "not_due",
        "due in May": "on_time",
    }


def test_process_divides_by_items_with_a_known_outcome(tracked, measured):
    figure = measured({"activities": tracked}, as_of=AS_OF)["A"]["process"]
    assert (figure.value, figure.n) == (Fraction(1, 5), 5)


def test_done_without_a_day_is_counted_apart(tracked, ready):
    found = components(ready({"activities": tracked}, as_of=AS_OF), JUNE).loc["A"]
    assert (found["process_late"], found["process_unknown"]) == (4, 1)


def test_an_item_tracked_every_week_counts_once_with_its_last_row(frame, ready):
    weekly = frame(
        "activities",
        [
            item("visit", "not_started", "2024-06-10"),
            item("visit", "done", "2024-06-10", "2024-06-09"),
        ],
    )
    prepared = ready({"activities": weekly})
    rows = contributions(prepared, "process_due", JUNE)
    assert rows["source_row"].tolist() == [3]
    assert components(prepared, JUNE).loc["A", "process_on_time"] == 1


def test_two_undated_calls_to_one_customer_stay_two(frame, ready):
    calls = frame(
        "activities",
        [
            item("call", "done", None, d, action_type="proposal")
            for d in ("2024-06-03", "2024-06-04")
        ],
    )
    assert components(ready({"activities": calls}), JUNE).loc["A", "proposals"] == 2


def test_a_row_entered_after_the_cut_off_does_not_exist(frame, ready):
    late = frame(
        "activities", [item("x", "done", "2024-06-10", "2024-06-10", entered_on="2024-06-21")]
    )
    assert components(ready({"activities": late}, as_of=AS_OF), JUNE).loc["A", "process_due"] == 0


def test_contacts_stand_against_the_planned_rhythm(frame, measured):
    tables = {
        "activities": frame(
            "activities", [item(a, "done", None, "2024-06-05") for a in ("call", "visit", "mail")]
        ),
        "key_accounts": frame(
            "key_accounts",
            [
                {"rep_id": "A", "customer": "K", "contacts_per_month": "1.5"},
                {"rep_id": "A", "customer": "L", "contacts_per_month": 2},
            ],
        ),
    }
    assert measured(tables)["A"]["contacts_rate"].value == Fraction(3) / Fraction("3.5")
    quarter = measured(tables, Period.parse("2024-Q2"))["A"]["contacts_rate"]
    assert quarter.value == Fraction(3) / Fraction("10.5")


def test_process_of_one_table_is_a_float_by_any_column(tracked):
    found = process(tracked, period=JUNE, as_of=AS_OF, by=["customer"])
    assert found.to_dict() == {"K": 0.2}
