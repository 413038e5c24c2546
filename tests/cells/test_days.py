from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesreport.cells.dayforms import MONTHS
from salesreport.cells.days import day, period
from salesreport.cells.plain import Dated, Fault

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    "cell",
    ["2024-06-07", "2024/6/7", "2024.6.7", "2024年6月7日", "２０２４年６月７日", "20240607",
     "2024-06-07 14:30", "2024-06-07T14:30:00", datetime(2024, 6, 7, 14, 30), date(2024, 6, 7),
     "24年6月7日", "民國113年6月7日", "二〇二四年六月七日", "2024年6月7号", "20240607 09:30",
     "7-Jun-2024", "7-Jun-24", "07JUN2024", "7th June 2024", "Jun 7, 2024", "June 7 2024",
     "Jun. 7, 2024", "2024-Jun-07", "Friday, June 7, 2024", "Fri 7 Jun 2024",
     "2024-06-07 星期五", "2024-06-07（周五）", "2024年6月7日 禮拜五 下午3:05", "2024-06-07 (Fri)",
     "2024/6/7 上午 9:30", "2024/6/7 下午13:30", "2024/6/7 9:30 AM", "2024/6/7 9:30:15 p.m.",
     "2024-06-07 9时30分", "2024年6月7日9点30分15秒", "2024-06-07 10:30:00.123",
     45450, 45450.0, 45450.9, "45450", 45449.999999999, 20240607, 20240607.0],
)  # fmt: skip
def test_a_day_in_every_form_that_can_be_told(cell):
    assert day(cell, SHANGHAI) == date(2024, 6, 7)


def test_a_time_with_a_zone_is_moved_to_the_run_zone_first():
    assert day("2024-06-06T20:30:00Z", SHANGHAI) == date(2024, 6, 7)
    assert day("2024-06-07T01:00:00+14:00", SHANGHAI) == date(2024, 6, 6)
    assert day(datetime(2024, 6, 6, 20, tzinfo=UTC), SHANGHAI) == date(2024, 6, 7)
    for written in ("2024-06-06 20:30 UTC", "2024-06-06 20:30:00 +0000", "2024/6/6 8:30 PM GMT",
                    "2024-06-06T20:30:00.000Z", "2024-06-07 00:30 UTC+8",
                    "Thu Jun 06 2024 16:30:00 GMT-0400 (EDT)"):  # fmt: skip
        assert day(written, SHANGHAI) == date(2024, 6, 7)


def test_a_span_of_time_is_not_a_zone():
    assert day("2024-06-07 10:00-11:00", SHANGHAI) == Fault("bad_date")
    assert day("2024-06-07T10:00-11:00", SHANGHAI) == date(2024, 6, 8)


@pytest.mark.parametrize("cell", ["", "-", "—", None])
def test_a_blank_day_is_missing(cell):
    assert day(cell, SHANGHAI) is None


@pytest.mark.parametrize(
    "cell",
    ["2024-02-30", "2024-13-01", "31/31/2024", "soon", True, "0001-01-01", "9999-12-31",
     "2024-06-07T25:00", "2024-06-07 24:00", "2024-06-07 13:00 AM", "2024-06-07 晚上12:00",
     "2024-06-07 20:30 CST", "2024-06-07 20:30:00+25:00", "2024-06-07 星期四",
     "2024-W23", "2024-06", "Jun 24", "6/10", "213年6月7日", "2024-6/7", "12345678", "60",
     60, 60.0, 0, -1.0, 1e9, float("nan"), 20241301],
)  # fmt: skip
def test_a_day_that_cannot_be_told_is_a_fault(cell):
    assert day(cell, SHANGHAI) == Fault("bad_date")


def test_a_day_number_has_its_workbooks_origin():
    assert day(43988.0, SHANGHAI) == date(2020, 6, 6)
    assert day(Dated(43988.0, date_1904=True), SHANGHAI) == date(2024, 6, 7)
    assert day(Dated("43988", date_1904=True), SHANGHAI) == date(2024, 6, 7)


def test_day_numbers_outside_1990_to_2100_are_faults():
    assert day(32874, SHANGHAI) == date(1990, 1, 1)
    assert day(73415, SHANGHAI) == date(2100, 12, 31)
    assert day(32873, SHANGHAI) == day(73416, SHANGHAI) == Fault("bad_date")


@pytest.mark.parametrize("cell", ["6月10日", "10-Jun", "6月10号", "10 June"])
def test_a_day_without_a_year_takes_the_stated_one_or_is_a_fault(cell):
    assert day(cell, SHANGHAI) == Fault("no_year")
    assert day(Dated(cell, year=2024), SHANGHAI) == date(2024, 6, 10)


def test_the_29th_of_february_needs_a_leap_year():
    assert day(Dated("2月29日", year=2024), SHANGHAI) == date(2024, 2, 29)
    assert day(Dated("2月29日", year=2023), SHANGHAI) == Fault("bad_date")


@pytest.mark.parametrize("cell", ["05/06/2024", "25/06/2024", "7/12/25", "24-06-07", "5.6.2024"])
def test_a_short_date_without_an_order_is_unclear(cell):
    assert day(cell, SHANGHAI) == Fault("unclear_date")


@pytest.mark.parametrize(
    ("cell", "order", "found"),
    [("05/06/2024", "dmy", date(2024, 6, 5)), ("05/06/2024", "mdy", date(2024, 5, 6)),
     ("7/12/25", "mdy", date(2025, 7, 12)), ("24-6-7", "ymd", date(2024, 6, 7)),
     ("31.12.2024 11:30 PM", "dmy", date(2024, 12, 31)), ("1/2/95", "dmy", date(1995, 2, 1)),
     ("０５／０６／２０２４", "dmy", date(2024, 6, 5))],
)  # fmt: skip
def test_a_short_date_is_read_in_its_columns_order(cell, order, found):
    assert day(Dated(cell, order=order), SHANGHAI) == found


def test_a_date_that_contradicts_the_stated_order_is_a_fault():
    assert day(Dated("25/06/2024", order="mdy"), SHANGHAI) == Fault("other_day_order")
    assert day(Dated("05/06/2024", order="ymd"), SHANGHAI) == Fault("other_day_order")


@pytest.mark.parametrize(
    ("cell", "label"),
    [
        ("2024-03", "2024-03"),
        ("2024年3月", "2024-03"),
        ("2024年3月份", "2024-03"),
        ("2024/3", "2024-03"),
        ("202403", "2024-03"),
        (202403.0, "2024-03"),
        ("2024Q1", "2024-Q1"),
        ("2024年第一季度", "2024-Q1"),
        ("2024年度", "2024"),
        (2024.0, "2024"),
        ("FY2024", "FY2024"),
        (date(2024, 3, 1), "2024-03"),
        ("2024-03-31", "2024-03"),
        ("-", None),
    ],
)
def test_periods_as_people_write_them(cell, label):
    assert period(cell, 1) == label


@pytest.mark.parametrize("cell", ["3月", "2024-13", "2024-03-15", "March"])
def test_a_period_that_cannot_be_told_is_a_fault(cell):
    assert period(cell, 1) == Fault("bad_period")


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2200, 12, 31)))
def test_every_way_to_write_a_day_gives_the_same_day(found):
    ways = [
        found.isoformat(),
        f"{found.year}/{found.month}/{found.day}",
        f"{found.year}年{found.month}月{found.day}日",
        f"{found:%Y%m%d}",
        f"{found.day}-{MONTHS[found.month - 1][:3]}-{found.year}",
        f"{MONTHS[found.month - 1]} {found.day}, {found.year}",
        f"{found.isoformat()} 星期{'一二三四五六日'[found.weekday()]}",
        Dated(f"{found.day}/{found.month}/{found.year}", order="dmy"),
        Dated(f"{found.month}/{found.day}/{found.year}", order="mdy"),
        datetime.combine(found, time(23, 59)),
    ]
    assert {day(way, SHANGHAI) for way in ways} == {found}


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2100, 12, 31)), st.booleans())
def test_a_day_number_is_the_day_that_excel_shows(found, date_1904):
    origin = date(1904, 1, 1) if date_1904 else date(1899, 12, 30)
    assert day(Dated((found - origin).days, date_1904=date_1904), SHANGHAI) == found


@given(st.text(alphabet="0123456789-/.:年月日 apmTZ+周五Jun,()", max_size=24))
def test_what_looks_like_a_day_gives_a_day_a_fault_or_nothing(cell):
    for order in (None, "dmy", "mdy", "ymd"):
        found = day(Dated(cell, order=order, year=2024), SHANGHAI)
        assert found is None or isinstance(found, Fault | date)


@given(st.text(max_size=20))
def test_any_text_gives_a_day_a_fault_or_nothing(cell):
    found = day(cell, SHANGHAI)
    assert found is None or isinstance(found, Fault | date)


@pytest.mark.parametrize(
    ("cell", "label"),
    [
        ("01/06/2024", "2024-06"), ("06/01/2024", "2024-06"), ("30/06/2024", "2024-06"),
        ("06/30/2024", "2024-06"), ("01/01/2024", "2024-01"), ("30.6.24", "2024-06"),
        ("6/2024", "2024-06"), ("06.2024", "2024-06"), ("Jun-24", "2024-06"),
        ("June 2024", "2024-06"), ("2024 Jun", "2024-06"), ("24年6月", "2024-06"),
        ("民国113年6月", "2024-06"), ("二〇二四年十一月份", "2024-11"), ("2Q24", "2024-Q2"),
        ("Q2 2024", "2024-Q2"), ("FY24", "FY2024"), ("FY24Q1", "FY2024-Q1"),
        ("2024年第二季度", "2024-Q2"), (2024.6, "2024-06"), (202406.0, "2024-06"),
    ],
)  # fmt: skip
def test_periods_as_offices_write_them(cell, label):
    assert period(cell, 1) == label


@pytest.mark.parametrize(
    ("cell", "rule", "label"),
    [
        ("FY24", "end", "FY2023/24"), ("FY24Q1", "end", "FY2023/24-Q1"),
        ("FY24", "start", "FY2024/25"), ("FY24Q1", "start", "FY2024/25-Q1"),
        ("FY2023/24", "end", "FY2023/24"), ("fy2023/24-q4", "start", "FY2023/24-Q4"),
        ("2023/24财年第四季度", "end", "FY2023/24-Q4"), ("2023/24財年", "end", "FY2023/24"),
    ],
)  # fmt: skip
def test_fiscal_years_are_named_by_both_their_years(cell, rule, label):
    assert period(cell, 4, rule) == label


@pytest.mark.parametrize("cell", ["FY2023/25", "FY2023/24"])
def test_two_years_that_are_no_fiscal_year_are_listed(cell):
    assert period(cell, 4 if cell == "FY2023/25" else 1) == Fault("bad_period")


@pytest.mark.parametrize(
    "cell",
    ["05/06/2024", "15/06/2024", "24-Jun", "6月", "二季度", "2024H1", "2024年上半年", "213年6月",
     "13/2024", 2024.1, "2024-06-15", "上月"],
)  # fmt: skip
def test_what_names_no_one_period_is_a_fault(cell):
    assert period(cell, 1) == Fault("bad_period")


def test_a_stated_order_and_year_hold_for_periods_too():
    assert period(Dated("01/06/2024", order="mdy"), 1) == Fault("bad_period")
    assert period(Dated("01/06/2024", order="dmy"), 1) == "2024-06"
    assert period(Dated("6月", year=2024), 1) == "2024-06"


@pytest.mark.parametrize(
    "cell",
    ["2024年6月7日（周五）", "Friday, June 7, 2024", "民國113年6月7日", "2024年六月七日",
     "Jun-07-2024", "２０２４年６月７日", "2024-06-06T20:00:00+00:00"],
)  # fmt: skip
def test_days_as_several_offices_write_them(cell):
    assert day(cell, SHANGHAI) == date(2024, 6, 7)


@pytest.mark.parametrize(
    "cell",
    ["2024年6月7日 星期六", "2024-06-07至2024-06-09", "2024/6/7~6/9", "约2024-06-07", "月底",
     "6月底", "2024年6月上旬", "农历五月初二",
     "2024年第23周", "2024-06-07(计划)", "下周一", "infinity",
     "0000-00-00", "1717718400", "令和6年6月7日"],
)  # fmt: skip
def test_what_names_no_one_day_is_a_fault(cell):
    assert day(cell, SHANGHAI) == Fault("bad_date")
