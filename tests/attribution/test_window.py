"""Bookings of a window: by hand, against closed forms and against draws of known teams."""

from dataclasses import replace

import numpy as np
import pytest

from salesreport.attribution import (
    NEVER,
    Delays,
    Leads,
    Window,
    attribution,
    fitted,
    peers_of,
    win_delays,
)
from salesreport.attribution.cells import cells
from salesreport.attribution.design import design
from salesreport.statistics import revenue_cv
from tests.attribution.teams import EARLIER, UNTIL, WINDOW, bare, taken, team

AT_ONCE = Delays(np.ones(1))


def even_team(wins, *, leads=20, amount=100.0):
    """Three reps and more with so many wins of as many leads, all on the day of the lead."""
    rep = np.repeat(np.arange(len(wins)), leads)
    day = np.tile(np.arange(leads), len(wins))
    won = np.where(day < np.asarray(wins)[rep], day, NEVER)
    return bare(rep, day, won, until=leads - 1, amount=np.where(won < NEVER, amount, 0.0))


def test_without_kinds_the_benchmark_is_what_the_others_make_of_as_many_leads():
    # rep 0 wins 2 of 20, the others 12 of 60 at 100 each; the level of the window is told
    # from nothing else: 20 · 12 / 60 · 100, but for the weak pull towards everybody's rate
    found = attribution(fitted(even_team([2, 4, 4, 4]), [Window(0, 19)], AT_ONCE), 0)
    assert found.dimensions == ()
    assert found.actual.tolist() == [200, 400, 400, 400]
    assert found.steps.benchmark[0] == pytest.approx(400, rel=0.01)
    assert found.steps.expected == pytest.approx(found.steps.benchmark)
    assert found.wins_expected[0] == pytest.approx(4, rel=0.01)
    assert found.exposure.tolist() == [20] * 4


def test_the_worth_of_a_lead_is_that_of_the_peers_with_leads_or_without():
    leads = even_team([4, 4, 4, 4])
    none = Leads(**{**vars(leads), "roles": np.zeros(5, dtype=np.int64)})
    found = attribution(fitted(none, [Window(0, 19)], AT_ONCE), 0)
    assert found.steps.benchmark[4] == found.steps.expected[4] == found.unexplained[4] == 0
    # a fifth of a win of 100
    assert found.steps.by_lead[4] == pytest.approx(20, rel=0.01)
    assert found.unexplained_sd[4] == 0


def test_chance_is_that_of_a_compound_poisson_sum():
    model = replace(fitted(team(2, levels=()), [WINDOW]), dispersion=1.0)
    found = attribution(model, 0)
    for rep in range(6):
        cv = revenue_cv(found.wins_expected[rep], model.sizes.cv[rep])
        assert found.chance_sd[rep] == pytest.approx(found.steps.expected[rep] * cv)


def test_chance_is_what_draws_vary_by():
    # wins negative binomial of variance 1.6 · mean, amounts gamma of CV 0.5 about 1000
    rng = np.random.default_rng(5)
    model = replace(fitted(team(2, levels=()), [WINDOW]), dispersion=1.6)
    model = replace(
        model,
        sizes=replace(model.sizes, mean=np.full((6, 1), 1000.0), cv=np.full(6, 0.5)),
    )
    found = attribution(model, 0)
    mean = found.wins_expected[0]
    wins = rng.negative_binomial(mean / 0.6, 1 / 1.6, 400_000)
    sums = rng.gamma(4 * np.maximum(wins, 1e-9), 250)
    assert np.std(sums) == pytest.approx(found.chance_sd[0], rel=0.02)
    assert np.var(wins) == pytest.approx(1.6 * mean, rel=0.05)


def drawn_truths(draws):
    """Teams whose rates, movements and sizes are drawn as the model expects them.

    Kinds and days of the leads stay the same. Yields what is found and what is true.
    """
    rng = np.random.default_rng(11)
    leads, reps = team(6, reps=5, n=4000), 5
    delays = Delays(1 - np.exp(-np.arange(1, 200) / 20) + np.exp(-199 / 20))
    found = cells(leads, delays, [WINDOW])
    columns = design(found)
    for _ in range(draws):
        beta = rng.normal(0, columns.precision**-0.5)
        beta[0] = np.log(0.05)
        sizes = 1000 * np.exp(rng.normal(0, 0.35, 3) - 0.35**2 / 2)
        age = np.searchsorted(delays.by_age, rng.random(len(leads.rep)))
        day = leads.assigned + age
        at = WINDOW.holds(day).astype(int)
        chance = np.exp(columns.rows[found.of_lead, at] @ beta)
        won = np.where((rng.random(len(day)) < chance) & (day <= UNTIL), day, NEVER)
        amount = sizes[leads.segments["mix_industry"]] * rng.gamma(4, 0.25, len(day))
        one = Leads(**{**vars(leads), "won": won, "amount": np.where(won < NEVER, amount, 0.0)})
        model = fitted(one, [WINDOW], delays)
        truth = replace(
            model,
            rates=replace(model.rates, effects=np.repeat(beta[None], reps, axis=0)),
            sizes=replace(model.sizes, mean=np.repeat(sizes[None], reps, axis=0)),
        )
        yield attribution(model, 0), attribution(truth, 0)


def test_standard_deviations_are_what_draws_vary_by():
    """Over 250 draws errors / standard deviations vary by 1, within 0.1 for money."""
    z = {"benchmark": [], "expected": [], "amounts": [], "by_lead": [], "unexplained": []}
    wins = []
    for found, true in drawn_truths(250):
        for name in ("benchmark", "expected", "amounts", "by_lead"):
            error = getattr(found.steps, name) - getattr(true.steps, name)
            z[name].append(error / getattr(found, f"{name}_sd"))
        z["unexplained"].append(found.unexplained / found.unexplained_sd)
        wins.append((found.wins - found.wins_expected) / np.sqrt(found.wins_variance))
    spread = {name: float(np.std(values)) for name, values in z.items()}
    assert spread == pytest.approx(dict.fromkeys(z, 1.0), abs=0.1)
    assert np.std(wins) == pytest.approx(1, abs=0.1)
    assert {name: abs(np.mean(values)) < 0.12 for name, values in z.items()} == dict.fromkeys(
        z, True
    )
    # and each dimension by itself
    assert np.std(z["amounts"], axis=(0, 1)) == pytest.approx(np.ones(3), abs=0.15)


def test_leads_that_came_late_are_no_gap():
    # All leads of rep 0 come in the last ten days of the window, at a median of 20 days to
    # a win: what is not there yet is not missing.
    gaps = []
    for seed in range(40):
        leads = team(seed, n=1500)
        keep = (leads.rep != 0) | (leads.assigned > 349) | (leads.assigned < 300)
        found = attribution(fitted(taken(leads, keep), [WINDOW]), 0)
        gaps.append(found.unexplained[0] / found.unexplained_sd[0])
    assert abs(np.mean(gaps)) < 2 * np.std(gaps) / np.sqrt(40)


def test_a_planted_drop_is_the_unexplained_part():
    # rep 0 wins 60 % less on the same leads
    shares = []
    for seed in range(20):
        leads = team(seed, n=3000, skill=[0.4, 1, 1, 1, 1, 1])
        found = attribution(fitted(leads, [Window(0, UNTIL)]), 0)
        shares.append(found.unexplained[0] / found.steps.expected[0])
    assert np.mean(shares) == pytest.approx(-0.6, abs=0.04)


def test_planted_lateness_is_found_in_its_own_step():
    # rep 0 is late on 70 % of leads instead of 20 %, late leads win half as often: own leads
    # are worth (0.3 + 0.35) / (0.8 + 0.1) of the peers' kinds
    amounts = []
    for seed in range(20):
        leads = team(seed, n=3000, late=0.2, band_effect=np.log(0.5))
        rng = np.random.default_rng(seed)
        late = np.where(leads.rep == 0, (rng.random(3000) < 0.7) * 1.0, leads.bands["follow_up"])
        turned = (leads.bands["follow_up"] == 0) & (late == 1) & (rng.random(3000) < 0.5)
        lost = turned | ((leads.bands["follow_up"] == 1) & (late == 0) & (leads.rep == 0))
        planted = Leads(
            **{
                **vars(leads),
                "won": np.where(lost, NEVER, leads.won),
                "bands": {"follow_up": late},
            }
        )
        found = attribution(fitted(planted, [Window(0, UNTIL)]), 0)
        place = found.dimensions.index("follow_up")
        amounts.append(found.steps.amounts[0, place] / found.steps.benchmark[0])
    assert np.mean(amounts) == pytest.approx(0.65 / 0.9 - 1, abs=0.05)


def test_worth_of_the_model_is_chance_times_size():
    model = fitted(team(3, roles=[0, 0, 0, 1, 1, 1]), [WINDOW, EARLIER])
    for at in range(2):
        by_kind = model.worth(at).by_kind()
        expected = model.chance(at) * model.size(at)
        same = model.leads.roles[:, None] == model.cells.role
        assert by_kind[same] == pytest.approx(expected[same])


def test_peers_share_a_role_unless_fewer_than_three_others_do():
    roles = np.array([0, 0, 0, 0, 1, 1, 1])
    found = peers_of(roles)
    assert found[0].tolist() == [False, True, True, True, False, False, False]
    assert found[4].tolist() == [True] * 4 + [False, True, True]
    assert not peers_of(np.array([3])).any()


def test_delays_given_are_the_delays_used():
    leads = team(3, n=200)
    assert fitted(leads, [WINDOW]).delays.by_age.tolist() == win_delays(leads).by_age.tolist()
    assert fitted(leads, [WINDOW], AT_ONCE).delays is AT_ONCE
