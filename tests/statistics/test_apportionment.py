"""Whole units by weight: published divisions, and what holds for any team."""

import json
from fractions import Fraction
from itertools import product
from math import ceil, floor
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from salesreport.statistics.apportionment import bounded_shares, bounded_units, hamilton

TRUTHS = Path(__file__).resolve().parents[3] / "shared" / "reference" / "truths.json"
ALABAMA = [1500, 1500, 900, 500, 500, 200]

PUBLISHED = [
    # solvely.ai homework 459845938
    ("ham_42", [247, 185, 459, 400, 413], 42, [6, 5, 11, 10, 10]),
    # npm `apportionment` README, the example of Matt Parker
    ("ham_44", [21878, 9713, 4167, 3252, 1065], 44, [24, 11, 5, 3, 1]),
    # tests of R `proporz`, after de.wikipedia.org/wiki/Hare-Niemeyer-Verfahren
    ("ham_60", [216, 310, 22, 32], 60, [23, 32, 2, 3]),
    # archipel-des-libertes.fr on largest remainders
    ("ham_4", [500, 300, 110, 20], 4, [2, 1, 1, 0]),
]


@pytest.mark.parametrize(("name", "weights", "units", "expected"), PUBLISHED, ids=str)
def test_hamilton_gives_the_published_division(name, weights, units, expected):
    assert hamilton(units, weights) == expected


def test_one_unit_more_takes_one_from_two_of_them():
    # Alabama paradox, en.wikipedia.org/wiki/Quota_method: 25 and 26 seats
    assert hamilton(25, ALABAMA) == [7, 7, 4, 3, 3, 1]
    assert hamilton(26, ALABAMA) == [8, 8, 5, 2, 2, 1]


def test_no_published_truth_of_the_question_is_left_out():
    if not TRUTHS.is_file():
        pytest.skip("needs ../shared/reference/truths.json")
    truths = [t for t in json.loads(TRUTHS.read_text("utf-8"))["truths"] if t["question"] == 6]
    known = {name: (weights, units, found) for name, weights, units, found in PUBLISHED}
    assert {t["id"] for t in truths} == {*known, "ham_alabama"}
    for truth in truths:
        weights = truth["inputs"]["weights"]
        if truth["id"] == "ham_alabama":
            assert hamilton(25, weights) + hamilton(26, weights) == truth["expected"]
        else:
            assert (weights, truth["inputs"]["seats"], truth["expected"]) == known[truth["id"]]


def test_ties_go_to_the_smaller_key_whatever_the_order():
    assert hamilton(1, [1, 1, 1], keys=["c", "a", "b"]) == [0, 1, 0]
    assert hamilton(1, [1, 1, 1]) == [1, 0, 0]


@pytest.mark.parametrize(
    ("units", "weights"), [(-1, [1]), (3, [1, -1]), (3, [0, 0]), (3, [])], ids=str
)
def test_what_cannot_be_shared_out_is_refused(units, weights):
    with pytest.raises(ValueError, match="give 0 or more, not all 0"):
        hamilton(units, weights)


def test_one_key_a_weight():
    with pytest.raises(ValueError, match="2 keys of 3"):
        hamilton(1, [1, 1, 1], keys=["a", "b"])


counts = st.integers(0, 10**6)
weights_of_a_team = st.lists(counts, min_size=1, max_size=40).filter(any)


@given(counts, weights_of_a_team)
def test_units_add_up_and_each_is_less_than_one_from_its_quota(units, weights):
    found = hamilton(units, weights)
    assert sum(found) == units
    whole = sum(weights)
    assert all(abs(n - Fraction(units * w, whole)) < 1 for n, w in zip(found, weights, strict=True))
    assert all(n == 0 for n, w in zip(found, weights, strict=True) if w == 0)


@given(counts, weights_of_a_team, st.integers(1, 1000))
def test_the_scale_of_the_weights_does_not_matter(units, weights, k):
    assert hamilton(units, [k * w for w in weights]) == hamilton(units, weights)


@given(counts, weights_of_a_team, st.randoms())
def test_the_order_of_the_team_does_not_matter(units, weights, random):
    keys = [f"R{at:03d}" for at in range(len(weights))]
    before = dict(zip(keys, hamilton(units, weights, keys=keys), strict=True))
    order = list(range(len(weights)))
    random.shuffle(order)
    moved = [keys[at] for at in order]
    after = hamilton(units, [weights[at] for at in order], keys=moved)
    assert dict(zip(moved, after, strict=True)) == before


def test_a_cap_sends_the_rest_to_the_others_by_weight():
    bounds = [(0, Fraction(40)), (0, None), (0, None)]
    assert bounded_shares(Fraction(100), [6, 1, 3], bounds) == [40, 15, 45]


def test_a_floor_is_paid_by_the_others_by_weight():
    bounds = [(Fraction(30), None), (0, None), (0, None)]
    assert bounded_shares(Fraction(100), [1, 3, 4], bounds) == [30, 30, 40]


def test_what_the_capped_may_not_take_goes_to_those_without_weight():
    bounds = [(0, Fraction(40)), (Fraction(5), None), (0, None)]
    assert bounded_shares(Fraction(100), [1, 0, 0], bounds) == [40, 30, 30]


@pytest.mark.parametrize("total", [9, 61])
def test_a_total_outside_all_bounds_is_refused(total):
    with pytest.raises(ValueError, match="outside floors of 10 and caps of 60"):
        bounded_shares(Fraction(total), [1, 1], [(Fraction(5), Fraction(30))] * 2)


def test_a_cap_below_its_floor_and_a_negative_weight_are_refused():
    with pytest.raises(ValueError, match="above its cap"):
        bounded_shares(Fraction(5), [1], [(Fraction(5), Fraction(4))])
    with pytest.raises(ValueError, match="give 0 or more"):
        bounded_shares(Fraction(5), [-1], [(Fraction(0), None)])


@st.composite
def bounded_teams(draw):
    """Weights, floors and caps around some of them, and totals that fit between."""
    weights = draw(weights_of_a_team)
    bounds = []
    for _ in weights:
        low = Fraction(draw(st.integers(0, 5000)), draw(st.integers(1, 7)))
        wide = draw(st.one_of(st.none(), st.integers(0, 5000)))
        bounds.append((low, None if wide is None else low + Fraction(wide, 3)))
    lowest = sum(low for low, _ in bounds)
    highs = [high for _, high in bounds]
    most = 10**6 if None in highs else max(0, int(sum(highs) - lowest))
    totals = [lowest + Fraction(draw(st.integers(0, most))) for _ in range(2)]
    return weights, bounds, sorted(totals)


@given(bounded_teams())
def test_bounded_shares_add_up_inside_floor_and_cap(team):
    weights, bounds, totals = team
    for total in totals:
        found = bounded_shares(total, weights, bounds)
        assert sum(found) == total
        for share, (low, high) in zip(found, bounds, strict=True):
            assert low <= share
            assert high is None or share <= high


@given(bounded_teams())
def test_no_bounded_share_falls_when_the_total_rises(team):
    weights, bounds, (less, more) = team
    before, after = (bounded_shares(total, weights, bounds) for total in (less, more))
    assert all(b <= a for b, a in zip(before, after, strict=True))


@given(bounded_teams())
def test_whole_units_keep_floors_and_caps_that_whole_units_can_keep(team):
    weights, bounds, totals = team
    total = Fraction(int(totals[1]) + 1)
    highs = [high for _, high in bounds]
    if None not in highs and total > sum(highs):
        total = Fraction(int(totals[0]))
    if total < sum(low for low, _ in bounds):
        return
    shares = bounded_shares(total, weights, bounds)
    found = bounded_units(shares, bounds)
    assert sum(found) == total
    assert all(abs(n - share) < 1 for n, share in zip(found, shares, strict=True))
    limits = [
        (max(-(-low // 1), n // 1), -(-n // 1) if high is None else min(high // 1, -(-n // 1)))
        for n, (low, high) in zip(shares, bounds, strict=True)
    ]
    can = all(least <= most for least, most in limits)
    if can and sum(n for n, _ in limits) <= total <= sum(n for _, n in limits):
        for n, (low, high) in zip(found, bounds, strict=True):
            assert low <= n
            assert high is None or n <= high


def test_one_band_without_a_whole_number_lets_no_other_go():
    # b may have 2.4 to 2.6: no whole number; a's cap of 3.9 holds all the same
    shares = [Fraction(7, 2), Fraction(5, 2), Fraction(4)]
    bounds = [(Fraction(3), Fraction(39, 10)), (Fraction(12, 5), Fraction(13, 5)),
              (Fraction(7, 2), Fraction(9, 2))]  # fmt: skip
    assert bounded_units(shares, bounds, keys=["a", "b", "c"]) == [3, 3, 4]


def test_of_floors_that_cannot_all_hold_the_one_missed_by_least_goes():
    # floors of 2.2, 2.1 and 2.3 are 3 + 3 + 3 in whole units, and 7 are to be had
    shares = [Fraction(23, 10), Fraction(23, 10), Fraction(24, 10)]
    bounds = [(Fraction(22, 10), None), (Fraction(21, 10), None), (Fraction(0), None)]
    assert bounded_units(shares, bounds, keys=["a", "b", "c"]) == [3, 2, 2]


def outside(units, bounds):
    return sum(
        n < low or (high is not None and n > high)
        for n, (low, high) in zip(units, bounds, strict=True)
    )


@st.composite
def narrow_teams(draw):
    """Whole sums of shares, each in a band of less than two units."""
    sixths = st.integers(0, 30)
    shares = [Fraction(n, 6) for n in draw(st.lists(sixths, min_size=1, max_size=6))]
    shares[-1] += -sum(shares) % 1
    below, above = st.integers(0, 5), st.one_of(st.none(), st.integers(0, 5))
    bounds = []
    for share in shares:
        wide = draw(above)
        high = None if wide is None else share + Fraction(wide, 6)
        bounds.append((max(Fraction(0), share - Fraction(draw(below), 6)), high))
    return shares, bounds


@given(narrow_teams())
def test_no_more_floors_and_caps_go_than_must(team):
    shares, bounds = team
    found = bounded_units(shares, bounds)
    assert sum(found) == sum(shares)
    near = [range(floor(share), ceil(share) + 1) for share in shares]
    least = min(outside(one, bounds) for one in product(*near) if sum(one) == sum(shares))
    assert outside(found, bounds) == least


def test_shares_without_a_whole_sum_are_not_rounded():
    with pytest.raises(ValueError, match="only what is whole"):
        bounded_units([Fraction(1, 2)])
