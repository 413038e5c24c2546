from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesreport.cells.days import day, period
from salesreport.cells.plain import Fault

SHANGHAI = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    "cell",
    ["2024-06-07", "2024/6/7", "2024.6.7", "2024年6月7日", "２０２４年６月７日", "20240607",
     "2024-06-07 14:30", "2024-06-07T14:30:00", datetime(2024, 6, 7, 14, 30), date(2024, 6, 7)],
)  # fmt: skip
def test_days_with_the_year_first(cell):
    assert day(cell, SHANGHAI) == date(2024, 6, 7)


def test_a_time_with_a_zone_is_moved_to_the_run_zone_first():
    assert day("2024-06-06T20:30:00Z", SHANGHAI) == date(2024, 6, 7)
    assert day("2024-06-07T01:00:00+14:00", SHANGHAI) == date(2024, 6, 6)
    assert day(datetime(2024, 6, 6, 20, tzinfo=UTC), SHANGHAI) == date(2024, 6, 7)


@pytest.mark.parametrize("cell", ["", "-", "—", None])
def test_a_blank_day_is_missing(cell):
    assert day(cell, SHANGHAI) is None


@pytest.mark.parametrize(
    "cell",
    ["05/06/2024", "6月10日", "2024-02-30", "2024-13-01", "soon", 45455.0, True, "0001-01-01",
     "2024-06-07T25:00"],
)  # fmt: skip
def test_a_day_that_cannot_be_told_is_a_fault(cell):
    assert day(cell, SHANGHAI) == Fault("bad_date")


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
    ]
    assert {day(way, SHANGHAI) for way in ways} == {found}


@given(st.text(max_size=20))
def test_any_text_gives_a_day_a_fault_or_nothing(cell):
    found = day(cell, SHANGHAI)
    assert found is None or isinstance(found, Fault | date)
