"""Pieces of why the gap: intervals of sums, wins that chance gives, cents."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesreport.report.reasons.leads import MOST_KINDS, _within_kinds
from salesreport.report.reasons.parts import CausePart
from salesreport.report.reasons.sides import in_cents


def part(sd, chance):
    given_sd = np.array(sd, dtype=float)
    return CausePart("unexplained", np.zeros(2), given_sd, np.array(chance, dtype=float))


def test_chance_adds_by_variances_and_what_is_not_known_of_the_rates_as_it_is():
    assert part([3, 4], [0, 0]).interval_sd([0, 1]) == 7
    assert part([0, 0], [3, 4]).interval_sd([0, 1]) == 5
    assert part([2, 3], [8, 0]).interval_sd([0]) == pytest.approx(np.hypot(2, 8))


@given(st.decimals(-(10**9), 10**9, places=4), st.sampled_from(["CNY", "JPY", "KWD"]))
@settings(derandomize=True, deadline=None)
def test_cents_are_whole_units_of_the_currency_and_turn_with_the_sign(value, currency):
    digits = {"CNY": 2, "JPY": 0, "KWD": 3}[currency]
    exact = Fraction(value)
    found = in_cents(exact, currency)
    assert (found * 10**digits).denominator == 1
    assert abs(found - exact) * 2 <= Fraction(1, 10**digits)
    assert in_cents(-exact, currency) == -found


@given(st.lists(st.integers(0, 60), min_size=1, max_size=3))
@settings(derandomize=True, deadline=None)
def test_the_smallest_segments_of_the_longest_list_go_first(sizes):
    apart = {f"d{at}": [f"s{n}" for n in range(size)] for at, size in enumerate(sizes)}
    kept = _within_kinds(apart)
    assert np.prod([len(words) + 1 for words in kept.values()]) <= MOST_KINDS
    for name, words in kept.items():
        assert apart[name][: len(words)] == words
        if len(words) < len(apart[name]):
            assert len(words) >= max(len(other) for other in kept.values()) - 1
