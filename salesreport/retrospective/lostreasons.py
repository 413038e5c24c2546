"""Which recorded reasons a lost deal has, and what share of the deals each holds."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import sqrt
from statistics import NormalDist
from typing import Any, Literal

from salesreport.lexicon import Hit, Lexicon, read_code
from salesreport.statistics import Interval

NOT_RECORDED = "not_recorded"
"""No code, and no remark that names a reason."""

UNMATCHED = "unmatched"
"""A reason is recorded in words that the lexicon does not know."""

NO_DECISION = "no_decision"

REMARK = "lost_detail"
"""Column with what was written of the loss. A deal's general `note` is no record of a reason:
"budget confirmed" and "price sensitive" are said of deals that run."""

_UNKNOWN = Interval(float("nan"), float("nan"))


@dataclass(frozen=True)
class Reading:
    """Reasons of one lost deal.

    Attributes
    ----------
    reasons : tuple of str
        Ids that hold the deal in equal parts; `not_recorded` or `unmatched` alone.
    basis : {"code", "remark", None}
        What they were read from; a code beats a remark.
    code, remark : tuple of str
        Ids that each names; empty where it names none.
    hits : tuple of Hit
        Words of the remark that name reasons, none of them denied.
    denials : tuple of Hit
        Words of the remark that deny a reason of the code, and nothing in it affirms that.
    """

    reasons: tuple[str, ...]
    basis: Literal["code", "remark"] | None
    code: tuple[str, ...] = ()
    remark: tuple[str, ...] = ()
    hits: tuple[Hit, ...] = ()
    denials: tuple[Hit, ...] = ()

    @property
    def has_both(self) -> bool:
        """Whether code and remark both speak of reasons."""
        return bool(self.code and (self.remark or self.denials))

    @property
    def disagrees(self) -> bool:
        """Whether both do and the remark denies the code's, or none is in common."""
        apart = set(self.code).isdisjoint(self.remark)
        return self.has_both and (bool(self.denials) or apart)


def reading(record: Mapping[str, Any], lexicon: Lexicon) -> Reading:
    """Reasons that a lost deal's code and remark name.

    The code counts where it names a reason, else the remark `lost_detail`. A code or
    remark that says something else is `unmatched`. The deal's general `note` is not read.

    Parameters
    ----------
    record : mapping
        `lost_reason` and `lost_detail` of one deal; None or absent where blank.
    lexicon : Lexicon
    """
    code = read_code(record.get("lost_reason"), lexicon)
    every = lexicon.hits(record.get(REMARK))
    hits = tuple(hit for hit in every if not hit.denied)
    remark = tuple(dict.fromkeys(hit.reason for hit in hits))
    if code.reasons:
        against = set(code.reasons) - set(remark)
        denials = tuple(hit for hit in every if hit.denied and hit.reason in against)
        return Reading(code.reasons, "code", code.reasons, remark, hits, denials)
    if remark:
        return Reading(remark, "remark", (), remark, hits)
    recorded = not code.blank or not lexicon.is_blank(record.get(REMARK))
    return Reading((UNMATCHED if recorded else NOT_RECORDED,), None)


def fractional_counts(reasons: Iterable[Sequence[str]]) -> dict[str, Fraction]:
    """Deals by reason, a deal with k reasons counting 1/k for each.

    Parameters
    ----------
    reasons : iterable of sequence of str
        Ids of each deal, one or more, none twice.

    Returns
    -------
    dict of str to Fraction
        Their sum is exactly the number of deals.

    Examples
    --------
    >>> counts = fractional_counts([("price",), ("price", "budget")])
    >>> counts["price"], sum(counts.values())
    (Fraction(3, 2), Fraction(2, 1))
    """
    return weighted_counts((ids, Fraction(1)) for ids in reasons)


def weighted_counts(deals: Iterable[tuple[Sequence[str], Fraction]]) -> dict[str, Fraction]:
    """Weights of deals by reason, a deal with k reasons giving each a k-th of its weight."""
    found: dict[str, Fraction] = {}
    for ids, weight in deals:
        for reason in ids:
            found[reason] = found.get(reason, Fraction(0)) + weight / len(ids)
    return found


def share_interval(
    share: Fraction | float, n: Fraction | float, *, level: float = 0.95
) -> Interval:
    """Wilson's interval of a mean of parts, each from 0 to 1.

    Wilson's formula with p = the mean and n, which need be no whole numbers. For parts
    w from 0 to 1 the variance E w² - p² is at most p(1 - p), that of whole ones, so the
    interval is never too narrow on account of split deals. For shares of value n is
    the number of equal deals that would vary as much: `effective_number`.

    Parameters
    ----------
    share : number
        0-1.
    n : number
        Deals.

    Returns
    -------
    Interval
        Fractions 0-1. NaN and NaN for n = 0.

    References
    ----------
    Wilson 1927, JASA 22:209; Kish 1965, Survey Sampling, section 8.2.

    Examples
    --------
    >>> low, high = share_interval(Fraction(8, 32), 32)
    >>> round(low, 4), round(high, 4)
    (0.1325, 0.4211)
    """
    if not n:
        return _UNKNOWN
    z, p, size = NormalDist().inv_cdf((1 + level) / 2), float(share), float(n)
    centre = (p + z * z / (2 * size)) / (1 + z * z / size)
    half = z / (1 + z * z / size) * sqrt(p * (1 - p) / size + z * z / (4 * size * size))
    low = 0.0 if share == 0 else max(0.0, centre - half)
    return Interval(low, 1.0 if share == 1 else min(1.0, centre + half))


def effective_number(values: Iterable[int]) -> Fraction:
    """(Σv)² / Σv²: equal deals whose sum varies as much as that of these; 0 for none.

    Examples
    --------
    >>> effective_number([5, 5, 5]), effective_number([9, 1])
    (Fraction(3, 1), Fraction(50, 41))
    """
    known = [value for value in values if value > 0]
    return Fraction(sum(known) ** 2, sum(v * v for v in known)) if known else Fraction(0)
