"""What another mix of segments makes of a gap, and what other rates within them do."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from salesreport.statistics.arguments import Floats
from salesreport.statistics.sides import not_negative, two_sides


class MixAndRate(NamedTuple):
    """Parts of the gap of two overall rates, by segment, each of shape (..., segments).

    `composition` for another mix at the same rates, centred; `rate` for other rates at
    the same mix.
    """

    composition: Floats
    rate: Floats

    @property
    def gap(self) -> Floats:
        """Both over all segments: new overall rate minus old."""
        total: Floats = (self.composition + self.rate).sum(axis=-1)
        return total


def kitagawa(
    new_weights: ArrayLike, new_rates: ArrayLike, old_weights: ArrayLike, old_rates: ArrayLike
) -> MixAndRate:
    """Gap of two overall rates as composition and rate effects of segments.

    With shares w = weight / Σ weight and R = Σ w r on each side: composition_i =
    (w1 - w0) · ((r0 + r1)/2 - (R0 + R1)/2), rate_i = (r1 - r0) · (w0 + w1)/2. They add
    up to R1 - R0 and no interaction is left. Taking the mean rate off changes no total,
    since the shares' changes add up to 0, but a segment's sign can be read: less of a
    poor segment is a gain.

    Parameters
    ----------
    new_weights, old_weights : array of float, shape (..., segments)
        Leads of each segment, or their shares in any scale; 0 or more.
    new_rates, old_rates : array of float, shape (..., segments)
        Rate within each segment. Where a side has no weight its rate cannot be known:
        whatever stands there, the other side's rate is taken, so that the segment has
        composition alone.

    Returns
    -------
    MixAndRate
        In the rates' unit. NaN throughout where a side has no weight at all or a rate
        that counts is NaN.

    Raises
    ------
    ValueError
        A weight is negative, or the sides have not the same segments.

    References
    ----------
    Kitagawa 1955, JASA 50:1168.

    Examples
    --------
    20 points of the leads move from a source won at 30 % to one won at 10 %.

    >>> found = kitagawa([30, 70], [0.3, 0.1], [50, 50], [0.3, 0.1])
    >>> found.composition.round(3), round(float(found.gap), 3)
    (array([-0.024, -0.016]), -0.04)
    """
    weights = _weighed(new_weights, old_weights, "a weight")
    rates = _known_where_weighed(two_sides(new_rates, old_rates), weights)
    (now, new_rate), (then, old_rate) = [
        np.broadcast_arrays(shares(side), rate) for side, rate in zip(weights, rates, strict=True)
    ]
    overall = ((now * new_rate).sum(-1) + (then * old_rate).sum(-1)) / 2
    middle = (new_rate + old_rate) / 2 - overall[..., np.newaxis]
    return MixAndRate((now - then) * middle, (new_rate - old_rate) * (now + then) / 2)


def shares(weights: ArrayLike) -> Floats:
    """Weights as shares of their sum over the last dimension; NaN for a sum of 0.

    Examples
    --------
    >>> shares([1, 3])
    array([0.25, 0.75])
    """
    values = np.asarray(weights, dtype=np.float64)
    whole = np.broadcast_to(values.sum(axis=-1, keepdims=True), values.shape)
    found: Floats = np.divide(values, whole, out=np.full_like(values, np.nan), where=whole != 0)
    return found


class PriceVolumeMix(NamedTuple):
    """Parts of a revenue gap, by product, each of shape (..., products).

    `price` at the new volumes; `volume` of all products together at the old mix and
    price; `mix` at the old price.
    """

    price: Floats
    volume: Floats
    mix: Floats

    @property
    def gap(self) -> Floats:
        """All three over all products: new revenue minus old."""
        total: Floats = (self.price + self.volume + self.mix).sum(axis=-1)
        return total


def price_volume_mix(
    new_volumes: ArrayLike, new_prices: ArrayLike, old_volumes: ArrayLike, old_prices: ArrayLike
) -> PriceVolumeMix:
    """Gap of two revenues as price, volume and mix of products.

    With volumes q, prices p, Q = Σ q and m0 = q0 / Q0: price = (p1 - p0) q1, volume =
    (Q1 - Q0) m0 p0, mix = (q1 - Q1 m0) p0. They add up to Σ p1 q1 - Σ p0 q0. The usual
    table of a sales review, and not symmetric: price stands at the new volumes, so
    exchanged sides give other parts. `kitagawa` and `shapley_of` are symmetric.

    Parameters
    ----------
    new_volumes, old_volumes : array of float, shape (..., products)
        Units sold, 0 or more.
    new_prices, old_prices : array of float, shape (..., products)
        Money per unit, or margin. Where a side sold nothing its price cannot be known:
        whatever stands there, the other side's is taken. A new product is thus mix.

    Returns
    -------
    PriceVolumeMix
        In money. Where nothing was sold before, no mix is known either: the new one is
        taken and all is volume. NaN where a number that counts is NaN.

    Raises
    ------
    ValueError
        A volume is negative, or the sides have not the same products.

    References
    ----------
    Horngren, Datar, Rajan, Cost Accounting, ch. 14 (sales-mix and sales-quantity variance).

    Examples
    --------
    >>> found = price_volume_mix([60, 50], [1.1, 1.0], [50, 40], [1.2, 0.8])
    >>> [part.sum().round(1).item() for part in found]
    [4.0, 20.4, -0.4]
    """
    volumes = _weighed(new_volumes, old_volumes, "a volume")
    new_price, old_price = _known_where_weighed(two_sides(new_prices, old_prices), volumes)
    now, then = volumes
    nothing = (then == 0).all(axis=-1, keepdims=True)
    old_mix = np.where(nothing, shares(now), shares(then))
    # nothing on both sides: no mix is known and none is needed
    old_mix = np.where(nothing & (now == 0).all(axis=-1, keepdims=True), 0.0, old_mix)
    whole = now.sum(axis=-1, keepdims=True)
    volume = (whole - then.sum(axis=-1, keepdims=True)) * old_mix * old_price
    return PriceVolumeMix(
        (new_price - old_price) * now, volume, (now - whole * old_mix) * old_price
    )


def _weighed(new: ArrayLike, old: ArrayLike, name: str) -> tuple[Floats, Floats]:
    """Weights of both sides, none negative."""
    now, then = two_sides(new, old)
    return not_negative(now, name), not_negative(then, name)


def _known_where_weighed(
    rates: tuple[Floats, Floats], weights: tuple[Floats, Floats]
) -> tuple[Floats, Floats]:
    """Rates of both sides, the other side's for a segment without weight, 0 for neither."""
    (new, old), (now, then) = rates, weights
    if new.shape[-1] != now.shape[-1]:
        raise ValueError(
            f"{new.shape[-1]} rates and {now.shape[-1]} weights; give one of each a segment"
        )
    empty: tuple[NDArray[np.bool_], NDArray[np.bool_]] = (now == 0, then == 0)
    neither = empty[0] & empty[1]
    return (
        np.where(neither, 0.0, np.where(empty[0], old, new)),
        np.where(neither, 0.0, np.where(empty[1], new, old)),
    )
