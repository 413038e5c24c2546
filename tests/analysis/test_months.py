"""Months in the analyst's charts are those of the pages: n/a there is no value here."""

import pytest

from salesreport.report import build_report
from tests.conftest import DEALS_HEADER

MONTHS = [f"2023-{m:02d}" for m in range(7, 13)] + [f"2024-{m:02d}" for m in range(1, 7)]
TERMS = {
    "weights": {"revenue_per_customer": 60, "completion": 40},
    "goalposts": {"revenue_per_customer": {"lo": 0, "hi": 100}, "completion": {"lo": 0, "hi": 1}},
}
DEALS = "".join(f"X{m},A,c{m},{m}-01,won,{m}-10,100\n" for m in MONTHS)
BLANK = "Y1,A,d1,2024-03-01,won,2024-03-20,\n"


@pytest.fixture
def made(make_run):
    """Ann wins one deal of 100 a month for a year; in March one more, of unknown size."""

    def build(hired="", typed=""):
        files = {
            "o.csv": f"{DEALS_HEADER}\n{DEALS}{BLANK}",
            "p.csv": f"rep_id,name,hired_on\nA,Ann,{hired}\nB,Bo,\n",
            "e.csv": "period,rep_id,target,bookings\n" + typed,
        }
        names = {"opportunities": "o.csv", "reps": "p.csv"}
        names |= {"evaluations": "e.csv"} if typed else {}
        data = {table: {"path": file} for table, file in names.items()}
        return build_report(make_run(files, data, terms=TERMS))

    return build


def charted(report, name):
    (one,) = [h for h in report.for_analyst().histories if (h.rep_id, h.measure) == ("A", name)]
    return dict(zip(one.months, one.values, strict=True))


def test_a_month_with_a_deal_of_unknown_size_has_no_revenue_per_customer(made):
    # not 100 / 2 customers = 50, which would be a low month of nobody's
    found = charted(made(), "revenue_per_customer")
    assert found == {month: None if month == "2024-03" else 100 for month in MONTHS}


def test_months_charted_are_those_of_the_page(made):
    report = made()
    page = {point.period: point.bookings for point in report.for_rep("A").months}
    assert charted(report, "bookings") == page == dict.fromkeys(MONTHS, 100)


def test_a_typed_month_before_the_hiring_day_is_charted_and_on_the_page(made):
    report = made(hired="2023-10-01", typed="2023-08,A,200,70\n")
    found = charted(report, "bookings")
    # July, September: not there yet, whatever deals bear her name; August as typed
    assert [found[month] for month in MONTHS[:4]] == [None, 70, None, 100]
    page = {point.period: point.bookings for point in report.for_rep("A").months}
    assert {month: page.get(month) for month in MONTHS} == found
