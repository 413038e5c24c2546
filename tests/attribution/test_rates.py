"""Rates of the others against other people's fits of the same penalised likelihood."""

import numpy as np
import pytest
import statsmodels.api as sm
from scipy import optimize

from salesreport.attribution import NEVER, Leads, fitted, win_delays
from salesreport.attribution.cells import cells
from salesreport.attribution.design import (
    LEVEL_SD,
    MOVEMENT_SD,
    OVERALL_SD,
    design,
    evened,
    seen_sd,
)
from salesreport.attribution.rates import blocks, others_rates, pooled_fit
from tests.attribution.teams import EARLIER, UNTIL, WINDOW, bare, taken, team

TRUE = ((-0.4, 0.0, 0.4), (0.2, -0.2))


def parts(leads, windows=(WINDOW, EARLIER)):
    found = cells(leads, win_delays(leads), list(windows))
    return found, design(found)


def rest(found, without):
    """Rows of all reps but one: exposures and wins."""
    keep = np.arange(found.n_reps) != without
    return [part[keep].sum(axis=0).reshape(-1) for part in (found.exposure, found.wins)]


def overall(found):
    exposure, wins = found.together()
    return np.log(max(wins.sum(), 0.5) / exposure.sum())


def by_scipy(found, columns, without):
    """Maximum of Σ (W log μ - μ) - Σ precision · (β - c)² / 2 by a trust region."""
    exposure, wins = rest(found, without)
    rows = columns.rows.reshape(-1, columns.n_columns)
    centre = np.zeros(columns.n_columns)
    centre[0] = overall(found)

    def loss(beta):
        logs = rows @ beta
        mean = exposure * np.exp(logs)
        return (mean - wins * logs).sum() + (columns.precision * (beta - centre) ** 2).sum() / 2

    def slope(beta):
        mean = exposure * np.exp(rows @ beta)
        return (mean - wins) @ rows + columns.precision * (beta - centre)

    def curve(beta):
        mean = exposure * np.exp(rows @ beta)
        return rows.T @ (mean[:, None] * rows) + np.diag(columns.precision)

    best = optimize.minimize(
        loss, centre, jac=slope, hess=curve, method="trust-exact", options={"gtol": 1e-9}
    )
    return best.x, np.linalg.inv(curve(best.x))


@pytest.mark.parametrize("reps", [2, 6])
def test_rates_without_a_rep_are_the_maximum_that_scipy_finds(reps):
    found, columns = parts(team(3, reps=reps, n=400, segment_effects=TRUE))
    rates = others_rates(found, columns)
    for rep in range(reps):
        effects, covariance = by_scipy(found, columns, rep)
        assert rates.effects[rep] == pytest.approx(effects, abs=1e-6)
        assert rates.covariance[rep] == pytest.approx(covariance, abs=1e-6)


def test_rates_are_those_of_a_ridge_glm_of_statsmodels():
    found, columns = parts(team(4, n=600, segment_effects=TRUE))
    rates = others_rates(found, columns)
    exposure, wins = rest(found, 2)
    some = exposure > 0
    rows = columns.rows.reshape(-1, columns.n_columns)[some]
    offset = np.log(exposure[some]) + overall(found)
    model = sm.GLM(wins[some], rows, family=sm.families.Poisson(), offset=offset)
    ridge = model.fit_regularized(
        alpha=columns.precision / some.sum(), L1_wt=0.0, maxiter=1000, opt_method="bfgs"
    )
    expected = np.array(ridge.params)
    expected[0] += overall(found)
    assert rates.effects[2] == pytest.approx(expected, abs=1e-3)


def test_with_many_leads_rates_are_those_of_a_plain_glm():
    # 60,000 leads: the ridge moves nothing, and rates of the kinds are those of statsmodels
    leads = team(5, n=60_000, segment_effects=TRUE)
    found, columns = parts(leads, windows=())
    rates = others_rates(found, columns)
    exposure, wins = rest(found, 0)
    codes = found.codes
    plain = np.column_stack(
        [np.ones(len(codes)), codes[:, 0] == 1, codes[:, 0] == 2, codes[:, 1] == 1, found.late]
    ).astype(float)
    glm = sm.GLM(wins, plain, family=sm.families.Poisson(), offset=np.log(exposure)).fit()
    logs = columns.rows[:, 0] @ rates.effects[0]
    assert logs == pytest.approx(plain @ glm.params, abs=0.01)


def test_two_newton_steps_from_everybody_would_nearly_do():
    # What a bound on the work of a large team may cost: in a team of six the second step
    # is within 0.02 of the maximum in every log rate, in one of two within 0.2.
    for reps, bound in ((6, 0.02), (2, 0.2)):
        found, columns = parts(team(3, reps=reps, n=400, segment_effects=TRUE))
        rates = others_rates(found, columns)
        rows = columns.rows.reshape(-1, columns.n_columns)
        centre = np.zeros(columns.n_columns)
        centre[0] = overall(found)
        for rep in range(reps):
            exposure, wins = rest(found, rep)
            beta = rates.pooled
            for _ in range(2):
                mean = exposure * np.exp(rows @ beta)
                slope = (wins - mean) @ rows - columns.precision * (beta - centre)
                curve = rows.T @ (mean[:, None] * rows) + np.diag(columns.precision)
                beta = beta + np.linalg.solve(curve, slope)
            assert np.abs(rows @ (beta - rates.effects[rep])).max() < bound


def test_a_rate_far_from_the_mean_is_reached():
    # one industry wins 60 times as often as the other: undamped steps from the mean
    # overshoot
    rep, n = np.arange(2000) % 4, 2000
    industry = (np.arange(n) % 40 == 0).astype(np.int64)
    won = np.where((industry == 1) | (np.arange(n) % 67 == 1), 5, NEVER)
    leads = bare(rep, [0] * n, won, until=99, mix_industry=industry)
    found, columns = parts(leads, windows=())
    rates = others_rates(found, columns)
    effects, _ = by_scipy(found, columns, 1)
    assert rates.effects[1] == pytest.approx(effects, abs=1e-6)
    assert pooled_fit(found, columns)[0].tolist() == rates.pooled.tolist()


def test_without_a_win_of_the_others_a_win_is_nothing_to_name():
    # 30 leads each, one win of the first rep: the second's others have no win at all
    won = [3] + [NEVER] * 59
    leads = bare([0] * 30 + [1] * 30, list(range(30)) * 2, won, until=40)
    found, columns = parts(leads, windows=())
    rates = others_rates(found, columns)
    assert np.isfinite(rates.effects).all()
    # beside no win in 30 leads: between a tenth of a win and one
    exposure = found.exposure[0].sum()
    assert 0.1 < exposure * np.exp(rates.effects[0] @ columns.rows[0, 0]) < 1
    assert np.sqrt(rates.covariance[0, 0, 0]) > 1


def test_without_others_nothing_is_known():
    leads = bare([1] * 10, range(10), [5] + [NEVER] * 9, until=40, reps=3)
    rates = others_rates(*parts(leads, windows=()))
    assert np.isnan(rates.effects).all(axis=1).tolist() == [False, True, False]
    assert np.isnan(rates.covariance).all(axis=(1, 2)).tolist() == [False, True, False]
    assert rates.effects[0] == pytest.approx(rates.pooled, abs=1e-6)


def test_blocks_hold_every_rep_once():
    assert [(one.start, one.stop) for one in blocks(5, 2_000_000)] == [(0, 2), (2, 4), (4, 5)]
    assert [(one.start, one.stop) for one in blocks(2, 10**9)] == [(0, 1), (1, 2)]


def test_rates_do_not_depend_on_the_size_of_a_block(monkeypatch):
    found, columns = parts(team(3, n=300))
    whole = others_rates(found, columns).effects
    monkeypatch.setattr("salesreport.attribution.rates.AT_ONCE", 1)
    assert others_rates(found, columns).effects == pytest.approx(whole, abs=1e-9)


# Design


def test_columns_are_level_roles_segments_bands_and_movements():
    leads = team(1, n=300, roles=[0, 0, 2, 2, 1, 1], levels=(3, 2))
    _, columns = parts(leads)
    # level, 3 roles, 3 + 2 segments, 1 band, and for each of 2 windows 1 + 3
    assert columns.n_columns == 1 + 3 + 5 + 1 + 2 * 4
    assert columns.dimension.tolist() == [-1] * 4 + [0] * 3 + [1] * 2 + [2] + [-1, 0, 0, 0] * 2
    assert columns.role.tolist() == [-1, 0, 1, 2] + [-1] * 14
    assert columns.precision[0] == OVERALL_SD**-2
    outside, first, second = (columns.rows[:, time] for time in range(3))
    assert not outside[:, 10:].any()
    assert first[:, 10].all()
    assert not first[:, 14:].any()
    assert second[:, 14].all()
    assert not second[:, 10:14].any()


def test_what_all_leads_share_has_no_column():
    leads = team(1, n=300, levels=(1, 2))
    _, columns = parts(leads)
    # level, 2 territories, 1 band, 2 windows that move by as much as an industry does
    assert columns.dimension.tolist() == [-1, 1, 1, 2, -1, -1]
    assert columns.precision[-1] == pytest.approx(1 / (LEVEL_SD**2 + MOVEMENT_SD**2))


def test_a_lead_without_a_record_is_worth_the_mean_of_those_with_one():
    even = evened(np.array([[0.3], [0.0], [1.0]]), np.array([-1.2]))
    # by hand: 0.7 in time and 0.3 at exp(-1.2) of the chance
    assert np.exp(-1.2 * even[0, 0]) == pytest.approx(0.7 + 0.3 * np.exp(-1.2))
    assert even[1:].tolist() == [[0], [1]]
    assert evened(np.array([[0.3]]), np.zeros(1)) == pytest.approx(0.3)


def test_a_rep_without_records_is_not_charged_for_it():
    # late leads are won at 30 % of the chance; the first rep has no record of them. A log
    # rate of share · effect would cost that rep about a tenth of all bookings.
    leads = team(8, n=20_000, late=0.3, band_effect=np.log(0.3))
    late = np.where(leads.rep == 0, np.nan, leads.bands["follow_up"])
    model = fitted(Leads(**{**vars(leads), "bands": {"follow_up": late}}), [WINDOW])
    worth = model.worth(0)
    own, others = model.exposure(0)[0], model.exposure(0)[1:].sum(axis=0)
    factor = worth.factors[2][0]
    ratio = (own @ factor / own.sum()) / (others @ factor / others.sum())
    assert ratio == pytest.approx(1, abs=0.01)


def test_a_role_of_its_own_is_told_from_the_others_by_nothing_but_its_prior():
    leads = team(2, n=500, roles=[0, 0, 0, 0, 0, 1])
    found, columns = parts(leads)
    rates = others_rates(found, columns)
    place = int(np.flatnonzero(columns.role == 1)[0])
    assert rates.effects[5, place] == pytest.approx(0, abs=1e-9)
    assert rates.covariance[5, place, place] == pytest.approx(1)


def test_a_new_segment_has_the_rate_of_the_others():
    leads = team(2, n=500)
    here = taken(leads, leads.assigned < 330)
    day = np.array([340, 345])
    new = Leads(
        rep=np.append(here.rep, [0, 0]),
        assigned=np.append(here.assigned, day),
        won=np.append(here.won, [NEVER, NEVER]),
        amount=np.append(here.amount, [0, 0]),
        segments={
            "mix_industry": np.append(here.segments["mix_industry"], [7, 7]),
            "mix_territory": np.append(here.segments["mix_territory"], [0, 0]),
        },
        bands={"follow_up": np.append(here.bands["follow_up"], [0, 0])},
        roles=here.roles,
        until=UNTIL,
    )
    model = fitted(new, [WINDOW])
    columns = model.design.rows[model.cells.codes[:, 0] == 7][0, 0]
    of_new = np.flatnonzero((model.design.dimension == 0) & (columns > 0))
    assert model.rates.effects[0, of_new] == pytest.approx(0, abs=1e-9)
    assert np.isfinite(model.sizes.mean).all()


def test_a_movement_is_drawn_in_as_far_as_it_is_within_chance():
    # by hand: |-0.7| - 2 x 0.1 = 0.5 is more than usual, |0.3| - 2 x 0.1 = 0.1 is not
    assert seen_sd(-0.7, 0.1, 0.12) == pytest.approx(0.5)
    assert seen_sd(0.3, 0.1, 0.12) == 0.12
    assert seen_sd(float("nan"), float("nan"), 0.2) == 0.2
