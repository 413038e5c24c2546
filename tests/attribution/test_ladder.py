"""Steps from the peers' leads to one's own: by hand, by all orders, and laws."""

from itertools import permutations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesreport.attribution.ladder import Worth, joined, steps
from salesreport.statistics import kitagawa

LAW = settings(max_examples=40, deadline=None, derandomize=True)


@st.composite
def walks(draw, least=0, most=4):
    """Worth of kinds, own leads and the peers'."""
    rng = np.random.default_rng(draw(st.integers(0, 2**20)))
    reps, kinds, count, n = (
        rng.integers(1, 4),
        rng.integers(1, 7),
        draw(st.integers(least, most)),
        rng.integers(1, 4),
    )
    slopes = [rng.normal(0, 1, (kinds, n)) for _ in range(count)]
    level_slopes = rng.normal(0, 1, (reps, n))
    own, peers = (
        rng.gamma(1, 5, (reps, kinds)) * (rng.random((reps, kinds)) < 0.7) for _ in range(2)
    )
    return at_parameters(np.zeros(n), (level_slopes, slopes)), own, peers, (level_slopes, slopes)


def at_parameters(parameters, slopes, base=None):
    """Worth whose logs are linear in the parameters."""
    level_slopes, by = slopes
    level = np.exp(0.3 + level_slopes @ parameters)
    kinds = [np.exp(np.sin(np.arange(len(one)) * (2 + at)) + one @ parameters)
             for at, one in enumerate(by)]  # fmt: skip
    factors = [np.repeat(one[None], len(level), axis=0) for one in kinds]
    return Worth(level, factors, level_slopes, by)


def by_orders(worth, own, peers):
    """Mean over all orders in which dimensions change from the peers' leads to own."""
    n = own.sum(axis=1)
    mine, theirs = (part / part.sum(axis=1, keepdims=True) for part in (own, peers))
    count = len(worth.factors)

    def value(chosen):
        sides = {True: mine.copy(), False: theirs.copy()}
        for at, factor in enumerate(worth.factors):
            sides[at in chosen] *= factor
        return n * worth.level * sides[True].sum(axis=1) * sides[False].sum(axis=1)

    found = np.zeros((len(n), count))
    orders = list(permutations(range(count)))
    for order in orders:
        for place, at in enumerate(order):
            found[:, at] += value({*order[: place + 1]}) - value({*order[:place]})
    return found / len(orders), value(set()), value(set(range(count)))


@given(walks(least=1))
@LAW
def test_amounts_are_the_mean_over_all_orders_and_add_up(case):
    worth, own, peers, _ = case
    own, peers = own + 0.1, peers + 0.1
    found = steps(worth, own, peers)
    amounts, benchmark, expected = by_orders(worth, own, peers)
    assert found.amounts == pytest.approx(amounts, abs=1e-9)
    assert found.benchmark == pytest.approx(benchmark)
    assert found.expected == pytest.approx(expected)
    assert found.benchmark + found.amounts.sum(axis=1) == pytest.approx(found.expected)
    assert found.expected == pytest.approx((own * worth.by_kind()).sum(axis=1))


@given(walks())
@LAW
def test_slopes_are_the_differences_that_parameters_make(case):
    worth, own, peers, slopes = case
    found = steps(worth, own, peers)
    n, step = worth.level_slopes.shape[1], 1e-5
    for at in range(n):
        moved = np.zeros(n)
        moved[at] = step
        up, down = (steps(at_parameters(sign * moved, slopes), own, peers) for sign in (1, -1))
        for name in ("amounts", "benchmark", "expected", "by_lead"):
            change = (getattr(up, name) - getattr(down, name)) / (2 * step)
            of = "slopes" if name == "amounts" else f"{name}_slopes"
            assert getattr(found, of)[..., at] == pytest.approx(change, rel=1e-4, abs=1e-4)


@given(walks())
@LAW
def test_turned_around_the_amounts_of_a_lead_change_sign(case):
    worth, own, peers, _ = case
    there = np.where(own.sum(axis=1, keepdims=True) > 0, own, 1.0)
    back = np.where(peers.sum(axis=1, keepdims=True) > 0, peers, 1.0)
    one, other = steps(worth, there, back), steps(worth, back, there)
    n, n_back = there.sum(axis=1)[:, None], back.sum(axis=1)[:, None]
    assert one.amounts / n == pytest.approx(-other.amounts / n_back, abs=1e-9)


@given(walks())
@LAW
def test_with_the_peers_kinds_of_leads_no_dimension_has_an_amount(case):
    worth, own, _, _ = case
    found = steps(worth, own, own * 3)
    assert found.amounts == pytest.approx(0, abs=1e-9)
    assert found.benchmark == pytest.approx(found.expected)


def test_one_dimension_is_kitagawas_composition_at_the_peers_rates():
    # 60 and 40 leads worth 10 and 30 against shares of 20 and 80 %: by hand
    # 100 · (0.4 · 10 - 0.4 · 30) = -800
    worth = Worth(np.ones(1), [np.array([[10.0, 30.0]])], np.zeros((1, 1)), [np.zeros((2, 1))])
    found = steps(worth, np.array([[60.0, 40.0]]), np.array([[2.0, 8.0]]))
    assert found.amounts.tolist() == [[pytest.approx(-800)]]
    assert found.benchmark == pytest.approx(2600)
    effects = kitagawa([60, 40], [10, 30], [20, 80], [10, 30])
    assert found.amounts[0, 0] == pytest.approx(100 * effects.composition.sum())


def test_two_dimensions_by_hand():
    # kinds (a, c) and (b, d): m1 = 1, 2; m2 = 1, 3; own all of the second, peers half each.
    # f(none) = (1 + 6) / 2; f(1) = 2 · (1 + 3) / 2 = 4; f(2) = 3 · 1.5 = 4.5; f(both) = 6
    factors = [np.array([[1.0, 2.0]]), np.array([[1.0, 3.0]])]
    worth = Worth(np.ones(1), factors, np.zeros((1, 1)), [np.zeros((2, 1))] * 2)
    found = steps(worth, np.array([[0.0, 1.0]]), np.array([[1.0, 1.0]]))
    assert found.amounts[0] == pytest.approx([(0.5 + 1.5) / 2, (1 + 2) / 2])


def test_a_dimension_that_moves_nothing_has_no_amount():
    factors = [np.array([[1.0, 2.0, 3.0]]), np.full((1, 3), 0.7)]
    worth = Worth(np.ones(1), factors, np.zeros((1, 1)), [np.zeros((3, 1))] * 2)
    found = steps(worth, np.array([[0.0, 1.0, 4.0]]), np.array([[1.0, 1.0, 0.0]]))
    assert found.amounts[0, 1] == pytest.approx(0, abs=1e-12)
    assert found.amounts[0, 0] != pytest.approx(0, abs=1)


def test_without_leads_amounts_are_0_and_a_lead_still_has_a_worth():
    worth = Worth(np.full(2, 2.0), [np.array([[1.0, 3.0]] * 2)], np.ones((2, 1)), [np.ones((2, 1))])
    found = steps(worth, np.array([[0.0, 0], [1, 1]]), np.array([[1.0, 1], [0, 0]]))
    assert found.amounts.tolist() == [[0], [0]]
    assert found.benchmark.tolist() == [0, 8]
    assert found.by_lead.tolist() == [4, 4]
    assert found.by_lead_slopes.tolist() == [[8], [8]]


def test_joined_steps_are_those_of_the_reps_together():
    worth = Worth(np.ones(3), [np.arange(1.0, 7).reshape(3, 2)], np.ones((3, 1)), [np.ones((2, 1))])
    own, peers = np.arange(6.0).reshape(3, 2), np.ones((3, 2))
    whole = steps(worth, own, peers)
    parts = [
        steps(
            Worth(worth.level[at], [worth.factors[0][at]], worth.level_slopes[at], worth.slopes),
            own[at], peers[at],
        )
        for at in (slice(0, 1), slice(1, 3))
    ]  # fmt: skip
    for name, values in vars(joined(parts)).items():
        assert values == pytest.approx(getattr(whole, name)), name
