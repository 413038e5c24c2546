"""Cohorts by day of creation, decisions by day of close, and deals open in name only."""

import json
import math
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings

from salesreport.statistics import closed_only_rate, wilson
from salesreport.winloss.cohorts import (
    creation_cohort,
    decided,
    has_reached,
    pooled_shares,
    sensitivity,
    untouched_as_lost,
)
from salesreport.winloss.histories import LOST, NEVER, NO_STAGE, WON, Days, Histories
from tests.winloss.made import ints, teams, told

LAW = settings(max_examples=60, deadline=None, derandomize=True)
TRUTHS = Path(__file__).resolve().parents[3] / "shared" / "reference" / "truths.json"


def test_a_cohort_is_told_at_horizons_that_all_of_it_has_reached():
    rows = [(0, 20, "won"), (3, 50, "won"), (10, 45, "lost"), (10, None, "open")]
    found = creation_cohort(told(rows, until=75), Days(0, 15))
    # Day 15 + 60 = 75 is reached, day 15 + 90 is not.
    assert [share.days for share in found.shares] == [30, 60]
    first, second = found.shares
    assert (first.won, first.lost, first.is_open) == (0.25, 0, 0.75)
    assert (second.won, second.lost, second.is_open) == (0.5, 0.25, 0.25)
    assert second.won_range == pytest.approx(wilson(2, 4))
    assert (found.n, found.n_won, found.n_lost, found.n_open) == (4, 2, 1, 1)
    assert found.open_share == 0.25


def test_a_horizon_is_reached_on_its_last_day():
    assert has_reached(Days(0, 15), 60, 75)
    assert not has_reached(Days(0, 15), 60, 74)


def test_a_cohort_without_deals_tells_nothing():
    found = creation_cohort(told([(50, None, "open")], until=500), Days(0, 15))
    assert (found.n, found.shares) == (0, ())
    assert math.isnan(found.open_share)


def test_no_losses_no_wins_and_deals_closed_on_the_day_they_opened():
    won = creation_cohort(told([(0, 0, "won"), (0, 0, "won")]), Days(0, 0), (30,)).shares[0]
    assert (won.won, won.lost, won.is_open) == (1, 0, 0)
    assert won.won_range == pytest.approx(wilson(2, 2))
    lost = creation_cohort(told([(0, 0, "lost")]), Days(0, 0), (30,)).shares[0]
    assert (lost.won, lost.lost) == (0, 1)
    still = creation_cohort(told([(0, None, "open")]), Days(0, 0), (30,)).shares[0]
    assert (still.won, still.lost, still.is_open) == (0, 0, 1)


def test_each_horizon_pools_the_months_that_have_reached_it():
    rows = [(0, 20, "won"), (10, 25, "lost"), (40, 50, "won"), (45, None, "open")]
    months = [Days(0, 30), Days(31, 60)]
    short, long = pooled_shares(told(rows, until=95), months, (30, 60))
    assert (short.days, short.n, short.won) == (30, 4, 0.5)
    assert (long.days, long.n, long.won) == (60, 2, 0.5)
    assert pooled_shares(told(rows, until=95), months, (90,)) == ()


def test_decisions_of_a_month_are_those_closed_in_it():
    rows = [(0, 20, "won"), (0, 40, "lost"), (35, 36, "won"), (35, None, "open")]
    found = decided(told(rows), Days(31, 60))
    assert (found.n_won, found.n_lost, found.won) == (1, 1, 0.5)
    assert found.won_range == pytest.approx(wilson(1, 2))
    assert math.isnan(decided(told(rows), Days(100, 130)).won)


def grown(rate, growth, until, *, per_day=400):
    """Deals created daily, more each day, ends at the quantiles of exponential times."""
    created, closed, ways = [], [], []
    for day in range(until + 1):
        n = per_day * (1 + growth) ** ((day - until) / 30)
        for way, share, mean in ((WON, rate, 30), (LOST, 1 - rate, 90)):
            count = round(n * share)
            middle = (np.arange(count) + 0.5) / max(count, 1)
            created += [day] * count
            closed += (day + np.floor(-mean * np.log(1 - middle))).astype(int).tolist()
            ways += [way] * count
    created, closed, ways = ints(created), ints(closed), ints(ways)
    over = closed <= until
    return Histories(
        created, np.where(over, closed, NEVER), np.where(over, ways, 0),
        np.full(len(created), NO_STAGE), np.ones(len(created)), until,
    )  # fmt: skip


def test_the_cohort_tells_the_true_rate_where_the_close_date_and_the_closed_do_not():
    if not TRUTHS.is_file():
        pytest.skip("needs ../shared/reference/truths.json")
    truths = {one["id"]: one for one in json.loads(TRUTHS.read_text("utf-8"))["truths"]}
    by_growth = truths["winrate_bias_growth"]["expected"][0]
    # Long enough for the first deals to have closed; 1 - e^(-600/90) = 0.999.
    deals = grown(0.3, truths["winrate_bias_growth"]["inputs"]["growth_per_30d"], 800)
    assert decided(deals, Days(771, 800)).won == pytest.approx(by_growth, abs=0.004)
    assert creation_cohort(deals, Days(0, 200), (600,)).shares[0].won == pytest.approx(
        0.3, abs=2e-3
    )
    # Days are whole, so that a deal 90 days old has had 91 of them.
    young = deals.taken(deals.created == 710)
    closed_only = young.is_won.sum() / (~young.is_open).sum()
    expected = closed_only_rate(0.3, 91, won_days=30, lost_days=90)
    assert closed_only == pytest.approx(expected, abs=0.01)
    assert truths["winrate_bias_age"]["expected"][1] == pytest.approx(closed_only, abs=0.01)


def test_untouched_deals_count_as_lost_on_the_day_of_their_last_touch():
    rows = [(0, 10, "won"), (0, 90, "won"), (0, None, "open"), (0, None, "open")]
    deals = told(rows, until=100)
    gone = np.array([False, True, True, False])
    changed = untouched_as_lost(deals, gone, ints([10, 90, 40, 95]))
    assert changed.outcome.tolist() == [1, 1, 2, 0]
    assert changed.closed.tolist() == [10, 90, 40, NEVER]
    found = sensitivity(deals, changed, created=Days(0, 0), horizon_days=90)
    # All four were watched for 90 days, so that a loss takes nothing from the won.
    assert (found.won, found.won_if_lost, found.n, found.n_untouched) == (0.5, 0.5, 4, 1)


def test_the_share_won_falls_where_untouched_deals_were_taken_to_be_like_the_others():
    rows = [(0, 20, "won"), (0, 80, "won"), (50, None, "open"), (50, None, "open")]
    deals = told(rows, until=100)
    changed = untouched_as_lost(deals, np.array([0, 0, 1, 1], dtype=bool), ints([0, 0, 50, 50]))
    found = sensitivity(deals, changed, created=Days(0, 99), horizon_days=90)
    # Day 20: 1/4. Two leave unended on day 50, so that day 80 ends the one left: 3/4 more.
    assert found.won == pytest.approx(1.0)
    assert found.won_if_lost == pytest.approx(0.5)


@LAW
@given(teams())
def test_won_lost_and_open_make_the_whole_and_grow_with_the_horizon(team):
    deals, _ = team
    later = Histories(**{**vars(deals), "until": 400})
    shares = creation_cohort(later, Days(0, 120)).shares
    assert [share.days for share in shares] == [30, 60, 90, 180]
    for share in shares:
        assert share.won + share.lost + share.is_open == pytest.approx(1)
        counted = deals.is_won & (deals.closed - deals.created <= share.days)
        assert share.won == pytest.approx(counted.mean())
    won = [share.won for share in shares]
    assert won == sorted(won)


@LAW
@given(teams())
def test_more_losses_never_raise_the_share_won(team):
    deals, _ = team
    changed = untouched_as_lost(deals, np.ones(len(deals), dtype=bool), deals.created)
    found = sensitivity(deals, changed, created=Days(0, 120), horizon_days=30)
    if not math.isnan(found.won):
        assert found.won_if_lost <= found.won + 1e-12
