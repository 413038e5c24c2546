"""What can be named of a gap, after the many looks that a team of people brings."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from salesreport.attribution.cells import filled
from salesreport.attribution.leads import Bools, Leads
from salesreport.attribution.model import Model, peers_of
from salesreport.attribution.window import Attribution
from salesreport.statistics import Floats, count_chance, q_values, share_above

LEVEL = 0.05
"""Share of named findings that chance may make up, and the level of a single look."""
EARLY_LEVEL = 0.002
"""The same of being less late: few are, and each wrong name would take away from the right ones."""
FEWEST_FOR_SPREAD = 5
PRIOR_LEADS = 30.0


@dataclass(frozen=True, eq=False)
class Lateness:
    """How late each rep's leads at work in a window are, one column a band.

    Attributes
    ----------
    share, peers_share : arrays of float, shape (reps, bands)
        Of the leads on record, each by the share of its wins that falls into the
        window; NaN where none is on record.
    n : array of float, shape (reps, bands)
        Leads of equal weight that would tell as much.
    p : array of float, shape (reps, bands)
        Chance of a share at least so high, were it the peers'; NaN where n is half a lead
        or less, or no peer has one on record.
    q : array of float, shape (reps, bands)
        The same after correction for all reps and bands.
    early_p : array of float, shape (reps, bands)
        Chance of a share at most so high, were it the peers' or their middle one's,
        the larger of both: one late peer makes nobody else early. NaN as `p`.
    early_q : array of float, shape (reps, bands)
        The same after correction for all reps and bands.
    effect, effect_sd : arrays of float, shape (reps, bands)
        Log of the chance of a late lead / of one in time, by the others' leads; 0 where
        they have none on record.
    effect_p : array of float, shape (reps, bands)
        One-sided chance of an effect at least so bad, were there none.
    """

    share: Floats
    peers_share: Floats
    n: Floats
    p: Floats
    q: Floats
    early_p: Floats
    early_q: Floats
    effect: Floats
    effect_sd: Floats
    effect_p: Floats

    @property
    def named(self) -> Bools:
        """Late beyond the peers after correction, and lateness costs wins elsewhere."""
        found: Bools = (self.q < LEVEL) & (self.effect_p < LEVEL)
        return found

    @property
    def early_named(self) -> Bools:
        """Less late than the peers after correction, and lateness costs wins elsewhere."""
        found: Bools = (self.early_q < EARLY_LEVEL) & (self.effect_p < LEVEL)
        return found


@dataclass(frozen=True, eq=False)
class Wins:
    """Whether wins of a window are beyond chance on these leads; arrays over reps.

    `p`: two-sided chance of wins so far from the others' rates. `q`: after correction
    for the number of reps.
    """

    p: Floats
    q: Floats

    @property
    def named(self) -> Bools:
        """Beyond chance after correction."""
        found: Bools = self.q < LEVEL
        return found

    @property
    def worth_a_look(self) -> Bools:
        """Beyond chance in a single look, not after correction."""
        found: Bools = (self.p < LEVEL) & ~self.named
        return found


def wins_evidence(found: Attribution, elsewhere: Floats | None = None) -> Wins:
    """How far each rep's wins lie from what the others' rates give on the same leads.

    Parameters
    ----------
    elsewhere : array of float, shape (reps,), optional
        Wins without a lead on record. Where wins are fewer than expected each of them is
        taken for one of the leads that seem to have come to nothing.

    Returns
    -------
    Wins
        NaN where wins came though none was expected, and beside nobody's leads; such a
        rep is no look and is never named.

    References
    ----------
    Benjamini and Hochberg 1995, JRSS B 57:289.
    """
    p = chance_of_wins(found.wins, found.wins_expected, found.wins_variance, elsewhere)
    return Wins(p, q_values(p))


def named_direction(q: Floats, moved: Floats) -> Floats:
    """1 or -1, the sign of `moved`, where q is below `LEVEL`; else 0, also where q is NaN."""
    return np.where(q < LEVEL, np.sign(moved), 0.0)


def lasting_direction(now: Floats | None, previous: Floats | None, longer: Floats | None) -> Floats:
    """Direction of wins that may be named: that of the longer window, else of two running.

    Parameters
    ----------
    now, previous, longer : array of float, shape (reps,), or None
        `named_direction` of a period, of the one before it and of the longer window.

    Returns
    -------
    array of float, shape (reps,)
        1 or -1; 0 where neither the longer window names a rep nor both periods, alike.

    Examples
    --------
    >>> sides = [np.array(one, dtype=float) for one in ([-1, -1, 1], [-1, 1, 0], [0, 0, 1])]
    >>> lasting_direction(*sides).tolist()
    [-1.0, 0.0, 1.0]
    """
    known = next(one for one in (now, previous, longer) if one is not None)
    running = np.zeros(len(known))
    if now is not None and previous is not None:
        running = np.where(now == previous, now, 0.0)
    return running if longer is None else np.where(longer != 0, longer, running)


def chance_of_wins(
    wins: Floats, expected: Floats, variance: Floats, elsewhere: Floats | None = None
) -> Floats:
    """`count_chance` of the number from wins to wins + elsewhere that is nearest to expected.

    1 where what is expected lies between them.

    Examples
    --------
    >>> less, more = np.array([2.0]), np.array([6.0])
    >>> chance_of_wins(less, np.array([8.0]), np.array([8.0])).round(3).tolist()
    [0.017]
    >>> chance_of_wins(less, np.array([8.0]), np.array([8.0]), more).tolist()
    [1.0]
    """
    more = np.zeros(len(wins)) if elsewhere is None else elsewhere
    reached = (more > 0) & (wins <= expected) & (wins + more >= expected)
    count = np.where(wins < expected, wins + more, wins)
    return np.where(reached, 1.0, count_chance(count, expected, variance))


def signal_share(found: Attribution) -> Floats:
    """Share of each rep's unexplained part that is more than chance, as the team has it.

    B = τ² / (τ² + v), v the variance of the unexplained part / the square of the bookings
    expected, and τ² what the ratios wins / wins expected vary by beyond their chance:
    max(0, (Q - (m - 1)) / (Σw - Σw² / Σw)), w = 1 / the variance of such a ratio. Wins tell
    better than money how much reps differ; but the part is money, and a few large deals
    are chance too. Below five reps τ² cannot be told: B = n / (n + 30) with n leads at work.

    Returns
    -------
    array of float, shape (reps,)
        0-1; 0 where no win or no money is expected, and beside nobody's leads.

    References
    ----------
    DerSimonian and Laird 1986, Controlled Clinical Trials 7:177; Efron and Morris 1975,
    JASA 70:311.
    """
    some = (found.wins_expected > 0) & (np.abs(found.steps.expected) > 0)
    if some.sum() < FEWEST_FOR_SPREAD:
        return np.where(some, found.exposure / (found.exposure + PRIOR_LEADS), 0.0)
    expected = found.wins_expected[some]
    ratio, weight = found.wins[some] / expected, expected**2 / found.wins_variance[some]
    tau2 = _beyond_chance(ratio, weight)
    v = (found.unexplained_sd[some] / found.steps.expected[some]) ** 2
    shares = np.zeros(len(some))
    shares[some] = tau2 / (tau2 + v)
    return shares


def _beyond_chance(values: Floats, weight: Floats) -> float:
    """Variance of values beyond 1 / weight, 0 at least (DerSimonian and Laird)."""
    mean = (weight * values).sum() / weight.sum()
    q = (weight * (values - mean) ** 2).sum()
    scale = weight.sum() - (weight**2).sum() / weight.sum()
    return max(0.0, float((q - (len(values) - 1)) / scale)) if scale > 0 else 0.0


def lateness(model: Model, at: int) -> Lateness:
    """How late leads at work in a window are, and what lateness costs elsewhere.

    A lead counts by its exposure in the window x, n = (Σx)² / Σx² (Kish), so that what is
    tested is what carries the amount. Leads whose lateness is not on record do not count.

    Parameters
    ----------
    at : int
        Place of the window in `model.windows`.

    References
    ----------
    Kish 1965, Survey Sampling, 11.7; Benjamini and Hochberg 1995, JRSS B 57:289.
    """
    leads, peers = model.leads, peers_of(model.leads.roles)
    x = model.delays.inside(leads.assigned, model.windows[at])
    shares, peers_shares, sizes, chances, early = [], [], [], [], []
    for late in leads.bands.values():
        share, n = _share(leads, x, late, None)
        theirs, their_n = _share(leads, x, late, peers)
        chances.append(share_above(share * n, n, theirs * their_n, their_n))
        early.append(_early(share, n, (theirs, _median(share, n, peers)), their_n))
        shares.append(np.where(n > 0, share, np.nan))
        peers_shares.append(np.where(their_n > 0, theirs, np.nan))
        sizes.append(n)
    n_segments = len(leads.segments)
    columns = [
        int(np.flatnonzero(model.design.dimension == n_segments + band)[0])
        for band in range(len(leads.bands))
    ]
    variance = np.diagonal(model.covariance, axis1=1, axis2=2)[:, columns]
    effect, sd = model.rates.effects[:, columns], np.sqrt(variance)
    p, early_p = (_columns(part, leads.n_reps) for part in (chances, early))
    return Lateness(
        share=_columns(shares, leads.n_reps),
        peers_share=_columns(peers_shares, leads.n_reps),
        n=_columns(sizes, leads.n_reps),
        p=p,
        q=q_values(p.reshape(-1)).reshape(p.shape),
        early_p=early_p,
        early_q=q_values(early_p.reshape(-1)).reshape(p.shape),
        effect=effect,
        effect_sd=sd,
        effect_p=_below(effect / sd),
    )


def _early(share: Floats, n: Floats, others: tuple[Floats, Floats], their_n: Floats) -> Floats:
    """Chance of a share at most so high, were it either of the others', the larger of both."""
    in_time = (1 - share) * n
    chances = [share_above(in_time, n, (1 - one) * their_n, their_n) for one in others]
    return np.maximum(*chances)


def _median(share: Floats, n: Floats, peers: Bools) -> Floats:
    """Middle share of each rep's peers who have leads on record; 0 without one."""
    known = peers & (n > 0)
    found = np.zeros(len(share))
    for rep in np.flatnonzero(known.any(axis=1)):
        found[rep] = np.median(share[known[rep]])
    return found


def _share(leads: Leads, x: Floats, late: Floats, peers: Bools | None) -> tuple[Floats, Floats]:
    """Share late and the number of leads of equal weight, by rep: their own or the peers'."""
    known = ~np.isnan(late)
    sums = [leads.per_rep(part, known) for part in (x, x**2, x * filled(late))]
    total, squares, k = sums if peers is None else [peers @ part for part in sums]
    n = np.divide(total**2, squares, out=np.zeros(leads.n_reps), where=squares > 0)
    share = np.divide(k, total, out=np.zeros(leads.n_reps), where=total > 0)
    return np.minimum(share, 1.0), n


def _columns(parts: list[Floats], n_reps: int) -> Floats:
    return np.column_stack(parts) if parts else np.zeros((n_reps, 0))


def _below(z: Floats) -> Floats:
    from scipy import special

    return np.asarray(special.ndtr(z), dtype=np.float64)
