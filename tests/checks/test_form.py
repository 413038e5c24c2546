"""Signs of false reporting: facts about the record, in the report's period only."""

from __future__ import annotations

import pytest


def rows(rep, days, **more):
    return [
        {"activity_id": f"{rep}{i}", "rep_id": rep, "customer": f"C{i}", "stage": "intent",
         "action": f"Visit {i}", "status": "done", "date": f"2024-06-{day:02}",
         **{name: value(i) if callable(value) else value for name, value in more.items()}}
        for i, day in enumerate(days)
    ]  # fmt: skip


def test_a_rep_with_many_late_rows_is_named_with_their_share(checked):
    in_time = rows("L", [10] * 5, entered_on="2024-06-11")
    late = rows("L", [3, 4, 5], entered_on="2024-06-20") + in_time
    found = checked({"activities": late})
    (problem,) = found.of("entered_late")
    assert (problem.values["count"], problem.values["of"]) == ("3", "8")
    assert found.rows("entered_late") == [0, 1, 2]


def test_two_late_rows_or_one_in_ten_are_no_habit(checked):
    few = rows("L", [3, 4], entered_on="2024-06-20")
    assert checked({"activities": few}).of("entered_late") == []
    in_time = rows("L", [10] * 30, entered_on="2024-06-10")
    rare = rows("L", [3, 4, 5], entered_on="2024-06-20") + in_time
    assert checked({"activities": rare}).of("entered_late") == []


def test_rows_of_other_months_were_listed_in_their_own(checked):
    late = rows("L", [3, 4, 5], entered_on="2024-06-20")
    assert checked({"activities": late}, period="2024-05").problems == ()
    assert checked({"activities": late}, period="2024-Q2").of("entered_late")


def deals(*pairs):
    return [
        {"opportunity_id": f"O{i}", "rep_id": "L", "customer": f"C{i}", "stage": "won",
         "created_date": created, "close_date": closed, "amount": 1000}
        for i, (created, closed) in enumerate(pairs)
    ]  # fmt: skip


SLOW = [("2024-04-01", "2024-06-01"), ("2024-04-05", "2024-06-11"), ("2024-03-05", "2024-06-11")]


def test_a_won_deal_created_days_before_signing_is_named(checked):
    found = checked({"opportunities": deals(*SLOW, ("2024-06-09", "2024-06-12"))})
    (problem,) = found.of("created_before_signing")
    assert (problem.row, problem.values["closed"]) == (5, "2024-06-12")
    quicker = checked({"opportunities": deals(*SLOW, ("2024-06-08", "2024-06-12"))})
    assert quicker.of("created_before_signing") == []


def test_where_deals_are_won_in_days_a_quick_one_is_no_sign(checked):
    quick = [("2024-06-01", "2024-06-04")] * 5
    assert checked({"opportunities": deals(*quick)}).of("created_before_signing") == []


def test_a_week_entered_on_one_day_is_named(checked):
    week = rows("L", [3, 4, 5, 6, 7], entered_on="2024-06-07")
    daily = rows("M", [3, 4, 5, 6, 7], entered_on=lambda i: f"2024-06-{i + 3:02}")
    found = checked({"activities": week + daily})
    (problem,) = found.of("filled_in_one_sitting")
    assert problem.value == "2024-06-07"
    assert (problem.values["first"], problem.values["last"]) == ("2024-06-03", "2024-06-07")
    assert found.rows("filled_in_one_sitting") == [0, 1, 2, 3, 4]


def test_a_day_on_which_all_rows_of_several_reps_were_entered_is_an_import(checked):
    team = [row for rep in "LMN" for row in rows(rep, [3, 4, 5, 6, 7], entered_on="2024-06-30")]
    assert checked({"activities": team}).of("filled_in_one_sitting") == []


def test_planned_actions_may_be_entered_together(checked):
    plan = rows("L", [17, 18, 19, 20, 21], entered_on="2024-06-14", status="not_started")
    assert checked({"activities": plan}).problems == ()


def test_a_remark_beside_many_customers_is_named_once(checked):
    spellings = ["客户考虑中，下周再联系。", "客户考虑中,下周再联系"]
    copied = rows("L", [3, 4, 5, 6, 7], note=lambda i: spellings[i % 2])
    own = [row for rep in "MN" for row in rows(rep, [3, 4], note=lambda i: f"Asked for offer {i}")]
    found = checked({"activities": copied + own})
    (problem,) = found.of("copied_remarks")
    assert (problem.values["customers"], problem.values["count"]) == ("5", "5")
    assert found.rows("copied_remarks") == [0, 1, 2, 3, 4]


@pytest.mark.parametrize("note", ["ok", "已联系", None])
def test_shorthand_is_no_copy(checked, note):
    assert checked({"activities": rows("L", [3, 4, 5, 6, 7], note=note)}).problems == ()


def test_the_same_customer_may_get_the_same_remark(checked):
    same = rows("L", [3, 4, 5, 6, 7], note="Waits for the board's decision", customer="Acme")
    assert checked({"activities": same}).problems == ()


def test_what_several_reps_write_is_a_word_of_the_form(checked):
    phrase = "Decision maker travels until the end of the month"
    team = [
        row
        for rep in "LMN"
        for row in rows(rep, [3, 4, 5, 6, 7, 10, 11, 12, 13, 14],
                        note=lambda i: phrase if i % 2 else f"Asked for reference {i}",
                        action=phrase)
    ]  # fmt: skip
    assert checked({"activities": team}).of("copied_remarks") == []


def test_a_long_action_copied_by_one_rep_is_named(checked):
    text = "与客户沟通了产品需求并约定下周见面"
    team = rows("L", [3, 4, 5, 6, 7], action=text) + rows("M", [3, 4]) + rows("N", [3, 4])
    (problem,) = checked({"activities": team}).of("copied_remarks")
    assert (problem.column, problem.value) == ("action", text)
