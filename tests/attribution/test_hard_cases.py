"""Bad and bare input: everything answers with numbers, or NaN where it says so."""

import time

import numpy as np
import pytest
from hypothesis import given, settings

from salesreport.attribution import (
    NEVER,
    Leads,
    Window,
    attribution,
    change,
    fitted,
    lateness,
    signal_share,
    wins_evidence,
)
from tests.attribution.teams import EARLIER, UNTIL, WINDOW, bare, drawn, taken, team

LAW = settings(max_examples=60, deadline=None, derandomize=True)


def changed(leads, **columns):
    """Leads with other columns."""
    return Leads(**{**vars(leads), **columns})


def amounts(leads, windows=(WINDOW, EARLIER)):
    """All that is found, by name; checked to be finite wherever others have leads."""
    model = fitted(leads, list(windows))
    now, before = (attribution(model, at) for at in range(2))
    between = change(model, (0, now), (1, before), workdays=1.1)
    found = {f"steps.{name}": values for name, values in vars(now.steps).items()}
    found |= {f"now.{k}": v for k, v in vars(now).items() if k not in {"steps", "dimensions"}}
    found |= {f"change.{name}": values for name, values in vars(between).items()}
    found |= {name: getattr(now, name) for name in ("unexplained", "unexplained_sd")}
    alone = np.isnan(model.rates.effects).all(axis=1)
    whole = {"now.actual", "now.wins", "now.exposure"}
    for name, values in found.items():
        assert np.isfinite(values[~alone]).all(), name
        if name.endswith("_sd"):
            assert (values[~alone] >= 0).all(), name
        if name not in whole and values[alone].size:
            assert np.isnan(values[alone]).all(), name
    found["p"], found["signal"] = wins_evidence(now).p, signal_share(now)
    found["late"] = lateness(model, 0).share
    assert np.isfinite(found["signal"]).all()
    parts = now.steps.benchmark + now.steps.amounts.sum(axis=1) + now.unexplained
    assert parts[~alone] == pytest.approx(now.actual[~alone], abs=1e-6)
    return found


@given(drawn())
@LAW
def test_any_team_has_finite_amounts_that_add_up(leads):
    amounts(leads)


def test_one_rep_is_beside_nobody():
    found = amounts(team(1, reps=1))
    assert np.isnan(found["p"]).all()
    assert np.isnan(found["unexplained"]).all()
    assert found["now.actual"][0] > 0
    assert found["signal"].tolist() == [0]


def test_two_reps_are_each_others_peers():
    found = amounts(team(1, reps=2))
    assert (found["p"] > 0).all()


def test_no_wins_at_all():
    leads = team(1)
    none = changed(leads, won=np.full(900, NEVER), amount=np.zeros(900))
    found = amounts(none)
    for name in ("now.actual", "steps.benchmark", "unexplained", "unexplained_sd", "change.leads"):
        assert found[name] == pytest.approx(np.zeros(6)), name
    # half a win over everybody: none is no news
    assert (found["p"] > 0.3).all()


def test_a_rep_without_leads():
    found = amounts(changed(team(1), roles=np.zeros(7, dtype=np.int64)))
    for name in ("now.actual", "steps.benchmark", "steps.expected", "unexplained", "now.wins"):
        assert found[name][6] == 0, name
    assert found["p"][6] == 1
    assert np.isnan(found["late"][6]).all()


def test_a_rep_without_leads_of_a_role_of_ones_own():
    roles = np.array([1, 1, 1, 1, 1, 1, 0, 3])
    found = amounts(changed(team(1), roles=roles))
    assert found["steps.by_lead"][6:] == pytest.approx(found["steps.by_lead"][:6].mean(), rel=0.5)


def test_a_rep_who_joined_in_the_window():
    leads = team(1, n=2000)
    found = amounts(taken(leads, (leads.rep != 0) | (leads.assigned >= WINDOW.first)))
    assert found["now.exposure"][0] > 0
    assert found["change.amounts"][0] == pytest.approx(np.zeros(3))


def test_no_history_but_the_window():
    leads = team(1, n=4000)
    amounts(taken(leads, leads.assigned >= WINDOW.first))


def test_one_segment_no_segment_no_band():
    leads = team(1)
    one = changed(leads, segments={"mix_industry": np.zeros(900, dtype=np.int64)})
    found = amounts(one)
    assert found["steps.amounts"][:, 0] == pytest.approx(np.zeros(6), abs=1e-6)
    no_bands = amounts(changed(one, bands={}))
    nothing = amounts(changed(leads, segments={}, bands={}))
    assert nothing["steps.amounts"].shape == (6, 0)
    assert nothing["late"].shape == (6, 0)
    # a segment that all leads share says nothing
    for name in ("steps.expected", "steps.benchmark", "unexplained_sd", "p", "change.team_wide"):
        assert no_bands[name] == pytest.approx(nothing[name]), name
    assert amounts(changed(leads, segments={}))["steps.amounts"].shape == (6, 1)


def test_a_blank_segment_is_a_segment_of_its_own():
    # blanks as the last code, wherever codes leave gaps
    leads = team(1)
    codes = np.where(leads.segments["mix_industry"] == 2, 9, leads.segments["mix_industry"])
    gaps = changed(leads, segments={**leads.segments, "mix_industry": codes})
    one, other = amounts(leads), amounts(gaps)
    for name in ("steps.amounts", "unexplained", "unexplained_sd", "change.team_wide"):
        assert one[name] == pytest.approx(other[name], rel=1e-6, abs=1e-6), name


def test_a_segment_that_is_new_in_the_window():
    leads = team(1, n=2000)
    codes = np.where(leads.assigned >= WINDOW.first, 3, leads.segments["mix_industry"])
    found = amounts(changed(leads, segments={**leads.segments, "mix_industry": codes}))
    assert (found["steps.expected"] > 0).all()


@pytest.mark.parametrize("share", [0.5, 1.0])
def test_lateness_that_is_not_on_record(share):
    leads = team(1)
    rng = np.random.default_rng(1)
    late = np.where(rng.random(900) < share, np.nan, leads.bands["follow_up"])
    found = amounts(changed(leads, bands={"follow_up": late}))
    if share == 1:
        assert found["steps.amounts"][:, 2] == pytest.approx(np.zeros(6), abs=1e-6)
        assert np.isnan(found["late"]).all()


def test_refunds_and_a_team_that_gave_all_back():
    leads = team(1)
    back = np.where(np.arange(900) % 7 == 0, -leads.amount, leads.amount)
    amounts(changed(leads, amount=back))
    found = amounts(changed(leads, amount=-leads.amount))
    assert (found["steps.benchmark"] < 0).all()
    assert (found["unexplained_sd"] > 0).all()
    amounts(changed(leads, amount=np.zeros(900)))


def test_leads_and_wins_after_the_last_day_are_not_there():
    leads = team(1)
    early = changed(leads, until=300)
    before = taken(early, leads.assigned <= 300)
    known = before.won <= 300
    cut = changed(
        before, won=np.where(known, before.won, NEVER), amount=np.where(known, before.amount, 0)
    )
    windows = (Window(271, 330), Window(200, 229))
    one, other = amounts(early, windows), amounts(cut, windows)
    for name, values in one.items():
        assert values == pytest.approx(other[name], rel=1e-6, abs=1e-6, nan_ok=True), name


def test_wins_on_the_day_of_the_lead_and_before_it():
    leads = team(1)
    won = leads.known
    amounts(changed(leads, won=np.where(won, leads.assigned, NEVER)))
    amounts(changed(leads, won=np.where(won, np.maximum(leads.assigned - 50, 0), NEVER)))


def test_a_win_that_no_lead_of_the_window_could_bring_is_no_chance():
    # the lead came after its win, and no other lead is at work
    leads = bare([0, 1], [350, 100], [340, 101], until=UNTIL)
    found = amounts(leads, (Window(335, 345), Window(200, 210)))
    assert found["now.exposure"][0] == 0
    assert np.isnan(found["p"][0])


def test_a_window_without_a_day_or_a_lead():
    found = amounts(team(1), (Window(UNTIL + 5, UNTIL + 9), Window(200, 229)))
    assert found["now.exposure"].tolist() == [0] * 6
    assert found["p"].tolist() == [1] * 6


def test_each_rep_in_a_role_of_their_own():
    found = amounts(changed(team(1), roles=np.arange(6)))
    same = amounts(team(1))
    # nobody else tells what the role makes of a lead
    assert (found["unexplained_sd"] > 1.5 * same["unexplained_sd"]).all()


@pytest.mark.bench
def test_five_hundred_reps_take_seconds():
    rng, n = np.random.default_rng(1), 20_000
    assigned = rng.integers(0, 730, n)
    day = assigned + rng.integers(5, 90, n)
    won = np.where((rng.random(n) < 0.2) & (day <= 729), day, NEVER)
    leads = Leads(
        rep=rng.integers(0, 500, n),
        assigned=assigned,
        won=won,
        amount=np.where(won < NEVER, rng.gamma(4, 2500, n), 0.0),
        segments={
            name: rng.integers(0, levels, n)
            for name, levels in (("mix_industry", 15), ("mix_territory", 10), ("mix_source", 8))
        },
        bands={name: (rng.random(n) < 0.2) * 1.0 for name in ("follow_up", "response")},
        roles=rng.integers(0, 3, 500),
        until=729,
    )
    begun = time.process_time()
    amounts(leads, (Window(700, 729), Window(335, 364)))
    # measured: 15 s of two processors, a third of it the rates; 0.6 GB
    assert time.process_time() - begun < 120
