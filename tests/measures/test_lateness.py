"""Late follow-ups and responses of leads, as far as they are on record."""

import datetime as dt

import numpy as np
import pytest

from salesreport.calendars import Workdays
from salesreport.measures import prepare
from salesreport.measures.lateness import (
    due_follow_ups,
    follow_up_late,
    response_late,
    response_wait,
)
from salesreport.measures.leadwins import lead_wins

JUNE_30 = dt.date(2024, 6, 30)
LEADS = [
    {"lead_id": "L1", "rep_id": "A", "assigned_date": "2024-05-01", "status": "working",
     "opportunity_id": "O1"},
    {"lead_id": "L2", "rep_id": "A", "assigned_date": "2024-05-01", "status": "working"},
]  # fmt: skip
DEALS = [
    {"opportunity_id": "O1", "rep_id": "A", "created_date": "2024-05-02", "stage": "lost",
     "close_date": "2024-05-20", "amount": 100},
]  # fmt: skip


@pytest.fixture
def made(frame):
    def build(actions=(), leads=LEADS, deals=DEALS):
        rows = [
            {"activity_id": f"T{at}", "rep_id": "A", "date": "2024-05-02", "customer": "X",
             "stage": "intent", "action": "call", "status": "done", "opportunity_id": "O1"} | row
            for at, row in enumerate(actions)
        ]  # fmt: skip
        tables = {
            "leads": frame("leads", leads), "opportunities": frame("opportunities", deals),
            "activities": frame("activities", rows),
        }  # fmt: skip
        ready = prepare(tables, as_of=JUNE_30, finance_as_of=JUNE_30, currency="CNY")
        return ready, lead_wins(ready, "leads")

    return build


def judged(ready, leads):
    items = due_follow_ups(ready, leads)
    return items["days_late"].tolist(), follow_up_late(items, len(leads.rep)).tolist()


def due(day, done=None, **more):
    return {"due_date": day, "done_date": done} | more


def test_half_of_the_follow_ups_late_makes_a_lead_late(made):
    days, late = judged(*made([due("2024-05-05", "2024-05-05"), due("2024-05-08", "2024-05-11")]))
    assert (days, late[0]) == ([0, 3], 1.0)
    # one of three is not half
    more = [due("2024-05-05", "2024-05-05"), due("2024-05-08", "2024-05-11"),
            due("2024-05-09", "2024-05-09")]  # fmt: skip
    assert judged(*made(more))[1][0] == 0.0


def test_what_is_not_done_is_late_until_the_last_day_known(made):
    days, late = judged(*made([due("2024-05-10", status="in_progress")]))
    # from 10 May to 30 June
    assert (days, late[0]) == ([51], 1.0)


@pytest.mark.parametrize(
    "action",
    [
        due("2024-06-10", "2024-06-15"),  # more than thirty days after the lead
        due("2024-05-21", "2024-06-15"),  # after the deal was lost
        due("2024-05-10"),  # done, nobody knows when
        due("2024-05-10", "2024-05-15", rep_id="B"),  # another's
        due("2024-05-10", "2024-05-15", opportunity_id="O9"),
        due("2024-05-10", "2024-05-15", opportunity_id=None),
    ],
)
def test_what_does_not_tell_of_the_lead_is_left_out(made, action):
    days, late = judged(*made([action]))
    assert days == []
    assert np.isnan(late).all()


def test_a_lead_that_never_became_a_deal_has_no_record(made):
    late = judged(*made([due("2024-05-05", "2024-05-05")]))[1]
    assert late[0] == 0.0
    assert np.isnan(late[1])


def test_responses_are_counted_in_working_days(made):
    # Wednesday 1 May is a holiday; Thursday 2, Friday 3, Monday 6, Tuesday 7
    days = {"2024-05-02": 1, "2024-05-03": 2, "2024-05-06": 3, "2024-05-01": 0, "2024-04-30": None}
    rows = [
        LEADS[1] | {"lead_id": f"L{at}", "first_response_date": day} for at, day in enumerate(days)
    ]
    _, leads = made(leads=[*rows, LEADS[1] | {"lead_id": "L9"}])
    waited = response_wait(leads, Workdays(off=frozenset({dt.date(2024, 5, 1)})))
    known = [None if np.isnan(one) else one for one in waited]
    assert known == [*days.values(), None]
    late = response_late(waited)
    assert late[:4].tolist() == [0, 0, 1, 0]
    assert np.isnan(late[4:]).all()


def test_a_worked_saturday_counts(made):
    rows = [LEADS[1] | {"assigned_date": "2024-05-10", "first_response_date": "2024-05-13"}]
    _, leads = made(leads=rows)
    # Friday to Monday: one day, two with the Saturday between
    assert response_wait(leads, Workdays()).tolist() == [1]
    worked = Workdays(worked=frozenset({dt.date(2024, 5, 11)}))
    assert response_wait(leads, worked).tolist() == [2]


def test_without_actions_or_responses_nothing_is_on_record(made):
    ready, leads = made()
    assert np.isnan(follow_up_late(due_follow_ups(ready, leads), len(leads.rep))).all()
    assert np.isnan(response_wait(leads, Workdays())).all()
    assert np.isnan(response_wait(lead_wins(ready, "opportunities"), Workdays())).all()
