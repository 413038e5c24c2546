"""What may be named: by hand, against statsmodels, and how often clean reps are named."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from statsmodels.stats.meta_analysis import combine_effects
from statsmodels.stats.multitest import multipletests

from salesreport.attribution import (
    NEVER,
    Delays,
    Leads,
    Window,
    attribution,
    fitted,
    lateness,
    signal_share,
    wins_evidence,
)
from salesreport.statistics import count_chance, share_above
from tests.attribution.teams import UNTIL, WINDOW, bare, drawn, team

LAW = settings(max_examples=40, deadline=None, derandomize=True)
AT_ONCE = Delays(np.ones(1))
YEAR = Window(0, UNTIL)


def whole(seed, window=YEAR, **given_):
    leads = team(seed, **given_)
    model = fitted(leads, [window])
    return model, attribution(model, 0)


def test_wins_are_held_against_the_others_and_the_whole_team():
    _, found = whole(3)
    wins = wins_evidence(found)
    p = count_chance(found.wins, found.wins_expected, found.wins_variance)
    assert wins.p.tolist() == p.tolist()
    assert wins.q == pytest.approx(multipletests(p, method="fdr_bh")[1])
    assert not (wins.named & wins.worth_a_look).any()


def test_a_rep_who_wins_far_less_is_named_and_a_near_one_worth_a_look():
    _, found = whole(3, n=3000, skill=[0.3, 1, 1, 1, 1, 1])
    wins = wins_evidence(found)
    assert wins.named.tolist() == [True] + [False] * 5
    near = replace(
        found,
        wins=np.where(np.arange(6) == 0, np.floor(found.wins_expected * 0.76), np.rint(
            found.wins_expected)),
    )  # fmt: skip
    wins = wins_evidence(near)
    assert wins.p[0] < 0.05 < wins.q[0]
    assert wins.worth_a_look.tolist() == [True] + [False] * 5


def test_clean_reps_are_named_as_rarely_as_said():
    # 150 clean teams of six over a quarter, 900 reps: a single look strikes about 5 % of
    # them (sd 0.7 points), and 5 % of the teams (sd 1.8) have anybody named
    p, named = [], []
    for seed in range(150):
        _, found = whole(seed, Window(270, UNTIL), n=1200)
        wins = wins_evidence(found)
        p.append(wins.p)
        named.append(wins.named.any())
    assert 0.02 < np.mean(np.array(p) < 0.05) < 0.065
    assert np.mean(named) < 0.08
    assert np.mean(p) == pytest.approx(0.5, abs=0.06)


def test_signal_is_dersimonian_and_lairds_variance_against_chance_in_money():
    _, found = whole(5, n=3000, skill=[0.5, 0.8, 1, 1, 1.3, 1.6])
    ratio = found.wins / found.wins_expected
    variance = found.wins_variance / found.wins_expected**2
    # statsmodels names this method of moments "chi2"
    tau2 = combine_effects(ratio, variance, method_re="chi2").tau2
    v = (found.unexplained_sd / found.steps.expected) ** 2
    assert tau2 > 0
    assert signal_share(found) == pytest.approx(tau2 / (tau2 + v))


def test_alike_reps_have_no_signal():
    _, found = whole(5)
    alike = replace(found, wins=found.wins_expected * 1.02)
    assert signal_share(alike).tolist() == [0] * 6


def test_a_few_large_deals_are_no_signal_of_wins():
    # the same wins of deals that differ more: more of the money is chance
    _, found = whole(5, n=3000, skill=[0.5, 0.8, 1, 1, 1.3, 1.6])
    wider = replace(found, chance_sd=3 * found.chance_sd)
    assert (signal_share(wider) < signal_share(found)).all()


def test_below_five_reps_the_share_comes_from_the_leads():
    _, found = whole(1, reps=4)
    assert signal_share(found) == pytest.approx(found.exposure / (found.exposure + 30))


# Lateness


def waits(late_of, n=20, *, late_wins=0.1, wins=0.4):
    """Leads of reps of whom so many of `n` are late; wins on their day, fewer when late."""
    rep = np.repeat(np.arange(len(late_of)), n)
    place = np.tile(np.arange(n), len(late_of))
    late = (place < np.asarray(late_of)[rep]) * 1.0
    inside = np.where(late == 1, place, place - np.asarray(late_of)[rep])
    size = np.where(late == 1, np.asarray(late_of)[rep], n - np.asarray(late_of)[rep])
    won = np.where(inside < np.rint(np.where(late == 1, late_wins, wins) * size), place, NEVER)
    return bare(rep, place, won, until=n - 1, response=late)


def test_shares_late_and_their_chance_by_hand():
    leads = waits([14, 4, 5, 6])
    found = lateness(fitted(leads, [Window(0, 19)], AT_ONCE), 0)
    assert found.share[:, 0].tolist() == [0.7, 0.2, 0.25, 0.3]
    assert found.n[:, 0] == pytest.approx([20] * 4)
    assert found.peers_share[0, 0] == pytest.approx(15 / 60)
    p = share_above(*(np.array([x], dtype=float) for x in (14, 20, 15, 60)))
    assert found.p[0, 0] == pytest.approx(p[0])
    assert found.q[:, 0] == pytest.approx(multipletests(found.p[:, 0], method="fdr_bh")[1])


def test_lateness_is_named_where_it_is_beyond_the_peers_and_costs_elsewhere():
    late_of = [35, 10, 12, 9, 11]
    costs = lateness(fitted(waits(late_of, 50), [Window(0, 49)], AT_ONCE), 0)
    assert costs.named[:, 0].tolist() == [True] + [False] * 4
    assert costs.effect[0, 0] < 0
    assert costs.effect_p[0, 0] < 0.05
    harmless = waits(late_of, 50, late_wins=0.4)
    assert not lateness(fitted(harmless, [Window(0, 49)], AT_ONCE), 0).named.any()


def test_in_time_is_named_where_most_are_late_and_not_where_one_is():
    one_in_time = lateness(fitted(waits([5, 30, 32, 29, 31], 50), [Window(0, 49)], AT_ONCE), 0)
    assert one_in_time.early_named[:, 0].tolist() == [True] + [False] * 4
    assert not one_in_time.named.any()
    # beside one late colleague the four in time have a mean above their own share
    one_late = lateness(fitted(waits([48, 10, 12, 9, 11], 50), [Window(0, 49)], AT_ONCE), 0)
    assert one_late.named[0, 0]
    assert not one_late.early_named.any()
    harmless = waits([5, 30, 32, 29, 31], 50, late_wins=0.4)
    assert not lateness(fitted(harmless, [Window(0, 49)], AT_ONCE), 0).early_named.any()


def test_early_is_by_the_middle_peer_and_the_mean_alike():
    leads = waits([4, 18, 4, 5, 6])
    found = lateness(fitted(leads, [Window(0, 19)], AT_ONCE), 0)
    chances = [
        share_above(*(np.array([x], dtype=float) for x in (16, 20, in_time, 80)))[0]
        for in_time in (80 - (18 + 4 + 5 + 6), (1 - (5 + 6) / 2 / 20) * 80)
    ]
    assert found.early_p[0, 0] == pytest.approx(max(chances))
    flat = found.early_p[:, 0]
    assert found.early_q[:, 0] == pytest.approx(multipletests(flat, method="fdr_bh")[1])


def test_leads_count_by_what_they_carry_in_the_window():
    # three quarters of the wins on the day of the lead, a quarter on the next: the late lead
    # of the day before counts 1/4 beside 3/4; n = 1 / (1/16 + 9/16)
    leads = bare(
        [0, 0, 1, 1, 2], [4, 5, 5, 5, 5], [NEVER, NEVER, 5, NEVER, NEVER], until=9,
        response=[1.0, 0, 0, 0, 1],
    )  # fmt: skip
    found = lateness(fitted(leads, [Window(5, 5)], Delays(np.array([0.75, 1.0]))), 0)
    assert found.share[0, 0] == pytest.approx(1 / 4)
    assert found.n[0, 0] == pytest.approx(1.6)


def test_late_on_no_record_is_not_known():
    leads = team(3)
    late = np.where(leads.rep == 0, np.nan, leads.bands["follow_up"])
    some = Leads(**{**vars(leads), "bands": {"follow_up": late, "response": late * np.nan}})
    found = lateness(fitted(some, [WINDOW]), 0)
    assert np.isnan(found.share[0]).all()
    assert np.isnan(found.p[0]).all()
    assert np.isnan(found.share[:, 1]).all()
    assert np.isnan(found.peers_share[:, 1]).all()
    assert not np.isnan(found.p[1:, 0]).any()
    # without a record at all there is no effect to speak of
    assert found.effect[:, 1] == pytest.approx(np.zeros(6), abs=1e-9)
    assert found.effect_p[:, 1] == pytest.approx(np.full(6, 0.5))
    assert not found.named[:, 1].any()


def test_without_bands_there_is_nothing_late():
    leads = Leads(**{**vars(team(3)), "bands": {}})
    found = lateness(fitted(leads, [WINDOW]), 0)
    assert found.share.shape == found.q.shape == found.named.shape == (6, 0)


def test_clean_reps_are_called_late_as_rarely_as_said():
    p = []
    for seed in range(60):
        leads = team(seed, n=1200)
        p.append(lateness(fitted(leads, [Window(270, UNTIL)]), 0).p[:, 0])
    # weighed leads say somewhat less than their number, so a little below 5 %
    assert 0.02 < np.mean(np.array(p) < 0.05) < 0.075


@given(drawn())
@LAW
def test_what_may_be_named_is_within_bounds(leads):
    model = fitted(leads, [WINDOW])
    found = attribution(model, 0)
    late, wins, signal = lateness(model, 0), wins_evidence(found), signal_share(found)
    # as late or as early as that by chance: together more than all, by what is both
    both = late.p + late.early_p
    assert (both[~np.isnan(both)] >= 1 - 1e-9).all()
    for values in (
        late.early_p,
        late.p,
        late.q,
        late.share,
        late.peers_share,
        late.effect_p,
        wins.p,
        wins.q,
    ):
        known = values[~np.isnan(values)]
        assert ((known >= 0) & (known <= 1)).all()
    assert ((signal >= 0) & (signal <= 1)).all()
    assert not (wins.named & np.isnan(wins.p)).any()
    assert not (late.named & np.isnan(late.p)).any()
