"""Periods: whole months, their neighbours, fiscal years."""

from datetime import date

import pytest

from salesreport.errors import ParameterError
from salesreport.periods import Period, overlap_days


@pytest.mark.parametrize(
    ("text", "start", "first", "last"),
    [
        ("2024-03", 1, date(2024, 3, 1), date(2024, 3, 31)),
        ("2024-Q1", 4, date(2024, 1, 1), date(2024, 3, 31)),
        ("2024", 1, date(2024, 1, 1), date(2024, 12, 31)),
        ("FY2023/24-Q1", 4, date(2023, 4, 1), date(2023, 6, 30)),
        ("FY2023/24-Q4", 4, date(2024, 1, 1), date(2024, 3, 31)),
        ("FY2099/00", 2, date(2099, 2, 1), date(2100, 1, 31)),
        ("2020-W53", 1, date(2020, 12, 28), date(2021, 1, 3)),
        ("2026-W01", 4, date(2025, 12, 29), date(2026, 1, 4)),
        ("FY2024", 1, date(2024, 1, 1), date(2024, 12, 31)),
    ],
)
def test_period_has_first_and_last_day_of_its_text(text, start, first, last):
    period = Period.parse(text, fiscal_year_start=start)
    assert (period.first, period.last, period.label) == (first, last, text)


@pytest.mark.parametrize(
    ("text", "rule", "label"),
    [
        ("FY2024", "end", "FY2023/24"),
        ("FY2024-Q4", "end", "FY2023/24-Q4"),
        ("FY2024", "start", "FY2024/25"),
        ("FY2024-Q4", "start", "FY2024/25-Q4"),
        ("FY2024/25", "end", "FY2024/25"),
        ("FY2024/25", "start", "FY2024/25"),
    ],
)
def test_a_fiscal_year_is_read_by_the_runs_rule_and_named_by_both_years(text, rule, label):
    period = Period.parse(text, fiscal_year_start=4, fiscal_year_label=rule)
    assert period.label == label
    assert Period.parse(label, fiscal_year_start=4) == period


@pytest.mark.parametrize(
    "text",
    ["2024-13", "2024-Q5", "03/2024", "FY2024-03", "", "24-03", "FY2024/26", "2024/25",
     "FY2024/25-03", "2021-W53", "2021-W00"],
)  # fmt: skip
def test_unknown_period_says_which_forms_are_known(text):
    with pytest.raises(ParameterError, match=r"unknown period .* Expected: a month 2024-03"):
        Period.parse(text, fiscal_year_start=4)


@pytest.mark.parametrize(
    ("text", "quarters"),
    [("2024-H1", "2024-Q1 and 2024-Q2"), ("2024H2", "2024-Q3 and 2024-Q4"),
     ("2024年下半年", "2024-Q3 and 2024-Q4"), ("FY2023/24-H1", "FY2023/24-Q1 and FY2023/24-Q2")],
)  # fmt: skip
def test_a_half_year_is_refused_with_its_quarters(text, quarters):
    with pytest.raises(ParameterError, match=f"take {quarters} one after the other, or the year"):
        Period.parse(text, fiscal_year_start=4)


@pytest.mark.parametrize(
    "text",
    ["0000-01", "0001-01", "9999-12", "FY0000", "9999-W52", "0000-W01", "9999", "FY9999/00",
     "1899-12", "2201-Q1"],
)  # fmt: skip
@pytest.mark.parametrize("start", [1, 4])
def test_a_year_that_nothing_can_be_held_against_is_refused(text, start):
    with pytest.raises(
        ParameterError, match=rf"'{text}' is outside.* Expected: a year from 1900 to 2200\. Remedy"
    ):
        Period.parse(text, fiscal_year_start=start)


@pytest.mark.parametrize("text", ["1900-01", "FY1900", "1900-W01", "2200-12", "FY2200", "2200-W52"])
@pytest.mark.parametrize("start", [1, 12])
def test_at_the_first_and_last_year_all_neighbours_are_in_the_calendar(text, start):
    period = Period.parse(text, fiscal_year_start=start)
    before, after, year = period.previous(), period.next(), period.same_last_year()
    assert before.last < period.first <= period.last < after.first
    assert year.first < period.first
    if period.kind != "week":
        assert period.trailing(60).n_months == 60
        assert period.fiscal_year().n_months == 12


def test_a_fiscal_year_that_is_the_calendar_year_has_one_name():
    assert Period.parse("FY2024").label == "FY2024"
    with pytest.raises(ParameterError, match="unknown period 'FY2024/25'"):
        Period.parse("FY2024/25")


def test_weeks_follow_each_other_across_the_year_end():
    week = Period.parse("2020-W53")
    assert (week.kind, week.days) == ("week", 7)
    assert (week.previous().label, week.next().label) == ("2020-W52", "2021-W01")
    assert week.next().previous() == week
    assert Period.parse("2021-W05").same_last_year().label == "2020-W05"
    # 2019 had no week 53: the same dates
    same = week.same_last_year()
    assert (same.first, same.last) == (date(2019, 12, 28), date(2020, 1, 3))


def test_same_month_last_year_ends_on_february_28_after_a_leap_year():
    leap = Period.parse("2024-02")
    assert leap.days == 29
    assert leap.same_last_year().last == date(2023, 2, 28)


@pytest.mark.parametrize("text", ["2024-01", "2024-Q1", "FY2024-Q1", "2024", "FY2025", "2024-W01"])
def test_next_undoes_previous(text):
    period = Period.parse(text, fiscal_year_start=4)
    assert period.previous().next() == period
    assert period.previous().last < period.first


def test_year_to_date_starts_with_the_fiscal_year():
    march = Period.parse("2024-03", fiscal_year_start=4)
    assert march.year_to_date().first == date(2023, 4, 1)
    assert march.fiscal_year().label == "FY2023/24"


def test_trailing_six_months_include_the_period_itself():
    assert [m.label for m in Period.parse("2024-02").trailing(6).months()] == [
        "2023-09", "2023-10", "2023-11", "2023-12", "2024-01", "2024-02",
    ]  # fmt: skip


def test_overlap_counts_both_end_days():
    june = Period.parse("2024-06")
    assert overlap_days(june, date(2024, 6, 16), None) == 15
    assert overlap_days(june, None, date(2024, 5, 31)) == 0
    assert overlap_days(june, None, None) == 30
