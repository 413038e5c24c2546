"""Expected money lost at each step: by hand, and as a sum that must come out."""

import math

import numpy as np
import pytest
from hypothesis import given, settings

from salesreport.winloss.histories import NEVER, Days
from salesreport.winloss.leaks import leaks, usual_amount
from salesreport.winloss.stages import stage_entries, steps
from tests.winloss.made import changes, teams, told

LAW = settings(max_examples=60, deadline=None, derandomize=True)
Z = 1.959963984540054


def four():
    """One lost in each of two stages and two won, of a year ago."""
    rows = [(0, 50, "won"), (0, 50, "won"), (0, 20, "lost"), (0, 60, "lost")]
    moves = [(0, 1, 10), (1, 1, 10), (3, 1, 20), (2, 4, 20)]
    deals = told(rows, amounts=[100.0, 300.0, 40.0, 600.0])
    return deals, stage_entries(deals, changes(*moves), 2)


def test_a_leak_is_the_amount_lost_times_the_chance_at_the_stage():
    deals, entries = four()
    chances = steps(deals, entries, since=0, horizon_days=90)
    assert [one.won for one in chances] == pytest.approx([1 / 2, 2 / 3])
    found = leaks(deals, entries, chances, closed=Days(0, 100))
    lead, intent = found.steps
    assert (lead.n_stopped, lead.n_came, lead.amount) == (1, 4, 40)
    assert (lead.expected, intent.expected) == pytest.approx((20, 400))
    assert found.total == pytest.approx(420)
    # One point more of 1,040 that left the first stage, at the chance of the second.
    assert lead.one_point == pytest.approx(0.01 * 1040 * 2 / 3)
    assert intent.one_point == pytest.approx(0.01 * 1000)


def test_the_interval_holds_chance_of_losses_and_what_is_not_known_of_the_chance():
    deals, entries = four()
    chances = steps(deals, entries, since=0, horizon_days=90)
    intent = leaks(deals, entries, chances, closed=Days(0, 100)).steps[1]
    # Binomial of 2 in 3, one loss of 600.
    of_chance = math.sqrt(2 / 3 * 1 / 3 / 3)
    sd = math.hypot(2 / 3 * 600, 600 * of_chance)
    assert intent.expected_sd == pytest.approx(sd)
    assert intent.expected_range == pytest.approx((0, 400 + Z * sd))


def test_the_largest_leak_of_two_single_losses_is_not_clear():
    deals, entries = four()
    chances = steps(deals, entries, since=0, horizon_days=90)
    found = leaks(deals, entries, chances, closed=Days(0, 100))
    assert (found.largest, found.is_clear) == (1, False)


def test_the_largest_leak_of_many_losses_is_clear():
    rows = [(0, 50, "won")] * 60 + [(0, 20, "lost")] * 40 + [(0, 60, "lost")] * 2
    moves = [(at, 1, 10) for at in [*range(60), 100, 101]] + [(at, 4, 20) for at in range(60, 100)]
    deals = told(rows, amounts=[10.0] * 102)
    entries = stage_entries(deals, changes(*moves), 2)
    chances = steps(deals, entries, since=0, horizon_days=90)
    found = leaks(deals, entries, chances, closed=Days(0, 100))
    assert (found.largest, found.is_clear) == (0, True)
    assert found.steps[0].expected == pytest.approx(400 * 60 / 102)


def test_losses_outside_the_window_and_open_deals_are_no_leak():
    deals, entries = four()
    chances = steps(deals, entries, since=0, horizon_days=90)
    found = leaks(deals, entries, chances, closed=Days(55, 100))
    assert [leak.n_stopped for leak in found.steps] == [0, 1]
    assert found.steps[0].expected == 0
    assert found.steps[0].expected_range == (0, 0)


def test_no_loss_is_no_leak():
    deals = told([(0, 50, "won"), (0, None, "open")])
    entries = stage_entries(deals, None, 3)
    chances = steps(deals, entries, since=0, horizon_days=90)
    found = leaks(deals, entries, chances, closed=Days(0, 1000))
    assert (found.largest, found.is_clear, found.total) == (None, False, 0)


def test_without_a_win_stops_cost_nothing_but_may_have_cost_something():
    deals = told([(0, 50, "lost"), (0, 60, "lost")], amounts=[10.0, 10.0])
    entries = stage_entries(deals, None, 3)
    chances = steps(deals, entries, since=0, horizon_days=90)
    found = leaks(deals, entries, chances, closed=Days(0, 1000))
    (leak,) = found.steps
    assert (leak.chance, leak.expected) == (0, 0)
    assert leak.expected_range.high > 0
    assert math.isnan(found.total)  # what they would have brought is not known, not 0


def test_a_lost_deal_without_an_amount_is_taken_at_the_usual_one():
    deals = told(
        [(0, 50, "won"), (0, 50, "won"), (0, 50, "lost"), (0, 50, "lost")],
        amounts=[100.0, 300.0, float("nan"), 0.0],
    )
    entries = stage_entries(deals, None, 3)
    chances = steps(deals, entries, since=0, horizon_days=90)
    assert usual_amount(deals) == 200
    (leak,) = leaks(deals, entries, chances, closed=Days(0, 99), usual_amount=200.0).steps
    assert (leak.n_assumed, leak.amount, leak.expected) == (2, 400, 200)
    unpriced = leaks(deals, entries, chances, closed=Days(0, 99))
    (bare,) = unpriced.steps
    assert math.isnan(unpriced.total)
    assert math.isnan(bare.amount)
    assert math.isnan(bare.expected)
    assert math.isnan(bare.expected_range.low)
    assert math.isnan(usual_amount(told([(0, None, "open")], amounts=[float("nan")])))


def test_there_is_one_chance_a_stage():
    deals, entries = four()
    chances = steps(deals, entries, since=0, horizon_days=90)
    with pytest.raises(ValueError, match="1 chances for 2 stages"):
        leaks(deals, entries, chances[:1], closed=Days(0, 100))


@LAW
@given(teams())
def test_what_is_won_beyond_its_expectation_is_what_passing_brought_less_the_leaks(team):
    """Σ won - Σ amount · P₀ = Σ passed amount · (Pₛ₊₁ - Pₛ) - Σ leaks, of closed deals."""
    deals, noted = team
    entries = stage_entries(deals, noted, 3)
    kept = entries.known & ~deals.is_open & (deals.amount > 0)
    deals, entries = deals.taken(kept), entries.taken(kept)
    chances = steps(deals, entries, since=0, horizon_days=30)
    found = leaks(deals, entries, chances, closed=Days(0, deals.until))
    worth = [one.won for one in chances] + [1.0]
    came = entries.entered < NEVER
    gained = sum(
        (deals.amount[later] * (worth[stage + 1] - worth[stage])).sum()
        for stage, later in enumerate([came[:, 1], came[:, 2], deals.is_won])
        if later.any()
    )
    beyond = deals.amount[deals.is_won].sum() - np.nansum(deals.amount * worth[0])
    lost = np.nansum([leak.expected for leak in found.steps])
    assert beyond == pytest.approx(gained - lost, abs=1e-6)


@LAW
@given(teams())
def test_leaks_scale_with_amounts_and_stand_inside_their_intervals(team):
    deals, noted = team
    entries = stage_entries(deals, noted, 3)
    chances = steps(deals, entries, since=0, horizon_days=30)
    window = Days(0, deals.until)
    one = leaks(deals, entries, chances, closed=window, usual_amount=50.0)
    doubled = type(deals)(**{**vars(deals), "amount": deals.amount * 2})
    other = leaks(doubled, entries, chances, closed=window, usual_amount=100.0)
    assert one.largest == other.largest
    for small, large in zip(one.steps, other.steps, strict=True):
        assert large.expected == pytest.approx(2 * small.expected, nan_ok=True)
        assert large.expected_sd == pytest.approx(2 * small.expected_sd, nan_ok=True)
        if not math.isnan(small.expected):
            low, high = small.expected_range
            assert 0 <= low <= small.expected <= high


def drawn(rng, n=150):
    """Deals of two steps with known chances, all over; amounts log-normal of mean 100."""
    passed, won = rng.random(n) < 0.7, rng.random(n) < 0.6
    rows = [
        (0, 90, "won") if p and w else (0, 60, "lost") for p, w in zip(passed, won, strict=True)
    ]
    moves = [(at, 1, 30) if p else (at, 4, 60) for at, p in enumerate(passed)]
    deals = told(rows, amounts=100 * np.exp(rng.normal(-0.125, 0.5, n)))
    return deals, stage_entries(deals, changes(*moves), 2)


def test_intervals_hold_the_expected_leak_as_often_as_they_say():
    rng, held, clear = np.random.default_rng(20), [], []
    # Lost in the first step 0.3 of 150 at a chance of 0.42, in the second 0.7 · 0.4 at 0.6.
    true = [150 * 100 * 0.3 * 0.42, 150 * 100 * 0.7 * 0.4 * 0.6]
    for _ in range(300):
        deals, entries = drawn(rng)
        chances = steps(deals, entries, since=0, horizon_days=90)
        found = leaks(deals, entries, chances, closed=Days(0, 100))
        held += [
            [leak.expected_range.low <= value <= leak.expected_range.high]
            for leak, value in zip(found.steps, true, strict=True)
        ]
        clear.append(found.largest if found.is_clear else None)
    assert 0.93 <= np.mean(held) <= 1
    # The second costs 33 % more; where the first is called the larger beyond chance it is wrong.
    assert clear.count(0) <= 3
