"""What counts in which window: by hand, and against delays that are known."""

import numpy as np
import pytest
from hypothesis import given, settings

from salesreport.attribution import NEVER, Delays, Window, fitted, win_delays
from salesreport.attribution.cells import cells, filled
from salesreport.attribution.delays import reps_in_time
from tests.attribution.teams import EARLIER, UNTIL, WINDOW, bare, drawn, taken, team

LAW = settings(max_examples=40, deadline=None, derandomize=True)
HALVES = Delays(np.array([0.5, 0.75, 1.0]))
"""Half of the wins on the day of the lead, a quarter on each of the next two."""


def test_a_lead_counts_by_the_share_of_its_wins_that_falls_into_a_window():
    leads = bare([0, 0, 0], [9, 10, 12], [NEVER] * 3, until=12)
    found = cells(leads, HALVES, [Window(10, 11)])
    # by hand: day 9 has 1/4 on each of 10 and 11; day 10 has 1/2 + 1/4; day 12 comes after
    assert found.parts[:, 1].tolist() == [0.5, 0.75, 0.0]
    # outside: 1/2 on day 9, 1/4 on day 12, and 1/2 of the lead of day 12
    assert found.parts[:, 0].tolist() == [0.5, 0.25, 0.5]
    assert found.exposure.sum(axis=(0, 1)).tolist() == [1.25, 1.25]


def test_nothing_after_the_last_day_known_counts():
    leads = bare([0, 0, 1], [10, 13, 10], [14, NEVER, 12], until=12)
    found = cells(leads, HALVES, [Window(11, 20)])
    assert found.parts.tolist() == [[0.5, 0.5], [0, 0], [0.5, 0.5]]
    assert found.won.tolist() == [[0, 0], [0, 0], [0, 1]]
    future = cells(leads, HALVES, [Window(14, 20)])
    assert future.parts.tolist() == [[1, 0], [0, 0], [1, 0]]
    assert fitted(leads, [Window(14, 20)], HALVES).windows == [Window(13, 12)]


def test_wins_outside_all_windows_are_wins_outside():
    leads = bare([0] * 4, [1, 1, 1, 1], [2, 5, 9, NEVER], until=9)
    found = cells(leads, Delays(np.ones(1)), [Window(4, 6), Window(7, 8)])
    assert found.wins.sum(axis=(0, 1)).tolist() == [2, 1, 0]


def test_windows_that_overlap_are_refused():
    leads = bare([0], [1], [2], until=9)
    with pytest.raises(ValueError, match="overlap"):
        cells(leads, HALVES, [Window(1, 5), Window(5, 9)])
    assert cells(leads, HALVES, [Window(5, 9), Window(1, 4)]).n_times == 3


def test_kinds_are_the_combinations_that_occur():
    leads = bare(
        [0, 1, 1],
        [1, 1, 1],
        [NEVER] * 3,
        until=9,
        mix_industry=[4, 4, 0],
        follow_up=[0.0, 0.0, 1.0],
    )
    found = cells(leads, HALVES, [])
    assert found.codes.tolist() == [[0], [4]]
    assert found.of_lead.tolist() == [1, 1, 0]
    assert found.late.tolist() == [[1], [0]]


def test_lateness_that_is_not_on_record_is_the_share_of_those_that_are():
    assert filled(np.array([1.0, np.nan, 0.0, 0.0, 0.0])).tolist() == [1, 0.25, 0, 0, 0]
    assert filled(np.array([np.nan, np.nan])).tolist() == [0, 0]


@given(drawn())
@LAW
def test_each_lead_and_each_win_counts_once(leads):
    delays = win_delays(leads)
    found = cells(leads, delays, [WINDOW, EARLIER])
    assert found.parts.sum(axis=1) == pytest.approx(delays.won_by(UNTIL - leads.assigned))
    assert (found.parts >= 0).all()
    assert found.won.sum(axis=1).tolist() == leads.known.astype(float).tolist()
    assert found.exposure.sum() == pytest.approx(found.parts.sum())
    assert found.in_time(1) == pytest.approx(found.exposure[:, :, 1])
    assert [part.sum() for part in found.together()] == pytest.approx(
        [found.exposure.sum(), found.wins.sum()]
    )


# Delays


def test_delays_by_hand():
    # ages seen 3, 3, 3, 3, 1; wins at ages 1 and 3. Day 1: 1 of 5; day 3: 1 of the 3 that are
    # old enough and not won: 1 - 4/5 · 2/3 = 7/15, of which 1/5 = 3/15 by day 1
    leads = bare([0] * 5, [0, 0, 0, 0, 2], [1, NEVER, NEVER, 3, NEVER], until=3)
    assert win_delays(leads).by_age == pytest.approx([0, 3 / 7, 3 / 7, 1])


def test_reps_of_whose_leads_any_had_time_to_be_won():
    # no win comes on the day of its lead, and rep 2 has no lead before the last day
    leads = bare([0, 1, 1, 2], [0, 0, 3, 3], [1, NEVER, NEVER, NEVER], until=3)
    assert reps_in_time(leads, win_delays(leads)).tolist() == [0, 1]


def test_without_a_win_delays_are_even_over_the_ages_seen():
    leads = bare([0, 0], [0, 2], [NEVER, NEVER], until=3)
    assert win_delays(leads).by_age == pytest.approx([0.25, 0.5, 0.75, 1])


def test_a_lead_after_the_last_day_is_not_at_risk():
    leads = bare([0] * 5, [0, 0, 0, 0, 2], [1, NEVER, NEVER, 3, NEVER], until=3)
    more = bare([0] * 7, [0, 0, 0, 0, 2, 4, 9], [1, NEVER, NEVER, 3, NEVER, 5, NEVER], until=3)
    assert win_delays(more).by_age == pytest.approx(win_delays(leads).by_age)


def test_a_win_after_the_last_day_is_not_known():
    known = bare([0] * 3, [0, 0, 0], [1, NEVER, 2], until=3)
    later = bare([0] * 3, [0, 0, 0], [1, 9, 2], until=3)
    assert win_delays(later).by_age == pytest.approx(win_delays(known).by_age)


def test_a_win_before_its_lead_counts_as_one_on_its_day():
    leads = bare([0, 0], [5, 5], [2, NEVER], until=8)
    assert win_delays(leads).by_age == pytest.approx([1, 1, 1, 1])


def test_delays_of_leads_cut_off_by_the_last_day_are_the_true_ones():
    # Exponential days of mean 40, leads of a year up to the last day: a third of the wins
    # of the last two months are not there yet. The share of wins by age is that of the
    # clock, not that of the wins seen, which are too early.
    true = 1 - np.exp(-np.arange(1, 121) / 40)
    shares, seen = [], []
    for seed in range(20):
        leads = team(seed, n=2000, median=40.0, late=0.0)
        delays = win_delays(leads)
        shares.append(delays.by_age[:120])
        won = leads.known
        seen.append((leads.won - leads.assigned)[won][:, None] < np.arange(1, 121))
    # by 360 days all but 0.01 % of the wins have come
    assert np.mean(shares, axis=0) == pytest.approx(true, abs=0.015)
    naive = np.concatenate(seen).mean(axis=0)
    assert naive[40] - true[40] > 0.03


def test_one_late_win_of_the_oldest_leads_is_no_large_share_of_all_wins():
    # 100 leads of day 300 of which 20 are won at once, and two of day 0, one won on day 350:
    # of two at risk it would be half of all leads, more than the 20 % won before
    won = [300] * 20 + [NEVER] * 80
    leads = bare([0] * 102, [300] * 100 + [0, 0], [*won, 350, NEVER], until=359)
    shares = win_delays(leads).by_age
    # by hand: 1 - 82/102 by day 0; then 1 of 0.05 · 102 instead of 1 of 2
    first = 20 / 102
    assert shares[0] == pytest.approx(first / (first + (1 - first) / 5.1))
    assert shares[0] > 0.55


def test_leads_that_make_no_sense_are_refused():
    leads = team(n=20)
    with pytest.raises(ValueError, match="entries for 20 leads"):
        type(leads)(**{**vars(leads), "amount": leads.amount[1:]})
    with pytest.raises(ValueError, match="a lead belongs to rep"):
        type(leads)(**{**vars(leads), "rep": leads.rep + 6})
    with pytest.raises(ValueError, match="code below 0"):
        type(leads)(**{**vars(leads), "segments": {"mix_industry": leads.rep - 1}})
    with pytest.raises(ValueError, match="amount is no number"):
        type(leads)(**{**vars(leads), "amount": leads.amount * np.nan})
    with pytest.raises(ValueError, match="late by more than 1"):
        type(leads)(**{**vars(leads), "bands": {"response": leads.amount + 2}})
    with pytest.raises(ValueError, match="give a later end"):
        Window(5, 3)
    with pytest.raises(ValueError, match="no lead has had time"):
        fitted(taken(leads, np.zeros(20, dtype=bool)), [WINDOW])
    with pytest.raises(ValueError, match="no lead has had time"):
        fitted(bare([0, 1], [9, 9], [NEVER, NEVER], until=5), [Window(1, 5)])
