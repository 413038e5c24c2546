"""Case c16: fiscal years from April named by their first year, ISO weeks, months."""

from datetime import date

import pandas as pd
import pytest

from salesreport.language import Words
from salesreport.measures import components
from salesreport.periods import Period, iso_week
from salesreport.report import build_report

STATED = [
    (date(2020, 12, 31), "2020-W53", "FY2020/21-Q3"),
    (date(2021, 1, 3), "2020-W53", "FY2020/21-Q4"),
    (date(2021, 1, 4), "2021-W01", "FY2020/21-Q4"),
    (date(2023, 1, 1), "2022-W52", "FY2022/23-Q4"),
    (date(2023, 4, 1), "2023-W13", "FY2023/24-Q1"),
    (date(2024, 2, 10), "2024-W06", "FY2023/24-Q4"),
    (date(2024, 3, 31), "2024-W13", "FY2023/24-Q4"),
    (date(2024, 4, 1), "2024-W14", "FY2024/25-Q1"),
    (date(2024, 12, 30), "2025-W01", "FY2024/25-Q3"),
    (date(2025, 2, 10), "2025-W07", "FY2024/25-Q4"),
    (date(2025, 12, 29), "2026-W01", "FY2025/26-Q3"),
]


def fiscal(text):
    return Period.parse(text, fiscal_year_start=4, fiscal_year_label="start")


@pytest.fixture(scope="module")
def sales(case_folder, frame, ready):
    rows = pd.read_csv(case_folder("c16_fiscal_year_and_iso_weeks") / "sales.csv", dtype="str")
    deals = [
        {"opportunity_id": row.deal, "rep_id": "A", "stage": "won", "amount": row.amount,
         "created_date": row.date, "close_date": row.date, "customer": f"C{row.deal}"}
        for row in rows.itertuples()
    ]  # fmt: skip
    targets = [
        {"rep_id": "A", "measure": "bookings", "period": f"{year}-{month:02d}", "value": "10"}
        for year, month in ((2020, 12), (2021, 1), (2024, 2))
    ]
    plan = [{"rep_id": "A", "customer": "C1", "contacts_per_month": "4"}]
    tables = {
        "opportunities": frame("opportunities", deals),
        "targets": frame("targets", targets),
        "key_accounts": frame("key_accounts", plan),
    }
    return ready(tables, as_of=date(2026, 1, 31))


def booked(sales, period):
    return components(sales, period)["bookings"]["A"] / 100


@pytest.mark.parametrize(("day", "week", "quarter"), STATED)
def test_each_day_lies_in_its_week_and_fiscal_quarter(day, week, quarter):
    assert iso_week(day) == week
    assert day in Period.parse(week)
    year, part = quarter.split("/")[0], quarter[-3:]
    assert fiscal(year + part).label == quarter
    assert day in fiscal(year + part)
    assert day in fiscal(year)


def test_weeks_are_added_up_and_sorted_across_the_year_end(sales):
    sums = {week: booked(sales, Period.parse(week)) for _, week, _ in STATED}
    assert (sums["2020-W53"], sums["2021-W01"]) == (3, 4)
    assert (sums["2025-W01"], sums["2026-W01"]) == (256, 1024)
    assert list(sums) == sorted(sums)
    assert [iso_week(day) for day in sorted([date(2021, 1, 4), date(2020, 12, 31)])] == [
        "2020-W53", "2021-W01",
    ]  # fmt: skip


def test_a_week_has_no_part_of_a_months_target_or_plan(sales):
    found = components(sales, Period.parse("2021-W01")).loc["A"]
    assert pd.isna(found["target"])
    assert pd.isna(found["planned_contacts"])


def test_the_same_month_of_two_years_stays_apart(sales):
    months = [booked(sales, Period.parse(label)) for label in ("2024-02", "2025-02")]
    assert months == [32, 512]


def test_fiscal_sums(sales):
    assert (fiscal("FY2023").first, fiscal("FY2023").last) == (date(2023, 4, 1), date(2024, 3, 31))
    sums = [booked(sales, fiscal(text)) for text in ("FY2023", "FY2023-Q4", "FY2024-Q4")]
    assert sums == [112, 96, 512]


@pytest.mark.parametrize("written", ["FY2023", "FY2023/24"])
def test_completion_of_the_fiscal_year_from_files(case_folder, make_run, written):
    sales = (case_folder("c16_fiscal_year_and_iso_weeks") / "sales.csv").read_text()
    rows = [line.split(",") for line in sales.splitlines()[1:]]
    files = {
        "o.csv": "opportunity_id,rep_id,customer,created_date,stage,close_date,amount\n"
        + "".join(f"{deal},A,C{deal},{day},won,{day},{amount}\n" for deal, day, amount in rows),
        "t.csv": "rep_id,measure,period,value\nA,bookings,FY2023,224.00\n",
    }
    data = {"opportunities": {"path": "o.csv"}, "targets": {"path": "t.csv"}}
    run = make_run(files, data, period=written, fiscal_year_start=4, fiscal_year_label="start")
    view = build_report(run).for_rep("A")
    completion = view.rep.figures["completion"]
    assert (completion.numerator, completion.denominator, completion.value) == (112, 224, 0.5)
    assert view.meta.period == "FY2023/24"
    assert Words("en").period(view.meta.period) == "FY2023/24"
    assert Words("zh_CN").period(view.meta.period) == "2023/24财年"
