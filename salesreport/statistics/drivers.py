"""Where a gap comes from along a chain: leads, won customers, bookings, cash."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from salesreport.statistics.arguments import Floats
from salesreport.statistics.logmean import lmdi
from salesreport.statistics.shapley import shapley, shapley_of
from salesreport.statistics.sides import not_negative, two_sides


class Decomposition(NamedTuple):
    """Effects of the factors on a gap, and how much hangs on the method.

    `effects` of shape (..., factors) in the unit of the gap, adding up to it; `method`
    of shape (...), "lmdi" or "shapley", by which the effects were found; `sensitivity`
    of shape (...), the largest |LMDI - Shapley| of a factor, NaN where LMDI has no
    answer.
    """

    effects: Floats
    method: NDArray[np.str_]
    sensitivity: Floats


def decompose(new: ArrayLike, old: ArrayLike) -> Decomposition:
    """Effect of each factor on the gap of two products, with the method's own doubt.

    `lmdi` where all factors are above 0 on both sides, since it leaves a factor's
    effect as it is when another is split; `shapley` where one is zero or negative.
    Both are calculated wherever both have an answer.

    Parameters
    ----------
    new, old : array of float, shape (..., factors)
        Factors of each product, of any sign.

    Returns
    -------
    Decomposition
        Effects add up to the gap of the products and turn their sign with the sides.
        `sensitivity` holds for factors of 0 or more, by the limits of `lmdi`. NaN where
        a factor is NaN.

    Raises
    ------
    ValueError
        As `lmdi` and `shapley`, negative factors apart.

    Examples
    --------
    >>> found = decompose([[30, 0.2, 60], [12, 0, 50]], [[40, 0.25, 50], [10, 1, 50]])
    >>> found.effects.round(1).tolist(), found.method.tolist()
    ([[-122.6, -95.1, 77.7], [50.0, -550.0, 0.0]], ['lmdi', 'shapley'])
    >>> found.sensitivity.round(1)
    array([ 1.5, 50. ])
    """
    now, then = two_sides(new, old)
    positive = np.all((now > 0) & (then > 0), axis=-1)
    possible = np.all((now >= 0) & (then >= 0), axis=-1)
    return _chosen(_where(possible, now, then), shapley(now, then), positive)


def drivers(new: ArrayLike, old: ArrayLike) -> Decomposition:
    """Effect of each step of a chain of totals on the gap of its last total.

    From (leads, won customers, bookings) come the factors leads, won customers per lead
    and bookings per won customer; with cash at the end, cash per booking as well. Every
    total is the one before it times its factor. `lmdi` where all totals are above 0 on
    both sides, `shapley` elsewhere. Where a total is not above 0 nothing can be divided
    by it, and the step after it is told by two rules:

    - its factor takes the other side's value, 0 where that is not known either;
    - what the total has beyond that is a rest, total = factor · total before + rest, and
      factor and rest move together as one step.

    So, against a side that has all of them:

    - no leads and nothing after: leads have the whole loss, the other steps 0;
    - leads, no win, no bookings: leads and conversion have the loss, amount 0;
    - no win, but a refund: the same, and amount has the refund;
    - no leads, but wins of old leads: leads have what they brought the other side,
      conversion has the wins, as wins without a lead;
    - bookings below 0: the amount per customer is negative, as it stands;
    - cash with bookings of 0 or less: collection has the cash beyond the other side's
      rate on these bookings.

    A total that neither side has gives 0 to the steps up to it; the next step stands
    for itself. Where both sides have nothing, all effects are 0.

    Parameters
    ----------
    new, old : array of float, shape (..., steps)
        Totals of both sides from the first step to the last: a period's own and its
        reference's, sums and never means of ratios. Two steps or more; the first, a
        number of leads, is 0 or more.

    Returns
    -------
    Decomposition
        Effects in the unit of the last total, one a step. They add up to its gap and
        turn their sign with the sides; `exact_parts` makes them exact to the cent. Never
        infinite; NaN only where a total is NaN. `sensitivity` is NaN where a rest or a
        negative total leaves LMDI without an answer.

    Raises
    ------
    ValueError
        Fewer than two steps, negative leads, or sides that do not go together.

    References
    ----------
    Ang 2005, Energy Policy 33:867; Das Gupta 1993, Census P23-186.

    Examples
    --------
    A month short of the peers' mean, a month without a win, a month with only a refund.

    >>> peers = [40, 10, 500]
    >>> months = [[30, 6, 360], [48, 0, 0], [40, 0, -20]]
    >>> found = drivers(months, peers)
    >>> found.effects.round(1).tolist()
    [[-122.6, -95.1, 77.7], [50.0, -550.0, 0.0], [0.0, -500.0, -20.0]]
    >>> found.method.tolist()
    ['lmdi', 'shapley', 'shapley']
    """
    now, then = two_sides(new, old)
    if now.shape[-1] < 2:
        raise ValueError("one step is no chain; give leads, won customers and bookings")
    not_negative(now[..., 0], "the first total")
    not_negative(then[..., 0], "the first total")
    new_steps, old_steps = _steps(now, then), _steps(then, now)
    factors = new_steps[0], old_steps[0]
    plain = [(factor >= 0) & (rest == 0) for factor, rest in (new_steps, old_steps)]
    possible = np.all(plain[0] & plain[1], axis=-1)
    positive = np.all((now > 0) & (then > 0), axis=-1)
    by_step = [np.moveaxis(np.stack(steps), -1, 0) for steps in (new_steps, old_steps)]
    by_shapley = shapley_of(_last_total, list(by_step[0]), list(by_step[1]))
    return _chosen(_where(possible, *factors), by_shapley, positive)


def _steps(own: Floats, other: Floats) -> tuple[Floats, Floats]:
    """Factor and rest of each step: total = factor · total before + rest."""
    known = []
    for totals in (own, other):
        before = np.concatenate([np.ones_like(totals[..., :1]), totals[..., :-1]], axis=-1)
        quotient = np.divide(totals, before, out=np.zeros(totals.shape), where=before > 0)
        known.append((before, before > 0, quotient))
    (before, told, factor), (_, _, instead) = known
    factor = np.where(told, factor, instead)
    return factor, np.where(told, 0.0, own - factor * before)


def _last_total(*steps: Floats) -> Floats:
    """Last total of a chain whose steps are given as factor and rest."""
    total = np.ones(steps[0].shape[1:])
    for factor, rest in steps:
        total = total * factor + rest
    return total


def _where(possible: NDArray[np.bool_], new: Floats, old: Floats) -> Floats:
    """LMDI of the cases that have one, NaN for the others."""
    effects = np.full(new.shape, np.nan)
    effects[possible] = lmdi(new[possible], old[possible])
    return effects


def _chosen(by_lmdi: Floats, by_shapley: Floats, positive: NDArray[np.bool_]) -> Decomposition:
    """LMDI for positive cases, Shapley for the others, and the largest difference."""
    return Decomposition(
        np.where(positive[..., np.newaxis], by_lmdi, by_shapley),
        np.where(positive, "lmdi", "shapley"),
        np.abs(by_lmdi - by_shapley).max(axis=-1),
    )
