"""Random draws that come out the same on every machine and library version."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from statistics import NormalDist
from typing import TypeVar

import numpy as np

T = TypeVar("T")
_NORMAL = NormalDist()


class Draws:
    """Draws from one numbered stream.

    Only uniform numbers are taken from numpy, since their bits are fixed for
    good; every other law is its own inverse distribution function here.

    Parameters
    ----------
    *key : int
        Names the stream. The same key gives the same draws.
    """

    def __init__(self, *key: int) -> None:
        self._generator = np.random.Generator(np.random.PCG64(np.random.SeedSequence(key)))

    def uniform(self) -> float:
        """Return a number in (0, 1), both ends excluded."""
        return min(max(float(self._generator.random()), 1e-12), 1 - 1e-12)

    def happens(self, probability: float) -> bool:
        """Return whether an event of this probability (0-1) happens."""
        return self.uniform() < probability

    def integer(self, low: int, high: int) -> int:
        """Return a whole number from `low` to `high`, both included."""
        return low + int(self.uniform() * (high - low + 1))

    def one_of(self, items: Sequence[T]) -> T:
        """Return one of the items, all equally likely."""
        return items[self.integer(0, len(items) - 1)]

    def weighted(self, weights: Mapping[T, float]) -> T:
        """Return one of the keys, as likely as its weight says."""
        left = self.uniform() * sum(weights.values())
        for item, weight in weights.items():
            left -= weight
            if left < 0:
                return item
        return next(reversed(list(weights)))

    def lognormal(self, median: float, sigma: float) -> float:
        """Return a log-normal number with this median; sigma of the logarithm."""
        return median * math.exp(sigma * _NORMAL.inv_cdf(self.uniform()))

    def poisson(self, mean: float) -> int:
        """Return a Poisson count with this mean (up to about 500)."""
        left = self.uniform()
        term = math.exp(-mean)
        count = 0
        while left > term and count < 1000:
            left -= term
            count += 1
            term *= mean / count
        return count

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """Return the items in random order, as a new list."""
        keyed = sorted((self.uniform(), place) for place in range(len(items)))
        return [items[place] for _, place in keyed]
