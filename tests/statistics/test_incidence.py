"""Aalen-Johansen against R's cmprsk and statsmodels, and cohorts of every kind."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from statsmodels.duration.survfunc import CumIncidenceRight

from salesreport.statistics import aalen_johansen, kaplan_meier

LAW = settings(max_examples=50, deadline=None, derandomize=True)
COHORT = st.lists(st.tuples(st.integers(0, 20), st.integers(0, 2)), min_size=1, max_size=30)

DAYS = [1, 1, 2, 4, 4, 4, 6, 6, 7, 8, 9, 9, 9, 1, 2, 2, 4, 4]
WAYS = [1, 1, 1, 2, 2, 2, 3, 3, 3, 0, 0, 0, 0, 0, 0, 0, 0, 0]


def test_three_outcomes_as_cmprsk_gives_them():
    # R cmprsk cuminc at t = 1, 2, 4, 6, 7; statsmodels test_survfunc.py, test_incidence
    found = aalen_johansen(DAYS, WAYS, n_outcomes=3)
    assert found.days[:5].tolist() == [1, 2, 4, 6, 7]
    published = [
        [0.11111111, 0.17037037, 0.17037037, 0.17037037, 0.17037037],
        [0, 0, 0.20740741, 0.20740741, 0.20740741],
        [0, 0, 0, 0.17777778, 0.26666667],
    ]
    assert found.shares[:, :5] == pytest.approx(np.array(published), abs=1e-7)


def test_counting_other_outcomes_as_open_overstates():
    # methods 5: 1 - Kaplan-Meier says .25 where .2074 came about
    naive = kaplan_meier(DAYS, [way == 2 for way in WAYS])
    assert 1 - naive.at(4) == pytest.approx(0.25)
    assert aalen_johansen(DAYS, WAYS, n_outcomes=3).at(4)[1] == pytest.approx(0.2074, abs=5e-5)


def test_four_deals_by_hand():
    # won day 10 of 4: 1/4; open one leaves at 20; lost day 30 of 2: 3/4 · 1/2; won day 40
    found = aalen_johansen([10, 30, 20, 40], [1, 2, 0, 1], n_outcomes=2)
    assert found.at(9).tolist() == [0, 0]
    assert found.at(10).tolist() == [0.25, 0]
    assert found.at(30).tolist() == [0.25, 0.375]
    assert found.at(40).tolist() == [0.625, 0.375]
    assert (found.n, found.n_open) == (4, 1)


def test_a_horizon_the_cohort_has_not_reached_is_not_known():
    found = aalen_johansen([10, 20], [1, 0], n_outcomes=2)
    assert found.at(20).tolist() == [0.5, 0]
    assert np.isnan(found.at(21)).all()
    assert np.isnan(found.sd_at(21)).all()


def test_a_cohort_that_has_all_closed_is_final():
    found = aalen_johansen([10, 20], [1, 2], n_outcomes=2)
    assert found.at(900).tolist() == [0.5, 0.5]


def test_a_cohort_fully_seen_has_the_binomials_shares_and_deviation():
    found = aalen_johansen(range(1, 11), [1, 2, 2, 1, 2, 2, 2, 1, 2, 2], n_outcomes=2)
    assert found.at(10) == pytest.approx([0.3, 0.7])
    assert found.sd_at(10) == pytest.approx([math.sqrt(0.3 * 0.7 / 10)] * 2)
    assert found.sd_at(4)[0] == pytest.approx(math.sqrt(0.2 * 0.8 / 10))


def test_nothing_ended_and_nothing_won():
    still = aalen_johansen([5, 9], [0, 0], n_outcomes=2)
    assert still.at(9).tolist() == still.sd_at(9).tolist() == [0, 0]
    lost = aalen_johansen([5, 9], [2, 2], n_outcomes=2)
    assert lost.at(9).tolist() == [0, 1]


def test_an_empty_cohort_is_not_known():
    found = aalen_johansen([], [], n_outcomes=2)
    assert np.isnan(found.at(0)).tolist() == [True, True]
    assert np.isnan(found.sd_at(30)).all()
    assert (found.n, found.n_open) == (0, 0)


def test_a_deal_won_on_the_day_it_opened():
    assert aalen_johansen([0], [1], n_outcomes=2).at(0).tolist() == [1, 0]


def test_impossible_outcomes_are_refused():
    for ways in ([3], [-1]):
        with pytest.raises(ValueError, match="outside 0 to 2"):
            aalen_johansen([1], ways, n_outcomes=2)
    with pytest.raises(ValueError, match="2 durations and 1 outcomes"):
        aalen_johansen([1, 2], [1], n_outcomes=2)
    with pytest.raises(ValueError, match="missing or negative"):
        aalen_johansen([-1], [1], n_outcomes=2)


@LAW
@given(COHORT)
def test_shares_and_deviations_are_those_of_statsmodels(cohort):
    days, ways = (np.array(row) for row in zip(*cohort, strict=True))
    found = aalen_johansen(days, ways, n_outcomes=2)
    # It tells only outcomes that came about, and no deviation once all have ended.
    with np.errstate(all="ignore"):
        oracle = CumIncidenceRight(days, ways)
    for way, (share, sd) in enumerate(zip(oracle.cinc, oracle.cinc_se, strict=True)):
        assert found.shares[way] == pytest.approx(share, abs=1e-12)
        told = ~np.isnan(sd)
        assert found.sds[way][told] == pytest.approx(sd[told], abs=1e-7)


@LAW
@given(COHORT)
def test_outcomes_and_open_deals_make_the_whole(cohort):
    days, ways = (np.array(row) for row in zip(*cohort, strict=True))
    found = aalen_johansen(days, ways, n_outcomes=2)
    still = kaplan_meier(days, ways > 0)
    for day in range(days.max() + 1):
        assert found.at(day).sum() + still.at(day) == pytest.approx(1)
    after = days.max() + 1
    unknown = still.at(days.max()) > 0
    assert math.isnan(found.at(after).sum()) == math.isnan(still.at(after)) == unknown
    assert np.all(np.diff(found.shares, axis=1) >= 0)
    assert np.all((found.sds >= 0) & (found.sds <= 0.5 + 1e-9))


@LAW
@given(COHORT)
def test_swapping_the_outcomes_swaps_the_shares(cohort):
    days, ways = (np.array(row) for row in zip(*cohort, strict=True))
    swapped = aalen_johansen(days[::-1], ((3 - ways) % 3)[::-1], n_outcomes=2)
    plain = aalen_johansen(days, ways, n_outcomes=2)
    assert swapped.shares[::-1] == pytest.approx(plain.shares)
    assert swapped.sds[::-1] == pytest.approx(plain.sds)
