"""Neighbours of a period in progress: by the calendar, against whole plans."""

from datetime import date

import pytest

from salesreport.display import rep_pages
from salesreport.display.trust import basis_of
from salesreport.language import Words
from salesreport.periods import Period
from salesreport.report import build_report
from salesreport.report.windows import Windows

DEALS = "opportunity_id,rep_id,customer,created_date,stage,close_date,amount\n"


@pytest.mark.parametrize(
    ("period", "as_of", "previous", "last_year"),
    [
        ("2024-Q1", date(2024, 3, 15), date(2023, 12, 15), date(2023, 3, 15)),
        ("2024", date(2024, 12, 30), date(2023, 12, 30), date(2023, 12, 30)),
        ("2024-02", date(2024, 2, 28), date(2024, 1, 28), date(2023, 2, 28)),
        ("2024-Q1", date(2024, 2, 29), date(2023, 11, 29), date(2023, 2, 28)),
        ("2023-03", date(2023, 3, 30), date(2023, 2, 28), date(2022, 3, 30)),
        ("2024-02", date(2024, 3, 5), date(2024, 1, 31), date(2023, 2, 28)),
        ("2024-W09", date(2024, 2, 28), date(2024, 2, 21), date(2023, 3, 1)),
    ],
)
def test_neighbours_end_on_the_same_calendar_day(period, as_of, previous, last_year):
    windows = Windows.of(Period.parse(period), as_of)
    assert (windows.previous.last, windows.last_year.last) == (previous, last_year)


def test_a_quarter_of_a_leap_year_is_held_against_the_same_dates(make_run):
    text = (
        DEALS
        + "L1,A,a,2022-12-01,won,2023-03-15,100\nL2,A,b,2022-12-01,won,2023-03-16,1000\n"
        + "N1,A,c,2023-12-01,won,2024-03-01,500\nZ,A,z,2022-01-01,won,2022-12-01,1\n"
    )
    data = {"opportunities": {"path": "o.csv"}}
    run = make_run({"o.csv": text}, data, period="2024-Q1", as_of=date(2024, 3, 15))
    view = build_report(run).for_rep("A")
    assert view.rep.figures["bookings"].last_year.value == 100
    assert view.meta.days == {"period": 75, "previous": 76, "last_year": 74}
    said = basis_of(view.meta, Words("en"))
    assert "Compared: 75 days here, 76 in the period before, 74 last year." in said


@pytest.fixture
def mid_june(make_run):
    files = {
        "o.csv": DEALS + "X0,A,a,2024-01-01,won,2024-05-03,50\n"
        "X1,A,b,2024-01-01,won,2024-06-05,60\n"
        "X2,A,c,2024-01-01,won,2024-05-20,7\nX9,A,d,2024-04-01,won,2024-04-01,1\n",
        "t.csv": "rep_id,measure,period,value\nA,bookings,2024-05,100\nA,bookings,2024-06,120\n",
        "k.csv": "rep_id,customer,contacts_per_month\nA,a,10\n",
        "c.csv": "rep_id,period,amount\nA,2024-05,5\nA,2024-06,6\n",
        "a.csv": "date,rep_id,customer,stage,action,status,due_date,done_date\n"
        "2024-04-02,A,a,intent,call,done,2024-04-02,2024-04-02\n"
        "2024-05-02,A,a,intent,call,done,2024-05-02,2024-05-02\n"
        "2024-05-22,A,a,intent,ring,done,2024-05-22,2024-05-22\n"
        "2024-06-02,A,a,intent,call,done,2024-06-02,2024-06-02\n",
    }  # fmt: skip
    names = {"opportunities": "o", "targets": "t", "key_accounts": "k", "costs": "c",
             "activities": "a"}  # fmt: skip
    data = {name: {"path": f"{file}.csv"} for name, file in names.items()}
    return build_report(make_run(files, data, period="2024-06", as_of=date(2024, 6, 15)))


def test_to_date_is_held_against_the_plan_of_the_whole_month_in_both(mid_june):
    # 60 of 120 until 15 June; until 15 May 50 of 100, 1 contact of 10, costs 5 to 50
    figures = mid_june.for_rep("A").rep.figures
    assert (figures["completion"].value, figures["completion"].previous.value) == (0.5, 0.5)
    assert (figures["contacts_rate"].value, figures["contacts_rate"].previous.value) == (0.1, 0.1)
    assert (figures["cost_ratio"].value, figures["cost_ratio"].previous.value) == (0.1, 0.1)


def test_a_quarter_to_date_has_the_plan_of_three_months_in_the_quarter_before(mid_june):
    windows = Windows.of(Period.parse("2024-Q2"), date(2024, 5, 20))
    assert (windows.previous.first, windows.previous.last) == (date(2024, 1, 1), date(2024, 2, 20))
    assert windows.previous.next().label == "2024-Q2"
    assert windows.previous.whole.label == "2024-Q1"


@pytest.fixture
def march(make_run):
    months = {"A": range(1, 13), "B": range(1, 4), "D": range(6, 13)}
    goals = "".join(f"{rep},bookings,2024-{m:02d},100\n" for rep in months for m in months[rep])
    files = {
        "o.csv": DEALS + "X0,A,a,2024-01-01,won,2024-01-03,300\n"
        "X1,B,b,2024-01-01,won,2024-01-05,300\n",
        "t.csv": "rep_id,measure,period,value\n" + goals + "E,bookings,2024,1200\n",
        "p.csv": "rep_id,name,team,hired_on\nA,A,X,\nB,B,X,\nC,C,Y,\nD,D,Y,2024-06-01\nE,E,Y,\n",
    }  # fmt: skip
    data = {"opportunities": "o", "targets": "t", "reps": "p"}
    return build_report(
        make_run(files, {k: {"path": f"{v}.csv"} for k, v in data.items()}, period="2024-03")
    )


def test_a_years_target_needs_every_month_of_every_rep_who_sells(march):
    year = march.for_team(None).year
    assert (year.year_target, year.share_of_target, year.without_target) == (None, None, ["B"])
    assert year.why_null == "no_target"
    assert march.for_rep("B").year.year_target is None


def test_a_years_target_counts_from_the_month_of_joining(march):
    # C has neither target nor sales, D joins in June with seven months, E has one for the year
    year = march.for_team("Y").year
    assert (year.year_target, year.without_target) == (700 + 1200, [])
    assert march.for_rep("A").year.share_of_target == 0.25


def test_a_month_wholly_on_leave_is_no_fault_of_the_target(make_run):
    files = {
        "o.csv": DEALS + "X1,A,a,2024-06-01,won,2024-06-05,60\n"
        "X2,B,b,2024-06-01,won,2024-06-05,6\n",
        "t.csv": "rep_id,measure,period,value\n"
        "A,bookings,2024-06,100\nA,bookings,2024-07,100\nB,bookings,2024-06,0\n",
        "l.csv": "rep_id,from_date,to_date,kind,prorate\nA,2024-06-01,2024-06-30,sick,yes\n",
    }  # fmt: skip
    names = {"opportunities": "o", "targets": "t", "leave": "l"}
    report = build_report(make_run(files, {k: {"path": f"{v}.csv"} for k, v in names.items()}))
    on_leave = report.for_rep("A").rep
    assert on_leave.figures["completion"].why_null == "on_leave"
    assert on_leave.figures["pipeline_coverage"].why_null is None
    assert on_leave.score.grade == "not_rated"
    assert report.for_rep("B").rep.figures["completion"].why_null == "target_not_positive"


FESTIVAL = DEALS + (
    "X1,A,a,2024-01-01,won,2024-01-20,100\nX2,A,b,2024-01-01,won,2024-02-05,300\n"
    "X3,A,b,2022-01-01,won,2023-01-12,350\nX4,A,b,2022-01-01,won,2023-02-20,50\n"
    "X5,A,b,2022-01-01,won,2022-12-20,1\n"
)


def test_january_and_february_are_seen_together_where_the_festival_moves(make_run):
    # 2023: 22 January; 2024: 10 February; each month alone says -71 % and +500 %
    data = {"opportunities": {"path": "o.csv"}}
    run = make_run({"o.csv": FESTIVAL}, data, period="2024-02", holidays="CN")
    view = build_report(run).for_rep("A")
    assert view.rep.figures["bookings"].last_year.value == 50
    together = [(p.period, p.bookings) for p in view.year.january_february]
    assert together == [("2024-01..2024-02", 400), ("2023-01..2023-02", 400)]
    page = rep_pages(view, "en").html()
    assert "January and February: 400, last year 400" in page


def test_january_and_february_to_date_go_by_the_calendar(make_run):
    data = {"opportunities": {"path": "o.csv"}}
    run = make_run({"o.csv": FESTIVAL}, data, period="2024-02", holidays="CN",
                   as_of=date(2024, 2, 18))  # fmt: skip
    points = build_report(run).for_team(None).year.january_february
    assert [(p.period, p.bookings, p.complete) for p in points] == [
        ("2024-01..2024-02", 400, False), ("2023-01-01..2023-02-18", 350, True),
    ]  # fmt: skip


@pytest.mark.parametrize(("period", "holidays"), [("2024-02", []), ("2024-01", "CN"),
                                                  ("2024-Q1", "CN")])  # fmt: skip
def test_other_months_and_countries_have_no_such_pair(make_run, period, holidays):
    data = {"opportunities": {"path": "o.csv"}}
    run = make_run({"o.csv": FESTIVAL}, data, period=period, holidays=holidays)
    assert build_report(run).for_rep("A").year.january_february == []
