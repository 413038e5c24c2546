"""Deals that go as fast: their pace by hand, and what is left of an action among them."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesreport.winloss.closed import Actions, ClosedDeals
from salesreport.winloss.keyactions import key_actions, resolving_days
from salesreport.winloss.pace import among_as_fast, pace_of, spline

LAW = settings(max_examples=40, deadline=None, derandomize=True)
NEVER = math.nan


def deals_of(won, *, days=30, created=None):
    n = len(won)
    begun = np.zeros(n, dtype=np.int64) if created is None else np.asarray(created)
    return ClosedDeals(begun, begun + days, np.array(won, dtype=bool), np.ones(n), {})


def test_a_deal_twice_as_slow_in_everything_is_log_two_slower():
    # days + 1 doubled; kinds that come later by nature make no deal slow
    quick, slow = [1.0, 3, 7], [3.0, 7, 15]
    pace = pace_of(np.array([quick, slow] * 6))
    assert pace[1] - pace[0] == pytest.approx(math.log(2))
    # a deal that had only the latest kind is no slower for that
    partly = np.array([quick, slow] * 6 + [[NEVER, NEVER, 7]])
    assert pace_of(partly)[-1] == pytest.approx(pace_of(partly)[0], abs=0.03)


def test_a_kind_that_agrees_with_no_other_hardly_weighs():
    rng = np.random.default_rng(4)
    pace = rng.normal(0, 0.7, 300)
    days = np.exp(pace[:, None] + np.array([1.0, 2, 3]) + rng.normal(0, 0.1, (300, 3)))
    days[:, 2] = np.exp(rng.normal(3, 1.0, 300))
    assert np.corrcoef(pace_of(days), pace)[0, 1] > 0.97


def test_without_actions_or_with_kinds_that_few_had_no_pace_is_known():
    assert np.isnan(pace_of(np.full((20, 2), NEVER))).all()
    assert np.isnan(pace_of(np.zeros((20, 0)))).all()
    assert np.isnan(pace_of(np.array([[3.0]] * 10 + [[NEVER]] * 10))).all()


def kept_pace(seed, *, odds_ratio=1.0, n=500, losses_take=2.0):
    """Six kinds after a part of each deal's length; losses take longer, the first may help."""
    rng = np.random.default_rng(seed)
    pool = 4 * n
    won = rng.random(pool) < 0.5
    days = np.ceil(rng.lognormal(np.log(np.where(won, 40, 40 * losses_take)), 0.5))
    part = np.linspace(0.2, 0.7, 6) + rng.normal(0, 0.06, (pool, 6))
    first = np.where(rng.random((pool, 6)) < 0.8, np.floor(np.clip(part, 0, 1) * days[:, None]),
                     NEVER)  # fmt: skip
    weight = np.where(won & (first[:, 0] <= 14), odds_ratio, 1.0)
    kept = rng.choice(pool, n, replace=False, p=weight / weight.sum())
    deals = ClosedDeals(
        np.zeros(n, dtype=np.int64), days[kept].astype(np.int64), won[kept], np.ones(n), {}
    )  # fmt: skip
    deal, kind = np.nonzero(~np.isnan(first[kept]))
    return deals, Actions(deal, kind, first[kept][deal, kind].astype(np.int64), 6)


def test_actions_that_keep_pace_with_shorter_wins_are_not_named():
    """All are done earlier in wins, for these are shorter: none helps."""
    found = [key_actions(*kept_pace(seed)) for seed in range(12)]
    # by the first 14 days alone the first kind would go with winning in every team
    assert min(team.actions[0].stratified.interval.low for team in found) > 1
    assert np.mean([one.is_named for team in found for one in team.actions]) <= 0.05
    assert np.mean([team.days_lost / team.days_won for team in found]) > 1.7


def test_one_that_helps_is_named_though_all_keep_pace():
    found = [key_actions(*kept_pace(seed, odds_ratio=5.0)) for seed in range(12)]
    assert np.mean([team.ranking[0] == 0 for team in found]) >= 0.8
    assert np.mean([team.actions[0].goes_with_winning for team in found]) >= 0.5
    ratios = [math.log(team.actions[0].paced.ratio.value) for team in found]
    assert math.exp(np.mean(ratios)) == pytest.approx(5, rel=0.35)


def test_one_action_alone_is_as_in_a_single_table():
    # 30 10 / 10 20: U = 30 - 40·40/70, V = 40·30·40·30/70³
    won, done = [1] * 30 + [0] * 10 + [1] * 10 + [0] * 20, [1] * 40 + [0] * 30
    first = np.where(np.array(done, dtype=bool), 3.0, NEVER)[:, None]
    (one,) = among_as_fast(deals_of(won), first, ~np.isnan(first))
    score, information = 30 - 40 * 40 / 70, 40 * 30 * 40 * 30 / 70**3
    assert one.z == pytest.approx(score / math.sqrt(information))
    assert one.ratio.value == pytest.approx(math.exp(score / information))


@pytest.mark.parametrize("won", [[1] * 20, [0] * 20, []])
def test_without_wins_or_losses_nothing_is_left(won):
    first = np.full((len(won), 2), 3.0)
    assert all(math.isnan(one.z) for one in among_as_fast(deals_of(won), first, first > 0))


def test_what_everybody_had_cannot_be_told():
    first = np.full((40, 1), 3.0)
    (one,) = among_as_fast(deals_of([0, 1] * 20), first, first > 0)
    assert math.isnan(one.p)


@given(st.integers(0, 2**20), st.sampled_from([20, 60, 300]))
@LAW
def test_neither_order_nor_side_nor_calendar_change_the_strength(seed, n):
    rng = np.random.default_rng(seed)
    won, created = rng.random(n) < 0.5, rng.integers(0, 200, n)
    first = np.where(rng.random((n, 4)) < 0.7, rng.integers(0, 40, (n, 4)), NEVER)
    turned = rng.permutation(n)
    whole = among_as_fast(deals_of(won, created=created), first, first <= 14)
    moved = among_as_fast(
        deals_of(won[turned], created=created[turned] + 90), first[turned], first[turned] <= 14
    )
    other = among_as_fast(deals_of(~won, created=created), first, first <= 14)
    for one, two, back in zip(whole, moved, other, strict=True):
        assert one.z == pytest.approx(two.z, nan_ok=True, abs=1e-6)
        assert one.z == pytest.approx(-back.z, nan_ok=True, abs=1e-6)
        assert math.isnan(one.z) or 0 <= one.p <= 1


def test_a_spline_is_straight_outside_its_knots_and_a_line_without_them():
    columns = spline(np.arange(20.0), (0.2, 0.5, 0.8))
    assert columns.shape == (20, 2)
    bends = np.abs(np.diff(columns[:, 1], 2))
    assert bends[[0, 1, -2, -1]] == pytest.approx(0, abs=1e-12)
    assert bends[8:10].min() > 0.01
    assert spline(np.arange(5.0), ()).shape == (5, 1)
    assert spline(np.full(5, 3.0), (0.1, 0.5, 0.9)).tolist() == [[0.0]] * 5


def test_days_after_which_nine_of_ten_are_closed():
    assert resolving_days(np.arange(1, 101)) == 90
    assert resolving_days(np.array([7])) == 7
    assert resolving_days(np.zeros(0, dtype=np.int64)) == 0
