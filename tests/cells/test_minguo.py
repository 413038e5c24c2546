"""Years of the Minguo calendar: the year less 1911 is Taiwan's (2024 is 113, 2009 is 98)."""

from datetime import date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesreport.cells.coded import Coded
from salesreport.cells.dayorder import dated, orders_of
from salesreport.cells.days import day, period
from salesreport.cells.minguo import gregorian_year
from salesreport.cells.plain import Dated, Fault
from salesreport.readers.subjects import stated_year

UTC = ZoneInfo("UTC")
UNCLEAR = Fault("unclear_calendar")


def read(cells, **settings):
    column, found = dated(Coded.of(cells), **settings)
    return [day(cell, UTC) for cell in column], found.calendar


@pytest.mark.parametrize(
    "cell",
    ["113/03/07", "113.3.7", "113-03-07", "1130307", 1130307, 1130307.0, "113年3月7日",
     "民國113/03/07", "民國 113 年 3 月 7 日", "中華民國113年3月7日", "民國一一三年三月七日",
     "民國一百一十三年三月七日", "一一三年三月七日", "民國1130307", "113/3/7 下午 03:05",
     "１１３／０３／０７", "113/03/07 星期四"],
)  # fmt: skip
def test_the_ways_in_which_a_day_is_printed_in_taiwan(cell):
    # 113 + 1911 = 2024; 7 March 2024 was a Thursday
    assert day(cell, UTC) == date(2024, 3, 7)


def test_a_wrong_weekday_beside_it_is_a_fault():
    assert day("113/03/07 星期五", UTC) == Fault("bad_date")


@given(st.dates(date(1990, 1, 1), date(2089, 12, 31)), st.integers(0, 3))
def test_a_year_of_four_digits_that_lost_one_is_no_minguo_year(found, place):
    digits = f"{found.year}"[:place] + f"{found.year}"[place + 1 :]
    typed = day(f"{digits}/{found:%m/%d}", UTC)
    # 1995 -> 195 and 995, 2024 -> 024, 224, 204, 202; only 206x without its 2 is one (06x)
    assert typed == Fault("bad_date") or found.year in range(2060, 2100)


def test_a_column_with_a_year_of_three_digits_says_what_98_is():
    # 98 + 1911 = 2009
    days, found = read(["113/03/07", "98/07/01", "2024-03-08", "980701", 990102])
    assert days == [date(2024, 3, 7), date(2009, 7, 1), date(2024, 3, 8), date(2009, 7, 1),
                    date(2010, 1, 2)]  # fmt: skip
    assert (found.calendar, found.told, found.n_rows) == ("roc", "cells", 4)
    assert (found.example, found.meant) == ("113/03/07", "2024-03-07")


def test_two_digits_alone_are_1998_or_2009_and_a_traditional_file_does_not_decide():
    cells = ["98/07/01", "98年7月1日", "2024-03-08", ""]
    assert read(cells, hint="may")[0] == [UNCLEAR, UNCLEAR, date(2024, 3, 8), None]
    assert read(cells, hint="named")[0][:2] == [date(2009, 7, 1)] * 2
    assert read(cells, calendar="roc")[0][:2] == [date(2009, 7, 1)] * 2
    assert read(cells, calendar="gregorian")[0][:2] == [date(1998, 7, 1)] * 2


def test_without_a_word_in_traditional_characters_two_digits_are_as_ever():
    # 98/07/01 can only be year, month, day
    column, found = dated(Coded.of(["98/07/01", "24/06/07"]))
    assert [day(cell, UTC) for cell in column] == [date(1998, 7, 1), date(2024, 6, 7)]
    assert (found.order, found.calendar.calendar) == ("ymd", None)


def test_a_short_year_of_today_is_none_of_that_calendar():
    # 24 + 1911 = 1935: nobody's deal; day and month decide as in any other column
    days, found = read(["24/06/13", "24/06/30"], hint="may")
    assert (found.calendar, days) == (None, [Fault("unclear_date")] * 2)


def test_the_run_file_can_deny_the_calendar():
    days, found = read(["113/03/07", "1130307"], calendar="gregorian")
    assert days == [Fault("bad_date")] * 2
    assert found.n_rows == 0


@pytest.mark.parametrize(
    ("cell", "label"),
    [("113年3月", "2024-03"), ("113/03", "2024-03"), ("11303", "2024-03"), (11303, "2024-03"),
     ("113年度", "2024"), ("113", "2024"), ("113Q2", "2024-Q2"), ("民國113年第二季", "2024-Q2"),
     ("113/03/01", "2024-03")],
)  # fmt: skip
def test_periods(cell, label):
    assert period(cell, 1) == label


@pytest.mark.parametrize("cell", ["213年6月", "113/13", "11313", "313"])
def test_what_is_no_period_of_it_either(cell):
    assert period(cell, 1) == Fault("bad_period")


def test_a_column_of_periods_says_what_it_was_read_as():
    _, found = dated(Coded.of(["113/03", "113/04", "113/03"]), periods=True)
    assert (found.calendar.n_rows, found.calendar.meant) == (3, "2024-03")
    assert dated(Coded.of(["11303"]))[1].calendar.calendar is None


@pytest.mark.parametrize(
    ("titles", "year"),
    [(["113年度業績目標（單位：仟元）"], "2024"), (["民國113年目標"], "2024"), (["113年"], "2024"),
     (["製表日期：113年12月20日", "114年度目標"], "2025"), (["近113年目標"], None),
     (["第113年目標"], None), (["成立100年慶目標"], None)],
)  # fmt: skip
def test_years_of_titles(titles, year):
    found = stated_year(titles)
    assert (found and found[0]) == year


def test_years_that_are_read():
    assert [gregorian_year(year) for year in ("059", "060", "149", "150")] == [
        None, 1971, 2060, None,
    ]  # fmt: skip


def test_orders_that_a_date_does_not_rule_out():
    # 13 is no month; three numbers of two digits may begin with the year
    assert orders_of(["13/03/07"]) == ["dmy", "ymd"]
    assert orders_of(["05/06/2024", Dated("06/07/2024")]) == ["dmy", "mdy"]
