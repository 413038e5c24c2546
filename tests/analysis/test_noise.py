"""The same work drawn many times: laws, and spreads worked out by hand."""

from dataclasses import replace
from math import sqrt

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesreport.analysis import (
    DRAWS,
    Scale,
    Subject,
    drawn_scores,
    drawn_values,
    fixed_measures,
    grade_shares,
    score_range,
)

BANDS = (("excellent", 90.0), ("good", 80.0), ("pass", 70.0), ("needs_improvement", 0.0))
WIDE = {
    "completion": (0.0, 4.0), "conversion": (0.0, 2.0), "revenue_per_customer": (0.0, 9000.0),
    "process": (0.0, 2.0), "collection_rate": (0.0, 2.0), "satisfaction": (0.0, 10.0),
}  # fmt: skip


def subject(**changes):
    """32 leads, 8 won, 1,000 each, target 8,000; 40 items 30 of them on time."""
    own = Subject(
        values={"completion": 1.0, "conversion": 0.25, "revenue_per_customer": 1000.0,
                "process": 0.75, "collection_rate": 0.8, "satisfaction": 5.0},
        wins=8.0, bookings=8000.0, leads=32.0, rate=0.25, amount=1000.0, amount_cv=0.5,
        target=8000.0, shares={"process": (40.0, 0.75)}, spreads={"collection_rate": 0.05},
    )  # fmt: skip
    return replace(own, **changes)


def scale(**weights):
    given_weights = weights or {name: 100 / len(WIDE) for name in WIDE}
    return Scale(given_weights, WIDE, rescale_above=0.6, bands=BANDS)


def scores(one, by=None):
    return drawn_scores(one.values, drawn_values(one), by or scale(), DRAWS)


def point(one, by=None):
    return float(drawn_scores(one.values, {}, by or scale(), 1)[0])


def test_conversion_has_the_binomial_spread():
    drawn = drawn_values(subject())["conversion"]
    assert drawn.std() == pytest.approx(sqrt(0.25 * 0.75 / 32), rel=0.05)
    assert drawn.mean() == pytest.approx(0.25, abs=0.005)


def test_completion_has_the_compound_spread():
    # binomial wins and gamma amounts: variance N p a² (CV² + 1 - p), over the target
    drawn = drawn_values(subject())["completion"]
    assert drawn.std() == pytest.approx(sqrt(8 * (0.25 + 0.75)) / 8, rel=0.05)
    assert drawn.mean() == pytest.approx(1.0, abs=0.02)


def test_process_has_the_spread_of_its_items():
    drawn = drawn_values(subject())["process"]
    assert drawn.std() == pytest.approx(sqrt(0.75 * 0.25 / 40), rel=0.05)


def test_conversion_alone_moves_the_score_as_methods_say():
    # methods.md 7: ±4.7 points (1 sd) at 32 leads and a weight of 25 %; at 8 of 32 and 100
    # points for 40 %: sqrt(0.25 · 0.75 / 32) = 0.0765, of 0.4 0.1914, times 25 = 4.78
    posts = {"conversion": (0.0, 0.4), "satisfaction": (0.0, 10.0)}
    by = Scale({"conversion": 25.0, "satisfaction": 75.0}, posts, 0.6, BANDS)
    one = subject(values={"conversion": 0.25, "satisfaction": 5.0}, wins=8.0, rate=0.25)
    assert scores(one, by).std() == pytest.approx(4.78, rel=0.05)


def test_wins_move_all_that_is_made_of_them_together():
    drawn = drawn_values(subject(amount_cv=0.0))
    assert np.corrcoef(drawn["conversion"], drawn["completion"])[0, 1] == pytest.approx(1)
    assert np.nanstd(drawn["revenue_per_customer"]) == pytest.approx(0, abs=1e-6)


def test_no_win_has_a_range_too():
    one = subject(
        values={"completion": 0.0, "conversion": 0.0, "revenue_per_customer": None},
        wins=0.0, bookings=0.0,
    )  # fmt: skip
    by = scale(completion=60.0, conversion=30.0, revenue_per_customer=10.0)
    low, high = score_range(scores(one, by), point(one, by))
    assert low == point(one, by) == 0
    assert high > 5


def test_a_draw_without_a_win_has_no_revenue_per_customer():
    one = subject(wins=1.0, bookings=1000.0, leads=4.0)
    assert np.isnan(drawn_values(one)["revenue_per_customer"]).any()
    assert not np.isnan(scores(one)).all()


def test_what_is_held_fixed_is_named_with_its_reason():
    one = subject(shares={}, spreads={}, amount_cv=None)
    assert fixed_measures(one) == {
        "process": "no_cases", "collection_rate": "few_items", "satisfaction": "no_model",
        "deal_size": "no_deals",
    }  # fmt: skip
    assert fixed_measures(subject(rate=None))["conversion"] == "no_wins"


def test_a_missing_measure_stays_missing():
    one = subject(values={"completion": None, "process": 0.75})
    assert set(drawn_values(one)) == {"process"}
    assert "completion" not in fixed_measures(one)


COUNTS = st.integers(1, 40)


@st.composite
def subjects(draw):
    leads = draw(COUNTS)
    wins = draw(st.integers(0, leads))
    booked = wins * draw(st.integers(10, 3000))
    target, n = draw(st.integers(100, 50_000)), draw(COUNTS)
    on_time = draw(st.integers(0, n))
    return Subject(
        values={
            "completion": booked / target,
            "conversion": wins / leads,
            "revenue_per_customer": booked / wins if wins else None,
            "process": on_time / n,
            "satisfaction": draw(st.one_of(st.none(), st.floats(0, 10))),
        },
        wins=float(wins), bookings=float(booked), leads=float(leads),
        rate=draw(st.floats(0.01, 0.99)), amount=booked / wins if wins else 500.0,
        amount_cv=draw(st.floats(0, 1.5)), target=float(target),
        shares={"process": (float(n), draw(st.floats(0.01, 0.99)))},
    )  # fmt: skip


@settings(max_examples=25, deadline=None)
@given(subjects())
def test_a_range_holds_the_score_and_stays_between_0_and_100(one):
    by = replace(scale(), rescale_above=0.0)
    low, high = score_range(scores(one, by), point(one, by))
    assert 0 <= low <= point(one, by) <= high <= 100


@settings(max_examples=12, deadline=None)
@given(subjects())
def test_equal_reps_have_equal_ranges(one):
    assert np.array_equal(scores(one), scores(replace(one)), equal_nan=True)


@settings(max_examples=12, deadline=None)
@given(st.integers(5, 40), st.sampled_from(["conversion", "completion", "process"]))
def test_noise_shrinks_with_n(n, name):
    def width(times):
        wins = 2.0 * times
        one = Subject(
            values={"conversion": 0.4, "completion": 0.5, "process": 0.5},
            wins=wins, bookings=100 * wins, leads=5.0 * times, rate=0.4, amount=100.0,
            amount_cv=0.6, target=200 * wins, shares={"process": (10.0 * times, 0.5)},
        )  # fmt: skip
        return np.nanstd(drawn_values(one)[name])

    assert width(4 * n) < width(n)


@settings(max_examples=12, deadline=None)
@given(subjects(), st.floats(0, 1), st.floats(0, 100))
def test_a_measure_without_weight_decides_nothing(one, share, value):
    by = scale(completion=60.0, conversion=40.0, process=0.0)
    other = replace(one, values={**one.values, "process": share, "satisfaction": value},
                    shares={"process": (7.0, 0.5)})  # fmt: skip
    assert np.array_equal(scores(one, by), scores(other, by), equal_nan=True)


def test_grade_shares_add_up():
    shares = grade_shares(scores(subject()), BANDS)
    assert sum(shares.values()) == pytest.approx(1)
    assert list(shares) == [name for name, _ in BANDS]
