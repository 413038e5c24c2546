"""Key actions by hand, in hard cases, and their laws."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from salesreport.statistics import mantel_haenszel, odds_ratio
from salesreport.winloss.closed import Actions, ClosedDeals, size_bands
from salesreport.winloss.keyactions import key_actions
from salesreport.winloss.strata import Counts, kept_dimensions, most_unlike

LAW = settings(max_examples=60, deadline=None, derandomize=True)
# R, ?UCBAdmissions by department: admitted and rejected, men and women
BERKELEY = [
    (512, 313, 89, 19), (353, 207, 17, 8), (120, 205, 202, 391),
    (138, 279, 131, 244), (53, 138, 94, 299), (22, 351, 24, 317),
]  # fmt: skip


def deals_of(*, days, won, created=None, amount=None, **segments):
    n = len(days)
    begun = np.zeros(n, dtype=np.int64) if created is None else np.array(created)
    return ClosedDeals(
        created=begun,
        closed=begun + np.array(days, dtype=np.int64),
        is_won=np.array(won, dtype=bool),
        amount=np.full(n, 100.0) if amount is None else np.array(amount, dtype=float),
        segments={name: np.array(codes, dtype=np.int64) for name, codes in segments.items()},
    )


def actions_of(rows, n_kinds=2):
    deal, kind, day = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    return Actions(deal=deal, kind=kind, day=day, n_kinds=n_kinds)


def of_tables(*strata, others=0):
    """Deals and one kind of action from won and lost with, won and lost without a segment."""
    won, done, code = [], [], []
    for at, (a, b, c, d) in enumerate(strata):
        won += [1] * a + [0] * b + [1] * c + [0] * d
        done += [1] * (a + b) + [0] * (c + d)
        code += [at] * (a + b + c + d)
    deals = deals_of(days=[30] * len(won), won=won, source=code)
    rows = [(place, 0, 3) for place in np.flatnonzero(done)]
    return deals, actions_of(rows, 1 + others)


def test_counts_and_ratios_of_two_segments_by_hand():
    # (30·20/70 + 6·30/66) / (10·10/70 + 12·18/66)
    found = key_actions(*of_tables((30, 10, 10, 20), (6, 12, 18, 30)))
    (action,) = found.actions
    assert action.counts == Counts(won_with=36, lost_with=22, won_without=28, lost_without=50)
    together = (30 * 20 / 70 + 6 * 30 / 66) / (10 * 10 / 70 + 12 * 18 / 66)
    assert action.stratified is None
    assert action.levels is not None
    assert mantel_haenszel([[[30, 10], [10, 20]], [[6, 12], [18, 30]]]).odds_ratio == together
    assert action.crude == odds_ratio([[36, 22], [28, 50]])
    assert (found.n_won, found.n_lost, found.n_strata) == (64, 72, 2)
    assert found.dimensions == ("source",)


def test_like_segments_have_one_odds_ratio_and_a_rank():
    found = key_actions(*of_tables((30, 10, 10, 20), (15, 5, 6, 12)))
    (action,) = found.actions
    pooled = mantel_haenszel([[[30, 10], [10, 20]], [[15, 5], [6, 12]]])
    assert action.stratified == (pooled.odds_ratio, pooled.interval)
    assert (action.p, action.q, action.z) == (pooled.p, pooled.p, pooled.z)
    assert action.levels is None
    assert action.is_named
    assert action.goes_with_winning
    assert found.ranking == (0,)


def test_unlike_segments_have_no_single_ratio_but_their_own():
    found = key_actions(*of_tables((40, 10, 10, 40), (10, 40, 40, 10)))
    (action,) = found.actions
    assert action.stratified is None
    assert not action.is_named
    assert action.heterogeneity_p < 1e-6
    assert action.levels.dimension == "source"
    assert [level.counts for level in action.levels.levels] == [
        (40, 10, 10, 40), (10, 40, 40, 10),
    ]  # fmt: skip
    assert action.levels.levels[0].ratio == odds_ratio([[40, 10], [10, 40]])


def test_berkeley_changes_its_side():
    # truths.json: crude 1.84, Woolf .003: departments differ, so no single ratio
    (action,) = key_actions(*of_tables(*BERKELEY)).actions
    assert action.crude.value == pytest.approx(1.84, abs=0.005)
    assert action.sign_change
    assert action.z < 0
    assert action.stratified is None
    assert action.heterogeneity_p == pytest.approx(0.0034, abs=5e-4)
    assert len(action.levels.levels) == 6


def test_deals_closed_inside_the_window_and_late_or_early_actions_do_not_count():
    deals = deals_of(days=[0, 14, 15, 15], won=[1, 1, 1, 0], created=[5, 5, 5, 5])
    # on the opening day and on the window's last day; the day before and the day after
    actions = actions_of([(0, 0, 5), (1, 0, 6), (2, 0, 5), (3, 0, 4), (2, 1, 19), (3, 1, 20)])
    found = key_actions(deals, actions)
    assert found.n_closed_inside == 2
    assert [one.counts for one in found.actions] == [(1, 0, 0, 1), (1, 0, 0, 1)]


def test_an_action_counts_once_a_kind():
    deals, actions = of_tables((30, 10, 10, 20), others=1)
    twice = Actions(*(np.repeat(part, 3) for part in (actions.deal, actions.kind, actions.day)), 2)
    assert repr(key_actions(deals, twice)) == repr(key_actions(deals, actions))


@pytest.mark.parametrize("won", [0, 1])
def test_without_losses_or_without_wins_nothing_is_ranked(won):
    deals = deals_of(days=[30] * 40, won=[won] * 40, source=[0, 1] * 20)
    found = key_actions(deals, actions_of([(at, at % 2, 1) for at in range(30)]))
    assert found.ranking == ()
    assert not found.is_enough
    assert min(found.n_won, found.n_lost) == 0
    for action in found.actions:
        assert math.isnan(action.crude.value)
        assert action.stratified is None
        assert not action.is_named


def test_below_ten_losses_only_the_table_with_half_a_case():
    found = key_actions(*of_tables((30, 2, 5, 7)))
    (action,) = found.actions
    assert found.ranking == ()
    assert action.crude.value == pytest.approx(30.5 * 7.5 / (2.5 * 5.5))
    assert math.isnan(action.q)
    assert action.beside is None
    assert not action.is_named


def test_without_activities_or_without_deals_there_is_nothing():
    deals, _ = of_tables((30, 10, 10, 20))
    found = key_actions(deals, actions_of([], 3))
    assert [one.counts[:2] for one in found.actions] == [(0, 0)] * 3
    assert found.ranking == ()
    assert not any(one.is_named for one in found.actions)
    empty = key_actions(deals_of(days=[], won=[], source=[]), actions_of([], 2))
    assert (empty.n_won, empty.n_lost, empty.ranking) == (0, 0, ())


def test_deals_all_closed_on_the_day_they_open_are_left_out():
    found = key_actions(deals_of(days=[0] * 30, won=[0, 1] * 15), actions_of([(0, 0, 0)]))
    assert (found.n_closed_inside, found.n_won) == (30, 0)


def test_beside_the_others_a_companion_is_not_named():
    # kind 1 is mostly done where kind 0 is, and does nothing itself
    rng = np.random.default_rng(3)
    first = rng.random(400) < 0.5
    second = np.where(rng.random(400) < 0.85, first, ~first)
    won = rng.random(400) < np.where(first, 0.7, 0.25)
    deals = deals_of(days=[30] * 400, won=won)
    rows = [(at, 0, 1) for at in np.flatnonzero(first)]
    rows += [(at, 1, 1) for at in np.flatnonzero(second)]
    found = key_actions(deals, actions_of(rows))
    one, other = found.actions
    assert other.stratified.interval.low > 1
    assert (one.is_named, other.is_named) == (True, False)
    assert found.ranking == (0, 1)
    assert one.beside.points == pytest.approx(0.45, abs=0.08)
    assert one.beside.ratio.interval.low > 1 > other.beside.ratio.interval.low


def test_what_goes_with_winning_in_every_segment_is_named_though_more_in_some():
    # 2.67 and 21 times the odds: no single ratio, yet both on one side
    found = key_actions(*of_tables((80, 30, 40, 40), (90, 15, 40, 140)))
    (action,) = found.actions
    assert action.stratified is None
    assert action.levels is not None
    assert (action.goes_with_winning, action.is_unclear) == (True, False)


def test_what_goes_with_winning_here_and_with_losing_there_is_unclear():
    (action,) = key_actions(*of_tables((40, 10, 10, 40), (10, 40, 40, 10))).actions
    assert (action.is_named, action.is_unclear) == (False, True)
    (nothing,) = key_actions(*of_tables((30, 30, 30, 30), (28, 30, 32, 30))).actions
    assert (nothing.is_named, nothing.is_unclear) == (False, False)


def test_what_everybody_had_in_the_end_is_a_matter_of_time():
    # all have it, wins on day 3 and most losses on day 20
    won = [1] * 40 + [0] * 40
    deals = deals_of(days=[30] * 80, won=won)
    late = actions_of([(at, 0, 3 if at < 50 else 20) for at in range(80)], 1)
    (action,) = key_actions(deals, late).actions
    assert action.goes_with_winning
    assert action.ever == Counts(40, 40, 0, 0)
    assert action.is_timing
    never = actions_of([(at, 0, 3) for at in range(50)], 1)
    (action,) = key_actions(deals, never).actions
    assert (action.ever.share_won, action.ever.share_lost) == (1, 0.25)
    assert not action.is_timing


def test_the_dimension_is_let_go_without_which_most_can_be_compared():
    # the size tells the outcome; industry, the last, does not
    deals = deals_of(days=[30] * 40, won=[0, 1] * 20, size=[1, 2] * 20, industry=[0, 0, 1, 1] * 10)
    assert kept_dimensions(deals) == ("industry",)


def test_many_segments_are_let_go_from_the_last():
    # each deal an industry of its own: nobody to be compared with
    deals = deals_of(days=[30] * 40, won=[0, 1] * 20, size=[1, 1, 2, 2] * 10, industry=range(40))
    assert kept_dimensions(deals) == ("size",)


def test_no_dimension_with_two_levels_cannot_be_unlike():
    deals, actions = of_tables((30, 10, 10, 20))
    done = actions.done(deals, deals.closed)[:, 0]
    assert most_unlike(deals, done, ("source",)) is None


def test_size_bands_by_hand():
    amounts = np.array([1.0, 2, 3, 4, 5, 6, 7, 8, 9, math.nan])
    assert size_bands(amounts).tolist() == [1, 1, 1, 2, 2, 2, 3, 3, 3, 0]
    # an amount that is emptied when a deal is lost is none
    assert size_bands(np.array([0.0, 3, 0, 6, 9, -1])).tolist() == [0, 1, 0, 2, 3, 0]
    assert size_bands(np.full(4, 5.0)).tolist() == [1] * 4
    assert size_bands(np.full(2, math.nan)).tolist() == [0, 0]
    assert size_bands(np.zeros(0)).tolist() == []


def test_what_makes_no_sense_is_refused():
    deals, actions = of_tables((1, 1, 1, 1))
    with pytest.raises(ValueError, match="give 0 or more"):
        key_actions(deals, actions, window_days=-1)
    with pytest.raises(ValueError, match="deal 9"):
        key_actions(deals, actions_of([(9, 0, 1)]))
    with pytest.raises(ValueError, match="code 2"):
        actions_of([(0, 2, 1)])
    with pytest.raises(ValueError, match="before they are opened"):
        deals_of(days=[-1], won=[1])
    with pytest.raises(ValueError, match="2 entries for 1 deals"):
        deals_of(days=[1], won=[1], source=[0, 1])
    with pytest.raises(ValueError, match="below 0"):
        deals_of(days=[1], won=[1], source=[-1])


@st.composite
def drawn(draw):
    """Ugly teams: few deals, single segments, actions on any day, all or none of a kind."""
    rng = np.random.default_rng(draw(st.integers(0, 2**20)))
    n = draw(st.sampled_from([1, 5, 40, 150]))
    won = rng.random(n) < draw(st.sampled_from([0.0, 0.1, 0.5, 1.0]))
    days = rng.integers(0, draw(st.sampled_from([16, 80])), n)
    names = ("size", "source", "industry")[: draw(st.integers(0, 3))]
    codes = {name: rng.integers(0, draw(st.integers(1, 6)), n) for name in names}
    deals = deals_of(days=days, won=won, created=rng.integers(0, 200, n), **codes)
    m, n_kinds = draw(st.sampled_from([0, 3, 200])), draw(st.integers(1, 5))
    deal = rng.integers(0, n, m)
    day = deals.created[deal] + rng.integers(-5, 30, m)
    return deals, Actions(deal, rng.integers(0, n_kinds, m), day, n_kinds)


@given(drawn())
@LAW
def test_every_team_has_an_answer_that_adds_up(team):
    deals, actions = team
    found = key_actions(deals, actions)
    assert found.n_won + found.n_lost + found.n_closed_inside == deals.n
    for action in found.actions:
        assert sum(action.counts) == found.n_won + found.n_lost
        assert not action.is_named or action.q < 0.05
        assert action.n_compared <= sum(action.counts)
    strengths = [found.actions[kind].z for kind in found.ranking]
    assert strengths == sorted(strengths, reverse=True)
    assert found.is_enough or not found.ranking


@given(drawn(), st.integers(0, 2**20), st.integers(-500, 500))
@LAW
def test_neither_the_order_of_rows_nor_the_calendar_matters(team, seed, shift):
    deals, actions = team
    rng = np.random.default_rng(seed)
    turned, mixed = rng.permutation(deals.n), rng.permutation(len(actions.deal))
    place = np.argsort(turned)
    moved = ClosedDeals(
        created=deals.created[turned] + shift, closed=deals.closed[turned] + shift,
        is_won=deals.is_won[turned], amount=deals.amount[turned],
        segments={name: codes[turned] for name, codes in deals.segments.items()},
    )  # fmt: skip
    again = Actions(
        place[actions.deal[mixed]], actions.kind[mixed], actions.day[mixed] + shift,
        actions.n_kinds,
    )  # fmt: skip
    one, other = key_actions(deals, actions), key_actions(moved, again)
    assert one.ranking == other.ranking
    for first, second in zip(one.actions, other.actions, strict=True):
        assert first.counts == second.counts
        assert first.z == pytest.approx(second.z, nan_ok=True)
        assert first.is_named == second.is_named


@given(drawn())
@LAW
def test_won_and_lost_exchanged_turns_the_association_round(team):
    deals, actions = team
    other = ClosedDeals(deals.created, deals.closed, ~deals.is_won, deals.amount, deals.segments)
    for one, back in zip(
        key_actions(deals, actions).actions, key_actions(other, actions).actions, strict=True
    ):
        assert back.z == pytest.approx(-one.z, nan_ok=True)
        assert back.is_named == one.is_named
