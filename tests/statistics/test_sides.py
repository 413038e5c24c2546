"""Two sides that go together, and those that do not."""

import math

import numpy as np
import pytest

from salesreport.statistics.sides import not_negative, product, two_sides


def test_one_reference_stands_for_all_cases():
    now, then = two_sides([[1, 2], [3, 4]], [5, 6])
    assert now.tolist() == [[1, 2], [3, 4]]
    assert then.tolist() == [[5, 6], [5, 6]]


def test_sides_that_do_not_go_together_are_refused():
    with pytest.raises(ValueError, match=r"shapes \(3,\) and \(1,\); give both the same last"):
        two_sides([1, 2, 3], [1])
    with pytest.raises(ValueError, match="same last length"):
        two_sides(1, 2)
    with pytest.raises(ValueError, match="same last length"):
        two_sides([], [])
    with pytest.raises(ValueError, match="give the same cases"):
        two_sides(np.ones((2, 3)), np.ones((4, 3)))
    with pytest.raises(ValueError, match="infinite"):
        two_sides([1, math.inf], [1, 2])


def test_a_missing_number_stays_missing():
    now, _ = two_sides([math.nan, 1], [1, 2])
    assert math.isnan(product(now))
    assert not_negative(now, "a factor") is now


def test_negative_numbers_are_named():
    with pytest.raises(ValueError, match="a volume is -3; it must be 0 or more"):
        not_negative(np.array([math.nan, -3, 2]), "a volume")


def test_a_product_no_float_can_hold_is_refused():
    with pytest.raises(ValueError, match="beyond what a float can hold"):
        product(np.array([1e200, 1e200]))
