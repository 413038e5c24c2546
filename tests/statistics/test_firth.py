"""Firth's logistic regression: closed forms, the penalised likelihood itself, and its laws."""

import math

import numpy as np
import pytest
import statsmodels.api as sm
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy import optimize, special

from salesreport.statistics import firth_logistic, marginal_effects, odds_ratio

LAW = settings(max_examples=40, deadline=None, derandomize=True)


def made_up(seed, n=60, columns=3):
    rng = np.random.default_rng(seed)
    cases = np.column_stack([rng.random(n) < 0.4, rng.normal(size=(n, columns - 1))]).astype(float)
    won = rng.random(n) < special.expit(-0.5 + cases @ np.linspace(1, -1, columns))
    return won.astype(float), cases


def penalised(effects, won, cases):
    """Log likelihood + half the log of the information's determinant, spelled out."""
    design = np.column_stack([np.ones(len(cases)), cases])
    p = special.expit(design @ effects)
    weights = np.diag(p * (1 - p))
    plain = (won * np.log(p) + (1 - won) * np.log(1 - p)).sum()
    return plain + 0.5 * np.log(np.linalg.det(design.T @ weights @ design))


@pytest.mark.parametrize("seed", range(4))
def test_no_other_coefficients_have_a_higher_penalised_likelihood(seed):
    won, cases = made_up(seed)
    found = firth_logistic(won, cases)
    best = optimize.minimize(lambda b: -penalised(b, won, cases), np.zeros(4), tol=1e-10)
    assert [found.intercept, *found.effects] == pytest.approx(best.x.tolist(), abs=1e-4)
    assert found.log_likelihood == pytest.approx(-best.fun, abs=1e-8)


@pytest.mark.parametrize("seed", range(2))
def test_interval_ends_lose_what_chi_squared_allows(seed):
    # 3.8415 is chi-squared's quantile at 0.95 with one degree of freedom
    won, cases = made_up(seed)
    found = firth_logistic(won, cases)
    for end in found.tested(1).interval:
        rest = optimize.minimize(
            lambda b, end=end: -penalised(np.array([b[0], b[1], end, b[2]]), won, cases),
            np.zeros(3), tol=1e-10,
        )  # fmt: skip
        assert 2 * (found.log_likelihood + rest.fun) == pytest.approx(3.8415, abs=1e-3)


def test_without_a_penalty_it_is_plain_logistic_regression():
    won, cases = made_up(7)
    found, theirs = firth_logistic(won, cases, penalty=0), sm.Logit(won, sm.add_constant(cases))
    fit = theirs.fit(disp=0)
    assert [found.intercept, *found.effects] == pytest.approx(fit.params.tolist())
    assert np.sqrt(np.diag(found.covariance)) == pytest.approx(fit.bse.tolist(), rel=1e-4)
    assert found.log_likelihood == pytest.approx(fit.llf)
    restricted = sm.Logit(won, sm.add_constant(cases[:, 1:])).fit(disp=0)
    assert found.tested(0).p == pytest.approx(special.chdtrc(1, 2 * (fit.llf - restricted.llf)))


def test_separation_without_a_penalty_says_so():
    won = np.array([1.0] * 5 + [0.0] * 5)
    with pytest.raises(ValueError, match="separated"):
        firth_logistic(won, won[:, None], penalty=0)


@pytest.mark.parametrize("all_won", [0.0, 1.0])
def test_all_alike_outcomes_still_have_a_fit(all_won):
    # constant and 2 cases of each: log((n + ½) / ½) in each group
    found = firth_logistic(np.full(4, all_won), np.array([[0.0], [0], [1], [1]]))
    assert found.intercept == pytest.approx((1 if all_won else -1) * math.log(2.5 / 0.5))
    assert found.effects == pytest.approx([0], abs=1e-7)


@pytest.mark.parametrize(
    ("won", "cases", "said"),
    [
        ([1, 0, 1], [[1.0], [0.0]], "shape"),
        ([1, 0, 2], [[1.0], [0.0], [1.0]], "not 0 or 1"),
        ([1, 0, 1], [[1.0], [math.nan], [1.0]], "no number"),
        ([1, 0, 1], [[1.0, 2], [0, 0], [1, 2]], "not independent"),
        ([1, 0, 1], [[1.0], [1.0], [1.0]], "not independent"),
    ],
)
def test_what_cannot_be_fitted_is_refused(won, cases, said):
    with pytest.raises(ValueError, match=said):
        firth_logistic(won, np.array(cases))


@given(st.lists(st.integers(0, 12), min_size=4, max_size=4))
@LAW
def test_one_table_is_the_odds_ratio_with_half_a_case(counts):
    table = np.array(counts).reshape(2, 2)
    if not (table.sum(axis=0).all() and table.sum(axis=1).all()):
        return
    won, with_it = np.repeat([1, 0, 1, 0], counts), np.repeat([1.0, 1, 0, 0], counts)
    found = firth_logistic(won, with_it[:, None])
    assert found.effects[0] == pytest.approx(math.log(odds_ratio(table).value), abs=1e-6)


@given(st.integers(0, 2**20), st.floats(0.1, 10), st.floats(-3, 3))
@LAW
def test_units_and_zero_points_of_a_column_do_not_matter(seed, scale, shift):
    won, cases = made_up(seed, n=40)
    other = cases.copy()
    other[:, 1] = cases[:, 1] * scale + shift
    one, two = firth_logistic(won, cases), firth_logistic(won, other)
    assert two.effects[1] * scale == pytest.approx(one.effects[1], abs=1e-5)
    assert two.effects[[0, 2]] == pytest.approx(one.effects[[0, 2]], abs=1e-5)


@pytest.mark.parametrize("seed", range(40))
def test_thin_and_separated_designs_have_finite_intervals_around_the_estimate(seed):
    # rare switches, columns of any unit, outcomes that a column may tell without error
    rng = np.random.default_rng([11, seed])
    n, columns = int(rng.integers(12, 60)), int(rng.integers(1, 5))
    cases = (rng.random((n, columns)) < rng.choice([0.1, 0.3, 0.8])).astype(float)
    cases[:, -1] = rng.normal(size=n) * 10.0 ** rng.integers(-3, 4)
    told = cases[:, 0] > np.median(cases[:, 0])
    won = told if seed % 2 else rng.random(n) < 0.2
    if np.linalg.matrix_rank(np.column_stack([np.ones(n), cases])) <= columns:
        with pytest.raises(ValueError, match="not independent"):
            firth_logistic(won, cases)
        return
    found = firth_logistic(won, cases)
    for column in range(columns):
        one = found.tested(column)
        assert -math.inf < one.interval.low < one.effect < one.interval.high < math.inf
        assert 0 <= one.p <= 1
        assert (one.p < 0.05) == (not one.interval.low < 0 < one.interval.high)


def test_marginal_effects_by_hand():
    # two cases at chances 1/2 and expit(1): derivative and difference of the switched column
    cases, effects = np.array([[0.0, 0.0], [1.0, 0.0]]), np.array([1.0, 2.0])
    found = marginal_effects(cases, effects, intercept=0.0, switched=[0])
    p = 1 / (1 + math.exp(-1))
    assert found[0] == pytest.approx(p - 0.5)
    assert found[1] == pytest.approx((0.25 + p * (1 - p)) / 2 * 2)


def test_marginal_effects_of_no_cases_are_nan_and_other_shapes_refused():
    assert np.isnan(marginal_effects(np.zeros((0, 2)), np.ones(2), intercept=0.0)).all()
    with pytest.raises(ValueError, match="as many"):
        marginal_effects(np.zeros((3, 1)), np.ones(2), intercept=0.0)
