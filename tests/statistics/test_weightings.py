"""Weights drawn near the policy's, and any at all."""

import math

import numpy as np
import pytest

from salesreport.statistics import any_weights, weights_near


def test_weights_near_the_policys_keep_to_them():
    rng = np.random.default_rng(6)
    drawn = weights_near([30, 25, 20, 15, 10, 0], 20_000, rng)
    assert drawn.sum(axis=1) == pytest.approx(np.ones(20_000))
    assert drawn.mean(axis=0) == pytest.approx([0.30, 0.25, 0.20, 0.15, 0.10, 0], abs=0.003)
    # sqrt(.25 · .75 / 51)
    assert drawn[:, 1].std() == pytest.approx(math.sqrt(0.1875 / 51), abs=0.001)
    assert drawn[:, 5].tolist() == [0] * 20_000


def test_firmer_weights_move_less():
    loose = weights_near([1, 1], 5000, np.random.default_rng(1), firmness=5)
    firm = weights_near([1, 1], 5000, np.random.default_rng(1), firmness=500)
    assert firm[:, 0].std() < loose[:, 0].std() / 5


def test_any_weights_spread_evenly():
    drawn = any_weights(2, 50_000, np.random.default_rng(2))[:, 0]
    assert np.quantile(drawn, [0.1, 0.5, 0.9]) == pytest.approx([0.1, 0.5, 0.9], abs=0.01)


def test_the_same_seed_draws_the_same():
    first, second = (weights_near([1, 2], 5, np.random.default_rng(9)) for _ in range(2))
    assert first.tolist() == second.tolist()


def test_weights_that_cannot_be_drawn_about_are_refused():
    rng = np.random.default_rng(1)
    for given_ in ([], [0, 0], [-1, 2], [math.nan, 1]):
        with pytest.raises(ValueError, match="a weight is negative or missing"):
            weights_near(given_, 5, rng)
    with pytest.raises(ValueError, match="firmness"):
        weights_near([1, 1], 5, rng, firmness=0)
    with pytest.raises(ValueError, match="0 measures"):
        any_weights(0, 5, rng)
