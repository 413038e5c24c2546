"""Fiscal years that begin in another month than January, seen in the tables of targets."""

from datetime import date

import pytest

from salesreport.intake import load_tables
from salesreport.params import load_run

DEALS = (
    "Deal ID,Customer,Owner,Created date,Stage,Close date,Amount\n"
    "O1,A,Ann,2024-03-01,won,2024-03-12,5\nO2,B,Bob,2024-02-01,won,2024-02-12,5\n"
)
US = "Oct-23,Nov-23,Dec-23,Jan-24,Feb-24,Mar-24,Apr-24,May-24,Jun-24,Jul-24,Aug-24,Sep-24"
UK = "Apr 2023,May 2023,Jun 2023,Jul 2023,Aug 2023,Sep 2023,Oct 2023,Nov 2023,Dec 2023,Jan 2024,"
UK += "Feb 2024,Mar 2024"
PLAIN = "Jan,Feb,Mar,Apr,May,Jun,Jul,Aug,Sep,Oct,Nov,Dec"


def targets(months):
    rows = "".join(f"{who},{','.join(['10'] * len(months.split(',')))}\n" for who in ("Ann", "Bob"))
    return f"Sales Rep,{months}\n{rows}"


def said(found):
    return [line for line in found.unsure if "fiscal_year_start" in line]


@pytest.mark.parametrize(
    ("name", "months", "start", "label"),
    [
        ("FY24 Quotas.csv", US, 10, "end"),
        ("quotas.csv", US, 10, "end"),
        # Japan and India name a year by the calendar year it begins in
        ("FY2023 Quotas.csv", UK, 4, "start"),
        ("FY2024 Quotas.csv", UK, 4, "end"),
    ],
)
def test_twelve_months_in_a_row_say_when_the_fiscal_year_begins(
    proposed, name, months, start, label
):
    found = proposed({name: targets(months), "deals.csv": DEALS})
    run = load_run(found.run)
    assert (run.fiscal_year_start, run.fiscal_year_label) == (start, label)
    # the year to date of March 2024 begins with the fiscal year that holds it
    assert run.period.year_to_date().first == date(2023, start, 1)
    (line,) = said(found)
    assert line.startswith(f"fiscal_year_start: {start} is taken from the months of {name}")
    assert len(load_tables(run).tables["targets"]) == 2 * 12


@pytest.mark.parametrize(
    "months",
    [PLAIN, PLAIN.replace("Jan,", ""), "Oct,Nov,Dec,Jan,Feb,Mar", US.replace("Nov-23,", "")],
)
def test_other_rows_of_months_say_nothing(proposed, months):
    found = proposed({"quotas.csv": targets(months), "deals.csv": DEALS})
    assert (load_run(found.run).fiscal_year_start, said(found)) == (1, [])


def test_months_without_a_year_are_put_into_the_fiscal_year(proposed):
    turned = "10月,11月,12月,1月,2月,3月,4月,5月,6月,7月,8月,9月"
    text = targets(turned).replace("Sales Rep", "姓名")
    deals = (
        "商机编号,客户,负责人,创建日期,阶段,签约日,金额\nO1,甲,Ann,2024-03-01,成交,2024-03-12,5\n"
    )
    found = proposed({"目标.csv": text, "商机.csv": deals})
    run = load_run(found.run)
    assert run.fiscal_year_start == 10
    assert any(line.startswith("财年起始月：按 目标.csv") for line in found.unsure)
    periods = load_tables(run).tables["targets"].period
    assert (min(periods), max(periods)) == ("2023-10", "2024-09")


def test_tables_that_contradict_leave_january_and_are_named(proposed):
    files = {"quotas.csv": targets(US), "old plan.csv": targets(UK), "deals.csv": DEALS}
    found = proposed(files)
    assert load_run(found.run).fiscal_year_start == 1
    (line,) = said(found)
    assert "quotas.csv" in line
    assert "old plan.csv" in line
