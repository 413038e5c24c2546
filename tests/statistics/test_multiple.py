"""Benjamini and Hochberg's own example, and the laws of q-values."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesreport.statistics import q_values

LAW = settings(max_examples=60, deadline=None, derandomize=True)
CHANCES = st.lists(st.floats(0, 1), max_size=30)

# Benjamini and Hochberg 1995, section 4: 15 comparisons, q = .05
PUBLISHED = [
    0.0001, 0.0004, 0.0019, 0.0095, 0.0201, 0.0278, 0.0298, 0.0344, 0.0459, 0.3240, 0.4262,
    0.5719, 0.6528, 0.7590, 1.0000,
]  # fmt: skip


def test_benjamini_and_hochberg_name_four_of_fifteen():
    found = q_values(PUBLISHED)
    assert (found <= 0.05).sum() == 4
    assert (np.array(PUBLISHED) <= 0.05).sum() == 9  # uncorrected
    assert (np.array(PUBLISHED) <= 0.05 / 15).sum() == 3  # Bonferroni


def test_q_values_by_hand_with_a_tie():
    # .02 · 4/2 = .04 for both ties: min of ranks 1 and 2; .03 · 4/3 = .04; .5
    assert q_values([0.02, 0.5, 0.03, 0.02]).tolist() == pytest.approx([0.04, 0.5, 0.04, 0.04])


def test_one_test_is_its_own_and_none_is_none():
    assert q_values([0.03]).tolist() == [0.03]
    assert q_values([]).tolist() == []


def test_a_test_that_could_not_be_made_does_not_count():
    found = q_values([0.01, math.nan, 0.04])
    assert math.isnan(found[1])
    assert found[[0, 2]].tolist() == q_values([0.01, 0.04]).tolist()
    assert np.isnan(q_values([math.nan, math.nan])).all()


def test_what_is_no_chance_is_refused():
    with pytest.raises(ValueError, match=r"p-value is 1\.1"):
        q_values([0.5, 1.1])


@LAW
@given(CHANCES)
def test_q_values_keep_the_order_and_are_never_below_p(chances):
    found = q_values(chances)
    assert np.all(found >= np.array(chances) - 1e-15)
    assert np.all(found <= 1)
    order = np.argsort(chances)
    assert np.all(np.diff(found[order]) >= 0)


@LAW
@given(CHANCES, st.randoms(use_true_random=False))
def test_q_values_go_with_their_test_whatever_the_order(chances, random):
    places = list(range(len(chances)))
    random.shuffle(places)
    shuffled = q_values([chances[place] for place in places])
    assert shuffled.tolist() == pytest.approx(q_values(chances)[places].tolist())


@LAW
@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_one_more_hopeless_test_only_raises_q(chances):
    assert np.all(q_values([*chances, 1.0])[:-1] >= q_values(chances) - 1e-15)
