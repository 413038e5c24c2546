from __future__ import annotations

import numpy as np
import pytest

from salesreport.winloss.intervals import Ended


def test_all_that_ended_in_one_way_with_one_still_open_have_an_interval():
    # The product of the shares that went on leaves 1 - 1e-16 here, whose logarithm is as good as 0.
    days = np.array([15, 11, 17, 12, 11, 5, 14, 37, 11, 7, 4])
    outcomes = np.array([1] * 10 + [0])
    found = Ended(days, outcomes).range(1, 90)
    # Wilson's for 10 of 10: 10 / (10 + 1.96^2)
    assert found.low == pytest.approx(10 / (10 + 1.959963984540054**2), abs=1e-12)
    assert found.high == 1.0


def test_no_cohort_however_small_breaks_its_interval():
    random = np.random.default_rng(1)
    for _ in range(300):
        n = int(random.integers(2, 16))
        days = random.integers(1, 61, n)
        outcomes = random.choice([0, 1, 1, 1, 2], n)
        for way in (1, 2):
            found = Ended(days, outcomes).range(way, 90)
            assert np.isnan(found.low) or 0 <= found.low <= found.high <= 1
