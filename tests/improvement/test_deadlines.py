"""Deadlines are working days of the next cycle, by the share of it that a rule gives."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesreport.calendars import Workdays
from salesreport.improvement import deadline
from salesreport.periods import Period

JULY = Period.parse("2026-07")
"""23 working days, from Wednesday the 1st to Friday the 31st."""


@pytest.mark.parametrize(
    ("until", "day"),
    [(1.0, 31), (0.5, 16), (0.25, 8), (0.01, 1)],  # 23, ceil 11.5, ceil 5.75, the first of 23
)
def test_a_share_of_the_working_days_is_rounded_up(until, day):
    assert deadline(Workdays(), JULY, until, after=date(2026, 6, 30)) == date(2026, 7, day)


def test_a_day_off_is_none():
    off = Workdays(off=frozenset({date(2026, 7, 31), date(2026, 7, 30)}))
    assert deadline(off, JULY, 1.0, after=date(2026, 6, 30)) == date(2026, 7, 29)


def test_a_saturday_that_is_worked_is_one():
    worked = Workdays(worked=frozenset({date(2026, 8, 1), date(2026, 7, 25)}))
    assert deadline(worked, Period.parse("2026-07"), 19 / 24, after=date(2026, 6, 30)) == date(
        2026, 7, 25
    )


def test_a_day_that_is_gone_when_the_report_is_made_moves_on():
    # Known to the 10th: 15 working days are left, from the 13th; a quarter of them is the 4th.
    assert deadline(Workdays(), JULY, 0.25, after=date(2026, 7, 10)) == date(2026, 7, 16)


def test_after_the_cycle_the_day_stays_inside_it():
    assert deadline(Workdays(), JULY, 0.25, after=date(2026, 12, 31)) == date(2026, 7, 8)


def test_a_cycle_without_a_working_day_ends_on_its_last():
    off = frozenset(JULY.first + timedelta(days=i) for i in range(31))
    assert deadline(Workdays(off=off), JULY, 0.5, after=date(2026, 6, 30)) == JULY.last


@given(
    label=st.sampled_from(["2026-02", "2026-07", "2026-Q3", "2026"]),
    until=st.floats(0.001, 1.0),
    after=st.dates(date(2025, 12, 1), date(2027, 2, 1)),
    off=st.sets(st.dates(date(2026, 1, 1), date(2026, 12, 31)), max_size=40),
)
def test_a_deadline_is_a_working_day_inside_the_cycle(label, until, after, off):
    cycle, days = Period.parse(label), Workdays(off=frozenset(off))
    found = deadline(days, cycle, until, after=after)
    assert found in cycle
    worked = [cycle.first + timedelta(days=i) for i in range(cycle.days)]
    worked = [day for day in worked if day in days]
    assert found in worked or not worked
    if any(day > after for day in worked):
        assert found > after


@given(first=st.floats(0.01, 1.0), second=st.floats(0.01, 1.0))
def test_a_larger_share_is_no_earlier(first, second):
    low, high = sorted([first, second])
    before = date(2026, 6, 30)
    assert deadline(Workdays(), JULY, low, after=before) <= deadline(
        Workdays(), JULY, high, after=before
    )
