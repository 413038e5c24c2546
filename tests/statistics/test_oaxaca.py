"""Oaxaca-Blinder: published answers, Kitagawa as a special case, and what adds up."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesreport.statistics import kitagawa, oaxaca_blinder

LAW = settings(max_examples=60, deadline=None, derandomize=True)


def test_credit_card_spending_of_owners_and_renters():
    # Stata's oaxaca on statsmodels' ccard data, as in statsmodels' own tests
    from statsmodels.datasets import ccard

    data = ccard.load_pandas()
    owns = data.exog["OWNRENT"].to_numpy() == 1
    cases = data.exog.drop(columns="OWNRENT").to_numpy(dtype=float)
    spent = data.endog.to_numpy(dtype=float)
    found = oaxaca_blinder(spent[owns], cases[owns], spent[~owns], cases[~owns])
    published = (158.7504, 130.8095, 27.94091, 321.7482, 75.45371, -238.4515)
    assert found == pytest.approx(published, abs=1e-3)


@LAW
@given(st.integers(0, 2**32 - 1), st.integers(3, 30), st.integers(1, 3))
def test_parts_add_up_and_swapping_the_groups_flips_the_twofold_parts(seed, n, k):
    rng = np.random.default_rng(seed)
    new, old = rng.normal(5, 2, n + k + 2), rng.normal(4, 2, n + k + 5)
    new_cases, old_cases = rng.normal(size=(len(new), k)), rng.normal(1, 1, (len(old), k))
    found = oaxaca_blinder(new, new_cases, old, old_cases)
    assert found.explained + found.unexplained == pytest.approx(found.gap)
    assert sum(found[3:]) == pytest.approx(found.gap)
    back = oaxaca_blinder(old, old_cases, new, new_cases)
    assert back[:3] == pytest.approx([-part for part in found[:3]])


def test_with_one_segment_as_the_case_endowments_are_the_mix_at_the_old_rates():
    # 4 of 10 against 6 of 10 leads in the second segment; rates 1/2, 1/4 against 3/4, 1/2
    new = np.array([1, 1, 1, 0, 0, 0, 1, 0, 0, 0], dtype=float)
    new_cases = np.array([[0.0]] * 6 + [[1.0]] * 4)
    old = np.array([1, 1, 1, 0, 1, 1, 1, 0, 0, 0], dtype=float)
    old_cases = np.array([[0.0]] * 4 + [[1.0]] * 6)
    found = oaxaca_blinder(new, new_cases, old, old_cases)
    # by hand: (0.4 - 0.6) x (0.5 - 0.75)
    assert found.endowments == pytest.approx(0.05)
    told = kitagawa(
        np.array([6, 4]), np.array([0.5, 0.25]), np.array([4, 6]), np.array([0.75, 0.5])
    )
    assert found.endowments + found.interaction / 2 == pytest.approx(told.composition.sum())


def test_too_few_cases_are_refused():
    with pytest.raises(ValueError, match="2 values for 2 coefficients"):
        oaxaca_blinder(np.ones(2), np.ones((2, 1)), np.ones(5), np.ones((5, 1)))
    with pytest.raises(ValueError, match=r"give \(n, k\)"):
        oaxaca_blinder(np.ones(5), np.ones(5), np.ones(5), np.ones((5, 1)))
