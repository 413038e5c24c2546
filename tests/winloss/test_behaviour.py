"""What was done in the first days beside what was won: bands, split, and rep by rep."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesreport.statistics import newcombe, wilson
from salesreport.winloss.behaviour import Cases, Done, behaviour, first_days_count
from salesreport.winloss.histories import NEVER
from tests.winloss.made import ints

LAW = settings(max_examples=60, deadline=None, derandomize=True)
OPTIONS = {"split": 1.0, "n_reps": 2, "horizon_days": 90, "landmark_days": 14}


def cases(rows, until=500):
    """Cases of (rep, begun, closed or None, is_won)."""
    columns = zip(*rows, strict=True) if rows else ((), (), (), ())
    rep, begun, closed, won = columns
    end = [NEVER if day is None else day for day in closed]
    ended = [day if is_won else NEVER for day, is_won in zip(end, won, strict=True)]
    return Cases(ints(rep), ints(begun), ints(end), ints(ended), until)


def plain(values):
    """Each value by itself; None where nothing is on record."""
    there = np.array([value is not None for value in values])
    number = np.array([0.0 if value is None else value for value in values])
    return Done(number, there.astype(float))


ROWS = [
    (0, 0, 40, True), (0, 0, 50, False), (0, 0, None, False), (1, 0, 60, True),
    (1, 0, 70, True), (1, 0, 10, True), (1, 0, 100, True), (0, 450, None, False),
]  # fmt: skip
VISITS = [0, 0, 1, 1, 2, 3, None, 1]


def test_bands_split_and_points_by_hand():
    found = behaviour(cases(ROWS), plain(VISITS), (0.0, 1.0, 2.0), **OPTIONS)
    # The sixth closed by day 14, the last is too young for 90 days, one has no record.
    assert (found.n, found.n_quick, found.n_young, found.n_unknown) == (5, 1, 1, 1)
    assert [(band.low, band.n, band.n_won) for band in found.bands] == [
        (0, 2, 1), (1, 2, 1), (2, 1, 1),
    ]  # fmt: skip
    assert [band.won for band in found.bands] == [0.5, 0.5, 1]
    assert found.bands[0].won_range == pytest.approx(wilson(1, 2))
    assert math.isinf(found.bands[2].high)
    assert found.difference == pytest.approx(newcombe(2, 3, 1, 2))
    points = found.points
    assert points.n.tolist() == [3, 2]
    assert points.n_won.tolist() == [1, 2]
    assert points.value.tolist() == pytest.approx([1 / 3, 1.5])
    assert points.won.tolist() == pytest.approx([1 / 3, 1])
    assert (points.low[0], points.high[0]) == pytest.approx(wilson(1, 3))


def test_a_win_after_the_horizon_does_not_count():
    found = behaviour(cases([(0, 0, 90, True), (0, 0, 91, True)]), plain([0, 0]), (0.0,), **OPTIONS)
    assert (found.n, found.bands[0].n_won) == (2, 1)


def test_a_case_closed_on_the_last_day_of_the_landmark_is_left_out():
    found = behaviour(
        cases([(0, 0, 14, True), (0, 0, 15, True), (0, 0, 0, True)]), plain([1, 1, 0]), (0.0,),
        **OPTIONS,
    )  # fmt: skip
    assert (found.n, found.n_quick) == (1, 2)


def test_a_reps_value_is_a_sum_over_sums():
    done = Done(np.array([1.0, 0.0]), np.array([1.0, 3.0]))
    found = behaviour(
        cases([(0, 0, 40, True), (0, 0, 50, False)]), done, (0.0, 0.5, 1.0), **OPTIONS
    )
    # 1 of 1 and 0 of 3 in time: 1 of 4, not the mean of 1 and 0.
    assert found.points.value[0] == 0.25
    assert math.isnan(found.points.value[1])
    assert math.isnan(found.points.low[1])


def test_no_case_and_one_group_only_are_not_known():
    none = behaviour(cases([]), plain([]), (0.0, 1.0), **OPTIONS)
    assert none.n == 0
    assert all(math.isnan(band.won) for band in none.bands)
    assert math.isnan(none.difference.low)
    one = behaviour(cases([(0, 0, None, False)]), plain([0]), (0.0, 1.0), **OPTIONS)
    assert math.isnan(one.difference.high)


def test_visits_are_counted_once_a_day_in_the_first_days_only():
    case, day = ints([0, 0, 0, 0, 1, 1]), ints([10, 10, 24, 25, 19, 30])
    # Two notes of day 10 are one visit; day 24 is the 14th after day 10, day 25 is not;
    # of the second, begun on day 20, day 19 was before it.
    assert first_days_count(case, day, ints([10, 20, 0])).tolist() == [2, 1, 0]


def test_edges_that_do_not_rise_and_a_horizon_within_the_landmark_are_refused():
    with pytest.raises(ValueError, match="do not rise"):
        behaviour(cases([]), plain([]), (1.0, 1.0), **OPTIONS)
    with pytest.raises(ValueError, match="do not rise"):
        behaviour(cases([]), plain([]), (), **OPTIONS)
    with pytest.raises(ValueError, match="a horizon of 14 days ends by day 14"):
        behaviour(cases([]), plain([]), (0.0,), **(OPTIONS | {"horizon_days": 14}))


def lived(n_visits_a_week, seed=5, n=4000):
    """Cases whose wins take long, with visits at the same rate for all as long as they live."""
    rng = np.random.default_rng(seed)
    won = rng.random(n) < 0.4
    lasted = np.where(won, rng.integers(30, 89, n), rng.integers(15, 40, n))
    early = rng.poisson(2 * n_visits_a_week, n)
    whole = early + rng.poisson(n_visits_a_week * (lasted - 14) / 7)
    rows = list(zip([0] * n, [0] * n, lasted.tolist(), won.tolist(), strict=True))
    return cases(rows), early.astype(float), whole.astype(float)


def test_visits_of_the_first_days_do_not_reward_deals_that_live_long():
    some, early, whole = lived(0.5)
    options = OPTIONS | {"n_reps": 1}
    told = [
        behaviour(some, Done(values, np.ones(len(values))), (0.0, 1.0, 2.0), **options)
        for values in (early, whole)
    ]
    assert told[0].difference.low < 0 < told[0].difference.high
    # Counted over their whole lives, visits that do nothing would seem to win deals.
    assert told[1].difference.low > 0.15


@LAW
@given(
    st.lists(
        st.tuples(
            st.integers(0, 1), st.integers(0, 480), st.one_of(st.none(), st.integers(0, 200)),
            st.booleans(), st.one_of(st.none(), st.integers(0, 4)),
        ),
        max_size=25,
    )
)  # fmt: skip
def test_every_case_is_in_a_band_or_left_out_for_one_reason(rows):
    told = [
        (rep, begun, None if days is None else min(begun + days, 500), won and days is not None)
        for rep, begun, days, won, _ in rows
    ]
    found = behaviour(cases(told), plain([row[4] for row in rows]), (0.0, 1.0, 3.0), **OPTIONS)
    assert sum(band.n for band in found.bands) == found.n == found.points.n.sum()
    assert sum(band.n_won for band in found.bands) == found.points.n_won.sum()
    assert found.n + found.n_quick + found.n_young + found.n_unknown == len(rows)
    backwards = behaviour(
        cases(told[::-1]), plain([row[4] for row in rows][::-1]), (0.0, 1.0, 3.0), **OPTIONS
    )
    assert backwards.bands == found.bands
