"""Bookings of a window against those of an earlier one, beside how the others moved."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from salesreport.attribution.ladder import Steps, joined, shares, steps
from salesreport.attribution.model import Model
from salesreport.attribution.window import Attribution, wins_expected
from salesreport.statistics import Floats


@dataclass(frozen=True, eq=False)
class Change:
    """What each rep's bookings changed by, in main units; rows are reps.

    leads + market + season + team_wide + Σ amounts + unexplained = actual - actual before.
    NaN where `Attribution` is NaN.

    Attributes
    ----------
    leads, market, season, team_wide : arrays of float, shape (reps,)
        More or fewer leads; what the index of the market says; working days; what the
        others' chances moved by in the same segments beyond both.
    amounts : array of float, shape (reps, dimensions)
        Other kinds of leads than before, later or earlier follow-up and response.
    unexplained : array of float, shape (reps,)
    leads_sd, movement_sd, unexplained_sd : arrays of float, shape (reps,)
        `movement_sd` is that of market, season and team-wide movement together.
    market_sd, season_sd : arrays of float, shape (reps,)
        By what is not known of the worth of a lead; index and days are taken as they are.
    amounts_sd : array of float, shape (reps, dimensions)
    wins : array of float, shape (reps,)
        Wins beyond the others' rates, less those before, in leads of this window: those
        before times leads now / leads before, not counted where there were none.
    wins_sd : array of float, shape (reps,)
    """

    leads: Floats
    market: Floats
    season: Floats
    team_wide: Floats
    amounts: Floats
    unexplained: Floats
    leads_sd: Floats
    movement_sd: Floats
    market_sd: Floats
    season_sd: Floats
    amounts_sd: Floats
    unexplained_sd: Floats
    wins: Floats
    wins_sd: Floats


def change(
    model: Model,
    now: tuple[int, Attribution],
    before: tuple[int, Attribution],
    *,
    index: Floats | None = None,
    workdays: float = 1.0,
) -> Change:
    """From the bookings of one window of a model to those of another.

    The worth of a lead changes by the kinds of leads (each dimension's Shapley value under
    the rates of both windows, their mean) and by the rates of the others (with the
    kinds of both windows, their mean); leads, by their number at the mean worth. All
    parts change sign when the windows are swapped, index and working days turned over.

    Of the movement by the rates, market is what an index i gives and season what days d
    give, each beside the other: with w of a lead before and v now, the mean of
    w (i - 1)(1 + d) / 2 and v (1 - 1/i)(1 + 1/d) / 2. Where rates moved by i · d, nothing is
    left for the team.

    Parameters
    ----------
    now, before : tuple of int and Attribution
        Place of the window in `model.windows` and what `attribution` found there.
    index : array of float, shape (codes of the first segment,), optional
        Market of this window / of the one before, its working days taken out; NaN where
        a segment has no index.
    workdays : float
        Working days of this window / of the one before.

    Raises
    ------
    ValueError
        An index or the days are not above 0, or a segment lacks its entry.

    References
    ----------
    Kitagawa 1955, JASA 50:1168; Dunn 1960 (shift-share, here leave-one-out).
    """
    (at, new), (at_before, old) = now, before
    ratio = _ratio(model, index, workdays)
    kinds, kinds_before = shares(model.exposure(at), model.exposure(at_before))
    first, last = (_per_lead(model, place, kinds, kinds_before) for place in (at_before, at))
    n, n_before = new.exposure, old.exposure
    mean_n = (n + n_before) / 2
    moved = mean_n * (last.benchmark - first.benchmark + last.expected - first.expected) / 2
    moved_slopes = last.benchmark_slopes - first.benchmark_slopes
    moved_slopes = moved_slopes + last.expected_slopes - first.expected_slopes
    leads_slopes = (first.benchmark_slopes + last.expected_slopes) / 2
    by_index = _by_index(model, (at_before, at), kinds + kinds_before, ratio, workdays)
    market, season = mean_n * by_index / 2
    wins, wins_sd = _wins(model, now, before)
    worth, worth_sd = (first.benchmark + last.expected) / 2, model.sd(leads_slopes)
    doubt = np.divide(worth_sd, worth, out=np.zeros(len(worth)), where=worth > 0)
    return Change(
        leads=(n - n_before) * worth,
        market=market,
        season=season,
        team_wide=moved - market - season,
        amounts=mean_n[:, None] * (first.amounts + last.amounts) / 2,
        unexplained=new.unexplained - old.unexplained,
        leads_sd=np.abs(n - n_before) * worth_sd,
        market_sd=np.abs(market) * doubt,
        season_sd=np.abs(season) * doubt,
        movement_sd=model.sd(mean_n[:, None] * moved_slopes / 2),
        amounts_sd=model.sd(mean_n[:, None, None] * (first.slopes + last.slopes) / 2),
        unexplained_sd=_unexplained_sd(model, new, old),
        wins=wins,
        wins_sd=wins_sd,
    )


def _ratio(model: Model, index: Floats | None, workdays: float) -> Floats:
    """The market's index by kind of lead, 1 where there is none."""
    if not 0 < workdays < np.inf:
        raise ValueError(f"{workdays} working days for one before; give a ratio above 0")
    if index is None:
        return np.ones(model.cells.n_kinds)
    if len(index) <= int(model.first_codes.max(initial=0)):
        raise ValueError(f"an index of {len(index)} segments; give one for each code, or NaN")
    if ((index <= 0) | np.isinf(index)).any():
        raise ValueError("an index of the market is not above 0; give NaN where there is none")
    return np.where(np.isnan(index), 1.0, index)[model.first_codes]


def _per_lead(model: Model, at: int, kinds: Floats, before: Floats) -> Steps:
    """Steps from the earlier kinds of leads to these, for one lead at a window's rates."""
    return joined(
        [steps(model.worth(at, reps), kinds[reps], before[reps]) for reps in model.blocks()]
    )


def _by_index(
    model: Model, windows: tuple[int, int], kinds: Floats, ratio: Floats, days: float
) -> Floats:
    """What index and days alone would have moved the worth of leads by, shape (2, reps)."""
    before, now = windows
    found = []
    for reps in model.blocks():
        first = kinds[reps] * model.worth(before, reps).by_kind()
        last = kinds[reps] * model.worth(now, reps).by_kind()
        market = first * (ratio - 1) * (1 + days) + last * (1 - 1 / ratio) * (1 + 1 / days)
        season = first * (days - 1) * (1 + ratio) + last * (1 - 1 / days) * (1 + 1 / ratio)
        found.append(np.stack([market.sum(axis=1), season.sum(axis=1)]) / 4)
    return np.concatenate(found, axis=1)


def _unexplained_sd(model: Model, new: Attribution, old: Attribution) -> Floats:
    """Chance in both windows, and what is not known of the difference of what is expected."""
    slopes = new.steps.expected_slopes - old.steps.expected_slopes
    return np.asarray(np.sqrt(new.chance_sd**2 + old.chance_sd**2 + model.sd(slopes) ** 2))


def leads_ratio(now: Attribution, before: Attribution) -> Floats:
    """Leads of a window / those of the one before, by rep; 0 where there were none then."""
    n, n_before = now.exposure, before.exposure
    return np.divide(n, n_before, out=np.zeros(len(n)), where=n_before > 0)


def _wins(
    model: Model, now: tuple[int, Attribution], before: tuple[int, Attribution]
) -> tuple[Floats, Floats]:
    """Wins beyond the others' rates less those before, in leads of this window, and its sd."""
    (at, new), (at_before, old) = now, before
    scale = leads_ratio(new, old)
    expected, slopes, _ = wins_expected(model, at, model.exposure(at))
    earlier, slopes_before, _ = wins_expected(model, at_before, model.exposure(at_before))
    chance = model.dispersion * (expected + scale**2 * earlier)
    unknown = model.sd(slopes - scale[:, None] * slopes_before)
    moved = (new.wins - new.wins_expected) - scale * (old.wins - old.wins_expected)
    return np.asarray(moved), np.asarray(np.sqrt(chance + unknown**2))
