"""Deal sizes and over-dispersion: by hand and against teams whose truth is known."""

import numpy as np
import pytest
from hypothesis import given, settings

from salesreport.attribution import NEVER, Leads, fitted, win_delays
from salesreport.attribution.dispersion import PRIOR_BLOCKS, USUAL, dispersion, scaled
from salesreport.attribution.sizes import SIZE_SD, UNKNOWN_CV, others_sizes
from tests.attribution.teams import UNTIL, WINDOW, bare, drawn, team

LAW = settings(max_examples=40, deadline=None, derandomize=True)


def sold(rep, amounts, industry=None):
    n = len(rep)
    kinds = {} if industry is None else {"mix_industry": industry}
    return bare(rep, [0] * n, [1] * n, until=9, amount=amounts, **kinds)


def test_sizes_without_a_reps_own_deals_by_hand():
    # Rep 0's others sold 80, 100, 120 in industry 0 and 900, 1100 in industry 1.
    leads = sold([0, 1, 1, 1, 2, 2], [5.0, 80, 100, 120, 900, 1100], [0, 0, 0, 0, 1, 1])
    sizes = others_sizes(leads, 2)
    # squares within: 800 and 20,000; n - 1 times squared mean: 2 · 100² and 1 · 1000²
    cv2 = 20_800 / 1_020_000
    k, n, mean = cv2 / SIZE_SD**2, np.array([3, 2]), 2300 / 5
    assert sizes.cv[0] == pytest.approx(np.sqrt(cv2))
    assert sizes.mean[0] == pytest.approx((np.array([300, 2000]) + k * mean) / (n + k))
    assert sizes.log_variance[0] == pytest.approx(cv2 * (1 + k / 5) / (n + k))


def test_the_spread_of_deals_is_within_industries_not_between():
    # both industries have a CV of 0.5, their means differ tenfold: deviations over the
    # mean of all would make it 0.65
    rng = np.random.default_rng(1)
    amounts = np.concatenate([rng.gamma(4, 25, 20_000), rng.gamma(4, 250, 20_000)])
    rep = np.arange(40_000) % 4
    sizes = others_sizes(sold(rep, amounts, np.repeat([0, 1], 20_000)), 2)
    assert sizes.cv == pytest.approx(0.5, abs=0.01)


def test_one_industry_has_its_own_mean_and_the_variance_of_a_mean():
    sizes = others_sizes(sold([0, 1, 1, 1], [7.0, 80, 100, 120]), 1)
    assert sizes.mean[0, 0] == pytest.approx(100)
    assert sizes.log_variance[0, 0] == pytest.approx(0.04 / 3)


def test_an_industry_without_deals_has_the_mean_and_what_industries_differ_by():
    sizes = others_sizes(sold([0, 1, 1, 1], [7.0, 80, 100, 120], [1, 0, 0, 0]), 2)
    assert sizes.mean[0] == pytest.approx([100, 100])
    assert sizes.log_variance[0, 1] == pytest.approx(SIZE_SD**2 + 0.04 / 3)


def test_equal_deals_are_known_exactly():
    sizes = others_sizes(sold([0, 1, 1, 2, 2], [9.0, 50, 50, 70, 70], [0, 0, 0, 1, 1]), 3)
    assert sizes.cv[0] == 0
    assert sizes.mean[0] == pytest.approx([50, 70, 60])
    assert sizes.log_variance[0] == pytest.approx([0, 0, SIZE_SD**2], abs=1e-9)


def test_where_the_others_have_no_deal_that_of_everybody_stands_in():
    sizes = others_sizes(sold([0, 0], [40.0, 60.0]), 1)
    assert sizes.mean.tolist() == [[50]]
    assert sizes.cv.tolist() == [UNKNOWN_CV]


def test_without_any_deal_sizes_are_0():
    leads = bare([0, 1], [0, 0], [NEVER, NEVER], until=9)
    sizes = others_sizes(leads, 1)
    assert sizes.mean.tolist() == [[0], [0]]
    assert np.isfinite(sizes.log_variance).all()


def test_refunds_lower_the_mean():
    sizes = others_sizes(sold([0, 1, 1, 1, 1], [7.0, 100, 100, 100, -100]), 1)
    assert sizes.mean[0, 0] == pytest.approx(50)
    # squares within 30,000 over 3 · 50²
    assert sizes.cv[0] == pytest.approx(2)


def test_the_error_of_a_mean_is_as_large_as_said():
    # industries differ by SIZE_SD about their mean; the error of the drawn means beside
    # the true ones, over what is said of it, has a standard deviation of 1
    rng, z = np.random.default_rng(3), []
    for _ in range(300):
        true = 1000 * np.exp(rng.normal(0, SIZE_SD, 6) - SIZE_SD**2 / 2)
        industry = rng.integers(0, 6, 50)
        sizes = others_sizes(
            sold(rng.integers(0, 4, 50), true[industry] * rng.gamma(4, 0.25, 50), industry), 6
        )
        z.append((sizes.mean[0] / true - 1) / np.sqrt(sizes.log_variance[0]))
    assert np.std(z) == pytest.approx(1, abs=0.12)


@given(drawn())
@LAW
def test_own_deals_do_not_move_ones_own_sizes(leads):
    more = Leads(
        **{**vars(leads), "amount": np.where(leads.rep == 0, 3 * leads.amount, leads.amount)}
    )
    n_codes = 1 + max((int(codes.max()) for codes in leads.segments.values()), default=0)
    before, after = (others_sizes(one, n_codes) for one in (leads, more))
    if leads.known[leads.rep != 0].any():
        assert after.mean[0] == pytest.approx(before.mean[0], rel=1e-6, abs=1e-6)
    assert np.isfinite(after.mean).all()
    assert np.isfinite(after.log_variance).all()
    assert np.isfinite(after.cv).all()


# Dispersion


def crowd(seed, *, spread=0.0, skill=None, reps=12, per_block=30, blocks=12):
    """Leads whose chance moves by rep and 30 days: wins on the day of the lead.

    The chance of a lead is small, so that wins are nearly Poisson; times a gamma of
    variance `spread` their variance / mean is 1 + mean · spread.
    """
    rng = np.random.default_rng(seed)
    n = per_block * reps * blocks
    rep = np.tile(np.arange(reps), n // reps)
    block = np.repeat(np.arange(blocks), n // blocks)
    moved = rng.gamma(1 / spread, spread, (reps, blocks)) if spread else np.ones((reps, blocks))
    chance = 0.1 * moved[rep, block] * (1.0 if skill is None else np.asarray(skill)[rep])
    day = block * 30 + rng.integers(0, 30, n)
    won = np.where(rng.random(n) < chance, day, NEVER)
    leads = bare(rep, day, won, until=blocks * 30 - 1)
    return dispersion(leads, win_delays(leads), np.full(n, 0.1))


def test_wins_by_chance_alone_have_hardly_any():
    # binomial: 0.9 of Poisson, and 20 of 141 blocks of the prior: (121 · 0.9 + 20 · 1.15) / 141
    found = [crowd(seed) for seed in range(30)]
    assert np.mean(found) == pytest.approx(1.0, abs=0.06)
    assert min(found) >= 1


def test_dispersion_of_months_is_found():
    # three wins a block, gamma of variance 1/3: 1 + 3/3 - 0.1 (binomial) = 1.87; with the prior
    # (121 · 1.87 + 20 · 1.15) / 141 = 1.77
    found = [crowd(seed, spread=1 / 3) for seed in range(30)]
    assert np.mean(found) == pytest.approx(1.77, abs=0.1)


def test_reps_who_differ_all_along_are_no_dispersion():
    # half of the team wins half as often again, half of it half as often
    found = [crowd(seed, skill=[0.5, 1.5] * 6) for seed in range(30)]
    assert np.mean(found) == pytest.approx(1.0, abs=0.06)


def test_dispersion_of_one_rep_or_one_month_is_the_usual():
    leads = bare([0] * 20, [0] * 20, [0] * 10 + [NEVER] * 10, until=200)
    assert dispersion(leads, win_delays(leads), np.full(20, 0.5)) == USUAL
    two = bare([0, 1] * 10, [0] * 20, [0] * 10 + [NEVER] * 10, until=29)
    assert dispersion(two, win_delays(two), np.full(20, 0.5)) == USUAL


def test_dispersion_by_hand():
    # two reps, two months of one lead a day, wins (6, 2) and (2, 6): all sums 8, expected 4
    # everywhere: Σ(O - E)² / ΣE = 16 / 16, four blocks, 4 - 2 - 2 + 1 = 1 free: 4
    days = np.concatenate([np.arange(60), np.arange(60)])
    rep = np.repeat([0, 1], 60)
    at = np.concatenate([[*range(6), 30, 31], [60, 61, *range(90, 96)]])
    won = np.full(120, NEVER)
    won[at] = days[at]
    leads = bare(rep, days, won, until=59)
    expected = (4 + PRIOR_BLOCKS * USUAL) / (1 + PRIOR_BLOCKS)
    assert dispersion(leads, win_delays(leads), np.full(120, 0.1)) == pytest.approx(expected)


def test_wins_after_the_last_day_belong_to_nobody():
    leads = team(4)
    late = Leads(**{**vars(leads), "until": UNTIL - 100})
    known = late.known
    cut = Leads(
        **{**vars(late), "won": np.where(known, leads.won, NEVER), "amount": leads.amount * known}
    )
    assert fitted(late, [WINDOW]).dispersion == fitted(cut, [WINDOW]).dispersion


def test_expected_wins_are_scaled_to_the_observed_sums():
    observed = np.array([[5.0, 1, 0], [2, 3, 0]])
    expected = scaled(np.array([[1.0, 2, 4], [3, 1, 0]]), observed)
    assert expected.sum(axis=0) == pytest.approx([7, 4, 0])
    assert expected.sum(axis=1) == pytest.approx([6, 5], abs=1e-6)
