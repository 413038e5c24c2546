"""Process, cash and usual ranges of a view, from files to the view by hand."""

import pytest

from salesreport.report import build_report
from salesreport.report.monthparts import MonthPoint
from salesreport.report.usual import usual_ranges

DEALS = (
    "opportunity_id,rep_id,customer,created_date,stage,close_date,amount\n"
    "X1,A,a,2024-05-01,won,2024-06-03,100\nX2,B,b,2024-05-01,won,2024-06-03,300\n"
)
ACTIONS = (
    "date,rep_id,customer,stage,action,action_type,status,due_date,done_date\n"
    "2024-06-01,A,a,intent,call,phone,done,2024-06-05,2024-06-04\n"  # on time
    "2024-06-01,A,a,intent,offer,proposal,done,2024-06-08,2024-06-08\n"  # on time, a proposal
    "2024-06-02,A,k,intent,visit,visit,done,2024-06-10,2024-06-12\n"  # late
    "2024-06-02,A,k,intent,send,phone,not_started,2024-06-11,\n"  # late, not done
    "2024-06-03,A,k,intent,mail,phone,done,2024-06-12,\n"  # done, nobody knows when
    "2024-05-03,B,k,intent,mail,phone,done,2024-05-12,2024-05-12\n"
)
LEADS = (
    "lead_id,rep_id,assigned_date,first_response_date,status\n"
    "L1,A,2024-06-01,2024-06-02,working\nL2,A,2024-06-03,2024-06-05,working\n"
    "L3,A,2024-06-10,,new\nL4,B,2024-05-10,,new\n"
)
KEYS = "rep_id,customer,contacts_per_month\nA,k,4\n"
TARGETS = "rep_id,measure,period,value\nA,bookings,2024-06,200\n"


@pytest.fixture
def report(make_run):
    files = {"o.csv": DEALS, "a.csv": ACTIONS, "l.csv": LEADS, "k.csv": KEYS, "t.csv": TARGETS}
    names = ("opportunities", "activities", "leads", "key_accounts", "targets")
    data = {name: {"path": path} for name, path in zip(names, files, strict=True)}
    return build_report(make_run(files, data, as_of="2024-06-30"))


def test_a_month_has_process_beside_result(report):
    month = report.for_rep("A").months[-1]
    assert (month.period, month.follow_ups, month.on_time, month.late, month.unknown) == (
        "2024-06", 5, 2, 2, 1,
    )  # fmt: skip
    assert month.process == 0.5  # 2 of the 4 with a known outcome
    # two of k's three actions are done; 4 a month are planned
    assert (month.contacts, month.planned_contacts, month.contacts_rate) == (2, 4, 0.5)
    # (1 + 2) / 2 days over the two leads that were answered
    assert (month.response_days, month.responded) == (1.5, 2)
    assert (month.proposals, month.leads, month.won_customers) == (1, 3, 1)
    assert (month.bookings, month.completion) == (100, 0.5)


def test_months_before_the_records_have_no_process(report):
    assert all(month.follow_ups is None for month in report.for_rep("A").months[:-2])


def test_the_day_from_which_deals_are_known_is_said(report):
    assert report.for_rep("A").meta.deals_since.isoformat() == "2024-05-01"


def test_rolling_scores_say_why_they_are_missing(report):
    score = report.for_rep("A").rep.score
    assert (score.rolling_3, score.rolling_3_why_null) == (None, "no_history")
    assert (score.rolling_6, score.rolling_6_why_null) == (None, "no_history")


def points(bookings, *, complete=True):
    return [
        MonthPoint(period=f"2024-{i:02d}", complete=complete or i < len(bookings), bookings=value)
        for i, value in enumerate(bookings, 1)
    ]


def test_the_usual_range_is_the_mean_and_2_66_mean_steps(report):
    # mean 106/12 = 8.8333, steps 2 1 2 1 2 1 2 1 2 1 1 = 16/11, 2.66 x 16/11 = 3.8691
    found = usual_ranges(points([8, 10, 9, 11, 10, 8, 9, 7, 9, 8, 9, 8]), spring=False)
    [one] = found
    assert (one.measure, one.n_months, one.place) == ("bookings", 12, "within")
    assert one.low == pytest.approx(106 / 12 - 2.66 * 16 / 11)
    assert one.high == pytest.approx(106 / 12 + 2.66 * 16 / 11)


def test_a_month_far_off_is_outside(report):
    # mean 110/12 = 9.1667, steps as before with a last one of 12: 27/11, reach 6.529
    [one] = usual_ranges(points([8, 10, 9, 11, 10, 8, 9, 7, 9, 8, 9, 21]), spring=False)
    assert (one.place, one.value) == ("above", 21)


@pytest.mark.parametrize(
    ("months", "spring"),
    [
        (points([8, 10, 9, 11, 10, 8, 9, 7, 9, 8, 9]), False),  # eleven are too few
        (points([8, 10, 9, 11, 10, 8, 9, 7, 9, 8, 9, 8], complete=False), False),
        (points([8, 10, 9, 11, None, 8, 9, 7, 9, 8, 9, 8]), False),
        ([], False),
    ],
)
def test_no_usual_range_without_twelve_whole_months(months, spring):
    assert usual_ranges(months, spring=spring) == []


def test_a_spring_festival_month_has_no_usual_range(report):
    months = points([8, 10, 9, 11, 10, 8, 9, 7, 9, 8, 9, 8])
    february = [*months[:-1], months[-1].model_copy(update={"period": "2025-02"})]
    assert usual_ranges(february, spring=True) == []
    assert len(usual_ranges(february, spring=False)) == 1
