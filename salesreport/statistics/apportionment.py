"""Whole units shared out by weight: sums exact, nobody outside floor and cap."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from typing import TypeAlias

Weight: TypeAlias = int | Fraction | Decimal
Bounds: TypeAlias = tuple[Fraction, Fraction | None]
"""Floor and cap of one share; None: no cap."""


def hamilton(
    units: int, weights: Sequence[Weight], *, keys: Sequence[str] | None = None
) -> list[int]:
    """Units shared out by weight, largest remainder first.

    q_i = units · w_i / Σw; each gets floor(q_i), and the units left go one each to the
    largest q_i - floor(q_i). Equal remainders: the smaller key first, else the earlier.

    Parameters
    ----------
    units : int
        How many there are, 0 or more.
    weights : sequence of int, Fraction or Decimal
        0 or more each, not all 0.
    keys : sequence of str, optional
        One a weight, by which ties are settled, so that the order does not matter.

    Returns
    -------
    list of int
        One a weight, less than 1 away from its q; their sum is exactly `units`. More
        units may give one of them less (Alabama paradox).

    Raises
    ------
    ValueError
        Units or a weight are negative, all weights are 0, or keys are too few.

    References
    ----------
    Balinski and Young 2001, Fair Representation, ch. 3.

    Examples
    --------
    >>> hamilton(42, [247, 185, 459, 400, 413])
    [6, 5, 11, 10, 10]
    """
    exact = [Fraction(weight) for weight in weights]
    whole = sum(exact, Fraction(0))
    if units < 0 or any(weight < 0 for weight in exact) or not whole:
        raise ValueError(f"{units} units by weights {list(weights)}; give 0 or more, not all 0")
    return bounded_units([units * weight / whole for weight in exact], keys=keys)


def bounded_shares(
    total: Fraction, weights: Sequence[Weight], bounds: Sequence[Bounds]
) -> list[Fraction]:
    """Amount shared out by weight between floors and caps (water filling).

    x_i = min(cap_i, max(floor_i, λ w_i)), with the one λ at which they add up. What those
    with a weight may not take goes in equal parts to those without.

    Parameters
    ----------
    total : Fraction
    weights : sequence of int, Fraction or Decimal
        0 or more each.
    bounds : sequence of (Fraction, Fraction or None)
        Floor, 0 or more, and cap of each.

    Returns
    -------
    list of Fraction
        One a weight; their sum is exactly `total`. None falls when the total rises.

    Raises
    ------
    ValueError
        A weight is negative, a cap is below its floor, or the total lies outside the sum
        of the floors and that of the caps.

    Examples
    --------
    The first may not have more than 40: the others share the rest 1 to 3.

    >>> found = bounded_shares(Fraction(100), [6, 1, 3], [(0, Fraction(40)), (0, None), (0, None)])
    >>> [int(share) for share in found]
    [40, 15, 45]
    """
    exact = [Fraction(weight) for weight in weights]
    if any(weight < 0 for weight in exact):
        raise ValueError(f"weights {list(weights)}; give 0 or more")
    if any(low < 0 or (high is not None and high < low) for low, high in bounds):
        raise ValueError("a floor is below 0 or above its cap")
    lowest = sum((low for low, _ in bounds), Fraction(0))
    highest = sum((high for _, high in bounds if high is not None), Fraction(0))
    is_open = any(high is None for _, high in bounds)
    if total < lowest or (not is_open and total > highest):
        raise ValueError(f"{total} lies outside floors of {lowest} and caps of {highest}")
    found = _filled(total, exact, bounds)
    missing = total - sum(found, Fraction(0))
    if missing:  # all with a weight are at their caps
        held = [
            (share, share) if weight else pair
            for share, weight, pair in zip(found, exact, bounds, strict=True)
        ]
        found = _filled(total, [Fraction(int(not weight)) for weight in exact], held)
    return found


def bounded_units(
    shares: Sequence[Fraction],
    bounds: Sequence[Bounds] | None = None,
    *,
    keys: Sequence[str] | None = None,
) -> list[int]:
    """Shares rounded to whole units, largest remainder first, between floors and caps.

    Where whole units cannot keep all floors and caps, the fewest are let go: those with
    no whole number between them within a unit of the share, then, as many as the sum asks
    for, those that are missed by least (ties by key). All others hold.

    Parameters
    ----------
    shares : sequence of Fraction
        Each within its bounds; they add up to a whole number.
    bounds : sequence of (Fraction, Fraction or None), optional
    keys : sequence of str, optional
        As `hamilton`.

    Returns
    -------
    list of int
        Less than 1 away from its share each; same sum.

    Raises
    ------
    ValueError
        The shares do not add up to a whole number, or keys or bounds are too few.

    Examples
    --------
    >>> bounded_units([Fraction(5, 2), Fraction(5, 2)], [(0, Fraction(5, 2)), (0, None)])
    [2, 3]

    Caps of 2.5 and 2.6 cannot both hold: the second is missed by less.

    >>> shares = [Fraction(5, 2), Fraction(5, 2)]
    >>> bounded_units(shares, [(0, Fraction(5, 2)), (0, Fraction(13, 5))])
    [2, 3]
    """
    total = sum(shares, Fraction(0))
    if total.denominator != 1:
        raise ValueError(f"shares add up to {total}; round to whole units only what is whole")
    order = _order(len(shares), keys)
    limits = _limits(shares, bounds or [(Fraction(0), None)] * len(shares), int(total), order)
    found = [least for least, _ in limits]
    room = [i for i in order if limits[i][1] > found[i]]
    room.sort(key=lambda i: found[i] - shares[i])
    for i in room[: int(total) - sum(found)]:
        found[i] += 1
    return found


def _order(n: int, keys: Sequence[str] | None) -> list[int]:
    if keys is None:
        return list(range(n))
    if len(keys) != n:
        raise ValueError(f"{len(keys)} keys of {n} shares; give one each")
    return sorted(range(n), key=lambda i: (keys[i], i))


def _limits(
    shares: Sequence[Fraction], bounds: Sequence[Bounds], total: int, order: Sequence[int]
) -> list[tuple[int, int]]:
    """Fewest and most units of each: within a unit of its share, inside the bounds that hold."""
    least, most = [floor(share) for share in shares], [ceil(share) for share in shares]
    lows = [max(few, ceil(low)) for few, (low, _) in zip(least, bounds, strict=True)]
    highs = [
        many if high is None else min(many, floor(high))
        for many, (_, high) in zip(most, bounds, strict=True)
    ]
    for i in order:
        if lows[i] > highs[i]:
            lows[i], highs[i] = least[i], most[i]
    floors = sorted((i for i in order if lows[i] > least[i]), key=lambda i: bounds[i][0] - least[i])
    for i in floors[: max(0, sum(lows) - total)]:
        lows[i] = least[i]
    caps = sorted(
        (i for i in order if highs[i] < most[i]), key=lambda i: most[i] - (bounds[i][1] or 0)
    )
    for i in caps[: max(0, total - sum(highs))]:
        highs[i] = most[i]
    return list(zip(lows, highs, strict=True))


def _filled(
    total: Fraction, weights: Sequence[Fraction], bounds: Sequence[Bounds]
) -> list[Fraction]:
    """Shares at the level at which they add up, or at the highest that still moves one."""
    levels = sorted(
        {
            bound / weight
            for weight, pair in zip(weights, bounds, strict=True)
            for bound in pair
            if weight and bound is not None
        }
        | {Fraction(0)}
    )
    low, high = 0, len(levels) - 1
    while low < high:  # the last level at which they do not exceed the total
        middle = (low + high + 1) // 2
        if sum(_at(levels[middle], weights, bounds), Fraction(0)) <= total:
            low = middle
        else:
            high = middle - 1
    level = levels[low]
    found = _at(level, weights, bounds)
    rising = sum(
        (
            weight
            for weight, (least, most) in zip(weights, bounds, strict=True)
            if weight and level * weight >= least and (most is None or level * weight < most)
        ),
        Fraction(0),
    )
    if rising:
        level += (total - sum(found, Fraction(0))) / rising
    return _at(level, weights, bounds)


def _at(level: Fraction, weights: Sequence[Fraction], bounds: Sequence[Bounds]) -> list[Fraction]:
    return [
        max(low, level * weight) if high is None else min(high, max(low, level * weight))
        for weight, (low, high) in zip(weights, bounds, strict=True)
    ]
