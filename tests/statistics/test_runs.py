"""Runs of misses and one flag among many, exact."""

import math
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesreport.statistics import any_chance, run_chance

LAW = settings(max_examples=50, deadline=None, derandomize=True)


@pytest.mark.parametrize(
    ("length", "chance"),
    [(2, 0.907958984375), (3, 0.583740234375), (8, 0.01171875)],
)
def test_runs_below_the_median_in_a_stable_year(length, chance):
    # exact counts: 1 - 377/4096 (Fibonacci), 1 - 1705/4096 (tribonacci), 48/4096
    assert run_chance(length, [0.5] * 12) == pytest.approx(chance, abs=1e-9)


def test_runs_where_seven_of_ten_months_are_missed_anyway():
    # methods 5: 99 % have two in a row within a year, 91 % three
    assert run_chance(2, [0.7] * 12) == pytest.approx(0.99, abs=0.005)
    assert run_chance(3, [0.7] * 12) == pytest.approx(0.91, abs=0.005)


@LAW
@given(st.integers(1, 4), st.lists(st.floats(0, 1), max_size=7))
def test_a_run_is_as_likely_as_all_years_that_have_one_together(length, misses):
    together = 0.0
    for year in product([True, False], repeat=len(misses)):
        text = "".join("x" if missed else "." for missed in year)
        if "x" * length in text:
            pairs = zip(year, misses, strict=True)
            together += math.prod(q if missed else 1 - q for missed, q in pairs)
    assert run_chance(length, misses) == pytest.approx(together, abs=1e-12)


@LAW
@given(st.integers(1, 6), st.integers(1, 24), st.floats(0, 1))
def test_longer_runs_are_rarer_and_more_months_make_them_likelier(length, months, miss):
    chance = run_chance(length, [miss] * months)
    assert run_chance(length + 1, [miss] * months) <= chance + 1e-12
    assert chance <= run_chance(length, [miss] * (months + 1)) + 1e-12


def test_a_month_that_cannot_count_ends_a_run():
    assert run_chance(2, [1, 0, 1]) == 0
    assert run_chance(2, [1, 1, 0]) == 1


def test_runs_too_long_unknown_or_impossible():
    assert run_chance(3, [1, 1]) == 0
    assert run_chance(1, []) == 0
    assert math.isnan(run_chance(2, [0.5, math.nan, 0.5]))
    with pytest.raises(ValueError, match="run of 0 months"):
        run_chance(0, [0.5])
    with pytest.raises(ValueError, match=r"chance of a miss is 1\.2"):
        run_chance(1, [1.2])


def test_ten_honest_reps_give_a_flag_two_times_in_five():
    # methods 3: 40 % at 95 % limits, 2 % at 99.8 %
    assert any_chance([0.05] * 10) == pytest.approx(0.40, abs=0.005)
    assert any_chance([0.002] * 10) == pytest.approx(0.02, abs=0.0005)


def test_any_of_none_of_one_and_of_an_unknown():
    assert (any_chance([]), any_chance([0.3]), any_chance([0.3, 1])) == pytest.approx((0, 0.3, 1))
    assert math.isnan(any_chance([0.3, math.nan]))
    with pytest.raises(ValueError, match="chance is -1"):
        any_chance([-1])
